"""Amounts: mostly everyday ones, and the edges."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import strategies as st

from voucher_core import DiscountTerms, Receipt, receipt


def _decimals(everyday: int, limit: int, places: int) -> st.SearchStrategy[Decimal]:
    """Everyday amounts, any amount and the largest ones, in units of the last of so many places."""
    usual, any_amount = st.integers(0, everyday), st.integers(0, limit - 1)
    units = st.one_of(usual, usual, any_amount, st.integers(0, 2).map(lambda less: limit - 1 - less))
    return units.map(lambda number: Decimal(number).scaleb(-places))


def volumes() -> st.SearchStrategy[Decimal]:
    """A volume in m³: mostly up to 2000, sometimes any up to the largest."""
    return _decimals(2_000_000, 10**11, 3)


def prices() -> st.SearchStrategy[Decimal]:
    """A price in tenge per m³: mostly up to 100, sometimes any up to the largest."""
    return _decimals(1_000_000, 10**12, 4)


def rates() -> st.SearchStrategy[Decimal]:
    """A rate, 0 and 1 included."""
    return _decimals(3_000, 10_001, 4)


def discount_terms() -> st.SearchStrategy[DiscountTerms]:
    """Terms of a discount."""
    return st.builds(DiscountTerms, rates(), volumes())


def receipts() -> st.SearchStrategy[Receipt]:
    """A receipt, with and without a voucher."""

    def written(volume: Decimal, price: Decimal, terms: DiscountTerms | None) -> Receipt:
        if terms is None:
            return receipt(volume, price)
        return receipt(volume, price, rate=terms.rate, norm_m3=terms.norm_m3)

    return st.builds(written, volumes(), prices(), st.none() | discount_terms())


def decimal_texts() -> st.SearchStrategy[str]:
    """Text that is a volume: zeros in front and behind, `-0` too."""

    def written(way: str, volume: Decimal) -> str:
        return way.format(volume)

    texts = st.builds(written, st.sampled_from(("{:f}", "00{:f}", "{:.3f}")), volumes())
    return st.one_of(texts, texts, st.sampled_from(("-0", "-0.000", "0")))
