//! A thing in one language, the other, or both.

use serde::{Deserialize, Serialize};

use crate::text::Language;

/// A value for each language that has one.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Bilingual<T> {
    /// In Chinese.
    #[serde(default = "nothing")]
    pub zh: Option<T>,
    /// In English.
    #[serde(default = "nothing")]
    pub en: Option<T>,
}

fn nothing<T>() -> Option<T> {
    None
}

impl<T> Default for Bilingual<T> {
    fn default() -> Self {
        Self { zh: None, en: None }
    }
}

impl<T> Bilingual<T> {
    /// The value in `language`.
    pub fn get(&self, language: Language) -> Option<&T> {
        match language {
            Language::Chinese => self.zh.as_ref(),
            Language::English => self.en.as_ref(),
        }
    }

    /// The value in `language`, to change it.
    pub(super) fn get_mut(&mut self, language: Language) -> Option<&mut T> {
        match language {
            Language::Chinese => self.zh.as_mut(),
            Language::English => self.en.as_mut(),
        }
    }

    /// The value in `language`, else in the other one.
    pub fn prefer(&self, language: Language) -> Option<&T> {
        self.get(language).or_else(|| self.get(language.other()))
    }

    /// The language that [`Self::prefer`] finds a value in.
    pub fn preferred(&self, language: Language) -> Option<Language> {
        [language, language.other()].into_iter().find(|it| self.get(*it).is_some())
    }

    /// Sets the value in `language`.
    pub fn set(&mut self, language: Language, value: T) {
        match language {
            Language::Chinese => self.zh = Some(value),
            Language::English => self.en = Some(value),
        }
    }

    /// The values that are there, Chinese first.
    pub fn iter(&self) -> impl Iterator<Item = (Language, &T)> {
        Language::ALL.into_iter().filter_map(|it| Some((it, self.get(it)?)))
    }
}
