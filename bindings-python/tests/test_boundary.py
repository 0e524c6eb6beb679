"""The language boundary: what PyO3 would take or raise by itself, and what comes out here.

`table_n` are the rows of "What PyO3 conversions really do", `row_n` those of the catalogue of bad inputs.
"""

from __future__ import annotations

import datetime
import traceback
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from common import ACCOUNT, ALL_KNOWN, DATE, GAS_2025, IINS, PHONE, SEPTEMBER, refused

import voucher_core as vc
from voucher_core.testing.strategies._hostile import NOT_DATES, NOT_TEXTS

np = pytest.importorskip("numpy")
pd = pytest.importorskip("pandas")

UTC = datetime.UTC
ON_THE_29TH = DATE(2025, 9, 29)


def preview(**given: Any) -> vc.Preview:
    return vc.preview(GAS_2025, **{"account": ACCOUNT, "on": ON_THE_29TH, **ALL_KNOWN, **given})


def decide(**given: Any) -> vc.Decision:
    dates = {"as_of": ON_THE_29TH, "listed_on": DATE(2025, 9, 1)}
    return vc.decide(GAS_2025, SEPTEMBER, **{**dates, **given})


#: Every argument that is a date, by the field that an error names.
TAKES_A_DATE: dict[str, Callable[[Any], Any]] = {
    "date": vc.Month.of,
    "in_force": lambda value: vc.Regulation.in_force("gas", value),
    "on": lambda value: preview(on=value),
    "answered_on": lambda value: decide(answered_on=value, answer="agree"),
    **{
        name: lambda value, name=name: decide(**{name: value})
        for name in ("as_of", "listed_on", "asked_on", "reminded_on", "entered_on")
    },
}

#: Every argument that is text of its own kind.
TAKES_TEXT: dict[str, Callable[[Any], Any]] = {
    "iin": vc.Iin,
    "phone": vc.Phone,
    "account": vc.Account,
    "month": vc.Month.parse,
    "region": vc.Region.parse,
    "programme": lambda value: vc.CommitKey(value, SEPTEMBER, ACCOUNT),
    "text": vc.Regulation.from_json,
}


class Subclass(datetime.date):
    """A date that may do anything in its methods."""


class Claims(type):
    def __instancecheck__(cls, other: object) -> bool:
        return isinstance(other, datetime.date)


class Moment(datetime.datetime, metaclass=Claims):
    """A moment that claims every date for its own, as the date of a patched clock does."""


ALMATY = datetime.timezone(datetime.timedelta(hours=5))
NO_DATES: dict[str, list[tuple[Any, str]]] = {
    "table_1_a_datetime": [
        (kind(2026, 1, 31, 23, 30, tzinfo=zone), "civil_date")
        for kind in (datetime.datetime, Moment)
        for zone in (None, UTC, ALMATY)
    ],
    "table_2_a_timestamp": [
        (pd.Timestamp("2026-01-31 23:30", tz=zone), "civil_date") for zone in (None, "UTC", "Asia/Almaty")
    ],
    "table_3_not_a_time": [(missing, "came") for missing in (pd.NaT, pd.NA, float("nan"))],
    "table_4_no_date_at_all": [
        (np.datetime64("2026-01-31"), ".item()"),
        ("2026-01-31", "fromisoformat"),
        *((stranger, "") for stranger in [*NOT_DATES, Subclass(2026, 1, 31)]),
    ],
}


@pytest.mark.parametrize("field", TAKES_A_DATE)
@pytest.mark.parametrize("what", NO_DATES)
def test_row_22_a_date_is_exactly_a_date(what: str, field: str) -> None:
    TAKES_A_DATE[field](DATE(2025, 9, 2))
    for value, words in NO_DATES[what]:
        with refused("not_a_date", "date" if field == "in_force" else field) as caught:
            TAKES_A_DATE[field](value)
        assert isinstance(caught.value, TypeError) and words in str(caught.value)


def test_table_4_none_is_absent_where_that_has_a_meaning_and_no_date_elsewhere() -> None:
    assert decide(listed_on=None).stage == "not_listed"
    for field in ["date", "on", "as_of"]:
        with refused("not_a_date", field):
            TAKES_A_DATE[field](None)


@pytest.mark.parametrize("value", [True, False, np.True_])
def test_table_5_a_bool_is_no_number(value: object) -> None:
    with refused("not_an_integer", "others_on_account"):
        preview(others_on_account=value)
    for year, month in [(value, 1), (2025, value)]:
        with refused("not_an_integer"):
            vc.Month(year, month)  # type: ignore[arg-type]


def test_table_6_overflow_is_an_error_of_ours() -> None:
    for number in [-1, -(2**31), -(2**63), -(2**64), -(10**4000)]:
        with refused("negative", "others_on_account"):
            preview(others_on_account=number)
    for number in [2**32, 2**63, 2**64, 10**4000]:
        with refused("too_large", "others_on_account"):
            preview(others_on_account=number)
    assert preview(others_on_account=2**32 - 1).answer == "no"


@pytest.mark.parametrize("value", [1.0, np.float64(5), Decimal(1), "1", None, 1j, [1], np.array([1, 2])])
def test_table_7_only_a_whole_number_is_one(value: object) -> None:
    with refused("not_an_integer", "month"):
        vc.Month(2025, value)  # type: ignore[arg-type]


def test_table_8_numpy_integers_are_integers() -> None:
    assert vc.Month(np.int64(2025), np.uint8(9)) == SEPTEMBER
    assert preview(others_on_account=np.int64(5)) == preview(others_on_account=5)
    assert vc.DiscountTerms(np.int32(1), np.int64(5)) == vc.DiscountTerms("1", "5")


@pytest.mark.parametrize("value", [np.float64(0.5), np.float32(0.5), np.bool_(True)])
def test_table_9_no_amount_is_binary(value: object) -> None:
    """Nor of NumPy; Python's own are refused in `test_values`."""
    with refused("not_a_decimal", "rate", vc.WrongType):
        vc.DiscountTerms(value, "1")  # type: ignore[arg-type]


def test_table_10_only_a_bool_is_one() -> None:
    for field in ["on_list", "own_activation", "account_exists"]:
        for stranger in [1, 0, "true", 1.0, pd.NA, np.int64(1), []]:
            with refused("not_a_boolean", field):
                preview(**{field: stranger})
        for flag in [True, False]:
            assert preview(**{field: np.bool_(flag)}) == preview(**{field: flag})


@pytest.mark.parametrize("field", TAKES_TEXT)
def test_table_11_half_a_surrogate_pair_is_an_error_of_ours(field: str) -> None:
    for text in ["\ud800", "990101600002\udfff", "\udcff" * 12]:
        with refused("not_utf8", field):
            TAKES_TEXT[field](text)


def test_table_12_text_of_a_subclass_and_a_nul_in_it() -> None:
    class Text(str):
        def __str__(self) -> str:
            raise AssertionError

    assert vc.Iin(np.str_(IINS[0])) == vc.Iin(Text(IINS[0])) == vc.Iin(IINS[0])
    assert vc.Account(np.str_("a1")) == vc.Account("A1")
    with refused("account_character", "account"):
        vc.Account("a\0b")
    with refused("iin_not_digits", "iin"):
        vc.Iin("99010160000\0")
    assert vc.CommitKey("a\0b", SEPTEMBER, ACCOUNT).programme == "a\0b"


@pytest.mark.parametrize("field", TAKES_TEXT)
def test_table_13_what_is_no_text(field: str) -> None:
    for stranger in [*NOT_TEXTS, pd.NA, pd.NaT]:
        with refused("not_text", field):
            TAKES_TEXT[field](stranger)


def test_rows_54_and_62_what_was_a_number() -> None:
    """What a spreadsheet or a column with gaps makes of it; the error has the fix and not the number."""
    for number in [90101600002, 9.90101600002e11, np.int64(990101600002), *pd.Series([90101600002, None])]:
        for field, kind in [("iin", vc.Iin), ("account", vc.Account)]:
            with refused("not_text", field) as caught:
                kind(number)
            assert "90101600002" not in str(caught.value)


def test_row_59_texts_of_megabytes() -> None:
    for text in ["9" * (10 << 20), "Ж" * (5 << 20)]:
        for kind, code in [(vc.Iin, "iin_length"), (vc.Account, "account_too_long")]:
            with refused(code):
                kind(text)


CANARIES = [*IINS, PHONE, PHONE[2:], ACCOUNT, "990101600003", "ACC-00987654"]
FRAGMENTS = {canary[start : start + 6] for canary in CANARIES for start in range(len(canary) - 5)}


def everything_said(error: BaseException) -> str:
    """All that an error says of itself, without the lines of this file."""
    said = [str(error), repr(error), repr(error.args), repr(vars(error)), *getattr(error, "__notes__", [])]
    said += traceback.format_exception_only(error)
    chained = [each for each in (error.__cause__, error.__context__) if each is not None]
    return "\n".join([*said, *map(everything_said, chained)])


NUMBERS = [canary.strip("+") for canary in CANARIES if canary.strip("+").isdigit()]
WRONG: list[Any] = [
    *(form for canary in CANARIES for form in (canary, canary + "0", canary.encode(), f"{canary}\ud800")),
    *(form for number in NUMBERS for form in (int(number), float(number))),
    *([IINS[0]], {IINS[0]: PHONE}, (ACCOUNT,), Decimal(IINS[0]), {"iin": IINS[0]}),
]


OF_A_ROW = ("region", "assistance", "answer", "account", "account_exists")


def test_n34_no_error_repeats_a_value() -> None:
    """Planted values in every argument: whatever is raised is ours and says nothing of them."""
    calls: list[Callable[[Any], Any]] = [
        *TAKES_A_DATE.values(),
        *TAKES_TEXT.values(),
        vc.civil_date,
        vc.start_sms,
        vc.Region.parse,
        vc.Stage.ASKED.text,
        lambda value: vc.Month(value, 1),
        lambda value: vc.Month(2025, value),
        lambda value: vc.DiscountTerms(value, 1),
        lambda value: vc.DiscountTerms(1, value),
        lambda value: vc.CommitKey("gas", value, ACCOUNT),
        lambda value: vc.CommitKey("gas", SEPTEMBER, value),
        lambda value: preview(account=value),
        lambda value: vc.preview(value, ACCOUNT, ON_THE_29TH),
        *(lambda value, name=name: preview(**{name: value}) for name in ALL_KNOWN),
        *(lambda value, name=name: decide(**{name: value}) for name in OF_A_ROW),
        *(lambda value, name=name: GAS_2025.replace(**{name: value}) for name in [*GAS_2025.as_dict(), "repeat_after_days"]),
        lambda value: GAS_2025.replace(**{str(value): 1}),
        lambda value: GAS_2025.replace(window=(value, value)),
        GAS_2025.window,
        GAS_2025.discount_terms,
        lambda value: vc.Decision(value, value, value, value, value),
    ]
    raised = 0
    for call in calls:
        for value in WRONG:
            try:
                call(value)
            except vc.VoucherError as error:
                raised += 1
                said = everything_said(error)
                assert not any(fragment in said for fragment in FRAGMENTS), said
    assert raised > len(calls) * len(WRONG) * 9 // 10


def test_no_call_raises_anything_but_errors_of_this_library() -> None:
    """Hostile objects in every argument: what their methods raise stays inside."""

    class Loud:
        def __index__(self) -> int:
            raise RuntimeError("index")

        def __bool__(self) -> bool:
            raise RuntimeError("bool")

        def __iter__(self) -> Any:
            raise RuntimeError("iter")

    others = [vc.civil_date, vc.start_sms, lambda value: vc.Month(value, 1)]
    for call in [*TAKES_A_DATE.values(), *TAKES_TEXT.values(), *others]:
        with pytest.raises(vc.WrongType):
            call(Loud())
