//! `misses`: the questions that found nothing and the votes, from the bot's store.

use anyhow::{Context, Result, bail};

use crate::{
    answer::MAX_QUESTION_CHARS,
    config::{Serving, StorePlace},
    store::{Miss, Store, StoreError},
    text::display_safe,
    wording::{Catalog, Phrase},
};

use super::{session::Outcome, terminal::Terminal};

/// Lists the questions that found nothing, or the votes.
pub(super) fn run(
    serving: &Serving,
    votes: bool,
    catalog: &Catalog,
    terminal: &Terminal,
) -> Result<Outcome> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let lines = runtime.block_on(async {
        let store = opened(serving).await?;
        let lines =
            if votes { voted(&store, catalog).await? } else { missed(&store, catalog).await? };
        anyhow::Ok(lines)
    })?;
    if lines.is_empty() {
        let none = if votes { Phrase::VotesNone } else { Phrase::MissesNone };
        terminal.say(&catalog.say(&none))?;
        return Ok(Outcome::NothingFound);
    }
    for line in lines {
        terminal.say(&line)?;
    }
    Ok(Outcome::Answered)
}

/// Opens the store of the bot, which must exist.
async fn opened(serving: &Serving) -> Result<Store> {
    match &serving.store {
        StorePlace::Directory(directory) => Ok(Store::open_existing(directory.clone())?),
        StorePlace::Redis(url) => {
            let bot = serving.token.as_ref().and_then(crate::config::BotToken::bot);
            let bot = bot.context("no token: expected that of `clausebot serve`, whose number is in the names of its keys")?;
            Ok(Store::connect(url.reveal(), bot).await?)
        }
        StorePlace::Memory | StorePlace::Nowhere => {
            bail!("no data directory: expected `--data-dir DIR`, that of `clausebot serve`")
        }
    }
}

async fn missed(store: &Store, catalog: &Catalog) -> Result<Vec<String>, StoreError> {
    let line = |it: &Miss| {
        let question = &display_safe(&it.question, MAX_QUESTION_CHARS);
        catalog.say(&Phrase::MissesLine { times: it.times, question })
    };
    Ok(store.chats.misses().await?.iter().map(line).collect())
}

async fn voted(store: &Store, catalog: &Catalog) -> Result<Vec<String>, StoreError> {
    let votes = store.chats.votes().await?;
    let line = |it: &crate::store::Votes| {
        let [up, down] = [it.n_up, it.n_down].map(|it| it.to_string());
        let (document, clause) = (it.document.as_str(), it.clause.as_str());
        catalog.say(&Phrase::VotesLine { document, clause, up: &up, down: &down })
    };
    Ok(votes.iter().map(line).collect())
}
