"""The strategies of the testing kit: what they draw is valid, or hostile as they say; it shrinks; the faces
agree."""

from __future__ import annotations

import datetime
import importlib
import io
import json
import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterable
from decimal import Decimal
from importlib.metadata import entry_points
from typing import Any, cast, get_args

import hypothesis
import polars
import pyarrow
import pytest
from common import GAS_2024, ROOT, SEPTEMBER
from common import GAS_2025 as GAS
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

import voucher_core as vc
from voucher_core.testing import _hook
from voucher_core.testing import strategies as vs
from voucher_core.testing.vectors import FOLDER

some = settings(max_examples=40, deadline=None, database=None)
few = settings(some, max_examples=20)
often = settings(some, derandomize=True, phases=[Phase.generate])
"""The same draws on every run."""


def minimal(strategy: st.SearchStrategy[Any], holds: Callable[[Any], bool] = lambda drawn: True) -> Any:
    """What a counterexample shrinks to."""
    phases = [Phase.generate, Phase.shrink]
    return hypothesis.find(strategy, holds, settings=settings(database=None, derandomize=True, phases=phases))


def drawn(strategy: st.SearchStrategy[Any], number: int = 100) -> list[Any]:
    """Draws, the same on every run."""
    values = list[Any]()

    @settings(often, max_examples=number)
    @given(strategy)
    def draw(value: Any) -> None:
        values.append(value)

    draw()
    return values


# Identifiers.


def test_people_are_made_up() -> None:
    """N31: made-up IINs alone, and both weights come up."""
    texts = [iin.expose_text() for iin in drawn(vs.iins(), 300)]
    assert all(text.startswith("9901016") for text in texts)
    first = [next(people) for people in [vs.made_up_people()] for _ in range(50)]
    assert first == sorted(set(first)) and first[0] == vc.Iin("990101600002")
    assert vc.Iin("990101600302") in first[:50]
    everybody = list(vs.made_up_people())
    assert len(set(everybody)) == len(everybody) > 9_900
    accounts = vs.made_up_accounts()
    assert [next(accounts).expose_text() for _ in range(2)] == ["0000001", "0000002"]


@some
@given(
    vs.iin_texts(), vs.phone_texts(), vs.account_texts(), vs.month_texts(), vs.region_texts(), vs.decimal_texts()
)
def test_texts_that_are_read(
    iin: str, phone: str, account: str, month: str, region: str, decimal: str
) -> None:
    """N24 N29 N31 N32 N33: every way to write them."""
    assert vc.Iin(iin).expose_text() == iin
    assert vc.Phone(phone).expose_text().startswith("+77") and vc.Phone(phone).expose_text()[5:8] == "000"
    assert vc.Account(account).expose_text() == account.strip(" \t\n\f\r").upper()
    assert str(vc.Month.parse(month)) == month
    assert vc.Region.parse(region) in vc.Region
    assert vc.receipt(decimal, "1").gross >= 0


HOSTILE: dict[str, tuple[Callable[[], st.SearchStrategy[str]], Callable[[str], object]]] = {
    "iin": (vs.hostile_iins, vc.Iin),
    "phone": (vs.hostile_phones, vc.Phone),
    "account": (vs.hostile_accounts, vc.Account),
    "month": (vs.hostile_months, vc.Month.parse),
    "region": (vs.hostile_regions, vc.Region.parse),
    "decimal": (vs.hostile_decimals, lambda text: vc.receipt(text, "1")),
}


def test_hostile_texts_are_those_of_the_core() -> None:
    """The kit has a copy of the file from which Rust's strategies draw."""
    one, other = ROOT / "voucher-core/src/testing/hostile.txt", FOLDER.parent / "hostile.txt"
    assert one.read_bytes() == other.read_bytes()


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_texts_are_refused(name: str) -> None:
    """N24 N29 N31 N32 N33: with a code and without the value."""
    texts, read = HOSTILE[name]
    for text in drawn(texts(), 150):
        with pytest.raises(vc.VoucherError):
            read(text)


def test_hostile_dates_instants_and_replies() -> None:
    """N2 N14 wire: no journal reads them, and no reply is consent."""
    journal = vc.Journal()
    journal.answer('{"regulation":"gas-2025-08"}')
    for name, texts in [("on", vs.hostile_dates()), ("at", vs.hostile_instants())]:
        for text in drawn(texts):
            assert "error" in json.loads(journal.answer(json.dumps({"query": "due", name: text})) or "{}")
    for text in drawn(vs.hostile_replies()):
        try:
            assert vc.Replied.from_text(GAS, "990101600002", text).answer is None
        except vc.VoucherError as error:
            assert error.code == "not_text" or "surrogate" in str(error)


# Days and regulations.


@some
@given(vs.regulations(), st.data())
def test_days_of_a_regulation(regulation: vc.Regulation, data: st.DataObject) -> None:
    """N3 N8: inside and outside the period and the window."""
    first, last = regulation.period
    assert first <= data.draw(vs.dates_in_period(regulation)) <= last
    month = data.draw(vs.months(regulation))
    assert month in regulation.months() or (not regulation.months() and month == vc.Month.of(first))

    def is_open(day: datetime.date) -> bool:
        opens, closes = regulation.window(vc.Month.of(day))
        return first <= day <= last and opens <= day <= closes

    inside = vs.dates_in_window(regulation)
    if inside.is_empty:
        assert not regulation.months()
    else:
        assert is_open(data.draw(inside))
    assert not is_open(data.draw(vs.dates_outside_window(regulation)))


@given(vs.dates(), st.data())
def test_instants_fall_on_their_date(date: datetime.date, data: st.DataObject) -> None:
    """N2: seen from any offset."""
    date = max(min(date, datetime.date(9999, 12, 30)), datetime.date(2024, 3, 2))
    instant = datetime.datetime.fromisoformat(data.draw(vs.instants_on(date)).upper())
    assert vc.civil_date(instant) == date


def test_drawn_regulations_are_sound() -> None:
    """N7: they are read as any other."""
    for regulation in drawn(vs.regulations(), 50):
        assert vc.Regulation.from_json(regulation.to_json()) == regulation


# Worlds.


@pytest.mark.parametrize("regulation", [GAS, GAS_2024], ids=["gas-2025-08", "gas-2024-12"])
def test_worlds_go_deep(regulation: vc.Regulation) -> None:
    """N9 N22: date order, most facts accepted, most worlds with a voucher, few people."""
    worlds = drawn(vs.worlds(regulation, people=2), 60)
    said = [outcome.accepted for world in worlds for outcome in vc.Ledger(regulation).record_all(world)]
    assert sum(said) > len(said) * 0.6
    assert all([on for on, _ in world] == sorted(on for on, _ in world) for world in worlds)
    assert all(len(world.people) <= 2 and len(world.accounts) <= 1 for world in worlds)
    assert sum(vouchers(world, regulation) > 0 for world in worlds) > 30


def vouchers(world: vs.World, regulation: vc.Regulation = GAS) -> int:
    ledger = world.replay(regulation)
    registers = [ledger.register(month, regulation.register_due(month)) for month in ledger.months()]
    return sum(len(register) for register in registers if isinstance(register, vc.Register))


def test_a_race_has_one_winner() -> None:
    """N22: of two on one account, one is told so."""
    for world in drawn(vs.racing_pairs(), 60):
        assert len(world.people) == 2 and len(world.accounts) == 1
        refusals = [said.refusals for said in vc.Ledger(GAS).record_all(world) if not said.accepted]
        assert any(vc.Refusal.ACCOUNT_ALREADY_USED in reasons for reasons in refusals)
        assert vouchers(world) == 1
    two = GAS.replace(activations_per_account=2)
    assert all(vouchers(world, two) == 2 for world in drawn(vs.racing_pairs(two), 20))


def test_a_world_shows_nobody() -> None:
    """N34: people and accounts by number."""
    for world in drawn(vs.worlds(), 20):
        shown = repr(world)
        assert "99010" not in shown and "000000" not in shown
    world = vs.World([(datetime.date(2025, 9, 7), vc.AccountEntered("990101600302", "12", "egov_mobile"))])
    assert repr(world) == "World([\n    2025-09-07 account_entered person 1 account 1 egov_mobile\n])"
    assert repr(vs.World([])) == "World([])"


def test_what_a_counterexample_shrinks_to() -> None:
    """Few people, short texts, dates toward 2025-08-28."""
    assert minimal(vs.dates()) == minimal(vs.dates_in_window()) == datetime.date(2025, 8, 28)
    assert minimal(vs.iins()) == vc.Iin("990101600002")
    assert minimal(vs.accounts()) == vc.Account("0000001")
    assert minimal(vs.regulations()) == GAS
    voucher = minimal(vs.worlds(), lambda world: vouchers(world) > 0)
    assert len(voucher) == 7 and len(voucher.people) == 1
    assert voucher[-1][0] == datetime.date(2025, 8, 28)
    frame = minimal(vs.tables(dirt=True), lambda frame: bool(frame.dirty))
    assert len(frame) == 1 and len(frame.columns) <= 2 and not frame.cuts


# Journals.


@some
@given(vs.regulations().flatmap(lambda regulation: vs.journals(regulation, 2)))
def test_valid_journals_have_no_errors(journal: vs.JournalBytes) -> None:
    """wire: every line is answered, and none with an error."""
    answers = list(vc.Journal.run(io.BytesIO(journal)))
    lines = [line for line in io.BytesIO(journal) if line not in (b"\n", b"\r\n")]
    assert len(answers) == len(lines) and not any('"error"' in answer for answer in answers)


@some
@given(vs.hostile_journals())
def test_nothing_stops_a_journal(journal: vs.JournalBytes) -> None:
    """wire: one answer to each line that is not empty, whatever it holds; never an internal error."""
    answers = list(vc.Journal.run(io.BytesIO(journal)))
    fed = (runner := vc.Journal()).feed(journal) + runner.finish()
    assert fed.split("\n")[:-1] == answers
    lines = [line for line in io.BytesIO(journal) if line not in (b"\n", b"\r\n")]
    assert len(answers) == len(lines)
    assert all(json.loads(answer)["line"] > 0 for answer in answers)


def test_hostile_lines_are_errors_and_change_nothing() -> None:
    """wire: a line in error changes nothing."""
    journal = vc.Journal()
    journal.answer('{"regulation":"gas-2025-08"}')
    for number, line in enumerate(drawn(vs.hostile_lines(), 300), 2):
        answer = json.loads(journal.answer(line) or "{}")
        assert answer["line"] == number and "error" in answer, line[:100]
    summary = json.loads(journal.answer('{"query":"summary","month":"2025-09","on":"2025-09-30"}') or "{}")
    assert set(summary["summary"].values()) == {0}


def test_a_journal_shows_itself_line_by_line() -> None:
    """Its text is a literal of its bytes."""
    journal = vs.JournalBytes(b"{}\r\n\xff\nx")
    assert repr(journal) == "JournalBytes(\n    b'{}\\r\\n'\n    b'\\xff\\n'\n    b'x'\n)"
    assert eval(repr(journal), {"JournalBytes": vs.JournalBytes}) == journal
    assert eval(repr(vs.JournalBytes()), {"JournalBytes": vs.JournalBytes}) == b""


# Tables.


def reviewed(frame: vs.Frame) -> list[str]:
    """The statuses of a review of its rows."""
    answer = vc.review(frame, regulation=GAS, as_of=datetime.date(2025, 9, 30))
    statuses: list[str] = pyarrow.table(answer)["status"].to_pylist()
    return statuses


@some
@given(vs.tables())
def test_clean_tables_are_all_right(frame: vs.Frame) -> None:
    """Every row is well formed, in every type that a column can have."""
    assert reviewed(frame) == ["ok"] * len(frame) and not frame.dirty


@some
@given(vs.tables(min_size=1, dirt=True))
def test_dirt_is_found_where_it_is(frame: vs.Frame) -> None:
    """Rows 45 to 62, 94 to 102: exactly the dirty rows fail, and the others go on."""
    assert [row for row, word in enumerate(reviewed(frame)) if word == "error"] == list(frame.dirty)


def test_the_sizes_of_tables() -> None:
    """The knobs: nulls, chunks, sizes."""
    whole = drawn(vs.tables(2, 4, nulls=False, chunks=False), 30)
    assert all(2 <= len(frame) <= 4 and not frame.cuts for frame in whole)
    assert not any(value is None for frame in whole for row in frame.rows() for value in row.values())


@few
@given(vs.tables(min_size=1))
def test_tables_go_into_every_library(frame: vs.Frame) -> None:
    """polars, pandas and pyarrow hold the same values."""
    assert vs.arrow_library() == "pyarrow"
    tables = (frame.to_pyarrow(), frame.to_polars(), frame, polars.DataFrame(frame), frame.to_pandas())
    assert all(pyarrow.table(table).to_pylist() == frame.rows() for table in tables)
    assert frame.to_pyarrow()["month"].num_chunks == len(frame.cuts) + 1
    assert list(frame.to_pandas().columns) == list(frame.columns)


def test_tables_without_pyarrow(monkeypatch: pytest.MonkeyPatch) -> None:
    """polars stands in; without either, the error says what to install."""
    from voucher_core.testing.strategies import _tables

    installed = {"polars"}
    monkeypatch.setattr(_tables, "find_spec", lambda name: name if name in installed else None)
    monkeypatch.setattr(_tables.Frame, "to_pyarrow", None)
    frame = drawn(vs.tables(min_size=1), 1)[0]
    assert vs.arrow_library() == "polars"
    assert polars.DataFrame(frame).to_dicts() == frame.rows()
    installed.clear()
    with pytest.raises(ModuleNotFoundError, match="pip install pyarrow"):
        vs.arrow_library()


@some
@given(vs.person_months())
def test_rows_are_what_decide_takes(row: vs.PersonMonthRow) -> None:
    """One row is one call of `decide`."""
    known: dict[str, Any] = {**row}
    month = vc.Month.parse(known.pop("month"))
    assistance = [kind for kind in vc.Assistance if known.pop(kind)]
    decision = vc.decide(GAS, month, as_of=month.last_day, assistance=assistance, **known)
    assert isinstance(decision, vc.Decision)


# Amounts and answers.


@some
@given(vs.volumes(), vs.prices(), vs.rates(), vs.receipts())
def test_amounts_are_taken(volume: Decimal, price: Decimal, rate: Decimal, receipt: vc.Receipt) -> None:
    """N29: every amount is one that is taken."""
    assert vc.receipt(volume, price, rate=rate, norm_m3=volume).discount <= vc.receipt(volume, price).gross
    assert receipt.payable == receipt.gross - receipt.discount


# `from_type`.

ENUMS = [vc.Action, vc.Channel, vc.ConsentScope, vc.Refusal, vc.Region, vc.Stage, vc.Step]


@pytest.fixture(autouse=True)
def _registered() -> None:
    """As in an environment where the package is installed with its entry points."""
    _hook.register()


@pytest.mark.parametrize("kind", [*_hook.STRATEGIES, *ENUMS], ids=lambda kind: kind.__name__)
def test_from_type_draws_the_class(kind: type) -> None:
    """Every class of values, of answers, and every enum."""
    values = drawn(st.from_type(kind), 5)
    assert all(type(value) is kind for value in values)


def test_the_entry_point_is_declared() -> None:
    """Hypothesis finds it in what is installed."""
    project = tomllib.loads((ROOT / "bindings-python/pyproject.toml").read_text("utf-8"))["project"]
    module, _, name = project["entry-points"]["hypothesis"]["voucher-core"].partition(":")
    assert getattr(importlib.import_module(module), name) is _hook.register


COLUMNS = [*vs.PersonMonthRow.__annotations__, "assisted_from", "assisted_until"]
EDGES = ["2025-08-27", "2025-08-28", "2025-09-07", "2025-09-30", "2026-02-28", "2026-03-01", "2026-07-01"]


@pytest.mark.parametrize(
    ("strategy", "among", "wanted"),
    [
        (vs.edge_dates(), lambda edge: [str(edge)], EDGES),
        (vs.regulations(), lambda rules: [rules.id], ["gas-2025-08", "gas-2024-12", "gas-2025-08+changed", "own-2027"]),
        (vs.regulations(), lambda rules: [rules.needs_consent], [True, False]),
        (vs.changed_regulations(), lambda rules: [rules.activations_per_account], [1, 2, 3]),
        (vs.tables(dirt=True), lambda frame: [bool(frame.dirty)], [True, False]),
        (vs.tables(), lambda frame: frame.kinds.values(), get_args(vs.Kind)),
        (vs.tables(max_size=0), lambda frame: frame.columns, COLUMNS),
        (vs.tables(), lambda frame: [value for row in frame.rows() for value in row.values()], [None]),
        (vs.register_copies(SEPTEMBER), lambda sides: [each.kind for each in vc.reconcile(*sides).values()], vc.MatchKind),
        (vs.previews(), lambda preview: [preview.answer], ["yes", "no", "cannot_tell"]),
        (st.from_type(cast(type[vc.Fact], vc.Fact)), lambda fact: [type(fact)], get_args(vc.Fact)),
    ],
)
def test_each_kind_is_drawn(
    strategy: st.SearchStrategy[Any], among: Callable[[Any], Iterable[Any]], wanted: Iterable[Any]
) -> None:
    """N3 N4 N7 N26 N28: days on which answers change, rules, columns, differences, answers: each of these by some draw."""
    missing = set(wanted)

    def seen(value: Any) -> bool:
        missing.difference_update(among(value))
        return not missing

    try:
        hypothesis.find(strategy, seen, settings=settings(often, max_examples=5000))
    except hypothesis.errors.NoSuchExample:
        raise AssertionError(f"never drawn: {missing}") from None


def test_from_type_draws_what_facts_are_arguments_of() -> None:
    def story(on: datetime.date, fact: vc.Fact, regulation: vc.Regulation) -> vc.Outcome:
        outcome: vc.Outcome = vc.Ledger(regulation).record(on, fact)
        return outcome

    assert all(isinstance(said, vc.Outcome) for said in drawn(st.builds(story), 20))


FRESH = """
import sys
import {first}
assert ("hypothesis" in sys.modules) == ({first!r} == "hypothesis")
import voucher_core as vc
from voucher_core.testing import vectors
assert ("hypothesis" in sys.modules) == ({first!r} == "hypothesis")
from hypothesis import find, settings, strategies as st
assert "voucher_core.testing.strategies" not in sys.modules
{register}
iin = find(st.from_type(vc.Iin), lambda iin: True, settings=settings(database=None))
assert iin == vc.Iin("990101600002")
"""


@pytest.mark.parametrize("first", ["voucher_core", "hypothesis"])
def test_import_order_does_not_count(first: str) -> None:
    """The library alone never loads Hypothesis; Hypothesis alone knows the library's classes."""
    installed = "voucher_core.testing._hook:register" in {point.value for point in entry_points(group="hypothesis")}
    register = "" if installed else "from voucher_core.testing import _hook; _hook.register()"
    code = FRESH.format(first=first, register=register)
    subprocess.run([sys.executable, "-W", "error", "-c", code], check=True)
