//! The confidence from which clauses are an answer.
//!
//! The program's thresholds are constants of [`crate::answer`]; this shows, for
//! a file of questions, what each threshold would refuse, and so where the
//! constants should be.

use serde::Serialize;

use crate::{answer::Intent, assistant::Assistant, search::SearchError};

use super::{Judged, Report, Wanted, share};

/// What thresholds would refuse.
#[derive(Clone, Debug, Serialize)]
pub struct Calibration {
    /// From 0.20 to 0.80, by 0.01.
    pub thresholds: Vec<Threshold>,
    /// The one that refuses most of the unanswerable questions while it refuses
    /// no more of the answerable ones than it may.
    pub best: Option<Threshold>,
}

/// What one threshold would refuse.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Threshold {
    /// The confidence.
    pub confidence: f32,
    /// The share of unanswerable questions that it refuses.
    pub refused: f64,
    /// The share of answerable questions that it refuses.
    pub falsely_refused: f64,
}

impl Calibration {
    /// Tries thresholds on the questions of a report.
    ///
    /// # Errors
    ///
    /// When the index fails.
    pub fn of(
        assistant: &Assistant,
        report: &Report,
        may_falsely_refuse: f64,
    ) -> Result<Self, SearchError> {
        let mut unanswerable = Vec::new();
        let mut answerable = Vec::new();
        for judged in &report.judged {
            let confidence = confidence(assistant, judged)?;
            match judged.expected.wanted {
                Wanted::Nothing => unanswerable.push(confidence),
                Wanted::Clauses(_) | Wanted::Section(_) => answerable.push(confidence),
            }
        }
        let below = |all: &[f32], limit: f32| {
            share(all.iter().filter(|it| **it < limit).count(), all.len())
        };
        let thresholds: Vec<Threshold> = (20_u8..=80)
            .map(|percent| f32::from(percent) / 100.0)
            .map(|confidence| Threshold {
                confidence,
                refused: below(&unanswerable, confidence),
                falsely_refused: below(&answerable, confidence),
            })
            .collect();
        let best = thresholds.iter().rfind(|it| it.falsely_refused <= may_falsely_refuse).copied();
        Ok(Self { thresholds, best })
    }
}

/// How sure the best clause is; questions that are no topic are answered or not
/// whatever the threshold.
fn confidence(assistant: &Assistant, judged: &Judged) -> Result<f32, SearchError> {
    if judged.answered.question.intent != Intent::Topic {
        return Ok(if judged.is_refused { 0.0 } else { 1.0 });
    }
    let hits = assistant.hits(&judged.expected.q)?;
    if let Some(h) = hits.first() {
        let (u, e) = assistant.explain(&judged.expected.q, h.clause);
        if let Some(e) = e {
            eprintln!(
                "DUMP\t{}\t{:?}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}",
                judged.expected.id,
                judged.expected.wanted == Wanted::Nothing,
                judged.expected.kind,
                e.coverage,
                e.score.body,
                e.score.asks,
                e.score.concepts,
                e.score.terms,
                hits.get(1).map_or(0.0, |it| it.rank / h.rank),
                e.rank,
                u.units.len(),
                e.units
                    .iter()
                    .map(|x| format!("{}:{}:{}:{}", x.weight, x.share, x.lacking, x.concepts.len()))
                    .collect::<Vec<_>>()
                    .join(",")
            );
        }
    }
    Ok(hits.first().map_or(0.0, |it| it.coverage))
}
