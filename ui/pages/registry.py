"""Every page of the window, in the order of the navigation. Ledgers join from the catalogue."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from app.kernel.feature import Catalogue
    from ui.shell.desk import Desk

GROUPS = ("", "台账", "报表", "资料", "系统")
LEDGERS = "台账"
LEDGER_FACTORY = "ui.pages.ledger_page:LedgerPage"


@dataclass(frozen=True)
class PageEntry:
    """``factory`` is ``module:callable``, imported when the page is first shown; it gets (desk, entry name)."""

    name: str
    title: str
    icon: str
    group: str
    factory: str


PAGES: tuple[PageEntry, ...] = (
    PageEntry("home", "工作台", "layout-dashboard", "", "ui.pages.home_page:HomePage"),
    PageEntry("dispatch", "调度表", "table-2", "报表", "ui.pages.dispatch_page:DispatchPage"),
    PageEntry("submissions", "报送记录", "send", "报表", "ui.pages.submissions_page:SubmissionsPage"),
    PageEntry("official", "公文", "file-text", "报表", "ui.pages.official_page:OfficialPage"),
    PageEntry("papers", "文书记录", "stamp", "报表", "ui.pages.papers_page:PapersPage"),
    PageEntry("duelist", "到期清单", "bell", "资料", "ui.pages.due_list_page:DueListPage"),
    PageEntry("due", "到期日历", "calendar-clock", "资料", "ui.pages.calendar_page:CalendarPage"),
    PageEntry("deadlines", "期限计算", "calendar", "资料", "ui.pages.deadline_page:DeadlinePage"),
    PageEntry("imports", "导入记录", "upload", "资料", "ui.pages.imports_page:ImportsPage"),
    PageEntry("recycle", "回收站", "history", "系统", "ui.pages.recycle_page:RecyclePage"),
    PageEntry("settings", "设置", "settings", "系统", "ui.pages.settings_page:SettingsPage"),
    PageEntry("manual", "手册", "book-open", "系统", "ui.pages.manual_page:ManualPage"),
)


@dataclass(frozen=True)
class Part:
    """Something of one ledger's own (``*``: of every ledger) that its page takes in; ``factory`` as above."""

    ledger: str
    title: str
    factory: str
    icon: str = ""


COUNTED = (
    "hazards",
    "supervision",
    "inspections",
    "assistance",
    "enforcement",
    "activities",
    "rewards",
    "inspectors",
)
"""Ledgers whose records a progress table counts."""

LEDGER_BUTTONS: tuple[Part, ...] = (
    Part("*", "导入 Excel", "ui.imports.entrance:import_into", "upload"),
    Part("*", "打印", "ui.printing.ledger:print_ledger", "printer"),
    Part("blacklist", "季度公布", "ui.cases.batch_dialog:publish_batch", "send"),
)
"""Buttons left of 导出; each factory is called with (desk, page) when pressed."""

DETAIL_TABS: tuple[Part, ...] = (
    Part("inspections", "发现的隐患", "ui.pages.inspection_parts:FoundHazards"),
    Part("*", "附件", "ui.photos.attachments:AttachmentsTab"),
    *(Part(name, "计入调度表", "ui.dispatch.record_tab:CountedTab") for name in COUNTED),
)
"""Tabs of the detail panel beside 详情 and 记录历史; factory(desk, feature, record) -> QWidget."""

FORM_PARTS: tuple[Part, ...] = (Part("inspections", "同时登记隐患", "ui.pages.inspection_parts:HazardsPart"),)
"""A part below the form of a new record; factory(desk, dialog) -> FormPart."""

OPENERS: tuple[Part, ...] = (
    Part("enterprises", "企业档案", "ui.pages.enterprise_page:open_enterprise"),
    Part("blacklist", "黑名单案件", "ui.pages.case_page:open_case"),
)
"""What Enter on a row opens instead of the details; factory(desk, page, record id)."""


OPENINGS: tuple[Part, ...] = (Part("blacklist", "立案", "ui.cases.open_dialog:open_new"),)
"""A ledger's own dialog for a new record; factory(desk, feature, page, given) with a signal ``saved``."""

STEPPERS: tuple[Part, ...] = (Part("blacklist", "黑名单办理", "ui.cases.step_dialog:take_step"),)
"""A ledger's own dialog for the steps of its workflow; factory(desk, feature, page, ids, step's name)."""

TAKEN_UP: tuple[Part, ...] = (
    Part("inspections/hazards", "登记检查发现的隐患", "ui.pages.inspection_parts:add_hazards"),
)
"""Dialogs beside a ledger's form and its steps whose drafts are taken up again; factory(desk, over, record id)."""


def entries(catalogue: Catalogue) -> tuple[PageEntry, ...]:
    """The fixed pages and one for each ledger, group by group."""
    ledgers = tuple(
        PageEntry(name, feature.ledger.title, feature.ledger.icon, LEDGERS, LEDGER_FACTORY)
        for name, feature in catalogue.items()
    )
    every = (*PAGES, *ledgers)
    return tuple(entry for group in GROUPS for entry in every if entry.group == group)


def load(factory: str) -> Callable[..., Any]:
    """``module:callable``, imported now."""
    module, _, name = factory.partition(":")
    found: Callable[..., Any] = getattr(import_module(module), name)
    return found


def _of(parts: tuple[Part, ...], ledger: str) -> tuple[Part, ...]:
    return tuple(part for part in parts if part.ledger in (ledger, "*"))


def ledger_buttons(ledger: str) -> tuple[Part, ...]:
    """The buttons of a ledger's page."""
    return _of(LEDGER_BUTTONS, ledger)


def pressed(factory: str, desk: Desk, page: QWidget) -> None:
    """What a button of a ledger's page does; the module is imported when it is pressed."""
    load(factory)(desk, page)


def detail_tabs(ledger: str) -> dict[str, Callable[..., QWidget]]:
    """Further tabs of a ledger's detail panel by title; the modules are imported when a tab is opened."""

    def later(factory: str) -> Callable[..., QWidget]:
        def make(*given: Any) -> QWidget:
            made: QWidget = load(factory)(*given)
            return made

        return make

    return {part.title: later(part.factory) for part in _of(DETAIL_TABS, ledger)}


def form_part(ledger: str) -> Callable[..., Any] | None:
    """What a ledger's form for new records has below its fields."""
    found = _of(FORM_PARTS, ledger)
    return load(found[0].factory) if found else None


def opener(ledger: str) -> Callable[..., Any] | None:
    """A ledger's own way of opening a record."""
    found = _of(OPENERS, ledger)
    return load(found[0].factory) if found else None


def opening(ledger: str) -> Callable[..., Any] | None:
    """A ledger's own dialog for a new record."""
    found = _of(OPENINGS, ledger)
    return load(found[0].factory) if found else None


def taken_up(place: str) -> Part | None:
    """The dialog behind the draft of a place that is no ledger's form and no step."""
    return next((part for part in TAKEN_UP if part.ledger == place), None)


def stepper(ledger: str) -> Callable[..., Any] | None:
    """A ledger's own dialog for a step."""
    found = _of(STEPPERS, ledger)
    return load(found[0].factory) if found else None


def build(entry: PageEntry, desk: Desk) -> QWidget:
    """Import the page's module and make the page."""
    page: QWidget = load(entry.factory)(desk, entry.name)
    return page
