//! A library that changes while it is served.

use std::{
    fs::{self, File},
    net::SocketAddr,
    path::Path,
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use tempfile::TempDir;

use crate::{support::bot_api::BotApi, webhook::free};

/// Longest wait for anything; much longer than it takes.
const PATIENCE: Duration = Duration::from_mins(1);

const ADMIN: i64 = 77;

/// The bot with a library of two documents.
struct Bot {
    child: Child,
    folder: TempDir,
    monitor: SocketAddr,
    api: BotApi,
}

fn pact(crowns: usize) -> String {
    format!(
        "Harbour Pact\n\nThe Parties agree:\n\n1. Dues\n\n1.1 Each vessel pays {crowns} crowns.\n\n1.2 Fishing boats pay nothing.\n"
    )
}

/// As an editor saves: the file is whole whenever it is read.
fn save(path: &Path, text: &str) {
    let new = path.with_extension("new");
    fs::write(&new, text).unwrap();
    fs::rename(new, path).unwrap();
}

impl Bot {
    async fn start() -> Self {
        let (folder, monitor, api) = (tempfile::tempdir().unwrap(), free(), BotApi::start().await);
        let library = folder.path().join("library");
        for document in ["pact", "rules"] {
            fs::create_dir_all(library.join(document)).unwrap();
        }
        fs::write(library.join("pact/en.txt"), pact(40)).unwrap();
        fs::write(
            library.join("rules/zh.txt"),
            "港务条例\n\n第一条　为了维护港口秩序，制定本条例。\n\n第二条　渔船免收港务费。\n",
        )
        .unwrap();
        let log = File::create(folder.path().join("log")).unwrap();
        let child = Command::new(env!("CARGO_BIN_EXE_clausebot"))
            .env_clear()
            .env("HOME", folder.path())
            .env("TELOXIDE_TOKEN", "123456:TEST")
            .args(["serve", "--no-store", "--rate-user", "0", "--rate-chat", "0"])
            .args(["--monitor", &monitor.to_string(), "--api-url", &api.url])
            .args(["--admin-ids", &ADMIN.to_string()])
            .arg("--library")
            .arg(&library)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(log)
            .spawn()
            .unwrap();
        Self { child, folder, monitor, api }
    }

    fn file(&self, name: &str) -> std::path::PathBuf {
        self.folder.path().join("library").join(name)
    }

    fn log(&self) -> String {
        fs::read_to_string(self.folder.path().join("log")).unwrap()
    }

    /// The value of a metric; 0 before the bot has started.
    async fn metric(&self, name: &str) -> f64 {
        let url = format!("http://{}/metrics", self.monitor);
        let Ok(answer) = reqwest::get(url).await else { return 0.0 };
        let text = answer.text().await.unwrap();
        let line = text.lines().find_map(|it| it.strip_prefix(name)?.strip_prefix(' '));
        line.map_or(0.0, |it| it.parse().unwrap())
    }

    async fn until(&self, name: &str, at_least: f64) {
        let start = Instant::now();
        while self.metric(name).await < at_least {
            assert!(start.elapsed() < PATIENCE, "{name}: {}", self.log());
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }

    /// The answer to a question in a chat of its own.
    async fn answer(&self, chat: i64, question: &str) -> String {
        let n = self.api.n_calls("sendMessage");
        self.api.say(chat, question);
        self.api.call("sendMessage", n + 1).await.text().to_owned()
    }
}

impl Drop for Bot {
    fn drop(&mut self) {
        _ = self.child.kill();
        _ = self.child.wait();
    }
}

const DONE: &str = "clausebot_reloads_total{outcome=\"done\"}";
const FAILED: &str = "clausebot_reloads_total{outcome=\"failed\"}";

#[tokio::test(flavor = "multi_thread")]
async fn a_changed_document_answers_and_a_broken_one_is_reported() {
    let bot = Bot::start().await;
    assert!(bot.answer(11, "vessel dues").await.contains("40 crowns"));
    save(&bot.file("pact/en.txt"), &pact(50));
    bot.until(DONE, 1.0).await;
    assert!(bot.answer(12, "vessel dues").await.contains("50 crowns"));

    let n = bot.api.n_calls("sendMessage");
    save(&bot.file("pact/en.txt"), "");
    let report = bot.api.call("sendMessage", n + 1).await;
    assert_eq!(report.chat(), ADMIN);
    assert!(
        report.text().contains("library/pact") && report.text().contains("en.txt"),
        "{}",
        report.text()
    );
    assert!((bot.metric(FAILED).await - 1.0).abs() < 0.1);
    assert!((bot.metric("clausebot_reload_broken_total").await - 1.0).abs() < 0.1);
    assert!(bot.log().contains("cannot use"), "{}", bot.log());
    assert!(bot.answer(13, "vessel dues").await.contains("50 crowns"));

    fs::remove_dir_all(bot.file("rules")).unwrap();
    bot.until(DONE, 2.0).await;
    assert!(bot.answer(14, "vessel dues").await.contains("50 crowns"), "of before, still");
    assert!((bot.metric("clausebot_index_documents").await - 1.0).abs() < 0.1);

    let n = bot.api.n_calls("sendMessage");
    fs::remove_dir_all(bot.file("pact")).unwrap();
    assert_eq!(bot.api.call("sendMessage", n + 1).await.chat(), ADMIN);
    assert!(bot.answer(15, "vessel dues").await.contains("50 crowns"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_button_of_a_clause_that_is_gone_says_so() {
    let bot = Bot::start().await;
    bot.answer(11, "1.2").await;
    let sent = bot.api.call("sendMessage", 1).await;
    let button =
        sent.buttons().iter().find_map(|it| it["callback_data"].as_str().map(str::to_owned));
    fs::remove_dir_all(bot.file("pact")).unwrap();
    bot.until(DONE, 1.0).await;
    let button = button.expect("a button below a clause");
    bot.api.press(11, sent.message_id(), &button);
    let shown = bot.api.call("answerCallbackQuery", 1).await;
    assert!(!shown.text().is_empty());
}

/// A question that is written as no other is.
fn unlike(n: usize) -> String {
    format!("vessel dues{}{}", "?".repeat(n % 100), "!".repeat(n / 100))
}

/// A document changes every second while 50 questions a second come: each is answered once, from one of its versions.
async fn changes_under_load(seconds: usize) {
    const PER_SECOND: usize = 50;
    let bot = Bot::start().await;
    bot.answer(11, "vessel dues").await;
    let n_before = bot.api.n_calls("sendMessage");
    let mut every = tokio::time::interval(Duration::from_secs(1) / PER_SECOND as u32);
    let n_questions = seconds * PER_SECOND;
    for n in 0..n_questions {
        every.tick().await;
        if n % PER_SECOND == 0 {
            save(&bot.file("pact/en.txt"), &pact(100 + n / PER_SECOND));
        }
        // No two questions are alike, so none is answered from the cache of pages.
        bot.api.say(100 + i64::try_from(n % 40).unwrap(), &unlike(n));
    }
    bot.api.call("sendMessage", n_before + n_questions).await;
    let answers = bot.api.calls("sendMessage");
    let answers = &answers[n_before..];
    assert_eq!(answers.len(), n_questions);
    let plain = |it: &str| it.replace("<b>", "").replace("</b>", "");
    let is_answer = |it: &str| plain(it).contains("Each vessel pays");
    let wrong: Vec<&str> = answers
        .iter()
        .map(super::support::bot_api::Call::text)
        .filter(|it| !is_answer(it))
        .collect();
    assert_eq!(wrong, [""; 0]);
    bot.until(DONE, 1.0).await;
    assert!(bot.metric(FAILED).await < 0.1 && bot.metric("clausebot_panics_total").await < 0.1);
    let last = format!("{} crowns", 99 + seconds);
    let start = Instant::now();
    for n in 0.. {
        if bot.answer(500, &unlike(9000 + n)).await.contains(&last) {
            break;
        }
        assert!(start.elapsed() < PATIENCE, "{}", bot.log());
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn no_question_is_lost_while_documents_change() {
    changes_under_load(9).await;
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "takes a minute"]
async fn no_question_is_lost_in_a_minute_of_changes() {
    changes_under_load(60).await;
}
