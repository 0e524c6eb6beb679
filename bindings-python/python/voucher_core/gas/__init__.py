"""Gas vouchers (S0, S1): a discount on gas, once an account and month."""

from __future__ import annotations

from voucher_core._core import (
    Accepted,
    AccountChecked,
    AccountEntered,
    CommitKey,
    Confirmed,
    Decision,
    Delisted,
    DiscountTerms,
    Due,
    Ledger,
    Listed,
    Match,
    OfferAccepted,
    PersonMonth,
    Preview,
    Receipt,
    Refused,
    Register,
    RegisterRow,
    RegisterSent,
    Regulation,
    Replied,
    SmsSent,
    Table,
    compare,
    confirmation_sms,
    counts,
    decide,
    due_actions,
    explain_row,
    known_by,
    potential_recipients,
    preview,
    receipt,
    receipts,
    reconcile,
    reconcile_tables,
    refusal_flags,
    refusal_lists,
    review,
    start_sms,
)
from voucher_core.enums import (
    Action,
    Answer,
    Assistance,
    Channel,
    ConsentScope,
    ConsentState,
    MatchKind,
    MissingFact,
    Refusal,
    RegisterField,
    Rounding,
    SmsKind,
    Stage,
    Step,
)

TYPE_CHECKING = False  # as in `typing`, whose import would cost more than all the rest
if TYPE_CHECKING:
    from typing import Any

    from voucher_core._crossing import Session
    from voucher_core.gas._lines import Standing, Status, Words

__all__ = [
    "Accepted",
    "AccountChecked",
    "AccountEntered",
    "Action",
    "Answer",
    "Assistance",
    "Channel",
    "CommitKey",
    "Confirmed",
    "ConsentScope",
    "ConsentState",
    "Decision",
    "Delisted",
    "DiscountTerms",
    "Due",
    "Ledger",
    "Listed",
    "Match",
    "MatchKind",
    "MissingFact",
    "OfferAccepted",
    "PersonMonth",
    "Preview",
    "Receipt",
    "Refusal",
    "Refused",
    "Register",
    "RegisterField",
    "RegisterRow",
    "RegisterSent",
    "Regulation",
    "Replied",
    "Rounding",
    "Session",
    "SmsKind",
    "SmsSent",
    "Stage",
    "Standing",
    "Status",
    "Step",
    "Table",
    "Words",
    "compare",
    "confirmation_sms",
    "counts",
    "decide",
    "due_actions",
    "explain_row",
    "known_by",
    "potential_recipients",
    "preview",
    "receipt",
    "receipts",
    "reconcile",
    "reconcile_tables",
    "refusal_flags",
    "refusal_lists",
    "review",
    "start_sms",
]


def __getattr__(name: str) -> Any:
    """The crossing is loaded when it is asked for: it needs more than all the rest."""
    if name == "Session":
        from voucher_core._crossing import Session

        return Session
    if name in ("Standing", "Status", "Words"):
        from voucher_core.gas import _lines

        return getattr(_lines, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
