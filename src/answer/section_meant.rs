//! Sections that are asked for by their matter, told by the clauses that fit it.
//!
//! `the part about green growth` names no heading. If several clauses on it stand in one section, and few elsewhere,
//! that section is meant. `the part about demining`, of which one clause speaks, is a topic.

use crate::{
    corpus::{AgreementRef, Library, SectionNumber, number::is_article},
    search::Hit,
};

use super::{compose::ANSWERS, intent::Intent, matter::Matter};

/// The share of the fitting clauses, by rank, that a section must have.
const MOST: f32 = 0.6;

/// The fitting clauses that a section must have: one or two are what is asked for, rather than the section.
const SEVERAL: usize = 3;

impl Matter {
    /// The section that is meant, by the hits of its subject.
    pub fn section(&self, hits: &[Hit], library: &Library) -> Option<Intent> {
        let found = sections(hits, library);
        let (at, number) = if self.headed.is_empty() {
            let all: f32 = found.iter().map(|it| it.rank).sum();
            let best = found.iter().max_by(|a, b| a.rank.total_cmp(&b.rank))?;
            let is_meant = best.n >= SEVERAL && best.rank >= MOST * all;
            best.section.filter(|_| is_meant)?
        } else {
            let rank = |section| {
                found.iter().find(|it| it.section == Some(section)).map_or(0.0, |it| it.rank)
            };
            let ranked = self.headed.iter().rev().map(|it| (*it, rank(*it)));
            ranked.filter(|it| it.1 > 0.0).max_by(|a, b| a.1.total_cmp(&b.1))?.0
        };
        let heading = library.agreement(at)?.sections.iter().find(|it| it.number == number)?;
        let is_article = heading.texts.iter().any(|(_, it)| is_article(&it.printed));
        let intent = if is_article { Intent::Article } else { Intent::Section };
        Some(intent(at, number))
    }
}

/// The sections of the clauses that fit, with how well they do.
fn sections(hits: &[Hit], library: &Library) -> Vec<Fit> {
    let mut found: Vec<Fit> = Vec::new();
    for hit in hits.iter().filter(|it| it.confidence >= ANSWERS) {
        let provision = library.clause(hit.clause).map(|it| it.1);
        let section = provision.and_then(|it| it.section).map(|it| (hit.clause.agreement, it));
        match found.iter_mut().find(|it| it.section == section) {
            Some(fit) => {
                fit.rank += hit.rank;
                fit.n += 1;
            }
            None => found.push(Fit { section, rank: hit.rank, n: 1 }),
        }
    }
    found
}

/// How well a section fits: clauses without one are together.
struct Fit {
    section: Option<(AgreementRef, SectionNumber)>,
    rank: f32,
    n: usize,
}
