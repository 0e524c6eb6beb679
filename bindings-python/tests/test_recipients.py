"""Who is a potential recipient (N11) and who is sent which SMS (N30), over tables: as ledgers say."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable
from typing import Any, NamedTuple

import polars as pl
import pyarrow as pa
import pytest
from common import refused
from hypothesis import given, settings
from tables import (
    DATE32, FACT_DATES, GAS_2025, INPUTS, OUTPUTS, REGULATIONS, Chance, Date, Person, Row, bits, status_of, table_of, tables,
    told, variants,
)  # fmt: skip

import voucher_core as vc
from voucher_core.testing import strategies as vs

Answers = list[dict[str, Any]]
ON = Date(2025, 9, 15)


def listings(regulation: vc.Regulation, rows: list[Row], on: Date) -> Answers:
    """What a ledger of its own says to the listing of each row."""
    answers: Answers = []
    for row in rows:
        person = Person(regulation, 0, row)
        listed_on = person.days[0]
        if listed_on is None:
            person.refusals = bits("not_listed")
        elif person.fault is None:
            person.record(vc.Ledger(regulation), 0, listed_on)
        refusals = person.refusals if person.fault is None else None
        answers.append({"potential_recipient": None if refusals is None else refusals == 0, "refusals": refusals})
        answers[-1] |= status_of(person.fault)
    return answers


def duties(regulation: vc.Regulation, rows: list[Row], on: Date) -> Answers:
    """What one ledger, told of every row, says is due."""
    ledger, people = told(regulation, rows)
    due = {item.iin: str(item.action) for item in ledger.due(on) if item.iin is not None}
    actions = [None if person.fault else due.get(vc.Iin(person.iin)) for person in people]
    return [{"action": action, **status_of(person.fault)} for action, person in zip(actions, people, strict=True)]


class Question(NamedTuple):
    """A question, the ledgers' answers, the last column that it reads, and what its answers reach."""

    ask: Callable[..., vc.Table]
    wanted: Callable[[vc.Regulation, list[Row], Date], Answers]
    last: str
    reached: set[Any]


REASONS = ("outside_pilot", "list_closed", "not_receiving_assistance", "region_not_in_pilot", "not_listed")
QUESTIONS = {
    "potential_recipients": Question(
        lambda table, on, **how: vc.potential_recipients(table, **how), listings, "listed_on", {0, *map(bits, REASONS)}
    ),
    "due_actions": Question(vc.due_actions, duties, "answer", {"send_start_sms", "send_repeat_sms", None}),
}
each = pytest.mark.parametrize("question", QUESTIONS.values(), ids=QUESTIONS)


def ask(question: Question, table: Any, on: Date = ON, regulation: vc.Regulation = GAS_2025, **how: Any) -> Answers:
    answers: Answers = pa.table(question.ask(table, on=on, regulation=regulation, **how)).to_pylist()
    return answers


def wanted(question: Question, rows: list[Row], on: Date = ON, regulation: vc.Regulation = GAS_2025) -> Answers:
    """The ledgers' answers to the columns that the question reads."""
    read = INPUTS[: INPUTS.index(question.last) + 1]
    return question.wanted(regulation, [{name: row[name] for name in read if name in row} for row in rows], on)


@each
@settings(max_examples=60, deadline=None)
@given(drawn=tables(), on=vs.edge_dates())
def test_equals_ledgers(question: Question, drawn: Any, on: Date) -> None:
    """N9, N11, N30: every row, of any table, under any rules, on any day; facts after the day count too."""
    rows, _ = drawn
    for regulation in REGULATIONS.values():
        assert ask(question, table_of(rows), on, regulation) == wanted(question, rows, on, regulation)


@each
def test_any_shape_gives_the_same(question: Question) -> None:
    """Order of columns, chunks, slices and libraries change nothing; every answer is among them."""
    found: Counter[Any] = Counter()
    for seed in range(6):
        rng = random.Random(seed)
        table = table_of(Chance(rng, bad=0.05).rows(1000))
        want = ask(question, table)
        assert want == wanted(question, table.to_pylist())
        for name, same in [*variants(table, rng), ("polars", pl.from_arrow(table))]:
            assert ask(question, same) == want, name
        found.update(answer.get("action", answer.get("refusals")) for answer in want)
    assert min(found[answer] for answer in question.reached) > 10, found


REPLIES = {"answered_on": pa.array([None, None, Date(2025, 9, 2)]), "answer": [None, "agree", None]}


@pytest.mark.parametrize(
    ("name", "columns", "bad"),
    [
        (
            "potential_recipients",
            {"month": ["2025-09", None, "2025-9"], "region": ["71", "71", "99"]},
            [(1, "month", "missing_field"), (2, "month", "not_a_month")],
        ),
        (
            "due_actions",
            {"month": ["2025-09"] * 3, "asked_on": pa.array([Date(2025, 9, 1)] * 3), **REPLIES},
            [(1, "answered_on", "missing_field"), (2, "answer", "missing_field")],
        ),
    ],
)
def test_bad_rows_are_counted(name: str, columns: Any, bad: list[tuple[int, str, str]]) -> None:
    """A bad row stops nothing, and half a reply is one; `strict` raises the first bad rows and counts all."""
    question, table = QUESTIONS[name], pa.table(columns)
    answers = ask(question, table, Date(2025, 9, 20))
    assert [(row, answer["field"], answer["code"]) for row, answer in enumerate(answers) if answer["code"]] == bad
    assert next(iter(answers[0].values())) == {"potential_recipients": True, "due_actions": "send_repeat_sms"}[name]
    with refused("bad_rows") as caught:
        ask(question, table, strict=True)
    assert [tuple(row) for row in caught.value.rows] == bad and caught.value.total == 2


def test_later_columns_are_nobodys_concern() -> None:
    """Of potential recipients the columns up to `listed_on`, and of what a review answers what they can say."""
    table = pa.table({"month": ["2025-09"], **{name: pa.array([1.5]) for name in FACT_DATES[1:]}})
    (answer,) = ask(QUESTIONS["potential_recipients"], table)
    assert answer["potential_recipient"] and answer.keys() == {"potential_recipient", "refusals", *OUTPUTS[-3:]}


DAY = pa.array([Date(2025, 9, 1)], DATE32)


@pytest.mark.parametrize(
    ("name", "columns", "code", "field"),
    [
        ("potential_recipients", {"assisted_from": pa.nulls(1), "housing": [True]}, "excluded_column", "assisted_from"),
        ("potential_recipients", {"listed_on": pa.array([1], pa.timestamp("us"))}, "unsupported_type", "listed_on"),
        ("potential_recipients", {"region": [71.0]}, "float_for_int", "region"),
        ("due_actions", {"answered_on": DAY}, "missing_column", "answer"),
        ("due_actions", {"answer": ["agree"]}, "missing_column", "answered_on"),
        ("due_actions", {"asked_on": DAY.cast(pa.date64())}, "unsupported_type", "asked_on"),
    ],
)
def test_tables_that_are_refused(name: str, columns: dict[str, Any], code: str, field: str) -> None:
    """Errors of the whole table, each with its code and column."""
    with refused(code, field):
        ask(QUESTIONS[name], pa.table({"month": ["2025-09"], **columns}))
