//! Finds the concepts that a text names: `新冠疫苗` and `covid jabs` name one.

use std::{collections::HashMap, sync::Arc};

use serde::{Deserialize, Serialize};

use crate::{
    corpus::{AgreementRef, ClauseId, CommonGlossary, Concept, ConceptWords, Library},
    text::{Folding, Key, Lexicon},
};

/// A concept by its place in [`Concepts`].
pub(super) type ConceptPlace = u32;

/// All concepts of a library: those of its agreements, then the common ones.
///
/// A stored one lacks what all libraries share, and what only building an index needs: see [`Self::sharing`].
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Concepts {
    /// The agreements' concepts.
    own: Vec<Entry>,
    own_words: ConceptWords,
    #[serde(skip)]
    common: Arc<CommonGlossary>,
    /// The concepts that list a clause, with its rank in their list.
    #[serde(skip)]
    pinned: HashMap<(AgreementRef, ClauseId), Vec<(ConceptPlace, usize)>>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
struct Entry {
    id: String,
    is_general: bool,
    agreement: AgreementRef,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Named {
    /// The first byte in the key.
    pub(super) start: usize,
    /// One past the last byte in the key.
    pub(super) end: usize,
    /// The concepts that the words may stand for.
    pub(super) concepts: Vec<ConceptPlace>,
    /// Those that the words name a kind of. One of the two has some.
    pub(super) broader: Vec<ConceptPlace>,
}

impl Concepts {
    pub(super) fn new(library: &Library, folding: &Folding) -> Self {
        let own = (0..)
            .map(AgreementRef)
            .zip(&library.agreements)
            .flat_map(|(at, agreement)| agreement.glossary.concepts.iter().map(move |it| (at, it)));
        let entry = |(agreement, it): (AgreementRef, &Concept)| Entry {
            id: it.id.clone(),
            is_general: it.is_general,
            agreement,
        };
        Self {
            own_words: ConceptWords::new(own.clone().map(|(_, it)| it), folding),
            pinned: pinned(own.clone()),
            own: own.map(entry).collect(),
            common: Arc::clone(&library.common),
        }
    }

    /// The concepts with the common ones of the library.
    pub(super) fn sharing(self, common: Arc<CommonGlossary>) -> Self {
        Self { common, ..self }
    }

    /// The concepts that a clause names in agreements' own terms.
    pub(super) fn terms(&self, key: &Key) -> Vec<Named> {
        let tables = [&self.own_words.terms, &self.common.words.terms];
        named(key, |start| {
            let (end, concepts) = self.longest(tables, key, start, |_| true)?;
            Some(Named { start, end, concepts, broader: Vec::new() })
        })
    }

    /// The concepts that a question names in terms or everyday words, or names a kind of. Paraphrases are names only of
    /// what some clause `is_on`.
    pub(super) fn words(&self, key: &Key, is_on: impl Fn(ConceptPlace) -> bool) -> Vec<Named> {
        let [own, common] = [&self.own_words, &self.common.words];
        named(key, |start| {
            let all = |_| true;
            let name = self.longest([&own.words, &common.words], key, start, all);
            let paraphrases = [&own.paraphrases, &common.paraphrases];
            let paraphrase = self.longest(paraphrases, key, start, &is_on);
            let kind = self.longest([&own.narrower, &common.narrower], key, start, all);
            let all = [&name, &paraphrase, &kind];
            let end = all.into_iter().flatten().map(|it| it.0).max()?;
            let of = |it: Option<(usize, Vec<ConceptPlace>)>| {
                it.filter(|it| it.0 == end).map_or_else(Vec::new, |it| it.1)
            };
            let mut concepts = of(name);
            for concept in of(paraphrase) {
                if !concepts.contains(&concept) {
                    concepts.push(concept);
                }
            }
            Some(Named { start, end, concepts, broader: of(kind) })
        })
    }

    /// The concepts whose terms stand in a clause of `agreement`.
    pub(super) fn in_clause(
        &self,
        key: &Key,
        agreement: AgreementRef,
    ) -> impl Iterator<Item = ConceptPlace> {
        let named = self.terms(key).into_iter();
        named.flat_map(|it| it.concepts).filter(move |it| self.serves(*it, agreement))
    }

    /// The concepts that list a clause, with its rank in their list, from 0.
    pub(super) fn pinned(
        &self,
        agreement: AgreementRef,
        clause: ClauseId,
    ) -> impl Iterator<Item = (ConceptPlace, usize)> {
        self.pinned.get(&(agreement, clause)).into_iter().flatten().copied()
    }

    pub(super) fn id(&self, place: ConceptPlace) -> &str {
        let place = place as usize;
        let own = self.own.get(place).map(|it| it.id.as_str());
        own.or_else(|| self.common.id(place.checked_sub(self.own.len())?)).unwrap_or_default()
    }

    pub(super) fn is_general(&self, place: ConceptPlace) -> bool {
        let place = place as usize;
        let common =
            || place.checked_sub(self.own.len()).is_some_and(|it| self.common.is_general(it));
        self.own.get(place).map_or_else(common, |it| it.is_general)
    }

    fn serves(&self, place: ConceptPlace, agreement: AgreementRef) -> bool {
        self.own.get(place as usize).is_none_or(|it| it.agreement == agreement)
    }

    /// The concepts that count of the longest word at a place: of an agreement's own table, and of the common one.
    fn longest(
        &self,
        [own, common]: [&Lexicon; 2],
        key: &Key,
        start: usize,
        counts: impl Fn(ConceptPlace) -> bool,
    ) -> Option<(usize, Vec<ConceptPlace>)> {
        let own = own.longest_that(key, start, &counts);
        let common = common.longest_that(key, start, |it| counts(self.of_common(it)));
        let end = own.iter().chain(&common).map(|it| it.0).max()?;
        let longest = |it: &(usize, &[ConceptPlace])| it.0 == end;
        let mut concepts = own.filter(longest).map_or_else(Vec::new, |it| it.1.to_vec());
        let common = common.filter(longest).map(|it| it.1).unwrap_or_default();
        concepts.extend(common.iter().map(|it| self.of_common(*it)));
        concepts.retain(|it| counts(*it));
        Some((end, concepts))
    }

    fn of_common(&self, place: ConceptPlace) -> ConceptPlace {
        place.saturating_add(ConceptPlace::try_from(self.own.len()).unwrap_or(ConceptPlace::MAX))
    }
}

/// The words of a text that `at` finds at a place, none inside another.
fn named(key: &Key, at: impl Fn(usize) -> Option<Named>) -> Vec<Named> {
    let mut found: Vec<Named> = Vec::new();
    for start in key.starts() {
        if found.last().is_none_or(|it| start >= it.end) {
            found.extend(at(start));
        }
    }
    found
}

fn pinned<'a>(
    own: impl Iterator<Item = (AgreementRef, &'a Concept)>,
) -> HashMap<(AgreementRef, ClauseId), Vec<(ConceptPlace, usize)>> {
    let mut pinned: HashMap<_, Vec<(ConceptPlace, usize)>> = HashMap::new();
    for (place, (agreement, concept)) in (0..).zip(own) {
        for (rank, clause) in concept.clauses.iter().enumerate() {
            let of_clause = pinned.entry((agreement, *clause)).or_default();
            // A clause that is listed twice has its first rank.
            if of_clause.last().is_none_or(|it| it.0 != place) {
                of_clause.push((place, rank));
            }
        }
    }
    pinned
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;
    use crate::corpus::{Agreement, Glossary};

    /// A library of agreements with these glossaries, and a common one.
    fn concepts(own: &[&str], common: &str) -> Concepts {
        let agreement = |it: &&str| Agreement { glossary: glossary(it), ..Agreement::default() };
        let common = Arc::new(CommonGlossary::new(&glossary(common), &Folding::new()));
        let library = Library { agreements: own.iter().map(agreement).collect(), common };
        Concepts::new(&library, &Folding::new())
    }

    fn glossary(text: &str) -> Glossary {
        let (glossary, problems) = Glossary::parse(text);
        assert_eq!(problems, []);
        glossary
    }

    fn ids(concepts: &Concepts, named: &[Named]) -> Vec<String> {
        let ids = named.iter().flat_map(|it| &it.concepts).map(|it| concepts.id(*it).to_owned());
        ids.collect()
    }

    #[test]
    fn the_longer_of_own_and_common_words_counts() {
        let concepts = concepts(
            &[
                "[[concept]]\nid = \"area\"\nzh = [\"自贸区\"]",
                "[[concept]]\nid = \"trade\"\nzh = [\"贸易\"]\neveryday.zh = [\"买卖东西\"]",
            ],
            "[[concept]]\nid = \"upgrade\"\nzh = [\"自贸区升级\"]\n[[concept]]\nid = \"commerce\"\nzh = [\"贸易\"]",
        );
        let key = Key::of("自贸区升级, 自贸区, 贸易, 买卖东西");
        assert_eq!(
            ids(&concepts, &concepts.words(&key, |_| true)),
            ["upgrade", "area", "trade", "commerce", "trade"]
        );
        assert_eq!(ids(&concepts, &concepts.terms(&key)), ["upgrade", "area", "trade", "commerce"]);
        let in_first = concepts.in_clause(&key, AgreementRef(0)).map(|it| concepts.id(it));
        assert_eq!(in_first.collect::<Vec<_>>(), ["upgrade", "area", "commerce"]);
    }

    #[test]
    fn kinds_are_found_with_what_they_are_kinds_of() {
        let own =
            "[[concept]]\nid = \"disaster\"\nzh = [\"灾害\"]\nnarrower.zh = [\"地震\", \"水灾\"]";
        let common = "[[concept]]\nid = \"quake\"\nzh = [\"地震\"]\n[[concept]]\nid = \"water\"\nzh = [\"水\"]\nnarrower.zh = [\"水灾面积\"]";
        let concepts = concepts(&[own], common);
        let found = |text: &str| {
            let named = concepts.words(&Key::of(text), |_| true).into_iter();
            let ids =
                |it: &[u32]| it.iter().map(|it| concepts.id(*it)).collect::<Vec<_>>().join(" ");
            named
                .map(|it| format!("{} < {}", ids(&it.concepts), ids(&it.broader)))
                .collect::<Vec<_>>()
        };
        assert_eq!(
            found("地震, 水灾, 水灾面积, 灾害"),
            ["quake < disaster", " < disaster", " < water", "disaster < "]
        );
        assert_eq!(concepts.terms(&Key::of("水灾")).len(), 1, "clauses are not searched for kinds");
    }

    #[test]
    fn paraphrases_are_names_of_what_clauses_are_on() {
        let own = "[[concept]]\nid = \"storm\"\nzh = [\"台风\"]\nparaphrases.zh = [\"刮大风\"]";
        let common = "[[concept]]\nid = \"wind\"\nzh = [\"风\"]\n[[concept]]\nid = \"gale\"\nzh = [\"大风\"]\n[[concept]]\nid = \"calm\"\nzh = [\"静\"]\nparaphrases.zh = [\"刮大\"]";
        let concepts = concepts(&[own], common);
        let key = Key::of("刮大风");
        assert_eq!(ids(&concepts, &concepts.words(&key, |_| true)), ["storm"]);
        assert_eq!(ids(&concepts, &concepts.words(&key, |_| false)), ["gale"]);
        assert_eq!(ids(&concepts, &concepts.words(&key, |it| it == 3)), ["calm", "wind"]);
        assert_eq!(ids(&concepts, &concepts.terms(&key)), ["gale"]);
    }

    #[test]
    fn general_concepts_are_known_of_agreements_and_of_all() {
        let general = "[[concept]]\nid = \"a\"\nzh = [\"改善\"]\ngeneral = true";
        let other = "[[concept]]\nid = \"b\"\nzh = [\"贸易\"]";
        let concepts = concepts(&[other, general], &format!("{other}\n{general}"));
        let is_general: Vec<bool> = (0..4).map(|it| concepts.is_general(it)).collect();
        assert_eq!(is_general, [false, true, false, true]);
    }

    #[test]
    fn a_clause_is_pinned_by_the_concepts_of_its_agreement_with_its_first_rank() {
        let glossary =
            "[[concept]]\nid = \"a\"\nzh = [\"一\"]\nclauses = [\"1.2\", \"1.1\", \"1.2\"]";
        let concepts = concepts(&["", glossary], "");
        let pinned = |agreement, clause: &str| {
            let pinned = concepts.pinned(AgreementRef(agreement), clause.parse().unwrap());
            pinned.collect::<Vec<_>>()
        };
        assert_eq!(pinned(1, "1.2"), [(0, 0)]);
        assert_eq!(pinned(1, "1.1"), [(0, 1)]);
        assert_eq!(pinned(0, "1.1"), []);
    }

    /// The words of a text, leftmost and longest first, found by trying each word at each place.
    fn scanned(key: &str, words: &[(String, ConceptPlace)]) -> Vec<Named> {
        let mut found = Vec::new();
        let mut start = 0;
        while let Some(rest) = key.get(start..).filter(|it| !it.is_empty()) {
            let here = || words.iter().filter(|(word, _)| rest.starts_with(word.as_str()));
            let Some(len) = here().map(|(word, _)| word.len()).max() else {
                start += rest.chars().next().unwrap().len_utf8();
                continue;
            };
            let mut concepts: Vec<ConceptPlace> =
                here().filter(|(word, _)| word.len() == len).map(|it| it.1).collect();
            concepts.dedup();
            found.push(Named { start, end: start + len, concepts, broader: Vec::new() });
            start += len;
        }
        found
    }

    fn words() -> impl Strategy<Value = Vec<Vec<String>>> {
        let word = "[甲乙丙]{1,3}|(a|b)( (a|b)){0,2}|[甲乙] a";
        prop::collection::vec(prop::collection::vec(word, 1..4), 0..6)
    }

    proptest! {
        #[test]
        fn words_are_found_as_a_scan_finds_them(
            own in words(),
            common in words(),
            text in "[甲乙丙ab ]{0,16}",
        ) {
            let concept = |(n, words): (usize, &Vec<String>)| {
                let unique = words.iter().collect::<BTreeSet<_>>().into_iter();
                let unique: Vec<&String> = unique.collect();
                format!("[[concept]]\nid = \"c{n}\"\nzh = {unique:?}\n")
            };
            let toml = |all: &[Vec<String>]| all.iter().enumerate().map(concept).collect::<String>();
            let concepts = concepts(&[&toml(&own)], &toml(&common));
            let all = (0..).zip(own.iter().chain(&common));
            let all = all.flat_map(|(place, words)| {
                words.iter().map(move |it| (Key::of(it).as_str().to_owned(), place))
            });
            let key = Key::of(&text);
            prop_assert_eq!(concepts.words(&key, |_| true), scanned(key.as_str(), &all.collect::<Vec<_>>()));
        }
    }
}
