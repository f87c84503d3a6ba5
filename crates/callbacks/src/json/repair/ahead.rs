//! Lookahead in damaged text: what is at a position, and what follows it. Each lookahead is bounded, except over white
//! space and to the next quote.

use super::guide::Guide;

/// Longer names, in bytes, are not recognized as names.
const MAX_NAME: usize = 64;

/// Pasted text, and what is known about the payload.
#[derive(Clone, Copy)]
pub(super) struct Source<'a> {
    pub(super) text: &'a str,
    pub(super) guide: &'a Guide,
    /// Names are quoted in this text, so an unquoted word before a colon is not a name, unless it is known.
    quoted_names: bool,
    /// An equals sign counts as a colon, as in a map printed by Java.
    equals: bool,
}

/// A quote of any style.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Quote {
    pub(super) mark: char,
    pub(super) length: usize,
}

/// What looks like the name of a field.
#[derive(Clone, Copy, Debug)]
#[allow(clippy::struct_excessive_bools)] // Any of these may be lost on its own.
pub(super) struct Name {
    /// The name without its quotes.
    pub(super) start: usize,
    pub(super) end: usize,
    /// The position after its closing quote.
    pub(super) after: usize,
    /// Whether the guide has a field of that name.
    pub(super) known: bool,
    pub(super) opened: bool,
    pub(super) closed: bool,
    pub(super) colon: bool,
    /// One of its quotes is doubled.
    pub(super) doubled: bool,
}

/// What follows a quote that may close a string.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Next {
    /// The end of everything.
    End,
    Colon,
    Closer,
    /// A name and its colon.
    Name,
    Opener,
    Comment,
    /// Another quote, and then something that may follow a string.
    QuoteThenStructure,
    /// Another quote.
    Quote,
    /// A comma, and what follows that.
    Comma(AfterComma),
    /// The start of a number or literal.
    Scalar,
    /// Marks of something left out, such as `... 3 more items`.
    Elision,
    Other,
}

/// What follows a comma.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum AfterComma {
    Name,
    /// A closer, an opener, a comment, another comma, or the end.
    Structure,
    /// A quoted string, followed by something that may follow a string.
    Text,
    Other,
}

impl Quote {
    /// Whether a string opened with `self` may be closed with `other`.
    pub(super) fn pairs(self, other: Self) -> bool {
        match self.mark {
            '"' | '\'' | '`' => self == other,
            '“' | '”' | '„' | '‟' => matches!(other.mark, '“' | '”' | '„' | '‟' | '"'),
            _ => matches!(other.mark, '‘' | '’' | '‚' | '‛' | '\''),
        }
    }
}

impl<'a> Source<'a> {
    pub(super) fn new(text: &'a str, guide: &'a Guide) -> Self {
        let mut source = Self { text, guide, quoted_names: false, equals: true };
        let (mut colons, mut equals) = (false, false);
        for (at, _) in text.match_indices('{') {
            if let Some(name) = source.name(source.space(at + 1)).filter(|name| !name.opened && !name.closed) {
                let equal = source.byte(source.space(name.after)) == Some(b'=');
                equals |= equal && name.known;
                colons |= !equal;
            }
        }
        source.quoted_names = !(colons || equals);
        source.equals = equals;
        source
    }

    pub(super) fn byte(self, at: usize) -> Option<u8> {
        self.text.as_bytes().get(at).copied()
    }

    pub(super) fn rest(self, at: usize) -> &'a str {
        self.text.get(at..).unwrap_or_default()
    }

    /// The place after the character at `at`.
    pub(super) fn step(self, at: usize) -> usize {
        self.rest(at).chars().next().map_or(self.text.len(), |mark| at + mark.len_utf8())
    }

    /// The position of the first character from `at` on that is not whitespace, in JSON or elsewhere.
    pub(super) fn space(self, mut at: usize) -> usize {
        loop {
            match self.byte(at) {
                Some(b' ' | b'\t' | b'\n' | b'\r') => at += 1,
                Some(0x0B | 0x0C | 0x80..) if self.odd_space(at) => at = self.step(at),
                _ => return at,
            }
        }
    }

    /// Whether the character at `at` is whitespace that JSON does not allow, such as the no-break space of a web page.
    pub(super) fn odd_space(self, at: usize) -> bool {
        let invisible = |mark| matches!(mark, '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}');
        self.rest(at)
            .chars()
            .next()
            .is_some_and(|mark| !matches!(mark, ' ' | '\t' | '\n' | '\r') && (mark.is_whitespace() || invisible(mark)))
    }

    pub(super) fn quote(self, at: usize) -> Option<Quote> {
        match self.byte(at)? {
            mark @ (b'"' | b'\'' | b'`') => Some(Quote { mark: char::from(mark), length: 1 }),
            0xE2 => {
                let mark = self.rest(at).chars().next()?;
                ('‘'..='‟').contains(&mark).then_some(Quote { mark, length: 3 })
            }
            _ => None,
        }
    }

    /// The place after a colon (or the `=>` of Ruby) at `at`.
    pub(super) fn colon(self, at: usize) -> Option<usize> {
        match self.byte(at)? {
            b':' => Some(at + 1),
            b'=' if self.byte(at + 1) == Some(b'>') => Some(at + 2),
            b'=' if self.equals => Some(at + 1),
            _ => None,
        }
    }

    /// The key at `at`, as far as it can be recognized; one quote or the colon may be missing.
    pub(super) fn name(self, at: usize) -> Option<Name> {
        let open = self.quote(at);
        let mut start = at + open.map_or(0, |quote| quote.length);
        let mut doubled = open.is_some() && self.quote(start) == open && !self.follows_text(self.space(start + 1));
        if let (Some(open), true) = (open, doubled) {
            start += open.length;
        }
        let plain = self.rest(start).bytes().take(MAX_NAME + 1);
        let length =
            plain.take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'$')).count();
        let mut end = start + length;
        let mut close = self.quote(end);
        if let Some(open) = open
            && !close.is_some_and(|close| open.pairs(close))
        {
            // A quoted name may contain anything, as long as it is short and on one line.
            let odd = self.rest(start).char_indices().take_while(|(offset, mark)| {
                let ends = self.quote(start + offset).is_some_and(|quote| open.pairs(quote));
                *offset < MAX_NAME && !ends && !mark.is_control() && *mark != '\\'
            });
            let odd_end = odd.last().map_or(start, |(offset, mark)| start + offset + mark.len_utf8());
            let odd_close = self.quote(odd_end).filter(|quote| open.pairs(*quote));
            if odd_close.is_some_and(|quote| self.colon(self.space(odd_end + quote.length)).is_some()) {
                end = odd_end;
                close = odd_close;
            } else if close.is_some_and(|quote| self.colon(self.space(end + quote.length)).is_none()) {
                return None;
            }
        }
        if end == start || end - start > MAX_NAME || (open.is_none() && self.byte(start)?.is_ascii_digit()) {
            return None;
        }
        let mut after = end + close.map_or(0, |quote| quote.length);
        if let Some(close) = close
            && self.quote(after) == Some(close)
            && self.colon(self.space(after + close.length)).is_some()
        {
            doubled = true;
            after += close.length;
        }
        let following = self.space(after);
        let name = Name {
            start,
            end,
            after,
            known: self.guide.knows(&self.text[start..end]),
            opened: open.is_some(),
            closed: close.is_some(),
            colon: self.colon(following).is_some(),
            doubled,
        };
        let accepted = match (name.opened, name.closed, name.colon) {
            (true, true, false) => (name.known || following == after) && self.starts_value(following),
            (true, false, true) => {
                let numeral = self.rest(start).starts_with(|mark: char| mark.is_ascii_digit());
                name.known || (!numeral && self.starts_value(self.space(following + 1)))
            }
            (false, false, true) => name.known || !(self.quoted_names || self.rest(following).starts_with("://")),
            // The colon is missing. If names have quotes, or strings have none, this may be a word of a string.
            (false, false, false) => name.known && !(self.quoted_names || self.equals) && self.starts_value(following),
            (_, _, colon) => colon,
        };
        accepted.then_some(name)
    }

    /// What follows a quote that may have closed a string.
    pub(super) fn next(self, after: usize) -> Next {
        let at = self.space(after);
        match self.byte(at) {
            None => Next::End,
            // In place of a comma.
            Some(b':' | b'{' | b'[')
                if self
                    .name(self.space(at + 1))
                    .is_some_and(|name| name.known && name.opened && name.closed && name.colon) =>
            {
                Next::Name
            }
            Some(b':') => Next::Colon,
            Some(b'=') if self.colon(at).is_some() => Next::Colon,
            Some(b'}' | b']') => Next::Closer,
            Some(b'{' | b'[') => Next::Opener,
            Some(b',') => Next::Comma(self.after_comma(self.space(at + 1))),
            Some(b'.' | b';') => self.after_stray(at),
            Some(0xE2) if self.rest(at).starts_with('…') => self.after_stray(at),
            Some(b'/' | b'#') if self.is_comment(at) => Next::Comment,
            Some(b'-' | b'0'..=b'9' | b't' | b'f' | b'n' | b'N' | b'T' | b'F' | b'u') if self.starts_value(at) => {
                Next::Scalar
            }
            // Without a comma before it, the quote belongs to this name if the name has none.
            _ if self.name(at).is_some_and(|name| name.opened || self.text[after..at].contains('\n')) => Next::Name,
            _ => match self.quote(at) {
                Some(quote) if self.follows_text(self.space(at + quote.length)) => Next::QuoteThenStructure,
                Some(_) => Next::Quote,
                None => Next::Other,
            },
        }
    }

    /// Whether a comment starts at `at`.
    pub(super) fn is_comment(self, at: usize) -> bool {
        let rest = self.rest(at);
        rest.starts_with("//") || rest.starts_with("/*") || rest.starts_with('#')
    }

    fn after_comma(self, at: usize) -> AfterComma {
        match self.byte(at) {
            None | Some(b'}' | b']' | b'{' | b'[' | b',') => AfterComma::Structure,
            Some(b'/' | b'#') if self.is_comment(at) => AfterComma::Structure,
            _ if self.name(at).is_some() => AfterComma::Name,
            _ => match self.quote(at) {
                Some(quote) if self.text_plausible(at + quote.length, quote) => AfterComma::Text,
                _ => AfterComma::Other,
            },
        }
    }

    /// Whether the next quote from `at` on closes a string opened with `open`, judged by what follows it.
    fn text_plausible(self, at: usize, open: Quote) -> bool {
        let mut place = at;
        while let Some(byte) = self.byte(place) {
            match self.quote(place) {
                Some(quote) if open.pairs(quote) => return self.follows_text(self.space(place + quote.length)),
                _ if byte == b'\\' => place = self.step(place + 1),
                _ => place = self.step(place),
            }
        }
        // Truncated inside it.
        true
    }

    fn follows_text(self, at: usize) -> bool {
        matches!(self.byte(at), None | Some(b',' | b':' | b'}' | b']')) || self.colon(at).is_some()
    }

    fn starts_value(self, at: usize) -> bool {
        let literals = ["true", "false", "null", "None", "True", "False", "nil", "undefined"];
        self.quote(at).is_some()
            || matches!(self.byte(at), Some(b'{' | b'[' | b'-' | b'0'..=b'9'))
            || literals.iter().any(|literal| self.rest(at).starts_with(literal))
    }

    /// A stray character, such as a dot, is skipped if valid text follows.
    fn after_stray(self, at: usize) -> Next {
        let dots = self.rest(at).chars().take(8).take_while(|mark| matches!(mark, '.' | ';' | '…'));
        let end = at + dots.map(char::len_utf8).sum::<usize>();
        let following = self.space(end);
        match self.byte(following) {
            None | Some(b'}' | b']' | b',') => Next::Closer,
            Some(b'0'..=b'9') if end - at >= 3 => Next::Elision,
            _ if self.name(following).is_some() => Next::Name,
            _ if self.starts_value(following) => Next::Scalar,
            _ => Next::Other,
        }
    }
}
