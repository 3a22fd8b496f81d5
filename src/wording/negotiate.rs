//! Finds the locale for a language tag.

use std::sync::LazyLock;

use fluent_langneg::{NegotiationStrategy, negotiate_languages};
use unic_langid::LanguageIdentifier;

use crate::text::Locale;

static AVAILABLE: LazyLock<Vec<LanguageIdentifier>> =
    LazyLock::new(|| Locale::ALL.iter().filter_map(|it| it.tag().parse().ok()).collect());

/// The locale for a BCP 47 tag or a POSIX locale name: `zh-TW` and `zh_HK.UTF-8`
/// are traditional Chinese. `None` for a language without a locale.
pub fn negotiate(tag: &str) -> Option<Locale> {
    if let Ok(locale) = tag.parse() {
        return Some(locale);
    }
    let tag = tag.split(['.', '@']).next()?.replace('_', "-");
    let wanted: LanguageIdentifier = tag.parse().ok()?;
    let found = negotiate_languages(&[wanted], &AVAILABLE, None, NegotiationStrategy::Lookup);
    let tag = found.first()?.to_string();
    tag.parse().ok()
}

/// The locale for the language of somebody's app, as a BCP 47 tag: English for a language without a locale, or none.
pub fn app_locale(tag: Option<&str>) -> Locale {
    tag.and_then(negotiate).unwrap_or(Locale::En)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_of_the_region() {
        for (tag, wanted) in [
            ("zh", Some(Locale::ZhHans)),
            ("zh-CN", Some(Locale::ZhHans)),
            ("zh-hans", Some(Locale::ZhHans)),
            ("zh-SG", Some(Locale::ZhHans)),
            ("zh-TW", Some(Locale::ZhHant)),
            ("zh_HK.UTF-8", Some(Locale::ZhHant)),
            ("zh-hant", Some(Locale::ZhHant)),
            ("en", Some(Locale::En)),
            ("en-GB", Some(Locale::En)),
            ("en_SG.UTF-8", Some(Locale::En)),
            ("ms", None),
            ("C", None),
            ("POSIX", None),
            ("", None),
            ("zh-TW-x-y-z-\u{1f600}", None),
        ] {
            assert_eq!(negotiate(tag), wanted, "{tag}");
        }
    }

    #[test]
    fn apps_in_other_languages_get_english() {
        for tag in [Some("id"), Some("km"), Some("xx"), Some("en-SG"), Some(""), None] {
            assert_eq!(app_locale(tag), Locale::En, "{tag:?}");
        }
        assert_eq!(app_locale(Some("zh-hant")), Locale::ZhHant);
    }
}
