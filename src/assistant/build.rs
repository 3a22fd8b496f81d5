//! Reads and indexes documents, in memory or on disk, and opens what is on disk.
//!
//! On disk, the clauses of a document are written as soon as they are read, and the index is made of what was written: so
//! a library that is larger than memory can be indexed.

use std::{
    collections::HashMap,
    ffi::OsString,
    io,
    path::{Path, PathBuf},
    sync::Arc,
    thread,
};

use crate::{
    answer::Names,
    corpus::{Agreement, BLOCK, CommonGlossary, Provisions},
    search::{Index, IndexState},
    text::Folding,
    wording::Catalogs,
};

use super::{
    answering::Assistant,
    disk::{Header, IndexFile, Part, StoredClauses, StoredDocument, Writer, encode},
    files::DocumentFiles,
    library::OpenError,
    parallel::in_order,
    record::{Record, library},
};

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

/// A document on its way into a library.
pub(super) enum Source {
    Known(Box<Record>),
    New(DocumentFiles),
}

impl Source {
    pub(super) fn known(record: Record) -> Self {
        Self::Known(record.into())
    }

    pub(super) fn into_known(self) -> Option<Record> {
        match self {
            Self::Known(record) => Some(*record),
            Self::New(_) => None,
        }
    }

    fn record(&self) -> Record {
        match self {
            Self::Known(record) => Record::clone(record),
            Self::New(files) => Record::read(files).0,
        }
    }
}

/// The documents, those of them as records that are stored as they are now.
pub(super) fn reused(
    file: &IndexFile,
    stored: Vec<StoredDocument>,
    known: &[DocumentFiles],
) -> Vec<Source> {
    let name = |it: &DocumentFiles| it.path.file_name().map(OsString::from);
    let mut stored: HashMap<Option<OsString>, StoredDocument> =
        stored.into_iter().map(|it| (name(&it.files), it)).collect();
    let source = |files: &DocumentFiles| {
        let same = stored.remove(&name(files));
        let same = same.filter(|it| it.files.same_as(files) || files.read().1 == it.hash);
        same.map_or_else(
            || Source::New(files.clone()),
            |it| Source::known(StoredDocument { files: files.clone(), ..it }.record(file)),
        )
    };
    known.iter().map(source).collect()
}

impl StoredDocument {
    /// The document with its clauses in `file`.
    fn record(self, file: &IndexFile) -> Record {
        let Self { files, hash, n_problems, n_fatal, head, n_clauses, languages, blocks } = self;
        let clauses = StoredClauses { file: file.clone(), blocks, files: files.clone(), hash };
        let provisions = Provisions::stored(n_clauses, languages, Box::new(clauses));
        let agreement = Agreement { provisions, ..head };
        Record { files, hash, agreement, n_problems, n_fatal }
    }
}

fn unreadable(error: io::Error) -> OpenError {
    OpenError::Index(error.into())
}

/// Opens an index on disk.
pub(super) fn load(
    file: &IndexFile,
    tables: Part,
    engine: &[(String, Part)],
    records: &[Record],
    common: &Arc<CommonGlossary>,
) -> Result<Assistant, OpenError> {
    let (library, _) = library(records, Arc::clone(common));
    if library.agreements.is_empty() {
        return Err(OpenError::Empty);
    }
    let (tables, files) = thread::scope(|scope| {
        let tables = scope.spawn(|| file.decode::<(Names, IndexState)>(tables));
        let files: io::Result<Vec<_>> =
            engine.iter().map(|(name, part)| Ok((name.clone(), file.region(*part)?))).collect();
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
pub(super) fn build(
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
            let Header { documents, tables, engine } = header;
            let records: Vec<Record> = documents.into_iter().map(|it| it.record(&file)).collect();
            let assistant = load(&file, tables, &engine, &records, common)?;
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
        records = stored.iter().map(|it| it.clone().record(&file)).collect();
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
