//! PDF: the words of a document with their pages, without running headers and page numbers.
//!
//! A page that is a picture, or whose characters the file does not tell, refuses the whole file: no document is
//! imported in part.

mod furniture;
mod glyphs;
mod halves;
mod lines;
mod notes;
mod paragraphs;

use hayro_interpret::{
    InterpreterCache,
    hayro_syntax::{DecryptionError, LoadPdfError, Pdf},
};

use super::{
    character::{bullet, is_unknown},
    doubt::{Doubt, DoubtKind},
    error::ImportError,
    paragraph::Imported,
};

use self::lines::{CALL, Line};

/// Pages that are read at most.
const MAX_PAGES: usize = 20_000;

/// Characters that are told before one that is not known.
const N_NEAR: usize = 12;

/// Reads a document; `progress` hears the pages that are read and how many there are.
pub(super) fn read(
    bytes: &[u8],
    progress: &mut dyn FnMut(usize, usize),
) -> Result<Imported, ImportError> {
    let pdf = Pdf::new(bytes.to_vec()).map_err(|it| match it {
        LoadPdfError::Decryption(DecryptionError::PasswordProtected) => ImportError::Password,
        LoadPdfError::Decryption(it) => damaged(&format!("its encryption cannot be read ({it:?})")),
        LoadPdfError::Invalid => damaged("it is no PDF that can be read"),
    })?;
    let n_pages = pdf.pages().len();
    if n_pages > MAX_PAGES {
        return Err(ImportError::Limit { what: format!("{MAX_PAGES} pages") });
    }
    let cache = InterpreterCache::new();
    let (mut lines, mut heights, mut doubts) = (Vec::new(), Vec::new(), Vec::new());
    let (mut picture, mut n_mended) = (None, 0);
    for (at, page) in pdf.pages().iter().enumerate() {
        progress(at, n_pages);
        let sheet = glyphs::sheet(&pdf, page, &cache);
        let (found, aslant) = lines::lines(&sheet, at);
        if found.is_empty() && sheet.has_picture {
            picture.get_or_insert(at + 1);
        }
        if !aslant.trim().is_empty() {
            let kind = DoubtKind::Running { text: aslant.trim().chars().take(60).collect() };
            doubts.push(Doubt { page: u16::try_from(at + 1).ok(), kind });
        }
        n_mended += sheet.n_mended;
        heights.push(sheet.height);
        lines.extend(found);
    }
    progress(n_pages, n_pages);
    if let Some(page) = picture {
        return Err(ImportError::Scan { page });
    }
    doubts.extend(furniture::take_out(&mut lines, &heights));
    doubts.extend(furniture::take_contents(&mut lines));
    known(&mut lines)?;
    let mut imported = paragraphs::paragraphs(&lines);
    doubts.append(&mut imported.doubts);
    if n_mended > 0 {
        doubts.push(Doubt { page: None, kind: DoubtKind::Characters { count: n_mended } });
    }
    imported.doubts = doubts;
    Ok(imported)
}

fn damaged(reason: &str) -> ImportError {
    ImportError::Damaged { kind: "PDF".to_owned(), reason: reason.to_owned() }
}

/// Checks that each character is known; bullets of symbol fonts become bullets.
fn known(lines: &mut [Line]) -> Result<(), ImportError> {
    for line in lines.iter_mut() {
        line.text = line.text.chars().map(|it| bullet(it).unwrap_or(it)).collect();
    }
    let is_unknown = |c: char| is_unknown(c) && c != CALL.0 && c != CALL.1;
    let Some(line) = lines.iter().find(|it| it.text.contains(is_unknown)) else { return Ok(()) };
    let on_page = lines.iter().filter(|it| it.page == line.page);
    let count = on_page.map(|it| it.text.matches(is_unknown).count()).sum();
    let before: Vec<char> = line.text.chars().take_while(|it| !is_unknown(*it)).collect();
    let near = before.iter().rev().take(N_NEAR).rev().collect();
    Err(ImportError::UnknownCharacters { page: line.page + 1, count, near })
}
