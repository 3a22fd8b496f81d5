//! Files of a library folder that look like documents and are not read: `agreement.docx`, `协定.txt`.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

use crate::corpus::{FileProblem, Problem, ProblemKind, SourceFolder};

/// Extensions of documents.
const EXTENSIONS: [&str; 13] = [
    "txt", "md", "markdown", "html", "htm", "pdf", "docx", "docm", "doc", "wps", "rtf", "odt",
    "ofd",
];

/// Extensions of files that are likely to be kept beside the text that was made of them.
const SOURCES: [&str; 11] =
    ["html", "htm", "pdf", "docx", "docm", "doc", "wps", "rtf", "odt", "ofd", "markdown"];

/// Names, without their extension, of files that tell about a folder.
const ABOUT: [&str; 6] = ["readme", "license", "licence", "copying", "notice", "changelog"];

/// The files of a library folder, or of one document's folder, that are not read.
pub(super) fn unread(path: &Path) -> Vec<PathBuf> {
    let mut found = BTreeSet::new();
    in_folder(path, &mut found);
    if !is_document(path) {
        let inner = fs::read_dir(path).into_iter().flatten().flatten().map(|it| it.path());
        for folder in inner.filter(|it| it.is_dir() && !is_hidden(it)) {
            in_folder(&folder, &mut found);
        }
    }
    found.into_iter().collect()
}

fn is_hidden(path: &Path) -> bool {
    path.file_name().is_some_and(|it| it.as_encoded_bytes().starts_with(b"."))
}

fn is_document(folder: &Path) -> bool {
    SourceFolder::FILES.iter().any(|it| folder.join(it).is_file())
}

fn has_text(folder: &Path) -> bool {
    ["zh.txt", "en.txt", "zh.md", "en.md"].iter().any(|it| folder.join(it).is_file())
}

fn in_folder(folder: &Path, found: &mut BTreeSet<PathBuf>) {
    let has_text = has_text(folder);
    let files = fs::read_dir(folder).into_iter().flatten().flatten().map(|it| it.path());
    let is_unread = |it: &PathBuf| {
        let part =
            |it: Option<&std::ffi::OsStr>| it.unwrap_or_default().to_string_lossy().to_lowercase();
        let (name, stem) = (part(it.file_name()), part(it.file_stem()));
        let extension = part(it.extension());
        let is_source = has_text && SOURCES.contains(&extension.as_str());
        let is_known =
            SourceFolder::FILES.contains(&name.as_str()) || ABOUT.contains(&stem.as_str());
        let is_left_alone = is_source || is_known || is_hidden(it);
        EXTENSIONS.contains(&extension.as_str()) && !is_left_alone && it.is_file()
    };
    found.extend(files.filter(is_unread));
}

/// The files as problems, one each.
pub(super) fn problems(path: &Path) -> impl Iterator<Item = FileProblem> {
    let library = path.to_owned();
    unread(path).into_iter().map(move |file| {
        let document = file.parent().filter(|it| *it != library).and_then(Path::file_name);
        FileProblem {
            document: document.map(|it| it.to_string_lossy().into_owned()).unwrap_or_default(),
            file: file.display().to_string(),
            problem: Problem::new(1, ProblemKind::NotRead { file: file.display().to_string() }),
        }
    })
}

/// The files in words, for an error; empty if there is none.
pub(super) fn told(path: &Path) -> String {
    const N_TOLD: usize = 5;
    let found = unread(path);
    let names: Vec<String> =
        found.iter().take(N_TOLD).map(|it| format!("`{}`", it.display())).collect();
    if names.is_empty() {
        return String::new();
    }
    let more = if found.len() > N_TOLD {
        format!(" and {} more", found.len() - N_TOLD)
    } else {
        String::new()
    };
    format!(
        "; {}{more}: not read, make a document of each with `clausebot import FILE --library DIR`",
        names.join(", ")
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_that_look_like_documents_are_named() {
        let root = tempfile::tempdir().unwrap();
        let put = |name: &str| {
            let path = root.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, "x").unwrap();
        };
        for name in [
            "top.pdf",
            "README.md",
            "a/agreement.docx",
            "b/zh.txt",
            "b/source.pdf",
            "b/协定.txt",
            "c/en.md",
            ".x/en.pdf",
        ] {
            put(name);
        }
        let found = unread(root.path());
        let names: Vec<_> = found
            .iter()
            .map(|it| it.strip_prefix(root.path()).unwrap().to_str().unwrap())
            .collect();
        assert_eq!(names, ["a/agreement.docx", "b/协定.txt", "top.pdf"]);
        assert!(told(root.path()).contains("clausebot import"));
        assert_eq!(told(&root.path().join("c")), "");
    }
}
