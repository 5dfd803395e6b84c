"""A quiet line on the home page: what was typed last time and not saved, to go on with or to throw away."""

from __future__ import annotations

from functools import partial

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QWidget

from app.kernel.feature import Feature
from app.ledgers import drafts
from app.ledgers.drafts import Kept
from ui.forms.drafting import open_forms
from ui.forms.taking_up import FOR
from ui.pages.ledger_actions import change_record, new_record, take_step
from ui.pages.registry import load, taken_up
from ui.shell.desk import Desk
from ui.shell.look import look
from ui.shell.notices import ask
from ui.shell.widgets import Drawing, button, clear, column, row, words

MOST = 3
CUT = 24


class DraftNotice(QWidget):
    """Hidden where there is nothing."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.kept: tuple[Kept, ...] = ()
        self._lines = column(gap=look().px(4))
        self.setLayout(self._lines)
        self.hide()
        desk.changes.happened.connect(lambda _change: self.reload())
        desk.changes.signed.connect(self.reload)
        self.reload()

    def showEvent(self, event: QShowEvent) -> None:
        """Called by Qt: a form may have been given up meanwhile."""
        super().showEvent(event)
        self.reload()

    def reload(self) -> None:
        """Read the drafts of this person."""
        store = self._desk.workspace.store
        self._desk.worker.run(self, lambda _control: drafts.kept(store), self._show)

    def _show(self, found: tuple[Kept, ...]) -> None:
        open_ones = open_forms()
        kept = tuple(one for one in found if self._doing(one) and (one.ledger, one.record) not in open_ones)
        if kept != self.kept:
            self.kept = kept
            clear(self._lines)
            for one in kept[:MOST]:
                self._lines.addLayout(self._line(one))
            if len(kept) > MOST:
                self._lines.addWidget(
                    words(f"还有 {len(kept) - MOST} 份，继续填写或丢弃上面的之后显示。", "hint")
                )
        self.setVisible(bool(kept))

    def _line(self, one: Kept) -> QHBoxLayout:
        feature = self._desk.feature(one.ledger.partition("/")[0])
        said = f"{one.at[:16]} 的内容还没有保存：{self._doing(one)} {called(feature, one)}"
        go_on = button("继续填写", kind="link", small=True, on_click=partial(self._go_on, one))
        drop = button("丢弃", kind="quiet", small=True, on_click=partial(self._drop, one))
        for act in (go_on, drop):
            act.setAccessibleName(f"{act.text()}：{said}")
        return row(Drawing("pencil", "text_2", 14), words(said, "second"), go_on, drop, None, gap=6)

    def _doing(self, one: Kept) -> str:
        """What was being done: 新增隐患, 修改隐患, 销号 of one or many; empty where nobody knows any more."""
        ledger, _, what = one.ledger.partition("/")
        feature = self._desk.workspace.catalogue.get(ledger)
        if feature is None:
            return ""
        if not what:
            return f"{'新增' if one.new else '修改'}{feature.ledger.title}"
        if (part := taken_up(one.ledger)) is not None:
            return part.title
        steps = feature.workflow.transitions if feature.workflow is not None else ()
        step = next((step.title for step in steps if step.name == what), "")
        many = len(one.words.get(FOR, ()))
        told = f"（{many} {feature.ledger.counter}）" if many > 1 else ""
        return f"{feature.ledger.title}{step}{told}" if step else ""

    def _go_on(self, one: Kept) -> None:
        dialog = self._opened(one)
        if dialog is not None:
            dialog.finished.connect(lambda _code: self.reload())
            self.reload()

    def _opened(self, one: Kept) -> QDialog | None:
        """The dialog the draft belongs to; it takes the draft up."""
        ledger, _, what = one.ledger.partition("/")
        feature, over = self._desk.feature(ledger), self.window()
        if (part := taken_up(one.ledger)) is not None:
            made: QDialog = load(part.factory)(self._desk, over, one.record)
            return made
        if what:
            return take_step(self._desk, feature, over, one.words[FOR], what)
        if one.new:
            return new_record(self._desk, feature, over, draft=one)
        return change_record(self._desk, feature, over, one.record, draft=one)

    def _drop(self, one: Kept) -> None:
        if not ask(self, "丢弃", "丢弃这份没有保存的内容？丢弃后不能找回。", "丢弃", "保留", danger=True):
            return
        store = self._desk.workspace.store
        self._desk.worker.run(
            self, lambda _control: drafts.drop(store, one.ledger, one.record), lambda _none: self.reload()
        )


def called(feature: Feature, one: Kept) -> str:
    """The first words that tell the record from others."""
    fields = one.words.get("fields", {})
    for name in (*feature.ledger.identity, *(field.name for field in feature.ledger.fields)):
        said = str(fields.get(name, "")).partition("\n#")[0].replace("\n", " ").strip()
        if said and name != feature.ledger.day:
            return f"“{said[:CUT]}{'…' if len(said) > CUT else ''}”"
    return ""
