"""Decisions and previews: equal to a review of one row and to the ledger; what they show; their words in three languages."""

from __future__ import annotations

from typing import Any

import pyarrow as pa
import pytest
from common import ACCOUNT, ALL_KNOWN, DATE, GAS_2025, SEPTEMBER, refused
from hypothesis import given, settings
from hypothesis import strategies as st
from tables import FACT_DATES, REGULATIONS, Row, assistance_of, bits, fault, month_of, region_of, table_of, tables

import voucher_core as vc


def of_row(regulation: vc.Regulation, row: Row, as_of: Any) -> vc.Decision:
    """A table's row as arguments."""
    month, answer = month_of(row["month"]), row.get("answer")
    assert month is not None
    if isinstance(answer, bool):
        answer = "agree" if answer else "refuse"
    return vc.decide(
        regulation,
        month,
        **{"listed_on": month.first_day, **{name: row[name] for name in FACT_DATES if name in row}},
        as_of=as_of,
        answer=answer,
        region=region_of(row["region"]) if "region" in row else None,
        assistance=assistance_of(regulation, month, row),
        account_exists=row.get("account_exists", True),
    )


@settings(max_examples=60, deadline=None)
@given(tables(), st.sampled_from(sorted(REGULATIONS)))
def test_equals_a_review_of_one_row(drawn: Any, name: str) -> None:
    """N9 to N26: each row of a table, alone; a review equals the ledger."""
    rows, argument = drawn
    for row in rows:
        as_of = row.pop("as_of", argument)
        if as_of is None or fault(row) is not None:
            continue
        decision = of_row(REGULATIONS[name], row, as_of)
        answer = vc.review(table_of([row]), regulation=REGULATIONS[name], as_of=as_of)
        said = decision.stage, decision.activated, bits(*decision.refusals), decision.earliest, decision.next
        assert [tuple(row.values()) for row in pa.table(answer).to_pylist()] == [(*said, "ok", None, None)]


def decide(**given: Any) -> vc.Decision:
    """September seen on its second day, by whoever was listed on its first and asked nothing."""
    dates = {"as_of": DATE(2025, 9, 2), "listed_on": DATE(2025, 9, 1)}
    return vc.decide(GAS_2025, SEPTEMBER, **{**dates, **given})


ACTIVATED = {
    "asked_on": DATE(2025, 9, 1), "answered_on": DATE(2025, 9, 2), "answer": "agree", "entered_on": DATE(2025, 9, 7),
    "account": ACCOUNT,
}  # fmt: skip


@pytest.mark.parametrize("language", vc.Language)
def test_a_decision_in_words(language: vc.Language) -> None:
    """N36: the stage, then a line an event; without days the stage, each reason, once, and the earliest date."""
    stage, listed = decide().explain(language).split("\n")
    assert stage == f"{written('2025-09-02', language)}: {vc.Stage.TO_ASK.text(language)}"
    assert listed.startswith(f"{written('2025-09-01', language)}: ")
    stage, *events = decide(**ACTIVATED).explain(language.value).split("\n")
    assert stage == f"{written('2025-09-02', language)}: {vc.Stage.ACTIVATED.text(language)}"
    assert len(events) == 5 and events[-1].startswith(written("2025-09-07", language))
    bare = vc.Decision("not_listed", False, ["not_listed", "window_not_open"], DATE(2025, 9, 7), "enter_account")
    stage, reason, earliest = bare.explain(language).split("\n")
    assert (stage, reason) == (vc.Stage.NOT_LISTED.text(language), vc.Refusal.WINDOW_NOT_OPEN.text(language))
    assert earliest.endswith(f" {written('2025-09-07', language)}.")


def written(date: str, language: vc.Language) -> str:
    """A date as people write it."""
    on = DATE.fromisoformat(date)
    return f"{on.day} {on:%B %Y}" if language is vc.Language.EN else f"{on:%d.%m.%Y}"


def test_a_decision_shows_itself() -> None:
    """N34, N36: codes and norms, no account; it is built and matched by its parts, which are members."""
    assert repr(decide(**ACTIVATED)) == "Decision(activated, activated, [], next done)"
    waiting = decide(asked_on=DATE(2025, 9, 1), as_of=DATE(2025, 9, 7))
    assert repr(waiting) == "Decision(asked, not activated, [awaiting_consent], next enter_account)"
    assert waiting == vc.Decision("asked", False, ["awaiting_consent"], None, "enter_account")
    match waiting:
        case vc.Decision("asked", False, (refusal,), None, step):
            assert refusal is vc.Refusal.AWAITING_CONSENT and step is vc.Step.ENTER_ACCOUNT
        case _:
            pytest.fail("it does not match")
    html = decide()._repr_html_()
    for text in ("to_ask", "awaiting_consent", "window_not_open", "2025-09-07", "enter_account", "N26"):
        assert text in html
    assert html.count("<tr>") == 7
    assert not any(ACCOUNT in shown for shown in (decide(**ACTIVATED)._repr_html_(), repr(decide(**ACTIVATED))))


def test_what_decide_refuses() -> None:
    """The first date outside the month is named; half an answer is; and what is no value of its kind."""
    outside = DATE(2025, 10, 1)
    for place, name in enumerate(FACT_DATES):
        with refused("outside_month", name):
            decide(**{**ACTIVATED, **dict.fromkeys(FACT_DATES[place:], outside)})
    for arguments, code, field in [
        ({"answered_on": DATE(2025, 9, 2)}, "missing_field", "answer"),
        ({"answer": "agree"}, "missing_field", "answered_on"),
        ({"answered_on": DATE(2025, 9, 2), "answer": "21*1"}, "unknown_value", "answer"),
        ({"account": " "}, "account_empty", "account"),
        ({"region": "99"}, "unknown_value", "region"),
    ]:
        with refused(code, field):
            decide(**arguments)
    for month in ("2025-9", "1900-01"):
        with refused("not_a_month", "month"):
            vc.decide(GAS_2025, month, as_of=outside, listed_on=None)
    with refused("not_an_array", "assistance"):
        decide(assistance="housing")
    assert decide(as_of=DATE.min, listed_on=None).stage == decide(as_of=DATE.max, listed_on=None).stage == "not_listed"


def preview(day: Any = DATE(2025, 9, 29), **known: Any) -> vc.Preview:
    return vc.preview(GAS_2025, ACCOUNT, day, **(known or ALL_KNOWN))


def previews() -> list[vc.Preview]:
    """A *yes*, a *no* with and without an earliest date, a *cannot tell*."""
    return [preview(), preview(DATE(2025, 9, 30)), preview(DATE(2026, 6, 30)), preview(on_list=True)]


@pytest.mark.parametrize(
    ("name", "wrong", "refusal", "missing"),
    [
        ("on_list", False, "not_listed", "listing"),
        ("consent", "refused", "consent_refused", "consent"),
        ("own_activation", True, "voucher_already_activated", "own_activation"),
        ("others_on_account", 1, "account_already_used", "account_use"),
        ("account_exists", False, "account_unknown", "account_exists"),
    ],
)
def test_each_fact_of_a_preview(name: str, wrong: Any, refusal: str, missing: str) -> None:
    """N26: a reason where it speaks against a voucher, missing where nobody knows; all together are a *yes* with its key."""
    assert preview(**{**ALL_KNOWN, name: wrong}).refusals == (refusal,)
    assert preview(**{**ALL_KNOWN, name: None}).missing == (missing,)
    assert preview().key == vc.CommitKey("gas", SEPTEMBER, ACCOUNT)


@pytest.mark.parametrize("language", vc.Language)
def test_a_preview_in_words(language: vc.Language) -> None:
    yes, no, last, unknown = previews()
    assert yes.explain(language).count("\n") == 0
    assert no.explain(language).splitlines()[0] == vc.Refusal.WINDOW_CLOSED.text(language)
    assert no.explain(language).splitlines()[1].endswith(f" {written('2025-10-07', language)}.")
    assert last.explain(language) == vc.Refusal.WINDOW_CLOSED.text(language)
    assert len(unknown.explain(language.value).splitlines()) == 1 + len(unknown.missing)


def test_a_preview_shows_itself() -> None:
    yes, no, last, unknown = previews()
    assert repr(yes) == 'Preview(yes, CommitKey("gas", "2025-09", Account(10 characters)))'
    assert repr(no) == "Preview(no, window_closed, earliest 2025-10-07)"
    assert repr(last) == "Preview(no, window_closed)"
    assert repr(unknown) == (
        "Preview(cannot_tell, missing consent, own_activation, account_use, account_exists)"
    )
    for shown in previews():
        html = shown._repr_html_()
        assert html.startswith('<table class="voucher-core"><caption>May this voucher be activated? ')
        assert all(code in html for code in [*shown.refusals, *shown.missing])
        lines = len(shown.refusals or shown.missing or "1") + (shown.earliest is not None)
        assert html.count("<tr>") == 1 + lines
    assert "window_closed</td>" in no._repr_html_() and "07.10.2025" in no._repr_html_()


def test_a_preview_is_no_bool() -> None:
    for each in previews():
        with refused("not_a_boolean"):
            bool(each)
    with pytest.raises(TypeError, match=r"ask \.answer"):
        assert previews()[0]


def test_a_preview_matches() -> None:
    found = []
    for each in previews():
        match each:
            case vc.Preview("yes"):
                found.append("yes")
            case vc.Preview("no", earliest=None):
                found.append("never")
            case vc.Preview("no", refusals=(vc.Refusal.WINDOW_CLOSED,)):
                found.append("later")
            case vc.Preview("cannot_tell", missing=(first, *_)):
                found.append(first)
    assert found == ["yes", "later", "never", "consent"]
