"""What `family_card.grade` of a table costs beside polars expressions that give the level and the total alone.

    python benches/python_card.py                  # ten million families, all facts of the published grading
    python benches/python_card.py --rows 1000000 --rounds 11
    python benches/python_card.py --quick          # answers are checked, and nothing is timed

Polars has it easier: every fact is known to it, so that it need not tell what is possible where one is not. Both read one
polars table as it is, on one thread, in turns; what counts is how long the process held a core, the median of the rounds.
Then come single calls, whose answers are read as far as is said; the best of many rounds. Before anything is timed, both answer
a table alike. Exit status: 0, 1 where answers differ.
"""

from __future__ import annotations

import os

os.environ.setdefault("POLARS_MAX_THREADS", "1")

import argparse
import statistics
import sys
import time
import timeit
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any, Final

import numpy as np
import polars as pl

from voucher_core import family_card as card

GRADING: Final = card.Grading("grading-2026-06")
ON: Final = date(2026, 7, 1)
BATCH: Final = 1 << 20


def table(rows: int, unknown: float, seed: int = 16) -> pl.DataFrame:
    """Families by chance; of each fact so many are not known."""
    dice = np.random.default_rng(seed)
    columns: dict[str, pl.Series] = {}
    for fact in GRADING.as_dict()["facts"]:
        name, kind = fact["name"], fact["kind"]
        if kind == "amount":
            top = {"income_per_head": 30_000_000, "area_per_head": 6_000}.get(name, 300_000_000)
            cents = pl.Series(name, dice.integers(0, top, rows)).cast(pl.Decimal(18, 0))
            values = pl.select((pl.lit(cents) / pl.lit(Decimal(100))).cast(pl.Decimal(12, 2)).alias(name)).to_series()
        elif kind == "count":
            values = pl.Series(name, np.minimum(dice.geometric(0.5, rows) - 1, 14).astype(np.int32))
        elif kind == "boolean":
            values = pl.Series(name, dice.random(rows) < 0.3)
        else:
            values = pl.Series(name, np.array(kind)[dice.integers(0, len(kind), rows)]).cast(pl.Enum(kind))
        columns[name] = values
    frame = pl.DataFrame(columns)
    pupils = pl.col("children_and_students")
    within = [pl.min_horizontal(name, pupils).alias(name) for name in ("children_without_preschool", "children_without_school")]
    frame = frame.with_columns(within)
    if unknown:
        hide = [pl.when(pl.Series(dice.random(rows) >= unknown)).then(pl.col(name)).alias(name) for name in frame.columns]
        frame = frame.with_columns(hide)
    return frame


def points(rule: dict[str, Any], unit: Decimal) -> pl.Expr:
    """The points of a rule, of a fact that is known."""
    fact = pl.col(rule["fact"])

    def given(gives: Any) -> pl.Expr:
        return points(gives, unit) if isinstance(gives, dict) else pl.lit(gives, pl.Int32)

    if "values" in rule:
        said = rule["values"]
        if set(said) == {"no", "yes"}:
            return pl.when(fact).then(given(said["yes"])).otherwise(given(said["no"]))
        return fact.replace_strict(list(said), list(said.values()), return_dtype=pl.Int32)
    scale = unit if rule["unit"] == "subsistence" else Decimal(1)
    steps = [(next(iter(each)), each) for each in rule["brackets"]]
    chain: Any = pl
    for name, each in reversed([(name if name != "gives" else list(each)[1], each) for name, each in steps[1:]]):
        bound = Decimal(each[name]) * scale
        reached = fact > bound if name == "above" else fact >= bound
        chain = chain.when(reached).then(given(each["gives"]))
    return chain.otherwise(given(rule["brackets"][0]["gives"]))


def by_polars() -> Callable[[pl.DataFrame], pl.DataFrame]:
    """The level and the total, as an analyst would write them."""
    rules = GRADING.as_dict()
    unit = Decimal(rules["subsistence"])
    total = pl.sum_horizontal([points(each["rule"], unit) for each in rules["indicators"]]).alias("total")
    chain: Any = pl
    for level in rules["levels"]:
        chain = chain.when(pl.col("total") >= level["least"]).then(pl.lit(level["level"]))
    level = chain.otherwise(pl.lit(rules["lowest"])).alias("level")
    return lambda frame: frame.select(total).with_columns(level)


def by_us(frame: pl.DataFrame) -> Any:
    return card.grade(frame, grading=GRADING, on=ON)


def held(work: Callable[[], Any]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def calls() -> dict[str, Callable[[], Any]]:
    """Questions about one family of which everything is known."""
    rules = card.Proactive("proactive-2025-09")
    known: dict[str, card.Value] = {"amount": Decimal("51234.50"), "count": 1, "boolean": True}
    facts = GRADING.as_dict()["facts"]
    family = {each["name"]: known[each["kind"]] if isinstance(each["kind"], str) else each["kind"][-1] for each in facts}
    children: list[card.Child] = [{"born": date(year, 5, 5)} for year in (2010, 2012, 2014, 2020, 2022)]
    graded = GRADING.grade(family, on=ON)
    assert isinstance(graded, card.Graded), graded
    assert isinstance(rules.entitled(card.Service.LARGE_FAMILY, {"children": children}, on=ON), card.Right)
    return {
        "one grade": lambda: GRADING.grade(family, on=ON),
        "... and its level read": lambda: GRADING.grade(family, on=ON).level,  # type: ignore[union-attr]
        "... and its indicators read": lambda: GRADING.grade(family, on=ON).indicators,  # type: ignore[union-attr]
        "one entitled, five children": lambda: rules.entitled(card.Service.LARGE_FAMILY, {"children": children}, on=ON),
    }


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=10_000_000)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--quick", action="store_true")
    asked = parser.parse_args()
    polars = by_polars()
    small = table(20_000, 0)
    ours, theirs = pl.DataFrame(by_us(small)), polars(small)
    same = ours["level"].cast(pl.String).to_list() == theirs["level"].to_list()
    if not same or ours["total_least"].to_list() != theirs["total"].to_list():
        print("answers differ")
        return 1
    singles = calls()
    if asked.quick:
        return 0
    whole, holes = table(asked.rows, 0), table(asked.rows, 0.1)
    works: dict[str, Callable[[], Any]] = {
        "grade, all outputs": lambda: by_us(whole),
        "grade, a tenth not known": lambda: by_us(holes),
        "polars, level and total": lambda: polars(whole),
    }
    times: dict[str, list[float]] = {name: [] for name in works}
    for name, work in works.items():
        held(work)
    for _ in range(asked.rounds):
        for name, work in works.items():
            times[name].append(held(work))
    for name, spent in times.items():
        middle = statistics.median(spent)
        print(f"{name:<28} {middle * 1e9 / asked.rows:>8.1f} ns a row {asked.rows / middle / 1e6:>8.2f} million rows a second")
    ratio = [theirs / ours for ours, theirs in zip(times["grade, all outputs"], times["polars, level and total"], strict=True)]
    print(f"polars takes {statistics.median(ratio):.2f} times as long")
    for name, call in singles.items():
        best = min(timeit.repeat(call, timer=time.process_time, number=100, repeat=300)) / 100
        print(f"{name:<28} {best * 1e6:>8.2f} µs")
    return 0


if __name__ == "__main__":
    sys.exit(main())
