"""The engine's words for the reason of an error, as a person should read them."""

from __future__ import annotations

from app.text.translation import Marked, mark

REASONS: dict[str, Marked] = {
    # of a vault that cannot be made
    "locations": mark("a vault over several locations cannot be made yet"),
    "parity": mark("so many parity lanes are not possible"),
    # of a passphrase
    "empty": mark("it is empty"),
    "not text": mark("it is not text in UTF-8"),
    "over-1-mib": mark("it is longer than 1 MiB"),
    "unused": mark("this vault would not ask for it"),
    # of a keyfile
    "not-regular": mark("it is no regular file"),
    "too-short": mark("it is too short to keep anybody out"),
    "too-long": mark("it is longer than 8 MiB"),
    "changed": mark("it changed while it was read"),
    # of a key slot
    "no-slot": mark("there is no such key slot"),
    "several-slots": mark("there are several that it could be"),
    "slots-full": mark("a vault has at most eight"),
    "bad-label": mark("such a text cannot be a label"),
    "last-slot": mark("nothing would open the vault any more"),
    "only-recovery": mark("nothing but the recovery key would open the vault"),
    "only-device": mark("nothing would open the vault without this or another device"),
    "only-security-key": mark("nothing would open the vault without a security key"),
    # of a new master key
    "rekey-under-way": mark("it is moving to a new one already, which has to end first"),
    "rekey-obstructed": mark("something else lies in the place of one of its files"),
    "rekey-changed": mark("its key slots were changed meanwhile"),
    # of a device's secret
    "no-place": mark("there is nowhere to keep it"),
    "no-secret": mark("there is none"),
    "unreadable": mark("it cannot be read"),
    "damaged": mark("its file is damaged"),
    "open-to-others": mark("other users may read its file, which must have mode 0600"),
    "not-kept": mark("it could not be saved"),
    "tpm": mark("the TPM of this machine refused it"),
    "other-tpm": mark("another TPM sealed it, or this one before it was cleared"),
    "not-removed": mark("it could not be deleted"),
    # of a security key
    "no-key": mark("none was found; plug it in"),
    "several-keys": mark("several are plugged in; leave the one that is meant"),
    "other-key": mark("it is not one that opens this vault"),
    "unsupported": mark("this one cannot keep a secret: it lacks hmac-secret"),
    "full": mark("it has no room for more"),
    "pin-needed": mark("it asks for its PIN"),
    "wrong-pin": mark("the PIN is wrong"),
    "wrong-finger": mark("it did not know the finger"),
    "pin-paused": mark("too many wrong PINs; pull it out, and plug it in again"),
    "pin-blocked": mark("its PIN is blocked for good"),
    "no-touch": mark("it was not touched in time"),
    "verification": mark("it asks for a PIN now, or no longer; add it to the vault anew"),
    "no-answer": mark("it does not answer, or may not be used by you"),
    "refused": mark("it refused"),
    "no-library": mark("the package fido2 is not installed"),
    # of a place for what is salvaged
    "in-vault": mark("it lies inside the vault"),
    # of a mount
    "no-fuse": mark("there is no /dev/fuse, or no libfuse"),
    "no-fusermount": mark("fusermount3 is not installed; the package is called fuse3"),
    "kernel-too-old": mark("the system's kernel is too old"),
    "no-mfusepy": mark("the package mfusepy is not installed"),
    "missing": mark("there is no such folder"),
    "not-a-directory": mark("this is not a folder"),
    "not-empty": mark("the folder is not empty"),
    "inside-vault": mark("a vault cannot be mounted inside of itself"),
    "already-a-mount": mark("something is mounted there already"),
    "no-permission": mark("the system does not permit it"),
    "allow-other-forbidden": mark("set user_allow_other in /etc/fuse.conf to let other users in"),
    "too-many-mounts": mark("there are too many mounts"),
    "not-mounted": mark("no vault is mounted there"),
    "busy": mark("programs still use it"),
    "no-control": mark("its process does not answer"),
    "not-ready": mark("the mount did not become usable"),
    "still-serving": mark("it is unmounted, but its process has not ended yet"),
}
"""The engine's words for reasons; a reason that is not here is shown as it is."""
