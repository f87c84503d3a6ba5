//! Turns damaged or wrapped text into strict JSON, with a list of repairs. It never invents values, and reports lost
//! ones.
//!
//! ```text
//! find     where the JSON is in the pasted text
//! tokens   that part as lenient tokens; the guide says where a text ends
//! rebuild  the tokens as edits that make the text strict
//! unwrap   what other services put around a callback, taken off again
//! ```
//! Strict JSON that is not a wrapper comes back byte for byte. Every step is linear in the text
//! and nests no deeper than a fixed bound, so that any text can be given.

mod ahead;
mod base64;
mod brackets;
mod confidence;
mod edits;
mod find;
mod frame;
mod guide;
mod kind;
mod quotes;
mod rebuild;
mod repaired;
mod root;
mod separators;
mod settle;
mod strict;
mod strings;
mod token;
mod tokens;
mod unwrap;

pub(crate) use base64::decode as base64;
pub use confidence::Confidence;
pub use guide::{Guide, GuideField, GuideRecord, GuideShape};
pub use kind::RepairKind;
pub use repaired::{Repair, Repaired};

use crate::order::sort_by_numbers;

/// Turns pasted text into strict JSON, as far as the text allows.
///
/// Text that cannot contain a callback (a page, prose, a form, XML) comes back unchanged.
pub fn repair(text: &str, guide: &Guide) -> Repaired {
    let whole = |repaired: &Repaired| {
        // Repaired text must need no further repair. Noise made of quotes and brackets may be ambiguous.
        let again = unwrap::recover(&repaired.text, guide);
        !repaired.repairs.is_empty() && again.is_some_and(|again| again.repairs.is_empty())
    };
    match unwrap::recover(text, guide).filter(whole) {
        Some(mut repaired) => {
            sort_by_numbers(&mut repaired.repairs, |repair| (repair.start, 0));
            repaired
        }
        None => Repaired { text: text.to_owned(), repairs: Vec::new() },
    }
}

#[cfg(test)]
mod tests {
    use super::{Guide, GuideField, GuideRecord, GuideShape, RepairKind, repair};
    use GuideShape::{Number, Record, Text, TextList, TextOrList};

    const fn field(name: &'static str, shape: GuideShape) -> GuideField {
        GuideField { name, shape }
    }

    static GUIDE: Guide = Guide {
        records: &[
            GuideRecord {
                fields: &[
                    field("type", Text),
                    field("to", TextOrList),
                    field("errorCode", Number),
                    field("message", Record(1)),
                ],
            },
            GuideRecord {
                fields: &[field("id", Text), field("to", TextList), field("text", Text), field("media", TextList)],
            },
        ],
    };

    /// Asserts the repaired text, and the names of the repairs.
    #[track_caller]
    fn check(text: &str, expected: &str, repairs: &[&str]) {
        let repaired = repair(text, &GUIDE);
        let names: Vec<_> = repaired.repairs.iter().map(|repair| repair.kind.name()).collect();
        assert_eq!((repaired.text.as_str(), names.as_slice()), (expected, repairs));
        assert!(repair(&repaired.text, &GUIDE).repairs.is_empty());
    }

    #[test]
    fn strict_json_and_other_text_are_not_changed() {
        for text in
            ["", "null", " [1, {}]\n", r#"{"body":"hello"}"#, "<p>{\"type\":1,}</p>", "to=%2B1&text=x", "see {this}"]
        {
            check(text, text, &[]);
        }
    }

    #[test]
    fn decides_by_the_names_where_a_text_or_list_ends() {
        let whole = r#"[{"type":"a","message":{"text":"Hey, you","to":["+1","+2"],"id":"x"}}]"#;
        check(&whole.replace("you\"", "you"), whole, &["missing-quote"]);
        check(&whole.replace("[\"+1", "\"+1"), whole, &["missing-opener"]);
        check(&whole.replace("+2\"]", "+2\""), whole, &["unclosed-list"]);
        check(&whole.replace("}}]", "}]"), whole, &["missing-closer"]);
        check(&whole.replace("\"message\":{", "\"message\":"), whole, &["missing-opener"]);
    }

    #[test]
    fn takes_the_body_out_of_a_request_and_adds_what_is_lost() {
        check(
            "How to\n\nPOST /x HTTP/1.1\nHost: y\n\n  \"type\": \"a\",\n  \"message\": {\n    \"to\": [\n    \
             \"id\": \"x\"\n",
            "[{\"type\": \"a\",\n  \"message\": {\n    \"to\": [],\n    \"id\": \"x\"}}]",
            &[
                "surrounding-text",
                "http-request",
                "missing-opener",
                "missing-opener",
                "unclosed-list",
                "missing-closer",
                "missing-closer",
                "missing-closer",
            ],
        );
    }

    #[test]
    fn reports_what_is_lost_and_invents_nothing() {
        check(r#"{"type":"a","errorCode":44"#, r#"{"type":"a"}"#, &["missing-closer", "lost-value"]);
        check(
            r#"{"type":"a","message":{"text":"Hey, y"#,
            r#"{"type":"a","message":{"text":"Hey, y"}}"#,
            &["cut-text", "missing-closer", "missing-closer"],
        );
        check(
            "{ type: 'a', to: [Array], message: { id: undefined } }",
            r#"{ "type": "a",  "message": {  } }"#,
            &["unquoted-name", "quote-style", "lost-value", "unquoted-name", "undefined-field"],
        );
    }

    #[test]
    fn takes_wrappers_off_layer_by_layer() {
        check(
            concat!(
                r#"{"Records":[{"body":"{\"Type\":\"Notification\",\"Message\":\"[{\\\"type\\\":\\\"a\\\",}]\"}"},"#,
                r#"{"body":"{\"to\":\"+1\"}"}]}"#
            ),
            r#"[{"type":"a"},{"to":"+1"}]"#,
            &["sqs-message", "sns-notification", "extra-comma", "sqs-message"],
        );
        check(
            r#"{"body":"W3sidHlwZSI6ImEifV0=","isBase64Encoded":true}"#,
            r#"[{"type":"a"}]"#,
            &["lambda-event", "base64"],
        );
    }

    #[test]
    fn what_is_beside_a_wrapper_that_is_taken_off_stays_whole() {
        check(
            r#"[[{"type":"a"}],{"name":"n","body":"hello"},{"Records":[{"body":"x"}],"k":1},{"Message":{}},7]"#,
            r#"[{"type":"a"},{"name":"n","body":"hello"},{"Records":[{"body":"x"}],"k":1},{"Message":{}},7]"#,
            &["nested-list"],
        );
        check(
            r#"{"Records":[{"body":"[{\"type\":\"a\"}]"},{"note":1},{"body":"hello","id":7},null]}"#,
            r#"[{"type":"a"},{"note":1},{"body":"hello","id":7},null]"#,
            &["sqs-message"],
        );
    }

    #[test]
    fn joins_lines_of_a_log() {
        check(
            "1 x={\"type\":\"a\"}\n2 x=[{\"type\":\"b\"}]\n",
            "[{\"type\":\"a\"},\n{\"type\":\"b\"}]",
            &["surrounding-text", "joined-values", "surrounding-text"],
        );
    }

    #[test]
    fn names_are_unique() {
        let mut names: Vec<_> = RepairKind::ALL.iter().map(|kind| kind.name()).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), RepairKind::ALL.len());
    }
}
