//! JSON that names the type of each value, as stores write it: `{"S": "…"}` of `DynamoDB`, `{"$numberInt": "2"}` of
//! `MongoDB`, `{"stringValue": "…"}` of Firestore. A row each.

use super::value::{Data, Value};
use crate::json::repair::RepairKind;

#[derive(Clone, Copy, PartialEq)]
enum Of {
    Text,
    Number,
    Bool,
    Null,
    Object,
    List,
    /// Milliseconds since 1970, or ISO 8601.
    Time,
    /// An object with the members in one of this name.
    Inside(&'static str),
}

static TYPES: &[(&str, Of, RepairKind)] = &[
    ("S", Of::Text, RepairKind::DynamoDbJson),
    ("N", Of::Number, RepairKind::DynamoDbJson),
    ("BOOL", Of::Bool, RepairKind::DynamoDbJson),
    ("NULL", Of::Null, RepairKind::DynamoDbJson),
    ("M", Of::Object, RepairKind::DynamoDbJson),
    ("L", Of::List, RepairKind::DynamoDbJson),
    ("SS", Of::List, RepairKind::DynamoDbJson),
    ("$numberInt", Of::Number, RepairKind::MongoJson),
    ("$numberLong", Of::Number, RepairKind::MongoJson),
    ("$numberDouble", Of::Number, RepairKind::MongoJson),
    ("$numberDecimal", Of::Number, RepairKind::MongoJson),
    ("$date", Of::Time, RepairKind::MongoJson),
    ("$oid", Of::Text, RepairKind::MongoJson),
    ("stringValue", Of::Text, RepairKind::FirestoreJson),
    ("integerValue", Of::Number, RepairKind::FirestoreJson),
    ("doubleValue", Of::Number, RepairKind::FirestoreJson),
    ("booleanValue", Of::Bool, RepairKind::FirestoreJson),
    ("timestampValue", Of::Text, RepairKind::FirestoreJson),
    ("nullValue", Of::Null, RepairKind::FirestoreJson),
    ("mapValue", Of::Inside("fields"), RepairKind::FirestoreJson),
    ("arrayValue", Of::Inside("values"), RepairKind::FirestoreJson),
    ("string", Of::Text, RepairKind::AvroJson),
    ("int", Of::Number, RepairKind::AvroJson),
    ("long", Of::Number, RepairKind::AvroJson),
    ("boolean", Of::Bool, RepairKind::AvroJson),
    ("array", Of::List, RepairKind::AvroJson),
];

/// Whether a text may have such values.
pub(super) fn may_have(text: &str) -> bool {
    text.contains("\"$")
        || text.contains("Value")
        || ["\"S\"", "S:", "'S'", "{\"string\":"].iter().any(|name| text.contains(name))
}

/// Replaces typed values by what they hold; says how they were written.
pub(super) fn plain(value: &mut Value) -> Option<RepairKind> {
    let inside = match &mut value.data {
        Data::Object(members) => members.iter_mut().filter_map(|(_, value)| plain(value)).last(),
        Data::List(items) => items.iter_mut().filter_map(plain).last(),
        _ => None,
    };
    let Data::Object(members) = &mut value.data else { return inside };
    let [(name, only)] = &mut members[..] else { return inside };
    let Some((_, of, kind)) = TYPES.iter().find(|(own, ..)| own == name) else { return inside };
    let Some(data) = held(*of, only) else { return inside };
    value.data = data;
    Some(*kind)
}

fn held(of: Of, value: &mut Value) -> Option<Data> {
    let data = std::mem::replace(&mut value.data, Data::Null);
    let is = match (&data, of) {
        (Data::Text(text), Of::Number) if crate::json::scan::is_json(text) => {
            return Some(Data::Number(text.clone()));
        }
        (Data::Number(millis), Of::Time) => match iso(millis) {
            Some(time) => return Some(Data::Text(time)),
            None => false,
        },
        (Data::Text(_), Of::Text | Of::Time)
        | (Data::Number(_), Of::Number)
        | (Data::Bool(_), Of::Bool)
        | (Data::List(_), Of::List)
        | (Data::Object(_), Of::Object) => true,
        (Data::Bool(true) | Data::Null | Data::Text(_), Of::Null) => return Some(Data::Null),
        (Data::Object(members), Of::Inside(name)) => match members.iter().find(|(own, _)| own == name) {
            Some((_, inside)) => return Some(inside.data.clone()),
            None if members.is_empty() && name == "values" => return Some(Data::List(Vec::new())),
            None => false,
        },
        _ => false,
    };
    if is {
        return Some(data);
    }
    value.data = data;
    None
}

/// Milliseconds since 1970 as ISO 8601.
fn iso(millis: &str) -> Option<String> {
    let millis: i64 = millis.parse().ok().filter(|millis| (0..=4_102_444_800_000).contains(millis))?;
    let (days, rest) = (millis / 86_400_000, millis % 86_400_000);
    // Howard Hinnant's civil_from_days.
    let shifted = days + 719_468;
    let era = shifted / 146_097;
    let day_of_era = shifted % 146_097;
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted_month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * shifted_month + 2) / 5 + 1;
    let month = if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    let (hour, minute, second) = (rest / 3_600_000, rest / 60_000 % 60, rest / 1000 % 60);
    Some(format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}.{:03}Z", rest % 1000))
}

#[cfg(test)]
mod tests {
    use super::iso;

    #[test]
    fn times_are_those_of_the_calendar() {
        assert_eq!(iso("1784020502774").as_deref(), Some("2026-07-14T09:15:02.774Z"));
        assert_eq!(iso("951782400000").as_deref(), Some("2000-02-29T00:00:00.000Z"));
        assert_eq!(iso("0").as_deref(), Some("1970-01-01T00:00:00.000Z"));
    }
}
