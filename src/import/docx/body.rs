//! The main text of a DOCX as paragraphs.

use std::collections::HashMap;

use crate::import::{
    doubt::{Doubt, DoubtKind},
    paragraph::{Imported, Paragraph, Role, is_numbered},
};

use super::{
    numbering::{Numbering, Place},
    styles::{Styles, outline},
    xml::{Element, Node},
};

/// Footnotes by the name of their element and their id.
type Notes = HashMap<(&'static str, String), Element>;

/// Characters of hidden words that are told.
const N_TOLD: usize = 40;

/// A field, `{ PAGE }`: its instruction and then its result.
#[derive(Debug, Default)]
struct Field {
    instruction: String,
    has_result: bool,
}

impl Field {
    fn is_contents(&self) -> bool {
        self.instruction.trim_start().to_ascii_uppercase().starts_with("TOC")
    }
}

/// The paragraph that is being read.
#[derive(Debug, Default)]
struct Line {
    text: String,
    page: Option<u16>,
    notes: Vec<(String, Element)>,
    boxes: Vec<Element>,
}

pub(super) struct Body {
    numbering: Numbering,
    styles: Styles,
    notes: Notes,
    fields: Vec<Field>,
    /// Pages as Word last laid them out; none where it did not say.
    page: Option<u16>,
    n_notes: usize,
    n_contents: usize,
    n_deleted: usize,
    hidden: Option<String>,
    /// Words whose paragraph mark was deleted, so that they go on with the next paragraph.
    carried: Option<(String, Line)>,
}

impl Body {
    pub(super) fn new(numbering: Numbering, styles: Styles, notes: Notes) -> Self {
        Self {
            numbering,
            styles,
            notes,
            fields: Vec::new(),
            page: None,
            n_notes: 0,
            n_contents: 0,
            n_deleted: 0,
            hidden: None,
            carried: None,
        }
    }

    pub(super) fn read(&mut self, body: &Element) -> Imported {
        self.page = has_page_breaks(body).then_some(1);
        let mut paragraphs = Vec::new();
        self.blocks(body, &mut paragraphs);
        if let Some((label, line)) = self.carried.take() {
            paragraphs.push(Paragraph::text(label + &line.text, line.page));
        }
        Imported { paragraphs, doubts: self.doubts() }
    }

    fn doubts(&mut self) -> Vec<Doubt> {
        let counted = [
            (self.n_contents, DoubtKind::Contents { count: self.n_contents }),
            (self.n_deleted, DoubtKind::Deleted { count: self.n_deleted }),
            (self.n_notes, DoubtKind::Notes { count: self.n_notes }),
        ];
        let counted = counted.into_iter().filter(|(count, _)| *count > 0).map(|(_, kind)| kind);
        let formats = std::mem::take(&mut self.numbering.unknown);
        let formats = formats.into_iter().map(|format| DoubtKind::NumberFormat { format });
        let hidden = self.hidden.take().map(|text| DoubtKind::Hidden { text });
        let kinds = counted.chain(formats).chain(hidden);
        kinds.map(|kind| Doubt { page: None, kind }).collect()
    }

    fn blocks(&mut self, element: &Element, out: &mut Vec<Paragraph>) {
        for it in element.elements() {
            match &*it.name {
                "p" => self.paragraph(it, out),
                "tbl" => self.table(it, out),
                "sdt" => {
                    if is_contents_block(it) {
                        self.contents(it);
                    } else if let Some(content) = it.child("sdtContent") {
                        self.blocks(content, out);
                    }
                }
                "del" | "moveFrom" => self.n_deleted += 1,
                "AlternateContent" => {
                    if let Some(choice) = it.child("Choice").or_else(|| it.child("Fallback")) {
                        self.blocks(choice, out);
                    }
                }
                "sectPr" | "pPr" | "tblPr" | "tcPr" => {}
                _ => self.blocks(it, out),
            }
        }
    }

    /// Counts the lines of a table of contents, and what its fields leave open.
    fn contents(&mut self, element: &Element) {
        let mut left_out = Vec::new();
        if let Some(content) = element.child("sdtContent") {
            self.blocks(content, &mut left_out);
        }
        self.n_contents += left_out.len();
    }

    fn paragraph(&mut self, element: &Element, out: &mut Vec<Paragraph>) {
        let empty = Element::default();
        let properties = element.child("pPr").unwrap_or(&empty);
        let style = properties.child("pStyle").and_then(Element::value).map(str::to_owned);
        let style = style.or_else(|| self.styles.default.clone()).unwrap_or_default();
        let was_contents = self.is_in_contents();
        let label = self.label(properties, &style);
        let (carried_label, mut line) = self.carried.take().unwrap_or_default();
        let is_new = carried_label.is_empty() && line.text.is_empty();
        let is_hidden = self.styles.is_hidden(&style);
        self.runs(element, &mut line, is_hidden);
        let label = if is_new { label.unwrap_or_default() } else { carried_label };
        // A mark that a change deletes joins the paragraph to the next.
        if properties.child("rPr").is_some_and(|it| it.child("del").is_some()) {
            self.carried = Some((label, line));
            return;
        }
        if line.page.is_none() {
            line.page = self.page;
        }
        let words = line.text.trim();
        if !words.is_empty() {
            if was_contents || self.is_in_contents() || self.styles.is_contents(&style) {
                self.n_contents += 1;
            } else {
                let role = self.role(properties, &style, &label, words);
                let text = if label == "• " || !label.is_empty() {
                    format!("{label}{words}")
                } else {
                    words.to_owned()
                };
                out.push(Paragraph { text, page: line.page, role });
            }
        }
        self.after(line, out);
    }

    /// Footnotes and text boxes stand after their paragraph.
    fn after(&mut self, line: Line, out: &mut Vec<Paragraph>) {
        for (mark, note) in line.notes {
            let mut inside = Vec::new();
            self.blocks(&note, &mut inside);
            let text: Vec<String> = inside.into_iter().map(|it| it.text).collect();
            out.push(Paragraph { text: text.join(" "), page: line.page, role: Role::Note(mark) });
        }
        for inside in line.boxes {
            self.blocks(&inside, out);
        }
    }

    fn role(&self, properties: &Element, style: &str, label: &str, words: &str) -> Role {
        let own = outline(properties);
        let level = own.map_or_else(|| self.styles.heading(style), |it| (it < 9).then_some(it + 1));
        match level {
            Some(level)
                if label.is_empty() && !is_numbered(words) && !self.styles.is_title(style) =>
            {
                Role::Heading(level.saturating_add(1))
            }
            Some(_) | None => Role::Text,
        }
    }

    fn label(&mut self, properties: &Element, style: &str) -> Option<String> {
        let own = Place::of(properties);
        let (of_style, owner) = self.styles.place(style);
        let is_own = own.list.is_some();
        let place = Place {
            list: own.list.or(of_style.list),
            level: own.level.or(of_style.level.filter(|_| !is_own)),
        };
        let owner = if is_own { Some(style) } else { owner };
        let owner = owner.map(str::to_owned);
        let styles = &self.styles;
        self.numbering.next(&place, owner.as_deref(), |it| styles.list(it))
    }

    fn is_in_contents(&self) -> bool {
        self.fields.iter().any(Field::is_contents)
    }

    fn runs(&mut self, element: &Element, line: &mut Line, is_hidden: bool) {
        for it in element.elements() {
            match &*it.name {
                "r" => {
                    let style =
                        it.child("rPr").and_then(|it| it.child("rStyle")).and_then(Element::value);
                    let hides = it.child("rPr").is_some_and(|it| it.has("vanish"))
                        || style.is_some_and(|it| self.styles.is_hidden(it));
                    self.runs(it, line, is_hidden || hides);
                }
                "t" => self.words(&it.text(), line, is_hidden),
                "tab" | "ptab" => self.words(" ", line, is_hidden),
                "br" | "cr" => {
                    if it.attribute("type").is_none_or(|it| it == "textWrapping") {
                        self.words("\n", line, is_hidden);
                    }
                }
                "noBreakHyphen" => self.words("-", line, is_hidden),
                "sym" => self.symbol(it, line, is_hidden),
                "lastRenderedPageBreak" => self.page = self.page.map(|it| it.saturating_add(1)),
                "fldChar" => self.field(it.attribute("fldCharType")),
                "instrText" => {
                    if let Some(field) = self.fields.last_mut().filter(|it| !it.has_result) {
                        field.instruction += &it.text();
                    }
                }
                "footnoteReference" => self.note("footnote", it, line),
                "endnoteReference" => self.note("endnote", it, line),
                "txbxContent" => line.boxes.push(it.clone()),
                "AlternateContent" => {
                    if let Some(choice) = it.child("Choice").or_else(|| it.child("Fallback")) {
                        self.runs(choice, line, is_hidden);
                    }
                }
                "del" | "moveFrom" => self.n_deleted += 1,
                "pPr" | "rPr" | "delText" | "softHyphen" | "footnoteRef" | "endnoteRef" | "rt"
                | "sdtPr" => {}
                _ => self.runs(it, line, is_hidden),
            }
        }
    }

    fn words(&mut self, words: &str, line: &mut Line, is_hidden: bool) {
        if self.fields.last().is_some_and(|it| !it.has_result) {
            return;
        }
        if is_hidden {
            if self.hidden.is_none() && !words.trim().is_empty() {
                self.hidden = Some(words.chars().take(N_TOLD).collect());
            }
            return;
        }
        if line.page.is_none() && !words.trim().is_empty() {
            line.page = self.page;
        }
        line.text += words;
    }

    /// A character of a font: `w:char="F0B7"`.
    fn symbol(&mut self, element: &Element, line: &mut Line, is_hidden: bool) {
        let code = element.attribute("char").and_then(|it| u32::from_str_radix(it, 16).ok());
        if let Some(c) = code.and_then(char::from_u32) {
            self.words(c.encode_utf8(&mut [0; 4]), line, is_hidden);
        }
    }

    fn field(&mut self, step: Option<&str>) {
        match step {
            Some("begin") => self.fields.push(Field::default()),
            Some("separate") => {
                if let Some(it) = self.fields.last_mut() {
                    it.has_result = true;
                }
            }
            Some("end") => _ = self.fields.pop(),
            _ => {}
        }
    }

    fn note(&mut self, kind: &'static str, reference: &Element, line: &mut Line) {
        let id = reference.attribute("id").unwrap_or_default().to_owned();
        let Some(note) = self.notes.get(&(kind, id)).cloned() else { return };
        self.n_notes += 1;
        let mark = self.n_notes.to_string();
        line.text.extend(["[^", &mark, "]"]);
        line.notes.push((mark, note));
    }

    fn table(&mut self, table: &Element, out: &mut Vec<Paragraph>) {
        let mut rows = Vec::new();
        self.rows(table, &mut rows);
        let is_layout = is_layout(&rows);
        for cells in rows {
            if is_layout {
                out.extend(cells.into_iter().flatten());
                continue;
            }
            let mut notes = Vec::new();
            let mut words = Vec::new();
            let page = cells.iter().flatten().find_map(|it| it.page);
            for cell in cells {
                let (inside, apart): (Vec<_>, Vec<_>) =
                    cell.into_iter().partition(|it| !matches!(it.role, Role::Note(_)));
                notes.extend(apart);
                let text: Vec<&str> =
                    inside.iter().flat_map(|it| it.text.lines()).map(str::trim).collect();
                let text = text.join(" ");
                if !text.is_empty() {
                    words.push(text);
                }
            }
            if !words.is_empty() {
                out.push(Paragraph::text(words.join("  "), page));
            }
            out.extend(notes);
        }
    }

    fn rows(&mut self, table: &Element, rows: &mut Vec<Vec<Vec<Paragraph>>>) {
        for it in table.elements() {
            match &*it.name {
                "tr" => {
                    let mut cells = Vec::new();
                    self.cells(it, &mut cells);
                    rows.push(cells);
                }
                "del" | "tblPr" | "tblGrid" => {}
                _ => self.rows(it, rows),
            }
        }
    }

    fn cells(&mut self, row: &Element, cells: &mut Vec<Vec<Paragraph>>) {
        for it in row.elements() {
            match &*it.name {
                "tc" => {
                    let mut inside = Vec::new();
                    self.blocks(it, &mut inside);
                    cells.push(inside);
                }
                "trPr" => {}
                _ => self.cells(it, cells),
            }
        }
    }
}

/// Whether a table only lays out text: one column, two languages side by side, or numbered paragraphs in a cell.
fn is_layout(rows: &[Vec<Vec<Paragraph>>]) -> bool {
    let filled = |cells: &[Vec<Paragraph>]| cells.iter().filter(|it| !it.is_empty()).count();
    if rows.iter().all(|it| filled(it) <= 1) {
        return true;
    }
    let is_list = |cell: &Vec<Paragraph>| {
        cell.len() > 1 && cell.iter().filter(|it| is_numbered(&it.text)).count() * 2 >= cell.len()
    };
    let is_bilingual = |cells: &Vec<Vec<Paragraph>>| {
        let han: Vec<bool> = cells
            .iter()
            .filter(|it| !it.is_empty())
            .map(|cell| cell.iter().any(|it| it.text.chars().any(crate::text::is_han)))
            .collect();
        han.len() == 2 && han.iter().any(|it| *it) && han.iter().any(|it| !*it)
    };
    let n_bilingual = rows.iter().filter(|it| is_bilingual(it)).count();
    let long = |cells: &Vec<Vec<Paragraph>>| {
        cells.iter().flatten().map(|it| it.text.chars().count()).max().unwrap_or_default() > 20
    };
    rows.iter().flatten().any(is_list)
        || (n_bilingual * 3 >= rows.len() * 2
            && rows.iter().filter(|it| long(it)).count() * 2 >= rows.len())
}

/// Whether a block is the table of contents that Word inserts.
fn is_contents_block(block: &Element) -> bool {
    let gallery =
        block.child("sdtPr").and_then(|it| it.child("docPartObj")?.child("docPartGallery"));
    gallery.and_then(Element::value) == Some("Table of Contents")
}

fn has_page_breaks(element: &Element) -> bool {
    element.children.iter().any(|it| match it {
        Node::Element(it) => &*it.name == "lastRenderedPageBreak" || has_page_breaks(it),
        Node::Text(_) => false,
    })
}
