//! Values made independent of the body that they borrow from.

use std::borrow::Cow;

use super::{Content, ContentMedia, LocationResponse, Message, OneOrMany, SuggestionResponse};

/// The same value, independent of the body.
pub(super) trait Own {
    type Static;
    fn own(self) -> Self::Static;
}

impl Own for u32 {
    type Static = u32;
    fn own(self) -> u32 {
        self
    }
}

impl Own for Cow<'_, str> {
    type Static = Cow<'static, str>;
    fn own(self) -> Self::Static {
        Cow::Owned(self.into_owned())
    }
}

impl<T: Own> Own for Option<T> {
    type Static = Option<T::Static>;
    fn own(self) -> Self::Static {
        self.map(T::own)
    }
}

impl<T: Own> Own for Vec<T> {
    type Static = Vec<T::Static>;
    fn own(self) -> Self::Static {
        self.into_iter().map(T::own).collect()
    }
}

impl Own for OneOrMany<'_> {
    type Static = OneOrMany<'static>;
    fn own(self) -> Self::Static {
        match self {
            OneOrMany::One(text) => OneOrMany::One(text.own()),
            OneOrMany::Many(texts) => OneOrMany::Many(texts.own()),
        }
    }
}

macro_rules! own {
    ($($record:ident { $($field:ident)* $(; $($other:ident)*)? })*) => {
        $(impl Own for $record<'_> {
            type Static = $record<'static>;
            fn own(self) -> Self::Static {
                $record { $($field: self.$field.own(),)* $($($other: self.$other,)*)? extra: self.extra }
            }
        })*
    };
}

own! {
    Message {
        id owner application_id time segment_count direction to from text media tag priority channel content
        suggestion_response location_response; exact
    }
    Content { text media }
    ContentMedia { file_url thumbnail_url }
    SuggestionResponse { text postback_data paired_message_id }
    LocationResponse { latitude longitude }
}
