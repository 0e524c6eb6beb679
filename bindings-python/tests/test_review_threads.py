"""A review on threads, under Ctrl-C and after fork: equal answers, and a lock that is let go (row 103)."""

from __future__ import annotations

import _thread
import contextlib
import itertools
import os
import random
import signal
import warnings

import numpy as np
import pyarrow as pa
import pytest
from common import THREADS, at_once, others_run, refused
from producer import OfCapsules
from tables import (
    GAS_2025, GIL, REGULATIONS, Chance, Date, ask, chunked, good_rows, ipc, ledger_answers, table_of,
)  # fmt: skip

from voucher_core import review

AS_OF = Date(2025, 9, 30)
ENDLESS = 200_000
"""Batches enough for minutes: whoever does not stop is seen."""


def some(seed, number=200):
    chance = Chance(random.Random(seed))
    rows = chance.rows(number)
    return table_of(rows), rows, chance.as_of


def test_row_103_eight_threads_at_once():
    """Eight threads, each with threads of its own, the same table and regulation: equal bytes."""
    table, _, as_of = some("eight")
    table = chunked(table, random.Random(1), 20)
    expected = ipc(review(table, regulation=GAS_2025, as_of=as_of))
    found = at_once(lambda number: ipc(review(table, regulation=GAS_2025, as_of=as_of, threads=1 + number)))
    assert found == [expected] * THREADS


def test_eight_threads_with_tables_of_their_own():
    """Different tables and regulations at once do not mix; long accounts are each call's own."""

    def work(number):
        table, rows, as_of = some(f"own {number}", 60)
        regulation = REGULATIONS[sorted(REGULATIONS)[number % len(REGULATIONS)]]
        expected = ledger_answers(regulation, rows, as_of)
        return all(ask(table, regulation, as_of=as_of, threads=threads) == expected for threads in (1, 2))

    assert at_once(work) == [True] * THREADS


@pytest.mark.parametrize("threads", [1, 2, 3])
def test_rows_of_a_batch_that_is_cut(threads):
    """N22, A: a batch of more than a million rows is answered in pieces, in order; accounts meet across the cuts."""
    rows, piece = 2_500_000, 1 << 20
    account = np.arange(rows, dtype=np.uint64)
    pairs = [(5, piece + 3), (piece - 1, piece), (piece + 4, 2 * piece + 7), (0, rows - 1)]
    for first, second in pairs:
        account[second] = account[first]
    table = good_rows(rows, account)
    answer = pa.table(review(table, regulation=GAS_2025, as_of=AS_OF, threads=threads))
    activated = answer["activated"].combine_chunks().to_numpy(zero_copy_only=False)
    assert np.flatnonzero(~activated).tolist() == sorted(second for _, second in pairs)
    used = answer["refusals"].combine_chunks().to_numpy()
    assert np.count_nonzero(used) == len(pairs)
    earliest = answer["earliest"]
    assert [earliest[row].as_py() for _, row in pairs] == [Date(2025, 10, 7)] * len(pairs)
    assert earliest.null_count == rows - len(pairs)
    bad = [7, piece - 1, piece, 2 * piece + 1, rows - 1]
    region = pa.array(np.full(rows, 71, np.uint8), mask=np.isin(np.arange(rows), bad))
    table = table.append_column("region", region)
    with refused("bad_rows") as caught:
        review(table, regulation=GAS_2025, as_of=AS_OF, threads=threads, strict=True)
    assert [row.row for row in caught.value.rows] == bad


@contextlib.contextmanager
def handling(handler):
    """Signals of Ctrl-C come to this handler, even where whoever started Python has them ignored."""
    before = signal.signal(signal.SIGINT, handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def stream(before, then, after=ENDLESS):
    """A stream of some batches, then of this, then of many, and what is left of these.

    Nothing of it is Python code: a signal would be seen there, and not where it is to be seen.
    """
    (batch,) = good_rows(64, np.arange(64, dtype=np.uint64)).to_batches()
    rest = itertools.repeat(batch, after)
    batches = itertools.chain(itertools.repeat(batch, before), then, rest)
    return pa.RecordBatchReader.from_batches(batch.schema, batches), rest


def ctrl_c():
    """No batch, but Ctrl-C when it is asked for."""
    return filter(None, map(_thread.interrupt_main, [signal.SIGINT]))


@pytest.mark.parametrize("threads", [1, 2, 8])
@pytest.mark.parametrize("before", [2, 3, 50])
def test_row_103_ctrl_c_in_a_long_batch(before, threads):
    """Ctrl-C is honoured between pieces: what is raised is `KeyboardInterrupt`, and most of the work is not done."""
    batches, rest = stream(before, ctrl_c())
    with handling(signal.default_int_handler), pytest.raises(KeyboardInterrupt):
        review(batches, regulation=GAS_2025, as_of=AS_OF, threads=threads)
    assert rest.__length_hint__() > ENDLESS * 3 // 4
    # The library is as good as before.
    assert ask(good_rows(2), as_of=AS_OF)[0]["activated"]


def test_row_103_a_handler_of_the_caller_s_own():
    """What the caller's own handler raises comes through."""

    class OfTheCaller(Exception):
        pass

    def handler(number, frame):
        raise OfTheCaller

    batches, rest = stream(3, ctrl_c())
    with handling(handler), pytest.raises(OfTheCaller):
        review(batches, regulation=GAS_2025, as_of=AS_OF, threads=2)
    assert rest.__length_hint__() > ENDLESS * 3 // 4


def test_a_signal_that_raises_nothing_stops_nothing():
    """A handler that returns lets the work go on to its end."""
    seen = []
    batches, _ = stream(3, ctrl_c(), after=10)
    with handling(lambda number, frame: seen.append(number)):
        assert len(review(batches, regulation=GAS_2025, as_of=AS_OF)) == 13 * 64
    assert seen == [signal.SIGINT]


@pytest.mark.skipif(not GIL, reason="nothing to let go")
@pytest.mark.parametrize("threads", [1, 2])
def test_row_103_the_lock_is_let_go(threads):
    """While a table is worked on another thread runs."""
    table = good_rows(20_000, np.arange(20_000, dtype=np.uint64))
    # What could let the lock go beside the review is done before: capsules are made.
    tables = iter([OfCapsules(stream=table.__arrow_c_stream__()) for _ in range(100)])
    assert others_run(lambda: review(next(tables), regulation=GAS_2025, as_of=AS_OF, threads=threads))


def test_a_failing_stream_stops_every_thread():
    """An error of one thread is the call's error, and the others stop."""
    # A batch that is none makes the producer fail.
    batches, rest = stream(5, [5])
    with refused("stream_failed"):
        review(batches, regulation=GAS_2025, as_of=AS_OF, threads=4)
    assert rest.__length_hint__() > ENDLESS * 3 // 4


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork here")
def test_row_103_after_fork():
    """Nothing is kept between calls that a fork could lose: a child reviews as its parent does."""
    table, _, as_of = some("fork", 50)
    expected = ipc(review(table, regulation=GAS_2025, as_of=as_of, threads=4))
    read, write = os.pipe()
    with warnings.catch_warnings():
        # Later Pythons warn of forks while threads run; pyarrow and polars have some.
        warnings.simplefilter("ignore", DeprecationWarning)
        child = os.fork()
    if child == 0:
        # A child that hangs is ended by its own alarm; nothing of pytest runs in it.
        code = 1
        try:
            signal.alarm(30)
            answers = pa.ipc.open_stream(expected).read_all().to_pylist()
            same = all(ask(table, as_of=as_of, threads=threads) == answers for threads in (1, 4))
            os.write(write, b"equal" if same else b"other")
            code = 0
        finally:
            os._exit(code)
    os.close(write)
    with os.fdopen(read, "rb") as pipe:
        said = pipe.read()
    _, status = os.waitpid(child, 0)
    assert (os.waitstatus_to_exitcode(status), said) == (0, b"equal")
    assert ipc(review(table, regulation=GAS_2025, as_of=as_of, threads=4)) == expected
