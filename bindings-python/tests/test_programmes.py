"""The face of every programme that crosses: its types, its masks, its errors, its tables; what is decided is the vectors'."""

from __future__ import annotations

import copy
import enum
import hashlib
import inspect
import json
import pickle
from collections.abc import Iterator
from dataclasses import FrozenInstanceError, fields, is_dataclass
from datetime import date, datetime
from types import ModuleType
from typing import Any

import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

import voucher_core as vc
from common import IINS, refused
from voucher_core import _core, _crossing, family_card, meals, medicines, targeted_assistance
from voucher_core.testing.vectors import Vector, vectors

PROGRAMMES: dict[str, ModuleType] = {
    "family_card": family_card,
    "meals": meals,
    "medicines": medicines,
    "targeted_assistance": targeted_assistance,
}
each = pytest.mark.parametrize("programme", PROGRAMMES)
each_with_registers = pytest.mark.parametrize("programme", ["meals", "medicines"])

RULES: dict[str, list[type[_crossing.Regulation]]] = {
    "family_card": [family_card.Grading, family_card.Proactive],
    "meals": [meals.Regulation],
    "medicines": [medicines.Regulation],
    "targeted_assistance": [targeted_assistance.Regulation],
}
each_rules = pytest.mark.parametrize("kind", [kind for kinds in RULES.values() for kind in kinds])

PERSONAL = {"application", "child", "event", "family", "member", "prescription", "record", "sender"}
"""Fields that are not shown (N34)."""

ANY_TEXT = {"sender", "text"}
"""Fields that any text fits."""

NOT_LINES = (_crossing.Regulation, _crossing.Ledger)


UNDATED = (
    targeted_assistance.StatusOf,
    targeted_assistance.ChecklistOf,
    targeted_assistance.HouseholdChecklist,
    targeted_assistance.DecisionOf,
)
EXCLUDED = {"line": ("minimum", "median"), "minimum": ("line",), "median": ("line",)}
"""What a field of a question excludes."""


def classes(programme: str) -> dict[str, type[Any]]:
    """The classes that a programme has of its own."""
    members = vars(PROGRAMMES[programme]).items()
    there = {name: kind for name, kind in members if inspect.isclass(kind)}
    return {name: kind for name, kind in there.items() if kind.__module__ == f"voucher_core.{programme}"}


def lines(programme: str) -> list[type[Any]]:
    kinds = [kind for kind in classes(programme).values() if is_dataclass(kind) and not issubclass(kind, NOT_LINES)]
    return [kind for kind in kinds if not any(kind in other.__mro__[1:] for other in kinds)]


def questions(programme: str) -> list[Any]:
    return [kind for kind in lines(programme) if issubclass(kind, _crossing.Query)]


def facts(programme: str) -> dict[str, Any]:
    kinds = PROGRAMMES[programme].Fact.__args__
    return {_crossing.called[kind]: kind for kind in kinds}


def told(line: dict[str, Any]) -> date | None:
    if "at" in line:
        return vc.civil_date(datetime.fromisoformat(line.pop("at")))
    return date.fromisoformat(line.pop("on")) if "on" in line else None


def question(programme: str, name: str, line: dict[str, Any]) -> Any:
    """The type of a question: its name, and the fields of the line."""
    named = [kind for kind in questions(programme) if kind.name == name]
    return next(kind for kind in named if line.keys() <= {field.name for field in fields(kind)})


def ruled(programme: str, regulation: Any, change: dict[str, Any]) -> _crossing.Regulation:
    """The regulation, as the one of the programme's kinds that takes it."""
    for kind in RULES[programme][:-1]:
        try:
            return kind(regulation, **change)
        except vc.VoucherError as error:
            assert error.code == "unknown_regulation"
    return RULES[programme][-1](regulation, **change)


def held(rules: _crossing.Regulation) -> Any:
    """Whatever is asked under a regulation: a ledger, if facts are recorded."""
    kind = PROGRAMMES[rules.programme].Ledger
    return kind(rules) if isinstance(rules, kind.rules) else _crossing.Asked(rules.as_dict())


class Played:
    """A vector played through the typed face: each line that is no error, with the wire's answer and the typed one."""

    def __init__(self, vector: Vector) -> None:
        programme, _ = vector.name.split("/")
        answers = {line["line"]: line for line in map(json.loads, vector.answers.splitlines())}
        self.ledger: Any = None
        self.lines: list[tuple[dict[str, Any], Any, Any]] = []
        for number, text in enumerate(vector.journal.split(b"\n"), 1):
            wire = answers.get(number)
            if wire is None or "error" in wire:
                continue
            line = json.loads(text.removeprefix(b"\xef\xbb\xbf"))
            if "regulation" in line:
                rules = ruled(programme, line["regulation"], line.get("change", {}))
                self.ledger = held(rules)
                assert rules.digest == wire["digest"]
                assert rules == getattr(self.ledger, "regulation", rules)
                continue
            on, is_fact = told(line), "fact" in line
            name = line.pop("fact", None) or line.pop("query")
            kind = facts(programme)[name] if is_fact else question(programme, name, line)
            asked = _crossing.typed(kind, line)
            said = self.ledger.record(asked, on=on) if is_fact else self.ledger.ask(asked, on=on)
            self.lines.append((wire, asked, said))


VECTORS = list(vectors(*PROGRAMMES))


def as_wire(value: Any) -> Any:
    return json.loads(_crossing.written(value))


def expected(wire: dict[str, Any], asked: Any) -> Any:
    """The wire's answer without what the type of the answer says."""
    within = getattr(asked, "within", None)
    if within in wire:
        return wire[within]
    said = ("line", "accepted", "answer", "preview", "grade", "entitled")
    left = {name: part for name, part in wire.items() if name not in said}
    return {"repeat": False} | left if wire.get("accepted") else left


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector.name)
def test_every_vector_crosses_in_types(vector: Vector) -> None:
    """wire: each line and each answer has its type, which loses nothing and adds nothing."""
    for wire, asked, said in Played(vector).lines:
        assert as_wire(said) == expected(wire, asked), asked
        assert pickle.loads(pickle.dumps((asked, said))) == (asked, said)
        if "accepted" in wire:
            assert bool(said) is said.accepted is wire["accepted"]
        if "answer" in wire:
            assert said.answer == wire["answer"]
            assert bool(said) is (said.answer == "assigned")


@pytest.fixture(scope="module")
def seen() -> dict[str, list[Any]]:
    """Every line of the vectors and every answer, by programme, with what stands in them."""

    def within(value: Any) -> Iterator[Any]:
        yield value
        for part in value if isinstance(value, tuple) else [getattr(value, each.name) for each in fields(value)]:
            if is_dataclass(part) or isinstance(part, tuple):
                yield from within(part)

    there: dict[str, list[Any]] = {programme: [] for programme in PROGRAMMES}
    for vector in VECTORS:
        for _, asked, said in Played(vector).lines:
            for value in (asked, said):
                if is_dataclass(value) or isinstance(value, tuple):
                    there[vector.name.split("/")[0]] += [one for one in within(value) if is_dataclass(one)]
    return there


@each
def test_n34_lines_are_frozen_by_keyword_and_name_nobody(programme: str, seen: dict[str, list[Any]]) -> None:
    """Of every class there is an example in the vectors."""
    assert {type(value) for value in seen[programme]} >= set(lines(programme))
    for value in seen[programme]:
        assert not hasattr(value, "__dict__")
        shown = repr(value)
        for field in fields(value):
            part = getattr(value, field.name)
            if isinstance(part, vc.Iin):
                assert part.expose_text() not in shown
            elif part is not None and field.name in PERSONAL:
                assert f"{field.name}=•••" in shown or shown == f"{type(value).__name__}(•••)"
        for field in fields(value):
            with pytest.raises(FrozenInstanceError):
                setattr(value, field.name, None)


def test_n34_text_in_place_of_an_iin_is_not_shown() -> None:
    fact: Any = meals.Delisted(iin=IINS[0])  # type: ignore[arg-type]
    assert repr(fact) == "Delisted(iin=•••)"
    match fact:
        case meals.Delisted(iin=iin):
            assert iin == IINS[0]


@each
def test_closed_lists_are_the_cores(programme: str) -> None:
    """N36: same members, same order; each has its norm and its words where the core has them."""
    there = _core._lists(programme)
    own = {name: kind for name, kind in classes(programme).items() if issubclass(kind, enum.StrEnum)}
    shared = {name: getattr(PROGRAMMES[programme], name) for name in set(there) - set(own)}
    assert set(own) <= set(there)
    for name, kind in (own | shared).items():
        assert [member.value for member in kind] == [code for code, _, _ in there[name]]
        for member, (_, norm, words) in zip(kind, there[name], strict=True):
            assert pickle.loads(pickle.dumps(member)) is member
            assert bool(norm) == isinstance(member, _crossing.Reason)
            assert all(words) == any(words) == isinstance(member, _crossing.Told)
            if isinstance(member, _crossing.Told):
                assert [member.text(language) for language in vc.Language] == words == [*map(member.text, ("kk", "ru", "en"))]
            if isinstance(member, _crossing.Reason):
                assert member.norm == norm


@each_rules
def test_regulations_are_the_published_ones(kind: type[_crossing.Regulation]) -> None:
    """K1, N6, N7: those of its own kind and programme."""
    published = kind.published()
    assert len(published) > 0
    assert sum(len(each.published()) for each in RULES[kind.programme]) == len(_core._published(kind.programme))
    for regulation in published:
        period = regulation.as_dict()["period"]
        for day in filter(None, (period["first"], period.get("last"))):
            assert kind.in_force(date.fromisoformat(day)) == regulation
        assert kind(regulation.as_dict()) == regulation == pickle.loads(pickle.dumps(regulation))
        assert regulation.replace(id="own").id == "own" != regulation.id
        assert regulation.replace(id="own") != regulation
        assert regulation.digest == f"sha256:{hashlib.sha256(regulation.json.encode()).hexdigest()}"
    assert kind.in_force(date(1999, 1, 1)) is None
    others = [other.published()[-1].id for rules in RULES.values() for other in rules if other is not kind]
    for unknown in (*others, "gas-2025-08", "nothing"):
        with refused("unknown_regulation", "regulation"):
            kind(unknown)
    with refused("period_reversed"):
        published[0].replace(period={"first": "2026-01-02", "last": "2026-01-01"})


@each
def test_what_is_malformed_raises_with_its_field_and_without_its_value(programme: str, seen: dict[str, list[Any]]) -> None:
    ledger = held(RULES[programme][-1].published()[-1])
    tried = 0
    for value in {type(value): value for value in seen[programme]}.values():
        send = ledger.record if type(value) in facts(programme).values() else ledger.ask
        if send == ledger.ask and not isinstance(value, _crossing.Query):
            continue
        if type(value) is family_card.GradeOf:
            send = held(family_card.Grading("grading-2026-06")).ask
        on = None if type(value) in UNDATED else date(2026, 3, 2)
        for field in fields(value):
            if field.name in ANY_TEXT:
                continue
            there = {each.name: getattr(value, each.name) for each in fields(value)}
            there |= {name: None for name in EXCLUDED.get(field.name, ())}
            with pytest.raises(vc.VoucherError) as caught:
                send(type(value)(**there | {field.name: 'no "such\n value'}), on=on)
            assert caught.value.field == field.name
            assert "such" not in str(caught.value)
            tried += 1
        for no_date in "2026-03-02", datetime(2026, 3, 2):
            with refused("not_a_date", "on"):
                send(value, on=no_date)
    assert tried > 10
    assert ledger.save() == type(ledger)(ledger.regulation).save()


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector.name)
def test_a_ledger_is_saved_copied_and_pickled(vector: Vector) -> None:
    ledger = Played(vector).ledger
    if not isinstance(ledger, _crossing.Ledger):
        return
    for other in (type(ledger).restore(ledger.save()), copy.copy(ledger), copy.deepcopy(ledger), pickle.loads(pickle.dumps(ledger))):
        assert type(other) is type(ledger)
        assert (other.save(), other.regulation) == (ledger.save(), ledger.regulation)


def test_a_saved_ledger_is_of_its_programme() -> None:
    with refused("unknown_regulation"):
        meals.Ledger.restore(vc.Ledger(vc.Regulation.gas_2025_08()).save())
    with refused("snapshot_foreign"):
        meals.Ledger.restore("{}")


def registers(programme: str, seen: dict[str, list[Any]]) -> list[Any]:
    kind = PROGRAMMES[programme].Register
    return [value for value in seen[programme] if type(value) is kind]


@each_with_registers
@pytest.mark.parametrize("library", [pl.DataFrame, pd.DataFrame.from_arrow, pa.table], ids=["polars", "pandas", "pyarrow"])
def test_registers_are_tables_out_and_in(programme: str, library: Any, seen: dict[str, list[Any]]) -> None:
    """N27: the digest covers the rows; a table of them in any order is read as the register's rows."""
    module, longest = PROGRAMMES[programme], 0
    for register in registers(programme, seen):
        assert register.digest == f"sha256:{hashlib.sha256(register.to_csv().encode()).hexdigest()}"
        table = library(register)
        assert len(table) == register.count == len(register.rows)
        assert module.read_register(table) == register.rows
        assert module.read_register(pl.DataFrame(register).reverse().cast(pl.String)) == register.rows
        assert all(pl.DataFrame(module.reconcile(register, table))["match"] == "equal")
        longest = max(longest, register.count)
    assert longest > 2


@each_with_registers
def test_two_registers_are_compared_with_both_values_side_by_side(programme: str, seen: dict[str, list[Any]]) -> None:
    """N28: every key of either side once, as the core says."""
    module = PROGRAMMES[programme]
    register = max(registers(programme, seen), key=lambda register: register.count)
    compared = [member.value for member in module.RegisterField]
    ours = pl.DataFrame(register)
    ours = ours.sort([name for name in ours.columns if name not in compared])
    field = compared[0]
    other = next(value for value in ours[field].to_list()[::-1] + ["by_hand"] if value != ours[field][1])
    changed = ours[1:2].with_columns(pl.lit(other).alias(field))
    theirs = pl.concat([changed, ours[2:], ours[2:3]])
    found = pl.DataFrame(module.reconcile(register, theirs))
    assert set(found["match"]) <= {kind.value for kind in vc.MatchKind}
    assert found["match"].to_list()[:3] == ["only_in_wallet", "differs", "duplicated"]
    assert found.select("in_wallet", "at_provider").rows()[:3] == [(1, 0), (1, 1), (1, 2)]
    assert found["differs"].to_list()[:3] == [[], [field], []]
    sides = found.select(f"{field}_wallet", f"{field}_provider").rows()[:3]
    assert sides == [(ours[field][0], None), (ours[field][1], other), (None, None)]
    keys = [name for name in ours.columns if name not in compared]
    assert found.columns == [*keys, "match", "in_wallet", "at_provider", "differs"] + [
        f"{name}_{side}" for name in compared for side in ("wallet", "provider")
    ]
    swapped = pl.DataFrame(module.reconcile(theirs, register))
    assert swapped["match"].to_list()[0] == "only_at_provider"
    html = module.reconcile(register, theirs)._repr_html_()
    assert not any(str(value) in html for name in ("iin", "record", "prescription") if name in ours for value in ours[name])


@each_with_registers
def test_bad_rows_and_columns_are_named(programme: str, seen: dict[str, list[Any]]) -> None:
    module = PROGRAMMES[programme]
    table = pl.DataFrame(max(registers(programme, seen), key=lambda register: register.count))
    for name in table.columns:
        bad = table.with_columns(pl.when(pl.row_index() == 1).then(None).otherwise(pl.col(name)).alias(name))
        with refused("bad_rows") as caught:
            module.reconcile(table, bad)
        assert caught.value.rows == ((1, name, "missing_field"),)
        with refused("missing_column", name):
            module.read_register(table.drop(name))
        with pytest.raises(vc.WrongType):
            module.read_register(table.with_columns(pl.lit(1.5).alias(name)))
        with pytest.raises(vc.RowErrors) as strange:
            module.read_register(table.cast(pl.String).with_columns(pl.lit("?").alias(name)))
        assert strange.value.total == len(table)
        if name.endswith("_on"):
            # *wire*: a civil date of the years 0001 to 9999.
            for day, code in ((-719_163, "not_a_date"), (-719_162, None), (2_932_896, None), (2_932_897, "not_a_date")):
                other = table.head(1).with_columns(pl.lit(day, pl.Int32).cast(pl.Date).alias(name))
                if code is None:
                    assert getattr(module.read_register(other)[0], name).year in (1, 9999)
                    continue
                with refused("bad_rows") as caught:
                    module.read_register(other)
                assert caught.value.rows == ((0, name, code),)
        if name == "quantity":
            with refused("bad_rows"):
                module.read_register(table.with_columns(pl.lit("+1").alias(name)))
    with refused("not_arrow"):
        module.read_register(object())


def test_m20_planned_by_day_adds_up_to_planned() -> None:
    """M20, of every school of a vector."""
    tried = 0
    for vector in VECTORS:
        played = Played(vector)
        for _, asked, said in played.lines if vector.name.startswith("meals/") else ():
            if type(said) is meals.Planned and said.planned:
                on = date(2026, 3, 16)
                table = played.ledger.planned_by_day(month=asked.month, kind=asked.kind, on=on)
                totals = pl.DataFrame(table).filter(pl.col("school") == asked.school).drop("day", "school").sum()
                now = as_wire(played.ledger.ask(asked, on=on))
                assert totals.rows(named=True)[0] == {name: now[name] for name in totals.columns}
                tried += 1
    assert tried > 2
    no = meals.Ledger("meals-2026-02").planned_by_day(month=vc.Month(2026, 6), kind="tea", on=date(2026, 3, 2))
    assert no == meals.Refused(refusals=(meals.Refusal.OUTSIDE_PILOT, meals.Refusal.KIND_NOT_IN_PILOT))
