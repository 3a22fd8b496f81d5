//! What is shown at once: messages, and the buttons below the last of them.
//!
//! Nothing is kept of a page: its buttons say all that the next one is made of.

use teloxide::types::{CopyTextButton, InlineKeyboardButton, InlineKeyboardMarkup};

use crate::{
    answer::{Answer, CommitmentRef, Match, Wanted},
    assistant::{Answered, Assistant},
    corpus::{Agreement, AgreementRef, ClauseId, ClauseRef, Library, SectionNumber},
    render::{Block, Composer, First, Item, Reply, View, clause_label, escaped, messages},
    store::{Settings, Vote},
    text::Locale,
    wording::Phrase,
};

use super::{
    action::Action,
    reference::{ClauseKey, DocumentKey, StartPayload},
};

/// Clauses that a list shows at once.
const N_LISTED: usize = 10;

/// Sections or documents that are listed at once.
const N_HEADINGS: usize = 20;

/// Buttons with a number only, in a row.
const N_IN_ROW: usize = 5;

/// Letters of a text that can be copied by a button.
const MAX_COPIED: usize = 256;

/// Characters of a button that names a clause; more would be cut by the app.
const MAX_LABEL: usize = 60;

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
            Answer::Section(agreement, section) => self.section(*agreement, *section, 0),
            Answer::Outline => self.outline(),
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

    /// The sections of the only document, or the documents.
    pub fn outline(&self) -> Page {
        match self.library().agreements.len() {
            1 => self.contents(AgreementRef(0), 0),
            _ => self.documents(0),
        }
    }

    /// The sections of a document, or its clauses where it has none.
    pub fn contents(&self, at: AgreementRef, page: u16) -> Page {
        let library = self.library();
        let (Some(agreement), Some(key)) = (library.agreement(at), DocumentKey::at(at, library))
        else {
            return Page::default();
        };
        let turned = |page| Action::Contents(key, self.locale, page);
        if agreement.sections.is_empty() {
            let clauses =
                (0..agreement.provisions.len()).map(|place| ClauseRef { agreement: at, place });
            let title = Block::Heading(self.composer().title(agreement).to_owned());
            return self.listed(vec![title], &clauses.collect::<Vec<_>>(), page, turned);
        }
        let mut blocks = self.composer().outline_of(at, agreement);
        let n_pages = agreement.sections.len().div_ceil(N_HEADINGS).max(1);
        let shown = usize::from(page).min(n_pages - 1);
        for block in &mut blocks {
            if let Block::List(items) = block {
                *items = chunk(items, shown).to_vec();
            }
        }
        let sections = chunk(&agreement.sections, shown).iter().map(|it| {
            press(&it.number.to_string(), Action::Section(key, it.number, self.locale, 0))
        });
        let mut buttons = rows(&sections.collect::<Vec<_>>());
        buttons.extend(self.turning(shown, n_pages, turned));
        buttons.push(self.overview_but_contents(at));
        Page { messages: self.messages(&Reply(blocks)), buttons }
    }

    /// The clauses of a section.
    pub fn section(&self, at: AgreementRef, section: SectionNumber, page: u16) -> Page {
        let library = self.library();
        let (Some(agreement), Some(key)) = (library.agreement(at), DocumentKey::at(at, library))
        else {
            return Page::default();
        };
        let composer = self.composer();
        let clauses: Vec<ClauseRef> = agreement
            .clauses_of(section)
            .map(|(place, _)| ClauseRef { agreement: at, place })
            .collect();
        let Some(heading) = agreement.section(section) else {
            return Page::default();
        };
        let heading = composer.heading(heading);
        let count = composer.catalog.say(&Phrase::SectionClauses { clauses: clauses.len() });
        let head = heading.map(Block::Heading).into_iter().chain([Block::Sentence(count)]);
        self.listed(head.collect(), &clauses, page, |page| {
            Action::Section(key, section, self.locale, page)
        })
    }

    /// A page of a list of clauses, with a button for each.
    fn listed(
        &self,
        mut blocks: Vec<Block>,
        clauses: &[ClauseRef],
        page: u16,
        turned: impl Fn(u16) -> Action,
    ) -> Page {
        let n_pages = clauses.len().div_ceil(N_LISTED).max(1);
        let shown = usize::from(page).min(n_pages - 1);
        let now = clauses.chunks(N_LISTED).nth(shown).unwrap_or_default();
        blocks.push(Block::List(self.composer().items(now)));
        let mut buttons = rows(&now.iter().filter_map(|it| self.numbered(*it)).collect::<Vec<_>>());
        buttons.extend(self.turning(shown, n_pages, turned));
        buttons.push(self.overview());
        Page { messages: self.messages(&Reply(blocks)), buttons }
    }

    /// The documents.
    pub fn documents(&self, page: u16) -> Page {
        let composer = self.composer();
        let agreements = &self.library().agreements;
        let n_pages = agreements.len().div_ceil(N_HEADINGS).max(1);
        let shown = usize::from(page).min(n_pages - 1);
        let numbers: Vec<usize> = (1..=agreements.len()).collect();
        let now: Vec<(&usize, &Agreement)> =
            chunk(&numbers, shown).iter().zip(chunk(agreements, shown)).collect();
        let item = |(number, agreement): &(&usize, &Agreement)| Item {
            label: format!("{number}."),
            text: composer.title(agreement).to_owned(),
            clause: None,
        };
        let heading = Phrase::DocumentsHeading { documents: agreements.len() };
        let heading = Block::Heading(composer.catalog.say(&heading));
        let list = Block::List(now.iter().map(item).collect());
        let buttons = now.iter().map(|(number, agreement)| {
            let document = DocumentKey::of(&agreement.id);
            press(&number.to_string(), Action::Contents(document, self.locale, 0))
        });
        let mut buttons = rows(&buttons.collect::<Vec<_>>());
        buttons.extend(self.turning(shown, n_pages, |page| Action::Documents(self.locale, page)));
        Page { messages: self.messages(&Reply(vec![heading, list])), buttons }
    }

    /// The commitments of a document.
    pub fn commitments(&self, at: AgreementRef, page: u16) -> Page {
        let library = self.library();
        let Some(key) = DocumentKey::at(at, library) else {
            return Page::default();
        };
        let found = Wanted::default().select(library, self.locale.language());
        let found: Vec<CommitmentRef> =
            found.into_iter().filter(|it| it.clause.agreement == at).collect();
        let composer = self.composer();
        let title = library.agreement(at).map(|it| composer.title(it).to_owned());
        let title = title.map(Block::Heading).into_iter();
        let reply = Reply(title.chain(composer.commitments(&found)).collect());
        let parts = messages(&reply, &|it| self.link(it));
        let shown = usize::from(page).min(parts.len().saturating_sub(1));
        let part = parts.get(shown).map(String::as_str).unwrap_or_default();
        let is_shown = |it: &&CommitmentRef| {
            let (_, provision) = library.clause(it.clause)?;
            let label = clause_label(&provision.id, composer.catalog);
            Some(part.contains(&format!("{} · ", escaped(&label))))
        };
        let here: Vec<CommitmentRef> =
            found.iter().filter(|it| is_shown(it).unwrap_or_default()).copied().collect();
        let mut buttons = self.numbers(&here);
        buttons.extend(
            self.turning(shown, parts.len(), |page| Action::Commitments(key, self.locale, page)),
        );
        buttons.push(vec![self.contents_button(at)].into_iter().flatten().collect());
        Page { messages: parts.into_iter().nth(shown).into_iter().collect(), buttons }
    }

    /// The choices, with what is chosen marked.
    pub fn settings(&self, chosen: Settings) -> Page {
        let say = |phrase: &Phrase<'_>| self.say(phrase);
        let marked = |label: String, is_chosen: bool| {
            if is_chosen { say(&Phrase::ButtonChosen { label: &label }) } else { label }
        };
        let choice = |locale: Option<Locale>, label: Phrase<'_>| {
            let label = marked(say(&label), chosen.language == locale);
            press(&label, Action::Language(locale))
        };
        let first = |first: First, label: Phrase<'_>| {
            let is_chosen = chosen.first.unwrap_or_default() == first;
            press(&marked(say(&label), is_chosen), Action::First(first))
        };
        let buttons = vec![
            vec![choice(None, Phrase::ButtonFollow)],
            vec![
                choice(Some(Locale::ZhHans), Phrase::ButtonSimplified),
                choice(Some(Locale::ZhHant), Phrase::ButtonTraditional),
                choice(Some(Locale::En), Phrase::ButtonEnglish),
            ],
            vec![first(First::Readers, Phrase::ButtonReadersFirst)],
            vec![first(First::Authentic, Phrase::ButtonAuthenticFirst)],
        ];
        Page { buttons, ..Page::plain(&say(&Phrase::SettingsChoose)) }
    }

    /// Below an answer that did not help: the clauses that may.
    pub fn candidates(&self, clauses: &[ClauseRef]) -> Vec<Vec<InlineKeyboardButton>> {
        clauses.iter().filter_map(|it| Some(vec![self.named(*it, Action::Further)?])).collect()
    }

    /// The address of a clause, in this reader's language.
    pub fn link(&self, clause: ClauseRef) -> Option<String> {
        let clause = ClauseKey::at(clause, self.library())?;
        let payload = StartPayload { clause, locale: Some(self.locale) };
        Some(format!("https://t.me/{}?start={payload}", self.username))
    }

    /// What to type after the bot's name to bring a clause to another chat.
    pub fn shared(&self, at: ClauseRef, clause: ClauseKey) -> String {
        let tag = self.locale.tag();
        match self.library().clause(at).map(|(_, it)| it.id) {
            Some(ClauseId::Numbered(number)) if self.library().agreements.len() == 1 => {
                format!("{tag} {number}")
            }
            Some(_) | None => StartPayload { clause, locale: Some(self.locale) }.to_string(),
        }
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

    fn neighbours(&self, at: ClauseRef) -> Vec<InlineKeyboardButton> {
        let to = |step: isize| {
            let at = ClauseRef { place: at.place.checked_add_signed(step)?, ..at };
            let label = self.short_label(at)?;
            let label = self.say(&if step < 0 {
                Phrase::ButtonPrevious { label: &label }
            } else {
                Phrase::ButtonNext { label: &label }
            });
            let clause = ClauseKey::at(at, self.library())?;
            Some(press(&label, Action::Open(clause, self.locale)))
        };
        [to(-1), to(1)].into_iter().flatten().collect()
    }

    fn languages(&self, clause: ClauseKey) -> Vec<InlineKeyboardButton> {
        let labels = [
            (Locale::ZhHans, Phrase::ButtonZhHans),
            (Locale::En, Phrase::ButtonEn),
            (Locale::ZhHant, Phrase::ButtonZhHant),
        ];
        let button = |(locale, label)| {
            let mut label = self.say(&label);
            if locale == self.locale {
                label = self.say(&Phrase::ButtonChosen { label: &label });
            }
            press(&label, Action::Show(clause, locale, 0))
        };
        labels.map(button).into()
    }

    fn lists(&self, at: AgreementRef) -> Vec<InlineKeyboardButton> {
        [self.commitments_button(at), self.contents_button(at)].into_iter().flatten().collect()
    }

    fn commitments_button(&self, at: AgreementRef) -> Option<InlineKeyboardButton> {
        let key = DocumentKey::at(at, self.library())?;
        let label = self.say(&Phrase::ButtonCommitments);
        Some(press(&label, Action::Commitments(key, self.locale, 0)))
    }

    fn contents_button(&self, at: AgreementRef) -> Option<InlineKeyboardButton> {
        let key = DocumentKey::at(at, self.library())?;
        Some(press(&self.say(&Phrase::ButtonContents), Action::Contents(key, self.locale, 0)))
    }

    fn documents_button(&self) -> InlineKeyboardButton {
        press(&self.say(&Phrase::ButtonDocuments), Action::Documents(self.locale, 0))
    }

    /// Where to go on from what is no clause.
    fn overview(&self) -> Vec<InlineKeyboardButton> {
        match self.library().agreements.len() {
            1 => self.lists(AgreementRef(0)),
            _ => vec![self.documents_button()],
        }
    }

    fn overview_but_contents(&self, at: AgreementRef) -> Vec<InlineKeyboardButton> {
        let mut row: Vec<_> = self.commitments_button(at).into_iter().collect();
        if self.library().agreements.len() > 1 {
            row.push(self.documents_button());
        }
        row
    }

    /// The citation to copy, and the clause to bring to another chat.
    fn sharing(&self, at: ClauseRef, clause: ClauseKey) -> Vec<InlineKeyboardButton> {
        let mut citation = self.composer().citation(at);
        if self.locale == Locale::ZhHant {
            // As the page above has it.
            citation = citation.map(|it| self.composer().folding.traditional(&it));
        }
        let citation = citation.filter(|it| (1..=MAX_COPIED).contains(&it.chars().count()));
        let copy = citation.map(|text| {
            let label = self.say(&Phrase::ButtonCopy);
            InlineKeyboardButton::copy_text_button(label, CopyTextButton { text })
        });
        let label = self.say(&Phrase::ButtonShare);
        let share = InlineKeyboardButton::switch_inline_query(label, self.shared(at, clause));
        copy.into_iter().chain([share]).collect()
    }

    fn votes(&self, clause: ClauseKey) -> Vec<InlineKeyboardButton> {
        let button = |label: &Phrase<'_>, vote| {
            press(&self.say(label), Action::Vote(clause, self.locale, vote))
        };
        vec![button(&Phrase::ButtonUp, Vote::Up), button(&Phrase::ButtonDown, Vote::Down)]
    }

    /// `‹ 2/5 ›`; nothing where there is one page.
    fn turning(
        &self,
        shown: usize,
        n_pages: usize,
        turned: impl Fn(u16) -> Action,
    ) -> Option<Vec<InlineKeyboardButton>> {
        if n_pages < 2 {
            return None;
        }
        let to = |page: Option<usize>, label: &Phrase<'_>| {
            let page = u16::try_from(page.filter(|it| *it < n_pages)?).ok()?;
            Some(press(&self.say(label), turned(page)))
        };
        let [page, pages] = [shown + 1, n_pages].map(|it| it.to_string());
        let here = self.say(&Phrase::ButtonPage { page: &page, pages: &pages });
        let back = to(shown.checked_sub(1), &Phrase::ButtonBack);
        let on = to(Some(shown + 1), &Phrase::ButtonOn);
        Some(back.into_iter().chain([press(&here, Action::Stay)]).chain(on).collect())
    }

    /// A button that says what its clause is about.
    fn named(
        &self,
        at: ClauseRef,
        action: impl Fn(ClauseKey, Locale) -> Action,
    ) -> Option<InlineKeyboardButton> {
        let item = self.composer().item(at)?;
        let clause = ClauseKey::at(at, self.library())?;
        let label = self.short_label(at)?;
        let label = self.say(&Phrase::ButtonClause { label: &label, text: &item.text });
        let label: String = label.chars().take(MAX_LABEL).collect();
        Some(press(&label, action(clause, self.locale)))
    }

    /// Buttons to the clauses of commitments. More than a screen of them are left
    /// to the text.
    fn numbers(&self, found: &[CommitmentRef]) -> Vec<Vec<InlineKeyboardButton>> {
        let mut clauses: Vec<ClauseRef> = found.iter().map(|it| it.clause).collect();
        clauses.dedup();
        clauses.truncate(N_LISTED);
        let buttons = clauses.iter().filter_map(|it| self.numbered(*it));
        rows(&buttons.collect::<Vec<_>>())
    }

    /// A button with a clause's number.
    fn numbered(&self, at: ClauseRef) -> Option<InlineKeyboardButton> {
        let clause = ClauseKey::at(at, self.library())?;
        Some(press(&self.short_label(at)?, Action::Open(clause, self.locale)))
    }

    fn short_label(&self, at: ClauseRef) -> Option<String> {
        let (_, provision) = self.library().clause(at)?;
        Some(match provision.id {
            ClauseId::Preamble => self.say(&Phrase::PreambleLabel),
            ClauseId::Numbered(number) => number.to_string(),
            ClauseId::Paragraph { .. } => provision.id.to_string(),
        })
    }
}

/// A button that does something. No label is empty.
fn press(label: &str, action: Action) -> InlineKeyboardButton {
    InlineKeyboardButton::callback(label, action.to_string())
}

/// A page of headings.
fn chunk<T>(all: &[T], page: usize) -> &[T] {
    all.chunks(N_HEADINGS).nth(page).unwrap_or_default()
}

fn rows(buttons: &[InlineKeyboardButton]) -> Vec<Vec<InlineKeyboardButton>> {
    buttons.chunks(N_IN_ROW).map(<[_]>::to_vec).collect()
}
