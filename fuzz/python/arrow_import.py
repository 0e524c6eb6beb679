#!/usr/bin/env python
"""Any Arrow table through `review` and its smaller sisters: an answer for each row, or one of our errors, and the same answer however
the table is laid out.

    python fuzz/python/arrow_import.py -max_total_time=60 [FOLDER]

It needs the wheel, pyarrow and atheris in one environment; the arguments are libFuzzer's.
"""

from __future__ import annotations

import contextlib
import datetime
import sys
from collections.abc import Callable
from typing import Any

import atheris
import pyarrow as pa

import voucher_core as vc

REGULATIONS = (
    vc.Regulation.gas_2025_08(),
    vc.Regulation.gas_2024_12(),
    vc.Regulation.gas_2025_08().replace(consent=None, activations_per_account=2),
)
FIRST = datetime.date(2025, 7, 28)
DATES = ("listed_on", "asked_on", "reminded_on", "answered_on", "entered_on", "as_of")
TEXTS = {
    "month": ("2025-09", "2025-10", "2024-12", "2025-13", "", "9999-12"),
    "region": ("71", "79", "10", "Астана", "Astana", "00", ""),
    "answer": ("agree", "refuse", "да", ""),
    "account": ("1", "0012345", "a-1/2", "A-1/2", "", "x" * 33, "0" * 32, " 7 ", "ж"),
}
TEXT_TYPES = (pa.string(), pa.large_string(), pa.string_view())
FLAGS = ("targeted_social", "housing", "account_exists")
ALIEN = (pa.timestamp("us"), pa.float64(), pa.int64(), pa.list_(pa.int8()), pa.date64(), pa.binary(), pa.null())
OUTPUTS = ("stage", "activated", "refusals", "earliest", "next", "status", "code", "field")

Draw = atheris.FuzzedDataProvider


@atheris.instrument_func
def column(draw: Draw, name: str, rows: int) -> pa.Array:
    """Values of a column, some null."""

    def values(one: Callable[[], Any]) -> list[Any]:
        return [None if draw.ConsumeIntInRange(0, 7) == 0 else one() for _ in range(rows)]

    if draw.ConsumeIntInRange(0, 60) == 0:
        kind = ALIEN[draw.ConsumeIntInRange(0, len(ALIEN) - 1)]
        return pa.nulls(rows, kind)
    if name in DATES:
        return pa.array(values(lambda: FIRST + datetime.timedelta(draw.ConsumeIntInRange(0, 100))), pa.date32())
    if name in FLAGS:
        return pa.array(values(draw.ConsumeBool), pa.bool_())
    if name == "month" and draw.ConsumeBool():
        return pa.array(values(lambda: FIRST + datetime.timedelta(draw.ConsumeIntInRange(0, 100))), pa.date32())
    if name == "region" and draw.ConsumeBool():
        return pa.array(values(lambda: draw.ConsumeIntInRange(0, 255)), pa.uint8())
    if name == "account" and draw.ConsumeIntInRange(0, 3) == 0:
        return pa.array(values(lambda: draw.ConsumeIntInRange(0, 5)), pa.uint64())
    known = TEXTS[name]

    def text() -> str:
        if draw.ConsumeIntInRange(0, 9) == 0:
            return draw.ConsumeUnicodeNoSurrogates(draw.ConsumeIntInRange(0, 40))
        return known[draw.ConsumeIntInRange(0, len(known) - 1)]

    return pa.array(values(text), pa.string())


@atheris.instrument_func
def laid_out(draw: Draw, array: pa.Array) -> pa.ChunkedArray:
    """The same values in another layout: another type of text, a slice of more, several pieces."""
    if array.type == pa.string():
        choice = draw.ConsumeIntInRange(0, 3)
        array = array.dictionary_encode() if choice == 3 else array.cast(TEXT_TYPES[choice])
    before = draw.ConsumeIntInRange(0, 9)
    if not pa.types.is_dictionary(array.type):
        array = pa.concat_arrays([pa.nulls(before, array.type), array]).slice(before)
    pieces, start = [], 0
    while start < len(array):
        length = draw.ConsumeIntInRange(1, len(array))
        pieces.append(array.slice(start, length))
        start += length
    return pa.chunked_array(pieces, array.type)


@atheris.instrument_func
def answer(call: Callable[[], Any]) -> list[dict[str, Any]] | tuple[str, str | None]:
    """The rows of an answer, or the code and field of our error; any other error is a finding."""
    try:
        return pa.table(call()).to_pylist()
    except vc.VoucherError as error:
        return error.code, error.field


@atheris.instrument_func
def one_input(data: bytes) -> None:
    draw = Draw(data)
    regulation = REGULATIONS[draw.ConsumeIntInRange(0, len(REGULATIONS) - 1)]
    rows = draw.ConsumeIntInRange(0, 40)
    names = [name for name in ("month", *DATES[:-1], "region", "answer", "account", *FLAGS) if draw.ConsumeIntInRange(0, 5) > 0]
    columns = {name: column(draw, name, rows) for name in names}
    as_of = FIRST + datetime.timedelta(draw.ConsumeIntInRange(0, 100))
    plain = pa.table(columns)
    other = pa.table({name: laid_out(draw, array) for name, array in columns.items()})
    threads = draw.ConsumeIntInRange(1, 3)

    want = answer(lambda: vc.review(plain, regulation=regulation, as_of=as_of))
    got = answer(lambda: vc.review(other, regulation=regulation, as_of=as_of, threads=threads))
    assert want == got, "another layout, another answer"
    if isinstance(want, list):
        assert len(want) == rows
        assert all(row["status"] in ("ok", "error") for row in want)
    for call in (
        lambda: vc.due_actions(other, regulation=regulation, on=as_of),
        lambda: vc.potential_recipients(other, regulation=regulation),
        lambda: vc.compare(other, REGULATIONS, as_of=as_of),
        lambda: vc.receipts(other, regulation=regulation),
    ):
        answer(call)
    with contextlib.suppress(vc.VoucherError):
        vc.review(other, regulation=regulation, as_of=as_of, outputs=[OUTPUTS[draw.ConsumeIntInRange(0, 7)]], strict=True)


atheris.Setup(sys.argv, one_input)
atheris.Fuzz()
