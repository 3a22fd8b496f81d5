//! Chinese numbers that are no amounts: `第3届`, `3.0版`, `5G`, `2030年`, `2：1`, `二期`.

use std::ops::Range;

use rust_decimal::Decimal;

use super::words::{Kind, UnitWord};
use crate::language::words::Word;
use crate::quantity::{Doubt, Form, Number, Unit};
use crate::text::glyph::Glyphs;

/// The reason to reject a number as an amount, by what touches it.
pub(super) fn doubt(
    glyphs: &Glyphs,
    number: &Number,
    places: Range<usize>,
    word: Option<(Word<UnitWord>, usize)>,
    unit: &Unit,
) -> Option<Doubt> {
    let start = places.start;
    let is_hyphenated = glyphs.before(start) == Some('-')
        && start >= 2
        && glyphs.get(start - 2).is_some_and(|c| c.is_ascii_alphabetic());
    if number.adjacent.before || is_hyphenated {
        return Some(Doubt::Name);
    }
    if glyphs.before(start) == Some('第') || enumerates(glyphs, number, &places) {
        return Some(Doubt::Order);
    }
    if is_proportion(glyphs, &places) {
        return Some(Doubt::Proportion);
    }
    if number.adjacent.after && *unit == Unit::None {
        return Some(Doubt::Name);
    }
    if let Some((word, after)) = word {
        return by_unit(glyphs, number, word, after);
    }
    (number.form == Form::Plain && *unit == Unit::None).then(|| bare(glyphs, number, &places))
}

fn by_unit(glyphs: &Glyphs, number: &Number, word: Word<UnitWord>, after: usize) -> Option<Doubt> {
    let UnitWord { kind, name } = word.meaning;
    let is_year = word.text == "年" && number.value.low() >= Decimal::ONE_THOUSAND;
    // 20万吨级泊位, 5A级景区, 二期: a grade or a place in an order, written like an amount.
    let is_grade = matches!(glyphs.get(after), Some('级' | '型' | '制' | '版' | '式'));
    let is_session = glyphs.get(after).is_some_and(|c| "会大全".contains(c));
    let is_stage = number.spelled && (word.text == "期" || word.text == "次" && is_session);
    match kind {
        Kind::Order => Some(Doubt::Order),
        Kind::Time if is_year || word.text == "日" => Some(Doubt::Date),
        Kind::Time => Some(Doubt::Duration),
        Kind::Measure | Kind::Count if is_grade || is_stage || matches!(name, "kV" | "kVA") => {
            Some(Doubt::Order)
        }
        Kind::Money | Kind::Measure | Kind::Count => None,
    }
}

fn bare(glyphs: &Glyphs, number: &Number, places: &Range<usize>) -> Doubt {
    let is_year = number.value.low() >= Decimal::from(1900)
        && number.value.high() <= Decimal::from(2100)
        && !number.spelled;
    let has_plus = glyphs.before(places.start) == Some('+') || glyphs.get(places.end) == Some('+');
    match (is_year, has_plus) {
        (true, _) => Doubt::Date,
        (false, true) => Doubt::Name,
        (false, false) => Doubt::Bare,
    }
}

/// `3.6 扩大`, `12.“2030先锋工程”`, `2、`: the number that a paragraph begins with.
fn enumerates(glyphs: &Glyphs, number: &Number, places: &Range<usize>) -> bool {
    let is_first =
        (0..places.start).all(|at| at < 6 && glyphs.get(at).is_some_and(|c| !c.is_alphanumeric()));
    let is_dotted = places.clone().any(|at| glyphs.get(at) == Some('.'));
    let is_parted = match glyphs.get(places.end) {
        Some('.' | '、' | ')') => true,
        Some(' ') => is_dotted,
        _ => false,
    };
    is_first && is_parted && !number.spelled && number.form == Form::Plain
}

/// `2：1`, `8.7∶41.2`.
fn is_proportion(glyphs: &Glyphs, places: &Range<usize>) -> bool {
    let colon = |c: Option<char>| matches!(c, Some(':' | '∶' | '：'));
    let digit = |at: usize| glyphs.get(at).is_some_and(|c| c.is_ascii_digit());
    colon(glyphs.get(places.end)) && digit(places.end + 1)
        || colon(glyphs.before(places.start)) && places.start >= 2 && digit(places.start - 2)
}
