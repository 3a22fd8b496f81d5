//! A document of a library folder as it was read, and whether a new reading may take its place.

use std::{path::Path, sync::Arc};

use crate::{
    corpus::{Agreement, CommonGlossary, FileProblem, Library},
    text::Language,
};

use super::files::{ContentHash, DocumentFiles};

/// A document as it was read.
#[derive(Clone, Debug)]
pub(super) struct Record {
    pub(super) files: DocumentFiles,
    pub(super) hash: ContentHash,
    /// Without a clause, it is no part of the library.
    pub(super) agreement: Agreement,
    pub(super) n_problems: usize,
    /// Of these, those that may come from a broken file.
    pub(super) n_fatal: usize,
}

/// A document that changed and cannot be used as it is now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Broken {
    /// The folder, as the operator named the library.
    pub folder: String,
    /// The reason.
    pub fault: Fault,
    /// Whether the document of before stays; else there was none.
    pub stays: bool,
}

/// The reason that a document cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// Its files have these problems, which they had not before.
    Problems(Vec<FileProblem>),
    /// It has no clause.
    NoClause,
    /// Its text ends in the middle of a sentence, as a file does that is not whole.
    Cut(Language),
    /// Its id is that of another document.
    RepeatedId(String),
}

impl Record {
    /// Reads a document.
    pub(super) fn read(files: &DocumentFiles) -> (Self, Vec<FileProblem>) {
        let (folder, hash) = files.read();
        let (agreement, problems) = Agreement::read(&folder);
        let n_fatal = problems.iter().filter(|it| it.problem.kind.is_fatal()).count();
        let n_problems = problems.len();
        (Self { files: files.clone(), hash, agreement, n_problems, n_fatal }, problems)
    }

    /// The folder of the document.
    pub(super) fn path(&self) -> &Path {
        &self.files.path
    }

    /// The reason that this reading may not take the place of `before`, if there is one.
    pub(super) fn fault(&self, problems: Vec<FileProblem>, before: Option<&Self>) -> Option<Fault> {
        let mut fatal = problems;
        fatal.retain(|it| it.problem.kind.is_fatal());
        if self.agreement.provisions.is_empty() {
            return Some(if fatal.is_empty() { Fault::NoClause } else { Fault::Problems(fatal) });
        }
        let before = before?;
        if fatal.len() > before.n_fatal {
            return Some(Fault::Problems(fatal));
        }
        let ends = |it: &Self, language| ends_whole(&it.agreement, language);
        let is_cut =
            |it: &Language| ends(before, *it) == Some(true) && ends(self, *it) == Some(false);
        Language::ALL.into_iter().find(is_cut).map(Fault::Cut)
    }
}

/// Whether the last clause of a text ends as a sentence does; `None` without a text.
fn ends_whole(agreement: &Agreement, language: Language) -> Option<bool> {
    let last = agreement.provisions.iter().rev().find_map(|it| it.text(language))?;
    Some(last.trim_end().ends_with(|it: char| !it.is_alphanumeric() && !",，、".contains(it)))
}

/// Puts the documents together, with the number of their problems.
pub(super) fn library(records: &[Record], common: Arc<CommonGlossary>) -> (Library, usize) {
    let all = records.iter().map(|it| (it.path().display().to_string(), it.agreement.clone()));
    let (library, repeated) = Library::new(all, common);
    (library, records.iter().map(|it| it.n_problems).sum::<usize>() + repeated.len())
}
