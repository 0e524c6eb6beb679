"""Every conformance vector, through every way into the journal."""

from __future__ import annotations

import io
from collections.abc import Iterable

import pytest
from world import path_of

import voucher_core as vc
from voucher_core.testing.vectors import Vector, vectors

each = pytest.mark.parametrize("vector", list(vectors()), ids=lambda vector: vector.name)


def joined(answers: Iterable[str | None]) -> bytes:
    return "".join(f"{answer}\n" for answer in answers if answer is not None).encode()


def bare(line: bytes) -> bytes:
    return line.removesuffix(b"\r\n" if line.endswith(b"\r\n") else b"\n")


def text(line: bytes) -> str:
    """What is no UTF-8 is half a surrogate pair in text."""
    return line.decode("utf-8", "surrogateescape")


@each
def test_line_by_line(vector: Vector) -> None:
    """wire: one answer for each line that is not empty, of bytes or of text, with and without its line end."""
    lines = list(io.BytesIO(vector.journal))
    for written in (lines, map(bare, lines), map(text, lines)):
        journal = vc.Journal()
        assert joined(map(journal.answer, written)) == vector.answers
        assert journal.lines == len(lines)


@each
@pytest.mark.parametrize("lengths", [[1 << 30], [1], [1, 7, 64, 13, 1021, 3, 65_536, 5]], ids=str)
def test_fed_in_pieces(vector: Vector, lengths: list[int]) -> None:
    """wire: bytes may be cut anywhere."""
    journal, pieces, answers = vc.Journal(), io.BytesIO(vector.journal), ""
    while pieces.tell() < len(vector.journal):
        answers += "".join(journal.feed(pieces.read(length)) for length in lengths)
    assert (answers + journal.finish()).encode() == vector.answers


@each
def test_run(vector: Vector) -> None:
    """wire: a file by its path, as text or as `os.PathLike`; lines of bytes or of text, in any iterable."""
    path, lines = path_of(vector), list(io.BytesIO(vector.journal))
    with open(path, "rb") as file:
        for source in (path, str(path), lines, map(text, lines), io.BytesIO(vector.journal), file):
            assert joined(vc.Journal.run(source)) == vector.answers


@each
@pytest.mark.parametrize("size", [1, 200])
def test_run_in_small_chunks(vector: Vector, size: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """wire: the size of the chunks in which a file is read does not count."""
    monkeypatch.setattr("voucher_core._run.CHUNK_BYTES", size)
    if size > 1 or len(vector.journal) < 20_000:
        assert joined(vc.Journal.run(path_of(vector))) == vector.answers
