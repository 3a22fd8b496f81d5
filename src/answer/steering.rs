//! Messages that steer a conversation, rather than ask: `next`, `用中文`, `what does that mean?`, `stop`.
//!
//! | typed | steers to |
//! |---|---|
//! | `next`, `再来一条` | the clause after the one that was shown |
//! | `the same in Chinese, please`, `繁體` | the same clause in another language |
//! | `what does that mean?`, `再详细一点` | the meaning of it, which no clause tells |
//! | `它是什么时候签的` | the dates of its document |
//! | `next section`, `上一部分` | the section beside that of the clause |
//! | `who gives them?`, `出处` | the clause again, which says it |
//! | `lang en`, `settings`, `stop` | the settings, the end |
//!
//! What always holds: a message steers only if all of its words are those of this grammar, so `next generation networks`
//! and `when was the hotline set up` are questions.

use crate::text::{Folding, Locale};

use super::{
    cover::bare,
    names::Names,
    steering_words::{Role, Roles, roles},
};

/// Characters of the longest message that is looked at.
const MAX_CHARS: usize = 60;

/// Letters of the longest language tag.
const MAX_TAG: usize = 12;

/// What a message steers to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Steering<'a> {
    /// A clause beside the one that was shown, or this one, perhaps in another language.
    Clause(Step, Option<ReplyLanguage>),
    /// The section beside that of the clause.
    Section(Step),
    /// The meaning of the clause.
    Meaning,
    /// The dates and the standing of the document.
    Dates,
    /// The settings.
    Settings,
    /// Another language of the replies, by its tag.
    Language(&'a str),
    /// The end of the conversation.
    Stop,
}

/// The way from one clause to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// To the one before.
    Back,
    /// To itself.
    Stay,
    /// To the one after.
    On,
}

impl Step {
    /// The difference of the places.
    pub fn by(self) -> isize {
        match self {
            Self::Back => -1,
            Self::Stay => 0,
            Self::On => 1,
        }
    }
}

/// The language in which a clause is to be shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReplyLanguage {
    /// This one, in this script.
    Locale(Locale),
    /// Chinese, in the reader's script.
    Chinese,
    /// The one that it is not shown in.
    Other,
    /// That of the authentic text.
    Authentic,
    /// Both, side by side.
    Both,
}

impl ReplyLanguage {
    /// The locale for a clause that is shown in `shown`, to a reader who prefers `own`, of a document with an authentic
    /// text in the language of `authentic`; `None` for both languages.
    pub fn locale(self, shown: Locale, own: Locale, authentic: Locale) -> Option<Locale> {
        let chinese = || {
            let is_chinese = |it: &Locale| it.language() == Locale::ZhHans.language();
            [shown, own].into_iter().find(is_chinese).unwrap_or(Locale::ZhHans)
        };
        let of = |locale: Locale| if locale == Locale::En { locale } else { chinese() };
        match self {
            Self::Locale(locale) => Some(locale),
            Self::Chinese => Some(chinese()),
            Self::Other if shown == Locale::En => Some(chinese()),
            Self::Other => Some(Locale::En),
            Self::Authentic => Some(of(authentic)),
            Self::Both => None,
        }
    }
}

impl<'a> Steering<'a> {
    /// Reads a message to somebody who is shown a library with these names; `None` for a question.
    pub fn read(typed: &'a str, names: &Names, folding: &Folding) -> Option<Self> {
        let typed = typed.trim();
        if typed.chars().nth(MAX_CHARS).is_some() {
            return None;
        }
        if let Some(step) = arrow(typed) {
            return Some(Self::Clause(step, None));
        }
        language(typed, folding).or_else(|| steering(roles(&bare(&folding.text(typed)), names)?))
    }
}

/// Arrows and hands that point to a neighbour, and nothing else.
fn arrow(typed: &str) -> Option<Step> {
    let mut signs = typed.chars().filter(|c| !matches!(c, '\u{fe0f}' | '\u{1f3fb}'..='\u{1f3ff}'));
    let step = match signs.next()? {
        '>' | '›' | '»' | '→' | '➡' | '▶' | '⏩' | '⏭' | '👉' => Step::On,
        '<' | '‹' | '«' | '←' | '⬅' | '◀' | '⏪' | '⏮' | '👈' => Step::Back,
        _ => return None,
    };
    // `>>` as well.
    signs.all(|c| matches!(c, '>' | '<')).then_some(step)
}

/// A clause number and the language in which it is to be shown: `3.4 in Chinese`, `3.4用英文`; the words beside the
/// number are those of this grammar.
pub(super) fn number_in_language<'a>(
    typed: &'a str,
    folding: &Folding,
) -> Option<(&'a str, ReplyLanguage)> {
    if typed.chars().nth(MAX_CHARS).is_some() {
        return None;
    }
    let start = typed.find(|c: char| c.is_ascii_digit())?;
    let (before, number) = typed.split_at_checked(start)?;
    let end = number.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(number.len());
    let (number, after) = number.split_at_checked(end)?;
    let rest = format!("{before} {after}");
    match Steering::read(&rest, &Names::default(), folding)? {
        Steering::Clause(Step::Stay, Some(language)) => Some((number, language)),
        Steering::Clause(..)
        | Steering::Section(_)
        | Steering::Meaning
        | Steering::Dates
        | Steering::Settings
        | Steering::Language(_)
        | Steering::Stop => None,
    }
}

/// `language zh-Hant`, `/lang en`, `语言 auto`, `set language to English`.
fn language<'a>(typed: &'a str, folding: &Folding) -> Option<Steering<'a>> {
    let rest = LANGUAGE_WORDS.iter().find_map(|it| without_prefix(typed, it))?;
    let tag = rest.trim_start_matches([' ', ':', '：', '=']).trim_end();
    let tag =
        ["to ", "为", "成", "is "].iter().find_map(|it| without_prefix(tag, it)).unwrap_or(tag);
    let first = tag.split(['-', '_']).next().unwrap_or_default();
    let is_tag = tag.len() <= MAX_TAG
        && tag.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_')
        && ((2..=3).contains(&first.len()) || first.eq_ignore_ascii_case("auto"));
    if is_tag {
        return Some(Steering::Language(tag));
    }
    match reply_language(roles(&bare(&folding.text(tag)), &Names::default())?)? {
        ReplyLanguage::Locale(locale) => Some(Steering::Language(locale.tag())),
        ReplyLanguage::Chinese => Some(Steering::Language("zh")),
        ReplyLanguage::Other | ReplyLanguage::Authentic | ReplyLanguage::Both => None,
    }
}

/// Words before a language that is chosen.
const LANGUAGE_WORDS: [&str; 9] = [
    "/language",
    "/lang",
    "set language",
    "change language",
    "switch language",
    "language",
    "lang",
    "语言",
    "語言",
];

/// The rest of a text behind a word in letters of any case.
fn without_prefix<'a>(text: &'a str, word: &str) -> Option<&'a str> {
    let (start, rest) = text.split_at_checked(word.len())?;
    let is_cut = word.ends_with(|c: char| c.is_ascii_alphabetic())
        && rest.starts_with(|c: char| c.is_alphanumeric());
    (start.eq_ignore_ascii_case(word) && !is_cut && !rest.trim().is_empty()).then_some(rest)
}

fn steering(found: Roles) -> Option<Steering<'static>> {
    let step = match (found.has(Role::Next), found.has(Role::Previous)) {
        (true, false) => Some(Step::On),
        (false, true) => Some(Step::Back),
        (false, false) => None,
        (true, true) => return None,
    };
    let language = reply_language(found);
    let is_time = found.has(Role::When) || found.has(Role::Who);
    // `When was it signed?`, `was it ratified?`
    let asks_date = is_time && (found.has(Role::Act) || found.has(Role::End))
        || (found.has(Role::It) && found.has(Role::Act) && step.is_none() && language.is_none());
    let is_stop = found.has(Role::Stop) || (found.has(Role::End) && !is_time);
    let [is_meaning, is_settings, is_dates] =
        [Role::Meaning, Role::Settings, Role::Dates].map(|it| found.has(it));
    let others = [is_meaning, is_stop, is_settings, is_dates];
    // `translated when` is none of these.
    let is_plain = !is_time && !found.has(Role::Act);
    let is_clause = step.is_some() || language.is_some();
    if found.has(Role::Party) && !(asks_date || is_dates) {
        return None;
    }
    if found.has(Role::Section) {
        let is_only = !others.contains(&true) && is_plain && language.is_none() && !is_stop;
        return step.filter(|_| is_only).map(Steering::Section);
    }
    match (others, asks_date, is_clause) {
        ([false, false, false, false], false, true) => {
            is_plain.then(|| Steering::Clause(step.unwrap_or(Step::Stay), language))
        }
        ([true, false, false, false], false, _) => Some(Steering::Meaning),
        ([false, true, false, false], false, false) => Some(Steering::Stop),
        ([false, false, true, false], false, false) => Some(Steering::Settings),
        ([false, false, false, true], ..) | ([false, false, false, false], true, false) => {
            Some(Steering::Dates)
        }
        ([false, false, false, false], false, false) => {
            (found.has(Role::Again) && is_plain).then_some(Steering::Clause(Step::Stay, None))
        }
        _ => None,
    }
}

fn reply_language(found: Roles) -> Option<ReplyLanguage> {
    let [english, chinese] = [Role::English, Role::Chinese].map(|it| found.has(it));
    let script = match (found.has(Role::Traditional), found.has(Role::Simplified)) {
        (true, false) => Some(Locale::ZhHant),
        (false, true) => Some(Locale::ZhHans),
        (true, true) | (false, false) => None,
    };
    match (english, chinese, script) {
        _ if found.has(Role::Both) || (english && chinese) => Some(ReplyLanguage::Both),
        (false, _, Some(locale)) => Some(ReplyLanguage::Locale(locale)),
        (true, ..) => Some(ReplyLanguage::Locale(Locale::En)),
        (false, true, None) => Some(ReplyLanguage::Chinese),
        (false, false, None) if found.has(Role::OtherLanguage) => Some(ReplyLanguage::Other),
        (false, false, None) => found.has(Role::Authentic).then_some(ReplyLanguage::Authentic),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(typed: &str) -> Option<Steering<'_>> {
        Steering::read(typed, &Names::of_parties(&["china", "asean", "中国"]), &Folding::new())
    }

    fn all(typed: &'static str) -> Vec<(&'static str, Option<Steering<'static>>)> {
        typed.split('|').map(str::trim).map(|it| (it, read(it))).collect()
    }

    #[test]
    fn neighbours() {
        let on = Some(Steering::Clause(Step::On, None));
        for (typed, found) in all(
            "next|Next!|/next|next clause please|the next one|show me the next one|more|go on|continue|\
            what comes next|what about the next one?|another one|any more?|and then?|下一条|下一條|下条呢|再来一条|再來一條|\
            继续|还有吗？|请看下一条|然后呢|>|n",
        ) {
            assert_eq!(found, on, "{typed}");
        }
        let back = Some(Steering::Clause(Step::Back, None));
        for (typed, found) in all(
            "previous|prev|go back|the one before|the previous clause, please|上一条|上一條|前一条|返回|<|back",
        ) {
            assert_eq!(found, back, "{typed}");
        }
        for (typed, found) in all(
            "that clause|this one|show it again|again|the same clause|这条|那一條|再发一遍|repeat that please",
        ) {
            assert_eq!(found, Some(Steering::Clause(Step::Stay, None)), "{typed}");
        }
    }

    #[test]
    fn neighbours_as_people_call_them() {
        let found = |text: &'static str, wanted| {
            for (typed, found) in all(text) {
                assert_eq!(found, wanted, "{typed}");
            }
        };
        let clause = |step| Some(Steering::Clause(step, None));
        found(
            "➡️|👉🏽|next 👉|NEXT!!|next two|下一條係咩|the next three clauses|great, next one|skip ahead|继续念|后两条|wow, more please|/next|nxt|>>|Let's go on",
            clause(Step::On),
        );
        found("⬅️|<<|翻到上一条|👈|上两条|and the one before|go back one", clause(Step::Back));
        found(
            "who is responsible?|how much is it?|how long does it last?|who gives them?|who receives them?|by when?|from when to when?|给谁|谁给的|什么时候给|哪一条|出处|source?|cite it|which document is that?",
            clause(Step::Stay),
        );
        found(
            "next section|the next chapter please|下一部分|下一章",
            Some(Steering::Section(Step::On)),
        );
        found("previous section|上一节", Some(Steering::Section(Step::Back)));
        let chinese = Some(Steering::Clause(Step::Stay, Some(ReplyLanguage::Chinese)));
        found("the same but in Chinese|cn|same thing in Chinese please", chinese);
        found(
            "what does this mean exactly?|I didn't understand|这句话怎么理解|能不能说人话|係咩意思|唔明|點解|這個有法律效力嗎|太長了|too long|shorter|interesting, is it binding?|can someone explain this?",
            Some(Steering::Meaning),
        );
        found(
            "signed by whom?|是哪些国家签的|到哪年为止|was it ratified?|Who are the signatories?|签署方是谁|现在还生效吗|邊個簽|幾時簽嘅|is this translation official?|what language is authentic",
            Some(Steering::Dates),
        );
        found(
            "section|sections|part|parts|language training|links|quotes|right|all|two|source of funding|rail link|official visits",
            None,
        );
    }

    #[test]
    fn a_number_in_a_language() {
        let read = |typed| number_in_language(typed, &Folding::new());
        let english = ReplyLanguage::Locale(Locale::En);
        for (typed, found) in [
            ("3.4 in Chinese", Some(("3.4", ReplyLanguage::Chinese))),
            ("clause 3.4 in english, please", Some(("3.4", english))),
            ("第3.4条英文版", Some(("3.4", english))),
            ("3.4繁體", Some(("3.4", ReplyLanguage::Locale(Locale::ZhHant)))),
            ("3.4 双语", Some(("3.4", ReplyLanguage::Both))),
            ("3.4", None),
            ("3.4 in the next year", None),
            ("3.4 and 3.5 in Chinese", None),
            ("5 Chinese universities", None),
        ] {
            assert_eq!(read(typed), found, "{typed}");
        }
    }

    #[test]
    fn languages() {
        let shown = |typed| match read(typed) {
            Some(Steering::Clause(Step::Stay, Some(language))) => format!("{language:?}"),
            other => format!("{other:?}"),
        };
        for (wanted, typed) in [
            (
                "Locale(En)",
                "in English|in english please|英文|用英文|英文版|can I have that in English?|and in English?|English version please|翻译成英文|能用英语说吗|switch to English",
            ),
            (
                "Chinese",
                "in Chinese|in Chinese please|the same in Chinese|用中文|请用中文|中文版|Chinese please|换成中文|same clause in Chinese|show me the Chinese text",
            ),
            (
                "Locale(ZhHant)",
                "繁體|繁体|繁體中文|traditional Chinese please|in traditional characters|用繁体字",
            ),
            ("Locale(ZhHans)", "简体|簡體中文|in simplified Chinese"),
            ("Other", "the other language|换一种语言|另一种语言|translate it please|翻译一下"),
            ("Authentic", "原文|the authentic text|original text please|看原文"),
            ("Both", "both languages|in both languages|中英对照|双语|in Chinese and English"),
        ] {
            for typed in typed.split('|') {
                assert_eq!(shown(typed), wanted, "{typed}");
            }
        }
        assert_eq!(
            read("next one in English"),
            Some(Steering::Clause(Step::On, Some(ReplyLanguage::Locale(Locale::En))))
        );
        assert_eq!(
            read("下一条英文"),
            Some(Steering::Clause(Step::On, Some(ReplyLanguage::Locale(Locale::En))))
        );
    }

    #[test]
    fn meanings_dates_and_the_rest() {
        for (typed, found) in all(
            "what does that mean?|What does it mean|explain|please explain this|什么意思|这是什么意思？|解释一下|\
            再详细一点|再詳細一點|why?|为什么|tell me more about it|more details please|in plain English|summarise this|说说看|怎么理解这条|\
            这条是什么意思|what is that?|can you explain that clause?|what do you mean|what does this clause mean in practice",
        ) {
            assert_eq!(found, Some(Steering::Meaning), "{typed}");
        }
        for (typed, found) in all(
            "when was it signed?|When was this adopted|when was the agreement signed|它是什么时候签的|什么时候签的|签署日期|\
            何时签署|哪年签的|谁签的|who signed it|is it still in force?|还有效吗|when does it expire|when was it published|\
            这个文件是什么时候签署的|這是什麼時候簽的|when does it end?|有效期到什么时候|where was it signed|when did China and ASEAN sign it?|has it expired?|what is the date of this document|这份计划什么时候到期",
        ) {
            assert_eq!(found, Some(Steering::Dates), "{typed}");
        }
        for (typed, found) in
            all("stop|STOP!|/stop|please stop|停止|退订|unsubscribe|quit|退出|别发了")
        {
            assert_eq!(found, Some(Steering::Stop), "{typed}");
        }
        for (typed, found) in
            all("settings|Settings please|设置|設定|change language|切换语言|show settings")
        {
            assert_eq!(found, Some(Steering::Settings), "{typed}");
        }
        assert_eq!(read("lang en"), Some(Steering::Language("en")));
        assert_eq!(read("語言 zh-Hant"), Some(Steering::Language("zh-Hant")));
        assert_eq!(read("language: English"), Some(Steering::Language("en")));
        assert_eq!(read("change language to Chinese"), Some(Steering::Language("zh")));
        assert_eq!(read("语言 繁体"), Some(Steering::Language("zh-Hant")));
        assert_eq!(read("/language auto"), Some(Steering::Language("auto")));
    }

    #[test]
    fn questions_do_not_steer() {
        for (typed, found) in all(
            "next generation networks|language training for students|what comes after 2025|English language teaching|\
            中文教育|下一代互联网|继续支持东盟|traditional medicine|when will the vaccines be delivered|什么时候完成进口|3.6|what about section 3|\
            section 3|疫苗|thanks for that|let's do that|that is it|we need this|这个|它|previous agreements|stop transboundary haze|why is there haze|更多留学生|help|谢谢|ok|||please|请|the plan|when|original equipment|\
            more scholarships|how many|什么时候|signed agreements|设置热线|settlement|back to school|last clause|2025年前完成|签证|the Chinese side|next year|明年|more on China|what about China|the countries",
        ) {
            assert_eq!(found, None, "{typed}");
        }
    }

    #[test]
    fn a_language_is_resolved() {
        let (s, t, e) = (Locale::ZhHans, Locale::ZhHant, Locale::En);
        for (language, shown, own, wanted) in [
            (ReplyLanguage::Chinese, e, t, Some(t)),
            (ReplyLanguage::Chinese, e, e, Some(s)),
            (ReplyLanguage::Chinese, t, e, Some(t)),
            (ReplyLanguage::Other, s, s, Some(e)),
            (ReplyLanguage::Other, e, t, Some(t)),
            (ReplyLanguage::Authentic, e, e, Some(s)),
            (ReplyLanguage::Both, e, e, None),
        ] {
            assert_eq!(language.locale(shown, own, s), wanted, "{language:?}");
        }
    }
}
