"""A3, B3, B15: the answer beside the table: kept columns, a prefix, reasons as codes."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from importlib.resources import files
from typing import Any, get_args

import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from common import END, IINS, refused
from common import GAS_2025 as GAS

import voucher_core as vc
from voucher_core._arrow import ArrowLike, ReviewOutput

TABLE = pl.DataFrame({"id": list(IINS), "month": ["2025-09", "2025-09", "bad"], "status": ["a", "b", "c"]})


def test_a_filtered_frame_keeps_its_ids() -> None:
    """A3: the answer of a row stands beside the id of the row, whatever index a frame has."""
    frame = TABLE.to_pandas().set_index("id")
    some = frame[frame["status"] != "a"]
    answer = pd.DataFrame.from_arrow(vc.review(some.reset_index(), regulation=GAS, as_of=END, keep=["id"]))
    assert dict(zip(answer["id"], answer["status"], strict=True)) == {IINS[1]: "ok", IINS[2]: "error"}
    beside = some.join(answer.set_index("id").add_suffix("_answer"))
    assert beside["status_answer"].to_list() == ["ok", "error"]


def test_a_prefix_lets_an_answer_stand_beside_a_table() -> None:
    """A3: whoever owns a column `status` can still put the answer beside it."""
    answer = pl.DataFrame(vc.review(TABLE, regulation=GAS, as_of=END, prefix="gas_"))
    assert answer.columns[0] == "gas_stage"
    beside = pl.concat([TABLE, answer], how="horizontal")
    assert beside.select("status", "gas_status").rows() == [("a", "ok"), ("b", "ok"), ("c", "error")]


def test_what_is_kept_comes_out_as_it_went_in() -> None:
    """A3: of every type, over batches and pieces, also a column that is read, and one that is null in one batch."""
    columns = {
        "id": pa.array(range(6), pa.int64()),
        "when": pa.array([datetime.datetime(2025, 9, 1, hour) for hour in range(6)]),
        "nested": pa.array([[{"a": row}] for row in range(6)]),
        "kind": pa.array(["x", "y", None] * 2).dictionary_encode(),
        "some": pa.array([None, None, None, 1.5, None, 2.5]),
        "month": pa.array(["2025-09"] * 6),
    }
    table = pa.table(columns)
    pieces = pa.Table.from_batches([*table.slice(0, 2).to_batches(), *table.slice(2, 1).to_batches(), *table.slice(3).to_batches()])
    for source in (table, pieces, pieces.to_reader(), table.to_batches()[0]):
        answer = pa.table(vc.review(source, regulation=GAS, as_of=END, keep=list(columns), threads=2))
        assert answer.select(list(columns)).combine_chunks().equals(table)
    due = pa.table(vc.due_actions(table, regulation=GAS, on=END, keep=["id"], prefix="p_"))
    assert due.column_names == ["id", "p_action", "p_status", "p_code", "p_field"]
    who = pa.table(vc.potential_recipients(table, regulation=GAS, keep=["nested"]))
    assert who["nested"].to_pylist() == columns["nested"].to_pylist()
    meters = table.append_column("volume_m3", pa.array(["5"] * 6)).append_column("price", pa.array(["30"] * 6))
    meters = meters.append_column("activated", pa.array([False] * 6)).append_column("region", pa.array(["71"] * 6))
    assert pa.table(vc.receipts(meters, regulation=GAS, keep=["id"]))["id"].to_pylist() == list(range(6))


@pytest.mark.parametrize(
    ("wish", "code", "field"),
    [
        ({"keep": ["nowhere"]}, "missing_column", "nowhere"),
        ({"keep": ["id", "id"]}, "duplicate_column", "id"),
        ({"keep": ["status"]}, "duplicate_column", "status"),
        ({"keep": "id"}, "not_text", "keep"),
        ({"keep": [1]}, "not_text", "keep"),
        ({"prefix": "a\0"}, "unknown_value", "prefix"),
    ],
)
def test_what_cannot_stand_beside(wish: dict[str, Any], code: str, field: str) -> None:
    """A3: two columns of one name are nobody's wish; a prefix tells them apart, and is one that a name can have."""
    with refused(code, field):
        vc.review(TABLE, regulation=GAS, as_of=END, **wish)
    assert len(vc.review(TABLE, regulation=GAS, as_of=END, keep=["status"], prefix="gas_")) == 3


def test_what_is_kept_is_not_shown() -> None:
    """A3, N34: a column of the caller's own may hold anything, and a notebook is looked at."""
    answer = vc.review(TABLE, regulation=GAS, as_of=END, keep=["id"])
    assert "•••" in answer._repr_html_()
    assert not any(iin in answer._repr_html_() for iin in IINS)


def test_reasons_are_codes() -> None:
    """B3: the first thing seen of a refusal is its code; bits are for whoever asks."""
    table = TABLE.with_columns(region=pl.lit("10"))
    answer = pl.DataFrame(vc.review(table, regulation=GAS, as_of=END, outputs=["reasons", "status"]))
    assert answer.columns == ["reasons", "status"]
    assert answer["reasons"].to_list() == [["region_not_in_pilot", "not_listed", "window_closed"]] * 2 + [None]
    bits = vc.review(table, regulation=GAS, as_of=END, outputs=["refusals"])
    assert pl.DataFrame(vc.refusal_lists(bits))["reasons"].to_list() == answer["reasons"].to_list()
    both = pl.concat([pl.DataFrame(bits), pl.DataFrame(vc.refusal_lists(bits))], how="horizontal")
    assert both.columns == ["refusals", "reasons"]


def test_outputs_are_typed() -> None:
    """B15: an editor completes the names, and a checker finds the misspelt one."""
    names = get_args(ReviewOutput)
    assert vc.review(TABLE, regulation=GAS, as_of=END, outputs=names).column_names == list(names)
    with refused("unknown_output", "outputs", match=f"there are {', '.join(names)}"):
        vc.review(TABLE, regulation=GAS, as_of=END, outputs=["reason"])  # type: ignore[list-item]
    stubs = files("voucher_core").joinpath("_core.pyi").read_text("utf-8")
    assert "outputs: Iterable[ReviewOutput] | None" in stubs


FAMILIES = pl.DataFrame({"id": [1, 2], "cars": [2, None], "status": ["x", "y"], "Working": [1, 1]})
HOUSEHOLDS = pl.DataFrame({"id": [1, 2], "members": [[{"role": "applicant"}]] * 2, "contrakt": ["signed"] * 2})


def card(table: ArrowLike, **wishes: Any) -> vc.Table:
    grading = vc.family_card.Grading("grading-2026-06")
    return vc.family_card.grade(table, grading=grading, on=datetime.date(2026, 7, 1), **wishes)


def assistance(table: ArrowLike, **wishes: Any) -> vc.Table:
    on = datetime.date(2026, 2, 10)
    return vc.targeted_assistance.assess(table, regulation="asp-2025-01", on=on, **wishes)


@pytest.mark.parametrize(
    ("ask", "table", "slip"), [(card, FAMILIES, "Working"), (assistance, HOUSEHOLDS, "contrakt")], ids=["card", "assistance"]
)
def test_families_and_households_are_asked_about_alike(
    ask: Callable[..., vc.Table], table: pl.DataFrame, slip: str
) -> None:
    """A2, A3: `keep`, `prefix`, `require`, `columns_read` are those of `review`, and slips are looked for."""
    with pytest.warns(vc.ColumnWarning, match=slip):
        ask(table)
    with refused("misspelt_column", match=slip):
        ask(table, strict=True)
    table = table.drop(slip)
    plain = pl.DataFrame(ask(table))
    beside = ask(table, keep=["id"], prefix="said_")
    frame = pl.DataFrame(beside)
    assert frame.columns == ["id", *(f"said_{name}" for name in plain.columns)]
    assert frame["id"].to_list() == [1, 2]
    assert frame.drop("id").rename(lambda name: name.removeprefix("said_")).equals(plain)
    assert set(beside.columns_read) < set(table.columns) and "id" not in beside.columns_read
    read = beside.columns_read[0]
    assert len(ask(table, require=[read])) == 2
    with refused("missing_column", "id", match="is required and not read"):
        ask(table, require=[read, "id"])
    with refused("missing_column", match="keep"):
        ask(table, keep=["nothing"])
