//! The names by which a question calls parts of a library: clause numbers, headings, parties.
//!
//! | asked | found |
//! |---|---|
//! | `3.6` | the clauses with this number |
//! | `智慧海关`, `the chapter on trade` | a section, by its heading |
//! | `中国`, `ASEAN` | a party |
//!
//! What always holds: names are folded once, when the library is read; a question looks up its own words, so that its
//! cost hardly grows with the number of documents.

use std::{
    borrow::Cow,
    collections::{BTreeMap, HashSet},
};

use serde::{Deserialize, Serialize};

use crate::{
    corpus::{
        AgreementRef, ClauseId, ClauseNumber, ClauseRef, Heading, Library, Party, SectionNumber,
        number::is_article,
    },
    text::Folding,
};

use super::{heading::Headings, lookup::Lookup, reading::Scope, titles::Titles};

/// The names in a library, folded.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Names {
    pub(super) titles: Titles,
    pub(super) headings: Headings,
    /// In the order of the library; parties that have the same names are the first of them.
    parties: Vec<PartyNames>,
    by_name: Lookup,
    /// In the order of the folded numbers, then of the library, each with the section of the clause.
    clauses: Vec<(ClauseNumber, ClauseRef, Option<SectionNumber>)>,
    /// In the order of the numbers, then of the library.
    sections: Vec<(SectionNumber, AgreementRef)>,
    /// The sections that are articles, with their paragraphs as clauses; in the order of the library.
    articles: Vec<(AgreementRef, SectionNumber)>,
    /// Of each agreement that has sections, in the order of the library.
    last_sections: Vec<(AgreementRef, SectionNumber)>,
    /// Of each agreement, if it has one.
    preambles: Vec<ClauseRef>,
}

/// A party with its names.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct PartyNames {
    /// The agreement.
    pub(super) agreement: AgreementRef,
    /// Its place among the parties there.
    pub(super) place: usize,
    /// Its folded names, the longest first.
    pub(super) names: Vec<String>,
}

/// Clauses that are looked at to learn how a library counts.
const MANY: usize = 1000;

impl Names {
    /// Folds the names of a library.
    pub fn of(library: &Library, folding: &Folding) -> Self {
        let parties = parties(library, folding);
        let names = (0..)
            .zip(&parties)
            .flat_map(|(place, it)| it.names.iter().map(move |name| (name.clone(), place)));
        let by_name = Lookup::new(names);
        let mut sections: Vec<(SectionNumber, AgreementRef)> =
            library.headings().map(|(at, it)| (it.number, at)).collect();
        sections.sort_unstable();
        let is_article = |it: &Heading| it.texts.iter().any(|(_, it)| is_article(&it.printed));
        let articles = library.headings().filter(|(_, it)| is_article(it));
        let mut articles: Vec<(AgreementRef, SectionNumber)> =
            articles.map(|(at, it)| (at, it.number)).collect();
        articles.sort_unstable();
        let mut last: BTreeMap<AgreementRef, SectionNumber> = BTreeMap::new();
        for (number, at) in sections.iter().filter(|(it, _)| !it.is_annex()) {
            last.insert(*at, *number);
        }
        let (mut clauses, mut preambles) = (Vec::with_capacity(library.n_clauses()), Vec::new());
        library.visit(|at, _, it| {
            clauses.extend(it.id.number().map(|number| (number.folded(), at, it.section)));
            preambles.extend((it.id == ClauseId::Preamble).then_some(at));
        });
        clauses.sort_unstable_by_key(|(number, at, _)| (*number, *at));
        Self {
            titles: Titles::of(library, folding),
            headings: Headings::of(library, folding),
            parties,
            by_name,
            clauses,
            sections,
            articles,
            last_sections: last.into_iter().collect(),
            preambles,
        }
    }

    /// The names of parties alone, folded, each of a party of its own.
    #[cfg(test)]
    pub(super) fn of_parties(folded: &[&str]) -> Self {
        let names = folded.iter().map(|it| (*it).to_owned());
        let parties = names.clone().enumerate().map(|(place, name)| PartyNames {
            agreement: AgreementRef(0),
            place,
            names: vec![name],
        });
        Self { parties: parties.collect(), by_name: Lookup::new(names.zip(0..)), ..Self::default() }
    }

    /// The document that a text names. `None` if the library has no such document.
    pub fn document(&self, name: &str, folding: &Folding) -> Option<AgreementRef> {
        // In title marks, a name that may as well be a topic counts as one.
        let marked = format!("《{name}》");
        self.titles.find(&marked, &folding.fold(&marked))?.document.known()
    }

    /// Whether a text is the name of a party.
    pub fn is_party(&self, name: &str, folding: &Folding) -> bool {
        self.is_folded_party(&folding.text(name))
    }

    /// Whether a folded text is the name of a party.
    pub(super) fn is_folded_party(&self, name: &str) -> bool {
        !self.by_name.get(name).is_empty()
    }

    /// The folded text behind the name of a party that it begins with; a name in letters is not part of a longer word.
    pub(super) fn after_party<'a>(&self, folded: &'a str) -> Option<&'a str> {
        let rests =
            self.by_name.starts_of(folded).map(|(name, _)| (name, folded.get(name.len()..)));
        rests.filter_map(|(name, rest)| Some((name, rest?))).find_map(|(name, rest)| {
            let is_letter = |it: char| it.is_ascii_alphanumeric();
            (!(name.ends_with(is_letter) && rest.starts_with(is_letter))).then_some(rest)
        })
    }

    /// A folded text without the names of parties in Latin letters, which are words of no language in particular:
    /// `asean terima kasih` is as Malay as `terima kasih`.
    pub fn without_parties<'a>(&self, folded: &'a str) -> Cow<'a, str> {
        let is_letter = |it: char| it.is_ascii_alphanumeric();
        let mut kept = String::new();
        let (mut from, mut end_of_word) = (0, None);
        for (at, c) in folded.char_indices() {
            // Names in other letters are no words of a language in Latin letters.
            let starts_word = is_letter(c) && end_of_word != Some(at);
            end_of_word = is_letter(c).then_some(at + 1);
            if !starts_word || at < from {
                continue;
            }
            if let Some(after) = folded.get(at..).and_then(|it| self.after_party(it)) {
                kept.push_str(folded.get(from..at).unwrap_or_default());
                from = folded.len() - after.len();
            }
        }
        if from == 0 {
            return Cow::Borrowed(folded);
        }
        kept.push_str(folded.get(from..).unwrap_or_default());
        Cow::Owned(kept)
    }

    /// The clauses with a number, in the order of the library.
    pub fn clauses(&self, number: ClauseNumber) -> impl Iterator<Item = ClauseRef> {
        self.numbered(number).map(|(_, at, _)| *at)
    }

    /// The clauses with a number that are in a section with another.
    pub(super) fn clauses_in(
        &self,
        section: SectionNumber,
        number: ClauseNumber,
    ) -> impl Iterator<Item = ClauseRef> {
        self.numbered(number).filter(move |it| it.2 == Some(section)).map(|(_, at, _)| *at)
    }

    fn numbered(
        &self,
        number: ClauseNumber,
    ) -> impl Iterator<Item = &(ClauseNumber, ClauseRef, Option<SectionNumber>)> {
        let number = number.folded();
        let first = self.clauses.partition_point(|it| it.0 < number);
        self.clauses.iter().skip(first).take_while(move |it| it.0 == number)
    }

    /// Whether an agreement has clauses inside one with this number: 2.1 inside 2.
    pub(super) fn has_parts(&self, number: ClauseNumber, at: AgreementRef) -> bool {
        self.inside(number).any(|it| it.1.agreement == at)
    }

    /// The clauses inside an article that is no clause itself: 5.1 and 5.2 for 5. A chapter is no article.
    pub(super) fn parts_of_article(&self, number: ClauseNumber) -> impl Iterator<Item = ClauseRef> {
        let section = number.section().filter(|_| number.parts().len() == 1);
        let is_article = move |it: &&(ClauseNumber, ClauseRef, Option<SectionNumber>)| {
            section.is_none_or(|section| {
                let place = (it.1.agreement, section);
                it.2 != Some(section) || self.articles.binary_search(&place).is_ok()
            })
        };
        self.inside(number).filter(is_article).map(|it| it.1)
    }

    fn inside(
        &self,
        number: ClauseNumber,
    ) -> impl Iterator<Item = &(ClauseNumber, ClauseRef, Option<SectionNumber>)> {
        let number = number.folded();
        let first = self.clauses.partition_point(|it| it.0 <= number);
        let is_inside = move |it: &ClauseNumber| {
            it.annex() == number.annex() && it.parts().starts_with(number.parts())
        };
        self.clauses.iter().skip(first).take_while(move |it| is_inside(&it.0))
    }

    /// Whether some clause has a number of one part: 61, not 3.6.
    pub(super) fn counts_through(&self, scope: Scope) -> bool {
        let fits =
            |it: &&(ClauseNumber, ClauseRef, Option<SectionNumber>)| scope.has(it.1.agreement);
        self.clauses.iter().filter(fits).take(MANY).any(|it| it.0.parts().len() == 1)
    }

    /// The first agreement that has a section.
    pub(super) fn section(&self, number: SectionNumber, scope: Scope) -> Option<AgreementRef> {
        let first = self.sections.partition_point(|it| it.0 < number);
        let mut with = self.sections.iter().skip(first).take_while(|it| it.0 == number);
        with.find(|it| scope.has(it.1)).map(|it| it.1)
    }

    /// The last section of the first agreement that has any.
    pub(super) fn last_section(&self, scope: Scope) -> Option<(AgreementRef, SectionNumber)> {
        self.last_sections.iter().find(|it| scope.has(it.0)).copied()
    }

    /// The preambles, in the order of the library.
    pub(super) fn preambles(&self, scope: Scope) -> impl Iterator<Item = ClauseRef> {
        self.preambles.iter().filter(move |it| scope.has(it.agreement)).copied()
    }

    /// The parties whose names stand in a folded text, perhaps as part of a word; in the order of the library.
    pub(super) fn parties_in(&self, folded: &str) -> Vec<&PartyNames> {
        let starts = folded.char_indices().filter_map(|(at, _)| folded.get(at..));
        let mut found: Vec<u32> = starts
            .flat_map(|it| self.by_name.starts_of(it).flat_map(|(_, places)| places).copied())
            .collect();
        found.sort_unstable();
        found.dedup();
        found.into_iter().filter_map(|it| self.parties.get(it as usize)).collect()
    }
}

fn parties(library: &Library, folding: &Folding) -> Vec<PartyNames> {
    let mut known = HashSet::new();
    let agreements = (0..).map(AgreementRef).zip(&library.agreements);
    let all = agreements.flat_map(|(agreement, it)| {
        it.meta.parties.iter().enumerate().map(move |(place, it)| (agreement, place, it))
    });
    let read = all.map(|(agreement, place, party)| PartyNames {
        agreement,
        place,
        names: folded_names(party, folding),
    });
    read.filter(|it| known.insert(it.names.clone())).collect()
}

fn folded_names(party: &Party, folding: &Folding) -> Vec<String> {
    let names = party.names.iter().flat_map(|(_, it)| it);
    let mut names: Vec<String> = names.map(|it| folding.fold(it).as_str().to_owned()).collect();
    names.sort_by_key(|it| std::cmp::Reverse(it.len()));
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parties_are_taken_out() {
        let names = Names::of_parties(&["asean", "asean member states", "viet nam"]);
        for (folded, rest) in [
            ("terima kasih asean", "terima kasih "),
            ("asean member states, halo", ", halo"),
            ("viet nam", ""),
            ("aseanapol", "aseanapol"),
            ("intraasean", "intraasean"),
            ("asean's", "'s"),
            ("", ""),
        ] {
            assert_eq!(names.without_parties(folded), rest, "{folded}");
        }
        assert_eq!(names.after_party("asean member states sign"), Some(" sign"));
        assert_eq!(names.after_party("aseans sign"), None);
    }
}
