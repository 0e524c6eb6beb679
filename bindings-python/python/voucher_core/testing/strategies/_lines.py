"""Facts and worlds of the programmes whose facts are lines: each field is drawn by its name or its type."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from enum import Enum
from functools import lru_cache
from types import ModuleType, NoneType, UnionType
from typing import Any, TypeAlias, Union, get_args, get_origin, get_type_hints

from hypothesis import strategies as st

from voucher_core import Answer, Iin, Month
from voucher_core import targeted_assistance as ta

from . import _applications
from ._calendar import shifted
from ._people import first_people


LineWorld: TypeAlias = tuple[tuple[datetime.date, Any], ...]
"""Facts of one programme with their dates, in date order."""

_DAYS = 45
_AGO = st.sampled_from((0, 0, 0, 1, 2, 7, 8, -1))
_NUMBERS: Mapping[str, st.SearchStrategy[int]] = {
    "grade": st.integers(0, 12),
    "first_grade": st.integers(0, 12),
    "last_grade": st.integers(0, 12),
    "quantity": st.integers(1, 3),
    "days": st.sampled_from((30, 1, 92)),
}
_REFERENCES = {"record": ("R", 8), "prescription": ("RX", 4)}
_WAYS: Mapping[str, tuple[str, ...]] = {
    "meals": ("Listed", "Replied", "Activated", "DayClosed", "MealGiven", "RegisterSent", "MealWithdrawn", "Delisted"),
    "medicines": ("Enrolled", "Prescribed", "Dispensed", "RegisterSent", "DispensingWithdrawn", "Left"),
    "family_card": ("RightArose", "Offered", "Replied", "AccountKnown", "AccountConfirmed", "Assigned"),
}
"""What happens, in this order, to whoever gets what the programme gives."""
_SOMETIMES = ("Closed", "Withdrawn", "Delisted", "Left", "AccountKnown")
_INSTEAD: Mapping[str, tuple[str, ...]] = {"answer": ("text",), "line": ("minimum", "median")}
"""Fields that stand in place of others."""
_LEFT_OUT = ((False,) * 7 + (True,), (False, True, True, True))
"""Whether a step is left out: most steps seldom, so that the next finds what it needs missing; some steps mostly."""


_hints = lru_cache(maxsize=64)(get_type_hints)


def published(programme: ModuleType) -> Any:
    """The last published regulation of a programme."""
    return programme.Ledger.rules.published()[-1]


def facts_of(
    programme: ModuleType, *, people: int = 2, regulation: Any = None, on: datetime.date | None = None
) -> st.SearchStrategy[Any]:
    """Any fact of a programme after gas, such as `voucher_core.meals`, dated `on`: of so many people, and two or some of each thing.

    Days and months lie about `on`, which is the first day of the regulation's period unless it is given.
    """
    return _facts(programme, people, regulation or published(programme), on)


@lru_cache(maxsize=128)
def _facts(
    programme: ModuleType, people: int, regulation: Any, on: datetime.date | None
) -> st.SearchStrategy[Any]:
    """The same strategy for the same question: a world of hundreds of facts asks for each, and to make one takes longer than to draw."""
    rules = regulation.as_dict()
    begins = datetime.date.fromisoformat(rules["period"]["first"])
    return st.one_of([_line(kind, people, rules, on or begins) for kind in get_args(programme.Fact)])


def worlds_of(
    programme: ModuleType, *, people: int = 2, regulation: Any = None, facts: int = 30
) -> st.SearchStrategy[LineWorld]:
    """Facts of a programme in the first weeks of a regulation's period, with their dates: some so many, of so many people.

    Most of them are courses, in which a person gets what the programme gives, step by step; the rest is anything.
    """
    regulation = regulation or published(programme)
    rules = regulation.as_dict()
    begins = datetime.date.fromisoformat(rules["period"]["first"])
    way = [getattr(programme, step) for step in _WAYS.get(programme.__name__.rpartition(".")[2], ())]
    days = st.integers(0, _DAYS).map(lambda later: shifted(begins, later))

    @st.composite
    def course(draw: st.DrawFn) -> LineWorld:
        """Most steps of one person, about the same things, each soon after the one before; some are told again later."""
        if programme is ta:
            return draw(_applications.course(regulation, people, draw(days)))
        on, told, same = draw(days), list[tuple[datetime.date, Any]](), dict[str, Any]()
        for step in way:
            seldom: bool = step.__name__.endswith(_SOMETIMES)
            if draw(st.sampled_from(_LEFT_OUT[seldom])):
                continue
            if step.__name__ == "RegisterSent":
                on = shifted(on, draw(st.sampled_from((10, 30, 0))))
            hints = _hints(step)
            for name in (name for name in hints if name not in same):
                same[name] = draw(_good(name, hints[name], people, rules, on))
            told.append((on, step(**_whole({name: same[name] for name in hints}))))
            if "record" in hints and draw(st.booleans()):  # another device records the same, or one record is two
                name = draw(st.sampled_from(("record", *hints)))
                told.append((on, replace(told[-1][1], **{name: draw(_field(name, hints[name], people, rules, on))})))
            on = shifted(on, draw(st.sampled_from((0, 0, 1, 4))))
        again = draw(st.lists(st.sampled_from(told), max_size=2)) if told else []
        return (*told, *((on, fact) for _, fact in again))

    one = days.flatmap(
        lambda on: st.tuples(st.just(on), facts_of(programme, people=people, regulation=regulation, on=on))
    )
    courses = st.lists(course(), max_size=max(facts // (len(way) or 24), 1))
    return st.tuples(courses, st.lists(one, max_size=facts // 2)).map(_in_order)


def _in_order(drawn: tuple[list[LineWorld], list[tuple[datetime.date, Any]]]) -> LineWorld:
    courses, others = drawn
    told = [*(one for course in courses for one in course), *others]
    return tuple(sorted(told, key=lambda one: one[0]))


def _line(
    kind: type[Any], people: int, rules: Mapping[str, Any], on: datetime.date
) -> st.SearchStrategy[Any]:
    """Facts of one class, of about a date."""
    if kind is ta.Applied:
        return _applications.filings(people, on)
    if kind is ta.EvidenceAnswered:
        return _applications.answers()
    hints = get_type_hints(kind)
    fields = {name: _field(name, hints[name], people, rules, on) for name in hints}
    return st.fixed_dictionaries(fields).map(lambda drawn: kind(**_whole(drawn)))


def _whole(drawn: dict[str, Any]) -> dict[str, Any]:
    """Fields without those in whose place others are there."""
    there = (names for name, names in _INSTEAD.items() if drawn.get(name) is not None)
    return drawn | dict.fromkeys((name for names in there for name in names if name in drawn), None)


def _good(
    name: str, hint: Any, people: int, rules: Mapping[str, Any], on: datetime.date
) -> st.SearchStrategy[Any]:
    """A field as a course has it that goes well: consent, every ground, the date itself, a kind that the rules know."""
    if name == "answer" and Answer in (hint, *get_args(hint)):
        return st.just(Answer.AGREE)
    if name == "sender":
        return st.just(rules["sender"])
    if get_origin(hint) is frozenset:
        return st.just(frozenset(get_args(hint)[0]))
    if hint is datetime.date:
        return st.just(on)
    if name == "kind":
        return st.just(next(iter(rules["meals_per_day"])))
    return _field(name, hint, people, rules, on)


def _field(
    name: str, hint: Any, people: int, rules: Mapping[str, Any], on: datetime.date
) -> st.SearchStrategy[Any]:
    origin, inner = get_origin(hint), get_args(hint)
    if origin in (Union, UnionType):
        parts = [_field(name, part, people, rules, on) for part in inner if part is not NoneType]
        # A reply without an answer has a text.
        return st.one_of(*parts) if name == "text" else st.one_of(st.none(), *parts)
    if origin is frozenset:
        return st.frozensets(_field(name, inner[0], people, rules, on), min_size=1)
    if hint is Iin:
        return st.sampled_from(first_people(people))
    if hint is datetime.date:
        return _AGO.map(lambda days: shifted(on, -days))
    if hint is Month:
        return _AGO.map(lambda days: Month.of(shifted(on, -4 * days)))
    if hint is int:
        return _NUMBERS[name]
    if hint is Decimal:
        return st.decimals(0, 1_000_000, places=2)
    if hint is bool:
        return st.booleans()
    if hint is str:
        return _text(name, rules)
    if issubclass(hint, Enum):
        return st.sampled_from(hint)
    raise AssertionError(f"{name}: nothing draws this type")


def _text(name: str, rules: Mapping[str, Any]) -> st.SearchStrategy[str]:
    """References of a kind; of senders and of the kinds of meals, those that count more often than another."""
    if name == "text":
        return st.sampled_from((*rules["agree_codes"], *rules["refuse_codes"], "+7"))
    if name == "sender":
        return st.sampled_from((rules["sender"], rules["sender"], "14140"))
    letter, most = _REFERENCES.get(name, (name[0].upper(), 2))
    some = tuple(f"{letter}-{number}" for number in range(1, most + 1))
    known = rules.get("meals_per_day", ()) if name == "kind" else ()
    return st.sampled_from((*known, *known, *known, some[0]) if known else some)
