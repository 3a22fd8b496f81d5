//! An agreement: its texts side by side, clause for clause.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use crate::{
    commitment::{DocumentKind, YearMonth},
    text::Language,
};

use super::{
    bilingual::Bilingual,
    document::{Clause, Document, Section},
    expected::Expected,
    glossary::Glossary,
    meta::{Meta, TextStatus},
    number::{ClauseId, SectionNumber},
    problem::{Problem, ProblemKind},
    provision::Provision,
    provisions::Provisions,
    purpose,
};

/// An agreement in one or two languages.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Agreement {
    /// Unique in its library: `china-asean-2022-2025`.
    pub id: String,
    /// Its settings.
    pub meta: Meta,
    /// When it was adopted, else published; as its first lines tell where the settings do not.
    pub date: Option<YearMonth>,
    /// Its sort; as its titles tell where the settings do not.
    pub kind: DocumentKind,
    /// Titles: those of the settings, else the first lines of the texts.
    pub title: Bilingual<String>,
    /// In the order of the authentic text.
    pub sections: Vec<Heading>,
    /// In the order of the authentic text, the preamble first.
    pub provisions: Provisions,
    /// The words that people use for its subjects.
    pub glossary: Glossary,
    /// Questions that readers may type to find each clause.
    pub expected: Expected,
}

/// A section in every language that has it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Heading {
    /// Its number.
    pub number: SectionNumber,
    /// As either text prints it.
    pub texts: Bilingual<Section>,
}

impl Agreement {
    /// Puts the texts side by side.
    pub fn new(
        id: String,
        meta: Meta,
        documents: &Bilingual<Document>,
        glossary: Glossary,
    ) -> Self {
        let mut agreement = Self { id, meta, glossary, ..Self::default() };
        let first = agreement.authentic(documents);
        agreement.date = agreement
            .meta
            .dates
            .month()
            .or_else(|| purpose::date(&documents.get(first)?.head().collect::<Vec<_>>()));
        for language in [first, first.other()] {
            if let Some(document) = documents.get(language) {
                agreement.add(language, document);
            }
        }
        let told = purpose::kind(agreement.title.iter().map(|(_, it)| it.as_str()));
        let told = Some(told).filter(|it| *it != DocumentKind::Unknown);
        agreement.kind = agreement.meta.kind.or(told).unwrap_or(DocumentKind::Agreement);
        agreement
    }

    /// A plain text with nothing beside it; its first lines tell its date and sort.
    pub fn plain(language: Language, document: Document) -> Self {
        let meta = Meta { kind: Some(purpose::kind(document.head())), ..Meta::default() };
        let mut documents = Bilingual::default();
        documents.set(language, document);
        let mut agreement = Self::new(String::new(), meta, &documents, Glossary::default());
        // Nobody asks for a clause by its number here, so one that repeats a number is kept too.
        let clauses = documents.get(language).into_iter().flat_map(|it| &it.clauses);
        let alone = |clause: &Clause| {
            let mut provision = Provision::empty(clause);
            provision.texts.set(language, clause.clone());
            provision
        };
        agreement.provisions = clauses.map(alone).collect::<Vec<_>>().into();
        agreement
    }

    fn authentic(&self, documents: &Bilingual<Document>) -> Language {
        let stated = self.meta.authentic.filter(|it| documents.get(*it).is_some());
        let first = || documents.iter().next().map(|(language, _)| language);
        stated.or_else(first).unwrap_or(Language::Chinese)
    }

    fn add(&mut self, language: Language, document: &Document) {
        if let Some(title) = self.meta.title.get(language).or(document.title.as_ref()) {
            self.title.set(language, title.clone());
        }
        for section in &document.sections {
            let at = self.sections.iter().position(|it| it.number == section.number);
            let at = at.unwrap_or_else(|| {
                let (number, texts) = (section.number, Bilingual::default());
                self.sections.push(Heading { number, texts });
                self.sections.len() - 1
            });
            let heading = self.sections.get_mut(at).filter(|it| it.texts.get(language).is_none());
            if let Some(heading) = heading {
                heading.texts.set(language, section.clone());
            }
        }
        self.provisions.edit(|all| add(all, language, document));
    }

    /// The place of a clause in [`Self::provisions`].
    pub fn position(&self, id: &ClauseId) -> Option<usize> {
        self.provisions.iter().position(|it| it.id == *id)
    }

    /// The section with this number.
    pub fn section(&self, number: SectionNumber) -> Option<&Heading> {
        self.sections.iter().find(|it| it.number == number)
    }

    /// The clauses of a section, in order, with their places.
    pub fn clauses_of(&self, number: SectionNumber) -> impl Iterator<Item = (usize, &Provision)> {
        self.provisions.iter().enumerate().filter(move |(_, it)| it.section == Some(number))
    }

    /// The languages that it has a text in.
    pub fn languages(&self) -> impl Iterator<Item = Language> {
        self.provisions.languages().iter().copied()
    }

    /// The standing of its text in `language`.
    pub fn status(&self, language: Language) -> TextStatus {
        self.meta.texts.get(language).map(|it| it.status).unwrap_or_default()
    }

    /// The language whose words bind.
    pub fn authentic_language(&self) -> Language {
        let stated = self.languages().find(|it| self.meta.authentic == Some(*it));
        stated.or_else(|| self.languages().next()).unwrap_or(Language::English)
    }

    /// Clauses and sections that one language has and the other lacks; none
    /// where there is one text only. Each with the language of its file.
    pub(super) fn one_sided(&self) -> Vec<(Language, Problem)> {
        if self.languages().count() < Language::ALL.len() {
            return Vec::new();
        }
        let clauses = self.provisions.iter().filter_map(|it| {
            let (language, clause) = only(&it.texts)?;
            Some((language, Problem::new(clause.line, ProblemKind::OnlyIn { id: it.id, language })))
        });
        let sections = self.sections.iter().filter_map(|it| {
            let (language, section) = only(&it.texts)?;
            let kind = ProblemKind::SectionOnlyIn { section: it.number, language };
            Some((language, Problem::new(section.line, kind)))
        });
        clauses.chain(sections).collect()
    }
}

/// Adds the clauses of a text to those of the other.
fn add(provisions: &mut Vec<Provision>, language: Language, document: &Document) {
    let mut places: HashMap<ClauseId, usize> =
        provisions.iter().enumerate().map(|(i, it)| (it.id, i)).collect();
    for clause in &document.clauses {
        let at = *places.entry(clause.id).or_insert_with(|| {
            provisions.push(Provision::empty(clause));
            provisions.len() - 1
        });
        // Of a repeated number the first is kept; `check` reports the other.
        if let Some(provision) =
            provisions.get_mut(at).filter(|it| it.texts.get(language).is_none())
        {
            provision.texts.set(language, clause.clone());
        }
    }
}

fn only<T>(texts: &Bilingual<T>) -> Option<(Language, &T)> {
    let mut found = texts.iter();
    let first = found.next()?;
    found.next().is_none().then_some(first)
}
