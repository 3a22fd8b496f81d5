//! Generates `wording::Phrase` from the messages in `locales/`.
//!
//! A message of `locales/en` becomes a variant: its key in camel case, a field for
//! each variable. A variable that chooses among plural forms, or that the comment
//! of its message marks with `$name (Number)`, is a `usize`; any other is a `&str`.
//! Messages `usage…` are the help of the command line: they have no variant, since
//! the command line looks them up by the names of its options.
//!
//! The build fails if a locale lacks a key, has a key that English lacks, or uses
//! other variables.

use std::{
    collections::{BTreeMap, BTreeSet},
    env,
    fmt::Write as _,
    fs, io,
    path::{Path, PathBuf},
};

use fluent_syntax::{
    ast::{Entry, Expression, InlineExpression, Message, Pattern, PatternElement, VariantKey},
    parser,
};

/// The locale that the others are compared with.
const REFERENCE: &str = "en";

/// The use of a variable in a message.
#[derive(Default)]
struct Variable {
    is_shown: bool,
    is_number: bool,
}

/// A message: its place, its comment and its variables.
struct Entered {
    place: String,
    comment: String,
    source: String,
    variables: BTreeMap<String, Variable>,
}

/// The messages of a locale by key, and the text of its files.
#[derive(Default)]
struct Locale {
    messages: BTreeMap<String, Entered>,
    text: String,
}

#[expect(clippy::disallowed_methods, reason = "cargo tells a build script its paths this way")]
fn main() -> io::Result<()> {
    println!("cargo::rerun-if-changed=locales");
    println!("cargo::rustc-env=CLAUSEBOT_SOURCES={:016x}", sources()?);
    let mut faults = Vec::new();
    let mut locales = BTreeMap::new();
    for folder in listed(Path::new("locales"))? {
        let tag = folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
        locales.insert(tag, read(&folder, &mut faults)?);
    }
    let nothing = Locale::default();
    let reference = locales.get(REFERENCE).unwrap_or(&nothing);
    for (tag, locale) in &locales {
        compare(tag, locale, reference, &mut faults);
    }
    for fault in faults {
        println!("cargo::error={fault}");
    }
    let out = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default());
    fs::write(out.join("phrase.rs"), generate(&locales, reference).map_err(io::Error::other)?)
}

/// A hash (FNV-1a) of what decides how documents are read and indexed: an index on disk that another program wrote is
/// not used.
fn sources() -> io::Result<u64> {
    let mut paths = vec![PathBuf::from("Cargo.lock"), PathBuf::from("seeds/common")];
    let floors =
        ["text", "quantity", "language", "commitment", "corpus", "search", "answer", "assistant"];
    paths.extend(floors.map(|it| Path::new("src").join(it)));
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    for path in paths {
        println!("cargo::rerun-if-changed={}", path.display());
        add(&path, &mut hash)?;
    }
    Ok(hash)
}

fn add(path: &Path, hash: &mut u64) -> io::Result<()> {
    if path.is_dir() {
        return listed(path)?.iter().try_for_each(|it| add(it, hash));
    }
    let name = path.as_os_str().as_encoded_bytes();
    for byte in name.iter().chain(&fs::read(path)?) {
        *hash = (*hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
    }
    Ok(())
}

/// The entries of a folder, in order, without hidden ones.
fn listed(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let entries = fs::read_dir(folder)?.map(|it| it.map(|it| it.path()));
    let mut paths = entries.collect::<io::Result<Vec<_>>>()?;
    paths.retain(|it| it.file_name().is_some_and(|it| !it.as_encoded_bytes().starts_with(b".")));
    paths.sort();
    Ok(paths)
}

/// Reads the files of a locale.
fn read(folder: &Path, faults: &mut Vec<String>) -> io::Result<Locale> {
    let mut locale = Locale::default();
    for path in listed(folder)? {
        let text = fs::read_to_string(&path)?;
        let resource = parser::parse(text.as_str()).unwrap_or_else(|(resource, errors)| {
            for error in errors {
                let before = text.get(..error.pos.start).unwrap_or_default();
                let line = before.matches('\n').count() + 1;
                faults.push(format!("{}, line {line}: {error}", path.display()));
            }
            resource
        });
        for entry in &resource.body {
            let Entry::Message(message) = entry else { continue };
            let (key, place) = (message.id.name, path.display().to_string());
            let Some(entered) = entered(message, &text, place.clone()) else {
                faults.push(format!("{place}: `{key}` has no text"));
                continue;
            };
            if let Some(first) = locale.messages.insert(key.to_owned(), entered) {
                faults.push(format!("{place}: `{key}` is in {} already", first.place));
            }
        }
        locale.text = locale.text + &text + "\n";
    }
    Ok(locale)
}

fn entered(message: &Message<&str>, file: &str, place: String) -> Option<Entered> {
    let mut variables = BTreeMap::new();
    collect(message.value.as_ref()?, &mut variables);
    let comment = message.comment.as_ref().map(|it| it.content.join("\n")).unwrap_or_default();
    for (name, variable) in &mut variables {
        variable.is_number |= comment.contains(&format!("${name} (Number)"));
    }
    Some(Entered { place, comment, source: source(message.id.name, file), variables })
}

/// The lines of a message as its file has them.
fn source(key: &str, file: &str) -> String {
    let start = format!("{key} =");
    let rest = file.lines().skip_while(|it| !it.starts_with(&start));
    let is_next = |it: &&str| it.starts_with(|it: char| it.is_alphanumeric() || it == '#');
    let lines: Vec<&str> =
        rest.enumerate().map_while(|(n, it)| (n == 0 || !is_next(&it)).then_some(it)).collect();
    lines.join("\n").trim_end().to_owned()
}

fn collect(pattern: &Pattern<&str>, variables: &mut BTreeMap<String, Variable>) {
    for element in &pattern.elements {
        if let PatternElement::Placeable { expression } = element {
            collect_expression(expression, variables);
        }
    }
}

fn collect_expression(expression: &Expression<&str>, variables: &mut BTreeMap<String, Variable>) {
    match expression {
        Expression::Inline(InlineExpression::VariableReference { id }) => {
            variables.entry(id.name.to_owned()).or_default().is_shown = true;
        }
        Expression::Inline(InlineExpression::Placeable { expression }) => {
            collect_expression(expression, variables);
        }
        Expression::Inline(_) => {}
        Expression::Select { selector, variants } => {
            if let InlineExpression::VariableReference { id } = selector {
                let is_plural = variants.iter().any(|it| match it.key {
                    VariantKey::NumberLiteral { .. } => true,
                    VariantKey::Identifier { name } => {
                        ["zero", "one", "two", "few", "many"].contains(&name)
                    }
                });
                variables.entry(id.name.to_owned()).or_default().is_number |= is_plural;
            }
            for variant in variants {
                collect(&variant.value, variables);
            }
        }
    }
}

/// Compares the messages of a locale with the reference.
fn compare(tag: &str, locale: &Locale, reference: &Locale, faults: &mut Vec<String>) {
    for (key, wanted) in &reference.messages {
        let Some(found) = locale.messages.get(key) else {
            faults.push(format!("locales/{tag} lacks `{key}`, which is in {}", wanted.place));
            continue;
        };
        let names = |it: &Entered| it.variables.keys().cloned().collect::<BTreeSet<_>>();
        for name in names(found).difference(&names(wanted)) {
            faults.push(format!(
                "{}: `{key}` uses ${name}, and {} does not",
                found.place, wanted.place
            ));
        }
        // A locale without plurals may leave out a variable that only chooses a form.
        for (name, _) in wanted.variables.iter().filter(|(_, it)| it.is_shown && !it.is_number) {
            if !found.variables.contains_key(name) {
                faults.push(format!("{}: `{key}` does not use ${name}", found.place));
            }
        }
        if is_usage(key) && !wanted.variables.is_empty() {
            faults.push(format!("{}: `{key}` is help and takes no variables", wanted.place));
        }
    }
    for (key, found) in &locale.messages {
        if !reference.messages.contains_key(key) {
            faults.push(format!("{}: `{key}` is not in locales/{REFERENCE}", found.place));
        }
    }
}

/// Whether a message is help of the command line.
fn is_usage(key: &str) -> bool {
    key == "usage" || key.starts_with("usage-")
}

fn generate(
    locales: &BTreeMap<String, Locale>,
    reference: &Locale,
) -> Result<String, std::fmt::Error> {
    let phrases = || reference.messages.iter().filter(|(key, _)| !is_usage(key));
    let mut code = "/// The files of each locale, one after the other, by tag.\n".to_owned();
    writeln!(code, "pub(super) const LOCALES: &[(&str, &str)] = &[")?;
    for (tag, locale) in locales {
        writeln!(code, "({tag:?}, {:?}),", locale.text)?;
    }
    code += "];\n\n/// Something that the program says: a message of `locales/en`, with its variables.\n\
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]\n\
        #[expect(missing_docs, reason = \"fields are named as the variables of the message\")]\n\
        pub enum Phrase<'a> {\n";
    for (key, message) in phrases() {
        let docs = format!("{}\n```text\n{}\n```", message.comment, message.source);
        writeln!(
            code,
            "#[doc = {:?}]\n{}{},",
            docs.trim_start(),
            camel(key),
            fields(message, |name, it| {
                format!("{name}: {}", if it.is_number { "usize" } else { "&'a str" })
            })
        )?;
    }
    code += "}\n\nimpl<'a> Phrase<'a> {\n\
        /// The key of the message, and its arguments.\n\
        pub(super) fn parts(&self) -> (&'static str, FluentArgs<'a>) {\nmatch *self {\n";
    for (key, message) in phrases() {
        let names = fields(message, |name, _| name.to_owned());
        let arguments = message.variables.keys().map(|it| format!("({it:?}, {it}.into())"));
        let arguments = arguments.collect::<Vec<_>>().join(", ");
        writeln!(code, "Self::{}{names} => ({key:?}, arguments([{arguments}])),", camel(key))?;
    }
    code += "}\n}\n\n/// Each phrase once, with arguments of the right type.\n#[cfg(test)]\n\
        pub(super) fn samples() -> Vec<Phrase<'static>> {\nvec![\n";
    for (key, message) in phrases() {
        let sample = |name: &str, it: &Variable| {
            format!("{name}: {}", if it.is_number { "2" } else { "\"zh\"" })
        };
        writeln!(code, "Phrase::{}{},", camel(key), fields(message, sample))?;
    }
    code += "]\n}\n}\n";
    Ok(code)
}

/// The variables of a message in braces, each as `of` writes it.
fn fields(message: &Entered, of: impl Fn(&str, &Variable) -> String) -> String {
    let fields: Vec<String> = message.variables.iter().map(|(name, it)| of(name, it)).collect();
    if fields.is_empty() { String::new() } else { format!(" {{ {} }}", fields.join(", ")) }
}

/// A key as the name of a variant: `no-such-clause` is `NoSuchClause`.
fn camel(key: &str) -> String {
    key.split('-')
        .map(|word| {
            let mut letters = word.chars();
            letters
                .next()
                .map(|it| it.to_ascii_uppercase())
                .into_iter()
                .chain(letters)
                .collect::<String>()
        })
        .collect()
}
