//! A turn of a conversation: a message to the bot, and the ways to answer it.

use crate::{
    telegram::updates::{
        job::Job,
        request::{Message, PlaceKind, Speaker},
    },
    wording::Phrase,
};

use super::{
    context::Context,
    deliver::deliver,
    fault::Fault,
    page::{Audience, Page, Pager},
    recipient::Recipient,
};

/// A message with the context and the job of its answer.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Turn<'a> {
    pub(crate) context: &'a Context,
    pub(crate) job: &'a Job,
    pub(crate) message: &'a Message,
}

impl<'a> Turn<'a> {
    /// The sender as the recipient of the answer.
    pub(crate) async fn recipient(self) -> Recipient {
        let audience = match self.message.place.kind {
            PlaceKind::Private => Audience::One,
            PlaceKind::Group | PlaceKind::Channel => Audience::Many,
        };
        let (user, app) = match self.message.speaker {
            Speaker::Person(user, app) => (Some(user), app),
            Speaker::AnonymousAdmin | Speaker::Channel => (None, None),
        };
        let chat = Some(self.message.place.chat);
        let recipient = self.context.recipient(chat, user, app, audience).await;
        Recipient { unread: self.message.unread, ..recipient }
    }

    /// Makes pages for the answer to a command without a question.
    pub(crate) async fn pager(self) -> Pager<'a> {
        let recipient = self.recipient().await;
        self.context.pager(recipient, recipient.locale.general())
    }

    /// Makes pages for the answer to a question.
    pub(crate) async fn pager_for(self, question: &str) -> Pager<'a> {
        let recipient = self.recipient().await;
        self.context.pager(recipient, self.context.locale(question, recipient))
    }

    /// Answers with a page, in place of an earlier answer.
    pub(crate) async fn answer(self, page: &Page) -> Result<(), Fault> {
        deliver(self.context, self.job, self.message, page).await
    }

    /// Answers with a phrase.
    pub(crate) async fn say(self, phrase: &Phrase<'_>) -> Result<(), Fault> {
        let page = Page::plain(&self.pager().await.say(phrase));
        self.answer(&page).await
    }
}
