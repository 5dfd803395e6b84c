"""The views of a ledger's page: opened, counted, kept, renamed, moved, pinned, dropped."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QMenu

from app.kernel.fields import Kind
from app.kernel.filters import all_of
from app.kernel.ledger import Ledger
from app.ledgers import browse
from ui.pages import ledger_groups
from ui.shell.asking import ask_line
from ui.shell.marks import marks
from ui.shell.notices import ask, tell, toast
from ui.tables.entry_view import EntryView
from ui.tables.saved_views import OWN, SavedView, drop_view, move_view, rename_view, save_view, saved_views

if TYPE_CHECKING:
    from ui.pages.ledger_page import LedgerPage

LONGEST = 20
_WORDS = (Kind.TEXT, Kind.PARAGRAPH)


def connect(page: LedgerPage) -> None:
    """Listen to the tabs."""
    page.tabs.chosen.connect(partial(_chosen, page))
    page.tabs.menu_wanted.connect(partial(menu, page))


def _chosen(page: LedgerPage, name: str) -> None:
    if name != page.view_name:
        page.stepping.emit()
        open_view(page, name)
    page.reload()


def open_view(page: LedgerPage, name: str) -> None:
    """Go to a view, with the columns, order and groups it was saved with."""
    if all(view.name != name for view in page.views):
        read_again(page, name)
    before = next((one for one in page.views if one.name == page.view_name), None)
    view = next((one for one in page.views if one.name == name), page.views[0])
    page.view_name = view.name
    page.tabs.mark(view.name)
    page.viewing.emit(view.name)
    page.groups.forget()
    table = page.table
    table.view.lent = isinstance(view, SavedView)
    if isinstance(view, SavedView):
        table.view.show_columns(view.columns or table.view.own_columns(), keep=False)
        table.show_order(view.order)
        ledger_groups.group_by(page, {"field": view.group, "step": view.step} if view.group else {})
    elif isinstance(before, SavedView):
        table.view.show_columns(table.view.own_columns(), keep=False)
        table.show_order(table.view.kept_order() if isinstance(table.view, EntryView) else ())
        ledger_groups.group_by(page, marks(page.desk).group(page.feature.name))


def read_again(page: LedgerPage, current: str) -> None:
    """The tabs as the views are kept now."""
    page.views = (*page.built_in, *saved_views(page.desk.workspace, page.feature))
    page.tabs.show_views(page.views, current)


def show(page: LedgerPage, current: str, *, anew: bool = False) -> None:
    """The views have changed: show them with ``current`` open; ``anew`` where it holds the filter of the bar."""
    before = page.view_name
    if current != before:
        page.stepping.emit()
    read_again(page, current)
    if anew or current != before:
        open_view(page, current)
        page.bar.clear()
    count(page)


def count(page: LedgerPage) -> None:
    """The counts of the views, off the screen's thread."""
    store, feature = page.desk.workspace.store, page.feature
    rules = [view.rule for view in page.views]
    page.desk.worker.run(page, lambda _control: browse.counts(store, feature, rules), partial(_counted, page))


def _counted(page: LedgerPage, counts: list[int]) -> None:
    by_name = dict(zip((view.name for view in page.views), counts, strict=False))
    page.tabs.show_counts(by_name)
    parts = [f"共 {by_name[page.views[0].name]:,} {page.feature.ledger.counter}"]
    parts += [f"{title} {by_name[name]:,}" for title, name in _telling(page) if by_name.get(name)]
    page.header.say(" · ".join(parts))


def _telling(page: LedgerPage) -> list[tuple[str, str]]:
    """Counts worth a word beside the title: the first view after 全部, those told, and those of the ledger's marks."""
    told = {alert.rule: alert.title for alert in page.feature.ledger.alerts}
    found = [(view.title, view.name) for view in page.views[1:2] if view.name not in ("incomplete", "voided")]
    found += [
        (told.get(view.rule, view.title), view.name)
        for view in page.views[2:]
        if view.told or view.rule in told
    ]
    return found


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
    _save(page, title, fresh=not known)


def menu(page: LedgerPage, name: str, at: QPoint) -> QMenu:
    """What a right click on a view's tab offers."""
    made = QMenu(page)
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
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
    return ask_line(page, heading, label, before, LONGEST)


def _save(page: LedgerPage, title: str, *, fresh: bool = False) -> None:
    """A ``fresh`` one stands in the navigation with its count from now on, until it is unpinned there."""
    space, feature = page.desk.workspace, page.feature
    rule, shown = all_of(page.view_rule, page.bar.rule, page.groups.rule), page.shown()

    def then() -> None:
        if fresh:
            marks(page.desk).pin(feature.ledger, OWN + title, on=True)
            toast(page, f"已存为视图“{title}”，左边也能打开")

    _write(page, lambda: save_view(space, feature, title, rule, shown), OWN + title, then, anew=True)


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
        show(page, current, anew=anew)

    def failed(sentence: str) -> None:
        if sentence:
            tell(page, "没有保存", sentence)

    page.desk.worker.run(page, lambda _control: job(), done, failed, keep=True)


def not_found(ledger: Ledger, search: str, offer: str) -> str:
    """Where a search has looked in vain, and how to ask for what it does not look in."""
    looked = "、".join(ledger[name].label for name in ledger.searched)
    other = next((one.label for one in ledger.fields if one.kind in _WORDS and not one.search), "")
    if offer:
        further = f"要的是“{offer}”吗？点上面的这个条件，或按 ↓ 再按回车。"
    elif other:
        further = f"查别的栏目，先写栏目再写词，如“{other} {search}”；或者清空筛选再看。"
    else:
        further = "换一个视图，或清空筛选再看。"
    return f"列在这里的记录，{looked}里都没有“{search}”。{further}"
