"""`voucher_core.spark` on a real local Spark of several partitions: the answers of one machine, row for row.

Skipped where PySpark or Java is missing; the command that runs all tests has an environment with both.
"""

from __future__ import annotations

import datetime
import os
import random
import re
import shutil
import sys
from collections import Counter
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from common import DATE, GAS_2025, refused
from hypothesis import given, settings
from hypothesis import strategies as st

import voucher_core as vc
from voucher_core._core import review as review_table

pytest.importorskip("pyspark", reason="PySpark is not installed here")
pa = pytest.importorskip("pyarrow")
if shutil.which("java") is None and "JAVA_HOME" not in os.environ:
    pytest.skip("Spark needs Java, and there is none here", allow_module_level=True)

from pyspark.errors import PythonException  # noqa: E402
from pyspark.sql import DataFrame, SparkSession  # noqa: E402
from pyspark.sql import functions as sql  # noqa: E402

from voucher_core import spark as vs  # noqa: E402

# PySpark warns of its own affairs.
pytestmark = pytest.mark.filterwarnings("ignore:::pyspark", "ignore::ResourceWarning")

AS_OF = DATE(2025, 10, 20)

Rules = vc.Regulation | list[vc.Regulation]

#: Five accounts, each in several spellings (N24).
SPELLINGS = [
    *["a-1", "A-1", " a-1", "A-1\t", "\r\n\fa-1 "],
    *["0012345", "0012345 "],
    *["12345", "12345\n"],
    *["b/7", "B/7"],
    *["abcdefghijklmnopqrstuvwxyz012345", "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345"],
]
#: What is no account, though Spark may spell some of it like one.
NO_ACCOUNTS = ["", " ", "\va-1", "ß-1", "ſ-1", "\u00a0a-1", "лс-1", "0" * 33]


@pytest.fixture(scope="module")
def spark() -> Iterator[SparkSession]:
    """Small batches and few, uneven partitions, so that each partition comes in several batches."""
    os.environ["PYSPARK_PYTHON"] = os.environ["PYSPARK_DRIVER_PYTHON"] = sys.executable
    os.environ["SPARK_LOCAL_IP"] = "127.0.0.1"
    settings = {
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        "spark.log.level": "OFF",
        "spark.driver.host": "127.0.0.1",
        # Small work, once: what a compiler could win back is less than it costs.
        "spark.driver.extraJavaOptions": "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC",
        "spark.sql.codegen.wholeStage": "false",
        "spark.default.parallelism": "3",
        "spark.sql.shuffle.partitions": "5",
        "spark.sql.adaptive.coalescePartitions.enabled": "false",
        "spark.sql.execution.arrow.maxRecordsPerBatch": "37",
    }
    if (active := SparkSession.getActiveSession()) is not None:
        active.stop()
    builder = SparkSession.builder.master("local[2]").appName("voucher-core tests")
    for name, value in settings.items():
        builder = builder.config(name, value)
    session = builder.getOrCreate()
    yield session
    session.stop()


def rows(count: int, seed: int) -> list[dict[str, Any]]:
    """Person-months of two months, most of which enter one of few accounts, some with nulls and bad cells."""
    dice = random.Random(seed)

    def perhaps(share: float, value: Any) -> Any:
        return value if dice.random() < share else None

    def row(number: int) -> dict[str, Any]:
        month = dice.choice([9, 9, 10])

        def day(first: int, last: int) -> datetime.date:
            return DATE(2025, month, dice.randint(first, last))

        answered_on = perhaps(0.9, day(5, 8))
        answer = dice.choice(["agree"] * 9 + ["refuse"]) if answered_on else None
        fields = {
            "id": number,
            "month": perhaps(0.99, dice.choice([f"2025-{month:02}"] * 60 + ["2025-9", "сентябрь"])),
            "region": perhaps(0.99, dice.choice(["71", "75", "Астана"] * 30 + ["10", "Nowhere"])),
            "targeted_social": perhaps(0.99, dice.random() < 0.9),
            "housing": perhaps(0.99, dice.random() < 0.3),
            "listed_on": perhaps(0.97, day(1, 3)),
            "asked_on": perhaps(0.97, day(3, 5)),
            "reminded_on": perhaps(0.1, day(10, 20)),
            "answered_on": answered_on,
            "answer": perhaps(0.99, answer),
            "entered_on": perhaps(0.8, day(7, 30)),
            "account": perhaps(0.85, dice.choice(SPELLINGS * 7 + NO_ACCOUNTS)),
            "account_exists": perhaps(0.97, dice.random() < 0.97),
        }
        if number % 97 == 0:
            fields["entered_on"] = DATE(2025, month + 1, 1)
        return fields

    return [row(number) for number in range(count)]


SCHEMA = pa.schema({
    "id": pa.int64(),
    **dict.fromkeys(("month", "region", "answer", "account"), pa.string()),
    **dict.fromkeys(("targeted_social", "housing", "account_exists"), pa.bool_()),
    **dict.fromkeys(("listed_on", "asked_on", "reminded_on", "answered_on", "entered_on"), pa.date32()),
})  # fmt: skip


def table(count: int, seed: int) -> Any:
    return pa.Table.from_pylist(rows(count, seed), schema=SCHEMA)


def plain(answer: Any) -> list[dict[str, Any]]:
    cells: list[dict[str, Any]] = pa.table(answer).to_pylist()
    return cells


def single(data: Any, regulation: Rules = GAS_2025, **how: Any) -> list[dict[str, Any]]:
    """What one machine answers, with the rows' numbers."""
    answers = plain(review_table(data, regulation=regulation, **how))
    return [{"id": number, **row} for number, row in zip(data["id"].to_pylist(), answers, strict=True)]


def many(df: DataFrame, regulation: Rules = GAS_2025, **how: Any) -> list[dict[str, Any]]:
    """What Spark answers, in the order of the rows' numbers."""
    answers = plain(vs.review(df, regulation=regulation, keep=["id"], **how).toArrow())
    return sorted(answers, key=lambda row: row["id"])


def test_every_column_is_read() -> None:
    """A column that Spark did not pass on would be silently absent."""
    text = (Path(__file__).parents[1] / "README.md").read_text(encoding="utf-8")
    section = text[text.index("## What `review` reads") : text.index("## What `review` answers")]
    cells = [row.split("|")[1] for row in section.splitlines() if row.startswith("| `")]
    assert tuple(name for cell in cells for name in re.findall(r"`(\w+)`", cell)) == (*vs.INPUTS, *vs.PEOPLE)


@pytest.mark.parametrize("name", ["iin", "person"])
def test_a_person_who_stands_twice(spark: SparkSession, name: str) -> None:
    """As on one machine, wherever the rows lie; texts, numbers and nulls; with what could not be read before, and bad months."""
    data = table(600, seed=6)
    dice = random.Random(6)
    people = [dice.choice([None, *range(400)]) for _ in range(600)]
    for cells in (pa.array(people, pa.int64()), pa.array([None if who is None else f" {who} " for who in people], pa.string())):
        named = data.append_column(name, cells)
        expected = single(named, as_of=AS_OF)
        codes = [row["code"] for row in expected]
        assert codes.count("duplicate_person") > 100 and codes.count(None) > 50
        assert many(spark.createDataFrame(named), as_of=AS_OF) == expected
    days = pa.array([day or DATE(2025, 9, 1) for day in data["entered_on"].to_pylist()], pa.date32())
    named = named.set_column(named.column_names.index("month"), "month", days).drop_columns(["account"])
    unread = [dice.choice([None, None, "asked_on: not_a_date"]) for _ in people]
    named = named.append_column("unread", pa.array(unread, pa.string()))
    assert many(spark.createDataFrame(named), as_of=AS_OF, partitions=3) == single(named, as_of=AS_OF)


def test_each_month_under_its_regulation(spark: SparkSession) -> None:
    data = table(300, seed=7)
    rules = [GAS_2025, vc.Regulation.gas_2024_12()]
    assert many(spark.createDataFrame(data), rules, as_of=AS_OF) == single(data, rules, as_of=AS_OF)


def test_what_could_not_be_read_is_not_absent(spark: SparkSession) -> None:
    """The column `unread` of `prepare` goes along: a date that nobody could read is no date that is lacking."""
    file = pa.table({"month": ["2025-09"] * 3, "asked_on": ["02.09.2025", "31.09.2025", ""]})
    ready = pa.table(vc.prepare(file)[0]).append_column("id", pa.array(range(3)))
    found = [(row["status"], row["code"], row["field"]) for row in many(spark.createDataFrame(ready), as_of=AS_OF)]
    assert found == [("ok", None, None), ("error", "no_such_day", "asked_on"), ("ok", None, None)]
    assert [row["stage"] for row in single(ready, as_of=AS_OF)] == ["lapsed", None, "lapsed"]


def test_rows_of_several_partitions(spark: SparkSession) -> None:
    """N24, N25: accounts in every spelling, over partitions and batches, with bad rows among them."""
    data = table(2000, seed=1)
    df = spark.createDataFrame(data)
    assert df.rdd.getNumPartitions() == 3
    expected = single(data, as_of=AS_OF)
    used = 1 << list(vc.Refusal).index(vc.Refusal.ACCOUNT_ALREADY_USED)
    # The table says something: vouchers, accounts used by others, all kinds of bad rows.
    assert sum(bool(row["activated"]) for row in expected) > 8
    assert sum(bool((row["refusals"] or 0) & used) for row in expected) > 500
    assert len({row["code"] for row in expected}) == 8

    answers = vs.review(df, regulation=GAS_2025, as_of=AS_OF, keep=["id"])
    assert answers.dtypes == [
        ("id", "bigint"),
        *(("stage", "string"), ("activated", "boolean"), ("refusals", "bigint"), ("earliest", "date")),
        *(("next", "string"), ("status", "string"), ("code", "string"), ("field", "string")),
    ]
    found = answers.withColumn("partition", sql.spark_partition_id()).toArrow().to_pylist()
    sizes = Counter(row.pop("partition") for row in found)
    assert len(sizes) > 2
    assert max(sizes.values()) > 37
    assert sorted(found, key=lambda row: row["id"]) == expected


def test_order_of_rows_decides_between_equal_dates(spark: SparkSession) -> None:
    """Within a month and account the first by date wins, then the first by row: of the sorted DataFrame."""
    consent = {"month": "2025-09", "asked_on": DATE(2025, 9, 3), "answered_on": DATE(2025, 9, 5), "answer": "agree"}
    dice = random.Random(2)
    data = [
        {**consent, "id": number, "account": f" {'aA'[number % 2]}{number % 7}", "entered_on": DATE(2025, 9, day)}
        for number, day in enumerate(dice.choices([8, 9, 10], k=400))
    ]
    dice.shuffle(data)
    shuffled = pa.Table.from_pylist(data)
    inverse = shuffled.sort_by("id")
    for regulation in (GAS_2025, GAS_2025.replace(activations_per_account=3)):
        expected = sorted(single(shuffled, regulation, as_of=AS_OF), key=lambda row: row["id"])
        assert many(spark.createDataFrame(shuffled), regulation, as_of=AS_OF, partitions=4) == expected
        assert sum(row["activated"] for row in expected) == 7 * regulation.activations_per_account
    df = spark.createDataFrame(shuffled).repartition(3, "entered_on").orderBy("id")
    assert many(df, as_of=AS_OF) == single(inverse, as_of=AS_OF)
    assert single(inverse, as_of=AS_OF) != expected


def test_other_types_and_columns(spark: SparkSession) -> None:
    """Days for months, numbers for regions, booleans for answers, periods, a day of the question a row."""
    data = table(700, seed=3)
    dice = random.Random(3)

    def moved(day: datetime.date | None) -> datetime.date | None:
        return day and day.replace(day=dice.randint(1, 28))

    months = [moved(day) for day in data["entered_on"].to_pylist()]
    answers = [day and day.day > 5 for day in data["answered_on"].to_pylist()]
    katos = [dice.choice([71, 75, 10, 9, None]) for _ in months]
    ends = [None, DATE(2025, 8, 31), DATE(2025, 9, 1), DATE(2025, 9, 30)]
    periods = [dice.choice(ends) for _ in months]
    data = data.drop_columns(["targeted_social", "housing", "month", "region", "answer"])
    days = {"month": months, "assisted_from": periods, "assisted_until": periods[::-1], "as_of": list(map(moved, months))}
    for name, cells in days.items():
        data = data.append_column(name, pa.array(cells, pa.date32()))
    data = data.append_column("answer", pa.array(answers, pa.bool_()))
    outputs = ["stage", "next", "refusals", "field"]
    expected = single(data.append_column("region", pa.array(katos, pa.uint8())), outputs=outputs)
    assert len({row["stage"] for row in expected}) > 5
    for of in (pa.int8(), pa.int64()):
        df = spark.createDataFrame(data.append_column("region", pa.array(katos, of)))
        assert many(df, outputs=outputs) == expected
        assert list(vs.review(df, regulation=GAS_2025, outputs=outputs).columns) == list(expected[0])[1:]


def steps(answers: DataFrame, capsys: pytest.CaptureFixture[str]) -> list[str]:
    """What Spark will do, the last first; each by its first word."""
    answers.explain()
    plan = capsys.readouterr().out
    return [step for step in re.findall(r"^[^\w]*(\w+)", plan, re.MULTILINE) if step in STEPS]


STEPS = ("MapInArrow", "Sort", "Exchange")


def test_one_shuffle_and_its_order(spark: SparkSession, capsys: pytest.CaptureFixture[str]) -> None:
    """On one machine a shuffle keeps the order by itself; on many, only the sort that the plan shows does."""
    df = spark.createDataFrame(table(10, seed=5))
    assert steps(vs.review(df, regulation=GAS_2025, as_of=AS_OF), capsys) == list(STEPS)
    df = df.orderBy("id")
    assert steps(vs.review(df, regulation=GAS_2025, as_of=AS_OF), capsys) == [*STEPS, "Sort", "Exchange"]


def test_without_accounts_nothing_is_shuffled(
    spark: SparkSession, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each row has an account of its own, so rows stay where they are."""
    data = table(300, seed=4).drop_columns(["account"])
    df = spark.createDataFrame(data)
    answers = vs.review(df, regulation=GAS_2025, as_of=AS_OF, keep=["id"])
    assert steps(answers, capsys) == ["MapInArrow"]
    assert answers.toArrow().to_pylist() == single(data, as_of=AS_OF)
    assert many(df, as_of=AS_OF, partitions=2) == single(data, as_of=AS_OF)


def test_columns_that_are_kept(spark: SparkSession) -> None:
    """Any name, any type; empty partitions, a column without a type, and rows without any account."""
    df = spark.sql(
        """
        select id as `a.b ``c`, id as month_, 'x' as `MONTH`, timestamp'2025-09-30 23:30:00' as at,
          '2025-09' as month, null as account, named_struct('n', array(id), 'd', 1.50bd) as deep,
          map('k', date'2025-09-29') as m
        from range(0, 50, 1, 4) where id in (3, 4, 44)
        """
    )
    keep = ["deep", "a.b `c", "at", "m", "MONTH", "month", "account"]
    answers = vs.review(df, regulation=GAS_2025, as_of=AS_OF, outputs=["stage"], keep=keep)
    assert answers.columns == [*keep, "stage"]
    places = {"a.b `c": 0, "MONTH": 2, "at": 3, "month": 4, "account": 5, "deep": 6, "m": 7}
    given = {row[0]: [row[places[name]] for name in keep] for row in df.collect()}
    found = {row[1]: list(row) for row in answers.collect()}
    assert found == {number: [*cells, "lapsed"] for number, cells in given.items()}

    empty = vs.review(df.limit(0), regulation=GAS_2025, as_of=AS_OF)
    assert empty.collect() == []


def test_errors_come_at_once_with_their_code(spark: SparkSession) -> None:
    """What no row can change is said before Spark runs anything."""
    df = spark.sql("select '2025-09' as month, '0012345' as account, 1 as id")
    timed = df.withColumn("entered_on", sql.lit(datetime.datetime(2025, 9, 29)))

    for code, field, how in [
        ("missing_column", "month", {"df": df.drop("month")}),
        ("missing_column", "month", {"df": df.select("id")}),
        ("duplicate_column", "account", {"df": df.select("*", "account")}),
        ("excluded_column", "as_of", {"df": df.withColumn("as_of", sql.lit(AS_OF))}),
        ("missing_column", "as_of", {"as_of": None}),
        ("unknown_output", "outputs", {"outputs": ["stages"]}),
        ("missing_column", "ID", {"keep": ["ID"]}),
        ("duplicate_column", "id", {"keep": ["id", "id"]}),
        ("duplicate_column", "stage", {"df": df.withColumn("stage", sql.lit("x")), "keep": ["stage"]}),
        ("unsupported_type", "entered_on", {"df": timed}),
        ("not_text", "account", {"df": df.withColumn("account", sql.lit(12345))}),
        ("unsupported_type", "keep", {"keep": "id"}),
        ("not_an_integer", "partitions", {"partitions": "4"}),
        ("unsupported_type", "df", {"df": pa.table({"month": ["2025-09"]})}),
        ("unsupported_type", "df", {"df": spark.readStream.format("rate").load()}),
    ]:
        with refused(code, field):
            vs.review(**{"df": df, "regulation": GAS_2025, "as_of": AS_OF, **how})


def test_an_error_in_a_worker_names_its_code(spark: SparkSession) -> None:
    """Spark raises its own exception there; its text has our class and code, and no value (N34)."""
    df = spark.sql("select '2025-09' as month, 'CANARY-77' as account")
    # What no caller can bring about: an older library there, say, that does not know the regulation's form.
    how: dict[str, Any] = {"read": {"month": "month"}, "kept": {}, "as_of": AS_OF, "outputs": ["stage"]}
    work = partial(vs._review_partition, **how, regulations=["{}"])
    with pytest.raises(PythonException) as caught:
        df.mapInArrow(work, "stage string").collect()
    with pytest.raises(vc.VoucherError) as here:
        vc.Regulation.from_json("{}")
    text = str(caught.value)
    assert "voucher_core.errors.VoucherError" in text
    assert f"code: {here.value.code}" in text
    assert "CANARY" not in text


@settings(max_examples=30, deadline=None)
@given(st.lists(st.integers(1, 60), max_size=8), st.integers(0, 1000))
def test_a_partition_is_one_call_over_any_batches(lengths: list[int], seed: int) -> None:
    """However a partition is cut into batches, empty ones too, its rows are answered as one table."""
    data = table(sum(lengths), seed)
    batches, start = [], 0
    for length in lengths:
        batches += data.slice(start, length).combine_chunks().to_batches()
        batches.append(pa.RecordBatch.from_pylist([], schema=data.schema))
        start += length
    read = {name: name for name in data.column_names if name != "id"}
    outputs = ["stage", "activated", "refusals"]
    how = {"read": read, "kept": {"id": "id"}, "regulations": [GAS_2025.to_json()], "as_of": AS_OF}
    answers = vs._review_partition(iter(batches), **how, outputs=outputs)
    found = [row for batch in answers for row in batch.to_pylist()]
    assert found == single(data, as_of=AS_OF, outputs=outputs)
