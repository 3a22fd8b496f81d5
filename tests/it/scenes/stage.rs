//! The users, chats and acts of a scene (`tests/scenes/README.md`).

use std::{
    collections::HashMap,
    fs,
    path::Path,
    sync::atomic::{AtomicI64, Ordering},
    time::{Duration, SystemTime, UNIX_EPOCH},
};

use serde_json::{Value, json};
use tempfile::TempDir;

use super::{
    program::{Bot, Sim, bot_user},
    show::{Heard, labels_of, readable},
    transcript::{Act, Entry},
};
use crate::long::write_long_plan;

/// Ids of users and chats, unique across scenes.
static IDS: AtomicI64 = AtomicI64::new(1001);

/// Ids of messages that the Bot API does not number.
static NUMBERS: AtomicI64 = AtomicI64::new(700_001);

/// The user that anonymous administrators of every group are.
const ANONYMOUS: i64 = 1_087_968_824;

/// The chat and topic of a message.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Spot {
    pub(super) chat: i64,
    pub(super) topic: Option<i64>,
}

/// A message of a person or of the bot.
#[derive(Clone, Debug)]
pub(super) struct Message {
    pub(super) by: String,
    pub(super) text: String,
    pub(super) spot: Spot,
    /// The message of a person that this one of the bot answers.
    pub(super) answers: Option<i64>,
    /// Rows of buttons.
    pub(super) keyboard: Value,
    /// Its inline id, if it was sent through the inline mode.
    pub(super) inline_id: Option<String>,
}

pub(super) struct Stage<'a> {
    pub(super) sim: &'a Sim,
    bot: Bot,
    /// Chat objects by the name of a place, or of a person for a private chat.
    pub(super) places: HashMap<String, Value>,
    people: HashMap<String, Value>,
    /// The last chat of each person.
    spots: HashMap<String, Spot>,
    /// Messages by chat and id; in `order` the last that was sent or changed is last.
    pub(super) messages: HashMap<(i64, i64), Message>,
    pub(super) order: Vec<(i64, i64)>,
    pub(super) heard: Heard,
    since: f64,
    said: Vec<String>,
    /// The library of the scene's own bot.
    library: Option<TempDir>,
    /// The last list of results.
    pub(super) results: Vec<Value>,
}

/// The direct result of an act, before the bot reacts.
type Outcome = Option<Entry>;

impl<'a> Stage<'a> {
    pub(super) fn new(sim: &'a Sim, bot: Bot) -> Self {
        Self {
            sim,
            bot,
            places: HashMap::new(),
            people: HashMap::new(),
            spots: HashMap::new(),
            messages: HashMap::new(),
            order: Vec::new(),
            heard: Heard::default(),
            since: now(),
            said: Vec::new(),
            library: None,
            results: Vec::new(),
        }
    }

    /// Starts a bot of the scene's own. `$ann` in an option is the id of a person or place.
    pub(super) async fn begin(&mut self, options: &[String]) {
        let mut filled = Vec::new();
        for option in options {
            let mut parts = option.split('$');
            let mut text = parts.next().unwrap_or_default().to_owned();
            for part in parts {
                let end = part.find([',', ' ']).unwrap_or(part.len());
                text.push_str(&self.id_of(&part[..end]).to_string());
                text.push_str(&part[end..]);
            }
            filled.push(text);
        }
        for library in &mut filled {
            let write = match library.as_str() {
                "long-plan" => write_long_plan,
                "two-pacts" => write_two_pacts,
                _ => continue,
            };
            let folder = tempfile::tempdir().unwrap();
            write(folder.path());
            folder.path().to_str().unwrap().clone_into(library);
            self.library = Some(folder);
        }
        self.bot = Bot::start(self.sim, &filled).await;
    }

    /// The bot, and the texts of the users.
    pub(super) fn leave(self) -> (Bot, Vec<String>) {
        (self.bot, self.said)
    }

    /// Does the acts of a step; returns the calls of the bot, and whether an answer is expected.
    pub(super) async fn play(&mut self, acts: &[Act]) -> (Vec<Entry>, bool) {
        self.heard = Heard { began: now(), waited_from: now(), ..Heard::default() };
        let mut outcomes = Vec::new();
        for act in acts {
            outcomes.extend(self.act(act).await);
        }
        if self.bot.is_running() && !acts.is_empty() {
            self.bot.settle(self.sim).await;
        }
        let has_spoken = !self.heard.spots.is_empty();
        let calls = self.sim.get(&format!("calls?since={}", self.since)).await;
        outcomes.extend(self.shown(calls.as_array().map_or(&[], Vec::as_slice)));
        (outcomes, has_spoken)
    }

    async fn act(&mut self, act: &Act) -> Outcome {
        let line = act.line.as_str();
        if line.starts_with("serve with ") {
            return None;
        }
        if let Some(rest) = line.strip_prefix("the bot ") {
            return self.direct(rest).await;
        }
        if let Some(command) = line.strip_prefix("operator runs ") {
            let arguments: Vec<&str> = command.split_whitespace().collect();
            let output = self.bot.run(&arguments);
            return Some(Entry::new("prints", &String::from_utf8_lossy(&output.stdout)));
        }
        if line == "telegram was called" {
            self.wait_for_calls().await;
            return None;
        }
        if let Some(seconds) = line.strip_suffix(" seconds pass") {
            tokio::time::sleep(Duration::from_secs(seconds.parse().unwrap())).await;
            self.heard.waited_from = now();
            return None;
        }
        if let Some(rest) = line.strip_prefix("telegram fails ") {
            self.fail(rest).await;
            return None;
        }
        let (who, rest) = self.actor(line);
        let with = self.filled(&who, act.with.clone().unwrap_or_else(|| json!({})));
        self.does(&who, rest, with).await
    }

    /// Waits until the bot has called Telegram in every chat with a new message.
    async fn wait_for_calls(&self) {
        let is_called = |calls: &Value, chat: i64| {
            let mut calls = calls.as_array().into_iter().flatten();
            calls.any(|it| {
                it["body"]["chat_id"] == chat && it["t"].as_f64() >= Some(self.heard.began)
            })
        };
        for spot in &self.heard.spots {
            let path = format!("calls?method=sendMessage&since={}", self.heard.began);
            while !is_called(&self.sim.get(&path).await, spot.chat) {
                tokio::time::sleep(Duration::from_millis(5)).await;
            }
        }
    }

    async fn direct(&mut self, what: &str) -> Outcome {
        match what {
            "starts" => {
                self.bot.launch(self.sim).await;
                self.heard.waited_from = now();
            }
            "is killed" => self.bot.kill(None).await,
            "is killed, its notes written" => {
                let answered =
                    self.order.iter().rev().find_map(|(chat, id)| {
                        Some((*chat, self.messages[&(*chat, *id)].answers?))
                    });
                self.bot.kill(answered).await;
            }
            "is told to end" | "is interrupted" => {
                let signal = if what == "is interrupted" { "-INT" } else { "-TERM" };
                let code = self.bot.signal(signal).await;
                let code = code.map_or("none".to_owned(), |it| it.to_string());
                let pending = self.sim.get("pending").await;
                let n_left = pending.as_array().map_or(0, Vec::len);
                return Some(Entry::new("ended", &format!("code {code}, {n_left} updates left")));
            }
            _ => panic!("the bot cannot: {what}"),
        }
        None
    }

    /// `sendMessage in Delegation: 429, retry after 2`.
    async fn fail(&mut self, what: &str) {
        let (head, faults) = what.split_once(": ").expect("`: ` after the method");
        let (method, place) = head.split_once(" in ").unwrap_or((head, ""));
        let mut fault = json!({"method": method});
        if !place.is_empty() {
            fault["chat_id"] = json!(self.chat_of(place));
        }
        for part in faults.split(", ") {
            let words: Vec<&str> = part.split(' ').collect();
            match words.as_slice() {
                ["retry", "after", seconds] => {
                    let seconds: u32 = seconds.parse().unwrap();
                    fault["retry_after"] = json!(seconds);
                    let chat = fault["chat_id"].as_i64().unwrap_or_default();
                    self.heard.waits.insert(chat, f64::from(seconds));
                }
                ["delay", seconds] => fault["delay"] = json!(seconds.parse::<f64>().unwrap()),
                [times, "times"] => fault["times"] = json!(times.parse::<u64>().unwrap()),
                ["migrate", "to", place] => fault["migrate_to"] = json!(self.chat_of(place)),
                [code] => fault["code"] = json!(code.parse::<u16>().unwrap()),
                [code, ..] => {
                    fault["code"] = json!(code.parse::<u16>().unwrap());
                    fault["description"] = json!(quoted(part).expect("a description in “”"));
                }
                [] => {}
            }
        }
        self.sim.post("fault", &fault).await;
    }

    /// The id of a person or place; creates it if it is new.
    fn id_of(&mut self, name: &str) -> i64 {
        if is_place(name) {
            self.chat_of(name)
        } else {
            self.person(name, "")["id"].as_i64().unwrap()
        }
    }

    fn person(&mut self, name: &str, traits: &str) -> Value {
        let person = self.people.entry(name.to_owned()).or_insert_with(|| {
            let id = if name == "anonymous" { ANONYMOUS } else { IDS.fetch_add(1, Ordering::Relaxed) };
            json!({"id": id, "is_bot": name == "anonymous", "first_name": name, "language_code": "en"})
        });
        for given in traits.split(", ").filter(|it| !it.is_empty() && *it != "private") {
            person["language_code"] = json!(given);
        }
        let chat = json!({"id": person["id"], "type": "private", "first_name": name});
        self.places.entry(name.to_owned()).or_insert(chat);
        person.clone()
    }

    /// `supergroup`, `group`, `channel`, `forum`, `titled …`.
    fn place(&mut self, name: &str, traits: &str) {
        let place = self.places.entry(name.to_owned()).or_insert_with(|| {
            let number = IDS.fetch_add(1, Ordering::Relaxed);
            json!({"id": -1_000_000_000_000 - number, "type": "supergroup", "title": name})
        });
        for given in traits.split(", ").filter(|it| !it.is_empty()) {
            match given {
                "supergroup" | "channel" => place["type"] = json!(given),
                "group" => {
                    place["type"] = json!(given);
                    let id = place["id"].as_i64().unwrap();
                    place["id"] = json!(id % 1_000_000_000);
                }
                "forum" => place["is_forum"] = json!(true),
                _ => {
                    let title = given.strip_prefix("titled ").unwrap_or_else(|| panic!("{given}?"));
                    place["title"] = json!(title);
                }
            }
        }
    }

    fn chat_of(&mut self, name: &str) -> i64 {
        if is_place(name) {
            self.place(name, "");
        } else {
            self.person(name, "");
        }
        self.places[name]["id"].as_i64().unwrap()
    }

    /// Parses the user and the place of an act: `ann (zh-hans) in Delegation (forum), topic 7` and the rest.
    fn actor<'b>(&mut self, line: &'b str) -> (String, &'b str) {
        let (name, rest) = word(line);
        let (traits, mut rest) = bracketed(rest);
        let spot = if is_place(name) {
            self.place(name, traits);
            Some(Spot { chat: self.chat_of(name), topic: None })
        } else {
            self.person(name, traits);
            let is_private = traits.split(", ").any(|it| it == "private");
            let private = Spot { chat: self.chat_of(name), topic: None };
            (is_private || !self.spots.contains_key(name)).then_some(private)
        };
        if let Some(spot) = spot {
            self.spots.insert(name.to_owned(), spot);
        }
        if let Some(place) = rest.strip_prefix(" in ") {
            let (place, after) = word(place);
            let (traits, after) = bracketed(after);
            rest = after;
            self.place(place, traits);
            let chat = self.chat_of(place);
            self.spots.insert(name.to_owned(), Spot { chat, topic: None });
        }
        if let Some(topic) = rest.strip_prefix(", topic ") {
            let (number, after) = word(topic);
            rest = after;
            self.spots.get_mut(name).unwrap().topic = Some(number.parse().unwrap());
        }
        (name.to_owned(), rest)
    }

    /// `$here` is the chat, `$bot` the bot, `$Place` the id of a place.
    fn filled(&mut self, who: &str, value: Value) -> Value {
        match value {
            Value::String(text) if text == "$bot" => bot_user(),
            Value::String(text) if text == "$here" => self.chat(self.spots[who].chat),
            Value::String(text) if text.starts_with('$') => json!(self.id_of(&text[1..])),
            Value::Array(items) => items.into_iter().map(|it| self.filled(who, it)).collect(),
            Value::Object(fields) => {
                fields.into_iter().map(|(key, it)| (key, self.filled(who, it))).collect()
            }
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => value,
        }
    }

    fn chat(&self, id: i64) -> Value {
        self.places.values().find(|it| it["id"] == id).cloned().expect("a place of the scene")
    }

    pub(super) fn place_name(&self, id: i64) -> &str {
        let found = self.places.iter().find(|(_, it)| it["id"] == id);
        found.map_or("an unknown chat", |(name, _)| name)
    }

    async fn does(&mut self, who: &str, rest: &str, with: Value) -> Outcome {
        let spot = self.spots[who].clone();
        let (verb, text) = rest.split_once(": ").unwrap_or((rest.trim_end_matches(':'), ""));
        let (verb, text) = (verb.trim(), unescaped(text));
        match verb {
            "" => self.say(who, &text, json!({}), with).await,
            "types" => {
                self.heard.spots.push(spot.clone());
                self.types(who, &text).await;
            }
            "deletes the answer" => {
                let id = self.last_of(spot.chat, |it| it.by == "bot").expect("an answer");
                let body = json!({"chat_id": spot.chat, "message_id": id});
                self.sim.call("deleteMessage", &body).await;
                self.heard.n_own_calls += 1;
            }
            _ if verb.starts_with("edits") => {
                let id = self.found(&spot, who, quoted(verb));
                self.say(who, &text, json!({"edit": id}), with).await;
            }
            _ if verb.starts_with("replies to ") => {
                let other = verb.trim_start_matches("replies to ");
                let name = if quoted(other).is_some() { "" } else { other };
                let id = self.found(&spot, name, quoted(other));
                self.say(who, &text, json!({"reply_to": id}), with).await;
            }
            _ => return self.acts(who, rest.trim(), &spot, with).await,
        }
        None
    }

    /// Acts without a text after a colon.
    async fn acts(&mut self, who: &str, what: &str, spot: &Spot, with: Value) -> Outcome {
        if let Some(place) = what.strip_prefix("is an administrator of ") {
            let member = json!({"chat_id": self.chat_of(place), "user_id": self.id_of(who), "status": "administrator"});
            self.sim.post("member", &member).await;
        } else if let Some(label) = what.strip_prefix("taps ") {
            self.tap(who, label, spot).await;
        } else if let Some(label) = what.strip_prefix("copies ") {
            let button = self.button(spot.chat, label);
            let text = button["copy_text"]["text"].as_str().unwrap_or("nothing").to_owned();
            return Some(Entry::new("copied", &text));
        } else if let Some(label) = what.strip_prefix("opens ") {
            let button = self.button(spot.chat, label);
            let (place, url) = match button["web_app"]["url"].as_str() {
                Some(url) => ("inside Telegram", Some(url)),
                None => ("in a browser", button["url"].as_str()),
            };
            return Some(Entry::new(format!("opened {place}"), url.unwrap_or("nothing")));
        } else if let Some(label) = what.strip_prefix("shares ") {
            let query = self.button(spot.chat, label)["switch_inline_query"].clone();
            self.heard.spots.push(spot.clone());
            self.types(who, query.as_str().expect("a query of the button")).await;
        } else if let Some(title) = what.strip_prefix("picks ") {
            return Some(self.pick(who, title));
        } else if let Some(change) = what.strip_prefix("changes the bot from ") {
            let (old, new) = change.split_once(" to ").expect("`from … to …`");
            let change = json!({"chat": self.chat(spot.chat), "from": self.people[who], "date": now() as i64,
                "old_chat_member": standing(old), "new_chat_member": standing(new)});
            self.heard.spots.push(spot.clone());
            self.sim.post("update", &json!({"my_chat_member": change})).await;
        } else if let Some(sent) = what.strip_prefix("sends ") {
            self.send(who, sent, spot, with).await;
        } else {
            panic!("{who} cannot: {what}");
        }
        None
    }

    async fn say(&mut self, who: &str, text: &str, more: Value, with: Value) {
        let spot = self.spots[who].clone();
        let mut body = json!({"text": text, "chat": self.chat(spot.chat), "thread": spot.topic});
        if let Some(person) = self.people.get(who) {
            body["from"] = person.clone();
        }
        let mut extra = with;
        if who == "anonymous" {
            extra["sender_chat"] = self.chat(spot.chat);
        }
        if let Some(entities) = extra.as_object_mut().and_then(|it| it.remove("entities")) {
            body["entities"] = entities;
        }
        if let Some(from) = extra.as_object_mut().and_then(|it| it.remove("from")) {
            body["from"] = from;
        }
        body["extra"] = extra;
        for (key, value) in more.as_object().into_iter().flatten() {
            body[key] = value.clone();
        }
        if spot.topic.is_none() {
            body.as_object_mut().unwrap().remove("thread");
        }
        let said = self.sim.post("message", &body).await;
        let id = said["message_id"].as_i64().unwrap();
        self.keep(who, text, &spot, id);
    }

    fn keep(&mut self, who: &str, text: &str, spot: &Spot, id: i64) {
        self.said.push(text.to_owned());
        self.heard.spots.push(spot.clone());
        self.heard.said.push((spot.chat, id));
        let message = Message {
            by: who.to_owned(),
            text: text.to_owned(),
            spot: spot.clone(),
            answers: None,
            keyboard: Value::Null,
            inline_id: None,
        };
        self.messages.insert((spot.chat, id), message);
        self.order.retain(|it| *it != (spot.chat, id));
        self.order.push((spot.chat, id));
    }

    /// `a sticker`, `a voice`, `a photo “caption”`, `the same again`, or fields as JSON.
    async fn send(&mut self, who: &str, what: &str, spot: &Spot, with: Value) {
        if what.starts_with("the file ") {
            let name = quoted(what).expect("a name in “”");
            let file = json!({"name": name, "content": with["content"]});
            let document = self.sim.post("file", &file).await;
            return self.say(who, "", json!({}), json!({"document": document})).await;
        }
        let photo = json!([{"file_id": "p", "file_unique_id": "p", "width": 9, "height": 9, "file_size": 9}]);
        let mut fields = match what {
            "a sticker" => {
                json!({"sticker": {"file_id": "s", "file_unique_id": "s", "type": "regular",
                "width": 9, "height": 9, "is_animated": false, "is_video": false, "file_size": 9}})
            }
            "a voice" => json!({"voice": {"file_id": "v", "file_unique_id": "v", "duration": 3}}),
            "a service message" => with,
            _ if what.starts_with("a photo ") => {
                json!({"photo": photo, "caption": unescaped(quoted(what).expect("a caption in “”"))})
            }
            _ if what.starts_with("twice ") => json!({"text": quoted(what).expect("a text in “”")}),
            _ => panic!("{who} cannot send {what}"),
        };
        let id = NUMBERS.fetch_add(1, Ordering::Relaxed);
        let mut message =
            json!({"message_id": id, "date": now() as i64, "chat": self.chat(spot.chat)});
        if let Some(person) = self.people.get(who) {
            message["from"] = person.clone();
        }
        let is_twice = what.starts_with("twice ");
        if is_twice {
            let n = fields["text"].as_str().unwrap().split(' ').next().unwrap().len();
            fields["entities"] = json!([{"type": "bot_command", "offset": 0, "length": n}]);
        }
        let text =
            fields["caption"].as_str().or(fields["text"].as_str()).unwrap_or_default().to_owned();
        for (key, value) in fields.as_object().into_iter().flatten() {
            message[key] = value.clone();
        }
        let n = if is_twice { 2 } else { 1 };
        for _ in 0..n {
            self.sim.post("update", &json!({"message": message})).await;
        }
        self.keep(who, &text, spot, id);
    }

    async fn types(&mut self, who: &str, query: &str) {
        self.said.push(query.to_owned());
        let body = json!({"query": query, "from": self.people[who]});
        let typed = self.sim.post("inline", &body).await;
        let chat = self.chat_of(who);
        self.heard.queries.insert(typed["id"].as_str().unwrap().to_owned(), chat);
    }

    /// The message that an inline result becomes in a chat.
    fn pick(&mut self, who: &str, title: &str) -> Entry {
        let wanted = quoted(title).expect("a title in “”");
        let is_it = |it: &&Value| it["title"].as_str().is_some_and(|it| it.contains(wanted));
        let result = self.results.iter().find(is_it).expect("such a result").clone();
        let text = result["input_message_content"]["message_text"].as_str().unwrap_or_default();
        let keyboard = result["reply_markup"]["inline_keyboard"].clone();
        let body = format!("{}\n{}", readable(text), labels_of(&keyboard));
        let id = NUMBERS.fetch_add(1, Ordering::Relaxed);
        let spot = self.spots[who].clone();
        self.keep("bot", text, &spot, id);
        let message = self.messages.get_mut(&(spot.chat, id)).unwrap();
        message.keyboard = keyboard;
        message.inline_id = Some(format!("inline{id}"));
        self.heard.said.clear();
        Entry::new("picked", &body)
    }

    /// `[label]`, `[label] below “words”`, `data “…”`, each perhaps `, which telegram forgot`.
    async fn tap(&mut self, who: &str, what: &str, spot: &Spot) {
        let (what, is_forgotten) = match what.strip_suffix(", which telegram forgot") {
            Some(what) => (what, true),
            None => (what, false),
        };
        let (label, below) = match what.split_once(" below ") {
            Some((label, below)) => (label, quoted(below)),
            None => (what, None),
        };
        let found = self.last_of(spot.chat, |it| {
            let is_here = below.is_none_or(|words| readable(&it.text).contains(words));
            let has_it = label.starts_with("data ") || find_button(&it.keyboard, label).is_some();
            it.by == "bot" && is_here && has_it
        });
        // A forged button may belong to a message that never existed.
        let id = found.unwrap_or(1);
        let message = self.messages.get(&(spot.chat, id)).cloned();
        let keyboard = message.as_ref().map_or(&Value::Null, |it| &it.keyboard);
        let data = match label.strip_prefix("data ") {
            Some(data) => json!(unescaped(quoted(data).expect("data in “”"))),
            None => button_in(keyboard, label)["callback_data"].clone(),
        };
        self.heard.tapped = Some((spot.chat, id));
        self.heard.spots.push(spot.clone());
        let from = self.people[who].clone();
        let inline_id = message.and_then(|it| it.inline_id);
        let query = if is_forgotten || inline_id.is_some() {
            let query = format!("own{}", NUMBERS.fetch_add(1, Ordering::Relaxed));
            let mut body = json!({"id": query, "from": from, "chat_instance": "c", "data": data});
            match &inline_id {
                Some(id) => body["inline_message_id"] = json!(id),
                None => {
                    body["message"] =
                        json!({"chat": self.chat(spot.chat), "message_id": id, "date": 0});
                }
            }
            self.sim.post("update", &json!({"callback_query": body})).await;
            query
        } else {
            let tap = json!({"chat_id": spot.chat, "message_id": id, "data": data, "from": from});
            let tapped = self.sim.post("tap", &tap).await;
            tapped["id"].as_str().unwrap().to_owned()
        };
        self.heard.queries.insert(query, spot.chat);
    }

    fn button(&self, chat: i64, label: &str) -> Value {
        let id = self
            .last_of(chat, |it| find_button(&it.keyboard, label).is_some())
            .expect("a message with buttons");
        button_in(&self.messages[&(chat, id)].keyboard, label)
    }

    /// The matching message of a chat that was sent or changed last.
    pub(super) fn last_of(&self, chat: i64, fits: impl Fn(&Message) -> bool) -> Option<i64> {
        let here = self.order.iter().rev().filter(|it| it.0 == chat);
        here.map(|it| it.1).find(|id| fits(&self.messages[&(chat, *id)]))
    }

    /// The last message of a person, or the last one with these words.
    fn found(&self, spot: &Spot, by: &str, words: Option<&str>) -> i64 {
        let fits = |it: &Message| {
            let is_by = by.is_empty() || it.by == by;
            is_by && words.is_none_or(|words| readable(&it.text).contains(words))
        };
        self.last_of(spot.chat, fits)
            .unwrap_or_else(|| panic!("no message of `{by}` with {words:?}"))
    }
}

fn find_button<'b>(keyboard: &'b Value, label: &str) -> Option<&'b Value> {
    let label = label.trim_start_matches('[').trim_end_matches(']');
    let rows = keyboard.as_array().into_iter().flatten();
    let all: Vec<&Value> = rows.filter_map(Value::as_array).flatten().collect();
    let has = |it: &&&Value| it["text"].as_str().is_some_and(|it| it.contains(label));
    all.iter().find(|it| it["text"] == label).or_else(|| all.iter().find(has)).copied()
}

fn button_in(keyboard: &Value, label: &str) -> Value {
    let found = find_button(keyboard, label);
    found.unwrap_or_else(|| panic!("no button {label} in {}", labels_of(keyboard))).clone()
}

/// The bot's membership status in a chat.
fn standing(status: &str) -> Value {
    let mut member = json!({"status": status, "user": bot_user()});
    if status == "administrator" {
        for right in [
            "can_be_edited",
            "is_anonymous",
            "can_manage_chat",
            "can_delete_messages",
            "can_manage_video_chats",
            "can_restrict_members",
            "can_promote_members",
            "can_change_info",
            "can_invite_users",
            "can_post_stories",
            "can_edit_stories",
            "can_delete_stories",
        ] {
            member[right] = json!(false);
        }
    }
    if status == "kicked" {
        member["until_date"] = json!(0);
    }
    member
}

fn is_place(name: &str) -> bool {
    name.starts_with(char::is_uppercase)
}

/// The letters, digits and `_` at the start of the text, and the rest.
fn word(text: &str) -> (&str, &str) {
    let end = text.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(text.len());
    text.split_at(end)
}

/// The content of the bracket at the start of the text, and the rest.
fn bracketed(text: &str) -> (&str, &str) {
    text.strip_prefix(" (").and_then(|it| it.split_once(')')).unwrap_or(("", text))
}

fn quoted(text: &str) -> Option<&str> {
    text.split_once('“').and_then(|(_, it)| it.rsplit_once('”')).map(|(it, _)| it)
}

/// Text with `\n`, `\u{3000}` and `{words × 100}` written out.
fn unescaped(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find(['\\', '{']) {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let repeated = rest.strip_prefix('{').and_then(|it| {
            let (words, after) = it.split_once(" × ")?;
            let (n, after) = after.split_once('}')?;
            Some((words.to_owned(), n.parse::<usize>().ok()?, after))
        });
        let code = rest.strip_prefix("\\u{").and_then(|it| it.split_once('}'));
        let code = code.and_then(|(it, after)| {
            Some((char::from_u32(u32::from_str_radix(it, 16).ok()?)?, after))
        });
        if let Some((words, n, after)) = repeated {
            out.push_str(&unescaped(&words).repeat(n));
            rest = after;
        } else if let Some((c, after)) = code {
            out.push(c);
            rest = after;
        } else if let Some(after) = rest.strip_prefix("\\n") {
            out.push('\n');
            rest = after;
        } else {
            out.push_str(&rest[..1]);
            rest = &rest[1..];
        }
    }
    out + rest
}

/// Seconds of Unix time.
#[expect(clippy::disallowed_methods, reason = "messages have a date")]
pub(super) fn now() -> f64 {
    SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_secs_f64()
}

#[test]
fn escapes_are_read() {
    assert_eq!(unescaped("/ask\\na\\u{3000}b"), "/ask\na\u{3000}b");
    assert_eq!(unescaped("x{ab × 3}y{z}"), "xabababy{z}");
    assert_eq!(unescaped("{\\u{41}b × 2} \\ {"), "AbAb \\ {");
}

/// Two agreements whose clauses have the same numbers.
fn write_two_pacts(folder: &Path) {
    let harbour = "Harbour Pact\n\n1. Dues\n\n1.1 Each vessel pays forty crowns.\n\n1.2 Fishing boats pay nothing.\n\n2. Safety\n\n2.1 Pilots are licensed by the harbour master.\n";
    let rail = "Northern Rail Agreement (NRA)\n\n1. Tracks\n\n1.1 The Parties shall electrify the northern line.\n\n1.2 The Parties shall share sleeping cars.\n";
    let settings = "[short-title]\nen = \"Rail Agreement\"\n";
    for (name, file, text) in [
        ("harbour", "en.txt", harbour),
        ("rail", "en.txt", rail),
        ("rail", "document.toml", settings),
    ] {
        fs::create_dir_all(folder.join(name)).unwrap();
        fs::write(folder.join(name).join(file), text).unwrap();
    }
}
