"""Rows contain all of a log, damage included, and agree with the summary."""

from __future__ import annotations

from typing import Any

import pyarrow as pa
import pytest
from pyspark.sql import SparkSession
from pyspark.sql import functions as F

from bandwidth_callbacks_spark import _engine, callbacks, schema


def test_every_line_is_there(spark: SparkSession, parquet: str, log: list[bytes], whole: dict[str, Any]) -> None:
    rows = callbacks(spark.read.parquet(parquet).repartition(5), "body", place="number").cache()
    assert rows.select("line").distinct().count() == len(log) == whole["bodies"]
    kinds = {row["kind"]: row["count"] for row in rows.groupBy("kind").count().collect()}
    assert kinds["event"] == whole["events"]
    assert kinds.get("rejected", 0) == whole["rejected"] and kinds.get("unknown", 0) == whole["unknown"]
    assert kinds["body"] > 100
    found = rows.select(F.explode("findings.rule").alias("rule")).groupBy("rule").count().collect()
    assert {row["rule"]: row["count"] for row in found} == {it["rule"]: it["count"] for it in whole["findings"]}
    codes = rows.where("error_code IS NOT NULL").groupBy("error_code").count().collect()
    assert {row["error_code"]: row["count"] for row in codes} == {it["code"]: it["events"] for it in whole["errorCodes"]}
    # A body that is not JSON is kept as received.
    texts = {row["line"]: row["rest"] for row in rows.where("kind = 'body'").select("line", "rest").collect()}
    assert all(texts[line] == log[line - 1].decode() for line in texts)


def test_rows_are_those_of_one_process(spark: SparkSession, parquet: str, log: list[bytes]) -> None:
    rows = callbacks(spark.read.parquet(parquet).where("number <= 300"), "body", place="number")
    found = sorted(rows.collect(), key=lambda row: (row["line"], row["index"] or 0))
    batch = pa.RecordBatch.from_arrays([pa.array(log[:300], pa.binary())], ["body"])
    wanted = [row for rows in _engine.rows(batch) for row in rows.to_pylist()]
    assert len(found) == len(wanted)
    for row, of_one in zip(found, wanted, strict=True):
        row = row.asDict(recursive=True)
        for name in set(row) - {"source", "line", "offset", "time", "message_time", "event_time"}:
            assert row[name] == of_one[name], name
        # Spark returns timestamps in its own time zone, without the zone.
        assert (row["time"] is None) == (of_one["time"] is None)
    times = rows.selectExpr("unix_micros(time) AS time").where("time IS NOT NULL").collect()
    micros = [int(row["time"].timestamp() * 1_000_000 + 0.5) for row in wanted if row["time"] is not None]
    assert sorted(row["time"] for row in times) == sorted(micros)


def test_columns_are_kept(spark: SparkSession) -> None:
    df = spark.createDataFrame([("[42, 43]", "a", [1]), (None, "b", [2]), ("[]", "c", [])], "body string, key string, of array<int>")
    rows = callbacks(df, "body", keep=["key", "of"])
    assert sorted((row["kind"], row["key"], tuple(row["of"])) for row in rows.collect()) == [
        ("body", "c", ()),
        ("rejected", "a", (1,)),
        ("rejected", "a", (1,)),
    ]
    with pytest.raises(ValueError, match="`kind` is a column of the result"):
        callbacks(df.withColumnRenamed("key", "kind"), "body", keep=["kind"])


def test_every_column_says_what_it_means() -> None:
    assert all(field.metadata["comment"].endswith(".") for field in schema())


def test_many_rows_of_one_body(spark: SparkSession) -> None:
    df = spark.createDataFrame([("[" + ",".join(["1"] * 50_000) + "]",)], "body string")
    assert callbacks(df, "body").groupBy("kind").count().collect()[0]["count"] == 50_000
