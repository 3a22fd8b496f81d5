//! Updates read as the bot reads them, with nothing done about them: for whoever
//! feeds it with updates that nobody sent.

use teloxide::types::{CallbackQuery, Me, Message, Update, UpdateKind};

use crate::corpus::ClauseNumber;

use crate::telegram::{
    chat::{action::Action, pressed::actions},
    updates::{
        message::{Heard, question_of, read},
        parse::decode,
    },
};

/// What an update says to the bot.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Overheard {
    /// Where, where that is a chat.
    pub chat: Option<i64>,
    /// What is asked: a question, the words after a command, or a query of the
    /// inline mode.
    pub asked: Option<String>,
    /// The clauses that a sentence names.
    pub named: Vec<ClauseNumber>,
    /// The question above a button, as far as it is read.
    pub above: Option<String>,
    /// What a button does that was pressed, and those around it.
    pub buttons: Vec<Action>,
}

/// Reads an update; `None` for one that the bot passes over.
pub fn overhear(update: &str, me: &Me) -> Option<Overheard> {
    let update: Update = decode(update).ok()?;
    let chat = update.chat().map(|it| it.id.0);
    let heard = match update.kind {
        UpdateKind::Message(it)
        | UpdateKind::EditedMessage(it)
        | UpdateKind::ChannelPost(it)
        | UpdateKind::EditedChannelPost(it) => said(&it, me)?,
        UpdateKind::CallbackQuery(it) => pressed(&it),
        UpdateKind::InlineQuery(it) => Overheard { asked: Some(it.query), ..Overheard::default() },
        _ => return None,
    };
    Some(Overheard { chat, ..heard })
}

fn said(message: &Message, me: &Me) -> Option<Overheard> {
    let heard = read(message, me)?.content;
    let none = Overheard::default();
    Some(match heard {
        Heard::Question(asked) | Heard::Command(_, asked) => {
            Overheard { asked: Some(asked), ..none }
        }
        Heard::References(named, asked) => Overheard { asked: Some(asked), named, ..none },
        Heard::UnknownCommand | Heard::NoText => none,
    })
}

fn pressed(query: &CallbackQuery) -> Overheard {
    let message = query.message.as_ref().and_then(|it| it.regular_message());
    let above = message.and_then(Message::reply_to_message).and_then(question_of);
    let action = query.data.as_deref().and_then(|it| it.parse().ok());
    let around = message.map(actions).unwrap_or_default();
    Overheard {
        above: above.map(str::to_owned),
        buttons: action.into_iter().chain(around).collect(),
        ..Overheard::default()
    }
}

#[cfg(test)]
mod tests {
    use insta::assert_snapshot;
    use serde_json::{Value, json};

    use super::*;

    fn heard(kind: &str, body: &Value) -> String {
        let me = r#"{"id":666,"is_bot":true,"first_name":"B","username":"b","can_join_groups":true,
            "can_read_all_group_messages":false,"supports_inline_queries":true,"has_main_web_app":false}"#;
        let me = serde_json::from_str(me).unwrap();
        let update = json!({"update_id": 1, kind: body}).to_string();
        let Some(it) = overhear(&update, &me) else { return "silence".to_owned() };
        let joined = |parts: Vec<String>| parts.concat();
        let named = joined(it.named.iter().map(|it| format!("[{it}]")).collect());
        let buttons = joined(it.buttons.iter().map(|it| format!("<{it}>")).collect());
        format!("{:?} {:?} {named}{:?} {buttons}", it.chat, it.asked, it.above)
    }

    #[test]
    fn what_updates_say() {
        let ann = json!({"id": 11, "is_bot": false, "first_name": "Ann"});
        let group = json!({"id": -100, "type": "supergroup", "title": "G"});
        let say = |text: &str| json!({"message_id": 5, "date": 1, "chat": group, "from": ann, "text": text});
        assert_snapshot!(heard("message", &say("/ask 疫苗")), @r#"Some(-100) Some("疫苗") None "#);
        assert_snapshot!(heard("edited_message", &say("see [§3.6]")), @r#"Some(-100) Some("see [§3.6]") [3.6]None "#);
        assert_snapshot!(heard("message", &say("hello all")), @"silence");
        assert_snapshot!(heard("poll", &json!({"id": "1"})), @"silence");
        let typed = json!({"id": "i", "from": ann, "query": "3.6", "offset": ""});
        assert_snapshot!(heard("inline_query", &typed), @r#"None Some("3.6") None "#);
        let mut answer = say("…");
        answer["reply_to_message"] = say("/ask rail links");
        answer["reply_markup"] =
            json!({"inline_keyboard": [[{"text": "1", "callback_data": "1:n"}]]});
        let press = json!({"id": "q", "from": ann, "chat_instance": "c", "data": "1:l:e", "message": answer});
        assert_snapshot!(heard("callback_query", &press), @r#"Some(-100) None Some("rail links") <1:l:e><1:n>"#);
    }
}
