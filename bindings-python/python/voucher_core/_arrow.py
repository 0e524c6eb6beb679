"""What a table may be: any object of the Arrow PyCapsule interface."""

from __future__ import annotations

from typing import Protocol, TypeAlias

__all__ = ["ArrowArray", "ArrowLike", "ArrowStream"]


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
