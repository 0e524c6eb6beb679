"""`voucher_core.review` itself: the one module here that imports the package."""

from __future__ import annotations

import datetime
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa
import voucher_core as vc

from . import question as q


class Form(NamedTuple):
    """Arrow as it is, and the arguments."""

    table: pa.Table
    arguments: dict[str, Any]


class Questions(NamedTuple):
    """Previews: a date and what is known, row by row."""

    regulation: vc.Regulation
    account: vc.Account
    rows: list[tuple[datetime.date, dict[str, Any]]]


def versions() -> dict[str, str]:
    """voucher-core."""
    return {"voucher-core": vc.__version__}


def prepare(table: pa.Table, variant: q.Variant, threads: int, as_of: datetime.date) -> Form | Questions:
    """Nothing to do: one chunk a column; but previews take Python's values."""
    if variant.accounts == "preview":
        rows = [(row.pop("on"), row) for row in table.to_pylist()]
        return Questions(vc.Regulation.gas_2025_08(), vc.Account("6100012345K"), rows)
    arguments: dict[str, Any] = {
        "regulation": vc.Regulation.gas_2025_08(),
        "as_of": as_of,
        "threads": threads,
    }
    if variant.accounts == "none":
        arguments["outputs"] = list(variant.columns)
    return Form(table.combine_chunks(), arguments)


def answer(form: Form | Questions) -> vc.Table | list[vc.Preview]:
    """One call; all the columns of the answer, where the table has accounts. Previews take a call each."""
    if isinstance(form, Questions):
        return [vc.preview(form.regulation, form.account, on, **facts) for on, facts in form.rows]
    return vc.review(form.table, **form.arguments)


def collect(result: vc.Table | list[vc.Preview]) -> q.Answer:
    """Columns of NumPy."""
    if isinstance(result, list):
        return q.previews(
            (
                [code.value for code in (*preview.refusals, *preview.missing)],
                q.NO_DAY if preview.earliest is None else q.day_number(preview.earliest),
            )
            for preview in result
        )
    table = pa.table(result).combine_chunks()
    if "status" in table.column_names and set(table["status"].unique().to_pylist()) - {"ok"}:
        raise ValueError("a row of the table is bad")
    places = {"stage": q.STAGES, "next": q.STEPS}
    out: q.Answer = {}
    for name in set(q.COLUMNS) & set(table.column_names):
        column = table[name].combine_chunks()
        if name in places:
            texts = column.dictionary.to_pylist()
            known = np.array([places[name].index(text) for text in texts], np.int8)
            out[name] = known[column.indices.to_numpy()]
        elif name == "earliest":
            out[name] = column.cast(pa.int32()).fill_null(q.NO_DAY).to_numpy()
        else:
            out[name] = column.to_numpy(zero_copy_only=False)
    return out


def calls() -> tuple[dict[str, str], dict[str, Any]]:
    """Single calls to time, as statements by name, and what their names stand for."""
    day = datetime.date
    names: dict[str, Any] = {
        "decide": vc.decide,
        "preview": vc.preview,
        "nothing": _nothing,
        "regulation": vc.Regulation.gas_2025_08(),
        "month": vc.Month(2025, 9),
        "account": vc.Account("0012345"),
        "agree": vc.Answer("agree"),
        "astana": vc.Region("71"),
        "kinds": (vc.Assistance("housing"),),
        "given": vc.ConsentState("given"),
        "d1": day(2025, 9, 3), "d2": day(2025, 9, 4), "d3": day(2025, 9, 11), "d4": day(2025, 9, 12),
        "d5": day(2025, 9, 20), "d6": day(2025, 9, 30),
    }  # fmt: skip
    dates = "as_of=d6, listed_on=d1, asked_on=d2, reminded_on=d3, answered_on=d4, answer=agree, entered_on=d5"
    statements = {
        "an empty Python call": "nothing()",
        "decide, six dates": f"decide(regulation, month, {dates}, account=account)",
        "decide, six dates, region, assistance": (
            f"decide(regulation, month, {dates}, account=account, region=astana, assistance=kinds)"
        ),
        "preview, all facts known": (
            "preview(regulation, account, d5, on_list=True, consent=given, own_activation=False,"
            " others_on_account=0, account_exists=True)"
        ),
    }
    return statements, names


def _nothing() -> None:
    pass
