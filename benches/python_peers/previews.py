"""Questions whether a voucher may be activated, as the rule engines are asked them, here and in Rust."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any, Final

import pyarrow as pa

from . import question as q

RULES: Final = Path(__file__).parent.parent / "compare" / "rules"
"""The rules in the language of each engine."""


def flat(table: pa.Table) -> list[dict[str, Any]]:
    """Facts beside the date as a number, such as 20250907, and its parts."""
    rows: list[dict[str, Any]] = table.to_pylist()
    for row in rows:
        on = row.pop("on")
        row |= {"date": int(f"{on:%Y%m%d}"), "year": on.year, "month": on.month, "day": on.day}
    return rows


def day(number: int | None) -> int:
    """Days since 1970 of a date as a number, or `question.NO_DAY`."""
    if number is None:
        return q.NO_DAY
    return q.day_number(datetime.date(number // 10_000, number // 100 % 100, number % 100))
