"""The Digital Family Card: its scalar answers; what is decided is the vectors'."""

from __future__ import annotations

import copy
import pickle
from dataclasses import fields
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

import voucher_core as vc
from common import IINS, refused
from voucher_core import family_card as card

GRADING = card.Grading("grading-2026-06")
PROACTIVE = card.Proactive("proactive-2025-09")
JULY = date(2026, 7, 1)


def test_k8_a_family_of_which_more_is_known_has_fewer_levels() -> None:
    nothing = GRADING.grade({}, on=JULY)
    assert isinstance(nothing, card.Open)
    assert not nothing
    assert (nothing.levels, len(nothing.missing)) == (tuple(card.Level), 25)
    twelve = GRADING.grade({"dwellings": 12, "area_per_head": Decimal("17.99")}, on=JULY)
    assert isinstance(twelve, card.Open)
    assert twelve.levels == ("A", "B", "C")
    assert twelve.indicators[-1] == card.IndicatorPoints(
        indicator="dwelling", criterion=card.Criterion.HOUSING, least=2000, most=2000
    )
    assert twelve.total.least == sum(each.least for each in twelve.criteria)


def test_k8_a_level_has_its_name_and_its_words() -> None:
    easy = card.Grading(GRADING.as_dict(), levels=[{"level": "A", "least": -5000}])
    graded = easy.grade({"credit": True}, on=JULY)
    assert isinstance(graded, card.Graded)
    assert bool(graded) and graded.level == card.Level.A and not graded.official
    assert card.Level(graded.level).text("ru") == "благополучный"
    assert "credit" not in graded.immaterial


def test_k8_what_is_refused_names_the_facts_that_disagree() -> None:
    family = {"children_and_students": 1, "children_without_school": 2}
    refusal = GRADING.grade(family, on=date(2026, 6, 16))
    assert refusal == card.Refused(
        refusals=(card.Refusal.OUTSIDE_PILOT, card.Refusal.FACTS_DISAGREE),
        facts=("children_and_students", "children_without_school"),
    )
    assert not refusal


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
    with refused(code, field):
        GRADING.grade(family, on=JULY)


def test_k10_a_right_has_its_amount_and_days() -> None:
    children: list[card.Child] = [{"born": date(year, 5, 5)} for year in (2010, 2012, 2014, 2020)]
    last_day, right = date(2026, 2, 10), card.Service.LARGE_FAMILY
    yes = PROACTIVE.entitled(right, {"children": children}, on=last_day)
    assert yes == card.Right(amount=Decimal("69330.00"), last=date(2028, 5, 4))
    assert PROACTIVE.entitled(right, {"children": children[1:]}, on=last_day) == card.No(
        refusals=(card.Refusal.TOO_FEW_CHILDREN,)
    )
    missing = PROACTIVE.entitled(right, {"children": [*children[1:], {}]}, on=last_day)
    assert missing == card.CannotTell(missing=(card.MissingFact.BORN, card.MissingFact.STUDENT))
    income: card.RightFacts = {"income_per_head": Decimal(1), "poverty_line": Decimal(2)}
    maybe = PROACTIVE.entitled(card.Service.TARGETED_ASSISTANCE, income, on=last_day)
    assert maybe == card.Potential()
    assert [bool(each) for each in (yes, missing, maybe)] == [True, False, False]
    facts: card.RightFacts = {"registered_on": "none", "months_of_participation": 6}
    assert PROACTIVE.entitled(card.Service.JOB_LOSS, facts, on=last_day) == card.No(
        refusals=(card.Refusal.NOT_REGISTERED_UNEMPLOYED,)
    )
    with refused("unknown_field", "award"):
        PROACTIVE.entitled(right, {"award": card.Award.NONE}, on=last_day)
    with refused("unknown_value", "service"):
        PROACTIVE.entitled(card.Service.BURIAL, {}, on=last_day)


def test_k31_offers_are_known_by_their_key() -> None:
    ledger, on = card.Ledger(PROACTIVE), date(2026, 2, 10)
    key = card.OfferKey(iin=vc.Iin(IINS[0]), service=card.Service.LARGE_FAMILY, event="e-1")
    offer: dict[str, Any] = {field.name: getattr(key, field.name) for field in fields(key)}
    assert ledger.record(card.RightArose(**offer), on=on)
    (due,) = ledger.ask(card.WhatIsDue(), on=on)
    assert (due.action, due.key) == (card.Action.SEND_OFFER, key)
    assert "e-1" not in repr(due) and IINS[0] not in repr(due)
    ledger.record(card.Offered(**offer), on=on)
    for sender, text, refusal in ("1415", "1", "sender_not_1414"), ("1414", "perhaps", "unrecognised_reply"):
        said = ledger.record(card.Replied(**offer, sender=sender, text=text), on=on)
        assert isinstance(said, card.Refused)
        assert refusal in said.refusals
    said = ledger.record(card.Replied(**offer, sender="1414", answer=vc.Answer.REFUSE), on=on)
    assert said == card.Accepted(stage=card.Stage.REFUSED, next=card.NextStep.APPLY)
    (refusals,) = [each.refused for each in ledger.ask(card.Summary(), on=on) if each.refused]
    assert refusals == 1
    assert copy.deepcopy(ledger).save() == pickle.loads(pickle.dumps(ledger)).save() == ledger.save()


def test_k1_a_regulation_is_of_its_kind() -> None:
    with refused("unknown_regulation", "regulation"):
        card.Grading("proactive-2025-09")
    with refused("unknown_regulation", "regulation"):
        card.Ledger("grading-2026-06")
    assert card.Proactive.in_force(JULY) == PROACTIVE
    assert card.Grading.in_force(date(2026, 6, 16)) is None
