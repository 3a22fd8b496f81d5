//! A clause of an agreement: the same clause in each of its texts.

use serde::{Deserialize, Serialize};

use crate::{commitment::Commitment, text::Language};

use super::{
    bilingual::Bilingual,
    document::Clause,
    number::{ClauseId, SectionNumber},
};

/// A clause in every language that has it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Provision {
    /// Its id.
    pub id: ClauseId,
    /// The section that it stands in.
    pub section: Option<SectionNumber>,
    /// As either text prints it; at least one is there.
    pub texts: Bilingual<Clause>,
    /// The quantified commitments of either text; spans of that text.
    pub commitments: Bilingual<Vec<Commitment>>,
}

impl Provision {
    pub(super) fn empty(clause: &Clause) -> Self {
        let (texts, commitments) = (Bilingual::default(), Bilingual::default());
        Self { id: clause.id, section: clause.section, texts, commitments }
    }

    /// Its words in `language`.
    pub fn text(&self, language: Language) -> Option<&str> {
        self.texts.get(language).map(|it| it.text.as_str())
    }
}
