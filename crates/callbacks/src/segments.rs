//! How many SMS segments a text takes, and in which encoding.
//!
//! A single segment holds 160 septets of GSM-7 or 70 UTF-16 code units of UCS-2. Each of several segments has a header
//! of six bytes, which leaves 153 or 67. No character is split.

/// The encoding of a text message.
///
/// ```
/// use bandwidth_callbacks::segments::{Encoding, segments};
///
/// assert_eq!(segments("plain").encoding, Encoding::Gsm7);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize)]
pub enum Encoding {
    /// The GSM 7-bit default alphabet with its extension table (3GPP TS 23.038).
    #[serde(rename = "GSM-7")]
    Gsm7,
    /// UTF-16, for everything else.
    #[serde(rename = "UCS-2")]
    Ucs2,
}

/// The encoding, length and number of segments of a text.
///
/// ```
/// use bandwidth_callbacks::segments::segments;
///
/// let taken = segments("café");
/// assert_eq!((taken.units, taken.count), (4, 1));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Segments {
    /// The encoding it needs.
    pub encoding: Encoding,
    /// Septets in GSM-7, UTF-16 code units in UCS-2.
    pub units: u32,
    /// The number of segments, at least 1.
    pub count: u32,
}

/// Counts the segments of a text.
///
/// ```
/// use bandwidth_callbacks::segments::{segments, Encoding};
///
/// assert_eq!(segments(&"a".repeat(161)).count, 2);
/// assert_eq!(segments("price: 5€").units, 10); // the euro sign takes two septets
/// assert_eq!(segments("good 👍").encoding, Encoding::Ucs2);
/// ```
#[must_use]
pub fn segments(text: &str) -> Segments {
    cut(text, |_| {})
}

/// Like `segments`, and calls `at` with the position where each further segment starts.
fn cut(text: &str, mut at: impl FnMut(usize)) -> Segments {
    let encoding = if text.chars().all(|c| septets(c).is_some()) { Encoding::Gsm7 } else { Encoding::Ucs2 };
    let (whole, part) = encoding.room();
    let (mut units, mut count, mut filled) = (0, 1, 0);
    for (place, c) in text.char_indices() {
        let width = encoding.width(c);
        units += width;
        filled += width;
        if filled > part {
            at(place);
            count += 1;
            filled = width;
        }
    }
    Segments { encoding, units, count: if units <= whole { 1 } else { count } }
}

/// Where the segments of a text start, and which characters keep it from GSM-7.
///
/// ```
/// use bandwidth_callbacks::segments::{Encoding, split};
///
/// let split = split("caf\u{e9} \u{2615}");
/// assert_eq!((split.encoding, split.count, split.room), (Encoding::Ucs2, 1, 70));
/// assert_eq!(split.outside[0].of("caf\u{e9} \u{2615}"), "\u{2615}");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
#[non_exhaustive]
pub struct Split {
    /// The encoding it needs.
    pub encoding: Encoding,
    /// Septets in GSM-7, UTF-16 code units in UCS-2.
    pub units: u32,
    /// The number of segments, at least 1.
    pub count: u32,
    /// The units that one segment of this text holds.
    pub room: u32,
    /// Where each segment starts, in UTF-16 code units; the first is 0.
    pub starts: Vec<u32>,
    /// The characters that GSM-7 does not have.
    pub outside: Vec<crate::diagnostic::Span>,
}

/// Splits a text into its segments.
///
/// ```
/// let text = "a".repeat(161);
/// assert_eq!(bandwidth_callbacks::segments::split(&text).starts, [0, 153]);
/// ```
#[must_use]
pub fn split(text: &str) -> Split {
    let places = crate::json::place::Places::new(text);
    let mut starts = vec![0];
    let Segments { encoding, units, count } = cut(text, |at| starts.push(places.utf16(at)));
    starts.truncate(count as usize);
    let (whole, part) = encoding.room();
    let outside = text
        .char_indices()
        .filter(|(_, c)| septets(*c).is_none())
        .map(|(at, c)| crate::diagnostic::Span { start: places.utf16(at), end: places.utf16(at + c.len_utf8()) });
    Split { encoding, units, count, room: if count == 1 { whole } else { part }, starts, outside: outside.collect() }
}

impl Encoding {
    /// The units that fit into a segment: a single one, and one of several.
    const fn room(self) -> (u32, u32) {
        match self {
            Encoding::Gsm7 => (160, 153),
            Encoding::Ucs2 => (70, 67),
        }
    }

    fn width(self, c: char) -> u32 {
        match self {
            Encoding::Gsm7 => septets(c).unwrap_or(1),
            Encoding::Ucs2 => c.len_utf16() as u32,
        }
    }
}

/// The characters of the GSM 7-bit default alphabet that are not ASCII.
const BASIC: [char; 39] = [
    '£', '¥', 'è', 'é', 'ù', 'ì', 'ò', 'Ç', 'Ø', 'ø', 'Å', 'å', 'Δ', 'Φ', 'Γ', 'Λ', 'Ω', 'Π', 'Ψ', 'Σ', 'Θ', 'Ξ', 'Æ',
    'æ', 'ß', 'É', '¤', '¡', 'Ä', 'Ö', 'Ñ', 'Ü', '§', '¿', 'ä', 'ö', 'ñ', 'ü', 'à',
];

/// Whether it is in the GSM alphabet, the extension table included.
pub(crate) fn is_gsm(c: char) -> bool {
    septets(c).is_some()
}

/// The width of a character in GSM-7; `None` if GSM-7 does not have it.
fn septets(c: char) -> Option<u32> {
    match c {
        '\u{c}' | '^' | '{' | '}' | '\\' | '[' | '~' | ']' | '|' | '€' => Some(2),
        '`' => None,
        '\n' | '\r' | ' '..='~' => Some(1),
        _ if BASIC.contains(&c) => Some(1),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn boundaries() {
        let count = |text: &str| segments(text).count;
        assert_eq!((count(""), count(&"a".repeat(160)), count(&"a".repeat(161))), (1, 1, 2));
        assert_eq!((count(&"a".repeat(306)), count(&"a".repeat(307))), (2, 3));
        assert_eq!((count(&"\u{e7}".repeat(70)), count(&"\u{e7}".repeat(71)), count(&"\u{e7}".repeat(135))), (1, 2, 3));
        // An emoji or an extension character that does not fit moves on whole.
        assert_eq!(count(&format!("{}👍{}", "\u{e7}".repeat(66), "\u{e7}".repeat(66))), 3);
        assert_eq!(count(&format!("{}€{}", "a".repeat(152), "a".repeat(152))), 3);
        assert_eq!(split(&format!("{}👍{}", "\u{e7}".repeat(66), "\u{e7}".repeat(66))).starts, [0, 66, 133]);
        assert_eq!((segments("`").encoding, segments("@$_").units), (Encoding::Ucs2, 3));
    }
}
