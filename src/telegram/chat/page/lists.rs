//! Pages to choose from: contents, sections, documents, commitments, settings.

use teloxide::types::InlineKeyboardButton;

use crate::{
    answer::CommitmentFilter,
    corpus::{Agreement, AgreementRef, ClauseRef, Heading, SectionNumber},
    render::{Block, Item, Reply, TextOrder},
    store::Settings,
    telegram::chat::{action::Action, clause_key::DocumentKey},
    text::Locale,
    wording::Phrase,
};

use super::{
    ButtonRow, Draft, Page, Pager,
    buttons::{press, rows},
};

/// Clauses on a page of a list.
const N_CLAUSES: usize = 10;

/// Sections or documents on a page of a list.
const N_HEADINGS: usize = 20;

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
    /// The sections of the only document, or the documents.
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
        match self.library().agreements.len() {
            1 => self.contents_draft(AgreementRef(0), 0),
            _ => self.documents_draft(0),
        }
    }

    fn contents_draft(&self, at: AgreementRef, page: u16) -> Draft {
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
        let shown = Shown::new(&numbered, page, N_HEADINGS);
        let entries = shown.entries.iter().map(|(number, agreement)| {
            let text = composer.title(agreement).to_owned();
            let item = Item { label: format!("{number}."), text, clause: None };
            let document = DocumentKey::of(&agreement.id);
            (item, press(&number.to_string(), Action::Contents(document, self.locale, 0)))
        });
        let heading = Phrase::DocumentsHeading { documents: agreements.len() };
        let turned = |page| Action::Documents(self.locale, page);
        let turning = self.turning(shown.page, shown.n_pages, turned);
        list(vec![Block::Heading(self.say(&heading))], entries, turning, Vec::new())
    }

    /// The commitments of a document.
    pub fn commitments(&self, at: AgreementRef, page: u16) -> Page {
        let library = self.library();
        let Some(agreement) = library.agreement(at) else {
            return Page::default();
        };
        let key = DocumentKey::of(&agreement.id);
        let mut found = CommitmentFilter::default().select(library, self.locale.language());
        found.retain(|it| it.clause.agreement == at);
        let composer = self.composer();
        let title = Block::Heading(composer.title(agreement).to_owned());
        let reply = Reply(std::iter::once(title).chain(composer.commitments(&found)).collect());
        let turned = |page| Action::Commitments(key, self.locale, page);
        let (message, turning) = self.part(&reply, page, turned);
        let mut buttons = self.numbers(message.committed());
        buttons.extend(turning);
        buttons.extend(self.contents_button(at).map(|it| vec![it]));
        Page { messages: vec![message.html()], buttons }
    }

    /// The settings, with the chosen ones marked.
    pub fn settings(&self, chosen: Settings) -> Page {
        let language = |locale: Option<Locale>, label: &Phrase<'_>| {
            self.choice(label, chosen.language == locale, Action::Language(locale))
        };
        let order = |order: TextOrder, label: &Phrase<'_>| {
            let is_chosen = chosen.first.unwrap_or_default() == order;
            self.choice(label, is_chosen, Action::TextOrder(order))
        };
        let buttons = vec![
            vec![language(None, &Phrase::ButtonFollow)],
            vec![
                language(Some(Locale::ZhHans), &Phrase::ButtonSimplified),
                language(Some(Locale::ZhHant), &Phrase::ButtonTraditional),
                language(Some(Locale::En), &Phrase::ButtonEnglish),
            ],
            vec![order(TextOrder::Readers, &Phrase::ButtonReadersFirst)],
            vec![order(TextOrder::Authentic, &Phrase::ButtonAuthenticFirst)],
        ];
        Page { buttons, ..Page::plain(&self.say(&Phrase::SettingsChoose)) }
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
