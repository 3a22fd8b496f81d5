//! `doctor` and `health`: whether the bot can run, and whether it is running.

use anyhow::Result;

use crate::render::{Finding, Health};

use super::{session::Outcome, terminal::Terminal};

/// Lists the findings; a fault among them is one of the command.
pub(super) fn list(findings: &[Finding], terminal: &Terminal) -> Result<Outcome> {
    for Finding { health, text } in findings {
        terminal.say(&format!("{} {text}", health.sign()))?;
    }
    let is_fault = findings.iter().any(|it| it.health == Health::Fault);
    Ok(if is_fault { Outcome::Fault } else { Outcome::Answered })
}

/// Reports a running bot. Health checks expect exit code 1 for a bot that is not well.
pub(super) fn tell(finding: &Finding, terminal: &Terminal) -> Result<Outcome> {
    terminal.say(&finding.text)?;
    Ok(match finding.health {
        Health::Well | Health::Warning => Outcome::Answered,
        Health::Fault => Outcome::NothingFound,
    })
}
