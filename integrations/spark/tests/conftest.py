"""A log, Spark sessions, and the summary of the log by a single process."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from pyspark.sql import SparkSession

from bandwidth_callbacks_spark import _engine

ROOT = Path(__file__).resolve().parents[3]
# `local[2]`, or `local-cluster[2,1,1024]`, whose executors are processes of their own.
MASTER = os.environ.get("MASTER", "local[2]")


@pytest.fixture(scope="session")
def spark() -> Iterator[SparkSession]:
    os.environ["PYSPARK_PYTHON"] = sys.executable
    session = (
        SparkSession.builder.master(MASTER)
        .config("spark.ui.enabled", "false")
        .config("spark.sql.shuffle.partitions", "4")
        .config("spark.sql.session.timeZone", "America/New_York")
        .config("spark.task.maxFailures", "8")
        .getOrCreate()
    )
    session.sparkContext.setLogLevel("ERROR")
    yield session
    session.stop()


@pytest.fixture(scope="session")
def log(tmp_path_factory: pytest.TempPathFactory) -> list[bytes]:
    """The bodies of a made-up log, one in twenty damaged."""
    path = tmp_path_factory.mktemp("log") / "log.jsonl"
    made = os.environ.get("GENERATE", "cargo run --quiet --locked --package bandwidth-callbacks-logs --example generate --")
    subprocess.run([*made.split(), "6", str(path), "11", "50"], check=True, cwd=ROOT)
    return path.read_bytes().splitlines()


@pytest.fixture(scope="session")
def parquet(log: list[bytes], tmp_path_factory: pytest.TempPathFactory) -> str:
    """The same as a table of bodies and their order."""
    import pyarrow.parquet

    path = str(tmp_path_factory.mktemp("table") / "log.parquet")
    table = pa.table({"body": pa.array(log, pa.binary()), "number": pa.array(range(1, len(log) + 1), pa.int64())})
    pyarrow.parquet.write_table(table, path, row_group_size=2000)
    return path


@pytest.fixture(scope="session")
def whole(log: list[bytes]) -> dict[str, Any]:
    """The summary by a single process."""
    return summarize(log, range(1, len(log) + 1))


def summarize(bodies: list[bytes], numbers: Any) -> dict[str, Any]:
    summary = _engine.Summary()
    arrays = [pa.array(bodies, pa.binary()), pa.array(numbers, pa.int64())]
    summary.add(pa.RecordBatch.from_arrays(arrays, ["body", "place"]))
    report: dict[str, Any] = json.loads(summary.report())
    for finding in report["findings"]:
        finding["first"] = {"line": finding["first"]["line"]}
    return report
