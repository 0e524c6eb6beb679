"""Potential recipients over tables: what a ledger says to each listing (N11)."""

from __future__ import annotations

import random

import polars as pl
import pyarrow as pa
from common import refused
from hypothesis import given, settings
from tables import (
    FACT_DATES, GAS_2025, INPUTS, OUTPUTS, REGULATIONS, Chance, Person, Row, bits, table_of, tables, variants,
)  # fmt: skip

import voucher_core as vc
from voucher_core import potential_recipients

READ = INPUTS[: INPUTS.index("listed_on") + 1]
"""The columns that are read."""


def wanted(regulation: vc.Regulation, row: Row) -> dict:
    """A row's answer by a ledger of its own."""
    person = Person(regulation, 0, {name: cell for name, cell in row.items() if name in READ})
    if person.fault is not None:
        field, code = person.fault
        return {"potential_recipient": None, "refusals": None, "status": "error", "code": code, "field": field}
    listed_on = person.days[0]
    if listed_on is None:
        person.refusals = bits("not_listed")
    else:
        person.record(vc.Ledger(regulation), 0, listed_on)
    refusals = person.refusals
    return {"potential_recipient": refusals == 0, "refusals": refusals, "status": "ok", "code": None, "field": None}


def ask(table, regulation=GAS_2025, **arguments) -> list[dict]:
    return pa.table(potential_recipients(table, regulation=regulation, **arguments)).to_pylist()


@settings(max_examples=60, deadline=None)
@given(tables())
def test_equals_the_ledger(drawn):
    """N11: every row, of any table, under any rules."""
    rows, _ = drawn
    table = table_of(rows)
    for regulation in REGULATIONS.values():
        assert ask(table, regulation) == [wanted(regulation, row) for row in rows]


def test_any_shape_gives_the_same():
    """Order of columns, chunks, slices and libraries change nothing; every reason is among the answers."""
    reached = 0
    for seed in range(6):
        rng = random.Random(seed)
        table = table_of(Chance(rng, bad=0.05).rows(1000))
        want = ask(table)
        assert want == [wanted(GAS_2025, row) for row in table.to_pylist()]
        for name, same in variants(table, rng):
            assert ask(same) == want, name
        assert ask(pl.from_arrow(table)) == want
        for row in want:
            reached |= row["refusals"] or 0
    reasons = ("outside_pilot", "list_closed", "not_receiving_assistance", "region_not_in_pilot", "not_listed")
    assert reached == bits(*reasons)


def test_bad_rows_are_counted():
    """`strict` raises the first bad rows and counts all; a bad row stops nothing."""
    table = pa.table({"month": ["2025-09", None, "2025-9"], "region": ["71", "71", "99"]})
    assert [row["potential_recipient"] for row in ask(table)] == [True, None, None]
    with refused("bad_rows", kind=vc.RowErrors) as caught:
        ask(table, strict=True)
    assert [tuple(row) for row in caught.value.rows] == [(1, "month", "missing_field"), (2, "month", "not_a_month")]
    assert caught.value.counts == {"missing_field": 1, "not_a_month": 1}


def test_later_columns_are_nobodys_concern():
    """Only the columns up to `listed_on` are looked at, and of what a review answers only what they can say."""
    table = pa.table({"month": ["2025-09"], **{name: pa.array([1.5]) for name in FACT_DATES[1:]}})
    assert ask(table)[0]["potential_recipient"]
    assert ask(table)[0].keys() == {"potential_recipient", "refusals", *OUTPUTS[-3:]}


def test_tables_that_are_refused():
    """Errors of the whole table, each with its code and column."""
    month = {"month": ["2025-09"]}
    with refused("missing_column", "month"):
        ask(pa.table({"region": ["71"]}))
    with refused("excluded_column", "assisted_from"):
        ask(pa.table({**month, "assisted_from": pa.nulls(1), "housing": [True]}))
    with refused("unsupported_type", "listed_on", vc.WrongType):
        ask(pa.table({**month, "listed_on": pa.array([1], pa.timestamp("us"))}))
    with refused("float_for_int", "region", vc.WrongType):
        ask(pa.table({**month, "region": [71.0]}))
