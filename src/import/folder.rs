//! Writing the folder of a document: whole or not at all, and over nothing without being told to.

use std::{
    fs::{self, File},
    io::{self, Write},
    path::{Path, PathBuf},
};

use crate::{
    assistant::{open_regular, read_file},
    corpus::{Content, SourceFile, SourceFolder},
};

use super::draft::Draft;

/// The reason that a folder is not written.
#[derive(Debug, thiserror::Error)]
pub enum FolderError {
    /// A text of that language is there.
    #[error("`{path}` is there already; to replace it, add `--force`")]
    Exists {
        /// The file.
        path: PathBuf,
    },
    /// The library is a document.
    #[error("`{path}` is the folder of a document; name the library that it is in")]
    Document {
        /// The folder.
        path: PathBuf,
    },
    /// The system refuses.
    #[error("cannot write `{path}`")]
    Write {
        /// The file or folder.
        path: PathBuf,
        /// The error of the system.
        #[source]
        source: io::Error,
    },
}

/// The files of a document that is in a library already; none if there is none.
pub(super) fn kept(folder: &Path) -> Vec<SourceFile> {
    let read = |name: &&str| {
        let content = read_file(folder, name)?;
        let is_read = matches!(content, Content::Bytes(_));
        is_read.then(|| SourceFile { name: (*name).to_owned(), content })
    };
    SourceFolder::FILES.iter().filter_map(read).collect()
}

impl Draft {
    /// The files of the document with this id in a library, which [`Draft::new`] adds to.
    pub fn kept(library: &Path, id: &str) -> Vec<SourceFile> {
        kept(&library.join(id))
    }
}

/// Writes a document into a library; with `replaces`, texts of the same languages are replaced. Returns its folder.
pub fn write(draft: &Draft, library: &Path, replaces: bool) -> Result<PathBuf, FolderError> {
    if SourceFolder::FILES.iter().any(|it| library.join(it).is_file()) {
        return Err(FolderError::Document { path: library.to_owned() });
    }
    let folder = library.join(&draft.id);
    let new: Vec<(&SourceFile, &[u8])> =
        draft.files.iter().filter_map(|it| Some((it, bytes(it)?))).collect();
    for (file, bytes) in &new {
        let path = folder.join(&file.name);
        let is_text = Path::new(&file.name).extension().is_some_and(|it| it == "txt");
        let is_other = || match read_file(&folder, &file.name) {
            Some(Content::Bytes(old)) => *old != **bytes,
            // Such a file is not replaced unasked either.
            Some(Content::TooLarge(_) | Content::Unreadable(_)) => true,
            None => false,
        };
        if is_text && !replaces && path.exists() && is_other() {
            return Err(FolderError::Exists { path });
        }
    }
    let at = |path: &Path| {
        let path = path.to_owned();
        move |source| FolderError::Write { path, source }
    };
    fs::create_dir_all(library).map_err(at(library))?;
    // Beside the library's folders, and hidden, so that no document is made of it if this is interrupted.
    let beside = library.join(format!(".importing-{}-{}", draft.id, std::process::id()));
    _ = fs::remove_dir_all(&beside);
    let written = fill(&beside, &folder, &new).and_then(|()| put_in_place(&beside, &folder));
    // After an exchange, the old folder is here.
    let removed = fs::remove_dir_all(&beside);
    written.map_err(at(&folder))?;
    match removed {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(at(&beside)(error)),
        Ok(()) | Err(_) => Ok(folder),
    }
}

fn bytes(file: &SourceFile) -> Option<&[u8]> {
    match &file.content {
        Content::Bytes(bytes) => Some(bytes),
        Content::TooLarge(_) | Content::Unreadable(_) => None,
    }
}

/// Writes the new files, and copies the others of the old folder.
fn fill(beside: &Path, old: &Path, new: &[(&SourceFile, &[u8])]) -> io::Result<()> {
    fs::create_dir(beside)?;
    for (file, bytes) in new {
        let mut file = File::create_new(beside.join(&file.name))?;
        file.write_all(bytes)?;
        file.sync_all()?;
    }
    let entries = match fs::read_dir(old) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(error),
    };
    for entry in entries {
        let entry = entry?;
        let to = beside.join(entry.file_name());
        if entry.file_type()?.is_file() && !to.exists() {
            copy(&entry.path(), &to)?;
        }
    }
    File::open(beside)?.sync_all()
}

/// Copies a regular file with its permissions.
fn copy(from: &Path, to: &Path) -> io::Result<()> {
    let (mut old, metadata) = open_regular(from)?;
    let mut new = File::create_new(to)?;
    io::copy(&mut old, &mut new)?;
    new.set_permissions(metadata.permissions())
}

/// Puts a folder in the place of another, at one moment where the system can.
fn put_in_place(beside: &Path, folder: &Path) -> io::Result<()> {
    if folder.exists() {
        exchange(beside, folder)?;
    } else {
        fs::rename(beside, folder)?;
    }
    folder.parent().map_or(Ok(()), |it| File::open(it)?.sync_all())
}

#[cfg(target_os = "linux")]
fn exchange(beside: &Path, folder: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};

    match renameat_with(CWD, beside, CWD, folder, RenameFlags::EXCHANGE) {
        Ok(()) => Ok(()),
        // Some file systems, such as NFS, know no exchange.
        Err(_) => replace(beside, folder),
    }
}

#[cfg(not(target_os = "linux"))]
fn exchange(beside: &Path, folder: &Path) -> io::Result<()> {
    replace(beside, folder)
}

/// Moves the old folder away, and back if the new one cannot take its place.
fn replace(beside: &Path, folder: &Path) -> io::Result<()> {
    let old = beside.with_extension("old");
    fs::rename(folder, &old)?;
    if let Err(error) = fs::rename(beside, folder) {
        fs::rename(&old, folder)?;
        return Err(error);
    }
    fs::remove_dir_all(&old)
}

#[cfg(test)]
mod tests {
    use tempfile::tempdir;

    use super::*;
    use crate::import::{
        draft::Source,
        paragraph::{Imported, Paragraph},
    };

    fn draft(text: &str, kept: Vec<SourceFile>) -> Draft {
        let paragraphs = text.lines().map(|it| Paragraph::text(it, None)).collect();
        let imported = Imported { paragraphs, doubts: Vec::new() };
        let source = Source { name: "plan".to_owned(), imported, language: None };
        Draft::new(vec![source], Some("plan"), None, kept).unwrap()
    }

    #[test]
    fn nothing_is_overwritten_but_by_force() {
        let library = tempdir().unwrap();
        let library = library.path().join("new");
        let folder = write(&draft("Plan\n1. Trade.", Vec::new()), &library, false).unwrap();
        fs::write(folder.join("glossary.toml"), "# mine").unwrap();
        let kept = || Draft::kept(&library, "plan");

        // The other language is added.
        write(&draft("计划\n1. 贸易。", kept()), &library, false).unwrap();
        assert!(folder.join("en.txt").exists() && folder.join("zh.txt").exists());

        let changed = draft("Plan\n1. Trade more.", kept());
        assert!(matches!(write(&changed, &library, false), Err(FolderError::Exists { .. })));
        assert_eq!(fs::read_to_string(folder.join("en.txt")).unwrap(), "Plan\n\n1. Trade.\n");
        write(&changed, &library, true).unwrap();
        assert_eq!(fs::read_to_string(folder.join("en.txt")).unwrap(), "Plan\n\n1. Trade more.\n");
        assert_eq!(fs::read_to_string(folder.join("glossary.toml")).unwrap(), "# mine");
        assert!(folder.join("zh.txt").exists());
        assert_eq!(fs::read_dir(&library).unwrap().count(), 1, "nothing is left beside");

        assert!(matches!(write(&changed, &folder, false), Err(FolderError::Document { .. })));
    }
}
