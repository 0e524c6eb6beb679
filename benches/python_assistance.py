"""`targeted_assistance.assess` of a table of families of four, beside polars that gives per capita and amounts alone.

Both get one thread, and the time is that of the processor. The amounts of polars are compared with those of the core.

    python benches/python_assistance.py [--households 2000000] [--rounds 5]
"""

from __future__ import annotations

import argparse
import os
import statistics
import time
from collections.abc import Callable
from datetime import date
from decimal import Decimal

os.environ["POLARS_MAX_THREADS"] = "1"

import polars as pl  # noqa: E402, after its number of threads

from voucher_core import targeted_assistance as ta  # noqa: E402

ON = date(2026, 1, 10)
LINE, MCI = Decimal("37060"), Decimal("4325")
TOP_UP = 6488
KINDS = pl.Enum([kind.value for kind in ta.IncomeKind])
ROLES = pl.Enum([role.value for role in ta.Role])
COUNTED = ta.Regulation("asp-2025-01").as_dict()["income"]["counted"]


def table(many: int) -> pl.DataFrame:
    """Families of two adults with an income each, one in eight of a kind that does not count, and two children."""
    place = pl.int_range(4 * many).alias("place")
    incomes = pl.concat_list(
        pl.struct(
            kind=pl.when(pl.col("place") % 8 == 1).then(pl.lit("housing_assistance")).otherwise(pl.lit("wages")).cast(KINDS),
            amount=(pl.col("place") * 104_729 % 400_000).cast(pl.Decimal(12, 2)),
        )
    )
    is_adult = pl.col("place") % 4 < 2
    roles = pl.Series(["applicant", "spouse", "child", "child"], dtype=ROLES)
    members = pl.select(place).select(
        household=pl.col("place") // 4,
        role=pl.lit(roles).gather(pl.col("place") % 4),
        born=pl.lit(ON) - pl.duration(days=pl.col("place") * 7919 % 4000),
        able_bodied=is_adult,
        cares_for=pl.lit("nobody").cast(pl.Enum([each.value for each in ta.CaresFor])),
        registered=pl.lit(True),
        absent=pl.lit(False),
        incomes=pl.when(is_adult).then(incomes).otherwise(incomes.list.head(0)),
    )
    nested = members.group_by("household", maintain_order=True).agg(members=pl.struct(pl.exclude("household")))
    return nested.with_columns(
        status=pl.lit("citizen").cast(pl.Enum([each.value for each in ta.Status])),
        overlap=pl.lit(False),
        survey=pl.lit("done").cast(pl.Enum(["done", "refused"])),
        need=pl.lit(True),
        contract=pl.lit("signed").cast(pl.Enum(["signed", "refused"])),
        history=pl.lit([], pl.List(pl.Struct({"what": pl.String, "on": pl.Date}))),
    ).rechunk()


def by_core(households: pl.DataFrame) -> pl.DataFrame:
    return pl.DataFrame(ta.assess(households, regulation="asp-2025-01", on=ON, line=LINE, mci=MCI))


def by_polars(households: pl.DataFrame) -> pl.DataFrame:
    """Per capita to 0.01, and the totals of the three months, in whole numbers of tiyn; no reason, nothing missing."""
    members = households.lazy().with_row_index("row").select("row", "members").explode("members").unnest("members")
    amount = pl.element().struct.field("amount")
    counted = pl.when(pl.element().struct.field("kind").is_in(COUNTED)).then(amount.cast(pl.Decimal(20, 2)) * 100)
    children = [
        (pl.col("role") == "child") & (pl.col("born") <= date(2025, month, 1)) & (pl.col("born") > date(2019, month, 1))
        for month in (1, 2, 3)
    ]
    sums = members.group_by("row", maintain_order=True).agg(
        pl.len().cast(pl.Int64).alias("members"),
        pl.col("incomes").list.eval(counted.cast(pl.Int64)).list.sum().sum().alias("counted"),
        *(children[month].sum().cast(pl.Int64).alias(f"children_{month}") for month in range(3)),
    )
    shares = 3 * pl.col("members")
    capita = (2 * pl.col("counted") + shares) // (2 * shares)
    line = int(LINE * 100)
    gap = pl.when(capita < line).then(pl.col("members") * (line - capita)).otherwise(0)
    base = (gap + 99) // 100
    totals = [base + TOP_UP * pl.col(f"children_{month}") for month in range(3)]
    return sums.select(capita.alias("per_capita"), *(total.alias(f"total_{month}") for month, total in enumerate(totals))).collect()


def check(households: pl.DataFrame) -> None:
    """Where the core has months, polars has the same."""
    core, other = by_core(households), by_polars(households)
    assert set(core["answer"]) == {"assigned", "refused"}, core["answer"].value_counts()
    both = pl.concat([core.select("per_capita", "months"), other.rename({"per_capita": "capita"})], how="horizontal")
    assert (both["capita"] == (both["per_capita"] * 100).cast(pl.Int64)).all()
    known = both.filter(pl.col("months").is_not_null())
    for month in range(3):
        assert (known[f"total_{month}"] == known["months"].list.get(month).cast(pl.Int64)).all()


def took(work: Callable[[pl.DataFrame], pl.DataFrame], households: pl.DataFrame) -> float:
    start = time.process_time()
    work(households)
    return time.process_time() - start


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--households", type=int, default=2_000_000)
    arguments.add_argument("--rounds", type=int, default=5)
    given = arguments.parse_args()
    check(table(20_000))
    households = table(given.households)
    times = [(took(by_core, households), took(by_polars, households)) for _ in range(given.rounds)]
    core, other = (statistics.median(each) for each in zip(*times, strict=True))
    ratio = statistics.median(theirs / ours for ours, theirs in times)
    for name, seconds in ("voucher_core", core), ("polars", other):
        print(f"{name:>12}: {given.households / seconds / 1e6:6.2f} million households a second")
    print(f"{'ratio':>12}: {ratio:.1f}")


if __name__ == "__main__":
    main()
