"""Registers and their reconciliation as objects (N27, N28, N34); what the rules say is the core's."""

from __future__ import annotations

import csv
import hashlib
import io
import random
import re
from typing import Any

import pytest
from common import refused
from hypothesis import given
from hypothesis import strategies as st
from world import FREE, GAS, A, B, C, activated, day

import voucher_core as vc
from voucher_core.testing import strategies as vs


def row(account: str, iin: str, on: str = "09-10", channel: str = "egov_mobile") -> vc.RegisterRow:
    return vc.RegisterRow(account, iin, day(on), channel)


def register(rows: Any, month: str = "2025-09") -> vc.Register:
    return vc.Register(GAS, month, rows)


def test_a_register_of_a_ledger() -> None:
    """N27: one row a voucher, sorted by account; the rules belong to it; too early is a refusal and no error."""
    ledger = activated((B, "10", "2025-09-08"), (C, "9", "2025-09-10"))
    found = ledger.register("2025-09", day("09-30"))
    assert isinstance(found, vc.Register)
    assert found.rows == [row("10", B, "09-08"), row("9", C)] == sorted(found.rows)
    assert (found.month, found.regulation, len(found)) == (vc.Month(2025, 9), FREE, 2)
    assert found != register(found.rows)
    match found:
        case vc.Register(regulation, month, rows):
            assert (regulation, month, len(rows)) == (FREE, vc.Month(2025, 9), 2)
    assert ledger.register("2025-09", day("09-29")) == vc.Refused(["register_not_due"])
    empty = register([])
    assert empty and len(empty) == 0 and empty != register([], "2025-10")


def test_the_digest_can_be_recomputed() -> None:
    """N27: SHA-256 over the CSV, byte by byte as documented."""
    found = register([row("0012345", A)])
    text = f"account,iin,activated_on,channel\n0012345,{A},2025-09-10,egov_mobile\n"
    assert found.to_csv() == text
    assert found.digest == "sha256:" + hashlib.sha256(text.encode()).hexdigest()
    (line,) = csv.DictReader(io.StringIO(found.to_csv()))
    assert [vc.RegisterRow(**line | {"activated_on": day(line["activated_on"])})] == found.rows


@given(st.lists(vs.register_rows(), max_size=12), st.randoms())
def test_a_register_is_made_of_rows_in_any_order(some: list[vc.RegisterRow], by: random.Random) -> None:
    """N27: the same rows are the same register, from a list, an iterator or another register."""
    shuffled = some[:]
    by.shuffle(shuffled)
    one, other = register(some), register(iter(shuffled))
    assert one == other == register(one) and hash(one) == hash(other)
    assert (one.digest, one.to_csv(), one.to_json()) == (other.digest, other.to_csv(), other.to_json())
    assert one.rows == sorted(some) and len(one) == len(some)


def test_a_register_shows_nobody() -> None:
    """N34, N35: neither people nor accounts, and no digest without its rows; of a row the kinds of its cells."""
    assert row("0012345", A) == row(" 0012345", A)
    assert repr(row("0012345", A)) == (
        "RegisterRow(account=Account(7 characters), iin=Iin(12 digits), "
        "activated_on=datetime.date(2025, 9, 10), channel='egov_mobile')"
    )
    people = [row(f"00123{number}", iin) for number, iin in enumerate([A, B, C] * 5)]
    found = register(people)
    assert repr(found) == 'Register("gas-2025-08", 2025-09, rows=15)'
    html = found._repr_html_()
    for shown in (repr(found), html):
        assert not re.search("[0-9]{6}", shown) and "00123" not in shown and "sha256" not in shown
    assert html.count("<tr>") == 1 + 10 + 1 and "and 5 more" in html
    hostile = GAS.replace(id="<script>alert('1')</script>")
    assert "<script" not in vc.Register(hostile, "2025-09", [])._repr_html_()


@pytest.mark.parametrize("rows", [None, 1, "rows", ["row"], [("1", A, day("09-10"), "egov_mobile")], [None]])
def test_rows_are_of_one_kind(rows: Any) -> None:
    """A `Register` or `RegisterRow`s; the error does not repeat what came."""
    for call in (lambda: register(rows), lambda: vc.reconcile(rows, []), lambda: vc.reconcile([], rows)):
        with refused("unsupported_type", "rows") as caught:
            call()
        assert A not in str(caught.value)


# Reconciliation.


def match(kind: str, fields: list[str] | None = None, in_wallet: int = 1, at_provider: int = 1) -> vc.Match:
    return vc.Match(kind, fields or [], in_wallet, at_provider)


def test_the_five_classes() -> None:
    """N28: every recipient of either side, sorted, in exactly one class, which names the fields that differ."""
    wallet = [row("3", C), row("2", B), row("1", A)]
    provider = [row("1", A), row("2-1", B, "09-11", "service_centre"), row("3", C), row("3", C)]
    found = vc.reconcile(wallet, provider)
    assert list(found.items()) == [
        (vc.Iin(A), match("equal")),
        (vc.Iin(B), match("differs", ["account", "activated_on", "channel"])),
        (vc.Iin(C), match("duplicated", [], 1, 2)),
    ]
    assert found[vc.Iin(B)].kind is vc.MatchKind.DIFFERS
    assert vc.reconcile(iter(wallet[2:]), register(wallet[1:2])) == {
        vc.Iin(A): match("only_in_wallet", [], 1, 0),
        vc.Iin(B): match("only_at_provider", [], 0, 1),
    }


@pytest.mark.parametrize(
    "four",
    [
        ("equal", [], 1, 0),
        ("equal", ["account"], 1, 1),
        ("differs", [], 1, 1),
        ("only_in_wallet", [], 0, 1),
        ("duplicated", [], 1, 1),
        ("duplicated", ["channel"], 2, 1),
    ],
)
def test_a_comparison_fits_together(four: Any) -> None:
    """N28: no class but with its own fields and counts."""
    with refused("unknown_value"):
        vc.Match(*four)
