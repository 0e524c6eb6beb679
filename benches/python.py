"""What `voucher_core.review` costs beside the tools that an analyst has at hand, measured in one run.

    python benches/python.py                       # ten million rows, some twenty minutes
    python benches/python.py --quick               # a hundred thousand rows, one round
    python benches/python.py --peers voucher_core,numba --variants uint64 --rounds 15
    python benches/python.py --variants openfisca,rows,preview --rounds 15

The question: a year of person-months under gas-2025-08; for each row its stage, whether it is activated,
every refusal, the earliest date and the next step; one activation an account and month, the first by day and
row. OpenFisca, zen-engine and plain Python answer it without accounts. Another question, one row at a time: may a
voucher be activated, with every reason; Cedar answers this one only, all but the earliest date.

Before anything is timed, every rival answers tables of some thousand rows as the plain reference does
(`python_peers/reference.py`: a year as it goes, and adversarial ones), and then the large table as the first
of them does. Each rival runs in a process of its own, with its pool of threads set by the environment, holds
the table in its own form, made before the clock starts, and answers once a round in turn with the others.
Where all have one thread, what counts is how long the process held a core, which other work on the machine
changes less than the time on the wall; with two threads the time on the wall counts. Both are in the JSON.

"beside" is what the first answer to the large table took of memory at its peak, input and answer aside.

Exit status: 0, 1 where answers differ, 2 where something could not run.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import numpy as np
import pyarrow as pa

from python_peers import question as q
from python_peers import reference, tables
from python_peers.process import Child, Failure, children

OURS: Final = "voucher_core"
PEERS: Final = (
    OURS, "numba", "numpy", "polars", "duckdb", "pandas", "openfisca", "hand", "zen", "cedar",
)  # fmt: skip
THREADED: Final = (OURS, "numba", "polars", "duckdb")
ACCOUNTS: Final = ("uint64", "string_view", "large_string", "none", "preview")
WITHOUT_ACCOUNTS: Final = ("openfisca", "hand", "zen")
"""What holds across rows they cannot say, or not well."""
PREVIEWS: Final = (OURS, "hand", "zen", "cedar")
"""Who answers whether a voucher may be activated, one question at a time."""
OWN_TABLES: Final = {
    "openfisca": ((OURS, "numpy", "openfisca"), "none"),
    "rows": ((OURS, "hand", "zen"), "none"),
    "preview": (PREVIEWS, "preview"),
}
"""Comparisons that have smaller tables of their own: who takes part, and on which accounts."""
VARIANTS: Final = ("uint64", "string_view", "large_string", "none", "threads", *OWN_TABLES)
TITLES: Final = {
    "uint64": "accounts as uint64",
    "string_view": "accounts as string_view",
    "large_string": "accounts as large_string",
    "none": "without accounts and activations: stage, refusals, next",
    "threads": "accounts as uint64, threads",
    "openfisca": "without accounts, a table for OpenFisca",
    "rows": "without accounts, a table for those who go row by row",
    "preview": "may a voucher be activated, one question at a time",
}
INSTALL: Final = "pip install --requirement bindings-python/requirements/compare.txt"


@dataclass
class Samples:
    """The times of one rival in one comparison, round by round, in seconds."""

    peer: str
    threads: int
    rows: int
    wall: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)
    prepare: float = 0.0
    beside: float | None = None
    """Bytes a row that the answer needed at its peak, the input and itself aside."""
    output: float = 0.0

    def counted(self, threads: int) -> list[float]:
        """The times that count in a comparison of so many threads."""
        return self.cpu if threads == 1 else self.wall


@dataclass
class Bench:
    """One run."""

    arguments: argparse.Namespace
    directory: Path
    peers: list[str]
    versions: dict[str, str] = field(default_factory=dict)
    results: dict[str, list[Samples]] = field(default_factory=dict)
    unequal: list[str] = field(default_factory=list)
    left_out: dict[str, str] = field(default_factory=dict)
    checked: dict[str, int] = field(default_factory=dict)

    def find_peers(self) -> None:
        """Leaves out whoever cannot be imported, unless it was asked for by name."""
        for peer in list(self.peers):
            with children([(peer, 1)], self.directory) as (child,):
                try:
                    self.versions |= child.ask(do="versions")
                except Failure as failure:
                    if self.arguments.peers is not None:
                        raise
                    self.peers.remove(peer)
                    self.left_out[peer] = str(failure)
                    note(f"NOT INSTALLED (or not to be imported), so left out: {failure}")
        if not self.peers:
            raise Failure("no peer can be imported")

    def wanted(self, variant: str) -> list[tuple[str, int]]:
        """Who takes part in a comparison, with how many threads."""
        threads: int = self.arguments.threads
        if variant in OWN_TABLES:
            takers = [(peer, 1) for peer in self.peers if peer in OWN_TABLES[variant][0]]
            return takers if len(takers) > 1 else []
        if variant == "threads":
            many = [(peer, threads) for peer in self.peers if peer in THREADED]
            alone = [(peer, 1) for peer in self.peers if peer == OURS]
            return alone + many
        rivals = [peer for peer in self.peers if answers(peer, "uint64")]
        if variant == "large_string" and "string_view" in self.arguments.variants:
            # The rivals' own form of a text is the same for both.
            rivals = [peer for peer in rivals if peer == OURS]
        return [(peer, 1) for peer in rivals]

    def rows(self, variant: str) -> int:
        """How many rows a comparison has."""
        small: int = self.arguments.small_rows
        given = {"openfisca": self.arguments.openfisca_rows, "rows": small, "preview": small}
        return min(given.get(variant, self.arguments.rows), self.arguments.rows)

    def check(self) -> None:
        """Every rival against the plain reference, on small tables."""
        rows, seeds = self.arguments.check_rows, self.arguments.check_seeds
        made = [
            (f"a year by {order}", tables.life(rows, 7, order), q.AS_OF, ACCOUNTS[:4])
            for order in tables.ORDERS
        ]
        made += [
            (f"adversarial table {seed}", tables.adversarial(rows, seed), as_of, ACCOUNTS[:4])
            for seed, as_of in enumerate(map(tables.date_of_review, range(seeds)))
        ]
        made.append(("every preview", tables.every_question(), q.AS_OF, ACCOUNTS[4:]))
        takers = [(peer, 1) for peer in self.peers]
        if "threads" in self.arguments.variants:
            takers += [(peer, self.arguments.threads) for peer in self.peers if peer in THREADED]
        with children(takers, self.directory) as rivals:
            for name, table, as_of, forms in made:
                note(f"check: {name}, {table.num_rows} rows, seen on {as_of}")
                for accounts in forms:
                    path, variant = self.directory / "check.arrow", q.Variant(accounts, accounts)
                    given = table if accounts == "preview" else tables.with_accounts(table, accounts)
                    save(given, path)
                    expected = reference.answer(reference.prepare(given, variant, 1, as_of))
                    for child in rivals:
                        if not answers(child.peer, accounts):
                            continue
                        child.load(path, accounts, as_of)
                        self.compare(child, expected, variant, f"{name}, {accounts}")
                        self.checked[child.peer] = self.checked.get(child.peer, 0) + table.num_rows

    def compare(self, child: Child, expected: q.Answer, variant: q.Variant, what: str) -> dict[str, Any]:
        """Has it answer, and notes where that differs."""
        path = self.directory / f"{child.peer}.npz"
        used = child.answer(path)
        # Policies of Cedar cannot give the earliest date.
        beyond = ("earliest",) if child.peer == "cedar" else ()
        columns = tuple(name for name in variant.columns if name not in beyond)
        with np.load(path) as loaded:
            for line in q.differences(expected, dict(loaded), columns):
                self.unequal.append(f"{child.peer}, {child.threads} threads, {what}: {line}")
                note(f"DIFFERS: {self.unequal[-1]}")
        return used

    def measure(self, variant: str, order: str) -> None:
        """One comparison: the answers of all on all rows, then the rounds."""
        wanted = self.wanted(variant)
        if not wanted:
            return
        rows = self.rows(variant)
        accounts = {"threads": "uint64"}.get(variant, variant)
        if variant in OWN_TABLES:
            accounts = OWN_TABLES[variant][1]
        title = f"{variant}/{order}"
        note(f"{title}: {rows} rows, {', '.join(f'{peer} ({threads})' for peer, threads in wanted)}")
        small, path = self.directory / "small.arrow", self.directory / "large.arrow"
        save(table_of(2_000, 3, "month", accounts), small)
        save(table_of(rows, self.arguments.seed, order, accounts), path)
        shape = q.Variant(variant, accounts)
        with children(wanted, self.directory) as rivals:
            samples = []
            expected: q.Answer | None = None
            for child in rivals:
                # Once on a small table, so that what is made on the first call is made.
                child.load(small, accounts, q.AS_OF)
                child.answer(self.directory / "small.npz")
                sample = Samples(child.peer, child.threads, rows, prepare=child.load(path, accounts, q.AS_OF))
                if expected is None:
                    first = self.directory / "first.npz"
                    used = child.answer(first)
                    with np.load(first) as loaded:
                        expected = dict(loaded)
                else:
                    used = self.compare(child, expected, shape, title)
                sample.beside = None if used["beside"] is None else used["beside"] / rows
                sample.output = used["output"] / rows
                samples.append(sample)
            pairs = list(zip(rivals, samples, strict=True))
            for number in range(self.arguments.rounds):
                # Another one begins every round.
                turn = number % len(rivals)
                for child, sample in pairs[turn:] + pairs[:turn]:
                    taken = child.ask(do="time")
                    sample.wall.append(taken["wall"])
                    sample.cpu.append(taken["cpu"])
            self.results[title] = samples
        print_comparison(title, samples)


def answers(peer: str, accounts: str) -> bool:
    """Whether a peer answers tables with these accounts."""
    if accounts == "preview":
        return peer in PREVIEWS
    return peer != "cedar" and (accounts == "none" or peer not in WITHOUT_ACCOUNTS)


def table_of(rows: int, seed: int, order: str, accounts: str) -> pa.Table:
    """A made-up table: a year, or questions."""
    if accounts == "preview":
        return tables.questions(rows, seed)
    return tables.with_accounts(tables.life(rows, seed, order), accounts)


def note(text: str) -> None:
    """A line for whoever waits."""
    print(text, file=sys.stderr, flush=True)


def save(table: pa.Table, path: Path) -> None:
    """Writes a table where the rivals read it."""
    with pa.OSFile(str(path), "wb") as file, pa.ipc.new_file(file, table.schema) as writer:
        writer.write_table(table.combine_chunks())


def print_comparison(title: str, samples: list[Samples]) -> None:
    """The times of one comparison."""
    variant, order = title.split("/")
    threads = max(sample.threads for sample in samples)
    clock = "of a core" if threads == 1 else "on the wall"
    sorted_ = "" if variant == "preview" else ", sorted by month" if order == "month" else f", {order}"
    print(f"\n{TITLES[variant]}; {samples[0].rows:,} rows{sorted_}; milliseconds {clock}")
    heads = ("", "threads", "median", "fastest", "M rows/s", "x ours", "beside, B/row", "own form, s")
    print("{:14}{:>8}{:>12}{:>12}{:>10}{:>9}{:>15}{:>13}".format(*heads))
    ours = next((sample for sample in samples if sample.peer == OURS and sample.threads == threads), None)
    for sample in samples:
        taken = sample.counted(threads)
        median = statistics.median(taken)
        ratio = f"{ratio_to(sample, ours, threads):.2f}" if ours else "-"
        beside = "-" if sample.beside is None else f"{sample.beside:.1f}"
        rate = sample.rows / median / 1e6
        print(
            f"{sample.peer:14}{sample.threads:>8}{median * 1e3:>12.1f}{min(taken) * 1e3:>12.1f}"
            f"{rate:>10.{1 if rate >= 1 else 4}f}{ratio:>9}{beside:>15}{sample.prepare:>13.2f}"
        )
    sys.stdout.flush()


def ratio_to(sample: Samples, ours: Samples, threads: int) -> float:
    """How many times as long as ours: the median over the rounds."""
    pairs = zip(sample.counted(threads), ours.counted(threads), strict=True)
    return statistics.median(theirs / own for theirs, own in pairs)


def single_calls(repeat: int, directory: Path) -> dict[str, Any]:
    """Nanoseconds of one call."""
    with children([(OURS, 1)], directory) as (child,):
        times = child.ask(do="calls", repeat=repeat)
    print("\none call; nanoseconds on the wall")
    print("{:44}{:>12}{:>12}".format("", "median", "fastest"))
    for name, taken in times.items():
        print(f"{name:44}{taken['median']:>12.0f}{taken['min']:>12.0f}")
    return times


def import_times(rounds: int) -> dict[str, float]:
    """Milliseconds to import the package: as the interpreter counts it, and of whole processes."""
    counted, with_it, without = [], [], []
    for _ in range(rounds):
        report = run("-X", "importtime", "-c", "import voucher_core")[1]
        line = next(line for line in report.splitlines() if line.rsplit("|", 1)[-1].strip() == "voucher_core")
        counted.append(int(line.split("|")[1]) / 1e3)
        without.append(run("-c", "pass")[0] * 1e3)
        with_it.append(run("-c", "import voucher_core")[0] * 1e3)
    times = {
        "importtime": statistics.median(counted),
        "processes": statistics.median(a - b for a, b in zip(with_it, without, strict=True)),
    }
    print("\nimport; milliseconds, median")
    print(f"{'by -X importtime':44}{times['importtime']:>12.1f}")
    print(f"{'a process with it and one without':44}{times['processes']:>12.1f}")
    return times


def run(*arguments: str) -> tuple[float, str]:
    """The seconds of an interpreter with these arguments, and what it reported."""
    start = time.perf_counter()
    done = subprocess.run([sys.executable, *arguments], capture_output=True, text=True, check=True)
    return time.perf_counter() - start, done.stderr


def machine() -> dict[str, str]:
    """What it ran on."""
    model = platform.processor()
    with contextlib.suppress(OSError):
        lines = Path("/proc/cpuinfo").read_text().splitlines()
        model = next(
            (line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")), model
        )
    return {
        "processor": model,
        "cores": str(os.cpu_count()),
        "system": platform.system(),
        "machine": platform.machine(),
    }


def main() -> int:
    """The run."""
    arguments = parse()
    peers = list(PEERS) if arguments.peers is None else arguments.peers
    versions = {"python": platform.python_version(), "pyarrow": pa.__version__}
    with tempfile.TemporaryDirectory(dir=arguments.directory) as directory:
        bench = Bench(arguments, Path(directory).resolve(), peers, versions)
        try:
            bench.find_peers()
            bench.check()
            if not bench.unequal:
                for order in arguments.order:
                    for variant in arguments.variants:
                        if variant not in OWN_TABLES or order == arguments.order[0]:
                            bench.measure(variant, order)
            report: dict[str, Any] = {}
            if OURS in bench.peers and not bench.unequal:
                report["calls"] = single_calls(1 if arguments.quick else 15, bench.directory)
                report["import"] = import_times(3 if arguments.quick else 15)
        except Failure as failure:
            note(f"failed: {failure}")
            return 2
    if arguments.wheel:
        report["wheel"] = arguments.wheel.stat().st_size
        print(f"\nwheel: {report['wheel'] / 1e6:.3f} MB")
    finish(bench, report)
    for line in bench.unequal:
        print(f"DIFFERS: {line}")
    return 1 if bench.unequal else 0


def finish(bench: Bench, report: dict[str, Any]) -> None:
    """Versions, what was checked, and the JSON."""
    print("\n" + ", ".join(f"{name} {version}" for name, version in bench.versions.items()))
    print(", ".join(machine().values()))
    if bench.left_out:
        print(f"NOT INSTALLED (or not to be imported), so left out: {', '.join(bench.left_out)}; {INSTALL}")
    rows = ", ".join(f"{peer} {rows:,}" for peer, rows in bench.checked.items())
    print(f"rows checked against the reference: {rows}")
    if bench.arguments.json:
        report |= {
            "versions": bench.versions,
            "machine": machine(),
            "rows": bench.arguments.rows,
            "rounds": bench.arguments.rounds,
            "checked": bench.checked,
            "left_out": bench.left_out,
            "unequal": bench.unequal,
            "comparisons": {
                title: [vars(sample) for sample in samples] for title, samples in bench.results.items()
            },
        }
        bench.arguments.json.write_text(json.dumps(report, indent=2) + "\n")


def parse() -> argparse.Namespace:
    """The arguments."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )

    def names(known: tuple[str, ...]) -> Any:
        def read(text: str) -> list[str]:
            chosen = text.split(",")
            if unknown := [name for name in chosen if name not in known]:
                raise argparse.ArgumentTypeError(f"{', '.join(unknown)}: choose from {', '.join(known)}")
            return [name for name in known if name in chosen]

        return read

    option = parser.add_argument
    option("--rows", type=int, default=10_000_000, help="rows of the large table (default 10 million)")
    option("--rounds", type=int, default=5, help="rounds of each comparison (default 5)")
    option("--order", type=names(tables.ORDERS), default=["month"],
           help="rows sorted by month, shuffled, or both: month,shuffled (default month)")  # fmt: skip
    option("--seed", type=int, default=1, help="of the large table")
    option("--peers", type=names(PEERS), help=f"of {','.join(PEERS)} (default: all that are installed)")
    option(
        "--variants",
        type=names(VARIANTS),
        default=list(VARIANTS),
        help=f"of {','.join(VARIANTS)} (default all)",
    )
    option("--threads", type=int, default=2, help="threads of the variant of that name (default 2)")
    option("--check-rows", type=int, default=20_000, help="rows of each table checked against the reference")
    option("--check-seeds", type=int, default=6, help="how many adversarial tables are checked")
    option("--openfisca-rows", type=int, default=1_000_000, help="rows of OpenFisca's own table")
    option("--small-rows", type=int, default=20_000, help="rows of the tables of those who go row by row")
    option("--wheel", type=Path, help="a wheel whose size is told")
    option("--json", type=Path, help="a file for all the figures, round by round")
    option(
        "--directory", type=Path, help="where the tables are written (default: the system's for such files)"
    )
    option("--quick", action="store_true", help="100 000 rows, one round, 2 000 rows a check")
    arguments = parser.parse_args()
    if arguments.quick:
        arguments.rows, arguments.rounds = min(arguments.rows, 100_000), 1
        arguments.check_rows, arguments.check_seeds = 2_000, 3
        arguments.small_rows = min(arguments.small_rows, 2_000)
    return arguments


if __name__ == "__main__":
    sys.exit(main())
