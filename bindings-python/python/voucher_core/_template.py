"""Which column is which: an example that the questions of tables take, and what each column means, as their help says it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from ._core import Table, _csv_table, review
from ._prepare import prepare
from .errors import VoucherError

__all__ = ["Template", "TemplateOf", "template"]

TemplateOf: TypeAlias = Literal["review", "due_actions", "potential_recipients"]
"""A question that a table is put to, row by row."""

#: One row of a file: a made-up person, whose voucher is activated.
EXAMPLE = {
    "month": "2025-09",
    "region": "71",
    "targeted_social": "true",
    "housing": "false",
    "listed_on": "2025-09-01",
    "asked_on": "2025-09-02",
    "reminded_on": "",
    "answered_on": "2025-09-05",
    "answer": "agree",
    "entered_on": "2025-09-10",
    "account": "0012345",
    "account_exists": "true",
    "iin": "990101600002",
}

#: The last column that each question reads of those of `review`, but for who it is.
LAST: Mapping[str, str] = {"review": "account_exists", "due_actions": "answer", "potential_recipients": "listed_on"}

#: Who it is, and what `prepare` could not read.
ALWAYS = ("iin", "person", "unread")


@dataclass(frozen=True, slots=True)
class Template:
    """The columns of a question.

    `columns` says what each means, in the words of the question's help: its type, and what it means where it is absent or
    null. `csv` is a file of a heading and one example, with the columns that most files have; `table` is the same file as the
    question takes it.
    """

    columns: Mapping[str, str]
    csv: str

    @property
    def table(self) -> Table:
        """The example, made ready."""
        return prepare(_csv_table(self.csv))[0]

    def __str__(self) -> str:
        return "\n".join([self.csv, *(f"{name}: {means}" for name, means in self.columns.items())])


def template(question: TemplateOf = "review") -> Template:
    """Which columns a question takes: what each means, and a file of one example that `prepare` and the question take back.

    `open("template.csv", "w", encoding="utf-8-sig").write(template().csv)` makes a file that a spreadsheet opens.

    Errors: `unknown_value` for a question that has no template.
    """
    if question not in LAST:
        raise VoucherError(f"question: has no template; there are {', '.join(LAST)}", "unknown_value", "question")
    known = _columns()
    names = [*known]
    read = names[: names.index(LAST[question]) + 1]
    of_day = ["as_of"] if question == "review" else []
    columns = {name: known[name] for name in [*read, *of_day, *ALWAYS]}
    shown = {name: cell for name, cell in EXAMPLE.items() if name in columns}
    return Template(columns, f"{','.join(shown)}\n{','.join(shown.values())}\n")


def _columns() -> dict[str, str]:
    """What the help of `review` says of each column that it reads."""
    said = (review.__doc__ or "").split("Columns of the answer:")[0]
    columns: dict[str, str] = {}
    for names, means in re.findall(r"^- ((?:`\w+`(?:, | or )?)+): (.*?)(?=\n- |\n\n)", said, re.DOTALL | re.MULTILINE):
        columns |= dict.fromkeys(re.findall(r"`(\w+)`", names), " ".join(means.split()))
    return columns
