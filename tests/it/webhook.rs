//! Updates by webhook.

use std::{
    io::{Read, Write},
    net::{SocketAddr, TcpListener, TcpStream},
    sync::{
        Arc,
        atomic::{AtomicU16, Ordering},
    },
    time::Duration,
};

use clausebot::config::{Serving, StorePlace, UpdateSource, Webhook, WebhookSecret};
use reqwest::{Client, StatusCode};
use serde_json::json;

use crate::{
    support::bot_api::BotApi,
    telegram::{ASSISTANT, Served, serving},
};

/// The secret of these tests.
const SECRET: &str = "a-secret_1";

/// A port that is free now.
///
/// The port is below those that the system gives to connections and to port 0, so nobody else
/// takes it before its server starts.
pub(crate) fn free() -> SocketAddr {
    static N_TAKEN: AtomicU16 = AtomicU16::new(0);
    let first = (std::process::id() % 1000) as u16 * 12;
    let port = || 20_000 + first.wrapping_add(N_TAKEN.fetch_add(1, Ordering::Relaxed)) % 12_000;
    std::iter::repeat_with(|| SocketAddr::from(([127, 0, 0, 1], port())))
        .find(|it| TcpListener::bind(it).is_ok())
        .unwrap()
}

struct Hooked {
    bot: Served,
    listen: SocketAddr,
}

impl Hooked {
    async fn start() -> Self {
        Self::at("/telegram").await
    }

    async fn at(path: &str) -> Self {
        let api = BotApi::start().await;
        let listen = free();
        let webhook = Webhook {
            url: format!("http://{listen}{path}").parse().unwrap(),
            listen,
            secret: Some(WebhookSecret::new(SECRET)),
            tls: None,
        };
        let serving = Serving {
            updates: UpdateSource::Webhook(webhook),
            ..serving(&api, StorePlace::Memory)
        };
        Self { bot: Served::set(api, Arc::clone(&ASSISTANT), &serving, None).await, listen }
    }

    async fn post(&self, secret: &str, body: impl Into<reqwest::Body>) -> StatusCode {
        self.post_at("/telegram", secret, body).await
    }

    async fn post_at(
        &self,
        path: &str,
        secret: &str,
        body: impl Into<reqwest::Body>,
    ) -> StatusCode {
        let request = Client::new().post(format!("http://{}{path}", self.listen));
        let request = request.header("X-Telegram-Bot-Api-Secret-Token", secret).body(body);
        request.send().await.unwrap().status()
    }
}

#[tokio::test]
async fn telegram_is_told_where_to_bring_what() {
    let hooked = Hooked::start().await;
    let set = hooked.bot.api.call("setWebhook", 1).await;
    assert_eq!(set.body["url"], format!("http://{}/telegram", hooked.listen));
    assert_eq!(set.body["secret_token"], SECRET);
    assert_eq!(set.body["allowed_updates"].as_array().unwrap().len(), 7);
    let api = hooked.bot.stop().await;
    assert!(api.calls("deleteWebhook").is_empty(), "the next instance needs it");
}

#[tokio::test]
async fn an_update_is_answered_once_however_often_it_is_brought() {
    let hooked = Hooked::start().await;
    let message = hooked.bot.api.message(11, "vaccines", &json!({}));
    let update = json!({"update_id": 1, "message": message}).to_string();
    for _ in 0..3 {
        assert_eq!(hooked.post(SECRET, update.clone()).await, StatusCode::OK);
    }
    let message = hooked.bot.api.message(11, "rail links", &json!({}));
    let next = json!({"update_id": 2, "message": message}).to_string();
    assert_eq!(hooked.post(SECRET, next).await, StatusCode::OK);
    hooked.bot.api.call("sendMessage", 2).await;
    assert_eq!(hooked.bot.stop().await.calls("sendMessage").len(), 2);
}

#[tokio::test]
async fn strangers_are_turned_away() {
    let hooked = Hooked::start().await;
    let update = r#"{"update_id": 1}"#;
    for secret in ["", "a-secret", "a-secret_12"] {
        assert_eq!(hooked.post(secret, update).await, StatusCode::UNAUTHORIZED, "{secret}");
    }
    // A client that sends more than the server reads still gets the response.
    for _ in 0..20 {
        let large = "x".repeat(3 << 20);
        assert_eq!(hooked.post("", large.clone()).await, StatusCode::UNAUTHORIZED);
        assert_eq!(hooked.post(SECRET, large).await, StatusCode::PAYLOAD_TOO_LARGE);
    }
    let large = "x".repeat((1 << 20) + 1);
    assert_eq!(hooked.post(SECRET, large).await, StatusCode::PAYLOAD_TOO_LARGE);
    for bad in ["", "no JSON", "[]", r#"{"update_id": "1"}"#, r#"{"message": {}}"#] {
        assert_eq!(hooked.post(SECRET, bad).await, StatusCode::BAD_REQUEST, "{bad}");
    }
    assert_eq!(hooked.post(SECRET, vec![0xff, 0xfe]).await, StatusCode::BAD_REQUEST);
    let get = |path: &str| Client::new().get(format!("http://{}{path}", hooked.listen)).send();
    assert_eq!(get("/telegram").await.unwrap().status(), StatusCode::METHOD_NOT_ALLOWED);
    assert_eq!(get("/").await.unwrap().status(), StatusCode::NOT_FOUND);
    assert_eq!(hooked.post(SECRET, r#"{"update_id": 1, "news": {}}"#).await, StatusCode::OK);
    hooked.bot.stop().await;
}

#[tokio::test]
async fn a_path_is_taken_as_it_is() {
    let hooked = Hooked::at("/:bot/*all/{id}").await;
    let update = r#"{"update_id": 1}"#;
    let here = hooked.post_at("/:bot/*all/{id}", SECRET, update).await;
    assert_eq!(here, StatusCode::OK);
    for other in ["/a/*all/{id}", "/:bot/b/{id}", "/:bot/*all/c", "/:bot/*all"] {
        let there = hooked.post_at(other, SECRET, update).await;
        assert_eq!(there, StatusCode::NOT_FOUND, "{other}");
    }
    hooked.bot.stop().await;
}

/// Whether the server closes the connection soon; its response is discarded.
fn is_closed(mut stream: &TcpStream) -> bool {
    stream.set_read_timeout(Some(Duration::from_secs(30))).unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).is_ok()
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_is_waited_for_too_long() {
    let hooked = Hooked::start().await;
    let open = |text: &str| {
        let mut stream = TcpStream::connect(hooked.listen).unwrap();
        stream.write_all(text.as_bytes()).unwrap();
        stream
    };
    let head = format!(
        "POST /telegram HTTP/1.1\r\nHost: a\r\n\
        X-Telegram-Bot-Api-Secret-Token: {SECRET}\r\nContent-Length: 100\r\n"
    );
    let slow = [open(""), open("POST /tele"), open(&head), open(&format!("{head}\r\n{{"))];
    assert_eq!(hooked.post(SECRET, r#"{"update_id": 1}"#).await, StatusCode::OK);
    let closed = tokio::task::spawn_blocking(move || slow.iter().all(is_closed));
    assert!(closed.await.unwrap());
    hooked.bot.stop().await;
}
