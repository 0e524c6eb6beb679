"""A column that is misspelt is not absent, and whatever is wrong with columns is said at once."""

from __future__ import annotations

import datetime
import warnings
from collections.abc import Callable
from functools import partial
from typing import Any

import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from common import DATE, GAS_2025, refused

import voucher_core as vc
from voucher_core._arrow import ArrowLike

AS_OF = DATE(2025, 9, 30)
ROW = {
    "month": "2025-09", "region": "71", "asked_on": DATE(2025, 9, 1), "answered_on": DATE(2025, 9, 2), "answer": "agree",
    "entered_on": DATE(2025, 9, 10), "account": "0012345",
}  # fmt: skip
SLIPS = {
    "acount": "account", "Region": "region", "asked on": "asked_on", "Entered-On": "entered_on", "anwser": "answer",
}  # fmt: skip


def table(**changes: object) -> pl.DataFrame:
    """Two rows; a column that is None is left out."""
    return pl.DataFrame({name: [cell] * 2 for name, cell in (ROW | changes).items() if cell is not None})


def review(rows: ArrowLike, **arguments: Any) -> vc.Table:
    return vc.review(rows, regulation=GAS_2025, as_of=AS_OF, **arguments)


@pytest.mark.parametrize(("slip", "meant"), SLIPS.items())
def test_a2_a_misspelt_column_is_named(slip: str, meant: str) -> None:
    rows = table(account_exists=True).rename({meant: slip})
    if meant == "answer":
        rows = rows.drop("answered_on")
    with pytest.warns(vc.ColumnWarning, match=f"{slip}.*nearly {meant}"):
        answer = review(rows)
    assert answer.columns_read is not None and not {meant, slip} & {*answer.columns_read}
    with refused("misspelt_column", slip) as caught:
        review(rows, strict=True)
    assert f"nearly {meant}" in str(caught.value)
    with refused("missing_column", meant):
        review(rows, require=[meant])


def test_a2_every_question_of_a_table_looks_for_slips() -> None:
    """Each question of its own columns; what is required and is not there is an error beside the warning."""
    listing = table(Listed_on=DATE(2025, 9, 1))
    meters = pl.DataFrame({"volume_m3": ["10"], "price": ["20"], "activated": [True], "region": ["71"], "Rate": ["0.3"]})
    rules: dict[str, Any] = {"regulation": GAS_2025}
    strict: list[Callable[..., vc.Table]] = [
        partial(vc.potential_recipients, listing, **rules),
        partial(vc.due_actions, listing, **rules, on=AS_OF),
        partial(vc.receipts, meters, **rules),
    ]
    for ask in strict:
        with refused("misspelt_column"):
            ask(strict=True)
    asked: list[Callable[..., object]] = [
        *strict,
        partial(vc.compare, listing, [GAS_2025], as_of=AS_OF),
        partial(vc.counts, listing, **rules, as_of=AS_OF),
        partial(vc.explain_row, listing, 0, **rules, as_of=AS_OF, language="en"),
    ]
    for question in asked:
        with pytest.warns(vc.ColumnWarning, match="Listed_on.*nearly listed_on|Rate.*nearly rate"):
            question()
    for required in asked[:4]:
        with refused("missing_column", "nowhere"):
            required(require=["nowhere"])


def test_a2_what_is_read_stands_in_the_answer() -> None:
    answer = review(table(name="Аскар"), require=["account", "region"])
    assert answer.columns_read == list(ROW)
    assert vc.compare(table(), [GAS_2025], as_of=AS_OF).columns_read == list(ROW)
    assert vc.counts(table(), regulation=GAS_2025, as_of=AS_OF).columns_read == list(ROW)
    recipients = vc.potential_recipients(table(), regulation=GAS_2025)
    assert recipients.columns_read == ["month", "region"]
    due = vc.due_actions(table(), regulation=GAS_2025, on=AS_OF)
    assert due.columns_read == ["month", "region", "asked_on", "answered_on", "answer"]


def test_what_is_required_is_a_list_of_names() -> None:
    for odd in ("account", 1, [1]):
        with refused("not_text", "require"):
            review(table(), require=odd)
    review(table(), require=())


def test_what_is_no_slip_is_passed_over() -> None:
    """A column that is there has no near miss, short names are words of their own, and two edits are two words."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        others = {"regions": "x", "month_name": "сентябрь", "reminder": "x", "activated": True, "rate": "1", "line": "x"}
        review(table(Account="x", **others))
        review(table(entered_on=None, account=None, amount="x", accounting="x"))
        rates = pl.DataFrame({"volume_m3": ["10"], "price": ["20"], "activated": [True], "region": ["71"], "rats": ["0.3"]})
        vc.receipts(rates, regulation=GAS_2025)


def test_b5_all_faults_of_columns_in_one_error_with_lines_to_paste() -> None:
    moment = datetime.datetime(2025, 9, 1, 14)
    rows = table(month=None, listed_on="05.09.2025", account_exists="да", account=12345, asked_on=moment)
    with refused("missing_column", "month") as caught:
        review(rows)
    said = str(caught.value)
    for fault in [
        "month: the table has no such column",
        "listed_on: came as",
        "asked_on: came as timestamp[us]: cast to date32",
        "account: came as int64",
        "account_exists: came as",
        "voucher_core.prepare(table)",
    ]:
        assert fault in said
    assert "12345" not in said
    lines = [line.partition(": ")[2] for line in said.splitlines() if line.startswith("polars")]
    pasted: dict[str, Any] = {"pl": pl, "table": rows}
    exec(lines[0], pasted)
    ready = pasted["table"].with_columns(month=pl.lit("2025-09"), account=pl.lit("0012345"))
    assert pa.table(review(ready))["status"].to_pylist() == ["ok", "ok"]
    assert lines[1] == 'table = pl.read_csv(path, schema_overrides={"account": pl.String})'


def test_b5_the_lines_for_pandas_run() -> None:
    rows = table(listed_on="05.09.2025", account_exists="нет").to_pandas()
    rows["asked_on"] = pd.to_datetime(rows["asked_on"])
    for name in ("answered_on", "entered_on"):
        rows[name] = pd.Series(pd.to_datetime(rows[name]).dt.date, dtype=object)
    with refused("unsupported_type", "listed_on") as caught:
        review(rows)
    line = next(line for line in str(caught.value).splitlines() if line.startswith("pandas: "))
    pasted: dict[str, Any] = {"pd": pd, "table": rows}
    exec(line.removeprefix("pandas: "), pasted)
    answers = pa.table(review(pasted["table"]))
    assert answers["status"].to_pylist() == ["ok", "ok"]
    assert answers["next"].to_pylist() == ["check_account"] * 2 or not any(answers["activated"].to_pylist())
