//! Periods in Chinese: `自2022年起5年内`, `2024年至2026年间`, `到2030年`, `“十五五”期间`, `未来三年`, `今年`.

use rust_decimal::prelude::ToPrimitive;

use super::cardinal;
use crate::language::passage::Passage;
use crate::quantity::{Amount, Tense, Time, YearMonth, year_at};
use crate::text::glyph::Glyphs;

pub(super) fn times(glyphs: &Glyphs, date: Option<YearMonth>) -> Vec<Time> {
    let mut times = Vec::new();
    let mut at = 0;
    while at < glyphs.len() {
        let read = year_expression(glyphs, at)
            .or_else(|| plan(glyphs, at))
            .or_else(|| relative(glyphs, at, date))
            .or_else(|| within(glyphs, at));
        match read {
            Some(time) => {
                at = time.places.end.max(at + 1);
                times.push(time);
            }
            None => at += 1,
        }
    }
    times
}

/// The time that holds for an amount: one in its own segment, else the last before it in its list of sentences.
pub(super) fn time_of<'p>(passage: &'p Passage, amount: &Amount) -> Option<&'p Time> {
    let sentence = passage.sentences.sentence(amount.start);
    let segment = passage.sentences.segment(amount.start);
    let from = passage.sentences.list_start(&passage.glyphs, sentence.start);
    let dated = || passage.times_in(from..sentence.end).iter().filter(|time| time.is_dated());
    let inside = |time: &&Time| segment.contains(&time.places.start);
    let before = dated().rfind(|time| time.places.end <= amount.start);
    let after = dated().find(|time| time.places.start >= amount.end && inside(time));
    before.filter(inside).or(after).or(before)
}

fn year_expression(glyphs: &Glyphs, at: usize) -> Option<Time> {
    let (first, end) = year(glyphs, at)?;
    let (from, lead) = lead(glyphs, at);
    if let Some((last, end)) = second_year(glyphs, end) {
        let end = after_any(glyphs, end, "期间|之间|间");
        return (first <= last)
            .then(|| Time::years(from..end, Some(first), Some(last), Tense::Open));
    }
    let (year_end, is_day) = month_and_day(glyphs, year_mark(glyphs, end)?);
    let (trail, end) = trail(glyphs, year_end);
    let (start, last, tense) = match (lead, trail) {
        (_, Trail::Start) | (Lead::Since, Trail::None) => {
            return Some(since(glyphs, from, end, first));
        }
        (_, Trail::Past) => (Some(first), None, Tense::Past),
        (_, Trail::End) | (Lead::Until, Trail::None) => (None, Some(first), Tense::Deadline),
        (Lead::AsOf, Trail::None) => (None, Some(first), Tense::Past),
        (Lead::None, Trail::None) if is_day => (Some(first), Some(first), Tense::Past),
        (Lead::None, Trail::None) => (Some(first), Some(first), Tense::Open),
    };
    Some(Time::years(from..end, start, last, tense))
}

fn year(glyphs: &Glyphs, at: usize) -> Option<(i32, usize)> {
    if let Some(read) = year_at(glyphs, at) {
        return Some(read);
    }
    // 二〇三〇年: four Han digits.
    if !matches!(glyphs.get(at), Some('一' | '二')) || glyphs.get(at + 4) != Some('年') {
        return None;
    }
    let is_digit =
        |at: usize| glyphs.get(at).is_some_and(|c| "〇零○一二三四五六七八九".contains(c));
    let year = cardinal::whole(&glyphs.words(at, at + 4))?.to_i32()?;
    ((at..at + 4).all(is_digit) && (1900..=2100).contains(&year)).then_some((year, at + 4))
}

/// The second year of `2021—2025年`, `2024年至2026年`.
fn second_year(glyphs: &Glyphs, end: usize) -> Option<(i32, usize)> {
    let next = glyphs.skip_spaces(year_mark(glyphs, end).unwrap_or(end), 1);
    let joint = after_any(glyphs, next, "至|到|——|--|-|—|–|~");
    let (year, end) = year(glyphs, glyphs.skip_spaces(joint, 1)).filter(|_| joint > next)?;
    Some((year, year_mark(glyphs, end).unwrap_or(end)))
}

fn year_mark(glyphs: &Glyphs, end: usize) -> Option<usize> {
    let at = glyphs.skip_spaces(end, 1);
    let is_name = matches!(glyphs.get(at + 1), Some('级' | '版'));
    (glyphs.get(at) == Some('年') && !is_name).then_some(at + 1)
}

/// The place after a month and a day, and whether there is a day, which dates an event.
fn month_and_day(glyphs: &Glyphs, end: usize) -> (usize, bool) {
    let after = |at: usize, mark: char| {
        let n = (at..at + 2)
            .take_while(|at| glyphs.get(*at).is_some_and(|c| c.is_ascii_digit()))
            .count();
        (n > 0 && glyphs.get(at + n) == Some(mark)).then_some(at + n + 1)
    };
    match after(end, '月') {
        Some(day) => after(day, '日').map_or((day, false), |end| (end, true)),
        None => (end, false),
    }
}

#[derive(Clone, Copy)]
enum Lead {
    Since,
    Until,
    AsOf,
    None,
}

fn lead(glyphs: &Glyphs, at: usize) -> (usize, Lead) {
    let end = if glyphs.before(at) == Some(' ') { at - 1 } else { at };
    let table =
        [(Lead::AsOf, "截至|截止"), (Lead::Until, "直到|到|至|力争"), (Lead::Since, "自|从")];
    let words = table.iter().flat_map(|(lead, words)| words.split('|').map(|it| (it, *lead)));
    let found = { words }.find_map(|(word, lead)| {
        let start = end.checked_sub(word.chars().count())?;
        glyphs.starts_with(start, word).then_some((start, lead))
    });
    found.unwrap_or((at, Lead::None))
}

#[derive(Clone, Copy)]
enum Trail {
    Start,
    Past,
    End,
    None,
}

/// The words after a year, with the place after them.
fn trail(glyphs: &Glyphs, end: usize) -> (Trail, usize) {
    let at = glyphs.skip_spaces(end, 1);
    // 2026年前三季度 is a part of the year.
    let is_part = glyphs.get(at) == Some('前')
        && matches!(glyphs.get(at + 1), Some('三' | '两' | '半' | '十' | '列' | '1'..='9'));
    let ends = "年底前|底之前|底以前|底前|末前|之前|以前|前";
    let table = [
        (Trail::Past, "以来|之后至今|至今"),
        (Trail::Start, "开始|起"),
        (Trail::End, if is_part { "" } else { ends }),
        (Trail::None, "底|末"),
    ];
    let found = table
        .into_iter()
        .map(|(trail, words)| (trail, after_any(glyphs, at, words)))
        .find(|(_, end)| *end > at);
    found.unwrap_or((Trail::None, at))
}

/// `自2022年起5年内`, `自2022年起在3年内`, or an open start.
fn since(glyphs: &Glyphs, from: usize, end: usize, first: i32) -> Time {
    let next = glyphs.skip_spaces(end, 1);
    let next = after_any(glyphs, next, "在|的|,|未来|连续|用");
    match years(glyphs, glyphs.skip_spaces(next, 1)) {
        Some((n, after)) => Time::length(from..after_length(glyphs, after), Some(first), n),
        None => Time::years(from..end, Some(first), None, Tense::Open),
    }
}

/// A length in years: `5年`, `三年`, `3 个年度`.
fn years(glyphs: &Glyphs, at: usize) -> Option<(u32, usize)> {
    let end = (at..at + 4).find(|at| {
        !glyphs.get(*at).is_some_and(|c| c.is_ascii_digit() || "一二两三四五六七八九十".contains(c))
    })?;
    let n = cardinal::whole(&glyphs.words(at, end))?.to_u32().filter(|n| (1..=60).contains(n))?;
    let mark = glyphs.skip_spaces(end, 1);
    (glyphs.get(mark) == Some('年')).then_some((n, mark + 1))
}

fn after_length(glyphs: &Glyphs, end: usize) -> usize {
    after_any(glyphs, end, "之内|以内|内|间|里")
}

/// `“十五五”期间`, `十四五时期`.
fn plan(glyphs: &Glyphs, at: usize) -> Option<Time> {
    let is_plan = glyphs.get(at) == Some('十') && glyphs.get(at + 2) == Some('五');
    if !is_plan || glyphs.before(at) == Some('二') {
        return None;
    }
    let unit = glyphs.get(at + 1)?;
    let unit = "一二三四五六七八九".chars().zip(1..).find(|(digit, _)| *digit == unit)?.1;
    // The 14th plan ran from 2021 to 2025.
    let (start, end) = (2001 + 5 * unit, 2005 + 5 * unit);
    let close =
        if matches!(glyphs.get(at + 3), Some('”' | '"' | '」')) { at + 4 } else { at + 3 };
    let from = if matches!(glyphs.before(at), Some('“' | '"' | '「')) { at - 1 } else { at };
    let after_end = after_any(glyphs, close, "末|期末");
    if after_end > close {
        return Some(Time::years(from..after_end, None, Some(end), Tense::Deadline));
    }
    let after = after_any(glyphs, close, "期间|时期|规划期|规划期间|以来");
    (after > close).then(|| Time::years(from..after, Some(start), Some(end), Tense::Open))
}

/// `未来三年`, `今后5年`, `今年`, `去年`, `近年来`.
fn relative(glyphs: &Glyphs, at: usize, date: Option<YearMonth>) -> Option<Time> {
    const PAST: &str = "过去|近年来|近年|一年来|五年来|多年来|以来|这五年|这一年|年来";
    // 比上年 compares; it says nothing of when.
    let compares = matches!(glyphs.before(at), Some('比' | '较' | '与' | '于' | '按'));
    let named = [
        (0, Tense::Open, "今年|本年度"),
        (1, Tense::Deadline, "明年"),
        // 上年 mostly compares, so it names no year.
        (-1, Tense::Past, "去年|上年"),
    ];
    for (shift, tense, words) in named {
        let end = after_any(glyphs, at, words);
        if end > at && !compares {
            let year = date.map(|date| date.year + shift).filter(|_| tense != Tense::Past);
            return Some(Time::years(at..end, year, year, tense));
        }
    }
    let end = after_any(glyphs, at, PAST);
    if end > at {
        return Some(Time::years(at..end, None, None, Tense::Past));
    }
    let next = after_any(glyphs, at, "未来|今后|接下来|下一个|往后");
    let (n, end) = years(glyphs, glyphs.skip_spaces(next, 1)).filter(|_| next > at)?;
    Some(Time::length(at..after_length(glyphs, end), date.map(YearMonth::next_year), n))
}

/// `3年内`, `五年之内`: a length without a start.
fn within(glyphs: &Glyphs, at: usize) -> Option<Time> {
    let digit = glyphs.get(at).is_some_and(|c| c.is_ascii_digit() || "一两三五十".contains(c));
    if !digit || glyphs.before(at).is_some_and(|c| c.is_ascii_digit() || c == '第' || c == '十') {
        return None;
    }
    let (n, end) = years(glyphs, at)?;
    let after = after_any(glyphs, end, "之内|以内|内");
    (after > end).then(|| Time::length(at..after, None, n))
}

/// The place after the longest of `words`, parted by `|`, that stands at `at`, or `at`.
fn after_any(glyphs: &Glyphs, at: usize, words: &str) -> usize {
    let here = words.split('|').filter(|word| glyphs.starts_with(at, word));
    at + here.map(|word| word.chars().count()).max().unwrap_or(0)
}
