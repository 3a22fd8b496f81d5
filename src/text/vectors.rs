//! Word vectors of Chinese and English in one space: words of near meaning have near vectors, in either language.
//!
//! `farmer` and `农民` have a similarity of about 0.7, `farmer` and `农产品` of 0.5, words that have nothing to do with one
//! another of about 0. Siblings are near too, though nobody takes one for the other: `seeds/common/contrasts.toml` says
//! which words are the same and which are not, whatever their vectors say.
//!
//! Some words that translate each other have vectors far apart, such as `attract` and `吸引`, so the file also lists pairs of
//! translations from a dictionary.
//!
//! The vectors lie in the program, and nothing is read before a word is looked up. `.ci/vectors/make.py` makes them and
//! describes the file. Chinese words are simplified, English ones are stems.

use std::sync::LazyLock;

/// Word vectors, sorted by word.
#[derive(Debug)]
pub struct WordVectors {
    n_dimensions: usize,
    vectors: &'static [u8],
    ends: &'static [u8],
    rarities: &'static [u8],
    flags: &'static [u8],
    contrasts: &'static [u8],
    translations: &'static [u8],
    /// By word: its first row of contrasts.
    first_rows: Vec<u16>,
    text: &'static str,
}

/// A word by its place among all words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct VectorWord(pub u32);

/// How two words stand to each other, by the table of contrasts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Contrast {
    /// They name the same thing.
    Same,
    /// They are two of a kind, and never stand for each other.
    Siblings,
    /// One is a name, and the other is not one of its writings.
    Unlike,
    /// The table does not say.
    Open,
}

/// The vectors of the program.
pub static VECTORS: LazyLock<WordVectors> =
    LazyLock::new(|| WordVectors::parse(&FILE).unwrap_or(WordVectors::NONE));

/// A static and no constant, so that the program has it once.
static FILE: [u8; include_bytes!("../../seeds/common/vectors.bin").len()] =
    *include_bytes!("../../seeds/common/vectors.bin");

const MAGIC: &[u8] = b"cbvec002";

/// A number of a vector of length 1 becomes so many steps.
const SCALE: f32 = 256.0;

/// Flags of a word.
const HAS_CONTRASTS: u8 = 1;
const IS_NAME: u8 = 2;

/// Marks a group whose members have words of one side that need not mean the same: `raise`, `grow`.
const LOOSE: u16 = 0x8000;

/// Bytes of a row of contrasts: word, group, member.
const ROW: usize = 8;

/// Bytes of a row of translations: word, and one that translates it.
const PAIR: usize = 8;

impl WordVectors {
    const NONE: Self = Self {
        n_dimensions: 0,
        vectors: &[],
        ends: &[],
        rarities: &[],
        flags: &[],
        contrasts: &[],
        translations: &[],
        first_rows: Vec::new(),
        text: "",
    };

    /// Slices a file; `None` if it is none.
    fn parse(file: &'static [u8]) -> Option<Self> {
        let mut rest = file.strip_prefix(MAGIC)?;
        let mut take = |n: usize| {
            let (taken, after) = rest.split_at_checked(n)?;
            rest = after;
            Some(taken)
        };
        let mut header = [0; 5];
        for number in &mut header {
            *number = u32_at(take(4)?, 0)? as usize;
        }
        let [n_words, n_dimensions, n_bytes, n_contrasts, n_translations] = header;
        let vectors = take(n_words.checked_mul(n_dimensions)?)?;
        let ends = take(n_words.checked_mul(4)?)?;
        let rarities = take(n_words)?;
        let flags = take(n_words)?;
        let contrasts = take(n_contrasts.checked_mul(ROW)?)?;
        let translations = take(n_translations.checked_mul(PAIR)?)?;
        let mut first_rows = vec![u16::MAX; n_words];
        for (row, bytes) in contrasts.chunks(ROW).enumerate().rev() {
            let word = u32_at(bytes, 0)? as usize;
            *first_rows.get_mut(word)? = u16::try_from(row).ok()?;
        }
        let text = std::str::from_utf8(take(n_bytes)?).ok()?;
        Some(Self {
            n_dimensions,
            vectors,
            ends,
            rarities,
            flags,
            contrasts,
            translations,
            first_rows,
            text,
        })
    }

    /// The number of words.
    pub fn len(&self) -> usize {
        self.rarities.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.rarities.is_empty()
    }

    /// The length of each vector.
    pub fn n_dimensions(&self) -> usize {
        self.n_dimensions
    }

    /// Finds a Chinese word, folded, or an English stem.
    pub fn find(&self, word: &str) -> Option<VectorWord> {
        let (mut start, mut end) = (0, self.len());
        while start < end {
            let middle = start.midpoint(end);
            match self.text_at(middle)?.cmp(word) {
                std::cmp::Ordering::Less => start = middle + 1,
                std::cmp::Ordering::Greater => end = middle,
                std::cmp::Ordering::Equal => return u32::try_from(middle).ok().map(VectorWord),
            }
        }
        None
    }

    /// The letters of a word.
    pub fn text(&self, word: VectorWord) -> &'static str {
        self.text_at(word.0 as usize).unwrap_or_default()
    }

    /// The vector of a word: numbers of one byte each, of about the same length.
    pub fn vector(&self, word: VectorWord) -> &'static [u8] {
        let start = word.0 as usize * self.n_dimensions;
        self.vectors.get(start..start + self.n_dimensions).unwrap_or_default()
    }

    /// The share of a word among all words of its language, 0 to 1.
    pub fn frequency(&self, word: VectorWord) -> f32 {
        let rarity = self.rarities.get(word.0 as usize).copied().unwrap_or(u8::MAX);
        (-f32::from(rarity) / 8.0).exp2()
    }

    /// The cosine of two words' vectors, -1 to 1.
    pub fn similarity(&self, a: VectorWord, b: VectorWord) -> f32 {
        cosine(self.vector(a), self.vector(b))
    }

    /// Whether a word names one thing that no other word is near.
    pub fn is_name(&self, word: VectorWord) -> bool {
        self.flags.get(word.0 as usize).is_some_and(|it| it & IS_NAME != 0)
    }

    /// How two words stand to each other. A name is the same as its other writings, and apart from all else.
    pub fn contrast(&self, a: VectorWord, b: VectorWord) -> Contrast {
        let flags = |it: VectorWord| self.flags.get(it.0 as usize).copied().unwrap_or_default();
        if a == b {
            return Contrast::Same;
        }
        let has = |flag: u8| [a, b].map(|it| flags(it) & flag != 0);
        if has(HAS_CONTRASTS) == [true, true] {
            let (mut same, mut apart) = (false, false);
            for (group, member) in self.rows(a) {
                for (other_group, other_member) in self.rows(b) {
                    same |= member == other_member && group & LOOSE == 0;
                    apart |= group == other_group && member != other_member;
                }
            }
            if same {
                return Contrast::Same;
            }
            if apart {
                return Contrast::Siblings;
            }
        }
        if has(IS_NAME).contains(&true) { Contrast::Unlike } else { Contrast::Open }
    }

    /// The words that translate a word, by the dictionary.
    pub fn translations(&self, word: VectorWord) -> impl Iterator<Item = VectorWord> + use<> {
        let (pairs, _) = self.translations.as_chunks::<PAIR>();
        let first = pairs.partition_point(|it| u32_at(it, 0) < Some(word.0));
        let rows = pairs.get(first..).unwrap_or_default().iter();
        rows.take_while(move |it| u32_at(*it, 0) == Some(word.0))
            .filter_map(|it| u32_at(it, 4).map(VectorWord))
    }

    /// The groups and members of a word.
    fn rows(&self, word: VectorWord) -> impl Iterator<Item = (u16, u16)> {
        let first = self.first_rows.get(word.0 as usize).copied().unwrap_or(u16::MAX);
        let rows = self.contrasts.get(usize::from(first) * ROW..).unwrap_or_default().chunks(ROW);
        rows.take_while(move |it| u32_at(it, 0) == Some(word.0))
            .filter_map(|it| Some((u16_at(it, 4)?, u16_at(it, 6)?)))
    }

    fn text_at(&self, place: usize) -> Option<&'static str> {
        let end = |at: usize| u32_at(self.ends, at * 4).map(|it| it as usize);
        let start = place.checked_sub(1).map_or(Some(0), end)?;
        self.text.get(start..end(place)?)
    }
}

/// The cosine of two vectors of the table, -1 to 1.
pub fn cosine(a: &[u8], b: &[u8]) -> f32 {
    #[expect(clippy::cast_precision_loss, reason = "a sum of products of bytes is below 2^24")]
    let dot = dot(a, b) as f32;
    dot / (SCALE * SCALE)
}

/// The sum of the products of two vectors' numbers, which are -127 to 127, so that two products fit in 16 bits. Several
/// sums at a time are what a processor does at once.
fn dot(a: &[u8], b: &[u8]) -> i32 {
    const N_SUMS: usize = 16;
    let product = |a: &u8, b: &u8| i16::from(a.cast_signed()) * i16::from(b.cast_signed());
    let ((a, rest_of_a), (b, rest_of_b)) =
        (a.as_chunks::<{ 2 * N_SUMS }>(), b.as_chunks::<{ 2 * N_SUMS }>());
    let mut sums = [0; N_SUMS];
    for (a, b) in a.iter().zip(b) {
        let ((a, more_a), (b, more_b)) = (a.split_at(N_SUMS), b.split_at(N_SUMS));
        let mut products = [0; N_SUMS];
        for ((sum, a), b) in products.iter_mut().zip(a).zip(b) {
            *sum = product(a, b);
        }
        for ((sum, a), b) in products.iter_mut().zip(more_a).zip(more_b) {
            *sum = product(a, b).wrapping_add(*sum);
        }
        for (sum, it) in sums.iter_mut().zip(products) {
            *sum += i32::from(it);
        }
    }
    let rest = rest_of_a.iter().zip(rest_of_b).map(|(a, b)| i32::from(product(a, b)));
    sums.iter().sum::<i32>() + rest.sum::<i32>()
}

/// The vector of weighted words, as those of the table are; empty if there are none.
pub fn mean(words: impl IntoIterator<Item = (VectorWord, f32)>, n_dimensions: usize) -> Vec<u8> {
    let mut sums = vec![0.0_f32; n_dimensions.min(VECTORS.n_dimensions())];
    for (word, weight) in words {
        for (sum, it) in sums.iter_mut().zip(VECTORS.vector(word)) {
            *sum += weight * f32::from(it.cast_signed());
        }
    }
    let length = sums.iter().map(|it| it * it).sum::<f32>().sqrt();
    let scale = if length > 0.0 { SCALE / length } else { 0.0 };
    #[expect(clippy::cast_possible_truncation, reason = "a number of a byte")]
    let byte = |it: f32| ((it * scale).round().clamp(-127.0, 127.0) as i8).cast_unsigned();
    sums.into_iter().map(byte).collect()
}

fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(bytes.get(at..at + 2)?.try_into().ok()?))
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?))
}

#[cfg(test)]
mod tests {
    use sha2::{Digest, Sha256};

    use super::*;

    fn word(text: &str) -> VectorWord {
        VECTORS.find(text).unwrap_or_else(|| panic!("{text}"))
    }

    #[test]
    fn products_are_summed_whatever_the_length() {
        let number = |i: usize| u8::try_from(i * 37 % 255).unwrap();
        for n in [0, 1, 31, 32, 33, 128, 130] {
            let a: Vec<u8> = (0..n).map(number).filter(|it| *it != 128).collect();
            let b: Vec<u8> = a.iter().rev().copied().collect();
            let one = |(a, b): (&u8, &u8)| i32::from(a.cast_signed()) * i32::from(b.cast_signed());
            assert_eq!(dot(&a, &b), a.iter().zip(&b).map(one).sum::<i32>(), "{n}");
        }
        let (least, most) = ([129_u8; 64], [127_u8; 64]);
        assert_eq!((dot(&least, &least), dot(&least, &most)), (64 * 127 * 127, -64 * 127 * 127));
    }

    fn similarity(a: &str, b: &str) -> f32 {
        VECTORS.similarity(word(a), word(b))
    }

    #[test]
    fn words_of_near_meaning_are_near_in_either_language() {
        assert!(VECTORS.len() > 80_000 && !VECTORS.is_empty());
        assert_eq!(VECTORS.text(word("铁路")), "铁路");
        assert!(similarity("farmer", "农民") > similarity("farmer", "铁路") + 0.2);
        assert!((similarity("vaccin", "vaccin") - 1.0).abs() < 0.02);
        assert!(similarity("vaccin", "疫苗") > 0.6);
        assert!(VECTORS.find("").is_none() && VECTORS.find("qqqqq").is_none());
    }

    #[test]
    fn frequent_words_have_a_larger_share() {
        let frequency = |it| VECTORS.frequency(word(it));
        assert!(frequency("合作") > frequency("疫苗") && frequency("trade") > frequency("vaccin"));
    }

    #[test]
    fn contrasts_say_what_is_the_same_and_what_is_not() {
        let contrast = |a, b| VECTORS.contrast(word(a), word(b));
        assert_eq!(contrast("越南", "vietnam"), Contrast::Same);
        assert_eq!(contrast("越南", "泰国"), Contrast::Siblings);
        assert_eq!(contrast("铁路", "公路"), Contrast::Siblings);
        assert_eq!(contrast("越南", "疫苗"), Contrast::Unlike);
        assert_eq!(contrast("疫苗", "免疫"), Contrast::Open);
        // The words of one side of `import` and `export` need not mean the same.
        assert_ne!(contrast("提高", "increas"), Contrast::Same);
    }

    #[test]
    fn words_have_their_translations_in_either_direction() {
        let of = |it: &str| -> Vec<&str> {
            VECTORS.translations(word(it)).map(|it| VECTORS.text(it)).collect()
        };
        assert!(of("drought").contains(&"干旱") && of("干旱").contains(&"drought"));
        assert!(of("environment").contains(&"环境"));
        assert!(WordVectors::NONE.translations(word("干旱")).next().is_none());
    }

    #[test]
    fn translations_are_sorted_and_go_both_ways() {
        let pairs: Vec<(u32, u32)> = (VECTORS.translations.as_chunks::<PAIR>().0.iter())
            .map(|it| (u32_at(it, 0).unwrap(), u32_at(it, 4).unwrap()))
            .collect();
        assert!(pairs.len() > 50_000 && pairs.is_sorted());
        for (a, b) in pairs {
            assert!(VECTORS.translations(VectorWord(b)).any(|it| it.0 == a), "{a} {b}");
        }
    }

    #[test]
    fn a_mean_is_near_its_words() {
        let vector = mean([(word("疫苗"), 1.0), (word("农民"), 0.1)], VECTORS.n_dimensions());
        let near = |it| cosine(&vector, VECTORS.vector(word(it)));
        assert!(near("疫苗") > 0.9 && near("疫苗") > near("农民"));
        assert_eq!(mean([], 4), [0; 4]);
    }

    #[test]
    fn a_file_that_is_none_has_no_words() {
        for file in [&b""[..], b"cbvec002", b"cbvec001\0\0\0\0", &[0xff; 64]] {
            assert!(WordVectors::parse(file).is_none());
        }
        assert!(WordVectors::NONE.find("疫苗").is_none());
    }

    #[test]
    fn the_file_is_what_its_description_says() {
        let digest = |parts: &[&[u8]]| {
            let hash = Sha256::digest(parts.concat());
            hash.iter().fold(String::new(), |hex, byte| hex + &format!("{byte:02x}"))
        };
        let description = include_str!("../../seeds/common/vectors.toml");
        let file = digest(&[include_bytes!("../../seeds/common/vectors.bin")]);
        assert!(description.contains(&file), "make vectors.bin again: see CONTRIBUTING.md");
        let sources = digest(&[
            include_bytes!("../../.ci/vectors/make.py"),
            include_bytes!("../../.ci/vectors/translations.py"),
            include_bytes!("../../.ci/vectors/requirements.txt"),
            include_bytes!("../../seeds/common/contrasts.toml"),
        ]);
        assert!(description.contains(&sources), "make vectors.bin again: see CONTRIBUTING.md");
    }
}
