//! Chinese, in either script.

mod act;
mod amount;
mod asking;
mod bound;
mod cardinal;
mod cue;
mod han;
mod label;
mod list;
mod mention;
mod money;
mod multiple;
mod name;
mod not_an_amount;
mod numeral;
mod party;
mod period;
#[cfg(test)]
mod promise_tests;
mod receiver;
mod role;
mod scope;
mod standing;
mod subject;
#[cfg(test)]
mod tests;
mod vague;
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

pub(super) struct Chinese;

impl Grammar for Chinese {
    fn fits(&self, text: &str) -> bool {
        text.chars().any(is_han)
    }

    fn is_clean_term(&self, term: &str) -> bool {
        term.chars().all(is_han)
    }

    fn locale(&self) -> Locale {
        Locale::ZhHans
    }

    /// In simplified characters, to which folding brings both scripts.
    fn stop_words(&self) -> &'static str {
        include_str!("stop.txt")
    }

    fn question_words(&self, folded: &str) -> Vec<Span> {
        asking::question_words(folded)
    }

    fn is_repeated(&self, word: &str, before: &str) -> bool {
        asking::is_repeated(word, before)
    }

    fn common_words(&self) -> &'static str {
        ""
    }

    fn role(&self, word: &str, tag: &str) -> Role {
        role::role(word, tag)
    }

    fn numerals(&self, glyphs: &Glyphs) -> Vec<Number> {
        numeral::numerals(glyphs)
    }

    fn leading_number(&self, glyphs: &Glyphs) -> Option<(Decimal, usize)> {
        let read = cardinal::read(glyphs, 0)?;
        Some((read.low?, read.end))
    }

    fn number_words(&self) -> &'static NumberWords {
        &NUMBER_WORDS
    }

    fn large_units(&self) -> &'static LargeUnits {
        &LargeUnits { units: &[(12, 0, "万亿"), (8, 2, "亿"), (4, 2, "万")], commas: false }
    }

    fn ends_sentence(&self, glyphs: &Glyphs, at: usize) -> bool {
        match glyphs.get(at) {
            Some('。' | '；' | ';' | '!' | '?' | '！' | '？') => true,
            Some('.') => glyphs.get(at + 1).is_none(),
            // An item of a list begins on a line of its own.
            Some(' ') => glyphs.raw(at) == Some('\n') && list::begins_item(glyphs, at + 1),
            _ => false,
        }
    }

    fn amounts(&self, glyphs: &Glyphs, quoted: &Quoted) -> Vec<Amount> {
        amount::amounts(self, glyphs, quoted)
    }

    fn times(&self, glyphs: &Glyphs, date: Option<YearMonth>) -> Vec<Time> {
        period::times(glyphs, date)
    }

    fn cues(&self, glyphs: &Glyphs, _: &str) -> Vec<Cue> {
        // Cues are sought in simplified characters and told by the bytes of the text.
        let (folded, mut starts) = (glyphs.text(), Vec::with_capacity(glyphs.len()));
        starts.extend(folded.char_indices().map(|(start, _)| start));
        let place = |byte: usize| starts.partition_point(|start| *start < byte);
        let found = words::CUES.find(&folded).into_iter();
        let spanned = |cue: Cue| {
            let span = glyphs.span(place(cue.span.start), place(cue.span.end));
            Cue { span, ..cue }
        };
        found.map(spanned).collect()
    }

    fn time_of(&self, passage: &Passage, amount: &Amount) -> Option<Time> {
        period::time_of(passage, amount)
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
        context: &Context<'_>,
        amount: &Amount,
    ) -> Option<GoverningVerb> {
        standing::governing_verb(passage, context, amount)
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

static NUMBER_WORDS: NumberWords = NumberWords {
    joints: &[("至", Joint::Always), ("到", Joint::Always)],
    scales: &[("万", 4), ("亿", 8), ("million", 6), ("billion", 9), ("trillion", 12)],
    before: &[
        (
            Bound::AtLeast,
            "不下,不下于,不亚于,不止,至少有,至少,最少,起码,超过,超过了,突破,突破了,大于,高于,多于,超,逾,≥,>,≧,\
            大于等于,大于或等于,高于或等于,等于或大于,等于或高于,下限,下限为,底线为",
        ),
        (
            Bound::AtMost,
            "最多,至多,最高,最高为,最高达,上限,上限为,封顶为,不外乎,低于,少于,小于,不足,不到,≤,<,≦,小于等于,小于或等于,低于或等于,等于或小于,等于或低于",
        ),
        (Bound::About, "大约,大概,接近,将近,约,近,约为,约合"),
    ],
    after: &[
        (Bound::AtLeast, "及以上,以上,或以上"),
        (Bound::AtMost, "及以下,以下,或以下,以内,之内"),
        (Bound::About, "左右,上下"),
    ],
    spaced: false,
    is_denied: bound::is_denied,
};
