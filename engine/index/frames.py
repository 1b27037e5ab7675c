"""Pages out of SQLite's write-ahead log (sqlite.org/fileformat2.html, section 4).

The log comes out of the journal, so every byte of it is authentic; SQLite's own check sums, which
find torn writes, have nothing to add. What a commit did not finish is left out all the same.
"""

from __future__ import annotations

from engine.constants import INDEX_PAGE_BYTES
from engine.types import Buffer

_LOG_HEADER_BYTES = 32
_FRAME_HEADER_BYTES = 24
_SALT = slice(8, 16)


def committed_pages(log: Buffer) -> tuple[dict[int, bytes], int]:
    """The newest state of every page in the log, and the index's length in pages.

    Args:
        log: The whole log, as the journal's batches make it.

    Returns:
        Pages by number, as of the last commit; the length is 0 when there is no commit.
    """
    view = memoryview(log)
    salt = bytes(view[16:24])
    pages: dict[int, bytes] = {}
    pending: dict[int, bytes] = {}
    count = 0
    step = _FRAME_HEADER_BYTES + INDEX_PAGE_BYTES
    for at in range(_LOG_HEADER_BYTES, len(view) - step + 1, step):
        head = view[at : at + _FRAME_HEADER_BYTES]
        if head[_SALT] != salt:  # left over from before the log was begun anew
            break
        number = int.from_bytes(head[:4], "big")
        pending[number] = bytes(view[at + _FRAME_HEADER_BYTES : at + step])
        length = int.from_bytes(head[4:8], "big")
        if length:
            pages.update(pending)
            pending, count = {}, length
    return pages, count
