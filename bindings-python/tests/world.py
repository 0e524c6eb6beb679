"""What tests of ledgers and journals share: people, months played through, facts at random, the vectors."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from pathlib import Path

from hypothesis import strategies as st

import voucher_core as vc

GAS = vc.Regulation.gas_2025_08()
FREE = GAS.replace(consent=None)
"""The same rules without consent: whoever is listed has a voucher."""

VECTORS = Path(__file__).resolve().parents[1] / "python" / "voucher_core" / "testing" / "data" / "vectors"


def day(text: str) -> datetime.date:
    """A date, `2025-09-07` or, in September 2025, `09-07`."""
    return datetime.date.fromisoformat(text if len(text) == 10 else f"2025-{text}")


def iins() -> Iterator[str]:
    """Valid IINs of people who are not born yet, in order (N31)."""
    for number in range(10_000):
        digits = [int(digit) for digit in f"9901016{number:04}"]
        control = 10
        for first in (1, 3):
            weights = [(first + place - 1) % 11 + 1 for place in range(11)]
            control = sum(weight * digit for weight, digit in zip(weights, digits, strict=True)) % 11
            if control < 10:
                break
        if control < 10:
            yield "".join(map(str, digits)) + str(control)


_SOME = iins()
A, B, C = next(_SOME), next(_SOME), next(_SOME)
"""Three people."""


def play(ledger: vc.Ledger, *story: tuple[str, vc.Fact]) -> list[vc.Accepted | vc.Refused]:
    """Records facts with their dates; what the ledger says to each."""
    return [ledger.record(day(on), fact) for on, fact in story]


def activation(iin: str, account: str, on: str, channel: str = "egov_mobile") -> list[tuple[str, vc.Fact]]:
    """The four steps of an activation, all on one date (N19 to N22)."""
    return [
        (on, vc.AccountEntered(iin, account, channel)),
        (on, vc.OfferAccepted(iin)),
        (on, vc.AccountChecked(iin, account, True)),
        (on, vc.Confirmed(iin)),
    ]


def activated(*people: tuple[str, str, str], regulation: vc.Regulation = FREE) -> vc.Ledger:
    """A ledger of people who activated: iin, account, date in order."""
    ledger = vc.Ledger(regulation)
    for iin, _, on in people:
        listed = day(on).replace(day=1)
        assert ledger.record(listed, vc.Listed(iin, "71", {"housing"}))
    for iin, account, on in people:
        assert all(play(ledger, *activation(iin, account, on)))
    return ledger


PEOPLE = [A, B, C]
ACCOUNTS = ["0012345", "12345", "A-1/2"]

_DAYS = [1, 3, 5, 6, 7, 8, 12, 13, 14, 15, 20, 28, 29, 30]
DATES = sorted(
    datetime.date(year, month, number)
    for year, month in [(2025, 8), (2025, 9), (2025, 10), (2026, 2), (2026, 6), (2026, 7)]
    for number in _DAYS
    if (month, number) not in [(2, 29), (2, 30)]
)
"""Days on which something changes: the ends of the list, of answering, of the window, of the pilot."""


def facts() -> st.SearchStrategy[vc.Fact]:
    """Any fact about three people and three accounts."""
    people, accounts = st.sampled_from(PEOPLE), st.sampled_from(ACCOUNTS)
    regions = st.sampled_from(["71", "71", "71", "55"])
    kinds = st.sets(st.sampled_from(vc.Assistance))
    answers = st.sampled_from([vc.Answer.AGREE, vc.Answer.AGREE, vc.Answer.REFUSE, None])
    months = st.sampled_from(["2025-08", "2025-09", "2026-02", "2026-06", "2026-07"])
    return st.one_of(
        st.builds(vc.Listed, people, regions, kinds),
        st.builds(vc.Delisted, people),
        st.builds(vc.SmsSent, people, st.sampled_from(vc.SmsKind)),
        st.builds(vc.Replied, people, answers),
        st.builds(vc.AccountEntered, people, accounts, st.sampled_from(vc.Channel)),
        st.builds(vc.OfferAccepted, people),
        st.builds(vc.AccountChecked, people, accounts, st.booleans()),
        st.builds(vc.Confirmed, people),
        st.builds(vc.RegisterSent, months),
    )


@st.composite
def journeys(draw: st.DrawFn) -> list[tuple[datetime.date, vc.Fact]]:
    """Facts with dates, mostly in order: months with steps left out and done twice, and any fact."""
    firsts = sorted({on.replace(day=1) for on in DATES})
    months = draw(st.lists(st.sampled_from([*firsts, firsts[1], firsts[1]]), min_size=1, max_size=2))
    on = st.sampled_from([date for date in DATES if date.replace(day=1) in months])
    dated = draw(st.lists(st.tuples(on, facts()), max_size=12))
    for iin in draw(st.lists(st.sampled_from(PEOPLE), max_size=4)):
        first, late = draw(st.sampled_from(months)), draw(st.integers(5, 27))
        account = draw(st.sampled_from(ACCOUNTS[:2]))
        answers = st.sampled_from(["agree", "agree", "agree", "refuse"])
        steps: list[tuple[int, vc.Fact]] = [
            (0, vc.Listed(iin, "71", {"housing"})),
            (0, vc.SmsSent(iin, "start")),
            (draw(st.integers(2, 8)), vc.SmsSent(iin, "repeat")),
            (draw(st.integers(1, 8)), vc.Replied(iin, draw(answers))),
            *((late, fact) for _, fact in activation(iin, account, "2025-09-07")),
        ]
        times = draw(st.lists(st.sampled_from([1, 1, 1, 1, 0, 2]), min_size=len(steps), max_size=len(steps)))
        for (after, fact), often in zip(steps, times, strict=True):
            dated += [(first + datetime.timedelta(after), fact)] * often
    dated.sort(key=lambda pair: pair[0])
    if dated and draw(st.integers(0, 9)) == 0:
        dated.insert(draw(st.integers(0, len(dated))), (draw(on), draw(facts())))
    return dated


class Vector:
    """A journal and the answers that it must get, byte for byte."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.name = f"{path.parent.name}/{path.name.removesuffix('.in.jsonl')}"
        self.journal = path.read_bytes()
        self.answers = path.with_name(path.name.replace(".in.", ".out.")).read_text(encoding="utf-8")

    def lines(self) -> list[bytes]:
        """The lines, each with its line end, LF or CRLF."""
        *lines, last = self.journal.split(b"\n")
        return [line + b"\n" for line in lines] + ([last] if last else [])


def vectors() -> list[Vector]:
    """Every vector."""
    return [Vector(path) for path in sorted(VECTORS.glob("*/*.in.jsonl"))]
