"""D5, D9, D10, D12: what an analyst expects and finds: checks, words, a regulation a month, which column is which."""

from __future__ import annotations

import io
import random
from collections import Counter
from collections.abc import Callable
from typing import Any, get_args

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from common import DATE as D
from common import END, refused
from common import GAS_2024 as EARLIER
from common import GAS_2025 as GAS

import voucher_core as vc
from voucher_core import _template


def fault(kind: Callable[[str], object], text: str | None) -> tuple[str | None, object]:
    """The code of what is wrong, and the value where nothing is."""
    try:
        return None, None if text is None else kind(text)
    except vc.VoucherError as error:
        return error.code, None


def test_d5_identifiers_are_checked_as_the_classes_check_them() -> None:
    """Each cell's code, and whether its value stands again in any spelling; over batches, layouts and libraries."""
    rng = random.Random(5)
    texts = {
        "ИИН": [None, "990101600002", "990101600003", "99010160000x", "111111111111", "", " 990101600002", "9" * 11, "850203300011"],
        "телефон": [None, "87012345678", "+7 701 234-56-78", "7012345678", "8701", "+77271234567", "x", ""],
        "счёт": [None, "a-1", " A-1", "0012345", "12345", "", "лс1", "0" * 33, "abc"],
    }  # fmt: skip
    kinds: dict[str, type] = {"ИИН": vc.Iin, "телефон": vc.Phone, "счёт": vc.Account}
    people = pl.DataFrame({name: [rng.choice(cells) for _ in range(3000)] for name, cells in texts.items()})
    answer = pl.DataFrame(vc.check(people, iin="ИИН", phone="телефон", account="счёт"))
    assert answer.columns == [f"{kind}_{said}" for kind in ("iin", "phone", "account") for said in ("code", "repeated")]
    for name, kind in kinds.items():
        said = [fault(kind, text) for text in people[name]]
        times = Counter(value for _, value in said)
        assert answer[f"{kind.__name__.lower()}_code"].to_list() == [code for code, _ in said]
        repeated = [None if value is None else times[value] > 1 for _, value in said]
        assert answer[f"{kind.__name__.lower()}_repeated"].to_list() == repeated
    same: list[Any] = [
        people.to_arrow(),
        pa.Table.from_batches(people.to_arrow().to_batches(max_chunksize=7)),
        people.to_pandas(),
        duckdb.sql("select * from people"),
        people.with_columns(pl.all().cast(pl.Categorical)),
        people.to_arrow().slice(0, 0),
    ]
    for each in same:
        found = pl.DataFrame(vc.check(each, iin="ИИН", phone="телефон", account="счёт"))
        assert found.equals(answer.head(found.height)) and found.height in (0, 3000)


def test_d5_what_stands_once_is_not_repeated_and_nothing_shows_it() -> None:
    table = pl.DataFrame({"id": [1, 2, 3], "iin": ["990101600002", "850203300011", None]})
    answer = vc.check(table, iin="iin", keep=["id", "iin"], prefix="of_")
    assert pl.DataFrame(answer).drop("id", "iin").rows() == [(None, False), ("iin_control_digit", None), (None, None)]
    for shown in (str(answer), repr(answer), answer._repr_html_()):
        assert "990101" not in shown
    assert str(answer).split("\n")[3:] == ["of_iin_code | iin_control_digit: 1, null: 2", "of_iin_repeated | false: 1, null: 2"]


@pytest.mark.parametrize(
    ("named", "code", "field"),
    [
        ({}, "missing_field", None),
        ({"iin": "ИИН"}, "missing_column", "ИИН"),
        ({"phone": "number"}, "not_text", "number"),
        ({"account": "twice"}, "duplicate_column", "twice"),
        ({"iin": 5}, "not_text", "iin"),
        ({"iin": "iin", "keep": ["iin_code"]}, "duplicate_column", "iin_code"),
    ],
)
def test_d5_what_is_no_column_of_identifiers(named: dict[str, Any], code: str, field: str | None) -> None:
    cells = [pa.array([87012345678]), pa.array(["1"]), pa.array(["1"]), pa.array(["1"]), pa.array(["1"])]
    table = pa.Table.from_arrays(cells, names=["number", "twice", "twice", "iin", "iin_code"])
    with refused(code, field) as caught:
        vc.check(table, **named)
    assert "8701" not in str(caught.value)


PEOPLE = pl.DataFrame(
    {
        "month": ["2025-09", "2025-09", "сентябрь", "2025-09"],
        "region": ["71", "10", "71", "Нет"],
        "asked_on": [D(2025, 9, 2), None, None, None],
        "answered_on": [D(2025, 9, 5), None, None, None],
        "answer": ["agree", None, None, None],
        "entered_on": [D(2025, 9, 10), None, None, None],
        "account": ["0012345", None, None, None],
    }
)


@pytest.mark.parametrize("language", vc.Language)
def test_d9_an_answer_in_words(language: vc.Language) -> None:
    """N36: beside each code its text, of the lists themselves; null stays null."""
    answer = pl.DataFrame(vc.review(PEOPLE, regulation=GAS, as_of=END, language=language, prefix="gas_"))
    answer = answer.rename(lambda name: name.removeprefix("gas_"))
    assert answer.columns[-4:] == ["stage_text", "reasons_text", "next_text", "code_text"]
    plain = pl.DataFrame(vc.review(PEOPLE, regulation=GAS, as_of=END))
    assert answer[plain.columns].equals(plain)
    lists = pl.DataFrame(vc.refusal_lists(answer["refusals"], language=language))
    reasons = [None if codes is None else [vc.Refusal(code).text(language) for code in codes] for codes in lists["reasons"]]
    assert answer["reasons_text"].to_list() == lists["reasons_text"].to_list() == reasons
    assert reasons[1] and reasons[2:] == [None, None]
    for stage, text in answer.select("stage", "stage_text").iter_rows():
        assert text == (stage and vc.Stage(stage).text(language))
    for step, text in answer.select("next", "next_text").iter_rows():
        assert text == (step and vc.Step(step).text(language))
    assert answer["code_text"].to_list() == [code and vc.error_text(code, language) for code in answer["code"]]
    assert answer["code"].to_list() == [None, None, "not_a_month", "unknown_region"]


def test_d9_words_of_what_was_asked_for() -> None:
    """Only beside codes that are among the outputs; `outputs` alone has no words."""

    def columns(**how: Any) -> list[str]:
        return vc.review(PEOPLE, regulation=GAS, as_of=END, **how).column_names

    assert columns(outputs=["stage", "activated"], language="ru") == ["stage", "activated", "stage_text"]
    assert columns(outputs=["reasons"], language="kk") == ["reasons", "reasons_text"]
    assert columns(outputs=["refusals", "reasons", "code"], language="kk")[3:] == ["reasons_text", "code_text"]
    assert columns(outputs=["status"], language="en") == ["status"]
    assert not any("text" in name for name in columns())
    with refused("unknown_value", "language", match="kk, ru, en"):
        columns(language="kz")


def test_d10_each_row_under_the_regulation_of_its_month() -> None:
    """N6, N8: as the rows of each month alone under its regulation; a month of none under the first, outside the pilot."""
    rng = random.Random(10)
    firsts = [D(2025, 1, 1), D(2025, 4, 1), D(2025, 6, 1), D(2025, 8, 1), D(2025, 9, 1), D(2026, 2, 1)]
    months = [rng.choice(firsts) for _ in range(4000)]
    table = pl.DataFrame(
        {
            "id": range(4000),
            "month": months,
            "region": [rng.choice(["71", "79", "27", "10", "Нет"]) for _ in months],
            "listed_on": months,
            "asked_on": [rng.choice([None, first.replace(day=3)]) for first in months],
            "answered_on": [first.replace(day=5) for first in months],
            "answer": "agree",
            "entered_on": [rng.choice([None, first.replace(day=rng.randint(6, 28))]) for first in months],
            "account": [str(rng.randrange(300)) for _ in months],
        }
    )
    own = {day: EARLIER if vc.Month.of(day) in EARLIER.months() or day.month == 6 else GAS for day in firsts}

    def ask(rows: pl.DataFrame, rules: vc.Regulation | list[vc.Regulation], **how: Any) -> pl.DataFrame:
        answer = vc.review(rows, regulation=rules, as_of=D(2026, 2, 20), outputs=_OUTPUTS, keep=["id"], **how)
        return pl.DataFrame(answer).with_columns(pl.col(pl.Categorical).cast(pl.String)).sort("id")

    alone = [ask(table.filter(month=day), rules) for day, rules in own.items()]
    expected = pl.concat(alone).sort("id")
    for threads in (1, 3):
        assert ask(table, [EARLIER, GAS], threads=threads).equals(expected)
        assert ask(table, [GAS, EARLIER], threads=threads).equals(expected)
    assert len({tuple(sorted(set(each["stage"].drop_nulls()))) for each in alone}) > 2
    june = expected.filter(table["month"] == D(2025, 6, 1))["reasons"].drop_nulls()
    assert june.len() and june.list.contains("outside_pilot").all()
    assert ask(table, [GAS]).equals(ask(table, GAS))


_OUTPUTS: list[Any] = ["stage", "activated", "refusals", "reasons", "earliest", "next", "status", "code", "field"]


def test_d10_no_month_has_two_regulations() -> None:
    """N6: neither a day nor a month may be of two; and a list of none names nothing."""
    half = GAS.replace(id="half", period=(D(2026, 6, 16), D(2026, 12, 31)))
    first = GAS.replace(id="first", period=(D(2025, 8, 28), D(2026, 6, 15)))
    for rules, code, said in [
        ([GAS, GAS], "regulations_overlap", "one day"),
        ([half, first], "regulations_overlap", "2026-06"),
        ([], "missing_field", "no regulation"),
        (["gas-2025-08"], "unsupported_type", "str came"),
        ("gas-2025-08", "unsupported_type", "str came"),
        (None, "unsupported_type", "NoneType came"),
    ]:
        with refused(code, "regulation", match=said):
            vc.review(PEOPLE, regulation=rules, as_of=END)  # type: ignore[arg-type]


@pytest.mark.parametrize("question", get_args(_template.TemplateOf))
def test_d12_a_template_goes_back_in(question: Any) -> None:
    """Its example is read by `prepare` without a finding, and answered by the question."""
    template = vc.template(question)
    read = template.csv.split("\n")[0].split(",")
    ask: dict[str, Any] = {
        "review": lambda table: vc.review(table, regulation=GAS, as_of=END, require=read),
        "due_actions": lambda table: vc.due_actions(table, regulation=GAS, on=D(2025, 9, 2), require=read),
        "potential_recipients": lambda table: vc.potential_recipients(table, regulation=GAS, require=read),
    }
    file = io.BytesIO(template.csv.encode())
    frames = [pl.read_csv(file, infer_schema=False), pd.read_csv(io.BytesIO(file.getvalue()), dtype=str, keep_default_na=False)]
    for frame in frames:
        ready, report = vc.prepare(frame)
        assert (report.bad_rows, report.findings, report.unread, list(report.columns)) == (0, (), (), read)
        assert pl.DataFrame(ready).equals(pl.DataFrame(template.table))
    answer = pl.DataFrame(ask[question](template.table))
    assert answer["status"].to_list() == ["ok"]
    assert question != "review" or answer["activated"].to_list() == [True]
    assert set(read) <= set(template.columns) and all(name in str(template) for name in template.columns)


def test_d12_each_column_has_its_meaning() -> None:
    """Those of the help, which are those that a question reads."""
    columns = vc.template().columns
    assert all(means == " ".join(means.split()) for means in columns.values())
    assert set(columns) == {*_template.EXAMPLE, "assisted_from", "assisted_until", "person", "unread", "as_of"}
    assert columns["reminded_on"] == columns["asked_on"] and columns["month"].startswith("date32, any day of it")
    assert list(vc.template("potential_recipients").columns)[-4:] == ["listed_on", "iin", "person", "unread"]
    everything = pl.DataFrame(vc.template().table).with_columns(person=pl.lit(1))
    assert set(vc.review(everything, regulation=GAS, as_of=END).columns_read) == set(everything.columns)
    with refused("unknown_value", match="review, due_actions, potential_recipients"):
        vc.template("receipts")  # type: ignore[arg-type]
