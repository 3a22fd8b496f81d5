//! The menus of commands, and the descriptions in the profile of the bot.
//!
//! The bot works without them, so a failure is retried in the background.

use std::{sync::Arc, time::Duration};

use teloxide::{
    payloads::{
        SetChatMenuButton, SetChatMenuButtonSetters, SetMyCommands, SetMyDescription,
        SetMyDescriptionSetters, SetMyShortDescription, SetMyShortDescriptionSetters,
    },
    types::{BotCommand, BotCommandScope, MenuButton, WebAppInfo},
};
use tokio::time::sleep;

use crate::{
    telegram::{
        api::{CallError, Patience},
        chat::{
            command::{COMMANDS, Command},
            context::Context,
        },
    },
    text::Locale,
    wording::Phrase,
};

/// Delay before the first retry; each next delay is twice as long.
const WAIT: Duration = Duration::from_secs(30);

/// Maximum attempts.
const MAX_ATTEMPTS: u32 = 8;

/// Languages of menus. Telegram accepts two letters, so both Chinese scripts share a
/// menu; the first menu is for all other languages.
const LANGUAGES: [(Option<&str>, Locale); 3] =
    [(None, Locale::En), (Some("zh"), Locale::ZhHans), (Some("en"), Locale::En)];

/// Sets the menus; retries a failure.
pub(crate) async fn set(context: Arc<Context>) {
    let mut wait = WAIT;
    for _ in 0..MAX_ATTEMPTS {
        let Err(error) = set_once(&context).await else {
            return tracing::debug!("menus set");
        };
        let secs = wait.as_secs();
        tracing::warn!(
            error = &error as &dyn std::error::Error,
            "cannot set the menus; retrying in {secs} s"
        );
        sleep(wait).await;
        wait *= 2;
    }
}

async fn set_once(context: &Context) -> Result<(), CallError> {
    set_button(context).await?;
    for (language, locale) in LANGUAGES {
        let language = language.map(str::to_owned);
        let catalog = context.assistant.catalog(locale);
        for scope in [
            BotCommandScope::AllPrivateChats,
            BotCommandScope::AllGroupChats,
            BotCommandScope::AllChatAdministrators,
        ] {
            let listed = COMMANDS.iter().filter(|(it, ..)| is_listed(context, *it, &scope));
            let commands = listed.filter_map(|(_, name, description)| {
                Some(BotCommand::new(*name, catalog.say(description.as_ref()?)))
            });
            let mut menu = SetMyCommands::new(commands.collect::<Vec<_>>());
            (menu.scope, menu.language_code) = (Some(scope.clone()), language.clone());
            context.api.call(&menu, Patience::Brief).await?;
        }
        let mut about = SetMyDescription::new().description(catalog.say(&Phrase::BotDescription));
        about.language_code.clone_from(&language);
        context.api.call(&about, Patience::Brief).await?;
        let short = catalog.say(&Phrase::BotShortDescription);
        let mut short = SetMyShortDescription::new().short_description(short);
        short.language_code = language;
        context.api.call(&short, Patience::Brief).await?;
    }
    Ok(())
}

/// Makes the button beside the field for messages open the pages, if there are any that Telegram opens.
async fn set_button(context: &Context) -> Result<(), CallError> {
    let Some(url) = context.pages_url.clone().filter(|it| it.scheme() == "https") else {
        return Ok(());
    };
    let text = context.assistant.catalog(Locale::En).say(&Phrase::ButtonOpen);
    let menu_button = MenuButton::WebApp { text, web_app: WebAppInfo { url } };
    let call = SetChatMenuButton::new().menu_button(menu_button);
    context.api.call(&call, Patience::Brief).await?;
    Ok(())
}

/// Whether a menu has a command. People who may not change the language do not see it.
fn is_listed(context: &Context, command: Command, scope: &BotCommandScope) -> bool {
    match command {
        Command::Documents => context.assistant.library().agreements.len() > 1,
        Command::Language | Command::Settings => *scope != BotCommandScope::AllGroupChats,
        Command::Forget | Command::Check => *scope == BotCommandScope::AllPrivateChats,
        Command::Ask
        | Command::Admin
        | Command::Clause
        | Command::Contents
        | Command::Commitments
        | Command::About
        | Command::Help
        | Command::Start => true,
    }
}
