"""What tests of tables share: rows as dicts, the ledger that says what is right, tables cut in many ways."""

from __future__ import annotations

import datetime
import itertools
import random
import sys
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any

import numpy as np
import polars as pl
import pyarrow as pa
from hypothesis import strategies as st
from world import iins

import voucher_core as vc
from voucher_core._core import review
from voucher_core.testing.strategies._hostile import CATALOGUE

Date = datetime.date
Row = Mapping[str, Any]
"""A row: cells by name of column. All rows of a table have the same names."""

INPUTS = (
    "month", "region", "targeted_social", "housing", "assisted_from", "assisted_until", "listed_on", "asked_on", "reminded_on",
    "answered_on", "answer", "entered_on", "account", "account_exists", "as_of",
)  # fmt: skip
"""The columns that a review reads, in the order in which a row's first fault is looked for."""

OUTPUTS = ("stage", "activated", "refusals", "earliest", "next", "status", "code", "field")
"""The columns of its answer."""

FACT_DATES = ("listed_on", "asked_on", "reminded_on", "answered_on", "entered_on")
"""Dates that must lie in the row's month."""

FLAGS = ("targeted_social", "housing", "account_exists")

GAS_2025 = vc.Regulation.gas_2025_08()
REGULATIONS = {
    "gas-2025-08": GAS_2025,
    "window": GAS_2025.replace(window=(1, 29)),
    "two": GAS_2025.replace(activations_per_account=2),
    "repeat": GAS_2025.replace(repeat_after_days=5),
    "free": GAS_2025.replace(consent=None),
    "gas-2024-12": vc.Regulation.gas_2024_12(),
}
"""Published rules, and changes to them, each of which moves a rule that a table depends on."""

BIT = {refusal: 1 << place for place, refusal in enumerate(vc.Refusal)}
"""The bit of each refusal in the column `refusals`."""

DATE32 = pa.date32()
WHOLE = [getattr(pa, f"{sign}int{width}")() for sign in ("", "u") for width in (8, 16, 32, 64)]
"""Arrow's types of whole numbers."""


def bits(*codes: str) -> int:
    """These refusals as one number."""
    return sum(BIT[vc.Refusal(code)] for code in codes)


def month_of(cell: Any) -> vc.Month | None:
    """The month that a cell names, if it names one."""
    if isinstance(cell, datetime.date):
        return vc.Month.of(cell)
    try:
        return vc.Month.parse(cell)
    except vc.VoucherError:
        return None


def region_of(cell: Any) -> vc.Region | None:
    """The region that a cell names, if it names one."""
    try:
        return vc.Region.parse(str(cell))
    except vc.VoucherError:
        return None


def account_of(cell: Any) -> vc.Account:
    """The account of a cell: text as N24 says, a number as an account of its own that no text can name."""
    return vc.Account(f"NUMBER-{cell}") if isinstance(cell, int) else vc.Account(cell)


def fault(row: Row) -> tuple[str, str] | None:
    """The first column of a row that cannot be read, and why: the table of columns, cell by cell."""
    for column in INPUTS:
        code = _fault_of(column, row) if column in row else None
        if code is not None:
            return column, code
    return None


def _fault_of(column: str, row: Row) -> str | None:
    cell = row[column]
    if cell is None:
        missing = {
            "answered_on": row.get("answer") in ("agree", "refuse", True, False),
            "answer": row.get("answered_on") is not None,
            "account": row.get("entered_on") is not None,
        }.get(column, column in ("month", "region", "targeted_social", "housing", "as_of"))
        return "missing_field" if missing else None
    month = month_of(row["month"])
    if column == "month":
        return "not_a_month" if month is None else None
    if column == "region":
        return "unknown_region" if region_of(cell) is None else None
    if column == "assisted_from":
        until = row.get("assisted_until")
        return "period_reversed" if until is not None and until < cell else None
    if column in FACT_DATES:
        return "outside_month" if vc.Month.of(cell) != month else None
    if column == "answer":
        return None if cell in ("agree", "refuse", True, False) else "unknown_value"
    if column == "account":
        try:
            account_of(cell)
        except vc.VoucherError as error:
            blank = error.code == "account_empty" and row.get("entered_on") is None
            return None if blank else error.code
    return None


def told(regulation: vc.Regulation, rows: Sequence[Row]) -> tuple[vc.Ledger, list[Person]]:
    """One ledger that is fed the facts of every row that can be read, in date order, and the rows as people of their own."""
    ledger, people = vc.Ledger(regulation), [Person(regulation, place, row) for place, row in enumerate(rows)]
    facts = [
        (day, place, kind)
        for place, person in enumerate(people)
        if person.fault is None
        for kind, day in enumerate(person.days)
        if day is not None
    ]
    for day, place, kind in sorted(facts):
        people[place].record(ledger, kind, day)
    return ledger, people


def ledger_answers(
    regulation: vc.Regulation, rows: Sequence[Row], as_of: Date | None = None
) -> list[dict[str, Any]]:
    """What one ledger answers to every row of a table: the meaning of a review, fact by fact (N9 to N26)."""
    ledger, people = told(regulation, rows)
    return [bad_answer(*person.fault) if person.fault else person.answer(ledger, as_of) for person in people]


def bad_answer(field: str, code: str) -> dict[str, Any]:
    """The answer to a row whose first fault is this one."""
    return dict.fromkeys(OUTPUTS) | status_of((field, code))


def status_of(fault: tuple[str, str] | None) -> dict[str, Any]:
    """The last three columns of any answer, for a row with this fault or with none."""
    field, code = fault or (None, None)
    return {"status": "error" if fault else "ok", "code": code, "field": field}


@cache
def _people() -> list[str]:
    return list(iins())


class Person:
    """A row as a person of its own."""

    def __init__(self, regulation: vc.Regulation, place: int, row: Row) -> None:
        self.row, self.iin, self.refusals, self.fault = row, _people()[place], 0, fault(row)
        month = month_of(row["month"]) if row["month"] is not None else None
        self.month = month if month is not None else vc.Month(2025, 9)
        listed_on = row.get("listed_on", self.month.first_day)
        self.days = [listed_on, *(row.get(column) for column in FACT_DATES[1:])]
        region = row.get("region")
        self.region = region_of(region) if region is not None else vc.Region(min(regulation.regions))
        self.assistance = assistance_of(regulation, self.month, row)
        account = row.get("account")
        self.account = vc.Account(f"OWN-{place}")
        if account is not None and str(account).strip() and self.fault is None:
            self.account = account_of(account)
        self.exists = row.get("account_exists", True)

    def record(self, ledger: vc.Ledger, kind: int, day: Date) -> None:
        iin = self.iin
        if kind == 4:
            self._activate(ledger, day)
            return
        if kind == 0:
            assert self.region is not None
            fact: vc.Fact = vc.Listed(iin, self.region, self.assistance)
        elif kind == 3:
            agrees = self.row["answer"] in ("agree", True)
            fact = vc.Replied(iin, "agree" if agrees else "refuse")
        else:
            fact = vc.SmsSent(iin, "start" if kind == 1 else "repeat")
        outcome = ledger.record(day, fact)
        if isinstance(outcome, vc.Refused):
            self.refusals |= bits(*outcome.refusals)

    def _activate(self, ledger: vc.Ledger, day: Date) -> None:
        """The steps of N19 to N22, each if the one before was accepted; why not, by the preview (N26)."""
        refused = self._preview(ledger, day).refusals
        self.refusals |= bits(*refused)
        steps: list[vc.Fact] = [vc.AccountEntered(self.iin, self.account, "egov_mobile"), vc.OfferAccepted(self.iin)]
        if self.exists is not None:
            steps.append(vc.AccountChecked(self.iin, self.account, self.exists))
        if self.exists:
            steps.append(vc.Confirmed(self.iin))
        accepted = all(bool(ledger.record(day, step)) for step in steps)
        assert not self.exists or accepted == (not refused), "N22 and N26 are one rule"

    def _preview(self, ledger: vc.Ledger, day: Date) -> vc.Preview:
        return ledger.preview(self.iin, self.account, day, account_exists=self.exists)

    def answer(self, ledger: vc.Ledger, argument: Date | None) -> dict[str, Any]:
        as_of = self.row.get("as_of", argument)
        assert as_of is not None
        step = ledger.step(self.iin, self.month)
        activated = step == vc.Step.DONE
        # Queries never move the clock: the day is brought into the month for the preview alone.
        day = min(max(as_of, self.month.first_day), self.month.last_day)
        preview = self._preview(ledger, day)
        refusals = self.refusals
        if self.days[4] is None:
            refusals |= bits(*preview.refusals)
        return {
            "stage": str(ledger.stage(self.iin, self.month, as_of)),
            "activated": activated,
            "refusals": refusals,
            "earliest": None if activated else preview.earliest,
            "next": str(step),
            **status_of(None),
        }


def assistance_of(regulation: vc.Regulation, month: vc.Month, row: Row) -> set[vc.Assistance]:
    """The kinds of assistance a row has: as columns say, or any that counts."""
    counts = min(regulation.assistance)
    if "assisted_from" in row or "assisted_until" in row:
        first, last = row.get("assisted_from"), row.get("assisted_until")
        snapshot = month.first_day - datetime.timedelta(days=1)
        receives = (first, last) != (None, None)
        receives &= (first is None or first <= snapshot) and (last is None or snapshot <= last)
        return {counts} if receives else set()
    if "targeted_social" in row or "housing" in row:
        return {kind for kind in vc.Assistance if row.get(str(kind))}
    return {counts}


def arrow_type(column: str, cells: Iterable[Any]) -> pa.DataType:
    """The type of a column that holds such cells."""
    if column in FLAGS:
        return pa.bool_()
    some = next((cell for cell in cells if cell is not None), None)
    if isinstance(some, bool):
        return pa.bool_()
    if isinstance(some, str):
        return pa.string()
    if isinstance(some, int):
        return pa.uint8() if column == "region" else pa.uint64()
    if some is None and column in ("region", "answer", "account"):
        return pa.string()
    return DATE32


def table_of(
    rows: Sequence[Row], columns: Iterable[str] | None = None, types: Mapping[str, pa.DataType] | None = None
) -> pa.Table:
    """Rows as an Arrow table, each column in one chunk."""
    names = list(columns if columns is not None else rows[0])
    arrays = []
    for name in names:
        cells = [row[name] for row in rows]
        type_ = (types or {}).get(name) or arrow_type(name, cells)
        arrays.append(pa.array(cells, type_))
    return pa.table(dict(zip(names, arrays, strict=True)))


def ask(table: Any, regulation: vc.Regulation = GAS_2025, **arguments: Any) -> list[dict[str, Any]]:
    """The answer to a table, as rows."""
    rows: list[dict[str, Any]] = pa.table(review(table, regulation=regulation, **arguments)).to_pylist()
    return rows


def chunked(table: pa.Table, rng: random.Random, chunks: int = 5) -> pa.Table:
    """The same table with borders of chunks at random, of each column its own."""

    def cut(column: pa.ChunkedArray) -> pa.ChunkedArray:
        rows = len(column)
        # A border met twice is an empty chunk.
        borders = [0, *sorted(rng.choices(range(rows + 1), k=rng.randrange(chunks))), rows]
        parts = [column.slice(first, last - first) for first, last in itertools.pairwise(borders)]
        return pa.chunked_array([array for part in parts for array in part.chunks], column.type)

    return pa.table({name: cut(table[name]) for name in table.column_names})


def shifted(table: pa.Table, offset: int) -> pa.Table:
    """The same table as a slice: so many rows of other values stand before it and after it in the same buffers."""
    around = pa.concat_tables([table.slice(0, 1)] * offset)
    return pa.concat_tables([around, table, around]).combine_chunks().slice(offset, table.num_rows)


def variants(table: pa.Table, rng: random.Random) -> Iterable[tuple[str, pa.Table]]:
    """The same table in many shapes."""
    yield "reversed columns", table.select(table.column_names[::-1])
    yield "chunks", chunked(table, rng)
    yield "many chunks", chunked(table, rng, 40)
    offset = rng.randrange(1, 10)
    yield f"slice at {offset}", shifted(table, offset)
    yield "chunks of a slice", chunked(shifted(table, offset), rng)


# Tables at random.

ACCOUNTS = (
    "0012345", "12345", " 12345\t", "a-1/2", "A-1/2", "\r\nA-1/2\f ", "00000012345", "1234567890123456", "12345678901234567",
    "01234567890123456", "00000000000000000000000000012345", "abcdefghijk1", "ABCDEFGHIJK1", "ABCDEFGHIJ1", "A" * 31 + "1",
    "a" * 31 + "2", "0", "00", "-0", "/0",
)  # fmt: skip
"""Spellings of accounts: equal ones in their normal form, and such that a number would take for equal (N24)."""

NUMBERS = (0, 1, 12345, 2**32, 2**63, 2**64 - 1)
REGIONS = ("71", "79", "27", "10", "55", "Астана", "г. Шымкент", "Astana")
MONTHS = tuple(
    Date.fromisoformat(f"{month}-01") for month in ("2025-08", "2025-09", "2026-02", "2026-06", "2024-12", "2025-07")
)
EDGES = (1, 2, 6, 7, 8, 9, 13, 14, 15, 16, 20, 28, 29, 30, 31)
"""Days on which a rule changes."""


class Chance:
    """Cells at random, for one table: which columns there are, and how often cells are null or bad."""

    def __init__(self, rng: random.Random, bad: float = 0.03) -> None:
        self.rng, self.bad = rng, bad
        self.nulls = rng.choice([0.0, 0.05, 0.3])
        self.months_as_text = rng.random() < 0.3
        self.answers_as_text = rng.random() < 0.5
        self.accounts = rng.choice([ACCOUNTS, ACCOUNTS[:6], NUMBERS, NUMBERS[:2]])
        self.regions = rng.choice([REGIONS, (71, 79, 27, 10, 55)])
        left_out = set(rng.sample(INPUTS[1:-1], rng.choice([0, 0, 2, 5])))
        if rng.random() < 0.5:
            left_out |= {"assisted_from", "assisted_until"}
        else:
            left_out |= {"targeted_social", "housing"}
        if left_out & {"answered_on", "answer"}:
            left_out |= {"answered_on", "answer"}
        if rng.random() < 0.5:
            left_out.add("as_of")
        self.columns = [column for column in INPUTS if column not in left_out]
        self.as_of = None if "as_of" in self.columns else self._day(Date(2025, 9, 1), 0.2)

    def rows(self, number: int) -> list[dict[str, Any]]:
        return [self._row() for _ in range(number)]

    def _row(self) -> dict[str, Any]:
        rng = self.rng
        first = rng.choice(MONTHS[:2] if rng.random() < 0.8 else MONTHS)
        # Most people pass through the month as it is meant, so that many reach an account.
        story = {"listed_on": 1, "asked_on": 1, "reminded_on": 8, "answered_on": rng.choice([2, 9, 20])}
        strays = rng.choice([0.0, 0.1, 0.6])
        row: dict[str, Any] = {}
        for column in self.columns:
            if column == "month":
                cell: Any = f"{first:%Y-%m}" if self.months_as_text else first
            elif column == "region":
                cell = self._one_of(self.regions[:2], self.regions)
            elif column in FACT_DATES:
                usual = story.get(column, rng.choice([7, 7, 8, 20, 28]))
                cell = self._day(first, self.bad) if rng.random() < strays else first.replace(day=usual)
                if column == "reminded_on" and rng.random() < 0.5:
                    cell = None
            elif column == "answer":
                agrees = rng.random() < 0.85
                cell = ("agree" if agrees else "refuse") if self.answers_as_text else agrees
            elif column == "account":
                cell = self._account()
            elif column == "as_of":
                cell = self._day(first, 0.2)
            elif column in FLAGS:
                cell = rng.random() < 0.85
            else:
                cell = first + datetime.timedelta(days=rng.choice([-400, -31, -2, -1, 0, 1, 400]))
            null = 4 * self.nulls if column.startswith("assisted") else self.nulls
            if rng.random() < (null if column not in ("month", "region", "as_of") else null / 10):
                cell = None
            row[column] = cell
        if row.get("answered_on") is None and "answer" in row and rng.random() > self.bad:
            row["answer"] = None
        if row.get("answer") is None and "answered_on" in row and rng.random() > self.bad:
            row["answered_on"] = None
        if isinstance(row.get("answer"), str) and row["answered_on"] and rng.random() < self.bad:
            row["answer"] = rng.choice(["", "Agree", "yes", "agree "])
        return row

    def _one_of(self, usual: Sequence[Any], any_of: Sequence[Any]) -> Any:
        rng = self.rng
        if rng.random() < self.bad:
            return 99 if isinstance(any_of[0], int) else rng.choice(["", "KZ", "<script>"])
        return rng.choice(any_of if rng.random() < 0.1 else usual)

    def _account(self) -> Any:
        rng = self.rng
        if rng.random() < self.bad and isinstance(self.accounts[0], str):
            return rng.choice(CATALOGUE["account"])
        return rng.choice(self.accounts)

    def _day(self, first: Date, elsewhere: float) -> Date:
        rng = self.rng
        if rng.random() < elsewhere:
            return first.replace(day=1) + datetime.timedelta(days=rng.choice([-1000, -1, 31, 45, 3000]))
        return first.replace(day=1) + datetime.timedelta(min(rng.choice(EDGES), 28 + rng.randrange(4)) - 1)


@st.composite
def tables(draw: st.DrawFn) -> tuple[list[dict[str, Any]], Date | None]:
    """Rows of one table, and the day of the question where no column says it."""
    chance = Chance(draw(st.randoms(use_true_random=False)), bad=draw(st.sampled_from([0.0, 0.05])))
    return chance.rows(draw(st.integers(1, 12))), chance.as_of


def september(rows: int, seed: int, accounts: int) -> pl.DataFrame:
    """People of September 2025 who share accounts, most of whose facts follow one another."""
    rng = random.Random(seed)

    def day(first: int) -> Date | None:
        """Any day or none at times, and most often one soon after this."""
        soon = Date(2025, 9, rng.randint(first, first + 4))
        return rng.choice([None, Date(2025, 9, rng.randint(1, 30)), *[soon] * 6])

    days = {"listed_on": 1, "asked_on": 3, "reminded_on": 10, "answered_on": 5, "entered_on": 9}
    columns: dict[str, list[Any]] = {name: [day(first) for _ in range(rows)] for name, first in days.items()}
    columns["month"] = ["2025-09"] * rows
    columns["region"] = [rng.choice(["71", "71", "79", "79", "10"]) for _ in range(rows)]
    columns["answer"] = [on and rng.choice(["agree", "agree", "refuse"]) for on in columns["answered_on"]]
    columns["account"] = [on and str(rng.randint(1, accounts)) for on in columns["entered_on"]]
    columns["as_of"] = [Date(2025, 9, rng.randint(1, 30)) for _ in range(rows)]
    return pl.DataFrame(columns, schema_overrides=dict.fromkeys(days, pl.Date))


def ipc(table: Any) -> bytes:
    """A table's bytes as Arrow writes them."""
    sink = pa.BufferOutputStream()
    table = pa.table(table)
    with pa.ipc.new_stream(sink, table.schema) as writer:
        writer.write_table(table)
    written: bytes = sink.getvalue().to_pybytes()
    return written


def good_rows(number: int, accounts: np.ndarray[Any, Any] | None = None) -> pa.Table:
    """Rows of September 2025 that all activate on the 7th if their accounts are free."""

    def day(text: str) -> pa.Array:
        return pa.repeat(pa.scalar(Date.fromisoformat(text), DATE32), number)

    columns = {
        "month": day("2025-09-01"),
        "asked_on": day("2025-09-01"),
        "answered_on": day("2025-09-02"),
        "answer": pa.repeat(pa.scalar(True), number),
        "entered_on": day("2025-09-07"),
    }
    if accounts is not None:
        columns["account"] = pa.array(accounts)
    return pa.table(columns)


GIL = getattr(sys, "_is_gil_enabled", lambda: True)()
"""Whether this Python has a lock for all threads at all."""
