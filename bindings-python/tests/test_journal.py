"""The journal from Python: lines, pieces, files, progress; lazily and in constant memory (wire)."""

from __future__ import annotations

import copy
import io
import itertools
import json
import os
import pickle
import re
import threading
import tracemalloc
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

import voucher_core as vc
from common import refused
from world import A, B, day, iins

TAKE = '{"regulation":"gas-2025-08"}'


def listed(number: int, people: list[str]) -> str:
    return vc.Listed(people[number % len(people)], "71", {"housing"}).expose_line(day("09-03"))


def test_line_ends_are_taken_off_once() -> None:
    """wire: LF or CRLF end a line; a carriage return alone is a part of it."""
    journal = vc.Journal()
    assert [journal.answer(line) for line in ("\n", "\r\n", b"\n")] == [None, None, None]
    assert journal.answer("\r") == '{"line":4,"error":"malformed_json"}'
    assert journal.answer("\n\n") == '{"line":5,"error":"malformed_json"}'


@pytest.mark.parametrize("end", ["", "\r\n", "\r\n\r\n", "\r", "\n\r"], ids=repr)
@pytest.mark.parametrize("split", [lambda text: text.split("\n"), io.StringIO], ids=["split", "StringIO"])
def test_f15_the_lines_of_a_crlf_journal(split: Callable[[str], Iterable[str]], end: str) -> None:
    """F15: however its caller splits it, a journal with CRLF gets the answers of its bytes."""
    text = "\r\n".join(["", TAKE, "", listed(0, [A]), "{}", "\r", '{"query":"due","on":"2025-09-03"}']) + end
    journal = vc.Journal()
    answers = journal.feed(text.encode()) + journal.finish()
    assert list(vc.Journal.run(split(text))) == answers.splitlines()
    assert list(vc.Journal.run(line.encode() for line in split(text))) == answers.splitlines()


def test_f15_what_a_text_is_told() -> None:
    """F15: what the error advises is right, as it stands there."""
    text = f"{TAKE}\r\n\r\n{{}}\r\n"
    with refused("unsupported_type", "path_or_lines") as caught:
        vc.Journal.run(text)
    advice = re.search(r"pass (.*)$", str(caught.value))
    assert advice is not None
    answers = list(vc.Journal.run(eval(advice[1], {"io": io, "text": text})))
    assert [json.loads(answer)["line"] for answer in answers] == [1, 3]


@pytest.mark.parametrize("line", [1, 1.0, None, bytearray(b"{}"), memoryview(b"{}"), ["{}"], True])
def test_a_line_is_text_or_bytes(line: Any) -> None:
    """Nothing else is a line, and a chunk is bytes."""
    with refused("not_text", "line"):
        vc.Journal().answer(line)
    for chunk in (line, "{}"):
        with refused("unsupported_type", "chunk"):
            vc.Journal().feed(chunk)


def test_copies_are_independent() -> None:
    """A copy answers on its own, with what was begun; a journal cannot be pickled."""
    journal = vc.Journal()
    journal.feed(TAKE.encode() + b"\n{}")
    for double in (copy.copy(journal), copy.deepcopy(journal)):
        assert double.finish() == '{"line":2,"error":"unknown_kind"}\n'
        assert double.lines == 2
    assert journal.lines == 1
    with refused("unsupported_type"):
        pickle.dumps(journal)


def test_a_journal_shows_no_line() -> None:
    """N34: not the people, and not the line that is begun."""
    journal = vc.Journal()
    journal.feed(f"{TAKE}\n{listed(0, [A])}\n{listed(0, [B])}".encode())
    assert repr(journal) == "Journal(2 lines)"


def test_run_reads_as_answers_are_asked_for() -> None:
    """Lazily: a line is read when its answer is wanted, also of a journal without end."""
    read = []

    def lines() -> Iterator[str]:
        for number in itertools.count():
            read.append(number)
            yield TAKE if number == 0 else "{}"

    answers = vc.Journal.run(lines())
    assert read == []
    assert json.loads(next(answers))["regulation"] == "gas-2025-08"
    assert next(answers) == '{"line":2,"error":"unknown_kind"}'
    assert read == [0, 1]


def test_each_run_is_a_journal_of_its_own() -> None:
    """wire: nothing carries over."""
    first = list(vc.Journal.run([TAKE, TAKE]))
    assert [json.loads(answer).get("error") for answer in first] == [None, "regulation_already_chosen"]
    assert list(vc.Journal.run([TAKE, TAKE])) == first


def write(path: Path, lines: Iterable[str]) -> Path:
    path.write_bytes("".join(line + "\n" for line in lines).encode())
    return path


def test_progress_wraps_the_chunks_of_a_file(tmp_path: Path) -> None:
    """A tqdm-like callable sees each chunk of a file and how many there are; answers are the same."""
    people = list(itertools.islice(iins(), 500))
    path = write(tmp_path / "in.jsonl", [TAKE, *(listed(number, people) for number in range(10_000))])
    seen: list[int] = []

    def progress(chunks: Any) -> Iterator[bytes]:
        seen.append(len(chunks))
        for chunk in chunks:
            seen.append(len(chunk))
            yield chunk

    answers = list(vc.Journal.run(path, progress=progress))
    assert seen[0] == len(seen) - 1 > 1
    assert sum(seen[1:]) == path.stat().st_size
    assert min(seen[1:-1]) >= 65_536
    assert answers == list(vc.Journal.run(path)) and len(answers) == 10_001


def test_progress_wraps_lines() -> None:
    """The same over an iterable of lines."""
    wrapped: list[Any] = []
    lines = [TAKE, "{}"]
    assert len(list(vc.Journal.run(lines, progress=lambda read: wrapped.append(read) or read))) == 2
    assert len(wrapped) == 1 and wrapped[0] is lines


def test_a_stream_has_no_size(tmp_path: Path) -> None:
    """A named pipe is read as it comes; how long it is nobody knows."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    writer = threading.Thread(target=write, args=(pipe, [TAKE, "{}"]))
    writer.start()

    def progress(chunks: Any) -> Any:
        with pytest.raises(TypeError):
            len(chunks)
        return chunks

    assert len(list(vc.Journal.run(pipe, progress=progress))) == 2
    writer.join()


@contextmanager
def allocating(less_than: int) -> Iterator[None]:
    """The block holds less than so many bytes of Python's at any time."""
    tracemalloc.start()
    try:
        before, _ = tracemalloc.get_traced_memory()
        yield
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak - before < less_than


def test_memory_does_not_grow_with_lines(tmp_path: Path) -> None:
    """A file of 8 MB is run in less than a quarter of it, as is a generator of as many lines."""
    lines = [TAKE] + [listed(0, [A])] * 90_000
    path = write(tmp_path / "in.jsonl", lines)
    assert path.stat().st_size > 8_000_000
    for source in (path, (line for line in lines)):
        with allocating(less_than=2_000_000):
            assert sum(1 for _ in vc.Journal.run(source)) == 90_001


def test_long_answers_are_handed_over_in_time(tmp_path: Path) -> None:
    """A hundred queries in one chunk, each answered with thousands of people, are not held at once."""
    people = itertools.islice(iins(), 3000)
    lines = [TAKE, *(vc.Listed(iin, "71", {"housing"}).expose_line(day("09-03")) for iin in people)]
    path = write(tmp_path / "in.jsonl", lines + ['{"query":"due","on":"2025-09-03"}'] * 100)
    answers = vc.Journal.run(path)
    longest = total = 0
    with allocating(less_than=6_000_000):
        for answer in answers:
            longest, total = max(longest, len(answer)), total + len(answer)
    assert longest > 100_000 and total > 10_000_000


def test_a_file_is_closed(tmp_path: Path) -> None:
    """At the end, and when the rest of the answers is not wanted (a file left open would warn)."""
    path = write(tmp_path / "in.jsonl", [TAKE] * 5)
    assert len(list(vc.Journal.run(path))) == 5
    # Without an LF behind it the last line is one too.
    path.write_bytes(path.read_bytes()[:-1])
    assert len(list(vc.Journal.run(path))) == 5
    answers = vc.Journal.run(path)
    next(answers)
    del answers


JOURNALS = [listed(0, [A]), " " + listed(0, [A]), f"{TAKE}\n{listed(0, [A])}\n"]


@pytest.mark.parametrize("source", [None, 1, b"in.jsonl", bytearray(b"{}"), object(), *JOURNALS])
def test_what_is_neither_path_nor_lines(source: Any) -> None:
    """The error comes at the call, names the argument and says what to do.

    N34: of a journal in place of its path the system's error would name the file, that is the person.
    """
    with refused("unsupported_type", "path_or_lines") as caught:
        vc.Journal.run(source)
    assert not re.search("[0-9]{6}", str(caught.value))


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    """The system's own error, when it is read."""
    answers = vc.Journal.run(tmp_path / "none.jsonl")
    with pytest.raises(FileNotFoundError):
        next(answers)
