//! A text that was compared with the library: as a reply, and as JSON.

use serde::Serialize;

use crate::{
    corpus::{Library, number::Reference},
    text::Span,
    verify::{Difference, Figure, Kind, Place, Report, Statement, Verdict},
    wording::Phrase,
};

use super::{
    Block, Composer, Reply,
    json::JsonClause,
    reply::{Comparison, Marked},
};

/// Differences that are listed one by one.
const MAX_NOTES: usize = 8;

impl Composer<'_> {
    /// Composes the reply on a text that was compared with the library.
    pub fn verification(&self, report: &Report, text: &str) -> Reply {
        let count = |is: fn(&Verdict) -> bool| {
            report.statements.iter().filter(|it| is(&it.verdict)).count()
        };
        if report.statements.is_empty() {
            return Reply(vec![self.sentence(&Phrase::VerifyNothing)]);
        }
        let summary = Phrase::VerifySummary {
            statements: report.statements.len(),
            exact: count(|it| matches!(it, Verdict::Exact(_))),
            figures: count(|it| matches!(it, Verdict::SameFigures(..))),
            differs: count(|it| matches!(it, Verdict::Differs(..) | Verdict::OtherFigure(..))),
            absent: count(|it| matches!(it, Verdict::Absent)),
        };
        let compared = report.statements.iter().map(|it| Block::Compared(self.compared(it, text)));
        let mut blocks = vec![self.sentence(&summary)];
        blocks.extend(compared);
        if report.is_cut {
            blocks.push(self.sentence(&Phrase::VerifyCut { statements: report.statements.len() }));
        }
        Reply(blocks)
    }

    fn compared(&self, statement: &Statement, text: &str) -> Comparison {
        let place = statement.verdict.place();
        let citation = place.and_then(|it| self.citation(it.clause)).unwrap_or_default();
        let citation = citation.as_str();
        let emphasis = |spans: &mut dyn Iterator<Item = Span>, of: Span| -> Vec<Span> {
            spans
                .filter(|it| of.contains(it) && !it.is_empty())
                .map(|it| Span::new(it.start - of.start, it.end - of.start))
                .collect()
        };
        let (verdict, here, there, mut notes) = match &statement.verdict {
            Verdict::Exact(_) => (Phrase::VerifyExact { citation }, vec![], None, vec![]),
            Verdict::Differs(place, differences) => (
                Phrase::VerifyDiffers { citation },
                emphasis(&mut differences.iter().map(|it| it.here), statement.span),
                self.marked(*place, differences),
                self.differences(*place, differences, text),
            ),
            Verdict::SameFigures(_, figures) => {
                let here = emphasis(&mut figures.iter().map(|it| it.span), statement.span);
                (Phrase::VerifySameFigures { citation }, here, None, vec![])
            }
            Verdict::OtherFigure(place, figures) => {
                let here = emphasis(&mut figures.iter().map(|it| it.span), statement.span);
                let phrase = Phrase::VerifyOtherFigure { citation };
                (phrase, here, self.marked(*place, &[]), self.other_figures(figures, text))
            }
            Verdict::Absent => (Phrase::VerifyAbsent, vec![], None, vec![]),
        };
        notes.extend(statement.misquoted.and_then(|it| self.misquoted(it)));
        let words = statement.span.of(text).unwrap_or_default().to_owned();
        Comparison {
            verdict: self.catalog.say(&verdict),
            clause: place.map(|it| it.clause),
            here: Marked { words, emphasis: here },
            there,
            notes,
        }
    }

    /// The words of a document with those that differ.
    fn marked(&self, place: Place, differences: &[Difference]) -> Option<Marked> {
        let words = place.words(self.library)?.to_owned();
        let spans = differences.iter().map(|it| it.there).filter(|it| !it.is_empty());
        let moved = spans
            .filter(|it| place.span.contains(it))
            .map(|it| Span::new(it.start - place.span.start, it.end - place.span.start));
        Some(Marked { words, emphasis: moved.collect() })
    }

    fn differences(&self, place: Place, differences: &[Difference], text: &str) -> Vec<String> {
        let found = differences.iter().take(MAX_NOTES).filter_map(|it| {
            let there = it.there.of(self.text(place)?)?.trim();
            let here = it.here.of(text)?.trim();
            Some(self.catalog.say(&match (here.is_empty(), there.is_empty()) {
                (_, true) => Phrase::VerifyAdded { here },
                (true, false) => Phrase::VerifyLeftOut { there },
                (false, false) => Phrase::VerifyDifference { here, there },
            }))
        });
        found.collect()
    }

    fn other_figures(&self, figures: &[Figure], text: &str) -> Vec<String> {
        let words = figures.iter().take(MAX_NOTES).filter_map(|it| it.span.of(text));
        words.map(|here| self.catalog.say(&Phrase::VerifyNoSuchFigure { here })).collect()
    }

    fn misquoted(&self, named: Reference) -> Option<String> {
        let phrase = |clause: &str| self.catalog.say(&Phrase::VerifyMisquoted { clause });
        match named {
            Reference::Clause(number) => Some(phrase(&number.to_string())),
            Reference::Section(number) => Some(phrase(&number.to_string())),
            Reference::LastSection => None,
        }
    }

    fn text(&self, place: Place) -> Option<&str> {
        self.library.clause(place.clause)?.1.text(place.language)
    }
}

/// The report on a text; `docs/json.md` specifies it.
#[derive(Clone, Debug, Serialize)]
pub struct JsonReport<'a> {
    statements: Vec<JsonStatement<'a>>,
    is_cut: bool,
}

#[derive(Clone, Debug, Serialize)]
struct JsonStatement<'a> {
    text: &'a str,
    line: usize,
    kind: &'static str,
    verdict: &'static str,
    #[serde(flatten)]
    clause: Option<JsonClause<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    language: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    passage: Option<&'a str>,
    differences: Vec<JsonDifference<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    named: Option<String>,
}

#[derive(Clone, Debug, Serialize)]
struct JsonDifference<'a> {
    here: &'a str,
    there: Option<&'a str>,
}

impl<'a> JsonReport<'a> {
    /// The object for a report on `text`.
    pub fn new(report: &Report, text: &'a str, library: &'a Library) -> Self {
        let mut line = 1;
        let mut at = 0;
        let statements = report.statements.iter().map(|it| {
            line += text.get(at..it.span.start).unwrap_or_default().matches('\n').count();
            at = it.span.start.max(at);
            statement(it, line, text, library)
        });
        Self { statements: statements.collect(), is_cut: report.is_cut }
    }
}

fn statement<'a>(
    it: &Statement,
    line: usize,
    text: &'a str,
    library: &'a Library,
) -> JsonStatement<'a> {
    let place = it.verdict.place();
    let there = place.and_then(|it| library.clause(it.clause)?.1.text(it.language));
    let differences = match &it.verdict {
        Verdict::Differs(_, differences) => differences
            .iter()
            .map(|it| JsonDifference {
                here: it.here.of(text).unwrap_or_default(),
                there: there.and_then(|there| it.there.of(there)),
            })
            .collect(),
        Verdict::OtherFigure(_, figures) => figures
            .iter()
            .filter_map(|it| Some(JsonDifference { here: it.span.of(text)?, there: None }))
            .collect(),
        Verdict::Exact(_) | Verdict::SameFigures(..) | Verdict::Absent => Vec::new(),
    };
    JsonStatement {
        text: it.span.of(text).unwrap_or_default(),
        line,
        kind: match it.kind {
            Kind::Quotation => "quotation",
            Kind::Sentence => "sentence",
        },
        verdict: match it.verdict {
            Verdict::Exact(_) => "exact",
            Verdict::Differs(..) => "differs",
            Verdict::SameFigures(..) => "same-figures",
            Verdict::OtherFigure(..) => "other-figure",
            Verdict::Absent => "absent",
        },
        clause: place.and_then(|it| super::json::json_clause(it.clause, library)),
        language: place.map(|it| it.language.code()),
        passage: place.and_then(|it| it.words(library)),
        differences,
        named: it.misquoted.and_then(|it| match it {
            Reference::Clause(number) => Some(number.to_string()),
            Reference::Section(number) => Some(number.to_string()),
            Reference::LastSection => None,
        }),
    }
}
