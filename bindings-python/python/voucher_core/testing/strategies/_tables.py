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

Kind: TypeAlias = Literal[
    "utf8", "large_utf8", "utf8_view", "dictionary", "date32", "boolean", "uint8", "uint64"
]
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
    """What builds the tables: pyarrow where it is installed, else polars. Neither is loaded before it is
    asked for."""
    if find_spec("pyarrow") is not None:
        return "pyarrow"
    if find_spec("polars") is not None:
        return "polars"
    raise Missing("tables need pyarrow or polars: pip install pyarrow")


@dataclass(frozen=True)
class Frame:
    """A table as it was drawn: plain values, and how they are to be kept.

    It goes as it is into whatever takes Arrow tables (`voucher_core.review(frame, …)`,
    `polars.DataFrame(frame)`, `pyarrow.table(frame)`, `pandas.DataFrame.from_arrow(frame)`): `arrow_library`
    says what builds it then.
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
        """A `pandas.DataFrame` whose columns are Arrow's, since pandas itself has no dates; needs pyarrow
        too."""
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
    happens = _MOSTLY if nulls else st.just(True)

    def day(place: int) -> datetime.date | None:
        return in_month(month, place) if draw(happens) else None

    listed_on = day(place := draw(_LISTED))
    asked_on = day(place := max(0, place + draw(_ASKED)))
    reminded_on = day(place + draw(_REMINDED))
    answered_on = day(place := place + draw(_ANSWERED))
    entered_on = day(max(0, max(place, 6) + draw(_ENTERED)))
    knows_account = entered_on is not None or draw(happens)
    return {
        "month": str(month),
        "region": draw(st.sampled_from(regulation.regions) | _ANYWHERE).value,
        "targeted_social": draw(_TARGETED_SOCIAL),
        "housing": draw(st.booleans()),
        "listed_on": listed_on,
        "asked_on": asked_on,
        "reminded_on": reminded_on,
        "answered_on": answered_on,
        "answer": None if answered_on is None else draw(_ANSWERS).value,
        "entered_on": entered_on,
        "account": draw(_ACCOUNTS).expose_text() if knows_account else None,
        "account_exists": draw(_TARGETED_SOCIAL) if draw(happens) else None,
    }


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

    Without `dirt` every row is well formed. With it, some rows are not: other months and regions than there
    are, dates outside the month, accounts that are none, an answer without its date, no value where there
    must be one. `nulls=False` has no empty cell but for dirt; `chunks=False` has one batch.
    """
    kinds: dict[str, Kind] = {name: draw(_KINDS[name]) for name in draw(_names())}
    each = st.lists(_rows(regulation, kinds, dirt, nulls), min_size=min_size, max_size=max_size)
    rows = draw(each)
    columns = {name: [_kept(row[name], name, kind) for row, _ in rows] for name, kind in kinds.items()}
    cuts = sorted(draw(st.lists(st.integers(0, len(rows)), max_size=3))) if chunks else []
    return Frame(columns, kinds, cuts, [number for number, (_, is_dirty) in enumerate(rows) if is_dirty])


@st.composite
def _names(draw: st.DrawFn) -> list[str]:
    """The columns of a table, in their order."""
    optional = (
        "region",
        *draw(_ASSISTED),
        "listed_on",
        "asked_on",
        "reminded_on",
        "answered_on",
        "entered_on",
    )
    names = ["month", *(name for name in (*optional, "account", "account_exists") if draw(_MOSTLY))]
    if "answered_on" in names:
        names.append("answer")
    return draw(st.permutations(names))


@st.composite
def _rows(
    draw: st.DrawFn, regulation: Regulation, kinds: Mapping[str, Kind], dirt: bool, nulls: bool
) -> tuple[dict[str, Any], bool]:
    """The values of a row, and whether something is wrong in it."""
    row: dict[str, Any] = {**draw(person_months(regulation, nulls=nulls))}
    first = datetime.date.fromisoformat(f"{row['month']}-01")
    begins = draw(_BEGINS)
    row["assisted_from"] = shifted(first, begins) if draw(_MOSTLY) or not nulls else None
    row["assisted_until"] = shifted(first, begins + draw(_LASTS)) if draw(_MOSTLY) or not nulls else None
    stains = draw(_STAINS) if dirt else 0
    changed = [_stain(draw, row, first, name, kinds) for name in draw(st.permutations(list(kinds)))[:stains]]
    return row, any(changed)


_MOSTLY = st.sampled_from((False, True, True, True))
_ACCOUNTS = st.sampled_from(first_accounts(3))
_ANSWERS = st.sampled_from((Answer.AGREE, Answer.AGREE, Answer.REFUSE))
_ANYWHERE = st.sampled_from(Region)
_TARGETED_SOCIAL = st.sampled_from((True, True, False))
_ASSISTED = st.sampled_from((("targeted_social", "housing"), ("assisted_from", "assisted_until")))
_BEGINS, _LASTS, _STAINS = st.integers(-400, 31), st.integers(0, 430), st.sampled_from((0, 0, 0, 1, 1, 2))

# How many days after the step before, from the first of the month.
_ANY_DAYS = st.integers(0, 30)
_LISTED = st.sampled_from((0, 0, 0, 4)) | _ANY_DAYS
_ASKED = st.sampled_from((0, 0, 2, -1)) | _ANY_DAYS
_REMINDED = st.sampled_from((7, 7, 8, 6)) | _ANY_DAYS
_ANSWERED = st.sampled_from((0, 1, 9, 20)) | _ANY_DAYS
_ENTERED = st.sampled_from((0, 0, 1, -1)) | _ANY_DAYS

_KINDS: Mapping[str, st.SearchStrategy[Kind]] = {
    "month": st.sampled_from((*_TEXTS, "date32")),
    "region": st.sampled_from((*_TEXTS, "uint8")),
    "answer": st.sampled_from((*_TEXTS, "boolean")),
    "account": st.sampled_from((*_TEXTS, "uint64")),
    **{name: st.just("boolean") for name in ("targeted_social", "housing", "account_exists")},
    **{name: st.just("date32") for name in (*_DATES, "assisted_from", "assisted_until")},
}


def _kept(value: Any, name: str, kind: Kind) -> Any:
    """A value as its column keeps it."""
    if not isinstance(value, str):
        return value
    if name == "month" and kind == "date32":
        return datetime.date.fromisoformat(f"{value}-01")
    if kind in ("uint8", "uint64"):
        return int(value)
    return value == Answer.AGREE if kind == "boolean" else value


def _stain(
    draw: st.DrawFn, row: dict[str, Any], first: datetime.date, name: str, kinds: Mapping[str, Kind]
) -> bool:
    """Makes one cell of a row wrong; false where whatever there can be is right."""
    if name in ("assisted_from", "assisted_until") and {"assisted_from", "assisted_until"} <= kinds.keys():
        row["assisted_from"], row["assisted_until"] = first, shifted(first, -1)
        return True
    wrong = _wrong(name, kinds[name], first)
    if not wrong:
        return False
    row[name] = draw(st.sampled_from(wrong))
    if name == "answer":
        row["answered_on"] = row["answered_on"] or first
    return True


def _wrong(name: str, kind: Kind, first: datetime.date) -> tuple[Any, ...]:
    """What a cell cannot hold, in a row of the month with this first day."""
    match name, kind:
        case "region", "uint8":
            return None, 0, 12, 72, 255
        case ("month", "date32") | ("targeted_social" | "housing", _) | ("answer", "boolean"):
            return (None,)
        case "month" | "region", _:
            return None, *CATALOGUE[name]
        case "answer", _:
            return None, "", "yes", "AGREE", "21*1"
        case "account", _:
            # A blank account is none, which is right where nobody entered it.
            return () if kind == "uint64" else tuple(filter(str.strip, CATALOGUE["account"]))
        case _ if name in _DATES:
            return shifted(first, 31), shifted(first, -1), datetime.date.min, datetime.date.max
        case _:
            return ()
