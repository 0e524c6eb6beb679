"""Applications for targeted assistance, from the filing to the decision: a ledger says what each needs next."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from decimal import Decimal
from functools import lru_cache
from typing import Any

from hypothesis import strategies as st

from voucher_core import targeted_assistance as ta

from ._calendar import shifted
from ._people import first_people

LINE = Decimal("37060")
"""A line to be decided by; nobody's, but in the order of those that were."""

_APPLICATIONS = st.sampled_from(("A-1", "A-2"))
_MEMBERS = ("M-1", "M-2", "M-3", "M-4")
_AMOUNTS = st.one_of(st.decimals(0, 400_000, places=2), st.sampled_from((Decimal(0), 3 * LINE)))
_OF_INCOMES = {
    ta.Evidence.INCOME: tuple(
        kind for kind in ta.IncomeKind if kind not in (ta.IncomeKind.ALIMONY, ta.IncomeKind.SUBSIDIARY_PLOT)
    ),
    ta.Evidence.ALIMONY: (ta.IncomeKind.ALIMONY,),
    ta.Evidence.SUBSIDIARY_PLOT: (ta.IncomeKind.SUBSIDIARY_PLOT,),
}
"""The kinds of incomes that an answer to such an item tells (*wire*)."""
_THERE = {ta.Evidence.IDENTITY, ta.Evidence.RESIDENCE_REGISTRATION, ta.Evidence.BANK_DETAILS, ta.Evidence.INCOME}
"""What is on record of most people."""
_MOSTLY = st.sampled_from((True,) * 9 + (False,))


def _known(value: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Mostly known, sometimes not."""
    return _MOSTLY.flatmap(lambda known: value if known else st.none())


def _ago(on: datetime.date, days: int) -> st.SearchStrategy[datetime.date]:
    return st.integers(0, days).map(lambda ago: shifted(on, -ago))


@lru_cache(maxsize=2048)
def _member(name: str, role: ta.Role, on: datetime.date) -> st.SearchStrategy[ta.Member]:
    return st.builds(
        ta.Member,
        member=st.just(name),
        role=st.just(role),
        born=_known(_ago(on, 18 * 365 if role == ta.Role.CHILD else 70 * 365)),
        able_bodied=_known(st.just(False) if role == ta.Role.CHILD else st.booleans()),
        cares_for=_known(st.sampled_from(ta.CaresFor)),
        stated=_known(st.frozensets(st.sampled_from(ta.Stated), max_size=2)),
    )


def _households(on: datetime.date) -> st.SearchStrategy[tuple[ta.Member, ...]]:
    """An applicant and up to three others."""
    others = st.lists(st.sampled_from([role for role in ta.Role if role != ta.Role.APPLICANT]), max_size=3)
    roles = others.map(lambda others: (ta.Role.APPLICANT, *others))
    return roles.flatmap(
        lambda roles: st.tuples(*(_member(*one, on) for one in zip(_MEMBERS, roles, strict=False)))
    )


@lru_cache(maxsize=128)
def filings(people: int, on: datetime.date) -> st.SearchStrategy[ta.Applied]:
    """Applications by some people, most of them as the rules want them."""
    ways = st.sampled_from(((ta.Channel.CENTRE, ta.Signature.PAPER),) * 3 + ((ta.Channel.PORTAL, ta.Signature.EDS),))
    event = st.builds(ta.Event, what=st.sampled_from(ta.Breach), on=_ago(on, 400))
    return ways.flatmap(
        lambda way: st.builds(
            ta.Applied,
            application=_APPLICATIONS,
            iin=st.sampled_from(first_people(people)),
            channel=st.just(way[0]),
            signed_by=st.just(way[1]),
            bank=st.sampled_from((None, "halyk")),
            own_account=_known(_MOSTLY),
            status=_known(st.sampled_from((*(ta.Status.CITIZEN,) * 5, *ta.Status))),
            service_on=st.one_of(st.none(), _ago(on, 3)),
            history=_known(_MOSTLY.flatmap(lambda none: st.just(()) if none else st.tuples(event))),
            household=_households(on),
        )
    )


@lru_cache(maxsize=256)
def answers(
    application: str | None = None, kind: ta.Evidence | None = None, member: str | None = None
) -> st.SearchStrategy[ta.EvidenceAnswered]:
    """Answers to this item, or to any; the incomes are those that it tells."""

    kinds = st.sampled_from(ta.Evidence) if kind is None else st.just(kind)
    return st.tuples(kinds, _MOSTLY).flatmap(
        lambda drawn: _answers(application, drawn[0], member, there=(drawn[0] in _THERE) == drawn[1])
    )


@lru_cache(maxsize=2048)
def _answers(
    application: str | None, kind: ta.Evidence, member: str | None, *, there: bool
) -> st.SearchStrategy[ta.EvidenceAnswered]:
    kinds = _OF_INCOMES.get(kind) if there else None
    income = st.builds(ta.Income, kind=st.sampled_from(kinds or tuple(ta.IncomeKind)), amount=_AMOUNTS)
    return st.builds(
        ta.EvidenceAnswered,
        application=_APPLICATIONS if application is None else st.just(application),
        kind=st.just(kind),
        member=st.sampled_from(_MEMBERS) if member is None else st.just(member),
        source=st.sampled_from(ta.Source),
        on_record=st.just(there),
        incomes=st.lists(income, max_size=2).map(tuple) if kinds else st.none(),
    )


@st.composite
def course(draw: st.DrawFn, rules: ta.Regulation, people: int, on: datetime.date) -> tuple[tuple[datetime.date, ta.Fact], ...]:
    """One application with most of what it needs, and what is decided then; some of it is told again later."""
    ledger, told = ta.Ledger(rules), list[tuple[datetime.date, ta.Fact]]()
    filed = draw(filings(people, on))
    name = filed.application

    def tell(fact: ta.Fact) -> None:
        nonlocal on
        ledger.record(fact, on=on)
        told.append((on, fact))
        on = shifted(on, draw(st.sampled_from((0, 0, 0, 1, 6))))

    tell(filed)
    needs, whole = ledger.ask(ta.ChecklistOf(application=name)), draw(_MOSTLY)
    for item in needs.checklist if isinstance(needs, ta.Checklist) else ():
        if not draw(_MOSTLY):
            tell(ta.EvidenceRequested(application=name, kind=item.kind, member=item.member))
        if whole or draw(_MOSTLY):
            tell(draw(answers(name, item.kind, item.member)))
    later: list[Callable[[], ta.Fact]] = [
        lambda: ta.Surveyed(application=name, outcome=draw(st.sampled_from((*(ta.Survey.DONE,) * 4, *ta.Survey)))),
        lambda: ta.CommissionConcluded(application=name, need=draw(_MOSTLY)),
        lambda: ta.ContractAnswered(application=name, answer=draw(st.sampled_from(ta.Contract))),
        lambda: _decided(ledger, name, right=draw(st.sampled_from((True, True, False)))),
        lambda: ta.BreachRecorded(application=name, what=draw(st.sampled_from(ta.Breach))),
    ]
    for step in later:
        if draw(_MOSTLY):
            tell(step())
    again = draw(st.lists(st.sampled_from(told), max_size=2))
    return (*told, *((on, fact) for _, fact in again))


def _decided(ledger: ta.Ledger, application: str, *, right: bool) -> ta.Decided:
    """The decision that the ledger comes to, if it can tell one; or the other one."""
    figures: dict[str, Any] = {"application": application, "line": LINE, "mci": Decimal("4325")}
    assigned = isinstance(ledger.ask(ta.DecisionOf(**figures)), ta.Assigned)
    return ta.Decided(outcome=ta.Ruling.ASSIGNED if assigned == right else ta.Ruling.REFUSED, **figures)
