"""What several tests need: made-up people, one object of each class, and errors by their code."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

import pytest

import voucher_core as vc

DATE = datetime.date
ROOT = Path(__file__).parents[2]

IINS = ("990101600002", "990101600302", "990101600012")
PHONE = "+77012345678"
ACCOUNT = "0098765432"
GAS_2025 = vc.Regulation.gas_2025_08()
GAS_2024 = vc.Regulation.gas_2024_12()
SEPTEMBER = vc.Month(2025, 9)

ALL_KNOWN: dict[str, Any] = {
    "on_list": True,
    "consent": "given",
    "own_activation": False,
    "others_on_account": 0,
    "account_exists": True,
}


def previews() -> list[vc.Preview]:
    """A *yes*, a *no* with and without an earliest date, a *cannot tell*."""
    account = vc.Account(ACCOUNT)
    return [
        vc.preview(GAS_2025, account, DATE(2025, 9, 29), **ALL_KNOWN),
        vc.preview(GAS_2025, account, DATE(2025, 9, 30), **ALL_KNOWN),
        vc.preview(GAS_2025, account, DATE(2026, 6, 30), **ALL_KNOWN),
        vc.preview(GAS_2025, account, DATE(2025, 9, 29), on_list=True),
    ]


def samples() -> list[object]:
    """Objects of each class of values and decisions, no two equal."""
    return [
        *(vc.Iin(iin) for iin in IINS),
        vc.Phone(PHONE),
        vc.Account(ACCOUNT),
        vc.Account("A-1/2"),
        SEPTEMBER,
        vc.Month(1, 1),
        vc.Month(9999, 12),
        GAS_2024,
        GAS_2025,
        GAS_2025.replace(window=(1, 29)),
        vc.DiscountTerms("0.24", "631"),
        vc.CommitKey("gas", SEPTEMBER, vc.Account(ACCOUNT)),
        *previews(),
        vc.decide(GAS_2025, SEPTEMBER, as_of=DATE(2025, 9, 29), listed_on=DATE(2025, 9, 1)),
        vc.decide(GAS_2025, SEPTEMBER, as_of=DATE(2025, 9, 30), listed_on=None),
    ]


@contextmanager
def refused(
    code: str, field: str | None = None, kind: type[vc.VoucherError] = vc.VoucherError
) -> Iterator[pytest.ExceptionInfo[vc.VoucherError]]:
    """The block raises exactly this kind of error with this code, of this field if one is given."""
    with pytest.raises(vc.VoucherError) as caught:
        yield caught
    error = caught.value
    assert (type(error), error.code) == (kind, code), error
    assert field is None or error.field == field, error


def wrong_type(
    code: str, field: str | None = None
) -> AbstractContextManager[pytest.ExceptionInfo[vc.VoucherError]]:
    """The block raises `WrongType` with this code."""
    return refused(code, field, vc.WrongType)
