//! The standing of an amount in Chinese, by the words that govern it: `不会提供` denies, `呼吁各方提供` wishes, `已提供`
//! tells, `将提供` pledges.
//!
//! The words of the amount's own segment decide, the last one first; an earlier segment decides only what runs on into
//! it: `我们呼吁各国，特别是发达国家，提供…`. A word inside an attribute governs nothing: 向未参加的国家提供.

use std::ops::Range;

use super::act;
use super::list;
use super::scope::Scope;
use super::words::{CHANGES, GIVING, SCOPES};
use crate::language::context::Context;
use crate::language::cue::CueKind;
use crate::language::passage::Passage;
use crate::language::standing::{GoverningVerb, Polarity, Standing};
use crate::quantity::{Amount, Tense};
use crate::text::glyph::Glyphs;

/// A word of a scope with its places.
#[derive(Debug, Clone)]
struct Mark {
    places: Range<usize>,
    scope: Scope,
}

/// Farthest that a governing word stands from its amount.
const FAR: usize = 160;

pub(super) fn governing_verb(
    passage: &Passage,
    context: &Context<'_>,
    amount: &Amount,
) -> Option<GoverningVerb> {
    let segment = passage.sentences.segment(amount.start);
    let own = segment.start.max(amount.start.saturating_sub(FAR))..amount.start;
    let here = marks(&passage.glyphs, own.clone());
    let will =
        here.iter().rfind(|mark| mark.scope == Scope::Will && !is_object_marker(passage, mark));
    let aim = || here.iter().rfind(|mark| mark.scope == Scope::Aim);
    let found = decided(passage, amount, &here, will)
        .or_else(|| told_before(passage, context, amount, &own, will.is_some() || aim().is_some()))
        .or_else(|| told_after(passage, amount, &own, segment.end, will.is_some()));
    let found = found
        .or_else(|| grown_from_fact(passage, amount, segment.start))
        .or_else(|| level_reached(passage, amount, segment.start))
        .or_else(|| undertaken(will, aim()));
    let (places, standing) = found?;
    let polarity =
        if standing == Standing::Denied { Polarity::Negative } else { Polarity::Affirmative };
    Some(GoverningVerb { verb: passage.glyphs.span(places.start, places.end), polarity, standing })
}

/// 将 pledges and 力争 aims; of both, the later one decides: 将探讨.
fn undertaken(will: Option<&Mark>, aim: Option<&Mark>) -> Option<Found> {
    let pledged = will.map(|mark| (mark.places.clone(), Standing::Pledged));
    let aimed = aim.map(|mark| (mark.places.clone(), Standing::Aim));
    pledged.into_iter().chain(aimed).max_by_key(|(places, _)| places.start)
}

/// The words of scope in a range, in order; the longest at each place.
fn marks(glyphs: &Glyphs, places: Range<usize>) -> Vec<Mark> {
    let mut found = Vec::new();
    let mut at = places.start;
    while at < places.end {
        let word = SCOPES.at(glyphs, at).map(|(word, end)| (word.meaning, end));
        let read = word.or_else(|| act::scope_at(glyphs, at));
        let Some((scope, end)) = read.filter(|(_, end)| *end <= places.end) else {
            at += 1;
            continue;
        };
        let is_opening = || glyphs.words(places.start, at).trim().is_empty();
        let is_word = match scope {
            Scope::Hidden => false,
            // 如 and 若 set a condition only where a segment begins.
            Scope::If if end == at + 1 => is_opening(),
            // 争取到2030年 is an aim, 争取到900亿元 a fact.
            Scope::Fact if glyphs.starts_with(at, "争取到") => !begins_year(glyphs, end),
            Scope::Deny
            | Scope::Stop
            | Scope::Wish
            | Scope::Guess
            | Scope::Fact
            | Scope::If
            | Scope::Will
            | Scope::Aim => true,
        };
        if is_word {
            found.push(Mark { places: at..end, scope });
        } else if scope == Scope::Fact {
            found.push(Mark { places: at..at + 2, scope: Scope::Aim });
        }
        at = end;
    }
    found
}

fn begins_year(glyphs: &Glyphs, at: usize) -> bool {
    let at = glyphs.skip_spaces(at, 1);
    (at..at + 4).all(|at| {
        glyphs.get(at).is_some_and(|c| c.is_ascii_digit() || "二〇零一三四五".contains(c))
    })
}

/// 将 before a noun and a verb of change is 把: 将资金提高到.
fn is_object_marker(passage: &Passage, mark: &Mark) -> bool {
    let glyphs = &passage.glyphs;
    let at = mark.places.end;
    glyphs.starts_with(mark.places.start, "将")
        && mark.places.len() == 1
        && GIVING.at(glyphs, at).is_none()
        && !passage.cues_in(at..at + 1).iter().any(|cue| cue.kind == CueKind::Act)
        && !glyphs.get(at).is_some_and(|c| "向于在从对为给以由不会再达自每按分继进".contains(c))
        && CHANGES.last_in(glyphs, at..at + 16).is_some()
}

type Found = (Range<usize>, Standing);

/// What the words of the own segment decide.
fn decided(
    passage: &Passage,
    amount: &Amount,
    here: &[Mark],
    will: Option<&Mark>,
) -> Option<Found> {
    let glyphs = &passage.glyphs;
    let sentence = passage.sentences.sentence(amount.start);
    let times = passage.times_in(sentence.start..amount.start);
    let is_ahead = times.last().is_some_and(|time| time.tense == Tense::Deadline);
    here.iter().rev().find_map(|mark| {
        let end = mark.places.end;
        // 从未同意提供: what touches the negation is denied with it.
        let is_before_will = will.is_some_and(|will| will.places.start > end);
        let is_willed = || will.is_some() && !is_past_particle(glyphs, mark);
        if in_attribute(glyphs, mark, amount.start) {
            return None;
        }
        let standing = match mark.scope {
            Scope::Deny if compares(glyphs, end) => return None,
            Scope::Deny if is_before_will && !gives_reason(glyphs, mark) => return None,
            Scope::Stop if GIVING.last_in(glyphs, end..amount.start).is_none() => return None,
            Scope::Deny | Scope::Stop => Standing::Denied,
            Scope::Guess if GIVING.last_in(glyphs, before(mark)).is_some() => return None,
            Scope::Fact if is_before_will || is_willed() => return None,
            Scope::Fact if is_ahead && is_state(glyphs, mark) => return None,
            Scope::Fact => Standing::Fact,
            Scope::If if is_before_will => Standing::Conditional,
            Scope::Wish | Scope::Guess | Scope::If => Standing::Wish,
            Scope::Will | Scope::Aim | Scope::Hidden => return None,
        };
        Some((mark.places.clone(), standing))
    })
}

/// 不因本款而承诺: the reason stands between the negation and the act.
fn gives_reason(glyphs: &Glyphs, mark: &Mark) -> bool {
    glyphs.before(mark.places.end) == Some('因')
}

/// 已, 曾, 了: the act itself is past; a verb such as 收到 may still be ahead, 将收到.
fn is_past_particle(glyphs: &Glyphs, mark: &Mark) -> bool {
    let has = |at: usize| matches!(glyphs.get(at), Some('已' | '曾' | '了'));
    mark.places.clone().any(has)
}

/// 拥有, 现有: to have, which at a time ahead is a level to be reached.
fn is_state(glyphs: &Glyphs, mark: &Mark) -> bool {
    glyphs.before(mark.places.end) == Some('有')
}

/// The places shortly before a word.
fn before(mark: &Mark) -> Range<usize> {
    mark.places.start.saturating_sub(16)..mark.places.start
}

/// Whether a bounding word follows, which the negation only turns round: 不得超过.
fn compares(glyphs: &Glyphs, at: usize) -> bool {
    const WORDS: [&str; 14] = [
        "超过", "超出", "高于", "低于", "多于", "少于", "大于", "小于", "突破", "逾", "迟于",
        "晚于", "早于", "亚于",
    ];
    let at = if matches!(glyphs.get(at), Some('再' | '得' | '能' | '应' | '会' | '当')) {
        at + 1
    } else {
        at
    };
    WORDS.iter().any(|word| glyphs.starts_with(at, word))
}

/// 向未参加的国家提供: the word stands in an attribute behind a preposition, and the act follows the attribute.
fn in_attribute(glyphs: &Glyphs, mark: &Mark, amount: usize) -> bool {
    let is_led = mark.places.start.checked_sub(1).is_some_and(|last| {
        (last.saturating_sub(5)..=last).any(|at| {
            glyphs.get(at).is_some_and(|c| "向对为给把将使让由以从与".contains(c))
                && !matches!(glyphs.before(at), Some('因' | '作' | '成' | '方' | '认'))
        })
    });
    let Some(end) = (mark.places.end..amount).find(|at| glyphs.get(*at) == Some('的')) else {
        return false;
    };
    let acts =
        || GIVING.last_in(glyphs, end..amount).or_else(|| CHANGES.last_in(glyphs, end..amount));
    is_led && acts().is_some()
}

/// What earlier segments of the sentence, or the line above a list, decide.
fn told_before(
    passage: &Passage,
    context: &Context<'_>,
    amount: &Amount,
    own: &Range<usize>,
    is_willed: bool,
) -> Option<Found> {
    let glyphs = &passage.glyphs;
    let sentence = passage.sentences.sentence(amount.start);
    let from = sentence.start.max(own.start.saturating_sub(FAR));
    let lead = list::lead_in(passage, amount.start).filter(|lead| lead.end <= from);
    let earlier = marks(glyphs, from..own.start);
    let above = lead.clone().map(|lead| marks(glyphs, lead)).unwrap_or_default();
    let is_condition = |mark: &&Mark| mark.scope == Scope::If;
    if let Some(mark) = earlier.iter().rfind(is_condition) {
        return Some((mark.places.clone(), Standing::Conditional));
    }
    if is_willed {
        return None;
    }
    let mut is_near = true;
    for mark in earlier.iter().rev().chain(above.iter().rev()) {
        let end = passage.sentences.segment(mark.places.start).end;
        let runs_on = || {
            matches!(glyphs.before(end), Some(':' | '：'))
                || GIVING.last_in(glyphs, mark.places.end..end).is_none()
                    && end.saturating_sub(mark.places.end) <= 3
        };
        match mark.scope {
            Scope::Will if !is_object_marker(passage, mark) => break,
            Scope::Wish => return Some((mark.places.clone(), Standing::Wish)),
            Scope::Deny if is_near && runs_on() && !compares(glyphs, mark.places.end) => {
                return Some((mark.places.clone(), Standing::Denied));
            }
            Scope::Deny
            | Scope::Stop
            | Scope::Guess
            | Scope::Fact
            | Scope::If
            | Scope::Will
            | Scope::Aim
            | Scope::Hidden => is_near = false,
        }
    }
    if let Some(standing) = context.lead.and_then(lead_standing).filter(|_| earlier.is_empty()) {
        return Some((amount.start..amount.start, standing));
    }
    past(
        passage,
        from,
        own,
        earlier.iter().any(|mark| matches!(mark.scope, Scope::Will | Scope::Aim)),
    )
}

/// The standing that the line above a list gives to its items: 我们呼吁各国：.
fn lead_standing(lead: &str) -> Option<Standing> {
    let glyphs = Glyphs::of(lead);
    let found = marks(&glyphs, glyphs.len().saturating_sub(FAR)..glyphs.len());
    found.iter().rev().find_map(|mark| match mark.scope {
        Scope::Will => Some(Standing::Pledged),
        Scope::Wish => Some(Standing::Wish),
        Scope::Deny if !compares(&glyphs, mark.places.end) => Some(Standing::Denied),
        Scope::Aim => Some(Standing::Aim),
        Scope::Deny | Scope::Stop | Scope::Guess | Scope::Fact | Scope::If | Scope::Hidden => None,
    })
}

/// 近五年来，…: a time that has passed rules the sentence, unless it goes on to what is to come.
fn past(passage: &Passage, from: usize, own: &Range<usize>, is_ahead: bool) -> Option<Found> {
    let times = passage.times_in(from..own.end);
    let last = times.last().filter(|_| !is_ahead)?;
    (last.tense == Tense::Past).then(|| (last.places.clone(), Standing::Fact))
}

/// What the words behind an amount decide that no verb stands before: 10亿美元贷款不再提供, 对…超过…表示满意.
fn told_after(
    passage: &Passage,
    amount: &Amount,
    own: &Range<usize>,
    end: usize,
    is_willed: bool,
) -> Option<Found> {
    const PRAISE: [&str; 8] = [
        "表示满意",
        "表示欢迎",
        "表示感谢",
        "表示赞赏",
        "感到满意",
        "表示祝贺",
        "感到鼓舞",
        "深感满意",
    ];
    const FAR: usize = 24;
    let glyphs = &passage.glyphs;
    let end = end.min(amount.end + FAR);
    let is_made = |at: &usize| glyphs.starts_with(*at, "组成") || glyphs.starts_with(*at, "构成");
    let from = own.clone().rfind(|at| glyphs.get(*at) == Some('由'));
    if let (Some(_), Some(made)) = (from, (amount.end..end).find(is_made)) {
        return Some((made..made + 2, Standing::Fact));
    }
    let praise = (amount.end..end).find_map(|at| {
        let word = PRAISE.iter().find(|word| glyphs.starts_with(at, word))?;
        Some(at..at + word.chars().count())
    });
    if let Some(praise) = praise {
        return Some((praise, Standing::Fact));
    }
    if let Some(ended) = act::duty_ended(glyphs, amount.end..end) {
        return Some((ended, Standing::Denied));
    }
    let is_act = |kind: CueKind| kind == CueKind::Act;
    let acts = GIVING.last_in(glyphs, own.clone()).is_some()
        || passage.cues_in(own.clone()).iter().any(|cue| is_act(cue.kind));
    if acts || is_willed {
        return None;
    }
    let after = marks(glyphs, amount.end..end);
    let first = after.first().filter(|mark| {
        let gap = glyphs.words(amount.end, mark.places.start);
        // 5万美元的会费免缴: what is not to be paid may have a noun.
        let has_noun = gap.contains('的') && glyphs.get(mark.places.start) != Some('免');
        !has_noun && !gap.contains(['、', '且', '并', '而', '但', '和'])
    })?;
    let standing = match first.scope {
        Scope::Deny if !compares(glyphs, first.places.end) => Standing::Denied,
        Scope::Fact => Standing::Fact,
        Scope::Deny
        | Scope::Stop
        | Scope::Wish
        | Scope::Guess
        | Scope::If
        | Scope::Will
        | Scope::Aim
        | Scope::Hidden => return None,
    };
    Some((first.places.clone(), standing))
}

/// 贸易额增长12%，达480亿美元: the level that a figure has reached, where nobody undertakes to reach it.
fn level_reached(passage: &Passage, amount: &Amount, start: usize) -> Option<Found> {
    const REACHED: [&str; 6] = ["达到", "达", "升至", "降至", "增至", "突破"];
    const MEASURES: [&str; 8] =
        ["贸易额", "进出口", "总额", "存量", "投资额", "生产总值", "总量", "营业额"];
    const CHANGED: [&str; 6] = ["增长", "上升", "下降", "同比", "减少", "增加"];
    let glyphs = &passage.glyphs;
    let first = glyphs.skip_spaces(start, 1);
    let word = REACHED.iter().find(|word| glyphs.starts_with(first, word))?;
    let end = first + word.chars().count();
    let from = passage.sentences.sentence(start).start.max(start.saturating_sub(FAR));
    let told = glyphs.words(from, start);
    let is_undertaken = || {
        let earlier = marks(glyphs, from..start);
        let is_ahead = |it: &Mark| matches!(it.scope, Scope::Will | Scope::Aim | Scope::Wish);
        let times = passage.times_in(from..start);
        earlier.iter().any(is_ahead) || times.iter().any(|it| it.tense == Tense::Deadline)
    };
    let is_told = |words: &[&str]| words.iter().any(|it| told.contains(it));
    (amount.start.saturating_sub(end) <= 3
        && is_told(&MEASURES)
        && is_told(&CHANGED)
        && !is_undertaken())
    .then_some((first..end, Standing::Fact))
}

/// 争取到资金900亿元，增长5.6%: a change that is told of a fact.
fn grown_from_fact(passage: &Passage, amount: &Amount, start: usize) -> Option<Found> {
    let glyphs = &passage.glyphs;
    let first = glyphs.skip_spaces(start, 1);
    let sentence = passage.sentences.sentence(start);
    let changes = glyphs.starts_with(first, "增长") || CHANGES.at(glyphs, first).is_some();
    let before = passage.amounts_in(sentence.start..start).last()?;
    let is_beside = passage.sentences.segment(before.start).end == start;
    if !changes || !is_beside || amount.start.saturating_sub(first) > 8 {
        return None;
    }
    let segment = passage.sentences.segment(before.start);
    let own = segment.start.max(before.start.saturating_sub(FAR))..before.start;
    let here = marks(glyphs, own);
    let will = here.iter().rfind(|mark| mark.scope == Scope::Will);
    decided(passage, before, &here, will).filter(|(_, standing)| *standing == Standing::Fact)
}
