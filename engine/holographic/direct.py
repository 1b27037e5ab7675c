"""ISA-L's own encoder, in place: PyECLib copies every lane on the way there and back.

The library is the one that PyECLib has loaded, found by the name of its interface (`libisal.so.2`;
wheels give it a name of their own that keeps the number). It is used if it computes what PyECLib
computes, tried whenever a code is made, and left alone otherwise. See docs/adr/0003.
"""

from __future__ import annotations

import ctypes
import os
import random
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Any

_NAMES = ("libisal-pyeclib.so.2", "libisal.so.2")
"""The second where PyECLib comes from the system's packages."""

_FUNCTIONS = ("gf_gen_cauchy1_matrix", "ec_init_tables", "ec_encode_data")

_TABLE_BYTES = 32
"""Of the multiplication tables, for each coefficient (`erasure_code.h`)."""

_TRIED_BYTES = (1, 15, 64, 333, 4097)
"""Lengths of fragments that a new encoder is tried with: its loops take other steps for each."""

Encode = Callable[[bytes, int], Sequence[memoryview]]
"""The parity fragments of data fragments that lie one after the other, each so many bytes."""


class DirectEncoder:
    """The parity of k data lanes. Thread-safe.

    Args:
        library: ISA-L.
        data_lanes: k.
        parity_lanes: m.
    """

    def __init__(self, library: Any, data_lanes: int, parity_lanes: int) -> None:
        self._k, self._m = data_lanes, parity_lanes
        lanes = data_lanes + parity_lanes
        matrix = (ctypes.c_ubyte * (lanes * data_lanes))()
        self._tables = (ctypes.c_ubyte * (_TABLE_BYTES * data_lanes * parity_lanes))()
        library.gf_gen_cauchy1_matrix(matrix, lanes, data_lanes)
        library.ec_init_tables(
            data_lanes,
            parity_lanes,
            ctypes.byref(matrix, data_lanes * data_lanes),
            self._tables,
        )
        self._encode = library.ec_encode_data
        self._sources = ctypes.c_void_p * data_lanes
        self._targets = ctypes.c_void_p * parity_lanes

    def encode(self, lanes_major: bytes, fragment_bytes: int) -> list[memoryview]:
        """See `ErasureBackend`.

        Raises:
            ValueError: Another length than k such fragments have: the library would read on.
        """
        if fragment_bytes < 1 or len(lanes_major) != self._k * fragment_bytes:
            raise ValueError("length of the data fragments")
        first = ctypes.cast(ctypes.c_char_p(lanes_major), ctypes.c_void_p).value or 0
        made = [bytearray(fragment_bytes) for _ in range(self._m)]
        room = ctypes.c_ubyte * fragment_bytes
        held = [room.from_buffer(each) for each in made]  # neither moves while it is
        self._encode(
            fragment_bytes,
            self._k,
            self._m,
            self._tables,
            self._sources(*range(first, first + len(lanes_major), fragment_bytes)),
            self._targets(*map(ctypes.addressof, held)),
        )
        return [memoryview(each).toreadonly() for each in made]


def find_encoder(data_lanes: int, parity_lanes: int, known: Encode) -> DirectEncoder | None:
    """An encoder that does what `known` does; None where there is none such.

    Args:
        data_lanes: k.
        parity_lanes: m.
        known: PyECLib's, for the same code. Its library has to be loaded already.
    """
    library = _loaded_library()
    if library is None:
        return None
    encoder = DirectEncoder(library, data_lanes, parity_lanes)
    for length in _TRIED_BYTES:
        lanes = random.randbytes(data_lanes * length)  # noqa: S311 - nothing secret about it
        if encoder.encode(lanes, length) != list(known(lanes, length)):
            return None
    return encoder


def _loaded_library() -> Any:
    """ISA-L, if this process has loaded it under a name that promises the interface we know."""
    only_if_loaded = getattr(os, "RTLD_NOLOAD", None)
    if only_if_loaded is None:
        return None
    for name in _NAMES:
        with suppress(OSError, AttributeError):
            library = ctypes.CDLL(name, mode=only_if_loaded)
            for function in _FUNCTIONS:
                getattr(library, function).restype = None
            library.gf_gen_cauchy1_matrix.argtypes = (ctypes.c_void_p, ctypes.c_int, ctypes.c_int)
            library.ec_init_tables.argtypes = (
                ctypes.c_int, ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p,
            )  # fmt: skip
            library.ec_encode_data.argtypes = (ctypes.c_int,) * 3 + (ctypes.c_void_p,) * 3
            return library
    return None
