"""What a review takes and refuses: types, nulls, dictionaries, slices, streams (rows 54, 62, 87 to 101)."""

from __future__ import annotations

import itertools
import mmap
import random

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from common import refused
from producer import STRANGE, OfCapsules, Producer
from tables import (
    DATE32, GAS_2025, INPUTS, WHOLE, Chance, Date, ask, chunked, good_rows, ledger_answers, shifted, table_of,
)  # fmt: skip

import voucher_core as vc
from voucher_core._core import review

AS_OF = Date(2025, 9, 30)
CANARIES = ("990101600002", "0987654321")
"""Values that no text of an error may repeat (N34)."""


def some(seed, number=40, bad=0.05):
    """A table at random and the day of the question."""
    chance = Chance(random.Random(seed), bad=bad)
    return table_of(chance.rows(number)), chance.as_of


def with_column(name, column):
    """Good rows and this column, in the place of one of that name, if any."""
    table = good_rows(len(column))
    if name in table.column_names:
        return table.set_column(table.column_names.index(name), name, column)
    return table.append_column(name, column)


def review_of(table, **arguments):
    return review(table, regulation=GAS_2025, **({"as_of": AS_OF} | arguments))


def silent(caught):
    """An error's texts hold no canary, its causes included."""
    error = caught.value
    while error is not None:
        assert not any(canary in f"{error} {error!r} {error.args}" for canary in CANARIES)
        error = error.__cause__ or error.__context__


# Empty and null.


@pytest.mark.parametrize("threads", [1, 3])
def test_row_87_empty_tables(threads):
    """No rows, no batches, batches of no rows, slices of none: an empty answer with the columns of any other."""
    schema = pa.schema(
        [("month", DATE32), ("account", pa.string()), ("region", pa.dictionary(pa.int8(), pa.string()))]
    )
    batch = pa.RecordBatch.from_pylist([], schema)
    full = pa.table(review_of(good_rows(1))).schema
    for table in (
        schema.empty_table(),
        pa.Table.from_batches([], schema),
        pa.RecordBatchReader.from_batches(schema, []),
        pa.RecordBatchReader.from_batches(schema, [batch, batch]),
        batch,
        good_rows(0),
        *(good_rows(9).slice(offset, 0) for offset in (1, 9)),
        pa.table({"month": pa.nulls(0)}),
    ):
        answer = review_of(table, threads=threads)
        assert len(answer) == pa.table(answer).num_rows == 0
        assert pa.table(answer).schema == full
    for table in (pa.table({}), pa.RecordBatch.from_struct_array(pa.array([{}] * 3, pa.struct([])))):
        with refused("missing_column", "month"):
            review_of(table)


@pytest.mark.parametrize("offset", range(1, 10))
def test_rows_89_and_90_slices_equal_copies(offset):
    """Text, booleans and validity at offsets 1 to 9, of lengths around a byte and a word: the same as a copy."""
    table, as_of = some(f"slice {offset}", 150)
    table = table.combine_chunks()
    for length in (1, 7, 8, 9, 63, 64, 65, 127, 128, 129):
        part = table.slice(offset, length)
        copy = pa.table(
            {name: pa.array(part[name].to_pylist(), part[name].type) for name in part.column_names}
        )
        expected = ask(copy, as_of=as_of)
        assert ask(part, as_of=as_of) == expected
        (batch,) = part.to_batches()
        assert ask(batch, as_of=as_of) == expected
        structs = table.to_struct_array().combine_chunks()
        assert ask(structs.slice(offset, length), as_of=as_of) == expected
        assert ask(table.slice(1).slice(offset - 1, length), as_of=as_of) == expected


@pytest.mark.parametrize("name", [name for name in INPUTS if name != "as_of"])
def test_row_93_a_column_of_type_null(name):
    """A column of type `null` is all nulls of the type that is wanted, column by column."""
    rows = [
        {
            "month": Date(2025, 9, 1), "asked_on": Date(2025, 9, 1), "answered_on": Date(2025, 9, 2), "answer": "agree",
            "entered_on": Date(2025, 9, 7), "account": f"A-{place}", name: None,
        }
        for place in range(70)
    ]  # fmt: skip
    typed = table_of(rows, types={"answer": pa.string(), "account": pa.string()})
    null = typed.set_column(typed.column_names.index(name), name, pa.nulls(70))
    assert null.schema.field(name).type == pa.null()
    expected = ledger_answers(GAS_2025, rows, AS_OF)
    assert ask(null, as_of=AS_OF) == ask(typed, as_of=AS_OF) == expected
    assert ask(chunked(null, random.Random(4)), as_of=AS_OF, threads=2) == expected


# Text.

TEXTS = ("month", "region", "answer", "account")
TEXTS_IN_ARROW = (pa.string(), pa.large_string(), pa.string_view())


def texts_of(column):
    """A column of text in every layout that there is."""
    column = column.combine_chunks()
    encoded, of = column.dictionary_encode(), pa.DictionaryArray.from_arrays
    for type_ in TEXTS_IN_ARROW:
        yield str(type_), column.cast(type_)
        yield f"values {type_}", of(encoded.indices, encoded.dictionary.cast(type_))
    for keys in WHOLE:
        yield f"keys {keys}", of(encoded.indices.cast(keys), encoded.dictionary)
    # Texts in another order, each twice, nulls inside, some that are no value of the column and never used.
    texts = encoded.dictionary.to_pylist()
    odd = [None, "=unused", *reversed(texts), *texts, None, ""]
    last = len(texts) + 1
    place = [0 if index is None else last - index if row % 2 else last + 1 + index
             for row, index in enumerate(encoded.indices.to_pylist())]  # fmt: skip
    yield "null in the dictionary", of(pa.array(place, pa.int16()), pa.array(odd))
    mask = np.array([index is None for index in encoded.indices.to_pylist()])
    yield "both nulls", of(pa.array(place, pa.int32(), mask=mask), pa.array(odd))


def text_table():
    """150 rows whose four columns of text are text, with nulls and bad cells."""
    for seed in itertools.count():
        chance = Chance(random.Random(f"text {seed}"), bad=0.05)
        rows = chance.rows(90)
        table = table_of(rows)
        if chance.nulls and all(name in rows[0] and table[name].type == pa.string() for name in TEXTS):
            return table, chance.as_of
    raise AssertionError


@pytest.mark.parametrize("name", TEXTS)
def test_rows_91_and_92_every_layout_of_text(name):
    """`string`, `large_string`, `string_view`, dictionaries of any keys, with nulls and strangers inside: the same answers."""
    table, as_of = text_table()
    expected = ask(table, as_of=as_of)
    place = table.column_names.index(name)
    for layout, column in texts_of(table[name]):
        other = table.set_column(place, name, column)
        assert ask(other, as_of=as_of) == expected, layout
        assert ask(shifted(other, 3), as_of=as_of) == expected, layout
        assert ask(chunked(other, random.Random(1)), as_of=as_of, threads=2) == expected, layout


def test_a_dictionary_of_nothing():
    """An empty dictionary, a dictionary of nulls and one of type `null` are all nulls."""
    keys = [pa.nulls(3, pa.int8()), pa.nulls(3, pa.int8()), pa.array([0, 0, 0], pa.int8())]
    dictionaries = [pa.array([], pa.string()), *[pa.array([None], pa.string())] * 2]
    for column, name in itertools.product(
        map(pa.DictionaryArray.from_arrays, keys, dictionaries), ("region", "month", "account")
    ):
        answers = ask(with_column(name, column), as_of=AS_OF)
        assert [(answer["field"], answer["code"]) for answer in answers] == [(name, "missing_field")] * 3


def under_null(type_, value, good):
    """A column of a null, with this value left behind it, and of a good cell."""
    cells = np.array([value, good], type_.to_pandas_dtype())
    return pa.Array.from_buffers(type_, 2, [pa.py_buffer(b"\x02"), pa.py_buffer(cells.tobytes())])


def test_what_stands_under_a_null_is_not_read():
    """Be it a key of no text, a number of no region, or a day of no calendar."""
    texts = [
        pa.DictionaryArray.from_arrays(under_null(pa.int32(), key, 0), pa.array(["A-1"]), safe=False)
        for key in (-7, 2**31 - 1)
    ]
    days = under_null(pa.int32(), -(2**31), 20332).view(DATE32)
    for name, column, code in [
        *(("account", text, "missing_field") for text in texts),
        *(("region", under_null(pa.uint8(), number, 71), "missing_field") for number in (71, 1)),
        ("reminded_on", days, None),
        ("month", days, "missing_field"),
    ]:
        assert [answer["code"] for answer in ask(with_column(name, column), as_of=AS_OF)] == [code, None]


# Numbers for accounts and regions.


@pytest.mark.parametrize("type_", [pa.uint64(), pa.uint32()], ids=str)
def test_unsigned_numbers_are_accounts_of_your_own(type_):
    """Keys of the caller's own: equal numbers share, 0 and the largest are numbers, a null is none."""
    most = 2**type_.bit_width - 1
    column = pa.array([0, most, 0, None, most - 1, most], type_)
    table = with_column("account", column)
    answers = ask(table, as_of=AS_OF)
    assert [answer["activated"] for answer in answers] == [True, True, False, None, True, False]


@pytest.mark.parametrize("type_", WHOLE, ids=str)
def test_b13_numbers_of_regions_are_those_of_their_texts(type_):
    """N33: KATO codes of two digits and of nine, of any width; no other number becomes one, by its low byte or its sign."""
    nine = [710000000, 101010000, 999999999, 99999999, 1000000071]
    numbers = [*range(-100, 256), 256 + 71, 71 - 256, *nine, *(-number for number in nine)]
    bounds = np.iinfo(str(type_))
    numbers = [number for number in numbers if bounds.min <= number <= bounds.max]
    texts = pa.array([*(f"{number:02}" for number in numbers), None])
    answers = ask(with_column("region", pa.array([*numbers, None], type_)), as_of=AS_OF)
    assert answers == ask(with_column("region", texts), as_of=AS_OF)
    known = {int(region) for region in vc.Region} | {710000000, 101010000}
    codes = [None if number in known else "unknown_region" for number in numbers]
    assert [answer["code"] for answer in answers] == [*codes, "missing_field"]
    activated = {number for number, answer in zip(numbers, answers, strict=False) if answer["activated"]}
    assert {number for number in activated if number < 256} == {int(region) for region in GAS_2025.regions}


# Types that are refused.

TEXTS_OR_NULLS = (*TEXTS_IN_ARROW, pa.dictionary(pa.int8(), pa.null()))

TAKEN = {
    **{name: {DATE32} for name in INPUTS},
    "month": {DATE32, *TEXTS_OR_NULLS},
    "region": {*WHOLE, *TEXTS_OR_NULLS},
    "targeted_social": {pa.bool_()},
    "housing": {pa.bool_()},
    "account_exists": {pa.bool_()},
    "answer": {pa.bool_(), *TEXTS_OR_NULLS},
    "account": {pa.uint64(), pa.uint32(), *TEXTS_OR_NULLS},
}
"""The types that a column takes, beside `null` and dictionaries of text; one of nulls is one."""


WORDS = {
    "timestamp[us]": "timestamp[us]",
    "timestamp[ns, tz=Asia/Almaty]": "timestamp[ns]",
    "date64[ms]": "date64",
    "double": "double",
    "list<item: null>": "list",
    "run-end encoded": "run-end encoded",
}
"""What came in the place of a date, in Arrow's words."""


def refusing(name, column):
    """A table whose one odd column is this, with what the column needs beside it."""
    return with_column(name, column), {"as_of": None} if name == "as_of" else {}


@pytest.mark.parametrize("name", INPUTS)
def test_rows_94_and_100_types_that_are_refused(name):
    """Each type that a column does not take is refused for the whole table, with or without rows, and what to do is said.

    So is an extension type over a type that is taken: what it means is not known.
    """
    storage = next(iter(TAKEN[name]))
    opaque = pa.ExtensionArray.from_storage(pa.opaque(storage, "kind", "vendor"), pa.nulls(3, storage))
    for what, strange in [*STRANGE.items(), ("over a type that is taken", opaque)]:
        table, arguments = refusing(name, strange)
        if strange.type in [*TAKEN[name], pa.null()]:
            review_of(table, **arguments)
            continue
        number = pa.types.is_integer(strange.type) or pa.types.is_floating(strange.type)
        codes = {"unsupported_type"}
        if name == "account":
            # A number has lost its zeros; for what can be no account at all either name is right.
            codes = {"not_text"} if number else {"not_text", "unsupported_type"}
        elif name == "region" and pa.types.is_floating(strange.type):
            codes = {"float_for_int"}
        for shape in (table, pa.RecordBatchReader.from_batches(table.schema, [])):
            with pytest.raises(vc.WrongType) as caught:
                review_of(shape, **arguments)
            error = caught.value
            assert (error.field, error.code in codes) == (name, True), (strange.type, error.code)
            assert name in str(error)
            assert any(word in str(error) for word in ("cast", "give", "read")), error
            if what in WORDS and TAKEN[name] == {DATE32}:
                assert "date32" in str(error) and WORDS[what] in str(error)


# What is no table.


@pytest.mark.parametrize(
    ("value", "code", "words"),
    [
        *((value, "not_arrow", type(value).__name__) for value in ([], [{"month": "2025-09"}], {"month": ["2025-09"]})),
        *((value, "not_arrow", type(value).__name__) for value in (None, 5, "990101600002", object())),
        (pl.LazyFrame({"month": ["2025-09"]}), "not_arrow", "LazyFrame"),
        (pl.LazyFrame({"month": ["2025-09"]}), "not_arrow", "collect"),
        *((series(["990101600002"]), "not_a_table", "") for series in (pl.Series, pd.Series, pa.array)),
        *((pa.array(cells), "not_a_table", "") for cells in ([Date(2025, 9, 1)], [[1]], [None])),
        (pa.chunked_array([["990101600002"]]), "not_a_table", ""),
        # One of the structs is null as a whole.
        (pa.array([{"month": "2025-09"}, None]), "not_a_table", ""),
    ],
    ids=lambda value: type(value).__name__,
)
def test_what_is_no_table(value, code, words):
    """The kind of what came is named, and what would do, and not the value; one column alone is no table."""
    with refused(code) as caught:
        review_of(value)
    assert words in str(caught.value)
    silent(caught)


def test_structs_beside_a_null_one_are_a_table():
    assert len(review_of(pa.array([{"month": "2025-09"}, None]).slice(0, 1))) == 1


def test_row_101_a_capsule_used_twice():
    """A capsule is moved out once; the second use is an error and no crash."""
    table = good_rows(3)
    stream = OfCapsules(stream=table.__arrow_c_stream__())
    array = OfCapsules(array=table.to_batches()[0].__arrow_c_array__())
    for held in (stream, array):
        assert len(review_of(held)) == 3
        for _ in range(2):
            with refused("stream_failed"):
                review_of(held)


def test_row_101_a_reader_used_twice():
    """A reader is read to its end by the first review: nothing is left for a second, and nothing crashes."""
    reader = good_rows(3).to_reader()
    assert len(review_of(reader)) == 3
    assert len(review_of(reader)) == 0


@pytest.mark.parametrize("what", ["stream", "array"])
def test_capsules_that_are_none(what):
    """What is no capsule, or a capsule of another kind, is `stream_failed` and no crash."""
    schema, array = good_rows(1).to_batches()[0].__arrow_c_array__()
    odd = {"stream": (5, "990101600002", schema), "array": (5, (5, 5), (array, schema), (schema,), [schema, array])}
    for value in odd[what]:
        with refused("stream_failed") as caught:
            review_of(OfCapsules(**{what: value}))
        silent(caught)


def test_a_method_that_raises():
    """What the object itself raises is the caller's own and comes through."""

    class Raises:
        def __arrow_c_stream__(self, requested_schema=None):
            raise LookupError("of the caller")

    with pytest.raises(LookupError, match="of the caller"):
        review_of(Raises())


def test_streams_are_let_go():
    """A stream is released also where nothing of it is read."""
    producer = Producer(pa.schema([("iin", pa.string())]), [])
    with refused("missing_column", "month"):
        review_of(producer)
    assert (producer.asked, producer.released) == (0, 1)


def test_answers_outlive_their_input():
    """An answer holds nothing of the input, and what is exported holds nothing of the answer's object."""
    table, as_of = some(9)
    expected = ask(table, as_of=as_of)
    answer = review_of(pa.Table.from_pylist(table.to_pylist(), table.schema), as_of=as_of)
    stream = pa.RecordBatchReader.from_stream(answer)
    del answer
    assert stream.read_all().to_pylist() == expected


# Size.


def test_row_99_text_beyond_two_gibibytes():
    """Text that begins beyond 2³¹ bytes of one array is read where it stands: no 32-bit index."""
    start = 2**31 + 10
    try:
        memory = mmap.mmap(-1, start + 16)
    except OSError:
        pytest.skip("no room for addresses")
    texts = [b"71", b"79", b"55"]
    memory[start : start + 6] = b"".join(texts)
    offsets = np.array([start, start + 2, start + 4, start + 6], "int64")
    buffers = [None, pa.py_buffer(offsets.tobytes()), pa.py_buffer(memory)]
    column = pa.LargeStringArray.from_buffers(3, buffers[1], buffers[2])
    answers = ask(with_column("region", column), as_of=AS_OF)
    assert [answer["activated"] for answer in answers] == [True, True, False]
    answers = ask(with_column("account", column), as_of=AS_OF)
    assert [answer["activated"] for answer in answers] == [True, True, True]
