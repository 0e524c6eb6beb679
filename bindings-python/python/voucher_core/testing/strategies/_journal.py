"""Journals: a world as lines of JSON with queries between, and what is left of one that met with harm."""

from __future__ import annotations

import datetime
import json
from collections.abc import Sequence
from typing import Any

from hypothesis import strategies as st

from voucher_core import Fact, Regulation, Replied

from ._calendar import GAS, edge_dates, months_of, shifted
from ._hostile import (
    CATALOGUE,
    hostile_accounts,
    hostile_dates,
    hostile_decimals,
    hostile_iins,
    hostile_instants,
    hostile_months,
    hostile_regions,
    hostile_replies,
)
from ._people import first_accounts, first_people
from ._rules import regulations
from ._worlds import worlds

_SINGLE_ZONE = datetime.date(2024, 3, 1)
_MAX_LINE_BYTES = 65_536
_TERMS = {"rate": "0.24", "norm_m3": "631"}
_NO_LINE_END = bytes.maketrans(b"\n\r", b"?!")

_BAD_LINES = [line.encode("latin-1") for line in CATALOGUE["line"]]
_PIECES = (b'"', b"\\", b"{", b",", b"\0", b"\xff", rb"\u0000", b"null", b"\r")
_HARMS = st.sampled_from(("lose", "double", "insert", "cut", "change", "splice", "swap"))


class JournalBytes(bytes):
    """The bytes of a journal about made-up people; its text shows them line by line, as one literal."""

    __slots__ = ()

    def __repr__(self) -> str:
        lines = self.split(b"\n")
        shown = [repr(line + b"\n") for line in lines[:-1]] + ([repr(lines[-1])] if lines[-1] else [])
        inside = "".join(f"\n    {line}" for line in shown)
        return f"JournalBytes({inside}\n)" if inside else "JournalBytes()"


@st.composite
def journals(draw: st.DrawFn, regulation: Regulation = GAS, people: int = 3) -> JournalBytes:
    """A valid journal: a regulation, then a world with queries of every kind between.

    Every line is answered without error. Some come with instants in place of dates, with texts in place of
    answers, with CRLF and empty lines.
    """
    instants, texts, crlf = draw(st.booleans()), draw(st.booleans()), draw(st.booleans())
    world = draw(worlds(regulation, people))
    lines = [(on, _members(regulation, on, fact, texts)) for on, fact in world]
    for query in draw(st.lists(_queries(regulation, people), max_size=7)):
        lines.insert(draw(st.integers(0, len(lines))), query)
    published = regulation in Regulation.published()
    chosen: dict[str, Any] = {"regulation": regulation.id if published else regulation.as_dict()}
    dated = [_dated(on, number, line, instants) for number, (on, line) in enumerate(lines)]
    end = b"\r\n\r\n" if crlf else b"\n"
    written = (json.dumps(line, ensure_ascii=False, separators=(",", ":")) for line in [chosen, *dated])
    return JournalBytes(b"".join(line.encode() + end for line in written))


def _members(regulation: Regulation, on: datetime.date, fact: Fact, texts: bool) -> dict[str, Any]:
    """The members of a fact's line but its date."""
    line: dict[str, Any] = json.loads(fact.expose_line(on))
    del line["on"]
    if texts and isinstance(fact, Replied) and fact.answer is not None:
        code = _code(regulation, fact)
        if code is not None:
            del line["answer"]
            line["text"] = f"\t{code} \r\n"
    return line


def _code(regulation: Regulation, reply: Replied) -> str | None:
    """A text that means this reply."""
    consent: dict[str, list[str]] = regulation.as_dict()["consent"] or {}
    codes = [*consent.get("agree_codes", ()), *consent.get("refuse_codes", ())]
    return next((code for code in codes if Replied.from_text(regulation, reply.iin, code) == reply), None)


def _dated(on: datetime.date, number: int, line: dict[str, Any], instants: bool) -> dict[str, Any]:
    if line.get("query") == "receipt":
        return line
    if instants and on >= _SINGLE_ZONE and number % 3 < 2:
        ends = f"{shifted(on, -1)}T19:00:00Z", f"{on}T23:59:59.999999999+05:00"
        return {**line, "at": ends[number % 3]}
    return {**line, "on": str(on)}


@st.composite
def _queries(draw: st.DrawFn, regulation: Regulation, people: int) -> tuple[datetime.date, dict[str, Any]]:
    """A query of any kind but its date, and the date."""
    iin = draw(st.sampled_from(first_people(people))).expose_text()
    account = draw(st.sampled_from(first_accounts(people))).expose_text()
    month = str(draw(st.sampled_from(months_of(regulation))))
    receipt = {"month": month, "account": account, "volume_m3": "700.5", "price": "26.2132"}
    query: dict[str, Any] = draw(
        st.sampled_from(
            (
                {"query": "due"},
                {"query": "status", "iin": iin},
                {"query": "status", "iin": iin, "month": month},
                {"query": "preview", "iin": iin, "account": account, "exists": True},
                {"query": "preview", "iin": iin, "account": account},
                {"query": "register", "month": month},
                {"query": "summary", "month": month},
                {"query": "receipt", **receipt},
                {"query": "receipt", **receipt, "terms": _TERMS},
            )
        )
    )
    return draw(edge_dates(regulation)), query


def hostile_lines() -> st.SearchStrategy[bytes]:
    """A line, without line end, that no journal can accept; never empty.

    Not UTF-8, not JSON, no object, a name twice, wrong kinds, wrong fields, hostile texts, too long, too
    deep. Each is answered with an error and changes nothing.
    """
    too_long = st.integers(1, 4).map(lambda more: b"x" * (_MAX_LINE_BYTES + more))
    too_deep = st.integers(128, 140).map(lambda levels: b"[" * levels)
    fields, bad = _bad_fields(), st.sampled_from(_BAD_LINES)
    anything = st.binary(min_size=1, max_size=40).map(lambda line: line.translate(_NO_LINE_END))
    return st.one_of(bad, bad, bad, fields, fields, fields, anything, st.one_of(too_long, too_deep))


def _bad_fields() -> st.SearchStrategy[bytes]:
    """A line with one hostile text."""
    day, somebody = {"on": "2025-09-10"}, {"iin": "990101600002"}
    receipt = {"query": "receipt", "month": "2025-09", "account": "1", "price": "1"}
    entry: dict[str, Any] = {"fact": "listed", **somebody, "assistance": []}
    # By KATO code alone: a name is no region of a journal.
    regions = st.one_of(hostile_regions(), st.sampled_from(CATALOGUE["kato"]))
    lines: Sequence[tuple[dict[str, Any], str, st.SearchStrategy[str]]] = (
        ({"fact": "confirmed", **day}, "iin", hostile_iins()),
        ({"query": "preview", **somebody, **day}, "account", hostile_accounts()),
        ({"query": "due"}, "on", hostile_dates()),
        ({"query": "due"}, "at", hostile_instants()),
        ({"query": "summary", **day}, "month", hostile_months()),
        (receipt, "volume_m3", hostile_decimals()),
        ({**entry, **day}, "region", regions),
        ({"fact": "replied", **somebody, **day}, "answer", hostile_replies()),
    )
    return st.one_of([st.builds(_with, st.just(line), st.just(name), texts) for line, name, texts in lines])


def _with(line: dict[str, Any], name: str, text: str) -> bytes:
    return json.dumps({**line, name: text}).encode()


@st.composite
def hostile_journals(draw: st.DrawFn) -> JournalBytes:
    """A journal of a world, under any regulation, with harm done to it: any bytes; the last line may have no
    end."""
    sound = draw(regulations().flatmap(lambda regulation: journals(regulation, 2)))
    lines = sound.split(b"\n")[:-1]
    for _ in range(draw(st.integers(0, 7))):
        _harm(draw, lines)
    return JournalBytes(b"\n".join(lines) + draw(st.sampled_from((b"\n", b"\n", b"\r\n", b""))))


def _harm(draw: st.DrawFn, lines: list[bytes]) -> None:
    if not lines:
        lines.append(draw(hostile_lines()))
    place, harm = draw(st.integers(0, len(lines) - 1)), draw(_HARMS)
    line = lines[place]
    at = draw(st.integers(0, len(line))) if harm in ("cut", "change", "splice") else 0
    if harm == "lose":
        del lines[place]
    elif harm == "double":
        lines.insert(place, line)
    elif harm == "insert":
        lines.insert(place, draw(hostile_lines()))
    elif harm == "cut":
        lines[place] = line[:at]
    elif harm == "change":
        lines[place] = line[:at] + draw(st.binary(min_size=1, max_size=1)) + line[at + 1 :]
    elif harm == "splice":
        lines[place] = line[:at] + draw(st.sampled_from(_PIECES)) + line[at:]
    else:
        other = draw(st.integers(0, len(lines) - 1))
        lines[place], lines[other] = lines[other], line
