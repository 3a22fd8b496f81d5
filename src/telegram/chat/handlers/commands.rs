//! The commands.

use std::sync::Arc;

use crate::{
    answer::{Answer, Intent, Occasion, Question},
    corpus::AgreementRef,
    render::Block,
    text::Locale,
    wording::Phrase,
};

use crate::telegram::{
    chat::{
        clause_key::StartPayload,
        command::Command,
        context::{Desk, Fault, user_key},
        deliver::{announce, deliver},
        page::{Below, Page, Pager},
    },
    updates::message::{Incoming, PlaceKind},
};

use super::{about, ask, message::say, settings};

/// Does what a command says.
#[expect(
    clippy::redundant_closure_for_method_calls,
    reason = "the methods are not general enough over the lifetime of a pager"
)]
pub(crate) async fn run(
    desk: &Arc<Desk>,
    incoming: &Incoming,
    command: Command,
    argument: &str,
) -> Result<(), Fault> {
    match command {
        Command::Ask => ask::question(desk, incoming, argument).await,
        Command::Clause => clause(desk, incoming, argument).await,
        Command::Contents => show(desk, incoming, |it| it.outline()).await,
        Command::Documents => show(desk, incoming, |it| it.documents(0)).await,
        Command::Commitments => commitments(desk, incoming, argument).await,
        Command::Language => settings::command(desk, incoming, argument).await,
        Command::About => about::about(desk, incoming).await,
        Command::Help => help(desk, incoming).await,
        Command::Forget => forget(desk, incoming).await,
        Command::Start => start(desk, incoming, argument).await,
    }
}

/// Says how to ask.
pub(crate) async fn help(desk: &Arc<Desk>, incoming: &Incoming) -> Result<(), Fault> {
    explain(desk, incoming, Occasion::Help).await
}

/// Explains how to ask, with the commands below.
async fn explain(desk: &Arc<Desk>, incoming: &Incoming, occasion: Occasion) -> Result<(), Fault> {
    let guest = desk.guest(incoming.place, incoming.speaker).await;
    let locale = guest.reader.locale();
    let pager = desk.pager(guest, locale);
    let question = Question::intended(Intent::Help(occasion), locale);
    let mut reply = pager.reply(&desk.assistant.answer(question)?);
    reply.0.push(Block::Sentence(pager.say(&Phrase::HelpCommands)));
    deliver(desk, incoming, &pager.several(reply, &[])).await
}

/// A clause by its number, or any question that a number is in.
async fn clause(desk: &Arc<Desk>, incoming: &Incoming, argument: &str) -> Result<(), Fault> {
    if argument.is_empty() && incoming.replied_to.is_none() {
        let library = desk.assistant.library();
        let number = library.clauses().find_map(|(_, _, it)| it.id.number());
        let number = number.map(|it| it.to_string()).unwrap_or_default();
        return say(desk, incoming, &Phrase::ClauseHow { clause: &number }).await;
    }
    ask::question(desk, incoming, argument).await
}

/// All commitments, or those that the words after the command ask for.
async fn commitments(desk: &Arc<Desk>, incoming: &Incoming, argument: &str) -> Result<(), Fault> {
    let guest = desk.guest(incoming.place, incoming.speaker).await;
    if !argument.is_empty() {
        let locale = desk.locale(argument, guest.reader);
        let pager = desk.pager(guest, locale);
        let answered = desk.commitments(argument, locale, incoming.place).await?;
        if matches!(answered.answer, Answer::Nothing { .. }) {
            ask::missed(desk, &answered.question.text).await;
        }
        return deliver(desk, incoming, &pager.answer(&answered)).await;
    }
    show(desk, incoming, |pager| match desk.assistant.library().agreements.len() {
        1 => pager.commitments(AgreementRef(0), 0),
        _ => pager.documents(0),
    })
    .await
}

async fn show(
    desk: &Arc<Desk>,
    incoming: &Incoming,
    page: impl Fn(&Pager<'_>) -> Page,
) -> Result<(), Fault> {
    let guest = desk.guest(incoming.place, incoming.speaker).await;
    deliver(desk, incoming, &page(&desk.pager(guest, guest.reader.locale()))).await
}

/// Erases what is kept of the speaker.
async fn forget(desk: &Arc<Desk>, incoming: &Incoming) -> Result<(), Fault> {
    // The language of the reply is found first: it may be what is erased.
    let guest = desk.guest(incoming.place, incoming.speaker).await;
    let catalog = desk.assistant.catalog(guest.reader.locale());
    let phrase = match incoming.speaker.user() {
        None => Phrase::ForgetNobody,
        Some(user) => match desk.store.chats.forget(user_key(user)).await {
            Ok(()) => Phrase::Forgotten,
            Err(error) => {
                desk.kept::<()>(Err(error));
                Phrase::Sorry
            }
        },
    };
    let page = Page::plain(&catalog.say(&phrase));
    // Said without a note of it: such a note would be kept again.
    announce(desk, incoming.place.chat, Some(incoming.place), &page).await
}

/// The beginning of a conversation, or the clause of a link.
async fn start(desk: &Arc<Desk>, incoming: &Incoming, payload: &str) -> Result<(), Fault> {
    let guest = desk.guest(incoming.place, incoming.speaker).await;
    let library = desk.assistant.library();
    let linked = payload.parse::<StartPayload>().ok();
    let clause = linked.and_then(|it| it.clause.find(library));
    if let Some(clause) = clause {
        let locale: Option<Locale> = linked.and_then(|it| it.locale);
        let pager = desk.pager(guest, locale.unwrap_or_else(|| guest.reader.locale()));
        return deliver(desk, incoming, &pager.clause(clause, 0, None, &Below::default())).await;
    }
    match incoming.place.kind {
        PlaceKind::Private => explain(desk, incoming, Occasion::Greeting).await,
        PlaceKind::Group | PlaceKind::Channel => Ok(()),
    }
}
