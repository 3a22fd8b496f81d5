//! What is shown at once: messages, and the buttons below the last of them.
//!
//! Nothing is kept of a page: its buttons say all that the next one is made of.

mod buttons;
mod lists;

use teloxide::types::{InlineKeyboardButton, InlineKeyboardMarkup};

use crate::{
    answer::{Answer, Match},
    assistant::{Answered, Assistant},
    corpus::{ClauseRef, Library},
    render::{Block, Composer, First, Reply, View, messages},
    text::Locale,
    wording::Phrase,
};

use crate::telegram::chat::{
    action::Action,
    clause_key::{ClauseKey, StartPayload},
};

/// Messages of one answer; what is longer says so.
const MAX_MESSAGES: usize = 10;

/// Messages with buttons below the last.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Page {
    /// HTML, in order; each fits a message.
    pub messages: Vec<String>,
    /// By row.
    pub buttons: Vec<Vec<InlineKeyboardButton>>,
}

impl Page {
    /// A message without buttons.
    pub fn plain(text: &str) -> Self {
        let reply = Reply(vec![Block::Sentence(text.to_owned())]);
        Self { messages: messages(&reply, &|_| None), buttons: Vec::new() }
    }

    /// The buttons as Telegram takes them; `None` without any.
    pub fn keyboard(&self) -> Option<InlineKeyboardMarkup> {
        (!self.buttons.is_empty()).then(|| InlineKeyboardMarkup::new(self.buttons.clone()))
    }
}

/// Who sees a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Audience {
    /// One person, in a private chat.
    One,
    /// A group or a channel.
    Many,
    /// Whoever is in a chat that somebody brought a clause to.
    Elsewhere,
}

/// What stands below a clause beside its own buttons.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Below {
    /// Clauses that fit the question as well.
    pub further: Vec<ClauseRef>,
    /// Whether readers may say if it helped.
    pub votes: Votes,
}

/// Whether readers may say if a clause helped.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Votes {
    /// They may.
    Taken,
    /// Nobody asks them.
    #[default]
    Unasked,
}

/// Makes pages for a reader.
#[derive(Clone, Copy, Debug)]
pub struct Pager<'a> {
    /// Who knows the words.
    pub assistant: &'a Assistant,
    /// The bot's name in links, without `@`.
    pub username: &'a str,
    /// The reader's.
    pub locale: Locale,
    /// The text of a clause that is shown first.
    pub first: First,
    /// Who sees it.
    pub audience: Audience,
}

impl Pager<'_> {
    /// The page of an answer.
    pub fn answer(&self, answered: &Answered) -> Page {
        match &answered.answer {
            Answer::Found(found) => self.found(answered, found),
            Answer::Section(agreement, section) => {
                self.noted(answered, self.section(*agreement, *section, 0))
            }
            Answer::Outline => self.noted(answered, self.outline()),
            Answer::Nothing { suggestions } => self.near(answered, suggestions),
            Answer::NoSuchClause { gaps, .. } => {
                let near: Vec<ClauseRef> =
                    gaps.iter().flat_map(|it| it.nearest).flatten().collect();
                self.near(answered, &near)
            }
            Answer::Commitments(found) => {
                let reply = self.assistant.reply_in(answered, self.view());
                let mut page = self.several(&reply, &[]);
                page.buttons.splice(0..0, self.numbers(found));
                page
            }
            Answer::NoSuchSection(_) | Answer::Help(_) => self.near(answered, &[]),
        }
    }

    /// A page that is the same for every question, with what is to be said of this
    /// one above it.
    fn noted(&self, answered: &Answered, mut page: Page) -> Page {
        let note = self.composer().note_of(&answered.question).map(|it| Page::plain(&it));
        let note = note.and_then(|it| it.messages.into_iter().next());
        if let (Some(note), Some(first)) = (note, page.messages.first_mut()) {
            first.insert_str(0, &format!("{note}\n\n"));
        }
        page
    }

    /// The best clause with the others as buttons, or all that were named.
    fn found(&self, answered: &Answered, found: &[Match]) -> Page {
        let n_named = found.iter().filter(|it| it.by_number).count();
        let clauses: Vec<ClauseRef> = found.iter().map(|it| it.clause).collect();
        let Some((best, further)) = clauses.split_first() else {
            return Page::default();
        };
        let reply = self.assistant.reply_in(answered, self.view());
        if n_named > 1 {
            return self.several(&reply, &clauses);
        }
        let votes = match self.audience {
            Audience::One => Votes::Taken,
            Audience::Many | Audience::Elsewhere => Votes::Unasked,
        };
        self.paged(*best, &reply, 0, &Below { further: further.to_vec(), votes })
    }

    /// An answer with clauses to choose from.
    fn near(&self, answered: &Answered, clauses: &[ClauseRef]) -> Page {
        self.several(&self.assistant.reply_in(answered, self.view()), clauses)
    }

    /// Clauses that a sentence names.
    pub fn clauses(&self, clauses: &[ClauseRef]) -> Page {
        if let [only] = clauses {
            return self.clause(*only, 0, None, &Below::default());
        }
        let composer = self.composer();
        let blocks = clauses.iter().flat_map(|it| composer.clause(*it).0).collect();
        self.several(&Reply(blocks), clauses)
    }

    /// A reply as it is, with a button for each clause and one for the contents.
    fn several(&self, reply: &Reply, clauses: &[ClauseRef]) -> Page {
        let mut buttons: Vec<_> =
            clauses.iter().filter_map(|it| Some(vec![self.named(*it, Action::Open)?])).collect();
        buttons.push(self.overview());
        Page { messages: self.messages(reply), buttons }
    }

    /// A clause; of one too long for a message, a part, from 0. The words that
    /// `question` asks about stand out.
    pub fn clause(&self, at: ClauseRef, part: u16, question: Option<&str>, below: &Below) -> Page {
        let mut reply = self.composer().clause(at);
        if let Some(question) = question {
            self.assistant.emphasise(&mut reply, question);
        }
        self.paged(at, &reply, part, below)
    }

    /// The page that a button leads to, in the language that the button names;
    /// `None` where its document or clause is gone, or where it leads to no page.
    /// A clause has the words of `question` marked, and `below` is given the clause
    /// that is opened in place of another one, if it is.
    pub fn turned(
        &self,
        action: Action,
        question: Option<&str>,
        below: impl Fn(Option<ClauseKey>) -> Below,
    ) -> Option<Page> {
        let library = self.library();
        let to = |locale: Locale| Self { locale, ..*self };
        Some(match action {
            Action::Open(clause, locale) => {
                to(locale).clause(clause.find(library)?, 0, None, &Below::default())
            }
            Action::Further(clause, locale) => {
                to(locale).clause(clause.find(library)?, 0, question, &below(Some(clause)))
            }
            Action::Show(clause, locale, part) => {
                to(locale).clause(clause.find(library)?, part, question, &below(None))
            }
            Action::Commitments(document, locale, page) => {
                to(locale).commitments(document.find(library)?, page)
            }
            Action::Contents(document, locale, page) => {
                to(locale).contents(document.find(library)?, page)
            }
            Action::Section(document, section, locale, page) => {
                to(locale).section(document.find(library)?, section, page)
            }
            Action::Documents(locale, page) => to(locale).documents(page),
            Action::Language(_) | Action::First(_) | Action::Vote(..) | Action::Stay => {
                return None;
            }
        })
    }

    fn paged(&self, at: ClauseRef, reply: &Reply, part: u16, below: &Below) -> Page {
        let parts = messages(reply, &|it| self.link(it));
        let shown = usize::from(part).min(parts.len().saturating_sub(1));
        let Some(clause) = ClauseKey::at(at, self.library()) else {
            return Page::default();
        };
        let mut buttons = Vec::new();
        buttons.extend(
            self.turning(shown, parts.len(), |part| Action::Show(clause, self.locale, part)),
        );
        buttons.push(self.neighbours(at));
        buttons.push(self.languages(clause));
        buttons.push(self.lists(at.agreement));
        buttons.push(self.sharing(at, clause));
        let further = below.further.iter();
        buttons.extend(further.filter_map(|it| Some(vec![self.named(*it, Action::Further)?])));
        if below.votes == Votes::Taken {
            buttons.push(self.votes(clause));
        }
        buttons.retain(|it| !it.is_empty());
        Page { messages: parts.into_iter().nth(shown).into_iter().collect(), buttons }
    }

    /// The address of a clause, in this reader's language.
    pub fn link(&self, clause: ClauseRef) -> Option<String> {
        let clause = ClauseKey::at(clause, self.library())?;
        let payload = StartPayload { clause, locale: Some(self.locale) };
        Some(format!("https://t.me/{}?start={payload}", self.username))
    }

    /// What puts things into this reader's words.
    pub fn composer(&self) -> Composer<'_> {
        self.assistant.composer(self.locale, self.view())
    }

    /// A phrase in this reader's language.
    pub fn say(&self, phrase: &Phrase<'_>) -> String {
        self.assistant.catalog(self.locale).say(phrase)
    }

    fn view(&self) -> View {
        View::Chat(self.first)
    }

    fn library(&self) -> &Library {
        self.assistant.library()
    }

    fn messages(&self, reply: &Reply) -> Vec<String> {
        let mut all = messages(reply, &|it| self.link(it));
        if all.len() > MAX_MESSAGES {
            all.truncate(MAX_MESSAGES - 1);
            all.extend(Page::plain(&self.say(&Phrase::AnswerCut)).messages);
        }
        all
    }
}
