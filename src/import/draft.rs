//! A document as it will be written: its texts, titles, pages and what is to be looked at.

use std::{collections::BTreeMap, sync::Arc};

use crate::{
    corpus::{
        Agreement, Bilingual, Content, FileProblem, Library, SourceFile, SourceFolder, parse,
    },
    text::Language,
};

use super::{
    doubt::Doubt,
    languages::split,
    paragraph::{Imported, Written},
    slug::{is_id, slug},
};

/// A file that was read, and how it is to be taken.
#[derive(Clone, Debug)]
pub struct Source {
    /// The name of the file without its extension.
    pub name: String,
    /// Its content.
    pub imported: Imported,
    /// Its language, where the operator says it.
    pub language: Option<Language>,
}

/// The reason that files give no document.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum DraftError {
    /// Two texts in one language.
    #[error(
        "two of the files are in the same language (`{language}`); import one document at a time, or say the \
         language of a file alone with `--language`"
    )]
    SameLanguage {
        /// The code of the language.
        language: &'static str,
    },
    /// An id with other characters.
    #[error("invalid id `{id}`: expected lower-case letters, digits and hyphens")]
    Id {
        /// The id.
        id: String,
    },
    /// Neither the name nor the title gives an id.
    #[error("no id can be made of the name of the file; say one: `--id my-plan`")]
    NoId,
}

/// A document that is ready to be written.
#[derive(Clone, Debug)]
pub struct Draft {
    /// Its id, the name of its folder.
    pub id: String,
    /// What readers left out or were unsure of, with the name of the file.
    pub doubts: Vec<(String, Doubt)>,
    /// The files of its folder, of which texts and pages are new.
    pub(super) files: Vec<SourceFile>,
    /// As `corpus` reads it, if it has a clause.
    pub agreement: Option<Agreement>,
    /// What `corpus` reports of it.
    pub problems: Vec<FileProblem>,
}

impl Draft {
    /// Puts files together; `kept` are the files of a folder that the document is added to.
    pub fn new(
        sources: Vec<Source>,
        id: Option<&str>,
        title: Option<&str>,
        kept: Vec<SourceFile>,
    ) -> Result<Self, DraftError> {
        let name = sources.first().map(|it| it.name.clone()).unwrap_or_default();
        let mut texts: Bilingual<Written> = Bilingual::default();
        let mut doubts = Vec::new();
        for source in sources {
            doubts.extend(source.imported.doubts.into_iter().map(|it| (source.name.clone(), it)));
            let parts = match source.language {
                Some(language) => vec![(language, source.imported.paragraphs)],
                None => split(source.imported.paragraphs),
            };
            for (language, paragraphs) in parts {
                if texts.get(language).is_some() {
                    return Err(DraftError::SameLanguage { language: language.code() });
                }
                texts.set(language, Written::of(&paragraphs));
            }
        }
        let id = match id {
            Some(id) if is_id(id) => id.to_owned(),
            Some(id) => return Err(DraftError::Id { id: id.to_owned() }),
            None => Some(slug(&name)).filter(|it| !it.is_empty()).ok_or(DraftError::NoId)?,
        };
        let mut files = kept;
        for (language, written) in texts.iter() {
            put(&mut files, &format!("{}.txt", language.code()), &written.text);
        }
        if !files.iter().any(|it| it.name == "document.toml") || title.is_some() {
            put(&mut files, "document.toml", &settings(&id, title, &texts));
        }
        let old_pages = files.iter().find(|it| it.name == "pages.toml").and_then(text_of);
        if let Some(pages) = pages(old_pages.as_deref(), &texts) {
            put(&mut files, "pages.toml", &pages);
        }
        let folder = SourceFolder { path: id.clone(), name: id.clone(), files: files.clone() };
        let (library, problems) = Library::read(&[folder], Arc::default());
        let agreement = library.agreements.into_iter().next();
        Ok(Self { id, doubts, files, agreement, problems })
    }

    /// The id for files of this name without one.
    pub fn id_of(name: &str) -> String {
        slug(name)
    }
}

fn text_of(file: &SourceFile) -> Option<String> {
    match &file.content {
        Content::Bytes(bytes) => Some(String::from_utf8_lossy(bytes).into_owned()),
        Content::TooLarge(_) | Content::Unreadable(_) => None,
    }
}

fn put(files: &mut Vec<SourceFile>, name: &str, text: &str) {
    files.retain(|it| it.name != name);
    let content = Content::Bytes(text.as_bytes().to_vec().into());
    files.push(SourceFile { name: name.to_owned(), content });
}

/// `document.toml`, with the keys that a person may fill.
fn settings(id: &str, title: Option<&str>, texts: &Bilingual<Written>) -> String {
    let quoted = |text: &str| toml::Value::String(text.to_owned()).to_string();
    let mut lines = vec![
        "# Settings of this document; docs/documents.md explains each key.".to_owned(),
        format!("id = {}", quoted(id)),
        "# kind = \"agreement\"  # or \"communique\", \"report\"".to_owned(),
        "# authentic = \"zh\"  # the language whose words bind".to_owned(),
        "# aliases = [\"another name\", \"an abbreviation\"]".to_owned(),
    ];
    let mut titles = Vec::new();
    for (language, written) in texts.iter() {
        let found = parse(&written.text).0.title;
        // A title that was given is that of all texts.
        if let Some(title) = title.map(str::to_owned).or(found) {
            titles.push(format!("{} = {}", language.code(), quoted(&title)));
        }
    }
    if !titles.is_empty() {
        lines.extend([String::new(), "[title]".to_owned()]);
        lines.extend(titles);
    }
    lines.extend(
        [
            "",
            "# [dates]",
            "# adopted = 2024-05-01",
            "",
            "# [texts.en]",
            "# status = \"unofficial-translation\"",
            "",
            "# [source]",
            "# en = \"where the text comes from\"",
        ]
        .map(str::to_owned),
    );
    lines.join("\n") + "\n"
}

/// `pages.toml`: the page of each clause by language; those of a language that is not new are kept.
fn pages(old: Option<&str>, texts: &Bilingual<Written>) -> Option<String> {
    type Pages = BTreeMap<String, toml::Table>;
    let mut pages: Pages = old.and_then(|it| toml::from_str(it).ok()).unwrap_or_default();
    for (language, written) in texts.iter() {
        pages.remove(language.code());
        let clauses = parse(&written.text).0.clauses;
        let found: toml::Table = clauses
            .iter()
            .filter_map(|it| Some((it.id.to_string(), i64::from(written.page(it.line)?).into())))
            .collect();
        if !found.is_empty() {
            pages.insert(language.code().to_owned(), found);
        }
    }
    let written = toml::to_string(&pages).ok()?;
    let head = "# The page of each clause in the file that it was imported from.\n";
    (old.is_some() || !pages.is_empty()).then(|| format!("{head}{written}"))
}

#[cfg(test)]
mod tests {
    use insta::assert_snapshot;

    use super::*;
    use crate::import::paragraph::Paragraph;

    #[test]
    fn two_files_are_one_document_with_pages() {
        let source = |name: &str, texts: &[&str]| Source {
            name: name.to_owned(),
            imported: Imported {
                paragraphs: (1..)
                    .zip(texts)
                    .map(|(page, it)| Paragraph::text(*it, Some(page)))
                    .collect(),
                doubts: Vec::new(),
            },
            language: None,
        };
        let chinese = source("协定", &["合作协定", "第一条 中国提供5000万美元。", "第二条 生效。"]);
        let english = source(
            "agreement",
            &["Agreement", "Article 1 China will provide US$60 million.", "Article 2 Ends."],
        );
        let draft = Draft::new(vec![chinese.clone(), english], None, None, Vec::new()).unwrap();
        assert_eq!(draft.id, "xieding");
        let file =
            |name: &str| text_of(draft.files.iter().find(|it| it.name == name).unwrap()).unwrap();
        assert_snapshot!(file("zh.txt"), @"
        合作协定

        第一条 中国提供5000万美元。

        第二条 生效。
        ");
        assert_snapshot!(file("pages.toml"), @"
        # The page of each clause in the file that it was imported from.
        [en]
        1 = 2
        2 = 3

        [zh]
        1 = 2
        2 = 3
        ");
        assert!(!draft.problems.is_empty(), "the amounts differ");
        let twice = Draft::new(vec![chinese.clone(), chinese], None, None, Vec::new());
        assert!(matches!(twice, Err(DraftError::SameLanguage { language: "zh" })));
    }
}
