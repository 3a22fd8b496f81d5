//! The bot in its whole loop, against a Bot API in this process; and every page
//! that it can show.

use std::{
    collections::{HashSet, VecDeque},
    sync::{Arc, LazyLock},
};

use clausebot::{
    assistant::{Assistant, open},
    config::{BotToken, Limits, Misses, Monitor, Serving, StorePlace},
    corpus::ClauseRef,
    render::TextOrder,
    telegram::{
        Action, Api, Audience, Below, Content, Context, Handler, Handling, Job, Page, Pager,
        Reached, Request, RequestKind, ServeError, begin, handle,
    },
    text::Locale,
};
use serde_json::{Value, json};
use tokio::{sync::oneshot, task::JoinHandle};

use crate::support::{
    bot_api::{BotApi, Call, Fault},
    check::check_message,
};

pub(crate) static ASSISTANT: LazyLock<Arc<Assistant>> =
    LazyLock::new(|| Arc::new(Assistant::shipped().unwrap()));

/// A bot that serves.
pub(crate) struct Served {
    pub(crate) api: BotApi,
    stop: oneshot::Sender<()>,
    end: JoinHandle<Result<(), ServeError>>,
}

/// The settings of a bot at this API, without a monitor or limits.
pub(crate) fn serving(api: &BotApi, kept: StorePlace) -> Serving {
    Serving {
        token: Some(BotToken::new("123:TEST")),
        misses: Misses::Kept,
        monitor: Monitor::Off,
        limits: Limits { per_user: None, per_chat: None },
        ..Serving::new(api.url.parse().unwrap(), kept)
    }
}

impl Served {
    pub(crate) async fn start() -> Self {
        Self::at(BotApi::start().await).await
    }

    pub(crate) async fn at(api: BotApi) -> Self {
        Self::with(api, Arc::clone(&ASSISTANT), StorePlace::Memory, None).await
    }

    /// A bot with the default limits, in memory.
    pub(crate) async fn limited(api: BotApi) -> Self {
        let serving = Serving { limits: Limits::default(), ..serving(&api, StorePlace::Memory) };
        Self::set(api, Arc::clone(&ASSISTANT), &serving, None).await
    }

    async fn with(
        api: BotApi,
        assistant: Arc<Assistant>,
        kept: StorePlace,
        handler: Option<Handler>,
    ) -> Self {
        let serving = serving(&api, kept);
        Self::set(api, assistant, &serving, handler).await
    }

    pub(crate) async fn set(
        api: BotApi,
        assistant: Arc<Assistant>,
        serving: &Serving,
        handler: Option<Handler>,
    ) -> Self {
        let token = serving.token.clone().unwrap();
        let client = Api::new(serving.api_url.clone(), token).unwrap();
        let bot = begin(assistant, serving, client, handler.unwrap_or(handle)).await.unwrap();
        let (stop, stopped) = oneshot::channel();
        let end = tokio::spawn(bot.serve(async { _ = stopped.await }));
        Self { api, stop, end }
    }

    pub(crate) async fn stop(self) -> BotApi {
        self.stop.send(()).unwrap();
        self.end.await.unwrap().unwrap();
        self.api
    }

    /// Asks in a private chat, and waits for the `n`th message.
    pub(crate) async fn answer(&self, question: &str, n: usize) -> Call {
        self.api.say(11, question);
        self.api.call("sendMessage", n).await
    }
}

#[tokio::test]
async fn a_question_is_answered_in_its_language() {
    let bot = Served::start().await;
    let english = bot.answer("How many vaccine doses?", 1).await;
    assert!(english.text().contains("150 million doses"), "{}", english.text());
    assert!(english.text().contains("Unofficial translation"), "{}", english.text());
    assert!(english.text().contains("<blockquote expandable>加强双方"), "{}", english.text());
    assert_eq!(english.body["reply_parameters"]["message_id"], 1);
    assert_eq!(english.body["reply_parameters"]["allow_sending_without_reply"], true);
    assert_eq!(english.body["link_preview_options"]["is_disabled"], true);
    let chinese = bot.answer("疫苗有多少剂？", 2).await;
    assert!(chinese.text().contains("1.5亿剂"), "{}", chinese.text());
    let traditional = bot.answer("東協國家的疫苗", 3).await;
    assert!(traditional.text().contains("繁體字由程式轉換"), "{}", traditional.text());
    let nothing = bot.answer("湄公河大坝", 4).await;
    assert!(!nothing.text().contains("<blockquote>"), "{}", nothing.text());
    bot.stop().await;
}

/// Dates an edit, and the question as sent just before: an edit of an old one gets no answer.
pub(crate) fn edited_soon(question: &mut Value) {
    question["date"] = json!(4_000_000_000_u32);
    question["edit_date"] = json!(4_000_000_001_u32);
}

#[tokio::test]
async fn an_edited_question_edits_its_answer() {
    let bot = Served::start().await;
    let mut question = bot.api.say(11, "rail links");
    bot.api.call("sendMessage", 1).await;
    let answer = bot.api.sent_id(1);
    question["text"] = json!("nuclear energy");
    edited_soon(&mut question);
    bot.api.update("edited_message", question.clone());
    let edit = bot.api.call("editMessageText", 1).await;
    assert_eq!(edit.body["message_id"], answer);
    assert!(edit.text().contains("nuclear"), "{}", edit.text());
    // The old answer is deleted; the next edit is answered anew.
    bot.api
        .fault(Fault::new("editMessageText", 400).says("Bad Request: message to edit not found"));
    question["text"] = json!("vaccines");
    bot.api.update("edited_message", question);
    let again = bot.api.call("sendMessage", 2).await;
    assert!(again.text().contains("vaccine"), "{}", again.text());
    bot.stop().await;
}

/// As Telegram does for a reaction.
#[tokio::test]
async fn an_edit_that_is_announced_again_is_answered_once() {
    let bot = Served::start().await;
    let mut question = bot.api.say(11, "rail links");
    bot.api.call("sendMessage", 1).await;
    question["text"] = json!("nuclear energy");
    edited_soon(&mut question);
    for _ in 0..2 {
        bot.api.update("edited_message", question.clone());
    }
    bot.answer("vaccines", 2).await;
    let api = bot.stop().await;
    assert_eq!(api.calls("editMessageText").len(), 1);
}

/// As if another process has taken over the update before the edit.
#[tokio::test]
async fn what_a_question_said_before_its_edit_changes_no_answer() {
    let bot = Served::start().await;
    let mut question = bot.api.message(11, "rail links", &json!({}));
    let before = question.clone();
    question["text"] = json!("nuclear energy");
    edited_soon(&mut question);
    bot.api.update("edited_message", question);
    assert!(bot.api.call("sendMessage", 1).await.text().contains("nuclear"));
    bot.api.update("message", before);
    bot.answer("vaccines", 2).await;
    let api = bot.stop().await;
    assert_eq!(api.calls("sendMessage").len(), 2);
    assert_eq!(api.calls("editMessageText").len(), 0);
}

#[tokio::test]
async fn the_same_update_is_answered_once() {
    let bot = Served::start().await;
    let message = bot.api.message(11, "vaccines", &json!({}));
    let id = bot.api.update("message", message.clone());
    bot.api.repeat(id, "message", message);
    bot.answer("rail links", 2).await;
    let api = bot.stop().await;
    assert_eq!(api.calls("sendMessage").len(), 2);
}

#[tokio::test]
async fn a_flood_in_one_chat_delays_no_other() {
    let bot = Served::start().await;
    bot.api.fault(Fault::new("sendMessage", 429).chat(-100).retry_after(2));
    bot.api.say(-100, "/ask vaccines");
    bot.answer("rail links", 1).await;
    bot.api.call("sendMessage", 2).await;
    let api = bot.stop().await;
    let chats: Vec<i64> = api.calls("sendMessage").iter().map(Call::chat).collect();
    assert_eq!(chats, [11, -100], "the private chat is answered while the group waits");
}

#[tokio::test]
async fn a_bad_day_at_telegram_costs_no_answer() {
    let bot = Served::start().await;
    let bad_gateway = Fault::new("sendMessage", 502).says("Bad Gateway");
    bot.api.fault(bad_gateway.clone());
    bot.api.fault(Fault { raw: Some("\"no answer at all\"".to_owned()), ..bad_gateway });
    assert!(bot.answer("vaccines", 1).await.text().contains("150 million"));
    bot.api.fault(
        Fault::new("sendMessage", 403).chat(11).says("Forbidden: bot was blocked by the user"),
    );
    bot.api.say(11, "rail links");
    bot.api.say(12, "rail links");
    assert_eq!(bot.api.call("sendMessage", 2).await.chat(), 12);
    bot.stop().await;
}

/// First the question is gone, then the topic too.
#[tokio::test]
async fn an_answer_without_its_question_and_its_topic_arrives() {
    let bot = Served::start().await;
    let gone = Fault::new("sendMessage", 400).says("Bad Request: message to be replied not found");
    bot.api.fault(gone.clone().times(2));
    let topic = json!({"message_thread_id": 5, "is_topic_message": true});
    let question = bot.api.message(-5, "/ask 3.6", &topic);
    bot.api.update("message", question);
    let answer = bot.api.call("sendMessage", 1).await;
    assert!(answer.body.get("reply_parameters").is_none(), "{}", answer.body);
    assert!(answer.body.get("message_thread_id").is_none(), "{}", answer.body);
    // Without a topic there is nothing else to leave out.
    bot.api.fault(gone.times(100));
    bot.api.say(11, "3.6");
    bot.api.tried("sendMessage", 11).await;
    let api = bot.stop().await;
    assert_eq!(api.n_faults(), 98);
}

#[tokio::test]
async fn a_group_that_moves_keeps_its_settings_and_gets_its_answer() {
    let bot = Served::start().await;
    bot.api.make_admin(-7, 11);
    bot.api.say(-7, "/language zh-Hant");
    bot.api.call("sendMessage", 1).await;
    bot.api.fault(Fault {
        migrate_to: Some(-1007),
        ..Fault::new("sendMessage", 400)
            .chat(-7)
            .says("Bad Request: group chat was upgraded to a supergroup chat")
    });
    bot.api.say(-7, "/ask 3.6");
    let answer = bot.api.call("sendMessage", 2).await;
    assert_eq!(answer.chat(), -1007);
    bot.api.say(-1007, "/ask 3.6");
    let next = bot.api.call("sendMessage", 3).await;
    assert!(next.text().contains("繁體字"), "{}", next.text());
    bot.stop().await;
}

/// A handler with a bug.
pub(crate) fn buggy<'a>(context: &'a Context, job: &'a Job, request: &'a Request) -> Handling<'a> {
    let is_boom = match &request.kind {
        RequestKind::Message(it) => it.content == Content::Question("boom".to_owned()),
        _ => false,
    };
    if is_boom {
        return Box::pin(async {
            assert_eq!(1 + 1, 3, "a bug");
            Ok(())
        });
    }
    handle(context, job, request)
}

#[tokio::test]
async fn a_panic_ends_one_update() {
    let api = BotApi::start().await;
    let bot = Served::with(api, Arc::clone(&ASSISTANT), StorePlace::Memory, Some(buggy)).await;
    let sorry = bot.answer("boom", 1).await;
    assert!(sorry.text().contains("technical fault"), "{}", sorry.text());
    assert!(bot.answer("vaccines", 2).await.text().contains("150 million"));
    bot.stop().await;
}

#[tokio::test]
async fn what_is_open_is_answered_before_the_end() {
    let bot = Served::start().await;
    bot.api.fault(Fault::new("sendMessage", 429).chat(11).retry_after(1));
    for _ in 0..3 {
        bot.api.say(11, "vaccines");
    }
    bot.api.say(12, "rail links");
    bot.api.call("sendMessage", 1).await;
    let api = bot.stop().await;
    assert_eq!(api.calls("sendMessage").len(), 4);
}

#[tokio::test]
async fn an_answer_that_is_late_is_sent_before_the_end() {
    let bot = Served::start().await;
    // More failures than the chat waits for: the remaining attempts run in parallel.
    bot.api.fault(Fault::new("sendMessage", 500).chat(11).times(7));
    bot.api.say(11, "vaccines");
    bot.api.say(12, "rail links");
    assert_eq!(bot.api.call("sendMessage", 1).await.chat(), 12);
    let api = bot.stop().await;
    assert_eq!(api.calls("sendMessage").len(), 2);
}

#[tokio::test]
async fn what_was_chosen_outlives_the_process_and_so_do_buttons() {
    let folder = tempfile::tempdir().unwrap();
    let kept = || StorePlace::Directory(folder.path().to_owned());
    let api = BotApi::start().await;
    let bot = Served::with(api, Arc::clone(&ASSISTANT), kept(), None).await;
    let choices = bot.answer("/language", 1).await;
    bot.api.press(11, bot.api.sent_id(1), &choices.button("繁體中文"));
    bot.api.call("editMessageText", 1).await;
    let answer = bot.answer("3.6", 2).await;
    assert!(answer.text().contains("繁體字"), "{}", answer.text());
    let api = bot.stop().await;
    let bot = Served::with(api, Arc::clone(&ASSISTANT), kept(), None).await;
    bot.api.press(11, bot.api.sent_id(2), &answer.button("›"));
    let next = bot.api.call("editMessageText", 2).await;
    assert!(next.text().contains("第3.7條"), "{}", next.text());
    let forgotten = bot.answer("/forget", 3).await;
    assert!(forgotten.text().contains("已清除"), "{}", forgotten.text());
    assert!(bot.answer("3.6", 4).await.text().contains("Clause 3.6"));
    bot.stop().await;
}

#[tokio::test]
async fn inline_results_come_in_pages() {
    let bot = Served::start().await;
    let (mut ids, mut titles) = (HashSet::new(), HashSet::new());
    let mut offset = String::new();
    for page in 1..=3 {
        bot.api.typed("中国 东盟 合作", &offset);
        let answer = bot.api.call("answerInlineQuery", page).await;
        let results = answer.body["results"].as_array().unwrap();
        assert!(!results.is_empty() && results.len() <= 50);
        for result in results {
            assert!(ids.insert(result["id"].as_str().unwrap().to_owned()), "{result}");
            let title = result["title"].as_str().unwrap().to_owned();
            assert!(title.starts_with('第') || title.contains("序言"), "{title}");
            assert!(titles.insert(title), "{result}");
            assert_eq!(result["type"], "article");
            let n_chars = result["description"].as_str().unwrap().chars().count();
            assert!((1..=200).contains(&n_chars), "{result}");
            let content = &result["input_message_content"];
            assert_eq!(content["parse_mode"], "HTML");
            assert_eq!(content["link_preview_options"]["is_disabled"], true);
            assert!(!result["reply_markup"].to_string().contains("\"1:u"), "votes elsewhere");
            let message = json!({
                "text": result["input_message_content"]["message_text"],
                "reply_markup": result["reply_markup"],
            });
            check_message(&message).unwrap();
        }
        assert_eq!(answer.body["is_personal"], true);
        assert!(answer.body["cache_time"].as_i64().is_some_and(|it| (0..=300).contains(&it)));
        offset = answer.body["next_offset"].as_str().unwrap().to_owned();
    }
    // An offset that is no number is the first page; beyond the end there is no other page.
    bot.api.typed("中国 东盟 合作", "no number");
    let again = bot.api.call("answerInlineQuery", 4).await;
    let first = &bot.api.calls("answerInlineQuery")[0];
    assert_eq!(again.body["results"], first.body["results"]);
    bot.api.typed("中国 东盟 合作", "5000");
    let beyond = bot.api.call("answerInlineQuery", 5).await;
    assert_eq!(beyond.body["next_offset"].as_str().unwrap_or_default(), "");
    bot.api.typed("湄公河大坝", "");
    let nothing = bot.api.call("answerInlineQuery", 6).await;
    let first = &nothing.body["results"][0]["title"];
    assert!(first.as_str().unwrap().contains("没有"), "{first}");
    assert_eq!(nothing.body["button"]["start_parameter"], "inline");
    bot.stop().await;
}

#[tokio::test]
async fn a_long_list_comes_whole_and_in_order() {
    let folder = tempfile::tempdir().unwrap();
    let document = folder.path().join("long");
    std::fs::create_dir(&document).unwrap();
    let clauses = (1..=400).map(|i| {
        format!("1.{i} The Fund will provide US${i} million to the farms of village number {i}.\n")
    });
    let text: String =
        std::iter::once("A Plan\n\n1. Farms\n\n".to_owned()).chain(clauses).collect();
    std::fs::write(document.join("en.txt"), text).unwrap();
    let (library, _) = open(folder.path()).unwrap();
    let assistant = Arc::new(Assistant::new(library).unwrap());
    let bot = Served::with(BotApi::start().await, assistant, StorePlace::Memory, None).await;
    bot.answer("list all pledges", 1).await;
    let api = bot.stop().await;
    let all: String =
        api.calls("sendMessage").iter().map(|it| it.text().to_owned() + "\n").collect();
    assert!(all.len() > 30_000, "{}", all.len());
    let mut at = 0;
    for i in 1..=200 {
        let wanted = format!("US${i} million");
        at += all[at..].find(&wanted).unwrap_or_else(|| panic!("no {wanted} after {at}"));
    }
}

/// What `getMe` answers.
fn me(has_inline: bool, has_app: bool) -> Fault {
    let me = json!({"ok": true, "result": {"id": 666, "is_bot": true, "first_name": "Stand", "username": "stand_bot",
        "can_join_groups": true, "can_read_all_group_messages": false, "can_connect_to_business": false,
        "supports_inline_queries": has_inline, "has_main_web_app": has_app}});
    Fault { raw: Some(me.to_string()), ..Fault::new("getMe", 200) }
}

/// Every page that can be reached by buttons from `page`, each once.
fn walk(pager: &Pager<'_>, page: &Page, seen: &mut HashSet<Action>, next: &mut VecDeque<Action>) {
    for text in &page.messages {
        let body = json!({"text": text, "reply_markup": page.keyboard()});
        if let Err(fault) = check_message(&body) {
            panic!("{fault}\n{text}");
        }
    }
    assert!(!page.messages.is_empty());
    for button in page.buttons.iter().flatten() {
        let button: Value = serde_json::to_value(button).unwrap();
        if let Some(data) = button["callback_data"].as_str() {
            let action: Action = data.parse().unwrap_or_else(|_| panic!("{data}"));
            if seen.insert(action) {
                next.push_back(action);
            }
        }
    }
    let _ = pager;
}

/// A press of the first button with a label, below the last message.
fn press(api: &BotApi, label: &str, id: &str) {
    let shown = api.calls("sendMessage").last().unwrap().body.clone();
    let buttons = shown["reply_markup"]["inline_keyboard"].as_array().unwrap().clone();
    let mut all = buttons.iter().filter_map(Value::as_array).flatten();
    let data = all.find(|it| it["text"] == label).unwrap()["callback_data"].clone();
    let kind = if shown["chat_id"].as_i64() > Some(0) { "private" } else { "group" };
    let chat = json!({"id": shown["chat_id"], "type": kind, "first_name": "Ann", "title": "G"});
    let n_sent = api.calls("sendMessage").len();
    let message = json!({"message_id": api.sent_id(n_sent), "date": 1, "chat": chat, "text": shown["text"],
        "reply_markup": shown["reply_markup"]});
    let from = json!({"id": 11, "is_bot": false, "first_name": "Ann", "language_code": "en"});
    api.update(
        "callback_query",
        json!({"id": id, "from": from, "chat_instance": "c", "data": data, "message": message}),
    );
}

#[tokio::test]
async fn without_inline_mode_nothing_is_shared() {
    for (has_inline, n_shares) in [(false, 0), (true, 1)] {
        let api = BotApi::start().await;
        api.fault(me(has_inline, false));
        let bot = Served::at(api).await;
        bot.answer("3.6", 1).await;
        press(&bot.api, "⋯", "q");
        let opened = bot.api.call("editMessageReplyMarkup", 1).await.body.to_string();
        assert!(opened.contains("copy_text"), "{opened}");
        assert_eq!(opened.matches("switch_inline_query").count(), n_shares, "{opened}");
        bot.stop().await;
    }
}

#[tokio::test]
async fn in_groups_a_clause_opens_in_the_main_mini_app_if_there_is_one() {
    let page = "\"url\":\"https://plan.example.org/d/china-asean-2022-2025/en/3.6\"";
    let app = "\"url\":\"https://t.me/stand_bot?startapp=c23e7b182-3_6-e\"";
    for (chat, has_app, url) in
        [(-7, false, page), (-7, true, app), (11, false, page), (11, true, page)]
    {
        let api = BotApi::start().await;
        api.fault(me(true, has_app));
        let serving = Serving {
            web_url: Some("https://plan.example.org".parse().unwrap()),
            ..serving(&api, StorePlace::Memory)
        };
        let bot = Served::set(api, Arc::clone(&ASSISTANT), &serving, None).await;
        bot.api.say(chat, "/ask article 3.6");
        bot.api.call("sendMessage", 1).await;
        press(&bot.api, "⋯", "q");
        let opened = bot.api.call("editMessageReplyMarkup", 1).await.body.to_string();
        assert!(opened.contains(url), "{opened}");
        assert_eq!(opened.contains("\"web_app\""), chat > 0, "{opened}");
        bot.stop().await;
    }
}

#[test]
fn every_page_of_every_view_fits() {
    let library = ASSISTANT.library();
    let units = ASSISTANT.units("合作 cooperation ASEAN 东盟");
    let focus = ASSISTANT.focus("how much", &units);
    let mut seen = HashSet::new();
    for first in [TextOrder::Readers, TextOrder::Authentic] {
        for audience in [Audience::One, Audience::Many, Audience::Elsewhere] {
            for locale in Locale::ALL {
                let pager = Pager {
                    assistant: &ASSISTANT,
                    username: "stand_bot",
                    has_inline: true,
                    has_app: false,
                    pages: None,
                    locale,
                    order: first,
                    audience,
                    document: None,
                };
                let mut next = VecDeque::new();
                let clauses: Vec<ClauseRef> = library.clauses().map(|(at, _, _)| at).collect();
                for at in &clauses {
                    let below =
                        Below { further: clauses[..2].to_vec(), reached: Reached::ByQuestion };
                    let page = pager.clause(*at, 0, Some(&focus), &below);
                    walk(&pager, &page, &mut seen, &mut next);
                }
                walk(&pager, &pager.outline(), &mut seen, &mut next);
                walk(&pager, &pager.documents(0), &mut seen, &mut next);
                walk(&pager, &pager.start(), &mut seen, &mut next);
                while let Some(action) = next.pop_front() {
                    let page = match action {
                        Action::Commitments(document, _, page) => {
                            pager.commitments(document.find(library).unwrap(), page)
                        }
                        Action::Contents(document, _, page) => {
                            pager.contents(document.find(library).unwrap(), page)
                        }
                        Action::Section(document, section, _, page) => {
                            pager.section(document.find(library).unwrap(), section, page)
                        }
                        Action::Open(clause, _) | Action::Further(clause, _) => {
                            pager.clause(clause.find(library).unwrap(), 0, None, &Below::default())
                        }
                        Action::Show(clause, _, part) => pager.clause(
                            clause.find(library).unwrap(),
                            part,
                            None,
                            &Below::default(),
                        ),
                        Action::Both(clause, _, part) => {
                            pager.both(clause.find(library).unwrap(), part, &Below::default())
                        }
                        Action::More(clause, locale, reached) => {
                            let below = Below { further: clauses[..2].to_vec(), reached };
                            let (at, pager) =
                                (clause.find(library).unwrap(), Pager { locale, ..pager });
                            Page {
                                buttons: pager.all_rows(at, clause, &below),
                                ..pager.clause(at, 0, None, &below)
                            }
                        }
                        _ => continue,
                    };
                    walk(&pager, &page, &mut seen, &mut next);
                }
            }
        }
    }
    assert!(seen.len() > 500, "{}", seen.len());
}
