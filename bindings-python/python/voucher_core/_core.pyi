"""
The extension module: a list of names, sorted within each kind.
"""

from _typeshed import SupportsGetItem
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final, Literal, SupportsIndex, final
from voucher_core.enums import Assistance, ConsentState, Language, MissingFact, Refusal, Region, Stage, Step

__all__ = ["__version__", "Account", "CommitKey", "DiscountTerms", "Iin", "Month", "Phone", "Preview", "Regulation", "_closed_lists", "_panic", "_refusal_norm", "_refusal_text", "_region_iso", "_region_label", "_region_parse", "_restore", "_stage_text", "_step_text", "civil_date", "confirmation_sms", "preview", "start_sms"]

__version__: Final[str]
"""
The version of the library.
"""

@final
class Account:
    """
    A personal account (лицевой счёт, тұлғалық шот) at the gas provider, in its normal form (N24).

    Built from text: a number has lost its leading zeros. It never shows itself (N34).
    """
    __match_args__: Final[tuple[()]]
    def __copy__(self, /) -> Account: ...
    def __deepcopy__(self, _memo: Any, /) -> Account: ...
    def __eq__(self, value: object, /) -> bool: ...
    def __ge__(self, value: object, /) -> bool: ...
    def __gt__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __le__(self, value: object, /) -> bool: ...
    def __lt__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, text: str) -> Account:
        """
        Reads 1 to 32 ASCII letters, digits, `-` and `/`; trims ASCII white space at the ends, turns
        letters into upper case.

        Errors: the first that holds of `account_empty`, `account_too_long`, `account_character`.
        """
    def __reduce__(self, /) -> tuple[Any, ...]: ...
    def __repr__(self, /) -> str: ...
    def expose_text(self, /) -> str:
        """
        The account itself, in its normal form: personal data (N34).
        """

@final
class CommitKey:
    """
    What an activation must be unique by, across machines: programme, month, account (N25).

    Whoever embeds the library enforces the limit with one unique constraint on it.
    """
    __match_args__: Final[tuple[Literal["programme"], Literal["month"], Literal["account"]]]
    def __copy__(self, /) -> CommitKey: ...
    def __deepcopy__(self, _memo: Any, /) -> CommitKey: ...
    def __eq__(self, value: object, /) -> bool: ...
    def __ge__(self, value: object, /) -> bool: ...
    def __gt__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __le__(self, value: object, /) -> bool: ...
    def __lt__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, programme: str, month: Month | str, account: Account | str) -> CommitKey:
        """
        The key of these three.
        """
    def __reduce__(self, /) -> tuple[Any, ...]: ...
    def __repr__(self, /) -> str: ...
    @property
    def account(self, /) -> Account:
        """
        The account.
        """
    @property
    def month(self, /) -> Month:
        """
        The month.
        """
    @property
    def programme(self, /) -> str:
        """
        The programme.
        """

@final
class DiscountTerms:
    """
    A rate, and the norm in m³ a month up to which it is given (N29).
    """
    __match_args__: Final[tuple[Literal["rate"], Literal["norm_m3"]]]
    def __copy__(self, /) -> DiscountTerms: ...
    def __deepcopy__(self, _memo: Any, /) -> DiscountTerms: ...
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, rate: Decimal | int | str, norm_m3: Decimal | int | str) -> DiscountTerms:
        """
        Reads both from text, `Decimal` or `int`: the rate 0 to 1 with up to 4 decimals, the norm with up
        to 3.

        Errors: the first that holds of `not_a_decimal`, `too_many_decimals`, `negative`, `too_large`.
        """
    def __reduce__(self, /) -> tuple[Any, ...]: ...
    def __repr__(self, /) -> str: ...
    @property
    def norm_m3(self, /) -> Decimal:
        """
        The volume in m³ a month up to which it is taken off.
        """
    @property
    def rate(self, /) -> Decimal:
        """
        The share of the price that is taken off.
        """

@final
class Iin:
    """
    An individual identification number (ИИН, ЖСН): 12 digits whose control digit fits (N31).

    Built from text: a number has lost its leading zeros. It never shows itself (N34).
    """
    __match_args__: Final[tuple[()]]
    def __copy__(self, /) -> Iin: ...
    def __deepcopy__(self, _memo: Any, /) -> Iin: ...
    def __eq__(self, value: object, /) -> bool: ...
    def __ge__(self, value: object, /) -> bool: ...
    def __gt__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __le__(self, value: object, /) -> bool: ...
    def __lt__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, text: str) -> Iin:
        """
        Reads 12 digits; white space is not trimmed.

        Errors: the first that holds of `iin_length`, `iin_not_digits`, `iin_control_digit`,
        `iin_repeated_digit`.
        """
    def __reduce__(self, /) -> tuple[Any, ...]: ...
    def __repr__(self, /) -> str: ...
    def expose_text(self, /) -> str:
        """
        The number itself: personal data (N34).
        """

@final
class Month:
    """
    A calendar month of the years 1 to 9999.
    """
    __match_args__: Final[tuple[Literal["year"], Literal["month"]]]
    def __copy__(self, /) -> Month: ...
    def __deepcopy__(self, _memo: Any, /) -> Month: ...
    def __eq__(self, value: object, /) -> bool: ...
    def __ge__(self, value: object, /) -> bool: ...
    def __gt__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __le__(self, value: object, /) -> bool: ...
    def __lt__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, year: int, month: int) -> Month:
        """
        The month of a year, both counted from 1. Errors: `not_a_month`.
        """
    def __reduce__(self, /) -> tuple[Any, ...]: ...
    def __repr__(self, /) -> str: ...
    def __str__(self, /) -> str: ...
    @property
    def first_day(self, /) -> date:
        """
        The first day.
        """
    @property
    def last_day(self, /) -> date:
        """
        The last day, on which the list of the next month is drawn up.
        """
    @property
    def month(self, /) -> int:
        """
        The month of the year, 1 to 12.
        """
    def next(self, /) -> Month:
        """
        The month after this one. Errors: `not_a_month` after 9999-12.
        """
    @staticmethod
    def of(date: date) -> Month:
        """
        The month that holds this date.
        """
    @staticmethod
    def parse(text: str) -> Month:
        """
        Reads `YYYY-MM`. Errors: `not_a_month`.
        """
    def previous(self, /) -> Month:
        """
        The month before this one. Errors: `not_a_month` before 0001-01.
        """
    @property
    def year(self, /) -> int:
        """
        The year.
        """

@final
class Phone:
    """
    A mobile phone of Kazakhstan, `+7` and ten digits (N32). It never shows itself (N34).
    """
    __match_args__: Final[tuple[()]]
    def __copy__(self, /) -> Phone: ...
    def __deepcopy__(self, _memo: Any, /) -> Phone: ...
    def __eq__(self, value: object, /) -> bool: ...
    def __ge__(self, value: object, /) -> bool: ...
    def __gt__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __le__(self, value: object, /) -> bool: ...
    def __lt__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, text: str) -> Phone:
        """
        Reads `+7…`, `8…` or ten digits, with spaces, dashes and brackets inside.

        Errors: the first that holds of `phone_character`, `phone_length`, `phone_not_mobile`.
        """
    def __reduce__(self, /) -> tuple[Any, ...]: ...
    def __repr__(self, /) -> str: ...
    def expose_text(self, /) -> str:
        """
        The number itself, as `+7` and ten digits: personal data (N34).
        """

@final
class Preview:
    """
    The answer of a preview: *yes* with the commit key, *no* with every reason, or *cannot tell* with
    what is missing (N26).

    It is neither true nor false: ask `answer`.
    """
    __match_args__: Final[tuple[Literal["answer"]]]
    def __bool__(self, /) -> bool:
        """
        Refused: an answer of three is no `bool`.
        """
    def __copy__(self, /) -> Preview: ...
    def __deepcopy__(self, _memo: Any, /) -> Preview: ...
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, ...]: ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _of(key: CommitKey | None, refusals: SupportsGetItem[int, Refusal | str], earliest: date | None, missing: SupportsGetItem[int, MissingFact | str]) -> Preview:
        """
        The answer with these parts: what a pickle keeps.
        """
    def _repr_html_(self, /) -> str: ...
    @property
    def answer(self, /) -> Literal["yes", "no", "cannot_tell"]:
        """
        `yes`, `no` or `cannot_tell`.
        """
    @property
    def earliest(self, /) -> date | None:
        """
        The earliest date on which the answer could be *yes*, where waiting can help; only of a *no*.
        """
    def explain(self, /, language: Language | str) -> str:
        """
        The answer in words, a line a reason (N36). Ours, not official.
        """
    @property
    def key(self, /) -> CommitKey | None:
        """
        What the activation must be unique by; only of a *yes*.
        """
    @property
    def missing(self, /) -> tuple[MissingFact, ...]:
        """
        The facts without which nothing can be told; empty unless *cannot tell*.
        """
    @property
    def refusals(self, /) -> tuple[Refusal, ...]:
        """
        Every reason that is known, in the order of the norms; empty unless *no*.
        """

@final
class Regulation:
    """
    The rules as checked data, with a digest of their content (N3 to N8).

    Two regulations are equal when their content is. `replace` gives a changed one; nothing changes in place.
    """
    __match_args__: Final[tuple[Literal["id"]]]
    def __copy__(self, /) -> Regulation: ...
    def __deepcopy__(self, _memo: Any, /) -> Regulation: ...
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, ...]: ...
    def __replace__(self, /, **changes: "object") -> Regulation: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def activations_per_account(self, /) -> int:
        """
        How many activations an account can have in a month.
        """
    def as_dict(self, /) -> dict[str, Any]:
        """
        Its content as `dict`, in the wire form: the canonical JSON, read.
        """
    @property
    def assistance(self, /) -> tuple[Assistance, ...]:
        """
        The kinds of assistance that count; any one is enough.
        """
    @property
    def digest(self, /) -> str:
        """
        `sha256:` and 64 hexadecimal digits, over the canonical JSON.
        """
    def discount_terms(self, /, region: Region | str) -> DiscountTerms | None:
        """
        The terms of the discount for a region, where they are published.
        """
    @staticmethod
    def from_json(text: str) -> Regulation:
        """
        Reads a regulation from JSON.

        Errors: `malformed_json`, `duplicate_field`, and the codes of N7.
        """
    @staticmethod
    def gas_2024_12() -> Regulation:
        """
        The first pilot, 2024-12-01 to 2025-04-30 in two regions, with published terms of the discount
        (S2, P).
        """
    @staticmethod
    def gas_2025_08() -> Regulation:
        """
        The pilot of 2025-08-28 to 2026-06-30 in 17 regions: consent by SMS, activation from the 7th to
        the 29th (S0, S1).
        """
    @property
    def helpline(self, /) -> str | None:
        """
        The telephone number for questions, where there is one.
        """
    @property
    def id(self, /) -> str:
        """
        The short id.
        """
    @staticmethod
    def in_force(programme: str, date: date) -> Regulation | None:
        """
        The published regulation of a programme (`gas`) in force on a date, or none (N6).
        """
    def last_day_to_answer(self, /, month: Month | str) -> date | None:
        """
        The last day to answer in the month, or none where no consent is needed.
        """
    def list_closes(self, /, month: Month | str) -> date:
        """
        The last day on which the list of the month may change.
        """
    def months(self, /) -> list[Month]:
        """
        The months whose activation window meets the period, in order (N8).
        """
    @property
    def needs_consent(self, /) -> bool:
        """
        Whether a recipient must consent before a voucher is issued.
        """
    @property
    def period(self, /) -> tuple[date, date]:
        """
        First and last day in force, both inclusive (N3).
        """
    @property
    def programme(self, /) -> str:
        """
        The programme.
        """
    @staticmethod
    def published() -> list[Regulation]:
        """
        Every published regulation, by its first day.
        """
    @property
    def regions(self, /) -> tuple[Region, ...]:
        """
        The regions that take part, by KATO code.
        """
    def register_due(self, /, month: Month | str) -> date:
        """
        The day from which the register of the month is due.
        """
    def replace(self, /, **changes: "object") -> Regulation:
        """
        A copy with some fields changed, called by its old id with `+changed` behind it unless `id` is given.

        A field is named as in the wire form and takes a value like JSON's; a `dict` changes the fields
        that it names and leaves the others (RFC 7396), and `None` takes a field away. In short forms, a day
        keeps its rule for months that lack it: `window=(1, 29)`, `list_closes=10`, `register_due=28`,
        `last_day_to_answer=20`; `repeat_after_days=5`, `consent_scope="until_withdrawn"`,
        `period=(first, last)` with dates.

        Errors: `unknown_field`, `duplicate_field` where `consent` and a short form of it are both given,
        and the codes of N7.
        """
    @property
    def sign_up_link(self, /) -> str | None:
        """
        The link that the confirmation SMS carries, where there is one.
        """
    def to_json(self, /) -> str:
        """
        The canonical JSON of its content (RFC 8785), which the digest covers.
        """
    def window(self, /, month: Month | str) -> tuple[date, date]:
        """
        First and last day of the activation window of the month, both inclusive.
        """

def _closed_lists() -> dict[str, list[str]]:
    """
    Every closed list by the name of its `StrEnum`, and the codes of errors as `error`: what
    a test compares the Python side with.
    """

def _panic(text: str) -> None:
    """
    Panics with this text under the last resort, so that a test can see what leaves.
    """

def _refusal_norm(refusal: Refusal | str) -> str:
    """
    The norms of `Refusal.norm`.
    """

def _refusal_text(refusal: Refusal | str, language: Language | str) -> str:
    """
    The text of `Refusal.text`.
    """

def _region_iso(region: Region | str) -> str:
    """
    The code of `Region.iso`.
    """

def _region_label(region: Region | str, language: Language | str) -> str:
    """
    The name of `Region.label`.
    """

def _region_parse(text: str) -> Region:
    """
    The region of `Region.parse`: by KATO code or by any known name.
    """

def _restore(kind: Any, version: SupportsIndex, arguments: Any, maker: str | None = None) -> Any:
    """
    Builds an object from its pickle. Errors: `unsupported_version` for a pickle of another version.
    """

def _stage_text(stage: Stage | str, language: Language | str) -> str:
    """
    The text of `Stage.text`.
    """

def _step_text(step: Step | str, language: Language | str) -> str:
    """
    The text of `Step.text`.
    """

def civil_date(instant: datetime) -> date:
    """
    The civil date in Kazakhstan at a moment: UTC+05:00, in force in the whole country since 2024-03-01 (N2).

    The moment is a `datetime` with a zone.

    Errors: `WrongType` `not_an_instant` for anything else, `VoucherError` `not_an_instant` without a
    zone, `instant_before_single_zone` before 2024-02-29T19:00:00Z, when two zones existed.
    """

def confirmation_sms(language: Language | str) -> str:
    """
    The SMS that answers a consent (N36): in Russian the order's own wording, otherwise our translation.
    """

def preview(regulation: Regulation, account: Account | str, on: date, *, on_list: bool | None = None, consent: ConsentState | str | None = None, own_activation: bool | None = None, others_on_account: int | None = None, account_exists: bool | None = None) -> Preview:
    """
    May a voucher be activated on this account on this date? A pure function of what is known (N26).

    `None` is *not known* and never read as yes or no; a known refusal beats missing facts. `on_list`: whether
    the person is on the list in the month of the date; `consent`: where consent stands; `own_activation`:
    whether the person's voucher of the month is activated; `others_on_account`: how many activations
    other people have on the account in the month; `account_exists`: what the provider says.
    """

def start_sms(language: Language | str) -> str:
    """
    The SMS that asks for consent (N36): in Russian the order's own wording, otherwise our translation.
    """
