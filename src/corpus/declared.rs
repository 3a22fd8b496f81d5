//! The points of a declaration, which have no numbers: `- BUILD a railway` below `WE HEREBY DECLARE TO:` is `d1`.

use std::collections::HashMap;

use super::{
    number::{ClauseNumber, SectionNumber},
    role::{Kind, Role},
    text_line::Line,
};

/// Words that say that what follows is agreed.
const ACTS: &str = "declare agree resolve decide commit undertake pledge proclaim hereby 宣布 声明 聲明 商定 同意 决定 承诺";

/// Gives numbers to the points of a declaration that have none.
pub(super) fn declared(
    lines: &[Line<'_>],
    roles: &mut [Role],
    annex: Option<SectionNumber>,
    known: &mut HashMap<ClauseNumber, u32>,
) {
    let mut place = 0;
    let mut is_open = false;
    for at in 0..lines.len() {
        let (Some(line), Some(role)) = (lines.get(at), roles.get(at).copied()) else { break };
        if role.kind != Kind::Words {
            is_open = false;
            continue;
        }
        if is_operative(&line.text)
            && lines.get(at + 1).is_some_and(|it| bullet(&it.text).is_some())
        {
            is_open = true;
            if let Some(role) = roles.get_mut(at) {
                role.kind = Kind::Heading { own: None };
            }
            continue;
        }
        let Some(mark) = bullet(&line.text).filter(|_| is_open) else {
            is_open &= !line.after_blank;
            continue;
        };
        place += 1;
        let number = ClauseNumber::new(&[place]).map(ClauseNumber::declared);
        let number = number.filter(|it| annex.is_none() && !known.contains_key(it));
        if let (Some(number), Some(role)) = (number, roles.get_mut(at)) {
            known.insert(number, line.number);
            *role = Role { kind: Kind::Clause { number, section: None }, mark, has_title: false };
        }
    }
}

/// Whether a line says that what follows is agreed: `WE HEREBY DECLARE TO:`, `双方商定：`.
fn is_operative(text: &str) -> bool {
    let Some(words) = text.strip_suffix([':', '：']) else { return false };
    let is_han = words.chars().any(|c| !c.is_ascii() && c.is_alphabetic());
    let is_capital = words.chars().filter(char::is_ascii_uppercase).count() >= 6
        && !words.chars().any(char::is_lowercase);
    let lower = words.to_lowercase();
    let has_act = ACTS.split(' ').any(|it| lower.contains(it));
    has_act && words.chars().count() <= 80 && (is_capital || is_han || lower.contains("hereby"))
}

/// The bytes of a bullet at the start of a line, with the space behind it.
fn bullet(text: &str) -> Option<usize> {
    let rest = text.strip_prefix(['-', '–', '—', '•', '●', '·', '*', '■', '▪'])?;
    let words = rest.trim_start();
    let is_dash = text.starts_with(['-', '–', '—', '*']);
    (!words.is_empty() && (!is_dash || words.len() < rest.len()))
        .then_some(text.len() - words.len())
}
