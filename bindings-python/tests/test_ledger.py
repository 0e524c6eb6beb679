"""The ledger from Python: facts in, answers out, equal to the journal's; an object that is copied, saved and shown."""

from __future__ import annotations

import copy
import datetime
import json
import pickle
import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest
from common import refused
from hypothesis import given, settings
from hypothesis import strategies as st
from world import FREE, GAS, A, B, activated, activation, day, play

import voucher_core as vc
from voucher_core.testing import strategies as vs

R = vc.Refusal
LISTED = vc.Listed(A, "71", {"housing"})


def issued(*people: str, regulation: vc.Regulation = GAS) -> vc.Ledger:
    """A ledger of people with a voucher of September 2025."""
    ledger = vc.Ledger(regulation)
    for iin in people:
        facts = vc.Listed(iin, "71", {"housing"}), vc.SmsSent(iin, "start"), vc.Replied(iin, "agree")
        assert all(play(ledger, *(("09-01", fact) for fact in facts)))
    return ledger


# Facts.


def test_an_outcome_is_accepted_or_refused() -> None:
    """Both say so, in a word, as a truth, and to `match`; a refusal is built by members or codes, in order."""
    ledger = vc.Ledger(GAS)
    listed, again, late = play(ledger, ("09-14", LISTED), ("09-14", LISTED), ("09-15", vc.Delisted(A)))
    assert listed.accepted and listed and not late.accepted and not late
    match listed, again, late:
        case vc.Accepted(stage, False, step), vc.Accepted(_, True, _), vc.Refused(reasons):
            assert (stage, step) == (vc.Stage.TO_ASK, None)
            assert reasons == (R.LIST_CLOSED,)
        case _:
            pytest.fail("no match")
    assert vc.Refused(["list_closed"]) == late != vc.Refused([R.NOT_LISTED])


def test_record_all_is_record_for_each() -> None:
    """N9: the same outcomes in the same order, and the same ledger; `latest` is the day of what was accepted last."""
    story = [("09-03", LISTED), ("09-02", vc.Listed(B, "71", {"housing"})), ("09-07", vc.Delisted(A))]
    one, other = vc.Ledger(FREE), vc.Ledger(FREE)
    said = other.record_all((day(on), fact) for on, fact in story)
    assert said == play(one, *story) and one == other
    assert [outcome.accepted for outcome in said] == [True, False, True]
    assert (vc.Ledger(FREE).latest, one.latest) == (None, day("09-07"))
    assert vc.Ledger(FREE).record_all([]) == []


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        (None, "facts"),
        (1, "facts"),
        ([vc.Confirmed(A)], "facts"),
        ([(day("09-03"), vc.Confirmed(A), None)], "facts"),
        ("ab", "facts"),
        ([("2025-09-03", vc.Confirmed(A))], "on"),
        ([(datetime.datetime(2025, 9, 3), vc.Confirmed(A))], "on"),
        ([(day("09-03"), "confirmed")], "fact"),
    ],
)
def test_record_all_takes_all_or_nothing(facts: Any, field: str) -> None:
    """An error of input anywhere leaves the ledger as it was."""
    ledger = vc.Ledger(GAS)
    if isinstance(facts, list):
        facts = [(day("09-03"), LISTED), *facts]
    with pytest.raises(vc.WrongType) as caught:
        ledger.record_all(facts)
    assert caught.value.field == field
    assert ledger == vc.Ledger(GAS)


def test_an_iterable_that_fails_leaves_the_ledger_as_it_was() -> None:
    """The iterable's own exception comes through, and nothing was recorded."""

    def facts() -> Iterator[tuple[datetime.date, vc.Fact]]:
        yield day("09-03"), LISTED
        raise KeyError("mine")

    ledger = vc.Ledger(GAS)
    with pytest.raises(KeyError, match="mine"):
        ledger.record_all(facts())
    assert ledger == vc.Ledger(GAS)


# Answers that no journal gives.


def test_a_duty_is_of_a_person_or_of_a_month() -> None:
    """N30: neither more nor less; duties are sorted by kind, then by iin or month."""
    sms, register = vc.Due("send_start_sms", A), vc.Due(vc.Action.SEND_REGISTER, None, "2025-09")
    assert (sms.action, sms.iin, sms.month) == (vc.Action.SEND_START_SMS, vc.Iin(A), None)
    assert (register.iin, register.month) == (None, vc.Month(2025, 9))
    ordered = [sms, vc.Due("send_start_sms", B), vc.Due("send_repeat_sms", A), register]
    assert sorted(reversed(ordered)) == ordered
    for arguments, code, field in [
        (("send_start_sms",), "missing_field", "iin"),
        (("send_register",), "missing_field", "month"),
        (("send_repeat_sms", A, "2025-09"), "unknown_field", "month"),
        (("send_register", A, "2025-09"), "unknown_field", "iin"),
    ]:
        with refused(code, field):
            vc.Due(*arguments)


def test_where_one_person_stands() -> None:
    """N19, N25: the next step, and the key of an activation."""
    ledger = activated((A, "0012345", "2025-09-07"))
    assert ledger.commit_key(A, "2025-09") == vc.CommitKey("gas", "2025-09", "0012345")
    assert ledger.commit_key(B, "2025-09") is None
    assert [ledger.step(iin, "2025-09") for iin in (A, B)] == [vc.Step.DONE, vc.Step.ENTER_ACCOUNT]
    with pytest.raises(TypeError):
        ledger.preview(A, "1", day("09-07"), True)  # type: ignore[misc]


def test_people_of_a_month() -> None:
    """All that the ledger keeps of a person's month, by iin, without showing whose (N34)."""
    ledger = issued(B, A)
    play(ledger, *activation(B, "0012345", "09-07", "service_centre")[:2])
    play(ledger, *activation(A, "A-1", "09-29"))
    first, second = ledger.people("2025-09")
    assert first == vc.PersonMonth(
        iin=A, region="71", assistance=["housing"], on_list=True, asked_on=day("09-01"), reminded_on=None, answer="agree",
        step="done", account="A-1", channel="egov_mobile", activated_on=day("09-29"),
    )  # fmt: skip
    assert (second.iin, second.step, second.activated_on) == (vc.Iin(B), "check_account", None)
    assert not re.search("[0-9]{6}", repr([first, second])) and "A-1" not in repr(first)
    assert ledger.people("2025-10") == [] and ledger.months() == [vc.Month(2025, 9)]


def test_terms_of_a_receipt() -> None:
    """N29: the caller's go before the regulation's."""
    ledger = activated((A, "1", "2025-09-07"))
    found = ledger.receipt("2025-09", "1", "10", "20", terms=vc.DiscountTerms(Decimal("0.24"), "5"))
    assert isinstance(found, vc.Receipt) and found.discount == Decimal("24.00")
    assert ledger.receipt("2025-09", "1", "10", "20") == vc.Refused(["discount_terms_unknown"])
    for wrong in ("0.24", ("0.24", "5"), {"rate": "0.24"}):
        with refused("unsupported_type", "terms"):
            ledger.receipt("2025-09", "1", "10", "20", terms=wrong)  # type: ignore[arg-type]


# The ledger as an object.


def test_a_ledger_is_equal_by_content_and_has_no_hash() -> None:
    """What can change has no hash."""
    one, other = issued(A), issued(A)
    assert one == other and one == one and one != issued(B) and one != vc.Ledger(FREE)
    assert one != "a ledger" and one.__eq__(1) is NotImplemented
    play(other, ("09-20", vc.Replied(A, "refuse")))
    assert one != other
    with pytest.raises(TypeError):
        hash(one)


def test_copies_are_independent() -> None:
    """A copy is a ledger of its own, deep or not."""
    for double in (copy.copy, copy.deepcopy):
        one = issued(A)
        other = double(one)
        assert one == other and one is not other
        play(other, ("09-20", vc.Replied(A, "refuse")))
        assert one.stage(A, "2025-09", day("09-20")) == "issued"
        assert other.stage(A, "2025-09", day("09-20")) == "refused"


def test_a_ledger_is_saved_and_goes_on() -> None:
    """N9: restored or from its pickle, it is equal, and answers what is to come as it would have."""
    ledger = issued(A, B)
    pickles = [pickle.dumps(ledger, protocol) for protocol in range(pickle.HIGHEST_PROTOCOL + 1)]
    later = activation(A, "7", "09-29")
    for again in (vc.Ledger.restore(ledger.save()), *map(pickle.loads, pickles)):
        assert again == issued(A, B) and again.save() == issued(A, B).save()
        assert all(play(again, *later)) and again != ledger


def test_what_no_ledger_saved_is_refused() -> None:
    """N34: by a code, without a word of it."""
    text = issued(A).save()
    for code, other in [
        ("snapshot_foreign", "{}"),
        ("snapshot_version", text.replace("1", "2", 1)),
        ("snapshot_damaged", text.replace(A, B)),
    ]:
        with refused(code, "snapshot") as caught:
            vc.Ledger.restore(other)
        assert A not in str(caught.value)
    with refused("not_text"):
        vc.Ledger.restore(text.encode())  # type: ignore[arg-type]


def test_a_ledger_shows_nobody() -> None:
    """N34: `repr` names the regulation and the clock."""
    assert repr(vc.Ledger(GAS)) == 'Ledger("gas-2025-08", no facts)'
    assert repr(issued(A)) == 'Ledger("gas-2025-08", latest 2025-09-01)'
    assert issued(A).regulation == GAS


def test_reasons_are_shown_in_three_languages() -> None:
    """N36: in a notebook, a refusal says why, escaped."""
    html = vc.Refused(list(R))._repr_html_()
    for reason in R:
        assert reason in html and reason.norm in html
    assert "<script" not in html and "<td" in html


# Both faces.


def as_line(number: int, answer: dict[str, Any]) -> str:
    return json.dumps({"line": number, **answer}, ensure_ascii=False, separators=(",", ":"))


def outcome_line(outcome: vc.Accepted | vc.Refused) -> dict[str, Any]:
    if isinstance(outcome, vc.Refused):
        return {"accepted": False, "refusals": outcome.refusals}
    said = {"accepted": True, "repeat": outcome.repeat or None, "stage": outcome.stage, "next": outcome.next}
    return {name: value for name, value in said.items() if value is not None}


def due_line(due: vc.Due) -> dict[str, str]:
    whom = {"month": str(due.month)} if due.iin is None else {"iin": due.iin.expose_text()}
    return {"action": due.action, **whom}


def preview_line(asked: vc.Preview) -> dict[str, Any]:
    if (key := asked.key) is not None:
        told = {"programme": key.programme, "month": str(key.month), "account": key.account.expose_text()}
        return {"preview": "yes", "key": told}
    if asked.missing:
        return {"preview": "cannot_tell", "missing": asked.missing}
    earliest = {} if asked.earliest is None else {"earliest": asked.earliest.isoformat()}
    return {"preview": "no", "refusals": asked.refusals, **earliest}


def status_line(ledger: vc.Ledger, iin: vc.Iin, on: datetime.date) -> dict[str, Any]:
    month = vc.Month.of(on)
    stage = ledger.stage(iin, month, on)
    until = ledger.until(stage, month)
    return {
        "stage": stage,
        **({} if until is None else {"until": until.isoformat()}),
        "text": {language: stage.text(language) for language in vc.Language},
    }


def receipt_line(receipt: vc.Receipt | vc.Refused) -> dict[str, Any]:
    if isinstance(receipt, vc.Refused):
        return {"refusals": receipt.refusals}
    amounts = {name: str(getattr(receipt, name)) for name in ("gross", "discount", "payable")}
    return {"receipt": amounts}


def stories() -> st.SearchStrategy[Any]:
    """A regulation, facts under it, and days on which answers are asked for."""
    return vs.regulations().flatmap(
        lambda rules: st.tuples(
            st.just(rules), vs.unsound_worlds(rules, 2), st.lists(vs.edge_dates(rules), min_size=1, max_size=2)
        )
    )


@given(stories())
@settings(max_examples=200, deadline=None)
def test_the_ledger_says_what_the_journal_says(story: tuple[vc.Regulation, vs.World, list[datetime.date]]) -> None:
    """wire, N9 to N30: the same facts and queries get the same answers from both faces, byte for byte, and as they cross."""
    regulation, world, asked_on = story
    ledger, journal, session = vc.Ledger(regulation), vc.Journal(), vc.gas.Session(regulation)
    assert '"digest"' in str(journal.answer('{"regulation":' + regulation.to_json() + "}"))

    def same(line: str, answer: dict[str, Any]) -> None:
        given_answer = journal.answer(line)
        assert given_answer == as_line(journal.lines, answer), line

    said = [ledger.record(on, fact) for on, fact in world]
    for (on, fact), outcome in zip(world, said, strict=True):
        same(fact.expose_line(on), outcome_line(outcome))
        assert session.record(fact, on=on) == json.loads(as_line(journal.lines, outcome_line(outcome)))
    for on in asked_on:
        month = vc.Month.of(on)
        same(f'{{"query":"due","on":"{on}"}}', {"due": [due_line(due) for due in ledger.due(on)]})
        summary = {stage.value: count for stage, count in ledger.summary(month, on).items()}
        same(f'{{"query":"summary","month":"{month}","on":"{on}"}}', {"summary": summary})
        formed = ledger.register(month, on)
        register = {"refusals": formed.refusals} if isinstance(formed, vc.Refused) else {"register": json.loads(formed.to_json())}
        same(f'{{"query":"register","month":"{month}","on":"{on}"}}', register)
        for iin in world.people:
            whom = f'"iin":"{iin.expose_text()}"'
            status = status_line(ledger, iin, on)
            same(f'{{"query":"status",{whom},"on":"{on}"}}', status)
            for asked in (vc.gas.Status(iin=iin), vc.gas.Status(iin=iin, month=month)):
                standing = session.ask(asked, on=on)
                until = standing.until and standing.until.isoformat()
                assert (standing.stage, until, standing.text.ru) == (status["stage"], status.get("until"), status["text"]["ru"])
            for exists, account in zip((None, True, False), [*world.accounts, vc.Account("A-1/2")] * 3, strict=False):
                known = "" if exists is None else f',"exists":{str(exists).lower()}'
                same(
                    f'{{"query":"preview",{whom},"account":"{account.expose_text()}"{known},"on":"{on}"}}',
                    preview_line(ledger.preview(iin, account, on, account_exists=exists)),
                )
        for account in world.accounts:
            same(
                f'{{"query":"receipt","month":"{month}","account":"{account.expose_text()}","volume_m3":"7","price":"9.5"}}',
                receipt_line(ledger.receipt(month, account, 7, Decimal("9.5"))),
            )
    again = vc.Ledger(regulation)
    assert again.record_all(world) == said and again == ledger
