//! Any address has an answer: a whole page, or JSON that parses, with a known status. What a visitor sends never becomes
//! markup.
#![no_main]

use std::sync::LazyLock;

use clausebot::{
    assistant::Assistant,
    web::{Request, Site},
};
use clausebot_fuzz::ready;
use libfuzzer_sys::fuzz_target;

static SITE: LazyLock<Site> =
    LazyLock::new(|| Site::new(Assistant::shipped().expect("the shipped library").into(), None));

/// Markup that no page has.
const FOREIGN: &str = "<b id=x>";

fuzz_target!(init: ready(), |address: &str| {
    let (path, query) = address.split_once('?').unwrap_or((address, ""));
    let query = format!("{query}&q=%3Cb%20id=x%3E");
    let response = SITE.respond(Request { path, query: &query, languages: path });
    assert!([200, 301, 400, 404].contains(&response.status), "{}", response.status);
    assert!(!response.body.contains(FOREIGN) || !response.media_type.starts_with("text/html"));
    if response.media_type == "application/json" {
        serde_json::from_str::<serde_json::Value>(&response.body).expect("JSON");
    }
});
