//! Abuse of the bot: too many questions, too long ones, and updates that no app
//! sends.

use std::{collections::HashSet, time::Duration};

use clausebot::{
    answer::Asked,
    render::TextOrder,
    telegram::{Audience, Pager},
    text::Locale,
};
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::{
    support::{
        bot_api::{BotApi, Call},
        check::{check_message, plain},
    },
    telegram::{ASSISTANT, Served},
};

/// A date after the start of any bot here: rate limits ignore messages from before
/// the start.
const LATER: i64 = 4_000_000_000;

/// Marks of direction, tags, annotations, and characters without width.
const STEERING: &[char] = &[
    '\u{0}',
    '\u{7}',
    '\u{1b}',
    '\u{7f}',
    '\u{85}',
    '\u{61c}',
    '\u{200b}',
    '\u{200e}',
    '\u{200f}',
    '\u{202a}',
    '\u{202d}',
    '\u{202e}',
    '\u{2060}',
    '\u{2066}',
    '\u{2068}',
    '\u{2069}',
    '\u{feff}',
    '\u{fff9}',
    '\u{fffa}',
    '\u{fffb}',
    '\u{e0001}',
    '\u{e0041}',
    '\u{e007f}',
];

/// The notice of a shortened question, in each language.
const CUT: [&str; 3] = ["Only the first 500", "只读取了前500", "只讀取了前500"];

fn say_now(api: &BotApi, chat: i64, user: u64, text: &str) {
    let from = json!({"id": user, "is_bot": false, "first_name": "Ann", "language_code": "en"});
    let message = api.message(chat, text, &json!({"date": LATER, "from": from}));
    api.update("message", message);
}

/// Sends a message from before the start of the bot, of a user with the number of the chat.
fn said_before(api: &BotApi, chat: i64) -> Value {
    let from = json!({"id": chat, "is_bot": false, "first_name": "Ann", "language_code": "en"});
    let message = api.message(chat, "3.6", &json!({"from": from}));
    api.update("message", message.clone());
    message["message_id"].clone()
}

/// The number of the message that a message replies to.
fn asked(call: &Call) -> Value {
    call.body["reply_parameters"]["message_id"].clone()
}

fn first_line(call: &Call) -> &str {
    call.text().lines().next().unwrap_or_default()
}

/// Messages about the rate limit.
fn n_notices(calls: &[Call]) -> usize {
    calls.iter().filter(|it| it.text().contains("per minute")).count()
}

#[tokio::test]
async fn who_floods_is_told_once_and_holds_up_nobody() {
    let bot = Served::limited(BotApi::start().await).await;
    for _ in 0..50 {
        say_now(&bot.api, 11, 11, "3.6");
    }
    say_now(&bot.api, 12, 12, "3.6");
    say_now(&bot.api, -5, 13, "/ask 3.6");
    bot.api.call("sendMessage", 23).await;
    let calls = bot.stop().await.calls("sendMessage");
    let of = |chat: i64| calls.iter().filter(move |it| it.chat() == chat).cloned();
    let flood: Vec<Call> = of(11).collect();
    assert_eq!(n_notices(&flood), 1);
    // The burst, and the tokens refilled while it is answered.
    assert!((21..30).contains(&flood.len()), "{}", flood.len());
    assert_eq!((of(12).count(), of(-5).count()), (1, 1));
}

#[tokio::test]
async fn a_group_that_floods_is_told_once() {
    let bot = Served::limited(BotApi::start().await).await;
    for user in 0..60 {
        say_now(&bot.api, -5, 100 + user, "/ask 3.6");
        say_now(&bot.api, -5, 100 + user, "what nobody asks the bot");
    }
    say_now(&bot.api, 12, 12, "3.6");
    bot.api.call("sendMessage", 21).await;
    let calls = bot.api.calls("sendMessage");
    let to_all = |it: &&Call| it.body.get("ephemeral_message_parameters").is_none();
    let n_to_all = calls.iter().filter(|it| it.chat() == -5).filter(to_all).count();
    assert!(n_to_all <= 20, "Telegram takes twenty");
    assert!(calls.iter().any(|it| it.chat() == 12));
}

/// Each member of a group that exceeds its limit is told, and not when it has room again.
#[tokio::test]
async fn who_is_over_the_limit_of_a_group_is_told_at_once() {
    let bot = Served::limited(BotApi::start().await).await;
    for user in 0..24 {
        say_now(&bot.api, -5, 100 + user, "/ask 3.6");
    }
    bot.api.call("sendMessage", 24).await;
    let calls = bot.stop().await.calls("sendMessage");
    let told: HashSet<i64> = calls
        .iter()
        .filter_map(|it| it.body["ephemeral_message_parameters"]["receiver_user_id"].as_i64())
        .collect();
    assert_eq!((told.len(), n_notices(&calls)), (4, 4));
}

#[tokio::test]
async fn who_is_over_the_limit_is_told_where_they_asked() {
    let bot = Served::limited(BotApi::start().await).await;
    let topic = json!({"message_thread_id": 5, "is_topic_message": true, "date": LATER});
    for _ in 0..21 {
        let question = bot.api.message(-5, "/ask 3.6", &topic);
        bot.api.update("message", question);
    }
    let is_told = |it: &&Call| it.body.get("ephemeral_message_parameters").is_some();
    let told = || bot.api.calls("sendMessage").iter().find(is_told).cloned();
    let told = bot.api.until(Duration::from_secs(30), told).await.unwrap();
    assert_eq!(told.body["message_thread_id"], 5);
    bot.stop().await;
}

/// The sentence of a backlog.
const AWAY: &str = "while I was away";

/// Messages that waited while the bot was away: of each person, the newest few are answered.
#[tokio::test]
async fn of_a_backlog_the_newest_few_are_answered_and_one_sentence_says_so() {
    let api = BotApi::start().await;
    // Three fetches.
    let all: Vec<Value> = (0..250).map(|_| said_before(&api, 11)).collect();
    let other = said_before(&api, 12);
    let bot = Served::limited(api).await;
    bot.api.call("sendMessage", 7).await;
    said_before(&bot.api, 13);
    bot.api.call("sendMessage", 8).await;
    let calls = bot.stop().await.calls("sendMessage");
    let of_flood: Vec<&Call> = calls.iter().filter(|it| it.chat() == 11).collect();
    let told: Vec<Value> =
        of_flood.iter().filter(|it| it.text().contains(AWAY)).map(|it| asked(it)).collect();
    assert_eq!(told, [all[244].clone()]);
    let answered: Vec<Value> = of_flood.iter().map(|it| asked(it)).collect();
    assert_eq!(answered, all[244..]);
    let answers = calls.iter().filter(|it| it.chat() == 12).map(asked).collect::<Vec<_>>();
    assert_eq!(answers, [other]);
}

#[tokio::test]
async fn few_messages_that_waited_are_all_answered() {
    let api = BotApi::start().await;
    for _ in 0..5 {
        api.say(11, "3.6");
    }
    let bot = Served::limited(api).await;
    bot.api.call("sendMessage", 5).await;
    let calls = bot.stop().await.calls("sendMessage");
    assert!(calls.len() == 5 && calls.iter().all(|it| !it.text().contains(AWAY)));
}

/// What a channel writes in a group is its own: the members have room.
#[tokio::test]
async fn a_channel_in_a_group_does_not_use_it_up() {
    let bot = Served::limited(BotApi::start().await).await;
    let channel = json!({"id": 136_817_688, "is_bot": true, "first_name": "Channel"});
    let voice = json!({"id": -900, "type": "channel", "title": "C"});
    for _ in 0..60 {
        let fields = json!({"date": LATER, "from": channel, "sender_chat": voice});
        let message = bot.api.message(-5, "/ask 3.6", &fields);
        bot.api.update("message", message);
    }
    let members: Vec<Value> = (0..3)
        .map(|user| {
            let from = json!({"id": 100 + user, "is_bot": false, "first_name": "Ann"});
            let fields = json!({"date": LATER, "from": from});
            let message = bot.api.message(-5, "/ask 3.6", &fields);
            bot.api.update("message", message.clone());
            message["message_id"].clone()
        })
        .collect();
    // Fifteen of the channel, one notice, and one for each member.
    bot.api.call("sendMessage", 19).await;
    let calls = bot.stop().await.calls("sendMessage");
    let answered: Vec<Value> = calls.iter().map(asked).collect();
    assert!(members.iter().all(|it| answered.contains(it)), "{members:?} of {answered:?}");
}

/// The queue of buttons has an end; whoever presses one more is told why nothing happens.
#[tokio::test]
async fn buttons_beyond_the_queue_get_a_notice() {
    let bot = Served::limited(BotApi::start().await).await;
    bot.api.say(11, "3.6");
    let answer = bot.api.call("sendMessage", 1).await;
    for _ in 0..400 {
        bot.api.press(11, bot.api.sent_id(1), &answer.button("EN"));
    }
    bot.api.call("answerCallbackQuery", 400).await;
    let pressed = bot.api.calls("answerCallbackQuery");
    let n_told = pressed.iter().filter(|it| it.text().contains("per minute")).count();
    assert!(n_told > 350, "{n_told}");
    bot.stop().await;
}

#[tokio::test]
async fn who_presses_or_types_too_fast_is_told_in_place() {
    let bot = Served::limited(BotApi::start().await).await;
    bot.api.say(11, "3.6");
    let answer = bot.api.call("sendMessage", 1).await;
    for _ in 0..30 {
        bot.api.press(11, bot.api.sent_id(1), &answer.button("EN"));
    }
    bot.api.call("answerCallbackQuery", 30).await;
    let pressed = bot.api.calls("answerCallbackQuery");
    let told: Vec<&Call> = pressed.iter().filter(|it| it.text().contains("per minute")).collect();
    assert!((1..=11).contains(&told.len()), "{}", told.len());
    assert!(told.iter().all(|it| it.body.get("show_alert").is_none()));
    for i in 0..100 {
        bot.api.typed(&format!("3.{i}"), "");
    }
    bot.api.call("answerInlineQuery", 100).await;
    let typed = bot.api.calls("answerInlineQuery");
    let is_told = |it: &&Call| it.body["results"].as_array().unwrap().is_empty();
    let told: Vec<&Call> = typed.iter().filter(is_told).collect();
    assert!((1..=20).contains(&told.len()), "{}", told.len());
    for it in told {
        assert_told_to_wait(it, "wait");
    }
    bot.stop().await;
}

/// Asserts that an inline query gets the notice of the rate limit.
fn assert_told_to_wait(call: &Call, word: &str) {
    let body = &call.body;
    assert_eq!((&body["is_personal"], &body["cache_time"]), (&json!(true), &json!(1)));
    assert!(body["button"]["text"].as_str().unwrap().contains(word), "{body}");
    assert_eq!(body["button"]["start_parameter"], "inline");
}

#[tokio::test]
async fn who_types_too_fast_is_told_in_their_language_and_others_are_not() {
    let bot = Served::limited(BotApi::start().await).await;
    let mut n = 0;
    for (user, language, word) in
        [(21, "en", "wait"), (22, "zh-hans", "请稍候"), (23, "zh-hant", "請稍候")]
    {
        let from =
            json!({"id": user, "is_bot": false, "first_name": "A", "language_code": language});
        for _ in 0..100 {
            n += 1;
            bot.api.typed_by(&from, "3.6", "");
        }
        bot.api.call("answerInlineQuery", n).await;
        let is_told = |it: &&Call| it.body["results"].as_array().unwrap().is_empty();
        let typed = bot.api.calls("answerInlineQuery");
        let told: Vec<&Call> = typed[n - 100..].iter().filter(is_told).collect();
        assert!((1..100).contains(&told.len()), "{language}: {}", told.len());
        for it in told {
            assert_told_to_wait(it, word);
        }
    }
    bot.stop().await;
}

#[tokio::test]
async fn a_long_question_is_answered_on_its_beginning_which_is_said() {
    let bot = Served::start().await;
    let [en, zh, hant] = CUT;
    let mut n_sent = 0;
    let vaccines = |fill: &str| format!("疫苗有多少剂？{}", fill.repeat(600));
    for (chat, text, wanted) in [
        (11, format!("How many vaccine doses? {}", "please ".repeat(120)), en),
        (11, vaccines("。"), zh),
        (11, vaccines("😀"), zh),
        (11, vaccines("👨‍👩‍👧"), zh),
        (11, vaccines("e\u{301}"), zh),
        (11, vaccines("\u{301}"), zh),
        (11, format!("東協國家的疫苗{}", "？".repeat(600)), hant),
        (-5, format!("/ask {}", vaccines("！")), zh),
        // A section and the contents contain no words of the question.
        (11, format!("section 4{}", ".".repeat(600)), en),
        (11, format!("第四章{}", "。".repeat(600)), zh),
        (11, format!("contents{}", "!".repeat(600)), en),
        (11, format!("目录{}", "！".repeat(600)), zh),
        (11, format!("{} vaccines", "推荐一部好看的电影。".repeat(60)), zh),
        // Text beyond the limit does not choose the language.
        (11, format!("How many vaccine doses? {}{}", ".".repeat(500), "疫苗".repeat(900)), en),
        (11, format!("/clause 3.6{}", " ".repeat(600) + "x"), en),
    ] {
        n_sent += 1;
        bot.api.say(chat, &text);
        let answer = bot.api.call("sendMessage", n_sent).await;
        assert!(first_line(&answer).contains(wanted), "{text}: {}", answer.text());
        n_sent = bot.api.calls("sendMessage").len();
    }
    let long = bot.api.message(-5, &vaccines("。"), &json!({}));
    let question = bot.api.message(-5, "/ask", &json!({"reply_to_message": long}));
    bot.api.update("message", question);
    let answer = bot.api.call("sendMessage", n_sent + 1).await;
    assert!(first_line(&answer).contains(zh), "{}", answer.text());
    let exactly = format!("疫苗有多少剂？{}", "。".repeat(493));
    bot.api.say(11, &exactly);
    let answer = bot.api.call("sendMessage", n_sent + 2).await;
    assert!(!CUT.iter().any(|it| answer.text().contains(it)), "{}", answer.text());
    bot.stop().await;
}

#[tokio::test]
async fn a_tag_that_is_said_again_is_short_and_plain() {
    let bot = Served::start().await;
    let steering: String = STEERING.iter().collect();
    let tags = [
        format!("x{steering}y"),
        "<b>&lt;\n\"".to_owned(),
        "https://example.org/?a=b".to_owned(),
        "@durov".to_owned(),
        "k".repeat(4000),
        format!("k{}", "\u{301}".repeat(4000)),
        "{ $tag } \\u0041".to_owned(),
    ];
    for (i, tag) in tags.iter().enumerate() {
        bot.api.say(11, &format!("/language {tag}"));
        let said = bot.api.call("sendMessage", i + 1).await;
        let said = plain(said.text()).unwrap();
        let (before, after) = said.split_once('“').unwrap();
        let tag = after.split_once('”').unwrap().0;
        assert_eq!(before, "Unknown language ");
        assert!(tag.chars().count() <= 16, "{said}");
        assert!(tag.chars().all(|it| it.is_alphanumeric() || "-_ …".contains(it)), "{said}");
    }
    bot.stop().await;
}

#[tokio::test]
async fn forged_buttons_do_nothing() {
    let bot = Served::start().await;
    bot.api.say(11, "rail links");
    let answer = bot.api.call("sendMessage", 1).await;
    bot.api.press(11, bot.api.sent_id(1), &answer.button("⋯"));
    let opened = bot.api.call("editMessageReplyMarkup", 1).await;
    bot.api.call("answerCallbackQuery", 1).await;
    let mine = opened.button("👍");
    let [other, gone] = ["1.1", "3.9999"].map(|clause| {
        let (before, _) = mine.rsplit_once(':').unwrap();
        format!("{before}:{clause}")
    });
    let forged = [
        // Votes on clauses that the message does not show.
        (other.clone(), None),
        (gone, None),
        // A document of another library, and data of other programs.
        ("1:o:e:00000000:3.6".to_owned(), Some("no longer valid")),
        ("1:d:e:65536".to_owned(), Some("no longer valid")),
        ("\u{1}\u{2}\u{202e}".repeat(12), Some("no longer valid")),
        ("1:o:e:23e7b182:3.6:".to_owned(), Some("no longer valid")),
        ("1:o:e:../../etc:3.6".to_owned(), Some("no longer valid")),
    ];
    for (i, (data, wanted)) in forged.iter().enumerate() {
        bot.api.press(11, bot.api.sent_id(1), data);
        let word = bot.api.call("answerCallbackQuery", i + 2).await;
        match wanted {
            Some(wanted) => assert!(word.text().contains(wanted), "{data}: {}", word.text()),
            None => assert_eq!(word.text(), "", "{data}"),
        }
    }
    assert_eq!(bot.api.calls("editMessageReplyMarkup").len(), 1);
    bot.api.press(11, bot.api.sent_id(1), &mine);
    bot.api.call("editMessageReplyMarkup", 2).await;
    bot.stop().await;
}

#[tokio::test]
async fn forged_links_begin_a_conversation() {
    let bot = Served::start().await;
    for (i, payload) in [
        "c00000000-3_6",
        "c23e7b182-3_6-e-e",
        "c23e7b182-../../../etc/passwd",
        "<b>3.6</b>",
        "c23e7b182-9999999999999_6",
        "c23e7b182-\u{202e}3_6",
    ]
    .iter()
    .enumerate()
    {
        bot.api.say(11, &format!("/start {payload}"));
        let said = bot.api.call("sendMessage", i + 1).await;
        assert!(said.text().contains("/help"), "{payload}: {}", said.text());
        assert!(!said.text().contains(payload), "{payload}");
    }
    bot.stop().await;
}

/// Texts that may break a parser: markup, operators of query languages, paths,
/// marks, and words that the documents know.
fn hostile() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        prop::sample::select(STEERING).prop_map(String::from),
        prop::sample::select(
            &[
                "<b>",
                "</blockquote>",
                "<a href=\"",
                "&lt;",
                "&#60;",
                "\"",
                "'",
                "\\",
                "`",
                "*",
                "_",
                "{ $tag }",
                "{",
                "}",
                " AND ",
                " OR ",
                " NOT ",
                "+",
                "-",
                "body:",
                "^2",
                "~",
                "[* TO *]",
                "/ask ",
                "@stand_bot ",
                "../",
                "file://",
                "%00",
                "\r\n",
                "\u{2028}",
                "§",
                "[§3.6]",
                "【4.1】",
                "疫苗",
                "vaccine",
                "3.6",
                "commitments by ",
                "多少钱",
                "第四章",
                "1500亿",
                "$1.5bn",
                "\u{fdfa}",
                "\u{301}",
                "\u{200d}",
                "\u{fe0f}",
                "\u{e0100}",
                "😀",
                "👨‍👩‍👧",
                "🇨🇳",
            ][..]
        )
        .prop_map(str::to_owned),
        "\\PC{0,6}",
    ];
    prop::collection::vec(piece, 0..24).prop_map(|it| it.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    /// No text reaches the markup or steers what is shown, whatever it asks for.
    #[test]
    fn an_answer_is_made_of_the_documents_words(text in hostile()) {
        for locale in Locale::ALL {
            let asked = Asked { locale: Some(locale), ..Asked::new(&text, locale) };
            let answered = ASSISTANT.ask(&asked).unwrap();
            let pager = Pager {
                assistant: &ASSISTANT,
                username: "stand_bot",
                has_inline: true,
                has_app: false,
                pages: None,
                locale,
                order: TextOrder::Readers,
                audience: Audience::One,
 document: None,
};
            let page = pager.answer(&answered);
            prop_assert!(!page.messages.is_empty());
            for message in &page.messages {
                let body: Value = json!({"text": message, "reply_markup": page.keyboard()});
                prop_assert_eq!(check_message(&body), Ok(()));
                prop_assert!(!message.contains(STEERING), "{:?}", message);
            }
        }
    }
}
