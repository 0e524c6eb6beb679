"""Facts, and lists of them with their dates, which show no personal data."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeVar

from hypothesis import strategies as st

from voucher_core import (
    Account,
    AccountChecked,
    AccountEntered,
    Answer,
    Assistance,
    Channel,
    Confirmed,
    Delisted,
    Fact,
    Iin,
    Language,
    Ledger,
    Listed,
    OfferAccepted,
    Region,
    RegisterSent,
    Regulation,
    Replied,
    SmsKind,
    SmsSent,
)

from ._calendar import GAS, months
from ._people import accounts, first_accounts, first_people, iins

_T = TypeVar("_T")
_ANSWERS = (Answer.AGREE, Answer.AGREE, Answer.REFUSE, None)

FACT_CODES: Mapping[type, str] = {
    Listed: "listed",
    Delisted: "delisted",
    SmsSent: "sms_sent",
    Replied: "replied",
    AccountEntered: "account_entered",
    OfferAccepted: "offer_accepted",
    AccountChecked: "account_checked",
    Confirmed: "confirmed",
    RegisterSent: "register_sent",
}
"""The stable code of each kind of fact, as a journal has it."""


class World(tuple[tuple[datetime.date, Fact], ...]):
    """Facts and their dates, in their order of arrival.

    Its text numbers people and accounts by first appearance, so that a counterexample can be read and shows
    nobody (N34).
    """

    __slots__ = ()

    @property
    def people(self) -> list[Iin]:
        """The people, in order of first appearance."""
        return _distinct(fact.iin for _, fact in self if not isinstance(fact, RegisterSent))

    @property
    def accounts(self) -> list[Account]:
        """The accounts, in order of first appearance."""
        return _distinct(
            fact.account for _, fact in self if isinstance(fact, AccountEntered | AccountChecked)
        )

    def replay(self, regulation: Regulation) -> Ledger:
        """The ledger that has taken these facts, one after the other, refused ones too."""
        ledger = Ledger(regulation)
        for on, fact in self:
            ledger.record(on, fact)
        return ledger

    def __repr__(self) -> str:
        people, found = self.people, self.accounts
        lines = [f"\n    {on} {described(fact, people, found)}" for on, fact in self]
        return f"World([{','.join(lines)}{chr(10) if lines else ''}])"


def described(fact: Fact, people: Sequence[Iin], found: Sequence[Account]) -> str:
    """A fact in words, with the places of its identifiers in these lists, from 1, in place of themselves."""
    words = [FACT_CODES[type(fact)]]
    if not isinstance(fact, RegisterSent):
        words.append(f"person {_place(fact.iin, people)}")
    if isinstance(fact, AccountEntered | AccountChecked):
        words.append(f"account {_place(fact.account, found)}")
    match fact:
        case Listed(_, region, assistance):
            words += [region.name.lower(), "+".join(sorted(assistance)) or "none"]
        case SmsSent(_, kind):
            words.append(kind)
        case Replied(_, answer):
            words.append(answer or "unrecognised")
        case AccountEntered(_, _, channel):
            words.append(channel)
        case AccountChecked(_, _, exists):
            words.append("exists" if exists else "unknown")
        case RegisterSent(month):
            words.append(str(month))
        case Delisted() | OfferAccepted() | Confirmed():
            pass
    return " ".join(words)


def _place(value: _T, values: Sequence[_T]) -> int | str:
    return values.index(value) + 1 if value in values else "?"


def _distinct(values: Iterable[_T]) -> list[_T]:
    return list(dict.fromkeys(values))


def regions(regulation: Regulation | None = None) -> st.SearchStrategy[Region]:
    """A region of the regulation; without one, any of the twenty."""
    return st.sampled_from(list(Region) if regulation is None else list(regulation.regions))


def region_texts() -> st.SearchStrategy[str]:
    """Text that names a region: its KATO code, or its name in any of the three languages (N33)."""

    def written(region: Region, language: Language | None) -> str:
        return region.value if language is None else region.label(language)

    return st.builds(written, regions(), st.sampled_from((None, *Language)))


def listed() -> st.SearchStrategy[Listed]:
    """An entry of the list, of any region and assistance."""
    return _listed(iins(), regions())


def delisted() -> st.SearchStrategy[Delisted]:
    """Somebody is taken off the list."""
    return st.builds(Delisted, iins())


def sms_sent() -> st.SearchStrategy[SmsSent]:
    """An SMS of either kind."""
    return _sms_sent(iins())


def replied() -> st.SearchStrategy[Replied]:
    """A reply, recognised or not."""
    return _replied(iins())


def account_entered() -> st.SearchStrategy[AccountEntered]:
    """Somebody enters an account, anywhere."""
    return _account_entered(iins(), accounts())


def offer_accepted() -> st.SearchStrategy[OfferAccepted]:
    """Somebody accepts the offer."""
    return st.builds(OfferAccepted, iins())


def account_checked() -> st.SearchStrategy[AccountChecked]:
    """The provider knows the account, or does not."""
    return _account_checked(iins(), accounts())


def confirmed() -> st.SearchStrategy[Confirmed]:
    """Somebody confirms."""
    return st.builds(Confirmed, iins())


def register_sent() -> st.SearchStrategy[RegisterSent]:
    """The register of any month is sent."""
    return st.builds(RegisterSent, months())


def facts(regulation: Regulation = GAS, people: int = 3) -> st.SearchStrategy[Fact]:
    """Any fact about one of so many people, on half as many accounts."""
    who = st.sampled_from(first_people(people))
    account = st.sampled_from(first_accounts((people + 1) // 2))
    mostly_in_pilot = st.one_of(regions(regulation), regions(regulation), regions())
    kinds: list[st.SearchStrategy[Any]] = [
        _listed(who, mostly_in_pilot),
        _sms_sent(who),
        _replied(who),
        _account_entered(who, account),
        st.builds(OfferAccepted, who),
        _account_checked(who, account),
        st.builds(Confirmed, who),
        st.builds(Delisted, who),
        st.builds(RegisterSent, months(regulation)),
    ]
    return st.one_of(kinds)


def _listed(who: st.SearchStrategy[Iin], where: st.SearchStrategy[Region]) -> st.SearchStrategy[Listed]:
    both = st.just(frozenset(Assistance))
    return st.builds(Listed, who, where, st.one_of(both, both, st.frozensets(st.sampled_from(Assistance))))


def _sms_sent(who: st.SearchStrategy[Iin]) -> st.SearchStrategy[SmsSent]:
    return st.builds(SmsSent, who, st.sampled_from(SmsKind))


def _replied(who: st.SearchStrategy[Iin]) -> st.SearchStrategy[Replied]:
    return st.builds(Replied, who, st.sampled_from(_ANSWERS))


def _account_entered(
    who: st.SearchStrategy[Iin], account: st.SearchStrategy[Account]
) -> st.SearchStrategy[AccountEntered]:
    return st.builds(AccountEntered, who, account, st.sampled_from(Channel))


def _account_checked(
    who: st.SearchStrategy[Iin], account: st.SearchStrategy[Account]
) -> st.SearchStrategy[AccountChecked]:
    return st.builds(AccountChecked, who, account, st.sampled_from((True, True, False)))
