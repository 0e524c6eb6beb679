"""Counting: after this there are no rows of people, only numbers."""

from __future__ import annotations

import datetime
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from importlib.util import find_spec
from typing import Any, Literal, TypeAlias, cast

import narwhals.stable.v2 as nw

from voucher_core._core import Month, Register
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
    people = nw.col("count").sum() if "count" in frame.columns else nw.len()
    keys = [name for name in columns if name in frame.columns]
    grouped = frame.group_by(keys, drop_null_keys=True).agg(people.alias("how_often"))
    return grouped.select(*keys, "how_often").rows()


def weight(frame: Frame) -> int:
    """How many people the rows stand for."""
    return int(frame["count"].sum()) if "count" in frame.columns else len(frame)


def without(frame: Frame, column: str) -> Frame:
    """The rows that have nothing there: of an answer, the bad ones."""
    return frame.filter(nw.col(column).is_null())


def region_of(value: object) -> Region | None:
    try:
        return Region.parse(str(value))
    except VoucherError:
        return None


def month_of(value: object) -> Month | None:
    """The month of a date, or of its text."""
    try:
        return Month.parse(str(value)[:7])
    except VoucherError:
        return None


def months_in(frame: Frame | None) -> list[Month]:
    """The months that the table speaks of; none where it does not say."""
    if frame is None or "month" not in frame.columns:
        return []
    return sorted({month for value in frame["month"].unique().to_list() if (month := month_of(value))})


def one_region_in(frame: Frame | None) -> list[Region]:
    """The region that the table speaks of, if it is one."""
    if frame is None or "region" not in frame.columns:
        return []
    names = frame["region"].drop_nulls().unique().to_list()
    found = {region_of(name) for name in names}
    return [region for region in found if region] if len(found) == 1 else []


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


def staged(counts: object) -> Frame | None:
    """The table of stages, of one regulation; none of a mapping."""
    if isinstance(counts, Mapping):
        return None
    frame = frame_of(counts)
    need(frame, "stage")
    one_regulation(frame)
    return frame


def stages_in(counts: object) -> Counter[str]:
    """How many stand at each stage; bad rows stand at `bad`."""
    frame = staged(counts)
    by_stage: Counter[str] = Counter()
    if frame is None:
        pairs: Iterable[tuple[Any, ...]] = list(cast(Any, counts).items())
    else:
        pairs = counted(frame, ["stage"])
        by_stage["bad"] = weight(without(frame, "stage"))
    for stage, count in pairs:
        by_stage[on_the_way(stage)] += int(count)
    return by_stage


def stages_by(frame: Frame, by: Literal["region", "month"]) -> tuple[dict[Region | Month, Counter[str]], Counter[str]]:
    """The stages of each region or month, and how many rows are of none."""
    need(frame, by)
    read: Callable[[object], Region | Month | None] = {"region": region_of, "month": month_of}[by]
    groups: defaultdict[Region | Month, Counter[str]] = defaultdict(Counter)
    left = Counter[str]({by: weight(without(frame, by))})
    named = [(name, on_the_way(stage), count) for name, stage, count in counted(frame, [by, "stage"])]
    bad = [(name, "bad", count) for name, count in counted(without(frame, "stage"), [by])]
    for name, stage, count in (*named, *bad):
        group = read(name)
        if group is None:
            left[by] += int(count)
        else:
            groups[group][stage] += int(count)
    return {group: groups[group] for group in sorted(groups, key=str)}, left


def activations_in(
    table: object, result: object | None
) -> tuple[Counter[datetime.date], Counter[str], list[Region]]:
    """How many activated on which day, how many rows are bad, and the region if it is one."""
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
        return by_day, Counter({"bad": weight(without(frame, "activated"))}), one_region_in(frame)
    return by_day, Counter(), []


def placed(table: object, result: object | None) -> Frame:
    """The table of regions beside what became of their people, of one regulation."""
    frame = side_by_side(table, result, ["stage", "activated"])
    need(frame, "region")
    if "stage" not in frame.columns:
        need(frame, "activated")
    one_regulation(frame)
    return frame


def regions_in(frame: Frame) -> tuple[dict[Region, tuple[int, int]], Counter[str]]:
    """How many of a region are on the list and activated, of each that has good rows; and how many rows are left out, by why."""
    counts: defaultdict[Region, tuple[int, int]] = defaultdict(lambda: (0, 0))
    left = Counter({"region": weight(without(frame, "region"))})
    keys = [name for name in ("region", "stage", "activated") if name in frame.columns]
    for name, count in counted(without(frame, keys[1]), ["region"]):
        left["bad" if region_of(name) else "region"] += int(count)
    for name, *what, count in counted(frame, keys):
        region = region_of(name)
        if region is None:
            left["region"] += int(count)
            continue
        row = dict(zip(keys[1:], what, strict=True))
        on_list = row.get("stage") != "not_listed"
        left["not_listed"] += int(count) * (not on_list)
        activated = on_list and row.get("activated", row.get("stage") in ("activated", "registered"))
        listed, before = counts[region]
        counts[region] = (listed + int(count) * on_list, before + int(count) * bool(activated))
    return dict(counts), left


def regulations_in(frame: Frame) -> dict[str, Counter[str]]:
    need(frame, "regulation", "stage", "count")
    # In the order of the table: the first is what the others are compared with.
    counts: dict[str, Counter[str]] = {
        str(name): Counter() for name in frame["regulation"].unique(maintain_order=True)
    }
    for regulation, count in counted(without(frame, "stage"), ["regulation"]):
        counts[str(regulation)]["bad"] += int(count)
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
    need(frame, "regulation", "answer", "households", "cost")
    sums = {str(name): (0, 0) for name in frame["regulation"].unique(maintain_order=True)}
    assigned = frame.filter(nw.col("answer") == "assigned")
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
