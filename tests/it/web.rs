//! The pages in a browser: every link leads somewhere, nothing is unescaped, and the answers for programs are as they are
//! described.

use std::{
    collections::{BTreeSet, VecDeque},
    num::NonZeroU32,
    sync::{Arc, LazyLock},
};

use bytes::Bytes;
use clausebot::{
    assistant::{Assistant, Place},
    config::{Pages, Serving, StorePlace, WebAccess},
    render::{COMMITMENT_COLUMNS, TextOrder},
    telegram::{Action, Audience, Below, Pager},
    text::Locale,
    web::{PageServer, Request, Response, Site},
};
use hmac::{Hmac, KeyInit, Mac};
use serde_json::{Value, json};
use sha2::Sha256;
use teloxide::types::InlineKeyboardButtonKind;
use tempfile::TempDir;
use tokio::net::TcpListener;

use crate::{
    support::bot_api::BotApi,
    telegram::{ASSISTANT, Served, serving},
    webhook::free,
};

static SITE: LazyLock<Site> = LazyLock::new(|| {
    let public = "https://plan.example.org".parse().unwrap();
    Site::new(Assistant::shipped().unwrap().into(), Some(&public))
});

const PLAN: &str = "/d/china-asean-2022-2025";

fn get(address: &str) -> Response {
    let (path, query) = address.split_once('?').unwrap_or((address, ""));
    SITE.respond(Request { path, query, languages: "en" })
}

fn page(address: &str) -> String {
    let response = get(address);
    assert_eq!(response.status, 200, "{address}");
    assert!(response.media_type.starts_with("text/html"), "{address}");
    response.body.into_owned()
}

/// The addresses in `href`, `src` and `action`, with their `&amp;` read.
fn links(body: &str) -> Vec<String> {
    let of = |name: &str| {
        let start = format!(" {name}=\"");
        let found = body.split(&start).skip(1).filter_map(|it| it.split('"').next());
        found.map(|it| it.replace("&amp;", "&")).collect::<Vec<_>>()
    };
    ["href", "src", "action"].map(of).concat()
}

#[test]
fn every_link_leads_to_a_page_and_every_anchor_is_there() {
    let mut seen = BTreeSet::new();
    let mut open = VecDeque::from(["/".to_owned()]);
    let mut anchors = Vec::new();
    while let Some(address) = open.pop_front() {
        if !seen.insert(address.clone()) {
            continue;
        }
        let response = get(&address);
        assert_eq!(response.status, 200, "{address}");
        if !response.media_type.starts_with("text/html") {
            continue;
        }
        for link in links(&response.body) {
            let link = link.strip_prefix("https://plan.example.org").unwrap_or(&link);
            let (link, anchor) = link.split_once('#').unwrap_or((link, ""));
            assert!(link.is_empty() || link.starts_with('/'), "{address} leads away to {link}");
            let link = if link.is_empty() { &address } else { link };
            if !anchor.is_empty() {
                anchors.push((link.to_owned(), anchor.to_owned()));
            }
            open.push_back(link.to_owned());
        }
    }
    // 49 clauses in three locales, and the pages around them.
    assert!(seen.len() > 3 * 49 + 10, "{}", seen.len());
    anchors.sort();
    anchors.dedup();
    for (address, anchor) in anchors {
        assert!(get(&address).body.contains(&format!("id=\"{anchor}\"")), "{address}#{anchor}");
    }
}

#[test]
fn a_clause_stands_word_for_word_in_each_language() {
    for (locale, words) in [
        ("en", "US$150 billion"),
        ("zh-Hans", "5 年内从东盟国家进口 1500 亿美元农产品"),
        ("zh-Hant", "5 年內從東盟國家進口 1500 億美元農產品"),
    ] {
        for address in [format!("{PLAN}/{locale}/3.6"), format!("{PLAN}/{locale}")] {
            let body = page(&address);
            let plain = body.replace("<mark>", "").replace("</mark>", "");
            assert!(plain.contains(words), "{address}");
            assert!(body.contains(&format!("<html lang=\"{locale}\">")), "{address}");
        }
    }
    for address in ["zh-Hans", "both?lang=zh-Hans"] {
        assert!(!page(&format!("{PLAN}/{address}")).contains(">preamble<"), "{address}");
    }
    let both = page(&format!("{PLAN}/both"));
    assert!(both.contains("US$150 billion") && both.contains("1500 亿美元"));
}

#[test]
fn the_found_words_are_marked_on_the_page_of_a_clause() {
    let marked = page(&format!("{PLAN}/en/2.1?q=vaccines"));
    assert!(marked.contains("<mark>"), "{marked}");
    assert!(!page(&format!("{PLAN}/en/2.1")).contains("<mark>"));
}

#[test]
fn a_search_answers_as_the_bot_does() {
    let found = page("/search?q=How+many+vaccine+doses%3F&lang=en&part=results");
    let plain = found.replace("<mark>", "").replace("</mark>", "");
    assert!(plain.contains("150 million") && found.contains(&format!("{PLAN}/en/2.1?q=")));
    assert!(!found.contains("<html"));
    let refused = page("/search?q=best+noodles+in+town&lang=en&part=results");
    assert!(!refused.contains("<blockquote"), "{refused}");
    assert!(page("/search").contains("type=\"search\""));
}

#[test]
fn unknown_addresses_and_clauses_name_the_nearest() {
    for address in ["/x", "/d/none", "/d/none/en/3.6", &format!("{PLAN}/fr")] {
        let response = get(address);
        assert_eq!(response.status, 404, "{address}");
        assert!(response.body.contains(PLAN), "{address}");
    }
    let response = get(&format!("{PLAN}/en/3.99"));
    assert_eq!(response.status, 404);
    assert!(response.body.contains(&format!("{PLAN}/en/3.")), "{}", response.body);
}

#[test]
fn nothing_that_a_visitor_sends_becomes_markup() {
    let hostile = "%3Cscript%3Ealert(1)%3C%2Fscript%3E%22%27%3E";
    for address in [
        format!("/search?q={hostile}&lang=en"),
        format!("/d/{hostile}"),
        format!("{PLAN}/en/{hostile}"),
        format!("{PLAN}/en/3.6?q={hostile}"),
        format!("{PLAN}/commitments?giver={hostile}&lang={hostile}"),
    ] {
        let body = get(&address).body;
        assert!(!body.contains("<script>alert") && !body.contains("\"'>"), "{address}");
    }
}

#[test]
fn commitments_are_a_table_a_picture_and_csv() {
    let body = page(&format!("{PLAN}/commitments?lang=en"));
    assert!(body.contains("US$150 billion") && body.contains("<svg") && body.contains("<table"));
    let none = page(&format!("{PLAN}/commitments?lang=en&unit=EUR"));
    assert!(!none.contains("<svg"));
    let csv = get(&format!("{PLAN}/commitments.csv"));
    assert!(csv.media_type.starts_with("text/csv"));
    let lines: Vec<&str> = csv.body.split_terminator("\r\n").collect();
    assert_eq!(lines[0], COMMITMENT_COLUMNS);
    assert!(lines.iter().any(|it| it.starts_with("china-asean-2022-2025,3.6,")), "{}", csv.body);
    let of_asean = get(&format!("{PLAN}/commitments.csv?receiver=ASEAN"));
    assert!((2..lines.len()).contains(&of_asean.body.lines().count()), "{}", of_asean.body);
    assert_eq!(get(&format!("{PLAN}/commitments.csv?year=soon")).status, 400);
}

/// Whether a value is as a part of a schema says: types, required and other fields, elements, references.
fn conform(value: &Value, schema: &Value, all: &Value, at: &str) {
    if let Some(reference) = schema["$ref"].as_str() {
        let name = reference.rsplit('/').next().unwrap();
        return conform(value, &all["components"]["schemas"][name], all, at);
    }
    if let Some(allowed) = schema["enum"].as_array() {
        assert!(allowed.contains(value), "{at}: {value}");
        return;
    }
    let types: Vec<&str> = match &schema["type"] {
        Value::Array(types) => types.iter().filter_map(Value::as_str).collect(),
        one => one.as_str().into_iter().collect(),
    };
    let found = match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(it) if it.is_u64() || it.is_i64() => "integer",
        Value::Number(_) => "number",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    };
    let is_number = found == "integer" && types.contains(&"number");
    assert!(types.contains(&found) || is_number, "{at}: {found} and not {types:?}");
    if let (Some(object), Some(fields)) = (value.as_object(), schema["properties"].as_object()) {
        for name in schema["required"].as_array().into_iter().flatten() {
            assert!(object.contains_key(name.as_str().unwrap()), "{at}: no {name}");
        }
        for (name, value) in object {
            let field = fields.get(name).unwrap_or_else(|| panic!("{at}: {name} is not described"));
            conform(value, field, all, &format!("{at}.{name}"));
        }
    }
    for one in value.as_array().into_iter().flatten() {
        conform(one, &schema["items"], all, &format!("{at}[]"));
    }
}

#[test]
fn answers_for_programs_are_as_they_are_described() {
    let description: Value = serde_json::from_str(&get("/api").body).unwrap();
    for (address, path, status) in [
        ("/api/documents", "/api/documents", 200),
        ("/api/ask?q=vaccines", "/api/ask", 200),
        (
            "/api/ask?q=%E4%B8%AD%E5%9B%BD%E6%9C%89%E5%93%AA%E4%BA%9B%E6%89%BF%E8%AF%BA",
            "/api/ask",
            200,
        ),
        ("/api/ask?q=9.9&lang=zh-Hant", "/api/ask", 200),
        ("/api/ask?q=noodles", "/api/ask", 200),
        ("/api/ask", "/api/ask", 400),
        ("/api/ask?q=3.6&document=none", "/api/ask", 404),
        ("/api/clause/china-asean-2022-2025/3.6", "/api/clause/{document}/{clause}", 200),
        ("/api/clause/china-asean-2022-2025/preamble", "/api/clause/{document}/{clause}", 200),
        ("/api/clause/china-asean-2022-2025/9.9", "/api/clause/{document}/{clause}", 404),
        ("/api/clause/none/3.6", "/api/clause/{document}/{clause}", 404),
        ("/api/commitments", "/api/commitments", 200),
        ("/api/commitments?unit=USD&year=2023", "/api/commitments", 200),
        ("/api/commitments?document=none", "/api/commitments", 404),
        ("/api/commitments?year=soon", "/api/commitments", 400),
    ] {
        let response = get(address);
        assert_eq!(response.status, status, "{address}: {}", response.body);
        let answers = &description["paths"][path]["get"]["responses"];
        let schema = &answers[status.to_string()]["content"]["application/json"]["schema"];
        assert!(schema.is_object(), "{address}: {status} is not described");
        let value: Value = serde_json::from_str(&response.body).unwrap();
        conform(&value, schema, &description, address);
    }
    // Every address that is described was asked for.
    assert_eq!(description["paths"].as_object().unwrap().len(), 4);
}

#[test]
fn one_file_has_the_whole_library_and_needs_no_network() {
    for locale in Locale::ALL {
        let file = SITE.exported(locale);
        let links = links(&file);
        // Each clause in the contents and in the text.
        assert!(links.len() > 3 * 49, "{}", links.len());
        for link in links {
            let anchor = link.strip_prefix('#').unwrap_or_else(|| panic!("{link} leads away"));
            assert!(file.contains(&format!(" id=\"{anchor}\"")), "{locale}: {link}");
        }
        assert!(file.contains("US$150 billion") && file.contains("<svg"), "{locale}");
        assert!(!file.contains("<form action") && !file.contains("fetch("), "{locale}");
    }
    assert!(SITE.exported(Locale::ZhHant).contains("1500 億美元"));
}

/// Two documents, the second with a former id.
fn two() -> (TempDir, Site) {
    let folder = tempfile::tempdir().unwrap();
    for (id, meta) in [("a", ""), ("b", "aliases = [\"former\"]\n")] {
        let document = folder.path().join(id);
        std::fs::create_dir(&document).unwrap();
        std::fs::write(document.join("en.txt"), "1. Work\n1.1 China will give US$5 million.\n")
            .unwrap();
        let title = format!("{meta}[title]\nen = \"Agreement {id}\"\n");
        std::fs::write(document.join("document.toml"), title).unwrap();
    }
    let place = Place { library: folder.path().to_owned(), index: None };
    let (_, opened) = Assistant::open(Some(place), &|_| {}).unwrap();
    (folder, Site::new(opened.assistant.into(), None))
}

#[test]
fn of_several_documents_one_has_to_be_named() {
    let (_folder, site) = two();
    let get = |path, query| site.respond(Request { path, query, languages: "en" });
    let refused = get("/api/commitments", "");
    assert_eq!(refused.status, 400);
    assert!(refused.body.contains("document=ID"), "{}", refused.body);
    let of_one = get("/api/commitments", "document=b");
    assert_eq!(of_one.status, 200);
    assert!(of_one.body.contains("\"document\":\"b\"") && !of_one.body.contains("\"a\""));
}

#[test]
fn a_link_to_a_former_id_leads_to_the_document() {
    let (_folder, site) = two();
    let get = |path| site.respond(Request { path, query: "", languages: "en" });
    for (path, wanted) in [
        ("/d/former", "/d/b"),
        ("/d/former/en", "/d/b/en"),
        ("/d/former/en/1.1", "/d/b/en/1.1"),
        ("/d/former/commitments.csv", "/d/b/commitments.csv"),
    ] {
        let response = get(path);
        assert_eq!((response.status, response.location.as_deref()), (301, Some(wanted)));
        assert_eq!(get(wanted).status, 200, "{wanted}");
    }
    assert_eq!(get("/d/other").status, 404);
}

/// The pages on a port of their own.
async fn served(access: WebAccess) -> (PageServer, String) {
    let assistant = Arc::new(Assistant::shipped().unwrap());
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let pages = Pages { listen: listener.local_addr().unwrap(), url: None, access };
    let server = PageServer::start(listener, pages, move || Arc::clone(&assistant), None);
    let root = format!("http://{}", server.address());
    (server, root)
}

#[tokio::test]
async fn the_server_sends_its_headers_and_keeps_its_limits() {
    let (server, root) = served(WebAccess::default()).await;
    let client = reqwest::Client::new();
    let first = client.get(format!("{root}{PLAN}/en/3.6")).send().await.unwrap();
    assert_eq!(first.status(), 200);
    let header = |name: &str| first.headers()[name].to_str().unwrap().to_owned();
    assert!(header("content-security-policy").contains("script-src 'self'"));
    assert_eq!(header("x-content-type-options"), "nosniff");
    let tag = header("etag");
    let again = client.get(format!("{root}{PLAN}/en/3.6")).header("if-none-match", &tag);
    let again = again.send().await.unwrap();
    assert_eq!((again.status().as_u16(), again.text().await.unwrap()), (304, String::new()));
    let posted = client.post(&root).body("x").send().await.unwrap();
    assert_eq!(
        (posted.status().as_u16(), &posted.headers()["allow"]),
        (405, &"GET, HEAD".parse().unwrap())
    );
    let other = client.get(&root).header("host", "evil.example").send().await.unwrap();
    assert_eq!(other.status(), 421);
    let long = client.get(format!("{root}/search?q={}", "x".repeat(9000))).send().await.unwrap();
    assert_eq!(long.status(), 414);
    let head = client.head(format!("{root}/about")).send().await.unwrap();
    assert_eq!(head.status(), 200);
    server.close().await;
    assert!(client.get(&root).send().await.is_err());
}

#[tokio::test]
async fn pages_are_sent_in_few_bytes() {
    let (server, root) = served(WebAccess::default()).await;
    let client = reqwest::Client::new();
    let get = async |path: &str, accepted: &str| {
        let asked = client.get(format!("{root}{path}")).header("accept-encoding", accepted);
        let answered = asked.send().await.unwrap();
        let coding = answered.headers().get("content-encoding");
        let coding = coding.map(|it| it.to_str().unwrap().to_owned());
        let tag = answered.headers()["etag"].clone();
        (coding, tag, answered.bytes().await.unwrap().len())
    };
    // The largest pages of the plan; 120 KB are the limit.
    for path in ["en", "both", "commitments", ""] {
        let path = format!("{PLAN}/{path}");
        let (plain, first, n_plain) = get(&path, "identity").await;
        let (gzip, second, n_gzip) = get(&path, "gzip, deflate, br").await;
        assert_eq!((plain, gzip.as_deref()), (None, Some("gzip")));
        assert!(n_gzip < n_plain && n_gzip < 120_000, "{path}: {n_plain}, {n_gzip}");
        assert_ne!(first, second, "{path}");
    }
    server.close().await;
}

#[tokio::test]
async fn searches_of_one_address_are_limited_and_pages_are_not() {
    let access = WebAccess {
        per_address: NonZeroU32::new(3),
        address_header: Some("x-real-ip".to_owned()),
        origin: None,
    };
    let (server, root) = served(access).await;
    let client = reqwest::Client::new();
    let get = async |path: &str, address: &str| {
        let asked = client.get(format!("{root}{path}")).header("x-real-ip", address);
        asked.send().await.unwrap()
    };
    for path in ["/search?q=rail", "/api/ask?q=rail", "/%61pi/documents"] {
        assert_eq!(get(path, "192.0.2.1").await.status(), 200, "{path}");
    }
    let refused = get("/search?q=rail", "192.0.2.1").await;
    assert_eq!(refused.status(), 429);
    let wait: u64 = refused.headers()["retry-after"].to_str().unwrap().parse().unwrap();
    assert!((1..=20).contains(&wait), "{wait}");
    let refused = get("/api/ask?q=rail", "192.0.2.1").await;
    let told: Value = serde_json::from_str(&refused.text().await.unwrap()).unwrap();
    assert!(told["error"].as_str().unwrap().contains("second"), "{told}");
    assert_eq!(get("/api/ask?q=rail", "192.0.2.2").await.status(), 200);
    assert_eq!(get(&format!("{PLAN}/en/3.6"), "192.0.2.1").await.status(), 200);
    server.close().await;
}

#[tokio::test]
async fn other_sites_read_answers_only_where_a_setting_allows_it() {
    let allowed = async |origin: Option<&str>, path: &str| {
        let access = WebAccess { origin: origin.map(str::to_owned), ..WebAccess::default() };
        let (server, root) = served(access).await;
        let answered = reqwest::get(format!("{root}{path}")).await.unwrap();
        let found = answered.headers().get("access-control-allow-origin").cloned();
        server.close().await;
        found.map(|it| it.to_str().unwrap().to_owned())
    };
    let site = "https://example.org";
    assert_eq!(allowed(None, "/api/documents").await, None);
    assert_eq!(allowed(Some(site), "/api/documents").await.as_deref(), Some(site));
    assert_eq!(allowed(Some(site), "/").await, None);
}

#[tokio::test]
async fn the_bot_serves_the_pages_beside_it() {
    let api = BotApi::start().await;
    let address = free();
    let serving = Serving { web: Some(address), ..serving(&api, StorePlace::Memory) };
    let bot = Served::set(api, Arc::clone(&ASSISTANT), &serving, None).await;
    let found = reqwest::get(format!("http://{address}{PLAN}/en/3.6")).await.unwrap();
    assert!(found.text().await.unwrap().contains("US$150 billion"));
    bot.answer("vaccines", 1).await;
    bot.stop().await;
    assert!(reqwest::get(format!("http://{address}/")).await.is_err());
}

#[test]
fn the_button_of_a_clause_opens_its_page() {
    let root = "https://plan.example.org".parse().unwrap();
    for (audience, has_app, start) in [
        (Audience::One, false, "\"web_app\":{\"url\":\"https://plan.example.org"),
        (Audience::One, true, "\"web_app\":{\"url\":\"https://plan.example.org"),
        (Audience::Many, false, "\"url\":\"https://plan.example.org"),
        (Audience::Elsewhere, false, "\"url\":\"https://plan.example.org"),
        (Audience::Many, true, "\"url\":\"https://t.me/stand_bot"),
        (Audience::Elsewhere, true, "\"url\":\"https://t.me/stand_bot"),
    ] {
        let pager = Pager {
            assistant: &ASSISTANT,
            username: "stand_bot",
            has_inline: true,
            has_app,
            pages: Some(&root),
            locale: Locale::ZhHant,
            order: TextOrder::Readers,
            audience,
            document: None,
        };
        for (at, agreement, provision) in ASSISTANT.library().clauses() {
            let page = pager.clause(at, 0, None, &Below::default());
            let key = page.buttons.iter().flatten().find_map(|it| match &it.kind {
                InlineKeyboardButtonKind::CallbackData(data) => match data.parse().unwrap() {
                    Action::More(key, ..) => Some(key),
                    _ => None,
                },
                _ => None,
            });
            let rows = pager.all_rows(at, key.unwrap(), &Below::default());
            let rows = serde_json::to_value(rows).unwrap().to_string();
            let path = rows.split(start).nth(1).and_then(|it| it.split('"').next()).unwrap();
            // Telegram opens the main Mini App at its address with the parameter of the link.
            let path = path.replace("?startapp=", "/?tgWebAppStartParam=");
            let response = get(&path);
            assert_eq!(response.status, 200, "{path}");
            let own = format!("/{}/zh-Hant/{}", agreement.id, provision.id);
            let canonical = format!("rel=\"canonical\" href=\"https://plan.example.org/d{own}\"");
            assert!(response.body.contains(&canonical), "{path}");
            assert_eq!(rows.contains("web_app"), audience == Audience::One, "{rows}");
        }
    }
}

#[test]
fn a_start_parameter_opens_a_clause_and_others_the_documents() {
    let canonical = |address: &str| {
        let body = page(address);
        let found = body.split("rel=\"canonical\" href=\"https://plan.example.org").nth(1).unwrap();
        found.split('"').next().unwrap().to_owned()
    };
    for (parameter, wanted) in [
        ("c23e7b182-3_6-e", "/en/3.6"),
        ("c23e7b182-3_6-t", "/zh-Hant/3.6"),
        ("c23e7b182-preamble", "/en/preamble"),
        ("c3_6", "/en/3.6"),
    ] {
        for name in ["startapp", "tgWebAppStartParam"] {
            assert_eq!(canonical(&format!("/?{name}={parameter}")), format!("{PLAN}{wanted}"));
        }
    }
    for parameter in ["c9_9", "c23e7b182-9_9", "c00000000-3_6", "x", "c", "c3_6_", "%00", "c-", ""]
    {
        assert_eq!(canonical(&format!("/?startapp={parameter}")), "/?lang=en", "{parameter}");
    }
    assert_eq!(canonical("/about?startapp=c3_6"), "/about?lang=en");
}

#[tokio::test]
async fn the_bot_tells_a_page_what_its_reader_chose_and_nobody_else() {
    let api = BotApi::start().await;
    let address = free();
    let serving = Serving { web: Some(address), ..serving(&api, StorePlace::Memory) };
    let bot = Served::set(api, Arc::clone(&ASSISTANT), &serving, None).await;
    bot.answer("/language zh-Hant", 1).await;
    let launch = async |header: Option<String>| {
        let request = reqwest::Client::new().get(format!("http://{address}/launch"));
        let request = header.iter().fold(request, |it, header| it.header("authorization", header));
        let reply = request.send().await.unwrap();
        assert_eq!(reply.headers()["cache-control"], "no-store");
        (reply.status().as_u16(), reply.json::<Value>().await.unwrap())
    };
    let chosen = json!({"language": "zh-Hant", "document": null});
    assert_eq!(launch(Some(format!("tma {}", signed("123:TEST", 11)))).await, (200, chosen));
    let nothing = json!({"language": null, "document": null});
    assert_eq!(launch(Some(format!("tma {}", signed("123:TEST", 12)))).await, (200, nothing));
    let forged = signed("123:OTHER", 11);
    for header in
        [None, Some(format!("tma {forged}")), Some(signed("123:TEST", 11)), Some("tma ".to_owned())]
    {
        let (status, told) = launch(header).await;
        assert_eq!((status, told.get("language")), (401, None));
    }
    bot.stop().await;
}

/// Launch data of a user, as Telegram signs it now for the bot with a token.
fn signed(token: &str, user: u64) -> String {
    let now = std::time::UNIX_EPOCH.elapsed().unwrap().as_secs();
    let user = json!({"id": user, "first_name": "Ann + Bo"}).to_string();
    let mac = |key: &[u8], text: &str| {
        Hmac::<Sha256>::new_from_slice(key).unwrap().chain_update(text).finalize().into_bytes()
    };
    let hash = mac(&mac(b"WebAppData", token), &format!("auth_date={now}\nuser={user}"));
    let hash = format!("{:x}", Bytes::copy_from_slice(&hash));
    let mut data = form_urlencoded::Serializer::new(String::new());
    let fields = [("user", user), ("auth_date", now.to_string()), ("hash", hash)];
    data.extend_pairs(fields).finish()
}
