"""Facts as frozen classes: what they take, give, show and hide (N10 to N22, N34)."""

from __future__ import annotations

import datetime
import json
import re
from typing import Any, get_args

import pytest
from common import refused, samples
from hypothesis import given

import voucher_core as vc
from voucher_core.testing import strategies as vs
from world import GAS, A, B, day

LEDGER = vc.Ledger(GAS)
FACTS = [value for value in samples() if isinstance(value, vc.Fact)]


def test_there_are_nine_facts() -> None:
    """N10: the closed list of facts."""
    assert {type(fact) for fact in FACTS} == set(get_args(vc.Fact)) and len(get_args(vc.Fact)) == 9


@pytest.mark.parametrize("fact", FACTS, ids=lambda fact: type(fact).__name__)
def test_a_fact_is_a_line_of_a_journal(fact: vc.Fact) -> None:
    """wire: its kind, its fields in their order, the date last; a journal reads it."""
    line = fact.expose_line(day("2025-09-29"))
    read = json.loads(line)
    names = ["text" if getattr(fact, name) is None else name for name in fact.__match_args__]
    assert list(read) == ["fact", *names, "on"]
    assert line == json.dumps(read, ensure_ascii=False, separators=(",", ":"))
    answer = vc.Journal.run(['{"regulation":"gas-2025-08"}', line])
    assert "accepted" in list(answer)[1]


def test_arguments_are_classes_or_their_text() -> None:
    """The class, the member and their texts are one, an account is normalised (N24); attributes are classes and members."""
    by_text = vc.AccountEntered(A, " a-1 ", "service_centre")
    by_class = vc.AccountEntered(vc.Iin(A), vc.Account("A-1"), vc.Channel.SERVICE_CENTRE)
    assert by_text == by_class and hash(by_text) == hash(by_class)
    assert vc.RegisterSent("2025-09") == vc.RegisterSent(vc.Month(2025, 9))
    fact = vc.Listed(A, vc.Region.ASTANA, [vc.Assistance.HOUSING, "housing"])
    assert fact == vc.Listed(A, "71", {"housing"})
    assert (fact.iin, fact.assistance) == (vc.Iin(A), {vc.Assistance.HOUSING}) and fact.region is vc.Region.ASTANA
    assert vc.Listed(iin=A, region="71", assistance=()).assistance == frozenset()
    assert vc.SmsSent(A, "repeat").kind is vc.SmsKind.REPEAT
    assert vc.AccountChecked(A, "1", True).exists is True
    assert vc.RegisterSent("2025-09").month == vc.Month(2025, 9)


def test_a_match_statement_binds_the_fields() -> None:
    """`match` binds by place, in the order of the constructor."""
    found = []
    for fact in FACTS:
        match fact:
            case vc.Listed(iin, region, assistance):
                found.append((iin, region, assistance))
            case vc.AccountChecked(iin, account, exists):
                found.append((iin, account, exists))
            case _:
                assert fact.__match_args__[0] in ("iin", "month")
    checked = (vc.Iin(A), vc.Account("0012345"), True)
    assert found == [(vc.Iin(A), vc.Region.ASTANA, {vc.Assistance.HOUSING}), checked]


@given(vs.facts(), vs.facts())
def test_facts_are_values(one: vc.Fact, other: vc.Fact) -> None:
    """Built again from its fields it is the same; equal and hashed by content, which its line tells; shows nobody (N34)."""
    again = type(one)(*(getattr(one, name) for name in one.__match_args__))
    assert again == one and hash(again) == hash(one)
    same_line = one.expose_line(day("2025-09-29")) == other.expose_line(day("2025-09-29"))
    assert (one == other) == same_line
    for shown in (repr(one), f"{one}"):
        assert type(one).__name__ in shown and not re.search("[0-9]{6}", shown)


def test_a_reply_by_its_text() -> None:
    """N14: a code of the regulation is an answer; what is none has no words of its own."""
    assert vc.Replied.from_text(GAS, A, " 21*1\r\n") == vc.Replied(A, "agree")
    assert vc.Replied.from_text(GAS, A, "да") == vc.Replied(A, None)
    line = json.loads(vc.Replied(A, None).expose_line(day("2025-09-05")))
    assert line["text"] == "\ufffd" and "answer" not in line


@pytest.mark.parametrize(
    ("build", "code", "field"),
    [
        (lambda: vc.Confirmed(int(A)), "not_text", "iin"),
        (lambda: vc.Confirmed(A.encode()), "not_text", "iin"),
        (lambda: vc.AccountEntered(A, 12345, "egov_mobile"), "not_text", "account"),
        (lambda: vc.SmsSent(A, 1), "not_text", "kind"),
        (lambda: vc.SmsSent(A, vc.Channel.EGOV_MOBILE), "unsupported_type", "kind"),
        (lambda: vc.AccountChecked(A, "1", 1), "not_a_boolean", "exists"),
        (lambda: vc.Listed(A, "71", "housing"), "not_an_array", "assistance"),
        (lambda: vc.Listed(A, "71", None), "not_an_array", "assistance"),
        (lambda: vc.Listed(A, 71, []), "not_text", "region"),
        (lambda: vc.RegisterSent(datetime.date(2025, 9, 1)), "not_text", "month"),
        (lambda: vc.Replied(A, True), "not_text", "answer"),
        (lambda: vc.Confirmed(B).expose_line(datetime.datetime(2025, 9, 7)), "not_a_date", "on"),
        (lambda: vc.Confirmed(A[:-1] + "x"), "iin_not_digits", "iin"),
        (lambda: vc.Confirmed("\ud800" * 12), "not_utf8", "iin"),
        (lambda: vc.AccountEntered(A, "12_345678", "egov_mobile"), "account_character", "account"),
        (lambda: vc.AccountEntered(A, "1", "post"), "unknown_value", "channel"),
        (lambda: vc.Listed(A, "99", []), "unknown_value", "region"),
        (lambda: vc.Listed(A, "71", ["meals"]), "unknown_value", "assistance"),
        (lambda: vc.RegisterSent("2025-13"), "not_a_month", "month"),
        (lambda: vc.Replied(A, "maybe"), "unknown_value", "answer"),
        (lambda: LEDGER.record("2025-09-03", vc.Confirmed(A)), "not_a_date", "on"),
        (lambda: LEDGER.record(datetime.datetime(2025, 9, 3), vc.Confirmed(A)), "not_a_date", "on"),
        (lambda: LEDGER.record(day("09-03"), A), "unsupported_type", "fact"),
        (lambda: LEDGER.record(day("09-03"), None), "unsupported_type", "fact"),
        (lambda: LEDGER.stage(int(A), "2025-09", day("09-03")), "not_text", "iin"),
        (lambda: LEDGER.stage(A, 9, day("09-03")), "not_text", "month"),
        (lambda: LEDGER.due(None), "not_a_date", "on"),
        (lambda: LEDGER.until("late", "2025-09"), "unknown_value", "stage"),
        (lambda: LEDGER.preview(A, "1", day("09-07"), account_exists=1), "not_a_boolean", "account_exists"),
        (lambda: LEDGER.receipt("2025-09", 1, "1", "1"), "not_text", "account"),
        (lambda: vc.Ledger("gas-2025-08"), "unsupported_type", "regulation"),
        (lambda: vc.Refused("list_closed"), "not_an_array", "refusal"),
        (lambda: vc.Refused(["closed"]), "unknown_value", "refusal"),
    ],
)
def test_what_no_fact_and_no_ledger_takes(build: Any, code: str, field: str) -> None:
    """N34: an int is no text, a bool is no number; the error names the argument and never the value."""
    with refused(code, field) as caught:
        build()
    assert not re.search("[0-9]{5}", str(caught.value))
