//! The languages that people ask in and the program does not read, each with its tag.

use std::fmt;

/// A language that people ask in and the program does not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum UnreadLanguage {
    /// Arabic.
    Arabic,
    /// Burmese.
    Burmese,
    /// Dutch.
    Dutch,
    /// Filipino, which is based on Tagalog.
    Filipino,
    /// French.
    French,
    /// German.
    German,
    /// Hindi.
    Hindi,
    /// Indonesian.
    Indonesian,
    /// Italian.
    Italian,
    /// Japanese.
    Japanese,
    /// Khmer.
    Khmer,
    /// Korean.
    Korean,
    /// Lao.
    Lao,
    /// Malay.
    Malay,
    /// Portuguese.
    Portuguese,
    /// Russian.
    Russian,
    /// Spanish.
    Spanish,
    /// Tamil.
    Tamil,
    /// Thai.
    Thai,
    /// Vietnamese.
    Vietnamese,
    /// Another one.
    Other,
}

impl UnreadLanguage {
    /// All of them.
    pub const ALL: [Self; 21] = [
        Self::Arabic,
        Self::Burmese,
        Self::Dutch,
        Self::Filipino,
        Self::French,
        Self::German,
        Self::Hindi,
        Self::Indonesian,
        Self::Italian,
        Self::Japanese,
        Self::Khmer,
        Self::Korean,
        Self::Lao,
        Self::Malay,
        Self::Portuguese,
        Self::Russian,
        Self::Spanish,
        Self::Tamil,
        Self::Thai,
        Self::Vietnamese,
        Self::Other,
    ];

    /// The BCP 47 tag; `und` for another language.
    pub fn tag(self) -> &'static str {
        match self {
            Self::Arabic => "ar",
            Self::Burmese => "my",
            Self::Dutch => "nl",
            Self::Filipino => "fil",
            Self::French => "fr",
            Self::German => "de",
            Self::Hindi => "hi",
            Self::Indonesian => "id",
            Self::Italian => "it",
            Self::Japanese => "ja",
            Self::Khmer => "km",
            Self::Korean => "ko",
            Self::Lao => "lo",
            Self::Malay => "ms",
            Self::Portuguese => "pt",
            Self::Russian => "ru",
            Self::Spanish => "es",
            Self::Tamil => "ta",
            Self::Thai => "th",
            Self::Vietnamese => "vi",
            Self::Other => "und",
        }
    }

    /// The language with a tag.
    pub(super) fn of_tag(tag: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.tag() == tag)
    }
}

impl fmt::Display for UnreadLanguage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.tag())
    }
}
