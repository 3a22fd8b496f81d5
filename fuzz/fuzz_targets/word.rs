//! Any parts of a Word file are read, or refused; so is a file that is packed wrongly.
//!
//! The parts are divided by a NUL: the text, the lists, the styles and the footnotes. If there is none, the
//! bytes are the packed file.
#![no_main]

use std::io::{Cursor, Write};

use clausebot_fuzz::imports::check_import;
use libfuzzer_sys::fuzz_target;
use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

const PARTS: [&str; 4] =
    ["word/document.xml", "word/numbering.xml", "word/styles.xml", "word/footnotes.xml"];

fuzz_target!(|data: &[u8]| {
    if !data.contains(&0) {
        check_import(data, "docx");
        return;
    }
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, part) in PARTS.iter().zip(data.split(|it| *it == 0)) {
        zip.start_file(*name, options).expect("a name of its own");
        zip.write_all(part).expect("memory is there");
    }
    check_import(&zip.finish().expect("memory is there").into_inner(), "docx");
});
