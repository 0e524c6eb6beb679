"""Values cross the border whole: built as in the core, equal, ordered, frozen, pickled, copied, masked."""

from __future__ import annotations

import copy
import datetime
import pickle
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from common import ACCOUNT, DATE, IINS, PHONE, SEPTEMBER, refused, samples, wrong_type

import voucher_core as vc

ORDERED = (vc.Iin, vc.Phone, vc.Account, vc.Month, vc.CommitKey)


def test_n31_of_every_ten_last_digits_at_most_one_fits() -> None:
    weights = [range(1, 12), [3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2]]
    for serial in range(0, 100_000, 7):
        eleven = f"990101{serial:05}"
        controls = [sum(int(d) * w for d, w in zip(eleven, row, strict=True)) % 11 for row in weights]
        control = next((c for c in controls if c < 10), None)
        for digit in range(10):
            if digit == control:
                assert vc.Iin(f"{eleven}{digit}").expose_text() == f"{eleven}{digit}"
            else:
                with refused("iin_control_digit", "iin"):
                    vc.Iin(f"{eleven}{digit}")


def test_n31_the_first_fault_is_named_with_its_place() -> None:
    for text, code, position in [
        ("", "iin_length", None),
        ("99010160000", "iin_length", None),
        ("9901016000021", "iin_length", None),
        (" 990101600002", "iin_length", None),
        ("99010160000x", "iin_not_digits", 11),
        ("９90101600002", "iin_not_digits", 0),
        ("990101600003", "iin_control_digit", None),
        ("000000000000", "iin_repeated_digit", None),
    ]:
        with refused(code, "iin") as caught:
            vc.Iin(text)
        assert caught.value.position == position


def test_n24_accounts_have_one_normal_form() -> None:
    for byte in range(128):
        character = chr(byte)
        if character.isascii() and (character.isalnum() or character in "-/"):
            account = vc.Account(f" \t{character}1\r\n")
            assert account.expose_text() == f"{character.upper()}1"
            assert vc.Account(account.expose_text()) == account
        elif character in " \t\n\f\r":
            with refused("account_empty", "account"):
                vc.Account(character)
        else:
            with refused("account_character", "account"):
                vc.Account(character)
    for nothing in ["nan", "None", "N/A", "-"]:
        with refused("account_no_digit", "account"):
            vc.Account(nothing)
    assert vc.Account("9" * 32).expose_text() == "9" * 32
    with refused("account_too_long"):
        vc.Account("9" * 33)


def test_n24_accounts_order_as_their_text() -> None:
    texts = sorted(["--0", "-0", "-0/", "/0", "0", "00", "01", "1", "10", "9", "A-0", "A1", "Z1"])
    assert sorted(map(vc.Account, reversed(texts))) == [vc.Account(text) for text in texts]


def test_every_month_of_the_calendar() -> None:
    """N4: all 119 988 of them, against Python's own calendar."""
    month, day = vc.Month(1, 1), DATE(1, 1, 1)
    with refused("not_a_month", "month"):
        month.previous()
    while True:
        assert (month.year, month.month, month.first_day) == (day.year, day.month, day)
        assert str(month) == f"{day.year:04}-{day.month:02}"
        assert vc.Month.parse(str(month)) == month == vc.Month.of(day)
        assert repr(month) == f"Month({day.year}, {day.month})"
        if (day.year, day.month) == (9999, 12):
            break
        following = (day + datetime.timedelta(days=31)).replace(day=1)
        assert month.last_day == following - datetime.timedelta(days=1)
        assert month.next().previous() == month < month.next()
        month, day = month.next(), following
    assert month.last_day == DATE(9999, 12, 31)
    with refused("not_a_month", "month"):
        month.next()


@pytest.mark.parametrize(
    ("year", "month"),
    [(0, 1), (10_000, 1), (2025, 0), (2025, 13), (-1, 1), (2025, -9), (2**31, 1), (1, 2**64), (-(2**99), 1)],
)
def test_numbers_that_are_no_month(year: int, month: int) -> None:
    with refused("not_a_month", "month"):
        vc.Month(year, month)


@pytest.mark.parametrize(
    "text", ["", "2025-9", "2025-13", "2025-00", "0000-01", "2025/09", "２025-09", " 2025-09", "2025-09-01"]
)
def test_texts_that_are_no_month(text: str) -> None:
    with refused("not_a_month", "month"):
        vc.Month.parse(text)


def test_dates_cross_both_ways_on_every_day_of_a_leap_cycle_and_at_both_ends() -> None:
    days = [DATE(2024, 1, 1) + datetime.timedelta(days=n) for n in range(4 * 365 + 1)]
    for day in [DATE.min, *days, DATE.max]:
        month = vc.Month.of(day)
        assert month.first_day <= day <= month.last_day
        assert type(month.first_day) is datetime.date


def test_n2_an_instant_has_one_civil_date() -> None:
    utc, almaty = datetime.UTC, ZoneInfo("Asia/Almaty")
    new_york = ZoneInfo("America/New_York")
    at = datetime.datetime
    for instant, date in [
        (at(2025, 8, 27, 18, 59, 59, 999_999, tzinfo=utc), DATE(2025, 8, 27)),
        (at(2025, 8, 27, 19, tzinfo=utc), DATE(2025, 8, 28)),
        (at(2026, 6, 30, 18, 59, 59, tzinfo=utc), DATE(2026, 6, 30)),
        (at(2026, 6, 30, 19, tzinfo=utc), DATE(2026, 7, 1)),
        (at(2025, 9, 29, 23, 59, 59, 999_999, tzinfo=almaty), DATE(2025, 9, 29)),
        (at(2025, 9, 30, tzinfo=almaty), DATE(2025, 9, 30)),
        (at(2025, 9, 29, 15, tzinfo=new_york), DATE(2025, 9, 30)),
        (at(2024, 2, 29, 19, tzinfo=utc), DATE(2024, 3, 1)),
    ]:
        assert vc.civil_date(instant) == date
    for early in [at(2024, 2, 29, 18, 59, 59, 999_999, tzinfo=utc), at.min.replace(tzinfo=utc)]:
        with refused("instant_before_single_zone"):
            vc.civil_date(early)
    last = at(9999, 12, 31, 18, 59, 59, 999_999, tzinfo=utc)
    assert vc.civil_date(last) == DATE.max
    for late in [last.replace(hour=19), at.max.replace(tzinfo=utc), at.max.replace(tzinfo=new_york)]:
        with refused("not_an_instant"):
            vc.civil_date(late)
    with refused("not_an_instant", "instant"):
        vc.civil_date(at(2025, 9, 1, 12))


@pytest.mark.parametrize(
    ("given", "rate"),
    [
        ("0.24", "0.2400"),
        ("0", "0.0000"),
        ("-0", "0.0000"),
        (Decimal("0.24"), "0.2400"),
        (Decimal("24E-2"), "0.2400"),
        (Decimal("0.24000000"), "0.2400"),
        (Decimal("-0.0"), "0.0000"),
        (Decimal("0E+999999"), "0.0000"),
        (0, "0.0000"),
        (1, "1.0000"),
    ],
)
def test_n29_amounts_come_exactly(given: str | Decimal | int, rate: str) -> None:
    terms = vc.DiscountTerms(given, "631")
    assert isinstance(terms.rate, Decimal)
    assert (str(terms.rate), str(terms.norm_m3)) == (rate, "631.000")


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ("", "not_a_decimal"),
        ("1e-1", "not_a_decimal"),
        (" 1", "not_a_decimal"),
        ("0,5", "not_a_decimal"),
        ("٠", "not_a_decimal"),
        (Decimal("NaN"), "not_a_decimal"),
        (Decimal("sNaN"), "not_a_decimal"),
        (Decimal("-Infinity"), "not_a_decimal"),
        ("0.00000", "too_many_decimals"),
        (Decimal("0.00001"), "too_many_decimals"),
        (Decimal("1E-999999"), "too_many_decimals"),
        (-1, "negative"),
        (Decimal("-0.5"), "negative"),
        (-(10**4000), "negative"),
        (Decimal("-1E+999999"), "negative"),
        (2, "too_large"),
        ("1.0001", "too_large"),
        (10**4000, "too_large"),
        (Decimal("1E+999999"), "too_large"),
    ],
)
def test_n29_what_is_no_rate(given: str | Decimal | int, code: str) -> None:
    with refused(code, "rate"):
        vc.DiscountTerms(given, "631")


def test_n29_the_norm_has_three_decimals_and_is_below_ten_to_the_eighth() -> None:
    assert vc.DiscountTerms("1", "99999999.999").norm_m3 == Decimal("99999999.999")
    with refused("too_large", "norm_m3"):
        vc.DiscountTerms("1", 10**8)
    with refused("too_many_decimals", "norm_m3"):
        vc.DiscountTerms("1", "0.0001")


@pytest.mark.parametrize("given", [0.5, 1.0, float("nan"), True, None, b"1", [1], 1j])
def test_n29_no_amount_comes_as_anything_else(given: object) -> None:
    with wrong_type("not_a_decimal", "rate"):
        vc.DiscountTerms(given, "631")  # type: ignore[arg-type]


@pytest.mark.parametrize("value", samples(), ids=lambda value: type(value).__name__)
class TestEveryClass:
    """What a frozen value can do."""

    def test_pickles_by_every_protocol(self, value: object) -> None:
        for protocol in range(2, pickle.HIGHEST_PROTOCOL + 1):
            again = pickle.loads(pickle.dumps(value, protocol))
            assert again == value and hash(again) == hash(value) and type(again) is type(value)

    def test_a_pickle_of_another_version_is_refused(self, value: object) -> None:
        reduced: Any = value.__reduce__()
        restore, (kind, version, *rest) = reduced
        assert version == 1
        assert restore(kind, version, *rest) == value
        with refused("unsupported_version", "version"):
            restore(kind, 2, *rest)

    def test_a_copy_is_the_value(self, value: object) -> None:
        assert copy.copy(value) is value
        assert copy.deepcopy([value])[0] is value

    def test_it_belongs_to_the_package(self, value: object) -> None:
        kind = type(value)
        assert kind.__module__ == "voucher_core"
        assert getattr(vc, kind.__name__) is kind
        assert kind.__name__ in vc.__all__
        assert kind.__doc__

    def test_it_is_frozen(self, value: object) -> None:
        attributes = type(value).__match_args__  # type: ignore[attr-defined]
        assert isinstance(attributes, tuple)
        for name in [*attributes, "anything"]:
            with pytest.raises(AttributeError):
                setattr(value, name, 1)
        with pytest.raises(TypeError):
            type("Sub", (type(value),), {})

    def test_it_equals_itself_alone(self, value: object) -> None:
        assert [other == value for other in samples()].count(True) == 1
        for stranger in [None, 0, "", str(value), object()]:
            assert value != stranger
        assert value in {value: 1}

    def test_it_is_ordered_only_where_that_means_something(self, value: object) -> None:
        if isinstance(value, ORDERED):
            assert value <= value and not value < value
        else:
            with pytest.raises(TypeError):
                assert value < value  # type: ignore[operator]
        with pytest.raises(TypeError):
            assert value < 0  # type: ignore[operator]

    def test_n34_nothing_that_shows_it_shows_the_person(self, value: object) -> None:
        html = getattr(value, "_repr_html_", str)()
        for shown in [repr(value), str(value), f"{value}", html]:
            for canary in [*IINS, PHONE, PHONE[2:], ACCOUNT]:
                assert canary not in shown and canary[:6] not in shown and canary[-6:] not in shown
            assert " at 0x" not in shown


def test_n34_the_value_has_one_way_out() -> None:
    assert [str(vc.Iin(iin)) for iin in IINS] == ["Iin(12 digits)"] * 3
    assert repr(vc.Phone(PHONE)) == "Phone(mobile)"
    assert repr(vc.Account(ACCOUNT)) == "Account(10 characters)"
    assert vc.Iin(IINS[0]).expose_text() == IINS[0]
    assert vc.Phone("8 (701) 234-56-78").expose_text() == PHONE
    for kind in (vc.Iin, vc.Phone, vc.Account):
        public = [name for name in dir(kind) if not name.startswith("_")]
        assert public == ["expose_text"]


def test_match_statements_bind_by_place() -> None:
    match SEPTEMBER:
        case vc.Month(2025, month):
            assert month == 9
        case _:
            raise AssertionError
    match vc.CommitKey("gas", "2025-09", ACCOUNT):
        case vc.CommitKey("gas", of, vc.Account() as account):
            assert (of, account) == (SEPTEMBER, vc.Account(ACCOUNT))
        case _:
            raise AssertionError


def test_arguments_take_the_class_or_its_text() -> None:
    key = vc.CommitKey("gas", SEPTEMBER, vc.Account(ACCOUNT))
    assert vc.CommitKey("gas", "2025-09", f" {ACCOUNT}\n") == key
    with refused("not_a_month", "month"):
        vc.CommitKey("gas", "2025", ACCOUNT)
    with wrong_type("not_text", "account"):
        vc.CommitKey("gas", "2025-09", vc.Iin(IINS[0]))  # type: ignore[arg-type]
    with wrong_type("not_text", "month"):
        vc.CommitKey("gas", DATE(2025, 9, 1), ACCOUNT)  # type: ignore[arg-type]
