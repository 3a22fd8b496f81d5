//! The first page of a private chat: the documents by name, and three questions to tap.

use teloxide::types::InlineKeyboardButton;

use crate::{
    answer::{Answer, Asked, CommitmentFilter},
    corpus::{Agreement, AgreementRef, ClauseRef},
    language::grammar,
    render::{Block, Item, Reply},
    store::{ClauseKey, DocumentKey},
    telegram::chat::action::Action,
    wording::Phrase,
};

use super::{Page, Pager, buttons::press};

/// Maximum documents that are named.
const MAX_NAMED: usize = 5;

/// Maximum characters of the subject of a question on a button.
const MAX_SUBJECT: usize = 24;

/// Maximum commitments and topics that are tried as a question.
const MAX_TRIED: usize = 12;

impl Pager<'_> {
    /// The first page of a private chat. Each question opens the clause or the section that answers it.
    pub fn start(&self) -> Page {
        let mut blocks = self.named_documents();
        blocks.push(Block::Sentence(self.say(&Phrase::StartHow)));
        let page = Page::of(&Reply(blocks));
        let first = self.document.unwrap_or(AgreementRef(0));
        let questions =
            [self.amount_question(first), self.topic_question(first), self.section_question(first)];
        let questions = questions.into_iter().flatten().map(|it| vec![it]);
        Page { buttons: questions.chain([self.overview()]).collect(), ..page }
    }

    /// The only document or that of the chat, or the first of several.
    fn named_documents(&self) -> Vec<Block> {
        let (composer, agreements) = (self.composer(), &self.library().agreements);
        if let Some(only) = self.document.and_then(|it| self.library().agreement(it)) {
            return vec![Block::Heading(composer.title(only).into_owned())];
        }
        if let [only] = agreements.as_slice() {
            return vec![Block::Heading(composer.title(only).into_owned())];
        }
        let heading = Phrase::DocumentsHeading { documents: agreements.len() };
        let item = |(number, it): (usize, &Agreement)| Item {
            label: format!("{number}."),
            text: composer.short_name(it).into_owned(),
            clause: None,
        };
        let named = (1..).zip(agreements).take(MAX_NAMED).map(item).collect();
        vec![Block::Heading(self.say(&heading)), Block::List(named)]
    }

    /// A question for the amount of a commitment.
    fn amount_question(&self, first: AgreementRef) -> Option<InlineKeyboardButton> {
        let library = self.library();
        let filter = CommitmentFilter { document: Some(first), ..CommitmentFilter::default() };
        let found = filter.select(library, self.locale.language());
        found.iter().take(MAX_TRIED).find_map(|it| {
            let (commitment, text) = it.get(library)?;
            let subject = commitment.subject?.of(text).filter(|it| is_short(it))?;
            let subject = &*self.composer().scripted(subject);
            let question = self.say(&Phrase::StartAmount { subject });
            self.opens(&question, it.clause)
        })
    }

    /// A question on a topic of the glossary.
    fn topic_question(&self, first: AgreementRef) -> Option<InlineKeyboardButton> {
        let agreement = self.library().agreement(first)?;
        let language = grammar(self.locale.language());
        let concepts = agreement.glossary.concepts.iter().filter(|it| !it.clauses.is_empty());
        let topics = concepts.filter_map(|it| {
            let term = it.terms.iter().find(|it| language.is_clean_term(it) && is_short(it))?;
            let mut numbered = it.clauses.iter().filter(|id| id.number().is_some());
            let place = numbered.find_map(|id| agreement.position(id))?;
            Some((term, ClauseRef { agreement: first, place }))
        });
        topics.take(MAX_TRIED).find_map(|(topic, clause)| {
            let topic = &*self.composer().scripted(topic);
            self.opens(&self.say(&Phrase::StartTopic { topic }), clause)
        })
    }

    /// A question for the clauses of the last section.
    fn section_question(&self, first: AgreementRef) -> Option<InlineKeyboardButton> {
        let agreement = self.library().agreement(first)?;
        let last = agreement.sections.last()?.number;
        let question = self.say(&Phrase::StartSection { section: &last.to_string() });
        let action = Action::Section(DocumentKey::of(&agreement.id), last, self.locale, 0);
        Some(press(&question, action))
    }

    /// A button with a question that opens `clause`, if the clause is the answer to the question.
    fn opens(&self, question: &str, clause: ClauseRef) -> Option<InlineKeyboardButton> {
        let document = Some(clause.agreement);
        let asked = Asked { document, ..Asked::new(question, self.locale) };
        let answered = self.assistant.ask(&asked).ok()?;
        let is_answer = match &answered.answer {
            Answer::Found(found) => found.first().is_some_and(|it| it.clause == clause),
            Answer::Commitments(found) => found.iter().any(|it| it.clause == clause),
            Answer::Section(..)
            | Answer::Outline(_)
            | Answer::NoSuchClause { .. }
            | Answer::NoSuchSection(_)
            | Answer::NoSuchDocument(_)
            | Answer::Nothing { .. }
            | Answer::Help(_) => false,
        };
        let key = ClauseKey::at(clause, self.library()).filter(|_| is_answer)?;
        Some(press(question, Action::Open(key, self.locale)))
    }
}

fn is_short(words: &str) -> bool {
    words.chars().count() <= MAX_SUBJECT
}
