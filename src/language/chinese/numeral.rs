//! Numerals as Chinese sentences have them: `百分之二十五`, `三分之一`, `七成半`, `3.89个百分点`, `负3.9%`.
//!
//! A Han digit is a numeral only where its neighbours let it be one: not in 一切, 四川, 队伍 or 拾取.

use rust_decimal::Decimal;

use super::cardinal::{self, Cardinal};
use super::han;
use crate::quantity::{Adjacent, Form, Numeral, Value, digits, power_of_ten};
use crate::text::glyph::{Glyphs, is_han};

/// All numerals of a text, in its order.
pub(super) fn scan(glyphs: &Glyphs) -> Vec<Numeral> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < glyphs.len() {
        at = match step(glyphs, at) {
            Step::Found(numeral, end) => {
                found.push(numeral);
                end.max(at + 1)
            }
            Step::Skip(end) => end,
        };
    }
    found
}

enum Step {
    Found(Numeral, usize),
    Skip(usize),
}

fn step(glyphs: &Glyphs, at: usize) -> Step {
    let Some(c) = glyphs.get(at) else { return Step::Skip(at + 1) };
    let begins = digits::begin(glyphs, at)
        || han::opens(c)
        || matches!(c, '万' | '萬' | '负' | '負' | '-' | '对' | '對')
        || digits::vulgar(c).is_some();
    if !begins {
        return Step::Skip(at + 1);
    }
    let (negative, start) = sign(glyphs, at);
    match numeral(glyphs, start) {
        Some(mut read) => {
            if negative {
                read.value = read.value.negated();
            }
            finish(glyphs, if negative { at } else { start }, read)
        }
        None => Step::Skip(unread(glyphs, at)),
    }
}

/// The place after what could not be read: a whole run of digits, or one character.
fn unread(glyphs: &Glyphs, at: usize) -> usize {
    match cardinal::read(glyphs, at) {
        Some(run) if run.low.is_none() => run.end,
        _ => at + 1,
    }
}

/// A minus sign stands where no number, letter or Han character comes before it.
fn sign(glyphs: &Glyphs, at: usize) -> (bool, usize) {
    let next = glyphs.skip_spaces(at + 1, 1);
    match glyphs.get(at) {
        Some('负' | '負') => (true, at + 1),
        Some('-')
            if !glyphs
                .before(at)
                .is_some_and(|c| c.is_alphanumeric() || matches!(c, '-' | '%' | ')' | '”'))
                && digits::begin(glyphs, next) =>
        {
            (true, next)
        }
        _ => (false, at),
    }
}

/// A numeral without its sign.
#[derive(Debug, Clone, Copy)]
struct Bare {
    end: usize,
    value: Value,
    form: Form,
    more: bool,
    spelled: bool,
}

fn finish(glyphs: &Glyphs, start: usize, read: Bare) -> Step {
    let end = read.end;
    let numeral = Numeral {
        span: glyphs.span(start, end),
        value: read.value,
        form: read.form,
        more: read.more,
        spelled: read.spelled,
        adjacent: Adjacent::around(glyphs, start, end),
    };
    Step::Found(numeral, end)
}

fn numeral(glyphs: &Glyphs, at: usize) -> Option<Bare> {
    by_hundred(glyphs, at)
        .or_else(|| fraction(glyphs, at))
        .or_else(|| tenths(glyphs, at))
        .or_else(|| whole_discount(glyphs, at))
        .or_else(|| slashed(glyphs, at))
        .or_else(|| plain(glyphs, at))
}

/// `百分之五`, `千分之一`, `万分之三`: a share, told in percent.
fn by_hundred(glyphs: &Glyphs, at: usize) -> Option<Bare> {
    let mut power = 0;
    let mut next = at;
    while let Some(c) = glyphs.get(next) {
        let Some(unit) = han::small_unit(c).or_else(|| han::big_unit(c)) else { break };
        power += unit;
        next = glyphs.skip_spaces(next + 1, 4);
    }
    if !(2..=16).contains(&power) || next == at {
        return None;
    }
    let after = of_parts(glyphs, next)?;
    let (negative, after) = sign(glyphs, after);
    let part = decimal(glyphs, after)?;
    let value = part.low?.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(power_of_ten(power)?)?;
    let end = thousands(glyphs, part.end);
    let value = if end > part.end { value.checked_mul(Decimal::ONE_THOUSAND)? } else { value };
    let value = Value::Exact(if negative { -value } else { value }.normalize());
    Some(Bare { end, value, form: Form::Percent, more: part.more, spelled: true })
}

/// The place after `分之`, spaces allowed.
fn of_parts(glyphs: &Glyphs, at: usize) -> Option<usize> {
    let at = glyphs.skip_spaces(at, 4);
    let next = glyphs.skip_spaces(at + 1, 4);
    (glyphs.get(at) == Some('分') && glyphs.get(next) == Some('之'))
        .then(|| glyphs.skip_spaces(next + 1, 4))
}

/// `三分之一`, `三百五十又三分之一`.
fn fraction(glyphs: &Glyphs, at: usize) -> Option<Bare> {
    let first = decimal(glyphs, at)?;
    let joint = glyphs.skip_spaces(first.end, 4);
    let (whole, below) = if glyphs.get(joint) == Some('又') {
        (Some(first.low?), decimal(glyphs, glyphs.skip_spaces(joint + 1, 4))?)
    } else {
        (None, first)
    };
    let (negative, above_at) = sign(glyphs, of_parts(glyphs, below.end)?);
    let above = decimal(glyphs, above_at)?;
    let denominator = below.low.filter(|v| !v.is_zero())?;
    let part = whole.unwrap_or_default().checked_mul(denominator)?;
    let numerator = if negative { -above.low? } else { above.low? }.checked_add(part)?;
    let value = Value::Ratio { numerator, denominator };
    Some(Bare { end: above.end, value, form: Form::Fraction, more: above.more, spelled: true })
}

/// `九成`, `七成六`, `三成半`, `2.5折`, `半成`: tenths, told in percent.
fn tenths(glyphs: &Glyphs, at: usize) -> Option<Bare> {
    let (value, end, n_digits) = tenths_head(glyphs, at)?;
    let mark = glyphs.skip_spaces(end, 2);
    let c = glyphs.get(mark).filter(|c| matches!(c, '成' | '折'))?;
    // 建成, 第十成员: the word goes on.
    if matches!(
        glyphs.get(mark + 1),
        Some('员' | '立' | '为' | '果' | '本' | '效' | '功' | '熟' | '长' | '绩')
    ) {
        return None;
    }
    let half_off = c == '折' && glyphs.get(at) == Some('半');
    let whole = if c == '折' && n_digits == 2 {
        value
    } else {
        value.checked_mul(if half_off { Decimal::ONE_HUNDRED } else { Decimal::TEN })?
    };
    if whole > Decimal::ONE_HUNDRED || (c == '折' && whole == Decimal::ONE_HUNDRED) {
        return None;
    }
    let (rest, end) = tenths_rest(glyphs, mark + 1, c == '成');
    let value = Value::Exact(whole.checked_add(rest)?.normalize());
    Some(Bare { end, value, form: Form::Percent, more: false, spelled: true })
}

fn tenths_head(glyphs: &Glyphs, at: usize) -> Option<(Decimal, usize, usize)> {
    if glyphs.get(at) == Some('半') {
        return Some((Decimal::new(5, 1), at + 1, 1));
    }
    let spaced = glyphs.skip_spaces(at + 1, 1);
    let pair = [glyphs.get(at).and_then(any_digit), glyphs.get(spaced).and_then(any_digit)];
    let pair_end = glyphs.skip_spaces(spaced + 1, 1);
    if let ([Some(a), Some(b)], Some('折')) = (pair, glyphs.get(pair_end)) {
        return Some((Decimal::from(a * 10 + b), spaced + 1, 2));
    }
    let head = decimal(glyphs, at).filter(|head| !head.more)?;
    Some((head.low?, head.end, 1))
}

/// What follows 成: 七成六 is 76, 三成半 is 35.
fn tenths_rest(glyphs: &Glyphs, at: usize, allowed: bool) -> (Decimal, usize) {
    let next = glyphs.skip_spaces(at, 1);
    let rest = match glyphs.get(next) {
        Some('半') => Some(5),
        Some(c) => han::digit(c),
        None => None,
    };
    match rest {
        Some(d) if allowed => (Decimal::from(d), next + 1),
        _ => (Decimal::ZERO, at),
    }
}

fn any_digit(c: char) -> Option<u32> {
    c.to_digit(10).or_else(|| han::digit(c))
}

/// `打对折` is half.
fn whole_discount(glyphs: &Glyphs, at: usize) -> Option<Bare> {
    let half = matches!(glyphs.get(at), Some('对' | '對'))
        && glyphs.get(at + 1) == Some('折')
        && glyphs.before(at) == Some('打');
    half.then(|| Bare {
        end: at + 2,
        value: Value::Exact(Decimal::from(50)),
        form: Form::Percent,
        more: false,
        spelled: true,
    })
}

/// `3/5`, `1 3/5`: not a date, not `5/17/2018`.
fn slashed(glyphs: &Glyphs, at: usize) -> Option<Bare> {
    let (numerator, denominator, end) = digits::slashed(glyphs, at)?;
    let value = Value::Ratio { numerator, denominator };
    Some(Bare { end, value, form: Form::Fraction, more: false, spelled: false })
}

/// A numeral with nothing but a percent sign or `个百分点` after it.
fn plain(glyphs: &Glyphs, at: usize) -> Option<Bare> {
    if let Some((a, b)) = glyphs.get(at).and_then(digits::vulgar) {
        let value = Value::Ratio { numerator: a.into(), denominator: b.into() };
        return Some(Bare {
            end: at + 1,
            value,
            form: Form::Fraction,
            more: false,
            spelled: false,
        });
    }
    let read = decimal(glyphs, at)?;
    let low = read.low?;
    let (low, high, end) = scaled(glyphs, low, read.high.unwrap_or(low), &read)?;
    let (form, end) = form_after(glyphs, end);
    if form == Form::Plain && read.spelled && !stands_alone(glyphs, at, end) {
        return None;
    }
    let value = if low == high { Value::Exact(low) } else { Value::Range { low, high } };
    Some(Bare { end, value, form, more: read.more, spelled: read.spelled })
}

/// `12k`, `2.5 M`: letters that multiply, where no word goes on after them.
fn scaled(
    glyphs: &Glyphs,
    low: Decimal,
    high: Decimal,
    read: &Cardinal,
) -> Option<(Decimal, Decimal, usize)> {
    let thousands_end = thousands(glyphs, read.end);
    if thousands_end > read.end && !read.spelled {
        let k = Decimal::ONE_THOUSAND;
        return Some((low.checked_mul(k)?, high.checked_mul(k)?, thousands_end));
    }
    let next = glyphs.skip_spaces(read.end, 1);
    let million = !read.spelled && glyphs.raw(next) == Some('M') && !letter(glyphs, next + 1);
    if million {
        let m = Decimal::from(1_000_000);
        return Some((low.checked_mul(m)?, high.checked_mul(m)?, next + 1));
    }
    Some((low, high, read.end))
}

/// The place after a `k` that follows digits, or `at`.
fn thousands(glyphs: &Glyphs, at: usize) -> usize {
    let next = glyphs.skip_spaces(at, 1);
    let k = glyphs.get(next) == Some('k') && !letter(glyphs, next + 1);
    if k { next + 1 } else { at }
}

fn letter(glyphs: &Glyphs, at: usize) -> bool {
    glyphs.get(at).is_some_and(|c| c.is_ascii_alphanumeric())
}

fn form_after(glyphs: &Glyphs, end: usize) -> (Form, usize) {
    let next = glyphs.skip_spaces(end, 4);
    match glyphs.get(next) {
        Some('%')
            if glyphs.get(next + 1).is_none_or(|c| !c.is_ascii_hexdigit() || c.is_alphabetic()) =>
        {
            return (Form::Percent, next + 1);
        }
        Some('‰') => return (Form::PerMille, next + 1),
        _ => {}
    }
    let mut at = next;
    for word in [&['个', '個'][..], &['百'], &['分'], &['点', '點']] {
        if glyphs.get(at).is_some_and(|c| word.contains(&c)) {
            at = glyphs.skip_spaces(at + 1, 1);
        } else if !word.contains(&'个') {
            return (Form::Plain, end);
        }
    }
    let at = if glyphs.before(at) == Some(' ') { at - 1 } else { at };
    (Form::PercentagePoint, at)
}

/// A cardinal, but no bare 百 or 万 and no 半 alone.
fn decimal(glyphs: &Glyphs, at: usize) -> Option<Cardinal> {
    if !(digits::begin(glyphs, at) || glyphs.get(at).is_some_and(han::opens)) {
        return None;
    }
    if glyphs.get(at) == Some('.') {
        let run = digits::read(glyphs, at, digits::Grouping::Commas);
        return Some(Cardinal {
            end: run.end,
            low: run.value,
            high: run.value,
            more: false,
            spelled: false,
        });
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
        let doubled = n_chars == 2 && glyphs.get(start) == glyphs.get(start + 1) && !outside(after);
        return !(doubled || in_word(before, after, n_chars));
    }
    let financial = glyphs.get(start).is_some_and(|c| {
        matches!(c, '伍' | '陆' | '陸' | '拾' | '肆' | '捌' | '玖' | '柒' | '叁' | '佰' | '仟')
    });
    if financial {
        return outside(before) && outside(after) || said(before) && outside(after);
    }
    if matches!(glyphs.get(start), Some('百' | '千' | '半')) || before == Some('十') {
        return false;
    }
    outside(after) && (outside(before) || said(before) || counted(after))
        || counted(after)
        || said(before)
}

/// 第…, 十足: a word that happens to hold numerals.
fn in_word(before: Option<char>, after: Option<char>, n_chars: usize) -> bool {
    n_chars == 2 && after == Some('火')
        || (n_chars < 3 && before == Some('第') && after == Some('者'))
}

/// Words after which a lone digit is a number.
fn said(before: Option<char>) -> bool {
    before.is_some_and(|c| "是为即前约共第写到至和与或增满达近超".contains(c))
}

/// Characters that count things after a lone digit.
fn counted(after: Option<char>) -> bool {
    after.is_some_and(|c| COUNTED.contains(c))
}

const COUNTED: &str = "个個只双雙对對斤年月日天次位名人件条條项項家元美欧日英港韩澳加块塊张台臺吨噸章组種种股亩公米里克升升剂支户所座套辆架艘处床头株场期批届类门款例篇部本份笔宗起队团班节轮站层间片口村县市省国镇乡岁小时分点座倍成折级号期级方大是而却不的";
