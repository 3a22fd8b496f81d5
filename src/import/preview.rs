//! A document before it is used: its outline, what to look at, and questions to try.

use crate::{
    corpus::{Agreement, ClauseId, Provision, Severity},
    render::{problem_line, summary},
    text::{Language, is_han},
    wording::{Catalog, Phrase},
};

use super::{
    doubt::{Doubt, DoubtKind},
    draft::Draft,
};

/// Lines of the outline.
const N_OUTLINE: usize = 40;

/// Lines of what to look at.
const N_UNSURE: usize = 20;

/// Characters of a clause in the outline.
const N_OPENING: usize = 48;

/// By how much the lengths of a clause's two texts may differ from those of the others.
const UNEQUAL: f64 = 3.0;

/// Characters of a text whose length tells something.
const MIN_LENGTH: usize = 12;

/// Describes a document.
pub fn preview(draft: &Draft, catalog: &Catalog) -> String {
    let mut lines = Vec::new();
    match &draft.agreement {
        Some(agreement) => {
            lines.push(summary(agreement, catalog));
            lines.push(String::new());
            lines.extend(outline(agreement, catalog));
        }
        None => lines.push(catalog.say(&Phrase::ImportNoClause)),
    }
    lines.push(String::new());
    lines.extend(unsure(draft, catalog));
    if let Some(agreement) = &draft.agreement {
        lines.push(String::new());
        lines.push(catalog.say(&Phrase::ImportTry));
        lines.extend(questions(agreement).into_iter().map(|it| format!("  {it}")));
    }
    lines.join("\n") + "\n"
}

fn outline(agreement: &Agreement, catalog: &Catalog) -> Vec<String> {
    let language = agreement.authentic_language();
    let mut lines = Vec::new();
    let mut section = None;
    let mut n_left = 0;
    for provision in &*agreement.provisions {
        if lines.len() >= N_OUTLINE {
            n_left += 1;
            continue;
        }
        if provision.section != section {
            section = provision.section;
            let heading = section.and_then(|it| agreement.section(it)?.texts.prefer(language));
            lines.extend(
                heading.map(|it| format!("{} {}", it.printed, it.heading).trim().to_owned()),
            );
        }
        if let Some(clause) = provision.texts.prefer(language) {
            let is_own = clause.printed.chars().any(char::is_alphabetic);
            let number = if is_own { clause.printed.clone() } else { clause.id.to_string() };
            lines.push(format!("  {number}  {}", opening(&clause.text)));
        }
    }
    if n_left > 0 {
        lines.push(catalog.say(&Phrase::ImportOutlineMore { count: n_left }));
    }
    lines
}

fn opening(text: &str) -> String {
    let line = text.lines().next().unwrap_or_default();
    let opening: String = line.chars().take(N_OPENING).collect();
    if opening.len() < text.len() { opening.trim_end().to_owned() + "…" } else { opening }
}

fn unsure(draft: &Draft, catalog: &Catalog) -> Vec<String> {
    let doubts = draft.doubts.iter().map(|(file, it)| doubt_line(file, it, catalog));
    let errors_first = [Severity::Error, Severity::Warning].into_iter().flat_map(|severity| {
        draft.problems.iter().filter(move |it| it.problem.kind.severity() == severity)
    });
    let problems = errors_first.map(|it| problem_line(it, catalog));
    let unequal = draft.agreement.iter().flat_map(unequal).map(|(id, ratio)| {
        catalog.say(&Phrase::ImportUnequal { id: &id.to_string(), ratio: &format!("{ratio:.1}") })
    });
    let all: Vec<String> = doubts.chain(unequal).chain(problems).collect();
    if all.is_empty() {
        return vec![catalog.say(&Phrase::ImportNothingUnsure)];
    }
    let n_left = all.len().saturating_sub(N_UNSURE);
    let mut lines = vec![catalog.say(&Phrase::ImportUnsure)];
    lines.extend(all.into_iter().take(N_UNSURE).map(|it| format!("  {it}")));
    if n_left > 0 {
        lines.push(catalog.say(&Phrase::ImportUnsureMore { count: n_left }));
    }
    lines
}

/// Describes something that a reader left out or was unsure of.
pub fn doubt_line(file: &str, doubt: &Doubt, catalog: &Catalog) -> String {
    let text = match &doubt.kind {
        DoubtKind::Extension { kind } => Phrase::DoubtExtension { kind },
        DoubtKind::Encoding { name } => Phrase::DoubtEncoding { name },
        DoubtKind::Damaged => Phrase::DoubtDamaged,
        DoubtKind::Running { text } => Phrase::DoubtRunning { text },
        DoubtKind::PageNumbers { count } => Phrase::DoubtPageNumbers { count: *count },
        DoubtKind::Contents { count } => Phrase::DoubtContents { count: *count },
        DoubtKind::Deleted { count } => Phrase::DoubtDeleted { count: *count },
        DoubtKind::Hidden { text } => Phrase::DoubtHidden { text },
        DoubtKind::Macros => Phrase::DoubtMacros,
        DoubtKind::Notes { count } => Phrase::DoubtNotes { count: *count },
        DoubtKind::NumberFormat { format } => Phrase::DoubtNumberFormat { format },
        DoubtKind::Characters { count } => Phrase::DoubtCharacters { count: *count },
        DoubtKind::Order => Phrase::DoubtOrder,
        DoubtKind::Chosen => Phrase::DoubtChosen,
    };
    let text = &catalog.say(&text);
    match doubt.page {
        Some(page) => catalog.say(&Phrase::ImportDoubtPage { file, page: &page.to_string(), text }),
        None => catalog.say(&Phrase::ImportDoubt { file, text }),
    }
}

/// Clauses whose texts differ in length far more than those of the others, and by how much.
fn unequal(agreement: &Agreement) -> Vec<(ClauseId, f64)> {
    let lengths = |it: &Provision| -> Option<(f64, usize)> {
        let length = |language| it.text(language).map(|it| it.chars().count());
        let (chinese, english) = (length(Language::Chinese)?, length(Language::English)?);
        let share = u32::try_from(english).ok()?;
        let of = u32::try_from(chinese.max(1)).ok()?;
        Some((f64::from(share) / f64::from(of), chinese.max(english / 3)))
    };
    let ratios: Vec<(ClauseId, f64, usize)> = agreement
        .provisions
        .iter()
        .filter_map(|it| lengths(it).map(|(ratio, length)| (it.id, ratio, length)))
        .collect();
    let mut sorted: Vec<f64> = ratios.iter().map(|it| it.1).collect();
    sorted.sort_by(f64::total_cmp);
    let Some(usual) = sorted.get(sorted.len() / 2).copied().filter(|it| *it > 0.0) else {
        return Vec::new();
    };
    let odd = ratios.into_iter().filter_map(|(id, ratio, length)| {
        let off = if ratio > usual { ratio / usual } else { usual / ratio.max(0.01) };
        (off > UNEQUAL && length > MIN_LENGTH).then_some((id, off))
    });
    odd.collect()
}

/// Questions made of the document's own numbers, headings and words.
fn questions(agreement: &Agreement) -> Vec<String> {
    let language = agreement.authentic_language();
    let clauses: Vec<&Provision> =
        agreement.provisions.iter().filter(|it| it.id != ClauseId::Preamble).collect();
    let text = |at: usize| clauses.get(at).and_then(|it| it.texts.prefer(language));
    let mut questions = Vec::new();
    if let Some(clause) = text(clauses.len() / 3) {
        let printed = clause.printed.trim_end_matches(['.', '、', '．', ':', '：']);
        questions.push(if printed.contains(char::is_alphabetic) && !printed.is_empty() {
            printed.to_owned()
        } else {
            clause.id.to_string()
        });
    }
    let headings = agreement.sections.iter().filter_map(|it| it.texts.prefer(language));
    let headings: Vec<&str> =
        headings.map(|it| it.heading.as_str()).filter(|it| !it.is_empty()).collect();
    questions.extend(headings.get(headings.len() / 2).map(|it| (*it).to_owned()));
    for at in [clauses.len() / 2, clauses.len() * 2 / 3] {
        let first = text(at)
            .map(|it| first_words(it.text.lines().next().unwrap_or_default()))
            .filter(|it| !it.is_empty());
        if let Some(first) = first.filter(|it| questions.len() < 3 && !questions.contains(it)) {
            questions.push(first);
        }
    }
    questions
}

fn first_words(text: &str) -> String {
    if text.chars().take(8).any(is_han) {
        let end = |it: char| "，。；：、,;:（(\n".contains(it);
        let phrase = text.split(end).find(|it| it.chars().count() >= 4).unwrap_or(text);
        return phrase.chars().take(16).collect();
    }
    text.split_whitespace()
        .take(7)
        .collect::<Vec<_>>()
        .join(" ")
        .trim_end_matches([',', ';', '.', ':'])
        .to_owned()
}
