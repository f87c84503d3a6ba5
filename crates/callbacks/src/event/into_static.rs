//! Copies of events that do not borrow from the body.

use std::borrow::Cow;

use super::{Content, ContentMedia, LocationResponse, Message, OneOrMany, SuggestionResponse};

/// A value that can be copied out of the body that it borrows from.
pub(super) trait IntoStatic {
    type Static;
    fn into_static(self) -> Self::Static;
}

impl IntoStatic for u32 {
    type Static = u32;
    fn into_static(self) -> u32 {
        self
    }
}

impl IntoStatic for Cow<'_, str> {
    type Static = Cow<'static, str>;
    fn into_static(self) -> Self::Static {
        Cow::Owned(self.into_owned())
    }
}

impl<T: IntoStatic> IntoStatic for Option<T> {
    type Static = Option<T::Static>;
    fn into_static(self) -> Self::Static {
        self.map(T::into_static)
    }
}

impl<T: IntoStatic> IntoStatic for Vec<T> {
    type Static = Vec<T::Static>;
    fn into_static(self) -> Self::Static {
        self.into_iter().map(T::into_static).collect()
    }
}

impl IntoStatic for OneOrMany<'_> {
    type Static = OneOrMany<'static>;
    fn into_static(self) -> Self::Static {
        match self {
            OneOrMany::One(text) => OneOrMany::One(text.into_static()),
            OneOrMany::Many(texts) => OneOrMany::Many(texts.into_static()),
        }
    }
}

macro_rules! into_static {
    ($($record:ident { $($field:ident)* $(; $($other:ident)*)? })*) => {
        $(impl IntoStatic for $record<'_> {
            type Static = $record<'static>;
            fn into_static(self) -> Self::Static {
                $record { $($field: self.$field.into_static(),)* $($($other: self.$other,)*)? extra: self.extra }
            }
        })*
    };
}

into_static! {
    Message {
        id owner application_id time segment_count direction to from text media tag priority channel content
        suggestion_response location_response; exact
    }
    Content { text media }
    ContentMedia { file_url thumbnail_url }
    SuggestionResponse { text postback_data paired_message_id }
    LocationResponse { latitude longitude }
}
