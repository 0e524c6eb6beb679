"""The crossing of every programme: a typed line goes in, the core's journal answers, a typed answer comes out.

A fact, a query and an answer are dataclasses whose fields are those of the wire form, in its order; a field that is `None` is
left out. A programme writes its dataclasses and nothing else: no rule stands here.
"""

from __future__ import annotations

import json
import operator
from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from types import NoneType, UnionType
from typing import (
    Any,
    ClassVar,
    Generic,
    Protocol,
    TypeVar,
    Union,
    cast,
    dataclass_transform,
    get_args,
    get_origin,
    get_type_hints,
)

from voucher_core._core import Account, Iin, Journal, Month, Phone, Regulation
from voucher_core.errors import VoucherError

A = TypeVar("A")
T = TypeVar("T")

PERSONAL = (Account, Iin, Phone)


@dataclass_transform(kw_only_default=True, frozen_default=True)
def line(kind: type[T]) -> type[T]:
    """Makes a class of fields a line: frozen, slotted, by keywords, with values that mask themselves."""
    return dataclass(frozen=True, slots=True, kw_only=True)(kind)


class Fact(Protocol):
    """Something that happened: what gives its line of a journal on a date."""

    def expose_line(self, /, on: date) -> str: ...


class Query(Generic[A]):
    """A question: a line of the kind `name`, answered by an `answer` in the field `within`, or by the whole line."""

    __slots__ = ()
    name: ClassVar[str]
    answer: ClassVar[type[Any]]
    within: ClassVar[str | None] = None


class Session:
    """A journal spoken to in types: facts and questions of one programme, in date order."""

    __slots__ = ("_journal",)

    def __init__(self, regulation: Regulation | str) -> None:
        self._journal = Journal()
        own = regulation if isinstance(regulation, str) else json.loads(regulation.to_json())
        self._answer({"regulation": own})

    def record(self, fact: Fact, /, *, on: date) -> dict[str, Any]:
        """What the core says to a fact, as the wire form has it."""
        return self._read(self._journal.answer(fact.expose_line(on)))

    def ask(self, query: Query[A], /, *, on: date) -> A:
        """The answer to a question about a date; a malformed one raises `VoucherError`."""
        asked = {"query": query.name, **plain(query), "on": on.isoformat()}
        given = self._answer(asked)
        answer: A = typed(query.answer, given[query.within] if query.within else given)
        return answer

    def _answer(self, asked: dict[str, Any]) -> dict[str, Any]:
        return self._read(self._journal.answer(json.dumps(asked)))

    def _read(self, answer: str | None) -> dict[str, Any]:
        given: dict[str, Any] = json.loads(answer or "{}")
        if "error" in given:
            code = given.get("reason", given["error"])
            raise VoucherError(f"{code}: the journal does not take this line", code, given.get("field"))
        return given


def plain(value: Any) -> Any:
    """A value as the wire form has it."""
    return writer(cast(Any, type(value)))(value)


@cache
def writer(kind: Any) -> Callable[[Any], Any]:
    """How a type is written: worked out once."""
    if issubclass(kind, PERSONAL):
        return operator.methodcaller("expose_text")
    if issubclass(kind, StrEnum):
        return operator.attrgetter("value")
    if issubclass(kind, (Month, date)):
        return str
    if is_dataclass(kind):
        names = [field.name for field in fields(kind)]
        parts = operator.attrgetter(*names, names[0])
        return lambda value: {
            name: plain(part) for name, part in zip(names, parts(value), strict=False) if part is not None
        }
    if issubclass(kind, Iterable) and not issubclass(kind, str):
        return lambda value: [plain(part) for part in value]
    return lambda value: value


def typed(kind: Any, value: Any) -> Any:
    """A value of the wire form as this type has it."""
    return reader(kind)(value)


@cache
def reader(kind: Any) -> Callable[[Any], Any]:
    """How a type is read: worked out once."""
    origin, inner = get_origin(kind), get_args(kind)
    if origin in (Union, UnionType):
        return reader(next(part for part in inner if part is not NoneType))
    if origin in (tuple, list):
        item = reader(inner[0])
        return lambda value: tuple(map(item, value))
    if kind is date:
        return date.fromisoformat
    if kind is Month:
        return lambda value: Month(*map(int, value.split("-")))
    make: Callable[..., Any] = kind
    if is_dataclass(kind):
        hints = get_type_hints(kind)
        parts = [(field.name, reader(hints[field.name])) for field in fields(kind)]
        return lambda value: make(**{name: read(value[name]) for name, read in parts if name in value})
    if kind in (str, int, bool):
        return lambda value: value
    return make
