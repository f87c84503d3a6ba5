"""DuckDB, Polars and pandas read the files of the example `columns`, and count what each other counts; the file of the
command has the same rows.

    python tests/columns/readers.py COLUMNS.parquet COLUMNS.arrow LOG COMMAND.parquet
"""

import json
import sys

import duckdb
import pandas
import polars
import pyarrow.ipc
import pyarrow.parquet

parquet, ipc, log, of_command = sys.argv[1:]
KEYS = ["kind", "type", "error_code"]


def plain(rows):
    """Rows of counts in one order; pandas and the others represent missing numbers differently."""
    rows = [tuple(None if value != value or value is None else value for value in row) for row in rows]
    return sorted(rows, key=str)


def of_polars(frame):
    counts = frame.group_by(KEYS).agg(
        polars.len(),
        polars.col("findings").list.len().sum(),
        polars.col("to").list.len().sum(),
        polars.col("time").min().dt.epoch("us"),
        polars.col("message_segment_count").sum(),
    )
    return plain(counts.rows())


def of_pandas(frame):
    frame = frame.assign(
        findings=frame["findings"].map(len),
        to=frame["to"].map(lambda to: 0 if to is None else len(to)),
        time=frame["time"].map(lambda time: None if pandas.isna(time) else time.value // 1000),
    )
    counts = frame.groupby(KEYS, dropna=False).agg(
        rows=("kind", "size"),
        findings=("findings", "sum"),
        to=("to", "sum"),
        time=("time", "min"),
        segments=("message_segment_count", "sum"),
    )
    return plain(tuple(row) for row in counts.reset_index().itertuples(index=False))


SQL = """
    SELECT kind, type, error_code, count(*), sum(len(findings)), coalesce(sum(len("to")), 0), epoch_us(min(time)),
           coalesce(sum(message_segment_count), 0)
    FROM {} GROUP BY ALL
"""
whole = pyarrow.ipc.open_file(ipc).read_all()
counts = {
    "DuckDB, Parquet": plain(duckdb.sql(SQL.format(f"'{parquet}'")).fetchall()),
    "DuckDB, Arrow": plain(duckdb.sql(SQL.format("whole")).fetchall()),
    "Polars, Parquet": of_polars(polars.read_parquet(parquet)),
    "Polars, Arrow": of_polars(polars.read_ipc(ipc)),
    "pandas, Parquet": of_pandas(pandas.read_parquet(parquet)),
    "pandas, Arrow": of_pandas(whole.to_pandas()),
}
wanted = counts["DuckDB, Parquet"]
for name, found in counts.items():
    print(f"{name}: {len(found)} groups, {sum(row[3] for row in found)} rows")
    assert found == wanted, f"{name} counts otherwise"

# The counts, checked against the log itself.
events, bodies = 0, 0
for line in open(log, "rb"):
    bodies += 1
    try:
        elements = json.loads(line)
        events += sum(type(it) is dict and str(it.get("type", "")).startswith("message-") and "time" in it for it in elements)
    except ValueError:
        pass
assert events == sum(row[3] for row in wanted if row[0] == "event"), "events are missing"
assert len({line for line in whole["line"].to_pylist()}) == bodies, "lines are missing"
assert pyarrow.parquet.read_schema(parquet).equals(whole.schema)
print(f"{bodies} lines, {events} events: each is there")
assert pyarrow.parquet.read_table(of_command).equals(whole), "the command has other rows"
assert plain(duckdb.sql(SQL.format(f"'{of_command}'")).fetchall()) == wanted
print("the command has the same rows")
