//! The names by which a question calls a document.
//!
//! | asked | a document that is called |
//! |---|---|
//! | `RCEP 第3条`, `article 3 of the RCEP` | Regional Comprehensive Economic Partnership Agreement |
//! | `《黄河保护法》第三条`, `黄河法第三条` | 中华人民共和国黄河保护法, if no other fits as well |
//! | `emissions in the Paris Agreement` | Paris Agreement under the Framework Convention |
//!
//! A whole name is one wherever it stands. A part of a name is one only with the noun for the sort of document
//! (`法`, `agreement`) behind it, and only if one document alone can be meant. A word that is a title's word as well as a
//! topic, `trade` of the `Trade Agreement`, names nothing.
//!
//! What always holds: names are folded once, when the library is read; a name is found in a place of the question, so
//! that it can be cut out of what is searched.

use serde::{Deserialize, Serialize};

use crate::{
    corpus::{Agreement, AgreementRef, Library},
    language::has_content,
    text::{Folded, Folding, Key, Span, tokens},
};

use super::{
    lookup::Lookup,
    name_places::{Places, marked},
    reference::without_showing,
    title_parts::{Nouns, TitleParts, distinct, is_short, is_sort},
};

/// The names of the documents of a library.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Titles {
    n_documents: usize,
    /// Keys of whole names, by document.
    whole: Lookup,
    /// Keys of names that may as well be topics: they count in quotation marks, in capitals, or beside a number.
    doubtful: Lookup,
    /// By document, what a part of a name is compared with.
    parts: Vec<TitleParts>,
}

/// A document that a question names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Named {
    /// The place of the name in the folded question.
    pub(super) span: Span,
    /// The document, if the library has it.
    pub(super) document: Meant,
}

/// The document that a name stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Meant {
    /// This one.
    Certain(AgreementRef),
    /// This one, unless the words are a topic.
    Perhaps(AgreementRef),
    /// None of the library.
    Unknown,
}

impl Meant {
    /// The document, if the library has it.
    pub(super) fn known(self) -> Option<AgreementRef> {
        match self {
            Self::Certain(at) | Self::Perhaps(at) => Some(at),
            Self::Unknown => None,
        }
    }
}

impl Titles {
    pub(super) fn of(library: &Library, folding: &Folding) -> Self {
        let (mut whole, mut doubtful, mut parts) = (Vec::new(), Vec::new(), Vec::new());
        for (place, agreement) in (0_u32..).zip(&library.agreements) {
            let mut own = TitleParts::default();
            for name in names(agreement) {
                let folded = folding.fold(&name.text);
                let key = Key::of(folded.as_str()).as_str().to_owned();
                if name.is_certain(folded.as_str()) {
                    whole.push((key, place));
                } else {
                    doubtful.push((key, place));
                }
                own.add(folded.as_str(), &name.text);
            }
            for acronym in own.acronyms() {
                doubtful.push((Key::of(&acronym).as_str().to_owned(), place));
            }
            parts.push(own);
        }
        Self {
            n_documents: library.agreements.len(),
            whole: Lookup::new(whole),
            doubtful: Lookup::new(doubtful),
            parts,
        }
    }

    /// Whether there are documents to choose from.
    pub(super) fn has_several(&self) -> bool {
        self.n_documents > 1
    }

    /// The document that a question names, with the place of the name.
    pub(super) fn find(&self, typed: &str, folded: &Folded) -> Option<Named> {
        let tokens = tokens(folded.as_str());
        let question = Places::new(typed, folded, &tokens);
        let found = self
            .in_marks(&question)
            .or_else(|| self.whole(&question))
            .or_else(|| self.doubtful(&question))
            .or_else(|| self.part(&question))
            .or_else(|| self.unknown(&question))?;
        let is_known = found.document != Meant::Unknown;
        Some(if is_known { Named { span: question.widened(found.span), ..found } } else { found })
    }

    /// `《黄河保护法》`: also a part of a name; a name that no document has only beside a number.
    fn in_marks(&self, question: &Places<'_>) -> Option<Named> {
        for (span, inner) in marked(question.text()) {
            let key = Key::of(inner);
            let named = only(self.whole.get(key.as_str()));
            let named = named.or_else(|| only(self.doubtful.get(key.as_str())));
            let named = named.or_else(|| self.like(inner, true));
            if let Some(document) = named {
                return Some(Named { span, document: Meant::Certain(document) });
            }
            if question.is_beside_number(span)
                && let Some(document) = self.resembled(inner)
            {
                return Some(Named { span, document });
            }
        }
        None
    }

    /// The longest whole name, if it is one document's.
    fn whole(&self, question: &Places<'_>) -> Option<Named> {
        let (span, place) = longest(question, &self.whole)?;
        Some(Named { span, document: Meant::Certain(place) })
    }

    /// A name that may as well be a topic: written in capitals, or alone beside a number.
    fn doubtful(&self, question: &Places<'_>) -> Option<Named> {
        let (span, document) = longest(question, &self.doubtful)?;
        let is_alone = || {
            let spans = question.numbers.iter().copied().chain([span]);
            !question.numbers.is_empty() && !has_content(&without_showing(&question.cut(spans)))
        };
        if question.is_in_capitals(span) || (self.has_several() && is_alone()) {
            return Some(Named { span, document: Meant::Certain(document) });
        }
        // `行动计划` is any plan of action, and in a library of several documents the one that is called so.
        let is_name =
            span.of(question.text()).is_some_and(is_sort) && question.stands_as_name(span);
        let is_meant = self.has_several() && is_name;
        is_meant.then_some(Named { span, document: Meant::Perhaps(document) })
    }

    /// A part of a name with the noun for the sort of document: `黄河法`, `the Paris Agreement`.
    fn part(&self, question: &Places<'_>) -> Option<Named> {
        if !self.has_several() && question.numbers.is_empty() {
            return None;
        }
        for span in Nouns::of(question.tokens, question.text()) {
            let found = self.parts.iter().zip(0..).filter_map(|(parts, place)| {
                let (n_words, span) = parts.part_around(question.tokens, question.text(), span)?;
                Some((n_words, span, AgreementRef(place)))
            });
            let Some((span, document)) = unambiguous(found) else { continue };
            let is_certain = question.is_beside_number(span) || question.stands_as_name(span);
            let document =
                if is_certain { Meant::Certain(document) } else { Meant::Perhaps(document) };
            return Some(Named { span, document });
        }
        None
    }

    /// A name beside a number that is no document's: `养犬条例第三条` in a library of other laws.
    fn unknown(&self, question: &Places<'_>) -> Option<Named> {
        if question.numbers.is_empty() {
            return None;
        }
        for span in Nouns::of(question.tokens, question.text()) {
            let Some(span) = question.name_before(span) else { continue };
            let name = span.of(question.text()).unwrap_or_default();
            let document = self.like(name, false).map(Meant::Certain);
            if let Some(document) = document.or_else(|| self.resembled(name)) {
                return Some(Named { span, document });
            }
        }
        self.unknown_abbreviation(question)
    }

    /// `RCEP 第3条` in a library of several other documents: none of their clauses is meant.
    fn unknown_abbreviation(&self, question: &Places<'_>) -> Option<Named> {
        const SHORTEST: usize = 3;
        let is_name = |span: &Span| {
            span.len() >= SHORTEST
                && question.is_in_capitals(*span)
                && question.is_beside_number(*span)
                && span.of(question.text()).is_some_and(|it| !self.is_in_a_title(it))
        };
        let span = question.tokens.iter().map(|it| it.span).find(is_name)?;
        self.has_several().then_some(Named { span, document: Meant::Unknown })
    }

    fn is_in_a_title(&self, word: &str) -> bool {
        self.parts.iter().any(|it| it.resembles(word))
    }

    /// The only document that a name may be short for.
    fn like(&self, name: &str, is_quoted: bool) -> Option<AgreementRef> {
        let found = self.parts.iter().zip(0..).filter_map(|(parts, place)| {
            let n_words = parts.short_form(name, is_quoted)?;
            Some((n_words, Span::whole(name), AgreementRef(place)))
        });
        unambiguous(found).map(|(_, document)| document)
    }

    /// The only document that a name beside a number resembles, or none of the library; `None` if that cannot be told.
    /// A document without a title may have any name, and so may all if none has a name in these letters.
    fn resembled(&self, name: &str) -> Option<Meant> {
        if !distinct(name) || !self.parts.iter().any(|it| it.is_written_as(name)) {
            return None;
        }
        let mut like = self.parts.iter().zip(0..).filter(|(it, _)| it.resembles(name));
        match (like.next(), like.next()) {
            (Some((_, place)), None) => Some(Meant::Certain(AgreementRef(place))),
            (Some(_), Some(_)) => None,
            (None, _) => self.parts.iter().all(TitleParts::is_titled).then_some(Meant::Unknown),
        }
    }
}

/// The document of these places, if it is one.
fn only(places: &[u32]) -> Option<AgreementRef> {
    match places {
        [place] => usize::try_from(*place).ok().map(AgreementRef),
        _ => None,
    }
}

/// The best of the documents, if it is better than any other.
fn unambiguous(
    found: impl Iterator<Item = (usize, Span, AgreementRef)>,
) -> Option<(Span, AgreementRef)> {
    let found: Vec<_> = found.collect();
    let best = found.iter().map(|it| it.0).max()?;
    let mut first = found.iter().filter(|it| it.0 == best);
    match (first.next(), first.next()) {
        (Some((_, span, document)), None) => Some((*span, *document)),
        _ => None,
    }
}

/// A name of a document.
struct Name {
    text: String,
    /// Whether the operator set it as a name that people use.
    is_alias: bool,
}

impl Name {
    /// Whether it names its document wherever it stands, and is no topic.
    fn is_certain(&self, folded: &str) -> bool {
        let n_capitals = self.text.chars().filter(|c| c.is_uppercase()).count();
        let is_abbreviation = n_capitals > 1 && !self.text.contains(char::is_whitespace);
        let is_distinct = distinct(folded) || folded.ends_with("法典");
        if self.is_alias {
            is_distinct || is_abbreviation
        } else {
            is_distinct && !is_short(folded)
        }
    }
}

/// The names of a document, each once: titles, short titles, aliases and its id; titles also without brackets, and the
/// abbreviation in brackets alone.
fn names(agreement: &Agreement) -> Vec<Name> {
    let meta = &agreement.meta;
    let titles = agreement.title.iter().chain(meta.short_title.iter()).map(|(_, it)| it);
    let mut found: Vec<Name> = Vec::new();
    let mut add = |text: &str, is_alias| {
        let text = text.trim_matches(|c: char| !c.is_alphanumeric()).to_owned();
        if text.chars().count() > 1 && !found.iter().any(|it| it.text == text) {
            found.push(Name { text, is_alias });
        }
    };
    for alias in &meta.aliases {
        add(alias, true);
    }
    for title in titles {
        add(title, false);
        let (bare, inner) = without_brackets(title);
        add(&bare, false);
        for short in inner {
            let n_capitals = short.chars().filter(|c| c.is_uppercase()).count();
            add(short, n_capitals > 1 && !short.contains(char::is_whitespace));
        }
        for state in ["中华人民共和国", "中華人民共和國"] {
            if let Some(rest) = bare.trim().strip_prefix(state).filter(|it| !it.is_empty()) {
                add(rest, false);
            }
        }
    }
    add(&agreement.id.replace(['-', '_'], " "), false);
    found
}

/// A title without what stands in brackets, and what stands there.
fn without_brackets(title: &str) -> (String, Vec<&str>) {
    let (mut bare, mut inner, mut rest) = (String::new(), Vec::new(), title);
    while let Some((before, after)) = rest.split_once(['(', '（']) {
        let Some((inside, behind)) = after.split_once([')', '）']) else { break };
        bare.push_str(before);
        bare.push(' ');
        inner.push(inside.trim());
        rest = behind;
    }
    bare.push_str(rest);
    (bare, inner)
}

/// The longest of `names` in a question that only one document has.
fn longest(question: &Places<'_>, names: &Lookup) -> Option<(Span, AgreementRef)> {
    let key = question.key.as_str();
    let found = question.key.starts().flat_map(|at| {
        let rest = key.get(at..).unwrap_or_default();
        names.starts_of(rest).map(move |(name, places)| (at, name.len(), places))
    });
    let best = found
        .filter_map(|(at, len, places)| Some((len, at, only(places)?)))
        // The first of equals wins; `max_by_key` would return the last.
        .reduce(|best, it| if it.0 > best.0 { it } else { best });
    let (len, at, document) = best?;
    Some((question.key.source(at, at + len)?, document))
}
