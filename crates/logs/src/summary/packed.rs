//! A summary as bytes, for other threads and machines: the version, the totals, the messages, and a checksum.
//!
//! It mostly consists of messages. For each outbound one: its hash, a bit for each reported stage, the place where each
//! was first reported, the number of events, and the two codes. For each inbound one: its hash, and the number of
//! events. Numbers have seven bits in each byte, the lowest first.

use super::error::InvalidSummary::{self, Damaged, OtherVersion};
use super::hash::{Hash, hash};
use super::messages::{Messages, NEVER, STAGES, Sent};
use super::totals::Totals;

pub(super) fn written(totals: &Totals, messages: &Messages) -> Vec<u8> {
    let mut bytes = postcard::to_allocvec(&(env!("CARGO_PKG_VERSION"), totals)).unwrap_or_default();
    messages.pack(&mut bytes);
    bytes.extend(checksum(&bytes));
    bytes
}

pub(super) fn unpack(bytes: &[u8]) -> Result<(Totals, Packed<'_>), InvalidSummary> {
    let (bytes, _) = bytes.split_last_chunk().filter(|(bytes, sum)| checksum(bytes) == **sum).ok_or(Damaged)?;
    // First the version: the layout of the totals depends on it.
    let (version, rest): (&str, _) = postcard::take_from_bytes(bytes).map_err(|_| Damaged)?;
    if version != env!("CARGO_PKG_VERSION") {
        return Err(OtherVersion);
    }
    let (totals, packed) = postcard::take_from_bytes(rest).map_err(|_| Damaged)?;
    Ok((totals, Packed::of(packed).ok_or(Damaged)?))
}

/// The checksum. It detects damage before anything is decoded.
fn checksum(bytes: &[u8]) -> [u8; 8] {
    hash(bytes)[0].to_le_bytes()
}

/// The messages, still encoded.
#[derive(Clone, Copy)]
pub(super) struct Packed<'a> {
    level: u32,
    /// The number of message-recipient pairs up to which they are exact.
    pub most: usize,
    /// The number of outbound messages.
    sent: usize,
    bytes: &'a [u8],
}

/// A message-recipient pair, or an inbound message with its number of events.
enum One {
    Sent(Sent),
    Received(u32),
}

impl Messages {
    fn pack(&self, to: &mut Vec<u8>) {
        let Messages { sent, received, level, most } = self;
        to.reserve(sent.len() * 40 + received.len() * 20); // of most logs
        for number in [u64::from(*level), *most as u64, sent.len() as u64] {
            put(to, number);
        }
        for (hash, Sent { first, events, failed, outcome_unknown }) in sent {
            put_hash(to, hash);
            to.push((0..STAGES).map(|stage| u8::from(first[stage] != NEVER) << stage).sum());
            for place in first.iter().filter(|place| **place != NEVER) {
                put(to, *place);
            }
            for number in [events, failed, outcome_unknown] {
                put(to, u64::from(*number));
            }
        }
        for (hash, events) in received {
            put_hash(to, hash);
            put(to, u64::from(*events));
        }
    }

    pub(super) fn merge_packed(&mut self, packed: Packed<'_>) {
        self.accept(packed.most, packed.level);
        if self.kept() == 0 {
            self.sent.reserve(packed.sent);
        }
        // The checksum was verified before, so the result of `each` can be ignored.
        packed.each(|hash, one| match one {
            One::Sent(sent) => self.put_sent(hash, sent),
            One::Received(events) => self.put_received(hash, events),
        });
        self.downsample();
    }
}

impl<'a> Packed<'a> {
    pub(super) fn of(mut bytes: &'a [u8]) -> Option<Self> {
        let from = &mut bytes;
        let (level, most, sent) = (take(from)?, take(from)?, take(from)?);
        let (level, most, sent) = (level.try_into().ok()?, most.try_into().ok()?, sent.try_into().ok()?);
        Some(Packed { level, most, sent, bytes })
    }

    fn each(mut self, mut show: impl FnMut(Hash, One)) -> Option<()> {
        let from = &mut self.bytes;
        for _ in 0..self.sent {
            let hash = take_hash(from)?;
            let (stages, rest) = from.split_first()?;
            *from = rest;
            let mut first = [NEVER; STAGES];
            for (stage, place) in first.iter_mut().enumerate() {
                if stages >> stage & 1 == 1 {
                    *place = take(from)?;
                }
            }
            let mut number = || take(from)?.try_into().ok();
            show(hash, One::Sent(Sent { first, events: number()?, failed: number()?, outcome_unknown: number()? }));
        }
        while !from.is_empty() {
            show(take_hash(from)?, One::Received(take(from)?.try_into().ok()?));
        }
        Some(())
    }
}

fn put(bytes: &mut Vec<u8>, mut number: u64) {
    while number > 0x7f {
        bytes.push(number as u8 | 0x80);
        number >>= 7;
    }
    bytes.push(number as u8);
}

fn take(from: &mut &[u8]) -> Option<u64> {
    let mut number = 0;
    for shift in (0..64).step_by(7) {
        let (byte, rest) = from.split_first()?;
        *from = rest;
        number |= u64::from(byte & 0x7f) << shift;
        if *byte <= 0x7f {
            return Some(number);
        }
    }
    None
}

fn put_hash(bytes: &mut Vec<u8>, hash: &Hash) {
    for word in hash {
        bytes.extend_from_slice(&word.to_le_bytes());
    }
}

fn take_hash(from: &mut &[u8]) -> Option<Hash> {
    let (low, rest) = from.split_first_chunk()?;
    let (high, rest) = rest.split_first_chunk()?;
    *from = rest;
    Some([u64::from_le_bytes(*low), u64::from_le_bytes(*high)])
}

#[cfg(test)]
mod tests {
    use super::{InvalidSummary, Messages, Totals, checksum, unpack, written};

    #[test]
    fn another_version_is_named_with_any_bytes_after_it() {
        let bytes = written(&Totals::new(), &Messages::new(1));
        assert!(unpack(&bytes).is_ok());
        for rest in [&b""[..], b"totals of another form", &bytes] {
            let mut bytes = postcard::to_allocvec("0.0.0-other").unwrap();
            bytes.extend(rest);
            bytes.extend(checksum(&bytes));
            assert_eq!(unpack(&bytes).err(), Some(InvalidSummary::OtherVersion));
        }
    }
}
