//! The inverted index: which clauses have a term, and how often (tantivy).
//!
//! It has one segment in memory, whose documents are the clauses in their order. Terms come ready-made from
//! [`super::indexed`], so the engine analyses no text.

use std::sync::Arc;

use serde::{Deserialize, Serialize};
use tantivy::{
    Directory, Index, InvertedIndexReader, SingleSegmentIndexWriter, TantivyDocument, TantivyError,
    directory::RamDirectory,
    fieldnorm::FieldNormReader,
    postings::TermInfo,
    schema::{Field, IndexRecordOption, Schema, TextFieldIndexing, TextOptions},
    tokenizer::{Token, TokenStream, Tokenizer},
};

use super::{
    flat::Flat,
    region::{Region, StoredFiles},
    rows::{B, K1},
};

/// A field of a clause, each with terms of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// Han characters, and words beside them.
    Ones,
    /// Two Han characters, and words beside them.
    Twos,
    /// Stems and numbers.
    Words,
    /// Pairs of characters, stems and numbers of the expected questions.
    Asks,
    /// Concepts, by number.
    Concepts,
}

impl Part {
    const ALL: [Self; 5] = [Self::Ones, Self::Twos, Self::Words, Self::Asks, Self::Concepts];

    fn name(self) -> &'static str {
        match self {
            Self::Ones => "ones",
            Self::Twos => "twos",
            Self::Words => "words",
            Self::Asks => "asks",
            Self::Concepts => "concepts",
        }
    }
}

/// The terms of one clause, part by part, each term followed by [`SEPARATOR`].
#[derive(Debug, Default)]
pub(super) struct Entry([String; Part::ALL.len()]);

/// Stands between terms, and in none of them.
const SEPARATOR: char = '\n';

impl Entry {
    /// Adds a term, given in pieces.
    pub(super) fn add(&mut self, part: Part, pieces: &[&str]) {
        if let Some(terms) = self.0.get_mut(part as usize) {
            for piece in pieces {
                terms.push_str(piece);
            }
            terms.push(SEPARATOR);
        }
    }
}

/// Memory of the writer, which sizes its table of terms.
const WRITER_BYTES: usize = 50_000_000;

/// Writes the clauses in their order.
pub(super) struct EngineWriter {
    writer: SingleSegmentIndexWriter,
    directory: RamDirectory,
    fields: Vec<Field>,
}

impl EngineWriter {
    pub(super) fn new() -> Result<Self, TantivyError> {
        let mut schema = Schema::builder();
        let indexing = TextFieldIndexing::default()
            .set_index_option(IndexRecordOption::WithFreqs)
            .set_tokenizer("terms");
        let text = TextOptions::default().set_indexing_options(indexing);
        let fields = Part::ALL.map(|it| schema.add_text_field(it.name(), text.clone())).into();
        let manager = tantivy::tokenizer::TokenizerManager::new();
        manager.register("terms", Split);
        let builder = Index::builder().schema(schema.build()).tokenizers(manager);
        let directory = RamDirectory::create();
        let writer = builder.single_segment_index_writer(directory.clone(), WRITER_BYTES)?;
        Ok(Self { writer, directory, fields })
    }

    /// Adds the next clause.
    pub(super) fn add(&mut self, entry: Entry) -> Result<(), TantivyError> {
        let mut document = TantivyDocument::default();
        for (field, terms) in self.fields.iter().zip(entry.0).filter(|(_, it)| !it.is_empty()) {
            document.add_text(*field, terms);
        }
        self.writer.add_document(document)
    }

    pub(super) fn finish(self) -> Result<Engine, TantivyError> {
        Engine::open(self.writer.finalize()?, self.directory.into())
    }
}

/// Splits the terms of an [`Entry`].
#[derive(Clone)]
struct Split;

struct Terms<'a> {
    rest: std::str::SplitTerminator<'a, char>,
    token: Token,
}

impl Tokenizer for Split {
    type TokenStream<'a> = Terms<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Terms<'a> {
        Terms { rest: text.split_terminator(SEPARATOR), token: Token::default() }
    }
}

impl TokenStream for Terms<'_> {
    fn advance(&mut self) -> bool {
        let Some(term) = self.rest.next() else { return false };
        self.token.position = self.token.position.wrapping_add(1);
        self.token.text.clear();
        self.token.text.push_str(term);
        true
    }

    fn token(&self) -> &Token {
        &self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.token
    }
}

/// The index, open for reading.
pub(super) struct Engine {
    index: Index,
    /// The files of the index as they are: through the index, they would be read without their footers.
    directory: Box<dyn Directory>,
    /// By [`Part`]; none if there is no clause.
    parts: Vec<PartReader>,
}

struct PartReader {
    inverted: Arc<InvertedIndexReader>,
    norms: FieldNormReader,
    /// The BM25 length norm by the engine's code of a length.
    norm_of: Vec<f32>,
}

/// The clauses that have a term of a part.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Postings {
    part: usize,
    info: TermInfo,
}

impl Postings {
    /// How many clauses there are.
    pub(super) fn len(&self) -> usize {
        self.info.doc_freq as usize
    }
}

impl std::fmt::Debug for Engine {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Engine").finish_non_exhaustive()
    }
}

impl Engine {
    fn open(index: Index, directory: Box<dyn Directory>) -> Result<Self, TantivyError> {
        let searcher = index.reader()?.searcher();
        let mut parts = Vec::new();
        if let Some(segment) = searcher.segment_readers().first() {
            for part in Part::ALL {
                let field = index.schema().get_field(part.name())?;
                let inverted = segment.inverted_index(field)?;
                let norms = segment.get_fieldnorms_reader(field)?;
                let norm_of = norms_of(&inverted, segment.max_doc());
                parts.push(PartReader { inverted, norms, norm_of });
            }
        }
        Ok(Self { index, directory, parts })
    }

    /// The clauses that have a term; `None` if there is none.
    pub(super) fn find(&self, part: Part, key: &str) -> Option<Postings> {
        let place = part as usize;
        let dictionary = self.parts.get(place)?.inverted.terms();
        // A memory that can be read cannot fail later.
        let info = dictionary.get(key.as_bytes()).ok().flatten()?;
        Some(Postings { part: place, info })
    }

    /// Calls `each` for every clause of `postings` with its place and the BM25 weight of the term in it, from 0
    /// to 2.2.
    pub(super) fn each(
        &self,
        postings: &Postings,
        mut each: impl FnMut(u32, f32),
    ) -> Result<(), TantivyError> {
        let Some(part) = self.parts.get(postings.part) else { return Ok(()) };
        let option = IndexRecordOption::WithFreqs;
        let mut block = part.inverted.read_block_postings_from_terminfo(&postings.info, option)?;
        while block.block_len() > 0 {
            for (place, n) in block.docs().iter().zip(block.freqs()) {
                let norm = part.norm_of.get(usize::from(part.norms.fieldnorm_id(*place)));
                #[expect(clippy::cast_precision_loss, reason = "a clause has far fewer terms")]
                let n = *n as f32;
                each(*place, n * (K1 + 1.0) / (n + norm.copied().unwrap_or(K1)));
            }
            block.advance();
        }
        Ok(())
    }
}

/// The BM25 length norms, by the engine's code of a length.
#[expect(clippy::cast_precision_loss, reason = "a norm needs few digits")]
fn norms_of(inverted: &InvertedIndexReader, n_clauses: u32) -> Vec<f32> {
    let mean = inverted.total_num_tokens() as f32 / n_clauses.max(1) as f32;
    let of = |code: u8| {
        let length = FieldNormReader::id_to_fieldnorm(code) as f32;
        K1 * (1.0 - B + B * if mean > 0.0 { length / mean } else { 1.0 })
    };
    (0..=u8::MAX).map(of).collect()
}

/// The name of the segment in an [`EngineState`]: the engine's own one differs from run to run.
const SEGMENT: &str = "00000000000000000000000000000000";

const META: &str = "meta.json";

/// The files of an index.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct EngineState {
    /// By name.
    files: Vec<StoredFile>,
}

impl EngineState {
    /// Takes the files out, by name.
    pub(super) fn take_files(&mut self) -> Vec<(String, Vec<u8>)> {
        self.files.drain(..).map(|it| (it.name, it.bytes.to_vec())).collect()
    }
}

#[derive(Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
struct StoredFile {
    name: String,
    bytes: Flat<u8>,
}

impl Engine {
    pub(super) fn state(&self) -> Result<EngineState, TantivyError> {
        let meta = self.index.load_metas()?;
        let Some(segment) = meta.segments.first() else { return Ok(EngineState::default()) };
        let own = segment.id().uuid_string();
        let mut files = Vec::new();
        for path in meta.list_segment_files() {
            if self.directory.exists(&path)? {
                let bytes = self.directory.open_read(&path)?.read_bytes()?;
                let name = path.to_string_lossy().replace(&own, SEGMENT);
                files.push(StoredFile { name, bytes: bytes.as_slice().to_vec().into() });
            }
        }
        let bytes = self.directory.atomic_read(META.as_ref())?;
        let meta = String::from_utf8_lossy(&bytes).replace(&hyphenated(&own), &hyphenated(SEGMENT));
        files.push(StoredFile { name: META.to_owned(), bytes: meta.into_bytes().into() });
        files.sort();
        Ok(EngineState { files })
    }

    pub(super) fn restore(state: &EngineState) -> Result<Self, TantivyError> {
        if state.files.is_empty() {
            return EngineWriter::new()?.finish();
        }
        let directory = RamDirectory::create();
        for file in &state.files {
            directory.atomic_write(file.name.as_ref(), &file.bytes)?;
        }
        Self::open(Index::open(directory.clone())?, directory.into())
    }

    /// Opens files in storage, by name; what a question needs of them is read when it is asked.
    pub(super) fn stored(files: Vec<(String, Arc<dyn Region>)>) -> Result<Self, TantivyError> {
        if files.is_empty() {
            return EngineWriter::new()?.finish();
        }
        let files = files.into_iter().map(|(name, file)| (name.into(), file)).collect();
        let directory = StoredFiles(Arc::new(files));
        Self::open(Index::open(directory.clone())?, directory.into())
    }
}

/// A segment's name as the engine's list of segments has it.
fn hyphenated(name: &str) -> String {
    let part = |from, to| name.get(from..to).unwrap_or_default();
    [part(0, 8), part(8, 12), part(12, 16), part(16, 20), part(20, 32)].join("-")
}
