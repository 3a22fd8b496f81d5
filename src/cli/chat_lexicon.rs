//! The words that steer a conversation in the terminal.

/// What a line asks of the conversation, rather than of the documents.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Steer<'a> {
    /// The clause after the one shown.
    Next,
    /// The clause before the one shown.
    Previous,
    /// Replies in another language.
    Language(&'a str),
    /// How to ask.
    Help,
    /// The end.
    Quit,
}

const NEXT: &[&str] = &["next", "n", ">", "下一条", "下一條", "下条", "下條"];
const PREVIOUS: &[&str] = &["previous", "prev", "p", "<", "上一条", "上一條", "上条", "上條"];
const LANGUAGE: &[&str] = &["language", "lang", "语言", "語言"];
const HELP: &[&str] = &["help", "?", "帮助", "幫助"];
const QUIT: &[&str] = &["quit", "exit", "q", "退出", "结束", "結束"];

/// Reads a line; `/next` is `next`.
pub(super) fn steer(line: &str) -> Option<Steer<'_>> {
    let line = line.trim();
    let line = line.strip_prefix('/').unwrap_or(line);
    let is = |words: &[&str]| words.iter().any(|it| it.eq_ignore_ascii_case(line));
    if is(NEXT) {
        return Some(Steer::Next);
    }
    if is(PREVIOUS) {
        return Some(Steer::Previous);
    }
    if is(HELP) {
        return Some(Steer::Help);
    }
    if is(QUIT) {
        return Some(Steer::Quit);
    }
    let (word, tag) = line.split_once(char::is_whitespace)?;
    LANGUAGE.iter().any(|it| it.eq_ignore_ascii_case(word)).then(|| Steer::Language(tag.trim()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn questions_do_not_steer() {
        assert_eq!(steer(" /Next "), Some(Steer::Next));
        assert_eq!(steer("語言 zh-Hant"), Some(Steer::Language("zh-Hant")));
        assert_eq!(steer("what comes next"), None);
        assert_eq!(
            steer("language training for students"),
            Some(Steer::Language("training for students"))
        );
    }
}
