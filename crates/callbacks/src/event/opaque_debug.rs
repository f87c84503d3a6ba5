//! `Debug` without values, so that a logged event shows its type but no phone numbers or texts.
//!
//! The values are in the fields; `serde_json` writes all of them.

use std::fmt;

use super::generated::CallbackEvent;
use crate::values::OneOrMany;

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
