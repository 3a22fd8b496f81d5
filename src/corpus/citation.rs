//! Clauses as their document numbers them: `第三条之一`, `Article 4.2(1)`, `§ 2a`, `Annex I, para. 2`.

use crate::text::Language;

use super::{
    agreement::Agreement,
    number::{ClauseNumber, Part, SectionNumber, Style, marks},
};

/// Clauses before one among which the heading of its article is looked for.
const MAX_BACK: usize = 200;

impl Agreement {
    /// The number of a clause in the words of its text in `language`; `None` where the text prints no more than figures or
    /// a letter, as in `3.6`, and where there is no such text.
    pub fn cited(&self, place: usize, language: Language) -> Option<String> {
        let provision = self.provisions.get(place)?;
        let number = provision.id.number()?;
        let clause = provision.texts.get(language)?;
        let own = named(&clause.printed).map(str::to_owned);
        if let Some(annex) = number.annex() {
            let annex = self.section_label(SectionNumber::annex(annex)?, language)?;
            let inside = own.or_else(|| within(&clause.printed, language))?;
            return Some(match language {
                Language::Chinese => format!("{annex}{inside}"),
                Language::English => format!("{annex}, {inside}"),
            });
        }
        own.or_else(|| {
            let article = self.article(place, number, language)?;
            let inner = inner(&clause.printed)?;
            Some(match language {
                Language::Chinese if inner.contains(['(', '（']) => {
                    format!("{article}第{inner}项")
                }
                Language::Chinese => format!("{article}第{inner}款"),
                Language::English => format!("{article}({})", inner.trim_matches(['(', ')'])),
            })
        })
    }

    /// The label of the article that a numbered paragraph stands in.
    fn article(&self, place: usize, number: ClauseNumber, language: Language) -> Option<String> {
        let stem = number.stem();
        for at in (0..=place).rev().take(MAX_BACK) {
            let provision = self.provisions.get(at)?;
            if !provision.id.number().is_some_and(|it| it.parts().starts_with(stem)) {
                break;
            }
            let above = provision.texts.get(language).map_or("", |it| it.above.as_str());
            if let Some(label) = above.lines().rev().find_map(|it| label(it, stem)) {
                return Some(label.to_owned());
            }
        }
        let [only] = stem else { return None };
        let section = SectionNumber::new(only.value()).filter(|_| !only.is_inserted())?;
        self.section_label(section, language)
    }

    /// `Annex I`, `§ 3`.
    fn section_label(&self, section: SectionNumber, language: Language) -> Option<String> {
        let section = self.section(section)?.texts.get(language)?;
        named(&section.printed).map(str::to_owned)
    }
}

/// The label at the start of a heading, if it is that of this number.
fn label<'a>(heading: &'a str, number: &[Part]) -> Option<&'a str> {
    let mark = marks(heading).into_iter().next()?;
    let is_it = mark.number.parts() == number && matches!(mark.style, Style::Unit(_) | Style::Sign);
    is_it.then(|| heading.get(..mark.len)).flatten().and_then(named)
}

/// A printed number that names a clause by itself, without the signs behind it.
fn named(printed: &str) -> Option<&str> {
    let label = printed.trim_end_matches(|c: char| ".:：、．—–- ".contains(c) || c.is_whitespace());
    let word = label.chars().take_while(char::is_ascii_alphabetic).count();
    let is_word = word > 1 && label.contains(char::is_whitespace);
    let is_named = is_word || label.starts_with(['第', '§']) || label.starts_with("附");
    (is_named && !label.is_empty()).then_some(label)
}

/// The number of a paragraph in its annex.
fn within(printed: &str, language: Language) -> Option<String> {
    let inner = inner(printed)?;
    Some(match language {
        Language::Chinese => format!("第{inner}项"),
        Language::English => format!("para. {inner}"),
    })
}

/// `1` of `1.`; `（一）` as it is.
fn inner(printed: &str) -> Option<&str> {
    let inner = printed.trim_end_matches(|c: char| ".:：、．".contains(c) || c.is_whitespace());
    (!inner.is_empty()).then_some(inner)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::parse;

    fn cited(text: &str, language: Language) -> String {
        let agreement = Agreement::plain(language, parse(text).0);
        let all: Vec<String> = (0..agreement.provisions.len())
            .map(|it| agreement.cited(it, language).unwrap_or_else(|| "-".to_owned()))
            .collect();
        all.join(" | ")
    }

    #[test]
    fn clauses_are_cited_as_their_document_numbers_them() {
        let english = |text| cited(text, Language::English);
        let chinese = |text| cited(text, Language::Chinese);
        insta::assert_snapshot!(english("T\n1. Trade\n1.1 Lower tariffs.\n1.2 Open ports."), @"- | -");
        insta::assert_snapshot!(english("T\n\nCHAPTER 4\nORIGIN\n\nArticle 4.1: Definitions\n\nBoat means a vessel.\n\nArticle 4.2: Goods\n\n1. A good is originating.\n\n2. No Party requires more.\n\nArticle 4.2bis: Minimis\n\nA good remains originating."), @"Article 4.1 | Article 4.2(1) | Article 4.2(2) | Article 4.2bis");
        insta::assert_snapshot!(english("T\n\n§ 1 Name\n(1) The club is Blue Boat.\n(2) Its seat is Bremen.\n\n§ 2 Members\nAny person may join.\n\n§ 2a Honorary members\nThe board may name some."), @"§ 1(1) | § 1(2) | § 2 | § 2a");
        insta::assert_snapshot!(english("T\n\nArticle 1\nThe Parties build bridges.\n\nANNEX I\n\n1. The budget is one million.\n\n2. Each Party names an auditor."), @"Article 1 | ANNEX I, para. 1 | ANNEX I, para. 2");
        insta::assert_snapshot!(chinese("条例\n第一章 总则\n第一条 甲。\n第一条之一 乙。\n第二章 附则\n第二条 丙。\n附件一\n清单\n1. 主机五台。\n2. 辅机五台。"), @"第一条 | 第一条之一 | 第二条 | 附件一第1项 | 附件一第2项");
    }
}
