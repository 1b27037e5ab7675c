"""Directory listings whose places stay valid while entries come and go.

The kernel comes back with the cookie of any entry that it was given, without a handle (the mount
does not ask for OPENDIR), and programs delete what they have just been told of. A listing keeps the
names that it gave out, so that a cookie, which is the listing's number and a position in it, means
the same entry for ever: the next page goes on after that name, whether it still exists or not.
Starting again from the beginning starts a new listing and so sees new entries.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from engine.namespace import Inode, Namespace


POSITION_BITS = 32
_POSITION_MASK = (1 << POSITION_BITS) - 1
DOTS = 2
"""Positions 0 and 1 are "." and ".."."""

KEPT_LISTINGS = 1024
KEPT_NAMES = 1_000_000
"""Bounds of what is kept for resuming, about 80 MB at worst. Listings are dropped in the order of
their last use; a reader whose listing is gone goes on by position, which is right unless entries
came or went before it."""


ListedEntry = tuple[int, bytes, int, int, "Inode | None"]
"""The cookie that stands for the place after an entry; its name, inode number and kind; and the inode,
if attributes were asked for, but never for the dots. A plain tuple: a listing is made of nothing else."""


class Listing:
    """One pass over a directory: the names given out so far, in order."""

    __slots__ = ("ino", "names", "number")

    def __init__(self, ino: int, number: int) -> None:
        self.ino = ino
        self.number = number
        self.names: list[bytes] = []


class Listings:
    """The listings in progress of all directories."""

    def __init__(self, namespace: Namespace) -> None:
        self._namespace = namespace
        self._listings: OrderedDict[int, Listing] = OrderedDict()
        self._names = 0
        self._last_number = 0

    def page(
        self, ino: int, cookie: int, limit: int, with_inodes: bool
    ) -> tuple[Listing, list[ListedEntry]]:
        """About `limit` entries after the cookie; none at the end only.

        Tell `given_out` which of them the reader was really given.
        """
        number, position = cookie >> POSITION_BITS, cookie & _POSITION_MASK
        listing = self._resume(ino, number, position) if cookie else self._start(ino)
        page = self._dots(listing, position)
        position = max(position, DOTS) - DOTS
        while position < len(listing.names):
            names = listing.names[position : position + limit]
            again = self._again(listing, position, names, with_inodes)
            if again or page:
                return listing, page + again
            position += len(names)
        return listing, page + self._further(listing, limit, with_inodes)

    def given_out(self, listing: Listing, entries: Sequence[ListedEntry]) -> None:
        """Remember the names that the reader now has and may come back to."""
        known = len(listing.names) + DOTS
        fresh = [name for cookie, name, *_ in entries if cookie & _POSITION_MASK > known]
        listing.names += fresh
        self._names += len(fresh)
        self._bound()

    # -- pages --------------------------------------------------------------------------------

    def _dots(self, listing: Listing, position: int) -> list[ListedEntry]:
        base = listing.number << POSITION_BITS
        dots: list[ListedEntry] = []
        if position < 1:
            dots.append((base + 1, b".", listing.ino, 4, None))
        if position < DOTS:
            parent = self._namespace.lookup(listing.ino, b"..").ino
            dots.append((base + 2, b"..", parent, 4, None))
        return dots

    def _again(
        self, listing: Listing, position: int, names: Sequence[bytes], with_inodes: bool
    ) -> list[ListedEntry]:
        """Entries given out before; those that are gone are left out, the cookies stay."""
        base = (listing.number << POSITION_BITS) + DOTS + 1
        cookies = {name: base + position + index for index, name in enumerate(names)}
        return [
            (cookies[name], name, inode.ino, inode.mode >> 12, inode if with_inodes else None)
            for name, inode in self._namespace.entries_with_inodes(listing.ino, names=names)
        ]

    def _further(self, listing: Listing, limit: int, with_inodes: bool) -> list[ListedEntry]:
        after = listing.names[-1] if listing.names else None
        cookie = (listing.number << POSITION_BITS) + DOTS + 1 + len(listing.names)
        if with_inodes:
            found = self._namespace.entries_with_inodes(listing.ino, after=after, limit=limit)
            return [
                (number, name, inode.ino, inode.mode >> 12, inode)
                for number, (name, inode) in enumerate(found, cookie)
            ]
        entries = self._namespace.entries(listing.ino, after, limit)
        return [
            (number, entry.name, entry.ino, entry.kind, None)
            for number, entry in enumerate(entries, cookie)
        ]

    # -- what is kept -------------------------------------------------------------------------

    def _start(self, ino: int) -> Listing:
        self._last_number += 1
        listing = self._listings[self._last_number] = Listing(ino, self._last_number)
        return listing

    def _resume(self, ino: int, number: int, position: int) -> Listing:
        listing = self._listings.get(number)
        if listing is not None and listing.ino == ino:
            self._listings.move_to_end(number)
            return listing
        listing = Listing(ino, number)
        if position > DOTS:
            entries = self._namespace.entries(ino, None, position - DOTS)
            listing.names = [entry.name for entry in entries]
        self._listings[number] = listing
        self._names += len(listing.names)
        return listing

    def _bound(self) -> None:
        while len(self._listings) > KEPT_LISTINGS or (
            self._names > KEPT_NAMES and len(self._listings) > 1
        ):
            _, listing = self._listings.popitem(last=False)
            self._names -= len(listing.names)
