//! Small whole numbers in words, as clause numbers use them: `六`, `二十一`,
//! `〇`, `IV`.

/// Reads all of `text`: digits, or Chinese numerals below ten thousand.
pub fn cardinal(text: &str) -> Option<u16> {
    let (value, len) = cardinal_prefix(text)?;
    (len == text.len()).then_some(value)
}

/// Reads the longest number that `text` starts with; the value and its length
/// in bytes.
pub fn cardinal_prefix(text: &str) -> Option<(u16, usize)> {
    let n_digits = text.chars().take_while(char::is_ascii_digit).count();
    if n_digits > 0 {
        return Some((text.get(..n_digits)?.parse().ok()?, n_digits));
    }
    let len: usize = text.chars().take_while(|&c| numeral(c).is_some()).map(char::len_utf8).sum();
    let numerals: Vec<Numeral> = text.get(..len)?.chars().filter_map(numeral).collect();
    Some((value_of(&numerals)?, len)).filter(|_| len > 0)
}

#[derive(Clone, Copy)]
enum Numeral {
    Digit(u16),
    Unit(u16),
}

fn numeral(c: char) -> Option<Numeral> {
    Some(match c {
        '〇' | '零' => Numeral::Digit(0),
        '一' | '壹' => Numeral::Digit(1),
        '二' | '两' | '兩' | '贰' => Numeral::Digit(2),
        '三' | '叁' => Numeral::Digit(3),
        '四' | '肆' => Numeral::Digit(4),
        '五' | '伍' => Numeral::Digit(5),
        '六' | '陆' => Numeral::Digit(6),
        '七' | '柒' => Numeral::Digit(7),
        '八' | '捌' => Numeral::Digit(8),
        '九' | '玖' => Numeral::Digit(9),
        '十' | '拾' => Numeral::Unit(10),
        '百' | '佰' => Numeral::Unit(100),
        '千' | '仟' => Numeral::Unit(1000),
        _ => return None,
    })
}

fn value_of(numerals: &[Numeral]) -> Option<u16> {
    let has_unit = numerals.iter().any(|it| matches!(it, Numeral::Unit(_)));
    let mut total = 0_u16;
    let mut digit: Option<u16> = None;
    for numeral in numerals {
        match *numeral {
            // `二〇二二` is written digit by digit.
            Numeral::Digit(value) if !has_unit => {
                total = total.checked_mul(10)?.checked_add(value)?;
            }
            Numeral::Digit(value) => digit = Some(value),
            Numeral::Unit(unit) => {
                total = total.checked_add(digit.take().unwrap_or(1).checked_mul(unit)?)?;
            }
        }
    }
    total.checked_add(digit.unwrap_or(0))
}

/// Reads a Roman numeral from I to XCIX, in either case.
pub fn roman(text: &str) -> Option<u16> {
    const PAIRS: [(&str, u16); 9] = [
        ("xc", 90),
        ("l", 50),
        ("xl", 40),
        ("x", 10),
        ("ix", 9),
        ("v", 5),
        ("iv", 4),
        ("i", 1),
        ("", 0),
    ];
    let lower = text.to_ascii_lowercase();
    let mut rest = lower.as_str();
    let mut total = 0;
    for (letters, value) in PAIRS {
        while let Some(after) = rest.strip_prefix(letters).filter(|_| value > 0) {
            rest = after;
            total += value;
        }
    }
    (rest.is_empty() && total > 0 && total < 100).then_some(total)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_in_words() {
        for (text, value) in [
            ("六", 6),
            ("十", 10),
            ("十二", 12),
            ("二十一", 21),
            ("一百零三", 103),
            ("二〇二二", 2022),
            ("12", 12),
        ] {
            assert_eq!(cardinal(text), Some(value), "{text}");
        }
        for text in ["", "六条", "万", "70000", "一二三四五六七八九"] {
            assert_eq!(cardinal(text), None, "{text}");
        }
        assert_eq!(cardinal_prefix("三点六"), Some((3, 3)));
    }

    #[test]
    fn roman_numerals() {
        for (text, value) in [("I", 1), ("iv", 4), ("XII", 12), ("XL", 40)] {
            assert_eq!(roman(text), Some(value), "{text}");
        }
        for text in ["", "ABC", "mix", "ivv5"] {
            assert_eq!(roman(text), None, "{text}");
        }
    }
}
