"""Pictures for reports (extra `plot`): the way to a voucher, uptake by day, regions, regulations compared.

Every function counts first and draws only the counts, so no row, and nothing that names a person, is in a
chart. `hide_below` is the threshold of whoever publishes: a count from 1 up to it is never shown; it is put
together with others, so that no subtraction within the chart gives it back, or left out. Colours can be told
apart by colour-blind people. Each chart is about 600 pixels wide, and an ordinary Altair chart.

A table is anything that a dataframe library or Arrow's capsules can carry. Columns not named here are
ignored, but for `count`: it says how many people a row stands for.
"""

from __future__ import annotations

import datetime
import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from importlib.util import find_spec
from itertools import accumulate
from typing import Any, Literal, TypeAlias, cast

from voucher_core._core import Month, Register, Regulation
from voucher_core.enums import Language, Region, Stage
from voucher_core.errors import VoucherError, WrongType

try:
    import altair as alt
    import narwhals.stable.v2 as nw
except ImportError as error:
    raise ImportError("voucher_core.plot draws with Altair: pip install voucher-core[plot]") from error

__all__ = ["compare", "funnel", "regions", "uptake"]

Frame: TypeAlias = "nw.DataFrame[Any]"
Row: TypeAlias = "dict[str, Any]"

# Okabe and Ito's palette: told apart with any colour vision, and most pairs in grey too.
BLUE, ORANGE, GREEN, SKY, PURPLE, YELLOW, BLACK = (
    "#0072B2",
    "#D55E00",
    "#009E73",
    "#56B4E9",
    "#CC79A7",
    "#E69F00",
    "#000000",
)
GREY, PALE, INK, FAINT = "#A6B1BA", "#EEF1F3", "#1B2733", "#5B6770"
LIGHT_BLUE, DARK_BLUE = "#E3EEF9", "#08519C"

# The stages in the order in which people leave the way to a voucher; what is registered is activated.
BEFORE = ("delisted", "refused", "lapsed", "to_ask", "asked", "reminded")
AFTER = ("expired", "issued", "activated")
WAY = (*BEFORE, *AFTER)
KINDS = {
    **dict.fromkeys(("delisted", "refused", "lapsed", "expired"), "out"),
    **dict.fromkeys(("to_ask", "asked", "reminded", "issued"), "waiting"),
    **dict.fromkeys(("all", "vouchers", "activated"), "further"),
    "other": "mixed",
}

# Every word of every chart, in the order of `Language`. Kazakh, Russian, English.
WORDS: dict[str, tuple[str, str, str]] = {
    # Stages, and rows of several stages.
    "all": ("Тізімде", "В списке", "On the list"),
    "not_listed": ("Тізімде жоқ", "Нет в списке", "Not on the list"),
    "delisted": ("Тізімнен шығарылды", "Исключены из списка", "Taken off the list"),
    "refused": ("Бас тартты", "Отказались", "Refused"),
    "lapsed": ("Мерзімінде жауап бермеді", "Не ответили в срок", "Did not answer in time"),
    "to_ask": ("SMS әлі жіберілмеді", "SMS ещё не отправлено", "No SMS yet"),
    "asked": ("SMS-ке жауап күтілуде", "Ждём ответа на SMS", "Asked by SMS"),
    "reminded": ("Қайталама SMS жіберілді", "Отправлено повторное SMS", "Repeat SMS sent"),
    "vouchers": ("Ваучер берілді", "Ваучер выдан", "Voucher issued"),
    "expired": ("Мерзімінде белсендірмеді", "Не активировали в срок", "Not activated in time"),
    "issued": ("Әлі белсендіре алады", "Ещё могут активировать", "Can still activate"),
    "activated": ("Ваучер белсендірілді", "Ваучер активирован", "Voucher activated"),
    "other": ("Шағын топтар бірге", "Малые группы вместе", "Small groups together"),
    # What a colour means.
    "further": ("кезеңнен өтті", "прошли этап", "got this far"),
    "out": ("шығып қалды", "выбыли", "dropped out"),
    "waiting": ("әлі үлгереді", "ещё успевают", "still can"),
    "mixed": ("бірге көрсетілген", "показаны вместе", "shown together"),
    # Titles.
    "funnel_title": (
        "Тізімнен белсендірілген ваучерге дейін",
        "От списка до активированного ваучера",
        "From the list to an activated voucher",
    ),
    "uptake_title": (
        "Ваучерлерді айдың күндері бойынша белсендіру",
        "Активация ваучеров по дням месяца",
        "Activations by day of the month",
    ),
    "share_title": (
        "Тізімдегілердің арасында белсендіргендердің үлесі",
        "Доля активировавших среди тех, кто в списке",
        "Share of people on the list who activated",
    ),
    "activated_title": (
        "Белсендірілген ваучерлер саны",
        "Число активированных ваучеров",
        "Number of activated vouchers",
    ),
    "listed_title": ("Тізімдегі адамдар саны", "Число людей в списке", "Number of people on the list"),
    "compare_title": ("Ережелерді салыстыру", "Сравнение правил", "Regulations compared"),
    # Axes, legends, tooltips.
    "cumulative": ("Ай басынан бері", "С начала месяца", "Since the 1st"),
    "daily": ("Бір күнде", "За день", "A day"),
    "day": ("Айдың күні", "День месяца", "Day of the month"),
    "month": ("Ай", "Месяц", "Month"),
    "stage": ("Кезең", "Этап", "Stage"),
    "region": ("Өңір", "Регион", "Region"),
    "kato": ("ӘАОЖ", "КАТО", "KATO"),
    "count": ("Саны", "Число", "Count"),
    "regulation": ("Ережелер", "Правила", "Regulation"),
    "window": ("белсендіру кезеңі", "период активации", "activation window"),
    # Notes: `{}` is the threshold, or the first regulation.
    "hidden": (
        "Шегі {}: одан кіші топтар бөлек көрсетілмейді",
        "Группы меньше {} отдельно не показаны",
        "Groups of fewer than {} are not shown apart",
    ),
    "hidden_days": (
        "Шегі {}: белсендіруі одан аз күндер келесі күнге қосылды",
        "Дни, когда активаций меньше {}, прибавлены к следующему",
        "Days with fewer than {} activations are added to the next",
    ),
    "hidden_tiles": (
        "* – шегінен ({}) кіші топ бар, сан көрсетілмейді",
        "* – есть группа меньше {}, число не показано",
        "* – a group of fewer than {}: not shown",
    ),
    "no_data": ("«–» – дерек жоқ", "«–» – нет данных", "– means no data"),
    "difference": (
        "Жақшада – «{}» нұсқасынан айырмасы",
        "В скобках – разница с вариантом «{}»",
        "In brackets: difference from “{}”",
    ),
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


def funnel(
    counts: object, *, language: Language | str = Language.RU, hide_below: int = 0, title: str | None = None
) -> alt.LayerChart:
    """From the list to activated vouchers: how many came how far, and at which stage the others stand (N18).

    `counts` is the table that `review` gives (its column `stage` is counted), a table with columns `stage`
    and `count`, or a mapping of stages to counts, as `Ledger.summary` gives. Who is not on the list is left
    out, and so are bad rows. A registered voucher counts as activated.

    Errors: `missing_column`; `excluded_column` where the table holds several regulations.
    """
    words = _Words(language, hide_below)
    rows = _funnel_rows(_stages(counts), words)
    base = alt.Chart(_data(rows), width=300, height=alt.Step(26)).encode(
        y=alt.Y("label:N", sort=None, title=None, axis=_names(200)),
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
    heading = words.title(title or words["funnel_title"], *words.hidden(rows))
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
    words = _Words(language, hide_below)
    rows = _uptake_rows(_activations(table, result), words)
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
    base = alt.Chart(_data(rows), width=510)
    line = base.mark_line(point=alt.OverlayMarkDef(size=22), strokeWidth=2).encode(
        x=alt.X("day:O", title=None, scale=days, axis=_days(labels=False)),
        y=alt.Y("total:Q", title=words["cumulative"], axis=_amounts(words)),
        color=colour,
        tooltip=tips,
    )
    bars = base.mark_bar().encode(
        x=alt.X("day:O", title=words["day"], scale=days, axis=_days(labels=True)),
        y=alt.Y("count:Q", title=words["daily"], axis=_amounts(words, ticks=3)),
        color=colour,
        tooltip=tips,
    )
    marks = _window_marks(regulation, months, words)
    above = alt.LayerChart(layer=[*marks, line], height=190, view=BARE)
    notes = words.note("hidden_days") if any(row["merged"] for row in rows) else ()
    below = bars.properties(height=90, view=BARE)
    return alt.vconcat(above, below, spacing=8, title=words.title(title or words["uptake_title"], *notes))


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
    words = _Words(language, hide_below)
    if show not in ("share", "activated", "listed"):
        raise VoucherError("show: must be share, activated or listed", "unknown_value", "show")
    rows = _region_rows(_by_region(table, result), show, words)
    values = [row["value"] for row in rows if row["value"] is not None]
    low, high = limits or ((min(values), max(values)) if values else (0, 0))
    # Equal values would all be drawn as the lowest.
    domain = [low, high] if low < high else [0, high or 1]
    for row in rows:
        row["dark"] = row["value"] is not None and row["value"] > domain[0] + 0.68 * (domain[1] - domain[0])

    place = alt.Chart(_data(rows), width=588, height=400).encode(
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
    heading = words.title(title or words[f"{show}_title"], *missing, *hidden)
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
    words = _Words(language, hide_below)
    counts = _by_regulation(_frame(table))
    called = {regulation: (names or {}).get(regulation, regulation) for regulation in counts}
    rows = _compare_rows(counts, called, words)
    order = list(called.values())
    bar = max(13, 28 - 4 * len(order))
    base = alt.Chart(_data(rows), width=280, height=alt.Step(bar, **{"for": "offset"})).encode(
        y=alt.Y("label:N", sort=None, title=None, axis=_names(200), scale=alt.Scale(paddingInner=0.25)),
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
    heading = words.title(title or words["compare_title"], *difference, *words.hidden(rows))
    return alt.LayerChart(layer=[bars, texts], view=BARE, title=heading)


# What each chart shows, as rows of numbers and words.


def _funnel_rows(by_stage: Mapping[str, int], words: _Words) -> list[Row]:
    """A row a stage that has people, with the ends of its bar, and rows for all and for all vouchers."""
    counts = {stage: by_stage.get(stage, 0) for stage in WAY}
    everybody, left = sum(counts.values()), sum(counts.values())
    merged = _merged({stage: [count] for stage, count in counts.items()}, words.hide_below)
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


def _uptake_rows(counts: Mapping[datetime.date, int], words: _Words) -> list[Row]:
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


def _region_rows(counts: Mapping[Region, tuple[int, int]], show: str, words: _Words) -> list[Row]:
    """A row a region, from how many are on the list and how many activated."""
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
            value, text = None, "–"
        else:
            text = words.share(activated, listed) if show == "share" else words.amount(int(value or 0))
        rows.append(
            {
                "kato": region.value,
                "name": region.label(words.language),
                "label": _tile_name(region, words.language),
                "column": column,
                "row": row,
                "value": value,
                "text": text,
                "hidden": hidden,
            }
        )
    return rows


def _compare_rows(counts: Mapping[str, Counter[str]], called: Mapping[str, str], words: _Words) -> list[Row]:
    """A row a stage and regulation, of stages that somebody is at under any of them."""
    cells = {
        stage: [by_stage[stage] for by_stage in counts.values()]
        for stage in ("not_listed", *WAY)
        if any(by_stage[stage] for by_stage in counts.values())
    }
    if len({*cells.get("not_listed", ())}) == 1:
        # They are not on the way, and no regulation here changes that.
        del cells["not_listed"]
    merged = _merged(cells, words.hide_below)
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


def _merged(cells: Mapping[str, Sequence[int]], hide_below: int) -> set[str]:
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


# Counting.

READERS = ("polars", "pyarrow")


def _frame(table: object, like: Frame | None = None) -> Frame:
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


def _side_by_side(table: object, result: object | None, names: Iterable[str]) -> Frame:
    """The table with the columns of these names that only its answer has."""
    frame = _frame(table)
    if result is None:
        return frame
    answer = _frame(result, frame)
    if len(answer) != len(frame):
        text = f"result: must have a row for each of the table's {len(frame)}; {len(answer)} came"
        raise VoucherError(text, "wrong_length", "result")
    return frame.with_columns(*(answer[name] for name in names if name in answer.columns))


def _count(frame: Frame, columns: Sequence[str]) -> list[tuple[Any, ...]]:
    """Each combination of the columns' values, none of them null, with how often it is there."""
    weight = nw.col("count").sum() if "count" in frame.columns else nw.len()
    keys = [name for name in columns if name in frame.columns]
    grouped = frame.group_by(keys, drop_null_keys=True).agg(weight.alias("how_often"))
    return grouped.select(*keys, "how_often").rows()


def _need(frame: Frame, *names: str) -> None:
    for name in names:
        if name not in frame.columns:
            raise VoucherError(f"{name}: the table has no such column", "missing_column", name)


def _one_regulation(frame: Frame) -> None:
    if "regulation" in frame.columns and frame["regulation"].n_unique() > 1:
        text = "regulation: the table holds several: filter it for one, or draw them with plot.compare"
        raise VoucherError(text, "excluded_column", "regulation")


def _way(stage: object) -> str:
    """The stage as these charts know it."""
    if stage not in list(Stage):
        raise VoucherError("stage: no Stage has this code", "unknown_value", "stage")
    return "activated" if stage == "registered" else str(stage)


def _stages(counts: object) -> Counter[str]:
    by_stage: Counter[str] = Counter()
    if isinstance(counts, Mapping):
        pairs: Iterable[tuple[Any, ...]] = list(cast(Any, counts).items())
    else:
        frame = _frame(counts)
        _need(frame, "stage")
        _one_regulation(frame)
        pairs = _count(frame, ["stage"])
    for stage, count in pairs:
        by_stage[_way(stage)] += int(count)
    return by_stage


def _activations(table: object, result: object | None) -> Counter[datetime.date]:
    by_day: Counter[datetime.date] = Counter()
    if isinstance(table, Register):
        by_day.update(row.activated_on for row in table.rows)
    elif isinstance(table, Mapping):
        by_day.update({day: int(count) for day, count in cast(Any, table).items()})
    else:
        frame = _side_by_side(table, result, ["activated"])
        _need(frame, "entered_on", "activated")
        for day, count in _count(frame.filter(nw.col("activated").fill_null(False)), ["entered_on"]):
            if not isinstance(day, datetime.date):
                text = f"entered_on: must be dates; {type(day).__name__} came"
                raise WrongType(text, "not_a_date", "entered_on")
            # pandas has timestamps for dates.
            by_day[datetime.date(day.year, day.month, day.day)] += int(count)
    return by_day


def _by_region(table: object, result: object | None) -> dict[Region, tuple[int, int]]:
    frame = _side_by_side(table, result, ["stage", "activated"])
    _need(frame, "region")
    if "stage" not in frame.columns:
        _need(frame, "activated")
    _one_regulation(frame)
    listed: Counter[Region] = Counter()
    activated: Counter[Region] = Counter()
    keys = [name for name in ("region", "stage", "activated") if name in frame.columns]
    for name, *what, count in _count(frame, keys):
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


def _by_regulation(frame: Frame) -> dict[str, Counter[str]]:
    _need(frame, "regulation", "stage", "count")
    # In the order of the table: the first is what the others are compared with.
    counts: dict[str, Counter[str]] = {
        str(name): Counter() for name in frame["regulation"].unique(maintain_order=True)
    }
    for regulation, stage, count in _count(frame, ["regulation", "stage"]):
        counts[str(regulation)][_way(stage)] += int(count)
    return counts


# Words and looks.


class _Words:
    """The words of a language, its way to write numbers, and the threshold below which a number is hidden."""

    def __init__(self, language: Language | str, hide_below: int) -> None:
        # The core's own check of a language, with its errors.
        Stage.ISSUED.text(language)
        self.language = Language(language)
        if type(hide_below) is not int:
            text = f"hide_below: must be an int; {type(hide_below).__name__} came"
            raise WrongType(text, "not_an_integer", "hide_below")
        self.hide_below = hide_below

    def __getitem__(self, name: str) -> str:
        return WORDS[name][list(Language).index(self.language)]

    def amount(self, count: int) -> str:
        return f"{count:,}".replace(",", "," if self.language == "en" else "\u00a0")

    def share(self, part: int, whole: int) -> str:
        # Half up, on integers: the same digits on every machine.
        tenths = (2000 * part + whole) // (2 * whole)
        number = f"{tenths // 10}.{tenths % 10}"
        return f"{number}%" if self.language == "en" else f"{number.replace('.', ',')}\u00a0%"

    def expression(self, share: bool = False) -> str:
        """A value of an axis in Vega's words, written as `amount` writes it."""
        if share:
            return "format(datum.value, '.0%')"
        number = "format(datum.value, ',.0f')"
        return number if self.language == "en" else f"replace({number}, /,/g, '\u00a0')"

    def note(self, name: str) -> tuple[str, ...]:
        return (self[name].format(self.hide_below),)

    def hidden(self, rows: Iterable[Row]) -> tuple[str, ...]:
        return (
            self.note("hidden")
            if any(row["what"] == "other" or row["text"][0] == "<" for row in rows)
            else ()
        )

    def title(self, text: str, *notes: str) -> alt.TitleParams:
        return alt.TitleParams(
            text,
            subtitle=[*notes],
            anchor="start",
            fontSize=15,
            subtitleFontSize=12,
            subtitleColor=FAINT,
            offset=12,
        )


def _tile_name(region: Region, language: Language) -> str:
    """A name short enough for a tile, in lines: without the word *region*, unless two would be alike."""

    def short(each: Region) -> str:
        words = each.label(language).split(" ")
        return " ".join(word for word in words if word not in _KINDS_OF_PLACE)

    name = short(region)
    if region not in _CITIES and any(short(city) == name for city in _CITIES):
        name = region.label(language)
    return name.replace("-", "-\n").replace(" ", "\n")


_CITIES = (Region.ASTANA, Region.ALMATY, Region.SHYMKENT)
_KINDS_OF_PLACE = {"область", "облысы", "Region", "город", "қаласы"}


def _window_marks(regulation: Regulation | None, months: Sequence[str], words: _Words) -> list[alt.Chart]:
    """Dashed lines at the first and the last day of the window, in months that have the same days for it."""
    if regulation is None or not months:
        return []
    days = sorted({day.day for month in months for day in regulation.window(month)})
    rows: list[Row] = [{"day": day, "text": ""} for day in days]
    rows[0]["text"] = words["window"]
    base = alt.Chart(_data(rows)).encode(x="day:O")
    return [
        base.mark_rule(strokeDash=[4, 3], color=FAINT),
        base.mark_text(align="left", baseline="top", dx=5, y=2, fontSize=11, color=FAINT).encode(
            text="text:N"
        ),
    ]


def _data(rows: Sequence[Row]) -> alt.InlineData:
    return alt.InlineData(
        values=[{name: value for name, value in row.items() if name != "what"} for row in rows]
    )


# Nothing around the marks.
BARE = alt.ViewBackground(strokeWidth=0)


def _names(width: int) -> alt.Axis:
    return alt.Axis(
        labelLimit=width,
        minExtent=width,
        labelFontSize=12,
        labelColor=INK,
        ticks=False,
        domain=False,
        labelPadding=8,
    )


def _days(labels: bool) -> alt.Axis:
    return alt.Axis(
        labels=labels, ticks=labels, labelAngle=0, labelFontSize=10, grid=False, labelOverlap=True
    )


def _amounts(words: _Words, ticks: int = 5) -> alt.Axis:
    return alt.Axis(
        labelExpr=words.expression(),
        tickCount=ticks,
        minExtent=50,
        labelFontSize=11,
        gridColor=PALE,
        domain=False,
    )
