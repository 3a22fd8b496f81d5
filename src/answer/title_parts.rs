//! Parts of the names of documents: the noun for the sort of document, and the words that tell it from others.
//!
//! `黄河法` is short for `黄河保护法`, and `the Paris Agreement` for `Paris Agreement under the Convention`: the noun is the
//! same, and every other word is one of the name.

use std::{collections::HashSet, sync::LazyLock};

use serde::{Deserialize, Serialize};

use crate::{
    language::is_stop_word,
    text::{Span, Token, TokenKind, is_han, stem, tokens},
};

/// Nouns for sorts of documents, the longest first.
const HAN_NOUNS: [&str; 46] = [
    "议定书",
    "备忘录",
    "谅解书",
    "法典",
    "宪法",
    "条例",
    "规定",
    "办法",
    "细则",
    "规则",
    "章程",
    "协定",
    "协议",
    "公约",
    "条约",
    "宪章",
    "宣言",
    "声明",
    "公报",
    "计划",
    "规划",
    "纲要",
    "方案",
    "决议",
    "决定",
    "意见",
    "通知",
    "报告",
    "指南",
    "指引",
    "准则",
    "倡议",
    "合同",
    "契约",
    "标准",
    "守则",
    "规范",
    "制度",
    "议程",
    "规章",
    "盟约",
    "法令",
    "文件",
    "战略",
    "法案",
    "法",
];

const LATIN_NOUNS: &str = "agreement act accord accords charter code constitution convention covenant communique communiqué \
    declaration directive framework guidelines law memorandum ordinance pact plan policy principles protocol regulation \
    regulations report resolution rules statement statute strategy treaty bylaws agenda contract programme program terms";

/// Words that many names have, and that tell no document from another.
const COMMON_HAN: [&str; 14] = [
    "行动", "合作", "联合", "框架", "总体", "工作", "发展", "本", "该", "这部", "这个", "此",
    "上述", "有关",
];
const COMMON_LATIN: &str =
    "action joint framework cooperation work general final draft new present said same annex";

static LATIN: LazyLock<HashSet<String>> = LazyLock::new(|| stems(LATIN_NOUNS));
static COMMON: LazyLock<HashSet<String>> = LazyLock::new(|| stems(COMMON_LATIN));

fn stems(words: &str) -> HashSet<String> {
    words.split_whitespace().map(|it| stem(it).into_owned()).collect()
}

fn is_noun(token: &Token<'_>) -> bool {
    token.kind == TokenKind::Word && LATIN.contains(stem(&token.text).as_ref())
}

/// The noun for a document in a folded name: the Chinese one that it ends in; nothing for one of letters.
fn sort_noun(folded: &str) -> Option<&'static str> {
    let text = folded.trim_end_matches(|c: char| !c.is_alphanumeric());
    let han = HAN_NOUNS.into_iter().find(|it| text.ends_with(it));
    han.or_else(|| tokens(text).iter().any(is_noun).then_some(""))
}

/// Whether a folded name says of which sort its document is: `行动计划`, `plan of action`.
pub(super) fn is_sort(folded: &str) -> bool {
    sort_noun(folded).is_some()
}

/// Whether a folded name has words that tell its document from others.
pub(super) fn distinct(folded: &str) -> bool {
    let bare = sort_noun(folded).and_then(|it| folded.trim().strip_suffix(it)).unwrap_or(folded);
    let mut han: String = bare.chars().filter(|c| is_han(*c)).collect();
    for word in COMMON_HAN {
        han = han.replace(word, "");
    }
    let is_word = |it: &Token<'_>| {
        it.kind == TokenKind::Word
            && !is_stop_word(&it.text)
            && !is_noun(it)
            && !COMMON.contains(stem(&it.text).as_ref())
    };
    han.chars().count() >= 2 || tokens(bare).iter().any(is_word)
}

/// Whether a folded name is so short that it may as well be a topic.
pub(super) fn is_short(folded: &str) -> bool {
    let found = tokens(folded);
    let n_han = found.iter().filter(|it| it.kind == TokenKind::Han).count();
    let n_words = found.len() - n_han;
    let has_noun = sort_noun(folded).is_some();
    match n_han {
        0 => n_words < 2 || (n_words < 4 && !has_noun),
        _ => n_words == 0 && (n_han < 3 || (n_han < 6 && !has_noun)),
    }
}

/// The places of nouns for documents in a question, in order.
pub(super) struct Nouns;

impl Nouns {
    pub(super) fn of(tokens: &[Token<'_>], folded: &str) -> Vec<Span> {
        let mut found: Vec<Span> = Vec::new();
        for token in tokens {
            let start = token.span.start;
            if found.last().is_some_and(|it| start < it.end) {
                continue;
            }
            let rest = folded.get(start..).unwrap_or_default();
            let han = HAN_NOUNS.into_iter().find(|it| rest.starts_with(it));
            if let Some(noun) = han.filter(|it| stands_as_noun(it, folded, start)) {
                found.push(Span::new(start, start + noun.len()));
            } else if is_noun(token) {
                found.push(token.span);
            }
        }
        found
    }
}

/// Whether `法` is a law here, and not part of `方法` or `法律`.
fn stands_as_noun(noun: &str, folded: &str, start: usize) -> bool {
    if noun != "法" {
        return true;
    }
    let before = folded.get(..start).and_then(|it| it.chars().next_back());
    let after = folded.get(start + noun.len()..).and_then(|it| it.chars().next());
    !before.is_some_and(|c| "方合违立司执守无想说做看书语用".contains(c))
        && !after.is_some_and(|c| "律规院治定人案官语庭学".contains(c))
}

/// The names of one document, as parts of them are compared with.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct TitleParts {
    /// Chinese names, Han characters only.
    han: Vec<String>,
    /// Names of letters, word by word.
    latin: Vec<Vec<Word>>,
}

/// A word of a name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Word {
    stem: String,
    /// Its first letter, if it counts in abbreviations.
    initial: Option<char>,
}

impl TitleParts {
    pub(super) fn add(&mut self, folded: &str, written: &str) {
        let han: String = folded.chars().filter(|c| is_han(*c)).collect();
        if !han.is_empty() {
            self.han.push(han);
            return;
        }
        let has_capitals = written.contains(char::is_uppercase);
        let word = |it: &Token<'_>| Word {
            stem: stem(&it.text).into_owned(),
            initial: it.text.chars().next().filter(|_| has_capitals && !is_stop(&it.text)),
        };
        // `Trans-Pacific` is two words, as in the abbreviation.
        let words: Vec<Word> = tokens(folded).iter().map(word).collect();
        if !words.is_empty() {
            self.latin.push(words);
        }
    }

    pub(super) fn is_titled(&self) -> bool {
        self.han.iter().any(|it| distinct(it))
            || self.latin.iter().any(|it| it.iter().filter(|it| it.initial.is_some()).count() > 1)
    }

    /// The abbreviations of its English names, with and without the noun for its sort: `gdpr`, `rcep`, `cptpp`.
    pub(super) fn acronyms(&self) -> Vec<String> {
        let of = |words: &[Word], has_nouns: bool| -> String {
            let kept = words.iter().filter(|it| has_nouns || !LATIN.contains(&it.stem));
            kept.filter_map(|it| it.initial).collect()
        };
        let found = self.latin.iter().flat_map(|it| [of(it, true), of(it, false)]);
        found.filter(|it| (3..=8).contains(&it.len())).collect()
    }

    /// The part of one of its names that stands around a noun in a question: how long it is, and its place.
    pub(super) fn part_around(
        &self,
        tokens: &[Token<'_>],
        folded: &str,
        noun: Span,
    ) -> Option<(usize, Span)> {
        let word = noun.of(folded)?;
        if word.starts_with(is_han) {
            return self.han.iter().filter_map(|it| han_part(it, folded, noun, word)).max();
        }
        // Most documents are of another sort.
        let sort = stem(word);
        let same = self.latin.iter().filter(|it| it.iter().any(|it| it.stem == *sort));
        same.filter_map(|it| latin_part(it, tokens, folded, noun)).max()
    }

    /// How much of a name a shorter one has, whose words are all in it, with the same noun.
    pub(super) fn short_form(&self, name: &str, is_quoted: bool) -> Option<usize> {
        let han: String = name.chars().filter(|c| is_han(*c)).collect();
        if !han.is_empty() {
            let noun = sort_noun(&han)?;
            let stem = han.strip_suffix(noun)?;
            let fits = |it: &String| {
                let body = it.strip_suffix(noun);
                body.is_some_and(|it| it.contains(stem) || (is_quoted && is_spread(stem, it)))
            };
            let is_named = stem.chars().count() > 1 && self.han.iter().any(fits);
            return is_named.then(|| stem.chars().count());
        }
        let words = tokens(name);
        let content: Vec<_> = words.iter().filter(|it| !is_stop_word(&it.text)).collect();
        let fits = |known: &Vec<Word>| content.iter().all(|it| has_word(known, &it.text));
        let has_name = content.iter().any(|it| !is_noun(it));
        (has_name && self.latin.iter().any(fits)).then_some(content.len())
    }

    /// Whether it has a name in the letters of another.
    pub(super) fn is_written_as(&self, name: &str) -> bool {
        if name.contains(is_han) { !self.han.is_empty() } else { !self.latin.is_empty() }
    }

    /// Whether a name has half of its words, or of its pairs of characters, in one of these.
    pub(super) fn resembles(&self, name: &str) -> bool {
        let han: Vec<char> = name.chars().filter(|c| is_han(*c)).collect();
        if !han.is_empty() {
            let name: String = han.iter().collect();
            let stem = sort_noun(&name).and_then(|it| name.strip_suffix(it)).unwrap_or(&name);
            let stem: Vec<char> = stem.chars().collect();
            let pairs = || stem.windows(2).map(|it| it.iter().collect::<String>());
            let has = |pair: &String| self.han.iter().any(|it| it.contains(pair.as_str()));
            return 2 * pairs().filter(has).count() >= pairs().count().max(1);
        }
        let words = tokens(name);
        let content = || words.iter().filter(|it| !is_stop_word(&it.text) && !is_noun(it));
        let has = |it: &&Token<'_>| self.latin.iter().any(|known| has_word(known, &it.text));
        2 * content().filter(has).count() >= content().count().max(1)
    }
}

/// Words that abbreviations leave out.
fn is_stop(word: &str) -> bool {
    const LEFT_OUT: [&str; 12] =
        ["of", "the", "and", "for", "on", "in", "to", "a", "an", "by", "with", "under"];
    LEFT_OUT.contains(&word)
}

/// Whether the characters of `short` stand in `long` in their order.
fn is_spread(short: &str, long: &str) -> bool {
    let mut rest = long.chars();
    short.chars().all(|c| rest.any(|it| it == c))
}

/// Whether a name has a word, or a run of words with these initials: `un` of `United Nations`.
fn has_word(known: &[Word], word: &str) -> bool {
    let stemmed = stem(word);
    known.iter().any(|it| it.stem == *stemmed)
        || ((2..=6).contains(&word.len()) && has_initials(known, word))
}

fn has_initials(known: &[Word], word: &str) -> bool {
    (0..known.len()).any(|start| {
        let mut initials = known.iter().skip(start).filter_map(|it| it.initial);
        word.chars().all(|c| initials.next() == Some(c))
    })
}

/// The longest part of a Chinese name that ends right before its noun in a question, of two characters at least.
fn han_part(name: &str, folded: &str, noun: Span, word: &str) -> Option<(usize, Span)> {
    let body = name.strip_suffix(word)?;
    let before = folded.get(..noun.start)?;
    let mut best = None;
    for (n_chars, (start, c)) in (1..).zip(before.char_indices().rev()) {
        let part = before.get(start..)?;
        if !is_han(c) || !body.contains(part) {
            break;
        }
        best = (n_chars > 1).then_some((n_chars, Span::new(start, noun.end)));
    }
    best.filter(|(_, span)| span.of(folded).is_some_and(distinct))
}

/// The words of an English name around its noun in a question: `paris agreement`, `convention on biological diversity`.
fn latin_part(
    name: &[Word],
    tokens: &[Token<'_>],
    folded: &str,
    noun: Span,
) -> Option<(usize, Span)> {
    let at = tokens.iter().position(|it| it.span == noun)?;
    let is_known = |it: &Token<'_>| it.kind != TokenKind::Han && has_word(name, &it.text);
    let left = tokens.get(..at)?.iter().rev();
    let left: Vec<_> = left.take_while(|it| !is_stop_word(&it.text) && is_known(it)).collect();
    // `tokyo climate agreement` is not the climate agreement of Paris.
    let before = at.checked_sub(left.len() + 1).and_then(|it| tokens.get(it));
    if before.is_some_and(|it| it.kind == TokenKind::Word && !is_stop_word(&it.text)) {
        return None;
    }
    let mut n_words = left.iter().filter(|it| !COMMON.contains(stem(&it.text).as_ref())).count();
    let start = left.last().map_or(noun.start, |it| it.span.start);
    let mut end = noun.end;
    let right = tokens.get(at + 1..)?;
    let leads = right.first().is_some_and(|it| ["on", "of", "for", "against"].contains(&&*it.text));
    if leads {
        for token in right {
            let is_bridge = is_stop(&token.text);
            if !is_bridge && (is_stop_word(&token.text) || !is_known(token)) {
                break;
            }
            if !is_bridge {
                n_words += 1;
                end = token.span.end;
            }
        }
    }
    let span = Span::new(start, end);
    (n_words > 0 && span.of(folded).is_some_and(distinct)).then_some((n_words, span))
}
