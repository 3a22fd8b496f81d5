//! `clausebot import`: files of every kind as documents, and files that are none.

use std::{
    fmt::Write as _,
    fs,
    io::{Cursor, Write},
    path::Path,
    process::Command,
};

use serde_json::Value;
use zip::{ZipWriter, write::SimpleFileOptions};

use super::program::{clausebot, out};

/// A DOCX of these parts.
fn docx(document: &str, others: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let body = format!("<w:document xmlns:w='w'><w:body>{document}</w:body></w:document>");
    let main = [
        (
            "_rels/.rels",
            "<Relationships><Relationship Type='x/officeDocument' Target='word/document.xml'/></Relationships>",
        ),
        ("word/document.xml", body.as_str()),
    ];
    for (name, text) in main.iter().chain(others) {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// A paragraph of a DOCX, at a level of the list `1`.
fn paragraph(text: &str, level: Option<u8>) -> String {
    let numbered = level.map(|it| {
        format!("<w:pPr><w:numPr><w:ilvl w:val='{it}'/><w:numId w:val='1'/></w:numPr></w:pPr>")
    });
    format!("<w:p>{}<w:r><w:t>{text}</w:t></w:r></w:p>", numbered.unwrap_or_default())
}

/// The levels of the list `1`: format, text, and other settings.
fn numbering(levels: &[(&str, &str, &str)]) -> String {
    let levels: Vec<String> = (0..)
        .zip(levels)
        .map(|(at, (format, text, more)): (u8, _)| {
            format!(
                "<w:lvl w:ilvl='{at}'><w:start w:val='1'/><w:numFmt w:val='{format}'/>{more}<w:lvlText w:val='{text}'/></w:lvl>"
            )
        })
        .collect();
    let levels = levels.concat();
    format!(
        "<w:numbering><w:abstractNum w:abstractNumId='0'>{levels}</w:abstractNum>\
         <w:num w:numId='1'><w:abstractNumId w:val='0'/></w:num></w:numbering>"
    )
}

/// A PDF with these lines on its pages, in one size, each at its height from the foot of the page.
fn pdf(pages: &[&[(u32, &str)]]) -> Vec<u8> {
    let mut objects = vec!["<</Type/Catalog/Pages 2 0 R>>".to_owned(), String::new()];
    objects.push(
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>".to_owned(),
    );
    let mut kids = String::new();
    for page in pages {
        let lines = page.iter().map(|(y, it)| format!("BT /F 10 Tf 50 {y} Td ({it}) Tj ET\n"));
        let drawn: String = lines.collect();
        let at = objects.len() + 1;
        _ = write!(kids, "{at} 0 R ");
        objects.push(format!(
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 400 600]/Resources<</Font<</F 3 0 R>>>>/Contents {} 0 R>>",
            at + 1
        ));
        objects.push(format!("<</Length {}>>stream\n{drawn}endstream", drawn.len()));
    }
    objects[1] = format!("<</Type/Pages/Kids[{kids}]/Count {}>>", pages.len());
    let mut file = "%PDF-1.4\n".to_owned();
    let mut places = Vec::new();
    for (at, object) in (1..).zip(&objects) {
        places.push(file.len());
        _ = write!(file, "{at} 0 obj\n{object}\nendobj\n");
    }
    let start = file.len();
    _ = write!(file, "xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1);
    file.extend(places.iter().map(|it| format!("{it:010} 00000 n \n")));
    let n = objects.len() + 1;
    _ = write!(file, "trailer<</Size {n}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF");
    file.into_bytes()
}

/// Imports files, and shows what was written: the texts, or the error.
fn imported(files: &[(&str, &[u8])], options: &[&str]) -> String {
    let root = tempfile::tempdir().unwrap();
    let library = root.path().join("library");
    let paths: Vec<String> = files
        .iter()
        .map(|(name, bytes)| {
            let path = root.path().join(name);
            fs::write(&path, bytes).unwrap();
            path.display().to_string()
        })
        .collect();
    let mut arguments = vec!["--library", library.to_str().unwrap(), "import", "--id", "x"];
    arguments.extend(options);
    arguments.extend(paths.iter().map(String::as_str));
    let output = clausebot(&arguments, b"");
    let folder = library.join("x");
    if !folder.exists() {
        return String::from_utf8_lossy(&output.stderr).into_owned();
    }
    let read = |name: &str| fs::read_to_string(folder.join(name)).unwrap_or_default();
    let texts = ["zh.txt", "en.txt"].map(read).concat();
    assert!(out(&output).contains("library"), "{}", out(&output));
    texts.lines().filter(|it| !it.is_empty()).collect::<Vec<_>>().join("\n")
}

#[test]
fn the_numbers_that_word_draws_are_written() {
    let chinese = docx(
        &[
            paragraph("条例", None),
            paragraph("总则", Some(0)),
            paragraph("为了合作，制定本条例。", Some(1)),
            paragraph("本条例适用于：", Some(1)),
            paragraph("贸易；", Some(2)),
            paragraph("投资。", Some(2)),
            paragraph("附则", Some(0)),
            paragraph("本条例生效。", Some(1)),
        ]
        .concat(),
        &[(
            "word/numbering.xml",
            &numbering(&[
                ("chineseCountingThousand", "第%1章", ""),
                ("chineseCountingThousand", "第%2条", "<w:lvlRestart w:val='0'/>"),
                ("chineseCounting", "（%3）", ""),
            ]),
        )],
    );
    assert_eq!(
        imported(&[("a.docx", &chinese)], &[]),
        "条例\n第一章 总则\n第一条 为了合作，制定本条例。\n第二条 本条例适用于：\n（一）贸易；\n（二）投资。\n第二章 附则\n第三条 本条例生效。"
    );
    let english = docx(
        &[
            paragraph("Pact", None),
            paragraph("Trade", Some(0)),
            paragraph("Tariffs fall on:", Some(1)),
            paragraph("rice.", Some(2)),
            paragraph("Force", Some(0)),
            paragraph("It ends.", Some(1)),
        ]
        .concat(),
        &[(
            "word/numbering.xml",
            &numbering(&[
                ("upperRoman", "ARTICLE %1", ""),
                ("decimal", "%1.%2", "<w:isLgl/>"),
                ("lowerLetter", "(%3)", ""),
            ]),
        )],
    );
    assert_eq!(
        imported(&[("a.docx", &english)], &[]),
        "Pact\nARTICLE I Trade\n1.1 Tariffs fall on:\n(a) rice.\nARTICLE II Force\n2.1 It ends."
    );
}

#[test]
fn changes_and_fields_of_word_are_carried_out() {
    let run = |it: &str| format!("<w:r>{it}</w:r>");
    let text = |it: &str| run(&format!("<w:t xml:space='preserve'>{it}</w:t>"));
    let body = [
        paragraph("Pact", None),
        "<w:p>".to_owned(),
        text("1. Each Party "),
        format!(
            "<w:ins>{}</w:ins><w:del><w:r><w:delText>may</w:delText></w:r></w:del>",
            text("shall")
        ),
        format!("<w:hyperlink>{}</w:hyperlink>", text(" meet")),
        run("<w:fldChar w:fldCharType='begin'/>") + &run("<w:instrText>REF x</w:instrText>"),
        run("<w:fldChar w:fldCharType='separate'/>")
            + &text(" in Bali")
            + &run("<w:fldChar w:fldCharType='end'/>"),
        run("<w:rPr><w:vanish/></w:rPr><w:t>secret</w:t>") + &text("."),
        "</w:p><w:tbl><w:tr>".to_owned(),
        format!("<w:tc>{}</w:tc><w:tc>{}</w:tc>", paragraph("Year", None), paragraph("Sum", None)),
        "</w:tr></w:tbl>".to_owned(),
    ];
    let found = imported(&[("a.docx", &docx(&body.concat(), &[]))], &[]);
    assert_eq!(found, "Pact\n1. Each Party shall meet in Bali.\nYear  Sum");
}

#[test]
fn a_pdf_is_its_paragraphs_with_their_pages() {
    let long = "1. The Parties shall meet each year and they shall report on what they did in";
    let header: [(u32, &str); 2] = [(580, "Harbour Pact 2026"), (20, "- 7 -")];
    let first = [
        header[0],
        (550, "Pact of the Harbour"),
        (500, long),
        (488, "2. This is urgent to all."),
        header[1],
    ];
    let second = [header[0], (550, "2. Each Party pays."), header[1]];
    let third = [header[0], (550, "3. It ends."), header[1]];
    let file = pdf(&[&first, &second, &third]);
    assert_eq!(
        imported(&[("pact.pdf", &file)], &[]),
        format!(
            "Pact of the Harbour\n{long} 2. This is urgent to all.\n2. Each Party pays.\n3. It ends."
        )
    );

    let root = tempfile::tempdir().unwrap();
    let (path, library) = (root.path().join("pact.pdf"), root.path().join("library"));
    fs::write(&path, &file).unwrap();
    let library = library.to_str().unwrap();
    clausebot(&["--library", library, "import", path.to_str().unwrap()], b"");
    let cited = out(&clausebot(&["--library", library, "--language", "en", "clause", "2"], b""));
    assert!(cited.contains("clause 2, page 2"), "{cited}");
    let json = out(&clausebot(&["--library", library, "clause", "--format", "json", "3"], b""));
    let json: Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json["matches"][0]["page"]["en"], 3);
}

#[test]
fn two_languages_are_one_document() {
    let chinese = "协定\n第一条 双方降低关税。\n第二条 本协定生效。\n";
    let english = "Pact\nArticle 1 The Parties lower tariffs.\nArticle 2 It enters into force.\n";
    let both = "协定\n第一条 双方降低关税。\n第二条 本协定生效。\nPact\nArticle 1 The Parties lower tariffs.\nArticle 2 It enters into force.";
    let (gb18030, utf16) = (
        b"\xd0\xad\xb6\xa8\n\xb5\xda\xd2\xbb\xcc\xf5 \xcb\xab\xb7\xbd\xbd\xb5\xb5\xcd\xb9\xd8\xcb\xb0\xa1\xa3\n\xb5\xda\xb6\xfe\xcc\xf5 \xb1\xbe\xd0\xad\xb6\xa8\xc9\xfa\xd0\xa7\xa1\xa3\n",
        english.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>(),
    );
    assert_eq!(imported(&[("a.txt", gb18030), ("b.txt", &utf16)], &[]), both);
    let mixed = [chinese, english].concat();
    assert_eq!(imported(&[("a.md", mixed.as_bytes())], &[]), both);
    let twice = imported(&[("a.txt", chinese.as_bytes()), ("b.txt", chinese.as_bytes())], &[]);
    assert!(twice.contains("same language"), "{twice}");
}

#[test]
fn files_that_are_no_documents_have_one_clear_error() {
    let bomb = docx(&"<w:p/>".repeat(12_000_000), &[]);
    let packed = |name: &str, text: &str| {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
        zip.finish().unwrap().into_inner()
    };
    let compound = [b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".as_slice(), &[0; 600]].concat();
    let encrypted: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let encrypted = [compound.as_slice(), &encrypted].concat();
    let odt = packed("mimetype", "application/vnd.oasis.opendocument.text");
    let ofd = packed("OFD.xml", "");
    let deep = docx(&"<w:p>".repeat(300), &[]);
    let nested = "<div>".repeat(100_000);
    let cases: [(&str, &[u8], &str); 13] = [
        ("bomb.docx", &bomb, "unpacks to more than"),
        ("deep.docx", &deep, "too many elements"),
        ("deep.html", nested.as_bytes(), "inside each other"),
        ("cut.docx", &bomb[..500], "damaged"),
        ("old.doc", &compound, "save it as .docx"),
        ("old.wps", &compound, "a WPS file"),
        ("locked.docx", &encrypted, "password"),
        ("a.odt", &odt, "OpenDocument"),
        ("a.ofd", &ofd, "PDF"),
        ("a.rtf", b"{\\rtf1 a}", "RTF"),
        ("empty.txt", b"", "empty"),
        ("noise.pdf", b"%PDF-1.7 nothing", "damaged"),
        ("program.txt", b"\x7fELF\x02\x01\0\0\0\0", "no text"),
    ];
    for (name, bytes, told) in cases {
        let error = imported(&[(name, bytes)], &[]);
        assert!(error.contains(told) && error.lines().count() == 1, "{name}: {error}");
    }
}

#[test]
fn only_files_are_opened() {
    let root = tempfile::tempdir().unwrap();
    let (folder, outside) = (root.path().join("folder"), root.path().join("outside.txt"));
    fs::create_dir(&folder).unwrap();
    fs::write(&outside, "Plan\n1. Trade.").unwrap();
    std::os::unix::fs::symlink(&outside, folder.join("link.txt")).unwrap();
    let pipe = folder.join("pipe.txt");
    assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    fs::File::create(folder.join("large.pdf")).unwrap().set_len(1 << 30).unwrap();
    for (path, told) in [
        (folder.join("link.txt"), "link to a place outside"),
        (pipe, "a named pipe"),
        (folder.clone(), "a folder"),
        (Path::new("/dev/null").to_owned(), "a device"),
        (folder.join("large.pdf"), "1073741824 bytes"),
        (folder.join("missing.pdf"), "cannot read"),
    ] {
        let library = root.path().join("library");
        let arguments = ["--library", library.to_str().unwrap(), "import", path.to_str().unwrap()];
        let output = clausebot(&arguments, b"");
        let error = String::from_utf8_lossy(&output.stderr);
        assert!(error.contains(told) && output.status.code() == Some(2), "{error}");
        assert!(!library.exists(), "nothing is written");
    }
}

#[test]
fn files_that_are_not_read_are_named() {
    let root = tempfile::tempdir().unwrap();
    let folder = root.path().join("a");
    fs::create_dir(&folder).unwrap();
    fs::write(folder.join("agreement.docx"), "x").unwrap();
    let library = root.path().to_str().unwrap();
    let output = clausebot(&["--library", library, "ask", "x"], b"");
    let error = String::from_utf8_lossy(&output.stderr);
    assert!(error.contains("agreement.docx") && error.contains("clausebot import"), "{error}");
    fs::write(folder.join("en.md"), "# Plan\n\n1. Trade.\n").unwrap();
    fs::write(folder.join("协定.txt"), "协定").unwrap();
    let checked = out(&clausebot(&["--language", "en", "check", library], b""));
    assert!(checked.contains("1 clause, en"), "{checked}");
    assert!(checked.contains("协定.txt") && !checked.contains("agreement.docx"), "{checked}");
}

#[test]
fn tables_beside_each_other_and_text_boxes_are_read_in_order() {
    let row = |left: &str, right: &str| {
        let cells = [left, right].map(|it| format!("<w:tc>{}</w:tc>", paragraph(it, None)));
        format!("<w:tr>{}</w:tr>", cells.concat())
    };
    let rows = [
        row("合作协定", "Pact of Cooperation"),
        row(
            "第一条 双方同意扩大贸易并降低关税水平。",
            "Article 1 The Parties agree to lower tariffs.",
        ),
        row("第二条 双方每年举行一次部长级的会议。", "Article 2 The Parties meet in each year."),
    ];
    let table = format!("<w:tbl>{}</w:tbl>", rows.concat());
    assert_eq!(
        imported(&[("a.docx", &docx(&table, &[]))], &[]),
        "合作协定\n第一条 双方同意扩大贸易并降低关税水平。\n第二条 双方每年举行一次部长级的会议。\n\
         Pact of Cooperation\nArticle 1 The Parties agree to lower tariffs.\nArticle 2 The Parties meet in each year."
    );

    let inside = format!("<w:txbxContent>{}</w:txbxContent>", paragraph("Words in a box.", None));
    let alternates = format!(
        "<mc:AlternateContent><mc:Choice>{inside}</mc:Choice><mc:Fallback>{inside}</mc:Fallback></mc:AlternateContent>"
    );
    let body = [
        paragraph("Plan", None),
        format!("<w:p><w:r><w:t>1. Trade.</w:t></w:r><w:r>{alternates}</w:r></w:p>"),
        paragraph("2. Finance.", None),
    ];
    assert_eq!(
        imported(&[("a.docx", &docx(&body.concat(), &[]))], &[]),
        "Plan\n1. Trade.\nWords in a box.\n2. Finance."
    );
}
