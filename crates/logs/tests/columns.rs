//! Columns say what `parse` says, of every body, and nothing of it is lost.

#[path = "../../callbacks/tests/common/bodies.rs"]
mod bodies;

use std::fmt::Write;
use std::fs;
use std::path::Path;

use arrow_array::cast::AsArray;
use arrow_array::types::{Int64Type, TimestampMicrosecondType};
use arrow_array::{Array, RecordBatch};
use arrow_ipc::reader::FileReader;
use arrow_schema::DataType;
use bandwidth_callbacks::catalogue::fields::{Field, Shape};
use bandwidth_callbacks::{BodyElement, CallbackEvent, parse, sample};
use bandwidth_callbacks_logs::columns::{Columns, schema, write_ipc, write_parquet};
use bandwidth_callbacks_logs::generate::Log;
use bandwidth_callbacks_logs::summary::Place;
use parquet::arrow::arrow_reader::ArrowReaderBuilder;
use serde_json::{Value, json};

/// The shared bodies, and those of a log with much damage.
fn bodies() -> Vec<Vec<u8>> {
    let log = Log::new(3).damage(200).take(1_500).map(String::into_bytes);
    bodies::bodies().into_iter().chain(log).collect()
}

fn batches<'a>(bodies: impl IntoIterator<Item = &'a [u8]>) -> Vec<RecordBatch> {
    let mut columns = Columns::new();
    let mut batches: Vec<_> = bodies.into_iter().filter_map(|body| columns.add(body)).collect();
    batches.extend(columns.finish());
    batches
}

fn rows(body: &[u8]) -> RecordBatch {
    let mut batches = batches([body]);
    assert_eq!(batches.len(), 1);
    batches.remove(0)
}

/// A cell in the words of JSON.
fn cell(batch: &RecordBatch, name: &str, row: usize) -> Value {
    let column = batch.column_by_name(name).unwrap_or_else(|| panic!("no {name}"));
    if column.is_null(row) {
        return Value::Null;
    }
    if let Some(texts) = column.as_string_opt::<i32>() {
        return json!(texts.value(row));
    }
    if let Some(numbers) = column.as_primitive_opt::<Int64Type>() {
        return json!(numbers.value(row));
    }
    if let Some(times) = column.as_primitive_opt::<TimestampMicrosecondType>() {
        return json!(times.value(row));
    }
    let items = column.as_list::<i32>().value(row);
    if let Some(texts) = items.as_string_opt::<i32>() {
        return texts.iter().map(|text| json!(text.unwrap())).collect();
    }
    let members = items.as_struct();
    let member = |name: &str, at: usize| json!(members.column_by_name(name).unwrap().as_string::<i32>().value(at));
    (0..items.len()).map(|at| json!(["rule", "severity", "path", "message"].map(|name| member(name, at)))).collect()
}

/// What the column of a field should say of an event.
fn wanted(field: Field, event: &CallbackEvent<'_>, whole: &Value) -> Value {
    let value = whole.pointer(&format!("/{}", field.path().replace('.', "/"))).cloned().unwrap_or_default();
    match field.row().shape {
        _ if field == Field::To => json!(event.recipients()),
        Shape::Text(format) if format!("{format:?}") == "Timestamp" => {
            json!(value.as_str().and_then(micros))
        }
        _ => value,
    }
}

/// A time in microseconds since 1970, counted year by year and month by month.
fn micros(text: &str) -> Option<i64> {
    let (whole, fraction) = text.strip_suffix('Z')?.split_once('.').unwrap_or((text.strip_suffix('Z')?, "0"));
    let shape: String = whole.chars().map(|letter| if letter.is_ascii_digit() { '0' } else { letter }).collect();
    let digits = fraction.len() <= 9 && !fraction.is_empty() && fraction.bytes().all(|byte| byte.is_ascii_digit());
    if shape != "0000-00-00T00:00:00" || !digits {
        return None;
    }
    let part = |at: usize, length: usize| whole[at..at + length].parse::<i64>().unwrap();
    let (year, month, day) = (part(0, 4), part(5, 2), part(8, 2));
    let is_leap = |year: i64| year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let lengths = [31, if is_leap(year) { 29 } else { 28 }, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    let (hour, minute, second) = (part(11, 2), part(14, 2), part(17, 2));
    if !(1..=12).contains(&month) || !(1..=lengths[month as usize - 1]).contains(&day) {
        return None;
    }
    if hour > 23 || minute > 59 || second > 60 {
        return None;
    }
    let years: i64 = (1970..year).map(|year| 365 + i64::from(is_leap(year))).sum();
    let days = years + lengths[..month as usize - 1].iter().sum::<i64>() + day - 1;
    let seconds = days * 86_400 + hour * 3600 + minute * 60 + second.min(59);
    Some(seconds * 1_000_000 + format!("{fraction:0<6}")[..6].parse::<i64>().unwrap())
}

fn name(field: Field) -> String {
    let mut name = String::new();
    for letter in field.path().replace('.', "_").chars() {
        if letter.is_ascii_uppercase() {
            name.push('_');
        }
        name.push(letter.to_ascii_lowercase());
    }
    name
}

#[test]
fn rows_say_what_parse_says() {
    let (mut seen, mut with_rest) = (0, 0);
    for body in bodies() {
        let (report, batch) = (parse(&body), rows(&body));
        let elements = report.elements();
        assert_eq!(batch.num_rows(), elements.len().max(1));
        let mut findings = Vec::new();
        for row in 0..batch.num_rows() {
            let element = elements.get(row);
            let kind = element.map_or(json!("body"), |it| serde_json::to_value(it).unwrap()["kind"].take());
            assert_eq!(cell(&batch, "kind", row), kind);
            let rest = cell(&batch, "rest", row);
            assert_eq!(cell(&batch, "index", row), element.map_or(Value::Null, |_| json!(row)));
            let of_row = cell(&batch, "findings", row);
            findings.extend(of_row.as_array().unwrap().clone());
            let event = match element {
                Some(BodyElement::Event { value, .. }) => *value,
                None => {
                    assert_eq!(rest.is_null(), body.len() > 16 << 20);
                    assert!(rest.is_null() || rest.as_str().unwrap() == String::from_utf8_lossy(&body));
                    continue;
                }
                Some(BodyElement::Unknown(unknown)) => {
                    assert!(rest == unknown.value.text() && cell(&batch, "time", row).is_null());
                    assert!(cell(&batch, "type", row).as_str().unwrap_or_default() == unknown.kind);
                    continue;
                }
                Some(BodyElement::Verification(one)) => {
                    let again = parse(rest.as_str().unwrap());
                    let other = &again.verifications[0];
                    assert!((one.outcome, &one.value) == (other.outcome, &other.value));
                    assert!(cell(&batch, "type", row).is_null());
                    continue;
                }
                Some(BodyElement::Rejected(rejected)) => {
                    assert!(rest == rejected.value.text());
                    assert!(cell(&batch, "type", row).is_null());
                    continue;
                }
                Some(other) => unreachable!("{other:?}"),
            };
            seen += 1;
            let (mut held, whole) = (0, serde_json::to_value(event).unwrap());
            for field in Field::ALL.into_iter().filter(|field| !matches!(field.row().shape, Shape::Record(_))) {
                let (found, wanted) = (cell(&batch, &name(field), row), wanted(field, event, &whole));
                // Fields of other events are only in the rest.
                assert!(found == wanted || (found.is_null() && rest.is_string()), "{}", field.path());
                held += usize::from(!found.is_null());
            }
            assert!(held > 8);
            if let Some(rest) = rest.as_str() {
                with_rest += 1;
                assert!(parse(rest).events.first() == Some(event));
            } else {
                for object in [Some(&whole), whole.get("message")].into_iter().flatten() {
                    for (key, value) in object.as_object().unwrap() {
                        assert!(Field::ALL.iter().any(|field| field.row().name == key && !value.is_null()), "{key}");
                    }
                }
                assert!(!cell(&batch, "time", row).is_null() && !cell(&batch, "message_time", row).is_null());
            }
        }
        let wanted: Vec<_> = report
            .diagnostics
            .iter()
            .map(|it| json!([it.rule.name(), it.severity.name(), it.path, it.message]))
            .collect();
        let mut in_order = wanted.clone();
        for list in [&mut in_order, &mut findings] {
            list.sort_by_key(ToString::to_string);
        }
        assert_eq!(findings, in_order);
    }
    assert!(seen > 1_200 && with_rest > 30, "{seen} {with_rest}");
}

#[test]
fn a_finding_is_with_its_element() {
    let event = sample("message-read").unwrap().trim().trim_start_matches('[').trim_end_matches(']').to_owned();
    let list = format!("[{event}, 42, {{\"type\": \"message-snoozed\", \"message\": {{}}}}]");
    for body in [list.clone(), format!("{{\"_json\": {list}}}")] {
        let batch = rows(body.as_bytes());
        let rules = |row: usize| -> Vec<String> {
            let findings = cell(&batch, "findings", row);
            findings.as_array().unwrap().iter().map(|it| it[0].as_str().unwrap().to_owned()).collect()
        };
        assert_eq!(rules(0), if body == list { vec![] } else { vec!["wrapped-body"] });
        assert_eq!((rules(1), rules(2)), (vec!["not-an-event".to_owned()], vec!["unknown-event".to_owned()]));
    }
}

#[test]
fn times_are_to_the_microsecond_and_otherwise_in_the_rest() {
    let body = sample("message-read").unwrap();
    let time = json!(parse(body).events[0].time());
    let with = |other: &str| rows(body.replace(time.as_str().unwrap(), other).as_bytes());
    for (other, micros, is_whole) in [
        ("2026-07-14T09:12:07Z", Some(1_784_020_327_000_000_i64), true),
        ("2026-07-14T09:12:07.412906Z", Some(1_784_020_327_412_906), true),
        ("2026-07-14T09:12:07.412906000Z", Some(1_784_020_327_412_906), true),
        ("2026-07-14T09:12:07.412906001Z", Some(1_784_020_327_412_906), false),
        ("2026-07-14T09:12:07", None, false), // of no zone, so of no moment
        ("yesterday", None, false),
    ] {
        let batch = with(other);
        assert_eq!((cell(&batch, "time", 0), cell(&batch, "rest", 0).is_null()), (json!(micros), is_whole), "{other}");
    }
}

#[test]
fn places_are_kept_and_full_batches_given() {
    let mut columns = Columns::new();
    let place = |line: u64| Place { source: 3, line, offset: line * 100 };
    let mut batches: Vec<_> =
        (1..=10_000).filter_map(|line| columns.add_at(sample("message-sent").unwrap(), place(line))).collect();
    batches.extend(columns.finish());
    assert_eq!(batches.iter().map(RecordBatch::num_rows).collect::<Vec<_>>(), [8192, 1808]);
    let last = ["source", "line", "offset"].map(|name| cell(&batches[1], name, 1807));
    assert_eq!(last, [json!(3), json!(10_000), json!(1_000_000)]);
    // Long bodies fill a batch sooner.
    let long = "x".repeat(16 << 20);
    assert_eq!((0..4).filter(|_| columns.add(&long).is_some()).count(), 1);
}

#[test]
fn files_hold_the_rows() {
    let bodies = bodies();
    let made = batches(bodies.iter().map(Vec::as_slice));
    let (mut ipc, mut file) = (Vec::new(), Vec::new());
    write_ipc(&mut ipc, made.clone()).unwrap();
    write_parquet(&mut file, &[], made.clone()).unwrap();
    let read: Vec<_> = FileReader::try_new(std::io::Cursor::new(ipc), None).unwrap().map(Result::unwrap).collect();
    assert!(read == made);
    // Parquet keeps no batches.
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join("columns.parquet");
    fs::write(&path, file).unwrap();
    let reader =
        ArrowReaderBuilder::try_new(fs::File::open(path).unwrap()).unwrap().with_batch_size(1).build().unwrap();
    let read: Vec<RecordBatch> = reader.map(Result::unwrap).collect();
    let one_by_one = made.iter().flat_map(|batch| (0..batch.num_rows()).map(|row| batch.slice(row, 1)));
    assert!(read.into_iter().eq(one_by_one));
}

#[test]
fn nothing_that_is_shown_says_what_a_body_says() {
    let mut columns = Columns::new();
    columns.add("[\"canary\"]");
    assert!(!format!("{columns:?}").contains("canary"));
}

#[test]
fn the_table_of_columns_is_fresh() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../integrations/spark/README.md");
    let readme = fs::read_to_string(&file).unwrap();
    let (before, rest) = readme.split_once("<!-- columns -->\n").unwrap();
    let (_, after) = rest.split_once("<!-- /columns -->").unwrap();
    let mut table = "| column | type | what it is |\n| --- | --- | --- |\n".to_owned();
    for column in schema().fields() {
        let kind = match column.data_type() {
            DataType::Utf8 => "string",
            DataType::Int64 => "integer",
            DataType::Timestamp(..) => "timestamp",
            DataType::List(item) if item.data_type() == &DataType::Utf8 => "array of strings",
            _ => "array of `rule`, `severity`, `path`, `message`",
        };
        writeln!(table, "| `{}` | {kind} | {} |", column.name(), column.metadata()["description"]).unwrap();
    }
    let wanted = format!("{before}<!-- columns -->\n{table}<!-- /columns -->{after}");
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&file, &wanted).unwrap();
    }
    assert!(fs::read_to_string(&file).unwrap() == wanted, "stale: UPDATE=1 npm run test:columns");
}
