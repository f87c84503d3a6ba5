//! Logs of the webhooks (callbacks) of Bandwidth's Messaging API: read line by line in bounded memory, summarized, and
//! as columns. Not affiliated with Bandwidth.
//!
//! # Summarize a log
//!
//! ```
//! use bandwidth_callbacks_logs::lines::read_blocks;
//! use bandwidth_callbacks_logs::summary::Summary;
//!
//! let log = bandwidth_callbacks::sample("message-failed").unwrap().replace('\n', " ");
//! let mut summary = Summary::new();
//! for block in read_blocks(log.as_bytes()) {
//!     summary.add_block(&block.unwrap(), 0);
//! }
//! assert_eq!(summary.report().error_codes[0].code, 4432);
//! ```
//!
//! # Features
//!
//! | feature | what it adds |
//! | --- | --- |
//! | `arrow` | the module `columns`: callbacks as columns of Apache Arrow |
//! | `parquet` | Parquet files of these columns |
//! | `cli` | the native command for logs; with `parquet` also its `--parquet` |
//!
//! The crate reads bodies through [`bandwidth_callbacks::body`], as any other crate can. A module uses only modules
//! that are declared above it: `tests/floors.test.mjs` has the floors.

#![cfg_attr(docsrs, feature(doc_cfg))]

pub mod generate;
pub mod lines;
pub mod summary;
#[cfg(feature = "arrow")]
pub mod columns;

/// The examples of documents, so that they are run.
#[cfg(doctest)]
mod documents {
    #[doc = include_str!("../README.md")]
    struct OfThisCrate;
    #[doc = include_str!("../../../docs/rust.md")]
    struct Guide;
}
