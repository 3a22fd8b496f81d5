//! Acts whose standing a character beside them decides: `培训了` is done, `未提供` is denied, `可拨款` is only allowed.

use std::ops::Range;

use super::scope::Scope;
use super::words::GIVING;
use crate::text::glyph::{Glyphs, is_han};

/// The scope of such a character, with the place after it.
pub(super) fn scope_at(glyphs: &Glyphs, at: usize) -> Option<(Scope, usize)> {
    perfect(glyphs, at).or_else(|| negated_act(glyphs, at)).or_else(|| possible_act(glyphs, at))
}

/// 培训了: the act is done.
fn perfect(glyphs: &Glyphs, at: usize) -> Option<(Scope, usize)> {
    let before = glyphs.before(at).filter(|c| is_han(*c) && !"为除罢终明到".contains(*c));
    let is_word = glyphs.get(at + 1).is_some_and(|c| "解结却如然".contains(c));
    (glyphs.get(at) == Some('了') && before.is_some() && !is_word).then_some((Scope::Fact, at + 1))
}

/// 不向, 未提供: a denied act.
fn negated_act(glyphs: &Glyphs, at: usize) -> Option<(Scope, usize)> {
    if !matches!(glyphs.get(at), Some('不' | '未')) {
        return None;
    }
    let is_marker = matches!(glyphs.get(at + 1), Some('向' | '给' | '予'));
    (is_marker || GIVING.at(glyphs, at + 1).is_some()).then_some((Scope::Deny, at + 1))
}

/// 可拨款, 可酌情每年发放: an act that is only allowed.
fn possible_act(glyphs: &Glyphs, at: usize) -> Option<(Scope, usize)> {
    const HOW: [&str; 8] = ["酌情", "视情况", "视情", "自行", "适当", "每年", "优先", "另行"];
    let is_word = glyphs.before(at).is_some_and(|c| "许认不无尽唯宁".contains(c));
    if glyphs.get(at) != Some('可') || is_word {
        return None;
    }
    let mut act = at + 1;
    while let Some(how) = HOW.iter().find(|it| glyphs.starts_with(act, it)) {
        act += how.chars().count();
    }
    GIVING.at(glyphs, act).map(|_| (Scope::Wish, at + 1))
}

/// 支付200万美元的义务就此终止: the duty itself ends.
pub(super) fn duty_ended(glyphs: &Glyphs, after: Range<usize>) -> Option<Range<usize>> {
    const DUTIES: [&str; 4] = ["的义务", "的承诺", "的责任", "的安排"];
    const ENDED: [&str; 6] = ["终止", "解除", "取消", "撤销", "失效", "作废"];
    let starts = |at: usize, words: &[&str]| {
        words.iter().find(|it| glyphs.starts_with(at, it)).map(|it| at + it.chars().count())
    };
    let duty = after.clone().find_map(|at| starts(at, &DUTIES))?;
    let is_pause = |at: &usize| matches!(glyphs.get(*at), Some('，' | ',' | '、'));
    let mut places = (duty..after.end).take_while(|at| !is_pause(at));
    places.find_map(|at| Some(at..starts(at, &ENDED)?))
}
