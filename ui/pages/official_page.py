"""公文: notices, reports, letters, minutes and the bulletin, filled by hand, looked at while they are filled."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QMenu, QScrollArea, QSizePolicy, QWidget

from app.kernel.change import Change
from app.papers import letter_drafts
from app.papers.letter_drafts import LetterDraft
from ui.dispatch import saving
from ui.forms.flow import FlowLayout
from ui.forms.one import Choice
from ui.papers import listed
from ui.papers.asking import AskForm
from ui.papers.live import Drawn, LivePaper
from ui.papers.making import Looked, Wish
from ui.papers.paper_dialog import FIXED, save_word, warnings
from ui.printing.preview import show_pdf
from ui.shell.desk import Desk
from ui.shell.fitting import gutter
from ui.shell.look import look
from ui.shell.notices import Banner, ask, tell, toast
from ui.shell.widgets import Card, PageHeader, button, clear, column, menu_button, row, words
from ui.shell.worker import Control

if TYPE_CHECKING:
    from app.kernel.papers import PaperKind
    from app.papers.issued import Issued

SIDE = 470
QUIET = 3000  # ms after a letter until what is written is kept of itself


@dataclass(frozen=True)
class Ready:
    """The kinds, the submitted tables a bulletin may tell of, and the drafts on file."""

    kinds: tuple[PaperKind, ...]
    submissions: tuple[tuple[int, str], ...]
    drafts: tuple[LetterDraft, ...]


class OfficialPage(QWidget):
    """What is written stands until another kind or draft is chosen; it is kept as a draft every few seconds."""

    def __init__(self, desk: Desk, _name: str) -> None:
        super().__init__()
        self.desk = desk
        self.ready = Ready((), (), ())
        self.looked: Looked | None = None
        self.draft = 0
        self._kept: Mapping[str, str] = {}
        self._sheet = 0  # counts what was begun
        self._keeping = False
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(QUIET)
        self._pause.timeout.connect(self._keep_quietly)
        self._first = True
        self.setProperty("role", "page")
        here = look()
        self.header = PageHeader("公文", "按 GB/T 9704 排版。填好看好再签发，签发后进入文书记录。")
        self.kind, self.submission = Choice(), Choice()
        self.keyboard = self.kind
        self.kind.setAccessibleName("公文种类")
        self.submission.setAccessibleName("依据哪一期报送的调度表")
        self.asks = AskForm(desk.workspace.clock.today())
        self.paper = LivePaper(desk, self._job)
        self.paper.drawn.connect(self._drawn)
        self.paper.failed.connect(self._failed)
        self.notice = column(gap=here.px(6))
        self._build()
        self.asks.changed.connect(self._touched)
        self.kind.currentIndexChanged.connect(lambda _at: self._other_kind())
        self.submission.currentIndexChanged.connect(lambda _at: self._other_kind())
        for keys, act in (("Ctrl+S", self.keep), ("Ctrl+Return", self.issue), ("Ctrl+P", self.print_draft)):
            QShortcut(QKeySequence(keys), self).activated.connect(act)
        self.reload()

    @property
    def paper_kind(self) -> PaperKind | None:
        """The kind that is chosen."""
        at = self.kind.currentIndex()
        return self.ready.kinds[at] if 0 <= at < len(self.ready.kinds) else None

    @property
    def bulletin(self) -> bool:
        """Is it the bulletin of a submitted table?"""
        kind = self.paper_kind
        return kind is not None and kind.code == "bulletin"

    def reload(self) -> None:
        """Read kinds and drafts."""
        space = self.desk.workspace

        def job(_control: Control) -> Ready:
            from app.papers import bulletin, letters
            from ui.pages.submissions_page import all_submissions

            tables = tuple((one.id, f"{one.title}（{one.day}）") for one in all_submissions(space))
            kinds = (*letters.KINDS, bulletin.BULLETIN)
            return Ready(kinds, tables, tuple(letter_drafts.drafts(space.store)))

        self.desk.worker.run(self, job, self._take)

    def keep(self) -> None:
        """Keep what is written as a draft, and say so."""
        self._keep(told=True)

    def _keep_quietly(self) -> None:
        if self.unsaved():
            self._keep(told=False)

    def _keep(self, *, told: bool) -> None:
        kind = self.paper_kind
        if kind is None or self._keeping:
            return
        store, typed, sheet = self.desk.workspace.store, self.asks.typed(), self._sheet
        submission, number = int(self.submission.currentData() or 0), self.draft
        self._keeping = True

        def job(_control: Control) -> int:
            return letter_drafts.keep_draft(store, kind.code, typed, submission, number)

        def done(kept: int) -> None:
            self._keeping = False
            if sheet == self._sheet:
                self.draft, self._kept = kept, typed
            if told:
                toast(self, "已存为草稿")
            if told or not number:
                self.reload()

        def failed(sentence: str) -> None:
            self._keeping = False
            self._told(sentence)

        self.desk.worker.run(self, job, done, failed, keep=True)

    def issue(self) -> None:
        """Give the number and freeze it; its draft goes."""
        kind = self.paper_kind
        if kind is None or not self._go.isEnabled() or self.paper.waiting or self.asks.wrong():
            return
        self._pause.stop()
        if self._keeping:  # its draft goes with it: first it must have its number
            QTimer.singleShot(50, self, self.issue)
            return
        store, typed, day = self.desk.workspace.store, self.asks.typed(), self.asks.day()
        submission, draft, is_bulletin = int(self.submission.currentData() or 0), self.draft, self.bulletin
        self._go.setEnabled(False)

        def job(_control: Control) -> Issued:
            from app.papers import bulletin, issued, letters

            if is_bulletin:
                made, _number = bulletin.issue(store, submission, typed, day=day)
            else:
                made, _number = letters.issue(store, kind.code, typed, day=day)
            if draft:
                letter_drafts.drop_draft(store, draft)
            with store.read() as connection:
                return next(one for one in issued.papers(connection) if one.id == made)

        def done(paper: Issued) -> None:
            self.draft, self._kept = 0, typed
            self.desk.changes.happened.emit(Change())
            self.reload()
            toast(self, f"已签发{paper.title}：{paper.number or paper.record_name}", seconds=10)
            listed.open_issued(self.desk, self, paper)

        self.desk.worker.run(self, job, done, self._told, keep=True)

    def print_draft(self) -> None:
        """The draft in the preview."""
        if self.paper.pdf and self.paper_kind is not None:
            show_pdf(self.desk, self, f"{self.paper_kind.title}（草稿）", self.paper.pdf)

    def _told(self, sentence: str) -> None:
        self._go.setEnabled(self.looked is not None and self.looked.ready)
        if sentence:
            tell(self, "没有完成", sentence)

    def _save_pdf(self) -> None:
        pdf = self.paper.pdf
        if pdf and self.paper_kind is not None:
            saving.save_made(self.desk, self, f"{self.paper_kind.title}（草稿）.pdf", lambda: pdf)

    def _save_word(self) -> None:
        if self.looked is not None:
            save_word(self.desk, self, self.looked)

    def _build(self) -> None:
        here = look()
        self._drafts = QMenu()
        self._drafts_button = menu_button("草稿", "folder-open", self._drafts)
        self.header.tools.addWidget(self._drafts_button)
        self.header.tools.addWidget(button("文书记录", "stamp", on_click=lambda: self.desk.go("papers")))
        left = Card(margin=14, gap=8)
        left.setMaximumWidth(here.px(SIDE))
        self._of = QWidget()
        self._of.setProperty("role", "sheet")
        self._of.setLayout(column(words("依据哪一期报送的调度表", "label"), self.submission, gap=here.px(4)))
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inside = QWidget()
        inside.setProperty("role", "sheet")
        self.asks.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        asked = column(self.notice, self.asks, None, gap=here.px(10))
        inside.setLayout(asked)
        scroll.setWidget(inside)
        above = column(words("公文种类", "label"), self.kind, self._of, gap=here.px(8))
        left.body.addLayout(above)
        left.body.addWidget(scroll, 1)
        gutter(scroll, asked, beside=8, alone=0)
        gutter(
            scroll, above, beside=18, alone=0
        )  # the bar is 10 wide: all that is written in ends in one line
        right = Card(margin=0, gap=0)
        right.body.addWidget(self.paper, 1)
        self._go = button("签发（编号）", "stamp", "primary", tip=FIXED, on_click=self.issue)
        self._go.setEnabled(False)
        acts = QWidget()
        acts.setProperty("role", "sheet")
        flow = FlowLayout(acts, here.px(8), fill_last=False)
        flow.setContentsMargins(here.px(14), here.px(10), here.px(14), here.px(12))
        for part in (
            self._go,
            button("存草稿", "archive", tip="Ctrl+S", on_click=self.keep),
            button("打印草稿", "printer", tip="Ctrl+P", on_click=self.print_draft),
            button("另存 PDF…", "file-down", on_click=self._save_pdf),
            button("另存 Word…", "file-text", on_click=self._save_word),
        ):
            flow.addWidget(part)
        right.body.addWidget(acts)
        body = row(left, right, gap=here.px(12))
        body.setStretch(0, 4)
        body.setStretch(1, 5)
        outer = column(self.header, body, gap=here.px(12))
        outer.setStretch(1, 1)
        outer.setContentsMargins(here.px(20), here.px(14), here.px(20), here.px(14))
        self.setLayout(outer)

    def _take(self, ready: Ready) -> None:
        self.ready = ready
        if self._first:
            for box in (self.kind, self.submission):
                box.blockSignals(True)
            for one in ready.kinds:
                self.kind.addItem(one.title, one.code)
            for box in (self.kind, self.submission):
                box.blockSignals(False)
        chosen = self.submission.currentData()
        self.submission.blockSignals(True)
        self.submission.clear()
        for number, called in ready.submissions:
            self.submission.addItem(called, number)
        self.submission.setCurrentIndex(max(0, self.submission.findData(chosen)))
        self.submission.blockSignals(False)
        self._fill_drafts()
        if self._first:
            self._first = False
            self._other_kind()

    def _fill_drafts(self) -> None:
        self._drafts.clear()
        titles = {one.code: one.title for one in self.ready.kinds}
        for one in self.ready.drafts:
            called = f"{titles.get(one.code, one.code)}　{one.called}　{one.at[:16].replace('T', ' ')}"
            menu = self._drafts.addMenu(called)
            menu.addAction("接着写", partial(self._open_draft, one))
            menu.addAction("删除", partial(self._drop, one))
        self._drafts_button.setEnabled(bool(self.ready.drafts))
        self._drafts_button.setText(f" 草稿 {len(self.ready.drafts)}" if self.ready.drafts else " 草稿")

    def _open_draft(self, one: LetterDraft) -> None:
        if not self._may_leave():
            return
        for box, value in ((self.kind, one.code), (self.submission, one.submission)):
            box.blockSignals(True)
            box.setCurrentIndex(max(0, box.findData(value)))
            box.blockSignals(False)
        self.draft = one.number
        self._show_asks(one.typed)

    def _drop(self, one: LetterDraft) -> None:
        if not ask(self, "删除草稿", f"删除草稿“{one.called}”，不能恢复。", "删除", danger=True):
            return
        store = self.desk.workspace.store

        def done(_nothing: object) -> None:
            if self.draft == one.number:
                self.draft = 0
            self.reload()

        self.desk.worker.run(
            self, lambda _control: letter_drafts.drop_draft(store, one.number), done, self._told, keep=True
        )

    def unsaved(self) -> str:
        """What stands here and was not kept, by its name."""
        typed = self.asks.typed()
        return "公文" if typed != self._kept and any(typed.values()) else ""

    def may_close(self) -> bool:
        """Asked before the window closes."""
        return self._may_leave()

    def _may_leave(self) -> bool:
        """What is written and not kept is asked about."""
        if not self.unsaved():
            return True
        return ask(
            self, "还没有存草稿", "写好的内容还没有存为草稿，要放弃吗？", "放弃", "继续写", danger=True
        )

    def _other_kind(self) -> None:
        """What is asked for the kind, with what is proposed."""
        kind = self.paper_kind
        if kind is None:
            return
        self._of.setVisible(self.bulletin)
        self.draft = 0
        store, submission, is_bulletin = (
            self.desk.workspace.store,
            int(self.submission.currentData() or 0),
            self.bulletin,
        )
        if is_bulletin and not submission:
            self._show_asks({})
            self._failed("还没有报送过调度表。情况通报的数字取自已经报送的调度表，请先报送。")
            return

        def job(_control: Control) -> dict[str, str]:
            from app.papers import bulletin, letters
            from app.papers.issuing import proposed

            if is_bulletin:
                return bulletin.asked(store, submission, store.clock.today())
            with store.read() as connection:
                return proposed(kind, letters.facts_of(connection, {}, store.clock.today()))

        self.desk.worker.run(self, job, self._show_asks, self._failed)

    def _show_asks(self, proposed: Mapping[str, str]) -> None:
        kind = self.paper_kind
        if kind is None:
            return
        self._of.setVisible(self.bulletin)
        self.asks.show_asks(kind.asks, proposed, None)
        self._sheet += 1
        self._pause.stop()
        self._kept = self.asks.typed()
        if not self.bulletin or self.submission.count():
            self.paper.draw()

    def _touched(self) -> None:
        self._go.setEnabled(False)
        self._pause.start()
        self.paper.touch()

    def _job(self) -> Any:
        kind = self.paper_kind
        assert kind is not None
        wish = Wish(kind, int(self.submission.currentData() or 0), self.asks.typed(), "", self.asks.day())
        store = self.desk.workspace.store

        def job(control: Control) -> Drawn:
            from app.papers import bulletin, issuing, letters

            if kind.code == "bulletin":
                draft = bulletin.draft(store, wish.record, wish.typed, day=wish.day)
            else:
                draft = letters.draft(store, kind.code, wish.typed, day=wish.day)
            control.check()
            pdf, _paper = issuing.pages(draft.document)
            return Drawn(pdf, Looked(wish, draft, (), draft.unprintable))

        return job

    def _drawn(self, found: Drawn) -> None:
        looked = found.told
        assert isinstance(looked, Looked)
        self.looked = looked
        clear(self.notice)
        for sentence, tone in warnings(looked):
            self.notice.addWidget(Banner(sentence, tone))
        if looked.draft.missing:
            said = f"还缺{'、'.join(looked.draft.missing)}，补齐后才能签发。"
            self.notice.addWidget(Banner(said, "amber"))
        self._go.setEnabled(looked.ready)
        self._go.setText(" 签发（编号）" if looked.draft.version.number else " 签发")

    def _failed(self, sentence: str) -> None:
        self._go.setEnabled(False)
        clear(self.notice)
        if sentence:
            self.notice.addWidget(Banner(sentence, "red"))
