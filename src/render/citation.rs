//! The names of clauses and documents in replies: `Harbour Pact, Article 2(2), page 1`.

use std::borrow::Cow;

use crate::{
    corpus::{Agreement, AgreementRef, ClauseId, ClauseNumber, ClauseRef},
    wording::{Catalog, Phrase},
};

use super::compose::Composer;

impl Composer<'_> {
    /// The citation of a clause: the title, the number, and the page if it is known.
    pub fn citation(&self, at: ClauseRef) -> Option<String> {
        let (agreement, provision) = self.library.clause(at)?;
        let title = &*self.name(agreement);
        let (annex, clause) = (&annex(&provision.id), &number(&provision.id));
        let own = self.own_number(at);
        let recital = &provision.id.number().map(|it| it.last().to_string()).unwrap_or_default();
        let citation = self.catalog.say(&match provision.id {
            ClauseId::Numbered(number) if number.is_recital() => {
                Phrase::CitationRecital { title, clause: recital }
            }
            ClauseId::Numbered(_) if own.is_some() => {
                Phrase::CitationOwn { title, clause: own.as_deref().unwrap_or_default() }
            }
            ClauseId::Preamble => Phrase::CitationPreamble { title },
            ClauseId::Numbered(_) if annex.is_empty() => Phrase::CitationClause { title, clause },
            ClauseId::Numbered(_) => Phrase::CitationAnnexClause { title, annex, clause },
            ClauseId::Paragraph { .. } => Phrase::CitationParagraph { title, clause },
        });
        Some(self.with_page(at, citation))
    }

    /// `Clause 3.6 · ASEAN-China Plan of Action (2022-2025)`: the line above a clause in a chat. The number comes first, so
    /// that no long title hides it.
    pub fn head(&self, at: ClauseRef) -> Option<String> {
        let (agreement, _) = self.library.clause(at)?;
        let (label, title) = (&self.label(at)?, &*self.short_name(agreement));
        Some(self.with_page(at, self.catalog.say(&Phrase::CitationHead { label, title })))
    }

    fn with_page(&self, at: ClauseRef, citation: String) -> String {
        let page = || {
            let (_, provision) = self.library.clause(at)?;
            provision.texts.get(self.shown(at)?)?.page
        };
        match page() {
            Some(page) => {
                let (citation, page) = (&citation, &page.to_string());
                self.catalog.say(&Phrase::CitationPage { citation, page })
            }
            None => citation,
        }
    }

    /// The number of a clause in the words of the text that is shown.
    fn own_number(&self, at: ClauseRef) -> Option<String> {
        let own = self.library.agreement(at.agreement)?.cited(at.place, self.shown(at)?)?;
        Some(self.scripted(&own).into_owned())
    }

    /// The name of a clause in a list.
    pub fn label(&self, at: ClauseRef) -> Option<String> {
        let (_, provision) = self.library.clause(at)?;
        Some(self.own_number(at).unwrap_or_else(|| clause_label(&provision.id, self.catalog)))
    }

    /// The title in the reader's language.
    pub fn title<'a>(&self, agreement: &'a Agreement) -> Cow<'a, str> {
        let title = agreement.title.prefer(self.language());
        self.scripted(title.map_or(agreement.id.as_str(), String::as_str))
    }

    /// The short title in the reader's language, or the whole one if there is none.
    pub fn short_name<'a>(&self, agreement: &'a Agreement) -> Cow<'a, str> {
        let short = agreement.meta.short_title.prefer(self.language());
        short.map_or_else(|| self.title(agreement), |it| self.scripted(it))
    }

    /// The name of a document in answers: its title, or with several documents the short one, if it has one.
    pub fn name<'a>(&self, agreement: &'a Agreement) -> Cow<'a, str> {
        if self.has_several() { self.short_name(agreement) } else { self.title(agreement) }
    }

    /// Whether the library has several documents, so that a number alone is ambiguous.
    pub(super) fn has_several(&self) -> bool {
        self.library.agreements.len() > 1
    }

    /// The name of the only document that was asked.
    pub(super) fn name_of(&self, within: Option<AgreementRef>) -> Option<Cow<'_, str>> {
        within.and_then(|it| self.library.agreement(it)).map(|it| self.name(it))
    }
}

/// The name of a clause in a list.
fn clause_label(id: &ClauseId, catalog: &Catalog) -> String {
    let (annex, clause) = (&annex(id), &number(id));
    catalog.say(&match id {
        ClauseId::Preamble => Phrase::PreambleLabel,
        ClauseId::Numbered(number) if number.is_recital() => {
            return catalog.say(&Phrase::RecitalLabel { clause: &number.last().to_string() });
        }
        ClauseId::Numbered(_) if annex.is_empty() => Phrase::ClauseLabel { clause },
        ClauseId::Numbered(_) => Phrase::AnnexClauseLabel { annex, clause },
        ClauseId::Paragraph { .. } => Phrase::ParagraphLabel { clause },
    })
}

/// The number of the annex that a clause is in; empty for none.
fn annex(id: &ClauseId) -> String {
    id.number().and_then(ClauseNumber::annex).map_or_else(String::new, |it| it.to_string())
}

/// The number of a clause, in its annex if it is in one; else its id.
fn number(id: &ClauseId) -> String {
    id.number().map_or_else(|| id.to_string(), |it| it.in_annex().to_string())
}
