//! Invariants of a file that is imported; a violation panics.

use clausebot::import::{Draft, Role, Source, read};

/// Reads a file, and makes a document of it.
pub fn check_import(bytes: &[u8], extension: &str) {
    let Ok(imported) = read(bytes, extension, &mut |done, all| assert!(done <= all)) else {
        return;
    };
    assert!(imported.paragraphs.iter().any(|it| it.text.contains(char::is_alphanumeric)));
    for paragraph in &imported.paragraphs {
        assert!(!paragraph.text.chars().any(|it| it.is_control() && !it.is_whitespace()));
        assert!(paragraph.page != Some(0), "pages are counted from one");
        assert!(paragraph.role != Role::Heading(0), "levels are counted from one");
    }
    let source = Source { name: "plan".to_owned(), imported, language: None };
    let draft =
        Draft::new(vec![source], None, None, Vec::new()).expect("one file has no language twice");
    assert_eq!(draft.id, "plan");
}
