"""HybridMixer: several secrets become one key that is as strong as the strongest of them."""

from __future__ import annotations

from collections.abc import Iterator

from engine.keys.hkdf import Secret, expand, extract
from engine.keys.memory import wipe


class HybridMixer:
    """Combines secrets by HKDF-SHA256 (RFC 5869): extract over all of them, expand for a use.

    Every piece is preceded by its name and both by their lengths, so that no two different lists
    of secrets ever become the same bytes: moving a byte from one secret to the next, leaving one
    out or swapping two gives another key. The order in which secrets are added counts.

    Args:
        domain: Names the use of the mixer; another domain gives independent keys.
    """

    __slots__ = ("_domain", "_names", "_secrets")

    def __init__(self, domain: bytes) -> None:
        self._domain = domain
        self._names: list[bytes] = []
        self._secrets: list[Secret] = []

    def add(self, name: bytes, secret: Secret) -> HybridMixer:
        """Add a secret under its name; the mixer refers to it, the caller still wipes it.

        Raises:
            ValueError: The name was used before.
        """
        if name in self._names:
            raise ValueError(name)
        self._names.append(name)
        self._secrets.append(secret)
        return self

    def mix(self, info: bytes, length: int) -> bytearray:
        """Derive a key from all secrets added so far.

        Args:
            info: What the key is for and bound to.
            length: Bytes wanted.

        Returns:
            The key, for the caller to wipe.

        Raises:
            ValueError: No secret was added.
        """
        if not self._secrets:
            raise ValueError("no secret")
        extracted = extract(self._domain, self._framed())
        try:
            return expand(extracted, info, length)
        finally:
            wipe(extracted)

    def _framed(self) -> Iterator[Secret]:
        for name, secret in zip(self._names, self._secrets, strict=True):
            yield len(name).to_bytes(4, "little")
            yield name
            yield len(secret).to_bytes(8, "little")
            yield secret
