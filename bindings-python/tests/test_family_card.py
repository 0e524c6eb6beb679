"""The Digital Family Card: one family, and tables of them, where each row is what the family alone is told (K5 to K8)."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

import voucher_core as vc
from common import IINS, refused
from voucher_core import family_card as card

GRADING = card.Grading("grading-2026-06")
PROACTIVE = card.Proactive("proactive-2025-09")
JULY = date(2026, 7, 1)

def test_k8_a_grade_is_true_where_it_has_a_level() -> None:
    """What is open has the levels that are left, what is refused the facts that disagree."""
    nothing = GRADING.grade({}, on=JULY)
    assert isinstance(nothing, card.Open) and not nothing
    assert (nothing.levels, len(nothing.missing)) == (tuple(card.Level), 25)
    easy = card.Grading(GRADING.as_dict(), levels=[{"level": "A", "least": -5000}])
    graded = easy.grade({"credit": True}, on=JULY)
    assert isinstance(graded, card.Graded) and graded
    assert graded.level == card.Level.A and "credit" not in graded.immaterial
    disagree = GRADING.grade({"children_and_students": 1, "children_without_school": 2}, on=JULY)
    facts = ("children_and_students", "children_without_school")
    assert disagree == card.Refused(refusals=(card.Refusal.FACTS_DISAGREE,), facts=facts) and not disagree


@pytest.mark.parametrize(
    ("family", "code", "field"),
    [
        ({"boats": 1}, "unknown_field", "boats"),
        ({"cars": 1.5}, "not_a_count", "cars"),
        ({"cars": -1}, "not_a_count", "cars"),
        ({"credit": 1}, "not_a_boolean", "credit"),
        ({"income_per_head": 50}, "not_text", "income_per_head"),
        ({"income_per_head": Decimal("0.001")}, "too_many_decimals", "income_per_head"),
        ({"settlement": "town"}, "unknown_value", "settlement"),
    ],
)
def test_k5_a_fact_of_another_kind_raises(family: dict[str, card.Value], code: str, field: str) -> None:
    with refused(code, field, vc.VoucherError):
        GRADING.grade(family, on=JULY)


def test_k10_a_right_is_true_where_there_is_one() -> None:
    """Of each kind of answer one, from the facts that are told."""
    last_day, right = date(2026, 2, 10), card.Service.LARGE_FAMILY
    children: list[card.Child] = [{"born": date(year, 5, 5)} for year in (2010, 2012, 2014, 2020)]
    income: card.RightFacts = {"income_per_head": Decimal(1), "poverty_line": Decimal(2)}
    answers = [
        PROACTIVE.entitled(right, {"children": children}, on=last_day),
        PROACTIVE.entitled(right, {"children": children[1:]}, on=last_day),
        PROACTIVE.entitled(right, {"children": [*children[1:], {}]}, on=last_day),
        PROACTIVE.entitled(card.Service.TARGETED_ASSISTANCE, income, on=last_day),
    ]
    assert answers == [
        card.Right(amount=Decimal("69330.00"), last=date(2028, 5, 4)),
        card.No(refusals=(card.Refusal.TOO_FEW_CHILDREN,)),
        card.CannotTell(missing=(card.MissingFact.BORN, card.MissingFact.STUDENT)),
        card.Potential(),
    ]
    assert list(map(bool, answers)) == [True, False, False, False]
    with refused("unknown_field", "award"):
        PROACTIVE.entitled(right, {"award": card.Award.NONE}, on=last_day)
    with refused("unknown_value", "service"):
        PROACTIVE.entitled(card.Service.BURIAL, {}, on=last_day)


def test_k31_a_duty_has_the_key_of_its_offer_and_shows_none_of_it() -> None:
    ledger, on = card.Ledger(PROACTIVE), date(2026, 2, 10)
    key = card.OfferKey(iin=vc.Iin(IINS[0]), service=card.Service.LARGE_FAMILY, event="e-1")
    assert ledger.record(card.RightArose(iin=key.iin, service=key.service, event=key.event), on=on)
    (due,) = ledger.ask(card.WhatIsDue(), on=on)
    assert (due.action, due.key) == (card.Action.SEND_OFFER, key)
    assert "e-1" not in repr(due) and IINS[0] not in repr(due)


# Tables.

RENT = [{"least": "0", "gives": -3}, {"above": "0.5", "gives": 1}, {"least": "1", "gives": 2}]
ROOMS = [{"least": "0", "gives": -1}, {"above": "2", "gives": 0}, {"least": "3.5", "gives": 1}]
HEATING = {
    "gas": 3,
    "coal": {"fact": "internet", "values": {"no": -1, "yes": 1}},
    "none": {"fact": "rent", "unit": "subsistence", "brackets": RENT},
}
KINDS = {"heating": list(HEATING), "internet": "boolean", "rooms": "count", "rent": "amount", "income": "amount"}
RULES = {
    ("warm", "housing"): {"fact": "heating", "values": HEATING},
    ("room", "education"): {"fact": "rooms", "unit": "one", "brackets": ROOMS},
}
OWN = card.Grading(
    GRADING.as_dict(),
    id="own",
    subsistence="0.07",
    facts=[{"name": name, "kind": kind} for name, kind in KINDS.items()],
    at_most=[["rent", "income"]],
    indicators=[{"id": name, "criterion": criterion, "rule": rule} for (name, criterion), rule in RULES.items()],
    levels=[{"level": "3", "least": 3}, {"level": "2", "least": 0}],
    lowest="1",
)
DAYS = [GRADING.as_dict()["period"]["last"], "2027-01-01"]


def values(grading: card.Grading, dice: random.Random, kind: Any) -> Any:
    """A value of a fact, mostly beside a bound."""
    if isinstance(kind, list):
        return dice.choice(kind)
    if kind == "boolean":
        return dice.random() < 0.5
    if kind == "count":
        return dice.choice([0, 1, 2, 3, 4, 5, 6, 7, 11, 12, 127, 128, 2147483647])
    unit = Decimal(grading.as_dict()["subsistence"])
    near = dice.choice([Decimal(0), unit, unit / 4, unit / 2, unit * 3, Decimal(18), Decimal(500_000), Decimal("99999999.99")])
    moved = near.quantize(Decimal("0.01")) + dice.choice([Decimal("-0.01"), Decimal(0), Decimal("0.01")])
    return min(max(moved, Decimal(0)), Decimal("99999999.99"))


def families(grading: card.Grading, dice: random.Random, rows: int) -> list[dict[str, Any]]:
    there = []
    for _ in range(rows):
        known = dice.choice([0.0, 0.1, 0.5, 0.95, 1.0])
        facts = [fact for fact in grading.as_dict()["facts"] if dice.random() < known]
        there.append({fact["name"]: values(grading, dice, fact["kind"]) for fact in facts})
    return there


def frame(grading: card.Grading, dice: random.Random, rows: Sequence[dict[str, Any]]) -> pl.DataFrame:
    """A table of families, of types by chance."""
    columns = []
    for fact in grading.as_dict()["facts"]:
        name, kind = fact["name"], fact["kind"]
        cells = [row.get(name) for row in rows]
        if kind == "amount":
            column = pl.Series(name, cells, pl.Decimal(18, dice.choice([2, 4])))
            column = dice.choice([column, pl.Series(name, [None if cell is None else str(cell) for cell in cells], pl.String)])
        elif kind == "count":
            narrow = [pl.Int8, pl.UInt8, pl.Int16] if all((cell or 0) < 128 for cell in cells) else []
            column = pl.Series(name, cells, dice.choice([pl.Int32, pl.UInt32, pl.Int64, pl.UInt64, *narrow]))
        elif kind == "boolean":
            column = pl.Series(name, cells, pl.Boolean)
        else:
            column = pl.Series(name, cells, dice.choice([pl.String, pl.Categorical, pl.Enum(kind)]))
        if any(cell is not None for cell in cells) or dice.random() < 0.5:
            columns.append(column)
    return pl.DataFrame([*columns, pl.Series("other", [[1]] * len(rows))])


def expected(grading: card.Grading, family: dict[str, Any], on: date) -> dict[str, Any]:
    """A row of the answer, by what the family alone is told."""
    alone = grading.grade(family, on=on)
    row: dict[str, Any] = {"status": "ok", "code": None, "field": None}
    if isinstance(alone, card.Refused):
        bits = [list(card.Refusal).index(refusal) for refusal in alone.refusals]
        row |= {"refusals": sum(1 << bit for bit in bits), "facts": set(alone.facts or ())}
        return row | dict.fromkeys(["level", "best", "worst", "total_least", "total_most"])
    is_graded = isinstance(alone, card.Graded)
    levels = (alone.level,) if isinstance(alone, card.Graded) else alone.levels
    facts = alone.immaterial if isinstance(alone, card.Graded) else alone.missing
    row |= {"level": levels[0] if is_graded else None, "best": levels[0], "worst": levels[-1]}
    row |= {"refusals": 0, "facts": set(facts)}
    for name, points in [("total", alone.total), *((each.criterion.value, each) for each in alone.criteria)]:
        row |= {f"{name}_least": points.least, f"{name}_most": points.most}
    return row


@pytest.mark.parametrize("grading", [GRADING, OWN], ids=lambda grading: grading.id)
@pytest.mark.parametrize("day", DAYS)
def test_k8_a_table_is_graded_as_each_family(grading: card.Grading, day: str) -> None:
    on, seen = date.fromisoformat(day), set()
    for seed in range(4):
        dice = random.Random(seed)
        rows = families(grading, dice, 1500 if seed == 0 else 300)
        table = frame(grading, dice, rows)
        answers = pl.DataFrame(card.grade(table, grading=grading, on=on))
        assert len(answers) == len(rows)
        for family, answer in zip(rows, answers.iter_rows(named=True), strict=True):
            answer["facts"] = set(grading.facts_of(answer["facts"]))
            wanted = expected(grading, family, on)
            assert {name: answer[name] for name in wanted} == wanted, family
            seen.add((answer["level"], answer["refusals"]))
    assert len(seen) > (3 if on < date(2027, 1, 1) else 1)


@pytest.mark.parametrize("library", [pl.DataFrame, pd.DataFrame.from_arrow, pa.table], ids=["polars", "pandas", "pyarrow"])
def test_any_table_will_do(library: Any) -> None:
    dice = random.Random(7)
    facts = GRADING.as_dict()["facts"]
    whole = [{fact["name"]: values(GRADING, dice, fact["kind"]) for fact in facts} for _ in range(50)]
    table = frame(GRADING, dice, whole).drop("other")
    answers = card.grade(library(table), grading=GRADING, on=JULY)
    assert pl.DataFrame(answers).equals(pl.DataFrame(card.grade(table, grading=GRADING, on=JULY)))
    nothing = pl.DataFrame(card.grade(pl.DataFrame({"other": [1, 2]}), grading=GRADING, on=JULY))
    assert nothing.select("level", "best", "worst").rows() == [(None, "A", "E")] * 2
    assert len(card.grade(table.clear(), grading=GRADING, on=JULY)) == 0


@pytest.mark.parametrize(
    ("name", "cells", "code"),
    [
        ("cars", pl.Series([0, -1], dtype=pl.Int8), "not_a_count"),
        ("cars", pl.Series([2147483647, 2147483648], dtype=pl.Int64), "not_a_count"),
        ("cars", pl.Series([0, 2**64 - 1], dtype=pl.UInt64), "not_a_count"),
        ("settlement", pl.Series(["village", "town"]), "unknown_value"),
        ("settlement", pl.Series(["village", "town"], dtype=pl.Categorical), "unknown_value"),
        ("area_per_head", pl.Series(["17.99", "17.999"]), "too_many_decimals"),
        ("area_per_head", pl.Series(["17.99", "many"]), "not_a_decimal"),
        ("area_per_head", pl.Series([Decimal(0), Decimal(-1)]), "negative"),
        ("area_per_head", pl.Series([Decimal("99999999.99"), Decimal(100_000_000)]), "too_large"),
        ("area_per_head", pl.Series([0, -1], dtype=pl.Int8), "negative"),
        ("area_per_head", pl.Series([99_999_999, 100_000_000], dtype=pl.UInt32), "too_large"),
        ("area_per_head", pl.Series([0, 2**64 - 1], dtype=pl.UInt64), "too_large"),
    ],
)
def test_a_row_that_is_no_family_is_named(name: str, cells: pl.Series, code: str) -> None:
    table = pl.DataFrame({name: cells, "school": [None, None]})
    good, bad = pl.DataFrame(card.grade(table, grading=GRADING, on=JULY)).rows(named=True)
    assert (good["status"], good["best"]) == ("ok", "A")
    assert bad["level"] is bad["best"] is bad["total_least"] is bad["facts"] is bad["refusals"] is None
    assert (bad["status"], bad["code"], bad["field"]) == ("error", code, name)
    with refused("bad_rows") as caught:
        card.grade(table, grading=GRADING, on=JULY, strict=True)
    assert caught.value.rows == ((1, name, code),)


@pytest.mark.parametrize("width", [pl.Int16, pl.Int32, pl.Int64, pl.UInt16, pl.UInt64])
def test_k5_whole_tenge_are_an_amount(width: Any) -> None:
    """As the same decimals are, and as the family alone is told; a null is not known."""
    on, amounts = date(2026, 7, 1), [0, 17, 18, None, 20, 3000]
    whole = pl.DataFrame({"dwellings": [1] * 6, "area_per_head": pl.Series(amounts, dtype=width)})
    told = pl.DataFrame(card.grade(whole, grading=GRADING, on=on))
    exact = whole.with_columns(pl.col("area_per_head").cast(pl.Decimal(12, 2)))
    assert told.equals(pl.DataFrame(card.grade(exact, grading=GRADING, on=on)))
    for amount, row in zip(amounts, told.iter_rows(named=True), strict=True):
        known = {} if amount is None else {"area_per_head": Decimal(amount)}
        alone = expected(GRADING, {"dwellings": 1, **known}, on) | {"facts": row["facts"]}
        assert {name: row[name] for name in alone} == alone, amount
        assert ("area_per_head" in GRADING.facts_of(row["facts"])) == (amount is None)


def test_what_is_no_table_of_families_raises() -> None:
    on = date(2026, 7, 1)
    for table, code, field in (
        ({"cars": [1.0, None]}, "float_for_int", "cars"),
        ({"cars": ["1"]}, "unsupported_type", "cars"),
        ({"credit": [1]}, "unsupported_type", "credit"),
        ({"area_per_head": [1.5]}, "unsupported_type", "area_per_head"),
        ({"settlement": [1]}, "not_text", "settlement"),
    ):
        with refused(code, field):
            card.grade(pl.DataFrame(table), grading=GRADING, on=on)
    for odd, code in (({}, "not_arrow"), (pl.Series([1]), "not_a_table")):
        with refused(code):
            card.grade(odd, grading=GRADING, on=on)  # type: ignore[arg-type]
    many = card.Grading(GRADING.as_dict(), id="many", facts=[*GRADING.as_dict()["facts"], *({"name": f"f{n}", "kind": "count"} for n in range(40))])
    with refused("grading_too_large", "grading"):
        card.grade(pl.DataFrame({"cars": [1]}), grading=many, on=on)


def test_compare_counts_who_moves_by_region() -> None:
    """Every pair of levels that two answers of `grade` have side by side, and no other."""
    dice, on = random.Random(5), date(2026, 7, 1)
    richer = GRADING.replace(id="richer", subsistence="20000", levels=[{"level": "good", "least": 0}], lowest="poor")
    facts = GRADING.as_dict()["facts"]
    rows = [{fact["name"]: values(GRADING, dice, fact["kind"]) for fact in facts if dice.random() < 0.99} for _ in range(2000)]
    table = frame(GRADING, dice, rows).with_columns(
        pl.Series("region", [dice.choice(["79", "Astana", "10", None]) for _ in rows])
    )
    gradings = [GRADING, richer, OWN]
    found = pl.DataFrame(card.compare(table, iter(gradings), on=on))
    levels = [pl.DataFrame(card.grade(table, grading=grading, on=on))["level"].cast(pl.String) for grading in gradings]
    region = table["region"].replace("Astana", "71")
    for grading, after in zip(gradings, levels, strict=True):
        both = pl.DataFrame([region, levels[0].alias("before"), after.alias("after")])
        wanted = both.group_by("region", "before", "after").len("count").sort(pl.all(), nulls_last=True)
        own = found.filter(pl.col("grading") == grading.id).drop("grading")
        assert own.sort(pl.all(), nulls_last=True).rows() == wanted.rows()
        assert own["count"].sum() == len(table)
    moved = found.filter((pl.col("grading") == "richer") & (pl.col("before") == "C") & (pl.col("after") == "good"))
    assert moved["count"].sum() > 0
    assert set(found["region"]) == {"79", "71", "10", None}
    plain = pl.DataFrame(card.compare(table.drop("region"), gradings, on=on))
    assert set(plain["region"]) == {None}
    with refused("duplicate_regulation", "gradings"):
        card.compare(table, [GRADING, richer, GRADING], on=on)
    with pytest.warns(vc.ColumnWarning, match="Cars"):
        card.compare(pl.DataFrame({"Cars": [1]}), gradings, on=on)
    assert len(card.compare(table, [], on=on)) == 0
