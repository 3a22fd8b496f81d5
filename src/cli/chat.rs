//! `chat`: a conversation in the terminal.
//!
//! Lines can be edited and recalled within a conversation. No question is written to a
//! file.

use std::{
    io::{self, BufRead},
    ops::ControlFlow,
};

use anyhow::Result;
use rustyline::{DefaultEditor, error::ReadlineError};

use crate::{
    answer::{Answer, Asked},
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
        match steering(line) {
            None if line.trim().is_empty() => {}
            None => self.question(line)?,
            Some(Steering::Next) => self.neighbour(1)?,
            Some(Steering::Previous) => self.neighbour(-1)?,
            Some(Steering::Language(tag)) => self.choose(tag, line)?,
            Some(Steering::Help) => {
                self.question(line)?;
                self.say(&Phrase::ChatCommands)?;
            }
            Some(Steering::Quit) => return Ok(ControlFlow::Break(())),
        }
        Ok(ControlFlow::Continue(()))
    }

    fn question(&mut self, text: &str) -> Result<()> {
        let asked = Asked {
            text,
            locale: self.language,
            fallback: self.locale,
            document: self.session.document,
        };
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

    /// Sets the language, unless the line is a question that begins with the word.
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

/// A line that steers the conversation, rather than asks a question.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Steering<'a> {
    Next,
    Previous,
    Language(&'a str),
    Help,
    Quit,
}

const NEXT: &[&str] = &["next", "n", ">", "下一条", "下一條", "下条", "下條"];
const PREVIOUS: &[&str] = &["previous", "prev", "p", "<", "上一条", "上一條", "上条", "上條"];
const LANGUAGE: &[&str] = &["language", "lang", "语言", "語言"];
const HELP: &[&str] = &["help", "?", "帮助", "幫助"];
const QUIT: &[&str] = &["quit", "exit", "q", "退出", "结束", "結束"];

/// Reads a line; `/next` is `next`.
fn steering(line: &str) -> Option<Steering<'_>> {
    let line = line.trim();
    let line = line.strip_prefix('/').unwrap_or(line);
    let is_in = |words: &[&str], word: &str| words.iter().any(|it| it.eq_ignore_ascii_case(word));
    let words = [
        (NEXT, Steering::Next),
        (PREVIOUS, Steering::Previous),
        (HELP, Steering::Help),
        (QUIT, Steering::Quit),
    ];
    let found = words.into_iter().find(|(words, _)| is_in(words, line)).map(|(_, it)| it);
    found.or_else(|| {
        let (word, tag) = line.split_once(char::is_whitespace)?;
        is_in(LANGUAGE, word).then(|| Steering::Language(tag.trim()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn questions_do_not_steer() {
        assert_eq!(steering(" /Next "), Some(Steering::Next));
        assert_eq!(steering("語言 zh-Hant"), Some(Steering::Language("zh-Hant")));
        assert_eq!(steering("what comes next"), None);
        assert_eq!(
            steering("language training for students"),
            Some(Steering::Language("training for students"))
        );
    }
}
