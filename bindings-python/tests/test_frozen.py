"""What was written once is read for good: `tests/frozen`, of which no line may be edited."""

from __future__ import annotations

import base64
import datetime
import pickle

import pytest

import voucher_core as vc
from voucher_core import enums
from common import ROOT, samples

FROZEN = ROOT / "tests" / "frozen"
PICKLES = [line.split("\t") for line in (FROZEN / "pickles-1.txt").read_text("utf-8").splitlines()]


def test_a_pickle_of_each_class_is_frozen() -> None:
    """Of values, facts, answers, ledgers, and each closed list."""
    kinds = {type(pickle.loads(base64.b64decode(frozen))) for _, frozen in PICKLES}
    closed = {kind for kind in vars(enums).values() if isinstance(kind, type) and kind.__module__ == "voucher_core"}
    assert {type(value) for value in samples()} | closed | {vc.Ledger, vc.Register} <= kinds


@pytest.mark.parametrize(("made", "frozen"), PICKLES)
def test_pickles(made: str, frozen: str) -> None:
    """Read as the value that was pickled."""
    value = eval(made, {"vc": vc, "D": datetime.date})
    assert pickle.loads(base64.b64decode(frozen)) == value


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
