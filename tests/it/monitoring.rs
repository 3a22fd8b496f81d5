//! Metrics, health endpoints, logs and `doctor` of a running bot.

use std::{
    collections::BTreeMap,
    fs::{self, File},
    net::SocketAddr,
    process::{Child, Command, Stdio},
    sync::Arc,
    time::{Duration, Instant},
};

use clausebot::config::{Monitor, Serving, StorePlace};
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::{
    support::bot_api::{BotApi, Fault},
    telegram::{ASSISTANT, Served, serving},
    webhook::free,
};

/// Longest wait for anything; much longer than it takes.
const PATIENCE: Duration = Duration::from_mins(1);

const TOKEN: &str = "123456:TEST";

#[tokio::test]
async fn metrics_and_readiness_are_served() {
    let api = BotApi::start().await;
    let address = free();
    let serving = Serving { monitor: Monitor::At(address), ..serving(&api, StorePlace::Memory) };
    let bot = Served::set(api, Arc::clone(&ASSISTANT), &serving, None).await;
    bot.answer("vaccines", 1).await;
    bot.api.update("business_message", json!({}));
    bot.answer("湄公河大坝", 2).await;
    let get = async |path: &str| {
        let answer = reqwest::get(format!("http://{address}{path}")).await.unwrap();
        (answer.status().as_u16(), answer.text().await.unwrap())
    };
    assert_eq!(get("/healthz").await, (200, "ok".to_owned()));
    let (status, ready) = get("/readyz").await;
    let ready: Value = serde_json::from_str(&ready).unwrap();
    assert_eq!((status, &ready["ready"]), (200, &json!(true)), "{ready}");
    let (_, metrics) = get("/metrics").await;
    for line in [
        "clausebot_updates_total{kind=\"message\"} 2",
        "clausebot_updates_total{kind=\"unknown\"} 1",
        "clausebot_answers_total{kind=\"clauses\",locale=\"en\"} 1",
        "clausebot_answers_total{kind=\"none\",locale=\"zh-Hans\"} 1",
        "clausebot_answer_seconds_count 2",
        "clausebot_inbox_depth 0",
        "clausebot_index_documents 1",
    ] {
        assert!(metrics.lines().any(|it| it == line), "no {line} in {metrics}");
    }
    assert!(!metrics.contains("vaccines"));
    bot.stop().await;
}

/// Heads without end, or that never come, end their connection and nothing else.
#[tokio::test(flavor = "multi_thread")]
async fn heads_without_end_are_hung_up_on() {
    use std::{
        io::{Read, Write},
        net::TcpStream,
    };

    let (api, address) = (BotApi::start().await, free());
    let serving = Serving { monitor: Monitor::At(address), ..serving(&api, StorePlace::Memory) };
    let bot = Served::set(api, Arc::clone(&ASSISTANT), &serving, None).await;
    let open = |text: &str| {
        let mut stream = TcpStream::connect(address).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        stream.write_all(text.as_bytes()).unwrap();
        stream
    };
    let slow = [open(""), open("GET /heal"), open("GET /healthz HTTP/1.1\r\nHost: a\r\n")];
    let mut endless = open("GET /healthz HTTP/1.1\r\n");
    let closed = tokio::task::spawn_blocking(move || {
        let header = format!("x: {}\r\n", "y".repeat(1000));
        let n_taken = (0..100_000).take_while(|_| endless.write_all(header.as_bytes()).is_ok());
        let n_taken = n_taken.count();
        let is_closed = |mut it: &TcpStream| it.read_to_end(&mut Vec::new()).is_ok();
        (n_taken, slow.iter().all(is_closed))
    });
    let health = reqwest::get(format!("http://{address}/healthz")).await.unwrap();
    assert_eq!(health.status().as_u16(), 200);
    let (n_taken, are_closed) = closed.await.unwrap();
    assert!(n_taken < 100_000 && are_closed, "{n_taken} {are_closed}");
    bot.stop().await;
}

/// The program, with its monitor, log and data.
struct Watched {
    child: Child,
    folder: TempDir,
    monitor: SocketAddr,
}

impl Watched {
    fn start(url: &str, settings: &[(&str, &str)], arguments: &[&str]) -> Self {
        let (folder, monitor) = (tempfile::tempdir().unwrap(), free());
        let log = File::create(folder.path().join("log")).unwrap();
        let child = Self::command(&folder, url, monitor)
            .arg("serve")
            .args(arguments)
            .envs(settings.iter().copied())
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(log)
            .spawn()
            .unwrap();
        Self { child, folder, monitor }
    }

    fn command(folder: &TempDir, url: &str, monitor: SocketAddr) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_clausebot"));
        command.env_clear().env("HOME", folder.path()).env("TELOXIDE_TOKEN", TOKEN);
        command.env("CLAUSEBOT_MONITOR", monitor.to_string()).env("CLAUSEBOT_API_URL", url);
        command.env("CLAUSEBOT_DATA_DIR", folder.path().join("data"));
        command
    }

    /// Exit code of another command, and everything that it prints.
    fn run(&self, url: &str, arguments: &[&str]) -> (Option<i32>, String) {
        let output =
            Self::command(&self.folder, url, self.monitor).args(arguments).output().unwrap();
        let said = [output.stdout, output.stderr].concat();
        (output.status.code(), String::from_utf8(said).unwrap())
    }

    /// Status and body; no status without a connection.
    async fn get(&self, path: &str) -> (u16, String) {
        match reqwest::get(format!("http://{}{path}", self.monitor)).await {
            Ok(answer) => (answer.status().as_u16(), answer.text().await.unwrap()),
            Err(_) => (0, String::new()),
        }
    }

    async fn until(&self, path: &str, wanted: impl Fn(u16, &str) -> bool) -> String {
        let start = Instant::now();
        loop {
            let (status, text) = self.get(path).await;
            if wanted(status, &text) {
                return text;
            }
            assert!(start.elapsed() < PATIENCE, "{path}: {status} {text}");
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    async fn settled_metrics(&self) -> String {
        let is_settled = |_, text: &str| text.lines().any(|it| it == "clausebot_inbox_depth 0");
        self.until("/metrics", is_settled).await
    }

    fn end(&mut self) {
        let id = self.child.id().to_string();
        assert!(Command::new("kill").arg(&id).status().unwrap().success());
        assert_eq!(self.child.wait().unwrap().code(), Some(0));
    }

    fn log(&self) -> String {
        fs::read_to_string(self.folder.path().join("log")).unwrap()
    }
}

impl Drop for Watched {
    fn drop(&mut self) {
        _ = self.child.kill();
        _ = self.child.wait();
    }
}

/// Whether a sample is `name{label="value",…} number`.
fn is_sample(line: &str) -> bool {
    let Some((name, value)) = line.rsplit_once(' ') else { return false };
    let (name, labels) = name.split_once('{').map_or((name, ""), |(name, it)| (name, it));
    let is_word =
        |it: &str| it.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_');
    let is_label = |it: &str| {
        let label = it.split_once("=\"").and_then(|(name, it)| Some((name, it.strip_suffix('"')?)));
        label.is_some_and(|(name, value)| is_word(name) && !value.contains(['"', '\\']))
    };
    let has_labels =
        labels.is_empty() || labels.strip_suffix('}').is_some_and(|it| it.split(',').all(is_label));
    let is_number = value == "+Inf" || value == "NaN" || value.parse::<f64>().is_ok();
    is_word(name) && has_labels && is_number
}

/// The kinds of metrics and their samples, read as strictly as `OpenMetrics` is written.
fn open_metrics(text: &str) -> (BTreeMap<&str, &str>, BTreeMap<&str, f64>) {
    let text = text.strip_suffix("# EOF\n").expect("`# EOF` at the end");
    let (mut kinds, mut samples, mut block) = (BTreeMap::new(), BTreeMap::new(), "");
    let mut buckets: BTreeMap<&str, Vec<f64>> = BTreeMap::new();
    for line in text.lines() {
        if let Some(comment) = line.strip_prefix("# ") {
            let [word, name, rest] = comment.splitn(3, ' ').collect::<Vec<_>>()[..] else {
                panic!("{line}")
            };
            match word {
                "HELP" => block = name,
                "TYPE" => assert!(kinds.insert(name, rest).is_none(), "twice: {line}"),
                _ => assert_eq!(word, "UNIT", "{line}"),
            }
            assert_eq!(name, block, "{line}");
            continue;
        }
        assert!(is_sample(line), "{line}");
        let (key, value) = line.rsplit_once(' ').unwrap();
        let name = key.split('{').next().unwrap();
        let suffix = name.strip_prefix(block).unwrap_or_else(|| panic!("{line} in {block}"));
        let suffixes: &[&str] = match kinds[block] {
            "counter" => &["_total"],
            "gauge" => &[""],
            "histogram" => &["_bucket", "_count", "_sum"],
            kind => panic!("{kind}"),
        };
        assert!(suffixes.contains(&suffix), "{line}");
        let value = value.parse().unwrap();
        assert!(samples.insert(key, value).is_none(), "twice: {line}");
        if suffix == "_bucket" {
            buckets.entry(block).or_default().push(value);
        }
    }
    for (name, buckets) in buckets {
        assert!(buckets.is_sorted(), "{name}");
        assert_eq!(buckets.last(), samples.get(&*format!("{name}_count")), "{name}");
    }
    (kinds, samples)
}

#[tokio::test(flavor = "multi_thread")]
async fn an_operator_sees_what_the_program_does() {
    let nowhere = format!("http://{}", free());
    let api = BotApi::start().await;
    // Before Telegram is reached.
    let early = Watched::start(&nowhere, &[], &[]);
    early.until("/healthz", |status, _| status == 200).await;
    let (status, ready) = early.get("/readyz").await;
    let ready: Value = serde_json::from_str(&ready).unwrap();
    assert_eq!((status, &ready["telegram"]), (503, &json!(false)));
    assert_eq!(early.run(&nowhere, &["health"]).0, Some(0));
    assert_eq!(early.run(&nowhere, &["health", "--ready"]).0, Some(1));
    drop(early);

    let mut bot = Watched::start(&api.url, &[], &[]);
    let ready = bot.until("/readyz", |status, _| status == 200).await;
    let ready: Value = serde_json::from_str(&ready).unwrap();
    assert_eq!(ready, json!({"ready": true, "index": true, "store": true, "telegram": true}));
    assert_eq!(bot.run(&api.url, &["health", "--ready"]).0, Some(0));
    for (path, wanted) in [("/", 404), ("/metrics", 200), ("/healthz", 200)] {
        assert_eq!(bot.get(path).await.0, wanted, "{path}");
    }
    let before = bot.settled_metrics().await;
    let (_, before) = open_metrics(&before);
    api.fault(Fault::new("sendMessage", 429).chat(14).retry_after(1));
    for (n, (chat, text)) in [
        (11, "3.6"),
        (11, "submarine volcano"),
        (12, "湄公河"),
        (-13, "/ask contents"),
        (14, "1.1"),
    ]
    .into_iter()
    .enumerate()
    {
        api.say(chat, text);
        api.call("sendMessage", n + 1).await;
    }
    let after = bot.settled_metrics().await;
    let (kinds, samples) = open_metrics(&after);
    let grown = |name: &str| {
        let of = |it: &BTreeMap<&str, f64>| {
            it.iter().filter(|(key, _)| key.starts_with(name)).map(|(_, n)| n).sum::<f64>()
        };
        of(&samples) - of(&before)
    };
    for (name, wanted) in [
        ("clausebot_updates_total{kind=\"message\"}", 5.0),
        ("clausebot_answer_seconds_count", 5.0),
        ("clausebot_floods_total", 1.0),
        ("clausebot_retries_total", 1.0),
        ("clausebot_answers_total", 5.0),
    ] {
        assert!((grown(name) - wanted).abs() < 0.1, "{name}: {}", grown(name));
    }
    let is_answer =
        |(key, n): &(&&str, &f64)| key.starts_with("clausebot_answers_total") && **n > 0.0;
    assert!(samples.iter().filter(is_answer).count() >= 3, "answers by kind and locale: {after}");
    assert!(!after.contains("submarine") && !after.contains("TEST"));
    for name in [
        "inbox_depth",
        "inbox_age_seconds",
        "panics",
        "put_aside",
        "reloads",
        "index_clauses",
        "index_documents",
    ] {
        assert!(kinds.contains_key(&*format!("clausebot_{name}")), "{name}");
    }
    let (code, said) = bot.run(&api.url, &["doctor"]);
    assert_eq!(code, Some(0), "{said}");
    assert!(!said.contains("TEST"), "{said}");
    bot.end();
    assert_eq!(bot.run(&api.url, &["health"]).0, Some(1), "of a bot that does not run");
    let (code, said) = bot.run(&nowhere, &["doctor"]);
    assert!(!said.contains("TEST") && code.is_some_and(|it| it != 0), "{code:?} {said}");
}

/// Logs of both formats have no question, no name and no token; JSON is JSON.
#[tokio::test(flavor = "multi_thread")]
async fn logs_are_discreet() {
    let library = tempfile::tempdir().unwrap();
    let plan = library.path().join("plan");
    fs::create_dir(&plan).unwrap();
    // A faulty document is reported at the start, by the same rules.
    let text =
        "A Plan\n\n1. Farms\n\n1.1 China will provide US$7 million to farms;\n\n1.1 Again;\n";
    fs::write(plan.join("en.txt"), text).unwrap();
    let from = json!({"id": 11, "is_bot": false, "first_name": "Zephyrine", "language_code": "en"});
    for (format, level) in
        [("text", "info"), ("text", "trace"), ("json", "info"), ("json", "trace")]
    {
        let api = BotApi::start().await;
        let settings = [("CLAUSEBOT_LOG_FORMAT", format), ("RUST_LOG", level)];
        let library = library.path().to_str().unwrap();
        let mut bot = Watched::start(&api.url, &settings, &["--library", library]);
        let asked = [
            "submarine volcano 1.1",
            "烧芭海底火山",
            "1.1\nforged line",
            "/language xx\u{202e}forged",
        ];
        for (n, text) in asked.into_iter().enumerate() {
            let message = api.message(11, text, &json!({"from": from}));
            api.update("message", message);
            api.call("sendMessage", n + 1).await;
        }
        api.fault(Fault::new("sendMessage", 500).chat(-5));
        let group = json!({"id": -5, "type": "supergroup", "title": "Zephyrine"});
        let message =
            api.message(-5, "/ask submarine volcano 1.1", &json!({"chat": group, "from": from}));
        api.update("message", message);
        api.call("sendMessage", 5).await;
        bot.settled_metrics().await;
        bot.end();
        let log = bot.log();
        assert!(log.lines().count() > 3, "{log}");
        for word in [TOKEN, "TEST", "volcano", "海底", "forged", "Zephyrine"] {
            let found = log.lines().find(|it| it.contains(word));
            assert_eq!(found, None, "{word} in the log ({format}, {level})");
        }
        for line in log.lines().filter(|_| format == "json") {
            let entry: Value = serde_json::from_str(line).unwrap_or_else(|_| panic!("{line}"));
            assert!(entry["timestamp"].is_string() && entry["level"].is_string(), "{line}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "takes two minutes"]
async fn the_bot_is_not_ready_while_telegram_says_nothing() {
    let api = BotApi::start().await;
    let bot = Watched::start(&api.url, &[], &[]);
    bot.until("/readyz", |status, _| status == 200).await;
    let silent = Fault { code: None, delay: 600.0, ..Fault::new("getUpdates", 200).times(1000) };
    api.fault(silent);
    // The bot gives Telegram 100 seconds (src/telegram/ops/monitor.rs).
    tokio::time::sleep(Duration::from_secs(100)).await;
    bot.until("/readyz", |status, _| status == 503).await;
    assert_eq!(bot.get("/healthz").await.0, 200);
    api.heal();
    bot.until("/readyz", |status, _| status == 200).await;
}
