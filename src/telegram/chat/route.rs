//! The handler of each kind of request.

use futures::{FutureExt, future::BoxFuture};

use crate::telegram::updates::{
    job::Job,
    request::{Request, RequestKind},
};

use super::{
    context::Context, fault::Fault, inline, membership, message, moves, press, turn::Turn,
};

/// Handles a request.
pub fn handle<'a>(
    context: &'a Context,
    job: &'a Job,
    request: &'a Request,
) -> BoxFuture<'a, Result<(), Fault>> {
    async move {
        match &request.kind {
            RequestKind::Message(message) => message::handle(Turn { context, job, message }).await,
            RequestKind::Press(it) => press::handle(context, job, it).await,
            RequestKind::InlineQuery(it) => inline::handle(context, job, it).await,
            RequestKind::Membership(it) => membership::handle(context, job, it).await,
            RequestKind::Migration(it) => {
                moves::migrate(context, *it).await;
                Ok(())
            }
        }
    }
    .boxed()
}
