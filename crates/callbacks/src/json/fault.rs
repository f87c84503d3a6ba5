//! Why a text is not JSON: where, what the grammar allows there, and what is there instead.

/// Why a text is not JSON, or not JSON that may be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// Something else was needed at this byte offset.
    Syntax {
        /// Byte offset of the fault.
        at: usize,
        /// What the grammar allows there.
        expected: Expected,
        /// What stands there.
        found: Found,
    },
    /// The container that begins at this byte offset lies deeper than allowed.
    Depth {
        /// Byte offset of its bracket.
        at: usize,
    },
}

/// What the grammar allows at a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Expected {
    Value,
    ValueOrEnd,
    NameOrEnd,
    Name,
    Colon,
    CommaInList,
    CommaInObject,
    Nothing,
    Digit,
    HexDigits,
    Escape,
    ClosingQuote,
    NoLeadingZero,
}

/// What kind of thing stands at a place. Never what it says: bodies are private.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Found {
    EndOfText,
    Brace,
    ClosingBrace,
    Bracket,
    ClosingBracket,
    Comma,
    Colon,
    Quote,
    SingleQuote,
    SmartQuote,
    Number,
    Dot,
    Word,
    Comment,
    ByteOrderMark,
    ControlCharacter,
    Character,
}
