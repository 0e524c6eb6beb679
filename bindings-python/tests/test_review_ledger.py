"""Tables at random equal one ledger that is fed the same facts in date order, however they are cut (N9 to N26)."""

from __future__ import annotations

import random

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tables import (
    ACCOUNTS,
    GAS_2025,
    NUMBERS,
    REGULATIONS,
    Chance,
    Date,
    account_of,
    ask,
    bits,
    chunked,
    counted,
    good_rows,
    ipc,
    ledger_answers,
    shifted,
    table_of,
    tables,
    variants,
)

import voucher_core as vc
from voucher_core._core import review

NAMES = list(REGULATIONS)


@settings(max_examples=60, deadline=None)
@given(tables(), st.sampled_from(NAMES), st.randoms(use_true_random=False))
def test_small_tables_equal_a_ledger(table, name, rng):
    """N9 to N26: small tables, so that what fails is small."""
    rows, as_of = table
    regulation, arrow = REGULATIONS[name], table_of(rows)
    assert ask(arrow, regulation, as_of=as_of) == ledger_answers(regulation, rows, as_of)
    cut = chunked(arrow, rng)
    assert ask(cut, regulation, as_of=as_of, threads=2) == ask(arrow, regulation, as_of=as_of)


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("name", NAMES)
def test_tables_of_many_people_equal_a_ledger(name, seed):
    """N9 to N26, N24: hundreds of people on few accounts, with nulls and bad rows, in every shape and on any threads."""
    rng = random.Random(f"{name} {seed}")
    chance = Chance(rng)
    rows, regulation = chance.rows(200), REGULATIONS[name]
    table = table_of(rows)
    expected = ledger_answers(regulation, rows, chance.as_of)
    assert ask(table, regulation, as_of=chance.as_of) == expected
    for shape, variant in variants(table, rng):
        threads = rng.choice([1, 2, 3, 8])
        assert ask(variant, regulation, as_of=chance.as_of, threads=threads) == expected, (shape, threads)


def test_random_tables_reach_every_answer():
    """The tables above are worth something only if they reach each stage, step and refusal that tables can have."""
    stages, steps, refusals = set(), set(), 0
    for name in NAMES:
        for seed in range(3):
            chance = Chance(random.Random(f"{name} {seed}"))
            rows = chance.rows(200)
            for answer in ask(table_of(rows), REGULATIONS[name], as_of=chance.as_of):
                stages.add(answer["stage"])
                steps.add(answer["next"])
                refusals |= answer["refusals"] or 0
    # Nobody is taken off the list and no register is sent in a table.
    assert stages == {None, *vc.Stage} - {"delisted", "registered"}
    assert steps == {None, "enter_account", "check_account", "done"}
    assert refusals == bits(
        "outside_pilot", "list_closed", "not_receiving_assistance", "region_not_in_pilot", "not_listed", "consent_not_needed",
        "consent_closed", "already_answered", "not_asked", "repeat_too_early", "awaiting_consent", "consent_refused",
        "window_not_open", "window_closed", "account_already_used", "account_unknown",
    )  # fmt: skip


@pytest.mark.parametrize("name", ["gas-2025-08", "two"])
def test_tables_beyond_a_block_equal_a_ledger(name):
    """N22, A: accounts are shared by rows far from each other, whatever is read together."""
    rng = random.Random(name)
    chance = Chance(rng, bad=0.01)
    rows = chance.rows(2100)
    table, regulation = table_of(rows), REGULATIONS[name]
    expected = ledger_answers(regulation, rows, chance.as_of)
    for threads, variant in [(1, table), (2, chunked(table, rng, 9)), (8, shifted(table, 3))]:
        assert ask(variant, regulation, as_of=chance.as_of, threads=threads) == expected


def test_equal_threads_give_equal_bytes():
    """Any number of threads: the same bytes, with the pieces in the order of rows."""
    chance = Chance(random.Random(7))
    table = chunked(table_of(chance.rows(900)), random.Random(8), 60)
    first, *others = (
        ipc(review(table, regulation=GAS_2025, as_of=chance.as_of, threads=threads))
        for threads in (1, 2, 3, 8)
    )
    assert all(other == first for other in others)


@pytest.mark.parametrize(
    ("form", "limit"),
    [("uint64", 1), ("uint64", 2), ("uint32", 7), ("text", 1), ("long text", 2), ("dictionary", 1)],
)
def test_the_first_on_an_account_win(form, limit):
    """N22, A: of 270 000 rows the first by day, then by row, have the account; more rows than one piece holds."""
    rows, accounts = 270_000, 20_000
    rng = np.random.default_rng(limit)
    account = rng.integers(0, accounts, rows, dtype=np.uint64)
    days = rng.integers(7, 30, rows)
    table = good_rows(rows, account)
    first = (Date(2025, 9, 1) - Date(1970, 1, 1)).days
    entered = pa.array((first - 1 + days).astype("int32")).cast(pa.date32())
    numbers = table["account"].combine_chunks()
    texts = pa.array([f"{number:05}" for number in range(accounts)])
    if form == "long text":
        texts = pa.array([f"ACCOUNT-NUMBER-{number}" for number in range(accounts)])
    dictionary = pa.DictionaryArray.from_arrays(numbers.cast(pa.int32()), texts)
    as_form = {"uint64": numbers, "uint32": numbers.cast(pa.uint32()), "dictionary": dictionary}
    column = as_form[form] if form in as_form else dictionary.dictionary_decode()
    table = table.set_column(4, "entered_on", entered).set_column(5, "account", column)
    # The rows of an account in order of day and row: those below the limit win.
    order = np.lexsort((np.arange(rows), days, account))
    start = np.searchsorted(account[order], np.arange(accounts))
    rank = np.empty(rows, np.int64)
    rank[order] = np.arange(rows) - start[account[order].astype(np.int64)]
    regulation = GAS_2025.replace(activations_per_account=limit)
    answer = pa.table(
        review(
            table,
            regulation=regulation,
            as_of=Date(2025, 9, 30),
            threads=2,
            outputs=["activated", "refusals", "status"],
        )
    )
    activated = answer["activated"].to_numpy()
    assert (activated == (rank < limit)).all()
    assert (answer["refusals"].to_numpy() == np.where(activated, 0, bits("account_already_used"))).all()
    assert answer["status"].unique().to_pylist() == ["ok"]


def test_spellings_of_one_account_are_one_account():
    """N24: two spellings are one account exactly if their normal forms are equal; each pair, both ways of laying out text."""
    day = Date(2025, 9, 7)
    pairs = [(one, other) for one in ACCOUNTS for other in ACCOUNTS]
    for as_dictionary in (False, True):
        # A month for each pair would be too few months: one table a spelling.
        for one in ACCOUNTS:
            rows = [{**GOOD, "entered_on": day, "account": one}]
            rows += [
                {**GOOD, "entered_on": Date(2025, 9, 8), "account": other}
                for first, other in pairs
                if first == one
            ]
            table = table_of(rows)
            if as_dictionary:
                table = table.set_column(
                    table.num_columns - 1, "account", table["account"].dictionary_encode()
                )
            answers = ask(table, as_of=Date(2025, 9, 30))
            for row, answer in zip(rows[1:], answers[1:], strict=True):
                if account_of(row["account"]) == account_of(one):
                    assert answer["refusals"] == bits("account_already_used"), (one, row["account"])
            winners = [
                row["account"] for row, answer in zip(rows, answers, strict=True) if answer["activated"]
            ]
            assert len(winners) == len({account_of(text) for text in ACCOUNTS})
            assert winners[0] == one


GOOD = {
    "month": Date(2025, 9, 1),
    "asked_on": Date(2025, 9, 1),
    "answered_on": Date(2025, 9, 2),
    "answer": True,
}


@pytest.mark.parametrize("accounts", [("A-1", "A-2"), NUMBERS[:2]], ids=["text", "uint64"])
def test_account_and_month_are_the_key(accounts):
    """N25: an account is used in one month of one programme; in another month it is free."""
    one, other = accounts
    rows = [
        {**GOOD, "entered_on": Date(2025, 9, 8), "account": one},
        {**GOOD, "entered_on": Date(2025, 9, 7), "account": one},
        {**GOOD, "entered_on": Date(2025, 9, 8), "account": other},
        {
            "month": Date(2025, 10, 1), "asked_on": Date(2025, 10, 1), "answered_on": Date(2025, 10, 2), "answer": True,
            "entered_on": Date(2025, 10, 7), "account": one,
        },
    ]  # fmt: skip
    for order in ([0, 1, 2, 3], [3, 2, 1, 0], [1, 0, 3, 2]):
        answers = ask(table_of([rows[place] for place in order]), as_of=Date(2025, 10, 30))
        assert {place: answer["activated"] for place, answer in zip(order, answers, strict=True)} == {
            0: False, 1: True, 2: True, 3: True,
        }  # fmt: skip


def test_queries_rest_on_facts_after_the_day_of_the_question():
    """N9: `as_of` chooses the day of the question, not which facts count."""
    rows = [
        {**GOOD, "entered_on": Date(2025, 9, 29), "account": "A-1"},
        {**GOOD, "entered_on": None, "account": "A-1"},
    ]
    for as_of in (Date(2025, 9, 1), Date(2025, 9, 7), Date(2025, 9, 29), Date(2027, 1, 1)):
        first, second = ask(table_of(rows), as_of=as_of)
        assert (first["stage"], first["next"], first["refusals"]) == ("activated", "done", 0)
        assert second["refusals"] & bits("account_already_used")
        assert second["earliest"] == Date(2025, 10, 7)


def test_every_day_of_the_month_as_in_the_ledger():
    """N18, N26: each stage on each day of the question, from the month before to the month after."""
    days = [Date.fromordinal(Date(2026, 1, 25).toordinal() + place) for place in range(40)]
    month = {"month": Date(2026, 2, 1)}

    def day(number):
        return Date(2026, 2, number)

    stories = [
        {"listed_on": None, "asked_on": None, "answered_on": None, "answer": None},
        {"listed_on": day(1), "asked_on": None, "answered_on": None, "answer": None},
        {"listed_on": day(1), "asked_on": day(1), "answered_on": None, "answer": None},
        {"listed_on": day(1), "asked_on": day(1), "answered_on": day(2), "answer": True},
        {"listed_on": day(1), "asked_on": day(1), "answered_on": day(2), "answer": False},
        {"listed_on": day(15), "asked_on": day(15), "answered_on": day(15), "answer": True},
    ]
    for name, regulation in REGULATIONS.items():
        rows = [{**month, **story, "as_of": as_of} for story in stories for as_of in days]
        answers = ask(table_of(rows), regulation)
        assert answers == ledger_answers(regulation, rows), name
        assert counted(answers, "status") == {"ok": len(rows)}


def test_every_day_of_each_fact_as_in_the_ledger():
    """N10 to N22: each fact of a month on each of its days, of a month at each end of the pilot and of February."""
    for name, regulation in REGULATIONS.items():
        rows = []
        for first, last in [
            (Date(2025, 8, 1), 31),
            (Date(2026, 2, 1), 28),
            (Date(2026, 6, 1), 30),
            (Date(2024, 12, 1), 31),
        ]:
            usual = {
                "month": first, "listed_on": first, "asked_on": first, "reminded_on": first.replace(day=8),
                "answered_on": first.replace(day=9), "answer": "agree", "entered_on": first.replace(day=28), "account": None,
            }  # fmt: skip
            for column in ("listed_on", "asked_on", "reminded_on", "answered_on", "entered_on"):
                rows += [{**usual, column: first.replace(day=number)} for number in range(1, last + 1)]
                rows.append({**usual, column: None})
        for place, row in enumerate(rows):
            row["account"] = f"A-{place}"
            row["answer"] = None if row["answered_on"] is None else "agree"
        assert ask(table_of(rows), regulation, as_of=Date(2026, 2, 28)) == ledger_answers(
            regulation, rows, Date(2026, 2, 28)
        ), name
