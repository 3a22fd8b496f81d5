//! The buttons below a page.

use reqwest::Url;
use teloxide::types::{CopyTextButton, InlineKeyboardButton, WebAppInfo};

use crate::{
    corpus::{AgreementRef, ClauseId, ClauseRef},
    store::{ClauseKey, DocumentKey, StartPayload, Vote},
    telegram::chat::action::{Action, Reached},
    text::Locale,
    wording::Phrase,
};

use super::{Audience, Below, ButtonRow, Pager};

/// Maximum buttons with the number of a clause.
const N_NUMBERED: usize = 10;

/// Numbered buttons in a row.
const N_IN_ROW: usize = 5;

/// Maximum characters that a button can copy.
const MAX_COPIED: usize = 256;

/// Maximum characters of a button that names a clause; apps cut longer labels.
const MAX_LABEL: usize = 60;

/// Maximum characters of a clause's citation before its words on a button.
const MAX_NAME: usize = 30;

impl Pager<'_> {
    pub(crate) fn neighbours(&self, at: ClauseRef) -> ButtonRow {
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

    /// The two rows below a clause: its neighbours; the other languages, and the rest.
    pub(crate) fn first_rows(
        &self,
        at: ClauseRef,
        clause: ClauseKey,
        reached: Reached,
    ) -> Vec<ButtonRow> {
        let more = Action::More(clause, self.locale, reached);
        let more = press(&self.say(&Phrase::ButtonMore), more);
        self.rows_of_two(at, clause, more)
    }

    /// The rows of a clause with the rest of its buttons open.
    pub fn all_rows(&self, at: ClauseRef, clause: ClauseKey, below: &Below) -> Vec<ButtonRow> {
        let less = Action::Less(clause, self.locale, below.reached);
        let less = press(&self.say(&Phrase::ButtonLess), less);
        let both = Action::Both(clause, self.locale, 0);
        let both = press(&self.say(&Phrase::ButtonBoth), both);
        let mut rows = self.rows_of_two(at, clause, less);
        rows.extend([vec![both], self.lists(at.agreement), self.sharing(at, clause)]);
        rows.extend(self.candidates(&below.further));
        if below.reached == Reached::ByQuestion && self.audience == Audience::One {
            rows.push(self.votes(clause));
        }
        rows.retain(|it| !it.is_empty());
        rows
    }

    fn rows_of_two(
        &self,
        at: ClauseRef,
        clause: ClauseKey,
        last: InlineKeyboardButton,
    ) -> Vec<ButtonRow> {
        let language = Action::Show(clause, following(self.locale), 0);
        let language = press(&self.say(&Phrase::ButtonLanguages), language);
        let mut rows = vec![self.neighbours(at), vec![language, last]];
        rows.retain(|it| !it.is_empty());
        rows
    }

    /// A button to choose one of several, marked if it is chosen.
    pub(super) fn choice(
        &self,
        label: &Phrase<'_>,
        is_chosen: bool,
        action: Action,
    ) -> InlineKeyboardButton {
        let mut label = self.say(label);
        if is_chosen {
            label = self.say(&Phrase::ButtonChosen { label: &label });
        }
        press(&label, action)
    }

    pub(crate) fn lists(&self, at: AgreementRef) -> ButtonRow {
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

    /// Buttons to the lists of the only document, or to the documents.
    pub(crate) fn overview(&self) -> ButtonRow {
        match self.library().agreements.len() {
            1 => self.lists(AgreementRef(0)),
            _ => vec![self.documents_button()],
        }
    }

    pub(crate) fn overview_but_contents(&self, at: AgreementRef) -> ButtonRow {
        let mut row: Vec<_> = self.commitments_button(at).into_iter().collect();
        if self.library().agreements.len() > 1 {
            row.push(self.documents_button());
        }
        row
    }

    /// Buttons to copy the citation, and to share the clause with another chat.
    pub(crate) fn sharing(&self, at: ClauseRef, clause: ClauseKey) -> ButtonRow {
        let citation = self
            .composer()
            .citation(at)
            .filter(|it| (1..=MAX_COPIED).contains(&it.chars().count()));
        let copy = citation.map(|text| {
            let label = self.say(&Phrase::ButtonCopy);
            InlineKeyboardButton::copy_text_button(label, CopyTextButton { text })
        });
        let share = self.has_inline.then(|| {
            let label = self.say(&Phrase::ButtonShare);
            InlineKeyboardButton::switch_inline_query(label, self.shared(at, clause))
        });
        self.opened(at).into_iter().chain(copy).chain(share).collect()
    }

    /// A button that opens the page of a clause: inside Telegram for one person; elsewhere, where Telegram allows only
    /// links, by one to the main Mini App, or in a browser where the bot has none.
    fn opened(&self, at: ClauseRef) -> Option<InlineKeyboardButton> {
        let mut url = self.pages?.clone();
        let label = self.say(&Phrase::ButtonOpen);
        if self.has_app && self.audience != Audience::One {
            return Some(InlineKeyboardButton::url(label, self.app_link(at)?));
        }
        let (agreement, provision) = self.library().clause(at)?;
        let clause = provision.id.to_string();
        let parts = ["d", &agreement.id, self.locale.tag(), &clause];
        url.path_segments_mut().ok()?.pop_if_empty().extend(parts);
        Some(match self.audience {
            Audience::One if url.scheme() == "https" => {
                InlineKeyboardButton::web_app(label, WebAppInfo { url })
            }
            Audience::One | Audience::Many | Audience::Elsewhere => {
                InlineKeyboardButton::url(label, url)
            }
        })
    }

    /// A link that opens a clause in the main Mini App.
    fn app_link(&self, at: ClauseRef) -> Option<Url> {
        let clause = ClauseKey::at(at, self.library())?;
        let payload = StartPayload { clause, locale: Some(self.locale) };
        format!("https://t.me/{}?startapp={payload}", self.username).parse().ok()
    }

    pub(crate) fn votes(&self, clause: ClauseKey) -> ButtonRow {
        let button = |label: &Phrase<'_>, vote| {
            press(&self.say(label), Action::Vote(clause, self.locale, vote))
        };
        vec![button(&Phrase::ButtonUp, Vote::Up), button(&Phrase::ButtonDown, Vote::Down)]
    }

    /// `‹ 2/5 ›`; nothing if there is only one page.
    pub(crate) fn turning(
        &self,
        shown: usize,
        n_pages: usize,
        turned: impl Fn(u16) -> Action,
    ) -> Option<ButtonRow> {
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

    /// A button with the first words of its clause.
    pub(crate) fn named(
        &self,
        at: ClauseRef,
        action: impl Fn(ClauseKey, Locale) -> Action,
    ) -> Option<InlineKeyboardButton> {
        let item = self.composer().item(at)?;
        let clause = ClauseKey::at(at, self.library())?;
        // With several documents the item's label names its own, if the button has room for that.
        let is_short =
            item.label.chars().count() <= MAX_NAME && self.library().agreements.len() > 1;
        let label = if is_short { item.label } else { self.short_label(at)? };
        let label = self.say(&Phrase::ButtonClause { label: &label, text: &item.text });
        let label: String = label.chars().take(MAX_LABEL).collect();
        Some(press(&label, action(clause, self.locale)))
    }

    /// Buttons with the numbers of clauses, at most a screen of them.
    pub(super) fn numbers(&self, mut clauses: Vec<ClauseRef>) -> Vec<ButtonRow> {
        clauses.dedup();
        clauses.truncate(N_NUMBERED);
        rows(&clauses.iter().filter_map(|it| self.numbered(*it)).collect::<Vec<_>>())
    }

    /// A button with the number of its clause.
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

    /// The number of the first numbered clause, as an example.
    pub(crate) fn example(&self) -> String {
        let number = self.library().clauses().find_map(|(_, _, it)| it.id.number());
        number.map(|it| it.to_string()).unwrap_or_default()
    }

    /// Buttons to other clauses that may answer.
    pub fn candidates(&self, clauses: &[ClauseRef]) -> Vec<ButtonRow> {
        clauses.iter().filter_map(|it| Some(vec![self.named(*it, Action::Further)?])).collect()
    }

    /// The inline query that shares a clause.
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

/// The locale that the button for languages shows next.
fn following(locale: Locale) -> Locale {
    match locale {
        Locale::ZhHans => Locale::En,
        Locale::En => Locale::ZhHant,
        Locale::ZhHant => Locale::ZhHans,
    }
}

/// A button for an action. No label is empty.
pub(crate) fn press(label: &str, action: Action) -> InlineKeyboardButton {
    InlineKeyboardButton::callback(label, action.to_string())
}

pub(crate) fn rows(buttons: &[InlineKeyboardButton]) -> Vec<ButtonRow> {
    buttons.chunks(N_IN_ROW).map(<[_]>::to_vec).collect()
}
