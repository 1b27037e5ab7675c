"""What every row says of itself: 38 bytes for each row that holds or held a block.

That is about half a megabyte for each gigabyte of payload. It is what a salvage goes by where the
index is lost, and what it checks the index against where it is not.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from engine.format.slot import SlotHeader
from engine.types import BlockPointer, SlotKind

Numbers = npt.NDArray[np.uint64]
Flags = npt.NDArray[np.bool_]


class Version(NamedTuple):
    """One block of the engine's own, as a row holds or held it."""

    birth: int
    row: int
    length: int
    good: bool
    """Whether it can be read."""
    epoch: int
    """The key epoch that it was sealed in."""

    @property
    def pointer(self) -> BlockPointer:
        """Where it lies."""
        return BlockPointer(self.row, self.epoch, self.birth)


@dataclass(frozen=True, slots=True)
class Blocks:
    """Blocks of one file, as parallel arrays in ascending order of index."""

    index: Numbers
    row: Numbers
    birth: Numbers
    length: Numbers
    good: Flags

    def where(self, chosen: Flags | npt.NDArray[np.intp]) -> Blocks:
        """Some of them."""
        return Blocks(
            self.index[chosen],
            self.row[chosen],
            self.birth[chosen],
            self.length[chosen],
            self.good[chosen],
        )

    def joined(self, more: Blocks) -> Blocks:
        """These and others, in order again."""
        both = Blocks(
            np.concatenate((self.index, more.index)),
            np.concatenate((self.row, more.row)),
            np.concatenate((self.birth, more.birth)),
            np.concatenate((self.length, more.length)),
            np.concatenate((self.good, more.good)),
        )
        return both.where(np.argsort(both.index, kind="stable"))


class CatalogueBuilder:
    """Takes the rows of a group in."""

    def __init__(self) -> None:
        self._columns: dict[str, array[int]] = {
            "row": array("I"),
            "length": array("I"),
            "birth": array("Q"),
            "owner": array("Q"),
            "index": array("Q"),
            "epoch": array("I"),
            "kind": array("B"),
            "good": array("B"),
        }

    def add(self, row: int, epoch: int, header: SlotHeader, good: bool) -> None:
        """Note what a row's slots say, and whether its block can be read."""
        columns = self._columns
        columns["row"].append(row)
        columns["length"].append(header.length)
        columns["birth"].append(header.birth)
        columns["owner"].append(header.owner)
        columns["index"].append(header.index)
        columns["epoch"].append(epoch)
        columns["kind"].append(header.kind)
        columns["good"].append(good)

    @property
    def columns(self) -> dict[str, array[int]]:
        """What was taken in, by column."""
        return self._columns


def join(builders: Iterable[CatalogueBuilder]) -> Catalogue:
    """One catalogue of all rows."""
    parts = [each.columns for each in (CatalogueBuilder(), *builders)]
    names = list(parts[0])
    return Catalogue(
        **{name: np.concatenate([_view(one[name]) for one in parts]) for name in names}
    )


class Catalogue:
    """All rows that hold or held a block."""

    def __init__(self, **columns: npt.NDArray[Any]) -> None:
        order = np.argsort(columns["row"], kind="stable")
        ordered = {name: column[order] for name, column in columns.items()}
        self._row, self._birth = ordered["row"], ordered["birth"]
        self._owner, self._index = ordered["owner"], ordered["index"]
        self._length, self._kind = ordered["length"], ordered["kind"]
        self._epoch = ordered["epoch"]
        self._good = ordered["good"].astype(np.bool_)
        data = np.flatnonzero(self._kind == SlotKind.DATA)
        # The newest first among the versions of a block, and of those the ones that can be read.
        keys = (~self._good[data], ~self._birth[data], self._index[data], self._owner[data])
        self._by_owner = data[np.lexsort(keys)]
        self._owners = self._owner[self._by_owner]

    def __len__(self) -> int:
        return len(self._row)

    @property
    def data_rows(self) -> int:
        """Rows that hold a block of a file, live or not."""
        return len(self._by_owner)

    def versions(self, kind: SlotKind) -> dict[int, list[Version]]:
        """Blocks of the engine's own by their index, the newest version first."""
        found: dict[int, list[Version]] = {}
        for place in np.flatnonzero(self._kind == kind).tolist():
            version = Version(
                int(self._birth[place]),
                int(self._row[place]),
                int(self._length[place]),
                bool(self._good[place]),
                int(self._epoch[place]),
            )
            found.setdefault(int(self._index[place]), []).append(version)
        for versions in found.values():
            versions.sort(reverse=True)
        return found

    def epochs_of(self, rows: Numbers) -> list[int]:
        """The key epoch of each of some rows; of one that holds nothing it does not matter."""
        if not len(self._row):
            return [0] * len(rows)
        places = np.minimum(np.searchsorted(self._row, rows), len(self._row) - 1)
        return [int(each) for each in self._epoch[places]]

    def newest_birth(self, *kinds: SlotKind) -> int:
        """The latest birth among rows of some kinds, readable or not; 0 when there are none."""
        births = self._birth[np.isin(self._kind, kinds)]
        return int(births.max()) if len(births) else 0

    def owners(self, after: int = -1) -> list[int]:
        """Inodes that any block names; with `after`, blocks born later alone count."""
        owners = self._owners
        if after >= 0:
            owners = owners[self._birth[self._by_owner] > after]
        return [int(each) for each in np.unique(owners)]

    def blocks_of(self, owner: int) -> Blocks:
        """Every version of every block of a file; of one index the newest comes first."""
        wanted = np.uint64(owner)
        low = np.searchsorted(self._owners, wanted)
        high = np.searchsorted(self._owners, wanted, side="right")
        places = self._by_owner[low:high]
        return Blocks(
            self._index[places],
            self._row[places].astype(np.uint64),
            self._birth[places],
            self._length[places].astype(np.uint64),
            self._good[places],
        )

    def holds(self, owner: int, index: Numbers, row: Numbers, birth: Numbers) -> Flags:
        """For each pointer of a file, whether its row has that very block and it can be read."""
        if not len(self._row):
            return np.zeros(len(row), np.bool_)
        places = np.minimum(np.searchsorted(self._row, row), len(self._row) - 1)
        same = (self._row[places] == row) & (self._birth[places] == birth) & self._good[places]
        same &= (self._owner[places] == owner) & (self._index[places] == index)
        return np.asarray(same & (self._kind[places] == SlotKind.DATA))


def _view(column: array[int]) -> npt.NDArray[Any]:
    return np.frombuffer(column, dtype=column.typecode) if column else np.array([], column.typecode)
