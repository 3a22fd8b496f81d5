//! Numerals as Chinese sentences have them: `百分之二十五`, `三分之一`, `七成半`, `3.89个百分点`, `负3.9%`.
//!
//! A Han digit is a numeral only where its neighbours let it be one: not in 一切, 四川, 队伍 or 拾取.

use rust_decimal::Decimal;

use super::cardinal::{self, Cardinal};
use super::{han, money, vague};
use crate::quantity::{Draft, Form, Number, Value, digits, power_of_ten, scan};
use crate::text::glyph::{Glyphs, is_han};

pub(super) fn numerals(glyphs: &Glyphs) -> Vec<Number> {
    scan(glyphs, step)
}

fn step(glyphs: &Glyphs, at: usize) -> (Option<Number>, usize) {
    let begins = digits::begin(glyphs, at)
        || glyphs.get(at).is_some_and(|c| {
            han::opens(c) || "负-对".contains(c) || vague::opens(c) || digits::vulgar(c).is_some()
        });
    if !begins {
        return (None, at + 1);
    }
    let (negative, start) = sign(glyphs, at);
    match numeral(glyphs, start) {
        Some(read) => {
            let start = if negative { at } else { start };
            (Some(read.signed(negative).from(start, glyphs)), read.end)
        }
        None => (None, unread(glyphs, at)),
    }
}

/// The place after characters that could not be read: a whole run of digits, or one character.
fn unread(glyphs: &Glyphs, at: usize) -> usize {
    cardinal::read(glyphs, at).filter(|run| run.low.is_none()).map_or(at + 1, |run| run.end)
}

/// A minus sign stands where no number, letter or Han character comes before it.
fn sign(glyphs: &Glyphs, at: usize) -> (bool, usize) {
    let next = glyphs.skip_spaces(at + 1, 1);
    let is_joined = glyphs
        .before(at)
        .is_some_and(|c| c.is_alphanumeric() || matches!(c, '-' | '%' | ')' | '”'));
    match glyphs.get(at) {
        Some('负' | '負') => (true, at + 1),
        Some('-') if !is_joined && digits::begin(glyphs, next) => (true, next),
        _ => (false, at),
    }
}

fn numeral(glyphs: &Glyphs, at: usize) -> Option<Draft> {
    by_hundred(glyphs, at)
        .or_else(|| vague::read(glyphs, at))
        .or_else(|| fraction(glyphs, at))
        .or_else(|| tenths(glyphs, at))
        .or_else(|| half_price(glyphs, at))
        .or_else(|| sign_or_slash(glyphs, at))
        .or_else(|| plain(glyphs, at))
}

/// `百分之五`, `千分之一`, `万分之三`: a share, told in percent.
fn by_hundred(glyphs: &Glyphs, at: usize) -> Option<Draft> {
    let mut power = 0;
    let mut next = at;
    while let Some(c) = glyphs.get(next) {
        let Some(unit) = han::small_unit(c).or_else(|| han::big_unit(c)) else { break };
        power += unit;
        if power > 16 {
            return None;
        }
        next = glyphs.skip_spaces(next + 1, 4);
    }
    if power < 2 {
        return None;
    }
    let (negative, after) = sign(glyphs, of_parts(glyphs, next)?);
    let part = decimal(glyphs, after)?;
    let percent = part.low?.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(power_of_ten(power)?)?;
    let (factor, end) = thousands(glyphs, part.end).unwrap_or((Decimal::ONE, part.end));
    let value = Value::Exact(percent.checked_mul(factor)?.normalize());
    let read = Draft { more: part.more, ..Draft::in_words(end, value, Form::Percent) };
    Some(read.signed(negative))
}

/// The place after `分之`, spaces allowed.
fn of_parts(glyphs: &Glyphs, at: usize) -> Option<usize> {
    let at = glyphs.skip_spaces(at, 4);
    let next = glyphs.skip_spaces(at + 1, 4);
    (glyphs.get(at) == Some('分') && glyphs.get(next) == Some('之'))
        .then(|| glyphs.skip_spaces(next + 1, 4))
}

/// `三分之一`, `三百五十又三分之一`.
fn fraction(glyphs: &Glyphs, at: usize) -> Option<Draft> {
    let first = decimal(glyphs, at)?;
    let joint = glyphs.skip_spaces(first.end, 4);
    let (whole, below) = if glyphs.get(joint) == Some('又') {
        (first.low?, decimal(glyphs, glyphs.skip_spaces(joint + 1, 4))?)
    } else {
        (Decimal::ZERO, first)
    };
    let (negative, above_at) = sign(glyphs, of_parts(glyphs, below.end)?);
    let above = decimal(glyphs, above_at)?;
    let numerator = if negative { -above.low? } else { above.low? };
    let value = Value::Exact(whole).plus(numerator, below.low.filter(|v| !v.is_zero())?)?;
    Some(Draft { more: above.more, ..Draft::in_words(above.end, value, Form::Fraction) })
}

/// `九成`, `七成六`, `三成半`, `2.5折`, `半成`: tenths, told in percent.
fn tenths(glyphs: &Glyphs, at: usize) -> Option<Draft> {
    let (value, end, n_digits) = tenths_head(glyphs, at)?;
    let mark = glyphs.skip_spaces(end, 2);
    let c = glyphs.get(mark).filter(|c| matches!(c, '成' | '折'))?;
    // 建成, 第十成员: the word goes on.
    if glyphs.get(mark + 1).is_some_and(|c| "员立为果本效功熟长绩".contains(c)) {
        return None;
    }
    let factor = match (c, n_digits) {
        ('折', 2) => Decimal::ONE,
        ('折', _) if glyphs.get(at) == Some('半') => Decimal::ONE_HUNDRED,
        _ => Decimal::TEN,
    };
    let whole = value.checked_mul(factor)?;
    if whole > Decimal::ONE_HUNDRED || (c == '折' && whole == Decimal::ONE_HUNDRED) {
        return None;
    }
    // 七成六 is 76, 三成半 is 35.
    let next = glyphs.skip_spaces(mark + 1, 1);
    let rest = glyphs.get(next).filter(|_| c == '成');
    let rest = rest.and_then(|c| if c == '半' { Some(5) } else { han::digit(c) });
    let end = if rest.is_some() { next + 1 } else { mark + 1 };
    let value = whole.checked_add(rest.unwrap_or(0).into())?.normalize();
    Some(Draft::in_words(end, Value::Exact(value), Form::Percent))
}

/// The tenths before `成` or `折`, the place after them, and how many digits they have: two in `85折`.
fn tenths_head(glyphs: &Glyphs, at: usize) -> Option<(Decimal, usize, usize)> {
    if glyphs.get(at) == Some('半') {
        return Some((Decimal::new(5, 1), at + 1, 1));
    }
    let digit = |at: usize| glyphs.get(at).and_then(|c| c.to_digit(10).or_else(|| han::digit(c)));
    let second = glyphs.skip_spaces(at + 1, 1);
    if let (Some(a), Some(b)) = (digit(at), digit(second))
        && glyphs.get(glyphs.skip_spaces(second + 1, 1)) == Some('折')
    {
        return Some((Decimal::from(a * 10 + b), second + 1, 2));
    }
    let head = decimal(glyphs, at).filter(|head| !head.more)?;
    Some((head.low?, head.end, 1))
}

/// `打对折` is half.
fn half_price(glyphs: &Glyphs, at: usize) -> Option<Draft> {
    let is_half = matches!(glyphs.get(at), Some('对' | '對'))
        && glyphs.get(at + 1) == Some('折')
        && glyphs.before(at) == Some('打');
    is_half.then(|| Draft::in_words(at + 2, Value::Exact(Decimal::from(50)), Form::Percent))
}

/// `3/5`, `1 3/5`, `½`.
fn sign_or_slash(glyphs: &Glyphs, at: usize) -> Option<Draft> {
    let sign = || {
        let (above, below) = digits::vulgar(glyphs.get(at)?)?;
        Some((above.into(), below.into(), at + 1))
    };
    let (numerator, denominator, end) = digits::slashed(glyphs, at).or_else(sign)?;
    // 12/10万 is a rate.
    if glyphs.get(end).is_some_and(han::is_unit) {
        return None;
    }
    Some(Draft::in_digits(end, Value::Ratio { numerator, denominator }, Form::Fraction))
}

/// A numeral with nothing but a percent sign or `个百分点` after it.
fn plain(glyphs: &Glyphs, at: usize) -> Option<Draft> {
    let read = decimal(glyphs, at)?;
    let scale = scale_word(glyphs, at, &read).or_else(|| scale_letter(glyphs, &read));
    let (factor, end) = scale.unwrap_or((Decimal::ONE, read.end));
    let low = read.low?.checked_mul(factor)?.normalize();
    let high = read.high.map_or(Some(low), |high| high.checked_mul(factor))?;
    let (form, end) = form_after(glyphs, end);
    if form == Form::Plain && read.spelled && !stands_alone(glyphs, at, end) {
        return None;
    }
    let value = if low == high { Value::Exact(low) } else { Value::Range { low, high } };
    Some(Draft { end, value, form, more: read.more, spelled: read.spelled })
}

/// `50 million美元`, `$50m`: English words that multiply; single letters do so only behind a currency.
fn scale_word(glyphs: &Glyphs, start: usize, read: &Cardinal) -> Option<(Decimal, usize)> {
    const WORDS: [(&str, u32); 9] = [
        ("million", 6),
        ("billion", 9),
        ("trillion", 12),
        ("mln", 6),
        ("mn", 6),
        ("bn", 9),
        ("tn", 12),
        ("m", 6),
        ("b", 9),
    ];
    let at = glyphs.skip_spaces(read.end, 1);
    let (word, power) = WORDS.into_iter().find(|(word, _)| glyphs.starts_with(at, word))?;
    let end = at + word.len();
    let is_whole = !glyphs.get(end).is_some_and(|c| c.is_ascii_alphanumeric());
    let fits =
        is_whole && !read.spelled && (word.len() > 1 || money::prefix(glyphs, start).is_some());
    Some((power_of_ten(power)?, end)).filter(|_| fits)
}

/// `12k`, `2.5 M`: letters that multiply, where no word goes on after them.
fn scale_letter(glyphs: &Glyphs, read: &Cardinal) -> Option<(Decimal, usize)> {
    let next = glyphs.skip_spaces(read.end, 1);
    let is_million = glyphs.raw(next) == Some('M') && !goes_on(glyphs, next + 1);
    let million = is_million.then(|| (Decimal::from(1_000_000), next + 1));
    thousands(glyphs, read.end).or(million).filter(|_| !read.spelled)
}

/// A `k` that follows digits, with the place after it.
fn thousands(glyphs: &Glyphs, at: usize) -> Option<(Decimal, usize)> {
    let next = glyphs.skip_spaces(at, 1);
    let is_k = glyphs.get(next) == Some('k') && !goes_on(glyphs, next + 1);
    is_k.then_some((Decimal::ONE_THOUSAND, next + 1))
}

fn goes_on(glyphs: &Glyphs, at: usize) -> bool {
    glyphs.get(at).is_some_and(|c| c.is_ascii_alphanumeric())
}

fn form_after(glyphs: &Glyphs, end: usize) -> (Form, usize) {
    let next = glyphs.skip_spaces(end, 4);
    // In `%25` the sign is an address's.
    let is_code = glyphs.get(next + 1).is_some_and(|c| c.is_ascii_hexdigit() && !c.is_alphabetic());
    match glyphs.get(next) {
        Some('%') if !is_code => return (Form::Percent, next + 1),
        Some('‰') => return (Form::PerMille, next + 1),
        _ => {}
    }
    let is_counted = matches!(glyphs.get(next), Some('个' | '個'));
    let mut at = if is_counted { glyphs.skip_spaces(next + 1, 1) } else { next };
    let mut last = at;
    for word in ["百", "分", "点點"] {
        if !glyphs.get(at).is_some_and(|c| word.contains(c)) {
            return (Form::Plain, end);
        }
        last = at + 1;
        at = glyphs.skip_spaces(last, 1);
    }
    (Form::PercentagePoint, last)
}

/// A cardinal, but no bare 百 or 万 and no 半 alone.
fn decimal(glyphs: &Glyphs, at: usize) -> Option<Cardinal> {
    if !(digits::begin(glyphs, at) || glyphs.get(at).is_some_and(han::opens)) {
        return None;
    }
    if glyphs.get(at) == Some('.') {
        let run = digits::read(glyphs, at, digits::Grouping::Commas);
        let (low, high) = (run.value, run.value);
        return Some(Cardinal { end: run.end, low, high, more: false, spelled: false });
    }
    cardinal::read(glyphs, at)
}

/// Whether a spelled numeral is a numeral here and not part of a word.
fn stands_alone(glyphs: &Glyphs, start: usize, end: usize) -> bool {
    let before = glyphs.before(start);
    let after = glyphs.get(end);
    let n_chars = (start..end).filter(|at| glyphs.get(*at) != Some(' ')).count();
    let outside = |c: Option<char>| c.is_none_or(|c| !is_han(c));
    if n_chars > 1 {
        let is_doubled =
            n_chars == 2 && glyphs.get(start) == glyphs.get(start + 1) && !outside(after);
        // 十万火急, 第三者: words that happen to hold numerals.
        let is_word = after == Some('火') || before == Some('第') && after == Some('者');
        return !(is_doubled || n_chars == 2 && is_word);
    }
    let one_of = |c: Option<char>, set: &str| c.is_some_and(|c| set.contains(c));
    // 俩医院: two with its measure word; 他俩 are persons.
    if one_of(glyphs.get(start), "俩仨") {
        return after.is_some_and(is_han) && !one_of(before, "他她你我们咱妻弟子女妹兄");
    }
    let (said, counted) = (one_of(before, SAID), one_of(after, COUNTED));
    if one_of(glyphs.get(start), "伍陆陸拾肆捌玖柒叁佰仟") {
        return outside(after) && (outside(before) || said);
    }
    if one_of(glyphs.get(start), "百千半") || before == Some('十') {
        return false;
    }
    // 三至五亿: the end of the range counts; 一千瓦 is one kilowatt.
    let ranges = one_of(after, "至到-—~") && glyphs.get(end + 1).is_some_and(han::opens);
    let measures = han::begins_measure(glyphs, end);
    counted || said || ranges || measures || outside(after) && outside(before)
}

/// Characters after which a lone digit is a number.
const SAID: &str = "是为即前约共第写到至和与或增满达近超";

/// Characters that count things after a lone digit.
const COUNTED: &str = "个個只双雙對对斤年月日天次番位名人件条條项項家元美欧日英港韩澳加块塊张台臺吨噸章组種种股亩公米里克升升剂支户所座套辆架艘处床头株场期批届类门款例篇部本份笔宗起队团班节轮站层间片口村县市省国镇乡岁小时分点座倍成折级号期级方大是而却不的";
