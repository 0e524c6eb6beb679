"""OpenFisca-Core: a small tax and benefit system of monthly variables, calculated month by month.

One simulation holds everybody, and a rule is a formula over whole arrays. It answers the table without accounts: who
belongs to which group is the same in all months there, so that one activation an account and month cannot be said.
Its numbers have 32 bits and no nulls: what never happened has the day 99. What depends on the month alone stands in
the parameters, which are made to change with time.
"""

from __future__ import annotations

import datetime
import importlib.metadata
from collections.abc import Callable
from typing import Any, Final, NamedTuple

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
from openfisca_core.entities import build_entity
from openfisca_core.model_api import MONTH, Enum, ParameterNode, Variable, max_, min_, select, where
from openfisca_core.simulations import Simulation, SimulationBuilder
from openfisca_core.taxbenefitsystems import TaxBenefitSystem

from . import question as q

Array = npt.NDArray[Any]
Formula = Callable[[Any, Any, Any], Any]

_NEVER: Final = 99
_DATES: Final = ("listed_on", "asked_on", "reminded_on", "answered_on")
_FLAGS: Final = ("targeted_social", "housing", "answer")


class Form(NamedTuple):
    """The simulation with its inputs, and the rows of each month."""

    simulation: Simulation
    months: dict[str, npt.NDArray[np.intp]]


def versions() -> dict[str, str]:
    """OpenFisca-Core."""
    return {"OpenFisca-Core": importlib.metadata.version("OpenFisca-Core")}


def prepare(table: pa.Table, variant: q.Variant, threads: int, as_of: datetime.date) -> Form:
    """A population as large as the largest month; whoever has no row in a month has no facts in it."""
    if "account" in table.column_names:
        raise ValueError("OpenFisca answers the table without accounts only")
    first = _numbers(table, "month", 0)
    rows = {f"{month:%Y-%m}": np.flatnonzero(first == q.day_number(month)) for month in q.MONTHS}
    months = {month: places for month, places in rows.items() if places.size}
    columns: dict[str, Array] = {"region": _numbers(table, "region", 0)}
    for name in _DATES:
        date = _numbers(table, name, q.NO_DAY)
        columns[name] = np.where(date == q.NO_DAY, _NEVER, date - first + 1).astype(np.int32)
    for name in _FLAGS:
        columns[name] = _numbers(table, name, False).astype(np.bool_)
    count = max((places.size for places in months.values()), default=0)
    simulation = SimulationBuilder().build_default_simulation(_system(as_of), count)
    for month, places in months.items():
        for name, column in columns.items():
            values = np.full(count, _NEVER if name in _DATES else 0, column.dtype)
            values[: places.size] = column[places]
            simulation.set_input(name, month, values)
    return Form(simulation, months)


def answer(form: Form) -> list[tuple[Array, dict[str, Array]]]:
    """The stage and every refusal of every month; what an answer before has left is forgotten first."""
    for name in _FORMULAS:
        form.simulation.delete_arrays(name)
    return [
        (places, {name: form.simulation.calculate(name, month) for name in ("stage", *_REFUSALS)})
        for month, places in form.months.items()
    ]


def collect(result: list[tuple[Array, dict[str, Array]]]) -> q.Answer:
    """Columns of NumPy, in the order of the rows."""
    count = sum(places.size for places, _ in result)
    stage, refusals = np.zeros(count, np.int8), np.zeros(count, np.uint32)
    for places, answers in result:
        stage[places] = answers["stage"][: places.size]
        for name, (bit, _) in _REFUSALS.items():
            refusals[places] |= answers[name][: places.size] * np.uint32(bit)
    return {"stage": stage, "refusals": refusals, "next": np.full(count, q.ENTER_ACCOUNT, np.int8)}


def _numbers(table: pa.Table, name: str, missing: Any) -> Array:
    column = pc.fill_null(table[name].combine_chunks().cast(pa.int32()), int(missing))
    numbers: Array = column.to_numpy()
    return numbers


# The parameters.


def _parameters(as_of: datetime.date) -> ParameterNode:
    """The rules of the order, and what holds for a month given the date of review."""
    always = {"list_closes": q.LIST_CLOSES, "last_day_to_answer": q.LAST_DAY_TO_ANSWER,
              "repeat_after_days": q.REPEAT_AFTER_DAYS, "regions": list(q.PILOT)}  # fmt: skip
    by_month: dict[str, dict[str, Any]] = {}
    for month, row in zip(q.MONTHS, q.month_rows(as_of), strict=True):
        values = {
            "has_month": row.has_month,
            "open_from": max(q.FIRST_DAY - row.first, 0) + 1 if row.has_month else _NEVER,
            "answering_over": row.answering_over,
            "window_over": row.window_over,
            "is_outside": bool(row.review_bits & q.OUTSIDE_PILOT),
            "is_before_window": bool(row.review_bits & q.WINDOW_NOT_OPEN),
            "is_after_window": bool(row.review_bits & q.WINDOW_CLOSED),
        }
        for name, value in values.items():
            by_month.setdefault(name, {})[f"{month}"] = {"value": value}
    data: dict[str, Any] = {name: {"values": values} for name, values in by_month.items()}
    data |= {name: {"values": {f"{q.MONTHS[0]}": {"value": value}}} for name, value in always.items()}
    return ParameterNode("gas", data=data)


# The formulas, over all people in a month.


class Stage(Enum):
    """N18, in the order of the core."""

    not_listed = "not listed"
    registered = "registered"
    activated = "activated"
    delisted = "delisted"
    refused = "refused"
    lapsed = "lapsed"
    to_ask = "to ask"
    asked = "asked"
    reminded = "reminded"
    expired = "expired"
    issued = "issued"


def _is_assisted(person: Any, month: Any, gas: Any) -> Any:
    return person("targeted_social", month) + person("housing", month)


def _in_pilot(person: Any, month: Any, gas: Any) -> Any:
    return np.isin(person("region", month), gas(month).regions)


def _on_list_from(person: Any, month: Any, gas: Any) -> Any:
    """N11."""
    listed = person("listed_on", month)
    on_list = (listed <= gas(month).list_closes) * person("is_assisted", month) * person("in_pilot", month)
    return where(on_list * gas(month).has_month, listed, _NEVER)


def _asked_at(person: Any, month: Any, gas: Any) -> Any:
    """N13, `start`."""
    asked, on_list_from = person("asked_on", month), person("on_list_from", month)
    is_asked = (asked >= max_(on_list_from, gas(month).open_from)) * (asked <= gas(month).last_day_to_answer)
    return where(is_asked, asked, _NEVER)


def _answered_at(person: Any, month: Any, gas: Any) -> Any:
    """N14."""
    answered = person("answered_on", month)
    is_answered = (answered >= person("asked_at", month)) * (answered <= gas(month).last_day_to_answer)
    return where(is_answered, answered, _NEVER)


def _reminded_on_list(person: Any, month: Any, gas: Any) -> Any:
    reminded = person("reminded_on", month)
    return (reminded >= person("on_list_from", month)) * (reminded < _NEVER)


def _reminded_in_turn(person: Any, month: Any, gas: Any) -> Any:
    reminded = person("reminded_on", month)
    in_turn = (reminded >= person("asked_at", month)) * (reminded <= person("answered_at", month))
    return person("reminded_on_list", month) * in_turn


def _reminder_is_due(person: Any, month: Any, gas: Any) -> Any:
    return person("reminded_on", month) - person("asked_at", month) >= gas(month).repeat_after_days


def _stage(person: Any, month: Any, gas: Any) -> Any:
    """N18."""
    is_answered, agrees = person("answered_at", month) < _NEVER, person("answer", month)
    in_time = person("reminded_on", month) <= gas(month).last_day_to_answer
    is_reminded = person("reminded_in_turn", month) * person("reminder_is_due", month) * in_time
    stages = [
        (person("on_list_from", month) == _NEVER, Stage.not_listed),
        (is_answered * agrees, Stage.expired if gas(month).window_over else Stage.issued),
        (is_answered, Stage.refused),
        (np.full(person.count, gas(month).answering_over), Stage.lapsed),
        (is_reminded, Stage.reminded),
        (person("asked_at", month) < _NEVER, Stage.asked),
    ]
    conditions = [condition for condition, _ in stages]
    # Numbers, since enumerations as objects take many times as long.
    return select(conditions, [stage.index for _, stage in stages], Stage.to_ask.index)


def _first_fact(person: Any, month: Any, gas: Any) -> Any:
    asked_or_reminded = min_(person("asked_on", month), person("reminded_on", month))
    return min_(asked_or_reminded, person("answered_on", month))


def _is_outside_pilot(person: Any, month: Any, gas: Any) -> Any:
    has_listing = (person("listed_on", month) < _NEVER) * (not gas(month).has_month)
    return has_listing + (person("first_fact", month) < gas(month).open_from) + gas(month).is_outside


def _is_list_closed(person: Any, month: Any, gas: Any) -> Any:
    listed = person("listed_on", month)
    return (listed > gas(month).list_closes) * (listed < _NEVER)


def _is_unassisted(person: Any, month: Any, gas: Any) -> Any:
    return (person("listed_on", month) < _NEVER) * ~person("is_assisted", month)


def _is_outside_regions(person: Any, month: Any, gas: Any) -> Any:
    return (person("listed_on", month) < _NEVER) * ~person("in_pilot", month)


def _is_not_listed(person: Any, month: Any, gas: Any) -> Any:
    on_list_from = person("on_list_from", month)
    return (on_list_from == _NEVER) + (person("first_fact", month) < on_list_from)


def _is_consent_closed(person: Any, month: Any, gas: Any) -> Any:
    dates = (person(name, month) for name in ("asked_on", "reminded_on", "answered_on"))
    return sum((date > gas(month).last_day_to_answer) * (date < _NEVER) for date in dates) > 0


def _is_already_answered(person: Any, month: Any, gas: Any) -> Any:
    return person("reminded_on_list", month) * (person("reminded_on", month) > person("answered_at", month))


def _is_not_asked(person: Any, month: Any, gas: Any) -> Any:
    asked_at, answered_at = person("asked_at", month), person("answered_at", month)
    reminded, answered = person("reminded_on", month), person("answered_on", month)
    by_reminder = person("reminded_on_list", month) * (reminded <= answered_at) * (reminded < asked_at)
    return by_reminder + (answered >= person("on_list_from", month)) * (answered < asked_at)


def _is_too_early(person: Any, month: Any, gas: Any) -> Any:
    return person("reminded_in_turn", month) * ~person("reminder_is_due", month)


def _is_awaited(person: Any, month: Any, gas: Any) -> Any:
    return (person("on_list_from", month) < _NEVER) * (person("answered_at", month) == _NEVER)


def _is_refused(person: Any, month: Any, gas: Any) -> Any:
    return (person("answered_at", month) < _NEVER) * ~person("answer", month)


def _is_before_window(person: Any, month: Any, gas: Any) -> Any:
    return np.full(person.count, gas(month).is_before_window)


def _is_after_window(person: Any, month: Any, gas: Any) -> Any:
    return np.full(person.count, gas(month).is_after_window)


_REFUSALS: Final[dict[str, tuple[int, Formula]]] = {
    "outside_pilot": (q.OUTSIDE_PILOT, _is_outside_pilot),
    "list_closed": (q.LIST_CLOSED, _is_list_closed),
    "not_receiving_assistance": (q.NOT_RECEIVING_ASSISTANCE, _is_unassisted),
    "region_not_in_pilot": (q.REGION_NOT_IN_PILOT, _is_outside_regions),
    "not_listed": (q.NO_LISTING, _is_not_listed),
    "consent_closed": (q.CONSENT_CLOSED, _is_consent_closed),
    "already_answered": (q.ALREADY_ANSWERED, _is_already_answered),
    "not_asked": (q.NOT_ASKED, _is_not_asked),
    "repeat_too_early": (q.REPEAT_TOO_EARLY, _is_too_early),
    "awaiting_consent": (q.AWAITING_CONSENT, _is_awaited),
    "consent_refused": (q.CONSENT_REFUSED, _is_refused),
    "window_not_open": (q.WINDOW_NOT_OPEN, _is_before_window),
    "window_closed": (q.WINDOW_CLOSED, _is_after_window),
}

_FORMULAS: Final[dict[str, tuple[type, Formula]]] = {
    "is_assisted": (bool, _is_assisted),
    "in_pilot": (bool, _in_pilot),
    "on_list_from": (int, _on_list_from),
    "asked_at": (int, _asked_at),
    "answered_at": (int, _answered_at),
    "reminded_on_list": (bool, _reminded_on_list),
    "reminded_in_turn": (bool, _reminded_in_turn),
    "reminder_is_due": (bool, _reminder_is_due),
    "first_fact": (int, _first_fact),
    "stage": (Enum, _stage),
    **{name: (bool, formula) for name, (_, formula) in _REFUSALS.items()},
}


def _system(as_of: datetime.date) -> TaxBenefitSystem:
    """One kind of people; a class a variable, as OpenFisca wants it."""
    person = build_entity("person", "persons", "A potential recipient", is_person=True)
    system = TaxBenefitSystem([person])
    system.parameters = _parameters(as_of)

    def add(name: str, type_: type, **more: Any) -> None:
        stage = {"possible_values": Stage, "default_value": Stage.not_listed} if type_ is Enum else {}
        facts = {"value_type": type_, "entity": person, "definition_period": MONTH, "label": name}
        system.add_variable(type(name, (Variable,), facts | stage | more))

    add("region", int)
    for name in _DATES:
        add(name, int, default_value=_NEVER)
    for name in _FLAGS:
        add(name, bool)
    for name, (type_, formula) in _FORMULAS.items():
        add(name, type_, formula=formula)
    return system
