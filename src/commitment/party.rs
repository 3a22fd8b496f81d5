//! Who gives and who gets: 中方**向**东盟国家**提供**…, 中国**从**东盟国家**进口**…, `China will provide … to ASEAN`.
//!
//! An actor that a clause leaves out is taken from the segments before it in the same paragraph where the grammar
//! carries it over, else from the label of the list it stands in; then it is marked as inferred.

use std::ops::Range;

use super::amount::Amount;
use super::context::Context;
use super::sentence::Sentences;
use crate::text::glyph::{Glyphs, is_han};
use crate::text::{Language, Span};

/// What the giver does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Direction {
    /// Hands over: 提供, 捐赠, provide.
    Gives,
    /// Buys from the other: 进口.
    Imports,
    /// Sells to the other: 出口.
    Exports,
    /// Helps along: 支持, 培训, support.
    Supports,
    /// Keeps below: 控制在, reduce to less than.
    Limits,
    /// Brings to a level: 达到, reach.
    Reaches,
}

/// A party as the text or the context names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Named {
    /// By these words of the text.
    Here(Span),
    /// By words of the text that another amount's verb governs: carried over.
    Carried(Span),
    /// Not in the text: by the context.
    Inferred(String),
}

/// The parties of one amount.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Parties {
    pub(super) actor: Option<Named>,
    pub(super) beneficiary: Option<Named>,
    pub(super) direction: Option<Direction>,
}

/// The parties of an amount.
pub(super) fn parties(
    glyphs: &Glyphs,
    sentences: &Sentences,
    context: &Context<'_>,
    amount: &Amount,
) -> Parties {
    let mut found = match context.language {
        Language::Chinese => chinese(glyphs, sentences, context, amount),
        Language::English => super::english_party::parties(glyphs, sentences, amount),
    };
    if found.actor.is_none() {
        found.actor = context.speaker.map(|speaker| Named::Inferred(speaker.to_owned()));
    }
    found
}

fn chinese(
    glyphs: &Glyphs,
    sentences: &Sentences,
    context: &Context<'_>,
    amount: &Amount,
) -> Parties {
    let segment = near(sentences.segment(amount.start), amount.start);
    let verb = governing(glyphs, segment.start..amount.start);
    let here = segment.start..verb.as_ref().map_or(amount.start, |(at, _, _)| *at);
    let mut found = Parties {
        direction: verb.as_ref().map(|(_, _, direction)| *direction),
        ..Parties::default()
    };
    let marked = role(glyphs, &here);
    if let Some(role) = &marked {
        found.actor = actor_before(glyphs, context, here.start..role.marker).map(Named::Here);
        found.beneficiary = Some(Named::Here(glyphs.span(role.name.start, role.name.end)));
    }
    if found.actor.is_none() {
        found.actor = actor_before(glyphs, context, here.clone()).map(Named::Here);
    }
    if found.beneficiary.is_none() && found.direction == Some(Direction::Supports) {
        found.beneficiary = supported(glyphs, amount, segment.end).map(Named::Here);
    }
    if found.actor.is_none() {
        found.actor = carried(glyphs, sentences, context, segment.start).map(Named::Carried);
    }
    found
}

/// The part of a range that is near a place: who acts is named not far from what is done.
fn near(range: Range<usize>, at: usize) -> Range<usize> {
    range.start.max(at.saturating_sub(160))..range.end
}

/// The last verb of giving before an amount, its places and what it does.
fn governing(glyphs: &Glyphs, places: Range<usize>) -> Option<(usize, usize, Direction)> {
    const VERBS: &[(&str, Direction)] = &[
        ("提供", Direction::Gives),
        ("捐赠", Direction::Gives),
        ("捐助", Direction::Gives),
        ("援助", Direction::Gives),
        ("派遣", Direction::Gives),
        ("投入", Direction::Gives),
        ("安排", Direction::Gives),
        ("注资", Direction::Gives),
        ("出资", Direction::Gives),
        ("发放", Direction::Gives),
        ("进口", Direction::Imports),
        ("出口", Direction::Exports),
        ("支持", Direction::Supports),
        ("资助", Direction::Supports),
        ("邀请", Direction::Supports),
        ("培训", Direction::Supports),
        ("培养", Direction::Supports),
        ("控制", Direction::Limits),
        ("不超过", Direction::Limits),
        ("降至", Direction::Limits),
        ("达", Direction::Reaches),
        ("增长", Direction::Reaches),
        ("突破", Direction::Reaches),
        ("提高到", Direction::Reaches),
    ];
    let mut last = None;
    for at in places {
        if let Some((word, direction)) = VERBS.iter().find(|(word, _)| glyphs.starts_with(at, word))
        {
            last = Some((at, at + word.chars().count(), *direction));
        }
    }
    last
}

/// A marker of the other party with its name: 向东盟国家, 从东盟国家, 为东盟国家.
struct Role {
    marker: usize,
    name: Range<usize>,
}

fn role(glyphs: &Glyphs, places: &Range<usize>) -> Option<Role> {
    let mut markers = places
        .clone()
        .filter(|at| matches!(glyphs.get(*at), Some('向' | '从' | '为' | '给' | '对')));
    let inside = |at: &usize| {
        !matches!((glyphs.before(*at), glyphs.get(at + 1)), (Some('方' | '面' | '作' | '成' | '因'), Some(_)) if glyphs.get(*at) != Some('向'))
            && glyphs.get(at + 1) != Some('前')
    };
    let marker = markers.rfind(inside)?;
    let start = glyphs.skip_spaces(marker + 1, 1);
    let end = (start..places.end).find(|at| !name_character(glyphs.get(*at))).unwrap_or(places.end);
    let year = glyphs.get(start).is_some_and(|c| c.is_ascii_digit());
    (end > start + 1 && !year).then_some(Role { marker, name: start..trimmed(glyphs, end) })
}

fn trimmed(glyphs: &Glyphs, end: usize) -> usize {
    // An adverb belongs to the verb: 向非洲再提供.
    let adverb = |at: usize| {
        glyphs.before(at).is_some_and(|c| matches!(c, ' ' | '再' | '各' | '共' | '将' | '新'))
    };
    (0..3).fold(end, |end, _| if adverb(end) { end - 1 } else { end })
}

fn name_character(c: Option<char>) -> bool {
    c.is_some_and(|c| {
        is_han(c) || c.is_ascii_alphanumeric() || matches!(c, ' ' | '·' | '—' | '-' | '、')
    })
}

/// Names of those who act; a document's own parties come before them.
const ACTORS: &[&str] = &[
    "中国",
    "中方",
    "我国",
    "我方",
    "双方",
    "各方",
    "甲方",
    "乙方",
    "东盟",
    "美国",
    "美方",
    "欧盟",
    "日本",
    "日方",
    "韩国",
    "韩方",
    "俄罗斯",
    "俄方",
    "印度",
    "印尼",
    "马来西亚",
    "新加坡",
    "泰国",
    "越南",
    "菲律宾",
    "柬埔寨",
    "老挝",
    "缅甸",
    "文莱",
    "非洲国家",
    "非方",
    "阿方",
    "世界银行",
    "亚洲开发银行",
    "亚投行",
    "丝路基金",
    "国家开发银行",
    "各国",
    "成员国",
    "发达国家",
    "省政府",
    "市政府",
    "中央财政",
    "政府",
];

/// The last name of an actor before a place, if only a little stands between.
fn actor_before(glyphs: &Glyphs, context: &Context<'_>, places: Range<usize>) -> Option<Span> {
    let mut last: Option<(usize, usize)> = None;
    for at in places {
        let Some(n) = name_at(glyphs, context, at) else { continue };
        let free = !matches!(
            glyphs.before(at),
            Some('向' | '从' | '对' | '为' | '给' | '同' | '与' | '和' | '—' | '在')
        );
        let attribute = glyphs.get(at + n).is_some_and(|c| matches!(c, '—' | '-' | '的'));
        if free && !attribute && last.is_none_or(|(_, end)| at >= end) {
            last = Some((at, at + n));
        }
    }
    last.map(|(start, end)| glyphs.span(start, end))
}

/// The length of the longest name that stands at a place.
fn name_at(glyphs: &Glyphs, context: &Context<'_>, at: usize) -> Option<usize> {
    glyphs.get(at).filter(|c| c.is_alphabetic())?;
    let declared = context.parties.iter().flat_map(|party| party.names.iter());
    let here = declared.chain(ACTORS).filter(|name| glyphs.starts_with(at, name));
    here.map(|name| name.chars().count()).max()
}

/// 支持300名**东盟青年科学家**来华: whom an amount counts.
fn supported(glyphs: &Glyphs, amount: &Amount, limit: usize) -> Option<Span> {
    const VERBS: &str = "来赴到去参接开进实在访获，。";
    let start = glyphs.skip_spaces(amount.end, 1);
    let end = (start..limit.min(start + 20))
        .find(|at| glyphs.get(*at).is_none_or(|c| VERBS.contains(c) || !is_han(c)))
        .unwrap_or(limit.min(start + 20));
    (end > start + 1).then(|| glyphs.span(start, end))
}

/// The actor of the segment before, in the same sentence or the one before it.
fn carried(
    glyphs: &Glyphs,
    sentences: &Sentences,
    context: &Context<'_>,
    start: usize,
) -> Option<Span> {
    let sentence = near(sentences.sentence(start), start);
    let before = actor_before(glyphs, context, sentence.start..start);
    before.filter(|_| start > sentence.start)
}
