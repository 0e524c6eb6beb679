"""Targeted assistance by hand: a calculator without facts, and one application to its end."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import voucher_core as vc
from voucher_core import targeted_assistance as ta

ON = date(2026, 2, 10)
LINE = Decimal("37060")


def told(incomes: str | None) -> ta.ToldMember:
    wages = None if incomes is None else (ta.Income(kind=ta.IncomeKind.WAGES, amount=Decimal(incomes)),)
    return ta.ToldMember(
        member="a", role=ta.Role.APPLICANT, able_bodied=False, registered=True, absent=False, incomes=wages
    )


def asked(incomes: str | None) -> ta.Assess:
    return ta.Assess(
        status=ta.Status.CITIZEN,
        overlap=False,
        survey=ta.Survey.DONE,
        need=True,
        history=(),
        line=LINE,
        household=(told(incomes),),
    )


def test_t26_a_calculator_compares_the_fraction_with_the_line() -> None:
    calculator = ta.Ledger("asp-2025-01")
    equal = calculator.ask(asked("111180"), on=ON)
    match equal:
        case ta.Assigned(receives=receives, calculation=calculation):
            assert receives == ta.Days(first=date(2026, 2, 1), last=date(2026, 3, 31))
            assert calculation.per_capita == LINE
            assert calculation.months is not None and calculation.months[0].total == 0
        case other:
            raise AssertionError(other)
    above = calculator.ask(asked("111180.01"), on=ON)
    assert isinstance(above, ta.NotAssigned)
    assert above.refusals == (ta.Refusal.INCOME_ABOVE_LINE,)
    assert not above
    unknown = calculator.ask(asked(None), on=ON)
    assert isinstance(unknown, ta.CannotTell)
    assert unknown.missing == (ta.Missing(what=ta.MissingFact.INCOMES, member="a"),)
    assert unknown.missing[0].what.text("en") == "the incomes of the member"


def test_t23_an_application_from_its_filing_to_the_decision() -> None:
    ledger, iin = ta.Ledger("asp-2025-01"), vc.Iin("990101600002")
    member = ta.Member(member="a", role=ta.Role.APPLICANT, able_bodied=False, stated=frozenset())
    filed = ta.Applied(
        application="A-1",
        iin=iin,
        channel=ta.Channel.CENTRE,
        signed_by=ta.Signature.PAPER,
        status=ta.Status.CITIZEN,
        service_on=date(2026, 2, 20),
        history=(),
        household=(member,),
    )
    assert ledger.record(filed, on=ON) == ta.Accepted(stage=ta.Stage.COLLECTING)
    listed = ledger.ask(ta.ChecklistOf(application="A-1"))
    would_be = ledger.ask(ta.HouseholdChecklist(household=(member,), status=ta.Status.CITIZEN))
    assert listed == would_be and isinstance(listed, ta.Checklist)
    assert {item.next for item in listed.checklist} == {ta.NextStep.QUERY_SYSTEM}
    late = date(2026, 2, 21)
    due = [(due.action, due.application) for due in ledger.ask(ta.WhatIsDue(), on=late)]
    assert due == [(ta.Action.COLLECT_EVIDENCE, "A-1"), (ta.Action.OVERDUE, "A-1")]
    there = {ta.Evidence.IDENTITY, ta.Evidence.RESIDENCE_REGISTRATION}
    for item in listed.checklist:
        answer = ta.EvidenceAnswered(
            application="A-1",
            kind=item.kind,
            member=item.member,
            source=ta.Source.SYSTEM,
            on_record=item.kind in there,
        )
        outcome = ledger.record(answer, on=late)
        assert isinstance(outcome, ta.Accepted)
    assert outcome.stage is ta.Stage.TO_SURVEY
    assert ledger.record(ta.Surveyed(application="A-1", outcome=ta.Survey.DONE), on=late)
    assert ledger.record(ta.CommissionConcluded(application="A-1", need=True), on=late)
    decision = ledger.ask(ta.DecisionOf(application="A-1", line=LINE))
    assert isinstance(decision, ta.Assigned)
    assert decision.gas_months == (vc.Month(2026, 3), vc.Month(2026, 4))
    early = ledger.record(ta.Decided(application="A-1", outcome=ta.Ruling.ASSIGNED), on=late)
    assert early == ta.Refused(refusals=(ta.Refusal.EVIDENCE_MISSING,))
    assert ledger.record(ta.Decided(application="A-1", outcome=ta.Ruling.ASSIGNED, line=LINE), on=late)
    standing = ledger.ask(ta.StatusOf(application="A-1"))
    assert (standing.stage, standing.receives) == (ta.Stage.ASSIGNED, decision.receives)
    assert ledger.ask(ta.Receiving(), on=date(2026, 3, 31)) == (iin,)
    assert ledger.ask(ta.Receiving(), on=date(2026, 4, 1)) == ()


def test_n34_nothing_that_a_family_says_is_shown() -> None:
    shown = repr(asked("111180")) + repr(told("111180")) + repr(ta.Event(what=ta.Breach.CONTRACT_BROKEN, on=ON))
    assert shown == "Assess(•••)ToldMember(•••)Event(•••)"
