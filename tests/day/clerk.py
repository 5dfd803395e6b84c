"""A clerk's day, key by key: ``python -m tests.day.clerk FOLDER FILE morning|afternoon``.

The morning ends in the midst of a word; whoever started it kills it there. The afternoon finds what was left and goes
on. Nothing is clicked, and nothing is called that a key would do.
"""

from __future__ import annotations

import os
import sys
from datetime import datetime
from pathlib import Path
from typing import Any

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QFileDialog, QWidget
from shiboken6 import isValid

from app.bootstrap import Workspace, open_workspace
from app.kernel.clock import stopped_clock
from tests.ui_entry.hand import CTRL, SHIFT, Hand, Keys, commit
from ui.forms.record_dialog import RecordDialog
from ui.imports.wizard import ImportWizard
from ui.pages.bulk_dialog import BulkDialog
from ui.pages.ledger_page import LedgerPage
from ui.shell.search_box import SearchBox
from ui.shell.start import bare_application, open_window
from ui.shell.window import MainWindow
from ui.tables.entry_view import EntryView

MOMENT = datetime(2023, 6, 30, 9, 30)
TYPING = "typing"
"""Said when the morning has come to the word that it will not end."""

VISITS = (
    ("qsjx", ("配电箱门损坏", "灭火器压力不足", "安全出口堆放杂物")),
    ("dlmy", ("粉尘未清扫", "电线私拉乱接", "应急灯不亮")),
    ("qsjx", ("起重机吊钩无防脱装置", "操作规程未上墙", "砂轮机缺护罩")),
    ("hjcs", ("疏散指示标志损坏", "厨房未装燃气报警器", "仓库与住宿合用")),
    ("dlmy", ("木屑堆放过多", "除尘器未接地", "消防水带缺失")),
    ("hjcs", ("电缆沟无盖板", "配电室堆放杂物", "灭火器过期")),
    ("qsjx", ("气瓶未固定", "氧气乙炔间距不足", "动火未审批")),
    ("hjcs", ("卷帘门无法打开", "通道被占用", "监控室无人值守")),
)
"""Initials of the firm and the three hazards found there: 24 entries by form."""


FIVE = (
    "2023-5-1\t300\t实名\t甲厂\r\n"
    '5月2日\t0.04万\t匿名\t"两行\n的字"\r\n'
    "2023.5.3\t500\t实名\t丙厂\r\n"
    "20230504\t600\t匿名\t丁厂\r\n"
    "5/5\t700\t实名\t戊厂\r\n"
)
"""Five rewards as Excel leaves them on the clipboard."""


def gone(window: QWidget) -> bool:
    """Out of sight; a dialog that was answered is deleted, too."""
    return not isValid(window) or not window.isVisible()


class Day:
    """The window, and the hand at its keys."""

    def __init__(self, folder: Path) -> None:
        self.app = bare_application()
        self.window: MainWindow = open_window(folder, opener)
        self.hand = Hand()
        self.until(lambda: self.window.desk is not None, "the office is open")
        self.window.activateWindow()
        self.settle()

    def until(self, seen: Any, what: str) -> None:
        """Wait for something."""
        for _ in range(2000):
            if seen():
                return
            QTest.qWait(5)
        raise AssertionError(f"never came: {what}; focus {QApplication.focusWidget()}")

    def settle(self) -> None:
        """Wait until nothing is being read or written."""
        desk = self.window.desk
        assert desk is not None
        quiet = 0
        while quiet < 3:
            quiet = 0 if desk.worker.busy() else quiet + 1
            QTest.qWait(5)

    # -- finding one's way ----------------------------------------------------------------------------------

    def go_to(self, title: str, name: str) -> LedgerPage:
        """Ctrl+K, the page's name, Enter."""
        self.hand.press(Keys.Key_K, CTRL)
        self.write(title)
        QTest.qWait(200)
        self.settle()
        box = self.hand.at
        assert isinstance(box, SearchBox)
        self.until(box.palette_.isVisible, "what was found")
        for _ in range(30):
            hit = box.palette_.current
            if (
                hit is not None
                and hit.page == name
                and "record" not in hit.target
                and "search" not in hit.target
            ):
                break
            self.hand.press(Keys.Key_Down)
        self.hand.press(Keys.Key_Return)
        self.until(lambda: self.window.frame.in_sight() == name, f"page {name}")
        page = self.window.page(name)
        assert isinstance(page, LedgerPage)
        self.settle()
        return page

    def tab_to(self, name: str) -> None:
        """Tab until a control of that name has the keyboard."""
        seen = []
        for _ in range(150):
            at = self.hand.at
            seen.append(at.accessibleName() or type(at).__name__)
            if at.accessibleName().startswith(name) or (
                isinstance(at, QAbstractButton) and at.text().startswith(name)
            ):
                return
            self.hand.press(Keys.Key_Tab)
        raise AssertionError(f"Tab never comes to {name}, but to {seen[-12:]}")

    def write(self, said: str) -> None:
        """Latin letters by keys, Chinese as an input method hands it over."""
        if said.isascii():
            self.hand.type(said)
        else:
            commit(self.hand.at, said)

    # -- forms ----------------------------------------------------------------------------------------------

    def form(self) -> RecordDialog:
        """The form that is open."""
        self.until(lambda: isinstance(QApplication.activeModalWidget(), RecordDialog), "a form")
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, RecordDialog)
        dialog.activateWindow()
        self.until(dialog.isActiveWindow, "the form in front")
        self.settle()
        return dialog

    def at_field(self, dialog: RecordDialog, name: str) -> None:
        """Enter until a field has the keyboard."""
        box = dialog.form.boxes[name].editor
        for _ in range(20):
            at = self.hand.at
            if box is at or box.isAncestorOf(at):
                return
            self.hand.press(Keys.Key_Return)
            for _ in range(200):  # initials written quickly: Enter waits for what they stand for
                if self.hand.at is not at:
                    break
                QTest.qWait(2)
        raise AssertionError(f"Enter never comes to {name}")

    def fill(self, dialog: RecordDialog, **said: str) -> None:
        """Field after field, with Enter between them."""
        for name, text in said.items():
            self.at_field(dialog, name)
            self.write(text)
            QTest.qWait(0)

    def save(self, dialog: RecordDialog, *, go_on: bool = False) -> None:
        """Ctrl+S, or Ctrl+Shift+Enter for one more."""
        if go_on:
            self.hand.press(Keys.Key_Return, CTRL | SHIFT)
        else:
            self.hand.press(Keys.Key_S, CTRL)
        self.settle()
        if not go_on:
            self.until(lambda: gone(dialog), "the form is closed")
            self.window.activateWindow()
            self.settle()

    # -- the table ------------------------------------------------------------------------------------------

    def view(self, page: LedgerPage) -> EntryView:
        """The table, with the keyboard in it."""
        view = page.table.view
        assert isinstance(view, EntryView)
        self.until(lambda: view.rows.rowCount() > 0, "rows")
        if self.hand.at is not view:
            self.hand.press(Keys.Key_F, CTRL)
            self.hand.press(Keys.Key_Tab)
            for _ in range(60):
                if self.hand.at is view:
                    break
                self.hand.press(Keys.Key_Tab)
        assert self.hand.at is view, "the keyboard never came to the table"
        return view

    def at_cell(self, page: LedgerPage, row: int, name: str) -> EntryView:
        """Ctrl+Home, and the arrows from there."""
        view = self.view(page)
        names = [field.name for field in view.rows.columns]
        self.hand.press(Keys.Key_Home, CTRL)
        for _ in range(row):
            self.hand.press(Keys.Key_Down)
        for _ in range(names.index(name)):
            self.hand.press(Keys.Key_Right)
        at = view.currentIndex()
        assert (at.row(), at.column()) == (row, names.index(name))
        return view

    def cell(self, said: str, key: Qt.Key) -> None:
        """Written over a cell, and on."""
        self.write(said)
        QTest.qWait(0)
        self.hand.press(key)
        QTest.qWait(0)

    def widen(self, key: Qt.Key, times: int) -> None:
        """Shift and an arrow."""
        for _ in range(times):
            self.hand.press(key, SHIFT)

    def paste(self, text: str) -> None:
        """Copied in Excel, pasted here."""
        QGuiApplication.clipboard().setText(text)
        self.hand.press(Keys.Key_V, CTRL)
        self.settle()

    def undo(self, times: int = 1) -> None:
        """Ctrl+Z."""
        for _ in range(times):
            self.hand.press(Keys.Key_Z, CTRL)
            self.settle()

    def redo(self) -> None:
        """Ctrl+Y."""
        self.hand.press(Keys.Key_Y, CTRL)
        self.settle()

    def row_of(self, page: LedgerPage, description: str) -> int:
        """Where the eyes find a hazard."""
        rows = self.view(page).rows
        column = [field.name for field in rows.columns].index("description")
        for row in range(rows.rowCount()):
            if str(rows.index(row, column).data()).startswith(description):
                return row
        raise AssertionError(f"not in sight: {description}")

    def many(self, scope: str, label: str, said: str) -> None:
        """A bulk change by keys: which records, which field, what is written."""
        dialog = self.bulk()
        self.tab_to("选中的" if dialog.some.isChecked() else "筛选出来的全部")
        at = self.hand.at
        if isinstance(at, QAbstractButton) and not at.text().startswith(scope):
            self.hand.press(Keys.Key_Down)
        self.tab_to("栏目")
        self.hand.press(Keys.Key_Home)  # it began with the column of the cell
        for _ in range(40):
            if dialog.shown.label == label:
                break
            self.hand.press(Keys.Key_Down)
        QTest.qWait(20)
        self.tab_to("怎样改")
        self.hand.press(Keys.Key_Tab)
        assert dialog.editor is not None
        assert dialog.editor.isAncestorOf(self.hand.at), "behind the list of ways comes what is written"
        self.write(said)
        QTest.qWait(400)
        self.settle()
        self.tab_to("修改 ")
        self.hand.press(Keys.Key_Space)
        self.until(lambda: gone(dialog), "the bulk change is made")
        self.window.activateWindow()
        self.settle()

    def bulk(self) -> BulkDialog:
        """Ctrl+B."""
        self.hand.press(Keys.Key_B, CTRL)
        self.until(lambda: isinstance(QApplication.activeModalWidget(), BulkDialog), "the bulk dialog")
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, BulkDialog)
        dialog.activateWindow()
        self.until(dialog.isActiveWindow, "the bulk dialog in front")
        return dialog

    def close(self) -> None:
        """The window is closed at the end of the day."""
        self.window.close()
        self.until(lambda: not self.window.isVisible(), "closed")


def opener(folder: Path) -> Workspace:
    """It is the last morning of June."""
    return open_workspace(folder, stopped_clock(MOMENT), "张某")


def morning(day: Day) -> None:
    """Firms, hazards by form, rewards in the table, pastes and bulk changes; then a word that is not ended."""
    firms(day)
    hazards(day)
    rewards(day)
    changes(day)
    page = day.go_to("隐患", "hazards")
    day.view(page)
    day.hand.press(Keys.Key_N, CTRL)
    dialog = day.form()
    day.fill(dialog, enterprise_name="hjcs", source="bm")
    day.at_field(dialog, "description")
    day.settle()
    for sign in "abc" * 1000:
        day.hand.type(sign)
        print(TYPING, flush=True)
        QTest.qWait(40)


def firms(day: Day) -> None:
    """Four of them; the community is carried on."""
    page = day.go_to("企业", "enterprises")
    day.hand.press(Keys.Key_N, CTRL)
    dialog = day.form()
    names = ("清水机械有限公司", "东柳木业有限公司", "汇佳超市", "同福面馆")
    for at, name in enumerate(names):
        if at:
            day.until(lambda: dialog.form.words()["name"] == "", "an empty form")
        day.fill(dialog, name=name)
        day.save(dialog, go_on=at < len(names) - 1)
    assert page is not None


def hazards(day: Day) -> None:
    """Eight visits, three hazards each: the second and third by 保存并继续新增."""
    page = day.go_to("隐患", "hazards")
    for at, (initials, found) in enumerate(VISITS):
        day.hand.press(Keys.Key_N, CTRL)
        dialog = day.form()
        day.fill(
            dialog, enterprise_name=initials, source="bm", found_on=f"-{at}", level="y" if at % 2 else "zd"
        )
        for place, description in enumerate(found):
            day.fill(dialog, description=description)
            day.save(dialog, go_on=place < 2)
    assert page is not None


def rewards(day: Day) -> None:
    """The first by a form, thirty written in the last row of the table; then a paste that makes five more."""
    page = day.go_to("举报奖励", "rewards")
    day.hand.press(Keys.Key_N, CTRL)
    dialog = day.form()
    day.hand.press(Keys.Key_Return, SHIFT)  # the day stands there already: back to it
    day.fill(dialog, day="5-31", amount="50", naming="sm", matter="占道经营")
    day.save(dialog)
    view = day.view(page)
    day.hand.press(Keys.Key_End, CTRL)
    day.hand.press(Keys.Key_Down)  # below the last record
    day.hand.press(Keys.Key_Home)
    for at in range(30):
        day.cell(f"6.{1 + at % 28}", Keys.Key_Tab)
        day.cell("0.2万" if at == 5 else str(100 + at), Keys.Key_Tab)
        day.cell("nm" if at % 3 else "sm", Keys.Key_Tab)
        day.cell(f"查实第{at}件", Keys.Key_Return)
    day.settle()
    assert view.currentIndex().column() == 0, "Enter goes back to where Tab began"
    day.paste(FIVE)
    day.undo()
    day.redo()


def changes(day: Day) -> None:
    """In cells, pasted over cells, in many records at once; some of it taken back."""
    page = day.go_to("隐患", "hazards")
    day.at_cell(page, day.row_of(page, "电线私拉乱接"), "due_on")
    day.cell("+3", Keys.Key_Return)
    day.at_cell(page, day.row_of(page, "应急灯不亮"), "level")
    day.cell("zd", Keys.Key_Return)
    day.at_cell(page, day.row_of(page, "粉尘未清扫"), "description")
    day.hand.press(Keys.Key_F2)
    day.cell("，积尘较厚", Keys.Key_Return)
    day.settle()
    day.at_cell(page, day.row_of(page, "气瓶未固定"), "description")
    day.cell("写错了", Keys.Key_Return)
    day.settle()
    day.undo()
    first = min(day.row_of(page, one) for one in VISITS[2][1])
    day.at_cell(page, first, "due_on")
    day.paste("2023-7-10\n不知道\n7月12日\n")
    day.at_cell(page, min(day.row_of(page, one) for one in VISITS[6][1]), "level")
    day.widen(Keys.Key_Down, 2)
    day.paste("一般")
    day.hand.press(Keys.Key_F, CTRL)
    day.write("灭火器")
    QTest.qWait(250)
    day.settle()
    day.view(page)
    day.many("筛选出来的全部", "整改责任人", "李某")
    day.hand.press(Keys.Key_F, CTRL)
    day.hand.press(Keys.Key_Backspace)
    QTest.qWait(250)
    day.settle()
    page = day.go_to("举报奖励", "rewards")
    day.at_cell(page, 0, "day")
    day.widen(Keys.Key_Down, 4)
    day.many("选中的", "备注", "待补材料")


def afternoon(day: Day) -> None:
    """A step of the morning is taken back; the draft goes on; a file is imported, taken back and imported again."""
    day.undo()
    day.hand.press(Keys.Key_K, CTRL)
    day.write("工作台")
    QTest.qWait(200)
    day.settle()
    day.hand.press(Keys.Key_Return)
    day.until(lambda: day.window.frame.in_sight() == "home", "the home page")
    day.window.activateWindow()
    day.settle()
    day.tab_to("继续填写")
    day.hand.press(Keys.Key_Space)
    dialog = day.form()
    assert dialog.form.words()["enterprise_name"].startswith("汇佳超市")
    day.fill(dialog, level="zd")
    day.at_field(dialog, "description")
    day.hand.press(Keys.Key_A, CTRL)
    day.write("冷库无门锁逃生装置")
    day.save(dialog)
    page = day.go_to("隐患", "hazards")
    day.tab_to("导入 Excel")
    day.hand.press(Keys.Key_Space)
    day.until(lambda: isinstance(QApplication.activeModalWidget(), ImportWizard), "the wizard")
    wizard = QApplication.activeModalWidget()
    assert isinstance(wizard, ImportWizard)
    wizard.activateWindow()
    day.until(lambda: wizard.go.isEnabled() and wizard.go.isVisible(), "a plan")
    day.settle()
    assert day.hand.at is wizard.go
    day.hand.press(Keys.Key_Return)
    day.settle()
    day.hand.press(Keys.Key_Return)
    day.until(lambda: gone(wizard), "the wizard is closed")
    day.window.activateWindow()
    day.settle()
    day.undo()
    day.redo()
    day.at_cell(page, 0, "level")
    day.widen(Keys.Key_Down, 5)
    day.hand.press(Keys.Key_Delete)
    day.settle()
    day.undo()
    day.at_cell(page, day.row_of(page, "冷库无门锁逃生装置"), "due_on")
    day.cell("7.15", Keys.Key_Return)
    day.settle()


def main() -> int:
    """The part of the day asked for."""
    folder, file, part = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]
    asked: Any = QFileDialog
    asked.getOpenFileNames = staticmethod(lambda *_given: ([str(file)], ""))
    day = Day(folder)
    if part == "morning":
        morning(day)
    else:
        afternoon(day)
        day.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
