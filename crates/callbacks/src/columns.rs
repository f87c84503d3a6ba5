//! Callbacks as columns of Apache Arrow, for what reads tables: files of Parquet and Arrow IPC, `DuckDB`, Polars, pandas,
//! Spark.
//!
//! There is a row for each element of a body, whether it is an event or not, and one for a body without elements: nothing
//! is lost. The columns of an event are the fields of the [`catalogue`](crate::catalogue::fields), however deep they
//! stand: `message.segmentCount` is `message_segment_count`. `rest` has whatever the others do not hold.
//!
//! ```
//! use bandwidth_callbacks::columns::Columns;
//! use bandwidth_callbacks::sample;
//!
//! let mut columns = Columns::new();
//! columns.add(sample("message-failed").unwrap());
//! columns.add("[42]");
//! columns.add("no JSON");
//! let batch = columns.finish().unwrap();
//! assert_eq!(batch.num_rows(), 3);
//! assert_eq!(batch.schema(), bandwidth_callbacks::columns::schema());
//! ```

mod rows;
mod schema;

use std::io::Write;

use arrow_array::RecordBatch;
use arrow_ipc::writer::FileWriter;
use arrow_schema::ArrowError;
#[cfg(feature = "parquet")]
use parquet::{
    arrow::ArrowWriter, basic::Compression, errors::ParquetError, file::metadata::KeyValue,
    file::properties::WriterProperties,
};

use crate::build::{Source, fields_of_row, fields_on_tape};
use crate::catalogue::events::EventType;
use crate::catalogue::fields::Field;
use crate::catalogue::rules::Severity;
use crate::check::clean::Clean;
use crate::check::{Checked, Outcome, ParseOptions, check, text, too_large};
use crate::diagnostic::{Diagnostic, diagnostics};
use crate::json::tape::Kind;
use crate::recover::{Recover, recover_if_odd};
use crate::report::at_leisure;
use crate::summary::{Filter, Place};
use rows::{Rows, Seat};

pub use schema::schema;

/// A batch is full that has so many rows, or was made from so many bytes.
const ROWS: usize = 1 << 13;
const BYTES: usize = 64 << 20;

/// Turns bodies into batches of rows.
///
/// ```
/// use bandwidth_callbacks::columns::Columns;
///
/// let mut columns = Columns::new();
/// let mut batches: Vec<_> = (0..20_000).filter_map(|_| columns.add("[]")).collect();
/// batches.extend(columns.finish());
/// assert_eq!(batches.iter().map(|batch| batch.num_rows()).sum::<usize>(), 20_000);
/// ```
pub struct Columns {
    rows: Rows,
    clean: Clean,
    /// The fields that are times.
    times: Vec<Field>,
    /// How many bytes the bodies of these rows had.
    bytes: usize,
    filter: Option<Filter>,
    has_errors: bool,
    /// What a line that is not a body goes through.
    recover: Option<Recover>,
}

impl Default for Columns {
    fn default() -> Self {
        Columns::new()
    }
}

/// How many rows wait, and none of what they say.
impl std::fmt::Debug for Columns {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Columns").field("rows", &self.rows.len()).finish_non_exhaustive()
    }
}

impl Columns {
    /// Without rows.
    ///
    /// ```
    /// assert!(bandwidth_callbacks::columns::Columns::new().finish().is_none());
    /// ```
    #[must_use]
    pub fn new() -> Self {
        let times = Field::ALL.into_iter().filter(|field| schema::is_time(*field)).collect();
        Columns {
            rows: Rows::new(),
            clean: Clean::new(),
            times,
            bytes: 0,
            filter: None,
            has_errors: false,
            recover: None,
        }
    }

    /// With rows for those events alone that a filter takes, and for nothing that is no event.
    ///
    /// ```
    /// use bandwidth_callbacks::{columns::Columns, sample, summary::Filter};
    ///
    /// let mut columns = Columns::new().only(Filter { codes: vec![4432], ..Filter::default() });
    /// columns.add(sample("message-sent").unwrap());
    /// columns.add(sample("message-failed").unwrap());
    /// columns.add("[42]");
    /// assert_eq!(columns.finish().unwrap().num_rows(), 1);
    /// ```
    #[must_use]
    pub fn only(mut self, filter: Filter) -> Self {
        self.filter = Some(filter).filter(|filter| *filter != Filter::default());
        self
    }

    /// The same where what is no body, and may hold one, goes through [`recover`](crate::recover).
    ///
    /// ```
    /// use bandwidth_callbacks::{columns::Columns, sample};
    ///
    /// let mut columns = Columns::new().recovering();
    /// columns.add(&format!("INFO body={}", sample("message-failed").unwrap()));
    /// assert!(!columns.has_errors());
    /// ```
    #[must_use]
    pub fn recovering(self) -> Self {
        Columns { recover: Some(recover_if_odd), ..self }
    }

    /// Adds a body of which nobody knows where it stood; gives a batch when it is full.
    ///
    /// ```
    /// let mut columns = bandwidth_callbacks::columns::Columns::new();
    /// assert!(columns.add("[]").is_none());
    /// ```
    pub fn add<B: AsRef<[u8]> + ?Sized>(&mut self, body: &B) -> Option<RecordBatch> {
        self.read(body.as_ref(), None)
    }

    /// Adds a body that stands at a place; gives a batch when it is full.
    ///
    /// ```
    /// use bandwidth_callbacks::columns::Columns;
    /// use bandwidth_callbacks::summary::Place;
    ///
    /// let mut columns = Columns::new();
    /// columns.add_at("[42]", Place { source: 0, line: 12, offset: 5000 });
    /// let batch = columns.finish().unwrap();
    /// assert_eq!(batch.column_by_name("line").unwrap().null_count(), 0);
    /// ```
    pub fn add_at<B: AsRef<[u8]> + ?Sized>(&mut self, body: &B, place: Place) -> Option<RecordBatch> {
        self.read(body.as_ref(), Some(place))
    }

    /// Gives the batch that is not full.
    ///
    /// ```
    /// let mut columns = bandwidth_callbacks::columns::Columns::new();
    /// columns.add("[42]");
    /// assert_eq!(columns.finish().unwrap().num_rows(), 1);
    /// ```
    pub fn finish(&mut self) -> Option<RecordBatch> {
        self.bytes = 0;
        (self.rows.len() > 0).then(|| self.rows.finish())
    }

    /// Whether an error was found in any body, also where a filter left it out.
    ///
    /// ```
    /// let mut columns = bandwidth_callbacks::columns::Columns::new();
    /// columns.add("[]");
    /// assert!(!columns.has_errors());
    /// columns.add("[42]");
    /// assert!(columns.has_errors());
    /// ```
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.has_errors
    }

    fn read(&mut self, body: &[u8], place: Option<Place>) -> Option<RecordBatch> {
        if !self.read_clean(body, place) {
            let recovery = self.recover.and_then(|recover| recover(body, &at_leisure(body, &ParseOptions::default())));
            let body = recovery.as_ref().map_or(body, |recovery| recovery.text.as_bytes());
            self.read_other(body, place);
        }
        self.bytes += body.len();
        if self.rows.len() >= ROWS || self.bytes >= BYTES { self.finish() } else { None }
    }

    /// Nearly every body: in one pass, and there is nothing that the columns do not hold.
    fn read_clean(&mut self, body: &[u8], place: Option<Place>) -> bool {
        let Ok(text) = std::str::from_utf8(body) else { return false };
        let options = ParseOptions::default();
        if body.len() > options.max_bytes || self.clean.read(text.as_bytes(), true, &options).is_none() {
            return false;
        }
        let is_exact = |[start, end]: [u32; 2]| (end - start) as usize <= "2026-07-14T09:12:07.412906Z".len();
        let mut events = self.clean.events().iter();
        if !self.clean.findings().is_empty()
            || !events.all(|row| self.times.iter().all(|field| row.get(*field).is_none_or(is_exact)))
        {
            return false;
        }
        for (index, row) in (0..).zip(self.clean.events()) {
            let (event, fields) = (EventType::ALL[row.event as usize], fields_of_row(text, &self.clean, row));
            if takes(self.filter.as_ref(), event, None, &fields) {
                self.rows.event(Seat { place, index: Some(index) }, event, None, &fields);
                self.rows.end(None, &[]);
            }
        }
        true
    }

    #[cold]
    fn read_other(&mut self, body: &[u8], place: Option<Place>) {
        let options = ParseOptions::default();
        let (text, invalid) = text(body);
        let mut checked = match body.len() {
            bytes if bytes > options.max_bytes => too_large(bytes, &options),
            _ => check(&text, invalid, &options),
        };
        let findings = diagnostics(&checked.tape, &mut checked.findings, options.max_diagnostics);
        self.has_errors |= findings.iter().any(|finding| finding.severity == Severity::Error);
        let is_whole = self.filter.is_none();
        if checked.elements.is_empty() {
            if is_whole {
                self.rows.no_event("body", Seat { place, index: None }, None);
                // Of a body that is too large nothing is looked at or kept.
                self.rows.end((body.len() <= options.max_bytes).then_some(&text), &findings);
            }
            return;
        }
        let of_each = by_element(&checked, &findings);
        for (element, findings) in checked.elements.iter().zip(of_each) {
            let seat = Seat { place, index: Some(element.index) };
            let raw = checked.tape.raw(element.token);
            match element.outcome {
                Outcome::Event { event, implied, slots } => {
                    let slots = &checked.slots[slots as usize];
                    let fields = fields_on_tape(&checked, element.token, event, slots);
                    if !takes(self.filter.as_ref(), event, implied, &fields) {
                        continue;
                    }
                    self.rows.event(seat, event, implied, &fields);
                    self.rows.end((!schema::holds(&fields)).then_some(raw), findings);
                }
                Outcome::Unknown(_) | Outcome::Rejected if !is_whole => {}
                Outcome::Unknown(kind) => {
                    let kind = kind.map(|token| checked.tape.string(token));
                    self.rows.no_event("unknown", seat, kind.as_deref());
                    self.rows.end(Some(raw), findings);
                }
                Outcome::Rejected => {
                    self.rows.no_event("rejected", seat, None);
                    self.rows.end(Some(raw), findings);
                }
            }
        }
    }
}

/// Whether there is to be a row for an event. `implied` is the error code that its old name stands for.
fn takes<'t>(filter: Option<&Filter>, event: EventType, implied: Option<u16>, from: &impl Source<'t>) -> bool {
    filter.is_none_or(|filter| {
        let code = from.number(Field::ErrorCode).or(implied.map(u32::from));
        filter.takes_such(event, code, from.text(Field::Time).as_bytes())
    })
}

/// The findings of each element; those of the whole body are with the first.
fn by_element<'f>(checked: &Checked<'_>, findings: &'f [Diagnostic]) -> Vec<Vec<&'f Diagnostic>> {
    let mut of_each = vec![Vec::new(); checked.elements.len()];
    let wrapper = if checked.tape.kind(0) == Kind::Object { "/_json/" } else { "/" };
    for finding in findings {
        let number = finding.path.strip_prefix(wrapper).and_then(|path| path.split('/').next()?.parse().ok());
        of_each[number.filter(|number| *number < checked.elements.len()).unwrap_or(0)].push(finding);
    }
    of_each
}

/// Writes a file of Arrow IPC, which others call Feather.
///
/// # Errors
/// Where it cannot be written.
///
/// ```
/// use bandwidth_callbacks::columns::{Columns, write_ipc};
///
/// let (mut columns, mut file) = (Columns::new(), Vec::new());
/// columns.add("[42]");
/// write_ipc(&mut file, columns.finish()).unwrap();
/// assert!(file.starts_with(b"ARROW1"));
/// ```
pub fn write_ipc(out: impl Write, batches: impl IntoIterator<Item = RecordBatch>) -> Result<(), ArrowError> {
    let mut writer = FileWriter::try_new_buffered(out, &schema())?;
    for batch in batches {
        writer.write(&batch)?;
    }
    writer.finish()
}

/// A row group is written out that has so many rows, or takes so many bytes: those who read it with several threads take
/// one each, and no more is kept.
#[cfg(feature = "parquet")]
const GROUP: (usize, usize) = (1 << 17, 64 << 20);

/// Writes a file of Parquet, compressed by Snappy, in memory that does not grow with it. The names of the logs which `source`
/// counts stand in its metadata as `sources`, a list in JSON.
///
/// # Errors
/// Where it cannot be written.
///
/// ```
/// use bandwidth_callbacks::columns::{Columns, write_parquet};
///
/// let (mut columns, mut file) = (Columns::new(), Vec::new());
/// columns.add("[42]");
/// write_parquet(&mut file, &["day.jsonl".to_owned()], columns.finish()).unwrap();
/// assert!(file.starts_with(b"PAR1") && file.ends_with(b"PAR1"));
/// ```
#[cfg(feature = "parquet")]
pub fn write_parquet(
    out: impl Write + Send,
    sources: &[String],
    batches: impl IntoIterator<Item = RecordBatch>,
) -> Result<(), ParquetError> {
    let names = KeyValue::new("sources".to_owned(), serde_json::to_string(sources).ok());
    let properties = WriterProperties::builder()
        .set_compression(Compression::SNAPPY)
        .set_max_row_group_row_count(Some(GROUP.0))
        .set_max_row_group_bytes(Some(GROUP.1))
        .set_key_value_metadata((!sources.is_empty()).then(|| vec![names]))
        .build();
    let mut writer = ArrowWriter::try_new(out, schema(), Some(properties))?;
    for batch in batches {
        writer.write(&batch)?;
    }
    writer.close().map(drop)
}
