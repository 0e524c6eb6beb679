"""The wheel that users get: what is in it, what it needs, and that it works where there is nothing else.

The command that runs all tests builds it and names it in `VOUCHER_CORE_WHEEL`.
"""

from __future__ import annotations

import email
import json
import os
import re
import subprocess
import sys
import tomllib
import venv
import zipfile
from email.message import Message
from pathlib import Path

import pytest

import voucher_core as vc
from voucher_core.testing.vectors import vectors

GIVEN = os.environ.get("VOUCHER_CORE_WHEEL")
needs_wheel = pytest.mark.skipif(not GIVEN, reason="VOUCHER_CORE_WHEEL names no wheel")
WHEEL = Path(GIVEN or "none")

#: How many vectors there are.
THERE = len(list(vectors()))

PEERS = set("altair duckdb hypothesis narwhals numpy pandas polars pyarrow pyspark pytest".split())

#: What each extra needs. This package is on no index, so its messages name these.
EXTRAS = tomllib.loads((Path(__file__).parents[1] / "pyproject.toml").read_text("utf-8"))["project"]["optional-dependencies"]

#: Run in the empty environment: one decision, every vector, and what that imported.
WORK = """
import io, json, sys
before = set(sys.modules)
from datetime import date
import voucher_core as vc
answer = vc.preview(
    vc.Regulation.gas_2025_08(), "0012345", date(2025, 9, 30),
    on_list=True, consent="given", own_activation=False, others_on_account=0, account_exists=True,
)
from voucher_core.testing.vectors import run_vectors
vectors = run_vectors(lambda journal: vc.Journal.run(io.BytesIO(journal)))
hints = {}
for name in ("plot", "spark"):
    try:
        __import__(f"voucher_core.{name}")
    except ImportError as error:
        hints[name] = str(error)
modules = {name.partition(".")[0] for name in set(sys.modules) - before}
print(json.dumps({
    "file": vc.__file__, "version": vc.__version__, "answer": answer.answer, "earliest": str(answer.earliest),
    "refusals": answer.refusals, "vectors": vectors, "hints": hints,
    "others": sorted(modules - sys.stdlib_module_names),
}))
"""


@pytest.fixture(scope="module")
def names() -> list[str]:
    with zipfile.ZipFile(WHEEL) as wheel:
        assert wheel.testzip() is None
        return wheel.namelist()


def described(file: str) -> Message:
    """A file of the wheel's own folder, which is written like the head of a letter."""
    with zipfile.ZipFile(WHEEL) as wheel:
        name = next(name for name in wheel.namelist() if name.endswith(f".dist-info/{file}"))
        return email.message_from_string(wheel.read(name).decode("utf-8"))


@needs_wheel
def test_one_wheel_for_all_pythons() -> None:
    """The stable ABI from 3.11 on, under 3 MB."""
    name = re.fullmatch(r"voucher_core-([0-9.]+)-cp311-abi3-(\w+)\.whl", WHEEL.name)
    assert name is not None, WHEEL.name
    assert name[1] == vc.__version__
    tags = described("WHEEL").get_all("Tag", [])
    assert tags
    assert all(tag.startswith("cp311-abi3-") for tag in tags)
    assert WHEEL.stat().st_size < 3_000_000


@needs_wheel
def test_types_and_vectors_are_in_it_and_nothing_else(names: list[str]) -> None:
    """Python, types, one library, the vectors, the testing kit: no tests, no Rust, nothing left over."""
    assert {"voucher_core/py.typed", "voucher_core/_core.pyi", "voucher_core/__init__.py"} <= set(names)
    libraries = [name for name in names if re.search(r"\.(so|pyd|dylib)$", name)]
    assert len(libraries) == 1
    assert re.fullmatch(r"voucher_core/_core(\.abi3\.so|\.pyd)", libraries[0])
    outside = [name for name in names if not re.match(r"voucher_core(-[0-9.]+\.dist-info)?/", name)]
    assert outside == []
    kinds = {Path(name).suffix for name in names if name.startswith("voucher_core/") and not name.endswith("/")}
    assert kinds <= {".py", ".pyi", ".typed", ".so", ".pyd", ".jsonl", ".md", ".txt"}
    left_over = re.compile(r"(^|/)(test_|conftest|tests/|__pycache__|\.)|\.rs$|Cargo")
    assert list(filter(left_over.search, names)) == []
    assert sum(name.endswith(".in.jsonl") for name in names) == THERE


@needs_wheel
def test_it_says_what_it_is() -> None:
    """Name, version, licence, the README, no dependency but of extras."""
    head = described("METADATA")
    assert (head["Name"], head["Version"]) == ("voucher-core", vc.__version__)
    assert head.get("License-Expression", head.get("License")) == "MIT OR Apache-2.0"
    assert head.get_all("License-File") == ["LICENSE-MIT", "LICENSE-APACHE"]
    assert head["Requires-Python"] == ">=3.11"
    assert head["Description-Content-Type"].startswith("text/markdown")
    assert "# voucher-core" in str(head.get_payload())
    needs = head.get_all("Requires-Dist", [])
    assert [need for need in needs if "extra ==" not in need] == []
    assert set(head.get_all("Provides-Extra", [])) == {"plot", "spark", "testing"}


@needs_wheel
def test_no_link_leads_out_of_it() -> None:
    """What is read where it is installed: the README leads to the repository, a page of the vectors there or to its neighbour."""
    said = str(described("METADATA").get_payload())
    assert links(said) and all(re.match(r"https://|#", link) for link in links(said))
    with zipfile.ZipFile(WHEEL) as wheel:
        pages = [zipfile.Path(wheel, name) for name in wheel.namelist() if name.endswith(".md")]
        near = {page: [link for link in links(page.read_text("utf-8")) if "://" not in link] for page in pages}
        assert sum(map(len, near.values())) >= 5
        assert all(page.parent.joinpath(link.partition("#")[0]).exists() for page in near for link in near[page])


def links(page: str) -> list[str]:
    return re.findall(r"\]\(([^)]+)\)", page)


@needs_wheel
def test_no_folder_of_whoever_built_it() -> None:
    """No file tells in which folder the sources stood, the list of components neither."""
    folder = str(Path(__file__).parents[2]).encode()
    with zipfile.ZipFile(WHEEL) as wheel:
        found = [name for name in wheel.namelist() if folder in wheel.read(name)]
    assert found == []


@needs_wheel
def test_it_works_in_an_empty_environment(tmp_path: Path) -> None:
    """Installed without an index, it decides, runs its vectors, and imports nothing of anyone else."""
    venv.create(tmp_path / "empty", with_pip=False)
    python = tmp_path / "empty" / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--python", str(python)]
    run([*pip, "install", "--quiet", "--no-index", str(WHEEL)], tmp_path)
    found = json.loads(run([str(python), "-I", "-c", WORK], tmp_path))
    assert Path(found.pop("file")).is_relative_to(tmp_path)
    assert found.pop("vectors") == THERE
    hints: dict[str, str] = found.pop("hints")
    assert [*hints] == ["plot", "spark"]
    for name, hint in hints.items():
        assert hint.endswith("pip install " + " ".join(f'"{need}"' for need in EXTRAS[name]))
    assert found == {
        "version": vc.__version__,
        "answer": "no",
        "earliest": "2025-10-07",
        "refusals": ["window_closed"],
        "others": ["voucher_core"],
    }


def test_import_loads_no_peer(tmp_path: Path) -> None:
    """Also where they are installed."""
    loaded = "import json, sys, voucher_core; print(json.dumps(sorted(sys.modules)))"
    modules: set[str] = set(json.loads(run([sys.executable, "-c", loaded], tmp_path)))
    assert "voucher_core" in modules
    assert modules & (PEERS | {f"voucher_core.{extra}" for extra in ("plot", "spark", "testing")}) == set()


def run(command: list[str], folder: Path) -> str:
    """What a program prints; its errors where it fails."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PIP_")}
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout
