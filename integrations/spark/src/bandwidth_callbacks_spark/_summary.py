"""Summaries of bodies, made in the executors."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import pyarrow as pa
from pyspark.sql import DataFrame

from . import _engine
from ._frame import bodies, order

# At most this many tasks merge summaries, before one task merges their results.
MOST_MERGERS = 32

Step = Callable[[Iterable[pa.RecordBatch]], Iterator[pa.RecordBatch]]


def summary(
    df: DataFrame, column: str, *, place: str | None = None, most_messages: int | None = None
) -> dict[str, Any]:
    """Returns the crate's `SummaryReport` as a dictionary: events, problems, and the outcome of each message.

    Each partition is summarized in place, summaries are merged in executors, and the driver only gets the report.
    `place` names a column of integers from 0 to 2**52, or of timestamps, with the order of the bodies. Without it,
    out-of-order statuses cannot be detected: `messages.late` is None. `first` of a finding has the place as `line`.
    `most_messages` is how many message-recipient pairs a summary keeps, of about 100 bytes each, before it estimates:
    3.5 million by default.
    """
    columns = [bodies(df, column).alias("body")]
    if place is not None:
        columns.append(order(df, place).alias("place"))
    sums = df.select(*columns).mapInArrow(_sum(most_messages), "sum binary")
    merged = sums.repartition(_mergers(df)).mapInArrow(_merge(most_messages, _sum_of), "sum binary")
    row = merged.repartition(1).mapInArrow(_merge(most_messages, _report_of), "report string").first()
    report: dict[str, Any] = json.loads(row["report"] if row else _engine.Summary(most_messages).report())
    return _by_place(report)


def _mergers(df: DataFrame) -> int:
    context = getattr(df.sparkSession, "_sc", None)  # Spark Connect has none
    return max(1, min(context.defaultParallelism if context else MOST_MERGERS, MOST_MERGERS))


def _by_place(report: dict[str, Any]) -> dict[str, Any]:
    """Keeps only the line of a place: nothing else is known of it."""
    for finding in report["findings"]:
        if finding["first"] is not None:
            finding["first"] = {"line": finding["first"]["line"]}
    return report


def _sum(most_messages: int | None) -> Step:
    def step(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        whole = _engine.Summary(most_messages)
        for batch in batches:
            whole.add(batch)
        yield _sum_of(whole)

    return step


def _merge(most_messages: int | None, give: Callable[[_engine.Summary], pa.RecordBatch]) -> Step:
    def step(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        whole = None
        for batch in batches:
            whole = whole or _engine.Summary(most_messages)
            whole.merge(batch)
        if whole is not None:
            yield give(whole)

    return step


def _sum_of(whole: _engine.Summary) -> pa.RecordBatch:
    return _one(whole.to_bytes(), "sum", pa.binary())


def _report_of(whole: _engine.Summary) -> pa.RecordBatch:
    return _one(whole.report(), "report", pa.string())


def _one(value: bytes | str, name: str, of: pa.DataType) -> pa.RecordBatch:
    return pa.RecordBatch.from_arrays([pa.array([value], of)], [name])
