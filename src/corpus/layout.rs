//! What stands in a file and is no part of the document's text: tables of contents, running headers, page numbers, and
//! footnotes, which belong to the clause that calls them.
//!
//! | in the file | read as |
//! |---|---|
//! | `Contents`, then headings that come again below, or `1. Scope ..... 3` | contents |
//! | `— 3 —`, `Page 3 of 9`; `Harbour Agreement    Page 1`; a line that comes on page after page | furniture |
//! | `[^1]: See the Treaty.`, `[1] See…` where a text above has `[1]`; `1 See…` below a rule or inside a sentence | a note |

use std::collections::HashMap;

use super::{
    number::Style,
    sentence_end::{is_ended, is_page_furniture},
    text_line::Line,
};

/// The place of a line in its file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Place {
    /// Words of the text.
    #[default]
    Text,
    Contents,
    Furniture,
    /// The first line of a footnote, of which the mark has so many bytes; the line that calls it, if one was found.
    Note {
        mark: usize,
        called: Option<u32>,
    },
    /// A further line of a footnote.
    NoteText,
}

/// Lines of a page's border at most.
const NEAR_BORDER: usize = 12;

/// The place of each line.
pub(super) fn places(lines: &[Line<'_>]) -> Vec<Place> {
    let keys: Vec<String> = lines.iter().map(|it| key(&it.text)).collect();
    let mut places = vec![Place::Text; lines.len()];
    contents(lines, &keys, &mut places);
    running_heads(lines, &keys, &mut places);
    page_blocks(lines, &keys, &mut places);
    notes(lines, &mut places);
    places
}

/// The letters and digits of a line, in lower case.
fn key(text: &str) -> String {
    entry(text).0.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// A line of contents without the dots and the page number behind it, and whether it had any.
fn entry(text: &str) -> (&str, bool) {
    let is_page = |c: char| c.is_ascii_digit() || "ivxIVX（）()".contains(c);
    let head = text.trim_end_matches(is_page).trim_end();
    let is_leader = |c: char| ".…·․‥-_ \t\u{3000}".contains(c);
    let words = head.trim_end_matches(is_leader);
    let leader = text.get(words.len()..).unwrap_or_default();
    let n_dots = leader
        .chars()
        .map(|c| match c {
            '.' | '·' | '_' | '-' | '․' => 1,
            '…' | '‥' => 3,
            _ => 0,
        })
        .sum::<usize>();
    let is_gap = leader.contains('\t') || leader.contains("   ");
    let has_page = text.len() > head.len();
    if has_page && (n_dots >= 3 || is_gap) && !words.is_empty() {
        (words, true)
    } else {
        (text, false)
    }
}

fn is_contents_title(key: &str) -> bool {
    matches!(key, "目录" | "目錄" | "目次" | "contents" | "tableofcontents" | "index")
}

fn contents(lines: &[Line<'_>], keys: &[String], places: &mut [Place]) {
    let with_leader: Vec<bool> = lines.iter().map(|it| entry(&it.text).1).collect();
    let is_list = with_leader.iter().filter(|it| **it).count() >= 3;
    for (place, has) in places.iter_mut().zip(&with_leader) {
        if *has && is_list {
            *place = Place::Contents;
        }
    }
    if let Some(at) = keys.iter().take(200).position(|it| is_contents_title(it)) {
        let end = contents_end(lines, keys, &with_leader, at + 1);
        if end > at + 1 {
            places.iter_mut().take(end).skip(at).for_each(|it| *it = Place::Contents);
        }
        return;
    }
    untitled_contents(lines, keys, places);
}

/// The line behind the contents that begin at `start`: the one where their first entry comes again.
fn contents_end(lines: &[Line<'_>], keys: &[String], with_leader: &[bool], start: usize) -> usize {
    let Some(first) = keys.get(start) else { return start };
    let is_again = |at: usize| {
        let same_mark = || {
            let mark = |at: usize| lines.get(at)?.marks.first().map(|it| (it.style, it.number));
            mark(start).is_some() && mark(at) == mark(start)
        };
        keys.get(at).is_some_and(|it| it == first) || same_mark()
    };
    let again = (start + 1..lines.len()).find(|at| is_again(*at));
    let is_entry = |at: usize| {
        let line = lines.get(at);
        with_leader.get(at).copied().unwrap_or_default()
            || line.is_some_and(|it| !is_ended(&it.text) && it.text.chars().count() <= 100)
    };
    match again {
        // The contents may have wrapped lines, but no sentence.
        Some(end) if (start..end).filter(|at| !is_entry(*at)).count() * 5 <= end - start => end,
        Some(_) | None => (start..lines.len())
            .find(|at| !with_leader.get(*at).copied().unwrap_or_default())
            .unwrap_or(start),
    }
}

/// Three or more headings in a row, without a word between them, that all come again below.
fn untitled_contents(lines: &[Line<'_>], keys: &[String], places: &mut [Place]) {
    let mut last: HashMap<&str, usize> = HashMap::new();
    for (at, key) in keys.iter().enumerate() {
        last.insert(key, at);
    }
    let is_heading = |at: usize| {
        lines.get(at).is_some_and(|it| {
            !it.marks.is_empty() && !is_ended(&it.text) && it.text.chars().count() <= 100
        })
    };
    let mut at = 0;
    while at < lines.len().min(500) {
        let run = (at..lines.len()).take_while(|it| is_heading(*it)).count();
        let end = at + run;
        let comes_again = |it: &usize| {
            keys.get(*it).and_then(|key| last.get(key.as_str())).is_some_and(|l| *l > *it)
        };
        // The run may go on into the first headings of the body: it ends where its first line comes again.
        let end = (at + 1..end).find(|it| keys.get(*it) == keys.get(at)).unwrap_or(end);
        let n_again = (at..end).filter(comes_again).count();
        if end >= at + 3 && n_again == end - at {
            places.iter_mut().take(end).skip(at).for_each(|it| *it = Place::Contents);
            return;
        }
        at += run.max(1);
    }
}

/// Lines that come three times or more, but for their digits, at the borders of pages.
fn running_heads(lines: &[Line<'_>], keys: &[String], places: &mut [Place]) {
    let masked = |key: &str| -> String {
        key.chars().map(|c| if c.is_ascii_digit() { '#' } else { c }).collect()
    };
    let title = keys.first().cloned().unwrap_or_default();
    let mut uses: HashMap<String, Vec<usize>> = HashMap::new();
    for (at, line) in lines.iter().enumerate().skip(1) {
        let is_short =
            line.text.chars().count() <= 90 && !line.text.ends_with(['。', '；', ';', ':', '：']);
        if is_short && keys.get(at).is_some_and(|it| it.chars().count() >= 4) {
            uses.entry(masked(keys.get(at).map_or("", String::as_str))).or_default().push(at);
        }
    }
    for all in uses.into_values() {
        let is_title =
            all.first().and_then(|it| keys.get(*it)).is_some_and(|it| title.contains(it.as_str()));
        let is_border = |at: &&usize| {
            let near = |other: usize| {
                lines
                    .get(other)
                    .is_some_and(|it| is_page_furniture(&it.text) && it.marks.is_empty())
            };
            let inside = breaks_a_sentence(lines, **at, **at);
            inside || near(at.wrapping_sub(1)) || near(*at + 1)
        };
        let n_borders = all.iter().filter(is_border).count();
        let has_mark =
            all.first().and_then(|it| lines.get(*it)).is_some_and(|it| !it.marks.is_empty());
        let is_head = (all.len() >= 3 && n_borders * 2 >= all.len() && !has_mark)
            || (is_title && n_borders >= 1)
            || (all.len() >= 2 && n_borders == all.len() && !has_mark);
        if is_head {
            for at in all {
                if let Some(place) = places.get_mut(at).filter(|it| **it == Place::Text) {
                    *place = Place::Furniture;
                }
            }
        }
    }
}

/// Whether the lines from `first` to `last` stand in the middle of a sentence that goes on behind them.
fn breaks_a_sentence(lines: &[Line<'_>], first: usize, last: usize) -> bool {
    let Some(before) = first.checked_sub(1).and_then(|it| lines.get(it)) else { return false };
    let Some(after) = lines.get(last + 1) else { return false };
    let goes_on =
        after.text.starts_with(|c: char| c.is_lowercase() || (!c.is_ascii() && c.is_alphabetic()));
    let is_words = before.text.chars().count() > 12;
    !is_ended(&before.text) && is_words && goes_on && after.marks.is_empty()
}

/// Page numbers, alone or beside a running header.
fn page_blocks(lines: &[Line<'_>], keys: &[String], places: &mut [Place]) {
    let title = keys.first().cloned().unwrap_or_default();
    for at in 1..lines.len() {
        let Some(line) = lines.get(at) else { continue };
        let is_number =
            line.marks.iter().all(|it| it.style == Style::Bare) && is_page_furniture(&line.text);
        if !is_number && !is_paged(&line.text, &title) {
            continue;
        }
        let starts_block = |it: &usize| lines.get(*it).is_none_or(|it| it.after_blank);
        let first = (0..=at).rev().take(NEAR_BORDER).find(starts_block).unwrap_or(at);
        let last =
            (at + 1..=lines.len()).take(NEAR_BORDER).find(starts_block).unwrap_or(lines.len()) - 1;
        let is_block =
            !is_number && last - first < 4 && first > 0 && breaks_a_sentence(lines, first, last);
        let (first, last) = if is_block { (first, last) } else { (at, at) };
        for place in places.iter_mut().take(last + 1).skip(first) {
            *place = Place::Furniture;
        }
    }
}

/// Whether a line has a page number beside other words: `Harbour Agreement    Page 1`, `合作协议   第 3 页`.
fn is_paged(text: &str, title: &str) -> bool {
    let lower = text.to_lowercase();
    let number = |after: &str| after.trim_start().starts_with(|c: char| c.is_ascii_digit());
    let latin =
        lower.match_indices("page").any(|(at, it)| lower.get(at + it.len()..).is_some_and(number));
    let chinese = lower.match_indices('第').any(|(at, it)| {
        let after = lower.get(at + it.len()..).unwrap_or_default();
        number(after)
            && after
                .trim_start()
                .trim_start_matches(|c: char| c.is_ascii_digit() || c == ' ')
                .starts_with('页')
    });
    let is_wide = text.contains("   ") || text.contains('\t') || text.contains('|');
    let words: String = key(text).chars().filter(|c| !c.is_ascii_digit()).collect();
    let words = words.replace("page", "");
    let is_title = words.chars().count() >= 4 && title.contains(&words);
    (latin || chinese)
        && text.chars().count() <= 100
        && !text.ends_with(['.', '。', ';', '；'])
        && (is_wide || is_title)
}

/// The mark of a footnote at the start of a line: its bytes with the space behind it, and the forms that call it.
fn note_mark(text: &str) -> Option<(usize, Vec<String>)> {
    let (inner, len, is_strong) = if let Some(rest) = text.strip_prefix("[^") {
        let end = rest.find(']')?;
        (rest.get(..end)?, end + 3, true)
    } else if let Some(rest) = text.strip_prefix(['[', '［', '〔']) {
        let opening = text.len() - rest.len();
        let end = rest.find([']', '］', '〕'])?;
        let closing = rest.get(end..)?.chars().next()?.len_utf8();
        (rest.get(..end)?, opening + end + closing, true)
    } else {
        let is_raised = |c: char| "¹²³⁰⁴⁵⁶⁷⁸⁹".contains(c);
        let len = text.find(|c: char| !is_raised(c)).filter(|it| *it > 0);
        let len = len.or_else(|| {
            text.chars().next().filter(|c| ('①'..='⑳').contains(c)).map(char::len_utf8)
        });
        let len = len.or_else(|| text.find(|c: char| !"*†‡".contains(c)).filter(|it| *it > 0));
        if let Some(len) = len {
            (text.get(..len)?, len, false)
        } else {
            let len = text.find(|c: char| !c.is_ascii_digit()).filter(|it| (1..=3).contains(it))?;
            let follows = text.get(len..)?.starts_with(char::is_whitespace);
            (text.get(..len).filter(|_| follows)?, len, false)
        }
    };
    if inner.is_empty()
        || inner.chars().count() > 4
        || (is_strong && !inner.chars().all(|c| c.is_ascii_digit() || "*ivx".contains(c)))
    {
        return None;
    }
    let rest = text.get(len..)?;
    let rest_at = rest.strip_prefix(':').filter(|_| text.starts_with("[^")).unwrap_or(rest);
    let mark = text.len() - rest_at.trim_start().len();
    let calls = if is_strong { vec![text.get(..len)?.to_owned()] } else { vec![inner.to_owned()] };
    (mark < text.len()).then_some((mark, calls))
}

/// Whether a line is nothing but a rule: `____`, `-----`.
fn is_rule(text: &str) -> bool {
    text.chars().count() >= 3 && text.chars().all(|c| "_-–—―─*".contains(c))
}

fn notes(lines: &[Line<'_>], places: &mut [Place]) {
    let mut below_rule = false;
    let mut follows_note = false;
    for at in 0..lines.len() {
        let Some(line) = lines.get(at) else { break };
        if is_notes_heading(&line.text) {
            // Those at the end of a document count as an annex.
            break;
        }
        if places.get(at) != Some(&Place::Text) && !is_rule(&line.text) {
            // A page has ended.
            below_rule = false;
            follows_note = false;
            continue;
        }
        if is_rule(&line.text) && at > 0 {
            below_rule = true;
            follows_note = false;
            set(places, at, Place::Furniture);
            continue;
        }
        if let Some((mark, calls)) = note_mark(&line.text) {
            let called = caller(lines, places, at, &calls);
            let is_plain = calls.iter().all(|it| it.chars().all(|c| c.is_ascii_digit()));
            let is_broken = is_plain && breaks_a_sentence_with_block(lines, at);
            let is_note = line.text.starts_with("[^")
                || below_rule
                    && (called.is_some() || is_plain || !line.text.starts_with(['*', '-']))
                || (called.is_some() && (!is_plain || line.after_blank || follows_note))
                || is_broken;
            if is_note && at > 0 {
                set(places, at, Place::Note { mark, called });
                follows_note = true;
                continue;
            }
        }
        let goes_on = follows_note && !line.after_blank && (line.marks.is_empty() || below_rule);
        if goes_on {
            set(places, at, Place::NoteText);
        } else {
            follows_note = false;
            below_rule &= !line.after_blank;
        }
    }
}

/// Whether a line is the heading of notes at the end of a document, which count as an annex.
pub(super) fn is_notes_heading(text: &str) -> bool {
    const NAMES: [&str; 9] =
        ["注释", "註釋", "注", "附注", "附註", "名词解释", "名詞解釋", "notes", "endnotes"];
    let name = text.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    NAMES.contains(&name.as_str())
}

fn set(places: &mut [Place], at: usize, place: Place) {
    if let Some(it) = places.get_mut(at) {
        *it = place;
    }
}

/// Whether the block of lines that begins at `at` stands in the middle of a sentence.
fn breaks_a_sentence_with_block(lines: &[Line<'_>], at: usize) -> bool {
    let starts_block = |it: &usize| lines.get(*it).is_none_or(|it| it.after_blank);
    let last =
        (at + 1..=lines.len()).take(NEAR_BORDER).find(starts_block).unwrap_or(lines.len()) - 1;
    lines.get(at).is_some_and(|it| it.after_blank) && breaks_a_sentence(lines, at, last)
}

/// The line before `at` that calls a note.
fn caller(lines: &[Line<'_>], places: &[Place], at: usize, calls: &[String]) -> Option<u32> {
    const NEAR: usize = 60;
    let first = at.saturating_sub(NEAR);
    let is_text = |it: &usize| places.get(*it) == Some(&Place::Text);
    let found = (first..at).rev().filter(is_text).find(|it| {
        lines.get(*it).is_some_and(|line| calls.iter().any(|call| has_call(line, call)))
    });
    found.and_then(|it| lines.get(it)).map(|it| it.number)
}

/// Whether a line calls a note in its middle or at its end: `the lake.1 They`, `the lake[1]`.
fn has_call(line: &Line<'_>, call: &str) -> bool {
    if line.calls.iter().any(|it| it == call) {
        return true;
    }
    let is_digits = call.chars().all(|c| c.is_ascii_digit());
    line.text.match_indices(call).any(|(at, it)| {
        let before = line.text.get(..at).unwrap_or_default().chars().next_back();
        let after = line.text.get(at + it.len()..).unwrap_or_default().chars().next();
        let stands = before.is_some_and(|c| {
            !is_digits
                || c.is_lowercase()
                || ".,;)”\"’。；，".contains(c)
                || (!c.is_ascii() && c.is_alphabetic())
        });
        let ends =
            !is_digits || after.is_none_or(|c| c.is_whitespace() || ".,;)。；，".contains(c));
        // `lake.1` calls a note; `1.1` and `v.2` do not.
        let two_before = line.text.get(..at).unwrap_or_default().chars().rev().nth(1);
        let is_decimal =
            is_digits && before == Some('.') && two_before.is_none_or(|c| c.is_ascii_digit());
        stands && ends && !is_decimal
    })
}
