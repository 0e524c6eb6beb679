"""What changed: the fields of two regulations, and whose answers can differ on which days (N7; item 8 of the trial)."""

from __future__ import annotations

import datetime
import json
import random
from collections.abc import Iterator
from typing import Any

import polars as pl
import pytest

import voucher_core as vc

GAS = vc.Regulation.gas_2025_08()
D = datetime.date

CHANGES: list[dict[str, Any]] = [
    {"window": (7, 27)},
    {"last_day_to_answer": 20, "helpline": "1414"},
    {"consent_scope": "until_withdrawn"},
    {"activations_per_account": 2},
    {"repeat_after_days": 8},
    {"consent": None, "list_closes": 10},
    {"regions": ["79"]},
]


def leaves(path: str, value: Any) -> Iterator[tuple[str, Any]]:
    """Each value of a content that is no object, by its path."""
    if isinstance(value, dict):
        for name, part in value.items():
            yield from leaves(f"{path}.{name}".lstrip("."), part)
    else:
        yield path, value


def rows(table: vc.Table) -> list[dict[str, Any]]:
    return pl.DataFrame(table).to_dicts()


@pytest.mark.parametrize("changes", CHANGES, ids=str)
def test_the_fields_are_those_of_both_contents(changes: dict[str, Any]) -> None:
    changed = GAS.replace(**changes)
    told = {row["field"]: (json.loads(row["here"]), json.loads(row["there"])) for row in rows(GAS.diff(changed).fields)}
    here, there = (dict(leaves("", one.as_dict())) for one in (GAS, changed))
    differ = {path for path in here | there if here.get(path, ...) != there.get(path, ...)}
    # An object on one side alone is one difference.
    assert {path for path in differ if not any(path.startswith(f"{field}.") for field in told)} == set(told)
    for field, (one, other) in told.items():
        assert isinstance(one, dict) or one == here.get(field)
        assert isinstance(other, dict) or other == there.get(field)


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


@pytest.mark.parametrize("changes", CHANGES, ids=str)
def test_no_table_differs_where_no_answer_can(changes: dict[str, Any]) -> None:
    """`review` of random rows by both, on the days of the month: where a stage differs, the difference has said so."""
    changed = GAS.replace(**changes)
    said = [row for row in rows(GAS.diff(changed).answers("2025-09")) if row["question"] == "stage"]
    rng = random.Random(19)

    def day(first: int) -> D | None:
        """Any day at times, and most often one soon after this."""
        return rng.choice([None, D(2025, 9, rng.randint(1, 30)), *[D(2025, 9, rng.randint(first, first + 4))] * 6])

    count = 4000
    agreed = [day(5) for _ in range(count)]
    entered = [day(9) for _ in range(count)]
    table = pl.DataFrame(
        {
            "month": ["2025-09"] * count,
            "region": [rng.choice(["79", "71"]) for _ in range(count)],
            "listed_on": [day(1) for _ in range(count)],
            "asked_on": [day(3) for _ in range(count)],
            "reminded_on": [day(10) for _ in range(count)],
            "answered_on": agreed,
            "answer": [on and rng.choice(["agree", "agree", "refuse"]) for on in agreed],
            "entered_on": entered,
            "account": [on and str(rng.randint(1, 60)) for on in entered],
            "as_of": [D(2025, 9, rng.randint(1, 30)) for _ in range(count)],
        },
        schema_overrides=dict.fromkeys(("listed_on", "asked_on", "reminded_on", "answered_on", "entered_on"), pl.Date),
    )

    def stages(regulation: vc.Regulation) -> list[str]:
        answer = vc.review(table, regulation=regulation, outputs=["stage"], facts="known_on_as_of")
        return pl.DataFrame(answer)["stage"].cast(pl.String).to_list()

    met = 0
    for here, there, on in zip(stages(GAS), stages(changed), table["as_of"], strict=True):
        if here != there:
            met += 1
            assert any((row["here"], row["there"]) == (here, there) and row["first"] <= on <= row["last"] for row in said)
    assert met or not said or changes.keys() <= {"consent_scope", "repeat_after_days"}


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


@pytest.mark.parametrize(
    ("regulation", "change", "fields"),
    [
        (vc.meals.Regulation("meals-2026-02"), {"late_entry_days": 9}, {"id", "late_entry_days"}),
        (vc.medicines.Regulation("medicines-2024-01"), {"valid_days": 61}, {"id", "valid_days"}),
        (vc.family_card.Grading("grading-2026-06"), {"subsistence": "54321"}, {"id", "subsistence"}),
        (vc.family_card.Proactive("proactive-2025-09"), {"id": "ours"}, {"id"}),
        (vc.targeted_assistance.Regulation("asp-2025-01"), {"commission": False}, {"commission", "id"}),
    ],
    ids=lambda value: getattr(value, "id", None),
)
def test_the_other_programmes_tell_their_fields(regulation: Any, change: dict[str, Any], fields: set[str]) -> None:
    changed = regulation.replace(**change)
    told = {row["field"]: row for row in rows(regulation.diff(changed))}
    assert set(told) == fields and not len(regulation.diff(regulation))
    for field, row in told.items():
        assert [json.loads(row["here"]), json.loads(row["there"])] == [one.as_dict()[field] for one in (regulation, changed)]
