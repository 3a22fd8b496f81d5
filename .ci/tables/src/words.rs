//! The table of jieba's dictionary.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap, HashSet};

use jieba_rs::Jieba;

use crate::dictionary::DICTIONARY;
use crate::segment::Segmenter;
use crate::sources::{Sources, Written, fixed, number};

/// Stands before a frequency and a tag that are not common.
const RARE: usize = 255;

/// The table that `src/text/dictionary.rs` reads.
pub fn table(sources: &Sources) -> Vec<u8> {
    let jieba = Jieba::new();
    let guessed = guessed(&jieba);
    let mut tags: Vec<&str> = sources.words().map(|(.., tag)| tag).collect();
    tags.extend(guessed.iter().map(|(_, tag)| tag.as_str()));
    tags.extend(["eng", "m", "x"]);
    tags.sort_unstable();
    tags.dedup();
    let tag_at =
        |tag: &str| u8::try_from(tags.binary_search(&tag).expect("a tag")).expect("few tags");
    let common = common(sources);
    let (firsts, words) = words(sources, &common, tag_at);

    let mut table = Vec::new();
    let total: u32 = sources.words().map(|(_, frequency, _)| frequency).sum();
    for n in [total as usize, tags.len(), common.len(), guessed.len(), firsts.len()] {
        fixed(&mut table, n);
    }
    for tag in &tags {
        assert!(tag.len() <= 4);
        table.extend(format!("{tag:4}").bytes());
    }
    for (frequency, tag) in &common {
        fixed(&mut table, *frequency as usize);
        table.push(tag_at(tag));
    }
    for (c, tag) in &guessed {
        table.extend(c.to_le_bytes());
        table.push(tag_at(tag));
    }
    for (first, place) in firsts {
        table.extend(first.to_le_bytes());
        fixed(&mut table, place);
    }
    table.extend(words);
    table
}

/// The pairs of a frequency and a tag that the most words have.
fn common(sources: &Sources) -> Vec<(u32, &str)> {
    let mut counts = BTreeMap::new();
    for (_, frequency, tag) in sources.words() {
        *counts.entry((frequency, tag)).or_insert(0) += 1;
    }
    let mut pairs: Vec<_> = counts.into_iter().collect();
    pairs.sort_by_key(|(_, n)| Reverse(*n));
    pairs.into_iter().take(RARE).map(|(pair, _)| pair).collect()
}

/// The first characters with the places of their words, and the words.
fn words(
    sources: &Sources,
    common: &[(u32, &str)],
    tag_at: impl Fn(&str) -> u8,
) -> (Vec<(u16, usize)>, Vec<u8>) {
    let common: HashMap<_, _> = common.iter().enumerate().map(|(at, pair)| (*pair, at)).collect();
    let mut by_first: BTreeMap<u16, BTreeMap<Vec<u16>, (u32, &str)>> = BTreeMap::new();
    for (word, frequency, tag) in sources.words() {
        assert!(word.chars().all(|it| it.len_utf16() == 1), "a word beyond the first plane");
        let mut units = word.encode_utf16();
        let first = units.next().expect("a word");
        let before = by_first.entry(first).or_default().insert(units.collect(), (frequency, tag));
        assert!(before.is_none(), "`{word}` twice");
    }
    let mut bytes = Vec::new();
    let mut firsts = Vec::new();
    for (first, words) in by_first {
        firsts.push((first, bytes.len()));
        let mut written = Written::default();
        for (units, pair) in words {
            written.word(&units);
            match common.get(&pair) {
                Some(at) => written.bytes.push(*at as u8),
                None => {
                    written.bytes.push(RARE as u8);
                    number(&mut written.bytes, pair.0);
                    written.bytes.push(tag_at(pair.1));
                }
            }
        }
        bytes.extend(written.bytes);
    }
    (firsts, bytes)
}

/// Characters that are no words, with the tags that jieba's model of unknown words gives them. The program builds jieba
/// without that model, and no unknown word but a character reaches it.
fn guessed(jieba: &Jieba) -> Vec<(u16, String)> {
    let guess = |c: char| {
        let text = c.to_string();
        let tag = jieba.tag(&text, false).first().map(|it| it.tag.to_owned())?;
        (!c.is_ascii() && !jieba.has_word(&text) && tag != "x").then_some((c, tag))
    };
    let guesses = ('\0'..=char::MAX).filter_map(guess);
    guesses.map(|(c, tag)| (u16::try_from(u32::from(c)).expect("the first plane"), tag)).collect()
}

/// Segments and tags texts with jieba and with the program's segmenter; returns the number of differences.
pub fn check(sources: &Sources, texts: &[String]) -> usize {
    let n_lost = sources
        .words()
        .filter(|(word, n, _)| DICTIONARY.frequency(word) != Some(*n as usize))
        .count();
    // Terms that the dictionary lacks, has, and splits.
    let terms = [
        "新冠疫苗",
        "全球发展倡议",
        "合作",
        "东盟",
        "互联互通",
        "中国－东盟",
        "3.0版",
        "RCEP",
        "𠮷野",
        "合作",
        "发展倡",
    ];
    n_lost + compare(&[], texts) + compare(&terms, texts)
}

fn compare(terms: &[&str], texts: &[String]) -> usize {
    let mut jieba = Jieba::new();
    let mut frequencies = HashMap::new();
    for term in terms {
        frequencies.insert(*term, jieba.add_word(term, None, Some("n")));
    }
    let segmenter = Segmenter::new(terms.iter().copied());
    let general = |term: &str| DICTIONARY.frequency(term).unwrap_or_default();
    let computed = segmenter.terms().map(|(term, gain)| (term, general(term) + gain));
    assert_eq!(computed.collect::<HashMap<_, _>>(), frequencies);
    // Meets the texts in another order, so other characters are loaded when a text is cut.
    let later = Segmenter::with(segmenter.terms());
    let mut wrong: HashSet<&str> = HashSet::new();
    for (segmenter, order) in [(&segmenter, true), (&later, false)] {
        let check = |text: &str| {
            let expected: Vec<(&str, &str)> =
                jieba.tag(text, false).into_iter().map(|it| (it.word, it.tag)).collect();
            let words: Vec<&str> = expected.iter().map(|(word, _)| *word).collect();
            segmenter.tagged(text) == expected
                && segmenter.words(text) == words
                && segmenter.knows(text) == jieba.has_word(text)
        };
        match order {
            true => wrong.extend(texts.iter().filter(|it| !check(it)).map(String::as_str)),
            false => wrong.extend(texts.iter().rev().filter(|it| !check(it)).map(String::as_str)),
        }
    }
    wrong.iter().take(20).for_each(|it| println!("segmented otherwise: {it:?}"));
    wrong.len()
}
