//! DOCX: the words of a document with the numbers that Word shows before them.
//!
//! Read are the main text, tables row by row, text boxes, links, fields and insertions; left out and reported are
//! deletions, tables of contents and hidden words. Footnotes stand after the paragraph that calls them.

mod body;
mod format;
mod numbering;
mod styles;
mod xml;

use std::{
    borrow::Cow,
    collections::HashMap,
    io::{Cursor, Read},
};

use zip::{ZipArchive, read::Config, result::ZipError};

use crate::text::decode;

use self::{body::Body, numbering::Numbering, styles::Styles, xml::Element};
use super::{
    doubt::{Doubt, DoubtKind},
    error::ImportError,
    paragraph::Imported,
};

/// Bytes of a part of the file, unpacked.
const MAX_PART: u64 = 64 * 1024 * 1024;

/// The files in a DOCX, unpacked one by one.
struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
}

impl<'a> Package<'a> {
    fn open(bytes: &'a [u8]) -> Result<Self, ImportError> {
        let archive = ZipArchive::with_config(Config::default(), Cursor::new(bytes));
        Ok(Self { archive: archive.map_err(|it| damaged(&it.to_string()))? })
    }

    fn names(&self) -> Vec<String> {
        self.archive.file_names().filter_map(|it| it.ok().map(Cow::into_owned)).collect()
    }

    /// The bytes of a part; `None` if there is none.
    fn bytes(&mut self, name: &str) -> Result<Option<Vec<u8>>, ImportError> {
        let file = match self.archive.by_name(name) {
            Ok(file) => file,
            Err(ZipError::FileNotFound) => return Ok(None),
            Err(error) => return Err(damaged(&error.to_string())),
        };
        let mut bytes = Vec::new();
        file.take(MAX_PART + 1).read_to_end(&mut bytes).map_err(|it| damaged(&it.to_string()))?;
        if bytes.len() as u64 > MAX_PART {
            return Err(ImportError::Bomb { limit: MAX_PART });
        }
        Ok(Some(bytes))
    }

    fn xml(&mut self, name: &str) -> Result<Option<Element>, ImportError> {
        let Some(bytes) = self.bytes(name)? else { return Ok(None) };
        let text = decode(&bytes).map(|it| it.text).unwrap_or_default();
        xml::parse(&text).map(Some).map_err(|it| damaged(&format!("{name}: {it}")))
    }

    /// The name of the main text: mostly `word/document.xml`.
    fn main(&mut self) -> Result<Option<String>, ImportError> {
        let Some(xml) = self.xml("_rels/.rels")? else { return Ok(None) };
        let relationships = xml.child("Relationships").into_iter().flat_map(Element::elements);
        let is_main =
            |it: &&Element| it.attribute("Type").is_some_and(|it| it.ends_with("/officeDocument"));
        let target = relationships.filter(is_main).find_map(|it| it.attribute("Target"));
        let target = target.map(|it| it.trim_start_matches('/').to_owned());
        Ok(target.filter(|it| it.starts_with("word/")))
    }
}

fn damaged(reason: &str) -> ImportError {
    ImportError::Damaged { kind: "DOCX".to_owned(), reason: reason.to_owned() }
}

/// A Roman number; `None` if there is none.
pub(super) fn roman(number: u32) -> Option<String> {
    format::format(number, "upperRoman")
}

/// What a packed file has in it.
pub(super) struct Contents {
    pub(super) is_docx: bool,
    pub(super) names: Vec<String>,
    /// The kind that files of `OpenDocument` and EPUB tell.
    pub(super) mimetype: String,
}

/// Looks into a packed file.
pub(super) fn contents(bytes: &[u8]) -> Result<Contents, ImportError> {
    let mut package = Package::open(bytes)?;
    let names = package.names();
    let is_docx = package.main()?.is_some() || names.iter().any(|it| it == "word/document.xml");
    let mimetype = package.bytes("mimetype")?.unwrap_or_default();
    Ok(Contents { is_docx, names, mimetype: String::from_utf8_lossy(&mimetype).into_owned() })
}

/// Reads a document.
pub(super) fn read(bytes: &[u8]) -> Result<Imported, ImportError> {
    let mut package = Package::open(bytes)?;
    let main = package.main()?.unwrap_or_else(|| "word/document.xml".to_owned());
    let document = package.xml(&main)?.ok_or_else(|| damaged("it has no text part"))?;
    let folder = main.rsplit_once('/').map_or("", |(folder, _)| folder);
    let part = |name: &str| format!("{folder}/{name}.xml");
    let numbering = package.xml(&part("numbering"))?.map(|it| Numbering::read(&it));
    let styles = package.xml(&part("styles"))?.map(|it| Styles::read(&it));
    let mut notes = HashMap::new();
    for (file, name) in [("footnotes", "footnote"), ("endnotes", "endnote")] {
        let Some(xml) = package.xml(&part(file))? else { continue };
        for note in xml.child(file).into_iter().flat_map(Element::elements) {
            let is_note =
                &*note.name == name && note.attribute("type").is_none_or(|it| it == "normal");
            if let Some(id) = note.attribute("id").filter(|_| is_note) {
                notes.insert((name, id.to_owned()), note.clone());
            }
        }
    }
    let mut body = Body::new(numbering.unwrap_or_default(), styles.unwrap_or_default(), notes);
    let root = document.child("document").unwrap_or(&document);
    let mut imported = body.read(root.child("body").unwrap_or(root));
    if package.names().iter().any(|it| it.ends_with("vbaProject.bin")) {
        imported.doubts.insert(0, Doubt { page: None, kind: DoubtKind::Macros });
    }
    Ok(imported)
}
