//! The cues about one amount in Chinese.
//!
//! Words of its own segment count in full and those of the earlier segments of its sentence by half.

use super::words::CHANGES;
use crate::language::context::{Context, DocumentKind, Section};
use crate::language::cue::{Cue, CueKind};
use crate::language::passage::Passage;
use crate::quantity::{Amount, Time, Unit};

/// All cues about an amount; `time` is the one that holds for it.
pub(super) fn cues_about(
    passage: &Passage,
    context: &Context<'_>,
    amount: &Amount,
    time: Option<&Time>,
) -> Vec<Cue> {
    let mut found = of_form(passage, context, amount);
    let segment = passage.sentences.segment(amount.start);
    let sentence = passage.sentences.sentence(amount.start);
    let is_planned = context.section == Section::Plan || context.kind == DocumentKind::Agreement;
    let before = passage.cues_in(sentence.start..amount.start);
    let is_promised = before.iter().any(|cue| cue.kind == CueKind::Promise && cue.weight >= 8);
    for cue in passage.cues_in(sentence.start..segment.end) {
        let is_weak = cue.kind == CueKind::Result && cue.weight > CueKind::Result.weight();
        // In a plan, words of reaching say what is to be reached.
        if is_weak && (is_planned || is_promised) {
            continue;
        }
        let is_near = segment.contains(&passage.glyphs.place(cue.span.start));
        let weight = match (is_planned && cue.kind == CueKind::Statistic, is_near) {
            (true, _) => -2,
            (false, true) => cue.weight,
            (false, false) => cue.weight / 2,
        };
        let known = found.iter().find(|other| other.kind == cue.kind);
        if known.is_none_or(|other| other.weight.abs() < weight.abs()) {
            found.retain(|other| other.kind != cue.kind);
            found.push(Cue { weight, ..*cue });
        }
    }
    let after = passage.cues_in(segment.end..sentence.end).iter();
    found.extend(after.copied().find(|cue| cue.kind == CueKind::Statistic && !is_planned));
    let past = passage.times_in(segment).iter().find(|time| time.is_past(context.date));
    found.extend(past.and_then(|time| passage.cue_of(time, context.date)));
    found.extend(time.and_then(|time| passage.cue_of(time, context.date)));
    found
}

fn of_form(passage: &Passage, context: &Context<'_>, amount: &Amount) -> Vec<Cue> {
    let glyphs = &passage.glyphs;
    let span = glyphs.span(amount.start, amount.end);
    let mut found = Vec::new();
    let is_degree = amount.unit == Unit::Named("celsius");
    let is_counted = amount.unit.counts() || amount.unit == Unit::None;
    if is_counted && !is_degree && amount.spelled && amount.is_small() {
        let usual = CueKind::Small.weight();
        let weight = match context.kind {
            DocumentKind::Agreement => usual / 2,
            // Reports write amounts in digits and slogans in words.
            DocumentKind::Report => usual * 2,
            DocumentKind::Communique | DocumentKind::Unknown => usual,
        };
        found.push(Cue { weight, ..Cue::new(CueKind::Small, span) });
    }
    // 由21%提升至74%: the change begins here.
    let changes = || CHANGES.last_in(glyphs, amount.end..amount.end + 12).is_some();
    if matches!(glyphs.before(amount.start), Some('由' | '从')) && changes() {
        found.push(Cue::new(CueKind::Baseline, span));
    }
    found
}
