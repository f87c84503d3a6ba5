//! A log of callbacks, one body per line, in bounded memory however long a line or the log is.
//!
//! ```
//! use bandwidth_callbacks_logs::lines::read_blocks;
//! use bandwidth_callbacks::parse;
//!
//! let log = "[]\n\n[42]\nno JSON\n";
//! let mut found = Vec::new();
//! for block in read_blocks(log.as_bytes()) {
//!     for line in block.unwrap().lines() {
//!         found.push((line.number, line.offset, parse(line.text).ok));
//!     }
//! }
//! assert_eq!(found, [(1, 0, true), (3, 4, false), (4, 9, false)]);
//! ```

mod compression;

use std::fmt;
use std::io::{ErrorKind, Read, Result};

use memchr::{memchr, memchr_iter, memrchr};

use compression::Uncompressed;

pub use compression::{CompressedLog, Compression};

/// The number of bytes of a line that are kept. A longer line is reported as too large by `parse`.
///
/// ```
/// assert_eq!(bandwidth_callbacks_logs::lines::MAX_LINE_BYTES, (16 << 20) + 1);
/// ```
pub const MAX_LINE_BYTES: usize = (16 << 20) + 1;

/// The number of bytes read at once.
const CHUNK: usize = 1 << 18;

/// Several complete lines.
///
/// ```
/// use bandwidth_callbacks_logs::lines::Blocks;
///
/// let mut blocks = Blocks::new();
/// let block = blocks.push(b"[]\n[42]\n[4").unwrap();
/// assert_eq!(block.lines().count(), 2);
/// assert_eq!(blocks.finish().unwrap().lines().next().unwrap().text, b"[4");
/// ```
#[derive(Clone)]
pub struct Block {
    text: Vec<u8>,
    /// The number of its first line, and where that begins.
    first: u64,
    offset: u64,
    /// The number of bytes of its first line that are not kept.
    left_out: u64,
}

/// A line that is not empty.
///
/// ```
/// use bandwidth_callbacks_logs::lines::Blocks;
///
/// let block = Blocks::new().push(b"\n[42]\r\n").unwrap();
/// let line = block.lines().next().unwrap();
/// assert_eq!((line.number, line.offset, line.text), (2, 1, &b"[42]"[..]));
/// ```
#[derive(Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Line<'a> {
    /// Its number, from 1; empty lines are counted.
    pub number: u64,
    /// Where it begins in what was read, in bytes.
    pub offset: u64,
    /// Its text, without its terminator.
    pub text: &'a [u8],
    /// Its text with what follows it.
    pub(crate) rest: &'a [u8],
}

/// The line without its terminator; `None` if blank. An over-long line is kept: the part that was dropped may not be
/// blank.
fn line(number: u64, offset: u64, rest: &[u8], end: usize) -> Option<Line<'_>> {
    if end >= MAX_LINE_BYTES {
        return Some(Line { number, offset, text: &rest[..end], rest });
    }
    let text = rest[..end].strip_suffix(b"\r").unwrap_or(&rest[..end]);
    let is_empty = text.first().is_none_or(u8::is_ascii_whitespace) && text.trim_ascii().is_empty();
    (!is_empty).then_some(Line { number, offset, text, rest })
}

/// Without its text, which is private.
impl fmt::Debug for Block {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Block { first, offset, .. } = self;
        f.debug_struct("Block").field("first", first).field("offset", offset).finish_non_exhaustive()
    }
}

/// Without its text.
impl fmt::Debug for Line<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Line { number, offset, .. } = self;
        f.debug_struct("Line").field("number", number).field("offset", offset).finish_non_exhaustive()
    }
}

/// The position, without the current line.
impl fmt::Debug for Blocks {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Blocks { ended, offset, .. } = self;
        f.debug_struct("Blocks").field("ended", ended).field("offset", offset).finish_non_exhaustive()
    }
}

impl Block {
    /// Its lines, without blank ones.
    ///
    /// ```
    /// use bandwidth_callbacks_logs::lines::Blocks;
    ///
    /// let block = Blocks::new().push(b"[]\n  \n").unwrap();
    /// assert_eq!(block.lines().count(), 1);
    /// ```
    pub fn lines(&self) -> impl Iterator<Item = Line<'_>> {
        let ends = memchr_iter(b'\n', &self.text).chain((self.text.last() != Some(&b'\n')).then_some(self.text.len()));
        let mut start = 0;
        (self.first..).zip(ends).filter_map(move |(number, end)| {
            let left_out = if number == self.first { 0 } else { self.left_out };
            let (offset, from) = (self.offset + left_out + start as u64, start);
            start = end + 1;
            line(number, offset, &self.text[from..], end - from)
        })
    }

    /// Its size in bytes.
    ///
    /// ```
    /// assert_eq!(bandwidth_callbacks_logs::lines::Blocks::new().push(b"[]\n[").unwrap().bytes(), 3);
    /// ```
    #[must_use]
    pub fn bytes(&self) -> usize {
        self.text.len()
    }
}

/// Makes blocks of complete lines from a text that comes in pieces.
///
/// ```
/// use bandwidth_callbacks_logs::lines::Blocks;
///
/// let mut blocks = Blocks::new();
/// assert!(blocks.push(b"[4").is_none());
/// assert_eq!(blocks.push(b"2]\n").unwrap().lines().next().unwrap().text, b"[42]");
/// assert!(blocks.finish().is_none());
/// ```
#[derive(Default)]
pub struct Blocks {
    /// The current line, or the part of it that is kept.
    begun: Vec<u8>,
    /// The size of that line so far, in bytes.
    bytes: u64,
    /// The number of complete lines, and where the last one ended.
    ended: u64,
    offset: u64,
}

impl Blocks {
    /// Starts at the beginning of a log.
    ///
    /// ```
    /// assert!(bandwidth_callbacks_logs::lines::Blocks::new().finish().is_none());
    /// ```
    #[must_use]
    pub fn new() -> Self {
        Blocks::default()
    }

    /// Starts in the middle of a log, at the line with this number (1-based), which starts at this offset in bytes.
    ///
    /// ```
    /// use bandwidth_callbacks_logs::lines::Blocks;
    ///
    /// let block = Blocks::at(3, 7).push(b"[42]\n").unwrap();
    /// let line = block.lines().next().unwrap();
    /// assert_eq!((line.number, line.offset), (3, 7));
    /// ```
    #[must_use]
    pub fn at(line: u64, offset: u64) -> Self {
        Blocks { ended: line.saturating_sub(1), offset, ..Blocks::default() }
    }

    /// Takes the next piece, and returns the lines that it completes. At most `MAX_LINE_BYTES` bytes of a line are
    /// kept.
    ///
    /// ```
    /// let mut blocks = bandwidth_callbacks_logs::lines::Blocks::new();
    /// assert!(blocks.push(b"a line without end").is_none());
    /// ```
    pub fn push(&mut self, piece: &[u8]) -> Option<Block> {
        let (Some(first_end), Some(last_end)) = (memchr(b'\n', piece), memrchr(b'\n', piece)) else {
            self.keep(piece);
            return None;
        };
        self.keep(&piece[..first_end]);
        let mut block = self.take();
        let rest = &piece[first_end..=last_end];
        block.text.extend_from_slice(rest);
        self.ended += memchr_iter(b'\n', rest).count() as u64;
        self.offset += rest.len() as u64;
        self.keep(&piece[last_end + 1..]);
        Some(block)
    }

    /// Takes the next piece like `push`, and passes on each line that it completes, without a copy if the line is
    /// within the piece.
    ///
    /// ```
    /// let mut blocks = bandwidth_callbacks_logs::lines::Blocks::new();
    /// let mut numbers = Vec::new();
    /// for piece in ["[]\n[", "]\n\n[]\n"] {
    ///     blocks.visit(piece.as_bytes(), |line| numbers.push(line.number));
    /// }
    /// assert_eq!(numbers, [1, 2, 4]);
    /// ```
    pub fn visit(&mut self, piece: &[u8], mut show: impl FnMut(Line<'_>)) {
        let mut start = 0;
        if self.bytes > 0 {
            let end = memchr(b'\n', piece).unwrap_or(piece.len());
            self.keep(&piece[..end]);
            if end == piece.len() {
                return;
            }
            self.take().lines().for_each(&mut show);
            (self.ended, self.offset, start) = (self.ended + 1, self.offset + 1, end + 1);
        }
        let first = start;
        for end in memchr_iter(b'\n', &piece[first..]) {
            let end = first + end;
            let kept = (end - start).min(MAX_LINE_BYTES);
            if let Some(line) = line(self.ended + 1, self.offset, &piece[start..], kept) {
                show(line);
            }
            (self.ended, self.offset, start) = (self.ended + 1, self.offset + (end + 1 - start) as u64, end + 1);
        }
        self.keep(&piece[start..]);
    }

    /// Returns the last line if it has no terminator.
    ///
    /// ```
    /// let mut blocks = bandwidth_callbacks_logs::lines::Blocks::new();
    /// blocks.push(b"[42]");
    /// assert_eq!(blocks.finish().unwrap().lines().count(), 1);
    /// ```
    pub fn finish(&mut self) -> Option<Block> {
        (self.bytes > 0).then(|| self.take())
    }

    fn keep(&mut self, piece: &[u8]) {
        self.bytes += piece.len() as u64;
        let room = MAX_LINE_BYTES - self.begun.len();
        self.begun.extend_from_slice(&piece[..piece.len().min(room)]);
    }

    /// The current line as a block.
    fn take(&mut self) -> Block {
        let text = std::mem::take(&mut self.begun);
        let block =
            Block { first: self.ended + 1, offset: self.offset, left_out: self.bytes - text.len() as u64, text };
        self.offset += self.bytes;
        self.bytes = 0;
        block
    }
}

/// The blocks of a log. Everything before an error is returned before the error.
///
/// A compressed log is not read as text: it gives one error, of the kind `InvalidData`, with a [`CompressedLog`]
/// inside. [`Blocks`] takes pieces as they are, and does not look for compression.
///
/// ```
/// let blocks: Vec<_> = bandwidth_callbacks_logs::lines::read_blocks("[]\n[]".as_bytes()).collect::<Result<_,
/// _>>().unwrap(); assert_eq!(blocks.iter().map(|block| block.lines().count()).sum::<usize>(), 2);
/// ```
pub fn read_blocks(reader: impl Read) -> impl Iterator<Item = Result<Block>> {
    let mut reader = Uncompressed::new(reader);
    let (mut blocks, mut chunk) = (Blocks::new(), vec![0; CHUNK]);
    let mut end = None;
    std::iter::from_fn(move || {
        while end.is_none() {
            match reader.read(&mut chunk) {
                Ok(0) => end = Some(Ok(())),
                Ok(bytes) => {
                    if let Some(block) = blocks.push(&chunk[..bytes]) {
                        return Some(Ok(block));
                    }
                }
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) => end = Some(Err(error)),
            }
        }
        if let Some(block) = blocks.finish() {
            return Some(Ok(block));
        }
        end.replace(Ok(()))?.err().map(Err)
    })
}

#[cfg(test)]
mod tests;
