"""The notebooks: kept with the outputs of a run without network, and each runs from a clean kernel of this interpreter.

`UPDATE_NOTEBOOKS=1 pytest tests/test_notebooks.py` keeps the outputs anew.
"""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbclient
import nbformat
import pytest

import voucher_core as vc

FOLDER = Path(__file__).resolve().parents[1] / "notebooks"
NOTEBOOKS = sorted(FOLDER.glob("*.ipynb"))
UPDATE = "UPDATE_NOTEBOOKS" in os.environ

# Nothing may reach for the network.
STARTUP = """
import socket


def refuse(*_):
    raise OSError("a notebook must not use the network")


socket.socket.connect = socket.getaddrinfo = refuse
"""


@pytest.fixture
def kernel(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A kernel of this interpreter that knows of no settings; gives its working folder, which is empty."""
    spec = {
        "argv": [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"],
        "display_name": "This interpreter",
        "language": "python",
    }
    place = tmp_path / "data" / "kernels" / "clean"
    place.mkdir(parents=True)
    (place / "kernel.json").write_text(json.dumps(spec), encoding="utf-8")
    startup = tmp_path / "ipython" / "profile_default" / "startup"
    startup.mkdir(parents=True)
    (startup / "startup.py").write_text(STARTUP, encoding="utf-8")
    folders = {"PATH": "data", "DATA_DIR": "data", "CONFIG_DIR": "config", "RUNTIME_DIR": "runtime"}
    for name, folder in folders.items():
        monkeypatch.setenv(f"JUPYTER_{name}", str(tmp_path / folder))
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path / "ipython"))
    work = tmp_path / "work"
    work.mkdir()
    return work


def read(path: Path) -> Any:
    return nbformat.read(path, as_version=4)


def code_of(notebook: Any) -> list[Any]:
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def shown(cell: Any) -> Iterator[tuple[str, str]]:
    """What a cell shows, by its type."""
    for output in cell.outputs:
        yield from [("text/plain", output.text)] if output.output_type == "stream" else sorted(output.data.items())


def words(cell: Any) -> list[tuple[str, str | list[str]]]:
    """What a reader reads there: of a picture its texts, since where they stand is the machine's matter."""
    return [
        (kind, re.findall(r"<text[^>]*>([^<]*)<", text) if kind == "image/svg+xml" else text) for kind, text in shown(cell)
    ]


def test_there_are_four() -> None:
    """A month step by step, two regulations compared, quality of an incoming list, from a file to a report in Kazakh."""
    assert [path.name[:2] for path in NOTEBOOKS] == ["01", "02", "03", "04"]
    kazakh = [any(letter in path.read_text("utf-8") for letter in "ңқғ") for path in NOTEBOOKS]
    assert kazakh[3]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_headings_are_in_the_language_of_the_text(path: Path) -> None:
    headings = re.findall(r"^#+ (.+)$", "\n".join(cell.source for cell in read(path).cells if cell.cell_type == "markdown"), re.M)
    assert len(headings) >= 5
    assert not [heading for heading in headings if re.search(r"[A-Za-z]{4}", heading)]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_kept_with_outputs(path: Path) -> None:
    """Valid, the outputs of one run from the first cell to the last, two pictures or more, nothing of the machine."""
    notebook = read(path)
    nbformat.validate(notebook)
    code = code_of(notebook)
    assert [cell.execution_count for cell in code] == [*range(1, len(code) + 1)]
    kinds = [kind for cell in code for kind, _ in shown(cell)]
    assert kinds.count("image/svg+xml") >= 2 and {*kinds} <= {"image/svg+xml", "text/html", "text/plain"}
    assert all(cell.metadata == {} for cell in notebook.cells)
    assert notebook.metadata == {
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
    }
    assert str(FOLDER) not in path.read_text("utf-8") and path.stat().st_size < 200_000


NAMESPACES = ("http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink")
"""Names of a form, not addresses to be loaded."""


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_outputs_load_nothing_and_name_nobody(path: Path) -> None:
    """N34: no address of a network, no script, no number that can be an IIN or a phone, and no account of the notebook's people."""
    for cell in code_of(read(path)):
        for kind, text in shown(cell):
            for namespace in NAMESPACES:
                text = text.replace(f'="{namespace}"', "")
            # A field of the regulation and a word of its SMS, which nothing loads.
            text = text.replace(str(vc.Regulation.gas_2025_08().sign_up_link), "")
            assert not re.search(r"\w+://|<script|<link|\bsrc=|@import|url\((?!#)", text), kind
            plain = re.sub(r'="[^"]*"', "", text)
            assert not re.search(r"(?<![\d.])(?:\d{12}|\+?[78]\d{10}|\d{7,8})(?!\d)", plain), kind


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_runs(path: Path, kernel: Path) -> None:
    """Every cell runs, in order, without files, network or warnings, and shows what is kept."""
    notebook = read(path)
    kept = [words(cell) for cell in code_of(notebook)]
    client = nbclient.NotebookClient(
        notebook,
        timeout=300,
        kernel_name="clean",
        record_timing=False,
        coalesce_streams=True,
        resources={"metadata": {"path": str(kernel)}},
    )
    client.execute()
    code = code_of(notebook)
    assert not [output.text for cell in code for output in cell.outputs if output.get("name") == "stderr"]
    assert not [kind for cell in code for kind, text in shown(cell) if kind == "image/svg+xml" and "…" in text]
    assert list(kernel.iterdir()) == []
    if UPDATE:
        notebook.metadata = read(path).metadata
        nbformat.write(notebook, path)
    else:
        assert [words(cell) for cell in code] == kept
