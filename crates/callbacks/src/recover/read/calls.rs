//! Calls: names of types around values, and moments written as calls.

use super::{End, Quotes, Reader};
use crate::recover::dialect::{self, Marks};
use crate::recover::strings::start_of;
use crate::recover::value::{Data, Lost, Value};

/// The most bytes of a number that `var_dump` prints.
const MAX_NUMBER: usize = 400;

impl Reader<'_> {
    /// The arguments in parentheses after a name; the cursor is at the parenthesis.
    pub(super) fn call(&mut self, name: &str, start: usize) -> Option<Value> {
        let open = self.at;
        if let Some(value) = self.counted(name, start) {
            return Some(value);
        }
        if self.at > open {
            return None; // it has a count, and ends too early
        }
        self.at += 1;
        let last = name.rsplit(['.', ':']).next().unwrap_or(name);
        if last == "Map" {
            self.quotes = Quotes::Map;
        }
        let digits = self.rest().bytes().take_while(u8::is_ascii_digit).count();
        let after = &self.rest()[digits..];
        if digits > 0 && (after.starts_with(") {") || after.starts_with(") [")) {
            self.at += digits + 1; // `Map(2) {`, `array(6) {`, `Array(1) [`
            self.mark(if last == "array" { Marks::COUNTED } else { Marks::TYPED });
            self.space();
            let mut value = if self.peek() == Some(b'{') { self.brace()? } else { self.bracket()? };
            if last == "Set" || (last == "array" && value.members().is_some_and(<[_]>::is_empty)) {
                value.data = match value.data {
                    Data::Object(_) => Data::List(Vec::new()),
                    data => data,
                };
            }
            value.span = start..self.at;
            return Some(value);
        }
        if matches!(last, "datetime" | "DateTime" | "Timestamp" | "date") && digits == 4 {
            return self.datetime(start);
        }
        let is_php = last.eq_ignore_ascii_case("array");
        let inside = self.container(self.at, b')')?;
        self.mark(Marks::PARENS);
        if dialect::is_mongo(name) {
            self.mark(Marks::MONGO);
        }
        let data = match inside.data {
            Data::Object(members) => {
                self.mark(Marks::TYPED);
                Data::Object(members)
            }
            Data::List(items) if is_php => Data::List(items),
            Data::List(mut items) => {
                items.retain(|item| !self.is_cut() || !item.is_lost());
                if items.is_empty() && self.is_cut() { Data::Lost(Lost::Cut) } else { self.argument(last, items)? }
            }
            _ => return None,
        };
        let mut value = self.spanned(data, start);
        value.cut = self.is_cut() && value.text().is_some();
        Some(value)
    }

    /// The one value that a call is about.
    fn argument(&mut self, name: &str, mut items: Vec<Value>) -> Option<Data> {
        self.mark(Marks::CALLS);
        let value = items.pop()?;
        if matches!(name, "listOf" | "arrayOf" | "asList" | "of" | "mutableListOf" | "setOf") {
            items.push(value);
            return Some(Data::List(items));
        }
        let is_last = items.is_empty() || name == "defaultdict";
        if !is_last {
            return None;
        }
        let is_known = dialect::is_transparent(name) || matches!(name, "__set_state" | "defaultdict" | "dict_items");
        match value.data {
            // `OrderedDict([('type', '…'), …])`
            Data::List(pairs) if matches!(name, "OrderedDict" | "dict" | "dict_items") => {
                let pair = |pair: Value| match pair.data {
                    Data::List(pair) => {
                        let [name, value] = <[Value; 2]>::try_from(pair).ok()?;
                        Some((name.text()?.to_owned(), value))
                    }
                    _ => None,
                };
                Some(Data::Object(pairs.into_iter().map(pair).collect::<Option<Vec<_>>>()?))
            }
            Data::Text(text) => {
                let is_number = ["NumberInt", "NumberLong", "Int32", "Long", "Decimal", "NumberDecimal", "Decimal128"]
                    .contains(&name)
                    && crate::json::scan::is_json(&text);
                Some(if is_number { Data::Number(text) } else { Data::Text(text) })
            }
            data @ (Data::Number(_) | Data::Bool(_) | Data::Null | Data::Object(_)) => Some(data),
            data if is_known => Some(data),
            _ => None,
        }
    }

    /// `string(24) "…"`, `int(2)`, `object(stdClass)#3 (6) {` of PHP's `var_dump`; the number of bytes says where a
    /// string ends.
    fn counted(&mut self, name: &str, start: usize) -> Option<Value> {
        let rest = self.rest();
        match name {
            "string" => {
                let digits = rest[1..].bytes().take_while(u8::is_ascii_digit).count();
                let after = rest[1 + digits..].strip_prefix(") \"")?;
                let count: usize = rest[1..=digits].parse().ok()?;
                if self.end != End::NotHere && after.len() < count {
                    self.at = self.text.len();
                    let mut value = self.spanned(Data::Text(after.to_owned()), start);
                    value.cut = self.ends();
                    return Some(value);
                }
                let text = after.get(..count)?;
                if !after[count..].starts_with('"') {
                    return None;
                }
                self.at += rest.len() - after.len() + count + 1;
                self.budget = self.budget.checked_sub(count)?;
                self.mark(Marks::COUNTED);
                self.has_quotes = true;
                Some(self.spanned(Data::Text(text.to_owned()), start))
            }
            "int" | "float" | "bool" => {
                let (inside, _) = start_of(&rest[1..], MAX_NUMBER).split_once(')')?;
                if !crate::json::scan::is_json(inside) {
                    return None;
                }
                self.at += inside.len() + 2;
                self.mark(Marks::COUNTED);
                let data = match inside {
                    "true" | "false" => Data::Bool(inside == "true"),
                    number => Data::Number(number.to_owned()),
                };
                Some(self.spanned(data, start))
            }
            "object" => {
                let length = start_of(rest, 150).find(") {").filter(|length| !rest[..*length].contains('\n'))?;
                self.at += length + 2;
                self.mark(Marks::COUNTED);
                let mut value = self.brace()?;
                value.span = start..self.at;
                Some(value)
            }
            _ => None,
        }
    }

    /// `datetime.datetime(2026, 7, 14, 9, 12, 7, 312000, tzinfo=…)`.
    fn datetime(&mut self, start: usize) -> Option<Value> {
        let rest = self.rest();
        let mut depth = 1_usize;
        let end = rest.bytes().take(200).position(|byte| {
            depth = match byte {
                b'(' => depth + 1,
                b')' => depth - 1,
                _ => depth,
            };
            depth == 0
        })?;
        self.at += end + 1;
        let (numbers, zone) = rest[..end].split_once("tzinfo").unwrap_or((&rest[..end], ""));
        let parts: Option<Vec<u32>> =
            numbers.split(',').map(str::trim).filter(|part| !part.is_empty()).map(|part| part.parse().ok()).collect();
        let parts = parts?;
        let part = |at: usize| parts.get(at).copied().unwrap_or(0);
        let utc = ["=TzInfo(0)", "=TzInfo(UTC)", "=datetime.timezone.utc", "=timezone.utc", "=tzutc()", "=<UTC>"];
        let is_utc = utc.contains(&zone) || zone.ends_with("key='UTC')");
        self.mark(Marks::ENUMS);
        if parts.len() < 3 || parts.len() > 7 || (!zone.is_empty() && !is_utc) {
            return Some(self.spanned(Data::Lost(Lost::TypeName), start));
        }
        let micros = part(6);
        let fraction = match micros {
            0 => String::new(),
            _ if micros % 1000 == 0 => format!(".{:03}", micros / 1000),
            _ => format!(".{micros:06}"),
        };
        let (year, month, day) = (part(0), part(1), part(2));
        let text = format!("{year:04}-{month:02}-{day:02}T{:02}:{:02}:{:02}{fraction}Z", part(3), part(4), part(5));
        let mut value = self.spanned(Data::Text(text), start);
        // Nothing says that it is UTC, which Bandwidth's times are.
        value.doubt = zone.is_empty();
        Some(value)
    }

    /// A time that is written like ISO 8601, as it writes it: `2026-07-14 09:15:02 UTC`.
    pub(super) fn moment(word: &str) -> Option<String> {
        let bytes = word.as_bytes();
        let is_time = bytes.len() >= 19
            && [4, 7].iter().all(|at| bytes[*at] == b'-')
            && [13, 16].iter().all(|at| bytes[*at] == b':')
            && matches!(bytes[10], b'T' | b' ')
            && bytes[..4].iter().all(u8::is_ascii_digit);
        if !is_time {
            return None;
        }
        let clock = word[11..].find([' ', 'Z', '+']).map_or(word.len(), |length| 11 + length);
        let zone = word[clock..].trim();
        let is_digits = word[11..clock].bytes().all(|byte| byte.is_ascii_digit() || b":.".contains(&byte));
        if !is_digits {
            return None;
        }
        match zone {
            "Z" | "UTC" | "+0000" | "+00:00" | "+0000 UTC" if bytes[10] == b' ' || zone != "+00:00" => {
                Some(format!("{}T{}Z", &word[..10], &word[11..clock]))
            }
            _ if bytes[10] == b'T' => Some(word.to_owned()),
            _ => None,
        }
    }
}
