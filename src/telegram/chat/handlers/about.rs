//! `/about`: where the words come from, and what is kept of whom.

use std::sync::Arc;

use crate::{
    config::Misses,
    corpus::Agreement,
    render::{Block, Reply},
    wording::Phrase,
};

use crate::telegram::{
    chat::{
        context::{Desk, Fault},
        deliver::deliver,
        page::{Page, Pager},
    },
    updates::message::Incoming,
};

/// Documents that are told of at length.
const N_TOLD: usize = 10;

/// Says what the bot is.
pub(crate) async fn about(desk: &Arc<Desk>, incoming: &Incoming) -> Result<(), Fault> {
    let guest = desk.guest(incoming.place, incoming.speaker).await;
    let pager = desk.pager(guest, guest.reader.locale());
    let version = env!("CARGO_PKG_VERSION");
    let misses = match desk.misses {
        Misses::Kept => "kept",
        Misses::Dropped => "dropped",
    };
    let agreements = desk.assistant.library().agreements.iter().take(N_TOLD);
    let told = agreements.flat_map(|it| document(it, &pager));
    let own = [Phrase::AboutProgram { version }, Phrase::AboutPrivacy { misses }];
    let own = own.map(|it| Block::Sentence(pager.say(&it)));
    let reply = Reply(told.chain(own).collect());
    deliver(desk, incoming, &Page::of(&reply)).await
}

fn document(agreement: &Agreement, pager: &Pager<'_>) -> Vec<Block> {
    let language = pager.locale.language();
    let say = |phrase: &Phrase<'_>| Block::Sentence(pager.say(phrase));
    let mut blocks = vec![Block::Heading(pager.composer().title(agreement).to_owned())];
    let published = agreement.meta.dates.published.and_then(|it| it.date);
    match (agreement.meta.source.prefer(language), published) {
        (Some(source), _) => blocks.push(say(&Phrase::AboutSource { source })),
        (None, Some(date)) => {
            let [year, month, day] =
                [date.year.to_string(), date.month.to_string(), date.day.to_string()];
            let published = Phrase::AboutPublished { year: &year, month: &month, day: &day };
            blocks.push(say(&published));
        }
        (None, None) => {}
    }
    let status = |it| Block::Sentence(pager.composer().status(agreement, it));
    blocks.extend(agreement.languages().map(status));
    blocks
}
