//! `import`: files become a document of the library.

use std::{
    io::{self, IsTerminal, Write},
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, bail};

use crate::{
    import::{Draft, Source, extension, open_file, preview, read_apart, write},
    text::Locale,
    wording::{Catalog, Phrase},
};

use super::{session::Outcome, terminal::Terminal};

/// What the command line asks for.
pub(super) struct Wanted {
    pub(super) files: Vec<PathBuf>,
    pub(super) id: Option<String>,
    pub(super) title: Option<String>,
    pub(super) language: Option<Locale>,
    pub(super) replaces: bool,
}

/// Files of one document at most: one a language.
const N_FILES: usize = 2;

/// Imports the files of one document, and shows what was read.
pub(super) fn run(
    wanted: &Wanted,
    library: Option<&Path>,
    catalog: &Catalog,
    terminal: &Terminal,
) -> Result<Outcome> {
    let library = library.context(
        "which library? expected `--library DIR`; the folder is made if it is not there",
    )?;
    if wanted.files.len() > N_FILES {
        bail!(
            "{} files: import one document at a time, a file for each language",
            wanted.files.len()
        );
    }
    if wanted.files.len() > 1 && wanted.language.is_some() {
        bail!(
            "`--language` is for a file alone; the languages of two files are told by their words"
        );
    }
    let sources: Vec<Source> =
        wanted.files.iter().map(|it| source(it, wanted, catalog)).collect::<Result<_>>()?;
    let name = sources.first().map(|it| it.name.as_str()).unwrap_or_default();
    let id = wanted.id.clone().unwrap_or_else(|| Draft::id_of(name));
    let kept = Draft::kept(library, &id);
    let draft = Draft::new(sources, wanted.id.as_deref(), wanted.title.as_deref(), kept)?;
    let folder = write(&draft, library, wanted.replaces)?;
    for line in preview(&draft, catalog).lines().chain([""]) {
        terminal.say(line)?;
    }
    terminal.say(&catalog.say(&Phrase::ImportWritten { folder: &folder.display().to_string() }))?;
    Ok(if draft.agreement.is_some() { Outcome::Answered } else { Outcome::NothingFound })
}

fn source(path: &Path, wanted: &Wanted, catalog: &Catalog) -> Result<Source> {
    let program =
        std::env::current_exe().context("cannot find this program to start the reader")?;
    let file = path.display().to_string();
    let is_shown = io::stderr().is_terminal();
    let progress = |done: usize, all: usize| {
        if is_shown && all > 1 {
            let (page, pages) = (&done.to_string(), &all.to_string());
            let text = catalog.say(&Phrase::ImportReading { file: &file, page, pages });
            let end = if done == all { "\r\u{1b}[K" } else { "\u{1b}[K" };
            // Progress is not worth an error.
            _ = write!(io::stderr(), "\r{}{end}", crate::render::visible(&text));
        }
    };
    let imported = open_file(path)
        .and_then(|input| read_apart(&program, input, &extension(path), progress))
        .with_context(|| format!("cannot import `{}`", path.display()))?;
    let name = path.file_stem().map(|it| it.to_string_lossy().into_owned()).unwrap_or_default();
    Ok(Source { name, imported, language: wanted.language.map(Locale::language) })
}
