"""What a review takes and refuses: types, nulls, dictionaries, slices, streams (rows 54, 62, 87 to 101)."""

from __future__ import annotations

import itertools
import mmap
import random

import numpy as np
import pyarrow as pa
import pytest
from common import refused, wrong_type
from producer import STRANGE, Producer
from tables import (
    DATE32,
    GAS_2025,
    INPUTS,
    Chance,
    Date,
    ask,
    chunked,
    good_rows,
    ledger_answers,
    shifted,
    table_of,
)

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


def test_row_93_every_column_of_type_null():
    """All columns of type `null`: each row is bad for the want of a month, and `as_of` counts as there."""
    names = [name for name in INPUTS if not name.startswith("assisted")]
    answers = ask(pa.table({name: pa.nulls(5) for name in names}))
    assert [(answer["field"], answer["code"]) for answer in answers] == [("month", "missing_field")] * 5


# Text.

TEXTS = ("month", "region", "answer", "account")


def texts_of(column):
    """A column of text in every layout that there is."""
    column = column.combine_chunks()
    for type_ in TEXTS_IN_ARROW:
        yield str(type_), column.cast(type_)
    for keys in (
        pa.int8(),
        pa.int16(),
        pa.int32(),
        pa.int64(),
        pa.uint8(),
        pa.uint16(),
        pa.uint32(),
        pa.uint64(),
    ):
        encoded = column.dictionary_encode()
        yield f"keys {keys}", pa.DictionaryArray.from_arrays(encoded.indices.cast(keys), encoded.dictionary)
    for values in (pa.large_string(), pa.string_view()):
        encoded = column.dictionary_encode()
        yield (
            f"values {values}",
            pa.DictionaryArray.from_arrays(encoded.indices, encoded.dictionary.cast(values)),
        )
    # Texts in another order, each twice, nulls inside, some that are no value of the column and never used.
    encoded = column.dictionary_encode()
    texts = encoded.dictionary.to_pylist()
    odd = [None, "=unused", *reversed(texts), *texts, None, ""]
    last = len(texts) + 1
    place = [0 if index is None else last - index if row % 2 else last + 1 + index
             for row, index in enumerate(encoded.indices.to_pylist())]  # fmt: skip
    yield "null in the dictionary", pa.DictionaryArray.from_arrays(pa.array(place, pa.int16()), pa.array(odd))
    mask = np.array([index is None for index in encoded.indices.to_pylist()])
    yield "both nulls", pa.DictionaryArray.from_arrays(pa.array(place, pa.int32(), mask=mask), pa.array(odd))


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
    keys = pa.nulls(3, pa.int8())
    dictionaries = [pa.array([], pa.string()), pa.array([None], pa.string())]
    columns = [pa.DictionaryArray.from_arrays(keys, values) for values in dictionaries]
    columns.append(pa.DictionaryArray.from_arrays(pa.array([0, 0, 0], pa.int8()), dictionaries[1]))
    for name, code in [("region", "missing_field"), ("month", "missing_field"), ("account", "missing_field")]:
        for column in columns:
            answers = ask(with_column(name, column), as_of=AS_OF)
            assert [(answer["field"], answer["code"]) for answer in answers] == [(name, code)] * 3


def test_keys_under_nulls_are_not_read():
    """A key under a null may be any number, and the value under a null of any column is not looked at."""
    keys = pa.Array.from_buffers(
        pa.int32(), 3, [pa.py_buffer(b"\x02"), pa.py_buffer(np.array([-7, 0, 2**31 - 1], "int32").tobytes())]
    )
    column = pa.DictionaryArray.from_arrays(keys, pa.array(["A-1"]), safe=False)
    answers = ask(with_column("account", column), as_of=AS_OF)
    assert [answer["code"] for answer in answers] == ["missing_field", None, "missing_field"]
    # KATO 71 under a null, and a number of no region.
    for number in (71, 1):
        kato = pa.Array.from_buffers(
            pa.uint8(), 2, [pa.py_buffer(b"\x02"), pa.py_buffer(bytes([number, 71]))]
        )
        answers = ask(with_column("region", kato), as_of=AS_OF)
        assert [answer["code"] for answer in answers] == ["missing_field", None]
    days = pa.Array.from_buffers(
        DATE32, 2, [pa.py_buffer(b"\x02"), pa.py_buffer(np.array([-(2**31), 20332], "int32").tobytes())]
    )
    assert [answer["code"] for answer in ask(with_column("reminded_on", days), as_of=AS_OF)] == [None, None]
    assert [answer["code"] for answer in ask(with_column("month", days), as_of=AS_OF)] == [
        "missing_field",
        None,
    ]


# Numbers for accounts and regions.


@pytest.mark.parametrize("type_", [pa.uint64(), pa.uint32()], ids=str)
def test_unsigned_numbers_are_accounts_of_your_own(type_):
    """Keys of the caller's own: equal numbers share, 0 and the largest are numbers, a null is none."""
    most = 2**type_.bit_width - 1
    column = pa.array([0, most, 0, None, most - 1, most], type_)
    table = with_column("account", column)
    answers = ask(table, as_of=AS_OF)
    assert [answer["activated"] for answer in answers] == [True, True, False, None, True, False]


def test_every_kato_number():
    """N33: each of the 256 numbers is the region of its text, or none."""
    numbers = list(range(256))
    texts = pa.array([f"{number:02}" for number in numbers])
    by_number = ask(with_column("region", pa.array(numbers, pa.uint8())), as_of=AS_OF)
    assert by_number == ask(with_column("region", texts), as_of=AS_OF)
    known = {int(region) for region in vc.Region}
    assert [answer["status"] == "ok" for answer in by_number] == [number in known for number in numbers]
    activated = {number for number, answer in zip(numbers, by_number, strict=True) if answer["activated"]}
    assert activated == {int(region) for region in GAS_2025.regions}


@pytest.mark.parametrize("type_", [pa.int32(), pa.int64(), pa.uint32(), pa.uint64()], ids=str)
def test_numbers_of_regions_are_those_of_their_texts(type_):
    """N33: KATO codes of two digits and of nine, as numbers of any width that has room; a sign makes no region."""
    numbers = [71, 710000000, 101010000, 999999999, 99999999, 256 + 71, 1000000071]
    numbers += [] if pa.types.is_unsigned_integer(type_) else [-71, -710000000]
    texts = pa.array([str(number) for number in numbers])
    by_number = ask(with_column("region", pa.array(numbers, type_)), as_of=AS_OF)
    assert by_number == ask(with_column("region", texts), as_of=AS_OF)
    assert [answer["status"] for answer in by_number[:4]] == ["ok", "ok", "ok", "error"]
    assert all(answer["code"] == "unknown_region" for answer in by_number[3:])


# Types that are refused.

TEXTS_IN_ARROW = (pa.string(), pa.large_string(), pa.string_view())
TEXTS_OR_NULLS = (*TEXTS_IN_ARROW, pa.dictionary(pa.int8(), pa.null()))

WHOLE = [getattr(pa, f"{sign}int{width}")() for sign in ("", "u") for width in (8, 16, 32, 64)]

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


def refusing(name, column):
    """A table whose one odd column is this, with what the column needs beside it."""
    return with_column(name, column), {"as_of": None} if name == "as_of" else {}


@pytest.mark.parametrize("name", INPUTS)
def test_rows_94_and_100_types_that_are_refused(name):
    """Each type that a column does not take is refused for the whole table, with the column and what to do."""
    for strange in STRANGE.values():
        table, arguments = refusing(name, strange)
        if strange.type in [*TAKEN[name], pa.null()]:
            review_of(table, **arguments)
            continue
        with pytest.raises(vc.WrongType) as caught:
            review_of(table, **arguments)
        error, number = caught.value, pa.types.is_integer(strange.type) or pa.types.is_floating(strange.type)
        codes = {"unsupported_type"}
        if name == "account":
            # A number has lost its zeros; for what can be no account at all either name is right.
            codes = {"not_text"} if number else {"not_text", "unsupported_type"}
        elif name == "region" and pa.types.is_floating(strange.type):
            codes = {"float_for_int"}
        assert (error.field, error.code in codes) == (name, True), (strange.type, error.code)
        assert name in str(error)
        assert any(word in str(error) for word in ("cast", "give", "read")), error


@pytest.mark.parametrize("name", INPUTS)
def test_row_100_extension_types(name):
    """An extension type is refused, also one over a type that is taken: what it means is not known."""
    extension = pa.opaque(next(iter(TAKEN[name])), "kind", "vendor")
    table, arguments = refusing(name, pa.ExtensionArray.from_storage(extension, pa.nulls(3, extension.storage_type)))
    with pytest.raises(vc.WrongType) as caught:
        review_of(table, **arguments)
    assert caught.value.field == name
    assert caught.value.code in ("unsupported_type", "not_text")


def test_row_94_words_of_a_refused_date():
    """What came is named in Arrow's words, and the fix."""
    for name, words in [
        ("timestamp[us]", "timestamp[us]"),
        ("timestamp[ns, tz=Asia/Almaty]", "timestamp[ns]"),
        ("date64[ms]", "date64"),
        ("double", "double"),
        ("list<item: null>", "list"),
        ("run-end encoded", "run-end encoded"),
    ]:
        with wrong_type("unsupported_type", "entered_on") as caught:
            review_of(with_column("entered_on", STRANGE[name]))
        assert words in str(caught.value)
        assert "date32" in str(caught.value)


@pytest.mark.parametrize("type_", [pa.int64(), pa.float64(), pa.int32(), pa.uint16()], ids=str)
def test_rows_54_and_62_accounts_as_numbers(type_):
    """N24: a number has lost its leading zeros: refused with the fix, and not with the number (N34)."""
    column = pa.array([12345, 0]).cast(type_)
    with wrong_type("not_text", "account") as caught:
        review_of(with_column("account", column))
    assert "text" in str(caught.value)
    assert "12345" not in str(caught.value)


def test_row_95_regions_as_floats():
    """KATO numbers that became floats for the want of a cell: `float_for_int`, with the fix."""
    with wrong_type("float_for_int", "region") as caught:
        review_of(with_column("region", pa.array([71.0, None])))
    assert "uint8" in str(caught.value)


def test_types_are_refused_without_rows():
    """The type is refused whether or not there are rows."""
    schema = pa.schema([("month", pa.timestamp("us"))])
    for table in (schema.empty_table(), pa.RecordBatchReader.from_batches(schema, [])):
        with wrong_type("unsupported_type", "month"):
            review_of(table)


# What is no table.


class OfCapsules:
    """Whatever it is given, as a stream or an array."""

    def __init__(self, stream=None, array=None):
        if stream is not None:
            self.__dict__["__arrow_c_stream__"] = lambda requested_schema=None: stream
        if array is not None:
            self.__dict__["__arrow_c_array__"] = lambda requested_schema=None: array


@pytest.mark.parametrize(
    "value", [[], [{"month": "2025-09"}], {"month": ["2025-09"]}, None, 5, "990101600002", object()], ids=type
)
def test_what_is_not_arrow(value):
    """`not_arrow` names the kind of what came and what would do, and not the value."""
    with wrong_type("not_arrow") as caught:
        review_of(value)
    assert type(value).__name__ in str(caught.value)
    silent(caught)


def test_what_is_not_a_table():
    """One column alone is no table: `not_a_table`."""
    for value in (
        pa.array(["990101600002"]),
        pa.chunked_array([["990101600002"]]),
        pa.array([Date(2025, 9, 1)]),
        pa.array([[1]]),
        pa.nulls(2),
    ):
        with wrong_type("not_a_table") as caught:
            review_of(value)
        silent(caught)


def test_an_array_of_structs_is_a_table():
    """An array of structs is a table, unless one of them is null as a whole."""
    table, as_of = some(5)
    structs = table.combine_chunks().to_struct_array().combine_chunks()
    assert ask(structs, as_of=as_of) == ask(table, as_of=as_of)
    assert ask(pa.chunked_array([structs.slice(0, 7), structs.slice(7)]), as_of=as_of) == ask(
        table, as_of=as_of
    )
    holed = pa.array([{"month": "2025-09"}, None])
    with wrong_type("not_a_table"):
        review_of(holed)
    assert len(review_of(holed.slice(0, 1))) == 1


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
    for value in (
        (5, "990101600002", schema)
        if what == "stream"
        else (5, (5, 5), (array, schema), (schema,), [schema, array])
    ):
        held = OfCapsules(stream=value) if what == "stream" else OfCapsules(array=value)
        with refused("stream_failed") as caught:
            review_of(held)
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


def test_pieces_come_in_the_order_of_rows():
    """More rows than are worked on at once, in one batch: row by row the same as in many, on any threads."""
    rows = 270_000
    month = np.where(np.arange(rows) % 3 == 0, 20332, 20362).astype("int32")
    month[np.arange(rows) % 100_003 == 7] = -(10**6)
    table = pa.table(
        {"month": pa.array(month).cast(DATE32), "account": pa.array(np.arange(rows, dtype=np.uint64))}
    )
    names = ["stage", "status", "earliest"]
    first = pa.table(review_of(table, outputs=names)).combine_chunks()
    bad = np.nonzero(first["status"].to_numpy() == "error")[0]
    assert bad.tolist() == list(range(7, rows, 100_003))
    august_and_september = first["earliest"].is_null().to_numpy()
    assert august_and_september.sum() > 0
    batches = pa.Table.from_batches(table.to_batches(max_chunksize=70_000))
    for shape, threads in ((table, 3), (batches, 2)):
        assert pa.table(review_of(shape, outputs=names, threads=threads)).combine_chunks() == first
    with pytest.raises(vc.RowErrors) as caught:
        review_of(batches, strict=True, threads=2)
    assert [row.row for row in caught.value.rows] == bad.tolist()
