//! Sections by the words of their headings: all of the words and nothing else, or most of what a question says of a
//! section's matter.

use std::collections::{BTreeSet, HashSet};

use serde::{Deserialize, Serialize};

use crate::{
    corpus::{
        AgreementRef, ClauseRef, Library, SectionNumber,
        number::{is_article, mentions},
    },
    language::has_content,
    text::{Folding, Key, Token, TokenKind, stem, tokens},
};

use super::{
    lookup::Lookup,
    matter::Matter,
    reading::{Reading, Scope},
    reference::without_showing,
    section_call::{Call, Likeness, Plainness},
};

/// The share of a matter from which a heading is one for it, if no other has as much.
const ENOUGH: f32 = 0.5;

/// The headings of a library, folded.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Headings {
    /// In the order of the library; of those that read alike the first.
    all: Vec<Heading>,
    by_key: Lookup,
    by_word: Lookup,
    /// The words that the documents print before the numbers of sections: `goal`.
    units: Vec<String>,
}

/// A heading in one language.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Heading {
    at: AgreementRef,
    below: Below,
    folded: String,
}

/// What stands below a heading.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Below {
    /// A chapter or its like.
    Section(SectionNumber),
    /// An article, whose paragraphs are its clauses.
    Article(SectionNumber),
    /// One clause.
    Clause(ClauseRef),
}

impl Headings {
    pub(super) fn of(library: &Library, folding: &Folding) -> Self {
        let mut known = HashSet::new();
        let mut headings = Self::default();
        let (mut keys, mut words, mut units) = (Vec::new(), Vec::new(), BTreeSet::new());
        let mut add = |at: AgreementRef, below: Below, heading: &str| {
            let folded = folding.fold(heading).as_str().to_owned();
            let key = Key::of(&folded).as_str().to_owned();
            let Ok(place) = u32::try_from(headings.all.len()) else { return };
            if key.is_empty() || !known.insert((at, folded.clone())) {
                return;
            }
            keys.push((key, place));
            words.extend(tokens(&folded).iter().map(|it| (word(it), place)));
            headings.all.push(Heading { at, below, folded });
        };
        for (at, heading) in library.headings() {
            for (_, section) in heading.texts.iter() {
                units.extend(unit(folding.fold(&section.printed).as_str()).map(str::to_owned));
                let is_article = is_article(&section.printed);
                let below = if is_article { Below::Article } else { Below::Section };
                add(at, below(heading.number), &section.heading);
            }
        }
        library.visit(|clause, _, provision| {
            for (_, text) in provision.texts.iter() {
                // The line right above the clause is its own; those before it are wider ones.
                let own = text.above.lines().next_back().map(without_number);
                if let Some(heading) = own.filter(|it| !it.is_empty()) {
                    add(clause.agreement, Below::Clause(clause), heading);
                }
            }
        });
        let (by_key, by_word) = (Lookup::new(keys), Lookup::new(words));
        Self { by_key, by_word, units: units.into_iter().collect(), ..headings }
    }

    /// What stands below the first heading that a question names.
    pub(super) fn find(
        &self,
        question: &Reading<'_>,
        scope: Scope,
    ) -> Option<(AgreementRef, Below)> {
        let place =
            self.whole(question, scope).into_iter().chain(self.part(question, scope)).min()?;
        self.all.get(place as usize).map(|it| (it.at, it.below))
    }

    fn is_in(&self, place: u32, scope: Scope) -> bool {
        self.all.get(place as usize).is_some_and(|it| scope.has(it.at))
    }

    /// The first heading beside which a question has no topic.
    fn whole(&self, question: &Reading<'_>, scope: Scope) -> Option<u32> {
        let key = question.key.as_str();
        let at_token = |at: usize| self.by_key.starts_of(key.get(at..).unwrap_or_default());
        let named = question.key.starts().flat_map(|at| {
            at_token(at)
                .flat_map(move |(name, places)| places.iter().map(move |it| (at, name, *it)))
        });
        named
            .filter(|(.., place)| self.is_in(*place, scope))
            .filter(|(at, name, place)| self.is_all(question, *at, name, *place))
            .map(|it| it.2)
            .min()
    }

    /// Whether nothing is asked beside a heading whose key stands at byte `at` of the question's.
    fn is_all(&self, question: &Reading<'_>, at: usize, name: &str, place: u32) -> bool {
        let key = question.key.as_str();
        let parts = [key.get(..at), key.get(at + name.len()..)].map(Option::unwrap_or_default);
        // As words too: the key has stems, which no list of words knows.
        let in_words = || {
            let heading =
                self.all.get(place as usize).filter(|it| question.folded.contains(&it.folded));
            heading.is_some_and(|it| {
                !has_content(&without_showing(&question.folded.replacen(&it.folded, " ", 1)))
            })
        };
        !has_content(&parts.join(" ").replace(['\u{1}', '\u{2}'], " ")) || in_words()
    }

    /// The first heading that has all of the matter of a section that a question asks for; for a plain call, also the
    /// only one that has the most of it.
    fn part(&self, question: &Reading<'_>, scope: Scope) -> Option<u32> {
        let call = Call::of(question, &self.units)?;
        let (share, places) = self.most(&call, scope)?;
        let is_enough = match call.plainness {
            Plainness::Plain => share >= ENOUGH && places.len() == 1,
            Plainness::Faint => false,
        };
        places.first().copied().filter(|_| is_enough || share >= 1.0)
    }

    /// The matter of a section that a question plainly asks for, which no heading tells alone.
    pub(super) fn matter(&self, question: &Reading<'_>, scope: Scope) -> Option<Matter> {
        let call = Call::of(question, &self.units)?;
        match call.plainness {
            Plainness::Faint => return None,
            Plainness::Plain => {}
        }
        let most = self.most(&call, scope).filter(|(share, _)| *share >= ENOUGH);
        let places = most.map(|it| it.1).unwrap_or_default();
        let headings = places.iter().filter_map(|it| self.all.get(*it as usize));
        let section = |it: &Heading| match it.below {
            Below::Section(number) | Below::Article(number) => Some((it.at, number)),
            Below::Clause(_) => None,
        };
        Some(Matter { subject: call.matter(), headed: headings.filter_map(section).collect() })
    }

    /// The headings that have the most of a matter, in order, and their share of it.
    fn most(&self, call: &Call<'_>, scope: Scope) -> Option<(f32, Vec<u32>)> {
        let mut places: Vec<u32> = call.words().flat_map(|it| self.with_word(it)).collect();
        places.sort_unstable();
        places.dedup();
        let (mut most, mut found) = (Likeness::default(), Vec::new());
        for place in places.into_iter().filter(|it| self.is_in(*it, scope)) {
            let Some(heading) = self.all.get(place as usize) else { continue };
            let likeness = call.likeness(&heading.folded);
            if likeness > most {
                (most, found) = (likeness, Vec::new());
            }
            if likeness == most {
                found.push(place);
            }
        }
        (most.share > 0.0).then_some((most.share, found))
    }

    /// The headings that have a word: for one of letters, also as the beginning of a word, since `finance` and
    /// `financial` have stems of their own.
    fn with_word(&self, token: &Token<'_>) -> Vec<u32> {
        let word = &word(token);
        match token.kind {
            TokenKind::Han | TokenKind::Number => self.by_word.get(word).to_vec(),
            TokenKind::Word => {
                let words = self.by_word.with_start(word);
                let mut found: Vec<u32> = words.flat_map(|(_, it)| it).copied().collect();
                found.sort_unstable();
                found.dedup();
                found
            }
        }
    }
}

/// A heading without the number that it begins with: `附则` of `第二节 附则`.
fn without_number(heading: &str) -> &str {
    let lower = heading.to_lowercase();
    let number = mentions(&lower).into_iter().find(|it| it.is_marked && it.span.start == 0);
    let rest = number.and_then(|it| heading.get(it.span.end..)).unwrap_or(heading);
    rest.trim_start_matches(|c: char| !c.is_alphanumeric()).trim_end()
}

/// The word before a section's printed number, folded: `goal` of `Goal 5`, `目标` of `目标1`.
fn unit(printed: &str) -> Option<&str> {
    let end = printed.find(|it: char| !it.is_alphabetic())?;
    let (word, number) = printed.split_at_checked(end)?;
    let is_numbered = number.trim_start().starts_with(|it: char| it.is_ascii_digit());
    let is_word = word.chars().count() > 1 && (!word.is_ascii() || word.len() > 3);
    (is_numbered && is_word && !word.starts_with('第')).then_some(word)
}

/// A word as headings are looked up by it.
fn word(token: &Token<'_>) -> String {
    match token.kind {
        TokenKind::Han | TokenKind::Number => token.text.to_string(),
        TokenKind::Word => stem(&token.text).into_owned(),
    }
}
