//! An answer as a [`Reply`]: `Answer::NoSuchClause` becomes "no document has a
//! clause 9.9" and the nearest clauses.
//!
//! What always holds: a quotation is a whole clause, word for word; all other words
//! are phrases of one locale, or titles and headings of the documents.

use std::borrow::Cow;

use crate::{
    answer::{Answer, CommitmentRef, MAX_QUESTION_CHARS, Match, Question, Sought, giver},
    commitment::{Commitment, grouped},
    corpus::{ClauseRef, Library},
    language::grammar,
    text::{Folding, Language, Locale},
    wording::{Catalog, Phrase},
};

use super::{
    Block, CommitmentRow, Focus, Reply,
    commitment::{row, sums},
};

/// Composes replies in one locale from one library.
#[derive(Clone, Copy, Debug)]
pub struct Composer<'a> {
    /// The quoted documents.
    pub library: &'a Library,
    /// The phrases of `locale`.
    pub catalog: &'a Catalog,
    /// The locale of the reply.
    pub locale: Locale,
    /// Converts between the Chinese scripts.
    pub folding: &'a Folding,
    /// The layout of replies.
    pub view: View,
    /// The question that clauses are shown for, if there is one.
    pub focus: Option<&'a Focus<'a>>,
}

/// The layout of replies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum View {
    /// From top to bottom: one text of a clause, further clauses in a list.
    Plain,
    /// For a chat: both texts of a clause; further clauses are left to buttons.
    Chat(TextOrder),
}

/// The order of the two texts of a clause.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum TextOrder {
    /// The text in the reader's language comes first.
    #[default]
    Readers,
    /// The authentic text comes first.
    Authentic,
}

impl Composer<'_> {
    /// Composes the reply to a question.
    pub fn reply(&self, question: &Question, answer: &Answer) -> Reply {
        Reply(self.note_of(question).into_iter().chain(self.answer(answer)).collect())
    }

    /// A note if only the beginning of a question was read.
    pub fn note_of(&self, question: &Question) -> Option<Block> {
        let cut = Phrase::QuestionCut { limit: MAX_QUESTION_CHARS };
        question.is_cut.then(|| self.sentence(&cut))
    }

    fn answer(&self, answer: &Answer) -> Vec<Block> {
        match answer {
            Answer::Found(matches) => self.found(matches),
            Answer::Section(agreement, number) => self.section(*agreement, *number),
            Answer::Outline(None) => self.outline(),
            Answer::Outline(Some(agreement)) => self.outline_of(*agreement),
            Answer::Commitments(found) => self.commitments(found),
            Answer::NoSuchClause { number, within, gaps, elsewhere } => {
                self.no_such_clause(*number, *within, gaps, elsewhere)
            }
            Answer::NoSuchSection(number) => vec![self.no_such_section(*number)],
            Answer::NoSuchDocument(name) => self.no_such_document(name),
            Answer::Nothing { suggestions, within, elsewhere } => {
                self.nothing(suggestions, *within, elsewhere)
            }
            Answer::Help(occasion) => self.help(*occasion),
        }
    }

    pub(super) fn sentence(&self, phrase: &Phrase<'_>) -> Block {
        Block::Sentence(self.catalog.say(phrase))
    }

    pub(super) fn language(&self) -> Language {
        self.locale.language()
    }

    /// Words of a document for names, lists and first words: in a chat of a reader of traditional characters they are
    /// converted.
    pub fn scripted<'t>(&self, words: &'t str) -> Cow<'t, str> {
        match self.view {
            View::Chat(_) if self.locale == Locale::ZhHant => {
                Cow::Owned(self.folding.traditional(words))
            }
            View::Chat(_) | View::Plain => Cow::Borrowed(words),
        }
    }

    /// Quotes a clause, with a note and an emphasis if a part of it was asked for that has no number of its own.
    fn matched(&self, found: &Match) -> Vec<Block> {
        let mut blocks = self.whole(found.clause);
        let note = found.part.and_then(|it| self.mark_part(found.clause, it, &mut blocks));
        note.into_iter().chain(blocks).collect()
    }

    /// Quotes the best clause, and all that were asked for by number; lists the
    /// others.
    fn found(&self, matches: &[Match]) -> Vec<Block> {
        let n_whole =
            matches.iter().take_while(|it| it.score >= 1.0 && it.by_number).count().max(1);
        let (whole, further) = matches.split_at_checked(n_whole).unwrap_or((matches, &[]));
        let mut blocks: Vec<Block> = whole.iter().flat_map(|it| self.matched(it)).collect();
        if !further.is_empty() && self.view == View::Plain {
            let further: Vec<ClauseRef> = further.iter().map(|it| it.clause).collect();
            blocks.extend([self.sentence(&Phrase::SeeAlso), Block::List(self.items(&further))]);
        }
        blocks
    }

    /// Commitments by section, with sums over those of one kind.
    pub fn commitments(&self, found: &[CommitmentRef]) -> Vec<Block> {
        if found.is_empty() {
            return vec![self.sentence(&Phrase::CommitmentsNone)];
        }
        let mut blocks =
            vec![self.sentence(&Phrase::CommitmentsFound { commitments: found.len() })];
        let place = |it: &CommitmentRef| {
            Some((it.clause.agreement, self.library.clause(it.clause)?.1.section))
        };
        let mut agreement = None;
        for group in found.chunk_by(|a, b| place(a) == place(b)) {
            let at = group.first().map(|it| it.clause.agreement).filter(|_| self.has_several());
            if at != agreement {
                agreement = at;
                let name = at.and_then(|it| self.library.agreement(it)).map(|it| self.name(it));
                blocks.extend(name.map(|it| Block::Heading(it.into_owned())));
            }
            let heading = group.first().and_then(|it| {
                let (agreement, provision) = self.library.clause(it.clause)?;
                self.heading(agreement.section(provision.section?)?)
            });
            blocks.extend(heading.map(Block::Heading));
            blocks.push(Block::Commitments(group.iter().filter_map(|it| self.row(*it)).collect()));
        }
        let all: Vec<(&Commitment, &str)> =
            found.iter().filter_map(|it| it.get(self.library)).collect();
        blocks.extend(sums(&all, self.language(), self.catalog).into_iter().map(Block::Sentence));
        blocks
    }

    /// The commitments of one document by giver, those of nobody last, with sums over those of one kind.
    pub fn commitments_by_giver(&self, found: &[CommitmentRef]) -> Vec<Block> {
        if found.is_empty() {
            return vec![self.sentence(&Phrase::CommitmentsNone)];
        }
        let mut blocks =
            vec![self.sentence(&Phrase::CommitmentsFound { commitments: found.len() })];
        let mut groups = grouped(found.iter().copied(), |it| giver(*it, self.library));
        groups.sort_by_key(|(giver, _)| giver.is_none());
        let is_unnamed = groups.len() == 1 && groups.iter().all(|(giver, _)| giver.is_none());
        for (giver, group) in groups {
            let heading = giver.map_or_else(
                || self.catalog.say(&Phrase::CommitmentsOfNobody),
                |it| self.scripted(&it).into_owned(),
            );
            blocks.extend((!is_unnamed).then_some(Block::Heading(heading)));
            blocks.push(Block::Commitments(group.iter().filter_map(|it| self.row(*it)).collect()));
        }
        let all: Vec<(&Commitment, &str)> =
            found.iter().filter_map(|it| it.get(self.library)).collect();
        blocks.extend(sums(&all, self.language(), self.catalog).into_iter().map(Block::Sentence));
        blocks
    }

    /// A commitment in a line.
    pub fn row(&self, commitment: CommitmentRef) -> Option<CommitmentRow> {
        let (found, text) = commitment.get(self.library)?;
        let label = self.label(commitment.clause)?;
        let sought = self.focus.map_or(Sought::Topic, |it| it.sought);
        let mut row = row((commitment.clause, label), (found, text), self.catalog, sought);
        for words in [&mut row.amount, &mut row.quote].into_iter().chain(&mut row.parts) {
            *words = self.scripted(words).into_owned();
        }
        Some(row)
    }

    /// Example questions that have answers: a topic of the glossary, a clause, a
    /// section.
    pub(super) fn examples(&self) -> Option<String> {
        let agreement = self.library.agreements.first()?;
        let numbered = || agreement.provisions.iter().filter(|it| it.id.number().is_some());
        let clause = numbered().nth(numbered().count() / 2)?.id.to_string();
        let section = agreement.sections.last()?.number.to_string();
        let in_clauses = agreement
            .glossary
            .concepts
            .iter()
            .filter(|it| it.clauses.iter().any(|id| id.number().is_some()));
        let topic = in_clauses
            .flat_map(|it| &it.terms)
            .find(|it| grammar(self.language()).is_clean_term(it) && it.chars().count() < 24)?;
        let number = self.catalog.say(&Phrase::HelpExampleNumber { clause: &clause });
        let section = self.catalog.say(&Phrase::HelpExampleSection { section: &section });
        let topic = &*self.scripted(topic);
        Some(self.catalog.say(&Phrase::HelpExamples { topic, number: &number, section: &section }))
    }
}
