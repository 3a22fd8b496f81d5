//! The pages of clauses in the files that they come from: `pages.toml`, which `clausebot import` writes.

use std::collections::{BTreeMap, HashMap};

use super::{
    bilingual::Bilingual,
    document::Document,
    number::ClauseId,
    problem::Problem,
    settings::{Lines, settings},
};

/// One-based pages by clause, for each text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Pages(Bilingual<HashMap<ClauseId, u16>>);

impl Pages {
    /// Reads the file. A key that is no clause's id is reported.
    pub(super) fn parse(text: &str) -> (Self, Vec<Problem>) {
        type Read = Bilingual<BTreeMap<toml::Spanned<String>, u16>>;
        let lines = Lines::of(text);
        let (read, mut problems): (Read, _) = settings(text, &lines);
        let mut pages = Self::default();
        for (language, of_text) in read.iter() {
            let mut found = HashMap::new();
            for (id, page) in of_text {
                match id.get_ref().parse::<ClauseId>() {
                    Ok(id) => _ = found.insert(id, *page),
                    Err(error) => problems.push(lines.fault(id.span().start, error.to_string())),
                }
            }
            pages.0.set(language, found);
        }
        (pages, problems)
    }

    /// Writes the pages into the clauses.
    pub(super) fn apply(&self, documents: &mut Bilingual<Document>) {
        for (language, pages) in self.0.iter() {
            for clause in documents.get_mut(language).into_iter().flat_map(|it| &mut it.clauses) {
                clause.page = pages.get(&clause.id).copied().or(clause.page);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{corpus::parse, text::Language};

    #[test]
    fn clauses_have_the_pages_of_their_text() {
        let (pages, problems) = Pages::parse("[en]\n1 = 2\n2-p1 = 7\n\"?\" = 3\n");
        assert_eq!(problems.len(), 1);
        assert_eq!(problems[0].line, 4);
        let mut documents = Bilingual::default();
        documents.set(Language::English, parse("Plan\n1. Trade.\n2. Finance.").0);
        pages.apply(&mut documents);
        let found: Vec<_> = documents.en.unwrap().clauses.iter().map(|it| it.page).collect();
        assert_eq!(found, [Some(2), None]);
    }
}
