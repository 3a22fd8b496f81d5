//! Pages: the messages of an answer, and the buttons below the last of them.
//!
//! | page | buttons |
//! |---|---|
//! | a clause | parts; neighbours; languages, and the rest: both languages, lists, sharing, further clauses, votes |
//! | a greeting | three questions, the overview |
//! | a list | its entries, its other pages, the overview |
//! | the documents | each as the one that the chat asks, and its contents |
//! | a refusal or help | the nearest clauses, the overview |
//!
//! What always holds: the bot stores no page; the buttons have all data for the next
//! page. A page is split as blocks and rows, before HTML is written.

mod buttons;
mod lists;
mod start;

#[cfg(feature = "import")]
pub(crate) use self::buttons::press;

use std::collections::HashSet;

use reqwest::Url;
use teloxide::types::{InlineKeyboardButton, InlineKeyboardMarkup};

use crate::{
    answer::{Answer, Match},
    assistant::{Answered, Assistant},
    corpus::{AgreementRef, ClauseRef, Library},
    render::{Block, Composer, Focus, Message, Reply, TextOrder, View, messages},
    store::{ClauseKey, StartPayload},
    telegram::chat::action::{Action, Reached},
    text::Locale,
    wording::Phrase,
};

/// Maximum messages of one answer; the last one says that the rest is cut.
const MAX_MESSAGES: usize = 10;

/// A row of buttons.
pub(crate) type ButtonRow = Vec<InlineKeyboardButton>;

/// Messages with buttons below the last.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Page {
    /// The messages as HTML, in order; each fits the limits of Telegram.
    pub messages: Vec<String>,
    /// The buttons, by row.
    pub buttons: Vec<ButtonRow>,
}

impl Page {
    /// A sentence without buttons.
    pub fn plain(text: &str) -> Self {
        Self::of(&Reply(vec![Block::Sentence(text.to_owned())]))
    }

    /// A reply without buttons and links.
    pub fn of(reply: &Reply) -> Self {
        let messages = messages(reply, &|_| None).iter().map(Message::html).collect();
        Self { messages, buttons: Vec::new() }
    }

    /// The buttons for Telegram, if there are any.
    pub fn keyboard(&self) -> Option<InlineKeyboardMarkup> {
        (!self.buttons.is_empty()).then(|| InlineKeyboardMarkup::new(self.buttons.clone()))
    }
}

/// A page before it is written as HTML.
#[derive(Debug, Default)]
struct Draft {
    blocks: Vec<Block>,
    buttons: Vec<ButtonRow>,
}

/// The readers of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Audience {
    /// One person, in a private chat.
    One,
    /// A group or a channel.
    Many,
    /// A chat that somebody shares a clause with through the inline mode.
    Elsewhere,
}

/// The optional buttons below a clause.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Below {
    /// Other clauses that fit the question, a row each.
    pub further: Vec<ClauseRef>,
    /// The way to the clause.
    pub reached: Reached,
}

/// Makes pages for a reader.
#[derive(Clone, Copy, Debug)]
pub struct Pager<'a> {
    /// The library and the phrases.
    pub assistant: &'a Assistant,
    /// The name of the bot in links, without `@`.
    pub username: &'a str,
    /// Whether the bot has the inline mode, by which a clause is shared.
    pub has_inline: bool,
    /// Whether the bot has a main Mini App, which a link opens from any chat.
    pub has_app: bool,
    /// The address of the pages in a browser, if there are any.
    pub pages: Option<&'a Url>,
    /// The locale of the reader.
    pub locale: Locale,
    /// The order of the two texts of a clause.
    pub order: TextOrder,
    /// The readers.
    pub audience: Audience,
    /// The document of the chat; `None` for all.
    pub document: Option<AgreementRef>,
}

impl Pager<'_> {
    /// The page of an answer.
    pub fn answer(&self, answered: &Answered) -> Page {
        match &answered.answer {
            Answer::Found(found) => self.found(answered, found),
            Answer::Section(agreement, section) => {
                self.noted(answered, self.section_draft(*agreement, *section, 0))
            }
            Answer::Outline(None) => self.noted(answered, self.outline_draft()),
            Answer::Outline(Some(at)) => self.noted(answered, self.contents_draft(*at, 0)),
            Answer::Commitments(found) => {
                let mut page = self.several(self.reply(answered), &[]);
                let clauses: Vec<ClauseRef> = found.iter().map(|it| it.clause).collect();
                page.buttons.splice(0..0, self.numbers(clauses));
                page
            }
            Answer::Nothing { .. }
            | Answer::NoSuchClause { .. }
            | Answer::NoSuchSection(_)
            | Answer::NoSuchDocument(_)
            | Answer::Help(_) => self.several(self.reply(answered), &answered.answer.suggestions()),
        }
    }

    /// A list that answers a question, below the note on the question.
    fn noted(&self, answered: &Answered, mut draft: Draft) -> Page {
        draft.blocks.splice(0..0, self.composer().note_of(&answered.question));
        self.page(draft)
    }

    /// The best clause, or all clauses asked for by number.
    fn found(&self, answered: &Answered, found: &[Match]) -> Page {
        let n_named = found.iter().filter(|it| it.by_number).count();
        let clauses: Vec<ClauseRef> = found.iter().map(|it| it.clause).collect();
        let Some(best) = clauses.first() else {
            return Page::default();
        };
        let reply = self.reply(answered);
        if n_named > 1 {
            return self.several(reply, &clauses);
        }
        let below = Below { reached: Reached::ByQuestion, ..Below::default() };
        self.clause_page(*best, &reply, 0, &below)
    }

    /// The clauses that a message cites: one whole, or several in a list, each with its first words and a link.
    pub fn clauses(&self, clauses: &[ClauseRef]) -> Page {
        if let [only] = clauses {
            return self.clause(*only, 0, None, &Below::default());
        }
        let composer = self.composer();
        let items = clauses.iter().filter_map(|it| composer.item(*it)).collect();
        self.page(Draft { blocks: vec![Block::List(items)], buttons: Vec::new() })
    }

    /// A reply with a button for each clause and the overview. The reply lists the clauses, so their numbers are enough
    /// where each is of one clause only.
    pub fn several(&self, reply: Reply, clauses: &[ClauseRef]) -> Page {
        let labels: HashSet<_> = clauses.iter().map(|it| self.short_label(*it)).collect();
        let mut buttons: Vec<ButtonRow> = if labels.len() == clauses.len() {
            self.numbers(clauses.to_vec())
        } else {
            clauses.iter().filter_map(|it| Some(vec![self.named(*it, Action::Open)?])).collect()
        };
        buttons.push(self.overview());
        self.page(Draft { blocks: reply.0, buttons })
    }

    /// A clause, or one part of a long clause, from 0. The words that answer the question
    /// are emphasised.
    pub fn clause(
        &self,
        at: ClauseRef,
        part: u16,
        focus: Option<&Focus<'_>>,
        below: &Below,
    ) -> Page {
        let reply = Composer { focus, ..self.composer() }.clause(at);
        self.clause_page(at, &reply, part, below)
    }

    /// A clause in both languages, or one part of that, from 0.
    pub fn both(&self, at: ClauseRef, part: u16, below: &Below) -> Page {
        let reply = Reply(self.composer().beside(at));
        let turned = |clause, part| Action::Both(clause, self.locale, part);
        self.page_of(at, &reply, part, turned, below)
    }

    /// The page that a button opens, in the locale of the button; `None` if its
    /// document or clause no longer exists, or if it opens no page. Words of `question`
    /// are emphasised in a clause. `below` is given the clause that replaces another
    /// one, if it does.
    pub fn turned(
        &self,
        action: Action,
        question: Option<&str>,
        below: impl Fn(Option<ClauseKey>) -> Below,
    ) -> Option<Page> {
        let library = self.library();
        let to = |locale: Locale| Self { locale, ..*self };
        let clause = |clause: ClauseKey, locale, part, question: Option<&str>, below: Below| {
            let units = question.map(|it| (it, self.assistant.units(it)));
            let focus = units.as_ref().map(|(it, units)| self.assistant.focus(it, units));
            Some(to(locale).clause(clause.find(library)?, part, focus.as_ref(), &below))
        };
        match action {
            Action::Open(it, locale) => clause(it, locale, 0, None, Below::default()),
            Action::Further(it, locale) => clause(it, locale, 0, question, below(Some(it))),
            Action::Show(it, locale, part) => clause(it, locale, part, question, below(None)),
            Action::Both(it, locale, part) => {
                Some(to(locale).both(it.find(library)?, part, &below(None)))
            }
            Action::Commitments(document, locale, page) => {
                Some(to(locale).commitments(document.find(library)?, page))
            }
            Action::Contents(document, locale, page) => {
                Some(to(locale).contents(document.find(library)?, page))
            }
            Action::Section(document, section, locale, page) => {
                Some(to(locale).section(document.find(library)?, section, page))
            }
            Action::Documents(locale, page) => Some(to(locale).documents(page)),
            Action::More(..)
            | Action::Less(..)
            | Action::Language(_)
            | Action::TextOrder(_)
            | Action::References(_)
            | Action::Topic(_)
            | Action::Document(..)
            | Action::Vote(..)
            | Action::Import(_)
            | Action::Stay => None,
        }
    }

    fn clause_page(&self, at: ClauseRef, reply: &Reply, part: u16, below: &Below) -> Page {
        let turned = |clause, part| Action::Show(clause, self.locale, part);
        self.page_of(at, reply, part, turned, below)
    }

    /// The page of a clause: one part of its reply, with its buttons.
    fn page_of(
        &self,
        at: ClauseRef,
        reply: &Reply,
        part: u16,
        turned: impl Fn(ClauseKey, u16) -> Action,
        below: &Below,
    ) -> Page {
        let Some(clause) = ClauseKey::at(at, self.library()) else {
            return Page::default();
        };
        let (message, turning) = self.part(reply, part, |part| turned(clause, part));
        let mut buttons: Vec<ButtonRow> = turning.into_iter().collect();
        buttons.extend(self.first_rows(at, clause, below.reached));
        buttons.extend(self.candidates(&below.further));
        Page { messages: vec![message.html()], buttons }
    }

    /// One message of a reply, with the buttons to turn to the others.
    fn part<'a>(
        &self,
        reply: &'a Reply,
        part: u16,
        turned: impl Fn(u16) -> Action,
    ) -> (Message<'a>, Option<ButtonRow>) {
        let mut messages = messages(reply, &|it| self.link(it));
        let shown = usize::from(part).min(messages.len().saturating_sub(1));
        let turning = self.turning(shown, messages.len(), turned);
        (messages.drain(..).nth(shown).unwrap_or_default(), turning)
    }

    /// Writes a page: all its messages, up to the maximum.
    fn page(&self, draft: Draft) -> Page {
        let Draft { blocks, buttons } = draft;
        let reply = Reply(blocks);
        let all = messages(&reply, &|it| self.link(it));
        let n_shown = if all.len() > MAX_MESSAGES { MAX_MESSAGES - 1 } else { all.len() };
        let mut messages: Vec<String> = all.iter().take(n_shown).map(Message::html).collect();
        if n_shown < all.len() {
            messages.extend(Page::plain(&self.say(&Phrase::AnswerCut)).messages);
        }
        Page { messages, buttons }
    }

    /// The link to a clause in the locale of the reader.
    pub fn link(&self, clause: ClauseRef) -> Option<String> {
        let clause = ClauseKey::at(clause, self.library())?;
        let payload = StartPayload { clause, locale: Some(self.locale) };
        Some(format!("https://t.me/{}?start={payload}", self.username))
    }

    /// The composer of replies for this reader.
    pub fn composer(&self) -> Composer<'_> {
        self.assistant.composer(self.locale, View::Chat(self.order))
    }

    /// Says a phrase in the locale of the reader.
    pub fn say(&self, phrase: &Phrase<'_>) -> String {
        self.assistant.catalog(self.locale).say(phrase)
    }

    /// The reply to a question.
    pub fn reply(&self, answered: &Answered) -> Reply {
        self.assistant.reply_in(answered, View::Chat(self.order))
    }

    fn library(&self) -> &Library {
        self.assistant.library()
    }
}
