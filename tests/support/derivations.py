"""Key derivations that a test process has made before are not made again: the same answer, at once.

They are two fifths of the suite's time, and most are of a vault that was just made. What a cost is
measured by (a salt of zeros) takes its time as ever.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from engine.keys import kdf


@contextmanager
def made_once() -> Iterator[None]:
    """Remember derivations while it lasts, by a digest of what went in: no secret is kept."""
    derive = kdf.hash_secret_raw
    made: dict[bytes, bytes] = {}

    def remembered(**inputs: object) -> bytes:
        if not any(bytes(inputs["salt"])):  # type: ignore[call-overload]
            return derive(**inputs)  # type: ignore[arg-type]
        digest = hashlib.sha256(repr(sorted(inputs.items())).encode()).digest()
        if digest not in made:
            made[digest] = derive(**inputs)  # type: ignore[arg-type]
        return made[digest]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(kdf, "hash_secret_raw", remembered)
        yield
