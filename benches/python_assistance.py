"""`targeted_assistance.assess` of a table of families of four, beside polars that gives per capita and amounts alone.

Both get one thread, and the time is that of the processor. The amounts of polars are compared with those of the core. Then comes
one `Assess` of a family of five, the best of many rounds.

    python benches/python_assistance.py [--households 2000000] [--rounds 9]
    python benches/python_assistance.py --quick     # answers are checked, and nothing is timed
"""

from __future__ import annotations

import argparse
import os
import statistics
import time
import timeit
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

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


def by_core(households: pl.DataFrame) -> Any:
    return ta.assess(households, regulation="asp-2025-01", on=ON, line=LINE, mci=MCI)


def by_polars(households: pl.DataFrame) -> pl.DataFrame:
    """Per capita to 0.01, and the totals of the three months, in whole numbers of tiyn; no reason, nothing missing.

    Lists are read in their places, which takes three quarters of the time of members in rows of their own.
    """
    member, members = pl.element().struct, pl.col("members")
    amount = pl.element().struct.field("amount")
    counted = pl.when(pl.element().struct.field("kind").is_in(COUNTED)).then(amount.cast(pl.Decimal(20, 2)) * 100)
    incomes = member.field("incomes").list.eval(counted.cast(pl.Int64)).list.sum()
    children = [
        (member.field("role") == "child") & (member.field("born") <= date(2025, month, 1)) & (member.field("born") > date(2019, month, 1))
        for month in (1, 2, 3)
    ]
    sums = households.lazy().select(
        members.list.len().cast(pl.Int64).alias("members"),
        members.list.eval(incomes).list.sum().alias("counted"),
        *(members.list.eval(is_one.cast(pl.Int64)).list.sum().alias(f"children_{month}") for month, is_one in enumerate(children)),
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
    core, other = pl.DataFrame(by_core(households)), by_polars(households)
    assert set(core["answer"]) == {"assigned", "refused"}, core["answer"].value_counts()
    both = pl.concat([core.select("per_capita", "months"), other.rename({"per_capita": "capita"})], how="horizontal")
    assert (both["capita"] == (both["per_capita"] * 100).cast(pl.Int64)).all()
    known = both.filter(pl.col("months").is_not_null())
    for month in range(3):
        assert (known[f"total_{month}"] == known["months"].list.get(month).cast(pl.Int64)).all()


def one() -> Callable[[], ta.Decision | ta.Refused]:
    """One family of five, by the caller's word."""
    wages = (ta.Income(kind=ta.IncomeKind.WAGES, amount=Decimal(60_000)),)
    grown = {"born": date(1990, 1, 1), "able_bodied": True, "cares_for": ta.CaresFor.NOBODY, "registered": True, "absent": False}
    child = ta.ToldMember(member="3", role=ta.Role.CHILD, born=date(2018, 3, 4), able_bodied=False, registered=True, absent=False, incomes=())
    roles = (ta.Role.APPLICANT, ta.Role.SPOUSE)
    adults = (ta.ToldMember(member=role.value, role=role, incomes=wages, **grown) for role in roles)  # type: ignore[arg-type]
    children = (replace(child, member=name) for name in "345")
    family = ta.Assess(
        status=ta.Status.CITIZEN,
        overlap=False,
        survey=ta.Survey.DONE,
        need=True,
        contract=ta.Contract.SIGNED,
        line=LINE,
        mci=MCI,
        history=(),
        household=(*adults, *children),
    )
    calculator = ta.Ledger("asp-2025-01")
    assert isinstance(calculator.ask(family, on=ON), ta.Assigned)
    return lambda: calculator.ask(family, on=ON)


def took(work: Callable[[pl.DataFrame], Any], households: pl.DataFrame) -> float:
    start = time.process_time()
    work(households)
    return time.process_time() - start


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--households", type=int, default=2_000_000)
    arguments.add_argument("--rounds", type=int, default=9)
    arguments.add_argument("--quick", action="store_true")
    given = arguments.parse_args()
    check(table(20_000))
    call = one()
    if given.quick:
        return
    households = table(given.households)
    for work in (by_core, by_polars):
        took(work, households)
    times = [(took(by_core, households), took(by_polars, households)) for _ in range(given.rounds)]
    core, other = (statistics.median(each) for each in zip(*times, strict=True))
    ratio = statistics.median(theirs / ours for ours, theirs in times)
    for name, seconds in ("voucher_core", core), ("polars", other):
        print(f"{name:>12}: {given.households / seconds / 1e6:6.2f} million households a second")
    print(f"{'ratio':>12}: {ratio:.1f}")
    best = min(timeit.repeat(call, timer=time.process_time, number=100, repeat=300)) / 100
    print(f"{'one Assess':>12}: {best * 1e6:.2f} µs")


if __name__ == "__main__":
    main()
