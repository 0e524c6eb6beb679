"""Tables of person-months, as `voucher_core.review` takes them, clean or with dirt in them."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from importlib import import_module
from importlib.util import find_spec
from itertools import pairwise
from typing import Any, Literal, TypeAlias, TypedDict

from hypothesis import strategies as st

from voucher_core import Answer, Region, Regulation

from ._calendar import GAS, in_month, months_of, shifted
from ._hostile import CATALOGUE
from ._people import first_accounts

Kind: TypeAlias = Literal["utf8", "large_utf8", "utf8_view", "dictionary", "date32", "boolean", "uint8", "uint64"]
"""How a column's values are kept, in Arrow's words. A dictionary's values are text."""

Library: TypeAlias = Literal["pyarrow", "polars"]
"""A library that builds Arrow tables."""

_TEXTS: tuple[Kind, ...] = ("utf8", "large_utf8", "utf8_view", "dictionary")
_DATES = ("listed_on", "asked_on", "reminded_on", "answered_on", "entered_on")


class PersonMonthRow(TypedDict):
    """One row of `voucher_core.review`: a person's month."""

    month: str
    region: str
    targeted_social: bool
    housing: bool
    listed_on: datetime.date | None
    asked_on: datetime.date | None
    reminded_on: datetime.date | None
    answered_on: datetime.date | None
    answer: str | None
    entered_on: datetime.date | None
    account: str | None
    account_exists: bool | None


class Missing(ModuleNotFoundError):
    """No library that builds Arrow tables is installed."""


def arrow_library() -> Library:
    """What builds the tables: pyarrow where it is installed, else polars. Neither is loaded before it is asked for."""
    if find_spec("pyarrow") is not None:
        return "pyarrow"
    if find_spec("polars") is not None:
        return "polars"
    raise Missing("tables need pyarrow or polars: pip install pyarrow")


@dataclass(frozen=True)
class Frame:
    """A table as it was drawn: plain values, and how they are to be kept.

    It goes as it is into whatever takes Arrow tables (`voucher_core.review(frame, …)`, `polars.DataFrame(frame)`,
    `pyarrow.table(frame)`, `pandas.DataFrame.from_arrow(frame)`): `arrow_library` says what builds it then.
    """

    columns: Mapping[str, Sequence[Any]]
    kinds: Mapping[str, Kind]
    cuts: Sequence[int] = ()
    """The rows, from 0, at which a new batch begins."""
    dirty: Sequence[int] = field(default=(), repr=False)
    """The rows, from 0, in which something is wrong, in order."""

    def __len__(self) -> int:
        return len(next(iter(self.columns.values())))

    def rows(self) -> list[dict[str, Any]]:
        """The rows, each with its values by column."""
        return [{name: values[row] for name, values in self.columns.items()} for row in range(len(self))]

    def to_pyarrow(self) -> Any:
        """A `pyarrow.Table`, each column in as many chunks as there are batches."""
        pyarrow: Any = import_module("pyarrow")
        types = _pyarrow_types(pyarrow)
        columns = {
            name: pyarrow.chunked_array(
                [pyarrow.array(batch, types[kind]) for batch in self._batches(name)], types[kind]
            )
            for name, kind in self.kinds.items()
        }
        return pyarrow.table(columns)

    def to_polars(self) -> Any:
        """A `polars.DataFrame` of as many chunks as there are batches. All its text is `polars.String`."""
        polars: Any = import_module("polars")
        types = _polars_types(polars)
        columns = {
            name: [polars.Series(name, list(batch), types[kind]) for batch in self._batches(name)]
            for name, kind in self.kinds.items()
        }
        batches = [polars.DataFrame(list(batch)) for batch in zip(*columns.values(), strict=True)]
        return polars.concat(batches, rechunk=False)

    def to_pandas(self) -> Any:
        """A `pandas.DataFrame` whose columns are Arrow's, since pandas itself has no dates; needs pyarrow too."""
        pandas: Any = import_module("pandas")
        return self.to_pyarrow().to_pandas(types_mapper=pandas.ArrowDtype)

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object:
        table = self.to_pyarrow() if arrow_library() == "pyarrow" else self.to_polars()
        stream: object = table.__arrow_c_stream__(requested_schema)
        return stream

    def _batches(self, name: str) -> Iterator[Sequence[Any]]:
        values = self.columns[name]
        for start, end in pairwise((0, *self.cuts, len(values))):
            yield values[start:end]


def _pyarrow_types(pyarrow: Any) -> Mapping[Kind, Any]:
    return {
        "utf8": pyarrow.string(),
        "large_utf8": pyarrow.large_string(),
        "utf8_view": pyarrow.string_view(),
        "dictionary": pyarrow.dictionary(pyarrow.int32(), pyarrow.string()),
        "date32": pyarrow.date32(),
        "boolean": pyarrow.bool_(),
        "uint8": pyarrow.uint8(),
        "uint64": pyarrow.uint64(),
    }


def _polars_types(polars: Any) -> Mapping[Kind, Any]:
    return {
        "utf8": polars.String,
        "large_utf8": polars.String,
        "utf8_view": polars.String,
        "dictionary": polars.Categorical,
        "date32": polars.Date,
        "boolean": polars.Boolean,
        "uint8": polars.UInt8,
        "uint64": polars.UInt64,
    }


@st.composite
def person_months(draw: st.DrawFn, regulation: Regulation = GAS, *, nulls: bool = True) -> PersonMonthRow:
    """A valid row of `voucher_core.review`: what one person did in one month, mostly in a sensible order.

    Rows share few accounts. With `nulls=False` everything happened that can happen.
    """
    month = draw(st.sampled_from(months_of(regulation)))
    happens = st.sampled_from((False, True, True, True)) if nulls else st.just(True)

    def day(place: int) -> datetime.date | None:
        return in_month(month, place) if draw(happens) else None

    place = draw(_places(0, 0, 0, 4))
    listed_on = day(place)
    asked_on = day(place := max(0, place + draw(_places(0, 0, 2, -1))))
    reminded_on = day(place + draw(_places(7, 7, 8, 6)))
    answered_on = day(place := place + draw(_places(0, 1, 9, 20)))
    entered_on = day(max(place, 6) + draw(_places(0, 0, 1, -1)))
    knows_account = entered_on is not None or draw(happens)
    anywhere = st.one_of(st.sampled_from(regulation.regions), st.sampled_from(regulation.regions), st.sampled_from(Region))
    return {
        "month": str(month),
        "region": draw(anywhere).value,
        "targeted_social": draw(st.sampled_from((True, True, False))),
        "housing": draw(st.booleans()),
        "listed_on": listed_on,
        "asked_on": asked_on,
        "reminded_on": reminded_on,
        "answered_on": answered_on,
        "answer": None if answered_on is None else draw(_ANSWERS).value,
        "entered_on": entered_on,
        "account": draw(_ACCOUNTS).expose_text() if knows_account else None,
        "account_exists": draw(st.sampled_from((True, True, False))) if draw(happens) else None,
    }


_ACCOUNTS = st.sampled_from(first_accounts(3))
_ANSWERS = st.sampled_from((Answer.AGREE, Answer.AGREE, Answer.REFUSE))


def _places(*usual: int) -> st.SearchStrategy[int]:
    return st.one_of(st.sampled_from(usual), st.integers(0, 30))


@st.composite
def tables(
    draw: st.DrawFn,
    min_size: int = 0,
    max_size: int = 10,
    *,
    regulation: Regulation = GAS,
    dirt: bool = False,
    nulls: bool = True,
    chunks: bool = True,
) -> Frame:
    """A table for `voucher_core.review`: some columns, in any order, each of any type that is taken.

    Without `dirt` every row is well formed. With it, some rows are not: other months and regions than there are, dates
    outside the month, accounts that are none, an answer without its date, no value where there must be one. `nulls=False`
    has no empty cell but for dirt; `chunks=False` has one batch.
    """
    rows = draw(st.lists(person_months(regulation, nulls=nulls), min_size=min_size, max_size=max_size))
    columns: dict[str, list[Any]] = {name: [row[name] for row in rows] for name in PersonMonthRow.__annotations__}
    if draw(st.booleans()):
        _use_periods(draw, columns, nulls)
    _leave_out(draw, columns)
    kinds = {name: draw(st.sampled_from(_kinds(name))) for name in columns}
    dirty = sorted({_stain(draw, columns, kinds, row) for row in draw(_dirt(len(rows)))} - {-1}) if dirt else []
    kept = {name: [_kept(value, name, kinds[name]) for value in values] for name, values in columns.items()}
    order = draw(st.permutations(list(kept)))
    cuts = sorted(draw(st.lists(st.integers(0, len(rows)), max_size=3))) if chunks else []
    return Frame({name: kept[name] for name in order}, {name: kinds[name] for name in order}, cuts, dirty)


def _use_periods(draw: st.DrawFn, columns: dict[str, list[Any]], nulls: bool) -> None:
    """Replaces what was received on the snapshot date by the days from and until which it was (N11)."""
    del columns["targeted_social"], columns["housing"]
    days = st.integers(-400, 31)
    ends = st.none() | days if nulls else days
    for name in ("assisted_from", "assisted_until"):
        drawn = [(month, draw(ends)) for month in columns["month"]]
        columns[name] = [
            None if days is None else shifted(datetime.date.fromisoformat(f"{month}-01"), days) for month, days in drawn
        ]


def _leave_out(draw: st.DrawFn, columns: dict[str, list[Any]]) -> None:
    together = [("answered_on", "answer"), *((name,) for name in columns if name not in ("month", "answered_on", "answer"))]
    for names in together:
        if draw(st.sampled_from((False, False, False, True))):
            for name in names:
                del columns[name]


def _kinds(name: str) -> tuple[Kind, ...]:
    match name:
        case "month":
            return (*_TEXTS, "date32")
        case "region":
            return (*_TEXTS, "uint8")
        case "answer":
            return (*_TEXTS, "boolean")
        case "account":
            return (*_TEXTS, "uint64")
        case "targeted_social" | "housing" | "account_exists":
            return ("boolean",)
        case _:
            return ("date32",)


def _kept(value: Any, name: str, kind: Kind) -> Any:
    """A value as its column keeps it."""
    if not isinstance(value, str):
        return value
    if name == "month" and kind == "date32":
        return datetime.date.fromisoformat(f"{value}-01")
    if kind in ("uint8", "uint64"):
        return int(value)
    return value == Answer.AGREE if kind == "boolean" else value


def _dirt(rows: int) -> st.SearchStrategy[list[int]]:
    return st.lists(st.integers(0, rows - 1), max_size=rows + 1) if rows else st.just([])


def _stain(draw: st.DrawFn, columns: dict[str, list[Any]], kinds: dict[str, Kind], row: int) -> int:
    """Makes one cell of a row wrong; the row, or -1 where the column drawn takes whatever there is."""
    name = draw(st.sampled_from(list(columns)))
    cell, kind = columns[name], kinds[name]
    if name in ("month", "region"):
        cell[row] = draw(_wrong(name, kind))
    elif name in ("targeted_social", "housing"):
        cell[row] = None
    elif name == "answer":
        answered = columns["answered_on"]
        wrong = st.none() if kind == "boolean" else st.sampled_from((None, "", "yes", "AGREE", "21*1"))
        cell[row] = draw(wrong)
        answered[row] = answered[row] or _some_day(columns["month"][row])
    elif name in _DATES:
        cell[row] = draw(st.sampled_from(_strange_days(columns["month"][row])))
    elif name == "account" and kind != "uint64":
        cell[row] = draw(st.sampled_from(CATALOGUE["account"]))
    else:
        return -1
    return row


def _wrong(name: str, kind: Kind) -> st.SearchStrategy[Any]:
    if kind == "uint8":
        return st.sampled_from((None, 0, 12, 72, 255))
    return st.none() if kind == "date32" else st.sampled_from((None, *CATALOGUE[name]))


def _some_day(month: Any) -> datetime.date:
    """A day of the month, or any where the month is not one."""
    try:
        return datetime.date.fromisoformat(f"{month}-28")
    except ValueError:
        return datetime.date(2025, 9, 28)


def _strange_days(month: Any) -> tuple[datetime.date, ...]:
    """Days that do not lie in the month."""
    first = _some_day(month).replace(day=1)
    return shifted(first, 31), shifted(first, -1), datetime.date.min, datetime.date.max
