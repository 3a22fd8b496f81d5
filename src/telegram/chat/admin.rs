//! `/admin` and files that an administrator sends: the state of the library, and imports into it.
//!
//! What always holds: nobody else is told that there is such a thing; a file is imported only after its preview and a
//! press of the button, and is read in a process of its own.

use crate::{
    store::Miss,
    telegram::updates::request::{PlaceKind, Speaker},
    wording::Phrase,
};

use super::{
    context::Context,
    fault::Fault,
    page::{Page, Pager},
    turn::Turn,
};

/// Documents, and questions without an answer, that are listed.
const MAX_DOCUMENTS: usize = 30;
const MAX_MISSES: usize = 5;

/// Whether a message is an administrator's, in private.
pub(crate) fn is_admin(turn: Turn<'_>) -> bool {
    let Speaker::Person(user, _) = turn.message.speaker else { return false };
    turn.message.place.kind == PlaceKind::Private && turn.context.administration.has(user)
}

/// `/admin`: documents, problems, counts, misses, the last reload and the version.
pub(crate) async fn status(turn: Turn<'_>) -> Result<(), Fault> {
    let pager = turn.pager().await;
    let context = turn.context;
    let misses = context.kept(context.store.chats.misses().await).unwrap_or_default();
    turn.answer(&page(context, &pager, &misses)).await
}

fn page(context: &Context, pager: &Pager<'_>, misses: &[Miss]) -> Page {
    let status = context.administration.status();
    let library = context.assistant.library();
    let n_documents = library.agreements.len();
    let mut lines = vec![
        pager.say(&Phrase::AdminProgram { version: env!("CARGO_PKG_VERSION") }),
        pager.say(&Phrase::AdminLibrary {
            documents: n_documents,
            clauses: library.n_clauses(),
            problems: status.n_problems,
        }),
        pager.say(&Phrase::AdminReloaded { when: &moment(status.opened_at) }),
        pager.say(&Phrase::AdminCounts { answers: context.metrics.n_answers() }),
    ];
    let broken = status.broken.iter();
    lines.extend(broken.map(|document| pager.say(&Phrase::ReloadBroken { document })));
    lines.push(String::new());
    for agreement in library.agreements.iter().take(MAX_DOCUMENTS) {
        lines.push(crate::render::summary(agreement, context.assistant.catalog(pager.locale)));
    }
    if n_documents > MAX_DOCUMENTS {
        lines.push(
            pager.say(&Phrase::AdminMoreDocuments { documents: n_documents - MAX_DOCUMENTS }),
        );
    }
    if !misses.is_empty() {
        lines.push(String::new());
        lines.push(pager.say(&Phrase::AdminMisses));
        let shown = misses.iter().take(MAX_MISSES);
        lines.extend(shown.map(|it| format!("{} × {}", it.times, it.question)));
    }
    if status.folder.is_some() {
        lines.push(String::new());
        lines.push(pager.say(&Phrase::AdminHow));
    }
    Page::plain(&lines.join("\n"))
}

/// `Sat, 28 Nov 2026 12:30:00 GMT`.
fn moment(seconds: i64) -> String {
    let at = u64::try_from(seconds).unwrap_or_default();
    let at = std::time::UNIX_EPOCH + std::time::Duration::from_secs(at);
    httpdate::fmt_http_date(at)
}
