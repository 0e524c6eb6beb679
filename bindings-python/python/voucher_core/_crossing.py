"""The crossing of every programme: a typed line goes in, the core's journal answers, a typed answer comes out.

A fact, a query and an answer are dataclasses whose fields are those of the wire form, in its order; a field that is `None` is
left out. A programme writes its dataclasses and nothing else: no rule stands here.
"""

from __future__ import annotations

import inspect
import json
import operator
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import MISSING, Field, dataclass, field, fields, is_dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from types import NoneType, UnionType
from typing import (
    TYPE_CHECKING,
    Any,
    ClassVar,
    Generic,
    Literal,
    Protocol,
    Self,
    TypeVar,
    Union,
    cast,
    dataclass_transform,
    get_args,
    get_origin,
    get_type_hints,
)

from voucher_core import _core
from voucher_core._arrow import ArrowLike, LanguageCode
from voucher_core._core import Account, Iin, Journal, Month, Phone, Table
from voucher_core.enums import Codes, Language, language_of
from voucher_core.errors import VoucherError, WrongType

A = TypeVar("A")
F = TypeVar("F")
R = TypeVar("R")
S = TypeVar("S")
T = TypeVar("T")

PERSONAL = (Account, Iin, Phone)
MASKED = frozenset(
    {"account", "application", "child", "event", "family", "iin", "member", "phone", "prescription", "record", "sender"}
)


class Once(dict[Any, T]):
    """What a function makes of a type: made once, and found sooner than by `functools.cache`."""

    __slots__ = ("_make",)

    def __init__(self, make: Callable[[Any], T]) -> None:
        self._make = make

    def __missing__(self, kind: Any) -> T:
        made = self[kind] = self._make(kind)
        return made


@dataclass_transform(kw_only_default=True, frozen_default=True, field_specifiers=(field,))
def line(kind: type[T]) -> type[T]:
    """Makes a class of fields a line: frozen, slotted, by keywords; what may name a person is not shown (N34)."""
    if "__repr__" not in vars(kind):
        setattr(kind, "__repr__", shown)  # noqa: B010
    return dataclass(frozen=True, slots=True, kw_only=True, repr=False)(kind)


def shown(value: Any) -> str:
    """The fields of a line, those left out that are `None`."""

    def text(name: str, part: Any) -> str:
        named = name in MASKED and not isinstance(part, PERSONAL) or isinstance(part, Mapping)
        # Words of ours are no `str`.
        written = name == "text" and isinstance(part, str)
        return f"{name}=•••" if named or written else f"{name}={part!r}"

    parts = ((each.name, getattr(value, each.name)) for each in fields(value) if each.repr)
    return f"{type(value).__name__}({', '.join(text(*part) for part in parts if part[1] is not None)})"


def hidden(self: object) -> str:
    """Of a line that is personal as a whole, its name."""
    return f"{type(self).__name__}(•••)"


@line
class Words:
    """A text in three languages (N36)."""

    kk: str
    ru: str
    en: str


class Told(Codes):
    """A closed list whose members have words; the words are the core's."""

    @property
    def texts(self) -> Words:
        """What it says to people, in three languages; ours, not official (N36)."""
        return told[type(self)][self.value][1]

    def text(self, language: Language | LanguageCode) -> str:
        """What it says to people in a language. Errors: `unknown_value`."""
        words: str = getattr(self.texts, language_of(language))
        return words


class Reason(Told):
    """A closed list of refusals, each of which has its norms."""

    @property
    def norm(self) -> str:
        """The norms that name it."""
        return told[type(self)][self.value][0]


@Once
def told(kind: type[StrEnum]) -> dict[str, tuple[str, Words]]:
    """The norms and words of a list, by code. The module is called by its programme, and the class by the core's list."""
    members = _core._lists(kind.__module__.rpartition(".")[2])[kind.__name__]
    return {code: (norm, Words(kk=kk, ru=ru, en=en)) for code, norm, (kk, ru, en) in members}


class Negative:
    """An answer that is no *yes*: false where it is tested."""

    __slots__ = ()

    def __bool__(self) -> Literal[False]:
        return False


class Line(Protocol):
    """Something that happened: what gives its line of a journal on a date."""

    def expose_line(self, /, on: date) -> str: ...


class Query(Generic[A]):
    """A question: a line of the kind `name`, answered by an `A` in the field `within`, or by the whole line."""

    __slots__ = ()
    name: ClassVar[str]
    within: ClassVar[str | None] = None


@dataclass(frozen=True, slots=True, init=False)
class Regulation:
    """The rules of a programme as checked data, with a digest of their content: equal when their content is."""

    programme: ClassVar[str]
    kind: ClassVar[str | None] = None
    """Of a programme that has several kinds of regulations."""

    id: str = field(compare=False)
    digest: str
    json: str = field(compare=False, repr=False)
    """The canonical JSON (RFC 8785), which the digest covers."""

    def __init__(self, regulation: str | Mapping[str, Any], /, **changes: Any) -> None:
        """A published one by its id, or one written out; with `changes` of its fields, by the wire form's names (RFC 7396).

        Errors: `unknown_regulation`, and the codes of the programme's checks.
        """
        if not isinstance(regulation, (str, Mapping)):  # pyright: ignore[reportUnnecessaryIsInstance]
            raise foreign(type(self), regulation)
        journal = Journal()
        asked = {"regulation": regulation, "change": changes} if changes else {"regulation": regulation}
        try:
            given = heard(journal.answer(written(asked)))
        except VoucherError as error:
            raise self._told(error, regulation, changes) from None
        content = journal._regulation() or ""
        of = json.loads(content)
        if (of["programme"], of.get("kind")) != (self.programme, self.kind):
            text = "regulation: belongs to another programme"
            raise VoucherError(text, "unknown_regulation", "regulation")
        for name, value in ("id", given["regulation"]), ("digest", given["digest"]), ("json", content):
            object.__setattr__(self, name, value)

    def _told(self, error: VoucherError, regulation: str | Mapping[str, Any], changes: Mapping[str, Any]) -> VoucherError:
        """The error, with the ids that there are, or the field at fault."""
        if error.code == "unknown_regulation":
            there = ", ".join(_core._published(self.programme, kind=self.kind))
            return VoucherError(f"regulation: there are {there}", error.code, "regulation")
        if error.code == "malformed_regulation":
            of = type(self)(regulation).json if changes else written(regulation)
            fault = _core._form_fault(self.programme, of, written(changes) if changes else None, self.kind)
            if fault is not None:
                return VoucherError(fault[1], error.code, fault[0])
        return error

    @classmethod
    def published(cls) -> tuple[Self, ...]:
        """Every published regulation, by its first day."""
        return tuple(map(cls, _core._published(cls.programme, kind=cls.kind)))

    @classmethod
    def in_force(cls, on: date, /) -> Self | None:
        """The published regulation in force on a date, or none (N6)."""
        return next(map(cls, _core._published(cls.programme, on, cls.kind)), None)

    def as_dict(self) -> dict[str, Any]:
        """Its content in the wire form."""
        content: dict[str, Any] = json.loads(self.json)
        return content

    def replace(self, **changes: Any) -> Self:
        """A copy with some fields changed, called by its old id with `+changed` behind it unless `id` is given."""
        return type(self)(self.as_dict(), **changes)

    def diff(self, other: Self, /) -> Table:
        """The fields in which another differs: `field`, its path in the wire form, and both values, `here` and `there`, as JSON."""
        return _core._diff(self.programme, self.json, other.json, self.kind)


def foreign(rules: type[Any], value: object) -> WrongType:
    """What is no regulation of a programme."""
    text = f"regulation: must be a {rules.__module__}.{rules.__name__} or what makes one; {type(value).__name__} came"
    return WrongType(text, "unknown_regulation", "regulation")


class Asked:
    """A journal of one programme that is asked in types."""

    __slots__ = ("_journal",)
    _journal: Journal

    def __init__(self, regulation: str | Mapping[str, Any]) -> None:
        self._journal = Journal()
        heard(self._journal.answer(json.dumps({"regulation": regulation})))

    def ask(self, query: Query[A], /, *, on: date | None = None) -> A:
        """The answer to a question about a date, without one where it hangs on none; what is malformed raises `VoucherError`."""
        return self.ask_of(type(query), query, on)

    def ask_of(self, kind: type[Query[A]], parts: object, on: date | None) -> A:
        """The answer to a question of a kind whose fields are those of `parts`, a mapping or the question itself."""
        given = self._journal._cross(parts, "query", kind.name, on, plain)
        # One question takes ten microseconds, and each call of a function half a percent of them: none is made for nothing here,
        # nor where an answer is read.
        if "error" in given:
            sound(given)
        answer: A = answers[kind](given.get(kind.within, given) if kind.within else given)
        return answer


class Session(Asked):
    """A journal spoken to in types: facts of typed calls and questions of one programme, in date order."""

    __slots__ = ()

    def __init__(self, regulation: _core.Regulation | str) -> None:
        super().__init__(regulation if isinstance(regulation, str) else json.loads(regulation.to_json()))

    def record(self, fact: Line, /, *, on: date) -> dict[str, Any]:
        """What the core says to a fact, as the wire form has it."""
        return heard(self._journal.answer(fact.expose_line(on)))


class Ledger(Asked, Generic[F, S]):
    """All that is recorded under one regulation: facts go in, in date order, and questions are answered.

    Memory grows with people and records. It can be copied and pickled; a pickle holds personal data (N34), as `save` does.
    """

    __slots__ = ()
    rules: ClassVar[type[Regulation]]

    def __init__(self, regulation: Regulation | str) -> None:
        """A ledger without facts, under a regulation or a published one by its id. Errors: `unknown_regulation`."""
        if not isinstance(regulation, (str, self.rules)):
            raise foreign(self.rules, regulation)
        rules = self.rules(regulation) if isinstance(regulation, str) else regulation
        super().__init__(rules.as_dict())

    def ask(self, query: Query[A], /, *, on: date | None = None) -> A:
        """The answer to a question about a date, without one where it hangs on none; what is malformed raises `VoucherError`.

        Errors: `unknown_kind` of what is no question of this programme, and those of the wire form.
        """
        if asked_in[type(query)] != self.rules.programme:
            text = f"query: must be a question of {self.rules.programme}; {type(query).__name__} came"
            raise WrongType(text, "unknown_kind", "query")
        return self.ask_of(type(query), query, on)

    def record(self, fact: F, /, *, on: date) -> S:
        """Takes a fact of a date, or refuses it with every reason; what is malformed raises `VoucherError`."""
        given = sound(self._journal._cross(fact, "fact", called[type(fact)], on, plain))
        outcome: S = answers[type(self)](given)
        return outcome

    @property
    def regulation(self) -> Regulation:
        """The regulation that decides."""
        return self.rules(json.loads(self._journal._regulation() or "{}"))

    def save(self) -> str:
        """The ledger as text, from which `restore` makes the same: personal data (N34)."""
        return self._journal._save() or ""

    @classmethod
    def restore(cls, text: str, /) -> Self:
        """The ledger that `save` has written.

        Errors: `snapshot_foreign`, `snapshot_version`, `snapshot_damaged`, `snapshot_inconsistent`, and those of `Regulation`.
        """
        ledger = cls.__new__(cls)
        ledger._journal = Journal._restore(text)
        _ = ledger.regulation
        return ledger

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self).restore, (self.save(),)


class Rows(Generic[R]):
    """A register: its rows, and the same rows as CSV and as an Arrow table: personal data (N34)."""

    __slots__ = ()
    rows: tuple[R, ...]
    row: ClassVar[type[Any]]

    def to_csv(self) -> str:
        """The CSV that the digest covers: a line of names, then a line a row, each ended by LF."""
        names = [each.name for each in fields(self.row)]
        parts = operator.attrgetter(*names)
        lines = (",".join(map(bare, parts(row))) for row in self.rows)
        return "".join(f"{text}\n" for text in (",".join(names), *lines))

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object:
        """The rows as an Arrow table: days are date32, the rest is text."""
        return _core._csv_table(self.to_csv()).__arrow_c_stream__(requested_schema)


def bare(part: Any) -> str:
    """A value as it stands in a CSV."""
    text: str = part.expose_text() if isinstance(part, PERSONAL) else str(part)
    return text


def rows_of(programme: str, kind: type[R], table: ArrowLike) -> tuple[R, ...]:
    """The rows of a table as the core reads them, in the order of a register."""
    names, *lines = _core._register_csv(programme, table).splitlines()
    return tuple(typed(kind, dict(zip(names.split(","), text.split(","), strict=True))) for text in lines)


def reconciled(programme: str, wallet: ArrowLike, provider: ArrowLike) -> Table:
    """The core's comparison of two registers."""
    return _core._reconcile(programme, wallet, provider)


def heard(answer: str | None) -> dict[str, Any]:
    """A line of the journal, read whole."""
    return sound(json.loads(answer or "{}"))


def sound(given: dict[str, Any]) -> dict[str, Any]:
    """What the journal says. Errors: what it finds wrong with the line that was asked."""
    if "error" in given:
        code = given.get("reason", given["error"])
        raise VoucherError(f"{code}: the journal does not take this line", code, given.get("field"))
    return given


@Once
def asked_in(query: type[Any]) -> str | None:
    """The programme of a question: whose module names it. None of what is no question."""
    homes = (base.__module__ for base in query.__mro__ if issubclass(query, Query) and "name" in vars(base))
    return next(homes, "").rpartition(".")[2] or None


@Once
def called(fact: type[Any]) -> str:
    """The name of a fact in the wire form: that of its class."""
    return re.sub(r"(?<!^)(?=[A-Z])", "_", fact.__name__).lower()


@Once
def answers(kind: type[Any]) -> Callable[[Any], Any]:
    """How what answers a question, or comes of a fact in a ledger, is read: by the last argument of its generic base."""
    return reader[get_args(kind.__orig_bases__[0])[-1]]


def written(value: Any) -> str:
    """A value as JSON, in the wire form."""
    return _core._written(value, plain)


@Once
def plain(kind: Any) -> tuple[str | tuple[str], ...] | Callable[[Any], Any] | str:
    """Of a type that JSON has not: the names of its fields, those of `None` to be left out, and those that take text alone each in a
    tuple of its own; or what makes a value plainer; or the code of why none is taken.

    A subclass of `date` may be no day at all, and what can be gone through once would be another value the next time.
    """
    if is_dataclass(kind):
        hints = get_type_hints(kind)
        return tuple((each.name,) if hints[each.name] in (str, str | None) else each.name for each in fields(kind))
    if issubclass(kind, PERSONAL):
        return operator.methodcaller("expose_text")
    if issubclass(kind, (Month, Decimal)):
        return str
    if issubclass(kind, date):
        return "not_a_date"
    if issubclass(kind, Mapping):
        return dict
    if issubclass(kind, (Iterator, bytes, bytearray, memoryview)):
        return "not_an_array"
    if issubclass(kind, Iterable):
        return list
    return operator.index if hasattr(kind, "__index__") else "unsupported_type"


def typed(kind: Any, value: Any) -> Any:
    """A value of the wire form as this type has it."""
    return reader[kind](value)


@Once
def reader(kind: Any) -> Callable[[Any], Any]:
    """How a type is read: worked out once. What stands in an answer itself may still be JSON."""
    origin, inner = get_origin(kind), get_args(kind)
    if origin in (Union, UnionType):
        kinds = [part for part in inner if part is not NoneType]
        return reader[kinds[0]] if len(kinds) == 1 else one_of(kinds)
    if origin in (tuple, list):
        item = reader[inner[0]]
        return lambda value: tuple(map(item, opened(value)))
    if origin is Mapping:
        key, part = reader[inner[0]], reader[inner[1]]
        return lambda value: {key(name): part(of) for name, of in opened(value).items()}
    if kind is date:
        return date.fromisoformat
    if kind is Month:
        return lambda value: Month(*map(int, value.split("-")))
    if issubclass(kind, Later):
        return later(kind)
    make: Callable[..., Any] = kind
    if is_dataclass(kind):
        of = parts[kind]
        return lambda value: make(**{name: of[name][0](part) for name, part in opened(value).items() if name in of})
    if kind in (str, bool):
        return as_it_is
    if issubclass(kind, StrEnum):
        found: Callable[[Any], Any] = kind._value2member_map_.__getitem__
        return found
    return make


@Once
def parts(kind: Any) -> dict[str, tuple[Callable[[Any], Any], Any]]:
    """How the fields of a line are read, and what they are where an answer leaves them out."""
    hints, each = get_type_hints(kind), fields(kind)
    return {field.name: (reader[hints[field.name]], field.default) for field in each}


def opened(value: Any) -> Any:
    """An array or an object, which may still be JSON."""
    return scan(value, 0)[0] if isinstance(value, str) else value


scan: Callable[[str, int], tuple[Any, int]] = cast(Any, json.JSONDecoder()).scan_once
"""Reads JSON that is known to be one value without space around it, in two thirds of the time."""


class Later:
    """An answer whose fields are read when they are asked for, each once; it is as any other line."""

    __slots__ = ("_given",)
    _given: dict[str, Any]

    if not TYPE_CHECKING:  # Or every name would be taken for one of its fields.

        def __getattr__(self, name: str) -> Any:
            read, default = parts[type(self)].get(name, (None, None))
            if read is None:
                raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}", name=name, obj=self)
            value = read(self._given[name]) if name in self._given else default
            object.__setattr__(self, name, value)
            return value


def as_it_is(value: Any) -> Any:
    return value


def later(kind: Any) -> Callable[[Any], Any]:
    """How an answer is read that is read later, but for what needs no reading."""
    new, put = object.__new__, object.__setattr__
    ready = [name for name, (read, _) in parts[kind].items() if read is as_it_is]

    def read(value: Any) -> Any:
        answer, given = new(kind), opened(value) if isinstance(value, str) else value
        put(answer, "_given", given)
        for name in ready:
            if name in given:
                put(answer, name, given[name])
        return answer

    return read


def one_of(kinds: list[Any]) -> Callable[[Any], Any]:
    """Of several lines the one that the answer `says` it is, or whose fields are there: the first of those that demand most. Of
    several closed lists the one that has the code."""
    if all(map(inspect.isclass, kinds)) and issubclass(kinds[0], StrEnum):
        codes = {member.value: member for kind in kinds for member in kind}
        return codes.__getitem__
    if not all(map(is_dataclass, kinds)):
        return lambda value: value

    def demanded(kind: Any) -> frozenset[str]:
        each: Iterable[Field[Any]] = fields(kind)
        return frozenset(part.name for part in each if part.default is MISSING)

    says: dict[str, dict[str, Callable[[Any], Any]]] = {}
    for kind in kinds:
        if hasattr(kind, "says"):
            name, word = kind.says
            says.setdefault(name, {})[word] = reader[kind]
    told = tuple(says.items())
    ways = [(demanded(kind), reader[kind]) for kind in kinds if not hasattr(kind, "says")]
    ways.sort(key=lambda way: len(way[0]), reverse=True)

    def read(given: Any) -> Any:
        value = opened(given) if isinstance(given, str) else given
        for name, words in told:
            if name in value:
                return words[value[name]](value)
        return next(read(value) for demands, read in ways if demands <= value.keys())

    return read
