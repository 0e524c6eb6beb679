"""Sets of refusals, spread out: lists of codes and columns of booleans."""

from __future__ import annotations

import random

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from common import refused
from hypothesis import given, settings
from hypothesis import strategies as st
from tables import GAS_2025, Chance, chunked, table_of

import voucher_core as vc
from voucher_core import refusal_flags, refusal_lists, review

ALL = list(vc.Refusal)
SETS = st.lists(st.one_of(st.none(), st.integers(0, 2 ** len(ALL) - 1)), max_size=30)


def codes(bits: int | None) -> list[str] | None:
    return None if bits is None else [str(refusal) for place, refusal in enumerate(ALL) if bits >> place & 1]


def lists(refusals) -> list:
    return pa.table(refusal_lists(refusals))["reasons"].to_pylist()


def flags(refusals) -> list[dict]:
    return pa.table(refusal_flags(refusals)).to_pylist()


@settings(deadline=None)
@given(SETS)
def test_equals_the_order_of_the_norms(sets):
    """Bit by bit in the order of `Refusal`; null in, null out."""
    array = pa.array(sets, pa.uint32())
    assert lists(array) == [codes(bits) for bits in sets]
    want = [
        {str(refusal): None if bits is None else bits >> place & 1 == 1 for place, refusal in enumerate(ALL)}
        for bits in sets
    ]
    assert flags(array) == want


def test_every_kind_of_input():
    """Arrays, chunks, slices, series, tables, streams; the answer of a review as it is."""
    array = pa.array([0, 4, None, 2**27 | 1], pa.uint32())
    want = [[], ["list_closed"], None, ["out_of_order", "discount_terms_unknown"]]
    table = pa.table({"other": [1.5] * 4, "refusals": array})
    inputs = [
        array,
        pa.chunked_array([array[:1], array[1:1], array[1:]]),
        pa.concat_arrays([array, array])[4:],
        pl.Series(array),
        pl.DataFrame(table),
        table,
        table.to_batches()[0],
        pa.RecordBatchReader.from_batches(table.schema, table.to_batches(1)),
        pd.Series(pd.arrays.ArrowExtensionArray(pa.chunked_array([array]))),
    ]
    for refusals in inputs:
        assert lists(refusals) == want, type(refusals)
    for refusals in inputs[:3]:
        assert [row["list_closed"] for row in flags(refusals)] == [False, True, None, False]
    assert lists(pa.nulls(2)) == [None, None]
    assert lists(pa.array(np.array([8], np.uint32))) == [["not_receiving_assistance"]]


def test_types_of_the_answer():
    """A list of text; booleans called by their codes; of both the HTML has codes and no numbers."""
    answer = refusal_lists(pa.array([6, None], pa.uint32()))
    assert pa.table(answer).schema.field("reasons").type == pa.list_(pa.string())
    assert "outside_pilot, list_closed" in answer._repr_html_()
    answer = refusal_flags(pa.array([6] * 11, pa.uint32()))
    assert answer.column_names == [str(refusal) for refusal in ALL]
    assert set(pa.table(answer).schema.types) == {pa.bool_()}
    assert "true: 11" in answer._repr_html_()


def test_of_a_review():
    """What a review answers goes in as it is, also beyond a batch."""
    chance = Chance(random.Random(1), bad=0.05)
    table = table_of(chance.rows(40))
    table = pa.concat_tables([table] * 2000)
    answer = review(table, regulation=GAS_2025, as_of=chance.as_of, threads=2)
    want = [codes(bits) for bits in pa.table(answer)["refusals"].to_pylist()]
    assert lists(answer) == want
    assert lists(chunked(pa.table(answer), random.Random(2))) == want
    assert len(refusal_flags(answer)) == len(want) == 80_000
    assert any(len(list_) > 2 for list_ in want if list_)


OTHERS = (pa.array([1], pa.int64()), pa.array(["not_listed"]), pa.array([1], pa.uint64()))


@pytest.mark.parametrize(
    ("ask", "given", "code"),
    [
        (lists, pa.array([1.0, None]), "float_for_int"),
        *((flags, array, "unsupported_type") for array in OTHERS),
        *((flags, pa.table({"refusals": array}), "unsupported_type") for array in OTHERS),
        (lists, pa.table({"stage": ["issued"]}), "missing_column"),
        (lists, pa.Table.from_arrays([pa.array([1], pa.uint32())] * 2, ["refusals"] * 2), "duplicate_column"),
        (lists, pa.array([1, None, 2**28], pa.uint32()), "unknown_value"),
        (flags, pa.array([2**31], pa.uint32()), "unknown_value"),
    ],
)
def test_what_is_refused(ask, given, code):
    """Other types, a table without the column or with two, bits of no refusal."""
    with refused(code, "refusals"):
        ask(given)
