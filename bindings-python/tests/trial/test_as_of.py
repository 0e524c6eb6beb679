"""A1, A5: as of means as of, and counts can be subtracted."""

from __future__ import annotations

import datetime
import random
from collections.abc import Callable
from decimal import Decimal
from functools import partial
from typing import Any

import polars as pl
import pyarrow as pa
import pytest
from common import DATE as D
from common import GAS_2025 as GAS
from common import refused
from tables import september

import voucher_core as vc
from voucher_core import family_card, meals, targeted_assistance

ONE = pl.DataFrame(
    {
        "month": "2025-09", "listed_on": D(2025, 9, 1), "asked_on": D(2025, 9, 1), "answered_on": D(2025, 9, 5),
        "answer": "agree", "entered_on": D(2025, 9, 10), "account": "0012345",
    }
)  # fmt: skip
"""Asked on the 1st, agreed on the 5th, entered on the 10th."""


def test_a_voucher_is_not_activated_before_it_was() -> None:
    """A1: entered on the 10th, asked about the 2nd."""
    known = pl.DataFrame(vc.review(ONE, regulation=GAS, as_of=D(2025, 9, 2), facts="known_on_as_of"))
    assert known.select("stage", "activated").rows() == [("asked", False)]
    everything = pl.DataFrame(vc.review(ONE, regulation=GAS, as_of=D(2025, 9, 2), facts="all"))
    assert everything.select("stage", "activated").rows() == [("activated", True)]


@pytest.mark.parametrize(("as_of", "later"), [(1, 2), (4, 2), (5, 1), (9, 1), (10, 0), (30, 0)])
def test_the_answer_says_how_many_facts_are_later(as_of: int, later: int) -> None:
    """A1: each dated cell is a fact, and the day itself is no later one."""
    on = D(2025, 9, as_of)
    assert vc.review(ONE, regulation=GAS, as_of=on).facts_later == later
    assert vc.review(ONE, regulation=GAS, as_of=on, facts="known_on_as_of").facts_later == later
    assert vc.compare(ONE, [GAS, GAS.replace(id="other")], as_of=on).facts_later == later
    # Who is to be sent an SMS does not rest on the entry.
    assert vc.due_actions(ONE, regulation=GAS, on=on).facts_later == max(later - 1, 0)
    assert vc.potential_recipients(ONE, regulation=GAS).facts_later is None


def test_the_last_day_of_any_month_is_counted() -> None:
    """A1: of months of every length, alone and beside others, and of a day of the question in a column."""
    ends = [D(2025, 9, 30), D(2025, 10, 31), D(2026, 2, 28)]
    rows = [ONE.with_columns(month=pl.lit(end), listed_on=pl.lit(end.replace(day=1)), asked_on=pl.lit(None, pl.Date),
                             answered_on=pl.lit(None, pl.Date), answer=pl.lit(None, pl.String), entered_on=pl.lit(end))
            for end in ends]  # fmt: skip
    day = datetime.timedelta(1)
    for table, end in zip(rows, ends, strict=True):
        for as_of, later in ((end - day, 1), (end, 0), (end + day, 0), (end.replace(day=1) - day, 2)):
            assert vc.review(table, regulation=GAS, as_of=as_of).facts_later == later
            in_column = table.with_columns(as_of=pl.lit(as_of))
            assert vc.review(in_column, regulation=GAS).facts_later == later
    assert vc.review(pl.concat(rows), regulation=GAS, as_of=ends[1] - day).facts_later == 1 + 2


def test_facts_of_bad_rows_are_not_counted() -> None:
    """A1: a day outside the month is a fault of the row, and no later fact."""
    bad = ONE.with_columns(entered_on=pl.lit(D(2025, 10, 10)))
    answer = vc.review(bad, regulation=GAS, as_of=D(2025, 9, 2))
    assert (pl.DataFrame(answer)["code"][0], answer.facts_later) == ("outside_month", 0)


@pytest.mark.parametrize("as_of", [D(2025, 8, 31), *(D(2025, 9, day) for day in range(1, 31, 3)), D(2025, 10, 2)])
def test_known_by_is_what_the_parameter_says(as_of: datetime.date) -> None:
    """A1: to cut the table and to cut at the call are one, also for accounts that many use."""

    def both(ask: Callable[..., vc.Table], table: pl.DataFrame, on: datetime.date) -> list[vc.Table]:
        answers = [ask(vc.known_by(table, on)), ask(table, facts="known_on_as_of")]
        assert pl.DataFrame(answers[0]).equals(pl.DataFrame(answers[1]))
        return answers

    for seed in range(4):
        table = september(300, seed, accounts=100).drop("as_of")
        assert pl.DataFrame(vc.known_by(table, as_of)).columns == table.columns
        cut, _ = both(partial(vc.review, regulation=GAS, as_of=as_of), table, as_of)
        assert cut.facts_later == 0
        both(partial(vc.compare, regulations=[GAS], as_of=as_of), table, as_of)
        on = min(max(as_of, D(2025, 9, 1)), D(2025, 9, 30))
        both(partial(vc.due_actions, regulation=GAS, on=on), table, on)


@pytest.mark.parametrize("threads", [1, 3])
def test_each_row_knows_of_others_what_was_known_on_its_day(threads: int) -> None:
    """A1, N22: with days in a column a row is answered as if the whole table had been asked on its day."""
    days = [D(2025, 8, 31), *(D(2025, 9, day) for day in (1, 7, 8, 15, 20, 29, 30)), D(2025, 10, 2), D(2026, 1, 1)]
    for seed in range(3):
        rng, first = random.Random(seed), september(200, seed, accounts=66).drop("as_of")
        second = first.with_columns(pl.lit("2025-10").alias("month"), pl.col(pl.Date).dt.offset_by("30d"))
        table = pl.concat([first, second])
        asked = [rng.choice(days) for _ in range(len(table))]
        own = table.with_columns(as_of=pl.Series(asked))
        known: dict[str, Any] = {"regulation": GAS, "facts": "known_on_as_of", "threads": threads}
        at_once = pl.DataFrame(vc.review(own, **known))
        assert pl.DataFrame(vc.review(own, **known, outputs=["stage"])).equals(at_once.select("stage"))
        for day in days:
            whole = pl.DataFrame(vc.review(table, regulation=GAS, as_of=day, facts="known_on_as_of"))
            of_day = pl.Series([on == day for on in asked])
            assert at_once.filter(of_day).equals(whole.filter(of_day))


def test_a_neighbour_is_known_by_the_day_of_whoever_asks() -> None:
    """A1, N22: what a neighbour's own row asks about takes nothing from this one, and gives nothing to it."""
    table = pl.concat([ONE, ONE]).with_columns(
        entered_on=pl.Series([D(2025, 9, 25), D(2025, 9, 20)]), as_of=pl.Series([D(2025, 9, 30), D(2025, 9, 10)])
    )
    answer = vc.review(table, regulation=GAS, facts="known_on_as_of", outputs=["stage", "activated", "reasons"])
    assert pl.DataFrame(answer).rows() == [("expired", False, ["account_already_used"]), ("issued", False, [])]
    assert answer.facts_later == 1
    text = vc.explain_row(table, 0, regulation=GAS, facts="known_on_as_of", language="en")
    used = vc.Refusal.ACCOUNT_ALREADY_USED.text("en")
    assert used in text
    assert used not in vc.explain_row(table, 1, regulation=GAS, facts="known_on_as_of", language="en")


def test_known_by_keeps_every_other_cell() -> None:
    """A1: columns of any type stand where they stood, and are not shown (N34); an answer goes with its day."""
    table = ONE.with_columns(
        person=pl.lit("990101600002"), number=pl.lit(990101600002), лс=pl.lit("0012345").cast(pl.Categorical),
        notes=pl.lit(["a", "b"]), answered_on=pl.lit(None, pl.Date),
    )  # fmt: skip
    answer = vc.known_by(table, D(2025, 9, 2))
    cut = pl.DataFrame(answer)
    assert cut.drop("entered_on").equals(table.drop("entered_on"))
    assert cut["entered_on"].to_list() == [None]
    assert pl.DataFrame(vc.known_by(ONE, D(2025, 9, 4))).select("answered_on", "answer").row(0) == (None, None)
    shown = str(answer) + answer._repr_html_()
    assert "990101600002" not in shown and "0012345" not in shown


def test_known_by_says_when_people_are_listed() -> None:
    """A1: without the column everybody is listed on the first of the month, which may be later."""
    table = pl.DataFrame({"month": ["2025-09", "2025-10", "soon", None]})
    cut = pl.DataFrame(vc.known_by(table, D(2025, 9, 30)))
    assert cut["listed_on"].to_list() == [D(2025, 9, 1), None, None, None]
    answers = pl.DataFrame(vc.review(cut, regulation=GAS, as_of=D(2025, 9, 30)))
    assert answers["stage"].to_list() == ["lapsed", "not_listed", None, None]


def test_facts_is_one_of_two() -> None:
    """A1: a third word is refused, and says which there are."""
    with refused("unknown_value", "facts", match='"all" or "known_on_as_of"'):
        vc.review(ONE, regulation=GAS, as_of=D(2025, 9, 2), facts="known")  # type: ignore[arg-type]


@pytest.mark.parametrize("function", [vc.review, vc.due_actions, vc.compare])
def test_the_docstring_says_which_is_which(function: object) -> None:
    """A1: whoever asks for help reads of it."""
    assert "known_on_as_of" in (function.__doc__ or "") or "facts" in (function.__doc__ or "")


def test_counts_can_be_subtracted() -> None:
    """A5: one regulation less another is less than nothing, and never 18446744073709550305."""
    rules = [GAS, GAS.replace(id="later", window=(25, 29))]
    people = september(2000, 1, accounts=600).drop("as_of")
    counts = pl.DataFrame(vc.compare(people, rules, as_of=D(2025, 9, 30)))
    assert counts.schema["count"] == pl.Int64
    activated = counts.filter(pl.col("stage") == "activated")
    here, later = (activated.filter(pl.col("regulation") == each.id).select(pl.col("count").sum()) for each in rules)
    assert (later - here).item() == later.item() - here.item() < 0


def test_every_count_has_a_sign() -> None:
    """A5: of every table of counts; a set of bits is no count."""
    families = pa.table({"dwellings": [12, 0]})
    gradings = [family_card.Grading("grading-2026-06")]
    moves = family_card.compare(families, gradings, on=D(2026, 7, 1))
    household = {"members": [{"role": "applicant", "incomes": [{"kind": "wages", "amount": "90000"}]}], "region": "71"}
    budget = targeted_assistance.compare(
        pl.DataFrame([household]), ["asp-2025-01"], on=D(2026, 2, 10), line=Decimal("37060"), mci=Decimal("4325")
    )
    empty = pa.table({name: pa.array([], pa.string()) for name in ("given_on", "iin", "kind", "source", "record")})
    found = [pa.table(table).schema for table in (moves, budget, meals.reconcile(empty, empty))]
    kinds = [field.type for schema in found for field in schema if pa.types.is_integer(field.type)]
    assert len(kinds) == 4 and set(kinds) == {pa.int64()}
