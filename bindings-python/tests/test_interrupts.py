"""Ctrl-C in long calls: heard soon, and what was answered before it is kept (F13)."""

from __future__ import annotations

import contextlib
import datetime
import gc
import signal
import time
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

import numpy as np
import pyarrow as pa
import pytest

import voucher_core as vc
from common import GAS_2025 as GAS
from tables import good_rows

SEPTEMBER = "2025-09"
DAYS = [datetime.date(2025, 9, day) for day in range(1, 31)]
SOON = 0.5
"""The most seconds until it is heard; of a call that takes over a second half of its own work, which grows with it on a
busy machine: what was answered so far is handed out and the rest is freed before it is heard."""


@contextlib.contextmanager
def interrupted(
    after: float, takes: float = 0, real: bool = False
) -> Iterator[pytest.ExceptionInfo[KeyboardInterrupt]]:
    """A signal that raises as Ctrl-C does comes so many seconds after the block began, and is heard in it, soon for a call
    that takes so many.

    The system itself sends it: a thread would have to wait until it may run. Seconds are those that this process
    worked, so that others on the machine are not felt; `real` ones are the clock's, by which nothing is said of how soon.
    """
    timer, sent = (signal.ITIMER_REAL, signal.SIGALRM) if real else (signal.ITIMER_PROF, signal.SIGPROF)
    clock = time.perf_counter if real else time.process_time
    before = signal.signal(sent, signal.default_int_handler)
    # Nothing is heard while millions of objects are looked through for garbage.
    gc.disable()
    try:
        with pytest.raises(KeyboardInterrupt) as caught:
            begun = clock()
            signal.setitimer(timer, after)
            yield caught
        heard = clock()
    finally:
        signal.setitimer(timer, 0)
        signal.signal(sent, before)
        gc.enable()
    assert real or heard - begun < after + max(SOON, takes / 2)


def work_of(call: Callable[[], object]) -> float:
    """How many seconds this process works on it."""
    gc.disable()
    begun = time.process_time()
    call()
    gc.enable()
    return time.process_time() - begun


@cache
def people(number: int) -> list[str]:
    """So many made-up people, of whom none can be born: with the century digit 0."""
    made: list[str] = []
    first, second = range(1, 12), (3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2)
    for serial in range(number * 2):
        digits = f"{99010100000 + serial % 10_000 + serial // 10_000 * 1_000_000:011}"
        for weights in (first, second):
            control = sum(int(digit) * weight for digit, weight in zip(digits, weights, strict=True)) % 11
            if control < 10:
                made.append(f"{digits}{control}")
                break
        if len(made) == number:
            break
    return made


def lines(number: int) -> bytes:
    """A journal of people on the list."""
    fact = '{{"fact":"listed","iin":"{}","region":"71","assistance":["housing"],"on":"2025-09-01"}}\n'
    return '{"regulation":"gas-2025-08"}\n'.encode() + "".join(map(fact.format, people(number))).encode()


def test_f13_a_journal_that_is_fed_fifty_megabytes() -> None:
    """F13: it stands after the last line that was answered, and gives the answers so far."""
    few = lines(20_000)
    chunk = few * (50_000_000 // len(few) + 1)
    whole, journal = vc.Journal(), vc.Journal()
    with interrupted(0.2, real=True):
        journal.feed(chunk)
    taken = journal.lines
    assert 0 < taken < chunk.count(b"\n")
    answers = journal.feed(b"")
    fed = b"".join(chunk.splitlines(keepends=True)[:taken])
    assert answers == whole.feed(fed) and whole.lines == taken
    # And goes on from there.
    rest = chunk[len(fed) : len(fed) + 5_000]
    assert journal.feed(rest) == whole.feed(rest) != ""
    assert journal.finish() == whole.finish()


def test_f13_answers_are_given_once_and_before_others() -> None:
    """F13: the next call that feeds gives them, be it the end; a single line has its own answer alone."""
    chunk = lines(20_000) * 30
    journal = vc.Journal()
    with interrupted(0.1):
        journal.feed(chunk)
    taken = journal.lines
    assert journal.answer('{"query":"summary","month":"2025-09","on":"2025-09-05"}').startswith(f'{{"line":{taken + 1},')
    answers = journal.feed(b"{}\n").splitlines()
    assert len(answers) == taken + 1 and answers[-1].startswith(f'{{"line":{taken + 2},')
    assert journal.feed(b"") == journal.finish() == ""


@cache
def facts(number: int) -> list[tuple[datetime.date, vc.Fact]]:
    made: list[tuple[datetime.date, vc.Fact]] = []
    made += ((DAYS[0], vc.Listed(iin, "71", ["housing"])) for iin in people(number))
    made += ((DAYS[1], vc.SmsSent(iin, "start")) for iin in people(number))
    made += ((DAYS[2], vc.Replied(iin, "agree")) for iin in people(number))
    return made


def test_f13_a_ledger_that_is_told_millions_of_facts() -> None:
    """F13: the ledger stands after the last fact that was recorded, and what was said to each is at hand.

    Before the first fact is recorded all are read, and an interrupt then leaves the ledger as it was.
    """
    many, read, told = facts(60_000) * 7, [0.0], []

    def until_read(after: float = 0) -> Iterator[tuple[datetime.date, vc.Fact]]:
        """All of them; so many seconds after the last was read the signal comes."""
        yield from many
        read.append(time.perf_counter())
        signal.setitimer(signal.ITIMER_REAL, after)

    whole = vc.Ledger(GAS)
    whole.record_all(until_read())
    records = time.perf_counter() - read[-1]
    for share in (0.05, 0.1, 0.2, 0.4, 0.8):
        ledger, other = vc.Ledger(GAS), vc.Ledger(GAS)
        with interrupted(0, real=True) as caught:
            ledger.record_all(until_read(records * share))
            # It may come after all, where the machine has become faster.
            time.sleep(60)
        outcomes = getattr(caught.value, "outcomes", None)
        if outcomes is None:
            # It came before the first fact, or after the last.
            assert ledger in (other, whole)
            continue
        assert outcomes == other.record_all(many[: len(outcomes)])
        assert ledger == other
        told.append(len(outcomes))
        # It goes on from there.
        assert ledger.record_all(many[len(outcomes) :][:10]) == other.record_all(many[len(outcomes) :][:10])
    assert any(0 < number < len(many) for number in told)


@cache
def full() -> vc.Ledger:
    """A ledger of many people with a voucher each."""
    ledger = vc.Ledger(GAS)
    ledger.record_all(facts(200_000))
    steps: list[Callable[[str], vc.Fact]] = [
        lambda iin: vc.AccountEntered(iin, f"A-{iin}", "egov_mobile"),
        vc.OfferAccepted,
        lambda iin: vc.AccountChecked(iin, f"A-{iin}", True),
        vc.Confirmed,
    ]
    for step in steps:
        ledger.record_all((DAYS[6], step(iin)) for iin in people(200_000))
    return ledger


@cache
def register() -> vc.Register:
    made = full().register(SEPTEMBER, datetime.date(2025, 10, 1))
    assert isinstance(made, vc.Register)
    return made


@cache
def journal() -> vc.Journal:
    made = vc.Journal()
    made.feed(lines(200_000))
    return made


@cache
def table(rows: int = 3_000_000) -> pa.Table:
    """Rows of whom two share an account."""
    return good_rows(rows, np.arange(rows, dtype=np.uint64) // 2)


@cache
def texts(rows: int = 2_000_000) -> pa.Table:
    amounts = {"volume_m3": ["10.123"], "price": ["30.5"], "region": ["71"]}
    columns = {name: pa.array(text * rows) for name, text in amounts.items()}
    return pa.table({**columns, "activated": pa.array(np.full(rows, False))})


@cache
def refusals() -> pa.Table:
    return pa.table({"refusals": pa.array(np.full(5_000_000, 7, np.uint32))})


@cache
def reviewed() -> vc.Table:
    return vc.review(table(), regulation=GAS, as_of=DAYS[29])


def without_entry() -> pa.Table:
    return table().drop_columns(["entered_on", "account"])


DUE = b'{"query":"due","on":"2025-09-03"}'

#: Calls that take long, each made ready by its first part.
LONG: dict[str, tuple[Callable[[], Any], Callable[[Any], Any]]] = {
    "save": (full, lambda ledger: ledger.save()),
    "restore": (lambda: full().save(), vc.Ledger.restore),
    "copy": (full, lambda ledger: ledger.__copy__()),
    "==": (lambda: (full(), full().__copy__()), lambda both: both[0] == both[1]),
    "pickle": (full, lambda ledger: ledger.__reduce__()),
    "people": (full, lambda ledger: ledger.people(SEPTEMBER)),
    "due": (lambda: full(), lambda ledger: ledger.due(DAYS[9])),
    "summary": (full, lambda ledger: ledger.summary(SEPTEMBER, DAYS[9])),
    "register": (full, lambda ledger: ledger.register(SEPTEMBER, datetime.date(2025, 10, 1))),
    "rows": (register, lambda register: register.rows),
    "to_csv": (register, lambda register: register.to_csv()),
    "to_json": (register, lambda register: register.to_json()),
    "Register": (lambda: register().rows, lambda rows: vc.Register(GAS, SEPTEMBER, rows)),
    "reconcile": (lambda: (register(), register().rows), lambda sides: vc.reconcile(*sides)),
    "journal's copy": (journal, lambda journal: journal.__copy__()),
    "journal's question": (journal, lambda journal: journal.answer(DUE)),
    "journal's summary": (
        journal,
        lambda journal: journal.answer(b'{"query":"summary","month":"2025-09","on":"2025-09-03"}'),
    ),
    "journal's end": (lambda: journal().__copy__(), lambda journal: (journal.feed(DUE), journal.finish())),
    "journal's cut word": (
        lambda: journal().__copy__(),
        lambda journal: (journal.feed(DUE[:12]), journal.feed(DUE[12:] + b"\n")),
    ),
    "review": (table, lambda table: vc.review(table, regulation=GAS, as_of=DAYS[29])),
    "review on threads": (table, lambda table: vc.review(table, regulation=GAS, as_of=DAYS[29], threads=3)),
    "compare": (
        table,
        lambda table: vc.compare(table, [GAS.replace(id=str(each)) for each in range(3)], as_of=DAYS[29]),
    ),
    "due_actions": (without_entry, lambda table: vc.due_actions(table, regulation=GAS, on=DAYS[29])),
    "potential_recipients": (table, lambda table: vc.potential_recipients(table, regulation=GAS)),
    "receipts": (texts, lambda table: vc.receipts(table, regulation=GAS)),
    "refusal_lists": (refusals, vc.refusal_lists),
    "refusal_flags": (refusals, vc.refusal_flags),
    "prepare": (
        lambda: pa.table({"month": pa.array(["09.2025"] * 2_000_000), "region": pa.array(["г. Шымкент"] * 2_000_000)}),
        vc.prepare,
    ),
    "known_by": (table, lambda table: vc.known_by(table, DAYS[9])),
    "counts": (table, lambda table: vc.counts(table, regulation=GAS, as_of=DAYS[29], by=["stage"])),
    "grade": (
        lambda: pa.table({"cars": np.ones(5_000_000, np.int32)}),
        lambda table: vc.family_card.grade(
            table, grading=vc.family_card.Grading("grading-2026-06"), on=datetime.date(2026, 7, 1)
        ),
    ),
    "a difference": (
        lambda: GAS.diff(GAS.replace(consent=None)),
        lambda difference: difference.answers(SEPTEMBER),
    ),
    "a look": (reviewed, lambda table: table._repr_html_()),
}


@pytest.mark.parametrize("name", LONG)
def test_f13_every_call_that_may_take_long(name: str) -> None:
    """F13: Ctrl-C is heard wherever it comes, and leaves everything as it was."""
    ready, call = LONG[name]
    given = ready()
    takes = work_of(lambda: call(given))
    for share in (0.1, 0.5, 0.9):
        with interrupted(takes * share, takes):
            while True:
                call(given)
    assert full().stage(people(1)[0], SEPTEMBER, DAYS[29]) == "activated"


@pytest.mark.parametrize("raises", [True, False])
def test_f13_a_handler_that_asks_what_is_at_work(raises: bool) -> None:
    """F13: the caller's own handler of a signal may ask the ledger or the journal that is at work: it waits for its turn."""
    ledger, busy, seen = vc.Ledger(GAS), vc.Journal(), []
    many, chunk = facts(100_000), lines(100_000)

    def record() -> None:
        # A ledger that knows the facts already answers that they are repeated.
        nonlocal ledger
        ledger = vc.Ledger(GAS)
        ledger.record_all(many)

    class OfTheCaller(Exception):
        pass

    def handler(number: int, frame: object) -> None:
        seen.append((len(ledger.save()), busy.lines))
        if raises:
            raise OfTheCaller

    before = signal.signal(signal.SIGPROF, handler)
    try:
        for call in (record, lambda: busy.feed(chunk)):
            takes = work_of(lambda: vc.Ledger(GAS).record_all(many)) / 2
            if raises:
                # Python calls what other packages have it call in a collection, and drops what a handler raises there.
                gc.disable()
            signal.setitimer(signal.ITIMER_PROF, takes)
            try:
                for _ in range(1000):
                    call()
                    if seen:
                        break
            except OfTheCaller as error:
                assert raises
                outcomes = getattr(error, "outcomes", [])
                assert outcomes in ([], vc.Ledger(GAS).record_all(many[: len(outcomes)]))
            assert seen
            seen.clear()
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)
        gc.enable()
