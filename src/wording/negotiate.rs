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
}
