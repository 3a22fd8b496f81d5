//! Commands as people type them: `/ask 疫苗`, `/ASK@bot`, `/3.6`, `/3_6`, `/next`.

use teloxide::types::Me;

use crate::{
    answer::{Names, Steering},
    corpus::ClauseNumber,
    telegram::chat::command::Command,
    text::Folding,
};

use super::request::{Content, PlaceKind};

/// Reads a command and the text after it, which any white space may separate, a line
/// break or an ideographic space as well. `None` for text without a command, or with one
/// for another bot.
pub(crate) fn command(text: &str, me: &Me, place: PlaceKind) -> Option<Content> {
    let rest = text.strip_prefix('/')?;
    let is_part = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '@';
    let (word, after) = split(rest, is_part)?;
    let (name, bot) = word.split_once('@').unwrap_or((word, ""));
    if let Some(number) = clause(rest, me, place) {
        return Some(number);
    }
    if name.is_empty() || !(bot.is_empty() || bot.eq_ignore_ascii_case(me.username())) {
        return None;
    }
    let is_shared = place == PlaceKind::Private || !bot.is_empty();
    let known = Command::named(name).or_else(|| Command::alias(name).filter(|_| is_shared));
    if let Some(known) = known {
        return Some(Content::Command(known, after.trim().to_owned()));
    }
    let steers = steers(name, after).filter(|_| is_shared);
    Some(steers.map_or(Content::UnknownCommand, Content::Question))
}

/// `/next`, `/in_english`: words that steer a conversation, with the sign of a command.
fn steers(name: &str, after: &str) -> Option<String> {
    let words = format!("{} {}", name.replace('_', " "), after.trim()).trim().to_owned();
    let steers = Steering::read(&words, &Names::default(), &Folding::new()).is_some();
    steers.then_some(words)
}

/// Whether a word is a command that asks.
pub(crate) fn asks(word: &str) -> bool {
    let name = word.trim_start_matches('/').split('@').next().unwrap_or_default();
    let known = Command::named(name).or_else(|| Command::alias(name));
    known == Some(Command::Ask) || word.to_ascii_lowercase().starts_with("/ask")
}

/// Reads `/3.6`, or `/3_6`, which apps make a link. In a group, `/3` alone may be meant
/// for anybody.
fn clause(rest: &str, me: &Me, place: PlaceKind) -> Option<Content> {
    let (number, after) = split(rest, |c| c.is_ascii_digit() || c == '.' || c == '_')?;
    let number = number.trim_end_matches(['.', '_']);
    let is_plain = !number.contains(['.', '_']);
    let (bot, after) = match after.strip_prefix('@') {
        Some(at) => split(at, |c| c.is_ascii_alphanumeric() || c == '_')?,
        None => ("", after),
    };
    let is_mine = bot.eq_ignore_ascii_case(me.username())
        || bot.is_empty() && !(is_plain && place == PlaceKind::Group);
    let is_whole = after.is_empty() || after.starts_with(char::is_whitespace);
    let number = number.replace('_', ".");
    let is_number = number.parse::<ClauseNumber>().is_ok();
    let asked = || Content::Command(Command::Clause, format!("{number}{after}").trim().to_owned());
    (is_mine && is_whole && is_number).then(asked)
}

/// The beginning of a text in certain characters, and the rest.
fn split(text: &str, is_part: impl Fn(char) -> bool) -> Option<(&str, &str)> {
    text.split_at_checked(text.find(|c| !is_part(c)).unwrap_or(text.len()))
}
