//! The receiver of an amount that no preposition marks: 甲方将赠送**乙方**10架飞机, 在**乙方**援建三所学校,
//! 提供5亿美元支持**乙方**建设.

use std::ops::Range;

use super::name::name_end;
use super::words::GIVING;
use crate::language::context::Context;
use crate::language::passage::Passage;
use crate::quantity::Amount;
use crate::text::Span;
use crate::text::glyph::{Glyphs, is_han};

/// The places in which a receiver is sought.
pub(super) struct Places {
    /// The amount's part of the sentence.
    pub(super) segment: Range<usize>,
    /// The verb that the amount belongs to.
    pub(super) verb: Option<Range<usize>>,
}

pub(super) fn receiver(
    passage: &Passage,
    context: &Context<'_>,
    amount: &Amount,
    places: &Places,
) -> Option<Span> {
    let glyphs = &passage.glyphs;
    let verb = places.verb.clone()?;
    object(glyphs, context, verb.end..amount.start)
        .or_else(|| {
            place(
                glyphs,
                context,
                places.segment.start.max(verb.start.saturating_sub(24))..verb.start,
            )
        })
        .or_else(|| helped(passage, context, amount, places.segment.end))
}

/// 给予乙方5亿美元, 给予每个试点县3000万元: the object between the verb and the amount, if it is a party.
fn object(glyphs: &Glyphs, context: &Context<'_>, places: Range<usize>) -> Option<Span> {
    const LONGEST: usize = 16;
    let start = glyphs.skip_spaces(places.start, 1);
    let start = if glyphs.get(start) == Some('给') { start + 1 } else { start };
    if places.end.saturating_sub(start) > LONGEST {
        return None;
    }
    let known = name_end(glyphs, context, start);
    let end = (start..places.end)
        .find(|at| {
            !glyphs
                .get(*at)
                .is_some_and(|c| is_han(c) || c.is_ascii_alphabetic() || "、（）()".contains(c))
        })
        .unwrap_or(places.end);
    let end = known.unwrap_or_else(|| without_bound(glyphs, start, end));
    (end > start + 1 && (known.is_some() || is_party(glyphs, start, end)))
        .then(|| glyphs.span(start, end))
}

/// The end of a name without the words that bound the amount behind it.
fn without_bound(glyphs: &Glyphs, start: usize, end: usize) -> usize {
    const BOUNDS: [&str; 9] =
        ["不超过", "不少于", "不低于", "至少", "最多", "最高", "约", "超过", "总额"];
    (start..end).find(|at| BOUNDS.iter().any(|it| glyphs.starts_with(*at, it))).unwrap_or(end)
}

/// Whether words end as the name of persons or bodies does.
fn is_party(glyphs: &Glyphs, start: usize, end: usize) -> bool {
    const ENDS: [&str; 24] = [
        "方", "国", "国家", "政府", "地区", "省", "市", "县", "县(区)", "区", "企业", "学校",
        "公司", "家庭", "农户", "人员", "学生", "组织", "银行", "基金", "机构", "部门", "居民",
        "群众",
    ];
    let ends = |word: &str| {
        end.checked_sub(word.chars().count())
            .is_some_and(|at| at >= start && glyphs.starts_with(at, word))
    };
    ENDS.iter().any(|word| ends(word))
}

/// 在乙方援建三所学校: the place where something is given, if it is a party.
fn place(glyphs: &Glyphs, context: &Context<'_>, places: Range<usize>) -> Option<Span> {
    let at = places.clone().rfind(|at| glyphs.get(*at) == Some('在'))?;
    let end = name_end(glyphs, context, at + 1)?;
    (end <= places.end).then(|| glyphs.span(at + 1, end))
}

/// 支持乙方建设铁路: who is helped by the amount, in its own part of the sentence or in the next.
fn helped(passage: &Passage, context: &Context<'_>, amount: &Amount, end: usize) -> Option<Span> {
    const HELPS: [&str; 9] =
        ["支持", "帮助", "援助", "补助", "资助", "协助", "支援", "补贴", "惠及"];
    const ACTS: &str = "建发开改实应提加修购恢抗的来赴用在抓办参，,。；;、";
    const LONGEST: usize = 14;
    let glyphs = &passage.glyphs;
    let next = passage.sentences.segment(end);
    let sentence = passage.sentences.sentence(amount.start);
    let here = (amount.end..end.min(amount.end + 20)).find_map(|at| after_help(glyphs, at, &HELPS));
    let begins = glyphs.skip_spaces(end, 1);
    let begins = if glyphs.starts_with(begins, "用于") { begins + 2 } else { begins };
    let follows = || {
        after_help(glyphs, begins, &HELPS)
            .filter(|_| next.end <= sentence.end && end < sentence.end)
    };
    let start = here.or_else(follows)?;
    if let Some(end) = name_end(glyphs, context, start) {
        return Some(glyphs.span(start, end));
    }
    let stops = |at: &usize| {
        glyphs.get(*at).is_none_or(|c| !is_han(c) || ACTS.contains(c))
            || GIVING.at(glyphs, *at).is_some()
    };
    let end = (start..start + LONGEST).find(stops)?;
    (end > start + 1 && is_party(glyphs, start, end)).then(|| glyphs.span(start, end))
}

fn after_help(glyphs: &Glyphs, at: usize, words: &[&str]) -> Option<usize> {
    let word = words.iter().find(|word| glyphs.starts_with(at, word))?;
    Some(at + word.chars().count())
}
