//! How the values of an event differ from their documented form.

use crate::catalogue::fields::Field;

/// The fields of an event with each kind of deviation, one bit per field.
#[derive(Default)]
pub(super) struct Deviations {
    /// The value is `null`.
    pub(super) nulls: u64,
    /// The value is a string, a number or a boolean that the field cannot hold.
    pub(super) unusable: u64,
    /// The value was converted: all of the following, and quoted numbers.
    pub(super) coerced: u64,
    /// A single string, read as an array of one.
    pub(super) wrapped: u64,
    /// An array of one string, read as that string.
    pub(super) unwrapped: u64,
    /// A number, read as the string it is written with.
    pub(super) quoted: u64,
}

/// The bit of a field.
pub(super) const fn bit(field: Field) -> u64 {
    1 << field as u64
}
