"""What `prepare` of a table costs beside polars expressions that read the same texts, and beside `review` of what comes out.

    python benches/python_prepare.py               # ten million rows of an oblast
    python benches/python_prepare.py --rows 1000000 --rounds 11
    python benches/python_prepare.py --quick       # answers are checked, and nothing is timed

Polars has it easier: every date is `dd.mm.yyyy`, every name of a region is in a list that it was given, and it reports nothing. Both
read one polars table as it is, on one thread, in turns; what counts is how long the process held a core, the median of the
rounds. Before anything is timed, both give a small table alike. Exit status: 0, 1 where answers differ.
"""

from __future__ import annotations

import os

os.environ.setdefault("POLARS_MAX_THREADS", "1")

import argparse
import statistics
import sys
import time
from collections.abc import Callable
from datetime import date
from typing import Any, Final

import numpy as np
import polars as pl

import voucher_core as vc

GAS: Final = vc.Regulation.gas_2025_08()
AS_OF: Final = date(2025, 9, 30)
REGIONS: Final = {
    "г. Шымкент": 79, "Астана": 71, "город  Астана": 71, "Туркестанская обл.": 61, "ВКО": 63, "Алматинская область": 19,
    "область Жетысу": 33, "790000000": 79, "79": 79, "Карагандинская": 35,
}  # fmt: skip
FLAGS: Final = {"да": True, "иә": True, "нет": False, "жоқ": False}
ANSWERS: Final = {"согласен": True, "agree": True, "отказ": False}
DATES: Final = ("listed_on", "asked_on", "answered_on", "entered_on")


def table(rows: int, seed: int = 2025) -> pl.DataFrame:
    """Rows by chance, all of text, a blank cell being an empty text."""
    dice = np.random.default_rng(seed)

    def some(texts: list[str]) -> pl.Series:
        return pl.Series(texts).gather(pl.Series(dice.integers(0, len(texts), rows)))

    days = [f"{day:02}.09.2025" for day in range(1, 30)]
    columns = {name: some(days if name in DATES[:2] else days + [""] * 10) for name in DATES}
    entered = columns["entered_on"] != ""
    account = pl.Series(range(rows)).cast(pl.String).str.zfill(8)
    return pl.DataFrame(columns).with_columns(
        month=pl.lit("2025-09"),
        region=some(list(REGIONS)),
        targeted_social=some(list(FLAGS)),
        housing=some(list(FLAGS)),
        answer=pl.when(columns["answered_on"] != "").then(some(list(ANSWERS))).otherwise(pl.lit("")),
        account=pl.when(entered).then(account).otherwise(pl.lit("")),
        account_exists=some(list(FLAGS)),
    )


def by_us(frame: pl.DataFrame) -> tuple[vc.Table, vc.Report]:
    return vc.prepare(frame)


def by_polars(frame: pl.DataFrame) -> pl.DataFrame:
    def mapped(name: str, texts: dict[str, Any], kind: Any) -> pl.Expr:
        return pl.col(name).replace_strict(texts | {"": None}, return_dtype=kind)

    return frame.select(
        (pl.col("month") + "-01").str.to_date("%Y-%m-%d"),
        mapped("region", REGIONS, pl.UInt8),
        *(mapped(name, FLAGS, pl.Boolean) for name in ("targeted_social", "housing")),
        *(pl.when(pl.col(name) != "").then(pl.col(name)).str.to_date("%d.%m.%Y") for name in DATES[:3]),
        mapped("answer", ANSWERS, pl.Boolean),
        pl.when(pl.col("entered_on") != "").then(pl.col("entered_on")).str.to_date("%d.%m.%Y"),
        pl.when(pl.col("account") != "").then(pl.col("account")),
        mapped("account_exists", FLAGS, pl.Boolean),
    )


def held(work: Callable[[], Any]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=10_000_000)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--quick", action="store_true")
    asked = parser.parse_args()
    small = table(20_000)
    ready, report = by_us(small)
    if report.findings or not pl.DataFrame(ready).drop("unread").equals(by_polars(small)):
        print("answers differ")
        return 1
    if asked.quick:
        return 0
    whole = table(asked.rows)
    prepared, _ = by_us(whole)
    works: dict[str, Callable[[], Any]] = {
        "prepare": lambda: by_us(whole),
        "polars, no report": lambda: by_polars(whole),
        "review of what comes out": lambda: vc.review(prepared, regulation=GAS, as_of=AS_OF),
    }
    times: dict[str, list[float]] = {name: [] for name in works}
    for _ in range(asked.rounds):
        for name, work in works.items():
            times[name].append(held(work))
    for name, spent in times.items():
        middle = statistics.median(spent)
        print(f"{name:<28} {middle * 1e9 / asked.rows:>8.1f} ns a row {asked.rows / middle / 1e6:>8.2f} million rows a second")
    ratio = [theirs / ours for ours, theirs in zip(times["prepare"], times["polars, no report"], strict=True)]
    print(f"polars takes {statistics.median(ratio):.2f} times as long")
    return 0


if __name__ == "__main__":
    sys.exit(main())
