"""The state machine: right systems pass, and each planted fault is found."""

from __future__ import annotations

import copy
import datetime
import json
from collections.abc import Sequence
from typing import Any, ClassVar

import pytest
from common import GAS_2024
from common import GAS_2025 as GAS
from hypothesis import Phase, settings
from hypothesis.stateful import run_state_machine_as_test

import voucher_core as vc
from voucher_core.testing.machine import Registered, WalletMachine


def drive(machine: type[WalletMachine], examples: int = 400, shrink: bool = False) -> None:
    """Runs the machine, the same on every run."""
    phases = [Phase.generate, *([Phase.shrink] if shrink else [])]
    how = settings(max_examples=examples, stateful_step_count=25, phases=phases, print_blob=False)
    run_state_machine_as_test(machine, settings=settings(how, derandomize=True, database=None, deadline=None))


class LedgerWallet(WalletMachine):
    """A right system: another ledger."""

    theirs: ClassVar[vc.Regulation | None] = None
    """The system's own rules, if they are not those of the reference."""

    def __init__(self) -> None:
        super().__init__()
        self.system = vc.Ledger(self.theirs or self.regulation)

    def apply(self, on: datetime.date, fact: vc.Fact) -> vc.Outcome:
        said: vc.Outcome = self.system.record(on, fact)
        return said

    def stage(self, iin: vc.Iin, month: vc.Month, on: datetime.date) -> vc.Stage | str:
        return self.system.stage(iin, month, on)

    def due(self, on: datetime.date) -> Sequence[vc.Due]:
        return self.system.due(on)

    def register(self, month: vc.Month, on: datetime.date) -> Registered:
        formed: vc.Register | vc.Refused = self.system.register(month, on)
        return formed if isinstance(formed, vc.Refused) else self.sent(formed)

    def sent(self, register: vc.Register) -> Registered:
        """What it sends as the register."""
        return register


class JournalWallet(WalletMachine):
    """A right system: a journal that is fed lines, as a service in another language would be."""

    def __init__(self) -> None:
        super().__init__()
        self.journal = vc.Journal()
        self.asked({"regulation": self.regulation.as_dict()})

    def asked(self, line: dict[str, Any] | str) -> dict[str, Any]:
        answer = self.journal.answer(line if isinstance(line, str) else json.dumps(line))
        read: dict[str, Any] = json.loads(answer or "{}")
        assert "error" not in read
        return read

    def apply(self, on: datetime.date, fact: vc.Fact) -> vc.Outcome:
        answer = self.asked(fact.expose_line(on))
        if not answer["accepted"]:
            return vc.Refused(answer["refusals"])
        return vc.Accepted(answer.get("stage"), answer.get("repeat", False), answer.get("next"))

    def stage(self, iin: vc.Iin, month: vc.Month, on: datetime.date) -> vc.Stage | str:
        query = {"query": "status", "iin": iin.expose_text(), "month": str(month), "on": str(on)}
        stage: str = self.asked(query)["stage"]
        return stage

    def due(self, on: datetime.date) -> Sequence[vc.Due]:
        return [vc.Due(**duty) for duty in self.asked({"query": "due", "on": str(on)})["due"]]

    def register(self, month: vc.Month, on: datetime.date) -> Registered:
        answer = self.asked({"query": "register", "month": str(month), "on": str(on)})
        if "refusals" in answer:
            return vc.Refused(answer["refusals"])
        rows = answer["register"]["rows"]
        days = [datetime.date.fromisoformat(row.pop("activated_on")) for row in rows]
        return [vc.RegisterRow(activated_on=day, **row) for day, row in zip(days, rows, strict=True)]


class FirstPilot(LedgerWallet):
    """Another regulation: no consent."""

    regulation = GAS_2024


class OnlyFacts(WalletMachine):
    """A system that only says whether a fact counts."""

    def __init__(self) -> None:
        super().__init__()
        self.system = vc.Ledger(self.regulation)

    def apply(self, on: datetime.date, fact: vc.Fact) -> vc.Outcome:
        return vc.Accepted(None, False, None) if self.system.record(on, fact) else vc.Refused([])

    def same(self, expected: vc.Outcome, given: vc.Outcome) -> bool:
        return expected.accepted == given.accepted


@pytest.mark.parametrize("machine", [LedgerWallet, JournalWallet, FirstPilot, OnlyFacts])
def test_right_systems_pass(machine: type[WalletMachine]) -> None:
    """N9 to N30: a ledger and a journal agree step by step."""
    drive(machine, examples=25)


WRONG_RULES: dict[str, dict[str, Any]] = {
    "lets a second person activate on an account (A)": {"activations_per_account": 2},
    "takes the last day of the window for the first after it (N3)": {"window": (7, 28)},
    "takes the first day of the window for the last before it (N3)": {"window": (8, 29)},
    "changes the list of a month on the 15th (N11)": {"list_closes": 15},
    "sends the repeat SMS on the 6th day (N13)": {"repeat_after_days": 6},
    "takes consent of one month for the next (N16)": {"consent_scope": "until_withdrawn"},
}


def under(changes: dict[str, Any]) -> type[LedgerWallet]:
    """A system whose rules are wrong."""
    return type("UnderWrongRules", (LedgerWallet,), {"theirs": GAS.replace(**changes, id=GAS.id)})


class RetryActivatesTwice(LedgerWallet):
    """A retry after a lost answer adds a row to the register (N23)."""

    def __init__(self) -> None:
        super().__init__()
        self.retries = list[vc.Iin]()

    def apply(self, on: datetime.date, fact: vc.Fact) -> vc.Outcome:
        said = super().apply(on, fact)
        if isinstance(fact, vc.Confirmed) and isinstance(said, vc.Accepted) and said.repeat:
            self.retries.append(fact.iin)
        return said

    def sent(self, register: vc.Register) -> Registered:
        return sorted([*register.rows, *(row for row in register.rows if row.iin in self.retries)])


class RefusedFactsCount(LedgerWallet):
    """Says no, and keeps the account all the same: a refused fact changes something."""

    def apply(self, on: datetime.date, fact: vc.Fact) -> vc.Outcome:
        said = super().apply(on, fact)
        if isinstance(fact, vc.SmsSent) and not said:
            self.asked = fact.iin
        return said

    def due(self, on: datetime.date) -> Sequence[vc.Due]:
        asked = getattr(self, "asked", None)
        return [due for due in super().due(on) if due.iin is None or due.iin != asked]


class RefusalIsIgnored(LedgerWallet):
    """Says yes to a person's refusal and forgets it (N14)."""

    def apply(self, on: datetime.date, fact: vc.Fact) -> vc.Outcome:
        if isinstance(fact, vc.Replied) and fact.answer == vc.Answer.REFUSE:
            said: vc.Outcome = copy.copy(self.system).record(on, fact)
            return said
        return super().apply(on, fact)


class EveryConfirmationIsGood(LedgerWallet):
    """Looks at the account when it is entered, and not again when it is confirmed (N22)."""

    def apply(self, on: datetime.date, fact: vc.Fact) -> vc.Outcome:
        said = super().apply(on, fact)
        if isinstance(fact, vc.Confirmed) and vc.Refused([vc.Refusal.ACCOUNT_ALREADY_USED]) == said:
            return vc.Accepted(vc.Stage.ACTIVATED, False, vc.Step.DONE)
        return said


class RegisterByArrival(LedgerWallet):
    """Rows come in the order of activation (N27)."""

    def sent(self, register: vc.Register) -> Registered:
        return sorted(register.rows, key=lambda row: (row.activated_on, row.iin))


class TakesLateFacts(LedgerWallet):
    """Does not look at the order of dates (N9)."""

    def apply(self, on: datetime.date, fact: vc.Fact) -> vc.Outcome:
        latest = self.system.latest
        return super().apply(on if latest is None else max(on, latest), fact)


WRONG_SYSTEMS = (
    RetryActivatesTwice, RefusedFactsCount, RefusalIsIgnored, EveryConfirmationIsGood, RegisterByArrival, TakesLateFacts,
)  # fmt: skip
FAULTS = {
    **{words: under(changes) for words, changes in WRONG_RULES.items()},
    **{str(kind.__doc__): kind for kind in WRONG_SYSTEMS},
}


@pytest.mark.parametrize("words", FAULTS)
def test_planted_faults_are_found(words: str) -> None:
    """One wrong rule at a time; the difference shows nobody (N34)."""
    with pytest.raises(AssertionError, match="the ledger says .*; the system: ") as caught:
        drive(FAULTS[words])
    assert "99010" not in str(caught.value) and "000000" not in str(caught.value)


def test_a_fault_shrinks_to_a_short_story(capsys: pytest.CaptureFixture[str]) -> None:
    """What is printed is a program of a few steps."""
    with pytest.raises(AssertionError) as caught:
        drive(under({"activations_per_account": 2}), shrink=True)
    notes = "\n".join(getattr(caught.value, "__notes__", ())) + capsys.readouterr().out
    steps = [line for line in notes.splitlines() if line.lstrip().startswith("state.")]
    assert 0 < len(steps) <= 5, notes
    assert "99010" not in notes


def test_a_system_that_fails_is_not_asked_again() -> None:
    """Its own exception passes through, whatever it is."""

    class Broken(LedgerWallet):
        def apply(self, on: datetime.date, fact: vc.Fact) -> vc.Outcome:
            raise ConnectionError("no database")

        def stage(self, iin: vc.Iin, month: vc.Month, on: datetime.date) -> vc.Stage | str:
            raise AssertionError("asked again")

    with pytest.raises(ConnectionError, match="no database"):
        drive(Broken, examples=5)


def test_what_is_not_overridden_is_told() -> None:
    """A machine without `apply` says so."""
    with pytest.raises(NotImplementedError, match="override apply"):
        drive(WalletMachine, examples=5)
