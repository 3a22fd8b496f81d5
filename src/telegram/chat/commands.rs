//! Handlers of commands.

use tokio::task::spawn_blocking;

use crate::{
    answer::{Intent, Occasion, Question},
    corpus::AgreementRef,
    render::Block,
    store::StartPayload,
    telegram::updates::request::PlaceKind,
    wording::Phrase,
};

use super::{
    about, admin, ask,
    command::Command,
    context::user_key,
    converse,
    deliver::reply,
    fault::Fault,
    page::{Below, Page},
    settings::{self, Shown},
    turn::Turn,
};

/// Runs a command.
pub(crate) async fn run(turn: Turn<'_>, command: Command, argument: &str) -> Result<(), Fault> {
    match command {
        Command::Ask => converse::message(turn, argument).await,
        Command::Clause => clause(turn, argument).await,
        Command::Contents => turn.answer(&turn.pager().await.outline()).await,
        Command::Documents => turn.answer(&turn.pager().await.documents(0)).await,
        Command::Commitments if argument.is_empty() => commitments(turn).await,
        Command::Commitments => ask::commitments(turn, argument).await,
        Command::Check => ask::check(turn, argument).await,
        Command::Language => settings::command(turn, argument, Shown::Languages).await,
        Command::Settings => settings::command(turn, argument, Shown::All).await,
        Command::About => about::about(turn).await,
        Command::Help => help(turn, Occasion::Help).await,
        Command::Forget => forget(turn).await,
        Command::Admin if admin::is_admin(turn) => admin::status(turn).await,
        // As if there were no such command.
        Command::Admin if turn.message.place.kind == PlaceKind::Private => {
            help(turn, Occasion::Help).await
        }
        Command::Admin => Ok(()),
        Command::Start => start(turn, argument).await,
    }
}

/// Explains how to ask, with the commands below.
pub(crate) async fn help(turn: Turn<'_>, occasion: Occasion) -> Result<(), Fault> {
    let pager = turn.pager().await;
    let question = Question::intended(Intent::Help(occasion), pager.locale);
    let mut reply = pager.reply(&turn.context.assistant.answer(question)?);
    reply.0.push(Block::Sentence(pager.say(&Phrase::HelpCommands)));
    turn.answer(&pager.several(reply, &[])).await
}

/// `/clause 3.6`; any other question is answered as well.
async fn clause(turn: Turn<'_>, argument: &str) -> Result<(), Fault> {
    if !argument.is_empty() || turn.message.replied_to.is_some() {
        return ask::question(turn, argument).await;
    }
    let clause = turn.pager().await.example();
    turn.say(&Phrase::ClauseHow { clause: &clause }).await
}

/// `/commitments`: those of the document of the chat or of the only one, or the documents to choose from.
async fn commitments(turn: Turn<'_>) -> Result<(), Fault> {
    let pager = turn.pager().await;
    let page = match (pager.document, turn.context.assistant.library().agreements.len()) {
        (Some(asked), _) => pager.commitments(asked, 0),
        (None, 1) => pager.commitments(AgreementRef(0), 0),
        (None, _) => pager.documents(0),
    };
    turn.answer(&page).await
}

/// `/forget`: erases the data of the sender.
async fn forget(turn: Turn<'_>) -> Result<(), Fault> {
    // Before the language of the sender is erased.
    let pager = turn.pager().await;
    let phrase = match turn.message.speaker.user() {
        None => Phrase::ForgetNobody,
        Some(user) => {
            let forgotten = turn.context.store.chats.forget(user_key(user)).await;
            turn.context.kept(forgotten).map_or(Phrase::Sorry, |()| Phrase::Forgotten)
        }
    };
    // An answer would be stored, and is not wanted.
    reply(turn.context, turn.job, turn.message, &Page::plain(&pager.say(&phrase))).await
}

/// `/start`: begins a conversation, or shows the clause of a link.
async fn start(turn: Turn<'_>, payload: &str) -> Result<(), Fault> {
    let link = payload.parse::<StartPayload>().ok();
    let clause = link.and_then(|it| it.clause.find(turn.context.assistant.library()));
    let Some(clause) = clause else {
        return match turn.message.place.kind {
            PlaceKind::Private => {
                // Its questions are asked first, which takes long in a large library.
                let (worker, recipient) = (turn.context.clone(), turn.recipient().await);
                let locale = recipient.locale.general();
                let page = spawn_blocking(move || worker.pager(recipient, locale).start());
                turn.answer(&page.await?).await
            }
            PlaceKind::Group | PlaceKind::Channel => Ok(()),
        };
    };
    let mut pager = turn.pager().await;
    pager.locale = link.and_then(|it| it.locale).unwrap_or(pager.locale);
    turn.answer(&pager.clause(clause, 0, None, &Below::default())).await
}
