"""The charts: what they draw, in three languages, without identifiers and without small counts."""

from __future__ import annotations

import datetime
import random
import struct
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from itertools import combinations
from typing import Any

import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
import vl_convert
from hypothesis import example, given, settings
from hypothesis import strategies as st

import voucher_core as vc
from common import DATE, GAS_2025, refused, wrong_type
from voucher_core import plot
from voucher_core._core import compare, review
from voucher_core.plot._counts import stages_in
from voucher_core.plot._rows import TILES, compare_rows, funnel_rows, region_rows, uptake_rows
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
        tries = answer == "agree" and chance.random() < 0.7
        rows.append(
            {
                "iin": iin,
                "month": "2025-09",
                "region": chance.choice([region.value for region in vc.Region]),
                "asked_on": asked,
                "reminded_on": DATE(2025, 9, 9) if asked and answered != DATE(2025, 9, 5) else None,
                "answered_on": answered,
                "answer": answer,
                "entered_on": DATE(2025, 9, chance.randrange(answered.day, 31))
                if answered and tries
                else None,
                "account": f"A-{place:07}",
            }
        )
    return pl.DataFrame(rows, infer_schema_length=None)


PEOPLE = made_up_people()
MID_MONTH = review(PEOPLE, regulation=GAS_2025, as_of=DATE(2025, 9, 16))
RESULT = review(PEOPLE, regulation=GAS_2025, as_of=DATE(2025, 9, 30))
RULES = [
    GAS_2025,
    GAS_2025.replace(id="window-1-29", window=(1, 29)),
    GAS_2025.replace(id="free", consent=None),
]
COMPARED = compare(PEOPLE, RULES, as_of=DATE(2025, 9, 30))
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
    "funnel of nobody": lambda **more: plot.funnel({}, **more),
    "uptake": lambda **more: plot.uptake(PEOPLE, RESULT, regulation=GAS_2025, **more),
    "uptake of months": lambda **more: plot.uptake(MONTHS, regulation=GAS_2025, **more),
    "uptake of nobody": lambda **more: plot.uptake({}, regulation=GAS_2025, **more),
    "regions": lambda **more: plot.regions(PEOPLE, RESULT, **more),
    "regions by activations": lambda **more: plot.regions(PEOPLE, RESULT, show="activated", **more),
    "regions by list": lambda **more: plot.regions(PEOPLE, RESULT, show="listed", **more),
    "compare": lambda **more: plot.compare(COMPARED, **more),
    "planned": lambda **more: plot.planned(MEALS, **more),
    "budget": lambda **more: plot.budget(BUDGET, **more),
    "budget of nothing": lambda **more: plot.budget(BUDGET.clear(), **more),
    "around line": lambda **more: plot.around_line(LINES, **more),
    "around line for nobody": lambda **more: plot.around_line(LINES.clear(), **more),
    "planned for nobody": lambda **more: plot.planned(MEALS.clear(), **more),
}


def datasets(chart: Any) -> list[list[dict[str, Any]]]:
    """The data of a chart and of its parts, in their order."""
    spec = chart.to_dict()

    def names(part: Any) -> Iterator[str]:
        if "data" in part:
            yield part["data"]["name"]
        for inner in (*part.get("layer", ()), *part.get("vconcat", ())):
            yield from names(inner)

    return [spec["datasets"][name] for name in dict.fromkeys(names(spec))]


def rows(chart: Any) -> list[dict[str, Any]]:
    """The data of a chart: of the uptake, those of its bars."""
    return datasets(chart)[-1]


@pytest.mark.parametrize(
    ("language", "hide_below"), [(vc.Language.RU, 0), *((each, 10) for each in vc.Language)]
)
@pytest.mark.parametrize("name", CHARTS)
def test_renders(name: str, language: vc.Language, hide_below: int) -> None:
    """Valid Vega-Lite, about 600 pixels wide, in the words of the language, none of them cut short."""
    spec = CHARTS[name](language=language, hide_below=hide_below).to_json()
    width, _ = struct.unpack(">II", vl_convert.vegalite_to_png(spec, scale=1)[16:24])
    assert width <= WIDEST
    picture = vl_convert.vegalite_to_svg(spec)
    assert "…" not in picture
    place = list(vc.Language).index(language)
    others = {texts[other] for texts in WORDS.values() for other in range(3) if other != place}
    shown = {word for word in others - {texts[place] for texts in WORDS.values()} if f">{word}<" in picture}
    assert not shown


@pytest.mark.parametrize("name", CHARTS)
def test_no_identifiers(name: str) -> None:
    """N34: counts alone are drawn."""
    spec = CHARTS[name]().to_json()
    assert not any(text in spec for column in ("iin", "account") for text in PEOPLE[column])
    assert len(spec) < 40_000


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


def test_compare_counts() -> None:
    """Each regulation's stages, in the order of the regulations, under other names where wanted."""
    tidy = pl.DataFrame(COMPARED)
    chart = plot.compare(COMPARED, language="en", names={"free": "no consent"})
    found = {(row["regulation"], row["label"]): row["count"] for row in rows(chart)}
    for regulation, name in (("window-1-29", "window-1-29"), ("free", "no consent")):
        want = tidy.filter((pl.col("regulation") == regulation) & (pl.col("stage") == "activated"))[
            "count"
        ].sum()
        assert found[name, "Voucher activated"] == want
    assert list(dict.fromkeys(name for name, _ in found)) == ["gas-2025-08", "window-1-29", "no consent"]
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
    named = PEOPLE.with_columns(
        pl.col("region").map_elements(lambda kato: vc.Region(kato).label("kk"), pl.String)
    )
    for table in (numbers, named, PEOPLE.cast({"region": pl.Categorical})):
        assert datasets(draw(table, RESULT)) == want


def test_every_frame_of_counts_gives_the_same() -> None:
    """The same for tables of stages."""
    for answer in (pl.DataFrame(RESULT), pa.table(RESULT), pd.DataFrame.from_arrow(RESULT)):
        assert rows(plot.funnel(answer)) == rows(plot.funnel(RESULT))
    for tidy in (pl.DataFrame(COMPARED), pa.table(COMPARED), pd.DataFrame.from_arrow(COMPARED)):
        assert rows(plot.compare(tidy)) == rows(plot.compare(COMPARED))


COUNTS = st.dictionaries(st.sampled_from(sorted({*vc.Stage} - {"not_listed"})), st.integers(0, 30))


def small(count: int, hide_below: int) -> bool:
    return 0 < count < hide_below


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
@given(
    st.dictionaries(st.dates(DATE(2025, 9, 1), DATE(2025, 10, 31)), st.integers(0, 30)), st.integers(0, 20)
)
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
        assert {(row["month"], row["day"]): row["count"] for row in found if row["count"]} == {
            (f"{day:%Y-%m}", day.day): count for day, count in counts.items() if count
        }


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


def test_errors() -> None:
    """Each names the column or the argument, and no value."""
    with refused("missing_column", "stage"):
        plot.funnel(PEOPLE)
    with refused("missing_column", "activated"):
        plot.uptake(PEOPLE)
    with refused("missing_column", "region"):
        plot.regions(PEOPLE.drop("region"), RESULT)
    with refused("missing_column", "count"):
        plot.compare(pl.DataFrame({"regulation": ["a"], "stage": ["issued"]}))
    with refused("excluded_column", "regulation"):
        plot.funnel(COMPARED)
    with refused("excluded_column", "regulation"):
        plot.regions(COMPARED)
    with refused("wrong_length", "result"):
        plot.regions(PEOPLE.head(3), RESULT)
    with refused("unknown_value", "stage"):
        plot.funnel({"sold": 3})
    with refused("unknown_value", "show"):
        plot.regions(PEOPLE, RESULT, show="sold")  # type: ignore[arg-type]
    with refused("unknown_value", "language"):
        plot.funnel(RESULT, language="de")
    with wrong_type("not_an_integer", "hide_below"):
        plot.funnel(RESULT, hide_below=True)
    with wrong_type("not_a_date", "entered_on"):
        plot.uptake(PEOPLE.with_columns(pl.col("entered_on").cast(pl.String)), RESULT)
    for table in (None, 3, [1], PEOPLE.lazy()):
        with wrong_type("not_arrow", "table"):
            plot.funnel(table)


def test_altair_is_an_extra() -> None:
    """Without Altair, the error names the extra."""
    lines = (
        "import sys; sys.modules['altair'] = None\n"
        "try:\n    import voucher_core.plot\nexcept ImportError as error:\n    print(error)"
    )
    said = subprocess.run([sys.executable, "-c", lines], check=True, capture_output=True, text=True).stdout
    assert "pip install voucher-core[plot]" in said


def test_planned_sums_schools_and_hides_small_parts_on_every_day() -> None:
    """M20."""
    shown = {(row["label"], row["day"]): row["count"] for row in rows(plot.planned(MEALS, language="en"))}
    assert shown["Given", "2026-03-02"] == 150
    assert shown["School closed", "2026-03-03"] == 60
    hidden = rows(plot.planned(MEALS, language="en", hide_below=6))
    assert {row["label"]: row["count"] for row in hidden if row["day"] == "2026-03-02"} == {
        "Given": 150,
        "School closed": 0,
        "Small groups together": 34,
    }
    assert rows(plot.planned(pd.DataFrame.from_arrow(MEALS), language="en", hide_below=6)) == hidden
    few = rows(plot.planned(MEALS, hide_below=500))
    assert {row["text"] for row in few} == {"< 500"}
    with refused("missing_column", "closed"):
        plot.planned(MEALS.drop("closed"))


def test_budget_sums_regions_and_hides_the_few() -> None:
    """T28: of those that are assigned, each counted once."""
    shown = {row["regulation"]: row for row in datasets(plot.budget(BUDGET, names={"median-40": "40 %"}))[0]}
    assert {name: (row["households"], row["cost"]) for name, row in shown.items()} == {
        "asp-2025-01": (45, 2_200_000),
        "40 %": (49, 3_000_001),
        "no-one": (0, 0),
    }
    hidden = datasets(plot.budget(pd.DataFrame.from_arrow(BUDGET), hide_below=46))[0]
    assert [(row["households"], row["cost"], row["text"]) for row in hidden] == [
        (0, 0, "< 46"),
        (49, 3_000_001, "49"),
        (0, 0, "0"),
    ]
    with refused("missing_column", "cost"):
        plot.budget(BUDGET.drop("cost"))


def test_around_line_counts_who_has_the_line_below_it() -> None:
    """T8, T26."""

    def bars(chart: Any) -> list[tuple[int, int, int]]:
        return [(row["from"], row["to"], row["count"]) for row in datasets(chart)[0] if row["count"]]

    assert bars(plot.around_line(LINES)) == [(0, 10, 43), (10, 20, 20), (90, 100, 7), (100, 110, 50), (240, 250, 2)]
    assert bars(plot.around_line(LINES.to_pandas(), step=50)) == [(0, 50, 63), (50, 100, 7), (100, 150, 50), (200, 250, 2)]
    assert bars(plot.around_line(LINES, hide_below=10)) == [(0, 10, 43), (10, 100, 27), (100, 250, 52)]
    few = datasets(plot.around_line(LINES, hide_below=60, step=50))[0]
    assert [(row["to"], row["text"]) for row in few] == [(100, "70"), (250, "< 60")]
    with refused("unknown_value", "step"):
        plot.around_line(LINES, step=15)
    with refused("missing_column", "line"):
        plot.around_line(LINES.drop("line"))
