"""Medicines on prescription (S2): handed out free at a pharmacy point, and paid for by the point's register.

Facts, questions and answers are dataclasses: frozen, by keywords, to be matched and pickled; what may name a person is not
shown. Every one crosses to the core as a line of the journal, and no rule stands here. Prescriptions, points, items and records
are references: 1 to 64 ASCII letters, digits, `-`, `_`, `.`, `/` and `:` (N37).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import date
from typing import ClassVar, Literal, TypeAlias

from voucher_core import _crossing
from voucher_core._arrow import ArrowLike
from voucher_core._core import Iin, Month, Table
from voucher_core._crossing import Negative, Query, Reason, Rows, Told, Words, line
from voucher_core.enums import Codes, MatchKind


class Action(Told):
    """Something that must be done (R15)."""

    REMIND_PATIENT = "remind_patient"
    SEND_REGISTER = "send_register"


class Evidence(Codes):
    """How the patient was known at the point (R8)."""

    QR = "qr"
    FACE = "face"
    DOCUMENT = "document"


class MissingFact(Told):
    """A fact without which a preview cannot tell (R12)."""

    QUANTITY = "quantity"
    EVIDENCE = "evidence"


class Refusal(Reason):
    """Why the answer is *no*, in the order of the norms."""

    OUT_OF_ORDER = "out_of_order"
    OUTSIDE_PILOT = "outside_pilot"
    NOT_ENROLLED = "not_enrolled"
    QUANTITY_NOT_POSITIVE = "quantity_not_positive"
    DAYS_OUT_OF_RANGE = "days_out_of_range"
    NO_SUCH_PRESCRIPTION = "no_such_prescription"
    PRESCRIPTION_CANCELLED = "prescription_cancelled"
    OTHER_POINT = "other_point"
    BEFORE_ISSUE = "before_issue"
    PRESCRIPTION_EXPIRED = "prescription_expired"
    ALREADY_DISPENSED = "already_dispensed"
    QUANTITY_OVER = "quantity_over"
    PARTIAL_NOT_ALLOWED = "partial_not_allowed"
    RECORD_DIFFERS = "record_differs"
    RECORD_WITHDRAWN = "record_withdrawn"
    NO_SUCH_RECORD = "no_such_record"
    REGISTER_ALREADY_SENT = "register_already_sent"
    REGISTER_NOT_DUE = "register_not_due"


class RegisterField(Codes):
    """A field in which two rows of one record can differ (R14)."""

    DISPENSED_ON = "dispensed_on"
    PRESCRIPTION = "prescription"
    ITEM = "item"
    QUANTITY = "quantity"
    EVIDENCE = "evidence"


class Stage(Told):
    """Where a prescription stands on a date (R3)."""

    CANCELLED = "cancelled"
    DISPENSED = "dispensed"
    EXPIRED = "expired"
    PARTLY_DISPENSED = "partly_dispensed"
    OPEN = "open"


@line
class Enrolled:
    """A patient is enrolled at a point (R4)."""

    iin: Iin
    point: str


@line
class Left:
    """A patient is enrolled no more (R5)."""

    iin: Iin


@line
class Prescribed:
    """A prescription of so much of an item for so many days (R6)."""

    prescription: str
    iin: Iin
    item: str
    quantity: int
    days: int


@line
class PrescriptionCancelled:
    """Nothing more is handed out on a prescription (R7)."""

    prescription: str


@line
class Dispensed:
    """So much was handed out at a point; `record` is what the point calls it (R8)."""

    record: str
    prescription: str
    point: str
    quantity: int
    evidence: Evidence


@line
class DispensingWithdrawn:
    """What was handed out no longer counts (R9)."""

    record: str


@line
class RegisterSent:
    """A register was sent (R10)."""

    point: str
    month: Month


@line
class RegisterRecalled:
    """A register is to be sent anew (R11)."""

    point: str
    month: Month


Fact: TypeAlias = (
    Enrolled
    | Left
    | Prescribed
    | PrescriptionCancelled
    | Dispensed
    | DispensingWithdrawn
    | RegisterSent
    | RegisterRecalled
)
"""Anything that can happen; nothing else changes a ledger."""


@line
class Accepted:
    """A fact counts; the stage is that of the prescription which it is about. A repeat has changed nothing."""

    accepted: ClassVar[Literal[True]] = True

    repeat: bool = False
    stage: Stage | None = None


@line
class Refused(Negative):
    """The answer is *no*, with every reason. It is false."""

    accepted: ClassVar[Literal[False]] = False

    refusals: tuple[Refusal, ...]


Outcome: TypeAlias = Accepted | Refused
"""What a ledger says to a fact."""


@line
class Standing:
    """Where a prescription stands: the stage, the last valid day, the quantity that is left, and its words (R16)."""

    stage: Stage
    until: date | None = None
    rest: int
    text: Words


@line
class CommitKey:
    """What must be unique across machines: one unique constraint on all fields (N25)."""

    programme: str
    prescription: str
    number: int | None = None


@line
class Yes:
    """The medicine may be handed out."""

    key: CommitKey


@line
class No(Negative):
    """It may not, and the first later day on which it may. It is false."""

    refusals: tuple[Refusal, ...]
    earliest: date | None = None


@line
class CannotTell(Negative):
    """Facts are missing. It is false."""

    missing: tuple[MissingFact, ...]


@line
class Due:
    """Something that must be done: about a prescription, or a register to send (R15)."""

    action: Action
    prescription: str | None = None
    until: date | None = None
    point: str | None = None
    month: Month | None = None


@line
class RegisterRow:
    """Something handed out, in a register (R13)."""

    dispensed_on: date
    prescription: str
    item: str
    quantity: int
    evidence: Evidence
    record: str


@line
class Register(Rows[RegisterRow]):
    """What a point handed out in a month, for whoever pays it (R13)."""

    row: ClassVar[type[RegisterRow]] = RegisterRow

    point: str
    month: Month
    regulation: str
    count: int
    rows: tuple[RegisterRow, ...] = field(repr=False)
    digest: str


@line
class Status(Query[Standing | Refused]):
    """Where does this prescription stand (R16)?"""

    name: ClassVar[str] = "status"

    prescription: str


@line
class Preview(Query[Yes | No | CannotTell]):
    """May this be handed out at a point? What is left out is not known (R12)."""

    name: ClassVar[str] = "preview"

    prescription: str
    point: str
    quantity: int | None = None
    evidence: Evidence | None = None


@line
class WhatIsDue(Query[tuple[Due, ...]]):
    """What must be done on the date (R15)?"""

    name: ClassVar[str] = "due"
    within: ClassVar[str | None] = "due"


@line
class RegisterOf(Query[Register | Refused]):
    """The register of a point and month (R13)?"""

    name: ClassVar[str] = "register"
    within: ClassVar[str | None] = "register"

    point: str
    month: Month


@line
class Summary(Query[Mapping[Stage, int]]):
    """How many prescriptions of a month stand at each stage (R16)?"""

    name: ClassVar[str] = "summary"
    within: ClassVar[str | None] = "summary"

    month: Month


class Regulation(_crossing.Regulation):
    """The rules of medicines (R1 to R3): `Regulation("medicines-2024-01", valid_days=60)`."""

    __slots__ = ()
    programme: ClassVar[str] = "medicines"


class Ledger(_crossing.Ledger[Fact, Outcome]):
    """All patients, prescriptions and dispensings under one regulation."""

    __slots__ = ()
    rules = Regulation


def read_register(table: ArrowLike) -> tuple[RegisterRow, ...]:
    """The rows of a register that comes as a table, such as the point's copy, in the order of a register (R13).

    The table has the columns of `RegisterRow`: `dispensed_on` as date32 or text, `quantity` as a whole number or text, the
    others as text. Errors: those of tables; `RowErrors` with the place, column and code of rows that no register holds.
    """
    return _crossing.rows_of("medicines", RegisterRow, table)


def reconcile(wallet: Register | ArrowLike, point: Register | ArrowLike) -> Table:
    """Compares the Wallet's register with the point's copy, record by record (R14).

    Every record of either side is in the answer once: `match`, a `MatchKind`; how often it is on each side; which fields
    differ; and both values of each field, side by side. A register is compared
    as it was sent, so there is nothing to cut by a day. Errors: those of `read_register`.
    """
    return _crossing.reconciled("medicines", wallet, point)


__all__ = [
    "Accepted",
    "Action",
    "CannotTell",
    "CommitKey",
    "Dispensed",
    "DispensingWithdrawn",
    "Due",
    "Enrolled",
    "Evidence",
    "Fact",
    "Ledger",
    "Left",
    "MatchKind",
    "MissingFact",
    "No",
    "Outcome",
    "Prescribed",
    "PrescriptionCancelled",
    "Preview",
    "Refusal",
    "Refused",
    "Register",
    "RegisterField",
    "RegisterOf",
    "RegisterRecalled",
    "RegisterRow",
    "RegisterSent",
    "Regulation",
    "Stage",
    "Standing",
    "Status",
    "Summary",
    "WhatIsDue",
    "Words",
    "Yes",
    "read_register",
    "reconcile",
]
