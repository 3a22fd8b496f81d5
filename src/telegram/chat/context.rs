//! What every handler works with: who answers, what is kept, and the way to
//! Telegram.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError, RwLock},
    time::Duration,
};

use quick_cache::sync::Cache;
use teloxide::types::{ChatId, Me, Message, MessageId, UserId};
use tokio::{
    sync::{OwnedSemaphorePermit, Semaphore},
    task::{AbortHandle, spawn_blocking},
};

use crate::{
    answer::{Answer, Asked, part_read},
    assistant::{Answered, Assistant},
    config::Misses,
    corpus::Agreement,
    render::{TextOrder, kind},
    search::SearchError,
    store::{ChatKey, Recent, Settings, Store, StoreError},
    text::{Language, Locale},
};

use crate::telegram::{
    api::{Api, CallError},
    chat::{
        clause_key::ClauseKey,
        deliver,
        page::{Audience, Page, Pager},
        reply_locale::Reader,
    },
    ops::{clock::now_ms, metrics::Metrics},
    updates::{
        job::Part,
        limits::Guards,
        message::{Place, PlaceKind, Speaker},
    },
};

/// An answer that takes longer is announced by `typing…`.
const SOON: Duration = Duration::from_millis(700);

/// Answers that are sent beside their lanes at once; more wait in their lanes.
const MAX_LATE: usize = 1024;

/// Answers that are kept, so that what many ask is worked out once.
const N_KEPT: usize = 1024;

/// Bytes of a question that is kept; longer ones are seldom asked twice.
const MAX_KEPT: usize = 256;

/// What a page depends on: the library never changes.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct PageKey {
    question: String,
    reader: Reader,
    order: TextOrder,
    audience: Audience,
}

/// The page of an answer, and whether it says that nothing was found.
#[derive(Clone, Debug, PartialEq)]
pub struct AnswerPage {
    /// What is shown.
    pub page: Page,
    /// The question, where nothing answers it.
    pub missed: Option<String>,
    /// What kind of answer it is.
    pub kind: &'static str,
    /// The language that it is in.
    pub locale: Locale,
}

/// What every handler works with. A copy shares everything.
#[derive(Clone, Debug)]
pub struct Desk {
    /// Who answers.
    pub assistant: Arc<Assistant>,
    /// What is kept.
    pub store: Arc<Store>,
    /// The way to Telegram.
    pub api: Api,
    /// The bot.
    pub me: Arc<Me>,
    /// What becomes of questions that find nothing.
    pub misses: Misses,
    /// When the bot started, in seconds of Unix time.
    pub started_at: i64,
    /// Who is served, and how fast.
    pub guards: Arc<Guards>,
    /// What is counted.
    pub metrics: Arc<Metrics>,
    /// Lets one suspect be handled at a time.
    pub(crate) suspects: Arc<Semaphore>,
    voted: Arc<Recent<(ChatId, MessageId, ClauseKey)>>,
    /// Messages that were answered, or that this was tried for.
    answered: Arc<Recent<(ChatId, MessageId)>>,
    /// Supergroups that groups have become, which are no new chats.
    moved_to: Arc<Recent<ChatId>>,
    pages: Arc<Cache<PageKey, Arc<AnswerPage>>>,
    /// Room for answers that are sent beside their lanes.
    late: Arc<Semaphore>,
    /// Those answers, by their questions.
    late_by: Arc<Mutex<HashMap<(ChatId, MessageId), Late>>>,
}

/// An answer that is sent beside its lane.
#[derive(Debug)]
struct Late {
    task: AbortHandle,
    part: Arc<Part>,
    /// When what it answers was said, in seconds of Unix time.
    said_at: i64,
}

/// The desk of the day: another library brings another one.
#[derive(Debug)]
pub(crate) struct Desks(RwLock<Arc<Desk>>);

impl Desks {
    /// The first one.
    pub(crate) fn new(desk: Arc<Desk>) -> Self {
        Self(RwLock::new(desk))
    }

    /// The one that new updates are handled with.
    pub(crate) fn current(&self) -> Arc<Desk> {
        Arc::clone(&self.0.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Answers from now on from another library; what is being answered goes on
    /// with the old one.
    pub(crate) fn renew(&self, assistant: Arc<Assistant>) {
        let mut desk = self.0.write().unwrap_or_else(PoisonError::into_inner);
        let pages = Arc::new(Cache::new(N_KEPT));
        *desk = Arc::new(Desk { assistant, pages, ..Desk::clone(&desk) });
    }
}

/// An update that could not be handled.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    /// A call failed.
    #[error("a call of the Bot API failed")]
    Call(#[from] CallError),
    /// The index failed.
    #[error("the question was not answered")]
    Search(#[from] SearchError),
    /// What searches has ended without a word.
    #[error("the search broke off")]
    BrokeOff(#[from] tokio::task::JoinError),
}

/// A reader with what they chose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Guest {
    /// How to find their language.
    pub reader: Reader,
    /// The text that they see first.
    pub order: TextOrder,
    /// Who sees what they are shown.
    pub audience: Audience,
}

impl Desk {
    /// Sets it up.
    pub fn new(
        assistant: Arc<Assistant>,
        store: Arc<Store>,
        api: Api,
        me: Me,
        misses: Misses,
        guards: Guards,
    ) -> Arc<Self> {
        let metrics = Arc::new(Metrics::new(api.counts()));
        Arc::new(Self {
            assistant,
            store,
            api,
            me: Arc::new(me),
            misses,
            started_at: now_ms() / 1000,
            guards: Arc::new(guards),
            metrics,
            suspects: Arc::new(Semaphore::new(1)),
            voted: Arc::default(),
            answered: Arc::default(),
            moved_to: Arc::default(),
            pages: Arc::new(Cache::new(N_KEPT)),
            late: Arc::new(Semaphore::new(MAX_LATE)),
            late_by: Arc::default(),
        })
    }

    /// The bot's name in links, without `@`.
    pub fn username(&self) -> &str {
        self.me.user.username.as_deref().unwrap_or_default()
    }

    /// Room for an answer that is sent beside its lane, if there is any.
    pub fn room_for_late(&self) -> Option<OwnedSemaphorePermit> {
        Arc::clone(&self.late).try_acquire_owned().ok()
    }

    /// Answers that are still to be sent beside their lanes.
    pub fn n_late(&self) -> usize {
        MAX_LATE.saturating_sub(self.late.available_permits())
    }

    /// Notes the task that sends a late answer, so that a newer one can end it.
    pub(crate) fn note_late(
        &self,
        question: (ChatId, MessageId),
        said_at: i64,
        task: AbortHandle,
        part: Arc<Part>,
    ) {
        let mut late = self.late_by.lock().unwrap_or_else(PoisonError::into_inner);
        late.retain(|_, it| !it.task.is_finished());
        late.insert(question, Late { task, part, said_at });
    }

    /// Ends what is late with an older answer to a question. False where the answer
    /// that is late is to what was said after this.
    pub fn end_late(&self, question: (ChatId, MessageId), said_at: i64) -> bool {
        let mut late = self.late_by.lock().unwrap_or_else(PoisonError::into_inner);
        late.retain(|_, it| !it.task.is_finished());
        if late.get(&question).is_some_and(|it| it.said_at > said_at) {
            return false;
        }
        if let Some(Late { task, part, said_at: _ }) = late.remove(&question) {
            task.abort();
            part.end();
        }
        true
    }

    /// Notes that a group has become this supergroup.
    pub fn note_move(&self, to: ChatId) {
        self.moved_to.take(to);
    }

    /// Whether a chat was another one before.
    pub fn has_moved(&self, chat: ChatId) -> bool {
        self.moved_to.has(chat)
    }

    /// Whether a message is answered for the first time in this process.
    pub fn answers_first(&self, question: (ChatId, MessageId)) -> bool {
        self.answered.take(question)
    }

    /// Whether nobody has voted on a clause below a message yet: a double tap is
    /// one vote.
    pub fn votes_first(&self, message: &Message, clause: ClauseKey) -> bool {
        self.voted.take((message.chat.id, message.id, clause))
    }

    /// The speaker of a message, with what they and their chat chose.
    pub async fn guest(&self, place: Place, speaker: Speaker) -> Guest {
        let audience = match place.kind {
            PlaceKind::Private => Audience::One,
            PlaceKind::Group | PlaceKind::Channel => Audience::Many,
        };
        self.guest_of(Some(place.chat), speaker.user(), speaker.locale(), audience).await
    }

    /// Somebody with what they and their chat chose.
    pub async fn guest_of(
        &self,
        chat: Option<ChatId>,
        user: Option<UserId>,
        app: Option<Locale>,
        audience: Audience,
    ) -> Guest {
        let chat = chat.map(|it| ChatKey(it.0));
        let user = user.map(user_key).filter(|it| Some(*it) != chat);
        let in_chat = self.chosen(chat).await;
        let own = self.chosen(user).await;
        let reader =
            Reader { chosen: in_chat.language.or(own.language), app, authentic: self.authentic() };
        Guest { reader, order: in_chat.first.or(own.first).unwrap_or_default(), audience }
    }

    /// What was chosen; where the store fails, nothing was.
    pub async fn chosen(&self, key: Option<ChatKey>) -> Settings {
        match key {
            Some(key) => self.kept(self.store.chats.settings(key).await).unwrap_or_default(),
            None => Settings::default(),
        }
    }

    /// What the store gave; where it failed, that is logged, and the bot goes on
    /// without.
    pub fn kept<T>(&self, result: Result<T, StoreError>) -> Option<T> {
        result
            .inspect_err(|error| {
                let error = error as &dyn std::error::Error;
                tracing::error!(error, "the store failed; going on without");
            })
            .ok()
    }

    /// Makes pages in a locale.
    pub fn pager(&self, guest: Guest, locale: Locale) -> Pager<'_> {
        Pager {
            assistant: &self.assistant,
            username: self.username(),
            locale,
            order: guest.order,
            audience: guest.audience,
        }
    }

    /// The page that answers a question: worked out away from the threads that
    /// talk to Telegram, or known.
    pub async fn page(
        self: &Arc<Self>,
        text: &str,
        guest: Guest,
        place: Place,
    ) -> Result<Arc<AnswerPage>, Fault> {
        let Guest { reader, order, audience } = guest;
        let key = PageKey { question: text.to_owned(), reader, order, audience };
        if let Some(known) = self.pages.get(&key) {
            return Ok(known);
        }
        let (desk, asked) = (Arc::clone(self), key.question.clone());
        let search = spawn_blocking(move || {
            let locale = desk.locale(&asked, reader);
            let asked = Asked { text: &asked, locale: Some(locale), fallback: locale };
            let answered = desk.assistant.ask(&asked)?;
            let is_missed = matches!(answered.answer, Answer::Nothing { .. });
            let page = desk.pager(guest, locale).answer(&answered);
            Ok::<_, SearchError>(AnswerPage {
                page,
                missed: is_missed.then_some(answered.question.text),
                kind: kind(&answered.answer),
                locale,
            })
        });
        let page = Arc::new(self.patiently(search, place).await??);
        if key.question.len() <= MAX_KEPT {
            self.pages.insert(key, Arc::clone(&page));
        }
        Ok(page)
    }

    /// Answers the words after `/commitments`, away from the threads that talk to
    /// Telegram; says `typing…` where that takes long.
    pub async fn commitments(
        &self,
        text: &str,
        locale: Locale,
        place: Place,
    ) -> Result<Answered, Fault> {
        let assistant = Arc::clone(&self.assistant);
        let text = text.to_owned();
        let search = spawn_blocking(move || {
            let asked = Asked { text: &text, locale: Some(locale), fallback: locale };
            assistant.ask_commitments(&asked)
        });
        Ok(self.patiently(search, place).await??)
    }

    /// Waits for something; says `typing…` where that takes long.
    async fn patiently<T>(&self, work: impl Future<Output = T>, place: Place) -> T {
        tokio::pin!(work);
        tokio::select! {
            biased;
            done = &mut work => return done,
            () = tokio::time::sleep(SOON) => {
                tokio::spawn(deliver::typing(self.api.clone(), place));
            }
        }
        work.await
    }

    /// In which language somebody is answered who asks `text`: that of the part
    /// which is read of it.
    pub fn locale(&self, text: &str, reader: Reader) -> Locale {
        let text = part_read(text);
        reader.answered_in(text, self.assistant.scripts(text))
    }

    /// The locale of the first document's authentic words.
    fn authentic(&self) -> Locale {
        let first = self.assistant.library().agreements.first();
        match first.map(Agreement::authentic_language) {
            Some(Language::Chinese) | None => Locale::ZhHans,
            Some(Language::English) => Locale::En,
        }
    }
}

/// A user's own settings are those of the private chat with them.
pub(crate) fn user_key(user: UserId) -> ChatKey {
    ChatKey(i64::try_from(user.0).unwrap_or(i64::MAX))
}
