"""Room: words in the navigation on the usual screens, cards in even lines, the keyboard's place in a table."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QLabel, QWidget
from pytestqt.qtbot import QtBot

from app.bootstrap import CATALOGUE
from app.features.blacklist import FEATURE
from ui.forms.editor import FormHelp
from ui.forms.field_grid import FieldGrid
from ui.forms.flow import FlowLayout
from ui.forms.one import Choice
from ui.pages.registry import entries
from ui.shell.fitting import Evenly, fit
from ui.shell.navigation import Navigation
from ui.shell.start import make_application
from ui.shell.tokens import FOLD_BELOW, TOP_BAR
from ui.shell.widgets import PageHeader, button
from ui.tables.plain import PlainColumn, PlainTable


@pytest.mark.parametrize(("wide", "high"), [(1366, 768), (1440, 900)])
def test_every_page_stands_with_its_words_on_the_usual_screens(qtbot: QtBot, wide: int, high: int) -> None:
    make_application()
    assert wide >= FOLD_BELOW
    rail = Navigation()
    qtbot.addWidget(rail)
    rail.resize(rail.width(), high - TOP_BAR)
    rail.show_entries(entries(CATALOGUE))
    rail.show_views({"hazards": [("overdue", "逾期未销号")], "supervision": [("late", "超期未摘牌")]})
    rail.show()
    qtbot.wait(20)
    assert rail._scroll.verticalScrollBar().maximum() == 0
    lines = [made for made in rail._buttons.values() if made.text().strip()]
    assert len(lines) == len(entries(CATALOGUE))
    assert min(made.height() for made in lines) >= made_for(lines[0])


def made_for(line: QWidget) -> int:
    """No lower than its words."""
    return line.fontMetrics().height()


def test_cards_stand_in_even_lines(qtbot: QtBot) -> None:
    make_application()
    line = Evenly(100, 10)
    qtbot.addWidget(line)
    cards = [QLabel(str(at)) for at in range(7)]
    for card in cards:
        line.add(card)
    line.show()
    for width, across in ((900, 7), (500, 4), (330, 3), (90, 1)):
        line.resize(width, 200)
        qtbot.wait(5)
        tops = [card.y() for card in cards]
        assert tops.count(tops[0]) == across
        assert len({card.width() for card in cards}) <= 2, "equal but for a pixel"


def test_a_dialog_opens_no_larger_than_the_screen(qtbot: QtBot) -> None:
    make_application()
    dialog = QDialog()
    qtbot.addWidget(dialog)
    fit(dialog, 9000, 300)
    room = dialog.screen().availableGeometry()
    assert dialog.width() < room.width()
    assert dialog.height() == min(300, room.height() - 60)


def test_the_keyboard_stands_on_a_line_and_chooses_nothing(qtbot: QtBot) -> None:
    make_application()
    page = QWidget()
    qtbot.addWidget(page)
    table = PlainTable("试")
    table.setParent(page)
    table.resize(300, 160)
    page.show()
    with qtbot.waitActive(page):
        page.activateWindow()
    table.setFocus(Qt.FocusReason.OtherFocusReason)
    table.show_rows((PlainColumn("名称", 100, 1),), [("甲厂",), ("乙厂",)])
    assert table.currentIndex().row() == 0
    assert table.chosen_rows() == []
    framed = table.viewport().grab().toImage()
    QTest.keyClick(table, Qt.Key.Key_Down)
    assert table.chosen_rows() == [1]
    table.clearFocus()
    qtbot.wait(5)
    assert table.viewport().grab().toImage().pixelColor(1, 1) != framed.pixelColor(1, 1)


def test_a_title_gives_way_before_a_button_is_cut(qtbot: QtBot) -> None:
    make_application()
    header = PageHeader("严重失信主体名单台账", "共 0 条")
    qtbot.addWidget(header)
    acts = [button("导入 Excel", "upload"), button("新增严重失信主体名单", "plus", "primary")]
    for act in acts:
        header.tools.addWidget(act)
    header.show()
    for width in (900, 460):
        header.resize(width, 40)
        qtbot.wait(5)
        assert all(act.width() >= act.sizeHint().width() for act in acts)
    assert header.title.width() < header.title.sizeHint().width()
    assert header.title.toolTip() == "严重失信主体名单台账"


def test_what_is_hidden_in_a_line_leaves_no_gap(qtbot: QtBot) -> None:
    make_application()
    holder = QWidget()
    qtbot.addWidget(holder)
    flow = FlowLayout(holder, 8, fill_last=False)
    flow.setContentsMargins(0, 0, 0, 0)
    first, second = button("甲"), button("乙")
    flow.addWidget(first)
    flow.addWidget(second)
    first.hide()
    holder.resize(300, 60)
    holder.show()
    qtbot.wait(5)
    assert second.x() == 0


def test_many_chips_ask_for_the_height_of_their_lines_only(qtbot: QtBot) -> None:
    make_application()
    helper = FormHelp(date(2023, 8, 31), lambda _field: (), lambda _field, _text: [])
    grid = FieldGrid([FEATURE.ledger["notified"]], helper)
    qtbot.addWidget(grid)
    grid.show_values({"notified": tuple(f"第{at}个部门" for at in range(20))})
    grid.resize(560, 300)
    grid.show()
    qtbot.wait(5)
    assert grid.minimumSizeHint().height() < grid.heightForWidth(560) + 20


def test_a_list_unfolds_as_wide_as_its_words(qtbot: QtBot) -> None:
    make_application()
    box = Choice()
    qtbot.addWidget(box)
    box.addItems(["全部种类", "纳入安全生产“黑名单”管理告知书"])
    box.setFixedWidth(110)
    box.show()
    box.showPopup()
    assert box.view().width() >= box.view().sizeHintForColumn(0)
    box.hidePopup()
