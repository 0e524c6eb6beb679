"""Regulations as objects: read, changed by Python's values, compared and asked for their dates; the rules are the core's."""

from __future__ import annotations

import copy
import datetime
import hashlib
import json
import sys
from decimal import Decimal
from typing import Any

import pytest
from common import DATE, GAS_2024, GAS_2025, refused

import voucher_core as vc

PUBLISHED = [GAS_2024, GAS_2025]


@pytest.mark.parametrize("regulation", PUBLISHED, ids=lambda regulation: regulation.id)
class TestPublished:
    def test_the_digest_can_be_computed_by_anyone(self, regulation: vc.Regulation) -> None:
        canonical = json.dumps(
            regulation.as_dict(), sort_keys=True, separators=(",", ":"), ensure_ascii=False
        )
        assert regulation.to_json() == canonical
        assert regulation.digest == "sha256:" + hashlib.sha256(canonical.encode()).hexdigest()

    def test_json_reads_back_as_the_same(self, regulation: vc.Regulation) -> None:
        spaced = json.dumps(regulation.as_dict(), indent=2)
        again = vc.Regulation.from_json(spaced)
        assert again == regulation and hash(again) == hash(regulation) and again is not regulation

    def test_attributes_are_those_of_its_content(self, regulation: vc.Regulation) -> None:
        content = regulation.as_dict()
        period = tuple(datetime.date.fromisoformat(content["period"][end]) for end in ("first", "last"))
        assert (regulation.id, regulation.programme, regulation.period) == (content["id"], "gas", period)
        assert list(regulation.regions) == content["regions"]
        assert list(regulation.assistance) == content["assistance"]
        assert regulation.needs_consent == (content["consent"] is not None)
        assert regulation.activations_per_account == content["activations_per_account"]
        assert (regulation.helpline, regulation.sign_up_link) == (
            content["helpline"],
            content["sign_up_link"],
        )

    def test_it_shows_itself(self, regulation: vc.Regulation) -> None:
        assert repr(regulation) == f'Regulation("{regulation.id}", {regulation.digest[:15]}…)'
        html = regulation._repr_html_()
        assert regulation.digest in html and regulation.id in html
        assert all(str(month) in html for month in regulation.months())


def test_days_of_a_month() -> None:
    """N4, N8: each question takes a month or its text."""
    for february in (vc.Month(2026, 2), "2026-02", DATE(2026, 2, 28)):
        assert GAS_2025.window(february) == (DATE(2026, 2, 7), DATE(2026, 2, 28))
        assert GAS_2025.list_closes(february) == DATE(2026, 2, 14)
        assert GAS_2025.last_day_to_answer(february) == DATE(2026, 2, 28)
        assert GAS_2025.register_due(february) == DATE(2026, 3, 1)
    assert GAS_2024.last_day_to_answer("2025-02") is None
    assert [str(month) for month in GAS_2024.months()] == ["2024-12", "2025-01", "2025-02", "2025-03", "2025-04"]
    for shymkent in (vc.Region.SHYMKENT, "79"):
        assert GAS_2024.discount_terms(shymkent) == vc.DiscountTerms(Decimal("0.24"), 631)
    assert GAS_2025.discount_terms("79") is None


def test_a_regulation_may_last_from_the_first_to_the_last_day_of_the_calendar() -> None:
    late = GAS_2025.replace(window=(1, 28), register_due=31, period=(DATE.min, DATE.max))
    assert late.register_due("9999-11") == DATE(9999, 12, 1)
    assert late.register_due("9999-12") == DATE.max
    assert len(late.months()) == 9999 * 12
    assert late._repr_html_().count("<tr>") < 1300


def test_published_ones_are_built_once() -> None:
    assert vc.Regulation.published() == PUBLISHED
    assert vc.Regulation.gas_2025_08() is GAS_2025 is vc.Regulation.published()[1]
    assert vc.Regulation.in_force("gas", DATE(2025, 4, 30)) == GAS_2024
    for programme, day in [("gas", DATE(2025, 5, 1)), ("gas", DATE.min), ("gas", DATE.max), ("tea", DATE(2025, 9, 1))]:
        assert vc.Regulation.in_force(programme, day) is None


@pytest.mark.parametrize(
    ("change", "field", "said"),
    [
        *(({"window": odd}, None, "") for odd in (7, (7,), (7, 29, 30), (True, 29))),
        ({"window": {"opens": 7}}, "opens", "not known"),
        ({"window": None}, "window", "missing"),
        ({"discount": {"rate": "0.3"}}, "norms_m3", "missing"),
        ({"id": None}, "id", "missing"),
        ({"period": ("2025-08-28", "28.08.2026")}, None, ""),
        ({"list_closes": "14"}, "list_closes", "not valid"),
        *(({"consent_scope": odd}, "scope", "not valid") for odd in ("for_ever", "year")),
        *(({"activations_per_account": odd}, "activations_per_account", "not valid") for odd in ("1", 2**31)),
    ],
)
def test_b8_a_malformed_regulation_names_its_field(change: dict[str, Any], field: str | None, said: str) -> None:
    """Of a change, and of a content that is written out."""
    with refused("malformed_regulation", field, match=said):
        GAS_2025.replace(**change)
    with refused("malformed_regulation") as caught:
        vc.Regulation.from_json("{}")
    assert caught.value.field is not None and str(caught.value).startswith(f"{caught.value.field}: ")


@pytest.mark.parametrize(
    ("code", "change"),
    [
        ("period_reversed", {"period": (DATE(2026, 6, 30), DATE(2025, 8, 28))}),
        ("unknown_region", {"regions": ["99"]}),
        ("window_reversed", {"window": (29, 7)}),
        ("repeat_below_one_day", {"repeat_after_days": 0}),
    ],
)
def test_n7_a_change_that_no_regulation_takes(code: str, change: dict[str, Any]) -> None:
    """Of the forms that Python adds; each code of N7 has its line in the vector `invalid-regulations`."""
    with refused(code):
        GAS_2025.replace(**change)


def test_short_forms_are_the_long_ones() -> None:
    def content(**changes: Any) -> dict[str, Any]:
        changed = GAS_2025.replace(**changes).as_dict()
        return {name: changed[name] for name in changed if changed[name] != GAS_2025.as_dict()[name]}

    last = {"if_missing": "last_day_of_month"}
    due = {"if_missing": "first_day_of_next_month"}
    consent = GAS_2025.as_dict()["consent"]
    named = {"id": "gas-2025-08+changed"}
    assert GAS_2025.replace() == GAS_2025 and content() == {}
    assert content(consent_scope=vc.ConsentScope.MONTH) == named
    for changes, long in [
        ({"window": (1, 28)}, {"window": {"first": {"day": 1} | last, "last": {"day": 28} | last}}),
        ({"window": [1, {"day": 28} | due]}, {"window": {"first": {"day": 1} | last, "last": {"day": 28} | due}}),
        ({"list_closes": 10}, {"list_closes": {"day": 10} | last}),
        ({"register_due": 31}, {"register_due": {"day": 31} | due}),
        ({"last_day_to_answer": 20}, {"consent": consent | {"last_day": {"day": 20} | last}}),
        ({"repeat_after_days": 5}, {"consent": consent | {"repeat_after_days": 5}}),
        ({"consent_scope": "until_withdrawn"}, {"consent": consent | {"scope": "until_withdrawn"}}),
        ({"consent": {"agree_codes": ["1", "иә"]}}, {"consent": consent | {"agree_codes": ["1", "иә"]}}),
        ({"consent": None}, {"consent": None}),
        ({"period": (DATE(2025, 9, 1), DATE(2026, 5, 31))}, {"period": {"first": "2025-09-01", "last": "2026-05-31"}}),
        ({"period": {"first": DATE(2025, 9, 1)}}, {"period": {"first": "2025-09-01", "last": "2026-06-30"}}),
        ({"regions": (vc.Region.SHYMKENT, "71")}, {"regions": ["79", "71"]}),
        ({"helpline": 'a"\\\n\u0001', "sign_up_link": None}, {"helpline": 'a"\\\n\u0001', "sign_up_link": None}),
    ]:
        assert content(**changes) == named | long, changes
    discount = {"rate": "0.3", "norms_m3": {"71": "100.5"}, "rounding": "half_away_from_zero"}
    given = discount | {"rate": Decimal("0.30"), "norms_m3": {vc.Region.ASTANA: Decimal("100.500")}}
    assert content(discount=given) == named | {"discount": discount}
    assert content(id="mine", window=(1, 29))["id"] == "mine"
    wider = GAS_2024.replace(discount={"norms_m3": {"27": None, "79": "700"}}).as_dict()["discount"]
    assert (wider["norms_m3"], wider["rate"]) == ({"79": "700"}, "0.24")


def test_nothing_changes_in_place() -> None:
    before = GAS_2025.to_json()
    changed = GAS_2025.replace(window=(1, 29))
    assert GAS_2025.to_json() == before
    assert changed != GAS_2025 and changed.digest != GAS_2025.digest
    assert changed == GAS_2025.__replace__(window=(1, 29))
    if sys.version_info >= (3, 13):
        assert changed == copy.replace(GAS_2025, window=(1, 29))


def test_names_that_no_regulation_has() -> None:
    for name, shown in [("windw", "windw"), ("x990101600002", "?"), ("Иванов", "?"), ("a" * 33, "?")]:
        with refused("unknown_field", shown):
            GAS_2025.replace(**{name: 1})
    with refused("duplicate_field", "consent"):
        GAS_2025.replace(consent=None, repeat_after_days=5)


def test_values_that_no_change_takes() -> None:
    endless: list[Any] = []
    endless.append(endless)
    for code, name, values in [
        ("unsupported_type", "period", [1.5, float("nan"), {1, 2}, object(), b"71", datetime.datetime(2025, 9, 1)]),
        ("not_text", "discount", [{1: "x"}]),
        ("not_utf8", "helpline", ["\ud800"]),
        ("too_large", "activations_per_account", [2**64]),
        ("negative", "activations_per_account", [-(2**64)]),
        ("malformed_regulation", "regions", [endless]),
    ]:
        for value in values:
            with refused(code, name):
                GAS_2025.replace(**{name: value})


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("{", "malformed_json"),
        ("[" * 10_000, "malformed_json"),
        ('{"id":1,"id":2}', "duplicate_field"),
        ("null", "malformed_regulation"),
    ],
)
def test_rows_104_to_106_json_is_strict(text: str, code: str) -> None:
    with refused(code):
        vc.Regulation.from_json(text)


def test_row_68_html_is_escaped() -> None:
    marked = GAS_2025.replace(id="<script>alert('x')</script>", helpline='"&<b>', sign_up_link="https://'")
    html = marked._repr_html_()
    assert "<script" not in html and "<b>" not in html and "'x'" not in html
    assert "&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;" in html and "&quot;&amp;&lt;b&gt;" in html


def test_show_versions() -> None:
    versions = vc.show_versions()
    assert versions["voucher-core"] == vc.__version__
    assert versions["gas-2025-08"] == GAS_2025.digest
    assert versions["python"].startswith(f"{sys.version_info.major}.{sys.version_info.minor}.")
    assert "pytest" not in versions
    assert str(versions).splitlines()[0].split() == ["voucher-core", vc.__version__]
