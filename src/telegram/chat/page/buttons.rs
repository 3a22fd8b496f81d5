//! The buttons below a page.

use teloxide::types::{CopyTextButton, InlineKeyboardButton};

use crate::{
    answer::CommitmentRef,
    corpus::{AgreementRef, ClauseId, ClauseRef},
    store::Vote,
    text::Locale,
    wording::Phrase,
};

use super::Pager;
use crate::telegram::chat::{
    action::Action,
    clause_key::{ClauseKey, DocumentKey, StartPayload},
};

/// Buttons of a list of clauses.
const N_NUMBERED: usize = 10;

/// Buttons with a number only, in a row.
const N_IN_ROW: usize = 5;

/// Letters of a text that can be copied by a button.
const MAX_COPIED: usize = 256;

/// Characters of a button that names a clause; more would be cut by the app.
const MAX_LABEL: usize = 60;

impl Pager<'_> {
    pub(crate) fn neighbours(&self, at: ClauseRef) -> Vec<InlineKeyboardButton> {
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

    pub(crate) fn languages(&self, clause: ClauseKey) -> Vec<InlineKeyboardButton> {
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

    pub(crate) fn lists(&self, at: AgreementRef) -> Vec<InlineKeyboardButton> {
        [self.commitments_button(at), self.contents_button(at)].into_iter().flatten().collect()
    }

    pub(crate) fn commitments_button(&self, at: AgreementRef) -> Option<InlineKeyboardButton> {
        let key = DocumentKey::at(at, self.library())?;
        let label = self.say(&Phrase::ButtonCommitments);
        Some(press(&label, Action::Commitments(key, self.locale, 0)))
    }

    pub(crate) fn contents_button(&self, at: AgreementRef) -> Option<InlineKeyboardButton> {
        let key = DocumentKey::at(at, self.library())?;
        Some(press(&self.say(&Phrase::ButtonContents), Action::Contents(key, self.locale, 0)))
    }

    pub(crate) fn documents_button(&self) -> InlineKeyboardButton {
        press(&self.say(&Phrase::ButtonDocuments), Action::Documents(self.locale, 0))
    }

    /// Where to go on from what is no clause.
    pub(crate) fn overview(&self) -> Vec<InlineKeyboardButton> {
        match self.library().agreements.len() {
            1 => self.lists(AgreementRef(0)),
            _ => vec![self.documents_button()],
        }
    }

    pub(crate) fn overview_but_contents(&self, at: AgreementRef) -> Vec<InlineKeyboardButton> {
        let mut row: Vec<_> = self.commitments_button(at).into_iter().collect();
        if self.library().agreements.len() > 1 {
            row.push(self.documents_button());
        }
        row
    }

    /// The citation to copy, and the clause to bring to another chat.
    pub(crate) fn sharing(&self, at: ClauseRef, clause: ClauseKey) -> Vec<InlineKeyboardButton> {
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

    pub(crate) fn votes(&self, clause: ClauseKey) -> Vec<InlineKeyboardButton> {
        let button = |label: &Phrase<'_>, vote| {
            press(&self.say(label), Action::Vote(clause, self.locale, vote))
        };
        vec![button(&Phrase::ButtonUp, Vote::Up), button(&Phrase::ButtonDown, Vote::Down)]
    }

    /// `‹ 2/5 ›`; nothing where there is one page.
    pub(crate) fn turning(
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
    pub(crate) fn named(
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
    pub(crate) fn numbers(&self, found: &[CommitmentRef]) -> Vec<Vec<InlineKeyboardButton>> {
        let mut clauses: Vec<ClauseRef> = found.iter().map(|it| it.clause).collect();
        clauses.dedup();
        clauses.truncate(N_NUMBERED);
        let buttons = clauses.iter().filter_map(|it| self.numbered(*it));
        rows(&buttons.collect::<Vec<_>>())
    }

    /// A button with a clause's number.
    pub(crate) fn numbered(&self, at: ClauseRef) -> Option<InlineKeyboardButton> {
        let clause = ClauseKey::at(at, self.library())?;
        Some(press(&self.short_label(at)?, Action::Open(clause, self.locale)))
    }

    pub(crate) fn short_label(&self, at: ClauseRef) -> Option<String> {
        let (_, provision) = self.library().clause(at)?;
        Some(match provision.id {
            ClauseId::Preamble => self.say(&Phrase::PreambleLabel),
            ClauseId::Numbered(number) => number.to_string(),
            ClauseId::Paragraph { .. } => provision.id.to_string(),
        })
    }

    /// Below an answer that did not help: the clauses that may.
    pub fn candidates(&self, clauses: &[ClauseRef]) -> Vec<Vec<InlineKeyboardButton>> {
        clauses.iter().filter_map(|it| Some(vec![self.named(*it, Action::Further)?])).collect()
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
}

/// A button that does something. No label is empty.
pub(crate) fn press(label: &str, action: Action) -> InlineKeyboardButton {
    InlineKeyboardButton::callback(label, action.to_string())
}

pub(crate) fn rows(buttons: &[InlineKeyboardButton]) -> Vec<Vec<InlineKeyboardButton>> {
    buttons.chunks(N_IN_ROW).map(<[_]>::to_vec).collect()
}
