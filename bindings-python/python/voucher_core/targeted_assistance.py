"""Targeted social assistance (S4): an application from its filing to the decision, its evidence, and the decision itself.

Facts, questions and answers are dataclasses: frozen, by keywords, to be matched and pickled; what may name a person is not
shown, nor what a family says of itself. Every one crosses to the core as a line of the journal, and no rule stands here.
Applications, members and banks are references: 1 to 64 ASCII letters, digits, `-`, `_`, `.`, `/` and `:` (N37).

A ledger without facts is a calculator: it answers `Assess` and `HouseholdChecklist` by what they tell.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import field
from datetime import date
from decimal import Decimal
from typing import ClassVar, Literal, TypeAlias

from voucher_core import _core, _crossing
from voucher_core._arrow import ArrowLike, FactsKnown
from voucher_core._core import Iin, Month, Table
from voucher_core._crossing import Later, Negative, Query, Reason, Told, Words, hidden, line
from voucher_core.enums import Codes
from voucher_core.errors import VoucherError


class Action(Told):
    """Something that must be done (T23)."""

    COLLECT_EVIDENCE = "collect_evidence"
    COMPLETE_APPLICATION = "complete_application"
    SURVEY = "survey"
    CONCLUDE = "conclude"
    OFFER_CONTRACT = "offer_contract"
    DECIDE = "decide"
    OVERDUE = "overdue"


class AssistanceKind(Codes):
    """Whether assistance is tied to a social contract (T10)."""

    CONDITIONAL = "conditional"
    UNCONDITIONAL = "unconditional"


class Breach(Codes):
    """What an applicant can be refused for later (T21)."""

    MEASURES_REFUSED = "measures_refused"
    CONTRACT_BROKEN = "contract_broken"
    FALSE_INFORMATION = "false_information"


class CaresFor(Codes):
    """Whom a member cares for (T5)."""

    NOBODY = "nobody"
    YOUNG_CHILD = "young_child"
    DISABLED_CHILD = "disabled_child"
    DISABLED_ADULT = "disabled_adult"
    NEEDS_CARE = "needs_care"


class Channel(Codes):
    """Where an application is filed (T14)."""

    PORTAL = "portal"
    CENTRE = "centre"
    AKIM = "akim"


class Contract(Codes):
    """What came of the social contract (T20)."""

    SIGNED = "signed"
    REFUSED = "refused"


class Evidence(Told):
    """A kind of evidence, in the order of S4 (T11)."""

    IDENTITY = "identity"
    KANDAS_STATUS = "kandas_status"
    REFUGEE_STATUS = "refugee_status"
    FOREIGNER_STATUS = "foreigner_status"
    STATELESS_STATUS = "stateless_status"
    RESIDENCE_REGISTRATION = "residence_registration"
    BANK_DETAILS = "bank_details"
    DISABILITY = "disability"
    CHILD_BIRTH_DEATH = "child_birth_death"
    GUARDIANSHIP = "guardianship"
    ADOPTION = "adoption"
    MARRIAGE_DIVORCE = "marriage_divorce"
    FULL_TIME_STUDY = "full_time_study"
    INCOME = "income"
    SOLE_PROPRIETOR = "sole_proprietor"
    ASSISTANCE_OVERLAP = "assistance_overlap"
    SUBSIDIARY_PLOT = "subsidiary_plot"
    EMPLOYMENT = "employment"
    QUALIFICATION = "qualification"
    ALIMONY = "alimony"
    DETENTION_TREATMENT = "detention_treatment"
    HOUSING_OWNED = "housing_owned"
    BUILDING_PLOT = "building_plot"
    VEHICLE = "vehicle"


class IncomeKind(Codes):
    """A kind of income (T9)."""

    WAGES = "wages"
    SOCIAL_PAYMENTS = "social_payments"
    BUSINESS = "business"
    RENT = "rent"
    SALE = "sale"
    ALIMONY = "alimony"
    SUBSIDIARY_PLOT = "subsidiary_plot"
    TARGETED_ASSISTANCE = "targeted_assistance"
    HOUSING_ASSISTANCE = "housing_assistance"
    BURIAL_PAYMENT = "burial_payment"
    CHILD_DISABILITY_ALLOWANCE = "child_disability_allowance"
    LARGE_FAMILY_ALLOWANCE = "large_family_allowance"
    SCHOLARSHIP = "scholarship"
    CREDIT = "credit"
    OTHER = "other"


class ItemState(Codes):
    """Where an item of evidence stands (T13)."""

    MISSING = "missing"
    REQUESTED = "requested"
    ANSWERED = "answered"


class MissingFact(Told):
    """What a decision can miss beside evidence (T25)."""

    LINE = "line"
    MCI = "mci"
    STATUS = "status"
    HISTORY = "history"
    BAN = "ban"
    OVERLAP = "overlap"
    ABSENT = "absent"
    REGISTERED = "registered"
    INCOMES = "incomes"
    INCOME_RULE = "income_rule"
    BORN = "born"
    ABLE_BODIED = "able_bodied"
    CARES_FOR = "cares_for"
    SURVEY = "survey"
    COMMISSION = "commission"
    CONTRACT = "contract"


class NextStep(Told):
    """What is next for an item of evidence (T13)."""

    NONE = "none"
    AWAIT_REPLY = "await_reply"
    QUERY_SYSTEM = "query_system"


class Notice(Codes):
    """How the applicant is told of the decision (S4)."""

    CABINET = "cabinet"
    WRITTEN = "written"
    SMS = "sms"


class Refusal(Reason):
    """Why the answer is *no*, in the order of the norms: of a fact, then of a decision."""

    OUT_OF_ORDER = "out_of_order"
    NO_APPLICATION = "no_application"
    ALREADY_DECIDED = "already_decided"
    OUTSIDE_PILOT = "outside_pilot"
    SIGNATURE_NOT_ACCEPTED = "signature_not_accepted"
    BANK_NOT_ACCEPTED = "bank_not_accepted"
    ACCOUNT_NOT_OWN = "account_not_own"
    ACCOUNT_NEEDED = "account_needed"
    ANOTHER_APPLICANT = "another_applicant"
    ALREADY_APPLIED = "already_applied"
    NOT_A_MEMBER = "not_a_member"
    EVIDENCE_NOT_NEEDED = "evidence_not_needed"
    ALREADY_ANSWERED = "already_answered"
    DIGITAL_CONSENT_MISSING = "digital_consent_missing"
    NOT_REQUESTED = "not_requested"
    COMMISSION_NOT_NEEDED = "commission_not_needed"
    ALREADY_SURVEYED = "already_surveyed"
    SURVEY_NOT_DONE = "survey_not_done"
    CONTRACT_NOT_NEEDED = "contract_not_needed"
    EVIDENCE_MISSING = "evidence_missing"
    DECISION_DIFFERS = "decision_differs"
    INCOME_ABOVE_LINE = "income_above_line"
    SURVEY_REFUSED = "survey_refused"
    NO_NEED_FOUND = "no_need_found"
    WORK_MEASURES_REFUSED = "work_measures_refused"
    CONTRACT_BROKEN = "contract_broken"
    FALSE_INFORMATION = "false_information"
    STATUS_NOT_ENTITLED = "status_not_entitled"
    ALREADY_ASSIGNED = "already_assigned"
    NOT_REGISTERED = "not_registered"
    CONTRACT_REFUSED = "contract_refused"


class Role(Codes):
    """What a member is in the household (T5)."""

    APPLICANT = "applicant"
    SPOUSE = "spouse"
    CHILD = "child"
    STUDENT = "student"
    OTHER = "other"


class Ruling(Codes):
    """What was decided (T22)."""

    ASSIGNED = "assigned"
    REFUSED = "refused"


class Signature(Codes):
    """How an application is signed (T14)."""

    EDS = "eds"
    SMS_PASSWORD = "sms_password"
    PAPER = "paper"


class Source(Codes):
    """Where an answer comes from (T16)."""

    SYSTEM = "system"
    DIGITAL_DOCUMENT = "digital_document"
    REPLY = "reply"
    PAPER = "paper"


class Stage(Told):
    """Where an application stands (T23)."""

    NO_APPLICATION = "no_application"
    ASSIGNED = "assigned"
    REFUSED = "refused"
    COLLECTING = "collecting"
    TO_COMPLETE = "to_complete"
    TO_SURVEY = "to_survey"
    TO_CONCLUDE = "to_conclude"
    TO_SIGN = "to_sign"
    TO_DECIDE = "to_decide"


class Stated(Codes):
    """What the family states of a member, and documents can show (T5)."""

    DISABILITY = "disability"
    GUARDIANSHIP = "guardianship"
    ADOPTION = "adoption"
    ALIMONY = "alimony"


class Status(Codes):
    """The applicant's status (T12, T26)."""

    CITIZEN = "citizen"
    KANDAS = "kandas"
    REFUGEE = "refugee"
    FOREIGNER = "foreigner"
    STATELESS = "stateless"
    OTHER = "other"


class Survey(Codes):
    """What came of the survey of the district commission (T18)."""

    DONE = "done"
    REFUSED = "refused"


@line
class Event:
    """Something of an applicant's history, on its day (T27)."""

    __repr__ = hidden

    what: Breach
    on: date


@line
class Income:
    """An income of the whole income quarter, in tenge (T9)."""

    __repr__ = hidden

    kind: IncomeKind
    amount: Decimal


@line
class Member:
    """A member of a household. What is `None` is not known: it is never read as no (T5)."""

    __repr__ = hidden

    member: str
    role: Role
    born: date | None = None
    able_bodied: bool | None = None
    cares_for: CaresFor | None = None
    stated: frozenset[Stated] | None = None


@line
class ToldMember:
    """A member, and what the caller tells in place of evidence; no incomes are an empty tuple (T24)."""

    __repr__ = hidden

    member: str
    role: Role
    born: date | None = None
    able_bodied: bool | None = None
    cares_for: CaresFor | None = None
    stated: frozenset[Stated] | None = None
    registered: bool | None = None
    absent: bool | None = None
    incomes: tuple[Income, ...] | None = None


@line
class Applied:
    """An application is filed, or its contents are replaced (T14)."""

    __repr__ = hidden

    application: str
    iin: Iin
    channel: Channel
    signed_by: Signature
    bank: str | None = None
    own_account: bool | None = None
    status: Status | None = None
    service_on: date | None = None
    history: tuple[Event, ...] | None = None
    household: tuple[Member, ...]


@line
class EvidenceRequested:
    """A written request for an item is out (T15)."""

    application: str
    kind: Evidence
    member: str


@line
class EvidenceAnswered:
    """An item is answered; nothing on record is an answer too (T16)."""

    application: str
    kind: Evidence
    member: str
    source: Source
    on_record: bool = field(repr=False)
    incomes: tuple[Income, ...] | None = field(default=None, repr=False)


@line
class DigitalDocumentConsented:
    """A member consents to the use of digital documents, or does not (T17)."""

    application: str
    member: str
    consent: bool


@line
class Surveyed:
    """The survey was done, or the applicant refused it (T18)."""

    application: str
    outcome: Survey


@line
class CommissionConcluded:
    """The commission found need, or none (T19)."""

    application: str
    need: bool


@line
class ContractAnswered:
    """The social contract was signed or refused (T20)."""

    application: str
    answer: Contract


@line
class BreachRecorded:
    """Something for which the applicant can be refused later (T21)."""

    application: str
    what: Breach


@line
class Decided:
    """The decision. A line excludes minimum and median (T4, T22)."""

    application: str
    outcome: Ruling
    line: Decimal | None = None
    minimum: Decimal | None = None
    median: Decimal | None = None
    mci: Decimal | None = None


Fact: TypeAlias = (
    Applied
    | EvidenceRequested
    | EvidenceAnswered
    | DigitalDocumentConsented
    | Surveyed
    | CommissionConcluded
    | ContractAnswered
    | BreachRecorded
    | Decided
)
"""Anything that can happen; nothing else changes a ledger."""


@line
class Accepted:
    """A fact counts; the stage is that of its application. A repeat has changed nothing."""

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
class Days:
    """The days on which assistance is received, both inclusive (T31)."""

    first: date
    last: date


@line
class Months:
    """Months, both inclusive (T1)."""

    first: Month
    last: Month


@line
class Standing:
    """Where an application stands, and its words (T23). Of one decided: the days or the reasons, and how it is told."""

    stage: Stage
    registered_on: date | None = None
    service_on: date | None = None
    unknown: tuple[str, ...] | None = None
    receives: Days | None = None
    refusals: tuple[Refusal, ...] | None = None
    notice: tuple[Notice, ...] | None = None
    text: Words


@line
class Item:
    """A kind of evidence needed for a member: where it stands, and what is next (T12, T13)."""

    kind: Evidence
    member: str
    state: ItemState
    on_record: bool | None = field(default=None, repr=False)
    next: NextStep


@line
class Checklist:
    """The evidence that is needed, in the order of T12."""

    checklist: tuple[Item, ...]


@line
class MonthAmount:
    """A month of an assignment, in tenge (T28, T29)."""

    __repr__ = hidden

    month: Month
    base: Decimal
    top_up: Decimal
    total: Decimal


@line
class Calculation(Later):
    """What a decision rests on, as far as it is known (T32)."""

    __repr__ = hidden

    income_quarter: Months
    line: Decimal | None = None
    members: int | None = None
    per_capita: Decimal | None = None
    kind: AssistanceKind | None = None
    months: tuple[MonthAmount, ...] | None = None


@line
class Missing:
    """Something without which a decision cannot tell: of a member or not, of a kind of breach or income or not (T25)."""

    what: MissingFact | Evidence
    member: str | None = None
    kind: Breach | IncomeKind | None = None


@line
class Assigned(Later):
    """Assistance is assigned (T24)."""

    answer: ClassVar[Literal["assigned"]] = "assigned"

    calculation: Calculation
    receives: Days
    gas_months: tuple[Month, ...]


@line
class NotAssigned(Negative, Later):
    """Assistance is refused, for each of the reasons (T26). It is false."""

    answer: ClassVar[Literal["refused"]] = "refused"

    refusals: tuple[Refusal, ...]
    calculation: Calculation


@line
class CannotTell(Negative, Later):
    """No reason refuses, but these are missing (T25). It is false."""

    answer: ClassVar[Literal["cannot_tell"]] = "cannot_tell"

    missing: tuple[Missing, ...]
    calculation: Calculation


Decision: TypeAlias = Assigned | NotAssigned | CannotTell
"""Whether assistance is assigned (T24)."""


@line
class StatusOf(Query[Standing]):
    """Where does this application stand?"""

    name: ClassVar[str] = "status"

    application: str


@line
class ChecklistOf(Query[Checklist | Refused]):
    """What evidence does this application need, and where does each item stand?"""

    name: ClassVar[str] = "checklist"

    application: str


@line
class HouseholdChecklist(Query[Checklist]):
    """What evidence would this household need?"""

    __repr__ = hidden
    name: ClassVar[str] = "checklist"

    household: tuple[Member, ...]
    status: Status | None = None


@line
class DecisionOf(Query[Decision | Refused]):
    """What is the decision on this application by all that is known? A line excludes minimum and median (T4, T24)."""

    name: ClassVar[str] = "decision"

    application: str
    line: Decimal | None = None
    minimum: Decimal | None = None
    median: Decimal | None = None
    mci: Decimal | None = None


@line
class Assess(Query[Decision | Refused]):
    """What is the decision on this family by the caller's word, registered on the date? What is `None` is not known."""

    __repr__ = hidden
    name: ClassVar[str] = "assess"

    status: Status | None = None
    overlap: bool | None = None
    survey: Survey | None = None
    need: bool | None = None
    contract: Contract | None = None
    line: Decimal | None = None
    minimum: Decimal | None = None
    median: Decimal | None = None
    mci: Decimal | None = None
    history: tuple[Event, ...] | None = None
    household: tuple[ToldMember, ...]


@line
class Due:
    """What must be done for an application (T23)."""

    action: Action
    application: str


@line
class WhatIsDue(Query[tuple[Due, ...]]):
    """What must be done on the date, and what is overdue (T23)?"""

    name: ClassVar[str] = "due"
    within: ClassVar[str | None] = "due"


@line
class Receiving(Query[tuple[Iin, ...]]):
    """Who receives assistance on the date (T31)?"""

    name: ClassVar[str] = "receiving"
    within: ClassVar[str | None] = "receiving"


class Regulation(_crossing.Regulation):
    """The rules of targeted assistance (T1 to T32): `Regulation("asp-2025-01", commission=False)`."""

    __slots__ = ()
    programme: ClassVar[str] = "targeted_assistance"


class Ledger(_crossing.Ledger[Fact, Outcome]):
    """The applications of many people under one regulation (T14 to T31)."""

    __slots__ = ()
    rules = Regulation


def assess(
    households: ArrowLike,
    *,
    regulation: Regulation | str,
    members: ArrowLike | None = None,
    on: date | None = None,
    line: Decimal | int | str | None = None,
    minimum: Decimal | int | str | None = None,
    median: Decimal | int | str | None = None,
    mci: Decimal | int | str | None = None,
    strict: bool = False,
    keep: Iterable[str] | None = None,
    prefix: str | None = None,
    require: Iterable[str] | None = None,
    facts: FactsKnown = "all",
) -> Table:
    """The decision on each household of a table, by what the table tells: what `Assess` answers, row by row (T24).

    Columns of `households`: `registered_on` (date32), unless `on` is given; `status`, `survey`, `contract` (codes as text or
    dictionary), `overlap`, `need` (boolean), `line`, `minimum`, `median`, `mci` (decimal128, whole numbers or text), unless
    given for all; `history`, a list of structs of `what` and `on`; `members`, a list of structs of `role`, `born`,
    `able_bodied`, `cares_for`, `registered`, `absent` and `incomes`, which is a list of structs of `kind` and `amount`. Only
    `members` and `role` must be there. A null, and a column that is not there, is not known; an empty list is none. Where
    members have a table of their own, `members`, both have a column `household` (text) that joins them, and the rest of its
    columns are those of the structs.

    The answer has `answer` (null outside the regulation's period), `refusals` and `missing` as bits (`refusals_of`,
    `missing_of`), `kind`, `members`, `line`, `per_capita`, `base`, and `months`, the total of each month from that of
    registration on; null is not known. A bad row has `status` `error` with `code` and `field`, and stops nothing; `strict=True`
    raises `RowErrors` instead. `keep`, `prefix`, `require` and `columns_read` are those of `review`, of `households`.

    Of what a household tells, the events of its history alone have days of their own (T27). With `facts="all"` also those after
    the day of the question refuse, as they do once they are recorded; with `facts="known_on_as_of"`, which asks as one would have
    asked on that day, they have not happened yet. Everything else stands in the table as it is known, and cannot be cut.
    """
    rules = Regulation(regulation) if isinstance(regulation, str) else regulation
    figures = [line, minimum, median, mci]
    return _core._assess(
        households,
        regulation=rules.json,
        members=members,
        on=on,
        figures=figures,
        strict=strict,
        keep=keep,
        prefix=prefix,
        require=require,
        facts=facts,
    )


def compare(
    households: ArrowLike,
    regulations: Iterable[Regulation | str],
    *,
    members: ArrowLike | None = None,
    on: date | None = None,
    line: Decimal | int | str | None = None,
    minimum: Decimal | int | str | None = None,
    median: Decimal | int | str | None = None,
    mci: Decimal | int | str | None = None,
    require: Iterable[str] | None = None,
    facts: FactsKnown = "all",
) -> Table:
    """What becomes of the households of a table under each regulation, in one pass over it.

    The columns and `facts` are those of `assess`, and `region` (text), if there is one. The answer is tidy: a row for each `regulation` (its
    id), `region`, `answer` and `reason` that occur, with `households`. A row without `reason` counts each household of its answer
    once, and has the `cost` of the first month of those that are assigned; a row with one counts those that it refuses, each for
    each of its reasons. Bad rows have neither answer nor reason; those outside the period have the reason that says so.

    Errors: those of `assess`; `duplicate_regulation` where two have one id.
    """
    under = [Regulation(each) if isinstance(each, str) else each for each in regulations]
    if len({each.id for each in under}) < len(under):
        text = "regulations: two have one id, and the answer could not tell them apart: name a changed one by .replace(id=...)"
        raise VoucherError(text, "duplicate_regulation", "regulations")
    named = [(each.id, each.json) for each in under]
    figures = [line, minimum, median, mci]
    return _core._compare_assistance(
        households, named, members=members, on=on, figures=figures, require=require, facts=facts
    )


def refusals_of(bits: int, /) -> tuple[Refusal, ...]:
    """The reasons of a row of `assess`."""
    return tuple(refusal for place, refusal in enumerate(Refusal) if bits >> place & 1)


def missing_of(bits: int, /) -> tuple[MissingFact, ...]:
    """What a row of `assess` misses, each fact once, of whichever members."""
    return tuple(fact for place, fact in enumerate(MissingFact) if bits >> place & 1)


__all__ = [
    "Accepted",
    "Action",
    "Applied",
    "Assess",
    "Assigned",
    "AssistanceKind",
    "Breach",
    "BreachRecorded",
    "Calculation",
    "CannotTell",
    "CaresFor",
    "Channel",
    "Checklist",
    "ChecklistOf",
    "CommissionConcluded",
    "Contract",
    "ContractAnswered",
    "Days",
    "Decided",
    "Decision",
    "DecisionOf",
    "DigitalDocumentConsented",
    "Due",
    "Event",
    "Evidence",
    "EvidenceAnswered",
    "EvidenceRequested",
    "Fact",
    "HouseholdChecklist",
    "Income",
    "IncomeKind",
    "Item",
    "ItemState",
    "Ledger",
    "Member",
    "Missing",
    "MissingFact",
    "MonthAmount",
    "Months",
    "NextStep",
    "NotAssigned",
    "Notice",
    "Outcome",
    "Receiving",
    "Refusal",
    "Refused",
    "Regulation",
    "Role",
    "Ruling",
    "Signature",
    "Source",
    "Stage",
    "Standing",
    "Stated",
    "Status",
    "StatusOf",
    "Survey",
    "Surveyed",
    "ToldMember",
    "WhatIsDue",
    "Words",
    "assess",
    "compare",
    "missing_of",
    "refusals_of",
]
