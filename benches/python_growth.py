"""Whether the time of `voucher_core.review` grows with its table and no faster.

    python benches/python_growth.py                # 200, 400 and 800 batches of 500 rows, half a minute
    python benches/python_growth.py --rounds 21

Each table comes as a stream of small batches. What is measured is how long the process held a core, the median of the
rounds, in which the sizes take turns. Exit status: 0, 1 where a table twice as long took more than 2.4 times as long.
"""

from __future__ import annotations

import argparse
import datetime
import statistics
import sys
import time
from collections.abc import Callable
from typing import Final

import numpy as np
import pyarrow as pa

import voucher_core as vc

BATCHES: Final = (200, 400, 800)
ROWS: Final = 500
TEXTS: Final = 100_000
MOST: Final = 2.4
GAS: Final = vc.Regulation.gas_2025_08()
AS_OF: Final = datetime.date(2025, 9, 30)


def accounts(number: int, seed: int) -> pa.Array:
    """So many different accounts, longer than a number holds."""
    return pa.array([f"{seed:03}-{row:016}" for row in range(number)])


def table(batches: int, columns: Callable[[int, np.ndarray], dict[str, pa.Array]]) -> pa.Table:
    """Batches of rows, each of which names one of the accounts."""
    day = {name: pa.array([datetime.date(2025, 9, day)] * ROWS) for name, day in (("month", 1), ("entered_on", 7))}
    chance = np.random.default_rng(1)
    rows = (columns(number, chance.integers(0, TEXTS, ROWS, np.int32)) for number in range(batches))
    return pa.Table.from_batches([pa.record_batch({**day, **made}) for made in rows])


def cases() -> dict[str, Callable[[int, np.ndarray], dict[str, pa.Array]]]:
    shared, others = accounts(TEXTS, 0), [accounts(TEXTS, seed) for seed in (1, 2)]
    own = [accounts(2_000, seed) for seed in range(max(BATCHES))]

    def coded(keys: np.ndarray, texts: pa.Array) -> dict[str, pa.Array]:
        return {"account": pa.DictionaryArray.from_arrays(pa.array(keys % len(texts)), texts)}

    return {
        "text": lambda _, keys: {"account": shared.take(pa.array(keys))},
        "one dictionary of 100 000": lambda _, keys: coded(keys, shared),
        "two such, in turn": lambda number, keys: coded(keys, others[number % 2]),
        "one of 2 000 a batch": lambda number, keys: coded(keys, own[number]),
        "one of 100 000, 500 columns unread": lambda _, keys: {
            **coded(keys, shared),
            **{f"unread {column}": pa.nulls(ROWS, pa.list_(pa.null())) for column in range(500)},
        },
    }


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=7)
    rounds: int = parser.parse_args().rounds
    print("| accounts | " + " | ".join(f"{batches} batches, ms" for batches in BATCHES) + " | a doubling |")
    print("| --- | " + "---: | " * (len(BATCHES) + 1))
    worst = 0.0
    for name, columns in cases().items():
        tables = [table(batches, columns) for batches in BATCHES]
        times: list[list[float]] = [[] for _ in BATCHES]
        for _ in range(rounds):
            for each, taken in zip(tables, times, strict=True):
                begun = time.process_time()
                vc.review(each, regulation=GAS, as_of=AS_OF)
                taken.append(time.process_time() - begun)
        medians = [statistics.median(taken) for taken in times]
        growth = [more / less for less, more in zip(medians, medians[1:], strict=False)]
        worst = max(worst, *growth)
        cells = [f"{1000 * median:.1f}" for median in medians] + [", ".join(f"{ratio:.2f}" for ratio in growth)]
        print(f"| {name} | " + " | ".join(cells) + " |", flush=True)
    return int(worst > MOST)


if __name__ == "__main__":
    sys.exit(main())
