//! The handler of each kind of request.

use futures::{FutureExt, future::BoxFuture};

use crate::telegram::updates::{
    job::Job,
    request::{Request, RequestKind},
};

use super::{
    context::Context, deliver::migrate, fault::Fault, inline, membership, message, press,
    turn::Turn,
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
                migrate(context, it.from, it.to).await;
                Ok(())
            }
        }
    }
    .boxed()
}
