//! The file of a library that was read and indexed, and lies on disk.
//!
//! ```text
//! clauses of document 1, of document 2, …   each read when somebody asks for one
//! files of the search engine                read piece by piece
//! names and tables of the index             read at the start
//! header                                    documents without their clauses; where each part lies
//! footer                                    where the header lies
//! ```
//!
//! What always holds: each part has a checksum, which is compared before the part is used; a file of another program, or
//! one that was changed or cut, gives an error and never an answer; a file is written under another name and renamed
//! once it is whole, so that programs that write at the same time do not meet.

use std::{
    fs::{self, File},
    hash::{BuildHasher, Hasher, RandomState},
    io::{self, BufWriter, Write},
    ops::Range,
    path::{Path, PathBuf},
    sync::Arc,
    time::{Duration, SystemTime},
};

use serde::{Deserialize, Serialize, de::DeserializeOwned};

use crate::{
    corpus::{Agreement, BLOCK, Provision, Stored},
    search::Region,
    text::Language,
};

use super::{
    files::{ContentHash, DocumentFiles},
    regular_file::open_regular,
};

/// The first bytes of the file.
const MAGIC: &[u8; 16] = b"clausebot index\n";

/// The last bytes: place and length of the header, its checksum, and a checksum of these.
const FOOTER: usize = 24;

/// The program that writes and reads: a hash of its sources, since a change of the reader changes what is stored.
const PROGRAM: &str = concat!(env!("CARGO_PKG_VERSION"), " ", env!("CLAUSEBOT_SOURCES"));

/// Bytes that are read at a time to compare a checksum.
const BUFFER: usize = 1 << 18;

/// Age of a temporary file that a program left when it was killed.
const STALE: Duration = Duration::from_hours(1);

/// A run of bytes of the file, with its checksum.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Part {
    at: u64,
    n_bytes: u64,
    checksum: u32,
}

/// The parts of a library.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Header {
    pub(super) documents: Vec<StoredDocument>,
    /// The names and the tables of the index.
    pub(super) tables: Part,
    /// The files of the search engine, by name.
    pub(super) engine: Vec<(String, Part)>,
}

/// A document without its clauses.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct StoredDocument {
    pub(super) files: DocumentFiles,
    pub(super) hash: ContentHash,
    pub(super) n_problems: usize,
    pub(super) n_fatal: usize,
    pub(super) head: Agreement,
    pub(super) n_clauses: usize,
    pub(super) languages: Vec<Language>,
    /// The clauses, in blocks of [`BLOCK`].
    pub(super) blocks: Vec<Part>,
}

/// A file that is read at any place by many threads.
#[derive(Debug)]
struct Place(File);

impl Place {
    #[cfg(unix)]
    fn read_at(&self, bytes: &mut [u8], at: u64) -> io::Result<()> {
        std::os::unix::fs::FileExt::read_exact_at(&self.0, bytes, at)
    }

    #[cfg(windows)]
    fn read_at(&self, mut bytes: &mut [u8], mut at: u64) -> io::Result<()> {
        while !bytes.is_empty() {
            let n = std::os::windows::fs::FileExt::seek_read(&self.0, bytes, at)?;
            if n == 0 {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
            bytes = bytes.get_mut(n..).unwrap_or_default();
            at += n as u64;
        }
        Ok(())
    }
}

fn damaged(what: &str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, what)
}

/// A file that is open for reading.
#[derive(Clone, Debug)]
pub(super) struct IndexFile {
    place: Arc<Place>,
    n_bytes: u64,
}

impl IndexFile {
    /// Opens a file that this program wrote.
    pub(super) fn open(path: &Path) -> io::Result<(Self, Header)> {
        let (file, metadata) = open_regular(path)?;
        let this = Self { place: Place(file).into(), n_bytes: metadata.len() };
        let header = this.decode(this.header()?)?;
        Ok((this, header))
    }

    fn header(&self) -> io::Result<Part> {
        let mut magic = [0; MAGIC.len()];
        self.place.read_at(&mut magic, 0)?;
        let mut footer = [0; FOOTER];
        let at = self.n_bytes.checked_sub(FOOTER as u64).ok_or_else(|| damaged("too short"))?;
        self.place.read_at(&mut footer, at)?;
        let (part, checksum) = footer.split_at(FOOTER - 4);
        if magic != *MAGIC || footer_checksum(part).to_le_bytes() != checksum {
            return Err(damaged("cut, or of another version of the program"));
        }
        let (at, rest) = part.split_at(8);
        let (n_bytes, checksum) = rest.split_at(8);
        let number = |bytes: &[u8]| bytes.try_into().map(u64::from_le_bytes);
        let numbers = (number(at), number(n_bytes), checksum.try_into().map(u32::from_le_bytes));
        match numbers {
            (Ok(at), Ok(n_bytes), Ok(checksum)) => Ok(Part { at, n_bytes, checksum }),
            (Ok(_) | Err(_), Ok(_) | Err(_), Ok(_) | Err(_)) => Err(damaged("no footer")),
        }
    }

    /// Reads a part.
    pub(super) fn read(&self, part: Part) -> io::Result<Vec<u8>> {
        let end = part.at.checked_add(part.n_bytes).filter(|it| *it <= self.n_bytes);
        let n_bytes = end.and_then(|_| usize::try_from(part.n_bytes).ok());
        let mut bytes = vec![0; n_bytes.ok_or_else(|| damaged("a part is beyond the end"))?];
        self.place.read_at(&mut bytes, part.at)?;
        if crc32fast::hash(&bytes) != part.checksum {
            return Err(damaged("a checksum differs"));
        }
        Ok(bytes)
    }

    /// Reads what a part is the bytes of.
    pub(super) fn decode<T: DeserializeOwned>(&self, part: Part) -> io::Result<T> {
        postcard::from_bytes(&self.read(part)?).map_err(io::Error::other)
    }

    /// Compares the checksum of a part that is not read as a whole.
    fn verify(&self, part: Part) -> io::Result<()> {
        let mut block = vec![0; BUFFER];
        let mut checksum = crc32fast::Hasher::new();
        let (mut at, mut left) = (part.at, part.n_bytes);
        while left > 0 {
            let n = left.min(BUFFER as u64);
            let bytes = usize::try_from(n).ok().and_then(|it| block.get_mut(..it));
            let bytes = bytes.unwrap_or_default();
            self.place.read_at(bytes, at)?;
            checksum.update(bytes);
            (at, left) = (at + n, left - n);
        }
        if checksum.finalize() == part.checksum {
            Ok(())
        } else {
            Err(damaged("a checksum differs"))
        }
    }

    /// A part that is read piece by piece.
    pub(super) fn region(&self, part: Part) -> io::Result<Arc<dyn Region>> {
        self.verify(part)?;
        Ok(Arc::new(FileRegion { file: self.clone(), part }))
    }
}

#[derive(Debug)]
struct FileRegion {
    file: IndexFile,
    part: Part,
}

impl Region for FileRegion {
    fn n_bytes(&self) -> usize {
        usize::try_from(self.part.n_bytes).unwrap_or(usize::MAX)
    }

    fn read(&self, range: Range<usize>) -> io::Result<Vec<u8>> {
        let inside = range.start <= range.end && range.end <= self.n_bytes();
        let mut bytes = vec![0; if inside { range.len() } else { 0 }];
        if !inside {
            return Err(damaged("a read beyond the end of a file"));
        }
        self.file.place.read_at(&mut bytes, self.part.at + range.start as u64)?;
        Ok(bytes)
    }
}

/// The clauses of a document in the file, or, if it was damaged since, in the document's own files.
#[derive(Debug)]
pub(super) struct StoredClauses {
    pub(super) file: IndexFile,
    pub(super) blocks: Vec<Part>,
    pub(super) files: DocumentFiles,
    pub(super) hash: ContentHash,
}

impl Stored for StoredClauses {
    fn read(&self) -> Vec<Provision> {
        let blocks = self.blocks.iter().map(|it| self.file.decode::<Vec<Provision>>(*it));
        let all: io::Result<Vec<_>> = blocks.collect();
        all.map_or_else(|_| self.again(), |it| it.into_iter().flatten().collect())
    }

    fn block(&self, place: usize) -> Vec<Provision> {
        let Some(part) = self.blocks.get(place) else { return Vec::new() };
        self.file
            .decode(*part)
            .unwrap_or_else(|_| self.again().into_iter().skip(place * BLOCK).take(BLOCK).collect())
    }
}

impl StoredClauses {
    /// Reads the document's own files, if they are still those of the index.
    fn again(&self) -> Vec<Provision> {
        let (folder, hash) = self.files.read();
        if hash == self.hash { Agreement::read(&folder).0.provisions.to_vec() } else { Vec::new() }
    }
}

/// A file that is being written.
#[derive(Debug)]
pub(super) struct Writer {
    file: BufWriter<File>,
    at: u64,
    path: PathBuf,
    temporary: Temporary,
}

/// A file that is removed unless it was renamed.
#[derive(Debug)]
struct Temporary(PathBuf);

impl Drop for Temporary {
    fn drop(&mut self) {
        _ = fs::remove_file(&self.0);
    }
}

impl Writer {
    /// Begins the file at `path`, whose folder is made if it is not there.
    pub(super) fn create(path: &Path) -> io::Result<Self> {
        let folder = path.parent().unwrap_or(Path::new("."));
        fs::create_dir_all(folder)?;
        // Processes in two containers may have one number, so a name by chance.
        let chance = RandomState::new().build_hasher().finish();
        let temporary = path.with_extension(format!("{chance:016x}.tmp"));
        let file = File::options().read(true).write(true).create_new(true).open(&temporary)?;
        let temporary = Temporary(temporary);
        // The clock of the disk, which may be that of another machine.
        remove_stale(folder, file.metadata()?.modified()?);
        let mut file = BufWriter::with_capacity(1 << 20, file);
        file.write_all(MAGIC)?;
        Ok(Self { file, at: MAGIC.len() as u64, path: path.to_owned(), temporary })
    }

    /// Adds a part.
    pub(super) fn add(&mut self, bytes: &[u8]) -> io::Result<Part> {
        let part =
            Part { at: self.at, n_bytes: bytes.len() as u64, checksum: crc32fast::hash(bytes) };
        self.file.write_all(bytes)?;
        self.at += part.n_bytes;
        Ok(part)
    }

    /// The parts that were added, for reading.
    pub(super) fn reading(&mut self) -> io::Result<IndexFile> {
        self.file.flush()?;
        let file = self.file.get_ref().try_clone()?;
        Ok(IndexFile { place: Place(file).into(), n_bytes: self.at })
    }

    /// Ends the file, and puts it in its place.
    pub(super) fn finish(
        mut self,
        documents: Vec<StoredDocument>,
        tables: Part,
        engine: Vec<(String, Part)>,
    ) -> io::Result<()> {
        let header = Header { documents, tables, engine };
        let part = self.add(&encode(&header)?)?;
        let mut footer = Vec::with_capacity(FOOTER);
        footer.extend(part.at.to_le_bytes());
        footer.extend(part.n_bytes.to_le_bytes());
        footer.extend(part.checksum.to_le_bytes());
        footer.extend(footer_checksum(&footer).to_le_bytes());
        self.file.write_all(&footer)?;
        self.file.flush()?;
        self.file.get_ref().sync_all()?;
        fs::rename(&self.temporary.0, &self.path)?;
        // The rename is lost with a power cut unless the folder is written too.
        if let Some(folder) = self.path.parent() {
            _ = File::open(folder).and_then(|it| it.sync_all());
        }
        Ok(())
    }
}

/// The checksum of a footer, which depends on the program too.
fn footer_checksum(footer: &[u8]) -> u32 {
    let mut checksum = crc32fast::Hasher::new();
    checksum.update(PROGRAM.as_bytes());
    checksum.update(footer);
    checksum.finalize()
}

/// The bytes of a thing, which [`IndexFile::decode`] reads.
pub(super) fn encode<T: Serialize>(thing: &T) -> io::Result<Vec<u8>> {
    postcard::to_stdvec(thing).map_err(io::Error::other)
}

/// Removes files that programs left when they were killed.
fn remove_stale(folder: &Path, now: SystemTime) {
    let is_stale = |it: &fs::DirEntry| {
        let modified = it.metadata().and_then(|it| it.modified());
        let age = modified.ok().and_then(|it| now.duration_since(it).ok());
        it.path().extension().is_some_and(|it| it == "tmp") && age.is_some_and(|it| it > STALE)
    };
    for entry in fs::read_dir(folder).into_iter().flatten().flatten().filter(is_stale) {
        _ = fs::remove_file(entry.path());
    }
}
