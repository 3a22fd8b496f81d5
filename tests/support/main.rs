//! Serves the Bot API of the tests: `cargo run --features tools --example bot_api -- 9010`, then
//! `TELOXIDE_TOKEN=123456:TEST clausebot serve --api-url http://127.0.0.1:9010`.
#![allow(clippy::print_stdout, missing_docs, reason = "an example prints")]

#[path = "mod.rs"]
mod support;

#[tokio::main]
async fn main() -> Result<(), std::num::ParseIntError> {
    let port = std::env::args().nth(1).map_or(Ok(0), |it| it.parse())?;
    let api = support::bot_api::BotApi::serve(port, None).await;
    println!("{}", api.url);
    std::future::pending().await
}
