//! Footnotes at the feet of pages: which line they begin on, and where the text calls them.
//!
//! A note is small, stands below the text of its page, and begins with a mark that the text has as a raised number.

use std::collections::HashSet;

use crate::text::is_han;

use super::lines::{CALL, Line};

/// A footnote: its lines, the mark that calls it on its page, and its number in the document.
pub(super) struct Note {
    pub(super) mark: String,
    pub(super) number: usize,
    pub(super) lines: Vec<Line>,
}

/// Parts the footnotes at the feet of pages from the text. Marks become those of the whole document: `page:mark`.
pub(super) fn take_notes(lines: &[Line], body_size: f64) -> (Vec<Line>, Vec<Note>) {
    let mut kept = Vec::new();
    let mut notes: Vec<Note> = Vec::new();
    for page in lines.chunk_by(|a, b| a.page == b.page) {
        let small = |it: &&Line| it.size < body_size * 0.93;
        let n_small = page.iter().rev().take_while(small).count();
        let (body, foot) = page.split_at(page.len() - n_small);
        let body = &called(body, foot);
        let calls: HashSet<String> = body.iter().flat_map(|it| calls(&it.text)).collect();
        let start = foot
            .iter()
            .position(|it| note_mark(&it.text).is_some_and(|(it, _)| calls.contains(&it)));
        let Some(start) = start.filter(|_| !calls.is_empty()) else {
            kept.extend(body.iter().chain(foot).cloned());
            continue;
        };
        let (before, foot) = foot.split_at(start);
        let mut on_page: HashSet<String> = HashSet::new();
        for line in foot {
            let mark =
                note_mark(&line.text).filter(|(it, _)| calls.contains(it) && !on_page.contains(it));
            if let Some((mark, rest)) = mark {
                on_page.insert(mark.clone());
                let line = Line { text: rest, ..line.clone() };
                let number = notes.len() + 1;
                notes.push(Note {
                    mark: format!("{}:{mark}", line.page),
                    number,
                    lines: vec![line],
                });
            } else if let Some(note) = notes.last_mut() {
                note.lines.push(line.clone());
            }
        }
        for line in body.iter().chain(before) {
            kept.push(Line {
                text: renumbered(&line.text, line.page, &on_page, &notes),
                ..line.clone()
            });
        }
    }
    (kept, notes)
}

/// Marks the calls that a font draws small without saying so: `Parties1`, where the foot of the page has a note `1`.
fn called(body: &[Line], foot: &[Line]) -> Vec<Line> {
    let mut body = body.to_vec();
    let marks = foot.iter().filter_map(|it| note_mark(&it.text)).map(|(mark, _)| mark);
    for mark in marks.filter(|it| it.chars().all(|it| it.is_ascii_digit())) {
        let found: Vec<(usize, usize)> = (0..)
            .zip(&body)
            .flat_map(|(at, line)| attached(&line.text, &mark).map(move |byte| (at, byte)))
            .collect();
        let [(at, byte)] = found[..] else { continue };
        if let Some(line) = body.get_mut(at) {
            line.text.insert(byte + mark.len(), CALL.1);
            line.text.insert(byte, CALL.0);
        }
    }
    body
}

/// The places of a number that hangs on the end of a word or of a sentence.
fn attached<'a>(text: &'a str, mark: &'a str) -> impl Iterator<Item = usize> + 'a {
    text.match_indices(mark).map(|(at, _)| at).filter(move |at| {
        let before = text.get(..*at).and_then(|it| it.chars().next_back());
        let after = text.get(at + mark.len()..).and_then(|it| it.chars().next());
        let is_end =
            |it: char| it.is_lowercase() || is_han(it) || ".,;:)”’。，；：）》".contains(it);
        // `2.5`, `第3条` and `G20` are no calls.
        let inside = text.get(..*at).is_some_and(|it| {
            it.ends_with(['.', ','])
                && it.chars().rev().nth(1).is_some_and(|it| it.is_ascii_digit())
        });
        before.is_some_and(is_end)
            && !inside
            && after.is_none_or(|it| it == ' ' || ".,;:)”。，；：）".contains(it))
    })
}

/// Writes the page and the number into the calls whose notes stand at the foot of the page.
fn renumbered(text: &str, page: usize, on_page: &HashSet<String>, notes: &[Note]) -> String {
    let mut out = text.to_owned();
    for mark in calls(text).into_iter().filter(|it| on_page.contains(it)) {
        let whole = format!("{page}:{mark}");
        if let Some(note) = notes.iter().find(|it| it.mark == whole) {
            let called = format!("{}{mark}{}", CALL.0, CALL.1);
            out = out.replace(&called, &format!("{}{}={whole}{}", CALL.0, note.number, CALL.1));
        }
    }
    out
}

/// The raised numbers of a text.
fn calls(text: &str) -> Vec<String> {
    let parts = text.split(CALL.0).skip(1).filter_map(|it| it.split_once(CALL.1));
    parts.map(|(mark, _)| mark.to_owned()).collect()
}

/// The mark that a footnote begins with, and its words.
fn note_mark(text: &str) -> Option<(String, String)> {
    if let Some((mark, rest)) = text.strip_prefix(CALL.0).and_then(|it| it.split_once(CALL.1)) {
        return Some((mark.to_owned(), rest.trim().to_owned()));
    }
    let end = text.find(|it: char| {
        !(it.is_ascii_digit() || ('①'..='⑳').contains(&it) || "*†‡".contains(it))
    })?;
    let (mark, rest) = text.split_at_checked(end)?;
    let rest = rest.trim_start_matches(['.', '、', ' ']).trim();
    (!mark.is_empty() && mark.chars().count() <= 3).then(|| (mark.to_owned(), rest.to_owned()))
}

/// Writes the calls of footnotes as `[^1]` and other raised numbers as they are; with the marks of the notes.
pub(super) fn resolve(text: &str) -> (String, Vec<String>) {
    let mut out = String::new();
    let mut called = Vec::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once(CALL.0) {
        out.push_str(before);
        let (mark, after) = after.split_once(CALL.1).unwrap_or((after, ""));
        match mark.split_once('=') {
            Some((number, whole)) => {
                out.extend(["[^", number, "]"]);
                called.push(whole.to_owned());
            }
            None => out.push_str(mark),
        }
        rest = after;
    }
    out.push_str(rest);
    (out, called)
}
