"""What the extension keeps for the process: the classes of `datetime`, of errors and of closed lists (F7, F8).

Each test runs a process of its own, since what it does to `datetime` or to `sys.modules` is nobody else's concern.
"""

from __future__ import annotations

import itertools
import subprocess
import sys
from pathlib import Path

import pytest

DATES = """
import datetime

def dates_cross(day):
    import voucher_core as vc

    real = datetime.date.mro()[-2]
    assert real.__module__ == "datetime"
    assert vc.Month.of(day) == vc.Month.of(datetime.date(2025, 9, 30)) == vc.Month(2025, 9)
    first_day = vc.Month(2025, 9).first_day
    assert type(first_day) is real and first_day == datetime.date(2025, 9, 1)
    ledger, listed = vc.Ledger(vc.Regulation.gas_2025_08()), vc.Listed("990101600002", "71", ["housing"])
    assert ledger.record(day, listed).accepted and ledger.record_all([(day, listed)])[0]
    assert type(ledger.latest) is real
    period = vc.Regulation.gas_2025_08().replace(period=(datetime.date(2025, 1, 1), datetime.date(2026, 6, 30)))
    assert '"2025-01-01"' in period.to_json()
    return vc
"""

REAL = """
import voucher_core as vc

def test_real_dates():
    assert datetime.date.mro()[-2] is datetime.date
    dates_cross(datetime.date(2025, 9, 7))
    assert vc.Month.of(datetime.date.today()).year == datetime.date.today().year
    moment = datetime.datetime(2025, 9, 7, 20, tzinfo=datetime.timezone.utc)
    assert vc.civil_date(moment) == datetime.date(2025, 9, 8) and type(vc.civil_date(moment)) is datetime.date
"""

#: The same dates where a clock stands still; the package may be met here first.
FROZEN = """
@PATCH
def test_patched_dates():
    today = datetime.date.today()
    assert today == datetime.date(2025, 9, 7)
    vc = dates_cross(today)
    assert vc.civil_date(datetime.datetime.now(datetime.timezone.utc)) == datetime.date(2025, 9, 7)
    now = datetime.datetime.now()
    for wrong, word in ((now, "civil_date"), (Own(2025, 9, 7), "Own came: a subclass")):
        try:
            vc.Month.of(wrong)
        except vc.WrongType as error:
            assert error.code == "not_a_date" and word in str(error), error
        else:
            raise AssertionError("no date")
    global kept
    kept = today

class Own(datetime.date):
    pass

def test_a_patched_date_outside_its_clock():
    import voucher_core as vc

    assert vc.Month.of(kept) == vc.Month(2025, 9)
"""

CLOCKS = {
    "freezegun": 'import freezegun\nPATCH = freezegun.freeze_time("2025-09-07 12:00:00")\n',
    "time-machine": "import time_machine\n"
    'PATCH = time_machine.travel("2025-09-07T12:00:00+00:00", tick=False)\n',
}


@pytest.mark.parametrize("clock", CLOCKS)
@pytest.mark.parametrize("order", list(itertools.permutations(["real", "patched"])), ids="-then-".join)
def test_f7_a_patched_clock_beside_a_real_one(tmp_path: Path, clock: str, order: tuple[str, ...]) -> None:
    """F7: whichever date is met first, a date of either kind is the date it is, and what is given is real."""
    texts = {"real": DATES + REAL, "patched": CLOCKS[clock] + DATES + FROZEN}
    files = [tmp_path / f"test_{place}_{kind}.py" for place, kind in enumerate(order)]
    for file, kind in zip(files, order, strict=True):
        file.write_text(texts[kind], "utf-8")
    tests = ["-m", "pytest", "-q", "-p", "no:cacheprovider", *map(str, files)]
    done = subprocess.run([sys.executable, *tests], cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout
    assert "3 passed" in done.stdout


def run(code: str, *arguments: str) -> str:
    """What a process says that runs this code."""
    done = subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_f7_what_is_no_class_in_the_place_of_date() -> None:
    """F7: said at once, and not for ever."""
    assert "ImportError patched: datetime.date is no class now" in run("""
import datetime
from unittest import mock
try:
    with mock.patch("datetime.date"):
        import voucher_core
except ImportError as error:
    print("ImportError patched:", error)
import voucher_core as vc
assert vc.Month.of(datetime.date(2025, 9, 7)) == vc.Month(2025, 9)
""")


#: Imports the package and says what comes of it; the word is that of the interpreter.
IMPORT = """
try:
    import voucher_core as vc
except ImportError as error:
    print(WORD, "ImportError:", error)
else:
    try:
        vc.Month(2025, 13)
    except vc.VoucherError:
        pass
    assert vc.Ledger(vc.Regulation.gas_2025_08()).step("990101600002", "2025-09") is vc.Step.ENTER_ACCOUNT
    print(WORD, "works")
"""

#: Runs code in a second interpreter of this process that shares its lock, as those of mod_wsgi do.
SECOND = """
import sys
try:
    import _xxsubinterpreters as interpreters
    number = interpreters.create(isolated=False)
except ImportError:
    import _interpreters as interpreters
    number = interpreters.create("legacy")
sys.stdout.flush()
interpreters.run_string(number, "import sys; sys.path[:] = " + repr(sys.path) + SECOND + "\\nsys.stdout.flush()")
interpreters.destroy(number)
"""


@pytest.mark.parametrize("order", [("first", "second", "first"), ("second", "first")], ids="-".join)
def test_f8_a_second_interpreter(order: tuple[str, ...]) -> None:
    """F8: works in the first interpreter whatever the second one does, which is told at once why it cannot."""
    parts = {"first": IMPORT, "second": SECOND.replace("SECOND", repr(f"\nWORD = 'second'{IMPORT}"))}
    said = run("WORD = 'first'\n" + "".join(parts[each] for each in order)).splitlines()
    assert [line.split(":")[0] for line in said] == [
        "first works" if each == "first" else "second ImportError" for each in order
    ]
    assert all("WSGIApplicationGroup" in line for line in said if line.startswith("second"))


def test_f8_the_package_imported_once_more() -> None:
    """F8: where `sys.modules` was emptied, as test tools do, there is still one set of classes."""
    assert run("""
import pickle, sys

def imported():
    import voucher_core as vc
    return vc

def works(vc):
    try:
        vc.Month(2025, 13)
    except vc.VoucherError as error:
        assert type(error) is vc.errors.VoucherError
    stage = vc.Ledger(vc.Regulation.gas_2025_08()).step("990101600002", "2025-09")
    assert stage is vc.Step.ENTER_ACCOUNT is vc.enums.Step.ENTER_ACCOUNT
    assert vc.Listed("990101600002", vc.Region.ASTANA, [vc.Assistance.HOUSING]).region is vc.Region.ASTANA
    assert pickle.loads(pickle.dumps(vc.Month(2025, 9))) == vc.Month(2025, 9)

first = imported()
works(first)
ours = {name: module for name, module in sys.modules.items() if name.startswith("voucher_core")}
for name in ours:
    del sys.modules[name]
second = imported()
assert second is not first
works(second)
works(first)
sys.modules.update(ours)
works(first)
works(second)
print("works")
""") == "works\n"


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the system's own allocator is used")
def test_the_memory_of_an_answer_is_used_again() -> None:
    """What one answer gave back is the next one's, up to 256 MiB; what is more goes back to the system."""
    run("""
import resource
from datetime import date
from pathlib import Path
import polars as pl
import pyarrow as pa
from voucher_core import targeted_assistance as ta

child = {"role": "child", "incomes": [{"kind": "wages", "amount": "0"}]}
one = pl.DataFrame({"household": ["A"], "members": [[{**child, "role": "applicant"}, child]]})

def faults():
    return resource.getrusage(resource.RUSAGE_SELF).ru_minflt

def resident():
    return int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize()

def answer(families):
    return pa.table(ta.assess(families, regulation="asp-2025-01", on=date(2026, 2, 10), line=37060, mci=4325))

families, taken = one[[0] * 500_000], []
for _ in range(3):
    before = faults()
    table = answer(families)
    taken.append(faults() - before)
    size = table.nbytes
    del table
assert size > 25 << 20 and taken[-1] * resource.getpagesize() < size / 4, (size, taken)

table = answer(one[[0] * 6_000_000])
size, held = table.nbytes, resident()
del table
assert size > 320 << 20 and held - resident() > size - (272 << 20), (size, held, resident())
""")
