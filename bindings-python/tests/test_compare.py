"""Several regulations over one table: the counts of a review under each (N18)."""

from __future__ import annotations

import random
from collections import Counter

import pandas as pd
import polars as pl
import pyarrow as pa
from hypothesis import given, settings

from common import refused
from tables import (
    GAS_2025, REGULATIONS, Chance, Date, Row, chunked, ipc, ledger_answers, month_of, region_of, table_of, tables,
)  # fmt: skip
from voucher_core import compare

CHANGED = [rules.replace(id=name) for name, rules in REGULATIONS.items()]
AS_OF = Date(2025, 9, 30)


def wanted(rows: list[Row], as_of: Date | None) -> Counter:
    """How many rows have each stage under each regulation, by region and month: from the answers of one ledger for each."""
    counts: Counter = Counter()
    for regulation in CHANGED:
        for row, answer in zip(rows, ledger_answers(regulation, rows, as_of), strict=True):
            bad = answer["field"]
            month = None if bad == "month" else str(month_of(row["month"]))
            has_region = "region" in row and bad not in ("month", "region")
            region = str(region_of(row["region"])) if has_region else None
            counts[regulation.id, region, month, answer["stage"]] += 1
    return counts


def ask(table, regulations=CHANGED, **arguments) -> list[dict]:
    return pa.table(compare(table, regulations, **arguments)).to_pylist()


def counted(answer: list[dict]) -> Counter:
    """Each line of an answer once."""
    counts = {tuple(row[name] for name in ("regulation", "region", "month", "stage")): row["count"] for row in answer}
    assert len(counts) == len(answer)
    return Counter(counts)


@settings(max_examples=60, deadline=None)
@given(tables())
def test_equals_one_ledger_for_each(drawn):
    """N18: the stages of one ledger for each regulation, counted; bad rows under no stage."""
    rows, as_of = drawn
    assert counted(ask(table_of(rows), as_of=as_of)) == wanted(rows, as_of)


def test_threads_and_chunks_change_no_byte():
    """The same bytes for any cut and any number of threads."""
    rng = random.Random(1)
    chance = Chance(rng, bad=0.05)
    rows = chance.rows(600)
    table = table_of(rows)
    want = ipc(compare(table, CHANGED, as_of=chance.as_of))
    for threads in (1, 2, 5):
        assert ipc(compare(chunked(table, rng), CHANGED, as_of=chance.as_of, threads=threads)) == want
    got = pa.ipc.open_stream(want).read_all().to_pylist()
    assert counted(got) == wanted(rows, chance.as_of)
    assert len({(row["regulation"], row["count"]) for row in got if row["stage"] == "activated"}) > 3


def test_order_and_types():
    """Regulations as given, then month, region, stage; nulls last; KATO codes of two digits."""
    rows = [
        {"month": "2025-10", "region": "город Астана", "as_of": Date(2025, 9, 1)},
        {"month": "2025-09", "region": "15", "as_of": Date(2025, 9, 1)},
        {"month": "2025-09", "region": "?", "as_of": Date(2025, 9, 1)},
        {"month": "09.2025", "region": "15", "as_of": Date(2025, 9, 1)},
        {"month": "2025-09", "region": "71", "as_of": None},
    ]
    table = table_of(rows, types={"as_of": pa.date32()})
    free = GAS_2025.replace(consent=None, id="free")
    answer = pa.table(compare(table, iter([free, GAS_2025])))
    assert [tuple(row.values()) for row in answer.to_pylist()] == [
        ("free", "15", "2025-09", "issued", 1),
        ("free", "71", "2025-09", None, 1),
        ("free", None, "2025-09", None, 1),
        ("free", "71", "2025-10", "issued", 1),
        ("free", None, None, None, 1),
        ("gas-2025-08", "15", "2025-09", "to_ask", 1),
        ("gas-2025-08", "71", "2025-09", None, 1),
        ("gas-2025-08", None, "2025-09", None, 1),
        ("gas-2025-08", "71", "2025-10", "to_ask", 1),
        ("gas-2025-08", None, None, None, 1),
    ]
    text, stage = pa.string(), pa.dictionary(pa.int8(), pa.string())
    assert [field.type for field in answer.schema] == [text, text, text, stage, pa.int64()]
    assert pl.DataFrame(compare(table, [free]))["count"].sum() == 5
    assert pd.DataFrame.from_arrow(compare(table, [free]))["count"].sum() == 5


def test_without_regions_and_without_regulations():
    """No column of regions: null; no regulations: no lines."""
    table = pa.table({"month": ["2025-09"] * 3})
    assert ask(table, [GAS_2025], as_of=AS_OF) == [
        {"regulation": "gas-2025-08", "region": None, "month": "2025-09", "stage": "lapsed", "count": 3}
    ]
    answer = pa.table(compare(table, [], as_of=AS_OF))
    assert (answer.num_rows, answer.column_names) == (0, ["regulation", "region", "month", "stage", "count"])


def test_what_is_refused():
    """Two regulations of one id, what is no list of regulations, and what a review refuses."""
    table = pa.table({"month": ["2025-09"]})
    changed = [GAS_2025.replace(window=(1, 29)), GAS_2025.replace(repeat_after_days=5)]
    assert changed[0].id == changed[1].id
    with refused("duplicate_regulation", "regulations") as caught:
        compare(table, changed, as_of=AS_OF)
    assert ".replace(id=" in str(caught.value)
    for regulations in (GAS_2025, 5, ["gas-2025-08"], [GAS_2025, None]):
        with refused("unsupported_type", "regulations"):
            compare(table, regulations, as_of=AS_OF)
    with refused("missing_column", "as_of"):
        compare(table, [GAS_2025])
    with refused("excluded_column", "as_of"):
        compare(table.append_column("as_of", pa.array([AS_OF])), [GAS_2025], as_of=AS_OF)


def test_a_look_at_a_table():
    """HTML: ten rows, escaped; of a longer table what its columns hold."""
    shown = GAS_2025.replace(id="<b>&\"'")
    html = compare(pa.table({"month": ["2025-09"]}), [shown], as_of=AS_OF)._repr_html_()
    assert "<caption>1 row</caption>" in html
    assert "<b>" not in html
    assert "&lt;b&gt;&amp;&quot;&#39;" in html
    months = pa.table({"month": [f"2025-{month:02}" for month in range(1, 13)]})
    html = compare(months, [GAS_2025], as_of=AS_OF)._repr_html_()
    assert "12 rows, the first 10 of them" in html
    assert "2025-10" in html
    assert "2025-11" not in html
    assert "sum 12" in html
    assert html.count("<table") == html.count("</table>") == 2
