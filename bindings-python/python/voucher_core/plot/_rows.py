"""What each chart shows, as rows of numbers and words."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from itertools import accumulate

from voucher_core._core import Month
from voucher_core.enums import Region
from voucher_core.plot._counts import LAST_STEP
from voucher_core.plot._words import Row, Words, tile_name

# The stages in the order in which people leave the way to a voucher; what is registered is activated.
BEFORE = ("delisted", "refused", "lapsed", "to_ask", "asked", "reminded")
AFTER = ("expired", "issued", "activated")
WAY = (*BEFORE, *AFTER)
FUNNEL = ("all", *BEFORE, "vouchers", *AFTER, "other")
KINDS = {
    **dict.fromkeys(("delisted", "refused", "lapsed", "expired"), "out"),
    **dict.fromkeys(("to_ask", "asked", "reminded", "issued"), "waiting"),
    **dict.fromkeys(("all", "vouchers", "activated"), "further"),
    "other": "mixed",
}

# Where a region stands in the tile map, as column and row: a neighbour on the map stays one where it can.
TILES: dict[Region, tuple[int, int]] = {
    Region.KOSTANAY: (1, 0),
    Region.NORTH_KAZAKHSTAN: (2, 0),
    Region.WEST_KAZAKHSTAN: (0, 1),
    Region.AKTOBE: (1, 1),
    Region.AKMOLA: (2, 1),
    Region.ASTANA: (3, 1),
    Region.PAVLODAR: (4, 1),
    Region.ATYRAU: (0, 2),
    Region.KYZYLORDA: (1, 2),
    Region.ULYTAU: (2, 2),
    Region.KARAGANDA: (3, 2),
    Region.ABAI: (4, 2),
    Region.EAST_KAZAKHSTAN: (5, 2),
    Region.MANGYSTAU: (0, 3),
    Region.TURKISTAN: (2, 3),
    Region.ZHAMBYL: (3, 3),
    Region.ALMATY_REGION: (4, 3),
    Region.ZHETISU: (5, 3),
    Region.SHYMKENT: (2, 4),
    Region.ALMATY: (4, 4),
}


def funnel_rows(by_stage: Mapping[str, int], words: Words) -> list[Row]:
    """A row a stage that has people, with the ends of its bar, and rows for all and for all vouchers."""
    counts = {stage: by_stage.get(stage, 0) for stage in WAY}
    everybody, left = sum(counts.values()), sum(counts.values())
    merged = too_small({stage: [count] for stage, count in counts.items()}, words.hide_below)
    rows: list[Row] = []

    def add(what: str, count: int, start: int) -> None:
        text = words.amount(count) if count else "0"
        if everybody > 0 and what != "all":
            text += f" · {words.share(count, everybody)}"
        if 0 < count < words.hide_below:
            # Only where everybody together is too few.
            text, count = f"< {words.hide_below}", 0
        rows.append(
            {
                "what": what,
                "label": words[what],
                "kind": words[KINDS[what]],
                "from": start,
                "to": start + count,
                "text": text,
            }
        )

    before, after = (
        [stage for stage in side if counts[stage] and stage not in merged] for side in (BEFORE, AFTER)
    )
    if not merged:
        middle = ["vouchers"]
    elif merged <= {*BEFORE}:
        middle = ["other", "vouchers"]
    elif merged <= {*AFTER}:
        middle = ["vouchers", "other"]
    else:
        # The number of vouchers would tell how many of the small ones had one.
        middle = ["other"]
    add("all", everybody, 0)
    for what in (*before, *middle, *after):
        if what == "vouchers":
            add(what, left, 0)
        else:
            count = counts[what] if what in counts else sum(counts[stage] for stage in merged)
            left -= count
            add(what, count, left)
    return rows if everybody >= words.hide_below else rows[:1]


def uptake_rows(counts: Mapping[datetime.date, int], words: Words) -> list[Row]:
    """A row a day, from the first to the last that has activations; too small a day is added to the next."""
    rows: list[Row] = []
    for month in sorted({Month.of(day) for day in counts}):
        days = {day.day: count for day, count in counts.items() if Month.of(day) == month and count}
        if not days:
            continue
        kept, waiting, merged = dict[int, int](), 0, set[int]()
        for day in range(min(days), max(days) + 1):
            waiting += days.get(day, 0)
            if waiting and waiting < words.hide_below:
                merged.add(day)
                continue
            kept[day], waiting = waiting, 0
        if waiting:
            # The end of the month has too few: they join the last days that have enough.
            while kept and waiting < words.hide_below:
                day, count = kept.popitem()
                waiting += count
            if waiting >= words.hide_below:
                kept[max(days)] = waiting
        for (day, count), total in zip(kept.items(), accumulate(kept.values()), strict=True):
            rows.append(
                {
                    "month": str(month),
                    "day": day,
                    "count": count,
                    "total": total,
                    "count_text": words.amount(count),
                    "total_text": words.amount(total),
                    "merged": bool(merged),
                }
            )
    return rows


def funnel_rows_by(groups: Mapping[Region | Month, Mapping[str, int]], words: Words) -> list[Row]:
    """The rows of each group that has people on the list; their bars are shares of its own list."""
    rows: list[Row] = []
    for group, by_stage in groups.items():
        name = group.label(words.language) if isinstance(group, Region) else words.month(group)
        everybody = sum(by_stage.get(stage, 0) for stage in WAY)
        if everybody:
            rows += [
                {**row, "group": name, "from": row["from"] / everybody, "to": row["to"] / everybody}
                for row in funnel_rows(by_stage, words)
            ]
    return rows


def region_rows(
    counts: Mapping[Region, tuple[int, int]], show: str, words: Words, pilot: Collection[Region] = TILES
) -> list[Row]:
    """A row a region, from how many are on the list and how many activated; `pilot` has those that take part."""
    rows: list[Row] = []
    for region, (column, row) in TILES.items():
        listed, activated = counts.get(region, (0, 0))
        parts = {
            "share": (listed, activated, listed - activated),
            "activated": (activated,),
            "listed": (listed,),
        }[show]
        hidden = any(0 < part < words.hide_below for part in parts)
        value: float | None = {"share": activated / (listed or 1), "activated": activated, "listed": listed}[
            show
        ]
        if hidden:
            value, text = None, "*"
        elif listed == 0:
            nothing = words["nobody"] if region in counts else "–"
            value, text = None, nothing if region in pilot else words["outside"]
        else:
            text = words.share(activated, listed) if show == "share" else words.amount(int(value or 0))
        rows.append(
            {
                "kato": region.value,
                "name": region.label(words.language),
                "label": tile_name(region, words.language),
                "column": column,
                "row": row,
                "value": value,
                "text": text,
                "hidden": hidden,
            }
        )
    return rows


def same_for_all(counts: Mapping[str, Mapping[str, int]]) -> dict[str, int]:
    """Who is not on the way, and no regulation here changes that."""
    each = {why: [by_stage.get(why, 0) for by_stage in counts.values()] for why in ("not_listed", "bad")}
    return {why: numbers[0] for why, numbers in each.items() if len({*numbers}) == 1}


def compare_rows(counts: Mapping[str, Counter[str]], called: Mapping[str, str], words: Words) -> list[Row]:
    """A row a stage and regulation, of stages that somebody is at under any of them."""
    cells = {
        stage: [by_stage[stage] for by_stage in counts.values()]
        for stage in ("not_listed", *WAY)
        if any(by_stage[stage] for by_stage in counts.values())
    }
    for stage in same_for_all(counts):
        cells.pop(stage, None)
    merged = too_small(cells, words.hide_below)
    shown = {stage: numbers for stage, numbers in cells.items() if stage not in merged}
    if merged:
        shown["other"] = [sum(numbers) for numbers in zip(*(cells[stage] for stage in merged), strict=True)]
    rows: list[Row] = []
    for stage, numbers in shown.items():
        for regulation, count in zip(called.values(), numbers, strict=True):
            text = words.amount(count)
            if 0 < count < words.hide_below:
                # Only where everybody together is too few.
                text, count = f"< {words.hide_below}", 0
            elif count != numbers[0]:
                text += f" ({'+' if count > numbers[0] else '−'}{words.amount(abs(count - numbers[0]))})"
            rows.append(
                {"what": stage, "label": words[stage], "regulation": regulation, "count": count, "text": text}
            )
    return rows


def planned_rows(days: Mapping[str, Mapping[str, int]], words: Words) -> list[Row]:
    """A row a day and part that has meals on any day; parts that are too small on some day stand together on all."""
    parts = dict.fromkeys(part for counts in days.values() for part in counts)
    cells = {part: [counts[part] for counts in days.values()] for part in parts}
    cells = {part: counts for part, counts in cells.items() if any(counts)}
    merged = too_small(cells, words.hide_below)
    shown = {part: counts for part, counts in cells.items() if part not in merged}
    if merged:
        shown["other"] = [sum(counts) for counts in zip(*(cells[part] for part in merged), strict=True)]
    rows: list[Row] = []
    for place, (part, counts) in enumerate(shown.items()):
        for day, count in zip(days, counts, strict=True):
            # Only where all parts of the day together are too few.
            few = 0 < count < words.hide_below
            text = f"< {words.hide_below}" if few else words.amount(count)
            shown_count = 0 if few else count
            rows.append(
                {"what": part, "label": words[part], "place": place, "day": day, "count": shown_count, "text": text}
            )
    return rows


def budget_rows(sums: Mapping[str, tuple[int, int]], called: Mapping[str, str], words: Words) -> list[Row]:
    """A row a regulation: how many are assigned and what it costs; neither is shown where they are too few."""
    rows: list[Row] = []
    for place, (regulation, (households, cost)) in enumerate(sums.items()):
        few = 0 < households < words.hide_below
        text = f"< {words.hide_below}" if few else words.amount(households)
        rows.append(
            {
                "what": regulation,
                "regulation": called[regulation],
                "place": place,
                "households": 0 if few else households,
                "cost": 0 if few else cost,
                "text": text,
                "cost_text": "–" if few else words.amount(cost),
            }
        )
    return rows


def around_line_rows(counts: Mapping[int, int], step: int, words: Words) -> list[Row]:
    """A row a bar: from one share of the line to the next. A bar that is too small joins the next one on its side of the line."""
    rows: list[Row] = []
    for side, places in ("below", range(1, 100 // step + 1)), ("above", range(100 // step + 1, LAST_STEP // step + 1)):
        bars: list[tuple[int, int, int]] = []
        begin, waiting = (places[0] - 1) * step, 0
        for place in places:
            waiting += counts.get(place, 0)
            if waiting >= words.hide_below or not waiting:
                bars.append((begin, place * step, waiting))
                begin, waiting = place * step, 0
        while waiting and bars and waiting < words.hide_below:
            # The end of the side has too few: it joins the bars before.
            begin, _, count = bars.pop()
            waiting += count
        if waiting:
            bars.append((begin, places[-1] * step, waiting))
        merged = any(end - begin > step for begin, end, _ in bars)
        for begin, end, count in bars:
            # Only where the whole side has too few.
            few = 0 < count < words.hide_below
            rows.append(
                {
                    "what": "other" if merged else side,
                    "kind": words[side],
                    "from": begin,
                    "to": end,
                    "count": 0 if few else count,
                    "text": f"< {words.hide_below}" if few else words.amount(count),
                }
            )
    return rows


def too_small(cells: Mapping[str, Sequence[int]], hide_below: int) -> set[str]:
    """The cells to be shown as one: every one too small, and more until the sum is not."""
    merged = {name for name, counts in cells.items() if any(0 < count < hide_below for count in counts)}
    rest = sorted(
        (name for name in cells if name not in merged and any(cells[name])), key=lambda name: sum(cells[name])
    )
    for name in rest:
        sums = [sum(counts) for counts in zip(*(cells[each] for each in merged), strict=True)]
        if not any(0 < total < hide_below for total in sums):
            break
        merged.add(name)
    return merged
