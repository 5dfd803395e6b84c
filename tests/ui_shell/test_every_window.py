"""One walk through every window: each control says what it is, each key is in the table, F1 answers everywhere."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QCalendarWidget,
    QComboBox,
    QDialog,
    QHeaderView,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QTabBar,
    QTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from app.bootstrap import Workspace
from tests.ui_shell.walk import every_window
from ui.forms.line import Typed
from ui.shell.keys import SCOPES, declared
from ui.shell.start import make_application, open_window
from ui.shell.window import MainWindow

CONTROLS = (
    QAbstractButton,
    QLineEdit,
    QComboBox,
    QPlainTextEdit,
    QTextEdit,
    QAbstractItemView,
    QTabBar,
    QAbstractSpinBox,
)
ALSO = {
    "duelist": "papers",
    "official": "paper",
    "records": "form",
    "merge": "form",
    "criterion": "form",
    "reason": "form",
    "compare": "form",
}
EVERYWHERE = declared("everywhere") | {QKeySequence("Esc").toString()}


@pytest.fixture
def window(qtbot: QtBot, sample: Workspace) -> Iterator[MainWindow]:
    make_application()
    made = open_window(sample.folder, lambda _folder: sample)
    qtbot.addWidget(made)
    made.resize(1366, 768)
    qtbot.waitUntil(lambda: made.desk is not None and not made.desk.worker.busy(), timeout=8000)
    yield made
    if made.desk is not None:
        made.desk.worker.close()


def test_every_window(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    def settle() -> None:
        desk, quiet = window.desk, 0
        assert desk is not None
        while quiet < 3:
            qtbot.waitUntil(lambda: not desk.worker.busy(), timeout=20000)
            qtbot.wait(5)
            quiet = 0 if desk.worker.busy() else quiet + 1

    unnamed: dict[str, set[str]] = {}
    used: dict[str, set[str]] = defaultdict(set)
    helpless, names, eager = [], set(), set()
    for seen in every_window(window, settle, tmp_path):
        names.add(seen.name)
        if found := set(nameless(seen.widget)):
            unnamed[seen.name] = found
        keys = shortcuts(seen.widget)
        used[ALSO.get(seen.scope, seen.scope)] |= keys - EVERYWHERE
        if isinstance(seen.widget, QDialog) and "F1" not in keys:
            helpless.append(seen.name)
        eager |= {f"{seen.name}: {one.accessibleName()}" for one in undeaf(seen.widget)}
    assert unnamed == {}
    assert eager == set()
    assert helpless == []
    told_names = {name.rpartition("-")[2] for name in names}
    assert {"新增", "打印预览", "导入", "快捷键", "故障"} <= told_names
    assert {"批量修改", "批量签发", "存为视图", "季度公布", "检查数据", "恢复旧值"} <= told_names
    assert shortcuts(window.frame, inside=False) == declared("everywhere")
    known = {scope: declared(scope) - EVERYWHERE for scope in SCOPES if scope != "everywhere"}
    told = {scope: keys for scope, keys in used.items() if keys}
    assert told == {scope: keys for scope, keys in known.items() if keys}


def nameless(top: QWidget) -> Iterator[str]:
    """Controls in sight that the keyboard reaches or the mouse presses, without a name or words."""
    for kind in CONTROLS:
        for one in top.findChildren(kind):
            if isinstance(one, QHeaderView) or _inner(one, top) or not one.isVisibleTo(top):
                continue
            if one.focusPolicy() == Qt.FocusPolicy.NoFocus and not isinstance(one, QAbstractButton):
                continue
            said = one.accessibleName() or (one.text() if isinstance(one, QAbstractButton) else "")
            if not said.strip():
                yield f"{type(one).__name__} in {type(one.parent()).__name__}"


def undeaf(top: QWidget) -> Iterator[QLineEdit | QPlainTextEdit | QTextEdit]:
    """What one writes in that would still act on keys while an input method composes."""
    found: list[QLineEdit | QPlainTextEdit | QTextEdit] = [
        *top.findChildren(QLineEdit),
        *top.findChildren(QPlainTextEdit),
        *top.findChildren(QTextEdit),
    ]
    for one in found:
        if not (one.isReadOnly() or isinstance(one, Typed) or isinstance(one.parent(), QAbstractSpinBox)):
            yield one


def _inner(one: QWidget, top: QWidget) -> bool:
    """What belongs to a control of Qt's own, or stands in another window."""
    if one.window() is not top.window():
        return True
    over = one.parentWidget()
    while over is not None and over is not top.parentWidget():
        if isinstance(over, QComboBox | QCalendarWidget | QLineEdit | QAbstractSpinBox | QHeaderView):
            return True
        over = over.parentWidget()
    return type(one).__name__ == "QTableCornerButton" or (
        isinstance(one, QAbstractButton) and isinstance(one.parent(), QAbstractItemView)
    )


def shortcuts(top: QWidget, *, inside: bool = True) -> set[str]:
    """Every shortcut made in a window, in Qt's spelling."""
    where = (
        Qt.FindChildOption.FindChildrenRecursively if inside else Qt.FindChildOption.FindDirectChildrenOnly
    )
    found = [one.key() for one in top.findChildren(QShortcut, options=where) if one.isEnabled()]
    found += [one.shortcut() for one in top.findChildren(QAbstractButton, options=where)]
    for action in top.findChildren(QAction, options=where):
        found += action.shortcuts()
    return {one.toString() for one in found if not one.isEmpty()}


def test_a_control_without_a_name_is_found(qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    box, press = QLineEdit(page), QPushButton(page)
    page.show()
    assert sorted(nameless(page)) == ["QLineEdit in QWidget", "QPushButton in QWidget"]
    box.setAccessibleName("备注")
    press.setText("保存")
    assert list(nameless(page)) == []
