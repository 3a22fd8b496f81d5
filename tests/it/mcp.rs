//! The tools for assistants, driven as a client drives them: the program, its standard input and its standard output.

use std::{
    collections::BTreeSet,
    fs,
    io::{BufRead, BufReader, Write},
    process::{Child, ChildStdin, Command, ExitStatus, Stdio},
    sync::mpsc::{Receiver, channel},
    thread,
    time::Duration,
};

use serde_json::{Value, json};

use crate::program::clausebot;

const PLAN: &str = "china-asean-2022-2025";

/// How long an answer may take, on a machine that is busy.
const PATIENCE: Duration = Duration::from_mins(1);

struct Client {
    child: Child,
    input: Option<ChildStdin>,
    lines: Receiver<String>,
    n_calls: u64,
}

impl Client {
    /// A client that has not greeted yet.
    fn silent(arguments: &[&str]) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_clausebot"))
            .args(arguments)
            .arg("mcp")
            .env_clear()
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::inherit())
            .spawn()
            .unwrap();
        let output = BufReader::new(child.stdout.take().unwrap());
        let (sender, lines) = channel();
        thread::spawn(move || {
            output.lines().map_while(Result::ok).try_for_each(|it| sender.send(it))
        });
        Self { input: child.stdin.take(), child, lines, n_calls: 0 }
    }

    /// A client that has greeted.
    fn new(arguments: &[&str]) -> Self {
        let mut client = Self::silent(arguments);
        client.send(&initialize());
        assert_eq!(client.next()["result"]["serverInfo"]["name"], "clausebot");
        client.send(&json!({"jsonrpc": "2.0", "method": "notifications/initialized"}));
        client
    }

    fn send(&mut self, message: &Value) {
        self.write(format!("{message}\n").as_bytes());
    }

    fn write(&mut self, bytes: &[u8]) {
        self.input.as_mut().unwrap().write_all(bytes).unwrap();
    }

    /// The next message; each line of the output has to be one.
    fn next(&mut self) -> Value {
        let line = self.lines.recv_timeout(PATIENCE).unwrap();
        let message: Value = serde_json::from_str(&line).unwrap();
        assert_eq!(message["jsonrpc"], "2.0", "{line}");
        message
    }

    fn request(&mut self, method: &str, params: Value) -> Value {
        self.n_calls += 1;
        let id = self.n_calls;
        self.send(&json!({"jsonrpc": "2.0", "id": id, "method": method, "params": params}));
        let answer = self.next();
        assert_eq!(answer["id"], id);
        answer
    }

    fn call(&mut self, tool: &str, arguments: Value) -> Called {
        let answer = self.request("tools/call", json!({"name": tool, "arguments": arguments}));
        Called(answer["result"].clone())
    }

    /// Ends the input, and waits for the end of the program; with what it still wrote.
    fn end(mut self) -> (ExitStatus, Vec<String>) {
        drop(self.input.take());
        (self.child.wait().unwrap(), self.lines.iter().collect())
    }
}

fn initialize() -> Value {
    json!({
        "jsonrpc": "2.0", "id": 0, "method": "initialize",
        "params": {
            "protocolVersion": "2025-06-18", "capabilities": {},
            "clientInfo": {"name": "test", "version": "1"},
        },
    })
}

/// The result of a call.
struct Called(Value);

impl Called {
    fn text(&self) -> &str {
        self.0["content"][0]["text"].as_str().unwrap()
    }

    fn is_error(&self) -> bool {
        self.0["isError"] == true
    }

    fn content(&self) -> &Value {
        assert!(!self.is_error(), "{}", self.text());
        &self.0["structuredContent"]
    }

    /// The text of a call that was refused.
    fn refusal(&self) -> &str {
        assert!(self.is_error(), "{}", self.text());
        self.text()
    }
}

/// What the program writes as JSON, without the time that it took.
fn of_program(arguments: &[&str]) -> Value {
    let output = clausebot(arguments, b"");
    without_time(serde_json::from_slice(&output.stdout).unwrap())
}

fn without_time(mut object: Value) -> Value {
    if let Some(took) = object.get_mut("elapsed_us") {
        *took = Value::Null;
    }
    object
}

#[test]
fn tools_are_described_and_only_read() {
    let mut client = Client::new(&[]);
    let tools = client.request("tools/list", json!({}))["result"]["tools"].clone();
    for tool in tools.as_array().unwrap() {
        assert_eq!(tool["annotations"]["readOnlyHint"], true);
        assert_eq!(tool["inputSchema"]["additionalProperties"], false);
    }
    insta::assert_snapshot!("tools", serde_json::to_string_pretty(&tools).unwrap());
}

#[test]
fn questions_are_answered_as_in_the_terminal_with_their_passages() {
    let mut client = Client::new(&[]);
    for question in ["rail links", "3.6", "疫苗", "commitments by China", "第四章", "hello"] {
        let called = client.call("ask", json!({"question": question}));
        let wanted = of_program(&["ask", "--format", "json", question]);
        assert_eq!(without_time(called.content().clone()), wanted, "{question}");
        for found in wanted["matches"].as_array().unwrap() {
            let clause = found["clause"].as_str().unwrap();
            assert!(
                called.text().contains(&format!("document {PLAN}, clause {clause}, language "))
            );
            if wanted["kind"] == "clauses" {
                for (language, words) in found["text"].as_object().unwrap() {
                    let words = words.as_str().unwrap();
                    assert!(
                        called.text().contains(&format!("\n\"\"\"\n{words}\n\"\"\"\n")),
                        "{words}"
                    );
                    let cited = format!("clause {clause}, language {language}, ");
                    assert!(called.text().contains(&cited), "{cited}");
                }
            }
        }
    }
    let text = client.call("ask", json!({"question": "rail links", "language": "en"})).0;
    let text = text["content"][0]["text"].as_str().unwrap();
    assert!(text.starts_with("Quote the passages below exactly"));
    assert!(text.contains("language en, unofficial translation\n"));
    assert!(text.contains("language zh, authentic text\n"));
}

#[test]
fn where_nothing_answers_it_says_so() {
    let mut client = Client::new(&[]);
    let called = client.call("ask", json!({"question": "Who won the World Cup?"}));
    assert_eq!(called.content()["kind"], "none");
    assert!(called.text().starts_with("Nothing in the library answers this."), "{}", called.text());
    assert!(called.text().contains("Do not guess"));
    let called = client.call("commitments", json!({"unit": "EUR"}));
    assert_eq!(called.content(), &json!({"commitments": []}));
    assert!(called.text().starts_with("No commitment of the document fits."));
    assert!(called.text().contains("`USD`"), "{}", called.text());
}

#[test]
fn clauses_are_read_by_their_number() {
    let mut client = Client::new(&[]);
    for number in ["3.6", "preamble", "第三条第六款"] {
        let called = client.call("clause", json!({"number": number, "document": PLAN}));
        let wanted = of_program(&["clause", "--format", "json", number, "--document", PLAN]);
        assert_eq!(without_time(called.content().clone()), without_time(wanted), "{number}");
    }
    let called = client.call("clause", json!({"number": "5.7", "language": "en"}));
    assert_eq!(called.content()["kind"], "none");
    assert_eq!(called.content()["suggestions"][0]["clause"], "5.6");
    assert!(called.text().contains("Nothing in the library answers"), "{}", called.text());
    assert!(called.text().contains("5.7") && called.text().contains("5.6"), "{}", called.text());
    let refusal = client.call("clause", json!({"number": "vaccines"}));
    assert!(refusal.refusal().starts_with("invalid clause number `vaccines`: expected"));
}

#[test]
fn commitments_are_chosen_by_party_unit_and_year() {
    let mut client = Client::new(&[]);
    let mut found = |arguments: Value| {
        let called = client.call("commitments", arguments);
        called.content()["commitments"].as_array().unwrap().clone()
    };
    let all = found(json!({}));
    let written = clausebot(&["commitments", "--format", "jsonl"], b"");
    let written = String::from_utf8(written.stdout).unwrap();
    let written: Vec<Value> = written.lines().map(|it| serde_json::from_str(it).unwrap()).collect();
    assert_eq!(all, written);
    let in_dollars = found(json!({"unit": "USD", "document": PLAN}));
    assert!(in_dollars.iter().all(|it| it["unit"] == "USD"));
    assert!((1..all.len()).contains(&in_dollars.len()));
    let chinese = found(json!({"giver": "中国"}));
    assert_eq!(found(json!({"giver": "China"})), chinese);
    assert!(!chinese.is_empty() && found(json!({"giver": "Atlantis"})).is_empty());
    assert!((1..all.len()).contains(&found(json!({"year": 2023, "receiver": "ASEAN"})).len()));
    let english = found(json!({"language": "en", "unit": "USD"}));
    assert!(english[0]["quote"].as_str().unwrap().is_ascii(), "{}", english[0]);
}

#[test]
fn documents_are_listed_and_named() {
    let mut client = Client::new(&[]);
    let called = client.call("documents", json!({}));
    let found = &called.content()["documents"][0];
    let mut wanted = of_program(&["documents", "--format", "json"]);
    for field in ["errors", "warnings"] {
        wanted.as_object_mut().unwrap().remove(field);
    }
    assert_eq!(found, &wanted);
    assert!(called.text().contains("zh (authentic text), en (unofficial translation)"));
    let called = client.call("ask", json!({"question": "rail", "document": "treaty"}));
    assert_eq!(
        called.refusal(),
        format!("no document `treaty` in the library: expected one of `{PLAN}`")
    );
}

#[test]
fn a_library_of_several_documents_is_asked() {
    let library = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/agreements");
    let mut client = Client::new(&["--library", library]);
    let documents = client.call("documents", json!({}));
    assert!(documents.content()["documents"].as_array().unwrap().len() > 2);
    let called = client.call("commitments", json!({}));
    assert!(called.refusal().contains("expected `document` to be one of `border-road-agreement`"));
    let called = client.call("clause", json!({"number": "1", "document": "home-care-law"}));
    assert_eq!(called.content()["document"], "home-care-law", "{}", called.text());
}

#[test]
fn wrong_arguments_are_told_in_words() {
    let mut client = Client::new(&[]);
    let mut refusal = |tool, arguments| client.call(tool, arguments).refusal().to_owned();
    assert_eq!(refusal("ask", json!({"question": " "})), "empty `question`");
    assert_eq!(
        refusal("ask", json!({"question": "路".repeat(501)})),
        "`question` has 501 characters, at most 500 are read"
    );
    assert_eq!(
        refusal("ask", json!({"question": "rail", "language": "fr"})),
        "unknown language `fr`: expected `zh-Hans`, `zh-Hant` or `en`"
    );
    assert!(refusal("ask", json!({})).starts_with("invalid arguments: missing field `question`"));
    assert!(refusal("ask", json!({"question": 3})).starts_with("invalid arguments: invalid type"));
    assert!(refusal("documents", json!({"page": 2})).contains("unknown field `page`"));
    assert!(refusal("commitments", json!({"year": "soon"})).contains("invalid type"));
    assert!(
        refusal("commitments", json!({"document": "x".repeat(600)})).contains("600 characters")
    );
    let answer = client.request("tools/call", json!({"name": "delete"}));
    assert_eq!(answer["error"]["code"], -32602);
    let words = "no tool `delete`: expected one of `ask`, `clause`, `commitments`, `documents`";
    assert_eq!(answer["error"]["message"], words);
    assert_eq!(client.request("resources/list", json!({}))["error"]["code"], -32601);
    assert_eq!(client.request("tools/run", json!({}))["error"]["code"], -32601);
}

#[test]
fn lines_that_are_no_messages_are_errors_and_the_next_ones_are_answered() {
    let mut client = Client::silent(&[]);
    // Before it begins, the protocol has no use for notifications.
    client.send(&json!({"jsonrpc": "2.0", "method": "notifications/initialized"}));
    client.send(&initialize());
    assert_eq!(client.next()["id"], 0);
    for (line, code) in [
        ("{\"jsonrpc\":", -32700),
        ("what?", -32700),
        ("\u{feff}[]", -32600),
        ("\"text\"", -32600),
        ("{\"jsonrpc\":\"2.0\",\"id\":{},\"method\":\"ping\"}", -32600),
        ("{\"jsonrpc\":\"1.0\",\"id\":1,\"method\":\"ping\"}", -32600),
    ] {
        client.write(format!("{line}\n").as_bytes());
        assert_eq!(client.next()["error"]["code"], code, "{line}");
    }
    client.write(b"\xff\xfe{}\n\n \r\n");
    assert_eq!(client.next()["error"]["code"], -32700);
    client.write(&[b"[".repeat(200_000).as_slice(), b"\n"].concat());
    assert_eq!(client.next()["error"]["code"], -32700);
    client.write(&[b"x".repeat(20_000_000).as_slice(), b"\n"].concat());
    let error = client.next()["error"].clone();
    assert_eq!(error["message"], "the line has more than 1048576 bytes");
    client.send(&json!({"jsonrpc": "2.0", "method": "notifications/nothing"}));
    assert_eq!(client.request("ping", json!({}))["result"], json!({}));
    assert_eq!(client.call("ask", json!({"question": "3.6"})).content()["kind"], "clauses");
    assert_eq!(client.end().0.code(), Some(0));
}

#[test]
fn calls_at_once_are_each_answered_once_also_at_the_end_of_input() {
    const N: u64 = 300;
    let mut client = Client::new(&[]);
    let calls: Vec<String> = (1..=N)
        .map(|id| {
            let question = if id % 3 == 0 { "3.6" } else { "rail links" };
            let arguments = json!({"question": question});
            let params = json!({"name": "ask", "arguments": arguments});
            json!({"jsonrpc": "2.0", "id": id, "method": "tools/call", "params": params})
                .to_string()
        })
        .collect();
    // The last line has no end.
    client.write(calls.join("\n").as_bytes());
    let (status, lines) = client.end();
    assert_eq!(status.code(), Some(0));
    let answers: Vec<Value> = lines.iter().map(|it| serde_json::from_str(it).unwrap()).collect();
    assert!(answers.iter().all(|it| it["result"]["structuredContent"]["kind"] == "clauses"));
    let ids: BTreeSet<u64> = answers.iter().map(|it| it["id"].as_u64().unwrap()).collect();
    assert_eq!((answers.len() as u64, ids), (N, (1..=N).collect()));
}

#[test]
fn it_ends_with_its_input_and_with_a_faulty_library_before_it() {
    assert_eq!(clausebot(&["mcp"], b"").status.code(), Some(0));
    let output = clausebot(&["mcp"], b"what?\n");
    assert_eq!(output.status.code(), Some(0));
    assert!(String::from_utf8(output.stdout).unwrap().contains("-32700"));
    let output = clausebot(&["--library", "/nowhere", "mcp"], b"");
    assert_eq!((output.status.code(), output.stdout.is_empty()), (Some(2), true));
    assert!(String::from_utf8(output.stderr).unwrap().contains("/nowhere"));
}

#[test]
fn the_session_of_the_documentation_is_printed() {
    let page = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/mcp.md")).unwrap();
    let mut client = Client::silent(&[]);
    let mut n_printed = 0;
    for line in page.lines() {
        if let Some(typed) = line.strip_prefix("→ ") {
            client.write(format!("{typed}\n").as_bytes());
        } else if let Some(printed) = line.strip_prefix("← ") {
            let found = client.lines.recv_timeout(PATIENCE).unwrap();
            let mut rest = found.as_str();
            for part in printed.split('…') {
                rest = rest.split_once(part).unwrap_or_else(|| panic!("{printed}\n{found}")).1;
            }
            n_printed += 1;
        }
    }
    assert_eq!(n_printed, 3);
}

#[cfg(unix)]
#[test]
fn it_ends_at_a_signal_while_it_waits_for_input() {
    use rustix::process::{Pid, Signal, kill_process};
    for greets in [true, false] {
        let mut client = if greets { Client::new(&[]) } else { Client::silent(&[]) };
        if !greets {
            // Whoever gets an answer may also send a signal.
            client.write(b"what?\n");
            client.next();
        }
        let id = Pid::from_raw(client.child.id().try_into().unwrap()).unwrap();
        kill_process(id, Signal::TERM).unwrap();
        assert_eq!(client.child.wait().unwrap().code(), Some(0));
    }
}
