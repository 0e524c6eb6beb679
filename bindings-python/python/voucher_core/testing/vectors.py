"""The conformance vectors: small journals and the answers that they must get.

Each shows one thing, which its name says. They hold for any program that answers journals, in whatever
language:

    def answers(journal: bytes) -> bytes:
        return subprocess.run(["my-journal-runner"], input=journal, capture_output=True, check=True).stdout

    run_vectors(answers)

An answer must equal the expected one as JSON: the same fields in the same order, the same values; white space
and the way of escaping do not count. There is exactly one answer for each line that is not empty. Nothing
carries over from one vector to the next.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from importlib.resources import files
from itertools import zip_longest
from typing import Any, TypeAlias, cast

__all__ = ["Answers", "Difference", "Vector", "check", "differences", "run_vectors", "vectors"]

Answers: TypeAlias = str | bytes | Iterable[str | bytes]
"""Answers to a journal: one text with a line an answer, or the lines, each with or without its end."""

FOLDERS = ("vectors", "vectors-own")
"""Those that came with the rules, and those for the rows of bad input."""


@dataclass(frozen=True, slots=True)
class Vector:
    """A journal and the answers that it must get.

    The journal goes in byte for byte: some hold CRLF line ends, bytes that are no UTF-8, or a very long line.
    """

    name: str
    journal: bytes = field(repr=False)
    answers: list[dict[str, Any]] = field(repr=False)
    """`"*"` stands for what is left open: the digest of a register's rows, and a text in three languages."""


@dataclass(frozen=True, slots=True)
class Difference:
    """An answer that is not as it must be; none on the side that has ended."""

    vector: str
    number: int
    """The number of the answer, from 1."""
    expected: str | None
    given: str | None

    def __str__(self) -> str:
        expected, given = self.expected or "nothing", self.given or "nothing"
        return f"{self.vector}, answer {self.number}\n  expected {expected}\n  given    {given}"


def vectors(*names: str) -> Iterator[Vector]:
    """Every vector, or those of these names in this order.

    Errors: `LookupError` for a name that no vector has.
    """
    ends = ".in.jsonl"
    folders = [files("voucher_core.testing") / "data" / folder for folder in FOLDERS]
    journals = [
        (folder, place) for folder in folders for place in folder.iterdir() if place.name.endswith(ends)
    ]
    found = {place.name.removesuffix(ends): (folder, place) for folder, place in journals}
    for name in names or sorted(found):
        if name not in found:
            raise LookupError(f"no vector has the name {name!r}")
        folder, place = found[name]
        expected = (folder / f"{name}.out.jsonl").read_text(encoding="utf-8").split("\n")
        yield Vector(name, place.read_bytes(), [json.loads(line) for line in expected if line])


def differences(answers: Answers, vector: Vector) -> list[Difference]:
    """Every answer that is not as the vector says."""
    pairs = enumerate(zip_longest(vector.answers, _lines(answers)), 1)
    return [
        Difference(vector.name, number, _json(want), got)
        for number, (want, got) in pairs
        if want is None or got is None or not _agrees(want, got)
    ]


def check(answers: Answers, vector: Vector) -> None:
    """Raises `AssertionError` with the first three differences, if there are any."""
    found = differences(answers, vector)
    assert not found, "\n".join(map(str, found[:3]))


def run_vectors(runner: Callable[[bytes], Answers], *names: str) -> int:
    """Gives each journal to the runner and compares; how many vectors there were.

    Errors: `AssertionError` with the first three differences of each vector that fails. What the
    runner raises passes through.
    """
    count, failed = 0, list[list[Difference]]()
    for vector in vectors(*names):
        count += 1
        found = differences(runner(vector.journal), vector)
        if found:
            failed.append(found)
    shown = [str(difference) for found in failed for difference in found[:3]]
    assert not failed, "\n".join([*shown, f"{count} vectors, {len(failed)} failing"])
    return count


def _lines(answers: Answers) -> list[str]:
    if isinstance(answers, bytes):
        answers = answers.decode("utf-8", "replace")
    if isinstance(answers, str):
        lines = answers.split("\n")
        return lines[:-1] if lines[-1] == "" else lines
    return [line.decode("utf-8", "replace") if isinstance(line, bytes) else line for line in answers]


def _json(value: object) -> str | None:
    return None if value is None else json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _agrees(want: dict[str, Any], line: str) -> bool:
    try:
        got = json.loads(line, object_pairs_hook=_once)
    except ValueError:
        return False
    return _same(want, got)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) < len(pairs):
        raise ValueError("a name stands twice")
    return members


def _same(want: Any, got: Any, name: str | None = None) -> bool:
    if want == "*" and name == "digest":
        return isinstance(got, str) and re.fullmatch("sha256:[0-9a-f]{64}", got) is not None
    if want == "*" and name == "text":
        return _is_text(got)
    if type(want) is not type(got):
        return False
    if isinstance(want, dict):
        members = cast(dict[str, Any], want)
        return list(members) == list(got) and all(_same(members[key], got[key], key) for key in members)
    if isinstance(want, list):
        elements = cast(Sequence[Any], want)
        return len(elements) == len(got) and all(map(_same, elements, got))
    return bool(want == got)


def _is_text(value: Any) -> bool:
    if not isinstance(value, dict):
        return False
    texts = cast(dict[str, Any], value)
    named = list(texts) == ["kk", "ru", "en"]
    return named and all(isinstance(words, str) and words.strip() != "" for words in texts.values())
