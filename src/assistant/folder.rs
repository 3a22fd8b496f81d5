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
    path::{Path, PathBuf},
    sync::Arc,
};

use crate::corpus::{CommonGlossary, FileProblem};

use super::{
    build::{Opened, Progress, Source, Storage, build, load, reused},
    disk::{Header, IndexFile},
    files::DocumentFiles,
    library::{OpenError, documents},
    parallel::in_order,
    record::{Broken, Fault, Record},
    snapshot,
};

/// Bytes of files from which a library is indexed on disk: 1,000 to 5,000 clauses. Below, to read and index them takes less
/// than a third of a second.
const LARGE: u64 = 500_000;

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
            let Header { documents, tables, engine } = header;
            let n_stored = documents.len();
            sources = reused(&file, documents, &known);
            let is_whole = sources.iter().all(|it| matches!(it, Source::Known(_)));
            if is_whole && n_stored == known.len() {
                let records: Vec<Record> =
                    sources.into_iter().filter_map(Source::into_known).collect();
                // An index that turns out to be damaged is built again.
                if let Ok(assistant) = load(&file, tables, &engine, &records, &common) {
                    let n_problems = records.iter().map(|it| it.n_problems).sum();
                    let storage = Storage::Found(place.index_file());
                    let opened = Opened { assistant, n_problems, storage };
                    return Ok((Self::new(place, common, records, known), opened));
                }
                sources = records.into_iter().map(Source::known).collect();
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
        self.take(&found, tell)
    }

    /// Reads the documents that changed, and indexes all. If that fails or panics, the documents of before stay.
    fn take(
        &mut self,
        found: &[DocumentFiles],
        tell: &dyn Fn(Progress),
    ) -> Result<Look, OpenError> {
        let before = std::mem::replace(&mut self.known, found.to_vec());
        let before: HashSet<DocumentFiles> = before.into_iter().collect();
        let new: Vec<DocumentFiles> =
            found.iter().filter(|it| !before.contains(it)).cloned().collect();
        let served: HashMap<&Path, &Record> =
            self.records.iter().map(|it| (it.path(), it)).collect();
        let mut next = Next::of(found, &served);
        let Ok(()) = in_order(&new, Record::read, |(record, problems)| {
            next.readings.insert(record.files.path.clone(), (record, problems));
            Ok::<(), Infallible>(())
        });
        for files in found {
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
        let sources: Vec<Source> = records.into_iter().map(Source::known).collect();
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
