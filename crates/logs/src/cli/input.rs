//! Files by name or pattern, decompressed.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::time::Duration;

use bandwidth_callbacks_logs::lines::Compression;
use flate2::bufread::GzDecoder;
use indicatif::ProgressBar;
use ruzstd::decoding::errors::{FrameDecoderError, ReadFrameHeaderError};
use ruzstd::decoding::{BlockDecodingStrategy, FrameDecoder};

use crate::pattern::{Found, is_pattern};
use crate::words::{unpacked, unread};

/// A file that can be read.
pub(crate) struct Input {
    pub name: String,
    /// Its size in bytes, as stored, if known.
    pub bytes: Option<u64>,
}

/// The named files, or why one cannot be read.
pub(crate) fn all(names: &[String]) -> Result<Vec<Input>, String> {
    let (mut inputs, mut found) = (Vec::new(), Found::default());
    for name in names {
        if name == "-" {
            if std::fs::metadata("/dev/stdin").is_ok_and(|about| about.is_dir()) {
                return Err(format!("{name}: {}", unread(&io::ErrorKind::IsADirectory.into())));
            }
            inputs.push(Input { name: name.clone(), bytes: None });
            continue;
        }
        let open = |name: &str| {
            let why = |error| format!("{name}: {}", unread(&error));
            let about = std::fs::metadata(name).map_err(why)?;
            if about.is_dir() {
                return Err(why(io::ErrorKind::IsADirectory.into()));
            }
            // Opened only to check: there may be more files than a process may have open. A pipe, which can be read
            // only once, is not opened here.
            if about.is_file() {
                let head = head(name).map_err(why)?;
                no_log(&head).map_or(Ok(()), |why| Err(format!("{name}: {why}")))?;
            }
            Ok(Input { name: name.to_owned(), bytes: about.is_file().then_some(about.len()) })
        };
        // Most shells expand patterns; for those that do not, it is done here. A file with that very name comes first.
        if !is_pattern(name) || Path::new(name).exists() {
            inputs.push(open(name)?);
            continue;
        }
        let files = found.files(name).map_err(|_| {
            format!("{name}: invalid pattern: `**` must be a whole path segment, and `[` needs a closing `]`")
        })?;
        for path in files.ok_or_else(|| format!("{name}: no files match"))? {
            inputs.push(open(&path.to_string_lossy())?);
        }
    }
    Ok(inputs)
}

/// So many bytes show whether a file is a log.
const HEAD: u64 = 1 << 13;

/// The start of a file, decompressed as far as it can be.
fn head(name: &str) -> io::Result<Vec<u8>> {
    let (mut head, stop) = (Vec::new(), AtomicBool::new(false));
    let input = Input { name: name.to_owned(), bytes: Some(0) };
    // Damage is reported when the file is read.
    let _ = input.reader(&ProgressBar::hidden(), &stop)?.take(HEAD).read_to_end(&mut head);
    Ok(head)
}

/// Why a file that begins like this is not a log. One that was truncated in use may begin with NULs.
fn no_log(head: &[u8]) -> Option<&'static str> {
    let is_zero = |byte: &u8| *byte == 0;
    let from = head.iter().position(|byte| !is_zero(byte))?;
    let end = head.iter().rposition(|byte| !is_zero(byte))?;
    let text = &head[from..=end];
    if Compression::of(text).is_some() {
        None // why its lines cannot be read is said then
    } else if text.starts_with(&[0xfe, 0xff]) || text.starts_with(&[0xff, 0xfe]) {
        Some("is UTF-16; save it as UTF-8")
    } else {
        text.contains(&0).then_some("is a binary file")
    }
}

/// What they are called.
pub(crate) fn names(inputs: &[Input]) -> Vec<String> {
    inputs.iter().map(|input| input.name.clone()).collect()
}

impl Input {
    /// Whether it is the file at that path.
    pub(crate) fn is(&self, path: &Path) -> bool {
        let real = |path: &Path| std::fs::canonicalize(path).ok();
        let own = if self.name == "-" { "/dev/stdin" } else { &self.name };
        real(path).is_some_and(|path| real(Path::new(own)) == Some(path))
    }

    /// Its content, decompressed; `bar` shows the progress. A pipe without data is waited for until `stop`.
    pub(crate) fn reader<'s>(self, bar: &ProgressBar, stop: &'s AtomicBool) -> io::Result<Box<dyn Read + Send + 's>> {
        let is_file = self.bytes.is_some();
        let file: Box<dyn Read + Send + 's> =
            if is_file { Box::new(File::open(&self.name)?) } else { Box::new(Waiting::on(self.name, stop)) };
        let mut file = BufReader::with_capacity(1 << 18, bar.wrap_read(file));
        let is_live = !is_file;
        // The compression is detected from the first bytes, not from the name.
        let compression = Compression::of(file.fill_buf()?);
        Ok(match compression {
            Some(Compression::Gzip) => {
                Box::new(Unpacked { reader: Members::new(file), compression: "gzip", is_live, fault: None })
            }
            Some(Compression::Zstd) => {
                Box::new(Unpacked { reader: Frames::new(file), compression: "zstd", is_live, fault: None })
            }
            // Reading lines of any other compression is an error.
            _ => Box::new(file),
        })
    }
}

/// Reads a pipe on a thread of its own, because a blocked read cannot be canceled. The process ends without waiting for
/// it.
struct Waiting<'s> {
    pieces: Receiver<io::Result<Vec<u8>>>,
    piece: io::Cursor<Vec<u8>>,
    stop: &'s AtomicBool,
}

impl<'s> Waiting<'s> {
    fn on(name: String, stop: &'s AtomicBool) -> Self {
        let (send, pieces) = sync_channel(2);
        std::thread::spawn(move || {
            if let Err(error) = pass_on(&name, &send) {
                let _ = send.send(Err(error));
            }
        });
        Waiting { pieces, piece: io::Cursor::default(), stop }
    }
}

fn pass_on(name: &str, send: &SyncSender<io::Result<Vec<u8>>>) -> io::Result<()> {
    let mut file: Box<dyn Read> = if name == "-" { Box::new(io::stdin()) } else { Box::new(File::open(name)?) };
    // The first bytes, which tell the compression, must be in one piece.
    let mut piece = Vec::new();
    file.by_ref().take(4).read_to_end(&mut piece)?;
    while !piece.is_empty() && send.send(Ok(piece)).is_ok() {
        piece = vec![0; STEP];
        let bytes = loop {
            match file.read(&mut piece) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                read => break read?,
            }
        };
        piece.truncate(bytes);
    }
    Ok(())
}

impl Read for Waiting<'_> {
    fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
        loop {
            let bytes = self.piece.read(to)?;
            if bytes > 0 || to.is_empty() {
                return Ok(bytes);
            }
            match self.pieces.recv_timeout(Duration::from_millis(50)) {
                Ok(piece) => self.piece = io::Cursor::new(piece?),
                Err(RecvTimeoutError::Disconnected) => return Ok(0),
                Err(RecvTimeoutError::Timeout) if self.stop.load(Ordering::Relaxed) => {
                    return Err(io::Error::other("stopped"));
                }
                Err(RecvTimeoutError::Timeout) => {}
            }
        }
    }
}

/// How much is decompressed at once. A decoder that fails returns nothing from its step, so damage loses up to this
/// much; smaller steps are slower.
const STEP: usize = 1 << 17;

/// Decompresses in small steps, so that everything before a fault is returned before the error.
struct Unpacked<R> {
    reader: R,
    compression: &'static str,
    /// Returns after each step, because the next data may be a long time coming.
    is_live: bool,
    fault: Option<io::Error>,
}

impl<R: Read> Read for Unpacked<R> {
    fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
        let mut filled = 0;
        while filled < to.len() && self.fault.is_none() && !(self.is_live && filled > 0) {
            let end = to.len().min(filled + STEP);
            match self.reader.read(&mut to[filled..end]) {
                Ok(0) => break,
                Ok(bytes) => filled += bytes,
                Err(error) => self.fault = Some(unpacked(&error, self.compression)),
            }
        }
        match self.fault.take_if(|_| filled == 0) {
            Some(fault) => Err(fault),
            None => Ok(filled),
        }
    }
}

/// The members of a gzip file, one after another. A member may be padded with zeros, as on tapes.
struct Members<R>(Option<GzDecoder<R>>);

impl<R: BufRead> Members<R> {
    fn new(packed: R) -> Self {
        Members(Some(GzDecoder::new(packed)))
    }
}

impl<R: BufRead> Read for Members<R> {
    fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
        while let Some(member) = &mut self.0 {
            let bytes = member.read(to)?;
            if bytes > 0 || to.is_empty() {
                return Ok(bytes);
            }
            let Some(mut packed) = self.0.take().map(GzDecoder::into_inner) else { break };
            if has_more(&mut packed)? {
                self.0 = Some(GzDecoder::new(packed));
            }
        }
        Ok(0)
    }
}

/// Whether another member follows, after any padding. Anything else is an error.
fn has_more(packed: &mut impl BufRead) -> io::Result<bool> {
    loop {
        let next = packed.fill_buf()?;
        let zeros = next.iter().take_while(|byte| **byte == 0).count();
        let has_more = match next[zeros..] {
            _ if next.is_empty() => Some(false),
            [] => None,
            [0x1f] | [0x1f, 0x8b, ..] => Some(true),
            _ => return Err(io::Error::other("not a gzip member")),
        };
        packed.consume(zeros);
        if let Some(has_more) = has_more {
            return Ok(has_more);
        }
    }
}

/// The frames of a zstd file, one after another.
struct Frames<R> {
    packed: R,
    decoder: FrameDecoder,
    is_between: bool,
}

impl<R: BufRead> Frames<R> {
    fn new(packed: R) -> Self {
        Frames { packed, decoder: FrameDecoder::new(), is_between: true }
    }

    /// Begins the next frame and skips those without text. Returns whether there is one.
    fn begin(&mut self) -> io::Result<bool> {
        while !self.packed.fill_buf()?.is_empty() {
            match self.decoder.init(&mut self.packed) {
                Ok(()) => return Ok(true),
                Err(FrameDecoderError::ReadFrameHeaderError(ReadFrameHeaderError::SkipFrame { length, .. })) => {
                    let skipped = io::copy(&mut self.packed.by_ref().take(length.into()), &mut io::sink())?;
                    if skipped < length.into() {
                        return Err(io::ErrorKind::UnexpectedEof.into());
                    }
                }
                Err(error) => return Err(io::Error::other(error)),
            }
        }
        Ok(false)
    }
}

impl<R: BufRead> Read for Frames<R> {
    fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
        loop {
            if self.is_between && !self.begin()? {
                return Ok(0);
            }
            self.is_between = false;
            while self.decoder.can_collect() == 0 && !self.decoder.is_finished() {
                let one = BlockDecodingStrategy::UptoBlocks(1);
                self.decoder.decode_blocks(&mut self.packed, one).map_err(io::Error::other)?;
            }
            let bytes = self.decoder.read(to)?;
            if bytes > 0 || to.is_empty() {
                return Ok(bytes);
            }
            let wanted = self.decoder.get_checksum_from_data();
            if wanted.is_some() && wanted != self.decoder.get_calculated_checksum() {
                return Err(io::Error::other("wrong checksum"));
            }
            self.is_between = true;
        }
    }
}
