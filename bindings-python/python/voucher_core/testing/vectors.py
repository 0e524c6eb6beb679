"""The conformance vectors: small journals and the answers that they must get.

Each shows one thing, which its name says. They hold for any program that answers journals, in whatever
language:

    def answers(journal: bytes) -> bytes:
        return subprocess.run(["my-journal-runner"], input=journal, capture_output=True, check=True).stdout

    run_vectors(answers)

An answer must equal the expected one as JSON: the same fields in the same order, the same values; white space
and the way of escaping do not count, and a status may be worded otherwise. What is to answer as this library does is
compared byte for byte (`exact`). There is exactly one answer for each line that is not empty. Nothing
carries over from one vector to the next.

This file is a program too, and then needs nothing but Python: `vectors.py [--exact] COMMAND [NAME...]`.
"""

from __future__ import annotations

import json
import shlex
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest
from pathlib import Path
from typing import Any, TypeAlias, cast

__all__ = ["Answers", "Difference", "Vector", "check", "differences", "run_vectors", "vectors"]

Answers: TypeAlias = str | bytes | Iterable[str | bytes]
"""Answers to a journal: one text with a line an answer, or the lines, each with or without its end."""

FOLDER = Path(__file__).parent / "data" / "vectors"
"""A folder a programme."""


@dataclass(frozen=True, slots=True)
class Vector:
    """A journal and the answers that it must get."""

    name: str
    """The programme and what the vector is called: `gas/window-edges`."""
    journal: bytes = field(repr=False)
    """It goes in byte for byte: some hold CRLF line ends, bytes that are no UTF-8, or a very long line."""
    answers: bytes = field(repr=False)
    """As this library gives them."""


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
    """Every vector, or those of these names in this order; a programme stands for all of its own.

    Errors: `LookupError` for a name that no vector has.
    """
    suffix = ".in.jsonl"
    there = {
        f"{path.parent.name}/{path.name.removesuffix(suffix)}": path for path in FOLDER.glob("*/*" + suffix)
    }
    for name in names or ("",):
        chosen = [called for called in sorted(there) if name in ("", called, called.partition("/")[0])]
        if not chosen:
            raise LookupError(f"no vector has the name {name!r}")
        for called in chosen:
            journal = there[called]
            answers = journal.with_name(journal.name.replace(suffix, ".out.jsonl"))
            yield Vector(called, journal.read_bytes(), answers.read_bytes())


def differences(answers: Answers, vector: Vector, *, exact: bool = False) -> list[Difference]:
    """Every answer that is not as the vector says."""
    agrees = str.__eq__ if exact else _agrees
    pairs = enumerate(zip_longest(_lines(vector.answers), _lines(answers)), 1)
    return [
        Difference(vector.name, number, want, got)
        for number, (want, got) in pairs
        if want is None or got is None or not agrees(want, got)
    ]


def check(answers: Answers, vector: Vector, *, exact: bool = False) -> None:
    """Raises `AssertionError` with the first three differences, if there are any."""
    found = differences(answers, vector, exact=exact)
    if found:
        raise AssertionError("\n".join(map(str, found[:3])))


def run_vectors(runner: Callable[[bytes], Answers], *names: str, exact: bool = False) -> int:
    """Gives each journal to the runner and compares; how many vectors there were.

    Errors: `AssertionError` with the first three differences of each vector that fails. What the
    runner raises passes through.
    """
    count, failed = 0, list[list[Difference]]()
    for vector in vectors(*names):
        count += 1
        found = differences(runner(vector.journal), vector, exact=exact)
        if found:
            failed.append(found)
    shown = [str(difference) for found in failed for difference in found[:3]]
    if failed:
        raise AssertionError("\n".join([*shown, f"{count} vectors, {len(failed)} failing"]))
    return count


def _lines(answers: Answers) -> list[str]:
    if isinstance(answers, bytes):
        answers = answers.decode("utf-8", "replace")
    if isinstance(answers, str):
        lines = answers.split("\n")
        return lines[:-1] if lines[-1] == "" else lines
    return [line.decode("utf-8", "replace") if isinstance(line, bytes) else line for line in answers]


def _agrees(want: str, got: str) -> bool:
    try:
        return _same(json.loads(want), json.loads(got, object_pairs_hook=_once))
    except ValueError:
        return False


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) < len(pairs):
        raise ValueError("a name stands twice")
    return members


def _same(want: Any, got: Any, name: str | None = None) -> bool:
    if name == "text" and _is_text(want):
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


def _main(arguments: list[str]) -> None:
    exact = arguments[:1] == ["--exact"]
    command, *names = arguments[exact:]

    def answers(journal: bytes) -> bytes:
        return subprocess.run(shlex.split(command), input=journal, stdout=subprocess.PIPE, check=True).stdout

    try:
        print(run_vectors(answers, *names, exact=exact), "vectors, all agree")
    except AssertionError as different:
        sys.exit(str(different))


if __name__ == "__main__":
    _main(sys.argv[1:])
