//! Reading the bytes of a file: its kind, its reader, and the characters that it means.

use crate::{corpus::MAX_FILE_BYTES, text::decode};

use super::{
    character::{bullet, mend},
    docx,
    doubt::{Doubt, DoubtKind},
    error::ImportError,
    file_kind::FileKind,
    html,
    paragraph::{Imported, Paragraph},
    pdf,
};

/// Bytes of a file that are read at most.
pub const MAX_IMPORT_BYTES: u64 = 64 * 1024 * 1024;

/// Reads the bytes of a file; `extension` is that of its name, in small letters. `progress` hears the pages that are
/// read and how many there are.
pub fn read(
    bytes: &[u8],
    extension: &str,
    progress: &mut dyn FnMut(usize, usize),
) -> Result<Imported, ImportError> {
    let found = bytes.len() as u64;
    if found > MAX_IMPORT_BYTES {
        return Err(ImportError::TooLarge { found, limit: MAX_IMPORT_BYTES });
    }
    let kind = FileKind::of(bytes, extension)?;
    let mut imported = match kind {
        FileKind::Text => text(bytes),
        FileKind::Html => web_page(bytes)?,
        FileKind::Docx => docx::read(bytes)?,
        FileKind::Pdf => pdf::read(bytes, progress)?,
    };
    if !kind.has_extension(extension) {
        let kind = DoubtKind::Extension { kind: kind.name().to_owned() };
        imported.doubts.insert(0, Doubt { page: None, kind });
    }
    mend_all(&mut imported);
    let n_bytes: usize = imported.paragraphs.iter().map(|it| it.text.len() + 2).sum();
    if n_bytes as u64 > MAX_FILE_BYTES {
        return Err(ImportError::TooLarge { found: n_bytes as u64, limit: MAX_FILE_BYTES });
    }
    let has_words = |it: &Paragraph| it.text.contains(char::is_alphanumeric);
    if imported.paragraphs.iter().any(has_words) { Ok(imported) } else { Err(ImportError::NoText) }
}

/// Each block between blank lines is a paragraph, with its lines as they are.
fn text(bytes: &[u8]) -> Imported {
    let (text, doubts) = decoded(decode(bytes));
    let text = text.replace("\r\n", "\n").replace(['\r', '\u{b}', '\u{2028}', '\u{2029}'], "\n");
    let mut paragraphs: Vec<Paragraph> = Vec::new();
    let mut is_after_blank = true;
    for line in text.lines() {
        let is_blank = line.trim().is_empty();
        match paragraphs.last_mut() {
            Some(last) if !is_blank && !is_after_blank => {
                last.text.push('\n');
                last.text.push_str(line);
            }
            _ if !is_blank => paragraphs.push(Paragraph::text(line, None)),
            _ => {}
        }
        is_after_blank = is_blank;
    }
    Imported { paragraphs, doubts }
}

fn web_page(bytes: &[u8]) -> Result<Imported, ImportError> {
    let (text, mut doubts) = decoded(crate::text::decode_html(bytes));
    if html::is_too_deep(&text) {
        let reason = "too many elements inside each other".to_owned();
        return Err(ImportError::Damaged { kind: FileKind::Html.name().to_owned(), reason });
    }
    let mut imported = html::read(&text);
    doubts.append(&mut imported.doubts);
    Ok(Imported { doubts, ..imported })
}

fn decoded(decoded: Option<crate::text::Decoded>) -> (String, Vec<Doubt>) {
    let Some(decoded) = decoded else { return Default::default() };
    let mut kinds = Vec::new();
    if decoded.encoding != "UTF-8" {
        kinds.push(DoubtKind::Encoding { name: decoded.encoding.to_owned() });
    }
    if decoded.first_fault.is_some() {
        kinds.push(DoubtKind::Damaged);
    }
    (decoded.text, kinds.into_iter().map(|kind| Doubt { page: None, kind }).collect())
}

fn mend_all(imported: &mut Imported) {
    let mut count = 0;
    for paragraph in &mut imported.paragraphs {
        let (text, n_mended) = mend(&paragraph.text);
        let text = text.chars().map(|it| bullet(it).unwrap_or(it));
        paragraph.text = text.filter(|it| !it.is_control() || it.is_whitespace()).collect();
        count += n_mended;
    }
    if count > 0 {
        imported.doubts.push(Doubt { page: None, kind: DoubtKind::Characters { count } });
    }
}
