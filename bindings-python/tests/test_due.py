"""Due SMS over tables: what one ledger, fed all facts of all rows, says is due (N30)."""

from __future__ import annotations

import datetime
import random
from collections import Counter

import polars as pl
import pyarrow as pa
from common import refused, wrong_type
from hypothesis import given, settings
from tables import GAS_2025, INPUTS, REGULATIONS, Chance, Date, Row, counted, table_of, tables, told, variants

import voucher_core as vc
from voucher_core import due_actions
from voucher_core.testing import strategies as vs

READ = INPUTS[: INPUTS.index("answer") + 1]
"""The columns that are read."""


def wanted(regulation: vc.Regulation, rows: list[Row], on: Date) -> list[dict]:
    """The answers of one ledger that is told of every row."""
    ledger, people = told(regulation, [{name: cell for name, cell in row.items() if name in READ} for row in rows])
    due = {item.iin: str(item.action) for item in ledger.due(on) if item.iin is not None}
    answers = []
    for person in people:
        field, code = person.fault or (None, None)
        action = due.get(vc.Iin(person.iin)) if person.fault is None else None
        status = "ok" if person.fault is None else "error"
        answers.append({"action": action, "status": status, "code": code, "field": field})
    return answers


def ask(table, on, regulation=GAS_2025, **arguments) -> list[dict]:
    return pa.table(due_actions(table, regulation=regulation, on=on, **arguments)).to_pylist()


@settings(max_examples=60, deadline=None)
@given(tables(), vs.edge_dates())
def test_equals_the_ledger(drawn, on):
    """N30, N9: every row, of any table, under any rules, on any day; facts after the day count too."""
    rows, _ = drawn
    table = table_of(rows)
    for regulation in REGULATIONS.values():
        assert ask(table, on, regulation) == wanted(regulation, rows, on)


def test_any_shape_gives_the_same():
    """Order of columns, chunks, slices and libraries change nothing; every answer is among them."""
    found, on = Counter(), Date(2025, 9, 15)
    for seed in range(6):
        rng = random.Random(seed)
        table = table_of(Chance(rng, bad=0.05).rows(1000))
        want = ask(table, on)
        assert want == wanted(GAS_2025, table.to_pylist(), on)
        for name, same in variants(table, rng):
            assert ask(same, on) == want, name
        assert ask(pl.from_arrow(table), on) == want
        found += counted(want, "action")
    assert min(found[action] for action in ("send_start_sms", "send_repeat_sms", None)) > 10, found


def test_bad_rows_are_counted():
    """`strict` raises; a bad row stops nothing, and half a reply is one."""
    day = pa.array([Date(2025, 9, 1)] * 3)
    reply = {"answered_on": pa.array([None, None, Date(2025, 9, 2)]), "answer": [None, "agree", None]}
    table = pa.table({"month": day, "asked_on": day, **reply})
    answers = ask(table, Date(2025, 9, 20))
    assert [(row["action"], row["code"], row["field"]) for row in answers] == [
        ("send_repeat_sms", None, None), (None, "missing_field", "answered_on"), (None, "missing_field", "answer"),
    ]  # fmt: skip
    with refused("bad_rows", kind=vc.RowErrors) as caught:
        ask(table, Date(2025, 9, 20), strict=True)
    assert caught.value.total == 2


def test_what_is_refused():
    """Errors of the whole call, each with its code and column."""
    month = pa.array([Date(2025, 9, 1)], pa.date32())
    day = Date(2025, 9, 1)
    with refused("missing_column", "answer"):
        ask(pa.table({"month": month, "answered_on": month}), day)
    with refused("missing_column", "answered_on"):
        ask(pa.table({"month": month, "answer": ["agree"]}), day)
    with wrong_type("unsupported_type", "asked_on"):
        ask(pa.table({"month": month, "asked_on": pa.array([1], pa.date64())}), day)
    with wrong_type("not_a_date", "on"):
        ask(pa.table({"month": month}), datetime.datetime(2025, 9, 1))
