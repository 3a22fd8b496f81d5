//! The tables of OpenCC's conversions.

use std::collections::BTreeMap;

use ferrous_opencc::OpenCC;
use ferrous_opencc::config::BuiltinConfig;

use crate::script::{Conversion, TO_SIMPLIFIED, TO_TRADITIONAL};
use crate::sources::{Sources, Written, fixed, number, pairs};

/// The characters that `src/text/script.rs` finds by their number.
const NEAR: std::ops::RangeInclusive<char> = '\u{3400}'..='\u{9fff}';

/// Words that keep `著`, which means "to write" or "evident" there. Elsewhere it is Taiwan's form of `着`: OpenCC's table
/// of simplified characters leaves `本著`, which its table for Taiwan makes of `本着`, as it is.
const WITH_ZHU: &str = "著作 著名 著称 著者 著述 著录 著书 著文 著译 名著 专著 论著 原著 合著 编著 译著 遗著 巨著 \
    杂著 撰著 拙著 新著 土著 显著 卓著 昭著 较著";

/// Traditional to simplified.
pub fn to_simplified(sources: &Sources) -> Vec<u8> {
    let to_taiwan = OpenCC::from_config(BuiltinConfig::S2tw).expect("a table of the crate");
    let simplified: Vec<&str> = WITH_ZHU.split_whitespace().collect();
    let traditional: Vec<String> = simplified.iter().map(|it| to_taiwan.convert(it)).collect();
    let mut dictionary = Dictionary::new(&sources.ts_characters, &sources.ts_phrases);
    dictionary.characters.insert('著', '着');
    for (simplified, traditional) in simplified.into_iter().zip(&traditional) {
        dictionary.phrases.insert(simplified, simplified.to_owned());
        dictionary.phrases.insert(traditional, simplified.to_owned());
    }
    dictionary.table()
}

/// Simplified to traditional, then the variants that Taiwan uses. The variants are of single characters, so both are one
/// conversion.
pub fn to_traditional(sources: &Sources) -> Vec<u8> {
    let mut dictionary = Dictionary::new(&sources.st_characters, &sources.st_phrases);
    dictionary.then(&sources.tw_variants);
    dictionary.table()
}

struct Dictionary<'a> {
    characters: BTreeMap<char, char>,
    phrases: BTreeMap<&'a str, String>,
}

impl<'a> Dictionary<'a> {
    fn new(characters: &'a str, phrases: &'a str) -> Self {
        let phrases = pairs(phrases).map(|(from, to)| {
            assert_eq!(from.chars().count(), to.chars().count(), "`{from}` gets longer or shorter");
            (from, to.to_owned())
        });
        Self {
            characters: pairs(characters).map(|(from, to)| (single(from), single(to))).collect(),
            phrases: phrases.collect(),
        }
    }

    fn then(&mut self, variants: &str) {
        let variants: BTreeMap<char, char> =
            pairs(variants).map(|(from, to)| (single(from), single(to))).collect();
        let variant = |c: char| variants.get(&c).copied().unwrap_or(c);
        let both = self.characters.keys().chain(variants.keys());
        self.characters = both.map(|c| (*c, variant(self.single(*c)))).collect();
        for to in self.phrases.values_mut() {
            *to = to.chars().map(variant).collect();
        }
    }

    fn single(&self, c: char) -> char {
        self.characters.get(&c).copied().unwrap_or(c)
    }

    fn table(&self) -> Vec<u8> {
        let mut by_first: BTreeMap<char, BTreeMap<Vec<u16>, Vec<u8>>> = BTreeMap::new();
        for (from, to) in &self.phrases {
            let first = from.chars().next().expect("a phrase");
            assert!(NEAR.contains(&first) && from.chars().count() > 1);
            let units: Vec<u16> = from.encode_utf16().skip(1).collect();
            by_first.entry(first).or_default().insert(units, self.changes(from, to));
        }
        // Entry 0 stands for the characters that stay, and the list at place 0 is empty.
        let mut entries = vec![('\0', 0)];
        let mut lists = vec![0, 0];
        let mut places = Vec::new();
        for c in NEAR {
            let phrases = by_first.get(&c);
            if self.single(c) == c && phrases.is_none() {
                places.push(0_u16);
                continue;
            }
            places.push(u16::try_from(entries.len()).expect("fewer entries than characters"));
            entries.push((self.single(c), phrases.map_or(0, |_| lists.len())));
            let Some(phrases) = phrases else { continue };
            let mut list = Written::default();
            for (units, changes) in phrases {
                list.word(units);
                list.bytes.push(u8::try_from(changes.len()).expect("a short phrase"));
                list.bytes.extend(changes);
            }
            lists.extend(u16::try_from(list.bytes.len()).expect("a short list").to_le_bytes());
            lists.extend(list.bytes);
        }
        let far: Vec<_> = self
            .characters
            .iter()
            .filter(|(from, to)| !NEAR.contains(from) && from != to)
            .collect();

        let mut table = Vec::new();
        fixed(&mut table, entries.len());
        fixed(&mut table, far.len());
        table.extend(places.iter().flat_map(|it| it.to_le_bytes()));
        for (to, list) in entries {
            fixed(&mut table, to as usize);
            fixed(&mut table, list);
        }
        for (from, to) in far {
            assert!(from > NEAR.end());
            fixed(&mut table, *from as usize);
            fixed(&mut table, *to as usize);
        }
        table.extend(lists);
        table
    }

    /// The characters of a phrase that do not become what they become alone, each with its place.
    fn changes(&self, from: &str, to: &str) -> Vec<u8> {
        let mut changes = Vec::new();
        for (place, (from, to)) in from.chars().zip(to.chars()).enumerate() {
            if self.single(from) != to {
                changes.push(u8::try_from(place).expect("a short phrase"));
                number(&mut changes, to.into());
            }
        }
        changes
    }
}

fn single(text: &str) -> char {
    let mut chars = text.chars();
    let (Some(only), None) = (chars.next(), chars.next()) else {
        panic!("`{text}` is not one character")
    };
    only
}

/// Converts texts with OpenCC and with the program; returns the number of differences. `着` and `著` are the same to
/// the first comparison, see [`WITH_ZHU`].
pub fn check(texts: &[String]) -> usize {
    compare(BuiltinConfig::T2s, &TO_SIMPLIFIED, texts, |it| it.replace('著', "着"))
        + compare(BuiltinConfig::S2tw, &TO_TRADITIONAL, texts, str::to_owned)
}

fn compare(
    config: BuiltinConfig,
    conversion: &Conversion,
    texts: &[String],
    alike: impl Fn(&str) -> String,
) -> usize {
    let opencc = OpenCC::from_config(config).expect("a table of the crate");
    let is_wrong = |text: &&String| {
        let mut converted = String::new();
        let mut source = String::new();
        conversion.convert(text, |start, c, to| {
            assert_eq!(start, source.len());
            source.push(c);
            converted.push(to);
        });
        source != **text || alike(&converted) != alike(&opencc.convert(text))
    };
    let wrong: Vec<&String> = texts.iter().filter(is_wrong).collect();
    wrong.iter().take(20).for_each(|it| println!("converted otherwise: {it:?}"));
    wrong.len()
}
