"""D7: a list of due SMS for a gateway; what is due is proved beside the potential recipients."""

from __future__ import annotations

import datetime

import polars as pl
from common import DATE as D
from common import GAS_2025 as GAS
from common import IINS, refused

import voucher_core as vc


def test_a_due_list_for_the_gateway() -> None:
    """D7: person, action, text, until when, and nothing of whom nothing is due to."""
    days = [None, D(2025, 9, 1), D(2025, 9, 5)]
    table = pl.DataFrame({"id": list(IINS), "phone": ["+77012345678"] * 3, "month": ["2025-09"] * 3, "asked_on": days})
    for language in vc.Language:
        due = pl.DataFrame(vc.due_actions(table, regulation=GAS, on=D(2025, 9, 10), language=language, keep=["id", "phone"]))
        due = due.filter(pl.col("action").is_not_null())
        assert due.columns[:5] == ["id", "phone", "action", "text", "until"]
        assert due.select("id", "action").rows() == [(IINS[0], "send_start_sms"), (IINS[1], "send_repeat_sms")]
        assert due["text"].to_list() == [vc.start_sms(language)] * 2
        assert due["until"].to_list() == [D(2025, 9, 29)] * 2
    nothing = pl.DataFrame(vc.due_actions(table, regulation=GAS, on=D(2025, 10, 10), language="kk"))
    assert nothing.select("action", "text", "until").null_count().row(0) == (3, 3, 3)
    assert "text" not in vc.due_actions(table, regulation=GAS, on=D(2025, 9, 10)).column_names


def test_no_text_is_sent_that_says_another_day() -> None:
    """D7: the SMS of the order says until the 29th; a regulation that says otherwise has no text here."""
    table = pl.DataFrame({"month": ["2025-09"]})
    consent = {**GAS.as_dict()["consent"], "last_day": {"day": 20, "if_missing": "last_day_of_month"}}
    changed = [GAS.replace(consent=consent), GAS.replace(helpline="1414"), GAS.replace(consent=None)]
    for regulation in changed:
        with refused("unknown_value", "language", match="text of your own"):
            vc.due_actions(table, regulation=regulation, on=D(2025, 9, 10), language="ru")
    assert len(vc.due_actions(table, regulation=GAS.replace(window=(1, 29)), on=D(2025, 9, 10), language="ru")) == 1


def test_the_day_of_what_is_due_is_a_date() -> None:
    with refused("not_a_date", "on"):
        vc.due_actions(pl.DataFrame({"month": ["2025-09"]}), regulation=GAS, on=datetime.datetime(2025, 9, 1))
