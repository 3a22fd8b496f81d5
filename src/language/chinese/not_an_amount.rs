//! Chinese numbers that are no amounts: `第3届`, `3.0版`, `5G`, `2030年`, `2：1`, `二期`.

use std::ops::Range;

use rust_decimal::Decimal;

use super::words::{Kind, UnitWord};
use crate::language::words::Word;
use crate::quantity::{Doubt, Form, Number, Unit};
use crate::text::glyph::{Glyphs, is_han};

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
    // ［27］: the mark of a note.
    if glyphs.before(start) == Some('[') && glyphs.get(places.end) == Some(']') {
        return Some(Doubt::Reference);
    }
    // 每10万人, 12/10万: one side of a rate.
    let is_parted = glyphs.before(start) == Some('/') && start >= 2;
    if glyphs.before(start) == Some('每') || is_parted {
        return Some(Doubt::Proportion);
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
        return by_unit(glyphs, number, start, word, after);
    }
    let is_bare = number.form == Form::Plain && *unit == Unit::None;
    (is_bare && !is_sum(glyphs, number, &places)).then(|| bare(glyphs, number, &places))
}

fn by_unit(
    glyphs: &Glyphs,
    number: &Number,
    start: usize,
    word: Word<UnitWord>,
    after: usize,
) -> Option<Doubt> {
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
        // 5岁以下, 升温1.5摄氏度; 预期寿命80岁 is a level to be reached.
        Kind::Measure if name == "year_of_age" && !lives(glyphs, start) => Some(Doubt::Duration),
        Kind::Measure if name == "celsius" => Some(Doubt::Duration),
        // 二十国集团, 老挝、缅甸两国: countries that are meant, not a number of them.
        Kind::Count if name == "country" => Some(Doubt::Name),
        Kind::Count if is_one(glyphs, number, word.text) => Some(Doubt::Mention),
        Kind::Measure | Kind::Count if is_grade || is_stage => Some(Doubt::Order),
        // 500千伏线路: the grade of a line.
        Kind::Measure if matches!(name, "kV" | "kVA") && names_line(glyphs, after) => {
            Some(Doubt::Order)
        }
        Kind::Money | Kind::Measure | Kind::Count => None,
    }
}

fn names_line(glyphs: &Glyphs, after: usize) -> bool {
    let bounds = ["以上", "以下", "以内", "左右", "的"];
    glyphs.get(after).is_some_and(is_han) && !bounds.iter().any(|it| glyphs.starts_with(after, it))
}

/// Whether a length of life is spoken of.
fn lives(glyphs: &Glyphs, start: usize) -> bool {
    let before = glyphs.words(start.saturating_sub(14), start);
    ["寿命", "年龄"].iter().any(|word| before.contains(word))
}

/// 一批, 一个, 一支: `a`, and not a number, unless something is built: 一座医院.
fn is_one(glyphs: &Glyphs, number: &Number, unit: &str) -> bool {
    let start = glyphs.place(number.span.start);
    let is_one = glyphs.get(start) == Some('一') && number.value.high() == Decimal::ONE;
    is_one && !"座所艘架栋幢颗枚".contains(unit)
}

/// Whether a word follows that is no joint of a list.
fn begins_noun(glyphs: &Glyphs, at: usize) -> bool {
    glyphs.get(at).is_some_and(|c| is_han(c) && !"和与及或至到、".contains(c))
}

fn bare(glyphs: &Glyphs, number: &Number, places: &Range<usize>) -> Doubt {
    let is_year = number.value.low() >= Decimal::from(1900)
        && number.value.high() <= Decimal::from(2100)
        && !number.spelled;
    let has_plus = glyphs.before(places.start) == Some('+') || glyphs.get(places.end) == Some('+');
    match (is_year, has_plus) {
        (true, _) => Doubt::Date,
        (false, true) => Doubt::Name,
        // 35蒸吨: a thing of its own name, or a unit that nobody knows.
        (false, false) if !number.spelled && begins_noun(glyphs, places.end) => Doubt::Name,
        (false, false) => Doubt::Bare,
    }
}

/// 投资4120亿: a large number behind a word of money is an amount, though nobody says of which currency.
fn is_sum(glyphs: &Glyphs, number: &Number, places: &Range<usize>) -> bool {
    const MONEY: [&str; 14] = [
        "投资", "出资", "付息", "拨款", "贷款", "融资", "筹资", "捐款", "支付", "资金", "金额",
        "总额", "预算", "注资",
    ];
    let is_large = number.value.low() >= Decimal::from(10_000)
        && glyphs.before(places.end).is_some_and(|c| "万亿".contains(c));
    let ends = glyphs.get(places.end).is_none_or(|c| !c.is_alphanumeric());
    let before = glyphs.words(places.start.saturating_sub(8), places.start);
    let before = before.rsplit(['，', ',', '。', ';', '、']).next().unwrap_or_default();
    is_large && ends && MONEY.iter().any(|word| before.contains(word))
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
    let is_apart = matches!(glyphs.before(places.start), Some(' ' | '。' | ';' | ':' | '：'));
    (is_first || is_apart && !is_dotted)
        && is_parted
        && !number.spelled
        && number.form == Form::Plain
}

/// `2：1`, `8.7∶41.2`.
fn is_proportion(glyphs: &Glyphs, places: &Range<usize>) -> bool {
    let colon = |c: Option<char>| matches!(c, Some(':' | '∶' | '：'));
    let digit = |at: usize| glyphs.get(at).is_some_and(|c| c.is_ascii_digit());
    colon(glyphs.get(places.end)) && digit(places.end + 1)
        || colon(glyphs.before(places.start)) && places.start >= 2 && digit(places.start - 2)
}
