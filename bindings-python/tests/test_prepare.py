"""`prepare`: what people and spreadsheets write, cell by cell; what is open stays open."""

from __future__ import annotations

import datetime
import io
import pickle

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from common import DATE, GAS_2025, PHONE, refused

import voucher_core as vc

MONTH = "2025-09"


def prepared(
    column: str, cells: object, **arguments: object
) -> tuple[list[object], list[tuple[str, str | None]]]:
    """What becomes of the cells of a column, and the code and value of each finding."""
    array = cells if isinstance(cells, (pa.Array, pa.ChunkedArray)) else pa.array(cells)
    if column != "month":
        arguments = {"month": MONTH} | arguments
    table, report = vc.prepare(pa.table({column: array}), **arguments)
    assert report.columns == {column: column} and report.rows == len(array)
    return pa.table(table)[column].to_pylist(), [(finding.code, finding.value) for finding in report.findings]


DAY = DATE(2025, 9, 5)


@pytest.mark.parametrize(
    ("column", "value", "texts"),
    [
        ("listed_on", DAY, "05.09.2025|5.9.2025| 05.09.2025 |2025-09-05|2025.09.05|2025/09/05|05.09.2025 14:30"),
        ("listed_on", DAY, "05.09.2025 23:59:59|2025-09-05 00:00:00|2025-09-05T00:00:00.000"),
        ("listed_on", DAY, "2025-09-05T00:00:00+05:00|2025-09-04T20:00:00Z"),
        ("month", DATE(2025, 9, 1), "2025-09|09.2025|9.2025|09/2025|Сентябрь 2025|сентября 2025 г.|қыркүйек 2025 ж."),
        ("month", DATE(2025, 9, 1), "2025 сентябрь|30.09.2025"),
        ("housing", True, "да|ДА| иә |yes|true|1"),
        ("housing", False, "нет|Жоқ|no|False|0"),
        ("account_exists", None, "| |\u00a0"),
        ("answer", True, "agree|Согласна|да|иә|true"),
        ("answer", False, "refuse|отказ|нет|жоқ|Не согласен"),
        ("region", 79, "г. Шымкент|790000000|kz-79|79"),
        ("region", None, ""),
    ],
)
def test_what_a_text_means(column, value, texts):
    cells = texts.split("|")
    assert prepared(column, [*cells, None]) == ([value] * len(cells) + [None], [])


@pytest.mark.parametrize(
    ("column", "code", "texts"),
    [
        ("listed_on", "ambiguous_date", "05/09/2025|05-09-2025|05.09.25"),
        ("listed_on", "no_such_day", "31.09.2025|09.25.2025|29.02.2025|0.9.2025"),
        ("listed_on", "not_a_date", "сентябрь|2025-09|05.09|5.9.2025.|05.09.2025 вечером|05.09.2025 24:00"),
        ("listed_on", "not_a_date", "05.09.2025 23:60|05.09.2025 23:59:60|05-09.2025|+5.09.2025|05.09.02025|٠٥.٠٩.٢٠٢٥"),
        ("month", "not_a_month", "13.2025|сентябрь|09.25|сентябрь 25|2025"),
        ("month", "ambiguous_date", "01/02/2025"),
        ("housing", "not_a_boolean", "+|2"),
        # Which number says yes is the regulation's, so neither 1 nor a code is taken.
        ("answer", "unknown_value", "1|21*1|0"),
        ("region", "ambiguous_region", "ЮКО"),
        ("region", "unknown_region", "Нигде"),
    ],
)
def test_what_is_none_or_more_than_one(column, code, texts):
    cells = texts.split("|")
    values, findings = prepared(column, cells)
    assert values == [None] * len(cells) and [found for found, _ in findings] == [code] * len(cells)
    assert column == "listed_on" or [text for _, text in findings] == cells


def test_the_order_of_day_and_month_is_plain_or_said():
    open_dates = ["05/09/2025", "05-09-2025", "05.09.25"]
    assert prepared("asked_on", open_dates, day_first=True) == ([DAY] * 3, [])
    assert prepared("asked_on", open_dates, day_first=False) == ([DATE(2025, 5, 9)] * 3, [])
    plain, days = ["13/09/2025", "09/13/2025", "09/09/2025"], (13, 13, 9)
    assert prepared("asked_on", plain)[0] == [DATE(2025, 9, day) for day in days]


@pytest.mark.parametrize(
    "cells",
    [
        pa.array([DAY]),
        *(pa.array([datetime.datetime(2025, 9, 5, 23, 59)], pa.timestamp(unit)) for unit in ("ms", "us", "ns")),
        pa.array([datetime.datetime(2025, 9, 5)], pa.timestamp("s")),
        pa.array([DAY], pa.date64()),
        *(pa.array(["05.09.2025"], type_) for type_ in (pa.large_string(), pa.string_view())),
        pa.array(["05.09.2025"]).dictionary_encode(),
    ],
    ids=lambda cells: str(cells.type)[:20],
)
def test_dates_of_every_type(cells):
    """Also a moment before 1970 belongs to its day."""
    assert prepared("entered_on", cells) == ([DAY], [])
    assert prepared("month", cells) == ([DATE(2025, 9, 1)], [])
    moment = pa.array([datetime.datetime(1969, 12, 31, 23)], pa.timestamp("us"))
    assert prepared("listed_on", moment)[0] == [DATE(1969, 12, 31)]


def test_yes_and_no_as_numbers_and_flags():
    assert prepared("housing", [1, 0, None]) == ([True, False, None], [])
    assert prepared("housing", [1.0, None, 0.0])[0] == [True, None, False]
    assert prepared("housing", [True, None])[0] == [True, None]


def test_what_a_text_is_said_to_mean():
    meant = {"answer": {"21*1": "agree", "21*2": "refuse", "-": None, "х": False}}
    assert prepared("answer", ["21*1", " 21*2", "-", "х"], values=meant) == ([True, False, None, False], [])


@pytest.mark.parametrize("type_", [pa.int8(), pa.int64(), pa.uint16(), pa.float32(), pa.float64()])
def test_regions_as_numbers(type_):
    unknown = [("unknown_region", None)]
    assert prepared("region", pa.array([71, None, 12], type_)) == ([71, None, None], unknown)
    assert type_.bit_width < 64 or prepared("region", pa.array([790000000, 71], type_))[0] == [79, 71]
    assert not pa.types.is_floating(type_) or prepared("region", pa.array([71.5], type_))[1] == unknown


def test_many_texts_of_all_lengths_are_each_read_as_alone():
    """A text that takes the place of another in the memory of what was read is not taken for it."""
    dice = np.random.default_rng(3)
    stems = ["да", "нет", "05.09.2025", "6.9.2025", "2025-09-07", "1", "", "г. Шымкент", "Восточно-Казахстанская область"]
    texts = [f"{dice.choice(stems)}{' ' * dice.integers(0, 40)}" for _ in range(5_000)]
    texts += [f"{day:02}.{month:02}.{year}" for year in (2024, 2025) for month in range(1, 13) for day in range(1, 32)]
    for column in ("listed_on", "housing", "region"):
        alone = {text: prepared(column, [text])[0][0] for text in dict.fromkeys(texts)}
        shuffled = list(dice.permutation(texts * 2))
        assert prepared(column, shuffled)[0] == [alone[text] for text in shuffled]


def test_blank_cells():
    cells = ["0012345", "", "  ", None, " 77 "]
    assert prepared("account", cells)[0] == ["0012345", None, None, None, " 77 "]
    cells = ["-", "NULL", "05.09.2025"]
    assert prepared("listed_on", cells, blanks=["-", "NULL"]) == ([None, None, DAY], [])
    assert prepared("account", ["-", "1"], blanks=["-"]) == ([None, "1"], [])
    for type_ in (pa.large_string(), pa.string_view(), pa.dictionary(pa.int32(), pa.string())):
        assert prepared("account", pa.array(["1", "", "2"]).cast(type_))[0] == ["1", None, "2"]
    assert prepared("account", pa.nulls(2))[0] == [None, None]


def test_n34_no_value_of_a_person_is_told():
    """Nor from a column that it does not belong to."""
    for text in ["990101600003", PHONE, "8 701 234-56-78", "0012345"]:
        for column in ("region", "listed_on", "answer"):
            _, findings = prepared(column, [text])
            assert not any(digit in str(findings) for digit in "0123456789")


def test_texts_mean_the_same_in_every_column_and_as_numbers():
    """A text that means an empty cell, or another one, does so where it would pass and where it came as a number."""
    for cells in (["2", "9", "1"], [2, 9, 1]):
        housing = prepared("housing", cells, values={"housing": {"2": True}}, blanks=["9"])
        assert housing == ([True, None, True], [])
    nobody = prepared("account", ["0", "нет", "7"], blanks=["0"], values={"account": {"нет": None}})
    assert nobody == ([None, None, "7"], [])
    assert prepared("account", ["старый", "7"], values={"account": {"старый": "0012345"}}) == (["0012345", "7"], [])
    assert prepared("account", pa.array([0, 7], pa.uint64()), blanks=["0"]) == ([None, 7], [])
    assert prepared("iin", ["990101600002", "990101600012"], blanks=["990101600002"])[0] == [None, "990101600012"]
    assert prepared("person", ["x", "", "-"], blanks=["-"]) == (["x", None, None], [])
    assert prepared("person", [7, 0], blanks=["0"]) == ([7, None], [])


def test_what_could_not_be_read_stays_so():
    """A table that was made ready already keeps its faults: a cell that is null since means nothing generous."""
    first, _ = vc.prepare(pa.table({"asked_on": ["31.09.2025", "05.09.2025"], "region": ["71", "?"]}), month=MONTH)
    again, report = vc.prepare(first)
    assert pa.table(again).to_pylist() == pa.table(first).to_pylist() and report.bad_rows == 2 and report.unread == ()
    assert [(finding.column, finding.code, finding.rows) for finding in report.findings] == [
        ("region", "unknown_region", 1),
        ("asked_on", "no_such_day", 1),
    ]
    other = pa.table({"unread": [1], "month": [MONTH]})
    assert vc.prepare(other)[1].unread == ("unread",)


def test_a_column_that_cannot_be_read_is_there_and_empty():
    """So that the answer is the fault of each row, and no complaint of a column that is missing."""
    zoned = pa.array([datetime.datetime(2025, 9, 1, tzinfo=datetime.UTC)])
    for cells, field in (
        ({"month": zoned}, "month"),
        ({"month": [MONTH], "answered_on": zoned, "answer": ["agree"]}, "answered_on"),
        ({"month": [MONTH], "region": zoned}, "region"),
        ({"month": [MONTH], "entered_on": [DAY], "account": [1.5]}, "account"),
    ):
        ready, _ = vc.prepare(pa.table(cells))
        assert pa.table(ready).column_names == [*cells, "unread"]
        answer = pa.table(vc.review(ready, regulation=GAS_2025, as_of=DATE(2025, 9, 30), outputs=["code", "field"]))
        code = "not_text" if field == "account" else "unsupported_type"
        assert answer.to_pylist() == [{"code": code, "field": field}]


def test_who_stands_twice_is_found_after_it_was_made_ready():
    """`person` passes as it came, and a blank text is nobody."""
    rows = {"person": ["x", "x ", " ", "", None], "month": [MONTH] * 5}
    for table in (pa.table(rows), vc.prepare(pa.table(rows))[0]):
        answer = pa.table(vc.review(table, regulation=GAS_2025, as_of=DATE(2025, 9, 30), outputs=["code"]))
        assert answer["code"].to_pylist() == ["duplicate_person"] * 2 + [None] * 3


def test_review_says_what_could_not_be_read():
    table = pa.table({"region": ["71", "Нигде", "79"], "asked_on": ["01.09.2025", "?", "31.09.2025"]})
    ready, _ = vc.prepare(table, month=MONTH)
    for answer in (
        vc.review(ready, regulation=GAS_2025, as_of=DATE(2025, 9, 30)),
        vc.potential_recipients(ready, regulation=GAS_2025),
        vc.due_actions(ready, regulation=GAS_2025, on=DATE(2025, 9, 30)),
    ):
        answer = pa.table(answer)
        assert answer["code"].to_pylist() == [None, "unknown_region", "no_such_day"]
        assert answer["field"].to_pylist() == [None, "region", "asked_on"]
    with pytest.raises(vc.RowErrors, match="2 bad rows: region unknown_region 1, asked_on no_such_day 1"):
        vc.prepare(table, month=MONTH, strict=True)


DIRT = {
    ("region", "unknown_region"): "Россия",
    ("region", "ambiguous_region"): "ЮКО",
    ("listed_on", "no_such_day"): "31.09.2025",
    ("listed_on", "ambiguous_date"): "02/09/2025",
    ("asked_on", "not_a_date"): "45902",
    ("answer", "unknown_value"): "21*1",
    ("housing", "not_a_boolean"): "?",
    ("account", "account_character"): "12_345",
    ("account", "account_no_digit"): "n/a",
    ("iin", "iin_control_digit"): "990101600003",
    ("phone", "phone_length"): "+7701",
}
"""A text of each kind of dirt."""


@pytest.mark.parametrize(
    "read",
    [
        lambda file: pl.read_csv(file, separator=";", infer_schema=False),
        lambda file: pd.read_csv(file, sep=";", dtype=str, keep_default_na=False),
    ],
    ids=["polars", "pandas"],
)
def test_the_report_and_the_review_say_the_same_of_a_dirty_file(read):
    """A row of each kind of dirt: its column and code, and its text unless it may be a person's (N34)."""
    clean = dict.fromkeys(("answered_on", *(column for column, _ in DIRT)), "") | {"region": "71", "housing": "да"}
    lines = [{**clean, column: text}.values() for (column, _), text in DIRT.items()]
    file = io.BytesIO("\n".join(map(";".join, [clean, *lines])).encode())
    ready, report = vc.prepare(read(file), month=MONTH)
    assert report.counts() == dict.fromkeys(DIRT, 1)
    values = {**DIRT, ("asked_on", "not_a_date"): "#####"}
    values |= {kind: None for kind in DIRT if kind[0] in ("account", "iin", "phone")}
    assert {(finding.column, finding.code): finding.value for finding in report.findings} == values
    assert not any(text in str(report) for kind, text in DIRT.items() if values[kind] is None)
    answers = pa.table(vc.review(ready, regulation=GAS_2025, as_of=DATE(2025, 9, 30), outputs=["field", "code"]))
    # Who it is is no matter of `review`, so such rows are not lost.
    assert [(row["field"], row["code"]) for row in answers.to_pylist()] == [*DIRT][:-2] + [(None, None)] * 2


def test_a_type_that_cannot_be_read_makes_every_row_bad():
    """Never null in silence: an absent column is generous."""
    table = pa.table({"listed_on": [45905, 45906], "account": [12345, 678], "region": ["71", "?"]})
    ready, report = vc.prepare(table, month=MONTH)
    assert [(finding.column, finding.code, finding.value, finding.rows) for finding in report.findings] == [
        ("region", "unknown_region", "?", 1),
        ("listed_on", "unsupported_type", "int64", 2),
        ("account", "not_text", "int64", 2),
    ]
    answer = pa.table(vc.review(ready, regulation=GAS_2025, as_of=DATE(2025, 9, 30)))
    assert answer["status"].to_pylist() == ["error"] * 2
    zoned = pa.array([datetime.datetime(2025, 9, 5, tzinfo=datetime.UTC)])
    _, report = vc.prepare(pa.table({"listed_on": zoned}), month=MONTH)
    assert report.bad_rows == 1


def test_columns_are_named_and_never_guessed():
    table = pa.table({"Область": ["71"], "region ": ["79"], "примечание": ["x"]})
    with pytest.warns(vc.ColumnWarning, match="nearly region"):
        _, report = vc.prepare(table, month=MONTH)
    assert report.columns == {} and report.near_misses == {"region ": "region"}
    assert report.unread == ("Область", "примечание")
    assert "not read: 'region ' is nearly region\nnot read: 'Область', 'примечание'" in str(report)
    with refused("misspelt_column", "region "):
        vc.prepare(table, month=MONTH, strict=True)
    _, report = vc.prepare(table, month=MONTH, columns={"Область": "region"})
    assert report.columns == {"region": "Область"} and report.near_misses == {}
    # A column that is given another meaning has no longer its own.
    swapped = pa.table({"region": ["да"], "housing": ["71"]})
    ready, _ = vc.prepare(swapped, month=MONTH, columns={"region": "housing", "housing": "region"})
    assert pa.table(ready).select(["region", "housing"]).to_pylist() == [{"region": 71, "housing": True}]


def test_errors_of_a_call():
    table = pa.table({"Область": ["71"], "region": ["79"], "Month": ["x"]})
    with refused("missing_column", "month") as caught:
        vc.prepare(table)
    assert '"2025-09"' in str(caught.value) and "Month" in str(caught.value)
    with refused("missing_column", "Район") as caught:
        vc.prepare(table, month=MONTH, columns={"Район": "housing", "Дом": "account"})
    assert "Дом" in str(caught.value) and "Область" in str(caught.value)
    for code, field, arguments in [
        ("duplicate_column", "region", {"columns": {"Область": "region"}}),
        ("unknown_field", "columns", {"columns": {"Область": "oblast"}}),
        ("unknown_field", "values", {"values": {"oblast": {}, "x": {"y": "z"}}}),
        ("excluded_column", "month", {"table": pa.table({"month": [MONTH]})}),
        ("not_a_month", "month", {"month": "2025-13"}),
        *(("not_text", "blanks", {"blanks": blanks}) for blanks in ("-", 1, [1])),
        *(("not_text", "columns", {"columns": odd}) for odd in ("region", {1: "region"}, [("Область", "region")])),
        *(("not_text", "values", {"values": odd}) for odd in ({"answer": 1}, {"answer": {1: "agree"}}, "answer")),
        ("not_text", None, {"values": {"answer": {"да": 1}}}),
        ("not_text", None, {"columns": {"Область": 1}}),
        ("not_a_boolean", "day_first", {"day_first": "yes"}),
        ("not_arrow", None, {"table": [1]}),
        ("not_a_table", None, {"table": pa.array(["71"])}),
    ]:
        with refused(code, field):
            vc.prepare(**{"table": table, "month": MONTH} | arguments)


def test_batches_views_and_frames():
    whole = pa.table({"region": ["71", "?", "79", "ВКО"], "account": ["1", "", "x", "4"]})
    batches = whole.to_batches(max_chunksize=1)
    reader = pa.RecordBatchReader.from_batches(whole.schema, batches)
    expected, report = vc.prepare(whole, month=MONTH)
    for other in (
        reader,
        pl.DataFrame(whole),
        whole.to_pandas(),
        pl.DataFrame(whole).with_columns(pl.col("region").cast(pl.Categorical)),
    ):
        ready, again = vc.prepare(other, month=MONTH)
        assert pa.table(ready).to_pylist() == pa.table(expected).to_pylist()
        assert again == report
    ready, report = vc.prepare(whole.slice(1, 2), month=MONTH)
    assert pa.table(ready)["region"].to_pylist() == [None, 79]
    assert [finding.first_row for finding in report.findings] == [0, 1]
    ready, report = vc.prepare(whole.slice(0, 0), month=MONTH)
    assert len(ready) == report.rows == 0 and ready.column_names == ["month", "region", "account", "unread"]


def test_a_report_is_a_value():
    _, report = vc.prepare(pd.DataFrame({"region": ["?", "?", "!"]}), month=MONTH)
    assert pickle.loads(pickle.dumps(report)) == report
    assert [str(finding) for finding in report.findings] == [
        "region: unknown_region '?', 2 rows, the first is row 0",
        "region: unknown_region '!', 1 row, the first is row 2",
    ]
    assert report.counts() == {("region", "unknown_region"): 3}
    assert str(report).splitlines()[0] == "3 rows, 3 of them bad"
    assert str(vc.prepare(pd.DataFrame({"region": ["71"]}), month=MONTH)[1]).startswith("1 row, 0 of them bad\n")


def test_a_thousand_different_texts_are_told_apart_and_the_rest_is_counted():
    texts = [f"а{chr(0x4E00 + number)}" for number in range(1_500)]
    _, report = vc.prepare(pa.table({"answer": texts}), month=MONTH)
    assert len(report.findings) == 1_001
    assert report.findings[0].value is None and report.findings[0].rows == 500
    long = "я" * 100
    _, report = vc.prepare(pa.table({"answer": [long]}), month=MONTH)
    assert report.findings[0].value == "я" * 60 + "…"


def test_columns_are_kept_through_both_calls() -> None:
    """A3: the number of a row in the file stands beside the answer."""
    file = pl.DataFrame({"№": [7, 9], "Область": ["г. Шымкент", "Россия"], "month": ["2025-09"] * 2})
    ready, report = vc.prepare(file, columns={"Область": "region"}, keep=["№", "Область"])
    assert ready.column_names == ["№", "Область", "month", "region", "unread"]
    answer = pl.DataFrame(vc.review(ready, regulation=vc.Regulation.gas_2025_08(), as_of=datetime.date(2025, 9, 30), keep=["№"]))
    assert answer.select("№", "status").rows() == [(7, "ok"), (9, "error")]
    assert pl.DataFrame(ready)["Область"].to_list() == file["Область"].to_list()
    look = ready._repr_html_()
    assert report.bad_rows == 1 and ">79<" in look and ">7<" not in look, "a region is shown, a column of the file is not"
    for odd, code in (("month", "duplicate_column"), ("nothing", "missing_column")):
        with refused(code):
            vc.prepare(file, keep=[odd])


def test_half_floats_make_every_row_bad() -> None:
    """A column of a type that cannot be read makes every row bad; 16 bits are no type of a file's numbers."""
    halves = pa.array(np.array([1, 7], np.float16))
    ready, report = vc.prepare(pa.table({"month": ["2025-09"] * 2, "account_exists": halves}))
    assert pa.table(ready)["unread"].to_pylist() == ["account_exists: unsupported_type"] * 2
    assert report.bad_rows == 2
