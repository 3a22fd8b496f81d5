//! The roles of lines: section, heading, clause, or a line inside a clause.
//!
//! | in the outline | read as |
//! |---|---|
//! | chapters, parts; a number with a heading alone above numbers | headings; those of one level are the sections |
//! | numbered paragraphs of an article | clauses `5.1`, `5.2`; an article without any is clause `6` |
//! | `1.1.1` below `1.1 Helmets` | clause; `1.1` is a heading |
//! | `(a)`, `（一）`, `1.` below a sentence | lines of that clause |
//! | `(1)`, `(2)` before `Article 1` | `recital-1`, `recital-2` |
//! | `- BUILD …` below `WE HEREBY DECLARE TO:` | `d1` |
//!
//! `tree` decides what each number is, `tree_numbers` which id it has.

use std::collections::HashMap;

use super::{
    declared::declared,
    number::{ClauseId, ClauseNumber, SectionNumber, Style},
    outline::Node,
    problem::{Problem, ProblemKind},
    role::{Kind, Role},
    text_line::Line,
    tree::{Status, Title, Tree},
};

/// Whether a node stands inside another of its level, as `一、` below `肆、`.
fn is_inside_its_level(nodes: &[Node], i: usize) -> bool {
    let Some(node) = nodes.get(i) else { return false };
    let mut outer = node.parent;
    while let Some(it) = outer.and_then(|it| nodes.get(it)) {
        if it.mark.level() == node.mark.level() {
            return true;
        }
        outer = it.parent;
    }
    false
}

/// The roles of the lines of a part, and the numbers that cannot be given.
pub(super) fn roles(
    lines: &[Line<'_>],
    nodes: &[Node],
    annex: Option<SectionNumber>,
    known: &mut HashMap<ClauseNumber, u32>,
) -> (Vec<Role>, Vec<Problem>) {
    let words = Role { kind: Kind::Words, mark: 0, has_title: false };
    let mut roles = vec![words; lines.len()];
    let mut problems = Vec::new();
    let tree = Tree::new(lines, nodes, annex);
    let section_level = tree.section_level();
    let mut sections: HashMap<SectionNumber, u32> = HashMap::new();
    for (i, node) in nodes.iter().enumerate() {
        let Some(role) = roles.get_mut(node.line) else { continue };
        role.mark = node.mark.len;
        let number = tree.number(i);
        let is_section = Some(node.mark.level()) == section_level && !is_inside_its_level(nodes, i);
        let section =
            tree.section_number(i).filter(|_| is_section && tree.status(i) != Status::Inner);
        let first_line = section.and_then(|it| sections.get(&it).copied());
        if let (Some(section), Some(first_line)) = (section, first_line) {
            let kind = ProblemKind::RepeatedSection { section, first_line };
            problems.push(Problem::new(line_number(lines, node), kind));
        }
        let section = section.filter(|_| first_line.is_none());
        if let Some(section) = section {
            sections.insert(section, line_number(lines, node));
        }
        role.kind = match tree.status(i) {
            Status::Container { counts } => {
                let own = number.filter(|it| !counts && !known.contains_key(it));
                let own = own.filter(|_| tree.has_text(i));
                if let Some(own) = own {
                    known.insert(own, line_number(lines, node));
                }
                match section {
                    Some(number) => Kind::Section { number, own },
                    None => Kind::Heading { own },
                }
            }
            Status::Clause => match number {
                Some(number) if !known.contains_key(&number) => {
                    known.insert(number, line_number(lines, node));
                    Kind::Clause { number, section }
                }
                Some(number) => {
                    let first_line = known.get(&number).copied().unwrap_or_default();
                    let kind = ProblemKind::Repeated { id: ClauseId::Numbered(number), first_line };
                    problems.push(Problem::new(line_number(lines, node), kind));
                    Kind::Item { is_spoken: false }
                }
                None => Kind::Item { is_spoken: false },
            },
            Status::Inner => Kind::Item { is_spoken: node.mark.style == Style::Spoken },
        };
        let is_head = !matches!(role.kind, Kind::Item { .. });
        role.has_title = is_head && tree.titles.get(i) == Some(&Title::Here);
        if is_head
            && tree.titles.get(i) == Some(&Title::Below)
            && let Some(below) = roles.get_mut(node.line + 1)
        {
            below.kind = Kind::Title;
        }
    }
    problems.extend(left_out(lines, &roles, annex, known));
    declared(lines, &mut roles, annex, known);
    (roles, problems)
}

fn line_number(lines: &[Line<'_>], node: &Node) -> u32 {
    lines.get(node.line).map_or(1, |it| it.number)
}

/// Numbers that are in the document already and so begin nothing.
fn left_out(
    lines: &[Line<'_>],
    roles: &[Role],
    annex: Option<SectionNumber>,
    known: &HashMap<ClauseNumber, u32>,
) -> Vec<Problem> {
    let unplaced = lines
        .iter()
        .zip(roles)
        .filter(|(line, role)| role.kind == Kind::Words && !line.is_quoted && !line.is_inner);
    let repeated = unplaced.filter_map(|(line, _)| {
        let mark = line.marks.first()?;
        let is_strong = matches!(mark.style, Style::Unit(_)) || mark.number.parts().len() > 1;
        let number = annex.map_or(Some(mark.number), |it| mark.number.inside(it))?;
        let first_line = *known.get(&number).filter(|_| is_strong)?;
        let kind = ProblemKind::Repeated { id: ClauseId::Numbered(number), first_line };
        Some(Problem::new(line.number, kind))
    });
    repeated.collect()
}
