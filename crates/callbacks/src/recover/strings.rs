//! String literals: where they end, and what they say, by the rules of the language that wrote them.

/// How a language writes what a string holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Escapes {
    /// Backslashes, as in JSON, JavaScript, Python, Ruby, Java, Go, Rust, Swift and C.
    Backslash,
    /// As `Backslash`, of bytes: `\xe2\x80\x99` is one character.
    Bytes,
    /// `\\` and `\'` only: single quotes in PHP, Perl and Ruby.
    Single,
    /// A doubled quote is a quote, and a backslash is one: SQL, CSV, C# and Visual Basic.
    Doubled,
    /// A doubled quote is a quote, and backslashes escape: `MySQL`.
    DoubledBackslash,
    /// Nothing, but `'\''` and `'"'"'` are a quote: single quotes in a shell.
    Shell,
    /// `\"`, `\\`, `\$` and `` \` ``: double quotes in a shell.
    ShellDouble,
    /// A backtick escapes: double quotes in PowerShell.
    Backtick,
}

/// What a literal says.
#[derive(Debug, PartialEq)]
pub(super) struct Literal {
    pub(super) text: String,
    /// After the closing quote.
    pub(super) end: usize,
    /// It has escapes that JSON does not have.
    pub(super) has_foreign_escapes: bool,
    /// It has a line break that is not escaped.
    pub(super) has_break: bool,
    /// A character could not be decoded.
    pub(super) doubt: bool,
}

/// Reads the literal whose inside begins at `at`, up to `close`.
pub(super) fn read(text: &str, at: usize, close: &str, escapes: Escapes) -> Option<Literal> {
    let bytes = text.as_bytes();
    let mut decoder = Decoder { bytes, at, out: Vec::new(), has_foreign_escapes: false, doubt: false };
    let mut has_break = false;
    let stops = |byte: u8| matches!(byte, b'\\' | b'\n' | b'\r' | b'`') || byte == close.as_bytes()[0];
    loop {
        let from = decoder.at;
        let length = bytes[from..].iter().position(|byte| stops(*byte))?;
        decoder.out.extend_from_slice(&bytes[from..from + length]);
        decoder.at = from + length;
        let rest = &text[decoder.at..];
        let byte = bytes[decoder.at];
        if let Some(after) = rest.strip_prefix(close) {
            match escapes {
                Escapes::Doubled | Escapes::DoubledBackslash if after.starts_with(close) => {
                    decoder.skip(2 * close.len(), close);
                    continue;
                }
                Escapes::Shell => {
                    if let Some(quote) = ["\\''", "\"'\"'"].into_iter().find(|quote| after.starts_with(quote)) {
                        decoder.skip(1 + quote.len(), "'");
                        continue;
                    }
                }
                Escapes::Backtick if after.starts_with('"') => {
                    decoder.skip(2, "\"");
                    continue;
                }
                _ => {}
            }
            break;
        }
        match (byte, escapes) {
            (b'\n' | b'\r', _) => {
                has_break = true;
                decoder.skip(1, if byte == b'\n' { "\n" } else { "\r" });
            }
            (b'\\', Escapes::Backslash | Escapes::Bytes | Escapes::DoubledBackslash) => decoder.escape()?,
            (b'\\', Escapes::Single) => {
                let stands_for = rest[1..].chars().next().filter(|c| *c == '\\' || close.starts_with(*c));
                match stands_for {
                    Some(c) => decoder.skip(1 + c.len_utf8(), c.encode_utf8(&mut [0; 4])),
                    None => decoder.skip(1, "\\"),
                }
            }
            (b'\\', Escapes::ShellDouble) => match rest.as_bytes().get(1) {
                Some(b'"' | b'\\' | b'$' | b'`') => decoder.skip(2, &rest[1..2]),
                Some(b'\n') => decoder.skip(2, ""),
                _ => decoder.skip(1, "\\"),
            },
            (b'`', Escapes::Backtick) => {
                let next = rest[1..].chars().next()?;
                let is = match next {
                    'n' => '\n',
                    'r' => '\r',
                    't' => '\t',
                    '0' => '\0',
                    'e' => '\u{1b}',
                    other => other,
                };
                decoder.skip(1 + next.len_utf8(), is.encode_utf8(&mut [0; 4]));
            }
            _ => {
                // A byte, as a character may begin like the closing quote.
                decoder.out.push(byte);
                decoder.at += 1;
            }
        }
    }
    let end = decoder.at + close.len();
    let is_bytes = escapes == Escapes::Bytes;
    let (has_foreign_escapes, doubt) = (decoder.has_foreign_escapes, decoder.doubt && is_bytes);
    let text = String::from_utf8(decoder.out).ok()?;
    Some(Literal { text, end, has_foreign_escapes, has_break, doubt })
}

/// The text that escapes written without quotes around them stand for.
pub(super) fn unescaped(text: &str) -> Option<String> {
    read(&format!("{text}\0"), 0, "\0", Escapes::Backslash).map(|literal| literal.text)
}

struct Decoder<'t> {
    bytes: &'t [u8],
    at: usize,
    out: Vec<u8>,
    has_foreign_escapes: bool,
    doubt: bool,
}

impl Decoder<'_> {
    fn skip(&mut self, count: usize, with: &str) {
        self.at += count;
        self.out.extend_from_slice(with.as_bytes());
    }

    fn push(&mut self, code: u32) {
        if let Some(c) = char::from_u32(code) {
            self.out.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes());
        } else {
            self.doubt = true;
            self.out.extend_from_slice("\u{FFFD}".as_bytes());
        }
    }

    /// One escape; `None` for what no language writes.
    fn escape(&mut self) -> Option<()> {
        let letter = *self.bytes.get(self.at + 1)?;
        let plain = match letter {
            b'"' | b'\\' | b'/' => letter,
            b'n' => b'\n',
            b'r' => b'\r',
            b't' => b'\t',
            b'b' => 8,
            b'f' => 12,
            b'u' => return self.unicode(),
            _ => {
                self.has_foreign_escapes = true;
                match letter {
                    b'\'' | b'`' | b'$' | b'@' | b'#' | b'{' | b'}' | b'[' | b']' | b'%' | b'(' | b')' => letter,
                    b'a' => 7,
                    b'v' => 11,
                    b'e' => 27,
                    b'0'..=b'7' | b'x' => return self.bytes_of_run(),
                    b'U' => return self.long(),
                    b'\n' => {
                        self.at += 2; // a continued line
                        return Some(());
                    }
                    _ => return None,
                }
            }
        };
        self.at += 2;
        self.out.push(plain);
        Some(())
    }

    fn hex(&self, from: usize, count: usize) -> Option<u32> {
        let digits = self.bytes.get(from..from + count)?;
        let digits = std::str::from_utf8(digits).ok().filter(|it| it.bytes().all(|byte| byte.is_ascii_hexdigit()))?;
        u32::from_str_radix(digits, 16).ok()
    }

    /// `{1f642}`.
    fn braced(&mut self, from: usize) -> Option<()> {
        let length = self.bytes[from..].iter().take(10).position(|byte| *byte == b'}')?;
        let code = self.hex(from + 1, length - 1)?;
        self.has_foreign_escapes = true;
        self.push(code);
        self.at = from + length + 1;
        Some(())
    }

    /// `\u2019`, `\ud83d\ude42`, `\u{1f642}`.
    fn unicode(&mut self) -> Option<()> {
        if self.bytes.get(self.at + 2) == Some(&b'{') {
            return self.braced(self.at + 2);
        }
        self.units(b'u')
    }

    /// `\U0001f642` of Python and Go, `\U2019` of Cocoa.
    fn long(&mut self) -> Option<()> {
        if let Some(code) = self.hex(self.at + 2, 8).filter(|code| *code <= 0x10_FFFF) {
            self.at += 10;
            self.push(code);
            return Some(());
        }
        self.units(b'U')
    }

    fn units(&mut self, letter: u8) -> Option<()> {
        let first = self.hex(self.at + 2, 4)?;
        self.at += 6;
        let is_next = self.bytes.get(self.at..self.at + 2) == Some(&[b'\\', letter]);
        let second = if is_next && (0xD800..0xDC00).contains(&first) { self.hex(self.at + 2, 4) } else { None };
        match second.filter(|second| (0xDC00..0xE000).contains(second)) {
            Some(second) => {
                self.at += 6;
                self.push(0x1_0000 + ((first - 0xD800) << 10) + (second - 0xDC00));
            }
            None => self.push(first),
        }
        Some(())
    }

    /// `\xe2\x80\x99`, `\342\200\231`, `\x{2019}`, `\0`: bytes if they are UTF-8, otherwise characters by their
    /// numbers.
    fn bytes_of_run(&mut self) -> Option<()> {
        if self.bytes.get(self.at + 1..self.at + 3) == Some(b"x{") {
            return self.braced(self.at + 2);
        }
        let mut run = Vec::new();
        while self.bytes.get(self.at) == Some(&b'\\') {
            let (value, length) = match self.bytes.get(self.at + 1) {
                Some(b'x') => (self.hex(self.at + 2, 2)?, 4),
                Some(b'0'..=b'7') => {
                    let digits = self.bytes[self.at + 1..].iter().take(3).take_while(|it| matches!(it, b'0'..=b'7'));
                    let count = digits.clone().count();
                    (digits.fold(0, |code, digit| code * 8 + u32::from(digit - b'0')), 1 + count)
                }
                _ => break,
            };
            if value > 255 || (value < 128 && !run.is_empty()) {
                break;
            }
            run.push(value as u8);
            self.at += length;
            if value < 128 {
                break;
            }
        }
        if run.is_empty() {
            return None;
        }
        if std::str::from_utf8(&run).is_ok() {
            self.out.extend_from_slice(&run);
        } else {
            self.doubt = true;
            for byte in run {
                self.push(u32::from(byte));
            }
        }
        Some(())
    }
}

/// The start of a text, this many bytes at most: what has to be near is not searched for in a megabyte.
pub(super) fn start_of(text: &str, most: usize) -> &str {
    let end = (0..=most.min(text.len())).rev().find(|end| text.is_char_boundary(*end));
    &text[..end.unwrap_or(0)]
}

/// The end of a text, this many bytes at most.
pub(super) fn end_of(text: &str, most: usize) -> &str {
    let start = (text.len().saturating_sub(most)..text.len()).find(|start| text.is_char_boundary(*start));
    &text[start.unwrap_or(text.len())..]
}

#[cfg(test)]
mod tests {
    use super::{Escapes, read};

    #[track_caller]
    fn check(escapes: Escapes, close: &str, written: &str, wanted: &str) {
        let literal = read(&format!("{written}{close} x"), 0, close, escapes).unwrap();
        assert_eq!((literal.text.as_str(), literal.end), (wanted, written.len() + close.len()));
    }

    #[test]
    fn each_language_says_the_same() {
        let wanted = "it’s \"ok\" \\ 🙂\n";
        check(Escapes::Backslash, "\"", r#"it\u2019s \"ok\" \\ \ud83d\ude42\n"#, wanted);
        check(Escapes::Bytes, "'", r#"it\xe2\x80\x99s "ok" \\ \xf0\x9f\x99\x82\n"#, wanted);
        check(Escapes::Backslash, "\"", r#"it\342\200\231s \"ok\" \\ \U0001F642\n"#, wanted);
        check(Escapes::Backslash, "\"", r#"it\U2019s \"ok\" \\ \Ud83d\Ude42\n"#, wanted);
        check(Escapes::Backslash, "\"", "it\\x{2019}s \\\"ok\\\" \\\\ \\u{1f642}\n", wanted);
        check(Escapes::Single, "'", "it’s \"ok\" \\\\ 🙂\n", wanted);
        check(Escapes::Doubled, "\"", "it’s \"\"ok\"\" \\ 🙂\n", wanted);
        check(Escapes::Backtick, "\"", "it’s `\"ok`\" \\ 🙂`n", wanted);
        check(Escapes::Backslash, "”", "it’s \u{200d}…", "it’s \u{200d}…");
        check(Escapes::Shell, "'", r"it'\''s", "it's");
        check(Escapes::ShellDouble, "\"", r#"\"a\" \$b \n"#, r#""a" $b \n"#);
    }

    #[test]
    fn an_invalid_escape_is_rejected() {
        assert_eq!(read(r#"a\qb""#, 0, "\"", Escapes::Backslash), None);
        assert_eq!(read("a", 0, "\"", Escapes::Backslash), None);
    }
}
