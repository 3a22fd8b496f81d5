//! The calls of the bot as lines of a transcript.

use std::collections::HashMap;

use serde_json::Value;

use super::{
    stage::{Message, Spot, Stage},
    transcript::Entry,
};
use crate::support::check::unescaped;

/// Seconds after which a transcript says how late the bot was.
const LATE: f64 = 5.0;

/// The chats, messages and queries of a step.
#[derive(Default)]
pub(super) struct Heard {
    /// When it began, in seconds of Unix time.
    pub(super) began: f64,
    /// When the bot could begin to answer: later if the step started it.
    pub(super) waited_from: f64,
    /// The chats with acts of users.
    pub(super) spots: Vec<Spot>,
    /// The messages that were sent or edited: chat and id.
    pub(super) said: Vec<(i64, i64)>,
    /// Buttons and inline queries that wait, with the chat that they belong to.
    pub(super) queries: HashMap<String, i64>,
    /// The message whose button was pressed.
    pub(super) tapped: Option<(i64, i64)>,
    /// Seconds that Telegram told the bot to wait, by chat.
    pub(super) waits: HashMap<i64, f64>,
    /// Calls that the scene made in the name of the bot.
    pub(super) n_own_calls: usize,
}

/// A call as an entry, with its place and its time.
pub(super) struct Shown {
    chat: i64,
    at: f64,
    entry: Entry,
}

impl Stage<'_> {
    /// The calls of the bot in this step by chat; the chat finished last comes last.
    pub(super) fn shown(&mut self, calls: &[Value]) -> Vec<Entry> {
        let mut shown = Vec::new();
        for call in calls {
            if call["t"].as_f64() < Some(self.heard.began) || call["ok"].is_null() {
                continue;
            }
            shown.extend(self.entry(call));
        }
        for (_, chat) in std::mem::take(&mut self.heard.queries) {
            let entry = Entry::new(format!("bot leaves {} waiting", self.place_name(chat)), "");
            shown.push(Shown { chat, at: f64::MAX, entry });
        }
        let mut ends: HashMap<i64, f64> = HashMap::new();
        for it in &shown {
            let end = ends.entry(it.chat).or_default();
            *end = end.max(it.at);
        }
        shown.sort_by(|a, b| {
            let key = |it: &Shown| (ends[&it.chat], it.chat, it.at);
            key(a).partial_cmp(&key(b)).expect("times are numbers")
        });
        shown.into_iter().map(|it| it.entry).collect()
    }

    fn entry(&mut self, call: &Value) -> Option<Shown> {
        let (method, body) = (call["method"].as_str()?, &call["body"]);
        let query = body["callback_query_id"].as_str().or(body["inline_query_id"].as_str());
        let chat = match query {
            Some(id) => self.heard.queries.remove(id)?,
            None => body["chat_id"].as_i64().unwrap_or_default(),
        };
        let at = call["t"].as_f64()?;
        let show = |entry| Some(Shown { chat, at, entry });
        // The Bot API does not know a query that was sent as a raw update.
        let is_own = body["callback_query_id"].as_str().is_some_and(|it| it.starts_with("own"));
        if call["ok"] == false && method != "getUpdates" && !is_own {
            let head = format!("telegram refuses {method}{}", self.place_after(chat));
            return show(Entry::new(head, call["answer"].as_str().unwrap_or_default()));
        }
        match method {
            "sendMessage" => {
                let entry = self.sent(chat, at, body, &call["answer"]);
                show(entry)
            }
            "editMessageText" | "editMessageReplyMarkup" => {
                let entry = self.edited(chat, method, body);
                show(entry)
            }
            "setMessageReaction" => {
                let emoji = body["reaction"][0]["emoji"].as_str()?;
                let said = (chat, body["message_id"].as_i64()?);
                let is_expected = self.heard.said.contains(&said);
                let note = if is_expected { "" } else { " (to something else)" };
                show(Entry::new(format!("bot reacts{}{note}", self.place_after(chat)), emoji))
            }
            "deleteMessage" => self.deleted(chat, body).and_then(show),
            "answerCallbackQuery" => {
                let text = body["text"].as_str()?;
                let verb = if body["show_alert"] == true { "alerts" } else { "pops up" };
                show(Entry::new(format!("bot {verb}{}", self.place_after(chat)), text))
            }
            "answerInlineQuery" => {
                let entry = self.listed(body);
                show(entry)
            }
            _ => None,
        }
    }

    /// ` in Delegation`, unless all acts of the step were in this chat.
    fn place_after(&self, chat: i64) -> String {
        let is_only =
            !self.heard.spots.is_empty() && self.heard.spots.iter().all(|it| it.chat == chat);
        if is_only || chat == 0 {
            return String::new();
        }
        let name = self.place_name(chat);
        format!(" {} {name}", if chat > 0 { "to" } else { "in" })
    }

    fn sent(&mut self, chat: i64, at: f64, body: &Value, answer: &Value) -> Entry {
        let replied = body["reply_parameters"]["message_id"].as_i64();
        let topic = body["message_thread_id"].as_i64();
        let question = replied.and_then(|it| self.messages.get(&(chat, it)));
        let mut notes = format_notes(body);
        let said: Vec<i64> =
            self.heard.said.iter().filter(|it| it.0 == chat).map(|it| it.1).collect();
        let expected_topic = question.and_then(|it| it.spot.topic);
        let only_for = body["ephemeral_message_parameters"]["receiver_user_id"].as_i64();
        if let Some(user) = only_for {
            notes.push(format!("only for {}", self.place_name(user)));
        }
        match (replied, question) {
            (None, _) if only_for.is_some() => {}
            (None, _) => notes.push("no reply".to_owned()),
            (Some(id), Some(question)) if !matches!(said.as_slice(), [one] if *one == id) => {
                notes.push(format!("reply to “{}”", start_of(&question.text)));
            }
            (Some(_), Some(_)) => {}
            (Some(_), None) => notes.push("reply to something else".to_owned()),
        }
        if replied.is_some() && body["reply_parameters"]["allow_sending_without_reply"] != true {
            notes.push("only if the question is there".to_owned());
        }
        if topic != expected_topic {
            notes.push(topic.map_or("no topic".to_owned(), |it| format!("topic {it}")));
        }
        if let Some(topic) = body["direct_messages_topic_id"].as_i64() {
            notes.push(format!("direct messages {topic}"));
        }
        let late = at - self.heard.waited_from;
        match self.heard.waits.get(&chat) {
            Some(wait) if late >= *wait && late < wait + LATE => {
                notes.push(format!("after {wait} s"));
            }
            _ if late >= LATE => notes.push(format!("after {late:.0} s")),
            _ => {}
        }
        let message = Message {
            by: "bot".to_owned(),
            text: body["text"].as_str().unwrap_or_default().to_owned(),
            spot: Spot { chat, topic },
            answers: replied,
            keyboard: body["reply_markup"]["inline_keyboard"].clone(),
            inline_id: None,
        };
        if let Some(id) = answer["message_id"].as_i64() {
            self.messages.insert((chat, id), message);
            self.order.push((chat, id));
        }
        let mut head = format!("bot{}", self.place_after(chat));
        if !notes.is_empty() {
            head = format!("{head} ({})", notes.join(", "));
        }
        Entry::new(head, &content(body))
    }

    fn edited(&mut self, chat: i64, method: &str, body: &Value) -> Entry {
        let mut notes = if method == "editMessageText" { format_notes(body) } else { Vec::new() };
        let inline_id = body["inline_message_id"].as_str();
        let id = match inline_id {
            Some(inline_id) => self
                .messages
                .iter()
                .find(|(_, it)| it.inline_id.as_deref() == Some(inline_id))
                .map(|(key, _)| *key),
            None => body["message_id"].as_i64().map(|it| (chat, it)),
        };
        let said = &self.heard.said;
        let message = id.and_then(|it| self.messages.get_mut(&it));
        let is_expected = message.as_ref().is_some_and(|it| {
            self.heard.tapped == id || it.answers.is_some_and(|it| said.contains(&(chat, it)))
        });
        if !is_expected {
            let text = message.as_ref().map_or("", |it| it.text.as_str());
            notes.push(format!("instead of “{}”", start_of(&readable(text))));
        }
        if let Some(message) = message {
            message.keyboard = body["reply_markup"]["inline_keyboard"].clone();
            if let Some(text) = body["text"].as_str() {
                text.clone_into(&mut message.text);
            }
        }
        if let Some(id) = id {
            self.order.retain(|it| *it != id);
            self.order.push(id);
        }
        let what = if method == "editMessageText" { "" } else { " buttons" };
        let inline = if inline_id.is_some() { " inline" } else { "" };
        let mut head = format!(
            "bot edits{inline}{what}{}",
            self.place_after(if inline_id.is_some() { 0 } else { chat })
        );
        if !notes.is_empty() {
            head = format!("{head} ({})", notes.join(", "));
        }
        Entry::new(head, &content(body))
    }

    /// A deletion; those that the scene made in the name of the bot are not shown.
    fn deleted(&mut self, chat: i64, body: &Value) -> Option<Entry> {
        let key = (chat, body["message_id"].as_i64()?);
        self.order.retain(|it| *it != key);
        let message = self.messages.remove(&key);
        if self.heard.n_own_calls > 0 {
            self.heard.n_own_calls -= 1;
            return None;
        }
        let text = message.map_or(String::new(), |it| start_of(&readable(&it.text)));
        Some(Entry::new(format!("bot deletes{}", self.place_after(chat)), &text))
    }

    fn listed(&mut self, body: &Value) -> Entry {
        let results = body["results"].as_array().cloned().unwrap_or_default();
        let text = |it: &Value, key: &str| it[key].as_str().unwrap_or_default().to_owned();
        let mut lines: Vec<String> = results
            .iter()
            .map(|it| {
                format!("{} — {}", text(it, "title"), text(it, "description").replace('\n', " "))
            })
            .collect();
        if let Some(button) = body["button"].as_object() {
            let button = Value::Object(button.clone());
            lines.push(format!(
                "[{}] starts {}",
                text(&button, "text"),
                text(&button, "start_parameter")
            ));
        }
        let mut notes = Vec::new();
        if body["is_personal"] == true {
            notes.push("personal".to_owned());
        }
        notes.push(format!("{} s", body["cache_time"].as_i64().unwrap_or(300)));
        if !text(body, "next_offset").is_empty() {
            notes.push("more".to_owned());
        }
        self.results = results;
        Entry::new(format!("results ({})", notes.join(", ")), &lines.join("\n"))
    }
}

/// Shows parameters that differ from those of other texts.
fn format_notes(body: &Value) -> Vec<String> {
    let mut notes = Vec::new();
    if body["parse_mode"] != "HTML" {
        notes.push("not as HTML".to_owned());
    }
    if body["link_preview_options"]["is_disabled"] != true {
        notes.push("with a preview".to_owned());
    }
    notes
}

fn start_of(text: &str) -> String {
    let line = text.lines().next().unwrap_or_default();
    let start: String = line.chars().take(24).collect();
    start.replace([':', '…'], " ")
}

/// Text and buttons of a message.
fn content(body: &Value) -> String {
    let text = readable(body["text"].as_str().unwrap_or_default());
    let labels = labels_of(&body["reply_markup"]["inline_keyboard"]);
    format!("{text}\n{labels}")
}

/// Rows of labels: `[‹ 3.5] [3.7 ›]`.
pub(super) fn labels_of(keyboard: &Value) -> String {
    let row = |it: &Value| {
        let labels = it.as_array().into_iter().flatten().filter_map(|it| it["text"].as_str());
        labels.map(|it| format!("[{it}]")).collect::<Vec<_>>().join(" ")
    };
    keyboard.as_array().into_iter().flatten().map(row).collect::<Vec<_>>().join("\n")
}

/// HTML as a person can read it.
///
/// | markup | is written |
/// |---|---|
/// | bold, italic | `*words*`, `_words_` |
/// | a quotation, a folded one | lines that begin with `> `, `>> ` |
/// | a link that starts the bot | `words ‹start c23e7b182-3_6-e›` |
pub(super) fn readable(html: &str) -> String {
    let (mut out, mut rest, mut quote, mut link) = (String::new(), html, "", "");
    let mut quoted = String::new();
    while let Some(at) = rest.find('<') {
        let (before, after) = rest.split_at(at);
        let (tag, after) = after[1..].split_once('>').unwrap_or((&after[1..], ""));
        rest = after;
        let target = if quote.is_empty() { &mut out } else { &mut quoted };
        target.push_str(&unescaped(before));
        match tag {
            "b" | "/b" => target.push('*'),
            "i" | "/i" => target.push('_'),
            "blockquote" => quote = "> ",
            "blockquote expandable" => quote = ">> ",
            "/blockquote" => {
                let lines: Vec<String> = quoted.lines().map(|it| format!("{quote}{it}")).collect();
                out.push_str(&lines.join("\n"));
                quoted.clear();
                quote = "";
            }
            "/a" => target.extend([" ‹", link, "›"]),
            _ => {
                link = tag.split('"').nth(1).unwrap_or_default();
                link = link.rsplit('?').next().unwrap_or(link);
            }
        }
    }
    out + &unescaped(rest)
}

#[test]
fn markup_is_readable() {
    let html = "<a href=\"https://t.me/stand_bot?start=c1\">A &amp; B</a>\n<blockquote>a <b>b</b>\nc</blockquote>\n<blockquote expandable>d</blockquote>\n<i>N</i> &lt;";
    assert_eq!(readable(html), "A & B ‹start=c1›\n> a *b*\n> c\n>> d\n_N_ <");
}
