//! Files by name or pattern, unpacked where they are packed.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;

use flate2::bufread::MultiGzDecoder;
use indicatif::ProgressBar;
use ruzstd::decoding::errors::{FrameDecoderError, ReadFrameHeaderError};
use ruzstd::decoding::{BlockDecodingStrategy, FrameDecoder};

use crate::words::{unpacked, unread};

/// A file that can be read.
pub(crate) struct Input {
    pub name: String,
    /// How many bytes it has, packed as it is, where that is known.
    pub bytes: Option<u64>,
}

/// The files that are named, or why one cannot be read.
pub(crate) fn all(names: &[String]) -> Result<Vec<Input>, String> {
    let mut inputs = Vec::new();
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
            // Only to see whether it can be: there may be more of them than a process may have open. What is no file,
            // such as a pipe, gives what it has once, and to who waits for it.
            if about.is_file() {
                File::open(name).map_err(why)?;
            }
            Ok(Input { name: name.to_owned(), bytes: about.is_file().then_some(about.len()) })
        };
        // Shells mostly spell patterns out; where they do not, it is done here. A file of that name comes first.
        let is_pattern = name.contains(['*', '?', '[']) && !Path::new(name).exists();
        if !is_pattern {
            inputs.push(open(name)?);
            continue;
        }
        let paths = glob::glob(name).map_err(|_| {
            format!("{name}: is no pattern: `**` stands alone between separators, and a `[` wants a `]`")
        })?;
        let before = inputs.len();
        for path in paths.flatten().filter(|path| !path.is_dir()) {
            inputs.push(open(&path.to_string_lossy())?);
        }
        if inputs.len() == before {
            return Err(format!("{name}: no file is called so"));
        }
    }
    Ok(inputs)
}

/// What they are called.
pub(crate) fn names(inputs: &[Input]) -> Vec<String> {
    inputs.iter().map(|input| input.name.clone()).collect()
}

impl Input {
    /// Whether it is the file of that name.
    pub(crate) fn is(&self, path: &Path) -> bool {
        let real = |path: &Path| std::fs::canonicalize(path).ok();
        let own = if self.name == "-" { "/dev/stdin" } else { &self.name };
        real(path).is_some_and(|path| real(Path::new(own)) == Some(path))
    }

    /// What it says, unpacked; `bar` is told how far it was read.
    pub(crate) fn reader(self, bar: &ProgressBar) -> io::Result<Box<dyn Read + Send>> {
        let file: Box<dyn Read + Send> =
            if self.name == "-" { Box::new(io::stdin()) } else { Box::new(File::open(&self.name)?) };
        let mut file = BufReader::with_capacity(1 << 18, bar.wrap_read(file));
        // What begins it tells what it is, whatever it is called.
        Ok(match file.fill_buf()? {
            [0x1f, 0x8b, ..] => Box::new(Unpacked { reader: MultiGzDecoder::new(file), packing: "gzip", fault: None }),
            // The latter holds no text: it comes before each frame where several threads packed them, as `pzstd` does.
            [0x28, 0xb5, 0x2f, 0xfd, ..] | [0x50, 0x2a, 0x4d, 0x18, ..] => {
                Box::new(Unpacked { reader: Frames::new(file), packing: "zstd", fault: None })
            }
            _ => Box::new(file),
        })
    }
}

/// What is unpacked at once. Of what is damaged that much is lost, as a decoder that fails gives nothing; to unpack less at
/// once takes longer.
const STEP: usize = 1 << 17;

/// Unpacks in small steps: what came before a fault is given before it.
struct Unpacked<R> {
    reader: R,
    packing: &'static str,
    fault: Option<io::Error>,
}

impl<R: Read> Read for Unpacked<R> {
    fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
        let mut filled = 0;
        while filled < to.len() && self.fault.is_none() {
            let end = to.len().min(filled + STEP);
            match self.reader.read(&mut to[filled..end]) {
                Ok(0) => break,
                Ok(bytes) => filled += bytes,
                Err(error) => self.fault = Some(unpacked(&error, self.packing)),
            }
        }
        match self.fault.take_if(|_| filled == 0) {
            Some(fault) => Err(fault),
            None => Ok(filled),
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

    /// Begins the next frame, and passes over those that hold no text. Gives whether there is one.
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
                return Err(io::Error::other("what was unpacked is not what was packed"));
            }
            self.is_between = true;
        }
    }
}
