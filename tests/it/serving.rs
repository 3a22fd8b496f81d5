//! Startup and shutdown of `clausebot serve`: tokens, menus, webhooks, an unreachable API.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs::File,
    process::{Child, Command, ExitStatus, Stdio},
    time::{Duration, Instant},
};

use serde_json::Value;

use crate::{
    support::bot_api::{BotApi, Call, Fault},
    telegram::Served,
};

/// Longest wait for the end of a program, or for a line of its log.
const PATIENCE: Duration = Duration::from_mins(1);

const TOKEN: &str = "123456:TEST";

/// The program, serving with its log in a folder.
struct Program {
    child: Child,
    folder: tempfile::TempDir,
}

impl Program {
    fn start(url: &str, token: Option<&str>) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut command = Command::new(env!("CARGO_BIN_EXE_clausebot"));
        command.args(["serve", "--api-url", url, "--no-store", "--monitor", "off"]);
        command.env_clear().env("HOME", folder.path());
        if let Some(token) = token {
            command.env("TELOXIDE_TOKEN", token);
        }
        let log = File::create(folder.path().join("log")).unwrap();
        let child = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(log).spawn();
        Self { child: child.unwrap(), folder }
    }

    fn log(&self) -> String {
        std::fs::read_to_string(self.folder.path().join("log")).unwrap()
    }

    /// Waits for the end of the program.
    async fn end(&mut self) -> ExitStatus {
        let start = Instant::now();
        loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                return status;
            }
            assert!(start.elapsed() < PATIENCE, "no end: {}", self.log());
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        _ = self.child.kill();
        _ = self.child.wait();
    }
}

/// Whether the system has a handler of SIGTERM for this process.
#[cfg(target_os = "linux")]
fn takes_sigterm(process: u32) -> bool {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).unwrap();
    let caught = status.lines().find_map(|it| it.strip_prefix("SigCgt:")).unwrap();
    u64::from_str_radix(caught.trim(), 16).unwrap() & (1 << (15 - 1)) != 0
}

/// Before the program takes signals, the system ends it: that time, until the first lines of `main`, is waited for.
#[cfg(target_os = "linux")]
#[tokio::test]
async fn sigterm_right_after_the_start_ends_the_program_well() {
    let api = BotApi::start().await;
    for n in 0..20 {
        let mut program = Program::start(&api.url, Some(TOKEN));
        let process = program.child.id();
        while !takes_sigterm(process) {
            tokio::task::yield_now().await;
        }
        let sent = Command::new("kill").args(["-TERM", &process.to_string()]).status();
        assert!(sent.unwrap().success());
        assert_eq!(program.end().await.code(), Some(0), "start {n}: {}", program.log());
    }
}

#[tokio::test]
async fn without_a_token_the_way_to_one_is_told() {
    for token in [None, Some("")] {
        let mut program = Program::start("http://127.0.0.1:1", token);
        assert_eq!(program.end().await.code(), Some(2));
        for word in ["@BotFather", "TELOXIDE_TOKEN", "clausebot chat"] {
            assert!(program.log().contains(word), "{token:?}: {}", program.log());
        }
    }
}

#[tokio::test]
async fn a_token_that_telegram_does_not_know_ends_the_program() {
    let api = BotApi::start().await;
    api.fault(Fault::new("getMe", 401).says("Unauthorized"));
    let mut program = Program::start(&api.url, Some(TOKEN));
    assert_ne!(program.end().await.code(), Some(0));
    let log = program.log();
    assert!(log.contains("token") && log.contains("@BotFather"), "{log}");
    assert!(!log.contains("TEST"), "{log}");
}

#[tokio::test]
async fn a_token_that_is_revoked_ends_the_program() {
    let api = BotApi::start().await;
    let mut program = Program::start(&api.url, Some(TOKEN));
    api.say(11, "/language zh-Hant");
    api.call("sendMessage", 1).await;
    api.say(11, "3.6");
    let answer = api.call("sendMessage", 2).await;
    assert!(answer.text().contains("第3.6條"), "{}", answer.text());
    let stored = program.folder.path().join(".local/share/clausebot");
    assert!(!stored.exists(), "--no-store");
    api.fault(Fault::new("getUpdates", 401).says("Unauthorized").times(9));
    api.say(11, "rail links");
    assert_ne!(program.end().await.code(), Some(0));
    assert!(program.log().contains("@BotFather"), "{}", program.log());
}

#[tokio::test]
async fn an_api_that_cannot_be_reached_is_told_of() {
    let nowhere = crate::webhook::free();
    let program = Program::start(&format!("http://{nowhere}"), Some(TOKEN));
    let start = Instant::now();
    while !program.log().contains("reach") {
        assert!(start.elapsed() < PATIENCE, "{}", program.log());
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    assert!(!program.log().contains("TEST"), "{}", program.log());
}

#[tokio::test]
async fn a_webhook_is_taken_away_before_updates_are_fetched() {
    let api = BotApi::start().await;
    let client = reqwest::Client::new();
    let set = client.post(format!("{}/bot1:A/setWebhook", api.url));
    let set = set.body(r#"{"url": "https://localhost/hook"}"#).send().await.unwrap();
    assert!(set.status().is_success());
    let bot = Served::at(api).await;
    assert!(bot.answer("rail links", 1).await.text().contains("Clause 3.19"));
    bot.stop().await;
}

/// The commands of each menu: (scope, language) → name → description.
fn menus(calls: &[Call]) -> BTreeMap<(String, String), BTreeMap<String, String>> {
    let text = |it: &Value| it.as_str().unwrap_or_default().to_owned();
    let menu = |it: &Call| {
        let commands = it.body["commands"].as_array().unwrap().iter();
        let commands = commands.map(|it| (text(&it["command"]), text(&it["description"])));
        let scope = text(&it.body["scope"]["type"]);
        ((scope, text(&it.body["language_code"])), commands.collect())
    };
    calls.iter().map(menu).collect()
}

#[tokio::test]
async fn menus_are_set_for_three_sorts_of_chats_in_three_languages() {
    let bot = Served::start().await;
    bot.api.call("setMyCommands", 9).await;
    let menus = menus(&bot.api.calls("setMyCommands"));
    assert_eq!(menus.len(), 9);
    let shared = ["about", "ask", "clause", "commitments", "contents", "help"];
    for ((scope, language), commands) in &menus {
        let more: &[&str] = match scope.as_str() {
            "all_group_chats" => &[],
            "all_chat_administrators" => &["language", "settings"],
            "all_private_chats" => &["check", "forget", "language", "settings"],
            _ => panic!("{scope}"),
        };
        assert!(["", "en", "zh"].contains(&language.as_str()), "{language}");
        let wanted: BTreeSet<&str> = shared.iter().chain(more).copied().collect();
        let found: BTreeSet<&str> = commands.keys().map(String::as_str).collect();
        assert_eq!(found, wanted, "{scope} {language}");
    }
    let chinese = &menus[&("all_private_chats".to_owned(), "zh".to_owned())]["ask"];
    assert!(chinese.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c)), "{chinese}");
    for method in ["setMyDescription", "setMyShortDescription"] {
        bot.api.call(method, 3).await;
        let calls = bot.api.calls(method);
        let languages: BTreeSet<&str> =
            calls.iter().map(|it| it.body["language_code"].as_str().unwrap_or_default()).collect();
        assert_eq!(languages, BTreeSet::from(["", "en", "zh"]), "{method}");
    }
    assert_eq!(bot.stop().await.problems(), [""; 0]);
}

#[tokio::test]
async fn menus_that_are_refused_stop_nothing_and_are_set_later() {
    let api = BotApi::start().await;
    api.fault(Fault::new("setMyCommands", 400).says("Bad Request: refused"));
    let bot = Served::at(api).await;
    assert!(bot.answer("rail links", 1).await.text().contains("Clause 3.19"));
    bot.api.call("setMyCommands", 9).await;
    let menus = menus(&bot.api.calls("setMyCommands"));
    assert_eq!(menus.len(), 9, "{menus:?}");
    bot.stop().await;
}

#[tokio::test]
async fn every_kind_of_update_that_is_handled_is_asked_for() {
    let bot = Served::start().await;
    bot.answer("rail links", 1).await;
    let asked = bot.api.call("getUpdates", 1).await.body["allowed_updates"].clone();
    let mut asked: Vec<&str> =
        asked.as_array().unwrap().iter().map(|it| it.as_str().unwrap()).collect();
    asked.sort_unstable();
    assert_eq!(
        asked,
        [
            "callback_query",
            "channel_post",
            "edited_channel_post",
            "edited_message",
            "inline_query",
            "message",
            "my_chat_member",
        ]
    );
    bot.stop().await;
}
