//! The crate for the Python package. Whole columns are passed as Arrow buffers, without copies.

use arrow_array::cast::AsArray;
use arrow_array::types::Int64Type;
use arrow_array::{Array, RecordBatch};
use arrow_pyarrow::PyArrowType;
use arrow_schema::{DataType, Schema};
use bandwidth_callbacks_logs::columns::{self, Columns};
use bandwidth_callbacks_logs::summary::{self, Place};
use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::PyBytes;

#[pymodule]
mod _engine {
    #[pymodule_export]
    use super::{Summary, rows, schema};
}

/// The columns of `rows`.
#[pyfunction]
fn schema() -> PyArrowType<Schema> {
    PyArrowType(Schema::clone(&columns::schema()))
}

/// The rows of the bodies in the first column; `line` is the index of the body in it, from 0.
#[pyfunction]
fn rows(py: Python<'_>, batch: PyArrowType<RecordBatch>) -> PyResult<Vec<PyArrowType<RecordBatch>>> {
    py.detach(|| {
        let (mut columns, mut batches) = (Columns::new(), Vec::new());
        each_body(&batch.0, |number, body| {
            let place = Place { source: 0, line: number as u64, offset: 0 };
            batches.extend(columns.add_at(body, place));
        })?;
        batches.extend(columns.finish());
        Ok(batches.into_iter().map(PyArrowType).collect())
    })
}

/// A summary of bodies.
#[pyclass]
struct Summary(summary::Summary);

#[pymethods]
impl Summary {
    /// An empty summary, exact up to this many message-recipient pairs.
    #[new]
    #[pyo3(signature = (most_messages=None))]
    fn new(most_messages: Option<usize>) -> Self {
        Summary(most_messages.map_or_else(summary::Summary::new, summary::Summary::with_message_limit))
    }

    /// Adds the bodies in the first column, ordered by the second if there is one.
    fn add(&mut self, py: Python<'_>, batch: PyArrowType<RecordBatch>) -> PyResult<()> {
        py.detach(|| {
            let order = match batch.0.columns().get(1) {
                Some(order) => Some(order.as_primitive_opt::<Int64Type>().ok_or_else(|| {
                    PyTypeError::new_err(format!("expected an order of type int64, found {}", order.data_type()))
                })?),
                None => None,
            };
            each_body(&batch.0, |number, body| {
                match order.filter(|order| !order.is_null(number)).and_then(|order| place(order.value(number))) {
                    Some(place) => self.0.add_at(body, place),
                    None => self.0.add(body),
                }
            })
        })
    }

    /// Adds other summaries, as `to_bytes` of the same version returned them.
    fn merge(&mut self, py: Python<'_>, others: PyArrowType<RecordBatch>) -> PyResult<()> {
        py.detach(|| {
            let mut merged = Ok(());
            each_body(&others.0, |_, other| merged = merged.and(self.0.merge_bytes(other)))?;
            merged.map_err(|error| PyValueError::new_err(error.to_string()))
        })
    }

    /// The summary as bytes, for another process to merge.
    #[pyo3(name = "to_bytes")]
    fn bytes<'py>(&mut self, py: Python<'py>) -> Bound<'py, PyBytes> {
        let bytes = py.detach(|| self.0.to_bytes());
        PyBytes::new(py, &bytes)
    }

    /// The report, as JSON.
    fn report(&self, py: Python<'_>) -> PyResult<String> {
        let report = py.detach(|| serde_json::to_string(&self.0.report()));
        report.map_err(|error| PyValueError::new_err(error.to_string()))
    }
}

/// A place from only an order. 12 bits are left for the events within a body.
fn place(order: i64) -> Option<Place> {
    (0..1 << 52).contains(&order).then_some(Place { source: 0, line: order as u64, offset: (order as u64) << 12 })
}

/// Calls for each body that is not null, with its number.
fn each_body(batch: &RecordBatch, mut call: impl FnMut(usize, &[u8])) -> PyResult<()> {
    let Some(bodies) = batch.columns().first() else {
        return Err(PyTypeError::new_err("expected a column of bodies, found none"));
    };
    macro_rules! each {
        ($bodies:expr) => {
            for (number, body) in $bodies.iter().enumerate() {
                if let Some(body) = body {
                    call(number, body.as_ref());
                }
            }
        };
    }
    match bodies.data_type() {
        DataType::Utf8 => each!(bodies.as_string::<i32>()),
        DataType::LargeUtf8 => each!(bodies.as_string::<i64>()),
        DataType::Utf8View => each!(bodies.as_string_view()),
        DataType::Binary => each!(bodies.as_binary::<i32>()),
        DataType::LargeBinary => each!(bodies.as_binary::<i64>()),
        DataType::BinaryView => each!(bodies.as_binary_view()),
        other => return Err(PyTypeError::new_err(format!("expected bodies as text or bytes, found {other}"))),
    }
    Ok(())
}
