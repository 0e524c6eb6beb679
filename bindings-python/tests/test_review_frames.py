"""Real libraries in and out: polars, pandas, pyarrow, DuckDB (B1; rows 62, 91 to 95)."""

from __future__ import annotations

import datetime
import random
from functools import cache

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from common import wrong_type
from tables import GAS_2025, INPUTS, OUTPUTS, Chance, Date, ask, table_of

from voucher_core._core import review

AS_OF = Date(2025, 9, 30)
DATES = (
    "month",
    "listed_on",
    "asked_on",
    "reminded_on",
    "answered_on",
    "entered_on",
    "assisted_from",
    "assisted_until",
    "as_of",
)


@cache
def chance_of(seed):
    """Rows with every column but the period of assistance, nulls in most, all of text as text."""
    for attempt in range(1000):
        chance = Chance(random.Random(f"{seed} {attempt}"), bad=0.03)
        rows = chance.rows(80)
        text = all(isinstance(next(c for c in (row[n] for row in rows) if c is not None), str)
                   for n in ("region", "answer", "account") if n in rows[0])  # fmt: skip
        if chance.nulls and len(rows[0]) >= 12 and not chance.months_as_text and text and "region" in rows[0]:
            return tuple(rows), chance.as_of
    raise AssertionError


def table(seed=0):
    """The rows as an Arrow table, the day of the question, and the answer to that table."""
    rows, as_of = chance_of(seed)
    arrow = table_of(rows)
    expected = pa.table(review(arrow, regulation=GAS_2025, as_of=as_of)).to_pylist()
    assert {row["status"] for row in expected} == {"ok", "error"}
    return arrow, as_of, expected


TEXT = ("region", "answer", "account")


def polars_frames(arrow):
    """The same table in the ways in which polars holds one."""
    frame = pl.DataFrame(arrow)
    yield "string", frame
    text = [name for name in TEXT if name in frame.columns]
    yield "categorical", frame.with_columns(pl.col(text).cast(pl.Categorical))
    for name in text:
        values = frame[name].drop_nulls().unique().sort().to_list()
        frame_of_enum = frame.with_columns(pl.col(name).cast(pl.Enum([*values, "never used"])))
        yield f"enum {name}", frame_of_enum
    yield "chunks", pl.concat([frame[:7], frame[7:7], frame[7:50], frame[50:]], rechunk=False)
    yield "slice", pl.concat([frame[:3], frame, frame[:5]], rechunk=True)[3 : 3 + len(frame)]
    yield "filter", pl.concat([frame, frame]).with_row_index("n").filter(pl.col("n") < len(frame)).drop("n")
    yield "lazy, collected", frame.lazy().collect()
    yield "struct", frame.to_struct("rows")


@pytest.mark.parametrize("seed", range(2))
def test_polars_in_and_out(seed):
    """Rows 91, 92: texts, categories, enumerations, chunks, slices; out as a frame with categories and dates."""
    arrow, as_of, expected = table(seed)
    for name, frame in polars_frames(arrow):
        for threads in (1, 2):
            out = pl.DataFrame(review(frame, regulation=GAS_2025, as_of=as_of, threads=threads))
            assert out.to_dicts() == expected, name
    assert out.columns == list(OUTPUTS)
    assert out["activated"].dtype == pl.Boolean
    assert out["refusals"].dtype == pl.UInt32
    assert out["earliest"].dtype == pl.Date
    assert out["stage"].cast(pl.String).to_list() == [row["stage"] for row in expected]


def test_polars_lazy_frames_are_named():
    """A `LazyFrame` is no table yet: the fix is said."""
    with wrong_type("not_arrow") as caught:
        review(pl.DataFrame({"month": ["2025-09"]}).lazy(), regulation=GAS_2025, as_of=AS_OF)
    assert "LazyFrame" in str(caught.value)
    assert "collect" in str(caught.value)


def test_polars_series_are_no_tables():
    """A series is one column."""
    with wrong_type("not_a_table"):
        review(pl.Series("month", ["2025-09"]), regulation=GAS_2025, as_of=AS_OF)


def test_polars_numbers_and_times():
    """Row 94, N24: what polars calls Int64 and Datetime is refused, UInt64 and UInt8 are taken."""
    good = pl.DataFrame({"month": ["2025-09", "2025-09"]})
    with wrong_type("not_text", "account"):
        review(good.with_columns(account=pl.Series([1, 2])), regulation=GAS_2025, as_of=AS_OF)
    with wrong_type("unsupported_type", "asked_on") as caught:
        review(
            good.with_columns(asked_on=pl.Series([datetime.datetime(2025, 9, 1)] * 2)),
            regulation=GAS_2025,
            as_of=AS_OF,
        )
    assert "timestamp[us]" in str(caught.value)
    taken = good.with_columns(
        account=pl.Series([1, 2], dtype=pl.UInt64), region=pl.Series([71, 55], dtype=pl.UInt8)
    )
    assert len(review(taken, regulation=GAS_2025, as_of=AS_OF)) == 2


def pandas_frames(arrow):
    """The same table in the ways in which pandas holds one; dates as Arrow's, since pandas has none of its own."""
    backed = arrow.to_pandas(types_mapper=pd.ArrowDtype)
    yield "arrow", backed
    text = [name for name in TEXT if name in backed.columns]
    for storage in ("python", "pyarrow"):
        for missing in (pd.NA, float("nan")):
            dtype = pd.StringDtype(storage, na_value=missing)
            yield f"{storage} {missing}", backed.astype(dict.fromkeys(text, dtype))
    objects = arrow.to_pandas(date_as_object=True)
    for name in text:
        objects[name] = objects[name].astype(object)
    yield "objects", objects
    yield (
        "category",
        backed.astype(dict.fromkeys(text, pd.StringDtype("pyarrow"))).astype(dict.fromkeys(text, "category")),
    )
    flags = [name for name in ("targeted_social", "housing", "account_exists") if name in backed.columns]
    yield "nullable booleans", backed.astype(dict.fromkeys(flags, "boolean"))
    index = [f"row {place}" for place in range(len(backed))]
    yield "an index of texts", backed.set_axis(index, axis=0)
    yield "a slice", pd.concat([backed[:3], backed]).iloc[3:]
    yield "dates and NaN", backed.assign(month=objects["month"])


@pytest.mark.parametrize("seed", range(2))
def test_pandas_in_and_out(seed):
    """Row 91: both back-ends of strings with both missing values, Arrow's types, objects, categories; out as a frame."""
    arrow, as_of, expected = table(seed)
    for name, frame in pandas_frames(arrow):
        out = review(frame, regulation=GAS_2025, as_of=as_of, threads=2)
        assert pa.table(out).to_pylist() == expected, name
    frame = pd.DataFrame.from_arrow(out)
    assert list(frame.columns) == list(OUTPUTS)
    assert len(frame) == len(expected)
    assert [None if pd.isna(stage) else stage for stage in frame["stage"]] == [
        row["stage"] for row in expected
    ]
    assert list(frame["status"]) == [row["status"] for row in expected]


def test_row_94_dates_of_pandas():
    """Row 94: a column of pandas' own dates is a timestamp, with and without a zone: refused with the fix, never cut off."""
    days = pd.to_datetime(["2025-09-01", "2025-09-02"])
    for column in (
        days,
        days.as_unit("ns"),
        days.as_unit("s"),
        days.tz_localize("UTC"),
        days.tz_localize("Asia/Almaty"),
    ):
        for name in DATES:
            frame = pd.DataFrame({"month": ["2025-09", "2025-09"], "account": ["A-1", "A-2"]})
            frame[name] = column
            with wrong_type("unsupported_type", name) as caught:
                review(frame, regulation=GAS_2025, as_of=None if name == "as_of" else AS_OF)
            assert "timestamp" in str(caught.value)
            assert "date32" in str(caught.value)
    assert "zone" in str(caught.value)


def test_rows_62_and_95_gaps_of_pandas():
    """Rows 62, 95: accounts and regions that became integers and floats are refused; their texts are taken."""
    frame = pd.DataFrame({"month": ["2025-09", "2025-09"]})
    for cells in ([12345, 678], [12345, None], [12345.0, 678.0]):
        with wrong_type("not_text", "account") as caught:
            review(frame.assign(account=cells), regulation=GAS_2025, as_of=AS_OF)
        assert "12345" not in str(caught.value)
    with wrong_type("not_text", "account"):
        review(frame.assign(account=pd.array([12345, None], "Int64")), regulation=GAS_2025, as_of=AS_OF)
    with wrong_type("float_for_int", "region"):
        review(frame.assign(region=[71, None]), regulation=GAS_2025, as_of=AS_OF)
    assert (
        len(review(frame.assign(region=pd.array([71, None], "UInt8")), regulation=GAS_2025, as_of=AS_OF)) == 2
    )
    assert len(review(frame.assign(account=["0012345", None]), regulation=GAS_2025, as_of=AS_OF)) == 2


def test_pandas_series_and_indexes_are_no_tables():
    """A series is one column; an index is no Arrow at all or one column."""
    with wrong_type("not_a_table"):
        review(pd.Series(["2025-09"]), regulation=GAS_2025, as_of=AS_OF)


@pytest.mark.parametrize("seed", range(2))
def test_pyarrow_in_and_out(seed):
    """Tables, batches, readers, datasets' scanners by their readers, arrays of structs: the same answers."""
    arrow, as_of, expected = table(seed)
    (batch,) = arrow.combine_chunks().to_batches()
    pieces = arrow.to_batches(max_chunksize=9)
    shapes = {
        "table": arrow,
        "batch": batch,
        "reader": arrow.to_reader(max_chunksize=7),
        "generator": pa.RecordBatchReader.from_batches(arrow.schema, (piece for piece in pieces)),
        "structs": batch.to_struct_array(),
        "chunks of structs": arrow.to_struct_array(),
        "ipc": pa.ipc.open_stream(ipc_of(arrow)),
        "stream of a table": pa.RecordBatchReader.from_stream(arrow),
        "metadata": arrow.replace_schema_metadata({"pandas": "{}", "iin": "990101600002"}),
    }
    for name, shape in shapes.items():
        assert ask(shape, as_of=as_of) == expected, name
    out = review(arrow, regulation=GAS_2025, as_of=as_of)
    assert pa.RecordBatchReader.from_stream(out).read_all() == pa.table(out)
    assert pa.table(out).validate(full=True) is None


def ipc_of(arrow):
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, arrow.schema) as writer:
        writer.write_table(arrow, max_chunksize=13)
    return sink.getvalue()


@pytest.mark.parametrize("seed", range(2))
def test_duckdb_in_and_out(seed):
    """A relation goes in, its result as well; out a query over the answer, by a table and by the stream itself."""
    arrow, as_of, expected = table(seed)
    columns = ", ".join(arrow.column_names)
    with duckdb.connect() as connection:
        connection.register("rows", arrow)
        relation = connection.sql(f"select {columns} from rows")
        assert ask(relation, as_of=as_of) == expected
        assert (
            ask(connection.sql(f"select {columns} from rows").to_arrow_reader(20), as_of=as_of, threads=2)
            == expected
        )
        connection.execute(f"create table kept as select {columns} from rows")
        assert ask(connection.table("kept"), as_of=as_of) == expected
        answers = review(arrow, regulation=GAS_2025, as_of=as_of)
        query = "select count(*) filter (where activated), count(*) filter (where status = 'error'), count(*) from {}"
        counts = (
            sum(row["activated"] is True for row in expected),
            sum(row["status"] == "error" for row in expected),
            len(expected),
        )
        connection.register("by_table", pa.table(answers))
        assert connection.sql(query.format("by_table")).fetchall() == [counts]
        assert connection.sql(query.format("answers")).fetchall() == [counts]
        stages = connection.sql("select stage::varchar, earliest, refusals from by_table").fetchall()
        assert stages == [(row["stage"], row["earliest"], row["refusals"]) for row in expected]


def test_duckdb_enumerations_and_times():
    """Rows 92, 94: an enumeration is text; a timestamp is refused, a date is taken."""
    with duckdb.connect() as connection:
        months = "select date '2025-09-01' as month, {} from range(3)"
        enum = connection.sql(months.format("'71'::enum('10', '71') as region"))
        assert [row["status"] for row in ask(enum, as_of=AS_OF)] == ["ok"] * 3
        with wrong_type("unsupported_type", "asked_on"):
            review(
                connection.sql(months.format("timestamp '2025-09-01' as asked_on")),
                regulation=GAS_2025,
                as_of=AS_OF,
            )
        with wrong_type("not_text", "account"):
            review(connection.sql(months.format("range as account")), regulation=GAS_2025, as_of=AS_OF)
        taken = connection.sql(months.format("range::ubigint as account"))
        assert len(review(taken, regulation=GAS_2025, as_of=AS_OF)) == 3


def test_from_one_library_to_another():
    """An answer stands beside its rows in any library, row by row."""
    arrow, as_of, expected = table()
    answers = review(arrow, regulation=GAS_2025, as_of=as_of)
    both = pl.DataFrame(arrow).hstack(pl.DataFrame(answers).rename({"status": "row_status"}))
    assert both["row_status"].cast(pl.String).to_list() == [row["status"] for row in expected]
    assert set(both.columns) >= {name for name in INPUTS if name in arrow.column_names} | {"stage"}


def test_row_93_a_polars_column_of_nulls_alone():
    """Row 93: a column of type null, which polars gives a buffer that Arrow does not know, is all nulls."""
    frame = pl.DataFrame({"month": ["2025-09"], "account": [None], "of nobody's concern": [None]})
    answer = pl.DataFrame(review(frame, regulation=GAS_2025, as_of=AS_OF))
    assert answer["status"].to_list() == ["ok"]
