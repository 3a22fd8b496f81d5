//! A clause in a reply: its name, the part that answers, its words, its footnotes, its commitments and its other text.
//!
//! In a chat the part that answers stands above the words: the commitments that the question hits, or the passage of a
//! long clause.

use crate::{
    answer::{CommitmentRef, Quote, Sought},
    corpus::{Agreement, ClauseRef, Note, TextStatus},
    text::{Language, Locale, Span},
    wording::Phrase,
};

use super::{
    Block, CommitmentRow, Glance, Marked, Quotation, Reply, TextOrder, View,
    compose::Composer,
    excerpt::{columns, excerpted, passage},
    focus::{Focus, ShownText, n_marked},
    reply::carried,
};

/// Maximum commitments above a clause; more are listed below it.
const MAX_GLANCED: usize = 2;

/// Columns of a clause that is read at a glance: some six lines of a phone.
const SHORT: usize = 240;

/// Maximum columns of a passage above its clause: some three lines.
const PASSAGE: usize = 110;

impl Composer<'_> {
    /// Quotes a clause.
    pub fn clause(&self, clause: ClauseRef) -> Reply {
        Reply(self.whole(clause))
    }

    /// A clause with its commitments and its other text.
    pub(super) fn whole(&self, clause: ClauseRef) -> Vec<Block> {
        let Some(text) = self.shown_text(clause) else {
            return Vec::new();
        };
        let Some(mut quotation) = self.quotation(clause, &text) else {
            return Vec::new();
        };
        let is_converted = matches!(quotation, Block::Converted(_));
        let rows = self.rows_of(clause);
        let glance = self.glance(&text, &rows);
        let is_told = matches!(&glance, Some(Glance::Commitments(it)) if it.len() == rows.len());
        if let Block::Quote(it) | Block::Converted(it) = &mut quotation {
            it.glance = glance;
        }
        let notes = self.footnotes(clause, is_converted);
        let below = if is_told { Vec::new() } else { self.listed_below(rows) };
        let blocks = std::iter::once(quotation).chain(notes).chain(below);
        blocks.chain(self.parallel(clause)).collect()
    }

    /// The text of a clause that is shown first, with the places that the question asks about.
    fn shown_text(&self, clause: ClauseRef) -> Option<ShownText<'_>> {
        let language = self.shown(clause)?;
        let (agreement, provision) = self.library.clause(clause)?;
        let words = Quote::whole(clause, language, self.library)?.words(self.library)?;
        let marks = self.focus.map(|it| it.marker.places(words)).unwrap_or_default();
        Some(ShownText { agreement, provision, language, words, marks })
    }

    /// The part of a clause that answers, for a chat.
    fn glance(&self, text: &ShownText<'_>, rows: &[CommitmentRow]) -> Option<Glance> {
        let View::Chat(_) = self.view else { return None };
        let few = (1..=MAX_GLANCED).contains(&rows.len());
        let few = || few.then(|| Glance::Commitments(rows.to_vec()));
        let Some(focus) = self.focus.filter(|_| !text.marks.is_empty()) else {
            return few();
        };
        let hit = self.rows_hit(text, rows);
        let answers = match focus.sought {
            Sought::Topic | Sought::Amount => true,
            Sought::Time | Sought::Party => hit.iter().any(|it| it.answering > 0),
        };
        if answers && (1..=MAX_GLANCED).contains(&hit.len()) {
            return Some(Glance::Commitments(hit));
        }
        if columns(text.words) <= SHORT {
            return few();
        }
        Some(Glance::Passage(self.scripted_passage(text, focus)))
    }

    /// The commitments of a clause that a question hits: those in its passage, most of the marked words in them.
    fn rows_hit(&self, text: &ShownText<'_>, rows: &[CommitmentRow]) -> Vec<CommitmentRow> {
        let hit = || {
            let (language, found) = text.provision.commitments_in(self.language())?;
            let words = text.provision.text(language)?;
            let other = || self.focus.map(|it| it.marker.places(words)).unwrap_or_default();
            let marks = if language == text.language { text.marks.clone() } else { other() };
            let passage = passage(words, &marks);
            let n_hit = |it: &Span| n_marked(*it, &marks);
            let most = found.iter().map(|it| n_hit(&it.span)).max().filter(|it| *it > 0)?;
            let is_hit = |span: &Span| n_hit(span) == most && passage.overlaps(span);
            let hit = rows.iter().zip(found).filter(|(_, it)| is_hit(&it.span));
            Some(hit.map(|(row, _)| row.clone()).collect())
        };
        hit().unwrap_or_default()
    }

    /// The passage of a text, in the script of the reader.
    fn scripted_passage(&self, text: &ShownText<'_>, focus: &Focus<'_>) -> Marked {
        let emphasis = focus.places(text);
        let mut passage = excerpted(text.words, &text.marks, &emphasis, PASSAGE);
        let scripted = self.scripted(&passage.words).into_owned();
        passage.emphasis = carried(&passage.emphasis, &passage.words, &scripted);
        passage.words = scripted;
        passage
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

    /// The commitments of a clause, without quoting it again.
    fn rows_of(&self, clause: ClauseRef) -> Vec<CommitmentRow> {
        let found = || {
            let (language, found) =
                self.library.clause(clause)?.1.commitments_in(self.language())?;
            let row = |place| {
                let row = self.row(CommitmentRef { clause, language, place })?;
                Some(CommitmentRow { clause: String::new(), quote: String::new(), ..row })
            };
            Some((0..found.len()).filter_map(row).collect::<Vec<_>>())
        };
        found().unwrap_or_default()
    }

    fn listed_below(&self, rows: Vec<CommitmentRow>) -> Vec<Block> {
        if rows.is_empty() {
            return Vec::new();
        }
        let heading = Phrase::CommitmentsHeading { commitments: rows.len() };
        vec![self.sentence(&heading), Block::Commitments(rows)]
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

    fn quotation(&self, clause: ClauseRef, text: &ShownText<'_>) -> Option<Block> {
        let ShownText { agreement, provision, language, words, .. } = *text;
        let heading = || self.heading(agreement.section(provision.section?)?);
        let (citation, heading) = match self.view {
            View::Plain => (self.citation(clause)?, heading()),
            View::Chat(_) => (self.head(clause)?, None),
        };
        let emphasis = self.focus.map(|it| it.places(text));
        let mut quotation = Quotation {
            clause,
            citation,
            heading,
            glance: None,
            words: words.to_owned(),
            emphasis: emphasis.unwrap_or_default(),
            notes: self.note(agreement, language).into_iter().collect(),
        };
        let Some(converted) = self.converted(words, language) else {
            return Some(Block::Quote(quotation));
        };
        quotation.emphasis = carried(&quotation.emphasis, words, &converted);
        quotation.words = converted;
        quotation.notes.push(self.converted_note());
        Some(Block::Converted(quotation))
    }

    /// Converts a simplified text in a chat of a reader of traditional characters.
    pub(super) fn converted(&self, words: &str, language: Language) -> Option<String> {
        let is_wanted = self.view == View::Chat(TextOrder::Readers)
            && self.locale == Locale::ZhHant
            && language == self.locale.language();
        let converted = is_wanted.then(|| self.folding.traditional(words))?;
        (converted != words).then_some(converted)
    }

    /// The note on a converted text.
    pub(super) fn converted_note(&self) -> String {
        self.catalog.say(&Phrase::ConvertedScript)
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
}
