"""The rules of Kazakhstan's Social Wallet: one call or ten million rows, each answer with its reasons.

Values stand here, and everything of a programme in its module: `gas`, `meals`, `medicines`, `family_card`,
`targeted_assistance`. The names of gas stand
here too, because pickles name them.

Pure and total: no clock, zone database or locale is read, and the same input gives the same answer.
Dates are civil dates in Kazakhstan, exactly `datetime.date`. A *no* is a value with every reason; an
input that is not well formed raises `VoucherError` with a code, a field and never the value. Norms are cited
as `N12`.
"""

from __future__ import annotations

from ._core import (
    Accepted,
    Account,
    AccountChecked,
    AccountEntered,
    CommitKey,
    Confirmed,
    Decision,
    Delisted,
    DiscountTerms,
    Due,
    Iin,
    Journal,
    Ledger,
    Listed,
    Match,
    Month,
    OfferAccepted,
    PersonMonth,
    Phone,
    Preview,
    Receipt,
    Refused,
    Register,
    RegisterRow,
    RegisterSent,
    Regulation,
    RegulationDifference,
    Replied,
    SmsSent,
    Table,
    __version__,
    check,
    civil_date,
    compare,
    confirmation_sms,
    counts,
    decide,
    due_actions,
    error_text,
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
from ._versions import show_versions
from .enums import (
    Action,
    Answer,
    Assistance,
    Channel,
    ConsentScope,
    ConsentState,
    Language,
    MatchKind,
    MissingDay,
    MissingFact,
    Refusal,
    Region,
    RegisterField,
    Rounding,
    SmsKind,
    Stage,
    Step,
)
from .errors import ColumnWarning, InternalError, RowError, RowErrors, VoucherError, WrongType

TYPE_CHECKING = False  # as in `typing`, whose import would cost more than all the rest
if TYPE_CHECKING:
    from typing import Any, TypeAlias

    from . import family_card, meals, medicines, targeted_assistance
    from . import plot as plot
    from ._prepare import Finding, Report, prepare
    from ._template import Template, template

Fact: TypeAlias = (
    Listed
    | Delisted
    | SmsSent
    | Replied
    | AccountEntered
    | OfferAccepted
    | AccountChecked
    | Confirmed
    | RegisterSent
)
"""Any fact."""

Outcome: TypeAlias = Accepted | Refused
"""What a ledger says to a fact."""

IfMissing = MissingDay  # its old name

from . import gas  # noqa: E402, its names are those above

__all__ = [
    "Accepted",
    "Account",
    "AccountChecked",
    "AccountEntered",
    "Action",
    "Answer",
    "Assistance",
    "Channel",
    "ColumnWarning",
    "CommitKey",
    "Confirmed",
    "ConsentScope",
    "ConsentState",
    "Decision",
    "Delisted",
    "DiscountTerms",
    "Due",
    "Fact",
    "Finding",
    "Iin",
    "InternalError",
    "Journal",
    "Language",
    "Ledger",
    "Listed",
    "Match",
    "MatchKind",
    "MissingDay",
    "MissingFact",
    "Month",
    "OfferAccepted",
    "Outcome",
    "PersonMonth",
    "Phone",
    "Preview",
    "Receipt",
    "Refusal",
    "Refused",
    "Region",
    "Register",
    "RegisterField",
    "RegisterRow",
    "RegisterSent",
    "Regulation",
    "RegulationDifference",
    "Replied",
    "Report",
    "Rounding",
    "RowError",
    "RowErrors",
    "SmsKind",
    "SmsSent",
    "Stage",
    "Step",
    "Table",
    "Template",
    "VoucherError",
    "WrongType",
    "__version__",
    "check",
    "civil_date",
    "compare",
    "confirmation_sms",
    "counts",
    "decide",
    "due_actions",
    "error_text",
    "explain_row",
    "family_card",
    "gas",
    "known_by",
    "meals",
    "medicines",
    "potential_recipients",
    "prepare",
    "preview",
    "receipt",
    "receipts",
    "reconcile",
    "reconcile_tables",
    "refusal_flags",
    "refusal_lists",
    "review",
    "show_versions",
    "start_sms",
    "targeted_assistance",
    "template",
]


def __getattr__(name: str) -> Any:
    """A programme of the crossing, and the charts, are loaded when they are asked for: they need more than all the rest."""
    if name in ("Finding", "Report", "prepare"):
        from . import _prepare

        return getattr(_prepare, name)
    if name in ("Template", "template"):
        from . import _template

        return getattr(_template, name)
    if name in ("family_card", "meals", "medicines", "plot", "targeted_assistance"):
        from importlib import import_module

        return import_module(f"{__name__}.{name}")
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
