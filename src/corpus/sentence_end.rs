//! Ends of sentences, and lines that are no part of one.

/// Whether a sentence, or a list's introduction, has come to its end.
pub(super) fn is_ended(text: &str) -> bool {
    text.ends_with(|c: char| "。；！？：.;!?:…".contains(c))
        || text.ends_with(|c: char| "”’\")』」".contains(c))
            && text.contains(|c: char| "。；！？.;!?".contains(c))
}

/// Whether a line is a whole sentence, and so is neither a title nor a heading.
pub(super) fn is_sentence(line: &str) -> bool {
    const TITLE_CHARS: usize = 40;
    let is_long = line.chars().count() > TITLE_CHARS;
    line.ends_with(['。', '；', '！', '？']) || (is_long && is_ended(line))
}

/// Whether a sentence that began in `line` goes on in `next`: `provide $5⏎million`, `提供5⏎亿美元`, `提供5亿⏎美元`.
pub(super) fn goes_on(line: &str, next: &str) -> bool {
    let is_scale = |c: char| "亿億万萬千百".contains(c);
    let is_digit = |c: char| c.is_ascii_digit();
    let has_amount = line.trim_end_matches(is_scale).ends_with(is_digit);
    next.starts_with(|c: char| c.is_ascii_lowercase())
        || (has_amount && line.ends_with(is_scale))
        || (line.ends_with(is_digit) && next.starts_with(is_scale))
}

/// Whether a line without a number is a heading all the same: `PEACE`, `# Trade`.
pub(super) fn is_heading(line: &str) -> bool {
    const LETTERS: std::ops::RangeInclusive<usize> = 4..=60;
    let n_letters = line.chars().filter(char::is_ascii_uppercase).count();
    let is_capital = LETTERS.contains(&n_letters)
        && line.chars().all(|c| c.is_ascii_uppercase() || " ,-&'".contains(c));
    is_capital || line.starts_with("# ") || line.starts_with("##")
}

/// Whether a line is one of a list, or a note: `- African Union: …`, `［1］…`.
pub(super) fn is_bullet(line: &str) -> bool {
    let after = line.strip_prefix(['-', '*', '·']);
    after.is_some_and(|it| it.starts_with(char::is_whitespace))
        || line.starts_with(['•', '●', '［'])
}

/// Whether a line is a page number or the like: `— 3 —`, `12`, `Page 3 of 9`, `第 3 页`.
pub(super) fn is_page_furniture(line: &str) -> bool {
    let lower = line.to_lowercase();
    let core: String = lower
        .replace("page", "")
        .replace("of", "")
        .chars()
        .filter(|c| !c.is_whitespace() && !c.is_ascii_digit() && !"-–—_=*·/第页共頁".contains(*c))
        .collect();
    core.is_empty() && line.chars().count() <= 30 && !is_date(line)
}

/// Whether a short line is mostly a date: `2022-11-11 22:35`, `2022年11月11日`, `Bali, Indonesia, 15-16 November 2022`.
pub(super) fn is_date(line: &str) -> bool {
    let n_digits = line.chars().filter(char::is_ascii_digit).count();
    let has_year = line
        .split(|c: char| !c.is_ascii_digit())
        .any(|run| run.len() == 4 && (run.starts_with("19") || run.starts_with("20")));
    has_year
        && line.chars().count() <= 60
        && !is_ended(line)
        && (n_digits >= 6 || line.contains('年'))
}
