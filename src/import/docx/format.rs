//! Formats of automatic numbers: `chineseCounting` of 12 is `十二`.

/// A number in a format of `w:numFmt`; `None` if the format is not known.
pub(super) fn format(number: u32, format: &str) -> Option<String> {
    Some(match format {
        "decimal" | "decimalHalfWidth" => number.to_string(),
        "decimalZero" => format!("{number:02}"),
        "decimalFullWidth" | "decimalFullWidth2" => number
            .to_string()
            .chars()
            .filter_map(|it| char::from_u32(u32::from(it) + 0xfee0))
            .collect(),
        "upperRoman" => roman(number),
        "lowerRoman" => roman(number).to_lowercase(),
        "upperLetter" => letters(number),
        "lowerLetter" => letters(number).to_lowercase(),
        "ordinal" => format!("{number}{}", ordinal_ending(number)),
        "cardinalText" => capital(&cardinal(number)),
        "ordinalText" => capital(&ordinal(number)),
        "numberInDash" => format!("- {number} -"),
        "hex" => format!("{number:X}"),
        "chineseCounting" | "taiwaneseCounting" if number < 100 => chinese(number, &PLAIN),
        "chineseCounting" | "taiwaneseCounting" => digits(number, '〇'),
        "chineseCountingThousand" | "taiwaneseCountingThousand" | "japaneseCounting" => {
            chinese(number, &PLAIN)
        }
        "ideographDigital" | "japaneseDigitalTenThousand" | "taiwaneseDigital" => {
            digits(number, '〇')
        }
        "chineseLegalSimplified" => chinese(number, &LEGAL_SIMPLIFIED),
        "ideographLegalTraditional" | "japaneseLegal" => chinese(number, &LEGAL_TRADITIONAL),
        "ideographTraditional" => of(number, "甲乙丙丁戊己庚辛壬癸")?,
        "ideographZodiac" => of(number, "子丑寅卯辰巳午未申酉戌亥")?,
        "ideographZodiacTraditional" => stem_and_branch(number)?,
        "ideographEnclosedCircle" => of(number, "㊀㊁㊂㊃㊄㊅㊆㊇㊈㊉")?,
        "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" => circled(number),
        "decimalEnclosedFullstop" => enclosed(number, '⒈'),
        "decimalEnclosedParen" => enclosed(number, '⑴'),
        "none" => String::new(),
        _ => return None,
    })
}

/// The first is zero; the last three are ten, hundred and thousand.
type Numerals = [char; 13];

const PLAIN: Numerals =
    ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九', '十', '百', '千'];
const LEGAL_SIMPLIFIED: Numerals =
    ['零', '壹', '贰', '叁', '肆', '伍', '陆', '柒', '捌', '玖', '拾', '佰', '仟'];
const LEGAL_TRADITIONAL: Numerals =
    ['零', '壹', '貳', '參', '肆', '伍', '陸', '柒', '捌', '玖', '拾', '佰', '仟'];

fn chinese(number: u32, numerals: &Numerals) -> String {
    if !(1..10_000).contains(&number) {
        return number.to_string();
    }
    let [zero, one, .., ten, hundred, thousand] = *numerals;
    let numeral = |digit: u32| numerals.get(digit as usize).copied().unwrap_or(zero);
    let mut written = String::new();
    let mut owes_zero = false;
    let places = [(1000, Some(thousand)), (100, Some(hundred)), (10, Some(ten)), (1, None)];
    for (unit, name) in places {
        let digit = number / unit % 10;
        if digit == 0 {
            owes_zero = !written.is_empty();
            continue;
        }
        if owes_zero {
            written.push(zero);
            owes_zero = false;
        }
        // 十二, not 一十二; the legal numerals say 壹拾贰.
        if !(written.is_empty() && unit == 10 && digit == 1 && one == '一') {
            written.push(numeral(digit));
        }
        written.extend(name);
    }
    written
}

fn digits(number: u32, zero: char) -> String {
    let numerals = [zero, '一', '二', '三', '四', '五', '六', '七', '八', '九'];
    let digits = number.to_string();
    digits.chars().filter_map(|it| numerals.get(it.to_digit(10)? as usize)).collect()
}

fn of(number: u32, numerals: &str) -> Option<String> {
    let at = usize::try_from(number).ok()?.checked_sub(1)?;
    Some(numerals.chars().nth(at).map_or_else(|| number.to_string(), String::from))
}

fn stem_and_branch(number: u32) -> Option<String> {
    let at = number.checked_sub(1)?;
    Some(of(at % 10 + 1, "甲乙丙丁戊己庚辛壬癸")? + &of(at % 12 + 1, "子丑寅卯辰巳午未申酉戌亥")?)
}

fn circled(number: u32) -> String {
    let code = match number {
        1..=20 => 0x2460 + number - 1,
        21..=35 => 0x3251 + number - 21,
        36..=50 => 0x32b1 + number - 36,
        _ => return number.to_string(),
    };
    char::from_u32(code).map_or_else(|| number.to_string(), String::from)
}

fn enclosed(number: u32, first: char) -> String {
    let c = (1..=20).contains(&number).then(|| char::from_u32(u32::from(first) + number - 1));
    c.flatten().map_or_else(|| number.to_string(), String::from)
}

fn roman(number: u32) -> String {
    const VALUES: [(u32, &str); 13] = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    if !(1..4000).contains(&number) {
        return number.to_string();
    }
    let mut rest = number;
    let mut written = String::new();
    for (value, name) in VALUES {
        while rest >= value {
            written.push_str(name);
            rest -= value;
        }
    }
    written
}

/// `A` to `Z`, then `AA` to `ZZ`: Word repeats the letter.
fn letters(number: u32) -> String {
    let Some(at) = number.checked_sub(1).filter(|it| *it < 780) else { return number.to_string() };
    let letter = char::from_u32(u32::from('A') + at % 26).unwrap_or('A');
    std::iter::repeat_n(letter, (at / 26 + 1) as usize).collect()
}

fn ordinal_ending(number: u32) -> &'static str {
    match (number % 100, number % 10) {
        (11..=13, _) => "th",
        (_, 1) => "st",
        (_, 2) => "nd",
        (_, 3) => "rd",
        _ => "th",
    }
}

const SMALL: [&str; 20] = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];
const TENS: [&str; 10] =
    ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];

fn cardinal(number: u32) -> String {
    let small = |it: u32| SMALL.get(it as usize).copied().unwrap_or_default();
    match number {
        0..20 => small(number).to_owned(),
        20..100 => {
            let tens = TENS.get((number / 10) as usize).copied().unwrap_or_default();
            if number.is_multiple_of(10) {
                tens.to_owned()
            } else {
                format!("{tens}-{}", small(number % 10))
            }
        }
        100..1000 if number.is_multiple_of(100) => format!("{} hundred", small(number / 100)),
        100..1000 => format!("{} hundred {}", small(number / 100), cardinal(number % 100)),
        _ => number.to_string(),
    }
}

fn ordinal(number: u32) -> String {
    const ODD: [(&str, &str); 7] = [
        ("one", "first"),
        ("two", "second"),
        ("three", "third"),
        ("five", "fifth"),
        ("eight", "eighth"),
        ("nine", "ninth"),
        ("twelve", "twelfth"),
    ];
    let cardinal = cardinal(number);
    if cardinal.ends_with(|it: char| it.is_ascii_digit()) {
        return format!("{number}{}", ordinal_ending(number));
    }
    for (from, to) in ODD {
        if let Some(stem) = cardinal.strip_suffix(from) {
            return format!("{stem}{to}");
        }
    }
    match cardinal.strip_suffix('y') {
        Some(stem) => format!("{stem}ieth"),
        None => format!("{cardinal}th"),
    }
}

fn capital(word: &str) -> String {
    let mut chars = word.chars();
    let first = chars.next().map(|it| it.to_ascii_uppercase());
    first.into_iter().chain(chars).collect()
}

#[cfg(test)]
mod tests {
    use insta::assert_snapshot;

    use super::format;

    #[test]
    fn numbers_in_every_format() {
        let all = |name: &str, numbers: &[u32]| {
            let written = numbers.iter().map(|it| format(*it, name).unwrap_or("?".to_owned()));
            written.collect::<Vec<_>>().join(" ")
        };
        assert_snapshot!(all("chineseCounting", &[1, 10, 11, 20, 21, 99, 100, 123]), @"一 十 十一 二十 二十一 九十九 一〇〇 一二三");
        assert_snapshot!(all("chineseCountingThousand", &[10, 12, 100, 101, 110, 111, 1001, 1010]), @"十 十二 一百 一百零一 一百一十 一百一十一 一千零一 一千零一十");
        assert_snapshot!(all("chineseLegalSimplified", &[1, 10, 12, 21]), @"壹 壹拾 壹拾贰 贰拾壹");
        assert_snapshot!(all("ideographLegalTraditional", &[2, 3, 6]), @"貳 參 陸");
        assert_snapshot!(all("upperRoman", &[4, 9, 14, 1990]), @"IV IX XIV MCMXC");
        assert_snapshot!(all("lowerLetter", &[1, 26, 27, 53]), @"a z aa aaa");
        assert_snapshot!(all("decimalEnclosedCircle", &[1, 20, 21, 36, 51]), @"① ⑳ ㉑ ㊱ 51");
        assert_snapshot!(all("ideographTraditional", &[1, 10]), @"甲 癸");
        assert_snapshot!(all("ideographZodiacTraditional", &[1, 13]), @"甲子 丙子");
        assert_snapshot!(all("ordinal", &[1, 2, 3, 4, 11, 21]), @"1st 2nd 3rd 4th 11th 21st");
        assert_snapshot!(all("ordinalText", &[1, 5, 12, 20, 21]), @"First Fifth Twelfth Twentieth Twenty-first");
        assert_snapshot!(all("decimalFullWidth", &[12]), @"１２");
        assert_snapshot!(all("decimalZero", &[3, 12]), @"03 12");
        assert_snapshot!(all("hebrew1", &[1]), @"?");
    }
}
