"""An executor is killed in the middle; the summary is the same. Run with MASTER=local-cluster[2,1,1024]."""

from __future__ import annotations

import os
import signal
import threading
import time
from pathlib import Path
from typing import Any

import pytest
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as F

from bandwidth_callbacks_spark import summary

from conftest import MASTER


def children(process: int) -> list[int]:
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text().rsplit(") ", 1)[1].split()
        except (OSError, IndexError):
            continue
        if int(fields[1]) == process:
            found.append(int(path.parent.name))
    return found


def descendants(process: int) -> list[int]:
    return [one for child in children(process) for one in [child, *descendants(child)]]


def named(words: str) -> list[int]:
    """Child processes whose command contains a string."""
    found = []
    for process in descendants(os.getpid()):
        try:
            command = Path(f"/proc/{process}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
        except OSError:
            continue
        if words in command:
            found.append(process)
    return found


def slowly(df: DataFrame) -> DataFrame:
    """The same bodies with a delay per batch, so that an executor can be killed in between."""

    def wait(batches: Any) -> Any:
        for batch in batches:
            time.sleep(0.2)
            yield batch

    return df.mapInArrow(wait, df.schema)


@pytest.mark.skipif(not MASTER.startswith("local-cluster"), reason="executors are no processes of their own")
@pytest.mark.parametrize("what", ["CoarseGrainedExecutorBackend", "pyspark.daemon"])
def test_killed_in_the_middle(spark: SparkSession, parquet: str, whole: dict[str, Any], what: str) -> None:
    spark.conf.set("spark.sql.execution.arrow.maxRecordsPerBatch", "300")
    killed: list[int] = []

    def kill() -> None:
        time.sleep(2.5)
        for process in named(what)[:1]:
            killed.append(process)
            for one in [process, *(descendants(process) if what == "pyspark.daemon" else [])]:
                os.kill(one, signal.SIGKILL)

    df = slowly(spark.read.parquet(parquet).repartition(12, F.col("number")))
    summary(spark.read.parquet(parquet).limit(10), "body")  # workers are there
    killer = threading.Thread(target=kill)
    killer.start()
    since = time.monotonic()
    found = summary(df, "body", place="number")
    took = time.monotonic() - since
    killer.join()
    spark.conf.unset("spark.sql.execution.arrow.maxRecordsPerBatch")
    assert killed and took > 2.5, f"nothing was killed in {took:.1f} s"
    assert found == whole
