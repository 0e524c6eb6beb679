"""A table of a file made ready for `review`, and the report of all that could not be read. The extension reads the cells."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, cast

from ._arrow import ArrowLike
from ._core import Month, Table, _prepare
from .errors import WrongType

__all__ = ["Finding", "Report", "prepare"]


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong with some rows of one column.

    `value` is the text of their cells, trimmed; it is None of accounts, IINs and phones, and where more than a thousand different
    texts were met. Digits are shown as `#` where a text may be the number of a person or an account in the wrong column (N34).
    """

    column: str
    code: str
    value: str | None
    rows: int
    first_row: int

    def __str__(self) -> str:
        rows = "1 row" if self.rows == 1 else f"{self.rows} rows"
        value = "" if self.value is None else f" {self.value!r}"
        return f"{self.column}: {self.code}{value}, {rows}, the first is row {self.first_row}"


@dataclass(frozen=True, slots=True)
class Report:
    """What `prepare` read, what it could not read, and what it left alone.

    `findings` stand in the order of columns, the most frequent first. `columns` says from which column of the file each came.
    `near_misses` are columns of the file whose names are nearly those of columns that are lacking, `unread` all others that
    were not read. Rows count from 0: row 0 is line 2 of a CSV with a heading.
    """

    rows: int
    bad_rows: int
    findings: tuple[Finding, ...]
    columns: Mapping[str, str]
    near_misses: Mapping[str, str]
    unread: tuple[str, ...]

    def counts(self) -> dict[tuple[str, str], int]:
        """How many rows have which code in which column."""
        counts: dict[tuple[str, str], int] = {}
        for finding in self.findings:
            key = finding.column, finding.code
            counts[key] = counts.get(key, 0) + finding.rows
        return counts

    def __str__(self) -> str:
        read = ", ".join(name if name == of else f"{name} from {of!r}" for name, of in self.columns.items())
        rows = "1 row" if self.rows == 1 else f"{self.rows} rows"
        lines = [f"{rows}, {self.bad_rows} of them bad", f"read: {read}"]
        lines += [f"not read: {name!r} is nearly {meant}" for name, meant in self.near_misses.items()]
        if self.unread:
            lines.append(f"not read: {', '.join(map(repr, self.unread))}")
        return "\n".join(lines + [str(finding) for finding in self.findings])


def prepare(
    table: ArrowLike,
    *,
    columns: Mapping[str, str] | None = None,
    month: Month | str | None = None,
    values: Mapping[str, Mapping[str, str | bool | None]] | None = None,
    blanks: Iterable[str] = (),
    day_first: bool | None = None,
    keep: Iterable[str] | None = None,
    strict: bool = False,
) -> tuple[Table, Report]:
    """Makes a table of a file ready: the table that `review` takes, and the report of all that could not be read.

    `columns` says which column of the file is which, as `{"Дата внесения": "listed_on"}`; columns that have the names of `review`
    already need no word. `month` is that of every row where the file has no such column. `values` says what texts of a column
    mean, as `{"answer": {"21*1": "agree"}}`; None is an empty cell. `blanks` are texts that mean an empty cell everywhere, beside
    those of white space alone. `day_first` says whether the day or the month comes first where a date leaves it open; without it
    such a date is `ambiguous_date`. `keep` names columns of the file that go before the others as they are, such as the number of a
    row, for `review` to keep in its turn. `strict=True` raises `RowErrors` if any row is bad.

    Read are regions as `Region.parse` takes them and as numbers; dates such as `05.09.2025`, `2025-09-05`, with a time of day or
    as timestamps; months such as `2025-09`, `09.2025`, `сентябрь 2025` or a date; да, нет, иә, жоқ, yes, no, true, false, 1, 0; and
    replies as those or as согласен, отказ, agree, refuse. `iin` and `phone` are checked and counted, and pass as they are; so does
    `person`, unchecked. A number is looked up in `values` and `blanks` as its text is.

    Rows stay in order and in number. A cell that could not be read is null, and the column `unread` says of its row which it was
    and why, as `asked_on: not_a_date`; `review` answers such a row with that error. A column of a type that cannot be read is empty and
    makes every row bad. A table that is made ready once more keeps its `unread`.

    Errors: `missing_column`, `duplicate_column`, `excluded_column`, `unknown_field` of `columns` and `values`; `not_arrow`,
    `not_a_table`, `stream_failed`; with `strict`, `misspelt_column` and `bad_rows`. A column whose name is nearly one that is
    lacking gets a `ColumnWarning`.
    """
    meanings = [
        (column, text, _written(meant))
        for column, of_column in _mapping(values, "values").items()
        for text, meant in _mapping(of_column, "values").items()
    ]
    names = [(of, _written(name)) for of, name in _mapping(columns, "columns").items()]
    ready, lines, (rows, bad_rows), read, near, unread = _prepare(
        table,
        columns=names,
        month=month,
        values=meanings,
        blanks=blanks,
        day_first=day_first,
        keep=keep,
        strict=strict,
    )
    findings = tuple(Finding(*line) for line in lines)
    return ready, Report(rows, bad_rows, findings, dict(read), dict(near), tuple(unread))


def _mapping(value: object, field: str) -> Mapping[str, Any]:
    """A mapping from texts. Errors: `not_text`."""
    if value is None:
        return {}
    known = cast("Mapping[object, Any]", value)
    if not isinstance(value, Mapping) or not all(isinstance(key, str) for key in known):
        raise WrongType(f"{field}: must be a dict of texts", "not_text", field)
    return cast("Mapping[str, Any]", value)


def _written(meant: object) -> str:
    """What a meaning is called in a cell."""
    if meant is None:
        return ""
    if not isinstance(meant, (str, bool)):
        raise WrongType("must be text, True, False or None", "not_text")
    return str(meant)
