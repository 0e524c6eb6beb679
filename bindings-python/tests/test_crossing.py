"""The crossing for all programmes: what goes into a line and what comes out of an answer."""

from __future__ import annotations

import copy
import json
import pickle
from collections.abc import Callable
from dataclasses import FrozenInstanceError, fields, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import numpy as np
import pandas as pd
import pytest

import voucher_core as vc
from common import refused
from voucher_core import _crossing, family_card, gas, meals, medicines, targeted_assistance

PEOPLE = [vc.Iin(text) for text in ("990101600002", "990101600012", "990101600302")]


def test_a_question_is_a_frozen_value() -> None:
    status = gas.Status(iin=PEOPLE[0], month=vc.Month(2025, 9))
    assert pickle.loads(pickle.dumps(status)) == status
    with pytest.raises(FrozenInstanceError):
        status.month = None  # type: ignore[misc]
    match status:
        case gas.Status(month=month):
            assert month == vc.Month(2025, 9)


def test_a_malformed_line_raises_as_every_call_does() -> None:
    session = gas.Session("gas-2025-08")
    with refused("iin_control_digit", "iin"):
        session.ask(gas.Status(iin="990101600003"), on=date(2025, 9, 1))  # type: ignore[arg-type]
    with refused("unknown_regulation"):
        gas.Session("gas-1999-01")


def test_every_name_of_gas_at_the_root_is_that_of_gas() -> None:
    for name in set(gas.__all__) & set(vc.__all__):
        assert getattr(gas, name) is getattr(vc, name)
    assert {"Ledger", "Regulation", "Stage", "review"} <= set(gas.__all__)
    assert vc.IfMissing is vc.MissingDay


MEMBER = targeted_assistance.ToldMember(member="1", role=targeted_assistance.Role.APPLICANT)
ASSESS = targeted_assistance.Assess(household=(MEMBER,))


@pytest.mark.parametrize(
    "ask",
    [
        lambda: family_card.Grading("grading-2026-06").grade({"credit": True}, on=date(2026, 7, 1)),
        lambda: targeted_assistance.Ledger("asp-2025-01").ask(ASSESS, on=date(2026, 1, 10)),
    ],
    ids=["grade", "assess"],
)
def test_an_answer_that_is_read_later_is_as_any_other(ask: Callable[[], Any]) -> None:
    read = ask()
    assert isinstance(read, _crossing.Later)
    made = type(read)(**{each.name: getattr(read, each.name) for each in fields(read)})
    assert made == read == ask()
    assert (hash(made), repr(made)) == (hash(ask()), repr(ask()))
    for alike in copy.copy(ask()), copy.deepcopy(ask()), replace(ask()), pickle.loads(pickle.dumps(ask())):
        assert alike == made
    with pytest.raises(AttributeError, match="object has no attribute 'levles'"):
        _ = ask().levles
    with pytest.raises(FrozenInstanceError):
        read.missing = ()


def test_a_line_holds_what_it_is_given() -> None:
    for text in ("", '"', "\\", "\n", "\x1f", "ә", "€", "😀", 'a"b'):
        assert json.loads(_crossing.written(text)) == text
    whole = {"a": [1, -2, 10**30, 1.5, True, None], "b": {}, "c": [], 'd"': {"e": "f"}}
    assert json.loads(_crossing.written(whole)) == whole
    odd = {"a": (vc.Month(2026, 1), date(2026, 1, 2), PEOPLE[0], frozenset([1]))}
    assert json.loads(_crossing.written(odd)) == {"a": ["2026-01", "2026-01-02", "990101600002", [1]]}


def test_a_line_that_no_journal_takes_is_malformed() -> None:
    nested: list[object] = []
    for _ in range(100_000):
        nested = [nested]
    for value in (nested, "\ud800"):
        with refused("malformed_json"):
            _crossing.written(value)


MEALS, ON = meals.Ledger("meals-2026-02"), date(2026, 3, 2)


def listed(**parts: Any) -> meals.Listed:
    entry: dict[str, Any] = {"school": "S-1", "region": "71", "grade": 2, "grounds": ["primary_grade"]}
    return meals.Listed(iin=PEOPLE[0], **entry | parts)


class Another(date):
    """A day that says it is another."""

    def __str__(self) -> str:
        return "2026-03-03"


@pytest.mark.parametrize("value", [iter(["primary_grade"]), (ground for ground in ()), b"", bytearray(), memoryview(b"")])
def test_what_can_be_gone_through_once_is_no_list(value: Any) -> None:
    """The second time it would say that there is none."""
    with refused("not_an_array", "grounds"):
        copy.copy(MEALS).record(listed(grounds=value), on=ON)


def test_lists_of_other_libraries_are_lists() -> None:
    ledger = copy.copy(MEALS)
    for same in ({"primary_grade"}, pd.Series(["primary_grade"]), np.array(["primary_grade"], object), {"primary_grade": 1}.keys()):
        assert ledger.record(listed(grounds=same, grade=np.int8(2)), on=ON).accepted


@pytest.mark.parametrize("value", [pd.NaT, Decimal("NaN"), Decimal("1.0"), ON, vc.Month(2026, 3), PEOPLE[0], 5, True, ["S"], pd.NA])
def test_n24_what_is_no_text_names_nothing(value: Any) -> None:
    """Missing cells of a frame would share one record, and a number has lost its zeros."""
    with refused("not_text", "school"):
        copy.copy(MEALS).record(listed(school=value), on=ON)
    with refused("not_text", "child"):
        ledger = family_card.Ledger("proactive-2025-09")
        ledger.record(family_card.RightArose(iin=PEOPLE[0], service=family_card.Service.BIRTH, event="e", child=value), on=ON)


@pytest.mark.parametrize("value", [datetime(2026, 3, 2), pd.NaT, pd.Timestamp("2026-03-02"), Another(2026, 3, 2)])
def test_a_day_is_a_date_and_nothing_made_of_it(value: Any) -> None:
    meal = meals.MealGiven(
        record="T/1", iin=PEOPLE[0], school="S-1", supplier="F-1", kind="hot_meal", given_on=value, source=meals.Source.QR
    )
    with refused("not_a_date", "given_on"):
        copy.copy(MEALS).record(meal, on=ON)


@pytest.mark.parametrize("value", [np.True_, np.datetime64("2026-03-02"), 2j, object(), int, len])
def test_a_value_of_no_such_type_is_named_with_its_field(value: Any) -> None:
    with refused("unsupported_type", "grade"):
        copy.copy(MEALS).record(listed(grade=value), on=ON)
    with refused("too_large", "grade"):
        copy.copy(MEALS).record(listed(grade=10**5000), on=ON)
    changed = meals.Regulation("meals-2026-02", late_entry_days=np.int64(3))
    assert changed == meals.Regulation("meals-2026-02", late_entry_days=3)
    with refused("unsupported_type"):
        meals.Regulation("meals-2026-02", late_entry_days=value)


def test_a_fact_of_another_kind_is_refused() -> None:
    with refused("unsupported_type"):
        MEALS.record(gas.Confirmed(PEOPLE[0]), on=ON)  # type: ignore[arg-type]
    with refused("unsupported_type"):
        MEALS.record(meals.Listed, on=ON)  # type: ignore[arg-type]


def test_a_ledger_is_under_a_regulation_of_its_programme() -> None:
    others = medicines.Regulation("medicines-2024-01"), vc.Regulation.gas_2025_08(), None, 5, b"meals-2026-02"
    for other in others:
        with refused("unknown_regulation", "regulation", vc.WrongType):
            meals.Ledger(other)  # type: ignore[arg-type]
    with refused("unknown_regulation", "regulation", vc.WrongType):
        family_card.Ledger(family_card.Grading("grading-2026-06"))  # type: ignore[arg-type]
    with refused("unknown_regulation", "regulation", vc.WrongType):
        meals.Regulation(None)  # type: ignore[arg-type]
    with refused("unknown_regulation", "regulation"):
        family_card.Ledger("grading-2026-06")


def test_a_question_is_of_its_programme() -> None:
    class Mine(meals.WhatIsDue):
        """A question under another name."""

    assert MEALS.ask(Mine(), on=ON) == ()
    others = medicines.WhatIsDue(), targeted_assistance.WhatIsDue(), gas.Status(iin=PEOPLE[0]), listed(), None
    for other in others:
        with refused("unknown_kind", "query", vc.WrongType):
            MEALS.ask(other, on=ON)  # type: ignore[arg-type]


def test_n34_what_a_person_wrote_is_not_shown() -> None:
    asked = {"service": family_card.Service.BIRTH, "event": "e", "sender": "1414", "text": "I am 990101600002"}
    replied: Any = family_card.Replied(iin=PEOPLE[0], **asked)
    family: Any = [("name", "990101600002")]
    for written in (replied, family_card.GradeOf(family=family), gas.Status(iin=PEOPLE[0])):
        assert "990101600002" not in repr(written)
    assert "text=•••" in repr(replied)
    stage = meals.Stage.ACTIVE
    assert stage.text("en") in repr(meals.Standing(stage=stage, text=stage.texts))


@pytest.mark.parametrize(
    ("line", "text"), [("3.706E+4", "37060"), ("37060.000", "37060"), ("0E-10", "0"), ("0.00", "0.00"), ("1E+2", "100"), ("0.1250", "0.125")]
)
def test_a_decimal_is_told_by_its_value(line: str, text: str) -> None:
    """As a table reads it: an exponent is no part of it, nor are zeros beyond those of tiyn."""
    assert _crossing.written(Decimal(line)) == f'"{text}"'


def test_what_changes_while_it_is_told_is_an_error_that_says_where() -> None:
    class Changes:
        def __init__(self, whole: dict[str, Any]) -> None:
            self.whole = whole

        def __iter__(self) -> Any:
            self.whole["cars"] = 1
            return iter([1])

    family: dict[str, Any] = {}
    family |= {"dwellings": Changes(family), "credit": True}
    with pytest.raises(vc.InternalError):
        family_card.Grading("grading-2026-06").grade(family, on=date(2026, 7, 1))
