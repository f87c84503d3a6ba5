"""Bodies as typed rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import pyarrow as pa
from pyspark.sql import DataFrame
from pyspark.sql import functions as F
from pyspark.sql.pandas.types import from_arrow_type
from pyspark.sql.types import StructField, StructType

from . import _engine
from ._frame import bodies, order


def schema() -> StructType:
    """The columns of `callbacks`, each with its meaning as a comment."""
    return StructType([_field(field) for field in _engine.schema()])


def _field(field: pa.Field) -> StructField:
    comment = (field.metadata or {}).get(b"description", b"").decode()
    return StructField(field.name, from_arrow_type(field.type, True), True, {"comment": comment})


def callbacks(df: DataFrame, column: str, *, place: str | None = None, keep: Sequence[str] = ()) -> DataFrame:
    """Returns a row for each element of the bodies in a column, and one for a body without elements.

    `column` has a body in each row, as a string or, better, as the bytes received; null means no body. `place` names a
    column of integers or timestamps that identifies a body; it becomes `line`. Columns in `keep` are kept next to those
    of `schema()`, so their names must be different.
    """
    names = {field.name for field in schema()}
    taken = [name for name in keep if name in names]
    if taken:
        raise ValueError(f"`{taken[0]}` is a column of the result: rename yours first")
    line = F.lit(None).cast("long") if place is None else order(df, place)
    chosen = df.select(bodies(df, column).alias("body"), line.alias("line"), *[F.col(f"`{name}`") for name in keep])
    kept = [df.schema[name] for name in keep]
    return chosen.mapInArrow(_rows, StructType([*schema().fields, *kept]))


def _rows(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    for batch in batches:
        for rows in _engine.rows(batch):
            # The index of the body of each row.
            of = rows.column("line")
            nothing = pa.nulls(rows.num_rows, pa.int64())
            own = {"source": nothing, "offset": nothing, "line": batch.column(1).take(of)}
            columns = [own.get(name, array) for name, array in zip(rows.schema.names, rows.columns, strict=True)]
            kept = [column.take(of) for column in batch.columns[2:]]
            yield pa.RecordBatch.from_arrays(columns + kept, rows.schema.names + batch.schema.names[2:])
