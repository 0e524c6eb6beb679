"""Threads: what is shared loses nothing, what is not is equal, and the lock of Python is let go."""

from __future__ import annotations

import itertools
import sys

from common import THREADS, at_once, others_run
from world import FREE, GAS, A, activation, day, iins, path_of

import voucher_core as vc
from voucher_core.testing.vectors import vectors


def test_a_ledger_shared_by_eight_threads_loses_nothing() -> None:
    """N9: each call is whole, and sees every fact recorded before it."""
    ledger = vc.Ledger(FREE)
    people = list(itertools.islice(iins(), 1600))
    on = day("09-07")

    def work(number: int) -> int:
        done = 0
        for iin in people[number::THREADS]:
            assert ledger.record(on, vc.Listed(iin, "71", {"housing"}))
            assert ledger.stage(iin, "2025-09", on) == "issued"
            for _, fact in activation(iin, f"A-{iin[5:]}", "09-07"):
                assert ledger.record(on, fact)
            assert ledger.commit_key(iin, "2025-09") is not None
            if done % 50 == 0:
                assert len(ledger.people("2025-09")) >= done
                assert ledger == ledger and ledger.due(on) == []
            done += 1
        return done

    assert at_once(work) == [200] * THREADS
    assert ledger.summary("2025-09", on)[vc.Stage.ACTIVATED] == 1600
    register = ledger.register("2025-09", day("09-30"))
    assert isinstance(register, vc.Register)
    assert [row.iin for row in register.rows] == [vc.Iin(iin) for iin in people]


def test_one_account_has_one_winner_in_any_race() -> None:
    """A: of eight people who activate on one account at once, one wins."""
    people = list(itertools.islice(iins(), THREADS))
    ledger = vc.Ledger(FREE)
    ledger.record_all((day("09-01"), vc.Listed(iin, "71", {"housing"})) for iin in people)

    def work(number: int) -> bool:
        steps = activation(people[number], "1", "09-07")
        return all([bool(ledger.record(day(on), fact)) for on, fact in steps])

    assert sorted(map(bool, at_once(work))) == [False] * (THREADS - 1) + [True]
    assert ledger.summary("2025-09", day("09-07"))[vc.Stage.ACTIVATED] == 1


def test_record_all_lets_nothing_come_between() -> None:
    """Each call's facts stand together: the last of each call finds the first as it left it."""
    ledger = vc.Ledger(GAS)
    ledger.record(day("09-01"), vc.Listed(A, "71", {"housing"}))
    facts = [(day("09-01"), vc.Delisted(A)), (day("09-01"), vc.Listed(A, "71", {"housing"}))] * 20
    for outcomes in at_once(lambda _: [ledger.record_all(facts) for _ in range(50)]):
        assert isinstance(outcomes, list)
        for said in outcomes:
            assert not any(outcome.repeat for outcome in said)


def test_two_ledgers_compared_both_ways_do_not_wait_for_each_other() -> None:
    """Two locks are taken in one order."""
    one, other = vc.Ledger(GAS), vc.Ledger(GAS)

    def work(number: int) -> bool:
        return all((one == other) if number % 2 else (other == one) for _ in range(2000))

    assert at_once(work) == [True] * THREADS


def test_journals_in_eight_threads_give_equal_answers() -> None:
    """wire: the same bytes from each, as from one thread."""
    some = [vector for vector in vectors() if len(vector.journal) < 20_000]

    def work(number: int) -> list[list[str]]:
        turned = some[number:] + some[:number]
        answers = {vector.name: list(vc.Journal.run(path_of(vector))) for vector in turned}
        return [answers[vector.name] for vector in some]

    alone = [list(vc.Journal.run(path_of(vector))) for vector in some]
    assert at_once(work) == [alone] * THREADS


def test_a_shared_journal_answers_each_line_once() -> None:
    """wire: every line has a number of its own."""
    journal = vc.Journal()
    answers = at_once(lambda _: [journal.answer("{}") for _ in range(500)])
    numbers = [answer for each in answers if isinstance(each, list) for answer in each]
    want = {f'{{"line":{number},"error":"unknown_kind"}}' for number in range(1, 500 * THREADS + 1)}
    assert len(numbers) == 500 * THREADS and set(numbers) == want and journal.lines == 500 * THREADS


def test_work_in_proportion_to_people_lets_other_threads_run() -> None:
    """The lock of Python is let go while a journal is fed and a whole ledger is looked through."""
    people = list(itertools.islice(iins(), 9000))
    listed = [vc.Listed(iin, "71", {"housing"}) for iin in people]
    text = "\n".join(fact.expose_line(day("09-03")) for fact in listed).encode()
    journal, ledger = vc.Journal(), vc.Ledger(GAS)
    journal.answer('{"regulation":"gas-2025-08"}')
    facts = [(day("09-03"), fact) for fact in listed]
    assert others_run(lambda: journal.feed(text * 5))
    assert others_run(lambda: ledger.record_all(facts))
    assert others_run(lambda: ledger.due(day("09-03")))
    assert others_run(lambda: ledger.people("2025-09"))


def test_the_lock_of_python_stays_off() -> None:
    """Where Python has no such lock, importing this module does not bring it back."""
    enabled = getattr(sys, "_is_gil_enabled", None)
    if enabled is not None and "t" in sys.abiflags:
        assert not enabled()
