//! Messages as lines: one JSON object a line, in and out.
//!
//! A line that is no message is answered with an error of JSON-RPC, and the next one is read as usual. A line beyond
//! [`MAX_LINE`] is dropped while it is read. While [`MAX_OPEN`] requests are open, no more is read; the end of the input is
//! told when none is.

use std::{collections::HashSet, future::Future, io, sync::Arc};

use parking_lot::Mutex;
use rmcp::{
    RoleServer,
    model::{ClientNotification, ErrorData, JsonRpcMessage, RequestId},
    service::{RxJsonRpcMessage, TxJsonRpcMessage},
    transport::Transport,
};
use serde_json::Value;
use tokio::{
    io::{AsyncBufReadExt, AsyncRead, AsyncWrite, AsyncWriteExt, BufReader},
    sync::{Notify, mpsc},
};

/// Bytes of a line that are read.
const MAX_LINE: usize = 1024 * 1024;

/// Requests without an answer.
const MAX_OPEN: usize = 256;

/// Messages that wait to be written.
const MAX_WAITING: usize = 64;

type Received = RxJsonRpcMessage<RoleServer>;
type Sent = TxJsonRpcMessage<RoleServer>;

/// A line that is no message.
type Malformed = (ErrorData, Option<RequestId>);

/// The messages of a client, and to it.
///
/// Invariant: what `receive` has read is in a field whenever it waits, since it is given up and called again.
#[derive(Debug)]
pub struct Lines<R> {
    input: BufReader<R>,
    line: Vec<u8>,
    is_too_long: bool,
    is_ended: bool,
    /// Whether a request has come: before it, the protocol has no use for other messages.
    has_begun: bool,
    /// The answer to a line that is no message, until there is room for it.
    refusal: Option<Vec<u8>>,
    output: Option<mpsc::Sender<Vec<u8>>>,
    open: Arc<Open>,
}

/// The requests that have no answer yet.
#[derive(Debug, Default)]
struct Open {
    ids: Mutex<HashSet<RequestId>>,
    fewer: Notify,
}

impl Open {
    /// Notes a request, or that one was given up.
    fn note(&self, received: &Received) {
        match received {
            JsonRpcMessage::Request(it) => _ = self.ids.lock().insert(it.id.clone()),
            JsonRpcMessage::Notification(it) => {
                if let ClientNotification::CancelledNotification(it) = &it.notification
                    && let Some(id) = &it.params.request_id
                {
                    self.close(id);
                }
            }
            JsonRpcMessage::Response(_) | JsonRpcMessage::Error(_) => {}
        }
    }

    fn close(&self, id: &RequestId) {
        self.ids.lock().remove(id);
        self.fewer.notify_one();
    }

    /// Waits until at most `n` are open.
    async fn at_most(&self, n: usize) {
        while self.ids.lock().len() > n {
            self.fewer.notified().await;
        }
    }
}

impl<R: AsyncRead + Send + Unpin> Lines<R> {
    /// Reads from `input`. The future writes to `output`, until the lines are closed or dropped.
    pub fn new<W: AsyncWrite + Send + Unpin>(
        input: R,
        output: W,
    ) -> (Self, impl Future<Output = io::Result<()>> + Send + use<R, W>) {
        let (sender, receiver) = mpsc::channel(MAX_WAITING);
        let lines = Self {
            input: BufReader::new(input),
            line: Vec::new(),
            is_too_long: false,
            is_ended: false,
            has_begun: false,
            refusal: None,
            output: Some(sender),
            open: Arc::default(),
        };
        (lines, write(receiver, output))
    }

    /// Reads up to the end of a line, or of the input; false if nothing is left.
    async fn read_line(&mut self) -> bool {
        while !self.is_ended {
            let Ok(available) = self.input.fill_buf().await else { return false };
            let end = available.iter().position(|it| *it == b'\n');
            let n_taken = end.map_or(available.len(), |it| it + 1);
            self.is_ended = available.is_empty();
            self.is_too_long |= self.line.len() + n_taken > MAX_LINE;
            if self.is_too_long {
                self.line = Vec::new();
            } else {
                self.line.extend(available.iter().take(n_taken));
            }
            self.input.consume(n_taken);
            if end.is_some() {
                return true;
            }
        }
        self.is_too_long || !self.line.is_empty()
    }

    /// The message in the line that was read; `None` if it needs no answer.
    fn take(&mut self) -> Result<Option<Received>, Malformed> {
        let line = std::mem::take(&mut self.line);
        if std::mem::take(&mut self.is_too_long) {
            let words = format!("the line has more than {MAX_LINE} bytes");
            return Err((ErrorData::invalid_request(words, None), None));
        }
        let message = parse(&line)?;
        self.has_begun |= matches!(message, Some(JsonRpcMessage::Request(_)));
        Ok(message.filter(|_| self.has_begun))
    }
}

impl<R: AsyncRead + Send + Unpin> Transport<RoleServer> for Lines<R> {
    type Error = io::Error;

    fn send(
        &mut self,
        message: Sent,
    ) -> impl Future<Output = Result<(), Self::Error>> + Send + 'static {
        let (output, open) = (self.output.clone(), Arc::clone(&self.open));
        async move {
            let output = output.ok_or(io::ErrorKind::NotConnected)?;
            let sent = output.send(line(&message)?).await;
            // Whether or not somebody reads it.
            if let Some(id) = answered(&message) {
                open.close(id);
            }
            sent.map_err(|_| io::ErrorKind::BrokenPipe.into())
        }
    }

    async fn receive(&mut self) -> Option<Received> {
        loop {
            if self.refusal.is_some() {
                let room = self.output.as_ref()?.reserve().await.ok()?;
                if let Some(refusal) = self.refusal.take() {
                    room.send(refusal);
                }
            }
            self.open.at_most(MAX_OPEN).await;
            if !self.read_line().await {
                self.open.at_most(0).await;
                return None;
            }
            match self.take() {
                Ok(Some(message)) => {
                    self.open.note(&message);
                    return Some(message);
                }
                Ok(None) => {}
                Err((error, id)) => self.refusal = line(&Sent::error(error, id)).ok(),
            }
        }
    }

    async fn close(&mut self) -> Result<(), Self::Error> {
        self.output = None;
        Ok(())
    }
}

/// The request that a message answers.
fn answered(message: &Sent) -> Option<&RequestId> {
    match message {
        JsonRpcMessage::Response(it) => Some(&it.id),
        JsonRpcMessage::Error(it) => it.id.as_ref(),
        JsonRpcMessage::Request(_) | JsonRpcMessage::Notification(_) => None,
    }
}

async fn write(
    mut waiting: mpsc::Receiver<Vec<u8>>,
    mut output: impl AsyncWrite + Send + Unpin,
) -> io::Result<()> {
    while let Some(line) = waiting.recv().await {
        output.write_all(&line).await?;
        output.flush().await?;
    }
    Ok(())
}

fn line(message: &Sent) -> io::Result<Vec<u8>> {
    let mut line = serde_json::to_vec(message)?;
    line.push(b'\n');
    Ok(line)
}

/// The message in a line; `None` in a blank line, and for a notification that the protocol does not know.
fn parse(line: &[u8]) -> Result<Option<Received>, Malformed> {
    // Some programs on Windows begin with a byte order mark.
    let line = line.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(line).trim_ascii();
    if line.is_empty() {
        return Ok(None);
    }
    if let Ok(message) = serde_json::from_slice(line) {
        return Ok(Some(message));
    }
    let found: Value = serde_json::from_slice(line)
        .map_err(|it| (ErrorData::parse_error(format!("the line is no JSON: {it}"), None), None))?;
    let id = found.get("id");
    if id.is_none() && found.get("method").is_some_and(Value::is_string) {
        return Ok(None);
    }
    let id = id.and_then(|it| serde_json::from_value(it.clone()).ok());
    let words = "expected a line with one message of JSON-RPC 2.0 and the Model Context Protocol";
    Err((ErrorData::invalid_request(words, None), id))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(line: &str) -> String {
        match parse(line.as_bytes()) {
            Ok(Some(message)) => serde_json::to_value(&message).unwrap()["method"].to_string(),
            Ok(None) => "nothing".to_owned(),
            Err((error, id)) => format!("{} for {id:?}", error.code.0),
        }
    }

    #[test]
    fn lines_are_messages_or_are_refused() {
        let ping = r#"{"jsonrpc":"2.0","id":1,"method":"ping"}"#;
        assert_eq!(read(ping), "\"ping\"");
        assert_eq!(read(&format!("\u{feff}{ping}\r\n")), "\"ping\"");
        assert_eq!(read(" \r\n"), "nothing");
        assert_eq!(read(r#"{"jsonrpc":"1.0","method":"x"}"#), "nothing");
        assert_eq!(read("{"), "-32700 for None");
        assert_eq!(read("\"\u{0}\""), "-32700 for None");
        assert_eq!(read(&"[".repeat(100_000)), "-32700 for None");
        assert_eq!(read(&format!("[{ping}]")), "-32600 for None");
        assert_eq!(read(r#"{"id":1.5,"method":"ping"}"#), "-32600 for None");
        assert_eq!(read(r#"{"id":7,"method":3}"#), "-32600 for Some(Number(7))");
    }

    #[tokio::test]
    async fn what_is_read_is_kept_while_it_waits() {
        let (client, server) = tokio::io::duplex(16);
        let (mut lines, writer) = Lines::new(server, tokio::io::sink());
        tokio::spawn(writer);
        let ping = r#"{"jsonrpc":"2.0","id":1,"method":"ping"}"#;
        let text = format!("no JSON\n{}\n{ping}", "x".repeat(3 * MAX_LINE));
        tokio::spawn(async move {
            let mut client = client;
            client.write_all(text.as_bytes()).await.unwrap();
        });
        let message = loop {
            // Each wait is given up at once.
            tokio::select! {
                biased;
                message = lines.receive() => break message,
                () = tokio::task::yield_now() => {}
            }
        };
        let Some(JsonRpcMessage::Request(ping)) = message else { panic!("no request") };
        tokio::select! {
            biased;
            _ = lines.receive() => panic!("the end was told while a request was open"),
            () = tokio::task::yield_now() => {}
        }
        let answer = Sent::error(ErrorData::internal_error("test", None), Some(ping.id));
        lines.send(answer).await.unwrap();
        assert!(lines.receive().await.is_none());
    }
}
