//! Why a text is not JSON: the position, what the grammar allows there, and what was found.

/// Why a text is not JSON, or not JSON that may be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// Something else was needed at this byte offset.
    Syntax {
        /// Byte offset of the fault.
        at: usize,
        /// What the grammar allows there.
        expected: Expected,
        /// What was found there.
        found: Found,
    },
    /// The container that starts at this byte offset is nested deeper than allowed.
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

/// The kind of thing that was found. Never its content: bodies are private.
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
