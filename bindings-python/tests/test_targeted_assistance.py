"""Tables of households: equal to the calculator row by row, in both layouts; what is bad is named; regulations compared."""

from __future__ import annotations

import random
import re
from collections import Counter
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import polars as pl
import pyarrow as pa
import pytest
from common import refused
from tables import WHOLE

import voucher_core as vc
from voucher_core import family_card as card
from voucher_core import targeted_assistance as ta

FIGURES: dict[str, Any] = {"line": Decimal("37060"), "mci": Decimal("4325")}
ON = date(2026, 2, 10)

TEXT, FLAG = pl.String, pl.Boolean
INCOME = pl.Struct({"kind": TEXT, "amount": pl.Decimal(14, 2)})
MEMBER = pl.Struct({
    "role": TEXT, "born": pl.Date, "able_bodied": FLAG, "cares_for": TEXT, "registered": FLAG, "absent": FLAG,
    "incomes": pl.List(INCOME),
})  # fmt: skip
EVENT = pl.Struct({"what": TEXT, "on": pl.Date})
SCHEMA = pl.Schema({
    "household": TEXT, "region": TEXT, "registered_on": pl.Date, "status": TEXT, "overlap": FLAG, "survey": TEXT, "need": FLAG,
    "contract": TEXT, "history": pl.List(EVENT), "members": pl.List(MEMBER),
})  # fmt: skip


def answers(table: Any, **how: Any) -> pl.DataFrame:
    """The answers to a table under the published regulation and the usual figures, unless others are given."""
    return pl.DataFrame(ta.assess(table, **{"regulation": "asp-2025-01", **FIGURES, **how}))


def fault_of(table: Any, **how: Any) -> tuple[Any, ...]:
    """The code and the field of the first row of a table without days."""
    return answers(table, on=ON, **how).select("code", "field").row(0)


def made_up(dice: random.Random, number: int) -> dict[str, Any]:
    """A household of which most is known."""

    def some(*values: Any) -> Any:
        return None if dice.random() < 0.03 else dice.choice(values)

    def income() -> dict[str, Any]:
        kind = dice.choice(["wages", "wages", "wages", "rent", "alimony", "housing_assistance", "credit"])
        return {"kind": kind, "amount": Decimal(dice.randrange(0, 30_000_000)) / 100}

    def member(role: str) -> dict[str, Any]:
        years = dice.randrange(0, 9) if role == "child" else dice.randrange(18, 70)
        return {
            "role": role,
            "born": some(date(2026, 2, 10) - timedelta(365 * years + dice.randrange(-2, 367))),
            "able_bodied": some(role != "child", False),
            "cares_for": some("nobody", "young_child", "needs_care"),
            "registered": some(True, True, True, True, True, dice.random() < 0.9),
            "absent": some(False, False, False, dice.random() < 0.3),
            "incomes": some([], [income() for _ in range(dice.randrange(0, 3))]),
        }

    roles = ["applicant"] + [dice.choice(["spouse", "child", "student", "other"]) for _ in range(dice.randrange(0, 6))]
    events = [{"what": "contract_broken", "on": date(2025, 9, dice.randrange(1, 29))}] if dice.random() < 0.1 else []
    return {
        "household": f"H/{number}",
        "region": dice.choice(["10", "71", None]),
        "registered_on": date(2026, 2, 10) + timedelta(dice.randrange(-40, 60)),
        "status": some("citizen", "citizen", "citizen", "kandas", dice.choice(["citizen", "other"])),
        "overlap": some(False, False, False, False, dice.random() < 0.2),
        "survey": some("done", "done", "done", dice.choice(["done", "refused"])),
        "need": some(True, True, True, dice.random() < 0.8),
        "contract": some("signed", "signed", "signed", "refused"),
        "history": some(events),
        "members": [member(role) for role in dice.sample(roles, len(roles))],
    }


@pytest.fixture(scope="module")
def households() -> pl.DataFrame:
    dice = random.Random(17)
    return pl.DataFrame([made_up(dice, number) for number in range(1500)], schema=SCHEMA)


@pytest.fixture(scope="module")
def wanted(households: pl.DataFrame) -> pl.DataFrame:
    return answers(households)


def told(row: dict[str, Any], **figures: Decimal) -> ta.Assess:
    """A row as the calculator is asked."""
    fields = ("status", "overlap", "survey", "need", "contract")
    members = [
        ta.ToldMember(
            member=f"m{place}",
            incomes=None if each["incomes"] is None else tuple(ta.Income(**income) for income in each["incomes"]),
            **{name: each[name] for name in each if name != "incomes"},
        )
        for place, each in enumerate(row["members"])
    ]
    history = None if row["history"] is None else tuple(ta.Event(**event) for event in row["history"])
    return ta.Assess(**{name: row[name] for name in fields}, history=history, household=tuple(members), **figures)


def test_n34_nothing_that_a_family_says_is_shown(households: pl.DataFrame) -> None:
    asked = [told(row) for row in households.head(50).to_dicts()]
    members = [member for each in asked for member in each.household]
    said = [*asked, *members, *(event for each in asked for event in each.history or ())]
    assert {type(each) for each in said} == {ta.Assess, ta.ToldMember, ta.Event}
    assert all(repr(each) == f"{type(each).__name__}(•••)" for each in said)


def is_as_told(given: dict[str, Any], said: Any) -> None:
    """A row of the answer says what the calculator does."""
    if isinstance(said, ta.Refused):
        assert (given["answer"], ta.refusals_of(given["refusals"])) == (None, said.refusals)
        return
    assert given["answer"] == said.answer
    assert set(ta.refusals_of(given["refusals"])) == set(getattr(said, "refusals", ()))
    missing = {fact.what for fact in getattr(said, "missing", ())}
    assert set(ta.missing_of(given["missing"])) == missing
    calculation = said.calculation
    assert (given["line"], given["members"], given["per_capita"], given["kind"]) == (
        calculation.line,
        calculation.members,
        calculation.per_capita,
        calculation.kind,
    )
    months = calculation.months
    assert given["months"] == (None if months is None else [month.total for month in months])
    assert given["base"] == (None if months is None else months[0].base)


REGULATIONS = [
    ta.Regulation("asp-2025-01"),
    ta.Regulation("asp-2025-01", id="long", conditional_months=6, equal_to_line="refused", absent_members="kept"),
    ta.Regulation("asp-2019-04", id="whole", period={"first": "2019-04-01", "last": "2026-03-15"}),
]


@pytest.mark.parametrize("regulation", REGULATIONS, ids=lambda regulation: regulation.id)
def test_t24_each_row_is_what_the_calculator_says(regulation: ta.Regulation, households: pl.DataFrame) -> None:
    calculator = ta.Ledger(regulation)
    rows = answers(households, regulation=regulation).to_dicts()
    for given, row in zip(rows, households.to_dicts(), strict=True):
        assert (given["status"], given["code"], given["field"]) == ("ok", None, None)
        is_as_told(given, calculator.ask(told(row, **FIGURES), on=row["registered_on"]))
    seen = Counter(given["answer"] for given in rows)
    assert min(seen["assigned"], seen["refused"], seen["cannot_tell"]) > 20


def test_figures_may_be_columns(households: pl.DataFrame) -> None:
    few = households.head(40).with_columns(
        pl.Series("minimum", [Decimal(50_000 + 100 * row) for row in range(40)], pl.Decimal(10, 2)),
        median=pl.lit("100000"),
        mci=pl.when(pl.row_index() % 2 == 0).then(pl.lit("4325.5")),
    )
    calculator = ta.Ledger("asp-2025-01")
    for given, row in zip(pl.DataFrame(ta.assess(few, regulation="asp-2025-01")).to_dicts(), few.to_dicts(), strict=True):
        figures = {name: Decimal(row[name]) for name in ("minimum", "median", "mci") if row[name] is not None}
        is_as_told(given, calculator.ask(told(row, **figures), on=row["registered_on"]))
    with refused("excluded_column", "mci"):
        ta.assess(few, regulation="asp-2025-01", mci=Decimal(1))


@pytest.mark.parametrize("shape", ["enums", "slices", "pyarrow"])
def test_layouts_of_arrow_answer_alike(shape: str, households: pl.DataFrame, wanted: pl.DataFrame) -> None:
    table: Any = pa.table(households)
    if shape == "enums":
        roles, status = pl.Enum([role.value for role in ta.Role]), pl.Enum([each.value for each in ta.Status])
        members = pl.col("members").list.eval(
            pl.element().struct.with_fields(pl.field("role").cast(roles), pl.field("cares_for").cast(pl.Categorical))
        )
        table = households.with_columns(pl.col("status").cast(status), members)
    elif shape == "slices":
        table = pl.concat([households[:701], households[701:703], households[703:]], rechunk=False)
    assert answers(table).equals(wanted)
    assert answers(households[33:]).equals(wanted[33:])


@pytest.mark.parametrize("keys", WHOLE, ids=str)
def test_dictionaries_of_codes_answer_as_their_texts(keys: pa.DataType, households: pl.DataFrame) -> None:
    """Also where texts that no row has are no codes, where one is null, and where there are more of them than a byte has values."""
    codes: list[str | None] = [each.value for each in ta.Status]
    most = 127 if keys == pa.int8() else 300
    fillings: list[list[str | None]] = [[], [None], ["tourist"], *([None] * many for many in (248, 249, 250)), ["tourist"] * 250]
    table = pa.table(households)
    place = table.column_names.index("status")
    for used in (households["status"].to_list(), [*households["status"][:-1], "tourist"]):
        said = [None if status is None else (codes.index(status) if status in codes else len(codes)) for status in used]
        as_texts = answers(households.with_columns(status=pl.Series(used, dtype=pl.String)))
        for filling in fillings:
            texts = [*codes, *(["tourist"] if len(codes) in said else []), *filling]
            if len(texts) <= most:
                status = pa.DictionaryArray.from_arrays(pa.array(said, keys), pa.array(texts, pa.string()))
                assert answers(table.set_column(place, "status", status)).equals(as_texts), (len(texts), texts[-1])


def apart(households: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The same households with their members in a table beside them."""
    return households.drop("members"), households.select("household", "members").explode("members").unnest("members")


def test_two_tables_are_joined_by_household(households: pl.DataFrame, wanted: pl.DataFrame) -> None:
    alone, members = apart(households)
    assert answers(alone, members=members.sample(fraction=1.0, shuffle=True, seed=1)).equals(wanted)
    found = answers(alone, members=members.filter(pl.col("household") != "H/3"))
    assert found[3].select("status", "code", "field", "answer").row(0) == ("error", "missing_field", "members", None)
    assert found[4:].equals(wanted[4:])


def test_a1_events_that_were_not_known_yet(households: pl.DataFrame) -> None:
    """T27: `known_on_as_of` answers as the table without the events after each row's day; `all` refuses for them too."""
    dice = random.Random(1)

    def event(day: date) -> dict[str, Any]:
        return {"what": dice.choice([each.value for each in ta.Breach]), "on": day + timedelta(dice.randrange(-2, 3))}

    drawn = [[event(day) for _ in range(dice.randrange(0, 4))] for day in households["registered_on"]]
    moved = households.with_columns(history=pl.Series(drawn, dtype=pl.List(EVENT)))
    by_then = [[each for each in events if each["on"] <= day] for events, day in zip(drawn, moved["registered_on"], strict=True)]
    cut = moved.with_columns(history=pl.Series(by_then, dtype=pl.List(EVENT)))

    def counted(table: pl.DataFrame, **how: Any) -> pl.DataFrame:
        return pl.DataFrame(ta.compare(table, REGULATIONS, **FIGURES, **how))

    assert answers(moved, facts="known_on_as_of").equals(answers(cut)) and not answers(moved).equals(answers(cut))
    assert answers(moved, facts="all").equals(answers(moved))
    assert counted(moved, facts="known_on_as_of").equals(counted(cut)) and not counted(moved).equals(counted(cut))
    without = moved.drop("registered_on")
    same = [[each for each in events if each["on"] <= ON] for events in drawn]
    of_one = without.with_columns(history=pl.Series(same, dtype=pl.List(EVENT)))
    assert answers(without, on=ON, facts="known_on_as_of").equals(answers(of_one, on=ON))


def test_bad_rows_are_named_and_stop_nothing(households: pl.DataFrame) -> None:
    rows = households.head(9).to_dicts()
    rows[0]["members"] = []
    rows[1]["members"] = None
    rows[2]["members"] = rows[2]["members"][:1] * 65
    rows[3]["members"][0]["role"] = "uncle"
    rows[4]["members"][0]["incomes"] = [{"kind": "wages", "amount": Decimal("-0.01")}]
    rows[5]["status"] = "tourist"
    rows[6]["registered_on"] = None
    rows[7]["history"] = [{"what": None, "on": date(2026, 1, 1)}]
    bad = pl.DataFrame(rows, schema=SCHEMA)
    found = answers(bad)
    assert found.select("code", "field").rows() == [
        ("applicant_not_one", "members"),
        ("missing_field", "members"),
        ("too_many", "members"),
        ("unknown_value", "role"),
        ("negative", "amount"),
        ("unknown_value", "status"),
        ("missing_field", "registered_on"),
        ("missing_field", "what"),
        (None, None),
    ]
    assert found[:8].drop("status", "code", "field").null_count().row(0) == (8,) * 9
    with refused("bad_rows") as caught:
        answers(bad, strict=True)
    assert caught.value.total == 8


def test_of_several_faults_both_forms_name_the_same(households: pl.DataFrame) -> None:
    """A household has the first fault by column, wherever its members stand."""
    rows = households.head(1).to_dicts() * 6
    worst = {"role": None, "cares_for": "cats", "incomes": [{"kind": "bribes", "amount": Decimal("-1")}]}
    faults = ["role"], ["cares_for"], ["incomes"], ["role", "incomes"], ["cares_for", "incomes"], ["role", "cares_for"]
    for number, (row, names) in enumerate(zip(rows, faults, strict=True)):
        member = row["members"][0] | {name: worst[name] for name in names}
        rows[number] = row | {"household": str(number), "members": [member, *row["members"][1:]]}
    nested = pl.DataFrame(rows, schema=SCHEMA)
    alone, members = apart(nested)
    inside, beside = answers(nested), answers(alone, members=members)
    assert inside["field"].to_list() == ["role", "cares_for", "kind", "role", "cares_for", "role"]
    assert inside["code"].to_list()[:3] == ["missing_field", "unknown_value", "unknown_value"]
    assert beside.equals(inside), beside


def test_a_look_names_the_reasons_of_this_programme(households: pl.DataFrame) -> None:
    """In a notebook and as text: of reasons and of what is missing, not of another programme's refusals."""
    answer = ta.assess(households, regulation="asp-2025-01", prefix="own_", **FIGURES)
    counts: dict[str, dict[str, int]] = {"refusals": {}, "missing": {}}
    for name, names_of in (("refusals", ta.refusals_of), ("missing", ta.missing_of)):
        for bits in pl.DataFrame(answer)[f"own_{name}"].drop_nulls():
            for code in names_of(bits):
                counts[name][code] = counts[name].get(code, 0) + 1
    assert len(counts["refusals"]) > 2 and len(counts["missing"]) > 2
    lines = dict(line.split(" | ") for line in str(answer).split("\n")[1:] if " | " in line)
    for name, known in counts.items():
        said = [part.split(": ") for part in lines[f"own_{name}"].split(", ")]
        assert {code: int(count) for code, count in said if code != "null"} == known
        assert all(f"{code}: {count}" in answer._repr_html_() for code, count in known.items())


def test_a_look_shows_numbers_and_lists_of_every_width(households: pl.DataFrame) -> None:
    """Members, what each month gives, and a grading's points: the first ten rows as they are."""
    families = pl.DataFrame({"cars": [1, 0], "other": ["a", "b"]})
    graded = card.grade(families, grading=card.Grading.published()[0], on=date(2026, 7, 1))
    for answer, of_lists in ((ta.assess(households, regulation="asp-2025-01", **FIGURES), {"months"}), (graded, set())):
        rows = pl.DataFrame(answer).drop("refusals", "missing", strict=False)
        cells = iter(re.findall("<td[^>]*>([^<]*)</td>", answer._repr_html_()))
        shown = [dict(zip(answer.column_names, cells, strict=False)) for _ in range(min(len(rows), 10))]
        known = [name for name, type_ in rows.schema.items() if type_.is_numeric() or name in of_lists]
        assert {type_.base_type() for type_ in rows.select(known).dtypes} & {pl.UInt8, pl.Int32}
        for row, said in zip(rows.select(known).rows(named=True), shown, strict=False):
            lists = {name: ", ".join(map(str, row[name] or [])) for name in of_lists}
            numbers = {name: "" if row[name] is None else str(row[name]) for name in known}
            assert {name: said[name] for name in known} == numbers | lists


def test_bad_columns_are_named(households: pl.DataFrame) -> None:
    for table, code, field in (
        (households.drop("members"), "missing_column", "members"),
        (households.drop("registered_on"), "missing_column", "registered_on"),
    ):
        with refused(code, field):
            answers(table)
    wages: dict[str, Any] = {"role": "applicant", "incomes": [{"kind": "wages", "amount": 1.5}]}
    for members, code, field in (
        ([[{"born": date(2020, 1, 1)}]], "missing_column", "role"),
        ([[{"role": "applicant", "born": None}]], "unsupported_type", "members"),
        ([[{"role": "applicant", "incomes": []}]], "unsupported_type", "members"),
        ([[wages]], "unsupported_type", "amount"),
        ([1], "unsupported_type", "members"),
    ):
        with refused(code, field):
            answers(pl.DataFrame({"members": members}), on=ON)


def one_list(*, null: bool = False, **fields: Any) -> pa.Array:
    """A list of one object; or of a null, with these values left behind it, as Arrow allows."""
    arrays = [value if isinstance(value, pa.Array) else pa.array([value]) for value in fields.values()]
    return listed(pa.StructArray.from_arrays(arrays, list(fields), mask=pa.array([null])))


def listed(item: pa.Array) -> pa.Array:
    return pa.ListArray.from_arrays(pa.array([0, 1], pa.int32()), item)


def test_t9_what_stands_behind_a_null_object_is_nobodys() -> None:
    """An income that is null has no kind, an event none of its own, a member no role, whatever a producer left there."""
    household, applicant = pa.table({"household": ["a"]}), {"members": pa.array([[{"role": "applicant"}]])}
    for null in (False, True):

        def fault(code: str, field: str, null: bool = null) -> tuple[str | None, str | None]:
            return (code, field) if null else (None, None)

        incomes = one_list(null=null, kind="wages", amount=Decimal("900000.00"))
        beside = pa.table({"household": ["a"], "role": ["applicant"], "incomes": incomes})
        inside = pa.table({"members": one_list(role="applicant", incomes=incomes)})
        assert answers(household, members=beside, on=ON).equals(answers(inside, on=ON))
        assert fault_of(inside) == fault("missing_field", "kind")
        what = pa.array(["contract_broken"]).dictionary_encode()
        history = one_list(null=null, what=what, on=date(2026, 2, 1))
        assert fault_of(pa.table({**applicant, "history": history})) == fault("missing_field", "what")
        who = pa.table({"members": one_list(null=null, role="applicant")})
        assert fault_of(who) == fault("missing_field", "members")


@pytest.mark.parametrize(("day", "code"), [(-719163, "not_a_date"), (-719162, None), (2932896, None), (2**31 - 1, "not_a_date")])
def test_a_day_of_birth_has_four_digits_of_years(day: int, code: str | None) -> None:
    """*wire*: a civil date of the years 0001 to 9999; what DuckDB calls infinity is none."""
    born = pa.array([day], pa.int32()).cast(pa.date32())
    members = pa.table({"household": ["a"], "role": ["applicant"], "born": born})
    assert fault_of(pa.table({"household": ["a"]}), members=members) == (code, code and "born")


def test_t4_a_line_excludes_minimum_and_median(households: pl.DataFrame) -> None:
    """However each is told: as a column, or for all."""
    for both in (("line", "minimum"), ("line", "median")):
        for columns in ((), both[:1], both[1:], both):
            table = households.with_columns(pl.lit(Decimal(50_000)).alias(name) for name in columns)
            given: dict[str, Any] = {name: Decimal(50_000) for name in both if name not in columns}
            with refused("excluded_column", "line"):
                ta.assess(table, regulation="asp-2025-01", **given)


def test_figures_are_decimals_whole_numbers_or_text(households: pl.DataFrame) -> None:
    wanted = pl.DataFrame(ta.assess(households, regulation="asp-2025-01", line=Decimal("37060.00"), mci=Decimal(4325)))
    for line, mci in ((37060, 4325), ("37060", "4325.00")):
        assert pl.DataFrame(ta.assess(households, regulation="asp-2025-01", line=line, mci=mci)).equals(wanted)
        columns = households.with_columns(line=pl.lit(line), mci=pl.lit(mci))
        assert pl.DataFrame(ta.assess(columns, regulation="asp-2025-01")).equals(wanted)
    with refused("not_a_decimal", "line", vc.WrongType):
        ta.assess(households, regulation="asp-2025-01", line=37060.5)  # type: ignore[arg-type]


def test_whole_tenge_of_an_income_are_an_amount() -> None:
    """Of any width, in a column longer than a page; a null is missing, and less than nothing is negative."""
    many = 70_000
    for width in (pa.int16(), pa.uint64()):
        whole = pa.array([*range(9), None] * (many // 10), width)
        told = answers(with_income(many, whole), on=ON)
        exact = answers(with_income(many, whole.cast(pa.decimal128(22, 2))), on=ON)
        assert told.equals(exact) and told["code"].to_list() == [*[None] * 9, "missing_field"] * (many // 10)
    assert fault_of(with_income(1, pa.array([-1]))) == ("negative", "amount")


def with_income(many: int, amounts: pa.Array) -> pa.Table:
    """Applicants who each have one income."""
    incomes = pa.StructArray.from_arrays([pa.array(["wages"] * many), amounts], ["kind", "amount"])
    one_each = pa.array(range(many + 1), pa.int32())
    fields = [pa.array(["applicant"] * many), pa.ListArray.from_arrays(one_each, incomes)]
    members = pa.StructArray.from_arrays(fields, ["role", "incomes"])
    return pa.table({"members": pa.ListArray.from_arrays(one_each, members)})


def test_too_many_names_the_list() -> None:
    """*wire*: over 4096 incomes of a member, or events of a history."""
    wages, broken = {"kind": "wages", "amount": "0"}, {"what": "contract_broken", "on": date(2020, 1, 1)}
    for many, code in ((4096, None), (4097, "too_many")):
        table = pa.table({"members": pa.array([[{"role": "applicant", "incomes": [wages] * many}]])})
        assert fault_of(table) == (code, code and "incomes")
        table = pa.table({"members": pa.array([[{"role": "applicant"}]]), "history": pa.array([[broken] * many])})
        assert fault_of(table) == (code, code and "history")


def test_slips_in_the_names_of_fields_do_not_pass_in_silence() -> None:
    """In the objects of a list, in those of a list inside it, in a history, and in a table of members."""
    household = pa.table({"household": ["a"]})

    def inside(**more: Any) -> pa.Table:
        return pa.table({"members": pa.array([[{"role": "applicant", **more}]])})

    for name in ("absnt", "Able-bodied"):
        with refused("misspelt_column", name):
            answers(inside(**{name: True}), on=ON, strict=True)
        with pytest.warns(vc.ColumnWarning, match=name):
            answers(inside(**{name: True}), on=ON)
        members = pa.table({"household": ["a"], "role": ["applicant"], name: [True]})
        with refused("misspelt_column", name):
            answers(household, members=members, on=ON, strict=True)
    # The field that `Kind` nearly is stands there too.
    answers(inside(incomes=[{"kind": "wages", "amount": "0", "Kind": "rent"}]), on=ON, strict=True)
    with pytest.warns(vc.ColumnWarning, match="amuont"), refused("missing_column", "amount"):
        answers(inside(incomes=[{"kind": "wages", "amuont": "0"}]), on=ON)
    history = pa.array([[{"what": "contract_broken", "On": date(2020, 1, 1)}]])
    with refused("misspelt_column", "On"):
        answers(inside().append_column("history", history), on=ON, strict=True)
    twice = pa.StructArray.from_arrays([pa.array(["applicant"]), pa.array(["child"])], ["role", "role"])
    with refused("duplicate_column", "role"):
        answers(pa.table({"members": listed(twice)}), on=ON)


def test_other_fields_of_members_are_nobodys_concern() -> None:
    alone = {"role": "applicant"}
    other = alone | {"phones": ["x"], "tags": [{"a": [1]}], "note": {"by": "me"}}
    tables = (pa.table({"members": pa.array([[member]])}) for member in (alone, other))
    plain, wider = (answers(table, on=ON, strict=True) for table in tables)
    assert wider.equals(plain)


def test_compare_adds_up_to_assess(households: pl.DataFrame) -> None:
    """The question of every budget: the line at 35 or 40 % of the median."""
    figures: dict[str, Any] = {"minimum": Decimal("50000"), "median": Decimal("105000"), "mci": Decimal("4325")}
    published = ta.Regulation("asp-2025-01")
    share = published.as_dict()["line"] | {"median_share": "0.4"}
    changed = published.replace(id="median-40", line=share)
    table = pl.DataFrame(ta.compare(households, [published, changed], **figures))
    assert table["regulation"].unique(maintain_order=True).to_list() == ["asp-2025-01", "median-40"]
    costs = []
    for regulation in (published, changed):
        both = pl.DataFrame(ta.assess(households, regulation=regulation, **figures)).with_columns(households["region"])
        here = table.filter(pl.col("regulation") == regulation.id).drop("regulation")
        whole = here.filter(pl.col("reason").is_null())
        counted = both.group_by("region", "answer").agg(
            households=pl.len().cast(pl.UInt64), cost=pl.col("months").list.first().sum()
        )
        wanted = {(r, a): (n, c if a == "assigned" else None) for r, a, n, c in counted.rows()}
        assert {(row[0], row[1]): (row[3], row[4]) for row in whole.rows()} == wanted
        reasons = Counter(
            (region, answer, reason.value)
            for region, answer, bits in both.select("region", "answer", "refusals").rows()
            for reason in ta.refusals_of(bits)
        )
        named = here.filter(pl.col("reason").is_not_null())
        assert {row[:3]: row[3] for row in named.rows()} == dict(reasons)
        costs.append(whole["cost"].sum())
    assert costs[0] < costs[1]
    with refused("duplicate_regulation", "regulations"):
        ta.compare(households, [published, "asp-2025-01"])
