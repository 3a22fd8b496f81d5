//! The parties of an amount in Chinese: 中方**向**东盟国家**提供**…, 中国**从**东盟国家**进口**….
//!
//! An actor that a segment leaves out is the one of the segments before it in its sentence.

use std::ops::Range;

use super::name::name_end;
use super::receiver;
use super::words::{DIRECTIONS, GIVING};
use crate::language::context::Context;
use crate::language::party::{Direction, Parties, PartyName};
use crate::language::passage::Passage;
use crate::quantity::Amount;
use crate::text::Span;
use crate::text::glyph::{Glyphs, is_han};

pub(super) fn parties(passage: &Passage, context: &Context<'_>, amount: &Amount) -> Parties {
    let glyphs = &passage.glyphs;
    let whole = passage.sentences.segment(amount.start);
    let segment = near(whole.clone(), amount.start);
    let verb = DIRECTIONS.last_in(glyphs, segment.start..amount.start);
    let direction = verb.map(|(_, word, _)| word.meaning);
    let here = segment.start..verb.map_or(amount.start, |(at, ..)| at);
    let carried = || carried(passage, context, segment.start).map(PartyName::Carried);
    if let Some(parties) = received(glyphs, context, segment.start..amount.start) {
        let beneficiary = parties.1.map(PartyName::Here).or_else(carried);
        return Parties { actor: Some(PartyName::Here(parties.0)), beneficiary, direction };
    }
    let role = role(glyphs, &here);
    let marked = role.as_ref().map(|role| here.start..role.marker);
    let actor = marked.into_iter().chain([here.clone()]).find_map(|at| actor(glyphs, context, at));
    let is_passed = direction.is_some_and(passes);
    let subject = || doer(glyphs, segment.start..amount.start);
    let receiver = receiver::Places { segment: whole, verb: verb.map(|(at, _, end)| at..end) };
    let beneficiary = match role {
        Some(role) if is_passed => Some(glyphs.span(role.name.start, role.name.end)),
        None if direction == Some(Direction::Supports) => supported(glyphs, amount, segment.end),
        Some(_) | None => None,
    };
    let beneficiary = beneficiary
        .or_else(|| receiver::receiver(passage, context, amount, &receiver).filter(|_| is_passed));
    let actor = actor.or_else(subject);
    let gives = direction == Some(Direction::Gives) && actor.is_none();
    let carried_role = || carried_role(passage, segment.start).filter(|_| gives);
    Parties {
        beneficiary: beneficiary
            .map(PartyName::Here)
            .or_else(|| carried_role().map(PartyName::Carried)),
        actor: actor.map(PartyName::Here).or_else(carried).or_else(|| of_lead(context)),
        direction,
    }
}

/// Who acts in the line above a list: 甲方将提供以下支持：.
fn of_lead(context: &Context<'_>) -> Option<PartyName> {
    let lead = context.lead?;
    let glyphs = Glyphs::of(lead);
    let all = 0..glyphs.len();
    let name = actor(&glyphs, context, all.clone()).or_else(|| doer(&glyphs, all))?;
    Some(PartyName::Inferred(name.of(lead)?.to_owned()))
}

/// Whether something passes from one to another, or is done by somebody.
fn passes(direction: Direction) -> bool {
    match direction {
        Direction::Gives | Direction::Imports | Direction::Exports | Direction::Supports => true,
        Direction::Limits | Direction::Reaches => false,
    }
}

/// The giver and the receiver where the subject receives: 乙方将从甲方获得5亿美元, 乙方将获得甲方提供的5亿美元.
fn received(
    glyphs: &Glyphs,
    context: &Context<'_>,
    places: Range<usize>,
) -> Option<(Span, Option<Span>)> {
    const VERBS: [&str; 6] = ["获得", "得到", "接受", "收到", "获取", "获"];
    let verb =
        places.clone().rev().find(|at| VERBS.iter().any(|it| glyphs.starts_with(*at, it)))?;
    let subject = |end: usize| actor(glyphs, context, places.start..end);
    let source = (places.start..verb).rfind(|at| matches!(glyphs.get(*at), Some('从' | '自')));
    if let Some(from) = source {
        return Some((glyphs.span(from + 1, verb), subject(from))).filter(|_| verb > from + 2);
    }
    let giver = (verb..places.end).find_map(|at| Some((at, name_end(glyphs, context, at)?)));
    let (start, end) = giver?;
    let is_giving = GIVING.at(glyphs, glyphs.skip_spaces(end, 1)).is_some();
    is_giving.then(|| (glyphs.span(start, end), subject(verb)))
}

/// The subject that a segment begins with, before 将 or another word of undertaking, if it does something with an
/// amount: 世行IDA将提供, 甲国承诺; not 产值将增长.
fn doer(glyphs: &Glyphs, places: Range<usize>) -> Option<Span> {
    const SAYING: [&str; 6] = ["承诺", "宣布", "同意", "决定", "愿", "保证"];
    const ENDS: [&str; 6] = ["将", "应", "须", "必须", "要", "拟"];
    const DOING: [&str; 12] = [
        "设立", "建设", "新建", "建立", "建成", "开展", "实施", "改造", "修复", "培育", "打造",
        "派遣",
    ];
    const LONGEST: usize = 14;
    let start = after_lead(glyphs, places.start);
    let limit = places.end.min(start + LONGEST);
    let begins = |at: usize, words: &[&str]| words.iter().any(|word| glyphs.starts_with(at, word));
    let end = (start..limit).find(|at| begins(*at, &SAYING) || begins(*at, &ENDS))?;
    let does = || {
        GIVING.last_in(glyphs, end..places.end).is_some()
            || (end..places.end).any(|at| begins(at, &DOING))
    };
    (is_subject(glyphs, start..end) && (begins(end, &SAYING) || does()))
        .then(|| glyphs.span(start, end))
}

/// The place after words that lead in a segment: 其中, 同时.
fn after_lead(glyphs: &Glyphs, at: usize) -> usize {
    const LEADS: [&str; 9] = ["其中", "并且", "同时", "此外", "另外", "由", "并", "但", "而"];
    let start = glyphs.skip_spaces(at, 2);
    let lead = LEADS.iter().find(|lead| glyphs.starts_with(start, lead));
    start + lead.map_or(0, |lead| lead.chars().count())
}

/// Whether places may name somebody who acts: no time, no adverb, no act.
fn is_subject(glyphs: &Glyphs, places: Range<usize>) -> bool {
    const OTHERS: [&str; 11] = [
        "下一步",
        "进一步",
        "积极",
        "继续",
        "共同",
        "分别",
        "届时",
        "力争",
        "努力",
        "每年",
        "预计",
    ];
    let is_name = |c: char| is_han(c) || c.is_ascii_alphabetic() || c == '·';
    let is_other =
        |c: char| "年月期间内前后来向对在从为的是以把被其该这也还均都共再即或则".contains(c);
    places.len() > 1
        && places.clone().all(|at| glyphs.get(at).is_some_and(|c| is_name(c) && !is_other(c)))
        && !OTHERS.iter().any(|word| glyphs.starts_with(places.start, word))
        && GIVING.last_in(glyphs, places).is_none()
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
            Some('从' | '为' | '给' | '对') => {
                !is_part && !matches!(glyphs.get(at + 1), Some('前' | '外' | '内'))
            }
            Some('自') => {
                !matches!(glyphs.before(*at), Some('来' | '各' | '亲'))
                    && glyphs
                        .get(at + 1)
                        .is_some_and(|c| is_han(c) && !"己主然愿身由动贸治来".contains(c))
            }
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
    // 乙方适用的税率: the party ends where an act begins.
    let end = (start + 2..end).find(|at| ends_name(glyphs, *at)).unwrap_or(end);
    let is_year = glyphs.get(start).is_some_and(|c| c.is_ascii_digit());
    (end > start + 1 && !is_year).then(|| Role { marker, name: start..without_adverb(glyphs, end) })
}

/// Whether a word begins that is no part of a party's name.
fn ends_name(glyphs: &Glyphs, at: usize) -> bool {
    const WORDS: [&str; 14] = [
        "适用", "获得", "提供", "开展", "实施", "进行", "征收", "每年", "每月", "追加", "额外",
        "合计", "总计", "分别",
    ];
    WORDS.iter().any(|word| glyphs.starts_with(at, word))
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
            Some(
                '向' | '从'
                    | '对'
                    | '为'
                    | '给'
                    | '同'
                    | '与'
                    | '和'
                    | '—'
                    | '在'
                    | '个'
                    | '项'
                    | '名'
            )
        );
        // 甲方的出资额 is what 甲方 pays.
        let owns = ["的出资", "的捐款", "的投资", "的援助", "的承诺"];
        let is_owner = owns.iter().any(|word| glyphs.starts_with(end, word));
        let is_attribute = matches!(glyphs.get(end), Some('—' | '-' | '的')) && !is_owner;
        if !is_object && !is_attribute && last.as_ref().is_none_or(|last| at >= last.end) {
            last = Some(at..end);
        }
    }
    last.map(|name| glyphs.span(name.start, name.end))
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

/// The actor of the nearest segment before that has one, in the same sentence.
fn carried(passage: &Passage, context: &Context<'_>, start: usize) -> Option<Span> {
    let glyphs = &passage.glyphs;
    earlier(passage, start).find_map(|segment| {
        doer(glyphs, segment.clone()).or_else(|| actor(glyphs, context, segment))
    })
}

/// The receiver of the nearest segment before that has one: 向岛国提供3亿元，援建六座港口.
fn carried_role(passage: &Passage, start: usize) -> Option<Span> {
    let glyphs = &passage.glyphs;
    earlier(passage, start).find_map(|segment| {
        let (verb, ..) = GIVING.last_in(glyphs, segment.clone())?;
        let role = role(glyphs, &(segment.start..verb))?;
        Some(glyphs.span(role.name.start, role.name.end))
    })
}

/// The segments before a place in its sentence, the nearest first.
fn earlier(passage: &Passage, start: usize) -> impl Iterator<Item = Range<usize>> {
    const MOST: usize = 8;
    let from = near(passage.sentences.sentence(start), start).start;
    let before = move |end: usize| end.checked_sub(1).filter(|last| *last >= from);
    let segment = move |end: usize| before(end).map(|last| passage.sentences.segment(last));
    std::iter::successors(segment(start), move |last| segment(last.start)).take(MOST)
}
