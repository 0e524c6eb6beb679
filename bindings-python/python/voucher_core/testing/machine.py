"""A state machine that drives a system of yours beside a `Ledger`, fact by fact.

For a service with a database, or a port to another language. Hypothesis draws what people, days and other
systems do; each fact goes to the ledger and to your system, and what they say must be the same. A failure is
shrunk to a few steps, which print people and accounts by number.

    class MyWallet(WalletMachine):
        def __init__(self) -> None:
            super().__init__()
            self.service = Service(empty_database())

        def apply(self, on, fact):
            return self.service.record(on, fact)

        def stage(self, iin, month, on):
            return self.service.stage(iin, month, on)

        def teardown(self) -> None:
            super().teardown()
            self.service.close()

    TestMyWallet = MyWallet.TestCase

One process acts at a time: a race is played as steps of several people, interleaved. `ProgrammeMachine` is that
of every programme after gas.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from functools import cache
from itertools import zip_longest
from types import ModuleType
from typing import Any, ClassVar, Literal, NoReturn, TypeAlias, TypeVar

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule

from voucher_core import (
    AccountChecked,
    AccountEntered,
    Answer,
    Assistance,
    Channel,
    Confirmed,
    Delisted,
    Due,
    Fact,
    Iin,
    Ledger,
    Listed,
    Month,
    OfferAccepted,
    Outcome,
    Refused,
    Region,
    Register,
    RegisterRow,
    RegisterSent,
    Regulation,
    Replied,
    SmsKind,
    SmsSent,
    Stage,
    Step,
    VoucherError,
)

from .strategies._calendar import shifted
from .strategies._facts import described
from .strategies._lines import published, worlds_of
from .strategies._people import first_accounts, first_people

__all__ = ["Edge", "ProgrammeMachine", "Registered", "WalletMachine"]

_T = TypeVar("_T")

Registered: TypeAlias = Register | Sequence[RegisterRow] | Refused
"""A register, or its rows by account and iin, or why it cannot be formed."""

Edge: TypeAlias = Literal[
    "month_begins",
    "window_opens",
    "list_closes",
    "last_day_to_answer",
    "window_closes",
    "register_due",
    "period_begins",
    "period_ends",
]
"""A day on which answers change."""

_EDGES = st.sampled_from(
    (
        *("window_opens", "window_closes", "list_closes", "last_day_to_answer") * 2,
        *("month_begins", "register_due", "period_begins", "period_ends"),
    )
)
_PEOPLE = 3
_ACCOUNTS = 2
_WHO = st.integers(1, _PEOPLE)
_ACCOUNT = st.sampled_from((1, 1, 2))
_QUESTIONS = st.sampled_from((0, 1, 6, 7, 8, 14, 31, -1, -7))
_CHANNELS = st.sampled_from(Channel)
_ASSISTANCE = st.sampled_from((tuple(Assistance), (Assistance.HOUSING,), ()))


@cache
def _people() -> list[Iin]:
    return first_people(_PEOPLE)


class WalletMachine(RuleBasedStateMachine):
    """Three people and two accounts under one regulation, a ledger, and your system.

    Override `apply`; and `stage`, `due` and `register` where your system answers these questions. What is not
    overridden is not compared. Each example begins without facts, in the month of the period's first day.
    """

    regulation: ClassVar[Regulation] = Regulation.gas_2025_08()
    """The regulation; override it as you like."""

    def __init__(self) -> None:
        super().__init__()
        self.ledger = Ledger(self.regulation)
        """The reference: do not record here."""
        self.today: datetime.date = Month.of(self.regulation.period[0]).first_day
        """The day on which the next fact happens."""
        self._facts = list[tuple[datetime.date, Fact]]()
        self._failed = False

    # What to override.

    def apply(self, on: datetime.date, fact: Fact) -> Outcome:
        """Gives your system a fact; what it says to it (N9 to N23)."""
        raise NotImplementedError("override apply")

    def stage(self, iin: Iin, month: Month, on: datetime.date) -> Stage | str:
        """Your system's stage of a person in a month, seen on a date (N18)."""
        raise NotImplementedError("override stage")

    def due(self, on: datetime.date) -> Sequence[Due]:
        """Your system's list of what is due on a date, by kind, then by iin or month (N30)."""
        raise NotImplementedError("override due")

    def register(self, month: Month, on: datetime.date) -> Registered:
        """Your system's register of a month, formed on a date (N27)."""
        raise NotImplementedError("override register")

    def same(self, expected: Outcome, given: Outcome) -> bool:
        """Whether your system's word for a fact is right; override it where your system tells less than the
        ledger."""
        return expected == given

    # What happens.

    @rule(who=_WHO, steps=st.integers(1, 8), account=_ACCOUNT, channel=_CHANNELS)
    def goes_on(self, who: int, steps: int, account: int, channel: Channel) -> None:
        """Somebody takes the next steps on the way to a voucher, with the days between that the rules ask
        for."""
        for _ in range(steps):
            self._takes_step(who, account, channel)

    @rule(who=_WHO, account=_ACCOUNT, channel=_CHANNELS)
    def goes_all_the_way(self, who: int, account: int, channel: Channel) -> None:
        """Somebody takes every step that is left, and confirms twice."""
        for _ in range(8):
            self._takes_step(who, account, channel)

    @rule(who=_WHO, steps=st.integers(1, 6), account=_ACCOUNT)
    def withdraws(self, who: int, steps: int, account: int) -> None:
        """Somebody takes some steps, refuses, and takes one more."""
        for _ in range(steps):
            self._takes_step(who, account, Channel.SERVICE_CENTRE)
        self._records(Replied(_person(who), Answer.REFUSE))
        self._takes_step(who, account, Channel.SERVICE_CENTRE)

    @rule(first=_WHO, second=_WHO, account=_ACCOUNT, turns=st.lists(st.booleans(), max_size=16))
    def race(self, first: int, second: int, account: int, turns: list[bool]) -> None:
        """Two people take their steps in turns, for one account."""
        for is_second in turns:
            self._takes_step(second if is_second else first, account, Channel.EGOV_MOBILE)

    @rule(days=st.integers(1, 9))
    def later(self, days: int) -> None:
        """Days pass."""
        self.today = shifted(self.today, days)

    @rule(edge=_EDGES, days=st.sampled_from((0, 1, -1)))
    def until(self, edge: Edge, days: int) -> None:
        """Days pass until the next day on which answers change, or the day after or before it."""
        months = (self._month(-ahead) for ahead in range(3))
        coming = [self._day_of(edge, month) for month in months if month is not None]
        moments = [shifted(day, days) for day in coming if day is not None]
        self.today = min((day for day in moments if day > self.today), default=self.today)

    @rule()
    def again(self) -> None:
        """The last fact arrives once more, as after a lost answer."""
        if self._facts:
            self._records(self._facts[-1][1])

    @rule(who=_WHO, days=st.integers(1, 20))
    def too_late(self, who: int, days: int) -> None:
        """A fact arrives that happened some days ago (N9)."""
        self._records(OfferAccepted(_person(who)), shifted(self.today, -days))

    @rule(who=_WHO, place=st.integers(0, 19), assistance=_ASSISTANCE)
    def is_listed(self, who: int, place: int, assistance: tuple[Assistance, ...]) -> None:
        """Somebody is listed; the last three places of twenty are regions that may lie outside the pilot."""
        self._records(Listed(_person(who), self._region(place), assistance))

    @rule(who=_WHO)
    def is_delisted(self, who: int) -> None:
        """Somebody is taken off the list."""
        self._records(Delisted(_person(who)))

    @rule(who=_WHO, kind=st.sampled_from(SmsKind))
    def is_asked(self, who: int, kind: SmsKind) -> None:
        """An SMS is sent."""
        self._records(SmsSent(_person(who), kind))

    @rule(who=_WHO, answer=st.sampled_from((Answer.AGREE, Answer.REFUSE, None)))
    def replies(self, who: int, answer: Answer | None) -> None:
        """Somebody replies; none is a text that is no code."""
        self._records(Replied(_person(who), answer))

    @rule(who=_WHO, account=_ACCOUNT, channel=_CHANNELS)
    def enters_account(self, who: int, account: int, channel: Channel) -> None:
        """Somebody enters an account."""
        self._records(AccountEntered(_person(who), first_accounts(_ACCOUNTS)[account - 1], channel))

    @rule(who=_WHO)
    def accepts_offer(self, who: int) -> None:
        """Somebody accepts the offer."""
        self._records(OfferAccepted(_person(who)))

    @rule(who=_WHO, account=_ACCOUNT, exists=st.sampled_from((True, True, False)))
    def account_is_checked(self, who: int, account: int, exists: bool) -> None:
        """The provider answers."""
        self._records(AccountChecked(_person(who), first_accounts(_ACCOUNTS)[account - 1], exists))

    @rule(who=_WHO)
    def confirms(self, who: int) -> None:
        """Somebody confirms."""
        self._records(Confirmed(_person(who)))

    @rule(months_ago=st.sampled_from((0, 1, 2, -1)))
    def register_is_sent(self, months_ago: int) -> None:
        """A register is sent, due or not."""
        month = self._month(months_ago)
        if month is not None:
            self._records(RegisterSent(month))

    @rule(months_ago=st.sampled_from((0, 1, 2, -1)), days=_QUESTIONS)
    def somebody_asks(self, months_ago: int, days: int) -> None:
        """Every question, about another day and month; whoever asks changes nothing."""
        month, on = self._month(months_ago), shifted(self.today, days)
        self._compare_due(on)
        if month is not None:
            self._compare_month(month, on)

    def teardown(self) -> None:
        """Asks every question once more, unless an answer was wrong already. Call it first where you override
        it."""
        if not self._failed:
            for month in self.ledger.months():
                self._compare_month(month, self.today)
                self._compare_month(month, max(self.today, self.regulation.register_due(month)))

    # How it is done.

    def _records(self, fact: Fact, on: datetime.date | None = None) -> None:
        on = self.today if on is None else on
        self._facts.append((on, fact))
        expected = self.ledger.record(on, fact)
        given = self._asked(lambda: self.apply(on, fact))
        if not self.same(expected, given):
            self._fail("to it", expected, given)
        if not isinstance(fact, RegisterSent):
            self._compare_stage(fact.iin, Month.of(self.today), self.today)
        self._compare_due(self.today)

    def _takes_step(self, who: int, account: int, channel: Channel) -> None:
        self._waits(who)
        self._records(self._next(who, account, channel))

    def _next(self, who: int, number: int, channel: Channel) -> Fact:
        """What somebody does next who wants a voucher; a retry where there is nothing left to do."""
        iin, account = _person(who), first_accounts(_ACCOUNTS)[number - 1]
        month = Month.of(self.today)
        match self.ledger.stage(iin, month, self.today):
            case Stage.NOT_LISTED | Stage.DELISTED | Stage.LAPSED | Stage.EXPIRED:
                return Listed(iin, self._region(0), Assistance)
            case Stage.TO_ASK:
                return SmsSent(iin, SmsKind.START)
            case Stage.ASKED | Stage.REMINDED:
                return Replied(iin, Answer.AGREE)
            case _:
                pass
        match self.ledger.step(iin, month):
            case Step.ENTER_ACCOUNT:
                return AccountEntered(iin, account, channel)
            case Step.ACCEPT_OFFER:
                return OfferAccepted(iin)
            case Step.CHECK_ACCOUNT:
                entered = next(record.account for record in self.ledger.people(month) if record.iin == iin)
                return AccountChecked(iin, entered or account, True)
            case Step.CONFIRM | Step.DONE:
                return Confirmed(iin)

    def _waits(self, who: int) -> None:
        """Days pass where the next step of somebody could not be accepted on any day before."""
        month, begins = Month.of(self.today), self.regulation.period[0]
        stage = self.ledger.stage(_person(who), month, self.today)
        list_closed = self.today > self.regulation.list_closes(month)
        if (list_closed and stage in (Stage.NOT_LISTED, Stage.DELISTED)) or stage in (
            Stage.LAPSED,
            Stage.EXPIRED,
        ):
            self.today = shifted(month.last_day, 1)
        elif stage in (Stage.TO_ASK, Stage.ASKED, Stage.REMINDED):
            self.today = max(self.today, begins)
        elif stage == Stage.ISSUED:
            self.today = max(self.today, begins, self.regulation.window(month)[0])

    def _day_of(self, edge: Edge, month: Month) -> datetime.date | None:
        rules = self.regulation
        days: dict[Edge, Callable[[], datetime.date | None]] = {
            "month_begins": lambda: month.first_day,
            "window_opens": lambda: rules.window(month)[0],
            "list_closes": lambda: rules.list_closes(month),
            "last_day_to_answer": lambda: rules.last_day_to_answer(month),
            "window_closes": lambda: rules.window(month)[1],
            "register_due": lambda: rules.register_due(month),
            "period_begins": lambda: rules.period[0],
            "period_ends": lambda: rules.period[1],
        }
        return days[edge]()

    def _region(self, place: int) -> Region:
        inside = self.regulation.regions
        outside = [region for region in Region if region not in inside]
        return outside[place % len(outside)] if place > 16 and outside else inside[place % len(inside)]

    def _month(self, months_ago: int) -> Month | None:
        """A month before this one, or after; none beyond the calendar."""
        month = Month.of(self.today)
        try:
            for _ in range(abs(months_ago)):
                month = month.previous() if months_ago > 0 else month.next()
        except VoucherError:
            return None
        return month

    def _compare_month(self, month: Month, on: datetime.date) -> None:
        for iin in _people():
            self._compare_stage(iin, month, on)
        self._compare_register(month, on)

    def _compare_stage(self, iin: Iin, month: Month, on: datetime.date) -> None:
        if not self._overrides("stage"):
            return
        expected, given = self.ledger.stage(iin, month, on), self._asked(lambda: self.stage(iin, month, on))
        if given != expected:
            self._fail(f"of the stage of person {_number(iin)} in {month} on {on}", expected, given)

    def _compare_due(self, on: datetime.date) -> None:
        if self._overrides("due"):
            given = self._asked(lambda: self.due(on))
            self._compare_lists(f"of what is due on {on}", self.ledger.due(on), list(given), _duty)

    def _compare_register(self, month: Month, on: datetime.date) -> None:
        if not self._overrides("register"):
            return
        given = self._asked(lambda: self.register(month, on))
        question = f"of the register of {month} on {on}"
        expected: Register | Refused = self.ledger.register(month, on)
        if isinstance(expected, Refused) or isinstance(given, Refused):
            if expected != given:
                self._fail(question, expected, given)
            return
        rows = given.rows if isinstance(given, Register) else list(given)
        self._compare_lists(question, expected.rows, rows, _row)
        if isinstance(given, Register) and given != expected:
            self._fail(question, expected, given)

    def _compare_lists(
        self, question: str, ours: list[_T], theirs: list[_T], shown: Callable[[_T], str]
    ) -> None:
        """Fails with the first place in which they differ."""
        for place, (expected, given) in enumerate(zip_longest(ours, theirs), 1):
            if expected != given:
                said = (_SILENT if item is None else _Words(shown(item)) for item in (expected, given))
                self._fail(f"{question}, in place {place}", *said)

    def _asked(self, question: Callable[[], _T]) -> _T:
        """Your system's answer; where it raises, nothing more is asked of it."""
        failed, self._failed = self._failed, True
        answer = question()
        self._failed = failed
        return answer

    def _overrides(self, name: str) -> bool:
        return getattr(type(self), name) is not getattr(WalletMachine, name)

    def _fail(self, question: str, expected: object, given: object) -> NoReturn:
        self._failed = True
        number, last = len(self._facts), "no fact"
        if self._facts:
            on, fact = self._facts[-1]
            last = f"fact {number}, {on} {described(fact, _people(), first_accounts(_ACCOUNTS))}"
        raise AssertionError(f"after {last} the ledger says {question}: {expected!r}; the system: {given!r}")


class ProgrammeMachine(RuleBasedStateMachine):
    """Two people and two or some of each thing under a regulation of a programme, its ledger, and your system.

        class MyCanteen(ProgrammeMachine):
            programme = voucher_core.meals

            def apply(self, on, fact):
                return my_service.record(on, fact)

    Override `apply`, and `due` where your system answers this question.
    """

    programme: ClassVar[ModuleType]
    """`voucher_core.meals`, `medicines`, `family_card` or `targeted_assistance`."""
    regulation: ClassVar[Any] = None
    """The regulation; the last published one unless it is given."""

    def __init__(self) -> None:
        super().__init__()
        rules = self.regulation or published(self.programme)
        self.ledger = self.programme.Ledger(rules)
        """The reference: do not record here."""
        self._told = list[tuple[datetime.date, Any]]()

    def apply(self, on: datetime.date, fact: Any) -> Any:
        """Gives your system a fact; what it says to it: an `Outcome` of the programme."""
        raise NotImplementedError("override apply")

    def due(self, on: datetime.date) -> Sequence[Any]:
        """Your system's list of what is due on a date, in the order of the norms (M24, R14, K29, T23)."""
        raise NotImplementedError("override due")

    @rule(data=st.data())
    def happens(self, data: st.DataObject) -> None:
        """A world happens, fact by fact, from where the last one ended."""
        world = data.draw(worlds_of(self.programme, regulation=self.regulation, facts=24))
        for on, fact in world:
            self._records(max(on, self._today), fact)

    @rule(place=st.integers(0, 11))
    def again(self, place: int) -> None:
        """One of the last facts arrives once more, as after a lost answer."""
        if self._told:
            self._records(self._today, self._told[-1 - place % len(self._told)][1])

    @property
    def _today(self) -> datetime.date:
        return self._told[-1][0] if self._told else datetime.date.min

    def _records(self, on: datetime.date, fact: Any) -> None:
        self._told.append((on, fact))
        self._same("it", self.ledger.record(fact, on=on), self.apply(on, fact))
        if type(self).due is not ProgrammeMachine.due:
            self._same("what is due", self.ledger.ask(self.programme.WhatIsDue(), on=on), tuple(self.due(on)))

    def _same(self, question: str, expected: object, given: object) -> None:
        if given != expected:
            on, fact = self._told[-1]
            after = f"after fact {len(self._told)}, {on} {type(fact).__name__}"
            raise AssertionError(f"{after}, the ledger says to {question}: {expected!r}; the system: {given!r}")


class _Words(str):
    """Text that is shown as it is."""

    __slots__ = ()

    def __repr__(self) -> str:
        return str(self)


_SILENT = _Words("nothing")


def _person(who: int) -> Iin:
    return _people()[who - 1]


def _number(iin: Iin) -> int | str:
    return _people().index(iin) + 1 if iin in _people() else "?"


def _duty(due: Due) -> str:
    whose = f"of {due.month}" if due.iin is None else f"to person {_number(due.iin)}"
    return f"{due.action} {whose}"


def _row(row: RegisterRow) -> str:
    accounts = first_accounts(_ACCOUNTS)
    account = accounts.index(row.account) + 1 if row.account in accounts else "?"
    return f"person {_number(row.iin)} on account {account}, {row.activated_on}, {row.channel}"
