"""A walk through every window of the program on the sample office: pages, panels, dialogs, popups."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import openpyxl
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from shiboken6 import isValid

from app.faults import Fault
from app.ledgers import browse
from tests.ui_shell.walk_further import (
    Opening,
    of_case,
    of_deadlines,
    of_hazards,
    of_settings,
    of_table,
)
from ui.cases.batch_dialog import PublishBatch
from ui.dispatch.compare_dialog import CompareDialog
from ui.dispatch.records_list import RecordsDialog
from ui.dispatch.statement_dialog import StatementDialog
from ui.forms.criterion_dialog import CriterionDialog
from ui.forms.day import CalendarPopup
from ui.imports.report_dialog import ReportDialog
from ui.imports.wizard import ImportWizard
from ui.manual.help_window import open_help
from ui.pages import ledger_actions as actions
from ui.pages.case_page import CasePage
from ui.pages.deadline_page import DeadlinePage
from ui.pages.dispatch_page import DispatchPage
from ui.pages.imports_page import ImportsPage
from ui.pages.inspection_parts import _AddDialog
from ui.pages.ledger_page import LedgerPage
from ui.pages.merge_dialog import MergeDialog
from ui.pages.reason_dialog import ReasonDialog
from ui.pages.registry import entries
from ui.pages.settings_page import SECTIONS, SettingsPage
from ui.pages.submissions_page import SubmissionsPage
from ui.papers.offer import open_paper
from ui.papers.sample import offered
from ui.papers.template_dialog import TemplateDialog
from ui.printing.preview import PreviewWindow
from ui.shell.desk import Desk
from ui.shell.fault_dialog import FaultDialog
from ui.shell.key_list import KeyList
from ui.shell.window import MainWindow
from ui.start.first_start import FirstStart
from ui.start.rescue_page import RescuePage

DAY = date(2023, 6, 30)


@dataclass(frozen=True)
class Seen:
    """``scope`` is that of the table of keys; ``over`` is False where the whole window is to be looked at."""

    name: str
    scope: str
    widget: QWidget
    over: bool = False


Settle = Callable[[], None]


def every_window(window: MainWindow, settle: Settle, room: Path) -> Iterator[Seen]:
    """One after the other; what was opened over a page is closed again."""
    desk = window.desk
    assert desk is not None
    for entry in entries(desk.workspace.catalogue):
        window.show_page(entry.name)
        settle()
        page = window.frame.pages[entry.name]
        yield Seen(entry.title, _scope(page), page)
        yield from _of_page(window, desk, entry.name, page, settle, room)
    for seen in _without_page(window, desk, settle):
        yield seen
        seen.widget.close()
        settle()


def _scope(page: QWidget) -> str:
    if isinstance(page, LedgerPage):
        return "ledger"
    return "dispatch" if isinstance(page, DispatchPage) else type(page).__name__.removesuffix("Page").lower()


def _of_page(
    window: MainWindow, desk: Desk, name: str, page: QWidget, settle: Settle, room: Path
) -> Iterator[Seen]:
    match page:
        case LedgerPage():
            yield from _of_ledger(window, desk, page, settle)
        case DispatchPage():
            yield from _of_table(window, desk, page, settle)
        case SettingsPage():
            for section in SECTIONS:
                page.open_section(section)
                settle()
                yield Seen(f"设置-{section}", "settings", page)
            kind = next(one for one in offered(desk.workspace.catalogue) if one.code == "reminder")
            TemplateDialog(desk, page, kind, "standard").open()
            yield from _over("修改模板", "paper", settle)
            yield from _further(of_settings(page), settle)
        case DeadlinePage():
            yield from _further(of_deadlines(page), settle)
        case SubmissionsPage():
            yield from _of_submissions(page, settle)
        case ImportsPage():
            yield from _of_imports(window, desk, page, settle, room)


def _over(name: str, scope: str, settle: Settle) -> Iterator[Seen]:
    """The dialog or popup in front, then closed."""
    settle()
    found = QApplication.activePopupWidget() or QApplication.activeModalWidget() or _last()
    assert found is not None, name
    yield Seen(name, scope, found, over=True)
    _close(found, name, settle)


def _close(over: QWidget, name: str, settle: Settle) -> None:
    """Closed, it must be gone with all it held: hundreds of them are opened in a day."""
    over.close()
    settle()
    assert not isValid(over), f"{name} was closed and is still there"


def _further(openings: Iterable[Opening], settle: Settle) -> Iterator[Seen]:
    for name, scope, act in openings:
        act()
        yield from _over(name, scope, settle)


def _last() -> QWidget | None:
    shown = [one for one in QApplication.topLevelWidgets() if isinstance(one, QDialog) and one.isVisible()]
    return shown[-1] if shown else None


def _of_ledger(window: MainWindow, desk: Desk, page: LedgerPage, settle: Settle) -> Iterator[Seen]:
    feature, title = page.feature, page.feature.ledger.title
    numbers = browse.ids(desk.workspace.store, feature)[:2]
    if not numbers:
        actions.new_record(desk, feature, page)
        yield from _over(f"{title}-新增", "form", settle)
        return
    page.open_record(numbers[0])
    settle()
    yield Seen(f"{title}-打开", "ledger", page)
    if feature.name == "enterprises":
        MergeDialog(desk, page, numbers[0]).open()
        yield from _over("合并", "merge", settle)
    actions.new_record(desk, feature, page)
    yield from _over(f"{title}-新增", "form", settle)
    actions.change_record(desk, feature, page, numbers[0])
    yield from _over(f"{title}-修改", "form", settle)
    for step in feature.workflow.transitions if feature.workflow else ():
        actions.take_step(desk, feature, page, numbers[:1], step.name)
        yield from _over(f"{title}-{step.title}", "form", settle)
    if feature.name == "hazards":
        page.bar.open_popup()
        yield from _over("筛选", "popup", settle)
        ReasonDialog(page, "作废", "作废后记录仍可查到，但不再计入任何统计。", "作废").open()
        yield from _over("原因", "reason", settle)
        CriterionDialog(desk, page, DAY).open()
        yield from _over("判定依据", "criterion", settle)
        CalendarPopup(page, DAY, DAY).open_below(page.header)
        yield from _over("日历", "popup", settle)
        RecordsDialog(desk, feature, numbers, page, "相关记录").show()
        yield from _over("相关记录", "records", settle)
        open_paper(desk, feature, page, numbers[:1], "reminder")
        yield from _over("开文书", "paper", settle)
        open_paper(desk, feature, page, numbers, "reminder")
        yield from _over("批量签发", "paper", settle)
        yield from _further(of_hazards(desk, page, list(numbers)), settle)
    if (case := page.findChild(CasePage)) is not None:
        yield from _further(of_case(case), settle)
    if feature.name == "blacklist":
        PublishBatch(desk, page).open()
        yield from _over("季度公布", "form", settle)
    if feature.name == "inspections":
        _AddDialog(desk, numbers[0], window).open()
        yield from _over("登记隐患", "form", settle)


def _of_table(window: MainWindow, desk: Desk, page: DispatchPage, settle: Settle) -> Iterator[Seen]:
    page.sheet.cells["C3"].click()
    settle()
    yield Seen("调度表-数字", "dispatch", page)
    page.adjust("C3")
    yield from _over("调整", "form", settle)
    page.submit()
    yield from _over("报送", "form", settle)
    page.preview()
    settle()
    found = next(one for one in QApplication.topLevelWidgets() if isinstance(one, PreviewWindow))
    yield Seen("打印预览", "preview", found, over=True)
    _close(found, "打印预览", settle)
    yield from _further(of_table(desk, page), settle)
    StatementDialog(desk, "情况说明\n第一行", "说明.txt", page).open()
    yield from _over("情况说明", "statement", settle)


def _of_submissions(page: SubmissionsPage, settle: Settle) -> Iterator[Seen]:
    page.compare()
    settle()
    for dialog in page.findChildren(CompareDialog):
        yield Seen("报送比较", "compare", dialog, over=True)
        _close(dialog, "报送比较", settle)


def _of_imports(
    window: MainWindow, desk: Desk, page: ImportsPage, settle: Settle, room: Path
) -> Iterator[Seen]:
    if page.imports:
        ReportDialog(page, page.imports[0]).open()
        yield from _over("退回的行", "report", settle)
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(("序号", "被检查单位", "检查时间", "查出的毛病", "隐患等级", "整改期限", "责任人"))
    sheet.append((1, "某某超市", "2023.6.1", "疏散通道堵塞", "一般", "2023年6月15日", "张某"))
    sheet.append((2, "某某商店", "2023.6.1", "灭火器过期", "特别严重", "立即", "李某"))
    path = room / "隐患排查表.xlsx"
    book.save(path)
    ImportWizard(desk, window, [path], "hazards").open()
    yield from _over("导入", "import", settle)


def _without_page(window: MainWindow, desk: Desk, settle: Settle) -> Iterator[Seen]:
    space = desk.workspace
    window.show_page("hazards")
    settle()
    help_window = open_help(window, desk, "hazards")
    assert help_window is not None
    yield Seen("说明", "help", help_window, over=True)
    keys = KeyList(window)
    keys.show()
    yield Seen("快捷键", "keys", keys, over=True)
    fault = Fault("0630-7KQF", space.folder / "logs" / "faults.log", "KeyError：'没有的'", "编号 0630-7KQF")
    told = FaultDialog(window, fault, "隐患台账，保存", kept=True)
    told.show()
    yield Seen("故障", "fault", told, over=True)
    for name, page in (
        ("首次启动", FirstStart(desk)),
        ("数据打不开", RescuePage(desk.worker, space.folder, "文件是空的", ())),
    ):
        page.resize(window.size())
        page.show()
        settle()
        yield Seen(name, "start", page, over=True)
