//! Concepts: the names of one thing in both languages, official ones and everyday ones.
//!
//! ```toml
//! [[concept]]
//! id = "haze"
//! zh = ["跨境雾霾污染"]                   # as agreements write it
//! en = ["transboundary haze pollution"]
//! abbreviations = ["THP"]                # matched as whole words
//! everyday.zh = ["烧芭", "霾害"]          # what people say
//! everyday.en = ["smoke from forest fires"]
//! paraphrases.en = ["burning the forest"] # looser ways to say it
//! narrower.zh = ["秸秆焚烧烟雾"]           # kinds of it
//! narrower.en = ["peat smoke"]
//! clauses = ["4.6"]                      # what it is about, beyond its words
//! general = true                         # any document may speak of it in other words
//! ```
//!
//! `zh`, `en` and `abbreviations` are looked for in clauses and in questions, the others in questions only. A question that
//! uses an everyday word is refused if no clause is on the concept; a paraphrase counts only if some clause of the library
//! is, and is words like any other if none is.
//!
//! A clause on disasters has a part of a question on earthquakes: `narrower` is the narrower term of a thesaurus
//! (ISO 25964, SKOS).

use std::collections::HashSet;

use serde::{Deserialize, Serialize};
use toml::Spanned;

use super::{
    number::{ClauseId, InvalidClauseId},
    problem::Problem,
    settings::{Lines, settings},
};

/// The concepts of a document, or those that all documents share; see [`CommonGlossary`](super::CommonGlossary).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Glossary {
    /// In the order of the file; ids are unique.
    pub concepts: Vec<Concept>,
}

/// One thing and its names.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Concept {
    /// Its name in the glossary: `a`–`z`, digits and hyphens.
    pub id: String,
    /// Its names in agreements, in both languages, with abbreviations; never empty together with `everyday`.
    pub terms: Vec<String>,
    /// Its everyday names.
    pub everyday: Vec<String>,
    /// Looser ways to say it, which stand for it only if some clause of the library is on it.
    pub paraphrases: Vec<String>,
    /// Names of its kinds and parts, which a clause on it only partly answers.
    pub narrower: Vec<String>,
    /// Whether it is a matter of any document, such as `improve` or `per cent`: that no clause names it does not make
    /// it what a question is after.
    pub is_general: bool,
    /// Clauses that it is about, whether or not a term stands there, the main one first.
    pub clauses: Vec<ClauseId>,
    /// One-based line where these are listed.
    pub clauses_line: u32,
}

impl Concept {
    /// Its terms and everyday names.
    pub fn words(&self) -> impl Iterator<Item = &String> {
        self.terms.iter().chain(&self.everyday)
    }

    /// All words that questions are searched for.
    pub fn asked(&self) -> impl Iterator<Item = &String> {
        self.words().chain(&self.paraphrases).chain(&self.narrower)
    }
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawGlossary {
    #[serde(default)]
    concept: Vec<Spanned<RawConcept>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawConcept {
    id: Spanned<String>,
    #[serde(default)]
    zh: Vec<Spanned<String>>,
    #[serde(default)]
    en: Vec<Spanned<String>>,
    #[serde(default)]
    abbreviations: Vec<Spanned<String>>,
    #[serde(default)]
    everyday: RawWords,
    #[serde(default)]
    paraphrases: RawWords,
    #[serde(default)]
    narrower: RawWords,
    #[serde(default)]
    general: bool,
    #[serde(default)]
    clauses: Vec<Spanned<String>>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawWords {
    #[serde(default)]
    zh: Vec<Spanned<String>>,
    #[serde(default)]
    en: Vec<Spanned<String>>,
}

impl RawWords {
    fn all(self) -> impl Iterator<Item = Spanned<String>> {
        self.zh.into_iter().chain(self.en)
    }
}

impl Glossary {
    /// Reads a glossary. A concept with a fault is left out and reported; a file
    /// that is no TOML gives an empty glossary.
    pub fn parse(text: &str) -> (Self, Vec<Problem>) {
        let lines = Lines::of(text);
        let (raw, problems): (RawGlossary, _) = settings(text, &lines);
        let mut reader = Reader { lines, ids: HashSet::new(), problems };
        let concepts = raw.concept.into_iter().filter_map(|it| {
            let read = reader.concept(it);
            read.map_err(|fault| reader.problems.push(fault)).ok()
        });
        (Self { concepts: concepts.collect() }, reader.problems)
    }
}

struct Reader {
    lines: Lines,
    /// The ids of the concepts so far.
    ids: HashSet<String>,
    problems: Vec<Problem>,
}

impl Reader {
    fn concept(&mut self, raw: Spanned<RawConcept>) -> Result<Concept, Problem> {
        let at = raw.span().start;
        let raw = raw.into_inner();
        let id = self.id(&raw.id)?;
        let terms = self.words([raw.zh, raw.en, raw.abbreviations].into_iter().flatten());
        let everyday = self.words(raw.everyday.all());
        let paraphrases = self.words(raw.paraphrases.all());
        let narrower = self.words(raw.narrower.all());
        if terms.is_empty() && everyday.is_empty() {
            let reason = format!(
                "concept `{id}` has no word: expected at least one of `zh`, `en`, `abbreviations`, `everyday`"
            );
            return Err(self.lines.fault(at, reason));
        }
        let clauses_line = self.lines.at(raw.clauses.first().map_or(at, |it| it.span().start));
        let clauses = self.clauses(&raw.clauses);
        self.ids.insert(id.clone());
        let is_general = raw.general;
        Ok(Concept {
            id,
            terms,
            everyday,
            paraphrases,
            narrower,
            is_general,
            clauses,
            clauses_line,
        })
    }

    fn id(&self, raw: &Spanned<String>) -> Result<String, Problem> {
        let id = raw.get_ref();
        let reason = if !is_id(id) {
            format!("concept id `{id}`: expected lower-case letters, digits and hyphens")
        } else if self.ids.contains(id) {
            format!("concept id `{id}` stands a second time")
        } else {
            return Ok(id.clone());
        };
        Err(self.lines.fault(raw.span().start, reason))
    }

    fn words(&mut self, words: impl Iterator<Item = Spanned<String>>) -> Vec<String> {
        self.lines.distinct("word", words, &mut self.problems)
    }

    fn clauses(&mut self, listed: &[Spanned<String>]) -> Vec<ClauseId> {
        let read = listed.iter().filter_map(|it| {
            let fault =
                |error: InvalidClauseId| self.lines.fault(it.span().start, error.to_string());
            it.get_ref().parse().map_err(|error| self.problems.push(fault(error))).ok()
        });
        read.collect()
    }
}

fn is_id(id: &str) -> bool {
    !id.is_empty() && id.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
}

#[cfg(test)]
#[expect(clippy::wildcard_enum_match_arm, reason = "other kinds show themselves")]
mod tests {
    use insta::assert_snapshot;

    use super::*;
    use crate::corpus::ProblemKind;

    fn read(text: &str) -> String {
        let (glossary, problems) = Glossary::parse(text);
        let concepts = glossary.concepts.iter().map(|it| {
            format!(
                "{}: {:?} {:?} {:?} {:?} {:?}",
                it.id, it.terms, it.everyday, it.paraphrases, it.narrower, it.clauses
            )
        });
        let problems = problems.iter().map(|it| match &it.kind {
            ProblemKind::Settings { reason } => format!("line {}: {reason}", it.line),
            other => format!("{other:?}"),
        });
        concepts.chain(problems).collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn terms_and_everyday_words() {
        assert_snapshot!(read("[[concept]]\nid = \"haze\"\nzh = [\"雾霾\"]\nabbreviations = [\"THP\"]\neveryday.zh = [\"烧芭\"]\nparaphrases.en = [\"burning forest\"]\nnarrower.en = [\"peat smoke\"]\nclauses = [\"4.6\"]"), @r#"haze: ["雾霾", "THP"] ["烧芭"] ["burning forest"] ["peat smoke"] [Numbered(4.6)]"#);
    }

    #[test]
    fn faults_have_lines() {
        assert_snapshot!(read("[[concept]]\nid = \"A b\"\nzh = [\"x\"]\n[[concept]]\nid = \"c\"\n[[concept]]\nid = \"d\"\nzh = [\"e\",\n\"\", \"e\"]\nclauses = [\"4..6\"]\n[[concept]]\nid = \"d\"\nzh = [\"f\"]"), @r#"
        d: ["e"] [] [] [] []
        line 2: concept id `A b`: expected lower-case letters, digits and hyphens
        line 4: concept `c` has no word: expected at least one of `zh`, `en`, `abbreviations`, `everyday`
        line 9: word ``: expected letters or digits
        line 9: word `e` stands a second time
        line 10: invalid clause id `4..6`: expected `preamble`, numbers joined by dots such as `3.6`, or `p12`
        line 12: concept id `d` stands a second time
        "#);
        assert_snapshot!(read("[[concept]]\nid = \"a\"\nchinese = [\"x\"]"), @"line 3: unknown field `chinese`, expected one of `id`, `zh`, `en`, `abbreviations`, `everyday`, `paraphrases`, `narrower`, `general`, `clauses`");
        assert_snapshot!(read("\n= 3"), @"line 2: unquoted keys cannot be empty, expected letters, numbers, `-`, `_`");
    }
}
