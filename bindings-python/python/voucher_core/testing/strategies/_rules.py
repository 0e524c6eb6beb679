"""Regulations: published, changed in one field, and new in every field. All pass the checks of N7."""

from __future__ import annotations

import datetime
import json
from functools import cache
from typing import Any

from hypothesis import strategies as st

from voucher_core import Assistance, ConsentScope, MissingDay, Region, Regulation, Rounding

from ._calendar import PILOT, shifted

_LARGEST = 2**31 - 1
_STRANGE = ("", '"\\/', "\x00\x1f\t\n", "\u2028ә😀\x7f", "５１６９")
_RULES = st.sampled_from([rule.value for rule in MissingDay])
_CODES = st.lists(
    st.sampled_from(("21*1", "21*2", "1", "0", "да", "иә", '"', "a b", "YES", "👍")), max_size=2
)
_NORMS = st.integers(0, 2000).map(str) | st.sampled_from(("0.001", "-0.000", "99999999.999", "0000631.5"))


def regulations() -> st.SearchStrategy[Regulation]:
    """A regulation: published, changed in one field, or new in every field; shrinks toward `gas-2025-08`."""
    return st.one_of(published_regulations(), changed_regulations(), new_regulations())


def published_regulations() -> st.SearchStrategy[Regulation]:
    """A published regulation; shrinks toward `gas-2025-08`."""
    return st.sampled_from(Regulation.published()[::-1])


def changed_regulations() -> st.SearchStrategy[Regulation]:
    """A published regulation with one field anew: the window and the register's day count as one."""

    def changed(published: Regulation, fields: dict[str, Any]) -> Regulation:
        return _read({**published.as_dict(), "id": f"{published.id}+changed", **fields})

    return st.builds(changed, published_regulations(), st.one_of(_fields()))


def new_regulations() -> st.SearchStrategy[Regulation]:
    """A regulation that is new in every field."""
    return regulation_dicts().map(_read)


def regulation_dicts() -> st.SearchStrategy[dict[str, Any]]:
    """A regulation that is new in every field, in its wire form, as `Regulation.as_dict` gives it."""
    return st.tuples(*_fields()).map(
        lambda drawn: {name: value for fields in drawn for name, value in fields.items()}
    )


def _read(content: dict[str, Any]) -> Regulation:
    return Regulation.from_json(json.dumps(content))


@cache
def _fields() -> tuple[st.SearchStrategy[dict[str, Any]], ...]:
    """Each field with its values; those that must fit each other, together."""
    kato = st.sampled_from([region.value for region in Region])
    kinds = st.sampled_from([kind.value for kind in Assistance])
    alone: dict[str, st.SearchStrategy[Any]] = {
        "activations_per_account": st.integers(1, 3) | st.just(_LARGEST),
        "consent": st.none() | _consents(),
        "list_closes": _days(),
        "period": _periods(),
        "regions": st.lists(kato, min_size=1, max_size=7),
        "assistance": st.lists(kinds, min_size=1, max_size=2),
        "discount": st.none() | _discounts(),
        "id": _names("own-2027", "next-year"),
        "programme": st.just("gas"),
        "helpline": st.none() | _names("5169", "1414"),
        "sign_up_link": st.sampled_from((None, "https://example.kz/", "https://ә/\"\\")),
    }
    return (_windows(), *(st.fixed_dictionaries({name: values}) for name, values in alone.items()))


def _names(*usual: str) -> st.SearchStrategy[str]:
    return st.sampled_from((*usual, *usual, *usual, *_STRANGE))


def _day(day: int, if_missing: str) -> dict[str, Any]:
    return {"day": day, "if_missing": if_missing}


def _days() -> st.SearchStrategy[dict[str, Any]]:
    return st.builds(_day, st.integers(1, 31), _RULES)


def _periods() -> st.SearchStrategy[dict[str, str]]:
    def period(later: int, days: int) -> dict[str, str]:
        first: datetime.date = shifted(PILOT, later)
        return {"first": str(first), "last": str(shifted(first, days))}

    return st.builds(period, st.just(0) | st.integers(-1000, 1000), st.integers(0, 400) | st.integers(0, 730))


def _windows() -> st.SearchStrategy[dict[str, Any]]:
    """A window and a register's day that fit each other in months of every length (N7)."""

    def window(days: tuple[int, int, int], rules: tuple[str, str, str]) -> dict[str, Any]:
        (first, last, due), (of_first, of_last, of_due) = days, rules
        first, due = min(first, last), max(due, last + 1)
        # A month of 28 days decides: only the register may move to the next month by its rule.
        stays, moves = MissingDay.LAST_DAY_OF_MONTH.value, MissingDay.FIRST_DAY_OF_NEXT_MONTH.value
        ends = {
            "first": _day(first, stays if first > 28 else of_first),
            "last": _day(last, stays if last > 28 else of_last),
        }
        return {"window": ends, "register_due": _day(due, moves if last > 27 else of_due)}

    days = st.tuples(st.integers(1, 31), st.integers(1, 30), st.integers(2, 31))
    return st.builds(window, days, st.tuples(_RULES, _RULES, _RULES))


def _consents() -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries(
        {
            "scope": st.sampled_from([scope.value for scope in ConsentScope]),
            "repeat_after_days": st.integers(1, 10) | st.integers(1, 40) | st.just(_LARGEST),
            "last_day": _days(),
            "agree_codes": _CODES,
            "refuse_codes": _CODES,
        }
    )


def _discounts() -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries(
        {
            "rate": st.sampled_from(("0.24", "0", "1", "0.5", "-0", "0.0001", "1.0000", "00.1")),
            "norms_m3": st.dictionaries(
                st.sampled_from([region.value for region in Region]), _NORMS, max_size=4
            ),
            "rounding": st.sampled_from([rounding.value for rounding in Rounding]),
        }
    )
