//! Invariants of every page of the bot; a violation panics.

pub mod imports;

use std::sync::LazyLock;

use clausebot::{
    assistant::Assistant,
    corpus::ClauseRef,
    render::{Block, Quotation, Reply, TextOrder, utf16_len},
    telegram::{Audience, Page, Pager},
    text::{Folding, Language, Locale},
};
use serde_json::Value;

/// UTF-16 units of a message that Telegram takes.
const MAX_UNITS: usize = 4096;

/// Entities of a message that Telegram reads.
const MAX_ENTITIES: usize = 100;

/// Bytes of callback data, and of what follows `?start=`.
pub const MAX_DATA: usize = 64;

/// Tags that the bot writes.
const TAGS: [&str; 4] = ["a", "b", "i", "blockquote"];

/// The shipped library, indexed once.
pub static ASSISTANT: LazyLock<Assistant> =
    LazyLock::new(|| Assistant::shipped().expect("the shipped library can be indexed"));

static FOLDING: LazyLock<Folding> = LazyLock::new(Folding::new);

/// Every text of every clause.
static TEXTS: LazyLock<Vec<&str>> = LazyLock::new(|| {
    ASSISTANT.library().clauses().flat_map(|(clause, _, _)| texts(clause)).collect()
});

/// The texts of all clauses, folded.
static FOLDED: LazyLock<Vec<String>> =
    LazyLock::new(|| TEXTS.iter().map(|it| FOLDING.text(it)).collect());

fn texts(clause: ClauseRef) -> [&'static str; 2] {
    let (_, provision) = ASSISTANT.library().clause(clause).expect("a clause of the library");
    Language::ALL.map(|it| provision.text(it).unwrap_or_default())
}

/// Indexes the library now, so that no input seems slow for it.
pub fn ready() {
    ASSISTANT.warm();
    LazyLock::force(&FOLDED);
}

/// Makes pages for a reader, whom `choice` chooses.
pub fn pager(choice: u8, locale: Locale) -> Pager<'static> {
    let audiences = [Audience::One, Audience::Many, Audience::Elsewhere];
    let audience = audiences[usize::from(choice / 2) % audiences.len()];
    let first = if choice.is_multiple_of(2) { TextOrder::Readers } else { TextOrder::Authentic };
    Pager {
        assistant: &ASSISTANT,
        username: "stand_bot",
        locale,
        order: first,
        audience,
        document: None,
        has_inline: true,
        has_app: false,
        pages: None,
    }
}

/// Every quotation is part of a clause, every opening the start of one.
pub fn check_quotations(reply: &Reply) {
    let is_quoted = |words: &str| TEXTS.iter().any(|it| it.contains(words));
    let is_read = |words: &str| {
        let words = FOLDING.text(words);
        FOLDED.iter().any(|it| it.contains(words.trim()))
    };
    // A row below a converted clause is converted with it.
    let mut converted: Option<ClauseRef> = None;
    for block in &reply.0 {
        if let Block::Quote(_) = block {
            converted = None;
        }
        match block {
            Block::Quote(Quotation { words, .. }) | Block::Parallel { words, .. } => {
                assert!(is_quoted(words), "nobody wrote `{words}`");
            }
            Block::Converted(it) => {
                let words = FOLDING.fold(&it.words);
                let is_clause = |it: &str| FOLDING.fold(it).as_str() == words.as_str();
                assert!(texts(it.clause).into_iter().any(is_clause), "nobody wrote `{}`", it.words);
                converted = Some(it.clause);
            }
            Block::List(items) => {
                for (item, clause) in items.iter().filter_map(|it| Some((it, it.clause?))) {
                    let words = item.text.trim_end_matches('…');
                    // A list may be converted.
                    let folded = FOLDING.fold(words);
                    let is_opening = texts(clause)
                        .into_iter()
                        .any(|it| FOLDING.fold(it).as_str().starts_with(folded.as_str().trim()));
                    assert!(is_opening, "no clause begins with `{words}`");
                }
            }
            Block::Commitments(rows) => {
                for words in rows.iter().flat_map(|it| [&it.amount, &it.quote]) {
                    let is_converted = |it: ClauseRef| {
                        let words = FOLDING.fold(words);
                        texts(it)
                            .into_iter()
                            .any(|it| FOLDING.fold(it).as_str().contains(words.as_str()))
                    };
                    let is_theirs =
                        is_quoted(words) || converted.is_some_and(is_converted) || is_read(words);
                    assert!(is_theirs, "nobody wrote `{words}`");
                }
            }
            Block::Beside(it) => {
                for words in it.pairs.iter().flatten() {
                    assert!(is_read(words), "nobody wrote `{words}`");
                }
            }
            // A verified text is no answer.
            Block::Sentence(_) | Block::Heading(_) | Block::Compared(_) => {}
        }
    }
    for quotation in reply.0.iter().filter_map(|it| match it {
        Block::Quote(it) | Block::Converted(it) => Some(it),
        _ => None,
    }) {
        let mut at = 0;
        for span in &quotation.emphasis {
            assert!(span.start >= at && span.of(&quotation.words).is_some(), "{span:?}");
            at = span.end;
        }
    }
}

/// Telegram takes every message of a page, and the buttons below the last.
pub fn check_page(page: &Page) {
    page.messages.iter().for_each(|it| check_message(it));
    let Some(keyboard) = page.keyboard() else { return };
    let keyboard = serde_json::to_value(keyboard).expect("buttons are JSON");
    let rows = keyboard["inline_keyboard"].as_array().expect("rows");
    assert!(rows.iter().map(|it| it.as_array().map_or(0, Vec::len)).sum::<usize>() <= 100);
    for row in rows {
        let row = row.as_array().expect("buttons");
        assert!((1..=8).contains(&row.len()), "a row of {} buttons", row.len());
        row.iter().for_each(check_button);
    }
}

fn check_button(button: &Value) {
    assert!(button["text"].as_str().is_some_and(|it| !it.trim().is_empty()), "{button}");
    let fits = |it: &Value, limit: usize, len: fn(&str) -> usize| {
        it.as_str().is_none_or(|it| (1..=limit).contains(&len(it)))
    };
    assert!(fits(&button["callback_data"], MAX_DATA, str::len), "{button}");
    assert!(fits(&button["copy_text"]["text"], 256, |it| it.chars().count()), "{button}");
}

/// Telegram takes a message: its tags nest, its text is some and not too long.
pub fn check_message(html: &str) {
    let (text, n_entities) = plain(html);
    let n_units = utf16_len(&text);
    assert!(n_units <= MAX_UNITS, "{n_units} units");
    assert!(n_entities <= MAX_ENTITIES, "{n_entities} entities");
    assert!(!text.trim().is_empty(), "nothing to see in `{html}`");
}

/// The text of HTML with known tags that nest, and how many there are.
fn plain(html: &str) -> (String, usize) {
    let mut open: Vec<&str> = Vec::new();
    let mut n_tags = 0;
    let mut text = String::new();
    let mut rest = html;
    while let Some((before, after)) = rest.split_once('<') {
        text.push_str(before);
        let (tag, after) = after.split_once('>').expect("a tag that ends");
        rest = after;
        if let Some(name) = tag.strip_prefix('/') {
            assert_eq!(open.pop(), Some(name), "in `{html}`");
        } else {
            let name = tag.split(' ').next().unwrap_or_default();
            assert!(TAGS.contains(&name), "unknown tag `{tag}` in `{html}`");
            open.push(name);
            n_tags += 1;
        }
    }
    assert!(open.is_empty(), "{open:?} stay open in `{html}`");
    text.push_str(rest);
    assert!(!text.contains('>'), "a leaf of `{html}` is not escaped");
    let leaves = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&amp;", "&")];
    let bare = leaves.iter().fold(text.clone(), |text, (leaf, _)| text.replace(leaf, ""));
    assert!(!bare.contains('&'), "a leaf of `{html}` is not escaped");
    (leaves.iter().fold(text, |text, (from, to)| text.replace(from, to)), n_tags)
}
