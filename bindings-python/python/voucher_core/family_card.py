"""The Digital Family Card (S3): a family's level of well-being, its rights, and the offers from 1414.

`Grading` gives a family its level, and `grade` a table of families; `Proactive` says which rights there are; `Ledger` holds the
offers. Facts, questions and answers are dataclasses: frozen, by keywords, to be matched and pickled; what may name a person
and what is known of one is not shown. Every one crosses to the core as a line of the journal, and no rule stands here. Events
and children are references: 1 to 64 ASCII letters, digits, `-`, `_`, `.`, `/` and `:` (N37).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import ClassVar, Literal, TypeAlias, TypedDict

from voucher_core import _core, _crossing
from voucher_core._arrow import ArrowLike
from voucher_core._core import Iin, Table
from voucher_core._crossing import Later, Negative, Query, Reason, Told, Words, line
from voucher_core.enums import Codes, Answer


class Action(Told):
    """Something that must be done with an offer (K29)."""

    SEND_OFFER = "send_offer"
    ASK_ACCOUNT = "ask_account"
    ASSIGN = "assign"


class Award(Codes):
    """The highest award of a mother of many children (K15)."""

    NONE = "none"
    KUMIS_ALQA = "kumis_alqa"
    ALTYN_ALQA = "altyn_alqa"
    MOTHER_HEROINE = "mother_heroine"
    MATERNAL_GLORY = "maternal_glory"


class Cause(Codes):
    """A cause of disability (K16)."""

    GENERAL = "general"
    OTHER = "other"


class Criterion(Told):
    """A criterion of well-being (S3, K7)."""

    ECONOMIC = "economic"
    HEALTH = "health"
    DISABILITY = "disability"
    HOUSING = "housing"
    EDUCATION = "education"


class Group(Codes):
    """A group of disability; the first is the gravest."""

    FIRST = "1"
    SECOND = "2"
    THIRD = "3"


class Level(Told):
    """A level of the published grading (K9). A grading of one's own has levels of its own."""

    A = "A"
    B = "B"
    C = "C"
    D = "D"
    E = "E"


class MissingFact(Told):
    """A fact without which a right or its amount cannot be told, or a number that is not published (K10, K11)."""

    RULES = "rules"
    CHILDREN = "children"
    MONTHS_OF_PARTICIPATION = "months_of_participation"
    REGISTERED_ON = "registered_on"
    LOST_ON = "lost_on"
    DEPENDANTS = "dependants"
    CARER = "carer"
    INSURED = "insured"
    SICK_LIST_FROM = "sick_list_from"
    SICK_LIST_DAYS = "sick_list_days"
    INCOME_12_MONTHS = "income_12_months"
    BORN = "born"
    STUDENT = "student"
    ESTABLISHED_ON = "established_on"
    UNTIL = "until"
    GROUP = "group"
    SINCE_CHILDHOOD = "since_childhood"
    CAUSE = "cause"
    ORDER = "order"
    INCOME_24_MONTHS = "income_24_months"
    BOTH_PARENTS_LOST = "both_parents_lost"
    AWARD = "award"
    AWARDED_ON = "awarded_on"
    INCOME_PER_HEAD = "income_per_head"
    POVERTY_LINE = "poverty_line"
    BASE_VALUES = "base_values"
    RATE = "rate"


class NextStep(Told):
    """What the person does next (K28)."""

    ANSWER = "answer"
    CONFIRM_ACCOUNT = "confirm_account"
    APPLY = "apply"


class Refusal(Reason):
    """Why the answer is *no*, in the order of the norms."""

    OUT_OF_ORDER = "out_of_order"
    OUTSIDE_PILOT = "outside_pilot"
    FACTS_DISAGREE = "facts_disagree"
    NOT_INSURED = "not_insured"
    NO_SICK_LIST = "no_sick_list"
    TOO_FEW_MONTHS = "too_few_months"
    NOT_REGISTERED_UNEMPLOYED = "not_registered_unemployed"
    NO_LOSS = "no_loss"
    NO_DEPENDANT = "no_dependant"
    NOT_CARER = "not_carer"
    NO_DISABILITY = "no_disability"
    TOO_FEW_CHILDREN = "too_few_children"
    NO_AWARD = "no_award"
    INCOME_NOT_BELOW_LINE = "income_not_below_line"
    NOT_YET = "not_yet"
    NO_LONGER = "no_longer"
    SERVICE_NOT_PROACTIVE = "service_not_proactive"
    CHILD_NEEDED = "child_needed"
    CHILD_NOT_NEEDED = "child_not_needed"
    NO_RIGHT = "no_right"
    REFUSED_BEFORE = "refused_before"
    ALREADY_ANSWERED = "already_answered"
    ALREADY_OFFERED = "already_offered"
    NOT_OFFERED = "not_offered"
    SENDER_NOT_1414 = "sender_not_1414"
    UNRECOGNISED_REPLY = "unrecognised_reply"
    ANSWER_TOO_LATE = "answer_too_late"
    ALREADY_ASSIGNED = "already_assigned"
    ACCOUNT_NOT_NEEDED = "account_not_needed"
    AWAITING_CONSENT = "awaiting_consent"
    CONSENT_REFUSED = "consent_refused"
    AWAITING_ACCOUNT = "awaiting_account"


class Service(Told):
    """A service of the family card (K14, K30); the last three have no rules of entitlement."""

    MATERNITY = "maternity"
    CHILD_CARE = "child_care"
    JOB_LOSS = "job_loss"
    BREADWINNER = "breadwinner"
    CHILD_DISABILITY_CARER = "child_disability_carer"
    DISABILITY = "disability"
    LARGE_FAMILY = "large_family"
    AWARDED_MOTHER = "awarded_mother"
    TARGETED_ASSISTANCE = "targeted_assistance"
    LOSS_OF_CAPACITY = "loss_of_capacity"
    BIRTH = "birth"
    BURIAL = "burial"


class Sms(Told):
    """An SMS of the dialogue (K32)."""

    OFFER = "offer"


class Stage(Codes):
    """Where an offer stands on a date (K28); what it says to people hangs on the regulation, and comes with `Standing`."""

    NOT_ARISEN = "not_arisen"
    ASSIGNED = "assigned"
    REFUSED = "refused"
    AWAITING_ACCOUNT = "awaiting_account"
    AGREED = "agreed"
    LAPSED = "lapsed"
    ASKED = "asked"
    EXPIRED = "expired"
    TO_ASK = "to_ask"


@line
class OfferKey:
    """What an offer is called by, and what must be unique across machines: one unique constraint on all fields (K19, K31)."""

    iin: Iin
    service: Service
    event: str
    child: str | None = None

    @property
    def key(self) -> OfferKey:
        """The offer alone, of whatever is about one."""
        return OfferKey(iin=self.iin, service=self.service, event=self.event, child=self.child)


@line
class RightArose(OfferKey):
    """A right arose (K21)."""


@line
class Offered(OfferKey):
    """The SMS went out (K22)."""


@line
class Replied(OfferKey):
    """The person replied to a message from `sender`: with a text, or with an answer that the host has understood (K23)."""

    sender: str
    text: str | None = None
    answer: Answer | None = None


@line
class AccountKnown(OfferKey):
    """A bank gave the account (K24)."""


@line
class AccountConfirmed(OfferKey):
    """The person confirmed the account by the linked phone (K25)."""


@line
class Assigned(OfferKey):
    """The benefit was assigned (K26)."""


Fact: TypeAlias = RightArose | Offered | Replied | AccountKnown | AccountConfirmed | Assigned
"""Anything that can happen to an offer; nothing else changes a ledger."""


@line
class Accepted:
    """A fact counts; the stage is that of the offer which it is about. A repeat has changed nothing."""

    accepted: ClassVar[Literal[True]] = True

    repeat: bool = False
    stage: Stage
    next: NextStep | None = None


@line
class Refused(Negative):
    """The answer is *no*, with every reason, and with the facts of a grading that disagree. It is false."""

    accepted: ClassVar[Literal[False]] = False

    refusals: tuple[Refusal, ...]
    facts: tuple[str, ...] | None = None


Outcome: TypeAlias = Accepted | Refused
"""What a ledger says to a fact."""


@line
class Standing:
    """Where an offer stands: the stage, the last day to answer, what the person does next, and its words (K28, K32)."""

    stage: Stage
    until: date | None = None
    next: NextStep | None = None
    text: Words


@line
class Due(OfferKey):
    """Something that must be done with an offer (K29)."""

    action: Action


@line
class Offers:
    """How many offers of a service stand at each stage (K30)."""

    service: Service
    assigned: int
    refused: int
    awaiting_account: int
    agreed: int
    lapsed: int
    asked: int
    expired: int
    to_ask: int


@line
class Points:
    """The least and the most points that what is known leaves open (K6)."""

    least: int
    most: int


@line
class CriterionPoints(Points):
    """The points of a criterion (K7)."""

    criterion: Criterion


@line
class IndicatorPoints(CriterionPoints):
    """The points of an indicator."""

    indicator: str


@line
class Score(Later):
    """What both a level and an open answer carry; the first indicators pull the family down most (K8)."""

    official: bool
    total: Points
    criteria: tuple[CriterionPoints, ...]
    indicators: tuple[IndicatorPoints, ...]


@line
class Graded(Score):
    """Whatever is not known, the level is this one; the facts that are not known move points alone (K8)."""

    says: ClassVar[tuple[str, str]] = ("grade", "graded")

    level: str
    immaterial: tuple[str, ...]


@line
class Open(Negative, Score):
    """The level hangs on what is not known: every level that is possible, best first. It is false (K8)."""

    says: ClassVar[tuple[str, str]] = ("grade", "cannot_tell")

    levels: tuple[str, ...]
    missing: tuple[str, ...]


Value: TypeAlias = Decimal | int | bool | str
"""The value of a fact of a family, by the kind of the fact (K5)."""

DayOrNone: TypeAlias = date | Literal["none"]
"""A day, or the knowledge that there is none."""


class Child(TypedDict, total=False):
    """A child who lives with the family; what is left out is not known."""

    born: date
    student: bool


class RightFacts(TypedDict, total=False):
    """What is known for a question about a right; what is left out is not known. Each service has its own of these (K14)."""

    insured: bool
    sick_list_from: DayOrNone
    sick_list_days: int
    income_12_months: Decimal
    born: date
    order: int
    income_24_months: Decimal
    months_of_participation: int
    registered_on: DayOrNone
    lost_on: DayOrNone
    dependants: int
    both_parents_lost: bool
    carer: bool
    established_on: DayOrNone
    until: DayOrNone
    group: Group
    since_childhood: bool
    cause: Cause
    children: Sequence[Child]
    award: Award
    awarded_on: date
    income_per_head: Decimal
    poverty_line: Decimal


@line
class Right:
    """There is a right: its amount in tenge or why that is not known, and its first and last day where it has them (K10)."""

    says: ClassVar[tuple[str, str]] = ("entitled", "yes")

    amount: Decimal | None = None
    amount_unknown: tuple[MissingFact, ...] | None = None
    first: date | None = None
    last: date | None = None


@line
class Potential(Negative):
    """There may be a right: an office decides after a survey. It is false (K10)."""

    says: ClassVar[tuple[str, str]] = ("entitled", "potential")


@line
class No(Negative):
    """There is no right, for every one of these reasons. It is false (K10)."""

    says: ClassVar[tuple[str, str]] = ("entitled", "no")

    refusals: tuple[Refusal, ...]


@line
class CannotTell(Negative):
    """No known fact refuses the right, but facts are missing. It is false (K10)."""

    says: ClassVar[tuple[str, str]] = ("entitled", "cannot_tell")

    missing: tuple[MissingFact, ...]


Grade: TypeAlias = Graded | Open | Refused
"""What a grading says of a family."""

Entitlement: TypeAlias = Right | Potential | No | CannotTell
"""What is said of a right."""


@line
class GradeOf(Query[Graded | Open | Refused]):
    """Which level has this family, of which so much is known (K8)?"""

    name: ClassVar[str] = "grade"

    family: Mapping[str, Value]


@line
class EntitledTo(Query[Right | Potential | No | CannotTell]):
    """Is there this right, how much, and for how long (K10)?"""

    name: ClassVar[str] = "entitled"

    service: Service
    facts: RightFacts


@line
class Status(Query[Standing], OfferKey):
    """Where does this offer stand (K28)?"""

    name: ClassVar[str] = "status"


@line
class WhatIsDue(Query[tuple[Due, ...]]):
    """What must be done on the date (K29)?"""

    name: ClassVar[str] = "due"
    within: ClassVar[str | None] = "due"


@line
class Summary(Query[tuple[Offers, ...]]):
    """How many offers of each service stand at each stage (K30)?"""

    name: ClassVar[str] = "summary"
    within: ClassVar[str | None] = "summary"


class Grading(_crossing.Regulation):
    """How a family gets its level (K3, K4): `Grading("grading-2026-06", subsistence="54000")`."""

    __slots__ = ()
    programme: ClassVar[str] = "family_card"
    kind: ClassVar[str | None] = "grading"

    def grade(self, family: Mapping[str, Value], *, on: date) -> Grade:
        """The level of a family, by what is known of it; what is left out is not known (K8). `grade` takes a table of them."""
        return asked(self).ask_of(GradeOf, {"family": family}, on)

    def facts_of(self, bits: int) -> tuple[str, ...]:
        """The facts of a set of bits, as `grade` gives them."""
        return tuple(fact["name"] for place, fact in enumerate(self.as_dict()["facts"]) if bits >> place & 1)


class Proactive(_crossing.Regulation):
    """Which services are offered, how a dialogue goes, and the tables of rights (K12, K19)."""

    __slots__ = ()
    programme: ClassVar[str] = "family_card"
    kind: ClassVar[str | None] = "proactive"

    def entitled(self, service: Service, facts: RightFacts, *, on: date) -> Entitlement:
        """Whether there is this right, how much and for how long (K10)."""
        return asked(self).ask_of(EntitledTo, {"service": service, "facts": facts}, on)


def grade(
    table: ArrowLike,
    *,
    grading: Grading,
    on: date,
    strict: bool = False,
    keep: Iterable[str] | None = None,
    prefix: str | None = None,
    require: Iterable[str] | None = None,
) -> Table:
    """The levels of a table of families, each what `Grading.grade` says of the family alone (K8).

    A fact is a column of its name: an amount a decimal, whole tenge or text, a count a whole number of any width, a listed value
    text; an absent column and a null are not known, and other columns are nobody's concern. The answer has a row a family:
    `level`, null where it is open; `best` and `worst`, the ends of what is possible; `total_least`, `total_most` and the same of
    each criterion; `facts`, those that are not known and could move points, or that disagree, as bits (`Grading.facts_of`);
    `refusals` as bits by their places; and `status`, `code` and `field` of a row that is no family. `strict` raises for such.
    `keep`, `prefix`, `require` and `columns_read` are those of `review`. No fact of a family has a day of its own, so there is
    nothing to cut by `facts=` or `known_by`: a table says what is known on one day, and `on` chooses the regulation's day alone.

    Errors: `not_arrow`, `not_a_table`, `missing_column`, `misspelt_column`, `duplicate_column`, `unsupported_type`, `not_text`, `float_for_int`, `stream_failed`;
    `grading_too_large` of more than 64 facts or 32 levels; with `strict`, `bad_rows`.
    """
    return _core._grade(
        table, grading=grading.json, on=on, strict=strict, keep=keep, prefix=prefix, require=require
    )


def compare(table: ArrowLike, gradings: Iterable[Grading], *, on: date) -> Table:
    """How many families of a table move from which level to which, by region, in one pass over it.

    Columns of `table` are those of `grade`, and `region` (KATO or a name) where there is one. The answer is tidy: a row for each
    `grading` (its id), `region` (KATO), `before` and `after` that occur, with `count`; `before` is the level under the first
    grading and `after` that under this one, each null where it is open, refused or no family's. The first grading is compared
    with itself, which counts its levels. As in `grade`, no fact has a day by which it could be cut.

    Errors: those of `grade`, and `duplicate_regulation` where two gradings have one id.
    """
    return _core._grade_moves(table, gradings=[grading.json for grading in gradings], on=on)


journals: dict[str, _crossing.Asked] = {}
"""A journal of each of the rules that were asked last, by their digest; no fact changes it."""


def asked(rules: _crossing.Regulation) -> _crossing.Asked:
    """A journal of these rules: looked up by a text, whose hash is known, in a third of the time of `lru_cache`."""
    journal = journals.get(rules.digest)
    if journal is None:
        if len(journals) == 64:
            journals.clear()
        journal = journals[rules.digest] = _crossing.Asked(rules.as_dict())
    return journal


class Ledger(_crossing.Ledger[Fact, Outcome]):
    """The offers of all people under one proactive regulation (K19 to K31)."""

    __slots__ = ()
    rules = Proactive


__all__ = [
    "Accepted",
    "AccountConfirmed",
    "AccountKnown",
    "Action",
    "Answer",
    "Assigned",
    "Award",
    "CannotTell",
    "Cause",
    "Child",
    "Criterion",
    "CriterionPoints",
    "DayOrNone",
    "Due",
    "EntitledTo",
    "Entitlement",
    "Fact",
    "Grade",
    "GradeOf",
    "Graded",
    "Grading",
    "Group",
    "IndicatorPoints",
    "Ledger",
    "Level",
    "MissingFact",
    "NextStep",
    "No",
    "OfferKey",
    "Offered",
    "Offers",
    "Open",
    "Outcome",
    "Points",
    "Potential",
    "Proactive",
    "Refusal",
    "Refused",
    "Replied",
    "Right",
    "RightArose",
    "RightFacts",
    "Score",
    "Service",
    "Sms",
    "Stage",
    "Standing",
    "Status",
    "Summary",
    "Value",
    "WhatIsDue",
    "Words",
    "compare",
    "grade",
]
