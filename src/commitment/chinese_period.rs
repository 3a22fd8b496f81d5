//! Periods in Chinese: `自2022年起5年内`, `2024年至2026年间`, `到2030年`, `“十五五”期间`, `未来三年`, `今年`.

use super::context::YearMonth;
use super::period::{Tense, Time, five_year_plan, last_year, next_year, year_at};
use crate::language::cardinal;
use crate::text::glyph::Glyphs;
use rust_decimal::prelude::ToPrimitive;

/// All time expressions of a text, in its order.
pub(super) fn times(glyphs: &Glyphs, date: Option<YearMonth>) -> Vec<Time> {
    let mut times = Vec::new();
    let mut at = 0;
    while at < glyphs.len() {
        let read = year_expression(glyphs, at)
            .or_else(|| plan(glyphs, at))
            .or_else(|| relative(glyphs, at, date));
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

/// A year with what stands around it.
fn year_expression(glyphs: &Glyphs, at: usize) -> Option<Time> {
    let (first, end) = chinese_year(glyphs, at)?;
    let (from, lead) = lead(glyphs, at);
    if let Some((last, end)) = second_year(glyphs, end) {
        let end = after_any(glyphs, end, &["期间", "之间", "间"]);
        return (first <= last)
            .then(|| time(from, end, Some(first), Some(last), None, Tense::Open));
    }
    let year_end = year_mark(glyphs, end)?;
    let (year_end, month) = month_and_day(glyphs, year_end);
    let trail = trail(glyphs, year_end);
    Some(match (lead, trail) {
        (_, Trail::Start(end)) | (Lead::Since, Trail::None(end)) => since(glyphs, from, end, first),
        (_, Trail::Past(end)) => time(from, end, Some(first), None, None, Tense::Past),
        (_, Trail::End(end)) | (Lead::Until, Trail::None(end)) => {
            time(from, end, None, Some(first), None, Tense::Deadline)
        }
        (Lead::AsOf, Trail::None(end)) => time(from, end, None, Some(first), None, Tense::Past),
        (Lead::None, Trail::None(end)) => {
            let tense = if month { Tense::Past } else { Tense::Open };
            time(from, end, Some(first), Some(first), None, tense)
        }
    })
}

fn time(
    from: usize,
    end: usize,
    start: Option<i32>,
    last: Option<i32>,
    n_years: Option<u32>,
    tense: Tense,
) -> Time {
    Time { places: from..end, start, end: last, n_years, tense }
}

fn chinese_year(glyphs: &Glyphs, at: usize) -> Option<(i32, usize)> {
    if let Some((year, end)) = year_at(glyphs, at) {
        return Some((year, end));
    }
    // 二〇三〇年: four Han digits.
    if !matches!(glyphs.get(at), Some('一' | '二')) {
        return None;
    }
    let word = glyphs.words(at, at + 4);
    let spelled = glyphs.get(at + 4) == Some('年')
        && word.chars().all(|c| "〇零○一二三四五六七八九".contains(c));
    let year = cardinal(&word).filter(|_| spelled)?.to_i32()?;
    (1900..=2100).contains(&year).then_some((year, at + 4))
}

/// The second year of `2021—2025年`, `2024年至2026年`.
fn second_year(glyphs: &Glyphs, end: usize) -> Option<(i32, usize)> {
    let next = year_mark(glyphs, end).unwrap_or(end);
    let next = glyphs.skip_spaces(next, 1);
    let joint = ["至", "到", "——", "--", "-", "—", "–", "~"]
        .iter()
        .find(|joint| glyphs.starts_with(next, joint))?;
    let at = glyphs.skip_spaces(next + joint.chars().count(), 1);
    let (year, end) = chinese_year(glyphs, at)?;
    Some((year, year_mark(glyphs, end).unwrap_or(end)))
}

fn year_mark(glyphs: &Glyphs, end: usize) -> Option<usize> {
    let at = glyphs.skip_spaces(end, 1);
    let school = matches!(glyphs.get(at + 1), Some('级' | '版'));
    (glyphs.get(at) == Some('年') && !school).then_some(at + 1)
}

/// A month and a day after the year: a date of an event.
fn month_and_day(glyphs: &Glyphs, end: usize) -> (usize, bool) {
    let digits = |at: usize| {
        (at..at + 2).take_while(|at| glyphs.get(*at).is_some_and(|c| c.is_ascii_digit())).count()
    };
    let n = digits(end);
    if n == 0 || glyphs.get(end + n) != Some('月') {
        return (end, false);
    }
    let day = end + n + 1;
    let n = digits(day);
    if n > 0 && glyphs.get(day + n) == Some('日') { (day + n + 1, true) } else { (day, false) }
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
    let table = [
        ("截至", Lead::AsOf),
        ("截止", Lead::AsOf),
        ("直到", Lead::Until),
        ("自", Lead::Since),
        ("从", Lead::Since),
        ("到", Lead::Until),
        ("至", Lead::Until),
        ("力争", Lead::Until),
    ];
    for (word, lead) in table {
        let n = word.chars().count();
        if end >= n && glyphs.starts_with(end - n, word) {
            return (end - n, lead);
        }
    }
    (at, Lead::None)
}

#[derive(Clone, Copy)]
enum Trail {
    Start(usize),
    Past(usize),
    End(usize),
    None(usize),
}

fn trail(glyphs: &Glyphs, end: usize) -> Trail {
    let at = glyphs.skip_spaces(end, 1);
    let after = |word: &str| at + word.chars().count();
    for word in ["以来", "之后至今", "至今"] {
        if glyphs.starts_with(at, word) {
            return Trail::Past(after(word));
        }
    }
    for word in ["开始", "起"] {
        if glyphs.starts_with(at, word) {
            return Trail::Start(after(word));
        }
    }
    for word in ["年底前", "底之前", "底以前", "底前", "末前", "之前", "以前", "前"]
    {
        let stage = word == "前"
            && matches!(glyphs.get(at + 1), Some('三' | '两' | '半' | '十' | '列' | '1'..='9'));
        if glyphs.starts_with(at, word) && !stage {
            return Trail::End(after(word));
        }
    }
    let end = after_any(glyphs, at, &["底", "末"]);
    Trail::None(if end > at { end } else { end.min(at).max(at) })
}

/// `自2022年起5年内`, `自2022年起在3年内`, or an open start.
fn since(glyphs: &Glyphs, from: usize, end: usize, first: i32) -> Time {
    let next = glyphs.skip_spaces(end, 1);
    let next = after_any(glyphs, next, &["在", "的", ",", "未来", "连续", "用"]);
    if let Some((n, after)) = years(glyphs, glyphs.skip_spaces(next, 1)) {
        let after = after_any(glyphs, after, &["之内", "以内", "内", "间", "里"]);
        return time(from, after, Some(first), last_year(first, n), Some(n), Tense::Deadline);
    }
    time(from, end, Some(first), None, None, Tense::Open)
}

/// A length in years: `5年`, `三年`, `3 个年度`.
fn years(glyphs: &Glyphs, at: usize) -> Option<(u32, usize)> {
    let end = (at..at + 4).find(|at| {
        !glyphs.get(*at).is_some_and(|c| c.is_ascii_digit() || "一二两三四五六七八九十".contains(c))
    })?;
    let n = cardinal(&glyphs.words(at, end))?.to_u32().filter(|n| (1..=60).contains(n))?;
    let mark = glyphs.skip_spaces(end, 1);
    (glyphs.get(mark) == Some('年')).then_some((n, mark + 1))
}

/// `“十五五”期间`, `十四五时期`.
fn plan(glyphs: &Glyphs, at: usize) -> Option<Time> {
    let digits: String = glyphs.words(at, at + 3);
    let tens = glyphs.get(at) == Some('十') && glyphs.get(at + 2) == Some('五');
    if !tens || digits.chars().count() != 3 || glyphs.before(at) == Some('二') {
        return None;
    }
    let unit =
        glyphs.get(at + 1).and_then(|c| "一二三四五六七八九".chars().position(|d| d == c))?;
    let (start, end) = five_year_plan(u32::try_from(unit).ok()? + 11)?;
    let close =
        if matches!(glyphs.get(at + 3), Some('”' | '"' | '」')) { at + 4 } else { at + 3 };
    let words = ["期间", "时期", "规划期", "规划期间", "以来", "末", "期末"];
    let after = after_any(glyphs, close, &words);
    let told = after > close;
    let from = if matches!(glyphs.before(at), Some('“' | '"' | '「')) { at - 1 } else { at };
    let final_year = ["末", "期末"].iter().any(|word| glyphs.starts_with(close, word));
    told.then(|| {
        let (start, tense) =
            if final_year { (None, Tense::Deadline) } else { (Some(start), Tense::Open) };
        time(from, after, start, Some(end), None, tense)
    })
}

/// `未来三年`, `今后5年`, `3年内`, `今年`, `去年`, `近年来`.
fn relative(glyphs: &Glyphs, at: usize, date: Option<YearMonth>) -> Option<Time> {
    let year = date.map(|date| date.year);
    for (word, shift, tense) in [
        ("今年", 0, Tense::Open),
        ("本年度", 0, Tense::Open),
        ("明年", 1, Tense::Deadline),
        ("去年", -1, Tense::Past),
        ("上年", -1, Tense::Past),
    ] {
        // 比上年 compares; it says nothing of when.
        let compares = matches!(glyphs.before(at), Some('比' | '较' | '与' | '于' | '按'));
        if glyphs.starts_with(at, word) && !compares {
            let named = year.map(|year| year + shift);
            // 上年 mostly compares (比上年), so it is no period.
            let named = if tense == Tense::Past { None } else { named };
            return Some(time(at, at + word.chars().count(), named, named, None, tense));
        }
    }
    for word in
        ["过去", "近年来", "近年", "一年来", "五年来", "多年来", "以来", "这五年", "这一年", "年来"]
    {
        if glyphs.starts_with(at, word) {
            return Some(time(at, at + word.chars().count(), None, None, None, Tense::Past));
        }
    }
    let next = ["未来", "今后", "接下来", "下一个", "往后"]
        .iter()
        .find(|word| glyphs.starts_with(at, word));
    if let Some(word) = next {
        let (n, end) = years(glyphs, glyphs.skip_spaces(at + word.chars().count(), 1))?;
        let end = after_any(glyphs, end, &["之内", "以内", "内", "间"]);
        let start = date.map(next_year);
        return Some(time(
            at,
            end,
            start,
            start.and_then(|start| last_year(start, n)),
            Some(n),
            Tense::Deadline,
        ));
    }
    within(glyphs, at)
}

/// `3年内`, `五年之内`: a length without a start.
fn within(glyphs: &Glyphs, at: usize) -> Option<Time> {
    let digit = glyphs.get(at).is_some_and(|c| c.is_ascii_digit() || "一两三五十".contains(c));
    if !digit || glyphs.before(at).is_some_and(|c| c.is_ascii_digit() || c == '第' || c == '十') {
        return None;
    }
    let (n, end) = years(glyphs, at)?;
    let after = after_any(glyphs, end, &["之内", "以内", "内"]);
    (after > end).then(|| time(at, after, None, None, Some(n), Tense::Deadline))
}

/// The place after the first of `words` that stands at `at`, or `at`.
fn after_any(glyphs: &Glyphs, at: usize, words: &[&str]) -> usize {
    let longest = words
        .iter()
        .filter(|word| glyphs.starts_with(at, word))
        .map(|word| word.chars().count())
        .max();
    at + longest.unwrap_or(0)
}
