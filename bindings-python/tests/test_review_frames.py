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
from common import refused
from tables import FACT_DATES, GAS_2025, OUTPUTS, Chance, Date, ask, ipc, table_of

from voucher_core._core import review

AS_OF = Date(2025, 9, 30)
DATES = ("month", *FACT_DATES, "assisted_from", "assisted_until", "as_of")


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
    arrow_texts = backed.astype(dict.fromkeys(text, pd.StringDtype("pyarrow")))
    yield "category", arrow_texts.astype(dict.fromkeys(text, "category"))
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
    assert [None if pd.isna(stage) else stage for stage in frame["stage"]] == [row["stage"] for row in expected]
    assert list(frame["status"]) == [row["status"] for row in expected]


DAYS = pd.to_datetime(["2025-09-01", "2025-09-02"])
ZONED = [DAYS.tz_localize(zone) for zone in ("UTC", "Asia/Almaty")]


@pytest.mark.parametrize(
    ("name", "cells", "code"),
    [
        ("account", pl.Series([1, 2]), "not_text"),
        ("asked_on", pl.Series([datetime.datetime(2025, 9, 1)] * 2), "unsupported_type"),
        *((name, DAYS, "unsupported_type") for name in DATES),
        *(("asked_on", days, "unsupported_type") for days in (DAYS.as_unit("ns"), DAYS.as_unit("s"), *ZONED)),
        *(("account", cells, "not_text") for cells in ([12345, 678], [12345, None], pd.array([12345, None], "Int64"))),
        ("region", [71, None], "float_for_int"),
    ],
    ids=lambda value: str(value)[:12],
)
def test_rows_54_62_94_and_95_what_frames_make_of_it(name, cells, code):
    """N24: dates that are times, with and without a zone, numbers and gaps: refused with the fix, never cut off."""
    library = pl if isinstance(cells, pl.Series) else pd
    frame = library.DataFrame({"month": ["2025-09"] * 2} | {name: cells})
    with refused(code, name) as caught:
        review(frame, regulation=GAS_2025, as_of=None if name == "as_of" else AS_OF)
    words = {"not_text": "text", "float_for_int": "uint8", "unsupported_type": "timestamp"}
    assert words[code] in str(caught.value)
    assert "12345" not in str(caught.value)
    if code == "unsupported_type":
        assert "date32" in str(caught.value)
        assert ("zone" in str(caught.value)) == any(cells is days for days in ZONED)


def test_rows_62_and_95_numbers_that_are_taken():
    """Unsigned ones of polars and of pandas, with their gaps."""
    good = pl.DataFrame({"month": ["2025-09", "2025-09"]})
    numbers = {"account": pl.Series([1, None], dtype=pl.UInt64), "region": pl.Series([71, None], dtype=pl.UInt8)}
    gaps = {"region": pd.array([71, None], "UInt8"), "account": ["0012345", None]}
    for each in (good.with_columns(**numbers), pd.DataFrame({"month": ["2025-09"] * 2} | gaps)):
        answers = pa.table(review(each, regulation=GAS_2025, as_of=AS_OF)).to_pylist()
        assert [answer["code"] for answer in answers] == [None, "missing_field"]


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
        "ipc": pa.ipc.open_stream(ipc(arrow)),
        "stream of a table": pa.RecordBatchReader.from_stream(arrow),
        "metadata": arrow.replace_schema_metadata({"pandas": "{}", "iin": "990101600002"}),
    }
    for name, shape in shapes.items():
        assert ask(shape, as_of=as_of) == expected, name
    out = review(arrow, regulation=GAS_2025, as_of=as_of)
    assert pa.RecordBatchReader.from_stream(out).read_all() == pa.table(out)
    assert pa.table(out).validate(full=True) is None


@pytest.mark.parametrize("seed", range(2))
def test_duckdb_in_and_out(seed):
    """A relation goes in, its result as well; out a query over the answer, by a table and by the stream itself."""
    arrow, as_of, expected = table(seed)
    columns = ", ".join(arrow.column_names)
    with duckdb.connect() as connection:
        connection.register("rows", arrow)
        relation = connection.sql(f"select {columns} from rows")
        assert ask(relation, as_of=as_of) == expected
        reader = connection.sql(f"select {columns} from rows").to_arrow_reader(20)
        assert ask(reader, as_of=as_of, threads=2) == expected
        connection.execute(f"create table kept as select {columns} from rows")
        assert ask(connection.table("kept"), as_of=as_of) == expected
        answers = review(arrow, regulation=GAS_2025, as_of=as_of)
        query = "select count(*) filter (where activated), count(*) filter (where status = 'error'), count(*) from {}"
        bad = sum(row["status"] == "error" for row in expected)
        counts = (sum(row["activated"] is True for row in expected), bad, len(expected))
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
        time = connection.sql(months.format("timestamp '2025-09-01' as asked_on"))
        with refused("unsupported_type", "asked_on"):
            review(time, regulation=GAS_2025, as_of=AS_OF)
        with refused("not_text", "account"):
            review(connection.sql(months.format("range as account")), regulation=GAS_2025, as_of=AS_OF)
        taken = connection.sql(months.format("range::ubigint as account"))
        assert len(review(taken, regulation=GAS_2025, as_of=AS_OF)) == 3


def test_row_93_a_polars_column_of_nulls_alone():
    """Row 93: a column of type null, which polars gives a buffer that Arrow does not know, is all nulls."""
    frame = pl.DataFrame({"month": ["2025-09"], "account": [None], "of nobody's concern": [None]})
    answer = pl.DataFrame(review(frame, regulation=GAS_2025, as_of=AS_OF))
    assert answer["status"].to_list() == ["ok"]
