"""The question that every rival answers: the rules of gas-2025-08 by the norms, and the form of an answer.

The rules stand here as constants and as one small table by month. That table also holds what depends on
nothing but the month and the date of review, which is given once for the whole table: whoever answers row by
row need not work it out ten million times.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

import numpy as np
import numpy.typing as npt

Bools = npt.NDArray[np.bool_]
Days = npt.NDArray[np.int32]
Column = npt.NDArray[Any]
Answer = dict[str, Column]

EPOCH: Final = datetime.date(1970, 1, 1)

STAGES: Final = (
    "not_listed", "registered", "activated", "delisted", "refused", "lapsed",
    "to_ask", "asked", "reminded", "expired", "issued",
)  # fmt: skip
NOT_LISTED, REGISTERED, ACTIVATED, DELISTED, REFUSED, LAPSED, TO_ASK, ASKED, REMINDED, EXPIRED, ISSUED = (
    range(11)
)

STEPS: Final = ("enter_account", "accept_offer", "check_account", "confirm", "done")
ENTER_ACCOUNT, ACCEPT_OFFER, CHECK_ACCOUNT, CONFIRM, DONE = range(5)

# The bits of the refusals: their places in the closed list of the core.
OUTSIDE_PILOT: Final = 1 << 1
LIST_CLOSED: Final = 1 << 2
NOT_RECEIVING_ASSISTANCE: Final = 1 << 3
REGION_NOT_IN_PILOT: Final = 1 << 4
NO_LISTING: Final = 1 << 5
"""`not_listed`; the stage of that name is `NOT_LISTED`."""
CONSENT_CLOSED: Final = 1 << 7
ALREADY_ANSWERED: Final = 1 << 8
NOT_ASKED: Final = 1 << 10
REPEAT_TOO_EARLY: Final = 1 << 12
AWAITING_CONSENT: Final = 1 << 15
CONSENT_REFUSED: Final = 1 << 16
WINDOW_NOT_OPEN: Final = 1 << 17
WINDOW_CLOSED: Final = 1 << 18
VOUCHER_ALREADY_ACTIVATED: Final = 1 << 19
ACCOUNT_ALREADY_USED: Final = 1 << 20
ACCOUNT_UNKNOWN: Final = 1 << 21

BITS: Final = {
    "outside_pilot": OUTSIDE_PILOT, "not_listed": NO_LISTING, "awaiting_consent": AWAITING_CONSENT,
    "consent_refused": CONSENT_REFUSED, "window_not_open": WINDOW_NOT_OPEN, "window_closed": WINDOW_CLOSED,
    "voucher_already_activated": VOUCHER_ALREADY_ACTIVATED, "account_already_used": ACCOUNT_ALREADY_USED,
    "account_unknown": ACCOUNT_UNKNOWN,
}  # fmt: skip
"""What a preview may refuse for (N26)."""

MISSING: Final = ("listing", "consent", "own_activation", "account_use", "account_exists")
"""What a preview may miss; a bit each, by its place."""

NO_DAY: Final = -(2**30)
"""A missing date where a tool has no nulls of its own: earlier than any, and differences do not wrap."""

REGIONS: Final = (10, 11, 15, 19, 23, 27, 31, 33, 35, 39, 43, 47, 55, 59, 61, 62, 63, 71, 75, 79)
PILOT: Final = (11, 15, 19, 23, 27, 31, 33, 35, 39, 43, 47, 61, 62, 63, 71, 75, 79)
PERIOD: Final = (datetime.date(2025, 8, 28), datetime.date(2026, 6, 30))
LIST_CLOSES: Final = 14
LAST_DAY_TO_ANSWER: Final = 29
WINDOW: Final = (7, 29)
REPEAT_AFTER_DAYS: Final = 7

MONTHS: Final = tuple(datetime.date(2025 + month // 12, month % 12 + 1, 1) for month in range(7, 7 + 12))
"""The months of the table: the eleven of the regulation, and July 2026, which is none of them."""

AS_OF: Final = datetime.date(2026, 6, 20)

COLUMNS: Final = ("activated", "stage", "refusals", "earliest", "next")
COLUMNS_WITHOUT_ACCOUNTS: Final = ("stage", "refusals", "next")
COLUMNS_OF_PREVIEWS: Final = ("refusals", "missing", "earliest")


def day_number(date: datetime.date) -> int:
    """Days since 1970-01-01, as `date32` counts them."""
    return (date - EPOCH).days


BASE: Final = day_number(MONTHS[0])
FIRST_DAY: Final = day_number(PERIOD[0])
LAST_DAY: Final = day_number(PERIOD[1])
DAYS_OF_MONTHS: Final = day_number(datetime.date(2026, 8, 1)) - BASE


class Variant(NamedTuple):
    """Which table is asked about."""

    name: str
    accounts: str
    """`uint64`, `string_view`, `large_string`, `none`: no accounts and no activations in the table; or `preview`:
    another table, of questions whether a voucher may be activated."""

    @property
    def columns(self) -> tuple[str, ...]:
        """What is answered and compared."""
        return {"none": COLUMNS_WITHOUT_ACCOUNTS, "preview": COLUMNS_OF_PREVIEWS}.get(self.accounts, COLUMNS)

    @property
    def is_text(self) -> bool:
        """Whether accounts are texts."""
        return self.accounts in ("string_view", "large_string")


@dataclass(frozen=True)
class MonthRow:
    """What holds for a whole month, given the date of review."""

    first: int
    last: int
    has_month: bool
    """The month is one of the regulation's (N8)."""
    answering_over: bool
    """The date of review lies after the last day to answer (N18)."""
    window_over: bool
    """The date of review lies after the window (N18)."""
    review_bits: int
    """What the date alone refuses in a preview on the date of review, brought into the month."""
    earliest: int
    """N26's earliest where no reason is bound to the month but, perhaps, a window that has closed."""
    next_earliest: int
    """N26's earliest where a reason is bound to the month: the first open day of a later month."""


def month_rows(as_of: datetime.date) -> tuple[MonthRow, ...]:
    """The table by month, in the order of `MONTHS`."""
    return tuple(_month_row(month, as_of) for month in MONTHS)


def _month_row(month: datetime.date, as_of: datetime.date) -> MonthRow:
    last = _last_day(month)
    on = min(max(as_of, month), last)
    open_first, open_last = _day_in(month, WINDOW[0]), _day_in(month, WINDOW[1])
    bits = OUTSIDE_PILOT if not PERIOD[0] <= on <= PERIOD[1] else 0
    bits |= WINDOW_NOT_OPEN if on < open_first else WINDOW_CLOSED if on > open_last else 0
    next_earliest = _first_open_day(_after(last))
    if bits & WINDOW_CLOSED:
        earliest = next_earliest
    elif on < PERIOD[0]:
        earliest = _first_open_day(MONTHS[0])
    elif bits & WINDOW_NOT_OPEN:
        earliest = _open_day_of(month)
    else:
        earliest = NO_DAY
    return MonthRow(
        first=day_number(month),
        last=day_number(last),
        has_month=month <= PERIOD[1],
        answering_over=as_of > _day_in(month, LAST_DAY_TO_ANSWER),
        window_over=as_of > open_last,
        review_bits=bits,
        earliest=earliest,
        next_earliest=next_earliest,
    )


def _first_open_day(first: datetime.date) -> int:
    while first <= PERIOD[1]:
        if (day := _open_day_of(first)) != NO_DAY:
            return day
        first = _after(_last_day(first))
    return NO_DAY


def _open_day_of(month: datetime.date) -> int:
    first, last = max(_day_in(month, WINDOW[0]), PERIOD[0]), min(_day_in(month, WINDOW[1]), PERIOD[1])
    return day_number(first) if first <= last else NO_DAY


def _day_in(month: datetime.date, day: int) -> datetime.date:
    return month.replace(day=min(day, _last_day(month).day))


def _last_day(month: datetime.date) -> datetime.date:
    return (month.replace(day=28) + datetime.timedelta(days=4)).replace(day=1) - datetime.timedelta(days=1)


def _after(last: datetime.date) -> datetime.date:
    return last + datetime.timedelta(days=1)


def previews(answers: Iterable[tuple[Iterable[str], int]]) -> Answer:
    """Columns of the codes and the earliest day, as a number of days or `NO_DAY`, of each preview.

    A known refusal goes before what is missing, and only a refusal has an earliest day (N26).
    """
    columns: tuple[list[int], ...] = ([], [], [])
    for codes, earliest in answers:
        refusals = missing = 0
        for code in codes:
            refusals |= BITS.get(code, 0)
            missing |= 0 if code in BITS else 1 << MISSING.index(code)
        row = (refusals, 0 if refusals else missing, earliest if refusals else NO_DAY)
        for column, value in zip(columns, row, strict=True):
            column.append(value)
    types = (np.uint32, np.uint8, np.int32)
    named = zip(COLUMNS_OF_PREVIEWS, columns, types, strict=True)
    return {name: np.array(column, type_) for name, column, type_ in named}


def differences(answer: Answer, other: Answer, columns: tuple[str, ...]) -> list[str]:
    """Where two answers differ: a line a column, with how many rows and the first; none where equal."""
    lines = []
    for name in columns:
        left, right = answer[name], other[name]
        if left.shape != right.shape:
            lines.append(f"{name}: {left.shape[0]} rows and {right.shape[0]}")
            continue
        unequal = np.flatnonzero(left != right)
        if unequal.size:
            row = int(unequal[0])
            lines.append(f"{name}: {unequal.size} rows, the first is {row}: {left[row]} and {right[row]}")
    return lines
