//! Han characters that write numbers: `二`, `贰`, `两`, `〇`, `十`, `仟`, `億`, `廿`.

use crate::text::glyph::Glyphs;

/// The value of a Chinese digit, ordinary or financial.
pub(super) fn digit(c: char) -> Option<u32> {
    Some(match c {
        '〇' | '零' | '○' => 0,
        '一' | '壹' | '弌' => 1,
        '二' | '两' | '兩' | '贰' | '貳' | '弍' | '俩' | '倆' => 2,
        '三' | '叁' | '參' | '叄' | '仨' => 3,
        '四' | '肆' => 4,
        '五' | '伍' => 5,
        '六' | '陆' | '陸' => 6,
        '七' | '柒' => 7,
        '八' | '捌' => 8,
        '九' | '玖' => 9,
        _ => return None,
    })
}

/// The power of ten of a unit below 万.
pub(super) fn small_unit(c: char) -> Option<u32> {
    Some(match c {
        '十' | '拾' => 1,
        '百' | '佰' => 2,
        '千' | '仟' => 3,
        _ => return None,
    })
}

/// The power of ten of 万 and above.
pub(super) fn big_unit(c: char) -> Option<u32> {
    Some(match c {
        '万' | '萬' => 4,
        '亿' | '億' => 8,
        '兆' => 12,
        _ => return None,
    })
}

/// Whether `c` is a unit of any size.
pub(super) fn is_unit(c: char) -> bool {
    small_unit(c).or_else(|| big_unit(c)).is_some()
}

/// How many tens one character writes: 廿 is 20.
pub(super) fn tens(c: char) -> Option<u32> {
    Some(match c {
        '廿' => 2,
        '卅' => 3,
        '卌' => 4,
        _ => return None,
    })
}

/// Whether a unit of measure begins at `at` with a character that elsewhere multiplies: 千瓦, 兆瓦, 千米.
pub(super) fn begins_measure(glyphs: &Glyphs, at: usize) -> bool {
    let of = match glyphs.get(at) {
        Some('千') => "瓦米克伏卡赫帕焦",
        Some('兆') => "瓦伏赫帕焦字比",
        Some('百') => "帕",
        _ => return false,
    };
    glyphs.get(at + 1).is_some_and(|c| of.contains(c))
}

/// Whether a Chinese numeral can begin with `c`.
pub(super) fn opens(c: char) -> bool {
    digit(c).is_some() || small_unit(c).is_some() || tens(c).is_some() || c == '半'
}
