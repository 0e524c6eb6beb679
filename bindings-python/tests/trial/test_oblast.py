"""An analyst's first hour: a dirty file of 200 000 rows is reviewed in two calls, and the report names every kind of dirt."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Callable
from typing import TypeAlias

import oblast
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from common import DATE, GAS_2025

import voucher_core as vc
from voucher_core._arrow import ArrowLike

ROWS = 200_000
AS_OF = DATE(2025, 9, 30)

Made: TypeAlias = tuple[str, Counter[tuple[str, str]], int]


@pytest.fixture(scope="module")
def made() -> Made:
    return oblast.made(ROWS)


def by_polars(text: str) -> pl.DataFrame:
    return pl.read_csv(text.encode(), separator=";", infer_schema=False)


def by_pandas(text: str) -> pd.DataFrame:
    return pd.read_csv(io.StringIO(text), sep=";", dtype=str, keep_default_na=False)


@pytest.mark.parametrize("read", [by_polars, by_pandas])
def test_two_calls_answer_the_file(read: Callable[[str], ArrowLike], made: Made) -> None:
    text, dirt, bad = made
    table = read(text)
    with pytest.warns(vc.ColumnWarning, match="reminded on.*nearly reminded_on"):
        ready, report = vc.prepare(table, columns=oblast.COLUMNS, month="2025-09")
    answers = pa.table(vc.review(ready, regulation=GAS_2025, as_of=AS_OF))
    status = Counter(answers["status"].to_pylist())
    assert status == {"ok": ROWS - bad, "error": bad}
    assert status["ok"] >= 0.99 * ROWS
    # Every kind of dirt by column and code, and no other; the review's own words for it are the same.
    assert report.counts() == dirt and set(dirt) == set(oblast.DIRT)
    assert (report.rows, report.bad_rows) == (ROWS, bad)
    said = Counter(zip(answers["field"].to_pylist(), answers["code"].to_pylist(), strict=True))
    del said[None, None]
    assert said == Counter({kind: count for kind, count in dirt.items() if kind[0] not in ("iin", "phone")})
    # People are really answered, not merely read.
    assert Counter(answers["activated"].to_pylist())[True] > 10_000


def test_the_report_names_values_but_none_of_people(made: Made) -> None:
    text, _, _ = made
    with pytest.warns(vc.ColumnWarning):
        _, report = vc.prepare(by_polars(text), columns=oblast.COLUMNS, month="2025-09")
    said = {(finding.column, finding.code): set[str | None]() for finding in report.findings}
    for finding in report.findings:
        said[finding.column, finding.code].add(finding.value)
    for (column, code), (_, *texts) in oblast.DIRT.items():
        wanted = (
            {None}
            if column in ("iin", "phone", "account")
            else {"#####" if text == "45902" else text for text in texts}
        )
        assert said[column, code] == wanted
    assert report.columns["listed_on"] == "Дата внесения" and "month" not in report.columns
    assert report.near_misses == {"reminded on": "reminded_on"} and report.unread == ("Примечание",)
    shown = str(report)
    assert all(f"{column}: {code}" in shown for column, code in oblast.DIRT)
    assert all(number not in shown for number in ("990101600003", "12_345", "+7701"))
    first = next(finding for finding in report.findings if finding.code == "ambiguous_region")
    assert by_polars(text)["Область"][first.first_row] == first.value


def test_the_file_is_the_same_each_time() -> None:
    assert oblast.made(2_000) == oblast.made(2_000)


def test_the_day_of_an_open_date_is_said_by_who_knows(made: Made) -> None:
    text, dirt, _ = made
    with pytest.warns(vc.ColumnWarning):
        ready, report = vc.prepare(by_polars(text), columns=oblast.COLUMNS, month="2025-09", day_first=True)
    assert ("listed_on", "ambiguous_date") in dirt and ("listed_on", "ambiguous_date") not in report.counts()
    days = pl.DataFrame(ready)["listed_on"].drop_nulls()
    assert days.min() == DATE(2025, 9, 1) and days.max() == DATE(2025, 9, 5)
