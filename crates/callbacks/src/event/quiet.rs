//! `Debug` without values: what is logged of an event says what it is, and nothing of anybody.
//!
//! Whoever wants the values has them as fields, and all of them by `serde_json`.

use std::fmt;

use super::{CallbackEvent, Content, ContentMedia, LocationResponse, Message, OneOrMany, SuggestionResponse};

impl fmt::Debug for CallbackEvent<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}(..)", self.event_type())
    }
}

impl fmt::Debug for OneOrMany<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            OneOrMany::One(_) => "One(..)",
            OneOrMany::Many(_) => "Many(..)",
        })
    }
}

macro_rules! quiet {
    ($($record:ident)*) => {
        $(impl std::fmt::Debug for $record<'_> {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.debug_struct(stringify!($record)).finish_non_exhaustive()
            }
        })*
    };
}
pub(super) use quiet;

quiet! { Message Content ContentMedia SuggestionResponse LocationResponse }
