//! Languages of documents (`zh`, `en`), locales of replies (`zh-Hans`, `zh-Hant`, `en`), and counts of scripts.

use std::{fmt, str::FromStr};

/// The language of a document's text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Language {
    /// Chinese, in either script.
    Chinese,
    /// English.
    English,
}

impl Language {
    /// All languages, in the order in which texts are listed.
    pub const ALL: [Self; 2] = [Self::Chinese, Self::English];

    /// The code that file names and JSON use: `zh` or `en`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Chinese => "zh",
            Self::English => "en",
        }
    }

    /// The other of the two languages.
    #[must_use]
    pub fn other(self) -> Self {
        match self {
            Self::Chinese => Self::English,
            Self::English => Self::Chinese,
        }
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl FromStr for Language {
    type Err = UnknownLanguage;

    fn from_str(code: &str) -> Result<Self, Self::Err> {
        Self::ALL
            .into_iter()
            .find(|it| it.code() == code)
            .ok_or_else(|| UnknownLanguage { found: code.to_owned(), expected: "`zh` or `en`" })
    }
}

/// The language and script of a reply.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Locale {
    /// Chinese in simplified characters.
    ZhHans,
    /// Chinese in traditional characters.
    ZhHant,
    /// English.
    En,
}

impl Locale {
    /// All locales.
    pub const ALL: [Self; 3] = [Self::ZhHans, Self::ZhHant, Self::En];

    /// The BCP 47 tag: `zh-Hans`, `zh-Hant` or `en`.
    pub fn tag(self) -> &'static str {
        match self {
            Self::ZhHans => "zh-Hans",
            Self::ZhHant => "zh-Hant",
            Self::En => "en",
        }
    }

    /// The language of the documents that its readers read first.
    pub fn language(self) -> Language {
        match self {
            Self::ZhHans | Self::ZhHant => Language::Chinese,
            Self::En => Language::English,
        }
    }
}

impl fmt::Display for Locale {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.tag())
    }
}

impl FromStr for Locale {
    type Err = UnknownLanguage;

    /// Reads exactly the three tags; `wording::negotiate` takes any BCP 47 tag.
    fn from_str(tag: &str) -> Result<Self, Self::Err> {
        Self::ALL.into_iter().find(|it| it.tag().eq_ignore_ascii_case(tag)).ok_or_else(|| {
            UnknownLanguage { found: tag.to_owned(), expected: "`zh-Hans`, `zh-Hant` or `en`" }
        })
    }
}

/// The error for a code that is no language or locale.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("unknown language `{found}`: expected {expected}")]
pub struct UnknownLanguage {
    found: String,
    expected: &'static str,
}

/// The number of characters of each script in a text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ScriptCounts {
    /// Han characters, kana and bopomofo.
    pub n_han: usize,
    /// Han characters that only the traditional script uses.
    pub n_traditional: usize,
    /// Han characters that only the simplified script uses.
    pub n_simplified: usize,
    /// Latin letters.
    pub n_latin: usize,
}

impl ScriptCounts {
    /// The locale of a reply to this text: Chinese if it has Han characters; `None` if it has no letters.
    pub fn locale(self) -> Option<Locale> {
        match self {
            Self { n_han: 0, n_latin: 0, .. } => None,
            Self { n_han: 0, .. } => Some(Locale::En),
            Self { n_traditional, n_simplified, .. } if n_traditional > n_simplified => {
                Some(Locale::ZhHant)
            }
            Self { .. } => Some(Locale::ZhHans),
        }
    }
}
