//! The kind of a file, from its content; its name only tells Markdown from plain text.

use crate::text::decode;

use super::{
    docx::{self, Contents},
    error::ImportError,
};

/// A kind of file that there is a reader for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileKind {
    /// Plain text or Markdown.
    Text,
    /// A web page.
    Html,
    /// A document of Word since 2007.
    Docx,
    /// PDF.
    Pdf,
}

impl FileKind {
    /// Its name: `DOCX`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Html => "HTML",
            Self::Docx => "DOCX",
            Self::Pdf => "PDF",
        }
    }

    /// Whether a file of this kind may have this extension.
    pub(super) fn has_extension(self, extension: &str) -> bool {
        match self {
            Self::Text => !["pdf", "docx", "docm", "doc", "html", "htm"].contains(&extension),
            Self::Html => ["html", "htm", "xhtml", "shtml", ""].contains(&extension),
            Self::Docx => ["docx", "docm", "dotx", "dotm", ""].contains(&extension),
            Self::Pdf => ["pdf", ""].contains(&extension),
        }
    }

    /// The kind of a file with these bytes.
    pub fn of(bytes: &[u8], extension: &str) -> Result<Self, ImportError> {
        let head = bytes.get(..1024).unwrap_or(bytes);
        let has = |what: &[u8]| head.windows(what.len()).any(|it| it == what);
        if bytes.is_empty() {
            return Err(ImportError::Empty);
        }
        if has(b"%PDF-") {
            return Ok(Self::Pdf);
        }
        if bytes.starts_with(b"PK\x03\x04") {
            let contents = docx::contents(bytes)?;
            return if contents.is_docx { Ok(Self::Docx) } else { Err(packed(&contents)) };
        }
        if bytes.starts_with(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") {
            return Err(compound(bytes, extension));
        }
        if let Some((_, kind)) = PICTURES.iter().find(|(magic, _)| bytes.starts_with(magic)) {
            let advice = "make a PDF with text of it first: `ocrmypdf -l chi_sim+eng FILE NEW`";
            return Err(unsupported(kind, advice));
        }
        if bytes.starts_with(b"{\\rtf") {
            return Err(unsupported("an RTF file", SAVE_AS_DOCX));
        }
        let Some(decoded) = decode(bytes) else {
            return Err(unsupported("no text, and no document of a known kind", SAVE_AS_ANY));
        };
        of_text(&decoded.text)
    }
}

/// Markup is recognised by what stands at its beginning.
fn of_text(text: &str) -> Result<FileKind, ImportError> {
    let head: String = text.chars().take(4096).collect::<String>().to_ascii_lowercase();
    if head.contains("progid=\"word.document\"") || head.contains("<pkg:package") {
        return Err(unsupported("a Word file in XML", SAVE_AS_DOCX));
    }
    if head.contains("mime-version:") && head.contains("multipart/related") {
        return Err(unsupported("a web archive (.mht)", "save the page as HTML"));
    }
    let is_markup = [
        "<!doctype html",
        "<html",
        "<head",
        "<body",
        "<meta ",
        "<article",
        "<main",
        "<title",
        "<h1",
        "<div",
        "<table",
        "<p>",
    ]
    .iter()
    .any(|it| head.contains(it));
    let starts = head.trim_start().starts_with('<');
    Ok(if starts && is_markup { FileKind::Html } else { FileKind::Text })
}

const SAVE_AS_DOCX: &str = "open it in Word, WPS or LibreOffice, save it as .docx, and import that";
const SAVE_AS_ANY: &str = "save it as .docx, .pdf, .html or .txt, and import that";

const PICTURES: [(&[u8], &str); 5] = [
    (b"\x89PNG", "a picture (PNG)"),
    (b"\xff\xd8\xff", "a picture (JPEG)"),
    (b"II*\0", "a picture (TIFF)"),
    (b"MM\0*", "a picture (TIFF)"),
    (b"GIF8", "a picture (GIF)"),
];

fn unsupported(kind: &str, advice: &str) -> ImportError {
    ImportError::Unsupported { kind: kind.to_owned(), advice: advice.to_owned() }
}

/// A file of Word before 2007, of WPS, or a newer one with a password: all are compound files.
fn compound(bytes: &[u8], extension: &str) -> ImportError {
    let encrypted: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    if bytes.windows(encrypted.len()).any(|it| it == encrypted) {
        return ImportError::Password;
    }
    match extension {
        "wps" | "et" | "dps" => unsupported("a WPS file", SAVE_AS_DOCX),
        "xls" => unsupported("an old Excel file (.xls)", SAVE_AS_ANY),
        "ppt" => unsupported("an old PowerPoint file (.ppt)", SAVE_AS_ANY),
        _ => unsupported("an old Word file (.doc)", SAVE_AS_DOCX),
    }
}

/// A packed file that is no DOCX, by a name in it.
fn packed(contents: &Contents) -> ImportError {
    let Contents { is_docx: _, names, mimetype } = contents;
    let has = |it: &str| names.iter().any(|name| name.starts_with(it));
    if mimetype.contains("opendocument.text") {
        unsupported("an OpenDocument text (.odt)", SAVE_AS_DOCX)
    } else if mimetype.contains("opendocument") {
        unsupported("an OpenDocument file", SAVE_AS_ANY)
    } else if has("OFD.xml") {
        unsupported(
            "an OFD file",
            "open it in a reader of OFD, save or print it as PDF, and import that",
        )
    } else if mimetype.contains("epub") {
        unsupported("a book (EPUB)", SAVE_AS_ANY)
    } else if has("xl/") {
        unsupported("an Excel file (.xlsx)", SAVE_AS_ANY)
    } else if has("ppt/") {
        unsupported("a PowerPoint file (.pptx)", SAVE_AS_ANY)
    } else {
        unsupported("an archive (.zip)", "unpack it, and import the documents in it")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_are_told_by_content() {
        let of = |bytes: &[u8], extension| FileKind::of(bytes, extension);
        assert_eq!(of(b"%PDF-1.7\n", "txt"), Ok(FileKind::Pdf));
        assert_eq!(of(b"\n<!DOCTYPE html><p>x", "txt"), Ok(FileKind::Html));
        assert_eq!(of("协定\n".as_bytes(), "pdf"), Ok(FileKind::Text));
        assert_eq!(of(b"", "txt"), Err(ImportError::Empty));
        for (bytes, extension, told) in [
            (&b"{\\rtf1 x}"[..], "doc", "RTF"),
            (b"\x89PNG\r\n\x1a\n", "pdf", "PNG"),
            (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1....", "doc", ".doc"),
            (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1....", "wps", "WPS"),
            (b"\x7fELF\x02\x01\x01\0\0", "txt", "no text"),
        ] {
            let error = of(bytes, extension).unwrap_err().to_string();
            assert!(error.contains(told), "{error}");
        }
    }
}
