"""Writing in the table: an editor over a cell, the row that begins a record, pasting, filling, clearing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, Signal
from PySide6.QtGui import QGuiApplication, QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QApplication

from app.kernel.change import Change
from app.kernel.feature import Feature, Record
from app.kernel.fields import Field, Kind, Value
from app.ledgers import edit, filling
from app.ledgers.cells import Cells, clear_cells, set_cell, why_not, write_cells
from app.ledgers.pasting import Pasting, Place, apply_paste, plan_paste, told
from ui.forms.record_dialog import help_for
from ui.forms.reference import ReferenceEditor
from ui.shell.desk import Desk
from ui.shell.notices import ask, tell, toast
from ui.tables.clipboard import unpacked
from ui.tables.in_place import InPlace
from ui.tables.paste_dialogs import PasteQuestion, RejectedList

if TYPE_CHECKING:
    from ui.tables.entry_view import EntryView

MANY_NEW = 20
KEEP = 0  # held though it is no record: the rows stay in the order they stand in, new ones come last
SEVERAL = "请只选中一块相连的格子。"


@dataclass
class _At:
    """The cell being written in."""

    number: int
    field: Field
    before: Value
    index: QPersistentModelIndex


class Entry(QObject):
    """``holds(ids)``: these records were written in and stay in sight though the filter may no longer fit."""

    holds = Signal(list)

    def __init__(self, view: EntryView, desk: Desk, feature: Feature) -> None:
        super().__init__(view)
        self._view, self._desk, self._feature = view, desk, feature
        self.over: InPlace | None = None
        self._at: _At | None = None
        self._home = -1  # the column in which Tab began: Enter goes back to it
        self._last = 0
        self._waiting: dict[int, Record] = {}

    # one cell

    def edit(
        self, index: QModelIndex | QPersistentModelIndex, *, fresh: bool = False, key: QKeyEvent | None = None
    ) -> bool:
        """Open the editor; ``fresh`` begins with nothing, then with ``key``. False where nothing can be written."""
        if not self._open(index, fresh=fresh):
            return False
        assert self.over is not None
        self.over.enter()
        if key is not None:
            again = QKeyEvent(key.type(), key.key(), key.modifiers(), key.text())
            QApplication.sendEvent(self.over.target, again)
        return True

    def may_write(self, index: QModelIndex) -> bool:
        """Can anything be written in a cell? An input method may begin only there."""
        columns = self._view.rows.columns
        return index.isValid() and not why_not(self._feature, columns[index.column()])

    def compose(self, event: QInputMethodEvent) -> bool:
        """What an input method composes over a cell opens its editor and goes on in it."""
        if self.over is None:
            if not event.preeditString() and not event.commitString():
                return False
            if not self._open(self._view.currentIndex(), fresh=True):
                return False
        assert self.over is not None
        self.over.composing = True
        self.over.compose(event)
        return True

    def follow(self) -> None:
        """The rows were read anew: the editor stays over its record."""
        if self.over is not None and self._at is not None:
            row = self._view.rows.row_of(self._at.number) if self._at.number else len(self._view.rows.ids)
            column = self._column_of(self._at.field.name)
            if row < 0 or column < 0:
                self.over.give_up()
                return
            self._at.index = QPersistentModelIndex(self._view.rows.index(row, column))
            self.over.place()

    def _open(self, index: QModelIndex | QPersistentModelIndex, *, fresh: bool) -> bool:
        view, rows = self._view, self._view.rows
        if self.over is not None:
            self.over.give(0, 0)
            if self.over is not None:  # wrong, or candidates are still awaited: one cell at a time
                return False
        record = rows.record(index.row()) if index.isValid() else None
        if record is None:
            return False
        field = rows.columns[index.column()]
        if sentence := why_not(self._feature, field):
            if fresh:
                toast(view, sentence)
            return False
        number = rows.ids[index.row()] if index.row() < len(rows.ids) else 0
        rows.mark({})
        if number > 0:
            self.holds.emit([number])
        view.scrollTo(view.rows.index(index.row(), index.column()))
        at = self._at = _At(number, field, record.get(field.name), QPersistentModelIndex(index))
        over = InPlace(
            view,
            field,
            help_for(self._desk, self._feature),
            lambda value: edit.problem(field, value),
            self._where,
        )
        self.over = over
        over.done.connect(self._done)
        over.left.connect(self._left)
        over.begin(None if fresh else at.before)
        return True

    def _where(self) -> QRect:
        return self._view.cell_rect(self._at.index) if self._at is not None else QRect()

    def _left(self) -> None:
        self.over = None
        self._view.setFocus()

    def _done(self, value: Value, right: int, down: int) -> None:
        at, over, self.over = self._at, self.over, None
        if at is None or over is None:
            return
        row, column = at.index.row(), at.index.column()
        if right or down:
            self._view.setFocus()
        value = value if value != () else None
        given: Record = {at.field.name: value}
        if (
            at.field.kind is Kind.ENTERPRISE
            and isinstance(over.editor, ReferenceEditor)
            and over.editor.record
        ):
            given["enterprise_id"] = over.editor.record  # chosen among firms of one name
        same = (at.before if at.before not in ("", ()) else None) == value and len(given) == 1
        if not same and at.number == 0:
            self._create(given)
        elif not same and at.number < 0:
            self._view.rows.put(row, given)
            self._waiting.setdefault(at.number, {}).update(given)
        elif not same:
            self._write(at.number, row, at.field, given)
        self._move(row, column, right, down)

    def _move(self, row: int, column: int, right: int, down: int) -> None:
        """Enter goes down to where Tab began; Tab behind the last column goes to the next row."""
        if not right and not down:
            return
        last = self._view.rows.columnCount() - 1
        if right:
            self._home = column if self._home < 0 else self._home
            column += right
            if column > last:
                row, column = row + 1, 0
        else:
            column = self._home if self._home >= 0 else column
            self._home = -1
            row += down
        self._view.go(max(0, min(row, self._view.rows.rowCount() - 1)), max(0, column))

    def _write(self, number: int, row: int, field: Field, given: Record) -> None:
        """Shown at once, written behind it; where that is refused the cell goes back and says why."""
        store, feature, rows = self._desk.workspace.store, self._feature, self._view.rows
        rows.put(row, given)

        def refused(sentence: str) -> None:
            at = rows.row_of(number)
            if at >= 0:
                rows.forget(at)
                rows.mark({(number, field.name): sentence})
            if sentence:
                toast(self._view, f"没有保存：{sentence}", seconds=10)

        self._desk.write(
            self._view, lambda _control: set_cell(store, feature, number, field.name, given), None, refused
        )

    def _create(self, values: Record) -> None:
        """A record begins with one cell; what is typed on in its row follows when it is there."""
        store, feature, view = self._desk.workspace.store, self._feature, self._view
        day = feature.ledger.day
        if day and day not in values and not why_not(feature, feature.ledger[day]):
            values = {**values, day: self._desk.workspace.clock.today()}
        self._last -= 1
        number = self._last
        self.holds.emit([number])
        view.rows.begin(values, number)

        def made(change: Change) -> None:
            ids = change.created.get(feature.name, ())
            waiting = self._waiting.pop(number, {})
            if not ids:
                return
            self.holds.emit(list(ids))
            view.rows.written(number, ids[-1])
            if self._at is not None and self._at.number == number:
                self._at.number = ids[-1]
            if waiting:
                self._do(
                    lambda: write_cells(
                        store, feature, Cells({ids[-1]: waiting}), "update", f"填写{feature.ledger.title}"
                    )
                )

        def refused(sentence: str) -> None:
            self._waiting.pop(number, None)
            if self.over is not None and self._at is not None and self._at.number == number:
                self.over.give_up()
            view.rows.withdraw(number)
            if sentence:
                tell(view, "没有新增", sentence)

        job = self._desk.write
        job(view, lambda _control: replace(edit.create(store, feature, values), sentence=""), made, refused)

    # many cells

    def paste(self) -> None:
        """What is on the clipboard goes where the rectangle stands, by Excel's rules."""
        block = unpacked(QGuiApplication.clipboard().text())
        rows = self._view.rows
        area = self._view.rectangle()
        if not block:
            toast(self._view, "剪贴板里没有可以粘贴的文字。")
            return
        if area is None and rows.ids:
            toast(self._view, SEVERAL)
            return
        top, left, height, width = (
            (area.top(), area.left(), area.height(), area.width()) if area else (0, 0, 1, 1)
        )
        reach = max(height, len(block))
        ids = list(rows.ids[top : top + reach])
        if any(one < 0 for one in ids):
            toast(self._view, "上一行还在保存，请稍后再粘贴。")
            return
        place = Place(top, left, height, width, ids, [field.name for field in rows.columns])
        store, feature = self._desk.workspace.store, self._feature
        rows.mark({})
        self._desk.worker.run(
            self._view,
            lambda _control: plan_paste(store, feature, block, place),
            self._planned,
            lambda sentence: tell(self._view, "没有粘贴", sentence) if sentence else None,
        )

    def _planned(self, plan: Pasting) -> None:
        """Ask where it is much, then write."""
        first, last = self._view.visible_span()
        much = len(plan.new) > MANY_NEW or plan.rows > max(MANY_NEW, last - first + 1)
        if much and plan.count and not PasteQuestion(self._view, self._feature, plan).exec():
            return
        store, feature, view = self._desk.workspace.store, self._feature, self._view
        self.holds.emit([KEEP, *plan.changes])
        sentences = dict(told(plan))

        def done(change: Change) -> None:
            self.holds.emit(list(change.created.get(feature.name, ())))
            view.rows.mark(sentences)
            act = "查看" if plan.rejected else ""
            if plan.rejected and not change:
                said[0] = f"没有变化，{len(plan.rejected)} 格未能识别"
            toast(view, said[0], act, lambda: self.show_rejected(plan), 15 if act else 6)

        said: list[str] = []

        def job(_control: object) -> Change:
            change = apply_paste(store, feature, plan)
            said.append(change.sentence)
            return replace(change, sentence="")

        def refused(sentence: str) -> None:
            view.rows.mark(sentences)
            if plan.rejected and not plan.count:
                self.show_rejected(plan)
            elif sentence:
                tell(view, "没有粘贴", sentence)

        self._desk.write(view, job, done, refused)

    def show_rejected(self, plan: Pasting) -> None:
        """The cells that were left as they were; a double click leads there."""
        shown = RejectedList(self._view, plan.rejected)
        shown.wanted.connect(self._to_rejected)
        shown.show()

    def _to_rejected(self, record: int, name: str) -> None:
        row, column = self._view.rows.row_of(record), self._column_of(name)
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
        rows = self._view.rows
        spans: list[tuple[list[int], list[str]]] = []
        for span in self._view.selectionModel().selection().toList():
            ids = [one for one in rows.ids[span.top() : span.bottom() + 1] if one > 0]
            spans.append((ids, [field.name for field in rows.columns[span.left() : span.right() + 1]]))
        spans = [span for span in spans if span[0]]
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
        self._do(lambda: clear_cells(store, feature, spans))

    def duplicate(self) -> None:
        """Ctrl+Shift+D: the chosen records once more, behind the last."""
        ids = [one for one in self._view.selected_ids() if one > 0]
        if ids:
            store, feature = self._desk.workspace.store, self._feature
            self.holds.emit([KEEP])
            self._do(lambda: edit.duplicate(store, feature, ids))

    def _fill(self, act: Callable[..., Change], ids: Sequence[int], names: Sequence[str]) -> None:
        store, feature = self._desk.workspace.store, self._feature
        self.holds.emit(list(ids))
        self._do(lambda: act(store, feature, ids, names))

    def _do(self, job: Callable[[], Change], done: Callable[[Change], object] | None = None) -> None:
        """One operation; a refusal is said without a box to be clicked away."""
        self._view.rows.mark({})
        self._desk.write(
            self._view,
            lambda _control: job(),
            done,
            lambda sentence: toast(self._view, sentence, seconds=8) if sentence else None,
        )

    def _area(self) -> tuple[list[int], list[str]] | None:
        """Records and fields of the rectangle."""
        area, rows = self._view.rectangle(), self._view.rows
        if area is None:
            toast(self._view, SEVERAL)
            return None
        ids = [one for one in rows.ids[area.top() : area.bottom() + 1] if one > 0]
        names = [field.name for field in rows.columns[area.left() : area.right() + 1]]
        return (ids, names) if ids and names else None

    def _column_of(self, name: str) -> int:
        with suppress(ValueError):
            return [field.name for field in self._view.rows.columns].index(name)
        return -1
