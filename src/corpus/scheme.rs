//! Which numbers of a document are sections and which are clauses.

use super::{
    ClauseNumber, SectionNumber,
    mark::{Mark, Style},
    read::is_ended,
};

/// What a numbered line is in its document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// A heading.
    Section(SectionNumber),
    /// A clause.
    Clause(ClauseNumber),
    /// A numbered line inside a clause.
    Inner,
}

/// The way a document is numbered, found from all its marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Scheme {
    section_style: Option<Style>,
    clause_style: Option<Style>,
    /// Whether clause numbers start again in each section and get the section's
    /// number in front.
    restarts: bool,
}

impl Scheme {
    /// The scheme of a document with these marks, in order.
    pub(super) fn of(marks: &[Mark<'_>]) -> Self {
        let has = |style| marks.iter().any(|it| it.style == style);
        let has_depth =
            marks.iter().any(|it| it.style == Style::Dotted && it.number.parts().len() > 1);
        let section_style = if has(Style::Chapter) {
            Some(Style::Chapter)
        } else if has(Style::Article) {
            // Articles with numbered paragraphs are sections of these.
            (has(Style::Dotted) || has(Style::Item)).then_some(Style::Article)
        } else if has(Style::List) && !are_sentences(marks, Style::List) {
            Some(Style::List)
        } else {
            has_depth.then_some(Style::Dotted)
        };
        let clause_style =
            [Style::Article, Style::Dotted, Style::List, Style::Sublist, Style::Item]
                .into_iter()
                .find(|&style| {
                    has(style)
                        && (Some(style) != section_style || (style == Style::Dotted && has_depth))
                });
        Self { section_style, clause_style, restarts: restarts(marks, section_style, clause_style) }
    }

    /// What `mark` is, below `section`.
    pub(super) fn role(self, mark: &Mark<'_>, section: Option<SectionNumber>) -> Role {
        let parts = mark.number.parts();
        if Some(mark.style) == self.section_style && parts.len() == 1 {
            // `1. first item;` below clause 3.6 is a line of that clause.
            if mark.style == Style::Dotted && is_ended(mark.rest) {
                return Role::Inner;
            }
            return SectionNumber::new(mark.number.last()).map_or(Role::Inner, Role::Section);
        }
        if Some(mark.style) != self.clause_style {
            return Role::Inner;
        }
        let below = section.filter(|_| self.restarts && parts.len() == 1);
        let numbers: Vec<u16> =
            below.map(SectionNumber::get).into_iter().chain(parts.iter().copied()).collect();
        ClauseNumber::new(&numbers).map_or(Role::Inner, Role::Clause)
    }
}

/// Whether most marks of a style number sentences, and so are no headings.
fn are_sentences(marks: &[Mark<'_>], style: Style) -> bool {
    let of_style = || marks.iter().filter(|it| it.style == style);
    of_style().filter(|it| is_ended(it.rest)).count() * 2 > of_style().count()
}

/// Whether clause number 1 stands below more than one section, or below one of
/// articles, whose paragraphs are always cited with it.
fn restarts(marks: &[Mark<'_>], section_style: Option<Style>, clause_style: Option<Style>) -> bool {
    if section_style.is_none() {
        return false;
    }
    let n_first = marks
        .iter()
        .filter(|it| Some(it.style) == clause_style && it.number.parts() == [1])
        .count();
    n_first > 1 || section_style == Some(Style::Article) || clause_style == Some(Style::Sublist)
}
