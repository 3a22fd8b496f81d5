//! A library folder: opened once, and looked at again while it is served.
//!
//! ```text
//! open   an index on disk is used if it is of these files; else what changed is read, and all is indexed
//! look   a scan of the files; once they are quiet, what changed is read, checked and indexed
//! ```
//!
//! What always holds: a large library is indexed on disk, a small one in memory; a document that is broken leaves the
//! one of before in its place; a folder that is empty or gone changes nothing.

use std::{
    collections::{HashMap, HashSet},
    convert::Infallible,
    ffi::OsString,
    io,
    path::{Path, PathBuf},
    sync::Arc,
    thread,
};

use crate::{
    answer::Names,
    corpus::{Agreement, BLOCK, CommonGlossary, FileProblem, Provisions},
    search::{Index, IndexState},
    text::Folding,
    wording::Catalogs,
};

use super::{
    Assistant,
    disk::{Header, IndexFile, StoredDocument, Writer, encode},
    files::DocumentFiles,
    library::{OpenError, documents},
    parallel::in_order,
    record::{Broken, Fault, Record, library},
    snapshot,
};

/// Bytes of files from which a library is indexed on disk: about 5,000 clauses. Below, to read and index them takes less
/// than a third of a second.
const LARGE: u64 = 2_000_000;

/// The folder of the index in a library.
const FOLDER: &str = ".clausebot";

/// Looks in a row that find further changes before the files are read all the same.
const MAX_WAITS: usize = 3;

/// Where a library and its index are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The folder of document folders, or of one document.
    pub library: PathBuf,
    /// The folder for the index; `None` for one in the library.
    pub index: Option<PathBuf>,
}

/// How far the work is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Progress {
    /// Documents read, of so many.
    Read(usize, usize),
    /// Clauses indexed, of so many.
    Indexed(usize, usize),
}

/// Where the index is.
#[derive(Debug)]
pub enum Storage {
    /// In memory, since the library is small.
    Memory,
    /// On disk, where it was found.
    Found(PathBuf),
    /// On disk, where it was written.
    Written(PathBuf),
    /// In memory, since it cannot be written.
    Refused(PathBuf, io::Error),
}

/// An open library.
#[derive(Debug)]
pub struct Opened {
    /// It answers.
    pub assistant: Assistant,
    /// Problems of its files.
    pub n_problems: usize,
    /// Where its index is.
    pub storage: Storage,
}

/// Whether to wait until files that change are quiet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Urgency {
    /// Wait, since they may be half written.
    Quiet,
    /// Do not wait: somebody says that they are whole.
    Now,
}

/// What a look at the folder found.
#[derive(Debug)]
pub enum Look {
    /// Nothing new.
    Unchanged,
    /// Changes that are not yet quiet.
    Waiting,
    /// The folder cannot be read, or has no document any more. It is told once.
    Gone(OpenError),
    /// Changes.
    Changed(Box<Changed>),
}

/// Changes of a folder.
#[derive(Debug)]
pub struct Changed {
    /// The library with them; `None` if none can be used.
    pub opened: Option<Opened>,
    /// Documents that are new or have another content.
    pub n_changed: usize,
    /// Documents that are no longer there.
    pub n_removed: usize,
    /// Documents that cannot be used as they are now.
    pub broken: Vec<Broken>,
}

/// A library folder.
#[derive(Debug)]
pub struct LibraryFolder {
    place: Place,
    common: Arc<CommonGlossary>,
    /// The documents that are served.
    records: Vec<Record>,
    /// The documents as they were when they were last read, broken ones too.
    known: Vec<DocumentFiles>,
    /// The documents at the last look, if they differed.
    seen: Option<Vec<DocumentFiles>>,
    n_waits: usize,
    is_gone: bool,
}

/// A document on its way into a library.
enum Source {
    Known(Record),
    New(DocumentFiles),
}

impl Place {
    /// The file of the index.
    fn index_file(&self) -> PathBuf {
        match &self.index {
            None => self.library.join(FOLDER).join("library.index"),
            Some(folder) => {
                let path = self.library.canonicalize().unwrap_or_else(|_| self.library.clone());
                let name = crc32fast::hash(path.as_os_str().as_encoded_bytes());
                folder.join(format!("{name:08x}.index"))
            }
        }
    }
}

impl LibraryFolder {
    /// Opens a library.
    pub fn open(place: Place, tell: &dyn Fn(Progress)) -> Result<(Self, Opened), OpenError> {
        Self::open_large(place, LARGE, tell)
    }

    /// Opens a library and writes its index, however small it is.
    pub fn index(place: Place, tell: &dyn Fn(Progress)) -> Result<(Self, Opened), OpenError> {
        Self::open_large(place, 0, tell)
    }

    fn open_large(
        place: Place,
        large: u64,
        tell: &dyn Fn(Progress),
    ) -> Result<(Self, Opened), OpenError> {
        let known = documents(&place.library)?;
        let common = snapshot::common()?;
        let stored = IndexFile::open(&place.index_file()).ok();
        let mut sources = Vec::new();
        if let Some((file, header)) = stored {
            sources = reused(&file, &header, &known);
            let is_whole = sources.iter().all(|it| matches!(it, Source::Known(_)));
            if is_whole && header.documents.len() == known.len() {
                let records = sources.iter().filter_map(Source::known).cloned().collect::<Vec<_>>();
                // An index that turns out to be damaged is built again.
                if let Ok(assistant) = load(&file, &header, &records, &common) {
                    let n_problems = records.iter().map(|it| it.n_problems).sum();
                    let storage = Storage::Found(place.index_file());
                    let opened = Opened { assistant, n_problems, storage };
                    return Ok((Self::new(place, common, records, known), opened));
                }
            }
        }
        if sources.is_empty() {
            sources = known.iter().cloned().map(Source::New).collect();
        }
        let is_large = known.iter().map(DocumentFiles::n_bytes).sum::<u64>() >= large;
        let to = is_large.then(|| place.index_file());
        let (records, opened) = build(&sources, to.as_deref(), &common, tell)?;
        Ok((Self::new(place, common, records, known), opened))
    }

    fn new(
        place: Place,
        common: Arc<CommonGlossary>,
        records: Vec<Record>,
        known: Vec<DocumentFiles>,
    ) -> Self {
        Self { place, common, records, known, seen: None, n_waits: 0, is_gone: false }
    }

    /// Looks for changes, and reads and indexes them.
    pub fn look(&mut self, urgency: Urgency, tell: &dyn Fn(Progress)) -> Result<Look, OpenError> {
        let found = match documents(&self.place.library) {
            Ok(found) => found,
            Err(error) => {
                let was_gone = std::mem::replace(&mut self.is_gone, true);
                return Ok(if was_gone { Look::Unchanged } else { Look::Gone(error) });
            }
        };
        self.is_gone = false;
        if found == self.known {
            self.seen = None;
            self.n_waits = 0;
            if urgency == Urgency::Quiet {
                return Ok(Look::Unchanged);
            }
        }
        let is_quiet = self.seen.as_ref() == Some(&found);
        if urgency == Urgency::Quiet && !is_quiet && self.n_waits < MAX_WAITS {
            self.seen = Some(found);
            self.n_waits += 1;
            return Ok(Look::Waiting);
        }
        self.seen = None;
        self.n_waits = 0;
        self.take(found, tell)
    }

    /// Reads the documents that changed, and indexes all. If that fails or panics, the documents of before stay.
    fn take(
        &mut self,
        found: Vec<DocumentFiles>,
        tell: &dyn Fn(Progress),
    ) -> Result<Look, OpenError> {
        let before = std::mem::replace(&mut self.known, found.clone());
        let before: HashSet<DocumentFiles> = before.into_iter().collect();
        let new: Vec<DocumentFiles> =
            found.iter().filter(|it| !before.contains(it)).cloned().collect();
        let served: HashMap<&Path, &Record> =
            self.records.iter().map(|it| (it.path(), it)).collect();
        let mut next = Next::of(&found, &served);
        let Ok(()) = in_order(&new, Record::read, |(record, problems)| {
            next.readings.insert(record.files.path.clone(), (record, problems));
            Ok::<(), Infallible>(())
        });
        for files in &found {
            next.add(files, served.get(&*files.path).copied());
        }
        let n_removed = served.keys().filter(|it| !next.ids.contains_key(**it)).count();
        let Next { records, n_changed, broken, readings: _, ids: _ } = next;
        let changed = Changed { opened: None, n_changed, n_removed, broken };
        if n_changed + n_removed == 0 {
            self.records = records;
            let is_same = changed.broken.is_empty();
            return Ok(if is_same { Look::Unchanged } else { Look::Changed(changed.into()) });
        }
        let (records, opened) = self.build(records, tell)?;
        self.records = records;
        Ok(Look::Changed(Changed { opened: Some(opened), ..changed }.into()))
    }

    fn build(
        &self,
        records: Vec<Record>,
        tell: &dyn Fn(Progress),
    ) -> Result<(Vec<Record>, Opened), OpenError> {
        let is_large = records.iter().map(|it| it.files.n_bytes()).sum::<u64>() >= LARGE;
        let index = self.place.index_file();
        let to = Some(index).filter(|it| is_large || it.exists());
        let sources: Vec<Source> = records.into_iter().map(Source::Known).collect();
        build(&sources, to.as_deref(), &self.common, tell)
    }
}

/// The documents after a change, as they come together.
#[derive(Default)]
struct Next {
    /// The documents that were read, with the problems of their files, by folder.
    readings: HashMap<PathBuf, (Record, Vec<FileProblem>)>,
    /// The ids of the documents of before that are still there, by folder.
    ids: HashMap<PathBuf, String>,
    records: Vec<Record>,
    n_changed: usize,
    broken: Vec<Broken>,
}

impl Next {
    fn of(found: &[DocumentFiles], served: &HashMap<&Path, &Record>) -> Self {
        let id = |it: &DocumentFiles| Some(served.get(&*it.path)?.agreement.id.clone());
        let ids = found.iter().filter_map(|it| Some((it.path.clone(), id(it)?)));
        Self { ids: ids.collect(), ..Self::default() }
    }

    /// Adds the next document: as it was read, or as it was before.
    fn add(&mut self, files: &DocumentFiles, before: Option<&Record>) {
        let Some((record, problems)) = self.readings.remove(&files.path) else {
            self.records.extend(before.cloned());
            return;
        };
        if let Some(same) = before.filter(|it| it.hash == record.hash) {
            self.records.push(Record { files: record.files, ..same.clone() });
            return;
        }
        let id = &record.agreement.id;
        let is_taken = self.ids.iter().any(|(path, it)| it == id && *path != files.path);
        let taken = is_taken.then(|| Fault::RepeatedId(id.clone()));
        if let Some(fault) = taken.or_else(|| record.fault(problems, before)) {
            let folder = files.path.display().to_string();
            self.broken.push(Broken { folder, fault, stays: before.is_some() });
            self.records.extend(before.cloned());
            return;
        }
        self.records.push(record);
        self.n_changed += 1;
    }
}

impl Source {
    fn known(&self) -> Option<&Record> {
        match self {
            Self::Known(record) => Some(record),
            Self::New(_) => None,
        }
    }

    fn record(&self) -> Record {
        match self {
            Self::Known(record) => record.clone(),
            Self::New(files) => Record::read(files).0,
        }
    }
}

/// The documents, those of them as records that are stored as they are now.
fn reused(file: &IndexFile, header: &Header, known: &[DocumentFiles]) -> Vec<Source> {
    let name = |it: &DocumentFiles| it.path.file_name().map(OsString::from);
    let stored: HashMap<Option<OsString>, &StoredDocument> =
        header.documents.iter().map(|it| (name(&it.files), it)).collect();
    let source = |files: &DocumentFiles| {
        let stored = stored.get(&name(files)).copied();
        let same = stored.filter(|it| it.files.same_as(files) || files.read().1 == it.hash);
        same.map_or_else(|| Source::New(files.clone()), |it| Source::Known(it.record(file, files)))
    };
    known.iter().map(source).collect()
}

impl StoredDocument {
    fn record(&self, file: &IndexFile, files: &DocumentFiles) -> Record {
        let (n_problems, n_fatal) = (self.n_problems, self.n_fatal);
        let agreement = self.agreement(file, files);
        Record { files: files.clone(), hash: self.hash, agreement, n_problems, n_fatal }
    }
}

fn unreadable(error: io::Error) -> OpenError {
    OpenError::Index(error.into())
}

/// Opens an index on disk.
fn load(
    file: &IndexFile,
    header: &Header,
    records: &[Record],
    common: &Arc<CommonGlossary>,
) -> Result<Assistant, OpenError> {
    let (library, _) = library(records, Arc::clone(common));
    if library.agreements.is_empty() {
        return Err(OpenError::Empty);
    }
    let (tables, files) = thread::scope(|scope| {
        let tables = scope.spawn(|| file.decode::<(Names, IndexState)>(header.tables));
        let files: io::Result<Vec<_>> = header
            .engine
            .iter()
            .map(|(name, part)| Ok((name.clone(), file.region(*part)?)))
            .collect();
        (tables.join(), files)
    });
    let tables = tables.unwrap_or_else(|_| Err(io::Error::other("the tables cannot be read")));
    let (names, state) = tables.map_err(unreadable)?;
    let folding = Arc::new(Folding::new());
    let files = files.map_err(unreadable)?;
    let index = Index::restore_stored(state, files, Arc::clone(common), Arc::clone(&folding))?;
    Ok(Assistant { library, names, index, folding, catalogs: Catalogs::default() })
}

/// Reads the documents that are not yet read, and indexes all; on disk, if `to` names a file.
fn build(
    sources: &[Source],
    to: Option<&Path>,
    common: &Arc<CommonGlossary>,
    tell: &dyn Fn(Progress),
) -> Result<(Vec<Record>, Opened), OpenError> {
    let Some(path) = to else {
        let (records, _) = read(sources, None, tell).map_err(unreadable)?;
        let opened = in_memory(&records, common, tell, Storage::Memory)?;
        return Ok((records, opened));
    };
    let refused = |error| Storage::Refused(path.to_owned(), error);
    let mut writer = match Writer::create(path) {
        Ok(writer) => writer,
        Err(error) => {
            let (records, _) = read(sources, None, tell).map_err(unreadable)?;
            let opened = in_memory(&records, common, tell, refused(error))?;
            return Ok((records, opened));
        }
    };
    let (records, stored) = match read(sources, Some(&mut writer), tell) {
        Ok(read) => read,
        Err(error) => {
            let (records, _) = read(sources, None, tell).map_err(unreadable)?;
            let opened = in_memory(&records, common, tell, refused(error))?;
            return Ok((records, opened));
        }
    };
    let assistant = indexed(&records, common, tell)?;
    match write(writer, stored, assistant).and_then(|()| IndexFile::open(path)) {
        Ok((file, header)) => {
            let again = |it: &StoredDocument| it.record(&file, &it.files);
            let records: Vec<Record> = header.documents.iter().map(again).collect();
            let assistant = load(&file, &header, &records, common)?;
            let n_problems = records.iter().map(|it| it.n_problems).sum();
            let storage = Storage::Written(path.to_owned());
            Ok((records, Opened { assistant, n_problems, storage }))
        }
        Err(error) => {
            let opened = in_memory(&records, common, tell, refused(error))?;
            Ok((records, opened))
        }
    }
}

/// Reads the documents; their clauses are written by `writer`, if there is one, and kept nowhere else.
fn read(
    sources: &[Source],
    mut writer: Option<&mut Writer>,
    tell: &dyn Fn(Progress),
) -> io::Result<(Vec<Record>, Vec<StoredDocument>)> {
    let is_written = writer.is_some();
    let (mut records, mut stored) = (Vec::new(), Vec::new());
    let work = |source: &Source| {
        let record = source.record();
        let bytes = is_written.then(|| blocks(&record)).transpose();
        (record, bytes)
    };
    in_order(sources, work, |(record, bytes)| {
        if let (Some(writer), Some(blocks)) = (writer.as_deref_mut(), bytes?) {
            let Record { files, hash, agreement, n_problems, n_fatal } = record;
            let (n_clauses, languages) =
                (agreement.provisions.len(), agreement.provisions.languages().to_vec());
            let head = Agreement { provisions: Provisions::default(), ..agreement };
            let blocks = blocks.iter().map(|it| writer.add(it)).collect::<io::Result<_>>()?;
            stored.push(StoredDocument {
                files,
                hash,
                n_problems,
                n_fatal,
                head,
                n_clauses,
                languages,
                blocks,
            });
        } else {
            records.push(record);
        }
        tell(Progress::Read(records.len() + stored.len(), sources.len()));
        Ok::<(), io::Error>(())
    })?;
    if let Some(writer) = writer {
        let file = writer.reading()?;
        records = stored.iter().map(|it| it.record(&file, &it.files)).collect();
    }
    Ok((records, stored))
}

/// The clauses of a document in blocks, as they are stored.
fn blocks(record: &Record) -> io::Result<Vec<Vec<u8>>> {
    let clauses = record.agreement.provisions.scan();
    clauses.chunks(BLOCK).map(|it| encode(&it)).collect()
}

fn indexed(
    records: &[Record],
    common: &Arc<CommonGlossary>,
    tell: &dyn Fn(Progress),
) -> Result<Assistant, OpenError> {
    let (library, _) = library(records, Arc::clone(common));
    if library.agreements.is_empty() {
        return Err(OpenError::Empty);
    }
    let n_clauses = library.n_clauses();
    Ok(Assistant::indexed(library, |n| tell(Progress::Indexed(n, n_clauses)))?)
}

fn in_memory(
    records: &[Record],
    common: &Arc<CommonGlossary>,
    tell: &dyn Fn(Progress),
    storage: Storage,
) -> Result<Opened, OpenError> {
    let assistant = indexed(records, common, tell)?;
    let n_problems = library(records, Arc::clone(common)).1;
    Ok(Opened { assistant, n_problems, storage })
}

/// Writes an index, with what the documents have beside their clauses.
fn write(mut writer: Writer, stored: Vec<StoredDocument>, assistant: Assistant) -> io::Result<()> {
    let Assistant { names, index, library: _, folding: _, catalogs: _ } = assistant;
    let mut state = index.state().map_err(io::Error::other)?;
    let files = state.take_files();
    let engine: io::Result<Vec<_>> =
        files.into_iter().map(|(name, bytes)| Ok((name, writer.add(&bytes)?))).collect();
    let tables = writer.add(&encode(&(names, state))?)?;
    writer.finish(stored, tables, engine?)
}
