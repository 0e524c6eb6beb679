"""Counting: after this there are no rows of people, only numbers."""

from __future__ import annotations

import datetime
import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from importlib.util import find_spec
from typing import Any, TypeAlias, cast

import narwhals.stable.v2 as nw

from voucher_core._core import Register
from voucher_core.enums import Region, Stage
from voucher_core.errors import VoucherError, WrongType

Frame: TypeAlias = "nw.DataFrame[Any]"


READERS = ("polars", "pyarrow")


def frame_of(table: object, like: Frame | None = None) -> Frame:
    """The table as a frame: its own library's, or for Arrow's capsules that of `like` or one that is here."""
    # Narwhals speaks of types of libraries that need not be here.
    reader, data = cast(Any, nw), cast(Any, table)
    frame: Frame | object = reader.from_native(data, eager_only=True, pass_through=True)
    if isinstance(frame, nw.DataFrame) and (like is None or frame.implementation == like.implementation):
        found: Frame = cast(Any, frame)
        return found
    if not hasattr(table, "__arrow_c_stream__"):
        came = type(table).__name__
        raise WrongType(
            f"table: must be a dataframe or an Arrow table; {came} came (a lazy one: collect it)",
            "not_arrow",
            "table",
        )
    if like is not None:
        return cast("Frame", reader.from_arrow(data, backend=like.implementation))
    # One that is in use already costs no import.
    for name in sorted(READERS, key=lambda name: name not in sys.modules):
        if name in sys.modules or find_spec(name) is not None:
            return cast("Frame", reader.from_arrow(data, backend=name))
    raise ImportError("to read an Arrow table, voucher_core.plot needs polars or pyarrow: install either")


def side_by_side(table: object, result: object | None, names: Iterable[str]) -> Frame:
    """The table with the columns of these names that only its answer has."""
    frame = frame_of(table)
    if result is None:
        return frame
    answer = frame_of(result, frame)
    if len(answer) != len(frame):
        text = f"result: must have a row for each of the table's {len(frame)}; {len(answer)} came"
        raise VoucherError(text, "wrong_length", "result")
    return frame.with_columns(*(answer[name] for name in names if name in answer.columns))


def counted(frame: Frame, columns: Sequence[str]) -> list[tuple[Any, ...]]:
    """Each combination of the columns' values, none of them null, with how often it is there."""
    weight = nw.col("count").sum() if "count" in frame.columns else nw.len()
    keys = [name for name in columns if name in frame.columns]
    grouped = frame.group_by(keys, drop_null_keys=True).agg(weight.alias("how_often"))
    return grouped.select(*keys, "how_often").rows()


def need(frame: Frame, *names: str) -> None:
    for name in names:
        if name not in frame.columns:
            raise VoucherError(f"{name}: the table has no such column", "missing_column", name)


def one_regulation(frame: Frame) -> None:
    if "regulation" in frame.columns and frame["regulation"].n_unique() > 1:
        text = "regulation: the table holds several: filter it for one, or draw them with plot.compare"
        raise VoucherError(text, "excluded_column", "regulation")


def on_the_way(stage: object) -> str:
    """The stage as these charts know it."""
    if stage not in list(Stage):
        raise VoucherError("stage: no Stage has this code", "unknown_value", "stage")
    return "activated" if stage == "registered" else str(stage)


def stages_in(counts: object) -> Counter[str]:
    by_stage: Counter[str] = Counter()
    if isinstance(counts, Mapping):
        pairs: Iterable[tuple[Any, ...]] = list(cast(Any, counts).items())
    else:
        frame = frame_of(counts)
        need(frame, "stage")
        one_regulation(frame)
        pairs = counted(frame, ["stage"])
    for stage, count in pairs:
        by_stage[on_the_way(stage)] += int(count)
    return by_stage


def activations_in(table: object, result: object | None) -> Counter[datetime.date]:
    by_day: Counter[datetime.date] = Counter()
    if isinstance(table, Register):
        by_day.update(row.activated_on for row in table.rows)
    elif isinstance(table, Mapping):
        by_day.update({day: int(count) for day, count in cast(Any, table).items()})
    else:
        frame = side_by_side(table, result, ["activated"])
        need(frame, "entered_on", "activated")
        for day, count in counted(frame.filter(nw.col("activated").fill_null(False)), ["entered_on"]):
            if not isinstance(day, datetime.date):
                text = f"entered_on: must be dates; {type(day).__name__} came"
                raise WrongType(text, "not_a_date", "entered_on")
            # pandas has timestamps for dates.
            by_day[datetime.date(day.year, day.month, day.day)] += int(count)
    return by_day


def regions_in(table: object, result: object | None) -> dict[Region, tuple[int, int]]:
    frame = side_by_side(table, result, ["stage", "activated"])
    need(frame, "region")
    if "stage" not in frame.columns:
        need(frame, "activated")
    one_regulation(frame)
    listed: Counter[Region] = Counter()
    activated: Counter[Region] = Counter()
    keys = [name for name in ("region", "stage", "activated") if name in frame.columns]
    for name, *what, count in counted(frame, keys):
        try:
            region = Region.parse(str(name))
        except VoucherError:
            continue
        row = dict(zip(keys[1:], what, strict=True))
        if row.get("stage") != "not_listed":
            listed[region] += int(count)
            activated[region] += int(count) * bool(
                row.get("activated", row.get("stage") in ("activated", "registered"))
            )
    return {region: (listed[region], activated[region]) for region in listed}


def regulations_in(frame: Frame) -> dict[str, Counter[str]]:
    need(frame, "regulation", "stage", "count")
    # In the order of the table: the first is what the others are compared with.
    counts: dict[str, Counter[str]] = {
        str(name): Counter() for name in frame["regulation"].unique(maintain_order=True)
    }
    for regulation, stage, count in counted(frame, ["regulation", "stage"]):
        counts[str(regulation)][on_the_way(stage)] += int(count)
    return counts


MEALS = ("given", "absent", "no_consent", "closed", "ahead")


def planned_in(table: object) -> dict[str, dict[str, int]]:
    frame = frame_of(table)
    need(frame, "day", *MEALS)
    days = frame.group_by("day", drop_null_keys=True).agg(*(nw.col(part).sum() for part in MEALS)).sort("day")
    # pandas has timestamps for dates.
    return {str(day)[:10]: dict(zip(MEALS, map(int, counts), strict=True)) for day, *counts in days.rows()}


def budget_in(frame: Frame) -> dict[str, tuple[int, int]]:
    """How many households a month is assigned for, and what it costs in whole tenge, by regulation in the order of the table."""
    need(frame, "regulation", "answer", "reason", "households", "cost")
    sums = {str(name): (0, 0) for name in frame["regulation"].unique(maintain_order=True)}
    assigned = frame.filter((nw.col("answer") == "assigned") & nw.col("reason").is_null())
    for regulation, households, cost in assigned.select("regulation", "households", "cost").rows():
        before, spent = sums[str(regulation)]
        sums[str(regulation)] = (before + int(households), spent + int(cost))
    return sums


def around_line_in(table: object, step: int) -> Counter[int]:
    """How many households have a per-capita income of so many steps of a hundredth of the line, the equal ones below."""
    frame = frame_of(table)
    need(frame, "per_capita", "line")
    counts: Counter[int] = Counter()
    keys = ["per_capita", "line"] + (["count"] if "count" in frame.columns else [])
    for per_capita, line, *count in frame.select(keys).drop_nulls(["per_capita", "line"]).rows():
        # Up to whole steps, so that what is equal to the line stands below it.
        place = -(-int(100 * per_capita * 100) // int(step * line * 100)) if line else LAST_STEP // step
        counts[min(max(place, 1), LAST_STEP // step)] += int(count[0]) if count else 1
    return counts


LAST_STEP = 250
"""Whoever has more hundredths of the line stands with those who have so many."""
