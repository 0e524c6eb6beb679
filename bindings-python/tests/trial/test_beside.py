"""A3, B3, B15: the answer beside the table: kept columns, a prefix, reasons as codes."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from importlib.resources import files
from typing import Any, get_args

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

import voucher_core as vc
from voucher_core._arrow import ArrowLike, ReviewOutput

GAS = vc.Regulation.gas_2025_08()
END = datetime.date(2025, 9, 30)
IINS = ["990101600002", "990101600302", "990101600012"]
TABLE = pl.DataFrame({"id": IINS, "month": ["2025-09", "2025-09", "bad"], "status": ["a", "b", "c"]})


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
    ("keep", "code", "field"),
    [
        (["nowhere"], "missing_column", "nowhere"),
        (["id", "id"], "duplicate_column", "id"),
        (["status"], "duplicate_column", "status"),
        ("id", "not_text", "keep"),
        ([1], "not_text", "keep"),
    ],
)
def test_what_cannot_be_kept(keep: list[str], code: str, field: str) -> None:
    """A3: two columns of one name are nobody's wish; a prefix tells them apart."""
    with pytest.raises(vc.VoucherError) as caught:
        vc.review(TABLE, regulation=GAS, as_of=END, keep=keep)
    assert (caught.value.code, caught.value.field) == (code, field)
    assert len(vc.review(TABLE, regulation=GAS, as_of=END, keep=["status"], prefix="gas_")) == 3


def test_a_prefix_that_no_name_can_have_is_refused() -> None:
    """A3: at the call, and not where the answer is handed on."""
    with pytest.raises(vc.VoucherError) as caught:
        vc.review(TABLE, regulation=GAS, as_of=END, prefix="a\0")
    assert (caught.value.code, caught.value.field) == ("unknown_value", "prefix")


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


def test_duckdb_takes_lists_and_ids() -> None:
    """A3, B3: a question in SQL over codes, beside the caller's own ids."""
    answer = pa.table(vc.review(TABLE, regulation=GAS, as_of=END, outputs=["reasons"], keep=["id"]))
    query = "select id from answer where list_contains(reasons, 'awaiting_consent') order by id"
    assert answer.num_rows == 3 and duckdb.connect().sql(query).fetchall() == [(iin,) for iin in sorted(IINS[:2])]


def test_outputs_are_typed() -> None:
    """B15: an editor completes the names, and a checker finds the misspelt one."""
    names = get_args(ReviewOutput)
    assert vc.review(TABLE, regulation=GAS, as_of=END, outputs=names).column_names == list(names)
    with pytest.raises(vc.VoucherError, match=f"there are {', '.join(names)}"):
        vc.review(TABLE, regulation=GAS, as_of=END, outputs=["reason"])  # type: ignore[list-item]
    stubs = files("voucher_core").joinpath("_core.pyi").read_text("utf-8")
    assert "outputs: Iterable[ReviewOutput] | None" in stubs


FAMILIES = pl.DataFrame({"id": [1, 2], "cars": [2, None], "status": ["x", "y"], "Working": [1, 1]})
HOUSEHOLDS = pl.DataFrame({"id": [1, 2], "members": [[{"role": "applicant"}]] * 2, "status": ["owner", None], "contrakt": ["signed"] * 2})


def card(table: ArrowLike, **wishes: Any) -> vc.Table:
    grading = vc.family_card.Grading("grading-2026-06")
    return vc.family_card.grade(table, grading=grading, on=datetime.date(2026, 7, 1), **wishes)


def assistance(table: ArrowLike, **wishes: Any) -> vc.Table:
    on = datetime.date(2026, 2, 10)
    return vc.targeted_assistance.assess(table, regulation="asp-2025-01", on=on, **wishes)


@pytest.mark.parametrize(("ask", "table"), [(card, FAMILIES), (assistance, HOUSEHOLDS.drop("status"))])
@pytest.mark.filterwarnings("ignore::voucher_core.ColumnWarning")
def test_families_and_households_keep_their_columns_too(ask: Callable[..., vc.Table], table: pl.DataFrame) -> None:
    """A2, A3: `keep`, `prefix`, `require`, `columns_read` are those of `review`."""
    plain = pl.DataFrame(ask(table))
    beside = ask(table, keep=["id"], prefix="said_")
    frame = pl.DataFrame(beside)
    assert frame.columns == ["id", *(f"said_{name}" for name in plain.columns)]
    assert frame["id"].to_list() == [1, 2]
    assert frame.drop("id").rename(lambda name: name.removeprefix("said_")).equals(plain)
    assert set(beside.columns_read) < set(table.columns) and "id" not in beside.columns_read
    read = beside.columns_read[0]
    assert len(ask(table, require=[read])) == 2
    with pytest.raises(vc.VoucherError, match="is required and not read") as caught:
        ask(table, require=[read, "id"])
    assert (caught.value.code, caught.value.field) == ("missing_column", "id")
    with pytest.raises(vc.VoucherError, match="keep"):
        ask(table, keep=["nothing"])


@pytest.mark.parametrize(("ask", "table", "slip"), [(card, FAMILIES, "Working"), (assistance, HOUSEHOLDS.drop("status"), "contrakt")])
def test_families_and_households_look_for_slips_too(ask: Callable[..., vc.Table], table: pl.DataFrame, slip: str) -> None:
    with pytest.warns(vc.ColumnWarning, match=slip):
        ask(table)
    with pytest.raises(vc.VoucherError, match=slip) as caught:
        ask(table, strict=True)
    assert caught.value.code == "misspelt_column"
