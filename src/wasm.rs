//! The WebAssembly modules of the npm packages, and the only Rust that knows JavaScript. It only moves data.
//!
//! The core module takes and returns numbers only: JavaScript writes a body into the memory that `reserve` returns,
//! calls `read_body`, and reads the words that `wire` describes. In the full module, types of ours cross with
//! serde-wasm-bindgen, and payloads are built by `JSON.parse` itself. The logs module also uses numbers: each instance
//! holds one summary.

#![cfg(all(target_arch = "wasm32", target_os = "unknown"))]
#![allow(unreachable_pub, clippy::must_use_candidate)] // JavaScript reaches it

use std::cell::RefCell;

use bandwidth_callbacks::ParseOptions;
use bandwidth_callbacks::json::swar::PADDING;
use bandwidth_callbacks::wire::{HEADER, WireWriter};
use wasm_bindgen::prelude::wasm_bindgen;

#[global_allocator]
static ALLOCATOR: talc::wasm::WasmDynamicTalc = talc::wasm::new_wasm_dynamic_allocator();

thread_local! {
    static BODY: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
    static WIRE: RefCell<WireWriter> = const { RefCell::new(WireWriter::new()) };
}

/// Makes room for a body of this many bytes. Returns where.
#[wasm_bindgen]
pub fn reserve(bytes: usize) -> *mut u8 {
    BODY.with_borrow_mut(|body| {
        body.resize(bytes + PADDING.len(), 0);
        body.as_mut_ptr()
    })
}

/// Reads the body in the first `bytes` bytes of the room. Returns where its report is, in the format of `wire`.
/// `total` is the size of the body: if it is too large, `bytes` may be 0. `is_utf8`: it is known to be UTF-8.
#[wasm_bindgen]
pub fn read_body(
    bytes: usize,
    total: usize,
    max_depth: usize,
    max_bytes: usize,
    max_diagnostics: usize,
    with_values: bool,
    is_utf8: bool,
) -> *const u32 {
    BODY.with_borrow_mut(|body| {
        if body.len() < bytes + PADDING.len() {
            body.resize(bytes + PADDING.len(), 0); // a body that is too large was not copied here
        }
        body[bytes..bytes + PADDING.len()].copy_from_slice(&PADDING);
        WIRE.with_borrow_mut(|wire| {
            let options = limits(max_depth, max_bytes, max_diagnostics);
            wire.write_report(&body[..bytes + PADDING.len()], total, &options, with_values, is_utf8);
            finish(wire)
        })
    })
}

fn limits(max_depth: usize, max_bytes: usize, max_diagnostics: usize) -> ParseOptions {
    ParseOptions::default().max_depth(max_depth).max_bytes(max_bytes).max_diagnostics(max_diagnostics)
}

/// Writes where the parts of a report are. Returns where it is itself.
fn finish(wire: &mut WireWriter) -> *const u32 {
    let parts = wire.parts();
    for (word, part) in wire.words[HEADER.len() - parts.len()..].iter_mut().zip(parts) {
        *word = part as u32;
    }
    wire.words.as_ptr()
}

#[cfg(feature = "full")]
mod full {
    use bandwidth_callbacks::terminal;
    use serde::Serialize;
    use serde_wasm_bindgen::{Serializer, from_value};
    use wasm_bindgen::prelude::{JsError, JsValue, wasm_bindgen};

    use super::{WIRE, finish, limits};

    /// Plain objects, and `null` for what is absent.
    fn to_js(value: &impl Serialize) -> Result<JsValue, JsError> {
        value.serialize(&Serializer::json_compatible()).map_err(JsError::from)
    }

    /// Values that contain parts of a payload: keys and numbers become what `JSON.parse` makes of them.
    fn payload(value: &impl Serialize) -> Result<JsValue, JsValue> {
        js_sys::JSON::parse(&serde_json::to_string(value).map_err(JsError::from)?)
    }

    /// The report on a body, for users of this module without the package around it.
    #[wasm_bindgen]
    pub fn parse(body: &str) -> Result<JsValue, JsValue> {
        payload(&bandwidth_callbacks::parse(body))
    }

    /// The diagnostics of a body.
    #[wasm_bindgen]
    pub fn validate(body: &str) -> Result<JsValue, JsValue> {
        payload(&bandwidth_callbacks::validate(body))
    }

    /// Recovers pasted text. Returns where its elements are, in the format of `wire`, and what else there is to say of
    /// it. `total` is the size of the text in bytes: if it is too large, `text` may be empty.
    #[wasm_bindgen]
    pub fn recover(
        text: &str,
        total: usize,
        max_depth: usize,
        max_bytes: usize,
        max_diagnostics: usize,
    ) -> Result<JsValue, JsError> {
        WIRE.with_borrow_mut(|wire| {
            let recovered = wire.write_recovery(text, total, &limits(max_depth, max_bytes, max_diagnostics));
            to_js(&(finish(wire) as usize, recovered))
        })
    }

    /// Explains every event type, error code, field, rule or repair of this name.
    #[wasm_bindgen]
    pub fn explain(subject: &str) -> Result<JsValue, JsError> {
        to_js(&bandwidth_callbacks::explain::explain_all(subject))
    }

    /// The name of a subject that a misspelled one was probably meant to be.
    #[wasm_bindgen]
    pub fn nearest(subject: &str) -> Option<String> {
        bandwidth_callbacks::explain::nearest(subject)
    }

    /// The segments that a text takes.
    #[wasm_bindgen]
    pub fn segments(text: &str) -> Result<JsValue, JsError> {
        to_js(&bandwidth_callbacks::segments::split(text))
    }

    /// The catalogue as data.
    #[wasm_bindgen]
    pub fn catalogue() -> Result<JsValue, JsError> {
        to_js(&bandwidth_callbacks::explain::catalogue())
    }

    /// A valid body with one event of this type, or `undefined`. `JSON.parse` makes it: a payload.
    #[wasm_bindgen]
    pub fn sample(name: &str) -> Result<JsValue, JsValue> {
        bandwidth_callbacks::sample(name).map_or(Ok(JsValue::UNDEFINED), js_sys::JSON::parse)
    }

    /// Diagnostics for a terminal, with the lines they are about if the text is given, and notes on the error codes.
    #[wasm_bindgen]
    #[allow(clippy::needless_pass_by_value)] // wasm-bindgen gives values
    pub fn format(diagnostics: JsValue, text: Option<String>, color: bool, codes: &[u32]) -> Result<String, JsError> {
        let diagnostics = from_value::<Vec<terminal::Line>>(diagnostics)?;
        Ok(terminal::with_outcomes(terminal::lines(&diagnostics, text.as_deref(), color), codes, color))
    }
}

#[cfg(feature = "logs")]
mod logs {
    use std::cell::RefCell;

    use bandwidth_callbacks::catalogue::events::EventType;
    use bandwidth_callbacks_logs::lines::{Blocks, Line};
    use bandwidth_callbacks_logs::summary::{Filter, Place, Summary, text};
    use wasm_bindgen::prelude::wasm_bindgen;

    use super::BODY;

    struct Sum {
        summary: Summary,
        blocks: Blocks,
        /// Lines that are set aside, as `set_aside` says, are here; the first comes out last.
        aside: Option<Vec<(Place, Vec<u8>)>>,
        /// The last result, and where it was in its log, if it is a line.
        out: Vec<u8>,
        place: Place,
    }

    impl Sum {
        fn new() -> Self {
            let place = Place { source: 0, line: 0, offset: 0 };
            Sum { summary: Summary::new(), blocks: Blocks::new(), aside: None, out: Vec::new(), place }
        }

        fn add_line(summary: &mut Summary, aside: &mut Option<Vec<(Place, Vec<u8>)>>, line: Line<'_>, source: u32) {
            let Some(lines) = aside else { return summary.add_line(line, source) };
            if !summary.add_line_if_body(line, source) {
                lines.push((Place { source, line: line.number, offset: line.offset }, line.text.to_vec()));
            }
        }
    }

    thread_local! {
        static SUM: RefCell<Option<Sum>> = const { RefCell::new(None) };
    }

    /// Runs `work` with the summary and the first bytes of the room.
    fn with<T>(bytes: usize, work: impl FnOnce(&mut Sum, &[u8]) -> T) -> T {
        SUM.with_borrow_mut(|sum| BODY.with_borrow(|body| work(sum.get_or_insert_with(Sum::new), &body[..bytes])))
    }

    /// Starts an empty summary that is exact up to this many pairs of message and recipient.
    #[wasm_bindgen]
    pub fn begin(most_messages: usize) {
        with(0, |sum, _| sum.summary = Summary::with_message_limit(most_messages));
    }

    /// Counts only events with `since <= time < until` (NaN: unbounded), a type whose bit is set in `types` (0: all),
    /// and an error code that is listed in the room, one per line (empty: all).
    #[wasm_bindgen]
    pub fn filter(bytes: usize, since: f64, until: f64, types: u32) {
        let time = |time: f64| (!time.is_nan()).then_some(time as i64);
        let types = EventType::ALL.into_iter().filter(|event| types >> *event as u32 & 1 == 1).collect();
        with(bytes, |sum, codes| {
            let codes = words(codes).filter_map(|code| code.parse().ok()).collect();
            let filter = Filter { since: time(since), until: time(until), types, codes };
            sum.summary = std::mem::take(&mut sum.summary).with_filter(filter);
        });
    }

    /// The lines of a text.
    fn words(bytes: &[u8]) -> impl Iterator<Item = &str> {
        std::str::from_utf8(bytes).unwrap_or_default().lines()
    }

    /// The next piece starts with this line at this offset: the pieces before it were read by another instance.
    #[wasm_bindgen]
    pub fn seek(line: f64, offset: f64) {
        with(0, |sum, _| sum.blocks = Blocks::at(line as u64, offset as u64));
    }

    /// How many lines end in the first `bytes` bytes of the room.
    #[wasm_bindgen]
    pub fn ends(bytes: usize) -> usize {
        with(bytes, |_, piece| memchr::memchr_iter(b'\n', piece).count())
    }

    /// Adds the lines that end in the room, which holds the next piece of a log.
    #[wasm_bindgen]
    pub fn push(bytes: usize, source: u32) {
        with(bytes, |Sum { summary, blocks, aside, .. }, piece| {
            blocks.visit(piece, |line| Sum::add_line(summary, aside, line, source));
        });
    }

    /// Whether `push` and `end` set aside, instead of adding, lines that are not bodies but may contain one.
    #[wasm_bindgen]
    pub fn set_aside(sets: bool) {
        with(0, |sum, _| sum.aside = sets.then(Vec::new));
    }

    /// Writes a line that was set aside and returns where, or null if there is none left. `written` returns its size,
    /// `line` and `offset` its position in the log.
    #[wasm_bindgen]
    pub fn next_aside() -> *const u8 {
        with(0, |sum, _| match sum.aside.as_mut().and_then(Vec::pop) {
            Some(line) => {
                (sum.place, sum.out) = line;
                sum.out.as_ptr()
            }
            None => std::ptr::null(),
        })
    }

    /// The number of the line that `next_aside` wrote.
    #[wasm_bindgen]
    pub fn line() -> f64 {
        with(0, |sum, _| sum.place.line as f64)
    }

    /// Its offset in bytes.
    #[wasm_bindgen]
    pub fn offset() -> f64 {
        with(0, |sum, _| sum.place.offset as f64)
    }

    /// Ends a log: adds its last line, if it has no line break, or drops it.
    #[wasm_bindgen]
    pub fn end(source: u32, adds: bool) {
        with(0, |Sum { summary, blocks, aside, .. }, _| {
            if let Some(block) = std::mem::take(blocks).finish().filter(|_| adds) {
                block.lines().for_each(|line| Sum::add_line(summary, aside, line, source));
            }
        });
    }

    /// Adds the body in the room.
    #[wasm_bindgen]
    pub fn add(bytes: usize) {
        with(bytes, |sum, body| sum.summary.add(body));
    }

    /// Adds the body in the room, with its position in a log.
    #[wasm_bindgen]
    pub fn add_at(bytes: usize, source: u32, line: f64, offset: f64) {
        with(bytes, |sum, body| sum.summary.add_at(body, Place { source, line: line as u64, offset: offset as u64 }));
    }

    /// Adds a summary that `save` wrote. Returns `false` if the room holds anything else.
    #[wasm_bindgen]
    pub fn merge(bytes: usize) -> bool {
        with(bytes, |sum, saved| sum.summary.merge_bytes(saved).is_ok())
    }

    /// Writes the summary and returns where. `written` returns its size in bytes.
    #[wasm_bindgen]
    pub fn save() -> *const u8 {
        with(0, |sum, _| {
            sum.out = sum.summary.to_bytes();
            sum.out.as_ptr()
        })
    }

    /// Writes the report as JSON and returns where.
    #[wasm_bindgen]
    pub fn report() -> *const u8 {
        with(0, |sum, _| {
            sum.out = serde_json::to_vec(&sum.summary.report()).unwrap_or_default();
            sum.out.as_ptr()
        })
    }

    /// Writes the report as text and returns where. The room holds the names of the sources, one per line.
    #[wasm_bindgen]
    pub fn report_text(bytes: usize) -> *const u8 {
        with(bytes, |sum, names| {
            let names: Vec<String> = words(names).map(str::to_owned).collect();
            sum.out = text(&sum.summary.report(), &names).into_bytes();
            sum.out.as_ptr()
        })
    }

    /// How many bytes were written.
    #[wasm_bindgen]
    pub fn written() -> usize {
        with(0, |sum, _| sum.out.len())
    }
}
