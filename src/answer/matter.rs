//! The matter of a section that a question asks for: `green growth` of `the part about green growth`.

use crate::corpus::{AgreementRef, SectionNumber};

/// The matter of a section that a question asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Matter {
    /// The words for it, folded.
    pub subject: String,
    /// The sections whose headings have as much of it as each other; none if no heading has enough.
    pub(super) headed: Vec<(AgreementRef, SectionNumber)>,
}
