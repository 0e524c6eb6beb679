"""Receipts over tables: the scalar `receipt` for each row (N29)."""

from __future__ import annotations

import random
from decimal import Decimal

import polars as pl
import pyarrow as pa
from common import GAS_2024, GAS_2025, refused
from hypothesis import given, settings
from hypothesis import strategies as st
from tables import bits, chunked, region_of, shifted, status_of

import voucher_core as vc
from voucher_core import receipts

UNKNOWN = bits("discount_terms_unknown")
COLUMNS = ("region", "volume_m3", "price", "activated", "rate", "norm_m3")
AMOUNTS = ("gross", "discount", "payable")


def wanted(regulation: vc.Regulation, row: dict) -> dict:
    """A row's answer by the scalar function, cell by cell."""
    found = fault(row)
    answer = dict.fromkeys((*AMOUNTS, "refusals")) | status_of(found)
    if found is not None:
        return answer
    answer |= {"refusals": 0}
    rate, norm_m3 = row.get("rate"), row.get("norm_m3")
    if row["activated"] and rate is None:
        terms = regulation.discount_terms(region_of(row["region"])) if "region" in row else None
        if terms is None:
            # What there is before the discount needs no terms.
            return answer | {"refusals": UNKNOWN, "gross": vc.receipt(row["volume_m3"], row["price"]).gross}
        rate, norm_m3 = terms.rate, terms.norm_m3
    terms = {"rate": rate, "norm_m3": norm_m3} if row["activated"] else {}
    receipt = vc.receipt(row["volume_m3"], row["price"], **terms)
    return answer | {"gross": receipt.gross, "discount": receipt.discount, "payable": receipt.payable}


SCALAR = {
    "volume_m3": lambda cell: vc.receipt(cell, "0"),
    "price": lambda cell: vc.receipt("0", cell),
    "rate": lambda cell: vc.receipt("0", "0", rate=cell, norm_m3="0"),
    "norm_m3": lambda cell: vc.receipt(cell, "0"),
}
"""A receipt in which all but one amount are good."""


def fault(row: dict) -> tuple[str, str] | None:
    """The first column that cannot be read, and why."""
    own = row.get("rate") is not None or row.get("norm_m3") is not None
    for column in filter(row.__contains__, COLUMNS):
        cell = row[column]
        if cell is None:
            if column not in ("rate", "norm_m3") or own:
                return column, "missing_field"
        elif column == "region":
            if region_of(cell) is None:
                return column, "unknown_region"
        elif column in SCALAR:
            try:
                SCALAR[column](cell)
            except vc.VoucherError as error:
                return column, error.code
    return None


def ask(table, regulation=GAS_2024, **arguments) -> list[dict]:
    return pa.table(receipts(table, regulation=regulation, **arguments)).to_pylist()


def table_of(rows: list[dict], scale: int | None = None) -> pa.Table:
    """Rows as a table: amounts as text, or as decimals of a scale."""
    amount = pa.string() if scale is None else pa.decimal128(38, scale)
    types = {"region": pa.string(), "activated": pa.bool_()}
    return pa.table({name: pa.array([row[name] for row in rows], types.get(name, amount)) for name in rows[0]})


AMOUNT = st.one_of(
    st.integers(0, 10**12).map(lambda units: str(Decimal(units).scaleb(-4))),
    st.sampled_from(["0", "-0", "0.0005", "0.499", "99999999.999", "100000000"]),
    st.sampled_from(["-1", "1e3", "1.00000", "", "١", "1.2345"]),
)
MAYBE = st.one_of(AMOUNT, st.none())
VOLUME = st.integers(0, 10**8).map(lambda units: str(Decimal(units).scaleb(-3)))
ROW = st.fixed_dictionaries(
    {
        "region": st.sampled_from(["79", "27", "71", "Шымкент қаласы", "99", None]),
        "volume_m3": st.one_of(VOLUME, MAYBE),
        "price": MAYBE,
        "activated": st.sampled_from([True, True, False, None]),
        "rate": st.sampled_from([None, None, "0.24", "1", "0", "1.0001", "-1", "x"]),
        "norm_m3": st.sampled_from([None, None, "631", "0", "833.123", "1.2345"]),
    }
)


@settings(deadline=None)
@given(st.lists(ROW, min_size=1, max_size=20), st.booleans())
def test_equals_the_scalar_function_on_text(rows, own_terms):
    """N29: every row of text, malformed cells included, under both regulations."""
    if not own_terms:
        rows = [{name: cell for name, cell in row.items() if name not in ("rate", "norm_m3")} for row in rows]
    for regulation in (GAS_2024, GAS_2025):
        assert ask(table_of(rows), regulation) == [wanted(regulation, row) for row in rows]


@settings(deadline=None)
@given(st.lists(st.tuples(*[st.integers(-(10**6), 10**13)] * 4), min_size=1, max_size=20), st.integers(0, 9))
def test_equals_the_scalar_function_on_decimals(numbers, scale):
    """N29: the value of a decimal counts, whatever its scale; what is not exact is a row's error."""
    columns = ("volume_m3", "price", "rate", "norm_m3")
    rows = [
        {"region": "79", "activated": True}
        | {name: Decimal(units).scaleb(-scale) for name, units in zip(columns, row, strict=True)}
        for row in numbers
    ]
    assert ask(table_of(rows, scale)) == [wanted(GAS_2024, row) for row in rows]


def test_forms_of_columns():
    """Text of every layout, dictionaries, KATO numbers, decimals, polars."""
    text = {"volume_m3": ["1.5", "2", None], "price": ["10", "0.0001", "1"]}
    activated = pa.array([True, False, True])
    want = None
    for kind in (pa.string(), pa.large_string(), pa.string_view(), pa.dictionary(pa.int16(), pa.string())):
        amounts = {name: pa.array(cells, kind) for name, cells in text.items()}
        region = pa.array(["79", "27", "79"], kind)
        got = ask(pa.table({"region": region, "activated": activated, **amounts}))
        assert want is None or got == want, kind
        want = got
    exact = pa.decimal128(12, 4)
    decimals = {name: pa.array([cell and Decimal(cell) for cell in cells], exact) for name, cells in text.items()}
    numbers = pa.array([79, 27, 79], pa.uint8())
    table = pa.table({"region": numbers, "activated": activated, **decimals})
    assert ask(table) == want
    assert ask(pl.from_arrow(table)) == want
    answer = pa.table(receipts(table, regulation=GAS_2024))
    assert [field.type for field in answer.schema][:4] == [pa.decimal128(20, 2)] * 3 + [pa.uint32()]
    assert pl.DataFrame(receipts(table, regulation=GAS_2024))["gross"].dtype == pl.Decimal(20, 2)
    # B13: no number becomes another on its way: 335 is 79 and 256.
    wide = table.set_column(0, "region", pa.array([79, 335, 79], pa.int64()))
    assert [row["code"] for row in ask(wide)] == [None, "unknown_region", "missing_field"]


def test_any_cut_gives_the_same():
    """Chunks and slices change nothing, also beyond a block of rows."""
    rng = random.Random(1)
    rows = [
        {
            "region": rng.choice(["79", "27", "71", None]),
            "volume_m3": rng.choice([None, str(rng.randrange(10**6)), "x"]),
            "price": f"{rng.randrange(10**4)}.{rng.randrange(10)}",
            "activated": rng.choice([True, False, None]),
        }
        for _ in range(2500)
    ]
    table = table_of(rows)
    want = ask(table)
    assert want == [wanted(GAS_2024, row) for row in rows]
    assert ask(chunked(table, rng)) == want
    assert ask(shifted(table, 7)) == want


def test_bad_rows_are_counted():
    """The first column that fails is named; `strict` raises, without the value (N34)."""
    good = {"region": "79", "volume_m3": "1", "price": "1", "activated": True}
    rows = [good, {**good, "region": "Atlantis", "price": "x"}, {**good, "volume_m3": "1,5"}, dict.fromkeys(good)]
    answers = ask(table_of(rows))
    assert [(row["code"], row["field"]) for row in answers] == [
        (None, None), ("unknown_region", "region"), ("not_a_decimal", "volume_m3"), ("missing_field", "region"),
    ]  # fmt: skip
    with refused("bad_rows") as caught:
        ask(table_of(rows), strict=True)
    assert caught.value.total == 3
    assert "1,5" not in str(caught.value)
    assert [row["field"] for row in ask(pa.table({name: pa.nulls(2) for name in good}))] == ["region"] * 2


def test_tables_that_are_refused():
    """Errors of the whole table, each with its code and column."""
    columns = {"region": ["79"], "volume_m3": ["1"], "price": ["1"], "activated": [True]}
    for code, field, changes in [
        *(("missing_column", name, {name: None}) for name in columns),
        ("missing_column", "norm_m3", {"rate": ["1"]}),
        ("missing_column", "rate", {"norm_m3": ["1"]}),
        ("unsupported_type", "price", {"price": pa.array([1.0])}),
        ("unsupported_type", "price", {"price": pa.array([Decimal(1)], pa.decimal128(20, 10))}),
        ("unsupported_type", "activated", {"activated": ["true"]}),
    ]:
        with refused(code, field):
            ask(pa.table({name: cells for name, cells in (columns | changes).items() if cells is not None}))
