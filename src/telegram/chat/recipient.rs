//! The recipient of an answer, and the locale of the answer.
//!
//! The script of the question comes first, then the setting of the chat, then that of
//! the person, then the language of their app. A question of abbreviations and numbers
//! (`RCEP`, `3.6`) has no language, and one in characters that both Chinese scripts
//! share (`航空`) has no script.

use crate::{
    corpus::AgreementRef,
    render::TextOrder,
    text::{Locale, ScriptCounts, UnreadLanguage},
};

use super::page::Audience;

/// The recipient of an answer, with their settings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Recipient {
    pub(crate) locale: ReplyLocale,
    pub(crate) order: TextOrder,
    pub(crate) audience: Audience,
    /// The document of the chat, in the current library; `None` for all.
    pub(crate) document: Option<AgreementRef>,
    /// The language of their app, if it is one that is not read.
    pub(crate) unread: Option<UnreadLanguage>,
}

/// The locales to choose from for an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct ReplyLocale {
    /// The setting of the chat or the person.
    pub(crate) chosen: Option<Locale>,
    pub(crate) app: Option<Locale>,
    /// The language of the authentic text, if nothing else is known.
    pub(crate) authentic: Locale,
}

impl ReplyLocale {
    /// The locale of a reply without a question.
    pub(crate) fn general(self) -> Locale {
        self.chosen.or(self.app).unwrap_or(self.authentic)
    }

    /// The locale of the answer to a question in these scripts.
    pub(crate) fn of_question(self, question: &str, scripts: ScriptCounts) -> Locale {
        let is_abbreviated = || !question.contains(char::is_lowercase);
        match scripts.locale() {
            None => self.general(),
            Some(Locale::En) if is_abbreviated() => self.chosen.or(self.app).unwrap_or(Locale::En),
            Some(own) if scripts.n_simplified == scripts.n_traditional && own != Locale::En => {
                let is_chinese = |it: &Locale| it.language() == own.language();
                self.chosen.filter(is_chinese).or(self.app.filter(is_chinese)).unwrap_or(own)
            }
            Some(own) => own,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Folding;

    #[test]
    fn the_question_goes_first() {
        let folding = Folding::new();
        let (s, t, e) = (Locale::ZhHans, Locale::ZhHant, Locale::En);
        for (question, chosen, app, wanted) in [
            ("疫苗有多少？", None, Some(e), s),
            ("東協中心地位", Some(s), Some(e), t),
            ("what about rail", Some(t), Some(s), e),
            ("航空", None, Some(e), s),
            ("航空", None, Some(t), t),
            ("航空", Some(t), Some(s), t),
            ("航空", Some(e), Some(t), t),
            ("3.6", None, None, s),
            ("3.6", None, Some(e), e),
            ("3.6", Some(t), Some(e), t),
            ("ARMAC", None, None, e),
            ("ARMAC", Some(t), Some(e), t),
        ] {
            let locale = ReplyLocale { chosen, app, authentic: s };
            let found = locale.of_question(question, folding.scripts(question));
            assert_eq!(found, wanted, "{question} {chosen:?} {app:?}");
        }
    }
}
