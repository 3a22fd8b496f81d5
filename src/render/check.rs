//! Problems and summaries of documents, in words.

use crate::{
    corpus::{Agreement, ClauseId, FileProblem, ProblemKind, Severity},
    text::Language,
    wording::{Catalog, Phrase},
};

/// `seeds/x/zh.txt:12: error: clause 3.7 is missing before this one`.
pub fn problem_line(problem: &FileProblem, catalog: &Catalog) -> String {
    let severity = match problem.problem.kind.severity() {
        Severity::Error => "error",
        Severity::Warning => "warning",
    };
    catalog.say(&Phrase::Problem {
        file: &problem.file,
        line: &problem.problem.line.to_string(),
        severity,
        text: &problem_text(&problem.problem.kind, catalog),
    })
}

fn problem_text(kind: &ProblemKind, catalog: &Catalog) -> String {
    match kind {
        ProblemKind::Empty => catalog.say(&Phrase::ProblemEmpty),
        ProblemKind::NoClause => catalog.say(&Phrase::ProblemNoClause),
        ProblemKind::TooLarge { found, limit } => catalog
            .say(&Phrase::ProblemTooLarge { found: &found.to_string(), limit: &limit.to_string() }),
        ProblemKind::LineTooLong { found, limit } => catalog.say(&Phrase::ProblemLineTooLong {
            found: &found.to_string(),
            limit: &limit.to_string(),
        }),
        ProblemKind::NotUtf8 => catalog.say(&Phrase::ProblemNotUtf8),
        ProblemKind::Unreadable { reason } => catalog.say(&Phrase::ProblemUnreadable { reason }),
        ProblemKind::NoTitle => catalog.say(&Phrase::ProblemNoTitle),
        ProblemKind::NoNumbers => catalog.say(&Phrase::ProblemNoNumbers),
        ProblemKind::Missing { first, last } if first == last => {
            catalog.say(&Phrase::ProblemMissing { first: &first.to_string() })
        }
        ProblemKind::Missing { first, last } => catalog.say(&Phrase::ProblemMissingRange {
            first: &first.to_string(),
            last: &last.to_string(),
        }),
        ProblemKind::MissingSection { first, last } if first == last => {
            catalog.say(&Phrase::ProblemMissingSection { first: &first.to_string() })
        }
        ProblemKind::MissingSection { first, last } => {
            catalog.say(&Phrase::ProblemMissingSections {
                first: &first.to_string(),
                last: &last.to_string(),
            })
        }
        ProblemKind::Repeated { id, first_line } => catalog
            .say(&Phrase::ProblemRepeated { id: &id.to_string(), line: &first_line.to_string() }),
        ProblemKind::RepeatedSection { section, first_line } => {
            catalog.say(&Phrase::ProblemRepeatedSection {
                id: &section.to_string(),
                line: &first_line.to_string(),
            })
        }
        ProblemKind::OutOfOrder { id, after } => catalog
            .say(&Phrase::ProblemOutOfOrder { id: &id.to_string(), after: &after.to_string() }),
        ProblemKind::SectionOutOfOrder { section, after } => {
            catalog.say(&Phrase::ProblemSectionOutOfOrder {
                section: &section.to_string(),
                after: &after.to_string(),
            })
        }
        ProblemKind::WrongSection { id, section } => catalog.say(&Phrase::ProblemWrongSection {
            id: &id.to_string(),
            section: &section.to_string(),
        }),
        ProblemKind::Stray { text } => catalog.say(&Phrase::ProblemStray { text }),
        ProblemKind::Unnumbered { after } => {
            catalog.say(&Phrase::ProblemUnnumbered { after: &after.to_string() })
        }
        ProblemKind::NoText { printed } => catalog.say(&Phrase::ProblemNoText { printed }),
        ProblemKind::OnlyIn { id, language } => {
            catalog.say(&Phrase::ProblemOnlyIn { id: &id.to_string(), language: language.code() })
        }
        ProblemKind::SectionOnlyIn { section, language } => {
            catalog.say(&Phrase::ProblemSectionOnlyIn {
                section: &section.to_string(),
                language: language.code(),
            })
        }
        ProblemKind::AmountOnlyIn { id, language, amount } => {
            catalog.say(&Phrase::ProblemAmountOnlyIn {
                id: &id.to_string(),
                language: language.code(),
                amount,
            })
        }
        ProblemKind::Settings { reason } => catalog.say(&Phrase::ProblemSettings { reason }),
        ProblemKind::NoDocument => catalog.say(&Phrase::ProblemNoDocument),
        ProblemKind::RepeatedDocument { id } => {
            catalog.say(&Phrase::ProblemRepeatedDocument { id })
        }
        ProblemKind::NoQuestions { id } => {
            catalog.say(&Phrase::ProblemNoQuestions { id: &id.to_string() })
        }
        ProblemKind::UnknownClause { entry, clause } => {
            catalog.say(&Phrase::ProblemUnknownClause { entry, clause })
        }
    }
}

/// Sums up the contents of an agreement in one line.
pub fn summary(agreement: &Agreement, catalog: &Catalog) -> String {
    let has_preamble = agreement.position(&ClauseId::Preamble).is_some();
    let languages: Vec<&str> = agreement.languages().map(Language::code).collect();
    catalog.say(&Phrase::SummaryDocument {
        id: &agreement.id,
        sections: agreement.sections.len(),
        clauses: agreement.provisions.len() - usize::from(has_preamble),
        preamble: if has_preamble { "yes" } else { "no" },
        languages: &languages.join(", "),
        concepts: agreement.glossary.concepts.len(),
    })
}
