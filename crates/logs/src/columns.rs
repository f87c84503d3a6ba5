//! Callbacks as columns of Apache Arrow, for tools that read tables: Parquet and Arrow IPC files, `DuckDB`, Polars,
//! pandas, Spark.
//!
//! There is a row for each element of a body, whether it is an event or not, and one for a body without elements:
//! nothing is lost. The columns of an event are the fields of the
//! [`catalogue`](bandwidth_callbacks::catalogue::fields), at any depth: `message.segmentCount` is
//! `message_segment_count`. `rest` has everything that has no column.
//!
//! ```
//! use bandwidth_callbacks_logs::columns::Columns;
//! use bandwidth_callbacks::sample;
//!
//! let mut columns = Columns::new();
//! columns.add(sample("message-failed").unwrap());
//! columns.add("[42]");
//! columns.add("no JSON");
//! let batch = columns.finish().unwrap();
//! assert_eq!(batch.num_rows(), 3);
//! assert_eq!(batch.schema(), bandwidth_callbacks_logs::columns::schema());
//! ```

mod rows;
mod schema;

use std::io::Write;

use arrow_array::RecordBatch;
use arrow_ipc::writer::FileWriter;
use arrow_schema::ArrowError;
use bandwidth_callbacks::body::{Body, EventView, OtherElement, Reader};
use bandwidth_callbacks::catalogue::fields::Field;
use bandwidth_callbacks::{Diagnostic, Rule};
#[cfg(feature = "parquet")]
use parquet::{
    arrow::ArrowWriter, basic::Compression, errors::ParquetError, file::metadata::KeyValue,
    file::properties::WriterProperties,
};

use crate::summary::{Filter, Place, Recover, recover};
use rows::{RowLocation, Rows};

pub use schema::schema;

/// A batch is full once it has this many rows, or its bodies have this many bytes.
const ROWS: usize = 1 << 13;
const BYTES: usize = 64 << 20;

/// Turns bodies into batches of rows.
///
/// ```
/// use bandwidth_callbacks_logs::columns::Columns;
///
/// let mut columns = Columns::new();
/// let mut batches: Vec<_> = (0..20_000).filter_map(|_| columns.add("[]")).collect();
/// batches.extend(columns.finish());
/// assert_eq!(batches.iter().map(|batch| batch.num_rows()).sum::<usize>(), 20_000);
/// ```
pub struct Columns {
    rows: Rows,
    reader: Reader,
    /// The fields that are times.
    times: Vec<Field>,
    /// The size of the bodies of these rows, in bytes.
    bytes: usize,
    filter: Option<Filter>,
    has_errors: bool,
    /// What lines that are not a body are passed through.
    recover: Option<Recover>,
}

impl Default for Columns {
    fn default() -> Self {
        Columns::new()
    }
}

/// The number of pending rows, without their values.
impl std::fmt::Debug for Columns {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Columns").field("rows", &self.rows.len()).finish_non_exhaustive()
    }
}

impl Columns {
    /// New columns, without rows.
    ///
    /// ```
    /// assert!(bandwidth_callbacks_logs::columns::Columns::new().finish().is_none());
    /// ```
    #[must_use]
    pub fn new() -> Self {
        let times = Field::ALL.into_iter().filter(|field| schema::is_time(*field)).collect();
        Columns {
            rows: Rows::new(),
            reader: Reader::new(),
            times,
            bytes: 0,
            filter: None,
            has_errors: false,
            recover: None,
        }
    }

    /// Keeps only rows of events that pass a filter.
    ///
    /// ```
    /// use bandwidth_callbacks::sample;
    /// use bandwidth_callbacks_logs::{columns::Columns, summary::Filter};
    ///
    /// let mut columns = Columns::new().with_filter(Filter { codes: vec![4432], ..Filter::default() });
    /// columns.add(sample("message-sent").unwrap());
    /// columns.add(sample("message-failed").unwrap());
    /// columns.add("[42]");
    /// assert_eq!(columns.finish().unwrap().num_rows(), 1);
    /// ```
    #[must_use]
    pub fn with_filter(mut self, filter: Filter) -> Self {
        self.filter = Some(filter).filter(|filter| *filter != Filter::default());
        self
    }

    /// Passes text that is not a body, but may contain one, through [`recover`](bandwidth_callbacks::recover).
    ///
    /// ```
    /// use bandwidth_callbacks::sample;
    /// use bandwidth_callbacks_logs::columns::Columns;
    ///
    /// let mut columns = Columns::new().with_recovery();
    /// columns.add(&format!("INFO body={}", sample("message-failed").unwrap()));
    /// assert!(!columns.has_errors());
    /// ```
    #[must_use]
    pub fn with_recovery(self) -> Self {
        Columns { recover: Some(recover), ..self }
    }

    /// Adds a body without its place in a log. Returns a batch once it is full.
    ///
    /// ```
    /// let mut columns = bandwidth_callbacks_logs::columns::Columns::new();
    /// assert!(columns.add("[]").is_none());
    /// ```
    pub fn add<B: AsRef<[u8]> + ?Sized>(&mut self, body: &B) -> Option<RecordBatch> {
        self.read_batch(body.as_ref(), None)
    }

    /// Adds a body with its place in a log. Returns a batch once it is full.
    ///
    /// ```
    /// use bandwidth_callbacks_logs::columns::Columns;
    /// use bandwidth_callbacks_logs::summary::Place;
    ///
    /// let mut columns = Columns::new();
    /// columns.add_at("[42]", Place { source: 0, line: 12, offset: 5000 });
    /// let batch = columns.finish().unwrap();
    /// assert_eq!(batch.column_by_name("line").unwrap().null_count(), 0);
    /// ```
    pub fn add_at<B: AsRef<[u8]> + ?Sized>(&mut self, body: &B, place: Place) -> Option<RecordBatch> {
        self.read_batch(body.as_ref(), Some(place))
    }

    /// Returns the remaining rows as a batch.
    ///
    /// ```
    /// let mut columns = bandwidth_callbacks_logs::columns::Columns::new();
    /// columns.add("[42]");
    /// assert_eq!(columns.finish().unwrap().num_rows(), 1);
    /// ```
    pub fn finish(&mut self) -> Option<RecordBatch> {
        self.bytes = 0;
        (self.rows.len() > 0).then(|| self.rows.finish())
    }

    /// Whether any body had an error, filtered out or not.
    ///
    /// ```
    /// let mut columns = bandwidth_callbacks_logs::columns::Columns::new();
    /// columns.add("[]");
    /// assert!(!columns.has_errors());
    /// columns.add("[42]");
    /// assert!(columns.has_errors());
    /// ```
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.has_errors
    }

    fn read_batch(&mut self, body: &[u8], place: Option<Place>) -> Option<RecordBatch> {
        let mut reader = std::mem::take(&mut self.reader);
        let read = reader.read(body);
        if let Some(recovery) = self.recover.and_then(|recover| recover(&read)) {
            drop(read);
            self.rows_of(&reader.read(&recovery.text), place);
            self.bytes += recovery.text.len();
        } else {
            self.rows_of(&read, place);
            self.bytes += body.len();
        }
        self.reader = reader;
        if self.rows.len() >= ROWS || self.bytes >= BYTES { self.finish() } else { None }
    }

    /// Adds a row for each element of a body.
    fn rows_of(&mut self, body: &Body<'_>, place: Option<Place>) {
        self.has_errors |= !body.is_ok();
        let is_whole = self.filter.is_none();
        let found = body.diagnostics();
        let (mut events, mut others) = (body.events(), body.others().peekable());
        let count = events.len() + others.len();
        if count == 0 && is_whole {
            self.rows.no_event("body", RowLocation { place, index: None }, None);
            // A body that is too large is neither read nor kept.
            let is_kept = found.iter().all(|finding| finding.rule != Rule::BodyTooLarge);
            self.rows.end(is_kept.then_some(body.text()), &found);
        }
        for (index, found) in (0..).zip(by_element(count, &found)) {
            let location = RowLocation { place, index: Some(index) };
            if let Some(other) = others.next_if(|other| other.index() == index) {
                let (kind, name, value) = match &other {
                    OtherElement::Unknown(it) => {
                        ("unknown", Some(&*it.kind).filter(|name| !name.is_empty()), &it.value)
                    }
                    OtherElement::Rejected(it) => ("rejected", None, &it.value),
                    OtherElement::Verification(_, value) => ("verification", None, value),
                };
                if is_whole {
                    self.rows.no_event(kind, location, name);
                    self.rows.end(Some(value.text()), found);
                }
            } else if let Some(event) = events.next()
                && takes(self.filter.as_ref(), &event)
            {
                let is_rest = !(is_plain(&event, &self.times) || schema::holds(&event));
                self.rows.event(location, &event);
                self.rows.end(is_rest.then(|| event.json()), found);
            }
        }
    }
}

/// Whether the columns hold all of an event. They nearly always do, and that is fast to see.
fn is_plain(event: &EventView<'_>, times: &[Field]) -> bool {
    let is_exact = |time: &[u8]| time.len() <= "2026-07-14T09:12:07.412906Z".len();
    event.is_plain() && times.iter().all(|field| event.raw(*field).is_none_or(is_exact))
}

/// Whether an event gets a row.
fn takes(filter: Option<&Filter>, event: &EventView<'_>) -> bool {
    filter.is_none_or(|filter| {
        let time = event.text(Field::Time).unwrap_or_default();
        filter.takes_such(event.event_type(), event.number(Field::ErrorCode), time.as_bytes())
    })
}

/// The findings of each element. The first also gets those of the body as a whole.
fn by_element(count: usize, findings: &[Diagnostic]) -> Vec<Vec<&Diagnostic>> {
    let mut of_each = vec![Vec::new(); count];
    for finding in findings {
        let path = finding.path.strip_prefix("/_json/").or_else(|| finding.path.strip_prefix('/'));
        let number = path.and_then(|path| path.split('/').next()?.parse::<usize>().ok());
        if let Some(found) = of_each.get_mut(number.filter(|number| *number < count).unwrap_or(0)) {
            found.push(finding);
        }
    }
    of_each
}

/// Writes an Arrow IPC file, also known as Feather.
///
/// # Errors
/// If it cannot be written.
///
/// ```
/// use bandwidth_callbacks_logs::columns::{Columns, write_ipc};
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

/// A row group is written once it has this many rows or bytes. Readers with several threads read one group each, and no
/// more than one is kept in memory.
#[cfg(feature = "parquet")]
const GROUP: (usize, usize) = (1 << 17, 64 << 20);

/// Writes a Parquet file, compressed with Snappy, in memory that does not grow with the file. Its metadata has the
/// names of the logs to which `source` refers, as `sources`, a JSON array.
///
/// # Errors
/// If it cannot be written.
///
/// ```
/// use bandwidth_callbacks_logs::columns::{Columns, write_parquet};
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
