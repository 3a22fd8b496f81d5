//! Amounts that say nothing new, or no amount of their own: `7亿元（约合1亿美元）`, `500（五百）名`, `从25%降至10%`,
//! `产值超百亿元的企业20家`.

use super::words::{CHANGES, GIVING};
use crate::language::grammar::Grammar;
use crate::quantity::{Amount, Doubt, Number, Unit};
use crate::text::glyph::{Glyphs, is_han};

/// The place after the same number in brackets: 500（五百）名.
pub(super) fn after_echo(
    grammar: &dyn Grammar,
    glyphs: &Glyphs,
    number: &Number,
    end: usize,
) -> usize {
    const LONGEST: usize = 16;
    let close = (end + 1..end + LONGEST).find(|at| glyphs.get(*at) == Some(')'));
    let Some(close) = close.filter(|_| glyphs.get(end) == Some('(')) else { return end };
    let inside = Glyphs::of(&glyphs.words(end + 1, close));
    let same = grammar
        .leading_number(&inside)
        .is_some_and(|(value, after)| value == number.value.low() && after == inside.len());
    if same { close + 1 } else { end }
}

/// Marks the amounts that say another again, those that a change starts from, and those that only describe.
pub(super) fn mark(glyphs: &Glyphs, amounts: &mut [Amount]) {
    let mut before: Option<(usize, Unit)> = None;
    for i in 0..amounts.len() {
        let next = amounts.get(i + 1).map(|next| next.start);
        let Some(amount) = amounts.get_mut(i) else { break };
        let is_again =
            before.as_ref().is_some_and(|(end, unit)| is_again(glyphs, *end, unit, amount));
        if is_again {
            amount.doubt = Some(Doubt::Again);
        } else if amount.possible() {
            let doubt = if is_base(glyphs, amount, next) {
                Some(Doubt::Base)
            } else if describes(glyphs, amount, next) || is_known(glyphs, amount.start) {
                Some(Doubt::Mention)
            } else {
                None
            };
            amount.doubt = doubt.or(amount.doubt);
        }
        if amount.unit != Unit::None && !is_again {
            before = Some((amount.end, amount.unit.clone()));
        }
    }
}

/// 7亿元人民币（约合1亿美元）, 500万元（大写：伍佰万元整）, 2亿元，折合3000万美元.
fn is_again(glyphs: &Glyphs, end: usize, unit: &Unit, amount: &Amount) -> bool {
    const FAR: usize = 16;
    if unit.currency().is_none() || amount.unit.currency().is_none() || amount.start < end {
        return false;
    }
    let words =
        if amount.start - end > FAR { return false } else { glyphs.words(end, amount.start) };
    let words = words.trim_start_matches(['整', ' ']).trim_start_matches("人民币").trim();
    let says = ["约合", "折合", "合", "折", "相当于", "等值", "约等于", "大写", "即", "约", "等于"];
    let begins = |words: &str| says.iter().any(|it| words.starts_with(it));
    // 3亿元无偿援助（约合4200万美元）: the thing may stand between.
    let words = match words.split_once('(') {
        Some((thing, inside)) if begins(inside) && thing.chars().all(is_han) => {
            words.strip_prefix(thing).unwrap_or(words)
        }
        Some(_) | None => words,
    };
    if let Some(inside) = words.strip_prefix('(') {
        let inside = inside.trim_start_matches(['下', '同']).trim();
        return !inside.contains([')', ',', '，', '。'])
            && (inside.is_empty() || begins(inside) || inside.ends_with('约'));
    }
    let words = words.trim_start_matches([',', '，', '、']).trim();
    ["约合", "折合", "相当于", "约等于"].iter().any(|it| words.starts_with(it))
}

/// 从1000万美元提高到2000万美元, 将10%的关税降至5%, 在5亿元的基础上: the value before the change.
fn is_base(glyphs: &Glyphs, amount: &Amount, next: Option<usize>) -> bool {
    const FAR: usize = 18;
    let pauses = |at: &usize| glyphs.get(*at).is_none_or(|c| ",，。；;、".contains(c));
    let stop = (amount.end..amount.end + FAR).find(pauses).unwrap_or(amount.end + FAR);
    let after = |words: &str| (amount.end..stop).any(|at| glyphs.starts_with(at, words));
    let changes = || CHANGES.last_in(glyphs, amount.end..stop).is_some();
    if after("基础上") {
        return true;
    }
    let before = |set: &str| {
        (amount.start.saturating_sub(12)..amount.start)
            .rev()
            .take_while(|at| !pauses(at))
            .find(|at| glyphs.get(*at).is_some_and(|c| set.contains(c)))
    };
    let leads = before("由从自")
        .is_some_and(|at| !matches!(glyphs.before(at), Some('理' | '来' | '各' | '亲' | '经')));
    let is_object = matches!(glyphs.before(amount.start), Some('将' | '把'));
    let reaches = next.is_some_and(|next| next < amount.end + FAR + 8);
    (leads && changes()) || (is_object && changes() && reaches)
}

/// 产值超百亿元的企业20家, 高于5%的侨汇渠道, 沿江1公里范围内: an amount that tells which things are meant.
fn describes(glyphs: &Glyphs, amount: &Amount, next: Option<usize>) -> bool {
    let has = |words: &[&str]| words.iter().any(|word| glyphs.starts_with(amount.end, word));
    if has(&["范围", "以外", "之外", "半径"]) {
        return true;
    }
    let mut at = amount.end;
    for word in ["及", "以上", "以下", "以内", "左右"] {
        at = if glyphs.starts_with(at, word) { at + word.chars().count() } else { at };
    }
    let is_attribute = glyphs.get(at) == Some('的') && glyphs.get(at + 1).is_some_and(is_han);
    if is_attribute && compares(glyphs, amount.start) {
        return true;
    }
    // 年营收100亿元以上企业20家: the things that the next amount counts.
    let noun = if is_attribute { at + 1 } else { at };
    let limited = at > amount.end || compares(glyphs, amount.start);
    let end = (noun..noun + 14)
        .find(|at| !glyphs.get(*at).is_some_and(|c| is_han(c) || "“”".contains(c)));
    amount.unit.currency().is_some()
        && limited
        && end.is_some_and(|end| end > noun && next == Some(end))
}

/// Whether a word of comparing stands before an amount, and no act or total before that: 费用高于, not 提供超过.
fn compares(glyphs: &Glyphs, start: usize) -> bool {
    const WORDS: [&str; 10] =
        ["超过", "高于", "低于", "不足", "少于", "大于", "小于", "多于", "拥有", "超"];
    const TOTALS: [&str; 12] = [
        "总额", "总值", "价值", "金额", "规模", "数量", "总计", "合计", "累计", "额度", "不", "得",
    ];
    let ends = |end: usize, word: &str| {
        end.checked_sub(word.chars().count()).filter(|at| glyphs.starts_with(*at, word))
    };
    let Some(at) = WORDS.iter().find_map(|word| ends(start, word)) else { return false };
    let is_total = TOTALS.iter().any(|word| ends(at, word).is_some());
    let is_given = GIVING.all_before(glyphs, at).next().is_some();
    !is_total && !is_given && glyphs.before(at).is_none_or(is_han)
}

/// 其17项, 上述500万元, 这三个, 《议程》的17项: the text has spoken of them.
fn is_known(glyphs: &Glyphs, start: usize) -> bool {
    let ends = |word: &str| glyphs.ends_with(start, word);
    let words = ["其", "上述", "前述", "这", "那", "该", "》的", "》规定的", "》确定的", "》中的"];
    words.iter().any(|word| ends(word)) && !ends("尤其") && !ends("应该")
}
