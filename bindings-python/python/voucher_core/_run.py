"""A journal from a file or from lines: read lazily, in constant memory. Nothing is decided here."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from io import BufferedReader
from typing import Any, TypeAlias

from voucher_core._core import Journal
from voucher_core.errors import WrongType

Source: TypeAlias = str | os.PathLike[str] | Iterable[str | bytes]
Progress: TypeAlias = Callable[[Iterable[Any]], Iterable[Any]]

CHUNK_BYTES = 1 << 18


def run(source: Source, progress: Progress | None) -> Iterator[str]:
    """What `Journal.run` gives; what is no `Source` is refused."""
    if isinstance(source, str) and ("\n" in source or source.lstrip().startswith("{")):
        # As a path it would be repeated in the error of the system (N34).
        raise _wrong("is a path where it is text; the lines of a journal came: pass io.StringIO(text)")
    if isinstance(source, (str, os.PathLike)):
        return _answers_to_file(source, progress)
    if isinstance(source, (bytes, bytearray, memoryview)) or not hasattr(source, "__iter__"):
        raise _wrong(f"must be a path or an iterable of lines; {type(source).__name__} came")
    return _answers_to_lines(source, progress)


def _answers_to_lines(lines: Iterable[str | bytes], progress: Progress | None) -> Iterator[str]:
    journal = Journal()
    for line in _without_half_ends(lines if progress is None else progress(lines)):
        answer = journal.answer(line)
        if answer is not None:
            yield answer


def _without_half_ends(lines: Iterable[Any]) -> Iterator[Any]:
    """Lines that were split at LF still have the CR of a CRLF: behind all but the last there was an LF."""
    held: Any = None
    for line in lines:
        if held is not None:
            yield held[:-1]
        half = isinstance(line, (str, bytes)) and line[-1:] in ("\r", b"\r")
        held = line if half else None
        if not half:
            yield line
    if held is not None:
        yield held


def _answers_to_file(path: str | os.PathLike[str], progress: Progress | None) -> Iterator[str]:
    journal = Journal()
    with open(path, "rb") as file:
        chunks = _Chunks(file)
        for chunk in chunks if progress is None else progress(chunks):
            start = 0
            while start < len(chunk):
                answers, start = journal._feed_from(chunk, start)
                yield from answers.split("\n")[:-1]
    yield from journal.finish().split("\n")[:-1]


class _Chunks:
    """The chunks of a file, and how many there are where the file tells its size."""

    def __init__(self, file: BufferedReader) -> None:
        self._file = file

    def __iter__(self) -> Iterator[bytes]:
        return iter(partial(self._file.read1, CHUNK_BYTES), b"")

    def __len__(self) -> int:
        status = os.fstat(self._file.fileno())
        if not stat.S_ISREG(status.st_mode):
            raise TypeError("a stream does not tell its size")
        return -(-status.st_size // CHUNK_BYTES)


def _wrong(text: str) -> WrongType:
    return WrongType(f"path_or_lines: {text}", "unsupported_type", "path_or_lines")
