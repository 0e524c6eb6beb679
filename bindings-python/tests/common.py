"""What several tests need: made-up people, one object of each class, and errors by their code."""

from __future__ import annotations

import datetime
import enum
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

import voucher_core as vc

DATE = datetime.date
ROOT = Path(__file__).parents[2]

IINS = ("990101600002", "990101600302", "990101600012")
PHONE = "+77012345678"
ACCOUNT = "0098765432"
GAS_2025 = vc.Regulation.gas_2025_08()
GAS_2024 = vc.Regulation.gas_2024_12()
SEPTEMBER = vc.Month(2025, 9)
END = SEPTEMBER.last_day

ALL_KNOWN: dict[str, Any] = {
    "on_list": True,
    "consent": "given",
    "own_activation": False,
    "others_on_account": 0,
    "account_exists": True,
}

PICKLES = [line.split("\t") for line in (ROOT / "tests/frozen/pickles-1.txt").read_text("utf-8").splitlines()]
"""How a value of each class is made, and a pickle of it that was written once."""


def made(text: str) -> Any:
    """The value that a line of the frozen pickles says."""
    return eval(text, {"vc": vc, "D": DATE})


def samples() -> list[object]:
    """Frozen values of each class, no two equal."""
    values = [made(text) for text, _ in PICKLES]
    return [value for value in values if not isinstance(value, (enum.Enum, vc.Ledger))]


KINDS: dict[str, type[vc.VoucherError]] = {
    **dict.fromkeys(["not_text", "not_a_boolean", "not_an_array", "not_an_integer", "not_a_date"], vc.WrongType),
    **dict.fromkeys(["not_arrow", "not_a_table", "unsupported_type", "float_for_int"], vc.WrongType),
    "bad_rows": vc.RowErrors,
}
"""The kinds of errors by their codes, of those that are not plain."""


@contextmanager
def refused(
    code: str, field: str | None = None, kind: type[vc.VoucherError] | None = None, match: str | None = None
) -> Iterator[pytest.ExceptionInfo[Any]]:
    """The block raises an error with this code, field and words if given, and of exactly this kind, or of its code's."""
    with pytest.raises(vc.VoucherError, match=match or None) as caught:
        yield caught
    error = caught.value
    assert (type(error), error.code) == (kind or KINDS.get(code, vc.VoucherError), code), error
    assert field is None or error.field == field, error


THREADS = 8


def at_once(work: Callable[[int], object]) -> list[object]:
    """Runs `work` in eight threads that begin together; what each gives."""
    barrier = threading.Barrier(THREADS)

    def begin(number: int) -> object:
        barrier.wait()
        return work(number)

    with ThreadPoolExecutor(THREADS) as pool:
        return list(pool.map(begin, range(THREADS)))


def others_run(work: Callable[[], object]) -> bool:
    """Whether another thread runs inside such calls, although Python would not switch by itself."""
    begin, ran, interval = threading.Event(), threading.Event(), sys.getswitchinterval()

    def other() -> None:
        begin.wait()
        ran.set()

    thread = threading.Thread(target=other)
    thread.start()
    sys.setswitchinterval(60)
    try:
        begin.set()
        deadline = time.monotonic() + 20
        while not ran.is_set() and time.monotonic() < deadline:
            work()
        return ran.is_set()
    finally:
        sys.setswitchinterval(interval)
        thread.join()
