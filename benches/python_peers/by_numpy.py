"""Hand-written NumPy.

The rules run over blocks of rows that stay in the cache, on days of the month in one byte each: a missing
day is 255, which is later than any day where bytes are unsigned and earlier than any where they are signed.
Uniqueness is one sort of packed 64-bit integers a month: account, whether the row competes, day, row.
"""

from __future__ import annotations

import datetime
import itertools
from typing import Any, Final, NamedTuple

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from . import forms
from . import question as q

BLOCK: Final = 1 << 15

# What uniqueness says of a row: nobody used the account; the row uses it; another used it before; or later.
FREE, WINS, USED_BEFORE, USED_LATER = range(4)

_NEVER: Final = np.uint8(255)
"""Later than any day of a month: there is no such date, or nothing was accepted on it."""
_HIGH: Final = 15
_DAY_BITS: Final = 5
_UNTRIED: Final = 31

# What the pass over rows notes for uniqueness, in bits of one byte: the day tried; all is well but the
# provider has not spoken; all is well; the account is known.
_WAITS: Final = 32
_COMPETES: Final = 64
_KNOWS: Final = 128

Bytes = npt.NDArray[np.uint8]
Numbers = npt.NDArray[np.uint64]


class Form(NamedTuple):
    """The columns, and the rules by month."""

    columns: forms.Arrays
    as_of: datetime.date


class _Months(NamedTuple):
    """The rules by month as columns; by rows of a block, or as numbers where the block is of one month."""

    has_month: Any
    open_from: Any
    stage_of_voucher: Any
    answering_over: Any
    review_low: Any
    review_high: Any
    earliest: Any
    next_earliest: Any

    def at(self, index: Bytes) -> _Months:
        """The rows of the table by month that the rows of a block need."""
        if (index == index[0]).all():
            return _Months(*(column[index[0]] for column in self))
        return _Months(*(column.take(index) for column in self))


def versions() -> dict[str, str]:
    """NumPy."""
    return {"numpy": np.__version__}


def prepare(table: pa.Table, variant: q.Variant, threads: int, as_of: datetime.date) -> Form:
    """Plain arrays; NumPy has one thread."""
    return Form(forms.arrays(table), as_of)


def answer(form: Form) -> q.Answer:
    """The pass over rows, uniqueness, and what uniqueness changes."""
    columns, months = form.columns, _months(form.as_of)
    rows = columns.month.size
    with_accounts = columns.entered_on is not None
    out: q.Answer = {
        "activated": np.zeros(rows, np.bool_),
        "stage": np.empty(rows, np.int8),
        "refusals": np.empty(rows, np.uint32),
        "earliest": np.empty(rows if with_accounts else 0, np.int32),
        "next": np.zeros(rows, np.int8),
    }
    index = np.empty(rows, np.uint8)
    notes = np.empty(rows if with_accounts else 0, np.uint8)
    by_day = _index_by_day()
    for start in range(0, rows, BLOCK):
        block = slice(start, start + BLOCK)
        index[block] = _index(columns.month[block], by_day)
        _pass(columns, block, months.at(index[block]), out, notes)
    if with_accounts:
        verdicts = _uniqueness(columns, index, notes)
        for start in range(0, rows, BLOCK):
            block = slice(start, start + BLOCK)
            _apply(block, months.at(index[block]), verdicts, notes, out)
    return out


def collect(result: q.Answer) -> q.Answer:
    """They are plain columns already."""
    return result


def _pass(columns: forms.Arrays, block: slice, month: _Months, out: q.Answer, notes: Bytes) -> None:
    """The rules row by row, as if nobody had used any account and nobody activated."""
    firsts = columns.month[block]
    listed = _day(columns.listed_on[block], firsts)
    asked = _day(columns.asked_on[block], firsts)
    reminded = _day(columns.reminded_on[block], firsts)
    answered = _day(columns.answered_on[block], firsts)
    agrees = columns.answer[block]

    # N11
    assisted = columns.targeted_social[block] | columns.housing[block]
    in_pilot = _PILOT.take(columns.region[block])
    is_listed = (listed < q.LIST_CLOSES) & month.has_month & assisted & in_pilot

    # N13, N14: the days on which an SMS or an answer was accepted, `_NEVER` otherwise.
    on_list_from = _when(is_listed, listed)
    in_time = np.uint8(q.LAST_DAY_TO_ANSWER)
    is_asked = (asked >= on_list_from) & (asked >= month.open_from) & (asked < in_time)
    asked_at = _when(is_asked, asked)
    is_answered = (answered >= asked_at) & (answered < in_time)
    answered_at = _when(is_answered, answered)
    week = np.uint8(q.REPEAT_AFTER_DAYS)
    is_early = reminded < np.minimum(asked_at, _NEVER - week) + week
    after_answer = reminded > answered_at
    is_reminded = (reminded < in_time) & ~is_early & ~after_answer

    # Refusals stand in columns of one byte until the end: the first eight bits, and those from bit 15 on.
    first = np.minimum(np.minimum(asked, reminded), answered)
    last = np.maximum(np.maximum(asked.view(np.int8), reminded.view(np.int8)), answered.view(np.int8))
    high = np.zeros(firsts.size, np.uint8)
    low = (last >= q.LAST_DAY_TO_ANSWER) * np.uint8(q.CONSENT_CLOSED)
    listing = ~assisted * np.uint8(q.NOT_RECEIVING_ASSISTANCE)
    listing |= ~in_pilot * np.uint8(q.REGION_NOT_IN_PILOT)
    listing |= ~month.has_month * np.uint8(q.OUTSIDE_PILOT)
    listing |= (listed >= q.LIST_CLOSES) * np.uint8(q.LIST_CLOSED)
    low |= listing & _mask(listed < _NEVER)
    was_listed = (reminded >= on_list_from) & (reminded < _NEVER)
    is_late = was_listed & after_answer
    is_unasked = was_listed & ~after_answer & (reminded < asked_at)
    is_early &= was_listed & ~after_answer & ~is_unasked
    is_unasked |= (answered >= on_list_from) & (answered < asked_at)

    is_refused = is_answered & ~agrees
    # What a preview on the date of review finds, for those who try nothing.
    review_low = ~is_listed * np.uint8(q.NO_LISTING) | month.review_low
    review_high = ~is_answered * _high(q.AWAITING_CONSENT)
    review_high |= is_refused * _high(q.CONSENT_REFUSED)
    review_high &= _mask(is_listed)
    review_high |= month.review_high

    exists, knows = columns.account_exists, columns.knows_account
    if columns.entered_on is not None and exists is not None and knows is not None:
        entered = _day(columns.entered_on[block], firsts)
        first = np.minimum(first, entered)
        is_untried = _mask(entered == _NEVER)
        opens, closes = np.uint8(q.WINDOW[0] - 1), np.uint8(q.WINDOW[1])
        # N19 to N22 with A, the account aside.
        is_open = (entered >= opens) & (entered < closes)
        was_answered = entered >= answered_at
        is_well = was_answered & agrees & is_open & (entered >= month.open_from)
        high = (entered < opens) * _high(q.WINDOW_NOT_OPEN)
        high |= (entered >= closes) * _high(q.WINDOW_CLOSED)
        was_listed = entered >= on_list_from
        high |= (was_listed & ~was_answered) * _high(q.AWAITING_CONSENT)
        high |= (was_listed & was_answered & ~agrees) * _high(q.CONSENT_REFUSED)
        high &= ~is_untried
        review_low &= is_untried
        review_high &= is_untried
        exists = exists[block]
        high |= (exists == forms.FALSE) * _high(q.ACCOUNT_UNKNOWN)
        note = np.minimum(entered, _UNTRIED)
        note |= (is_well & (exists == forms.UNKNOWN)) * np.uint8(_WAITS)
        note |= (is_well & (exists == forms.TRUE)) * np.uint8(_COMPETES)
        note |= knows[block] * np.uint8(_KNOWS)
        notes[block] = note
        # N26's earliest on the date of review.
        out["earliest"][block] = month.earliest + is_refused * (month.next_earliest - month.earliest)

    low |= (first < month.open_from) * np.uint8(q.OUTSIDE_PILOT)
    low |= (first < on_list_from) * np.uint8(q.NO_LISTING)
    refusals = (high | review_high).astype(np.uint32)
    refusals <<= _HIGH
    middle = is_late * np.uint16(q.ALREADY_ANSWERED)
    middle |= is_unasked * np.uint16(q.NOT_ASKED)
    middle |= is_early * np.uint16(q.REPEAT_TOO_EARLY)
    middle |= low | review_low
    refusals |= middle
    out["refusals"][block] = refusals

    # N18
    stage = (q.TO_ASK + is_asked.view(np.int8)) + is_reminded.view(np.int8)
    stage = _either(month.answering_over, np.int8(q.LAPSED), stage)
    answer_is = _either(agrees, month.stage_of_voucher, np.int8(q.REFUSED))
    out["stage"][block] = _either(is_answered, answer_is, stage) * is_listed


def _apply(block: slice, month: _Months, verdicts: Bytes, notes: Bytes, out: q.Answer) -> None:
    """What the use of accounts changes."""
    verdict = verdicts[block]
    wins = verdict == WINS
    used_before = verdict == USED_BEFORE
    out["activated"][block] = wins
    out["stage"][block] = _either(wins, np.int8(q.ACTIVATED), out["stage"][block])
    out["refusals"][block] |= used_before * np.uint32(q.ACCOUNT_ALREADY_USED)
    earliest = out["earliest"][block]
    # Nothing changes where the account is free.
    changed = month.next_earliest + wins * (np.int32(q.NO_DAY) - month.next_earliest)
    earliest += (verdict != FREE) * (changed - earliest)
    waits = ((notes[block] & _WAITS) != 0) & ~used_before
    out["next"][block] = wins * np.int8(q.DONE) + waits * np.int8(q.CHECK_ACCOUNT)


def _uniqueness(columns: forms.Arrays, index: Bytes, notes: Bytes) -> Bytes:
    """The verdict on each row: of a month and an account, the first that competes, by day and row, wins."""
    verdicts = np.zeros(index.size, np.uint8)
    rows = np.flatnonzero(notes >= _KNOWS)
    if not rows.size or columns.account is None:
        return verdicts
    keys = columns.account
    months = index[rows]
    if (months[1:] < months[:-1]).any():
        # A radix sort, since months are bytes.
        rows = rows[np.argsort(months, kind="stable")]
        months = index[rows]
    bounds = np.searchsorted(months, np.arange(len(q.MONTHS) + 1))
    for first, last in itertools.pairwise(bounds):
        if first < last:
            _month_of_accounts(keys, rows[first:last], notes, verdicts)
    return verdicts


def _month_of_accounts(keys: Numbers, rows: npt.NDArray[np.intp], notes: Bytes, verdicts: Bytes) -> None:
    accounts = _as_numbers(keys[rows])
    row_bits = int(rows.size - 1).bit_length()
    low_bits = row_bits + _DAY_BITS
    if int(accounts.max()).bit_length() + low_bits + 1 > 64:
        accounts = np.unique(accounts, return_inverse=True)[1].astype(np.uint64)
    note = notes[rows]
    packed = accounts << np.uint64(low_bits + 1)
    packed |= ((note & _COMPETES) == 0).astype(np.uint64) << np.uint64(low_bits)
    packed |= (note & np.uint8(_UNTRIED)).astype(np.uint64) << np.uint64(row_bits)
    packed |= np.arange(rows.size, dtype=np.uint64)
    packed.sort()

    group = packed >> np.uint64(low_bits + 1)
    starts = np.flatnonzero(np.concatenate([[True], group[1:] != group[:-1]]))
    nobody = (packed[starts] >> np.uint64(low_bits)) & np.uint64(1)
    moment = packed & np.uint64((1 << low_bits) - 1)
    sizes = np.diff(np.append(starts, packed.size))
    # All bits set, later than any moment, where nobody competes.
    won_at = np.repeat(moment[starts] | (np.uint64(0) - nobody), sizes)
    verdict = np.uint8(USED_LATER) - (moment > won_at)
    verdict *= won_at != np.uint64(2**64 - 1)
    verdict[starts] = (1 - nobody) * np.uint64(WINS)
    places = moment & np.uint64((1 << row_bits) - 1)
    verdicts[rows[places.view(np.int64)]] = verdict


def _as_numbers(keys: Numbers) -> Numbers:
    """One number an account: itself, or the place of its text among those of the month."""
    if keys.ndim == 1:
        return keys
    high, low = keys[:, 0], keys[:, 1]
    mixed = (high ^ (low * np.uint64(0x9E3779B97F4A7C15))) * np.uint64(0xD6E8FEB86659FD93)
    mixed ^= mixed >> np.uint64(32)
    order = np.argsort(mixed)
    mixed, high, low = mixed[order], high[order], low[order]
    other = (high[1:] != high[:-1]) | (low[1:] != low[:-1])
    if (other & (mixed[1:] == mixed[:-1])).any():
        # Two texts in one place: sort by the texts themselves.
        order = np.lexsort((keys[:, 1], keys[:, 0]))
        high, low = keys[order, 0], keys[order, 1]
        other = (high[1:] != high[:-1]) | (low[1:] != low[:-1])
    numbers = np.empty(order.size, np.uint64)
    numbers[order] = np.concatenate([np.zeros(1, np.uint64), np.cumsum(other, dtype=np.uint64)])
    return numbers


def _day(date: q.Days, first: q.Days) -> Bytes:
    """The day of the month from 0, 255 where there is no date."""
    days: npt.NDArray[np.int8] = np.maximum(date - first, -1).astype(np.int8)
    return days.view(np.uint8)


def _mask(holds: q.Bools) -> Bytes:
    """All bits where it holds, none where not: choosing by bits is several times as fast as `numpy.where`."""
    return (-holds.view(np.int8)).view(np.uint8)


def _when(holds: q.Bools, day: Bytes) -> Bytes:
    return day | ~_mask(holds)


def _either(holds: Any, yes: Any, no: Any) -> Any:
    """`numpy.where` for columns of one byte."""
    return no ^ ((no ^ yes) & -holds.view(np.int8))


def _high(bit: int) -> np.uint8:
    return np.uint8(bit >> _HIGH)


def _months(as_of: datetime.date) -> _Months:
    rows = q.month_rows(as_of)
    return _Months(
        has_month=np.array([row.has_month for row in rows]),
        open_from=np.array([_open_from(row) for row in rows], np.uint8),
        stage_of_voucher=np.array([q.EXPIRED if row.window_over else q.ISSUED for row in rows], np.int8),
        answering_over=np.array([row.answering_over for row in rows]),
        review_low=np.array([row.review_bits & 255 for row in rows], np.uint8),
        review_high=np.array([row.review_bits >> _HIGH for row in rows], np.uint8),
        earliest=np.array([row.earliest for row in rows], np.int32),
        next_earliest=np.array([row.next_earliest for row in rows], np.int32),
    )


def _open_from(row: q.MonthRow) -> int:
    """The first day of the month, from 0, that lies in the period; later than any day where none does."""
    return max(q.FIRST_DAY - row.first, 0) if row.has_month else int(_NEVER)


def _index(month: q.Days, by_day: Bytes) -> Any:
    """The months of a block; one number where they are the same."""
    if (month == month[0]).all():
        return by_day[month[0] - q.BASE]
    return by_day.take(month - q.BASE)


def _index_by_day() -> Bytes:
    """The place in `question.MONTHS` of the first of a month, by its days since the first of all."""
    by_day = np.zeros(q.DAYS_OF_MONTHS, np.uint8)
    for index, month in enumerate(q.MONTHS):
        by_day[q.day_number(month) - q.BASE] = index
    return by_day


_PILOT: Final = np.isin(np.arange(256), q.PILOT)
