//! A question understood: its language and its intent.

use crate::{
    corpus::{
        AgreementRef, ClauseNumber, ClauseRef, Library, SectionNumber,
        number::{Reference, section_words},
    },
    language::{has_content, is_stop_word},
    text::{Folding, Key, Locale, TokenKind, stem, tokens},
};

use super::{
    filter::{self, CommitmentFilter},
    lexicon::{LAUGHTER, OCCASIONS, OUTLINE, Occasion},
    reference::{references, without_showing},
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
    /// Understands what was typed.
    pub fn read(asked: &Asked<'_>, library: &Library, folding: &Folding) -> Self {
        let text = part_read(asked.text).to_owned();
        let folded = folding.fold(&text);
        let locale =
            asked.locale.or_else(|| folding.scripts(&text).locale()).unwrap_or(asked.fallback);
        let intent = Understanding { library, folding }.intent(folded.as_str());
        Self { is_cut: text.len() < asked.text.trim().len(), text, locale, intent }
    }

    /// Reads a question for commitments, in which a party alone is their giver: `China`, `ASEAN in 2024`.
    pub fn read_commitments(asked: &Asked<'_>, library: &Library, folding: &Folding) -> Self {
        let mut question = Self::read(asked, library, folding);
        if matches!(question.intent, Intent::Topic | Intent::Help(_))
            && let Some((filter, _)) =
                filter::read(folding.fold(&question.text).as_str(), library, folding)
        {
            question.intent = Intent::Commitments(filter);
        }
        question
    }

    /// A question that was not typed, with its intent.
    pub fn intended(intent: Intent, locale: Locale) -> Self {
        Self { text: String::new(), locale, is_cut: false, intent }
    }
}

struct Understanding<'a> {
    library: &'a Library,
    folding: &'a Folding,
}

impl Understanding<'_> {
    fn intent(&self, folded: &str) -> Intent {
        let bare: String = folded.chars().filter(|c| c.is_alphanumeric()).collect();
        if let Some(occasion) = occasion(&bare) {
            return Intent::Help(occasion);
        }
        if OUTLINE.split_whitespace().any(|it| it == bare) {
            return Intent::Outline;
        }
        let by_promise = || {
            let (filter, asks) = filter::read(folded, self.library, self.folding)?;
            asks.then_some(Intent::Commitments(filter))
        };
        let known = self.by_number(folded).or_else(|| self.by_heading(folded)).or_else(by_promise);
        known.unwrap_or_else(|| {
            if has_content(folded) { Intent::Topic } else { Intent::Help(Occasion::Unreadable) }
        })
    }

    fn by_number(&self, folded: &str) -> Option<Intent> {
        let read = references(folded);
        let numbers = read.found.iter().filter_map(|it| match it {
            Reference::Clause(number) => Some(*number),
            Reference::Section(_) | Reference::LastSection => None,
        });
        let mut clauses: Vec<ClauseRef> = Vec::new();
        for clause in numbers.clone().flat_map(|it| self.clauses(it)) {
            if !clauses.contains(&clause) {
                clauses.push(clause);
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
                Some(self.section(number).unwrap_or(Intent::NoSuchSection(number)))
            }
            Reference::LastSection => {
                let (at, last) = self
                    .library
                    .headings()
                    .filter(|(_, it)| !it.number.is_annex())
                    .max_by_key(|(at, it)| (std::cmp::Reverse(*at), it.number))?;
                Some(Intent::Section(at, last.number))
            }
            Reference::Clause(number) => Some(self.no_clause(number)),
        }
    }

    /// `第三条` of a document whose sections are 1 to 5 is its third section.
    fn no_clause(&self, number: ClauseNumber) -> Intent {
        let section = match number.parts() {
            [_] => number.section().and_then(|it| self.section(it)),
            _ => None,
        };
        section.unwrap_or(Intent::NoSuchClause(number))
    }

    fn section(&self, number: SectionNumber) -> Option<Intent> {
        let (at, _) = self.library.headings().find(|(_, it)| it.number == number)?;
        Some(Intent::Section(at, number))
    }

    /// Clauses with this number; `第三章第六条` is also article 6 in chapter 3.
    fn clauses(&self, number: ClauseNumber) -> Vec<ClauseRef> {
        let with = |wanted: ClauseNumber, section: Option<SectionNumber>| {
            let clauses = self.library.clauses().filter(move |(_, _, it)| {
                it.id.number() == Some(wanted) && (section.is_none() || it.section == section)
            });
            clauses.map(|(at, _, _)| at).collect::<Vec<_>>()
        };
        let found = with(number, None);
        match (number.parts(), number.section()) {
            ([_, clause], Some(section)) if found.is_empty() && !section.is_annex() => {
                ClauseNumber::new(&[*clause]).map(|it| with(it, Some(section))).unwrap_or_default()
            }
            _ => found,
        }
    }

    /// A section by the words of its heading: all of them, or some beside the
    /// word `chapter` or its like, and nothing else.
    fn by_heading(&self, folded: &str) -> Option<Intent> {
        let key = Key::of(folded);
        let names_a_section = names_a_section(folded);
        let words = content_words(folded);
        self.library.headings().find_map(|(at, heading)| {
            heading
                .texts
                .iter()
                .any(|(_, section)| {
                    let heading = self.folding.fold(&section.heading);
                    let heading_key = Key::of(heading.as_str());
                    let rest = key.as_str().replacen(heading_key.as_str(), " ", 1);
                    // As words too: the key has stems, which no list of words knows.
                    let without = || folded.replacen(heading.as_str(), " ", 1);
                    let is_whole = (rest.len() < key.as_str().len()
                        && !has_content(&rest.replace(['\u{1}', '\u{2}'], " ")))
                        || (folded.contains(heading.as_str())
                            && !has_content(&without_showing(&without())));
                    let is_part = || {
                        names_a_section
                            && !words.is_empty()
                            && words.iter().all(|it| heading_key.as_str().contains(it.as_str()))
                    };
                    !heading_key.as_str().is_empty() && (is_whole || is_part())
                })
                .then_some(Intent::Section(at, heading.number))
        })
    }
}

fn names_a_section(folded: &str) -> bool {
    let tokens = tokens(folded);
    section_words().any(|word| {
        let is_token = || tokens.iter().any(|it| it.text == word);
        if word.is_ascii() { is_token() } else { folded.contains(word) }
    })
}

/// The keys of the words that carry a topic. Han characters count one by one, since no dictionary is at hand here.
fn content_words(folded: &str) -> Vec<String> {
    let mut rest = folded.to_owned();
    for unit in section_words().filter(|it| !it.is_ascii()) {
        rest = rest.replace(unit, " ");
    }
    let tokens = tokens(&rest);
    let kept = tokens.iter().filter(|it| !is_stop_word(&it.text));
    let kept = kept.filter(|it| section_words().all(|word| word != it.text));
    kept.map(|it| match it.kind {
        TokenKind::Han | TokenKind::Number => it.text.to_string(),
        TokenKind::Word => stem(&it.text).into_owned(),
    })
    .collect()
}

fn occasion(bare: &str) -> Option<Occasion> {
    let is_laughter = bare.chars().all(|c| LAUGHTER.contains(c));
    if bare.is_empty() || is_laughter {
        return Some(Occasion::Unreadable);
    }
    OCCASIONS
        .iter()
        .find(|(_, words)| words.split_whitespace().any(|it| it == bare))
        .map(|(occasion, _)| *occasion)
}
