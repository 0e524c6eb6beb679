"""The ledger from Python: facts in, queries out (N9 to N23, N30); equal to the journal."""

from __future__ import annotations

import copy
import datetime
import json
import pickle
import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import voucher_core as vc
from world import ACCOUNTS, DATES, FREE, GAS, PEOPLE, A, B, C, activated, activation, day, journeys, play

R = vc.Refusal


def refusals(outcome: Any) -> list[str]:
    assert isinstance(outcome, vc.Refused)
    return list(outcome.refusals)


def issued(*people: str, regulation: vc.Regulation = GAS) -> vc.Ledger:
    """A ledger of people with a voucher of September 2025."""
    ledger = vc.Ledger(regulation)
    for iin in people:
        play(
            ledger,
            ("09-01", vc.Listed(iin, "71", {"housing"})),
            ("09-01", vc.SmsSent(iin, "start")),
            ("09-01", vc.Replied(iin, "agree")),
        )
    return ledger


# Facts.


def test_a_month_step_by_step() -> None:
    """N11 to N22: from the list to the activation, and what the ledger says to each fact."""
    story = [
        ("09-03", vc.Listed(A, "71", {"housing"})),
        ("09-03", vc.SmsSent(A, "start")),
        ("09-10", vc.SmsSent(A, "repeat")),
        ("09-12", vc.Replied(A, "agree")),
        *activation(A, "0012345", "09-29"),
    ]
    said = play(vc.Ledger(GAS), *story)
    assert said == [
        vc.Accepted("to_ask", False, None),
        vc.Accepted("asked", False, None),
        vc.Accepted("reminded", False, None),
        vc.Accepted("issued", False, None),
        vc.Accepted("issued", False, "accept_offer"),
        vc.Accepted("issued", False, "check_account"),
        vc.Accepted("issued", False, "confirm"),
        vc.Accepted("activated", False, "done"),
    ]


def test_an_outcome_is_accepted_or_refused() -> None:
    """Both say so, in a word, as a truth, and to `match`."""
    ledger = vc.Ledger(GAS)
    listed = ledger.record(day("09-14"), vc.Listed(A, "71", {"housing"}))
    refused = ledger.record(day("09-15"), vc.Delisted(A))
    assert listed.accepted and listed and not refused.accepted and not refused
    match listed, refused:
        case vc.Accepted(stage, repeat, step), vc.Refused(reasons):
            assert (stage, repeat, step) == (vc.Stage.TO_ASK, False, None)
            assert reasons == (R.LIST_CLOSED,)
        case _:
            pytest.fail("no match")
    for outcome in (listed, refused):
        assert pickle.loads(pickle.dumps(outcome)) == outcome and copy.deepcopy(outcome) is outcome
        assert len({outcome, pickle.loads(pickle.dumps(outcome))}) == 1
    assert vc.Refused(["list_closed"]) == refused != vc.Refused([R.NOT_LISTED])


def test_a_repeat_changes_nothing() -> None:
    """N11: the same entry while on the list is a repeat."""
    ledger = vc.Ledger(GAS)
    first, again = play(ledger, *[("09-14", vc.Listed(A, "71", {"housing"}))] * 2)
    assert (first, again) == (vc.Accepted("to_ask", False, None), vc.Accepted("to_ask", True, None))


@pytest.mark.parametrize(("on", "said"), [("09-14", []), ("09-15", ["list_closed"])])
def test_the_list_closes_after_the_14th(on: str, said: list[str]) -> None:
    """N11, N12: until the 14th and no day longer."""
    for fact in (vc.Listed(A, "71", {"housing"}), vc.Delisted(A)):
        ledger = vc.Ledger(GAS)
        play(ledger, ("09-01", vc.Listed(A, "79", {"housing"})))
        outcome = ledger.record(day(on), fact)
        assert said == (refusals(outcome) if not outcome else [])


@pytest.mark.parametrize(
    ("on", "said"),
    [("09-06", ["window_not_open"]), ("09-07", []), ("09-29", []), ("09-30", ["window_closed"])],
)
def test_the_window_is_the_7th_to_the_29th(on: str, said: list[str]) -> None:
    """N3, A: both ends belong to it, in the fact and in the preview."""
    ledger = issued(A)
    asked = ledger.preview(A, "1", day(on), account_exists=True)
    outcome = ledger.record(day(on), vc.AccountEntered(A, "1", "egov_mobile"))
    assert asked.answer == ("no" if said else "yes")
    assert list(asked.refusals) == said == (refusals(outcome) if not outcome else [])


@pytest.mark.parametrize(
    ("month", "last", "due"),
    [("2025-09", "2025-09-29", "2025-09-30"), ("2026-02", "2026-02-28", "2026-03-01")],
)
def test_short_months(month: str, last: str, due: str) -> None:
    """N4, N8: February has no 29th and no 30th."""
    ledger = vc.Ledger(GAS)
    assert ledger.until("issued", month) == ledger.until("asked", month) == day(last)
    assert ledger.until("refused", month) is None
    early = ledger.register(month, day(due) - datetime.timedelta(1))
    assert refusals(early) == ["register_not_due"]
    assert isinstance(ledger.register(month, day(due)), vc.Register)


def test_every_reason_comes_at_once_and_in_order() -> None:
    """N11, A: all that can be known is checked."""
    ledger = activated((A, "1", "2025-09-07"))
    assert refusals(ledger.record(day("2026-07-15"), vc.Listed(B, "55", []))) == [
        "outside_pilot",
        "list_closed",
        "not_receiving_assistance",
        "region_not_in_pilot",
    ]
    assert refusals(ledger.record(day("09-30"), vc.AccountEntered(A, "1", "egov_mobile"))) == [
        "window_closed",
        "voucher_already_activated",
    ]
    assert refusals(ledger.record(day("09-06"), vc.Confirmed(A))) == ["out_of_order"]


def test_facts_come_in_date_order() -> None:
    """N9: by the latest accepted fact of whichever person; refused facts and queries do not move it."""
    ledger = vc.Ledger(GAS)
    assert ledger.latest is None
    listed = vc.Listed(A, "71", {"housing"})
    assert ledger.record(day("09-03"), listed) and ledger.latest == day("09-03")
    assert not ledger.record(day("09-20"), listed)
    assert ledger.due(day("2025-12-01")) and ledger.latest == day("09-03")
    assert refusals(ledger.record(day("09-02"), vc.Listed(B, "71", {"housing"}))) == ["out_of_order"]
    assert ledger.record(day("09-10"), listed) and ledger.latest == day("09-10")  # a repeat counts


def test_one_account_has_one_activation() -> None:
    """A: the first wins, and the other is told that the account was used and not by whom."""
    for first, second in [(A, B), (B, A)]:
        ledger = issued(A, B)
        assert all(play(ledger, *activation(first, "0012345", "09-07")))
        outcome = ledger.record(day("09-07"), vc.AccountEntered(second, "0012345", "egov_mobile"))
        assert refusals(outcome) == ["account_already_used"]
        assert first not in repr(outcome)
        key = ledger.commit_key(first, "2025-09")
        assert key == vc.CommitKey("gas", "2025-09", "0012345")
        assert ledger.commit_key(second, "2025-09") is None


def test_a_retry_after_a_lost_answer_is_safe() -> None:
    """N23: `confirmed` again, in the month and the period, is a repeat."""
    ledger = activated((A, "1", "2025-09-29"))
    again = ledger.record(day("09-30"), vc.Confirmed(A))
    assert again == vc.Accepted("activated", True, "done")
    assert refusals(ledger.record(day("10-07"), vc.Confirmed(A))) == ["no_account_entered"]


# Many facts.


def test_record_all_is_record_for_each() -> None:
    """N9: the same outcomes in the same order, and the same ledger."""
    story = [
        ("09-03", vc.Listed(A, "71", {"housing"})),
        ("09-02", vc.Listed(B, "71", {"housing"})),
        ("09-07", vc.AccountEntered(A, "1", "egov_mobile")),
    ]
    one, other = vc.Ledger(FREE), vc.Ledger(FREE)
    said = other.record_all((day(on), fact) for on, fact in story)
    assert said == play(one, *story) and one == other
    assert [outcome.accepted for outcome in said] == [True, False, True]
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
        facts = [(day("09-03"), vc.Listed(A, "71", {"housing"})), *facts]
    with pytest.raises(vc.WrongType) as caught:
        ledger.record_all(facts)
    assert caught.value.field == field
    assert ledger == vc.Ledger(GAS)


def test_an_iterable_that_fails_leaves_the_ledger_as_it_was() -> None:
    """The iterable's own exception comes through, and nothing was recorded."""

    def facts() -> Iterator[tuple[datetime.date, vc.Fact]]:
        yield day("09-03"), vc.Listed(A, "71", {"housing"})
        raise KeyError("mine")

    ledger = vc.Ledger(GAS)
    with pytest.raises(KeyError, match="mine"):
        ledger.record_all(facts())
    assert ledger == vc.Ledger(GAS)


# Queries.


def test_stages_of_a_month() -> None:
    """N18: the first that holds, seen on a date; queries may ask about any date."""
    ledger = issued(A)
    play(ledger, ("09-03", vc.Listed(B, "71", {"housing"})))
    for on, stages in [("09-29", ["issued", "to_ask"]), ("09-30", ["expired", "lapsed"])]:
        assert [ledger.stage(iin, "2025-09", day(on)) for iin in (A, B)] == stages
    assert ledger.stage(C, "2025-09", day("09-29")) is vc.Stage.NOT_LISTED
    assert ledger.stage(A, "2025-10", day("10-01")) is vc.Stage.NOT_LISTED
    assert ledger.step(A, "2025-09") is vc.Step.ENTER_ACCOUNT


def test_what_is_due() -> None:
    """N30: by kind, then by iin or month; the repeat SMS from the 7th day after the first."""
    ledger = vc.Ledger(GAS)
    play(
        ledger,
        ("09-03", vc.Listed(B, "71", {"housing"})),
        ("09-03", vc.Listed(A, "71", {"housing"})),
        ("09-03", vc.Listed(C, "71", {"housing"})),
        ("09-03", vc.SmsSent(C, "start")),
    )
    start = [vc.Due("send_start_sms", A), vc.Due("send_start_sms", B)]
    repeat = vc.Due("send_repeat_sms", C)
    assert ledger.due(day("09-09")) == start
    assert ledger.due(day("09-10")) == [*start, repeat] == sorted([repeat, *start])
    assert ledger.due(day("09-29")) == [*start, repeat]
    assert ledger.due(day("09-30")) == [vc.Due("send_register", month="2025-09")]
    play(ledger, ("09-30", vc.RegisterSent("2025-09")))
    assert ledger.due(day("09-30")) == []


def test_a_duty_is_of_a_person_or_of_a_month() -> None:
    """N30: neither more nor less."""
    sms, register = vc.Due("send_start_sms", A), vc.Due(vc.Action.SEND_REGISTER, None, "2025-09")
    assert (sms.action, sms.iin, sms.month) == (vc.Action.SEND_START_SMS, vc.Iin(A), None)
    assert (register.iin, register.month) == (None, vc.Month(2025, 9))
    assert pickle.loads(pickle.dumps([sms, register])) == [sms, register]
    for arguments, code, field in [
        (("send_start_sms",), "missing_field", "iin"),
        (("send_register",), "missing_field", "month"),
        (("send_repeat_sms", A, "2025-09"), "unknown_field", "month"),
        (("send_register", A, "2025-09"), "unknown_field", "iin"),
    ]:
        with pytest.raises(vc.VoucherError) as caught:
            vc.Due(*arguments)
        assert (caught.value.code, caught.value.field) == (code, field)


def test_a_preview_rests_on_the_ledger() -> None:
    """N26, N25: yes with the key, no with every reason, cannot tell with what is missing."""
    ledger = issued(A, B)
    ask: Callable[..., vc.Preview] = ledger.preview
    assert ask(A, "1", day("09-07"), account_exists=True).key == vc.CommitKey("gas", "2025-09", "1")
    assert ask(A, "1", day("09-07")).missing == ("account_exists",)
    assert ask(A, "1", day("09-07"), account_exists=False).refusals == (R.ACCOUNT_UNKNOWN,)
    play(ledger, *activation(B, "1", "09-07"))
    no = ask(A, "1", day("09-08"), account_exists=False)
    assert (no.refusals, no.earliest) == ((R.ACCOUNT_ALREADY_USED, R.ACCOUNT_UNKNOWN), day("10-07"))
    with pytest.raises(vc.WrongType):
        ask(A, "1", day("09-07"), account_exists=1)
    with pytest.raises(TypeError):
        ask(A, "1", day("09-07"), True)


def test_a_summary_has_every_stage_but_not_listed() -> None:
    """N18: zeros included, in the order of the norms."""
    summary = activated((A, "1", "2025-09-07")).summary("2025-09", day("09-30"))
    assert list(summary) == [stage for stage in vc.Stage if stage != "not_listed"]
    assert {stage: count for stage, count in summary.items() if count} == {vc.Stage.ACTIVATED: 1}


def test_people_of_a_month() -> None:
    """All that the ledger keeps of a person's month, by iin, without showing whose (N34)."""
    ledger = issued(B, A)
    play(ledger, *activation(B, "0012345", "09-07", "service_centre")[:2])
    play(ledger, *activation(A, "A-1", "09-29"))
    first, second = ledger.people("2025-09")
    assert first == vc.PersonMonth(
        iin=A,
        region="71",
        assistance=["housing"],
        on_list=True,
        asked_on=day("09-01"),
        reminded_on=None,
        answer="agree",
        step="done",
        account="A-1",
        channel="egov_mobile",
        activated_on=day("09-29"),
    )
    assert (second.iin, second.step, second.activated_on) == (vc.Iin(B), "check_account", None)
    assert pickle.loads(pickle.dumps(first)) == first
    assert not re.search("[0-9]{6}", repr([first, second])) and "A-1" not in repr(first)
    assert ledger.people("2025-10") == [] and ledger.months() == [vc.Month(2025, 9)]


def test_a_receipt_rests_on_the_ledger() -> None:
    """N29: no discount without a voucher; with one, the caller's terms or the regulation's."""
    ledger = activated((A, "1", "2025-09-07"))
    plain = ledger.receipt("2025-09", "2", "10", 20)
    assert isinstance(plain, vc.Receipt) and (plain.gross, plain.discount) == (200, 0)
    assert refusals(ledger.receipt("2025-09", "1", "10", "20")) == ["discount_terms_unknown"]
    terms = vc.DiscountTerms(Decimal("0.24"), "5")
    given_terms = ledger.receipt("2025-09", "1", "10", "20", terms=terms)
    assert isinstance(given_terms, vc.Receipt) and given_terms.discount == Decimal("24.00")
    first = vc.Ledger(vc.Regulation.gas_2024_12())
    play(first, ("2024-12-01", vc.Listed(A, "79", {"housing"})), *activation(A, "1", "2024-12-01"))
    of_the_regulation = first.receipt("2024-12", "1", "700.5", "26.2132")
    assert isinstance(of_the_regulation, vc.Receipt) and of_the_regulation.discount == Decimal("3969.73")
    for wrong in ("0.24", ("0.24", "5"), {"rate": "0.24"}):
        with pytest.raises(vc.WrongType) as caught:
            ledger.receipt("2025-09", "1", "10", "20", terms=wrong)
        assert (caught.value.code, caught.value.field) == ("unsupported_type", "terms")


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
    """N9: restored, it is equal, and answers what is to come as it would have."""
    ledger = issued(A, B)
    saved = vc.Ledger.restore(ledger.save())
    assert saved == ledger and saved.save() == ledger.save()
    later = activation(A, "7", "09-29")
    assert play(saved, *later) == play(ledger, *later)
    assert saved == ledger != vc.Ledger.restore(issued(A, B).save())


@pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
def test_a_ledger_is_pickled(protocol: int) -> None:
    """The pickle holds its text."""
    ledger = issued(A)
    assert pickle.loads(pickle.dumps(ledger, protocol)) == ledger


def test_what_no_ledger_saved_is_refused() -> None:
    """N34: by a code, without a word of it."""
    text = issued(A).save()
    damaged = text.replace("09-01", "09-02", 1), text[:-1], text + "\n", text.replace(A, B)
    for code, texts in {
        "snapshot_foreign": ("", "{}", "null"),
        "snapshot_version": (text.replace("1", "2", 1),),
        "snapshot_damaged": damaged,
    }.items():
        for other in texts:
            with pytest.raises(vc.VoucherError) as caught:
                vc.Ledger.restore(other)
            assert (caught.value.code, caught.value.field) == (code, "snapshot")
            assert A not in str(caught.value)
    with pytest.raises(vc.WrongType):
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


@pytest.mark.parametrize(
    ("call", "code", "field"),
    [
        (lambda ledger: ledger.record("2025-09-03", vc.Confirmed(A)), "not_a_date", "on"),
        (lambda ledger: ledger.record(datetime.datetime(2025, 9, 3), vc.Confirmed(A)), "not_a_date", "on"),
        (lambda ledger: ledger.record(day("09-03"), A), "unsupported_type", "fact"),
        (lambda ledger: ledger.record(day("09-03"), None), "unsupported_type", "fact"),
        (lambda ledger: ledger.stage(int(A), "2025-09", day("09-03")), "not_text", "iin"),
        (lambda ledger: ledger.stage(A, 9, day("09-03")), "not_text", "month"),
        (lambda ledger: ledger.due(None), "not_a_date", "on"),
        (lambda ledger: ledger.until("late", "2025-09"), "unknown_value", "stage"),
        (lambda ledger: ledger.receipt("2025-09", 1, "1", "1"), "not_text", "account"),
        (lambda ledger: ledger.receipt("2025-09", "1", 1.0, "1"), "not_a_decimal", "volume_m3"),
        (lambda ledger: vc.Ledger("gas-2025-08"), "unsupported_type", "regulation"),
        (lambda ledger: vc.Refused("list_closed"), "not_an_array", "refusal"),
        (lambda ledger: vc.Refused(["closed"]), "unknown_value", "refusal"),
    ],
)
def test_wrong_arguments(call: Callable[[vc.Ledger], object], code: str, field: str) -> None:
    """N34: the code and the argument, never the value."""
    with pytest.raises(vc.VoucherError) as caught:
        call(vc.Ledger(GAS))
    assert (caught.value.code, caught.value.field) == (code, field)
    assert A not in str(caught.value)


# Both faces.

REGULATIONS = [
    GAS,
    FREE,
    GAS.replace(window=(1, 29), activations_per_account=2, consent_scope="until_withdrawn"),
    vc.Regulation.gas_2024_12().replace(period=(day("2025-08-28"), day("2026-06-30")), regions=["71", "79"]),
]


def as_line(number: int, answer: dict[str, Any]) -> str:
    return json.dumps({"line": number, **answer}, ensure_ascii=False, separators=(",", ":"))


def outcome_line(outcome: vc.Accepted | vc.Refused) -> dict[str, Any]:
    if isinstance(outcome, vc.Refused):
        return {"accepted": False, "refusals": outcome.refusals}
    said: dict[str, Any] = {"accepted": True}
    if outcome.repeat:
        said["repeat"] = True
    return said | {
        name: value for name, value in [("stage", outcome.stage), ("next", outcome.next)] if value is not None
    }


def due_line(due: vc.Due) -> dict[str, str]:
    whom = {"month": str(due.month)} if due.iin is None else {"iin": due.iin.expose_text()}
    return {"action": due.action, **whom}


def preview_line(asked: vc.Preview) -> dict[str, Any]:
    if asked.key is not None:
        key = asked.key
        account = key.account.expose_text()
        return {
            "preview": "yes",
            "key": {"programme": key.programme, "month": str(key.month), "account": account},
        }
    if asked.missing:
        return {"preview": "cannot_tell", "missing": asked.missing}
    earliest = {} if asked.earliest is None else {"earliest": asked.earliest.isoformat()}
    return {"preview": "no", "refusals": asked.refusals, **earliest}


def status_line(ledger: vc.Ledger, iin: str, on: datetime.date) -> dict[str, Any]:
    month = vc.Month.of(on)
    stage = ledger.stage(iin, month, on)
    until = ledger.until(stage, month)
    return {
        "stage": stage,
        **({} if until is None else {"until": until.isoformat()}),
        "text": {language: stage.text(language) for language in ("kk", "ru", "en")},
    }


def receipt_line(receipt: vc.Receipt | vc.Refused) -> dict[str, Any]:
    if isinstance(receipt, vc.Refused):
        return {"refusals": receipt.refusals}
    amounts = {name: str(getattr(receipt, name)) for name in ("gross", "discount", "payable")}
    return {"receipt": amounts}


@given(st.sampled_from(REGULATIONS), journeys(), st.lists(st.sampled_from(DATES), min_size=1, max_size=3))
@settings(max_examples=200, deadline=None)
def test_the_ledger_says_what_the_journal_says(
    regulation: vc.Regulation, story: list[tuple[datetime.date, vc.Fact]], asked_on: list[datetime.date]
) -> None:
    """wire, N9 to N30: the same facts and queries get the same answers from both faces, byte for byte."""
    ledger, journal = vc.Ledger(regulation), vc.Journal()
    assert '"digest"' in str(journal.answer('{"regulation":' + regulation.to_json() + "}"))

    def same(line: str, answer: dict[str, Any]) -> None:
        given_answer = journal.answer(line)
        assert given_answer == as_line(journal.lines, answer), line

    said = [ledger.record(on, fact) for on, fact in story]
    for (on, fact), outcome in zip(story, said, strict=True):
        same(fact.expose_line(on), outcome_line(outcome))
    for on in asked_on:
        month = vc.Month.of(on)
        same(f'{{"query":"due","on":"{on}"}}', {"due": [due_line(due) for due in ledger.due(on)]})
        summary = {stage.value: count for stage, count in ledger.summary(month, on).items()}
        same(f'{{"query":"summary","month":"{month}","on":"{on}"}}', {"summary": summary})
        register = ledger.register(month, on)
        same(
            f'{{"query":"register","month":"{month}","on":"{on}"}}',
            {"register": json.loads(register.to_json())}
            if isinstance(register, vc.Register)
            else {"refusals": register.refusals},
        )
        for iin in PEOPLE:
            same(f'{{"query":"status","iin":"{iin}","on":"{on}"}}', status_line(ledger, iin, on))
        for iin, account in zip(PEOPLE, ACCOUNTS, strict=True):
            for exists in (None, True, False):
                known = "" if exists is None else f',"exists":{str(exists).lower()}'
                same(
                    f'{{"query":"preview","iin":"{iin}","account":"{account}"{known},"on":"{on}"}}',
                    preview_line(ledger.preview(iin, account, on, account_exists=exists)),
                )
        for account in ACCOUNTS:
            same(
                f'{{"query":"receipt","month":"{month}","account":"{account}","volume_m3":"7","price":"9.5"}}',
                receipt_line(ledger.receipt(month, account, 7, Decimal("9.5"))),
            )
    again = vc.Ledger(regulation)
    assert again.record_all(story) == said and again == ledger
