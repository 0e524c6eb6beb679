"""A4, A7, A8, B4: a row explained as a dated trail, and a person who stands twice."""

from __future__ import annotations

import datetime
import pickle
import re
from collections import Counter

import polars as pl
import pytest
from common import ALL_KNOWN, END, refused
from common import DATE as D
from common import GAS_2025 as GAS
from tables import september

import voucher_core as vc

TRIED: dict[str, object] = {
    "month": "2025-09", "listed_on": D(2025, 9, 1), "asked_on": D(2025, 9, 1), "answered_on": D(2025, 9, 2),
    "answer": "agree", "entered_on": D(2025, 9, 8), "account": "0012345",
}  # fmt: skip
NEIGHBOURS = pl.DataFrame([TRIED, {**TRIED, "entered_on": D(2025, 9, 7)}, {**TRIED, "entered_on": None}])
"""The first came a day after the second to the account of both; the third has not tried."""

ENTER = {language: vc.Step.ENTER_ACCOUNT.text(language) for language in vc.Language}


def explain(table: pl.DataFrame, row: int = 0, language: str = "ru", as_of: datetime.date = END) -> list[str]:
    return vc.explain_row(table, row, regulation=GAS, as_of=as_of, language=language).split("\n")


def test_a_neighbour_took_the_account() -> None:
    """A4: the letter says what `review` says, and not that the voucher is activated."""
    assert pl.DataFrame(vc.review(NEIGHBOURS, regulation=GAS, as_of=END))["activated"].to_list() == [False, True, False]
    refused = explain(NEIGHBOURS)
    assert vc.Stage.EXPIRED.text("ru") in refused[0] and vc.Stage.ACTIVATED.text("ru") not in "".join(refused)
    assert refused[4] == f"08.09.2025: Ввод лицевого счёта (не принято). {vc.Refusal.ACCOUNT_ALREADY_USED.text('ru')}"
    assert vc.Stage.ACTIVATED.text("ru") in explain(NEIGHBOURS, 1)[0]
    # An activation of another month takes nothing.
    october = {name: cell.replace(month=10) if isinstance(cell, D) else cell for name, cell in TRIED.items()}
    october |= {"month": "2025-10", "entered_on": D(2025, 10, 7)}
    assert vc.Stage.ACTIVATED.text("ru") in explain(pl.DataFrame([TRIED, october]))[0]
    # Who has not tried yet would be refused on this account, and can still enter another.
    waiting = explain(NEIGHBOURS, 2, as_of=D(2025, 9, 10))
    assert waiting[-3:] == [
        vc.Refusal.ACCOUNT_ALREADY_USED.text("ru"), ENTER[vc.Language.RU],
        "Последний день для активации ваучера: 29.09.2025.",
    ]  # fmt: skip


def test_a_neighbour_came_after_an_entry_that_was_refused() -> None:
    """N22, N36: what the person could enter again is used by now, as `review` says with its later `earliest`."""
    early = NEIGHBOURS.head(2).with_columns(entered_on=pl.Series([D(2025, 9, 6), D(2025, 9, 8)]))
    on = D(2025, 9, 12)
    answer = pl.DataFrame(vc.review(early, regulation=GAS, as_of=on, outputs=["reasons", "earliest"]))
    assert answer.row(0) == (["window_not_open"], D(2025, 10, 7))
    assert vc.Refusal.ACCOUNT_ALREADY_USED.text("ru") in explain(early, as_of=on)
    alone = early.with_columns(account=pl.Series(["1", "2"]))
    assert vc.Refusal.ACCOUNT_ALREADY_USED.text("ru") not in explain(alone, as_of=on)


def test_a_day_beyond_every_calendar_is_refused_by_name() -> None:
    """A4: `review` answers what has long passed, and words need a date."""
    far = NEIGHBOURS.with_columns(as_of=pl.Series([2**31 - 1] * 3, dtype=pl.Int32).cast(pl.Date))
    assert pl.DataFrame(vc.review(far, regulation=GAS))["status"].to_list() == ["ok"] * 3
    with refused("not_a_date", "as_of", vc.VoucherError):
        vc.explain_row(far, 0, regulation=GAS, language="en")


def test_decide_is_told_of_others() -> None:
    """A4: one row does not know who else uses the account; whoever asks can say so."""
    known = {name: cell for name, cell in TRIED.items() if name != "month"}
    alone = vc.decide(GAS, "2025-09", as_of=END, **known)  # type: ignore[arg-type]
    beside = vc.decide(GAS, "2025-09", as_of=END, others_on_account=1, **known)  # type: ignore[arg-type]
    answer = pl.DataFrame(vc.review(NEIGHBOURS, regulation=GAS, as_of=END, outputs=["stage", "reasons", "earliest", "next"]))
    assert (alone.stage, alone.activated) == ("activated", True)
    assert (beside.stage, [*beside.refusals], beside.earliest, beside.next) == answer.row(0)
    assert beside.explain("ru").split("\n") == explain(NEIGHBOURS)
    assert "nobody" not in (vc.decide.__doc__ or "") and "`review` for one row" not in (vc.decide.__doc__ or "")


@pytest.mark.parametrize("language", vc.Language)
def test_nobody_is_asked_for_what_they_cannot_do(language: vc.Language) -> None:
    """A7: outside the pilot, refused, expired, lapsed: no "enter your account", and no other month for another region."""
    stories: list[dict[str, object]] = [
        {**TRIED, "region": "10", "asked_on": None, "answered_on": None, "answer": None, "entered_on": None},
        {**TRIED, "answer": "refuse", "entered_on": None},
        {**TRIED, "entered_on": None},
        {**TRIED, "answered_on": None, "answer": None, "entered_on": None},
    ]
    for story in stories:
        lines = explain(pl.DataFrame([story]), language=language)
        assert ENTER[language] not in lines
        told = [line.split(": ", 1)[-1] for line in lines]
        assert len(set(told)) == len(told)
        other_month = any("2025" in line and "10.2025" in line or "October" in line for line in lines)
        assert other_month == ("region" not in story), lines


def test_each_refusal_has_its_day() -> None:
    """A7: an SMS of the day before listing is refused of that day, not of the day of the question."""
    early = {**TRIED, "listed_on": D(2025, 9, 5), "asked_on": D(2025, 9, 4), "answered_on": None, "answer": None,
             "entered_on": None}  # fmt: skip
    assert explain(pl.DataFrame([early])) == [
        f"30.09.2025: {vc.Stage.LAPSED.text('ru')}",
        f"04.09.2025: SMS с запросом согласия (не принято). {vc.Refusal.NOT_LISTED.text('ru')}",
        "05.09.2025: Внесение в список (принято).",
        "Самая ранняя возможная дата: 07.10.2025.",
    ]
    assert explain(pl.DataFrame([early]), language="en")[1].startswith("4 September 2025: SMS asking for consent (not")


def test_an_activated_person_is_not_told_of_a_reminder() -> None:
    """A7: a refused repeat SMS stands at its day, and nothing is left to do."""
    reminded = {**TRIED, "answered_on": D(2025, 9, 6), "reminded_on": D(2025, 9, 3)}
    lines = explain(pl.DataFrame([reminded]))
    assert vc.Stage.ACTIVATED.text("ru") in lines[0] and lines[3].startswith("03.09.2025: Повторное SMS (не принято).")
    assert lines[-1] == "08.09.2025: Подтверждение активации (принято)."


def test_what_is_left_to_do_has_its_last_day() -> None:
    """A7: to answer until the 29th, to activate from the 7th, each said only while it can be done."""
    asked = {**TRIED, "answered_on": None, "answer": None, "entered_on": None}
    assert explain(pl.DataFrame([asked]), as_of=D(2025, 9, 3))[-1] == "Последний день для ответа: 29.09.2025."
    agreed = pl.DataFrame([{**TRIED, "entered_on": None}])
    assert explain(agreed, as_of=D(2025, 9, 3))[-2:] == [
        "Первый день для активации ваучера: 07.09.2025.", "Последний день для активации ваучера: 29.09.2025.",
    ]  # fmt: skip
    waits = pl.DataFrame([{**TRIED, "account_exists": None}], schema_overrides={"account_exists": pl.Boolean})
    assert explain(waits, as_of=D(2025, 9, 10))[-1] == vc.Step.CHECK_ACCOUNT.text("ru")


def test_every_row_agrees_with_review() -> None:
    """A4, A7: the stage of any row, also of those that share accounts, over batches, with facts cut or not."""
    table = september(120, 7, accounts=12)
    pieces = pl.concat([table[:50], table[50:]], rechunk=False)
    found = Counter[str]()
    for facts in ("all", "known_on_as_of"):
        answers = pl.DataFrame(vc.review(table, regulation=GAS, facts=facts, outputs=["stage", "activated", "reasons", "earliest"]))
        for row, (stage, activated, reasons, earliest) in enumerate(answers.iter_rows()):
            text = vc.explain_row(pieces, row, regulation=GAS, language="en", facts=facts)
            as_of = table["as_of"][row]
            assert text.startswith(f"{as_of.day} September 2025: {vc.Stage(stage).text('en')}")
            refused = vc.Refusal.ACCOUNT_ALREADY_USED.text("en") in text
            tried = "Entry of the personal account (not accepted" in text
            assert not (activated and refused)
            if tried and refused != ("account_already_used" in reasons):
                # Others came after an entry that was refused for something else.
                assert refused and earliest == D(2025, 10, 7)
            found[facts] += refused
    assert min(found[facts] for facts in ("all", "known_on_as_of")) > 3, found


def test_what_cannot_be_explained() -> None:
    """A4: a row that is not there, and a bad one, whose fault is named."""
    with refused("unknown_value", "row"):
        explain(NEIGHBOURS, 3)
    bad = NEIGHBOURS.with_columns(month=pl.lit("soon"))
    with pytest.raises(vc.RowErrors) as rows:
        explain(bad, 1)
    assert [(row.row, row.field, row.code) for row in rows.value.rows] == [(1, "month", "not_a_month")]


def test_a_person_twice_gets_no_two_vouchers() -> None:
    """A8: each row of the person is bad, whatever names the person, and takes part in nothing."""
    rows = [
        {**TRIED, "iin": "990101600002", "account": "1"},
        {**TRIED, "iin": "990101600302", "account": "2"},
        {**TRIED, "iin": "990101600002", "account": "2", "entered_on": D(2025, 9, 7)},
        {**TRIED, "iin": "990101600002", "month": "2025-10", "listed_on": None, "asked_on": None, "answered_on": None,
         "answer": None, "entered_on": None},
        {**TRIED, "iin": None, "account": "4"},
        {**TRIED, "iin": None, "account": "5"},
    ]  # fmt: skip
    table = pl.DataFrame(rows)
    ids = pl.col("iin").cast(pl.Int64)
    named = [table, table.rename({"iin": "person"}), table.with_columns(ids), table.with_columns(iin=pl.col("iin").cast(pl.Categorical))]
    for people in [*named, pl.concat([table[:2], table[2:]], rechunk=False)]:
        field = "person" if "person" in people.columns else "iin"
        for threads in (1, 3):
            answers = pl.DataFrame(vc.review(people, regulation=GAS, as_of=END, threads=threads))
            assert answers["activated"].to_list() == [None, True, None, False, True, True]
            assert answers.filter(pl.col("code").is_not_null()).select("code", "field").unique().rows() == [
                ("duplicate_person", field)
            ]
        counts = pl.DataFrame(vc.compare(people, [GAS], as_of=END))
        assert counts.filter(pl.col("stage").is_null())["count"].to_list() == [2]
        # The smaller questions too, where a row beyond the first block or batch is bad as well.
        many = pl.concat([*[people.with_columns(pl.lit(None).alias(field))] * 700, people], how="vertical_relaxed")
        sent = pl.DataFrame(vc.due_actions(many, regulation=GAS, on=D(2025, 9, 10), keep=[field]))
        listed = pl.DataFrame(vc.potential_recipients(many, regulation=GAS))
        for answer in (sent, listed):
            bad = answer.with_row_index().filter(pl.col("code") == "duplicate_person")
            assert bad["index"].to_list() == [4200, 4202] and bad["field"].to_list() == [field] * 2
        assert listed["potential_recipient"].tail(6).to_list() == [None, True, None, False, True, True]
    assert [False] * 2 == [bool(n) for n in pl.DataFrame(vc.review(table.drop("iin"), regulation=GAS, as_of=END))["code"].is_not_null()[:2]]


def test_a_decision_keeps_its_days() -> None:
    """A7: a pickle explains as the decision did."""
    decision = vc.decide(GAS, "2025-09", as_of=END, listed_on=D(2025, 9, 1), region="10")
    again = pickle.loads(pickle.dumps(decision))
    assert again == decision and again.explain("kk") == decision.explain("kk")


def test_every_html_has_three_languages() -> None:
    """B4: of previews and decisions, yes, no and cannot tell, with the days of what happened."""
    shown = [
        vc.preview(GAS, "1", D(2025, 9, 29), **ALL_KNOWN)._repr_html_(),
        vc.preview(GAS, "1", END, **ALL_KNOWN)._repr_html_(),
        vc.preview(GAS, "1", D(2025, 9, 29))._repr_html_(),
        vc.decide(GAS, "2025-09", as_of=END, listed_on=D(2025, 9, 1))._repr_html_(),
    ]
    for html in shown:
        heads = re.findall(r"<th[^>]*>(\w+)</th>", html)
        assert heads[-3:] == ["kk", "ru", "en"]
        rows = re.findall(r"<tr>(.*?)</tr>", html.split("<tbody>")[1])
        for row in rows:
            kk, ru, en = re.findall(r"<td[^>]*>(.*?)</td>", row)[-3:]
            assert "" not in (kk, ru, en) and len({kk, ru, en}) == 3
    assert "2025-09-01" in shown[-1] and "Тізімге енгізу" in shown[-1]
