"""The vectors as package data: the files of the workspace, and a comparison that tells right from wrong."""

from __future__ import annotations

import io
import json
import pickle
from collections.abc import Iterator

import pytest
from common import ROOT

import voucher_core as vc
from voucher_core.testing.vectors import Answers, Vector, check, differences, run_vectors, vectors

DATA = ROOT / "bindings-python" / "python" / "voucher_core" / "testing" / "data"


def fed(journal: bytes) -> str:
    runner = vc.Journal()
    return runner.feed(journal) + runner.finish()


@pytest.mark.parametrize("folder", ["vectors", "vectors-own"])
def test_the_copy_is_the_original(folder: str) -> None:
    """Byte for byte, none missing and none more."""
    original = {path.name: path.read_bytes() for path in (ROOT / "tests" / folder).glob("*.jsonl")}
    assert {path.name: path.read_bytes() for path in (DATA / folder).iterdir()} == original


def test_all_vectors_are_met() -> None:
    """wire: whatever form the answers have."""
    assert run_vectors(fed) == 67
    assert run_vectors(lambda journal: fed(journal).encode()) == 67
    assert run_vectors(lambda journal: vc.Journal.run(io.BytesIO(journal)), "line-ends") == 1
    for vector in vectors():
        assert len(vector.answers) == fed(vector.journal).count("\n")


def test_vectors_by_name() -> None:
    """In the order of the names; an unknown name is an error."""
    assert [vector.name for vector in vectors("window-edges", "leap-days")] == ["window-edges", "leap-days"]
    assert [vector.name for vector in vectors()] == sorted(vector.name for vector in vectors())
    with pytest.raises(LookupError, match="no-such"):
        next(vectors("no-such"))
    vector = next(vectors("window-edges"))
    assert repr(vector) == "Vector(name='window-edges')" and pickle.loads(pickle.dumps(vector)) == vector


VECTOR = Vector("made-up", b"", [{"line": 1, "accepted": True}, {"line": 2, "text": "*"}, {"digest": "*"}])
TEXT = '{"line":2,"text":{"kk":"ә","ru":"я","en":"e"}}'
DIGEST = json.dumps({"digest": "sha256:" + "0" * 64})
RIGHT = ['{"line": 1, "accepted": true}', TEXT, DIGEST]


def wrong() -> Iterator[list[str]]:
    """Answers with one fault each."""
    yield RIGHT[:2]
    yield [*RIGHT, "{}"]
    for first in [
        '{"accepted":true,"line":1}',
        '{"line":1,"accepted":1}',
        '{"line":1.0,"accepted":true}',
        '{"line":1}',
        '{"line":1,"accepted":true,"more":1}',
        '{"line":1,"line":1,"accepted":true}',
        '{"line":1,"accepted":true',
        "",
        "[1]",
        "null",
    ]:
        yield [first, TEXT, DIGEST]
    for text in [
        '"*"',
        "{}",
        '{"kk":"ә","ru":"я","en":" "}',
        '{"ru":"я","kk":"ә","en":"e"}',
        '{"kk":1,"ru":"я","en":"e"}',
    ]:
        yield [RIGHT[0], f'{{"line":2,"text":{text}}}', DIGEST]
    for digest in ["*", "sha256:", "sha256:" + "A" * 64, "sha256:" + "0" * 64 + "\n", 1]:
        yield [RIGHT[0], TEXT, json.dumps({"digest": digest})]


def test_right_answers_pass() -> None:
    """White space and escapes do not count; nor does the form in which answers come."""
    text = "\n".join(RIGHT)
    forms: list[Answers] = [
        RIGHT,
        text,
        text + "\n",
        text.encode(),
        [line.encode() for line in RIGHT],
        iter(RIGHT),
    ]
    for answers in forms:
        check(answers, VECTOR)
    check((text.replace("ә", "\\u04d9") + "\n").encode(), VECTOR)


@pytest.mark.parametrize("answers", list(wrong()), ids=str)
def test_wrong_answers_do_not(answers: list[str]) -> None:
    """wire: same fields, same order, same kinds, same number of answers."""
    assert len(differences(answers, VECTOR)) == 1
    with pytest.raises(AssertionError, match="made-up, answer "):
        check(answers, VECTOR)


def test_a_wrong_runner_is_told_where() -> None:
    """Each vector that fails, by name, and how many."""
    with pytest.raises(
        AssertionError,
        match="(?s)leap-days, answer 1\n  expected .*\n  given    nothing.*1 vectors, 1 failing",
    ):
        run_vectors(lambda journal: "", "leap-days")
