//! The house keeps its order: generated files are fresh, floors are kept, files stay small.

use std::fs;
use std::path::{Path, PathBuf};

use bandwidth_callbacks::publish;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Compares a generated file with what it should be, or writes it where UPDATE is set.
fn fresh(path: &str, wanted: &str) {
    let file = root().join(path);
    if std::env::var_os("UPDATE").is_some() {
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(&file, wanted).unwrap();
    }
    assert!(fs::read_to_string(&file).ok().as_deref() == Some(wanted), "{path} is stale: UPDATE=1 cargo test");
}

#[test]
fn generated_files_are_fresh() {
    fresh("src/js/generated/answers.ts", &publish::answers());
    fresh("src/js/generated/clean.ts", &publish::builders());
    fresh("src/js/generated/events.ts", &publish::types());
    fresh("src/js/generated/layout.ts", &publish::layout());
    fresh("src/js/generated/privacy.ts", &publish::privacy());
    fresh("src/js/generated/schema.json", &publish::schema());
    #[cfg(feature = "lines")]
    fresh("src/js/generated/summary.ts", &bandwidth_callbacks::summary::types());
    let readme = fs::read_to_string(root().join("README.md")).unwrap();
    let (start, end) = ("<!-- rules -->\n", "<!-- /rules -->");
    let (before, rest) = readme.split_once(start).expect("README has a place for the rules");
    let (_, after) = rest.split_once(end).expect("and an end of it");
    fresh("README.md", &format!("{before}{start}{}{end}{after}", publish::rule_table()));
}

/// The floors as the map in lib.rs has them, lowest first. A file may use its own floor's files of the same name and what
/// is lower.
fn floors() -> Vec<Vec<String>> {
    let map = fs::read_to_string(root().join("src/lib.rs")).unwrap();
    let (_, list) = map.split_once("in this list: ").expect("the map lists the floors");
    let (list, _) = list.split_once('.').unwrap();
    let names =
        |floor: &str| floor.split('|').map(|name| name.trim_matches(|c| " `\n/!".contains(c)).to_owned()).collect();
    list.split(',').map(names).collect()
}

#[test]
fn floors_are_kept() {
    let floors = floors();
    let floor = |name: &str| floors.iter().position(|floor| floor.iter().any(|it| it == name));
    for path in rust_files() {
        let relative = path.strip_prefix(root().join("src")).unwrap();
        let name = relative.iter().next().unwrap().to_str().unwrap().trim_end_matches(".rs");
        let own = floor(name).unwrap_or_else(|| panic!("{name} has no floor"));
        let text = fs::read_to_string(&path).unwrap();
        let code = text.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n");
        for used in code.split("crate::").skip(1) {
            let used: String = used.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
            // What lib.rs defines itself is used by nothing but the wasm module.
            let Some(other) = floor(&used) else { continue };
            assert!(other < own || used == name, "{} uses {used}, which is not below it", relative.display());
        }
    }
}

#[test]
fn only_one_rust_file_knows_javascript() {
    for path in rust_files() {
        let text = fs::read_to_string(&path).unwrap();
        let knows = ["wasm_bindgen", "js_sys", "JsValue"].iter().any(|word| text.contains(word));
        assert!(!knows || path.ends_with("src/wasm.rs"), "{}", path.display());
    }
}

#[test]
fn no_file_hides_a_second_idea() {
    let folders = ["bench", "benches", "examples", "scripts", "src", "tests", "www"];
    let extensions = ["rs", "ts", "mjs"];
    let files = folders.iter().flat_map(|folder| files(folder, &extensions));
    // Tables are no lines of logic.
    for path in
        files.filter(|path| !["catalogue", "generated"].iter().any(|name| path.to_str().unwrap().contains(name)))
    {
        let text = fs::read_to_string(&path).unwrap();
        // Neither does an example.
        let lines = text.lines().filter(|line| !line.trim_start().starts_with("///")).count();
        assert!(lines <= 400, "{} has {lines} lines", path.display());
    }
}

/// Parts of the crate that are public for its own tests and tools, and not documented.
const INSIDE: [&str; 6] = ["cli", "json", "publish", "publish.rs", "record.rs", "wasm.rs"];

#[test]
fn every_public_name_has_an_example() {
    let mut lacking = Vec::new();
    for path in rust_files() {
        let relative = path.strip_prefix(root().join("src")).unwrap();
        let is_inside = relative.components().any(|part| INSIDE.iter().any(|name| part.as_os_str() == *name));
        if is_inside && !relative.ends_with("json/repair/kind.rs") {
            continue;
        }
        let text = fs::read_to_string(&path).unwrap();
        let mut words = String::new();
        let mut module_is_public = true;
        for line in text.lines().map(str::trim) {
            module_is_public &= line != "#[cfg(test)]";
            let is_public = ["fn ", "const fn ", "struct ", "enum ", "const ", "static ", "type "]
                .iter()
                .any(|kind| line.strip_prefix("pub ").is_some_and(|rest| rest.starts_with(kind)));
            if is_public && module_is_public && !words.contains("```") {
                lacking.push(format!("{}: {line}", relative.display()));
            }
            if line == "$(#[$about])*" {
                words.push_str("```"); // a macro's caller has the words
            } else if line.starts_with("///") || line.starts_with("#[") {
                words.push_str(line);
            } else {
                words.clear();
            }
        }
    }
    assert!(lacking.is_empty(), "{lacking:#?}");
}

fn rust_files() -> Vec<PathBuf> {
    files("src", &["rs"])
}

/// The files of a folder with one of these extensions, but for what tools write.
fn files(folder: &str, extensions: &[&str]) -> Vec<PathBuf> {
    fn walk(folder: &Path, extensions: &[&str], files: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                let is_written = ["dist", "node_modules", "target"].iter().any(|name| path.ends_with(name));
                if !is_written {
                    walk(&path, extensions, files);
                }
            } else if path.extension().is_some_and(|own| extensions.iter().any(|wanted| own == *wanted)) {
                files.push(path);
            }
        }
    }
    let mut list = Vec::new();
    walk(&root().join(folder), extensions, &mut list);
    list
}
