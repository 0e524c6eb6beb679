"""Receipts (N29); rows 76 to 83 of the bad inputs."""

from __future__ import annotations

import copy
import pickle
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import voucher_core as vc
from world import FREE, A, activated, activation, day, play


def amounts(receipt: vc.Receipt | vc.Refused) -> tuple[str, str]:
    """Gross and discount, as text."""
    assert isinstance(receipt, vc.Receipt)
    assert receipt.payable == receipt.gross - receipt.discount
    return str(receipt.gross), str(receipt.discount)


def code(call: Any, *arguments: Any, **named: Any) -> tuple[str, str | None]:
    """The code and the field of the error."""
    with pytest.raises(vc.VoucherError) as caught:
        call(*arguments, **named)
    return caught.value.code, caught.value.field


def decimals(places: int, below: int) -> st.SearchStrategy[Decimal]:
    """Amounts with so many decimals."""
    one = 10**places
    return st.integers(0, below * one - 1).map(lambda units: Decimal(units).scaleb(-places))


def test_a_receipt_in_tenge() -> None:
    """N29: decimals in tenge with two decimals, exact."""
    found = vc.receipt("700.5", "26.2132", rate="0.24", norm_m3="631")
    assert (found.gross, found.discount, found.payable) == (
        Decimal("18362.35"),
        Decimal("3969.73"),
        Decimal("14392.62"),
    )
    for amount in (found.gross, vc.receipt(0, 0).gross, vc.receipt(1, 1).payable):
        assert type(amount) is Decimal and amount.as_tuple().exponent == -2
    assert repr(found) == "Receipt(gross='18362.35', discount='3969.73', payable='14392.62')"


@pytest.mark.parametrize(
    "volume",
    ["10", 10, Decimal(10), Decimal("10.000"), Decimal("1E+1"), Decimal("100E-1"), "010.0", "10.000"],
)
def test_amounts_are_text_decimals_or_ints(volume: Any) -> None:
    """N29: every exact form of one amount."""
    assert amounts(vc.receipt(volume, Decimal("20.0"), rate=1, norm_m3=5)) == ("200.00", "100.00")


def test_a_receipt_is_a_value() -> None:
    """Equal by content, hashed, pickled, copied, matched, frozen."""
    one, other = vc.receipt("10", "20"), vc.receipt(Decimal("20"), 10)
    assert one == other and len({one, other}) == 1 and one != vc.receipt("10", "20", rate="1", norm_m3="1")
    assert pickle.loads(pickle.dumps(one)) == one and copy.deepcopy(one) is one
    match one:
        case vc.Receipt(gross, discount, payable):
            assert (gross, discount, payable) == (200, 0, 200)
    with pytest.raises(AttributeError):
        one.gross = Decimal(0)
    with pytest.raises(TypeError):
        vc.Receipt("200", "0", "200")


def test_terms_are_both_or_none() -> None:
    """N29: a rate without its norm is no discount."""
    assert code(vc.receipt, "1", "1", rate="0.24") == ("missing_field", "norm_m3")
    assert code(vc.receipt, "1", "1", norm_m3="631") == ("missing_field", "rate")
    with pytest.raises(TypeError):
        vc.receipt("1", "1", "0.24", "631")


@given(decimals(3, 10**8), decimals(4, 10**8), decimals(4, 1), decimals(3, 10**8))
def test_a_receipt_is_exact(volume: Decimal, price: Decimal, rate: Decimal, norm: Decimal) -> None:
    """N29: each amount is the exact product, rounded once to a tiyn, half away from zero."""
    found = vc.receipt(volume, price, rate=rate, norm_m3=norm)

    def tiyn(*factors: Decimal) -> int:
        exact = Fraction(100)
        for factor in factors:
            exact *= Fraction(factor)
        return int(exact + Fraction(1, 2))

    assert int(found.gross * 100) == tiyn(volume, price)
    assert int(found.discount * 100) == tiyn(rate, min(volume, norm), price)
    assert 0 <= found.discount <= found.gross and found.payable == found.gross - found.discount


@given(decimals(3, 2000), decimals(3, 2000), decimals(4, 100))
def test_more_volume_never_lowers_an_amount(one: Decimal, other: Decimal, price: Decimal) -> None:
    """N29: and beyond the norm the discount stays."""
    less, more = (vc.receipt(volume, price, rate="0.24", norm_m3="631") for volume in sorted([one, other]))
    assert less.gross <= more.gross and less.discount <= more.discount
    if min(one, other) >= 631:
        assert less.discount == more.discount


# Bad inputs.


def test_row_76_regions() -> None:
    """N29, N11, N33: terms go by the holder's region; one outside the pilot has no voucher."""
    first = vc.Ledger(vc.Regulation.gas_2024_12())
    play(first, ("2024-12-01", vc.Listed(A, vc.Region.WEST_KAZAKHSTAN, {"housing"})))
    play(first, *activation(A, "1", "2024-12-02"))
    assert amounts(first.receipt("2024-12", "1", "1000", "1")) == ("1000.00", "199.92")
    outcome = first.record(day("2024-12-03"), vc.Listed(A, "71", {"housing"}))
    assert isinstance(outcome, vc.Refused) and list(outcome.refusals) == ["region_not_in_pilot"]
    assert vc.Region.parse("Улытауская область") is vc.Region.ULYTAU
    assert code(vc.Listed, A, "99", []) == ("unknown_value", "region")


def test_row_77_consumption_around_the_norm() -> None:
    """N29: the discount grows up to the norm and no further; 2⁶³ is too large."""

    def of(volume: Any) -> tuple[str, str]:
        return amounts(vc.receipt(volume, "20", rate="0.24", norm_m3="631"))

    assert of(0) == ("0.00", "0.00")
    assert of("630") == ("12600.00", "3024.00")
    assert of("631") == ("12620.00", "3028.80")
    assert of("632") == ("12640.00", "3028.80")
    numbers = [10**8, 2**63, 10**400]
    for huge in [*numbers, str(2**63), "100000000", Decimal(2**63), Decimal("1E+8"), Decimal("1E+999999")]:
        assert code(vc.receipt, huge, 1) == ("too_large", "volume_m3")
        assert code(vc.receipt, 1, huge) == ("too_large", "price")
        assert code(vc.receipt, 1, 1, rate=1, norm_m3=huge) == ("too_large", "norm_m3")
    assert amounts(vc.receipt("99999999.999", "99999999.9999")) == ("9999999999890000.00", "0.00")


def test_row_78_negative_consumption() -> None:
    """N29: a correction of the meter is not a volume."""
    for negative in ("-5", -5, Decimal("-0.001"), -(10**400), Decimal("-1E+999999")):
        assert code(vc.receipt, negative, "1") == ("negative", "volume_m3")
    assert code(vc.receipt, "1", "-0.0001") == ("negative", "price")
    assert code(vc.receipt, "1", "1", rate="-0.24", norm_m3="1") == ("negative", "rate")


@pytest.mark.parametrize(
    "amount",
    [1.0, 0.1, float("nan"), float("inf"), -0.0, 1e30, True, False, None, 1j, Fraction(1, 2), b"1", ["1"]],
    ids=repr,
)
def test_row_79_no_floats(amount: Any) -> None:
    """N29: no float, no bool; the error names the argument and what to pass."""
    ledger = vc.Ledger(FREE)
    for call in (lambda: vc.receipt(amount, "1"), lambda: ledger.receipt("2025-09", "1", amount, "1")):
        with pytest.raises(vc.WrongType) as caught:
            call()
        assert (caught.value.code, caught.value.field) == ("not_a_decimal", "volume_m3")
    assert code(vc.receipt, "1", amount)[1] == "price"
    if amount is not None:
        assert code(vc.receipt, "1", "1", rate=amount, norm_m3="1")[1] == "rate"
        assert code(vc.DiscountTerms, "1", amount)[1] == "norm_m3"


def test_row_79_what_is_no_amount() -> None:
    """N29, wire: neither infinite nor NaN, no exponent in text; `-0` in any spelling is zero."""
    texts = "NaN nan inf -inf Infinity 1e30 1E3 0x10 1_000 1,5 .5 5. ١".split()
    for amount in [
        *texts,
        "",
        " 1",
        Decimal("NaN"),
        Decimal("sNaN"),
        Decimal("Infinity"),
        Decimal("-Infinity"),
    ]:
        assert code(vc.receipt, amount, "1") == ("not_a_decimal", "volume_m3"), amount
    assert code(vc.receipt, "\ud800", "1") == ("not_utf8", "volume_m3")
    for zero in ("-0", "-0.0", "0.000", Decimal("-0"), Decimal("0E-99"), Decimal("0E+99"), 0):
        assert amounts(vc.receipt(zero, "1")) == ("0.00", "0.00")


def test_row_79_too_many_decimals() -> None:
    """N29: 3 decimals of a volume or norm, 4 of a price or rate; none is cut or rounded."""
    for volume in ("1.0000", Decimal("0.0001"), Decimal("1E-999999")):
        assert code(vc.receipt, volume, "1") == ("too_many_decimals", "volume_m3")
    assert code(vc.receipt, "1", "26.21321") == ("too_many_decimals", "price")
    assert code(vc.receipt, "1", "1", rate="0.24001", norm_m3="1") == ("too_many_decimals", "rate")
    assert code(vc.DiscountTerms, "0.24", "1.0001") == ("too_many_decimals", "norm_m3")


@pytest.mark.parametrize(
    ("rate", "said"),
    [
        ("0", None),
        (0, None),
        ("0.125", None),
        (Decimal("0.1250"), None),
        (1, None),
        ("1.0000", None),
        ("1.0001", "too_large"),
        ("12.5", "too_large"),
        (100, "too_large"),
        ("101", "too_large"),
        ("0.24000", "too_many_decimals"),
    ],
)
def test_row_80_rates(rate: Any, said: str | None) -> None:
    """N29: a rate is a share of one with up to four decimals, so percents are too large."""
    if said is None:
        assert vc.receipt("8", "1", rate=rate, norm_m3="8").discount == 8 * Decimal(rate)
    else:
        assert code(vc.receipt, "1", "1", rate=rate, norm_m3="1") == (said, "rate")


def test_row_81_half_a_tiyn() -> None:
    """N29: half away from zero, in gross and in discount, once each."""
    gross_of = {"0.499": "0.00", "0.5": "0.01", "1.5": "0.02", "2.499": "0.02", "2.5": "0.03"}
    for volume, gross in gross_of.items():
        assert amounts(vc.receipt(volume, "0.01")) == (gross, "0.00")
        assert amounts(vc.receipt(Decimal(volume), Decimal("0.01"))) == (gross, "0.00")
    for volume, gross, half in [("1", "0.01", "0.01"), ("3", "0.03", "0.02"), ("5", "0.05", "0.03")]:
        assert amounts(vc.receipt(volume, "0.01", rate="0.5", norm_m3=volume)) == (gross, half)


def test_row_82_sums_of_many_receipts() -> None:
    """N29: decimals add up exactly, in any chunks."""
    found = [vc.receipt(Decimal(volume) / 1000, "26.2132").gross for volume in range(0, 2_000_000, 997)]
    whole = sum(found)
    assert whole == sum(sum(found[start : start + 37]) for start in range(0, len(found), 37))
    assert whole == Decimal(sum(int(amount * 100) for amount in found)) / 100


def test_row_83_a_tariff_that_changes_inside_the_month() -> None:
    """N29: a receipt has one price; a month with two is two receipts, each rounded once."""
    before = vc.receipt("400", "20.005", rate="0.24", norm_m3="400")
    after = vc.receipt("300.5", "21.1111", rate="0.24", norm_m3="231")
    assert amounts(before) == ("8002.00", "1920.48")
    assert amounts(after) == ("6343.89", "1170.40")


def test_two_vouchers_of_one_account_give_one_discount() -> None:
    """N29: the discount is given once, for the first to activate."""
    ledger = activated((A, "1", "2025-09-07"))
    terms = vc.DiscountTerms("0.24", "631")
    assert amounts(ledger.receipt("2025-09", "1", "10", "20", terms=terms)) == ("200.00", "48.00")
    assert amounts(ledger.receipt("2025-10", "1", "10", "20", terms=terms)) == ("200.00", "0.00")
