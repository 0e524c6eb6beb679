"""Regulations: published, changed in one field, and new in every field. All pass the checks of N7."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import strategies as st

from voucher_core import Assistance, ConsentScope, IfMissing, Region, Regulation, Rounding

from ._calendar import PILOT, shifted

_FIELDS = (
    ("activations_per_account",),
    ("consent",),
    ("window", "register_due"),
    ("list_closes",),
    ("period",),
    ("regions",),
    ("assistance",),
    ("discount",),
    ("id",),
    ("programme",),
    ("helpline",),
    ("sign_up_link",),
)
_LARGEST = 2**31 - 1
_STRANGE = ("", '"\\/', "\x00\x1f\t\n", "\u2028ә😀\x7f", "５１６９")
_CODES = st.lists(st.sampled_from(("21*1", "21*2", "1", "0", "да", "иә", '"', "a b", "YES", "👍")), max_size=2)


def regulations() -> st.SearchStrategy[Regulation]:
    """A regulation: published, changed in one field, or new in every field; shrinks toward `gas-2025-08`."""
    return st.one_of(published_regulations(), changed_regulations(), new_regulations())


def published_regulations() -> st.SearchStrategy[Regulation]:
    """A published regulation; shrinks toward `gas-2025-08`."""
    return st.sampled_from(Regulation.published()[::-1])


def changed_regulations() -> st.SearchStrategy[Regulation]:
    """A published regulation with one field taken from a new one, the window and the register's day together."""

    def changed(published: Regulation, new: dict[str, Any], fields: tuple[str, ...]) -> Regulation:
        content = published.as_dict() | {field: new[field] for field in fields}
        if fields != ("id",):
            content["id"] += "+changed"
        return _read(content)

    return st.builds(changed, published_regulations(), regulation_dicts(), st.sampled_from(_FIELDS))


def new_regulations() -> st.SearchStrategy[Regulation]:
    """A regulation that is new in every field."""
    return regulation_dicts().map(_read)


def _read(content: dict[str, Any]) -> Regulation:
    return Regulation.from_json(json.dumps(content))


@st.composite
def regulation_dicts(draw: st.DrawFn) -> dict[str, Any]:
    """A regulation in its wire form, as `Regulation.as_dict` gives it, new in every field."""
    first = shifted(PILOT, draw(st.one_of(st.just(0), st.integers(-1000, 1000))))
    last = shifted(first, draw(st.one_of(st.integers(0, 400), st.integers(0, 730))))
    window, register_due = draw(_windows())
    regions = draw(st.lists(st.sampled_from(Region), min_size=1, max_size=7))
    assistance = draw(st.lists(st.sampled_from(Assistance), min_size=1, max_size=2))
    return {
        "id": draw(_names("own-2027", "next-year")),
        "programme": draw(_names("gas", "meals")),
        "period": {"first": str(first), "last": str(last)},
        "regions": [region.value for region in regions],
        "assistance": [kind.value for kind in assistance],
        "list_closes": draw(_days()),
        "consent": draw(st.none() | _consents()),
        "window": window,
        "activations_per_account": draw(st.one_of(st.integers(1, 3), st.just(_LARGEST))),
        "register_due": register_due,
        "discount": draw(st.none() | _discounts()),
        "helpline": draw(st.none() | _names("5169", "1414")),
        "sign_up_link": draw(st.none() | _names("https://example.kz/")),
    }


def _names(*usual: str) -> st.SearchStrategy[str]:
    return st.sampled_from((*usual, *usual, *usual, *_STRANGE))


def _rules() -> st.SearchStrategy[str]:
    return st.sampled_from([rule.value for rule in IfMissing])


def _day(day: int, if_missing: str) -> dict[str, Any]:
    return {"day": day, "if_missing": if_missing}


def _days() -> st.SearchStrategy[dict[str, Any]]:
    return st.builds(_day, st.integers(1, 31), _rules())


@st.composite
def _windows(draw: st.DrawFn) -> tuple[dict[str, Any], dict[str, Any]]:
    """A window and a register's day that fit each other in months of every length (N7)."""
    last = draw(st.integers(1, 30))
    first = draw(st.integers(1, last))
    due = draw(st.integers(last + 1, 31))
    # A month of 28 days decides: only the register may move to the next month by its rule.
    of_first, of_last = (
        draw(_rules()) if day <= 28 else IfMissing.LAST_DAY_OF_MONTH.value for day in (first, last)
    )
    of_due = draw(_rules()) if last <= 27 else IfMissing.FIRST_DAY_OF_NEXT_MONTH.value
    return {"first": _day(first, of_first), "last": _day(last, of_last)}, _day(due, of_due)


def _consents() -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries(
        {
            "scope": st.sampled_from([scope.value for scope in ConsentScope]),
            "repeat_after_days": st.one_of(st.integers(1, 10), st.integers(1, 40), st.just(_LARGEST)),
            "last_day": _days(),
            "agree_codes": _CODES,
            "refuse_codes": _CODES,
        }
    )


def _discounts() -> st.SearchStrategy[dict[str, Any]]:
    strange = st.sampled_from(("0.001", "-0.000", "99999999.999", "0000631.5"))
    norms = st.one_of(st.integers(0, 2000).map(str), strange)
    return st.fixed_dictionaries(
        {
            "rate": st.sampled_from(("0.24", "0", "1", "0.5", "-0", "0.0001", "1.0000", "00.1")),
            "norms_m3": st.dictionaries(st.sampled_from([region.value for region in Region]), norms, max_size=4),
            "rounding": st.sampled_from([rounding.value for rounding in Rounding]),
        }
    )
