"""A producer of Arrow streams in C, which may do what no library in Python does, and a column of every type."""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import pyarrow as pa

INVALID = 22


class Schema(ctypes.Structure):
    """The C struct `ArrowSchema`."""


Schema._fields_ = [
    ("format", ctypes.c_char_p),
    ("name", ctypes.c_char_p),
    ("metadata", ctypes.c_void_p),
    ("flags", ctypes.c_int64),
    ("n_children", ctypes.c_int64),
    ("children", ctypes.POINTER(ctypes.POINTER(Schema))),
    ("dictionary", ctypes.POINTER(Schema)),
    ("release", ctypes.c_void_p),
    ("private_data", ctypes.c_void_p),
]


class Array(ctypes.Structure):
    """The C struct `ArrowArray`."""


Array._fields_ = [
    ("length", ctypes.c_int64),
    ("null_count", ctypes.c_int64),
    ("offset", ctypes.c_int64),
    ("n_buffers", ctypes.c_int64),
    ("n_children", ctypes.c_int64),
    ("buffers", ctypes.POINTER(ctypes.c_void_p)),
    ("children", ctypes.POINTER(ctypes.POINTER(Array))),
    ("dictionary", ctypes.POINTER(Array)),
    ("release", ctypes.c_void_p),
    ("private_data", ctypes.c_void_p),
]

Asked = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p)
Said = ctypes.CFUNCTYPE(ctypes.c_void_p, ctypes.c_void_p)
Released = ctypes.CFUNCTYPE(None, ctypes.c_void_p)


class _Stream(ctypes.Structure):
    _fields_ = (
        ("get_schema", Asked),
        ("get_next", Asked),
        ("get_last_error", Said),
        ("release", Released),
        ("private_data", ctypes.c_void_p),
    )


class Producer:
    """These batches, then the end; `asked` counts how often it is asked for one.

    `change` may do anything to the struct of a batch before it is handed over. `then` is what it answers when it is asked
    after the end, and `fails` makes it fail in place of the end.
    """

    def __init__(
        self,
        schema: pa.Schema,
        batches: Sequence[pa.RecordBatch],
        change: Callable[[int, Array], None] = lambda place, array: None,
        then: int = INVALID,
        fails: bytes | None = None,
    ) -> None:
        self.asked, self.released, self.schemas = 0, 0, 0
        self._schema, self._batches, self._change = schema, iter(batches), change
        self._then, self._fails, self._ended = then, fails, False
        self._words = ctypes.create_string_buffer(fails or b"asked after its end")

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object:
        functions = Asked(self._get_schema), Asked(self._get_next), Said(self._said), Released(self._release)
        self._stream = _Stream(*functions, ctypes.c_void_p(1))
        new = ctypes.pythonapi.PyCapsule_New
        new.restype = ctypes.py_object
        new.argtypes = [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_void_p]
        return new(ctypes.addressof(self._stream), b"arrow_array_stream", None)

    def moved(self) -> None:
        """Does what libraries in C do who move the stream out: only `release` is gone then."""
        self._stream.release = Released()

    def _get_schema(self, stream: int, out: int) -> int:
        self.schemas += 1
        self._schema._export_to_c(out)
        return 0

    def _get_next(self, stream: int, out: int) -> int:
        place, self.asked = self.asked, self.asked + 1
        if self._ended:
            return self._then
        batch = next(self._batches, None)
        if batch is not None:
            batch._export_to_c(out)
            self._change(place, Array.from_address(out))
            return 0
        self._ended = True
        ctypes.memset(out, 0, ctypes.sizeof(Array))
        return INVALID if self._fails is not None else 0

    def _said(self, stream: int) -> int:
        return ctypes.addressof(self._words)

    def _release(self, stream: int) -> None:
        self.released += 1
        ctypes.memset(stream, 0, ctypes.sizeof(_Stream))


class OfCapsules:
    """Hands over what was made before, as a stream or as an array: no code of the library that made it runs then."""

    def __init__(self, stream: object = None, array: object = None) -> None:
        given = {"__arrow_c_stream__": stream, "__arrow_c_array__": array}
        for name, held in given.items():
            if held is not None:
                vars(self)[name] = lambda requested_schema=None, held=held: held


def columns(array: Array) -> Iterator[Array]:
    """The columns of a batch."""
    return (array.children[place].contents for place in range(array.n_children))


class Extension(pa.ExtensionType):
    """A type whose metadata is no text."""

    def __init__(self) -> None:
        super().__init__(pa.int8(), "test.bytes")

    def __arrow_ext_serialize__(self) -> bytes:
        return b"\xff\xfe\x00"

    @classmethod
    def __arrow_ext_deserialize__(cls, storage_type: pa.DataType, serialized: bytes) -> Extension:
        return cls()


def of(type_: pa.DataType, values: Any = None) -> pa.Array:
    return pa.array([None] * 3 if values is None else values, type_)


def strange_columns() -> dict[str, pa.Array]:
    """A column of each type that PyArrow makes, at least one of a kind."""
    ints = pa.array([1, 2, 3], pa.int8())
    types = [
        *(pa.int8(), pa.int16(), pa.int32(), pa.int64(), pa.uint8(), pa.uint16(), pa.uint32(), pa.uint64()),
        *(pa.float16(), pa.float32(), pa.float64(), pa.bool_(), pa.null(), pa.date32(), pa.date64()),
        *(pa.decimal32(9, 2), pa.decimal64(18, 2), pa.decimal128(38, 3), pa.decimal256(76, -3)),
        *(pa.string(), pa.large_string(), pa.string_view(), pa.binary(), pa.large_binary(), pa.binary_view()),
        *(pa.binary(5), pa.time32("s"), pa.time64("ns"), pa.timestamp("us"), pa.timestamp("ns", "Asia/Almaty")),
        *(pa.duration("ms"), pa.month_day_nano_interval()),
        *(pa.list_(pa.null()), pa.list_(pa.struct({"a": pa.null()})), pa.large_list(pa.null())),
        *(pa.list_(pa.int8(), 2), pa.list_(pa.null(), 3), pa.list_view(pa.null()), pa.large_list_view(pa.int8())),
        *(pa.struct([]), pa.struct({"a": pa.null()}), pa.map_(pa.string(), pa.null()), pa.map_(pa.int8(), pa.date32())),
        *(pa.dictionary(pa.int8(), pa.null()), pa.dictionary(pa.int32(), pa.list_(pa.null()))),
        *(pa.dictionary(pa.int8(), pa.int64()), pa.dictionary(pa.int8(), pa.date32())),
        pa.dictionary(pa.uint64(), pa.decimal128(5, 1)),
    ]
    made = {str(type_): pa.nulls(3, type_) for type_ in types}
    return {
        **made,
        "run-end encoded": pa.RunEndEncodedArray.from_arrays(pa.array([1, 3], pa.int32()), pa.array(["a", None])),
        "dense union": pa.UnionArray.from_dense(of(pa.int8(), [0, 0, 0]), of(pa.int32(), [0, 1, 2]), [ints]),
        "sparse union": pa.UnionArray.from_sparse(of(pa.int8(), [0, 0, 0]), [ints, pa.nulls(3)][:1]),
        "extension": pa.ExtensionArray.from_storage(Extension(), ints),
        "uuid": pa.ExtensionArray.from_storage(pa.uuid(), pa.nulls(3, pa.binary(16))),
        "opaque": pa.ExtensionArray.from_storage(pa.opaque(pa.null(), "kind", "vendor"), pa.nulls(3)),
        "full list": pa.array([[None], [], None], pa.list_(pa.null())),
        "full view": pa.array(["a" * 100, "", None], pa.string_view()),
    }


STRANGE = strange_columns()
