//! Files by name or pattern, unpacked where they are packed.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;

use flate2::bufread::MultiGzDecoder;
use indicatif::ProgressBar;
use ruzstd::decoding::StreamingDecoder;

/// A file that can be read.
pub(crate) struct Input {
    pub name: String,
    /// How many bytes it has, packed as it is, where that is known.
    pub bytes: Option<u64>,
    file: Box<dyn Read + Send>,
}

/// The files that are named, or why one cannot be read.
pub(crate) fn all(names: &[String]) -> Result<Vec<Input>, String> {
    let mut inputs = Vec::new();
    for name in names {
        if name == "-" {
            inputs.push(Input { name: name.clone(), bytes: None, file: Box::new(io::stdin()) });
            continue;
        }
        let open = |name: &str| {
            let file = File::open(name).map_err(|error| format!("{name}: {error}"))?;
            let about = file.metadata().map_err(|error| format!("{name}: {error}"))?;
            if about.is_dir() {
                return Err(format!("{name}: expected a file, found a folder"));
            }
            Ok(Input { name: name.to_owned(), bytes: about.is_file().then_some(about.len()), file: Box::new(file) })
        };
        // Shells mostly spell patterns out; where they do not, it is done here. A file of that name comes first.
        let is_pattern = name.contains(['*', '?', '[']) && !Path::new(name).exists();
        if !is_pattern {
            inputs.push(open(name)?);
            continue;
        }
        let paths = glob::glob(name).map_err(|error| format!("{name}: {error}"))?;
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

impl Input {
    /// Whether it is the file of that name.
    pub(crate) fn is(&self, path: &Path) -> bool {
        let real = |path: &Path| std::fs::canonicalize(path).ok();
        self.name != "-" && real(path).is_some_and(|path| real(Path::new(&self.name)) == Some(path))
    }

    /// What it says, unpacked; `bar` is told how far it was read.
    pub(crate) fn reader(self, bar: &ProgressBar) -> io::Result<Box<dyn Read + Send>> {
        let mut file = BufReader::with_capacity(1 << 18, bar.wrap_read(self.file));
        // What begins it tells what it is, whatever it is called.
        Ok(match file.fill_buf()? {
            [0x1f, 0x8b, ..] => Box::new(MultiGzDecoder::new(file)),
            [0x28, 0xb5, 0x2f, 0xfd, ..] => {
                Box::new(Frames { decoder: Some(StreamingDecoder::new(file).map_err(io::Error::other)?) })
            }
            _ => Box::new(file),
        })
    }
}

/// The frames of a zstd file, one after another.
struct Frames<R: BufRead> {
    decoder: Option<StreamingDecoder<R, ruzstd::decoding::FrameDecoder>>,
}

impl<R: BufRead> Read for Frames<R> {
    fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
        while let Some(decoder) = &mut self.decoder {
            let bytes = decoder.read(to)?;
            if bytes > 0 || to.is_empty() {
                return Ok(bytes);
            }
            let mut rest = self.decoder.take().map(StreamingDecoder::into_inner).ok_or(io::ErrorKind::Other)?;
            if !rest.fill_buf()?.is_empty() {
                self.decoder = Some(StreamingDecoder::new(rest).map_err(io::Error::other)?);
            }
        }
        Ok(0)
    }
}
