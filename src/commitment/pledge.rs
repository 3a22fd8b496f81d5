//! Promised or told: the reasons for and against one amount, from its section, its sentence and its own form.
//!
//! In English the verb before an amount governs it, and of several the nearest; a verb right after it (`… have been
//! secured`) governs it before any. In Chinese the words of the amount's own segment count in full and those of the
//! earlier segments of its sentence by half. Years before the document's own speak against, later ones for.

use std::ops::Range;

use super::amount::Amount;
use super::context::{Context, DocumentKind, Section};
use super::evidence::{Evidence, Reason};
use super::period::{Tense, Time};
use super::sentence::Sentences;
use super::unit::Unit;
use crate::quantity::Bound;
use crate::text::Language;
use crate::text::glyph::Glyphs;

/// What is needed to weigh the amounts of one text.
pub(super) struct Weighing<'w> {
    pub(super) glyphs: &'w Glyphs,
    pub(super) sentences: &'w Sentences,
    pub(super) cues: &'w [Evidence],
    pub(super) times: &'w [Time],
    pub(super) context: &'w Context<'w>,
}

impl Weighing<'_> {
    /// All reasons for and against the amount; `time` is the one that holds for it.
    pub(super) fn evidence(&self, amount: &Amount, time: Option<&Time>) -> Vec<Evidence> {
        let mut found = self.form(amount);
        if !amount.possible() {
            return found;
        }
        found.push(self.section());
        found.push(Reason::Document(self.context.kind).at(None));
        match self.context.language {
            Language::Chinese => self.chinese(amount, &mut found),
            Language::English => self.english(amount, &mut found),
        }
        found.extend(time.and_then(|time| self.time(time)));
        found.retain(|one| one.weight != 0);
        found
    }

    /// What the section says; outside of its parts a report tells rather than promises.
    fn section(&self) -> Evidence {
        let told = Reason::Section(self.context.section).at(None);
        match (self.context.section, self.context.kind) {
            (Section::Body, DocumentKind::Report) => Evidence { weight: -4, ..told },
            _ => told,
        }
    }

    /// Reasons that the amount's own form gives.
    fn form(&self, amount: &Amount) -> Vec<Evidence> {
        let span = Some(self.glyphs.span(amount.start, amount.end));
        let against =
            amount.against.filter(|reason| *reason != Reason::Bare || !self.raised_to(amount));
        let mut found: Vec<Evidence> = against.map(|reason| reason.at(span)).into_iter().collect();
        for one in
            found.iter_mut().filter(|one| one.reason == Reason::Scope && self.aimed_at(amount))
        {
            one.weight /= 2;
        }
        if amount.unit.currency().is_some() {
            found.push(Reason::Money.at(span));
        }
        let degrees = amount.unit == Unit::Named("celsius");
        let counted =
            !degrees && matches!(amount.unit, Unit::Named(_) | Unit::Counted(_) | Unit::None);
        let small = match self.context.language {
            Language::Chinese => amount.spelled && amount.is_small(),
            Language::English => amount.is_small(),
        };
        if counted && small {
            let weight = self.small_weight(amount);
            found.push(Evidence { weight, ..Reason::Small.at(span) });
        }
        if counted && self.context.language == Language::English {
            found.push(Reason::Counted.at(span));
        }
        if self.baseline(amount) {
            found.push(Reason::Baseline.at(span));
        }
        found
    }

    /// `from 400,000 to 700,000`, 由21%提升至74%: where a change begins.
    fn baseline(&self, amount: &Amount) -> bool {
        let glyphs = self.glyphs;
        let after = glyphs.words(amount.end, amount.end + 12);
        match self.context.language {
            Language::English => {
                let before = glyphs.words(amount.start.saturating_sub(5), amount.start);
                let to = glyphs.words(amount.end, amount.end + 60);
                let moves = to.split(['.', ';', ',']).next().unwrap_or_default();
                before.ends_with("from ")
                    && moves.split(" to ").nth(1).is_some_and(|rest| {
                        rest.chars().any(|c| c.is_ascii_digit()) || rest.contains("percent")
                    })
            }
            Language::Chinese => {
                let before = glyphs.before(amount.start);
                let moved = [
                    "提升",
                    "提高",
                    "增加",
                    "增至",
                    "下降",
                    "降至",
                    "上升",
                    "调整",
                    "扩大",
                    "降低",
                    "增长到",
                    "减少",
                    "压减",
                    "缩短",
                ]
                .iter()
                .any(|word| after.contains(word));
                matches!(before, Some('由' | '从')) && moved
            }
        }
    }

    /// `at least 100 new partners` says how many, where `100 partners` says among whom.
    fn aimed_at(&self, amount: &Amount) -> bool {
        let before = self.glyphs.words(amount.start.saturating_sub(9), amount.start);
        before == "at least "
    }

    /// A small count may still be promised where all clauses are undertakings, where a bound is set on it, or where
    /// English, which spells small counts, writes it in digits.
    fn small_weight(&self, amount: &Amount) -> i32 {
        let whole = Reason::Small.weight();
        let bounded = amount.bound != Bound::Exact;
        match (self.context.language, self.context.kind) {
            (_, DocumentKind::Agreement) => whole / 2,
            // Reports write amounts in digits and slogans in words.
            (Language::Chinese, DocumentKind::Report) => whole * 2,
            (Language::English, _) if bounded || !amount.spelled => whole / 2,
            (Language::Chinese | Language::English, _) => whole,
        }
    }

    /// `from 400,000 to 700,000`: a bare number that a change ends at.
    fn raised_to(&self, amount: &Amount) -> bool {
        let before = self.glyphs.words(amount.start.saturating_sub(40), amount.start);
        before.ends_with(" to ") && before.contains("from ")
    }

    fn time(&self, time: &Time) -> Option<Evidence> {
        let span = Some(self.glyphs.span(time.places.start, time.places.end));
        let told = time.tense == Tense::Past && self.context.language == Language::English;
        if told {
            Some(Evidence { weight: 3 * Reason::Past.weight(), ..Reason::Past.at(span) })
        } else if time.is_past(self.context.date) {
            Some(Reason::Past.at(span))
        } else if time.is_ahead(self.context.date) {
            Some(Reason::Ahead.at(span))
        } else {
            None
        }
    }

    fn chinese(&self, amount: &Amount, found: &mut Vec<Evidence>) {
        let sentence = self.sentences.sentence(amount.start);
        let segment = self.sentences.segment(amount.start);
        let planned =
            self.context.section == Section::Plan || self.context.kind == DocumentKind::Agreement;
        for cue in self.cues_in(sentence.start..segment.end) {
            let Some(at) = cue.span.map(|span| self.glyphs.place(span.start)) else { continue };
            // In a plan, words of reaching say what is to be reached.
            let reached = cue.reason == Reason::Result && cue.weight > -8;
            if reached && (planned || self.has_promise(&sentence, amount)) {
                continue;
            }
            let compared = planned && cue.reason == Reason::Statistic;
            let halved = if compared {
                -2
            } else if segment.contains(&at) {
                cue.weight
            } else {
                cue.weight / 2
            };
            if !found.iter().any(|one| one.reason == cue.reason && one.weight.abs() >= halved.abs())
            {
                found.retain(|one| one.reason != cue.reason);
                found.push(Evidence { weight: halved, ..*cue });
            }
        }
        if !planned {
            found.extend(
                self.cues_in(segment.end..sentence.end)
                    .find(|cue| cue.reason == Reason::Statistic)
                    .copied(),
            );
        }
        self.past_times(&segment, found);
    }

    fn has_promise(&self, sentence: &Range<usize>, amount: &Amount) -> bool {
        self.cues_in(sentence.start..amount.start)
            .any(|cue| cue.reason == Reason::Promise && cue.weight >= 8)
    }

    /// A time that has passed, in the amount's own segment.
    fn past_times(&self, segment: &Range<usize>, found: &mut Vec<Evidence>) {
        let first = self.times.partition_point(|time| time.places.start < segment.start);
        let here = self.times.iter().skip(first).take_while(|time| time.places.start < segment.end);
        let past = here.into_iter().find(|time| time.is_past(self.context.date));
        if let Some(time) = past
            && !found.iter().any(|one| one.reason == Reason::Past)
        {
            found.push(Reason::Past.at(Some(self.glyphs.span(time.places.start, time.places.end))));
        }
    }

    fn english(&self, amount: &Amount, found: &mut Vec<Evidence>) {
        let sentence = self.sentences.sentence(amount.start);
        let before: Vec<&Evidence> = self.cues_in(sentence.start..amount.start).collect();
        let governing = self.governing(amount, &before, sentence.start);
        let segment = self.sentences.segment(amount.start);
        let estimate = before
            .iter()
            .rev()
            .find(|cue| cue.reason == Reason::Estimate && !self.adjoins(cue, amount));
        found.extend(
            estimate
                .filter(|cue| governing.is_none_or(|verb| verb.span != cue.span))
                .map(|cue| **cue),
        );
        let after = self.verb_after(amount, sentence.end);
        match (after, governing) {
            (Some(after), _) => found.push(after),
            (None, Some(cue)) => found.push(Evidence { weight: self.reach(cue, &segment), ..*cue }),
            (None, None) => {}
        }
        let act = before.iter().rev().find(|cue| cue.reason == Reason::Act);
        found.extend(act.map(|cue| **cue));
        let nearer = |cue: &&&Evidence| governing.is_none_or(|verb| cue.span >= verb.span);
        let possible =
            before.iter().rev().filter(nearer).find(|cue| cue.reason == Reason::Possible);
        found.extend(possible.map(|cue| **cue));
    }

    /// The verb before the amount; of an item of a list, else the verb at the list's head.
    fn governing<'e>(
        &'e self,
        amount: &Amount,
        before: &[&'e Evidence],
        start: usize,
    ) -> Option<&'e Evidence> {
        let strong = |cue: &&&Evidence| cue.weight.abs() >= 8 && !self.adjoins(cue, amount);
        let own = before.iter().rev().find(strong).copied();
        own.or_else(|| {
            let head = self.sentences.list_start(self.glyphs, start);
            self.cues_in(head..start).rev().find(|cue| cue.reason == Reason::Promise)
        })
    }

    /// `an estimated 20 million`: the word bounds the amount and tells nothing of it.
    fn adjoins(&self, cue: &Evidence, amount: &Amount) -> bool {
        let end = cue.span.map_or(0, |span| self.glyphs.place(span.end));
        cue.reason == Reason::Estimate && end + 1 == amount.start
    }

    /// A result told before a pause says less about what comes after it, unless that is a part of it.
    fn reach(&self, cue: &Evidence, segment: &Range<usize>) -> i32 {
        let inside = cue.span.is_some_and(|span| segment.contains(&self.glyphs.place(span.start)));
        let start = self.glyphs.skip_spaces(segment.start, 2);
        let part = ["including", "of which", "worth", "amounting", "totaling", "totalling", "and "]
            .iter()
            .any(|word| self.glyphs.starts_with(start, word));
        if cue.weight < 0 && !inside && !part { cue.weight / 2 } else { cue.weight }
    }

    /// A verb or a participle soon after the amount, before another amount or a pause: `$46,117,000 has been secured`.
    fn verb_after(&self, amount: &Amount, sentence_end: usize) -> Option<Evidence> {
        let limit = (amount.end + 44).min(sentence_end);
        let stop = (amount.end..limit)
            .find(|at| {
                self.glyphs
                    .get(*at)
                    .is_some_and(|c| matches!(c, ',' | ':' | '(' | '[' | '$') || c.is_ascii_digit())
            })
            .unwrap_or(limit);
        let and =
            (amount.end..stop).find(|at| self.glyphs.starts_with(*at, " and ")).unwrap_or(stop);
        let to = (amount.end..and).find(|at| self.glyphs.starts_with(*at, " to ")).unwrap_or(and);
        self.cues_in(amount.end..to)
            .find(|cue| {
                matches!(cue.reason, Reason::Promise | Reason::Result) && cue.weight.abs() >= 8
            })
            .copied()
    }

    fn cues_in(&self, places: Range<usize>) -> impl DoubleEndedIterator<Item = &Evidence> {
        let bytes = self.glyphs.span(places.start, places.end);
        let first =
            self.cues.partition_point(|cue| cue.span.is_some_and(|span| span.start < bytes.start));
        let last =
            self.cues.partition_point(|cue| cue.span.is_some_and(|span| span.start < bytes.end));
        self.cues.get(first..last.max(first)).unwrap_or_default().iter()
    }
}
