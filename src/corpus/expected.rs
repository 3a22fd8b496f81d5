//! Expected questions, which readers may type to find each clause.
//!
//! ```toml
//! [[clause]]
//! id = "4.6"
//! zh = ["烧芭的烟飘过来怎么办", "空气污染 跨国"]
//! en = ["smoke from burning forests", "haze season"]
//! ```
//!
//! They help only where every clause has some: a clause without any loses to its neighbours that have them.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use toml::Spanned;

use super::{
    number::ClauseId,
    problem::Problem,
    settings::{Lines, settings},
};

/// The expected questions of a document.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Expected {
    /// Questions and keywords of each clause, in both languages.
    by_clause: BTreeMap<ClauseId, Vec<String>>,
    /// The clauses in the order of the file, with one-based lines.
    lines: Vec<(ClauseId, u32)>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawExpected {
    #[serde(default)]
    clause: Vec<RawClause>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawClause {
    id: Spanned<String>,
    #[serde(default)]
    zh: Vec<Spanned<String>>,
    #[serde(default)]
    en: Vec<Spanned<String>>,
}

impl Expected {
    /// Reads a file of expected questions. Those with a fault are left out and reported; a file that is no TOML gives
    /// none.
    pub fn parse(text: &str) -> (Self, Vec<Problem>) {
        let lines = Lines::of(text);
        let (raw, mut problems): (RawExpected, _) = settings(text, &lines);
        let mut expected = Self::default();
        for clause in raw.clause {
            let fault = expected.add(&lines, clause, &mut problems).err();
            problems.extend(fault);
        }
        (expected, problems)
    }

    fn add(
        &mut self,
        lines: &Lines,
        raw: RawClause,
        problems: &mut Vec<Problem>,
    ) -> Result<(), Problem> {
        let at = raw.id.span().start;
        let id: ClauseId =
            raw.id.get_ref().parse().map_err(|error| lines.fault(at, format!("{error}")))?;
        if self.by_clause.contains_key(&id) {
            return Err(lines.fault(at, format!("clause `{id}` stands a second time")));
        }
        let questions = lines.distinct("question", raw.zh.into_iter().chain(raw.en), problems);
        self.by_clause.insert(id, questions);
        self.lines.push((id, lines.at(at)));
        Ok(())
    }

    /// The questions of a clause.
    pub fn of(&self, clause: ClauseId) -> &[String] {
        self.by_clause.get(&clause).map_or(&[], Vec::as_slice)
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.by_clause.is_empty()
    }

    /// The clauses in the order of the file, with one-based lines.
    pub(super) fn lines(&self) -> &[(ClauseId, u32)] {
        &self.lines
    }
}

#[cfg(test)]
#[expect(clippy::wildcard_enum_match_arm, reason = "other kinds show themselves")]
mod tests {
    use insta::assert_snapshot;

    use super::*;
    use crate::corpus::ProblemKind;

    fn read(text: &str) -> String {
        let (expected, problems) = Expected::parse(text);
        let questions = expected
            .lines()
            .iter()
            .map(|(id, line)| format!("{id} ({line}): {:?}", expected.of(*id)));
        let problems = problems.iter().map(|it| match &it.kind {
            ProblemKind::Settings { reason } => format!("line {}: {reason}", it.line),
            other => format!("{other:?}"),
        });
        questions.chain(problems).collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn questions_and_faults_with_lines() {
        assert_snapshot!(read("[[clause]]\nid = \"4.6\"\nzh = [\"烧芭\"]\nen = [\"haze\"]"), @r#"4.6 (2): ["烧芭", "haze"]"#);
        assert_snapshot!(read("[[clause]]\nid = \"4..6\"\n[[clause]]\nid = \"1.1\"\nzh = [\"a\",\n\"a\", \"?\"]\n[[clause]]\nid = \"1.1\""), @r#"
        1.1 (4): ["a"]
        line 2: invalid clause id `4..6`: expected `preamble`, numbers joined by dots such as `3.6`, or `p12`
        line 6: question `a` stands a second time
        line 6: question `?`: expected letters or digits
        line 8: clause `1.1` stands a second time
        "#);
        assert_snapshot!(read("[[clause]]\nid = \"1\"\nfr = []"), @"line 3: unknown field `fr`, expected one of `id`, `zh`, `en`");
    }
}
