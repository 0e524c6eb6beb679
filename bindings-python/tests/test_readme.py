"""The Python lines of the READMEs run, each block alone, and name what exists."""

from __future__ import annotations

import ast
import inspect
import json
import os
import re
import shutil
import sys
from collections.abc import Callable
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any, get_args

import pytest

import voucher_core as vc
from voucher_core import _core
from voucher_core._arrow import ReviewOutput
from voucher_core.testing.vectors import vectors

FOLDER = Path(__file__).parents[1]
DOCUMENTS = {"package": FOLDER / "README.md", "library": FOLDER.parent / "README.md"}
PACKAGE = DOCUMENTS["package"].read_text(encoding="utf-8")


@cache
def blocks(document: str) -> list[tuple[int, str]]:
    """The Python blocks of a document, each with the number of its first line."""
    text = DOCUMENTS[document].read_text(encoding="utf-8")
    found = re.finditer(r"^```python\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    return [(text.count("\n", 0, block.start(1)), block[1]) for block in found]


EACH = [(document, place) for document in DOCUMENTS for place in range(len(blocks(document)))]


@pytest.mark.filterwarnings("ignore:::pyspark", "ignore::ResourceWarning")
@pytest.mark.parametrize(("document", "place"), EACH)
def test_block(document: str, place: int, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """It runs alone, as one who pastes it runs it. Skipped where a library is missing that the block imports."""
    first_line, text = blocks(document)[place]
    if absent := missing(text):
        pytest.skip(f"{', '.join(absent)} is not installed here")
    if "pyspark" in imports(text):
        if shutil.which("java") is None and "JAVA_HOME" not in os.environ:
            pytest.skip("Spark needs Java, and there is none here")
        monkeypatch.setenv("PYSPARK_PYTHON", sys.executable)
        monkeypatch.setenv("SPARK_LOCAL_IP", "127.0.0.1")
    monkeypatch.chdir(tmp_path)
    names: dict[str, Any] = {"__name__": "readme"}
    # An error shows the line of the document.
    code = compile("\n" * first_line + text, str(DOCUMENTS[document]), "exec")
    try:
        exec(code, names)
    finally:
        if "session" in names:
            names["session"].stop()


def missing(text: str) -> list[str]:
    """The libraries that a block imports and that are not here."""
    return sorted(name for name in imports(text) if find_spec(name) is None)


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
    """One decision, a ledger, a table, the answer beside it, a file, checks of it, what if, what changed, charts, school meals, the family card, targeted assistance, a journal, a testing kit, Spark: about ten lines each."""
    lengths = [len(text.splitlines()) for _, text in blocks("package")]
    assert len(lengths) == 15
    assert max(lengths) <= 27


@pytest.mark.parametrize("function", [vc.review, vc.prepare])
def test_the_signatures_are_those_of_the_functions(function: Callable[..., Any]) -> None:
    """B18: every parameter in its order, and what it is where it is not given."""
    (said,) = re.findall(rf"^`{function.__name__}\((.+?)\)`", PACKAGE, re.MULTILINE)
    there: list[str] = []
    for parameter in inspect.signature(function).parameters.values():
        if parameter.kind is parameter.KEYWORD_ONLY and "*" not in there:
            there.append("*")
        # The extension tells no default that is a value of Rust: `facts`.
        shown = '="all"' if parameter.default is ... else f"={parameter.default!r}"
        there.append(parameter.name + ("" if parameter.default is parameter.empty else shown))
    assert said.split(", ") == there


def test_what_if_is_called_no_forecast() -> None:
    """B19: the warning stands beside the numbers that are mistaken for one, and not in a notebook alone."""
    section = PACKAGE[PACKAGE.index("### What if") : PACKAGE.index("### Charts")]
    assert "not a forecast" in section and "how people would behave" in section


def test_no_index_is_named_where_the_package_is_not() -> None:
    """B18: whoever follows such a line installs somebody else's package."""
    texts = [PACKAGE, *(path.read_text("utf-8") for path in (FOLDER / "python").rglob("*.py"))]
    assert not [text for text in texts if re.search(r"pip install [\"']?voucher[-_]core", text)]
    assert "on no package index yet" in PACKAGE


def test_every_error_has_its_code_there() -> None:
    """Every code that can come from here stands in the table of errors."""
    section = PACKAGE[PACKAGE.index("## Errors") : PACKAGE.index("## Limits")]
    # Keys of pseudonyms are not given to Python.
    codes = set(_core._closed_lists()["error"]) - {"pseudonym_key_too_short"}
    assert codes - set(re.findall(r"`(\w+)`", section)) == set()
    table = re.findall(r"^\| [a-z ]+ \| (`.*`.*) \|$", section, re.MULTILINE)
    assert {code for row in table for code in re.findall(r"`(\w+)`", row)} <= codes


def test_every_line_of_a_journal_is_listed() -> None:
    """B2: each fact and query that a programme takes, and none that it does not, by its journal and by the vectors."""
    listed: dict[str, set[tuple[str, str]]] = {}
    for programme, facts, queries in re.findall(r"^\| `(\w+)` \| ((?:`\w+` ?)+) \| ((?:`\w+` ?)+) \|$", PACKAGE, re.MULTILINE):
        names = [("fact", name) for name in facts.split()] + [("query", name) for name in queries.split()]
        listed[programme] = {(kind, name.strip("`")) for kind, name in names}
    newest = {
        "gas": "gas-2025-08", "meals": "meals-2026-02", "medicines": "medicines-2024-01", "targeted_assistance": "asp-2025-01",
    }  # fmt: skip
    card = {"grade": "grading-2026-06", "entitled": "proactive-2025-09"}

    def taken(programme: str, kind: str, name: str) -> bool:
        journal = vc.Journal()
        journal.answer(json.dumps({"regulation": newest.get(programme, card.get(name, "proactive-2025-09"))}))
        return "unknown_kind" not in (journal.answer(json.dumps({kind: name})) or "")

    for programme, names in listed.items():
        assert all(taken(programme, kind, name) for kind, name in names)
    met = {
        (kind, line[kind])
        for vector in vectors()
        for line in map(parsed, vector.journal.splitlines())
        for kind in ("fact", "query")
        if isinstance(line.get(kind), str)
    }
    for programme, names in listed.items():
        assert {each for each in met if taken(programme, *each)} <= names
    assert len(listed) == 5


def parsed(line: bytes) -> dict[str, Any]:
    try:
        value = json.loads(line)
    except ValueError:
        return {}
    return value if isinstance(value, dict) else {}


def test_every_column_is_explained() -> None:
    """The columns of the answer are those of the table, in its order."""
    section = PACKAGE[PACKAGE.index("## What `review` answers") : PACKAGE.index("## Errors")]
    cells = [row.split("|")[1] for row in section.splitlines() if row.startswith("| `")]
    named = [name for cell in cells if "(" not in cell for name in re.findall(r"`(\w+)`", cell)]
    regulation, as_of = vc.Regulation.gas_2025_08(), vc.Month(2025, 9).last_day
    outputs = get_args(ReviewOutput)
    answer = _core.review(_Nothing(), regulation=regulation, as_of=as_of, outputs=outputs, language="en")
    assert named == answer.column_names and named[: len(outputs)] == list(outputs)


def test_help_alone_explains_every_column() -> None:
    """B1: `help(vc.review)` names each column that a review reads, and each of its answer."""
    table = PACKAGE[PACKAGE.index("## What `review` reads") : PACKAGE.index("## Errors")]
    named = {name for row in re.findall(r"^\| (`.*?) \|", table, re.MULTILINE) if "(" not in row for name in re.findall(r"`(\w+)`", row)}
    assert {"month", "iin", "person", "unread", "reasons", "field"} <= named
    assert named <= set(re.findall(r"`(\w+)`", vc.review.__doc__ or ""))


class _Nothing:
    """A table of no rows with the one column that a review needs."""

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        arrow = pytest.importorskip("pyarrow")
        return arrow.table({"month": arrow.array([], arrow.string())}).__arrow_c_stream__()
