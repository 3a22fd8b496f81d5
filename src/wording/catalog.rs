//! The messages of each locale.

use fluent::{FluentResource, concurrent};

use crate::text::Locale;

use super::Phrase;

/// A locale's files, compiled in.
macro_rules! files {
    ($tag:literal) => {
        &[
            include_str!(concat!("../../locales/", $tag, "/answer.ftl")),
            include_str!(concat!("../../locales/", $tag, "/check.ftl")),
            include_str!(concat!("../../locales/", $tag, "/commitments.ftl")),
            include_str!(concat!("../../locales/", $tag, "/doctor.ftl")),
            include_str!(concat!("../../locales/", $tag, "/explain.ftl")),
            include_str!(concat!("../../locales/", $tag, "/help.ftl")),
            include_str!(concat!("../../locales/", $tag, "/measure.ftl")),
            include_str!(concat!("../../locales/", $tag, "/telegram.ftl")),
            include_str!(concat!("../../locales/", $tag, "/usage.ftl")),
        ]
    };
}

fn files(locale: Locale) -> &'static [&'static str] {
    match locale {
        Locale::ZhHans => files!("zh-Hans"),
        Locale::ZhHant => files!("zh-Hant"),
        Locale::En => files!("en"),
    }
}

/// The messages of one locale.
pub struct Catalog {
    bundle: concurrent::FluentBundle<FluentResource>,
}

impl std::fmt::Debug for Catalog {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Catalog").field("locales", &self.bundle.locales).finish_non_exhaustive()
    }
}

impl Catalog {
    /// Reads the messages that are compiled into the program.
    pub fn new(locale: Locale) -> Self {
        let languages = locale.tag().parse().into_iter().collect();
        let mut bundle: concurrent::FluentBundle<FluentResource> =
            concurrent::FluentBundle::new_concurrent(languages);
        // Isolation marks would stand in quotations and in copied text.
        bundle.set_use_isolating(false);
        for source in files(locale) {
            // A test reads every file strictly; junk is skipped here.
            let resource =
                FluentResource::try_new((*source).to_owned()).unwrap_or_else(|(it, _)| it);
            bundle.add_resource_overriding(resource);
        }
        Self { bundle }
    }

    /// The phrase as a sentence. A message that were missing would be its key: a
    /// test holds that none is.
    pub fn say(&self, phrase: &Phrase<'_>) -> String {
        self.try_say(phrase).unwrap_or_else(|| phrase.key().to_owned())
    }

    /// The phrase as a sentence, or `None` where the locale has no such message:
    /// options of the command line that came without a text.
    pub fn try_say(&self, phrase: &Phrase<'_>) -> Option<String> {
        let pattern = self.bundle.get_message(phrase.key())?.value()?;
        let mut errors = Vec::new();
        Some(
            self.bundle
                .format_pattern(pattern, Some(&phrase.arguments()), &mut errors)
                .into_owned(),
        )
    }
}

/// The catalogs of all locales.
#[derive(Debug)]
pub struct Catalogs {
    zh_hans: Catalog,
    zh_hant: Catalog,
    en: Catalog,
}

impl Default for Catalogs {
    fn default() -> Self {
        Self::new()
    }
}

impl Catalogs {
    /// Reads all of them.
    pub fn new() -> Self {
        Self {
            zh_hans: Catalog::new(Locale::ZhHans),
            zh_hant: Catalog::new(Locale::ZhHant),
            en: Catalog::new(Locale::En),
        }
    }

    /// That of `locale`.
    pub fn get(&self, locale: Locale) -> &Catalog {
        match locale {
            Locale::ZhHans => &self.zh_hans,
            Locale::ZhHant => &self.zh_hant,
            Locale::En => &self.en,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    /// Keys of a locale's files, which must parse without an error.
    fn keys(locale: Locale) -> BTreeSet<String> {
        let entries = files(locale).iter().flat_map(|source| {
            let resource = FluentResource::try_new((*source).to_owned());
            assert!(resource.is_ok(), "{locale}: {:?}", resource.err().map(|(_, errors)| errors));
            let lines =
                source.lines().filter(|it| it.starts_with(|c: char| c.is_ascii_lowercase()));
            lines.filter_map(|it| Some(it.split_once(" =")?.0.to_owned())).collect::<Vec<_>>()
        });
        let all: Vec<String> = entries.collect();
        let unique: BTreeSet<String> = all.iter().cloned().collect();
        assert_eq!(all.len(), unique.len(), "{locale}: a key stands twice");
        unique
    }

    #[test]
    fn every_phrase_is_said_in_every_locale() {
        for locale in Locale::ALL {
            let catalog = Catalog::new(locale);
            for phrase in Phrase::samples() {
                let message = catalog.bundle.get_message(phrase.key());
                let pattern = message
                    .and_then(|it| it.value())
                    .unwrap_or_else(|| panic!("{locale}: no `{}`", phrase.key()));
                let mut errors = Vec::new();
                let said =
                    catalog.bundle.format_pattern(pattern, Some(&phrase.arguments()), &mut errors);
                assert_eq!(errors, [], "{locale} {}", phrase.key());
                assert!(!said.trim().is_empty(), "{locale} {}", phrase.key());
            }
        }
    }

    #[test]
    fn no_message_is_unused_and_all_locales_have_the_same() {
        let used: BTreeSet<String> =
            Phrase::samples().iter().map(|it| it.key().to_owned()).collect();
        for locale in Locale::ALL {
            let spare: Vec<String> = keys(locale)
                .into_iter()
                .filter(|it| {
                    !used.contains(it) && !it.starts_with("usage") && !it.starts_with("reason-")
                })
                .collect();
            assert_eq!(spare, [""; 0], "{locale}");
            assert_eq!(keys(locale), keys(Locale::En), "{locale}");
        }
    }
}
