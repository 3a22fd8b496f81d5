//! `/about`: the sources of the documents, the program, and the stored data.

use crate::{
    config::Misses,
    corpus::Agreement,
    render::{Block, Reply},
    wording::Phrase,
};

use super::{
    fault::Fault,
    page::{Page, Pager},
    turn::Turn,
};

/// Maximum documents that are described.
const MAX_DOCUMENTS: usize = 10;

/// Describes the bot.
pub(crate) async fn about(turn: Turn<'_>) -> Result<(), Fault> {
    let (context, pager) = (turn.context, turn.pager().await);
    let version = env!("CARGO_PKG_VERSION");
    let misses = match context.misses {
        Misses::Kept => "kept",
        Misses::Dropped => "dropped",
    };
    let agreements = context.assistant.library().agreements.iter().take(MAX_DOCUMENTS);
    let own = [Phrase::AboutProgram { version }, Phrase::AboutPrivacy { misses }];
    let own = own.map(|it| Block::Sentence(pager.say(&it)));
    let blocks = agreements.flat_map(|it| document(it, &pager)).chain(own).collect();
    turn.answer(&Page::of(&Reply(blocks))).await
}

/// The title, the source and the texts of a document.
fn document(agreement: &Agreement, pager: &Pager<'_>) -> Vec<Block> {
    let composer = pager.composer();
    let published = agreement.meta.dates.published.and_then(|it| it.date);
    let source = match (agreement.meta.source.prefer(pager.locale.language()), published) {
        (Some(source), _) => {
            Some(pager.say(&Phrase::AboutSource { source: &composer.scripted(source) }))
        }
        (None, Some(date)) => {
            let [year, month, day] =
                [date.year.to_string(), date.month.to_string(), date.day.to_string()];
            Some(pager.say(&Phrase::AboutPublished { year: &year, month: &month, day: &day }))
        }
        (None, None) => None,
    };
    let texts = agreement.languages().map(|it| composer.status(agreement, it));
    let title = Block::Heading(composer.title(agreement).into_owned());
    std::iter::once(title).chain(source.into_iter().chain(texts).map(Block::Sentence)).collect()
}
