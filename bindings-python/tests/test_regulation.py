"""Regulations: read, changed, compared and asked for their dates as the core does it."""

from __future__ import annotations

import copy
import datetime
import hashlib
import json
import sys
from calendar import monthrange
from decimal import Decimal
from typing import Any

import pytest
from common import DATE, GAS_2024, GAS_2025, SEPTEMBER, refused, wrong_type

import voucher_core as vc

PUBLISHED = [GAS_2024, GAS_2025]


def day_in(month: vc.Month, rule: dict[str, Any]) -> datetime.date:
    """N4 in Python's own words."""
    last = monthrange(month.year, month.month)[1]
    if rule["day"] <= last:
        return DATE(month.year, month.month, rule["day"])
    if rule["if_missing"] == "last_day_of_month":
        return DATE(month.year, month.month, last)
    return DATE(month.year, month.month, last) + datetime.timedelta(days=1)


@pytest.mark.parametrize("regulation", PUBLISHED, ids=lambda regulation: regulation.id)
class TestPublished:
    def test_the_digest_can_be_computed_by_anyone(self, regulation: vc.Regulation) -> None:
        canonical = json.dumps(
            regulation.as_dict(), sort_keys=True, separators=(",", ":"), ensure_ascii=False
        )
        assert regulation.to_json() == canonical
        assert regulation.digest == "sha256:" + hashlib.sha256(canonical.encode()).hexdigest()

    def test_json_reads_back_as_the_same(self, regulation: vc.Regulation) -> None:
        again = vc.Regulation.from_json(regulation.to_json())
        assert again == regulation and hash(again) == hash(regulation) and again is not regulation
        spaced = json.dumps(regulation.as_dict(), indent=2)
        assert vc.Regulation.from_json(spaced) == regulation

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

    def test_n4_n8_days_of_every_month_of_six_years(self, regulation: vc.Regulation) -> None:
        content, months, month = regulation.as_dict(), [], vc.Month(2023, 12)
        first_day, last_day = regulation.period
        while month < vc.Month(2029, 12):
            window = day_in(month, content["window"]["first"]), day_in(month, content["window"]["last"])
            assert regulation.window(month) == regulation.window(str(month)) == window
            assert regulation.list_closes(month) == day_in(month, content["list_closes"])
            assert regulation.register_due(month) == day_in(month, content["register_due"])
            answer = day_in(month, content["consent"]["last_day"]) if content["consent"] else None
            assert regulation.last_day_to_answer(month) == answer
            if window[0] <= last_day and window[1] >= first_day:
                months.append(month)
            month = month.next()
        assert regulation.months() == months

    def test_n29_discount_terms_of_every_region(self, regulation: vc.Regulation) -> None:
        discount = regulation.as_dict()["discount"]
        for region in vc.Region:
            terms = regulation.discount_terms(region)
            assert terms == regulation.discount_terms(region.value)
            if discount and region.value in discount["norms_m3"]:
                assert terms == vc.DiscountTerms(discount["rate"], discount["norms_m3"][region.value])
            else:
                assert terms is None

    def test_it_shows_itself(self, regulation: vc.Regulation) -> None:
        assert repr(regulation) == f'Regulation("{regulation.id}", {regulation.digest[:15]}…)'
        html = regulation._repr_html_()
        assert regulation.digest in html and regulation.id in html
        assert all(str(month) in html for month in regulation.months())


def test_the_numbers_of_the_orders() -> None:
    """N3 to N8, as the norms' table has them."""
    assert GAS_2025.digest.startswith("sha256:98b920e1")
    assert (GAS_2025.period, GAS_2024.period) == (
        (DATE(2025, 8, 28), DATE(2026, 6, 30)),
        (DATE(2024, 12, 1), DATE(2025, 4, 30)),
    )
    assert (len(GAS_2025.regions), len(GAS_2025.months()), len(GAS_2024.months())) == (17, 11, 5)
    assert GAS_2025.window("2026-02") == (DATE(2026, 2, 7), DATE(2026, 2, 28))
    assert GAS_2025.register_due("2026-02") == DATE(2026, 3, 1)
    shymkent = GAS_2024.discount_terms(vc.Region.SHYMKENT)
    assert shymkent and (shymkent.rate, shymkent.norm_m3) == (Decimal("0.24"), Decimal(631))


def test_published_ones_are_built_once() -> None:
    assert vc.Regulation.published() == PUBLISHED
    assert vc.Regulation.gas_2025_08() is GAS_2025 is vc.Regulation.published()[1]


def test_n6_at_most_one_is_in_force_on_any_day() -> None:
    day = DATE(2024, 11, 1)
    while day < DATE(2026, 8, 1):
        held = [regulation for regulation in PUBLISHED if regulation.period[0] <= day <= regulation.period[1]]
        assert vc.Regulation.in_force("gas", day) == (held[0] if held else None)
        assert vc.Regulation.in_force("meals", day) is None
        day += datetime.timedelta(days=1)
    assert vc.Regulation.in_force("gas", DATE.min) is vc.Regulation.in_force("gas", DATE.max) is None


@pytest.mark.parametrize(
    ("code", "change"),
    [
        ("malformed_regulation", {"window": 7}),
        ("malformed_regulation", {"window": (7,)}),
        ("malformed_regulation", {"window": (7, 29, 30)}),
        ("malformed_regulation", {"window": (True, 29)}),
        ("malformed_regulation", {"window": {"opens": 7}}),
        ("malformed_regulation", {"id": None}),
        ("malformed_regulation", {"period": ("2025-08-28", "28.08.2026")}),
        ("malformed_regulation", {"assistance": ["meals"]}),
        ("malformed_regulation", {"consent_scope": "for_ever"}),
        ("malformed_regulation", {"activations_per_account": 2**31}),
        ("malformed_regulation", {"discount": {"rate": "0.24"}}),
        ("period_reversed", {"period": (DATE(2026, 6, 30), DATE(2025, 8, 28))}),
        ("no_regions", {"regions": []}),
        ("unknown_region", {"regions": ["99"]}),
        ("no_assistance", {"assistance": ()}),
        ("day_out_of_range", {"list_closes": 0}),
        ("day_out_of_range", {"register_due": 32}),
        ("window_reversed", {"window": (29, 7)}),
        ("register_before_window_ends", {"register_due": 29}),
        ("limit_below_one", {"activations_per_account": 0}),
        ("repeat_below_one_day", {"repeat_after_days": 0}),
        (
            "rate_out_of_range",
            {"discount": {"rate": "1.01", "norms_m3": {}, "rounding": "half_away_from_zero"}},
        ),
        (
            "norm_negative",
            {"discount": {"rate": "1", "norms_m3": {"71": "-1"}, "rounding": "half_away_from_zero"}},
        ),
    ],
)
def test_n7_each_fault_has_its_own_code(code: str, change: dict[str, Any]) -> None:
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
    assert content() == named
    assert content(window=(1, 28)) == named | {
        "window": {"first": {"day": 1} | last, "last": {"day": 28} | last}
    }
    assert content(window=[1, 28]) == content(window={"first": {"day": 1}, "last": {"day": 28}})
    assert (
        content(window=(1, {"day": 28, "if_missing": "first_day_of_next_month"}))["window"]["last"]
        == {"day": 28} | due
    )
    assert content(list_closes=10) == named | {"list_closes": {"day": 10} | last}
    assert content(register_due=31) == named | {"register_due": {"day": 31} | due}
    assert content(last_day_to_answer=20) == named | {"consent": consent | {"last_day": {"day": 20} | last}}
    assert content(repeat_after_days=5) == named | {"consent": consent | {"repeat_after_days": 5}}
    assert content(consent_scope="until_withdrawn") == named | {
        "consent": consent | {"scope": "until_withdrawn"}
    }
    assert content(consent_scope=vc.ConsentScope.MONTH) == named
    assert content(consent={"agree_codes": ["1", "иә"]}) == named | {
        "consent": consent | {"agree_codes": ["1", "иә"]}
    }
    assert content(consent=None) == named | {"consent": None}
    assert content(activations_per_account=2) == named | {"activations_per_account": 2}
    period = {"first": "2025-09-01", "last": "2026-05-31"}
    assert content(period=(DATE(2025, 9, 1), DATE(2026, 5, 31))) == named | {"period": period}
    assert content(period={"first": DATE(2025, 9, 1)})["period"] == {
        "first": "2025-09-01",
        "last": "2026-06-30",
    }
    assert (
        content(regions=["79", "71"])
        == content(regions=(vc.Region.SHYMKENT, "71"))
        == named | {"regions": ["79", "71"]}
    )
    assert content(helpline=None, sign_up_link='a"\\\n\u0001') == named | {
        "helpline": None,
        "sign_up_link": 'a"\\\n\u0001',
    }
    discount = {"rate": "0.3", "norms_m3": {"71": "100.5"}, "rounding": "half_away_from_zero"}
    given = discount | {"rate": Decimal("0.30"), "norms_m3": {vc.Region.ASTANA: Decimal("100.500")}}
    assert content(discount=given) == named | {"discount": discount}
    assert content(id="mine", window=(1, 29))["id"] == "mine"


def test_rfc_7396_objects_are_merged_and_none_takes_away() -> None:
    wider = GAS_2024.replace(discount={"norms_m3": {"27": None, "79": "700"}})
    assert wider.as_dict()["discount"]["norms_m3"] == {"79": "700"}
    assert wider.as_dict()["discount"]["rate"] == "0.24"


def test_nothing_changes_in_place() -> None:
    before = GAS_2025.to_json()
    changed = GAS_2025.replace(window=(1, 29))
    assert GAS_2025.to_json() == before
    assert changed != GAS_2025 and changed.digest != GAS_2025.digest
    assert changed.replace(id="x") == GAS_2025.replace(window=(1, 29), id="x")
    assert len({GAS_2025, changed, changed.replace(id="x"), GAS_2025.replace(window=(1, 29))}) == 3


def test_copy_replace() -> None:
    assert GAS_2025.__replace__(window=(1, 29)) == GAS_2025.replace(window=(1, 29))
    if sys.version_info >= (3, 13):
        assert copy.replace(GAS_2025, window=(1, 29)) == GAS_2025.replace(window=(1, 29))


def test_names_that_no_regulation_has() -> None:
    for name, shown in [("windw", "windw"), ("x990101600002", "?"), ("Иванов", "?"), ("a" * 33, "?")]:
        with refused("unknown_field", shown):
            GAS_2025.replace(**{name: 1})
    with refused("duplicate_field", "consent"):
        GAS_2025.replace(consent=None, repeat_after_days=5)


def test_values_that_no_change_takes() -> None:
    for value in [1.5, float("nan"), {1, 2}, object(), b"71", datetime.datetime(2025, 9, 1)]:
        with wrong_type("unsupported_type", "period"):
            GAS_2025.replace(period=value)
    with wrong_type("not_text", "discount"):
        GAS_2025.replace(discount={1: "x"})
    with refused("not_utf8", "helpline"):
        GAS_2025.replace(helpline="\ud800")
    with refused("too_large", "activations_per_account"):
        GAS_2025.replace(activations_per_account=2**64)
    with refused("negative", "activations_per_account"):
        GAS_2025.replace(activations_per_account=-(2**64))
    endless: list[Any] = []
    endless.append(endless)
    with refused("malformed_regulation", "regions"):
        GAS_2025.replace(regions=endless)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "malformed_json"),
        ("{", "malformed_json"),
        ("[" * 10_000, "malformed_json"),
        ('{"id":1,"id":2}', "duplicate_field"),
        ("[]", "malformed_regulation"),
        ("{}", "malformed_regulation"),
        ("null", "malformed_regulation"),
        (GAS_2025.to_json().replace('"day":30', '"day":30.0'), "malformed_regulation"),
        (GAS_2025.to_json().replace('"day":30', '"day":1e3'), "malformed_regulation"),
        (GAS_2025.to_json().replace('"window"', '"windows"'), "malformed_regulation"),
    ],
)
def test_rows_104_to_106_json_is_strict(text: str, code: str) -> None:
    with refused(code):
        vc.Regulation.from_json(text)


def test_row_68_html_is_escaped() -> None:
    marked = GAS_2025.replace(id="<script>alert('x')</script>", helpline='"&<b>', sign_up_link="javascript:'")
    html = marked._repr_html_()
    assert "<script" not in html and "<b>" not in html and "'x'" not in html
    assert "&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;" in html and "&quot;&amp;&lt;b&gt;" in html


def test_a_regulation_may_last_from_the_first_to_the_last_day_of_the_calendar() -> None:
    late = GAS_2025.replace(window=(1, 28), register_due=31, period=(DATE.min, DATE.max))
    assert late.register_due("9999-11") == DATE(9999, 12, 1)
    assert late.register_due("9999-12") == DATE.max
    assert len(late.months()) == 9999 * 12
    assert late._repr_html_().count("<tr>") < 1300
    after = late.replace(list_closes={"day": 31, "if_missing": "first_day_of_next_month"})
    assert after.list_closes("9999-12") == DATE.max


def test_a_regulation_is_asked_for_by_its_class() -> None:
    for stranger in ["gas-2025-08", None, GAS_2025.as_dict(), 1]:
        with wrong_type("unsupported_type", "regulation"):
            vc.preview(stranger, "1", DATE(2025, 9, 7))  # type: ignore[arg-type]
    assert SEPTEMBER in GAS_2025.months()


def test_show_versions() -> None:
    versions = vc.show_versions()
    assert versions["voucher-core"] == vc.__version__
    assert versions["gas-2025-08"] == GAS_2025.digest
    assert versions["python"].startswith(f"{sys.version_info.major}.{sys.version_info.minor}.")
    assert "pytest" not in versions
    assert str(versions).splitlines()[0].split() == ["voucher-core", vc.__version__]
