//! `clausebot doctor`: checks the setup of the bot, and names remedies.

use std::{error::Error, time::Duration};

use teloxide::{payloads::GetMe, types::Me};
use tokio::runtime::{Builder, Runtime};

use crate::{
    assistant::Assistant,
    config::{DEFAULT_MONITOR, Monitor, Serving, StorePlace, UpdateSource},
    render::{Finding, Health},
    telegram::{
        api::{Api, CallError, Patience, webhook_info::WebhookInfo},
        ops::clock::now_ms,
        serve::{ServeError, open},
        updates::kinds::KINDS,
    },
    wording::{Catalog, Phrase},
};

/// Pending updates at Telegram that are no warning yet.
const MAX_PENDING: u32 = 100;

/// Maximum difference between the clocks, in seconds.
const MAX_SKEW: u64 = 10;

/// Timeout of the health endpoints.
const TIMEOUT: Duration = Duration::from_secs(5);

/// Checks everything that the bot needs.
pub fn examine(
    assistant: &Assistant,
    serving: &Serving,
    catalog: &Catalog,
) -> Result<Vec<Finding>, ServeError> {
    let mut doctor = Doctor { catalog, found: Vec::new() };
    runtime()?.block_on(async {
        doctor.telegram(serving).await?;
        doctor.store(serving).await;
        doctor.index(assistant);
        Ok(doctor.found)
    })
}

/// Asks a running bot for its health: whether it is alive, or whether it is ready.
pub fn health(serving: &Serving, is_ready: bool, catalog: &Catalog) -> Result<Finding, ServeError> {
    let mut address = match serving.monitor {
        Monitor::At(address) => address,
        Monitor::Default | Monitor::Off => DEFAULT_MONITOR,
    };
    if address.ip().is_unspecified() {
        address.set_ip(std::net::Ipv4Addr::LOCALHOST.into());
    }
    let path = if is_ready { "readyz" } else { "healthz" };
    let response = runtime()?.block_on(async {
        let client = reqwest::Client::builder().timeout(TIMEOUT).no_proxy().build()?;
        let response = client.get(format!("http://{address}/{path}")).send().await?;
        Ok::<_, reqwest::Error>((response.status().is_success(), response.text().await?))
    });
    let (is_well, reason) = response.unwrap_or_else(|error| (false, reason(&error)));
    if is_well {
        return Ok(Finding { health: Health::Well, text: reason });
    }
    let address = address.to_string();
    let text = catalog.say(&Phrase::HealthUnwell { address: &address, reason: &reason });
    Ok(Finding { health: Health::Fault, text })
}

fn runtime() -> Result<Runtime, ServeError> {
    Builder::new_current_thread().enable_all().build().map_err(ServeError::Runtime)
}

/// The findings so far.
struct Doctor<'a> {
    catalog: &'a Catalog,
    found: Vec<Finding>,
}

impl Doctor<'_> {
    fn find(&mut self, health: Health, phrase: &Phrase<'_>) {
        self.found.push(Finding { health, text: self.catalog.say(phrase) });
    }

    /// Finds one of two phrases, the second as a warning.
    fn check(&mut self, is_well: bool, well: &Phrase<'_>, warning: &Phrase<'_>) {
        let (health, phrase) =
            if is_well { (Health::Well, well) } else { (Health::Warning, warning) };
        self.find(health, phrase);
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
                let api = serving.api_url.host_str().unwrap_or_default();
                let reason = reason(&error);
                self.find(Health::Fault, &Phrase::DoctorUnreachable { api, reason: &reason });
                return Ok(());
            }
        };
        let bot = me.user.username.as_deref().unwrap_or_default();
        self.find(Health::Well, &Phrase::DoctorToken { bot });
        self.clock(&api).await;
        if let Ok(info) = api.webhook_info(Patience::Brief).await {
            self.updates(&serving.updates, &info);
        }
        let reads_all = me.can_read_all_group_messages;
        self.check(reads_all, &Phrase::DoctorReadsAll, &Phrase::DoctorPrivacy);
        let has_inline = me.supports_inline_queries;
        self.check(has_inline, &Phrase::DoctorInline, &Phrase::DoctorNoInline);
        Ok(())
    }

    async fn clock(&mut self, api: &Api) {
        let Some(seconds) = api.time().await else {
            return self.find(Health::Warning, &Phrase::DoctorClockUnknown);
        };
        let skew = u64::try_from(now_ms() / 1000).unwrap_or_default().abs_diff(seconds);
        if skew <= MAX_SKEW {
            return self.find(Health::Well, &Phrase::DoctorClock);
        }
        self.find(Health::Fault, &Phrase::DoctorClockOff { seconds: &skew.to_string() });
    }

    fn updates(&mut self, intake: &UpdateSource, info: &WebhookInfo) {
        let found = info.url();
        let webhook = match (intake, found) {
            (UpdateSource::Polling, None) => {
                return self.find(Health::Well, &Phrase::DoctorPolling);
            }
            (UpdateSource::Polling, Some(url)) => {
                return self.find(Health::Warning, &Phrase::DoctorHookInTheWay { url });
            }
            (UpdateSource::Webhook(webhook), _) => webhook,
        };
        let url = webhook.url.as_str();
        if found != Some(url) {
            let found = found.unwrap_or("none");
            return self.find(Health::Warning, &Phrase::DoctorHookOther { url, found });
        }
        let pending = usize::try_from(info.pending_update_count).unwrap_or(usize::MAX);
        self.find(Health::Well, &Phrase::DoctorHook { url, pending });
        if info.pending_update_count > MAX_PENDING {
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
            store.inbox.probe().await?;
            let n_open = store.inbox.n_open().await?;
            Ok::<_, ServeError>((n_open, store.inbox.n_dead_letters().await?))
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
        let (documents, clauses) = (library.agreements.len(), library.n_clauses());
        if clauses == 0 {
            self.find(Health::Fault, &Phrase::DoctorIndexEmpty);
        } else {
            self.find(Health::Well, &Phrase::DoctorIndex { documents, clauses });
        }
    }
}

/// An error with its causes.
fn reason(error: &dyn Error) -> String {
    let mut said = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        said = format!("{said}: {error}");
        cause = error.source();
    }
    said
}
