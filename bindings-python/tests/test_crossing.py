"""The crossing for all programmes, proved on one question of gas beside its typed call."""

from __future__ import annotations

import copy
import json
import pickle
import random
from collections.abc import Callable
from dataclasses import FrozenInstanceError, fields, replace
from datetime import date, timedelta
from typing import Any

import pytest

import voucher_core as vc
from voucher_core import _crossing, family_card, gas, targeted_assistance

PEOPLE = [vc.Iin(text) for text in ("990101600002", "990101600012", "990101600302")]


def facts(dice: random.Random, on: date) -> list[object]:
    iin = dice.choice(PEOPLE)
    return [
        gas.Listed(iin, dice.choice(["79", "79", "10"]), ["housing"]),
        gas.Delisted(iin),
        gas.SmsSent(iin, dice.choice(["start", "repeat"])),
        gas.Replied(iin, dice.choice(["agree", "refuse"])),
        gas.AccountEntered(iin, "1", "egov_mobile"),
        gas.OfferAccepted(iin),
        gas.AccountChecked(iin, "1", True),
        gas.Confirmed(iin),
        gas.RegisterSent(f"{on:%Y-%m}"),
    ]


@pytest.mark.parametrize("regulation", vc.Regulation.published(), ids=lambda regulation: regulation.id)
def test_n18_a_status_that_crosses_is_the_ledgers(regulation: vc.Regulation) -> None:
    dice, first = random.Random(14), regulation.period[0] - timedelta(20)
    session, ledger = gas.Session(regulation), gas.Ledger(regulation)
    seen = set()
    for day in range(150):
        on = first + timedelta(day)
        for fact in dice.choices(facts(dice, on), k=6):
            said = session.record(fact, on=on)
            outcome = ledger.record(on, fact)
            assert said["accepted"] == outcome.accepted
            assert said.get("refusals", []) == [code.value for code in getattr(outcome, "refusals", ())]
        for iin in PEOPLE:
            month = vc.Month(on.year, on.month)
            for asked in (gas.Status(iin=iin), gas.Status(iin=iin, month=month)):
                standing = session.ask(asked, on=on)
                assert standing.stage is ledger.stage(iin, month, on)
                assert standing.until == ledger.until(standing.stage, month)
                assert standing.text.ru == standing.stage.text("ru")
                seen.add(standing.stage)
    assert len(seen) > 4


def test_n34_a_line_shows_no_person() -> None:
    status = gas.Status(iin=PEOPLE[0], month=vc.Month(2025, 9))
    assert "990101600002" not in repr(status)
    assert pickle.loads(pickle.dumps(status)) == status
    with pytest.raises(AttributeError):
        status.month = None  # type: ignore[misc]
    match status:
        case gas.Status(month=month):
            assert month == vc.Month(2025, 9)


def test_a_malformed_line_raises_as_every_call_does() -> None:
    session = gas.Session("gas-2025-08")
    with pytest.raises(vc.VoucherError) as caught:
        session.ask(gas.Status(iin="990101600003"), on=date(2025, 9, 1))  # type: ignore[arg-type]
    assert (caught.value.code, caught.value.field) == ("iin_control_digit", "iin")
    with pytest.raises(vc.VoucherError) as caught:
        gas.Session("gas-1999-01")
    assert caught.value.code == "unknown_regulation"


def test_every_name_of_gas_at_the_root_is_that_of_gas() -> None:
    for name in set(gas.__all__) & set(vc.__all__):
        assert getattr(gas, name) is getattr(vc, name)
    assert {"Ledger", "Regulation", "Stage", "review"} <= set(gas.__all__)
    assert vc.IfMissing is vc.MissingDay


def graded() -> family_card.Grade:
    return family_card.Grading("grading-2026-06").grade({"credit": True}, on=date(2026, 7, 1))


def assessed() -> object:
    member = targeted_assistance.ToldMember(member="1", role=targeted_assistance.Role.APPLICANT)
    return targeted_assistance.Ledger("asp-2025-01").ask(
        targeted_assistance.Assess(household=(member,)), on=date(2026, 1, 10)
    )


@pytest.mark.parametrize("ask", [graded, assessed])
def test_an_answer_that_is_read_later_is_as_any_other(ask: Callable[[], Any]) -> None:
    read = ask()
    assert isinstance(read, _crossing.Later)
    made = type(read)(**{each.name: getattr(read, each.name) for each in fields(read)})
    assert made == read == ask()
    assert (hash(made), repr(made)) == (hash(ask()), repr(ask()))
    for alike in copy.copy(ask()), copy.deepcopy(ask()), replace(ask()), pickle.loads(pickle.dumps(ask())):
        assert alike == made
    with pytest.raises(AttributeError, match="object has no attribute 'levles'"):
        _ = ask().levles
    with pytest.raises(FrozenInstanceError):
        read.missing = ()


def test_a_line_holds_what_it_is_given() -> None:
    for text in ("", '"', "\\", "\n", "\x1f", "ә", "€", "😀", 'a"b'):
        assert json.loads(_crossing.written(text)) == text
    whole = {"a": [1, -2, 10**30, 1.5, True, None], "b": {}, "c": [], 'd"': {"e": "f"}}
    assert json.loads(_crossing.written(whole)) == whole
    odd = {"a": (vc.Month(2026, 1), date(2026, 1, 2), PEOPLE[0], frozenset([1]))}
    assert json.loads(_crossing.written(odd)) == {"a": ["2026-01", "2026-01-02", "990101600002", [1]]}


def test_a_line_that_no_journal_takes_is_malformed() -> None:
    nested: list[object] = []
    for _ in range(100_000):
        nested = [nested]
    for value in (nested, "\ud800"):
        with pytest.raises(vc.VoucherError) as caught:
            _crossing.written(value)
        assert caught.value.code == "malformed_json"
