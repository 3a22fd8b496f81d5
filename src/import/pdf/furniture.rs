//! Running headers and footers and page numbers, which are no part of a document's words.

use std::collections::{BTreeMap, HashMap, HashSet};

use crate::import::doubt::{Doubt, DoubtKind};

use super::lines::Line;

/// The share of a page's height, above and below, in which headers and footers stand.
const ZONE: f64 = 0.14;

/// Pages that have a line at the same height if it is a running one.
const N_PAGES: usize = 3;

/// Points by which the height of a running line may differ.
const TOLERANCE: f64 = 6.0;

/// Characters of a running line.
const MAX_CHARS: usize = 90;

/// Takes the running lines out; `heights` are those of the pages.
pub(super) fn take_out(lines: &mut Vec<Line>, heights: &[f64]) -> Vec<Doubt> {
    let is_in_zone = |line: &Line| {
        let height = heights.get(line.page).copied().unwrap_or(1.0).max(1.0);
        let at = line.y / height;
        !(ZONE..=1.0 - ZONE).contains(&at) && line.text.chars().count() <= MAX_CHARS
    };
    let repeated = repeated(lines, &is_in_zone);
    let numbers = page_numbers(lines, &is_in_zone);
    let mut n_numbers = 0;
    let mut running: BTreeMap<String, (usize, String)> = BTreeMap::new();
    let mut at = 0;
    lines.retain(|line| {
        at += 1;
        let shape = shape(&line.text);
        let in_zone = is_in_zone(line);
        if in_zone && (numbers.contains(&(at - 1)) || is_page_number(&shape)) {
            n_numbers += 1;
            return false;
        }
        if line.is_running || (in_zone && repeated.contains(&(at - 1))) {
            running.entry(shape).or_insert_with(|| (line.page, line.text.clone()));
            return false;
        }
        true
    });
    let page = |at: usize| u16::try_from(at + 1).ok();
    let mut doubts: Vec<Doubt> = running
        .into_values()
        .map(|(at, text)| Doubt { page: page(at), kind: DoubtKind::Running { text } })
        .collect();
    doubts.sort_by_key(|it| it.page);
    if n_numbers > 0 {
        doubts.push(Doubt { page: None, kind: DoubtKind::PageNumbers { count: n_numbers } });
    }
    doubts
}

/// Takes out a table of contents, whose lines lead by dots to a page: how many lines it had.
pub(super) fn take_contents(lines: &mut Vec<Line>) -> Option<Doubt> {
    const MIN_LINES: usize = 3;
    let leads: Vec<bool> = lines.iter().map(|it| leads_to_a_page(&it.text)).collect();
    if leads.iter().filter(|it| **it).count() < MIN_LINES {
        return None;
    }
    let is_heading = |line: &Line| {
        ["contents", "tableofcontents", "目录", "目錄", "目次"]
            .contains(&shape(&line.text).as_str())
    };
    let mut at = 0;
    let before = lines.len();
    lines.retain(|line| {
        let is_entry = leads.get(at).copied().unwrap_or_default();
        let begins = leads.get(at + 1).copied().unwrap_or_default() && is_heading(line);
        at += 1;
        !is_entry && !begins
    });
    Some(Doubt { page: None, kind: DoubtKind::Contents { count: before - lines.len() } })
}

/// `Article 1 Scope ........ 3`, `第一章 总则……1`.
fn leads_to_a_page(text: &str) -> bool {
    let rest = text.trim_end_matches(|it: char| it.is_ascii_digit() || "ivxlc ".contains(it));
    let has_page = text.len() > rest.len();
    let leader =
        rest.len() - rest.trim_end_matches(['.', '…', '·', '．', '⋯', ' ', '_', '•']).len();
    has_page && leader >= 4 && rest.trim_end().ends_with(['.', '…', '·', '．', '⋯', '_', '•'])
}

/// A line with each run of digits as `#`, without spaces.
fn shape(text: &str) -> String {
    let mut shape = String::new();
    for c in text.chars().filter(|it| !it.is_whitespace()) {
        let c = if c.is_numeric() { '#' } else { c };
        if c != '#' || !shape.ends_with('#') {
            shape.extend(c.to_lowercase());
        }
    }
    shape
}

/// `- 1 -`, `第1页 共4页`, `Page 1 of 4`: page numbers wherever they stand alone.
fn is_page_number(shape: &str) -> bool {
    let bare = shape.trim_matches(['-', '—', '–', '―', '·', '~', '～', '|', '［', '］', '[', ']']);
    let has_marks = bare.len() < shape.len();
    (has_marks && (bare == "#" || bare == "i"))
        || matches!(
            bare,
            "第#页"
                | "第#页共#页"
                | "第#页，共#页"
                | "第#页,共#页"
                | "第#页/共#页"
                | "共#页第#页"
                | "第#頁"
                | "第#頁共#頁"
                | "page#"
                | "page#of#"
                | "#of#"
                | "p.#"
                | "page#/#"
        )
        || bare == "#/#"
}

/// The places of lines that stand on several pages at one height.
fn repeated(lines: &[Line], is_in_zone: &impl Fn(&Line) -> bool) -> HashSet<usize> {
    let mut by_shape: HashMap<String, Vec<usize>> = HashMap::new();
    for (at, line) in lines.iter().enumerate().filter(|(_, it)| is_in_zone(it)) {
        by_shape.entry(shape(&line.text)).or_default().push(at);
    }
    let mut found = HashSet::new();
    for places in by_shape.into_values() {
        let y = |at: &usize| lines.get(*at).map_or(0.0, |it| it.y);
        for at in &places {
            let level = places.iter().filter(|it| (y(it) - y(at)).abs() < TOLERANCE);
            let pages: HashSet<usize> =
                level.filter_map(|it| lines.get(*it)).map(|it| it.page).collect();
            if pages.len() >= N_PAGES {
                found.insert(*at);
            }
        }
    }
    found
}

/// The places of bare numbers that count pages: their difference to the page is that of most.
fn page_numbers(lines: &[Line], is_in_zone: &impl Fn(&Line) -> bool) -> HashSet<usize> {
    let places = lines.iter().enumerate().filter(|(_, it)| is_in_zone(it));
    let numbers: Vec<(usize, i64)> = places
        .filter_map(|(at, line)| {
            let number: i64 = line.text.parse().ok().filter(|it| (0..10_000).contains(it))?;
            Some((at, number - i64::try_from(line.page).ok()?))
        })
        .collect();
    let mut counts: HashMap<i64, usize> = HashMap::new();
    for (_, offset) in &numbers {
        *counts.entry(*offset).or_default() += 1;
    }
    let most = counts.into_iter().max_by_key(|(offset, count)| (*count, -offset.abs()));
    let offset =
        most.filter(|(offset, count)| *count > 1 || *offset == 1).map(|(offset, _)| offset);
    numbers.into_iter().filter(|it| Some(it.1) == offset).map(|(at, _)| at).collect()
}
