//! `eval`: measures the quality of the answers.

use std::{fmt::Write as _, fs, path::Path};

use anyhow::{Context, Result};
use clap::ValueEnum;

use crate::{
    measure::{Calibration, Collection, CollectionReport, Judged, Report, Wanted, read_questions},
    wording::{Catalog, Phrase},
};

use super::{
    ask::Format,
    explain::explained,
    session::{Outcome, Session},
    terminal::Terminal,
};

/// The questions that are listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Show {
    Wrong,
}

/// A file of questions, and the parts of the report that are wanted.
pub(super) struct Evaluation<'a> {
    pub(super) path: &'a Path,
    pub(super) show: Option<Show>,
    pub(super) calibrate: bool,
    pub(super) format: Format,
}

/// Measures the answers to a file of questions.
pub(super) fn questions(
    session: &Session,
    asked: &Evaluation<'_>,
    catalog: &Catalog,
) -> Result<Outcome> {
    let text = read(asked.path)?;
    let questions =
        read_questions(&text).with_context(|| format!("in `{}`", asked.path.display()))?;
    let report =
        Report::of(&session.assistant, &questions, session.document).context("cannot answer")?;
    let terminal = &session.terminal;
    if asked.calibrate {
        let calibration = Calibration::of(&session.assistant, &report).context("cannot answer")?;
        say(&calibration, calibrated, asked.format, catalog, terminal)?;
    } else {
        say(&report, reported, asked.format, catalog, terminal)?;
    }
    if asked.show == Some(Show::Wrong) {
        for judged in report.judged.iter().filter(|it| !it.is_right) {
            terminal.say(&wrong(judged, catalog))?;
            for line in evidence(session, judged, catalog) {
                terminal.say(&line)?;
            }
        }
    }
    Ok(Outcome::Answered)
}

/// Measures a retrieval collection.
pub(super) fn collection(
    directory: &Path,
    run: Option<&Path>,
    format: Format,
    catalog: &Catalog,
    terminal: &Terminal,
) -> Result<Outcome> {
    let file = |name: &str| read(&directory.join(name));
    let collection =
        Collection::read(&file("docs.jsonl")?, &file("queries.jsonl")?, &file("qrels.jsonl")?)
            .with_context(|| format!("in the collection `{}`", directory.display()))?;
    let report = collection.measure().context("cannot search the collection")?;
    if let Some(path) = run {
        fs::write(path, run_file(&report))
            .with_context(|| format!("cannot write `{}`", path.display()))?;
    }
    say(&report, collected, format, catalog, terminal)?;
    Ok(Outcome::Answered)
}

fn read(path: &Path) -> Result<String> {
    fs::read_to_string(path).with_context(|| format!("cannot read `{}`", path.display()))
}

/// Writes a report as JSON, or as the lines of `text`.
fn say<T: serde::Serialize>(
    report: &T,
    text: fn(&T, &Catalog) -> Vec<String>,
    format: Format,
    catalog: &Catalog,
    terminal: &Terminal,
) -> Result<()> {
    let lines = match format {
        Format::Json => vec![serde_json::to_string(report)?],
        Format::Text => text(report, catalog),
    };
    lines.iter().try_for_each(|it| terminal.say(it)).context("cannot write")
}

fn reported(report: &Report, catalog: &Catalog) -> Vec<String> {
    let groups = report.groups.iter().map(|it| {
        catalog.say(&Phrase::MeasureGroup {
            group: &it.name,
            questions: it.n,
            first: &per_cent(it.first_share()),
            three: &per_cent(it.three_share()),
            mrr: &decimals(it.mrr),
        })
    });
    let refused = catalog.say(&Phrase::MeasureRefused {
        refused: report.refused,
        unanswerable: report.unanswerable,
        falsely: report.falsely_refused,
        share: &per_cent(report.falsely_refused_share()),
    });
    let time = catalog.say(&Phrase::MeasureTime {
        median: &report.median_us.to_string(),
        most: &report.p95_us.to_string(),
        nearly: &report.p99_us.to_string(),
    });
    groups.chain([refused, time]).collect()
}

fn calibrated(calibration: &Calibration, catalog: &Catalog) -> Vec<String> {
    let lines = calibration.thresholds.iter().map(|it| {
        catalog.say(&Phrase::MeasureThreshold {
            confidence: &format!("{:.2}", it.confidence),
            refused: &per_cent(it.refused),
            falsely: &per_cent(it.falsely_refused),
        })
    });
    let best = calibration.best.map(|it| {
        catalog.say(&Phrase::MeasureBest { confidence: &format!("{:.2}", it.confidence) })
    });
    lines.chain(best).collect()
}

fn collected(report: &CollectionReport, catalog: &Catalog) -> Vec<String> {
    let found = catalog.say(&Phrase::MeasureCollection {
        documents: report.documents,
        queries: report.queries,
        first: &decimals(report.hit_1),
        five: &decimals(report.hit_5),
        mrr: &decimals(report.mrr_10),
        recall: &decimals(report.recall_100),
    });
    let speed = catalog.say(&Phrase::MeasureSpeed {
        speed: &format!("{:.0}", report.questions_per_second),
        median: &report.median_us.to_string(),
        most: &report.p95_us.to_string(),
    });
    vec![found, speed]
}

fn wrong(judged: &Judged, catalog: &Catalog) -> String {
    let listed = |ids: &[String]| if ids.is_empty() { "-".to_owned() } else { ids.join(" ") };
    catalog.say(&Phrase::MeasureWrong {
        id: &judged.expected.id,
        kind: &judged.expected.kind,
        question: &judged.expected.q,
        wanted: &listed(judged.expected.wanted.ids()),
        got: &listed(&judged.got),
    })
}

/// The scores of the best clause, and of those that were wanted.
fn evidence(session: &Session, judged: &Judged, catalog: &Catalog) -> Vec<String> {
    let wanted: &[String] = match &judged.expected.wanted {
        Wanted::Clauses(ids) => ids,
        Wanted::Section(_) | Wanted::Nothing => &[],
    };
    let question = &judged.expected.q;
    let hits = session.assistant.hits(&session.asked(question)).unwrap_or_default();
    let best = hits.first().map(|it| it.clause);
    let clauses = session.assistant.library().clauses();
    let right = clauses.filter(|(_, _, it)| wanted.contains(&it.id.to_string()));
    let right = right.map(|(clause, _, _)| clause).filter(|it| Some(*it) != best);
    let clauses = best.into_iter().chain(right);
    let lines = clauses.flat_map(|it| explained(session, question, it, catalog));
    lines.map(|it| format!("  {it}")).collect()
}

/// The run in the columns of query and document.
fn run_file(report: &CollectionReport) -> String {
    let mut lines = String::new();
    for query in &report.retrieved {
        for document in &query.documents {
            _ = writeln!(lines, "{}\t{document}", query.query);
        }
    }
    lines
}

fn per_cent(share: f64) -> String {
    format!("{:.1}", share * 100.0)
}

fn decimals(number: f64) -> String {
    format!("{number:.3}")
}
