//! Files and lines stay short, and only the root package knows JavaScript.

use std::fs;
use std::path::{Path, PathBuf};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

#[test]
fn the_library_knows_nothing_of_javascript() {
    for path in files("crates", &["rs"]) {
        let text = fs::read_to_string(&path).unwrap();
        let knows = ["wasm_bindgen", "js_sys", "JsValue", "target_arch"].iter().any(|word| text.contains(word));
        assert!(!knows, "{}", path.display());
    }
}

/// Where code is.
const FOLDERS: [&str; 8] = ["bench", "crates", "examples", "packages", "scripts", "src", "tests", "www"];

#[test]
fn no_file_hides_a_second_idea() {
    let files = FOLDERS.iter().flat_map(|folder| files(folder, &["rs", "ts", "mjs"]));
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

#[test]
fn no_line_is_past_120_columns() {
    let files = FOLDERS.iter().flat_map(|folder| files(folder, &["rs", "ts", "mjs", "js", "cjs", "css"]));
    for path in files {
        let name = path.strip_prefix(root()).unwrap().to_str().unwrap().replace('\\', "/");
        let text = fs::read_to_string(&path).unwrap();
        let long = text.lines().position(|line| line.chars().count() > 120);
        if let Some(line) = long.filter(|_| !name.contains("/generated/")) {
            panic!("{name}:{} is past 120 columns", line + 1);
        }
    }
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
