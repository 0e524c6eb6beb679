"""Charts of the family card: levels by region, what pulls a family down, and who moves between two gradings."""

from __future__ import annotations

from collections import Counter

import altair as alt
import narwhals.stable.v2 as nw

from voucher_core._arrow import ArrowLike
from voucher_core.enums import Language
from voucher_core.errors import VoucherError
from voucher_core.family_card import Graded, Level, Open
from voucher_core.plot._counts import Frame, counted, frame_of, need, region_of, side_by_side, weight, without
from voucher_core.plot._looks import (
    BARE,
    BLUE,
    DARK_BLUE,
    GREY,
    INK,
    LIGHT_BLUE,
    MID_BLUE,
    ORANGE,
    SKY,
    YELLOW,
    heading_of,
    inline,
    names_axis,
)
from voucher_core.plot._words import LanguageLike, Row, Words

__all__ = ["levels", "moves", "pulls"]

COLOURS = (DARK_BLUE, BLUE, SKY, YELLOW, ORANGE)


def levels(
    table: ArrowLike,
    result: ArrowLike | None = None,
    *,
    language: LanguageLike = Language.RU,
    hide_below: int = 0,
    title: str | None = None,
) -> alt.Chart:
    """Families by level and region, best level first; the lower a level, the warmer its colour (K7).

    `table` has a column `region` (KATO or a name), and `level` of the answer of `family_card.grade`, which may also come apart,
    as `result`; without a region it is one bar. Rows without a level or a region are left out, and so is a count that is small; notes
    say so.

    Errors: `missing_column`; `wrong_length` where the two tables differ in their number of rows.
    """
    words = Words(language, hide_below)
    frame = side_by_side(table, result, ["level"])
    need(frame, "level")
    keys = ["region", "level"] if "region" in frame.columns else ["level"]
    counts = Counter[tuple[str, str]]()
    for *where, level, count in counted(frame, keys):
        counts[region_label(where[0], words) if where else words["families"], str(level)] += int(count)
    shown = {key: count for key, count in counts.items() if count and not 0 < count < hide_below}
    order = in_order({level for _, level in counts})
    rows: list[Row] = [
        {
            "region": region,
            "label": level_label(level, words),
            "place": order.index(level),
            "count": count,
            "text": words.amount(count),
        }
        for (region, level), count in sorted(shown.items())
    ]
    placed = frame.drop_nulls("region") if "region" in keys else frame
    left = {"region": weight(frame) - weight(placed), "level": weight(without(placed, "level"))}
    notes = words.left_out(left) + (words.note("hidden") if len(shown) < len(counts) else ())
    bars = alt.Chart(inline(rows), width=360, height=alt.Step(20), view=BARE).mark_bar(size=15)
    chart: alt.Chart = bars.encode(
        x=alt.X("count:Q", title=words["families"], axis=alt.Axis(labelExpr=words.expression(), tickCount=5, domain=False)),
        y=alt.Y("region:N", title=None, axis=names_axis(170)),
        color=level_colour(order, words),
        order=alt.Order("place:Q"),
        tooltip=[
            alt.Tooltip("region:N", title=words["region"]),
            alt.Tooltip("label:N", title=words["level"]),
            alt.Tooltip("text:N", title=words["count"]),
        ],
    ).properties(title=heading_of(title or words["levels_title"], *notes))
    return chart


def pulls(
    grade: Graded | Open, *, language: LanguageLike = Language.RU, title: str | None = None
) -> alt.LayerChart:
    """What pulls one family down and what lifts it: a waterfall of its indicators, the lowest first, to its total (K8).

    Indicators that give nothing are left out. Where facts are not known, each bar is the least that is possible.
    """
    words = Words(language, 0)
    rows: list[Row] = []
    total = 0
    for each in grade.indicators:
        if (each.least, each.most) == (0, 0):
            continue
        ends = [f"{end:+}" if end else "0" for end in sorted({each.least, each.most})]
        kind = "pulls" if each.least < 0 else "lifts"
        rows.append(
            {"label": each.indicator, "from": total, "to": total + each.least, "text": " … ".join(ends), "kind": words[kind]}
        )
        total += each.least
    least, most = grade.total.least, grade.total.most
    text = f"{least}" if least == most else f"{least} … {most}"
    rows.append({"label": words["total"], "from": 0, "to": least, "text": text, "kind": words["total"]})
    base = alt.Chart(inline(rows), width=360, height=alt.Step(20)).encode(
        y=alt.Y("label:N", sort=None, title=None, axis=names_axis(170)),
        tooltip=[alt.Tooltip("label:N", title=words["indicator"]), alt.Tooltip("text:N", title=words["points"])],
    )
    kinds = {"pulls": ORANGE, "lifts": BLUE, "total": GREY}
    bars = base.mark_bar(size=14).encode(
        x=alt.X("from:Q", title=words["points"], axis=alt.Axis(labelExpr=words.expression(), tickCount=5, domain=False)),
        x2="to:Q",
        color=alt.Color(
            "kind:N",
            scale=alt.Scale(domain=[words[kind] for kind in kinds], range=[*kinds.values()]),
            legend=alt.Legend(title=None, orient="top", labelFontSize=12),
        ),
    )
    texts = base.mark_text(align="left", dx=5, fontSize=11, color=INK).encode(
        x=alt.X("right:Q"), text="text:N"
    ).transform_calculate(right="max(datum.from, datum.to)")
    possible = (grade.level,) if isinstance(grade, Graded) else grade.levels
    note = ", ".join(level_label(level, words) for level in possible)
    return alt.LayerChart(layer=[bars, texts], view=BARE, title=heading_of(title or words["pulls_title"], note))


def moves(
    table: ArrowLike,
    grading: str | None = None,
    *,
    language: LanguageLike = Language.RU,
    hide_below: int = 0,
    title: str | None = None,
) -> alt.LayerChart:
    """Who moves from which level to which: the first grading down, another one across, a square a pair (K3).

    `table` is what `family_card.compare` gives, summed here over regions; filter it for one of them. `grading` is the id of the
    other one; without it, the table's last. Whoever has no level under one of the two is left out, and so is a count that is
    small.

    Errors: `missing_column`; `unknown_value` of `grading`.
    """
    words = Words(language, hide_below)
    frame = frame_of(table)
    need(frame, "grading", "before", "after", "count")
    ids = [str(each) for each in frame["grading"].unique(maintain_order=True)]
    chosen = ids[-1] if grading is None and ids else grading
    if chosen not in ids:
        raise VoucherError("grading: the table has none of this id", "unknown_value", "grading")
    counts = moved(frame.filter(nw.col("grading") == chosen))
    shown = {key: count for key, count in counts.items() if not 0 < count < hide_below}
    rows: list[Row] = [
        {
            "before": level_label(before, words),
            "after": after,
            "count": count,
            "text": words.amount(count),
        }
        for (before, after), count in sorted(shown.items())
    ]
    first, second = (in_order({pair[side] for pair in counts}) for side in (0, 1))
    base = alt.Chart(inline(rows), width=alt.Step(70), height=alt.Step(44)).encode(
        x=alt.X("after:N", title=chosen, scale=alt.Scale(domain=second), axis=alt.Axis(labelAngle=0, orient="top")),
        y=alt.Y("before:N", title=ids[0], scale=alt.Scale(domain=[level_label(level, words) for level in first])),
        tooltip=[
            alt.Tooltip("before:N", title=ids[0]),
            alt.Tooltip("after:N", title=chosen),
            alt.Tooltip("text:N", title=words["count"]),
        ],
    )
    squares = base.mark_rect(cornerRadius=4).encode(
        color=alt.Color(
            "count:Q", scale=alt.Scale(domainMin=0, range=[LIGHT_BLUE, MID_BLUE]), legend=None
        )
    )
    numbers = base.mark_text(fontSize=12, color=INK).encode(text="text:N")
    notes = words.note("hidden") if len(shown) < len(counts) else ()
    heading = heading_of(title or words["moves_title"], *notes)
    return alt.LayerChart(layer=[squares, numbers], view=BARE, title=heading)


def moved(frame: Frame) -> Counter[tuple[str, str]]:
    counts = Counter[tuple[str, str]]()
    for before, after, count in counted(frame, ["before", "after"]):
        counts[str(before), str(after)] += int(count)
    return counts


def in_order(found: set[str]) -> list[str]:
    """Levels by their names: those of the published grading are named from the best to the worst."""
    return sorted(found)


def level_label(level: str, words: Words) -> str:
    """The name of a level, and its word where the published grading has it."""
    return f"{level} · {Level(level).text(words.language)}" if level in list(Level) else level


def region_label(region: object, words: Words) -> str:
    known = region_of(region)
    return known.label(words.language) if known else str(region)


def level_colour(order: list[str], words: Words) -> alt.Color:
    labels = [level_label(level, words) for level in order]
    few = len(labels) <= len(COLOURS)
    scale = alt.Scale(domain=labels, range=COLOURS[: len(labels)]) if few else alt.Scale(domain=labels, scheme="viridis")
    return alt.Color(
        "label:N",
        scale=scale,
        legend=alt.Legend(title=None, orient="top", columns=2, labelFontSize=12, labelLimit=260) if labels else None,
    )
