"""Text that is never valid: the catalogue of what people, files and machines really send."""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable, Mapping
from decimal import Decimal
from pathlib import Path

from hypothesis import strategies as st

from voucher_core import (
    Account,
    Iin,
    Journal,
    Month,
    Phone,
    Region,
    Regulation,
    Replied,
    VoucherError,
    receipt,
)

from ._people import account_texts, iin_texts, person, phone_texts


def _catalogue() -> dict[str, tuple[str, ...]]:
    texts: dict[str, tuple[str, ...]] = {}
    file = Path(__file__).parents[1] / "data" / "hostile.txt"
    for line in file.read_text(encoding="utf-8").split("\n")[:-1]:
        kind, _, text = line.partition(" ")
        texts[kind] = (*texts.get(kind, ()), json.loads(text))
    return texts


CATALOGUE: Mapping[str, tuple[str, ...]] = _catalogue()
"""Text that is none of these, by what it is none of; the core's strategies read the same file.

`kato` are names where only a code is taken, `line` lines of a journal, of which a character stands for a byte.
"""

INTRUDERS = CATALOGUE["intruder"][0] + "\ud800"
"""Characters that look like nothing, like white space, or like a digit that they are not; half a surrogate
pair."""


def _hostile(
    name: str, good: st.SearchStrategy[str], read: Callable[[str], object]
) -> st.SearchStrategy[str]:
    """Catalogued text, a good text with an intruder inside, anything at all, or far too much."""

    def intrude(text: str, intruder: str, place: int) -> str:
        place %= len(text) + 1
        return text[:place] + intruder + text[place:]

    def is_hostile(text: str) -> bool:
        try:
            return not read(text)
        except VoucherError:
            return True

    catalogued = st.sampled_from(CATALOGUE[name])
    intruded = st.builds(intrude, good, st.sampled_from(INTRUDERS), st.integers(0, 40))
    far_too_much = st.sampled_from(("9", "А", "0.")).map(lambda piece: piece * 70_000)
    mostly = [catalogued, catalogued, catalogued, intruded, intruded, st.text(max_size=20)]
    return st.one_of(*mostly, far_too_much).filter(is_hostile)


def hostile_iins() -> st.SearchStrategy[str]:
    """Text that is no IIN: too short, too long, wrong or impossible control digit, foreign digits, what a
    spreadsheet makes of it.
    """
    return _hostile("iin", iin_texts(), Iin)


def hostile_phones() -> st.SearchStrategy[str]:
    """Text that is no phone of N32."""
    return _hostile("phone", phone_texts(), Phone)


def hostile_accounts() -> st.SearchStrategy[str]:
    """Text that is no account: empty, too long, with a character that no account has."""
    return _hostile("account", account_texts(), Account)


def hostile_dates() -> st.SearchStrategy[str]:
    """Text that is no date of a journal: days that no calendar has, other ways to write one, instants."""
    return _hostile("date", st.just("2025-09-07"), _reads_date)


def hostile_instants() -> st.SearchStrategy[str]:
    """Text that is no instant of N2, or one before the single zone."""
    return _hostile("instant", st.just("2025-09-06T19:00:00.0+00:00"), _reads_instant)


def hostile_months() -> st.SearchStrategy[str]:
    """Text that is no month."""
    return _hostile("month", st.just("2025-09"), Month.parse)


def hostile_decimals() -> st.SearchStrategy[str]:
    """Text that is no volume of N29: no number, too many decimals, negative, too large."""
    return _hostile("decimal", st.just("631.5"), lambda text: receipt(text, "1"))


def hostile_regions() -> st.SearchStrategy[str]:
    """Text that names no region, neither by KATO code nor by name."""
    return _hostile("region", st.just("71"), Region.parse)


def hostile_replies() -> st.SearchStrategy[str]:
    """A reply by SMS that is no code of a published regulation, however like consent it looks (N14)."""
    gas, somebody = Regulation.gas_2025_08(), person(0)
    return _hostile("reply", st.just("21*1"), lambda text: Replied.from_text(gas, somebody, text).answer)


_MOMENT = datetime.datetime(2025, 9, 7, 23, 30)

NOT_TEXTS: tuple[object, ...] = (
    *(990101600002, 0, True, 2**64, -(10**400), 990101600002.0, float("nan"), Decimal(12345)),
    *(None, b"990101600002", ["1"], ("1",), object(), str),
)

NOT_DATES: tuple[object, ...] = (
    *(_MOMENT, _MOMENT.replace(tzinfo=datetime.UTC), datetime.time(1), datetime.timedelta(1)),
    *("2025-09-07", b"2025-09-07", 20250907, 1757203200.0, (2025, 9, 7), object()),
)


def not_texts() -> st.SearchStrategy[object]:
    """What is taken for an identifier elsewhere and is no `str`: refused with `not_text`."""
    return st.sampled_from(NOT_TEXTS)


def not_dates() -> st.SearchStrategy[object]:
    """What is taken for a date elsewhere and is not exactly `datetime.date`: refused with `not_a_date`."""
    return st.sampled_from(NOT_DATES)


def _reads_date(text: str) -> bool:
    return _takes("on", text)


def _reads_instant(text: str) -> bool:
    return _takes("at", text)


def _takes(name: str, text: str) -> bool:
    journal = Journal()
    journal.answer('{"regulation":"gas-2025-08"}')
    answer = journal.answer(json.dumps({"query": "due", name: text}))
    return answer is not None and "error" not in json.loads(answer)
