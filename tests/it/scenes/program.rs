//! The program as a process, and the Bot API that it talks to.

use std::{
    fs::{self, File},
    process::{Child, Command, Output, Stdio},
    time::{Duration, Instant},
};

use serde_json::{Value, json};
use tempfile::TempDir;
use tokio::time::sleep;

use crate::webhook::free;

/// Longest wait for anything; much longer than it takes.
const PATIENCE: Duration = Duration::from_mins(1);

/// Polling interval.
const PAUSE: Duration = Duration::from_millis(5);

/// The control of a Bot API, over HTTP.
pub(super) struct Sim {
    pub(super) url: String,
    client: reqwest::Client,
}

impl Sim {
    pub(super) fn new(url: String) -> Self {
        Self { url, client: reqwest::Client::new() }
    }

    pub(super) async fn get(&self, what: &str) -> Value {
        let answer = self.client.get(format!("{}/sim/{what}", self.url)).send().await.unwrap();
        serde_json::from_str(&answer.text().await.unwrap()).unwrap()
    }

    pub(super) async fn post(&self, what: &str, body: &Value) -> Value {
        let request = self.client.post(format!("{}/sim/{what}", self.url)).body(body.to_string());
        let answer = request.header("content-type", "application/json").send().await.unwrap();
        let text = answer.text().await.unwrap();
        serde_json::from_str(&text).unwrap_or_else(|_| panic!("/sim/{what} {body}: {text}"))
    }

    /// Calls a method as the bot.
    pub(super) async fn call(&self, method: &str, body: &Value) {
        let url = format!("{}/bot123456:TEST/{method}", self.url);
        let request = self.client.post(url).header("content-type", "application/json");
        request.body(body.to_string()).send().await.unwrap();
    }
}

/// The program, serving.
pub(super) struct Bot {
    process: Option<Child>,
    folder: TempDir,
    monitor: String,
    arguments: Vec<String>,
}

impl Bot {
    /// A bot that is not started yet.
    pub(super) fn not_started() -> Self {
        let folder = tempfile::tempdir().unwrap();
        Self { process: None, folder, monitor: String::new(), arguments: Vec::new() }
    }

    pub(super) async fn start(sim: &Sim, options: &[String]) -> Self {
        let mut bot = Self::not_started();
        bot.arguments = options.to_vec();
        bot.launch(sim).await;
        bot
    }

    pub(super) fn is_running(&self) -> bool {
        self.process.is_some()
    }

    /// Starts the program on the data of the last run, and waits until it fetches updates.
    pub(super) async fn launch(&mut self, sim: &Sim) {
        self.monitor = free().to_string();
        let log = File::options().create(true).append(true).open(self.log_path()).unwrap();
        let n_before = n_fetches(sim).await;
        let child = self
            .command(&["serve", "--api-url", &sim.url, "--monitor", &self.monitor])
            .args(&self.arguments)
            .env("TELOXIDE_TOKEN", "123456:TEST")
            .env("RUST_LOG", "trace")
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(log)
            .spawn()
            .unwrap();
        self.process = Some(child);
        let start = Instant::now();
        while n_fetches(sim).await == n_before {
            let ended = self.process.as_mut().and_then(|it| it.try_wait().unwrap());
            assert!(ended.is_none(), "the bot ended: {}", self.log());
            assert!(start.elapsed() < PATIENCE, "the bot does not start: {}", self.log());
            sleep(PAUSE).await;
        }
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_clausebot"));
        command.args(arguments);
        if !self.arguments.iter().any(|it| it == "--no-store") {
            command.arg("--data-dir").arg(self.folder.path().join("data"));
        }
        command.env_clear().env("HOME", self.folder.path());
        command
    }

    /// Runs another command of the program on the same data.
    pub(super) fn run(&self, arguments: &[&str]) -> Output {
        self.command(arguments).output().unwrap()
    }

    /// Waits until every update was fetched and is done.
    pub(super) async fn settle(&mut self, sim: &Sim) {
        let start = Instant::now();
        loop {
            let pending = sim.get("pending").await;
            let is_fetched = pending.as_array().is_some_and(Vec::is_empty);
            if is_fetched && self.n_open(sim).await == Some(0) {
                return;
            }
            let ended = self.process.as_mut().and_then(|it| it.try_wait().unwrap());
            assert!(ended.is_none(), "the bot ended: {}", self.log());
            assert!(start.elapsed() < PATIENCE, "the queue does not become empty: {}", self.log());
            sleep(PAUSE).await;
        }
    }

    async fn n_open(&self, sim: &Sim) -> Option<u64> {
        let metrics = sim.client.get(format!("http://{}/metrics", self.monitor));
        let metrics = metrics.send().await.ok()?.text().await.ok()?;
        let depth = |it: &str| it.strip_prefix("clausebot_inbox_depth ")?.trim().parse().ok();
        metrics.lines().find_map(depth)
    }

    /// Waits until the answer to a message is stored, or else until every update is marked as done, then kills the program.
    pub(super) async fn kill(&mut self, answered: Option<(i64, i64)>) {
        let database = self.folder.path().join("data/clausebot.sqlite3");
        let count = |query: &str, keys: &[i64]| -> Option<i64> {
            let database = rusqlite::Connection::open(&database).ok()?;
            database.query_row(query, rusqlite::params_from_iter(keys), |it| it.get(0)).ok()
        };
        let is_settled = || match answered {
            Some((chat, question)) => {
                let wanted = "select count(*) from answers where chat = ?1 and question = ?2";
                count(wanted, &[chat, question]).is_some_and(|n| n > 0)
            }
            // An update is marked as done after its answer was sent: a moment later.
            None => count("select count(*) from inbox", &[]) == Some(0),
        };
        let start = Instant::now();
        while !is_settled() {
            assert!(start.elapsed() < PATIENCE, "the notes on the answers are not stored");
            sleep(PAUSE).await;
        }
        let mut process = self.process.take().expect("a bot that runs");
        process.kill().unwrap();
        process.wait().unwrap();
    }

    /// Sends a signal; the exit code.
    pub(super) async fn signal(&mut self, signal: &str) -> Option<i32> {
        let mut process = self.process.take().expect("a bot that runs");
        let id = process.id().to_string();
        assert!(Command::new("kill").args([signal, &id]).status().unwrap().success());
        let start = Instant::now();
        loop {
            if let Some(status) = process.try_wait().unwrap() {
                return status.code();
            }
            if start.elapsed() > PATIENCE {
                _ = process.kill();
                return None;
            }
            sleep(PAUSE).await;
        }
    }

    fn log_path(&self) -> std::path::PathBuf {
        self.folder.path().join("log")
    }

    fn log(&self) -> String {
        fs::read_to_string(self.log_path()).unwrap_or_default()
    }

    /// Stops the program; returns faults of the shutdown and of the log, which must contain neither the token nor
    /// any text of a user.
    pub(super) async fn end(mut self, said: &[String]) -> Option<String> {
        let mut faults = Vec::new();
        if self.process.is_some() {
            let code = self.signal("-TERM").await;
            if code != Some(0) {
                faults.push(format!("the bot ended with {code:?}"));
            }
        }
        let log = self.log();
        let private = said.iter().map(String::as_str).filter(|it| {
            let n_chars = it.chars().count();
            !it.starts_with(['/', '@']) && (n_chars > 7 || it.len() > 8) && n_chars < 100
        });
        for words in private.chain(["TEST", "panicked"]) {
            if let Some(line) = log.lines().find(|it| it.contains(words)) {
                faults.push(format!("the log says `{words}`: {line}"));
            }
        }
        (!faults.is_empty()).then(|| faults.join("\n"))
    }
}

impl Drop for Bot {
    fn drop(&mut self) {
        if let Some(process) = &mut self.process {
            _ = process.kill();
            _ = process.wait();
        }
    }
}

async fn n_fetches(sim: &Sim) -> usize {
    sim.get("calls?method=getUpdates").await.as_array().map_or(0, Vec::len)
}

/// The user that the bot is.
pub(super) fn bot_user() -> Value {
    json!({"id": 666, "is_bot": true, "first_name": "Stand", "username": "stand_bot"})
}
