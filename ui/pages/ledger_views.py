"""What a ledger's page can do with its views: keep, rename, move, pin, drop. Written off the screen's thread."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QInputDialog, QMenu

from app.kernel.filters import all_of
from ui.shell.marks import marks
from ui.shell.notices import ask, tell
from ui.tables.saved_views import OWN, drop_view, move_view, rename_view, save_view

if TYPE_CHECKING:
    from ui.pages.ledger_page import LedgerPage

LONGEST = 20


def keep(page: LedgerPage) -> None:
    """Ask for a title and keep what is shown as a view."""
    title = _title(page, "存为视图", "视图的名称（连同栏目、排序、分组一起保存）：", "")
    if not title:
        return
    if any(view.title == title for view in page.built_in):
        tell(page, "没有保存", f"“{title}”是系统自带的视图，请换一个名称。")
        return
    known = any(view.name == OWN + title for view in page.views)
    if known and not ask(page, "覆盖视图", f"已经有名为“{title}”的视图，要用现在的内容覆盖吗？", "覆盖"):
        return
    _save(page, title)


def menu(page: LedgerPage, name: str, at: QPoint) -> QMenu:
    """What a right click on a view's tab offers."""
    made = QMenu(page)
    ledger, mine = page.feature.ledger, marks(page.desk)
    pinned = name in mine.pinned(ledger)
    said = "从左侧取消固定" if pinned else "固定到左侧导航"
    made.addAction(said, partial(mine.pin, ledger, name, on=not pinned))
    if name.startswith(OWN):
        title = name.removeprefix(OWN)
        own = [view.name for view in page.views if view.name.startswith(OWN)]
        made.addSeparator()
        made.addAction("用现在的筛选和栏目更新", partial(_save, page, title))
        made.addAction("改名…", partial(_rename, page, title))
        before = made.addAction("前移", partial(_move, page, title, -1))
        after = made.addAction("后移", partial(_move, page, title, 1))
        before.setEnabled(name != own[0])
        after.setEnabled(name != own[-1])
        made.addSeparator()
        made.addAction("删除这个视图…", partial(_drop, page, title))
    made.popup(at)
    return made


def _title(page: LedgerPage, heading: str, label: str, before: str) -> str:
    title, given = QInputDialog.getText(page, heading, label, text=before)
    return title.strip()[:LONGEST] if given else ""


def _save(page: LedgerPage, title: str) -> None:
    space, feature = page.desk.workspace, page.feature
    rule, shown = all_of(page.view_rule, page.bar.rule, page.groups.rule), page.shown()
    _write(page, lambda: save_view(space, feature, title, rule, shown), OWN + title, anew=True)


def _rename(page: LedgerPage, title: str) -> None:
    new = _title(page, "视图改名", "新的名称：", title)
    if not new or new == title:
        return
    space, feature = page.desk.workspace, page.feature
    if any(view.title == new for view in page.built_in):
        tell(page, "没有改名", f"“{new}”是系统自带的视图，请换一个名称。")
        return

    def then() -> None:
        marks(page.desk).renamed(feature.ledger, OWN + title, OWN + new)

    _write(page, lambda: rename_view(space, feature, title, new), OWN + new, then)


def _move(page: LedgerPage, title: str, by: int) -> None:
    space, feature = page.desk.workspace, page.feature
    _write(page, lambda: move_view(space, feature, title, by), page.view_name)


def _drop(page: LedgerPage, title: str) -> None:
    if not ask(page, "删除视图", f"将删除视图“{title}”，其中的记录不受影响。", "删除", danger=True):
        return
    space, feature, mine = page.desk.workspace, page.feature, marks(page.desk)
    name = OWN + title

    def then() -> None:
        if name in mine.pinned(feature.ledger):
            mine.pin(feature.ledger, name, on=False)

    current = page.view_name if page.view_name != name else page.views[0].name
    _write(page, lambda: drop_view(space, feature, title), current, then)


def _write(
    page: LedgerPage,
    job: Callable[[], Any],
    current: str,
    then: Callable[[], object] | None = None,
    *,
    anew: bool = False,
) -> None:
    """On the worker; then the tabs are shown anew with ``current`` open."""

    def done(_answer: Any) -> None:
        if then is not None:
            then()
        page.show_views(current, anew=anew)

    def failed(sentence: str) -> None:
        if sentence:
            tell(page, "没有保存", sentence)

    page.desk.worker.run(page, lambda _control: job(), done, failed, keep=True)
