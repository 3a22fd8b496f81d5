//! Which file of a crate imports which, read from source text, and the circles among them.
//!
//! ```text
//! use super::types::Span;    →  the file of `types`
//! use crate::text::Span;     →  the file that defines `Span`, not a `mod.rs` that re-exports it
//! page::Button::new()        →  the file that defines `Button`, if `page` is a module in scope
//! ```
//!
//! A re-export is no import, unless the file that re-exports a name uses it too. Test
//! modules and comments are not read.

use std::collections::{BTreeMap, BTreeSet};

/// The files of a crate: module path (`telegram::page`, empty for the root) → file.
#[derive(Default)]
pub(crate) struct Files {
    modules: BTreeMap<Vec<String>, File>,
}

#[derive(Default)]
struct File {
    name: String,
    /// Names that `use` brings into scope.
    imported: Vec<Import>,
    /// The code without comments, tests and `use`.
    code: String,
}

struct Import {
    /// Full path from the root of the crate.
    path: Vec<String>,
    /// The name in this file; `*` for a glob.
    name: String,
    is_reexport: bool,
}

impl Files {
    /// Reads files, each with its name relative to `src`.
    pub(crate) fn read<'a>(sources: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        let mut files = Self::default();
        for (name, source) in sources {
            let path = name.trim_end_matches(".rs").split('/').map(str::to_owned);
            let mut path: Vec<String> = path.collect();
            path.pop_if(|it| ["mod", "lib", "main"].contains(&it.as_str()));
            let (uses, code) = split_uses(&bare(source));
            let mut imported = Vec::new();
            for (is_reexport, tree) in uses {
                expand(&tree, &[], &mut |segments, name| {
                    let path = absolute(&path, segments);
                    imported.push(Import { path, name: name.to_owned(), is_reexport });
                });
            }
            files.modules.insert(path, File { name: name.to_owned(), imported, code });
        }
        // Paths that begin with a child module: `use self::child::X`, written `child::X`.
        let paths: BTreeSet<Vec<String>> = files.modules.keys().cloned().collect();
        for (module, file) in &mut files.modules {
            for it in &mut file.imported {
                let relative = [module.as_slice(), &it.path].concat();
                let has_child = relative.get(..=module.len()).is_some_and(|it| paths.contains(it));
                if has_child && !it.path.starts_with(module) {
                    it.path = relative;
                }
            }
        }
        files
    }

    /// The circles: for each group of files that import each other, a shortest way around.
    pub(crate) fn circles(&self) -> Vec<Vec<&str>> {
        let edges: BTreeMap<&str, BTreeSet<&str>> =
            self.modules.iter().map(|(it, file)| (file.name.as_str(), self.edges(it))).collect();
        let mut circles: Vec<Vec<&str>> = Vec::new();
        for start in edges.keys() {
            let Some(circle) = way_back(&edges, start) else { continue };
            let is_known = |it: &Vec<&str>| it.iter().all(|file| circle.contains(file));
            if !circles.iter().any(|it| it.contains(start) || is_known(it)) {
                circles.push(circle);
            }
        }
        circles
    }

    /// The files that a module's file imports.
    fn edges(&self, module: &[String]) -> BTreeSet<&str> {
        let file = &self.modules[module];
        let mut edges = BTreeSet::new();
        for it in &file.imported {
            if !it.is_reexport || has_word(&file.code, &it.name) {
                edges.extend(self.definition(&it.path, 0));
            }
        }
        for path in paths_in(&file.code) {
            edges.extend(self.in_scope(module, &path).and_then(|it| self.definition(&it, 0)));
        }
        edges.remove(file.name.as_str());
        edges
    }

    /// The full path of a path in the code of a module; `None` for other crates and for types.
    fn in_scope(&self, module: &[String], path: &[String]) -> Option<Vec<String>> {
        let [first, rest @ ..] = path else { return None };
        if ["crate", "super", "self"].contains(&first.as_str()) {
            return Some(absolute(module, path));
        }
        let child = [module, path].concat();
        if self.modules.contains_key(&child[..=module.len()]) {
            return Some(child);
        }
        let import = self.modules[module].imported.iter().find(|it| it.name == *first)?;
        self.modules.contains_key(&import.path).then(|| [&import.path, rest].concat())
    }

    /// The file that defines what a path names; `None` for a module and for other crates.
    fn definition(&self, path: &[String], depth: usize) -> Option<&str> {
        let n = (0..=path.len()).rev().find(|n| self.modules.contains_key(&path[..*n]))?;
        let item = path.get(n)?;
        let file = &self.modules[&path[..n]];
        if n == 0 || depth > 8 {
            return None;
        }
        if item == "*" || defines(&file.code, item) {
            return Some(&file.name);
        }
        let named = file.imported.iter().filter(|it| it.name == *item && it.path != path);
        let globs = file.imported.iter().filter(|it| it.name == "*");
        let mut found = named.filter_map(|it| self.definition(&it.path, depth + 1));
        let mut found_by_glob = globs.filter_map(|it| {
            let (_, parent) = it.path.split_last()?;
            let path = [parent, std::slice::from_ref(item)].concat();
            let at = self.definition(&path, depth + 1)?;
            self.modules.values().any(|it| it.name == at && defines(&it.code, item)).then_some(at)
        });
        found.next().or_else(|| found_by_glob.next()).or(Some(&file.name))
    }
}

/// Source text without comments and test modules.
fn bare(source: &str) -> String {
    let tests = source.find("#[cfg(test)]\nmod tests {").unwrap_or(source.len());
    let lines = source[..tests].lines();
    lines.map(|it| it.split("//").next().unwrap_or_default().to_owned() + "\n").collect()
}

/// The trees of the `use` declarations with whether they re-export, and the rest.
fn split_uses(code: &str) -> (Vec<(bool, String)>, String) {
    let (mut uses, mut rest) = (Vec::new(), String::new());
    let mut lines = code.lines();
    while let Some(line) = lines.next() {
        let Some(at) = line.find("use ").filter(|at| is_visibility(&line[..*at])) else {
            rest.push_str(line);
            rest.push('\n');
            continue;
        };
        let mut tree = line[at + 4..].to_owned();
        while !tree.contains(';') {
            let Some(more) = lines.next() else { break };
            tree.push_str(more);
        }
        let tree: String = tree.split(';').next().unwrap_or_default().replace(" as ", "@");
        uses.push((line.trim_start().starts_with("pub"), tree.replace(char::is_whitespace, "")));
    }
    (uses, rest)
}

fn is_visibility(before: &str) -> bool {
    let before = before.trim();
    before.is_empty() || (before.starts_with("pub") && !before.contains("fn "))
}

/// Calls `each` with the path and the name of every leaf of a `use` tree.
fn expand(tree: &str, before: &[&str], each: &mut impl FnMut(&[&str], &str)) {
    if let Some((stem, group)) = tree.split_once('{').filter(|(stem, _)| !stem.contains(',')) {
        let path: Vec<&str> =
            before.iter().copied().chain(stem.split("::").filter(|it| !it.is_empty())).collect();
        for part in parts(group.strip_suffix('}').unwrap_or(group)) {
            expand(part, &path, each);
        }
        return;
    }
    let (path, name) = tree.split_once('@').unwrap_or((tree, ""));
    let mut path: Vec<&str> = before.iter().copied().chain(path.split("::")).collect();
    if path.len() > 1 {
        path.pop_if(|it| *it == "self");
    }
    let last = path.last().copied().unwrap_or_default();
    each(&path, if name.is_empty() { last } else { name });
}

/// The parts of a group, at its commas.
fn parts(group: &str) -> Vec<&str> {
    let (mut parts, mut depth, mut start) = (Vec::new(), 0, 0);
    for (at, c) in group.char_indices() {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 0 => {
                parts.push(&group[start..at]);
                start = at + 1;
            }
            _ => (),
        }
    }
    parts.push(&group[start..]);
    parts.retain(|it| !it.is_empty());
    parts
}

/// A path from the root of the crate, for one that is written in a module.
fn absolute(module: &[String], path: &[impl AsRef<str>]) -> Vec<String> {
    let mut full: Vec<String> = Vec::new();
    for (i, segment) in path.iter().enumerate() {
        match segment.as_ref() {
            "crate" => full.clear(),
            "self" => full = module.to_vec(),
            "super" => {
                if i == 0 {
                    full = module.to_vec();
                }
                full.pop();
            }
            name => full.push(name.to_owned()),
        }
    }
    full
}

/// Every path of two segments or more in code.
fn paths_in(code: &str) -> Vec<Vec<String>> {
    let is_word = |c: char| c == '_' || c == ':' || c.is_alphanumeric();
    let words = code.split(|c| !is_word(c)).filter(|it| it.contains("::"));
    words.map(|it| it.split("::").map(str::to_owned).collect()).collect()
}

fn has_word(code: &str, word: &str) -> bool {
    code.split(|c: char| c != '_' && !c.is_alphanumeric()).any(|it| it == word)
}

fn defines(code: &str, item: &str) -> bool {
    ["struct", "enum", "fn", "trait", "type", "const", "static", "union", "mod", "macro_rules!"]
        .iter()
        .any(|it| {
            let wanted = format!("{it} {item}");
            code.match_indices(&wanted).any(|(at, _)| {
                let after = code[at + wanted.len()..].chars().next();
                after.is_none_or(|c| c != '_' && !c.is_alphanumeric())
            })
        })
}

/// A shortest way from a file back to itself.
fn way_back<'a>(
    edges: &BTreeMap<&'a str, BTreeSet<&'a str>>,
    start: &'a str,
) -> Option<Vec<&'a str>> {
    let mut ways = vec![vec![start]];
    let mut seen = BTreeSet::new();
    while !ways.is_empty() {
        let mut longer = Vec::new();
        for way in ways {
            for next in edges.get(way.last()?).into_iter().flatten() {
                if *next == start {
                    return Some(way);
                }
                if seen.insert(*next) {
                    longer.push([way.as_slice(), &[*next]].concat());
                }
            }
        }
        ways = longer;
    }
    None
}

#[test]
fn circles_are_found() {
    let circles = |sources: &[(&str, &str)]| {
        let files = Files::read(sources.iter().copied());
        files.circles().iter().map(|it| it.join(" ")).collect::<Vec<_>>()
    };
    let leaf = ("a/leaf.rs", "pub struct Leaf;");
    let parent = ("a/mod.rs", "mod leaf;\nmod user;\npub use self::{leaf::Leaf, user::User};");
    // A re-export is no import; a name that is imported from it comes from its definition.
    assert_eq!(
        circles(&[leaf, parent, ("a/user.rs", "use super::Leaf;\npub struct User;")]),
        [""; 0]
    );
    // The parent uses what its child defines, and defines what the child uses.
    let parent = ("a/mod.rs", "mod user;\npub use user::User;\npub struct Own(User);");
    let user = ("a/user.rs", "pub struct User;\nfn f(_: super::Own) {}");
    assert_eq!(circles(&[parent, user]), ["a/mod.rs a/user.rs"]);
    // Groups, renames, and paths through a module in scope.
    let one = ("a/one.rs", "use crate::{a::{two::{self, B as C}}, text};\npub struct A;");
    let two = ("a/two.rs", "use super::three;\npub struct B;\nfn f() { three::g() }");
    let three = ("a/three.rs", "use super::*;\npub fn g() { crate::a::one::A; }");
    assert_eq!(circles(&[one, two, three]), ["a/one.rs a/two.rs a/three.rs"]);
    // Tests and comments are not read; a glob leads to the definition.
    let one =
        ("a/one.rs", "pub struct A;\n#[cfg(test)]\nmod tests {\n use super::super::two::B;\n}");
    let two = ("a/two.rs", "use super::A; // super::one::X\npub struct B;");
    let parent = ("a/mod.rs", "pub use one::*;\nmod one;\nmod two;");
    assert_eq!(circles(&[parent, one, two]), [""; 0]);
    // Two circles that share no file are two.
    let pair = |a: &'static str, b: &'static str| {
        [
            (
                a,
                format!(
                    "use crate::{}::X;\npub struct X;",
                    b.trim_end_matches(".rs").replace('/', "::")
                ),
            ),
            (
                b,
                format!(
                    "use crate::{}::X;\npub struct X;",
                    a.trim_end_matches(".rs").replace('/', "::")
                ),
            ),
        ]
    };
    let both: Vec<_> =
        pair("a/b.rs", "a/c.rs").into_iter().chain(pair("d/e.rs", "d/f.rs")).collect();
    let both: Vec<(&str, &str)> = both.iter().map(|(a, b)| (*a, b.as_str())).collect();
    assert_eq!(circles(&both), ["a/b.rs a/c.rs", "d/e.rs d/f.rs"]);
}
