"""Everything that takes the keyboard says what it is to those who cannot see it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QWidget,
)
from pytestqt.qtbot import QtBot

from ui.pages.imports_page import ImportsPage
from ui.pages.recycle_page import RecyclePage
from ui.pages.settings_page import SECTIONS, SettingsPage
from ui.shell.desk import Desk
from ui.start.first_start import FirstStart
from ui.start.rescue_page import RescuePage

CONTROLS = (QAbstractButton, QLineEdit, QComboBox, QPlainTextEdit, QAbstractItemView, QScrollArea)


def nameless(top: QWidget) -> Iterator[str]:
    """Controls that the keyboard can reach and that have neither name nor words."""
    for kind in CONTROLS:
        for one in top.findChildren(kind):
            inside = isinstance(one.parent(), QComboBox) or one.window() is not top.window()
            if inside or one.focusPolicy() == Qt.FocusPolicy.NoFocus or isinstance(one, QScrollArea):
                continue
            said = one.accessibleName() or (one.text() if isinstance(one, QAbstractButton) else "")
            if not said:
                yield f"{type(one).__name__} in {type(one.parent()).__name__}"


def test_every_control_has_a_name(qtbot: QtBot, desk: Desk, settle: Callable[[Desk], None]) -> None:
    settings = SettingsPage(desk, "settings")
    for name in SECTIONS:
        settings.open_section(name)
    pages = (
        settings,
        ImportsPage(desk, "imports"),
        RecyclePage(desk, "recycle"),
        FirstStart(desk),
        RescuePage(desk.worker, desk.workspace.folder, "文件是空的", ()),
    )
    for page in pages:
        qtbot.addWidget(page)
    settle(desk)
    assert {type(page).__name__: found for page in pages if (found := sorted(set(nameless(page))))} == {}
