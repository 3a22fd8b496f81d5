//! A library: the agreements that a bot answers from.
//!
//! Each agreement is a folder with `zh.txt`, `en.txt` or both, and perhaps
//! `document.toml`, `glossary.toml` and `questions.toml`.

use std::{borrow::Cow, collections::HashSet, convert::Infallible, sync::Arc};

use serde::{Deserialize, Serialize};

use crate::text::{Folding, Language, decode};

use super::{
    agreement::{Agreement, Heading},
    bilingual::Bilingual,
    common::CommonGlossary,
    expected::Expected,
    glossary::Glossary,
    languages::parse_languages,
    meta::Meta,
    number::{ClauseId, SectionNumber},
    pages::Pages,
    problem::{FileProblem, Problem, ProblemKind},
    provision::Provision,
    settings::Lines,
};

/// Bytes of a file that are read at most.
pub const MAX_FILE_BYTES: u64 = 16 * 1024 * 1024;

/// A file of a folder, fetched.
#[derive(Clone, Debug)]
pub struct SourceFile {
    /// Its name in the folder: `zh.txt`.
    pub name: String,
    /// Its content.
    pub content: Content,
}

/// The content of a file.
#[derive(Clone, Debug)]
pub enum Content {
    /// All its bytes.
    Bytes(Cow<'static, [u8]>),
    /// Nothing, for it has more than [`MAX_FILE_BYTES`].
    TooLarge(u64),
    /// Nothing; the message of the system.
    Unreadable(String),
}

/// A folder with its files.
#[derive(Clone, Debug)]
pub struct SourceFolder {
    /// Its name in problems, a path mostly.
    pub path: String,
    /// The id of its agreement where `document.toml` gives none.
    pub name: String,
    /// The files that are read; others may be there.
    pub files: Vec<SourceFile>,
}

impl SourceFolder {
    /// The names of the files that an agreement is read from.
    pub const FILES: [&'static str; 8] = [
        "zh.txt",
        "en.txt",
        "zh.md",
        "en.md",
        "document.toml",
        "glossary.toml",
        "questions.toml",
        "pages.toml",
    ];
}

/// The place of an agreement in its library.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct AgreementRef(pub usize);

/// The place of a clause in its library.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ClauseRef {
    /// Its agreement.
    pub agreement: AgreementRef,
    /// Its place in [`Agreement::provisions`].
    pub place: usize,
}

/// The agreements, and the concepts that they share.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Library {
    /// In the order of their folders; ids are unique.
    pub agreements: Vec<Agreement>,
    /// The concepts of any agreement.
    #[serde(skip)]
    pub common: Arc<CommonGlossary>,
}

impl Library {
    /// Reads the folders. A folder without a clause gives no agreement.
    pub fn read(folders: &[SourceFolder], common: Arc<CommonGlossary>) -> (Self, Vec<FileProblem>) {
        let read = folders.iter().map(|it| (it.path.clone(), Agreement::read(it)));
        let mut problems = Vec::new();
        let mut found = Vec::new();
        for (path, (agreement, mut of_folder)) in read {
            problems.append(&mut of_folder);
            found.push((path, agreement));
        }
        let (library, repeated) = Self::new(found, common);
        problems.extend(repeated);
        (library, problems)
    }

    /// Puts agreements together, each with the path of its folder. One without a clause, or with the id of one before
    /// it, is left out.
    pub fn new(
        agreements: impl IntoIterator<Item = (String, Agreement)>,
        common: Arc<CommonGlossary>,
    ) -> (Self, Vec<FileProblem>) {
        let mut library = Self { agreements: Vec::new(), common };
        let mut problems = Vec::new();
        let mut known = HashSet::new();
        for (path, agreement) in agreements {
            if known.contains(&agreement.id) {
                let (document, file) = (agreement.id.clone(), format!("{path}/document.toml"));
                let problem = Problem::new(1, ProblemKind::RepeatedDocument { id: agreement.id });
                problems.push(FileProblem { document, file, problem });
            } else if !agreement.provisions.is_empty() {
                known.insert(agreement.id.clone());
                library.agreements.push(agreement);
            }
        }
        (library, problems)
    }

    /// The agreement at a place.
    pub fn agreement(&self, at: AgreementRef) -> Option<&Agreement> {
        self.agreements.get(at.0)
    }

    /// The agreement with this id.
    pub fn find(&self, id: &str) -> Option<AgreementRef> {
        self.agreements.iter().position(|it| it.id == id).map(AgreementRef)
    }

    /// The clause at a place, with its agreement.
    pub fn clause(&self, at: ClauseRef) -> Option<(&Agreement, &Provision)> {
        let agreement = self.agreement(at.agreement)?;
        Some((agreement, agreement.provisions.get(at.place)?))
    }

    /// All clauses, with their places. Those in storage are read and kept: see [`Self::scan`].
    pub fn clauses(&self) -> impl Iterator<Item = (ClauseRef, &Agreement, &Provision)> {
        self.clauses_of(None)
    }

    /// The clauses of a document, or all. No other document is read.
    pub fn clauses_of(
        &self,
        only: Option<AgreementRef>,
    ) -> impl Iterator<Item = (ClauseRef, &Agreement, &Provision)> {
        let all = (0..).map(AgreementRef).zip(&self.agreements);
        let wanted = all.filter(move |(at, _)| only.is_none_or(|it| it == *at));
        wanted.flat_map(|(at, agreement)| {
            agreement.provisions.iter().enumerate().map(move |(place, provision)| {
                (ClauseRef { agreement: at, place }, agreement, provision)
            })
        })
    }

    /// Visits all clauses; those in storage are read and not kept.
    pub fn scan<E>(
        &self,
        mut visit: impl FnMut(ClauseRef, &Agreement, &Provision) -> Result<(), E>,
    ) -> Result<(), E> {
        for (agreement, it) in (0..).map(AgreementRef).zip(&self.agreements) {
            for (place, provision) in it.provisions.scan().iter().enumerate() {
                visit(ClauseRef { agreement, place }, it, provision)?;
            }
        }
        Ok(())
    }

    /// Visits all clauses, as [`Self::scan`] does.
    pub fn visit(&self, mut visit: impl FnMut(ClauseRef, &Agreement, &Provision)) {
        let Ok(()) = self.scan(|at, agreement, provision| {
            visit(at, agreement, provision);
            Ok::<(), Infallible>(())
        });
    }

    /// How many clauses there are.
    pub fn n_clauses(&self) -> usize {
        self.agreements.iter().map(|it| it.provisions.len()).sum()
    }

    /// The clauses of a document, or of one of its sections.
    pub fn clauses_in(&self, at: AgreementRef, section: Option<SectionNumber>) -> Vec<ClauseRef> {
        let provisions = self.agreement(at).map(|it| &*it.provisions).unwrap_or_default();
        let places = provisions.iter().enumerate();
        let wanted = places.filter(|(_, it)| section.is_none() || it.section == section);
        wanted.map(|(place, _)| ClauseRef { agreement: at, place }).collect()
    }

    /// All section headings, with their agreements.
    pub fn headings(&self) -> impl Iterator<Item = (AgreementRef, &Heading)> {
        let agreements = (0..).map(AgreementRef).zip(&self.agreements);
        agreements.flat_map(|(at, it)| it.sections.iter().map(move |heading| (at, heading)))
    }
}

impl Agreement {
    /// Reads a folder, with the problems of its files.
    pub fn read(folder: &SourceFolder) -> (Self, Vec<FileProblem>) {
        let mut reader = FolderReader { folder, problems: Vec::new() };
        let agreement = reader.agreement();
        let mut problems = reader.problems;
        for it in &mut problems {
            it.document.clone_from(&agreement.id);
        }
        problems.sort_by(|a, b| (&a.file, a.problem.line).cmp(&(&b.file, b.problem.line)));
        (agreement, problems)
    }
}

struct FolderReader<'a> {
    folder: &'a SourceFolder,
    problems: Vec<FileProblem>,
}

impl FolderReader<'_> {
    fn agreement(&mut self) -> Agreement {
        let meta = self.settings("document.toml", Meta::parse);
        let glossary = self.settings("glossary.toml", Glossary::parse);
        let mut documents = Bilingual::default();
        let has_file = |it: Language| self.has(&self.text_name(it));
        let (has_chinese, has_english) = (has_file(Language::Chinese), has_file(Language::English));
        for language in Language::ALL {
            let name = self.text_name(language);
            let Some(text) = self.text(&name) else { continue };
            let is_alone = !(has_chinese && has_english);
            for (of, document, problems) in parse_languages(&text, language, is_alone) {
                for it in problems {
                    self.report(&name, it);
                }
                documents.set(of, document);
            }
        }
        self.settings("pages.toml", Pages::parse).apply(&mut documents);
        if !has_chinese && !has_english {
            self.report("", Problem::new(1, ProblemKind::NoDocument));
        }
        let id = meta.id.clone().unwrap_or_else(|| self.folder.name.clone());
        let mut agreement = Agreement::new(id, meta, &documents, glossary);
        agreement.find_commitments();
        agreement.expected = self.settings("questions.toml", Expected::parse);
        let one_sided = agreement.one_sided();
        for (language, problem) in one_sided.into_iter().chain(agreement.unequal(&Folding::new())) {
            self.report(&self.text_name(language), problem);
        }
        self.named_clauses(&agreement);
        agreement
    }

    fn has(&self, name: &str) -> bool {
        self.folder.files.iter().any(|it| it.name == name)
    }

    /// The file of a text: `zh.txt`, or `zh.md` if there is no other.
    fn text_name(&self, language: Language) -> String {
        let markdown = format!("{}.md", language.code());
        let plain = format!("{}.txt", language.code());
        if self.has(&markdown) && !self.has(&plain) { markdown } else { plain }
    }

    fn file<T>(&mut self, name: &str, parse: impl Fn(&str) -> (T, Vec<Problem>)) -> Option<T> {
        let (read, problems) = parse(&self.text(name)?);
        for problem in problems {
            self.report(name, problem);
        }
        Some(read)
    }

    fn settings<T: Default>(&mut self, name: &str, parse: impl Fn(&str) -> (T, Vec<Problem>)) -> T {
        let parse = |text: &str| parse(text.strip_prefix('\u{feff}').unwrap_or(text));
        self.file(name, parse).unwrap_or_default()
    }

    /// The text of a file that is there, whatever its encoding; what is no character in it is replaced.
    fn text(&mut self, name: &str) -> Option<String> {
        let file = self.folder.files.iter().find(|it| it.name == name)?;
        match &file.content {
            Content::TooLarge(found) => {
                let kind = ProblemKind::TooLarge { found: *found, limit: MAX_FILE_BYTES };
                self.report(name, Problem::new(1, kind));
                None
            }
            Content::Unreadable(reason) => {
                let kind = ProblemKind::Unreadable { reason: reason.clone() };
                self.report(name, Problem::new(1, kind));
                None
            }
            Content::Bytes(bytes) => self.decode(name, bytes),
        }
    }

    fn decode(&mut self, name: &str, bytes: &[u8]) -> Option<String> {
        let Some(decoded) = decode(bytes) else {
            self.report(name, Problem::new(1, ProblemKind::Binary));
            return None;
        };
        if let Some(fault) = decoded.first_fault {
            let before = decoded.text.get(..fault).unwrap_or_default();
            let line = Lines::of(before).at(before.len());
            self.report(name, Problem::new(line, ProblemKind::NotUtf8));
        }
        Some(decoded.text)
    }

    /// Reports clauses that a glossary or expected questions name and that are not there, and clauses without any
    /// question where others have some.
    fn named_clauses(&mut self, agreement: &Agreement) {
        let concepts = agreement.glossary.concepts.iter().flat_map(|concept| {
            let named = |it| ("glossary.toml", concept.id.as_str(), it, concept.clauses_line);
            concept.clauses.iter().map(named)
        });
        let questions = "questions.toml";
        let lines = agreement.expected.lines();
        let expected = lines.iter().map(|(id, line)| (questions, "[[clause]]", id, *line));
        let known: HashSet<ClauseId> = agreement.provisions.iter().map(|it| it.id).collect();
        let unknown = concepts.chain(expected).filter(|it| !known.contains(it.2));
        for (file, entry, clause, line) in unknown {
            let (entry, clause) = (entry.to_owned(), clause.to_string());
            self.report(file, Problem::new(line, ProblemKind::UnknownClause { entry, clause }));
        }
        let Some((_, last_line)) = lines.last() else { return };
        for id in agreement.provisions.iter().map(|it| it.id) {
            if agreement.expected.of(id).is_empty() {
                self.report(questions, Problem::new(*last_line, ProblemKind::NoQuestions { id }));
            }
        }
    }

    fn report(&mut self, name: &str, problem: Problem) {
        let path = &self.folder.path;
        let file = if name.is_empty() { path.clone() } else { format!("{path}/{name}") };
        let document = String::new();
        self.problems.push(FileProblem { document, file, problem });
    }
}
