//! An answer as a [`Reply`]: `Answer::NoSuchClause` becomes "no document has a
//! clause 9.9" and the nearest clauses.
//!
//! What always holds: a quotation is a whole clause, word for word; all other words
//! are phrases of one locale, or titles and headings of the documents.

use crate::{
    answer::{Answer, CommitmentRef, MAX_QUESTION_CHARS, Match, Occasion, Question, Quote, giver},
    commitment::{Commitment, grouped},
    corpus::{Agreement, ClauseRef, Library, Note, TextStatus},
    language::grammar,
    text::{Folding, Language, Locale},
    wording::{Catalog, Phrase},
};

use super::{
    Block, CommitmentRow, Quotation, Reply,
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

    /// Quotes a clause.
    pub fn clause(&self, clause: ClauseRef) -> Reply {
        Reply(self.whole(clause))
    }

    /// A clause with its commitments and its other text.
    fn whole(&self, clause: ClauseRef) -> Vec<Block> {
        let quotation = self.quotation(clause);
        let is_converted = matches!(quotation, Some(Block::Converted(_)));
        let commitments = self.commitments_of(clause, is_converted);
        let notes = self.footnotes(clause, is_converted);
        let blocks = quotation.into_iter().chain(notes).chain(commitments);
        blocks.chain(self.parallel(clause)).collect()
    }

    /// The footnotes that the text of a clause calls, as the text prints them.
    fn footnotes(&self, clause: ClauseRef, is_converted: bool) -> Option<Block> {
        let (_, provision) = self.library.clause(clause)?;
        let notes = &provision.texts.get(self.shown(clause)?)?.notes;
        // `[^1]` is how Markdown writes the mark `[1]`.
        let line = |it: &Note| format!("{} {}", it.printed.replacen("[^", "[", 1), it.text);
        let mut words = notes.iter().map(line).collect::<Vec<_>>().join("\n");
        if is_converted {
            words = self.folding.traditional(&words);
        }
        let title = self.catalog.say(&Phrase::Footnotes { notes: notes.len() });
        (!notes.is_empty()).then_some(Block::Parallel { title, words })
    }

    pub(super) fn sentence(&self, phrase: &Phrase<'_>) -> Block {
        Block::Sentence(self.catalog.say(phrase))
    }

    pub(super) fn language(&self) -> Language {
        self.locale.language()
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
                blocks.extend(name.map(|it| Block::Heading(it.to_owned())));
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
            let heading = giver.unwrap_or_else(|| self.catalog.say(&Phrase::CommitmentsOfNobody));
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
        Some(row(commitment.clause, label, found, text, self.catalog))
    }

    /// The commitments below the quotation of their clause, without quoting it again.
    fn commitments_of(&self, clause: ClauseRef, is_converted: bool) -> Vec<Block> {
        let found = || {
            let (language, found) =
                self.library.clause(clause)?.1.commitments_in(self.language())?;
            let of = |place| self.row(CommitmentRef { clause, language, place });
            Some((0..found.len()).filter_map(of).collect::<Vec<_>>())
        };
        let mut rows = found().unwrap_or_default();
        if rows.is_empty() {
            return Vec::new();
        }
        for row in &mut rows {
            row.quote.clear();
            row.clause.clear();
            if is_converted {
                row.amount = self.folding.traditional(&row.amount);
                row.parts.iter_mut().for_each(|it| *it = self.folding.traditional(it));
            }
        }
        vec![
            self.sentence(&Phrase::CommitmentsHeading { commitments: rows.len() }),
            Block::Commitments(rows),
        ]
    }

    /// The language of the text that is shown first.
    pub(super) fn shown(&self, clause: ClauseRef) -> Option<Language> {
        let (agreement, provision) = self.library.clause(clause)?;
        let wanted = match self.view {
            View::Plain | View::Chat(TextOrder::Readers) => self.language(),
            View::Chat(TextOrder::Authentic) => agreement.authentic_language(),
        };
        provision.texts.preferred(wanted)
    }

    fn quotation(&self, clause: ClauseRef) -> Option<Block> {
        let shown = self.shown(clause)?;
        let words = Quote::whole(clause, shown, self.library)?.words(self.library)?;
        let (agreement, provision) = self.library.clause(clause)?;
        let heading = provision.section.and_then(|it| agreement.section(it));
        let mut quotation = Quotation {
            clause,
            citation: self.citation(clause)?,
            heading: heading.and_then(|it| self.heading(it)),
            words: words.to_owned(),
            emphasis: Vec::new(),
            notes: self.note(agreement, shown).into_iter().collect(),
        };
        let Some(converted) = self.converted(words, shown) else {
            return Some(Block::Quote(quotation));
        };
        quotation.words = converted;
        quotation.citation = self.folding.traditional(&quotation.citation);
        quotation.heading = quotation.heading.map(|it| self.folding.traditional(&it));
        quotation.notes.push(self.catalog.say(&Phrase::ConvertedScript));
        Some(Block::Converted(quotation))
    }

    /// Converts a simplified text in a chat of a reader of traditional characters.
    fn converted(&self, words: &str, language: Language) -> Option<String> {
        let is_wanted = self.view == View::Chat(TextOrder::Readers)
            && self.locale == Locale::ZhHant
            && language == self.locale.language();
        let converted = is_wanted.then(|| self.folding.traditional(words))?;
        (converted != words).then_some(converted)
    }

    /// The other text in a chat: the authentic one below a translation or a
    /// conversion, the reader's own below the authentic one.
    fn parallel(&self, clause: ClauseRef) -> Option<Block> {
        let View::Chat(order) = self.view else {
            return None;
        };
        let (agreement, provision) = self.library.clause(clause)?;
        let other = match order {
            TextOrder::Readers => agreement.authentic_language(),
            TextOrder::Authentic => self.language(),
        };
        let words = provision.text(other)?;
        let is_shown = Some(other) == self.shown(clause) && self.converted(words, other).is_none();
        let title = self.status(agreement, other);
        (!is_shown).then(|| Block::Parallel { title, words: words.to_owned() })
    }

    /// `Authentic text in Chinese`: the status of a text of an agreement.
    pub fn status(&self, agreement: &Agreement, language: Language) -> String {
        let status = agreement.status(language);
        let language = language.code();
        self.catalog.say(&match status {
            TextStatus::Authentic => Phrase::BesideAuthentic { language },
            TextStatus::OfficialTranslation => Phrase::BesideOfficial { language },
            TextStatus::UnofficialTranslation => Phrase::BesideUnofficial { language },
        })
    }

    /// A note that the words shown are a translation, or in another language.
    fn note(&self, agreement: &Agreement, shown: Language) -> Option<String> {
        let language = agreement.authentic_language().code();
        let note = match agreement.status(shown) {
            TextStatus::Authentic if shown == self.language() => return None,
            TextStatus::Authentic => Phrase::OtherLanguageOnly,
            TextStatus::OfficialTranslation => Phrase::OfficialTranslation { language },
            TextStatus::UnofficialTranslation => Phrase::UnofficialTranslation { language },
        };
        Some(self.catalog.say(&note))
    }

    fn help(&self, occasion: Occasion) -> Vec<Block> {
        let first = match occasion {
            Occasion::Greeting => Some(Phrase::HelpGreeting),
            Occasion::Thanks => Some(Phrase::HelpThanks),
            Occasion::Unreadable => Some(Phrase::HelpUnreadable),
            Occasion::Help => None,
        };
        let first = first.map(|it| self.sentence(&it));
        let examples = self.examples().map(Block::Sentence);
        first.into_iter().chain([self.sentence(&Phrase::HelpHow)]).chain(examples).collect()
    }

    /// Example questions that have answers: a topic of the glossary, a clause, a
    /// section.
    fn examples(&self) -> Option<String> {
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
        Some(self.catalog.say(&Phrase::HelpExamples { topic, number: &number, section: &section }))
    }
}
