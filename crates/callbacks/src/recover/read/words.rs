//! Values that begin with a word, a digit or a sign: constants, numbers, names of types, and what follows them.

use super::{Quotes, Reader};
use crate::recover::dialect::{self, Marks};
use crate::recover::strings::{Escapes, start_of};
use crate::recover::value::{Data, Lost, Value};

/// The most bytes of a moment in time.
const MAX_MOMENT: usize = 60;

/// The most bytes that are in the place of a value: `<Buffer 5b 7b … 900 more bytes>`.
const MAX_NOTE: usize = 400;

impl Reader<'_> {
    /// What may follow a value in TypeScript: `as const`, `satisfies Callback[]`.
    pub(super) fn keywords(&mut self) -> Option<()> {
        let before = self.at;
        while matches!(self.peek(), Some(b' ')) {
            self.at += 1;
        }
        if self.eat("as ") || self.eat("satisfies ") {
            let length = self.rest().find([',', ';', '\n', ')', '}']).unwrap_or(self.rest().len());
            self.at += length;
            self.mark(Marks::KEYWORDS);
            return (length > 0).then_some(());
        }
        self.at = before;
        Some(())
    }

    /// `<nil>`, `<MessageDirectionEnum.IN: 'in'>`, `<Buffer 5b 7b>`, `<ref *1>`, `<<"text">>`.
    pub(super) fn angle(&mut self) -> Option<Value> {
        let start = self.at;
        if self.eat("<<\"") {
            self.at -= 1;
            let text = self.string(None)?.0;
            if !self.eat("/utf8>>") && !self.eat(">>") {
                return None;
            }
            self.mark(Marks::PERCENT);
            self.has_quotes = true;
            return Some(self.spanned(Data::Text(text), start));
        }
        if self.eat("<<") {
            return self.binary(start);
        }
        for nothing in ["<nil>", "<null>", "<none>", "<NULL>"] {
            if self.eat(nothing) {
                self.mark_since(start, Marks::NIL);
                return Some(self.spanned(Data::Null, start));
            }
        }
        let rest = self.rest();
        if rest.starts_with("<ref *") {
            self.at += start_of(rest, MAX_NOTE).find('>')? + 1;
            return self.value();
        }
        if rest.starts_with("<class ") || rest.starts_with("<object ") || rest.starts_with("<Buffer ") {
            self.mark(if rest.starts_with("<Buffer ") { Marks::INSPECT } else { Marks::ENUMS });
            self.at += start_of(rest, MAX_NOTE).find('>')? + 1;
            return Some(self.spanned(Data::Lost(Lost::TypeName), start));
        }
        // An enum of Python: `<Name.MEMBER: value>`.
        self.at += 1;
        let is_part = |byte: &u8| byte.is_ascii_alphanumeric() || b"_.".contains(byte);
        self.at += self.rest().bytes().take_while(is_part).count();
        if !self.eat(": ") {
            return None;
        }
        let mut value = self.value()?;
        if !self.eat(">") {
            return None;
        }
        self.mark(Marks::ENUMS);
        value.span = start..self.at;
        Some(value)
    }

    /// `<<72,101,32>>` and `<<>>` of Erlang, which has no other strings; `<<` has been read.
    fn binary(&mut self, start: usize) -> Option<Value> {
        let rest = self.rest();
        let after = rest.trim_start_matches(|c: char| c.is_ascii_digit() || c.is_whitespace() || c == ',');
        let inside = &rest[..rest.len() - after.len()];
        if !after.starts_with(">>") {
            return None;
        }
        let numbers = inside.split(',').map(str::trim).filter(|number| !number.is_empty());
        let bytes = numbers.map(|number| number.parse().ok()).collect::<Option<Vec<u8>>>()?;
        self.at += inside.len() + 2;
        self.budget = self.budget.checked_sub(inside.len())?;
        self.mark(Marks::PERCENT);
        self.has_quotes = true;
        Some(self.spanned(Data::Text(String::from_utf8(bytes).ok()?), start))
    }

    /// `%{…}` and `%Name{…}` of Elixir.
    pub(super) fn percent(&mut self) -> Option<Value> {
        self.at += 1;
        let length = start_of(self.rest(), 100).find('{')?;
        let is_name = self.rest()[..length].bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_.".contains(&byte));
        if !is_name {
            return None;
        }
        self.at += length;
        self.mark(Marks::PERCENT);
        if length > 0 {
            self.mark(Marks::TYPED);
        }
        self.brace()
    }

    /// Objects of Ruby: `#<ActionController::Parameters {…} permitted: false>`, `#<OpenStruct type="…">`. Maps of
    /// Erlang: `#{…}`. Sets of Elixir: `#MapSet<[…]>`.
    pub(super) fn hash(&mut self) -> Option<Value> {
        let start = self.at;
        self.at += 1;
        if self.peek() == Some(b'{') {
            self.mark(Marks::PERCENT);
            return self.brace();
        }
        if !self.eat("<") {
            return None;
        }
        let is_end = |c: char| c == ' ' || c == '>' || c == '\n' || c == '{';
        let _ = self.eat("struct ") || self.eat("data ");
        self.at += start_of(self.rest(), 150).find(is_end)?;
        self.mark(Marks::ARROWS);
        self.space();
        if self.peek() != Some(b'{') {
            self.mark(Marks::TYPED);
            return self.container(start, b'>');
        }
        let mut value = self.value()?;
        if self.is_cut() {
            return Some(value);
        }
        let is_note = |byte: &u8| byte.is_ascii_lowercase() || b" :".contains(byte);
        self.at += self.rest().bytes().take_while(is_note).count();
        if !self.eat(">") {
            return None;
        }
        value.span = start..self.at;
        Some(value)
    }

    /// `~U[2026-07-14 09:15:02Z]` of Elixir.
    pub(super) fn sigil(&mut self) -> Option<Value> {
        let start = self.at;
        let near = start_of(self.rest(), MAX_MOMENT);
        let (word, _) = near.strip_prefix("~U[").or_else(|| near.strip_prefix("~N["))?.split_once(']')?;
        self.at += word.len() + 4;
        self.mark(Marks::PERCENT);
        let data = Self::moment(word).map_or(Data::Lost(Lost::TypeName), Data::Text);
        Some(self.spanned(data, start))
    }

    /// A number, or what begins like one: a time, a UUID, a phone number without quotes.
    pub(super) fn number(&mut self) -> Option<Value> {
        let start = self.at;
        let rest = self.rest();
        let is_part = |byte: &u8| byte.is_ascii_alphanumeric() || b"+-._:/@%".contains(byte);
        let mut length = rest.bytes().take_while(|byte| is_part(byte)).count();
        // `2026-07-14 09:15:02 UTC` has spaces in it.
        if length == 10 && rest.as_bytes()[4] == b'-' && rest.as_bytes().get(10) == Some(&b' ') {
            let line = rest.find([',', '\n', '}', ']', ')', ';', '>']).unwrap_or(rest.len());
            length = rest[..line].trim_end().len();
        }
        let mut word = rest[..length].trim_end_matches([':', '.']);
        if word.ends_with('-') || word.is_empty() {
            word = &rest[..length];
        }
        self.at += word.len();
        if let Some(number) = plain_number(word) {
            let mut value = self.spanned(Data::Number(number), start);
            value.bare = true;
            return Some(value);
        }
        let data = if let Some(moment) = Self::moment(word) {
            self.mark_since(start, Marks::DATES);
            Data::Text(moment)
        } else if word.starts_with("0x") {
            self.mark_since(start, Marks::DATES);
            Data::Lost(Lost::TypeName)
        } else {
            self.mark(Marks::BARE_WORDS);
            Data::Text(word.to_owned())
        };
        let mut value = self.spanned(data, start);
        value.bare = true;
        self.is_ended().then_some(value)
    }

    /// A word without quotes must be all that is there.
    fn is_ended(&self) -> bool {
        let rest = self.rest().trim_start_matches([' ', '\t', '\r']);
        rest.is_empty() || rest.starts_with([',', ';', '}', ']', ')', '>', '\n'])
    }

    pub(super) fn word(&mut self) -> Option<Value> {
        let start = self.at;
        let rest = self.rest();
        let is_part = |c: char| c.is_alphanumeric() || matches!(c, '_' | '$' | '.' | '\\');
        let mut length = 0;
        loop {
            length += rest[length..].len() - rest[length..].trim_start_matches(is_part).len();
            // `Foo::Bar`, `stdClass::__set_state`
            if rest[length..].starts_with("::") {
                length += 2;
            } else {
                break;
            }
        }
        let word = &rest[..length];
        let next = rest.as_bytes().get(length).copied();
        if length <= 2 && matches!(next, Some(b'"' | b'\'')) {
            let escapes = match word {
                "b" | "B" | "rb" | "br" => Some(Escapes::Bytes),
                "u" | "U" | "N" | "E" | "c" | "L" | "f" | "r" | "s" | "q" => None,
                _ => return None,
            };
            self.at += length;
            self.mark(Marks::NONE);
            self.has_quotes = true;
            let (text, doubt) = self.string(escapes)?;
            let mut value = self.spanned(Data::Text(text), start);
            value.doubt = doubt;
            return Some(value);
        }
        if let Some((data, marks)) = dialect::constant(word) {
            let is_call = next == Some(b'(') && !word.starts_with("true") && word != "null";
            if !is_call {
                self.at += length;
                self.mark_since(start, marks);
                let mut value = self.spanned(data, start);
                value.bare = true;
                return Some(value);
            }
        }
        if matches!(word, "new" | "class" | "struct" | "interface" | "object") && next == Some(b' ') {
            self.at += length + 1;
            if self.peek() == Some(b'{') {
                return self.typed(start); // `new { type = "…" }`
            }
            self.is_new = word == "new";
            return self.word();
        }
        if word == "new" && rest[length..].starts_with("[]") {
            self.at += length + "[]".len();
            return self.typed(start);
        }
        if word == "map" && next == Some(b'[') {
            return self.go_value();
        }
        self.at += length;
        self.generics();
        let rest = self.rest();
        // C# has the brace on a line of its own.
        if std::mem::take(&mut self.is_new) && rest.starts_with(['\r', '\n']) && rest.trim_start().starts_with('{') {
            return self.typed(start);
        }
        match self.peek() {
            Some(b'(') => return self.call(word, start),
            Some(b'{') => return self.typed(start),
            Some(b'[') if !word.contains('.') => return self.typed(start),
            Some(b' ') if rest.starts_with(" {") || rest.starts_with(" [") => return self.typed(start),
            Some(b' ') if word.eq_ignore_ascii_case("array") && rest.starts_with(" (") => {
                self.at += 1;
                return self.call(word, start);
            }
            _ => {}
        }
        if word == "array" && rest.starts_with(':') {
            // `array:6 [` of Symfony's dumper
            self.at += 1 + rest[1..].bytes().take_while(u8::is_ascii_digit).count();
            self.mark(Marks::ARROWS.and(Marks::NO_COMMAS));
            self.quotes = Quotes::Symfony;
            self.space();
            return (self.peek() == Some(b'[')).then(|| self.bracket())?;
        }
        self.bare_word(start)
    }

    /// A word that means itself: `direction = out;`.
    pub(super) fn bare_word(&mut self, start: usize) -> Option<Value> {
        let is_part = |byte: &u8| byte.is_ascii_alphanumeric() || b"+-._:/@%$".contains(byte);
        let length = self.text[start..].bytes().take_while(|byte| is_part(byte)).count();
        self.at = self.at.max(start + length);
        let word = &self.text[start..self.at];
        self.mark(Marks::BARE_WORDS);
        let mut value = self.spanned(Data::Text(word.to_owned()), start);
        value.bare = true;
        self.is_ended().then_some(value)
    }

    /// Skips `<String, Object>`.
    fn generics(&mut self) {
        let rest = self.rest();
        if rest.starts_with('<')
            && let Some(length) = start_of(rest, 60).find('>').filter(|length| !rest[..*length].contains(['"', '\n']))
        {
            self.at += length + 1;
        }
    }

    /// A container after the name of its type.
    pub(super) fn typed(&mut self, start: usize) -> Option<Value> {
        self.mark(Marks::TYPED);
        self.space();
        let mut value = if self.peek() == Some(b'{') { self.brace()? } else { self.bracket()? };
        value.span = start..self.at;
        Some(value)
    }

    /// `[]string{"+1"}`, `map[string]interface {}{…}`, `main.Message{…}` of Go.
    pub(super) fn go_value(&mut self) -> Option<Value> {
        let start = self.at;
        let rest = self.rest();
        let near = start_of(rest, 120);
        let head = &near[..near.find(['"', '\n', ',', ':']).unwrap_or(near.len())];
        // `%#v` writes a space in it, people do not.
        let any = ["interface {}", "interface{}"].into_iter().find_map(|any| Some(head.find(any)? + any.len()));
        let after_type = any.or_else(|| head.find('{')).or_else(|| head.find('('))?;
        let is_type = |c: char| c.is_alphanumeric() || "[]*._ {}".contains(c);
        if !rest[..after_type].chars().all(is_type) {
            return None;
        }
        self.at += after_type;
        self.mark(Marks::GO_TYPES);
        if self.eat("(nil)") {
            return Some(self.spanned(Data::Null, start));
        }
        self.space();
        if self.peek() != Some(b'{') {
            return None;
        }
        let mut value = self.brace()?;
        if rest.starts_with("[]") && value.members().is_some_and(<[_]>::is_empty) {
            value.data = Data::List(Vec::new());
        }
        value.span = start..self.at;
        Some(value)
    }
}

/// A number of any language as JSON writes it.
fn plain_number(word: &str) -> Option<String> {
    let digits = word.strip_suffix(['n', 'L', 'l', 'u', 'U', 'm', 'M', 'd', 'f']).unwrap_or(word);
    let unsigned = digits.strip_prefix('-').unwrap_or(digits);
    let whole = unsigned.split(['.', 'e', 'E']).next()?;
    let is_plain = !whole.is_empty()
        && unsigned.bytes().all(|byte| byte.is_ascii_digit() || b"._eE+-".contains(&byte))
        && whole.bytes().all(|byte| byte.is_ascii_digit() || byte == b'_');
    let number = digits.replace('_', "");
    let number = number.strip_suffix('.').unwrap_or(&number);
    (is_plain && crate::json::scan::is_json(number)).then(|| number.to_owned())
}
