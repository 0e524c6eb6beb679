"""What a ledger answers: outcomes, previews, duties, records, registers."""

from __future__ import annotations

import datetime
from typing import Any, TypedDict

from hypothesis import strategies as st

from voucher_core import (
    Accepted,
    Account,
    Action,
    Channel,
    ConsentState,
    Decision,
    Due,
    Ledger,
    Match,
    MatchKind,
    Month,
    PersonMonth,
    Preview,
    Refusal,
    Refused,
    Register,
    RegisterField,
    RegisterRow,
    Regulation,
    Stage,
    Step,
    decide,
    preview,
)

from ._calendar import GAS, edge_dates, in_month, months, months_of
from ._people import accounts, iins
from ._tables import person_months
from ._worlds import ledgers

_DAYS = st.integers(0, 30)


class PreviewFacts(TypedDict):
    """What may be known when a preview is asked: the keywords of `voucher_core.preview`."""

    on_list: bool | None
    consent: ConsentState | None
    own_activation: bool | None
    others_on_account: int | None
    account_exists: bool | None


def preview_facts() -> st.SearchStrategy[PreviewFacts]:
    """What may be known when a preview is asked; each fact may be missing, and most speak for a *yes*."""
    return st.builds(
        PreviewFacts,
        on_list=st.sampled_from((True, True, False, None)),
        consent=st.sampled_from((ConsentState.GIVEN, *ConsentState, None)),
        own_activation=st.sampled_from((False, False, True, None)),
        others_on_account=st.sampled_from((0, 0, 0, 1, 3, 2**32 - 1, None)),
        account_exists=st.sampled_from((True, True, False, None)),
    )


def previews(regulation: Regulation = GAS) -> st.SearchStrategy[Preview]:
    """An answer of each kind."""

    def answered(account: Account, on: datetime.date, known: PreviewFacts) -> Preview:
        return preview(regulation, account, on, **known)

    return st.builds(answered, accounts(), edge_dates(regulation), preview_facts())


def decisions(regulation: Regulation = GAS) -> st.SearchStrategy[Decision]:
    """What became of one person-month."""

    def decided(row: dict[str, Any], later: int) -> Decision:
        assistance = [kind for kind in ("targeted_social", "housing") if row[kind]]
        known = {name: row[name] for name in row if name not in ("month", "targeted_social", "housing")}
        month = Month.parse(row["month"])
        return decide(regulation, month, as_of=in_month(month, later), assistance=assistance, **known)

    return st.builds(decided, person_months(regulation).map(dict[str, Any]), _DAYS)


def refused() -> st.SearchStrategy[Refused]:
    """A *no* with its reasons, in their order."""
    reasons = st.sets(st.sampled_from(Refusal), min_size=1, max_size=4)
    return reasons.map(lambda drawn: Refused([refusal for refusal in Refusal if refusal in drawn]))


def accepted() -> st.SearchStrategy[Accepted]:
    """What is said to a fact that counts, of any kind."""
    return st.builds(
        Accepted, st.none() | st.sampled_from(Stage), st.booleans(), st.none() | st.sampled_from(Step)
    )


def dues() -> st.SearchStrategy[Due]:
    """A duty of any kind."""
    sms = st.sampled_from((Action.SEND_START_SMS, Action.SEND_REPEAT_SMS))
    register = st.builds(Due, st.just(Action.SEND_REGISTER), month=months())
    return st.one_of(st.builds(Due, sms, iin=iins()), register)


def matches() -> st.SearchStrategy[Match]:
    """A recipient in two registers, of any class."""
    fields = st.sets(st.sampled_from(RegisterField), min_size=1)
    differs = fields.map(lambda drawn: [field for field in RegisterField if field in drawn])
    return st.one_of(
        st.just(Match(MatchKind.EQUAL, [], 1, 1)),
        st.just(Match(MatchKind.ONLY_IN_WALLET, [], 1, 0)),
        st.just(Match(MatchKind.ONLY_AT_PROVIDER, [], 0, 1)),
        differs.map(lambda drawn: Match(MatchKind.DIFFERS, drawn, 1, 1)),
        st.builds(Match, st.just(MatchKind.DUPLICATED), st.just(()), st.integers(2, 4), st.integers(0, 4)),
        st.builds(Match, st.just(MatchKind.DUPLICATED), st.just(()), st.integers(0, 4), st.integers(2, 4)),
    )


def records(regulation: Regulation = GAS) -> st.SearchStrategy[PersonMonth]:
    """What a ledger keeps of somebody's month."""

    def all_of(ledger: Ledger) -> list[PersonMonth]:
        return [record for month in ledger.months() for record in ledger.people(month)]

    worlds = ledgers(regulation).map(all_of).filter(bool)
    return worlds.flatmap(st.sampled_from)


def register_rows(month: Month | None = None) -> st.SearchStrategy[RegisterRow]:
    """A row of the register of a month; without one, of any."""

    def row(month: Month, place: int, *others: Any) -> RegisterRow:
        account, iin, channel = others
        return RegisterRow(account, iin, in_month(month, place), channel)

    chosen = months() if month is None else st.just(month)
    return st.builds(row, chosen, _DAYS, accounts(), iins(), st.sampled_from(Channel))


def registers(regulation: Regulation = GAS) -> st.SearchStrategy[Register]:
    """The register of a month of the regulation."""

    def of(month: Month) -> st.SearchStrategy[Register]:
        rows = st.lists(register_rows(month), max_size=5)
        return rows.map(lambda drawn: Register(regulation, month, drawn))

    return st.sampled_from(months_of(regulation)).flatmap(of)


@st.composite
def register_copies(draw: st.DrawFn, month: Month) -> tuple[list[RegisterRow], list[RegisterRow]]:
    """The rows of a wallet and of a provider's copy with rows lost, changed, doubled, added, shuffled."""
    wallet = draw(st.lists(register_rows(month), max_size=6))
    copy = list[RegisterRow]()
    for row in wallet:
        fate = draw(st.sampled_from(("copied", "copied", "lost", "doubled", "changed", "changed")))
        other = draw(register_rows(month)) if fate == "changed" else row
        account, day, channel = (draw(st.booleans()) for _ in range(3)) if fate == "changed" else (False,) * 3
        changed = RegisterRow(
            other.account if account else row.account,
            row.iin,
            other.activated_on if day else row.activated_on,
            other.channel if channel else row.channel,
        )
        copy += [changed] * {"lost": 0, "doubled": 2}.get(fate, 1)
    copy += draw(st.lists(register_rows(month), max_size=2))
    return wallet, draw(st.permutations(copy))
