//! Words that are a heading, and lines that cannot be one: `Scope`, `工作时间：`, not `the number of`.

use crate::text::is_han;

use super::{
    number::Mark,
    role::{Kind, Role},
    sentence_end::{goes_on, is_bullet, is_date, is_ended, is_sentence},
    text_line::Line,
};

/// Words behind which an English sentence goes on.
const OPEN_WORDS: &str = "of to the in by and or a an with for at on from is are than least under see into that which as be has have shall will about over its their between per article section paragraph annex every";

/// Words of a Chinese sentence that opens a list: `应当：` is no heading.
const SAYING: &str =
    "应当 應當 必须 必須 不得 同意 如下 下列 以下 可以 包括 負責 负责 是指 修改为 修改為 改为";

/// Whether a line cannot be the end of anything: `the number of`, `农业、`.
pub(super) fn is_broken(text: &str) -> bool {
    let word = text.rsplit(char::is_whitespace).next().unwrap_or_default();
    let has_small = text.chars().any(|c| c.is_lowercase() || !c.is_ascii());
    let is_open = OPEN_WORDS.split(' ').any(|it| it.eq_ignore_ascii_case(word));
    (is_open && has_small && word != text) || text.ends_with([',', '，', '、', '-'])
}

/// Whether the words behind a mark are a heading, or there are none.
pub(super) fn is_title(mark: &Mark, line: &Line<'_>) -> bool {
    if mark.style.is_caption() {
        return true;
    }
    let rest = mark.rest(&line.text);
    is_headingish(rest) && !is_broken(rest)
}

/// Whether words are no sentence: `Scope`, `工作时间：`, `Clean water.`.
pub(super) fn is_headingish(words: &str) -> bool {
    let n_chars = words.chars().count();
    let has_han = words.chars().any(is_han);
    if words.ends_with(['。', '；', ';', '！', '？', '!', '?', '，', ',']) {
        return false;
    }
    if has_han {
        let is_lead =
            words.ends_with(['：', ':']) && SAYING.split(' ').any(|it| words.contains(it));
        let limit = if words.ends_with(['：', ':']) { 12 } else { 36 };
        return n_chars <= limit && !is_lead && !words.contains(['。', '；']);
    }
    let n_words = words.split_whitespace().count();
    let starts_small = words.starts_with(|c: char| c.is_lowercase());
    let is_short = n_chars <= 110 && n_words <= 16;
    let is_capital = |it: &str| it.starts_with(|c: char| !c.is_lowercase());
    let title_case = || words.split_whitespace().filter(|it| it.len() > 3).all(is_capital);
    if words.ends_with(':') {
        return !starts_small && (n_words == 1 || !words.chars().any(char::is_lowercase));
    }
    if words.ends_with('.') {
        let is_upper = !words.chars().any(char::is_lowercase);
        return is_short
            && (is_upper || (n_words <= 6 && title_case()) || n_words <= 2)
            && !starts_small;
    }
    is_short && !starts_small && !is_broken(words)
}

/// Whether a line begins with a label, as `乙方：某某厂` below `甲方：某某公司`, and is no rest of a sentence.
pub(super) fn is_labelled(before: &str, line: &str) -> bool {
    const LABEL_CHARS: usize = 6;
    let has_label = |text: &str| {
        let label = text.split_once('：').map_or("", |it| it.0);
        !label.is_empty() && label.chars().count() <= LABEL_CHARS && label.chars().all(is_han)
    };
    has_label(line) && has_label(before.rsplit('\n').next().unwrap_or_default())
}

/// Whether an unnumbered line between two clauses is a heading of the second: `Final provisions`.
pub(super) fn is_plain_heading(text: &str) -> bool {
    let n_chars = text.chars().count();
    let has_letters = text.chars().filter(|c| c.is_alphabetic()).count() * 2 > n_chars;
    let is_han = text.chars().any(|c| !c.is_ascii() && c.is_alphabetic());
    let limit = if is_han { 20 } else { 70 };
    let is_list = is_bullet(text)
        || text.contains(['\t', '，', '：', ':', '“', '”', '/', '|'])
        || text.contains("  ");
    has_letters
        && n_chars <= limit
        && !is_list
        && !is_ended(text)
        && is_headingish(text)
        && !is_date(text)
}

/// Whether a text begins with a sentence, perhaps a wrapped one, and not with a title.
pub(super) fn begins_with_text(lines: &[Line<'_>], roles: &[Role]) -> bool {
    let [first, rest @ ..] = lines else { return false };
    let words = roles.iter().skip(1).map(|it| it.kind == Kind::Words);
    let block = rest.iter().zip(words).take_while(|(it, is_words)| !it.after_blank && *is_words);
    let block: Vec<&Line<'_>> = block.map(|it| it.0).collect();
    let Some(next) = block.first() else {
        return rest.is_empty() || is_sentence(&first.text) || is_bullet(&first.text);
    };
    let has_end = block.last().is_some_and(|it| it.text.ends_with(['.', '。', '；', ';']));
    is_sentence(&first.text)
        || is_bullet(&first.text)
        || (has_end && goes_on(&first.text, &next.text))
}
