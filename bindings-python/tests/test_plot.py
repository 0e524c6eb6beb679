"""The charts: what they draw, in three languages, without identifiers and without small counts."""

from __future__ import annotations

import datetime
import operator
import random
import re
import struct
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from itertools import combinations
from typing import Any

import altair as alt
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
import vl_convert
from hypothesis import example, given, settings
from hypothesis import strategies as st

import voucher_core as vc
from common import DATE, GAS_2025, refused
from voucher_core import plot
from voucher_core._core import compare, review
from voucher_core.plot._counts import stages_in
from voucher_core.plot._rows import TILES, compare_rows, funnel_rows, funnel_rows_by, region_rows, too_small, uptake_rows
from voucher_core.plot._words import WORDS, Words
from world import activated, iins

WIDEST = 620
PEOPLE_COUNT = 400


def made_up_people() -> pl.DataFrame:
    """People of September 2025 at every stage, with IINs and accounts that no chart may show."""
    chance = random.Random(1)
    numbers = [iin for iin, _ in zip(iins(), range(PEOPLE_COUNT), strict=False)]
    rows = []
    for place, iin in enumerate(numbers):
        asked = chance.choice([None, DATE(2025, 9, 2), DATE(2025, 9, 2)])
        answered = chance.choice([None, DATE(2025, 9, 5), DATE(2025, 9, 15)]) if asked else None
        answer = chance.choice(["agree", "agree", "agree", "refuse"]) if answered else None
        enters = answered and answer == "agree" and chance.random() < 0.7
        rows.append({
            "iin": iin,
            "month": "2025-09",
            "region": chance.choice([region.value for region in vc.Region]),
            "asked_on": asked,
            "reminded_on": DATE(2025, 9, 9) if asked and answered != DATE(2025, 9, 5) else None,
            "answered_on": answered,
            "answer": answer,
            "entered_on": DATE(2025, 9, chance.randrange(answered.day, 31)) if answered and enters else None,
            "account": f"A-{place:07}",
        })  # fmt: skip
    return pl.DataFrame(rows, infer_schema_length=None)


PEOPLE = made_up_people()
MID_MONTH = review(PEOPLE, regulation=GAS_2025, as_of=DATE(2025, 9, 16))
RESULT = review(PEOPLE, regulation=GAS_2025, as_of=DATE(2025, 9, 30))
RULES = [GAS_2025, GAS_2025.replace(id="window-1-29", window=(1, 29)), GAS_2025.replace(id="free", consent=None)]
COMPARED = compare(PEOPLE, RULES, as_of=DATE(2025, 9, 30))
# September again in October, five rows of which have a region that nobody knows.
TWO_MONTHS = pl.concat(
    [
        PEOPLE,
        PEOPLE.with_columns(
            pl.col("asked_on", "reminded_on", "answered_on", "entered_on").dt.offset_by("1mo"),
            month=pl.lit("2025-10"),
            region=pl.when(pl.int_range(pl.len()) < 5).then(pl.lit("a region")).otherwise("region"),
        ),
    ]
)
COUNTS_OF_TWO = vc.counts(TWO_MONTHS, regulation=GAS_2025, as_of=DATE(2025, 10, 31))
MONTHS = {DATE(2025, month, day): day * month for month in (9, 10, 11) for day in (7, 8, 20)}
MEALS = pl.DataFrame(
    {
        "school": ["S-1", "S-1", "S-2", "S-2"],
        "day": [DATE(2026, 3, day) for day in (2, 3, 2, 3)],
        "given": [100, 90, 50, 0],
        "absent": [20, 15, 10, 0],
        "no_consent": [3, 3, 1, 2],
        "closed": [0, 0, 0, 60],
        "ahead": [0, 2, 0, 0],
    }
)
BUDGET = pl.DataFrame(
    {
        "regulation": ["asp-2025-01", "asp-2025-01", "asp-2025-01", "median-40", "median-40", "no-one"],
        "region": ["10", "71", None, "10", None, "10"],
        "answer": ["assigned", "assigned", "refused", "assigned", None, "refused"],
        "reason": [None, None, "income_above_line", None, None, None],
        "households": [40, 5, 60, 49, 1, 9],
        "cost": [Decimal("2000000"), Decimal("200000"), None, Decimal("3000001"), None, None],
    }
)
LINES = pl.DataFrame(
    {
        "per_capita": [Decimal(text) for text in ["0.00", "3706.00", "3706.01", "37060.00", "37060.01", "370600.00"]] + [None],
        "line": [Decimal("37060.00")] * 7,
        "count": [3, 40, 20, 7, 50, 2, 90],
    }
)

CHARTS: dict[str, Callable[..., Any]] = {
    "funnel": lambda **more: plot.funnel(RESULT, **more),
    "funnel in mid-month": lambda **more: plot.funnel(MID_MONTH, **more),
    "funnel by region": lambda **more: plot.funnel(COUNTS_OF_TWO, by="region", **more),
    "funnel by month": lambda **more: plot.funnel(COUNTS_OF_TWO, by="month", **more),
    "funnel of nobody": lambda **more: plot.funnel({}, **more),
    "uptake": lambda **more: plot.uptake(PEOPLE, RESULT, regulation=GAS_2025, **more),
    "uptake of months": lambda **more: plot.uptake(MONTHS, regulation=GAS_2025, **more),
    "uptake of nobody": lambda **more: plot.uptake({}, regulation=GAS_2025, **more),
    "regions": lambda **more: plot.regions(PEOPLE, RESULT, **more),
    "regions by activations": lambda **more: plot.regions(PEOPLE, RESULT, show="activated", **more),
    "regions by list": lambda **more: plot.regions(PEOPLE, RESULT, show="listed", **more),
    "regions of two months": lambda **more: plot.regions(COUNTS_OF_TWO, show="listed", regulation=GAS_2025, **more),
    "compare": lambda **more: plot.compare(COMPARED, **more),
    "planned": lambda **more: plot.planned(MEALS, **more),
    "budget": lambda **more: plot.budget(BUDGET, **more),
    "budget of nothing": lambda **more: plot.budget(BUDGET.clear(), **more),
    "around line": lambda **more: plot.around_line(LINES, **more),
    "around line for nobody": lambda **more: plot.around_line(LINES.clear(), **more),
    "planned for nobody": lambda **more: plot.planned(MEALS.clear(), **more),
}


COUNTS = st.dictionaries(st.sampled_from(sorted({*vc.Stage} - {"not_listed"})), st.integers(0, 30))


def small(count: int, hide_below: int) -> bool:
    return 0 < count < hide_below


def datasets(chart: Any) -> list[list[dict[str, Any]]]:
    """The data of a chart and of its parts, in their order."""
    spec = chart.to_dict()

    def names(part: Any) -> Iterator[str]:
        if "data" in part:
            yield part["data"]["name"]
        for inner in (*part.get("layer", ()), *part.get("vconcat", ()), *([part["spec"]] if "spec" in part else ())):
            yield from names(inner)

    return [spec["datasets"][name] for name in dict.fromkeys(names(spec))]


def rows(chart: Any) -> list[dict[str, Any]]:
    """The data of a chart: of the uptake, those of its bars."""
    return datasets(chart)[-1]


@pytest.mark.parametrize(("language", "hide_below"), [(vc.Language.RU, 0), *((each, 10) for each in vc.Language)])
@pytest.mark.parametrize("name", CHARTS)
def test_renders(name: str, language: vc.Language, hide_below: int) -> None:
    """Valid Vega-Lite, about 600 pixels wide, in the words of the language, none of them cut short."""
    spec = CHARTS[name](language=language, hide_below=hide_below).to_json()
    assert CHARTS[name](language=language, hide_below=hide_below).to_json() == spec, "the same table, the same bytes"
    # N34: counts alone are drawn.
    assert not any(text in spec for column in ("iin", "account") for text in PEOPLE[column])
    assert len(spec) < 60_000
    width, _ = struct.unpack(">II", vl_convert.vegalite_to_png(spec, scale=1)[16:24])
    assert width <= WIDEST
    picture = vl_convert.vegalite_to_svg(spec)
    assert "…" not in picture
    place = list(vc.Language).index(language)
    others = {texts[other] for texts in WORDS.values() for other in range(3) if other != place}
    shown = {word for word in others - {texts[place] for texts in WORDS.values()} if f">{word}<" in picture}
    assert not shown


def test_every_word_in_every_language() -> None:
    """No word is missing, none is the same in Kazakh and Russian by neglect, and every stage has one."""
    assert all(len(texts) == len(vc.Language) and all(texts) for texts in WORDS.values())
    assert [name for name, texts in WORDS.items() if texts[0] == texts[1]] == []
    assert {*vc.Stage} - {"registered"} <= {*WORDS}
    assert all(len({text.count("{}") for text in texts}) == 1 for texts in WORDS.values())


def test_regions_have_tiles() -> None:
    """N33: each region has a place of its own, and a name in each language that fits and is no other's."""
    assert sorted(TILES) == sorted(vc.Region) and len({*TILES.values()}) == 20
    for language in vc.Language:
        labels = [row["label"] for row in rows(plot.regions(PEOPLE, RESULT, language=language))]
        assert len({*labels}) == 20
        assert max(len(line) for label in labels for line in label.split("\n")) <= 14
        assert max(label.count("\n") for label in labels) <= 1


def test_funnel_counts() -> None:
    """The rows add up: everybody is at one stage, and what is left goes further."""
    counts = Counter(pl.DataFrame(MID_MONTH)["stage"].cast(pl.String))
    shown = {row["label"]: row for row in rows(plot.funnel(MID_MONTH, language="en"))}
    assert shown["Voucher activated"]["to"] == counts["activated"]
    assert shown["On the list"]["to"] == len(PEOPLE) - counts["not_listed"]
    assert shown["Voucher issued"]["to"] == counts["issued"] + counts["activated"]
    assert shown["Refused"]["to"] - shown["Refused"]["from"] == counts["refused"]
    parts = [row for name, row in shown.items() if name not in ("On the list", "Voucher issued")]
    assert sum(row["to"] - row["from"] for row in parts) == shown["On the list"]["to"]
    assert [before["from"] for before in parts[:-1]] == [after["to"] for after in parts[1:]]


def test_funnel_of_a_ledger() -> None:
    """`Ledger.summary` fits, and a registered voucher is an activated one."""
    people = list(zip(iins(), ["1", "2", "3"], strict=False))
    ledger = activated(*((iin, account, "2025-09-07") for iin, account in people))
    assert ledger.record(DATE(2025, 9, 30), vc.RegisterSent("2025-09")).accepted
    summary = ledger.summary("2025-09", DATE(2025, 9, 30))
    assert summary[vc.Stage.REGISTERED] == 3
    assert [row["to"] for row in rows(plot.funnel(summary))] == [3, 3, 3]
    register = ledger.register("2025-09", DATE(2025, 9, 30))
    assert [(row["day"], row["count"]) for row in rows(plot.uptake(register))] == [(7, 3)]


def test_uptake_and_regions_count() -> None:
    """What the answers say, by day and by region."""
    both = pl.concat([PEOPLE, pl.DataFrame(RESULT)], how="horizontal")
    done = both.filter("activated")
    by_day = Counter(day.day for day in done["entered_on"])
    assert {row["day"]: row["count"] for row in rows(plot.uptake(both)) if row["count"]} == by_day
    assert rows(plot.uptake(both))[-1]["total"] == len(done)
    by_region = Counter(done["region"])
    found = {row["kato"]: row["value"] for row in rows(plot.regions(both, show="activated")) if row["value"]}
    assert found == by_region
    shares = {row["kato"]: row["value"] for row in rows(plot.regions(both)) if row["value"] is not None}
    listed = Counter(both.filter(pl.col("stage") != "not_listed")["region"])
    assert shares == pytest.approx({kato: by_region[kato] / count for kato, count in listed.items()})
    assert {*shares} == {region.value for region in GAS_2025.regions}


def test_uptake_marks_the_window() -> None:
    """The window of the months shown: 7 to 28 in February (N8)."""
    marks, _ = datasets(plot.uptake({DATE(2026, 2, 9): 3}, regulation=GAS_2025))
    assert [mark["day"] for mark in marks] == [7, 28]


def channels(colour: str) -> list[float]:
    """The linear red, green and blue of `#1b2733` or `rgb(27, 39, 51)`."""
    hexadecimal = colour.startswith("#")
    parts = re.findall(r"[0-9A-Fa-f]{2}" if hexadecimal else r"\d+", colour)
    shares = [int(part, 16 if hexadecimal else 10) / 255 for part in parts]
    return [share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares]


def contrast(one: str, other: str) -> float:
    """As WCAG 2 has it."""
    weights = (0.2126, 0.7152, 0.0722)
    lights = [sum(map(operator.mul, weights, channels(colour))) for colour in (one, other)]
    return (max(lights) + 0.05) / (min(lights) + 0.05)


def fills(picture: str, mark: str) -> set[str]:
    """The colours of the marks of a kind, as they are drawn."""
    layer = re.findall(rf'class="mark-{mark} role-mark layer_\d_marks".*?</g>', picture, re.DOTALL)
    return set(re.findall(r'fill="([^"]+)"', "".join(layer)))


def test_every_tile_can_be_read() -> None:
    """The ink has a contrast of 4.5 or more on each tile, at each thousandth of the scale, and on one without a number."""
    regions = [region.value for region in vc.Region]
    seen = set[str]()
    for first in range(0, 1001, len(regions)):
        table = of_shares({region: min(first + place, 1000) / 1000 for place, region in enumerate(regions[1:])})
        picture = vl_convert.vegalite_to_svg(plot.regions(table, limits=(0, 1)).to_json())
        tiles, (ink,) = fills(picture, "rect"), fills(picture, "text")
        assert min(contrast(tile, ink) for tile in tiles) >= 4.5
        seen |= tiles
    assert len(seen) > 80
    squares = vl_convert.vegalite_to_svg(plot.regions(table, limits=(0, 0.1)).to_json())
    assert min(contrast(tile, ink) for tile in fills(squares, "rect")) >= 4.5


def legend_of(chart: Any) -> list[str]:
    """What is written at the legend's colours."""
    picture = vl_convert.vegalite_to_svg(chart.to_json())
    labels = re.search(r'class="mark-text role-legend-label".*?</g>', picture, re.DOTALL)
    assert labels is not None
    return re.findall(r">([^<]+)</text>", labels[0])


def of_shares(shares: Mapping[str, float]) -> pl.DataFrame:
    """A table of a region for each share."""
    rows = [
        {"region": region, "activated": activated, "count": count}
        for region, share in shares.items()
        for activated, count in ((True, round(1000 * share)), (False, 1000 - round(1000 * share)))
    ]
    return pl.DataFrame(rows)


def test_a_legend_is_written_as_the_tiles_are() -> None:
    """No label stands twice, and the scale starts at nought, so that a small difference looks small."""
    narrow = plot.regions(of_shares({"71": 0.19, "79": 0.202}))
    assert legend_of(narrow) == ["0,0\u00a0%", "15,0\u00a0%", "30,0\u00a0%"]
    assert [row["text"] for row in rows(narrow) if row["value"]] == ["19,0\u00a0%", "20,2\u00a0%"]
    drawn = sorted(fills(vl_convert.vegalite_to_svg(narrow.to_json()), "rect") - {"#EEF1F3"})
    assert len(drawn) == 2 and contrast(*drawn) < 1.1
    assert legend_of(plot.regions(of_shares({"71": 0.19, "79": 0.202}), language="en")) == ["0.0%", "15.0%", "30.0%"]
    # Whoever gives limits has them, and what would be written alike stands once.
    assert legend_of(plot.regions(of_shares({"71": 0.19}), limits=(0.19, 0.1901))) == ["19,0\u00a0%"]
    limited = legend_of(plot.regions(of_shares({"71": 0.19}), limits=(0.19, 0.202)))
    assert limited == ["19,0\u00a0%", "19,6\u00a0%", "20,2\u00a0%"]
    many = pl.DataFrame({"region": ["71", "79"], "stage": ["issued"] * 2, "count": [12_345, 7]})
    assert legend_of(plot.regions(many, show="listed")) == ["0", "10\u00a0000", "20\u00a0000"]
    few = pl.DataFrame({"region": ["71"], "stage": ["issued"], "count": [1]})
    assert legend_of(plot.regions(few, show="listed")) == ["0", "1"]


def test_a_tile_says_why_it_has_no_number() -> None:
    """Outside the pilot, nobody on the list, no rows: three things."""
    table = pl.DataFrame({"region": ["10", "71", "79"], "stage": ["not_listed", "issued", "not_listed"], "count": [1916, 5, 9]})

    def texts(**more: Any) -> dict[str, str]:
        return {row["kato"]: row["text"] for row in rows(plot.regions(table, show="listed", **more))}

    known = texts(regulation=GAS_2025)
    assert [known[kato] for kato in ("10", "71", "79", "75", "55")] == ["вне пилота", "5", "в списке никого", "–", "вне пилота"]
    without = texts()
    assert [without[kato] for kato in ("10", "71", "79", "55")] == ["в списке никого", "5", "в списке никого", "–"]
    assert "«–» – нет данных" in plot.regions(table, regulation=GAS_2025).title.subtitle
    everywhere = pl.DataFrame({"region": [region.value for region in GAS_2025.regions], "stage": "issued"})
    assert "«–» – нет данных" not in plot.regions(everywhere, regulation=GAS_2025).title.subtitle


def test_what_is_left_out_is_told() -> None:
    """People who are not on the list, bad rows, rows without a region: counted, and hidden where they are few."""
    counts = pl.DataFrame(COUNTS_OF_TWO)
    absent = counts.filter(pl.col("stage") == "not_listed")["count"].sum()
    assert absent > 50
    said = f"Не показаны: нет в списке – {absent}; строки с ошибками – 5"
    assert plot.funnel(COUNTS_OF_TWO).title.subtitle[-1] == said
    assert plot.funnel(COUNTS_OF_TWO, hide_below=6).title.subtitle[2] == said.replace("– 5", "– < 6")
    by_month = plot.funnel(COUNTS_OF_TWO, by="month", language="en")
    assert by_month.title.subtitle[-1] == f"Not shown: not on the list – {absent}; rows with errors – 5"
    by_region = f"Не показаны: строки без понятного региона – 5; нет в списке – {absent}"
    assert by_region in plot.funnel(COUNTS_OF_TWO, by="region").title.subtitle
    assert by_region in plot.regions(COUNTS_OF_TWO).title.subtitle
    # The rows themselves say the same as their counts.
    answers = review(TWO_MONTHS, regulation=GAS_2025, as_of=DATE(2025, 10, 31))
    assert plot.regions(TWO_MONTHS, answers).title.subtitle == plot.regions(COUNTS_OF_TWO).title.subtitle
    assert "Не показаны: строки с ошибками – 5" in plot.uptake(TWO_MONTHS, answers).title.subtitle
    compared = compare(TWO_MONTHS, RULES, as_of=DATE(2025, 10, 31))
    assert said in plot.compare(compared).title.subtitle
    assert not any("Не показаны" in line for line in plot.funnel({"issued": 3}).title.subtitle)


def test_where_and_when_are_told() -> None:
    """The month, the region if it is one, and of several months what their numbers count."""
    person_months = "Числа – человеко-месяцы: человек считается в каждом месяце отдельно"
    assert plot.funnel(COUNTS_OF_TWO).title.subtitle[:2] == ["09.2025, 10.2025", person_months]
    counts = pl.DataFrame(COUNTS_OF_TWO)
    astana = counts.filter(region="71", month="2025-09")
    assert plot.funnel(astana).title.subtitle[0] == "город Астана, 09.2025"
    assert plot.funnel(astana, by="month").title.subtitle[0] == "город Астана"
    assert plot.funnel(astana, by="region", language="en").title.subtitle[0] == "2025-09"
    assert plot.compare(COMPARED).title.subtitle[0] == "09.2025"
    assert plot.uptake(PEOPLE, RESULT).title.subtitle[0] == "09.2025"
    assert plot.uptake({DATE(2026, 2, 9): 3}).title.subtitle == ["02.2026"]
    listed = plot.regions(COUNTS_OF_TWO, show="listed").title
    assert listed.text == "Число человеко-месяцев в списке" and person_months in listed.subtitle
    assert plot.regions(astana, show="listed").title.text == "Число людей в списке"
    days = pl.DataFrame({"month": [DATE(2025, month, 1) for month in range(8, 13)], "stage": "issued"})
    assert plot.funnel(days).title.subtitle[0] == "08.2025 … 12.2025 (5 мес.)"
    assert plot.funnel(RESULT).title.subtitle[0].startswith("Не показаны")


def test_funnels_by_region_and_month() -> None:
    """Each is what a funnel of its own rows shows, its bars as shares of its own list."""
    counts = pl.DataFrame(COUNTS_OF_TWO)
    drawn = rows(plot.funnel(COUNTS_OF_TWO, by="month"))
    assert list(dict.fromkeys(row["group"] for row in drawn)) == ["09.2025", "10.2025"]
    for month, name in (("2025-09", "09.2025"), ("2025-10", "10.2025")):
        alone = rows(plot.funnel(counts.filter(month=month)))
        found = [row for row in drawn if row["group"] == name]
        assert [row["text"] for row in found] == [row["text"] for row in alone]
        everybody = alone[0]["to"]
        assert [row["to"] for row in found] == [row["to"] / everybody for row in alone]
    named = list(dict.fromkeys(row["group"] for row in rows(plot.funnel(COUNTS_OF_TWO, by="region"))))
    assert named == [region.label("ru") for region in vc.Region if region in GAS_2025.regions]
    for table in (counts.to_pandas(), counts.to_arrow()):
        assert rows(plot.funnel(table, by="region")) == rows(plot.funnel(COUNTS_OF_TWO, by="region"))


def test_no_more_is_merged_than_hides_the_small() -> None:
    """N34: the smallest of the others come in until the sum is large enough, and the rest stay."""
    assert too_small({"a": [1], "b": [3], "c": [10], "d": [100]}, 5) == {"a", "b", "c"}
    assert too_small({"a": [1], "b": [4], "c": [10]}, 5) == {"a", "b"}
    assert too_small({"a": [5], "b": [10]}, 5) == set()



@settings(deadline=None)
@given(st.dictionaries(st.sampled_from(sorted(vc.Region)), COUNTS, max_size=4), st.integers(0, 20))
def test_small_counts_of_funnels(groups: Mapping[vc.Region, Mapping[str, int]], hide_below: int) -> None:
    """No bar of any is of too few people."""
    for row in funnel_rows_by(groups, Words("en", hide_below)):
        everybody = sum(groups[next(region for region in groups if region.label("en") == row["group"])].values())
        assert not small(round((row["to"] - row["from"]) * everybody), hide_below)


def test_a_chart_has_no_more_regulations_than_colours() -> None:
    """The ninth would look like the first."""
    many = [GAS_2025.replace(id=f"rules {number}") for number in range(9)]
    compared = pl.DataFrame(compare(PEOPLE, many, as_of=DATE(2025, 9, 30)))
    with refused("too_many", "regulation", match="at most 8 can be told apart; 9 came: filter"):
        plot.compare(compared)
    spec = plot.compare(compared.filter(pl.col("regulation") != "rules 8")).to_dict()
    colours = spec["layer"][0]["encoding"]["color"]["scale"]
    assert len(colours["domain"]) == len({*colours["range"]}) == 8


@pytest.mark.parametrize("renderer", ["png", "svg"])
def test_a_picture_needs_no_network(renderer: str) -> None:
    """What a notebook keeps of a chart, and a page that stands alone, load nothing."""
    chart = plot.funnel(RESULT)
    with alt.renderers.enable(renderer):
        kept = chart._repr_mimebundle_()
    assert {f"image/{'svg+xml' if renderer == 'svg' else 'png'}"} == {*(kept[0] if isinstance(kept, tuple) else kept)}
    page = chart.to_html(inline=True)
    assert not re.findall(r"<script[^>]+src=", page)
    assert re.findall(r"<script[^>]+src=", chart.to_html())


def test_compare_counts() -> None:
    """Each regulation's stages, in the order of the regulations, under other names where wanted."""
    tidy = pl.DataFrame(COMPARED)
    chart = plot.compare(COMPARED, language="en", names={"free": "no consent"})
    found = {(row["regulation"], row["label"]): row["count"] for row in rows(chart)}
    for regulation, name in (("window-1-29", "window-1-29"), ("free", "no consent")):
        wanted = tidy.filter((pl.col("regulation") == regulation) & (pl.col("stage") == "activated"))
        assert found[name, "Voucher activated"] == wanted["count"].sum()
    assert list(dict.fromkeys(name for name, _ in found)) == ["gas-2025-08", "window-1-29", "no consent"]
    late = [row["text"] for row in rows(chart) if row["label"] == "Not activated in time"]
    assert late == ["33", "30 (−3)", "270 (+237)"]
    # Of one regulation, it fits the map.
    one = tidy.filter(pl.col("regulation") == GAS_2025.id)
    assert rows(plot.regions(one)) == rows(plot.regions(PEOPLE, RESULT))


@pytest.mark.parametrize("draw", [plot.uptake, plot.regions])
def test_every_frame_gives_the_same(draw: Callable[..., Any]) -> None:
    """polars, pandas, PyArrow and Arrow's capsules, also mixed; pandas' own index does not matter."""
    frame = PEOPLE.drop("iin").to_pandas()
    frame.index = frame.index[::-1]
    stamped = frame.assign(entered_on=pd.to_datetime(frame["entered_on"]))
    arrow = PEOPLE.to_arrow()
    answers = [RESULT, pa.table(RESULT).to_pandas()]
    want = datasets(draw(PEOPLE, RESULT))
    for table in (PEOPLE, arrow, arrow.to_batches()[0], frame, stamped):
        for answer in answers:
            assert datasets(draw(table, answer)) == want, (type(table), type(answer))
    numbers = PEOPLE.with_columns(pl.col("region").cast(pl.UInt8))
    named = PEOPLE.with_columns(pl.col("region").map_elements(lambda kato: vc.Region(kato).label("kk"), pl.String))
    for table in (numbers, named, PEOPLE.cast({"region": pl.Categorical})):
        assert datasets(draw(table, RESULT)) == want


def test_every_frame_of_counts_gives_the_same() -> None:
    """The same for tables of stages."""
    for frame in (pl.DataFrame, pa.table, pd.DataFrame.from_arrow):
        assert rows(plot.funnel(frame(RESULT))) == rows(plot.funnel(RESULT))
        assert rows(plot.compare(frame(COMPARED))) == rows(plot.compare(COMPARED))


@settings(deadline=None)
@given(COUNTS, st.integers(0, 20))
def test_small_counts_of_a_funnel(counts: Mapping[str, int], hide_below: int) -> None:
    """No bar is of too few people, and no two totals differ by too few."""
    found = funnel_rows(stages_in(counts), Words("en", hide_below))
    everybody = sum(counts.values())
    if everybody < hide_below:
        assert len(found) == 1 and (everybody == 0 or found[0]["text"] == f"< {hide_below}")
        return
    assert not any(small(row["to"] - row["from"], hide_below) for row in found)
    assert "<" not in "".join(row["text"] for row in found)
    # Totals, and all that lies between two of them.
    totals = [row["to"] for row in found if row["from"] == 0]
    vouchers = sum(counts.get(stage, 0) for stage in ("expired", "issued", "activated", "registered"))
    assert [row["to"] for row in found if row["what"] == "vouchers"] in ([], [vouchers])
    assert not any(small(abs(one - other), hide_below) for one, other in combinations(totals, 2))


@settings(deadline=None)
@given(st.dictionaries(st.dates(DATE(2025, 9, 1), DATE(2025, 10, 31)), st.integers(0, 30)), st.integers(0, 20))
@example({DATE(2025, 9, 7): 5, DATE(2025, 9, 8): 7}, 5)
def test_small_counts_of_uptake(counts: Mapping[datetime.date, int], hide_below: int) -> None:
    """No day adds too few; a month with enough people shows all of them."""
    found = uptake_rows(counts, Words("en", hide_below))
    assert not any(small(row["count"], hide_below) for row in found)
    for month in (9, 10):
        total = sum(count for day, count in counts.items() if day.month == month)
        shown = [row["total"] for row in found if row["month"] == f"2025-{month:02}"]
        assert (shown[-1:] or [0]) == [total if total >= max(hide_below, 1) else 0]
    if not any(small(count, hide_below) for count in counts.values()):
        days = {(row["month"], row["day"]): row["count"] for row in found if row["count"]}
        assert days == {(f"{day:%Y-%m}", day.day): count for day, count in counts.items() if count}


@settings(deadline=None)
@given(
    st.dictionaries(st.sampled_from(vc.Region), st.tuples(st.integers(0, 30), st.integers(0, 30))),
    st.sampled_from(["share", "activated", "listed"]),
    st.integers(0, 20),
)
def test_small_counts_of_regions(
    counts: Mapping[vc.Region, tuple[int, int]], show: Any, hide_below: int
) -> None:
    """No tile tells of too few who activated, or did not, or are on the list."""
    pairs = {region: (yes + no, yes) for region, (yes, no) in counts.items()}
    found = region_rows(pairs, show, Words("en", hide_below))
    for row in found:
        yes, no = counts.get(vc.Region(row["kato"]), (0, 0))
        parts = {"share": (yes, no, yes + no), "activated": (yes,), "listed": (yes + no,)}[show]
        hidden = any(small(part, hide_below) for part in parts)
        assert (row["text"] == "*") == hidden
        assert (row["value"] is None) == (hidden or yes + no == 0)


@settings(deadline=None)
@given(st.lists(COUNTS, min_size=1, max_size=4), st.integers(0, 20))
def test_small_counts_of_a_comparison(each: list[Mapping[str, int]], hide_below: int) -> None:
    """No bar is of too few people under any regulation, and none are lost."""
    by_rules = {f"rules {place}": stages_in(counts) for place, counts in enumerate(each)}
    found = compare_rows(by_rules, {name: name for name in by_rules}, Words("en", hide_below))
    assert not any(small(row["count"], hide_below) for row in found)
    for place, counts in enumerate(each):
        shown = [row for row in found if row["regulation"] == f"rules {place}"]
        if not any(row["text"].startswith("<") for row in shown):
            assert sum(row["count"] for row in shown) == sum(counts.values())


@pytest.mark.parametrize(
    ("code", "field", "draw"),
    [
        ("missing_column", "stage", lambda: plot.funnel(PEOPLE)),
        ("missing_column", "activated", lambda: plot.uptake(PEOPLE)),
        ("missing_column", "region", lambda: plot.regions(PEOPLE.drop("region"), RESULT)),
        ("missing_column", "region", lambda: plot.funnel(RESULT, by="region")),
        ("missing_column", "month", lambda: plot.funnel({"issued": 3}, by="month")),
        ("missing_column", "count", lambda: plot.compare(pl.DataFrame({"regulation": ["a"], "stage": ["issued"]}))),
        ("missing_column", "closed", lambda: plot.planned(MEALS.drop("closed"))),
        ("missing_column", "cost", lambda: plot.budget(BUDGET.drop("cost"))),
        ("missing_column", "line", lambda: plot.around_line(LINES.drop("line"))),
        ("excluded_column", "regulation", lambda: plot.funnel(COMPARED)),
        ("excluded_column", "regulation", lambda: plot.regions(COMPARED)),
        ("wrong_length", "result", lambda: plot.regions(PEOPLE.head(3), RESULT)),
        ("unknown_value", "stage", lambda: plot.funnel({"sold": 3})),
        ("unknown_value", "show", lambda: plot.regions(PEOPLE, RESULT, show="sold")),
        ("unknown_value", "by", lambda: plot.funnel(COUNTS_OF_TWO, by="stage")),
        ("unknown_value", "step", lambda: plot.around_line(LINES, step=15)),
        *(
            ("unknown_value", "language", lambda language=language: plot.funnel(RESULT, language=language))
            for language in ("de", "kz", "ru-RU")
        ),
        ("not_a_count", "hide_below", lambda: plot.funnel(RESULT, hide_below=-1)),
        ("not_an_integer", "hide_below", lambda: plot.funnel(RESULT, hide_below=True)),
        ("not_a_date", "entered_on", lambda: plot.uptake(PEOPLE.with_columns(entered_on=pl.lit("x")), RESULT)),
        *(("not_arrow", "table", lambda table=table: plot.funnel(table)) for table in (None, 3, [1], PEOPLE.lazy())),
    ],
)
def test_errors(code: str, field: str, draw: Callable[[], Any]) -> None:
    """Each names the column or the argument, and no value."""
    with refused(code, field):
        draw()


def test_altair_is_an_extra() -> None:
    """Without Altair, the error says what to install, and of no index what may not be there."""
    lines = (
        "import sys; sys.modules['altair'] = None\n"
        "try:\n    import voucher_core.plot\nexcept ImportError as error:\n    print(error)"
    )
    said = subprocess.run([sys.executable, "-c", lines], check=True, capture_output=True, text=True).stdout
    assert 'pip install "altair>=5.5" "narwhals>=2" "vl-convert-python>=1.8"' in said


def test_planned_sums_schools_and_hides_small_parts_on_every_day() -> None:
    """M20."""
    shown = {(row["label"], row["day"]): row["count"] for row in rows(plot.planned(MEALS, language="en"))}
    assert shown["Given", "2026-03-02"] == 150
    assert shown["School closed", "2026-03-03"] == 60
    hidden = rows(plot.planned(MEALS, language="en", hide_below=6))
    monday = {row["label"]: row["count"] for row in hidden if row["day"] == "2026-03-02"}
    assert monday == {"Given": 150, "School closed": 0, "Small groups together": 34}
    assert rows(plot.planned(pd.DataFrame.from_arrow(MEALS), language="en", hide_below=6)) == hidden
    few = rows(plot.planned(MEALS, hide_below=500))
    assert {(row["count"], row["text"]) for row in few} == {(0, "< 500")}


def test_budget_sums_regions_and_hides_the_few() -> None:
    """T28: of those that are assigned, each counted once."""
    shown = datasets(plot.budget(BUDGET, names={"median-40": "40 %"}))[0]
    bars = {row["regulation"]: (row["households"], row["cost"]) for row in shown}
    assert bars == {"asp-2025-01": (45, 2_200_000), "40 %": (49, 3_000_001), "no-one": (0, 0)}
    hidden = datasets(plot.budget(pd.DataFrame.from_arrow(BUDGET), hide_below=46))[0]
    bars = [(row["households"], row["cost"], row["text"]) for row in hidden]
    assert bars == [(0, 0, "< 46"), (49, 3_000_001, "49"), (0, 0, "0")]


def test_around_line_counts_who_has_the_line_below_it() -> None:
    """T8, T26."""

    def bars(chart: Any) -> list[tuple[int, int, int]]:
        return [(row["from"], row["to"], row["count"]) for row in datasets(chart)[0] if row["count"]]

    assert bars(plot.around_line(LINES)) == [(0, 10, 43), (10, 20, 20), (90, 100, 7), (100, 110, 50), (240, 250, 2)]
    assert bars(plot.around_line(LINES.to_pandas(), step=50)) == [(0, 50, 63), (50, 100, 7), (100, 150, 50), (200, 250, 2)]
    assert bars(plot.around_line(LINES, hide_below=10)) == [(0, 10, 43), (10, 100, 27), (100, 250, 52)]
    few = datasets(plot.around_line(LINES, hide_below=60, step=50))[0]
    assert [(row["to"], row["text"]) for row in few] == [(100, "70"), (250, "< 60")]
