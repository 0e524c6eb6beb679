"""The rules of Kazakhstan's gas vouchers: one call or ten million rows, each answer with its reasons.

Pure and total: nothing here reads a clock, a zone database or a locale, and the same input gives the same answer.
Dates are civil dates in Kazakhstan, exactly `datetime.date`. A *no* is a value with every reason; an input that is not
well formed raises `VoucherError` with a code, a field and never the value. Norms are cited as `N12`.
"""

from ._core import (
    Account,
    CommitKey,
    DiscountTerms,
    Iin,
    Month,
    Phone,
    Preview,
    Regulation,
    __version__,
    civil_date,
    confirmation_sms,
    preview,
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
    IfMissing,
    Language,
    MatchKind,
    MissingFact,
    Refusal,
    Region,
    RegisterField,
    Rounding,
    SmsKind,
    Stage,
    Step,
)
from .errors import InternalError, RowError, RowErrors, VoucherError, WrongType

__all__ = [
    "Account",
    "Action",
    "Answer",
    "Assistance",
    "Channel",
    "CommitKey",
    "ConsentScope",
    "ConsentState",
    "DiscountTerms",
    "IfMissing",
    "Iin",
    "InternalError",
    "Language",
    "MatchKind",
    "MissingFact",
    "Month",
    "Phone",
    "Preview",
    "Refusal",
    "Region",
    "RegisterField",
    "Regulation",
    "Rounding",
    "RowError",
    "RowErrors",
    "SmsKind",
    "Stage",
    "Step",
    "VoucherError",
    "WrongType",
    "__version__",
    "civil_date",
    "confirmation_sms",
    "preview",
    "show_versions",
    "start_sms",
]
