"""Plain Python for one regulation, a function a row: what a team writes that needs nothing else.

It answers the table without accounts, and previews. Rows are dicts, dates are dates.
"""

from __future__ import annotations

import datetime
from typing import Any, Final, NamedTuple

import numpy as np
import pyarrow as pa

from . import question as q

Row = dict[str, Any]
Review = tuple[int, int]
Preview = tuple[list[str], list[str], datetime.date | None]

_FIRST, _LAST = q.PERIOD
_MONTH_IS_LOST: Final = frozenset(
    ("consent_refused", "window_closed", "voucher_already_activated", "account_already_used")
)


class Form(NamedTuple):
    """Rows, and the date of review of those that are no previews."""

    rows: list[Row]
    as_of: datetime.date | None


def versions() -> dict[str, str]:
    """None: nothing but Python."""
    return {}


def prepare(table: pa.Table, variant: q.Variant, threads: int, as_of: datetime.date) -> Form:
    """Rows as dicts."""
    if "account" in table.column_names:
        raise ValueError("by hand, the table without accounts only")
    return Form(table.to_pylist(), None if variant.accounts == "preview" else as_of)


def answer(form: Form) -> list[Review] | list[Preview]:
    """Row by row."""
    if form.as_of is None:
        return [preview(**row) for row in form.rows]
    months = {month: _of_month(month, form.as_of) for month in q.MONTHS}
    return [review(row, months[row["month"]]) for row in form.rows]


def collect(result: list[Any]) -> q.Answer:
    """Columns of NumPy."""
    if result and len(result[0]) == 3:
        return q.previews(
            (refusals + missing, q.NO_DAY if earliest is None else q.day_number(earliest))
            for refusals, missing, earliest in result
        )
    return {
        "stage": np.array([stage for stage, _ in result], np.int8),
        "refusals": np.array([refusals for _, refusals in result], np.uint32),
        "next": np.full(len(result), q.ENTER_ACCOUNT, np.int8),
    }


def preview(
    on: datetime.date,
    on_list: bool | None,
    consent: str | None,
    own_activation: bool | None,
    others_on_account: int | None,
    account_exists: bool | None,
) -> Preview:
    """May a voucher be activated? Reasons against it, what is not known, and the earliest date of a yes."""
    refusals = []
    if on < _FIRST or on > _LAST:
        refusals.append("outside_pilot")
    if on_list is False:
        refusals.append("not_listed")
    elif on_list and consent == "awaiting":
        refusals.append("awaiting_consent")
    elif on_list and consent == "refused":
        refusals.append("consent_refused")
    if on.day < q.WINDOW[0]:
        refusals.append("window_not_open")
    elif on.day > q.WINDOW[1]:
        refusals.append("window_closed")
    if own_activation:
        refusals.append("voucher_already_activated")
    if others_on_account:
        refusals.append("account_already_used")
    if account_exists is False:
        refusals.append("account_unknown")
    if refusals:
        return refusals, [], _earliest(on, refusals)
    facts = (on_list, consent, own_activation, others_on_account, account_exists)
    return [], [name for name, fact in zip(q.MISSING, facts, strict=True) if fact is None], None


def _earliest(on: datetime.date, refusals: list[str]) -> datetime.date | None:
    if not _MONTH_IS_LOST.isdisjoint(refusals):
        year, month = (on.year + 1, 1) if on.month == 12 else (on.year, on.month + 1)
        opens = max(datetime.date(year, month, q.WINDOW[0]), _FIRST)
    elif on < _FIRST:
        opens = _FIRST
    elif on.day < q.WINDOW[0]:
        opens = on.replace(day=q.WINDOW[0])
    else:
        return None
    return opens if opens <= _LAST else None


class _Month(NamedTuple):
    has_month: bool
    answering_over: bool
    window_over: bool
    refusals: int


def _of_month(month: datetime.date, as_of: datetime.date) -> _Month:
    """What is the same for all rows of a month."""
    last = (month + datetime.timedelta(days=31)).replace(day=1) - datetime.timedelta(days=1)
    on = min(max(as_of, month), last)
    refusals = 0 if _FIRST <= on <= _LAST else q.OUTSIDE_PILOT
    if on.day < q.WINDOW[0]:
        refusals |= q.WINDOW_NOT_OPEN
    elif on.day > q.WINDOW[1]:
        refusals |= q.WINDOW_CLOSED
    window_ends = month.replace(day=min(q.WINDOW[1], last.day))
    answering_ends = month.replace(day=min(q.LAST_DAY_TO_ANSWER, last.day))
    return _Month(month <= _LAST, as_of > answering_ends, as_of > window_ends, refusals)


def review(row: Row, month: _Month) -> Review:
    """The stage, and every refusal as a bit: each fact in the order of their dates, then a preview."""
    refusals = month.refusals
    listed, asked, reminded, answered = (
        row["listed_on"], row["asked_on"], row["reminded_on"], row["answered_on"],
    )  # fmt: skip
    on_list_from = asked_at = answered_at = None
    if listed is not None:
        reasons = 0 if month.has_month else q.OUTSIDE_PILOT
        if listed.day > q.LIST_CLOSES:
            reasons |= q.LIST_CLOSED
        if not (row["targeted_social"] or row["housing"]):
            reasons |= q.NOT_RECEIVING_ASSISTANCE
        if row["region"] not in q.PILOT:
            reasons |= q.REGION_NOT_IN_PILOT
        refusals |= reasons
        if not reasons:
            on_list_from = listed
    if asked is not None:
        reasons = _checks(asked, on_list_from)
        refusals |= reasons
        if not reasons:
            asked_at = asked
    if answered is not None:
        reasons = _checks(answered, on_list_from)
        if not reasons & q.NO_LISTING and (asked_at is None or answered < asked_at):
            reasons |= q.NOT_ASKED
        refusals |= reasons
        if not reasons:
            answered_at = answered
    is_reminded = False
    if reminded is not None:
        reasons = _checks(reminded, on_list_from)
        if not reasons & q.NO_LISTING:
            if answered_at is not None and reminded > answered_at:
                reasons |= q.ALREADY_ANSWERED
            elif asked_at is None or reminded < asked_at:
                reasons |= q.NOT_ASKED
            elif (reminded - asked_at).days < q.REPEAT_AFTER_DAYS:
                reasons |= q.REPEAT_TOO_EARLY
        refusals |= reasons
        is_reminded = not reasons
    if on_list_from is None:
        return q.NOT_LISTED, refusals | q.NO_LISTING
    if answered_at is not None and row["answer"]:
        return q.EXPIRED if month.window_over else q.ISSUED, refusals
    if answered_at is not None:
        return q.REFUSED, refusals | q.CONSENT_REFUSED
    refusals |= q.AWAITING_CONSENT
    if month.answering_over:
        return q.LAPSED, refusals
    if is_reminded:
        return q.REMINDED, refusals
    return q.TO_ASK if asked_at is None else q.ASKED, refusals


def _checks(on: datetime.date, on_list_from: datetime.date | None) -> int:
    """What an SMS and a reply are both refused for."""
    refusals = 0 if _FIRST <= on <= _LAST else q.OUTSIDE_PILOT
    if on_list_from is None or on < on_list_from:
        refusals |= q.NO_LISTING
    if on.day > q.LAST_DAY_TO_ANSWER:
        refusals |= q.CONSENT_CLOSED
    return refusals
