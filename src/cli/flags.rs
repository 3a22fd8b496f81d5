//! The flags of settings, which `config` declares.
//!
//! They are taken as they were typed: `config` checks them together with the file and
//! the environment, so that all faults are reported at once.

use std::{convert::Infallible, marker::PhantomData};

use clap::{
    Arg, ArgAction, ArgMatches, Command, FromArgMatches, ValueHint,
    builder::{Resettable, ValueParser},
    parser::ValueSource,
};

/// The flags of the settings `T`, as key and text.
#[derive(Debug)]
pub(super) struct Flags<T> {
    pub(super) typed: Vec<(String, String)>,
    settings: PhantomData<T>,
}

/// The settings that have a flag; a secret has none.
fn flags<T: clap::Args>() -> Vec<Arg> {
    let settings = T::augment_args(Command::new("settings"));
    settings.get_arguments().filter(|it| !it.is_hide_set()).cloned().collect()
}

/// The flag that takes any text.
fn as_typed(setting: Arg) -> Arg {
    let setting = setting.hide_env_values(true);
    if is_switch(&setting) {
        // The help shows the variable, which clap reads too; only the flag counts here.
        let any = ValueParser::from(|_: &str| Ok::<bool, Infallible>(true));
        let setting = setting.action(ArgAction::SetTrue).value_parser(any);
        return setting.default_value(Resettable::Reset);
    }
    let hint = match value_name(&setting) {
        "DIR" => ValueHint::DirPath,
        "FILE" => ValueHint::FilePath,
        "URL" => ValueHint::Url,
        _ => ValueHint::Other,
    };
    // Numbers may begin with a dash.
    let is_number = ["N", "CHATS"].contains(&value_name(&setting));
    setting.value_parser(ValueParser::string()).value_hint(hint).allow_hyphen_values(is_number)
}

fn value_name(setting: &Arg) -> &str {
    setting.get_value_names().and_then(<[_]>::first).map_or("", |it| it.as_str())
}

fn is_switch(setting: &Arg) -> bool {
    value_name(setting) == "BOOL"
}

impl<T: clap::Args> clap::Args for Flags<T> {
    fn augment_args(command: Command) -> Command {
        command.args(flags::<T>().into_iter().map(as_typed))
    }

    fn augment_args_for_update(command: Command) -> Command {
        Self::augment_args(command)
    }
}

impl<T: clap::Args> FromArgMatches for Flags<T> {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, clap::Error> {
        let typed = flags::<T>().into_iter().filter_map(|setting| {
            let id = setting.get_id().as_str();
            if matches.value_source(id) != Some(ValueSource::CommandLine) {
                return None;
            }
            let text = match setting.get_long() {
                Some(long) if is_switch(&setting) => (!long.starts_with("no-")).to_string(),
                Some(_) | None => matches.get_one::<String>(id)?.clone(),
            };
            Some((id.replace('_', "-"), text))
        });
        Ok(Self { typed: typed.collect(), settings: PhantomData })
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), clap::Error> {
        *self = Self::from_arg_matches(matches)?;
        Ok(())
    }
}
