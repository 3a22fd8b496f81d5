//! Mentions of the bot in a text: `@clausebot` in letters of any case, and mentions of it
//! by its name.
//!
//! Telegram marks a mention with an entity. A name without one counts as well, as in
//! `@clausebot疫苗`, where Telegram sees none, but not inside code, a link or an address.

use teloxide::types::Me;

use crate::text::Span;

use super::raw::RawEntity;

/// Entities whose text is quoted or part of something else.
const OPAQUE: [&str; 5] = ["code", "pre", "url", "email", "text_link"];

/// A text that mentions the bot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Addressed {
    /// The text without the mentions.
    pub(crate) text: String,
    /// What stands before the first of them.
    pub(crate) before: String,
}

/// The text without its mentions of the bot; `None` where there are none.
pub(crate) fn without<'a>(
    text: &str,
    entities: impl Iterator<Item = RawEntity<'a>>,
    me: &Me,
) -> Option<Addressed> {
    let mentions = mentions(text, entities, me);
    let first = mentions.first()?.start;
    let (mut rest, mut at) = (String::new(), 0);
    for span in mentions {
        if span.start >= at {
            rest.push_str(text.get(at..span.start).unwrap_or_default());
            rest.push(' ');
            at = span.end;
        }
    }
    rest.push_str(text.get(at..).unwrap_or_default());
    let before = text.get(..first).unwrap_or_default().to_owned();
    Some(Addressed { text: rest.trim().to_owned(), before })
}

/// The text with spaces in place of code, links and addresses.
pub(crate) fn without_opaque<'a>(
    text: &str,
    entities: impl Iterator<Item = RawEntity<'a>>,
) -> String {
    let mut opaque = entities.filter(|it| OPAQUE.contains(&it.kind)).peekable();
    if opaque.peek().is_none() {
        return text.to_owned();
    }
    let places = places(text);
    let mut spans: Vec<Span> = opaque.filter_map(|it| bytes(&places, it)).collect();
    spans.sort_by_key(|it| it.start);
    let (mut rest, mut at) = (String::new(), 0);
    for span in spans {
        if span.start >= at {
            rest.push_str(text.get(at..span.start).unwrap_or_default());
            rest.push(' ');
        }
        at = span.end.max(at);
    }
    rest.push_str(text.get(at..).unwrap_or_default());
    rest
}

/// The byte ranges of the mentions, in order.
fn mentions<'a>(text: &str, entities: impl Iterator<Item = RawEntity<'a>>, me: &Me) -> Vec<Span> {
    let mut named = named(text, me.username());
    let mut entities = entities.peekable();
    if entities.peek().is_none() {
        return named;
    }
    let places = places(text);
    let mut opaque = Vec::new();
    for entity in entities {
        let Some(span) = bytes(&places, entity) else { continue };
        if entity.user == Some(me.user.id) && !span.is_empty() {
            named.push(span);
        } else if OPAQUE.contains(&entity.kind) {
            opaque.push(span);
        }
    }
    named.sort_by_key(|it| it.start);
    opaque.sort_by_key(|it| it.start);
    // Both are in order, so each opaque part is passed once.
    let mut end = 0;
    let mut opaque = opaque.into_iter().peekable();
    named.retain(|it| {
        while let Some(part) = opaque.next_if(|part| part.start <= it.start) {
            end = part.end.max(end);
        }
        it.start >= end
    });
    named
}

/// The byte ranges of the bot's username with its `@`.
fn named(text: &str, username: &str) -> Vec<Span> {
    let is_part = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let found = text.match_indices('@').filter_map(|(start, _)| {
        let after = text.get(start + 1..)?;
        let name = after.get(..username.len())?;
        let is_whole = !after.get(username.len()..)?.starts_with(is_part);
        let is_inside = |c: char| is_part(c) || matches!(c, '.' | '-' | '+' | '/' | '@');
        let is_free = !text.get(..start)?.ends_with(is_inside);
        (is_whole && is_free && name.eq_ignore_ascii_case(username))
            .then(|| Span::new(start, start + 1 + name.len()))
    });
    if username.is_empty() { Vec::new() } else { found.collect() }
}

/// The byte offset of each UTF-16 unit of a text and of its end; `None` inside a
/// character.
fn places(text: &str) -> Vec<Option<usize>> {
    let units =
        text.char_indices().flat_map(|(at, c)| [Some(at), None].into_iter().take(c.len_utf16()));
    units.chain([Some(text.len())]).collect()
}

/// The byte range of an entity, whose offsets are UTF-16 units; `None` where those
/// are no characters of the text.
fn bytes(places: &[Option<usize>], entity: RawEntity<'_>) -> Option<Span> {
    let place = |unit: usize| places.get(unit).copied().flatten();
    Some(Span::new(place(entity.offset)?, place(entity.end())?))
}
