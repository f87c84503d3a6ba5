//! How many SMS segments a text takes, and in which encoding.
//!
//! 160 septets of GSM-7 or 70 UTF-16 code units of UCS-2 fit one segment; of several, each gives
//! up six bytes to the header that joins them: 153 and 67 are left. No character is split.

/// The alphabet of a text message.
///
/// ```
/// use bandwidth_callbacks::segments::{Encoding, segments};
///
/// assert_eq!(segments("plain").encoding, Encoding::Gsm7);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    /// The GSM 7-bit default alphabet with its extension table (3GPP TS 23.038).
    Gsm7,
    /// UTF-16, for everything else.
    Ucs2,
}

/// What a text takes.
///
/// ```
/// use bandwidth_callbacks::segments::segments;
///
/// let taken = segments("café");
/// assert_eq!((taken.units, taken.count), (4, 1));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Segments {
    /// The alphabet it needs.
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
pub fn segments(text: &str) -> Segments {
    let encoding = if text.chars().all(|c| septets(c).is_some()) { Encoding::Gsm7 } else { Encoding::Ucs2 };
    let (whole, part) = match encoding {
        Encoding::Gsm7 => (160, 153),
        Encoding::Ucs2 => (70, 67),
    };
    let (mut units, mut count, mut filled) = (0, 1, 0);
    for c in text.chars() {
        let width = match encoding {
            Encoding::Gsm7 => septets(c).unwrap_or(1),
            Encoding::Ucs2 => c.len_utf16() as u32,
        };
        units += width;
        filled += width;
        if filled > part {
            count += 1;
            filled = width;
        }
    }
    Segments { encoding, units, count: if units <= whole { 1 } else { count } }
}

/// The characters of the GSM 7-bit default alphabet that are not ASCII.
const BASIC: [char; 39] = [
    '£', '¥', 'è', 'é', 'ù', 'ì', 'ò', 'Ç', 'Ø', 'ø', 'Å', 'å', 'Δ', 'Φ', 'Γ', 'Λ', 'Ω', 'Π', 'Ψ', 'Σ', 'Θ', 'Ξ', 'Æ',
    'æ', 'ß', 'É', '¤', '¡', 'Ä', 'Ö', 'Ñ', 'Ü', '§', '¿', 'ä', 'ö', 'ñ', 'ü', 'à',
];

/// The width of a character in GSM-7, if it has one.
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
        assert_eq!((segments("`").encoding, segments("@$_").units), (Encoding::Ucs2, 3));
    }
}
