//! `serialize` of PHP: `a:1:{s:4:"type";s:12:"message-read";}`, with the lengths of strings in bytes.

use crate::recover::reading::{Decoded, Rewriter};
use crate::recover::value::push_string;

/// Values nested deeper are not read.
const MAX_DEPTH: usize = 40;

/// A serialized array or object as JSON.
pub(super) fn serialized(text: &str) -> Option<Decoded> {
    let is_start = |at: usize| {
        let after = &text[at + 2..];
        let count = after.bytes().take_while(u8::is_ascii_digit).take(5).count();
        after[count..].starts_with(":{")
    };
    let start = text.match_indices("a:").map(|(at, _)| at).find(|at| is_start(*at))?;
    let mut reader = Serialized { text, at: start, out: String::new(), depth: 0 };
    reader.value()?;
    let mut out = Rewriter::new(text);
    out.copy(start);
    out.replace(reader.at, &reader.out);
    out.finish()
}

struct Serialized<'t> {
    text: &'t str,
    at: usize,
    out: String,
    depth: usize,
}

impl<'t> Serialized<'t> {
    fn rest(&self) -> &'t str {
        &self.text[self.at..]
    }

    /// What comes before a sign, which is skipped.
    fn until(&mut self, sign: &str) -> Option<&'t str> {
        let (before, _) = self.rest().get(..).and_then(|rest| rest.split_once(sign))?;
        self.at += before.len() + sign.len();
        (before.len() < 40).then_some(before)
    }

    fn string(&mut self) -> Option<&'t str> {
        let length: usize = self.until(":\"")?.parse().ok()?;
        let text = self.rest().get(..length)?;
        self.at += length + 1;
        self.text[self.at - 1..].starts_with('"').then_some(text)
    }

    fn value(&mut self) -> Option<()> {
        let kind = self.rest().get(..2)?;
        self.at += 2;
        match kind {
            "s:" => {
                let text = self.string()?;
                push_string(&mut self.out, text);
                self.until(";")?.is_empty().then_some(())
            }
            "i:" | "d:" => {
                let number = self.until(";")?;
                self.out.push_str(number);
                crate::json::scan::is_json(number).then_some(())
            }
            "b:" => {
                let is_true = self.until(";")? == "1";
                self.out.push_str(if is_true { "true" } else { "false" });
                Some(())
            }
            "N;" => {
                self.out.push_str("null");
                Some(())
            }
            "O:" => {
                self.string()?;
                self.until(":")?.is_empty().then_some(())?;
                self.members()
            }
            "a:" => self.members(),
            _ => None,
        }
    }

    /// The members of an array or object, whose count comes first.
    fn members(&mut self) -> Option<()> {
        let count: usize = self.until(":{")?.parse().ok()?;
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return None;
        }
        let start = self.out.len();
        let mut is_list = true;
        let mut names = Vec::new();
        for index in 0..count {
            let from = self.out.len();
            self.value()?;
            let name = self.out.split_off(from);
            is_list &= name == index.to_string();
            self.value()?;
            names.push((name, self.out.split_off(from)));
        }
        self.until("}")?.is_empty().then_some(())?;
        self.out.truncate(start);
        self.out.push(if is_list { '[' } else { '{' });
        for (index, (name, value)) in names.into_iter().enumerate() {
            if index > 0 {
                self.out.push(',');
            }
            if !is_list {
                let is_text = name.starts_with('"');
                let name = if is_text { name } else { format!("\"{name}\"") };
                self.out.push_str(&name);
                self.out.push(':');
            }
            self.out.push_str(&value);
        }
        self.out.push(if is_list { ']' } else { '}' });
        self.depth -= 1;
        Some(())
    }
}
