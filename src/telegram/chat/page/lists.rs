//! Pages to choose from: contents, sections, documents, commitments, settings.

use crate::{
    answer::{CommitmentRef, Wanted},
    corpus::{Agreement, AgreementRef, ClauseRef, SectionNumber},
    render::{Block, First, Item, Reply, clause_label, escaped, messages},
    store::Settings,
    text::Locale,
    wording::Phrase,
};

use super::{
    Page, Pager,
    buttons::{press, rows},
};
use crate::telegram::chat::{action::Action, clause_key::DocumentKey};

/// Clauses that a list shows at once.
const N_LISTED: usize = 10;

/// Sections or documents that are listed at once.
const N_HEADINGS: usize = 20;

impl Pager<'_> {
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
    pub(crate) fn listed(
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
}

/// A page of headings.
fn chunk<T>(all: &[T], page: usize) -> &[T] {
    all.chunks(N_HEADINGS).nth(page).unwrap_or_default()
}
