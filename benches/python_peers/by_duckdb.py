"""DuckDB: one SQL query over a table of its own in memory.

The rules by month are a table of twelve rows, joined. Uniqueness is a group by month and account of those
who compete, joined back to every row; a window takes longer. Rows come back in any order, each with its
number: putting them in order is not counted.
"""

from __future__ import annotations

import datetime
from typing import Any, Final, NamedTuple

import duckdb
import numpy as np
import pyarrow as pa

from . import question as q

_NEVER: Final = "date '9999-12-31'"
"""Later than any day: there is no such date, or nothing was accepted on it."""
_NO_PERIOD: Final = datetime.date(9999, 12, 30)
"""Later than any day of a month outside the pilot."""

_OTHERS: Final = tuple(region for region in q.REGIONS if region not in q.PILOT)
"""The regions outside the pilot: `in` becomes a join where its list is long, and takes twice as long."""


class Form(NamedTuple):
    """The connection that holds the table, and the query."""

    connection: duckdb.DuckDBPyConnection
    query: str


def versions() -> dict[str, str]:
    """DuckDB."""
    return {"duckdb": duckdb.__version__}


def prepare(table: pa.Table, variant: q.Variant, threads: int, as_of: datetime.date) -> Form:
    """A table of DuckDB's own, which it reads faster than Arrow's."""
    connection = duckdb.connect(":memory:", config={"threads": threads})
    connection.register("given", table.combine_chunks())
    connection.execute("create table rows as select * from given")
    connection.unregister("given")
    connection.execute("set preserve_insertion_order = false")
    connection.execute(
        "create table months (month date, has_month boolean, open_from date, list_closes date, opens date,"
        " closes date, answering_over boolean, voucher tinyint, review integer, earliest date, later date)"
    )
    months = [_month(row) for row in q.month_rows(as_of)]
    connection.executemany(f"insert into months values ({', '.join('?' * 11)})", months)
    with_accounts = "account" in table.column_names
    return Form(connection, _rows(with_accounts) + (_UNIQUENESS if with_accounts else _ALONE))


def answer(form: Form) -> pa.Table:
    """An Arrow table."""
    return form.connection.sql(form.query).to_arrow_table()


def collect(result: pa.Table) -> q.Answer:
    """Columns of NumPy, in the order of the rows."""
    order = np.empty(result.num_rows, np.int64)
    order[result["row"].to_numpy()] = np.arange(result.num_rows)
    out: q.Answer = {}
    for name in result.column_names:
        column = result[name].combine_chunks()
        if name == "earliest":
            column = column.cast(pa.int32()).fill_null(q.NO_DAY)
        if name != "row":
            out[name] = column.to_numpy(zero_copy_only=False)[order]
    return out


def _month(row: q.MonthRow) -> tuple[Any, ...]:
    def day(number: int) -> datetime.date | None:
        return None if number == q.NO_DAY else q.EPOCH + datetime.timedelta(days=number)

    return (
        day(row.first),
        row.has_month,
        day(max(q.FIRST_DAY, row.first)) if row.has_month else _NO_PERIOD,
        day(row.first + q.LIST_CLOSES),
        day(row.first + q.WINDOW[0] - 1),
        # The last day to answer is the window's last.
        day(row.first + q.WINDOW[1]),
        row.answering_over,
        q.EXPIRED if row.window_over else q.ISSUED,
        row.review_bits,
        day(row.earliest),
        day(row.next_earliest),
    )


def _bit(holds: str, bit: int) -> str:
    return f"case when {holds} then {bit} else 0 end"


def _rows(with_accounts: bool) -> str:
    """The rules row by row, as if nobody had used any account."""
    entered, first, kept = "", "least(asked, reminded, answered)", ""
    activation = f"""
        review
        | case when on_list_from = {_NEVER} then {q.NO_LISTING}
            when answered_at = {_NEVER} then {q.AWAITING_CONSENT}
            when not agrees then {q.CONSENT_REFUSED} else 0 end
    """
    if with_accounts:
        entered = f"coalesce(entered_on, {_NEVER}) as entered, account, account_exists,"
        first = "least(asked, reminded, answered, entered)"
        activation = f"""
            case when entered = {_NEVER} then {activation} else
                case when entered < opens then {q.WINDOW_NOT_OPEN}
                    when entered >= closes then {q.WINDOW_CLOSED} else 0 end
                | case when entered < on_list_from then 0 when entered < answered_at then {q.AWAITING_CONSENT}
                    when not agrees then {q.CONSENT_REFUSED} else 0 end
            end
            | {_bit("account_exists is false", q.ACCOUNT_UNKNOWN)}
        """
        kept = f"""
            , month, account, account_exists, earliest, later,
            answered_at < {_NEVER} and not agrees as is_refused,
            agrees and entered >= answered_at and entered >= open_from and entered >= opens
                and entered < closes as is_well,
            ((entered - date '1970-01-01') << 32) | row as rank
        """
    late = " or ".join(f"({day} >= closes and {day} < {_NEVER})" for day in ("asked", "reminded", "answered"))
    return f"""
    with days as (
        select r.rowid as row, {entered}
            coalesce(listed_on, {_NEVER}) as listed, coalesce(asked_on, {_NEVER}) as asked,
            coalesce(reminded_on, {_NEVER}) as reminded, coalesce(answered_on, {_NEVER}) as answered,
            coalesce(answer, false) as agrees,
            targeted_social or housing as assisted, region not in {_OTHERS} as in_pilot,
            m.*
        from rows r join months m on r.month = m.month
    ), listings as (
        select *, case when listed < list_closes and has_month and assisted and in_pilot then listed
            else {_NEVER} end as on_list_from
        from days
    ), asks as (
        select *, case when asked >= on_list_from and asked >= open_from and asked < closes then asked
            else {_NEVER} end as asked_at
        from listings
    ), answers as (
        select *, case when answered >= asked_at and answered < closes then answered
            else {_NEVER} end as answered_at,
            {first} as first
        from asks
    ), decided as not materialized (
        select row,
            (case when on_list_from = {_NEVER} then {q.NOT_LISTED}
                when answered_at < {_NEVER} then case when agrees then voucher else {q.REFUSED} end
                when answering_over then {q.LAPSED}
                when reminded < closes and reminded <= answered_at
                    and reminded >= asked_at + {q.REPEAT_AFTER_DAYS} then {q.REMINDED}
                when asked_at < {_NEVER} then {q.ASKED}
                else {q.TO_ASK} end)::tinyint as stage,
            (case when listed = {_NEVER} then 0 else
                {_bit("not has_month", q.OUTSIDE_PILOT)}
                | {_bit("listed >= list_closes", q.LIST_CLOSED)}
                | {_bit("not assisted", q.NOT_RECEIVING_ASSISTANCE)}
                | {_bit("not in_pilot", q.REGION_NOT_IN_PILOT)} end
            | {_bit("first < open_from", q.OUTSIDE_PILOT)}
            | {_bit("first < on_list_from", q.NO_LISTING)}
            | {_bit(late, q.CONSENT_CLOSED)}
            | {_bit("answered >= on_list_from and answered < asked_at", q.NOT_ASKED)}
            | case when reminded = {_NEVER} or reminded < on_list_from then 0
                when reminded > answered_at then {q.ALREADY_ANSWERED}
                when reminded < asked_at then {q.NOT_ASKED}
                when reminded < asked_at + {q.REPEAT_AFTER_DAYS} then {q.REPEAT_TOO_EARLY}
                else 0 end
            | {activation}) as refusals
            {kept}
        from answers
    )
    """


_ALONE: Final = f"""
    select row, stage, refusals::uinteger as refusals, {q.ENTER_ACCOUNT}::tinyint as next from decided
"""
_UNIQUENESS: Final = f"""
    , winners as (
        select month, account, min(rank) as won_at from decided where is_well and account_exists group by all
    ), joined as (
        select d.*, won_at, coalesce(won_at = rank, false) as wins,
            coalesce(won_at < rank, false) as used_before
        from decided d left join winners w on d.month = w.month and d.account = w.account
    )
    select row, wins as activated,
        case when wins then {q.ACTIVATED}::tinyint else stage end as stage,
        (refusals | {_bit("used_before", q.ACCOUNT_ALREADY_USED)})::uinteger as refusals,
        case when wins then null when won_at is not null or is_refused then later else earliest end
            as earliest,
        (case when wins then {q.DONE} when is_well and account_exists is null and not used_before
            then {q.CHECK_ACCOUNT} else {q.ENTER_ACCOUNT} end)::tinyint as next
    from joined
"""
