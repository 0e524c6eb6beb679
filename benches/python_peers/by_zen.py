"""zen-engine: a JSON decision model of two decision tables and two expression nodes, asked in batches.

It answers the rules row by row, on a table without accounts; what holds across rows it cannot say. Each node
runs over the rows of a batch in a loop of its own, which is faster than one evaluation a row. Previews are asked one
by one, with the model that the comparison in Rust has (`benches/compare/rules/voucher.json`).
"""

from __future__ import annotations

import datetime
import importlib.metadata
import itertools
import json
from typing import Any, Final, NamedTuple

import numpy as np
import pyarrow as pa
import zen

from . import previews
from . import question as q

BATCH: Final = 1_000
_NEVER: Final = 99


class Form(NamedTuple):
    """The decision, and the rows as Python objects, in batches; each preview by itself."""

    decision: zen.ZenDecision
    batches: list[dict[str, Any]]


def versions() -> dict[str, str]:
    """zen-engine."""
    return {"zen-engine": importlib.metadata.version("zen-engine")}


def prepare(table: pa.Table, variant: q.Variant, threads: int, as_of: datetime.date) -> Form:
    """Rows as dicts, dates as numbers of days: its own dates are slower."""
    if variant.accounts == "preview":
        model = (previews.RULES / "voucher.json").read_text()
        decision = zen.ZenEngine().create_decision(zen.ZenDecisionContent(model))
        return Form(decision, previews.flat(table))
    if "account" in table.column_names:
        raise ValueError("zen-engine answers the table without accounts only")
    days = ("month", "listed_on", "asked_on", "reminded_on", "answered_on")
    for name in days:
        table = table.set_column(table.schema.get_field_index(name), name, table[name].cast(pa.int32()))
    rows = table.to_pylist()
    batches = [{"rows": rows[start : start + BATCH]} for start in range(0, len(rows), BATCH)]
    # From plain JSON every expression would be compiled anew for every row.
    content = zen.ZenDecisionContent(json.dumps(_model(as_of)))
    decision = zen.ZenEngine().create_decision(content)
    return Form(decision, batches)


def answer(form: Form) -> list[Any]:
    """Batch by batch."""
    return [form.decision.evaluate(batch)["result"] for batch in form.batches]


def collect(result: list[Any]) -> q.Answer:
    """Columns of NumPy."""
    if result and "missing" in result[0]:
        return q.previews(
            (answer["reasons"] + answer["missing"], previews.day(answer.get("earliest"))) for answer in result
        )
    rows = [row for batch in result for row in batch["rows"]]
    return {
        "stage": np.array([q.STAGES.index(row["stage"]) for row in rows], np.int8),
        "refusals": np.array([row["refusals"] for row in rows], np.uint32),
        "next": np.full(len(rows), q.ENTER_ACCOUNT, np.int8),
    }


def _model(as_of: datetime.date) -> dict[str, Any]:
    """The rules by month; the days on which each fact was accepted; the stage; the refusals."""
    nodes = [
        _node("in", "inputNode"),
        _node("months", "decisionTableNode", _months(as_of)),
        _node("days", "expressionNode", _expressions(_days())),
        _node("stages", "decisionTableNode", _stages()),
        _node("refusals", "expressionNode", _expressions(_refusals(), pass_through=False)),
        _node("out", "outputNode"),
    ]
    names = [node["id"] for node in nodes]
    edges = [
        {"id": f"{source}-{target}", "type": "edge", "sourceId": source, "targetId": target}
        for source, target in itertools.pairwise(names)
    ]
    return {"nodes": nodes, "edges": edges}


def _node(name: str, type_: str, content: dict[str, Any] | None = None) -> dict[str, Any]:
    node: dict[str, Any] = {"id": name, "name": name, "type": type_, "position": {"x": 0, "y": 0}}
    return node if content is None else node | {"content": content}


def _loop(pass_through: bool = True) -> dict[str, Any]:
    return {"inputField": "rows", "outputPath": "rows", "executionMode": "loop", "passThrough": pass_through}


def _expressions(expressions: dict[str, str], pass_through: bool = True) -> dict[str, Any]:
    listed = [{"id": key, "key": key, "value": value} for key, value in expressions.items()]
    return _loop(pass_through) | {"expressions": listed}


def _table(inputs: list[str], outputs: list[str], rules: list[list[str]]) -> dict[str, Any]:
    names = inputs + outputs
    return _loop() | {
        "hitPolicy": "first",
        "inputs": [{"id": name, "name": name, "field": name} for name in inputs],
        "outputs": [{"id": name, "name": name, "field": name} for name in outputs],
        "rules": [{"_id": str(n), **dict(zip(names, rule, strict=True))} for n, rule in enumerate(rules)],
    }


def _months(as_of: datetime.date) -> dict[str, Any]:
    rules = []
    for row in q.month_rows(as_of):
        open_from = max(q.FIRST_DAY - row.first, 0) if row.has_month else _NEVER
        voucher = q.STAGES[q.EXPIRED if row.window_over else q.ISSUED]
        over = "true" if row.answering_over else "false"
        has_month = "true" if row.has_month else "false"
        rules.append([str(row.first), has_month, str(open_from), over, f'"{voucher}"', str(row.review_bits)])
    return _table(["month"], ["has_month", "open_from", "answering_over", "voucher", "review"], rules)


def _days() -> dict[str, str]:
    def day(name: str) -> str:
        return f"{name} == null ? {_NEVER} : {name} - month"

    in_time = q.LAST_DAY_TO_ANSWER
    return {
        "listed": day("listed_on"),
        "asked": day("asked_on"),
        "reminded": day("reminded_on"),
        "answered": day("answered_on"),
        "assisted": "targeted_social or housing",
        "in_pilot": f"region in {list(q.PILOT)}",
        "is_listed": f"$.listed < {q.LIST_CLOSES} and has_month and $.assisted and $.in_pilot",
        "on_list_from": f"$.is_listed ? $.listed : {_NEVER}",
        "asked_at": (
            f"$.asked >= $.on_list_from and $.asked >= open_from and $.asked < {in_time} ? $.asked : {_NEVER}"
        ),
        "answered_at": f"$.answered >= $.asked_at and $.answered < {in_time} ? $.answered : {_NEVER}",
        "in_turn": f"$.reminded < {_NEVER} and $.reminded >= $.asked_at and $.reminded <= $.answered_at",
        "is_reminded": (
            f"$.in_turn and $.reminded < {in_time} and $.reminded - $.asked_at >= {q.REPEAT_AFTER_DAYS}"
        ),
        "is_answered": f"$.answered_at < {_NEVER}",
        "is_asked": f"$.asked_at < {_NEVER}",
    }


def _stages() -> dict[str, Any]:
    """N18, from top to bottom."""
    inputs = ["on_list_from", "is_answered", "answer", "answering_over", "is_reminded", "is_asked"]
    any_, yes = "", "true"
    rules = [
        [f"== {_NEVER}", any_, any_, any_, any_, any_, '"not_listed"'],
        [any_, yes, yes, any_, any_, any_, "voucher"],
        [any_, yes, any_, any_, any_, any_, '"refused"'],
        [any_, any_, any_, yes, any_, any_, '"lapsed"'],
        [any_, any_, any_, any_, yes, any_, '"reminded"'],
        [any_, any_, any_, any_, any_, yes, '"asked"'],
        [any_, any_, any_, any_, any_, any_, '"to_ask"'],
    ]
    return _table(inputs, ["stage"], rules)


def _refusals() -> dict[str, str]:
    """A sum, since every bit stands in it once at most."""
    in_time, week = q.LAST_DAY_TO_ANSWER, q.REPEAT_AFTER_DAYS
    has_listing, was_listed = f"listed < {_NEVER}", f"reminded < {_NEVER} and reminded >= on_list_from"
    first, on_list = "min([asked, reminded, answered])", f"on_list_from < {_NEVER}"
    closed = " or ".join(f"{name} in [{in_time}..30]" for name in ("asked", "reminded", "answered"))
    unasked = (
        f"{was_listed} and reminded <= answered_at and reminded < asked_at"
        " or answered >= on_list_from and answered < asked_at"
    )
    bits = (
        # The months outside the pilot have this bit of the date of review, whatever else is outside.
        (f"review % 4 < 2 and ({has_listing} and not has_month or $.first < open_from)", q.OUTSIDE_PILOT),
        (f"{has_listing} and listed >= {q.LIST_CLOSES}", q.LIST_CLOSED),
        (f"{has_listing} and not assisted", q.NOT_RECEIVING_ASSISTANCE),
        (f"{has_listing} and not in_pilot", q.REGION_NOT_IN_PILOT),
        (f"on_list_from == {_NEVER} or $.first < on_list_from", q.NO_LISTING),
        (closed, q.CONSENT_CLOSED),
        (f"{was_listed} and reminded > answered_at", q.ALREADY_ANSWERED),
        (unasked, q.NOT_ASKED),
        (f"{was_listed} and in_turn and reminded - asked_at < {week}", q.REPEAT_TOO_EARLY),
        (f"{on_list} and not is_answered", q.AWAITING_CONSENT),
        (f"{on_list} and is_answered and not answer", q.CONSENT_REFUSED),
    )
    total = " + ".join(["review", *(f"({holds} ? {bit} : 0)" for holds, bit in bits)])
    return {"first": first, "refusals": total, "stage": "stage"}
