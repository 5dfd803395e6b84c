"""Entering and changing a record, in a dialog over the page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from itertools import pairwise

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QDialog, QScrollArea, QWidget

from app.kernel.change import Change
from app.kernel.feature import Feature
from app.kernel.fields import Field, Value
from app.kernel.parsing import NotUnderstood
from app.ledgers import browse, edit, suggesting
from ui.forms.editor import FormHelp
from ui.forms.record_form import RecordForm
from ui.manual.help_window import offer_help
from ui.shell.desk import Desk
from ui.shell.look import look
from ui.shell.notices import Banner, ask
from ui.shell.widgets import button, column, line, row, words


def help_for(desk: Desk, feature: Feature) -> FormHelp:
    """Lists and candidates out of the workspace."""
    store = desk.workspace.store
    return FormHelp(
        today=desk.workspace.clock.today(),
        choices=lambda field: browse.choices(store, field),
        suggest=lambda field, text: suggesting.suggestions(store, feature, field.name, text),
        desk=desk,
    )


class FormPart(QWidget):
    """Something of one ledger's own below the form; it saves the record in its own way."""

    title = ""

    def check(self) -> str:
        """What is wrong in it, empty where all is well."""
        return ""

    def touched(self) -> bool:
        """Was anything entered?"""
        return False

    def give(self) -> None:
        """Read the editors; called on the screen's thread just before :meth:`save`."""

    def save(self, values: Mapping[str, Value]) -> Change:
        """Write record and part together; called on a worker."""
        raise NotImplementedError

    def clear(self) -> None:
        """Begin anew."""


class RecordDialog(QDialog):
    """``saved`` with the change. Ctrl+S or Ctrl+Enter saves, Esc leaves and asks where something was typed."""

    saved = Signal(object)

    def __init__(
        self,
        desk: Desk,
        feature: Feature,
        parent: QWidget,
        record: Mapping[str, Value] | None = None,
        given: Mapping[str, Value] | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk, self._feature, self._record = desk, feature, record
        self._part: FormPart | None = None
        self._over = parent
        self._again = False
        self._busy = False
        ledger = feature.ledger
        title = f"修改{ledger.title}" if record else f"新增{ledger.title}"
        self.setWindowTitle(title)
        self.setModal(True)
        helper = replace(help_for(desk, feature), pick=self._pick)
        self.form = RecordForm(feature, helper, quick=record is None)
        self._start: dict[str, Value] = dict(record or given or {})
        if record is None and ledger.day and ledger.day not in self._start:
            self._start[ledger.day] = desk.workspace.clock.today()
        self.form.show_values(self._start)
        self._banner: Banner | None = None
        self._build(title)
        offer_help(self, desk, ledger.name)
        for keys in ("Ctrl+S", "Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self, activated=self.save)  # type: ignore[call-overload]
        if record is None:
            self.keep_on.setShortcut("Ctrl+Shift+Return")

    def _pick(self, _field: Field, text: str) -> str | None:
        """判定标准 valid on the day the record belongs to; today where that day is not known yet."""
        from ui.forms.criterion_dialog import CriterionDialog

        box = self.form.boxes.get(self._feature.ledger.day)
        try:
            day = box.value() if box is not None else None
        except NotUnderstood:
            day = None
        dialog = CriterionDialog(
            self._desk, self, day if isinstance(day, date) else self._desk.workspace.clock.today(), text
        )
        return dialog.words if dialog.exec() else None

    def _build(self, title: str) -> None:
        here, ledger = look(), self._feature.ledger
        note = str(self._record.get(ledger.key) or "") if self._record and ledger.key else ""
        inside = QWidget()
        inside.setProperty("role", "sheet")
        holder = column(self.form)
        side = here.px(24)
        holder.setContentsMargins(side, here.px(4), side, here.px(16))
        inside.setLayout(holder)
        self._scroll = QScrollArea()
        self._scroll.setWidget(inside)
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.verticalScrollBar().rangeChanged.connect(
            lambda _low, high: holder.setContentsMargins(
                side, here.px(4), side - (10 if high else 0), here.px(16)
            )
        )
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        top = row(
            words(title, "section"),
            words(note, "second"),
            None,
            words("* 缺少时可以保存，记录标为待完善", "hint"),
        )
        top.setContentsMargins(here.px(24), here.px(16), here.px(24), here.px(4))
        self._notice = column()
        self._notice.setContentsMargins(here.px(24), 0, here.px(24), 0)
        self.cancel = button("取消", on_click=self.reject)
        self.keep_on = button("保存并继续新增", tip="Ctrl+Shift+Enter", on_click=self._save_and_go_on)
        self.keep_on.setVisible(self._record is None)
        self.accept_button = button("保存", kind="primary", tip="Ctrl+S", on_click=self.save)
        foot = row(None, self.cancel, self.keep_on, self.accept_button)
        foot.setContentsMargins(here.px(24), here.px(12), here.px(24), here.px(14))
        self.setProperty("ground", "surface")
        outer = column(top, self._notice, self._scroll, line(), foot, gap=here.px(6))
        outer.setStretch(2, 1)
        self.setLayout(outer)
        room = QGuiApplication.primaryScreen().availableGeometry()
        ideal = here.px(640 if self._record or self.form.more is None else 560)
        self.resize(min(here.px(760), room.width() - 40), min(ideal, room.height() - 60))

    def showEvent(self, event: QShowEvent) -> None:
        """Over the middle of the window, the keyboard in the first field."""
        super().showEvent(event)
        over = self._over.window().frameGeometry()
        self.move(over.center() - QPoint(self.width() // 2, self.height() // 2))
        first = self.form.first_control()
        if first is not None:
            first.setFocus(Qt.FocusReason.TabFocusReason)

    def add_part(self, part: FormPart) -> None:
        """Take a ledger's own part in below the fields."""
        self._part = part
        self.form.add_part(part.title, part)

    def widen(self) -> None:
        """Room for a part with several columns."""
        room = QGuiApplication.primaryScreen().availableGeometry()
        self.resize(min(look().px(900), room.width() - 40), min(look().px(640), room.height() - 60))

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Fields that came later (more fields, a part, its rows) still stand before the buttons."""
        place, last = self.nextInFocusChain(), None
        while place is not None and place is not self:
            if self._scroll.isAncestorOf(place) and place.focusPolicy() & Qt.FocusPolicy.TabFocus:
                last = place
            place = place.nextInFocusChain()
        if last is not None:
            for before, after in pairwise((last, self.cancel, self.keep_on, self.accept_button)):
                self.setTabOrder(before, after)
        return super().focusNextPrevChild(forward)

    def save(self) -> None:
        """Check, write, close."""
        if self._busy:
            return
        values, errors = self.form.read()
        errors = edit.problems(self._feature, values) | errors
        if (wrong := self.form.say(errors)) is not None:
            self._scroll.ensureWidgetVisible(wrong)
            self._say(f"有 {len(errors)} 处需要改正，已标红。")
            return
        fault = self._part.check() if self._part is not None else ""
        self._say(fault)
        if fault:
            return
        self._write(values)

    def reject(self) -> None:
        """Leave; ask first where something was typed."""
        if self._busy:
            return
        touched = self.form.touched() or (self._part is not None and self._part.touched())
        if touched and not ask(
            self, "放弃修改", "填写的内容还没有保存，要放弃吗？", "放弃", "继续填写", danger=True
        ):
            return
        super().reject()

    def _save_and_go_on(self) -> None:
        self._again = True
        self.save()

    def _write(self, values: dict[str, Value]) -> None:
        self._wait(busy=True)
        store, feature = self._desk.workspace.store, self._feature
        part, record = self._part, self._record

        def job(_control: object) -> Change:
            if part is not None:
                return part.save(values)
            if record is None:
                return edit.create(store, feature, values)
            number = record["id"]
            assert isinstance(number, int)
            return edit.update(store, feature, number, touched)

        touched = self.form.touched()
        if part is not None:
            part.give()
        self._desk.write(self, job, self._written, self._refused)

    def _written(self, change: Change) -> None:
        self._wait(busy=False)
        self.saved.emit(change)
        if self._again:
            self._again = False
            kept = {field.name for field in self._feature.ledger.required} & {self._feature.ledger.day}
            values, _errors = self.form.read()
            self.form.show_values({name: values[name] for name in kept})
            if self._part is not None:
                self._part.clear()
            if (first := self.form.first_control()) is not None:
                first.setFocus()
            return
        self.accept()

    def _refused(self, sentence: str) -> None:
        self._wait(busy=False)
        self._again = False
        self._say(sentence)

    def _say(self, sentence: str) -> None:
        if self._banner is not None:
            self._banner.hide()
            self._banner.deleteLater()
            self._banner = None
        if sentence:
            self._banner = Banner(sentence, "red")
            self._notice.addWidget(self._banner)

    def _wait(self, *, busy: bool) -> None:
        self._busy = busy
        for part in (self.accept_button, self.keep_on, self.cancel):
            part.setEnabled(not busy)
        self.accept_button.setText("正在保存…" if busy else "保存")
