//! An endpoint for callbacks: authenticates, parses, hands each event on once, and answers so that nothing is lost and
//! nothing is retried in vain.
//!
//! A [`Receiver`] is a function from a request to a response of the crate `http`, and a service of `tower`: for axum,
//! hyper and what is built on them. It needs a running tokio runtime.
//!
//! ```
//! use bandwidth_callbacks_receiver::Receiver;
//! use bandwidth_callbacks::{CallbackEvent, sample};
//!
//! # tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap().block_on(async {
//! let receiver = Receiver::builder()
//!     .credentials("bandwidth", "opens, sesame")
//!     .on_event(|event, _| async move {
//!         if let CallbackEvent::MessageFailed(event) = event {
//!             assert_eq!(event.error_code, Some(4432));
//!         }
//!         Ok(())
//!     })
//!     .build()
//!     .unwrap();
//!
//! let request = || http::Request::post("/callbacks").header("content-type", "application/json");
//! let body = || sample("message-failed").unwrap().to_owned();
//! let challenged = receiver.receive(request().body(body()).unwrap()).await;
//! assert_eq!(challenged.status(), 401);
//! assert!(challenged.headers().contains_key("www-authenticate"));
//!
//! let authorization = "Basic YmFuZHdpZHRoOm9wZW5zLCBzZXNhbWU=";
//! let accepted = receiver.receive(request().header("authorization", authorization).body(body()).unwrap()).await;
//! assert_eq!(accepted.status(), 204);
//! # });
//! ```

mod error;
mod context;
mod credentials;
mod listeners;
mod store;
mod once;
mod progress;
mod answer;
mod log;
mod settings;
mod receive;
mod builder;

pub use builder::Builder;
pub use context::{Context, HandlerContext, PreviousAttempt};
pub use credentials::is_signed;
pub use error::{BoxError, Failure, UsageError};
pub use listeners::{Answered, Counts};
pub use receive::Receiver;
pub use store::{Claim, IdempotencyStore, MemorySeen};

/// The example of README, so that it is run.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
