//! Checks that the numbers of a document run on.

use std::collections::{HashMap, HashSet};

use super::{
    document::{Clause, Document, Section},
    number::{ClauseId, ClauseNumber, Part, SectionNumber},
    problem::{Problem, ProblemKind},
};

/// Finds numbers that are missing, repeated, out of order or in a section of another number.
pub(super) fn check(document: &Document) -> Vec<Problem> {
    let mut problems = sections(document);
    problems.extend(clauses(document));
    problems.extend(document.clauses.iter().filter_map(in_its_section));
    let without_text = document.clauses.iter().filter(|it| it.text.is_empty());
    problems.extend(without_text.map(|it| no_text(&it.printed, it.line)));
    // An article without a heading is no fault if it has paragraphs.
    let filled: HashSet<SectionNumber> =
        document.clauses.iter().filter_map(|it| it.section).collect();
    let is_empty = |it: &&Section| it.heading.is_empty() && !filled.contains(&it.number);
    let empty = document.sections.iter().filter(is_empty);
    problems.extend(empty.map(|it| no_text(&it.printed, it.line)));
    if is_extract(document, &problems) { as_extract(problems) } else { problems }
}

/// Whether a document is a part of one: it says so, begins in the middle, or has many gaps.
fn is_extract(document: &Document, problems: &[Problem]) -> bool {
    const WORDS: [&str; 6] = ["extract", "excerpt", "节选", "節選", "摘录", "摘錄"];
    const MANY_GAPS: usize = 3;
    let title = document.title.as_deref().unwrap_or_default().to_lowercase();
    let mut numbers = document.clauses.iter().filter_map(|it| it.id.number());
    let first = numbers.find(|it| it.annex().is_none() && it.section().is_some());
    let begins_late = first.and_then(|it| it.parts().first().map(|it| it.place() > 1));
    let n_gaps = problems.iter().filter(|it| is_gap(&it.kind)).count();
    n_gaps > 0
        && (begins_late == Some(true)
            || n_gaps >= MANY_GAPS
            || WORDS.iter().any(|it| title.contains(it)))
}

fn is_gap(kind: &ProblemKind) -> bool {
    matches!(kind, ProblemKind::Missing { .. } | ProblemKind::MissingSection { .. })
}

/// The gaps of an extract, said once.
fn as_extract(problems: Vec<Problem>) -> Vec<Problem> {
    let (gaps, mut others): (Vec<Problem>, Vec<Problem>) =
        problems.into_iter().partition(|it| is_gap(&it.kind));
    let line = gaps.iter().map(|it| it.line).min().unwrap_or(1);
    others.push(Problem::new(line, ProblemKind::Extract { n_gaps: gaps.len() }));
    others
}

fn no_text(printed: &str, line: u32) -> Problem {
    Problem::new(line, ProblemKind::NoText { printed: printed.to_owned() })
}

fn sections(document: &Document) -> Vec<Problem> {
    let mut problems = Vec::new();
    let mut seen: HashMap<SectionNumber, u32> = HashMap::new();
    let mut before: Option<SectionNumber> = None;
    for section in &document.sections {
        let number = section.number;
        let last = before.filter(|it| it.is_annex() == number.is_annex());
        let expected = last.map_or(1, |it| it.get().saturating_add(1));
        let exists = |it| number.sibling(it).is_some_and(|it| document.section(it).is_some());
        let first_line = seen.get(&number).copied();
        let kind = match (first_line, before) {
            (Some(first_line), _) => {
                Some(ProblemKind::RepeatedSection { section: number, first_line })
            }
            (None, Some(after)) if number < after => {
                Some(ProblemKind::SectionOutOfOrder { section: number, after })
            }
            (None, _) => missing(expected, number.get(), exists).and_then(|(first, last)| {
                Some(ProblemKind::MissingSection {
                    first: number.sibling(first)?,
                    last: number.sibling(last)?,
                })
            }),
        };
        problems.extend(kind.map(|it| Problem::new(section.line, it)));
        seen.entry(number).or_insert(section.line);
        before = Some(number);
    }
    problems
}

/// The first and last of the numbers from `expected` up to `found` that exist nowhere.
fn missing(expected: u16, found: u16, exists: impl Fn(u16) -> bool) -> Option<(u16, u16)> {
    let mut absent = (expected..found).filter(|&it| !exists(it));
    let first = absent.next()?;
    Some((first, absent.next_back().unwrap_or(first)))
}

fn clauses(document: &Document) -> Vec<Problem> {
    let lines: HashMap<ClauseId, u32> =
        document.clauses.iter().rev().map(|it| (it.id, it.line)).collect();
    let mut known = headings(document);
    known.extend(lines.keys().filter_map(ClauseId::number));
    let mut problems = Vec::new();
    let mut last_of_stem: HashMap<Option<ClauseNumber>, ClauseNumber> = HashMap::new();
    for clause in document.clauses.iter().filter(|it| !it.printed.is_empty()) {
        let Some(number) = clause.id.number() else {
            continue;
        };
        let stem = number.sibling(Part::FIRST);
        let before = last_of_stem.get(&stem).copied();
        last_of_stem.insert(stem, before.map_or(number, |it| it.max(number)));
        problems.extend(
            place(clause, number, before, &lines, &known).map(|it| Problem::new(clause.line, it)),
        );
    }
    problems
}

/// The numbers that clauses stand inside: those of sections, and of articles with numbered paragraphs.
fn headings(document: &Document) -> HashSet<ClauseNumber> {
    let sections = document.sections.iter().filter(|it| !it.number.is_annex());
    let sections = sections.filter_map(|it| ClauseNumber::new(&[it.number.get()]));
    let numbers = document.clauses.iter().filter_map(|it| it.id.number());
    sections.chain(numbers.flat_map(ClauseNumber::outer)).collect()
}

/// Finds a fault in the place of `number` after `before`, the last one at the same depth.
fn place(
    clause: &Clause,
    number: ClauseNumber,
    before: Option<ClauseNumber>,
    lines: &HashMap<ClauseId, u32>,
    known: &HashSet<ClauseNumber>,
) -> Option<ProblemKind> {
    let first_line = lines.get(&clause.id).copied().unwrap_or(clause.line);
    if first_line != clause.line {
        return Some(ProblemKind::Repeated { id: clause.id, first_line });
    }
    if let Some(after) = before.filter(|it| number < *it) {
        return Some(ProblemKind::OutOfOrder { id: clause.id, after: ClauseId::Numbered(after) });
    }
    if number.is_inserted() {
        return None;
    }
    let own = number.last();
    let sibling = |place: u16| number.sibling(own.at(place)?);
    let exists = |place| sibling(place).is_some_and(|it| known.contains(&it));
    // The letters of `1.a` begin anew behind the numbers.
    let before = before.map(|it| it.last()).filter(|it| it.is_letter() == own.is_letter());
    let expected = before.map_or(1, |it| it.place().saturating_add(1));
    let (first, last) = missing(expected, own.place(), exists)?;
    let id = |place| sibling(place).map(ClauseId::Numbered);
    Some(ProblemKind::Missing { first: id(first)?, last: id(last)? })
}

/// `3.6` belongs to section 3; a number that does not print its section may stand anywhere.
fn in_its_section(clause: &Clause) -> Option<Problem> {
    let number = clause.id.number()?;
    let section = clause.section?;
    let prints_section = clause.printed.trim_end_matches(['.', '．']).contains(['.', '．']);
    let kind = ProblemKind::WrongSection { id: clause.id, section };
    let is_elsewhere = !section.is_annex() && number.section() != Some(section);
    (prints_section && is_elsewhere).then(|| Problem::new(clause.line, kind))
}

#[expect(clippy::wildcard_enum_match_arm, reason = "other kinds show themselves")]
#[cfg(test)]
mod tests {
    use insta::assert_snapshot;

    use super::*;

    fn problems(text: &str) -> String {
        let (_, found) = crate::corpus::parse(&format!("T\n{text}"));
        let all: Vec<_> =
            found.iter().map(|it| format!("{}: {}", it.line, short(&it.kind))).collect();
        all.join("; ")
    }

    fn short(kind: &ProblemKind) -> String {
        match kind {
            ProblemKind::Missing { first, last } => format!("missing {first}-{last}"),
            ProblemKind::MissingSection { first, last } => {
                format!("missing section {first}-{last}")
            }
            ProblemKind::Repeated { id, first_line } => format!("{id} repeats line {first_line}"),
            ProblemKind::OutOfOrder { id, after } => format!("{id} after {after}"),
            other => format!("{other:?}"),
        }
    }

    #[test]
    fn numbers_that_do_not_run_on() {
        assert_snapshot!(problems("1. A\n1.1 x.\n1.2 y.\n2. B\n2.1 z."), @"");
        assert_snapshot!(problems("1. A\n1.1 x.\n1.4 y."), @"4: missing 1.2-1.3");
        assert_snapshot!(problems("1. A\n1.2 y."), @"3: missing 1.1-1.1");
        assert_snapshot!(problems("1. A\n1.1 x.\n1.1 y."), @"4: 1.1 repeats line 3");
        assert_snapshot!(problems("1. A\n1.1 x.\n1.3 y.\n1.2 z."), @"5: 1.2 after 1.3");
        assert_snapshot!(problems("1. A\n1.1 x.\n3. B\n3.1 y."), @"4: missing section 2-2");
        assert_snapshot!(problems("1. A\n1.1 x.\n2.1 y."), @"4: WrongSection { id: Numbered(2.1), section: 1 }");
        assert_snapshot!(problems("1. A\n1.1 x.\n1.2"), @r#"4: NoText { printed: "1.2" }"#);
    }
}
