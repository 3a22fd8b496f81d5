//! Conversion between simplified and traditional characters, by OpenCC's tables: `東盟` → `东盟`, `头发` → `頭髮`.
//!
//! A table has a character for each one that changes, and phrases in which some change otherwise: `发` is `發`, but `髮`
//! in `头发`. At each place the longest phrase counts, and the text goes on behind it.
//!
//! What always holds: a text and its conversion have the same number of characters. `.ci/tables` makes the tables and
//! compares their conversions with OpenCC's, but for `著`, Taiwan's form of `着`, which OpenCC leaves in `本著`.

use super::table::Rest;

/// Traditional characters, those of Taiwan too, to simplified ones.
pub(super) static TO_SIMPLIFIED: Conversion =
    Conversion::open(include_bytes!("../../seeds/common/to-simplified.bin"));

/// Simplified characters to those of Taiwan.
pub(super) static TO_TRADITIONAL: Conversion =
    Conversion::open(include_bytes!("../../seeds/common/to-traditional.bin"));

/// The characters that are found by their number; those of phrases all are.
const NEAR: std::ops::RangeInclusive<char> = '\u{3400}'..='\u{9fff}';

const N_NEAR: usize = 0xa000 - 0x3400;

/// A table of one direction.
pub(super) struct Conversion {
    /// For each near character the place of its entry in `entries`; the first is for those that stay.
    places: &'static [[u8; 2]],
    /// Characters, each with the place of its phrases in `phrases`.
    entries: &'static [Pair],
    /// Other characters and their conversions, in order.
    far: &'static [Pair],
    /// Phrases by their first character, in the order of their other units: the length of the list in bytes; then for
    /// each phrase these units, and the characters that change otherwise, each with its place in the phrase.
    phrases: &'static [u8],
}

impl Conversion {
    const fn open(table: &'static [u8]) -> Self {
        let (n_entries, rest) = length(table);
        let (n_far, rest) = length(rest);
        let (places, rest) = split(rest, 2 * N_NEAR);
        let (entries, rest) = split(rest, 8 * n_entries);
        let (far, phrases) = split(rest, 8 * n_far);
        Self {
            places: places.as_chunks().0,
            entries: entries.as_chunks().0.as_chunks().0,
            far: far.as_chunks().0.as_chunks().0,
            phrases,
        }
    }

    /// Calls `put` for each character of `text`, with the byte where it begins and its conversion.
    pub(super) fn convert(&self, text: &str, mut put: impl FnMut(usize, char, char)) {
        let mut rest = text.char_indices();
        while let Some((start, c)) = rest.next() {
            if !NEAR.contains(&c) {
                put(start, c, self.far(c));
                continue;
            }
            let (converted, phrases) = self.near(c);
            let Some(phrase) = self.longest(phrases, rest.as_str()) else {
                put(start, c, converted);
                continue;
            };
            put(start, c, phrase.other(0).unwrap_or(converted));
            for (place, (start, c)) in (1..phrase.n_chars).zip(rest.by_ref()) {
                put(start, c, phrase.other(place).unwrap_or_else(|| self.single(c)));
            }
        }
    }

    /// The conversion of a character that stands alone.
    fn single(&self, c: char) -> char {
        if NEAR.contains(&c) { self.near(c).0 } else { self.far(c) }
    }

    /// The conversion of a near character, and the place of its phrases.
    fn near(&self, c: char) -> (char, usize) {
        let place = self.places.get(c as usize - *NEAR.start() as usize);
        let entry = place.map_or(0, |it| usize::from(u16::from_le_bytes(*it)));
        match self.entries.get(entry).filter(|_| entry > 0) {
            Some(entry) => {
                let (converted, phrases) = pair(*entry);
                (char::from_u32(converted).unwrap_or(c), phrases as usize)
            }
            None => (c, 0),
        }
    }

    fn far(&self, c: char) -> char {
        if c < *NEAR.start() {
            return c;
        }
        let found = self.far.binary_search_by_key(&u32::from(c), |it| pair(*it).0);
        let entry = found.ok().and_then(|at| self.far.get(at));
        entry.and_then(|it| char::from_u32(pair(*it).1)).unwrap_or(c)
    }

    /// The longest phrase of the list at `phrases` that goes on as `text` does.
    fn longest(&self, phrases: usize, text: &str) -> Option<Phrase> {
        let (length, list) = self.phrases.get(phrases..)?.split_first_chunk()?;
        let mut list = Rest(list.get(..usize::from(u16::from_le_bytes(*length)))?);
        let mut units = text.encode_utf16();
        let mut unit = units.next();
        let mut n_same = 0;
        let mut longest = None;
        while let Some((n_shared, others)) = list.word() {
            let changes = changes(&mut list)?;
            if n_shared < n_same {
                break;
            }
            if n_shared > n_same {
                continue;
            }
            let differs = others.iter().find(|other| {
                let is_same = unit == Some(*other);
                if is_same {
                    n_same += 1;
                    unit = units.next();
                }
                !is_same
            });
            match differs {
                None => longest = Some((n_same, changes)),
                // All phrases behind this one are greater still.
                Some(other) if unit.is_none_or(|it| it < other) => break,
                Some(_) => {}
            }
        }
        longest.map(|(n_units, changes)| Phrase { n_chars: 1 + n_chars(text, n_units), changes })
    }
}

/// A phrase at a place of a text.
struct Phrase {
    n_chars: usize,
    changes: Rest<'static>,
}

impl Phrase {
    /// The conversion of the character at `place`, if it is another one than that of the character alone.
    fn other(&self, place: usize) -> Option<char> {
        let mut changes = self.changes;
        loop {
            let at = changes.byte()?;
            let other = changes.number()?;
            if usize::from(at) == place {
                return char::from_u32(other);
            }
        }
    }
}

/// Reads past the changes of a phrase: their length in bytes, then each one's place and character.
fn changes(list: &mut Rest<'static>) -> Option<Rest<'static>> {
    let n_bytes = list.byte()?;
    list.bytes(n_bytes.into()).map(Rest)
}

/// The number of characters that the first units of a text are.
fn n_chars(text: &str, n_units: usize) -> usize {
    let ends = text.chars().scan(0, |end, c| {
        *end += c.len_utf16();
        Some(*end)
    });
    ends.take_while(|end| *end <= n_units).count()
}

const fn length(table: &'static [u8]) -> (usize, &'static [u8]) {
    match table.split_first_chunk() {
        Some((length, rest)) => (u32::from_le_bytes(*length) as usize, rest),
        None => (0, table),
    }
}

/// The first `n` bytes and the rest; none of a table that is too short, as before `.ci/tables` has written it.
const fn split(table: &'static [u8], n: usize) -> (&'static [u8], &'static [u8]) {
    match table.split_at_checked(n) {
        Some(parts) => parts,
        None => (&[], &[]),
    }
}

/// Two numbers of four bytes each.
type Pair = [[u8; 4]; 2];

fn pair([first, second]: Pair) -> (u32, u32) {
    (u32::from_le_bytes(first), u32::from_le_bytes(second))
}

#[cfg(test)]
mod tests {
    use insta::assert_snapshot;

    use super::*;

    fn converted(table: &Conversion, text: &str) -> String {
        let mut converted = String::new();
        table.convert(text, |_, _, c| converted.push(c));
        converted
    }

    #[test]
    fn phrases_before_characters() {
        let simplified = |text| converted(&TO_SIMPLIFIED, text);
        assert_snapshot!(simplified("東協中心地位，瞭解乾坤，乾燥"), @"东协中心地位，了解乾坤，干燥");
        let traditional = |text| converted(&TO_TRADITIONAL, text);
        assert_snapshot!(traditional("头发发展，一只，里面"), @"頭髮發展，一隻，裡面");
        assert_snapshot!(traditional("乔治．布希"), @"喬治．布希");
        assert_snapshot!(traditional("皇后在后面；头"), @"皇后在後面；頭");
        assert_snapshot!(traditional("ASEAN 3.0"), @"ASEAN 3.0");
    }

    #[test]
    fn rare_characters() {
        assert_eq!(converted(&TO_TRADITIONAL, "\u{2003e}"), "\u{2005e}");
        assert_eq!(converted(&TO_SIMPLIFIED, "\u{2005e}"), "\u{2003e}");
    }
}
