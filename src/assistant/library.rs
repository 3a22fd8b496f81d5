//! Sources of libraries: the program itself, or a folder of document folders.

use std::{
    borrow::Cow,
    convert::Infallible,
    io,
    path::{Path, PathBuf},
    sync::Arc,
};

use crate::{
    corpus::{CommonGlossary, Content, FileProblem, Glossary, Library, SourceFile, SourceFolder},
    search::SearchError,
    text::Folding,
};

use super::{
    files::{DocumentFiles, scan},
    parallel::in_order,
    record::Record,
    snapshot::{self, SnapshotError},
    unread,
};

/// The glossary of words that all agreements share.
const COMMON_GLOSSARY: &str = include_str!("../../seeds/common/glossary.toml");

/// The files of the shipped plan in the repository.
const SHIPPED: [(&str, &[u8]); 5] = [
    ("zh.txt", include_bytes!("../../seeds/china-asean-2022-2025/zh.txt")),
    ("en.txt", include_bytes!("../../seeds/china-asean-2022-2025/en.txt")),
    ("document.toml", include_bytes!("../../seeds/china-asean-2022-2025/document.toml")),
    ("glossary.toml", include_bytes!("../../seeds/china-asean-2022-2025/glossary.toml")),
    ("questions.toml", include_bytes!("../../seeds/china-asean-2022-2025/questions.toml")),
];

/// The reason that a library cannot be opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// The folder does not exist, or may not be read.
    #[error("cannot read the library folder `{path}`")]
    Unreadable {
        /// The folder.
        path: PathBuf,
        /// The error of the system.
        #[source]
        source: io::Error,
    },
    /// The folder has no folder with a document in it.
    #[error("no document in `{path}`: expected folders with `zh.txt`, `en.txt` or both{unread}")]
    NoDocument {
        /// The folder.
        path: PathBuf,
        /// Files in it that are not read, in words.
        unread: String,
    },
    /// Its documents have no clause.
    #[error("no document in the library has a clause; see `clausebot check`")]
    Empty,
    /// It cannot be indexed.
    #[error("cannot index the library")]
    Index(#[from] SearchError),
    /// The program has no shipped library.
    #[error(transparent)]
    Snapshot(#[from] SnapshotError),
}

/// Reads the sources of the shipped library; a test checks that they have no problem.
pub fn read_shipped() -> (Library, Vec<FileProblem>) {
    let file = |(name, bytes): (&str, &'static [u8])| SourceFile {
        name: name.to_owned(),
        content: Content::Bytes(Cow::Borrowed(bytes)),
    };
    let folder = SourceFolder {
        path: "seeds/china-asean-2022-2025".to_owned(),
        name: "china-asean-2022-2025".to_owned(),
        files: SHIPPED.map(file).into(),
    };
    let (common, problems) = Glossary::parse(COMMON_GLOSSARY);
    let common = Arc::new(CommonGlossary::new(&common, &Folding::new()));
    let (library, found) = Library::read(&[folder], common);
    let in_common = problems.into_iter().map(|problem| {
        let file = "seeds/common/glossary.toml".to_owned();
        FileProblem { document: String::new(), file, problem }
    });
    (library, in_common.chain(found).collect())
}

/// Reads a folder of document folders, or one document folder.
///
/// # Errors
///
/// When the folder cannot be read or has no document. Faults of a document are
/// problems.
pub fn open(path: &Path) -> Result<(Library, Vec<FileProblem>), OpenError> {
    let documents = documents(path)?;
    let (mut agreements, mut problems) = (Vec::new(), Vec::new());
    let Ok(()) = in_order(&documents, Record::read, |(record, found)| {
        agreements.push((record.path().display().to_string(), record.agreement));
        problems.extend(found);
        Ok::<(), Infallible>(())
    });
    let (library, repeated) = Library::new(agreements, snapshot::common()?);
    problems.extend(repeated);
    problems.extend(unread::problems(path));
    Ok((library, problems))
}

/// The documents of a library folder; at least one.
pub(super) fn documents(path: &Path) -> Result<Vec<DocumentFiles>, OpenError> {
    let found = scan(path);
    let found = found.map_err(|source| OpenError::Unreadable { path: path.to_owned(), source })?;
    if found.is_empty() {
        return Err(OpenError::NoDocument { path: path.to_owned(), unread: unread::told(path) });
    }
    Ok(found)
}
