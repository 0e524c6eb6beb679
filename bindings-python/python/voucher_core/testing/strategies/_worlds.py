"""Whole worlds: what people and systems do in months, from errands that mostly succeed."""

from __future__ import annotations

import datetime
from functools import lru_cache
from typing import Literal, TypeAlias

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
    Journal,
    Ledger,
    Listed,
    Month,
    OfferAccepted,
    RegisterSent,
    Regulation,
    Replied,
    SmsKind,
    SmsSent,
)

from ._calendar import GAS, dates, dates_in_period, edge_dates, months_of, shifted
from ._facts import World, facts
from ._people import first_accounts, first_people

Course: TypeAlias = Literal[
    "activates",
    "answers_late",
    "never_answers",
    "answers_unasked",
    "enters_twice",
    "refuses",
    "withdraws",
    "leaves_the_list",
]
"""How an errand goes; to the end, unless it says otherwise."""

_USUAL: Course = "activates"
_COURSES: tuple[Course, ...] = (
    _USUAL,
    _USUAL,
    _USUAL,
    _USUAL,
    "answers_late",
    "answers_late",
    "never_answers",
    "answers_unasked",
    "enters_twice",
    "refuses",
    "withdraws",
    "leaves_the_list",
)
_COURSE = st.sampled_from(_COURSES)
_CHANNEL = st.sampled_from(Channel)
_TURNS = st.lists(st.sampled_from((0, 1)), max_size=12)
_DAYS = st.integers(0, 19)
_ALL = frozenset(Assistance)
_WAITS = st.sampled_from((0, 0, 0, 0, 0, 0, 1, 1, 2, 2, 5, 11))
_TWICE = st.sampled_from((False, False, False, False, True))
_HAPPENS = st.sampled_from((False,) + (True,) * 63)
"""What shrinks away, and seldom does not happen as it is."""


class _Cast:
    """Who and what there is in a world."""

    def __init__(self, regulation: Regulation, people: int) -> None:
        self.regulation = regulation
        self.patience = 0
        if regulation.needs_consent:
            self.patience = min(regulation.as_dict()["consent"]["repeat_after_days"], 31)
        self.people = first_people(people)
        self.accounts = first_accounts((people + 1) // 2)
        self.person = st.sampled_from(self.people)
        self.account = st.sampled_from(self.accounts)
        self.region = st.sampled_from(regulation.regions)
        self.month = st.sampled_from(months_of(regulation))
        self.errands = st.lists(_errands(self), min_size=1, max_size=max(people, 1) * 2)
        late = st.one_of(st.integers(0, 3), st.integers(-3, 40))
        self.registers = st.lists(st.tuples(self.month, late), max_size=3)
        self.any_day = st.one_of(dates_in_period(regulation), edge_dates(regulation))
        self.fact = facts(regulation, people)
        self.noise = st.lists(st.tuples(self.any_day, self.fact), max_size=people)


@lru_cache(maxsize=16)
def _cast(regulation: Regulation, people: int) -> _Cast:
    return _Cast(regulation, people)


class _Diary:
    """Facts on their way, with the day on which the next one happens."""

    def __init__(self, draw: st.DrawFn, cast: _Cast, month: Month) -> None:
        self._draw = draw
        self._twice = draw(_TWICE)
        self.cast = cast
        self.month = month
        self.on = month.first_day
        self.facts = list[tuple[datetime.date, Fact]]()

    def wait(self, *earliest: datetime.date) -> None:
        """Some days later, but not before these days."""
        self.on = max(shifted(self.on, self._draw(_WAITS)), *earliest, self.on)

    def write(self, *facts: Fact) -> None:
        """One after the other; all of them twice, as after a lost answer, in some errands."""
        for fact in facts:
            if self._draw(_HAPPENS):
                self.facts += [(self.on, fact)] * (1 + self._twice)


@st.composite
def _errands(draw: st.DrawFn, cast: _Cast) -> list[tuple[datetime.date, Fact]]:
    """What one person sets out to do in one month."""
    course = draw(_COURSE)
    iin, account = draw(cast.person), draw(cast.account)
    diary = _Diary(draw, cast, draw(cast.month))
    entry = Listed(iin, draw(cast.region), _ALL)
    diary.wait()
    diary.write(entry)
    if cast.regulation.needs_consent:
        _be_asked(diary, iin, course)
    if course == "leaves_the_list":
        diary.write(Delisted(iin))
        diary.wait()
        diary.write(entry)
    _activate(diary, iin, account, course, draw(_CHANNEL))
    return diary.facts


def _be_asked(diary: _Diary, iin: Iin, course: Course) -> None:
    start, repeat = SmsSent(iin, SmsKind.START), SmsSent(iin, SmsKind.REPEAT)
    diary.wait(diary.cast.regulation.period[0])
    if course != "answers_unasked":
        diary.write(start)
    if course in ("answers_late", "never_answers"):
        diary.wait(shifted(diary.on, diary.cast.patience))
        diary.write(repeat)
    if course == "never_answers":
        diary.write(start)
        diary.wait(shifted(diary.on, 1))
        diary.write(repeat)
        return
    diary.wait()
    if course != "refuses":
        diary.write(Replied(iin, Answer.AGREE))
    if course in ("refuses", "withdraws"):
        diary.write(Replied(iin, Answer.REFUSE))


def _activate(diary: _Diary, iin: Iin, account: Account, course: Course, channel: Channel) -> None:
    rules = diary.cast.regulation
    diary.wait(rules.window(diary.month)[0], rules.period[0])
    entered = AccountEntered(iin, account, channel)
    if course == "enters_twice":
        diary.write(entered, OfferAccepted(iin), AccountChecked(iin, account, False))
    for fact in (entered, OfferAccepted(iin), AccountChecked(iin, account, True), Confirmed(iin)):
        diary.write(fact)
        diary.wait()


@st.composite
def _sorted(draw: st.DrawFn, regulation: Regulation, people: int) -> list[tuple[datetime.date, Fact]]:
    cast = _cast(regulation, people)
    stories = draw(cast.errands)
    for month, late in draw(cast.registers):
        stories.append([(shifted(regulation.register_due(month), late), RegisterSent(month))])
    stories += [[dated] for dated in draw(cast.noise)]
    # On one day: errand after errand, or all errands side by side, step by step.
    side_by_side = draw(st.booleans())
    steps = [
        (on, step if side_by_side else 0, number, fact)
        for number, story in enumerate(stories)
        for step, (on, fact) in enumerate(story)
    ]
    steps.sort(key=lambda step: step[:3])
    return [(on, fact) for on, _, _, fact in steps]


def worlds(regulation: Regulation = GAS, people: int = 3) -> st.SearchStrategy[World]:
    """A world in date order: people are listed, asked, answer, enter an account, accept, wait for the check,
    confirm.

    Registers are sent; there are retries, waits, steps left out and a little noise. Most facts are accepted.
    People share accounts, two to one.
    """
    return _sorted(regulation, people).map(World)


@st.composite
def unsound_worlds(draw: st.DrawFn, regulation: Regulation = GAS, people: int = 3) -> World:
    """A world with everything wrong in it: facts of `worlds`, and others at any place and on any day."""
    story = draw(_sorted(regulation, people))
    cast = _cast(regulation, people)
    strays = st.lists(st.tuples(cast.any_day | dates(), cast.fact), max_size=people * 2)
    for stray in draw(strays):
        story.insert(draw(st.integers(0, len(story))), stray)
    return World(story)


@st.composite
def racing_pairs(draw: st.DrawFn, regulation: Regulation = GAS) -> World:
    """Two people on one account in one month, both with a right to a voucher.

    Their steps are interleaved in every way on one day, with retries. Under a regulation with one activation
    an account, one of the two is told that the account is used, unless the window never opens within the
    period.
    """
    cast = _cast(regulation, 2)
    first, last = regulation.period
    month = draw(cast.month)
    opens, closes = regulation.window(month)
    asked = max(month.first_day, first)
    dated = list[tuple[datetime.date, Fact]]()
    dated += [(month.first_day, Listed(iin, regulation.regions[0], _ALL)) for iin in cast.people]
    if regulation.needs_consent:
        for iin in cast.people:
            dated += [(asked, SmsSent(iin, SmsKind.START)), (asked, Replied(iin, Answer.AGREE))]
    on = max(min(shifted(opens, draw(_DAYS)), closes, last), asked)
    steps = [iter(_steps(iin, cast.accounts[0], draw(_CHANNEL))) for iin in cast.people]
    for turn in [*draw(_TURNS), 0, 0, 0, 0, 1, 1, 1, 1]:
        dated.append((on, next(steps[turn], Confirmed(cast.people[turn]))))
    return World(dated)


def _steps(iin: Iin, account: Account, channel: Channel) -> list[Fact]:
    return [
        AccountEntered(iin, account, channel),
        OfferAccepted(iin),
        AccountChecked(iin, account, True),
        Confirmed(iin),
    ]


def ledgers(regulation: Regulation = GAS, people: int = 2) -> st.SearchStrategy[Ledger]:
    """The ledger of a world."""
    return worlds(regulation, people).map(lambda world: world.replay(regulation))


def fed_journals(regulation: Regulation = GAS, people: int = 2) -> st.SearchStrategy[Journal]:
    """A journal that has taken the facts of a world."""

    def fed(world: World) -> Journal:
        journal = Journal()
        journal.answer(f'{{"regulation":{regulation.to_json()}}}')
        for on, fact in world:
            journal.answer(fact.expose_line(on))
        return journal

    return worlds(regulation, people).map(fed)
