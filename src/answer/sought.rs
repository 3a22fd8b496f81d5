//! The words that would answer a question: an amount for “how much”, a year for “when”, a party for “who”.
//!
//! ```
//! use clausebot::answer::Sought;
//!
//! assert_eq!(Sought::of("How much will China import?"), Sought::Amount);
//! assert_eq!(Sought::of("哪一年开始？"), Sought::Time);
//! ```

use super::filter::asks_amount;

/// Parts of questions for a time.
const TIMES: &[&str] = &[
    "何时",
    "何時",
    "什么时候",
    "什麼時候",
    "啥时候",
    "几时",
    "幾時",
    "哪年",
    "哪一年",
    "哪几年",
    "哪幾年",
    "几年",
    "幾年",
    "多久",
    "多长时间",
    "多長時間",
    "期限",
    "到哪天",
    "哪一天",
    " when ",
    " until when ",
    " what year ",
    " which year ",
    " what date ",
    " by what date ",
    " how long ",
    " how many years ",
    " deadline ",
    " deadlines ",
];

/// Parts of questions for a party.
const PARTIES: &[&str] = &[
    "谁",
    "誰",
    "哪方",
    "哪一方",
    "哪国",
    "哪國",
    "哪个国家",
    "哪個國家",
    "哪些国家",
    "哪些國家",
    "何方",
    "哪边",
    "哪邊",
    " who ",
    " whom ",
    " whose ",
    " which side ",
    " which party ",
    " which parties ",
    " which country ",
    " which countries ",
];

/// What the words that answer a question are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Sought {
    /// The words of the question's topic.
    #[default]
    Topic,
    /// An amount.
    Amount,
    /// A year or a number of years.
    Time,
    /// The name of a party.
    Party,
}

impl Sought {
    /// Reads what a question seeks.
    pub fn of(question: &str) -> Self {
        // A word begins after a space, and ends before one.
        let text: String = question.to_lowercase().chars().map(spaced).collect();
        let text = format!(" {text} ");
        let has = |words: &[&str]| words.iter().any(|it| text.contains(it));
        match () {
            () if has(TIMES) => Self::Time,
            () if asks_amount(question) => Self::Amount,
            () if has(PARTIES) => Self::Party,
            () => Self::Topic,
        }
    }
}

/// Punctuation as a space.
fn spaced(c: char) -> char {
    if c.is_alphanumeric() { c } else { ' ' }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn questions_and_what_they_seek() {
        for (question, sought) in [
            ("How much will China import from ASEAN farmers?", Sought::Amount),
            ("中国向东盟提供多少剂新冠疫苗？", Sought::Amount),
            ("When does it end?", Sought::Time),
            ("for how many years?", Sought::Time),
            ("五年计划从哪一年开始", Sought::Time),
            ("who gives the vaccines", Sought::Party),
            ("Which country pays?", Sought::Party),
            ("誰提供疫苗", Sought::Party),
            ("rail links", Sought::Topic),
            ("whole-of-region whenever", Sought::Topic),
            ("", Sought::Topic),
        ] {
            assert_eq!(Sought::of(question), sought, "{question}");
        }
    }
}
