//! The files that match a pattern, in the same order as in the npm command (packages/cli).

use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};

use glob::Pattern;

/// The files that patterns have matched, each once: a link may lead to the same file again.
#[derive(Default)]
pub(crate) struct Found(HashSet<PathBuf>);

impl Found {
    /// The files that a pattern matches and no earlier one did; `None` if there are none, and an error if the pattern
    /// is invalid.
    pub(crate) fn files(&mut self, pattern: &str) -> Result<Option<Vec<PathBuf>>, glob::PatternError> {
        let mut files = matches(pattern)?;
        files.retain(|path| !path.is_dir());
        if files.is_empty() {
            return Ok(None);
        }
        // For a broken link, opening it later gives the error.
        files.retain(|path| self.0.insert(fs::canonicalize(path).unwrap_or_else(|_| path.clone())));
        Ok(Some(files))
    }
}

pub(crate) fn is_pattern(name: &str) -> bool {
    name.contains(['*', '?', '['])
}

/// A path segment of a pattern.
enum Step<'p> {
    Name(&'p str),
    Matching(Pattern),
    /// `**`
    Any,
}

fn matches(pattern: &str) -> Result<Vec<PathBuf>, glob::PatternError> {
    let root: PathBuf = (Path::new(pattern).components())
        .take_while(|part| matches!(part, std::path::Component::Prefix(_) | std::path::Component::RootDir))
        .collect();
    let rest = &pattern[root.to_str().map_or(0, str::len).min(pattern.len())..];
    let parts: Vec<&str> = rest.split(std::path::is_separator).collect();
    let mut steps: Vec<Step<'_>> = Vec::new();
    for part in parts.iter().copied().filter(|part| !part.is_empty()) {
        match part {
            "**" if matches!(steps.last(), Some(Step::Any)) => {}
            "**" => steps.push(Step::Any),
            part if is_pattern(part) => steps.push(Step::Matching(Pattern::new(part)?)),
            part => steps.push(Step::Name(part)),
        }
    }
    let mut found = Vec::new();
    // A pattern that ends with a separator matches only directories.
    if parts.last().is_some_and(|part| !part.is_empty()) {
        below(&root, &steps, &mut found);
    }
    Ok(found)
}

/// The matches in a directory: each name with everything below it, before the next name.
fn below(folder: &Path, steps: &[Step<'_>], out: &mut Vec<PathBuf>) {
    let Some((step, rest)) = steps.split_first() else { return };
    let found = |path: PathBuf, rest: &[Step<'_>], out: &mut Vec<PathBuf>| {
        if rest.is_empty() {
            out.push(path);
        } else {
            below(&path, rest, out);
        }
    };
    if let Step::Name(name) = step {
        let path = if folder.as_os_str().is_empty() && *name == "." { PathBuf::new() } else { folder.join(name) };
        if path.as_os_str().is_empty() || path.exists() {
            found(path, rest, out);
        }
        return;
    }
    for name in inside(folder) {
        let path = folder.join(&name);
        if let Step::Matching(pattern) = step {
            if pattern.matches(&name) {
                found(path, rest, out);
            }
            continue;
        }
        let is_next = match rest.first() {
            Some(Step::Matching(pattern)) => pattern.matches(&name),
            Some(Step::Name(next)) => *next == name,
            _ => false,
        };
        if is_next {
            found(path.clone(), &rest[1..], out);
        }
        // As in bash, `**` does not follow links, because they may form a cycle.
        if fs::symlink_metadata(&path).is_ok_and(|about| about.is_dir()) {
            below(&path, steps, out);
        }
    }
}

/// The names in a directory, sorted by bytes; none if it cannot be listed.
fn inside(folder: &Path) -> Vec<String> {
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let names = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut names: Vec<String> = names.filter_map(|entry| entry.file_name().into_string().ok()).collect();
    names.sort_unstable();
    names
}
