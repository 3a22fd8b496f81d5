//! The parties of an amount in English: `China will provide … to ASEAN`, `Party B will receive … from Party A`,
//! `provide Party B with …`, `the provision by China of …`.
//!
//! A receiver is a party and never an instrument: `set forth in Executive Order 14257 on goods of Malaysia` names
//! Malaysia.

use std::ops::Range;

use super::name::{collective, is_party, name};
use super::words::{ACTS, DIRECTIONS, NOT_A_NAME, OPENING_VERBS};
use crate::language::context::Context;
use crate::language::party::{Direction, Parties, PartyName};
use crate::language::passage::Passage;
use crate::quantity::Amount;
use crate::text::glyph::Glyphs;

pub(super) fn parties(passage: &Passage, context: &Context<'_>, amount: &Amount) -> Parties {
    let glyphs = &passage.glyphs;
    let sentence = passage.sentences.sentence(amount.start);
    // The actor is named not far from the act.
    let before = sentence.start.max(amount.start.saturating_sub(400))..amount.start;
    let after = amount.end..sentence.end.min(amount.end + 160);
    let after = after.start..pause(glyphs, after);
    let named = |it: Range<usize>| PartyName::Here(glyphs.span(it.start, it.end));
    if let Some((receiver, giver)) = received(glyphs, &before, &after) {
        return Parties {
            actor: giver.map(named),
            beneficiary: Some(named(receiver)),
            direction: Some(Direction::Gives),
        };
    }
    let verb = before.clone().rev().filter(|at| begins_word(glyphs, *at));
    let verb = verb.into_iter().find_map(|at| Some((at, DIRECTIONS.at(glyphs, at)?.0.meaning)));
    let direction = verb.map(|(_, direction)| direction);
    let by = by_after(glyphs, &after).or_else(|| last_by(glyphs, before.clone()));
    let counted = (direction == Some(Direction::Supports)
        && amount.end > amount.number_end + 2
        && amount.unit.currency().is_none())
    .then(|| glyphs.skip_spaces(amount.number_end, 1)..amount.end);
    let direction = direction.or(by.is_some().then_some(Direction::Gives));
    let object = || object(glyphs, &before);
    let beneficiary = counted.or_else(object).or_else(|| beneficiary(glyphs, direction, &after));
    let subject =
        by.or_else(|| gapped(passage, &before)).or_else(|| subject(glyphs, before.clone()));
    let giver = subject.or_else(|| giver_after(glyphs, direction, &after)).map(named);
    let actor = giver
        .or_else(|| label(glyphs, &before).map(named))
        .or_else(|| carried(passage, &before))
        .or_else(|| author(glyphs, context, &before));
    Parties { actor, beneficiary: beneficiary.map(named), direction }
}

fn begins_word(glyphs: &Glyphs, at: usize) -> bool {
    !glyphs.before(at).is_some_and(char::is_alphanumeric)
}

/// The place where another amount or another item begins. The letters of a currency sign are a part of it: `with US$3
/// million` names nobody.
fn pause(glyphs: &Glyphs, places: Range<usize>) -> usize {
    let (start, end) = (places.start, places.end);
    let is_sign = |at: usize| matches!(glyphs.get(at), Some('$' | '€' | '£'));
    let Some(found) = { places }.find(|at| is_sign(*at) || glyphs.get(*at) == Some(';')) else {
        return end;
    };
    let mut from = found;
    while is_sign(found) && from > start && glyphs.before(from).is_some_and(char::is_alphanumeric) {
        from -= 1;
    }
    from
}

/// `Party B will receive $5 million from Party A`: the receiver, and the giver if there is one.
fn received(
    glyphs: &Glyphs,
    before: &Range<usize>,
    after: &Range<usize>,
) -> Option<(Range<usize>, Option<Range<usize>>)> {
    const VERBS: [&str; 14] = [
        " receive ",
        " receives ",
        " get ",
        " gets ",
        " obtain ",
        " obtains ",
        " be given ",
        " be granted ",
        " benefit from ",
        " benefits from ",
        " be awarded ",
        " be provided with ",
        " be paid ",
        " borrow ",
    ];
    let near = before.start.max(before.end.saturating_sub(48))..before.end;
    let verb =
        near.into_iter().rfind(|at| VERBS.iter().any(|verb| glyphs.starts_with(*at, verb)))?;
    let receiver = subject(glyphs, before.start..verb + 1)?;
    let places = after.clone();
    let giver = places.into_iter().find_map(|at| {
        let lead = [" from ", " by "].into_iter().find(|lead| glyphs.starts_with(at, lead))?;
        name(glyphs, at + lead.len(), after.end).filter(|it| is_party(glyphs, it))
    });
    Some((receiver, giver))
}

/// `provide Party B with`, `grant Party B`, `help Party B by providing`: the receiver between verb and amount.
fn object(glyphs: &Glyphs, before: &Range<usize>) -> Option<Range<usize>> {
    const VERBS: [&str; 22] = [
        "provide ",
        "providing ",
        "grant ",
        "granting ",
        "give ",
        "giving ",
        "offer ",
        "offering ",
        "support ",
        "supporting ",
        "help ",
        "helping ",
        "assist ",
        "assisting ",
        "supply ",
        "lend ",
        "pay ",
        "send ",
        "award ",
        "equip ",
        "furnish ",
        "supplying ",
    ];
    let near = before.start.max(before.end.saturating_sub(90))..before.end;
    near.rev().filter(|at| begins_word(glyphs, *at)).find_map(|at| {
        let verb = VERBS.iter().find(|verb| glyphs.starts_with(at, verb))?;
        let start = at + verb.len();
        let found = name(glyphs, start, before.end)
            .or_else(|| collective(glyphs, start, before.end))
            .filter(|it| is_party(glyphs, it))?;
        let rest = glyphs.words(found.end, before.end);
        let rest = rest.trim_start();
        let is_object = rest.is_empty()
            || [
                "with ",
                "by ",
                "a ",
                "an ",
                "up to ",
                "at least ",
                "more than ",
                "in the amount of ",
                "about ",
            ]
            .iter()
            .any(|lead| rest.starts_with(lead));
        is_object.then_some(found)
    })
}

/// Participles whose `by` names a giver.
const GIVEN: [&str; 22] = [
    "provided",
    "contributed",
    "donated",
    "pledged",
    "committed",
    "announced",
    "given",
    "financed",
    "funded",
    "granted",
    "invested",
    "offered",
    "allocated",
    "paid",
    "supplied",
    "mobilized",
    "mobilised",
    "raised",
    "earmarked",
    "made available",
    "delivered",
    "supported",
];

/// `provided by China` after the amount.
fn by_after(glyphs: &Glyphs, places: &Range<usize>) -> Option<Range<usize>> {
    let is_by = |at: usize| {
        glyphs.starts_with(at, " by ") && GIVEN.iter().any(|word| glyphs.ends_with(at, word))
    };
    let at = places.clone().find(|at| is_by(*at) || glyphs.starts_with(*at, "from "))?;
    is_by(at).then(|| name(glyphs, at + 4, places.end)).flatten()
}

/// `$5 million from Party A`, `a grant of $5 million by Party A`, where the sentence names no other giver.
fn giver_after(
    glyphs: &Glyphs,
    direction: Option<Direction>,
    places: &Range<usize>,
) -> Option<Range<usize>> {
    let is_bought = matches!(direction, Some(Direction::Imports | Direction::Exports));
    let near = places.start..places.end.min(places.start + 60);
    near.filter(|_| !is_bought).find_map(|at| {
        let lead = [" from ", " by "].into_iter().find(|lead| glyphs.starts_with(at, lead))?;
        let is_given = || {
            let between = glyphs.words(places.start, at);
            GIVEN.iter().any(|word| between.contains(word))
        };
        let is_used = at > places.start && lead == " by " && !is_given();
        let found = name(glyphs, at + lead.len(), places.end)?;
        (!is_used && is_party(glyphs, &found)).then_some(found)
    })
}

/// `the provision by China of`, `the tariff applied by Party A to Party B` before the amount.
fn last_by(glyphs: &Glyphs, places: Range<usize>) -> Option<Range<usize>> {
    let is_capital = |at: usize| glyphs.raw(at).is_some_and(char::is_uppercase);
    let by = places.clone().rfind(|at| {
        let start = if glyphs.starts_with(at + 4, "the ") { at + 8 } else { at + 4 };
        glyphs.starts_with(*at, " by ") && is_capital(start)
    })?;
    let found = name(glyphs, by + 4, places.end)?;
    let is_applied =
        ["applied", "imposed", "levied", "charged", "set", "paid", "provided", "given"]
            .iter()
            .any(|word| glyphs.ends_with(by, word));
    let is_followed = |words: &[&str]| words.iter().any(|word| glyphs.starts_with(found.end, word));
    (is_followed(&[" of "]) || is_applied && is_followed(&[" to ", " on ", " shall ", " will "]))
        .then_some(found)
}

/// Places of the longest name that is looked for right before an amount.
const NAME: usize = 60;

/// `Fiji will pay 25 percent, and China 75 percent`: the name right before an amount, where the verb is that of an amount
/// before it. In `lend Fiji $5 million and Laos $3 million` such names receive.
fn gapped(passage: &Passage, before: &Range<usize>) -> Option<Range<usize>> {
    let glyphs = &passage.glyphs;
    let directly = |start: usize, end: usize| {
        let end = if glyphs.before(end) == Some(' ') { end - 1 } else { end };
        let start = start.max(end.saturating_sub(NAME));
        let mut starts = (start..end).rev().filter(|at| begins_word(glyphs, *at));
        starts
            .find_map(|at| name(glyphs, at, end).filter(|it| it.end == end && is_party(glyphs, it)))
    };
    let earlier = passage.amounts_in(before.clone()).last()?;
    let found = directly(earlier.end, before.end)?;
    let is_joined = [" and ", ", "].iter().any(|word| glyphs.ends_with(found.start, word));
    (is_joined && directly(before.start, earlier.start).is_none()).then_some(found)
}

/// The last name before a verb in the sentence: `China will`, `with China providing`, `China's imports`.
fn subject(glyphs: &Glyphs, places: Range<usize>) -> Option<Range<usize>> {
    let apostrophe = |at: usize| matches!(glyphs.get(at), Some('’' | '\''));
    let joined = |at: usize| matches!(glyphs.before(at), Some('-' | '’' | '\''));
    let mut last = None;
    let mut at = places.start;
    while at < places.end {
        let begins = begins_word(glyphs, at) && !joined(at);
        let name = begins.then(|| name(glyphs, at, places.end)).flatten();
        let name = name.filter(|it| !NOT_A_NAME.contains(&glyphs.words(it.start, it.end)));
        let Some(name) = name else {
            at += 1;
            continue;
        };
        let has_s = glyphs.before(name.end) == Some('s') && apostrophe(name.end.saturating_sub(2));
        let is_owner = has_s || apostrophe(name.end);
        if (is_owner || acts(glyphs, name.end) && !is_object_of(glyphs, name.start))
            && is_party(glyphs, &name)
        {
            let end = if has_s { name.end - 2 } else { name.end };
            last = Some(without_verb(glyphs, name.start, end)..end);
        }
        at = name.end.max(at + 1);
    }
    last
}

/// `aid to Party B will`: the name after a preposition is no subject.
fn is_object_of(glyphs: &Glyphs, start: usize) -> bool {
    [" to ", " from ", " for ", " with ", " on ", " against "]
        .iter()
        .any(|word| glyphs.ends_with(start, word))
}

/// `Expand China` is what China is to expand: a clause begins with the verb.
fn without_verb(glyphs: &Glyphs, start: usize, end: usize) -> usize {
    let space = (start..end).find(|at| glyphs.get(*at) == Some(' '));
    let verb = space.filter(|space| OPENING_VERBS.contains(&glyphs.words(start, *space)));
    verb.map_or(start, |space| space + 1)
}

/// Whether a verb of acting follows, perhaps after a bracket or an aside.
fn acts(glyphs: &Glyphs, end: usize) -> bool {
    let mut next = glyphs.skip_spaces(end, 1);
    if glyphs.get(next) == Some('(') {
        let close = (next..next + 60).find(|at| glyphs.get(*at) == Some(')'));
        next = close.map_or(next, |at| glyphs.skip_spaces(at + 1, 1));
    }
    if glyphs.get(next) == Some(',') {
        next = glyphs.skip_spaces(next + 1, 1);
    }
    ACTS.at(glyphs, next).is_some()
}

/// `Germany: €500 million`: the label of a line.
fn label(glyphs: &Glyphs, before: &Range<usize>) -> Option<Range<usize>> {
    let start = (before.start..before.end)
        .find(|at| !matches!(glyphs.get(*at), Some(' ' | '-' | '•' | '*' | '·')))?;
    let found = name(glyphs, start, before.end).filter(|it| is_party(glyphs, it))?;
    let is_label = glyphs.get(found.end) == Some(':');
    (is_label && glyphs.skip_spaces(found.end + 1, 2) == before.end).then_some(found)
}

/// The subject of the sentence before, which `they` or `it` stands for.
fn carried(passage: &Passage, before: &Range<usize>) -> Option<PartyName> {
    let glyphs = &passage.glyphs;
    let start = glyphs.skip_spaces(before.start, 3);
    let is_pronoun = ["they ", "it ", "both ", "the two sides ", "the former "]
        .iter()
        .any(|word| glyphs.starts_with(start, word));
    let last = before.start.checked_sub(1).filter(|_| is_pronoun)?;
    let sentence = passage.sentences.sentence(last);
    let found = subject(glyphs, sentence.start.max(last.saturating_sub(400))..sentence.end)?;
    Some(PartyName::Carried(glyphs.span(found.start, found.end)))
}

/// The only declared party, where `we` speaks.
fn author(glyphs: &Glyphs, context: &Context<'_>, before: &Range<usize>) -> Option<PartyName> {
    let [only] = context.parties else { return None };
    let is_we = |at: usize| {
        begins_word(glyphs, at)
            && ["we ", "we’ll ", "we'll ", "our ", "this government "]
                .iter()
                .any(|word| glyphs.starts_with(at, word))
    };
    before.clone().any(is_we).then(|| PartyName::Inferred(only.label.to_owned()))
}

/// `to ASEAN countries`, `from ASEAN countries` of imports, `to the poorest countries`, `for 17 new countries`.
fn beneficiary(
    glyphs: &Glyphs,
    direction: Option<Direction>,
    places: &Range<usize>,
) -> Option<Range<usize>> {
    let preposition = if direction == Some(Direction::Imports) { " from " } else { " to " };
    let leads = [
        preposition,
        " in support of ",
        " to support ",
        " to help ",
        " to assist ",
        " for ",
        " in ",
        " goods of ",
        " goods from ",
        " products of ",
        " products from ",
        " exports of ",
        " imports from ",
        " into ",
        " across ",
        " with ",
    ];
    leads.into_iter().find_map(|lead| {
        places.clone().find_map(|at| {
            let start = at + lead.len();
            let follows = glyphs.starts_with(at, lead);
            follows.then(|| receiver(glyphs, lead, start, places.end)).flatten()
        })
    })
}

fn receiver(glyphs: &Glyphs, lead: &str, start: usize, limit: usize) -> Option<Range<usize>> {
    let is_name =
        glyphs.raw(start).is_some_and(char::is_uppercase) || glyphs.starts_with(start, "the ");
    let named = || name(glyphs, start, limit).filter(|it| is_name && is_party(glyphs, it));
    let may_be_common = matches!(
        lead,
        " to " | " for " | " in support of " | " to support " | " to help " | " to assist "
    );
    named().or_else(|| collective(glyphs, start, limit).filter(|_| may_be_common))
}
