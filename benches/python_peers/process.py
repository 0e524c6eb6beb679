"""A rival in a process of its own: the side that asks, and the side that answers."""

from __future__ import annotations

import contextlib
import ctypes
import datetime
import gc
import importlib
import json
import os
import statistics
import subprocess
import sys
import time
import timeit
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any, Final

import numpy as np
import pyarrow as pa

from . import question as q

_HOME: Final = Path(__file__).parent.parent


class Failure(Exception):
    """Something could not run."""


@dataclass
class Child:
    """A rival in its own process."""

    peer: str
    threads: int
    process: subprocess.Popen[str]

    @classmethod
    def start(cls, peer: str, threads: int, directory: Path) -> Child:
        """A process whose pools have this many threads."""
        pools = ("POLARS_MAX_THREADS", "NUMBA_NUM_THREADS", "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS",
                 "RAYON_NUM_THREADS", "TOKIO_WORKER_THREADS")  # fmt: skip
        environment = os.environ | {name: str(threads) for name in pools}
        # Code for one thread and for more goes by the same name there.
        environment["NUMBA_CACHE_DIR"] = str(directory / f"numba-{threads}")
        command = [sys.executable, "-m", __name__, peer, str(threads)]
        process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment, text=True, cwd=_HOME
        )
        return cls(peer, threads, process)

    def ask(self, **command: Any) -> dict[str, Any]:
        """One command, one answer."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        try:
            self.process.stdin.write(json.dumps(command) + "\n")
            self.process.stdin.flush()
        except BrokenPipeError:
            pass
        line = self.process.stdout.readline()
        if not line:
            raise Failure(f"{self.peer} ended while asked to {command['do']}")
        answer: dict[str, Any] = json.loads(line)
        if "failure" in answer:
            raise Failure(f"{self.peer}: {answer['failure']}")
        return answer

    def load(self, table: Path, accounts: str, as_of: datetime.date) -> float:
        """Has it put a table into its own form; the seconds that took."""
        answer = self.ask(do="load", table=str(table), accounts=accounts, as_of=as_of.isoformat())
        return float(answer["seconds"])

    def answer(self, path: Path) -> dict[str, Any]:
        """Has it answer once and leave the answer at the path; what the answer needed of memory."""
        return self.ask(do="answer", path=str(path))

    def stop(self) -> None:
        """Ends the process."""
        try:
            self.process.communicate("", timeout=30)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        except BrokenPipeError:
            self.process.wait()


@contextlib.contextmanager
def children(wanted: Iterable[tuple[str, int]], directory: Path) -> Iterator[list[Child]]:
    """Rivals, each with its number of threads, ended afterwards."""
    started = [Child.start(peer, threads, directory) for peer, threads in wanted]
    try:
        yield started
    finally:
        for child in started:
            child.stop()


# The side of the rival's process.


def serve(peer: str, threads: int) -> None:
    """Answers the commands of `Child` until there are no more."""
    # Nothing but answers may come out where answers are read.
    answers = os.fdopen(os.dup(1), "w", buffering=1)
    os.dup2(2, 1)
    pa.set_cpu_count(threads)
    module: ModuleType | None = None
    form: Any = None
    for line in sys.stdin:
        command = json.loads(line)
        try:
            if module is None:
                module = importlib.import_module(f"{__package__}.by_{peer}")
            if command["do"] == "load":
                form = None
                said, form = _load(module, command, threads)
            else:
                said = _DO[command["do"]](module, form, command)
        except Exception as error:  # a rival may raise anything, and the run goes on without it
            said = {"failure": f"{type(error).__name__}: {error}"[:2000]}
        print(json.dumps(said), file=answers)


def _load(module: ModuleType, command: dict[str, Any], threads: int) -> tuple[dict[str, Any], Any]:
    with pa.OSFile(command["table"]) as file:
        table = pa.ipc.open_file(file).read_all()
    variant = q.Variant(command["accounts"], command["accounts"])
    start = time.perf_counter()
    form = module.prepare(table, variant, threads, datetime.date.fromisoformat(command["as_of"]))
    return {"seconds": time.perf_counter() - start}, form


def _versions(module: ModuleType, form: Any, command: dict[str, Any]) -> dict[str, Any]:
    versions: dict[str, str] = module.versions()
    return versions


def _answer(module: ModuleType, form: Any, command: dict[str, Any]) -> dict[str, Any]:
    before = _start_peak()
    result = module.answer(form)
    peak = _peak()
    output = _size(result)
    np.savez(command["path"], **module.collect(result))
    beside = None if before is None or peak is None else peak - before - output
    return {"beside": beside, "output": output}


def _time(module: ModuleType, form: Any, command: dict[str, Any]) -> dict[str, Any]:
    gc.collect()
    gc.disable()
    cpu, wall = time.process_time(), time.perf_counter()
    result = module.answer(form)
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    gc.enable()
    # Giving the answer back is not counted.
    del result
    return {"wall": wall, "cpu": cpu}


def _calls(module: ModuleType, form: Any, command: dict[str, Any]) -> dict[str, Any]:
    statements, names = module.calls()
    times = {}
    for name, statement in statements.items():
        timer = timeit.Timer(statement, globals=names)
        loops, _ = timer.autorange()
        taken = [seconds / loops * 1e9 for seconds in timer.repeat(command["repeat"], loops)]
        times[name] = {"median": statistics.median(taken), "min": min(taken)}
    return times


_DO: Final = {"versions": _versions, "answer": _answer, "time": _time, "calls": _calls}


def _size(result: Any) -> int:
    """The bytes of an answer in whatever form it has."""
    if isinstance(result, dict):
        return sum(column.nbytes for column in result.values())
    if isinstance(result, list):
        return 0
    for method in ("estimated_size", "get_total_buffer_size"):
        if hasattr(result, method):
            return int(getattr(result, method)())
    if hasattr(result, "memory_usage"):
        return int(result.memory_usage(deep=True).sum())
    return int(pa.table(result).get_total_buffer_size())


def _start_peak() -> int | None:
    """What the process holds, after what is free was given back; the peak counts from here."""
    gc.collect()
    pa.default_memory_pool().release_unused()
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).malloc_trim(0)
    try:
        Path("/proc/self/clear_refs").write_text("5")
    except OSError:
        return None
    return _status("VmRSS")


def _peak() -> int | None:
    return _status("VmHWM")


def _status(name: str) -> int | None:
    try:
        lines = Path("/proc/self/status").read_text().splitlines()
    except OSError:
        return None
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith(f"{name}:")), None)


if __name__ == "__main__":
    serve(sys.argv[1], int(sys.argv[2]))
