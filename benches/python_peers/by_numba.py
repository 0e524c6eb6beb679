"""A kernel compiled by numba: a pass over rows without branches, then a pass over accounts.

The pass over accounts first deals the rows out by a hash of account and month into parts that fit the
cache, and then finds the winners of each part in a small table with linear probing; a byte a row takes its
verdict back. With two threads the same loops run over two halves of the rows and over the parts.

Texts of accounts are compared by a hash of 64 bits first and by their bytes where that agrees.
"""

# Kernels take what numba makes of their arguments.
# mypy: allow-untyped-defs, allow-untyped-calls

from __future__ import annotations

import datetime
from typing import Any, Final, NamedTuple

import numba as nb
import numpy as np
import numpy.typing as npt
import pyarrow as pa

from . import forms
from . import question as q

# A part of this many rows and its table stay in the cache of a core.
_PART: Final = 24_000

# Rows that the pass over rows takes at a time, so that its columns of one byte stay near.
_BLOCK: Final = 4096

_NEVER: Final = 255
_HAS_MONTH, _ANSWERING_OVER, _WINDOW_OVER = 1, 2, 4

# What the pass over rows notes for the pass over accounts, beside the day tried (31 for none).
_WAITS, _COMPETES, _KNOWS = 32, 64, 128
# A row's rank: its month, whether it does not compete, day and row.
_MONTH, _IDLE = np.uint64(38), np.uint64(1 << 37)
_MOMENT, _ROW = np.uint64((1 << 37) - 1), np.uint64((1 << 32) - 1)
# The verdicts of that pass.
_FREE, _WINS, _USED_BEFORE, _USED_LATER = range(4)

_LIST_CLOSES: Final = q.LIST_CLOSES
_IN_TIME: Final = q.LAST_DAY_TO_ANSWER
_OPENS, _CLOSES = q.WINDOW[0] - 1, q.WINDOW[1]
_WEEK: Final = q.REPEAT_AFTER_DAYS
_PILOT_LOW: Final = sum(1 << region for region in q.PILOT if region < 32)
_PILOT_MIDDLE: Final = sum(1 << region - 32 for region in q.PILOT if 32 <= region < 64)
_PILOT_HIGH: Final = sum(1 << region - 64 for region in q.PILOT if region >= 64)

_BASE: Final = q.BASE


class Form(NamedTuple):
    """The columns, and the rules by month."""

    columns: forms.Arrays
    by_day: npt.NDArray[np.uint8]
    """The month, by the days of its first since the first of all."""
    table: npt.NDArray[np.uint8]
    """By month: the first day open, flags, and in two bytes what refuses a preview on the date of review."""
    earliest: npt.NDArray[np.int32]
    next_earliest: npt.NDArray[np.int32]
    threads: int


def versions() -> dict[str, str]:
    """numba."""
    return {"numba": nb.__version__}


def prepare(table: pa.Table, variant: q.Variant, threads: int, as_of: datetime.date) -> Form:
    """Plain arrays."""
    nb.set_num_threads(threads)
    months = q.month_rows(as_of)
    by_day = np.zeros(q.DAYS_OF_MONTHS, np.uint8)
    by_day[[row.first - q.BASE for row in months]] = range(len(months))
    by_month = [
        (
            max(q.FIRST_DAY - row.first, 0) if row.has_month else _NEVER,
            row.has_month * _HAS_MONTH
            | row.answering_over * _ANSWERING_OVER
            | row.window_over * _WINDOW_OVER,
            row.review_bits & 255,
            row.review_bits >> 15,
        )
        for row in months
    ]
    return Form(
        forms.arrays(table), by_day, np.array(by_month, np.uint8),
        np.array([row.earliest for row in months], np.int32),
        np.array([row.next_earliest for row in months], np.int32), threads,
    )  # fmt: skip


def answer(form: Form) -> q.Answer:
    """Both passes, and what the second changes."""
    columns, threads = form.columns, form.threads
    rows = columns.month.size
    out: q.Answer = {
        "stage": np.empty(rows, np.int8),
        "refusals": np.empty(rows, np.uint32),
        "next": np.zeros(rows, np.int8),
    }
    notes = np.empty(rows, np.uint8)
    kernels = _PARALLEL if threads > 1 else _SERIAL
    kernels.rows(
        columns.month, columns.region, columns.targeted_social, columns.housing, columns.listed_on,
        columns.asked_on, columns.reminded_on, columns.answered_on, columns.answer, columns.entered_on,
        columns.account_exists, columns.knows_account, form.by_day, form.table,
        out["stage"], out["refusals"], notes, threads,
    )  # fmt: skip
    if columns.account is not None:
        verdicts = np.zeros(rows, np.uint8)
        kernels.accounts(columns.account, columns.month, notes, verdicts, threads)
        out["activated"], out["earliest"] = np.empty(rows, np.bool_), np.empty(rows, np.int32)
        kernels.apply(
            verdicts, notes, columns.month, form.by_day, form.earliest, form.next_earliest,
            out["activated"], out["stage"], out["refusals"], out["earliest"], out["next"], threads,
        )  # fmt: skip
    return out


def collect(result: q.Answer) -> q.Answer:
    """They are plain columns already."""
    return result


@nb.njit(inline="always")
def _bit(holds: Any, bit: Any) -> Any:
    return np.uint32(bit) if holds else np.uint32(0)


@nb.njit(inline="always")
def _either(holds: Any, yes: Any, no: Any) -> Any:
    return np.uint8(yes) if holds else np.uint8(no)


# The small loops below write one column each and read no table, so that they become vector code.


@nb.njit
def _days(dates, firsts, out):
    """Days of the month from 0, in one byte; `_NEVER` where there is no date."""
    for i in range(out.size):
        day = np.int32(dates[i] - firsts[i])
        out[i] = np.uint8(day) if day >= 0 else np.uint8(_NEVER)


@nb.njit
def _months(firsts, by_day, table, open_from, flags, review_low, review_high):
    """What the table by month says, row by row, or once where a block is of one month."""
    mixed = False
    for i in range(firsts.size):
        mixed |= firsts[i] != firsts[0]
    if mixed:
        for i in range(firsts.size):
            row = table[by_day[firsts[i] - _BASE]]
            open_from[i], flags[i], review_low[i], review_high[i] = row[0], row[1], row[2], row[3]
    else:
        row = table[by_day[firsts[0] - _BASE]]
        open_from[:], flags[:], review_low[:], review_high[:] = row[0], row[1], row[2], row[3]


@nb.njit
def _listing(region, targeted_social, housing, flags, out):
    """N11: the refusals of a listing, its day aside."""
    for i in range(out.size):
        kato = region[i]
        pilot = np.uint32(_PILOT_LOW) if kato < 32 else np.uint32(_PILOT_MIDDLE)
        pilot = pilot if kato < 64 else np.uint32(_PILOT_HIGH)
        bits = _bit((np.uint32(pilot >> np.uint32(kato & 31)) & np.uint32(1)) == 0, q.REGION_NOT_IN_PILOT)
        bits |= _bit((targeted_social[i] | housing[i]) == 0, q.NOT_RECEIVING_ASSISTANCE)
        bits |= _bit((flags[i] & _HAS_MONTH) == 0, q.OUTSIDE_PILOT)
        out[i] = np.uint8(bits)


@nb.njit
def _on_list_from(listed, listing, out):
    for i in range(out.size):
        out[i] = _either((listing[i] == 0) & (listed[i] < _LIST_CLOSES), listed[i], _NEVER)


@nb.njit
def _asked_at(asked, on_list_from, open_from, out):
    for i in range(out.size):
        holds = (asked[i] >= on_list_from[i]) & (asked[i] >= open_from[i]) & (asked[i] < _IN_TIME)
        out[i] = _either(holds, asked[i], _NEVER)


@nb.njit
def _answered_at(answered, asked_at, out):
    for i in range(out.size):
        out[i] = _either((answered[i] >= asked_at[i]) & (answered[i] < _IN_TIME), answered[i], _NEVER)


@nb.njit
def _stage(reminded, on_list_from, asked_at, answered_at, answer, flags, out):
    """N18, as if nobody had activated."""
    for i in range(out.size):
        week = np.uint8(np.uint8(reminded[i]) - np.uint8(_WEEK))
        is_reminded = (reminded[i] < _IN_TIME) & (reminded[i] >= _WEEK) & (week >= asked_at[i])
        is_reminded &= reminded[i] <= answered_at[i]
        stage = _either(is_reminded, q.REMINDED, _either(asked_at[i] < _NEVER, q.ASKED, q.TO_ASK))
        stage = _either((flags[i] & _ANSWERING_OVER) != 0, q.LAPSED, stage)
        voucher = _either((flags[i] & _WINDOW_OVER) != 0, q.EXPIRED, q.ISSUED)
        stage = _either(answered_at[i] < _NEVER, _either(answer[i] != 0, voucher, q.REFUSED), stage)
        out[i] = np.int8(_either(on_list_from[i] < _NEVER, stage, q.NOT_LISTED))


@nb.njit
def _low(listing, listed, asked, reminded, answered, on_list_from, open_from, out):
    """The refusals of the first byte: of listing, SMS and reply."""
    for i in range(out.size):
        first = min(min(asked[i], reminded[i]), answered[i])
        bits = _bit(listed[i] < _NEVER, listing[i])
        bits |= _bit((listed[i] >= _LIST_CLOSES) & (listed[i] < _NEVER), q.LIST_CLOSED)
        bits |= _bit(first < open_from[i], q.OUTSIDE_PILOT) | _bit(first < on_list_from[i], q.NO_LISTING)
        closed = (asked[i] >= _IN_TIME) & (asked[i] < _NEVER)
        closed |= (reminded[i] >= _IN_TIME) & (reminded[i] < _NEVER)
        closed |= (answered[i] >= _IN_TIME) & (answered[i] < _NEVER)
        out[i] = np.uint8(bits | _bit(closed, q.CONSENT_CLOSED))


@nb.njit
def _middle(reminded, answered, on_list_from, asked_at, answered_at, out):
    """The refusals of the second byte: those of an SMS or a reply out of turn."""
    for i in range(out.size):
        was_listed = (reminded[i] >= on_list_from[i]) & (reminded[i] < _NEVER)
        is_late = was_listed & (reminded[i] > answered_at[i])
        is_unasked = was_listed & (reminded[i] <= answered_at[i]) & (reminded[i] < asked_at[i])
        in_turn = was_listed & (reminded[i] <= answered_at[i]) & (reminded[i] >= asked_at[i])
        is_early = in_turn & (np.uint8(np.uint8(reminded[i]) - np.uint8(asked_at[i])) < _WEEK)
        is_unasked |= (answered[i] >= on_list_from[i]) & (answered[i] < asked_at[i])
        bits = _bit(is_late, q.ALREADY_ANSWERED >> 8) | _bit(is_unasked, q.NOT_ASKED >> 8)
        out[i] = np.uint8(bits | _bit(is_early, q.REPEAT_TOO_EARLY >> 8))


@nb.njit
def _standing(on_list_from, answered_at, answer, review, out):
    """A on the date of review, from bit 15 on."""
    for i in range(out.size):
        bits = _bit(answered_at[i] == _NEVER, q.AWAITING_CONSENT >> 15)
        bits |= _bit((answered_at[i] < _NEVER) & (answer[i] == 0), q.CONSENT_REFUSED >> 15)
        bits = bits if on_list_from[i] < _NEVER else np.uint32(0)
        out[i] = np.uint8(bits | np.uint32(review[i]))


@nb.njit
def _entry(entered, on_list_from, answered_at, answer, account_exists, standing, out):
    """A on the day tried, or on the date of review, from bit 15 on; the account's use aside."""
    for i in range(out.size):
        bits = _bit(entered[i] < _OPENS, q.WINDOW_NOT_OPEN >> 15)
        bits |= _bit(entered[i] >= _CLOSES, q.WINDOW_CLOSED >> 15)
        was_listed = entered[i] >= on_list_from[i]
        bits |= _bit(was_listed & (entered[i] < answered_at[i]), q.AWAITING_CONSENT >> 15)
        was_answered = was_listed & (entered[i] >= answered_at[i])
        bits |= _bit(was_answered & (answer[i] == 0), q.CONSENT_REFUSED >> 15)
        bits = bits if entered[i] < _NEVER else np.uint32(standing[i])
        out[i] = np.uint8(bits | _bit(account_exists[i] == forms.FALSE, q.ACCOUNT_UNKNOWN >> 15))


@nb.njit
def _note(entered, answered_at, open_from, answer, account_exists, knows_account, out):
    for i in range(out.size):
        is_well = (entered[i] >= answered_at[i]) & (entered[i] >= open_from[i]) & (answer[i] != 0)
        is_well &= (entered[i] >= _OPENS) & (entered[i] < _CLOSES)
        note = np.uint32(_either(entered[i] < 31, entered[i], 31))
        note |= _bit(is_well & (account_exists[i] == forms.UNKNOWN), _WAITS)
        note |= _bit(is_well & (account_exists[i] == forms.TRUE), _COMPETES)
        out[i] = np.uint8(note | _bit(knows_account[i] != 0, _KNOWS))


@nb.njit
def _tried(entered, on_list_from, open_from, review, low):
    """The rest of the first byte: of the day tried, or of the date of review where nothing was."""
    for i in range(low.size):
        bits = _bit(entered[i] < open_from[i], q.OUTSIDE_PILOT) | _bit(
            entered[i] < on_list_from[i], q.NO_LISTING
        )
        on_review = _bit(on_list_from[i] == _NEVER, q.NO_LISTING) | np.uint32(review[i])
        low[i] = np.uint8(low[i] | (bits if entered[i] < _NEVER else on_review))


@nb.njit
def _refusals(low, middle, high, out):
    for i in range(out.size):
        bits = np.uint32(high[i]) << np.uint32(15) | np.uint32(middle[i]) << np.uint32(8)
        out[i] = np.uint32(bits | np.uint32(low[i]))


def _rows(
    month, region, targeted_social, housing, listed_on, asked_on, reminded_on, answered_on, answer,
    entered_on, account_exists, knows_account, by_day, table, out_stage, out_refusals, out_notes, threads,
):  # fmt: skip
    """The rules row by row, as if nobody had used any account."""
    rows = month.size
    for part in nb.prange(threads):
        scratch = np.empty((17, _BLOCK), np.uint8)
        end = rows * (part + 1) // threads
        for start in range(rows * part // threads, end, _BLOCK):
            size = min(_BLOCK, end - start)
            at = slice(start, start + size)
            listed, asked, reminded = scratch[0, :size], scratch[1, :size], scratch[2, :size]
            answered, entered = scratch[3, :size], scratch[4, :size]
            open_from, flags = scratch[5, :size], scratch[6, :size]
            review_low, review_high = scratch[7, :size], scratch[8, :size]
            listing, on_list_from = scratch[9, :size], scratch[10, :size]
            asked_at, answered_at = scratch[11, :size], scratch[12, :size]
            low, middle, high, standing = (
                scratch[13, :size],
                scratch[14, :size],
                scratch[15, :size],
                scratch[16, :size],
            )
            firsts, agrees = month[at], answer[at]
            _months(firsts, by_day, table, open_from, flags, review_low, review_high)
            _days(listed_on[at], firsts, listed)
            _days(asked_on[at], firsts, asked)
            _days(reminded_on[at], firsts, reminded)
            _days(answered_on[at], firsts, answered)
            _listing(region[at], targeted_social[at], housing[at], flags, listing)
            _on_list_from(listed, listing, on_list_from)
            _asked_at(asked, on_list_from, open_from, asked_at)
            _answered_at(answered, asked_at, answered_at)
            _stage(reminded, on_list_from, asked_at, answered_at, agrees, flags, out_stage[at])
            _low(listing, listed, asked, reminded, answered, on_list_from, open_from, low)
            _middle(reminded, answered, on_list_from, asked_at, answered_at, middle)
            _standing(on_list_from, answered_at, agrees, review_high, standing)
            if entered_on is None:
                entered[:] = _NEVER
                high[:] = standing
            else:
                exists = account_exists[at]
                _days(entered_on[at], firsts, entered)
                _entry(entered, on_list_from, answered_at, agrees, exists, standing, high)
                _note(entered, answered_at, open_from, agrees, exists, knows_account[at], out_notes[at])
            _tried(entered, on_list_from, open_from, review_low, low)
            _refusals(low, middle, high, out_refusals[at])


@nb.njit
def _key(account, i):
    """The number itself, or a hash of the text."""
    if account.ndim == 1:
        return account[i]
    else:
        mixed = account[i, 0] ^ (account[i, 1] * np.uint64(0x9E3779B97F4A7C15))
        mixed *= np.uint64(0xD6E8FEB86659FD93)
        return mixed ^ (mixed >> np.uint64(32))


@nb.njit
def _same(account, i, j):
    """Whether accounts with equal keys are the same."""
    if account.ndim == 1:
        return True
    else:
        return account[i, 0] == account[j, 0] and account[i, 1] == account[j, 1]


@nb.njit(inline="always")
def _hash(key, month):
    mixed = (key ^ (np.uint64(month) << np.uint64(40))) * np.uint64(0x9E3779B97F4A7C15)
    return mixed ^ (mixed >> np.uint64(29))


@nb.njit
def _part(key, month, shift):
    """The part: bits of the hash that no table uses; 0 where all is one part, so that `shift` is 64."""
    return (_hash(key, month) * np.uint64(0xD6E8FEB86659FD93) >> np.uint64(1)) >> shift


@nb.njit
def _known(notes, start, out):
    """The rows that know an account, without a branch; `out` has a place for every row and one more."""
    known = 0
    for i in range(notes.size):
        out[known] = np.uint32(start + i)
        known += notes[i] >> 7
    return known


@nb.njit
def _winners(dealt, account, slots, slot_of, mask, verdicts):
    """The verdicts on the rows of one part."""
    for j in range(dealt.shape[0]):
        key, rank = dealt[j, 0], dealt[j, 1]
        slot = _hash(key, rank >> _MONTH) & mask
        while True:
            other = slots[slot]
            if other == 0:
                slots[slot] = j + 1
                break
            held = dealt[other - 1, 1]
            if dealt[other - 1, 0] == key and held >> _MONTH == rank >> _MONTH:
                if _same(account, rank & _ROW, held & _ROW):
                    if rank < held:
                        slots[slot] = j + 1
                    break
            slot = (slot + np.uint64(1)) & mask
        slot_of[j] = slot
    for j in range(dealt.shape[0]):
        rank, best = dealt[j, 1], dealt[slots[slot_of[j]] - 1, 1]
        # Who does not compete may have tried before the winner; who competes never did.
        verdict = _either((rank & _MOMENT) > (best & _MOMENT), _USED_BEFORE, _USED_LATER)
        verdict = _either(rank == best, _WINS, verdict)
        verdicts[rank & _ROW] = _either((best & _IDLE) != 0, _FREE, verdict)


def _accounts(account, month, notes, verdicts, threads):
    """The first by day and row that competes for an account in a month wins; the verdict on every row."""
    rows = notes.size
    size = (rows + threads - 1) // threads
    known_rows = np.empty((threads, size + 1), np.uint32)
    known = np.zeros(threads, np.int64)
    for thread in nb.prange(threads):
        start = thread * size
        known[thread] = _known(notes[start : start + size], start, known_rows[thread])
    bits = 0
    while known.sum() >> bits > _PART:
        bits += 1
    parts, shift = 1 << bits, np.uint64(63 - bits)

    # How many rows of each thread go to each part.
    counts = np.zeros((threads, parts), np.int64)
    for thread in nb.prange(threads):
        for k in range(known[thread]):
            row = known_rows[thread, k]
            counts[thread, _part(_key(account, row), month[row] - _BASE, shift)] += 1
    starts = np.zeros(parts + 1, np.int64)
    places = np.zeros((threads, parts), np.int64)
    total = 0
    for part in range(parts):
        for thread in range(threads):
            places[thread, part] = total
            total += counts[thread, part]
        starts[part + 1] = total

    # Key, and month, whether it does not compete, day and row in one number that orders who comes first.
    dealt = np.empty((total, 2), np.uint64)
    for thread in nb.prange(threads):
        for k in range(known[thread]):
            row = known_rows[thread, k]
            note, since = notes[row], month[row] - _BASE
            key = _key(account, row)
            part = _part(key, since, shift)
            place = places[thread, part]
            places[thread, part] = place + 1
            idle = np.uint64(~note & _COMPETES) << np.uint64(37 - 6)
            dealt[place, 0] = key
            dealt[place, 1] = (
                np.uint64(since) << _MONTH | idle | np.uint64(note & 31) << np.uint64(32) | np.uint64(row)
            )

    largest = np.diff(starts).max()
    room = 16
    while room < 2 * largest:
        room *= 2
    mask = np.uint64(room - 1)
    for thread in nb.prange(threads):
        slots, slot_of = np.empty(room, np.int32), np.empty(largest, np.int32)
        for part in range(parts * thread // threads, parts * (thread + 1) // threads):
            slots[:] = 0
            _winners(dealt[starts[part] : starts[part + 1]], account, slots, slot_of, mask, verdicts)


@nb.njit
def _stages(verdicts, out):
    for i in range(out.size):
        out[i] = np.int8(q.ACTIVATED) if verdicts[i] == _WINS else out[i]


@nb.njit
def _used(verdicts, out):
    for i in range(out.size):
        out[i] = np.uint32(out[i] | _bit(verdicts[i] == _USED_BEFORE, q.ACCOUNT_ALREADY_USED))


@nb.njit
def _next(verdicts, notes, out):
    for i in range(out.size):
        waits = ((notes[i] & _WAITS) != 0) & (verdicts[i] != _USED_BEFORE)
        out[i] = np.int8(
            _either(verdicts[i] == _WINS, q.DONE, _either(waits, q.CHECK_ACCOUNT, q.ENTER_ACCOUNT))
        )


@nb.njit
def _earliest(verdicts, stages, firsts, by_day, earliest, next_earliest, out):
    """N26 on the date of review."""
    mixed = False
    for i in range(firsts.size):
        mixed |= firsts[i] != firsts[0]
    if mixed:
        for i in range(out.size):
            place = by_day[firsts[i] - _BASE]
            this, later = earliest[place], next_earliest[place]
            day = later if (verdicts[i] != _FREE) | (stages[i] == q.REFUSED) else this
            out[i] = np.int32(q.NO_DAY) if verdicts[i] == _WINS else day
    else:
        this, later = earliest[by_day[firsts[0] - _BASE]], next_earliest[by_day[firsts[0] - _BASE]]
        for i in range(out.size):
            day = later if (verdicts[i] != _FREE) | (stages[i] == q.REFUSED) else this
            out[i] = np.int32(q.NO_DAY) if verdicts[i] == _WINS else day


def _apply(
    verdicts, notes, month, by_day, earliest, next_earliest,
    out_activated, out_stage, out_refusals, out_earliest, out_next, threads,
):  # fmt: skip
    """What the use of accounts changes."""
    rows = notes.size
    for part in nb.prange(threads):
        end = rows * (part + 1) // threads
        for start in range(rows * part // threads, end, _BLOCK):
            at = slice(start, min(start + _BLOCK, end))
            verdict = verdicts[at]
            _earliest(verdict, out_stage[at], month[at], by_day, earliest, next_earliest, out_earliest[at])
            _stages(verdict, out_stage[at])
            _used(verdict, out_refusals[at])
            _next(verdict, notes[at], out_next[at])
            out_activated[at] = verdict == _WINS


class _Kernels(NamedTuple):
    rows: Any
    accounts: Any
    apply: Any


def _compiled(parallel: bool) -> _Kernels:
    compiled = nb.njit(parallel=parallel, error_model="numpy", cache=True)
    return _Kernels(compiled(_rows), compiled(_accounts), compiled(_apply))


_SERIAL, _PARALLEL = _compiled(False), _compiled(True)
