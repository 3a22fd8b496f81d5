//! The verb that governs an amount in English, and its polarity.

use crate::language::context::Context;
use crate::language::passage::Passage;
use crate::language::standing::GoverningVerb;
use crate::quantity::Amount;

pub(super) fn governing_verb(_: &Passage, _: &Context<'_>, _: &Amount) -> Option<GoverningVerb> {
    None
}
