"""B7, B9, B10, B13, B21: what a message says is what one can do next, and each code has words in three languages."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from decimal import Decimal
from enum import StrEnum
from typing import Any

import duckdb
import pandas as pd
import polars as pl
import pytest
from common import GAS_2025 as GAS
from common import refused

import voucher_core as vc
from voucher_core import _core, enums, family_card, meals, medicines, targeted_assistance

ONE = pl.DataFrame({"month": ["2025-09"]})
LISTS = [
    list_
    for module in (enums, meals, medicines, family_card, targeted_assistance)
    for list_ in vars(module).values()
    if isinstance(list_, type) and issubclass(list_, StrEnum) and len(list_)
]


@pytest.mark.parametrize("list_", LISTS, ids=lambda list_: f"{list_.__module__}.{list_.__name__}")
def test_b7_a_closed_list_is_told_whole(list_: type[StrEnum]) -> None:
    """An unknown code is refused with those that are known, and is not itself repeated (N34)."""
    with refused("unknown_value", match="there are") as caught:
        list_("990101600002")
    assert caught.value.__context__ is None
    assert re.findall(r"there are (.*)", str(caught.value)) == [", ".join(list_)]
    assert "990101600002" not in str(caught.value)


def test_b7_arguments_and_regulations_too() -> None:
    calls: list[tuple[Callable[[], object], str]] = [
        (lambda: vc.start_sms("kz"), "kk, ru, en"),
        (lambda: vc.Stage.ISSUED.text("de"), "kk, ru, en"),  # type: ignore[arg-type]
        (lambda: meals.Refusal.OUT_OF_ORDER.text("de"), "kk, ru, en"),  # type: ignore[arg-type]
        (lambda: vc.SmsSent("990101600002", "first"), "start, repeat"),
        (lambda: vc.Listed("990101600002", "71", ["asp"]), "targeted_social, housing"),
        (lambda: vc.meals.Regulation("meals"), "meals-2024-09, meals-2026-02"),
        (lambda: vc.family_card.Grading("proactive"), "grading-2026-06"),
    ]
    for call, codes in calls:
        with pytest.raises(vc.VoucherError, match=f"there are .*{codes}"):
            call()


@pytest.mark.parametrize("language", vc.Language)
def test_b10_each_code_of_an_error_has_words(language: vc.Language) -> None:
    """N36: no code without words, no words twice, Cyrillic in kk and ru alone."""
    codes = _core._closed_lists()["error"]
    texts = {code: vc.error_text(code, language) for code in codes}
    assert all(texts.values()) and len(set(texts.values())) == len(codes)
    for text in texts.values():
        assert bool(re.search("[а-яА-Я]", text)) == (language != "en")


def test_b10_an_error_says_its_words_and_no_value() -> None:
    with pytest.raises(vc.VoucherError) as caught:
        vc.Iin("990101600003")
    assert caught.value.text("ru") == vc.error_text("iin_control_digit", "ru") != caught.value.text("kk")
    for code in ("", "nothing", "wrong length"):
        with pytest.raises(vc.VoucherError, match="no error has this code"):
            vc.error_text(code, "ru")


def test_b9_no_advice_goes_in_a_circle() -> None:
    """What the message says to do works at once."""
    stamp: Any = pd.Timestamp("2025-09-30")
    with pytest.raises(vc.WrongType, match=r"\.date\(\)"):
        vc.review(ONE, regulation=GAS, as_of=stamp)
    assert len(vc.review(ONE, regulation=GAS, as_of=stamp.date())) == 1
    with pytest.raises(vc.VoucherError, match=r"\.date\(\)"):
        vc.civil_date(stamp.to_pydatetime())
    with pytest.raises(vc.VoucherError, match=r"pass as_of=datetime\.date\(2025, 9, 30\)"):
        vc.review(ONE, regulation=GAS)
    con = duckdb.connect()
    with pytest.raises(vc.WrongType, match=r"con\.sql\(query\)"):
        vc.review(con, regulation=GAS, as_of=stamp.date())  # type: ignore[arg-type]
    table = con.sql("select '2025-09' as month")
    assert len(vc.review(table, regulation=GAS, as_of=stamp.date())) == 1


def test_b13_a_rate_is_a_share() -> None:
    assert vc.DiscountTerms(1, 1).rate == 1
    for rate in (30, "1.0001", Decimal(2)):
        with refused("too_large", "rate", match="a share from 0 to 1"):
            vc.DiscountTerms(rate, 1)


def test_b21_small_things() -> None:
    with refused("not_a_month", "month", match="a month of it 1 to 12"):
        vc.Month(2025, 13)
    with refused("not_text", "month"):
        GAS.window(datetime.datetime(2025, 9, 1))
    # An id is any text (*wire*).
    assert GAS.replace(id="").id == ""
    counts = str(vc.counts(ONE, regulation=GAS, as_of=datetime.date(2025, 9, 1), by=["stage"]))
    assert counts == "1 row\nstage | to_ask: 1\ncount | sum 1"
    # The pilot began on the 28th: the page shows no day before it.
    page = GAS._repr_html_()
    assert "2025-08-28" in page and "2025-08-07" not in page


@pytest.mark.parametrize(
    ("regulation", "change", "field"),
    [
        (meals.Regulation("meals-2026-02"), {"late_entry_days": "3"}, "late_entry_days"),
        (medicines.Regulation("medicines-2024-01"), {"valid_dais": 60}, "valid_dais"),
        (family_card.Grading("grading-2026-06"), {"subsistence": None}, "subsistence"),
        (family_card.Proactive("proactive-2025-09"), {"period": {"last": None}}, "last"),
        (targeted_assistance.Regulation("asp-2025-01"), {"commission": 1}, "commission"),
    ],
    ids=lambda value: getattr(value, "id", None),
)
def test_b8_in_every_programme(regulation: vc.meals.Regulation, change: dict[str, object], field: str) -> None:
    with refused("malformed_regulation", field):
        regulation.replace(**change)
    content = regulation.as_dict()
    del content["period"]
    with refused("malformed_regulation", "period"):
        type(regulation)(content)


@pytest.mark.parametrize("language", vc.Language)
def test_b12_an_sms_never_says_another_regulation(language: vc.Language) -> None:
    """N36: the text of the order stands as long as days, codes and numbers are the order's."""
    assert vc.start_sms(language, regulation=GAS) == vc.start_sms(language)
    assert vc.start_sms(language, regulation=GAS.replace(list_closes=13)) == vc.start_sms(language)
    assert vc.confirmation_sms(language, regulation=GAS) == vc.confirmation_sms(language)
    changes: list[dict[str, object]] = [{"last_day_to_answer": 20}, {"helpline": "1414"}, {"consent": None}]
    for change in changes:
        with refused("unknown_value", "regulation", match="a text of your own"):
            vc.start_sms(language, regulation=GAS.replace(**change))
    with refused("unknown_value", "regulation", match="a text of your own"):
        vc.confirmation_sms(language, regulation=GAS.replace(sign_up_link="https://egov.kz"))
