"""Errors say what and where, never the value, and nothing but them ever leaves."""

from __future__ import annotations

import copy
import pickle
import re
import subprocess
import sys

import pytest
from common import refused

import voucher_core as vc
from voucher_core import _core

CODES = _core._closed_lists()["error"]


def errors() -> list[Exception]:
    rows = [(row, "iin", "iin_length") for row in range(10)]
    return [
        vc.VoucherError("text", "iin_length", "iin", 3),
        vc.VoucherError("text", "malformed_json"),
        vc.WrongType("text", "not_text", "iin"),
        vc.RowErrors("text", rows, {"iin_length": 12}, 12),
        vc.RowErrors("text", [], {}, 0),
        vc.InternalError("text", "src/x.rs:1"),
    ]


def test_the_tree_of_exceptions() -> None:
    assert issubclass(vc.VoucherError, ValueError)
    assert issubclass(vc.WrongType, (vc.VoucherError)) and issubclass(vc.WrongType, TypeError)
    assert issubclass(vc.RowErrors, vc.VoucherError)
    assert issubclass(vc.InternalError, RuntimeError) and not issubclass(vc.InternalError, ValueError)
    assert all(kind.__module__ == "voucher_core.errors" for kind in (vc.VoucherError, vc.WrongType))


@pytest.mark.parametrize("error", errors(), ids=lambda error: type(error).__name__)
def test_errors_pickle_and_copy(error: Exception) -> None:
    pickles = [pickle.dumps(error, protocol) for protocol in range(6)]
    for again in [*map(pickle.loads, pickles), copy.copy(error), copy.deepcopy(error)]:
        assert type(again) is type(error)
        assert (str(again), vars(again)) == (str(error), vars(error))


def test_row_errors_carry_the_first_rows_and_all_counts() -> None:
    error = vc.RowErrors("text", [(7, "account", "account_empty")], {"account_empty": 30}, 30)
    assert error.rows[0].row == 7 and error.rows[0] == (7, "account", "account_empty")
    assert (error.counts, error.total) == ({"account_empty": 30}, 30)
    assert (error.code, error.field) == ("bad_rows", "account")


def test_codes_are_stable_words_each_once() -> None:
    assert len(set(CODES)) == len(CODES)
    assert all(re.fullmatch(r"[a-z]+(_[a-z0-9]+)*", code) for code in CODES)
    assert {"iin_length", "window_reversed", "not_an_integer", "unsupported_type"} <= set(CODES)


def test_an_error_is_caught_as_what_it_is() -> None:
    for kind in (vc.VoucherError, ValueError, TypeError, vc.WrongType):
        with pytest.raises(kind):
            vc.Iin(990101600002)  # type: ignore[arg-type]
    with refused("iin_length", "iin"):
        vc.Iin("")


def test_a_panic_becomes_an_internal_error_with_its_place_alone() -> None:
    with pytest.raises(vc.InternalError) as caught:
        _core._panic("990101600002")
    error = caught.value
    assert re.fullmatch(r"bindings-python/src/error\.rs:\d+", error.place)
    assert str(error) == f"internal error at {error.place}: please report this place"
    assert error.__cause__ is None and error.__context__ is None
    # The place belongs to that panic and not to a later one.
    with refused("iin_length"):
        vc.Iin("")


def test_n34_a_panic_prints_nothing() -> None:
    program = """
import threading, voucher_core
def panic():
    try:
        voucher_core._core._panic("990101600002")
    except voucher_core.InternalError:
        print("caught")
panic()
thread = threading.Thread(target=panic)
thread.start()
thread.join()
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=60)
    assert (done.stdout, done.stderr) == ("caught\ncaught\n", "")
