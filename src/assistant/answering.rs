//! An open library that answers.

use std::sync::Arc;

use crate::{
    answer::{
        Answer, Asked, Intent, Match, Names, Numbered, Occasion, Question, ReplyLanguage, Sought,
        Steering, Step, Tone, compose, elsewhere, tone,
    },
    corpus::{
        Agreement, AgreementRef, ClauseId, ClauseNumber, ClauseRef, Library,
        number::{Citation, citations},
    },
    render::{Composer, Focus, Reply, View},
    search::{Explanation, Hit, Index, Marker, SearchError, Units},
    text::{Folding, Language, Locale, ScriptCounts, UnreadLanguage},
    verify::{Report, verify},
    wording::{Catalog, Catalogs},
};

use super::parallel::in_order;

/// Hits that an answer is weighed from.
const N_HITS: usize = 12;

/// The languages of replies to questions that name none.
#[derive(Clone, Copy, Debug)]
pub struct Languages {
    /// The one that the operator chose.
    pub chosen: Option<Locale>,
    /// The one where a text has no letters.
    pub fallback: Locale,
}

/// A library, its index and the phrases. It is shared, and has no state of a chat.
#[derive(Debug)]
pub struct Assistant {
    pub(super) library: Library,
    pub(super) names: Names,
    pub(super) index: Index,
    pub(super) folding: Arc<Folding>,
    pub(super) catalogs: Catalogs,
}

/// A question with its answer.
#[derive(Clone, Debug, PartialEq)]
pub struct Answered {
    /// The question.
    pub question: Question,
    /// The answer.
    pub answer: Answer,
    /// The units of a question on a topic; none for another.
    pub units: Units,
}

impl Assistant {
    /// Indexes a library.
    pub fn new(library: Library) -> Result<Self, SearchError> {
        Self::indexed(library, |_| ())
    }

    /// Indexes a library on all cores, and tells after each document how many clauses are indexed.
    pub(super) fn indexed(
        library: Library,
        mut tell: impl FnMut(usize),
    ) -> Result<Self, SearchError> {
        let folding = Arc::new(Folding::new());
        let names = Names::of(&library, &folding);
        let agreements: Vec<(AgreementRef, &Agreement)> =
            (0..).map(AgreementRef).zip(&library.agreements).collect();
        let mut n_indexed = 0;
        let index = Index::build_by(&library, Arc::clone(&folding), |preparer, add| {
            let prepare = |(at, agreement): &(_, &Agreement)| preparer.agreement(*at, agreement);
            in_order(&agreements, prepare, |prepared: Vec<_>| {
                n_indexed += prepared.len();
                prepared.into_iter().try_for_each(&mut *add)?;
                tell(n_indexed);
                Ok(())
            })
        })?;
        Ok(Self { library, names, index, folding, catalogs: Catalogs::default() })
    }

    /// Loads what the first question needs.
    pub fn warm(&self) {
        self.index.warm();
    }

    /// Answers what was asked.
    pub fn ask(&self, asked: &Asked<'_>) -> Result<Answered, SearchError> {
        self.answer(Question::read(asked, &self.names, &self.folding))
    }

    /// Answers the words after a command for commitments.
    pub fn ask_commitments(&self, asked: &Asked<'_>) -> Result<Answered, SearchError> {
        self.answer(Question::read_commitments(asked, &self.names, &self.folding))
    }

    /// Answers the id of a clause, or any form of its number or of a section's; `None` for other words.
    pub fn ask_clause(&self, asked: &Asked<'_>) -> Result<Option<Answered>, SearchError> {
        let wanted = asked.text.parse::<ClauseId>();
        let found = wanted.map(|it| self.with_id(&it)).unwrap_or_default().into_iter();
        let found = found.filter(|it| asked.document.is_none_or(|at| at == it.agreement));
        let numbered: Vec<Numbered> = found.map(|clause| Numbered { clause, part: None }).collect();
        if numbered.is_empty() {
            let answered = self.ask(asked)?;
            let is_other = matches!(
                answered.question.intent,
                Intent::Topic | Intent::Help(_) | Intent::Outline(_)
            );
            return Ok((!is_other).then_some(answered));
        }
        let matches = numbered.iter().map(|it| Match {
            clause: it.clause,
            score: 1.0,
            by_number: true,
            part: it.part,
        });
        let answer = Answer::Found(matches.collect());
        let locale = asked.locale.unwrap_or(asked.fallback);
        let question = Question::intended(Intent::Clauses(numbered), locale);
        let question = Question { text: asked.text.to_owned(), ..question };
        Ok(Some(Answered { question, answer, units: Units::default() }))
    }

    /// Answers a question that was read already, or that a command stands for.
    pub fn answer(&self, mut question: Question) -> Result<Answered, SearchError> {
        let otherwise = question.otherwise.take();
        let answered = self.answer_as_read(question)?;
        match otherwise {
            // Words that may be the name of a document are a topic where the document has no answer.
            Some(question) if answered.answer.is_none() => {
                let other = self.answer_as_read(*question)?;
                Ok(if other.answer.is_none() { answered } else { other })
            }
            Some(_) | None => Ok(answered),
        }
    }

    fn answer_as_read(&self, mut question: Question) -> Result<Answered, SearchError> {
        if let Some(section) = self.section_meant(&question)? {
            question.intent = section;
        }
        let (mut units, mut hits) = (Units::default(), Vec::new());
        if question.intent == Intent::Topic {
            units = self.index.units(&question.subject, &question.folded);
            hits = self.index.hits(&units, N_HITS, question.document)?;
        }
        let mut answer = compose(&question, &hits, &self.library);
        if matches!(answer, Answer::Nothing { .. })
            && let Some(language) =
                UnreadLanguage::detected(&question.text, question.folded.as_str())
        {
            answer = Answer::Help(Occasion::Unread(language));
        }
        if let Answer::Nothing { within: Some(_), elsewhere: others, .. } = &mut answer {
            *others = elsewhere(&self.index.hits(&units, N_HITS, None)?);
        }
        Ok(Answered { question, answer, units })
    }

    /// The section whose matter a question asks for.
    fn section_meant(&self, question: &Question) -> Result<Option<Intent>, SearchError> {
        let Some(matter) = &question.matter else { return Ok(None) };
        let units = self.index.units(&matter.subject, &self.folding.fold(&matter.subject));
        let hits = self.index.hits(&units, N_HITS, question.document)?;
        Ok(matter.section(&hits, &self.library))
    }

    /// Reads a question, without answering it.
    pub fn read(&self, asked: &Asked<'_>) -> Question {
        Question::read(asked, &self.names, &self.folding)
    }

    /// Finds the clauses that fit what was asked, best first.
    pub fn hits(&self, asked: &Asked<'_>) -> Result<Vec<Hit>, SearchError> {
        let question = self.read(asked);
        let units = self.index.units(&question.subject, &question.folded);
        self.candidates(&units, N_HITS, question.document)
    }

    /// The units that `text` asks about; the name of a document is none.
    pub fn units(&self, text: &str) -> Units {
        let question = self.read(&Asked::new(text, Locale::En));
        self.index.units(&question.subject, &question.folded)
    }

    /// Finds at most `limit` clauses that fit the units of a question, best first; those of one document, or of any.
    pub fn candidates(
        &self,
        units: &Units,
        limit: usize,
        within: Option<AgreementRef>,
    ) -> Result<Vec<Hit>, SearchError> {
        self.index.hits(units, limit, within)
    }

    /// Compares the quotations and figures of `text` with the library.
    pub fn verify(&self, text: &str) -> Result<Report, SearchError> {
        // The name of a document in a statement is among its words here.
        let hits = |words: &str| {
            let units = self.index.units(words, &self.folding.fold(words));
            self.candidates(&units, N_HITS, None)
        };
        verify(text, &self.library, &self.folding, hits)
    }

    /// The clauses with a number.
    pub fn numbered(&self, number: ClauseNumber) -> impl Iterator<Item = ClauseRef> {
        self.names.clauses(number)
    }

    /// The clauses that a message cites in brackets, each once: those of the document that it names before the brackets,
    /// else those of `document` if it has any.
    pub fn cited(&self, message: &str, document: Option<AgreementRef>) -> Vec<ClauseRef> {
        let mut found: Vec<ClauseRef> = Vec::new();
        for Citation { number, document: name } in citations(message) {
            let name = name.filter(|it| !self.names.is_party(it, &self.folding));
            let named = name.map(|it| self.names.document(it, &self.folding));
            let of = |at: AgreementRef| self.numbered(number).filter(move |it| it.agreement == at);
            let clauses: Vec<ClauseRef> = match (named, document) {
                // Of a document that is not here.
                (Some(None), _) => continue,
                (Some(Some(at)), _) => of(at).collect(),
                (None, Some(at)) if of(at).next().is_some() => of(at).collect(),
                (None, _) => self.numbered(number).collect(),
            };
            for clause in clauses {
                if !found.contains(&clause) {
                    found.push(clause);
                }
            }
        }
        found
    }

    /// The clauses with an id, in the order of the library.
    pub fn with_id(&self, id: &ClauseId) -> Vec<ClauseRef> {
        let mut found = Vec::new();
        match id.number() {
            Some(number) => {
                let has_id =
                    |it: &ClauseRef| self.library.clause(*it).is_some_and(|(_, it)| it.id == *id);
                found.extend(self.names.clauses(number).filter(has_id));
            }
            None => self.library.visit(|at, _, it| found.extend((it.id == *id).then_some(at))),
        }
        found
    }

    /// The clause a step away from another in its document; `None` past either end.
    pub fn beside(&self, clause: ClauseRef, step: Step) -> Option<ClauseRef> {
        let place = clause.place.checked_add_signed(step.by())?;
        let clause = ClauseRef { place, ..clause };
        self.library.clause(clause).map(|_| clause)
    }

    /// The question for the section beside that of a clause; at either end, for the sections of its document.
    pub fn section_beside(&self, clause: ClauseRef, step: Step) -> Intent {
        let beside = || {
            let (agreement, provision) = self.library.clause(clause)?;
            let own = agreement.sections.iter().position(|it| Some(it.number) == provision.section);
            // The preamble stands before the first section.
            let place = match own {
                Some(place) => place.checked_add_signed(step.by())?,
                None if step == Step::On => 0,
                None => return None,
            };
            agreement.sections.get(place).map(|it| it.number)
        };
        match beside() {
            Some(number) => Intent::Section(clause.agreement, number),
            None => Intent::Outline(Some(clause.agreement)),
        }
    }

    /// The locales in which a clause is to be shown, to a reader to whom one was `shown` in a locale and who prefers
    /// their `own`; one, or two for both languages.
    pub fn locales_in(
        &self,
        language: ReplyLanguage,
        clause: ClauseRef,
        shown: Locale,
        own: Locale,
    ) -> Vec<Locale> {
        let authentic = self.library.agreement(clause.agreement).map(Agreement::authentic_language);
        let authentic = authentic.map_or(Locale::ZhHans, |it| match it {
            Language::Chinese => Locale::ZhHans,
            Language::English => Locale::En,
        });
        if let Some(locale) = language.locale(shown, own, authentic) {
            return vec![locale];
        }
        let other = ReplyLanguage::Other.locale(shown, own, authentic);
        std::iter::once(shown).chain(other).collect()
    }

    /// Explains how `text` was read, and how `clause` fits it.
    pub fn explain(&self, text: &str, clause: ClauseRef) -> (Units, Option<Explanation>) {
        let units = self.units(text);
        let explanation = self.index.explain(&units, clause);
        (units, explanation)
    }

    /// Composes the reply for a terminal.
    pub fn reply(&self, answered: &Answered) -> Reply {
        self.reply_in(answered, View::Plain)
    }

    /// Composes the reply in a layout, with the words that answer emphasised.
    pub fn reply_in(&self, answered: &Answered, view: View) -> Reply {
        let question = &answered.question;
        let is_topic = question.intent == Intent::Topic;
        let focus = is_topic.then(|| self.focus(&question.text, &answered.units));
        let composer = Composer { focus: focus.as_ref(), ..self.composer(question.locale, view) };
        composer.reply(question, &answered.answer)
    }

    /// Quotes a clause for a terminal.
    pub fn clause(&self, clause: ClauseRef, locale: Locale) -> Reply {
        self.composer(locale, View::Plain).clause(clause)
    }

    /// Finds the words of clauses that a question asks about.
    pub fn marker<'a>(&'a self, units: &'a Units) -> Marker<'a> {
        self.index.marker(units)
    }

    /// A question, as far as it concerns the words of the clauses that answer it.
    pub fn focus<'a>(&'a self, question: &str, units: &'a Units) -> Focus<'a> {
        Focus { marker: self.marker(units), sought: Sought::of(question) }
    }

    /// What a message steers a conversation to; `None` for a question.
    pub fn steering<'a>(&self, typed: &'a str) -> Option<Steering<'a>> {
        Steering::read(typed, &self.names, &self.folding)
    }

    /// The tone of a message in a group.
    pub fn tone(&self, typed: &str) -> Tone {
        tone(typed, &self.names, &self.folding)
    }

    /// The language of a text if it is one that is not read.
    pub fn unread_language(&self, text: &str) -> Option<UnreadLanguage> {
        let folded = self.folding.text(text);
        UnreadLanguage::of(text, &self.names.without_parties(&folded))
    }

    /// Counts the characters of a text by script.
    pub fn scripts(&self, text: &str) -> ScriptCounts {
        self.folding.scripts(text)
    }

    /// The agreements.
    pub fn library(&self) -> &Library {
        &self.library
    }

    /// The sentences of a locale.
    pub fn catalog(&self, locale: Locale) -> &Catalog {
        self.catalogs.get(locale)
    }

    /// The composer of replies in a locale and a layout.
    pub fn composer(&self, locale: Locale, view: View) -> Composer<'_> {
        let catalog = self.catalog(locale);
        let (library, folding) = (&self.library, &*self.folding);
        Composer { library, catalog, locale, folding, view, focus: None }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_party_alone_is_a_giver_after_the_command_only() {
        let assistant = Assistant::shipped().unwrap();
        let is_list = |answered: Answered| matches!(answered.answer, Answer::Commitments(found) if !found.is_empty());
        for (text, locale, after_command, alone) in [
            ("China", Locale::En, true, false),
            ("中国", Locale::ZhHans, true, false),
            ("commitments by China", Locale::En, true, true),
            ("3.6", Locale::En, false, false),
            ("rail links", Locale::En, false, false),
        ] {
            let asked = Asked { locale: Some(locale), ..Asked::new(text, locale) };
            assert_eq!(
                is_list(assistant.ask_commitments(&asked).unwrap()),
                after_command,
                "{text}"
            );
            assert_eq!(is_list(assistant.ask(&asked).unwrap()), alone, "{text}");
        }
    }
}
