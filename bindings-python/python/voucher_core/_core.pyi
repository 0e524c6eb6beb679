"""
The extension module: a list of names, sorted within each kind.
"""

from _typeshed import SupportsGetItem, SupportsLenAndGetItem
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final, Literal, SupportsIndex, final
from voucher_core._arrow import ArrowLike, CountsBy, ReviewOutput
from voucher_core._run import Progress, Source
from voucher_core.enums import Action, Answer, Assistance, Channel, ConsentState, Language, MatchKind, MissingFact, Refusal, Region, RegisterField, SmsKind, Stage, Step

__all__ = ["__version__", "Accepted", "Account", "AccountChecked", "AccountEntered", "CommitKey", "Confirmed", "Decision", "Delisted", "DiscountTerms", "Due", "Iin", "Journal", "Ledger", "Listed", "Match", "Month", "OfferAccepted", "PersonMonth", "Phone", "Preview", "Receipt", "Refused", "Register", "RegisterRow", "RegisterSent", "Regulation", "RegulationDifference", "Replied", "SmsSent", "Table", "_assess", "_closed_lists", "_compare_assistance", "_csv_table", "_diff", "_form_fault", "_grade", "_grade_moves", "_lists", "_panic", "_prepare", "_published", "_reconcile", "_refusal_norm", "_refusal_text", "_region_iso", "_region_label", "_region_parse", "_register_csv", "_restore", "_stage_text", "_step_text", "_written", "check", "civil_date", "compare", "confirmation_sms", "counts", "decide", "due_actions", "error_text", "explain_row", "known_by", "potential_recipients", "preview", "receipt", "receipts", "reconcile", "reconcile_tables", "refusal_flags", "refusal_lists", "review", "start_sms"]

__version__: Final[str]
"""
The version of the library.
"""

@final
class Accepted:
    """
    The ledger's word for a fact that counts (N15).
    """
    __match_args__: Final[tuple[Literal["stage"], Literal["repeat"], Literal["next"]]]
    def __bool__(self, /) -> Literal[True]: ...
    def __copy__(self, /) -> Accepted: ...
    def __deepcopy__(self, _memo: Any, /) -> Accepted: ...
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, stage: Stage | str | None, repeat: bool, next: Step | str | None) -> Accepted:
        """
        All fields, in this order or by name. Errors: those of each field's type.
        """
    def __reduce__(self, /) -> tuple[Any, ...]: ...
    def __repr__(self, /) -> str: ...
    @property
    def accepted(self, /) -> Literal[True]:
        """
        True: the fact counts.
        """
    @property
    def next(self, /) -> Step | None:
        """
        The step at which the activation then stands; none for facts of the list and of consent.
        """
    @property
    def repeat(self, /) -> bool:
        """
        Whether it states what was so already: nothing changed.
        """
    @property
    def stage(self, /) -> Stage | None:
        """
        The person's stage on the date; none for a register.
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

        Errors: the first that holds of `account_empty`, `account_too_long`, `account_character`, `account_no_digit`.
        """
    def __reduce__(self, /) -> tuple[Any, ...]: ...
    def __repr__(self, /) -> str: ...
    def expose_text(self, /) -> str:
        """
        The account itself, in its normal form: personal data (N34).
        """

@final
class AccountChecked:
    """
    The provider checked the account (N21).
    """
    __match_args__: Final[tuple[Literal["iin"], Literal["account"], Literal["exists"]]]
    def __copy__(self, /) -> AccountChecked: ...
    def __deepcopy__(self, _memo: Any, /) -> AccountChecked: ...
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, iin: Iin | str, account: Account | str, exists: bool) -> AccountChecked:
        """
        All fields, in this order or by name. Errors: those of each field's type.
        """
    def __reduce__(self, /) -> tuple[Any, ...]: ...
    def __repr__(self, /) -> str: ...
    @property
    def account(self, /) -> Account:
        """
        The account that was checked.
        """
    @property
    def exists(self, /) -> bool:
        """
        Whether the provider has it.
        """
    def expose_line(self, /, on: date) -> str:
        """
        The fact on this date as a line of a `Journal`, without line end: personal data (N34).
        """
    @property
    def iin(self, /) -> Iin:
        """
        The person.
        """

@final
class AccountEntered:
    """
    The person entered an account (N19).
    """
    __match_args__: Final[tuple[Literal["iin"], Literal["account"], Literal["channel"]]]
    def __copy__(self, /) -> AccountEntered: ...
    def __deepcopy__(self, _memo: Any, /) -> AccountEntered: ...
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, iin: Iin | str, account: Account | str, channel: Channel | str) -> AccountEntered:
        """
        All fields, in this order or by name. Errors: those of each field's type.
        """
    def __reduce__(self, /) -> tuple[Any, ...]: ...
    def __repr__(self, /) -> str: ...
    @property
    def account(self, /) -> Account:
        """
        The personal account.
        """
    @property
    def channel(self, /) -> Channel:
        """
        Where.
        """
    def expose_line(self, /, on: date) -> str:
        """
        The fact on this date as a line of a `Journal`, without line end: personal data (N34).
        """
    @property
    def iin(self, /) -> Iin:
        """
        The person.
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
class Confirmed:
    """
    The person confirmed (N22).
    """
    __match_args__: Final[tuple[Literal["iin"]]]
    def __copy__(self, /) -> Confirmed: ...
    def __deepcopy__(self, _memo: Any, /) -> Confirmed: ...
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, iin: Iin | str) -> Confirmed:
        """
        All fields, in this order or by name. Errors: those of each field's type.
        """
    def __reduce__(self, /) -> tuple[Any, ...]: ...
    def __repr__(self, /) -> str: ...
    def expose_line(self, /, on: date) -> str:
        """
        The fact on this date as a line of a `Journal`, without line end: personal data (N34).
        """
    @property
    def iin(self, /) -> Iin:
        """
        The person.
        """

@final
class Decision:
    """
    What became of one person-month, seen on a date.
    """
    __match_args__: Final[tuple[Literal["stage"], Literal["activated"], Literal["refusals"], Literal["earliest"], Literal["next"]]]
    def __copy__(self, /) -> Decision: ...
    def __deepcopy__(self, _memo: Any, /) -> Decision: ...
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, stage: Stage | str, activated: bool, refusals: Iterable[Refusal | str], earliest: date | None, next: Step | str, facts: tuple[Regulation, Month | str, SupportsLenAndGetItem[SupportsIndex], SupportsIndex, SupportsIndex] | None = None) -> Decision:
        """
        All fields, in this order or by name; `facts` is what a pickle keeps of `decide`, and explains the decision.
        """
    def __reduce__(self, /) -> tuple[Any, ...]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def activated(self, /) -> bool:
        """
        Whether the voucher is activated, on whatever day of the month.
        """
    @property
    def earliest(self, /) -> date | None:
        """
        Of a voucher that is not activated, the earliest date on which one could be, where waiting can help
        (N26).
        """
    def explain(self, /, language: Language | str) -> str:
        """
        The decision in words, a line a thing: where the person stands, what happened on which day and why it does not count,
        what the person can do and until when (N36). Ours, not official.

        A decision that `decide` did not make knows no days: then the stage, the reasons and the earliest date.
        """
    @property
    def next(self, /) -> Step:
        """
        The step at which the activation stands.
        """
    @property
    def refusals(self, /) -> tuple[Refusal, ...]:
        """
        Every refusal that a fact of the month met; where no activation was tried, also those that one
        would meet. A voucher that is activated keeps those of, say, a reminder.
        """
    @property
    def stage(self, /) -> Stage:
        """
        Where the person stands (N18).
        """

@final
class Delisted:
    """
    Taken off the list (N12).
    """
    __match_args__: Final[tuple[Literal["iin"]]]
    def __copy__(self, /) -> Delisted: ...
    def __deepcopy__(self, _memo: Any, /) -> Delisted: ...
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, iin: Iin | str) -> Delisted:
        """
        All fields, in this order or by name. Errors: those of each field's type.
        """
    def __reduce__(self, /) -> tuple[Any, ...]: ...
    def __repr__(self, /) -> str: ...
    def expose_line(self, /, on: date) -> str:
        """
        The fact on this date as a line of a `Journal`, without line end: personal data (N34).
        """
    @property
    def iin(self, /) -> Iin:
        """
        The person.
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
class Due:
    """
    Something that a system must do (N30). Orders by kind, then by iin or month.
    """
    __match_args__: Final[tuple[Literal["action"], Literal["iin"], Literal["month"]]]
    def __copy__(self, /) -> Due: ...
    def __deepcopy__(self, _memo: Any, /) -> Due: ...
    def __eq__(self, value: object, /) -> bool: ...
    def __ge__(self, value: object, /) -> bool: ...
    def __gt__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __le__(self, value: object, /) -> bool: ...
    def __lt__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, action: Action | str, iin: Iin | str | None = None, month: Month | str | None = None) -> Due:
        """
        A duty: an SMS to a person, or the register of a month.

        Errors: `missing_field` and `unknown_field` where the action asks for the other of the two.
        """
    def __reduce__(self, /) -> tuple[Any, ...]: ...
    def __repr__(self, /) -> str: ...
    @property
    def action(self, /) -> Action:
        """
        What to do.
        """
    @property
    def iin(self, /) -> Iin | None:
        """
        The person who gets the SMS.
        """
    @property
    def month(self, /) -> Month | None:
        """
        The month of the register.
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
class Journal:
    """
    A journal: facts and queries as lines of JSON, each answered by one line.

    The first line that is not in error takes a regulation. Nothing stops a journal: a line in error
    gets its error and changes nothing. Memory grows with people and not with lines. Answers hold
    personal data where the line asked for it (N34). `copy` makes an independent journal; it
    cannot be pickled: keep its lines, or save its ledger.

    Of gas a line is `{"regulation":"gas-2025-08"}`, a `"fact"` with a date (`listed`, `delisted`, `sms_sent`, `replied`, `account_entered`,
    `offer_accepted`, `account_checked`, `confirmed`, `register_sent`), or a `"query"` (`due`, `status`, `preview`, `register`, `receipt`,
    `summary`), such as `{"query":"status","iin":"990101600002","on":"2025-09-10"}`.
    """
    def __copy__(self, /) -> Journal: ...
    def __deepcopy__(self, _memo: Any, /) -> Journal: ...
    def __new__(cls, /) -> Journal:
        """
        A journal without lines.
        """
    def __reduce__(self, /) -> tuple[Any, ...]:
        """
        Errors: always `unsupported_type`, since a journal cannot be pickled.
        """
    def __repr__(self, /) -> str: ...
    def _cross(self, /, value: Any, kind: str, name: str, on: date | None, plain: Any) -> Any:
        """
        The fields of the answer to a line: those of an object, with this name as its `kind`, a fact or a query, and a date
        (`crossing`).
        """
    def _feed_from(self, /, chunk: bytes, start: SupportsIndex) -> tuple[str, int]:
        """
        What `run` feeds with: the answers to the lines of these bytes from `start` on, and where it
        stopped, which is before the end where the answers have become long.
        """
    def _planned(self, /, month: Month | str, kind: str, on: date) -> tuple[Table | None, list[str]]:
        """
        Planned against given by school and day, or the codes of the refusals: none where the journal is not of meals.
        """
    def _regulation(self, /) -> str | None:
        """
        The canonical JSON of the regulation; none before one is chosen.
        """
    @staticmethod
    def _restore(text: str) -> Journal:
        """
        A journal over the ledger that a text holds. Errors: those of the core.
        """
    def _save(self, /) -> str | None:
        """
        The ledger of the journal as text; none before a regulation is chosen.
        """
    def answer(self, /, line: str | bytes) -> str | None:
        """
        The answer to one line, without line end; none if the line is empty.

        The line may have its line end, LF or CRLF; a CR without an LF behind it belongs to the line. After Ctrl-C the
        line is taken, and its answer is lost: only questions take long, and they may be asked again.
        """
    def feed(self, /, chunk: bytes) -> str:
        """
        The answers to the lines that end in these bytes, each ended by LF.

        A line without its end waits for the next bytes, which may be cut anywhere.

        Ctrl-C is heard between two lines. The journal then stands after the last one that was answered, and
        `lines` tells which; the rest of the bytes is not fed. The next call of `feed` or `finish` gives the
        answers so far before its own: `feed(b"")` gives them alone.
        """
    def finish(self, /) -> str:
        """
        The answer to a last line that has no line end, ended by LF; empty if there is none.

        After Ctrl-C the line is taken, and the next call gives its answer.
        """
    @property
    def lines(self, /) -> int:
        """
        How many lines have come, empty ones counted.
        """
    @staticmethod
    def run(path_or_lines: Source, *, progress: Progress | None = None) -> Iterator[str]:
        """
        Runs a whole journal, from its first line: an iterator of answers, each without its line end.

        The journal is a file, by its path, or any iterable of lines, each text or bytes, with or without
        its line end: `io.StringIO(text)` is one, and so is what `text.split("\\n")` gives. Lines are read as
        answers are asked for, and none is kept. `progress` is called with the iterable of what is read,
        chunks of a file or lines, and gives it back: `tqdm` fits. An exception, such as Ctrl-C, ends the run;
        who must go on after it feeds a `Journal`.

        Errors: `unsupported_type` for anything else; `OSError` of the file, when it is read.
        """

@final
class Ledger:
    """
    The months of all people under one regulation: facts go in, in date order, and queries come out (N9).

    Nothing but an accepted fact changes it; it reads no clock, and the same facts give the same
    ledger. It may be shared by threads: each call sees every fact recorded before it. `copy` makes an
    independent ledger; `save` and `restore`, or a pickle, keep one for another day.
    """
    def __copy__(self, /) -> Ledger: ...
    def __deepcopy__(self, _memo: Any, /) -> Ledger: ...
    def __eq__(self, other: object, /) -> bool:
        """
        The same regulation, latest date and records.
        """
    def __new__(cls, /, regulation: Regulation) -> Ledger:
        """
        A ledger without facts.
        """
    def __reduce__(self, /) -> tuple[Any, ...]: ...
    def __repr__(self, /) -> str: ...
    def commit_key(self, /, iin: Iin | str, month: Month | str) -> CommitKey | None:
        """
        The commit key of a person's activation of a month, if there is one (N25).
        """
    def due(self, /, on: date) -> list[Due]:
        """
        What the systems must do on a date: start SMS, repeat SMS, registers; by kind, then by iin or
        month (N30).
        """
    @property
    def latest(self, /) -> date | None:
        """
        The date of the latest accepted fact, before which no fact is taken (N9).
        """
    def months(self, /) -> list[Month]:
        """
        The months that have at least one record, in order.
        """
    def people(self, /, month: Month | str) -> list[PersonMonth]:
        """
        Every record of a month, by iin.
        """
    def preview(self, /, iin: Iin | str, account: Account | str, on: date, *, account_exists: bool | None = None) -> Preview:
        """
        May this person activate on this account on this date (N26)?

        `account_exists` is what the provider says of the account; left out, it is not known, whatever
        was checked before.
        """
    def receipt(self, /, month: Month | str, account: Account | str, volume_m3: Decimal | int | str, price: Decimal | int | str, *, terms: DiscountTerms | None = None) -> Receipt | Refused:
        """
        The receipt of an account for a month: `volume_m3` in m³, `price` in tenge per m³ (N29).

        `terms` stand in for the regulation's, which go by the region last listed of the first to activate
        on the account. `discount_terms_unknown` where a voucher was activated and neither gives terms.
        """
    def record(self, /, on: date, fact: Listed | Delisted | SmsSent | Replied | AccountEntered | OfferAccepted | AccountChecked | Confirmed | RegisterSent) -> Accepted | Refused:
        """
        Takes a fact dated `on`, or refuses it with every reason that applies (N9 to N23).

        A refused fact changes nothing. A fact dated before the latest accepted one is refused.
        """
    def record_all(self, /, facts: Iterable[tuple[date, Listed | Delisted | SmsSent | Replied | AccountEntered | OfferAccepted | AccountChecked | Confirmed | RegisterSent]]) -> list[Accepted | Refused]:
        """
        Takes many facts, each a pair of its date and itself, in their order; what is said to each.

        No other thread's fact comes between them. All are read before the first is recorded, so an
        error of input leaves the ledger as it was.

        Ctrl-C is heard between two facts. The ledger then stands after the last one that was recorded, and
        the exception, `KeyboardInterrupt`, has what was said to each so far as its attribute `outcomes`.
        """
    def register(self, /, month: Month | str, on: date) -> Register | Refused:
        """
        The register of a month, formed on a date, or `register_not_due` before its due date (N27).
        """
    @property
    def regulation(self, /) -> Regulation:
        """
        The regulation that decides.
        """
    @staticmethod
    def restore(text: str) -> Ledger:
        """
        The ledger that `save` has written.

        Errors: `snapshot_foreign` for another text, `snapshot_version` for another form,
        `snapshot_damaged` where it is not as it was written, `snapshot_inconsistent` for what no ledger
        can hold, and what is wrong with its regulation.
        """
    def save(self, /) -> str:
        """
        The ledger as text, from which `restore` makes an equal one, also in Rust: personal data (N34).

        Equal ledgers have equal texts. The last line holds the digest of the lines before it.
        """
    def stage(self, /, iin: Iin | str, month: Month | str, on: date) -> Stage:
        """
        The stage of a person in a month, seen on a date (N18).
        """
    def step(self, /, iin: Iin | str, month: Month | str) -> Step:
        """
        The step at which a person's activation of a month stands.
        """
    def summary(self, /, month: Month | str, on: date) -> dict[Stage, int]:
        """
        How many people stand at each stage of a month, seen on a date: every stage but `not_listed`,
        which nobody with a record is, in the order of N18.
        """
    def until(self, /, stage: Stage | str, month: Month | str) -> date | None:
        """
        The last day on which a person at a stage can still do what the stage waits for: to answer, or to
        activate. None where it waits for nothing.
        """

@final
class Listed:
    """
    An entry of the list of potential recipients (N11).
    """
    __match_args__: Final[tuple[Literal["iin"], Literal["region"], Literal["assistance"]]]
    def __copy__(self, /) -> Listed: ...
    def __deepcopy__(self, _memo: Any, /) -> Listed: ...
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, iin: Iin | str, region: Region | str, assistance: Iterable[Assistance | str]) -> Listed:
        """
        All fields, in this order or by name. Errors: those of each field's type.
        """
    def __reduce__(self, /) -> tuple[Any, ...]: ...
    def __repr__(self, /) -> str: ...
    @property
    def assistance(self, /) -> frozenset[Assistance]:
        """
        The kinds of assistance on the snapshot date; may be empty.
        """
    def expose_line(self, /, on: date) -> str:
        """
        The fact on this date as a line of a `Journal`, without line end: personal data (N34).
        """
    @property
    def iin(self, /) -> Iin:
        """
        The potential recipient.
        """
    @property
    def region(self, /) -> Region:
        """
        The region of residence.
        """

@final
class Match:
    """
    How a recipient's voucher compares in the two registers (N28).
    """
    __match_args__: Final[tuple[Literal["kind"], Literal["fields"], Literal["in_wallet"], Literal["at_provider"]]]
    def __copy__(self, /) -> Match: ...
    def __deepcopy__(self, _memo: Any, /) -> Match: ...
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, kind: MatchKind | str, fields: Iterable[RegisterField | str], in_wallet: int, at_provider: int) -> Match:
        """
        A comparison that was made elsewhere. Errors: `unknown_value` where the four do not fit together.
        """
    def __reduce__(self, /) -> tuple[Any, ...]: ...
    def __repr__(self, /) -> str: ...
    @property
    def at_provider(self, /) -> int:
        """
        How often the recipient stands in the provider's copy.
        """
    @property
    def fields(self, /) -> tuple[RegisterField, ...]:
        """
        The fields that differ; only of *differs*.
        """
    @property
    def in_wallet(self, /) -> int:
        """
        How often the recipient stands in the Wallet's register.
        """
    @property
    def kind(self, /) -> MatchKind:
        """
        The class that it falls in.
        """

@final
class Month:
    """
    A calendar month of the years 1 to 9999. It equals its text, such as `2025-09`, as the members of enums equal their codes.
    """
    __match_args__: Final[tuple[Literal["year"], Literal["month"]]]
    def __copy__(self, /) -> Month: ...
    def __deepcopy__(self, _memo: Any, /) -> Month: ...
    def __eq__(self, other: object, /) -> bool: ...
    def __ge__(self, other: object, /) -> bool: ...
    def __gt__(self, other: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __le__(self, other: object, /) -> bool: ...
    def __lt__(self, other: object, /) -> bool: ...
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
class OfferAccepted:
    """
    The person accepted the offer (N20).
    """
    __match_args__: Final[tuple[Literal["iin"]]]
    def __copy__(self, /) -> OfferAccepted: ...
    def __deepcopy__(self, _memo: Any, /) -> OfferAccepted: ...
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, iin: Iin | str) -> OfferAccepted:
        """
        All fields, in this order or by name. Errors: those of each field's type.
        """
    def __reduce__(self, /) -> tuple[Any, ...]: ...
    def __repr__(self, /) -> str: ...
    def expose_line(self, /, on: date) -> str:
        """
        The fact on this date as a line of a `Journal`, without line end: personal data (N34).
        """
    @property
    def iin(self, /) -> Iin:
        """
        The person.
        """

@final
class PersonMonth:
    """
    All that a ledger keeps of a person's month.
    """
    __match_args__: Final[tuple[Literal["iin"], Literal["region"], Literal["assistance"], Literal["on_list"], Literal["asked_on"], Literal["reminded_on"], Literal["answer"], Literal["step"], Literal["account"], Literal["channel"], Literal["activated_on"]]]
    def __copy__(self, /) -> PersonMonth: ...
    def __deepcopy__(self, _memo: Any, /) -> PersonMonth: ...
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, iin: Iin | str, region: Region | str, assistance: Iterable[Assistance | str], on_list: bool, asked_on: date | None, reminded_on: date | None, answer: Answer | str | None, step: Step | str, account: Account | str | None, channel: Channel | str | None, activated_on: date | None) -> PersonMonth:
        """
        All fields, in this order or by name. Errors: those of each field's type.
        """
    def __reduce__(self, /) -> tuple[Any, ...]: ...
    def __repr__(self, /) -> str: ...
    @property
    def account(self, /) -> Account | None:
        """
        The account entered or activated on.
        """
    @property
    def activated_on(self, /) -> date | None:
        """
        The day of activation.
        """
    @property
    def answer(self, /) -> Answer | None:
        """
        The answer that stands.
        """
    @property
    def asked_on(self, /) -> date | None:
        """
        The day of the start SMS.
        """
    @property
    def assistance(self, /) -> frozenset[Assistance]:
        """
        The kinds of assistance last listed.
        """
    @property
    def channel(self, /) -> Channel | None:
        """
        Where it was entered.
        """
    @property
    def iin(self, /) -> Iin:
        """
        The person.
        """
    @property
    def on_list(self, /) -> bool:
        """
        Whether the person is on the list.
        """
    @property
    def region(self, /) -> Region:
        """
        The region last listed.
        """
    @property
    def reminded_on(self, /) -> date | None:
        """
        The day of the repeat SMS.
        """
    @property
    def step(self, /) -> Step:
        """
        The step at which the activation stands.
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
class Receipt:
    """
    What a receipt says, in tenge with two decimals (N29).

    `0 <= discount <= gross` and `payable == gross - discount`.
    """
    __match_args__: Final[tuple[Literal["gross"], Literal["discount"], Literal["payable"]]]
    def __copy__(self, /) -> Receipt: ...
    def __deepcopy__(self, _memo: Any, /) -> Receipt: ...
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, ...]: ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _of(gross: int, discount: int) -> Receipt:
        """
        A receipt from its pickle, in tiyn.
        """
    @property
    def discount(self, /) -> Decimal:
        """
        What the voucher takes off.
        """
    @property
    def gross(self, /) -> Decimal:
        """
        The volume at the price.
        """
    @property
    def payable(self, /) -> Decimal:
        """
        What is left to pay.
        """

@final
class Refused:
    """
    A *no* with every reason that applies, in the order of the norms; nothing changed.
    """
    __match_args__: Final[tuple[Literal["refusals"]]]
    def __bool__(self, /) -> Literal[False]: ...
    def __copy__(self, /) -> Refused: ...
    def __deepcopy__(self, _memo: Any, /) -> Refused: ...
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, refusals: Iterable[Refusal | str]) -> Refused:
        """
        A refusal for these reasons.
        """
    def __reduce__(self, /) -> tuple[Any, ...]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def accepted(self, /) -> Literal[False]:
        """
        False: it does not count.
        """
    @property
    def refusals(self, /) -> tuple[Refusal, ...]:
        """
        The reasons.
        """

@final
class Register:
    """
    The list of a month's activated vouchers that the Wallet sends to the provider (N27).

    The same vouchers give the same bytes. It shows how many there are and never whose.
    """
    __match_args__: Final[tuple[Literal["regulation"], Literal["month"], Literal["rows"]]]
    def __arrow_c_stream__(self, /, requested_schema: "object | None" = None) -> "object":
        """
        The rows as an Arrow table, by account and iin: `account`, `iin` and `channel` as text, `activated_on` as date32;
        personal data (N34).
        """
    def __bool__(self, /) -> Literal[True]:
        """
        A register is true, also one without rows: a refusal in its place is false.
        """
    def __copy__(self, /) -> Register: ...
    def __deepcopy__(self, _memo: Any, /) -> Register: ...
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __len__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, regulation: Regulation, month: Month | str, rows: Register | Iterable[RegisterRow]) -> Register:
        """
        The register of these rows, which may come in any order; none is added, merged or left out.
        """
    def __reduce__(self, /) -> tuple[Any, ...]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def digest(self, /) -> str:
        """
        The digest of the rows: `sha256:` and the SHA-256 of `to_csv()`, in 64 hexadecimal digits.

        It has no key, so it goes with the rows that it covers and must not be published without them (N35).
        """
    @staticmethod
    def from_table(regulation: Regulation, month: Month | str, table: ArrowLike) -> Register:
        """
        The register of the rows of a table, such as one that was saved: `account`, `iin`, `activated_on` (date32 or text)
        and `channel`, in any order.

        Errors: those of tables, also where accounts are numbers, which have lost their leading zeros; `RowErrors` with the
        place, column and code of rows that no register holds.
        """
    @property
    def month(self, /) -> Month:
        """
        The month.
        """
    @property
    def regulation(self, /) -> Regulation:
        """
        The regulation it rests on.
        """
    @property
    def rows(self, /) -> list[RegisterRow]:
        """
        The rows, by account and iin.
        """
    def to_csv(self, /) -> str:
        """
        The rows as the CSV that the digest covers: personal data (N34). Whoever reads it back reads accounts as text: as
        numbers they lose their leading zeros.

        UTF-8 with the line `account,iin,activated_on,channel`, then a line a row, each ended by LF;
        nothing is quoted, since no field can hold a comma, a quote or a line end.
        """
    def to_json(self, /) -> str:
        """
        The register as JSON, as a journal answers it: personal data (N34).
        """

@final
class RegisterRow:
    """
    An activated voucher in a register (N27). Rows order by account, byte by byte, then by iin.
    """
    __match_args__: Final[tuple[Literal["account"], Literal["iin"], Literal["activated_on"], Literal["channel"]]]
    def __copy__(self, /) -> RegisterRow: ...
    def __deepcopy__(self, _memo: Any, /) -> RegisterRow: ...
    def __eq__(self, value: object, /) -> bool: ...
    def __ge__(self, value: object, /) -> bool: ...
    def __gt__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __le__(self, value: object, /) -> bool: ...
    def __lt__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, account: Account | str, iin: Iin | str, activated_on: date, channel: Channel | str) -> RegisterRow:
        """
        All fields, in this order or by name. Errors: those of each field's type.
        """
    def __reduce__(self, /) -> tuple[Any, ...]: ...
    def __repr__(self, /) -> str: ...
    @property
    def account(self, /) -> Account:
        """
        The personal account.
        """
    @property
    def activated_on(self, /) -> date:
        """
        The day of activation.
        """
    @property
    def channel(self, /) -> Channel:
        """
        Where it was activated.
        """
    @property
    def iin(self, /) -> Iin:
        """
        The recipient.
        """

@final
class RegisterSent:
    """
    The register of a month was sent to the provider (N17).
    """
    __match_args__: Final[tuple[Literal["month"]]]
    def __copy__(self, /) -> RegisterSent: ...
    def __deepcopy__(self, _memo: Any, /) -> RegisterSent: ...
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, month: Month | str) -> RegisterSent:
        """
        All fields, in this order or by name. Errors: those of each field's type.
        """
    def __reduce__(self, /) -> tuple[Any, ...]: ...
    def __repr__(self, /) -> str: ...
    def expose_line(self, /, on: date) -> str:
        """
        The fact on this date as a line of a `Journal`, without line end: personal data (N34).
        """
    @property
    def month(self, /) -> Month:
        """
        The month of the register.
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
    def diff(self, /, other: Regulation) -> RegulationDifference:
        """
        What tells this regulation from another: the fields that differ, with their norms and sources, and the days and stages
        on which answers can.
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
    def last_day_to_answer(self, /, month: Month | str | date) -> date | None:
        """
        The last day to answer in the month, or none where no consent is needed.
        """
    def list_closes(self, /, month: Month | str | date) -> date:
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
    def register_due(self, /, month: Month | str | date) -> date:
        """
        The day from which the register of the month is due.
        """
    def replace(self, /, **changes: "object") -> Regulation:
        """
        A copy with some fields changed, called by its old id with `+changed` behind it unless `id` is given; without changes, the
        same.

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
    def window(self, /, month: Month | str | date) -> tuple[date, date]:
        """
        First and last day of the activation window of the month, both inclusive.
        """

@final
class RegulationDifference:
    """
    What tells a regulation from another: the fields in which they differ, and the days and stages on which their answers can.

    It is true where a field differs.
    """
    def __bool__(self, /) -> bool: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    def answers(self, /, month: Month | str) -> Table:
        """
        On which days of a month, and at which stages, an answer can differ, as a table: `question`, what is told or asked;
        `here` and `there`, the stages of whom it is (null of a register, which is nobody's); `first` and `last` day, both inclusive.

        Every history of one person is played to its end under both, with others on the account, so nothing is left out. Where the stages themselves differ, this
        alone is told, since nearly every answer then does.
        """
    @property
    def fields(self, /) -> Table:
        """
        The fields that differ, as a table: `field`, its path in the wire form; `here` and `there`, both values as
        canonical JSON; `norms` that speak of it; `source_here` and `source_there`, where each value comes from: `choice` where no source
        settles it, null where it was changed since.
        """

@final
class Replied:
    """
    The person replied (N14). `from_text` reads a text.
    """
    __match_args__: Final[tuple[Literal["iin"], Literal["answer"]]]
    def __copy__(self, /) -> Replied: ...
    def __deepcopy__(self, _memo: Any, /) -> Replied: ...
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, iin: Iin | str, answer: Answer | str | None) -> Replied:
        """
        All fields, in this order or by name. Errors: those of each field's type.
        """
    def __reduce__(self, /) -> tuple[Any, ...]: ...
    def __repr__(self, /) -> str: ...
    @property
    def answer(self, /) -> Answer | None:
        """
        What the reply means; none where it was not recognised.
        """
    def expose_line(self, /, on: date) -> str:
        """
        The fact on this date as a line of a `Journal`, without line end: personal data (N34).
        """
    @staticmethod
    def from_text(regulation: Regulation, iin: Iin | str, text: str) -> Replied:
        """
        A reply by its text, read with the codes of a regulation; any other text is not recognised.

        White space of ASCII at the ends does not count; all else counts, byte for byte.
        """
    @property
    def iin(self, /) -> Iin:
        """
        The person.
        """

@final
class SmsSent:
    """
    An SMS was sent (N13).
    """
    __match_args__: Final[tuple[Literal["iin"], Literal["kind"]]]
    def __copy__(self, /) -> SmsSent: ...
    def __deepcopy__(self, _memo: Any, /) -> SmsSent: ...
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, iin: Iin | str, kind: SmsKind | str) -> SmsSent:
        """
        All fields, in this order or by name. Errors: those of each field's type.
        """
    def __reduce__(self, /) -> tuple[Any, ...]: ...
    def __repr__(self, /) -> str: ...
    def expose_line(self, /, on: date) -> str:
        """
        The fact on this date as a line of a `Journal`, without line end: personal data (N34).
        """
    @property
    def iin(self, /) -> Iin:
        """
        The person.
        """
    @property
    def kind(self, /) -> SmsKind:
        """
        The start or the repeat SMS.
        """

@final
class Table:
    """
    An Arrow table: `polars.DataFrame(table)`, `pandas.DataFrame.from_arrow(table)`, `pyarrow.table(table)`
    and DuckDB take it.

    It holds batches, in the order of the input's rows. Nothing is copied when it is exported, as often as one
    likes.
    """
    def __arrow_c_schema__(self, /) -> "object":
        """
        The Arrow PyCapsule of the schema.
        """
    def __arrow_c_stream__(self, /, requested_schema: "object | None" = None) -> "object":
        """
        The Arrow PyCapsule stream of the batches. `requested_schema` is ignored, as the protocol allows.
        """
    def __len__(self, /) -> int:
        """
        How many rows it has.
        """
    def __repr__(self, /) -> str: ...
    def __str__(self, /) -> str:
        """
        What its columns hold, a line each: how many rows of each code, how many are true, from when to when, how much in all.
        Accounts, IINs, phones and columns of `keep` are not shown (N34).
        """
    def _repr_html_(self, /) -> str:
        """
        The first ten rows and, of a longer table, what its columns hold; accounts, IINs, phones and columns of
        `keep` are not shown (N34).
        """
    @property
    def column_names(self, /) -> list[str]:
        """
        The names of its columns.
        """
    @property
    def columns_read(self, /) -> list[str]:
        """
        Which columns of the table that was asked about this answer rests on; others stood there unread.
        """
    @property
    def facts_later(self, /) -> int | None:
        """
        How many facts of the table that was asked are later than the day of the question; none of an answer that has
        no such day. Bad rows have no facts.
        """
    @property
    def num_columns(self, /) -> int:
        """
        How many columns it has.
        """

def _assess(households: ArrowLike, *, regulation: str, members: ArrowLike | None, on: date | None, figures: SupportsGetItem[int, Decimal | int | str | None], strict: bool, keep: Iterable[str] | None = None, prefix: str | None = None, require: Iterable[str] | None = None, facts: Literal["all", "known_on_as_of"] = ...) -> Table:
    """
    The decision on each household of a table by the caller's word, as the core makes it. The columns and the answer are
    those of `targeted_assistance.assess`; `members` is a second table, joined by the column `household`.
    """

def _closed_lists() -> dict[str, list[str]]:
    """
    Every closed list by the name of its `StrEnum`, and the codes of errors as `error`: what
    a test compares the Python side with.
    """

def _compare_assistance(households: ArrowLike, regulations: SupportsGetItem[int, tuple[str, str]], *, members: ArrowLike | None, on: date | None, figures: SupportsGetItem[int, Decimal | int | str | None], require: Iterable[str] | None = None, facts: Literal["all", "known_on_as_of"] = ...) -> Table:
    """
    What becomes of the households of a table under each of several regulations, given by id and content: a row for each
    regulation, region and answer, and one for each reason beside its answer. In one pass over the table.
    """

def _csv_table(csv: str) -> Table:
    """
    The table of a register's CSV, as the core writes it: its first line has the names.
    """

def _diff(programme: str, here: str, there: str, kind: str | None = None) -> Table:
    """
    The fields in which two regulations of a programme that crosses differ, each as its canonical JSON.
    """

def _form_fault(programme: str, text: str, change: str | None = None, kind: str | None = None) -> tuple[str | None, str] | None:
    """
    Why a JSON, or one changed by a merge patch, is no regulation of a programme that crosses: the field, and what is wrong with it.
    """

def _grade(table: ArrowLike, *, grading: str, on: date, strict: bool = False, keep: Iterable[str] | None = None, prefix: str | None = None, require: Iterable[str] | None = None) -> Table:
    """
    The levels of a table of families under a grading, which comes as JSON.
    """

def _grade_moves(table: ArrowLike, *, gradings: SupportsGetItem[int, str], on: date) -> Table:
    """
    How many families of a table move from which level of the first grading, which come as JSON, to which of each.
    """

def _lists(programme: str) -> dict[str, list[tuple[str, str, list[str]]]]:
    """
    The closed lists of a programme by the names of their `StrEnum`s: where their words come from, and what a test compares
    them with. None of a programme that does not cross.
    """

def _panic(text: str) -> None:
    """
    Panics with this text under the last resort, so that a test can see what leaves.
    """

def _prepare(table: ArrowLike, *, columns: SupportsGetItem[int, tuple[str, str]], month: Month | str | None, values: SupportsGetItem[int, tuple[str, str, str]], blanks: Iterable[str], day_first: bool | None, keep: Iterable[str] | None, strict: bool) -> tuple[Table, list[tuple[str, str, str | None, int, int]], tuple[int, int], list[tuple[str, str]], list[tuple[str, str]], list[str]]:
    """
    Makes a table of a file ready for `review`: `prepare` of Python, which documents it.
    """

def _published(programme: str, on: date | None = None, kind: str | None = None) -> list[str]:
    """
    The ids of the published regulations of a programme, and of one kind where it has several, by first day; with a date, of
    the one in force on it (N6).
    """

def _reconcile(programme: str, wallet: ArrowLike, provider: ArrowLike) -> Table:
    """
    Compares the Wallet's register with the other side's copy, key by key (N28): every key of either side once, sorted, how it
    compares, how often it is on each side, which fields differ, and both values of each field side by side.
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
    The region of `Region.parse`: by its codes, or by a name as people write it.
    """

def _register_csv(programme: str, table: ArrowLike) -> str:
    """
    The CSV of a table's rows in the order of a register. Errors: those of tables; `bad_rows` for what no register holds.
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

def _written(value: Any, plain: Any) -> str:
    """
    A value as JSON, in the wire form. For a type that JSON has not, `plain` gives the names of its fields, those of text each in
    a tuple of its own; or what makes such a value plainer; or, as a code, why none is taken.
    """

def check(table: ArrowLike, *, iin: str | None = None, phone: str | None = None, account: str | None = None, keep: Iterable[str] | None = None, prefix: str | None = None) -> Table:
    """
    Checks columns of IINs, phones and accounts: what is wrong with each cell, and whether its value stands more than once (N24,
    N31, N32).

    `iin`, `phone` and `account` name columns of text of `table`. For each the answer has two, of which neither holds a value:
    `iin_code` (dictionary of codes, such as `iin_control_digit`; null where nothing is wrong) and `iin_repeated` (boolean:
    another row has the same value, however it is written; null where there is no good value). A null has neither, and empty text
    is as wrong as other text.
    `keep` and `prefix` are those of `review`; `print` of the answer counts by code.

    Errors: `missing_field` where no column is named, `not_arrow`, `missing_column`, `duplicate_column`, `not_text`,
    `unsupported_type`, `stream_failed`.
    """

def civil_date(instant: datetime) -> date:
    """
    The civil date in Kazakhstan at a moment: UTC+05:00, in force in the whole country since 2024-03-01 (N2).

    The moment is a `datetime` with a zone.

    Errors: `WrongType` `not_an_instant` for anything else, `VoucherError` `not_an_instant` without a
    zone, `instant_before_single_zone` before 2024-02-29T19:00:00Z, when two zones existed.
    """

def compare(table: ArrowLike, regulations: Iterable[Regulation], *, as_of: date | None = None, threads: int | None = None, facts: Literal["all", "known_on_as_of"] = ..., require: Iterable[str] | None = None) -> Table:
    """
    How many rows of a table stand where under each regulation, in one pass over it (N18).

    Columns of `table`, `as_of`, `threads`, `facts` and `require` are those of `review`; so is `facts_later` of the answer. The answer is tidy: a row for each
    `regulation` (its id), `region` (KATO; null where the table has no such column), `month` (`2025-09`) and
    `stage` that occur, with `count`; in the order of the regulations as given, then of months, regions and
    stages, nulls last. Bad rows count with a null `stage`, and with a null `month` and `region` where those
    are at fault.

    Errors: those of `review`, and `duplicate_regulation` where two have one id: `.replace(id="...", ...)`
    names a changed one.
    """

def confirmation_sms(language: Language | str, *, regulation: Regulation | None = None) -> str:
    """
    The SMS that answers a consent (N36): in Russian the order's own wording, otherwise our translation.

    Errors: `unknown_value` where a `regulation` has other days or another link than the text names.
    """

def counts(table: ArrowLike, *, regulation: Regulation, by: Iterable[CountsBy] | None = None, as_of: date | None = None, threads: int | None = None, facts: Literal["all", "known_on_as_of"] = ...) -> Table:
    """
    How many rows of a table there are of each kind: a row a group, with `count`, in the order of `by` (N18).

    `by` names the columns of the answer that tell groups apart, of `region` (KATO; null where the table has no such
    column), `month` (`2025-09`) and `stage`: a funnel by region and month is all three, which is the default. Columns of
    `table`, `as_of`, `threads` and `facts` are those of `review`; so is `facts_later` of the answer. Bad rows count with a
    null `stage`, and with a null `month` and `region` where those are at fault.

    Errors: those of `review`; `unknown_output` and `duplicate_column` of `by`.
    """

def decide(regulation: Regulation, month: Month | str, *, as_of: date, listed_on: date | None, asked_on: date | None = None, reminded_on: date | None = None, answered_on: date | None = None, answer: Answer | str | None = None, entered_on: date | None = None, account: Account | str | None = None, account_exists: bool | None = ..., region: Region | str | None = None, assistance: Iterable[Assistance | str] | None = None, others_on_account: int | None = None) -> Decision:
    """
    What became of one person-month, seen on a date: what `review` answers to a row alone.

    The dates lie in the month; an absent one did not happen. `region` and `assistance` left out are such as
    count. `entered_on` is the day on which the account was entered, the offer accepted, the account checked and
    all confirmed; `account_exists=None` is *not known*, and the entry waits then. `others_on_account` is how many other
    people had activated on the account before: one row does not know them, as a table does that `review` and
    `explain_row` are asked about.

    Errors: `outside_month` of a date beside `as_of`, `missing_field` of `answered_on` and `answer` one without
    the other, `not_a_month` of a month further than 60 years from the regulation's period.
    """

def due_actions(table: ArrowLike, *, regulation: Regulation, on: date, strict: bool = False, facts: Literal["all", "known_on_as_of"] = ..., keep: Iterable[str] | None = None, prefix: str | None = None, language: Language | str | None = None, require: Iterable[str] | None = None) -> Table:
    """
    Which SMS is due on a date to the person of each row: what `Ledger.due` says of them (N30).

    The columns of `table` are those of `review` up to `answer`, and `iin` or `person` with `duplicate_person`. The answer has
    `action` (`send_start_sms`, `send_repeat_sms`, or null where nothing is due), `status`, `code` and `field`. Rows of another
    month than the date's have nothing due. A bad row stops nothing; `strict=True` raises `RowErrors` instead.

    `on` does not cut the facts by itself: with `facts="all"` the answer rests on every fact of the row, also on those
    after the date (N9). `facts="known_on_as_of"` asks as one would have asked on that date. `facts_later` of the answer
    says how many facts are later than `on`. `keep` names columns of `table` that go before the answer's, and `prefix`
    stands before each name of the answer's. With `language` there are two more columns, for a gateway: `text`, the SMS in
    that language, which a repeat SMS says again, and `until`, the last day to answer.

    Errors: those of `review`, and `not_a_date`; `unknown_value` of `language` where the regulation says something else than
    the SMS of the order does: that SMS would mislead.
    """

def error_text(code: str, language: Language | str) -> str:
    """
    What the code of an error says, in words for whoever has to mend the input (N36): of an exception, a row or a line. Ours, not
    official.

    Errors: `unknown_value` where no error has this code.
    """

def explain_row(table: ArrowLike, row: int, *, regulation: Regulation, language: Language | str, as_of: date | None = None, facts: Literal["all", "known_on_as_of"] = ...) -> str:
    """
    A row of a table in words: where the person stands, what happened on which day and why it does not count, what the
    person can do and until when (N36). Ours, not official.

    `row` counts from 0. `table`, `as_of` and `facts` are those of `review`, and the text says what `review` answers to
    the row, also where others use its account: so the whole table is read.

    Errors: those of `review`; `unknown_value` where the table has no such row; `bad_rows` where the row is bad; `not_a_date`
    where its `as_of` is beyond every calendar.
    """

def known_by(table: ArrowLike, day: date) -> Table:
    """
    The table as it was on a day: what came later is null, and everything else is as it came.

    `table` has the columns of `review`. Of `listed_on`, `asked_on`, `reminded_on`, `answered_on` and `entered_on` the
    days after `day` become null, and `answer` with `answered_on`. A table without `listed_on`, whose people are listed on
    the first day of their month, gets that column behind the others. `review(known_by(table, day), as_of=day)` answers as
    `review(table, as_of=day, facts="known_on_as_of")` does, but for rows that are bad for what came later: that is gone.

    Errors: `not_a_date`, `not_arrow`, `not_a_table`, `missing_column`, `duplicate_column`, `unsupported_type`, `not_text`,
    `stream_failed`.
    """

def potential_recipients(table: ArrowLike, *, regulation: Regulation, strict: bool = False, keep: Iterable[str] | None = None, prefix: str | None = None, require: Iterable[str] | None = None) -> Table:
    """
    Who of a table can be put on the list of the month: what a `Ledger` says to `Listed` (N11).

    The columns of `table` are those of `review` up to `listed_on`, and `iin` or `person` with `duplicate_person`. The answer has
    `potential_recipient`, `refusals` (the reasons of N11, bit by bit in the order of `Refusal`; `not_listed` where `listed_on` is
    null), `status`, `code` and `field`. A bad row stops nothing; `strict=True` raises `RowErrors` instead.

    Errors: those of `review`.
    """

def preview(regulation: Regulation, account: Account | str, on: date, *, on_list: bool | None = None, consent: ConsentState | str | None = None, own_activation: bool | None = None, others_on_account: int | None = None, account_exists: bool | None = None) -> Preview:
    """
    May a voucher be activated on this account on this date? A pure function of what is known (N26).

    `None` is *not known* and never read as yes or no; a known refusal beats missing facts. `on_list`: whether
    the person is on the list in the month of the date; `consent`: where consent stands; `own_activation`:
    whether the person's voucher of the month is activated; `others_on_account`: how many activations
    other people have on the account in the month; `account_exists`: what the provider says.
    """

def receipt(volume_m3: Decimal | int | str, price: Decimal | int | str, *, rate: Decimal | int | str | None = None, norm_m3: Decimal | int | str | None = None) -> Receipt:
    """
    The receipt of a volume in m³ at a price in tenge per m³; `rate` and `norm_m3` where a voucher was
    activated (N29).

    Amounts are text, `Decimal` or `int`, never a float. Each amount of the receipt is rounded once to a
    whole tiyn, half away from zero. The discount is the rate's share of what the volume, up to the
    norm, costs.

    Errors: the first that holds of `not_a_decimal`, `too_many_decimals` (above 3 of a volume, 4 of a price
    or rate), `negative`, `too_large` (10⁸ or more, a rate above 1); `missing_field` where only one of
    `rate` and `norm_m3` is given.
    """

def receipts(table: ArrowLike, *, regulation: Regulation, strict: bool = False, keep: Iterable[str] | None = None, prefix: str | None = None, require: Iterable[str] | None = None) -> Table:
    """
    The receipt of each row, which is an account in a month (N29).

    Columns of `table`: `volume_m3` in m³ and `price` in tenge per m³ (text, decimal128 with up to 9
    decimals, or whole numbers), `activated` (boolean: whether a voucher was), `region` of the holder (text or dictionary: KATO
    or a name; or uint8), and, where the caller has terms of a discount of his own, `rate` and `norm_m3`; a
    row has both or neither, and they go before the regulation's. `region` may be left out where those two are
    not.

    The answer has `gross`, `discount` and `payable` in tenge (decimal128(20, 2), each rounded once, half away
    from zero), `refusals` (`discount_terms_unknown` or nothing), `status`, `code` and `field`. A refused row has `gross`
    alone: volume times price needs no terms. A bad row stops nothing; `strict=True` raises `RowErrors` instead.

    Errors: `not_arrow`, `not_a_table`, `missing_column`, `duplicate_column`, `unsupported_type`,
    `float_for_int`, `stream_failed`; with `strict`, `bad_rows`. Codes of rows: `missing_field`,
    `unknown_region`, `not_a_decimal`, `too_many_decimals`, `negative`, `too_large`.
    """

def reconcile(wallet_rows: Register | Iterable[RegisterRow], provider_rows: Register | Iterable[RegisterRow]) -> dict[Iin, Match]:
    """
    Compares the Wallet's register with the provider's copy, by recipient (N28).

    Each side is a `Register` or any iterable of rows. Every recipient of either side is in the answer
    once, sorted; a copy that has the voucher on another account differs in the account.
    """

def reconcile_tables(wallet: ArrowLike, provider: ArrowLike) -> Table:
    """
    Compares the Wallet's register of vouchers with the provider's copy, by recipient, as a table (N28).

    Each side is a `Register`, or a table with the columns `account`, `iin`, `activated_on` (date32 or text) and `channel`,
    such as the provider's CSV read with accounts as text. Every recipient of either side is in the answer once, sorted:
    `iin`, `match` (a `MatchKind`), how often the recipient is on each side, which fields differ, and both values of each
    field, side by side.

    Errors: those of tables; `RowErrors` with the place, column and code of rows that no register holds.
    """

def refusal_flags(refusals: ArrowLike) -> Table:
    """
    A table with a boolean column for each `Refusal`, called by its code, in order: whether it is in the set.

    `refusals` is an Arrow array, series or stream of uint32, or a table that has such a column `refusals`, as
    the answer of `review` does. A null stays null.

    Errors: those of `refusal_lists`.
    """

def refusal_lists(refusals: ArrowLike, *, language: Language | str | None = None) -> Table:
    """
    The codes of each set of refusals, in the order of `Refusal`: a table with one column `reasons`, a list
    of text. `review` gives the same by `outputs=["reasons"]`. With `language` there is a second one, `reasons_text`: what
    each of them says in words.

    `refusals` is an Arrow array, series or stream of uint32, or a table that has such a column `refusals`, as
    the answer of `review` does. A null stays null, and no refusal is an empty list.

    Errors: `not_arrow`, `missing_column`, `duplicate_column`, `unsupported_type`, `float_for_int`,
    `stream_failed`, and `unknown_value` for a bit that no refusal has.
    """

def review(table: ArrowLike, *, regulation: Regulation | Iterable[Regulation], as_of: date | None = None, outputs: Iterable[ReviewOutput] | None = None, strict: bool = False, threads: int | None = None, facts: Literal["all", "known_on_as_of"] = ..., keep: Iterable[str] | None = None, prefix: str | None = None, require: Iterable[str] | None = None, language: Language | str | None = None) -> Table:
    """
    Reviews a table of person-months: what a `Ledger` that is fed the facts of all rows answers to each (N9-N26).

    Columns of `table`, by name and in any order; others are ignored. A column of Arrow's type `null` is null in every row.

    - `month`: date32, any day of it, or text `2025-09`. Absent: error `missing_column`. Null: row error `missing_field`.
    - `region`: text as `Region.parse` takes it, or KATO codes as whole numbers. Absent: a region of the pilot. Null: row error.
    - `targeted_social`, `housing`: boolean, received on the last day of the month before. Both absent, and no `assisted_…`:
      assistance that counts; one absent: false. Null: row error.
    - `assisted_from`, `assisted_until`: date32, inclusive, instead of those two: the same day lies between. Absent or null: open at
      that end; both null: no assistance.
    - `listed_on`: date32. Absent: the first day of the month. Null: never listed.
    - `asked_on`, `reminded_on`: date32, start SMS and repeat SMS sent. Absent or null: not sent.
    - `answered_on`, `answer`: date32; text `agree` or `refuse`, or boolean, true where it agrees. Absent or null: no answer; only one of
      both: an error.
    - `entered_on`: date32, account entered, offer accepted, account checked, all confirmed. Absent or null: not tried.
    - `account`: text, or uint32 or uint64 for keys of your own. Absent: each row has its own. Null: not known; with
      `entered_on` a row error.
    - `account_exists`: boolean, what the provider says. Absent: true. Null: not known, the entry waits at `check_account`.
    - `as_of`: date32, the day of the question; instead of the argument. Null: row error.
    - `iin` or `person`: text or whole numbers, who it is. Absent: nobody stands twice. Null: nobody in particular.
    - `unread`: text, what `prepare` could not read. Absent or null: all was read.

    Dates but `as_of` lie in the row's month (`outside_month`). Columns of the answer:

    - `stage`: dictionary of text, where the person stands on `as_of`, a code of `Stage`.
    - `activated`: boolean, whether the voucher is, on whatever day.
    - `refusals`: uint32, a bit for each `Refusal` that a fact of the row met, in the order of the list; `reasons`: list of text, the
      same as codes, only by `outputs`.
    - `earliest`: date32, the first day on which it could be activated, where waiting can help.
    - `next`: dictionary of text, the `Step` at which the activation stands.
    - `status`: dictionary of text, `ok` or `error`; `code`, `field`: of a bad row, what is wrong and where; the first six are
      null then, and the row takes part in nothing.

    `regulation` may be several, of which no two have a month in common: each row is answered under that of its month, and a
    row whose month is none's under the first by date, so that it is `outside_pilot`.

    `as_of` is the day of the question for every row; `outputs` chooses columns of the answer by name; `strict=True` raises
    `RowErrors` if any row is bad; `threads` work at once, and no number of them changes an answer.

    `as_of` does not cut the facts by itself: with `facts="all"` a question rests on every fact of the table, so that of a
    table of the whole month a voucher is `activated` on the 2nd that was activated on the 10th. `facts="known_on_as_of"`
    asks as one would have asked on that day: facts after it have not happened yet, also for the use of accounts. `facts_later`
    of the answer says how many facts are later than the day of the question.

    A person who stands twice in a month would get two vouchers: where the table has a column `iin` or `person`, each row of
    such a person is bad, `duplicate_person`, and the whole table is held in memory. So it is in `due_actions`,
    `potential_recipients`, `compare` and `counts`.

    `keep` names columns of `table`, of any type, that go before the answer's, such as ids; `prefix` stands before each name
    of the answer's. With `language` what the codes say stands behind them, as far as they are among the outputs: `stage_text`,
    `reasons_text` (a list, of `refusals` or `reasons`), `next_text`, `code_text`.

    A column that is absent means something generous, so what is read stands in `columns_read` of the answer; `require` names
    columns that must be read; and a column whose name is nearly one that is lacking gets a `ColumnWarning`, with `strict` an error.

    Errors: `regulations_overlap`, `not_arrow`, `not_a_table`, `missing_column`, `misspelt_column` with `strict`, `duplicate_column`, `excluded_column`, `unsupported_type`, `not_text`, `float_for_int`,
    `unknown_output`, `stream_failed`, whose `__cause__` is what the source itself raised; with `strict`, `bad_rows`.
    """

def start_sms(language: Language | str, *, regulation: Regulation | None = None) -> str:
    """
    The SMS that asks for consent (N36): in Russian the order's own wording, otherwise our translation.

    Errors: `unknown_value` where a `regulation` has other days, codes or numbers than the text names.
    """
