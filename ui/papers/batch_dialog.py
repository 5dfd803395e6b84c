"""批量签发: one kind of paper for many records in one go, one PDF in their order."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QTimer
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QDialog, QScrollArea, QWidget

from app.kernel.feature import Feature
from app.kernel.papers import PaperKind
from ui.forms.one import Choice
from ui.manual.help_window import offer_help
from ui.papers import making
from ui.papers.asking import AskForm
from ui.papers.live import PAUSE, Drawn, LivePaper
from ui.papers.making import Checked, Choices, Looked, Wish
from ui.papers.offer import offered
from ui.papers.paper_dialog import FIXED, fill_variants, show_issued, show_variant
from ui.printing.preview import show_pdf
from ui.shell.desk import Desk
from ui.shell.fitting import gutter
from ui.shell.look import look
from ui.shell.notices import Banner
from ui.shell.widgets import button, clear, column, row, words
from ui.shell.worker import Control
from ui.tables.plain import Cell, PlainColumn, PlainTable, Tinted

SIDE, LIST, WIDE, HIGH = 280, 400, 1260, 680
SIDE_LEAST, BESIDE = 230, 940  # narrower (px), the draft is not beside the list
EACH = "不填时按每条记录自己的内容"
COLUMNS = (PlainColumn("编号", 112), PlainColumn("单位", 120, 1), PlainColumn("情况", 84))


class BatchDialog(QDialog):
    """Every record is looked at first; those that cannot be issued are listed with their reason and left out."""

    def __init__(
        self, desk: Desk, feature: Feature, parent: QWidget, ids: Sequence[int], code: str = ""
    ) -> None:
        super().__init__(parent)
        self._desk, self._feature, self._ids, self._over = desk, feature, list(ids), parent
        self.checked: list[Checked] = []
        self._checking: Control | None = None
        here = look()
        self.setWindowTitle("批量签发")
        self.setModal(True)
        self.setProperty("ground", "surface")
        self.finished.connect(self.deleteLater)
        offer_help(self, desk, "papers")
        self.kind = Choice()
        self.kind.setAccessibleName("文书种类")
        for one, called in offered(desk, feature):
            self.kind.addItem(called, one.code)
        self.kind.setCurrentIndex(max(0, self.kind.findData(code)))
        self.variant = Choice()
        self.variant.setAccessibleName("样式")
        self.asks = AskForm(desk.workspace.clock.today())
        self.table = PlainTable("要签发的记录")
        self.table.picked.connect(self._other_row)
        self.reason = words("", "second", wrap=True)
        self.reason.setMinimumHeight(here.px(56))
        self.paper = LivePaper(desk, self._draft)
        self.paper.drawn.connect(self._drawn)
        self.paper.failed.connect(self.reason.setText)
        self.notice = column()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self._check)
        self._build()
        self.asks.changed.connect(self._touched)
        self.kind.currentIndexChanged.connect(lambda _at: self._other_kind())
        self.variant.currentIndexChanged.connect(lambda _at: self._touched())
        room = self.screen().availableGeometry()
        self.resize(min(here.px(WIDE), room.width() - 40), min(here.px(HIGH), room.height() - 60))
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self.issue)
        self._other_kind()

    @property
    def paper_kind(self) -> PaperKind:
        """The kind that is chosen."""
        return next(one for one in self._feature.papers if one.code == self.kind.currentData())

    @property
    def ready(self) -> list[int]:
        """The records that will be issued, in order."""
        return [one.record for one in self.checked if not one.problem]

    def wish(self, record: int = 0) -> Wish:
        """What stands in the dialog, for one of the records."""
        typed = self.asks.typed(filled_only=True)
        return Wish(self.paper_kind, record, typed, str(self.variant.currentData() or ""), self.asks.day())

    def issue(self) -> None:
        """Issue what can be issued: numbers in order, all of them or none."""
        ids = self.ready
        if not ids or not self._go.isEnabled() or self.asks.wrong():
            return
        self._go.setEnabled(False)
        result = making.Result()
        job = making.issue(self._desk, self._feature, self.wish(), ids, result)
        self._desk.write(self, job, lambda _change: self._issued(result), self._refused, undo=False)

    def _issued(self, result: making.Result) -> None:
        show_issued(self._desk, self._over, result)
        self.accept()

    def _refused(self, sentence: str) -> None:
        clear(self.notice)
        if sentence:
            self.notice.addWidget(Banner(sentence, "red"))
        self._check()

    def _build(self) -> None:
        here = look()
        self._variant_label = words("样式", "label")
        left = QWidget()
        left.setProperty("role", "sheet")
        left.setMinimumWidth(here.px(SIDE_LEAST))
        left.setMaximumWidth(here.px(SIDE))
        asked = QScrollArea()
        asked.setWidgetResizable(True)
        holder = QWidget()
        holder.setProperty("role", "sheet")
        holder.setLayout(around := column(self.asks))
        asked.setWidget(holder)
        gutter(asked, around, beside=8, alone=0)
        inside = column(
            words("文书种类", "label"), self.kind, self._variant_label, self.variant, asked, gap=here.px(6)
        )
        inside.setStretch(4, 1)
        left.setLayout(inside)
        middle = QWidget()
        middle.setProperty("role", "sheet")
        middle.setMinimumWidth(here.px(SIDE_LEAST))
        self._middle = middle
        self._count = words("正在逐条检查…", "section", wrap=True)
        listed = column(self._count, self.notice, self.table, self.reason, gap=here.px(8))
        listed.setStretch(2, 1)
        middle.setLayout(listed)
        body = row(left, middle, self.paper, gap=here.px(14))
        for at, share in enumerate((280, 400, 520)):
            body.setStretch(at, share)
        self._see = button("看草稿", "eye", on_click=self._preview)
        self._go = button("签发", "stamp", "primary", tip="Ctrl+Enter", on_click=self.issue)
        self._go.setEnabled(False)
        said = words(FIXED, "hint", wrap=True)
        foot = row(said, self._see, button("取消", on_click=self.reject), self._go, gap=here.px(8))
        foot.setStretch(0, 1)
        outer = column(body, foot, gap=here.px(12))
        outer.setStretch(0, 1)
        outer.setContentsMargins(here.px(18), here.px(16), here.px(18), here.px(14))
        self.setLayout(outer)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Called by Qt: where there is no room for the draft beside the list, it opens on request."""
        super().resizeEvent(event)
        beside = self.width() >= look().px(BESIDE)
        self.paper.setVisible(beside)
        self._see.setVisible(not beside)
        self._middle.setMaximumWidth(look().px(LIST) if beside else 16777215)

    def _preview(self) -> None:
        if self.paper.pdf:
            show_pdf(self._desk, self, f"{self.paper_kind.title}（草稿）", self.paper.pdf)

    def _other_kind(self) -> None:
        self._go.setEnabled(False)
        job = making.choices(self._desk, self._feature, self.paper_kind, 0)
        self._desk.worker.run(self, job, self._show_choices)

    def _show_choices(self, found: Choices) -> None:
        if found.kind is not self.paper_kind:
            return
        fill_variants(self.variant, found, self.asks.day())
        for part in (self._variant_label, self.variant):
            part.setVisible(self.variant.count() > 1)
        day = self.asks.day() if self.asks.grid is not None else None
        self.asks.show_asks(found.kind.asks, {}, day, EACH)
        self._check()

    def _touched(self) -> None:
        self._go.setEnabled(False)
        self._pause.start()

    def _check(self) -> None:
        if self._checking is not None:
            self._checking.cancel()
        self._go.setEnabled(False)
        job = making.check_all(self._desk, self._feature, self.wish(), self._ids)
        self._checking = self._desk.worker.run(self, job, self._show_checked, self._failed, self._progress)

    def _progress(self, at: int, total: int, _text: str) -> None:
        self._count.setText(f"正在逐条检查 {at} / {total}…")

    def _failed(self, sentence: str) -> None:
        if sentence:
            self._count.setText(sentence)

    def _show_checked(self, found: list[Checked]) -> None:
        self._checking = None
        self.checked = found
        ready = len(self.ready)
        held = len(found) - ready
        left = f"，{held} {self._feature.ledger.counter}不能签发（不会签发，原因见下）" if held else ""
        self._count.setText(f"可签发 {ready} 份{left}")
        self.table.show_rows(COLUMNS, [self._line(one) for one in found])
        if self.table.current_row() < 0 and found:
            first = next((at for at, one in enumerate(found) if one.problem), 0)
            self.table.selectRow(first)
        self._go.setText(f" 签发 {ready} 份")
        self._go.setAccessibleName(f"签发 {ready} 份")
        self._go.setEnabled(ready > 0)
        self._other_row(self.table.current_row())

    @staticmethod
    def _line(one: Checked) -> list[Cell]:
        return [one.called, one.firm, Tinted("不能签发", "red") if one.problem else Tinted("可签发", "green")]

    def _other_row(self, at: int) -> None:
        if 0 <= at < len(self.checked):
            self.reason.setText(self.checked[at].problem or "可以签发。")
            self.paper.draw()

    def _draft(self) -> Callable[[Control], Drawn]:
        at = self.table.current_row()
        record = self.checked[at].record if 0 <= at < len(self.checked) else self._ids[0]
        return making.look_at(self._desk, self._feature, self.wish(record))

    def _drawn(self, found: Drawn) -> None:
        looked = found.told
        assert isinstance(looked, Looked)
        show_variant(self.variant, looked.draft.version.variant)
