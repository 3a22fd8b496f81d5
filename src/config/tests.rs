//! The settings as a whole: sources, faults, secrets, and the dump.

#![cfg(feature = "telegram")]
#![expect(clippy::wildcard_enum_match_arm, reason = "few of the settings need others")]

use std::{collections::BTreeSet, fs, path::Path};

use insta::assert_snapshot;
use proptest::prelude::*;
use tempfile::TempDir;

use super::*;

const TOKEN: &str = "123456:AAbbCCddEEffGGhhIIjjKKllMMnnOOppQQr";

/// What a test sets: the file, the environment and the flags. The folder has what
/// files of settings name.
#[derive(Debug)]
struct Set {
    folder: TempDir,
    file: Option<String>,
    environment: Environment,
    flags: Vec<(Setting, String)>,
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
        set.keep("redis", "redis://:PASSWORD@redis:6379/1\n");
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

    fn flag(mut self, setting: Setting, value: &str) -> Self {
        self.flags.push((setting, self.here(value)));
        self
    }

    fn sources(&self) -> (Option<PathBuf>, &Environment, RawConfig) {
        let path = self.file.as_ref().map(|text| {
            let path = self.folder.path().join("c.toml");
            fs::write(&path, text).unwrap();
            path
        });
        (path, &self.environment, RawConfig::from_flags(self.flags.clone()))
    }

    /// The settings, or the faults as lines.
    fn load_for(&self, purpose: Purpose) -> Result<Config, String> {
        let (file, environment, flags) = self.sources();
        Config::load(file.as_deref(), environment, flags, purpose).map_err(|it| self.lines(&it))
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
        let (file, environment, flags) = self.sources();
        let dumped = dump(file.as_deref(), environment, flags);
        dumped.unwrap_or_else(|it| panic!("{}", self.lines(&it)))
    }
}

/// A value of each setting that has a key, as the file has it and as it is typed.
const VALUES: &[(Setting, &str, &str)] = &[
    (Setting::Library, "\"here\"", "here"),
    (Setting::Language, "\"zh-TW\"", "zh-TW"),
    (Setting::TokenFile, "\"FOLDER/token\"", "FOLDER/token"),
    (Setting::ApiUrl, "\"http://localhost:8081\"", "http://localhost:8081"),
    (Setting::DataDir, "\"/data\"", "/data"),
    (Setting::Store, "false", "false"),
    (Setting::Misses, "true", "true"),
    (Setting::Redis, "\"rediss://redis/2\"", "rediss://redis/2"),
    (Setting::RedisFile, "\"FOLDER/redis\"", "FOLDER/redis"),
    (Setting::Webhook, "\"https://bot.example.org/t\"", "https://bot.example.org/t"),
    (Setting::Listen, "\"[::1]:80\"", "[::1]:80"),
    (Setting::WebhookSecretFile, "\"FOLDER/secret\"", "FOLDER/secret"),
    (Setting::WebhookCert, "\"FOLDER/token\"", "FOLDER/token"),
    (Setting::WebhookKey, "\"FOLDER/token\"", "FOLDER/token"),
    (Setting::Monitor, "\"off\"", "off"),
    (Setting::LogFormat, "\"json\"", "json"),
    (Setting::Log, "\"debug\"", "debug"),
    (Setting::RateUser, "0", "0"),
    (Setting::RateChat, "5", "5"),
    (Setting::AllowChats, "[11, -100]", "11, -100"),
    (Setting::BlockChats, "[-5]", "-5"),
];

/// What other settings a setting needs before it comes to anything.
fn needed(setting: Setting) -> Set {
    match setting {
        Setting::Listen | Setting::WebhookSecretFile => {
            Set::new().variable("CLAUSEBOT_WEBHOOK", "https://a.example/b")
        }
        Setting::WebhookCert => Set::new()
            .variable("CLAUSEBOT_WEBHOOK", "https://a.example/b")
            .variable("CLAUSEBOT_WEBHOOK_KEY", "FOLDER/redis"),
        Setting::WebhookKey => Set::new()
            .variable("CLAUSEBOT_WEBHOOK", "https://a.example/b")
            .variable("CLAUSEBOT_WEBHOOK_CERT", "FOLDER/redis"),
        _ => Set::new(),
    }
}

/// The same for whatever folder a test has.
fn without_folder(set: &Set, config: &Config) -> String {
    format!("{config:?}").replace(set.folder.path().to_str().unwrap(), "FOLDER")
}

#[test]
fn a_setting_is_the_same_from_each_source() {
    let listed: BTreeSet<Setting> = VALUES.iter().map(|(it, _, _)| *it).collect();
    let keyed = Setting::ALL.iter().copied().filter(|it| it.key().is_some());
    assert_eq!(listed, keyed.collect());
    for (setting, value, text) in VALUES {
        let shown = |set: Set| {
            let config = set.load().unwrap_or_else(|it| panic!("{setting:?}: {it}"));
            without_folder(&set, &config)
        };
        let (default, key) = (needed(*setting), setting.key().unwrap());
        if ![Setting::WebhookCert, Setting::WebhookKey].contains(setting) {
            let found = shown(needed(*setting).file(&format!("{key} = {value}")));
            // A secret is masked: only that there is one shows.
            assert_ne!(found, default.load().map(|it| without_folder(&default, &it)).unwrap());
        }
        let from_file = shown(needed(*setting).file(&format!("{key} = {value}")));
        let from_environment = shown(needed(*setting).variable(setting.variable(), text));
        assert_eq!(from_file, from_environment, "{setting:?}");
        if setting.flag().is_some() {
            let from_flag = shown(needed(*setting).flag(*setting, text));
            assert_eq!(from_file, from_flag, "{setting:?}");
        }
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
        .flag(Setting::RateChat, "3");
    let config = set.load().unwrap();
    let rates = [config.serving.limits.per_user, config.serving.limits.per_chat];
    assert_eq!(rates.map(|it| it.unwrap().get()), [2, 3]);
    assert_eq!((config.language, config.system), (Some(Locale::En), Some(Locale::ZhHant)));
    assert_eq!(config.library, Some("file".into()));
}

#[test]
fn defaults() {
    let serving = Set::new().load().unwrap().serving;
    let wanted = Serving::new(DEFAULT_API_URL.parse().unwrap(), serving.kept.clone());
    assert_eq!(serving, wanted);
    assert!(matches!(serving.kept, Kept::Directory(_) | Kept::Nowhere));
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
        .flag(Setting::Monitor, "localhost:9464")
        .flag(Setting::LogFormat, "xml")
        .flag(Setting::BlockChats, "1;2");
    assert_snapshot!(set.faults(), @"");
}

#[test]
fn a_file_that_is_not_toml_is_read_to_its_end() {
    let set = Set::new().file("language = en\nmisses = true\nrate-user == 3\nlangage = 1\n");
    assert_snapshot!(set.faults(), @"");
    let set = Set::new().file("TELOXIDE_TOKEN=123456:SECRET\nredis = redis://:SECRET@host\n");
    assert_snapshot!(set.faults(), @"");
    let set = Set::new().file("language = \"en\"\nlanguage = \"zh\"\n");
    assert_snapshot!(set.faults(), @"");
    assert_snapshot!(Set::new().variable("CLAUSEBOT_CONFIG", "/none/c.toml").faults(), @"");
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
    let flag = itself(Set::new()).flag(Setting::TokenFile, "FOLDER/token");
    assert_eq!(token(&flag), Ok(TOKEN.to_owned()));
    let none = Set::new().variable("CREDENTIALS_DIRECTORY", "FOLDER/none");
    assert_eq!(token(&none), Ok(String::new()));
    let both = itself(Set::new()).variable("CLAUSEBOT_TOKEN_FILE", "FOLDER/token");
    assert_snapshot!(token(&both).unwrap_err(), @"");
    let faults = Set::new()
        .flag(Setting::TokenFile, "FOLDER/empty")
        .flag(Setting::RedisFile, "FOLDER/none")
        .file("webhook-secret-file = \"FOLDER\"");
    assert_snapshot!(faults.faults(), @"");
    // Whoever asks in the terminal need not be able to read them.
    assert!(faults.load_for(Purpose::Answers).is_ok());
    assert_eq!(faults.load_for(Purpose::Store).unwrap_err().lines().count(), 2);
}

#[test]
fn where_things_are_kept() {
    let kept = |set: Set| set.load().map(|it| it.serving.kept);
    let redis = |set: Set| set.flag(Setting::Redis, "redis://redis");
    let folder = |set: Set| set.variable("CLAUSEBOT_DATA_DIR", "/data");
    let memory = |set: Set| set.file("store = false");
    assert_eq!(kept(folder(Set::new())), Ok(Kept::Directory("/data".into())));
    assert_eq!(kept(memory(folder(Set::new()))), Ok(Kept::Memory));
    assert_eq!(kept(redis(folder(Set::new()))), Ok(Kept::Redis(RedisUrl::new("redis://redis"))));
    assert_snapshot!(kept(memory(redis(Set::new()))).unwrap_err(), @"");
}

#[test]
fn addresses_of_redis() {
    for (address, is_good) in [
        ("redis://redis", true),
        ("redis://redis:6379/0", true),
        ("rediss://user:word@redis.example:6380/15?protocol=resp3", true),
        ("unix:///run/redis.sock", true),
        ("redis://[::1]:6379", true),
        ("redis://", false),
        ("redis:///0", false),
        ("redis://redis/zero", false),
        ("redis://redis:port", false),
        ("redis://:p/w@redis", false),
        ("http://redis", false),
        ("unix:", false),
        ("redis", false),
    ] {
        let set = Set::new().variable("CLAUSEBOT_REDIS", address);
        assert_eq!(set.load().is_ok(), is_good, "{address}");
    }
    assert_snapshot!(Set::new().variable("CLAUSEBOT_REDIS", "SECRET").faults(), @"");
}

#[test]
fn addresses_of_webhooks() {
    let telegram = |url: &str| {
        let set = Set::new().variable("TELOXIDE_TOKEN", TOKEN).flag(Setting::Webhook, url);
        set.load().err().unwrap_or_default()
    };
    for url in ["https://a.example/b", "https://a.example:8443/b/c", "https://a.example:88/b/"] {
        assert_eq!(telegram(url), "", "{url}");
    }
    assert_snapshot!(telegram("a.example/SECRET"), @"");
    assert_snapshot!(telegram("http://a.example/b"), @"");
    assert_snapshot!(telegram("https://a.example:8080"), @"");
    assert_snapshot!(telegram(&format!("https://me:SECRET@a.example/{TOKEN}")), @"");
    let own = |url: &str| {
        let set = Set::new().file("api-url = \"http://localhost:8081\"");
        set.flag(Setting::Webhook, url).load().err().unwrap_or_default()
    };
    assert_eq!(own("http://10.0.0.2:9000/b"), "");
    assert_snapshot!(own("ftp://10.0.0.2/b"), @"");
}

#[test]
fn a_webhook_whole() {
    let set = Set::new()
        .file("webhook = \"https://a.example/b\"\nwebhook-cert = \"FOLDER/token\"\n")
        .variable("CLAUSEBOT_WEBHOOK_KEY", "FOLDER/redis")
        .variable("CLAUSEBOT_WEBHOOK_SECRET", "a-Z_0");
    let serving = set.load().unwrap().serving;
    let Intake::Webhook(webhook) = serving.intake else { panic!("{serving:?}") };
    assert_eq!((webhook.url.path(), webhook.listen), ("/b", DEFAULT_LISTEN));
    assert_eq!(webhook.secret, Some(WebhookSecret::new("a-Z_0")));
    let [certificate, key] = ["token", "redis"].map(|it| set.folder.path().join(it));
    assert_eq!(webhook.tls, Some(Tls { certificate, key }));
    let bad = Set::new().variable("CLAUSEBOT_WEBHOOK_SECRET", "no secret");
    assert_snapshot!(bad.faults(), @"");
}

#[test]
fn tokens() {
    for (token, is_good) in [
        ("123456:TEST", true),
        ("1:a", true),
        (TOKEN, true),
        (" 1:a\n", true),
        ("TEST", false),
        (":a", false),
        ("1:", false),
        ("bot1:a", false),
        ("1:a:b", false),
        ("1:a b", false),
    ] {
        let set = Set::new().variable("TELOXIDE_TOKEN", token);
        assert_eq!(set.load().is_ok(), is_good, "{token}");
    }
}

#[test]
fn the_help_is_in_the_language_that_is_set() {
    let set = Set::new().variable("LANG", "zh_CN.UTF-8").variable("CLAUSEBOT_MISSES", "maybe");
    assert_eq!(spoken(&set.environment), Some(Locale::ZhHans));
    let set = set.variable("CLAUSEBOT_LANGUAGE", "en");
    assert_eq!(spoken(&set.environment), Some(Locale::En));
    assert_eq!(spoken(&Environment::new()), None);
}

#[test]
fn the_settings_are_dumped_with_where_they_are_from() {
    let set = Set::new()
        .file("log = \"debug\"\ntoken-file = \"FOLDER/token\"\nallow-chats = [11, -100]")
        .variable("CLAUSEBOT_REDIS", "redis://:PASSWORD@redis:6379/1")
        .variable("CLAUSEBOT_WEBHOOK_SECRET", "SECRET")
        .flag(Setting::Webhook, "https://a.example/b")
        .flag(Setting::RateUser, "0");
    let dumped = set.dump().replace(set.folder.path().to_str().unwrap(), "FOLDER");
    assert_snapshot!(dumped, @"");
}

/// The settings with a value each from a source each; not all of them together
/// hold.
fn sets() -> impl Strategy<Value = Set> {
    let one = (0..3_usize, any::<bool>());
    prop::collection::vec(one, VALUES.len()).prop_map(|chosen| {
        let mut set = Set::new();
        let mut file = String::new();
        for ((setting, value, text), (source, is_set)) in VALUES.iter().zip(chosen) {
            match (is_set, source) {
                (false, _) => {}
                (true, 0) => file = format!("{file}{} = {value}\n", setting.key().unwrap()),
                (true, 1) => set = set.variable(setting.variable(), text),
                (true, _) => set = set.flag(*setting, text),
            }
        }
        set.file(&file)
    })
}

/// A secret of each kind, at any of the places where people put them.
fn misplaced() -> impl Strategy<Value = (Set, &'static str)> {
    let secrets = prop::sample::select(vec![
        (TOKEN, TOKEN),
        ("redis://:PASSWORD@redis/0", "PASSWORD"),
        ("https://me:PASSWORD@here.example/x", "PASSWORD"),
    ]);
    let setting = prop::sample::select(Setting::ALL.to_vec());
    (secrets, setting, 0..4_usize).prop_map(|((text, secret), setting, source)| {
        let set = Set::new();
        let key = setting.key().unwrap_or("token");
        let set = match source {
            0 => set.file(&format!("{key} = \"{text}\"")),
            1 => set.file(&format!("{key} = {text}\n\"{text}\" = {text}")),
            2 => set.variable(setting.variable(), text),
            _ => set.flag(setting, text),
        };
        (set, secret)
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn what_is_dumped_is_read_again(set in sets()) {
        let Ok(config) = set.load() else { return Ok(()) };
        let dumped = set.dump();
        prop_assert!(!dumped.contains("PASSWORD") && !dumped.contains(TOKEN));
        let again = Set { folder: set.folder, ..Set::new() }.file(&dumped);
        prop_assert_eq!(again.load().map_err(|it| format!("{it}\n{dumped}")).unwrap(), config);
        prop_assert_eq!(again.dump().lines().count(), dumped.lines().count());
    }

    #[test]
    fn no_secret_is_in_a_fault_or_in_what_is_logged((set, secret) in misplaced()) {
        let (file, environment, flags) = set.sources();
        let raw = format!("{flags:?}");
        let said = match Config::load(file.as_deref(), environment, flags, Purpose::Answers) {
            Ok(config) if is_shown(&config) => raw,
            Ok(config) => format!("{raw} {config:?}"),
            Err(faults) => format!("{raw} {faults:?} {}", set.lines(&faults)),
        };
        prop_assert!(!said.contains(secret), "{said}");
    }

    #[test]
    fn any_file_is_read(text in "(([a-z-]{1,12}|api-url|rate-user|listen|redis) ?= ?.{0,20}\n){0,5}") {
        let (raw, _) = parse_file(Path::new("c.toml"), &text);
        _ = Config::load(None, &Environment::new(), raw, Purpose::Answers);
    }
}

/// Names of folders and files, and filters of the log, can be anything.
fn is_shown(config: &Config) -> bool {
    let serving = &config.serving;
    config.library.is_some()
        || serving.log.filter.is_some()
        || matches!(&serving.kept, Kept::Directory(path) if path.ends_with("x") || path.to_string_lossy().contains(':'))
}
