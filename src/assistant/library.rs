//! Sources of libraries: the program itself, or a folder of document folders.

use std::{
    borrow::Cow,
    fs::{self, File},
    io::{self, Read},
    path::{Path, PathBuf},
    sync::Arc,
};

use crate::{
    corpus::{
        CommonGlossary, Content, FileProblem, Glossary, Library, MAX_FILE_BYTES, SourceFile,
        SourceFolder,
    },
    search::SearchError,
    text::Folding,
};

use super::snapshot::{self, SnapshotError};

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
    #[error("no document in `{path}`: expected folders with `zh.txt`, `en.txt` or both")]
    NoDocument {
        /// The folder.
        path: PathBuf,
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
    let in_common = problems
        .into_iter()
        .map(|problem| FileProblem { file: "seeds/common/glossary.toml".to_owned(), problem });
    (library, in_common.chain(found).collect())
}

/// Opens a folder of document folders, or one document folder.
///
/// # Errors
///
/// When the folder cannot be read or has no document. Faults of a document are
/// problems.
pub fn open(path: &Path) -> Result<(Library, Vec<FileProblem>), OpenError> {
    let folders =
        folders(path).map_err(|source| OpenError::Unreadable { path: path.to_owned(), source })?;
    if folders.is_empty() {
        return Err(OpenError::NoDocument { path: path.to_owned() });
    }
    Ok(Library::read(&folders, snapshot::common()?))
}

fn folders(path: &Path) -> io::Result<Vec<SourceFolder>> {
    if has_document(path) {
        return Ok(vec![folder(path)]);
    }
    let mut inner: Vec<PathBuf> =
        fs::read_dir(path)?.map(|it| Ok(it?.path())).collect::<io::Result<_>>()?;
    inner.sort();
    Ok(inner.iter().filter(|it| has_document(it)).map(|it| folder(it)).collect())
}

/// Whether a folder has a file of a document, perhaps without its texts.
fn has_document(path: &Path) -> bool {
    SourceFolder::FILES.iter().any(|it| path.join(it).is_file())
}

fn folder(path: &Path) -> SourceFolder {
    let name = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    let name = name.file_name().map(|it| it.to_string_lossy().into_owned()).unwrap_or_default();
    let files = SourceFolder::FILES.iter().filter_map(|name| {
        let content = content(&path.join(name))?;
        Some(SourceFile { name: (*name).to_owned(), content })
    });
    SourceFolder { path: path.display().to_string(), name, files: files.collect() }
}

/// Reads a file, up to the size limit; `None` if there is no file.
fn content(path: &Path) -> Option<Content> {
    let read = || -> io::Result<Content> {
        let file = File::open(path)?;
        let mut bytes = Vec::new();
        file.take(MAX_FILE_BYTES + 1).read_to_end(&mut bytes)?;
        if bytes.len() as u64 > MAX_FILE_BYTES {
            return Ok(Content::TooLarge(fs::metadata(path)?.len()));
        }
        Ok(Content::Bytes(Cow::Owned(bytes)))
    };
    match read() {
        Ok(content) => Some(content),
        Err(error) if error.kind() == io::ErrorKind::NotFound => None,
        Err(error) => Some(Content::Unreadable(error.to_string())),
    }
}
