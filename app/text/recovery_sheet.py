"""A sheet of paper with a recovery key on it: one page of PDF, the key in three forms.

Only what every reader of PDF has by itself is used: the page looks the same on a machine that has
no fonts. Those standard fonts have the letters of Western Europe; a text that needs others is
given in English, and a vault's name that does is left out, since its id is there.
"""

from __future__ import annotations

import datetime as dt
import io
import textwrap
from dataclasses import dataclass, field

import pydyf
import segno

from app.text.names import shown
from app.text.translation import Marked, mark, tr_marked, without_marks

_ENCODING = "cp1252"
_WIDTH, _HEIGHT = 595.0, 842.0
"""A4 in points of 1/72 inch. What is printed keeps off the edges of US Letter, too."""
_LEFT, _RIGHT, _TOP = 64.0, 531.0, 770.0
_QR_POINTS = 150.0
_GROUPS_IN_A_LINE = 5
_FONTS = (("plain", "Helvetica"), ("bold", "Helvetica-Bold"), ("mono", "Courier-Bold"))
_COLUMNS = 4

_TITLE = mark("SigmaVault recovery key")
_WARNING = mark(
    "Whoever has this sheet can open the vault. Keep it where the vault is not, as you would keep a"
    " key to your home."
)
_USE = mark(
    "When the passphrase is forgotten or the device is gone: choose “Use the recovery key” when"
    " unlocking, and type the key or the words, or scan the code. Case, dashes and line breaks do"
    " not matter. On the command line: sigmavault mount --recovery VAULT FOLDER"
)
_END = mark(
    "A new recovery key makes this one worthless, for the vault as it is then; an old copy of the"
    " vault still opens with it."
)
_KEY = mark("The key")
_WORDS = mark("The same in words; either form is enough")
_VAULT = mark("Vault: {vault}")
_ID = mark("Id: {id}")
_DATE = mark("Made on {date}")


@dataclass(frozen=True, slots=True)
class RecoverySheet:
    """What is on the sheet."""

    vault_name: str
    vault_id: str
    key: str = field(repr=False)
    words: str = field(repr=False)
    date: dt.date = field(default_factory=lambda: dt.datetime.now().astimezone().date())

    def pdf(self) -> bytes:
        """The page."""
        page = _Page()
        page.text(_LEFT, _TOP, _said(_TITLE), 22, "bold")
        y = _TOP - 34
        for line in self._about():
            page.text(_LEFT, y, line, 10)
            y -= 15
        page.code(self.key, _RIGHT - _QR_POINTS, _TOP + 16 - _QR_POINTS)
        y = page.paragraph(_LEFT, y - 6, _said(_WARNING), 10, 52)
        y = min(y, _TOP - _QR_POINTS) - 22
        page.text(_LEFT, y, _said(_KEY), 13, "bold")
        groups = self.key.split("-")
        for start in range(0, len(groups), _GROUPS_IN_A_LINE):
            y -= 26
            page.text(_LEFT, y, "   ".join(groups[start : start + _GROUPS_IN_A_LINE]), 17, "mono")
        y -= 44
        page.text(_LEFT, y, _said(_WORDS), 13, "bold")
        y = page.columns(y - 8, self.words.split())
        y = page.paragraph(_LEFT, y - 34, _said(_USE), 10, 92)
        page.paragraph(_LEFT, y - 8, _said(_END), 10, 92)
        return page.document()

    def _about(self) -> list[str]:
        lines = [_said(_ID).format(id=self.vault_id), _said(_DATE).format(date=self.date)]
        name = without_marks(shown(self.vault_name))
        return [_said(_VAULT).format(vault=name), *lines] if _is_printable(name) else lines


def qr_rows(key: str) -> list[bytearray]:
    """The key as a QR code (ISO/IEC 18004) that can be read with a quarter of it lost.

    Returns:
        Rows of squares, 1 for the dark ones, with the light border that readers look for.
    """
    return [bytearray(row) for row in segno.make_qr(key, error="q").matrix_iter(border=4)]


class _Page:
    """Text and squares at places, which count from the lower left corner."""

    def __init__(self) -> None:
        self._stream = pydyf.Stream()

    def text(self, x: float, y: float, text: str, size: float, font: str = "plain") -> None:
        raw = text.encode(_ENCODING, "replace")
        for special in (b"\\", b"(", b")"):
            raw = raw.replace(special, b"\\" + special)
        stream = self._stream
        stream.begin_text()
        stream.set_font_size(font, size)
        stream.set_text_matrix(1, 0, 0, 1, x, y)
        stream.show_text(b"(" + raw + b")")
        stream.end_text()

    def paragraph(self, x: float, y: float, text: str, size: float, width: int) -> float:
        """Text of so many characters to a line; returns where the next line would be."""
        for line in textwrap.wrap(text, width):
            self.text(x, y, line, size)
            y -= 1.4 * size
        return y

    def columns(self, y: float, words: list[str]) -> float:
        """Numbered words, one column after the other; returns where they end."""
        rows = -(-len(words) // _COLUMNS)
        step = (_RIGHT - _LEFT) / _COLUMNS
        for number, word in enumerate(words):
            column, row = divmod(number, rows)
            place = f"{number + 1:2}  {word}"
            self.text(_LEFT + column * step, y - 18 * (row + 1), place, 12, "mono")
        return y - 18 * rows

    def code(self, key: str, x: float, y: float) -> None:
        rows = qr_rows(key)
        side = _QR_POINTS / len(rows)
        for down, row in enumerate(rows):
            for across, dark in enumerate(row):
                if dark:
                    top = y + _QR_POINTS - (down + 1) * side
                    self._stream.rectangle(x + across * side, top, side, side)
        self._stream.fill()

    def document(self) -> bytes:
        document = pydyf.PDF()
        fonts = pydyf.Dictionary()
        for name, base in _FONTS:
            font = pydyf.Dictionary(
                {
                    "Type": "/Font", "Subtype": "/Type1", "BaseFont": f"/{base}",
                    "Encoding": "/WinAnsiEncoding",
                }
            )  # fmt: skip
            document.add_object(font)
            fonts[name] = font.reference
        document.add_object(self._stream)
        document.add_page(
            pydyf.Dictionary(
                {
                    "Type": "/Page",
                    "Parent": document.pages.reference,
                    "MediaBox": pydyf.Array([0, 0, _WIDTH, _HEIGHT]),
                    "Contents": self._stream.reference,
                    "Resources": pydyf.Dictionary({"Font": fonts}),
                }
            )
        )
        out = io.BytesIO()
        document.write(out)
        return out.getvalue()


def _said(text: Marked) -> str:
    """A text in the reader's language, if the standard fonts have its letters."""
    translated = tr_marked(text)
    return translated if _is_printable(translated) else str(text)


def _is_printable(text: str) -> bool:
    try:
        text.encode(_ENCODING)
    except UnicodeEncodeError:
        return False
    return True
