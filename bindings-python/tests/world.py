"""What tests of ledgers and journals share: people and months played through, the vectors."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from pathlib import Path

from common import GAS_2025 as GAS

import voucher_core as vc
from voucher_core.testing import strategies as vs
from voucher_core.testing.vectors import FOLDER, Vector

FREE = GAS.replace(consent=None)
"""The same rules without consent: whoever is listed has a voucher."""


def day(text: str) -> datetime.date:
    """A date, `2025-09-07` or, in September 2025, `09-07`."""
    return datetime.date.fromisoformat(text if len(text) == 10 else f"2025-{text}")


def iins() -> Iterator[str]:
    """The texts of made-up people, in order."""
    return map(vc.Iin.expose_text, vs.made_up_people())


_SOME = iins()
A, B, C = next(_SOME), next(_SOME), next(_SOME)
"""Three people."""


def play(ledger: vc.Ledger, *story: tuple[str, vc.Fact]) -> list[vc.Accepted | vc.Refused]:
    """Records facts with their dates; what the ledger says to each."""
    return [ledger.record(day(on), fact) for on, fact in story]


def activation(iin: str, account: str, on: str, channel: str = "egov_mobile") -> list[tuple[str, vc.Fact]]:
    """The four steps of an activation, all on one date (N19 to N22)."""
    return [
        (on, vc.AccountEntered(iin, account, channel)),
        (on, vc.OfferAccepted(iin)),
        (on, vc.AccountChecked(iin, account, True)),
        (on, vc.Confirmed(iin)),
    ]


def activated(*people: tuple[str, str, str], regulation: vc.Regulation = FREE) -> vc.Ledger:
    """A ledger of people who activated: iin, account, date in order."""
    ledger = vc.Ledger(regulation)
    for iin, _, on in people:
        listed = day(on).replace(day=1)
        assert ledger.record(listed, vc.Listed(iin, "71", {"housing"}))
    for iin, account, on in people:
        assert all(play(ledger, *activation(iin, account, on)))
    return ledger


def path_of(vector: Vector) -> Path:
    """The file of a vector's journal."""
    return FOLDER / f"{vector.name}.in.jsonl"
