"""`review` for a table that many machines hold: a PySpark DataFrame in, a DataFrame out (extra `spark`).

Nothing is decided here, and nothing is distributed here. Spark's own shuffle brings the rows of one month and
account together, since the limit of an account is all that rows have in common (N25); then each partition is
one call of `voucher_core.review` over its stream of batches. Where a column names people, a shuffle before that brings
together those of one month and person. The answer of each row is that of one `review` of the whole table.
"""

# PyArrow has no types, and where PySpark is not installed it has none either.
# pyright: reportMissingImports=false, reportUnknownMemberType=false, reportUnknownVariableType=false
# pyright: reportUnknownArgumentType=false, reportUnknownParameterType=false

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from importlib import import_module
from itertools import chain
from typing import Any

from voucher_core._arrow import ReviewOutput
from voucher_core._core import Regulation
from voucher_core._core import review as review_table
from voucher_core.errors import VoucherError, WrongType

try:
    from pyspark.sql import Column, DataFrame, Window  # type: ignore[import-not-found, unused-ignore]
    from pyspark.sql import functions as sql
    from pyspark.sql.types import (  # type: ignore[import-not-found, unused-ignore]
        ArrayType,
        BooleanType,
        DataType,
        DateType,
        LongType,
        StringType,
        StructField,
        StructType,
    )
except ImportError as error:
    needs = '"pyspark>=4.0" "pandas>=2.2,<3" "pyarrow>=17"'
    raise ImportError(f"voucher_core.spark works with PySpark: pip install {needs}") from error

__all__ = ["review"]

#: The columns that a review reads.
INPUTS = (
    "month",
    "region",
    "targeted_social",
    "housing",
    "assisted_from",
    "assisted_until",
    "listed_on",
    "asked_on",
    "reminded_on",
    "answered_on",
    "answer",
    "entered_on",
    "account",
    "account_exists",
    "unread",
    "as_of",
)

#: The columns that name people: the first of them that is there counts.
PEOPLE = ("iin", "person")

#: What is trimmed at the ends of an account (N24).
WHITE_SPACE = " \t\n\f\r"

#: Spark's types of the columns of an answer; the others are strings, since Spark has no dictionaries.
TYPES: Mapping[str, DataType] = {
    "activated": BooleanType(),
    "refusals": LongType(),
    "reasons": ArrayType(StringType()),
    "earliest": DateType(),
}


def review(
    df: DataFrame,
    *,
    regulation: Regulation | Sequence[Regulation],
    as_of: date | None = None,
    outputs: Sequence[ReviewOutput] | None = None,
    partitions: int | None = None,
    keep: Sequence[str] = (),
) -> DataFrame:
    """Reviews a DataFrame of person-months: the same rows, with the columns named in `keep` and the answer's.

    Columns go in as for `voucher_core.review`, in Spark's types: `date`, `string`, `boolean`; `region` also
    as any whole number. An account is a `string`: cast keys of your own to it. Out come `string`, `boolean`,
    `date`, and `bigint` for `refusals`, since Spark has no unsigned numbers. The order of rows is not kept:
    name a key in `keep`.

    Of two rows with one account and month, the first by `entered_on` wins, then the first in the order of
    `df`: by partition, then within it. Where that order matters and `df` has none of its own, as after a
    join, sort `df` first.

    Where there is a column `iin` or `person`, each row of a person who stands twice in a month is bad,
    `duplicate_person`, as in `voucher_core.review`, wherever the rows lie: Spark counts the rows of each month and
    person, which shuffles the whole table once more.

    `partitions` is how many to make, by default as many as Spark makes of any shuffle. A partition is held in
    memory. Without a column `account` no row concerns another, and nothing is shuffled.

    Columns and arguments are checked at once, rows when Spark runs. Errors: those of `voucher_core.review`;
    `missing_column` and `duplicate_column` of `keep`. An error in a worker comes as Spark's, and its text has
    the code.
    """
    places = _places(df, outputs, partitions, keep)
    read = {name: _flight(places[name]) for name in (*INPUTS, *PEOPLE) if name in places}
    kept = {name: _flight(places[name]) for name in keep}
    rows = df.toDF(*map(_flight, range(len(df.columns))))
    flight = list(dict.fromkeys([*read.values(), *kept.values()]))

    # An empty table of the same types meets every error that no row can make, before Spark runs anything.
    empty = _renamed(rows.select(*read.values()).limit(0).toArrow(), read)
    answer: Any = review_table(empty, regulation=regulation, as_of=as_of, outputs=outputs).column_names
    fields = [StructField(name, df.schema.fields[places[name]].dataType) for name in keep]
    for name in answer:
        if name in keep:
            raise VoucherError(f"{name}: kept, and a column of the answer", "duplicate_column", name)
        fields.append(StructField(name, TYPES.get(name, StringType())))

    person = next((name for name in PEOPLE if name in read), None)
    if person or "account" in read:
        # Grows from partition to partition and from row to row: the order of the whole table.
        rows = rows.withColumn("row", sql.monotonically_increasing_id())
    if person:
        rows = _marked(rows, read, person)
        read = {name: each for name, each in read.items() if name not in PEOPLE} | {"unread": "unread"}
        flight = list(dict.fromkeys([*read.values(), *kept.values()]))
    if "account" in read:
        rows = _together(rows, read, partitions)
    elif partitions is not None:
        rows = rows.repartition(partitions)
    rules = [regulation] if isinstance(regulation, Regulation) else regulation
    texts = [each.to_json() for each in rules]
    work = partial(_review_partition, read=read, kept=kept, regulations=texts, as_of=as_of, outputs=answer)
    return rows.select(*flight).mapInArrow(work, StructType(fields))


def _marked(rows: DataFrame, read: Mapping[str, str], name: str) -> DataFrame:
    """The rows with a column `unread`, which tells each row of a person who stands twice in a month of it."""
    person, month = sql.col(read[name]), sql.col(read["month"])
    as_text = isinstance(rows.schema[read["month"]].dataType, StringType)
    # As text a month has one spelling, and whatever else stands there is that row's own fault.
    months = month if as_text else sql.date_format(month, "yyyy-MM")
    keys = (person.alias("person"), months.alias("of"), _spread(person, read).alias("spread"))
    twice = person.isNotNull() & (sql.count(sql.lit(1)).over(Window.partitionBy(*keys)) > 1)
    said = sql.when(twice, sql.lit(f"{name}: duplicate_person"))
    # What could not be read is of an earlier column, or of the same.
    return rows.withColumn("unread", sql.coalesce(sql.col(read["unread"]), said) if "unread" in read else said)


def _spread(key: Column, read: Mapping[str, str]) -> Column:
    """Rows without a key go anywhere, but to the same place when a lost machine's work is done again.

    A row's number would not do, since the rows of a partition may come in another order then.
    """
    cells = [sql.col(flight) for flight in read.values()]
    return sql.when(key.isNull(), sql.xxhash64(sql.spark_partition_id(), *cells))


def _together(rows: DataFrame, read: Mapping[str, str], partitions: int | None) -> DataFrame:
    """Brings the rows of one month and account into one partition, in the order of the whole table."""
    account, month = (sql.col(read[name]).cast("string") for name in ("account", "month"))
    keys = {
        # A month has one spelling as text, and a date begins with it.
        "month": sql.substring(month, 1, 7),
        # Accounts that are equal in their normal form are equal here. Others may be too, which does no harm.
        "account": sql.upper(sql.btrim(account, sql.lit(WHITE_SPACE))),
        "spread": _spread(account, read),
    }
    rows = rows.select("*", *(key.alias(name) for name, key in keys.items()))
    by: list[Column] = [sql.col(name) for name in ("month", "account", "spread")]
    rows = rows.repartition(*by) if partitions is None else rows.repartition(partitions, *by)
    # What comes out of a shuffle has no order. A review puts dates first by itself.
    return rows.sortWithinPartitions("row")


def _review_partition(
    batches: Iterable[Any],
    *,
    read: Mapping[str, str],
    kept: Mapping[str, str],
    regulations: Sequence[str],
    as_of: date | None,
    outputs: Sequence[ReviewOutput],
) -> Iterator[Any]:
    """One call of `review` over all batches of a partition, in a worker of Spark."""
    arrow = _arrow()
    batches = iter(batches)
    first = next(batches, None)
    if first is None:
        return
    aside: list[Any] = []

    def stream() -> Iterator[Any]:
        for batch in chain([first], batches):
            aside.append(batch.select(list(kept.values())))
            yield _renamed(batch, read)

    reader = arrow.RecordBatchReader.from_batches(_renamed(first, read).schema, stream())
    try:
        rules = [Regulation.from_json(each) for each in regulations]
        answer = arrow.table(review_table(reader, regulation=rules, as_of=as_of, outputs=outputs))
    except VoucherError as error:
        # Of an error in a worker Spark keeps the text alone.
        error.add_note(f"code: {error.code}")
        raise
    columns = [*arrow.Table.from_batches(aside).columns, *map(_plain, answer.columns)]
    yield from arrow.Table.from_arrays(columns, names=[*kept, *outputs]).to_batches()


def _renamed(table: Any, read: Mapping[str, str]) -> Any:
    """The columns that are read, under their names. Works for an Arrow table and for a batch."""
    arrow = _arrow()

    def column(name: str, flight: str) -> Any:
        cells = table.column(flight)
        # Spark has no unsigned numbers; a KATO code says the same as text.
        whole = name == "region" and arrow.types.is_integer(cells.type)
        return cells.cast(arrow.string()) if whole else cells

    return type(table).from_arrays([column(*pair) for pair in read.items()], names=list(read))


def _plain(column: Any) -> Any:
    """A column of the answer in a type that Spark has."""
    arrow = _arrow()
    if arrow.types.is_dictionary(column.type):
        return column.cast(column.type.value_type)
    if arrow.types.is_uint32(column.type):
        return column.cast(arrow.int64())
    return column


def _places(
    df: Any, outputs: Sequence[str] | None, partitions: int | None, keep: Sequence[str]
) -> dict[str, int]:
    """Where the columns stand that are read or kept, once the arguments have the right types."""
    if not isinstance(df, DataFrame):
        text = f"df: must be a PySpark DataFrame; {type(df).__name__} came: voucher_core.review takes Arrow"
        raise WrongType(text, "unsupported_type", "df")
    if df.isStreaming:
        text = "df: a streaming DataFrame never ends, so no account is settled"
        raise WrongType(text, "unsupported_type", "df")
    if partitions is not None and type(partitions) is not int:
        text = f"partitions: must be an int; {type(partitions).__name__} came"
        raise WrongType(text, "not_an_integer", "partitions")
    for field, names in (("outputs", outputs), ("keep", keep)):
        if isinstance(names, str):
            raise WrongType(f"{field}: must be a list of names; one text came", "unsupported_type", field)

    places: dict[str, int] = {}
    for place, name in enumerate(df.columns):
        if name not in INPUTS and name not in PEOPLE and name not in keep:
            continue
        if name in places or list(keep).count(name) > 1:
            raise VoucherError(f"{name}: there are two columns of this name", "duplicate_column", name)
        places[name] = place
    for name in keep:
        if name not in places:
            raise VoucherError(f"{name}: the table has no such column", "missing_column", name)
    return places


def _arrow() -> Any:
    """PyArrow, which Spark itself needs for `mapInArrow`; it is not asked for before."""
    return import_module("pyarrow")


def _flight(place: int) -> str:
    """The name of a column on its way: no name of the caller's meets Spark's rules for names."""
    return f"_{place}"
