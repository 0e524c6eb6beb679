"""The table as plain arrays, for the rivals that have no nulls of their own."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from . import question as q

TEXT_WIDTH = 16
FALSE, TRUE, UNKNOWN = 0, 1, 2


@dataclass(frozen=True)
class Arrays:
    """Dates are days since 1970, `question.NO_DAY` where there is none; an answer counts beside its date."""

    month: q.Days
    region: npt.NDArray[np.uint8]
    targeted_social: q.Bools
    housing: q.Bools
    listed_on: q.Days
    asked_on: q.Days
    reminded_on: q.Days
    answered_on: q.Days
    answer: q.Bools
    entered_on: q.Days | None
    account: npt.NDArray[np.uint64] | None
    """One number a row, or two to each text: its first and its last eight bytes, filled up with zeros."""
    knows_account: q.Bools | None
    account_exists: npt.NDArray[np.uint8] | None
    """`FALSE`, `TRUE` or `UNKNOWN`."""


def arrays(table: pa.Table) -> Arrays:
    """Copies of the columns, nulls filled in."""
    table = table.combine_chunks()

    def days(name: str) -> q.Days:
        numbers: q.Days = pc.fill_null(_column(table, name).cast(pa.int32()), q.NO_DAY).to_numpy()
        return numbers

    def flags(name: str) -> q.Bools:
        known: q.Bools = pc.fill_null(_column(table, name), False).to_numpy(zero_copy_only=False)
        return known

    has_accounts = "account" in table.column_names
    return Arrays(
        month=days("month"),
        region=_column(table, "region").to_numpy(),
        targeted_social=flags("targeted_social"),
        housing=flags("housing"),
        listed_on=days("listed_on"),
        asked_on=days("asked_on"),
        reminded_on=days("reminded_on"),
        answered_on=days("answered_on"),
        answer=flags("answer"),
        entered_on=days("entered_on") if has_accounts else None,
        account=_accounts(_column(table, "account")) if has_accounts else None,
        knows_account=(
            pc.is_valid(_column(table, "account")).to_numpy(zero_copy_only=False) if has_accounts else None
        ),
        account_exists=_three_ways(_column(table, "account_exists")) if has_accounts else None,
    )


def _column(table: pa.Table, name: str) -> pa.Array:
    return table[name].combine_chunks()


def _three_ways(column: pa.Array) -> npt.NDArray[np.uint8]:
    known: npt.NDArray[np.uint8] = pc.fill_null(column.cast(pa.uint8()), UNKNOWN).to_numpy()
    return known


def _accounts(column: pa.Array) -> npt.NDArray[np.uint64]:
    if pa.types.is_uint64(column.type):
        numbers: npt.NDArray[np.uint64] = pc.fill_null(column, 0).to_numpy()
        return numbers
    texts = pc.fill_null(column.cast(pa.large_string()), "")
    padded = pc.utf8_rpad(texts, TEXT_WIDTH, "\0")
    bytes_ = np.frombuffer(padded.buffers()[2], np.uint64, count=2 * len(padded))
    return bytes_.reshape(-1, 2)
