"""B14, B15: an analyst's charts, and what a type checker says of them before they are drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_type

import altair as alt
import polars as pl
from common import DATE as D
from common import GAS_2025 as GAS

import voucher_core as vc
from voucher_core import plot

PEOPLE = pl.DataFrame(
    {"month": "2025-09", "region": ["71"] * 6 + ["79"] * 4 + ["10"] * 3, "asked_on": D(2025, 9, 1), "entered_on": D(2025, 9, 9)}
).with_columns(account=pl.int_range(100, 100 + pl.len()).cast(pl.String), answered_on=D(2025, 9, 2), answer=pl.lit("agree"))
COUNTS = vc.counts(PEOPLE, regulation=GAS, as_of=D(2025, 9, 30))


def test_charts_of_one_call_each() -> None:
    """The table of `counts` fits every chart of gas; each is an Altair chart of its own kind."""
    answer = vc.review(PEOPLE, regulation=GAS, as_of=D(2025, 9, 30))
    funnel = assert_type(plot.funnel(COUNTS, language="kk"), alt.LayerChart)
    by_region = assert_type(plot.funnel(COUNTS, by="region", hide_below=3), alt.FacetChart)
    tiles = assert_type(vc.plot.regions(COUNTS, regulation=GAS, show="listed"), alt.LayerChart)
    days = assert_type(plot.uptake(PEOPLE, answer, regulation=GAS), alt.VConcatChart)
    of_days = assert_type(plot.uptake({D(2025, 9, 7): 3}), alt.VConcatChart)
    of_stages = assert_type(plot.funnel({vc.Stage.ISSUED: 3}, language=vc.Language.EN), alt.LayerChart)
    for chart in (funnel, by_region, tiles, days, of_days, of_stages):
        assert chart.to_dict()
    assert "region_not_in_pilot" not in funnel.to_json() and "вне пилота" in tiles.to_json()


if TYPE_CHECKING:
    # Each of these is found without a run: strict checkers complain where one is not.
    plot.funnel(COUNTS, language="de")  # type: ignore[call-overload]
    plot.funnel(COUNTS, by="district")  # type: ignore[call-overload]
    plot.funnel({"issued": 3}, by="month")  # type: ignore[call-overload]
    plot.regions(COUNTS, show="sold")  # type: ignore[arg-type]
    plot.regions("a file.csv")  # type: ignore[arg-type]
    plot.regions(PEOPLE.lazy())  # type: ignore[arg-type]
    plot.compare(COUNTS, language="ru-RU")  # type: ignore[arg-type]
    plot.levels(COUNTS, language="kz")  # type: ignore[arg-type]
