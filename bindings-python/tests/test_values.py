"""Values cross the border whole: equal, ordered, frozen, pickled, copied, masked; built from the classes of Python."""

from __future__ import annotations

import copy
import datetime
import pickle
from decimal import Decimal
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from common import ACCOUNT, DATE, IINS, PHONE, SEPTEMBER, refused, samples
from hypothesis import given

import voucher_core as vc
from voucher_core.testing.strategies import months

ORDERED = (vc.Iin, vc.Phone, vc.Account, vc.Month, vc.CommitKey, vc.Due, vc.RegisterRow)


def test_what_a_fault_says_of_its_place() -> None:
    """N24, N31: a position counts characters, and only where one is at fault."""
    for kind, text, code, position in [
        (vc.Iin, "99010160000x", "iin_not_digits", 11),
        (vc.Iin, "990101600003", "iin_control_digit", None),
        (vc.Account, "👍_2", "account_character", 0),
        (vc.Account, " 1\u00a02", "account_character", 2),
    ]:
        with refused(code, kind.__name__.lower()) as caught:
            kind(text)
        assert caught.value.position == position


@given(months(), months())
def test_a_month_is_equal_to_its_text(month: vc.Month, other: vc.Month) -> None:
    """As the members of enums are to their codes: from both sides, and in dicts and sets."""
    text = str(month)
    assert month == text and text == month and hash(month) == hash(text)
    assert {text: 1}[month] == {month: 1}[text] == 1 and {month, text} == {month}  # type: ignore[index]
    assert (month == other) == (text == str(other)) == (month == str(other)) == (not month != str(other))
    assert (month < other, month >= other) == (text < str(other), text >= str(other))
    for no_month in (text + "-01", f" {text}", text.encode(), month.first_day, month.year, None):
        assert month != no_month and no_month != month
    with pytest.raises(TypeError):
        assert month < text  # type: ignore[operator]


def test_a_month_and_its_neighbours() -> None:
    """N4: its attributes and its days, at both ends of the calendar too."""
    for year, month, days in [(1, 1, 31), (2026, 2, 28), (2028, 2, 29), (9999, 12, 31)]:
        found = vc.Month(year, month)
        assert (found.year, found.month, str(found)) == (year, month, f"{year:04}-{month:02}")
        assert (found.first_day, found.last_day) == (DATE(year, month, 1), DATE(year, month, days))
        assert {type(found.first_day), type(found.last_day)} == {DATE}
        assert found == vc.Month.parse(str(found)) == vc.Month.of(found.first_day) == vc.Month.of(found.last_day)
        assert repr(found) == f"Month({year}, {month})"
    assert vc.Month(2025, 12).next() == vc.Month(2026, 1) > vc.Month(2026, 1).previous() == vc.Month(2025, 12)
    numbers = [(0, 1), (10_000, 1), (2025, 13), (2025, -9), (2**31, 1), (1, 2**64), (-(2**99), 1)]
    beyond = [partial(vc.Month, *number) for number in numbers]
    for call in (*beyond, vc.Month(1, 1).previous, vc.Month(9999, 12).next):
        with refused("not_a_month", "month"):
            call()


def test_n2_an_instant_has_one_civil_date() -> None:
    """Whatever zone it comes with, to the microsecond."""
    utc, almaty, new_york = datetime.UTC, ZoneInfo("Asia/Almaty"), ZoneInfo("America/New_York")
    at = datetime.datetime
    last = at(9999, 12, 31, 18, 59, 59, 999_999, tzinfo=utc)
    for instant, date in [
        (at(2025, 8, 27, 18, 59, 59, 999_999, tzinfo=utc), DATE(2025, 8, 27)),
        (at(2025, 8, 27, 19, tzinfo=utc), DATE(2025, 8, 28)),
        (at(2025, 9, 29, 23, 59, 59, 999_999, tzinfo=almaty), DATE(2025, 9, 29)),
        (at(2025, 9, 29, 15, tzinfo=new_york), DATE(2025, 9, 30)),
        (last, DATE.max),
    ]:
        assert vc.civil_date(instant) == date
    for early in [at(2024, 2, 29, 18, 59, 59, 999_999, tzinfo=utc), at.min.replace(tzinfo=utc)]:
        with refused("instant_before_single_zone"):
            vc.civil_date(early)
    for late in [last.replace(hour=19), at.max.replace(tzinfo=new_york), at(2025, 9, 1, 12)]:
        with refused("not_an_instant"):
            vc.civil_date(late)


@pytest.mark.parametrize(
    "volume", ["10", 10, Decimal(10), Decimal("10.000"), Decimal("1E+1"), Decimal("100E-1"), "010.0"]
)
def test_n29_amounts_are_text_decimals_or_ints(volume: Any) -> None:
    """N29: every exact form of one amount; what comes out is exact, with the decimals of its kind."""
    assert vc.receipt(volume, Decimal("20.0"), rate=1, norm_m3=5) == vc.receipt("10", "20", rate="1", norm_m3="5")
    terms = vc.DiscountTerms(Decimal(volume) / 100, volume)
    assert (str(terms.rate), str(terms.norm_m3)) == ("0.1000", "10.000")
    for zero in (0, "-0", Decimal("-0.0"), Decimal("0E+999999"), Decimal("0E-99")):
        assert str(vc.DiscountTerms(zero, "631").rate) == "0.0000"


@pytest.mark.parametrize(
    ("code", "amounts"),
    [
        ("not_utf8", ["\ud800"]),
        ("not_a_decimal", ["0,5", *map(Decimal, ("NaN", "sNaN", "-Infinity"))]),
        ("too_many_decimals", ["0.00000", *map(Decimal, ("0.00001", "1E-999999"))]),
        ("negative", [-(10**4000), *map(Decimal, ("-0.5", "-1E+999999"))]),
        ("too_large", [10**4000, 2**63, *map(Decimal, ("1.0001", "1E+999999"))]),
    ],
)
def test_n29_what_is_no_amount(code: str, amounts: list[Any]) -> None:
    """Of whichever class: the same codes, and the name of the argument."""
    for amount in amounts:
        with refused(code, "rate"):
            vc.DiscountTerms(amount, "631")


@pytest.mark.parametrize("given", [0.5, -0.0, float("nan"), True, None, b"1", [1], 1j], ids=repr)
def test_n29_no_amount_comes_as_anything_else(given: Any) -> None:
    """Rows 78, 79: no float, no bool, by whatever argument."""
    ledger = vc.Ledger(vc.Regulation.gas_2025_08())
    for field, call in {
        "rate": lambda: vc.DiscountTerms(given, "631"),
        "norm_m3": lambda: vc.DiscountTerms("1", given),
        "volume_m3": lambda: vc.receipt(given, "1"),
        "price": lambda: ledger.receipt("2025-09", "1", "1", given),
    }.items():
        with refused("not_a_decimal", field, vc.WrongType):
            call()


def test_a_receipt_is_in_tenge() -> None:
    """N29: decimals of two places; it is made by `receipt` alone, with both terms or with none."""
    found = vc.receipt("700.5", "26.2132", rate="0.24", norm_m3="631")
    assert [str(amount) for amount in (found.gross, found.discount, found.payable)] == [
        "18362.35", "3969.73", "14392.62",
    ]  # fmt: skip
    assert {type(amount) for amount in (found.gross, vc.receipt(0, 0).gross)} == {Decimal}
    assert repr(found) == "Receipt(gross='18362.35', discount='3969.73', payable='14392.62')"
    for half, missing in ({"rate": "0.24"}, "norm_m3"), ({"norm_m3": "631"}, "rate"):
        with refused("missing_field", missing):
            vc.receipt("1", "1", **half)  # type: ignore[arg-type]
    with pytest.raises(TypeError):
        vc.receipt("1", "1", "0.24", "631")  # type: ignore[misc]
    with pytest.raises(TypeError):
        vc.Receipt("200", "0", "200")  # type: ignore[call-arg]


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
        assert repr(value).startswith(f"{kind.__name__}(")

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
        # A month is its text, as the members of enums are their codes.
        text = "" if isinstance(value, vc.Month) else str(value)
        for stranger in [None, 0, "", text, object()]:
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
            for canary in ["990101", "600002", PHONE[2:8], PHONE[-6:], "12345"]:
                assert canary not in shown
            assert " at 0x" not in shown


def test_n34_the_value_has_one_way_out() -> None:
    assert [str(vc.Iin(iin)) for iin in IINS] == ["Iin(12 digits)"] * 3
    assert repr(vc.Phone(PHONE)) == "Phone(mobile)"
    assert repr(vc.Account(ACCOUNT)) == "Account(10 characters)"
    assert vc.Iin(IINS[0]).expose_text() == IINS[0]
    assert vc.Phone("8 (701) 234-56-78").expose_text() == PHONE
    assert vc.Account(" a-1\n").expose_text() == "A-1"
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
    with refused("not_text", "account"):
        vc.CommitKey("gas", "2025-09", vc.Iin(IINS[0]))  # type: ignore[arg-type]
    with refused("not_text", "month"):
        vc.CommitKey("gas", DATE(2025, 9, 1), ACCOUNT)  # type: ignore[arg-type]
