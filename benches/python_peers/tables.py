"""Made-up tables of person-months, the same on every machine for the same seed.

`life` is a year as it goes: people listed in the first days, asked, reminded after a week, answering,
activating; some too late, some outside the pilot, some on an account that another has used. `adversarial`
is the opposite: dates in any order and full of ties, anything null that may be, many people on few accounts.

Both leave out what `review` would call an error of a row, because the rivals do not look for errors; `month`
is always the first day of its month, and texts of accounts are in their normal form (N24).
"""

from __future__ import annotations

import datetime
import itertools
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from . import question as q

ORDERS: Final = ("month", "shuffled")
ACCOUNT_COLUMNS: Final = ("entered_on", "account", "account_exists")

# A prime above every number of people, so that the numbers of accounts are all different.
_ACCOUNTS: Final = 9_999_999_967
_TEXT_WIDTH: Final = 16

Ints = npt.NDArray[np.int64]


def life(rows: int, seed: int = 1, order: str = "month") -> pa.Table:
    """A year of `rows` person-months; the same people come back every month, on the same accounts.

    About one in fifty rows is of a month after the pilot, and about 8 % of the attempts to activate meet an
    account that another has used.
    """
    random = np.random.default_rng(seed)
    outside = rows // 50
    months = np.sort(np.where(np.arange(rows) < rows - outside, np.arange(rows) % 11, 11)).astype(np.int8)
    starts = np.searchsorted(months, np.arange(13))
    people = np.arange(rows, dtype=np.int64) - starts[months]
    for first, last in itertools.pairwise(starts):
        random.shuffle(people[first:last])
    first = _firsts()[months]
    length = np.diff(_firsts(extra=1))[months]

    def chance(share: float) -> q.Bools:
        return random.random(rows, dtype=np.float32) < share

    def days(low: int, high: int) -> Ints:
        return random.integers(low, high + 1, rows)

    # Offsets from the first of the month; whoever is not asked before the pilot starts is asked then.
    start = np.where(months == 0, 27, 0)
    is_listed = ~chance(0.01)
    listed = np.where(chance(0.02), days(14, 17), np.minimum(days(0, 13), days(0, 13)))
    is_asked = is_listed & ~chance(0.05)
    asked = np.where(chance(0.04), listed, np.maximum(listed, start)) + days(0, 3)
    answers = is_asked & chance(0.75)
    delay = np.minimum(random.geometric(0.13, rows) - 1, 40)
    answered = asked + delay
    answers &= answered < length
    # A day may be late, but never outside the month.
    is_reminded = is_asked & ~(answers & (delay < 7)) & (asked + 7 < length) & chance(0.9)
    reminded = np.where(chance(0.02), asked + days(3, 6), asked + 7 + days(0, 1))
    reminded = np.minimum(reminded, np.where(answers, answered, length - 1))
    agrees = ~chance(0.06)

    enters = (answers & agrees & chance(0.93)) | chance(0.005)
    earliest = np.where(chance(0.01), 0, np.maximum(np.where(answers, answered, 0), 6))
    latest = np.where(chance(0.01), length - 1, np.minimum(28, length - 1))
    span = np.maximum(latest - earliest, 0)
    entered = np.minimum(earliest + (random.random(rows) * (span + 1)).astype(np.int64), length - 1)
    account = _shared(people, starts, enters, chance(0.1), random)
    knows_account = enters | chance(0.1)
    exists = ~chance(0.02)
    knows_exists = enters & ~chance(0.02)

    assisted = random.choice(4, rows, p=(0.015, 0.485, 0.3, 0.2)).astype(np.int8)
    pilot = random.choice(np.array(q.PILOT, np.uint8), rows)
    others = np.array(sorted(set(q.REGIONS) - set(q.PILOT)), np.uint8)
    region = np.where(chance(0.02), random.choice(others, rows), pilot)
    table = _table(
        first, region, (assisted & 1) == 1, (assisted & 2) == 2,
        (first + listed, is_listed), (first + np.minimum(asked, length - 1), is_asked),
        (first + reminded, is_reminded), (first + answered, answers), agrees,
        (first + entered, enters), ((account * 6_700_417 + 123_457) % _ACCOUNTS, knows_account),
        (exists, knows_exists),
    )  # fmt: skip
    return table if order == "month" else table.take(pa.array(random.permutation(rows)))


def _shared(
    people: Ints, starts: Ints, enters: q.Bools, shares: q.Bools, random: np.random.Generator
) -> Ints:
    """Accounts: everybody has one, but some of those who enter give one that another enters that month."""
    account = people.copy()
    for first, last in itertools.pairwise(starts):
        entering = first + np.flatnonzero(enters[first:last])
        sharing = entering[shares[entering]]
        if entering.size:
            account[sharing] = people[random.choice(entering, sharing.size)]
    return account


def adversarial(rows: int, seed: int = 1) -> pa.Table:
    """Rows that no year brings: every order of the dates, many ties, every null, a crowd on each account."""
    random = np.random.default_rng(seed)
    months = random.choice(12, rows, p=(0.2, *(0.07,) * 5, 0.15, *(0.07,) * 3, 0.04, 0.05))
    first, length = _firsts()[months], np.diff(_firsts(extra=1))[months]
    # Seeds differ in how close the dates stand; most of a month, a week, or the days at its ends.
    low, high = ((0, 31), (5, 12), (11, 31), (24, 31))[seed % 4]

    def day(share: float) -> tuple[Ints, q.Bools]:
        often = random.integers(low, high, rows)
        offset = np.where(random.random(rows) < 0.2, random.integers(0, 31, rows), often)
        return first + np.minimum(offset, length - 1), random.random(rows) < share

    def either(share: float) -> q.Bools:
        return random.random(rows) < share

    listed, is_listed = day(0.97)
    early = first + random.integers(0, 14, rows)
    listed = np.where(either(0.7), np.minimum(listed, early), listed)
    asked, answered, entered = day(0.93), day(0.9), day(0.85)
    # Half of what should follow does, on the next day or on the same one.
    answered = (_after(answered[0], asked[0], either(0.5), first, length, random), answered[1])
    entered = (_after(entered[0], answered[0], either(0.5), first, length, random), entered[1])
    reminded = day(0.5)
    after_a_week = np.minimum(asked[0] + random.integers(5, 10, rows), first + length - 1)
    reminded = (np.where(either(0.5), after_a_week, reminded[0]), reminded[1])
    pool = np.concatenate(
        [
            np.array([0, 1, 2**31, 2**32, 2**63 - 1, 2**63, 2**64 - 2, 2**64 - 1], np.uint64),
            random.integers(0, 2**64, max(rows // 80, 1), dtype=np.uint64, endpoint=False),
        ]
    )
    knows_account = entered[1] | either(0.5)
    return _table(
        first, random.choice(np.array(q.REGIONS + q.PILOT * 4, np.uint8), rows), either(0.6), either(0.7),
        (listed, is_listed), asked, reminded, answered, either(0.85),
        entered, (random.choice(pool, rows), knows_account), (either(0.9), either(0.9)),
    )  # fmt: skip


def _after(
    day: Ints, before: Ints, follows: q.Bools, first: Ints, length: Ints, random: np.random.Generator
) -> Ints:
    return np.where(follows, np.minimum(before + random.integers(0, 3, day.size), first + length - 1), day)


def with_accounts(table: pa.Table, accounts: str) -> pa.Table:
    """The table with accounts as `uint64` (as made), `large_string` or `string_view`, or with `none`."""
    if accounts == "uint64":
        return table
    if accounts == "none":
        return table.drop_columns(list(ACCOUNT_COLUMNS))
    texts = _texts(table["account"].combine_chunks())
    if accounts == "string_view":
        texts = texts.cast(pa.string_view())
    return table.set_column(table.schema.get_field_index("account"), "account", texts)


def _texts(account: pa.Array) -> pa.Array:
    """Ten digits with leading zeros; six in a hundred with a dash, four with letters and longer than 12.

    Different numbers of ten digits, which `life` makes, give different texts; larger ones share a few.
    """
    numbers = account.fill_null(0).to_numpy(zero_copy_only=False)
    numbers = np.where(numbers < _ACCOUNTS, numbers, numbers % np.uint64(997))
    kind = numbers % np.uint64(100)
    dashed, lettered = kind < 6, (kind >= 6) & (kind < 10)
    width = np.where(dashed, 11, np.where(lettered, 13 + (numbers % np.uint64(4)).astype(np.int64), 10))
    chars = np.zeros((numbers.size, _TEXT_WIDTH), np.uint8)
    rest = numbers.copy()
    for place in range(9, -1, -1):
        chars[:, place] = (rest % np.uint64(10)).astype(np.uint8) + ord("0")
        rest //= np.uint64(10)
    digits = chars[:, :10].copy()
    chars[dashed, 2], chars[dashed, 3:11] = ord("-"), digits[dashed, 2:]
    prefix = np.frombuffer(b"UK/00A", np.uint8)
    for length in range(13, 17):
        these = lettered & (width == length)
        chars[these, : length - 10], chars[these, length - 10 : length] = prefix[: length - 10], digits[these]
    offsets = np.concatenate([np.zeros(1, np.int64), np.cumsum(width)])
    flat = chars[np.arange(_TEXT_WIDTH) < width[:, None]]
    validity = None if account.null_count == 0 else account.is_valid().buffers()[1]
    return pa.Array.from_buffers(
        pa.large_string(), numbers.size, [validity, pa.py_buffer(offsets), pa.py_buffer(flat)]
    )


def _firsts(extra: int = 0) -> Ints:
    days = [q.day_number(month) for month in q.MONTHS] + [q.BASE + q.DAYS_OF_MONTHS] * extra
    return np.array(days, np.int64)


def _table(
    first: Ints, region: npt.NDArray[np.uint8], targeted: q.Bools, housing: q.Bools,
    listed: tuple[Ints, q.Bools], asked: tuple[Ints, q.Bools], reminded: tuple[Ints, q.Bools],
    answered: tuple[Ints, q.Bools], agrees: q.Bools,
    entered: tuple[Ints, q.Bools], account: tuple[npt.NDArray[Any], q.Bools], exists: tuple[q.Bools, q.Bools],
) -> pa.Table:  # fmt: skip
    def date(values: Ints, known: q.Bools) -> pa.Array:
        return pa.array(values.astype(np.int32), mask=~known).cast(pa.date32())

    return pa.table(
        {
            "month": pa.array(first.astype(np.int32)).cast(pa.date32()),
            "region": pa.array(region.astype(np.uint8)),
            "targeted_social": pa.array(targeted),
            "housing": pa.array(housing),
            "listed_on": date(*listed),
            "asked_on": date(*asked),
            "reminded_on": date(*reminded),
            "answered_on": date(*answered),
            "answer": pa.array(agrees, mask=~answered[1]),
            "entered_on": date(*entered),
            "account": pa.array(account[0].astype(np.uint64), mask=~account[1]),
            "account_exists": pa.array(exists[0], mask=~exists[1]),
        }
    )


def questions(rows: int, seed: int = 1) -> pa.Table:
    """Questions whether a voucher may be activated: any date around the pilot, half of the facts as they should be."""
    random = np.random.default_rng(seed)
    first = q.day_number(datetime.date(2025, 7, 1))
    columns: dict[str, list[Any]] = {"on": (first + random.integers(0, 427, rows)).tolist()}
    for name, values in _FACTS.items():
        shares = [0.5, *[0.5 / (len(values) - 1)] * (len(values) - 1)]
        columns[name] = [values[place] for place in random.choice(len(values), rows, p=shares)]
    return _questions(columns)


def every_question() -> pa.Table:
    """Every combination of facts on the dates at which something changes."""
    dates = [q.day_number(datetime.date(*date)) for date in _EDGES]
    rows = list(itertools.product(dates, *_FACTS.values()))
    return _questions(dict(zip(("on", *_FACTS), map(list, zip(*rows, strict=True)), strict=True)))


_FACTS: Final[dict[str, tuple[Any, ...]]] = {
    "on_list": (True, False, None),
    "consent": ("given", "awaiting", "refused", None),
    "own_activation": (False, True, None),
    "others_on_account": (0, 1, 3, None),
    "account_exists": (True, False, None),
}
_EDGES: Final = (
    (2025, 7, 31), (2025, 8, 1), (2025, 8, 6), (2025, 8, 7), (2025, 8, 27), (2025, 8, 28), (2025, 8, 30),
    (2025, 9, 6), (2025, 9, 7), (2025, 9, 29), (2025, 9, 30), (2025, 12, 7), (2025, 12, 30), (2026, 1, 1),
    (2026, 2, 28), (2026, 3, 1), (2026, 5, 30), (2026, 6, 6), (2026, 6, 7), (2026, 6, 29), (2026, 6, 30),
    (2026, 7, 1), (2026, 7, 30),
)  # fmt: skip


def _questions(columns: dict[str, list[Any]]) -> pa.Table:
    types = (pa.date32(), pa.bool_(), pa.string(), pa.bool_(), pa.uint32(), pa.bool_())
    schema = pa.schema(list(zip(("on", *_FACTS), types, strict=True)))
    return pa.table(columns, schema=schema)


def date_of_review(seed: int) -> datetime.date:
    """A date to review an adversarial table on: inside, before and after the pilot, at the ends of months."""
    dates = (
        (2026, 6, 20), (2026, 2, 28), (2025, 8, 28), (2026, 1, 3), (2025, 7, 1), (2025, 8, 3), (2026, 3, 1),
        (2026, 7, 15), (2025, 12, 30), (2030, 1, 1),
    )  # fmt: skip
    return datetime.date(*dates[seed % len(dates)])
