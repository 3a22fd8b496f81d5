//! The confidence from which clauses are an answer.
//!
//! The program's thresholds are constants of [`crate::answer`]; this shows, for
//! a file of questions, what each threshold would refuse, and so where the
//! constants should be.

use serde::Serialize;

use crate::{answer::Intent, assistant::Assistant, search::SearchError};

use super::{Judged, Report, Wanted, share};

/// What a false refusal weighs, in answers to what the agreements leave out.
const FALSE_REFUSAL: f64 = 3.0;

/// What thresholds would refuse.
#[derive(Clone, Debug, Serialize)]
pub struct Calibration {
    /// From 0.20 to 0.80, by 0.01.
    pub thresholds: Vec<Threshold>,
    /// The one that does best where a false refusal weighs three times as much as
    /// an answer to what the agreements leave out.
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
    pub fn of(assistant: &Assistant, report: &Report) -> Result<Self, SearchError> {
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
        let gain = |it: &Threshold| it.refused - FALSE_REFUSAL * it.falsely_refused;
        let best = thresholds.iter().max_by(|a, b| gain(a).total_cmp(&gain(b))).copied();
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
    Ok(hits.first().map_or(0.0, |it| it.coverage))
}
