"""A producer of Arrow streams in C, which may do what no library in Python does."""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator, Sequence

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


def columns(array: Array) -> Iterator[Array]:
    """The columns of a batch."""
    return (array.children[place].contents for place in range(array.n_children))
