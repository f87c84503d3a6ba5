//! Lines are the same in pieces of any size.

use std::io::{Error, Read};

use super::{Block, Blocks, CompressedLog, Compression, Line, MAX_LINE_BYTES, read_blocks};

/// Gives a text in pieces of some sizes, then an error.
struct Pieces<'a>(&'a [u8], usize, bool);

impl Read for Pieces<'_> {
    fn read(&mut self, to: &mut [u8]) -> std::io::Result<usize> {
        let bytes = self.0.len().min(self.1).min(to.len());
        if bytes == 0 && self.2 {
            self.2 = false;
            return Err(Error::other("broken"));
        }
        to[..bytes].copy_from_slice(&self.0[..bytes]);
        self.0 = &self.0[bytes..];
        Ok(bytes)
    }
}

fn lines(reader: impl Read) -> (Vec<(u64, u64, String)>, usize) {
    let (mut all, mut errors) = (Vec::new(), 0);
    for block in read_blocks(reader) {
        let Ok(block) = block else {
            errors += 1;
            continue;
        };
        all.extend(block.lines().map(|it| (it.number, it.offset, String::from_utf8_lossy(it.text).into_owned())));
    }
    (all, errors)
}

#[test]
fn lines_are_the_same_in_pieces_of_any_size() {
    let log = "[]\n\n[1]\r\n   \n\r\n[\"\u{e9}\"]\n\n\n[2] \n[3]";
    let mut at = 0;
    let mut wanted = Vec::new();
    for (number, line) in (1..).zip(log.split('\n')) {
        if !line.trim().is_empty() {
            wanted.push((number, at, line.trim_end_matches('\r').to_owned()));
        }
        at += line.len() as u64 + 1;
    }
    assert_eq!(wanted.len(), 5);
    for size in 1..log.len() + 2 {
        for end in ["", "\n", "\n\n"] {
            let log = format!("{log}{end}");
            assert_eq!(lines(Pieces(log.as_bytes(), size, false)), (wanted.clone(), 0), "{size}");
            let (mut blocks, mut visited) = (Blocks::new(), Vec::new());
            let mut show = |line: Line<'_>| {
                visited.push((line.number, line.offset, String::from_utf8_lossy(line.text).into_owned()));
            };
            log.as_bytes().chunks(size).for_each(|piece| blocks.visit(piece, &mut show));
            blocks.finish().iter().flat_map(Block::lines).for_each(show);
            assert_eq!(visited, wanted, "{size}");
            // What was read before an error is there.
            assert_eq!(lines(Pieces(log.as_bytes(), size, true)), (wanted.clone(), 1), "{size}");
        }
    }
    assert_eq!(lines(&b""[..]), (Vec::new(), 0));
}

#[test]
fn debug_shows_no_text() {
    let mut blocks = Blocks::new();
    let block = blocks.push(b"[1]\n[77777]\n[77777").unwrap();
    let line = block.lines().last().unwrap();
    assert_eq!(format!("{line:?}"), "Line { number: 2, offset: 4, .. }");
    assert_eq!(format!("{block:?}"), "Block { first: 1, offset: 0, .. }");
    assert_eq!(format!("{blocks:?}"), "Blocks { ended: 2, offset: 12, .. }");
}

#[test]
fn a_compressed_log_is_an_error_and_no_line() {
    use Compression::{Bzip2, Gzip, Lz4, Xz, Zip, Zstd};
    let text = b"\n[]\n".repeat(3);
    for (compression, magic) in [
        (Gzip, &b"\x1f\x8b"[..]),
        (Zstd, &b"\x28\xb5\x2f\xfd"[..]),
        (Zstd, &b"\x50\x2a\x4d\x18"[..]),
        (Xz, &b"\xfd7zXZ\0"[..]),
        (Bzip2, &b"BZh"[..]),
        (Lz4, &b"\x04\x22\x4d\x18"[..]),
        (Zip, &b"PK\x03\x04"[..]),
    ] {
        let log = [magic, &text].concat();
        for size in 1..log.len() + 2 {
            let mut blocks = read_blocks(Pieces(&log, size, true));
            let error = blocks.next().unwrap().unwrap_err();
            assert_eq!(error.kind(), std::io::ErrorKind::InvalidData);
            let inner = error.get_ref().and_then(|inner| inner.downcast_ref::<CompressedLog>());
            assert_eq!(inner.map(|inner| inner.compression()), Some(compression));
            assert!(error.to_string().contains(compression.name()) && blocks.next().is_none());
        }
        // What only begins so is read, to an error or to its end.
        for (begin, fails) in (1..magic.len()).flat_map(|end| [(&magic[..end], true), (&magic[..end], false)]) {
            for size in 1..=magic.len() {
                let begun = String::from_utf8_lossy(begin).into_owned();
                assert_eq!(lines(Pieces(begin, size, fails)), (vec![(1, 0, begun)], usize::from(fails)));
            }
        }
    }
}

/// Neither a space nor what looks like an end of line is taken for that, where more follows.
#[test]
fn nothing_of_a_too_long_line_is_lost_silently() {
    for begin in [" ".repeat(MAX_LINE_BYTES), format!("[]{}\r", " ".repeat(MAX_LINE_BYTES - 3))] {
        let (all, _) = lines(format!("{begin}[42]\n[1]").as_bytes());
        assert_eq!(all.iter().map(|(_, _, text)| text.len()).collect::<Vec<_>>(), [MAX_LINE_BYTES, 3]);
    }
}

#[test]
fn of_a_line_that_is_too_long_no_more_is_kept_and_the_next_are_where_they_are() {
    for more in [0, 1, 3 << 20] {
        let long = "x".repeat(MAX_LINE_BYTES - 1 + more);
        let (all, _) = lines(format!("[1]\n{long}\n[2]\n[3]").as_bytes());
        let kept: Vec<_> = all.iter().map(|(number, offset, text)| (*number, *offset, text.len())).collect();
        let mut visited = Vec::new();
        let text = format!("[1]\n{long}\n[2]\n[3]\n");
        Blocks::new().visit(text.as_bytes(), |line| visited.push((line.number, line.offset, line.text.len())));
        assert_eq!(visited, kept);
        let next = 4 + long.len() as u64 + 1;
        assert_eq!(kept, [(1, 0, 3), (2, 4, long.len().min(MAX_LINE_BYTES)), (3, next, 3), (4, next + 4, 3)]);
    }
}
