//! Flags of settings: `config` lists the settings, so that no command does.

use std::marker::PhantomData;

use clap::{Arg, ArgAction, ArgMatches, FromArgMatches, ValueHint};

use crate::config::{Form, RawConfig, Setting};

/// Which settings are flags of a command.
pub(super) trait Takes {
    const SETTINGS: &'static [Setting];
}

/// A command that serves takes them all; the first two are flags of every command.
#[derive(Debug)]
pub(super) struct OfBot;

impl Takes for OfBot {
    const SETTINGS: &'static [Setting] = Setting::ALL;
}

/// A command that looks into the store takes what says where that is.
#[derive(Debug)]
pub(super) struct OfStore;

impl Takes for OfStore {
    const SETTINGS: &'static [Setting] = &[Setting::DataDir, Setting::Redis, Setting::RedisFile];
}

/// A command that asks a running bot takes where that is.
#[derive(Debug)]
pub(super) struct OfMonitor;

impl Takes for OfMonitor {
    const SETTINGS: &'static [Setting] = &[Setting::Monitor];
}

/// What the flags of settings of a command say.
#[derive(Debug)]
pub(super) struct Flags<T> {
    pub(super) raw: RawConfig,
    takes: PhantomData<T>,
}

/// The flags, without those that every command has.
fn flags<T: Takes>() -> impl Iterator<Item = (Setting, &'static str)> {
    let of_all = |it: &Setting| [Setting::Library, Setting::Language].contains(it);
    let settings = T::SETTINGS.iter().copied().filter(move |it| !of_all(it));
    settings.filter_map(|it| Some((it, it.flag()?)))
}

fn argument(setting: Setting, flag: &'static str) -> Arg {
    let arg = Arg::new(flag).long(flag);
    let valued = |name: &'static str, hint: ValueHint| {
        Arg::new(flag).long(flag).value_name(name).value_hint(hint)
    };
    match setting.form() {
        Form::Switch { .. } => arg.action(ArgAction::SetTrue),
        Form::Directory => valued("DIR", ValueHint::DirPath),
        Form::File => valued("FILE", ValueHint::FilePath),
        Form::Url => valued("URL", ValueHint::Url),
        Form::Address => valued("ADDR", ValueHint::Other),
        Form::Tag => valued("TAG", ValueHint::Other),
        Form::Word => valued("WORD", ValueHint::Other),
        Form::Text => valued("TEXT", ValueHint::Other),
        // A dash is the sign of a number here; what is wrong with it is said by `config`.
        Form::Number => valued("N", ValueHint::Other).allow_hyphen_values(true),
        Form::Chats => valued("CHATS", ValueHint::Other).allow_hyphen_values(true),
    }
}

impl<T: Takes> clap::Args for Flags<T> {
    fn augment_args(command: clap::Command) -> clap::Command {
        let command = command.args(flags::<T>().map(|(setting, flag)| argument(setting, flag)));
        let (store, directory) = (Setting::Store.flag(), Setting::DataDir.flag());
        if T::SETTINGS.contains(&Setting::Store) {
            return command.mut_args(|it| match (Some(it.get_id().as_str()) == store, directory) {
                (true, Some(directory)) => it.conflicts_with(directory),
                (true, None) | (false, _) => it,
            });
        }
        command
    }

    fn augment_args_for_update(command: clap::Command) -> clap::Command {
        Self::augment_args(command)
    }
}

impl<T: Takes> FromArgMatches for Flags<T> {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, clap::Error> {
        let typed = flags::<T>().filter_map(|(setting, flag)| {
            let text = match setting.form() {
                // Without the flag the file and the environment decide.
                Form::Switch { flag: sets } => matches.get_flag(flag).then(|| sets.to_string()),
                Form::Tag
                | Form::Directory
                | Form::File
                | Form::Url
                | Form::Address
                | Form::Word
                | Form::Text
                | Form::Number
                | Form::Chats => matches.get_one::<String>(flag).cloned(),
            };
            Some((setting, text?))
        });
        Ok(Self { raw: RawConfig::from_flags(typed), takes: PhantomData })
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), clap::Error> {
        *self = Self::from_arg_matches(matches)?;
        Ok(())
    }
}
