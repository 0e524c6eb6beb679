"""pandas: whole columns at a time, dates as `datetime64` and then as days of the month in one byte.

Uniqueness is the least rank by month and account of those who compete, given to every row of the group.
"""

from __future__ import annotations

import datetime
from typing import Final, NamedTuple

import numpy as np
import pandas as pd
import pyarrow as pa

from . import question as q

_DATES: Final = ("listed_on", "asked_on", "reminded_on", "answered_on", "entered_on")
_NEVER: Final = 99
_SECONDS: Final = 86_400
_NOBODY: Final = 2**52


class Form(NamedTuple):
    """The table, months as categories, and the rules by category."""

    frame: pd.DataFrame
    months: pd.DataFrame
    with_accounts: bool


def versions() -> dict[str, str]:
    """pandas."""
    return {"pandas": pd.__version__}


def prepare(table: pa.Table, variant: q.Variant, threads: int, as_of: datetime.date) -> Form:
    """A frame: texts as `str`, numbers of accounts as `UInt64`; pandas has one thread."""
    types = {pa.uint64(): pd.UInt64Dtype(), pa.bool_(): pd.BooleanDtype()}
    if variant.is_text:
        place = table.schema.get_field_index("account")
        table = table.set_column(place, "account", table["account"].cast(pa.large_string()))
    frame = table.to_pandas(types_mapper=types.get, date_as_object=False)
    for name in _DATES:
        if name in frame:
            frame[name] = frame[name].astype("datetime64[s]")
    for name in ("targeted_social", "housing"):
        frame[name] = frame[name].astype(bool)
    # Beside a date only does an answer count.
    frame["answer"] = frame["answer"].fillna(False).astype(bool)
    firsts = pd.DatetimeIndex(pd.to_datetime(list(q.MONTHS))).as_unit("s")
    frame["month"] = pd.Categorical(frame["month"].astype("datetime64[s]"), categories=firsts)
    rows = q.month_rows(as_of)

    def dates(days: list[int]) -> pd.DatetimeIndex:
        return pd.DatetimeIndex(
            [pd.NaT if day == q.NO_DAY else pd.Timestamp(day * _SECONDS, unit="s") for day in days]
        )

    months = pd.DataFrame(
        {
            "first": firsts,
            "has_month": [row.has_month for row in rows],
            "open_from": np.array(
                [max(q.FIRST_DAY - row.first, 0) if row.has_month else _NEVER for row in rows], np.int8
            ),
            "answering_over": [row.answering_over for row in rows],
            "voucher": np.array([q.EXPIRED if row.window_over else q.ISSUED for row in rows], np.int8),
            "review": np.array([row.review_bits for row in rows], np.uint32),
            "earliest": dates([row.earliest for row in rows]).as_unit("s"),
            "later": dates([row.next_earliest for row in rows]).as_unit("s"),
        }
    )
    return Form(frame, months, "account" in table.column_names)


def answer(form: Form) -> pd.DataFrame:
    """The pass over rows, then uniqueness."""
    frame, months = form.frame, form.months
    codes = frame["month"].cat.codes

    def by_month(name: str) -> pd.Series:
        return months[name].take(codes).reset_index(drop=True)

    first = by_month("first").astype("int64")
    listed, asked, reminded, answered = (_day(frame[name], first) for name in _DATES[:4])
    agrees, in_time = frame["answer"], q.LAST_DAY_TO_ANSWER
    has_month, open_from = by_month("has_month"), by_month("open_from")

    # N11
    assisted = frame["targeted_social"] | frame["housing"]
    in_pilot = frame["region"].isin(q.PILOT)
    on_list_from = listed.where((listed < q.LIST_CLOSES) & has_month & assisted & in_pilot, _NEVER)
    on_list = on_list_from < _NEVER

    # N13, N14: the days on which each was accepted.
    is_asked = (asked >= on_list_from) & (asked >= open_from) & (asked < in_time)
    asked_at = asked.where(is_asked, _NEVER)
    is_answered = (answered >= asked_at) & (answered < in_time)
    answered_at = answered.where(is_answered, _NEVER)
    reminded_listed = (reminded >= on_list_from) & (reminded < _NEVER)
    is_late = reminded > answered_at
    in_turn = reminded_listed & ~is_late & (reminded >= asked_at)
    is_due = reminded - asked_at >= q.REPEAT_AFTER_DAYS
    is_reminded = in_turn & is_due & (reminded < in_time)
    unasked = (reminded_listed & ~is_late & (reminded < asked_at)) | (
        (answered >= on_list_from) & (answered < asked_at)
    )
    has_listing = listed < _NEVER
    earliest_fact = np.minimum(np.minimum(asked, reminded), answered)
    closed = asked.between(in_time, 30) | reminded.between(in_time, 30) | answered.between(in_time, 30)

    # N18
    is_refused = is_answered & ~agrees
    stage = is_asked.astype(np.int8) + is_reminded + np.int8(q.TO_ASK)
    stage = stage.mask(by_month("answering_over"), q.LAPSED)
    stage = (
        stage.mask(is_answered, by_month("voucher")).mask(is_refused, q.REFUSED).where(on_list, q.NOT_LISTED)
    )

    review = by_month("review") | _bit(~on_list, q.NO_LISTING) | _bit(is_refused, q.CONSENT_REFUSED)
    review |= _bit(on_list & ~is_answered, q.AWAITING_CONSENT)
    if form.with_accounts:
        # N19 to N22 with A, the account's use aside.
        entered, exists = _day(frame["entered_on"], first), frame["account_exists"]
        earliest_fact = np.minimum(earliest_fact, entered)
        tried = entered < _NEVER
        opens, ends = q.WINDOW[0] - 1, q.WINDOW[1]
        was_listed, was_answered = entered >= on_list_from, entered >= answered_at
        entry = _bit(entered < opens, q.WINDOW_NOT_OPEN) | _bit(entered >= ends, q.WINDOW_CLOSED)
        entry |= _bit(was_listed & ~was_answered, q.AWAITING_CONSENT)
        entry |= _bit(was_listed & was_answered & ~agrees, q.CONSENT_REFUSED)
        review = entry.where(tried, review) | _bit(~exists.fillna(True).astype(bool), q.ACCOUNT_UNKNOWN)
        is_well = was_answered & agrees & (entered >= open_from) & (entered >= opens) & (entered < ends)
    refusals = review
    for holds, bit in (
        ((earliest_fact < open_from) | (has_listing & ~has_month), q.OUTSIDE_PILOT),
        (has_listing & (listed >= q.LIST_CLOSES), q.LIST_CLOSED),
        (has_listing & ~assisted, q.NOT_RECEIVING_ASSISTANCE),
        (has_listing & ~in_pilot, q.REGION_NOT_IN_PILOT),
        (earliest_fact < on_list_from, q.NO_LISTING),
        (closed, q.CONSENT_CLOSED),
        (reminded_listed & is_late, q.ALREADY_ANSWERED),
        (unasked, q.NOT_ASKED),
        (in_turn & ~is_due, q.REPEAT_TOO_EARLY),
    ):
        refusals |= _bit(holds, bit)
    if not form.with_accounts:
        return pd.DataFrame({"stage": stage, "refusals": refusals, "next": np.int8(q.ENTER_ACCOUNT)})

    # Day and row: who tried nothing comes after all who did. A group and a join take twice the time.
    rank = entered.astype("int64") * 2**32 + np.arange(len(frame))
    competes = is_well & exists.fillna(False).astype(bool)
    keys = pd.DataFrame({"month": codes, "account": frame["account"], "rank": rank.where(competes, _NOBODY)})
    won_at = keys.groupby(["month", "account"], sort=False)["rank"].transform("min")
    # Rows without an account are in no group.
    won_at = won_at.fillna(_NOBODY)
    wins, used = won_at == rank, won_at < _NOBODY
    used_before = won_at < rank
    earliest = by_month("earliest").where(~(used | is_refused), by_month("later"))
    waits = is_well & exists.isna() & ~used_before
    return pd.DataFrame(
        {
            "activated": wins,
            "stage": stage.mask(wins, q.ACTIVATED),
            "refusals": refusals | _bit(used_before, q.ACCOUNT_ALREADY_USED),
            "earliest": earliest.where(~wins),
            "next": wins.astype(np.int8) * np.int8(q.DONE) + waits * np.int8(q.CHECK_ACCOUNT),
        }
    )


def collect(result: pd.DataFrame) -> q.Answer:
    """Columns of NumPy."""
    out: q.Answer = {name: result[name].to_numpy() for name in result.columns if name != "earliest"}
    if "earliest" in result:
        days = result["earliest"].astype("int64").to_numpy() // _SECONDS
        out["earliest"] = np.where(result["earliest"].isna(), q.NO_DAY, days).astype(np.int32)
    return out


def _day(date: pd.Series, first: pd.Series) -> pd.Series:
    """The day of the month from 0, `_NEVER` where there is no date: dates compare ten times as slowly."""
    # A missing date is the least of all integers, from which the difference wraps to a large one.
    seconds = (date.astype("int64") - first).clip(upper=_NEVER * _SECONDS)
    return (seconds.astype(np.int32) // _SECONDS).astype(np.int8)


def _bit(holds: pd.Series, bit: int) -> pd.Series:
    return holds.astype(np.uint32) * np.uint32(bit)
