"""One person-month by its dates: a review of one row, and the ledger's own answers (N9 to N26)."""

from __future__ import annotations

import copy
import datetime
import pickle
import random

import pyarrow as pa
import pytest
from hypothesis import given, settings

import voucher_core as vc
from common import GAS_2025, SEPTEMBER, refused, wrong_type
from tables import (
    REGULATIONS, Chance, Date, Row, bits, fault, ledger_answers, month_of, region_of, table_of, tables,
)  # fmt: skip
from voucher_core import review

DATES = ("listed_on", "asked_on", "reminded_on", "answered_on", "entered_on")


def decide(regulation: vc.Regulation, row: Row, as_of: Date) -> vc.Decision:
    """A table's row as arguments."""
    month = month_of(row["month"])
    arguments = {name: row.get(name) for name in DATES}
    arguments["listed_on"] = row["listed_on"] if "listed_on" in row else month.first_day
    answer = row.get("answer")
    if isinstance(answer, bool):
        answer = "agree" if answer else "refuse"
    assistance = None
    if "targeted_social" in row or "housing" in row:
        assistance = {kind for kind in vc.Assistance if row.get(str(kind))}
    return vc.decide(
        regulation,
        month,
        as_of=as_of,
        answer=answer,
        region=region_of(row["region"]) if "region" in row else None,
        assistance=assistance,
        account_exists=row.get("account_exists", True),
        **arguments,
    )


def as_row(decision: vc.Decision) -> dict:
    return {
        "stage": str(decision.stage),
        "activated": decision.activated,
        "refusals": bits(*decision.refusals),
        "earliest": decision.earliest,
        "next": str(decision.next),
    }


@settings(max_examples=60, deadline=None)
@given(tables())
def test_equals_the_ledger_and_the_review_of_one_row(drawn):
    """N9 to N26: each row of a table, alone, under any rules."""
    rows, argument = drawn
    for row in rows:
        row = {name: cell for name, cell in row.items() if not name.startswith("assisted")}
        as_of = row.pop("as_of", argument)
        if as_of is None or fault(row) is not None:
            continue
        for regulation in REGULATIONS.values():
            got = as_row(decide(regulation, row, as_of))
            (want,) = ledger_answers(regulation, [row], as_of)
            assert got == {name: want[name] for name in got}
            (answer,) = pa.table(
                review(table_of([row]), regulation=regulation, as_of=as_of, outputs=list(got))
            ).to_pylist()
            assert got == answer


def test_many_rows_reach_every_stage():
    """The rows above are no empty exercise."""
    stages = set()
    for seed in range(60):
        for row in Chance(random.Random(seed), bad=0.0).rows(10):
            row = {name: cell for name, cell in row.items() if not name.startswith("assisted")}
            if fault(row) is None:
                as_of = row.pop("as_of", None) or month_of(row["month"]).last_day
                stages.add(decide(GAS_2025, row, as_of).stage)
    assert stages == set(vc.Stage) - {vc.Stage.REGISTERED, vc.Stage.DELISTED}


def activated() -> vc.Decision:
    return vc.decide(
        GAS_2025,
        "2025-09",
        as_of=Date(2025, 9, 29),
        listed_on=Date(2025, 9, 1),
        asked_on=Date(2025, 9, 1),
        answered_on=Date(2025, 9, 2),
        answer="agree",
        entered_on=Date(2025, 9, 7),
        account="0012345",
    )


def waiting() -> vc.Decision:
    return vc.decide(GAS_2025, SEPTEMBER, as_of=Date(2025, 9, 2), listed_on=Date(2025, 9, 1))


def test_a_decision_is_a_value():
    """Frozen, equal, hashable, pickled, copied, matched."""
    for decision in (activated(), waiting()):
        for same in (
            pickle.loads(pickle.dumps(decision)),
            copy.copy(decision),
            copy.deepcopy(decision),
            vc.Decision(
                decision.stage, decision.activated, decision.refusals, decision.earliest, decision.next
            ),
        ):
            assert same == decision
            assert hash(same) == hash(decision)
        with pytest.raises(AttributeError):
            decision.stage = "issued"  # type: ignore[misc]
    assert activated() != waiting()
    match activated():
        case vc.Decision(stage, True, refusals, earliest, next_):
            assert (stage, refusals, earliest, next_) == (vc.Stage.ACTIVATED, (), None, vc.Step.DONE)
        case _:
            pytest.fail("it does not match")


def test_shown_without_the_account():
    """N34: neither `repr` nor HTML nor words hold the account."""
    decision = activated()
    words = [decision.explain(language) for language in vc.Language]
    texts = [repr(decision), decision._repr_html_(), *words]
    assert not any("12345" in text for text in texts)
    assert repr(decision) == "Decision(activated, activated, [], next done)"


@pytest.mark.parametrize("language", vc.Language)
def test_words(language):
    """N36: the stage, each reason, the earliest date, the next step, a line each."""
    decision = waiting()
    lines = decision.explain(language).split("\n")
    reasons = [refusal.text(language) for refusal in decision.refusals]
    assert lines[0] == decision.stage.text(language)
    assert lines[1 : 1 + len(reasons)] == reasons
    assert decision.earliest == Date(2025, 9, 7)
    assert lines[-2].endswith("2025-09-07.")
    assert lines[-1] == decision.next.text(language)
    assert activated().explain(language).split("\n") == [
        vc.Stage.ACTIVATED.text(language), vc.Step.DONE.text(language),
    ]  # fmt: skip


def test_html_names_norms():
    """A row for the stage, each reason with its norm, the earliest date and the next step."""
    html = waiting()._repr_html_()
    for text in ("to_ask", "awaiting_consent", "window_not_open", "2025-09-07", "enter_account", "N26"):
        assert text in html
    assert html.count("<tr>") == 6


def test_edges_of_the_norms():
    """N11, N13, N14, A: the days on which an answer turns."""
    day = lambda number: Date(2025, 9, number)  # noqa: E731
    for number, stage in [(14, "to_ask"), (15, "not_listed")]:
        assert vc.decide(GAS_2025, SEPTEMBER, as_of=day(20), listed_on=day(number)).stage == stage
    asked = {"listed_on": day(1), "asked_on": day(2)}
    for number, stage in [(8, "asked"), (9, "reminded")]:
        decision = vc.decide(GAS_2025, SEPTEMBER, as_of=day(20), reminded_on=day(number), **asked)
        assert decision.stage == stage
    for number, stage in [(29, "asked"), (30, "lapsed")]:
        assert vc.decide(GAS_2025, SEPTEMBER, as_of=day(number), **asked).stage == stage
    agreed = {**asked, "answered_on": day(3), "answer": "agree"}
    for number, stage in [(6, "issued"), (7, "activated"), (29, "activated"), (30, "issued")]:
        decision = vc.decide(GAS_2025, SEPTEMBER, as_of=day(20), entered_on=day(number), **agreed)
        assert decision.stage == stage
    unknown = vc.decide(
        GAS_2025, SEPTEMBER, as_of=day(20), entered_on=day(7), account_exists=None, **agreed
    )
    assert (unknown.next, unknown.activated) == (vc.Step.CHECK_ACCOUNT, False)
    elsewhere = vc.decide(GAS_2025, SEPTEMBER, as_of=day(20), listed_on=day(1), region="15")
    assert vc.Refusal.REGION_NOT_IN_PILOT not in elsewhere.refusals
    strict = GAS_2025.replace(regions=["71"])
    elsewhere = vc.decide(strict, SEPTEMBER, as_of=day(20), listed_on=day(1), region="15", assistance=[])
    assert set(elsewhere.refusals) == {
        vc.Refusal.NOT_RECEIVING_ASSISTANCE, vc.Refusal.REGION_NOT_IN_PILOT, vc.Refusal.NOT_LISTED,
    }  # fmt: skip


def test_what_is_refused():
    """Each error with its code and field."""
    day = Date(2025, 9, 1)
    good = {"as_of": day, "listed_on": day}
    for name in DATES:
        answer = {"answer": "agree"} if name == "answered_on" else {}
        with refused("outside_month", name):
            vc.decide(GAS_2025, SEPTEMBER, **{**good, **answer, name: Date(2025, 8, 31)})
        with wrong_type("not_a_date", name):
            vc.decide(GAS_2025, SEPTEMBER, **{**good, **answer, name: datetime.datetime(2025, 9, 1)})
    with refused("missing_field", "answer"):
        vc.decide(GAS_2025, SEPTEMBER, answered_on=day, **good)
    with refused("missing_field", "answered_on"):
        vc.decide(GAS_2025, SEPTEMBER, answer="agree", **good)
    with refused("unknown_value", "answer"):
        vc.decide(GAS_2025, SEPTEMBER, answered_on=day, answer="21*1", **good)
    with refused("not_a_month", "month"):
        vc.decide(GAS_2025, "2025-9", **good)
    with refused("not_a_month", "month"):
        vc.decide(GAS_2025, "1925-09", **good)
    with refused("account_empty"):
        vc.decide(GAS_2025, SEPTEMBER, account=" ", **good)
    with wrong_type("not_text"):
        vc.decide(GAS_2025, SEPTEMBER, account=12345, **good)
    with wrong_type("not_a_boolean", "account_exists"):
        vc.decide(GAS_2025, SEPTEMBER, account_exists=1, **good)
    with refused("unknown_value", "region"):
        vc.decide(GAS_2025, SEPTEMBER, region="99", **good)
