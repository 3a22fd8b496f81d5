//! Formats the messages of a locale.

use std::sync::OnceLock;

use fluent::{FluentArgs, FluentResource, concurrent};

use crate::text::Locale;

use super::phrase::{LOCALES, Phrase};

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
        let mut bundle = concurrent::FluentBundle::new_concurrent(languages);
        // Isolation marks would stand in quotations and in copied text.
        bundle.set_use_isolating(false);
        for (_, text) in LOCALES.iter().filter(|(tag, _)| *tag == locale.tag()) {
            // The build fails on what cannot be parsed.
            let resource = FluentResource::try_new((*text).to_owned()).unwrap_or_else(|(it, _)| it);
            bundle.add_resource_overriding(resource);
        }
        Self { bundle }
    }

    /// The phrase as a sentence; the build fails if a locale lacks one.
    pub fn say(&self, phrase: &Phrase<'_>) -> String {
        let (key, arguments) = phrase.parts();
        self.format(key, &arguments).unwrap_or_else(|| key.to_owned())
    }

    /// The help of the command line with this key, such as `usage-ask-question`.
    pub fn usage(&self, key: &str) -> Option<String> {
        self.format(key, &FluentArgs::new())
    }

    fn format(&self, key: &str, arguments: &FluentArgs<'_>) -> Option<String> {
        let pattern = self.bundle.get_message(key)?.value()?;
        Some(self.bundle.format_pattern(pattern, Some(arguments), &mut Vec::new()).into_owned())
    }
}

/// The catalogs of all locales. Each is read when it is first asked for.
#[derive(Debug, Default)]
pub struct Catalogs {
    zh_hans: OnceLock<Catalog>,
    zh_hant: OnceLock<Catalog>,
    en: OnceLock<Catalog>,
}

impl Catalogs {
    /// The catalog of a locale.
    pub fn get(&self, locale: Locale) -> &Catalog {
        let catalog = match locale {
            Locale::ZhHans => &self.zh_hans,
            Locale::ZhHant => &self.zh_hant,
            Locale::En => &self.en,
        };
        catalog.get_or_init(|| Catalog::new(locale))
    }
}

#[cfg(test)]
mod tests {
    use std::{collections::BTreeSet, fs, path::Path};

    use super::*;

    #[test]
    fn every_phrase_is_said_in_every_locale() {
        for locale in Locale::ALL {
            let catalog = Catalog::new(locale);
            for phrase in Phrase::samples() {
                let (key, arguments) = phrase.parts();
                let message = catalog.bundle.get_message(key).and_then(|it| it.value());
                let mut errors = Vec::new();
                let said =
                    catalog.bundle.format_pattern(message.unwrap(), Some(&arguments), &mut errors);
                assert_eq!(errors, [], "{locale} {key}");
                assert!(!said.trim().is_empty(), "{locale} {key}");
            }
        }
    }

    #[test]
    fn every_folder_is_a_locale() {
        let mut tags = Locale::ALL.map(Locale::tag);
        tags.sort_unstable();
        assert_eq!(LOCALES.iter().map(|(tag, _)| *tag).collect::<Vec<_>>(), tags);
    }

    #[test]
    fn no_phrase_is_unused() {
        let source = source(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"));
        let used = source
            .split("Phrase::")
            .skip(1)
            .map(|it| it.split_once(|it: char| !it.is_alphanumeric()).map_or(it, |(name, _)| name));
        let used: BTreeSet<&str> = used.collect();
        let unused = Phrase::samples().into_iter().map(|it| format!("{it:?}"));
        let unused: Vec<String> = unused
            .filter(|it| !used.contains(it.split_once(' ').map_or(it.as_str(), |(name, _)| name)))
            .collect();
        assert_eq!(unused, [""; 0], "no code says them");
    }

    /// The code of a folder, in one text.
    fn source(folder: &Path) -> String {
        let paths = fs::read_dir(folder).unwrap().map(|it| it.unwrap().path());
        paths
            .map(|it| if it.is_dir() { source(&it) } else { fs::read_to_string(it).unwrap() })
            .collect()
    }
}
