//! `eval`: how good the answers are.

use std::{fmt::Write as _, fs, path::Path};

use anyhow::{Context, Result};

use crate::{
    measure::{Calibration, Collection, CollectionReport, Judged, Report, Wanted, read_questions},
    wording::{Catalog, Phrase},
};

use super::{Format, Outcome, Session, args::Show, explain::explained, terminal::Terminal};

/// What was asked of `eval` with a file of questions.
pub(super) struct Asked<'a> {
    pub(super) path: &'a Path,
    pub(super) show: Option<Show>,
    pub(super) calibrate: bool,
    pub(super) format: Format,
}

/// Measures the answers to a file of questions.
pub(super) fn questions(
    session: &Session,
    asked: &Asked<'_>,
    catalog: &Catalog,
) -> Result<Outcome> {
    let text = read(asked.path)?;
    let questions =
        read_questions(&text).with_context(|| format!("in `{}`", asked.path.display()))?;
    let report = Report::of(&session.assistant, &questions).context("cannot answer")?;
    let terminal = &session.terminal;
    match (asked.calibrate, asked.format) {
        (false, Format::Json) => terminal.say(&serde_json::to_string(&report)?)?,
        (false, Format::Text) => say_all(terminal, &told(&report, catalog))?,
        (true, format) => {
            let calibration =
                Calibration::of(&session.assistant, &report).context("cannot answer")?;
            match format {
                Format::Json => terminal.say(&serde_json::to_string(&calibration)?)?,
                Format::Text => say_all(terminal, &calibrated(&calibration, catalog))?,
            }
        }
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
        fs::write(path, lines(&report))
            .with_context(|| format!("cannot write `{}`", path.display()))?;
    }
    match format {
        Format::Json => terminal.say(&serde_json::to_string(&report)?)?,
        Format::Text => say_all(terminal, &collected(&report, catalog))?,
    }
    Ok(Outcome::Answered)
}

fn read(path: &Path) -> Result<String> {
    fs::read_to_string(path).with_context(|| format!("cannot read `{}`", path.display()))
}

fn say_all(terminal: &Terminal, lines: &[String]) -> Result<()> {
    lines.iter().try_for_each(|it| terminal.say(it)).context("cannot write")
}

fn told(report: &Report, catalog: &Catalog) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for it in &report.groups {
        lines.push(catalog.say(&Phrase::MeasureGroup {
            group: &it.name,
            questions: it.n,
            first: &percent(it.first, it.n),
            three: &percent(it.three, it.n),
            mrr: &format!("{:.3}", it.mrr),
        }));
    }
    lines.push(catalog.say(&Phrase::MeasureRefused {
        refused: report.refused,
        unanswerable: report.unanswerable,
        falsely: report.falsely_refused,
        share: &per_cent(report.falsely_refused_share()),
    }));
    lines.push(catalog.say(&Phrase::MeasureTime {
        median: &report.median_us.to_string(),
        most: &report.p95_us.to_string(),
        nearly: &report.p99_us.to_string(),
    }));
    lines
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
        first: &format!("{:.3}", report.hit_1),
        five: &format!("{:.3}", report.hit_5),
        mrr: &format!("{:.3}", report.mrr_10),
        recall: &format!("{:.3}", report.recall_100),
    });
    let speed = catalog.say(&Phrase::MeasureSpeed {
        speed: &format!("{:.0}", report.questions_per_second),
        median: &report.median_us.to_string(),
        most: &report.p95_us.to_string(),
    });
    vec![found, speed]
}

fn wrong(judged: &Judged, catalog: &Catalog) -> String {
    let wanted = match &judged.expected.wanted {
        Wanted::Clauses(ids) | Wanted::Section(ids) => ids.join(" "),
        Wanted::Nothing => "-".to_owned(),
    };
    let got = if judged.got.is_empty() { "-".to_owned() } else { judged.got.join(" ") };
    catalog.say(&Phrase::MeasureWrong {
        id: &judged.expected.id,
        kind: &judged.expected.kind,
        question: &judged.expected.q,
        wanted: &wanted,
        got: &got,
    })
}

/// The scores of what won, and of what should have.
fn evidence(session: &Session, judged: &Judged, catalog: &Catalog) -> Vec<String> {
    let wanted: &[String] = match &judged.expected.wanted {
        Wanted::Clauses(ids) => ids,
        Wanted::Section(_) | Wanted::Nothing => &[],
    };
    let library = session.assistant.library();
    let hits = session.assistant.hits(&judged.expected.q).unwrap_or_default();
    let mut clauses: Vec<_> = hits.first().map(|it| it.clause).into_iter().collect();
    let right = library
        .clauses()
        .filter(|(_, _, it)| wanted.contains(&it.id.to_string()))
        .map(|(clause, _, _)| clause);
    for clause in right {
        if !clauses.contains(&clause) {
            clauses.push(clause);
        }
    }
    let lines = clauses.into_iter().flat_map(|it| {
        explained(session, &judged.expected.q, it, catalog).into_iter().map(|it| format!("  {it}"))
    });
    lines.collect()
}

fn lines(report: &CollectionReport) -> String {
    let mut lines = String::new();
    for query in &report.retrieved {
        for document in &query.documents {
            _ = writeln!(lines, "{}\t{document}", query.query);
        }
    }
    lines
}

#[expect(clippy::cast_precision_loss, reason = "counts of questions are far below 2^52")]
fn percent(part: usize, whole: usize) -> String {
    per_cent(part as f64 / whole.max(1) as f64)
}

fn per_cent(share: f64) -> String {
    format!("{:.1}", share * 100.0)
}
