"""Writing in the table: an editor over a cell, and the row that begins a record."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, Signal
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QApplication

from app.kernel.change import Change
from app.kernel.display import show
from app.kernel.feature import Feature, Record
from app.kernel.fields import Field, Kind, Value
from app.ledgers import browse, edit
from app.ledgers.cells import Cells, set_cell, why_not, write_cells
from ui.shell.desk import Desk
from ui.shell.notices import tell, toast
from ui.tables.blocks import Blocks

if TYPE_CHECKING:
    from ui.forms.editor import Editor
    from ui.tables.cell_draft import CellDraft
    from ui.tables.entry_view import EntryView
    from ui.tables.in_place import InPlace


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
        self._draft: CellDraft | None = None
        self._begun: set[int] = set()  # records begun in this table
        self.blocks = Blocks(view, desk, feature)
        self.blocks.holds.connect(self.holds)

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

    @property
    def composing(self) -> bool:
        """Does an input method compose over a cell, the keyboard still with the table?"""
        return self.over is not None and self.over.composing

    def follow(self) -> None:
        """The rows were read anew: the editor stays over its record."""
        if self.over is not None and self._at is not None:
            row = self._view.rows.row_of(self._at.number) if self._at.number else len(self._view.rows.ids)
            column = self._view.rows.column_of(self._at.field.name)
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
        record = self._record(index.row()) if index.isValid() else None
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
        from ui.forms.help import help_for
        from ui.tables.in_place import InPlace

        over = InPlace(
            view,
            field,
            help_for(self._desk, self._feature),
            lambda value: edit.problem(field, value),
            self._where,
        )
        self.over = over
        over.done.connect(self._done)
        over.everywhere.connect(self._everywhere)
        over.left.connect(self._left)
        over.quick = fresh
        over.begin(None if fresh else at.before)
        if at.before in (None, "", ()):
            self._offer_last(over)
        self._keep_drafts(number, over.editor.words())
        return True

    def _offer_last(self, over: InPlace) -> None:
        """What the record entered last had here, as in the form."""
        from ui.forms.lately import last_words

        if words := last_words(self._desk, self._feature.name).get(over.field.name):
            over.editor.offer_last(words)

    def _remember(self, editor: Editor, number: int) -> None:
        """What was written into a record that was begun in this table is offered in the next one."""
        from ui.forms.lately import remember_words

        if number <= 0 or number in self._begun:
            remember_words(self._desk, self._feature.name, {editor.field.name: editor.words()})

    def _used(self, given: Record, record: int) -> None:
        """A firm that was written comes first next time."""
        from ui.forms.help import used_firm

        if any(
            self._feature.ledger[name].kind is Kind.ENTERPRISE for name in given if name != "enterprise_id"
        ):
            used_firm(self._desk, self._feature, record)

    def _keep_drafts(self, number: int, first: str) -> None:
        from ui.tables.cell_draft import CellDraft

        assert self.over is not None
        self._draft = CellDraft(self.over, self._desk, self._feature.name, number, first)

    def _record(self, row: int) -> Record | None:
        """The row's record; read alone where its page is on its way: what is typed meanwhile must not be lost."""
        rows = self._view.rows
        record = rows.record(row)
        if record is None and rows.ids[row] > 0:
            record = browse.rows(self._desk.workspace.store, self._feature, [rows.ids[row]]).get(
                rows.ids[row]
            )
            if record is not None:
                rows.keep(row, record)
        return record

    def _where(self) -> QRect:
        return self._view.cell_rect(self._at.index) if self._at is not None else QRect()

    def _end_draft(self) -> None:
        if self._draft is not None:
            self._draft.end()
        self._draft = None

    def _left(self) -> None:
        self._end_draft()
        self.over = None
        self._view.setFocus()

    def _everywhere(self, value: Value) -> None:
        """Ctrl+Enter: into every cell chosen, in one step; into the one alone where no more were chosen."""
        area = self._view.rectangle()
        if area is not None and area.height() * area.width() <= 1:
            self._done(value, 0, 0)
        else:
            self._end_draft()
            self.over = None
            self.blocks.put([[show(value)]])
        self._view.setFocus()

    def _done(self, value: Value, right: int, down: int) -> None:
        self._end_draft()
        at, over, self.over = self._at, self.over, None
        if at is None or over is None:
            return
        from ui.forms.reference import ReferenceEditor

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
        self._remember(over.editor, at.number)
        same = (at.before if at.before not in ("", ()) else None) == value and len(given) == 1
        if not same and at.number == 0:
            self._create(given)
        elif not same and at.number < 0:
            self._view.rows.put(row, given)
            self._waiting.setdefault(at.number, {}).update(given)
        elif not same:
            self._write(at.number, row, at.field, given)
        if over.walked:
            self.walk_away()
            last = self._view.rows.columnCount() - 1
            self._view.go(
                max(0, min(row + down, self._view.rows.rowCount() - 1)), max(0, min(column + right, last))
            )
        else:
            self._move(row, column, right, down)

    def skip(self, right: int) -> bool:
        """Tab over a cell in which nothing is written, while a row is being filled in; else Tab leaves the table."""
        at, rows = self._view.currentIndex(), self._view.rows
        last = rows.columnCount() - 1
        if not at.isValid() or (self._home < 0 and at.row() < len(rows.ids)):
            return False
        if not 0 <= at.column() + right <= last and (right < 0 or at.row() >= len(rows.ids)):
            return False
        self._move(at.row(), at.column(), right, 0)
        return True

    def walk_away(self) -> None:
        """The frame was put elsewhere by hand: Enter does not go back to where Tab began."""
        self._home = -1

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
            self._view,
            lambda _control: set_cell(store, feature, number, field.name, given),
            lambda _change: self._used(given, number),
            refused,
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
            self._begun.update(ids)
            self._used({**values, **waiting}, ids[-1])
            view.rows.written(number, ids[-1])
            if self._at is not None and self._at.number == number:
                self._at.number = ids[-1]
                if self.over is not None:
                    self._end_draft()
                    self._keep_drafts(ids[-1], "")
            if waiting:
                doing = f"填写{feature.ledger.title}"
                self.blocks.do(
                    lambda _progress: write_cells(store, feature, Cells({ids[-1]: waiting}), "update", doing),
                    doing,
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
