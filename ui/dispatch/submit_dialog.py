"""Handing a table in, or correcting one: what was checked is shown, what stands in the way needs a reason."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QScrollArea, QVBoxLayout, QWidget

from app.dispatch.archive import Submission
from app.dispatch.reconcile import RED, in_the_way
from app.dispatch.submission import submit
from app.kernel.change import Change
from app.kernel.display import long_day
from ui.dispatch.findings_view import finding_line, summary
from ui.dispatch.snapshot import Snapshot
from ui.forms.line import Sheet
from ui.manual.help_window import offer_help
from ui.shell.desk import Desk
from ui.shell.look import look
from ui.shell.notices import Banner
from ui.shell.widgets import button, column, row, words
from ui.shell.worker import Control

FROZEN = "报送后，本期的数字、计入的记录和调整原样保存，以后改台账也不会变；需要改正时用“更正”。"


class SubmitDialog(QDialog):
    """``submitted`` carries the submission."""

    submitted = Signal(object)

    def __init__(self, desk: Desk, taken: Snapshot, parent: QWidget) -> None:
        super().__init__(parent)
        self.finished.connect(self.deleteLater)
        offer_help(self, desk, "submissions")
        self._desk, self._taken, self._page = desk, taken, parent
        self.correction = taken.standing is not None
        here = look()
        title = "更正" if self.correction else "报送"
        self.setWindowTitle(f"{title}调度表")
        self.setModal(True)
        self.setProperty("ground", "surface")
        asked = in_the_way(taken.findings, corrects=self.correction)
        self.needs_reason = bool(asked) or self.correction
        self._force = bool(asked)
        self.reason = Sheet()
        self.reason.setAccessibleName("原因")
        self.reason.setTabChangesFocus(True)
        self.reason.setFixedHeight(here.px(70))
        hint = (
            "写明更正的原因，例如：YH-2023-0012 误登为重大隐患，已改为一般"
            if self.correction
            else "例如：确属实际情况，已向区安委办说明"
        )
        self.reason.setPlaceholderText(hint)
        self.refusal = Banner("", "red")
        self.refusal.hide()
        self.go = button(title, "send", "primary", on_click=self._submit)
        self.go.setEnabled(not self.needs_reason)
        self.reason.textChanged.connect(self._typed)
        scope = taken.figures.scope
        heading = f"{title}：{long_day(taken.figures.day)}，{scope.name or '全街道'}"
        body = column(words(heading, "section"), words(FROZEN, "second", wrap=True), gap=here.px(12))
        said, tone = summary(taken.findings)
        body.addWidget(Banner(f"勾稽核对：{said}", tone))
        if taken.findings:
            body.addWidget(self._findings())
        label = "备注（可不填）"
        if self.correction:
            label = "更正原因（必填）"
        elif asked:
            red = any(one.severity == RED for one in asked)
            label = "仍要报送的原因（必填）" if red else "仍要按这个日期报送的原因（必填）"
        body.addLayout(column(words(label, "label"), self.reason, gap=4))
        body.addWidget(self.refusal)
        body.addLayout(row(None, button("取消", on_click=self.reject), self.go))
        body.setContentsMargins(here.px(22), here.px(18), here.px(22), here.px(16))
        self.setLayout(body)
        self.setFixedWidth(here.px(600))

    def _findings(self) -> QScrollArea:
        inside = QWidget()
        inside.setProperty("role", "sheet")
        box = QVBoxLayout(inside)
        box.setContentsMargins(0, 0, look().px(8), 0)
        box.setSpacing(look().px(8))
        for one in self._taken.findings:
            box.addWidget(finding_line(one))
        box.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(inside)
        scroll.setFixedHeight(look().px(min(220, 30 + 46 * len(self._taken.findings))))
        return scroll

    def _typed(self) -> None:
        self.go.setEnabled(not self.needs_reason or bool(self.reason.toPlainText().strip()))

    def _submit(self) -> None:
        workspace, figures = self._desk.workspace, self._taken.figures
        reason, correction, force = self.reason.toPlainText(), self.correction, self._force
        self.go.setEnabled(False)
        made: list[Submission] = []

        def job(_control: Control) -> Change:
            made.append(
                submit(
                    workspace.store, workspace.catalogue, figures.table, figures.day, figures.scope, reason,
                    correction=correction, force=force,
                )
            )  # fmt: skip
            return Change(sentence=f"已{'更正' if correction else '报送'}：{made[0].title}")

        def done(_change: Change) -> None:
            self.submitted.emit(made[0])
            self.accept()

        self._desk.write(self._page, job, done, self._refused, asker=self)

    def _refused(self, sentence: str) -> None:
        self._typed()
        self.refusal.text.setText(sentence)
        self.refusal.setVisible(bool(sentence))
