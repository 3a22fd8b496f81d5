//! The bot seen from outside.

use std::sync::Arc;

use clausebot::config::{Monitor, Serving, StorePlace};
use serde_json::{Value, json};

use crate::{
    support::bot_api::BotApi,
    telegram::{ASSISTANT, Served, serving},
    webhook::free,
};

#[tokio::test]
async fn whoever_looks_sees_how_it_is() {
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
