//! The numbers of a tree's nodes as ids, and the level whose headings are the sections.

use std::collections::HashSet;

use super::{
    number::{ClauseNumber, Part, SectionNumber, Style, Unit},
    outline::Node,
    tree::{Level, Status, Tree},
};

impl Tree<'_, '_> {
    /// The number of a node as an id.
    pub(super) fn number(&self, i: usize) -> Option<ClauseNumber> {
        let number = ClauseNumber::of(&self.parts(i)?)?;
        let is_recital = self.annex.is_none() && self.first_unit.is_some_and(|it| i < it);
        let number = if is_recital { number.recital() } else { number };
        self.annex.map_or(Some(number), |it| number.inside(it))
    }

    fn parts(&self, i: usize) -> Option<Vec<Part>> {
        let node = self.node(i)?;
        let own = if node.mark.style.is_caption() {
            vec![Part::number(self.ordinals.get(i).copied()?)?]
        } else {
            node.mark.number.parts().to_vec()
        };
        if own.len() > 1 {
            return Some(own);
        }
        let Some(parent) = self.numbered_parent(i) else { return Some(own) };
        let mut parts = self.parts(parent)?;
        parts.extend(own);
        Some(parts)
    }

    /// The node whose number stands before that of a node, if its own does not tell it from others.
    fn numbered_parent(&self, i: usize) -> Option<usize> {
        let node = self.node(i)?;
        let parent = node.parent?;
        let outer = self.mark(parent)?.level();
        let kind = self.kinds.get(&(Some(outer), node.mark.level())).copied().unwrap_or_default();
        let starts_again = kind.n_first > 1;
        let is_inside = match outer.0 {
            Style::Unit(Unit::Part | Unit::Chapter) | Style::Caption(_) | Style::Roman => {
                starts_again
            }
            Style::Unit(Unit::Section) => {
                starts_again
                    || (kind.n_parents == 1
                        && self.annex.is_none()
                        && kind.n_going_on == 0
                        && node.mark.style == Style::Item)
            }
            Style::List | Style::Letter => kind.n_going_on == 0,
            Style::Unit(Unit::Article | Unit::Annex | Unit::Paragraph)
            | Style::Sign
            | Style::Dotted
            | Style::Bare
            | Style::Sublist
            | Style::Item
            | Style::Circled
            | Style::RomanItem
            | Style::LetterItem
            | Style::SmallLetter
            | Style::Spoken
            | Style::Square => true,
        };
        is_inside.then_some(parent)
    }

    pub(super) fn section_number(&self, i: usize) -> Option<SectionNumber> {
        let node = self.node(i)?;
        let place = if node.mark.style.is_caption() {
            self.ordinals.get(i).copied()?
        } else {
            node.mark.number.last().place()
        };
        let is_plain = !node.mark.number.is_inserted();
        SectionNumber::new(place).filter(|_| is_plain && self.annex.is_none())
    }

    /// The level whose headings are the sections.
    pub(super) fn section_level(&self) -> Option<Level> {
        let all =
            || self.nodes.iter().enumerate().filter(|(i, _)| self.is_unit.get(*i) == Some(&true));
        let level_of = |unit: Unit| {
            let of_unit = |it: &(usize, &Node)| it.1.mark.style == Style::Unit(unit);
            all().find(of_unit).map(|(_, it)| it.mark.level())
        };
        let is_unique = |level: Level| {
            let mut seen = HashSet::new();
            all()
                .filter(|(_, it)| it.mark.level() == level)
                .all(|(_, it)| seen.insert(it.mark.number))
        };
        let (chapter, part) = (level_of(Unit::Chapter), level_of(Unit::Part));
        if let Some(chapter) = chapter.filter(|it| part.is_none() || is_unique(*it)) {
            return Some(chapter);
        }
        if part.is_some() {
            return part;
        }
        let is_container = |i: usize| matches!(self.status(i), Status::Container { .. });
        let is_caption = |it: &Node| it.mark.style.is_caption();
        let restarts = |it: &Node| {
            let level = it.mark.level();
            self.kinds.iter().any(|(key, kind)| key.0 == Some(level) && kind.n_first > 1)
        };
        all()
            .find(|(i, it)| is_container(*i) && (!is_caption(it) || restarts(it)))
            .map(|(_, it)| it.mark.level())
    }
}
