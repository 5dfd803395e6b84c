"""What is done with many cells at once: pasting, filling, clearing, doubling; each is one operation."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QObject, Signal
from PySide6.QtGui import QGuiApplication

from app.kernel.change import Change
from app.kernel.feature import Feature
from app.ledgers import edit, filling
from app.ledgers.cells import clear_cells
from app.ledgers.pasting import Pasting, Place, apply_paste, name_new, plan_paste, plan_value, told
from app.ledgers.progress import Progress
from ui.shell.desk import Desk
from ui.shell.long_work import read_long, write_long
from ui.shell.notices import ask, tell, toast
from ui.shell.worker import Control
from ui.tables.clipboard import unpacked
from ui.tables.html_table import table_in
from ui.tables.paste_dialogs import PasteQuestion, RejectedList

if TYPE_CHECKING:
    from ui.tables.entry_view import EntryView

MANY_NEW = 20
KEEP = 0  # held though it is no record: the rows stay in the order they stand in, new ones come last
SEVERAL = "请只选中一块相连的格子。"


class Blocks(QObject):
    """``holds(ids)``: these records were written in and stay in sight."""

    holds = Signal(list)

    def __init__(self, view: EntryView, desk: Desk, feature: Feature) -> None:
        super().__init__(view)
        self._view, self._desk, self._feature = view, desk, feature
        self._told: dict[tuple[int, str], str] = {}  # the marks of the last paste
        desk.changes.happened.connect(self._changed)

    def paste(self) -> None:
        """What is on the clipboard goes where the rectangle stands, by Excel's rules; files go to the record."""
        given = QGuiApplication.clipboard().mimeData()
        files = any(url.isLocalFile() for url in given.urls())
        if not files and (block := unpacked(given.text()) or table_in(given.html())):
            self.put(block)
        elif files or given.hasImage():
            self._put_files(given)
        else:
            toast(self._view, "剪贴板里没有可以粘贴的文字。")

    def _put_files(self, given: QMimeData) -> None:
        """Photos and files that were copied, as if they were dropped on the row."""
        from ui.photos import putting, taking

        view, index = self._view, self._view.currentIndex()
        record = view.current_id()
        if record <= 0:
            toast(view, "请先选中一条记录，再粘贴照片或文件。")
            return
        at = view.mapToGlobal(view.cell_rect(index).bottomLeft())
        sources = taking.sources_of(given)
        putting.ask_where(self._desk, view.window(), self._feature, record, sources, at)

    def put(self, block: Sequence[Sequence[str]]) -> None:
        """A block of texts into the rectangle; an empty one empties it."""
        rows = self._view.rows
        area = self._view.rectangle()
        if area is None and rows.ids:
            self._put_everywhere(block)
            return
        top, left, height, width = (
            (area.top(), area.left(), area.height(), area.width()) if area else (0, 0, 1, 1)
        )
        if top < len(rows.ids):  # the line below, which begins a record, is no record to be filled
            height = min(height, len(rows.ids) - top)
        reach = max(height, len(block))
        ids = list(rows.ids[top : top + reach])
        if any(one < 0 for one in ids):
            toast(self._view, "上一行还在保存，请稍后再粘贴。")
            return
        place = Place(top, left, height, width, ids, [field.name for field in rows.columns])
        store, feature = self._desk.workspace.store, self._feature
        self._plan(lambda control: plan_paste(store, feature, block, place, control.report))

    def _put_everywhere(self, block: Sequence[Sequence[str]]) -> None:
        """One value goes into every cell chosen, wherever these are; a block cannot."""
        if [len(line) for line in block] != [1]:
            toast(self._view, SEVERAL)
            return
        store, feature, text = self._desk.workspace.store, self._feature, block[0][0]
        areas = self._areas()
        if areas:
            self._plan(lambda control: plan_value(store, feature, text, areas, control.report))

    def _plan(self, job: Callable[[Control], Pasting]) -> None:
        self._view.rows.mark({})
        read_long(self._desk, self._view, "正在看要粘贴的内容…", job, self._planned, "没有粘贴")

    def _planned(self, plan: Pasting) -> None:
        """Ask where it is much, then write."""
        first, last = self._view.visible_span()
        much = len(plan.new) > MANY_NEW or plan.rows > max(MANY_NEW, last - first + 1)
        if much and plan.count and not PasteQuestion(self._view, self._feature, plan).exec():
            return
        store, feature, view = self._desk.workspace.store, self._feature, self._view
        self.holds.emit([KEEP, *plan.changes])
        self._told = sentences = dict(told(plan))

        def done(change: Change) -> None:
            created = change.created.get(feature.name, ())
            self.holds.emit(list(created))
            name_new(plan, created)
            sentences.update(told(plan))
            view.rows.mark(sentences)
            if plan.rejected and not change:
                said[0] = f"没有变化，{len(plan.rejected)} 格未能识别"
            acts: list[tuple[str, Callable[[], object]]] = []
            if plan.rejected:
                acts.append(("查看", lambda: self.show_rejected(plan)))
            if change.operation:
                acts.append(("撤销", lambda: self._desk.undo(view, change.operation)))
            toast(view, said[0], "", None, 15 if plan.rejected else 6, *acts)

        said: list[str] = []

        def job(control: Control) -> Change:
            change = apply_paste(store, feature, plan, control.report)
            said.append(change.sentence)
            return replace(change, sentence="")

        def refused(sentence: str) -> None:
            view.rows.mark(sentences)
            if plan.rejected and not plan.count:
                self.show_rejected(plan)
            else:
                tell(view, "没有粘贴", sentence)

        write_long(self._desk, view, f"正在{plan.title}…", job, done, refused)

    def _changed(self, change: Change) -> None:
        """The marks of a paste go with the next thing written here, above all when the paste is taken back."""
        if self._feature.name in change.ledgers and self._view.rows.wrong is self._told:
            self._view.rows.mark({})

    def show_rejected(self, plan: Pasting) -> None:
        """The cells that were left as they were; a double click leads there."""
        shown = RejectedList(self._view, plan.rejected)
        shown.wanted.connect(self._to_rejected)
        shown.show()

    def _to_rejected(self, record: int, name: str) -> None:
        row = self._view.rows.row_of(record) if record > 0 else -1
        column = self._view.rows.column_of(name)
        if row >= 0 and column >= 0:
            self._view.go(row, column)
            self._view.setFocus()

    def fill_down(self) -> None:
        """Ctrl+D: the first row of the rectangle into the rest; with one row, the row above into it."""
        if (area := self._area()) is not None:
            ids, names = area
            if len(ids) == 1 and (above := self._view.rows.row_of(ids[0]) - 1) >= 0:
                ids = [self._view.rows.ids[above], *ids]
            self._fill(filling.fill_down, ids, names)

    def fill_right(self) -> None:
        """Ctrl+R."""
        if (area := self._area()) is not None:
            self._fill(filling.fill_right, *area)

    def fill_series(self) -> None:
        """Days and numbers go on from the first rows."""
        if (area := self._area()) is not None:
            self._fill(filling.fill_series, *area)

    def clear(self) -> None:
        """Delete: empty the chosen cells."""
        spans = [(ids, names) for _top, ids, names in self._areas()]
        count = sum(len(ids) * len(names) for ids, names in spans)
        first, last = self._view.visible_span()
        if not spans:
            return
        if max(len(ids) for ids, _ in spans) > max(MANY_NEW, last - first + 1) and not ask(
            self._view, "清除内容", f"将清除 {count:,} 格的内容，可以撤销。", "清除"
        ):
            return
        store, feature = self._desk.workspace.store, self._feature
        self.holds.emit([one for ids, _ in spans for one in ids])
        self.do(lambda progress: clear_cells(store, feature, spans, progress), "正在清除内容…")

    def duplicate(self) -> None:
        """Ctrl+Shift+D: the chosen records once more, behind the last."""
        ids = [one for one in self._view.selected_ids() if one > 0]
        if ids:
            store, feature = self._desk.workspace.store, self._feature
            self.holds.emit([KEEP])
            self.do(lambda progress: edit.duplicate(store, feature, ids, progress), "正在复制…")

    def _fill(self, act: Callable[..., Change], ids: Sequence[int], names: Sequence[str]) -> None:
        store, feature = self._desk.workspace.store, self._feature
        self.holds.emit(list(ids))
        self.do(lambda progress: act(store, feature, ids, names, progress), "正在填充…")

    def do(self, job: Callable[[Progress], Change], doing: str) -> None:
        """One operation; a refusal is said without a box to be clicked away."""
        self._view.rows.mark({})
        write_long(
            self._desk,
            self._view,
            doing,
            lambda control: job(control.report),
            failed=lambda sentence: toast(self._view, sentence, seconds=8),
        )

    def _areas(self) -> list[tuple[int, list[int], list[str]]]:
        """All that is chosen: the first row, the records and the fields of each rectangle."""
        rows, found = self._view.rows, []
        for span in self._view.selectionModel().selection().toList():
            ids = [one for one in rows.ids[span.top() : span.bottom() + 1] if one > 0]
            names = [field.name for field in rows.columns[span.left() : span.right() + 1]]
            if ids:
                found.append((span.top(), ids, names))
        return found

    def _area(self) -> tuple[list[int], list[str]] | None:
        """Records and fields of the rectangle."""
        area, rows = self._view.rectangle(), self._view.rows
        if area is None:
            toast(self._view, SEVERAL)
            return None
        ids = [one for one in rows.ids[area.top() : area.bottom() + 1] if one > 0]
        names = [field.name for field in rows.columns[area.left() : area.right() + 1]]
        return (ids, names) if ids and names else None
