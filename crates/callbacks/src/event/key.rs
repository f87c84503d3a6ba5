//! The idempotency key of an event.

use std::fmt::Write;

use serde_json::{Map, Number, Value};

/// Whether different strings may have become this one: it is blank, or has the character for what was not Unicode.
pub(super) fn is_vague(text: &str) -> bool {
    text.chars().all(char::is_whitespace) || text.contains('\u{fffd}')
}

/// A part of a key in printable ASCII, without the separators of a key.
pub(super) fn part(text: &str) -> String {
    let mut part = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'!'..=b'~' if !b"%,/".contains(&byte) => part.push(byte.into()),
            _ => {
                part.push('%');
                part.extend([byte >> 4, byte & 15].map(|half| char::from(b"0123456789ABCDEF"[usize::from(half)])));
            }
        }
    }
    part
}

/// The mark for half of a surrogate pair in a marked text, before its four hexadecimal digits: a character that Unicode
/// gives no meaning. Where a text has it, it is marked itself.
const MARK: char = '\u{fdd0}';

/// A copy of JSON in which halves of surrogate pairs, which no Rust string can hold, are different strings.
pub(crate) fn marked(json: &str) -> String {
    let mut out = String::with_capacity(json.len() + 64);
    let code = |at: usize| {
        let digits = json.get(at..at + 6)?.strip_prefix("\\u")?;
        u16::from_str_radix(digits, 16).ok()
    };
    let mut at = 0;
    while let Some(next) = json[at..].chars().next() {
        let length = match (next, code(at)) {
            ('\\', Some(0xd800..=0xdbff)) if matches!(code(at + 6), Some(0xdc00..=0xdfff)) => 12,
            ('\\', Some(half @ (0xd800..=0xdfff | 0xfdd0))) => {
                _ = write!(out, "{MARK}{half:04x}");
                at += 6;
                continue;
            }
            ('\\', _) => 2,
            (MARK, _) => {
                _ = write!(out, "{MARK}{:04x}", u32::from(MARK));
                at += MARK.len_utf8();
                continue;
            }
            _ => next.len_utf8(),
        };
        out.push_str(&json[at..at + length]);
        at += length;
    }
    out
}

/// The JSON of an event of a marked text, with the halves as escapes.
pub(crate) fn unmarked(json: &str) -> String {
    let mut parts = json.split(MARK);
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (digits, rest) = part.split_at_checked(4).unwrap_or((part, ""));
        if digits == "fdd0" {
            out.push(MARK);
        } else {
            _ = write!(out, "\\u{digits}");
        }
        out.push_str(rest);
    }
    out
}

/// The JSON of a value as RFC 8785 has it, with keys in order: a proxy may put them in another. The npm package does
/// the same.
pub(crate) fn canonical(value: &Value) -> String {
    let mut text = String::new();
    write(value, &mut text);
    text
}

fn write(value: &Value, out: &mut String) {
    match value {
        Value::Number(value) => number(value, out),
        Value::Array(items) => list(out, ['[', ']'], items, write),
        Value::Object(fields) => object(fields, out),
        other => _ = write!(out, "{other}"),
    }
}

fn object(fields: &Map<String, Value>, out: &mut String) {
    let mut fields: Vec<(Vec<u16>, &String, &Value)> =
        fields.iter().map(|(name, value)| (name.encode_utf16().collect(), name, value)).collect();
    fields.sort_by(|one, other| one.0.cmp(&other.0));
    list(out, ['{', '}'], &fields, |(_, name, value), out| {
        _ = write!(out, "{}:", Value::from(name.as_str()));
        write(value, out);
    });
}

fn list<T>(out: &mut String, [open, close]: [char; 2], items: &[T], write: impl Fn(&T, &mut String)) {
    out.push(open);
    for (at, item) in items.iter().enumerate() {
        if at > 0 {
            out.push(',');
        }
        write(item, out);
    }
    out.push(close);
}

/// A number as JavaScript writes it, which reads all of them as floats: the shortest digits that give the same float,
/// with an exponent if there would be more than 21 places before the point, or six zeros after it.
fn number(number: &Number, out: &mut String) {
    let Some(float) = number.as_f64().filter(|float| *float != 0.0) else { return out.push('0') };
    let text = format!("{:e}", float.abs());
    let (digits, exponent) = text.split_once('e').unwrap_or((&text, "0"));
    let digits = digits.replace('.', "");
    let point = exponent.parse::<i32>().unwrap_or(0) + 1;
    let zeros = |count: i32| "0".repeat(usize::try_from(count).unwrap_or(0));
    if float < 0.0 {
        out.push('-');
    }
    let count = digits.len() as i32;
    _ = match point {
        _ if count <= point && point <= 21 => write!(out, "{digits}{}", zeros(point - count)),
        1..=21 => write!(out, "{}.{}", &digits[..point as usize], &digits[point as usize..]),
        -5..=0 => write!(out, "0.{}{digits}", zeros(-point)),
        _ if count == 1 => write!(out, "{digits}e{:+}", point - 1),
        _ => write!(out, "{}.{}e{:+}", &digits[..1], &digits[1..], point - 1),
    };
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::canonical;

    #[test]
    fn numbers_are_as_javascript_writes_them() {
        for (number, text) in [
            (json!(0), "0"),
            (json!(-0.0), "0"),
            (json!(1.0), "1"),
            (json!(-1.5), "-1.5"),
            (json!(100), "100"),
            (json!(0.1), "0.1"),
            (json!(123.456), "123.456"),
            (json!(0.000_001), "0.000001"),
            (json!(1e-7), "1e-7"),
            (json!(1.25e-9), "1.25e-9"),
            (json!(1e20), "100000000000000000000"),
            (json!(1e21), "1e+21"),
            (json!(-1.5e300), "-1.5e+300"),
            (json!(5e-324), "5e-324"),
            (json!(u64::MAX), "18446744073709552000"),
            (json!(9_007_199_254_740_993_u64), "9007199254740992"),
            (json!(i64::MIN), "-9223372036854776000"),
        ] {
            assert_eq!(canonical(&number), text);
        }
    }

    #[test]
    fn keys_are_in_the_order_of_utf_16() {
        let value = json!({"é": 1, "10": 2, "9": 3, "\u{1F600}": 4, "\u{fb33}": 5, "": [], "__proto__": {}});
        let text = "{\"\":[],\"10\":2,\"9\":3,\"__proto__\":{},\"é\":1,\"\u{1F600}\":4,\"\u{fb33}\":5}";
        assert_eq!(canonical(&value), text);
    }
}
