"""What a review says: absent columns, the day of the question, the columns of the answer, bad rows (rows 97, 98, 102)."""

from __future__ import annotations

import ctypes
import datetime
import itertools
import pickle
import random

import pyarrow as pa
import pytest
from common import refused, wrong_type
from tables import (
    ACCOUNTS,
    BAD_ACCOUNTS,
    DATE32,
    FACT_DATES,
    GAS_2025,
    INPUTS,
    OUTPUTS,
    Chance,
    Date,
    arrow_type,
    ask,
    bad_answer,
    bits,
    chunked,
    good_rows,
    ipc,
    ledger_answers,
    table_of,
)

import voucher_core as vc
from voucher_core._core import review

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


def test_the_good_row_activates():
    """N22: what the other tests change activates as it stands."""
    assert one(GOOD) == {
        "stage": "activated", "activated": True, "refusals": 0, "earliest": None, "next": "done", "status": "ok", "code": None,
        "field": None,
    }  # fmt: skip


# The columns of the answer.


def test_types_of_the_answer():
    """The answer's columns, their order and types; statuses are never null."""
    schema = pa.table(review(table_of([GOOD]), regulation=GAS_2025, as_of=AS_OF)).schema
    coded = pa.dictionary(pa.int8(), pa.string())
    types = [coded, pa.bool_(), pa.uint32(), DATE32, coded, coded, coded, coded]
    assert schema.names == list(OUTPUTS)
    assert schema.types == types
    assert [field.nullable for field in schema] == [name != "status" for name in OUTPUTS]


def test_codes_of_the_answer_are_members():
    """Texts of `stage` and `next` are the enums' codes, whole lists of them."""
    table = pa.table(review(table_of([GOOD]), regulation=GAS_2025, as_of=AS_OF)).combine_chunks()
    lists = {"stage": vc.Stage, "next": vc.Step, "status": ["ok", "error"]}
    for name, members in lists.items():
        assert table[name].chunk(0).dictionary.to_pylist() == [str(member) for member in members]


def test_every_subset_of_outputs():
    """`outputs` chooses columns, in whatever order they are named; the answer keeps its own order and values."""
    chance = Chance(random.Random(3), bad=0.2)
    table = table_of(chance.rows(10))
    whole = pa.table(review(table, regulation=GAS_2025, as_of=chance.as_of))
    for number in range(1, len(OUTPUTS) + 1):
        for names in itertools.combinations(OUTPUTS, number):
            part = review(table, regulation=GAS_2025, as_of=chance.as_of, outputs=list(reversed(names)))
            assert part.column_names == list(names)
            assert pa.table(part) == whole.select(names)


def test_outputs_named_twice_and_not_at_all():
    """A column named twice is one column; without columns the rows are still counted."""
    table = table_of([GOOD, GOOD])
    assert review(table, regulation=GAS_2025, as_of=AS_OF, outputs=["stage", "stage"]).column_names == [
        "stage"
    ]
    none = review(table, regulation=GAS_2025, as_of=AS_OF, outputs=[])
    assert (none.column_names, none.num_columns, len(none)) == ([], 0, 2)


@pytest.mark.parametrize("name", ["", "Stage", "stage ", "month", "990101600002"])
def test_unknown_output(name):
    """`unknown_output` names the outputs that there are, and not what came (N34)."""
    with refused("unknown_output", "outputs") as caught:
        review(table_of([GOOD]), regulation=GAS_2025, as_of=AS_OF, outputs=["stage", name])
    assert "earliest" in str(caught.value)
    assert "990101600002" not in str(caught.value)


def test_half_a_surrogate_pair_is_no_output():
    """A text that is no Unicode is a `VoucherError`, never a `UnicodeEncodeError`."""
    with refused("not_utf8", "outputs"):
        review(table_of([GOOD]), regulation=GAS_2025, as_of=AS_OF, outputs=["\ud800"])


@pytest.mark.parametrize("outputs", ["stage", 5, [5], [None]], ids=str)
def test_outputs_of_a_wrong_type(outputs):
    """A text alone, or what is no text, is a wrong type."""
    with wrong_type("not_text", "outputs"):
        review(table_of([GOOD]), regulation=GAS_2025, as_of=AS_OF, outputs=outputs)


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


def test_row_68_html_holds_nothing_of_the_input():
    """N34: the HTML form of an answer has no tag and no value of the input, whatever stands there."""
    rows = [
        without(region="<script>alert(1)</script>", account="990101600002"),
        without(account="<b>0012345</b>"),
    ]
    table = review(table_of(rows), regulation=GAS_2025, as_of=AS_OF)
    for text in (repr(table), table._repr_html_()):
        assert not any(part in text for part in ("script", "990101600002", "0012345", "<b>"))


# Absent columns mean what the table of columns says.


def test_without_each_column():
    """Each column left out: what the ledger answers then, for tables at random."""
    for left_out in INPUTS[1:]:
        for seed in range(3):
            chance = Chance(random.Random(f"{left_out} {seed}"), bad=0.0)
            # The one beside it goes too, where one asks for the other.
            pair = {"answer": "answered_on", "answered_on": "answer"}
            gone = {left_out, pair.get(left_out)}
            rows = [{name: cell for name, cell in row.items() if name not in gone} for row in chance.rows(30)]
            as_of = None if "as_of" in rows[0] else chance.as_of or AS_OF
            assert ask(table_of(rows), as_of=as_of) == ledger_answers(GAS_2025, rows, as_of), (left_out, seed)


def test_month_alone():
    """The smallest table: everybody was listed on the first and nothing else happened."""
    (answer,) = ask(pa.table({"month": pa.array(["2025-09"])}), as_of=Date(2025, 9, 5))
    assert (answer["stage"], answer["next"]) == ("to_ask", "enter_account")
    assert answer["refusals"] == bits("awaiting_consent", "window_not_open")
    assert answer["earliest"] == Date(2025, 9, 7)


def test_an_absent_account_is_each_row_s_own():
    """Without the column no account is shared, with it nulls share nothing."""
    table = good_rows(50)
    assert all(answer["activated"] for answer in ask(table, as_of=AS_OF))
    null = table.set_column(4, "entered_on", pa.nulls(50, DATE32)).append_column(
        "account", pa.nulls(50, pa.string())
    )
    assert not any(answer["refusals"] & bits("account_already_used") for answer in ask(null, as_of=AS_OF))


def test_an_absent_region_is_of_the_pilot():
    """N11: without the column nobody is refused for the region; a region elsewhere is refused and not bad."""
    for regulation in (GAS_2025, GAS_2025.replace(regions=["79"])):
        assert one(without("region"), regulation)["activated"]
    assert not one(GOOD, GAS_2025.replace(regions=["79"]))["activated"]
    answer = one(without(region="55"))
    assert (answer["status"], answer["stage"]) == ("ok", "not_listed")
    assert answer["refusals"] & bits("region_not_in_pilot")


@pytest.mark.parametrize("social", [None, False, True])
@pytest.mark.parametrize("housing", [None, False, True])
@pytest.mark.parametrize("columns", [(), ("targeted_social",), ("housing",), ("targeted_social", "housing")])
@pytest.mark.parametrize(
    "kinds", [["housing"], ["targeted_social"], ["targeted_social", "housing"]], ids="+".join
)
def test_kinds_of_assistance(kinds, columns, social, housing):
    """N11: both columns absent is assistance that counts, one absent is false, a null cell is a bad row."""
    regulation = GAS_2025.replace(assistance=kinds)
    cells = {"targeted_social": social, "housing": housing}
    row = without("targeted_social", "housing", **{name: cells[name] for name in columns})
    answer = one(row, regulation)
    missing = [name for name in columns if cells[name] is None]
    if missing:
        assert answer == bad_answer(missing[0], "missing_field")
    else:
        counts = not columns or any(cells[name] for name in columns if name in kinds)
        assert answer["activated"] is counts
        assert (answer["refusals"] & bits("not_receiving_assistance") != 0) is not counts


@pytest.mark.parametrize(
    "columns", [("assisted_from",), ("assisted_until",), ("assisted_from", "assisted_until")]
)
def test_period_of_assistance(columns):
    """N11, term *potential recipient*: the last day of the month before counts; a null end is open."""
    days = [None, *(Date(2025, 8, number) for number in (1, 30, 31)), Date(2025, 9, 1)]
    for first, last in itertools.product(days, days):
        cells = {"assisted_from": first, "assisted_until": last}
        row = without("targeted_social", "housing", **{name: cells[name] for name in columns})
        first, last = row.get("assisted_from"), row.get("assisted_until")
        answer = one(row)
        if first and last and last < first:
            assert answer == bad_answer("assisted_from", "period_reversed")
            continue
        snapshot = Date(2025, 8, 31)
        receives = (first or last) is not None and (first or snapshot) <= snapshot <= (last or snapshot)
        assert answer["activated"] is receives, (first, last)


def test_listed_on():
    """N11: absent is the first of the month, null is never."""
    assert one(without("listed_on"))["activated"]
    answer = one(without(listed_on=None))
    assert (answer["stage"], answer["activated"]) == ("not_listed", False)
    assert answer["refusals"] & bits("not_listed")


def test_account_exists():
    """N21, N26: absent is true; null waits for the provider; false is refused on the day and not remembered."""
    assert one(without("account_exists"))["activated"]
    waits = one(without(account_exists=None))
    assert (waits["stage"], waits["next"], waits["refusals"], waits["earliest"]) == ("issued", "check_account", 0, None) or (
        waits["stage"], waits["next"], waits["refusals"]) == ("expired", "check_account", 0)  # fmt: skip
    unknown = one(without(account_exists=False))
    assert (unknown["next"], unknown["refusals"]) == ("enter_account", bits("account_unknown"))


def test_a_waiting_entry_blocks_nobody():
    """N21, N22: only an activation uses an account; an entry that waits for the provider does not."""
    rows = [without(account_exists=None), without(entered_on=Date(2025, 9, 11))]
    assert [answer["activated"] for answer in ask(table_of(rows), as_of=AS_OF)] == [False, True]


def test_as_of_is_an_argument_or_a_column():
    """The argument and a column that says the same give the same answers, on every day."""
    for as_of in (Date(1, 1, 1), Date(2025, 8, 31), Date(2025, 9, 9), AS_OF, Date(9999, 12, 31)):
        for row in (GOOD, without(entered_on=None), without(answered_on=None, answer=None)):
            assert one({**row, "as_of": as_of}, as_of=None) == one(row, as_of=as_of), as_of


def test_as_of_given_twice_or_never():
    """Both are refused: the day of the question is said once."""
    with refused("excluded_column", "as_of"):
        one({**GOOD, "as_of": AS_OF})
    with refused("missing_column", "as_of"):
        one(GOOD, as_of=None)


@pytest.mark.parametrize("as_of", ["2025-09-30", datetime.datetime(2025, 9, 30), 20361, True], ids=str)
def test_as_of_of_a_wrong_type(as_of):
    """N1, N2: the day is exactly a `date`."""
    with wrong_type("not_a_date", "as_of"):
        one(GOOD, as_of=as_of)


def test_earliest_is_brought_into_the_month():
    """N26: a day of the question outside the row's month stands for the nearest day of it."""
    row = without(entered_on=None)
    assert one(row, as_of=Date(2020, 1, 1))["earliest"] == Date(2025, 9, 7)
    assert one(row, as_of=Date(2030, 1, 1))["earliest"] == Date(2025, 10, 7)
    assert one(row, as_of=Date(2025, 9, 15))["earliest"] is None


def test_refusals_of_a_loser_are_all_there():
    """N13, A: what refused an SMS is kept by whoever wins the account and by whoever loses it."""
    late = without(asked_on=Date(2025, 9, 1), reminded_on=Date(2025, 9, 10))
    rows = [{**late, "entered_on": Date(2025, 9, 11)}, {**late, "entered_on": Date(2025, 9, 12)}]
    answers = ask(table_of(rows), as_of=AS_OF)
    assert [answer["refusals"] for answer in answers] == [
        bits("already_answered"),
        bits("already_answered", "account_already_used"),
    ]
    assert answers == ledger_answers(GAS_2025, rows, AS_OF)


def test_refusals_of_a_loser_without_consent_are_all_there():
    """N13, N14: as above, where no consent is needed and an SMS was sent all the same."""
    regulation = GAS_2025.replace(consent=None)
    rows = [without(entered_on=Date(2025, 9, 11)), without(entered_on=Date(2025, 9, 12))]
    answers = ask(table_of(rows), regulation, as_of=AS_OF)
    assert [answer["refusals"] for answer in answers] == [
        bits("consent_not_needed"),
        bits("consent_not_needed", "account_already_used"),
    ]


def test_other_regulations_are_refused_by_type():
    """The rules are a `Regulation`, never a name of one."""
    for regulation in ("gas-2025-08", None, {}):
        with wrong_type("unsupported_type", "regulation"):
            review(table_of([GOOD]), regulation=regulation, as_of=AS_OF)


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
    for place, name in enumerate(["iin", "Month", "month ", "iin"]):
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


@pytest.mark.parametrize("length", [0, 2, 5])
def test_row_97_columns_of_different_length(length):
    """Columns that are shorter or longer than their table: nothing crashes, and a shorter one is an error."""
    month = pa.array([Date(2025, 9, 1)] * 5, DATE32)
    table = pa.RecordBatch.from_arrays([month.slice(0, 4), month.slice(0, 4)], ["month", "asked_on"])
    schema, array = table.__arrow_c_array__()
    pointer = ctypes.pythonapi.PyCapsule_GetPointer
    pointer.restype, pointer.argtypes = ctypes.c_void_p, [ctypes.py_object, ctypes.c_char_p]
    # length, null_count, offset, n_buffers, n_children, buffers, children: eight bytes each.
    children = ctypes.c_uint64.from_address(pointer(array, b"arrow_array") + 48).value
    child = ctypes.c_uint64.from_address(children + 8).value
    ctypes.c_int64.from_address(child).value = length

    class Broken:
        def __arrow_c_array__(self, requested_schema=None):
            return schema, array

    if length < 4:
        with refused("stream_failed"):
            review(Broken(), regulation=GAS_2025, as_of=AS_OF)
    else:
        assert len(review(Broken(), regulation=GAS_2025, as_of=AS_OF)) == 4


# Bad rows.

BAD_CELLS = [
    ("month", None, "missing_field"), ("month", "2025-13", "not_a_month"), ("month", "2025-9", "not_a_month"),
    ("month", "", "not_a_month"), ("month", "2025-09-01", "not_a_month"), ("month", "0000-01", "not_a_month"),
    ("region", None, "missing_field"), ("region", "", "unknown_region"), ("region", "72", "unknown_region"),
    ("region", 72, "unknown_region"), ("region", 0, "unknown_region"), ("region", 255, "unknown_region"),
    ("targeted_social", None, "missing_field"), ("housing", None, "missing_field"),
    ("assisted_from", Date(2026, 1, 1), "period_reversed"), ("answered_on", None, "missing_field"),
    ("answer", None, "missing_field"), ("answer", "Agree", "unknown_value"), ("answer", "", "unknown_value"),
    ("answer", "21*1", "unknown_value"), ("account", None, "missing_field"), ("account", "", "account_empty"),
    ("account", " \t\n", "account_empty"), ("account", "0" * 33, "account_too_long"), ("account", "12 345", "account_character"),
    ("account", "nan", "account_no_digit"),
    ("as_of", None, "missing_field"), *((name, Date(2025, 8, 31), "outside_month") for name in FACT_DATES),
    *((name, Date(2025, 10, 1), "outside_month") for name in FACT_DATES),
]  # fmt: skip
"""Each way in which a cell can be bad, in the order of columns but for the dates."""


def with_column_of(name):
    """A good row with this column and whatever it cannot stand beside left out."""
    if name in PERIOD:
        return {**without("targeted_social", "housing"), **PERIOD, "as_of": AS_OF}
    return {**GOOD, "as_of": AS_OF}


def typed(name, cell):
    """The type that a column has if this is its odd cell."""
    return arrow_type(name, [cell if cell is not None else with_column_of(name)[name]])


@pytest.mark.parametrize(("name", "cell", "code"), BAD_CELLS, ids=lambda value: str(value)[:12])
def test_row_102_a_bad_cell(name, cell, code):
    """A bad row says its first column that failed and why, has no answers, and its neighbours have theirs."""
    good = with_column_of(name)
    fit = {"month": "2025-09", "region": 71}.get(name) if type(cell) is not type(good[name]) else None
    if name in ("month", "region") and cell is not None and fit is not None:
        good = {**good, name: fit}
    rows = [{**good, "account": "A-1"}, {**good, name: cell}, {**good, "account": "A-2"}]
    first, bad, last = ask(table_of(rows, types={name: typed(name, cell)}))
    assert bad == bad_answer(name, code)
    assert first["activated"] and last["activated"]


def test_row_102_a_bad_row_takes_part_in_nothing():
    """A bad row does not use its account, whatever is bad about it and wherever it stands (N22)."""
    for name, cell, _ in BAD_CELLS:
        if name in ("account", "entered_on"):
            continue
        good = with_column_of(name)
        if type(cell) is not type(good[name]) and name in ("month", "region") and cell is not None:
            good = {**good, name: {"month": "2025-09", "region": 71}[name]}
        bad = {**good, name: cell}
        later = {**good, "entered_on": Date(2025, 9, 12)}
        for rows in ([bad, later], [later, bad]):
            answers = ask(table_of(rows, types={name: typed(name, cell)}))
            assert sorted(answer["activated"] is True for answer in answers) == [False, True], (name, cell)


def test_row_102_the_first_column_is_named():
    """Of two bad cells the earlier column of the table of columns is named: each pair of columns, in each order in the table."""
    cells = {name: (cell, code) for name, cell, code in reversed(BAD_CELLS)}
    for one_name, other in itertools.combinations(INPUTS, 2):
        if one_name not in cells or other not in cells:
            continue
        if {one_name, other} & set(PERIOD) and {one_name, other} & {"targeted_social", "housing"}:
            continue
        if {one_name, other} == {"answered_on", "answer"}:
            continue  # One null is an error of the other; both together are below.
        good = with_column_of(other if other in PERIOD else one_name)
        cell, code = cells[one_name]
        row = {**good, one_name: cell, other: cells[other][0]}
        if {one_name, other} == {"entered_on", "account"}:
            row["account"] = ""
        types = {name: typed(name, row[name]) for name in (one_name, other)}
        table = table_of([row], types=types)
        for shape in (table, table.select(table.column_names[::-1])):
            (answer,) = ask(shape)
            assert (answer["field"], answer["code"]) == (one_name, code), (one_name, other)


@pytest.mark.parametrize("entered", [True, False], ids=["entered", "not entered"])
@pytest.mark.parametrize("form", ["text", "large text", "view", "dictionary"])
def test_row_67_texts_that_are_no_account(form, entered):
    """N24: a formula, a foreign letter, white space inside: why is said, with an entry and without one."""
    types = {"text": pa.string(), "large text": pa.large_string(), "view": pa.string_view()}
    for text in BAD_ACCOUNTS:
        with pytest.raises(vc.VoucherError) as error:
            vc.Account(text)
        row = without(account=text) if entered else without(account=text, entered_on=None)
        table = table_of([GOOD, row])
        column = (
            table["account"].dictionary_encode()
            if form == "dictionary"
            else table["account"].cast(types[form])
        )
        place = table.column_names.index("account")
        first, second = ask(table.set_column(place, "account", column), as_of=AS_OF)
        assert first["activated"]
        assert second == bad_answer("account", error.value.code), ascii(text)


def test_row_61_every_good_account_is_taken():
    """N24: each spelling alone activates, with its leading zeros and its white space at the ends."""
    for text in ACCOUNTS:
        assert one(without(account=text))["activated"], text


@pytest.mark.parametrize("beside", ["alone", "among others", "boolean"])
@pytest.mark.parametrize(
    ("answered_on", "answer"),
    [(Date(2025, 9, 9), None), (None, "agree"), (None, "yes"), (Date(2025, 9, 9), "yes")],
)
def test_half_a_reply(answered_on, answer, beside):
    """A day without an answer, an answer without its day, an answer that is none: an error, whatever rows stand beside it."""
    if beside == "boolean" and answer == "yes":
        pytest.skip("a boolean is always an answer")
    row = without(answered_on=answered_on, answer=answer)
    rows = [row] if beside == "alone" else [GOOD, row, without(answered_on=Date(2025, 9, 9), answer=None)]
    if beside == "boolean":
        rows = [{**row, "answer": None if row["answer"] is None else True} for row in rows]
    answers = ask(
        table_of(rows, types={"answer": pa.bool_() if beside == "boolean" else pa.string()}), as_of=AS_OF
    )
    answer_to_it = answers[min(1, len(rows) - 1)]
    if answered_on is None and answer != "yes":
        assert answer_to_it == bad_answer("answered_on", "missing_field")
    elif answer is None:
        assert answer_to_it == bad_answer("answer", "missing_field")
    else:
        assert answer_to_it["status"] == "error"
        assert answer_to_it["field"] in ("answered_on", "answer")


def test_the_same_fault_in_any_company():
    """Rows 98, 102: what is bad about a row does not hang on the rows that are read with it."""
    rows = [
        without(answered_on=day, answer=answer)
        for day in (None, Date(2025, 9, 9))
        for answer in (None, "agree", "refuse", "yes", "")
    ]
    alone = [ask(table_of([row]), as_of=AS_OF)[0] for row in rows]
    for row, answer in zip(rows, alone, strict=True):
        for other, other_answer in zip(rows, alone, strict=True):
            pair = ask(table_of([{**row, "account": "A-1"}, {**other, "account": "A-2"}]), as_of=AS_OF)
            assert pair == [answer, other_answer], (
                row["answered_on"],
                row["answer"],
                other["answered_on"],
                other["answer"],
            )


@pytest.mark.parametrize("number", [2**31 - 1, 2**31 - 2, -(2**31), -(2**31) + 1, 2932897, -719163])
@pytest.mark.parametrize("name", [*FACT_DATES, "month", "as_of", *PERIOD])
def test_row_21_days_at_the_ends_of_what_a_date_holds(name, number):
    """Rows 20, 21: any 32 bits are a day; far away is outside the month, or no month of the rules, and nothing overflows."""
    table = table_of([with_column_of(name)])
    column = pa.array([number], pa.int32()).cast(DATE32)
    (answer,) = pa.table(
        review(table.set_column(table.column_names.index(name), name, column), regulation=GAS_2025)
    ).to_pylist()
    if name in FACT_DATES:
        assert answer == bad_answer(name, "outside_month")
    elif name == "month":
        assert answer == bad_answer(name, "not_a_month")
    elif name == "as_of":
        assert answer["activated"]
    elif (name == "assisted_from") == (number > 0):
        assert answer["activated"] is None or not answer["activated"]
    else:
        assert answer["activated"]


@pytest.mark.parametrize("text", ["2025-09", "1970-01", "2085-06", "9999-12", "0001-01"])
def test_months_as_text_and_as_days(text):
    """The same month as text and as each of some of its days gives the same answer, far from the pilot too."""
    month = vc.Month.parse(text)
    days = [month.first_day, month.first_day.replace(day=17), month.last_day]
    rows = [{"month": text}, *({"month": day} for day in days)]
    first, *others = (one(row) for row in rows)
    assert all(other == first for other in others)


# Strict.


def strict_table():
    """25 rows of which 13 are bad in four ways."""
    rows = [{**GOOD, "account": f"A-{place}"} for place in range(25)]
    for place in range(8):
        rows[place * 3]["listed_on"] = Date(2025, 8, 31)
    for place in (1, 4, 7):
        rows[place]["region"] = None
    rows[2]["account"] = ""
    rows[2]["entered_on"] = None
    rows[5]["answer"] = "yes"
    return rows


@pytest.mark.parametrize("cut", [False, True], ids=["whole", "chunks"])
def test_row_102_strict(cut):
    """`strict=True` raises the first ten bad rows, in order, with counts of all of them and no value (N34)."""
    rows = strict_table()
    table = table_of(rows)
    lenient = ask(table, as_of=AS_OF)
    shape = chunked(table, random.Random(5), 9) if cut else table
    with pytest.raises(vc.RowErrors) as caught:
        review(shape, regulation=GAS_2025, as_of=AS_OF, strict=True, threads=3 if cut else 1)
    error = caught.value
    bad = [
        (place, row["field"], row["code"]) for place, row in enumerate(lenient) if row["status"] == "error"
    ]
    assert (len(error.rows), error.total, error.code) == (10, 13, "bad_rows")
    assert [tuple(row) for row in error.rows] == bad[:10]
    assert error.counts == {"outside_month": 8, "missing_field": 3, "account_empty": 1, "unknown_value": 1}
    assert sum(error.counts.values()) == error.total
    again = pickle.loads(pickle.dumps(error))
    assert (again.rows, again.counts, again.total, str(again)) == (
        error.rows,
        error.counts,
        error.total,
        str(error),
    )


def test_strict_with_good_rows_changes_nothing():
    """Without bad rows `strict` is no word more."""
    table = table_of([GOOD, without(account="A-1"), without(entered_on=None)])
    strict = review(table, regulation=GAS_2025, as_of=AS_OF, strict=True)
    assert ipc(strict) == ipc(review(table, regulation=GAS_2025, as_of=AS_OF))


def test_strict_with_few_bad_rows():
    """Fewer than ten are all there; one is named by its number from 0."""
    with pytest.raises(vc.RowErrors) as caught:
        review(table_of([GOOD, without(region=None)]), regulation=GAS_2025, as_of=AS_OF, strict=True)
    assert [tuple(row) for row in caught.value.rows] == [(1, "region", "missing_field")]
    assert caught.value.rows[0].row == 1


def test_threads_are_a_number():
    """`threads` is a whole number, and no boolean."""
    table = table_of([GOOD])
    for threads, code in [(True, "not_an_integer"), (1.0, "not_an_integer"), ("2", "not_an_integer")]:
        with wrong_type(code, "threads"):
            review(table, regulation=GAS_2025, as_of=AS_OF, threads=threads)
    with refused("negative", "threads"):
        review(table, regulation=GAS_2025, as_of=AS_OF, threads=-1)
    for number in (2**31, 2**70):
        with refused("too_large", "threads"):
            review(table, regulation=GAS_2025, as_of=AS_OF, threads=number)
