//! A conversation in the terminal: the answers of `ask`, one after another.
//!
//! Lines can be edited and called back within a conversation; nothing that was
//! asked is written to a file.

use std::io::{self, BufRead};

use anyhow::Result;
use rustyline::{DefaultEditor, error::ReadlineError};

use crate::{
    answer::{Answer, Asked},
    corpus::ClauseRef,
    text::Locale,
    wording::{Phrase, negotiate},
};

use super::{
    Outcome, Session,
    chat_lexicon::{Steer, steer},
    terminal::Terminal,
};

const PROMPT: &str = "> ";

/// Converses until the end of input.
pub(super) fn run(session: &Session) -> Result<Outcome> {
    let mut chat =
        Chat { session, language: session.config.language, locale: session.fallback, shown: None };
    chat.welcome()?;
    if Terminal::is_typed_at() {
        chat.edited()?;
    } else {
        chat.piped()?;
    }
    Ok(Outcome::Answered)
}

struct Chat<'a> {
    session: &'a Session,
    /// The language chosen, if one was.
    language: Option<Locale>,
    /// That of the last reply.
    locale: Locale,
    /// The last clause shown.
    shown: Option<ClauseRef>,
}

/// Whether the conversation goes on.
#[derive(PartialEq, Eq)]
enum Then {
    GoOn,
    End,
}

impl Chat<'_> {
    fn welcome(&self) -> Result<()> {
        let library = self.session.assistant.library();
        let titles: Vec<&str> = library
            .agreements
            .iter()
            .map(|it| {
                it.title.prefer(self.locale.language()).map_or(it.id.as_str(), String::as_str)
            })
            .collect();
        self.say(&Phrase::ChatWelcome { title: &titles.join(" · ") })
    }

    fn edited(&mut self) -> Result<()> {
        let mut editor = DefaultEditor::new()?;
        loop {
            match editor.readline(PROMPT) {
                Ok(line) => {
                    editor.add_history_entry(line.as_str())?;
                    if self.line(&line)? == Then::End {
                        return Ok(());
                    }
                }
                Err(ReadlineError::Eof | ReadlineError::Interrupted) => return Ok(()),
                Err(error) => return Err(error.into()),
            }
        }
    }

    fn piped(&mut self) -> Result<()> {
        let mut input = io::stdin().lock();
        let mut line = Vec::new();
        while input.read_until(b'\n', &mut line)? > 0 {
            if self.line(&String::from_utf8_lossy(&line))? == Then::End {
                return Ok(());
            }
            line.clear();
        }
        Ok(())
    }

    fn line(&mut self, line: &str) -> Result<Then> {
        if line.trim().is_empty() {
            return Ok(Then::GoOn);
        }
        match steer(line) {
            None => self.question(line)?,
            Some(Steer::Next) => self.neighbour(1)?,
            Some(Steer::Previous) => self.neighbour(-1)?,
            Some(Steer::Language(tag)) => self.choose(tag, line)?,
            Some(Steer::Help) => {
                self.question(line)?;
                self.say(&Phrase::ChatCommands)?;
            }
            Some(Steer::Quit) => return Ok(Then::End),
        }
        Ok(Then::GoOn)
    }

    fn question(&mut self, text: &str) -> Result<()> {
        let asked = Asked { text, locale: self.language, fallback: self.locale };
        let answered = self.session.assistant.ask(&asked)?;
        self.locale = answered.question.locale;
        if let Answer::Found(matches) = &answered.answer {
            self.shown = matches.first().map(|it| it.clause);
        }
        self.session.terminal.show(&self.session.assistant.reply(&answered))?;
        Ok(())
    }

    fn neighbour(&mut self, step: isize) -> Result<()> {
        let Some(shown) = self.shown else {
            return self.say(&Phrase::ChatNoClauseYet);
        };
        let place = shown.place.checked_add_signed(step);
        let next = place.map(|place| ClauseRef { place, ..shown });
        match next.filter(|it| self.session.assistant.library().clause(*it).is_some()) {
            Some(clause) => {
                self.shown = Some(clause);
                self.session.terminal.show(&self.session.assistant.clause(clause, self.locale))?;
                Ok(())
            }
            None if step > 0 => self.say(&Phrase::ChatNoNext),
            None => self.say(&Phrase::ChatNoPrevious),
        }
    }

    /// A language, `auto`, or a question that begins with the word.
    fn choose(&mut self, tag: &str, line: &str) -> Result<()> {
        if tag.eq_ignore_ascii_case("auto") {
            self.language = None;
            return self.say(&Phrase::ChatLanguageFollows);
        }
        match negotiate(tag) {
            Some(locale) => {
                self.language = Some(locale);
                self.locale = locale;
                self.say(&Phrase::ChatLanguageSet)
            }
            None if tag.contains(char::is_whitespace) => self.question(line),
            None => self.say(&Phrase::ChatLanguageUnknown { tag }),
        }
    }

    fn say(&self, phrase: &Phrase<'_>) -> Result<()> {
        self.session.terminal.say(&self.session.assistant.catalog(self.locale).say(phrase))?;
        Ok(())
    }
}
