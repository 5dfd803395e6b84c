"""The windows that open further in: over a selection, over a case, over what was pasted, found or kept."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from PySide6.QtWidgets import QWidget

from app.ledgers import browse
from app.ledgers.cells import Rejected
from app.ledgers.pasting import Pasting
from app.ledgers.restoring import Difference, Restoring
from app.overview.verify import Finding
from ui.dispatch import acts
from ui.pages import ledger_views
from ui.pages.bulk_dialog import bulk_edit
from ui.pages.case_page import CasePage
from ui.pages.deadline_page import DeadlinePage
from ui.pages.dispatch_page import DispatchPage
from ui.pages.history_view import HistoryDialog
from ui.pages.ledger_page import LedgerPage
from ui.pages.restore_dialog import RestoreDialog
from ui.papers.comparing import CompareWordings
from ui.settings.findings import FindingsDialog
from ui.settings.restore_question import RestoreQuestion
from ui.shell.asking import LineQuestion
from ui.shell.desk import Desk
from ui.shell.notices import question, statement
from ui.shell.undoing import UndoList
from ui.tables.paste_dialogs import PasteQuestion, RejectedList

Opening = tuple[str, str, Callable[[], object]]
"""A name, a scope of the table of keys, and what opens it."""


def of_hazards(desk: Desk, page: LedgerPage, numbers: list[int]) -> Iterator[Opening]:
    """What a table of records opens besides its forms."""
    feature, view = page.feature, page.table.view
    record = browse.record(desk.workspace.store, feature, numbers[0]) or {}
    change = Difference("due_on", "整改期限", "2023-06-15", "2023-06-30")
    plan = Pasting({numbers[0]: {"place": "配电间"}}, rows=12, width=3)
    missed = [Rejected(1, numbers[0], "due_on", "整改期限", "下下周", "看不懂这个日期。")]
    yield "批量修改", "form", lambda: bulk_edit(desk, page, feature, numbers, page.table.asked)
    yield "选择栏目", "popup", lambda: view.choose_columns(page.header)
    yield "挑选", "popup", next(iter(page.bar.quick.values())).click
    yield "视图菜单", "popup", lambda: ledger_views.menu(page, page.view_name, page.pos())
    yield "存为视图", "line", lambda: LineQuestion(page, "存为视图", "视图的名称：", "我的重大").open()
    yield "粘贴", "paste", lambda: PasteQuestion(view, feature, plan).open()
    yield "未能识别", "rejected", lambda: RejectedList(view, missed).open()
    yield "记录历史", "history", lambda: HistoryDialog(desk, feature, record, page).open()
    yield "恢复旧值", "restore", lambda: RestoreDialog(page, "恢复旧值", Restoring({}, (change,), ())).open()
    yield "撤销记录", "undo", lambda: UndoList(desk, page).open()
    yield (
        "提问",
        "question",
        question(page, "删除", "删除这 2 条记录？", "删除", danger=True)[0].open,
    )
    yield "告知", "statement", statement(page, "没有保存", "整改期限早于发现日期。").open


def of_table(desk: Desk, page: DispatchPage) -> Iterator[Opening]:
    """Many communities in one go."""
    assert page.taken is not None
    taken = page.taken
    yield "批量打印", "batch", lambda: acts.batch(desk, page, page.wish, taken)


def of_settings(page: QWidget) -> Iterator[Opening]:
    """What the checks of the data have found; a wording beside the shipped one."""
    found = [Finding(True, "数据完好。"), Finding(False, "缺一张照片。", file="ab.jpg")]
    asked = RestoreQuestion(page, "恢复到 2023-06-30 的备份？", likings=True)
    yield "从备份恢复", "question", asked.open
    yield "检查数据", "findings", lambda: FindingsDialog(page, found, lambda: None).open()
    yield "比较文字", "wordings", lambda: CompareWordings(page, "催办单", "甲\n乙", "甲\n丙").open()


def of_case(case: CasePage) -> Iterator[Opening]:
    """What a case opens besides its steps."""
    yield "管理记录", "form", lambda: case.note("")
    yield "更正", "form", case.correct


def of_deadlines(page: DeadlinePage) -> Iterator[Opening]:
    """A period of one's own."""
    yield "改期限", "form", page.change.click
