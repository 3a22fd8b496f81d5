//! Sections by the words of their headings: all of the words, or some of them beside the word `chapter` or its like,
//! and nothing else.

use std::{collections::HashSet, sync::LazyLock};

use serde::{Deserialize, Serialize};

use crate::{
    corpus::{
        AgreementRef, ClauseRef, Library, SectionNumber,
        number::{is_article, mentions, section_words},
    },
    language::{has_content, is_stop_word},
    text::{Folding, Key, Token, TokenKind, is_han, stem, tokens},
};

use super::{
    lookup::Lookup,
    reading::{Reading, Scope},
    reference::without_showing,
};

/// The headings of a library, folded.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Headings {
    /// In the order of the library; of those that read alike the first.
    all: Vec<Heading>,
    by_key: Lookup,
    by_word: Lookup,
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
        let (mut keys, mut words) = (Vec::new(), Vec::new());
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
        Self { by_key: Lookup::new(keys), by_word: Lookup::new(words), ..headings }
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

    /// The first heading that has all words of a question for a chapter.
    fn part(&self, question: &Reading<'_>, scope: Scope) -> Option<u32> {
        if !names_a_section(question) {
            return None;
        }
        let mut words = content_words(question.folded).into_iter();
        let mut found = self.with_word(&words.next()?);
        for word in words {
            let others = self.with_word(&word);
            found.retain(|it| others.binary_search(it).is_ok());
        }
        found.into_iter().find(|it| self.is_in(*it, scope))
    }

    /// The headings that have a word: for one of letters, also as the beginning of a word, since `finance` and
    /// `financial` have stems of their own.
    fn with_word(&self, (kind, word): &(TokenKind, String)) -> Vec<u32> {
        match kind {
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

/// A word as headings are looked up by it.
fn word(token: &Token<'_>) -> String {
    match token.kind {
        TokenKind::Han | TokenKind::Number => token.text.to_string(),
        TokenKind::Word => stem(&token.text).into_owned(),
    }
}

static SECTION_WORDS: LazyLock<HashSet<&str>> = LazyLock::new(|| section_words().collect());

fn names_a_section(question: &Reading<'_>) -> bool {
    question.tokens.iter().any(|it| it.kind == TokenKind::Word && SECTION_WORDS.contains(&*it.text))
        || SECTION_WORDS.iter().any(|it| it.contains(is_han) && question.folded.contains(it))
}

/// The words that carry a topic. Han characters count one by one, since no dictionary is at hand here.
fn content_words(folded: &str) -> Vec<(TokenKind, String)> {
    let mut rest = folded.to_owned();
    for unit in section_words().filter(|it| !it.is_ascii()) {
        rest = rest.replace(unit, " ");
    }
    let tokens = tokens(&rest);
    let kept =
        tokens.iter().filter(|it| !is_stop_word(&it.text) && !SECTION_WORDS.contains(&*it.text));
    kept.map(|it| (it.kind, word(it))).collect()
}
