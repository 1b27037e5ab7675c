"""Cookies mean the same entry whatever happens to the directory."""

from __future__ import annotations

import pytest

from engine.mount import listings as module
from engine.mount.listings import Listings
from tests.support.fake_namespace import FakeNamespace

FILE = 0o100644


@pytest.fixture
def namespace() -> FakeNamespace:
    made = FakeNamespace()
    for number in range(100):
        made.create(1, b"%03d" % number, FILE, 0, 0)
    return made


def read_on(listings: Listings, cookie: int, limit: int = 10, take: int | None = None):
    """One page as a reader takes it: perhaps not all of it."""
    listing, page = listings.page(1, cookie, limit, with_inodes=True)
    taken = page[:take]
    listings.given_out(listing, taken)
    return taken


def read_all(listings: Listings, cookie: int = 0, limit: int = 10, take: int | None = None):
    names = []
    while page := read_on(listings, cookie, limit, take):
        names += [entry[1] for entry in page]
        cookie = page[-1][0]
    return names


ALL = [b".", b"..", *(b"%03d" % number for number in range(100))]


@pytest.mark.parametrize(("limit", "take"), [(10, None), (10, 3), (1, None), (1000, 7)])
def test_all_entries_in_order(namespace: FakeNamespace, limit: int, take: int | None) -> None:
    assert read_all(Listings(namespace), limit=limit, take=take) == ALL


def test_any_cookie_can_be_come_back_to(namespace: FakeNamespace) -> None:
    listings = Listings(namespace)
    cookies = []
    cookie = 0
    while page := read_on(listings, cookie):
        cookies += [entry[0] for entry in page]
        cookie = page[-1][0]
    assert len(set(cookies)) == len(ALL)
    for position in (0, 1, 2, 50, 101):
        assert read_all(listings, cookies[position]) == ALL[position + 1 :]


def test_deleting_what_was_listed_hides_nothing(namespace: FakeNamespace) -> None:
    listings = Listings(namespace)
    names = []
    cookie = 0
    while page := read_on(listings, cookie, take=4):
        for entry in page:
            if entry[1] not in (b".", b".."):
                namespace.unlink(1, entry[1])
        names += [entry[1] for entry in page]
        cookie = page[-1][0]
    assert names == ALL


def test_a_page_whose_entries_are_all_gone_is_not_the_end(namespace: FakeNamespace) -> None:
    listings = Listings(namespace)
    first = read_on(listings, 0)
    read_all(listings, first[-1][0])
    for number in range(10, 60):
        namespace.unlink(1, b"%03d" % number)
    assert first[-1][1] == b"009"
    assert read_all(listings, first[-1][0]) == [b"%03d" % number for number in range(60, 100)]


def test_new_entries_show_from_the_beginning_on(namespace: FakeNamespace) -> None:
    listings = Listings(namespace)
    assert read_all(listings) == ALL
    namespace.create(1, b"050-new", FILE, 0, 0)
    assert b"050-new" in read_all(listings)


def test_two_readers_do_not_disturb_each_other(namespace: FakeNamespace) -> None:
    listings = Listings(namespace)
    one = read_on(listings, 0)
    two = read_on(listings, 0, limit=50)
    namespace.unlink(1, b"005")
    assert [e[1] for e in one] + read_all(listings, one[-1][0]) == ALL
    assert [e[1] for e in two] + read_all(listings, two[-1][0]) == ALL


@pytest.mark.parametrize("bound", ["KEPT_LISTINGS", "KEPT_NAMES"])
def test_what_is_kept_is_bounded_and_can_be_gone(
    namespace: FakeNamespace, monkeypatch: pytest.MonkeyPatch, bound: str
) -> None:
    monkeypatch.setattr(module, bound, 2)
    listings = Listings(namespace)
    first = read_on(listings, 0)
    for _ in range(5):
        read_all(listings)
    assert len(listings._listings) <= 2
    assert [e[1] for e in first] + read_all(listings, first[-1][0]) == ALL


def test_entries_say_what_they_are(namespace: FakeNamespace) -> None:
    namespace.mkdir(1, b"folder", 0o755, 0, 0)
    listings = Listings(namespace)
    for with_inodes in (False, True):
        _, page = listings.page(1, 0, 1000, with_inodes)
        kinds = {entry[1]: entry[3] for entry in page}
        assert (kinds[b"."], kinds[b".."], kinds[b"000"], kinds[b"folder"]) == (4, 4, 8, 4)
        assert all((e[4] is not None) == with_inodes for e in page[2:])
        assert [entry[4] for entry in page[:2]] == [None, None]
