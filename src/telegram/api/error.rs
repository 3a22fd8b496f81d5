//! Results of calls, as the server of Telegram words them.

use std::time::Duration;

use reqwest::StatusCode;
use serde::{Deserialize, de::DeserializeOwned};
use serde_json::Value;
use teloxide::types::ChatId;

/// Delay before retrying a call that may already have succeeded.
const DOUBT: Duration = Duration::from_secs(2);

/// The longest delay between two tries that Telegram did not ask for.
pub(super) const LONGEST_WAIT: Duration = Duration::from_secs(5);

/// Errors of a bot that may not write. The names in capitals are those of the server behind
/// the Bot API.
const NO_RIGHT: [&str; 10] = [
    "not enough rights",
    "have no rights",
    "need administrator rights",
    "TOPIC_CLOSED",
    "CHAT_WRITE_FORBIDDEN",
    "CHAT_SEND_",
    "CHAT_GUEST_SEND_FORBIDDEN",
    "CHAT_RESTRICTED",
    "CHAT_ADMIN_REQUIRED",
    "USER_BANNED_IN_CHANNEL",
];

/// Errors of a topic that is gone.
const NO_TOPIC: [&str; 4] =
    ["message thread not found", "TOPIC_DELETED", "TOPIC_ID_INVALID", "MESSAGE_THREAD_ID_INVALID"];

/// Errors of a question that is gone; the wording has changed over the years.
const NO_QUESTION: [&str; 6] = [
    "message to be replied not found",
    "message to reply not found",
    "replied message not found",
    "reply message not found",
    "REPLY_MESSAGE_ID_INVALID",
    "REPLY_TO_INVALID",
];

/// A failed call.
#[derive(Debug, thiserror::Error)]
pub enum CallError {
    #[error("cannot set up HTTPS")]
    Client(#[source] reqwest::Error),
    #[error("the address of the Bot API cannot have a method after it")]
    Address,
    #[error("cannot write the call")]
    Payload(#[source] serde_json::Error),
    /// The bot was blocked, or removed from the chat.
    #[error("Telegram forbids it: {0}")]
    Forbidden(String),
    /// The bot may not write in the chat or in the topic, and stays there.
    #[error("the bot has no right to write there: {0}")]
    NoRight(String),
    /// The topic was deleted.
    #[error("the topic is gone: {0}")]
    NoTopic(String),
    /// The message to reply to was deleted.
    #[error("the question is gone: {0}")]
    NoQuestion(String),
    /// The token is invalid, or was revoked.
    #[error("Telegram does not know the token: get one from @BotFather")]
    Unauthorized,
    #[error("the chat is gone")]
    ChatGone,
    #[error("the chat has moved to {0}")]
    Moved(ChatId),
    #[error("the message would stay as it is")]
    NotModified,
    /// The message was deleted, or may no longer be edited.
    #[error("the message is gone: {0}")]
    MessageGone(String),
    /// A callback or inline query that is too old to be answered.
    #[error("the query is too old")]
    TooOld,
    #[error("another program takes this bot's updates: {0}")]
    Conflict(String),
    /// Telegram asks for a wait that exceeds the patience of the call.
    #[error("too many calls: Telegram wants {} s of silence", .0.as_secs())]
    Flood(Duration),
    #[error("Telegram failed: {0}")]
    Server(String),
    /// The call seems to have succeeded, but the response is no JSON.
    #[error("cannot read Telegram's answer: {0}")]
    Unreadable(String),
    /// The response is longer than is read. The call may have succeeded.
    #[error("Telegram's answer has more than {limit} bytes")]
    TooLong {
        /// Bytes that are read at most.
        limit: usize,
    },
    /// No redirect is followed: the path of a call has the token.
    #[error(
        "the Bot API redirects to {host}, which is not followed: expected its final address in `--api-url`"
    )]
    Redirected {
        /// The host that the redirect leads to.
        host: String,
    },
    #[error("cannot reach Telegram")]
    Network(#[source] reqwest::Error),
    #[error("Telegram refuses the call: {0}")]
    Refused(String),
    /// A file that is larger than is read.
    #[error("the file has more than {limit} bytes")]
    TooLarge {
        /// Bytes that are read at most.
        limit: usize,
    },
}

impl CallError {
    /// The delay before a retry, if a retry may help.
    pub(crate) fn pause(&self, wait: Duration) -> Option<Duration> {
        if let Self::Flood(pause) = self {
            return Some(wait.max(*pause));
        }
        let wait = if self.is_doubtful() { wait.max(DOUBT) } else { wait };
        self.is_failure().then_some(wait)
    }

    /// Whether Telegram or the network failed.
    pub fn is_failure(&self) -> bool {
        matches!(
            self,
            Self::Server(_)
                | Self::Network(_)
                | Self::Unreadable(_)
                | Self::TooLong { .. }
                | Self::Redirected { .. }
        )
    }

    /// Whether a later call may succeed.
    pub fn may_pass(&self) -> bool {
        self.is_failure() || matches!(self, Self::Flood(_))
    }

    /// Whether the call may have succeeded.
    pub(crate) fn is_doubtful(&self) -> bool {
        match self {
            Self::Network(error) => !error.is_connect(),
            Self::Unreadable(_) | Self::TooLong { .. } => true,
            _ => false,
        }
    }

    /// Whether the bot can no longer write to the chat.
    pub fn is_chat_lost(&self) -> bool {
        matches!(self, Self::Forbidden(_) | Self::ChatGone)
    }

    /// Whether it is no fault: a button was pressed twice, or late.
    pub fn is_harmless(&self) -> bool {
        matches!(self, Self::NotModified | Self::TooOld)
    }
}

/// The longest wait that Telegram is believed to ask for.
const MAX_WAIT: Duration = Duration::from_hours(24);

/// The envelope of each response.
#[derive(Deserialize)]
struct Envelope<T> {
    result: Option<T>,
    #[serde(default)]
    error_code: u16,
    #[serde(default)]
    description: String,
    #[serde(default)]
    parameters: Parameters,
}

#[derive(Default, Deserialize)]
struct Parameters {
    retry_after: Option<Value>,
    migrate_to_chat_id: Option<i64>,
}

/// Reads a response.
pub(crate) fn outcome<T: DeserializeOwned>(
    status: StatusCode,
    body: &[u8],
) -> Result<T, CallError> {
    match serde_json::from_slice::<Envelope<T>>(body) {
        Ok(Envelope { result: Some(result), .. }) => Ok(result),
        Ok(Envelope {
            error_code: 0,
            parameters: Parameters { retry_after: None, migrate_to_chat_id: None },
            ..
        }) => Err(strange(status, "JSON without a result and without a reason")),
        Ok(envelope) => Err(refusal(envelope)),
        Err(error) => Err(strange(status, &error.to_string())),
    }
}

/// A response not from the Bot API, e.g. from a proxy.
fn strange(status: StatusCode, what: &str) -> CallError {
    let said = format!("HTTP {status}: {what}");
    match status {
        StatusCode::TOO_MANY_REQUESTS => CallError::Flood(LONGEST_WAIT),
        _ if status.is_success() => CallError::Unreadable(said),
        _ if status.is_server_error() => CallError::Server(said),
        _ => CallError::Refused(format!("{said}; is the address that of a Bot API?")),
    }
}

/// Reads a wait in seconds; proxies write it in several ways. One of more than a day is nothing that Telegram asks for.
fn seconds(wait: &Value) -> Duration {
    let number = wait.as_f64().or_else(|| wait.as_str()?.parse().ok());
    let wait = number.and_then(|it| Duration::try_from_secs_f64(it).ok());
    wait.filter(|it| *it <= MAX_WAIT).unwrap_or(LONGEST_WAIT)
}

/// Reads an error of the Bot API by its code and its text.
fn refusal<T>(envelope: Envelope<T>) -> CallError {
    let Envelope { error_code, description, parameters, .. } = envelope;
    if let Some(chat) = parameters.migrate_to_chat_id {
        return CallError::Moved(ChatId(chat));
    }
    if let Some(wait) = parameters.retry_after {
        return CallError::Flood(seconds(&wait));
    }
    let says = |text: &str| description.contains(text);
    match error_code {
        401 | 404 => CallError::Unauthorized,
        400 | 403 if NO_RIGHT.iter().any(|it| says(it)) => CallError::NoRight(description),
        400 if NO_TOPIC.iter().any(|it| says(it)) => CallError::NoTopic(description),
        400 if NO_QUESTION.iter().any(|it| says(it)) => CallError::NoQuestion(description),
        403 => CallError::Forbidden(description),
        409 => CallError::Conflict(description),
        429 => CallError::Flood(LONGEST_WAIT),
        // Another bot in the chat deletes the messages of this one.
        500.. if says("message was immediately deleted") => CallError::Refused(description),
        500.. => CallError::Server(description),
        _ if says("chat not found") => CallError::ChatGone,
        _ if says("message is not modified") => CallError::NotModified,
        _ if says("query is too old") => CallError::TooOld,
        _ if says("message to edit not found")
            || says("message can't be edited")
            || says("MESSAGE_ID_INVALID") =>
        {
            CallError::MessageGone(description)
        }
        _ => CallError::Refused(description),
    }
}

#[cfg(test)]
mod tests {
    use insta::assert_snapshot;

    use super::*;

    /// Kind of the error, and whether it may pass.
    fn read(status: u16, body: &str) -> String {
        match outcome::<bool>(StatusCode::from_u16(status).unwrap(), body.as_bytes()) {
            Ok(result) => format!("{result}"),
            Err(error) => format!("{error:?}, may pass: {}", error.may_pass()),
        }
    }

    #[test]
    fn what_came_back() {
        let cases = [
            (200, r#"{"ok":true,"result":true}"#),
            (200, r#"{"ok":false,"error_code":403,"description":"Forbidden: kicked"}"#),
            (429, r#"{"ok":false,"error_code":429,"parameters":{"retry_after":8}}"#),
            (
                429,
                r#"{"ok":false,"error_code":429,"parameters":{"retry_after":1000000000000000000}}"#,
            ),
            (429, r#"{"ok":false,"error_code":429,"parameters":{"retry_after":-1}}"#),
            (404, r#"{"ok":false,"error_code":404,"description":"Not Found"}"#),
            (
                500,
                r#"{"error_code":500,"description":"Internal Server Error: sent message was immediately deleted"}"#,
            ),
            (400, r#"{"error_code":400,"description":"Bad Request: message thread not found"}"#),
            (
                400,
                r#"{"error_code":400,"description":"Bad Request: message to be replied not found"}"#,
            ),
            (400, r#"{"error_code":400,"description":"Bad Request: TOPIC_CLOSED"}"#),
            (
                403,
                r#"{"error_code":403,"description":"Forbidden: not enough rights to send text messages to the chat"}"#,
            ),
            // Responses of proxies.
            (200, r#"{"status":"ok"}"#),
            (200, r#"{"ok":true,"result":null}"#),
            (200, "<html>"),
            (404, r#"{"message":"no route"}"#),
            (429, r#"{"message":"slow down"}"#),
            (502, r#"{"message":"bad gateway"}"#),
            (502, "<html>"),
        ];
        let shown: Vec<_> = cases
            .iter()
            .map(|(status, body)| format!("{status} {}", read(*status, body)))
            .collect();
        assert_snapshot!(shown.join("\n"), @r#"
        200 true
        200 Forbidden("Forbidden: kicked"), may pass: false
        429 Flood(8s), may pass: true
        429 Flood(5s), may pass: true
        429 Flood(5s), may pass: true
        404 Unauthorized, may pass: false
        500 Refused("Internal Server Error: sent message was immediately deleted"), may pass: false
        400 NoTopic("Bad Request: message thread not found"), may pass: false
        400 NoQuestion("Bad Request: message to be replied not found"), may pass: false
        400 NoRight("Bad Request: TOPIC_CLOSED"), may pass: false
        403 NoRight("Forbidden: not enough rights to send text messages to the chat"), may pass: false
        200 Unreadable("HTTP 200 OK: JSON without a result and without a reason"), may pass: true
        200 Unreadable("HTTP 200 OK: JSON without a result and without a reason"), may pass: true
        200 Unreadable("HTTP 200 OK: expected value at line 1 column 1"), may pass: true
        404 Refused("HTTP 404 Not Found: JSON without a result and without a reason; is the address that of a Bot API?"), may pass: false
        429 Flood(5s), may pass: true
        502 Server("HTTP 502 Bad Gateway: JSON without a result and without a reason"), may pass: true
        502 Server("HTTP 502 Bad Gateway: expected value at line 1 column 1"), may pass: true
        "#);
    }

    /// Kind of an error of the Bot API.
    fn refused(code: u16, description: &str) -> CallError {
        let body = format!(r#"{{"ok":false,"error_code":{code},"description":"{description}"}}"#);
        outcome::<bool>(StatusCode::OK, body.as_bytes()).unwrap_err()
    }

    #[test]
    fn an_error_is_known_by_its_code_and_its_text() {
        for (code, description, wanted) in [
            (401, "Unauthorized", "Unauthorized"),
            (404, "Not Found", "Unauthorized"),
            (400, "Bad Request: have no rights to send a message", "NoRight"),
            (403, "CHAT_WRITE_FORBIDDEN", "NoRight"),
            (409, "not enough rights", "Conflict"),
            (400, "TOPIC_DELETED", "NoTopic"),
            (403, "TOPIC_DELETED", "Forbidden"),
            (400, "REPLY_TO_INVALID", "NoQuestion"),
            (403, "REPLY_TO_INVALID", "Forbidden"),
            (409, "Conflict: terminated by other getUpdates request", "Conflict"),
            (429, "Too Many Requests", "Flood"),
            (500, "Internal Server Error", "Server"),
            (502, "chat not found", "Server"),
            (400, "Bad Request: chat not found", "ChatGone"),
            (400, "Bad Request: message is not modified", "NotModified"),
            (400, "Bad Request: query is too old and response timeout expired", "TooOld"),
            (400, "Bad Request: message to edit not found", "MessageGone"),
            (400, "Bad Request: message can't be edited", "MessageGone"),
            (400, "Bad Request: MESSAGE_ID_INVALID", "MessageGone"),
            (400, "Bad Request: message text is empty", "Refused"),
        ] {
            let found = format!("{:?}", refused(code, description));
            let kind = found.split('(').next().unwrap_or_default();
            assert_eq!(kind, wanted, "{code} {description}");
        }
        let moved = r#"{"error_code":400,"parameters":{"migrate_to_chat_id":-1005}}"#;
        let moved = outcome::<bool>(StatusCode::OK, moved.as_bytes()).unwrap_err();
        assert!(matches!(moved, CallError::Moved(ChatId(-1005))), "{moved}");
    }

    #[test]
    fn an_error_says_what_to_do() {
        let limit = 5;
        let cases = [
            (refused(500, "x"), "failure"),
            (CallError::Unreadable("x".to_owned()), "failure doubtful"),
            (CallError::TooLong { limit }, "failure doubtful"),
            (CallError::Redirected { host: "h".to_owned() }, "failure"),
            (refused(429, "x"), "flood"),
            (refused(403, "Forbidden: bot was kicked"), "lost"),
            (refused(400, "chat not found"), "lost"),
            (refused(400, "message is not modified"), "harmless"),
            (refused(400, "query is too old"), "harmless"),
            (refused(400, "MESSAGE_ID_INVALID"), ""),
            (refused(400, "TOPIC_CLOSED"), ""),
            (refused(401, "x"), ""),
            (refused(400, "x"), ""),
            (CallError::TooLarge { limit }, ""),
        ];
        let second = Duration::from_secs(1);
        for (error, wanted) in cases {
            let is = [
                (error.is_failure(), "failure"),
                (error.may_pass() && !error.is_failure(), "flood"),
                (error.is_doubtful(), "doubtful"),
                (error.is_chat_lost(), "lost"),
                (error.is_harmless(), "harmless"),
            ];
            let is: Vec<&str> = is.iter().filter(|it| it.0).map(|it| it.1).collect();
            assert_eq!(is.join(" "), wanted, "{error}");
            let pause = match wanted {
                "failure" => Some(second),
                "failure doubtful" => Some(DOUBT),
                "flood" => Some(LONGEST_WAIT),
                _ => None,
            };
            assert_eq!(error.pause(second), pause, "{error}");
            assert_eq!(error.pause(second * 9), pause.map(|_| second * 9), "{error}");
        }
    }

    #[test]
    fn a_wait_is_read_in_any_form() {
        for (wait, wanted) in [
            (Value::from(8), 8000),
            (Value::from(1.5), 1500),
            (Value::from("30"), 30_000),
            (Value::from(24 * 60 * 60), 86_400_000),
            (Value::from(24 * 60 * 60 + 1), 5000),
            (Value::from("soon"), 5000),
            (Value::from(-1), 5000),
            (Value::from(1e300), 5000),
            (Value::from(Vec::<i32>::new()), 5000),
        ] {
            assert_eq!(seconds(&wait), Duration::from_millis(wanted), "{wait}");
        }
    }
}
