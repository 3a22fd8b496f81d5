//! Conversation: `next`, `in English`, `stop`, and questions, in a message to the bot.
//!
//! A message steers from the clause of the answer that it replies to; without one, in a private chat, from that of the
//! last answer before it. So nothing is kept but the answers, and a message that is handled twice steers the same way.

use crate::{
    answer::{Intent, Occasion, Question, ReplyLanguage, Steering, Step, Tone},
    corpus::ClauseRef,
    store::{ChatKey, ClauseKey, MessageKey, Shown},
    telegram::updates::request::PlaceKind,
    text::{Locale, is_han},
    wording::Phrase,
};

use super::{
    ask,
    context::Context,
    fault::Fault,
    page::{Below, Page},
    recipient::Recipient,
    settings,
    turn::Turn,
};

/// Answers a message to the bot.
pub(crate) async fn message(turn: Turn<'_>, text: &str) -> Result<(), Fault> {
    if turn.message.place.kind == PlaceKind::Group
        && turn.context.assistant.tone(text) == Tone::Thanks
    {
        welcome(turn).await;
        return Ok(());
    }
    match turn.context.assistant.steering(text) {
        None | Some(Steering::Meaning | Steering::Stop) => ask::question(turn, text).await,
        Some(Steering::Clause(step, language)) => clause(turn, text, step, language).await,
        Some(Steering::Section(step)) => section(turn, text, step).await,
        Some(Steering::Dates) => dates(turn, text).await,
        Some(Steering::Settings) => settings::command(turn, "", settings::Shown::All).await,
        Some(Steering::Language(tag)) => {
            settings::command(turn, tag, settings::Shown::Languages).await
        }
    }
}

/// Answers a message in a group that replies to the bot, if it asks.
pub(crate) async fn reply(turn: Turn<'_>, text: &str) -> Result<(), Fault> {
    match turn.context.assistant.tone(text) {
        Tone::Asks => message(turn, text).await,
        Tone::MayAsk => ask::perhaps(turn, text).await,
        Tone::Thanks => {
            welcome(turn).await;
            Ok(())
        }
        Tone::Remark | Tone::Courtesy => Ok(()),
    }
}

/// Reacts to thanks with 👍. Where the chat does not allow that, nothing is said, and it is not tried again.
async fn welcome(turn: Turn<'_>) {
    let (context, place) = (turn.context, turn.message.place);
    turn.job.answered();
    match context.api.react(place.chat, place.message).await {
        Ok(()) => turn.job.sent(),
        Err(error) => {
            context.metrics.unreacted.inc();
            if !error.may_pass() {
                context.limits.no_reactions.take(place.chat);
            }
        }
    }
}

/// The clause that a message steers from.
async fn shown(turn: Turn<'_>) -> Option<Shown> {
    let place = turn.message.place;
    if turn.message.shown.is_some() || place.kind != PlaceKind::Private {
        return turn.message.shown;
    }
    let (chat, question) = (ChatKey(place.chat.0), MessageKey(place.message.0));
    turn.context.kept(turn.context.store.chats.shown_before(chat, question).await).flatten()
}

/// The clause in the library, if it is still there.
fn find(context: &Context, shown: Shown) -> Option<ClauseRef> {
    let Shown { document, clause, locale: _ } = shown;
    ClauseKey { document, clause }.find(context.assistant.library())
}

/// Shows a clause beside the one that was shown, or that one again.
async fn clause(
    turn: Turn<'_>,
    text: &str,
    step: Step,
    language: Option<ReplyLanguage>,
) -> Result<(), Fault> {
    let context = turn.context;
    let Some((shown, at)) = shown(turn).await.and_then(|it| Some((it, find(context, it)?))) else {
        return ask::question(turn, text).await;
    };
    let recipient = turn.recipient().await;
    let spoken = spoken(context, text, recipient, shown.locale);
    let Some(clause) = context.assistant.beside(at, step) else {
        let end = match step {
            Step::Back => Phrase::ChatNoPrevious,
            Step::Stay | Step::On => Phrase::ChatNoNext,
        };
        return turn.answer(&Page::plain(&context.pager(recipient, spoken).say(&end))).await;
    };
    let locales = language.map_or_else(
        || vec![spoken],
        |it| context.assistant.locales_in(it, clause, shown.locale, recipient.locale.general()),
    );
    let page = match *locales.as_slice() {
        [locale] => context.pager(recipient, locale).clause(clause, 0, None, &Below::default()),
        _ => context.pager(recipient, spoken).both(clause, 0, &Below::default()),
    };
    context.metrics.answer("clauses", spoken.tag());
    turn.answer(&page).await
}

/// Shows the section beside that of the clause that was shown.
async fn section(turn: Turn<'_>, text: &str, step: Step) -> Result<(), Fault> {
    let context = turn.context;
    let Some((shown, at)) = shown(turn).await.and_then(|it| Some((it, find(context, it)?))) else {
        return ask::question(turn, text).await;
    };
    let recipient = turn.recipient().await;
    let locale = spoken(context, text, recipient, shown.locale);
    let intent = context.assistant.section_beside(at, step);
    let answered = context.assistant.answer(Question::intended(intent, locale))?;
    turn.answer(&context.pager(recipient, locale).answer(&answered)).await
}

/// The locale for a text that steers: that of the answer, unless the text is Chinese and the answer is not.
fn spoken(context: &Context, text: &str, recipient: Recipient, shown: Locale) -> Locale {
    let is_chinese = shown.language() == Locale::ZhHans.language();
    if text.contains(is_han) && !is_chinese { context.locale(text, recipient) } else { shown }
}

/// Tells the dates of the document of the clause that was shown.
async fn dates(turn: Turn<'_>, text: &str) -> Result<(), Fault> {
    let context = turn.context;
    let Some(at) = shown(turn).await.and_then(|it| find(context, it)) else {
        return ask::question(turn, text).await;
    };
    let pager = turn.pager_for(text).await;
    let intent = Intent::Help(Occasion::Dates(Some(at.agreement)));
    let answered = context.assistant.answer(Question::intended(intent, pager.locale))?;
    turn.answer(&pager.answer(&answered)).await
}
