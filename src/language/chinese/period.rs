//! Periods in Chinese: `自2022年起5年内`, `2024年至2026年间`, `到2030年`, `“十五五”期间`, `未来三年`, `今年`.
//!
//! A year that only measures a change is no period: 比2005年下降65%, 在2020年基础上.

use rust_decimal::prelude::ToPrimitive;

use super::words::LEVELS;
use super::{cardinal, list};
use crate::language::passage::Passage;
use crate::quantity::{Amount, Tense, Time, YearMonth, year_at};
use crate::text::glyph::Glyphs;

pub(super) fn times(glyphs: &Glyphs, date: Option<YearMonth>) -> Vec<Time> {
    let mut times = Vec::new();
    let mut at = 0;
    while at < glyphs.len() {
        if let Some(end) = base_year(glyphs, at) {
            at = end;
            continue;
        }
        let read = year_expression(glyphs, at)
            .or_else(|| plan(glyphs, at))
            .or_else(|| relative(glyphs, at, date))
            .or_else(|| within(glyphs, at))
            .or_else(|| century(glyphs, at));
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
///
/// 2030年…比2005年下降65%: what is compared with another year is reached by then, and never began.
pub(super) fn time_of(passage: &Passage, amount: &Amount) -> Option<Time> {
    let time = found(passage, amount)?.clone();
    let is_one_year = time.start == time.end && time.n_years.is_none();
    let segment = passage.sentences.segment(amount.start);
    let from = segment.start.max(amount.start.saturating_sub(40));
    let compares = (from..amount.start).any(|at| base_year(&passage.glyphs, at).is_some());
    let start = time.start.filter(|_| !(is_one_year && compares));
    Some(Time { start, ..time })
}

fn found<'p>(passage: &'p Passage, amount: &Amount) -> Option<&'p Time> {
    let sentence = passage.sentences.sentence(amount.start);
    let segment = passage.sentences.segment(amount.start);
    let from = passage.sentences.list_start(&passage.glyphs, sentence.start);
    let dated = || passage.times_in(from..sentence.end).iter().filter(|time| time.is_dated());
    let inside = |time: &&Time| segment.contains(&time.places.start);
    let before = dated().rfind(|time| time.places.end <= amount.start);
    let after = dated().find(|time| time.places.start >= amount.end && inside(time));
    let above = || {
        let lead = list::lead_in(passage, amount.start)?;
        passage.times_in(lead).iter().rfind(|time| time.is_dated())
    };
    before.filter(inside).or(after).or(before).or_else(above).or_else(|| carried(passage, amount))
}

/// The deadline that the sentence before begins with, for a level that one without a time of its own sets:
/// 到2030年，…达到25%。蓄积量达到190亿立方米。
fn carried<'p>(passage: &'p Passage, amount: &Amount) -> Option<&'p Time> {
    let glyphs = &passage.glyphs;
    let here = passage.sentences.sentence(amount.start);
    let last = here.start.checked_sub(1)?;
    let before = passage.sentences.sentence(last);
    let is_one_line = (last..amount.start).all(|at| glyphs.raw(at) != Some('\n'));
    let is_level = LEVELS.last_in(glyphs, here.start..amount.start).is_some();
    let time = passage.times_in(before.clone()).first()?;
    let opens = time.places.start <= glyphs.skip_spaces(before.start, 1) + 1;
    let holds = opens && time.tense == Tense::Deadline && time.end.is_some();
    (holds && is_one_line && is_level && passage.times_in(here).is_empty()).then_some(time)
}

/// The place after a year that a change is measured from: 比2005年, 与2005年相比, 2020年水平, 在2020年基础上.
fn base_year(glyphs: &Glyphs, at: usize) -> Option<usize> {
    const BEFORE: [&str; 12] = [
        "比",
        "较",
        "较之",
        "对比",
        "相对于",
        "相较于",
        "相比于",
        "相比",
        "低于",
        "高于",
        "优于",
        "超过",
    ];
    const AFTER: &str = "水平|的水平|基础上|的基础上|基础|相比|同期|的同期|为基准|为基期|为基数|为基年|不变价|可比价|排放水平|基准";
    let (_, end) = year(glyphs, at)?;
    let start = if glyphs.before(at) == Some(' ') { at - 1 } else { at };
    let leads = BEFORE.iter().any(|word| {
        let from = start.checked_sub(word.chars().count());
        from.is_some_and(|from| glyphs.starts_with(from, word))
    });
    let mark = year_mark(glyphs, end)?;
    let close = after_any(glyphs, mark, "底|末|年底|年末");
    let follows = after_any(glyphs, close, AFTER) > close;
    (leads || follows).then_some(close)
}

/// 本世纪中叶 is 2050, as plans count it.
fn century(glyphs: &Glyphs, at: usize) -> Option<Time> {
    let words =
        [("本世纪中叶", 2050), ("本世纪末", 2100), ("二十一世纪中叶", 2050), ("21世纪中叶", 2050)];
    let (word, year) = words.into_iter().find(|(word, _)| glyphs.starts_with(at, word))?;
    let end = after_any(glyphs, at + word.chars().count(), "之前|以前|前");
    Some(Time::years(at..end, None, Some(year), Tense::Deadline))
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
    let at = glyphs.skip_spaces(joint, 1);
    let short = || short_year(glyphs, end, joint);
    let (last, end) =
        year(glyphs, at).filter(|_| joint > next).or_else(short).or_else(|| listed(glyphs, end))?;
    Some((last, year_mark(glyphs, end).unwrap_or(end)))
}

/// The second year of `2026—27年`, `2026/27财年`.
fn short_year(glyphs: &Glyphs, end: usize, joint: usize) -> Option<(i32, usize)> {
    let at = if glyphs.get(end) == Some('/') { end + 1 } else { joint };
    let digit = |at: usize| glyphs.get(at).and_then(|c| c.to_digit(10));
    let short = digit(at)? * 10 + digit(at + 1)?;
    let is_last = at > end && digit(at + 2).is_none() && year_mark(glyphs, at + 2).is_some();
    let century = glyphs.words(end.checked_sub(4)?, end - 2).parse::<u32>().ok()?;
    let year = i32::try_from(century * 100 + short).ok()?;
    is_last.then_some((year, at + 2))
}

/// The last year of `2026年、2027年和2028年`.
fn listed(glyphs: &Glyphs, end: usize) -> Option<(i32, usize)> {
    let mut last = None;
    let mut at = end;
    for _ in 0..8 {
        let mark = year_mark(glyphs, at).unwrap_or(at);
        let joint = after_any(glyphs, mark, "、|和|及|与|以及");
        let Some((year, end)) = year(glyphs, joint).filter(|_| joint > mark) else { break };
        last = Some((year, end));
        at = end;
    }
    last.filter(|(_, end)| year_mark(glyphs, *end).is_some())
}

fn year_mark(glyphs: &Glyphs, end: usize) -> Option<usize> {
    let at = glyphs.skip_spaces(end, 1);
    let is_name = matches!(glyphs.get(at + 1), Some('级' | '版'));
    if glyphs.get(at) == Some('年') {
        return (!is_name).then(|| after_any(glyphs, at, "年|年度"));
    }
    Some(after_any(glyphs, at, "财年|财政年度|财务年度")).filter(|end| *end > at)
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
    let table = [
        (Lead::AsOf, "截至|截止"),
        (
            Lead::Until,
            "直至|直到|不迟于|不晚于|不得迟于|不得晚于|不应迟于|最迟于|最迟在|最迟|最晚于|最晚在|最晚|至迟|到|至|力争",
        ),
        (Lead::Since, "自|从"),
    ];
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
    // “十五五”，将新建…: in quotation marks it needs no word for a period.
    let is_quoted = close > at + 3 && matches!(glyphs.get(close), Some('，' | ','));
    (after > close || is_quoted)
        .then(|| Time::years(from..after, Some(start), Some(end), Tense::Open))
}

/// `未来三年`, `今后5年`, `今年`, `去年`, `近年来`.
fn relative(glyphs: &Glyphs, at: usize, date: Option<YearMonth>) -> Option<Time> {
    const PAST: &str = "过去|近年来|近年|一年来|五年来|多年来|以来|这五年|这一年|年来";
    // 比上年 compares; it says nothing of when.
    let compares = matches!(glyphs.before(at), Some('比' | '较' | '与' | '于' | '按'));
    let named = [
        (0, Tense::Open, "今年|本年度"),
        (1, Tense::Deadline, "明年|来年|下一年度|下年度|下一财年"),
        (2, Tense::Deadline, "后年"),
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

/// `3年内`, `五年之内`, `三年安排`, `为期五年`: a length without a start.
fn within(glyphs: &Glyphs, at: usize) -> Option<Time> {
    const SPENDING: &str =
        "安排|投入|共|总共|累计|提供|拨款|拨付|筹集|培训|新建|新增|援助|完成|期贷款";
    let digit = glyphs.get(at).is_some_and(|c| c.is_ascii_digit() || "一两三五十".contains(c));
    if !digit || glyphs.before(at).is_some_and(|c| c.is_ascii_digit() || c == '第' || c == '十') {
        return None;
    }
    let (n, end) = years(glyphs, at)?;
    let after = after_any(glyphs, end, "之内|以内|内|期间");
    let has_before = |words: &[&str]| {
        words.iter().any(|it| {
            at.checked_sub(it.chars().count()).is_some_and(|from| glyphs.starts_with(from, it))
        })
    };
    let is_past =
        has_before(&["近", "过去", "前", "这", "上", "头", "去", "过去的", "最近", "任期"]);
    let spans = has_before(&["为期", "历时", "分", "连续", "用", "在"])
        && !glyphs.get(end).is_some_and(|c| "前后级制来期".contains(c));
    let spends = after_any(glyphs, end, SPENDING) > end;
    (after > end || (spans || spends) && !is_past).then(|| Time::length(at..after, None, n))
}

/// The place after the longest of `words`, parted by `|`, that stands at `at`, or `at`.
fn after_any(glyphs: &Glyphs, at: usize, words: &str) -> usize {
    let here = words.split('|').filter(|word| glyphs.starts_with(at, word));
    at + here.map(|word| word.chars().count()).max().unwrap_or(0)
}
