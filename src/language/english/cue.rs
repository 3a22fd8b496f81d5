//! The cues about one amount in English.
//!
//! The verb before an amount governs it, and of several the nearest; a verb right after it (`… have been secured`)
//! governs it before any.

use std::ops::Range;

use super::limit;
use super::subject;
use super::words::SMALL_ACTS;
use crate::language::context::{Context, DocumentKind};
use crate::language::cue::{Cue, CueKind};
use crate::language::passage::Passage;
use crate::quantity::{Amount, Bound, Tense, Time, Unit};

/// All cues about an amount; `time` is the one that holds for it.
pub(super) fn cues_about(
    passage: &Passage,
    context: &Context<'_>,
    amount: &Amount,
    time: Option<&Time>,
) -> Vec<Cue> {
    let sentence = passage.sentences.sentence(amount.start);
    let before = passage.cues_in(sentence.start..amount.start);
    let last = |kind: CueKind| before.iter().rfind(move |cue| cue.kind == kind);
    let governing = governing(passage, amount, before, sentence.start);
    let is_undertaken = governing.is_some_and(|verb| verb.weight > 0);
    let mut found = of_form(passage, context, amount, is_undertaken);
    let estimate =
        before.iter().rfind(|cue| cue.kind == CueKind::Estimate && !is_idle(passage, cue, amount));
    found.extend(estimate.filter(|cue| governing.is_none_or(|verb| verb.span != cue.span)));
    let after = verb_after(passage, amount, sentence.end);
    let after = after.or_else(|| {
        let subject = || verb_of_subject(passage, amount, sentence.end);
        governing.is_none().then(subject).flatten()
    });
    let reaching = || governing.map(|cue| Cue { weight: reach(passage, cue, amount), ..*cue });
    found.extend(after.copied().or_else(reaching));
    let act = before.iter().rfind(|cue| cue.kind == CueKind::Act && !is_name(passage, cue));
    found.extend(act);
    let is_narrative = || {
        let is_bare = governing.is_none() && after.is_none() && act.is_none();
        let is_used = subject::is_provided(&passage.glyphs, amount);
        is_bare && !is_used && context.kind == DocumentKind::Unknown && is_sentence(passage, amount)
    };
    // `cannot exceed 15 percent` sets a rule.
    let rule = limit::rule(&passage.glyphs, amount).filter(|_| governing.is_none());
    let rule = rule.map(|words| Cue::new(CueKind::Promise, words));
    let is_free = rule.is_none();
    found.extend(rule);
    if is_free && found.iter().all(|cue| cue.kind != CueKind::Counted) && is_narrative() {
        let span = passage.glyphs.span(amount.start, amount.end);
        found.push(Cue::new(CueKind::Counted, span));
    }
    let is_limit = limit::negator_of(&passage.glyphs, amount).is_some();
    let is_nearer = |cue: &&Cue| !is_limit && governing.is_none_or(|verb| cue.span >= verb.span);
    found.extend(last(CueKind::Possible).filter(is_nearer));
    found.extend(time.and_then(|time| {
        let cue = passage.cue_of(time, context.date)?;
        let settles = time.tense == Tense::Past;
        Some(Cue { weight: if settles { 3 * cue.weight } else { cue.weight }, ..cue })
    }));
    found
}

/// `the Green Fund`: a word of a name does nothing.
fn is_name(passage: &Passage, cue: &Cue) -> bool {
    let glyphs = &passage.glyphs;
    let start = glyphs.place(cue.span.start);
    let is_first = start == passage.sentences.sentence(start).start
        || !glyphs.before(start.saturating_sub(1)).is_some_and(|c| c.is_alphanumeric() || c == ',');
    glyphs.raw(start).is_some_and(char::is_uppercase) && !is_first
}

/// Whether an amount stands in a whole sentence, and not in a row of a list or a table.
fn is_sentence(passage: &Passage, amount: &Amount) -> bool {
    let glyphs = &passage.glyphs;
    let sentence = passage.sentences.sentence(amount.start);
    let end = (sentence.start..sentence.end).rfind(|at| glyphs.get(*at) != Some(' '));
    let is_ended = end.is_some_and(|at| glyphs.get(at) == Some('.'));
    let first = glyphs.raw(glyphs.skip_spaces(sentence.start, 3));
    let is_labelled = glyphs.words(amount.start.saturating_sub(2), amount.start).contains(':');
    is_ended && first.is_some_and(char::is_uppercase) && !is_labelled
}

fn of_form(
    passage: &Passage,
    context: &Context<'_>,
    amount: &Amount,
    is_undertaken: bool,
) -> Vec<Cue> {
    let span = passage.glyphs.span(amount.start, amount.end);
    let mut found = Vec::new();
    let is_degree = amount.unit == Unit::Named("celsius");
    let is_counted = amount.unit.counts() || amount.unit == Unit::None;
    if is_counted && !is_degree {
        if amount.is_small() {
            // A count that a verb of doing stands right before is done so often: `build three hospitals`.
            let is_done = is_undertaken && follows_act(passage, amount);
            // A small count may still be promised where all clauses are undertakings, where a bound is set on it, or
            // where English, which spells small counts, writes it in digits.
            let may_count = context.kind == DocumentKind::Agreement
                || amount.bound != Bound::Exact
                || !amount.spelled;
            let usual = CueKind::Small.weight();
            let weight = if may_count { usual / 2 } else { usual };
            if !is_done {
                found.push(Cue { weight, ..Cue::new(CueKind::Small, span) });
            }
        }
        found.push(Cue::new(CueKind::Counted, span));
    }
    if is_baseline(passage, amount) {
        found.push(Cue::new(CueKind::Baseline, span));
    }
    found
}

/// Whether a verb of doing stands right before an amount: `build three hospitals`, `send at least five doctors`.
fn follows_act(passage: &Passage, amount: &Amount) -> bool {
    let glyphs = &passage.glyphs;
    let before = glyphs.words(amount.start.saturating_sub(40), amount.start);
    let words: Vec<&str> = before.split_whitespace().rev().take(4).collect();
    let is_between = |word: &&&str| {
        ["another", "a", "further", "at", "least", "up", "to", "the"].contains(*word)
    };
    words.iter().find(|word| !is_between(word)).is_some_and(|word| SMALL_ACTS.contains(word))
}

/// `from 400,000 to 700,000`: a change begins here.
fn is_baseline(passage: &Passage, amount: &Amount) -> bool {
    let glyphs = &passage.glyphs;
    let after = glyphs.words(amount.end, amount.end + 60);
    let segment = after.split(['.', ';', ',']).next().unwrap_or_default();
    let is_amount =
        |words: &str| words.chars().any(|c| c.is_ascii_digit()) || words.contains("percent");
    glyphs.words(amount.start.saturating_sub(5), amount.start) == "from "
        && segment.split(" to ").nth(1).is_some_and(is_amount)
}

/// The verb before the amount; of an item of a list, else the verb at the list's head.
fn governing<'p>(
    passage: &'p Passage,
    amount: &Amount,
    before: &'p [Cue],
    start: usize,
) -> Option<&'p Cue> {
    let own = before.iter().rfind(|cue| cue.weight.abs() >= 8 && !is_idle(passage, cue, amount));
    own.or_else(|| {
        let head = passage.sentences.list_start(&passage.glyphs, start);
        passage.cues_in(head..start).iter().rfind(|cue| cue.kind == CueKind::Promise)
    })
}

/// Whether a word that could govern does not: `an estimated 20 million`, `with an estimated value of`, `will remain`,
/// `those whose needs`.
pub(super) fn is_idle(passage: &Passage, cue: &Cue, amount: &Amount) -> bool {
    const LINKS: [&str; 9] = [
        "",
        "at",
        "value of",
        "worth of",
        "total of",
        "total value of",
        "cost of",
        "to total",
        "to be worth",
    ];
    const MODALS: [&str; 8] =
        [" will ", " shall ", " must ", " may ", " to ", " be ", " should ", " not "];
    let glyphs = &passage.glyphs;
    let (start, end) = (glyphs.place(cue.span.start), glyphs.place(cue.span.end));
    let gap = amount.start.saturating_sub(end);
    match cue.kind {
        CueKind::Estimate => gap < 20 && LINKS.contains(&glyphs.words(end, amount.start).trim()),
        CueKind::Result => MODALS.iter().any(|word| glyphs.ends_with(start, word)),
        // A need governs what stands right behind it.
        CueKind::Wish => gap > 18 && matches!(glyphs.words(start, end).as_str(), "need" | "needs"),
        CueKind::Promise
        | CueKind::Act
        | CueKind::Ahead
        | CueKind::Statistic
        | CueKind::Past
        | CueKind::Possible
        | CueKind::Aim
        | CueKind::Denial
        | CueKind::Refusal
        | CueKind::Condition
        | CueKind::Baseline
        | CueKind::Small
        | CueKind::Counted
        | CueKind::Outline => false,
    }
}

/// The weight of a verb: a result told before a pause says less about an amount after it, unless that is a part of it.
pub(super) fn reach(passage: &Passage, cue: &Cue, amount: &Amount) -> i32 {
    const PARTS: [&str; 7] =
        ["including", "of which", "worth", "amounting", "totaling", "totalling", "and "];
    let glyphs = &passage.glyphs;
    let segment = passage.sentences.segment(amount.start);
    let is_inside = segment.contains(&glyphs.place(cue.span.start));
    let start = glyphs.skip_spaces(segment.start, 2);
    let is_part = PARTS.iter().any(|word| glyphs.starts_with(start, word));
    if cue.weight < 0 && !is_inside && !is_part { cue.weight / 2 } else { cue.weight }
}

/// The verb whose subject holds the amount: `a loan of $5 million from Party A to Party B will be signed`.
pub(super) fn verb_of_subject<'p>(
    passage: &'p Passage,
    amount: &Amount,
    sentence_end: usize,
) -> Option<&'p Cue> {
    let end = (amount.end + 60).min(sentence_end);
    let verb = passage.cues_in(amount.end..end).iter().find(|cue| {
        let is_verb =
            matches!(cue.kind, CueKind::Promise | CueKind::Possible | CueKind::Wish | CueKind::Aim);
        is_verb && !is_idle(passage, cue, amount)
    })?;
    let words = passage.glyphs.words(amount.end, passage.glyphs.place(verb.span.start));
    let is_apart = [", ", " and ", " that ", " which ", " who ", "; ", " but "];
    (!is_apart.iter().any(|it| words.contains(it))).then_some(verb)
}

/// A verb or a participle soon after the amount, before another amount or a pause: `$46,117,000 has been secured`.
pub(super) fn verb_after<'p>(
    passage: &'p Passage,
    amount: &Amount,
    sentence_end: usize,
) -> Option<&'p Cue> {
    let glyphs = &passage.glyphs;
    let stops = |at: usize| {
        let is_pause = |c: char| matches!(c, ',' | ':' | '(' | '[' | '$') || c.is_ascii_digit();
        let is_joint = glyphs.starts_with(at, " and ") || glyphs.starts_with(at, " to ");
        is_joint || glyphs.get(at).is_some_and(is_pause)
    };
    let limit = (amount.end + 44).min(sentence_end);
    let places: Range<usize> = amount.end..limit;
    let stop = places.clone().find(|at| stops(*at)).unwrap_or(limit);
    // `may be paid` is no result.
    let governs = |cue: &&Cue| {
        matches!(cue.kind, CueKind::Promise | CueKind::Result) && cue.weight.abs() >= 8
            || matches!(cue.kind, CueKind::Possible | CueKind::Wish | CueKind::Aim)
    };
    let cues = passage.cues_in(places.start..stop).iter();
    let verb = cues.filter(|cue| !is_idle(passage, cue, amount)).find(governs);
    verb.filter(|cue| matches!(cue.kind, CueKind::Promise | CueKind::Result))
}
