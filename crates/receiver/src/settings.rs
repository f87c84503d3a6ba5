//! The settings of a receiver, as its builder leaves them.

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use super::context::HandlerContext;
use super::credentials::Credentials;
use super::error::BoxError;
use super::listeners::{Answered, Listener};
use bandwidth_callbacks::{CallbackEvent, Diagnostic, RejectedElement, UnknownEvent, Verification};

type Handled = Pin<Box<dyn Future<Output = Result<(), BoxError>> + Send>>;

/// Handles an element of a body.
pub(super) type Handler<T> = Arc<dyn Fn(T, HandlerContext) -> Handled + Send + Sync>;

pub(super) struct Settings {
    pub credentials: Vec<Credentials>,
    pub anonymous: bool,
    pub realm: String,
    pub signature: Option<(Vec<String>, bool)>,
    pub event: Option<Handler<CallbackEvent<'static>>>,
    pub verification: Option<Handler<Verification>>,
    pub unknown: Option<Handler<UnknownEvent<'static>>>,
    pub rejected: Option<Handler<RejectedElement<'static>>>,
    pub diagnostics: Option<Listener<[Diagnostic]>>,
    pub answered: Option<Listener<Answered>>,
    pub time_limit: Duration,
    pub max_bytes: usize,
}

impl Settings {
    /// Shows everything that is not secret.
    pub(super) fn show<'f, 'a, 'b>(&self, f: &'f mut fmt::DebugStruct<'a, 'b>) -> &'f mut fmt::DebugStruct<'a, 'b> {
        f.field("anonymous", &self.anonymous)
            .field("credentials", &self.credentials.len())
            .field("time_limit", &self.time_limit)
            .field("max_bytes", &self.max_bytes)
    }
}
