"""The Python lines of the READMEs run, block by block in their order, and name what exists."""

from __future__ import annotations

import ast
import os
import re
import shutil
import sys
from collections.abc import Iterator
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

import voucher_core as vc
from voucher_core import _core

FOLDER = Path(__file__).parents[1]
DOCUMENTS = {"package": FOLDER / "README.md", "library": FOLDER.parent / "README.md"}
PACKAGE = DOCUMENTS["package"].read_text(encoding="utf-8")


@cache
def blocks(document: str) -> list[tuple[int, str]]:
    """The Python blocks of a document, each with the number of its first line."""
    text = DOCUMENTS[document].read_text(encoding="utf-8")
    found = re.finditer(r"^```python\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    return [(text.count("\n", 0, block.start(1)), block[1]) for block in found]


class Reader:
    """Runs the blocks of a document in one namespace, each once."""

    def __init__(self, document: str) -> None:
        self.document = document
        self.names: dict[str, Any] = {"__name__": "readme"}
        self.done = 0

    def run_to(self, place: int) -> None:
        while self.done <= place:
            first_line, text = blocks(self.document)[self.done]
            # An error shows the line of the document.
            code = compile("\n" * first_line + text, str(DOCUMENTS[self.document]), "exec")
            exec(code, self.names)
            self.done += 1


EACH = [(document, place) for document in DOCUMENTS for place in range(len(blocks(document)))]


@pytest.fixture(scope="module")
def readers() -> Iterator[dict[str, Reader]]:
    """One for each document; a session of Spark that a block opened is closed in the end."""
    readers = {document: Reader(document) for document in DOCUMENTS}
    yield readers
    for reader in readers.values():
        if "session" in reader.names:
            reader.names["session"].stop()


@pytest.mark.filterwarnings("ignore:::pyspark", "ignore::ResourceWarning")
@pytest.mark.parametrize(("document", "place"), EACH)
def test_block(
    readers: dict[str, Reader], document: str, place: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Skipped where a library is missing that the block imports."""
    missing = sorted(name for name in imports(blocks(document)[place][1]) if find_spec(name) is None)
    if missing:
        pytest.skip(f"{', '.join(missing)} is not installed here")
    if "pyspark" in imports(blocks(document)[place][1]):
        if shutil.which("java") is None and "JAVA_HOME" not in os.environ:
            pytest.skip("Spark needs Java, and there is none here")
        monkeypatch.setenv("PYSPARK_PYTHON", sys.executable)
        monkeypatch.setenv("SPARK_LOCAL_IP", "127.0.0.1")
    readers[document].run_to(place)


def imports(text: str) -> set[str]:
    """The libraries that a block imports."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module is not None:
            found.add(node.module.partition(".")[0])
    return found


def test_the_package_has_a_block_for_each_use() -> None:
    """One decision, a ledger, a table, what if, school meals, the family card, targeted assistance, a journal, a testing kit, Spark: about ten lines each."""
    lengths = [len(text.splitlines()) for _, text in blocks("package")]
    assert len(lengths) == 10
    assert max(lengths) <= 18


def test_every_error_has_its_code_there() -> None:
    """Every code that can come from here stands in the table of errors."""
    section = PACKAGE[PACKAGE.index("## Errors") : PACKAGE.index("## Limits")]
    # Keys of pseudonyms are not given to Python.
    codes = set(_core._closed_lists()["error"]) - {"pseudonym_key_too_short"}
    assert codes - set(re.findall(r"`(\w+)`", section)) == set()


def test_every_column_is_explained() -> None:
    """The columns of the answer are those of the table, in its order."""
    section = PACKAGE[PACKAGE.index("## What `review` answers") : PACKAGE.index("## Errors")]
    cells = [row.split("|")[1] for row in section.splitlines() if row.startswith("| `")]
    named = [name for cell in cells if "(" not in cell for name in re.findall(r"`(\w+)`", cell)]
    regulation, as_of = vc.Regulation.gas_2025_08(), vc.Month(2025, 9).last_day
    assert named == _core.review(_Nothing(), regulation=regulation, as_of=as_of).column_names


class _Nothing:
    """A table of no rows with the one column that a review needs."""

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        arrow = pytest.importorskip("pyarrow")
        return arrow.table({"month": arrow.array([], arrow.string())}).__arrow_c_stream__()
