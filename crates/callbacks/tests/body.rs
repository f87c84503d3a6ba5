//! A body read field by field says what `parse` says of it, whichever body was read before.

#[path = "common/bodies.rs"]
mod bodies;

use bandwidth_callbacks::body::{OtherElement, Reader};
use bandwidth_callbacks::catalogue::fields::Field;
use bandwidth_callbacks::{BodyElement, parse, parse_or_recover, validate};
use bodies::bodies;

#[test]
fn a_body_says_what_parse_says() {
    let mut reader = Reader::new();
    for bytes in bodies() {
        let (body, report) = (reader.read(&bytes), parse(&bytes));
        assert_eq!(body.report(), report);
        assert_eq!(body.diagnostics(), validate(&bytes));
        assert_eq!(body.is_ok(), report.ok);
        let found: Vec<_> = report.diagnostics.iter().map(|it| (it.rule, it.path.clone())).collect();
        assert_eq!(body.findings().map(|it| (it.rule(), it.path())).collect::<Vec<_>>(), found);

        assert_eq!(body.events().len(), report.events.len());
        for (view, event) in body.events().zip(&report.events) {
            assert_eq!(view.event_type(), event.event_type());
            assert_eq!(view.stage(), event.stage());
            assert_eq!(view.recipients(), event.recipients());
            assert_eq!(view.number(Field::ErrorCode), event.error_code());
            assert_eq!(view.text(Field::Time).unwrap(), event.time());
            assert_eq!(view.text(Field::Text), event.message().text);
            assert_eq!(view.list(Field::Media), event.message().media);
            assert_eq!(&parse(view.json()).events[0].message(), &event.message());
            for field in [Field::Id, Field::Text, Field::Tag] {
                let raw = view.raw(field).filter(|_| !view.has_escapes(&[field]));
                assert!(raw.is_none_or(|raw| raw == view.text(field).unwrap().as_bytes()));
            }
        }
        for other in body.others() {
            match other {
                OtherElement::Unknown(unknown) => assert!(report.unknown.contains(&unknown)),
                OtherElement::Verification(verification, value) => {
                    assert!(report.verifications.contains(&verification) && value.text().starts_with('{'));
                }
                OtherElement::Rejected(rejected) => assert!(report.rejected.contains(&rejected)),
            }
        }
        let elements = report.elements();
        assert!(elements.iter().map(BodyElement::index).eq(0..elements.len() as u32));
        let others = elements.iter().filter(|it| !matches!(it, BodyElement::Event { .. })).map(BodyElement::index);
        assert!(body.others().map(|it| it.index()).eq(others));
    }
}

#[test]
fn the_beginning_of_a_buffer_is_read_as_it_is_by_itself() {
    let mut reader = Reader::new();
    for bytes in bodies() {
        for rest in ["", "\n", "\r\n[42]", "\n[{\"type\":", "5]", "\"", "}]"] {
            let buffer = [&bytes, rest.as_bytes()].concat();
            assert_eq!(reader.read_first(&buffer, bytes.len()).report(), parse(&bytes), "before {rest:?}");
        }
    }
}

#[test]
fn text_around_a_body_is_recovered_as_in_lines() {
    let mut reader = Reader::new();
    for bytes in bodies() {
        let body = reader.read(&bytes);
        let recovered = body.recover().map(|it| it.report);
        assert_eq!(recovered.unwrap_or_else(|| body.report()), parse_or_recover(&bytes));
    }
}

/// What was found of an unknown key is remembered for the next body.
#[test]
fn an_unknown_key_says_the_same_whichever_was_read_before() {
    let sample = bandwidth_callbacks::sample("message-delivered").unwrap();
    let bodies: Vec<String> = ["odd", "carriername", "segmentcount", "id", "carrierName", "x", ""]
        .iter()
        .flat_map(|key| {
            let member = |object: &str| format!("{object}{{\"{key}\":1,");
            let message = if sample.contains("\"message\": {") { "\"message\": " } else { "\"message\":" };
            [sample.replacen('{', &member(""), 1), sample.replacen(&format!("{message}{{"), &member(message), 1)]
        })
        .collect();
    let mut reader = Reader::new();
    for one in &bodies {
        for other in &bodies {
            assert_eq!(reader.read(one).diagnostics(), validate(one));
            assert_eq!(reader.read(other).diagnostics(), validate(other));
        }
    }
    let found = |text: &str| bodies.iter().flat_map(validate).any(|it| it.message.contains(text));
    assert!(found("`carrierName`") && found("`segmentCount`"), "some keys are near to fields");
}
