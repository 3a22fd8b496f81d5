//! The inline mode: `@bot vaccines` in any chat brings a clause there.
//!
//! | typed | listed |
//! |---|---|
//! | nothing | the table of contents |
//! | `en 3.6`, `zh-Hant 疫苗` | in that language |
//! | a question | the commitments where it is about an amount, then clauses, best first |
//! | what no clause answers | that it says nothing, then the nearest clauses |

use std::sync::Arc;

use teloxide::{
    payloads::{AnswerInlineQuery, AnswerInlineQuerySetters},
    types::{
        InlineQuery, InlineQueryResult, InlineQueryResultArticle, InlineQueryResultsButton,
        InlineQueryResultsButtonKind, InputMessageContent, InputMessageContentText,
        LinkPreviewOptions, ParseMode,
    },
};

use tokio::task::spawn_blocking;

use crate::{
    answer::{Answer, Asked, CommitmentRef, asks_amount},
    assistant::Answered,
    corpus::{AgreementRef, ClauseRef},
    render::{Block, TextOrder, clause_label, kind},
    text::{Language, Locale},
    wording::{Phrase, negotiate},
};

use crate::telegram::{
    api::{CallError, Patience},
    chat::{
        clause_key::StartPayload,
        context::{Desk, Fault, Guest},
        page::{Audience, Below, Page, Pager},
    },
    ops::metrics::Refusal,
    updates::message::app_locale,
};

/// Results of one page; Telegram takes fifty.
const N_RESULTS: usize = 10;

/// Results of one query, over all its pages.
const MAX_RESULTS: usize = 60;

/// Characters of the passage below a result's title.
const MAX_DESCRIPTION: usize = 160;

/// Seconds for which Telegram may give everybody the same results.
const CACHED: u32 = 300;

/// Seconds for which it may give the same person the same results.
const CACHED_FOR_ONE: u32 = 15;

/// The same for none, where somebody types too fast.
const CACHED_WHERE_FLOODED: u32 = 1;

/// What the private chat is opened with from the results.
const OPENED: &str = "inline";

/// One result, before it is made.
enum Found {
    Clause(ClauseRef),
    Commitment(CommitmentRef),
    Contents(AgreementRef),
    Section(AgreementRef, crate::corpus::SectionNumber),
    /// Nothing answers: what is said of that, and whether near clauses follow.
    Nothing(String, Near),
}

/// Whether there are clauses that are near.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Near {
    Some,
    None,
}

/// What was typed, read.
struct Typed<'a> {
    /// What the words after the language are.
    text: &'a str,
    /// The language in front of them.
    locale: Option<Locale>,
}

/// Lists what fits what was typed.
pub(crate) async fn typed(desk: Arc<Desk>, query: Arc<InlineQuery>) -> Result<(), Fault> {
    let app = app_locale(&query.from);
    let guest = desk.guest_of(None, Some(query.from.id), app, Audience::Elsewhere).await;
    let answer = if desk.guards.floods.over_typing(query.from.id).is_some() {
        desk.metrics.refuse(Refusal::TooFast);
        slow_down(&desk, &query, guest)
    } else {
        let (worker, asked) = (Arc::clone(&desk), Arc::clone(&query));
        spawn_blocking(move || results(&worker, &asked, guest)).await??
    };
    match desk.api.call(&answer, Patience::Brief).await {
        Ok(_) | Err(CallError::TooOld) => Ok(()),
        Err(error) => Err(error.into()),
    }
}

/// No results, and why.
fn slow_down(desk: &Desk, query: &InlineQuery, guest: Guest) -> AnswerInlineQuery {
    let typed = read(&query.query);
    let locale = typed.locale.unwrap_or_else(|| desk.locale(typed.text, guest.reader));
    AnswerInlineQuery::new(query.id.clone(), [])
        .is_personal(true)
        .cache_time(CACHED_WHERE_FLOODED)
        .button(button(desk, locale, &Phrase::ButtonFlood))
}

/// The button above the results; it opens the private chat.
fn button(desk: &Desk, locale: Locale, label: &Phrase<'_>) -> InlineQueryResultsButton {
    InlineQueryResultsButton {
        text: desk.assistant.catalog(locale).say(label),
        kind: InlineQueryResultsButtonKind::StartParameter(OPENED.to_owned()),
    }
}

fn results(desk: &Desk, query: &InlineQuery, mut guest: Guest) -> Result<AnswerInlineQuery, Fault> {
    let typed = read(&query.query);
    let locale = typed.locale.unwrap_or_else(|| desk.locale(typed.text, guest.reader));
    let is_same_for_all = typed.locale.is_some();
    if is_same_for_all {
        // What one person chose is not what all are shown.
        guest.order = TextOrder::default();
    }
    let (mut found, locale) = found(desk, &typed, locale)?;
    found.truncate(MAX_RESULTS);
    // What cannot be read as a place is the beginning.
    let start = query.offset.parse::<usize>().unwrap_or_default().min(found.len());
    let pager = desk.pager(guest, locale);
    let articles = found.iter().enumerate().skip(start).take(N_RESULTS);
    let articles: Vec<InlineQueryResult> = articles
        .filter_map(|(i, it)| Some(article(desk, &pager, i, it, typed.text)?.into()))
        .collect();
    let next = start + N_RESULTS;
    let next = if next < found.len() { next.to_string() } else { String::new() };
    Ok(AnswerInlineQuery::new(query.id.clone(), articles)
        .is_personal(!is_same_for_all)
        .cache_time(if is_same_for_all { CACHED } else { CACHED_FOR_ONE })
        .next_offset(next)
        .button(button(desk, locale, &Phrase::ButtonAskPrivately)))
}

/// Reads `zh-Hant 疫苗` as a language and a question. A tag alone is a question.
fn read(query: &str) -> Typed<'_> {
    let query = query.trim();
    let parted = query.split_once(char::is_whitespace).and_then(|(tag, text)| {
        let tag = tag.to_ascii_lowercase();
        let is_tag = tag == "en" || tag == "zh" || tag.starts_with("zh-");
        Some((negotiate(&tag).filter(|_| is_tag)?, text.trim()))
    });
    match parted {
        Some((locale, text)) if !text.is_empty() => Typed { text, locale: Some(locale) },
        Some(_) | None => Typed { text: query, locale: None },
    }
}

/// What fits, best first, and the language to show it in.
fn found(desk: &Desk, typed: &Typed<'_>, locale: Locale) -> Result<(Vec<Found>, Locale), Fault> {
    let library = desk.assistant.library();
    if typed.text.is_empty() {
        return Ok((contents(desk), locale));
    }
    if let Ok(link) = typed.text.parse::<StartPayload>()
        && let Some(clause) = link.clause.find(library)
    {
        return Ok((vec![Found::Clause(clause)], link.locale.unwrap_or(locale)));
    }
    let asked = Asked { text: typed.text, locale: Some(locale), fallback: locale };
    let answered = desk.assistant.ask(&asked)?;
    desk.metrics.answer(kind(&answered.answer), locale.tag());
    Ok((listed(desk, &answered)?, locale))
}

/// The table of contents: the sections, or of a document without any, the whole.
fn contents(desk: &Desk) -> Vec<Found> {
    let agreements = desk.assistant.library().agreements.iter().enumerate();
    let each = agreements.flat_map(|(i, agreement)| {
        let at = AgreementRef(i);
        let sections = agreement.sections.iter().map(move |it| Found::Section(at, it.number));
        std::iter::once(Found::Contents(at)).chain(sections)
    });
    each.take(MAX_RESULTS).collect()
}

fn listed(desk: &Desk, answered: &Answered) -> Result<Vec<Found>, Fault> {
    let question = &answered.question.text;
    let clauses = match &answered.answer {
        Answer::Found(found) => found.iter().map(|it| it.clause).collect(),
        Answer::Section(at, number) => {
            let clauses = desk.assistant.library().clauses_in(*at, Some(*number));
            let clauses = clauses.into_iter().map(Found::Clause);
            return Ok(std::iter::once(Found::Section(*at, *number)).chain(clauses).collect());
        }
        Answer::Commitments(found) if !found.is_empty() => {
            return Ok(found.iter().take(MAX_RESULTS).map(|it| Found::Commitment(*it)).collect());
        }
        Answer::Outline | Answer::Help(_) => return Ok(contents(desk)),
        Answer::Nothing { suggestions } => {
            let mut found = nothing(desk, answered, suggestions);
            if !suggestions.is_empty() {
                // A broad question has no answer, and much to look through.
                let language = answered.question.locale.language();
                let near = with_more(desk, question, language, suggestions.clone())?;
                found.truncate(1);
                found.extend(near.into_iter().filter(|it| matches!(it, Found::Clause(_))));
            }
            return Ok(found);
        }
        Answer::NoSuchClause { .. } | Answer::NoSuchSection(_) | Answer::Commitments(_) => {
            return Ok(nothing(desk, answered, &answered.answer.suggestions()));
        }
    };
    with_more(desk, question, answered.question.locale.language(), clauses)
}

/// That nothing answers, in the words of the answer, and the nearest clauses.
fn nothing(desk: &Desk, answered: &Answered, near: &[ClauseRef]) -> Vec<Found> {
    let said = match &answered.answer {
        // Its own sentence leads to clauses, which a result cannot.
        Answer::Nothing { .. } => {
            let catalog = desk.assistant.catalog(answered.question.locale);
            Some(catalog.say(&Phrase::NothingFound))
        }
        _ => desk.assistant.reply(answered).0.into_iter().find_map(|it| match it {
            Block::Sentence(sentence) => Some(sentence),
            _ => None,
        }),
    };
    let has_near = if near.is_empty() { Near::None } else { Near::Some };
    std::iter::once(Found::Nothing(said.unwrap_or_default(), has_near))
        .chain(near.iter().map(|it| Found::Clause(*it)))
        .collect()
}

/// The clauses that answer, then the others that have to do with the question;
/// what the first promises goes before them where an amount is asked for.
fn with_more(
    desk: &Desk,
    question: &str,
    language: Language,
    mut clauses: Vec<ClauseRef>,
) -> Result<Vec<Found>, Fault> {
    for hit in desk.assistant.candidates(question, MAX_RESULTS)? {
        if !clauses.contains(&hit.clause) {
            clauses.push(hit.clause);
        }
    }
    clauses.truncate(MAX_RESULTS);
    let mut found = Vec::new();
    let first = clauses.first().filter(|_| asks_amount(question));
    if let Some((clause, (_, provision))) =
        first.and_then(|it| Some((*it, desk.assistant.library().clause(*it)?)))
    {
        let language = provision.texts.preferred(language).unwrap_or(language);
        let n = provision.commitments.get(language).map_or(0, Vec::len);
        found.extend(
            (0..n).map(|place| Found::Commitment(CommitmentRef { clause, language, place })),
        );
    }
    found.extend(clauses.into_iter().map(Found::Clause));
    Ok(found)
}

fn article(
    desk: &Desk,
    pager: &Pager<'_>,
    place: usize,
    found: &Found,
    question: &str,
) -> Option<InlineQueryResultArticle> {
    let library = desk.assistant.library();
    let composer = pager.composer();
    let (title, description, page) = match found {
        Found::Clause(at) => {
            let item = composer.item(*at)?;
            let page = pager.clause(*at, 0, Some(question), &Below::default());
            (format!("{} · {}", item.label, item.text), passage(desk, *at, question, pager)?, page)
        }
        Found::Commitment(it) => {
            let row = composer.row(*it)?;
            let (_, provision) = library.clause(it.clause)?;
            let label = clause_label(&provision.id, composer.catalog);
            let parts: Vec<&str> = std::iter::once(row.amount.as_str())
                .chain(row.parts.iter().map(String::as_str))
                .collect();
            let page = pager.clause(it.clause, 0, Some(question), &Below::default());
            (parts.join(" · "), format!("{label} · {}", row.quote), page)
        }
        Found::Contents(at) => {
            let title = composer.title(library.agreement(*at)?).to_owned();
            (title, pager.say(&Phrase::ButtonContents), pager.contents(*at, 0))
        }
        Found::Section(at, number) => {
            let agreement = library.agreement(*at)?;
            let heading = composer.heading(agreement.section(*number)?)?;
            let clauses = agreement.clauses_of(*number).count();
            let count = pager.say(&Phrase::SectionClauses { clauses });
            (heading, count, pager.section(*at, *number, 0))
        }
        Found::Nothing(said, near) => {
            let description = match near {
                Near::Some => pager.say(&Phrase::InlineNothingHint),
                Near::None => pager.say(&Phrase::HelpHow),
            };
            (said.clone(), description, Page::plain(said))
        }
    };
    let content = content(&page)?;
    let mut article = InlineQueryResultArticle::new(
        format!("{place}"),
        title,
        InputMessageContent::Text(content),
    )
    .description(description.chars().take(MAX_DESCRIPTION).collect::<String>());
    article.reply_markup = page.keyboard();
    Some(article)
}

/// The message that a result becomes: the first of the page, whose buttons lead to
/// the rest.
fn content(page: &Page) -> Option<InputMessageContentText> {
    Some(InputMessageContentText {
        message_text: page.messages.first()?.clone(),
        parse_mode: Some(ParseMode::Html),
        entities: None,
        link_preview_options: Some(LinkPreviewOptions {
            is_disabled: true,
            url: None,
            prefer_small_media: false,
            prefer_large_media: false,
            show_above_text: false,
        }),
    })
}

/// The sentence of a clause that has most of what was asked about.
fn passage(desk: &Desk, at: ClauseRef, question: &str, pager: &Pager<'_>) -> Option<String> {
    let (_, provision) = desk.assistant.library().clause(at)?;
    let text = &provision.texts.prefer(pager.locale.language())?.text;
    Some(desk.assistant.passage(text, question).trim().to_owned())
}
