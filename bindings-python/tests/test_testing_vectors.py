"""The vectors as package data, and a comparison that tells right from wrong."""

from __future__ import annotations

import io
import json
import pickle
from collections.abc import Iterator

import pytest

import voucher_core as vc
from voucher_core.testing.vectors import FOLDER, Answers, Vector, check, differences, run_vectors, vectors


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
    """White space, escapes and the wording do not count; nor does the form in which answers come."""
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
    with pytest.raises(
        AssertionError,
        match="(?s)gas/leap-days, answer 1\n  expected .*\n  given    nothing.*1 vectors, 1 failing",
    ):
        run_vectors(lambda journal: "", "gas/leap-days")
