"""What changed: the fields of two regulations, and whose answers can differ on which days (N7; item 8 of the trial)."""

from __future__ import annotations

import json
from typing import Any

import polars as pl
import pytest
from common import DATE as D
from common import GAS_2025 as GAS

import voucher_core as vc


def rows(table: vc.Table) -> list[dict[str, Any]]:
    return pl.DataFrame(table).to_dicts()


def part_of(content: Any, path: str) -> Any:
    """What stands at a path of a content; nothing where nothing stands on the way to it."""
    for name in path.split("."):
        content = content and content.get(name)
    return content


@pytest.mark.parametrize(
    ("regulation", "change", "fields"),
    [
        (GAS, {"window": (7, 27)}, {"window.last.day"}),
        (GAS, {"last_day_to_answer": 20, "helpline": "1414"}, {"consent.last_day.day", "helpline"}),
        (GAS, {"consent_scope": "until_withdrawn"}, {"consent.scope"}),
        (GAS, {"activations_per_account": 2}, {"activations_per_account"}),
        (GAS, {"repeat_after_days": 8}, {"consent.repeat_after_days"}),
        # An object on one side alone is one difference.
        (GAS, {"consent": None, "list_closes": 10}, {"consent", "list_closes.day"}),
        (GAS, {"regions": ["79"]}, {"regions"}),
        (vc.meals.Regulation("meals-2026-02"), {"late_entry_days": 9}, {"late_entry_days"}),
        (vc.medicines.Regulation("medicines-2024-01"), {"valid_days": 61}, {"valid_days"}),
        (vc.family_card.Grading("grading-2026-06"), {"subsistence": "54321"}, {"subsistence"}),
        (vc.family_card.Proactive("proactive-2025-09"), {"id": "ours"}, {"id"}),
        (vc.targeted_assistance.Regulation("asp-2025-01"), {"commission": False}, {"commission"}),
    ],
    ids=lambda value: getattr(value, "id", str(value)),
)
def test_the_fields_are_those_of_both_contents(regulation: Any, change: dict[str, Any], fields: set[str]) -> None:
    """Of every programme: the paths at which the contents differ, and what stands there."""
    both = regulation, regulation.replace(**change)
    difference = both[0].diff(both[1])
    told = {row["field"]: row for row in rows(getattr(difference, "fields", difference))}
    assert set(told) == {"id", *fields}
    for field, row in told.items():
        assert [json.loads(row["here"]), json.loads(row["there"])] == [part_of(one.as_dict(), field) for one in both]
    same = regulation.diff(regulation)
    assert not len(rows(getattr(same, "fields", same)))


def test_each_field_has_its_norms_and_sources() -> None:
    window, name = sorted(rows(GAS.diff(GAS.replace(window=(7, 27))).fields), key=lambda row: str(row["field"]), reverse=True)
    assert window == {
        "field": "window.last.day", "here": "29", "there": "27", "norms": "N3, N25", "source_here": "S0", "source_there": None,
    }  # fmt: skip
    assert (name["field"], name["source_here"]) == ("id", "choice")


def test_a_shorter_window_parts_issued_from_expired_on_its_last_two_days() -> None:
    """N25: the window's days are inclusive."""
    answers = rows(GAS.diff(GAS.replace(window=(7, 27))).answers("2025-09"))
    stages = [row for row in answers if (row["question"], row["here"], row["there"]) == ("stage", "issued", "expired")]
    assert [(row["first"], row["last"]) for row in stages] == [(D(2025, 9, 28), D(2025, 9, 29))]
    assert not rows(GAS.diff(GAS.replace(window=(7, 27))).answers(vc.Month(2026, 2)))[0]["first"] < D(2026, 2, 28)


def test_it_is_true_where_a_field_differs_and_shows_itself() -> None:
    other = GAS.replace(window=(7, 27))
    difference = GAS.diff(other)
    assert difference and not GAS.diff(GAS)
    assert repr(difference) == '<RegulationDifference: "gas-2025-08", "gas-2025-08+changed", 2 fields>'
    html = difference._repr_html_()
    for part in ("window.last.day", "N3, N25", "S0", "changed", "2025-09", "issued", "expired", "2025-09-28", "2025-09-29"):
        assert part in html
    apart = GAS.diff(vc.Regulation.gas_2024_12())
    assert "no month in common" in apart._repr_html_()
