//! What has a name is written and read as that name: by `Display`, `FromStr` and serde, from borrowed and owned text.

use std::fmt::{Debug, Display};
use std::str::FromStr;

use bandwidth_callbacks::catalogue::answers::Answer;
use bandwidth_callbacks::catalogue::errors::{Category, CodeStatus, Retry};
use bandwidth_callbacks::catalogue::events::Direction;
use bandwidth_callbacks::catalogue::rules::Group;
use bandwidth_callbacks::explain::Confidence;
use bandwidth_callbacks::{
    Advance, EventType, Ignored, MessageStatus, RepairKind, Rule, Severity, Stage, UnknownName, advance, parse, sample,
};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

fn round_trip<T>(values: &[T], name: impl Fn(T) -> &'static str)
where
    T: Copy + Debug + Display + FromStr<Err = UnknownName> + PartialEq + Serialize + DeserializeOwned,
{
    for value in values.iter().copied() {
        let name = name(value);
        assert_eq!(value.to_string(), name);
        assert_eq!(name.parse(), Ok(value));
        assert_eq!(serde_json::to_value(value).unwrap(), name);
        let text = json!(name).to_string();
        assert_eq!(serde_json::from_str::<T>(&text).unwrap(), value);
        assert_eq!(serde_json::from_reader::<_, T>(text.as_bytes()).unwrap(), value);
        assert_eq!(serde_json::from_value::<T>(json!(name)).unwrap(), value);
        // Written with an escape, it cannot be borrowed.
        let escaped = format!("\"\\u{:04x}{}\"", u32::from(name.as_bytes()[0]), &name[1..]);
        assert_eq!(serde_json::from_str::<T>(&escaped).unwrap(), value);
    }
    // Neither another case nor white space is forgiven, and what was written is not repeated.
    let type_name = std::any::type_name::<T>().rsplit("::").next().unwrap();
    let upper = values[0].to_string().to_uppercase();
    for wrong in ["", " ", "+15555550142", &upper, &format!("{} ", values[0])] {
        let error = wrong.parse::<T>().unwrap_err();
        assert_eq!(error.to_string(), format!("no `{type_name}` has this name"));
        let error = serde_json::from_value::<T>(json!(wrong)).unwrap_err().to_string();
        assert_eq!(error, format!("no `{type_name}` has this name"));
    }
    assert!(serde_json::from_value::<T>(json!(1)).is_err() && serde_json::from_value::<T>(Value::Null).is_err());
}

#[test]
fn names() {
    round_trip(&EventType::ALL, EventType::name);
    round_trip(Stage::ALL, Stage::name);
    round_trip(Direction::ALL, Direction::name);
    round_trip(&Rule::ALL, Rule::name);
    round_trip(Severity::ALL, Severity::name);
    round_trip(Group::ALL, Group::name);
    round_trip(Category::ALL, Category::name);
    round_trip(Retry::ALL, Retry::name);
    round_trip(CodeStatus::ALL, CodeStatus::name);
    round_trip(Confidence::ALL, Confidence::name);
    round_trip(Answer::ALL, Answer::name);
    round_trip(Ignored::ALL, Ignored::name);
    round_trip(RepairKind::ALL, RepairKind::name);
}

#[test]
fn a_status_is_stored_and_read_again() {
    let mut stored: Option<String> = None;
    for name in ["message-sent", "message-failed", "message-delivered", "message-sent", "message-received"] {
        let status = stored.as_deref().map(|text| serde_json::from_str(text).unwrap());
        let advanced = advance(status.clone(), &parse(sample(name).unwrap()).events[0]);
        assert_eq!(advanced.ignored == Some(Ignored::NotAStatus), name == "message-received");
        let text = serde_json::to_string(&advanced).unwrap();
        assert_eq!(serde_json::from_str::<Advance>(&text).unwrap(), advanced);
        assert_eq!(serde_json::from_reader::<_, Advance>(text.as_bytes()).unwrap(), advanced);
        stored = advanced.status.map(|status| serde_json::to_string(&status).unwrap());
    }
    let stored = stored.unwrap();
    let status: MessageStatus = serde_json::from_str(&stored).unwrap();
    assert_eq!((status.stage, status.error_code, status.contradicted), (Stage::Failed, Some(4432), true));
    // As the npm package writes it, and with a field that only a later version knows.
    let of_another = json!({"stage": "sent", "time": "2026-07-14T09:12:07Z", "contradicted": false, "later": 1});
    let status: MessageStatus = serde_json::from_value(of_another).unwrap();
    assert_eq!((status.stage, status.error_code), (Stage::Sent, None));
}
