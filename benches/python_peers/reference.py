"""The answer in plain Python, fact by fact, from the norms: slow, and meant to be read beside them.

The facts of all rows are sorted by date; on one date by row, and within a row by kind. Each is refused or
accepted on its own, as N11, N13, N14 and A say; the stage and the previews on the date of review come last.
"""

from __future__ import annotations

import datetime
from collections import Counter
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import pyarrow as pa

from . import question as q

Form = tuple[list[dict[str, Any]], datetime.date]

_LISTED, _START, _REPEAT, _REPLY, _ENTRY = range(5)
_AGREE, _REFUSE = "agree", "refuse"

Account = int | str | None


@dataclass(slots=True)
class _Person:
    """One row's month: what was accepted so far, and every code that was refused."""

    row: dict[str, Any]
    on_list: bool = False
    asked_on: datetime.date | None = None
    reminded_on: datetime.date | None = None
    answer: str | None = None
    step: int = q.ENTER_ACCOUNT
    refusals: int = 0

    @property
    def activated(self) -> bool:
        return self.step == q.DONE


def versions() -> dict[str, str]:
    """None: nothing but Python."""
    return {}


def prepare(table: pa.Table, variant: q.Variant, threads: int, as_of: datetime.date) -> Form:
    """Rows as dicts."""
    return table.to_pylist(), as_of


def answer(form: Form) -> q.Answer:
    """Every fact in its turn, then the queries; or previews of the facts in each row."""
    rows, as_of = form
    if rows and "on" in rows[0]:
        return q.previews(_preview_of_facts(row) for row in rows)
    people = [_Person(row) for row in rows]
    used: Counter[tuple[datetime.date, Account]] = Counter()
    for on, place, kind in sorted(_facts(rows)):
        _record(people[place], kind, on, used)
    columns: dict[str, list[Any]] = {name: [] for name in q.COLUMNS}
    for person in people:
        stage, earliest = _stage(person, as_of), None
        refusals = person.refusals
        if not person.activated:
            on = _into_month(as_of, person.row["month"])
            review = _preview(person, on, used)
            earliest = _earliest(on, review)
            if person.row.get("entered_on") is None:
                refusals |= review
        values = (person.activated, stage, refusals, _number(earliest), person.step)
        for name, value in zip(q.COLUMNS, values, strict=True):
            columns[name].append(value)
    types = (np.bool_, np.int8, np.uint32, np.int32, np.int8)
    return {name: np.array(columns[name], type_) for name, type_ in zip(q.COLUMNS, types, strict=True)}


def collect(result: q.Answer) -> q.Answer:
    """It is one already."""
    return result


_FACTS: Final = (
    ("listed_on", _LISTED), ("asked_on", _START), ("reminded_on", _REPEAT), ("answered_on", _REPLY),
    ("entered_on", _ENTRY),
)  # fmt: skip


def _facts(rows: list[dict[str, Any]]) -> list[tuple[datetime.date, int, int]]:
    return [
        (row[column], place, kind)
        for place, row in enumerate(rows)
        for column, kind in _FACTS
        if row.get(column) is not None
    ]


def _record(
    person: _Person, kind: int, on: datetime.date, used: Counter[tuple[datetime.date, Account]]
) -> None:
    if kind == _LISTED:
        refusals = _listed(person, on)
    elif kind == _START:
        refusals = _start(person, on)
    elif kind == _REPEAT:
        refusals = _repeat(person, on)
    elif kind == _REPLY:
        refusals = _reply(person, on)
    else:
        refusals = _entry(person, on, used)
    person.refusals |= refusals


def _listed(person: _Person, on: datetime.date) -> int:
    """N11."""
    row, refusals = person.row, 0
    if _first_of(on) not in _MONTHS:
        refusals |= q.OUTSIDE_PILOT
    if on.day > q.LIST_CLOSES:
        refusals |= q.LIST_CLOSED
    if not (row["targeted_social"] or row["housing"]):
        refusals |= q.NOT_RECEIVING_ASSISTANCE
    if row["region"] not in q.PILOT:
        refusals |= q.REGION_NOT_IN_PILOT
    if not refusals:
        person.on_list = True
    return refusals


def _sms_and_replies(person: _Person, on: datetime.date) -> int:
    """The checks that N13 and N14 share."""
    refusals = 0
    if not q.PERIOD[0] <= on <= q.PERIOD[1]:
        refusals |= q.OUTSIDE_PILOT
    if not person.on_list:
        refusals |= q.NO_LISTING
    if on.day > q.LAST_DAY_TO_ANSWER:
        refusals |= q.CONSENT_CLOSED
    return refusals


def _start(person: _Person, on: datetime.date) -> int:
    """N13, `start`: a row has one, so that nobody is asked twice."""
    refusals = _sms_and_replies(person, on)
    if person.on_list and person.answer is not None:
        refusals |= q.ALREADY_ANSWERED
    if not refusals:
        person.asked_on = on
    return refusals


def _repeat(person: _Person, on: datetime.date) -> int:
    """N13, `repeat`: the first that holds."""
    refusals = _sms_and_replies(person, on)
    if person.on_list:
        if person.answer is not None:
            refusals |= q.ALREADY_ANSWERED
        elif person.asked_on is None:
            refusals |= q.NOT_ASKED
        elif (on - person.asked_on).days < q.REPEAT_AFTER_DAYS:
            refusals |= q.REPEAT_TOO_EARLY
    if not refusals:
        person.reminded_on = on
    return refusals


def _reply(person: _Person, on: datetime.date) -> int:
    """N14: a row has one reply, so that none meets an answer."""
    refusals = _sms_and_replies(person, on)
    if person.on_list and person.asked_on is None:
        refusals |= q.NOT_ASKED
    if not refusals:
        person.answer = _AGREE if person.row["answer"] else _REFUSE
    return refusals


def _entry(person: _Person, on: datetime.date, used: Counter[tuple[datetime.date, Account]]) -> int:
    """N19 to N22 on one date: what stops the first step stops them all."""
    refusals = _preview(person, on, used)
    exists = person.row["account_exists"]
    if not refusals and exists is None:
        person.step = q.CHECK_ACCOUNT
    elif not refusals:
        person.step = q.DONE
        used[person.row["month"], person.row["account"]] += 1
    return refusals


def _preview(person: _Person, on: datetime.date, used: Counter[tuple[datetime.date, Account]]) -> int:
    """A and N26: the refusals of a person who has no voucher activated."""
    row, refusals = person.row, 0
    if not q.PERIOD[0] <= on <= q.PERIOD[1]:
        refusals |= q.OUTSIDE_PILOT
    if not person.on_list:
        refusals |= q.NO_LISTING
    elif person.answer is None:
        refusals |= q.AWAITING_CONSENT
    elif person.answer == _REFUSE:
        refusals |= q.CONSENT_REFUSED
    if on.day < q.WINDOW[0]:
        refusals |= q.WINDOW_NOT_OPEN
    elif on.day > q.WINDOW[1]:
        refusals |= q.WINDOW_CLOSED
    if row.get("account") is not None and used[row["month"], row["account"]] >= 1:
        refusals |= q.ACCOUNT_ALREADY_USED
    if row.get("account_exists") is False:
        refusals |= q.ACCOUNT_UNKNOWN
    return refusals


def _preview_of_facts(row: dict[str, Any]) -> tuple[list[str], int]:
    """N26: every reason that is known and every fact that is not, and the earliest day."""
    on, on_list, consent = row["on"], row["on_list"], row["consent"]
    others, exists, activated = row["others_on_account"], row["account_exists"], row["own_activation"]
    holds = {
        "outside_pilot": not q.PERIOD[0] <= on <= q.PERIOD[1],
        "not_listed": on_list is False,
        "awaiting_consent": on_list is True and consent == "awaiting",
        "consent_refused": on_list is True and consent == "refused",
        "window_not_open": on.day < q.WINDOW[0],
        "window_closed": on.day > q.WINDOW[1],
        "voucher_already_activated": activated is True,
        "account_already_used": others is not None and others >= 1,
        "account_unknown": exists is False,
    }
    refusals = sum(q.BITS[code] for code, does in holds.items() if does)
    facts = (on_list, consent, activated, others, exists)
    missing = [name for name, fact in zip(q.MISSING, facts, strict=True) if fact is None]
    return [code for code, does in holds.items() if does] + missing, _number(_earliest(on, refusals))


def _earliest(on: datetime.date, refusals: int) -> datetime.date | None:
    """N26: the first day on which the answer could be yes, where waiting can help."""
    month_bound = q.WINDOW_CLOSED | q.VOUCHER_ALREADY_ACTIVATED | q.ACCOUNT_ALREADY_USED | q.CONSENT_REFUSED
    first, last = _first_of(on), _last_of(on)
    if refusals & month_bound:
        return next((day for day in _OPEN_DAYS if day > last), None)
    if on < q.PERIOD[0]:
        return _OPEN_DAYS[0]
    if refusals & q.WINDOW_NOT_OPEN:
        return next((day for day in _OPEN_DAYS if first <= day <= last), None)
    return None


def _stage(person: _Person, as_of: datetime.date) -> int:
    """N18; nobody is taken off the list and no register is sent in these tables."""
    if not person.on_list:
        return q.NOT_LISTED
    if person.activated:
        return q.ACTIVATED
    month = person.row["month"]
    if person.answer == _REFUSE:
        return q.REFUSED
    if person.answer == _AGREE:
        return q.EXPIRED if as_of > _day_or_last(month, q.WINDOW[1]) else q.ISSUED
    if as_of > _day_or_last(month, q.LAST_DAY_TO_ANSWER):
        return q.LAPSED
    if person.reminded_on is not None:
        return q.REMINDED
    return q.TO_ASK if person.asked_on is None else q.ASKED


def _into_month(as_of: datetime.date, month: datetime.date) -> datetime.date:
    return min(max(as_of, month), _last_of(month))


def _first_of(day: datetime.date) -> datetime.date:
    return day.replace(day=1)


def _last_of(day: datetime.date) -> datetime.date:
    return _first_of(_first_of(day) + datetime.timedelta(days=31)) - datetime.timedelta(days=1)


def _day_or_last(month: datetime.date, day: int) -> datetime.date:
    return min(month + datetime.timedelta(days=day - 1), _last_of(month))


def _every_day() -> list[datetime.date]:
    """Every day of the period (N3)."""
    return [q.PERIOD[0] + datetime.timedelta(days=n) for n in range((q.PERIOD[1] - q.PERIOD[0]).days + 1)]


_OPEN_DAYS: Final = tuple(day for day in _every_day() if q.WINDOW[0] <= day.day <= q.WINDOW[1])
"""The days of the period that lie in their month's window, in order."""

_MONTHS: Final = frozenset(_first_of(day) for day in _OPEN_DAYS)
"""N8: a month is the regulation's if its window meets the period."""


def _number(day: datetime.date | None) -> int:
    return q.NO_DAY if day is None else q.day_number(day)
