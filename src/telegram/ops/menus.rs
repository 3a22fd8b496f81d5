//! The menu of commands, and what a profile says of the bot.
//!
//! They are a courtesy: that Telegram does not take them stops nothing.

use std::{sync::Arc, time::Duration};

use teloxide::{
    payloads::{
        SetMyCommands, SetMyCommandsSetters, SetMyDescription, SetMyDescriptionSetters,
        SetMyShortDescription, SetMyShortDescriptionSetters,
    },
    types::{BotCommand, BotCommandScope},
};
use tokio::time::sleep;

use crate::{text::Locale, wording::Phrase};

use crate::telegram::{
    api::{CallError, Patience},
    chat::{command::Command, context::Desk},
};

/// The first wait before they are set again; the next ones double.
const WAIT: Duration = Duration::from_secs(30);

/// Times that they are set, at most.
const N_TRIES: u32 = 8;

/// Languages of menus. Telegram takes two letters, so both Chinese scripts have
/// one menu; the first is for every language that has none of its own.
const LANGUAGES: [(Option<&str>, Locale); 3] =
    [(None, Locale::En), (Some("zh"), Locale::ZhHans), (Some("en"), Locale::En)];

/// Sets the menus, and again later where that fails.
pub(crate) async fn set(desk: Arc<Desk>) {
    let mut wait = WAIT;
    for _ in 0..N_TRIES {
        match set_once(&desk).await {
            Ok(()) => {
                tracing::debug!("menus set");
                return;
            }
            Err(error) => {
                let error = &error as &dyn std::error::Error;
                tracing::warn!(error, "menus not set; trying again in {} s", wait.as_secs());
            }
        }
        sleep(wait).await;
        wait *= 2;
    }
}

async fn set_once(desk: &Desk) -> Result<(), CallError> {
    for (language, locale) in LANGUAGES {
        let catalog = desk.assistant.catalog(locale);
        for scope in [
            BotCommandScope::AllPrivateChats,
            BotCommandScope::AllGroupChats,
            BotCommandScope::AllChatAdministrators,
        ] {
            let commands = listed(desk, &scope)
                .filter_map(|it| Some(BotCommand::new(it.name(), catalog.say(&it.description()?))));
            let mut menu = SetMyCommands::new(commands.collect::<Vec<_>>()).scope(scope.clone());
            menu.language_code = language.map(str::to_owned);
            desk.api.call(&menu, Patience::Brief).await?;
        }
        let mut about = SetMyDescription::new().description(catalog.say(&Phrase::BotDescription));
        about.language_code = language.map(str::to_owned);
        desk.api.call(&about, Patience::Brief).await?;
        let short = catalog.say(&Phrase::BotShortDescription);
        let mut short = SetMyShortDescription::new().short_description(short);
        short.language_code = language.map(str::to_owned);
        desk.api.call(&short, Patience::Brief).await?;
    }
    Ok(())
}

/// The commands of a menu: the choice of a language is for those who may choose.
fn listed<'a>(desk: &'a Desk, scope: &'a BotCommandScope) -> impl Iterator<Item = Command> + 'a {
    let n_documents = desk.assistant.library().agreements.len();
    Command::ALL.into_iter().filter(move |it| match it {
        Command::Documents => n_documents > 1,
        Command::Language => *scope != BotCommandScope::AllGroupChats,
        Command::Forget => *scope == BotCommandScope::AllPrivateChats,
        Command::Ask
        | Command::Clause
        | Command::Contents
        | Command::Commitments
        | Command::About
        | Command::Help
        | Command::Start => true,
    })
}
