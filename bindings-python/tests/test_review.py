"""What a review says: absent columns, the day of the question, the columns of the answer, bad rows (rows 97, 98, 102)."""

from __future__ import annotations

import itertools
import random

import pyarrow as pa
import pytest
from common import refused
from tables import (
    DATE32, FACT_DATES, GAS_2025, INPUTS, OUTPUTS, Chance, Date, arrow_type, ask, bad_answer, chunked, fault, ipc, table_of,
)  # fmt: skip

import voucher_core as vc
from voucher_core._core import review
from voucher_core.testing.strategies._hostile import CATALOGUE, NOT_DATES

AS_OF = Date(2025, 9, 30)
GOOD = {
    "month": Date(2025, 9, 1), "region": "71", "targeted_social": True, "housing": True, "listed_on": Date(2025, 9, 1),
    "asked_on": Date(2025, 9, 1), "reminded_on": Date(2025, 9, 8), "answered_on": Date(2025, 9, 9), "answer": "agree",
    "entered_on": Date(2025, 9, 10), "account": "0012345", "account_exists": True,
}  # fmt: skip
"""A row with every column but the period of assistance and the day of the question; it activates."""

PERIOD = {"assisted_from": Date(2025, 1, 1), "assisted_until": Date(2025, 12, 31)}


def one(row, regulation=GAS_2025, as_of=AS_OF):
    """The answer to a table of one row."""
    (answer,) = ask(table_of([row]), regulation, as_of=as_of)
    return answer


def without(*columns, **cells):
    """The good row without these columns, and with other cells."""
    return {**{name: cell for name, cell in GOOD.items() if name not in columns}, **cells}


# The columns of the answer.


def test_types_of_the_answer():
    """The answer's columns, their order and types; statuses are never null; texts are the enums' codes, whole lists of them."""
    table = pa.table(review(table_of([GOOD]), regulation=GAS_2025, as_of=AS_OF)).combine_chunks()
    coded = pa.dictionary(pa.int8(), pa.string())
    assert table.schema.names == list(OUTPUTS)
    assert table.schema.types == [coded, pa.bool_(), pa.uint32(), DATE32, coded, coded, coded, coded]
    assert [field.nullable for field in table.schema] == [name != "status" for name in OUTPUTS]
    assert [*table.to_pylist()[0].values()] == ["activated", True, 0, None, "done", "ok", None, None]
    for name, members in {"stage": vc.Stage, "next": vc.Step, "status": ["ok", "error"]}.items():
        assert table[name].chunk(0).dictionary.to_pylist() == [str(member) for member in members]


@pytest.mark.parametrize("number", range(len(OUTPUTS) + 1))
def test_every_subset_of_outputs(number):
    """`outputs` chooses columns, named in whatever order and however often; the answer keeps its own order and values."""
    chance = Chance(random.Random(3), bad=0.2)
    table = table_of(chance.rows(10))
    whole = pa.table(review(table, regulation=GAS_2025, as_of=chance.as_of))
    for names in itertools.combinations(OUTPUTS, number):
        part = review(table, regulation=GAS_2025, as_of=chance.as_of, outputs=[*reversed(names), *names[:1]])
        assert (part.column_names, part.num_columns, len(part)) == (list(names), number, 10)
        assert pa.table(part).num_columns == 0 or pa.table(part) == whole.select(names)


@pytest.mark.parametrize(
    ("outputs", "code"),
    [
        *((["stage", name], "unknown_output") for name in ("", "Stage", "stage ", "990101600002")),
        (["\ud800"], "not_utf8"),
        *((outputs, "not_text") for outputs in ("stage", 5, [5], [None])),
    ],
    ids=ascii,
)
def test_what_names_no_outputs(outputs, code):
    """An unknown one gets the names that there are, and not what came (N34)."""
    with refused(code, "outputs") as caught:
        review(table_of([GOOD]), regulation=GAS_2025, as_of=AS_OF, outputs=outputs)
    assert code != "unknown_output" or "earliest" in str(caught.value)
    assert "990101600002" not in str(caught.value)


def test_the_answer_as_an_object():
    """A `Table` knows its shape, can be read again and again, and says nothing of its rows in its repr (N34)."""
    table = review(table_of([GOOD] * 3), regulation=GAS_2025, as_of=AS_OF)
    assert (len(table), table.num_columns, tuple(table.column_names)) == (3, 8, OUTPUTS)
    assert pa.table(table) == pa.table(table)
    assert pa.schema(table) == pa.table(table).schema
    assert pa.RecordBatchReader.from_stream(table).read_all() == pa.table(table)
    assert "3 rows" in repr(table)
    with refused("missing_column", "month"):
        review(table, regulation=GAS_2025, as_of=AS_OF)


def test_the_answer_as_text():
    """`str` says what the columns hold, a line each, as the HTML of a long table does; a column of `keep` shows nothing."""
    table = review(table_of([GOOD, GOOD, without(month=None)]), regulation=GAS_2025, as_of=AS_OF, keep=["account"])
    first, *lines = str(table).split("\n")
    held = dict(line.split(" | ") for line in lines)
    assert (first, list(held)) == ("3 rows", ["account", *OUTPUTS])
    assert held["account"] == "•••" and held["stage"] == "activated: 1, expired: 1, null: 1"
    assert held["status"] == "error: 1, ok: 2" and held["code"] == "missing_field: 1, null: 2"
    assert held["earliest"] == "2025-10-07 – 2025-10-07, null: 2"
    assert str(review(table_of([GOOD]), regulation=GAS_2025, as_of=AS_OF, outputs=["activated"])) == "1 row\nactivated | true: 1"


def test_row_68_html_holds_nothing_of_the_input():
    """N34: the HTML form of an answer has no tag and no value of the input, whatever stands there."""
    rows = [
        without(region="<script>alert(1)</script>", account="990101600002"),
        without(account="<b>0012345</b>"),
    ]
    table = review(table_of(rows), regulation=GAS_2025, as_of=AS_OF)
    for text in (repr(table), table._repr_html_()):
        assert not any(part in text for part in ("script", "990101600002", "0012345", "<b>"))


# The call's arguments.


def test_as_of_is_an_argument_or_a_column():
    """Given once: the argument and a column that says the same give the same answers, on every day."""
    for as_of in (Date(1, 1, 1), Date(2025, 8, 31), Date(2025, 9, 9), AS_OF, Date(9999, 12, 31)):
        for row in (GOOD, without(entered_on=None), without(answered_on=None, answer=None)):
            assert one({**row, "as_of": as_of}, as_of=None) == one(row, as_of=as_of), as_of
    with refused("excluded_column", "as_of"):
        one({**GOOD, "as_of": AS_OF})
    with refused("missing_column", "as_of"):
        one(GOOD, as_of=None)


@pytest.mark.parametrize(
    ("argument", "value", "code"),
    [
        *(("as_of", day, "not_a_date") for day in NOT_DATES),
        *(("threads", number, "not_an_integer") for number in (True, 1.0, "2")),
        ("threads", -1, "negative"),
        *(("threads", number, "too_large") for number in (2**31, 2**70)),
    ],
    ids=str,
)
def test_arguments_of_a_wrong_type(argument, value, code):
    """N1, N2: the day is exactly a `date`; `threads` is a whole number, and no boolean."""
    with refused(code, argument):
        review(table_of([GOOD]), **{"regulation": GAS_2025, "as_of": AS_OF, argument: value})


# Columns by name.


def test_row_97_order_of_columns_and_others():
    """Columns are found by name: each order of a few, others ignored whatever they hold, even twice."""
    table = table_of([GOOD, without(account=None), without(entered_on=None)])
    expected = ask(table, as_of=AS_OF)
    assert ask(table.select(table.column_names[::-1]), as_of=AS_OF) == expected
    names = ["month", "asked_on", "answered_on", "answer", "listed_on"]
    few = ask(table.select(names), as_of=AS_OF)
    for order in itertools.permutations(names):
        assert ask(table.select(order), as_of=AS_OF) == few
    other = pa.array([[{"a": 1}], None, []])
    wider = table
    for place, name in enumerate(["name", "Month", "month ", "name"]):
        wider = wider.add_column(place * 2, name, other)
    assert ask(wider, as_of=AS_OF) == expected


@pytest.mark.parametrize("name", [*GOOD, "as_of", *PERIOD])
def test_row_97_a_name_twice(name):
    """A column that is read and there twice is refused, named."""
    row = {**GOOD, "as_of": AS_OF}
    if name in PERIOD:
        row = {**without("targeted_social", "housing"), **PERIOD, "as_of": AS_OF}
    table = table_of([row])
    table = table.append_column(name, table[name])
    with refused("duplicate_column", name):
        review(table, regulation=GAS_2025)


def test_row_97_missing_columns():
    """A table needs `month` alone; a reply needs both of its columns, and so does nothing else."""
    with refused("missing_column", "month"):
        review(table_of([without("month")]), regulation=GAS_2025, as_of=AS_OF)
    with refused("missing_column", "month"):
        review(pa.table({}), regulation=GAS_2025, as_of=AS_OF)
    with refused("missing_column", "answer"):
        one(without("answer"))
    with refused("missing_column", "answered_on"):
        one(without("answered_on"))
    for name in GOOD:
        if name not in ("month", "answer", "answered_on"):
            assert one(without(name))["status"] == "ok"


def test_columns_that_exclude_each_other():
    """A period of assistance and kinds of assistance say the same in two ways."""
    for period, kind in itertools.product(PERIOD, ["targeted_social", "housing"]):
        with refused("excluded_column", period):
            one({**without("targeted_social", "housing"), kind: True, period: PERIOD[period]})


# Bad rows.

def with_column_of(name):
    """A good row with this column and whatever it cannot stand beside left out."""
    if name in PERIOD:
        return {**without("targeted_social", "housing"), **PERIOD, "as_of": AS_OF}
    return {**GOOD, "as_of": AS_OF}


BAD = {
    "month": None, "region": None, "targeted_social": None, "housing": None, "assisted_from": Date(2026, 1, 1),
    **dict.fromkeys(FACT_DATES, Date(2025, 8, 31)), "answer": "21*1", "account": None, "as_of": None,
}  # fmt: skip
"""A bad cell of each column that can have one by itself."""

LAYOUTS = [pa.string(), pa.large_string(), pa.string_view(), pa.dictionary(pa.int8(), pa.string())]


def types_of(row, name):
    """The type of a column whose odd cell may be null."""
    cell = row[name] if row[name] is not None else with_column_of(name)[name]
    return {name: arrow_type(name, [cell])}


@pytest.mark.parametrize("name", BAD)
def test_row_102_a_bad_row_takes_part_in_nothing(name):
    """It says its first column that failed and why, has no answers, and does not use its account (N22)."""
    good = with_column_of(name)
    cells = [BAD[name], *([Date(2025, 10, 1)] if name in FACT_DATES else [])]
    for cell in cells:
        bad, later = {**good, name: cell}, {**good, "entered_on": Date(2025, 9, 12)}
        for rows in ([bad, later], [later, bad]):
            answers = ask(table_of(rows, types=types_of(bad, name)))
            assert answers[rows.index(bad)] == bad_answer(*fault(bad))
            assert answers[rows.index(later)]["activated"]
            assert fault(bad)[0] == name


def test_row_102_the_first_column_is_named():
    """Of two bad cells the earlier column of the table of columns is named: each pair, in each order in the table."""
    for earlier, later in itertools.combinations([name for name in INPUTS if name in BAD], 2):
        if "assisted_from" in (earlier, later) and {earlier, later} & {"targeted_social", "housing"}:
            continue
        good = with_column_of(earlier if earlier in PERIOD else later)
        row = {**good, earlier: BAD[earlier], later: BAD[later]}
        table = table_of([row], types=types_of(row, earlier) | types_of(row, later))
        for shape in (table, table.select(table.column_names[::-1])):
            (answer,) = ask(shape)
            assert answer == bad_answer(*fault(row)), (earlier, later)
            assert answer["field"] == earlier


@pytest.mark.parametrize("layout", LAYOUTS, ids=str)
@pytest.mark.parametrize("name", ["month", "region", "account"])
def test_rows_67_and_102_texts_that_are_hostile(name, layout):
    """Everything that the testing kit knows to be none: why is said, with an entry and without one, in every layout."""
    good = {**GOOD, "month": "2025-09"} if name == "month" else GOOD
    rows = [{**good, name: text, "entered_on": day} for text in CATALOGUE[name] for day in (None, good["entered_on"])]
    # A blank account of a row without an entry is none.
    rows = [row for row in rows if row["account"].strip() or row["entered_on"]]
    first, *answers = ask(table_of([good, *rows], types={name: layout}), as_of=AS_OF)
    assert first["activated"]
    assert answers == [bad_answer(*fault(row)) for row in rows]
    assert {answer["field"] for answer in answers} == {name}


def test_the_same_fault_in_any_company():
    """Rows 98, 102: half a reply, or what is none, is an error whatever rows are read with it."""
    rows = [
        without(answered_on=day, answer=answer)
        for day in (None, Date(2025, 9, 9))
        for answer in (None, "agree", "refuse", "yes", "")
    ]
    alone = [ask(table_of([row]), as_of=AS_OF)[0] for row in rows]
    for row, answer in zip(rows, alone, strict=True):
        assert fault(row) is None or answer == bad_answer(*fault(row))
        for other, other_answer in zip(rows, alone, strict=True):
            pair = ask(table_of([{**row, "account": "A-1"}, {**other, "account": "A-2"}]), as_of=AS_OF)
            assert pair == [answer, other_answer], (row, other)


@pytest.mark.parametrize("number", [2**31 - 1, 2**31 - 2, -(2**31), -(2**31) + 1, 2932897, -719163])
def test_row_21_days_at_the_ends_of_what_a_date_holds(number):
    """Rows 20, 21: any 32 bits are a day; far away is outside the month, or no month of the rules, and nothing overflows."""
    codes = {"month": "not_a_month", **dict.fromkeys(FACT_DATES, "outside_month")}
    for name in (*codes, "as_of", *PERIOD):
        table = table_of([with_column_of(name)])
        column = pa.array([number], pa.int32()).cast(DATE32)
        table = table.set_column(table.column_names.index(name), name, column)
        (answer,) = pa.table(review(table, regulation=GAS_2025)).to_pylist()
        if name in codes:
            assert answer == bad_answer(name, codes[name])
        elif (name, number > 0) in (("assisted_from", True), ("assisted_until", False)):
            assert not answer["activated"]
        else:
            assert answer["activated"]


# Strict.


def strict_table():
    """25 rows of which 13 are bad in four ways, beside one whose blank account is none."""
    rows = [{**GOOD, "account": f"A-{place}"} for place in range(25)]
    for place in range(8):
        rows[place * 3]["listed_on"] = Date(2025, 8, 31)
    for place in (1, 4, 7):
        rows[place]["region"] = None
    rows[2]["account"] = ""
    rows[8]["account"] = ""
    rows[8]["entered_on"] = None
    rows[5]["answer"] = "yes"
    return rows


@pytest.mark.parametrize("cut", [False, True], ids=["whole", "chunks"])
def test_row_102_strict(cut):
    """B6, B10: `strict=True` raises the first ten bad rows, in order, with counts of all of them and no value (N34)."""
    rows = strict_table()
    table = table_of(rows)
    lenient = ask(table, as_of=AS_OF)
    shape = chunked(table, random.Random(5), 9) if cut else table
    with refused("bad_rows") as caught:
        review(shape, regulation=GAS_2025, as_of=AS_OF, strict=True, threads=3 if cut else 1)
    error = caught.value
    bad = [(place, row["field"], row["code"]) for place, row in enumerate(lenient) if row["status"] == "error"]
    assert (len(error.rows), error.total) == (10, 13)
    assert [tuple(row) for row in error.rows] == bad[:10]
    assert error.counts == {"outside_month": 8, "missing_field": 3, "account_empty": 1, "unknown_value": 1}
    assert str(error).startswith("13 bad rows: listed_on outside_month 8, region missing_field 3, ")
    assert "row 0 is line 2 of a CSV" in str(error)


def test_strict_with_few_bad_rows():
    """Fewer than ten are all there, one is named by its number from 0; without any `strict` is no word more."""
    with refused("bad_rows") as caught:
        review(table_of([GOOD, without(region=None)]), regulation=GAS_2025, as_of=AS_OF, strict=True)
    assert [tuple(row) for row in caught.value.rows] == [(1, "region", "missing_field")]
    assert caught.value.rows[0].row == 1
    table = table_of([GOOD, without(account="A-1"), without(entered_on=None)])
    strict = review(table, regulation=GAS_2025, as_of=AS_OF, strict=True)
    assert ipc(strict) == ipc(review(table, regulation=GAS_2025, as_of=AS_OF))
