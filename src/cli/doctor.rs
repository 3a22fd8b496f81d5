//! Whether the bot can run, and whether it does.

use anyhow::Result;

use crate::render::{Finding, Health};

use super::{Outcome, terminal::Terminal};

/// Lists what was looked at; a fault among it is one of the command.
pub(super) fn list(findings: &[Finding], terminal: &Terminal) -> Result<Outcome> {
    for Finding { health, text } in findings {
        terminal.say(&format!("{} {text}", health.sign()))?;
    }
    let is_fault = findings.iter().any(|it| it.health == Health::Fault);
    Ok(if is_fault { Outcome::Fault } else { Outcome::Answered })
}

/// Says how a running bot is. Health checks take 1 for a bot that is not well.
pub(super) fn tell(finding: &Finding, terminal: &Terminal) -> Result<Outcome> {
    terminal.say(&finding.text)?;
    Ok(match finding.health {
        Health::Well | Health::Warning => Outcome::Answered,
        Health::Fault => Outcome::NothingFound,
    })
}
