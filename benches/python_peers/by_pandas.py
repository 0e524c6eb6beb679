"""pandas: whole columns at a time, dates as `datetime64`, in which nothing compares with a missing date.

Uniqueness is the least rank by month and account of those who compete, brought back to every row of the group.
"""

from __future__ import annotations

import datetime
from typing import NamedTuple

import numpy as np
import pandas as pd
import pyarrow as pa

from . import question as q

_DATES = ("listed_on", "asked_on", "reminded_on", "answered_on", "entered_on")


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
        return pd.DatetimeIndex([pd.NaT if day == q.NO_DAY else pd.Timestamp(day * 86_400, unit="s") for day in days])

    months = pd.DataFrame({
        "first": firsts,
        "has_month": [row.has_month for row in rows],
        "answering_over": [row.answering_over for row in rows],
        "voucher": np.array([q.EXPIRED if row.window_over else q.ISSUED for row in rows], np.int8),
        "review": np.array([row.review_bits for row in rows], np.uint32),
        "earliest": dates([row.earliest for row in rows]).as_unit("s"),
        "later": dates([row.next_earliest for row in rows]).as_unit("s"),
    })
    return Form(frame, months, "account" in table.column_names)


def answer(form: Form) -> pd.DataFrame:
    """The pass over rows, then uniqueness."""
    frame = form.frame
    month = form.months.take(frame["month"].cat.codes).reset_index(drop=True)
    first = month["first"]
    days = pd.to_timedelta(range(32), unit="D").as_unit("s")
    period = pd.Timestamp(q.PERIOD[0]), pd.Timestamp(q.PERIOD[1])
    listed, asked, reminded = frame["listed_on"], frame["asked_on"], frame["reminded_on"]
    answered, agrees = frame["answered_on"], frame["answer"]

    # N11
    assisted = frame["targeted_social"] | frame["housing"]
    in_pilot = frame["region"].isin(q.PILOT)
    early = listed < first + days[q.LIST_CLOSES]
    is_listed = early & month["has_month"] & assisted & in_pilot
    on_list_from = listed.where(is_listed)

    # N13, N14: the days on which each was accepted.
    closes = first + days[q.LAST_DAY_TO_ANSWER]
    is_asked = (asked >= on_list_from) & asked.between(*period) & (asked < closes)
    asked_at = asked.where(is_asked)
    is_answered = (answered >= asked_at) & (answered < closes)
    answered_at = answered.where(is_answered)
    reminded_listed = reminded >= on_list_from
    is_late = reminded > answered_at
    in_turn = reminded_listed & ~is_late & (reminded >= asked_at)
    is_due = reminded >= asked_at + days[q.REPEAT_AFTER_DAYS]
    is_reminded = in_turn & is_due & (reminded < closes)

    refusals = pd.Series(np.zeros(len(frame), np.uint32))
    has_listing = listed.notna()
    facts = [asked, reminded, answered]
    if form.with_accounts:
        facts.append(frame["entered_on"])
    outside, no_listing = has_listing & ~month["has_month"], pd.Series(np.zeros(len(frame), bool))
    for fact in facts:
        present = fact.notna()
        outside |= present & ~fact.between(*period)
        no_listing |= present & ~(fact >= on_list_from)
    for holds, bit in (
        (outside, q.OUTSIDE_PILOT),
        (has_listing & ~early, q.LIST_CLOSED),
        (has_listing & ~assisted, q.NOT_RECEIVING_ASSISTANCE),
        (has_listing & ~in_pilot, q.REGION_NOT_IN_PILOT),
        (no_listing, q.NO_LISTING),
        ((asked >= closes) | (reminded >= closes) | (answered >= closes), q.CONSENT_CLOSED),
        (reminded_listed & is_late, q.ALREADY_ANSWERED),
        (
            (reminded_listed & ~is_late & ~(reminded >= asked_at))
            | ((answered >= on_list_from) & ~(answered >= asked_at)),
            q.NOT_ASKED,
        ),
        (in_turn & ~is_due, q.REPEAT_TOO_EARLY),
    ):
        refusals |= _bit(holds, bit)

    # N18
    is_refused = is_answered & ~agrees
    stage = np.select(
        [~is_listed, is_refused, is_answered, month["answering_over"], is_reminded, is_asked],
        [q.NOT_LISTED, q.REFUSED, month["voucher"], q.LAPSED, q.REMINDED, q.ASKED],
        q.TO_ASK,
    ).astype(np.int8)
    review = month["review"] | _bit(~is_listed, q.NO_LISTING) | _bit(is_refused, q.CONSENT_REFUSED)
    review |= _bit(is_listed & ~is_answered, q.AWAITING_CONSENT)
    if not form.with_accounts:
        return pd.DataFrame(
            {"stage": stage, "refusals": refusals | review, "next": np.full(len(frame), q.ENTER_ACCOUNT, np.int8)}
        )

    # N19 to N22 with A, the account's use aside.
    entered, exists = frame["entered_on"], frame["account_exists"]
    tried = entered.notna()
    opens, ends = first + days[q.WINDOW[0] - 1], first + days[q.WINDOW[1]]
    was_listed, was_answered = entered >= on_list_from, entered >= answered_at
    entry = _bit(entered < opens, q.WINDOW_NOT_OPEN) | _bit(entered >= ends, q.WINDOW_CLOSED)
    entry |= _bit(was_listed & ~was_answered, q.AWAITING_CONSENT)
    entry |= _bit(was_listed & was_answered & ~agrees, q.CONSENT_REFUSED)
    refusals |= entry.where(tried, review) | _bit(~exists.fillna(True), q.ACCOUNT_UNKNOWN)
    is_well = was_answered & agrees & entered.between(*period) & (entered >= opens) & (entered < ends)
    competes = is_well & exists.fillna(False).astype(bool)

    # Who tried nothing comes after all who did.
    rank = entered.astype("int64").where(tried, 2**33) * 2**28 + np.arange(len(frame))
    keys = pd.DataFrame({"month": frame["month"].cat.codes, "account": frame["account"], "rank": rank})
    winners = keys[competes].groupby(["month", "account"], sort=False)["rank"].min().rename("won_at")
    known = keys[keys["account"].notna()].join(winners, on=["month", "account"])
    won_at = known["won_at"].reindex(keys.index)
    wins, used = won_at == rank, won_at.notna()
    used_before = won_at < rank
    earliest = month["earliest"].where(~(used | is_refused), month["later"])
    waits = is_well & exists.isna() & ~used_before
    return pd.DataFrame({
        "activated": wins,
        "stage": np.where(wins, np.int8(q.ACTIVATED), stage),
        "refusals": (refusals | _bit(used_before, q.ACCOUNT_ALREADY_USED)) * ~wins,
        "earliest": earliest.where(~wins),
        "next": np.select([wins, waits], [np.int8(q.DONE), np.int8(q.CHECK_ACCOUNT)], np.int8(q.ENTER_ACCOUNT)),
    })


def collect(result: pd.DataFrame) -> q.Answer:
    """Columns of NumPy."""
    out: q.Answer = {name: result[name].to_numpy() for name in result.columns if name != "earliest"}
    if "earliest" in result:
        days = result["earliest"].astype("int64").to_numpy() // 86_400
        out["earliest"] = np.where(result["earliest"].isna(), q.NO_DAY, days).astype(np.int32)
    return out


def _bit(holds: pd.Series, bit: int) -> pd.Series:
    return holds.astype(np.uint32) * np.uint32(bit)
