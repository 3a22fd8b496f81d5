//! The files of a library folder: which there are, whether they changed, and what they contain.
//!
//! A scan looks at sizes and times only, so it is cheap, and works where a system tells nothing of changes, as on NFS
//! and in containers. A file that has another [`Stamp`] is read again; whether it changed, its content decides.

use std::{
    borrow::Cow,
    fs::{self, Metadata},
    io::{self, Read},
    path::{Path, PathBuf},
    time::{SystemTime, UNIX_EPOCH},
};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::corpus::{Content, MAX_FILE_BYTES, SourceFile, SourceFolder};

use super::regular_file::{NotOpened, open_regular};

/// A hash of the names and contents of a document's files.
pub(super) type ContentHash = [u8; 32];

/// A document's folder with the files that it is read from.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub(super) struct DocumentFiles {
    /// The folder, as the operator named the library.
    pub(super) path: PathBuf,
    /// In the order of [`SourceFolder::FILES`].
    files: Vec<(String, Stamp)>,
}

/// What tells that a file was changed, without reading it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
struct Stamp {
    is_file: bool,
    n_bytes: u64,
    /// Seconds and nanoseconds since 1970.
    modified: (u64, u32),
    /// When its content or its standing last changed; a program cannot set it.
    changed: (i64, i64),
    number: u64,
}

impl Stamp {
    fn of(metadata: &Metadata) -> Self {
        let modified = metadata.modified().unwrap_or(UNIX_EPOCH);
        let modified = modified.duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
        let (changed, number) = on_disk(metadata);
        Self {
            is_file: metadata.is_file(),
            n_bytes: metadata.len(),
            modified: (modified.as_secs(), modified.subsec_nanos()),
            changed,
            number,
        }
    }
}

#[cfg(unix)]
fn on_disk(metadata: &Metadata) -> ((i64, i64), u64) {
    use std::os::unix::fs::MetadataExt;
    ((metadata.ctime(), metadata.ctime_nsec()), metadata.ino())
}

#[cfg(not(unix))]
fn on_disk(_metadata: &Metadata) -> ((i64, i64), u64) {
    ((0, 0), 0)
}

impl DocumentFiles {
    /// The files of a folder; `None` if it is no document.
    pub(super) fn of(path: &Path) -> Option<Self> {
        let stamp = |name: &&str| {
            let metadata = fs::metadata(path.join(name)).ok()?;
            Some(((*name).to_owned(), Stamp::of(&metadata), metadata.is_dir()))
        };
        let found: Vec<_> = SourceFolder::FILES.iter().filter_map(stamp).collect();
        // A folder of that name beside no file is a document of a library.
        let is_document = found.iter().any(|(_, _, is_folder)| !is_folder);
        let files = found.into_iter().map(|(name, stamp, _)| (name, stamp)).collect();
        is_document.then(|| Self { path: path.to_owned(), files })
    }

    /// Whether the files are those of `other`, which may have been named by another path.
    pub(super) fn same_as(&self, other: &Self) -> bool {
        self.files == other.files && self.path.file_name() == other.path.file_name()
    }

    /// The bytes of all files.
    pub(super) fn n_bytes(&self) -> u64 {
        self.files.iter().map(|(_, it)| it.n_bytes).sum()
    }

    /// Reads the files, with the hash of what was read.
    pub(super) fn read(&self) -> (SourceFolder, ContentHash) {
        let name = self.path.canonicalize().unwrap_or_else(|_| self.path.clone());
        let name = name.file_name().map(|it| it.to_string_lossy().into_owned()).unwrap_or_default();
        let files = self.files.iter().filter_map(|(name, _)| {
            let content = read_file(&self.path, name)?;
            Some(SourceFile { name: name.clone(), content })
        });
        let files: Vec<SourceFile> = files.collect();
        let hash = hash(&name, &files);
        (SourceFolder { path: self.path.display().to_string(), name, files }, hash)
    }
}

const NO_FILE: &str = "not a regular file";

const LINK: &str = "a link to a place outside the document's folder";

/// Whether a file is a link to a place outside the folder that it is in.
fn leaves(folder: &Path, file: &Path) -> bool {
    let is_link = fs::symlink_metadata(file).is_ok_and(|it| it.is_symlink());
    is_link
        && match (file.canonicalize(), folder.canonicalize()) {
            (Ok(target), Ok(folder)) => !target.starts_with(folder),
            (Err(_), _) | (_, Err(_)) => false,
        }
}

/// Finds the documents of a folder of document folders, or of one document's folder, in the order of their names.
pub(super) fn scan(path: &Path) -> io::Result<Vec<DocumentFiles>> {
    if let Some(only) = DocumentFiles::of(path) {
        return Ok(vec![only]);
    }
    let mut inner: Vec<PathBuf> =
        fs::read_dir(path)?.map(|it| Ok(it?.path())).collect::<io::Result<_>>()?;
    // What begins with a dot is no document: an import that is being written, for example.
    inner.retain(|it| !it.file_name().is_some_and(|it| it.as_encoded_bytes().starts_with(b".")));
    inner.sort();
    Ok(inner.iter().filter_map(|it| DocumentFiles::of(it)).collect())
}

/// The lengths part names and contents, so that no two folders are hashed alike.
fn hash(name: &str, files: &[SourceFile]) -> ContentHash {
    let mut hash = Sha256::new();
    let mut add = |bytes: &[u8]| {
        hash.update((bytes.len() as u64).to_le_bytes());
        hash.update(bytes);
    };
    add(name.as_bytes());
    for file in files {
        add(file.name.as_bytes());
        match &file.content {
            Content::Bytes(bytes) => add(bytes),
            Content::TooLarge(n) => add(&n.to_le_bytes()),
            Content::Unreadable(reason) => add(reason.as_bytes()),
        }
    }
    hash.finalize().into()
}

/// Reads a regular file of a document's folder, up to the size limit; `None` if there is no file. Nothing outside the
/// folder is read.
pub fn read_file(folder: &Path, name: &str) -> Option<Content> {
    let path = folder.join(name);
    if leaves(folder, &path) {
        return Some(Content::Unreadable(LINK.to_owned()));
    }
    match content(&path) {
        Ok(content) => Some(content),
        Err(NotOpened::Unreadable(error)) if error.kind() == io::ErrorKind::NotFound => None,
        Err(NotOpened::Unreadable(error)) => Some(Content::Unreadable(error.to_string())),
        Err(NotOpened::NoFile(_)) => Some(Content::Unreadable(NO_FILE.to_owned())),
    }
}

fn content(path: &Path) -> Result<Content, NotOpened> {
    let (file, metadata) = open_regular(path)?;
    let mut bytes = Vec::new();
    file.take(MAX_FILE_BYTES + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > MAX_FILE_BYTES {
        return Ok(Content::TooLarge(metadata.len()));
    }
    Ok(Content::Bytes(Cow::Owned(bytes)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_is_seen_without_reading_and_judged_by_the_content() {
        let root = tempfile::tempdir().unwrap();
        let document = root.path().join("pact");
        fs::create_dir(&document).unwrap();
        assert_eq!(scan(root.path()).unwrap(), []);
        fs::write(document.join("en.txt"), "Pact").unwrap();
        let first = scan(root.path()).unwrap();
        assert_eq!(first, scan(root.path()).unwrap());
        let hash = || scan(root.path()).unwrap()[0].read().1;
        let of_first = hash();
        // As an editor does it: a new file takes the place of the old one.
        fs::write(document.join("new"), "Pact").unwrap();
        fs::rename(document.join("new"), document.join("en.txt")).unwrap();
        assert_ne!(first, scan(root.path()).unwrap());
        assert_eq!(of_first, hash());
        fs::write(document.join("en.txt"), "Pacts").unwrap();
        assert_ne!(of_first, hash());
        assert_eq!(scan(&document).unwrap().len(), 1);
    }

    /// Nothing waits for a pipe, or reads a device, that takes the place of a file after the scan.
    #[cfg(unix)]
    #[test]
    fn what_takes_the_place_of_a_file_is_not_read() {
        use std::{os::unix::fs::symlink, process::Command};

        let root = tempfile::tempdir().unwrap();
        let path = root.path().join("en.txt");
        let refused = |put: &dyn Fn()| {
            fs::write(&path, "Pact").unwrap();
            let files = scan(root.path()).unwrap().remove(0);
            fs::remove_file(&path).unwrap();
            put();
            let content = files.read().0.files.remove(0).content;
            _ = fs::remove_file(&path).or_else(|_| fs::remove_dir(&path));
            format!("{content:?}")
        };
        let pipe = || assert!(Command::new("mkfifo").arg(&path).status().unwrap().success());
        assert_eq!(refused(&pipe), format!("Unreadable({NO_FILE:?})"));
        assert_eq!(refused(&|| fs::create_dir(&path).unwrap()), format!("Unreadable({NO_FILE:?})"));
        for target in ["/dev/zero", "/etc/passwd"] {
            let link = || symlink(target, &path).unwrap();
            assert_eq!(refused(&link), format!("Unreadable({LINK:?})"), "{target}");
        }
        assert_eq!(scan(root.path()).unwrap(), []);
    }
}
