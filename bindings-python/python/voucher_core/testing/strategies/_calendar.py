"""Days: mostly near the pilot, and the edges on which an answer changes."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from functools import lru_cache

from hypothesis import strategies as st

from voucher_core import Month, Regulation

PILOT = datetime.date(2025, 8, 28)
"""The first day of the pilot, toward which dates shrink."""

GAS = Regulation.gas_2025_08()
"""The regulation of the pilot, on which everything rests that is not told another."""

_BEFORE = datetime.date.min.toordinal() - PILOT.toordinal()
_AFTER = datetime.date.max.toordinal() - PILOT.toordinal()
_LAST_MONTH = 9999 * 12 - 1
_PILOT_MONTH = 2025 * 12 + 7 - 12
_MOST_MONTHS = 240


def shifted(date: datetime.date, days: int) -> datetime.date:
    """So many days later, or earlier where it is negative; at most the end of the calendar."""
    ordinal = date.toordinal() + days
    return datetime.date.fromordinal(min(max(ordinal, 1), datetime.date.max.toordinal()))


def in_month(month: Month, place: int) -> datetime.date:
    """The day with this place in a month, from 0; its last day, where it has fewer."""
    return min(shifted(month.first_day, place), month.last_day)


def dates() -> st.SearchStrategy[datetime.date]:
    """A date of the years 1 to 9999, mostly within two years of the pilot; shrinks toward 2025-08-28."""
    near, around = st.integers(-60, 400), st.integers(-730, 730)
    return st.one_of(near, near, around, st.integers(_BEFORE, _AFTER)).map(lambda days: shifted(PILOT, days))


def months(regulation: Regulation | None = None) -> st.SearchStrategy[Month]:
    """A month of the regulation (N8), or the month of its first day where it has none; shrinks toward the
    first.

    Without a regulation: a month of the years 1 to 9999, mostly of the pilot or beside it.
    """
    if regulation is not None:
        return st.sampled_from(months_of(regulation))
    near = st.integers(-1, 11).map(lambda later: _PILOT_MONTH + later)
    anywhere = st.integers(0, _LAST_MONTH)
    return st.one_of(near, near, near, anywhere).map(lambda number: Month(number // 12 + 1, number % 12 + 1))


def dates_in_period(regulation: Regulation = GAS) -> st.SearchStrategy[datetime.date]:
    """A day of the regulation's period; shrinks toward the first."""
    first, last = regulation.period
    return st.integers(0, (last - first).days).map(lambda days: shifted(first, days))


def dates_in_window(regulation: Regulation = GAS) -> st.SearchStrategy[datetime.date]:
    """A day on which a voucher can be activated: in its month's window and in the period.

    Draws nothing under a regulation that has no such day; of a long period, only the first twenty years are
    drawn.
    """
    return _one_of(_split(regulation)[0])


def dates_outside_window(regulation: Regulation = GAS) -> st.SearchStrategy[datetime.date]:
    """A day on which no voucher can be activated: of the period or within a month of it."""
    return _one_of(_split(regulation)[1])


def edge_dates(regulation: Regulation = GAS) -> st.SearchStrategy[datetime.date]:
    """A day on which an answer changes, or the day beside it.

    The ends of the period, of each month, of the list, of answering, of the window, and the day on which the
    register is due.
    """
    return st.sampled_from(_edges(regulation))


def instants_on(date: datetime.date) -> st.SearchStrategy[str]:
    """An instant, as RFC 3339 writes it, whose civil date in Kazakhstan is this one (N2).

    It reads back as the date from 2024-03-01 on; before, two zones existed.
    """
    before = shifted(date, -1)
    return st.sampled_from(
        (
            f"{before}T19:00:00Z",
            f"{date}T18:59:59.999999999Z",
            f"{date}T00:00:00+05:00",
            f"{date}t23:59:59.5+05:00",
            f"{date}T12:00:00.000z",
            f"{before}T20:00:00+01:00",
            f"{date}T14:00:00-04:59",
            f"{date}T18:00:00+23:00",
        )
    )


def month_texts() -> st.SearchStrategy[str]:
    """Text that is a month."""
    return months().map(str)


@lru_cache
def months_of(regulation: Regulation) -> tuple[Month, ...]:
    """The months of a regulation, the first 240; the month of its first day where it has none."""
    return tuple(regulation.months()[:_MOST_MONTHS]) or (Month.of(regulation.period[0]),)


@lru_cache
def _split(regulation: Regulation) -> tuple[tuple[datetime.date, ...], tuple[datetime.date, ...]]:
    """The days of the period on which a voucher can be activated; all others, and those of a month on each
    side."""
    first, last = regulation.period
    end = min(shifted(last, 31), shifted(first, _MOST_MONTHS * 31))
    around = [*_days(first, end), *_days(shifted(first, -31), shifted(first, -1))]
    windows = {month: regulation.window(month) for month in {Month.of(day) for day in around}}

    def is_open(day: datetime.date) -> bool:
        opens, closes = windows[Month.of(day)]
        return max(first, opens) <= day <= min(last, closes)

    return tuple(filter(is_open, around)), tuple(day for day in around if not is_open(day))


@lru_cache
def _edges(regulation: Regulation) -> tuple[datetime.date, ...]:
    first, last = regulation.period
    edges = [first, shifted(first, -1), last, shifted(last, 1)]
    for month in months_of(regulation):
        opens, closes = regulation.window(month)
        answers = regulation.last_day_to_answer(month)
        lasts = [
            regulation.list_closes(month),
            closes,
            month.last_day,
            *([] if answers is None else [answers]),
        ]
        firsts = [month.first_day, opens, regulation.register_due(month)]
        edges += [day for end in lasts for day in (end, shifted(end, 1))]
        edges += [day for begin in firsts for day in (begin, shifted(begin, -1))]
    return tuple(dict.fromkeys(edges))


def _days(first: datetime.date, last: datetime.date) -> Iterator[datetime.date]:
    return map(datetime.date.fromordinal, range(first.toordinal(), last.toordinal() + 1))


def _one_of(days: tuple[datetime.date, ...]) -> st.SearchStrategy[datetime.date]:
    return st.sampled_from(days) if days else st.nothing()
