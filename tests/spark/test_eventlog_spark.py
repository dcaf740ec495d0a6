"""Does PySpark give the same figures of an event log as all other engines?"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import numpy as np
import pytest
from event_logs import Row, check_alike, check_known, in_pandas, log_of
from pyspark.sql import DataFrame, SparkSession

SCHEMA = "who long, what string, when timestamp, row long, waited double"


@pytest.fixture(scope="module")
def spark() -> Iterator[SparkSession]:
    """Start one Spark in this process, small and silent."""
    builder = SparkSession.builder.master("local[1]")
    for setting, value in (
        ("spark.ui.enabled", "false"),
        ("spark.sql.shuffle.partitions", "1"),
        ("spark.driver.host", "127.0.0.1"),
        ("spark.driver.bindAddress", "127.0.0.1"),
        ("spark.ui.showConsoleProgress", "false"),
        ("spark.sql.session.timeZone", "UTC"),
        # A few hundred rows are sooner interpreted than compiled.
        ("spark.sql.codegen.wholeStage", "false"),
        ("spark.sql.codegen.factoryMode", "NO_CODEGEN"),
        ("spark.sql.adaptive.enabled", "false"),
        ("spark.driver.extraJavaOptions", "-XX:+UseSerialGC -XX:TieredStopAtLevel=1"),
    ):
        builder = builder.config(setting, value)
    session = builder.getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    yield session
    session.stop()


def in_spark(spark: SparkSession, rows: list[Row]) -> DataFrame:
    return spark.createDataFrame(rows, SCHEMA)


def test_figures_are_those_worked_out_by_hand(spark: SparkSession) -> None:
    """Does Spark give the figures that a pencil gives?"""
    check_known(lambda rows: in_spark(spark, rows))


def test_spark_agrees_with_pandas_on_a_random_log(spark: SparkSession) -> None:
    """Are all figures of a few hundred random events with many ties the same as on pandas?"""
    rng = np.random.default_rng(7)
    start = dt.datetime(2026, 1, 1)
    rows: list[Row] = [
        (
            int(rng.integers(1, 40)),
            str(rng.choice(["ad", "till", "收银台", "pick-up", "web"])),
            start + dt.timedelta(hours=int(rng.integers(0, 24 * 120))),
            place,
            None if rng.random() < 0.3 else float(rng.integers(0, 600)) / 10,
        )
        for place in range(400)
    ]
    check_alike(log_of(in_pandas, rows), log_of(lambda some: in_spark(spark, some), rows))
