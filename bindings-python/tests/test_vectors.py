"""Every conformance vector, through every way into the journal."""

from __future__ import annotations

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import voucher_core as vc
from world import Vector, vectors

VECTORS = vectors()
each = pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector.name)


def fed(journal: bytes, lengths: list[int]) -> str:
    """The answers to a journal that comes in pieces of these lengths, over and over."""
    runner, answers, start, turn = vc.Journal(), "", 0, 0
    while start < len(journal):
        end = start + lengths[turn % len(lengths)]
        answers += runner.feed(journal[start:end])
        start, turn = end, turn + 1
    return answers + runner.finish()


def joined(answers: list[str]) -> str:
    return "".join(answer + "\n" for answer in answers)


@each
def test_line_by_line(vector: Vector) -> None:
    """wire: one answer for each line that is not empty, with and without its line end."""
    journal, bare = vc.Journal(), vc.Journal()
    answers, again = [], []
    for line in vector.lines():
        answer = journal.answer(line)
        end = b"\r\n" if line.endswith(b"\r\n") else b"\n"
        assert bare.answer(line.removesuffix(end)) == answer
        assert (answer is None) == (line.removesuffix(end) == b"")
        answers.append(answer)
        again.append(answer)
    assert joined([answer for answer in answers if answer is not None]) == vector.answers
    assert journal.lines == bare.lines == len(vector.lines())


@each
def test_line_by_line_as_text(vector: Vector) -> None:
    """wire: text is read as its UTF-8; what is no UTF-8 is half a surrogate pair in text, and refused."""
    journal = vc.Journal()
    answers = [journal.answer(line.decode("utf-8", "surrogateescape")) for line in vector.lines()]
    assert joined([answer for answer in answers if answer is not None]) == vector.answers


@each
@pytest.mark.parametrize("lengths", [[1 << 30], [1], [2, 3], [1, 7, 64, 13, 1021, 3, 65_536, 5]], ids=str)
def test_fed_in_pieces(vector: Vector, lengths: list[int]) -> None:
    """wire: bytes may be cut anywhere."""
    assert fed(vector.journal, lengths) == vector.answers


@given(st.sampled_from(VECTORS), st.lists(st.integers(1, 300), min_size=1, max_size=8))
@settings(max_examples=200, deadline=None)
def test_fed_in_any_pieces(vector: Vector, lengths: list[int]) -> None:
    """wire: any cut gives the same bytes."""
    assert fed(vector.journal, lengths) == fed(vector.journal, [1 << 30])


@each
def test_run_by_path(vector: Vector) -> None:
    """wire: a file by its path, as text or as `os.PathLike`."""
    answers = list(vc.Journal.run(str(vector.path)))
    assert joined(answers) == vector.answers
    assert list(vc.Journal.run(vector.path)) == answers


@each
def test_run_by_lines(vector: Vector) -> None:
    """wire: lines of bytes or of text, with or without their ends, in any iterable."""
    answers = list(vc.Journal.run(vector.path))
    assert list(vc.Journal.run(vector.lines())) == answers
    text = (line.decode("utf-8", "surrogateescape") for line in vector.lines())
    assert list(vc.Journal.run(text)) == answers
    assert list(vc.Journal.run(io.BytesIO(vector.journal))) == answers
    with open(vector.path, "rb") as file:
        assert list(vc.Journal.run(file)) == answers


@each
@pytest.mark.parametrize("size", [1, 7, 200])
def test_run_in_small_chunks(vector: Vector, size: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """wire: the size of the chunks in which a file is read does not count."""
    monkeypatch.setattr("voucher_core._run.CHUNK_BYTES", size)
    if size > 1 or len(vector.journal) < 20_000:
        assert joined(list(vc.Journal.run(vector.path))) == vector.answers
