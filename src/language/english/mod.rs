//! English.

mod amount;
mod cardinal;
mod change;
mod cue;
mod governing;
mod limit;
mod money;
mod multiple;
mod name;
mod named;
mod not_an_amount;
mod noun;
mod number_word;
mod numeral;
mod part;
mod party;
mod period;
#[cfg(test)]
mod promise_tests;
mod role;
mod subject;
#[cfg(test)]
mod tests;
mod time_of;
mod words;

use std::ops::Range;

use rust_decimal::Decimal;

use crate::language::{
    context::Context, cue::Cue, grammar::Grammar, party::Parties, passage::Passage, role::Role,
    standing::GoverningVerb,
};
use crate::quantity::{Amount, Bound, Joint, LargeUnits, Number, NumberWords, Time, YearMonth};
use crate::text::glyph::Glyphs;
use crate::text::quoted::Quoted;
use crate::text::{Locale, Span, is_han};

pub(super) struct English;

impl Grammar for English {
    fn fits(&self, text: &str) -> bool {
        let is_latin = |c: char| c.is_ascii_alphabetic();
        text.contains(is_latin) || !text.contains(is_han)
    }

    fn is_clean_term(&self, term: &str) -> bool {
        term.is_ascii() && term.contains(' ')
    }

    fn locale(&self) -> Locale {
        Locale::En
    }

    fn stop_words(&self) -> &'static str {
        include_str!("stop.txt")
    }

    fn question_words(&self, _: &str) -> Vec<Span> {
        Vec::new()
    }

    fn is_repeated(&self, _: &str, _: &str) -> bool {
        false
    }

    fn common_words(&self) -> &'static str {
        include_str!("common.txt")
    }

    fn role(&self, word: &str, _: &str) -> Role {
        role::role(word)
    }

    fn numerals(&self, glyphs: &Glyphs) -> Vec<Number> {
        numeral::numerals(glyphs)
    }

    fn leading_number(&self, glyphs: &Glyphs) -> Option<(Decimal, usize)> {
        let read = cardinal::read(glyphs, 0)?;
        Some((read.value?, read.end))
    }

    fn number_words(&self) -> &'static NumberWords {
        &NUMBER_WORDS
    }

    fn large_units(&self) -> &'static LargeUnits {
        &LargeUnits {
            units: &[(12, 2, " trillion"), (9, 2, " billion"), (6, 2, " million")],
            commas: true,
        }
    }

    fn ends_sentence(&self, glyphs: &Glyphs, at: usize) -> bool {
        match (glyphs.get(at), glyphs.get(at + 1)) {
            (Some(';' | '!' | '?' | '•' | '。'), _) | (Some('.'), None) => true,
            (Some('.'), Some(' ' | '”' | '"' | '[' | ')')) => !is_abbreviated(glyphs, at),
            _ => false,
        }
    }

    fn amounts(&self, glyphs: &Glyphs, quoted: &Quoted) -> Vec<Amount> {
        amount::amounts(self, glyphs, quoted)
    }

    fn times(&self, glyphs: &Glyphs, date: Option<YearMonth>) -> Vec<Time> {
        period::times(glyphs, date)
    }

    fn cues(&self, _: &Glyphs, text: &str) -> Vec<Cue> {
        words::CUES.find(text)
    }

    fn time_of(&self, passage: &Passage, amount: &Amount) -> Option<Time> {
        time_of::time_of(passage, amount)
    }

    fn cues_about(
        &self,
        passage: &Passage,
        context: &Context<'_>,
        amount: &Amount,
        time: Option<&Time>,
    ) -> Vec<Cue> {
        cue::cues_about(passage, context, amount, time)
    }

    fn governing_verb(
        &self,
        passage: &Passage,
        _: &Context<'_>,
        amount: &Amount,
    ) -> Option<GoverningVerb> {
        governing::governing_verb(passage, amount)
    }

    fn parties(&self, passage: &Passage, context: &Context<'_>, amount: &Amount) -> Parties {
        party::parties(passage, context, amount)
    }

    fn subject(&self, glyphs: &Glyphs, amount: &Amount) -> Option<Range<usize>> {
        subject::subject(glyphs, amount)
    }

    fn is_provided(&self, glyphs: &Glyphs, amount: &Amount) -> bool {
        subject::is_provided(glyphs, amount)
    }
}

/// `U.S. companies`, `Inc. and`, `No. 5`: a full stop that ends no sentence.
fn is_abbreviated(glyphs: &Glyphs, at: usize) -> bool {
    const TITLES: [&str; 10] = ["no", "mr", "ms", "dr", "st", "vs", "inc", "co", "art", "approx"];
    let next = glyphs.raw(glyphs.skip_spaces(at + 1, 2));
    let is_word = |word: &&str| {
        at.checked_sub(word.len()).is_some_and(|start| {
            glyphs.starts_with(start, word)
                && !glyphs.before(start).is_some_and(char::is_alphanumeric)
        })
    };
    let is_initial = glyphs.before(at).is_some_and(char::is_alphabetic)
        && !at.checked_sub(2).and_then(|at| glyphs.get(at)).is_some_and(char::is_alphanumeric);
    let title = TITLES.iter().find(|word| is_word(word));
    next.is_some_and(char::is_lowercase)
        || is_initial
        || title.is_some_and(|word| {
            matches!(*word, "no" | "mr" | "ms" | "dr") || !next.is_some_and(char::is_uppercase)
        })
}

static NUMBER_WORDS: NumberWords = NumberWords {
    joints: &[("to", Joint::NotAfter("from")), ("and", Joint::After("between"))],
    scales: &[("thousand", 3), ("million", 6), ("billion", 9)],
    before: &[
        (
            Bound::AtLeast,
            "at least,no less than,not less than,no fewer than,not fewer than,minimum of,floor of,more than,\
             greater than,higher than,larger than,longer than,heavier than,wider than,taller than,older than,deeper than,in excess of,upwards of,exceeding,exceed,exceeds,over,above,beyond,\
             surpass,surpasses,surpassing,at least by,by at least,at or above,equal to or more than,\
             equal to or greater than,greater than or equal to,more than or equal to,\
             equal to or higher than,not below,≥,>",
        ),
        (
            Bound::AtMost,
            "no more than,not more than,maximum of,at most,up to,up to a maximum of,less than,fewer than,lower than,\
             smaller than,shorter than,lighter than,younger than,no longer than,no heavier than,not longer than,below,under,beneath,capped at,limited to,as much as,as many as,ceiling of,cap of,\
             limit of,at or below,equal to or less than,less than or equal to,equal to or lower than,stay within,remain within,\
             kept within,keep within,held within,equal to or below,not to exceed,at a maximum,≤,<",
        ),
        (
            Bound::About,
            "approximately,approx.,roughly,nearly,almost,around,about,close to,some,an estimated,estimated at,\
             estimated value of,estimated cost of,projected to total,circa,ca.,in the order of,on the order of,~",
        ),
    ],
    after: &[
        (
            Bound::AtLeast,
            "or more,or above,or higher,or greater,or over,and above,and more,at least,at the least,at a minimum,\
             as a minimum,minimum",
        ),
        (
            Bound::AtMost,
            "or less,or below,or lower,or fewer,or under,and below,at most,at the most,at a maximum,as a maximum,\
             maximum,or no more",
        ),
        (Bound::About, "or so,or thereabouts"),
    ],
    spaced: true,
    is_denied: |glyphs, at| limit::negator(glyphs, at).is_some(),
};
