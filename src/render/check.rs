//! Problems and summaries of documents, in words.

use std::fmt::Display;

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
    let text = |it: &dyn Display| it.to_string();
    let say = |phrase: Phrase<'_>| catalog.say(&phrase);
    match kind {
        ProblemKind::Empty => say(Phrase::ProblemEmpty),
        ProblemKind::NoClause => say(Phrase::ProblemNoClause),
        ProblemKind::TooLarge { found, limit } => {
            say(Phrase::ProblemTooLarge { found: &text(found), limit: &text(limit) })
        }
        ProblemKind::LineTooLong { found, limit } => {
            say(Phrase::ProblemLineTooLong { found: &text(found), limit: &text(limit) })
        }
        ProblemKind::ClauseTooLong { id, found, limit } => say(Phrase::ProblemClauseTooLong {
            id: &text(id),
            found: &text(found),
            limit: &text(limit),
        }),
        ProblemKind::Steering { column, character } => say(Phrase::ProblemSteering {
            column: &text(column),
            code: &format!("U+{:04X}", u32::from(*character)),
        }),
        ProblemKind::Binary => say(Phrase::ProblemBinary),
        ProblemKind::NotUtf8 => say(Phrase::ProblemNotUtf8),
        ProblemKind::Unreadable { reason } => say(Phrase::ProblemUnreadable { reason }),
        ProblemKind::NoTitle => say(Phrase::ProblemNoTitle),
        ProblemKind::NoNumbers => say(Phrase::ProblemNoNumbers),
        ProblemKind::Missing { first, last } if first == last => {
            say(Phrase::ProblemMissing { first: &text(first) })
        }
        ProblemKind::Missing { first, last } => {
            say(Phrase::ProblemMissingRange { first: &text(first), last: &text(last) })
        }
        ProblemKind::MissingSection { first, last } if first == last => {
            say(Phrase::ProblemMissingSection { first: &text(first) })
        }
        ProblemKind::MissingSection { first, last } => {
            say(Phrase::ProblemMissingSections { first: &text(first), last: &text(last) })
        }
        ProblemKind::Extract { n_gaps } => say(Phrase::ProblemExtract { gaps: &text(n_gaps) }),
        ProblemKind::Repeated { id, first_line } => {
            say(Phrase::ProblemRepeated { id: &text(id), line: &text(first_line) })
        }
        ProblemKind::RepeatedSection { section, first_line } => {
            say(Phrase::ProblemRepeatedSection { id: &text(section), line: &text(first_line) })
        }
        ProblemKind::OutOfOrder { id, after } => {
            say(Phrase::ProblemOutOfOrder { id: &text(id), after: &text(after) })
        }
        ProblemKind::SectionOutOfOrder { section, after } => {
            let (section, after) = (&text(section), &text(after));
            say(Phrase::ProblemSectionOutOfOrder { section, after })
        }
        ProblemKind::WrongSection { id, section } => {
            say(Phrase::ProblemWrongSection { id: &text(id), section: &text(section) })
        }
        ProblemKind::Stray { text } => say(Phrase::ProblemStray { text }),
        ProblemKind::Unnumbered { after } => say(Phrase::ProblemUnnumbered { after: &text(after) }),
        ProblemKind::NoText { printed } => say(Phrase::ProblemNoText { printed }),
        ProblemKind::OnlyIn { id, language } => {
            say(Phrase::ProblemOnlyIn { id: &text(id), language: language.code() })
        }
        ProblemKind::SectionOnlyIn { section, language } => {
            let (section, language) = (&text(section), language.code());
            say(Phrase::ProblemSectionOnlyIn { section, language })
        }
        ProblemKind::AmountOnlyIn { id, language, amount } => {
            let (id, language) = (&text(id), language.code());
            say(Phrase::ProblemAmountOnlyIn { id, language, amount })
        }
        ProblemKind::Settings { reason } => say(Phrase::ProblemSettings { reason }),
        ProblemKind::NotRead { file } => say(Phrase::ProblemNotRead { file }),
        ProblemKind::NoDocument => say(Phrase::ProblemNoDocument),
        ProblemKind::RepeatedDocument { id } => say(Phrase::ProblemRepeatedDocument { id }),
        ProblemKind::NoQuestions { id } => say(Phrase::ProblemNoQuestions { id: &text(id) }),
        ProblemKind::UnknownClause { entry, clause } => {
            say(Phrase::ProblemUnknownClause { entry, clause })
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
