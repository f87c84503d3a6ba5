//! How a member of an event is built from a view, and when JSON omits it.

use std::borrow::Cow;

use crate::catalogue::fields::Field;
use crate::values::{FieldValues, OneOrMany};

/// The value of a field, if the event has it.
pub(super) trait Value<'t>: Sized {
    fn value(from: &FieldValues<'_, 't>, field: Field) -> Option<Self>;
}

impl<'t> Value<'t> for Cow<'t, str> {
    #[inline(always)]
    fn value(from: &FieldValues<'_, 't>, field: Field) -> Option<Self> {
        from.string(field)
    }
}

impl<'t> Value<'t> for u32 {
    fn value(from: &FieldValues<'_, 't>, field: Field) -> Option<Self> {
        from.parts.number(field)
    }
}

impl<'t> Value<'t> for Vec<Cow<'t, str>> {
    fn value(from: &FieldValues<'_, 't>, field: Field) -> Option<Self> {
        from.list(field)
    }
}

impl<'t> Value<'t> for OneOrMany<'t> {
    fn value(from: &FieldValues<'_, 't>, field: Field) -> Option<Self> {
        from.one_or_many(field)
    }
}

/// `Some(None)` is `null`.
impl<'t, T: Value<'t>> Value<'t> for Option<T> {
    fn value(from: &FieldValues<'_, 't>, field: Field) -> Option<Self> {
        from.parts.has(field).then(|| T::value(from, field))
    }
}

/// A member of a struct.
pub(super) trait Member<'t>: Sized {
    fn member(from: &FieldValues<'_, 't>, field: Field) -> Self;

    fn is_absent(&self) -> bool {
        false
    }
}

impl<'t, T: Value<'t>> Member<'t> for Option<T> {
    fn member(from: &FieldValues<'_, 't>, field: Field) -> Self {
        T::value(from, field)
    }

    fn is_absent(&self) -> bool {
        self.is_none()
    }
}

/// A required field. The readers reject an event without it.
macro_rules! required {
    ($($type:ty),*) => {
        $(impl<'t> Member<'t> for $type {
            fn member(from: &FieldValues<'_, 't>, field: Field) -> Self {
                Value::value(from, field).unwrap_or_default()
            }
        })*
    };
}

required! { Cow<'t, str>, Vec<Cow<'t, str>>, u32 }

/// The strings of a `to`, of whichever type.
pub(super) trait Strings {
    fn strings(&self) -> Vec<&str>;
}

impl Strings for Cow<'_, str> {
    fn strings(&self) -> Vec<&str> {
        vec![self]
    }
}

impl Strings for OneOrMany<'_> {
    fn strings(&self) -> Vec<&str> {
        match self {
            OneOrMany::One(text) => vec![text],
            OneOrMany::Many(texts) => texts.iter().map(AsRef::as_ref).collect(),
        }
    }
}

impl<T: Strings> Strings for Option<T> {
    fn strings(&self) -> Vec<&str> {
        self.as_ref().map(T::strings).unwrap_or_default()
    }
}

/// Serde for a member that distinguishes `null` from an absent field.
pub(super) mod nullable {
    use super::Cow;
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    type Nullable<'a> = Option<Option<Cow<'a, str>>>;

    pub(crate) fn serialize<S: Serializer>(value: &Nullable<'_>, serializer: S) -> Result<S::Ok, S::Error> {
        value.serialize(serializer)
    }

    pub(crate) fn deserialize<'a, 'de, D: Deserializer<'de>>(deserializer: D) -> Result<Nullable<'a>, D::Error> {
        Ok(Some(Option::<String>::deserialize(deserializer)?.map(Cow::Owned)))
    }
}
