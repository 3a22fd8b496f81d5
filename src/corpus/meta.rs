//! The settings of an agreement: `document.toml`.
//!
//! Every key may be missing; see `docs/documents.md` for the whole format.

use serde::{Deserialize, Serialize};

use crate::{
    commitment::{DocumentKind, YearMonth},
    text::Language,
};

use super::{
    bilingual::Bilingual,
    problem::Problem,
    settings::{Lines, settings},
};

/// The settings of one agreement.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Meta {
    /// Its id in links and JSON; the folder's name where none is given.
    pub id: Option<String>,
    /// Full titles.
    #[serde(default)]
    pub title: Bilingual<String>,
    /// A title that fits in a line.
    #[serde(default)]
    pub short_title: Bilingual<String>,
    /// Other names that people use for it.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// Its sort, `agreement`, `communique` or `report`; as its title tells where nothing is said.
    pub kind: Option<DocumentKind>,
    /// The language whose text is binding; Chinese where nothing is said and both are there.
    pub authentic: Option<Language>,
    /// First and last year that it is for.
    pub period: Option<Period>,
    /// When it was adopted and published.
    #[serde(default)]
    pub dates: Dates,
    /// The sides that promise something to each other.
    #[serde(default)]
    pub parties: Vec<Party>,
    /// The source of the text, in words.
    #[serde(default)]
    pub source: Bilingual<String>,
    /// The standing and licence of each text.
    #[serde(default)]
    pub texts: Bilingual<TextMeta>,
}

/// A span of years, both inclusive.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Period {
    /// First year.
    pub from: u16,
    /// Last year.
    pub to: u16,
}

/// Days of a document's life, `2022-11-11`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Dates {
    /// The day that it was adopted or signed.
    #[serde(default, with = "day")]
    pub adopted: Option<toml::value::Datetime>,
    /// The day that its text was made public.
    #[serde(default, with = "day")]
    pub published: Option<toml::value::Datetime>,
}

impl Dates {
    /// The month in which it was adopted, else published.
    pub(super) fn month(&self) -> Option<YearMonth> {
        let date = self.adopted.as_ref().or(self.published.as_ref())?.date?;
        Some(YearMonth { year: i32::from(date.year), month: Some(date.month) })
    }
}

/// A side of the agreement and its names in the text.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Party {
    /// Its name in settings.
    pub id: String,
    /// Its names, the full one first.
    #[serde(default)]
    pub names: Bilingual<Vec<String>>,
}

/// The standing and licence of a text in one language.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct TextMeta {
    /// Its standing.
    #[serde(default)]
    pub status: TextStatus,
    /// Its licence, in words.
    pub licence: Option<String>,
}

/// The authority of a text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum TextStatus {
    /// The binding words, or the only ones there are.
    #[default]
    Authentic,
    /// A translation that the parties stand by.
    OfficialTranslation,
    /// A translation that nobody but its author stands by.
    UnofficialTranslation,
}

impl Meta {
    /// Reads the settings; with a fault, the ones that say nothing.
    pub fn parse(text: &str) -> (Self, Vec<Problem>) {
        settings(text, &Lines::of(text))
    }
}

/// A day as TOML has it; as text in a snapshot, which has no dates.
mod day {
    use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};
    use toml::value::Datetime;

    #[expect(clippy::ref_option, reason = "serde passes a field so")]
    pub(super) fn serialize<S: Serializer>(
        day: &Option<Datetime>,
        to: S,
    ) -> Result<S::Ok, S::Error> {
        day.as_ref().map(ToString::to_string).serialize(to)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(
        from: D,
    ) -> Result<Option<Datetime>, D::Error> {
        if from.is_human_readable() {
            return Option::deserialize(from);
        }
        let text: Option<String> = Option::deserialize(from)?;
        text.map(|it| it.parse().map_err(D::Error::custom)).transpose()
    }
}

impl Serialize for Language {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.code())
    }
}

impl<'de> Deserialize<'de> for Language {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_may_be_missing() {
        assert_eq!(Meta::parse(""), (Meta::default(), Vec::new()));
    }

    #[test]
    fn a_fault_has_its_line() {
        for (text, line) in [("id = 3", 1), ("\nauthentic = \"fr\"", 2), ("\n\nname = \"x\"", 3)] {
            let (_, problems) = Meta::parse(text);
            assert_eq!(problems.first().map(|it| it.line), Some(line), "{text}");
        }
    }
}
