//! The verb that governs an amount in English, and its polarity: `will not provide $5 million` denies, `calls on donors
//! to provide $5 million` wishes, `trade stands at $5 million` tells.
//!
//! Of the verbs before an amount the nearest governs it, and a verb right after it (`$5 million will be provided`)
//! before any. A negator counts for the verb that it stands beside, or as the subject of its clause (`no Party shall`),
//! and not anywhere in the sentence. One that turns a bound (`shall not exceed`) denies nothing.

use super::cue::{is_idle, reach, verb_after, verb_of_subject};
use super::limit;
use super::named;
use crate::language::cue::{Cue, CueKind};
use crate::language::passage::Passage;
use crate::language::standing::{GoverningVerb, Polarity, Standing};
use crate::quantity::Amount;
use crate::text::Span;

pub(super) fn governing_verb(passage: &Passage, amount: &Amount) -> Option<GoverningVerb> {
    let sentence = passage.sentences.sentence(amount.start);
    let own = Clause { passage, amount, start: sentence.start };
    let head = passage.sentences.list_start(&passage.glyphs, sentence.start);
    let found = named::told(passage, amount, &sentence)
        .or_else(|| verb_after(passage, amount, sentence.end).map(|verb| own.after(verb)))
        .or_else(|| own.before())
        .or_else(|| own.subject_of(sentence.end))
        .or_else(|| own.opening(sentence.end))
        .or_else(|| Clause { start: head, ..own }.before());
    match found {
        Some(found) => Some(own.under_condition(found, sentence.end)),
        None => own.supposed(),
    }
}

/// Whether a cue is a verb that can govern.
fn governs(cue: &Cue) -> bool {
    match cue.kind {
        CueKind::Promise | CueKind::Aim | CueKind::Wish | CueKind::Possible => true,
        CueKind::Result => cue.weight <= -8,
        CueKind::Act
        | CueKind::Ahead
        | CueKind::Statistic
        | CueKind::Past
        | CueKind::Estimate
        | CueKind::Baseline
        | CueKind::Small
        | CueKind::Counted
        | CueKind::Outline
        | CueKind::Denial
        | CueKind::Refusal
        | CueKind::Condition => false,
    }
}

/// The words of a sentence around an amount, from `start` on.
#[derive(Clone, Copy)]
struct Clause<'p> {
    passage: &'p Passage,
    amount: &'p Amount,
    start: usize,
}

impl<'p> Clause<'p> {
    fn cues(&self) -> &'p [Cue] {
        self.passage.cues_in(self.start..self.amount.start)
    }

    /// By the nearest verb before the amount, or by a negator alone: `cannot provide`.
    fn before(&self) -> Option<GoverningVerb> {
        let is_verb = |cue: &&Cue| governs(cue) && !is_idle(self.passage, cue, self.amount);
        let verb = self.cues().iter().rfind(is_verb);
        let denial = self.denial(verb);
        let refusal = self.refusal(verb);
        let Some(verb) = verb else {
            if let Some(words) = limit::rule(&self.passage.glyphs, self.amount) {
                let polarity = Polarity::Negative;
                return Some(GoverningVerb { verb: words, polarity, standing: Standing::Pledged });
            }
            return match (denial, refusal) {
                (Some(words), None) | (None, Some(words)) => Some(denied(words.span)),
                (None, None) | (Some(_), Some(_)) => None,
            };
        };
        match (denial, refusal) {
            (Some(words), None) | (None, Some(words)) => {
                Some(denied(joined(verb.span, words.span)))
            }
            (None, None) | (Some(_), Some(_)) => {
                let standing = self.standing_by(verb)?;
                Some(GoverningVerb { verb: verb.span, polarity: Polarity::Affirmative, standing })
            }
        }
    }

    /// The standing by a verb that is not negated; `None` where it is too far to decide.
    fn standing_by(&self, verb: &Cue) -> Option<Standing> {
        // `no project may receive more than` forbids, and so sets a limit.
        let is_limited = limit::negator_of(&self.passage.glyphs, self.amount).is_some();
        Some(match verb.kind {
            CueKind::Promise if self.is_wished(verb) => Standing::Wish,
            CueKind::Promise => Standing::Pledged,
            CueKind::Aim => Standing::Aim,
            CueKind::Possible if is_limited => Standing::Pledged,
            CueKind::Wish | CueKind::Possible => Standing::Wish,
            CueKind::Result if reach(self.passage, verb, self.amount) > -8 => return None,
            CueKind::Result => Standing::Fact,
            CueKind::Act
            | CueKind::Ahead
            | CueKind::Statistic
            | CueKind::Past
            | CueKind::Estimate
            | CueKind::Baseline
            | CueKind::Small
            | CueKind::Counted
            | CueKind::Outline
            | CueKind::Denial
            | CueKind::Refusal
            | CueKind::Condition => return None,
        })
    }

    /// `hopes that Party B will provide`: the verb stands in a clause of wishing.
    fn is_wished(&self, verb: &Cue) -> bool {
        let glyphs = &self.passage.glyphs;
        let wish = self.cues().iter().rfind(|cue| {
            let end = glyphs.place(cue.span.end);
            let has_that = glyphs.starts_with(end, " that ")
                || glyphs.starts_with(end.saturating_sub(5), " that ");
            cue.kind == CueKind::Wish && cue.span.end <= verb.span.start && has_that
        });
        wish.is_some_and(|wish| !self.pauses(wish.span.end, verb.span.start))
    }

    /// The negator that counts for the amount.
    fn denial(&self, verb: Option<&Cue>) -> Option<&'p Cue> {
        let absorbed = limit::negator_of(&self.passage.glyphs, self.amount);
        let place = |cue: &Cue| self.passage.glyphs.place(cue.span.start);
        let is_absorbed = |cue: &Cue| {
            let end = self.passage.glyphs.place(cue.span.end);
            absorbed.is_some_and(|at| (place(cue)..end).contains(&at))
        };
        let is_free = |cue: &&Cue| cue.kind == CueKind::Denial && !is_absorbed(cue);
        self.cues().iter().rev().filter(is_free).find(|cue| self.negates(cue, verb))
    }

    fn negates(&self, denial: &Cue, verb: Option<&Cue>) -> bool {
        let end = self.passage.glyphs.byte(self.amount.start);
        let is_noun = self.is_determiner(denial);
        let Some(verb) = verb else { return !self.breaks(denial.span.end, end) };
        if denial.span.start >= verb.span.end {
            // `will not provide`; `will act, but does not provide`; `will impose no tariffs of 25 percent`.
            let has_begun = self.breaks(verb.span.end, denial.span.start);
            let is_beside = !has_begun && self.n_words(verb.span.end, denial.span.start) <= 1;
            return if is_noun {
                !self.breaks(denial.span.end, end) && (is_beside || has_begun)
            } else {
                is_beside || has_begun && !self.breaks(denial.span.end, end)
            };
        }
        let is_beside = || self.n_words(denial.span.end, verb.span.start) <= 2;
        !self.breaks(denial.span.end, verb.span.start)
            && (is_noun || is_beside() || self.is_construed(denial.span.end, verb.span.start))
    }

    /// `shall not be construed to oblige`: the words between a negator and a verb only say how a text is read.
    fn is_construed(&self, from: usize, to: usize) -> bool {
        const READ: [&str; 9] = [
            "construed",
            "interpreted",
            "understood",
            "read",
            "taken",
            "deemed",
            "regarded",
            "considered",
            "seen",
        ];
        let glyphs = &self.passage.glyphs;
        let between = glyphs.words(glyphs.place(from), glyphs.place(to));
        let mut words = between
            .split_whitespace()
            .filter(|it| !matches!(*it, "be" | "is" | "are" | "a" | "an" | "the"));
        words.next().is_some_and(|it| READ.contains(&it))
            && words.all(|it| matches!(it, "to" | "as" | "in" | "any" | "way" | "so"))
    }

    /// Words between two bytes, counted up to three.
    fn n_words(&self, from: usize, to: usize) -> usize {
        let glyphs = &self.passage.glyphs;
        let (from, to) = (glyphs.place(from), glyphs.place(to));
        glyphs.words(from, to.min(from + 40)).split_whitespace().take(3).count()
    }

    /// `no Party`, `neither side`, `nothing in this Agreement`: a negated noun.
    fn is_determiner(&self, denial: &Cue) -> bool {
        let glyphs = &self.passage.glyphs;
        let (start, end) = (glyphs.place(denial.span.start), glyphs.place(denial.span.end));
        matches!(
            glyphs.words(start, end).as_str(),
            "no" | "neither" | "none" | "nothing" | "nobody"
        )
    }

    /// The word of refusing that counts for the amount: `refuses to`, `withdrew its pledge of`.
    fn refusal(&self, verb: Option<&Cue>) -> Option<&'p Cue> {
        let end = self.passage.glyphs.byte(self.amount.start);
        let counts = |cue: &&Cue| {
            let reaches_verb = verb.is_none_or(|verb| {
                cue.span.start >= verb.span.start || !self.breaks(cue.span.end, verb.span.start)
            });
            cue.kind == CueKind::Refusal && reaches_verb && !self.breaks(cue.span.end, end)
        };
        self.cues().iter().rfind(counts)
    }

    /// By a verb right after the amount: `$5 million will not be provided`.
    fn after(&self, verb: &Cue) -> GoverningVerb {
        let places = self.amount.end..self.passage.glyphs.place(verb.span.end) + BESIDE;
        let denial =
            self.passage.cues_in(places).iter().find(|cue| {
                cue.kind == CueKind::Denial && !self.breaks(verb.span.end, cue.span.start)
            });
        // `no funds of $5 million will be provided`
        let subject = || self.denial(None).filter(|denial| self.is_determiner(denial));
        if let Some(denial) = denial.or_else(subject) {
            return denied(joined(verb.span, denial.span));
        }
        let standing = if verb.kind == CueKind::Result {
            Standing::Fact
        } else {
            self.standing_by(verb).unwrap_or(Standing::Pledged)
        };
        GoverningVerb { verb: verb.span, polarity: Polarity::Affirmative, standing }
    }

    /// By the verb whose subject the amount is: `$5 million may be provided`.
    fn subject_of(&self, sentence_end: usize) -> Option<GoverningVerb> {
        verb_of_subject(self.passage, self.amount, sentence_end).map(|verb| self.after(verb))
    }

    /// `With over 90 percent of its energy from the sun, Kenya will lead`: told before the clause begins.
    fn opening(&self, sentence_end: usize) -> Option<GoverningVerb> {
        let glyphs = &self.passage.glyphs;
        let start = glyphs.skip_spaces(self.start, 3);
        let word = ["with ", "having ", "given ", "despite "]
            .into_iter()
            .find(|word| glyphs.starts_with(start, word))?;
        let segment = self.passage.sentences.segment(self.amount.start);
        let is_first = segment.contains(&start) && segment.end < sentence_end;
        let is_told = is_first && self.amount.unit.currency().is_none();
        let span = glyphs.span(start, start + word.len() - 1);
        is_told.then_some(GoverningVerb {
            verb: span,
            polarity: Polarity::Affirmative,
            standing: Standing::Fact,
        })
    }

    /// The condition that the amount is part of: `if trade reaches $5 million`.
    fn condition_around(&self) -> Option<&'p Cue> {
        let amount_at = self.passage.glyphs.byte(self.amount.start);
        let is_around = |cue: &&Cue| {
            cue.kind == CueKind::Condition
                && !self.pauses(cue.span.end, amount_at)
                && !self.is_of_noun(cue)
        };
        self.cues().iter().rfind(is_around)
    }

    /// By a condition alone.
    fn supposed(&self) -> Option<GoverningVerb> {
        let verb = self.condition_around()?.span;
        let polarity = Polarity::Affirmative;
        Some(GoverningVerb { verb, polarity, standing: Standing::Wish })
    }

    /// The standing under the conditions of the sentence; an amount inside one is not pledged at all.
    fn under_condition(&self, found: GoverningVerb, sentence_end: usize) -> GoverningVerb {
        let glyphs = &self.passage.glyphs;
        let is_undertaken = matches!(found.standing, Standing::Pledged | Standing::Aim);
        let cues = self.passage.cues_in(self.start..sentence_end);
        let mut conditions = cues.iter().filter(|cue| cue.kind == CueKind::Condition);
        let amount_at = glyphs.byte(self.amount.start);
        if !is_undertaken {
            return found;
        }
        if let Some(condition) = self.condition_around() {
            let verb = condition.span;
            return GoverningVerb { verb, standing: Standing::Wish, ..found };
        }
        let is_outside =
            |cue: &Cue| cue.span.start >= amount_at || self.pauses(cue.span.end, amount_at);
        if conditions.any(is_outside) {
            GoverningVerb { standing: Standing::Conditional, ..found }
        } else {
            found
        }
    }

    /// `subject to a tariff of 19 percent` is no condition.
    fn is_of_noun(&self, condition: &Cue) -> bool {
        let glyphs = &self.passage.glyphs;
        glyphs.starts_with(glyphs.place(condition.span.start), "subject")
    }

    fn pauses(&self, from: usize, to: usize) -> bool {
        let glyphs = &self.passage.glyphs;
        let (from, to) = (glyphs.place(from), glyphs.place(to));
        (from..to).any(|at| glyphs.get(at) == Some(',') && glyphs.get(at + 1) == Some(' '))
    }

    /// Whether another clause begins between two bytes.
    fn breaks(&self, from: usize, to: usize) -> bool {
        const BREAKS: [&str; 10] = [
            " and ",
            " but ",
            " which ",
            " who ",
            " that ",
            " while ",
            " whereas ",
            " because ",
            "; ",
            ": ",
        ];
        let glyphs = &self.passage.glyphs;
        let places = glyphs.place(from)..glyphs.place(to);
        self.pauses(from, to)
            || places.into_iter().any(|at| BREAKS.iter().any(|it| glyphs.starts_with(at, it)))
    }
}

/// Places after a verb where its negator is looked for.
const BESIDE: usize = 14;

fn denied(verb: Span) -> GoverningVerb {
    GoverningVerb { verb, polarity: Polarity::Negative, standing: Standing::Denied }
}

/// The words of a verb with its negator, if they stand together.
fn joined(verb: Span, negator: Span) -> Span {
    let span = verb.to(&negator);
    let span = if negator.start < verb.start { negator.to(&verb) } else { span };
    if span.end - span.start <= 40 { span } else { negator }
}
