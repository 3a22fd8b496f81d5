//! The context of the handlers: the library, the store, the Bot API and the settings.
//!
//! A reload replaces the library: [`ContextCell`] holds the current context, and a
//! request is handled with one context from its start to its end.

use std::sync::{Arc, PoisonError, RwLock};

use reqwest::Url;
use teloxide::types::{ChatId, Me, MessageId, UserId};

use crate::{
    assistant::Assistant,
    config::{Misses, Serving},
    corpus::{Agreement, AgreementRef},
    store::{ChatKey, ClauseKey, Recent, Settings, Store, StoreError},
    telegram::{
        api::Api,
        ops::{administration::Administration, clock::now_ms, metrics::Metrics},
        updates::limits::Limits,
    },
    text::{Language, Locale},
};

use super::{
    deliveries::Deliveries,
    page::{Audience, Pager},
    page_cache::PageCache,
    recipient::{Recipient, ReplyLocale},
};

/// The context of the handlers. A clone shares all state.
#[derive(Clone, Debug)]
pub struct Context {
    pub(crate) assistant: Arc<Assistant>,
    /// The settings of chats, and the inbox.
    pub(crate) store: Arc<Store>,
    pub(crate) api: Api,
    pub(crate) me: Arc<Me>,
    /// Whether questions without an answer are kept.
    pub(crate) misses: Misses,
    /// The folder of the pictures of sections.
    pub(crate) thumbnails: Option<Url>,
    /// The address of the pages in a browser.
    pub(crate) pages_url: Option<Url>,
    /// The start of the bot, in seconds of Unix time.
    pub(crate) started_at: i64,
    pub(crate) limits: Arc<Limits>,
    pub(crate) metrics: Arc<Metrics>,
    pub(crate) administration: Arc<Administration>,
    /// Answers that are being delivered.
    pub(crate) deliveries: Arc<Deliveries>,
    /// Pages of earlier answers from this library.
    pub(crate) pages: Arc<PageCache>,
    /// Recent votes: a double tap is one vote.
    pub(crate) votes: Arc<Recent<(ChatId, MessageId, ClauseKey)>>,
    /// Supergroups that were groups before: they are no new chats.
    pub(crate) migrated: Arc<Recent<ChatId>>,
}

/// The current context.
#[derive(Debug)]
pub(crate) struct ContextCell(RwLock<Arc<Context>>);

impl ContextCell {
    /// A cell with the first context.
    pub(crate) fn new(context: Arc<Context>) -> Self {
        Self(RwLock::new(context))
    }

    /// The context for new requests.
    pub(crate) fn current(&self) -> Arc<Context> {
        Arc::clone(&self.0.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Replaces the library for new requests.
    pub(crate) fn replace_library(&self, assistant: Arc<Assistant>) {
        let mut current = self.0.write().unwrap_or_else(PoisonError::into_inner);
        *current =
            Arc::new(Context { assistant, pages: Arc::default(), ..Context::clone(&current) });
    }
}

impl Context {
    /// The context of a bot that starts now.
    pub(crate) fn new(
        assistant: Arc<Assistant>,
        store: Arc<Store>,
        api: Api,
        me: Me,
        serving: &Serving,
        limits: Limits,
        administration: Administration,
    ) -> Arc<Self> {
        let metrics = Arc::new(Metrics::new(api.counts()));
        Arc::new(Self {
            assistant,
            store,
            api,
            me: Arc::new(me),
            misses: serving.misses,
            thumbnails: serving.thumbnails.clone(),
            pages_url: serving.web_url.clone(),
            started_at: now_ms() / 1000,
            limits: Arc::new(limits),
            metrics,
            administration: Arc::new(administration),
            deliveries: Arc::default(),
            pages: Arc::default(),
            votes: Arc::default(),
            migrated: Arc::default(),
        })
    }

    /// The name of the bot in links, without `@`.
    pub(crate) fn username(&self) -> &str {
        self.me.user.username.as_deref().unwrap_or_default()
    }

    /// A recipient with the settings of the chat, else those of the person.
    pub(crate) async fn recipient(
        &self,
        chat: Option<ChatId>,
        user: Option<UserId>,
        app: Option<Locale>,
        audience: Audience,
    ) -> Recipient {
        let chat = chat.map(|it| ChatKey(it.0));
        let user = user.map(user_key).filter(|it| Some(*it) != chat);
        let of_chat = self.settings(chat).await;
        let own = self.settings(user).await;
        let chosen = of_chat.language.or(own.language);
        Recipient {
            locale: ReplyLocale { chosen, app, authentic: self.authentic() },
            order: of_chat.first.or(own.first).unwrap_or_default(),
            audience,
            document: self.document(chat.map_or(own, |_| of_chat)),
            unread: None,
        }
    }

    /// The document of these settings; `None` if there is none, or no longer.
    pub(crate) fn document(&self, settings: Settings) -> Option<AgreementRef> {
        settings.document?.find(self.assistant.library())
    }

    /// The settings of a chat; the defaults if the store fails.
    pub(crate) async fn settings(&self, key: Option<ChatKey>) -> Settings {
        match key {
            Some(key) => self.kept(self.store.chats.settings(key).await).unwrap_or_default(),
            None => Settings::default(),
        }
    }

    /// The result of the store; logs a failure, without which the bot goes on.
    pub fn kept<T>(&self, result: Result<T, StoreError>) -> Option<T> {
        if let Err(error) = &result {
            let error = error as &dyn std::error::Error;
            tracing::error!(error, "the store failed; going on without it");
        }
        result.ok()
    }

    /// Makes pages for a recipient in a locale.
    pub(crate) fn pager(&self, recipient: Recipient, locale: Locale) -> Pager<'_> {
        Pager {
            assistant: &self.assistant,
            username: self.username(),
            has_inline: self.me.supports_inline_queries,
            has_app: self.me.has_main_web_app,
            pages: self.pages_url.as_ref(),
            locale,
            order: recipient.order,
            audience: recipient.audience,
            document: recipient.document,
        }
    }

    /// The locale of the answer to a question.
    pub(crate) fn locale(&self, question: &str, recipient: Recipient) -> Locale {
        let read = crate::answer::part_read(question);
        if self.assistant.unread_language(read).is_some() {
            return recipient.locale.general();
        }
        recipient.locale.of_question(read, self.assistant.scripts(read))
    }

    /// The locale of the authentic text of the first document.
    fn authentic(&self) -> Locale {
        let first = self.assistant.library().agreements.first();
        match first.map(Agreement::authentic_language) {
            Some(Language::Chinese) | None => Locale::ZhHans,
            Some(Language::English) => Locale::En,
        }
    }
}

/// The key of a user's settings, which are those of the private chat with them.
pub(crate) fn user_key(user: UserId) -> ChatKey {
    ChatKey(i64::try_from(user.0).unwrap_or(i64::MAX))
}
