//! Settings of a chat or a person: the language, the order of the texts, and the document that is asked.

use serde::Deserialize;
use serde_json::json;
use teloxide::types::ChatId;

use crate::{
    store::ChatKey,
    telegram::{
        api::Patience,
        updates::request::{PlaceKind, Speaker},
    },
    text::display_safe,
    wording::{Phrase, negotiate},
};

use super::{action::Action, context::Context, fault::Fault, turn::Turn};

/// Maximum characters of an unknown language tag that are repeated.
const MAX_TAG: usize = 16;

/// The settings that a command shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shown {
    /// `/language`
    Languages,
    /// `/settings`
    All,
}

/// `/language` and `/settings`: show settings, or change the language.
pub(crate) async fn command(turn: Turn<'_>, tag: &str, shown: Shown) -> Result<(), Fault> {
    let Turn { context, job, message } = turn;
    let chat = message.place.chat;
    job.answered();
    let right = right(context, (chat, message.place.kind), message.speaker).await;
    if let Some(refusal) = right.refusal() {
        return turn.say(&refusal).await;
    }
    if !tag.is_empty() {
        let choice = negotiate(tag);
        if choice.is_none() && !tag.eq_ignore_ascii_case("auto") {
            return turn.say(&Phrase::ChatLanguageUnknown { tag: &quoted(tag) }).await;
        }
        if choose(context, chat, Action::Language(choice)).await.is_none() {
            return turn.say(&Phrase::Sorry).await;
        }
    }
    let chosen = context.settings(Some(ChatKey(chat.0))).await;
    let pager = turn.pager().await;
    turn.answer(&match shown {
        Shown::Languages => pager.languages(chosen),
        Shown::All => pager.settings(chosen, message.place.thread.map(|it| it.0.0)),
    })
    .await
}

/// A tag that can be repeated: no app makes a link or a mention of it.
fn quoted(tag: &str) -> String {
    let is_plain = |c: &char| c.is_alphanumeric() || ['-', '_', ' '].contains(c);
    display_safe(&tag.chars().filter(is_plain).collect::<String>(), MAX_TAG)
}

/// Stores a setting; `None` if the store fails.
pub(crate) async fn choose(context: &Context, chat: ChatId, action: Action) -> Option<()> {
    let (key, chats) = (ChatKey(chat.0), &context.store.chats);
    let stored = match action {
        Action::Language(locale) => chats.set_language(key, locale).await,
        Action::TextOrder(order) => chats.set_first(key, order).await,
        Action::Document(document, ..) => chats.set_document(key, document).await,
        Action::References(references) => chats.set_references(key, references).await,
        Action::Topic(topic) => chats.set_topic(key, topic).await,
        Action::Open(..)
        | Action::Further(..)
        | Action::Show(..)
        | Action::Both(..)
        | Action::More(..)
        | Action::Less(..)
        | Action::Commitments(..)
        | Action::Contents(..)
        | Action::Section(..)
        | Action::Documents(..)
        | Action::Vote(..)
        | Action::Import(_)
        | Action::Stay => Ok(()),
    };
    context.kept(stored)
}

/// Whether a person may change the settings of a chat: in a group only its
/// administrators, anonymous ones as well.
pub(crate) async fn right(
    context: &Context,
    (chat, kind): (ChatId, PlaceKind),
    speaker: Speaker,
) -> Right {
    match (kind, speaker) {
        (PlaceKind::Private, _) | (PlaceKind::Group, Speaker::AnonymousAdmin) => Right::Granted,
        (PlaceKind::Group, Speaker::Person(user, _)) => {
            let query = json!({"chat_id": chat, "user_id": user});
            let member = context.api.method::<Member>("getChatMember", &query, Patience::Brief);
            match member.await {
                Ok(it) => Right::of_member(&it.status),
                Err(error) => {
                    let error = &error as &dyn std::error::Error;
                    tracing::warn!(error, "cannot check who is an administrator");
                    Right::Unknown
                }
            }
        }
        (PlaceKind::Group, Speaker::Channel) | (PlaceKind::Channel, _) => Right::Denied,
    }
}

/// The right to change the settings of a chat.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Right {
    Granted,
    Denied,
    /// Telegram does not say who is an administrator.
    Unknown,
}

impl Right {
    /// The right of a member of a group with this status.
    fn of_member(status: &str) -> Self {
        if ["creator", "administrator"].contains(&status) { Self::Granted } else { Self::Denied }
    }

    /// What a person without the right is told.
    pub(crate) fn refusal(self) -> Option<Phrase<'static>> {
        match self {
            Self::Granted => None,
            Self::Denied => Some(Phrase::AdminsOnly),
            Self::Unknown => Some(Phrase::AdminsUnknown),
        }
    }
}

/// A member of a chat; teloxide's type needs every right of an administrator.
#[derive(Deserialize)]
struct Member {
    status: String,
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use teloxide::types::UserId;

    use super::*;
    use crate::{
        config::{AccessLists, Limits as Rates},
        telegram::updates::{limits::Limits, samples},
    };

    #[test]
    fn only_administrators_have_the_right() {
        let granted = ["creator", "administrator"];
        assert!(granted.iter().all(|it| Right::of_member(it) == Right::Granted));
        for status in ["member", "restricted", "left", "kicked", "", "Administrator", "owner"] {
            assert_eq!(Right::of_member(status), Right::Denied, "{status}");
        }
        assert_eq!(Right::Granted.refusal(), None);
        assert_eq!(Right::Denied.refusal(), Some(Phrase::AdminsOnly));
        assert_eq!(Right::Unknown.refusal(), Some(Phrase::AdminsUnknown));
    }

    #[tokio::test]
    async fn the_right_depends_on_the_chat_and_the_speaker() {
        let rates = Rates { per_user: None, per_chat: None };
        let context: Arc<Context> = samples::context(Limits::new(AccessLists::default(), rates));
        let person = Speaker::Person(UserId(11), None);
        for (kind, speaker, wanted) in [
            (PlaceKind::Private, person, Right::Granted),
            (PlaceKind::Group, Speaker::AnonymousAdmin, Right::Granted),
            (PlaceKind::Group, Speaker::Channel, Right::Denied),
            (PlaceKind::Channel, person, Right::Denied),
            (PlaceKind::Channel, Speaker::AnonymousAdmin, Right::Denied),
            (PlaceKind::Channel, Speaker::Channel, Right::Denied),
            // Telegram cannot be reached.
            (PlaceKind::Group, person, Right::Unknown),
        ] {
            let found = right(&context, (ChatId(-5), kind), speaker).await;
            assert_eq!(found, wanted, "{kind:?} {speaker:?}");
        }
    }

    #[test]
    fn a_tag_is_repeated_without_what_could_be_a_link() {
        assert_eq!(quoted("x-y_z 1"), "x-y_z 1");
        assert_eq!(quoted("@bot.me/<b>"), "botmeb");
    }
}
