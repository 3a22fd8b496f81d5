//! The inline mode: `@bot vaccines` in any chat shares a clause there.
//!
//! | query | results |
//! |---|---|
//! | nothing | the table of contents |
//! | `en 3.6`, `zh-Hant 疫苗` | results in that language |
//! | a question | commitments if it asks for an amount, then clauses, best first |
//! | a question without an answer | a notice, then the nearest clauses |

use reqwest::Url;
use teloxide::{
    payloads::{AnswerInlineQuery, AnswerInlineQuerySetters},
    types::{
        InlineQueryResult, InlineQueryResultArticle, InlineQueryResultsButton,
        InlineQueryResultsButtonKind, InputMessageContent, InputMessageContentText, ParseMode,
    },
};
use tokio::task::spawn_blocking;

use crate::{
    answer::{Answer, Asked, CommitmentRef, asks_amount},
    assistant::Answered,
    corpus::{AgreementRef, ClauseRef, SectionNumber},
    render::{Block, Focus, TextOrder, excerpted, kind},
    search::{SearchError, Units},
    store::StartPayload,
    telegram::{
        api::{Patience, error::CallError, messages::no_preview},
        ops::metrics::Refusal,
        updates::{job::Job, request::InlineQuery},
    },
    text::Locale,
    wording::{Phrase, negotiate},
};

use super::{
    context::Context,
    fault::Fault,
    page::{Audience, Below, Page, Pager},
    recipient::Recipient,
};

/// Results in one response; Telegram accepts fifty.
const N_RESULTS: usize = 10;

/// Maximum results of one query, over all its responses.
const MAX_RESULTS: usize = 60;

/// Maximum columns of the text below the title of a result: some two lines of a phone.
const MAX_DESCRIPTION: usize = 100;

/// Seconds for which Telegram may give the same results to everybody.
const CACHE_TIME: u32 = 300;

/// Seconds for which it may give the same results to one person.
const PERSONAL_CACHE_TIME: u32 = 15;

/// Seconds for which a person above the limit gets no results.
const LIMITED_CACHE_TIME: u32 = 1;

/// A result, before its article is made.
enum Found {
    Clause(ClauseRef),
    Commitment(CommitmentRef),
    Contents(AgreementRef),
    Section(AgreementRef, SectionNumber),
    /// The notice that nothing answers the question, and what to do.
    Nothing(String, String),
}

/// Answers an inline query.
pub(crate) async fn handle(context: &Context, job: &Job, query: &InlineQuery) -> Result<(), Fault> {
    let (user, app) = (query.user, query.app);
    let recipient = context.recipient(None, Some(user), app, Audience::Elsewhere).await;
    let answer = if context.limits.rate.inline_query(user).is_some() {
        context.metrics.refuse(Refusal::TooFast);
        slow_down(context, query, recipient)
    } else {
        let (worker, query) = (context.clone(), query.clone());
        spawn_blocking(move || results(&worker, &query, recipient)).await??
    };
    job.answered();
    match context.api.call(&answer, Patience::Brief).await {
        Ok(_) | Err(CallError::TooOld) => Ok(()),
        Err(error) => Err(error.into()),
    }
}

/// An answer without results that names the exceeded limit.
fn slow_down(context: &Context, query: &InlineQuery, recipient: Recipient) -> AnswerInlineQuery {
    let (chosen, text) = read(&query.text);
    let locale = chosen.unwrap_or_else(|| context.locale(text, recipient));
    AnswerInlineQuery::new(query.id.clone(), [])
        .is_personal(true)
        .cache_time(LIMITED_CACHE_TIME)
        .button(button(&context.pager(recipient, locale), &Phrase::ButtonFlood))
}

/// The button above the results; it opens the private chat.
fn button(pager: &Pager<'_>, label: &Phrase<'_>) -> InlineQueryResultsButton {
    InlineQueryResultsButton {
        text: pager.say(label),
        kind: InlineQueryResultsButtonKind::StartParameter("inline".to_owned()),
    }
}

fn results(
    context: &Context,
    query: &InlineQuery,
    mut recipient: Recipient,
) -> Result<AnswerInlineQuery, SearchError> {
    let (chosen, text) = read(&query.text);
    let is_personal = chosen.is_none() || recipient.document.is_some();
    if !is_personal {
        // The cache of Telegram gives these results to everybody.
        recipient.order = TextOrder::default();
    }
    let locale = chosen.unwrap_or_else(|| context.locale(text, recipient));
    let mut pager = context.pager(recipient, locale);
    let units = context.assistant.units(text);
    let mut found = found(context, &mut pager, text, &units)?;
    found.truncate(MAX_RESULTS);
    // An invalid offset is the beginning.
    let start = query.offset.parse::<usize>().unwrap_or_default().min(found.len());
    let shown = found.iter().enumerate().skip(start).take(N_RESULTS);
    let focus = context.assistant.focus(text, &units);
    let articles = shown.filter_map(|(place, it)| {
        let mut article = article(&pager, place, it, &focus)?;
        article.thumbnail_url = thumbnail(context, it);
        Some(article.into())
    });
    let articles: Vec<InlineQueryResult> = articles.collect();
    let next = start + N_RESULTS;
    Ok(AnswerInlineQuery::new(query.id.clone(), articles)
        .is_personal(is_personal)
        .cache_time(if is_personal { PERSONAL_CACHE_TIME } else { CACHE_TIME })
        .next_offset(if next < found.len() { next.to_string() } else { String::new() })
        .button(button(&pager, &Phrase::ButtonAskPrivately)))
}

/// Reads `zh-Hant 疫苗` as a language and a question. A tag alone is a question.
fn read(query: &str) -> (Option<Locale>, &str) {
    let query = query.trim();
    let tagged = query.split_once(char::is_whitespace).and_then(|(tag, text)| {
        let tag = tag.to_ascii_lowercase();
        let is_tag = tag == "en" || tag == "zh" || tag.starts_with("zh-");
        Some((negotiate(&tag).filter(|_| is_tag)?, text.trim()))
    });
    match tagged {
        Some((locale, text)) if !text.is_empty() => (Some(locale), text),
        Some(_) | None => (None, query),
    }
}

/// Finds the results of a query, best first. A link of the bot sets the locale.
fn found(
    context: &Context,
    pager: &mut Pager<'_>,
    text: &str,
    units: &Units,
) -> Result<Vec<Found>, SearchError> {
    if text.is_empty() {
        return Ok(contents(pager));
    }
    if let Ok(link) = text.parse::<StartPayload>()
        && let Some(clause) = link.clause.find(pager.assistant.library())
    {
        pager.locale = link.locale.unwrap_or(pager.locale);
        return Ok(vec![Found::Clause(clause)]);
    }
    let (locale, document) = (Some(pager.locale), pager.document);
    let asked = Asked { locale, document, ..Asked::new(text, pager.locale) };
    let answered = pager.assistant.ask(&asked)?;
    context.metrics.answer(kind(&answered.answer), pager.locale.tag());
    of_answer(pager, &answered, units)
}

/// The documents with their sections.
fn contents(pager: &Pager<'_>) -> Vec<Found> {
    let documents = match pager.document {
        Some(at) => at.0..at.0 + 1,
        None => 0..pager.assistant.library().agreements.len(),
    };
    let each = documents.map(AgreementRef).flat_map(|at| contents_of(pager, at));
    each.take(MAX_RESULTS).collect()
}

/// A document with its sections.
fn contents_of<'a>(pager: &'a Pager<'_>, at: AgreementRef) -> impl Iterator<Item = Found> + 'a {
    let agreement = pager.assistant.library().agreement(at);
    let sections = agreement.into_iter().flat_map(|it| &it.sections);
    std::iter::once(Found::Contents(at))
        .chain(sections.map(move |it| Found::Section(at, it.number)))
}

fn of_answer(
    pager: &Pager<'_>,
    answered: &Answered,
    units: &Units,
) -> Result<Vec<Found>, SearchError> {
    let (question, within) = (&answered.question.text, answered.question.document);
    Ok(match &answered.answer {
        Answer::Found(found) => {
            let clauses =
                with_more(pager, units, within, found.iter().map(|it| it.clause).collect())?;
            let amounts = amounts(pager, question, clauses.first());
            amounts.into_iter().chain(clauses.into_iter().map(Found::Clause)).collect()
        }
        Answer::Section(at, number) => {
            let clauses = pager.assistant.library().clauses_in(*at, Some(*number));
            let clauses = clauses.into_iter().map(Found::Clause);
            std::iter::once(Found::Section(*at, *number)).chain(clauses).collect()
        }
        Answer::Commitments(found) if !found.is_empty() => {
            found.iter().take(MAX_RESULTS).map(|it| Found::Commitment(*it)).collect()
        }
        Answer::Outline(Some(at)) => contents_of(pager, *at).collect(),
        Answer::Outline(None) | Answer::Help(_) => contents(pager),
        Answer::Nothing { suggestions, .. } if !suggestions.is_empty() => {
            // A broad question has no answer, but many clauses to choose from.
            nothing(
                pager,
                answered,
                with_more(pager, units, within, answered.answer.suggestions())?,
            )
        }
        Answer::Nothing { .. }
        | Answer::NoSuchClause { .. }
        | Answer::NoSuchSection(_)
        | Answer::NoSuchDocument(_)
        | Answer::Commitments(_) => nothing(pager, answered, answered.answer.suggestions()),
    })
}

/// The notice that nothing answers the question, and the nearest clauses.
fn nothing(pager: &Pager<'_>, answered: &Answered, near: Vec<ClauseRef>) -> Vec<Found> {
    let notice = match &answered.answer {
        // The phrase of the reply introduces a list, which a result cannot have.
        Answer::Nothing { within: None, .. } => Some(pager.say(&Phrase::NothingFound)),
        Answer::Nothing { within: Some(at), .. } => {
            let agreement = pager.assistant.library().agreement(*at);
            let title = agreement.map(|it| pager.composer().name(it).into_owned());
            title.map(|title| pager.say(&Phrase::NothingFoundIn { title: &title }))
        }
        _ => pager.reply(answered).0.into_iter().find_map(|it| match it {
            Block::Sentence(sentence) => Some(sentence),
            _ => None,
        }),
    };
    let hint = if near.is_empty() { Phrase::HelpHow } else { Phrase::InlineNothingHint };
    let notice = Found::Nothing(notice.unwrap_or_default(), pager.say(&hint));
    std::iter::once(notice).chain(near.into_iter().map(Found::Clause)).collect()
}

/// The clauses of the answer, then others that fit the question.
fn with_more(
    pager: &Pager<'_>,
    units: &Units,
    within: Option<AgreementRef>,
    mut clauses: Vec<ClauseRef>,
) -> Result<Vec<ClauseRef>, SearchError> {
    for hit in pager.assistant.candidates(units, MAX_RESULTS, within)? {
        if !clauses.contains(&hit.clause) {
            clauses.push(hit.clause);
        }
    }
    clauses.truncate(MAX_RESULTS);
    Ok(clauses)
}

/// The commitments of the best clause, if the question asks for an amount.
fn amounts(pager: &Pager<'_>, question: &str, best: Option<&ClauseRef>) -> Vec<Found> {
    let found = || {
        let clause = *best.filter(|_| asks_amount(question))?;
        let (_, provision) = pager.assistant.library().clause(clause)?;
        let (language, found) = provision.commitments_in(pager.locale.language())?;
        let of = |place| Found::Commitment(CommitmentRef { clause, language, place });
        Some((0..found.len()).map(of).collect())
    };
    found().unwrap_or_default()
}

/// The picture of the section of a result, if the operator has pictures.
fn thumbnail(context: &Context, found: &Found) -> Option<Url> {
    let folder = context.thumbnails.as_ref()?;
    let section = |at: &ClauseRef| context.assistant.library().clause(*at)?.1.section;
    let section = match found {
        Found::Clause(at) => section(at)?,
        Found::Commitment(it) => section(&it.clause)?,
        Found::Section(_, number) => *number,
        Found::Contents(_) | Found::Nothing(..) => return None,
    };
    folder.join(&format!("{section}.png")).ok()
}

/// The article of a result: its title, its description, and the message that it becomes.
fn article(
    pager: &Pager<'_>,
    place: usize,
    found: &Found,
    focus: &Focus<'_>,
) -> Option<InlineQueryResultArticle> {
    let library = pager.assistant.library();
    let composer = pager.composer();
    let clause = |at| pager.clause(at, 0, Some(focus), &Below::default());
    let (title, description, page) = match found {
        Found::Clause(at) => {
            let (agreement, provision) = library.clause(*at)?;
            let text = &provision.texts.prefer(pager.locale.language())?.text;
            let passage = excerpted(text, &focus.marker.places(text), &[], MAX_DESCRIPTION).words;
            // The number comes first: apps cut long titles.
            let heading = provision.section.and_then(|it| agreement.section(it));
            let heading = heading.filter(|_| library.agreements.len() == 1);
            let heading = heading.and_then(|it| it.texts.prefer(pager.locale.language()));
            let title = heading.map_or_else(
                || composer.short_name(agreement),
                |it| composer.scripted(&it.heading),
            );
            let label = &composer.label(*at)?;
            let title = pager.say(&Phrase::CitationHead { label, title: &title });
            (title, composer.scripted(&passage).into_owned(), clause(*at))
        }
        Found::Commitment(it) => {
            let row = composer.row(*it)?;
            let label = composer.label(it.clause)?;
            let cells: Vec<&str> =
                std::iter::once(&row.amount).chain(&row.parts).map(String::as_str).collect();
            (cells.join(" · "), format!("{label} · {}", row.quote), clause(it.clause))
        }
        Found::Contents(at) => {
            let title = composer.title(library.agreement(*at)?).into_owned();
            (title, pager.say(&Phrase::ButtonContents), pager.contents(*at, 0))
        }
        Found::Section(at, number) => {
            let agreement = library.agreement(*at)?;
            let heading = composer.heading(agreement.section(*number)?)?;
            let clauses = agreement.clauses_of(*number).count();
            let count = pager.say(&Phrase::SectionClauses { clauses });
            (heading, count, pager.section(*at, *number, 0))
        }
        Found::Nothing(notice, hint) => (notice.clone(), hint.clone(), Page::plain(notice)),
    };
    // The first message of a page, whose buttons open the rest.
    let content = InputMessageContentText {
        message_text: page.messages.first()?.clone(),
        parse_mode: Some(ParseMode::Html),
        entities: None,
        link_preview_options: Some(no_preview()),
    };
    let content = InputMessageContent::Text(content);
    let article = InlineQueryResultArticle::new(place.to_string(), title, content);
    let mut article = article.description(description);
    article.reply_markup = page.keyboard();
    Some(article)
}
