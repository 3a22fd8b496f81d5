//! The configuration as a whole: sources, faults, secrets, and the dump.

use std::{collections::BTreeSet, fs, path::Path};

use clap::{Arg, Args, Command};
use clausebot::{
    config::{
        BotSettings, CommonSettings, Config, ConfigError, DEFAULT_API_URL, DEFAULT_LISTEN,
        Environment, Purpose, RedisUrl, Serving, Sources, StorePlace, Tls, UpdateSource,
        WebhookSecret, dump, spoken,
    },
    text::Locale,
};
use insta::assert_snapshot;
use proptest::prelude::*;
use tempfile::TempDir;

const TOKEN: &str = "123456:AAbbCCddEEffGGhhIIjjKKllMMnnOOppQQr";

/// The file, the environment and the flags of a test. The folder contains the files that
/// settings name.
#[derive(Debug)]
struct Set {
    folder: TempDir,
    file: Option<String>,
    environment: Environment,
    flags: Vec<(String, String)>,
}

impl Set {
    fn new() -> Self {
        let set = Self {
            folder: tempfile::tempdir().unwrap(),
            file: None,
            environment: Environment::new(),
            flags: Vec::new(),
        };
        set.keep("token", &format!("{TOKEN}\n"));
        set.keep("redis", "redis://:HUNTER2@redis:6379/1\n");
        set.keep("secret", "SECRET\n");
        set.keep("empty", "\n");
        set
    }

    fn keep(&self, name: &str, text: &str) {
        fs::write(self.folder.path().join(name), text).unwrap();
    }

    /// `FOLDER` in a text is the folder.
    fn here(&self, text: &str) -> String {
        text.replace("FOLDER", self.folder.path().to_str().unwrap())
    }

    fn file(mut self, text: &str) -> Self {
        self.file = Some(self.here(text));
        self
    }

    fn variable(mut self, name: &str, value: &str) -> Self {
        self.environment.insert(name.to_owned(), self.here(value));
        self
    }

    fn flag(mut self, key: &str, value: &str) -> Self {
        self.flags.push((key.to_owned(), self.here(value)));
        self
    }

    fn sources(&self) -> Sources {
        let path = self.file.as_ref().map(|text| {
            let path = self.folder.path().join("c.toml");
            fs::write(&path, text).unwrap();
            path
        });
        Sources::new(self.flags.clone(), &self.environment).with_file(path.as_deref())
    }

    /// The settings, or the faults as lines.
    fn load_for(&self, purpose: Purpose) -> Result<Config, String> {
        Config::load(self.sources(), purpose).map_err(|it| self.lines(&it))
    }

    fn load(&self) -> Result<Config, String> {
        self.load_for(Purpose::Bot)
    }

    fn faults(&self) -> String {
        self.load().unwrap_err()
    }

    fn lines(&self, faults: &[ConfigError]) -> String {
        let lines: Vec<String> = faults.iter().map(ToString::to_string).collect();
        lines.join("\n").replace(self.folder.path().to_str().unwrap(), "FOLDER")
    }

    fn dump(&self) -> String {
        dump(self.sources()).unwrap_or_else(|it| panic!("{}", self.lines(&it)))
    }
}

/// A value of each setting that has a key, as the file has it and as it is typed.
const VALUES: &[(&str, &str, &str)] = &[
    ("library", "\"here\"", "here"),
    ("index-dir", "\"there\"", "there"),
    ("language", "\"zh-TW\"", "zh-TW"),
    ("token-file", "\"FOLDER/token\"", "FOLDER/token"),
    ("api-url", "\"http://localhost:8081\"", "http://localhost:8081"),
    ("data-dir", "\"/data\"", "/data"),
    ("store", "false", "false"),
    ("misses", "true", "true"),
    ("thumbnails", "\"https://example.org/t/\"", "https://example.org/t/"),
    ("redis", "\"rediss://redis/2\"", "rediss://redis/2"),
    ("redis-file", "\"FOLDER/redis\"", "FOLDER/redis"),
    ("webhook", "\"https://bot.example.org/t\"", "https://bot.example.org/t"),
    ("listen", "\"[::1]:80\"", "[::1]:80"),
    ("webhook-secret-file", "\"FOLDER/secret\"", "FOLDER/secret"),
    ("webhook-cert", "\"FOLDER/token\"", "FOLDER/token"),
    ("webhook-key", "\"FOLDER/token\"", "FOLDER/token"),
    ("monitor", "\"off\"", "off"),
    ("web", "\"127.0.0.1:8090\"", "127.0.0.1:8090"),
    ("web-url", "\"https://plan.example.org\"", "https://plan.example.org"),
    ("web-rate", "60", "60"),
    ("web-address-header", "\"X-Real-IP\"", "X-Real-IP"),
    ("web-origin", "\"https://example.org\"", "https://example.org"),
    ("log-format", "\"json\"", "json"),
    ("log", "\"debug\"", "debug"),
    ("rate-user", "0", "0"),
    ("rate-chat", "5", "5"),
    ("allow-chats", "[11, -100]", "11, -100"),
    ("block-chats", "[-5]", "-5"),
    ("admin-ids", "[11, 12]", "11, 12"),
];

/// The other settings that a setting needs to have an effect.
fn needed(key: &str) -> Set {
    let webhook = || Set::new().variable("CLAUSEBOT_WEBHOOK", "https://a.example/b");
    match key {
        "listen" | "webhook-secret-file" => webhook(),
        "webhook-cert" => webhook().variable("CLAUSEBOT_WEBHOOK_KEY", "FOLDER/redis"),
        "webhook-key" => webhook().variable("CLAUSEBOT_WEBHOOK_CERT", "FOLDER/redis"),
        _ => Set::new(),
    }
}

/// The declared settings.
fn declared() -> Vec<Arg> {
    let command = CommonSettings::augment_args(Command::new("settings"));
    BotSettings::augment_args(command).get_arguments().cloned().collect()
}

fn key_of(setting: &Arg) -> String {
    setting.get_id().as_str().replace('_', "-")
}

/// The variable of the setting with this key.
fn variable(key: &str) -> String {
    let declared = declared();
    let setting = declared.iter().find(|it| key_of(it) == key).unwrap();
    setting.get_env().unwrap().to_str().unwrap().to_owned()
}

/// The configuration with `FOLDER` for the folder of the test.
fn without_folder(set: &Set, config: &Config) -> String {
    format!("{config:?}").replace(set.folder.path().to_str().unwrap(), "FOLDER")
}

#[test]
fn a_setting_is_the_same_from_each_source() {
    let listed: BTreeSet<String> = VALUES.iter().map(|(it, _, _)| (*it).to_owned()).collect();
    let keyed = declared().into_iter().filter(|it| !it.is_hide_set());
    assert_eq!(listed, keyed.map(|it| key_of(&it)).collect());
    for (key, value, text) in VALUES {
        let shown = |set: Set| {
            let config = set.load().unwrap_or_else(|it| panic!("{key}: {it}"));
            without_folder(&set, &config)
        };
        let default = needed(key);
        let from_file = shown(needed(key).file(&format!("{key} = {value}")));
        if !["webhook-cert", "webhook-key"].contains(key) {
            // A secret is masked: only that there is one shows.
            assert_ne!(from_file, default.load().map(|it| without_folder(&default, &it)).unwrap());
        }
        assert_eq!(from_file, shown(needed(key).variable(&variable(key), text)), "{key}");
        assert_eq!(from_file, shown(needed(key).flag(key, text)), "{key}");
    }
}

#[test]
fn a_key_names_its_variable_and_its_flag() {
    let declared = declared();
    let keys: Vec<String> = declared.iter().map(key_of).collect();
    let variables: BTreeSet<String> = keys.iter().map(|it| variable(it)).collect();
    assert_eq!(variables.len(), keys.len());
    for it in declared.iter().filter(|it| !it.is_hide_set()) {
        let key = key_of(it);
        let derived = format!("CLAUSEBOT_{}", key.to_uppercase().replace('-', "_"));
        assert!(variable(&key) == derived || key == "log", "{key}");
        let flags = [Some(key.clone()), Some(format!("no-{key}"))];
        assert!(flags.contains(&it.get_long().map(str::to_owned)), "{key}");
    }
}

#[test]
fn later_sources_win() {
    let set = Set::new()
        .file("language = \"en\"\nrate-user = 1\nrate-chat = 1\nlibrary = \"file\"")
        .variable("CLAUSEBOT_RATE_USER", "2")
        .variable("CLAUSEBOT_RATE_CHAT", "2")
        .variable("CLAUSEBOT_LANGUAGE", "")
        .variable("LANG", "zh_TW.UTF-8")
        .flag("rate-chat", "3");
    let config = set.load().unwrap();
    let rates = [config.serving.limits.per_user, config.serving.limits.per_chat];
    assert_eq!(rates.map(|it| it.unwrap().get()), [2, 3]);
    assert_eq!((config.language, config.system), (Some(Locale::En), Some(Locale::ZhHant)));
    assert_eq!(config.library, Some("file".into()));
}

#[test]
fn defaults() {
    let serving = Set::new().load().unwrap().serving;
    let wanted = Serving::new(DEFAULT_API_URL.parse().unwrap(), serving.store.clone());
    assert_eq!(serving, wanted);
    assert!(matches!(serving.store, StorePlace::Directory(_) | StorePlace::Nowhere));
}

#[test]
fn all_faults_are_told_at_once() {
    let set = Set::new()
        .file(
            "langage = \"en\"\nlanguage = \"fr\"\nrate-user = \"20\"\nrate-chat = -1\n\
             token = \"123456:SECRET\"\nallow-chats = [1, \"me\"]\n[bot]\nlisten = 1\n",
        )
        .variable("CLAUSEBOT_LANGUAGE", "xx")
        .variable("CLAUSEBOT_STORE", "yes")
        .variable("TELOXIDE_TOKEN", "SECRET")
        .variable("CLAUSEBOT_TOKEN_FILE", "FOLDER/token")
        .variable("CLAUSEBOT_WEBHOOK_CERT", "FOLDER/none.pem")
        .flag("monitor", "localhost:9464")
        .flag("log-format", "xml")
        .flag("block-chats", "1;2");
    assert_snapshot!(set.faults(), @r"
    unknown key `langage` in `FOLDER/c.toml`, line 1; did you mean `language`?
    invalid `rate-user` in `FOLDER/c.toml`, line 3: expected a whole number, found a text
    unknown key `token` in `FOLDER/c.toml`, line 5; a secret cannot be in the configuration: set `token-file` to a file with the secret, or the variable `TELOXIDE_TOKEN`
    invalid `allow-chats` in `FOLDER/c.toml`, line 6: expected a list of whole numbers such as `[11, -100]`, found a list with a text in it
    unknown key `bot` in `FOLDER/c.toml`, line 7
    invalid `--monitor`: expected `off`, or a numeric address and a port such as `127.0.0.1:9464`, found `localhost:9464`
    invalid `--log-format`: expected `text` or `json`, found `xml`
    invalid `--block-chats`: expected numbers of chats and users, such as `11,-100`, found `1;2`
    invalid `CLAUSEBOT_LANGUAGE`: expected `zh-Hans`, `zh-Hant`, `en` or a tag of these languages such as `zh-TW`, found `xx`
    invalid `TELOXIDE_TOKEN`: expected a token as @BotFather gives it: digits, a colon, and letters
    invalid `CLAUSEBOT_STORE`: expected `true` or `false`, found `yes`
    invalid `language` in `FOLDER/c.toml`, line 2: expected `zh-Hans`, `zh-Hant`, `en` or a tag of these languages such as `zh-TW`, found `fr`
    invalid `rate-chat` in `FOLDER/c.toml`, line 4: expected questions a minute, such as `20`; `0` for no limit, found `-1`
    `TELOXIDE_TOKEN` and `CLAUSEBOT_TOKEN_FILE` exclude each other: expected one of the two
    cannot read `FOLDER/none.pem`, which `CLAUSEBOT_WEBHOOK_CERT` names
    `CLAUSEBOT_WEBHOOK_CERT` needs `webhook-key` too: expected both or neither
    ");
}

#[test]
fn a_file_that_is_not_toml_is_read_to_its_end() {
    let set = Set::new().file("language = en\nmisses = true\nrate-user == 3\nlangage = 1\n");
    assert_snapshot!(set.faults(), @r"
    `FOLDER/c.toml`, line 1: string values must be quoted, expected literal string
    `FOLDER/c.toml`, line 3: extra `=`, expected nothing
    unknown key `langage` in `FOLDER/c.toml`, line 4; did you mean `language`?
    ");
    let set = Set::new().file("TELOXIDE_TOKEN=123456:SECRET\nredis = redis://:SECRET@host\n");
    assert_snapshot!(set.faults(), @r"
    `FOLDER/c.toml`, line 1: invalid time, expected minute
    `FOLDER/c.toml`, line 2: string values must be quoted, expected literal string
    ");
    let set = Set::new().file("language = \"en\"\nlanguage = \"zh\"\n");
    assert_snapshot!(set.faults(), @"`FOLDER/c.toml`, line 2: duplicate key");
    let set = Set::new().file(&format!("rate-user = {}\nlangage = 1\n", "[".repeat(100_000)));
    assert!(set.faults().contains("line 1"));
    assert_snapshot!(Set::new().variable("CLAUSEBOT_CONFIG", "/none/c.toml").faults(), @"cannot read the configuration `/none/c.toml`");
}

#[test]
fn a_secret_has_one_source() {
    let token = |set: &Set| {
        set.load().map(|it| it.serving.token.map(|it| it.reveal().to_owned()).unwrap_or_default())
    };
    let itself = |set: Set| set.variable("TELOXIDE_TOKEN", "1:itself");
    let by_file = |set: Set| set.file("token-file = \"FOLDER/token\"");
    let credential = |set: Set| set.variable("CREDENTIALS_DIRECTORY", "FOLDER");
    assert_eq!(token(&itself(Set::new())), Ok("1:itself".to_owned()));
    assert_eq!(token(&by_file(Set::new())), Ok(TOKEN.to_owned()));
    assert_eq!(token(&credential(Set::new())), Ok(TOKEN.to_owned()));
    assert_eq!(token(&itself(by_file(credential(Set::new())))), Ok("1:itself".to_owned()));
    let flag = itself(Set::new()).flag("token-file", "FOLDER/token");
    assert_eq!(token(&flag), Ok(TOKEN.to_owned()));
    let none = Set::new().variable("CREDENTIALS_DIRECTORY", "FOLDER/none");
    assert_eq!(token(&none), Ok(String::new()));
    let both = itself(Set::new()).variable("CLAUSEBOT_TOKEN_FILE", "FOLDER/token");
    assert_snapshot!(token(&both).unwrap_err(), @"`TELOXIDE_TOKEN` and `CLAUSEBOT_TOKEN_FILE` exclude each other: expected one of the two");
    let faults = Set::new()
        .flag("token-file", "FOLDER/empty")
        .flag("redis-file", "FOLDER/none")
        .file("webhook-secret-file = \"FOLDER\"");
    assert_snapshot!(faults.faults(), @r"
    cannot read `FOLDER/empty`, which `--token-file` names
    cannot read `FOLDER/none`, which `--redis-file` names
    cannot read `FOLDER`, which `webhook-secret-file` in `FOLDER/c.toml`, line 1 names
    ");
    // A user who asks in the terminal may not be able to read them.
    assert!(faults.load_for(Purpose::Answers).is_ok());
    assert_eq!(faults.load_for(Purpose::Store).unwrap_err().lines().count(), 2);
}

#[test]
fn where_things_are_kept() {
    let kept = |set: Set| set.load().map(|it| it.serving.store);
    let redis = |set: Set| set.flag("redis", "redis://redis");
    let folder = |set: Set| set.variable("CLAUSEBOT_DATA_DIR", "/data");
    let memory = |set: Set| set.file("store = false");
    assert_eq!(kept(folder(Set::new())), Ok(StorePlace::Directory("/data".into())));
    assert_eq!(kept(memory(folder(Set::new()))), Ok(StorePlace::Memory));
    let flags = Set::new().flag("store", "false").flag("data-dir", "/data");
    assert_snapshot!(kept(flags).unwrap_err(), @"`--no-store` and `--data-dir` exclude each other: expected one of the two");
    assert_eq!(
        kept(redis(folder(Set::new()))),
        Ok(StorePlace::Redis(RedisUrl::new("redis://redis")))
    );
    assert_snapshot!(kept(memory(redis(Set::new()))).unwrap_err(), @"`--redis` and `store` in `FOLDER/c.toml`, line 1 exclude each other: Redis is a store; expected one of the two");
}

#[test]
fn addresses_of_redis_and_tokens() {
    let redis = "CLAUSEBOT_REDIS";
    let token = "TELOXIDE_TOKEN";
    for (variable, value, is_good) in [
        (redis, "redis://redis", true),
        (redis, "redis://redis:6379/0", true),
        (redis, "rediss://user:word@redis.example:6380/15?protocol=resp3", true),
        (redis, "unix:///run/redis.sock", true),
        (redis, "redis://[::1]:6379", true),
        (redis, "redis://", false),
        (redis, "redis:///0", false),
        (redis, "redis://redis/zero", false),
        (redis, "redis://redis:port", false),
        (redis, "redis://:p/w@redis", false),
        (redis, "http://redis", false),
        (redis, "unix:", false),
        (redis, "redis", false),
        (token, "123456:TEST", true),
        (token, "1:a", true),
        (token, TOKEN, true),
        (token, " 1:a\n", true),
        (token, "TEST", false),
        (token, ":a", false),
        (token, "1:", false),
        (token, "bot1:a", false),
        (token, "1:a:b", false),
        (token, "1:a b", false),
    ] {
        let set = Set::new().variable(variable, value);
        assert_eq!(set.load().is_ok(), is_good, "{variable}={value}");
    }
    assert_snapshot!(Set::new().variable("CLAUSEBOT_REDIS", "SECRET").faults(), @"invalid `CLAUSEBOT_REDIS`: expected an address such as `redis://:PASSWORD@HOST:6379/0`, `rediss://HOST` or `unix:///run/redis.sock`, a password in percent-encoding");
}

#[test]
fn addresses_of_webhooks() {
    let telegram = |url: &str| {
        let set = Set::new().variable("TELOXIDE_TOKEN", TOKEN).flag("webhook", url);
        set.load().err().unwrap_or_default()
    };
    for url in ["https://a.example/b", "https://a.example:8443/b/c", "https://a.example:88/b/"] {
        assert_eq!(telegram(url), "", "{url}");
    }
    assert_snapshot!(telegram("a.example/SECRET"), @"invalid `--webhook`: expected an address such as `https://bot.example.org/telegram`");
    assert_snapshot!(telegram("http://a.example/b"), @"invalid `--webhook`: expected `https`, the only scheme that Telegram calls, found `http`");
    assert_snapshot!(telegram("https://a.example:8080"), @r"
    invalid `--webhook`: expected port 443, 80, 88 or 8443, the only ones that Telegram calls, found `8080`
    invalid `--webhook`: expected a path such as `/telegram`, so that a scan of the host does not find the bot, found `/`
    ");
    assert_snapshot!(telegram(&format!("https://me:SECRET@a.example/{TOKEN}")), @r"
    invalid `--webhook`: expected an address without the token, which proxies would log; the secret of the webhook proves who calls
    invalid `--webhook`: expected no user, password, `?` or `#`; the secret of the webhook proves who calls
    ");
    let own = |url: &str| {
        let set = Set::new().file("api-url = \"http://localhost:8081\"");
        set.flag("webhook", url).load().err().unwrap_or_default()
    };
    assert_eq!(own("http://10.0.0.2:9000/b"), "");
    assert_snapshot!(own("ftp://10.0.0.2/b"), @"invalid `--webhook`: expected `https` or `http`, found `ftp`");
}

#[test]
fn a_webhook_whole() {
    let set = Set::new()
        .file("webhook = \"https://a.example/b\"\nwebhook-cert = \"FOLDER/token\"\n")
        .variable("CLAUSEBOT_WEBHOOK_KEY", "FOLDER/redis")
        .variable("CLAUSEBOT_WEBHOOK_SECRET", "a-Z_0");
    let serving = set.load().unwrap().serving;
    let UpdateSource::Webhook(webhook) = serving.updates else { panic!("{serving:?}") };
    assert_eq!((webhook.url.path(), webhook.listen), ("/b", DEFAULT_LISTEN));
    assert_eq!(webhook.secret, Some(WebhookSecret::new("a-Z_0")));
    let [certificate, key] = ["token", "redis"].map(|it| set.folder.path().join(it));
    assert_eq!(webhook.tls, Some(Tls { certificate, key }));
    let bad = Set::new().variable("CLAUSEBOT_WEBHOOK_SECRET", "no secret");
    assert_snapshot!(bad.faults(), @"invalid `CLAUSEBOT_WEBHOOK_SECRET`: expected 1 to 256 letters, digits, `_` and `-`");
}

#[test]
fn the_help_is_in_the_language_that_is_set() {
    let set = Set::new().variable("LANG", "zh_CN.UTF-8").variable("CLAUSEBOT_MISSES", "maybe");
    assert_eq!(spoken(set.sources()), Some(Locale::ZhHans));
    let set = set.variable("CLAUSEBOT_LANGUAGE", "en");
    assert_eq!(spoken(set.sources()), Some(Locale::En));
    assert_eq!(spoken(Set::new().sources()), None);
}

#[test]
fn the_settings_are_dumped_with_where_they_are_from() {
    let set = Set::new()
        .file("log = \"debug\"\ntoken-file = \"FOLDER/token\"\nallow-chats = [11, -100]")
        .variable("CLAUSEBOT_REDIS", "redis://:HUNTER2@redis:6379/1")
        .variable("CLAUSEBOT_WEBHOOK_SECRET", "SECRET")
        .flag("webhook", "https://a.example/b")
        .flag("rate-user", "0");
    let dumped = set.dump().replace(set.folder.path().to_str().unwrap(), "FOLDER");
    assert_snapshot!(dumped, @r#"
    token-file = "FOLDER/token"  # `token-file` in `FOLDER/c.toml`, line 2
    api-url = "https://api.telegram.org"  # default
    # redis = "redis://…@redis:6379/1"  # `CLAUSEBOT_REDIS`, whose password is not shown
    store = true  # default
    misses = false  # default
    webhook = "https://a.example/b"  # `--webhook`
    listen = "127.0.0.1:8080"  # default
    # CLAUSEBOT_WEBHOOK_SECRET = "…"
    # monitor = "127.0.0.1:9464"  # default, if the port is free
    web-rate = 480  # default
    log-format = "text"  # default
    log = "debug"  # `log` in `FOLDER/c.toml`, line 1
    rate-user = 0  # `--rate-user`
    rate-chat = 20  # default
    allow-chats = [11, -100]  # `allow-chats` in `FOLDER/c.toml`, line 3
    block-chats = []  # default
    admin-ids = []  # default
    "#);
}

/// The settings with a value each from a source each; not all of them together
/// hold.
fn sets() -> impl Strategy<Value = Set> {
    let one = (0..3_usize, any::<bool>());
    prop::collection::vec(one, VALUES.len()).prop_map(|chosen| {
        let mut set = Set::new();
        let mut file = String::new();
        for ((key, value, text), (source, is_set)) in VALUES.iter().zip(chosen) {
            match (is_set, source) {
                (false, _) => {}
                (true, 0) => file = format!("{file}{key} = {value}\n"),
                (true, 1) => set = set.variable(&variable(key), text),
                (true, _) => set = set.flag(key, text),
            }
        }
        set.file(&file)
    })
}

/// Settings whose values can be anything, and are shown.
const OPEN: [&str; 6] = ["library", "index-dir", "data-dir", "log", "webhook-cert", "webhook-key"];

/// A secret of each kind, in each place where users put it.
fn misplaced() -> impl Strategy<Value = (Set, String, &'static str)> {
    let secrets = prop::sample::select(vec![
        (TOKEN, TOKEN),
        ("redis://:HUNTER2@redis/0", "HUNTER2"),
        ("https://me:HUNTER2@here.example/x", "HUNTER2"),
    ]);
    let keys: Vec<String> = declared().iter().map(key_of).collect();
    (secrets, prop::sample::select(keys), 0..4_usize).prop_map(|((text, secret), key, source)| {
        let set = match source {
            0 => Set::new().file(&format!("{key} = \"{text}\"")),
            1 => Set::new().file(&format!("{key} = {text}\n\"{text}\" = {text}")),
            2 => Set::new().variable(&variable(&key), text),
            _ => Set::new().flag(&key, text),
        };
        (set, key, secret)
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn what_is_dumped_is_read_again(set in sets()) {
        let Ok(config) = set.load() else { return Ok(()) };
        let dumped = set.dump();
        prop_assert!(!dumped.contains("HUNTER2") && !dumped.contains(TOKEN));
        let again = Set { folder: set.folder, ..Set::new() }.file(&dumped);
        prop_assert_eq!(again.load().map_err(|it| format!("{it}\n{dumped}")).unwrap(), config);
        prop_assert_eq!(again.dump().lines().count(), dumped.lines().count());
    }

    #[test]
    fn no_secret_is_in_a_fault_or_in_what_is_logged((set, key, secret) in misplaced()) {
        let raw = format!("{:?}", set.sources());
        let said = match Config::load(set.sources(), Purpose::Bot) {
            // Names of folders and filters of the log can be anything.
            Ok(_) if OPEN.contains(&key.as_str()) => raw,
            Ok(config) => format!("{raw} {config:?}"),
            Err(faults) => format!("{raw} {faults:?} {}", set.lines(&faults)),
        };
        prop_assert!(!said.contains(secret), "{said}");
    }

    #[test]
    fn any_file_is_read(text in "(([a-z-]{1,12}|api-url|rate-user|listen|redis) ?= ?.{0,20}\n){0,5}") {
        let sources = Sources::new(Vec::new(), &Environment::new());
        _ = Config::load(sources.with_text(Path::new("c.toml"), &text), Purpose::Answers);
    }
}
