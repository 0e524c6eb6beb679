"""Text that is never valid: the catalogue of what people, files and machines really send."""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable, Mapping
from decimal import Decimal

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

INTRUDERS = " \0\t\n\r\v\xa0\xad\u200b\u202e\ufeff\u0661１²٫ОоАЖә.,+='\"\\<_e\u0301😀\ud800"
"""Characters that look like nothing, like white space, or like a digit that they are not; half a surrogate
pair."""

CATALOGUE: Mapping[str, tuple[str, ...]] = {
    "iin": (
        "",
        "99010160000",
        "9901016000022",
        "990101600003",
        "990101600340",
        "990101600349",
        "000000000000",
        "111111111111",
        "999999999999",
        " 990101600002",
        "990101600002 ",
        "99010160000\u0662",
        "９９０１０１６００００２",
        "+90101600002",
        "-90101600002",
        "9.90101600002E11",
        "990101600002.0",
        "990101 600002",
        "99010160000x",
        "990101600002\0",
        "\ufeff990101600002",
        "99010160000О",
        "nan",
        "null",
        "=cmd()",
        "<script>",
    ),
    "phone": (
        "",
        "77000001234",
        "0077000001234",
        "700000123",
        "70000012345",
        "+87000001234",
        "87172000123",
        "+996700000123",
        "++77000001234",
        "+7 700 000 12 3",
        "(700) 000-12-34 ",
        "７０００００１２３４",
        "+",
        "8",
        "+7(700)000_1234",
        "7000001234e0",
        "tel:+77000001234",
    ),
    "account": (
        "",
        " ",
        "\t\r\n",
        "12345.0",
        "12 34 5",
        "1_2",
        "=cmd()",
        "@SUM",
        "<script>",
        "А123",
        "12\xa0",
        "\v1",
        "12\0",
        "№12",
        "１２",
        "1,2",
        "nan ?",
        "nan",
        "None",
        "N/A",
        "-",
        "0" * 33,
        "Ж" * 32,
        "12\u0301",
        "\ufeff12",
    ),
    "date": (
        "2026-02-29",
        "2026-02-30",
        "2100-02-29",
        "2026-04-31",
        "2025-11-31",
        "2026-00-10",
        "2026-13-01",
        "2025-09-00",
        "2025-09-32",
        "0000-01-01",
        "-0001-01-01",
        "10000-01-01",
        "",
        "2025-9-7",
        "07.09.2025",
        "2025/09/07",
        "20250907",
        "2025-09-07 ",
        "2025-09-07T00:00:00Z",
        "２０２５-09-07",
        "2025-09-0\u0667",
        "1757203200",
        "NaT",
        "today",
        "2025-W36-7",
        "2025-250",
        "+2025-09-07",
        "2025‑09‑07",
    ),
    "instant": (
        "",
        "2025-09-07",
        "2025-09-06T19:00:60Z",
        "2025-09-06T23:59:60Z",
        "2025-09-06T24:00:00Z",
        "2025-09-06T19:00Z",
        "2025-09-06T19:00:00",
        "2025-09-06 19:00:00Z",
        "2025-09-06T19:00:00.Z",
        "2025-09-06T19:00:00,5Z",
        "2025-09-06T19:00:00+0500",
        "2025-09-06T19:00:00+24:00",
        "2025-09-06T19:00:00+05:60",
        "2025-09-06T19:00:00 +05:00",
        "2024-02-29T18:59:59Z",
        "2024-02-29T18:59:59.999999999Z",
        "1970-01-01T00:00:00Z",
        "2026-02-29T00:00:00Z",
        "0000-01-01T00:00:00Z",
        "2025-09-06T1\u0669:00:00Z",
        "2025-09-06T19:00:00Z\n",
        "20250906T190000Z",
    ),
    "month": (
        "",
        "2025-00",
        "2025-13",
        "2025-9",
        "0000-01",
        "10000-01",
        "2025-09-01",
        "09-2025",
        "202509",
        "2025 09",
        "2025-0９",
        "сентябрь",
        "-025-09",
        "2025-09\n",
    ),
    "decimal": (
        "",
        "-",
        ".",
        ".5",
        "5.",
        "+1",
        "--1",
        "1-",
        "1.2.3",
        " 1",
        "1 ",
        "1,5",
        "1 000",
        "1_000",
        "1e3",
        "NaN",
        "inf",
        "-0.001",
        "-1",
        "100000000",
        "9" * 38,
        "1.0000",
        "0.00000",
        "١",
        "１",
        "½",
        "0x10",
        "1/2",
        "631 м³",
        "−1",
        "18446744073709551616",
        "-0.0000",
        "1.\u0660",
    ),
    "region": (
        "",
        "00",
        "12",
        "7",
        "071",
        "71 ",
        "KZ-71",
        "７１",
        "710000000",
        "99",
        "null",
        "Atlantis",
        "<b>Астана</b>",
    ),
    "reply": (
        "",
        "1",
        " 1 ",
        "１",
        "\u0661",
        "I",
        "l",
        "иә",
        "ИӘ",
        "да",
        "Да.",
        "yes",
        "жоқ",
        "нет",
        "👍",
        "21*1.",
        "21 * 1",
        "21*1 21*1",
        "21*2",
        "*21*1#",
        "21∗1",
        "２１*1",
        "21*l",
        "\xa021*1",
        "21*1\0",
        "\v21*1",
        "Согласен",
        "Аa",
        "ә",
        "а\u0306",
        "21x1",
        "21*1 спасибо",
    ),
}
"""Text that is none of these, by what it is none of."""


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
