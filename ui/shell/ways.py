"""What the search of everything offers of the program itself: pages, sections, new records, views."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from app.kernel.feature import Catalogue
from app.overview.search import Way

if TYPE_CHECKING:
    from ui.pages.registry import PageEntry

WORDS: dict[str, tuple[str, ...]] = {
    "home": ("首页", "待办"),
    "dispatch": ("进度表", "报表", "填报"),
    "imports": ("导入", "Excel"),
    "recycle": ("删除", "恢复", "撤销"),
    "manual": ("帮助", "说明"),
    "keeping": ("还原", "数据"),
    "display": ("字体", "文字大小", "主题", "深色", "高对比"),
    "lists": ("选项",),
}


def ways(entries: Sequence[PageEntry], catalogue: Catalogue) -> list[Way]:
    """Everything that can be gone to or begun by its name."""
    from ui.pages.settings_page import SECTIONS

    found = [
        Way(entry.title, entry.group or "页面", entry.icon, entry.name, {}, _also(entry.name, catalogue))
        for entry in entries
    ]
    found += [
        Way(title, "设置", "settings", "settings", {"section": name}, WORDS.get(name, ()))
        for name, (title, _make) in SECTIONS.items()
    ]
    for name, feature in catalogue.items():
        ledger = feature.ledger
        found.append(
            Way(f"新增{ledger.title}", "新记录", "plus", name, {"new": True}, (f"登记{ledger.title}",))
        )
        found += [
            Way(view.title, f"{ledger.title}的视图", "list-filter", name, {"view": view.name})
            for view in ledger.views[1:]
        ]
    return found


def _also(name: str, catalogue: Catalogue) -> tuple[str, ...]:
    """What else the page is called: a ledger by its heading, as it stands over its table."""
    heading = (f"{catalogue[name].ledger.title}台账",) if name in catalogue else ()
    return (*heading, *WORDS.get(name, ()))
