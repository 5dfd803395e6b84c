"""Another text size: every page at once, on the same data, with nothing typed lost."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Callable, Iterator
from functools import partial

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from app.bootstrap import Workspace
from app.ledgers import browse, edit
from ui.pages.ledger_page import LedgerPage
from ui.pages.settings_page import SettingsPage
from ui.settings.display import DisplaySection
from ui.settings.office import OfficeSection
from ui.shell import theme
from ui.shell.look import look
from ui.shell.notices import Toast, toast
from ui.shell.start import make_application, open_window, pass_over
from ui.shell.window import MainWindow
from ui.start.reopening import furnish_again
from ui.tables.view_tabs import ViewTabs


class _Pointer(QWidget):
    """Notes which pointer is shown while it is dressed."""

    def __init__(self, over: QWidget) -> None:
        super().__init__(over)
        self.met: list[Qt.CursorShape | None] = []

    def changeEvent(self, event: QEvent) -> None:
        """Called by Qt."""
        if event.type() == QEvent.Type.StyleChange:
            shown = QApplication.overrideCursor()
            self.met.append(shown.shape() if shown is not None else None)
        super().changeEvent(event)


@pytest.fixture
def window(qtbot: QtBot, office: Workspace) -> Iterator[MainWindow]:
    app = make_application()
    edit.create(office.store, office.catalogue["enterprises"], {"name": "某某食品有限公司"})
    made = open_window(office.folder, lambda _folder: office)
    qtbot.addWidget(made)
    calm(qtbot, made)
    yield made
    if made.desk is not None:
        made.desk.worker.close()
    theme.apply(app)


def calm(qtbot: QtBot, window: MainWindow) -> None:
    for _ in range(4):
        qtbot.waitUntil(lambda: window.desk is not None and not window.desk.worker.busy(), timeout=20000)
        qtbot.wait(10)


def display(qtbot: QtBot, window: MainWindow) -> DisplaySection:
    window.show_page("settings", {"section": "display"})
    calm(qtbot, window)
    found = window.frame.findChild(DisplaySection)
    assert found is not None
    return found


def put_on(window: MainWindow, size: float) -> bool:
    found = window.frame.findChild(DisplaySection)
    return look().scale == size and found is not None and window.focusWidget() in found.group.buttons()


def test_it_is_put_on_at_once(qtbot: QtBot, window: MainWindow) -> None:
    window.show_page("enterprises", {"search": "食品"})
    calm(qtbot, window)
    desk, small = window.desk, window.frame.top.height()
    section = display(qtbot, window)
    with qtbot.waitActive(window):
        window.activateWindow()
    section.group.button(100).setFocus()
    for size in (1.15, 1.3):
        pressed = window.focusWidget()
        assert pressed is not None
        QTest.keyClick(pressed, Qt.Key.Key_Right)
        qtbot.waitUntil(partial(put_on, window, size))
        calm(qtbot, window)
    assert window.desk is desk, "the data stays open"
    assert window.frame.top.height() == round(small * 1.3)
    assert QApplication.font().pixelSize() == round(13 * 1.3)
    again = window.frame.findChild(DisplaySection)
    assert again is not None
    assert window.focusWidget() is again.group.button(130)
    window.frame.go(-1)
    calm(qtbot, window)
    page = window.page("enterprises")
    assert isinstance(page, LedgerPage)
    assert page.bar.search == "食品", "the way back leads to what was shown there"
    assert desk is not None
    store, firms = desk.workspace.store, desk.feature("enterprises")
    desk.write(page, lambda _control: edit.create(store, firms, {"name": "某某食品二厂"}))
    qtbot.waitUntil(lambda: page.table.count == 2)


def test_the_pointer_says_to_wait_while_the_look_changes(qtbot: QtBot, window: MainWindow) -> None:
    section, seen = display(qtbot, window), _Pointer(window)
    section.themes.button(1).click()
    assert set(seen.met) == {Qt.CursorShape.WaitCursor}
    assert QApplication.overrideCursor() is None, "and no longer"
    seen.met.clear()
    before = window.frame
    section.group.button(130).click()
    qtbot.waitUntil(lambda: window.frame is not before)
    assert set(seen.met) == {Qt.CursorShape.WaitCursor}
    assert QApplication.overrideCursor() is None


def test_what_is_typed_and_not_kept_is_waited_for(qtbot: QtBot, window: MainWindow) -> None:
    window.show_page("settings", {"section": "office"})
    calm(qtbot, window)
    page = window.page("settings")
    assert isinstance(page, SettingsPage)
    office = page.made["office"]
    assert isinstance(office, OfficeSection)
    office.reporter.clear()
    QTest.keyClicks(office.reporter, "wang")
    section, before = display(qtbot, window), window.frame
    section.group.button(130).click()
    qtbot.waitUntil(lambda: bool(window.findChildren(Toast)))
    assert "设置 › 单位信息" in window.findChildren(Toast)[0].accessibleName()
    assert window.frame is before
    assert office.reporter.text() == "wang"
    office.save.click()
    calm(qtbot, window)
    section.group.button(130).click()
    qtbot.waitUntil(lambda: window.frame is not before)
    assert look().scale == 1.3


def test_what_was_written_before_it_can_still_be_taken_back(qtbot: QtBot, window: MainWindow) -> None:
    window.show_page("enterprises")
    calm(qtbot, window)
    desk, page = window.desk, window.page("enterprises")
    assert desk is not None
    assert page is not None
    store, firms = desk.workspace.store, desk.feature("enterprises")
    desk.write(page, lambda _control: edit.create(store, firms, {"name": "某某食品二厂"}))
    qtbot.waitUntil(lambda: bool(window.findChildren(Toast)))
    before = window.frame
    display(qtbot, window).group.button(130).click()
    qtbot.waitUntil(lambda: window.frame is not before)
    calm(qtbot, window)
    assert not isValid(page)
    offer = window.findChildren(Toast)[0].findChild(QPushButton)
    assert isinstance(offer, QPushButton)
    assert offer.text() == "撤销"
    QTest.mouseClick(offer, Qt.MouseButton.LeftButton)
    calm(qtbot, window)
    assert list(browse.ids(store, firms)) == [1]


def test_an_offer_of_a_page_goes_with_it(qtbot: QtBot, window: MainWindow) -> None:
    page = window.page("home")
    assert page is not None
    toast(page, "有 2 格未能识别", "查看", page.show)
    before = window.frame
    display(qtbot, window).group.button(130).click()
    qtbot.waitUntil(lambda: window.frame is not before)
    qtbot.waitUntil(lambda: not window.findChildren(Toast))


def test_nothing_of_the_old_size_is_kept(qtbot: QtBot, window: MainWindow) -> None:
    window.show_page("enterprises")
    calm(qtbot, window)
    page = window.page("enterprises")
    assert isinstance(page, LedgerPage)
    tabs = page.findChild(ViewTabs)
    assert tabs is not None
    tabs.show_counts({})  # it is arranged anew when there is time; there will be none
    kept: list[Callable[[], object]] = [weakref.ref(page), weakref.ref(page.table.view), weakref.ref(tabs)]
    del page, tabs
    gc.freeze()  # as three seconds after the start
    theme.apply(make_application(), scale=1.15)  # each table will be fitted anew
    assert furnish_again(window) == ""
    calm(qtbot, window)
    pass_over()  # and once more: the start was over only now

    def gone() -> bool:
        gc.collect()
        return [one() for one in kept] == [None, None, None]

    qtbot.waitUntil(gone, timeout=8000)  # an answer may be on its way to them yet
