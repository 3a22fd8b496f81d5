//! The server: the tools for one client, until its input ends.

use std::{io, num::NonZero, sync::Arc};

use rmcp::{
    ErrorData, RoleServer, ServerHandler, ServiceExt,
    model::{
        CallToolRequestParams, CallToolResponse, Implementation, ListToolsResult,
        PaginatedRequestParams, ServerCapabilities, ServerConfig,
    },
    service::{RequestContext, ServerInitializeError},
};
use tokio::{
    io::{stdin, stdout},
    sync::Semaphore,
    task::spawn_blocking,
};

use crate::{
    assistant::{Assistant, Languages},
    signal,
};

use super::{
    lines::Lines,
    schema::{Name, tools},
    tools::Tools,
};

/// Told to an assistant before its first call.
const INSTRUCTIONS: &str = "Answers questions on the agreements of this library with their own words. Use `ask` for a \
    question, `clause` for a number, `commitments` for amounts, years and parties, and `documents` for what can be asked. \
    Quote the passages exactly, with their citations. Where a tool says that nothing answers, say so, and do not guess.";

/// The server cannot start or go on.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    /// The system refuses threads or signal handlers.
    #[error("cannot start")]
    Start(#[source] io::Error),
    /// The client does not begin as the protocol says.
    #[error("cannot begin with this client")]
    Begin(#[source] Box<ServerInitializeError>),
}

/// Serves a library on standard input and output, until the input ends, or at SIGTERM or Ctrl-C.
pub fn run(assistant: Assistant, languages: Languages) -> Result<(), ServeError> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    let runtime = runtime.map_err(ServeError::Start)?;
    let served = runtime.block_on(serve(Tools::new(assistant, languages)));
    // A read of standard input cannot be given up.
    runtime.shutdown_background();
    served
}

async fn serve(tools: Tools) -> Result<(), ServeError> {
    let stop = signal::stop().map_err(ServeError::Start)?;
    tokio::select! {
        served = answer_all(tools) => served,
        // Whoever sends a signal waits for no answer.
        () = stop => Ok(()),
    }
}

/// Answers what comes, until the input ends and all is written.
async fn answer_all(tools: Tools) -> Result<(), ServeError> {
    let server = Server::new(tools);
    let tools = Arc::clone(&server.tools);
    spawn_blocking(move || tools.warm());
    let (lines, writer) = Lines::new(stdin(), stdout());
    let writer = tokio::spawn(writer);
    let result = match server.serve(lines).await {
        Ok(running) => {
            _ = running.waiting().await;
            Ok(())
        }
        Err(ServerInitializeError::ConnectionClosed(_)) => Ok(()),
        Err(error) => Err(ServeError::Begin(Box::new(error))),
    };
    // An output that is closed takes no more.
    _ = writer.await;
    result
}

/// The tools as the protocol calls them.
struct Server {
    tools: Arc<Tools>,
    /// Calls that are answered at once: one for each core.
    turns: Semaphore,
}

impl Server {
    fn new(tools: Tools) -> Self {
        let n_cores = std::thread::available_parallelism().map_or(1, NonZero::get);
        Self { tools: Arc::new(tools), turns: Semaphore::new(n_cores) }
    }
}

impl ServerHandler for Server {
    fn get_info(&self) -> ServerConfig {
        let own = Implementation::new("clausebot", env!("CARGO_PKG_VERSION"))
            .with_title("clausebot")
            .with_description(env!("CARGO_PKG_DESCRIPTION"));
        ServerConfig::new(ServerCapabilities::builder().enable_tools().build())
            .with_server_info(own)
            .with_instructions(INSTRUCTIONS)
    }

    async fn list_tools(
        &self,
        _: Option<PaginatedRequestParams>,
        _: RequestContext<RoleServer>,
    ) -> Result<ListToolsResult, ErrorData> {
        Ok(ListToolsResult::with_all_items(tools()))
    }

    async fn call_tool(
        &self,
        call: CallToolRequestParams,
        _: RequestContext<RoleServer>,
    ) -> Result<CallToolResponse, ErrorData> {
        let turn = self.turns.acquire().await;
        let tools = Arc::clone(&self.tools);
        let name = call.name.clone();
        let called = spawn_blocking(move || tools.call(&name, call.arguments)).await;
        drop(turn);
        let called = called.map_err(|_| {
            let words = "answering panicked, which is a bug in clausebot: please report it";
            ErrorData::internal_error(words, None)
        })?;
        let unknown = || {
            let words = format!("no tool `{}`: expected one of {}", call.name, Name::all());
            ErrorData::invalid_params(words, None)
        };
        called.map(Into::into).ok_or_else(unknown)
    }
}
