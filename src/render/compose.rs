//! An answer in words.

use crate::{
    answer::{
        Answer, CommitmentRef, Gap, MAX_QUESTION_CHARS, Match, Occasion, Question, Quote, opening,
    },
    commitment::Commitment,
    corpus::{
        Agreement, AgreementRef, Bilingual, ClauseId, ClauseRef, Heading, Library, Section,
        SectionNumber, TextStatus,
    },
    text::{Folding, Language, Locale},
    wording::{Catalog, Phrase},
};

use super::{
    Block, CommitmentRow, Item, Quotation, Reply,
    commitment::{row, sums},
};

/// Composes replies in one locale from one library.
#[derive(Clone, Copy, Debug)]
pub struct Composer<'a> {
    /// Where the words are.
    pub library: &'a Library,
    /// How the program says things.
    pub catalog: &'a Catalog,
    /// The locale of `catalog`.
    pub locale: Locale,
    /// Converts between the Chinese scripts.
    pub folding: &'a Folding,
    /// How replies are laid out.
    pub view: View,
}

/// How replies are laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum View {
    /// From top to bottom: one text of a clause, further clauses in a list.
    Plain,
    /// For a chat: the other text beside the first; further clauses are left to
    /// buttons.
    Chat(First),
}

/// Which text of a clause is shown first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum First {
    /// That in the reader's language.
    #[default]
    Readers,
    /// The authentic one.
    Authentic,
}

/// What a clause is called in a list.
pub fn clause_label(id: &ClauseId, catalog: &Catalog) -> String {
    let number = id.to_string();
    match id {
        ClauseId::Preamble => catalog.say(&Phrase::PreambleLabel),
        ClauseId::Numbered(_) => catalog.say(&Phrase::ClauseLabel { clause: &number }),
        ClauseId::Paragraph { .. } => catalog.say(&Phrase::ParagraphLabel { clause: &number }),
    }
}

impl Composer<'_> {
    /// The reply to a question with its answer.
    pub fn reply(&self, question: &Question, answer: &Answer) -> Reply {
        let note = self.note_of(question).map(Block::Sentence);
        Reply(note.into_iter().chain(self.answer(answer)).collect())
    }

    /// That a question was too long to be read whole, where it was.
    pub fn note_of(&self, question: &Question) -> Option<String> {
        let cut = Phrase::QuestionCut { limit: MAX_QUESTION_CHARS };
        question.is_cut.then(|| self.catalog.say(&cut))
    }

    fn answer(&self, answer: &Answer) -> Vec<Block> {
        match answer {
            Answer::Found(matches) => self.found(matches),
            Answer::Section(agreement, number) => self.section(*agreement, *number),
            Answer::Outline => self.outline(),
            Answer::Commitments(found) => self.commitments(found),
            Answer::NoSuchClause { number, gaps } => self.no_such_clause(&number.to_string(), gaps),
            Answer::NoSuchSection(number) => vec![self.no_such_section(*number)],
            Answer::Nothing { suggestions } if suggestions.is_empty() => {
                vec![self.sentence(&Phrase::NothingFound)]
            }
            Answer::Nothing { suggestions } => {
                vec![self.sentence(&Phrase::NothingButNear), Block::List(self.items(suggestions))]
            }
            Answer::Help(occasion) => self.help(*occasion),
        }
    }

    /// A clause whole.
    pub fn clause(&self, clause: ClauseRef) -> Reply {
        Reply(self.whole(clause))
    }

    /// A clause with its commitments.
    fn whole(&self, clause: ClauseRef) -> Vec<Block> {
        let quotation = self.quotation(clause);
        // A row below a converted clause is converted with it.
        let is_converted = matches!(quotation, Some(Block::Converted(_)));
        let mut commitments = self.commitments_of(clause);
        if is_converted {
            for it in &mut commitments {
                self.convert_rows(it);
            }
        }
        quotation.into_iter().chain(commitments).chain(self.beside(clause)).collect()
    }

    fn sentence(&self, phrase: &Phrase<'_>) -> Block {
        Block::Sentence(self.catalog.say(phrase))
    }

    fn language(&self) -> Language {
        self.locale.language()
    }

    /// The best clause whole; the others in a list, unless they were asked for by
    /// number and so are as good.
    fn found(&self, matches: &[Match]) -> Vec<Block> {
        let n_whole =
            matches.iter().take_while(|it| it.score >= 1.0 && it.by_number).count().max(1);
        let (whole, further) = matches.split_at_checked(n_whole).unwrap_or((matches, &[]));
        let mut blocks: Vec<Block> = whole.iter().flat_map(|it| self.whole(it.clause)).collect();
        if !further.is_empty() && self.view == View::Plain {
            let further: Vec<ClauseRef> = further.iter().map(|it| it.clause).collect();
            blocks.extend([self.sentence(&Phrase::SeeAlso), Block::List(self.items(&further))]);
        }
        blocks
    }

    /// Commitments by section, with sums where there are several of a kind.
    pub fn commitments(&self, found: &[CommitmentRef]) -> Vec<Block> {
        if found.is_empty() {
            return vec![self.sentence(&Phrase::CommitmentsNone)];
        }
        let mut blocks =
            vec![self.sentence(&Phrase::CommitmentsFound { commitments: found.len() })];
        let place = |it: &CommitmentRef| {
            Some((it.clause.agreement, self.library.clause(it.clause)?.1.section))
        };
        for group in found.chunk_by(|a, b| place(a) == place(b)) {
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

    /// A commitment in a line.
    pub fn row(&self, commitment: CommitmentRef) -> Option<CommitmentRow> {
        let (_, provision) = self.library.clause(commitment.clause)?;
        let (found, text) = commitment.get(self.library)?;
        Some(row(found, text, clause_label(&provision.id, self.catalog), self.catalog))
    }

    /// What a clause promises, below its words; its words are not quoted again.
    fn commitments_of(&self, clause: ClauseRef) -> Vec<Block> {
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
        }
        vec![
            self.sentence(&Phrase::CommitmentsHeading { commitments: rows.len() }),
            Block::Commitments(rows),
        ]
    }

    fn convert_rows(&self, block: &mut Block) {
        if let Block::Commitments(rows) = block {
            for row in rows {
                row.amount = self.folding.traditional(&row.amount);
                row.parts.iter_mut().for_each(|it| *it = self.folding.traditional(it));
            }
        }
    }

    /// The language of the text that is shown first.
    fn shown(&self, clause: ClauseRef) -> Option<Language> {
        let (agreement, provision) = self.library.clause(clause)?;
        let wanted = match self.view {
            View::Plain | View::Chat(First::Readers) => self.language(),
            View::Chat(First::Authentic) => agreement.authentic_language(),
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

    /// A simplified text for a reader of traditional characters, in a chat.
    fn converted(&self, words: &str, language: Language) -> Option<String> {
        let is_wanted = self.view == View::Chat(First::Readers)
            && self.locale == Locale::ZhHant
            && language == Language::Chinese;
        let converted = is_wanted.then(|| self.folding.traditional(words))?;
        (converted != words).then_some(converted)
    }

    /// The text that is not shown first, in a chat: the authentic one below a
    /// translation or a conversion, the reader's own below the authentic one.
    fn beside(&self, clause: ClauseRef) -> Option<Block> {
        let View::Chat(first) = self.view else {
            return None;
        };
        let (agreement, provision) = self.library.clause(clause)?;
        let shown = self.shown(clause)?;
        let wanted = match first {
            First::Readers => agreement.authentic_language(),
            First::Authentic => self.language(),
        };
        let words = provision.text(wanted)?;
        let is_shown = wanted == shown && self.converted(words, wanted).is_none();
        if is_shown {
            return None;
        }
        let language = wanted.code();
        let title = match agreement.status(wanted) {
            TextStatus::Authentic => Phrase::BesideAuthentic { language },
            TextStatus::OfficialTranslation => Phrase::BesideOfficial { language },
            TextStatus::UnofficialTranslation => Phrase::BesideUnofficial { language },
        };
        Some(Block::Beside { title: self.catalog.say(&title), words: words.to_owned() })
    }

    /// As people cite: the title and the number.
    pub fn citation(&self, clause: ClauseRef) -> Option<String> {
        let (agreement, provision) = self.library.clause(clause)?;
        let title = self.title(agreement);
        let number = provision.id.to_string();
        Some(self.catalog.say(&match provision.id {
            ClauseId::Preamble => Phrase::CitationPreamble { title },
            ClauseId::Numbered(_) => Phrase::CitationClause { title, clause: &number },
            ClauseId::Paragraph { .. } => Phrase::CitationParagraph { title, clause: &number },
        }))
    }

    /// The title in the reader's language.
    pub fn title<'a>(&self, agreement: &'a Agreement) -> &'a str {
        agreement.title.prefer(self.language()).map_or(agreement.id.as_str(), String::as_str)
    }

    /// What the words shown are, where they are not the authentic ones.
    fn note(&self, agreement: &Agreement, shown: Language) -> Option<String> {
        let language = agreement.authentic_language().code();
        let standing = match agreement.status(shown) {
            TextStatus::Authentic => None,
            TextStatus::OfficialTranslation => {
                Some(self.catalog.say(&Phrase::OfficialTranslation { language }))
            }
            TextStatus::UnofficialTranslation => {
                Some(self.catalog.say(&Phrase::UnofficialTranslation { language }))
            }
        };
        let is_other = shown != self.language();
        standing.or_else(|| is_other.then(|| self.catalog.say(&Phrase::OtherLanguageOnly)))
    }

    /// `3. Promoting Prosperity Together`.
    pub fn heading(&self, heading: &Heading) -> Option<String> {
        let section = heading.texts.prefer(self.language())?;
        Some(format!("{} {}", section.printed, section.heading))
    }

    /// Clauses in a list.
    pub fn items(&self, clauses: &[ClauseRef]) -> Vec<Item> {
        clauses.iter().filter_map(|it| self.item(*it)).collect()
    }

    /// A clause in a list.
    pub fn item(&self, clause: ClauseRef) -> Option<Item> {
        let (_, provision) = self.library.clause(clause)?;
        let text = &provision.texts.prefer(self.language())?.text;
        let first = opening(text);
        let mut words = first.of(text)?.to_owned();
        if first.end < text.len() {
            words.push('…');
        }
        // With several documents a number alone would not say whose it is.
        let label = match self.library.agreements.len() {
            0 | 1 => clause_label(&provision.id, self.catalog),
            _ => self.citation(clause)?,
        };
        Some(Item { label, text: words, clause: Some(clause) })
    }

    fn section(&self, at: AgreementRef, number: SectionNumber) -> Vec<Block> {
        let Some(agreement) = self.library.agreement(at) else {
            return Vec::new();
        };
        let clauses: Vec<ClauseRef> = agreement
            .clauses_of(number)
            .map(|(place, _)| ClauseRef { agreement: at, place })
            .collect();
        let heading = agreement.section(number).and_then(|it| self.heading(it)).map(Block::Heading);
        let count = self.sentence(&Phrase::SectionClauses { clauses: clauses.len() });
        heading.into_iter().chain([count, Block::List(self.items(&clauses))]).collect()
    }

    /// The sections of every document; a document without sections, its clauses.
    fn outline(&self) -> Vec<Block> {
        let agreements = self.library.agreements.iter().enumerate();
        agreements.flat_map(|(i, it)| self.outline_of(AgreementRef(i), it)).collect()
    }

    /// The sections of a document; of one without sections, its clauses.
    pub fn outline_of(&self, at: AgreementRef, agreement: &Agreement) -> Vec<Block> {
        let title = Block::Heading(self.title(agreement).to_owned());
        if agreement.sections.is_empty() {
            let clauses: Vec<ClauseRef> = (0..agreement.provisions.len())
                .map(|place| ClauseRef { agreement: at, place })
                .collect();
            return vec![title, Block::List(self.items(&clauses))];
        }
        let items = agreement.sections.iter().filter_map(|it| {
            let texts: &Bilingual<Section> = &it.texts;
            let section = texts.prefer(self.language())?;
            let clauses = agreement.clauses_of(it.number).count();
            let text =
                self.catalog.say(&Phrase::OutlineSection { heading: &section.heading, clauses });
            Some(Item { label: section.printed.clone(), text, clause: None })
        });
        let count = self.sentence(&Phrase::OutlineSections { sections: agreement.sections.len() });
        vec![title, count, Block::List(items.collect())]
    }

    fn no_such_clause(&self, number: &str, gaps: &[Gap]) -> Vec<Block> {
        let in_section = gaps.iter().find_map(|it| it.section);
        let first = match in_section {
            Some((section, first, last)) => self.sentence(&Phrase::NoSuchClauseInSection {
                clause: number,
                section: &section.to_string(),
                first: &first.to_string(),
                last: &last.to_string(),
            }),
            None => match self.n_sections() {
                0 => self.sentence(&Phrase::NoSuchClause { clause: number }),
                sections => self.sentence(&Phrase::NoSuchClauseAtAll { clause: number, sections }),
            },
        };
        let nearest: Vec<ClauseRef> = gaps.iter().flat_map(|it| it.nearest).flatten().collect();
        let mut blocks = vec![first];
        if !nearest.is_empty() {
            blocks.extend([
                self.sentence(&Phrase::NearestNumbers),
                Block::List(self.items(&nearest)),
            ]);
        }
        blocks
    }

    fn no_such_section(&self, number: SectionNumber) -> Block {
        self.sentence(&Phrase::NoSuchSection {
            section: &number.to_string(),
            sections: self.n_sections(),
        })
    }

    fn n_sections(&self) -> usize {
        self.library.agreements.iter().map(|it| it.sections.len()).max().unwrap_or_default()
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

    /// Questions that can be asked: a topic from the glossary, a number, a
    /// section, all of which are there.
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
        let topic = in_clauses.flat_map(|it| &it.terms).find(|it| {
            let is_chinese = it.chars().all(crate::text::is_han);
            let is_english = it.is_ascii() && it.contains(' ');
            let fits = match self.language() {
                Language::Chinese => is_chinese,
                Language::English => is_english,
            };
            fits && it.chars().count() < 24
        })?;
        let number = self.catalog.say(&Phrase::HelpExampleNumber { clause: &clause });
        let section = self.catalog.say(&Phrase::HelpExampleSection { section: &section });
        Some(self.catalog.say(&Phrase::HelpExamples { topic, number: &number, section: &section }))
    }
}
