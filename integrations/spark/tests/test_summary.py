"""The summary equals that of a single process, however the log is divided and even if tasks fail."""

from __future__ import annotations

from typing import Any

import pytest
from pyspark.sql import SparkSession
from pyspark.sql import functions as F

from bandwidth_callbacks_spark import summary


@pytest.mark.parametrize("partitions", [1, 2, 7, 64])
@pytest.mark.parametrize("shuffled", [False, True])
def test_divided(spark: SparkSession, parquet: str, whole: dict[str, Any], partitions: int, shuffled: bool) -> None:
    df = spark.read.parquet(parquet)
    df = df.orderBy(F.hash("number")).repartition(partitions) if shuffled else df.repartitionByRange(partitions, "number")
    assert summary(df, "body", place="number") == whole


def test_text_times_and_columns_of_any_name(spark: SparkSession, parquet: str, whole: dict[str, Any]) -> None:
    df = spark.read.parquet(parquet).selectExpr(
        "cast(body AS string) AS `a.body`", "timestamp_seconds(1784000000 + number) AS at"
    )
    found = summary(df, "a.body", place="at")
    assert found["messages"] == whole["messages"]
    assert found["messages"]["late"] > 0
    first = [finding["first"]["line"] // 1_000_000 - 1_784_000_000 for finding in found["findings"]]
    assert first == [finding["first"]["line"] for finding in whole["findings"]]


def test_without_places_late_statuses_are_not_counted(spark: SparkSession, parquet: str, whole: dict[str, Any]) -> None:
    found = summary(spark.read.parquet(parquet), "body")
    assert found["messages"]["late"] is None
    assert all(finding["first"] is None for finding in found["findings"])
    # If a failed message has two codes, the first by place counts; without places, the smaller one.
    leave = {"late", "failed", "outcomeUnknown"}
    assert {k: v for k, v in found["messages"].items() if k not in leave} == {
        k: v for k, v in whole["messages"].items() if k not in leave
    }
    assert found["types"] == whole["types"]


def test_of_nothing(spark: SparkSession) -> None:
    df = spark.createDataFrame([], "body string")
    assert summary(df, "body")["bodies"] == 0
    nulls = spark.createDataFrame([(None,), ("[]",), (None,)], "body string")
    assert summary(nulls, "body")["bodies"] == 1


def test_estimates_within_bounds(spark: SparkSession, parquet: str, whole: dict[str, Any]) -> None:
    found = summary(spark.read.parquet(parquet).repartition(5), "body", place="number", most_messages=2000)
    messages = found["messages"]
    assert messages["oneIn"] > 1 and messages["kept"] <= 2000
    assert abs(messages["sent"] / whole["messages"]["sent"] - 1) < 0.2
    assert found["errorCodes"] == whole["errorCodes"]


def test_misuse(spark: SparkSession) -> None:
    df = spark.createDataFrame([("[]", 1.5)], "body string, number double")
    with pytest.raises(TypeError, match="`number` to be an integer or timestamp column, found double"):
        summary(df, "body", place="number")
    with pytest.raises(TypeError, match="`number` to be a string or binary column, found double"):
        summary(df, "number")
