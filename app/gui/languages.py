"""The window's language: our translations, Qt's own for its dialogs, numbers and dates."""

from __future__ import annotations

from importlib.resources import files

from PySide6.QtCore import QDateTime, QLibraryInfo, QLocale, Qt, QTranslator
from PySide6.QtWidgets import QApplication

from app.settings.preferences import Language
from app.text import translation

CONTEXT = "SigmaVault"
"""The one context of all our texts."""

_qt_translator: QTranslator | None = None


class SpokenLanguage:
    """A language as `app.text.translation` wants it."""

    def __init__(self, language: Language, locale: QLocale, *, own_dates: bool) -> None:
        """Load the translations.

        Args:
            language: Not SYSTEM.
            locale: How numbers and dates are written.
            own_dates: Whether its dates are; else they are written as 2024-05-01.
        """
        self.language = language
        self.locale = locale
        self._ungrouped = QLocale(locale)
        self._ungrouped.setNumberOptions(QLocale.NumberOption.OmitGroupSeparator)
        self._own_dates = own_dates
        self._translator = QTranslator()
        # Held as long as the translator: Qt does not copy it.
        self._content = _compiled(language)
        if self._content:
            self._translator.load(self._content)

    @property
    def is_right_to_left(self) -> bool:
        """Whether its text runs from right to left."""
        return QLocale(self.language).textDirection() is Qt.LayoutDirection.RightToLeft

    def translate(self, text: str, n: int | None) -> str | None:
        """A text's translation, None where there is none."""
        if not self._content:
            return None
        return self._translator.translate(CONTEXT, text, None, -1 if n is None else n) or None

    def number(self, value: float, places: int, *, grouped: bool) -> str:
        """A number with so many decimal places."""
        locale = self.locale if grouped else self._ungrouped
        return locale.toString(float(value), "f", places)

    def moment(self, time_s: int) -> str | None:
        """A point in time, to the minute, with the year in full."""
        if not self._own_dates:
            return None
        layout = self.locale.dateTimeFormat(QLocale.FormatType.ShortFormat)
        if "yyyy" not in layout:
            layout = layout.replace("yy", "yyyy")
        return self.locale.toString(QDateTime.fromSecsSinceEpoch(time_s), layout)


def language_of(preference: Language, system: QLocale) -> Language:
    """The language to speak: the one that was chosen, or the system's first that we know."""
    if preference is not Language.SYSTEM:
        return preference
    known = {str(language): language for language in Language}
    for name in system.uiLanguages():
        found = known.get(name.replace("_", "-").split("-")[0])
        if found is not None:
            return found
    return Language.ENGLISH


def spoken_language(preference: Language, system: QLocale) -> SpokenLanguage:
    """The language to speak, with the system's numbers and dates where they are of that language."""
    language = language_of(preference, system)
    if system.language() != QLocale.Language.C and system.name().split("_")[0] == language:
        return SpokenLanguage(language, system, own_dates=True)
    # English is also what we speak for want of the reader's language, whose dates we cannot guess.
    return SpokenLanguage(language, QLocale(language), own_dates=language is not Language.ENGLISH)


def speak(application: QApplication, preference: Language) -> Language:
    """Speak a language in the window, from its next sentence on.

    Windows that are made before keep their words, so this comes first of all.

    Returns:
        The language that was found.
    """
    global _qt_translator
    spoken = spoken_language(preference, QLocale.system())
    translation.install(spoken)
    QLocale.setDefault(spoken.locale)
    if _qt_translator is not None:
        application.removeTranslator(_qt_translator)
        _qt_translator = None
    if spoken.language is not Language.ENGLISH:
        translator = QTranslator()
        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        if translator.load(f"qtbase_{spoken.language}", folder):
            application.installTranslator(translator)
            _qt_translator = translator
    # After Qt's translator, which brings a direction of its own.
    application.setLayoutDirection(
        Qt.LayoutDirection.RightToLeft
        if spoken.is_right_to_left
        else Qt.LayoutDirection.LeftToRight
    )
    return spoken.language


def _compiled(language: Language) -> bytes:
    """Our translations for Qt; empty for English, which the sources are in."""
    if language is Language.ENGLISH:
        return b""
    return files("app.translations").joinpath(f"sigmavault_{language}.qm").read_bytes()
