"""Tables at random equal one ledger that is fed the same facts in date order, however they are cut (N9 to N26).

That columns say what a ledger says is proved by `tests/reference`; here it is that nothing is lost between Arrow and them.
"""

from __future__ import annotations

import random

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tables import (
    ACCOUNTS, GAS_2025, REGULATIONS, Chance, Date, account_of, ask, bits, chunked, good_rows, ledger_answers, table_of,
    tables, variants,
)  # fmt: skip

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


@pytest.mark.parametrize("number", [200, 2100])
@pytest.mark.parametrize("name", NAMES)
def test_tables_of_many_people_equal_a_ledger(name, number):
    """N9 to N26, N24: people on few accounts, within a block of rows and beyond it, in every shape and on any threads."""
    rng = random.Random(f"{name} {number}")
    chance = Chance(rng)
    rows, regulation = chance.rows(number), REGULATIONS[name]
    table = table_of(rows)
    expected = ledger_answers(regulation, rows, chance.as_of)
    assert ask(table, regulation, as_of=chance.as_of) == expected
    for shape, variant in variants(table, rng):
        threads = rng.choice([1, 2, 3, 8])
        assert ask(variant, regulation, as_of=chance.as_of, threads=threads) == expected, (shape, threads)


def test_random_tables_reach_every_answer():
    """The tables above are worth something only if they reach each stage, step and refusal that tables can have."""
    stages, steps, refusals, used = set(), set(), 0, bits("account_already_used")
    losers = set()
    for name in NAMES:
        for seed in range(3):
            chance = Chance(random.Random(f"{name} {seed}"))
            rows = chance.rows(200)
            for row, answer in zip(rows, ask(table_of(rows), REGULATIONS[name], as_of=chance.as_of), strict=True):
                stages.add(answer["stage"])
                steps.add(answer["next"])
                refusals |= answer["refusals"] or 0
                if row.get("entered_on") and (answer["refusals"] or 0) & used:
                    losers.add(answer["refusals"] ^ used)
    # Nobody is taken off the list and no register is sent in a table.
    assert stages == {None, *vc.Stage} - {"delisted", "registered"}
    assert steps == {None, "enter_account", "check_account", "done"}
    assert refusals == bits(
        "outside_pilot", "list_closed", "not_receiving_assistance", "region_not_in_pilot", "not_listed", "consent_not_needed",
        "consent_closed", "already_answered", "not_asked", "repeat_too_early", "awaiting_consent", "consent_refused",
        "window_not_open", "window_closed", "account_already_used", "account_unknown",
    )  # fmt: skip
    # Who loses an account keeps what refused an SMS, with consent and without it (N13, N14, A).
    assert losers >= {0, bits("already_answered"), bits("consent_not_needed")}


@pytest.mark.parametrize(
    ("form", "limit"),
    [("uint64", 1), ("uint64", 2), ("uint32", 7), ("text", 1), ("long text", 2), ("dictionary", 1)],
)
def test_the_first_on_an_account_win(form, limit):
    """N22, A: of 270 000 rows the first by day, then by row, have the account, in whatever form it comes."""
    rows, accounts = 270_000, 20_000
    rng = np.random.default_rng(limit)
    account = rng.integers(0, accounts, rows, dtype=np.uint64)
    days = rng.integers(7, 30, rows)
    first = (Date(2025, 9, 1) - Date(1970, 1, 1)).days
    entered = pa.array((first - 1 + days).astype("int32")).cast(pa.date32())
    names = [f"ACCOUNT-NUMBER-{number}" if form == "long text" else f"{number:05}" for number in range(accounts)]
    dictionary = pa.DictionaryArray.from_arrays(pa.array(account.astype("int32")), pa.array(names))
    forms = {"uint64": pa.array(account), "uint32": pa.array(account.astype("uint32")), "dictionary": dictionary}
    table = good_rows(rows).set_column(4, "entered_on", entered)
    table = table.append_column("account", forms.get(form, dictionary.dictionary_decode()))
    # The rows of an account in order of day and row: those below the limit win.
    order = np.lexsort((np.arange(rows), days, account))
    start = np.searchsorted(account[order], np.arange(accounts))
    rank = np.empty(rows, np.int64)
    rank[order] = np.arange(rows) - start[account[order].astype(np.int64)]
    regulation = GAS_2025.replace(activations_per_account=limit)
    outputs = ["activated", "refusals", "status"]
    answer = pa.table(review(table, regulation=regulation, as_of=Date(2025, 9, 30), threads=2, outputs=outputs))
    activated = answer["activated"].to_numpy()
    assert (activated == (rank < limit)).all()
    assert (answer["refusals"].to_numpy() == np.where(activated, 0, bits("account_already_used"))).all()
    assert answer["status"].unique().to_pylist() == ["ok"]


@pytest.mark.parametrize("encode", [False, True], ids=["text", "dictionary"])
def test_spellings_of_one_account_are_one_account(encode):
    """N24: two spellings are one account exactly if their normal forms are equal: each pair, by who comes first."""
    for one in ACCOUNTS:
        table = good_rows(len(ACCOUNTS) + 1)
        entered = pa.array([Date(2025, 9, 7), *[Date(2025, 9, 8)] * len(ACCOUNTS)])
        account = pa.array([one, *ACCOUNTS])
        table = table.set_column(4, "entered_on", entered)
        table = table.append_column("account", account.dictionary_encode() if encode else account)
        seen, expected = set(), []
        for text in [one, *ACCOUNTS]:
            expected.append(account_of(text) not in seen)
            seen.add(account_of(text))
        assert [answer["activated"] for answer in ask(table, as_of=Date(2025, 9, 30))] == expected, one
