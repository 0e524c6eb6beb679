"""Strategies and the machine of the programmes that cross: worlds reach what matters, and planted faults are found."""

from __future__ import annotations

import datetime
from collections import Counter
from types import ModuleType
from typing import Any, get_args

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.stateful import run_state_machine_as_test

from voucher_core import family_card, meals, medicines, targeted_assistance
from voucher_core.testing.machine import ProgrammeMachine
from voucher_core.testing.strategies import LineWorld, facts_of, worlds_of

PROGRAMMES = (meals, medicines, family_card, targeted_assistance)
each = pytest.mark.parametrize("programme", PROGRAMMES, ids=lambda programme: programme.__name__)

QUICK = settings(
    max_examples=200, derandomize=True, database=None, deadline=None, phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)  # fmt: skip

TAKEN: dict[ModuleType, set[type[Any]]] = {
    meals: {meals.Listed, meals.Replied, meals.MealGiven, meals.MealWithdrawn, meals.DayClosed},
    medicines: {medicines.Enrolled, medicines.Prescribed, medicines.Dispensed, medicines.DispensingWithdrawn},
    family_card: set(get_args(family_card.Fact)),
    targeted_assistance: set(get_args(targeted_assistance.Fact)),
}
REACHED: dict[ModuleType, set[str]] = {
    meals: {"not_listed", "not_a_school_day", "other_school", "awaiting_consent", "record_differs", "register_not_due"},
    medicines: {"not_enrolled", "no_such_prescription", "record_differs", "no_such_record", "register_not_due"},
    family_card: {"not_offered", "sender_not_1414", "child_needed", "unrecognised_reply", "answer_too_late", "awaiting_account"},
    targeted_assistance: {"survey_not_done", "evidence_missing", "decision_differs", "contract_not_needed"},
}


@each
def test_every_fact_is_drawn(programme: ModuleType) -> None:
    drawn = set[type[Any]]()

    @QUICK
    @given(facts_of(programme))
    def draw(fact: Any) -> None:
        drawn.add(type(fact))

    draw()
    assert drawn == set(programme.Fact.__args__)


@each
def test_worlds_are_taken_and_refused(programme: ModuleType) -> None:
    """What a person gets is given and withdrawn, refusals are many, and nothing that is drawn is malformed."""
    accepted, refused = Counter[type[Any]](), set[str]()

    @QUICK
    @given(worlds_of(programme))
    def play(world: LineWorld) -> None:
        ledger = programme.Ledger(programme.Ledger.rules.published()[-1])
        for on, fact in world:
            said = ledger.record(fact, on=on)
            if said:
                accepted[type(fact)] += 1
            else:
                refused.update(said.refusals)
        assert programme.Ledger.restore(ledger.save()).save() == ledger.save()

    play()
    assert TAKEN[programme] <= set(accepted)
    assert REACHED[programme] <= refused, REACHED[programme] - refused


def machine(programme: ModuleType, fault: str | None = None) -> type[ProgrammeMachine]:
    """A system that is another ledger, with a fault."""
    its = programme

    class System(ProgrammeMachine):
        programme = its

        def __init__(self) -> None:
            super().__init__()
            self.system = self.programme.Ledger(self.programme.Ledger.rules.published()[-1])
            self.seen = set[Any]()

        def apply(self, on: datetime.date, fact: Any) -> Any:
            record = getattr(fact, "record", None)
            if fault == "forgets retries" and record is not None and fact in self.seen:
                fact = type(fact)(**{name: getattr(fact, name) for name in fact.__slots__} | {"record": "NEW"})
            said = self.system.record(fact, on=on)
            self.seen.add(fact)
            if fault == "says repeat" and said:
                return type(said)(repeat=True, stage=said.stage)
            return said

        def due(self, on: datetime.date) -> Any:
            due = self.system.ask(self.programme.WhatIsDue(), on=on)
            return due[1:] if fault == "forgets a duty" else due

    return System


def drive(kind: type[ProgrammeMachine], examples: int = 120) -> None:
    run_state_machine_as_test(kind, settings=settings(QUICK, max_examples=examples, stateful_step_count=6))


@each
def test_a_right_system_passes(programme: ModuleType) -> None:
    drive(machine(programme), examples=30)


@pytest.mark.parametrize(
    ("programme", "fault"),
    [
        *((programme, fault) for programme in PROGRAMMES for fault in ("says repeat", "forgets a duty")),
        # Facts of the others are no records: told again, they are known by what they say.
        *((programme, "forgets retries") for programme in (meals, medicines)),
    ],
)
def test_planted_faults_are_found(programme: ModuleType, fault: str) -> None:
    with pytest.raises(AssertionError, match="the ledger says to"):
        drive(machine(programme, fault))
