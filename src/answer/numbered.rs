//! The intent of a question with numbers: the clauses and sections that it refers to, in the documents that it is about.
//!
//! | asked | of a document | found |
//! |---|---|---|
//! | `第二条第二款` | with 2.2 | clause 2.2 |
//! | `第二条第二款` | whose article 2 has no numbered paragraphs | clause 2, with a note |
//! | `第三条之一` | with 3 alone | nothing: there is no such clause |
//! | `第五条` | of chapters, whose article 5 has numbered paragraphs | clauses 5.1, 5.2 |
//! | `第三条` | of sections 1 to 5 | section 3 |
//! | `section 12` | of clauses 1 to 40 | clause 12 |
//! | `articles 3 to 6` | with 3, 4 and 6 | clauses 3, 4 and 6 |
//! | `art. 3-6` | with 3.6 and no clause 3 to 6 | clause 3.6 |
//!
//! What always holds: a number that is not there is never answered by its neighbour.

use std::collections::HashSet;

use crate::{
    corpus::{ClauseNumber, ClauseRef, SectionNumber, number::Reference},
    language::has_content,
};

use super::{
    intent::{Intent, Numbered},
    names::Names,
    reading::{Reading, Scope},
    reference::{References, references, without_showing},
};

/// From here on a number alone is rather a year or an amount, unless a clause has it.
const LARGE: u16 = 1000;

/// How a question calls a clause.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Called {
    /// `3.6`.
    Bare,
    /// `article 3(6)`.
    Article,
    /// `chapter 3, article 6`.
    InSection,
}

impl Called {
    fn of(is_in_section: bool) -> Self {
        if is_in_section { Self::InSection } else { Self::Article }
    }
}

/// The clauses or the section that a question asks for by number; `None` if it asks for none.
pub(super) fn by_number(reading: &Reading<'_>, names: &Names, scope: Scope) -> Option<Intent> {
    let read = references(reading.folded, &reading.tokens);
    let mut clauses: Vec<Numbered> = Vec::new();
    let mut known = HashSet::new();
    for reference in &read.found {
        let Reference::Clause(number) = *reference else { continue };
        let called = read.explicit.iter().find(|it| it.0 == number);
        let called = called.map_or(Called::Bare, |it| Called::of(it.1));
        for clause in numbered(number, called, names, scope) {
            if known.insert(clause.clause) {
                clauses.push(clause);
            }
        }
    }
    if clauses.is_empty()
        && let Some(number) = read.hyphenated
    {
        clauses = numbered(number, Called::Bare, names, scope);
    }
    if !clauses.is_empty() {
        return Some(Intent::Clauses(clauses));
    }
    if read.has_topic {
        return read.explicit.first().map(|it| missing(it.0, names, scope));
    }
    match *read.found.first()? {
        Reference::Section(number) => Some(section(number, names, scope)),
        Reference::LastSection => {
            names.last_section(scope).map(|(at, number)| Intent::Section(at, number))
        }
        Reference::Clause(number) => no_clause(number, &read, names, scope),
    }
}

/// The preambles, if a question asks for nothing else: `序言`.
pub(super) fn preamble(folded: &str, names: &Names, scope: Scope) -> Option<Intent> {
    const WORDS: [&str; 6] = ["preamble", "序言", "序文", "前言", "引言", "导言"];
    let word = WORDS.iter().find(|it| folded.contains(**it))?;
    if has_content(&without_showing(&folded.replacen(word, " ", 1))) {
        return None;
    }
    let found = names.preambles(scope).map(|clause| Numbered { clause, part: None });
    Some(Intent::Clauses(found.collect())).filter(|it| *it != Intent::Clauses(Vec::new()))
}

/// `第三条` of a document whose sections are 1 to 5 is its third section.
fn no_clause(
    number: ClauseNumber,
    read: &References,
    names: &Names,
    scope: Scope,
) -> Option<Intent> {
    let is_one = number.parts().len() == 1 && !number.is_inserted();
    let section = number.section().filter(|_| is_one);
    let found = section.and_then(|it| Some(Intent::Section(names.section(it, scope)?, it)));
    if found.is_none() && read.is_doubtful {
        // `5g` is rather a name.
        let is_plain = !number.is_inserted() && number.last().value() < LARGE;
        let is_small = is_plain && names.counts_through(scope);
        return is_small.then(|| missing(number, names, scope));
    }
    Some(found.unwrap_or_else(|| missing(number, names, scope)))
}

fn missing(number: ClauseNumber, names: &Names, scope: Scope) -> Intent {
    let others = names.clauses(number).filter(|it| !scope.has(it.agreement));
    Intent::NoSuchClause(number, others.collect())
}

/// A section; where no section has the number, the clause with it: the clauses of a law may be called sections.
fn section(number: SectionNumber, names: &Names, scope: Scope) -> Intent {
    if let Some(at) = names.section(number, scope) {
        return Intent::Section(at, number);
    }
    let clause = ClauseNumber::new(&[number.get()]).filter(|_| !number.is_annex());
    let found: Vec<Numbered> =
        clause.map(|it| numbered(it, Called::Bare, names, scope)).unwrap_or_default();
    if found.is_empty() { Intent::NoSuchSection(number) } else { Intent::Clauses(found) }
}

/// The clauses with this number; `第三章第六条` is also article 6 in chapter 3.
fn numbered(number: ClauseNumber, called: Called, names: &Names, scope: Scope) -> Vec<Numbered> {
    let whole = |clause| Numbered { clause, part: None };
    let found: Vec<Numbered> =
        names.clauses(number).filter(|it| scope.has(it.agreement)).map(whole).collect();
    if !found.is_empty() {
        return found;
    }
    let parts: Vec<Numbered> = match called {
        Called::Bare => Vec::new(),
        Called::Article | Called::InSection => {
            let parts = names.parts_of_article(number).filter(|it| scope.has(it.agreement));
            parts.map(whole).collect()
        }
    };
    if !parts.is_empty() {
        return parts;
    }
    if let (&[_, clause], Some(section)) = (number.parts(), number.section())
        && !section.is_annex()
        && called != Called::Article
        && let Some(inner) = ClauseNumber::of(&[clause])
    {
        let inner = names.clauses_in(section, inner).filter(|it| scope.has(it.agreement));
        let found: Vec<Numbered> = inner.map(whole).collect();
        if !found.is_empty() {
            return found;
        }
    }
    match called {
        Called::Bare => Vec::new(),
        Called::Article | Called::InSection => around(number, names, scope),
    }
}

/// The clauses whose part a number is, where their parts have no numbers of their own: paragraph 2 of an article.
fn around(number: ClauseNumber, names: &Names, scope: Scope) -> Vec<Numbered> {
    let mut outer = parent(number);
    while let Some(clause) = outer {
        let known: Vec<ClauseRef> =
            names.clauses(clause).filter(|it| scope.has(it.agreement)).collect();
        if !known.is_empty() {
            let is_whole = |it: &ClauseRef| !names.has_parts(clause, it.agreement);
            let known = known.into_iter().filter(is_whole);
            return known.map(|clause| Numbered { clause, part: Some(number) }).collect();
        }
        outer = parent(clause);
    }
    Vec::new()
}

/// The number around another: 2 of 2.3. Ids are read in one place, which knows which numbers are inside which.
fn parent(number: ClauseNumber) -> Option<ClauseNumber> {
    number.to_string().rsplit_once('.')?.0.parse().ok()
}
