//! Enumerations whose values have names: how they are written and read, wherever they are.

use std::fmt;
use std::marker::PhantomData;
use std::str::FromStr;

use serde::Deserializer;
use serde::de::Visitor;

/// Implements `Display`, `FromStr`, `Serialize` and `Deserialize` for a type whose values have names.
macro_rules! written_as_its_name {
    ($type:ident) => {
        impl std::fmt::Display for $type {
            fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.pad(self.name())
            }
        }

        impl std::str::FromStr for $type {
            type Err = $crate::name::UnknownName;

            fn from_str(name: &str) -> Result<Self, Self::Err> {
                let found = $type::ALL.iter().find(|value| value.name() == name);
                found.copied().ok_or($crate::name::UnknownName::of(stringify!($type)))
            }
        }

        impl serde::Serialize for $type {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.name())
            }
        }

        impl<'de> serde::Deserialize<'de> for $type {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                $crate::name::by_name(deserializer, stringify!($type))
            }
        }
    };
}
pub(crate) use written_as_its_name;

/// A string that names no value of an enumeration. Its message does not repeat the string.
///
/// ```
/// use bandwidth_callbacks::catalogue::events::Stage;
///
/// assert_eq!("delivered".parse(), Ok(Stage::Delivered));
/// assert_eq!("lost".parse::<Stage>().unwrap_err().to_string(), "no `Stage` has this name");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct UnknownName(&'static str);

impl UnknownName {
    pub(crate) const fn of(enumeration: &'static str) -> Self {
        UnknownName(enumeration)
    }
}

impl fmt::Display for UnknownName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "no `{}` has this name", self.0)
    }
}

impl std::error::Error for UnknownName {}

/// Deserializes an enumeration from its name, borrowed or owned.
pub(crate) fn by_name<'de, T, D>(deserializer: D, enumeration: &'static str) -> Result<T, D::Error>
where
    T: FromStr<Err = UnknownName>,
    D: Deserializer<'de>,
{
    struct Name<T>(&'static str, PhantomData<T>);

    impl<T: FromStr<Err = UnknownName>> Visitor<'_> for Name<T> {
        type Value = T;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            write!(f, "the name of a value of `{}`", self.0)
        }

        fn visit_str<E: serde::de::Error>(self, name: &str) -> Result<T, E> {
            name.parse().map_err(E::custom)
        }
    }

    deserializer.deserialize_str(Name(enumeration, PhantomData))
}
