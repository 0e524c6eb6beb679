"""School meals (S2): one meal of a kind a pupil and school day; the supplier is paid for the meals given.

Facts, questions and answers are dataclasses: frozen, by keywords, to be matched and pickled; what may name a person is not
shown. Every one crosses to the core as a line of the journal, and no rule stands here. Schools, suppliers, kinds and records
are references: 1 to 64 ASCII letters, digits, `-`, `_`, `.`, `/` and `:` (N37).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import date
from decimal import Decimal
from typing import ClassVar, Literal, TypeAlias

from voucher_core import _crossing
from voucher_core._arrow import ArrowLike
from voucher_core._core import Iin, Month, Table
from voucher_core._crossing import Negative, Query, Reason, Rows, Told, Words, line
from voucher_core.enums import Codes, Answer, MatchKind, Region


class Action(Told):
    """Something that must be done (M24)."""

    NOTIFY = "notify"
    REMIND_TO_ACTIVATE = "remind_to_activate"
    SEND_REGISTER = "send_register"


class Ground(Codes):
    """A ground on which a pupil is on the list (M8)."""

    PRIMARY_GRADE = "primary_grade"
    TARGETED_SOCIAL = "targeted_social"
    BELOW_SUBSISTENCE = "below_subsistence"
    NO_PARENTAL_CARE = "no_parental_care"
    EMERGENCY = "emergency"
    SCHOOL_DECISION = "school_decision"


class MissingFact(Told):
    """A fact without which a preview cannot tell (N26)."""

    DAY_OPEN = "day_open"


class Refusal(Reason):
    """Why the answer is *no*, in the order of the norms."""

    OUT_OF_ORDER = "out_of_order"
    OUTSIDE_PILOT = "outside_pilot"
    LIST_CLOSED = "list_closed"
    REGION_NOT_IN_PILOT = "region_not_in_pilot"
    NO_GROUND = "no_ground"
    NOT_LISTED = "not_listed"
    ALREADY_ANSWERED = "already_answered"
    ACTIVATION_NOT_NEEDED = "activation_not_needed"
    GIVEN_IN_FUTURE = "given_in_future"
    ENTRY_TOO_LATE = "entry_too_late"
    REGISTER_ALREADY_SENT = "register_already_sent"
    KIND_NOT_IN_PILOT = "kind_not_in_pilot"
    NOT_A_SCHOOL_DAY = "not_a_school_day"
    DAY_CLOSED = "day_closed"
    OTHER_SCHOOL = "other_school"
    AWAITING_CONSENT = "awaiting_consent"
    CONSENT_REFUSED = "consent_refused"
    VOUCHER_NOT_ACTIVE = "voucher_not_active"
    MEAL_ALREADY_GIVEN = "meal_already_given"
    RECORD_DIFFERS = "record_differs"
    RECORD_WITHDRAWN = "record_withdrawn"
    NO_SUCH_RECORD = "no_such_record"
    REGISTER_NOT_DUE = "register_not_due"
    PRICE_UNKNOWN = "price_unknown"


class RegisterField(Codes):
    """A field in which two rows of one meal can differ (M23)."""

    SOURCE = "source"
    RECORD = "record"


class Source(Codes):
    """How a meal was recorded (M15)."""

    TERMINAL = "terminal"
    QR = "qr"
    BY_HAND = "by_hand"


class Stage(Told):
    """Where a pupil stands in a month (M7)."""

    NOT_LISTED = "not_listed"
    DELISTED = "delisted"
    ENDED = "ended"
    REFUSED = "refused"
    TO_NOTIFY = "to_notify"
    NOTIFIED = "notified"
    TO_ACTIVATE = "to_activate"
    ACTIVE = "active"


@line
class Listed:
    """An entry of the list of the date's month (M8)."""

    iin: Iin
    school: str
    region: Region
    grade: int
    grounds: frozenset[Ground]


@line
class Delisted:
    """Taken off the list (M9)."""

    iin: Iin


@line
class Notified:
    """The holder was notified (M10)."""

    iin: Iin


@line
class Replied:
    """The holder answered (M11)."""

    iin: Iin
    answer: Answer


@line
class Activated:
    """The holder activated the voucher (M12)."""

    iin: Iin


@line
class DayClosed:
    """Some grades, all where none is named, have no meals on a day (M13)."""

    school: str
    day: date
    first_grade: int | None = None
    last_grade: int | None = None


@line
class DayReopened:
    """The grades have meals again (M14)."""

    school: str
    day: date
    first_grade: int | None = None
    last_grade: int | None = None


@line
class MealGiven:
    """A meal was given; `record` is what the recording device calls it (M15)."""

    record: str
    iin: Iin
    school: str
    supplier: str
    kind: str
    given_on: date
    source: Source


@line
class MealWithdrawn:
    """A meal no longer counts (M16)."""

    record: str


@line
class RegisterSent:
    """A register was sent (M17)."""

    school: str
    supplier: str
    month: Month


@line
class RegisterRecalled:
    """A register is to be sent anew (M18)."""

    school: str
    supplier: str
    month: Month


Fact: TypeAlias = (
    Listed
    | Delisted
    | Notified
    | Replied
    | Activated
    | DayClosed
    | DayReopened
    | MealGiven
    | MealWithdrawn
    | RegisterSent
    | RegisterRecalled
)
"""Anything that can happen; nothing else changes a ledger."""


@line
class Accepted:
    """A fact counts; the stage is that of the pupil whom it is about. A repeat has changed nothing."""

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
    """Where a pupil stands: the stage, the last day on which it can last, and its words (M7, M25)."""

    stage: Stage
    until: date | None = None
    text: Words


@line
class CommitKey:
    """What must be unique across machines: with a limit of 1, one unique constraint on all fields (N25)."""

    programme: str
    iin: Iin
    given_on: date
    kind: str


@line
class Yes:
    """The pupil may get the meal."""

    key: CommitKey


@line
class No(Negative):
    """The pupil may not get the meal, and the first later day that is free of what passes with time. It is false."""

    refusals: tuple[Refusal, ...]
    earliest: date | None = None


@line
class CannotTell(Negative):
    """Facts are missing. It is false."""

    missing: tuple[MissingFact, ...]


@line
class Due:
    """Something that must be done: about a pupil, or a register to send (M24)."""

    action: Action
    iin: Iin | None = None
    school: str | None = None
    supplier: str | None = None
    month: Month | None = None


@line
class RegisterRow:
    """A meal in a register (M21)."""

    given_on: date
    iin: Iin
    kind: str
    source: Source
    record: str


@line
class Register(Rows[RegisterRow]):
    """The meals of a school, supplier and month, for whoever pays the supplier (M21)."""

    row: ClassVar[type[RegisterRow]] = RegisterRow

    school: str
    supplier: str
    month: Month
    regulation: str
    count: int
    by_hand: int
    rows: tuple[RegisterRow, ...] = field(repr=False)
    digest: str


@line
class AmountPart:
    """The meals of one price, in tenge."""

    price: Decimal
    count: int
    sum: Decimal


@line
class Amount:
    """What a register costs, in tenge (M22)."""

    count: int
    parts: tuple[AmountPart, ...]
    total: Decimal


@line
class Planned:
    """Where the meals of a school, month and kind went; `planned` is the sum of all but `over` (M20)."""

    school: str
    month: Month
    kind: str
    planned: int
    given: int
    closed: int
    no_consent: int
    absent: int
    ahead: int
    over: int


@line
class Status(Query[Standing]):
    """Where does this pupil stand in a month, without one in that of the date?"""

    name: ClassVar[str] = "status"

    iin: Iin
    month: Month | None = None


@line
class Preview(Query[Yes | No | CannotTell]):
    """May this pupil get this meal on the date? `open` says whether the school is (N26)."""

    name: ClassVar[str] = "preview"

    iin: Iin
    school: str
    supplier: str
    kind: str
    open: bool | None = None


@line
class WhatIsDue(Query[tuple[Due, ...]]):
    """What must be done on the date (M24)?"""

    name: ClassVar[str] = "due"
    within: ClassVar[str | None] = "due"


@line
class RegisterOf(Query[Register | Refused]):
    """The register of a school, supplier and month (M21)?"""

    name: ClassVar[str] = "register"
    within: ClassVar[str | None] = "register"

    school: str
    supplier: str
    month: Month


@line
class AmountOf(Query[Amount | Refused]):
    """What does that register cost (M22)?"""

    name: ClassVar[str] = "amount"
    within: ClassVar[str | None] = "amount"

    school: str
    supplier: str
    month: Month


@line
class PlannedOf(Query[Planned | Refused]):
    """Where did the meals of a school, month and kind go (M20)?"""

    name: ClassVar[str] = "planned"
    within: ClassVar[str | None] = "planned"

    school: str
    month: Month
    kind: str


@line
class Summary(Query[Mapping[Stage, int]]):
    """How many pupils with an entry in a month stand at each stage (M25)?"""

    name: ClassVar[str] = "summary"
    within: ClassVar[str | None] = "summary"

    month: Month


class Regulation(_crossing.Regulation):
    """The rules of school meals (M1 to M4): `Regulation("meals-2026-02", late_entry_days=3)`."""

    __slots__ = ()
    programme: ClassVar[str] = "meals"


class Ledger(_crossing.Ledger[Fact, Outcome]):
    """The meals of all pupils under one regulation (M5 to M25)."""

    __slots__ = ()
    rules = Regulation

    def planned_by_day(self, *, month: Month, kind: str, on: date) -> Table | Refused:
        """Planned against given: a row for each school and day that has pupils to eat or a meal (M20).

        The columns are `school`, `day` and the counts of `Planned`; the days of a school add up to what `PlannedOf` says of it.
        Every question to a ledger rests on all facts that it was told (N9): to know what was known on a day, ask before the
        ledger is told of a later one.
        """
        table, refusals = self._journal._planned(month, kind, on)
        return Refused(refusals=tuple(map(Refusal, refusals))) if table is None else table


def read_register(table: ArrowLike) -> tuple[RegisterRow, ...]:
    """The rows of a register that comes as a table, such as the supplier's copy, in the order of a register (M21).

    The table has the columns of `RegisterRow`: `given_on` as date32 or text, the others as text. Errors: those of tables;
    `RowErrors` with the place, column and code of rows that no register holds.
    """
    return _crossing.rows_of("meals", RegisterRow, table)


def reconcile(wallet: Register | ArrowLike, supplier: Register | ArrowLike) -> Table:
    """Compares the Wallet's register with the supplier's copy, meal by meal (M23).

    Every meal of either side is in the answer once: its day, pupil and kind; `match`, a `MatchKind`; how often it is on each
    side; which fields differ; and both values of each field, side by side. A register is compared
    as it was sent, so there is nothing to cut by a day. Errors: those of `read_register`.
    """
    return _crossing.reconciled("meals", wallet, supplier)


__all__ = [
    "Accepted",
    "Action",
    "Activated",
    "Amount",
    "AmountOf",
    "AmountPart",
    "Answer",
    "CannotTell",
    "CommitKey",
    "DayClosed",
    "DayReopened",
    "Delisted",
    "Due",
    "Fact",
    "Ground",
    "Ledger",
    "Listed",
    "MatchKind",
    "MealGiven",
    "MealWithdrawn",
    "MissingFact",
    "No",
    "Notified",
    "Outcome",
    "Planned",
    "PlannedOf",
    "Preview",
    "Refusal",
    "Refused",
    "Region",
    "Register",
    "RegisterField",
    "RegisterOf",
    "RegisterRecalled",
    "RegisterRow",
    "RegisterSent",
    "Regulation",
    "Replied",
    "Source",
    "Stage",
    "Standing",
    "Status",
    "Summary",
    "Words",
    "WhatIsDue",
    "Yes",
    "read_register",
    "reconcile",
]
