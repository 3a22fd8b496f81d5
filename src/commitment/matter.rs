//! What an amount is an amount of, and whether it is still to come: 1500 亿美元**农产品**, `150 million doses of **COVID-19 vaccines**`.

use super::amount::Amount;
use super::party::Direction;
use super::{Status, unit::Unit};
use crate::text::glyph::{Glyphs, is_han};
use crate::text::{Language, Span};

/// The words that say what the amount is of.
pub(super) fn what(glyphs: &Glyphs, language: Language, amount: &Amount) -> Option<Span> {
    let (start, end) = match language {
        Language::Chinese => chinese(glyphs, amount)?,
        Language::English => english(glyphs, amount)?,
    };
    let start = (start..end).find(|at| glyphs.get(*at) != Some(' ')).unwrap_or(end);
    (end > start).then(|| glyphs.span(start, end))
}

/// The noun after the amount, or the one that it follows: 建设高标准农田81万亩.
fn chinese(glyphs: &Glyphs, amount: &Amount) -> Option<(usize, usize)> {
    const VERBS: &[&str] =
        &["来华", "赴", "参加", "用于", "支持", "以上", "左右", "以内", "以下", "为", "在"];
    let mut start = glyphs.skip_spaces(amount.end, 1);
    for word in ["以上", "左右", "以内", "以下", "的"] {
        if glyphs.starts_with(start, word) {
            start += word.chars().count();
        }
    }
    let noun = |at: usize| {
        glyphs
            .get(at)
            .is_some_and(|c| is_han(c) || c.is_ascii_alphanumeric() || matches!(c, '“' | '”'))
    };
    let verb = |at: usize| VERBS.iter().any(|verb| glyphs.starts_with(at, verb));
    let end = (start..start + 24).find(|at| !noun(*at) || verb(*at)).unwrap_or(start + 24);
    if end > start + 1 {
        return Some((start, end));
    }
    // Before the amount stands the noun, or a verb with its parties: 将向乙方提供.
    let noun = |at: usize| noun(at) && glyphs.get(at).is_none_or(|c| !TOLD.contains(&c));
    let first = (0..24).take_while(|i| amount.start.checked_sub(i + 1).is_some_and(noun)).count();
    (first > 1).then(|| (amount.start - first, amount.start))
}

/// `of COVID-19 vaccines`, `in development assistance`, `worth of agricultural products`, or the counted noun.
fn english(glyphs: &Glyphs, amount: &Amount) -> Option<(usize, usize)> {
    let next = glyphs.skip_spaces(amount.end, 1);
    let leads = ["worth of ", "of ", "in ", "for "];
    let lead = leads.iter().find(|lead| glyphs.starts_with(next, lead));
    let start = lead.map_or(next, |lead| next + lead.len());
    // Without `of` or `in`, what follows is of the amount only if it is a noun.
    let is_other = lead.is_none() && OTHER.iter().any(|it| glyphs.starts_with(next, it));
    let stop = |at: usize| {
        glyphs
            .get(at)
            .is_none_or(|c| !c.is_alphanumeric() && !matches!(c, ' ' | '-' | '’' | '\'' | '‑'))
            || [
                " to ",
                " from ",
                " for ",
                " in ",
                " by ",
                " and ",
                " over ",
                " as ",
                " with ",
                " at ",
                " through ",
                " will ",
            ]
            .iter()
            .any(|word| glyphs.starts_with(at, word))
    };
    // A counted noun is what is counted: `300 young scientists to come`.
    let counts =
        matches!(amount.unit, Unit::Named(_) | Unit::Counted(_)) && lead.is_none() || is_other;
    let stop = |at: usize| stop(at) || PARTICIPLES.iter().any(|it| glyphs.starts_with(at, it));
    let end = (start..start + 70).find(|at| stop(*at)).unwrap_or(start + 70);
    if end > start + 1 && !counts {
        return Some((start, end));
    }
    matches!(amount.unit, Unit::Named(_) | Unit::Counted(_))
        .then_some((amount.number_end, amount.end))
}

/// Characters of verbs and of the words that join parties to them.
const TOLD: &[char] = &['将', '向', '提', '供', '给', '对', '为', '到', '捐'];

/// Words that begin something else than a noun.
const OTHER: &[&str] = &[
    "to ", "a ", "an ", "each ", "every ", "per ", "from ", "by ", "over ", "and ", "or ",
    "annually", "at ", "as ", "with ", "through ", "will ",
];

/// Words after the noun that say what was done with it.
const PARTICIPLES: &[&str] =
    &[" provided", " pledged", " committed", " announced", " contributed", " allocated", " made"];

/// Whether an amount is still to come.
pub(super) fn status(
    glyphs: &Glyphs,
    language: Language,
    amount: &Amount,
    direction: Option<Direction>,
) -> Status {
    if provided(glyphs, language, amount) {
        return Status::Provided;
    }
    match direction {
        Some(Direction::Reaches | Direction::Limits) => Status::Target,
        Some(Direction::Gives | Direction::Imports | Direction::Exports | Direction::Supports) => {
            Status::Pledged
        }
        None if matches!(amount.unit, Unit::Percent | Unit::PercentagePoint) => Status::Target,
        None => Status::Pledged,
    }
}

/// 利用中方提供的300万美元, `making use of the US$3 million contribution provided by China`.
fn provided(glyphs: &Glyphs, language: Language, amount: &Amount) -> bool {
    match language {
        Language::Chinese => {
            let before = glyphs.words(amount.start.saturating_sub(40), amount.start);
            let own = before.rsplit(['，', ',', '。', ';']).next().unwrap_or_default();
            own.trim_end().ends_with("提供的")
                && (own.contains("利用") || own.contains("用好") || own.contains("使用"))
        }
        Language::English => {
            let before = glyphs.words(amount.start.saturating_sub(30), amount.start);
            let after = glyphs.words(amount.end, amount.end + 40);
            (before.contains("use of") || before.contains("using")) && after.contains("provided by")
        }
    }
}
