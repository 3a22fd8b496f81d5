//! A transcript as text: steps of acts and of what is expected after them.

use std::fmt;

use serde_json::Value;

/// First words of lines about the program. All other lines are acts.
const OUTPUTS: &[&str] = &[
    "bot:",
    "bot ",
    "silence",
    "telegram refuses",
    "results",
    "picked",
    "copied",
    "opened",
    "prints",
    "ended",
];

/// First words of acts that need a separate process.
const OWN: &[&str] = &["the bot ", "operator "];

pub(super) struct Scene {
    /// Arguments of `serve` in its first line `serve with …`.
    pub(super) options: Vec<String>,
    pub(super) steps: Vec<Step>,
}

/// Acts that are done together, and their expected results.
#[derive(Default)]
pub(super) struct Step {
    /// The lines before the expected results, unchanged.
    lines: Vec<String>,
    pub(super) acts: Vec<Act>,
    expected: Vec<Entry>,
}

/// A line of an act, and the JSON of a line `with …` below it.
#[derive(Clone, Debug)]
pub(super) struct Act {
    pub(super) line: String,
    pub(super) with: Option<Value>,
}

/// One thing that the program did: `bot edits: …`.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Entry {
    pub(super) head: String,
    /// Whether the body is complete; otherwise it lists lines to be found.
    is_whole: bool,
    pub(super) body: Vec<String>,
}

impl Scene {
    pub(super) fn read(text: &str) -> Self {
        let mut steps = vec![Step::default()];
        let mut options = Vec::new();
        let lines: Vec<&str> = text.lines().collect();
        let mut at = 0;
        while let Some(line) = lines.get(at) {
            at += 1;
            let is_output = OUTPUTS.iter().any(|it| line.starts_with(it));
            let step = steps.last().expect("there is one");
            let has_acted = line.is_empty() && !step.acts.is_empty();
            if !is_output && (has_acted || !step.expected.is_empty()) {
                steps.push(Step::default());
            }
            let step = steps.last_mut().expect("there is one");
            if is_output {
                let body = indented(&lines[at..]);
                step.expected.push(Entry::read(line, body));
                at += body.len();
                continue;
            }
            step.lines.push((*line).to_owned());
            if let Some(given) = line.strip_prefix("serve with ") {
                options.extend(given.split_whitespace().map(str::to_owned));
            } else if let Some(json) = line.strip_prefix("  with ") {
                let act = step.acts.last_mut().expect("an act before `with`");
                act.with =
                    Some(serde_json::from_str(json).unwrap_or_else(|it| panic!("{line}: {it}")));
            } else if !line.trim().is_empty() && !line.starts_with('#') {
                step.acts.push(Act { line: (*line).to_owned(), with: None });
            }
        }
        Self { options, steps }
    }

    /// Whether it needs a program that no other scene uses.
    pub(super) fn has_own_bot(&self) -> bool {
        let mut acts = self.steps.iter().flat_map(|it| &it.acts);
        !self.options.is_empty() || acts.any(|it| OWN.iter().any(|own| it.line.starts_with(own)))
    }
}

/// The lines of a body: indented, with empty lines between.
fn indented<'a>(lines: &'a [&'a str]) -> &'a [&'a str] {
    let mut n = 0;
    for (at, line) in lines.iter().enumerate() {
        if line.starts_with("  ") {
            n = at + 1;
        } else if !line.is_empty() {
            break;
        }
    }
    &lines[..n]
}

impl Step {
    pub(super) fn last_act(&self) -> &str {
        self.acts.last().map_or("the beginning", |it| &it.line)
    }

    /// The differences from the expected results.
    pub(super) fn difference(&self, actual: &[Entry]) -> Option<String> {
        let expected: Vec<&Entry> =
            self.expected.iter().filter(|it| it.head != "silence").collect();
        let is_same = expected.len() == actual.len()
            && expected.iter().zip(actual).all(|(it, actual)| it.matches(actual));
        let shown =
            |entries: &[&Entry]| entries.iter().map(ToString::to_string).collect::<String>();
        (!is_same).then(|| {
            let actual: Vec<&Entry> = actual.iter().collect();
            format!("expected\n{}came\n{}\n", shown(&expected), shown(&actual))
        })
    }

    /// Replaces the expected results with the actual ones; keeps partial bodies that match.
    pub(super) fn bless(&mut self, actual: &[Entry], has_spoken: bool) {
        let before = std::mem::take(&mut self.expected);
        let kept = |at: usize, it: &Entry| {
            let before = before.get(at).filter(|before| before.matches(it));
            before.cloned().unwrap_or_else(|| it.clone())
        };
        self.expected = actual.iter().enumerate().map(|(at, it)| kept(at, it)).collect();
        if actual.is_empty() && has_spoken {
            self.expected.push(Entry::new("silence", ""));
        }
    }
}

impl Entry {
    pub(super) fn new(head: impl Into<String>, body: &str) -> Self {
        let body =
            body.trim_matches('\n').trim_end().lines().map(|it| it.trim_end().to_owned()).collect();
        Self { head: head.into(), is_whole: true, body }
    }

    fn read(line: &str, body: &[&str]) -> Self {
        let end = line.find([':', '…']).unwrap_or(line.len());
        let (head, rest) = line.split_at(end);
        let is_whole = !rest.starts_with('…');
        let rest = rest.trim_start_matches([':', '…']).trim();
        let first = (!rest.is_empty()).then_some(rest);
        let more = body.iter().map(|it| it.get(2..).unwrap_or_default());
        let body = first.into_iter().chain(more).map(str::to_owned).collect();
        Self { head: head.trim().to_owned(), is_whole, body }
    }

    fn matches(&self, actual: &Self) -> bool {
        let is_body = || {
            if self.is_whole {
                self.body == actual.body
            } else {
                self.body.iter().all(|it| is_found(it, &actual.body))
            }
        };
        self.head == actual.head && is_body()
    }
}

/// Whether a body matches a line.
///
/// | line | is found where |
/// |---|---|
/// | `no “words”` | no line has the words |
/// | `[A] [B]` | there are such buttons |
/// | `> words`, `>> words` | a quotation, open or folded, has the words |
/// | `words` | a line has them |
fn is_found(wanted: &str, body: &[String]) -> bool {
    let words = |it: &str| body.iter().any(|line| line.contains(it));
    if let Some(absent) = wanted.strip_prefix("no “").and_then(|it| it.strip_suffix('”')) {
        return !words(absent);
    }
    if wanted.starts_with('[') {
        return wanted.split("] [").all(|it| {
            let label = it.trim_start_matches('[').trim_end_matches(']');
            words(&format!("[{label}"))
        });
    }
    for quoted in [">> ", "> "] {
        if let Some(wanted) = wanted.strip_prefix(quoted) {
            return body.iter().any(|it| it.starts_with(quoted) && it.contains(wanted));
        }
    }
    words(wanted.trim())
}

impl fmt::Display for Entry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let colon = match (self.is_whole, self.body.is_empty()) {
            (true, true) => "",
            (true, false) => ":",
            (false, _) => " …",
        };
        write!(f, "{}{colon}", self.head)?;
        if let [line] = self.body.as_slice() {
            return writeln!(f, " {line}");
        }
        writeln!(f)?;
        for line in &self.body {
            let indent = if line.is_empty() { "" } else { "  " };
            writeln!(f, "{indent}{line}")?;
        }
        Ok(())
    }
}

impl fmt::Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for line in &self.lines {
            writeln!(f, "{line}")?;
        }
        self.expected.iter().try_for_each(|it| write!(f, "{it}"))
    }
}

#[test]
fn a_transcript_is_read_and_written() {
    let text = "# A question.\n\nann (en): rail links\nbot:\n  Clause\n\n  > Rail\n  [A] [B]\n\nann: x\n  with {\"a\": 1}\nsilence\nann taps [A]\nbot edits … Rail\n";
    let scene = Scene::read(text);
    assert_eq!(scene.steps.iter().map(Step::to_string).collect::<String>(), text);
    assert_eq!(scene.steps.len(), 3);
    let came = Entry::new("bot", "Clause\n\n> Rail\n[A] [B]");
    assert!(scene.steps[0].difference(std::slice::from_ref(&came)).is_none());
    assert!(scene.steps[0].difference(&[]).is_some());
    assert!(scene.steps[1].difference(&[]).is_none());
    assert!(scene.steps[1].difference(std::slice::from_ref(&came)).is_some());
    for (line, is_match) in [
        ("bot … lau", true),
        ("bot … > Rai", true),
        ("bot … >> Rai", false),
        ("bot … [B]", true),
        ("bot … [B] [C]", false),
        ("bot … no “Road”", true),
        ("bot … no “Rail”", false),
        ("bot: Clause", false),
        ("bot edits … Rail", false),
    ] {
        assert_eq!(Entry::read(line, &[]).matches(&came), is_match, "{line}");
    }
}
