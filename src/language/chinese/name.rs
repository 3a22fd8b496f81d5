//! Names of parties and actors in Chinese text, with the bodies that belong to them: `甲方企业`.

use super::words::ACTORS;
use crate::language::context::Context;
use crate::text::glyph::Glyphs;

/// The place after the longest name that stands at a place, with the body that it belongs to: 甲方企业.
pub(super) fn name_end(glyphs: &Glyphs, context: &Context<'_>, at: usize) -> Option<usize> {
    const BODIES: [&str; 12] = [
        "企业",
        "公司",
        "政府",
        "银行",
        "国家",
        "财政",
        "机构",
        "各国",
        "成员国",
        "秘书处",
        "中央银行",
        "军队",
    ];
    glyphs.get(at).filter(|c| c.is_alphabetic())?;
    let declared = context.parties.iter().flat_map(|party| party.names.iter());
    let declared = declared.filter(|name| glyphs.names(at, name));
    let known = ACTORS.at(glyphs, at).map(|(_, end)| end);
    let end = declared.map(|name| at + name.chars().count()).chain(known).max()?;
    let body = BODIES.iter().find(|word| glyphs.starts_with(end, word));
    Some(end + body.map_or(0, |word| word.chars().count()))
}
