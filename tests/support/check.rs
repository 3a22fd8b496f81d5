//! Limits, markup and parameters of the Bot API, as Telegram refuses them.
//!
//! The list of parameters has those that the bot may use: one that is missing here is added
//! here, after a look at <https://core.telegram.org/bots/api>.

use serde_json::Value;

/// Methods with their parameters.
const METHODS: &[(&str, &[&str])] = &[
    ("answerCallbackQuery", &["callback_query_id", "text", "show_alert", "url", "cache_time"]),
    (
        "answerInlineQuery",
        &["inline_query_id", "results", "cache_time", "is_personal", "next_offset", "button"],
    ),
    ("deleteMessage", &["chat_id", "message_id"]),
    ("deleteWebhook", &["drop_pending_updates"]),
    ("editMessageReplyMarkup", &["chat_id", "message_id", "inline_message_id", "reply_markup"]),
    (
        "editMessageText",
        &[
            "chat_id",
            "message_id",
            "inline_message_id",
            "text",
            "parse_mode",
            "link_preview_options",
            "reply_markup",
        ],
    ),
    ("getChat", &["chat_id"]),
    ("getChatAdministrators", &["chat_id"]),
    ("getChatMember", &["chat_id", "user_id"]),
    ("getFile", &["file_id"]),
    ("getMe", &[]),
    ("getMyCommands", &["scope", "language_code"]),
    ("getUpdates", &["offset", "limit", "timeout", "allowed_updates"]),
    ("getWebhookInfo", &[]),
    ("leaveChat", &["chat_id"]),
    ("sendChatAction", &["chat_id", "message_thread_id", "action"]),
    (
        "sendMessage",
        &[
            "chat_id",
            "message_thread_id",
            "direct_messages_topic_id",
            "text",
            "parse_mode",
            "link_preview_options",
            "reply_parameters",
            "ephemeral_message_parameters",
            "reply_markup",
        ],
    ),
    ("setChatMenuButton", &["chat_id", "menu_button"]),
    ("setMessageReaction", &["chat_id", "message_id", "reaction", "is_big"]),
    ("setMyCommands", &["commands", "scope", "language_code"]),
    ("setMyDescription", &["description", "language_code"]),
    ("setMyShortDescription", &["short_description", "language_code"]),
    (
        "setWebhook",
        &[
            "url",
            "certificate",
            "max_connections",
            "allowed_updates",
            "secret_token",
            "drop_pending_updates",
        ],
    ),
];

/// Whether there is such a method; case does not count.
pub(crate) fn is_method(name: &str) -> bool {
    METHODS.iter().any(|(it, _)| it.eq_ignore_ascii_case(name))
}

/// Parameters of a call that its method does not have.
pub(crate) fn unknown_parameters(method: &str, body: &Value) -> Vec<String> {
    let Some((_, known)) = METHODS.iter().find(|(it, _)| it.eq_ignore_ascii_case(method)) else {
        return Vec::new();
    };
    let keys = body.as_object().into_iter().flatten().map(|(key, _)| key);
    keys.filter(|it| !known.contains(&it.as_str())).cloned().collect()
}

/// Checks a message with its buttons.
pub(crate) fn check_message(body: &Value) -> Result<(), String> {
    check_text(body["text"].as_str().unwrap_or_default())?;
    check_buttons(&body["reply_markup"], body["chat_id"].as_i64().is_some_and(|it| it > 0))
}

fn check_text(html: &str) -> Result<(), String> {
    let plain = plain(html)?;
    let n_units = plain.encode_utf16().count();
    if plain.trim().is_empty() {
        return Err("Bad Request: message text is empty".to_owned());
    }
    if n_units > 4096 {
        return Err("Bad Request: message is too long".to_owned());
    }
    Ok(())
}

fn check_buttons(markup: &Value, is_private: bool) -> Result<(), String> {
    let rows: Vec<&Vec<Value>> =
        items(&markup["inline_keyboard"]).filter_map(Value::as_array).collect();
    if rows.iter().any(|it| !(1..=8).contains(&it.len())) {
        return Err("Bad Request: a row has 1 to 8 buttons".to_owned());
    }
    let buttons: Vec<&Value> = rows.into_iter().flatten().collect();
    if buttons.len() > 100 {
        return Err("Bad Request: REPLY_MARKUP_TOO_LONG".to_owned());
    }
    for button in buttons {
        if button["text"].as_str().is_none_or(str::is_empty) {
            return Err("Bad Request: BUTTON_TEXT_INVALID".to_owned());
        }
        let data = button["callback_data"].as_str();
        if data.is_some_and(|it| !(1..=64).contains(&it.len())) {
            return Err("Bad Request: BUTTON_DATA_INVALID".to_owned());
        }
        if button["web_app"].is_object() && !is_private {
            return Err("Bad Request: BUTTON_TYPE_INVALID".to_owned());
        }
        let copied = button["copy_text"]["text"].as_str().map(|it| it.chars().count());
        if copied.is_some_and(|it| !(1..=256).contains(&it)) {
            return Err("Bad Request: BUTTON_COPY_TEXT_INVALID".to_owned());
        }
    }
    Ok(())
}

/// Checks the answer to an inline query.
pub(crate) fn check_results(body: &Value) -> Result<(), String> {
    let results: Vec<&Value> = items(&body["results"]).collect();
    if results.len() > 50 {
        return Err("Bad Request: RESULTS_TOO_MUCH".to_owned());
    }
    let mut ids: Vec<&str> = results.iter().filter_map(|it| it["id"].as_str()).collect();
    if ids.len() != results.len() || ids.iter().any(|it| !(1..=64).contains(&it.len())) {
        return Err("Bad Request: RESULT_ID_INVALID".to_owned());
    }
    ids.sort_unstable();
    ids.dedup();
    if ids.len() != results.len() {
        return Err("Bad Request: RESULT_ID_DUPLICATE".to_owned());
    }
    if body["next_offset"].as_str().is_some_and(|it| it.len() > 64) {
        return Err("Bad Request: NEXT_OFFSET_INVALID".to_owned());
    }
    let start = body["button"]["start_parameter"].as_str();
    let is_fit = |c: char| c.is_ascii_alphanumeric() || "_-".contains(c);
    if start.is_some_and(|it| !(1..=64).contains(&it.len()) || !it.chars().all(is_fit)) {
        return Err("Bad Request: START_PARAM_INVALID".to_owned());
    }
    for it in results {
        check_text(it["input_message_content"]["message_text"].as_str().unwrap_or_default())?;
        check_buttons(&it["reply_markup"], false)?;
    }
    Ok(())
}

/// Checks the commands of a menu.
pub(crate) fn check_commands(body: &Value) -> Result<(), String> {
    if items(&body["commands"]).count() > 100 {
        return Err("Bad Request: BOT_COMMANDS_TOO_MUCH".to_owned());
    }
    for it in items(&body["commands"]) {
        let name = it["command"].as_str().unwrap_or_default();
        let is_fit = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
        if !(1..=32).contains(&name.len()) || !name.chars().all(is_fit) {
            return Err("Bad Request: BOT_COMMAND_INVALID".to_owned());
        }
        let n_chars = it["description"].as_str().unwrap_or_default().chars().count();
        if !(1..=256).contains(&n_chars) {
            return Err("Bad Request: BOT_COMMAND_DESCRIPTION_INVALID".to_owned());
        }
    }
    let language = body["language_code"].as_str().unwrap_or_default();
    if !language.is_empty()
        && (language.len() != 2 || !language.chars().all(|c| c.is_ascii_lowercase()))
    {
        return Err("Bad Request: invalid language code specified".to_owned());
    }
    Ok(())
}

fn items(array: &Value) -> impl Iterator<Item = &Value> {
    array.as_array().into_iter().flatten()
}

/// The text of HTML with known tags that nest.
pub(crate) fn plain(html: &str) -> Result<String, String> {
    let bad = |fault: &str| format!("Bad Request: can't parse entities: {fault}");
    let mut open: Vec<&str> = Vec::new();
    let mut text = String::new();
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        text.push_str(&rest[..at]);
        let (tag, after) = rest[at + 1..].split_once('>').ok_or(bad("an open tag"))?;
        rest = after;
        if let Some(name) = tag.strip_prefix('/') {
            if open.pop() != Some(name) {
                return Err(bad(&format!("`{tag}` closes nothing")));
            }
        } else {
            let name = tag.split(' ').next().unwrap_or_default();
            if !["a", "b", "i", "blockquote"].contains(&name) {
                return Err(bad(&format!("unknown tag `{tag}`")));
            }
            open.push(name);
        }
    }
    if !open.is_empty() {
        return Err(bad(&format!("{open:?} stay open")));
    }
    text.push_str(rest);
    Ok(unescaped(&text))
}

/// Text without the character references of HTML.
pub(crate) fn unescaped(text: &str) -> String {
    let leaves = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&amp;", "&")];
    leaves.iter().fold(text.to_owned(), |text, (from, to)| text.replace(from, to))
}
