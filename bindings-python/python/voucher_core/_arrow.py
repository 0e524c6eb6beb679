"""What a table may be: any object of the Arrow PyCapsule interface; and what is asked of one."""

from __future__ import annotations

from typing import Literal, Protocol, TypeAlias

__all__ = ["ArrowArray", "ArrowLike", "ArrowStream", "CountsBy", "FactsKnown", "LanguageCode", "ReviewOutput"]


class ArrowStream(Protocol):
    """A table, a series or a reader: polars, pandas, pyarrow, DuckDB."""

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object:
        """The capsule of its batches."""
        ...


class ArrowArray(Protocol):
    """One batch or one array."""

    def __arrow_c_array__(self, requested_schema: object | None = None) -> tuple[object, object]:
        """The capsules of its schema and of its array."""
        ...


ArrowLike: TypeAlias = ArrowStream | ArrowArray
"""What the functions over tables take."""

ReviewOutput: TypeAlias = Literal[
    "stage", "activated", "refusals", "reasons", "earliest", "next", "status", "code", "field"
]
"""A column of the answer of `review`."""

LanguageCode: TypeAlias = Literal["kk", "ru", "en"]
"""The code of a `Language`, which is taken wherever one is."""

CountsBy: TypeAlias = Literal["region", "month", "stage"]
"""What tells the groups of `counts` apart."""

FactsKnown: TypeAlias = Literal["all", "known_on_as_of"]
"""Which facts of a row count: every one, or those that were known on the day of the question."""
