//! Lists and clauses longer than a message.

use std::{fmt::Write as _, fs, path::Path, sync::Arc};

use clausebot::assistant::{Assistant, open};

use crate::{
    support::{
        bot_api::{BotApi, Call, Fault},
        check::plain,
    },
    telegram::Served,
};

const N_SECTIONS: usize = 5;
const N_CLAUSES: usize = 36;

/// The number of a clause that is longer than a message.
const LONG_CLAUSE: &str = "6.1";

/// Writes a document whose list of commitments has 30,000 characters.
pub(crate) fn write_long_plan(library: &Path) {
    let built = ["schools", "roads", "bridges", "clinics", "harbours", "dams", "farms", "railways"];
    let mut text =
        "Plan of Construction\n\n2024-05-01\n\nChina and ASEAN declare as follows.\n".to_owned();
    for (n, (section, clause)) in clauses().enumerate() {
        if clause == 1 {
            _ = writeln!(text, "\n{section}. Part {section}");
        }
        let (n, what) = (n + 101, built[(n + 1) % built.len()]);
        _ = writeln!(
            text,
            "\n{section}.{clause} China will provide US${n} million to ASEAN countries for the \
            building and upkeep of {what} & <works> in the region;"
        );
    }
    let sentences = (0..200).map(|it| format!(" The archive keeps the paper numbered A{it:04}."));
    _ = writeln!(text, "\n6. Archives\n\n{LONG_CLAUSE}{}", sentences.collect::<String>());
    let folder = library.join("long-plan");
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join("en.txt"), text).unwrap();
    let document = "authentic = \"en\"\n\
        [[parties]]\nid = \"china\"\nnames.en = [\"China\"]\n\
        [[parties]]\nid = \"asean\"\nnames.en = [\"ASEAN\", \"ASEAN countries\"]\n";
    fs::write(folder.join("document.toml"), document).unwrap();
}

fn clauses() -> impl Iterator<Item = (usize, usize)> {
    (1..=N_SECTIONS).flat_map(|section| (1..=N_CLAUSES).map(move |clause| (section, clause)))
}

/// An assistant with the long plan.
pub(crate) fn assistant() -> Arc<Assistant> {
    let folder = tempfile::tempdir().unwrap();
    write_long_plan(folder.path());
    let (library, _) = open(folder.path()).unwrap();
    Arc::new(Assistant::new(library).unwrap())
}

/// A bot that answers on the long plan.
pub(crate) async fn serve() -> Served {
    let api = BotApi::start().await;
    let serving = crate::telegram::serving(&api, clausebot::config::StorePlace::Memory);
    Served::set(api, assistant(), &serving, None).await
}

/// Asserts that the pages have 30,000 characters and every clause, in order.
pub(crate) fn assert_all_listed(pages: &[Call]) {
    let text: String = pages.iter().map(|it| plain(it.text()).unwrap() + "\n").collect();
    let n_chars = text.chars().count();
    assert!((30_000..=36_000).contains(&n_chars), "{n_chars}");
    let found: Vec<&str> = text.lines().filter(|it| it.contains(" · US$")).collect();
    assert_eq!(found.len(), N_SECTIONS * N_CLAUSES);
    for (n, ((section, clause), line)) in clauses().zip(found).enumerate() {
        let wanted = format!("Clause {section}.{clause} · US${} million", n + 101);
        assert!(line.contains(&wanted), "{wanted}: {line}");
    }
}

/// Presses `›` below the first message until there is none; the page at each step.
async fn turned(bot: &Served, first: Call) -> Vec<Call> {
    let mut pages = vec![first];
    while let Some(next) = pages.last().unwrap().buttons().iter().find(|it| it["text"] == "›") {
        bot.api.press(11, bot.api.sent_id(1), next["callback_data"].as_str().unwrap());
        pages.push(bot.api.call("editMessageText", pages.len()).await);
    }
    pages
}

#[tokio::test]
async fn a_long_list_is_sent_as_messages() {
    let bot = serve().await;
    bot.answer("list all commitments", 1).await;
    let pages = bot.stop().await.calls("sendMessage");
    assert_all_listed(&pages);
    let (last, before) = pages.split_last().unwrap();
    assert!(before.iter().all(|it| it.buttons().is_empty()) && !last.buttons().is_empty());
    assert!(pages[1..].iter().all(|it| it.body.get("reply_parameters").is_none()));
}

#[tokio::test]
async fn a_long_list_is_sent_in_private_where_the_bot_may_not_write() {
    let bot = serve().await;
    let refusal = "Bad Request: not enough rights to send text messages to the chat";
    bot.api.fault(Fault::new("sendMessage", 400).chat(-5).says(refusal));
    bot.api.say(-5, "/ask list all commitments");
    bot.api.call("sendMessage", 2).await;
    let pages = bot.stop().await.calls("sendMessage");
    assert!(pages.iter().all(|it| it.chat() == 11));
    assert!(pages[0].text().contains("no right to write"), "{}", pages[0].text());
    assert_all_listed(&pages);
    let (last, before) = pages.split_last().unwrap();
    assert!(before.iter().all(|it| it.buttons().is_empty()) && !last.buttons().is_empty());
}

#[tokio::test]
async fn a_long_list_of_a_command_is_turned_by_its_buttons() {
    let bot = serve().await;
    let first = bot.answer("/commitments", 1).await;
    let pages = turned(&bot, first).await;
    assert_all_listed(&pages);
    let [.., before, last] = pages.as_slice() else { panic!("one page") };
    bot.api.press(11, bot.api.sent_id(1), &last.button("‹"));
    let back = bot.api.call("editMessageText", pages.len()).await;
    assert_eq!(back.text(), before.text());
    bot.api.press(11, bot.api.sent_id(1), &back.button("Contents"));
    let contents = bot.api.call("editMessageText", pages.len() + 1).await;
    bot.api.press(11, bot.api.sent_id(1), &contents.button("1"));
    let section = bot.api.call("editMessageText", pages.len() + 2).await;
    assert!(section.text().contains("Clause 1.10"), "{}", section.text());
    let is_clause = |it: &&serde_json::Value| {
        it["callback_data"].as_str().is_some_and(|it| it.starts_with("1:o"))
    };
    assert_eq!(section.buttons().iter().filter(is_clause).count(), 10);
    bot.stop().await;
}

#[tokio::test]
async fn a_long_clause_is_turned_and_loses_no_word() {
    let bot = serve().await;
    let first = bot.answer(LONG_CLAUSE, 1).await;
    let pages = turned(&bot, first).await;
    let text: String = pages.iter().map(|it| plain(it.text()).unwrap()).collect();
    let mut at = 0;
    for i in 0..200 {
        let wanted = format!("numbered A{i:04}.");
        assert_eq!(text.matches(&wanted).count(), 1, "{wanted}");
        at += text[at..].find(&wanted).unwrap_or_else(|| panic!("{wanted} is out of order"));
    }
    bot.api.typed(LONG_CLAUSE, "");
    let listed = bot.api.call("answerInlineQuery", 1).await;
    let keyboard = listed.body["results"][0]["reply_markup"].to_string();
    assert!(keyboard.contains("\"›\""), "{keyboard}");
    bot.stop().await;
}
