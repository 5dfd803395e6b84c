"""改期限: the office's own value for a period, with the reason; or back to the rule's."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QWidget

from app.kernel.change import Change
from app.kernel.rules import COUNTED, Case, Override, Rule
from app.masterdata.rulebooks import write_override
from ui.forms.line import Sheet
from ui.manual.help_window import offer_help
from ui.settings.parts import asked, text_line
from ui.shell.desk import Desk
from ui.shell.look import look
from ui.shell.notices import Banner, toast
from ui.shell.widgets import button, column, row, words
from ui.shell.worker import Control


class OverrideDialog(QDialog):
    """Written to the office's settings with name and time; nothing else of the rule can be changed."""

    def __init__(
        self, desk: Desk, rule: Rule, case: Case | None, now: Override | None, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.page = parent
        self.desk, self.rule, self.case, self.now = desk, rule, case, now
        here, span = look(), (case.span if case else rule.span)
        named = f"{rule.title}（{case.title}）" if case else rule.title
        self.setWindowTitle(f"改期限：{named}")
        self.finished.connect(self.deleteLater)
        offer_help(self, desk, "deadlines")
        self.setProperty("ground", "surface")
        self.value = text_line("本单位的期限", str(span.value), 110)
        self.value.setText(str(now.value) if now else "")
        self.reason = Sheet()
        self.reason.setAccessibleName("理由")
        self.reason.setPlaceholderText("依据哪个文件、谁定的。例如：区安委办要求5日内反馈")
        self.reason.setPlainText(now.reason if now else "")
        self.reason.setTabChangesFocus(True)
        self.reason.setFixedHeight(here.px(84))
        save = button("保存", "check", "primary", on_click=self._save)
        back = button("恢复规定的期限", "rotate-ccw", on_click=self._back)
        back.setVisible(now is not None)
        cancel = button("取消", on_click=self.reject)
        said = Banner(
            f"规定是{span.words}（{rule.source}）。改了以后，凡用到这条期限的地方都同时写出规定的期限和改期的理由。",
            "blue",
        )
        self.error = words("", "error", wrap=True)
        self.error.hide()
        inside = column(
            words(self.windowTitle(), "section", wrap=True),
            said,
            column(asked(f"本单位的期限（{COUNTED[span.unit]}）", self.value), self.value, gap=here.px(4)),
            column(asked("理由", self.reason), self.reason, gap=here.px(4)),
            self.error,
            row(back, None, cancel, save),
            gap=here.px(12),
        )
        inside.setContentsMargins(here.px(22), here.px(18), here.px(22), here.px(14))
        self.setLayout(inside)
        self.setMinimumWidth(here.px(460))
        self.value.setFocus()

    def _save(self) -> None:
        text = self.value.text().strip()
        if not (text.isascii() and text.isdigit() and int(text)):
            self._refused("本单位的期限要写成整数，例如 5。")
            self.value.setFocus()
            return
        self._write(int(text), self.reason.toPlainText().strip())

    def _back(self) -> None:
        self._write(0, self.reason.toPlainText().strip() or "恢复规定的期限")

    def _write(self, value: int, reason: str) -> None:
        store, rule = self.desk.workspace.store, self.rule
        case = self.case.name if self.case else ""
        wanted = Override(rule.identifier, case, value, reason, store.who, store.moment()[:16])

        def job(_control: Control) -> None:
            with store.write() as connection:
                write_override(connection, rule, wanted)

        def written(_nothing: object) -> None:
            self.accept()
            self.desk.changes.happened.emit(Change())
            toast(self.page, "期限已改" if value else "已恢复规定的期限")

        self.desk.worker.run(self, job, written, self._refused)

    def _refused(self, sentence: str) -> None:
        self.error.setText(sentence)
        self.error.setVisible(bool(sentence))
