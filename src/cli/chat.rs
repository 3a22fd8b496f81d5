//! `chat`: a conversation in the terminal.
//!
//! Lines that steer it (`next`, `in English`, `quit`) are those of [`Steering`], as in Telegram.
//! Lines can be edited and recalled within a conversation. No question is written to a
//! file.

use std::{
    io::{self, BufRead},
    ops::ControlFlow,
};

use anyhow::Result;
use rustyline::{DefaultEditor, error::ReadlineError};

use crate::{
    answer::{Answer, Asked, Occasion, Question, ReplyLanguage, Steering, Step},
    corpus::ClauseRef,
    render::View,
    text::Locale,
    wording::{Phrase, negotiate},
};

use super::{
    session::{Outcome, Session},
    terminal::Terminal,
};

const PROMPT: &str = "> ";

/// Answers line by line until the end of input.
pub(super) fn run(session: &Session) -> Result<Outcome> {
    let mut chat =
        Chat { session, language: session.config.language, locale: session.fallback, shown: None };
    chat.welcome()?;
    if Terminal::is_interactive() {
        let mut editor = DefaultEditor::new()?;
        chat.converse(|| edited(&mut editor))?;
    } else {
        let mut input = io::stdin().lock();
        chat.converse(|| piped(&mut input))?;
    }
    Ok(Outcome::Answered)
}

/// A line that was edited in the terminal; `None` at the end.
fn edited(editor: &mut DefaultEditor) -> Result<Option<String>> {
    match editor.readline(PROMPT) {
        Ok(line) => {
            editor.add_history_entry(line.as_str())?;
            Ok(Some(line))
        }
        Err(ReadlineError::Eof | ReadlineError::Interrupted) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

fn piped(input: &mut impl BufRead) -> Result<Option<String>> {
    let mut line = Vec::new();
    let n_read = input.read_until(b'\n', &mut line)?;
    Ok((n_read > 0).then(|| String::from_utf8_lossy(&line).into_owned()))
}

struct Chat<'a> {
    session: &'a Session,
    /// The chosen locale, or `None` to follow each question.
    language: Option<Locale>,
    /// The locale of the last reply.
    locale: Locale,
    /// The last clause that was shown.
    shown: Option<ClauseRef>,
}

impl Chat<'_> {
    fn welcome(&self) -> Result<()> {
        let composer = self.session.assistant.composer(self.locale, View::Plain);
        let library = composer.library;
        let only = self.session.document.and_then(|it| library.agreement(it));
        let agreements = library.agreements.iter().filter(|_| only.is_none());
        let titles: Vec<_> =
            only.into_iter().chain(agreements).map(|it| composer.title(it)).collect();
        self.say(&Phrase::ChatWelcome { title: &titles.join(" · ") })
    }

    fn converse(&mut self, mut read: impl FnMut() -> Result<Option<String>>) -> Result<()> {
        while let Some(line) = read()? {
            if self.line(&line)?.is_break() {
                break;
            }
        }
        Ok(())
    }

    fn line(&mut self, line: &str) -> Result<ControlFlow<()>> {
        match self.session.assistant.steering(line) {
            None if line.trim().is_empty() => {}
            None | Some(Steering::Meaning | Steering::Dates) => self.question(line)?,
            Some(Steering::Clause(step, language)) => self.clause(step, language)?,
            Some(Steering::Section(step)) => self.section(step)?,
            Some(Steering::Settings) => self.say(&Phrase::ChatCommands)?,
            Some(Steering::Language(tag)) => self.choose(tag)?,
            Some(Steering::Stop) => return Ok(ControlFlow::Break(())),
        }
        Ok(ControlFlow::Continue(()))
    }

    fn question(&mut self, text: &str) -> Result<()> {
        let asked = Asked {
            text,
            locale: self.language,
            fallback: self.locale,
            document: self.session.document,
            app: None,
        };
        let answered = self.session.assistant.ask(&asked)?;
        self.locale = answered.question.locale;
        if let Answer::Found(matches) = &answered.answer {
            self.shown = matches.first().map(|it| it.clause);
        }
        self.session.terminal.show(&self.session.assistant.reply(&answered))?;
        if answered.answer == Answer::Help(Occasion::Help) {
            self.say(&Phrase::ChatCommands)?;
        }
        Ok(())
    }

    /// Shows the clause beside the last one, or that one again.
    fn clause(&mut self, step: Step, language: Option<ReplyLanguage>) -> Result<()> {
        let Some(shown) = self.shown else {
            return self.say(&Phrase::ChatNoClauseYet);
        };
        let Some(clause) = self.session.assistant.beside(shown, step) else {
            return self.say(match step {
                Step::Back => &Phrase::ChatNoPrevious,
                Step::Stay | Step::On => &Phrase::ChatNoNext,
            });
        };
        self.shown = Some(clause);
        let (assistant, own) = (&self.session.assistant, self.language.unwrap_or(self.locale));
        let locales = match language {
            None => vec![self.locale],
            Some(language) => assistant.locales_in(language, clause, self.locale, own),
        };
        for locale in locales {
            self.session.terminal.show(&assistant.clause(clause, locale))?;
            self.locale = locale;
        }
        Ok(())
    }

    /// Shows the section beside that of the last clause.
    fn section(&mut self, step: Step) -> Result<()> {
        let Some(shown) = self.shown else {
            return self.say(&Phrase::ChatNoClauseYet);
        };
        let assistant = &self.session.assistant;
        let question = Question::intended(assistant.section_beside(shown, step), self.locale);
        self.session.terminal.show(&assistant.reply(&assistant.answer(question)?))?;
        Ok(())
    }

    /// Sets the language.
    fn choose(&mut self, tag: &str) -> Result<()> {
        if tag.eq_ignore_ascii_case("auto") {
            self.language = None;
            return self.say(&Phrase::ChatLanguageFollows);
        }
        let Some(locale) = negotiate(tag) else {
            return self.say(&Phrase::ChatLanguageUnknown { tag });
        };
        self.language = Some(locale);
        self.locale = locale;
        self.say(&Phrase::ChatLanguageSet)
    }

    fn say(&self, phrase: &Phrase<'_>) -> Result<()> {
        self.session.terminal.say(&self.session.assistant.catalog(self.locale).say(phrase))?;
        Ok(())
    }
}
