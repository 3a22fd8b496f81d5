//! A question understood: its language, the document that it is about, and its intent.

use crate::{
    corpus::AgreementRef,
    language::has_content,
    text::{Folded, Folding, Locale, Span, UnreadLanguage, tokens},
};

use super::{
    courtesy::{about_program, courtesy},
    filter::{self, CommitmentFilter},
    heading::Below,
    intent::{Intent, Numbered},
    lexicon::{Occasion, asks_outline, occasion},
    matter::Matter,
    names::Names,
    numbered::{by_number, preamble},
    reading::{Reading, Scope},
    reference::{references, without_showing},
    steering::{Steering, number_in_language},
    titles::{Meant, Named},
};

/// Characters of a question that are read; what comes after is left unread.
pub const MAX_QUESTION_CHARS: usize = 500;

/// The part of what was typed that is read: its first [`MAX_QUESTION_CHARS`] characters.
pub fn part_read(typed: &str) -> &str {
    let typed = typed.trim();
    let end = typed.char_indices().nth(MAX_QUESTION_CHARS).map_or(typed.len(), |(at, _)| at);
    typed.get(..end).unwrap_or(typed)
}

/// A typed text and the languages that its reader may want.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
    /// The text as typed.
    pub text: &'a str,
    /// The locale that they chose, if they did.
    pub locale: Option<Locale>,
    /// The locale of the reply where the text has no letters.
    pub fallback: Locale,
    /// The document that is asked where the text names none; `None` for all.
    pub document: Option<AgreementRef>,
    /// The language of their app, if it is one that is not read.
    pub app: Option<UnreadLanguage>,
}

impl<'a> Asked<'a> {
    /// A question to all documents, in any locale.
    pub fn new(text: &'a str, fallback: Locale) -> Self {
        Self { text, locale: None, fallback, document: None, app: None }
    }
}

/// A question understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// As it was typed, at most [`MAX_QUESTION_CHARS`] characters.
    pub text: String,
    /// The text without the name of a document, which is what is searched.
    pub subject: String,
    /// The subject, folded.
    pub folded: Folded,
    /// The reply's.
    pub locale: Locale,
    /// Whether more was typed than is read.
    pub is_cut: bool,
    /// Its purpose.
    pub intent: Intent,
    /// The matter of the section that it may ask for, if it is a topic.
    pub matter: Option<Matter>,
    /// The only document that it is about: the one that it names, else the one of the chat.
    pub document: Option<AgreementRef>,
    /// How it reads if the words that may name a document name none.
    pub otherwise: Option<Box<Self>>,
}

impl Question {
    /// Understands what was typed, about a library with these names.
    pub fn read(asked: &Asked<'_>, names: &Names, folding: &Folding) -> Self {
        let text = part_read(asked.text).to_owned();
        let folded = folding.fold(&text);
        let plain = Self {
            subject: text.clone(),
            locale: asked
                .locale
                .or_else(|| folding.scripts(&text).locale())
                .unwrap_or(asked.fallback),
            is_cut: text.len() < asked.text.trim().len(),
            intent: Intent::Topic,
            matter: None,
            document: asked.document,
            otherwise: None,
            text,
            folded,
        };
        if let Some(occasion) = plain.aside(asked.app, names, folding) {
            return Self { intent: Intent::Help(occasion), ..plain };
        }
        if let Some((number, language)) = number_in_language(&plain.text, folding) {
            let own = plain.locale;
            let locale = language.locale(own, own, own).unwrap_or(own);
            let (subject, folded) = (number.to_owned(), folding.fold(number));
            return Self { subject, folded, locale, ..plain }.understood(names);
        }
        match names.titles.find(&plain.text, &plain.folded) {
            // `When was the Plan of Action adopted?`
            Some(found) if plain.asks_dates(&found, names, folding) => {
                let occasion = Occasion::Dates(found.document.known());
                Self { intent: Intent::Help(occasion), ..plain }
            }
            Some(found) => plain.naming(found, names, folding),
            None => plain.understood(names),
        }
    }

    /// The reason why a text is no question for a clause, where its words alone show it.
    fn aside(
        &self,
        app: Option<UnreadLanguage>,
        names: &Names,
        folding: &Folding,
    ) -> Option<Occasion> {
        if occasion(&Reading::of(self.folded.as_str()).bare()).is_some() {
            return None;
        }
        let folded = self.folded.as_str();
        if let Some(occasion) = about_program(folded) {
            return Some(occasion);
        }
        if let Some(language) =
            UnreadLanguage::of_speaker(&self.text, &names.without_parties(folded), app)
        {
            return Some(Occasion::Unread(language));
        }
        let Some(steering) = Steering::read(&self.text, names, folding) else {
            return courtesy(folded);
        };
        Some(match steering {
            Steering::Clause(..) | Steering::Section(_) => Occasion::NoClauseYet,
            Steering::Meaning => Occasion::Meaning,
            Steering::Dates => Occasion::Dates(self.document),
            Steering::Settings | Steering::Language(_) => Occasion::Help,
            Steering::Stop => Occasion::Stop,
        })
    }

    /// Whether a text asks for the dates of the document that it names.
    fn asks_dates(&self, found: &Named, names: &Names, folding: &Folding) -> bool {
        let rest = self.without(found.span);
        found.document.known().is_some()
            && matches!(Steering::read(&rest, names, folding), Some(Steering::Dates))
    }

    /// Reads a question for commitments, in which a party alone is their giver: `China`, `ASEAN in 2024`.
    pub fn read_commitments(asked: &Asked<'_>, names: &Names, folding: &Folding) -> Self {
        let mut question = Self::read(asked, names, folding);
        let is_open = match question.intent {
            Intent::Topic | Intent::Help(_) | Intent::Outline(Some(_)) => true,
            Intent::Clauses(_)
            | Intent::Article(..)
            | Intent::NoSuchClause(..)
            | Intent::Section(..)
            | Intent::NoSuchSection(_)
            | Intent::NoSuchDocument(_)
            | Intent::Outline(None)
            | Intent::Commitments(_) => false,
        };
        if is_open && let Some((filter, _)) = filter::read(question.folded.as_str(), names) {
            let document = question.document;
            question.intent = Intent::Commitments(CommitmentFilter { document, ..filter });
            question.otherwise = None;
        }
        question
    }

    /// A question that was not typed, with its intent.
    pub fn intended(intent: Intent, locale: Locale) -> Self {
        Self {
            text: String::new(),
            subject: String::new(),
            folded: Folded::default(),
            locale,
            is_cut: false,
            intent,
            matter: None,
            document: None,
            otherwise: None,
        }
    }

    /// The question with its intent, and no name of a document in it.
    fn understood(mut self, names: &Names) -> Self {
        let reading = Reading::of(self.folded.as_str());
        let scope = Scope(self.document);
        self.intent = reading.intent(names, scope);
        let is_topic = self.intent == Intent::Topic;
        self.matter = is_topic.then(|| names.headings.matter(&reading, scope)).flatten();
        self
    }

    /// The question as one about the document that it names.
    fn naming(self, found: Named, names: &Names, folding: &Folding) -> Self {
        let (document, is_certain) = match found.document {
            Meant::Certain(document) => (document, true),
            Meant::Perhaps(document) => (document, false),
            Meant::Unknown => return self.unknown(found.span, folding),
        };
        let subject = self.without(found.span);
        let folded = folding.fold(&subject);
        let has_several = names.titles.has_several();
        let plain = || Self { document: None, ..self.clone() }.understood(names);
        let mut about = Self {
            subject,
            folded,
            // With one document, it is always the one that is asked.
            document: Some(document).filter(|_| has_several),
            otherwise: None,
            ..self.clone()
        };
        let reading = Reading::of(about.folded.as_str());
        let has_topic = has_content(&without_showing(about.folded.as_str()));
        if has_topic || asks_outline(&reading.bare()) {
            about = about.understood(names);
            about.otherwise = (!is_certain).then(|| Box::new(plain()));
            return about;
        }
        // Nothing but the name: the document itself, if the name can be nothing else.
        if is_certain && has_several {
            about.intent = Intent::Outline(Some(document));
            return about;
        }
        self.understood(names)
    }

    /// The question for a part of a document that the library does not have. Where it has a topic too, clauses that cite
    /// that document may answer it.
    fn unknown(self, name: Span, folding: &Folding) -> Self {
        let rest = folding.text(&self.without(name));
        if references(&rest, &tokens(&rest)).has_topic {
            return self;
        }
        let written = self.folded.source(name).and_then(|it| it.of(&self.text)).unwrap_or_default();
        let name = written.trim_matches(|c: char| !c.is_alphanumeric()).to_owned();
        Self { intent: Intent::NoSuchDocument(name), document: None, ..self }
    }

    /// What was typed without a span of the folded text.
    fn without(&self, span: Span) -> String {
        let Some(span) = self.folded.source(span) else { return self.text.clone() };
        let part = |from, to| self.text.get(from..to).unwrap_or_default();
        format!("{} {}", part(0, span.start), part(span.end, self.text.len())).trim().to_owned()
    }
}

impl Reading<'_> {
    /// Its letters and digits.
    fn bare(&self) -> String {
        self.folded.chars().filter(|c| c.is_alphanumeric()).collect()
    }

    fn intent(&self, names: &Names, scope: Scope) -> Intent {
        let bare = self.bare();
        if let Some(occasion) = occasion(&bare) {
            return Intent::Help(occasion);
        }
        if asks_outline(&bare) {
            return Intent::Outline(scope.0);
        }
        let by_promise = || {
            let filter = filter::asked(self.folded, names)?;
            Some(Intent::Commitments(CommitmentFilter { document: scope.0, ..filter }))
        };
        let known = by_number(self, names, scope)
            .or_else(|| preamble(self.folded, names, scope))
            .or_else(|| self.by_heading(names, scope))
            .or_else(by_promise);
        known.unwrap_or_else(|| {
            if has_content(self.folded) {
                Intent::Topic
            } else {
                Intent::Help(Occasion::Unreadable)
            }
        })
    }

    fn by_heading(&self, names: &Names, scope: Scope) -> Option<Intent> {
        let (at, below) = names.headings.find(self, scope)?;
        Some(match below {
            Below::Section(number) => Intent::Section(at, number),
            Below::Article(number) => Intent::Article(at, number),
            Below::Clause(clause) => Intent::Clauses(vec![Numbered { clause, part: None }]),
        })
    }
}
