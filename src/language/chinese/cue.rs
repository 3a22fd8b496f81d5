//! The cues about one amount in Chinese.
//!
//! Words of its own segment count in full, as those of the line above its list do, and those of the earlier segments of
//! its sentence by half.

use super::list;
use super::words::{CUES, Kind, UNITS};
use crate::language::context::{Context, DocumentKind, Section};
use crate::language::cue::{Cue, CueKind};
use crate::language::passage::Passage;
use crate::quantity::{Amount, Time, Unit};
use crate::text::glyph::Glyphs;

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
    let is_ahead = time.is_some_and(|time| time.is_ahead(context.date));
    let lead = list::lead_in(passage, amount.start);
    let before = passage.cues_in(sentence.start..amount.start);
    let above = lead.clone().map_or(&[][..], |lead| passage.cues_in(lead));
    let is_promised =
        before.iter().chain(above).any(|cue| cue.kind == CueKind::Promise && cue.weight >= 8);
    let inside = passage.cues_in(sentence.start..segment.end);
    for cue in inside.iter().chain(above) {
        let is_weak = cue.kind == CueKind::Result && cue.weight > CueKind::Result.weight();
        // In a plan, or by a time ahead, words of reaching say what is to be reached.
        if is_weak && (is_planned || is_promised || is_ahead) {
            continue;
        }
        let place = passage.glyphs.place(cue.span.start);
        let is_near =
            segment.contains(&place) || lead.as_ref().is_some_and(|it| it.contains(&place));
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
    // The line above a list is another paragraph, so its words have no place in this one.
    if let Some(line) = context.lead.filter(|_| lead.is_none()) {
        let span = passage.glyphs.span(amount.start, amount.end);
        for cue in CUES.find(&Glyphs::of(line).text()) {
            let counts = matches!(cue.kind, CueKind::Promise | CueKind::Act);
            if counts && !found.iter().any(|other| other.kind == cue.kind) {
                found.push(Cue { span, ..cue });
            }
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
    // Facts have numbers as often as promises: where the sort of document does not tell, other words have to.
    // A cell of a table whose label names the unit.
    let is_digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    let is_labelled = amount.unit != Unit::None
        && is_digit(glyphs.get(amount.start))
        && is_digit(glyphs.before(amount.end));
    let is_small = amount.spelled && amount.is_small();
    if context.section == Section::Body
        && !is_small
        && !is_labelled
        && matches!(context.kind, DocumentKind::Unknown | DocumentKind::Communique)
    {
        found.push(Cue::new(CueKind::Counted, span));
    }
    // 一千瓦 is measured, not counted.
    let is_measured = UNITS
        .at(glyphs, glyphs.skip_spaces(amount.number_end, 1))
        .is_some_and(|(word, _)| word.meaning.kind == Kind::Measure);
    let is_counted = (amount.unit.counts() || amount.unit == Unit::None) && !is_measured;
    if is_counted && is_small {
        // 三所学校 are built; 三个重点 are told apart.
        let is_built =
            glyphs.before(amount.end).is_some_and(|c| "座所家架艘辆台栋幢间条名".contains(c));
        let usual = if is_built { CueKind::Small.weight() / 2 } else { CueKind::Small.weight() };
        let weight = match context.kind {
            DocumentKind::Agreement => usual / 2,
            // Reports write amounts in digits and slogans in words.
            DocumentKind::Report => usual * 2,
            DocumentKind::Communique | DocumentKind::Unknown => usual,
        };
        found.push(Cue { weight, ..Cue::new(CueKind::Small, span) });
    }
    found
}
