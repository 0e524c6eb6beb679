"""Potential recipients over tables: what a ledger says to each listing (N11)."""

from __future__ import annotations

import random

import polars as pl
import pyarrow as pa
import pytest
from hypothesis import given, settings

import voucher_core as vc
from common import refused, wrong_type
from tables import (
    FACT_DATES, GAS_2025, REGULATIONS, Chance, Date, Row, bits, month_of, region_of, table_of, tables,
    variants,
)  # fmt: skip
from tables import _assistance as assistance_of
from tables import _people as people
from tables import fault as fault_of
from voucher_core import potential_recipients

READ = (
    "month", "region", "targeted_social", "housing", "assisted_from", "assisted_until", "listed_on",
)  # fmt: skip
"""The columns that are read."""


def read(row: Row) -> dict:
    return {name: cell for name, cell in row.items() if name in READ}


def wanted(regulation: vc.Regulation, row: Row) -> dict:
    """A row's answer by a ledger of its own."""
    found = fault_of(read(row))
    if found is not None:
        field, code = found
        return {
            "potential_recipient": None, "refusals": None, "status": "error", "code": code, "field": field,
        }  # fmt: skip
    month = month_of(row["month"])
    listed_on = row["listed_on"] if "listed_on" in row else month.first_day
    if listed_on is None:
        refusals = bits("not_listed")
    else:
        region = row.get("region")
        region = region_of(region) if region is not None else vc.Region(sorted(regulation.regions)[0])
        fact = vc.Listed(people()[0], region, assistance_of(regulation, month, row))
        outcome = vc.Ledger(regulation).record(listed_on, fact)
        refusals = bits(*outcome.refusals) if isinstance(outcome, vc.Refused) else 0
    return {
        "potential_recipient": refusals == 0,
        "refusals": refusals,
        "status": "ok",
        "code": None,
        "field": None,
    }


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


@pytest.mark.parametrize("seed", range(6))
def test_any_shape_gives_the_same(seed):
    """Order of columns, chunks, slices and libraries change nothing."""
    rng = random.Random(seed)
    table = table_of(Chance(rng, bad=0.05).rows(1500))
    want = ask(table)
    assert want == [wanted(GAS_2025, row) for row in table.to_pylist()]
    for name, same in variants(table, rng):
        assert ask(same) == want, name
    assert ask(pl.from_arrow(table)) == want


def test_every_refusal_of_a_listing():
    """N11: each reason alone, all together, and who was never listed."""
    day = Date(2025, 9, 1)
    rows = [
        {"month": day, "region": "71", "housing": True, "listed_on": Date(2025, 9, 14)},
        {"month": day, "region": "71", "housing": True, "listed_on": Date(2025, 9, 15)},
        {"month": day, "region": "71", "housing": False, "listed_on": Date(2025, 9, 1)},
        {"month": day, "region": "10", "housing": True, "listed_on": Date(2025, 9, 1)},
        {"month": Date(2025, 7, 1), "region": "71", "housing": True, "listed_on": Date(2025, 7, 1)},
        {"month": Date(2025, 7, 1), "region": "10", "housing": False, "listed_on": Date(2025, 7, 31)},
        {"month": day, "region": "71", "housing": True, "listed_on": None},
    ]
    want = [
        0,
        bits("list_closed"),
        bits("not_receiving_assistance"),
        bits("region_not_in_pilot"),
        bits("outside_pilot"),
        bits("outside_pilot", "list_closed", "not_receiving_assistance", "region_not_in_pilot"),
        bits("not_listed"),
    ]
    regulation = GAS_2025.replace(regions=["71"])
    answers = ask(table_of(rows), regulation)
    assert [answer["refusals"] for answer in answers] == want
    assert [answer["potential_recipient"] for answer in answers] == [bits == 0 for bits in want]


def test_snapshot_is_the_last_day_of_the_month_before():
    """N8: who receives on the last day of August counts in September, both ends inclusive."""
    spans = [
        (Date(2025, 8, 31), Date(2025, 8, 31), True),
        (Date(2025, 9, 1), None, False),
        (None, Date(2025, 8, 30), False),
        (None, Date(2025, 8, 31), True),
        (None, None, False),
    ]
    rows = [
        {"month": Date(2025, 9, 1), "assisted_from": first, "assisted_until": last}
        for first, last, _ in spans
    ]
    got = [answer["potential_recipient"] for answer in ask(table_of(rows))]
    assert got == [counts for _, _, counts in spans]


def test_bad_rows():
    """Every code of a row, in order of columns; a bad row stops nothing, `strict` raises."""
    day = Date(2025, 9, 1)
    good = {"month": day, "region": "71", "targeted_social": True, "housing": False, "listed_on": day}
    bad = [
        ({"month": None}, "missing_field", "month"),
        ({"month": Date(1900, 1, 1)}, "not_a_month", "month"),
        ({"region": None}, "missing_field", "region"),
        ({"region": "99"}, "unknown_region", "region"),
        ({"targeted_social": None}, "missing_field", "targeted_social"),
        ({"housing": None}, "missing_field", "housing"),
        ({"listed_on": Date(2025, 10, 1)}, "outside_month", "listed_on"),
        ({"listed_on": Date(2025, 8, 31), "region": ""}, "unknown_region", "region"),
    ]
    table = table_of([good, *({**good, **change} for change, _, _ in bad), good])
    answers = ask(table)
    assert answers[0] == answers[-1] == wanted(GAS_2025, good)
    for answer, (_, code, field) in zip(answers[1:-1], bad, strict=True):
        assert (answer["status"], answer["code"], answer["field"]) == ("error", code, field)
        assert answer["potential_recipient"] is answer["refusals"] is None
    with refused("bad_rows", kind=vc.RowErrors) as caught:
        ask(table, strict=True)
    assert caught.value.total == len(bad)
    assert caught.value.rows[0] == (1, "month", "missing_field")
    assert caught.value.counts["missing_field"] == 4
    period = {"month": day, "assisted_from": Date(2025, 9, 2), "assisted_until": Date(2025, 9, 1)}
    assert ask(table_of([period]))[0]["code"] == "period_reversed"
    assert ask(pa.table({"month": ["2025-9"]}))[0]["code"] == "not_a_month"


def test_forms_of_text():
    """Months and regions as text of every layout, as dictionaries, as numbers."""
    months, regions = ["2025-09", "2025-10", None], ["71", "город Алматы", "Улытауская область"]
    want = [True, True, None]
    for kind in (pa.string(), pa.large_string(), pa.string_view(), pa.dictionary(pa.int8(), pa.string())):
        table = pa.table({"month": pa.array(months, kind), "region": pa.array(regions, kind)})
        assert [answer["potential_recipient"] for answer in ask(table)] == want, kind
    numbers = pa.table({"month": months, "region": pa.array([71, 75, 62], pa.uint8())})
    assert [answer["potential_recipient"] for answer in ask(numbers)] == want


def test_empty_tables():
    """No rows, with or without a batch: the same columns."""
    schema = pa.schema({"month": pa.date32()})
    for table in (schema.empty_table(), pa.RecordBatchReader.from_batches(schema, [])):
        answer = pa.table(potential_recipients(table, regulation=GAS_2025))
        assert answer.num_rows == 0
        assert answer.column_names == ["potential_recipient", "refusals", "status", "code", "field"]
    assert ask(pa.table({"month": pa.nulls(3)}))[2]["code"] == "missing_field"


def test_later_columns_are_nobodys_concern():
    """Only the columns up to `listed_on` are looked at."""
    table = pa.table({"month": ["2025-09"], **{name: pa.array([1.5]) for name in FACT_DATES[1:]}})
    assert ask(table)[0]["potential_recipient"]


def test_tables_that_are_refused():
    """Errors of the whole table, each with its code and column."""
    month = pa.array([Date(2025, 9, 1)], pa.date32())
    with refused("missing_column", "month"):
        ask(pa.table({"region": ["71"]}))
    with refused("duplicate_column", "month"):
        ask(pa.Table.from_arrays([month, month], names=["month", "month"]))
    with refused("excluded_column", "assisted_from"):
        ask(pa.table({"month": month, "assisted_from": month, "housing": pa.array([True])}))
    with wrong_type("unsupported_type", "listed_on"):
        ask(pa.table({"month": month, "listed_on": pa.array([1], pa.timestamp("us"))}))
    with wrong_type("float_for_int", "region"):
        ask(pa.table({"month": month, "region": pa.array([71.0])}))
    with wrong_type("not_arrow"):
        ask([{"month": "2025-09"}])
    with wrong_type("not_a_table"):
        ask(month)
    with wrong_type("unsupported_type", "regulation"):
        ask(pa.table({"month": month}), regulation="gas-2025-08")
