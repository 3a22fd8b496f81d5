//! A question understood: its language and its intent.

use crate::{
    corpus::{AgreementRef, ClauseNumber, ClauseRef, SectionNumber, number::Reference},
    language::has_content,
    text::{Folded, Folding, Locale},
};

use super::{
    filter::{self, CommitmentFilter},
    lexicon::{Occasion, asks_outline, occasion},
    names::Names,
    reading::Reading,
    reference::references,
};

/// Characters of a question that are read; what comes after is left unread.
pub const MAX_QUESTION_CHARS: usize = 500;

/// The part of what was typed that is read: its first [`MAX_QUESTION_CHARS`] characters.
pub fn part_read(typed: &str) -> &str {
    let typed = typed.trim();
    let end = typed.char_indices().nth(MAX_QUESTION_CHARS).map_or(typed.len(), |(at, _)| at);
    typed.get(..end).unwrap_or(typed)
}

/// A typed text and the languages that its reader may want.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
    /// The text as typed.
    pub text: &'a str,
    /// The locale that they chose, if they did.
    pub locale: Option<Locale>,
    /// The locale of the reply where the text has no letters.
    pub fallback: Locale,
}

/// A question understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// As it was typed, at most [`MAX_QUESTION_CHARS`] characters.
    pub text: String,
    /// The text, folded.
    pub folded: Folded,
    /// The reply's.
    pub locale: Locale,
    /// Whether more was typed than is read.
    pub is_cut: bool,
    /// Its purpose.
    pub intent: Intent,
}

/// The purpose of a question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Intent {
    /// Clauses by number; those found, in the order asked. Never empty.
    Clauses(Vec<ClauseRef>),
    /// A clause by a number that no agreement has.
    NoSuchClause(ClauseNumber),
    /// A section, by number or name.
    Section(AgreementRef, SectionNumber),
    /// A section by a number that no agreement has.
    NoSuchSection(SectionNumber),
    /// The list of sections.
    Outline,
    /// Commitments.
    Commitments(CommitmentFilter),
    /// Nothing.
    Help(Occasion),
    /// The clauses on a subject.
    Topic,
}

impl Question {
    /// Understands what was typed, about a library with these names.
    pub fn read(asked: &Asked<'_>, names: &Names, folding: &Folding) -> Self {
        let text = part_read(asked.text).to_owned();
        let folded = folding.fold(&text);
        let locale =
            asked.locale.or_else(|| folding.scripts(&text).locale()).unwrap_or(asked.fallback);
        let intent = Reading::of(folded.as_str()).intent(names);
        Self { is_cut: text.len() < asked.text.trim().len(), text, folded, locale, intent }
    }

    /// Reads a question for commitments, in which a party alone is their giver: `China`, `ASEAN in 2024`.
    pub fn read_commitments(asked: &Asked<'_>, names: &Names, folding: &Folding) -> Self {
        let mut question = Self::read(asked, names, folding);
        if matches!(question.intent, Intent::Topic | Intent::Help(_))
            && let Some((filter, _)) = filter::read(question.folded.as_str(), names)
        {
            question.intent = Intent::Commitments(filter);
        }
        question
    }

    /// A question that was not typed, with its intent.
    pub fn intended(intent: Intent, locale: Locale) -> Self {
        Self { text: String::new(), folded: Folded::default(), locale, is_cut: false, intent }
    }
}

impl Reading<'_> {
    fn intent(&self, names: &Names) -> Intent {
        let bare: String = self.folded.chars().filter(|c| c.is_alphanumeric()).collect();
        if let Some(occasion) = occasion(&bare) {
            return Intent::Help(occasion);
        }
        if asks_outline(&bare) {
            return Intent::Outline;
        }
        let by_heading = || {
            let (at, number) = names.headings.find(self)?;
            Some(Intent::Section(at, number))
        };
        let by_promise = || filter::asked(self.folded, names).map(Intent::Commitments);
        let known = self.by_number(names).or_else(by_heading).or_else(by_promise);
        known.unwrap_or_else(|| {
            if has_content(self.folded) {
                Intent::Topic
            } else {
                Intent::Help(Occasion::Unreadable)
            }
        })
    }

    fn by_number(&self, names: &Names) -> Option<Intent> {
        let read = references(self.folded, &self.tokens);
        let mut clauses: Vec<ClauseRef> = Vec::new();
        for reference in &read.found {
            let Reference::Clause(number) = reference else { continue };
            for clause in numbered(*number, names) {
                if !clauses.contains(&clause) {
                    clauses.push(clause);
                }
            }
        }
        if !clauses.is_empty() {
            return Some(Intent::Clauses(clauses));
        }
        if read.has_topic {
            return None;
        }
        match *read.found.first()? {
            Reference::Section(number) => {
                Some(section(number, names).unwrap_or(Intent::NoSuchSection(number)))
            }
            Reference::LastSection => {
                names.last_section().map(|(at, number)| Intent::Section(at, number))
            }
            Reference::Clause(number) => Some(no_clause(number, names)),
        }
    }
}

/// `第三条` of a document whose sections are 1 to 5 is its third section.
fn no_clause(number: ClauseNumber, names: &Names) -> Intent {
    let section = match number.parts() {
        [_] => number.section().and_then(|it| section(it, names)),
        _ => None,
    };
    section.unwrap_or(Intent::NoSuchClause(number))
}

fn section(number: SectionNumber, names: &Names) -> Option<Intent> {
    names.section(number).map(|at| Intent::Section(at, number))
}

/// The clauses with this number; `第三章第六条` is also article 6 in chapter 3.
fn numbered(number: ClauseNumber, names: &Names) -> Vec<ClauseRef> {
    let found: Vec<ClauseRef> = names.clauses(number).collect();
    match (number.parts(), number.section()) {
        ([_, clause], Some(section)) if found.is_empty() && !section.is_annex() => {
            let inner = ClauseNumber::new(&[*clause]);
            inner.map(|it| names.clauses_in(section, it).collect()).unwrap_or_default()
        }
        _ => found,
    }
}
