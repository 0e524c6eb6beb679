"""Pictures for reports (extra `plot`): the way to a voucher, uptake by day, regions, regulations compared; school meals; levels of
families; what targeted assistance costs, and incomes around the poverty line.

Every function counts first and draws only the counts, so no row, and nothing that names a person, is in a
chart. `hide_below` is the threshold of whoever publishes: with 5, the counts 1 to 4 are never shown; each is put
together with others, so that no subtraction within the chart gives it back, or left out. Colours can be told
apart by colour-blind people. Each chart is about 600 pixels wide, and an ordinary Altair chart.

A table is anything that a dataframe library or Arrow's capsules can carry. Columns not named here are
ignored, but for `count`: it says how many people a row stands for. Of gas, a column `month` and a `region` that is one are
told under the title, and so is how many rows no mark shows: bad ones, and people who are not on the list.

Altair's own way to show a chart loads Vega from the network. `altair.renderers.enable("png")` and `chart.to_html(inline=True)`
need none, but the package `vl-convert-python`.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Literal, overload

from voucher_core._arrow import ArrowLike
from voucher_core._core import Month, Register, Regulation
from voucher_core.enums import Language, Stage
from voucher_core.errors import VoucherError

try:
    import altair as alt

    from voucher_core.plot._counts import (
        activations_in,
        around_line_in,
        budget_in,
        frame_of,
        months_in,
        one_region_in,
        placed,
        planned_in,
        regions_in,
        regulations_in,
        staged,
        stages_by,
        stages_in,
    )
except ImportError as error:
    needs = '"altair>=5.5" "narwhals>=2" "vl-convert-python>=1.8"'
    raise ImportError(f"voucher_core.plot draws with Altair: pip install {needs}") from error

from voucher_core.plot._card import levels, moves, pulls
from voucher_core.plot._looks import (
    BARE,
    BLACK,
    BLUE,
    GREEN,
    GREY,
    INK,
    LIGHT_BLUE,
    MID_BLUE,
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
    rounded_up,
    window_marks,
)
from voucher_core.plot._rows import (
    FUNNEL,
    TILES,
    around_line_rows,
    budget_rows,
    compare_rows,
    funnel_rows,
    funnel_rows_by,
    planned_rows,
    region_rows,
    same_for_all,
    uptake_rows,
)
from voucher_core.plot._words import LanguageLike, Row, Words

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


@overload
def funnel(
    counts: ArrowLike | Mapping[Stage, int] | Mapping[str, int],
    *,
    by: None = None,
    language: LanguageLike = Language.RU,
    hide_below: int = 0,
    title: str | None = None,
) -> alt.LayerChart: ...
@overload
def funnel(
    counts: ArrowLike,
    *,
    by: Literal["region", "month"],
    language: LanguageLike = Language.RU,
    hide_below: int = 0,
    title: str | None = None,
) -> alt.FacetChart: ...
def funnel(
    counts: ArrowLike | Mapping[Stage, int] | Mapping[str, int],
    *,
    by: Literal["region", "month"] | None = None,
    language: LanguageLike = Language.RU,
    hide_below: int = 0,
    title: str | None = None,
) -> alt.LayerChart | alt.FacetChart:
    """From the list to activated vouchers: how many came how far, and at which stage the others stand (N18).

    `counts` is the table that `review` gives (its column `stage` is counted), a table with columns `stage`
    and `count`, such as that of `voucher_core.counts`, or a mapping of stages to counts, as `Ledger.summary` gives. Who is not on
    the list is left out, and so are bad rows. A registered voucher counts as activated.

    With `by`, there is a funnel for each region or month of the table's column of that name, and a bar is the share of its own list,
    so that a small region can be compared with a large one.

    Errors: `missing_column`; `unknown_value` of `by`; `excluded_column` where the table holds several regulations.
    """
    words = Words(language, hide_below)
    frame = staged(counts)
    months = months_in(frame)
    if by is None:
        by_stage = stages_in(counts if frame is None else frame)
        rows = funnel_rows(by_stage, words)
        left = {why: by_stage[why] for why in ("not_listed", "bad")}
        about = words.scope(months, one_region_in(frame)) + words.left_out(left)
        heading = heading_of(title or words["funnel_title"], *about, *words.hidden(rows))
        layers = funnel_layers(rows, words, width=300)
        return alt.LayerChart(layer=layers, data=inline(rows), view=BARE, title=heading)
    if by not in ("region", "month"):
        raise VoucherError("by: must be region, month or None", "unknown_value", "by")
    if frame is None:
        raise VoucherError(f"{by}: a mapping has no such column", "missing_column", by)
    groups, left = stages_by(frame, by)
    rows = funnel_rows_by(groups, words)
    for why in ("not_listed", "bad"):
        left[why] = sum(group[why] for group in groups.values())
    # Each month has a funnel of its own.
    about = words.scope(months if by == "region" else [], one_region_in(frame) if by == "month" else [])
    about += (words["of_the_listed"], *words.left_out(left), *words.hidden(rows))
    heading = heading_of(title or words["funnel_title"], *about)
    return alt.FacetChart(
        data=inline(rows),
        spec=alt.LayerChart(layer=funnel_layers(rows, words, width=100), view=BARE),
        facet=alt.Facet(
            "group:N",
            sort=list(dict.fromkeys(row["group"] for row in rows)),
            header=alt.Header(title=None, labelFontSize=12, labelFontWeight="bold", labelAnchor="start", labelColor=INK),
        ),
        columns=2,
        spacing=alt.RowColnumber(row=18, column=10),
        title=heading,
    )


def funnel_layers(rows: list[Row], words: Words, width: int) -> list[alt.Chart]:
    """The bars and their numbers, a row of `rows` each."""
    order = list(dict.fromkeys(words[what] for what in FUNNEL if any(row["what"] == what for row in rows)))
    several = len({row.get("group") for row in rows}) > 1
    base = alt.Chart(width=width, height=alt.Step(20 if several else 26)).encode(
        y=alt.Y("label:N", sort=order if several else None, title=None, axis=names_axis(175 if several else 200)),
        tooltip=[alt.Tooltip("label:N", title=words["stage"]), alt.Tooltip("text:N", title=words["count"])],
    )
    kinds = [
        kind
        for kind in ("further", "waiting", "out", "mixed")
        if any(row["kind"] == words[kind] for row in rows)
    ]
    colours = {"further": BLUE, "waiting": SKY, "out": ORANGE, "mixed": GREY}
    bars = base.mark_bar(size=14 if several else 19).encode(
        x=alt.X("from:Q", axis=None, scale=alt.Scale(domainMin=0, nice=False)),
        x2="to:Q",
        color=alt.Color(
            "kind:N",
            scale=alt.Scale(domain=[words[kind] for kind in kinds], range=[colours[kind] for kind in kinds]),
            legend=alt.Legend(title=None, orient="bottom", labelFontSize=12),
        ),
    )
    texts = base.mark_text(align="left", dx=6, fontSize=11 if several else 12, color=INK)
    return [bars, texts.encode(x="to:Q", text="text:N")]


def uptake(
    table: ArrowLike | Register | Mapping[date, int],
    result: ArrowLike | None = None,
    *,
    regulation: Regulation | None = None,
    language: LanguageLike = Language.RU,
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
    by_day, left, region = activations_in(table, result)
    rows = uptake_rows(by_day, words)
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
    notes = words.scope([Month.parse(month) for month in months], region)[:1] + words.left_out(left)
    notes += words.note("hidden_days") if any(row["merged"] for row in rows) else ()
    below = bars.properties(height=90, view=BARE)
    return alt.vconcat(above, below, spacing=8, title=heading_of(title or words["uptake_title"], *notes))


def regions(
    table: ArrowLike,
    result: ArrowLike | None = None,
    *,
    regulation: Regulation | None = None,
    show: Literal["share", "activated", "listed"] = "share",
    limits: tuple[float, float] | None = None,
    language: LanguageLike = Language.RU,
    hide_below: int = 0,
    title: str | None = None,
) -> alt.LayerChart:
    """The 20 regions as tiles, laid out like the map: each with its KATO code, its name and its number (N33).

    `show` is the share of those on the list who activated, the number who activated, or the number on the
    list. `table` has a column `region`, KATO codes or names, and `stage` or `activated` of `review`'s answer,
    which may also come apart, as `result`; the tidy table of `compare`, of one regulation, or of `counts` will do too. Rows
    without a region that is known are left out, and a note says how many they are. With a `regulation`, regions that are not in its
    pilot are called so. `limits` are the values of the lightest and of the darkest colour, so that two maps can be compared;
    otherwise nought and a round number above the largest that is shown, so that a small difference looks small.

    Errors: `missing_column`; `unknown_value` of `show`; `wrong_length` where the two tables differ
    in their number of rows; `excluded_column` where the table holds several regulations.
    """
    words = Words(language, hide_below)
    if show not in ("share", "activated", "listed"):
        raise VoucherError("show: must be share, activated or listed", "unknown_value", "show")
    frame = placed(table, result)
    counts, left = regions_in(frame)
    rows = region_rows(counts, show, words, TILES if regulation is None else regulation.regions)
    values = [row["value"] for row in rows if row["value"] is not None]
    low, high = limits or (0, rounded_up(max(values, default=0)))
    # Equal values would all be drawn as the lowest.
    domain = [low, high] if low < high else [0, high or 1]

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
        scale=alt.Scale(domain=domain, range=[LIGHT_BLUE, MID_BLUE], interpolate="lab", clamp=True),
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
            values=words.apart([domain[0], sum(domain) / 2, domain[1]], share=show == "share"),
            labelFontSize=11,
        ),
    )
    # Rows without a value are left out of the upper layer, and seen in the lower.
    unknown, tiles = (
        place.mark_rect(cornerRadius=5, color=PALE, aria=False),
        place.mark_rect(cornerRadius=5).encode(color=known),
    )
    # The texts are read out as they are, without a word of where they stand.
    codes, names, numbers = (
        place.mark_text(align="left", baseline="top", dx=-42, dy=-33, fontSize=10, color=INK, aria=False),
        place.mark_text(lineBreak="\n", dy=-13, fontSize=11, lineHeight=13, color=INK, aria=False),
        place.mark_text(dy=23, fontWeight="bold", color=INK, aria=False),
    )
    # A word in the place of a number is longer.
    size = alt.condition("length(datum.text) > 8", alt.value(11), alt.value(14))
    texts = [codes.encode(text="kato:N"), names.encode(text="label:N"), numbers.encode(text="text:N", size=size)]
    hidden = words.note("hidden_tiles") if any(row["hidden"] for row in rows) else ()
    missing = (words["no_data"],) if any(row["text"] == "–" for row in rows) else ()
    months = months_in(frame)
    called = words["listed_months_title" if show == "listed" and len(months) > 1 else f"{show}_title"]
    heading = heading_of(title or called, *words.scope(months), *words.left_out(left), *missing, *hidden)
    return alt.LayerChart(layer=[unknown, tiles, *texts], view=BARE, title=heading)


COLOURS = [GREY, BLUE, ORANGE, GREEN, PURPLE, YELLOW, SKY, BLACK]
"""Of regulations, the first of which is what the others are compared with."""


def compare(
    table: ArrowLike,
    *,
    names: Mapping[str, str] | None = None,
    language: LanguageLike = Language.RU,
    hide_below: int = 0,
    title: str | None = None,
) -> alt.LayerChart:
    """The stages under each regulation, side by side, with the difference from the first.

    `table` is what `voucher_core.compare` gives: `regulation`, `stage`, `count`, summed here over regions and
    months; filter it for one of them. `names` gives regulations other names than their ids. A stage that is
    small under one regulation is put together with others under all. A registered voucher counts as
    activated. More than eight regulations cannot be told apart by their colours.

    Errors: `missing_column`; `too_many` regulations.
    """
    words = Words(language, hide_below)
    frame = frame_of(table)
    counts = regulations_in(frame)
    if len(counts) > len(COLOURS):
        text = f"regulation: at most {len(COLOURS)} can be told apart; {len(counts)} came: filter the table for some"
        raise VoucherError(text, "too_many", "regulation")
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
            scale=alt.Scale(domain=order, range=COLOURS),
            legend=alt.Legend(title=None, orient="top", columns=2, labelLimit=280, labelFontSize=12),
        ),
    )
    texts = base.mark_text(align="left", dx=5, fontSize=11, color=INK).encode(x="count:Q", text="text:N")
    difference = (words["difference"].format(order[0]),) if len(order) > 1 else ()
    about = words.scope(months_in(frame), one_region_in(frame)) + words.left_out(same_for_all(counts))
    heading = heading_of(title or words["compare_title"], *about, *difference, *words.hidden(rows))
    return alt.LayerChart(layer=[bars, texts], view=BARE, title=heading)


def planned(
    table: ArrowLike, *, language: LanguageLike = Language.RU, hide_below: int = 0, title: str | None = None
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
    table: ArrowLike,
    *,
    names: Mapping[str, str] | None = None,
    language: LanguageLike = Language.RU,
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
    table: ArrowLike,
    *,
    step: int = 10,
    language: LanguageLike = Language.RU,
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
