//! Characters of a page with their places, as its drawing instructions show them.

use hayro_interpret::{
    BlendMode, ClipPath, Context, Device, DrawMode, DrawProps, Image, ImageDrawProps,
    InterpreterCache, InterpreterSettings, SoftMask,
    font::{Glyph as Drawn, GlyphRun},
    hayro_cmap::{BfString, WritingMode},
    hayro_syntax::{Pdf, object::Dict, page::Page},
    interpret_page,
    kurbo::{Affine, BezPath, Point, Rect},
};

use crate::{import::character::mend, text::is_han};

/// Glyphs of a page that are read at most; a page of small print has ten thousand.
const MAX_GLYPHS: usize = 1_000_000;

/// Glyph units in an em.
const EM: f64 = 1000.0;

/// A character on a page; points from the upper left corner.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Glyph {
    pub(super) text: String,
    pub(super) x: f64,
    /// Where the next character of the line begins.
    pub(super) end: f64,
    /// The base line.
    pub(super) y: f64,
    pub(super) size: f64,
    /// Whether the file says that it belongs to a running header or footer.
    pub(super) is_running: bool,
    /// Whether its line is level.
    pub(super) is_level: bool,
}

/// The characters of a page.
#[derive(Clone, Debug, Default)]
pub(super) struct Sheet {
    pub(super) glyphs: Vec<Glyph>,
    pub(super) width: f64,
    pub(super) height: f64,
    pub(super) has_picture: bool,
    /// Radicals and ligatures that became characters.
    pub(super) n_mended: usize,
}

/// Reads the characters of a page.
pub(super) fn sheet<'a>(pdf: &'a Pdf, page: &Page<'a>, cache: &InterpreterCache<'a>) -> Sheet {
    let (width, height) = page.render_dimensions();
    let (width, height) = (f64::from(width), f64::from(height));
    let transform = Affine::new(page.initial_transform(true).as_coeffs());
    let bounds = Rect::new(0.0, 0.0, width, height);
    let settings = InterpreterSettings::default();
    let mut context = Context::new(transform, bounds, cache, pdf.xref(), settings);
    let sheet = Sheet { width, height, ..Sheet::default() };
    let mut extractor = Extractor { sheet, marked: Vec::new() };
    interpret_page(page, &mut context, &mut extractor);
    extractor.sheet
}

struct Extractor {
    sheet: Sheet,
    /// For each open marked content: whether it is a running header or footer.
    marked: Vec<bool>,
}

impl Extractor {
    fn glyph(&mut self, drawn: &Drawn<'_>, at: Affine, is_vertical: bool) {
        let (advance, is_blank) = match drawn {
            Drawn::Outline(it) => {
                (it.advance_width(), it.as_unicode().is_none() && it.outline().is_empty())
            }
            Drawn::Type3(it) => (it.advance_width(), false),
        };
        let text = match drawn.as_unicode() {
            Some(BfString::Char(c)) => c.to_string(),
            Some(BfString::String(it)) => it,
            None if is_blank => " ".to_owned(),
            None => '\u{fffd}'.to_string(),
        };
        // Radicals are mended before lines are joined, where a space depends on the script.
        let (text, n_mended) = mend(&text);
        self.sheet.n_mended += n_mended;
        let start = at * Point::ZERO;
        // Where a step to the right and a step up lead.
        let (right, up) = (at * Point::new(1.0, 0.0) - start, at * Point::new(0.0, 1.0) - start);
        let size = up.hypot() * EM;
        let usual = if text.chars().any(is_han) { 1000.0 } else { 500.0 };
        let end = at * Point::new(f64::from(advance.unwrap_or(usual)), 0.0);
        if !(start.is_finite() && end.is_finite() && size.is_finite()) {
            return;
        }
        let glyph = Glyph {
            text,
            x: start.x,
            end: end.x,
            y: start.y,
            size,
            is_running: self.marked.iter().any(|it| *it),
            is_level: right.y.abs() <= right.x * 0.1 && right.x > 0.0,
        };
        // Lines of vertical writing go down and follow each other to the left.
        let glyph = if is_vertical {
            let (x, y) = (glyph.y, self.sheet.width - glyph.x);
            Glyph { x, end: x + size, y, is_level: true, ..glyph }
        } else {
            glyph
        };
        if !self.is_drawn_twice(&glyph) {
            self.sheet.glyphs.push(glyph);
        }
    }

    /// Bold letters are sometimes drawn twice, a hair's breadth apart.
    fn is_drawn_twice(&self, glyph: &Glyph) -> bool {
        const N_LAST: usize = 200;
        let near = |it: &Glyph| {
            (it.x - glyph.x).abs() < glyph.size * 0.12
                && (it.y - glyph.y).abs() < glyph.size * 0.12
                && it.text == glyph.text
        };
        glyph.text.trim() != "" && self.sheet.glyphs.iter().rev().take(N_LAST).any(near)
    }
}

impl<'a> Device<'a> for Extractor {
    fn draw_path(&mut self, _: &BezPath, _: DrawProps<'a>, _: &DrawMode) {}

    fn push_clip_path(&mut self, _: &ClipPath) {}

    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {}

    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, 'a>, props: DrawProps<'a>, _: &DrawMode) {
        let is_vertical = run.writing_mode() == WritingMode::Vertical;
        for glyph in run.glyphs() {
            if self.sheet.glyphs.len() < MAX_GLYPHS {
                self.glyph(glyph, props.transform * glyph.transform(), is_vertical);
            }
        }
    }

    fn draw_image(&mut self, _: Image<'a, '_>, _: ImageDrawProps<'a>) {
        self.sheet.has_picture = true;
    }

    fn pop_clip(&mut self) {}

    fn pop_transparency_group(&mut self) {}

    fn begin_marked_content(&mut self, tag: &[u8], properties: Option<&Dict<'_>>) {
        let kind = properties
            .and_then(|it| it.get::<hayro_interpret::hayro_syntax::object::Name<'_>>(b"Type"));
        let is_pagination = kind.is_some_and(|it| it.as_ref() == b"Pagination");
        self.marked.push(tag == b"Artifact" && is_pagination);
    }

    fn end_marked_content(&mut self) {
        self.marked.pop();
    }
}
