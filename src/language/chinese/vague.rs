//! Numbers that Chinese leaves vague: `数百万`, `几十`, `上千`, `近百`, `万余`, `数以千计`, `成百上千`.
//!
//! The value is the unit itself, the least that is meant; most of them say that there are more.

use rust_decimal::Decimal;

use super::han::{begins_measure, big_unit, small_unit};
use crate::quantity::{Draft, Form, Value, power_of_ten};
use crate::text::glyph::Glyphs;

/// Reads the vague number that begins at `at`, if one does.
pub(super) fn read(glyphs: &Glyphs, at: usize) -> Option<Draft> {
    let pair = [("成百上千", 2), ("成千上万", 3)];
    if let Some((word, power)) = pair.into_iter().find(|(word, _)| glyphs.starts_with(at, word)) {
        return draft(at + word.chars().count(), power, true);
    }
    if glyphs.starts_with(at, "数以") {
        let (power, end) = units(glyphs, at + 2)?;
        return (glyphs.get(end) == Some('计')).then(|| draft(end + 1, power, true))?;
    }
    let start = after_lead(glyphs, at)?;
    let (power, end) = units(glyphs, start)?;
    if glyphs.get(end) == Some('分') || glyphs.get(end).is_some_and(|c| c.is_ascii_digit()) {
        return None;
    }
    let more = matches!(glyphs.get(end), Some('余' | '多'));
    let is_told = start > at || more || after_bound(glyphs, at);
    is_told.then(|| draft(if more { end + 1 } else { end }, power, more || start > at))?
}

/// Whether a vague number may begin with `c`.
pub(super) fn opens(c: char) -> bool {
    "几数上成好过百千万亿".contains(c)
}

/// The place after `几`, `数`, `好几` or `上`; `at` itself where a unit stands.
fn after_lead(glyphs: &Glyphs, at: usize) -> Option<usize> {
    let one_of = |c: Option<char>, set: &str| c.is_some_and(|c| set.contains(c));
    let before = glyphs.before(at);
    match glyphs.get(at)? {
        '好' if glyphs.get(at + 1) == Some('几') => Some(at + 2),
        '几' => (before != Some('十')).then_some(at + 1),
        // 人数千余: the number of persons; 以上百分之五.
        '数' => (!one_of(before, "人总函指系倍次基户参度件多少半奇偶")).then_some(at + 1),
        '上' => (!one_of(before, "以之线海路身马网陆世村向加赶跟登")).then_some(at + 1),
        '过' => (!one_of(before, "超通经不越")).then_some(at + 1),
        '百' | '千' | '万' | '亿' => {
            let is_inside = before.is_some_and(|c| {
                c.is_ascii_digit() || small_unit(c).is_some() || big_unit(c).is_some()
            });
            (!is_inside).then_some(at)
        }
        _ => None,
    }
}

/// Words of a bound let a bare unit be a number: 近百名, 逾万.
fn after_bound(glyphs: &Glyphs, at: usize) -> bool {
    matches!(glyphs.before(at), Some('近' | '约' | '逾' | '超' | '破' | '满'))
        || glyphs.before(at) == Some('过') && glyphs.starts_with(at.saturating_sub(2), "超过")
}

/// The power of ten of a row of units, with the place after it.
fn units(glyphs: &Glyphs, at: usize) -> Option<(u32, usize)> {
    let mut power = 0;
    let mut end = at;
    while let Some(c) = glyphs.get(end).filter(|_| end - at < 4 && !begins_measure(glyphs, end)) {
        let Some(unit) = small_unit(c).or_else(|| big_unit(c)) else { break };
        power += unit;
        end += 1;
    }
    (end > at && power <= 16).then_some((power, end))
}

fn draft(end: usize, power: u32, more: bool) -> Option<Draft> {
    let value: Decimal = power_of_ten(power)?;
    Some(Draft { more, ..Draft::in_words(end, Value::Exact(value), Form::Plain) })
}
