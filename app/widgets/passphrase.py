"""Where a passphrase is typed: shown on demand, with a word about caps lock."""

from __future__ import annotations

import ctypes
import sys
from functools import cache

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QFocusEvent, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit, QWidget

from app.text.translation import tr
from app.widgets.icons import icon
from app.widgets.theme import set_property

LONGEST = 4096

SHOW_KEYS = "Alt+H"
"""Show what is typed, or hide it."""


class PassphraseEdit(QLineEdit):
    """A line edit for secrets: no undo history, no drops, nothing remembered by input methods."""

    caps_lock = Signal(bool)
    """Caps lock seems to be on, or not any more."""

    def __init__(self, placeholder: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(placeholder)
        self.setMaxLength(LONGEST)
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.setInputMethodHints(
            Qt.InputMethodHint.ImhHiddenText
            | Qt.InputMethodHint.ImhSensitiveData
            | Qt.InputMethodHint.ImhNoAutoUppercase
            | Qt.InputMethodHint.ImhNoPredictiveText
        )
        self._toggle = QAction(icon("eye"), tr("Show passphrase"), self)
        self._toggle.setCheckable(True)
        # The button inside of the field is for the mouse alone: Tab goes past it.
        self._toggle.setShortcut(SHOW_KEYS)
        self._toggle.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        self._show_text(False)
        self._toggle.toggled.connect(self._show_text)
        self.addAction(self._toggle, QLineEdit.ActionPosition.TrailingPosition)
        self._caps = False
        self.textEdited.connect(lambda: self.mark_wrong(False))

    @property
    def show_action(self) -> QAction:
        """Shows the text, or hides it."""
        return self._toggle

    def mark_wrong(self, wrong: bool) -> None:
        """Draw it as something to mend; what was typed stays."""
        set_property(self, "wrong", wrong)

    def wipe(self) -> None:
        """Forget what was typed, as far as Qt lets us: the text is not kept for undo."""
        self.clear()
        self._toggle.setChecked(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Notice caps lock by what a key gives."""
        text = event.text()
        if event.key() == Qt.Key.Key_CapsLock:
            self._tell(not self._caps)
        elif len(text) == 1 and text.isalpha() and text.upper() != text.lower():
            shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self._tell(text.isupper() != shifted)
        super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Notice caps lock before the first key, where the system can tell."""
        super().focusInEvent(event)
        if QGuiApplication.platformName() == "xcb":
            self._tell(_x11_caps_lock())

    def _tell(self, on: bool) -> None:
        if on != self._caps:
            self._caps = on
            self.caps_lock.emit(on)

    def _show_text(self, shown: bool) -> None:
        self.setEchoMode(QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password)
        self._toggle.setIcon(icon("eye-off" if shown else "eye"))
        text = tr("Hide passphrase") if shown else tr("Show passphrase")
        keys = self._toggle.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        self._toggle.setText(text)
        self._toggle.setToolTip(f"{text} ({keys})")


def _x11_caps_lock() -> bool:
    """Whether caps lock is on, as the X server says."""
    library = _x11()
    if library is None:
        return False
    display = library.XOpenDisplay(None)
    if not display:
        return False
    state = ctypes.c_uint()
    library.XkbGetIndicatorState(display, _XKB_CORE_KEYBOARD, ctypes.byref(state))
    library.XCloseDisplay(display)
    return bool(state.value & 1)


_XKB_CORE_KEYBOARD = 0x100


@cache
def _x11() -> ctypes.CDLL | None:
    if sys.platform != "linux":
        return None
    try:
        library = ctypes.CDLL("libX11.so.6")
    except OSError:
        return None
    library.XOpenDisplay.restype = ctypes.c_void_p
    library.XOpenDisplay.argtypes = [ctypes.c_char_p]
    library.XkbGetIndicatorState.argtypes = [
        ctypes.c_void_p, ctypes.c_uint, ctypes.POINTER(ctypes.c_uint),
    ]  # fmt: skip
    library.XCloseDisplay.argtypes = [ctypes.c_void_p]
    return library
