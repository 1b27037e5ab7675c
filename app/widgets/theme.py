"""Colours, distances and the few rules on top of Qt's own style."""

from __future__ import annotations

from importlib.resources import files

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QGuiApplication, QIcon, QPainter, QPalette
from PySide6.QtWidgets import (
    QApplication,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.settings.preferences import Theme
from app.text.translation import tr
from app.widgets.palettes import DARK, LIGHT, STRONG_DARK, STRONG_LIGHT, Colours

GAP = 8
"""The unit of distance, in pixels at 100 %: everything lies on a multiple of its half."""

RADIUS = 8

_COLUMN_WIDTH = 480


_chosen = Theme.SYSTEM
_system_is_strong = False


def is_dark() -> bool:
    """Whether the application is dark just now."""
    if _chosen in (Theme.LIGHT, Theme.DARK):  # not every platform's hints take what they are told
        return _chosen is Theme.DARK
    return QGuiApplication.styleHints().colorScheme() is Qt.ColorScheme.Dark


def colours() -> Colours:
    """The colours of just now."""
    if _chosen is Theme.CONTRAST or (_chosen is Theme.SYSTEM and _system_is_strong):
        return STRONG_DARK if is_dark() else STRONG_LIGHT
    return DARK if is_dark() else LIGHT


def apply_theme(application: QApplication, theme: Theme) -> None:
    """Take a theme, and follow the system as far as the theme leaves it open."""
    global _chosen
    _chosen = theme
    hints = QGuiApplication.styleHints()
    if theme in (Theme.LIGHT, Theme.DARK):
        dark = theme is Theme.DARK
        hints.setColorScheme(Qt.ColorScheme.Dark if dark else Qt.ColorScheme.Light)
    else:
        hints.unsetColorScheme()
    refresh_theme(application)


def follow_contrast(application: QApplication, strong: bool) -> None:
    """The system asks for high contrast, or does not any more."""
    global _system_is_strong
    if strong is not _system_is_strong:
        _system_is_strong = strong
        refresh_theme(application)


def refresh_theme(application: QApplication) -> None:
    """Take the colours of just now."""
    chosen = colours()
    application.setPalette(_palette(chosen))
    application.setStyleSheet(_rules(chosen))


def _palette(c: Colours) -> QPalette:
    palette = QPalette()
    role = QPalette.ColorRole
    for key, value in {
        role.Window: c.window, role.WindowText: c.text, role.Base: c.base,
        role.AlternateBase: c.alternate, role.Text: c.text, role.Button: c.button,
        role.ButtonText: c.text, role.ToolTipBase: c.base, role.ToolTipText: c.text,
        role.PlaceholderText: c.muted, role.Highlight: c.accent,
        role.HighlightedText: c.accent_text, role.Link: c.accent, role.Mid: c.line,
        role.Midlight: c.line, role.Accent: c.accent, role.Light: c.base,
    }.items():  # fmt: skip
        palette.setColor(key, QColor(value))
    for key in (role.WindowText, role.Text, role.ButtonText):
        faded = QColor(c.muted)
        faded.setAlpha(200 if c.strong else 150)
        palette.setColor(QPalette.ColorGroup.Disabled, key, faded)
    return palette


def _rules(c: Colours) -> str:
    """Style rules. Few: what Qt draws well stays as Qt draws it."""
    edge = f"2px solid {c.accent}"
    selected = f"border-top: {edge}; border-bottom: {edge};" if c.strong else ""
    # Rules know left and right only; but where a part of a control lies, Qt turns round by itself.
    mirrored = QGuiApplication.layoutDirection() is Qt.LayoutDirection.RightToLeft
    begin, end = ("right", "left") if mirrored else ("left", "right")
    before, after = (24, 12) if mirrored else (12, 24)
    return f"""
    QToolTip {{ color: {c.text}; background: {c.base}; border: 1px solid {c.line}; padding: 4px; }}
    #sidebar, #sidebar QListView {{ background: {c.side}; border: none; }}
    #sidebar {{ border-{end}: 1px solid {c.line}; }}
    QPushButton {{
        background: {c.button}; color: {c.text}; border: 1px solid {c.edge};
        border-radius: 6px; padding: 6px 14px; min-height: 18px;
    }}
    QPushButton:hover {{ border-color: {c.muted}; }}
    QPushButton:pressed {{ background: {c.hover}; }}
    QPushButton:focus {{ border: 2px solid {c.accent}; padding: 5px 13px; }}
    QPushButton:disabled {{ color: {c.muted}; background: transparent; border-color: {c.line}; }}
    QPushButton[primary="true"] {{
        background: {c.accent}; color: {c.accent_text}; border: 1px solid {c.accent};
        font-weight: 600;
    }}
    QPushButton[primary="true"]:focus {{ border: 3px double {c.accent_text}; padding: 4px 12px; }}
    QPushButton[primary="true"]:disabled {{
        background: {c.hover}; color: {c.muted}; border-color: {c.line};
    }}
    QPushButton[danger="true"] {{ color: {c.critical}; }}
    QPushButton[flat="true"] {{ background: transparent; border: 1px solid transparent; }}
    QPushButton[flat="true"]:hover {{ background: {c.hover}; }}
    QPushButton[flat="true"]:focus {{ border: 2px solid {c.accent}; }}
    QPushButton[entry="true"] {{ text-align: {begin}; padding: 6px 8px; }}
    QPushButton[entry="true"]:checked {{ background: {c.accent_soft}; {selected} }}
    QToolButton {{
        border: 1px solid transparent; border-radius: 6px; padding: 5px; color: {c.text};
    }}
    QToolButton:hover {{ background: {c.hover}; }}
    QToolButton:checked {{
        background: {c.accent_soft}; border-color: {c.accent if c.strong else "transparent"};
    }}
    QToolButton:focus {{ border: 2px solid {c.accent}; padding: 4px; }}
    QToolButton:disabled {{ color: {c.muted}; }}
    QToolButton::menu-indicator {{ image: none; }}
    QLineEdit {{
        background: {c.base}; color: {c.text}; border: 1px solid {c.edge}; border-radius: 6px;
        padding: 6px 8px; selection-background-color: {c.accent};
        selection-color: {c.accent_text};
    }}
    QLineEdit:focus {{ border: 2px solid {c.accent}; padding: 5px 7px; }}
    QComboBox, QAbstractSpinBox {{
        background: {c.base}; color: {c.text}; border: 1px solid {c.edge}; border-radius: 6px;
        min-height: 20px; padding: 5px 8px;
    }}
    QComboBox:focus, QAbstractSpinBox:focus {{ border: 2px solid {c.accent}; padding: 4px 7px; }}
    QComboBox:disabled, QAbstractSpinBox:disabled {{ color: {c.muted}; border-color: {c.line}; }}
    QComboBox::drop-down {{
        border: none; width: 24px; subcontrol-origin: padding; subcontrol-position: center right;
    }}
    QComboBox::down-arrow, QPushButton::menu-indicator {{
        image: url("{_picture("small-down")}"); width: 14px; height: 14px;
    }}
    QPushButton::menu-indicator {{
        subcontrol-origin: padding; subcontrol-position: center right; right: 8px;
    }}
    QAbstractSpinBox QLineEdit, QAbstractSpinBox QLineEdit:focus {{
        background: transparent; border: none; padding: 0 4px;
    }}
    QAbstractSpinBox::up-button, QAbstractSpinBox::down-button {{
        background: transparent; border: none; width: 24px; subcontrol-origin: border;
    }}
    QAbstractSpinBox::up-button {{ subcontrol-position: top right; }}
    QAbstractSpinBox::down-button {{ subcontrol-position: bottom right; }}
    QAbstractSpinBox::up-arrow {{
        image: url("{_picture("small-up")}"); width: 12px; height: 12px;
    }}
    QAbstractSpinBox::down-arrow {{
        image: url("{_picture("small-down")}"); width: 12px; height: 12px;
    }}
    QLineEdit[wrong="true"] {{ border: 2px solid {c.critical}; padding: 5px 7px; }}
    QTableView, QTreeView, IconView {{
        background: {c.window}; border: none; selection-background-color: {c.accent_soft};
        selection-color: {c.text}; outline: none;
    }}
    QTableView::item {{ padding: 0 8px; border: none; }}
    QTreeView::item {{ padding: 0 2px; border: none; }}
    QTableView::item:selected, QTreeView::item:selected {{ background: {c.accent_soft}; color: {c.text}; {selected} }}
    QHeaderView {{ background: {c.window}; border: none; }}
    QHeaderView::section {{
        background: {c.window}; color: {c.muted}; border: none;
        border-bottom: 1px solid {c.line}; padding: 7px 8px; font-weight: 500;
    }}
    QTabBar {{ qproperty-drawBase: 0; }}
    QTabBar::tab {{
        color: {c.muted}; padding: 8px 4px; margin-{end}: 20px; border: none;
        border-bottom: 2px solid transparent;
    }}
    QTabBar::tab:selected {{ color: {c.text}; border-bottom: 2px solid {c.accent}; }}
    QTabBar::tab:focus {{
        color: {c.accent}; border: 2px solid {c.accent}; border-radius: 4px; padding: 6px 2px;
    }}
    QProgressBar {{
        background: {c.line}; border: none; border-radius: 3px; max-height: 6px; min-height: 6px;
    }}
    QProgressBar::chunk {{ background: {c.accent}; border-radius: 3px; }}
    QCheckBox, QRadioButton {{
        spacing: 8px; border: 2px solid transparent; border-radius: 4px; padding: 1px 2px;
    }}
    QCheckBox::indicator, QRadioButton::indicator {{
        width: 16px; height: 16px; border: 1px solid {c.muted}; background: {c.base};
    }}
    QCheckBox::indicator {{ border-radius: 4px; }}
    QRadioButton::indicator {{ border-radius: 9px; }}
    QCheckBox::indicator:checked {{
        background: {c.accent}; border-color: {c.accent}; image: url("{_picture("check-mark")}");
    }}
    QRadioButton::indicator:checked {{ border: 5px solid {c.accent}; width: 8px; height: 8px; }}
    QCheckBox::indicator:disabled {{ border-color: {c.line}; background: transparent; }}
    QCheckBox::indicator:checked:disabled {{
        background: {c.muted}; border-color: {c.muted}; image: url("{_picture("check-mark")}");
    }}
    QRadioButton::indicator:checked:disabled {{ border-color: {c.muted}; }}
    QCheckBox:focus, QRadioButton:focus {{ border-color: {c.accent}; }}
    QCheckBox:disabled, QRadioButton:disabled {{ color: {c.muted}; }}
    QScrollBar:vertical {{ background: transparent; width: 12px; margin: 0; }}
    QScrollBar:horizontal {{ background: transparent; height: 12px; margin: 0; }}
    QScrollBar::handle {{ background: {c.line}; border-radius: 4px; margin: 2px; }}
    QScrollBar::handle:vertical {{ min-height: 32px; }}
    QScrollBar::handle:horizontal {{ min-width: 32px; }}
    QScrollBar::handle:hover {{ background: {c.muted}; }}
    QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
    QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
    QAbstractScrollArea::corner {{ background: transparent; }}
    QSplitter::handle {{ background: {c.line}; }}
    QFrame[card="true"] {{
        background: {c.base}; border: 1px solid {c.line}; border-radius: {RADIUS}px;
    }}
    QFrame[card="true"][chosen="true"] {{ border: 2px solid {c.accent}; }}
    QFrame[banner="warning"] {{ background: {c.warning_soft}; border-radius: 6px; }}
    QFrame[banner="critical"] {{ background: {c.critical_soft}; border-radius: 6px; }}
    QFrame[banner="info"] {{ background: {c.accent_soft}; border-radius: 6px; }}
    QLabel[muted="true"] {{ color: {c.muted}; }}
    QLabel[tone="critical"] {{ color: {c.critical}; }}
    QLabel[tone="warning"] {{ color: {c.warning}; }}
    QLabel[tone="good"] {{ color: {c.good}; }}
    QScrollArea {{ border: none; background: transparent; }}
    QPlainTextEdit {{
        background: transparent; border: none; color: {c.text};
        selection-background-color: {c.accent}; selection-color: {c.accent_text};
    }}
    QMenu {{ background: {c.base}; color: {c.text}; border: 1px solid {c.line}; padding: 4px; }}
    QMenu::item {{ padding: 6px {after}px 6px {before}px; border-radius: 4px; }}
    QMenu::item:selected {{ background: {c.accent_soft}; }}
    QMenu::item:disabled {{ color: {c.muted}; }}
    QMenu::separator {{ height: 1px; background: {c.line}; margin: 4px 8px; }}
    QMenu::icon {{ padding-{begin}: 8px; }}
    """


def _picture(name: str) -> str:
    """Where a picture lies: style rules take them by path only, and in one colour for all themes."""
    return str(files("app.icons").joinpath(f"{name}.svg")).replace("\\", "/")


# -- small makers ---------------------------------------------------------------------------------


def heading(text: str, points: float = 16.0) -> QLabel:
    """A title."""
    label = QLabel(text)
    font = QFont(label.font())
    font.setPointSizeF(points)
    font.setWeight(QFont.Weight.DemiBold)
    label.setFont(font)
    label.setWordWrap(True)
    return label


def begin_at_text(widget: QWidget, painter: QPainter) -> None:
    """Turn what is painted from left to right round, where text runs from right to left."""
    if widget.isRightToLeft():
        painter.translate(widget.width(), 0)
        painter.scale(-1, 1)


def muted(text: str = "") -> QLabel:
    """A second line, in a quieter colour."""
    label = QLabel(text)
    label.setProperty("muted", True)
    label.setWordWrap(True)
    return label


def centred_column(page: QWidget) -> QVBoxLayout:
    """A column in the middle of a page, as wide as a text should be; begins with a stretch."""
    column = QWidget()
    column.setFixedWidth(_COLUMN_WIDTH)
    row = QHBoxLayout(page)
    row.addStretch()
    row.addWidget(column)
    row.addStretch()
    layout = QVBoxLayout(column)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.addStretch(2)
    return layout


def primary(text: str) -> QPushButton:
    """The one obvious button of a page."""
    button = QPushButton(text)
    button.setProperty("primary", True)
    return button


def plain_buttons(box: QDialogButtonBox) -> QDialogButtonBox:
    """Take the style's pictures off a dialog's buttons, and give them our words."""
    standard = QDialogButtonBox.StandardButton
    for button in box.buttons():
        button.setIcon(QIcon())
    for which, text in ((standard.Cancel, tr("Cancel")), (standard.Close, tr("Close"))):
        if box.standardButtons() & which:
            box.button(which).setText(text)
    return box


def set_property(widget: QWidget, name: str, value: object) -> None:
    """Change a property that the style rules look at."""
    if widget.property(name) != value:
        widget.setProperty(name, value)
        widget.style().unpolish(widget)
        widget.style().polish(widget)
