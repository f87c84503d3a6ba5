//! Copies of events that do not borrow from the body.

use std::borrow::Cow;

use crate::values::OneOrMany;

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
