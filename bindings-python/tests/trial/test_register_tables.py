"""B11, B13, D6, D8: registers as tables in and out, whole numbers in receipts, counts."""

from __future__ import annotations

import io
from decimal import Decimal
from typing import Any

import duckdb
import pandas as pd
import polars as pl
import pytest
from common import DATE as D
from common import GAS_2025 as GAS
from common import IINS, refused

import voucher_core as vc

ROWS = [
    vc.RegisterRow("0012345", IINS[0], D(2025, 9, 7), "egov_mobile"),
    vc.RegisterRow("A-7/2", IINS[1], D(2025, 9, 29), "service_centre"),
]
REGISTER = vc.Register(GAS, "2025-09", ROWS)


def test_a_register_is_a_table() -> None:
    """B11: polars, pandas and DuckDB take it, with accounts as text and days as days."""
    table = pl.DataFrame(REGISTER)
    assert table.columns == ["account", "iin", "activated_on", "channel"]
    assert table.rows()[0] == ("0012345", IINS[0], D(2025, 9, 7), "egov_mobile")
    assert pd.DataFrame.from_arrow(REGISTER)["account"].to_list() == ["0012345", "A-7/2"]
    vouchers = table
    days = duckdb.connect().sql("select max(activated_on) from vouchers").fetchall()
    assert len(vouchers) == 2
    assert days == [(D(2025, 9, 29),)]


def test_a_table_is_a_register() -> None:
    """B11: what was saved comes back with the digest that it had, whatever the order of rows and columns."""
    table = pl.DataFrame(REGISTER)
    for same in (table, table.reverse(), table.select(sorted(table.columns)), table.cast({"activated_on": pl.String})):
        again = vc.Register.from_table(GAS, "2025-09", same)
        assert again == REGISTER and again.digest == REGISTER.digest
    as_text = pl.read_csv(io.StringIO(REGISTER.to_csv()), infer_schema=False)
    assert vc.Register.from_table(GAS, "2025-09", as_text) == REGISTER


def test_an_account_that_became_a_number_is_refused() -> None:
    """B11: pandas reads `0012345` of a CSV as 12345; that is said, and not compared."""
    first = vc.Register(GAS, "2025-09", ROWS[:1])
    read = pd.read_csv(io.StringIO(first.to_csv()), dtype={"iin": str})
    with refused("not_text", "account", match="leading zeros"):
        vc.Register.from_table(GAS, "2025-09", read)
    bad = pl.DataFrame(REGISTER).with_columns(iin=pl.lit("990101600003"))
    with pytest.raises(vc.RowErrors) as rows:
        vc.reconcile_tables(REGISTER, bad)
    assert rows.value.counts == {"iin_control_digit": 2} and "990101600003" not in str(rows.value)
    assert "leading zeros" in (vc.Register.to_csv.__doc__ or "")


def test_both_values_stand_beside_each_other() -> None:
    """B11, D6: who differs, in what, and what each side says; as the classes of `reconcile` say."""
    theirs = [
        vc.RegisterRow("12345", IINS[0], D(2025, 9, 7), "egov_mobile"),
        vc.RegisterRow("9", IINS[2], D(2025, 9, 8), "egov_mobile"),
    ]
    found = pl.DataFrame(vc.reconcile_tables(REGISTER, pl.DataFrame(vc.Register(GAS, "2025-09", theirs))))
    assert found.columns == [
        "iin", "match", "in_wallet", "at_provider", "differs", "account_wallet", "account_provider",
        "activated_on_wallet", "activated_on_provider", "channel_wallet", "channel_provider",
    ]  # fmt: skip
    classes = {iin.expose_text(): match for iin, match in vc.reconcile(REGISTER, theirs).items()}
    assert {row["iin"]: row["match"] for row in found.iter_rows(named=True)} == {
        iin: match.kind for iin, match in classes.items()
    }
    (differs,) = found.filter(pl.col("match") == "differs").iter_rows(named=True)
    assert (differs["differs"], differs["account_wallet"], differs["account_provider"]) == (["account"], "0012345", "12345")
    assert found.schema["in_wallet"] == pl.Int64
    assert "0012345" not in vc.reconcile_tables(REGISTER, REGISTER)._repr_html_()


@pytest.mark.parametrize("kind", [pl.Int8, pl.Int32, pl.Int64, pl.UInt16, pl.UInt64])
def test_whole_cubic_metres(kind: type[pl.DataType]) -> None:
    """B13: what the scalar `receipt(5, …)` takes, a table takes; a number below zero is a fault of its row."""
    table = pl.DataFrame({"volume_m3": pl.Series([5, None, 7], dtype=kind), "price": pl.Series([30, 30, 31], dtype=kind)})
    table = table.with_columns(activated=pl.lit(False), region=pl.lit("71"))
    answers = pl.DataFrame(vc.receipts(table, regulation=GAS))
    assert answers["gross"].to_list() == [vc.receipt(5, 30).gross, None, Decimal("217.00")]
    assert answers["code"].to_list() == [None, "missing_field", None]
    if kind.is_signed_integer():
        below = pl.DataFrame(vc.receipts(table.with_columns(volume_m3=pl.lit(-1, kind)), regulation=GAS))
        assert below["code"].to_list() == ["negative"] * 3


PEOPLE = pl.DataFrame(
    {
        "month": ["2025-09"] * 4 + ["2025-10", "soon"],
        "region": ["71", "71", "79", "79", "71", "71"],
        "asked_on": [D(2025, 9, 1), None, None, None, None, None],
    }
)


def test_a_funnel_by_region_and_month() -> None:
    """D8: `counts` is what `compare` of one regulation says, put together by what is asked."""

    def counts(**how: Any) -> pl.DataFrame:
        return pl.DataFrame(vc.counts(PEOPLE, regulation=GAS, as_of=D(2025, 9, 2), **how))

    whole = pl.DataFrame(vc.compare(PEOPLE, [GAS], as_of=D(2025, 9, 2))).drop("regulation")
    assert counts().columns == ["region", "month", "stage", "count"]
    assert counts().sort(*whole.columns).equals(whole.sort(*whole.columns))
    assert counts(by=["region"]).rows() == [("71", 3), ("79", 2), (None, 1)]
    funnel = [("to_ask", "2025-09", 3), ("to_ask", "2025-10", 1), ("asked", "2025-09", 1), (None, None, 1)]
    assert counts(by=["stage", "month"]).rows() == funnel
    assert counts(by=[]).rows() == [(6,)]
    for by, code in ((["district"], "unknown_output"), (["region", "region"], "duplicate_column"), ("region", "not_text")):
        with refused(code, "by"):
            counts(by=by)
