"""台账显示可能符合纳入情形: firms and the records it rests on; a case is opened, or the hint is put aside with a reason."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.kernel.change import Change
from app.overview import blacklist_suggestions as suggestions
from app.overview.blacklist_suggestions import Evidence, Suggestion
from ui.pages.reason_dialog import ReasonDialog
from ui.shell.desk import Desk
from ui.shell.look import look
from ui.shell.notices import toast
from ui.shell.widgets import Card, button, clear, column, line, row, words

SHOWN, EVIDENCE = 4, 3


class SuggestedCases(Card):
    """Hidden where there is nothing; ``firm`` narrows it to one. ``counted`` with how many there are."""

    counted = Signal(int)

    def __init__(self, desk: Desk, firm: int = 0) -> None:
        super().__init__("台账显示可能符合黑名单纳入情形", margin=14, gap=8)
        self._desk, self._firm = desk, firm
        self.found: list[Suggestion] = []
        self._all = False
        self._box = column(gap=look().px(8))
        hint = words("只是提示，是否纳入由有权机关按程序决定。", "hint")
        self.tools.addWidget(hint)
        self.body.addLayout(self._box)
        self.hide()
        desk.changes.happened.connect(self._changed)
        self.reload()

    def _changed(self, _change: object) -> None:
        """A method, not a lambda: the connection ends with the widget."""
        self.reload()

    def reload(self) -> None:
        """Look through the ledgers again."""
        store = self._desk.workspace.store
        self._desk.worker.run(self, lambda _control: suggestions.suggestions(store), self._show)

    def _show(self, found: list[Suggestion]) -> None:
        self.found = [one for one in found if not self._firm or one.firm == self._firm]
        clear(self._box)
        shown = self.found if self._all else self.found[:SHOWN]
        for at, one in enumerate(shown):
            if at:
                self._box.addWidget(line())
            self._box.addWidget(self._line(one))
        left = len(self.found) - len(shown)
        if left:
            more = button(f"再看 {left} 家", kind="link", small=True, on_click=self._more)
            self._box.addLayout(row(more, None))
        self.setVisible(bool(self.found))
        self.counted.emit(len(self.found))

    def _more(self) -> None:
        self._all = True
        self._show(self.found)

    def _line(self, one: Suggestion) -> QWidget:
        here = look()
        said = words(f"{one.ground}：{one.sentence}", wrap=True)
        said.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        open_ = button("立案", "plus", small=True, on_click=partial(self._open, one))
        open_.setAccessibleName(f"为{one.name}立案")
        aside = button("不采用…", kind="quiet", small=True, on_click=partial(self._dismiss, one))
        aside.setAccessibleName(f"不采用{one.name}的提示")
        rests = row(gap=here.px(4))
        for evidence in one.evidence[:EVIDENCE]:
            link = button(evidence.words, kind="link", small=True, on_click=partial(self._go, evidence))
            rests.addWidget(link)
        if len(one.evidence) > EVIDENCE:
            rests.addWidget(words(f"等 {len(one.evidence)} 条", "hint"))
        rests.addStretch(1)
        holder = QWidget()
        holder.setProperty("role", "sheet")
        holder.setLayout(column(row(words(one.name, "key"), None, open_, aside), said, rests, gap=here.px(2)))
        return holder

    def _go(self, evidence: Evidence) -> None:
        self._desk.go(evidence.ledger, record=evidence.record)

    def _open(self, one: Suggestion) -> None:
        """The form for the case, with the firm and the ground; nothing is decided by it."""
        self._desk.go("blacklist", new=True, given=one.values)

    def _dismiss(self, one: Suggestion) -> None:
        text = f"{one.name}　{one.ground}\n写明理由后不再提示；台账里有了新的记录会再次提示。"
        dialog = ReasonDialog(self.window(), "不采用这条提示", text, "不采用")
        if not dialog.exec():
            return
        store, reason = self._desk.workspace.store, dialog.reason

        def done(_nothing: object) -> None:
            self._desk.changes.happened.emit(Change())
            toast(self, "已记下理由，不再提示")

        self._desk.worker.run(
            self._desk.changes, lambda _control: suggestions.dismiss(store, one, reason), done, keep=True
        )
