//! Ids of documents from their names: `黄河保护法` is `huanghebaohufa`, `Paris Agreement.pdf` is `paris-agreement`.

use crate::text::{is_han, sound};

/// Characters of an id.
const MAX_CHARS: usize = 48;

/// The id for a name; empty if it has no letter.
pub(super) fn slug(name: &str) -> String {
    let mut slug = String::new();
    for c in name.chars() {
        if slug.len() >= MAX_CHARS {
            break;
        }
        let letters = if c.is_ascii_alphanumeric() {
            c.to_ascii_lowercase().into()
        } else if is_han(c) {
            sound(c.encode_utf8(&mut [0; 4])).unwrap_or_default()
        } else {
            String::new()
        };
        if letters.is_empty() && !slug.ends_with('-') && !slug.is_empty() {
            slug.push('-');
        }
        slug += &letters;
    }
    slug.trim_end_matches('-').to_owned()
}

/// Whether an id is one that links and JSON take: `a`–`z`, digits and hyphens.
pub(super) fn is_id(id: &str) -> bool {
    let is_allowed = |it: char| it.is_ascii_lowercase() || it.is_ascii_digit() || it == '-';
    !id.is_empty() && id.len() <= 100 && id.chars().all(is_allowed) && !id.starts_with('-')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_as_ids() {
        assert_eq!(slug("黄河保护法"), "huanghebaohufa");
        assert_eq!(slug("Paris Agreement (final)"), "paris-agreement-final");
        assert_eq!(slug("——"), "");
        assert!(is_id("rcep-2") && !is_id("RCEP") && !is_id("../x") && !is_id(""));
    }
}
