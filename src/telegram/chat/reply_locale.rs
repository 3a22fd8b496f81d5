//! In which language somebody is answered.
//!
//! The question's own script goes first, then what the chat chose, then what the
//! person chose, then the language of their app. A question of abbreviations and
//! numbers (`RCEP`, `3.6`) shows no language, and one in characters that both
//! Chinese scripts share (`航空`) shows no script.

use crate::text::{Locale, ScriptCounts};

/// What is known of the reader beside the question, the first that is known
/// first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Reader {
    /// What the chat or the person chose.
    pub chosen: Option<Locale>,
    /// The language of their app.
    pub app: Option<Locale>,
    /// Of the authentic text: what everybody is answered in who shows nothing.
    pub authentic: Locale,
}

impl Reader {
    /// The locale of what is said before there is a question.
    pub fn locale(self) -> Locale {
        self.chosen.or(self.app).unwrap_or(self.authentic)
    }

    /// The locale of the answer to a question in these scripts.
    pub fn answered_in(self, question: &str, scripts: ScriptCounts) -> Locale {
        let known = self.chosen.or(self.app);
        match scripts.locale() {
            None => self.locale(),
            Some(Locale::En) if is_abbreviated(question) => known.unwrap_or(Locale::En),
            Some(Locale::En) => Locale::En,
            Some(own) if scripts.n_simplified == scripts.n_traditional => {
                let is_chinese = |it: &Locale| it.language() == own.language();
                let chosen = self.chosen.filter(is_chinese);
                chosen.or(self.app.filter(is_chinese)).unwrap_or(own)
            }
            Some(own) => own,
        }
    }
}

fn is_abbreviated(question: &str) -> bool {
    !question.contains(|c: char| c.is_lowercase())
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
            let reader = Reader { chosen, app, authentic: s };
            let found = reader.answered_in(question, folding.scripts(question));
            assert_eq!(found, wanted, "{question} {chosen:?} {app:?}");
        }
    }
}
