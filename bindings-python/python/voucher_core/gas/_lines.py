"""Lines of gas for the crossing of all programmes. Facts and the other questions have typed calls of their own."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from voucher_core._core import Iin, Month
from voucher_core._crossing import Query, Words, line
from voucher_core.enums import Stage

__all__ = ["Standing", "Status", "Words"]


@line
class Standing:
    """Where a person stands: the stage, the last day of what it waits for, and its words (N18)."""

    stage: Stage
    until: date | None = None
    text: Words


@line
class Status(Query[Standing]):
    """Where does this person stand in a month, seen on a date? Without a month, in that of the date (N18)."""

    name: ClassVar[str] = "status"

    iin: Iin
    month: Month | None = None
