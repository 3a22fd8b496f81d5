//! The arguments of the program. The help of each is in `locales/*/usage.ftl`.

use std::{net::SocketAddr, path::PathBuf};

use anyhow::Result;
use clap::{
    ArgAction, ArgMatches, ColorChoice, CommandFactory, Parser, Subcommand, ValueHint,
    builder::{IntoResettable, Resettable, StyledStr},
    error::ErrorKind,
};
use clap_complete::Shell;

#[cfg(feature = "telegram")]
use crate::config::{BotSettings, MonitorSettings, PageSettings, StoreSettings};
use crate::{
    config::{CommonSettings, Purpose},
    wording::Catalog,
};

use super::{
    ask::Format, commitments::Form, eval::Show, flags::Flags, session::Outcome, terminal::Terminal,
};

#[derive(Debug, Parser)]
#[command(
    name = "clausebot",
    version,
    disable_help_flag = true,
    disable_version_flag = true,
    disable_help_subcommand = true
)]
pub(super) struct Args {
    #[command(flatten)]
    flags: Flags<CommonSettings>,
    #[arg(long, global = true, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(super) config: Option<PathBuf>,
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    pub(super) color: ColorChoice,
    #[arg(long, short, global = true, action = ArgAction::Help)]
    help: Option<bool>,
    #[arg(long, short = 'V', action = ArgAction::Version)]
    version: Option<bool>,
    #[command(subcommand)]
    pub(super) command: Command,
}

/// The form of a library in one file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(super) enum ExportForm {
    Html,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    Ask {
        #[arg(value_name = "QUESTION")]
        question: Vec<String>,
        #[arg(long, value_name = "FORMAT", default_value = "text")]
        format: Format,
        #[arg(long, conflicts_with_all = ["question", "format"])]
        jsonl: bool,
        #[arg(long, conflicts_with_all = ["jsonl", "format"])]
        explain: bool,
        #[arg(long, value_name = "ID")]
        document: Option<String>,
    },
    Chat {
        #[arg(long, value_name = "ID")]
        document: Option<String>,
    },
    Clause {
        #[arg(value_name = "NUMBER")]
        id: String,
        #[arg(long, value_name = "ID")]
        document: Option<String>,
        #[arg(long, value_name = "FORMAT", default_value = "text")]
        format: Format,
    },
    Clauses {
        #[arg(long, value_name = "ID")]
        document: Option<String>,
        #[arg(long, value_name = "FORMAT", default_value = "text")]
        format: Form,
    },
    Outline {
        #[arg(long, value_name = "ID")]
        document: Option<String>,
        #[arg(long, value_name = "FORMAT", default_value = "text")]
        format: Format,
    },
    Documents {
        #[arg(long, value_name = "FORMAT", default_value = "text")]
        format: Format,
    },
    Commitments {
        #[arg(long, conflicts_with_all = ["format", "explain"])]
        chart: bool,
        #[arg(long, value_name = "ID", conflicts_with = "text")]
        document: Option<String>,
        #[arg(long, value_name = "FORMAT", default_value = "text")]
        format: Form,
        #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
        text: Option<PathBuf>,
        #[arg(long, conflicts_with = "format")]
        explain: bool,
    },
    Index,
    Check {
        #[arg(value_name = "DIR", value_hint = ValueHint::DirPath)]
        directory: Option<PathBuf>,
    },
    Verify {
        #[arg(value_name = "FILE", value_hint = ValueHint::FilePath)]
        file: PathBuf,
        #[arg(long, value_name = "FORMAT", default_value = "text")]
        format: Format,
    },
    /// In every build: without its feature it says how to get one that has it.
    Import {
        #[arg(value_name = "FILE", value_hint = ValueHint::FilePath, required = true)]
        files: Vec<PathBuf>,
        #[arg(long, value_name = "ID")]
        id: Option<String>,
        #[arg(long, value_name = "TITLE")]
        title: Option<String>,
        #[arg(long)]
        force: bool,
    },
    Eval {
        #[arg(value_name = "QUESTIONS", value_hint = ValueHint::FilePath, required_unless_present = "collection")]
        questions: Option<PathBuf>,
        #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath, conflicts_with = "questions")]
        collection: Option<PathBuf>,
        #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath, requires = "collection")]
        run: Option<PathBuf>,
        #[arg(long, value_name = "WHICH", requires = "questions")]
        show: Option<Show>,
        #[arg(long, requires = "questions")]
        calibrate: bool,
        #[arg(long, value_name = "ID", requires = "questions")]
        document: Option<String>,
        #[arg(long, value_name = "FORMAT", default_value = "text")]
        format: Format,
    },
    #[cfg(feature = "telegram")]
    Serve {
        #[command(flatten)]
        flags: Flags<BotSettings>,
        #[arg(long)]
        dump_config: bool,
    },
    #[cfg(feature = "telegram")]
    Misses {
        #[command(flatten)]
        flags: Flags<StoreSettings>,
        #[arg(long)]
        votes: bool,
    },
    #[cfg(feature = "telegram")]
    Doctor(Flags<BotSettings>),
    #[cfg(feature = "telegram")]
    Health {
        #[command(flatten)]
        flags: Flags<MonitorSettings>,
        #[arg(long)]
        ready: bool,
    },
    /// In every build, like `Import`.
    Export {
        #[arg(value_name = "FORMAT")]
        format: ExportForm,
        #[arg(value_name = "FILE", value_hint = ValueHint::FilePath)]
        file: PathBuf,
    },
    /// In every build, like `Import`.
    Web {
        #[cfg(feature = "telegram")]
        #[command(flatten)]
        flags: Flags<PageSettings>,
        #[arg(long, value_name = "ADDR")]
        listen: Option<SocketAddr>,
        #[arg(long, value_name = "URL", value_hint = ValueHint::Url)]
        url: Option<String>,
    },
    /// In every build, like `Import`.
    Mcp,
    Completions {
        #[arg(value_name = "SHELL")]
        shell: Shell,
    },
    Man,
}

impl Args {
    /// The flags of settings, and the use of the configuration.
    pub(super) fn settings(&self) -> (Vec<(String, String)>, Purpose) {
        let (flags, purpose) = match &self.command {
            #[cfg(feature = "telegram")]
            Command::Serve { flags, dump_config: _ } | Command::Doctor(flags) => {
                (&*flags.typed, Purpose::Bot)
            }
            #[cfg(feature = "telegram")]
            Command::Misses { flags, votes: _ } => (&*flags.typed, Purpose::Store),
            #[cfg(feature = "telegram")]
            Command::Health { flags, ready: _ } => (&*flags.typed, Purpose::Answers),
            #[cfg(feature = "telegram")]
            Command::Web { flags, .. } => (&*flags.typed, Purpose::Answers),
            #[cfg(not(feature = "telegram"))]
            Command::Web { .. } => (&[][..], Purpose::Answers),
            Command::Ask { .. }
            | Command::Import { .. }
            | Command::Chat { .. }
            | Command::Clause { .. }
            | Command::Clauses { .. }
            | Command::Outline { .. }
            | Command::Documents { .. }
            | Command::Commitments { .. }
            | Command::Index
            | Command::Check { .. }
            | Command::Verify { .. }
            | Command::Eval { .. }
            | Command::Export { .. }
            | Command::Mcp
            | Command::Completions { .. }
            | Command::Man => (&[][..], Purpose::Answers),
        };
        ([&self.flags.typed, flags].concat(), purpose)
    }
}

/// The arguments of the process. If they ask for help or have a fault, they are read once more, with the words of
/// `catalog`, and the process ends.
pub(super) fn matches<'c>(catalog: impl FnOnce() -> &'c Catalog) -> ArgMatches {
    Args::command().try_get_matches().unwrap_or_else(|fault| {
        if fault.kind() == ErrorKind::DisplayVersion {
            fault.exit()
        }
        command(catalog()).get_matches()
    })
}

/// The command line with its help in the words of `catalog`.
pub(super) fn command(catalog: &Catalog) -> clap::Command {
    worded(Args::command(), "usage", catalog)
}

fn worded(command: clap::Command, prefix: &str, catalog: &Catalog) -> clap::Command {
    let help = |key: &str| -> Resettable<StyledStr> {
        catalog.usage(key).map_or(Resettable::Reset, IntoResettable::into_resettable)
    };
    let command = command.about(help(prefix)).mut_args(|arg| {
        let id = arg.get_long().unwrap_or(arg.get_id().as_str()).replace('_', "-");
        let own = format!("{prefix}-{id}");
        let has_own = catalog.usage(&own).is_some();
        arg.help(help(&if has_own { own } else { format!("usage-{id}") }))
    });
    command.mut_subcommands(|it| {
        let prefix = format!("{prefix}-{}", it.get_name());
        worded(it, &prefix, catalog)
    })
}

/// Writes the completions of a shell.
pub(super) fn completions(shell: Shell, catalog: &Catalog, terminal: &Terminal) -> Result<Outcome> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut command(catalog), "clausebot", &mut script);
    terminal.write(&String::from_utf8_lossy(&script))?;
    Ok(Outcome::Answered)
}

/// Writes the manual page, with the pages of the commands after it.
pub(super) fn man(catalog: &Catalog, terminal: &Terminal) -> Result<Outcome> {
    let mut whole = command(catalog);
    whole.build();
    let mut page = Vec::new();
    clap_mangen::Man::new(whole.clone()).render(&mut page)?;
    for inner in whole.get_subcommands() {
        clap_mangen::Man::new(inner.clone()).render(&mut page)?;
    }
    terminal.write(&String::from_utf8_lossy(&page))?;
    Ok(Outcome::Answered)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Locale;

    #[test]
    fn every_option_has_a_help_in_every_locale() {
        for locale in Locale::ALL {
            let command = command(&Catalog::new(locale));
            command.clone().debug_assert();
            let inner: Vec<&clap::Command> = command.get_subcommands().collect();
            for it in inner.iter().copied().chain([&command]) {
                assert!(it.get_about().is_some(), "{locale}: {}", it.get_name());
                for arg in it.get_arguments() {
                    assert!(
                        arg.get_help().is_some(),
                        "{locale}: {} {}",
                        it.get_name(),
                        arg.get_id()
                    );
                }
            }
        }
    }
}
