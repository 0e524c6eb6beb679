"""What Hypothesis calls when it is loaded, through the entry point of its name.

It runs inside `import hypothesis` of every program beside which this library is installed: it names classes,
and builds nothing until a strategy is asked for.
"""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

import voucher_core as vc

STRATEGIES: dict[type, str] = {
    vc.Accepted: "accepted",
    vc.Account: "accounts",
    vc.AccountChecked: "account_checked",
    vc.AccountEntered: "account_entered",
    vc.CommitKey: "commit_keys",
    vc.Confirmed: "confirmed",
    vc.Decision: "decisions",
    vc.Delisted: "delisted",
    vc.DiscountTerms: "discount_terms",
    vc.Due: "dues",
    vc.Iin: "iins",
    vc.Journal: "fed_journals",
    vc.Ledger: "ledgers",
    vc.Listed: "listed",
    vc.Match: "matches",
    vc.Month: "months",
    vc.OfferAccepted: "offer_accepted",
    vc.PersonMonth: "records",
    vc.Phone: "phones",
    vc.Preview: "previews",
    vc.Receipt: "receipts",
    vc.Refused: "refused",
    vc.Register: "registers",
    vc.RegisterRow: "register_rows",
    vc.RegisterSent: "register_sent",
    vc.Regulation: "regulations",
    vc.Replied: "replied",
    vc.SmsSent: "sms_sent",
}
"""The strategy of each class, by its name in `voucher_core.testing.strategies`. Enums need none."""


def register() -> None:
    """Tells Hypothesis how to draw the classes of this library."""
    for kind in STRATEGIES:
        st.register_type_strategy(kind, _strategy)


def _strategy(kind: type) -> st.SearchStrategy[Any]:
    from voucher_core.testing import strategies

    drawn: st.SearchStrategy[Any] = getattr(strategies, STRATEGIES[kind])()
    return drawn
