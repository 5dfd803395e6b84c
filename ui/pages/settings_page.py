"""设置: one section at a time, each made when it is first looked at."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QWidget

from app.kernel.ledger import View
from ui.settings.about import AboutSection
from ui.settings.criteria import CriteriaSection
from ui.settings.display import DisplaySection
from ui.settings.keeping import KeepingSection
from ui.settings.lists import ListsSection
from ui.settings.office import OfficeSection
from ui.settings.organ import OrganSection
from ui.settings.tables import TablesSection
from ui.settings.templates import TemplatesSection
from ui.settings.workdays import WorkdaysSection
from ui.shell.desk import Desk
from ui.shell.look import look
from ui.shell.notices import ask
from ui.shell.widgets import PageHeader, column
from ui.tables.view_tabs import ViewTabs

SECTIONS: dict[str, tuple[str, Callable[[Desk], QWidget]]] = {
    "office": ("单位信息", OfficeSection),
    "organ": ("文书落款", OrganSection),
    "templates": ("文书模板", TemplatesSection),
    "tables": ("调度表", TablesSection),
    "lists": ("社区与词表", ListsSection),
    "criteria": ("判定标准", CriteriaSection),
    "workdays": ("工作日历", WorkdaysSection),
    "display": ("显示与经办人", DisplaySection),
    "keeping": ("备份与恢复", KeepingSection),
    "about": ("关于", AboutSection),
}


class SettingsPage(QWidget):
    """``arrive`` takes ``section``."""

    def __init__(self, desk: Desk, _name: str) -> None:
        super().__init__()
        self.setProperty("role", "page")
        self.desk = desk
        here = look()
        self.made: dict[str, QWidget] = {}
        self.tabs = ViewTabs()
        self.tabs.show_views([View(name, title) for name, (title, _make) in SECTIONS.items()], "office")
        self.tabs.chosen.connect(self.open_section)
        self.stack = QStackedWidget()
        outer = column(PageHeader("设置"), self.tabs, self.stack, gap=here.px(10))
        outer.setStretch(2, 1)
        outer.setContentsMargins(here.px(20), here.px(14), here.px(20), here.px(14))
        self.setLayout(outer)
        self.open_section("office")

    def arrive(self, target: Mapping[str, Any]) -> None:
        """Come to one section."""
        if target.get("section") in SECTIONS:
            self.open_section(str(target["section"]))
            if (tab := self.keyboard) is not None:
                tab.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def keyboard(self) -> QWidget | None:
        """The tab of the section in sight."""
        return self.tabs.button(self.tabs.current)

    def whereabouts(self) -> dict[str, Any]:
        """The section in sight."""
        here = self.stack.currentWidget()
        return {"section": next((name for name, one in self.made.items() if one is here), "office")}

    def unsaved(self) -> str:
        """The first section where something was changed and not kept, by its name."""
        name = next(self._unkept(), "")
        return f"设置 › {SECTIONS[name][0]}" if name else ""

    def may_close(self) -> bool:
        """Asked before the window closes: what was changed and not kept is shown, or given up."""
        for name in list(self._unkept()):
            title = SECTIONS[name][0]
            text = f"“设置 › {title}”里有改动没有保存，关闭后就没有了。"
            if not ask(self, "有改动没有保存", text, "不保存，关闭", "回去看看", danger=True):
                self.desk.go("settings", section=name)
                return False
        return True

    def _unkept(self) -> Iterator[str]:
        for name, one in self.made.items():
            changed = getattr(one, "unsaved", None)
            if changed is not None and changed():
                yield name

    def open_section(self, name: str) -> None:
        """Show a section."""
        self.tabs.mark(name)
        found = self.made.get(name)
        if found is None:
            found = self.made[name] = SECTIONS[name][1](self.desk)
            self.stack.addWidget(found)
        self.stack.setCurrentWidget(found)
