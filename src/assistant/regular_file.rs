//! Regular files, opened without waiting.
//!
//! To open a named pipe waits for its other end, and a device may give bytes without end. Somebody may put one in
//! the place of a file after a look at its path, so the open file itself is asked what it is.

use std::{
    fs::{self, File, Metadata},
    io,
    path::Path,
};

/// The reason that a file was not opened.
#[derive(Debug)]
pub enum NotOpened {
    /// The system refused it.
    Unreadable(io::Error),
    /// It is no regular file, but this.
    NoFile(&'static str),
}

impl From<io::Error> for NotOpened {
    fn from(error: io::Error) -> Self {
        Self::Unreadable(error)
    }
}

impl From<NotOpened> for io::Error {
    fn from(error: NotOpened) -> Self {
        match error {
            NotOpened::Unreadable(error) => error,
            NotOpened::NoFile(kind) => {
                Self::new(io::ErrorKind::InvalidInput, format!("{kind}, not a regular file"))
            }
        }
    }
}

/// Opens a regular file for reading, with what is known of the open file.
pub fn open_regular(path: &Path) -> Result<(File, Metadata), NotOpened> {
    // Only to open some devices changes them.
    check(&fs::metadata(path)?)?;
    open_unseen(path)
}

/// Opens whatever is at a path by now.
fn open_unseen(path: &Path) -> Result<(File, Metadata), NotOpened> {
    let mut options = File::options();
    options.read(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::custom_flags(
        &mut options,
        libc::O_NONBLOCK | libc::O_NOCTTY,
    );
    let file = options.open(path)?;
    let metadata = file.metadata()?;
    check(&metadata)?;
    Ok((file, metadata))
}

fn check(metadata: &Metadata) -> Result<(), NotOpened> {
    if metadata.is_file() { Ok(()) } else { Err(NotOpened::NoFile(kind(metadata))) }
}

fn kind(metadata: &Metadata) -> &'static str {
    #[cfg(unix)]
    {
        use std::os::unix::fs::FileTypeExt;
        let kind = metadata.file_type();
        if kind.is_fifo() {
            return "a named pipe";
        }
        if kind.is_socket() {
            return "a socket";
        }
    }
    if metadata.is_dir() { "a folder" } else { "a device" }
}

#[cfg(unix)]
#[cfg(test)]
mod tests {
    use std::{os::unix::net::UnixListener, path::PathBuf, process::Command};

    use super::*;

    fn told(opened: Result<(File, Metadata), NotOpened>) -> String {
        match opened {
            Ok((_, metadata)) => format!("{} bytes", metadata.len()),
            Err(NotOpened::NoFile(kind)) => kind.to_owned(),
            Err(NotOpened::Unreadable(error)) => format!("{:?}", error.kind()),
        }
    }

    #[test]
    fn nothing_but_regular_files_is_opened() {
        let root = tempfile::tempdir().unwrap();
        let at = |name: &str| root.path().join(name);
        fs::write(at("file"), "Pact").unwrap();
        assert!(Command::new("mkfifo").arg(at("pipe")).status().unwrap().success());
        let _socket = UnixListener::bind(at("socket")).unwrap();
        for (path, wanted) in [
            (at("file"), "4 bytes"),
            (at("pipe"), "a named pipe"),
            (at("socket"), "a socket"),
            (root.path().to_owned(), "a folder"),
            (PathBuf::from("/dev/zero"), "a device"),
            (at("none"), "NotFound"),
        ] {
            assert_eq!(told(open_regular(&path)), wanted, "{}", path.display());
        }
        // What was a file at the look; to open it in the usual way would wait for ever.
        assert_eq!(told(open_unseen(&at("pipe"))), "a named pipe");
        assert_eq!(told(open_unseen(Path::new("/dev/zero"))), "a device");
    }
}
