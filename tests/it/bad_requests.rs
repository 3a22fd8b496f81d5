//! Invalid and hostile requests to a webhook.

use std::{
    io::{Read, Write},
    net::{SocketAddr, TcpStream},
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use reqwest::{Client, Method, RequestBuilder};
use serde_json::{Value, json};

use crate::{support::bot_api::BotApi, webhook::free};

const SECRET: &str = "a-secret_1";

const MEBIBYTE: usize = 1 << 20;

/// Longest time that a slow request may take.
const LONGEST: Duration = Duration::from_secs(15);

const N_DRIPPING: usize = 40;
const N_IDLE: usize = 500;

/// The program behind a webhook.
struct Hooked {
    api: BotApi,
    child: Option<Child>,
    folder: tempfile::TempDir,
    listen: SocketAddr,
    monitor: SocketAddr,
    client: Client,
}

impl Hooked {
    async fn start() -> Self {
        let api = BotApi::start().await;
        let folder = tempfile::tempdir().unwrap();
        let (listen, monitor, client) = (free(), free(), Client::new());
        let mut hooked = Self { api, child: None, folder, listen, monitor, client };
        hooked.launch().await;
        hooked
    }

    async fn launch(&mut self) {
        let (listen, n_before) = (self.listen.to_string(), self.api.n_calls("setWebhook"));
        let child = Command::new(env!("CARGO_BIN_EXE_clausebot"))
            .args(["serve", "--api-url", &self.api.url, "--listen", &listen])
            .args(["--webhook", &format!("http://{listen}/telegram")])
            .args(["--monitor", &self.monitor.to_string(), "--data-dir"])
            .arg(self.folder.path())
            .env_clear()
            .env("TELOXIDE_TOKEN", "123:TEST")
            .env("CLAUSEBOT_WEBHOOK_SECRET", SECRET)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn();
        self.child = Some(child.unwrap());
        self.api.call("setWebhook", n_before + 1).await;
    }

    fn kill(&mut self) {
        let mut child = self.child.take().unwrap();
        child.kill().unwrap();
        child.wait().unwrap();
    }

    fn request(&self, method: Method, path: &str) -> RequestBuilder {
        self.client.request(method, format!("http://{}{path}", self.listen))
    }

    async fn post(&self, body: impl Into<reqwest::Body>) -> u16 {
        status(believed(self.request(Method::POST, "/telegram")).body(body)).await
    }

    /// A connection that has sent some bytes.
    fn raw(&self, data: &[u8]) -> TcpStream {
        let mut stream = TcpStream::connect(self.listen).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(10))).unwrap();
        _ = stream.write_all(data);
        stream
    }

    async fn metric(&self, name: &str) -> Option<f64> {
        let metrics = self.client.get(format!("http://{}/metrics", self.monitor)).send().await;
        let metrics = metrics.unwrap().text().await.unwrap();
        metrics.lines().find_map(|it| it.strip_prefix(name)?.trim().parse().ok())
    }

    async fn settle(&self) {
        while self.metric("clausebot_inbox_depth ").await != Some(0.0) {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }
}

impl Drop for Hooked {
    fn drop(&mut self) {
        if self.child.is_some() {
            self.kill();
        }
    }
}

fn believed(request: RequestBuilder) -> RequestBuilder {
    request.header("X-Telegram-Bot-Api-Secret-Token", SECRET)
}

async fn status(request: RequestBuilder) -> u16 {
    request.send().await.unwrap().status().as_u16()
}

fn update(api: &BotApi, chat: i64, text: &str, id: u64) -> (Value, i64) {
    let message = api.message(chat, text, &json!({}));
    (json!({"update_id": id, "message": message}), message["message_id"].as_i64().unwrap())
}

fn head(more: &str) -> Vec<u8> {
    format!(
        "POST /telegram HTTP/1.1\r\nHost: bot\r\nContent-Type: application/json\r\n\
        X-Telegram-Bot-Api-Secret-Token: {SECRET}\r\n{more}\r\n\r\n"
    )
    .into_bytes()
}

/// The status before the end of the connection, if any.
fn status_of(mut stream: TcpStream) -> Option<u16> {
    let mut answer = [0; 64];
    let n = stream.read(&mut answer).ok()?;
    let answer = String::from_utf8_lossy(&answer[..n]).into_owned();
    answer.strip_prefix("HTTP/1.1 ")?.get(..3)?.parse().ok()
}

#[tokio::test(flavor = "multi_thread")]
async fn each_wrong_request_has_its_status_and_does_nothing() {
    let hooked = Hooked::start().await;
    let (good, question) = update(&hooked.api, 11, "3.6", 900_001);
    let text = good.to_string();
    let with_id = |id: &Value| {
        let mut changed = good.clone();
        changed["update_id"] = id.clone();
        changed.to_string()
    };
    let nobody = hooked.request(Method::POST, "/telegram").body(text.clone());
    assert_eq!(status(nobody).await, 401, "no secret");
    let pit = "[".repeat(100_000);
    let too_large = text.replace("900001", "1180591620717411303424");
    for (what, body) in [
        ("JSON that is cut off", text[..text.len() - 9].to_owned()),
        ("a list", format!("[{text}]")),
        ("no number", json!({"message": good["message"]}).to_string()),
        ("a number in words", with_id(&json!("one"))),
        ("a number that is too large", too_large),
        ("nesting that is not closed", format!("{{\"update_id\":1,\"x\":{pit}")),
    ] {
        assert_eq!(hooked.post(body).await, 400, "{what}");
    }
    let closed = "]".repeat(100_000);
    let deep = hooked.post(format!("{{\"update_id\":900004,\"x\":{pit}{closed}}}")).await;
    assert!([200, 400].contains(&deep), "{deep}");
    let put = believed(hooked.request(Method::PUT, "/telegram")).body(text.clone());
    assert_eq!(status(put).await, 405);
    let below = believed(hooked.request(Method::POST, "/telegram/x")).body(text.clone());
    assert_eq!(status(below).await, 404);
    assert_eq!(hooked.post(r#"{"update_id": 900002, "dream": {}}"#).await, 200);
    assert_eq!(hooked.post(r#"{"update_id": 900003}"#).await, 200);
    let mut chunked = hooked.raw(&head("Transfer-Encoding: chunked"));
    let chunk = format!("10000\r\n{}\r\n", " ".repeat(0x10000));
    for _ in 0..20 {
        _ = chunked.write_all(chunk.as_bytes());
    }
    assert_eq!(status_of(chunked), Some(413), "a huge body in chunks");
    let endless = format!("POST /telegram HTTP/1.1\r\nA: {}", "b".repeat(2 * MEBIBYTE));
    let two = [head("Content-Length: 5\r\nContent-Length: 50"), b"{}{}{".to_vec()].concat();
    for (what, data) in [
        ("no HTTP", [0x16, 3, 1, 2, 0, 1, 0, 1, 0xfc, 3, 3].repeat(20)),
        ("a head without end", endless.into_bytes()),
        ("two lengths", two),
    ] {
        let refused = status_of(hooked.raw(&data));
        assert!(refused.is_none_or(|it| [400, 413, 431].contains(&it)), "{what}: {refused:?}");
    }
    assert_eq!(hooked.post(text).await, 200);
    let answer = hooked.api.call("sendMessage", 1).await;
    assert_eq!(answer.body["reply_parameters"]["message_id"], question);
    hooked.settle().await;
    assert_eq!(hooked.api.n_calls("sendMessage"), 1);
    let n_unknown = hooked.metric("clausebot_updates_total{kind=\"unknown\"} ").await;
    assert!([Some(2.0), Some(3.0)].contains(&n_unknown), "{n_unknown:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_update_that_comes_again_is_answered_once_even_after_a_kill() {
    let mut hooked = Hooked::start().await;
    let (again, question) = update(&hooked.api, 11, "3.6", 900_001);
    let again = again.to_string();
    let knocks = (0..16).map(|_| hooked.post(again.clone()));
    assert_eq!(futures::future::join_all(knocks).await, [200; 16]);
    hooked.api.call("sendMessage", 1).await;
    for _ in 0..3 {
        assert_eq!(hooked.post(again.clone()).await, 200);
    }
    hooked.settle().await;
    hooked.kill();
    hooked.launch().await;
    for _ in 0..3 {
        assert_eq!(hooked.post(again.clone()).await, 200, "after a kill");
    }
    // The next question of the chat is answered after it.
    let (after, _) = update(&hooked.api, 11, "1.1", 900_002);
    assert_eq!(hooked.post(after.to_string()).await, 200);
    hooked.api.call("sendMessage", 2).await;
    hooked.settle().await;
    let sent = hooked.api.calls("sendMessage");
    let is_reply = |body: &Value| body["reply_parameters"]["message_id"] == question;
    assert_eq!(sent.iter().filter(|it| is_reply(&it.body)).count(), 1);
}

/// Sends one more byte; returns whether the connection is still open.
fn drips(stream: &mut TcpStream) -> bool {
    stream.set_nonblocking(true).unwrap();
    let is_open = matches!(stream.read(&mut [0; 4096]), Err(it) if it.kind() == std::io::ErrorKind::WouldBlock);
    is_open && stream.write(b" ").is_ok()
}

#[tokio::test(flavor = "multi_thread")]
async fn requests_that_drip_end_and_hold_up_nobody() {
    let hooked = Hooked::start().await;
    let start = Instant::now();
    let body = head("Content-Length: 1000");
    let data = |n: usize| if n.is_multiple_of(2) { &body[..40] } else { &body[..] };
    let mut dripping: Vec<TcpStream> = (0..N_DRIPPING).map(|n| hooked.raw(data(n))).collect();
    let idle: Vec<TcpStream> = (0..N_IDLE).map(|_| hooked.raw(b"")).collect();
    let mut n_asked = 0;
    while !dripping.is_empty() {
        assert!(start.elapsed() < LONGEST, "{} requests still drip", dripping.len());
        n_asked += 1;
        let asked = Instant::now();
        let chat = i64::try_from(n_asked).unwrap() + 100;
        let (update, _) = update(&hooked.api, chat, "3.6", 900_100 + n_asked);
        assert_eq!(hooked.post(update.to_string()).await, 200);
        hooked.api.call("sendMessage", usize::try_from(n_asked).unwrap()).await;
        assert!(asked.elapsed() < Duration::from_secs(5), "answered after {:?}", asked.elapsed());
        dripping.retain_mut(drips);
        tokio::time::sleep(Duration::from_millis(500)).await;
    }
    drop(idle);
}
