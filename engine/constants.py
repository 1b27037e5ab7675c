"""Every number that the format and the engine agree on, with its unit and its reason.

This module imports nothing, so that any layer may use it.
"""

FORMAT_VERSION = 1
"""Version of the on-disk format; a vault of another version is refused."""

DATA_LANES = 8
"""k: data fragments of a stripe. Any k of the k + m fragments rebuild the block."""

DEFAULT_PARITY_LANES = 2
"""m unless told otherwise: any two of ten lanes may be lost."""

MAX_PARITY_LANES = 8
"""Largest m: beyond it a copy costs less than parity."""

SLOT_BYTES = 8192
"""The unit of everything on disk: nonce | ciphertext | tag."""

NONCE_BYTES = 12
"""AES-GCM nonce; any other length is refused (NIST SP 800-38D, section 5.2.1.1)."""

TAG_BYTES = 16
"""AES-GCM tag, never truncated."""

SLOT_PLAIN_BYTES = SLOT_BYTES - NONCE_BYTES - TAG_BYTES
"""What a slot carries once opened: header and fragment."""

SLOT_HEADER_BYTES = 36
"""Birth, owner, place in the owner, length, kind, lane: enough to salvage without the index."""

FRAGMENT_BYTES = SLOT_PLAIN_BYTES - SLOT_HEADER_BYTES
"""One lane's share of a block: 8,128 bytes, a multiple of 64 for the erasure library."""

BLOCK_BYTES = DATA_LANES * FRAGMENT_BYTES
"""Payload of one stripe: 65,024 bytes."""

MAX_CHUNK_SIZE = BLOCK_BYTES
"""The earlier design's name for the largest piece that the mixer takes at once, in bytes."""

BAND_SLOTS = 512
"""Slots of a band file, and rows of a group."""

BAND_BYTES = BAND_SLOTS * SLOT_BYTES
"""Size of a band file: 4 MiB, always."""

MAX_ROW = 2**32 - 1
"""Rows are 32-bit in a block pointer: 256 TiB of payload."""

RUN_ROWS = 64
"""Longest run of neighbouring rows that one write or read takes at once (4 MB of payload)."""

SUPERBLOCK_COPIES = 2
"""Rows in which each generation's superblock is written."""

SUPERBLOCK_RING_ROWS = 8
"""First rows of group 0: four generations of two rows each."""

POINTER_BYTES = 16
"""A packed block pointer: row, key epoch, birth."""

INDEX_PAGE_BYTES = 4096
"""SQLite's page; small, because every changed page passes through the journal."""

INDEX_CHUNK_PAGES = BLOCK_BYTES // INDEX_PAGE_BYTES
"""Index pages that share a stripe: 15."""

INDEX_CHUNK_BYTES = INDEX_CHUNK_PAGES * INDEX_PAGE_BYTES
"""Bytes of the index that share a stripe."""

JOURNAL_COPIES = 2
"""Copies of the journal in a vault of one location."""

JOURNAL_STEP_BYTES = 4 * 1024 * 1024
"""The journal starts at this size and grows by it, in noise."""

CHECKPOINT_LOG_BYTES = 16 * 1024 * 1024
"""Log size past which a commit is followed by a checkpoint; it bounds memory and replay."""

COMMIT_INTERVAL_S = 5.0
"""At most so many seconds of unsynced changes are lost in a crash."""

COMMIT_TEXT_BYTES = 8 * 1024 * 1024
"""Text of small files that brings a commit on before that: on its way to the journal's copies it
lies in memory several times over."""

NOTED_BYTES_LIMIT = 16 * 1024 * 1024
"""Small changes of stored blocks that the journal takes between two roots; it bounds replay."""

NOTED_COMMIT_BYTES = 8 * 1024 * 1024
"""Of these, what one commit takes: on its way to the copies it lies in memory several times over."""

NOTED_CHANGES_BYTES = 64 * 1024
"""Changes of the index's rows that one commit notes; beyond, it writes the pages."""

NOTED_PAGES_BYTES = 512 * 1024
"""Noted changes of rows for which SQLite keeps the changed pages to itself: 20 MiB at the worst."""

NOTED_BLOCK_BYTES = 16 * 1024
"""A change of a stored block that is longer than this is written as a stripe at once."""

INLINE_BYTES = 16 * 1024
"""Files up to this size lie inside the index; a larger one takes a stripe."""

DIRTY_BYTES_LIMIT = 32 * 1024 * 1024
"""Unflushed file data kept in memory before it is written to rows."""

MAX_NAME_BYTES = 255
"""Longest name of a directory entry (POSIX NAME_MAX)."""

MAX_SYMLINK_BYTES = 4095
"""Longest target of a symbolic link (PATH_MAX less its terminator)."""

MAX_XATTR_NAME_BYTES = 255
MAX_XATTR_VALUE_BYTES = 65536
"""Linux's own bounds for extended attributes."""

MAX_LINKS = 65000
"""Hard links to one inode, as ext4 bounds them."""

MAX_FILE_BYTES = 2**47
"""Largest file size accepted by truncate and write (128 TiB)."""

ROOT_INODE = 1
"""The root directory's inode number, as FUSE has it."""

KEY_BYTES = 32
"""Length of the master key and of every key derived from it."""

VAULT_ID_BYTES = 16
SESSION_BYTES = 16
SALT_BYTES = 32

KDF_MIN_MEMORY_KIB = 64 * 1024
KDF_MIN_PASSES = 3
KDF_MIN_LANES = 1
"""Floor of Argon2id's cost: a header that asks for less is refused."""

KDF_MAX_MEMORY_KIB = 4 * 1024 * 1024
KDF_MAX_PASSES = 64
KDF_MAX_LANES = 16
"""Ceiling when read from a header, so that a hostile one cannot exhaust the machine."""

KDF_DEFAULT_TIME_S = 1.0
"""Time that a new vault's key derivation is calibrated to on this machine."""

MAX_HEADER_BYTES = 64 * 1024
"""Longest header that is read at all: 16 locations and 16 key slots take a third of it."""

MAX_KEY_SLOTS = 16
"""Key slots of a header that is read: each one that must be tried costs a whole key derivation."""

KEY_SLOTS = 8
"""Key slots that a vault may be given, as many as LUKS1 had; a wrong passphrase costs all of them."""

MAX_SLOT_LABEL_BYTES = 128
"""Longest name of a key slot, in UTF-8."""

MAX_SLOT_PARAMETERS = 16
MAX_SLOT_PARAMETER_BYTES = 2048
"""What a kind of key slot may keep readable: values of all names together, in bytes."""

MAX_PASSPHRASE_BYTES = 1024 * 1024
"""Longest passphrase, in UTF-8 and NFC."""

DEVICE_ID_BYTES = 16
"""What a key slot says of the device secret that it takes."""

MIN_KEYFILE_BYTES = 16
"""A shorter keyfile could be guessed."""

MAX_KEYFILE_BYTES = 8 * 1024 * 1024
"""A longer one is taken for a mistake, as cryptsetup does."""

NEW_KEYFILE_BYTES = 64
"""Random bytes of a keyfile that we make."""

MAX_OLD_KEYS = 4
"""Earlier master keys that a header carries."""

MAX_LOCATION_HINT_BYTES = 4095
"""Longest path kept as a hint where a location lies (PATH_MAX less its terminator)."""
