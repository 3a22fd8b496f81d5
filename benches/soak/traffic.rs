//! The updates that Telegram sends, each computed from its number, so that none is
//! kept.
//!
//! | of a hundred | is | must have |
//! |---|---|---|
//! | 60 | a question in a private chat | an answer |
//! | 8 | a command there | an answer |
//! | 4 | a question that is edited | an edit of its answer |
//! | 5 | a button that is pressed | an acknowledgement |
//! | 3 | an inline query | a list |
//! | 1 | a sticker, each in a chat of its own | a hint |
//! | 9 | talk in a group | silence |
//! | 2 | a question in a group, and in a channel | an answer |
//! | 1 | the bot is added to a group, and put out of it | a greeting; silence |
//! | 1 | a question of somebody who blocked the bot | one try |
//! | 6 | service messages, migrations, unknown kinds, nonsense | silence |

use serde_json::{Value, json};

use crate::words::{asking, command, plain_question, question};

/// The bot's own number.
pub(crate) const BOT: i64 = 666;

/// People who ask.
const N_PEOPLE: u64 = 20_000;

/// Groups, and as many channels.
const N_GROUPS: u64 = 500;

/// Chats of each kind that is kept apart from those who ask.
const N_APART: u64 = 500;

/// An edit comes so many updates after its question.
const EDITED_AFTER: u64 = 40;

/// First ids of the kinds of chats.
mod first {
    pub(super) const PERSON: i64 = 1_000_000;
    pub(super) const FORGETFUL: i64 = 3_000_000;
    pub(super) const BLOCKER: i64 = 4_000_000;
    pub(super) const STICKERS: i64 = 5_000_000;
    pub(super) const GROUP: i64 = -1_001_000_000_000;
    pub(super) const CHANNEL: i64 = -1_002_000_000_000;
    pub(super) const JOINED: i64 = -1_003_000_000_000;
    pub(super) const MOVED: i64 = -1_000_000_000;
}

/// The kind of an update.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Matter {
    Question,
    Command,
    Forget,
    Edit,
    Press,
    Typed,
    Sticker,
    Talk,
    InGroup,
    InChannel,
    Added,
    PutOut,
    Blocked,
    Service,
    FromBot,
    Unknown,
    Unasked,
    Moved,
    Nonsense,
}

/// An update by its number, from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Place(pub(crate) u64);

impl Place {
    /// Its kind.
    pub(crate) fn matter(self) -> Matter {
        match self.0 % 100 {
            0..60 => Matter::Question,
            60..67 => Matter::Command,
            67 => Matter::Forget,
            68..72 => Matter::Edit,
            72..77 => Matter::Press,
            77..80 => Matter::Typed,
            80 => Matter::Sticker,
            81..90 => Matter::Talk,
            90 => Matter::InGroup,
            91 => Matter::InChannel,
            92 if self.block().is_multiple_of(2) => Matter::Added,
            92 => Matter::PutOut,
            93 => Matter::Blocked,
            94 => Matter::Service,
            95 => Matter::FromBot,
            96 => Matter::Unknown,
            97 => Matter::Unasked,
            98 => Matter::Moved,
            _ => Matter::Nonsense,
        }
    }

    fn block(self) -> u64 {
        self.0 / 100
    }

    /// Reproducible random digits: `SplitMix64`.
    pub(crate) fn chance(self) -> u64 {
        let z = self.0.wrapping_mul(0x9e37_79b9_7f4a_7c15);
        let z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// Calls that it must have; other matters have none.
    pub(crate) fn n_wanted(self) -> u8 {
        match self.matter() {
            Matter::Question
            | Matter::Command
            | Matter::Forget
            | Matter::Press
            | Matter::Typed
            | Matter::Sticker
            | Matter::InGroup
            | Matter::InChannel
            | Matter::Added
            | Matter::Blocked => 1,
            // The edited question may be older than the run, or stay as it is.
            Matter::Edit => {
                u8::from(self.0 > EDITED_AFTER && question(self) != question(self.edited()))
            }
            Matter::Talk
            | Matter::PutOut
            | Matter::Service
            | Matter::FromBot
            | Matter::Unknown
            | Matter::Unasked
            | Matter::Moved
            | Matter::Nonsense => 0,
        }
    }

    /// Its chat.
    pub(crate) fn chat(self) -> i64 {
        let one_of = |first: i64, n: u64| first + i64::try_from(self.chance() % n).unwrap_or(0);
        let number = |it: u64| i64::try_from(it).unwrap_or(0);
        match self.matter() {
            Matter::Edit if self.0 > EDITED_AFTER => self.edited().chat(),
            Matter::Forget => one_of(first::FORGETFUL, N_APART),
            Matter::Sticker => first::STICKERS + number(self.block()),
            Matter::Talk | Matter::InGroup => one_of(first::GROUP, N_GROUPS),
            Matter::InChannel => one_of(first::CHANNEL, N_GROUPS),
            Matter::Added => first::JOINED - number(self.block()),
            Matter::PutOut => first::JOINED - number(self.block() - 1),
            Matter::Moved => first::MOVED - number(self.block() / 2),
            Matter::Blocked => one_of(first::BLOCKER, N_APART),
            Matter::Question
            | Matter::Edit
            | Matter::Command
            | Matter::Press
            | Matter::Typed
            | Matter::Service
            | Matter::FromBot
            | Matter::Unknown
            | Matter::Unasked
            | Matter::Nonsense => one_of(first::PERSON, N_PEOPLE),
        }
    }

    /// The question that an edit edits.
    fn edited(self) -> Self {
        Self(self.0.saturating_sub(EDITED_AFTER))
    }

    /// The edit of a question, if it is edited.
    pub(crate) fn edit(self) -> Option<Self> {
        let edit = Self(self.0 + EDITED_AFTER);
        (edit.matter() == Matter::Edit).then_some(edit)
    }

    /// The update that added the bot to a group.
    pub(crate) fn of_greeting(chat: i64) -> Option<Self> {
        let block = u64::try_from(first::JOINED.checked_sub(chat)?).ok()?;
        let place = Self(block * 100 + 92);
        (place.matter() == Matter::Added && place.chat() == chat).then_some(place)
    }

    /// The update itself; `now` is in seconds of Unix time.
    pub(crate) fn update(self, now: i64) -> Value {
        let (kind, body) = self.body(now);
        json!({"update_id": self.0, kind: body})
    }

    fn body(self, now: i64) -> (&'static str, Value) {
        let chat = self.chat();
        let said = |text: String| self.message("private", now, "text", &text.into());
        match self.matter() {
            Matter::Question if self.chance() % 50 == 3 => {
                let mut message = said(String::new());
                let photo =
                    json!([{"file_id": "f", "file_unique_id": "u", "width": 1, "height": 1}]);
                change(
                    &mut message,
                    json!({"text": null, "photo": photo, "caption": question(self)}),
                );
                ("message", message)
            }
            Matter::Question | Matter::Blocked => ("message", said(question(self))),
            Matter::Command => ("message", said(command(self))),
            Matter::Forget => ("message", said("/forget".to_owned())),
            Matter::Edit => {
                let mut message = said(question(self));
                let id = self.edited().0.max(1);
                change(&mut message, json!({"message_id": id, "edit_date": now}));
                ("edited_message", message)
            }
            Matter::Press => ("callback_query", self.press(now)),
            Matter::Typed => {
                let query = if self.0.is_multiple_of(2) { question(self) } else { String::new() };
                let query: String = query.chars().take(256).collect();
                let id = format!("i{}", self.0);
                (
                    "inline_query",
                    json!({"id": id, "from": self.person(), "query": query, "offset": ""}),
                )
            }
            Matter::Sticker => {
                let sticker = json!({"file_id": "f", "file_unique_id": "u", "type": "regular",
                    "width": 1, "height": 1, "is_animated": false, "is_video": false});
                ("message", self.message("private", now, "sticker", &sticker))
            }
            Matter::Talk => {
                let text = format!("{}? nobody asks a bot", self.chance() % 1000);
                ("message", self.message("supergroup", now, "text", &text.into()))
            }
            Matter::InGroup => ("message", self.in_group(now)),
            Matter::InChannel => {
                let text = format!("/ask {}", question(self));
                let mut post = self.message("channel", now, "text", &text.into());
                change(&mut post, json!({"from": null}));
                ("channel_post", post)
            }
            Matter::Added => ("my_chat_member", self.standing(now, ["left", "member"])),
            Matter::PutOut => ("my_chat_member", self.standing(now, ["member", "left"])),
            Matter::Service => {
                let title = self.message("private", now, "new_chat_title", &"T".into());
                ("message", title)
            }
            Matter::FromBot => {
                let mut message = said("3.6".to_owned());
                let bot = json!({"id": 777, "is_bot": true, "first_name": "B", "username": "b"});
                change(&mut message, json!({"from": bot}));
                ("message", message)
            }
            Matter::Unknown => {
                ("update_of_a_later_day", json!({"id": self.0, "of": [null, {"a": 1}]}))
            }
            Matter::Unasked => {
                let answer = json!({"poll_id": "1", "user": self.person(), "option_ids": [1]});
                ("poll_answer", answer)
            }
            Matter::Moved => {
                let old = json!({"id": chat, "type": "group", "title": "G"});
                let new = json!({"id": chat * 1000, "type": "supergroup", "title": "G"});
                let (here, key, other) = if self.block().is_multiple_of(2) {
                    (&old, "migrate_to_chat_id", &new)
                } else {
                    (&new, "migrate_from_chat_id", &old)
                };
                let mut message = self.message("group", now, key, &other["id"]);
                change(&mut message, json!({"chat": here}));
                ("message", message)
            }
            Matter::Nonsense => ("message", json!({"message_id": "one", "chat": [self.0]})),
        }
    }

    fn person(self) -> Value {
        let tag = ["en", "zh-hans", "zh-hant", "fr"];
        let tag = tag.get(usize::try_from(self.chance() % 4).unwrap_or(0));
        let id = self.chat().abs() % 1_000_000_000;
        json!({"id": id, "is_bot": false, "first_name": "Ann", "language_code": tag})
    }

    fn message(self, kind: &str, now: i64, key: &str, value: &Value) -> Value {
        let chat = json!({"id": self.chat(), "type": kind, "title": "G", "first_name": "Ann",
            "is_forum": kind == "supergroup"});
        json!({"message_id": self.0, "date": now, "chat": chat, "from": self.person(), key: value})
    }

    fn in_group(self, now: i64) -> Value {
        let question = asking(self);
        let bot = json!({"id": BOT, "is_bot": true, "first_name": "S", "username": "stand_bot"});
        let (text, extra) = match self.block() % 4 {
            0 => (format!("/ask@stand_bot {question}"), json!({})),
            1 => {
                let mention = json!([{"type": "mention", "offset": 0, "length": 10}]);
                (format!("@stand_bot {}", plain_question(self)), json!({"entities": mention}))
            }
            2 => {
                let mut answer = self.message("supergroup", now, "text", &"a".into());
                change(&mut answer, json!({"from": bot}));
                (plain_question(self), json!({"reply_to_message": answer}))
            }
            _ => {
                let topic = json!({"message_thread_id": 7, "is_topic_message": true});
                ("as [§3.6] says".to_owned(), topic)
            }
        };
        let mut message = self.message("supergroup", now, "text", &text.into());
        change(&mut message, extra);
        message
    }

    fn press(self, now: i64) -> Value {
        const DATA: [&str; 10] = [
            "1:o:e:23e7b182:3.6",
            "1:f:s:23e7b182:4.10",
            "1:w:t:0:23e7b182:2.1",
            "1:m:e:0:23e7b182",
            "1:t:s:0:23e7b182",
            "1:s:e:0:23e7b182:3",
            "1:l:t",
            "1:u:e:23e7b182:3.6",
            "0:old",
            "1:n",
        ];
        let data = DATA.get(usize::try_from(self.chance() % 10).unwrap_or(0));
        let mut answer = self.message("private", now, "text", &"a".into());
        let buttons = json!([[{"text": "👍", "callback_data": "1:u:e:23e7b182:3.6"}]]);
        // A number that no answer to a question has.
        let id = 2_000_000_000 + self.0 % 100_000_000;
        change(
            &mut answer,
            json!({"message_id": id, "reply_markup": {"inline_keyboard": buttons}}),
        );
        json!({"id": format!("q{}", self.0), "from": self.person(), "chat_instance": "c",
            "data": data, "message": answer})
    }

    fn standing(self, now: i64, [was, is]: [&str; 2]) -> Value {
        let bot = json!({"id": BOT, "is_bot": true, "first_name": "S", "username": "stand_bot"});
        let chat = json!({"id": self.chat(), "type": "supergroup", "title": "讀書會"});
        json!({"chat": chat, "from": self.person(), "date": now,
            "old_chat_member": {"status": was, "user": bot},
            "new_chat_member": {"status": is, "user": bot}})
    }
}

/// Puts fields over those of an object; `null` takes one away.
fn change(object: &mut Value, fields: Value) {
    let (Some(object), Value::Object(fields)) = (object.as_object_mut(), fields) else { return };
    for (key, value) in fields {
        if value.is_null() {
            object.remove(&key);
        } else {
            object.insert(key, value);
        }
    }
}
