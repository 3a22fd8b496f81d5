//! Replies to what asks for no clause: a greeting, a question in Thai, `when was it signed?`.

use toml::value::Date;

use crate::{
    answer::Occasion,
    corpus::{Agreement, AgreementRef},
    text::UnreadLanguage,
    wording::Phrase,
};

use super::{Block, compose::Composer};

/// Maximum documents whose dates are told.
const MAX_DOCUMENTS: usize = 5;

impl Composer<'_> {
    pub(super) fn help(&self, occasion: Occasion) -> Vec<Block> {
        match occasion {
            Occasion::Greeting => self.how(Some(&Phrase::HelpGreeting)),
            Occasion::Thanks => self.how(Some(&Phrase::HelpThanks)),
            Occasion::Unreadable => self.how(Some(&Phrase::HelpUnreadable)),
            Occasion::Help => self.how(None),
            Occasion::Unread(language) => vec![self.reads_languages(language)],
            Occasion::NoClauseYet => vec![self.sentence(&Phrase::NoClauseYet)],
            Occasion::Meaning => vec![self.sentence(&Phrase::QuotesOnly)],
            Occasion::Dates(document) => self.dates(document),
            Occasion::Stop => vec![self.sentence(&Phrase::StopHow)],
        }
    }

    /// How to ask, with examples.
    fn how(&self, first: Option<&Phrase<'_>>) -> Vec<Block> {
        let first = first.map(|it| self.sentence(it));
        let examples = self.examples().map(Block::Sentence);
        first.into_iter().chain([self.sentence(&Phrase::HelpHow)]).chain(examples).collect()
    }

    fn reads_languages(&self, language: UnreadLanguage) -> Block {
        self.sentence(&Phrase::ReadsLanguages { language: language.tag() })
    }

    /// The dates and the standing of a document, or of the first ones.
    fn dates(&self, document: Option<AgreementRef>) -> Vec<Block> {
        let one = document.and_then(|it| self.library.agreement(it));
        let all = self.library.agreements.iter().filter(|_| one.is_none());
        one.into_iter().chain(all).take(MAX_DOCUMENTS).flat_map(|it| self.dates_of(it)).collect()
    }

    fn dates_of(&self, agreement: &Agreement) -> Vec<Block> {
        let mut blocks = vec![Block::Heading(self.title(agreement).into_owned())];
        let dates = &agreement.meta.dates;
        let [adopted, published] = [&dates.adopted, &dates.published].map(|it| it.as_ref()?.date);
        blocks.push(match adopted {
            Some(date) => {
                self.dated(date, |year, month, day| Phrase::DocumentAdopted { year, month, day })
            }
            None => self.sentence(&Phrase::DocumentNoAdoption),
        });
        blocks.extend(published.map(|date| {
            self.dated(date, |year, month, day| Phrase::DocumentPublished { year, month, day })
        }));
        blocks.extend(agreement.meta.period.map(|it| {
            let [from, to] = [it.from, it.to].map(|it| it.to_string());
            self.sentence(&Phrase::DocumentPeriod { from: &from, to: &to })
        }));
        blocks.extend(agreement.languages().map(|it| Block::Sentence(self.status(agreement, it))));
        blocks
    }

    fn dated(
        &self,
        date: Date,
        phrase: impl for<'a> Fn(&'a str, &'a str, &'a str) -> Phrase<'a>,
    ) -> Block {
        let [year, month, day] =
            [date.year.to_string(), date.month.to_string(), date.day.to_string()];
        self.sentence(&phrase(&year, &month, &day))
    }
}
