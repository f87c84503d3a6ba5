//! The value of a JSON number, without floating point.

/// A number as an integer times a power of ten.
struct Decimal {
    /// Its significant digits, at most 19, without zeros at either end.
    value: u64,
    /// The number of significant digits, including those past the 19th.
    digits: u32,
    /// The power of ten of the last digit.
    scale: i64,
}

/// Reads a well-formed number. `None` if its exponent is out of any range.
fn decimal(text: &[u8]) -> Option<Decimal> {
    let mut number = Decimal { value: 0, digits: 0, scale: 0 };
    // Zeros since the last non-zero digit; they count only if another follows.
    let mut zeros = 0;
    let mut after_point = 0;
    for (at, byte) in text.iter().enumerate() {
        match byte {
            b'.' => after_point = 1,
            b'e' | b'E' => {
                // Zero stays zero, however large its exponent.
                if number.digits > 0 {
                    number.scale += exponent(&text[at + 1..])?;
                }
                break;
            }
            b'0' => {
                zeros += 1;
                number.scale -= after_point;
            }
            b'1'..=b'9' => {
                number.scale -= after_point;
                let skipped = if number.digits == 0 { 0 } else { zeros };
                for digit in (0..skipped).map(|_| 0).chain([byte - b'0']) {
                    number.digits += 1;
                    if number.digits <= 19 {
                        number.value = number.value * 10 + u64::from(digit);
                    }
                }
                zeros = 0;
            }
            _ => {}
        }
    }
    number.scale += zeros;
    Some(number)
}

fn exponent(text: &[u8]) -> Option<i64> {
    let is_negative = text.first() == Some(&b'-');
    let digits = text.iter().filter(|byte| byte.is_ascii_digit());
    let value =
        digits.fold(0i64, |value, digit| if value > 99_999 { value } else { value * 10 + i64::from(digit - b'0') });
    (value <= 99_999).then_some(if is_negative { -value } else { value })
}

impl Decimal {
    /// Its value, if that is a 64-bit integer.
    fn whole(&self) -> Option<u64> {
        if self.digits == 0 {
            return Some(0);
        }
        let scale = u32::try_from(self.scale).ok().filter(|_| self.digits <= 19)?;
        10u64.checked_pow(scale)?.checked_mul(self.value)
    }
}

/// The value of a number that is an integer of at least 0: `4470`, but also `4470.0` and `4.47e3`.
pub fn whole(text: &[u8]) -> Option<u32> {
    let value = decimal(text)?.whole()?;
    u32::try_from(value).ok().filter(|_| text.first() != Some(&b'-'))
}

/// Whether a number keeps its value when it is read as a 64-bit float and written again.
///
/// Past 64 bits, more digits than a float is written with count as changed.
pub fn survives_f64(text: &[u8]) -> bool {
    // Up to 15 digits always do; the longest such number without an exponent ends here.
    if text.len() <= 15 && !text.iter().any(|byte| byte | 0x20 == b'e') {
        return true;
    }
    let Some(number) = decimal(text) else { return false };
    if number.digits == 0 {
        return true;
    }
    // The number is 0.d1d2d3... times ten to this power.
    let power = i64::from(number.digits) + number.scale;
    // With more than 17 digits, the code below gives the same answer.
    let is_past_largest = || number.value * 10u64.pow(17u32.saturating_sub(number.digits)) > 17_976_931_348_623_157;
    if !(-306..=309).contains(&power) || (power == 309 && is_past_largest()) {
        return false;
    }
    match number.whole() {
        // An integer: exact if its odd part fits into the 53 bits of the float.
        Some(value) if number.digits > 15 => 64 - value.leading_zeros() - value.trailing_zeros() <= 53,
        _ => number.digits <= 17,
    }
}

#[cfg(test)]
mod tests {
    use super::whole;

    #[test]
    fn whole_however_written() {
        for text in ["4470", "4470.0", "4.47e3", "447E+1", "44700e-1", "4470.00e0", "0.0004470e7", "4470000.0e-3"] {
            assert_eq!(whole(text.as_bytes()), Some(4470), "{text}");
        }
        for text in ["0", "0.0", "0e9", "0.000e-99999999999"] {
            assert_eq!(whole(text.as_bytes()), Some(0), "{text}");
        }
        for text in ["-1", "1.5", "447e-1", "1e-1", "4294967296", "1e10", "1e99999999999", "1e18446744073709551616"] {
            assert_eq!(whole(text.as_bytes()), None, "{text}");
        }
    }
}
