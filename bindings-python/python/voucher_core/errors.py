"""Errors of input: a stable code, the field, the place, and never the value (N34).

A rule that says *no* is no error: it is an answer with its `Refusal`s.
"""

from __future__ import annotations

TYPE_CHECKING = False  # as in `typing`, whose import would cost more than all the rest of this package
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

__all__ = ["ColumnWarning", "InternalError", "RowError", "RowErrors", "VoucherError", "WrongType"]


class VoucherError(ValueError):
    """An input that is not well formed.

    `code` is stable, in `snake_case`; `field` names the argument or column where one is meant; `position` is
    the place in the text, in characters from 0, where one character is at fault.
    """

    code: str
    field: str | None
    position: int | None

    def __init__(self, text: str, code: str, field: str | None = None, position: int | None = None) -> None:
        super().__init__(text)
        self.code = code
        self.field = field
        self.position = position

    def text(self, language: str) -> str:
        """What its code says in `kk`, `ru` or `en`, without field and place; ours, not official (N36)."""
        from ._core import error_text

        return error_text(self.code, language)

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (str(self), self.code, self.field, self.position)


class WrongType(VoucherError, TypeError):
    """A value of a Python type that is never taken here; the text says what to do instead."""


class ColumnWarning(UserWarning):
    """A column of a table is not read, and its name is nearly that of one that is read and lacking."""


class RowError(tuple[int, str | None, str]):
    """One bad row of a table: its number from 0, the first column that failed, and why."""

    __slots__ = ()
    __match_args__ = ("row", "field", "code")

    def __new__(cls, row: int, field: str | None, code: str) -> RowError:
        return super().__new__(cls, (row, field, code))

    @property
    def row(self) -> int:
        """The number of the row in the whole table, from 0."""
        return self[0]

    @property
    def field(self) -> str | None:
        """The column, where one is meant."""
        return self[1]

    @property
    def code(self) -> str:
        """Why it failed."""
        return self[2]

    def __repr__(self) -> str:
        return f"RowError(row={self.row}, field={self.field!r}, code={self.code!r})"

    def __getnewargs__(self) -> tuple[int, str | None, str]:
        return self.row, self.field, self.code


class RowErrors(VoucherError):
    """Bad rows of a table that was read with `strict=True`.

    `rows` holds the first ten, `counts` says how many rows failed with each code, `total` how many in all.
    """

    rows: tuple[RowError, ...]
    counts: dict[str, int]
    total: int

    def __init__(
        self,
        text: str,
        rows: Sequence[tuple[int, str | None, str]],
        counts: Mapping[str, int],
        total: int,
    ) -> None:
        self.rows = tuple(RowError(*row) for row in rows)
        self.counts = dict(counts)
        self.total = total
        super().__init__(text, "bad_rows", self.rows[0].field if self.rows else None)

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (str(self), self.rows, self.counts, self.total)


class InternalError(RuntimeError):
    """A fault of this library, caught where it could be; `place` is the place in its code, never a value."""

    place: str

    def __init__(self, text: str, place: str) -> None:
        super().__init__(text)
        self.place = place

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (str(self), self.place)
