"""`preview` against N26 in Python's own words, `decide` against a `Ledger`: everything small is tried."""

from __future__ import annotations

import datetime
import itertools
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from common import (
    ACCOUNT,
    ALL_KNOWN,
    DATE,
    GAS_2024,
    GAS_2025,
    IINS,
    SEPTEMBER,
    previews,
    refused,
    wrong_type,
)

import voucher_core as vc

TWO_A_MONTH = GAS_2025.replace(activations_per_account=2, window=(1, 28))

KNOWN: dict[str, list[Any]] = {
    "on_list": [None, True, False],
    "consent": [None, *vc.ConsentState],
    "own_activation": [None, True, False],
    "others_on_account": [None, 0, 1, 2, 2**32 - 1],
    "account_exists": [None, True, False],
}
DATES = {
    GAS_2025: [
        (2025, 8, 27),
        (2025, 8, 28),
        (2025, 8, 30),
        (2025, 9, 6),
        (2025, 9, 7),
        (2025, 9, 29),
        (2025, 9, 30),
    ],
    GAS_2024: [(2024, 11, 30), (2024, 12, 1), (2025, 2, 28), (2025, 4, 29), (2025, 4, 30), (2025, 5, 1)],
    TWO_A_MONTH: [(1, 1, 1), (2025, 12, 31), (2026, 2, 28), (2026, 6, 28), (2026, 6, 30), (9999, 12, 31)],
}


def n26(regulation: vc.Regulation, on: datetime.date, known: dict[str, Any]) -> tuple[Any, ...]:
    """Answer, refusals, earliest date and missing facts, straight from the norm."""
    first, last = regulation.period
    opens, closes = regulation.window(vc.Month.of(on))
    limit, consent = (
        regulation.activations_per_account,
        known["consent"] if regulation.needs_consent else "given",
    )
    others = known["others_on_account"]
    holds = {
        "outside_pilot": not first <= on <= last,
        "not_listed": known["on_list"] is False,
        "awaiting_consent": known["on_list"] is True and consent == "awaiting",
        "consent_refused": known["on_list"] is True and consent == "refused",
        "window_not_open": on < opens,
        "window_closed": on > closes,
        "voucher_already_activated": known["own_activation"] is True,
        "account_already_used": others is not None and others >= limit,
        "account_unknown": known["account_exists"] is False,
    }
    refusals = tuple(code for code, applies in holds.items() if applies)
    if refusals:
        return "no", refusals, earliest(regulation, on, refusals), ()
    names = ["listing", "consent", "own_activation", "account_use", "account_exists"]
    values = [known["on_list"], consent, known["own_activation"], others, known["account_exists"]]
    missing = tuple(name for name, value in zip(names, values, strict=True) if value is None)
    return ("cannot_tell", (), None, missing) if missing else ("yes", (), None, ())


def earliest(regulation: vc.Regulation, on: datetime.date, refusals: tuple[str, ...]) -> datetime.date | None:
    first, last = regulation.period
    bound = {"window_closed", "voucher_already_activated", "account_already_used", "consent_refused"}

    def first_day(months: Iterator[vc.Month] | list[vc.Month]) -> datetime.date | None:
        for month in months:
            opens, closes = regulation.window(month)
            if max(opens, first) <= min(closes, last):
                return max(opens, first)
        return None

    if bound & set(refusals):
        return first_day([month for month in regulation.months() if month > vc.Month.of(on)])
    if on < first:
        return first_day(regulation.months())
    return first_day([vc.Month.of(on)]) if "window_not_open" in refusals else None


@pytest.mark.parametrize("regulation", DATES, ids=lambda regulation: regulation.id)
def test_n26_every_combination_of_what_is_known(regulation: vc.Regulation) -> None:
    account = vc.Account(ACCOUNT)
    for on in itertools.starmap(DATE, DATES[regulation]):
        for values in itertools.product(*KNOWN.values()):
            known = dict(zip(KNOWN, values, strict=True))
            preview = vc.preview(regulation, account, on, **known)
            found = (preview.answer, preview.refusals, preview.earliest, preview.missing)
            assert found == n26(regulation, on, known), (on, known)
            if preview.answer == "yes":
                assert preview.key == vc.CommitKey("gas", vc.Month.of(on), account)
            else:
                assert preview.key is None


def test_n3_every_day_of_both_pilots_and_the_months_around() -> None:
    for regulation in [GAS_2024, GAS_2025]:
        on = regulation.period[0] - datetime.timedelta(days=70)
        while on < regulation.period[1] + datetime.timedelta(days=70):
            preview = vc.preview(regulation, ACCOUNT, on, **ALL_KNOWN)
            assert (preview.answer, preview.refusals, preview.earliest, preview.missing) == n26(
                regulation, on, ALL_KNOWN
            )
            on += datetime.timedelta(days=1)


def test_a_preview_explains_itself_in_every_language() -> None:
    yes, no, last, unknown = previews()
    for language in vc.Language:
        assert yes.explain(language).count("\n") == 0
        assert no.explain(language).splitlines()[0] == vc.Refusal.WINDOW_CLOSED.text(language)
        assert no.explain(language).splitlines()[1].endswith(" 2025-10-07.")
        assert last.explain(language) == vc.Refusal.WINDOW_CLOSED.text(language)
        assert len(unknown.explain(language).splitlines()) == 1 + len(unknown.missing)
        assert yes.explain(language) == yes.explain(language.value)
    assert [preview.answer for preview in previews()] == ["yes", "no", "no", "cannot_tell"]


def test_a_preview_shows_itself() -> None:
    yes, no, last, unknown = previews()
    assert repr(yes) == 'Preview(yes, CommitKey("gas", "2025-09", Account(10 characters)))'
    assert repr(no) == "Preview(no, window_closed, earliest 2025-10-07)"
    assert repr(last) == "Preview(no, window_closed)"
    assert (
        repr(unknown) == "Preview(cannot_tell, missing consent, own_activation, account_use, account_exists)"
    )
    for preview in previews():
        html = preview._repr_html_()
        assert html.startswith('<table class="voucher-core"><caption>May this voucher be activated? ')
        assert all(code in html for code in [*preview.refusals, *preview.missing])
        assert html.count("<tr>") == 1 + len(preview.refusals or preview.missing or "1") + (
            preview.earliest is not None
        )
    assert "window_closed</td>" in no._repr_html_() and "2025-10-07" in no._repr_html_()


def test_a_preview_is_no_bool() -> None:
    for preview in previews():
        with wrong_type("not_a_boolean"):
            bool(preview)
    with pytest.raises(TypeError, match=r"ask \.answer"):
        assert previews()[0]


def test_a_preview_matches() -> None:
    found = []
    for preview in previews():
        match preview:
            case vc.Preview("yes"):
                found.append("yes")
            case vc.Preview("no", earliest=None):
                found.append("never")
            case vc.Preview("no", refusals=(vc.Refusal.WINDOW_CLOSED,)):
                found.append("later")
            case vc.Preview("cannot_tell", missing=(first, *_)):
                found.append(first)
    assert found == ["yes", "later", "never", "consent"]


def decide(regulation: vc.Regulation = GAS_2025, **given: Any) -> vc.Decision:
    return vc.decide(regulation, SEPTEMBER, **{"as_of": DATE(2025, 9, 30), "listed_on": None} | given)


def day(number: int) -> datetime.date:
    return DATE(2025, 9, number)


def ledger_decides(regulation: vc.Regulation, given: dict[str, Any]) -> tuple[Any, ...]:
    """The same month told to a ledger, as the page of `review` says."""
    ledger, iin, account = vc.Ledger(regulation), IINS[0], vc.Account("1")
    told: list[tuple[datetime.date, int, Callable[[], Any]]] = []

    def tell(on: datetime.date | None, place: int, fact: Callable[[], Any]) -> None:
        if on is not None:
            told.append((on, place, fact))

    tell(given["listed_on"], 0, lambda: vc.Listed(iin, given["region"], given["assistance"]))
    tell(given["asked_on"], 1, lambda: vc.SmsSent(iin, "start"))
    tell(given["reminded_on"], 2, lambda: vc.SmsSent(iin, "repeat"))
    tell(given["answered_on"], 3, lambda: vc.Replied(iin, given["answer"]))
    refusals: set[str] = set()
    entered_on = given["entered_on"]

    def enter() -> None:
        refusals.update(
            ledger.preview(iin, account, entered_on, account_exists=given["account_exists"]).refusals
        )
        steps: list[vc.Fact] = [vc.AccountEntered(iin, account, "egov_mobile"), vc.OfferAccepted(iin)]
        if given["account_exists"] is not None:
            steps += [vc.AccountChecked(iin, account, given["account_exists"]), vc.Confirmed(iin)]
        for step in steps:
            if not ledger.record(entered_on, step).accepted:
                break

    for on, place, fact in sorted(
        [*told, *([(entered_on, 4, enter)] if entered_on else [])], key=lambda each: each[:2]
    ):
        if place == 4:
            enter()
        else:
            outcome = ledger.record(on, fact())
            refusals.update(() if outcome.accepted else outcome.refusals)
    as_of = given["as_of"]
    inside = min(max(as_of, SEPTEMBER.first_day), SEPTEMBER.last_day)
    now = ledger.preview(iin, account, inside, account_exists=given["account_exists"])
    activated = ledger.step(iin, SEPTEMBER) == "done"
    if entered_on is None:
        refusals.update(now.refusals)
    return (
        ledger.stage(iin, SEPTEMBER, as_of),
        activated,
        refusals,
        None if activated else now.earliest,
        ledger.step(iin, SEPTEMBER),
    )


CASES: dict[str, list[Any]] = {
    "listed_on": [None, day(1), day(14), day(15)],
    "asked_on": [None, day(1), day(2)],
    "reminded_on": [None, day(8), day(9)],
    "answered_on": [None, day(2), day(29), day(30)],
    "answer": ["agree", "refuse"],
    "entered_on": [None, day(6), day(7), day(29), day(30)],
    "account_exists": [True, False, None],
}


@pytest.mark.parametrize(
    "regulation", [GAS_2025, GAS_2025.replace(consent=None)], ids=["consent", "no consent"]
)
@pytest.mark.parametrize("as_of", [DATE(2025, 8, 1), day(7), day(29), DATE(2025, 11, 1)])
def test_decide_says_what_a_ledger_says(regulation: vc.Regulation, as_of: datetime.date) -> None:
    """The page of `review`: the facts of a row in date order, on one date in the order of columns."""
    for values in itertools.product(*CASES.values()):
        given = dict(zip(CASES, values, strict=True)) | {
            "as_of": as_of,
            "region": "71",
            "assistance": ["housing"],
        }
        if given["answered_on"] is None:
            if given["answer"] == "refuse":
                continue
            given["answer"] = None
        decision = vc.decide(regulation, SEPTEMBER, **given)
        found = (decision.stage, decision.activated, set(decision.refusals), decision.earliest, decision.next)
        assert found == ledger_decides(regulation, given), given


def test_n11_region_and_assistance_count_where_they_are_given() -> None:
    assert decide(listed_on=day(1)).stage == "lapsed"
    assert decide(listed_on=day(1), region="71", assistance={"housing"}).stage == "lapsed"
    assert vc.Refusal.REGION_NOT_IN_PILOT in decide(listed_on=day(1), region="10").refusals
    assert vc.Refusal.NOT_RECEIVING_ASSISTANCE in decide(listed_on=day(1), assistance=[]).refusals
    codes = [vc.Refusal.REGION_NOT_IN_PILOT, vc.Refusal.NOT_RECEIVING_ASSISTANCE, vc.Refusal.NOT_LISTED]
    found = decide(listed_on=day(1), region="10", assistance=[], as_of=day(7)).refusals
    assert found == tuple(sorted(codes, key=list(vc.Refusal).index))


def test_decide_names_the_first_date_outside_the_month() -> None:
    outside = DATE(2025, 10, 1)
    names = ["listed_on", "asked_on", "reminded_on", "answered_on", "entered_on"]
    for count in range(1, len(names) + 1):
        for wrong in itertools.combinations(names, count):
            with refused("outside_month", wrong[0]):
                given: dict[str, Any] = {"answer": "agree", "answered_on": day(2)}
                decide(**(given | dict.fromkeys(wrong, outside)))
    assert decide(as_of=DATE.min).stage == decide(as_of=DATE.max).stage == "not_listed"


def test_decide_takes_an_answer_with_its_date_only() -> None:
    with refused("missing_field", "answer"):
        decide(answered_on=day(2))
    with refused("missing_field", "answered_on"):
        decide(answer="agree")
    with refused("not_a_month", "month"):
        vc.decide(GAS_2025, "1900-01", as_of=day(1), listed_on=None)
    with refused("account_character", "account"):
        decide(entered_on=day(7), account="1 2")


def test_a_decision_shows_and_builds_itself() -> None:
    decision = decide(listed_on=day(1), asked_on=day(1), as_of=day(7))
    assert repr(decision) == "Decision(asked, not activated, [awaiting_consent], next enter_account)"
    assert decision == vc.Decision("asked", False, ["awaiting_consent"], None, "enter_account")
    match decision:
        case vc.Decision("asked", False, refusals, None, next):
            assert refusals == ("awaiting_consent",) and next is vc.Step.ENTER_ACCOUNT
        case _:
            raise AssertionError
