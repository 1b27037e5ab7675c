"""The namespace against a model of plain dicts, through random operations, closings and crashes."""

from __future__ import annotations

import copy
import stat
from dataclasses import dataclass, field

import hypothesis.strategies as st
from hypothesis import settings
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from engine.constants import BLOCK_BYTES, INLINE_BYTES, ROOT_INODE
from engine.errors import NamespaceError
from engine.namespace import RENAME_EXCHANGE, RENAME_NOREPLACE, Inode, Namespace
from tests.support.worlds import World

NAMES = st.sampled_from([b"a", b"b", b"c", b"\xff"])
PICK = st.integers(0, 10**6)
OFFSETS = st.one_of(
    st.integers(0, 300),
    st.sampled_from(
        [INLINE_BYTES - 1, INLINE_BYTES, BLOCK_BYTES - 1, BLOCK_BYTES, 3 * BLOCK_BYTES + 5]
    ),
    st.integers(0, 4 * BLOCK_BYTES),
)
LENGTHS = st.sampled_from([1, 100, 5000, BLOCK_BYTES, BLOCK_BYTES + 1, 2 * BLOCK_BYTES])


class Refused(Exception):
    """The model says that the operation is not possible."""


@dataclass
class Node:
    kind: int
    content: bytearray = field(default_factory=bytearray)
    entries: dict[bytes, int] = field(default_factory=dict)
    mode: int = 0o644
    attributes: dict[bytes, bytes] = field(default_factory=dict)


def make(ns: Namespace, ino: int, name: bytes, kind: int) -> Inode:
    """The same in the vault as `Model.add` in the model."""
    if kind == stat.S_IFDIR:
        return ns.mkdir(ino, name, 0o644, 0, 0)
    return ns.create(ino, name, kind | 0o644, 0, 0)


@dataclass
class Model:
    """What POSIX says, in the simplest way. Node numbers are the model's own."""

    nodes: dict[int, Node] = field(default_factory=lambda: {0: Node(stat.S_IFDIR)})
    next: int = 1

    def folders(self) -> list[int]:
        return [number for number in self.reachable() if self.nodes[number].kind == stat.S_IFDIR]

    def files(self) -> list[int]:
        return [number for number in self.reachable() if self.nodes[number].kind == stat.S_IFREG]

    def reachable(self) -> list[int]:
        found, queue = [0], [0]
        while queue:
            for number in sorted(self.nodes[queue.pop()].entries.values()):
                if number not in found:
                    found.append(number)
                    queue.append(number)
        return sorted(found)

    def link(self, parent: int, name: bytes, number: int) -> None:
        """Another name for a file."""
        if name in self.nodes[parent].entries:
            raise Refused
        self.nodes[parent].entries[name] = number

    def links(self, number: int) -> int:
        node = self.nodes[number]
        if node.kind == stat.S_IFDIR:
            below = (self.nodes[child].kind for child in node.entries.values())
            return 2 + sum(kind == stat.S_IFDIR for kind in below)
        return sum(
            child == number
            for each in self.reachable()
            for child in self.nodes[each].entries.values()
        )

    def add(self, parent: int, name: bytes, kind: int) -> int:
        if name in self.nodes[parent].entries:
            raise Refused
        number, self.next = self.next, self.next + 1
        self.nodes[number] = Node(kind)
        self.nodes[parent].entries[name] = number
        return number

    def find(self, parent: int, name: bytes) -> int:
        if name not in self.nodes[parent].entries:
            raise Refused
        return self.nodes[parent].entries[name]

    def remove(self, parent: int, name: bytes, folder: bool) -> None:
        node = self.nodes[self.find(parent, name)]
        if (node.kind == stat.S_IFDIR) != folder or node.entries:
            raise Refused
        del self.nodes[parent].entries[name]

    def below(self, number: int) -> set[int]:
        found = {number}
        for child in self.nodes[number].entries.values():
            found |= self.below(child)
        return found

    def rename(self, parent: int, name: bytes, target: int, new_name: bytes, flags: int) -> None:
        moved = self.find(parent, name)
        present = self.nodes[target].entries.get(new_name)
        if flags == RENAME_EXCHANGE and present is None:
            raise Refused
        if flags == RENAME_NOREPLACE and present is not None:
            raise Refused
        if self.nodes[moved].kind == stat.S_IFDIR and target in self.below(moved):
            raise Refused
        if present == moved:
            return
        if flags == RENAME_EXCHANGE:
            if self.nodes[present].kind == stat.S_IFDIR and parent in self.below(present):
                raise Refused
            self.nodes[parent].entries[name] = present
        else:
            if present is not None:
                folders = [self.nodes[each].kind == stat.S_IFDIR for each in (moved, present)]
                if folders[0] != folders[1] or self.nodes[present].entries:
                    raise Refused
            del self.nodes[parent].entries[name]
        self.nodes[target].entries[new_name] = moved


class NamespaceMachine(RuleBasedStateMachine):
    """Does the same to both, and compares what can be seen."""

    @initialize(capacity=st.just(1 << 40))
    def begin(self, capacity: int) -> None:
        self.world = World(capacity=capacity)
        self.model = Model()
        self.numbers: dict[int, int] = {0: ROOT_INODE}
        self.synced = (copy.deepcopy(self.model), dict(self.numbers))

    def folder(self, pick: int) -> int:
        folders = self.model.folders()
        return folders[pick % len(folders)]

    def both(self, in_model, in_vault):
        """Both do it, or both refuse."""
        try:
            expected = in_model()
        except Refused:
            try:
                in_vault()
            except NamespaceError:
                return None
            raise AssertionError("the namespace did what the model refuses") from None
        return expected, in_vault()

    # -- names -------------------------------------------------------------------------------

    @rule(pick=PICK, name=NAMES, kind=st.sampled_from([stat.S_IFREG, stat.S_IFDIR, stat.S_IFIFO]))
    def add(self, pick: int, name: bytes, kind: int) -> None:
        parent = self.folder(pick)
        ino = self.numbers[parent]
        ns = self.world.ns
        made = self.both(
            lambda: self.model.add(parent, name, kind),
            lambda: make(ns, ino, name, kind),
        )
        if made:
            self.numbers[made[0]] = made[1].ino

    @rule(pick=PICK, other=PICK, name=NAMES)
    def link(self, pick: int, other: int, name: bytes) -> None:
        files = self.model.files()
        if not files:
            return
        parent, number = self.folder(pick), files[other % len(files)]

        self.both(
            lambda: self.model.link(parent, name, number),
            lambda: self.world.ns.link(self.numbers[number], self.numbers[parent], name),
        )

    @rule(pick=PICK, name=NAMES, folder=st.booleans())
    def remove(self, pick: int, name: bytes, folder: bool) -> None:
        parent = self.folder(pick)
        operation = self.world.ns.rmdir if folder else self.world.ns.unlink
        self.both(
            lambda: self.model.remove(parent, name, folder),
            lambda: operation(self.numbers[parent], name),
        )

    @rule(
        pick=PICK,
        name=NAMES,
        other=PICK,
        new_name=NAMES,
        flags=st.sampled_from([0, 0, RENAME_NOREPLACE, RENAME_EXCHANGE]),
    )
    def rename(self, pick: int, name: bytes, other: int, new_name: bytes, flags: int) -> None:
        parent, target = self.folder(pick), self.folder(other)
        self.both(
            lambda: self.model.rename(parent, name, target, new_name, flags),
            lambda: self.world.ns.rename(
                self.numbers[parent], name, self.numbers[target], new_name, flags
            ),
        )

    # -- data --------------------------------------------------------------------------------

    def file(self, pick: int) -> tuple[bytearray, int] | None:
        files = self.model.files()
        if not files:
            return None
        number = files[pick % len(files)]
        return self.model.nodes[number].content, self.numbers[number]

    @rule(pick=PICK, offset=OFFSETS, length=LENGTHS, fill=st.integers(1, 255))
    def write(self, pick: int, offset: int, length: int, fill: int) -> None:
        if chosen := self.file(pick):
            content, ino = chosen
            content.extend(bytes(max(0, offset - len(content))))
            content[offset : offset + length] = bytes([fill]) * length
            assert self.world.ns.write(ino, offset, bytes([fill]) * length) == length

    @rule(pick=PICK, size=OFFSETS)
    def resize(self, pick: int, size: int) -> None:
        if chosen := self.file(pick):
            content, ino = chosen
            del content[size:]
            content.extend(bytes(size - len(content)))
            self.world.ns.set_attributes(ino, size=size)

    @rule(pick=PICK, offset=OFFSETS, length=LENGTHS)
    def punch(self, pick: int, offset: int, length: int) -> None:
        if chosen := self.file(pick):
            content, ino = chosen
            end = min(len(content), offset + length)
            if offset < end:
                content[offset:end] = bytes(end - offset)
            self.world.ns.punch_hole(ino, offset, length)

    @rule(pick=PICK, offset=OFFSETS, length=LENGTHS)
    def read(self, pick: int, offset: int, length: int) -> None:
        if chosen := self.file(pick):
            content, ino = chosen
            assert (
                bytes(self.world.ns.read(ino, offset, length)) == content[offset : offset + length]
            )

    @rule(pick=PICK, mode=st.integers(0, 0o7777), value=st.binary(max_size=3))
    def change_attributes(self, pick: int, mode: int, value: bytes) -> None:
        number = self.folder(pick)
        self.model.nodes[number].mode = mode & ~stat.S_ISGID
        self.model.nodes[number].attributes[b"user.a"] = value
        self.world.ns.set_attributes(self.numbers[number], mode=mode & ~stat.S_ISGID)
        self.world.ns.set_xattr(self.numbers[number], b"user.a", value)

    # -- life --------------------------------------------------------------------------------

    @rule()
    def flush(self) -> None:
        self.world.flush()

    @rule()
    def sync(self) -> None:
        self.world.ns.sync()
        self.synced = (copy.deepcopy(self.model), dict(self.numbers))

    @rule()
    def reopen(self) -> None:
        self.world.reopen()
        self.synced = (copy.deepcopy(self.model), dict(self.numbers))

    @rule()
    def crash(self) -> None:
        self.world.crash()
        model, numbers = self.synced
        self.model, self.numbers = copy.deepcopy(model), dict(numbers)

    @invariant()
    def same_tree(self) -> None:
        if not hasattr(self, "world"):
            return
        for number in self.model.reachable():
            node, inode = self.model.nodes[number], self.world.ns.inode(self.numbers[number])
            assert stat.S_IFMT(inode.mode) == node.kind
            assert inode.nlink == self.model.links(number)
            if node.kind == stat.S_IFDIR:
                entries = self.world.ns.entries(inode.ino)
                assert [(entry.name, entry.ino) for entry in entries] == sorted(
                    (name, self.numbers[child]) for name, child in node.entries.items()
                )
                if number:
                    assert inode.mode & 0o7777 == node.mode
                names = self.world.ns.list_xattrs(inode.ino)
                found = {name: self.world.ns.get_xattr(inode.ino, name) for name in names}
                assert found == node.attributes
            else:
                assert inode.size == len(node.content)

    def teardown(self) -> None:
        if not hasattr(self, "world"):
            return
        for number in self.model.files():
            content = self.model.nodes[number].content
            assert self.world.content(self.numbers[number]) == content
        self.world.check()
        self.world.reopen()
        for number in self.model.files():
            content = self.model.nodes[number].content
            assert self.world.content(self.numbers[number]) == content
        self.world.check()
        self.world.ns.close()


TestNamespace = NamespaceMachine.TestCase
TestNamespace.settings = settings(stateful_step_count=40)
