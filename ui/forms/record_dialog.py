"""Entering and changing a record, in a dialog over the page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from itertools import pairwise
from typing import Any

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QDialog, QScrollArea, QWidget

from app.kernel.change import Change
from app.kernel.feature import Feature
from app.kernel.fields import Field, Kind, Value
from app.kernel.parsing import NotUnderstood
from app.ledgers import edit
from app.ledgers.drafts import Kept, free_place, of_record
from ui.forms.drafting import FIELDS, Drafting
from ui.forms.form_part import FormPart
from ui.forms.help import help_for, used_firm, warm_up
from ui.forms.lately import last_words, remember_words
from ui.forms.record_form import RecordForm
from ui.manual.help_window import offer_help
from ui.shell.desk import Desk
from ui.shell.look import look
from ui.shell.notices import Banner, ask
from ui.shell.widgets import button, column, line, row, words

__all__ = ["FormPart", "RecordDialog", "help_for"]

PART = "part"
"""The other half of a draft, beside its fields."""


class RecordDialog(QDialog):
    """``saved`` with the change. Ctrl+S or Ctrl+Enter saves, Enter goes to the next field, Esc leaves and asks where
    something was typed. What is typed is kept as a draft until it is saved or given up.
    """

    saved = Signal(object)

    def __init__(
        self,
        desk: Desk,
        feature: Feature,
        parent: QWidget,
        record: Mapping[str, Value] | None = None,
        given: Mapping[str, Value] | None = None,
        draft: Kept | None = None,
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
        if record is None:
            self.form.offer_last(last_words(desk, ledger.name))
        self._banner: Banner | None = None
        self._told: QWidget | None = None
        self._restored: dict[str, Any] | None = None
        self._build(title)
        self._first = self._words()
        number = record.get("id") if record else 0
        assert isinstance(number, int)
        self._take_up(draft, number, fresh=not given)
        self.form.changed.connect(self._drafting.touch)
        warm_up(desk, self, ledger.fields)
        self.finished.connect(self.deleteLater)
        offer_help(self, desk, ledger.name)
        for keys in ("Ctrl+S", "Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self, activated=self.save)  # type: ignore[call-overload]
        if record is None:
            for keys in ("Ctrl+Shift+Return", "Ctrl+Shift+Enter"):
                QShortcut(QKeySequence(keys), self, activated=self._save_and_go_on)  # type: ignore[call-overload]
            if given and ledger.carried:
                self._tell_carried()

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
        first = self.form.first_empty() if self._record is None else self.form.first_control()
        if first is not None:
            first.setFocus(Qt.FocusReason.TabFocusReason)

    def add_part(self, part: FormPart) -> None:
        """Take a ledger's own part in below the fields."""
        self._part = part
        self.form.add_part(part.title, part)
        if self._restored is not None and self._restored.get(PART) is not None:
            part.show_words(self._restored[PART])
        part.changed.connect(self._drafting.touch)

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
        self.form.settle()
        values, errors = self.form.read()
        errors = edit.problems(self._feature, values) | errors
        if (wrong := self.form.say(errors)) is not None:
            self._scroll.ensureWidgetVisible(wrong)
            self._say(f"有 {len(errors)} 处需要改正，已标红。")
            return
        if self._is_blank(values):
            self._say("还没有填写内容，请至少填一项再保存。")
            return
        fault = self._part.check() if self._part is not None else ""
        self._say(fault)
        if fault:
            return
        self._write(values)

    def _is_blank(self, values: Mapping[str, Value]) -> bool:
        """Is nothing there but the day that stands in every new form? A key pressed too soon must not take a number."""
        filled = {name for name, value in values.items() if value not in (None, "", ())}
        return self._record is None and self._part is None and filled <= {self._feature.ledger.day}

    def reject(self) -> None:
        """Leave; ask first where something was typed."""
        if self._busy:
            return
        touched = self.form.touched() or (self._part is not None and self._part.touched())
        if touched and not ask(
            self, "放弃修改", "填写的内容还没有保存，要放弃吗？", "放弃", "继续填写", danger=True
        ):
            return
        self._drafting.give_up()
        super().reject()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on to the next field and Shift+Enter back; after the last field comes 保存."""
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter) or held not in (
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.ShiftModifier,
        ):
            super().keyPressEvent(event)
            return
        forward = held == Qt.KeyboardModifier.NoModifier
        self.focusNextPrevChild(forward)
        if forward and self.focusWidget() is self.cancel:
            self.accept_button.setFocus(Qt.FocusReason.TabFocusReason)

    def _save_and_go_on(self) -> None:
        self._again = True
        self.save()

    def _write(self, values: dict[str, Value]) -> None:
        self._wait(busy=True)
        store, feature = self._desk.workspace.store, self._feature
        part, record = self._part, self._record

        drafting = self._drafting

        def job(_control: object) -> Change:
            change = write()
            drafting.drop()
            return change

        def write() -> Change:
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
        self._remember(change)
        self.saved.emit(change)
        if self._again:
            self._again = False
            self._go_on()
            return
        self.accept()

    def _remember(self, change: Change) -> None:
        """The words for the next record, and the firm for the next list of candidates."""
        name = self._feature.name
        if self._record is None:
            own = (Kind.MADE, Kind.FILES)
            said = self.form.words()
            kept = {
                field.name: said.get(field.name, "")
                for field in self._feature.ledger.fields
                if field.kind not in own
            }
            remember_words(self._desk, name, kept)
        made = change.created.get(name) or change.updated.get(name) or ()
        if made:
            used_firm(self._desk, self._feature, made[-1])

    def _go_on(self) -> None:
        """The next record of the same visit: what the ledger carries stays, the rest is empty."""
        values, _errors = self.form.read()
        carried = self._feature.ledger.carried or (self._feature.ledger.day,)
        self._start = {name: values[name] for name in (*carried, "enterprise_id") if name in values}
        self.form.show_values(self._start)
        self.form.offer_last(last_words(self._desk, self._feature.name))
        if self._part is not None:
            self._part.clear()
        self._first, self._restored = self._words(), None
        self._drafting.begin_again(free_place(self._desk.workspace.store, self._feature.name))
        self._tell_carried()
        if (first := self.form.first_empty()) is not None:
            first.setFocus(Qt.FocusReason.TabFocusReason)

    def _tell_carried(self) -> None:
        """Fields that came filled, also those not on show."""
        ledger = self._feature.ledger
        labels = [
            ledger[name].label for name in ledger.carried if self._start.get(name) not in (None, "", ())
        ]
        self._tell(
            words(f"沿用上一条：{'、'.join(labels)}。可以直接改。", "hint", wrap=True) if labels else None
        )

    def _tell(self, what: QWidget | None) -> None:
        if self._told is not None:
            self._told.hide()
            self._told.deleteLater()
        self._told = what
        if what is not None:
            self._notice.addWidget(what)

    def _words(self) -> dict[str, Any]:
        part = self._part.words() if self._part is not None else None
        return {FIELDS: self.form.words()} | ({PART: part} if part is not None else {})

    def _draft(self) -> dict[str, Any] | None:
        """What would be lost; None where nothing was typed."""
        found = self._words()
        if self._record is not None:  # only what was touched: the rest may change elsewhere meanwhile
            first = self._first[FIELDS]
            found[FIELDS] = {
                name: said for name, said in found[FIELDS].items() if said != first.get(name, "")
            }
            return found if found[FIELDS] else None
        return found if found != self._first else None

    def _take_up(self, draft: Kept | None, number: int, *, fresh: bool) -> None:
        """Go on with what was not saved last time; a form that came with values of its own leaves it alone."""
        store, name = self._desk.workspace.store, self._feature.name
        found = draft or (of_record(store, name, number) if fresh else None)
        place = found.record if found is not None else (number or free_place(store, name))
        self._drafting = Drafting(self, self._desk, name, place, self._draft)
        self._restored = found.words if found is not None else None
        if found is None:
            return
        self.form.show_words(found.words.get(FIELDS, {}))
        again = button("丢弃，重新填写", kind="link", small=True, on_click=self._throw_away)
        said = words(f"已接着 {found.at[:16]} 没有保存的内容。", "hint")
        holder = QWidget()
        holder.setLayout(row(said, again, None))
        self._tell(holder)
        self._drafting.touch()

    def _throw_away(self) -> None:
        """Back to how the form opens without a draft."""
        if not ask(self, "丢弃", "丢弃上次没有保存的内容，重新填写？", "丢弃", "保留", danger=True):
            return
        self.form.show_values(self._start)
        if self._part is not None:
            self._part.clear()
        self._restored = None
        self._tell(None)
        self._drafting.touch()
        self._drafting.keep()
        if (first := self.form.first_empty()) is not None:
            first.setFocus(Qt.FocusReason.TabFocusReason)

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
