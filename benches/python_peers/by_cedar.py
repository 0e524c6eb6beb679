"""Cedar: a policy that permits, one that forbids for each reason and each missing fact, parsed once; all rows as one batch.

It answers previews only, since policies say yes or no to one request: neither stages nor what is accepted in turn, nor
the earliest date. The policies are those of the comparison in Rust (`benches/compare/rules/voucher.cedar`).
"""

from __future__ import annotations

import datetime
import importlib.metadata
from typing import Any, Final, NamedTuple

import cedarpy
import pyarrow as pa

from . import previews
from . import question as q

_BATCH: Final = 1_000


class Form(NamedTuple):
    """Policies, no entities, and the requests in batches; what is not known stands in none of them."""

    policies: cedarpy.PolicySet
    entities: cedarpy.Entities
    batches: list[list[dict[str, Any]]]


def versions() -> dict[str, str]:
    """cedarpy."""
    return {"cedarpy": importlib.metadata.version("cedarpy")}


def prepare(table: pa.Table, variant: q.Variant, threads: int, as_of: datetime.date) -> Form:
    """A request a row."""
    if variant.accounts != "preview":
        raise ValueError("Cedar answers previews only")
    requests = [
        {
            "principal": {"type": "Person", "id": "990101600002"},
            "action": {"type": "Action", "id": "activate"},
            "resource": {"type": "Account", "id": "6100012345K"},
            "context": {name: value for name, value in row.items() if value is not None},
        }
        for row in previews.flat(table)
    ]
    policies = cedarpy.PolicySet.from_str((previews.RULES / "voucher.cedar").read_text())
    batches = [requests[start : start + _BATCH] for start in range(0, len(requests), _BATCH)]
    return Form(policies, cedarpy.Entities.from_json_str("[]"), batches)


def answer(form: Form) -> list[cedarpy.AuthzResult]:
    """Batch by batch."""
    return [
        result
        for batch in form.batches
        for result in cedarpy.is_authorized_batch(batch, form.policies, form.entities)
    ]


def collect(result: list[cedarpy.AuthzResult]) -> q.Answer:
    """Columns of NumPy, without the earliest date."""
    for answer in result:
        if answer.diagnostics.errors:
            raise ValueError(answer.diagnostics.errors[0])
        if answer.allowed == bool(answer.diagnostics.id_annotations_by_reason):
            raise ValueError("a reason to permit, or none to forbid")
    columns = q.previews(
        (answer.diagnostics.id_annotations_by_reason.values(), q.NO_DAY) for answer in result
    )
    return {name: columns[name] for name in ("refusals", "missing")}
