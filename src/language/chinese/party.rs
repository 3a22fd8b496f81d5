//! The parties of an amount in Chinese: 中方**向**东盟国家**提供**…, 中国**从**东盟国家**进口**….
//!
//! An actor that a segment leaves out is the one of the segments before it in its sentence.

use std::ops::Range;

use super::words::{ACTORS, DIRECTIONS};
use crate::language::context::Context;
use crate::language::party::{Direction, Parties, PartyName};
use crate::language::passage::Passage;
use crate::quantity::Amount;
use crate::text::Span;
use crate::text::glyph::{Glyphs, is_han};

pub(super) fn parties(passage: &Passage, context: &Context<'_>, amount: &Amount) -> Parties {
    let glyphs = &passage.glyphs;
    let segment = near(passage.sentences.segment(amount.start), amount.start);
    let verb = DIRECTIONS.last_in(glyphs, segment.start..amount.start);
    let direction = verb.map(|(_, word, _)| word.meaning);
    let here = segment.start..verb.map_or(amount.start, |(at, ..)| at);
    let role = role(glyphs, &here);
    let marked = role.as_ref().map(|role| here.start..role.marker);
    let actor = marked.into_iter().chain([here]).find_map(|at| actor(glyphs, context, at));
    let beneficiary = match role {
        Some(role) => Some(glyphs.span(role.name.start, role.name.end)),
        None if direction == Some(Direction::Supports) => supported(glyphs, amount, segment.end),
        None => None,
    };
    let carried = || carried(passage, context, segment.start).map(PartyName::Carried);
    Parties {
        actor: actor.map(PartyName::Here).or_else(carried),
        beneficiary: beneficiary.map(PartyName::Here),
        direction,
    }
}

/// The part of a range that is near a place: the actor is named not far from the act.
fn near(range: Range<usize>, at: usize) -> Range<usize> {
    range.start.max(at.saturating_sub(160))..range.end
}

/// A marker of the other party with its name: 向东盟国家, 从东盟国家, 为东盟国家.
struct Role {
    marker: usize,
    name: Range<usize>,
}

fn role(glyphs: &Glyphs, places: &Range<usize>) -> Option<Role> {
    let is_marker = |at: &usize| {
        // 方向, 作为, 因为, 成为 and 从前 mark nobody.
        let is_part = matches!(glyphs.before(*at), Some('方' | '面' | '作' | '成' | '因'));
        match glyphs.get(*at) {
            Some('向') => glyphs.get(at + 1) != Some('前'),
            Some('从' | '为' | '给' | '对') => !is_part && glyphs.get(at + 1) != Some('前'),
            _ => false,
        }
    };
    let marker = places.clone().rfind(is_marker)?;
    let start = glyphs.skip_spaces(marker + 1, 1);
    let is_name = |at: &usize| {
        glyphs.get(*at).is_some_and(|c| {
            is_han(c) || c.is_ascii_alphanumeric() || matches!(c, ' ' | '·' | '—' | '-' | '、')
        })
    };
    let end = (start..places.end).find(|at| !is_name(at)).unwrap_or(places.end);
    let is_year = glyphs.get(start).is_some_and(|c| c.is_ascii_digit());
    (end > start + 1 && !is_year).then(|| Role { marker, name: start..without_adverb(glyphs, end) })
}

/// An adverb belongs to the verb: 向非洲再提供.
fn without_adverb(glyphs: &Glyphs, end: usize) -> usize {
    let is_adverb = |at| matches!(glyphs.before(at), Some(' ' | '再' | '各' | '共' | '将' | '新'));
    (0..3).fold(end, |end, _| if is_adverb(end) { end - 1 } else { end })
}

/// The last name of an actor in a range that is not the object of a preposition and no attribute.
fn actor(glyphs: &Glyphs, context: &Context<'_>, places: Range<usize>) -> Option<Span> {
    let mut last: Option<Range<usize>> = None;
    for at in places {
        let Some(end) = name_end(glyphs, context, at) else { continue };
        let is_object = matches!(
            glyphs.before(at),
            Some('向' | '从' | '对' | '为' | '给' | '同' | '与' | '和' | '—' | '在')
        );
        let is_attribute = matches!(glyphs.get(end), Some('—' | '-' | '的'));
        if !is_object && !is_attribute && last.as_ref().is_none_or(|last| at >= last.end) {
            last = Some(at..end);
        }
    }
    last.map(|name| glyphs.span(name.start, name.end))
}

/// The place after the longest name that stands at a place.
fn name_end(glyphs: &Glyphs, context: &Context<'_>, at: usize) -> Option<usize> {
    glyphs.get(at).filter(|c| c.is_alphabetic())?;
    let declared = context.parties.iter().flat_map(|party| party.names.iter());
    let declared = declared.filter(|name| glyphs.starts_with(at, name));
    let known = ACTORS.at(glyphs, at).map(|(_, end)| end);
    declared.map(|name| at + name.chars().count()).chain(known).max()
}

/// 支持300名**东盟青年科学家**来华: the persons whom an amount counts.
fn supported(glyphs: &Glyphs, amount: &Amount, limit: usize) -> Option<Span> {
    const VERBS: &str = "来赴到去参接开进实在访获，。";
    let start = glyphs.skip_spaces(amount.end, 1);
    let limit = limit.min(start + 20);
    let end = (start..limit)
        .find(|at| glyphs.get(*at).is_none_or(|c| VERBS.contains(c) || !is_han(c)))
        .unwrap_or(limit);
    (end > start + 1).then(|| glyphs.span(start, end))
}

/// The actor of the segments before, in the same sentence.
fn carried(passage: &Passage, context: &Context<'_>, start: usize) -> Option<Span> {
    let sentence = near(passage.sentences.sentence(start), start);
    actor(&passage.glyphs, context, sentence.start..start)
}
