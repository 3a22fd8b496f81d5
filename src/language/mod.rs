//! The grammar of each language, one folder a language, behind one trait: [`Grammar`].
//!
//! ```
//! use clausebot::{language::{grammar, numbers}, text::Language};
//!
//! assert_eq!(numbers("提供1.5亿剂疫苗", Language::Chinese)[0].value.low(), 150_000_000.into());
//! assert_eq!(grammar(Language::English).short(150_000_000.into()), "150 million");
//! ```
//!
//! # What always holds
//!
//! Whatever the text, a grammar does not panic and reads it in one pass; the numerals that it finds are in the text's
//! order, on character boundaries, and do not overlap. `tests.rs` holds every language to this.
//!
//! # A third language
//!
//! To add French:
//!
//! 1. `text::Language`: a variant `French`, its code `fr`, a place in `Language::ALL`; `text::Locale`: the locale of
//!    its readers.
//! 2. `language/french/mod.rs`: `struct French` with `impl Grammar for French`. The compiler lists the methods that are
//!    missing. Those of English know:
//!
//!    | method | knows |
//!    |---|---|
//!    | `numerals` | `two thirds`, `2¾ billion`, `25 per cent` in running text |
//!    | `leading_number` | 12 of `twelve months` |
//!    | `number_words` | `to` between numbers, `at least` before one, `or more` after one |
//!    | `large_units` | `million`, `billion`, and commas between groups of digits |
//!    | `fits`, `is_clean_term` | which letters are the language's |
//!    | `role`, `stop_words`, `common_words` | `mekong` is a thing, `buy` an act, `please` a stop word |
//!    | `question_words`, `is_repeated` | nothing: its words have spaces between them |
//!    | `locale` | `en` |
//!    | `amounts` | `US$150 billion`, `300 young scientists`; that `Article 9` and `5G` are none |
//!    | `times`, `time_of` | `within five years starting from 2022`, and for which amount it holds |
//!    | `cues`, `cues_about` | `will`, `has provided`, and which of them governs an amount |
//!    | `governing_verb` | that `will not provide` denies and `calls on donors to provide` wishes |
//!    | `parties`, `subject`, `is_provided` | `China will provide … of vaccines to ASEAN` |
//!    | `ends_sentence` | not at the full stop of `U.S. companies` |
//!
//! 3. Tables of words as text files beside the code: `language/french/stop.txt`, `light.txt`, `acts.txt`, and
//!    `words.txt`, which `words.rs` reads.
//! 4. `language/any.rs`: a line in [`grammar()`]. CONTRIBUTING.md lists the files outside this folder.
//! 5. `language/tests.rs`: a sample for the contract; `language/french/tests.rs`: a line for each rule.

mod any;
mod chinese;
mod context;
mod cue;
mod english;
mod grammar;
mod party;
mod passage;
mod role;
mod standing;
#[cfg(test)]
mod test_lines;
#[cfg(test)]
mod tests;
mod words;

pub use any::{
    cardinal, grammar, has_content, is_common_word, is_stop_word, language_of, numbers, quantities,
    sums,
};
pub use context::{Context, DocumentKind, Party, Section};
pub use cue::{Cue, CueKind};
pub use grammar::Grammar;
pub use party::{Direction, Parties, PartyName};
pub use passage::Passage;
pub use role::Role;
pub use standing::{GoverningVerb, Polarity, Standing};
