"""The border of Arrow: what stands beside the columns that are read, and sources that end, fail or are odd (F9 to F12, F16)."""

from __future__ import annotations

import datetime
import decimal
import itertools
import threading
from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np
import polars as pl
import pyarrow as pa
import pytest
from common import refused
from producer import STRANGE, Array, OfCapsules, Producer, columns
from tables import DATE32, GAS_2025, WHOLE, Date, ask, good_rows

import voucher_core as vc

AS_OF = Date(2025, 9, 30)
RECEIPT = {"volume_m3": pa.array(["10"] * 3), "price": pa.array(["30.5"] * 3), "activated": pa.array([False] * 3)}

METERS, BITS = pa.table({**RECEIPT, "region": ["71"] * 3}), pa.table({"refusals": pa.array([0, 1, None], pa.uint32())})

#: Each function over tables, and a table that it takes.
FUNCTIONS: dict[str, tuple[Callable[..., vc.Table], pa.Table]] = {
    "review": (partial(vc.review, regulation=GAS_2025, as_of=AS_OF), good_rows(3)),
    "compare": (partial(vc.compare, regulations=[GAS_2025], as_of=AS_OF), good_rows(3)),
    "counts": (partial(vc.counts, regulation=GAS_2025, as_of=AS_OF), good_rows(3)),
    "due_actions": (partial(vc.due_actions, regulation=GAS_2025, on=AS_OF), good_rows(3)),
    "potential_recipients": (partial(vc.potential_recipients, regulation=GAS_2025), good_rows(3)),
    "receipts": (partial(vc.receipts, regulation=GAS_2025), METERS),
    "refusal_lists": (vc.refusal_lists, BITS),
    "refusal_flags": (vc.refusal_flags, BITS),
}


#: The ways by which a table comes in.
WAYS: dict[str, Callable[[pa.Table], Any]] = {
    "stream": lambda table: table,
    "array": lambda table: OfCapsules(array=table.combine_chunks().to_batches()[0].__arrow_c_array__()),
    "reader": lambda table: table.to_reader(),
    "batches in Python": lambda table: pa.RecordBatchReader.from_batches(table.schema, iter(table.to_batches())),
}


@pytest.mark.parametrize("function", FUNCTIONS)
def test_no_rows_and_no_table(function: str) -> None:
    """Of every function: no rows have the columns of any; what is no table, and what are no rules, is refused by its kind."""
    call, plain = FUNCTIONS[function]
    full = pa.table(call(plain)).schema
    for table in (plain.slice(0, 0), pa.RecordBatchReader.from_batches(plain.schema, [])):
        answer = call(table)
        assert (len(answer), pa.table(answer).schema) == (0, full)
    with refused("not_arrow"):
        call([{"month": "2025-09"}])
    if not function.startswith("refusal"):
        with refused("not_a_table"):
            call(pa.array([Date(2025, 9, 1)]))
    if function not in ("compare", "refusal_lists", "refusal_flags"):
        with refused("unsupported_type", "regulation"):
            call(plain, regulation="gas-2025-08")


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("function", FUNCTIONS)
def test_f9_what_nobody_reads(function: str, way: str) -> None:
    """F9: beside the columns that are read there may be one of any type, and metadata of any bytes."""
    call, plain = FUNCTIONS[function]
    expected = pa.table(call(plain)).to_pylist()
    for name, strange in STRANGE.items():
        table = plain.append_column("other", strange)
        table = table.append_column(pa.field("\N{SNOWMAN}", strange.type, metadata={b"\xff": b"\xfe"}), strange)
        table = table.replace_schema_metadata({b"\xff\xfe": b"\x80", b"pandas": b"\xff"})
        assert pa.table(call(WAYS[way](table))).to_pylist() == expected, name


@pytest.mark.parametrize("function", FUNCTIONS)
def test_f9_what_polars_makes_and_nobody_reads(function: str) -> None:
    """F9: polars' own types are among them, also those that no other library knows."""
    call, plain = FUNCTIONS[function]
    expected = pa.table(call(plain)).to_pylist()
    values: dict[Any, list[Any]] = {
        pl.Int128: [1, None, -(2**100)],
        pl.UInt128: [1, None, 2**100],
        pl.Float16: [1.0, None, 2.0],
        pl.Decimal(38, 4): [decimal.Decimal("1.25"), None, None],
        pl.Categorical: ["a", None, "b"],
        pl.Enum(["a", "b"]): ["a", None, "b"],
        pl.List(pl.Null): [[None], [], None],
        pl.List(pl.Struct({"a": pl.Null})): [[{"a": None}], [], None],
        pl.Array(pl.Int8, 2): [[1, 2], None, [3, 4]],
        pl.Struct({"a": pl.Null, "b": pl.List(pl.Null)}): [{"a": None, "b": [None]}, None, None],
        pl.Time: [datetime.time(1), None, None],
        pl.Duration: [datetime.timedelta(1), None, None],
        pl.Datetime("ms", "Asia/Almaty"): [datetime.datetime(2025, 9, 1, tzinfo=datetime.UTC), None, None],
        pl.Binary: [b"\xff", None, b""],
        pl.Null: [None, None, None],
    }
    for type_, cells in values.items():
        frame = pl.DataFrame(plain).with_columns(pl.Series("other", cells, type_))
        assert pa.table(call(frame)).to_pylist() == expected, type_


@pytest.mark.parametrize("way", WAYS)
def test_f9_what_is_handed_on(way: str) -> None:
    """F9: a column that is kept comes out as it came, of any type; metadata that is no text is lost."""
    for name, strange in STRANGE.items():
        table = good_rows(3).append_column("other", strange)
        table = table.append_column(pa.field("odd", strange.type, metadata={b"\xff": b"\xfe"}), strange)
        reviewed = vc.review(WAYS[way](table), regulation=GAS_2025, as_of=AS_OF, keep=["other", "odd"])
        for answer in (pa.table(reviewed), pa.table(vc.known_by(WAYS[way](table), AS_OF))):
            kind = pa.int8() if name == "extension" else strange.type
            assert (answer["other"].type, answer["other"].to_pylist()) == (kind, strange.to_pylist()), name
            assert answer["odd"].to_pylist() == strange.to_pylist(), name
    of_polars, day = pl.lit(1, pl.Int128), pl.lit(AS_OF)
    frame = pl.DataFrame(good_rows(3)).with_columns(other=of_polars, reminded_on=day)
    for call, field, words in (
        (lambda: vc.review(frame, regulation=GAS_2025, as_of=AS_OF, keep=["other"]), "other", ""),
        (lambda: vc.known_by(frame, AS_OF), "other", ""),
        (
            lambda: vc.review(frame.with_columns(reminded_on=of_polars), regulation=GAS_2025, as_of=AS_OF),
            "reminded_on",
            "cast to date32",
        ),
    ):
        with refused("unsupported_type", field, match=words):
            call()


def test_f9_metadata_of_a_column_that_is_read() -> None:
    """F9: no metadata is read but the name of an extension, which stands in metadata of any bytes."""
    (month, *others) = good_rows(3).schema
    metadata = {b"\xff": b"\xff", b"": b"", b"PARQUET:field_id": b"1"}
    schema = pa.schema([month.with_metadata(metadata), *others])
    expected = ask(good_rows(3), as_of=AS_OF)
    assert ask(good_rows(3).cast(schema), as_of=AS_OF) == expected
    schema = pa.schema([month.with_metadata({**metadata, b"ARROW:extension:name": b"a.b"}), *others])
    with refused("unsupported_type", "month") as caught:
        ask(pa.table(good_rows(3).columns, schema=schema), as_of=AS_OF)
    assert "extension type a.b" in str(caught.value)


@pytest.mark.parametrize("threads", [1, 4])
@pytest.mark.parametrize("batches", [0, 1, 2, 5])
@pytest.mark.parametrize("function", FUNCTIONS)
def test_f11_a_stream_is_asked_until_it_ends(function: str, batches: int, threads: int) -> None:
    """F11: it is asked once for each batch and once for the end, and what it would say then is not its concern."""
    call, plain = FUNCTIONS[function]
    if function in ("review", "compare"):
        call = partial(call, threads=threads)
    (batch,) = plain.to_batches()
    producer = Producer(batch.schema, [batch] * batches)
    expected = pa.table(call(pa.Table.from_batches([batch] * batches, batch.schema))).to_pylist()
    assert pa.table(call(producer)).to_pylist() == expected
    assert (producer.asked, producer.released) == (batches + 1, 1)


def without_buffers(array: Array) -> None:
    """Takes every buffer away, of the columns and their dictionaries too."""
    for place in range(array.n_buffers):
        array.buffers[place] = None
    for column in columns(array):
        without_buffers(column)
    if array.dictionary:
        without_buffers(array.dictionary.contents)


def dictionaries(rows: int) -> pa.Table:
    """Good rows whose texts are dictionaries, views and large texts."""
    table = good_rows(rows)
    account = pa.array([str(row) for row in range(rows)])
    for name, column in {
        "month": pa.array(["2025-09"] * rows).dictionary_encode(),
        "account": account.dictionary_encode(),
        "region": pa.array(["71"] * rows).cast(pa.string_view()),
    }.items():
        place = table.schema.get_field_index(name)
        table = table.append_column(name, column) if place < 0 else table.set_column(place, name, column)
    return table


@pytest.mark.parametrize("make", [good_rows, dictionaries], ids=["plain", "dictionaries"])
@pytest.mark.parametrize("order", list(itertools.product([0, 3], repeat=3)), ids=str)
def test_f12_empty_batches_without_buffers(make: Callable[[int], pa.Table], order: tuple[int, ...]) -> None:
    """F12: an empty batch is empty, whatever buffers it lacks, before, between and after full ones."""
    full = make(3).combine_chunks()
    batches = [batch for rows in order for batch in full.slice(0, rows).to_batches() or [empty(full)]]

    def change(place: int, array: Array) -> None:
        if array.length == 0:
            without_buffers(array)

    expected = ask(full, as_of=AS_OF) * order.count(3)
    answers = ask(Producer(full.schema, batches, change), as_of=AS_OF)
    stages = [answer["stage"] for answer in answers]
    # Rows that come twice share their accounts: the first of each wins.
    assert [answer["status"] for answer in answers] == ["ok"] * len(expected)
    if order.count(3) == 1:
        assert answers == expected, stages


def empty(table: pa.Table) -> pa.RecordBatch:
    return pa.RecordBatch.from_arrays([column.combine_chunks().slice(0, 0) for column in table.columns], table.column_names)


def test_f12_an_empty_dictionary_without_buffers() -> None:
    """F12: keys that are all null need no dictionary."""
    table = dictionaries(3)
    account = pa.DictionaryArray.from_arrays(pa.array([None] * 3, pa.int32()), pa.array([], pa.string()))
    place = table.schema.get_field_index("account")
    table = table.set_column(place, "account", account).drop_columns("entered_on")
    place = table.schema.get_field_index("account")

    def change(number: int, array: Array) -> None:
        without_buffers(array.children[place].contents.dictionary.contents)

    (batch,) = table.combine_chunks().to_batches()
    expected = ask(table, as_of=AS_OF)
    assert ask(Producer(table.schema, [batch], change), as_of=AS_OF) == expected


@pytest.mark.parametrize("what", ["length", "offset", "children", "a short column", "an empty column"])
def test_a_producer_that_breaks_the_format(what: str) -> None:
    """Lengths below zero, columns that are missing or short: an error and no crash."""
    (batch,) = good_rows(3).to_batches()

    def change(place: int, array: Array) -> None:
        if what == "children":
            array.n_children = 0
        elif what.endswith("column"):
            array.children[1].contents.length = 2 if what == "a short column" else 0
        else:
            setattr(array, what, -1)

    with refused("stream_failed"):
        ask(Producer(batch.schema, [batch], change), as_of=AS_OF)


def test_a_stream_that_was_moved_out() -> None:
    """Arrow's C stream interface: a stream without `release` is gone, so none of its functions is called."""
    (batch,) = good_rows(3).to_batches()
    producer = Producer(batch.schema, [batch])
    capsule = producer.__arrow_c_stream__()
    producer.moved()

    with refused("stream_failed"):
        vc.review(OfCapsules(stream=capsule), regulation=GAS_2025, as_of=AS_OF)
    assert (producer.schemas, producer.asked, producer.released) == (0, 0, 0)


class Stopped(BaseException):
    """No `Exception`: nothing but what is meant for it may catch it."""


def failing(error: BaseException, batches: int) -> pa.RecordBatchReader:
    """A reader in Python that raises after so many batches of three rows."""
    (batch,) = good_rows(3).to_batches()

    def read() -> Any:
        for _ in range(batches):
            yield batch
        raise error

    return pa.RecordBatchReader.from_batches(batch.schema, read())


OVER_ROWS = [name for name in FUNCTIONS if not name.startswith("refusal") and name != "receipts"]


@pytest.mark.parametrize("batches", [0, 1, 2, 3, 10])
@pytest.mark.parametrize("function", OVER_ROWS)
def test_f16_a_source_that_fails(function: str, batches: int) -> None:
    """F16: how many rows had come, and as the cause what a reader in Python raised itself, or the words of a stream in C."""
    error = ValueError("cannot parse 990101600002")
    (batch,) = good_rows(3).to_batches()
    producer = Producer(batch.schema, [batch] * batches, fails=b"the disk is gone")
    causes = []
    for source in (failing(error, batches), producer):
        with refused("stream_failed") as caught:
            FUNCTIONS[function][0](source)
        assert str(caught.value) == f"the Arrow stream failed after {3 * batches} rows"
        causes.append(caught.value.__cause__)
    assert causes[0] is error
    assert isinstance(causes[1], OSError) and causes[1].strerror == "the disk is gone"
    assert producer.asked == batches + 1


@pytest.mark.parametrize("threads", [1, 2, 8])
@pytest.mark.parametrize("batches", [0, 2, 10])
@pytest.mark.parametrize("error", [KeyboardInterrupt(), KeyboardInterrupt("why"), SystemExit(3), Stopped("x")], ids=repr)
def test_f16_what_is_no_exception_passes_through(error: BaseException, batches: int, threads: int) -> None:
    """F16: Ctrl-C in the code of a reader arrives as itself."""
    with pytest.raises(type(error)) as caught:
        vc.review(failing(error, batches), regulation=GAS_2025, as_of=AS_OF, threads=threads)
    assert caught.value is error


@pytest.mark.parametrize("error", [KeyboardInterrupt(), SystemExit(3), SystemExit("words")], ids=repr)
def test_f16_what_is_no_exception_behind_a_stream_in_c(error: BaseException) -> None:
    """F16: also where the reader hides behind a stream in C, which hands on no more than words."""
    with pytest.raises(type(error)) as caught:
        vc.review(OfCapsules(stream=failing(error, 3).__arrow_c_stream__()), regulation=GAS_2025, as_of=AS_OF)
    assert caught.value.args == error.args


def exchanged() -> pa.Table:
    """The rows with the names of two columns of dates exchanged."""
    rows, names = good_rows(3), {"asked_on": "answered_on", "answered_on": "asked_on"}
    return rows.rename_columns([names.get(name, name) for name in rows.schema.names])


@pytest.mark.parametrize("other", [pa.table({"month": pa.array([1.5])}), exchanged()], ids=["type", "names"])
def test_f16_a_reader_of_other_columns_than_it_says(other: pa.Table) -> None:
    """What a reader hands over is looked at, batch by batch."""

    class Liar:
        schema = good_rows(3).schema

        def __init__(self) -> None:
            self.batches = iter([*good_rows(3).to_batches(), *other.to_batches()])

        def __arrow_c_stream__(self, requested_schema: object | None = None) -> object:
            raise AssertionError("it is an iterator")

        def __iter__(self) -> Liar:
            return self

        def __next__(self) -> pa.RecordBatch:
            return next(self.batches)

    with refused("stream_failed") as caught:
        vc.review(Liar(), regulation=GAS_2025, as_of=AS_OF)
    assert "after 3 rows" in str(caught.value)


def test_f16_a_reader_is_asked_by_the_thread_that_called() -> None:
    """A reader over what belongs to a thread, as a connection of SQLite does, is asked by no other."""
    (batch,) = good_rows(64, np.arange(64, dtype=np.uint64)).to_batches()
    asked = set()

    def read() -> Any:
        for _ in range(200):
            asked.add(threading.get_ident())
            yield batch

    reader = pa.RecordBatchReader.from_batches(batch.schema, read())
    vc.review(reader, regulation=GAS_2025, as_of=AS_OF, threads=8)
    assert asked == {threading.get_ident()}


class TestDictionaries:
    """F10: what many batches share is read once, and each answer is that of plain text."""

    def batches(self, dictionaries: list[list[str | None]], order: list[int], rows: int) -> pa.Table:
        """Batches of so many rows over these dictionaries, in this order, sharing their memory."""
        values, of = [pa.array(texts, pa.string()) for texts in dictionaries], pa.DictionaryArray.from_arrays
        answers, days = pa.array(["agree", "refuse"]), itertools.cycle(range(7, 30))
        made = []
        for number, which in enumerate(order):
            keys = pa.array([(number * 7 + row * 3) % len(values[which]) for row in range(rows)], pa.int32())
            entered = pa.array([Date(2025, 9, next(days)) for _ in range(rows)], DATE32)
            table = good_rows(rows).set_column(3, "answer", of(pa.array([0] * rows, pa.int8()), answers))
            table = table.set_column(4, "entered_on", entered).append_column("account", of(keys, values[which]))
            made += table.to_batches()
        return pa.Table.from_batches(made)

    @pytest.mark.parametrize("threads", [1, 3])
    @pytest.mark.parametrize("rows", [1, 5, 40, 100])
    @pytest.mark.parametrize("order", [[0] * 12, [0, 1] * 6, [0, 0, 0, 1, 1, 1, 2, 0, 2, 1]], ids=str)
    def test_f10_answers(self, order: list[int], rows: int, threads: int) -> None:
        """F10: shared, alternating and changing dictionaries, smaller and larger than their batches."""
        texts: list[str | None] = [*(f"A-{number}" for number in range(30)), None, "", "x" * 33, *map(str, range(20))]
        table = self.batches([texts, texts[::-1], texts[:10]], order, rows)
        plain = table.set_column(5, "account", table["account"].cast(pa.string()))
        expected = ask(plain, as_of=AS_OF)
        assert {answer["status"] for answer in expected} <= {"ok", "error"}
        assert ask(table, as_of=AS_OF, threads=threads) == expected

    @pytest.mark.parametrize("rows", [2, 5, 50])
    def test_f10_a_dictionary_is_read_once(self, rows: int) -> None:
        """F10: once it was read whole, nobody looks at the texts again, whatever batches come with it."""
        texts = ["11111", "22222", "33333", "44444", "55555"]
        memory = bytearray("".join(texts), "ascii")
        offsets = pa.py_buffer(np.arange(0, 26, 5, dtype=np.int32).tobytes())
        values = pa.StringArray.from_buffers(5, offsets, pa.py_buffer(memory))
        month = pa.array([Date(2025, 9, 1)] * rows, DATE32)
        entered = pa.array([Date(2025, 9, 7)] * rows, DATE32)
        keys = pa.array([row % 5 for row in range(rows)], pa.int32())
        batch = pa.record_batch({
            "month": month, "entered_on": entered, "account": pa.DictionaryArray.from_arrays(keys, values)
        })  # fmt: skip

        def read() -> Any:
            for number in range(20):
                yield batch
                if number == 3:
                    # No producer may do so: it shows who looks.
                    memory[:] = b"!" * len(memory)

        reader = pa.RecordBatchReader.from_batches(batch.schema, read())
        answers = ask(reader, as_of=AS_OF)
        assert {answer["code"] for answer in answers} == {None}


@pytest.mark.parametrize("number", WHOLE, ids=str)
def test_a_column_that_is_read_is_kept_as_it_came(number: pa.DataType) -> None:
    """`keep` names columns of any type, of those that are read too: regions are numbers of whichever width."""
    table = pa.table({"month": ["2025-09"] * 3, "region": pa.array([71, 10, None], number)})
    calls = (
        vc.review(table, regulation=GAS_2025, as_of=AS_OF, keep=["region"]),
        vc.due_actions(table, regulation=GAS_2025, on=AS_OF, keep=["region"]),
    )
    reviewed, due = (pa.table(answer)["region"] for answer in calls)
    assert reviewed.combine_chunks().equals(table["region"].combine_chunks())
    assert due.type == number and due.null_count < len(due) and set(due.to_pylist()) <= {71, 10, None}
