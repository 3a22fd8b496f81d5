//! Tries thresholds of confidence, below which a question is refused.
//!
//! The thresholds of the program are constants of [`crate::answer`]. The shares that
//! other thresholds would refuse show whether the constants are right.

use serde::Serialize;

use crate::{
    answer::{Asked, Intent},
    assistant::Assistant,
    search::SearchError,
    text::Locale,
};

use super::{
    count::share,
    questions::Wanted,
    report::{Judged, Report},
};

/// The weight of a false refusal, in answers to unanswerable questions.
const FALSE_REFUSAL: f64 = 3.0;

/// The shares that thresholds would refuse.
#[derive(Clone, Debug, Serialize)]
pub struct Calibration {
    /// From 0.20 to 0.80, by 0.01.
    pub thresholds: Vec<Threshold>,
    /// The best one, if a false refusal is three times as bad as an answer to an
    /// unanswerable question.
    pub best: Option<Threshold>,
}

/// The shares that one threshold would refuse.
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

/// The confidence in the best clause. A threshold does not decide on questions that are
/// no topic.
fn confidence(assistant: &Assistant, judged: &Judged) -> Result<f32, SearchError> {
    if judged.answered.question.intent != Intent::Topic {
        return Ok(if judged.is_refused { 0.0 } else { 1.0 });
    }
    let hits = assistant.hits(&Asked::new(&judged.expected.q, Locale::En))?;
    Ok(hits.first().map_or(0.0, |it| it.confidence))
}
