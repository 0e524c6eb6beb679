"""Due SMS over tables: what one ledger, fed all facts of all rows, says is due (N30)."""

from __future__ import annotations

import datetime
import random

import polars as pl
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import voucher_core as vc
from common import refused, wrong_type
from tables import GAS_2025, INPUTS, REGULATIONS, Chance, Date, Row, counted, table_of, tables, variants
from tables import _Person as Person
from tables import fault as fault_of
from voucher_core import due_actions

READ = INPUTS[: INPUTS.index("answer") + 1]
"""The columns that are read."""


def wanted(regulation: vc.Regulation, rows: list[Row], on: Date) -> list[dict]:
    """The answers of one ledger that is told of every row."""
    rows = [{name: cell for name, cell in row.items() if name in READ} for row in rows]
    ledger, faults = vc.Ledger(regulation), [fault_of(row) for row in rows]
    people = [Person(regulation, place, row) for place, row in enumerate(rows)]
    facts = [
        (day, place, kind)
        for place, person in enumerate(people)
        if faults[place] is None
        for kind, day in enumerate(person.days)
        if day is not None
    ]
    for day, place, kind in sorted(facts):
        people[place].record(ledger, kind, day)
    due = {item.iin: str(item.action) for item in ledger.due(on) if item.iin is not None}
    answers = []
    for person, found in zip(people, faults, strict=True):
        field, code = found or (None, None)
        action = due.get(vc.Iin(person.iin)) if found is None else None
        status = "ok" if found is None else "error"
        answers.append({"action": action, "status": status, "code": code, "field": field})
    return answers


def ask(table, on, regulation=GAS_2025, **arguments) -> list[dict]:
    return pa.table(due_actions(table, regulation=regulation, on=on, **arguments)).to_pylist()


DAYS = st.sampled_from([Date(2025, 9, 1), Date(2025, 8, 1), Date(2026, 2, 1), Date(2026, 6, 1)]).flatmap(
    lambda first: st.integers(-2, 33).map(lambda days: first + datetime.timedelta(days=days))
)


@settings(max_examples=60, deadline=None)
@given(tables(), DAYS)
def test_equals_the_ledger(drawn, on):
    """N30, N9: every row, of any table, under any rules, on any day; facts after the day count too."""
    rows, _ = drawn
    table = table_of(rows)
    for regulation in REGULATIONS.values():
        assert ask(table, on, regulation) == wanted(regulation, rows, on)


@pytest.mark.parametrize("seed", range(6))
def test_any_shape_gives_the_same(seed):
    """Order of columns, chunks, slices and libraries change nothing."""
    rng = random.Random(seed)
    table = table_of(Chance(rng, bad=0.05).rows(1500))
    on = Date(2025, 9, rng.choice([1, 8, 9, 15, 29]))
    want = ask(table, on)
    assert want == wanted(GAS_2025, table.to_pylist(), on)
    for name, same in variants(table, rng):
        assert ask(same, on) == want, name
    assert ask(pl.from_arrow(table), on) == want


def test_random_tables_hold_every_answer():
    """The tables above are no empty exercise."""
    rows = [row for seed in range(40) for row in Chance(random.Random(seed), bad=0.05).rows(40)]
    rows = [{name: row.get(name) for name in ("month", "listed_on", "asked_on")} for row in rows]
    rows = [row | {"month": row["month"] if isinstance(row["month"], Date) else None} for row in rows]
    found = counted(ask(table_of(rows), Date(2025, 9, 15)), "action")
    assert min(found[action] for action in ("send_start_sms", "send_repeat_sms", None)) > 10, found


def test_days_of_the_norm():
    """N30: start SMS until the last day to answer, the repeat from the seventh day after the first."""
    day = lambda number: Date(2025, 9, number)  # noqa: E731
    row = {"month": day(1), "listed_on": day(1), "asked_on": None, "reminded_on": None}
    asked = {**row, "asked_on": day(2)}
    reminded = {**asked, "reminded_on": day(9)}
    table = table_of([row, asked, reminded])
    start, repeat = "send_start_sms", "send_repeat_sms"
    for on, want in [
        (day(1), [start, None, None]),
        (day(8), [start, None, None]),
        (day(9), [start, repeat, None]),
        (day(29), [start, repeat, None]),
        (day(30), [None, None, None]),
        (Date(2025, 10, 1), [None, None, None]),
        (Date(2025, 8, 31), [None, None, None]),
    ]:
        assert [answer["action"] for answer in ask(table, on)] == want, on
    pilot = table_of([{"month": Date(2025, 8, 1), "listed_on": Date(2025, 8, 1)}])
    for on, want in [(Date(2025, 8, 27), None), (Date(2025, 8, 28), start)]:
        assert ask(pilot, on)[0]["action"] == want
    assert ask(table, day(9), GAS_2025.replace(consent=None))[1]["action"] is None


def test_answers_as_text_and_as_booleans():
    """Who answered is asked no more, however the answer is written."""
    day = Date(2025, 9, 1)
    base = {"month": [day] * 3, "asked_on": [day] * 3, "answered_on": [day, day, None]}
    for answers in (
        pa.array(["agree", "refuse", None]),
        pa.array(["agree", "refuse", None]).dictionary_encode(),
        pa.array([True, False, None]),
    ):
        table = pa.table({**base, "answer": answers})
        got = [answer["action"] for answer in ask(table, Date(2025, 9, 20))]
        assert got == [None, None, "send_repeat_sms"], answers.type


def test_bad_rows():
    """Every code of a row; a bad row stops nothing, `strict` raises."""
    day = Date(2025, 9, 1)
    good = dict.fromkeys(("listed_on", "asked_on"), day) | {"month": day, "region": "71"}
    good |= dict.fromkeys(("reminded_on", "answered_on", "answer"))
    bad = [
        ({"month": None}, "missing_field", "month"),
        ({"region": "99"}, "unknown_region", "region"),
        ({"listed_on": Date(2025, 10, 1)}, "outside_month", "listed_on"),
        ({"asked_on": Date(2025, 8, 31)}, "outside_month", "asked_on"),
        ({"reminded_on": Date(2025, 8, 31)}, "outside_month", "reminded_on"),
        ({"answered_on": Date(2025, 8, 31), "answer": "agree"}, "outside_month", "answered_on"),
        ({"answered_on": day}, "missing_field", "answer"),
        ({"answer": "agree"}, "missing_field", "answered_on"),
        ({"answered_on": day, "answer": "21*1"}, "unknown_value", "answer"),
    ]
    table = table_of([good, *({**good, **change} for change, _, _ in bad), good])
    answers = ask(table, Date(2025, 9, 20))
    assert answers[0] == answers[-1]
    assert answers[0]["action"] == "send_repeat_sms"
    for answer, (_, code, field) in zip(answers[1:-1], bad, strict=True):
        assert answer == {"action": None, "status": "error", "code": code, "field": field}
    with refused("bad_rows", kind=vc.RowErrors) as caught:
        ask(table, Date(2025, 9, 20), strict=True)
    assert caught.value.total == len(bad)


def test_empty_tables():
    """No rows, with or without a batch: the same columns."""
    schema = pa.schema({"month": pa.date32()})
    for table in (schema.empty_table(), pa.RecordBatchReader.from_batches(schema, [])):
        answer = pa.table(due_actions(table, regulation=GAS_2025, on=Date(2025, 9, 1)))
        assert (answer.num_rows, answer.column_names) == (0, ["action", "status", "code", "field"])


def test_what_is_refused():
    """Errors of the whole call, each with its code and column."""
    month = pa.array([Date(2025, 9, 1)], pa.date32())
    day = Date(2025, 9, 1)
    with refused("missing_column", "answer"):
        ask(pa.table({"month": month, "answered_on": month}), day)
    with refused("missing_column", "answered_on"):
        ask(pa.table({"month": month, "answer": ["agree"]}), day)
    with refused("excluded_column", "assisted_until"):
        ask(pa.table({"month": month, "assisted_until": month, "targeted_social": [True]}), day)
    with wrong_type("unsupported_type", "asked_on"):
        ask(pa.table({"month": month, "asked_on": pa.array([1], pa.date64())}), day)
    with wrong_type("not_a_date", "on"):
        ask(pa.table({"month": month}), datetime.datetime(2025, 9, 1))
