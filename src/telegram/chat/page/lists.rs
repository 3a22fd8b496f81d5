//! Pages to choose from: contents, sections, documents, commitments, settings.

use teloxide::types::InlineKeyboardButton;

use crate::{
    answer::CommitmentFilter,
    corpus::{Agreement, AgreementRef, ClauseRef, Heading, SectionNumber},
    render::{Block, Item, Reply, TextOrder},
    store::{DocumentKey, References, Settings},
    telegram::chat::action::Action,
    text::Locale,
    wording::Phrase,
};

use super::{
    Audience, ButtonRow, Draft, Page, Pager,
    buttons::{press, rows},
};

/// Clauses on a page of a list.
const N_CLAUSES: usize = 10;

/// Sections on a page of a list.
const N_HEADINGS: usize = 20;

/// Documents on a page of a list; each has a row of buttons.
const N_DOCUMENTS: usize = 10;

/// Characters of a title on a button.
const MAX_TITLE: usize = 40;

/// The entries on one page of a list.
struct Shown<'a, T> {
    entries: &'a [T],
    page: usize,
    n_pages: usize,
}

impl<'a, T> Shown<'a, T> {
    fn new(all: &'a [T], page: u16, size: usize) -> Self {
        let n_pages = all.len().div_ceil(size).max(1);
        let page = usize::from(page).min(n_pages - 1);
        Self { entries: all.chunks(size).nth(page).unwrap_or_default(), page, n_pages }
    }
}

impl Pager<'_> {
    /// The sections of the document of the chat or of the only one, or the documents.
    pub fn outline(&self) -> Page {
        self.page(self.outline_draft())
    }

    /// The sections of a document, or its clauses if it has no sections.
    pub fn contents(&self, at: AgreementRef, page: u16) -> Page {
        self.page(self.contents_draft(at, page))
    }

    /// The clauses of a section.
    pub fn section(&self, at: AgreementRef, section: SectionNumber, page: u16) -> Page {
        self.page(self.section_draft(at, section, page))
    }

    /// The documents.
    pub fn documents(&self, page: u16) -> Page {
        self.page(self.documents_draft(page))
    }

    pub(super) fn outline_draft(&self) -> Draft {
        match (self.document, self.library().agreements.len()) {
            (Some(asked), _) => self.contents_draft(asked, 0),
            (None, 1) => self.contents_draft(AgreementRef(0), 0),
            (None, _) => self.documents_draft(0),
        }
    }

    pub(super) fn contents_draft(&self, at: AgreementRef, page: u16) -> Draft {
        let library = self.library();
        let Some(agreement) = library.agreement(at) else {
            return Draft::default();
        };
        let key = DocumentKey::of(&agreement.id);
        let composer = self.composer();
        let turned = |page| Action::Contents(key, self.locale, page);
        let head = composer.outline_head(agreement);
        if agreement.sections.is_empty() {
            return self.clause_list(head, &library.clauses_in(at, None), page, turned);
        }
        let shown = Shown::new(&agreement.sections, page, N_HEADINGS);
        let entry = |it: &Heading| {
            let action = Action::Section(key, it.number, self.locale, 0);
            Some((composer.section_item(agreement, it)?, press(&it.number.to_string(), action)))
        };
        let entries = shown.entries.iter().filter_map(entry);
        let turning = self.turning(shown.page, shown.n_pages, turned);
        list(head, entries, turning, self.overview_but_contents(at))
    }

    pub(super) fn section_draft(
        &self,
        at: AgreementRef,
        section: SectionNumber,
        page: u16,
    ) -> Draft {
        let library = self.library();
        let Some(key) = DocumentKey::at(at, library) else {
            return Draft::default();
        };
        let clauses = library.clauses_in(at, Some(section));
        if clauses.is_empty() {
            return Draft::default();
        }
        let head = self.composer().section_head(at, section, clauses.len());
        let turned = |page| Action::Section(key, section, self.locale, page);
        self.clause_list(head, &clauses, page, turned)
    }

    fn clause_list(
        &self,
        head: Vec<Block>,
        clauses: &[ClauseRef],
        page: u16,
        turned: impl Fn(u16) -> Action,
    ) -> Draft {
        let composer = self.composer();
        let shown = Shown::new(clauses, page, N_CLAUSES);
        let entry = |it: &ClauseRef| Some((composer.item(*it)?, self.numbered(*it)?));
        let entries = shown.entries.iter().filter_map(entry);
        list(head, entries, self.turning(shown.page, shown.n_pages, turned), self.overview())
    }

    fn documents_draft(&self, page: u16) -> Draft {
        let composer = self.composer();
        let agreements = &self.library().agreements;
        let numbered: Vec<(usize, &Agreement)> = (1..).zip(agreements).collect();
        let shown = Shown::new(&numbered, page, N_DOCUMENTS);
        let heading = Phrase::DocumentsHeading { documents: agreements.len() };
        let mut blocks = vec![Block::Heading(self.say(&heading))];
        let items = shown.entries.iter().map(|(number, agreement)| {
            let text = composer.title(agreement).into_owned();
            Item { label: format!("{number}."), text, clause: None }
        });
        blocks.push(Block::List(items.collect()));
        let shown_page = u16::try_from(shown.page).unwrap_or_default();
        let mut buttons: Vec<ButtonRow> =
            shown.entries.iter().map(|it| self.document_row(*it, shown_page)).collect();
        if self.may_choose_document() {
            blocks.push(Block::Sentence(self.say(&Phrase::DocumentsChoose)));
            let all = Action::Document(None, self.locale, shown_page);
            buttons.push(vec![self.choice(
                &Phrase::ButtonAllDocuments,
                self.document.is_none(),
                all,
            )]);
        }
        let turned = |page| Action::Documents(self.locale, page);
        buttons.extend(self.turning(shown.page, shown.n_pages, turned));
        Draft { blocks, buttons }
    }

    /// Buttons to ask a document in this chat, and to see its contents.
    fn document_row(&self, (number, agreement): (usize, &Agreement), page: u16) -> ButtonRow {
        let key = DocumentKey::of(&agreement.id);
        let contents = |label: &str| press(label, Action::Contents(key, self.locale, 0));
        let title = self.composer().name(agreement);
        let title: String = title.chars().take(MAX_TITLE).collect();
        let label = Phrase::ButtonDocument { number: &number.to_string(), title: &title };
        if !self.may_choose_document() {
            return vec![contents(&self.say(&label))];
        }
        let asked = self.document.and_then(|it| DocumentKey::at(it, self.library()));
        let choose = Action::Document(Some(key), self.locale, page);
        let contents = contents(&self.say(&Phrase::ButtonContents));
        vec![self.choice(&label, asked == Some(key), choose), contents]
    }

    /// Whether there are documents to choose from, and a chat to choose one for.
    fn may_choose_document(&self) -> bool {
        self.library().agreements.len() > 1 && self.audience != Audience::Elsewhere
    }

    /// The commitments of a document.
    pub fn commitments(&self, at: AgreementRef, page: u16) -> Page {
        let library = self.library();
        let Some(agreement) = library.agreement(at) else {
            return Page::default();
        };
        let key = DocumentKey::of(&agreement.id);
        let filter = CommitmentFilter { document: Some(at), ..CommitmentFilter::default() };
        let found = filter.select(library, self.locale.language());
        let composer = self.composer();
        let title = Block::Heading(composer.title(agreement).into_owned());
        let reply =
            Reply(std::iter::once(title).chain(composer.commitments_by_giver(&found)).collect());
        let turned = |page| Action::Commitments(key, self.locale, page);
        let (message, turning) = self.part(&reply, page, turned);
        let mut buttons = self.numbers(message.committed());
        buttons.extend(turning);
        buttons.extend(self.contents_button(at).map(|it| vec![it]));
        Page { messages: vec![message.html()], buttons }
    }

    /// The languages, with the chosen one marked.
    pub fn languages(&self, chosen: Settings) -> Page {
        let buttons = vec![self.language_row(chosen)];
        Page { buttons, ..Page::plain(&self.say(&Phrase::LanguageChoose)) }
    }

    fn language_row(&self, chosen: Settings) -> ButtonRow {
        let button = |(locale, label): (Option<Locale>, Phrase<'_>)| {
            self.choice(&label, chosen.language == locale, Action::Language(locale))
        };
        let languages = [
            (None, Phrase::ButtonFollow),
            (Some(Locale::ZhHans), Phrase::ButtonSimplified),
            (Some(Locale::ZhHant), Phrase::ButtonTraditional),
            (Some(Locale::En), Phrase::ButtonEnglish),
        ];
        languages.map(button).into()
    }

    /// The settings, with the chosen ones marked; `topic` is that of the page.
    pub fn settings(&self, chosen: Settings, topic: Option<i32>) -> Page {
        let order = |order: TextOrder, label: &Phrase<'_>| {
            let is_chosen = chosen.first.unwrap_or_default() == order;
            self.choice(label, is_chosen, Action::TextOrder(order))
        };
        let mut buttons = vec![
            self.language_row(chosen),
            vec![
                order(TextOrder::Readers, &Phrase::ButtonReadersFirst),
                order(TextOrder::Authentic, &Phrase::ButtonAuthenticFirst),
            ],
        ];
        let mut sentences = vec![Block::Sentence(self.say(&Phrase::SettingsChoose))];
        if self.may_choose_document() {
            let asked = chosen.document.and_then(|it| it.find(self.library()));
            let asked = asked.and_then(|it| self.library().agreement(it));
            let title = asked.map(|it| self.composer().name(it).into_owned());
            sentences.push(Block::Sentence(match &title {
                Some(title) => self.say(&Phrase::SettingsDocument { title }),
                None => self.say(&Phrase::SettingsAllDocuments),
            }));
            buttons.push(vec![self.documents_button()]);
        }
        if self.audience == Audience::Many {
            let (words, rows) = self.settings_of_group(chosen, topic);
            sentences.extend(words.into_iter().map(Block::Sentence));
            buttons.extend(rows);
        }
        Page { buttons, ..Page::of(&Reply(sentences)) }
    }

    /// What only a group can choose: whether clauses in brackets are shown, and the topic that is answered.
    fn settings_of_group(
        &self,
        chosen: Settings,
        topic: Option<i32>,
    ) -> (Vec<String>, Vec<ButtonRow>) {
        let references = |it: References, label: &Phrase<'_>| {
            self.choice(label, chosen.references == it, Action::References(it))
        };
        let name = match chosen.references {
            References::Read => "read",
            References::Ignored => "ignored",
        };
        let clause = &self.example();
        let mut words = vec![self.say(&Phrase::SettingsReferences { clause, references: name })];
        let mut rows = vec![vec![
            references(References::Read, &Phrase::ButtonReferencesOn),
            references(References::Ignored, &Phrase::ButtonReferencesOff),
        ]];
        let of_topic = |it: Option<i32>, label: &Phrase<'_>| {
            self.choice(label, chosen.topic == it, Action::Topic(it))
        };
        if let Some(topic) = topic.or(chosen.topic) {
            rows.push(vec![
                of_topic(Some(topic), &Phrase::ButtonTopicOnly),
                of_topic(None, &Phrase::ButtonTopicAll),
            ]);
        }
        words.extend(chosen.topic.map(|_| self.say(&Phrase::SettingsTopic)));
        (words, rows)
    }
}

/// A page of a list: its entries with a button each.
fn list(
    mut blocks: Vec<Block>,
    entries: impl Iterator<Item = (Item, InlineKeyboardButton)>,
    turning: Option<ButtonRow>,
    below: ButtonRow,
) -> Draft {
    let (items, buttons): (Vec<Item>, ButtonRow) = entries.unzip();
    blocks.push(Block::List(items));
    let mut buttons = rows(&buttons);
    buttons.extend(turning.into_iter().chain([below]).filter(|it| !it.is_empty()));
    Draft { blocks, buttons }
}
