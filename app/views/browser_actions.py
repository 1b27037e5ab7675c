"""The browser's actions: their names, keys and icons, and when each can be used."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, QSize, Qt
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu, QToolButton

from app.settings.preferences import Preferences
from app.text.translation import tr
from app.widgets.icons import icon

if TYPE_CHECKING:
    from app.views.browser import Browser

Keys = QKeySequence.StandardKey


class BrowserActions(QObject):
    """Every action once, for toolbar, menus and keyboard."""

    def __init__(self, browser: Browser, preferences: Preferences) -> None:
        super().__init__(browser)
        self._browser = browser
        edits, traffic, make = browser.edits, browser.traffic, self._action
        self.back = make(tr("Back"), "back", browser.way.back, Keys.Back, "Alt+Left")
        self.forward = make(
            tr("Forward"), "forward", browser.way.forward, Keys.Forward, "Alt+Right"
        )
        self.up = make(tr("Up"), "up", browser.way.up, "Alt+Up", "Backspace")
        self.new_folder = make(tr("New folder"), "folder-new", edits.new_folder, "Ctrl+Shift+N")
        self.rename = make(tr("Rename"), "", edits.rename_current, "F2")
        self.delete = make(tr("Move to trash"), "trash", edits.delete, Keys.Delete)
        self.purge = make(tr("Delete for good…"), "", edits.purge, "Shift+Del")
        self.undo = make(tr("Undo"), "undo", edits.undo, Keys.Undo)
        self.redo = make(tr("Redo"), "", edits.redo, Keys.Redo)
        self.cut = make(tr("Cut"), "", edits.cut, Keys.Cut)
        self.copy = make(tr("Copy"), "", edits.copy, Keys.Copy)
        self.paste = make(tr("Paste"), "", edits.paste, Keys.Paste)
        self.select_all = make(tr("Select all"), "", browser.select_all, Keys.SelectAll)
        self.open = make(tr("Open"), "", browser.open_current)
        locks = browser.locks
        self.lock = make(tr("Lock with a second passphrase…"), "", locks.lock)
        self.open_lock = make(tr("Unlock for this session…"), "", locks.open)
        self.close_lock = make(tr("Lock again"), "", locks.close)
        self.remove_lock = make(tr("Remove the second lock…"), "", locks.remove)
        self._of_locks = [self.lock, self.open_lock, self.close_lock, self.remove_lock]
        """As in `LockOffers`."""
        self.properties = make(tr("Properties"), "info", edits.show_properties, "Alt+Return")
        self.import_files = make(tr("Import…"), "import", traffic.choose_import, "Ctrl+I")
        self.import_folder = make(tr("Import folder…"), "import", traffic.choose_import_folder)
        self.export = make(tr("Export…"), "export", traffic.choose_export, "Ctrl+E")
        self.trash = make(tr("Show trash…"), "trash", edits.show_trash)
        self.search = make(tr("Search"), "search", browser.search.begin, Keys.Find)
        self.leave_search = make(tr("Leave the search"), "", browser.search.end, "Esc")
        self.reveal = make(tr("Show in its folder"), "folder", browser.reveal, "Ctrl+Return")
        self.filter = make(tr("Filter this folder"), "", browser.focus_filter, "Ctrl+Shift+F")
        self.go_to = make(tr("Go to path…"), "", browser.way.type_path, "Ctrl+L")
        self.hidden = make(tr("Show hidden files"), "", browser.toggle_hidden, "Ctrl+H")
        self.hidden.setCheckable(True)
        self.hidden.setChecked(preferences.show_hidden)
        self.preview = make(tr("Preview"), "panel", browser.toggle_preview, "F11")
        self.preview.setCheckable(True)
        self.preview.setChecked(preferences.show_preview)
        self.as_table = make(tr("As a list"), "view-list", browser.arrange, "Ctrl+1")
        self.as_icons = make(tr("As icons"), "view-icons", browser.arrange, "Ctrl+2")
        looks = QActionGroup(self)
        for look in (self.as_table, self.as_icons):
            look.setCheckable(True)
            looks.addAction(look)
        self.as_table.setChecked(True)
        self.tree = make(tr("Folder tree"), "tree", browser.arrange, "F9")
        self.tree.setCheckable(True)

    def _action(
        self, text: str, icon_name: str, do: Callable[[], object], *keys: Keys | str
    ) -> QAction:
        action = QAction(text, self)
        if icon_name:
            action.setIcon(icon(icon_name))
        # The platform's standard key may be the one that is named beside it.
        unlike = {QKeySequence(key).toString(): QKeySequence(key) for key in keys}
        action.setShortcuts(list(unlike.values()))
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        if keys:
            readable = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
            action.setToolTip(f"{text} ({readable})")

        def triggered(_checked: bool) -> None:
            do()

        action.triggered.connect(triggered)
        # Backspace, Delete and Ctrl+A mean something else while a name or a filter is typed; there
        # Qt's line edits take them first.
        self._browser.addAction(action)
        return action

    def update(self) -> None:
        """Enable what can be used just now."""
        browser = self._browser
        views = browser.views
        some = views.view.selectionModel().hasSelection()
        writable = not browser.session.read_only
        self.back.setEnabled(browser.way.can_go_back)
        self.forward.setEnabled(browser.way.can_go_forward)
        self.up.setEnabled(len(browser.way.steps) > 1)
        for action in (self.new_folder, self.import_files, self.import_folder, self.paste):
            action.setEnabled(writable)
        for action in (self.rename, self.delete, self.purge, self.cut):
            action.setEnabled(writable and some)
        for action, possible in zip(self._of_locks, browser.locks.offers(), strict=True):
            action.setEnabled(possible)
            action.setVisible(possible)
        self.leave_search.setEnabled(browser.search.is_on)
        self.reveal.setEnabled(views.shows_results and some)
        self.reveal.setVisible(views.shows_results)
        for action in (self.export, self.copy, self.properties, self.open):
            action.setEnabled(some)
        step = browser.edits.undo_stack.top
        self.undo.setEnabled(writable and step is not None)
        self.undo.setText(step.text if step is not None else tr("Undo"))
        again = browser.edits.undo_stack.redo_top
        self.redo.setEnabled(writable and again is not None)
        self.redo.setText(again.redo_text if again is not None else tr("Redo"))

    # -- menus ----------------------------------------------------------------------------------

    def more_button(self) -> QToolButton:
        """A button with what is needed less often."""
        button = QToolButton()
        button.setIcon(icon("more"))
        button.setIconSize(QSize(18, 18))
        button.setToolTip(tr("More"))
        button.setAccessibleName(tr("More"))
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(button)
        menu.addActions([self.import_folder, self.paste, self.undo, self.redo])
        menu.addSeparator()
        menu.addActions([self.as_table, self.as_icons, self.tree, self.preview, self.hidden])
        menu.addSeparator()
        menu.addActions([self.select_all, self.filter, self.go_to])
        menu.addSeparator()
        menu.addAction(self.trash)
        button.setMenu(menu)
        return button

    def show_menu(self, point: QPoint) -> None:
        """Show the context menu at a point of the screen."""
        menu = self.context_menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(point)

    def context_menu(self) -> QMenu:
        """What can be done with the selection, or, without one, with the folder."""
        menu = QMenu(self._browser)
        if self._browser.views.view.selectionModel().hasSelection():
            menu.addActions([self.open, self.reveal, self.export])
            menu.addSeparator()
            menu.addActions([self.cut, self.copy, self.paste])
            menu.addSeparator()
            menu.addActions([self.rename, self.delete, self.purge])
            menu.addSeparator()
            if any(self._browser.locks.offers()):
                menu.addMenu(tr("Second lock")).addActions(self._of_locks)
                menu.addSeparator()
            menu.addAction(self.properties)
        else:
            menu.addActions([self.new_folder, self.paste, self.undo, self.redo])
            menu.addSeparator()
            menu.addActions([self.import_files, self.import_folder])
            menu.addSeparator()
            menu.addActions([self.as_table, self.as_icons, self.hidden, self.trash])
        return menu


def tool_button(action: QAction) -> QToolButton:
    """An action as a button of the toolbar."""
    button = QToolButton()
    button.setDefaultAction(action)
    button.setIconSize(QSize(18, 18))
    button.setAccessibleName(action.text())
    return button
