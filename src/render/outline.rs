//! Clauses, sections and documents in lists: `3.6 China will provide …`.

use crate::{
    answer::opening,
    corpus::{Agreement, AgreementRef, ClauseRef, Heading, SectionNumber},
    wording::Phrase,
};

use super::{Block, Item, compose::Composer};

impl Composer<'_> {
    /// `3. Promoting Prosperity Together`.
    pub fn heading(&self, heading: &Heading) -> Option<String> {
        let section = heading.texts.prefer(self.language())?;
        Some(self.scripted(&format!("{} {}", section.printed, section.heading)).into_owned())
    }

    /// Clauses in a list.
    pub fn items(&self, clauses: &[ClauseRef]) -> Vec<Item> {
        clauses.iter().filter_map(|it| self.item(*it)).collect()
    }

    /// A clause in a list.
    pub fn item(&self, clause: ClauseRef) -> Option<Item> {
        let (_, provision) = self.library.clause(clause)?;
        let text = &provision.texts.prefer(self.language())?.text;
        let first = opening(text);
        let mut words = self.scripted(first.of(text)?).into_owned();
        if first.end < text.len() {
            words.push('…');
        }
        // With several documents a number alone is ambiguous.
        let label = match self.library.agreements.len() {
            0 | 1 => self.label(clause)?,
            _ => self.citation(clause)?,
        };
        Some(Item { label, text: words, clause: Some(clause) })
    }

    pub(super) fn section(&self, at: AgreementRef, number: SectionNumber) -> Vec<Block> {
        let clauses = self.library.clauses_in(at, Some(number));
        let mut blocks = self.section_head(at, number, clauses.len());
        blocks.push(Block::List(self.items(&clauses)));
        blocks
    }

    /// The heading of a section, and how many clauses it has.
    pub fn section_head(
        &self,
        at: AgreementRef,
        number: SectionNumber,
        n_clauses: usize,
    ) -> Vec<Block> {
        let section = self.library.agreement(at).and_then(|it| it.section(number));
        let heading = section.and_then(|it| self.heading(it)).map(Block::Heading);
        let count = self.sentence(&Phrase::SectionClauses { clauses: n_clauses });
        let name = self.name_of(Some(at)).filter(|_| self.has_several());
        let name = name.map(|it| Block::Heading(it.into_owned()));
        name.into_iter().chain(heading).chain([count]).collect()
    }

    /// The sections of every document, or the clauses of one without sections.
    pub(super) fn outline(&self) -> Vec<Block> {
        (0..self.library.agreements.len())
            .map(AgreementRef)
            .flat_map(|it| self.outline_of(it))
            .collect()
    }

    /// The sections of a document, or the clauses of one without sections.
    pub(super) fn outline_of(&self, at: AgreementRef) -> Vec<Block> {
        let Some(agreement) = self.library.agreement(at) else { return Vec::new() };
        let items = match agreement.sections.as_slice() {
            [] => self.items(&self.library.clauses_in(at, None)),
            all => all.iter().filter_map(|it| self.section_item(agreement, it)).collect(),
        };
        self.outline_head(agreement).into_iter().chain([Block::List(items)]).collect()
    }

    /// The title of a document, and how many sections it has, if any.
    pub fn outline_head(&self, agreement: &Agreement) -> Vec<Block> {
        let sections = agreement.sections.len();
        let count = (sections > 0).then(|| self.sentence(&Phrase::OutlineSections { sections }));
        let title = Block::Heading(self.title(agreement).into_owned());
        std::iter::once(title).chain(count).collect()
    }

    /// A section in the outline of its document.
    pub fn section_item(&self, agreement: &Agreement, heading: &Heading) -> Option<Item> {
        let section = heading.texts.prefer(self.language())?;
        let clauses = agreement.clauses_of(heading.number).count();
        let text = Phrase::OutlineSection { heading: &self.scripted(&section.heading), clauses };
        Some(Item {
            label: self.scripted(&section.printed).into_owned(),
            text: self.catalog.say(&text),
            clause: None,
        })
    }
}
