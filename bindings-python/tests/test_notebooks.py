"""The notebooks: kept without outputs, and each runs from a clean kernel of this interpreter."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import nbclient
import nbformat
import pytest
import vl_convert

FOLDER = Path(__file__).resolve().parents[1] / "notebooks"
NOTEBOOKS = sorted(FOLDER.glob("*.ipynb"))

# Charts come out as data, and nothing may reach for the network.
STARTUP = """
import socket
import altair

altair.renderers.enable("json")


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
    for name, folder in (
        ("JUPYTER_PATH", "data"),
        ("JUPYTER_DATA_DIR", "data"),
        ("JUPYTER_CONFIG_DIR", "config"),
        ("JUPYTER_RUNTIME_DIR", "runtime"),
        ("IPYTHONDIR", "ipython"),
    ):
        monkeypatch.setenv(name, str(tmp_path / folder))
    work = tmp_path / "work"
    work.mkdir()
    return work


def read(path: Path) -> Any:
    return nbformat.read(path, as_version=4)


def test_there_are_three() -> None:
    """A month step by step, two regulations compared, quality of an incoming list."""
    assert [path.name[:2] for path in NOTEBOOKS] == ["01", "02", "03"]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_kept_without_outputs(path: Path) -> None:
    """Valid, no outputs, no counts, nothing of the machine on which it was written."""
    notebook = read(path)
    nbformat.validate(notebook)
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert all(cell.outputs == [] and cell.execution_count is None for cell in code)
    assert all(cell.metadata == {} for cell in notebook.cells)
    assert notebook.metadata == {
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
    }


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_runs(path: Path, kernel: Path) -> None:
    """Every cell runs, in order, without files, network or warnings; every chart renders."""
    notebook = read(path)
    client = nbclient.NotebookClient(
        notebook, timeout=300, kernel_name="clean", resources={"metadata": {"path": str(kernel)}}
    )
    client.execute()
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", [])]
    assert not [output.text for output in outputs if output.get("name") == "stderr"]
    charts = [
        output.data["application/json"] for output in outputs if "application/json" in output.get("data", {})
    ]
    assert len(charts) >= 2
    for chart in charts:
        assert "…" not in vl_convert.vegalite_to_svg(chart)
    assert list(kernel.iterdir()) == []
