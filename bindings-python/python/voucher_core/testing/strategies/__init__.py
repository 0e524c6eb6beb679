"""Strategies for Hypothesis: people, facts, worlds, journals, tables, and what is hostile.

Where a strategy takes a regulation, it is the pilot of August 2025 unless another is given. Draws shrink
toward few people, short texts and 2025-08-28. Everything named `hostile` is never valid; everything else
always is, unless its text says otherwise. Facts and their dates come as a `World`, which prints people and
accounts by number (N34), and tables as a `Frame`, which any library of tables takes.

    @given(worlds(people=2))
    def test_my_ledger(world: World) -> None:
        for on, fact in world:
            ...

Those of a programme after gas are `facts_of(voucher_core.meals)` and `worlds_of(voucher_core.meals)`.
"""

from __future__ import annotations

from ._amounts import decimal_texts, discount_terms, prices, rates, receipts, volumes
from ._answers import (
    PreviewFacts,
    accepted,
    decisions,
    dues,
    matches,
    preview_facts,
    previews,
    records,
    refused,
    register_copies,
    register_rows,
    registers,
)
from ._calendar import (
    dates,
    dates_in_period,
    dates_in_window,
    dates_outside_window,
    edge_dates,
    instants_on,
    month_texts,
    months,
)
from ._facts import (
    World,
    account_checked,
    account_entered,
    confirmed,
    delisted,
    facts,
    listed,
    offer_accepted,
    region_texts,
    regions,
    register_sent,
    replied,
    sms_sent,
)
from ._hostile import (
    hostile_accounts,
    hostile_dates,
    hostile_decimals,
    hostile_iins,
    hostile_instants,
    hostile_months,
    hostile_phones,
    hostile_regions,
    hostile_replies,
    not_dates,
    not_texts,
)
from ._journal import JournalBytes, hostile_journals, hostile_lines, journals
from ._lines import LineWorld, facts_of, worlds_of
from ._people import (
    account_texts,
    accounts,
    commit_keys,
    iin_texts,
    iins,
    made_up_accounts,
    made_up_people,
    phone_texts,
    phones,
)
from ._rules import changed_regulations, new_regulations, published_regulations, regulation_dicts, regulations
from ._tables import Frame, Kind, PersonMonthRow, arrow_library, person_months, tables
from ._worlds import fed_journals, ledgers, racing_pairs, unsound_worlds, worlds

__all__ = [
    "Frame",
    "JournalBytes",
    "Kind",
    "LineWorld",
    "PersonMonthRow",
    "PreviewFacts",
    "World",
    "accepted",
    "account_checked",
    "account_entered",
    "account_texts",
    "accounts",
    "arrow_library",
    "changed_regulations",
    "commit_keys",
    "confirmed",
    "dates",
    "dates_in_period",
    "dates_in_window",
    "dates_outside_window",
    "decimal_texts",
    "decisions",
    "delisted",
    "discount_terms",
    "dues",
    "edge_dates",
    "facts",
    "facts_of",
    "fed_journals",
    "hostile_accounts",
    "hostile_dates",
    "hostile_decimals",
    "hostile_iins",
    "hostile_instants",
    "hostile_journals",
    "hostile_lines",
    "hostile_months",
    "hostile_phones",
    "hostile_regions",
    "hostile_replies",
    "iin_texts",
    "iins",
    "instants_on",
    "journals",
    "ledgers",
    "listed",
    "made_up_accounts",
    "made_up_people",
    "matches",
    "month_texts",
    "months",
    "new_regulations",
    "not_dates",
    "not_texts",
    "offer_accepted",
    "person_months",
    "phone_texts",
    "phones",
    "preview_facts",
    "previews",
    "prices",
    "published_regulations",
    "racing_pairs",
    "rates",
    "receipts",
    "records",
    "refused",
    "region_texts",
    "regions",
    "register_copies",
    "register_rows",
    "register_sent",
    "registers",
    "regulation_dicts",
    "regulations",
    "replied",
    "sms_sent",
    "tables",
    "unsound_worlds",
    "volumes",
    "worlds",
    "worlds_of",
]
