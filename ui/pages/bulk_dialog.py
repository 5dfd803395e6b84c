"""批量修改: one field in many records, with the first of them before and after and the count of all."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QButtonGroup, QComboBox, QDialog, QLabel, QRadioButton, QWidget
from shiboken6 import isValid

from app.kernel.change import Change
from app.kernel.feature import Feature
from app.kernel.fields import Field, Value
from app.kernel.filters import Filter
from app.kernel.parsing import NotUnderstood
from app.ledgers import bulk
from app.ledgers.bulk import Bulk, Found, Mode, Preview, Scope
from ui.forms.choose import editor_for
from ui.forms.editor import Editor
from ui.forms.line import Line
from ui.forms.record_dialog import help_for
from ui.manual.help_window import offer_help
from ui.shell.desk import Desk
from ui.shell.fitting import fit
from ui.shell.long_work import CANCELLED
from ui.shell.look import look
from ui.shell.notices import Banner, BusyOverlay
from ui.shell.widgets import button, column, line, row, words
from ui.shell.worker import Control
from ui.tables.plain import PlainColumn, PlainTable

Asked = tuple[Filter, str, tuple[str, ...]]
DELAY = 250


def bulk_edit(
    desk: Desk, page: QWidget, feature: Feature, ids: Sequence[int], asked: Asked, at: str = ""
) -> BulkDialog:
    """Ask what to change in the chosen records or in all that filter and search find; open, not yet answered.

    ``at`` is the field the person stands on: it is the one proposed.
    """
    dialog = BulkDialog(desk, page, feature, ids, asked)
    dialog.propose(at)
    dialog.open()
    return dialog


def _head(text: str) -> QLabel:
    """What stands before a line: what follows begins on one edge."""
    made = words(text, "label")
    made.setMinimumWidth(look().px(36))
    return made


class BulkDialog(QDialog):
    """Field, what is done to it, the new content, in which records; below it what would happen."""

    def __init__(self, desk: Desk, page: QWidget, feature: Feature, ids: Sequence[int], asked: Asked) -> None:
        super().__init__(page)
        self._desk, self._feature, self._ids, self._over = desk, feature, list(ids), page
        self._found = Found(*asked)
        self._fields = bulk.fields(feature)
        self._control: Control | None = None
        self._veil: BusyOverlay | None = None
        self.setWindowTitle(f"批量修改{feature.ledger.title}")
        self.setModal(True)
        self.setProperty("ground", "surface")
        self.finished.connect(self.deleteLater)
        offer_help(self, desk, feature.name)
        self.field = QComboBox()
        self.field.setAccessibleName("栏目")
        self.field.addItems([shown.label for shown in self._fields])
        self.field.setMaxVisibleItems(16)
        self.mode = QComboBox()
        self.mode.setAccessibleName("怎样改")
        self._slot = column()
        self.editor: Editor | None = None
        self.old, self.words = Line(), Line()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(DELAY)
        self._timer.timeout.connect(self._preview)
        self.table = PlainTable("修改前后")
        self.count, self.note = words("", "label", wrap=True), column()
        self.go = button("修改", kind="primary", on_click=self._apply)
        self._build()
        self._count_found()
        self.field.currentIndexChanged.connect(lambda _at: self._field_chosen())
        self.mode.currentTextChanged.connect(lambda _text: self._mode_chosen())
        self._field_chosen()

    def propose(self, name: str) -> None:
        """Begin with a field, where it can be changed in bulk."""
        place = next((at for at, shown in enumerate(self._fields) if shown.name == name), 0)
        self.field.setCurrentIndex(place)

    def _build(self) -> None:
        here, counter = look(), self._feature.ledger.counter
        self.some = QRadioButton(f"选中的 {len(self._ids):,} {counter}")
        self.all = QRadioButton("筛选出来的全部（正在数…）")
        self._scope = QButtonGroup(self)
        for one in (self.some, self.all):
            self._scope.addButton(one)
        self.some.setEnabled(bool(self._ids))
        (self.some if self._ids else self.all).setChecked(True)
        self._scope.buttonToggled.connect(lambda _one, on: self._ask() if on else None)
        self.field.setMinimumWidth(here.px(200))
        body = column(
            words(f"批量修改{self._feature.ledger.title}", "section"),
            row(_head("改哪些"), self.some, self.all, None, gap=here.px(12)),
            row(_head("栏目"), self.field, self.mode, None, gap=here.px(12)),
            self._slot,
            line(),
            self.count,
            self.table,
            self.note,
            words("不符合要求的记录保持原样。改完可以整步撤销（Ctrl+Z），重启后也可以。", "hint", wrap=True),
            row(None, button("取消", on_click=self.reject), self.go),
            gap=here.px(10),
        )
        self.table.setMinimumHeight(here.px(34 * (bulk.SAMPLE + 1) + 8))
        body.setStretch(6, 1)
        body.setContentsMargins(here.px(22), here.px(18), here.px(22), here.px(14))
        self.setLayout(body)
        fit(self, 680, 560)

    @property
    def shown(self) -> Field:
        """The field chosen."""
        return self._fields[max(0, self.field.currentIndex())]

    @property
    def chosen_mode(self) -> Mode:
        """What is to be done to it."""
        return Mode(self.mode.currentText() or Mode.SET)

    def wish(self) -> Bulk:
        """The change asked for; raises NotUnderstood."""
        value: Value = None
        if self.editor is not None:
            self.editor.settle()
            value = self.editor.value()
        return Bulk(self.shown.name, self.chosen_mode, value, self.words.text(), self.old.text())

    def scope(self) -> Scope:
        """The records it goes for."""
        return self._ids if self.some.isChecked() else self._found

    def _count_found(self) -> None:
        """How many all are, by a count off the screen's thread: the dialog is there at once."""
        store, feature, found = self._desk.workspace.store, self._feature, self._found

        def counted(count: int) -> None:
            self.all.setText(f"筛选出来的全部 {count:,} {feature.ledger.counter}")

        self._desk.worker.run(
            self, lambda control: bulk.size(store, feature, found, control.stop.is_set), counted, quick=True
        )

    def _field_chosen(self) -> None:
        able = bulk.modes(self.shown)
        self.mode.blockSignals(True)
        self.mode.clear()
        self.mode.addItems([str(one) for one in able])
        self.mode.blockSignals(False)
        self._mode_chosen()

    def _mode_chosen(self) -> None:
        """The controls that this change needs."""
        for at in reversed(range(self._slot.count())):
            item = self._slot.takeAt(at)
            if item is not None and (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self.editor = None
        holder, mode = QWidget(), self.chosen_mode
        self.old, self.words = Line(), Line()
        for edit, name in ((self.old, "被替换的文字"), (self.words, "新的文字")):
            edit.setAccessibleName(name)
            edit.textChanged.connect(lambda _text: self._ask())
        if mode in (Mode.SET, Mode.FILL) or (mode is Mode.APPEND and self.shown.is_list):
            self.editor = editor_for(self.shown, help_for(self._desk, self._feature))
            self.editor.changed.connect(self._ask)
            holder.setLayout(row(_head("内容"), self.editor, gap=look().px(12)))
            holder.layout().setStretch(1, 1)  # type: ignore[union-attr]
        elif mode is Mode.APPEND:
            holder.setLayout(row(_head("加上"), self.words, gap=look().px(12)))
        elif mode is Mode.REPLACE:
            holder.setLayout(
                row(_head("把"), self.old, words("换成", "label"), self.words, gap=look().px(12))
            )
        else:
            holder.setLayout(row(words("这一栏将清空。", "second"), None))
        self._slot.addWidget(holder)
        QTimer.singleShot(0, self, self._in_order)
        self._ask()

    def _ask(self) -> None:
        """The wish is another: what was counted no longer holds, and is not to be done unseen."""
        self.go.setEnabled(False)
        self._timer.start()

    def _in_order(self) -> None:
        """What is written stands between the lists and the sample, also for Tab; once it is on show."""
        place: QWidget = self.mode
        for one in (self.editor, self.old, self.words):
            if one is None or not one.isVisibleTo(self):
                continue
            target: QWidget = one
            while (inner := target.focusProxy()) is not None:
                target = inner
            QWidget.setTabOrder(place, target)
            place = target
        QWidget.setTabOrder(place, self.table)

    def _preview(self) -> None:
        """Count off the screen's thread; a newer question stops the one before."""
        if self._control is not None:
            self._control.cancel()
            self._control = None
        try:
            wish = self.wish()
        except NotUnderstood as fault:
            self._say(fault.reason)
            return
        store, feature, scope = self._desk.workspace.store, self._feature, self.scope()
        self.go.setEnabled(False)
        self._control = self._desk.worker.run(
            self,
            lambda control: bulk.preview(store, feature, scope, wish, control.report),
            self._show,
            lambda sentence: self._say(sentence) if sentence else None,
            lambda done, _all, _text: self._counting(done),
        )

    def _counting(self, done: int) -> None:
        """Something to look at while a large ledger is gone through."""
        if done and self._control is not None and not self._control.cancelled:
            self.count.setText(f"正在看会改动哪些，已看 {done:,} {self._feature.ledger.counter}…")

    def _show(self, found: Preview) -> None:
        counter = self._feature.ledger.counter
        parts = [f"将修改 {found.changed:,} {counter}", f"不变 {found.unchanged:,} {counter}"]
        if found.refused:
            parts.append(f"不合要求 {found.refused:,} {counter}")
        self._say("")
        self.count.setText("，".join(parts))
        samples = found.samples or found.reasons
        self.table.show_rows(
            (PlainColumn("记录", 150, 1), PlainColumn("现在", 180, 2), PlainColumn("改成", 180, 2)),
            [
                [one.name, one.before.replace("\n", " "), one.sentence or one.after.replace("\n", " ")]
                for one in samples
            ],
        )
        self.table.horizontalHeader().show()
        self.go.setEnabled(bool(found.changed))
        self.go.setText(f"修改 {found.changed:,} {counter}")
        if found.refused and found.samples:
            self.note.addWidget(
                Banner(f"{found.reasons[0].name}等不能改：{found.reasons[0].sentence}", "amber")
            )

    def _say(self, sentence: str) -> None:
        while (item := self.note.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        if sentence:
            self.count.setText(sentence)
            self.table.show_rows(self.table.words.columns, [])
            self.table.horizontalHeader().hide()  # nothing to stand above
            self.go.setEnabled(False)
            self.go.setText("修改")

    def _apply(self) -> None:
        store, feature, scope, wish = self._desk.workspace.store, self._feature, self.scope(), self.wish()
        self._timer.stop()

        def failed(sentence: str) -> None:
            self._uncover()
            self._say(sentence or CANCELLED)
            self.go.setEnabled(not sentence)

        def done(_change: object) -> None:
            self._uncover()
            self.accept()

        def progress(at: int, total: int, text: str) -> None:
            if isValid(self) and self._veil is not None:
                self._veil.progress(at, total, text)

        def job(control: Control) -> Change:
            return bulk.apply(store, feature, scope, wish, control.report)

        control = self._desk.write(self._over, job, done, failed, progress=progress)
        self._veil = BusyOverlay(self, "正在修改…", control.cancel)

    def _uncover(self) -> None:
        if self._veil is not None:
            self._veil.finish()
            self._veil = None

    def reject(self) -> None:
        """Not while it is being written: that is what the veil's 取消 is for."""
        if self._veil is None:
            if self._control is not None:
                self._control.cancel()
            super().reject()
