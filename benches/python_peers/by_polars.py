"""Polars: lazy expressions, as many threads as its pool was given by `POLARS_MAX_THREADS`.

Days of the month stand in small integers, with `_NEVER` where there is no date, so that no expression has to
carry nulls along. Uniqueness is a window over month and account, which takes half the time of a group and a
join here.
"""

from __future__ import annotations

import datetime
from typing import Final, NamedTuple

import polars as pl
import pyarrow as pa

from . import question as q

_NEVER: Final = 99


class Form(NamedTuple):
    """The table, and the rules by month."""

    frame: pl.DataFrame
    months: tuple[q.MonthRow, ...]
    with_accounts: bool


def versions() -> dict[str, str]:
    """Polars."""
    return {"polars": pl.__version__}


def prepare(table: pa.Table, variant: q.Variant, threads: int, as_of: datetime.date) -> Form:
    """A frame; the number of threads is the environment's to set."""
    if pl.thread_pool_size() != threads:
        raise RuntimeError("set POLARS_MAX_THREADS before the start")
    frame = pl.DataFrame(table.combine_chunks()).rechunk()
    return Form(frame, q.month_rows(as_of), "account" in table.column_names)


def answer(form: Form) -> pl.DataFrame:
    """One query."""
    lazy = _rules(form)
    if form.with_accounts:
        lazy = _uniqueness(lazy, _key(form.frame))
    else:
        lazy = lazy.select("stage", "refusals", pl.lit(q.ENTER_ACCOUNT, pl.Int8).alias("next"))
    # On this question the streaming engine takes half the time of the other, on one thread as on two.
    return lazy.collect(engine="streaming")


def collect(result: pl.DataFrame) -> q.Answer:
    """Columns of NumPy."""
    out: q.Answer = {name: result[name].to_numpy() for name in result.columns if name != "earliest"}
    if "earliest" in result.columns:
        out["earliest"] = result["earliest"].to_physical().fill_null(q.NO_DAY).to_numpy()
    return out


def _bit(holds: pl.Expr, bit: int) -> pl.Expr:
    """A bit of one byte of the refusals."""
    return pl.when(holds).then(pl.lit(bit, pl.UInt8)).otherwise(pl.lit(0, pl.UInt8))


def _day(name: str) -> pl.Expr:
    day = pl.col(name).to_physical() - pl.col("month").to_physical()
    # Dates lie in their month, so that nothing wraps; a checked cast takes four times as long.
    return day.cast(pl.Int8, wrap_numerical=True).fill_null(_NEVER).alias(name)


def _by_month(form: Form, values: list[int], type_: type[pl.DataType]) -> pl.Expr:
    """A value by month: a few comparisons where months in a row share it, one look-up otherwise."""
    last_of_runs = [i for i in range(len(values)) if i + 1 == len(values) or values[i] != values[i + 1]]
    if len(last_of_runs) > 4:
        days = [q.NO_DAY] * q.DAYS_OF_MONTHS
        for row, value in zip(form.months, values, strict=True):
            days[row.first - q.BASE] = value
        series = pl.Series([None if day == q.NO_DAY else day for day in days], dtype=pl.Int32).cast(type_)
        place = (pl.col("month").to_physical() - q.BASE).cast(pl.UInt32, wrap_numerical=True)
        return pl.lit(series).gather(place)
    chain = pl.lit(values[-1], type_)
    for i in reversed(last_of_runs[:-1]):
        chain = pl.when(pl.col("month") <= q.MONTHS[i]).then(pl.lit(values[i], type_)).otherwise(chain)
    return chain


def _at(holds: pl.Expr, day: str) -> pl.Expr:
    return pl.when(holds).then(pl.col(day)).otherwise(pl.lit(_NEVER, pl.Int8))


def _rules(form: Form) -> pl.LazyFrame:
    """The rules row by row, as if nobody had used any account."""
    c = pl.col
    dates = ["listed_on", "asked_on", "reminded_on", "answered_on"]
    if form.with_accounts:
        dates.append("entered_on")
    listed, asked, reminded, answered, entered = (
        c(name) for name in ("listed_on", "asked_on", "reminded_on", "answered_on", "entered_on")
    )
    assisted = c("targeted_social") | c("housing")
    agrees = c("answer").fill_null(value=False)
    in_time, week = q.LAST_DAY_TO_ANSWER, q.REPEAT_AFTER_DAYS

    open_from = [max(q.FIRST_DAY - row.first, 0) if row.has_month else _NEVER for row in form.months]
    lazy = form.frame.lazy().with_columns(_day(name) for name in dates)
    lazy = lazy.with_columns(
        open_from=_by_month(form, open_from, pl.Int8),
        has_month=c("month") <= q.MONTHS[10],
        assisted=assisted,
        in_pilot=c("region").is_in(pl.Series(q.PILOT, dtype=pl.UInt8).implode()),
        agrees=agrees,
    )
    # N11, N13, N14: the days on which each was accepted.
    is_listed = (listed < q.LIST_CLOSES) & c("has_month") & c("assisted") & c("in_pilot")
    lazy = lazy.with_columns(on_list_from=_at(is_listed, "listed_on"))
    is_asked = (asked >= c("on_list_from")) & (asked >= c("open_from")) & (asked < in_time)
    lazy = lazy.with_columns(asked_at=_at(is_asked, "asked_on"))
    is_answered = (answered >= c("asked_at")) & (answered < in_time)
    lazy = lazy.with_columns(answered_at=_at(is_answered, "answered_on"))
    lazy = lazy.with_columns(
        was_listed=(reminded >= c("on_list_from")) & (reminded < _NEVER),
        is_late=reminded > c("answered_at"),
        is_unasked=reminded < c("asked_at"),
        is_early=reminded - c("asked_at") < week,
        is_refused=(c("answered_at") < _NEVER) & ~c("agrees"),
        first=pl.min_horizontal(*[c(name) for name in dates if name != "listed_on"]),
    )

    # The refusals stand in bytes until the end: the first eight, the second eight, and those from bit 15 on.
    # Columns of 32 bits take half as long again.
    listing = _bit(~c("has_month"), q.OUTSIDE_PILOT) | _bit(listed >= q.LIST_CLOSES, q.LIST_CLOSED)
    listing |= _bit(~c("assisted"), q.NOT_RECEIVING_ASSISTANCE) | _bit(~c("in_pilot"), q.REGION_NOT_IN_PILOT)
    low = pl.when(listed < _NEVER).then(listing).otherwise(pl.lit(0, pl.UInt8))
    closed = pl.any_horizontal(*[day.is_between(in_time, 30) for day in (asked, reminded, answered)])
    low |= _bit(closed, q.CONSENT_CLOSED)
    low |= _bit(c("first") < c("open_from"), q.OUTSIDE_PILOT) | _bit(
        c("first") < c("on_list_from"), q.NO_LISTING
    )
    in_turn = c("was_listed") & ~c("is_late") & ~c("is_unasked")
    unasked = c("was_listed") & ~c("is_late") & c("is_unasked")
    unasked |= (answered >= c("on_list_from")) & (answered < c("asked_at"))
    middle = _bit(c("was_listed") & c("is_late"), q.ALREADY_ANSWERED >> 8)
    middle |= _bit(unasked, q.NOT_ASKED >> 8) | _bit(in_turn & c("is_early"), q.REPEAT_TOO_EARLY >> 8)
    on_list = c("on_list_from") < _NEVER
    review_low = _by_month(form, [row.review_bits & 255 for row in form.months], pl.UInt8)
    review_low |= _bit(~on_list, q.NO_LISTING)
    high = _bit(on_list & (c("answered_at") == _NEVER), q.AWAITING_CONSENT >> 15)
    high |= _bit(c("is_refused"), q.CONSENT_REFUSED >> 15)
    high |= _by_month(form, [row.review_bits >> 15 for row in form.months], pl.UInt8)
    if form.with_accounts:
        # N19 to N22 with A, the account's use aside.
        was_listed, was_answered = entered >= c("on_list_from"), entered >= c("answered_at")
        opens, closes = q.WINDOW[0] - 1, q.WINDOW[1]
        entry = _bit(entered < opens, q.WINDOW_NOT_OPEN >> 15) | _bit(
            entered >= closes, q.WINDOW_CLOSED >> 15
        )
        entry |= _bit(was_listed & ~was_answered, q.AWAITING_CONSENT >> 15)
        entry |= _bit(was_listed & was_answered & ~c("agrees"), q.CONSENT_REFUSED >> 15)
        high = pl.when(entered < _NEVER).then(entry).otherwise(high)
        high |= _bit(c("account_exists").eq_missing(other=False), q.ACCOUNT_UNKNOWN >> 15)
        review_low = pl.when(entered < _NEVER).then(pl.lit(0, pl.UInt8)).otherwise(review_low)
    refusals = (
        high.cast(pl.UInt32) * 2**15 | middle.cast(pl.UInt32) * 2**8 | (low | review_low).cast(pl.UInt32)
    )
    # N18
    is_reminded = (reminded < in_time) & ~c("is_late") & ~c("is_unasked") & ~c("is_early")
    asked_stage = (
        pl.lit(q.TO_ASK, pl.Int8) + (c("asked_at") < _NEVER).cast(pl.Int8) + is_reminded.cast(pl.Int8)
    )
    vouchers = [q.EXPIRED if row.window_over else q.ISSUED for row in form.months]
    unanswered = [q.LAPSED if row.answering_over else 0 for row in form.months]
    stage = (
        pl.when(c("on_list_from") == _NEVER).then(pl.lit(q.NOT_LISTED, pl.Int8))
        .when(c("is_refused")).then(pl.lit(q.REFUSED, pl.Int8))
        .when(c("answered_at") < _NEVER).then(_by_month(form, vouchers, pl.Int8))
        .when(_by_month(form, unanswered, pl.Int8) == q.LAPSED).then(pl.lit(q.LAPSED, pl.Int8))
        .otherwise(asked_stage)
    )  # fmt: skip
    columns = {"stage": stage, "refusals": refusals}
    if form.with_accounts:
        well = (
            was_answered & c("agrees") & entered.is_between(opens, closes - 1) & (entered >= c("open_from"))
        )
        columns["is_well"] = well
        columns["base"] = _by_month(form, [row.earliest for row in form.months], pl.Date)
        columns["later"] = _by_month(form, [row.next_earliest for row in form.months], pl.Date)
    return lazy.with_columns(**columns)


def _key(frame: pl.DataFrame) -> list[pl.Expr]:
    """Month and account, in one number where numbers of accounts leave room: a fifth less time."""
    account, month = pl.col("account"), pl.col("month").to_physical() - q.BASE
    largest = frame["account"].max() if frame["account"].dtype == pl.UInt64 else None
    if isinstance(largest, int) and largest < 2**59:
        return [account * 16 + (month // 30).cast(pl.UInt64)]
    return [pl.col("month"), account]


def _uniqueness(lazy: pl.LazyFrame, key: list[pl.Expr]) -> pl.LazyFrame:
    """The first by day and row that competes for an account in a month wins."""
    c = pl.col
    lazy = lazy.with_row_index("row", offset=0).with_columns(
        rank=c("entered_on").cast(pl.Int64) * 2**32 + c("row").cast(pl.Int64),
        competes=c("is_well") & c("account_exists").fill_null(value=False),
    )
    won_at = pl.when("competes").then("rank").min().over(key)
    wins = (c("competes") & (c("rank") == c("won_at"))).fill_null(value=False)
    used = c("won_at").is_not_null()
    used_before = (c("won_at") < c("rank")).fill_null(value=False)
    waits = c("is_well") & c("account_exists").is_null() & ~used_before
    return lazy.with_columns(won_at=won_at).select(
        activated=wins,
        stage=pl.when(wins).then(pl.lit(q.ACTIVATED, pl.Int8)).otherwise(c("stage")),
        refusals=c("refusals") | used_before.cast(pl.UInt32) * q.ACCOUNT_ALREADY_USED,
        earliest=pl.when(wins).then(pl.lit(None, pl.Date))
        .when(used | c("is_refused")).then(c("later")).otherwise(c("base")),
        next=pl.when(wins).then(pl.lit(q.DONE, pl.Int8)).when(waits).then(pl.lit(q.CHECK_ACCOUNT, pl.Int8))
        .otherwise(pl.lit(q.ENTER_ACCOUNT, pl.Int8)),
    )  # fmt: skip
