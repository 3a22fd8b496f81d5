//! The trait that each language implements.

use std::ops::Range;

use rust_decimal::Decimal;

use super::context::Context;
use super::cue::Cue;
use super::party::Parties;
use super::passage::Passage;
use super::role::Role;
use super::standing::GoverningVerb;
use crate::quantity::{Amount, LargeUnits, Number, NumberWords, Time, YearMonth};
use crate::text::clause_sentence::Sentences;
use crate::text::glyph::Glyphs;
use crate::text::quoted::Quoted;
use crate::text::{Locale, Span};

/// The rules of one language.
pub trait Grammar: Sync {
    /// Whether `text` has letters of the language.
    fn fits(&self, text: &str) -> bool;

    /// Whether all of a term is written in the language, as far as its letters tell.
    fn is_clean_term(&self, term: &str) -> bool;

    /// The locale of the language's readers who have not chosen one.
    fn locale(&self) -> Locale;

    /// Question words, courtesies and function words, folded, with spaces between them.
    fn stop_words(&self) -> &'static str;

    /// The places of question words in a folded text, in order, of a language without spaces: they are found before the
    /// text is cut into words.
    fn question_words(&self, folded: &str) -> Vec<Span>;

    /// Whether a folded word repeats the one before it to ask, as in `能不能`, and denies nothing.
    fn is_repeated(&self, word: &str, before: &str) -> bool;

    /// Words of daily life, folded, that agreements seldom have and that a letter tells from other words.
    fn common_words(&self) -> &'static str;

    /// The role of a folded word in a question. `tag` is its part of speech in jieba's dictionary, or empty.
    fn role(&self, word: &str, tag: &str) -> Role;

    /// All numerals of a text, in its order; the two ends of a range are two numerals.
    fn numerals(&self, glyphs: &Glyphs) -> Vec<Number>;

    /// The number that the first characters write, and the place after it: 3 of `三条`.
    fn leading_number(&self, glyphs: &Glyphs) -> Option<(Decimal, usize)>;

    /// The words around numbers: those of ranges, and those that bound a number.
    fn number_words(&self) -> &'static NumberWords;

    /// The units that large numbers are written with.
    fn large_units(&self) -> &'static LargeUnits;

    /// Whether the language puts spaces between words.
    fn spaces_words(&self) -> bool {
        self.number_words().spaced
    }

    /// All numbers of a text with ranges joined; no bounding words are read.
    fn ranges(&self, glyphs: &Glyphs) -> Vec<Number> {
        self.number_words().ranges(glyphs, self.numerals(glyphs))
    }

    /// Writes `value` briefly: `1500亿`, `150 billion`.
    fn short(&self, value: Decimal) -> String {
        self.large_units().short(value)
    }

    /// Whether a sentence ends with the character at a place.
    fn ends_sentence(&self, glyphs: &Glyphs, at: usize) -> bool;

    /// All numbers of a text with their units, in its order.
    fn amounts(&self, glyphs: &Glyphs, quoted: &Quoted) -> Vec<Amount>;

    /// All time expressions of a text, in its order; `date` tells the years of “next year”.
    fn times(&self, glyphs: &Glyphs, date: Option<YearMonth>) -> Vec<Time>;

    /// All words of promising and telling in a text, in its order.
    fn cues(&self, glyphs: &Glyphs, text: &str) -> Vec<Cue>;

    /// The time that holds for an amount.
    fn time_of(&self, passage: &Passage, amount: &Amount) -> Option<Time>;

    /// The cues about an amount, by its form, its sentence and its time.
    fn cues_about(
        &self,
        passage: &Passage,
        context: &Context<'_>,
        amount: &Amount,
        time: Option<&Time>,
    ) -> Vec<Cue>;

    /// The words that decide whether an amount is pledged, told, wished or denied; `None` leaves it to the weights.
    fn governing_verb(
        &self,
        passage: &Passage,
        context: &Context<'_>,
        amount: &Amount,
    ) -> Option<GoverningVerb>;

    /// The parties that the words around an amount name.
    fn parties(&self, passage: &Passage, context: &Context<'_>, amount: &Amount) -> Parties;

    /// The places of the words that say what an amount is an amount of.
    fn subject(&self, glyphs: &Glyphs, amount: &Amount) -> Option<Range<usize>>;

    /// Whether an amount was given already and is told here because it is to be used.
    fn is_provided(&self, glyphs: &Glyphs, amount: &Amount) -> bool;

    /// Reads a text once, for all other rules.
    fn passage(&self, text: &str, date: Option<YearMonth>) -> Passage {
        let glyphs = Glyphs::of(text);
        Passage {
            sentences: Sentences::of(&glyphs, |at| self.ends_sentence(&glyphs, at)),
            amounts: self.amounts(&glyphs, &Quoted::of(&glyphs)),
            times: self.times(&glyphs, date),
            cues: self.cues(&glyphs, text),
            glyphs,
        }
    }
}
