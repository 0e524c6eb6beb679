"""Registers and their reconciliation (N27, N28, N34); rows 84 to 86 of the bad inputs."""

from __future__ import annotations

import copy
import csv
import datetime
import hashlib
import io
import json
import pickle
import random
import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import voucher_core as vc
from world import ACCOUNTS, FREE, GAS, PEOPLE, A, B, C, activated, activation, day, play


def row(account: str, iin: str, on: str = "09-10", channel: str = "egov_mobile") -> vc.RegisterRow:
    return vc.RegisterRow(account, iin, day(on), channel)


def register(rows: list[vc.RegisterRow], month: str = "2025-09") -> vc.Register:
    return vc.Register(GAS, month, rows)


def formed(ledger: vc.Ledger, month: str = "2025-09", on: str = "09-30") -> vc.Register:
    found = ledger.register(month, day(on))
    assert isinstance(found, vc.Register)
    return found


def rows() -> st.SearchStrategy[vc.RegisterRow]:
    fields = [ACCOUNTS, PEOPLE, [day("09-07"), day("09-29"), day("10-07")], list(vc.Channel)]
    return st.builds(vc.RegisterRow, *map(st.sampled_from, fields))


def test_a_register_holds_the_activated_vouchers() -> None:
    """N27: one row a voucher, sorted by account, byte by byte, then by iin."""
    limit = FREE.replace(activations_per_account=2)
    ledger = activated(
        (C, "9", "2025-09-07"), (B, "10", "2025-09-08"), (A, "10", "2025-09-29"), regulation=limit
    )
    found = formed(ledger)
    assert found.rows == [row("10", A, "09-29"), row("10", B, "09-08"), row("9", C, "09-07")]
    assert (found.month, found.regulation, len(found)) == (vc.Month(2025, 9), limit, 3)
    assert formed(ledger, "2025-10", "10-30").rows == []


@pytest.mark.parametrize(
    ("month", "on", "said"),
    [
        ("2025-09", "2025-09-29", ["register_not_due"]),
        ("2025-09", "2025-09-30", None),
        ("2026-02", "2026-02-28", ["register_not_due"]),
        ("2026-02", "2026-03-01", None),
        ("2025-07", "2025-09-30", ["outside_pilot"]),
        ("2026-07", "2026-07-29", ["outside_pilot", "register_not_due"]),
    ],
)
def test_a_register_may_be_formed_from_its_due_date_on(month: str, on: str, said: list[str] | None) -> None:
    """N27, N17: due on the 30th, in February on 1 March; too early is a refusal and no error."""
    found = vc.Ledger(GAS).register(month, day(on))
    assert (list(found.refusals) if isinstance(found, vc.Refused) else None) == said


def test_the_digest_can_be_recomputed() -> None:
    """N27: SHA-256 over the CSV, byte by byte as documented."""
    found = register([row("0012345", A)])
    text = f"account,iin,activated_on,channel\n0012345,{A},2025-09-10,egov_mobile\n"
    assert found.to_csv() == text
    assert found.digest == "sha256:" + hashlib.sha256(text.encode()).hexdigest()
    (line,) = csv.DictReader(io.StringIO(found.to_csv()))
    assert [vc.RegisterRow(**line | {"activated_on": day(line["activated_on"])})] == found.rows


def test_a_register_as_json() -> None:
    """wire: as a journal answers it."""
    found = register([row("0012345", A)])
    assert json.loads(found.to_json()) == {
        "month": "2025-09",
        "regulation": "gas-2025-08",
        "count": 1,
        "rows": [{"account": "0012345", "iin": A, "activated_on": "2025-09-10", "channel": "egov_mobile"}],
        "digest": found.digest,
    }


@given(st.lists(rows(), max_size=12), st.randoms())
def test_the_same_rows_give_the_same_bytes(some: list[vc.RegisterRow], by: random.Random) -> None:
    """N27: in any order; a register is a value."""
    shuffled = some[:]
    by.shuffle(shuffled)
    one, other = register(some), register(shuffled)
    assert one == other and hash(one) == hash(other)
    assert (one.digest, one.to_csv(), one.to_json()) == (other.digest, other.to_csv(), other.to_json())
    assert one.rows == sorted(some) and len(one) == len(some)
    assert register(one.rows) == vc.Register(GAS, "2025-09", iter(some)) == vc.Register(GAS, "2025-09", one)


def test_a_register_is_a_value() -> None:
    """Equal by content, hashed, pickled, copied, matched; true although it may be empty."""
    found, empty = formed(activated((A, "1", "2025-09-07"))), register([])
    for one in (found, empty):
        assert pickle.loads(pickle.dumps(one)) == one and copy.deepcopy(one) is one
        assert pickle.loads(pickle.dumps(one)).regulation == one.regulation
    assert len({found, empty, copy.copy(empty)}) == 2
    assert found != vc.Register(GAS, "2025-09", found.rows)  # the rules belong to it
    assert empty != register([], "2025-10")
    assert empty and len(empty) == 0
    match found:
        case vc.Register(regulation, month, its_rows):
            assert (regulation, month, len(its_rows)) == (FREE, vc.Month(2025, 9), 1)


def test_rows_are_values() -> None:
    """N34: ordered by account and iin, hashed, pickled, masked."""
    one = row("0012345", A)
    assert one == row(" 0012345", A) and len({one, row("0012345", A)}) == 1
    assert sorted([row("9", A), row("10", B), row("10", A)]) == [row("10", A), row("10", B), row("9", A)]
    assert pickle.loads(pickle.dumps(one)) == one
    assert repr(one) == (
        "RegisterRow(account=Account(7 characters), iin=Iin(12 digits), "
        "activated_on=datetime.date(2025, 9, 10), channel='egov_mobile')"
    )
    with pytest.raises(vc.WrongType):
        vc.RegisterRow(12345, A, day("09-10"), "egov_mobile")
    with pytest.raises(vc.WrongType):
        vc.RegisterRow("12345", A, datetime.datetime(2025, 9, 10), "egov_mobile")


def test_a_register_shows_nobody() -> None:
    """N34, N35: neither people nor accounts, and no digest without its rows."""
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
        with pytest.raises(vc.WrongType) as caught:
            call()
        assert (caught.value.code, caught.value.field) == ("unsupported_type", "rows")
        assert A not in str(caught.value)


# Reconciliation.


def match(kind: str, fields: list[str] | None = None, in_wallet: int = 1, at_provider: int = 1) -> vc.Match:
    return vc.Match(kind, fields or [], in_wallet, at_provider)


def test_the_five_classes() -> None:
    """N28: every recipient in exactly one class, which names the fields that differ."""
    wallet = [row("1", A), row("2", B), row("3", C)]
    provider = [row("1", A), row("2-1", B, "09-11", "service_centre"), row("3", C), row("3", C)]
    assert vc.reconcile(wallet, provider) == {
        vc.Iin(A): match("equal"),
        vc.Iin(B): match("differs", ["account", "activated_on", "channel"]),
        vc.Iin(C): match("duplicated", [], 1, 2),
    }
    assert vc.reconcile(wallet[:1], register(wallet[1:2])) == {
        vc.Iin(A): match("only_in_wallet", [], 1, 0),
        vc.Iin(B): match("only_at_provider", [], 0, 1),
    }


@given(st.lists(rows(), max_size=8), st.lists(rows(), max_size=8))
def test_reconciliation_is_total_and_symmetric(
    ours: list[vc.RegisterRow], theirs: list[vc.RegisterRow]
) -> None:
    """N28: every iin of either side once, sorted; swapping the sides swaps two classes and the counts."""
    found, swapped = vc.reconcile(ours, theirs), vc.reconcile(theirs, ours)
    people = sorted({each.iin for each in ours + theirs})
    assert list(found) == list(swapped) == people
    other_side = {"only_in_wallet": "only_at_provider", "only_at_provider": "only_in_wallet"}
    for iin, one in found.items():
        other = swapped[iin]
        assert other.kind == other_side.get(one.kind, one.kind) and other.fields == one.fields
        assert (other.in_wallet, other.at_provider) == (one.at_provider, one.in_wallet)
        assert one.in_wallet == sum(each.iin == iin for each in ours)
        assert pickle.loads(pickle.dumps(one)) == one and len({one, vc.Match(*parts(one))}) == 1
    assert all(each.kind == "equal" for each in vc.reconcile(dict.fromkeys(ours[:1]), ours[:1]).values())


def parts(found: vc.Match) -> tuple[Any, ...]:
    return found.kind, found.fields, found.in_wallet, found.at_provider


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
    with pytest.raises(vc.VoucherError) as caught:
        vc.Match(*four)
    assert caught.value.code == "unknown_value"


# Bad inputs.


def test_row_84_registers_with_odd_rows() -> None:
    """N27, N28: no row and one row have fixed digests; a copy may hold odd rows, a ledger makes none."""
    assert register([]).to_csv() == "account,iin,activated_on,channel\n"
    assert register([]).digest == "sha256:5833ab467dd50d8bd1eac8a63013b974d25764a21be5388a46ab1f26fbee5d96"
    one = register([row("0012345", "990101600002")])
    assert one.digest == "sha256:0ddd870c0c4848b4286e5b12725a801d689a9778b83ad26fe9fa84b1cbfbe2fc"
    twice = [row("1", A), row("1", A)]
    assert vc.reconcile(twice[:1], twice) == {vc.Iin(A): match("duplicated", [], 1, 2)}
    ledger = activated((A, "1", "2025-09-07"))
    play(ledger, ("10-03", vc.Listed(A, "71", {"housing"})), *activation(A, "1", "10-07"))
    assert formed(ledger, "2025-09", "10-30").rows == [row("1", A, "09-07")]
    assert formed(ledger, "2025-10", "10-30").rows == [row("1", A, "10-07")]


def test_row_85_a_closed_register() -> None:
    """N17, N27: sent again is a repeat, nothing changes the month any more, a changed row is found."""
    ledger = activated((A, "1", "2025-09-07"))
    before = formed(ledger)
    assert play(ledger, *[("09-30", vc.RegisterSent("2025-09"))] * 2) == [
        vc.Accepted(None, False, None),
        vc.Accepted(None, True, None),
    ]
    late = play(ledger, ("09-30", vc.AccountEntered(B, "2", "egov_mobile")), ("09-29", vc.Confirmed(A)))
    assert [outcome.accepted for outcome in late] == [False, False]
    assert formed(ledger, on="10-01") == before
    sent, changed = row("1", A, "09-10"), row("1", A, "09-11")
    assert register([sent]).digest != register([changed]).digest
    assert vc.reconcile([sent], [changed]) == {vc.Iin(A): match("differs", ["activated_on"])}


def test_row_86_rows_of_one_side_only() -> None:
    """N28: two classes that swap with the sides; the totals add up."""
    ours, theirs = [row("1", A), row("2", C)], [row("2", B), row("2", C)]
    kinds = [found.kind for found in vc.reconcile(ours, theirs).values()]
    assert kinds == ["only_in_wallet", "only_at_provider", "equal"]
    assert [found.kind for found in vc.reconcile(theirs, ours).values()] == [
        "only_at_provider",
        "only_in_wallet",
        "equal",
    ]
