"""Compares the package with `from_json` and the same aggregation, on one log.

    cargo run --release --package bandwidth-callbacks-logs --example generate -- 200 target/log.jsonl 1 0
    python integrations/spark/bench/spark.py target/log.jsonl [RUNS]

MASTER is `local[2]` by default. The log has no damage, because `from_json` keeps nothing of a damaged body.

Counted: bodies, events by type, code, carrier, application, channel and segments, events per minute, latency by type, and
the outcome of each message for each recipient; duplicates count once.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable
from typing import Any

from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as F

from bandwidth_callbacks_spark import callbacks, summary

log, runs = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 3
os.environ["PYSPARK_PYTHON"] = sys.executable
spark = (
    SparkSession.builder.master(os.environ.get("MASTER", "local[2]"))
    .config("spark.ui.enabled", "false")
    .config("spark.ui.showConsoleProgress", "false")
    .config("spark.driver.memory", "3g")
    .config("spark.sql.shuffle.partitions", "4")
    .config("spark.sql.session.timeZone", "UTC")
    .config("spark.sql.execution.arrow.maxRecordsPerBatch", os.environ.get("RECORDS", "10000"))
    .getOrCreate()
)
spark.sparkContext.setLogLevel("ERROR")

MESSAGE = (
    "struct<id: string, owner: string, applicationId: string, time: timestamp, segmentCount: int, direction: string, "
    "to: array<string>, from: string, text: string, media: array<string>, tag: string, priority: string, channel: string>"
)
EVENT = (
    "struct<type: string, time: timestamp, description: string, to: string, errorCode: int, carrierName: string, "
    f"eventTime: timestamp, message: {MESSAGE}>"
)
ORDER = {"message-sending": 1, "message-sent": 2, "message-delivered": 4, "message-failed": 5, "message-read": 6}


def bodies() -> DataFrame:
    return spark.read.text(log)


def ours() -> dict[str, Any]:
    return summary(bodies(), "value")


def read() -> DataFrame:
    events = bodies().select(F.from_json("value", f"array<{EVENT}>").alias("events")).select(F.explode("events").alias("it"))
    return events.select("it.*").where("message.id IS NOT NULL")


def from_json() -> dict[str, Any]:
    """What an expert would write with only Spark: a pass for all counts, one for latency (quantiles are slower next to
    other counts), one for the outcomes of messages."""
    flat = read().select(
        "type",
        "errorCode",
        "carrierName",
        "message.applicationId",
        "message.channel",
        "message.segmentCount",
        F.date_trunc("minute", "time").alias("minute"),
        (F.unix_millis("time") - F.unix_millis("message.time")).alias("wait"),
    )
    flat.createOrReplaceTempView("flat")
    names = ["type", "errorCode", "carrierName", "applicationId", "channel", "segmentCount", "minute"]
    rows = spark.sql(
        f"SELECT grouping_id() AS of, {', '.join(names)}, count(*) AS events "
        f"FROM flat GROUP BY GROUPING SETS ({', '.join(f'({name})' for name in names)})"
    ).collect()
    quantiles = F.percentile_approx("wait", [0.5, 0.9, 0.99], 100)
    flat.groupBy("type").agg(quantiles, F.min("wait"), F.max("wait")).collect()
    types = {row["type"]: row["events"] for row in rows if row["type"] is not None}
    stage = F.create_map(*[F.lit(x) for pair in ORDER.items() for x in pair])[F.col("type")]
    # With two codes, the outcome of a message is unknown.
    stage = F.when(F.col("errorCode").isin(4702, 5630, 9902, 9999), F.lit(3)).otherwise(stage)
    sent = read().select("type", "message.id", "to", F.coalesce(stage, F.lit(0)).alias("stage"), "errorCode")
    last = sent.groupBy("id", "to").agg(
        F.max("stage").alias("stage"),
        F.count("*").alias("events"),
        F.countDistinct("stage").alias("stages"),
        F.min_by("errorCode", F.when(F.col("stage") == 5, 0).otherwise(1)).alias("code"),
    )
    outcomes = last.groupBy("stage", "code").agg(F.count("*"), F.sum(F.col("events") - F.col("stages"))).collect()
    messages = {
        "sent": sum(row[2] for row in outcomes if row[0] > 0),
        "received": sum(row[2] for row in outcomes if row[0] == 0),
        "delivered": sum(row[2] for row in outcomes if row[0] == 4),
        "duplicates": sum(row[3] for row in outcomes),
    }
    return {"types": types, "messages": messages}


def one_pass() -> dict[str, Any]:
    """Only the counts by type and code: mostly the cost of reading with `from_json`."""
    rows = read().groupBy("type", "errorCode").agg(F.count("*"), F.min("time"), F.max("message.time")).collect()
    return {"groups": len(rows)}


def rows() -> dict[str, Any]:
    made = callbacks(bodies(), "value").groupBy("type", "error_code").agg(F.count("*"), F.min("time"), F.max("message_time"))
    return {"groups": len(made.collect())}


def clock(what: Callable[[], dict[str, Any]]) -> tuple[float, dict[str, Any]]:
    best, found = float("inf"), {}
    for _ in range(runs):
        since = time.perf_counter()
        found = what()
        best = min(best, time.perf_counter() - since)
    return best, found


summary(bodies().limit(1000), "value")  # so that workers are there
(own, report), (other, counts) = clock(ours), clock(from_json)
assert counts["types"] == {it["type"]: it["events"] for it in report["types"]}, "events are counted otherwise"
for name, count in counts["messages"].items():
    assert count == report["messages"][name], f"{name} are counted otherwise"
(own_rows, _), (other_rows, _) = clock(rows), clock(one_pass)
size = os.path.getsize(log) / 1e6
print(json.dumps({"MB": round(size), "master": spark.sparkContext.master, "spark": spark.version, "runs": runs}))
print(f"summary:                {own:7.2f} s  {size / own:6.0f} MB/s")
print(f"from_json, the same:    {other:7.2f} s  {size / other:6.0f} MB/s   ratio {own / other:.2f} (target 0.7)")
print(f"callbacks, two counts:  {own_rows:7.2f} s  {size / own_rows:6.0f} MB/s")
print(f"from_json, two counts:  {other_rows:7.2f} s  {size / other_rows:6.0f} MB/s   ratio {own_rows / other_rows:.2f}")
spark.stop()
