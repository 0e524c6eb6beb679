"""The closed lists: every code that goes in or comes out, as real `StrEnum`s.

A member is its code: `Stage.ISSUED == "issued"`. Wherever a member is asked for, its code is taken too. The
lists are closed on purpose; a new member comes with a new version of the library.
"""

from __future__ import annotations

from enum import StrEnum

from voucher_core import _core
from voucher_core.errors import VoucherError

TYPE_CHECKING = False  # as in `typing`, whose import would cost more than all the rest of this package
if TYPE_CHECKING:
    from voucher_core._arrow import LanguageCode

__all__ = [
    "Action",
    "Answer",
    "Assistance",
    "Channel",
    "ConsentScope",
    "ConsentState",
    "Language",
    "MatchKind",
    "MissingDay",
    "MissingFact",
    "Refusal",
    "Region",
    "RegisterField",
    "Rounding",
    "SmsKind",
    "Stage",
    "Step",
]


class Codes(StrEnum):
    """A closed list: a code that it has not is refused together with those that it has."""

    @classmethod
    def _missing_(cls, value: object) -> None:
        text = f"no {cls.__name__} has this code; there are {', '.join(cls)}"
        raise VoucherError(text, "unknown_value")


class Action(Codes):
    """Something that a system must do (N30)."""

    SEND_START_SMS = "send_start_sms"
    SEND_REPEAT_SMS = "send_repeat_sms"
    SEND_REGISTER = "send_register"


class Answer(Codes):
    """An answer that stands (N14)."""

    AGREE = "agree"
    REFUSE = "refuse"


class Assistance(Codes):
    """A kind of assistance that makes a family a potential recipient."""

    TARGETED_SOCIAL = "targeted_social"
    HOUSING = "housing"


class Channel(Codes):
    """Where a person activates."""

    EGOV_MOBILE = "egov_mobile"
    SERVICE_CENTRE = "service_centre"


class ConsentScope(Codes):
    """How long consent holds (N16)."""

    MONTH = "month"
    UNTIL_WITHDRAWN = "until_withdrawn"


class ConsentState(Codes):
    """Where consent stands, as far as an activation asks."""

    AWAITING = "awaiting"
    GIVEN = "given"
    REFUSED = "refused"


class MissingDay(Codes):
    """Which day stands for a day of month that a month lacks (N4). There is no default."""

    LAST_DAY_OF_MONTH = "last_day_of_month"
    FIRST_DAY_OF_NEXT_MONTH = "first_day_of_next_month"


class Language(Codes):
    """A language of texts and names, by ISO 639-1 (N36)."""

    KK = "kk"
    RU = "ru"
    EN = "en"


def language_of(language: Language | LanguageCode) -> Language:
    """The member of a code, by the core's own check and with its errors."""
    _core._stage_text(Stage.ISSUED, language)
    return Language(language)


class MatchKind(Codes):
    """How a recipient's voucher compares in two registers (N28)."""

    EQUAL = "equal"
    ONLY_IN_WALLET = "only_in_wallet"
    ONLY_AT_PROVIDER = "only_at_provider"
    DIFFERS = "differs"
    DUPLICATED = "duplicated"


class MissingFact(Codes):
    """A fact without which a preview cannot tell (N26)."""

    LISTING = "listing"
    CONSENT = "consent"
    OWN_ACTIVATION = "own_activation"
    ACCOUNT_USE = "account_use"
    ACCOUNT_EXISTS = "account_exists"


class Refusal(Codes):
    """Why the answer is *no*, in the order of the norms."""

    OUT_OF_ORDER = "out_of_order"
    OUTSIDE_PILOT = "outside_pilot"
    LIST_CLOSED = "list_closed"
    NOT_RECEIVING_ASSISTANCE = "not_receiving_assistance"
    REGION_NOT_IN_PILOT = "region_not_in_pilot"
    NOT_LISTED = "not_listed"
    CONSENT_NOT_NEEDED = "consent_not_needed"
    CONSENT_CLOSED = "consent_closed"
    ALREADY_ANSWERED = "already_answered"
    ALREADY_ASKED = "already_asked"
    NOT_ASKED = "not_asked"
    ALREADY_REMINDED = "already_reminded"
    REPEAT_TOO_EARLY = "repeat_too_early"
    UNRECOGNISED_REPLY = "unrecognised_reply"
    REFUSED_THIS_MONTH = "refused_this_month"
    AWAITING_CONSENT = "awaiting_consent"
    CONSENT_REFUSED = "consent_refused"
    WINDOW_NOT_OPEN = "window_not_open"
    WINDOW_CLOSED = "window_closed"
    VOUCHER_ALREADY_ACTIVATED = "voucher_already_activated"
    ACCOUNT_ALREADY_USED = "account_already_used"
    ACCOUNT_UNKNOWN = "account_unknown"
    NO_ACCOUNT_ENTERED = "no_account_entered"
    OFFER_NOT_ACCEPTED = "offer_not_accepted"
    ACCOUNT_MISMATCH = "account_mismatch"
    ACCOUNT_NOT_CHECKED = "account_not_checked"
    REGISTER_NOT_DUE = "register_not_due"
    DISCOUNT_TERMS_UNKNOWN = "discount_terms_unknown"

    @property
    def norm(self) -> str:
        """The norms that decide it, such as `N9`."""
        return _core._refusal_norm(self)

    def text(self, language: Language | LanguageCode) -> str:
        """Why, in words for the citizen, and what they can do (N36). Ours, not official."""
        return _core._refusal_text(self, language)


class Region(Codes):
    """A region of Kazakhstan; its value is the KATO code (N33)."""

    ABAI = "10"
    AKMOLA = "11"
    AKTOBE = "15"
    ALMATY_REGION = "19"
    ATYRAU = "23"
    WEST_KAZAKHSTAN = "27"
    ZHAMBYL = "31"
    ZHETISU = "33"
    KARAGANDA = "35"
    KOSTANAY = "39"
    KYZYLORDA = "43"
    MANGYSTAU = "47"
    PAVLODAR = "55"
    NORTH_KAZAKHSTAN = "59"
    TURKISTAN = "61"
    ULYTAU = "62"
    EAST_KAZAKHSTAN = "63"
    ASTANA = "71"
    ALMATY = "75"
    SHYMKENT = "79"

    @property
    def iso(self) -> str:
        """The ISO 3166-2 code: `KZ-` and the KATO code."""
        return _core._region_iso(self)

    def label(self, language: Language | LanguageCode) -> str:
        """The name."""
        return _core._region_label(self, language)

    @classmethod
    def parse(cls, text: str) -> Region:
        """The region that a person means: by KATO code of two or nine digits, ISO 3166-2 code, or a name as people write it.

        `г. Шымкент`, `ШЫМКЕНТ`, `Туркестанская обл.`, `ВКО` and `Нур-Султан` are taken. A bare `Алматы` is the city.

        Errors: `ambiguous_region` for an old name whose land is that of several regions today, `unknown_region`.
        """
        return _core._region_parse(text)


class RegisterField(Codes):
    """A field in which two rows of one recipient can differ (N28)."""

    ACCOUNT = "account"
    ACTIVATED_ON = "activated_on"
    CHANNEL = "channel"


class Rounding(Codes):
    """How an amount between two tiyn is rounded (N29)."""

    HALF_AWAY_FROM_ZERO = "half_away_from_zero"


class SmsKind(Codes):
    """Which SMS was sent (N13)."""

    START = "start"
    REPEAT = "repeat"


class Stage(Codes):
    """Where a person stands in a month, seen on a date: the first that holds, in this order (N18)."""

    NOT_LISTED = "not_listed"
    REGISTERED = "registered"
    ACTIVATED = "activated"
    DELISTED = "delisted"
    REFUSED = "refused"
    LAPSED = "lapsed"
    TO_ASK = "to_ask"
    ASKED = "asked"
    REMINDED = "reminded"
    EXPIRED = "expired"
    ISSUED = "issued"

    def text(self, language: Language | LanguageCode) -> str:
        """Where the person stands, in words for them (N36). Ours, not official."""
        return _core._stage_text(self, language)


class Step(Codes):
    """What a person does next on the way to an activation (N19 to N22)."""

    ENTER_ACCOUNT = "enter_account"
    ACCEPT_OFFER = "accept_offer"
    CHECK_ACCOUNT = "check_account"
    CONFIRM = "confirm"
    DONE = "done"

    def text(self, language: Language | LanguageCode) -> str:
        """What to do or to wait for, in words for the person (N36). Ours, not official."""
        return _core._step_text(self, language)


def __getattr__(name: str) -> type[MissingDay]:
    """`IfMissing` is the name of `MissingDay` in pickles of version 1."""
    if name == "IfMissing":
        return MissingDay
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
