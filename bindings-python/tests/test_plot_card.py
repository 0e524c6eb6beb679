"""The charts of the family card: what they draw, in three languages, without rows and without small counts."""

from __future__ import annotations

import random
from datetime import date

import polars as pl
import pytest
import vl_convert

import voucher_core as vc
from common import refused
from test_family_card import GRADING, values
from test_plot import contrast, fills, rows
from voucher_core import family_card as card
from voucher_core import plot

ON = date(2026, 7, 1)
DICE = random.Random(3)
FACTS = GRADING.as_dict()["facts"]
FAMILIES = pl.DataFrame(
    [
        {"region": DICE.choice(["79", "Astana"])} | {fact["name"]: values(GRADING, DICE, fact["kind"]) for fact in FACTS}
        for _ in range(400)
    ]
)
LEVELS = card.grade(FAMILIES, grading=GRADING, on=ON)
CHANGED = GRADING.replace(id="changed", subsistence="1000")
MOVES = card.compare(FAMILIES, [GRADING, CHANGED], on=ON)
ONE = {name: value for name, value in FAMILIES.row(0, named=True).items() if name not in ("region", "area_per_head")}


def grade() -> card.Graded | card.Open:
    found = GRADING.grade({"dwellings": 1, "credit": True, "settlement": "village", "cars": 1}, on=ON)
    assert isinstance(found, card.Open)
    return found


@pytest.mark.parametrize("language", vc.Language)
def test_every_chart_is_drawn_in_every_language(language: vc.Language) -> None:
    """The same table gives the same bytes."""
    for draw in (
        lambda: plot.levels(FAMILIES, LEVELS, language=language),
        lambda: plot.levels(LEVELS, language=language),
        lambda: plot.moves(MOVES, language=language),
        lambda: plot.pulls(grade(), language=language),
    ):
        chart = draw()
        assert len(rows(chart)) > 1 and draw().to_json() == chart.to_json()
        assert vl_convert.vegalite_to_svg(chart.to_json()).startswith("<svg")


def test_levels_are_counted_by_region() -> None:
    answers = pl.DataFrame(LEVELS)
    bars = rows(plot.levels(FAMILIES, LEVELS, language="en"))
    assert sum(row["count"] for row in bars) == answers["level"].count()
    astana = FAMILIES.filter(pl.col("region") == "Astana").height
    assert 0 < sum(row["count"] for row in bars if row["region"] == "Astana") <= astana
    assert {row["label"][:1] for row in bars} == set(answers["level"].cast(pl.String).drop_nulls())


def test_levels_tell_what_they_leave_out() -> None:
    """B14: a row without a level and one without a region are each counted, once."""
    table = pl.DataFrame({"region": ["71", "71", None, None], "level": ["A", None, "B", None], "count": [50, 7, 20, 3]})
    assert plot.levels(table).title.subtitle == ["Не показаны: строки без понятного региона – 23; строки без уровня – 7"]
    assert plot.levels(table, hide_below=8).title.subtitle[0].endswith("строки без уровня – < 8")
    assert plot.levels(table.drop("region"), language="en").title.subtitle == ["Not shown: rows without a level – 10"]


def test_every_square_can_be_read() -> None:
    """The ink has a contrast of 4.5 or more on each square of the moves."""
    pairs = [(before, after) for before in "ABCDE" for after in "ABCDE"]
    for first in range(0, 1000, 20):
        counts = {"count": [1000, *(first + place for place in range(1, len(pairs)))]}
        table = pl.DataFrame({"grading": "g", "before": [one for one, _ in pairs], "after": [two for _, two in pairs]} | counts)
        picture = vl_convert.vegalite_to_svg(plot.moves(table).to_json())
        (ink,) = fills(picture, "text")
        assert min(contrast(square, ink) for square in fills(picture, "rect")) >= 4.5


def test_moves_are_those_of_the_grading() -> None:
    counts = pl.DataFrame(MOVES).filter(pl.col("grading") == "changed").drop_nulls(["before", "after"])
    bars = rows(plot.moves(MOVES, language="en"))
    assert sum(row["count"] for row in bars) == counts["count"].sum()
    assert bars == rows(plot.moves(MOVES, "changed", language="en")), "without a name, the last"
    same = rows(plot.moves(MOVES, GRADING.id))
    assert all(row["before"][0] == row["after"] for row in same)
    with refused("unknown_value", "grading"):
        plot.moves(MOVES, "nothing")
    with refused("missing_column", "grading"):
        plot.moves(LEVELS)


def test_a_waterfall_ends_at_the_total() -> None:
    found = grade()
    bars = rows(plot.pulls(found, language="en"))
    *steps, total = bars
    assert steps[-1]["to"] == total["to"] == found.total.least
    assert all(step["to"] == after["from"] for step, after in zip(steps, steps[1:], strict=False))
    assert {step["label"] for step in steps} >= {"settlement", "credit", "dwelling"}
    assert next(step["text"] for step in steps if step["label"] == "settlement") == "-70"
    assert next(step["text"] for step in steps if step["label"] == "dwelling") == "-80 … +50"
    assert "cars" not in {step["label"] for step in steps}


def test_no_small_count_is_shown() -> None:
    """N34: a count from 1 up to the threshold is in no row of a chart, and the chart says so."""
    for draw in (lambda below: plot.levels(FAMILIES, LEVELS, hide_below=below), lambda below: plot.moves(MOVES, hide_below=below)):
        whole = [row["count"] for row in rows(draw(0))]
        threshold = sorted(whole)[len(whole) // 2]
        kept = draw(threshold)
        assert sorted(row["count"] for row in rows(kept)) == sorted(count for count in whole if count >= threshold)
        assert any(line.startswith("Группы меньше") for line in kept.title.subtitle) == (min(whole) < threshold)
        assert rows(draw(10_000)) == []
