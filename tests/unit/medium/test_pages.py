"""Rooms: at the start of a page, nobody else's while somebody looks, and then used again."""

from __future__ import annotations

import gc
import mmap

from engine.medium.pages import KEPT_ROOMS, PagePool, address_of, cut_room


def test_a_room_begins_at_a_page_and_so_do_pieces_of_whole_pages() -> None:
    room = PagePool(8 * mmap.PAGESIZE).take()
    assert len(room) == 8 * mmap.PAGESIZE
    for number, piece in enumerate(cut_room(room, 2 * mmap.PAGESIZE, 4)):
        assert address_of(piece) % mmap.PAGESIZE == 0
        assert address_of(piece) == address_of(room) + 2 * number * mmap.PAGESIZE
        piece[:3] = b"%03d" % number
    assert bytes(room[6 * mmap.PAGESIZE :][:3]) == b"003"


def test_a_room_is_lent_again_once_nobody_refers_to_it() -> None:
    pool = PagePool(mmap.PAGESIZE)
    first = pool.take()
    place = address_of(first)
    piece = first[100:200]
    del first
    gc.collect()
    other = pool.take()
    assert address_of(other) != place, "a piece of it is still in use"
    piece.release()
    del piece
    assert address_of(pool.take()) == place


def test_few_rooms_are_kept_that_nobody_uses() -> None:
    pool = PagePool(mmap.PAGESIZE)
    rooms = [pool.take() for _ in range(3 * KEPT_ROOMS)]
    assert len({address_of(room) for room in rooms}) == 3 * KEPT_ROOMS
    rooms.clear()
    gc.collect()
    assert len(pool._spare) == KEPT_ROOMS
    pool.trim()
    assert len(pool._spare) == 1


def test_a_room_outlives_its_pool() -> None:
    room = PagePool(mmap.PAGESIZE).take()
    gc.collect()
    room[:4] = b"here"
    assert bytes(room[:4]) == b"here"
