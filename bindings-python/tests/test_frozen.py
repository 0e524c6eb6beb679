"""What was written once is read for good: `tests/frozen`, of which no line may be edited."""

from __future__ import annotations

import base64
import datetime
import pickle

import pytest

import voucher_core as vc
from common import PICKLES, ROOT, made

FROZEN = ROOT / "tests" / "frozen"


def test_a_pickle_of_each_class_is_frozen() -> None:
    """Of values, facts, answers, ledgers, and each closed list: every class of the package that holds something."""
    kinds = {type(pickle.loads(base64.b64decode(frozen))) for _, frozen in PICKLES}
    named = {kind for name in vc.__all__ if isinstance(kind := getattr(vc, name), type)}
    assert {kind for kind in named - kinds if not issubclass(kind, Exception)} == {
        vc.Finding,
        vc.Journal,
        vc.RegulationDifference,
        vc.Report,
        vc.RowError,
        vc.Table,
        vc.Template,
    }


@pytest.mark.parametrize(("text", "frozen"), PICKLES)
def test_pickles(text: str, frozen: str) -> None:
    """Read as the value that was pickled."""
    assert pickle.loads(base64.b64decode(frozen)) == made(text)


def test_a_ledger() -> None:
    """N9: the text that Rust has saved."""
    text = (FROZEN / "ledger-1.txt").read_text("utf-8")
    ledger = vc.Ledger.restore(text)
    assert ledger.save() == text
    assert ledger.stage("990101600002", "2025-09", datetime.date(2025, 9, 10)) == "activated"


def test_a_regulation() -> None:
    """N7: read, and written alike."""
    text = (FROZEN / "regulation-1.json").read_text("utf-8")
    assert vc.Regulation.from_json(text).to_json() == text
