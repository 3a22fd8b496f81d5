//! The command line: arguments in, text or JSON out.
//!
//! Exit codes are those of `grep`: 0 answered, 1 nothing found, 2 usage or
//! fault.

mod args;
mod ask;
mod chat;
mod check;
mod clauses;
mod commitments;
#[cfg(feature = "telegram")]
mod doctor;
mod documents;
mod eval;
mod explain;
#[cfg(feature = "web")]
mod export;
mod flags;
#[cfg(feature = "import")]
mod import;
mod index;
mod jsonl;
#[cfg(feature = "telegram")]
mod misses;
mod progress;
mod session;
mod terminal;
mod verify;

use std::{cell::LazyCell, io, net::SocketAddr, process::ExitCode};

use anyhow::{Context, Result};
use clap::FromArgMatches;

#[cfg(any(feature = "telegram", feature = "web"))]
use crate::assistant::Assistant;
#[cfg(feature = "mcp")]
use crate::assistant::Languages;
#[cfg(feature = "web")]
use crate::config::{DEFAULT_WEB, Pages, flag_pages_url};
#[cfg(feature = "telegram")]
use crate::{
    assistant::{LibraryFolder, Opened, Progress},
    config::dump,
    render::Finding,
};
use crate::{
    config::{Config, ConfigError, Sources, environment, spoken},
    text::Locale,
    wording::Catalog,
};

use self::{
    args::{Args, Command},
    session::{Outcome, Session},
    terminal::Terminal,
};

/// The commands of the bot, which this module does not know.
#[derive(Debug)]
pub struct Edges {
    /// Takes the signals of the process, and returns the bot that they stop.
    #[cfg(feature = "telegram")]
    pub prepare: fn() -> Result<Bot>,
    /// Checks whether the bot could run.
    #[cfg(feature = "telegram")]
    pub examine: fn(&Assistant, &Config, &Catalog) -> Result<Vec<Finding>>,
    /// Serves the pages of a library until it is stopped, and tells the address that it listens on.
    #[cfg(feature = "web")]
    pub browse: fn(Assistant, Pages, Ready<'_>) -> Result<()>,
    /// The pages of a library as one file, with their sentences in a locale.
    #[cfg(feature = "web")]
    pub export: fn(Assistant, Locale) -> String,
    /// Serves the tools of a library for assistants, until the input ends.
    #[cfg(feature = "mcp")]
    pub assist: fn(Assistant, Languages) -> Result<()>,
    /// Checks whether the bot is alive; with `true`, whether it is ready to answer.
    #[cfg(feature = "telegram")]
    pub health: fn(&Config, bool, &Catalog) -> Result<Finding>,
}

/// Is told the address at which pages are served.
pub type Ready<'a> = &'a dyn Fn(SocketAddr);

/// Runs until it is stopped.
#[cfg(feature = "telegram")]
pub type Bot = Box<dyn FnOnce(&Config, Load) -> Result<()>>;

/// Opens the library, and tells how far that is.
#[cfg(feature = "telegram")]
pub type Load = Box<dyn FnOnce(&dyn Fn(Progress)) -> Result<Library> + Send>;

/// An open library, with its folder, if it has one.
#[cfg(feature = "telegram")]
pub type Library = (Option<LibraryFolder>, Opened);

/// Runs the program with the arguments of the process.
pub fn run(edges: &Edges) -> ExitCode {
    #[cfg(feature = "import")]
    if let Some(code) = reader() {
        return code;
    }
    let outcome = dispatch(edges).unwrap_or_else(|error| {
        if is_broken_pipe(&error) {
            return Outcome::Answered;
        }
        terminal::complain(&format!("{error:#}"));
        Outcome::Fault
    });
    ExitCode::from(match outcome {
        Outcome::Answered => 0,
        Outcome::NothingFound => 1,
        Outcome::Fault => 2,
    })
}

/// Reads a file as the process of a reader, if this is one.
#[cfg(feature = "import")]
fn reader() -> Option<ExitCode> {
    let mut arguments = std::env::args().skip(1);
    let extension =
        arguments.next().filter(|it| it == crate::import::CHILD_COMMAND).and(arguments.next())?;
    Some(match crate::import::serve_child(extension) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            terminal::complain(&error.to_string());
            ExitCode::FAILURE
        }
    })
}

/// Whether the reader of the output has closed it, as `head` does.
fn is_broken_pipe(error: &anyhow::Error) -> bool {
    let mut errors = error.chain().filter_map(|it| it.downcast_ref::<io::Error>());
    errors.any(|it| it.kind() == io::ErrorKind::BrokenPipe)
}

#[cfg_attr(
    not(any(feature = "telegram", feature = "web")),
    expect(unused_variables, reason = "there is nothing to serve")
)]
fn dispatch(edges: &Edges) -> Result<Outcome> {
    // Signals are taken before anything is read, so that `serve` can be stopped well from its first milliseconds. If the
    // word is something else here, they are kept until this command has ended.
    #[cfg(feature = "telegram")]
    let bot = std::env::args_os().skip(1).any(|it| it == "serve").then(edges.prepare);
    let environment = environment();
    let sources = |flags| Sources::new(flags, &environment);
    // The help is in the language that file and environment set, which are read only for a help.
    let spoken = || spoken(sources(Vec::new()).with_file(None)).unwrap_or(Locale::En);
    let catalog = LazyCell::new(|| Catalog::new(spoken()));
    let matches = args::matches(|| &catalog);
    let args = Args::from_arg_matches(&matches).unwrap_or_else(|error| error.exit());
    let (flags, purpose) = args.settings();
    let sources = sources(flags).with_file(args.config.as_deref());
    let terminal = Terminal::new(args.color);
    #[cfg(feature = "telegram")]
    if let Command::Serve { dump_config: true, .. } = args.command {
        return Ok(match dump(sources) {
            Err(faults) => report(faults),
            Ok(settings) => {
                terminal.write(&settings)?;
                Outcome::Answered
            }
        });
    }
    let config = match Config::load(sources, purpose) {
        Ok(config) => config,
        Err(faults) => return Ok(report(faults)),
    };
    match args.command {
        Command::Ask { question, format, jsonl, explain, document } => {
            let session = Session::open(config, terminal)?.about(document.as_deref())?;
            if jsonl {
                jsonl::run(&session)
            } else if explain {
                explain::run(&session, &question.join(" "))
            } else {
                ask::run(&session, &question.join(" "), format)
            }
        }
        Command::Clause { id, document, format } => {
            let session = Session::open(config, terminal)?.about(document.as_deref())?;
            ask::clause(&session, &id, format)
        }
        Command::Outline { document, format } => {
            ask::outline(&Session::open(config, terminal)?.about(document.as_deref())?, format)
        }
        Command::Documents { format } => documents::run(&config, format, &terminal),
        Command::Chat { document } => {
            chat::run(&Session::open(config, terminal)?.about(document.as_deref())?)
        }
        Command::Clauses { document, format } => {
            clauses::run(&config, document.as_deref(), format, &terminal)
        }
        Command::Commitments { document, format, text, explain, chart } => {
            let form = match (explain, chart) {
                (true, _) => commitments::Form::Explain,
                (false, true) => commitments::Form::Chart,
                (false, false) => format,
            };
            if let Some(path) = text {
                let locale = config.language.context(
                    "which language is the text in? expected `--language zh` or `--language en`",
                )?;
                return commitments::of_text(&path, locale.language(), form, &catalog, &terminal);
            }
            let session = Session::open(config, terminal)?.about(document.as_deref())?;
            commitments::of_library(&session, form)
        }
        Command::Index => index::run(&config, &terminal),
        Command::Check { directory } => {
            check::run(directory.as_deref().or(config.library.as_deref()), &catalog, &terminal)
        }
        Command::Verify { file, format } => {
            verify::run(&Session::open(config, terminal)?, &file, format)
        }
        #[cfg(feature = "import")]
        Command::Import { files, id, title, force } => {
            let wanted =
                import::Wanted { files, id, title, language: config.language, replaces: force };
            import::run(&wanted, config.library.as_deref(), &catalog, &terminal)
        }
        #[cfg(not(feature = "import"))]
        Command::Import { files, id: _, title: _, force: _ } => anyhow::bail!(
            "cannot import {} here, since this program was built without the feature `import`: build it with \
             `cargo install --path . --features import`, or use the container image",
            if files.len() > 1 { "files" } else { "a file" }
        ),
        Command::Eval { questions, collection, run, show, calibrate, document, format } => {
            if let Some(collection) = collection {
                return eval::collection(&collection, run.as_deref(), format, &catalog, &terminal);
            }
            let session = Session::open(config, terminal)?.about(document.as_deref())?;
            let path = questions.context("no file of questions")?;
            let asked = eval::Evaluation { path: &path, show, calibrate, format };
            eval::questions(&session, &asked, &catalog)
        }
        #[cfg(feature = "telegram")]
        Command::Serve { .. } => {
            if config.serving.token.is_none() {
                anyhow::bail!("{}", catalog.say(&crate::wording::Phrase::ServeNoToken));
            }
            let place = config.place();
            let load = move |tell: &dyn Fn(Progress)| Ok(Assistant::open(place, tell)?);
            bot.unwrap_or_else(edges.prepare)?(&config, Box::new(load))?;
            Ok(Outcome::Answered)
        }
        #[cfg(feature = "telegram")]
        Command::Doctor(_) => {
            let session = Session::open(config, terminal)?;
            let found = (edges.examine)(&session.assistant, &session.config, &catalog)?;
            doctor::list(&found, &session.terminal)
        }
        #[cfg(feature = "telegram")]
        Command::Health { ready, .. } => {
            doctor::tell(&(edges.health)(&config, ready, &catalog)?, &terminal)
        }
        #[cfg(feature = "telegram")]
        Command::Misses { votes, .. } => misses::run(&config.serving, votes, &catalog, &terminal),
        #[cfg(feature = "web")]
        Command::Web { flags: _, listen, url } => {
            let serving = &config.serving;
            let url = url.map(|it| flag_pages_url("url", &it)).transpose()?;
            let pages = Pages {
                listen: listen.or(serving.web).unwrap_or(DEFAULT_WEB),
                url: url.or_else(|| serving.web_url.clone()),
                access: serving.web_access.clone(),
            };
            let Session { assistant, terminal, fallback, .. } = Session::open(config, terminal)?;
            let catalog = Catalog::new(fallback);
            (edges.browse)(assistant, pages, &|address| {
                let address = &format!("http://{address}/");
                // The pages are served whether or not somebody reads this.
                _ = terminal.say(&catalog.say(&crate::wording::Phrase::WebServing { address }));
            })?;
            Ok(Outcome::Answered)
        }
        #[cfg(feature = "web")]
        Command::Export { format: args::ExportForm::Html, file } => {
            let Session { assistant, terminal, fallback, .. } = Session::open(config, terminal)?;
            export::write(&file, &(edges.export)(assistant, fallback), &terminal)
        }
        #[cfg(not(feature = "web"))]
        Command::Web { .. } | Command::Export { .. } => anyhow::bail!(
            "cannot serve pages, since this program was built without the feature `web`: build it with \
             `cargo install --path . --features web`, or use the container image"
        ),
        #[cfg(feature = "mcp")]
        Command::Mcp => {
            let Session { assistant, config, fallback, .. } = Session::open(config, terminal)?;
            (edges.assist)(assistant, Languages { chosen: config.language, fallback })?;
            Ok(Outcome::Answered)
        }
        #[cfg(not(feature = "mcp"))]
        Command::Mcp => anyhow::bail!(
            "cannot serve tools for assistants, since this program was built without the feature `mcp`: build it with \
             `cargo install --path . --features mcp`, or use the container image"
        ),
        Command::Completions { shell } => args::completions(shell, &catalog, &terminal),
        Command::Man => args::man(&catalog, &terminal),
    }
}

/// Reports the faults of the settings, one a line.
fn report(faults: Vec<ConfigError>) -> Outcome {
    for fault in faults {
        terminal::complain(&format!("{:#}", anyhow::Error::from(fault)));
    }
    Outcome::Fault
}
