//! The replies that say what is not there, with what is nearest.
//!
//! `Answer::NoSuchClause` becomes “There is no clause 9.9” and the nearest clauses; of one document, also the clauses of
//! others that have the number.

use crate::{
    answer::{Gap, opening},
    corpus::{Agreement, AgreementRef, ClauseNumber, ClauseRef, SectionNumber},
    text::Span,
    wording::Phrase,
};

use super::{Block, Item, compose::Composer};

/// Documents that are listed where one is not there.
const N_DOCUMENTS: usize = 10;

impl Composer<'_> {
    pub(super) fn nothing(
        &self,
        suggestions: &[ClauseRef],
        within: Option<AgreementRef>,
        elsewhere: &[ClauseRef],
    ) -> Vec<Block> {
        let name = self.name_of(within);
        let first = match (name.as_deref(), suggestions) {
            (Some(title), []) => Phrase::NothingFoundIn { title },
            (Some(title), _) => Phrase::NothingButNearIn { title },
            (None, []) => Phrase::NothingFound,
            (None, _) => Phrase::NothingButNear,
        };
        let mut blocks = vec![self.sentence(&first)];
        if !suggestions.is_empty() {
            blocks.push(Block::List(self.items(suggestions)));
        }
        blocks.extend(self.listed(&Phrase::FoundElsewhere, elsewhere));
        blocks
    }

    pub(super) fn no_such_clause(
        &self,
        number: ClauseNumber,
        within: Option<AgreementRef>,
        gaps: &[Gap],
        elsewhere: &[ClauseRef],
    ) -> Vec<Block> {
        let clause = &number.to_string();
        let section = gaps.iter().find_map(|it| it.section);
        let name = self.name_of(within);
        let first = match (name.as_deref(), section, self.n_sections()) {
            (Some(title), ..) => self.sentence(&Phrase::NoSuchClauseIn { title, clause }),
            (None, Some((section, first, last)), _) => {
                self.sentence(&Phrase::NoSuchClauseInSection {
                    clause,
                    section: &section.to_string(),
                    first: &first.to_string(),
                    last: &last.to_string(),
                })
            }
            (None, None, 0) => self.sentence(&Phrase::NoSuchClause { clause }),
            (None, None, sections) => {
                self.sentence(&Phrase::NoSuchClauseAtAll { clause, sections })
            }
        };
        let nearest: Vec<ClauseRef> = gaps.iter().flat_map(|it| it.nearest).flatten().collect();
        let mut blocks = vec![first];
        blocks.extend(self.listed(&Phrase::NearestNumbers, &nearest));
        blocks.extend(self.listed(&Phrase::NumbersElsewhere, elsewhere));
        blocks
    }

    pub(super) fn no_such_section(&self, number: SectionNumber) -> Block {
        self.sentence(&Phrase::NoSuchSection {
            section: &number.to_string(),
            sections: self.n_sections(),
        })
    }

    pub(super) fn no_such_document(&self, name: &str) -> Vec<Block> {
        let agreements = self.library.agreements.iter().take(N_DOCUMENTS);
        let item = |(number, it): (usize, &Agreement)| Item {
            label: format!("{number}."),
            text: self.title(it).into_owned(),
            clause: None,
        };
        let documents = (1..).zip(agreements).map(item).collect();
        vec![self.sentence(&Phrase::NoSuchDocument { name }), Block::List(documents)]
    }

    /// Says that a part of a clause has no number of its own, and emphasises it if it is a paragraph.
    pub(super) fn mark_part(
        &self,
        clause: ClauseRef,
        part: ClauseNumber,
        blocks: &mut [Block],
    ) -> Option<Block> {
        let (_, provision) = self.library.clause(clause)?;
        let (clause, part_text) = (&provision.id.to_string(), &part.to_string());
        for block in blocks {
            if let Block::Quote(quotation) | Block::Converted(quotation) = block
                && let Some(span) = paragraph(&quotation.words, part.last().value())
            {
                quotation.emphasis = vec![span];
                let (paragraph, words) = (&part.last().to_string(), span.of(&quotation.words)?);
                let words = &shortened(words);
                return Some(self.sentence(&Phrase::PartIsParagraph { clause, paragraph, words }));
            }
        }
        Some(self.sentence(&Phrase::PartWithoutNumber { clause, part: part_text }))
    }

    fn listed(&self, introduction: &Phrase<'_>, clauses: &[ClauseRef]) -> Vec<Block> {
        if clauses.is_empty() {
            return Vec::new();
        }
        vec![self.sentence(introduction), Block::List(self.items(clauses))]
    }

    fn n_sections(&self) -> usize {
        self.library.agreements.iter().map(|it| it.sections.len()).max().unwrap_or_default()
    }
}

/// The first words of a text, with `…` if there are more.
fn shortened(text: &str) -> String {
    let first = opening(text);
    let more = if first.end < text.len() { "…" } else { "" };
    format!("{}{more}", first.of(text).unwrap_or_default())
}

/// The place of a paragraph, from 1, in a text that has several.
fn paragraph(words: &str, number: u16) -> Option<Span> {
    let place = usize::from(number).checked_sub(1)?;
    let mut at = 0;
    let lines = words.split('\n').map(|line| {
        let span = Span::new(at, at + line.len());
        at += line.len() + 1;
        span
    });
    let lines: Vec<Span> = lines.collect();
    lines.get(place).copied().filter(|it| lines.len() > 1 && !it.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paragraphs_are_lines() {
        let words = "甲。\n乙。";
        assert_eq!(paragraph(words, 2).and_then(|it| it.of(words)), Some("乙。"));
        assert_eq!(paragraph(words, 3), None);
        assert_eq!(paragraph("甲。", 1), None);
        assert_eq!(paragraph(words, 0), None);
    }
}
