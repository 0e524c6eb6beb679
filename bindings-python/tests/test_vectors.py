"""Every conformance vector through every way into the journal; as package data; and a comparison that tells right from wrong."""

from __future__ import annotations

import io
import json
import pickle
from collections.abc import Iterable, Iterator

import pytest
from world import path_of

import voucher_core as vc
from voucher_core.testing.vectors import FOLDER, Answers, Vector, check, differences, run_vectors, vectors

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


# The testing kit.


def fed(journal: bytes) -> str:
    runner = vc.Journal()
    return runner.feed(journal) + runner.finish()


def test_all_vectors_are_met() -> None:
    """wire: whatever form the answers have."""
    there = len(list(FOLDER.glob("*/*.in.jsonl")))
    assert run_vectors(fed) == run_vectors(fed, exact=True) == there > 0
    assert run_vectors(lambda journal: vc.Journal.run(io.BytesIO(journal)), "gas/line-ends") == 1


def test_vectors_by_name() -> None:
    """In the order of the names; a programme is all of its vectors; an unknown name is an error."""
    some = ["gas/window-edges", "gas/leap-days"]
    assert [vector.name for vector in vectors(*some)] == some
    assert [vector.name for vector in vectors()] == sorted(vector.name for vector in vectors())
    assert list(vectors("gas")) == [vector for vector in vectors() if vector.name.startswith("gas/")]
    for unknown in ("no-such", "gas/no-such", "window-edges"):
        with pytest.raises(LookupError, match=unknown):
            next(vectors(unknown))
    vector = next(vectors("gas/window-edges"))
    assert repr(vector) == "Vector(name='gas/window-edges')" and pickle.loads(pickle.dumps(vector)) == vector


DIGEST = json.dumps({"digest": "sha256:" + "0" * 64})
WANTED = '{"line":1,"accepted":true}', '{"line":2,"text":{"kk":"к","ru":"р","en":"n"}}', DIGEST
VECTOR = Vector("made-up", b"", "".join(line + "\n" for line in WANTED).encode())
TEXT = '{"line":2,"text":{"kk":"ә","ru":"я","en":"e"}}'
RIGHT = ['{"line": 1, "accepted": true}', TEXT, DIGEST]


def wrong() -> Iterator[list[str]]:
    """Answers with one fault each."""
    yield RIGHT[:2]
    yield [*RIGHT, "{}"]
    for first in [
        '{"accepted":true,"line":1}', '{"line":1,"accepted":1}', '{"line":1.0,"accepted":true}', '{"line":1}',
        '{"line":1,"accepted":true,"more":1}', '{"line":1,"line":1,"accepted":true}', '{"line":1,"accepted":true', "", "[1]",
        "null",
    ]:  # fmt: skip
        yield [first, TEXT, DIGEST]
    texts = '"*"', "{}", '{"kk":"ә","ru":"я","en":" "}', '{"ru":"я","kk":"ә","en":"e"}', '{"kk":1,"ru":"я","en":"e"}'
    for text in texts:
        yield [RIGHT[0], f'{{"line":2,"text":{text}}}', DIGEST]
    for digest in ["*", "sha256:", "sha256:" + "A" * 64, "sha256:" + "0" * 64 + "\n", 1]:
        yield [RIGHT[0], TEXT, json.dumps({"digest": digest})]


def test_right_answers_pass() -> None:
    """White space, escapes and the wording do not count; nor does the form in which answers come."""
    text = "\n".join(RIGHT)
    forms: list[Answers] = [RIGHT, text, text + "\n", text.encode(), [line.encode() for line in RIGHT], iter(RIGHT)]
    for answers in forms:
        check(answers, VECTOR)
    check((text.replace("ә", "\\u04d9") + "\n").encode(), VECTOR)
    check(WANTED, VECTOR, exact=True)
    assert [difference.number for difference in differences(RIGHT, VECTOR, exact=True)] == [1, 2]


@pytest.mark.parametrize("answers", list(wrong()), ids=str)
def test_wrong_answers_do_not(answers: list[str]) -> None:
    """wire: same fields, same order, same kinds, same number of answers."""
    assert len(differences(answers, VECTOR)) == 1
    with pytest.raises(AssertionError, match="made-up, answer "):
        check(answers, VECTOR)


def test_a_wrong_runner_is_told_where() -> None:
    """Each vector that fails, by name, and how many."""
    told = "(?s)gas/leap-days, answer 1\n  expected .*\n  given    nothing.*1 vectors, 1 failing"
    with pytest.raises(AssertionError, match=told):
        run_vectors(lambda journal: "", "gas/leap-days")
