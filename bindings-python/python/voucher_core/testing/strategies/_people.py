"""Made-up people: born in 2099, so nobody is meant. Their phones and accounts, and the ways to write them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import count, islice

from hypothesis import strategies as st

from voucher_core import Account, CommitKey, Iin, Phone, VoucherError

from ._calendar import months

_SERIALS = 10_000
_PHONE_CODES = (*range(700, 710), 747, *range(760, 765), *range(770, 780), 785)
_EVERYDAY = st.integers(1, 9_999_999).map("{:07}".format)
_STRANGE = st.tuples(st.text("019AaBZz-/", max_size=31), st.sampled_from("019"), st.booleans()).map(
    lambda drawn: drawn[0] + drawn[1] if drawn[2] else drawn[1] + drawn[0]
)
_ENDS = st.sampled_from(("", " ", "\t", "\r\n", "\x0c "))


@cache
def person(serial: int) -> Iin:
    """The made-up person with this number, from 0, or with the next one that has a control digit (N31)."""
    for place in count(serial):
        for control in range(10):
            try:
                return Iin(f"9901016{place % _SERIALS:04}{control}")
            except VoucherError:
                continue
    raise AssertionError("numbers do not end")


def made_up_people() -> Iterator[Iin]:
    """Made-up people, each once: 990101600002, 990101600012, and so on, some ten thousand."""
    seen = None
    for serial in range(_SERIALS):
        iin = person(serial)
        if seen is None or iin > seen:
            yield iin
            seen = iin


def made_up_accounts() -> Iterator[Account]:
    """Made-up accounts, each once: 0000001, 0000002, and so on."""
    return (Account(f"{number:07}") for number in range(1, 10_000_000))


def first_people(number: int) -> list[Iin]:
    """The first so many made-up people; at least one."""
    return list(islice(made_up_people(), max(number, 1)))


def first_accounts(number: int) -> list[Account]:
    """The first so many made-up accounts; at least one."""
    return list(islice(made_up_accounts(), max(number, 1)))


def iins() -> st.SearchStrategy[Iin]:
    """The IIN of a made-up person; first and second weights both come up. Shrinks toward 990101600002."""
    return st.integers(0, _SERIALS - 1).map(person)


def phones() -> st.SearchStrategy[Phone]:
    """A mobile phone whose last seven digits begin with 000, which no operator gives out."""
    pieces = st.tuples(st.sampled_from(_PHONE_CODES), st.integers(0, 9999))
    return pieces.map(lambda drawn: Phone(f"+7{drawn[0]}000{drawn[1]:04}"))


def accounts() -> st.SearchStrategy[Account]:
    """An account: a number of seven digits, or anything that an account can be (N24)."""
    return st.one_of(_EVERYDAY, _EVERYDAY, _STRANGE).map(Account)


def commit_keys() -> st.SearchStrategy[CommitKey]:
    """What an activation must be unique by (N25)."""
    return st.builds(CommitKey, st.sampled_from(("gas", "meals", "")), months(), accounts())


def iin_texts() -> st.SearchStrategy[str]:
    """Text that is an IIN: there is one way to write it."""
    return iins().map(Iin.expose_text)


def phone_texts() -> st.SearchStrategy[str]:
    """A phone in every way in which one can be written (N32)."""
    ways = (
        "{all}",
        "8{code}{line}",
        "{code}{line}",
        "8 ({code}) 000-{line4}",
        "+7-{code}-000 {line4}",
        "{code} {line}",
    )

    def written(phone: Phone, way: str) -> str:
        text = phone.expose_text()
        return way.format(all=text, code=text[2:5], line=text[5:], line4=text[8:])

    return st.builds(written, phones(), st.sampled_from(ways))


def account_texts() -> st.SearchStrategy[str]:
    """An account in any case, with white space of ASCII at its ends, which do not count (N24)."""
    bodies = st.one_of(_EVERYDAY, _STRANGE, _STRANGE.map(str.lower))
    return st.tuples(_ENDS, bodies, _ENDS).map("".join)
