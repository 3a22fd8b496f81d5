//! Which numbers of a document are sections and which are clauses.
//!
//! | numbered lines | sections | clauses |
//! |---|---|---|
//! | `第一章`, `第一节`, `第一条` | chapters; `第一节` is a heading only | articles |
//! | `第一编`, chapters that start again in each | parts | articles |
//! | `Article 1`, `Article 2`, `Section 2` | `Section 2` | articles |
//! | `Article 1`, `1.`, `2.` | articles | `1.1`, `1.2` |
//! | `1.`, `1.1`, `1.2` | `1.` | `1.1` |
//! | `一、`, `（一）` | `一、` | `1.1` |

use super::{
    number::{ClauseNumber, Mark, SectionNumber, Style, Unit},
    sentence_end::is_ended,
};

/// The meaning of a numbered line in its document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// The heading of a section.
    Section(SectionNumber),
    /// A heading above or below the sections.
    Heading,
    /// A clause.
    Clause(ClauseNumber),
    /// A numbered line inside a clause.
    Inner,
}

const PART: Style = Style::Unit(Unit::Part);
const CHAPTER: Style = Style::Unit(Unit::Chapter);
const SECTION: Style = Style::Unit(Unit::Section);
const ARTICLE: Style = Style::Unit(Unit::Article);

/// Styles that clauses may have, the likeliest first.
const CLAUSES: [Style; 7] =
    [ARTICLE, Style::Dotted, SECTION, Style::List, Style::Sublist, Style::Item, Style::Circled];

/// The way in which a document, or an annex of one, is numbered; found from all its marks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Scheme {
    annex: Option<SectionNumber>,
    section_style: Option<Style>,
    clause_style: Option<Style>,
    /// Whether clause numbers start again in each section and get the section's number in front.
    restarts: bool,
}

impl Scheme {
    /// The scheme of the body, or of an annex, with these marks, in order.
    pub(super) fn of(annex: Option<SectionNumber>, marks: &[Mark<'_>]) -> Self {
        let marks = Marks(marks);
        let section_style = marks.section_style();
        let has_depth = marks.has_depth();
        let clause_style = CLAUSES.into_iter().find(|&style| {
            let is_deeper = style == Style::Dotted && has_depth;
            marks.has(style) && (Some(style) != section_style || is_deeper)
        });
        let restarts = marks.restart(section_style, clause_style);
        Self { annex, section_style, clause_style, restarts }
    }

    pub(super) fn annex(self) -> Option<SectionNumber> {
        self.annex
    }

    /// Whether its sections are articles, of which the numbered paragraphs are the clauses.
    pub(super) fn has_article_sections(self) -> bool {
        self.section_style == Some(ARTICLE)
    }

    /// The role of `mark`, below `section` of the body or of the annex.
    pub(super) fn role(self, mark: &Mark<'_>, section: Option<SectionNumber>) -> Role {
        let number = mark.number;
        let is_section = Some(mark.style) == self.section_style && number.parts().len() == 1;
        if is_section && !number.is_inserted() {
            // `1. first item;` below clause 3.6 is a line of that clause.
            if mark.style == Style::Dotted && is_ended(mark.rest) {
                return Role::Inner;
            }
            return SectionNumber::new(number.last()).map_or(Role::Inner, Role::Section);
        }
        if Some(mark.style) != self.clause_style && !is_section {
            let is_heading = matches!(mark.style, PART | CHAPTER | SECTION);
            return if is_heading { Role::Heading } else { Role::Inner };
        }
        let below =
            section.filter(|_| self.restarts && number.parts().len() == 1 && !number.is_inserted());
        let number = below.map_or(Some(number), |it| number.inside(it));
        number.and_then(|it| self.clause(it)).map_or(Role::Inner, Role::Clause)
    }

    /// A number of the body, or that number in the annex.
    pub(super) fn clause(self, number: ClauseNumber) -> Option<ClauseNumber> {
        self.annex.map_or(Some(number), |it| number.inside(it))
    }
}

struct Marks<'a>(&'a [Mark<'a>]);

impl Marks<'_> {
    fn of(&self, style: Style) -> impl Iterator<Item = &Mark<'_>> {
        self.0.iter().filter(move |it| it.style == style)
    }

    fn has(&self, style: Style) -> bool {
        self.of(style).next().is_some()
    }

    fn has_depth(&self) -> bool {
        self.of(Style::Dotted).any(|it| it.number.parts().len() > 1)
    }

    fn n_first(&self, style: Style) -> usize {
        self.of(style).filter(|it| it.number.parts() == [1]).count()
    }

    fn section_style(&self) -> Option<Style> {
        let is_heading = |style| self.has(style) && !self.are_sentences(style);
        if self.has(CHAPTER) && !(self.has(PART) && self.n_first(CHAPTER) > 1) {
            Some(CHAPTER)
        } else if self.has(PART) {
            Some(PART)
        } else if is_heading(SECTION) {
            Some(SECTION)
        } else if self.has(ARTICLE) {
            // Articles with numbered paragraphs are sections of these.
            (self.has(Style::Dotted) || self.has(Style::Item)).then_some(ARTICLE)
        } else if is_heading(Style::List) {
            Some(Style::List)
        } else {
            self.has_depth().then_some(Style::Dotted)
        }
    }

    /// Whether most marks of a style number sentences, and so are no headings.
    fn are_sentences(&self, style: Style) -> bool {
        self.of(style).filter(|it| is_ended(it.rest)).count() * 2 > self.of(style).count()
    }

    /// Whether clause number 1 stands below more than one section, or below one of articles, whose paragraphs are
    /// always cited with it.
    fn restart(&self, section_style: Option<Style>, clause_style: Option<Style>) -> bool {
        let is_one_below_other =
            section_style == Some(ARTICLE) || clause_style == Some(Style::Sublist);
        let n_first = clause_style.map_or(0, |it| self.n_first(it));
        section_style.is_some() && (n_first > 1 || is_one_below_other)
    }
}
