//! The tone of a message in a group that replies to the bot: a question, a few words that may be one, or a remark.
//!
//! | said | tone |
//! |---|---|
//! | `有多少剂？`, `what about rail`, `3.6`, `next` | asks |
//! | `烧芭`, `rail links` | may ask: an answer only if a clause fits |
//! | `谢谢机器人`, `merci beaucoup` | thanks |
//! | `see attached`, `ok 收到`, `😂`, `@ann what do you think?`, `what time is lunch?` | a remark: no answer |

use std::{collections::HashSet, sync::LazyLock};

use crate::text::{Folding, TokenKind, UnreadLanguage, is_han, tokens};

use super::{
    courtesy::{courtesy, is_salutation},
    lexicon::{Occasion, asks_outline, occasion},
    names::Names,
    reference::references,
    steering::Steering,
    tone_words::{
        ASKING_FIRST, ASKING_HAN, AUXILIARIES, LAUGHS, LAUGHS_HAN, LEAD, MEETING, MEETING_HAN,
        NOT_ASKING, RHETORICAL, SUBJECTS, TALK, TALK_HAN, THANKS, THANKS_HAN, TO_BOT, TO_PEOPLE,
    },
};

/// Characters of a message that may be a question without saying so.
const MAX_HAN: usize = 18;

/// The same, in words.
const MAX_WORDS: usize = 9;

/// The tone of a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// It asks for something.
    Asks,
    /// It may name a topic.
    MayAsk,
    /// It asks nothing of the bot.
    Remark,
    /// It is thanks or a farewell, which needs no answer even where it is addressed to the bot.
    Thanks,
    /// It is laughter or an emoji, which needs none either.
    Courtesy,
}

static TALK_LATIN: LazyLock<HashSet<&str>> = LazyLock::new(|| TALK.split_whitespace().collect());

/// The tone of a message in a group that is shown a library with these names.
pub fn tone(typed: &str, names: &Names, folding: &Folding) -> Tone {
    let folded = folding.text(typed);
    let bare: String = folded.chars().filter(|c| c.is_alphanumeric()).collect();
    if bare.is_empty() {
        // A mention alone asks about the message that it replies to.
        return match (typed.trim().is_empty(), folded.contains('?')) {
            (true, _) => Tone::Asks,
            (false, true) => Tone::Remark,
            (false, false) => Tone::Courtesy,
        };
    }
    if RHETORICAL.split_whitespace().any(|it| it == bare) {
        return Tone::Remark;
    }
    match occasion(&bare) {
        Some(Occasion::Help) => return Tone::Asks,
        Some(Occasion::Thanks) => return Tone::Thanks,
        Some(Occasion::Unreadable) => return Tone::Courtesy,
        Some(_) => return Tone::Remark,
        None => {}
    }
    if asks_outline(&bare) || Steering::read(typed, names, folding).is_some() {
        return Tone::Asks;
    }
    match courtesy(&folded) {
        Some(Occasion::Thanks) => return Tone::Thanks,
        Some(_) if laughs(&folded) => return Tone::Courtesy,
        Some(_) => return Tone::Remark,
        None => {}
    }
    let is_marked = folded.contains('?');
    let without_parties = names.without_parties(&folded);
    if UnreadLanguage::of(typed, &without_parties).is_some() {
        return match (is_marked, UnreadLanguage::is_thanks(&without_parties)) {
            (true, _) => Tone::Asks,
            (false, true) => Tone::Thanks,
            (false, false) => Tone::Remark,
        };
    }
    if is_of_meeting(&folded) || is_to_people(&folded) || is_vote_or_page(&folded) {
        return Tone::Remark;
    }
    if (is_marked && !is_laughter(&bare)) || asks(&folded, names) {
        return Tone::Asks;
    }
    by_words(&folded)
}

/// Whether a text has words of people about themselves, whatever else it has: `we asked it yesterday`.
pub fn is_talk(typed: &str, folding: &Folding) -> bool {
    let folded = folding.text(typed);
    typed.trim_start().starts_with('@')
        || tokens(&folded).iter().any(|it| TALK_LATIN.contains(&*it.text))
        || TALK_HAN.iter().any(|it| folded.contains(it))
}

/// Whether words only lead to a name: `Dear`, `Hi all,`.
pub fn is_lead(typed: &str, folding: &Folding) -> bool {
    let folded = folding.text(typed);
    !folded.contains(char::is_alphanumeric) || is_salutation(&folded)
}

/// Whether a text is for people who meet, or names one of them first.
fn is_of_meeting(folded: &str) -> bool {
    let is_word = |it: &str| MEETING.split_whitespace().any(|word| word == it);
    folded.starts_with('@')
        || folded.split(|c: char| !c.is_alphanumeric()).any(is_word)
        || folded.contains("what time")
        || MEETING_HAN.iter().any(|it| folded.contains(it))
}

/// `+1 from Laos`, `12:30`, `page 3`, `p. 3`, `第3页`.
fn is_vote_or_page(folded: &str) -> bool {
    let is_number = |it: &str| !it.is_empty() && it.chars().all(|c| c.is_ascii_digit());
    let is_vote = folded.starts_with("+1");
    let folded = folded.trim_matches(|c: char| !c.is_alphanumeric());
    let is_time = folded.split_once(':').is_some_and(|(a, b)| is_number(a) && is_number(b));
    let rest = ["pages ", "page ", "p. ", "p ", "p.", "pp. ", "slide "];
    let is_page = rest.iter().filter_map(|it| folded.strip_prefix(it)).any(is_number);
    is_time || is_page || is_vote || (folded.starts_with('第') && folded.ends_with('页'))
}

/// Whether a question is rather for people: `could you check this?`. One for the bot says what it is to show.
fn is_to_people(folded: &str) -> bool {
    let words: Vec<&str> =
        folded.split(|c: char| !c.is_alphanumeric()).filter(|it| !it.is_empty()).collect();
    let is_in = |list: &str, word: &str| list.split_whitespace().any(|it| it == word);
    let pairs = words.iter().zip(words.iter().skip(1));
    let is_addressed = pairs.map(|(a, b)| format!("{a}~{b}")).any(|it| is_in(TO_PEOPLE, &it));
    is_addressed && !words.iter().any(|it| is_in(TO_BOT, it))
}

fn laughs(folded: &str) -> bool {
    is_laughter(&folded.chars().filter(|c| c.is_alphanumeric()).collect::<String>())
        || folded.split(|c: char| !c.is_alphanumeric()).any(|it| LAUGHS.contains(&it))
        || LAUGHS_HAN.iter().any(|it| folded.contains(it))
}

fn is_laughter(bare: &str) -> bool {
    bare.chars().all(|c| "哈呵嘿嘻嗯哦噢啊呃唉额ha".contains(c))
}

/// Whether words of a folded text ask.
fn asks(folded: &str, names: &Names) -> bool {
    if folded.contains(is_han) {
        let rest = NOT_ASKING.iter().fold(folded.to_owned(), |text, it| text.replace(it, " "));
        return ASKING_HAN.iter().any(|it| rest.contains(it));
    }
    let is_in = |words: &str, word: &str| words.split_whitespace().any(|it| it == word);
    let (mut first, mut rest) = first_word(folded);
    while is_in(LEAD, first) {
        (first, rest) = first_word(rest);
    }
    let (second, _) = first_word(rest);
    let begins_with_party = names.after_party(rest.trim_start()).is_some();
    // `what a useful bot` and `how nice` ask nothing.
    let is_cry = (first == "what" && matches!(second, "a" | "an" | "the"))
        || (first == "how"
            && TALK_LATIN.contains(second)
            && !matches!(
                second,
                "is" | "are"
                    | "was"
                    | "were"
                    | "will"
                    | "would"
                    | "could"
                    | "should"
                    | "must"
                    | "has"
                    | "have"
            ));
    (is_in(ASKING_FIRST, first) && !is_cry)
        || (is_in(AUXILIARIES, first) && (is_in(SUBJECTS, second) || begins_with_party))
        || matches!((first, second), ("tell" | "give", "me"))
}

/// The first word of a text, empty if it has none, and what follows it.
fn first_word(text: &str) -> (&str, &str) {
    let text = text.trim_start_matches(|c: char| !c.is_alphanumeric() && c != '\'');
    text.split_at(text.find(|c: char| !c.is_alphanumeric() && c != '\'').unwrap_or(text.len()))
}

fn by_words(folded: &str) -> Tone {
    let tokens = tokens(folded);
    let read = references(folded, &tokens);
    // A number alone may be a count, a time or a vote.
    if !read.has_topic && !read.found.is_empty() && !read.is_doubtful {
        return Tone::Asks;
    }
    let n_han = tokens.iter().filter(|it| it.kind == TokenKind::Han).count();
    let n_words = tokens.iter().filter(|it| it.kind == TokenKind::Word).count();
    let talks = tokens.iter().any(|it| TALK_LATIN.contains(&*it.text))
        || (n_han > 0 && TALK_HAN.iter().any(|it| folded.contains(it)))
        || folded.trim_end().ends_with(['了', '啊', '呀', '吧', '哈', '!', '~', '。', '.']);
    let is_short = n_han <= MAX_HAN && n_words <= MAX_WORDS && n_han + n_words > 0;
    if laughs(folded) {
        return Tone::Courtesy;
    }
    let is_thanks = tokens.iter().any(|it| THANKS.contains(&&*it.text))
        || THANKS_HAN.iter().any(|it| folded.contains(it));
    match (is_thanks, is_short && !talks) {
        (true, _) => Tone::Thanks,
        (false, true) => Tone::MayAsk,
        (false, false) => Tone::Remark,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names() -> Names {
        Names::of_parties(&["china", "asean", "中国", "东盟"])
    }

    #[test]
    fn questions_and_remarks() {
        let mut wrong = Vec::new();
        for (wanted, said) in [
            (
                Tone::Asks,
                "有多少剂？|what about rail|3.6|next|下一条|第3.6条|section 3|那农产品呢？|in English|how many doses|\
                 中国提供什么|目录|help|Is there anything on fisheries|does it cover AI|是什么意思|stop|请问疫苗|and what about haze|谁提供资金|next section|下一部分|could you tell us how many vaccines?|do you have a clause on fisheries?|who gives them?",
            ),
            (
                Tone::MayAsk,
                "烧芭|rail links|疫苗|digital economy|农产品进口|climate change|中国-东盟信息港|农产品呢|那铁路呢",
            ),
            (
                Tone::Remark,
                "谢谢机器人|Thanks a lot, very helpful|see attached|ok 收到|😂|👍👍|哈哈哈|haha|Noted with thanks|好的，谢谢|收到|已转发，请查收附件|+1|1|666|\
                 我同意|great|Good to know|LGTM|这个机器人不错|明白了|...|!!!|really?|真的吗？|What a useful bot!|I will share it with my team|\
                 terima kasih|merci|See you tomorrow|东盟这块很重要|ASEAN is important.|学习了|辛苦了|will discuss tomorrow|you are welcome|早上好|？|哈哈？|Perfect, let's use clause 3.6 in our draft|@ann_lee what do you think?|Who will draft the response?|What time is the meeting?|Shall we break for lunch?|大家怎么看？|李处，您看可以吗？|明天几点开会？|谁负责起草？|能不能发我一份？|12:30|page 3|第3页|wrong|not this one|are you sure?|that is not what I asked|Selamat pagi|各位好|could you please check?|shall we use it?|Could the Secretariat circulate this?|Can China confirm?|Any objections?|Does Singapore agree?|are we still meeting at 3?|+1 from Laos|各位有意见吗|中方同意吗|这条能不能删|支持|Is everyone OK with this?|按3.6条办吧",
            ),
        ] {
            for said in said.split('|') {
                let found = tone(said.trim(), &names(), &Folding::new());
                let is_quiet = matches!(found, Tone::Courtesy | Tone::Thanks);
                let found = if is_quiet { Tone::Remark } else { found };
                if found != wanted {
                    wrong.push(format!("{said}: {found:?}"));
                }
            }
        }
        assert_eq!(wrong, [""; 0]);
    }

    #[test]
    fn thanks_and_laughter_need_no_answer() {
        for said in [
            "谢谢机器人",
            "thanks!",
            "Thank you so much, very helpful",
            "收到，谢谢",
            "Terima kasih",
            "cảm ơn nhiều",
            "ありがとう",
            "merci beaucoup",
            "good bot",
        ] {
            assert_eq!(tone(said, &names(), &Folding::new()), Tone::Thanks, "{said}");
        }
        for said in ["😂", "haha", "哈哈哈", "lol"] {
            assert_eq!(tone(said, &names(), &Folding::new()), Tone::Courtesy, "{said}");
        }
        assert_ne!(tone("", &names(), &Folding::new()), Tone::Courtesy);
    }
}
