"""Pictures for reports (extra `plot`): the way to a voucher, uptake by day, regions, regulations compared; school meals; levels of
families; what targeted assistance costs, and incomes around the poverty line.

Every function counts first and draws only the counts, so no row, and nothing that names a person, is in a
chart. `hide_below` is the threshold of whoever publishes: a count from 1 up to it is never shown; it is put
together with others, so that no subtraction within the chart gives it back, or left out. Colours can be told
apart by colour-blind people. Each chart is about 600 pixels wide, and an ordinary Altair chart.

A table is anything that a dataframe library or Arrow's capsules can carry. Columns not named here are
ignored, but for `count`: it says how many people a row stands for.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from voucher_core._core import Month, Regulation
from voucher_core.enums import Language
from voucher_core.errors import VoucherError

try:
    import altair as alt

    from voucher_core.plot._counts import (
        activations_in,
        around_line_in,
        budget_in,
        frame_of,
        planned_in,
        regions_in,
        regulations_in,
        stages_in,
    )
except ImportError as error:
    raise ImportError("voucher_core.plot draws with Altair: pip install voucher-core[plot]") from error

from voucher_core.plot._card import levels, moves, pulls
from voucher_core.plot._looks import (
    BARE,
    BLACK,
    BLUE,
    DARK_BLUE,
    GREEN,
    GREY,
    INK,
    LIGHT_BLUE,
    ORANGE,
    PALE,
    PURPLE,
    SKY,
    YELLOW,
    amounts_axis,
    days_axis,
    heading_of,
    inline,
    names_axis,
    window_marks,
)
from voucher_core.plot._rows import (
    around_line_rows,
    budget_rows,
    compare_rows,
    funnel_rows,
    planned_rows,
    region_rows,
    uptake_rows,
)
from voucher_core.plot._words import Words

__all__ = [
    "around_line",
    "budget",
    "compare",
    "funnel",
    "levels",
    "moves",
    "planned",
    "pulls",
    "regions",
    "uptake",
]


def funnel(
    counts: object, *, language: Language | str = Language.RU, hide_below: int = 0, title: str | None = None
) -> alt.LayerChart:
    """From the list to activated vouchers: how many came how far, and at which stage the others stand (N18).

    `counts` is the table that `review` gives (its column `stage` is counted), a table with columns `stage`
    and `count`, or a mapping of stages to counts, as `Ledger.summary` gives. Who is not on the list is left
    out, and so are bad rows. A registered voucher counts as activated.

    Errors: `missing_column`; `excluded_column` where the table holds several regulations.
    """
    words = Words(language, hide_below)
    rows = funnel_rows(stages_in(counts), words)
    base = alt.Chart(inline(rows), width=300, height=alt.Step(26)).encode(
        y=alt.Y("label:N", sort=None, title=None, axis=names_axis(200)),
        tooltip=[alt.Tooltip("label:N", title=words["stage"]), alt.Tooltip("text:N", title=words["count"])],
    )
    kinds = [
        kind
        for kind in ("further", "waiting", "out", "mixed")
        if any(row["kind"] == words[kind] for row in rows)
    ]
    colours = {"further": BLUE, "waiting": SKY, "out": ORANGE, "mixed": GREY}
    bars = base.mark_bar(size=19).encode(
        x=alt.X("from:Q", axis=None, scale=alt.Scale(domainMin=0, nice=False)),
        x2="to:Q",
        color=alt.Color(
            "kind:N",
            scale=alt.Scale(domain=[words[kind] for kind in kinds], range=[colours[kind] for kind in kinds]),
            legend=alt.Legend(title=None, orient="bottom", labelFontSize=12),
        ),
    )
    texts = base.mark_text(align="left", dx=6, fontSize=12, color=INK).encode(x="to:Q", text="text:N")
    heading = heading_of(title or words["funnel_title"], *words.hidden(rows))
    return alt.LayerChart(layer=[bars, texts], view=BARE, title=heading)


def uptake(
    table: object,
    result: object | None = None,
    *,
    regulation: Regulation | None = None,
    language: Language | str = Language.RU,
    hide_below: int = 0,
    title: str | None = None,
) -> alt.VConcatChart:
    """Activations by day of the month: since the first day, and a day; a colour a month.

    `table` has the column `entered_on` of `review`'s input, and `activated` of its answer; the answer may
    also come apart, as `result`. A `Register` or a mapping of dates to counts will do too. With a
    `regulation`, the first and the last day of its activation window are marked.

    Errors: `missing_column`; `wrong_length` where the two tables do not have the same number of rows.
    """
    words = Words(language, hide_below)
    rows = uptake_rows(activations_in(table, result), words)
    months = sorted({str(row["month"]) for row in rows})
    last = max([28, *(Month.parse(month).last_day.day for month in months)])
    days = alt.Scale(domain=list(range(1, last + 1)))
    few = [BLUE, ORANGE, GREEN, PURPLE, YELLOW, SKY]
    colour = alt.Color(
        "month:O",
        title=words["month"],
        scale=alt.Scale(range=few) if len(months) <= len(few) else alt.Scale(scheme="viridis"),
        legend=alt.Legend(orient="top", columns=6) if len(months) > 1 else None,
    )
    tips = [
        alt.Tooltip("month:N", title=words["month"]),
        alt.Tooltip("day:O", title=words["day"]),
        alt.Tooltip("count_text:N", title=words["daily"]),
        alt.Tooltip("total_text:N", title=words["cumulative"]),
    ]
    base = alt.Chart(inline(rows), width=510)
    line = base.mark_line(point=alt.OverlayMarkDef(size=22), strokeWidth=2).encode(
        x=alt.X("day:O", title=None, scale=days, axis=days_axis(labels=False)),
        y=alt.Y("total:Q", title=words["cumulative"], axis=amounts_axis(words)),
        color=colour,
        tooltip=tips,
    )
    bars = base.mark_bar().encode(
        x=alt.X("day:O", title=words["day"], scale=days, axis=days_axis(labels=True)),
        y=alt.Y("count:Q", title=words["daily"], axis=amounts_axis(words, ticks=3)),
        color=colour,
        tooltip=tips,
    )
    marks = window_marks(regulation, months, words)
    above = alt.LayerChart(layer=[*marks, line], height=190, view=BARE)
    notes = words.note("hidden_days") if any(row["merged"] for row in rows) else ()
    below = bars.properties(height=90, view=BARE)
    return alt.vconcat(above, below, spacing=8, title=heading_of(title or words["uptake_title"], *notes))


def regions(
    table: object,
    result: object | None = None,
    *,
    show: Literal["share", "activated", "listed"] = "share",
    limits: tuple[float, float] | None = None,
    language: Language | str = Language.RU,
    hide_below: int = 0,
    title: str | None = None,
) -> alt.LayerChart:
    """The 20 regions as tiles, laid out like the map: each with its KATO code, its name and its number (N33).

    `show` is the share of those on the list who activated, the number who activated, or the number on the
    list. `table` has a column `region`, KATO codes or names, and `stage` or `activated` of `review`'s answer,
    which may also come apart, as `result`; the tidy table of `compare`, of one regulation, will do too. Rows
    without a region that is known are left out. `limits` are the values of the lightest and of the darkest
    colour, so that two maps can be compared; otherwise the smallest and the largest that are shown.

    Errors: `missing_column`; `unknown_value` of `show`; `wrong_length` where the two tables differ
    in their number of rows; `excluded_column` where the table holds several regulations.
    """
    words = Words(language, hide_below)
    if show not in ("share", "activated", "listed"):
        raise VoucherError("show: must be share, activated or listed", "unknown_value", "show")
    rows = region_rows(regions_in(table, result), show, words)
    values = [row["value"] for row in rows if row["value"] is not None]
    low, high = limits or ((min(values), max(values)) if values else (0, 0))
    # Equal values would all be drawn as the lowest.
    domain = [low, high] if low < high else [0, high or 1]
    for row in rows:
        row["dark"] = row["value"] is not None and row["value"] > domain[0] + 0.68 * (domain[1] - domain[0])

    place = alt.Chart(inline(rows), width=588, height=400).encode(
        x=alt.X("column:O", axis=None, scale=alt.Scale(paddingInner=0.05, paddingOuter=0.02)),
        y=alt.Y("row:O", axis=None, scale=alt.Scale(paddingInner=0.05, paddingOuter=0.02)),
        tooltip=[
            alt.Tooltip("name:N", title=words["region"]),
            alt.Tooltip("kato:N", title=words["kato"]),
            alt.Tooltip("text:N", title=words["count"]),
        ],
    )
    known = alt.Color(
        "value:Q",
        title=None,
        scale=alt.Scale(domain=domain, range=[LIGHT_BLUE, DARK_BLUE], interpolate="lab", clamp=True),
        legend=None
        if not values
        else alt.Legend(
            orient="none",
            legendX=400,
            legendY=8,
            direction="horizontal",
            gradientLength=180,
            gradientThickness=12,
            labelExpr=words.expression(share=show == "share"),
            tickCount=3,
            labelFontSize=11,
        ),
    )
    # Rows without a value are left out of the upper layer, and seen in the lower.
    unknown, tiles = (
        place.mark_rect(cornerRadius=5, color=PALE),
        place.mark_rect(cornerRadius=5).encode(color=known),
    )
    ink = alt.condition("datum.dark", alt.value("white"), alt.value(INK))
    codes = place.mark_text(align="left", baseline="top", dx=-42, dy=-33, fontSize=10).encode(
        text="kato:N", color=ink
    )
    names = place.mark_text(lineBreak="\n", dy=-13, fontSize=11, lineHeight=13).encode(
        text="label:N", color=ink
    )
    numbers = place.mark_text(dy=23, fontSize=14, fontWeight="bold").encode(text="text:N", color=ink)
    hidden = words.note("hidden_tiles") if any(row["hidden"] for row in rows) else ()
    missing = (words["no_data"],) if any(row["text"] == "–" for row in rows) else ()
    heading = heading_of(title or words[f"{show}_title"], *missing, *hidden)
    return alt.LayerChart(layer=[unknown, tiles, codes, names, numbers], view=BARE, title=heading)


def compare(
    table: object,
    *,
    names: Mapping[str, str] | None = None,
    language: Language | str = Language.RU,
    hide_below: int = 0,
    title: str | None = None,
) -> alt.LayerChart:
    """The stages under each regulation, side by side, with the difference from the first.

    `table` is what `voucher_core.compare` gives: `regulation`, `stage`, `count`, summed here over regions and
    months; filter it for one of them. `names` gives regulations other names than their ids. A stage that is
    small under one regulation is put together with others under all. A registered voucher counts as
    activated.

    Errors: `missing_column`.
    """
    words = Words(language, hide_below)
    counts = regulations_in(frame_of(table))
    called = {regulation: (names or {}).get(regulation, regulation) for regulation in counts}
    rows = compare_rows(counts, called, words)
    order = list(called.values())
    bar = max(13, 28 - 4 * len(order))
    base = alt.Chart(inline(rows), width=280, height=alt.Step(bar, **{"for": "offset"})).encode(
        y=alt.Y("label:N", sort=None, title=None, axis=names_axis(200), scale=alt.Scale(paddingInner=0.25)),
        yOffset=alt.YOffset("regulation:N", sort=order),
        tooltip=[
            alt.Tooltip("regulation:N", title=words["regulation"]),
            alt.Tooltip("label:N", title=words["stage"]),
            alt.Tooltip("text:N", title=words["count"]),
        ],
    )
    bars = base.mark_bar().encode(
        x=alt.X("count:Q", axis=None, scale=alt.Scale(zero=True, nice=False)),
        color=alt.Color(
            "regulation:N",
            scale=alt.Scale(domain=order, range=[GREY, BLUE, ORANGE, GREEN, PURPLE, YELLOW, SKY, BLACK]),
            legend=alt.Legend(title=None, orient="top", columns=2, labelLimit=280, labelFontSize=12),
        ),
    )
    texts = base.mark_text(align="left", dx=5, fontSize=11, color=INK).encode(x="count:Q", text="text:N")
    difference = (words["difference"].format(order[0]),) if len(order) > 1 else ()
    heading = heading_of(title or words["compare_title"], *difference, *words.hidden(rows))
    return alt.LayerChart(layer=[bars, texts], view=BARE, title=heading)


def planned(
    table: object, *, language: Language | str = Language.RU, hide_below: int = 0, title: str | None = None
) -> alt.Chart:
    """School meals by day: given, not given, without consent or activation, of closed days, still ahead (M20).

    `table` is what `meals.Ledger.planned_by_day` gives, summed here over its schools; filter it for one of them. A part that
    is small on one day is put together with others on all days.

    Errors: `missing_column`.
    """
    words = Words(language, hide_below)
    rows = planned_rows(planned_in(table), words)
    colours = {"given": BLUE, "absent": ORANGE, "no_consent": YELLOW, "closed": BLACK, "ahead": SKY, "other": GREY}
    parts = list(dict.fromkeys(row["what"] for row in rows))
    days = alt.Scale(domain=sorted({row["day"] for row in rows}) or [""])
    heading = heading_of(title or words["planned_title"], *words.hidden(rows))
    bars = alt.Chart(inline(rows), width=510, height=240, view=BARE, title=heading).mark_bar()
    chart: alt.Chart = bars.encode(
        x=alt.X("day:O", title=words["date"], scale=days, axis=alt.Axis(labelAngle=-90, labelFontSize=10)),
        y=alt.Y("count:Q", title=words["meals"], axis=amounts_axis(words)),
        color=alt.Color(
            "label:N",
            scale=alt.Scale(domain=[words[part] for part in parts], range=[colours[part] for part in parts]),
            legend=alt.Legend(title=None, orient="top", columns=3, labelFontSize=12, labelLimit=200)
            if rows
            else None,
        ),
        order=alt.Order("place:Q"),
        tooltip=[
            alt.Tooltip("day:O", title=words["date"]),
            alt.Tooltip("label:N", title=words["stage"]),
            alt.Tooltip("text:N", title=words["count"]),
        ],
    )
    return chart


def budget(
    table: object,
    *,
    names: Mapping[str, str] | None = None,
    language: Language | str = Language.RU,
    hide_below: int = 0,
    title: str | None = None,
) -> alt.VConcatChart:
    """What a month of targeted assistance costs under each regulation, and for how many households it is assigned (T28).

    `table` is what `targeted_assistance.compare` gives, summed here over regions; filter it for one of them. `names` gives
    regulations other names than their ids, such as the share of the median that they ask for.

    Errors: `missing_column`.
    """
    words = Words(language, hide_below)
    sums = budget_in(frame_of(table))
    called = {regulation: (names or {}).get(regulation, regulation) for regulation in sums}
    rows = budget_rows(sums, called, words)
    base = alt.Chart(inline(rows), width=510, view=BARE).encode(
        tooltip=[
            alt.Tooltip("regulation:N", title=words["regulation"]),
            alt.Tooltip("text:N", title=words["households"]),
            alt.Tooltip("cost_text:N", title=words["cost"]),
        ]
    )
    order, axis = list(called.values()), amounts_axis(words)

    def place(labels: bool) -> alt.X:
        axis = alt.Axis(labels=labels, ticks=labels, labelAngle=0, labelFontSize=12, labelLimit=150)
        return alt.X("regulation:N", sort=order, title=None, axis=axis)

    above = base.mark_bar(color=BLUE).encode(x=place(labels=False), y=alt.Y("cost:Q", title=words["cost"], axis=axis))
    below = base.mark_bar(color=SKY).encode(
        x=place(labels=True), y=alt.Y("households:Q", title=words["households"], axis=axis)
    )
    heading = heading_of(title or words["budget_title"], *words.hidden(rows))
    return alt.vconcat(above.properties(height=170), below.properties(height=110), spacing=8, title=heading)


def around_line(
    table: object,
    *,
    step: int = 10,
    language: Language | str = Language.RU,
    hide_below: int = 0,
    title: str | None = None,
) -> alt.LayerChart:
    """Households by their per-capita income in hundredths of the poverty line, in bars of so many (T8).

    `table` is what `targeted_assistance.assess` gives: `per_capita` and `line`, of which rows without either are left out. Whoever
    has the line itself stands below it, and whoever has more than two and a half lines stands at the end.

    Errors: `missing_column`; `unknown_value` of a step that does not part 50.
    """
    words = Words(language, hide_below)
    if type(step) is not int or step < 1 or 50 % step:
        raise VoucherError("step: must be a whole number that parts 50", "unknown_value", "step")
    rows = around_line_rows(around_line_in(table, step), step, words)
    base = alt.Chart(inline(rows), width=510, height=240)
    bars = base.mark_bar(binSpacing=1).encode(
        x=alt.X("from:Q", bin="binned", title=words["of_line"], axis=alt.Axis(labelFontSize=11, grid=False)),
        x2="to:Q",
        y=alt.Y("count:Q", title=words["households"], axis=amounts_axis(words)),
        color=alt.Color(
            "kind:N",
            scale=alt.Scale(domain=[words["below"], words["above"]], range=[BLUE, ORANGE]),
            legend=alt.Legend(title=None, orient="top", labelFontSize=12),
        ),
        tooltip=[
            alt.Tooltip("from:Q", title=words["of_line"]),
            alt.Tooltip("text:N", title=words["count"]),
        ],
    )
    rule = alt.Chart(alt.InlineData(values=[{"line": 100}])).mark_rule(strokeDash=[4, 3], color=INK).encode(x="line:Q")
    heading = heading_of(title or words["around_line_title"], *words.hidden(rows))
    return alt.LayerChart(layer=[bars, rule], view=BARE, title=heading)
