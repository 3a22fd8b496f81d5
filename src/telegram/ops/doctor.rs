//! `clausebot doctor`: whether the bot can run, and what to do where it cannot.

use std::{error::Error, time::Duration};

use teloxide::{
    payloads::{GetMe, GetWebhookInfo},
    types::{Me, WebhookInfo},
};

use crate::{
    assistant::Assistant,
    config::{DEFAULT_MONITOR, Monitor, Serving, StorePlace, UpdateSource},
    render::{Finding, Health},
    store::{Store, StoreError},
    wording::{Catalog, Phrase},
};

use crate::telegram::{
    api::{Api, CallError, Patience},
    ops::clock::now_ms,
    serve::{ServeError, open},
    updates::receive::KINDS,
};

/// Updates that may wait at Telegram while the bot is not at fault.
const MANY: u32 = 100;

/// Seconds that clocks may differ.
const SKEW: u64 = 10;

/// How long a running bot may take to say how it is.
const ANSWER: Duration = Duration::from_secs(5);

/// Looks at everything that the bot needs.
///
/// # Errors
///
/// When the system gives no threads.
pub fn examine(
    assistant: &Assistant,
    serving: &Serving,
    catalog: &Catalog,
) -> Result<Vec<Finding>, ServeError> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(ServeError::Runtime)?;
    let mut doctor = Doctor { catalog, found: Vec::new() };
    runtime.block_on(async {
        doctor.telegram(serving).await?;
        doctor.store(serving).await;
        doctor.index(assistant);
        Ok(doctor.found)
    })
}

/// Asks a running bot whether it is alive, or whether it can answer: what it says,
/// or why it is not well.
///
/// # Errors
///
/// When the system gives no threads.
pub fn health(serving: &Serving, is_ready: bool, catalog: &Catalog) -> Result<Finding, ServeError> {
    let address = match serving.monitor {
        Monitor::At(mut address) => {
            if address.ip().is_unspecified() {
                address.set_ip(std::net::Ipv4Addr::LOCALHOST.into());
            }
            address
        }
        Monitor::Default | Monitor::Off => DEFAULT_MONITOR,
    };
    let path = if is_ready { "readyz" } else { "healthz" };
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(ServeError::Runtime)?;
    let said = runtime.block_on(async {
        let client = reqwest::Client::builder().timeout(ANSWER).no_proxy().build()?;
        let answer = client.get(format!("http://{address}/{path}")).send().await?;
        let is_well = answer.status().is_success();
        Ok::<_, reqwest::Error>((is_well, answer.text().await?))
    });
    let (is_well, reason) = said.unwrap_or_else(|error| (false, reason(&error)));
    if is_well {
        return Ok(Finding { health: Health::Well, text: reason });
    }
    let address = address.to_string();
    let text = catalog.say(&Phrase::HealthUnwell { address: &address, reason: &reason });
    Ok(Finding { health: Health::Fault, text })
}

/// What was found so far.
struct Doctor<'a> {
    catalog: &'a Catalog,
    found: Vec<Finding>,
}

impl Doctor<'_> {
    fn find(&mut self, health: Health, phrase: &Phrase<'_>) {
        self.found.push(Finding { health, text: self.catalog.say(phrase) });
    }

    async fn telegram(&mut self, serving: &Serving) -> Result<(), ServeError> {
        let Some(token) = serving.token.clone() else {
            self.find(Health::Fault, &Phrase::DoctorTokenNone);
            return Ok(());
        };
        let api = Api::new(serving.api_url.clone(), token).map_err(ServeError::Begin)?;
        let me: Me = match api.call(&GetMe::new(), Patience::Brief).await {
            Ok(me) => me,
            Err(CallError::Unauthorized) => {
                self.find(Health::Fault, &Phrase::DoctorTokenUnknown);
                return Ok(());
            }
            Err(error) => {
                let host = serving.api_url.host_str().unwrap_or_default();
                let reason = reason(&error);
                let phrase = Phrase::DoctorUnreachable { api: host, reason: &reason };
                self.find(Health::Fault, &phrase);
                return Ok(());
            }
        };
        let bot = me.user.username.as_deref().unwrap_or_default();
        self.find(Health::Well, &Phrase::DoctorToken { bot });
        self.clock(&api).await;
        if let Ok(info) = api.call(&GetWebhookInfo::new(), Patience::Brief).await {
            self.updates(&serving.updates, &info);
        }
        if me.can_read_all_group_messages {
            self.find(Health::Well, &Phrase::DoctorReadsAll);
        } else {
            self.find(Health::Warning, &Phrase::DoctorPrivacy);
        }
        if me.supports_inline_queries {
            self.find(Health::Well, &Phrase::DoctorInline);
        } else {
            self.find(Health::Warning, &Phrase::DoctorNoInline);
        }
        Ok(())
    }

    async fn clock(&mut self, api: &Api) {
        match api.time().await {
            Some(seconds) => {
                let own = u64::try_from(now_ms() / 1000).unwrap_or_default();
                let skew = own.abs_diff(seconds);
                if skew <= SKEW {
                    self.find(Health::Well, &Phrase::DoctorClock);
                } else {
                    let seconds = skew.to_string();
                    self.find(Health::Fault, &Phrase::DoctorClockOff { seconds: &seconds });
                }
            }
            None => self.find(Health::Warning, &Phrase::DoctorClockUnknown),
        }
    }

    fn updates(&mut self, intake: &UpdateSource, info: &WebhookInfo) {
        let found = info.url.as_ref().map(ToString::to_string);
        let webhook = match (intake, found.as_deref()) {
            (UpdateSource::Polling, None) => {
                return self.find(Health::Well, &Phrase::DoctorPolling);
            }
            (UpdateSource::Polling, Some(url)) => {
                return self.find(Health::Warning, &Phrase::DoctorHookInTheWay { url });
            }
            (UpdateSource::Webhook(webhook), _) => webhook,
        };
        let url = webhook.url.as_str();
        if found.as_deref() != Some(url) {
            let found = found.as_deref().unwrap_or("none");
            return self.find(Health::Warning, &Phrase::DoctorHookOther { url, found });
        }
        let pending = usize::try_from(info.pending_update_count).unwrap_or(usize::MAX);
        self.find(Health::Well, &Phrase::DoctorHook { url, pending });
        if info.pending_update_count > MANY {
            self.find(Health::Warning, &Phrase::DoctorHookPending { pending });
        }
        if let Some(reason) = info.last_error_message.as_deref() {
            self.find(Health::Warning, &Phrase::DoctorHookError { reason });
        }
        if info.allowed_updates.as_ref().is_none_or(|it| it.len() != KINDS.len()) {
            self.find(Health::Warning, &Phrase::DoctorHookKinds);
        }
    }

    async fn store(&mut self, serving: &Serving) {
        let place = match &serving.store {
            StorePlace::Memory => return self.find(Health::Warning, &Phrase::DoctorStoreMemory),
            StorePlace::Directory(path) => path.display().to_string(),
            StorePlace::Redis(_) | StorePlace::Nowhere => "Redis".to_owned(),
        };
        let counted = async {
            let store = open(serving).await?;
            Ok::<_, ServeError>(count(&store).await?)
        };
        match counted.await {
            Ok((open, aside)) => {
                self.find(Health::Well, &Phrase::DoctorStore { place: &place, open });
                if aside > 0 {
                    self.find(Health::Warning, &Phrase::DoctorStoreAside { aside });
                }
            }
            Err(error) => {
                let reason = reason(&error);
                self.find(Health::Fault, &Phrase::DoctorStoreFails { reason: &reason });
            }
        }
    }

    fn index(&mut self, assistant: &Assistant) {
        let library = assistant.library();
        let (documents, clauses) = (library.agreements.len(), library.clauses().count());
        if clauses == 0 {
            self.find(Health::Fault, &Phrase::DoctorIndexEmpty);
        } else {
            self.find(Health::Well, &Phrase::DoctorIndex { documents, clauses });
        }
    }
}

/// Whether the store takes changes; how many updates are open, and put aside.
async fn count(store: &Store) -> Result<(usize, usize), StoreError> {
    store.inbox.probe().await?;
    Ok((store.inbox.n_open().await?, store.inbox.n_dead_letters().await?))
}

/// An error with what is behind it.
fn reason(error: &dyn Error) -> String {
    let mut said = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        said = format!("{said}: {error}");
        cause = error.source();
    }
    said
}
