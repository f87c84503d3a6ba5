//! Payload samples as found in documentation, SDKs and tests of others. They are not part of the
//! project: this runs where they lie beside it, and says so where they do not.

use std::fs;
use std::path::{Path, PathBuf};

use bandwidth_callbacks::{Report, parse, recover};

fn samples() -> Vec<(String, Vec<u8>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/corpus");
    let Ok(entries) = fs::read_dir(&folder) else {
        assert!(std::env::var_os("CI").is_none(), "the samples are missing");
        eprintln!("no samples beside the project: nothing compared");
        return Vec::new();
    };
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension != "tsv"));
    paths.sort();
    paths.iter().map(|path| (path.file_name().unwrap().to_str().unwrap().to_owned(), fs::read(path).unwrap())).collect()
}

/// Whether a sample is a messaging callback from Bandwidth itself.
fn is_official(name: &str) -> bool {
    ["openapi__", "v2-messaging-docs__", "bandwidth-github-io-docs__", "api-docs__", "bandwidth-examples__"]
        .iter()
        .any(|slug| name.starts_with(slug))
}

fn is_clean(report: &Report) -> bool {
    report.ok && report.events.len() == 1 && report.unknown.is_empty() && report.rejected.is_empty()
}

#[test]
fn samples_of_bandwidth_are_events() {
    for (name, body) in samples().iter().filter(|(name, _)| is_official(name)) {
        let report = parse(body);
        if Path::new(name).extension().is_some_and(|extension| extension == "json") {
            assert!(is_clean(&report), "{name}: {:#?}", report.diagnostics);
            continue;
        }
        // Not JSON as found: `parse` says where, `recover` repairs it.
        assert!(
            !report.ok && report.diagnostics.len() == 1 && report.diagnostics[0].rule.name() == "invalid-json",
            "{name}"
        );
        let recovery = recover(std::str::from_utf8(body).unwrap());
        assert!(is_clean(&recovery.report), "{name}: {:#?}", recovery.report.diagnostics);
        assert!(!recovery.repairs.is_empty());
    }
}

#[test]
fn every_sample_is_accounted_for() {
    for (name, body) in samples() {
        let report = parse(&body);
        let found = report.elements().len();
        let elements = match serde_json::from_slice(&body) {
            Ok(serde_json::Value::Array(list)) => list.len(),
            Ok(_) => 1,
            Err(_) => 0,
        };
        assert_eq!(found, elements, "{name}");
        assert!(elements > 0 || !report.diagnostics.is_empty(), "{name} says nothing");
        recover(std::str::from_utf8(&body).unwrap());
    }
}

#[test]
fn the_whole_seed_document_has_one_event() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/seeds");
    for entry in fs::read_dir(folder).into_iter().flatten() {
        let recovery = recover(&fs::read_to_string(entry.unwrap().path()).unwrap());
        assert!(is_clean(&recovery.report), "{:#?}", recovery.report.diagnostics);
        let event = &recovery.report.events[0];
        assert_eq!(event.event_type().name(), "message-sent");
        assert_eq!((event.time(), event.description()), ("2016-09-14T18:20:16Z", Some("Outgoing message sent")));
        let message = event.message();
        assert_eq!(message.id, "14762070468292kw2fuqty55yp2b2");
        assert_eq!((message.from.as_ref(), message.owner.as_ref()), ("+12345678901", "+12345678902"));
        assert_eq!(message.application_id.as_deref(), Some("93de2206-9669-4e07-948d-329f4b722ee2"));
        assert_eq!((message.text.as_deref(), message.direction.as_ref()), (Some("Hey, check this out!"), "in"));
        assert!(message.to.is_empty() && message.media.as_ref().is_some_and(Vec::is_empty));
        assert!(recovery.repairs.len() >= 5, "{:#?}", recovery.repairs);
    }
}
