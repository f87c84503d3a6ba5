//! Callbacks without personal data: for logs, tickets and links.
//!
//! Does the same as src/js/redact.ts; both run tests/redact.json.

mod mask;
mod privacy;

use std::collections::{HashMap, HashSet};

use serde_json::{Map, Number, Value};

use crate::check::{host, is_address};
use mask::{degrees, filled, is_e164, is_media_name, is_own_words, is_time, is_type, is_uuid, masked};
use privacy::{inside, privacy, rank};

pub(crate) use privacy::{Privacy, privacy_rows};

/// A copy of an event, an array of events or a whole body that is safe for logs and tickets: phone numbers, message
/// text, IDs, URLs and locations are replaced by look-alikes.
///
/// Within one call, equal values stay equal and different ones stay different, so you still see who wrote to whom.
/// Formats are kept: [`parse`](crate::parse) reports the same for the copy as for the original. Times, types, error
/// codes and Bandwidth's own descriptions are kept; unknown fields keep only their names. Anything nested deeper than
/// 1000 levels becomes `null`.
///
/// ```
/// use bandwidth_callbacks::{CallbackEvent, parse, redact, sample};
///
/// let events = parse(sample("message-received").unwrap()).events;
/// let copy = redact(&serde_json::to_value(&events).unwrap());
/// assert_eq!(copy[0]["message"]["owner"], "+15555550100");
/// assert_eq!(copy[0]["to"], copy[0]["message"]["owner"]);
///
/// // It can still be read as an event.
/// let copy: Vec<CallbackEvent> = serde_json::from_value(copy).unwrap();
/// assert_eq!(copy[0].event_type(), events[0].event_type());
/// ```
#[must_use]
pub fn redact(value: &Value) -> Value {
    let mut copy = value.clone();
    let mut session = Session::default();
    // The next is the last of these.
    let mut waiting = vec![(&mut copy, "", 0)];
    while let Some((value, path, level)) = waiting.pop() {
        match value {
            Value::Null | Value::Bool(_) => {}
            Value::Number(number) => *number = redacted(number, path),
            Value::String(text) => *text = session.text(text, path),
            _ if level >= MAX_LEVELS => *value = Value::Null,
            Value::Array(items) => {
                waiting.extend(items.iter_mut().rev().map(|item| (item, path, level + 1)));
            }
            Value::Object(fields) => {
                let paths = session.rename(fields, path);
                let mut inner: Vec<_> = fields.iter_mut().collect();
                inner.sort_by_key(|(name, _)| std::cmp::Reverse(paths[*name].0));
                waiting.extend(inner.into_iter().map(|(name, value)| (value, paths[name].1, level + 1)));
            }
        }
    }
    copy
}

const MAX_LEVELS: usize = 1000;

/// The replacements so far.
#[derive(Default)]
struct Session {
    /// Replacements by kind: original to look-alike.
    names: HashMap<(&'static str, String), String>,
    /// How many look-alikes of each series are in use.
    counts: HashMap<String, u64>,
    /// All look-alikes in use.
    used: HashSet<String>,
}

impl Session {
    /// Renames fields; gives the turn and the path of each by its new name.
    fn rename(&mut self, fields: &mut Map<String, Value>, path: &str) -> HashMap<String, (usize, &'static str)> {
        let mut inner: Vec<_> =
            std::mem::take(fields).into_iter().map(|(name, value)| (inside(path, &name), name, value)).collect();
        // In an order of its own, so that the copy does not depend on the order of the fields.
        inner.sort_by(|(one, one_name, _), (other, other_name, _)| {
            rank(one).cmp(&rank(other)).then_with(|| one_name.encode_utf16().cmp(other_name.encode_utf16()))
        });
        let mut paths = HashMap::new();
        for (turn, (path, name, value)) in inner.into_iter().enumerate() {
            let name = self.key(&name);
            paths.insert(name.clone(), (turn, path));
            fields.insert(name, value);
        }
        paths
    }

    /// The key of a field, unless it may be personal data: a number, an address, a link, or in another script.
    fn key(&mut self, name: &str) -> String {
        let is_ours = name
            .strip_prefix("key-")
            .is_some_and(|rest| !rest.is_empty() && rest.bytes().all(|byte| byte.is_ascii_digit()));
        if is_own_words(name, 5) && name.is_ascii() && !is_ours {
            return name.to_owned();
        }
        self.named(name, "key", "key", |count| format!("key-{}", count + 1))
    }

    fn text(&mut self, text: &str, path: &str) -> String {
        let is_kept = match privacy(path) {
            Privacy::Type => is_type(text),
            Privacy::Time => is_time(text),
            Privacy::Words => is_own_words(text, 4),
            Privacy::Integer => (1..=5).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit()),
            Privacy::OneOf(values) => values.contains(&text),
            Privacy::Address => return self.address(text),
            Privacy::Id => return self.id(text),
            Privacy::Link => return self.link(text),
            Privacy::Latitude => return degrees(text, 90),
            Privacy::Longitude => return degrees(text, 180),
            Privacy::Text => return masked(text, path == "message.text"),
        };
        if is_kept { text.to_owned() } else { masked(text, false) }
    }

    /// The look-alike of a value: the same as before, or the next unused one of its series.
    fn named(&mut self, value: &str, kind: &'static str, series: &str, make: impl Fn(u64) -> String) -> String {
        let key = (kind, value.to_owned());
        if let Some(name) = self.names.get(&key) {
            return name.clone();
        }
        let count = self.counts.entry(series.to_owned()).or_default();
        let name = loop {
            let name = make(*count);
            *count += 1;
            if self.used.insert(name.clone()) {
                break name;
            }
        };
        self.names.insert(key, name.clone());
        name
    }

    fn address(&mut self, text: &str) -> String {
        if is_e164(text) {
            return self.named(text, "number", "number", |count| format!("+1555555{:04}", 100 + count));
        }
        if !is_address(text.as_bytes()) {
            return self.shaped(text);
        }
        if text.bytes().all(|byte| byte.is_ascii_digit()) {
            let (length, all) = (text.len(), 10_u64.pow(text.len() as u32));
            let code = |count| format!("{:0length$}", (all / 10 + count) % all);
            return self.named(text, "code", &format!("code {length}"), code);
        }
        self.named(text, "sender", "sender", |count| format!("Sender{}", count + 1))
    }

    fn id(&mut self, text: &str) -> String {
        if !is_uuid(text) {
            return self.shaped(text);
        }
        self.named(text, "uuid", "uuid", |count| format!("00000000-0000-4000-8000-{:012}", count + 1))
    }

    /// A value of the same shape; different values get different ones.
    fn shaped(&mut self, text: &str) -> String {
        let shape = masked(text, false);
        self.named(text, "shape", &format!("shape {shape}"), |count| filled(&shape, count))
    }

    fn link(&mut self, text: &str) -> String {
        let Some(host) = host(text.as_bytes()) else { return self.shaped(text) };
        if let Some((id, number, extension)) = media(text) {
            let id = self.id(id);
            let folder = format!("https://messaging.bandwidth.com/api/v2/users/0000000/media/{id}/{number}/");
            return self.named(text, "link", &format!("link {folder}{extension}"), |count| match count {
                0 => format!("{folder}file{extension}"),
                count => format!("{folder}file-{count}{extension}"),
            });
        }
        let is_encrypted = text.get(..6).is_some_and(|scheme| scheme.eq_ignore_ascii_case("https:"));
        let is_own = is_encrypted && host.eq_ignore_ascii_case(b"messaging.bandwidth.com");
        let host = if is_own { "messaging.bandwidth.com" } else { "example.com" };
        self.named(text, "link", "link", |count| format!("https://{host}/file-{}", count + 1))
    }
}

/// The ID, the number and the extension of a media file hosted by Bandwidth.
fn media(text: &str) -> Option<(&str, &str, &'static str)> {
    const START: &str = "https://messaging.bandwidth.com/api/v2/users/";
    /// File extensions that reveal only the kind of file.
    const EXTENSIONS: [&str; 22] = [
        ".3gp", ".amr", ".csv", ".gif", ".heic", ".jpeg", ".jpg", ".json", ".m4a", ".mov", ".mp3", ".mp4", ".ogg",
        ".pdf", ".png", ".smil", ".txt", ".vcf", ".wav", ".webp", ".xml", ".zip",
    ];
    let rest = text.split_at_checked(START.len()).filter(|(start, _)| start.eq_ignore_ascii_case(START))?.1;
    let parts: Vec<&str> = rest.split('/').collect();
    let [user, media, id, number, file] = parts[..] else { return None };
    let is_number = (1..=2).contains(&number.len()) && number.bytes().all(|byte| byte.is_ascii_digit());
    let is_media = is_media_name(user) && media.eq_ignore_ascii_case("media") && is_media_name(id);
    if !is_number || !is_media || file.contains(['?', '#']) {
        return None;
    }
    Some((id, number, EXTENSIONS.into_iter().find(|extension| file.ends_with(extension)).unwrap_or("")))
}

fn redacted(number: &Number, path: &str) -> Number {
    let value = number.as_f64().unwrap_or_default();
    match privacy(path) {
        Privacy::Latitude => Number::from(if value.abs() <= 90.0 { 0 } else { 999 }),
        Privacy::Longitude => Number::from(if value.abs() <= 180.0 { 0 } else { 999 }),
        Privacy::Integer if value.abs() < 100_000.0 => number.clone(),
        // In an unknown field it may be a phone number.
        _ => Number::from(hidden(value)),
    }
}

/// A power of ten of about the same size, on the same side of 2^32.
fn hidden(value: f64) -> i64 {
    let (size, mut power) = (value.abs(), 1_i64);
    while (power * 10) as f64 <= size && power < 1_000_000_000_000_000 {
        power *= 10;
    }
    if size >= 4_294_967_296.0 && power < 1 << 32 {
        power *= 10;
    }
    if size < 1.0 { 0 } else { power * value.signum() as i64 }
}
