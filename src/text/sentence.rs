//! Sentences of a clause, and their parts between semicolons.

/// The sentences of a folded text, also split at semicolons, in order, without those that have no letter.
///
/// A full stop ends a sentence only before a space, so `3.0` stays whole.
pub fn sentences(folded: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut start = 0;
    let mut rest = folded.char_indices().peekable();
    while let Some((at, c)) = rest.next() {
        let ends = match c {
            '。' | '；' | ';' | '！' | '!' | '？' | '?' | '\n' => true,
            '.' => rest.peek().is_none_or(|(_, next)| next.is_whitespace()),
            _ => false,
        };
        if ends {
            let end = at + c.len_utf8();
            found.extend(folded.get(start..end));
            start = end;
        }
    }
    found.extend(folded.get(start..));
    found.retain(|it| it.chars().any(char::is_alphanumeric));
    found
}

#[cfg(test)]
mod tests {
    use insta::assert_snapshot;

    use super::*;

    #[test]
    fn parts_between_stops() {
        assert_snapshot!(sentences("启动3.0版谈判；提供援助。").join("|"), @"启动3.0版谈判；|提供援助。");
        assert_snapshot!(sentences("Version 3.0 is near. Sign it; now").join("|"), @"Version 3.0 is near.| Sign it;| now");
        assert_eq!(sentences("；。"), [""; 0]);
    }
}
