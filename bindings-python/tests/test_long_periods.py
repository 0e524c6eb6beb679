"""F1: a table under a period of any length equals a ledger, in every form of its columns, and a date counts in no other month."""

from __future__ import annotations

import itertools
from collections import Counter
from typing import Any

import pyarrow as pa
import pytest
from tables import DATE32, FACT_DATES, GAS_2025, Date, ask, ledger_answers, table_of

import voucher_core as vc

BEGINS = ("0001-01-01", "1583-01-01", "1700-01-01", "1900-01-01", "1960-01-01", "2025-08-28")
ENDS = ("2026-06-30", "2099-12-31", "9999-12-31")
PERIODS = [
    pytest.param(Date.fromisoformat(first), Date.fromisoformat(last), id=f"{first}..{last}")
    for first, last in itertools.product(BEGINS, ENDS)
]

SENTINELS = [
    Date(*day) for day in [(1, 1, 1), (1899, 12, 30), (1900, 1, 1), (1970, 1, 1), (2200, 1, 1), (9999, 12, 31)]
]
"""What files write for "never" and "always"."""

TEXT = pa.dictionary(pa.int32(), pa.string())
MONTHS = {"text": pa.string(), "large text": pa.large_string(), "text views": pa.string_view(), "dictionary": TEXT, "date32": DATE32}
REGIONS = {"text": pa.string(), "uint8": pa.uint8(), "dictionary": TEXT}


def months_of(first: Date, last: Date) -> list[Date]:
    """First days of months: the ends of the period, and those whose numbers differ in one high bit."""
    begin, end = first.year * 12 + first.month - 1, last.year * 12 + last.month - 1
    numbers = {low + high for low in (0, 1, 4096) for high in (0, *(1 << bit for bit in range(7, 17)))}
    places = sorted({begin + number for number in numbers} | {end - 1, end})
    return [Date(place // 12, place % 12 + 1, 1) for place in places if place <= end]


def rows_of(months: list[Date], people: int) -> list[dict[str, Any]]:
    """In each month so many people on account 1, entered on the 12th, the 10th, the 11th."""
    return [
        {
            "month": month.replace(day=17),
            "region": 71,
            "asked_on": month,
            "answered_on": month.replace(day=2),
            "answer": True,
            "entered_on": month.replace(day=entered),
            "account": "1",
            "as_of": month.replace(day=28),
        }
        for month in months
        for entered in (12, 10, 11)[:people]
    ]


def formed(rows: list[dict[str, Any]], month: str, region: str) -> list[dict[str, Any]]:
    """The same rows with their cells in these forms."""
    months = {day: day if month == "date32" else day.isoformat()[:7] for day in {row["month"] for row in rows}}
    kato: Any = 71 if region == "uint8" else "71"
    return [{**row, "month": months[row["month"]], "region": kato} for row in rows]


def in_batches(table: pa.Table, batches: int) -> pa.Table:
    """The same table in so many batches, which threads share out."""
    return pa.Table.from_batches(table.to_batches(max_chunksize=max(1, table.num_rows // batches)))


@pytest.mark.parametrize("limit", [1, 2])
@pytest.mark.parametrize(("first", "last"), PERIODS)
def test_every_form_under_every_period_equals_a_ledger(first, last, limit):
    """F1, N22, N25, A: two and three people an account, in months near and far, on 1, 2 and 8 threads."""
    regulation = GAS_2025.replace(period=(first, last), activations_per_account=limit)
    for people in (2, 3):
        rows = rows_of(months_of(first, last), people)
        expected = ledger_answers(regulation, formed(rows, "date32", "uint8"))
        assert {answer["activated"] for answer in expected} >= ({True, False} if people > limit else {True})
        for month, region in [*((form, "uint8") for form in MONTHS), *(("date32", form) for form in REGIONS)]:
            types = {"month": MONTHS[month], "region": REGIONS[region]}
            table = table_of(formed(rows, month, region), types=types)
            for threads in (1, 2, 8):
                answers = ask(in_batches(table, 2 * threads), regulation, threads=threads)
                assert answers == expected, (month, region, people, threads)


@pytest.mark.parametrize(("first", "last"), PERIODS)
def test_rows_are_counted_in_their_own_months(first, last):
    """F1, N18: `compare` names each row's month."""
    regulation = GAS_2025.replace(period=(first, last))
    months = months_of(first, last)
    for form in MONTHS:
        table = table_of(formed(rows_of(months, 2), form, "uint8"), types={"month": MONTHS[form]})
        told: Counter[str | None] = Counter()
        for counted in pa.table(vc.compare(table, [regulation])).to_pylist():
            told[counted["month"]] += counted["count"]
        assert told == {month.isoformat()[:7]: 2 for month in months}, form


@pytest.mark.parametrize(("first", "last"), PERIODS)
def test_a_sentinel_is_no_other_month(first, last):
    """F1: as the month it is its own or `not_a_month`, among the facts `outside_month`."""
    regulation = GAS_2025.replace(period=(first, last))
    rows = [{**row, "month": day} for day in SENTINELS for row in rows_of([day.replace(day=1)], 1)]
    for answer, right in zip(ask(table_of(rows), regulation), ledger_answers(regulation, rows), strict=True):
        assert answer == right or (answer["code"], answer["field"]) == ("not_a_month", "month")
    month = max(first, Date(2025, 9, 1)).replace(day=1)
    for day, column in itertools.product(SENTINELS, FACT_DATES):
        row = {**rows_of([month], 1)[0], "listed_on": month, "reminded_on": None, column: day}
        (answer,) = ask(table_of([row], types={"reminded_on": DATE32}), regulation)
        assert (answer["code"], answer["field"]) == ("outside_month", column)
