//! The numbers that a line of a document may begin with: every reading of it.
//!
//! A line says little: `I.` is a Roman one or a letter, `2. This is urgent.` the rest of a sentence. So a line has
//! candidates, and the outline of the whole document decides.

use super::{
    english_label::{english_label, suffixed, unit},
    id::ClauseNumber,
    label::{Label, inserted},
    mark::{Mark, Style},
    part::Part,
    unit::Unit,
    value::{cardinal, digit, dotted, han, roman, run},
};

/// The readings of a line, the likeliest first.
pub(in crate::corpus) fn marks(line: &str) -> Vec<Mark> {
    let label = chinese_label(line).or_else(|| english_label(line)).or_else(|| only_annex(line));
    if label.is_some() {
        return label.into_iter().collect();
    }
    let mut found: Vec<Mark> = Vec::new();
    found.extend(sign(line));
    found.extend(chinese_list(line));
    found.extend(spoken(line));
    found.extend(bracketed(line));
    found.extend(square(line));
    found.extend(single_character(line));
    found.extend(roman_list(line));
    found.extend(letters(line));
    found.extend(numbered(line));
    found.extend(before_an_amount(line));
    found
}

/// `第三章`, `第三条`, `附件一`.
fn chinese_label(line: &str) -> Option<Mark> {
    let label = Label::chinese(line).or_else(|| goal(line))?;
    let rest = line.get(label.len..)?;
    // `第三条规定…` is a sentence about clause 3: the number of a heading stands apart.
    let stands_apart = rest.is_empty()
        || rest.starts_with(|c: char| c.is_whitespace() || "：:．.、（(【".contains(c));
    if !stands_apart || label.unit == Unit::Paragraph {
        return None;
    }
    let number = ClauseNumber::new(&label.parts)?.inserted(label.inserted);
    let close =
        rest.chars().next().filter(|c| "：:．.、".contains(*c) && label.unit != Unit::Annex);
    Some(Mark::new(Style::Unit(label.unit), number, label.len + close.map_or(0, char::len_utf8)))
}

/// `目标1. 消除贫困`, not `目标1.1`.
fn goal(line: &str) -> Option<Label> {
    let number = line.strip_prefix("目标").or_else(|| line.strip_prefix("目標"))?;
    let words = number.trim_start();
    let (value, len) = cardinal(words)?;
    let rest = words.get(len..)?;
    let is_target = rest
        .strip_prefix(['.', '．'])
        .is_some_and(|it| it.starts_with(|c: char| c.is_ascii_alphanumeric()));
    let len = line.len() - rest.len();
    (!is_target).then(|| Label {
        unit: Unit::Part,
        parts: vec![value],
        inserted: 0,
        has_brackets: false,
        len,
    })
}

/// `附件`, `ANNEX:`: the only annex, as a line of its own.
fn only_annex(line: &str) -> Option<Mark> {
    let name = line.trim_end_matches([':', '：']);
    let is_whole = Unit::chinese(name).is_some_and(|(_, len)| len == name.len());
    let unit = if is_whole { Unit::chinese(name)?.0 } else { unit(name)? };
    let is_name = is_whole || name.starts_with(|c: char| c.is_ascii_uppercase());
    (unit == Unit::Annex && is_name).then(|| Mark::of(Style::Unit(unit), 1, line.len())).flatten()
}

/// `§ 3`, `§ 2a`.
fn sign(line: &str) -> Option<Mark> {
    let after = line.strip_prefix('§')?.trim_start();
    let (parts, len) = dotted(after)?;
    let number = ClauseNumber::new(&parts)?;
    let (number, more) = suffixed(number, after.get(len..)?).unwrap_or((number, 0));
    let rest = after.get(len + more..)?;
    let rest = rest.strip_prefix(['.', ':']).unwrap_or(rest);
    let is_heading = !rest.trim_start().starts_with(|c: char| c.is_lowercase() || ",;".contains(c));
    let stands_apart = rest.is_empty() || rest.starts_with(char::is_whitespace);
    (is_heading && stands_apart).then(|| Mark::new(Style::Sign, number, line.len() - rest.len()))
}

/// `三、`, `貳、`.
fn chinese_list(line: &str) -> Option<Mark> {
    let (number, len) = han(line)?;
    let rest = line.get(len..)?;
    let close = rest.chars().next().filter(|&c| "、．.".contains(c))?;
    Mark::of(Style::List, number, len + close.len_utf8())
}

/// `三是`.
fn spoken(line: &str) -> Option<Mark> {
    let (number, len) = han(line)?;
    let rest = line.get(len..)?.strip_prefix('是')?;
    (number <= 30 && !rest.is_empty())
        .then(|| Mark::of(Style::Spoken, number, line.len() - rest.len()))
        .flatten()
}

/// `（三）`, `(3)`, `3)`, `(c)`, `(iii)`, `(C)`.
fn bracketed(line: &str) -> Vec<Mark> {
    let inner = line.strip_prefix(['（', '(', '〔']);
    let number = inner.unwrap_or(line);
    let n_inner = run(number, |c| !"）)〕 \u{3000}".contains(c) && !c.is_whitespace());
    let Some(words) = number.get(..n_inner).filter(|it| !it.is_empty() && it.len() <= 24) else {
        return Vec::new();
    };
    let after = number.get(n_inner..).unwrap_or_default();
    let Some(rest) = after.strip_prefix(['）', ')', '〕']) else { return Vec::new() };
    let len = line.len() - rest.len();
    let mut found: Vec<Mark> = Vec::new();
    let is_digits = words.starts_with(|c: char| digit(c).is_some());
    let whole = |it: &(u16, usize)| it.1 == words.len();
    if is_digits {
        let suffix = cardinal(words).and_then(|(value, at)| {
            let number = ClauseNumber::new(&[value])?;
            let (number, more) = suffixed(number, words.get(at..)?).unwrap_or((number, 0));
            (at + more == words.len()).then_some(number)
        });
        found.extend(suffix.map(|it| Mark::new(Style::Item, it, len)));
    } else if inner.is_some()
        && let Some((value, _)) = han(words).filter(whole)
    {
        found.extend(Mark::of(Style::Sublist, value, len));
    } else if words.is_ascii() {
        let is_small = words.starts_with(|c: char| c.is_ascii_lowercase());
        if let ([c], true) = (words.as_bytes(), words.is_ascii()) {
            let style = if is_small { Style::SmallLetter } else { Style::LetterItem };
            found.extend(Mark::lettered(style, char::from(*c), len));
        }
        if let Some((value, _)) = roman(words).filter(whole).filter(|_| is_small || inner.is_some())
        {
            found.extend(Mark::of(Style::RomanItem, value, len));
        }
    }
    found
}

/// `［3］`, `[3]`.
fn square(line: &str) -> Option<Mark> {
    let inner = line.strip_prefix(['[', '［'])?;
    let (value, len) =
        cardinal(inner).filter(|_| inner.starts_with(|c: char| digit(c).is_some()))?;
    let rest = inner.get(len..)?.strip_prefix([']', '］'])?;
    Mark::of(Style::Square, value, line.len() - rest.len())
}

/// `③`, `⑶`, `⒊`, `㈢`, `Ⅲ.`.
fn single_character(line: &str) -> Option<Mark> {
    const SETS: [(char, char, Style); 6] = [
        ('①', '⑳', Style::Circled),
        ('❶', '❿', Style::Circled),
        ('⑴', '⒇', Style::Item),
        ('⒈', '⒛', Style::Dotted),
        ('㈠', '㈩', Style::Sublist),
        ('Ⅰ', 'Ⅻ', Style::Roman),
    ];
    let c = line.chars().next()?;
    let (first, _, style) =
        SETS.into_iter().find(|(first, last, _)| (*first..=*last).contains(&c))?;
    let value = u16::try_from(u32::from(c) - u32::from(first) + 1).ok()?;
    let rest = line.get(c.len_utf8()..)?;
    let close = rest.chars().next().filter(|c| ".．、".contains(*c)).map_or(0, char::len_utf8);
    Mark::of(style, value, c.len_utf8() + close)
}

/// `III. PEOPLE`; `III` alone on its line.
fn roman_list(line: &str) -> Option<Mark> {
    let (number, len) = roman(line).filter(|it| {
        line.get(..it.1).is_some_and(|it| it.chars().all(|c| c.is_ascii_uppercase()))
    })?;
    let rest = line.get(len..)?;
    if rest.is_empty() {
        return Mark::of(Style::Roman, number, len);
    }
    let after = rest.strip_prefix(['.', '、', ')', ':'])?;
    let is_heading = after.is_empty()
        || after.starts_with(char::is_whitespace)
            && !after.trim_start().starts_with(char::is_lowercase)
        || rest.starts_with('、');
    is_heading.then(|| Mark::of(Style::Roman, number, line.len() - after.len())).flatten()
}

/// `C. Guests`, `c. guests`.
fn letters(line: &str) -> Option<Mark> {
    let c = line.chars().next().filter(char::is_ascii_alphabetic)?;
    let after = line.get(1..)?.strip_prefix(['.', '、', '．'])?;
    let style = if c.is_ascii_lowercase() { Style::SmallLetter } else { Style::Letter };
    // `U. S. policy`, `e.g. this`: an abbreviation.
    let is_abbreviation = after.trim_start().chars().nth(1) == Some('.')
        && after.trim_start().starts_with(|c: char| c.is_ascii_alphabetic());
    (after.starts_with(|c: char| c.is_whitespace() || !c.is_ascii()) && !is_abbreviation)
        .then(|| Mark::lettered(style, c, line.len() - after.len()))
        .flatten()
}

/// `3.6`, `３．６`, `3.`, `3、`, `1.a`, `12A.`, `1 WE`.
fn numbered(line: &str) -> Option<Mark> {
    let (parts, mut len) = dotted(line)?;
    let mut number = ClauseNumber::new(&parts)?;
    let mut n_parts = parts.len();
    if let Some((lettered, more)) = letter_part(number, line.get(len..)?) {
        (number, len, n_parts) = (lettered, len + more, n_parts + 1);
    } else if let Some((place, more)) =
        inserted(line.get(len..)?).filter(|_| !line.get(len..).unwrap_or_default().starts_with(' '))
    {
        (number, len) = (number.latin(place), len + more);
    } else if let Some((lettered, more)) = suffixed(number, line.get(len..)?) {
        (number, len) = (lettered, len + more);
    }
    let rest = line.get(len..)?;
    let close = rest.chars().next().filter(|c| ".．、".contains(*c));
    let rest = rest.get(close.map_or(0, char::len_utf8)..)?;
    let is_mark = numbers_its_line(rest, n_parts, close.is_some());
    let is_bare = n_parts == 1 && close.is_none();
    let style = if is_bare { Style::Bare } else { Style::Dotted };
    is_mark.then(|| Mark::new(style, number, line.len() - rest.len()))
}

/// The `.a` of `1.a`.
fn letter_part(number: ClauseNumber, rest: &str) -> Option<(ClauseNumber, usize)> {
    let letter = rest.strip_prefix('.')?.chars().next().filter(char::is_ascii_alphabetic)?;
    let ends = rest.get(2..)?.starts_with(|c: char| c.is_whitespace() || c == '.' || c == ')');
    let parts: Vec<Part> = number.parts().iter().copied().chain([Part::letter(letter)?]).collect();
    ends.then_some((ClauseNumber::of(&parts)?, 2))
}

/// Whether a number before `rest` numbers it, and is no amount or date in it.
fn numbers_its_line(rest: &str, n_parts: usize, is_closed: bool) -> bool {
    let Some(next) = rest.chars().next() else { return is_closed || n_parts > 1 };
    let follows_space = next.is_whitespace();
    if n_parts == 1 && !is_closed {
        // `2022 was`, `5 年内`: one number without a dot needs a capital word after a space.
        return follows_space && rest.trim_start().starts_with(|c: char| c.is_ascii_uppercase());
    }
    // `1.ab` is no number of a clause.
    if next.is_ascii_lowercase() {
        return false;
    }
    // `1.5亿剂`, `3.0版`, `3.6%`: an amount. `3.6扩大`: a clause.
    let is_clause = next.is_alphabetic()
        && !"亿億万萬千百倍版年月日元轨軌个個度".contains(next)
        && !next.is_ascii_alphabetic();
    follows_space || is_closed || is_clause
}

/// `20.` of `20.2026年10件实事`, `21.` of `21.5+2就业之家`.
fn before_an_amount(line: &str) -> Option<Mark> {
    let (value, len) = cardinal(line).filter(|_| line.starts_with(|c: char| digit(c).is_some()))?;
    let rest = line.get(len..)?.strip_prefix(['.', '．'])?;
    let is_number =
        rest.starts_with(|c: char| digit(c).is_some()) && rest.contains(char::is_alphabetic);
    let mark = Mark::of(Style::Dotted, value, line.len() - rest.len())?;
    (is_number && value < 1000).then_some(Mark { is_doubtful: true, ..mark })
}
