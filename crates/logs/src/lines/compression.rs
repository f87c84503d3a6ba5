//! Compressed logs, recognized before they are read as text.

use std::error::Error;
use std::fmt;
use std::io::{self, ErrorKind, Read};

/// A compression format.
///
/// ```
/// use bandwidth_callbacks_logs::lines::Compression;
///
/// assert_eq!(Compression::of(&[0x1f, 0x8b, 8, 0]), Some(Compression::Gzip));
/// assert_eq!(Compression::of(b"[]\n"), None);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Compression {
    /// gzip (RFC 1952).
    Gzip,
    /// Zstandard (RFC 8878), skippable frames included.
    Zstd,
    /// xz.
    Xz,
    /// bzip2.
    Bzip2,
    /// LZ4, as frames.
    Lz4,
    /// A ZIP archive.
    Zip,
}

/// The first bytes of each. JSON cannot start with any of them except those of bzip2 and ZIP.
const MAGIC: [(Compression, &[u8]); 6] = [
    (Compression::Gzip, &[0x1f, 0x8b]),
    (Compression::Zstd, &[0x28, 0xb5, 0x2f, 0xfd]),
    (Compression::Xz, &[0xfd, b'7', b'z', b'X', b'Z', 0]),
    (Compression::Bzip2, b"BZh"),
    (Compression::Lz4, &[0x04, 0x22, 0x4d, 0x18]),
    (Compression::Zip, b"PK\x03\x04"),
];

/// A skippable zstd frame after its first byte, which is one of 16. It contains no text: `pzstd` writes one before each
/// frame.
const SKIPPABLE: [u8; 3] = [0x2a, 0x4d, 0x18];

impl Compression {
    /// The format that starts with these bytes. Six are enough.
    ///
    /// ```
    /// use bandwidth_callbacks_logs::lines::Compression;
    ///
    /// assert_eq!(Compression::of(b"PK\x03\x04\x14\0"), Some(Compression::Zip));
    /// ```
    #[must_use]
    pub fn of(begin: &[u8]) -> Option<Self> {
        if matches!(begin, [0x50..=0x5f, rest @ ..] if rest.starts_with(&SKIPPABLE)) {
            return Some(Compression::Zstd);
        }
        MAGIC.iter().find(|(_, magic)| begin.starts_with(magic)).map(|(compression, _)| *compression)
    }

    /// Its name.
    ///
    /// ```
    /// assert_eq!(bandwidth_callbacks_logs::lines::Compression::Bzip2.name(), "bzip2");
    /// ```
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Compression::Gzip => "gzip",
            Compression::Zstd => "zstd",
            Compression::Xz => "xz",
            Compression::Bzip2 => "bzip2",
            Compression::Lz4 => "lz4",
            Compression::Zip => "zip",
        }
    }

    /// Whether more bytes after these could make it one of them.
    fn may_follow(begin: &[u8]) -> bool {
        MAGIC.iter().any(|(_, magic)| magic.len() > begin.len() && magic.starts_with(begin))
            || matches!(begin, [0x50..=0x5f, rest @ ..] if rest.len() < SKIPPABLE.len() && SKIPPABLE.starts_with(rest))
    }
}

impl fmt::Display for Compression {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// A log that must be decompressed before [`read_blocks`](super::read_blocks): the inner error of the `InvalidData`
/// error.
///
/// ```
/// use bandwidth_callbacks_logs::lines::{CompressedLog, Compression, read_blocks};
///
/// let error = read_blocks(&b"\x1f\x8b\x08\0"[..]).next().unwrap().unwrap_err();
/// assert_eq!(error.to_string(), "the log is compressed (gzip); decompress it before reading its lines");
/// let inner = error.get_ref().and_then(|inner| inner.downcast_ref::<CompressedLog>());
/// assert_eq!(inner.unwrap().compression(), Compression::Gzip);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct CompressedLog(Compression);

impl CompressedLog {
    /// The format.
    ///
    /// ```
    /// use bandwidth_callbacks_logs::lines::CompressedLog;
    ///
    /// fn advice(error: CompressedLog) -> String {
    ///     format!("pipe it through {}", error.compression())
    /// }
    /// ```
    #[must_use]
    pub fn compression(self) -> Compression {
        self.0
    }
}

impl fmt::Display for CompressedLog {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the log is compressed ({}); decompress it before reading its lines", self.0)
    }
}

impl Error for CompressedLog {}

/// A reader that fails if it starts like a compressed log.
pub(super) struct Uncompressed<R> {
    reader: R,
    is_checked: bool,
    /// An error that came after bytes that must be returned first.
    fault: Option<io::Error>,
}

impl<R> Uncompressed<R> {
    pub(super) fn new(reader: R) -> Self {
        Uncompressed { reader, is_checked: false, fault: None }
    }
}

impl<R: Read> Read for Uncompressed<R> {
    fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
        if let Some(fault) = self.fault.take() {
            return Err(fault);
        }
        if self.is_checked {
            return self.reader.read(to);
        }
        let mut filled = 0;
        // A slow log is waited for no longer than that.
        while filled < to.len() && Compression::may_follow(&to[..filled]) {
            match self.reader.read(&mut to[filled..]) {
                Ok(0) => break,
                Ok(bytes) => filled += bytes,
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) => {
                    self.fault = Some(error);
                    break;
                }
            }
        }
        self.is_checked = true;
        if let Some(compression) = Compression::of(&to[..filled]) {
            return Err(io::Error::new(ErrorKind::InvalidData, CompressedLog(compression)));
        }
        match self.fault.take_if(|_| filled == 0) {
            Some(fault) => Err(fault),
            None => Ok(filled),
        }
    }
}
