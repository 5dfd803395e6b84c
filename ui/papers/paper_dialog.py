"""开文书: one record's paper, filled, looked at while it is filled, printed as a draft or issued."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QScrollArea, QSizePolicy, QWidget

from app.kernel.feature import Feature
from app.kernel.papers import PaperKind
from ui.dispatch import saving
from ui.forms.one import Choice
from ui.manual.help_window import offer_help
from ui.papers import making
from ui.papers.asking import AskForm
from ui.papers.live import Drawn, LivePaper
from ui.papers.making import Choices, Lack, Looked, Wish
from ui.papers.offer import offered
from ui.printing.preview import show_pdf
from ui.shell.desk import Desk
from ui.shell.fitting import gutter
from ui.shell.look import look
from ui.shell.notices import Banner, toast
from ui.shell.widgets import button, clear, column, row, words
from ui.shell.worker import Control

SIDE, WIDE, HIGH = 348, 1080, 680
FIXED = "签发后内容和文号固定，有错只能作废重开。"


class PaperDialog(QDialog):
    """Left what is asked and what is missing, right the very pages. Ctrl+Enter issues, Ctrl+P prints the draft."""

    def __init__(self, desk: Desk, feature: Feature, parent: QWidget, record: int, code: str = "") -> None:
        super().__init__(parent)
        self._desk, self._feature, self._record, self._over = desk, feature, record, parent
        self.looked: Looked | None = None
        here = look()
        self.setWindowTitle("开文书")
        self.setModal(True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty("ground", "surface")
        offer_help(self, desk, "papers")
        self.kind = Choice()
        self.kind.setAccessibleName("文书种类")
        for one, called in offered(desk, feature):
            self.kind.addItem(called, one.code)
        self.kind.setCurrentIndex(max(0, self.kind.findData(code)))
        self.variant = Choice()
        self.variant.setAccessibleName("样式")
        self.asks = AskForm(desk.workspace.clock.today())
        self.paper = LivePaper(desk, self._draft)
        self.paper.drawn.connect(self._drawn)
        self.paper.failed.connect(self._failed)
        self.notice = column(gap=here.px(6))
        self._build()
        self.asks.changed.connect(self._touched)
        self.kind.currentIndexChanged.connect(lambda _at: self._other_kind())
        self.variant.currentIndexChanged.connect(lambda _at: self._touched())
        desk.changes.happened.connect(self._written_elsewhere)
        room = self.screen().availableGeometry()
        self.resize(min(here.px(WIDE), room.width() - 40), min(here.px(HIGH), room.height() - 60))
        for keys, act in (
            ("Ctrl+Return", self.issue),
            ("Ctrl+Enter", self.issue),
            ("Ctrl+P", self.print_draft),
            ("Ctrl+S", self.save_pdf),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(act)
        self._other_kind()

    @property
    def paper_kind(self) -> PaperKind:
        """The kind that is chosen."""
        return next(one for one in self._feature.papers if one.code == self.kind.currentData())

    def wish(self) -> Wish:
        """What stands in the dialog."""
        return Wish(
            self.paper_kind,
            self._record,
            self.asks.typed(),
            str(self.variant.currentData() or ""),
            self.asks.day(),
        )

    def print_draft(self) -> None:
        """The draft in the preview, from where it is printed."""
        if self.paper.pdf:
            show_pdf(self._desk, self, f"{self.paper_kind.title}（草稿）", self.paper.pdf)

    def save_pdf(self) -> None:
        """The draft as a file."""
        pdf = self.paper.pdf
        if pdf:
            saving.save_made(self._desk, self, f"{self.paper_kind.title}（草稿）.pdf", lambda: pdf)

    def save_word(self) -> None:
        """The draft for those who must edit it."""
        if self.looked is not None:
            save_word(self._desk, self, self.looked)

    def issue(self) -> None:
        """Give the number and freeze the paper."""
        if self.asks.wrong() or not self._go.isEnabled() or self.paper.waiting:
            return
        self._go.setEnabled(False)
        result = making.Result()
        job = making.issue(self._desk, self._feature, self.wish(), [self._record], result)
        self._desk.write(self, job, lambda _change: self._issued(result), self._refused, undo=False)

    def _issued(self, result: making.Result) -> None:
        show_issued(self._desk, self._over, result)
        self.accept()

    def _refused(self, sentence: str) -> None:
        self._go.setEnabled(True)
        if sentence:
            clear(self.notice)
            self.notice.addWidget(Banner(sentence, "red"))

    def _build(self) -> None:
        here = look()
        record_line = words("", "second", wrap=True)
        self._of = record_line
        top = column(words("文书种类", "label"), self.kind, self._variant_row(), record_line, gap=here.px(4))
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inside = QWidget()
        inside.setProperty("role", "sheet")
        self.asks.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        inside.setLayout(asked := column(self.notice, self.asks, None, gap=here.px(10)))
        scroll.setWidget(inside)
        gutter(scroll, asked, beside=8, alone=0)
        left = QWidget()
        left.setProperty("role", "sheet")
        left.setFixedWidth(here.px(SIDE))
        left_body = column(top, scroll, gap=here.px(10))
        left_body.setStretch(1, 1)
        left.setLayout(left_body)
        body = row(left, self.paper, gap=here.px(14))
        body.setStretch(1, 1)
        self._go = button("签发（编号）", "stamp", "primary", tip="Ctrl+Enter", on_click=self.issue)
        self._go.setEnabled(False)
        self._draft_acts = (
            button("打印草稿", "printer", tip="Ctrl+P", on_click=self.print_draft),
            button("另存 PDF…", "file-down", tip="Ctrl+S", on_click=self.save_pdf),
            button("另存 Word…", "file-text", on_click=self.save_word),
        )
        for one in self._draft_acts:
            one.setEnabled(False)
        said = words(FIXED, "hint")
        foot = row(
            *self._draft_acts, None, said, button("取消", on_click=self.reject), self._go, gap=here.px(8)
        )
        outer = column(body, foot, gap=here.px(12))
        outer.setStretch(0, 1)
        outer.setContentsMargins(here.px(18), here.px(16), here.px(18), here.px(14))
        self.setLayout(outer)

    def _variant_row(self) -> QWidget:
        self._variant_box = QWidget()
        self._variant_box.setProperty("role", "sheet")
        self._variant_box.setLayout(column(words("样式", "label"), self.variant, gap=look().px(4)))
        return self._variant_box

    def _written_elsewhere(self, _change: object) -> None:
        """A slot of the dialog's own: it is let go with the dialog."""
        self.paper.draw()

    def _other_kind(self) -> None:
        self._go.setEnabled(False)
        self._desk.worker.run(
            self,
            making.choices(self._desk, self._feature, self.paper_kind, self._record),
            self._show_choices,
            self._failed,
        )

    def _show_choices(self, found: Choices) -> None:
        if found.kind is not self.paper_kind:
            return
        fill_variants(self.variant, found, self.asks.day())
        self._variant_box.setVisible(self.variant.count() > 1)
        day = self.asks.day() if self.asks.grid is not None else None
        self.asks.show_asks(found.kind.asks, found.proposed, day)
        self.paper.draw()

    def _touched(self) -> None:
        self._go.setEnabled(False)
        self.paper.touch()

    def _draft(self) -> Callable[[Control], Drawn]:
        return making.look_at(self._desk, self._feature, self.wish())

    def _drawn(self, found: Drawn) -> None:
        looked = found.told
        assert isinstance(looked, Looked)
        self.looked = looked
        show_variant(self.variant, looked.draft.version.variant)
        self._say(looked)
        firm = looked.draft.values.get("单位名称") or ""
        self._of.setText(str(firm))
        self._of.setVisible(bool(firm))
        self._go.setEnabled(looked.ready)
        self._go.setText(" 签发（编号）" if looked.draft.version.number else " 签发")
        for one in self._draft_acts:
            one.setEnabled(True)

    def _failed(self, sentence: str) -> None:
        self._go.setEnabled(False)
        clear(self.notice)
        if sentence:
            self.notice.addWidget(Banner(sentence, "red"))

    def _say(self, looked: Looked) -> None:
        clear(self.notice)
        for sentence, tone in warnings(looked):
            self.notice.addWidget(Banner(sentence, tone))
        if looked.missing:
            self.notice.addWidget(words("还缺下面几项，补齐后才能签发：", "second", wrap=True))
            for lack in looked.missing:
                go = button(lack_words(lack), "arrow-right", "link", small=True)
                go.clicked.connect(partial(self._go_to, lack))
                self.notice.addLayout(row(go, None))

    def _go_to(self, lack: Lack, _checked: bool = False) -> None:
        """To where the missing value is to be written."""
        if lack.where == "ask":
            self.asks.go_to(lack.name)
        else:
            mend(self._desk, self._feature, self, self._record, lack)


def fill_variants(box: Choice, found: Choices, day: object) -> None:
    """The styles of a kind; what is out of force on the day says so."""
    box.blockSignals(True)
    box.clear()
    for one in found.versions:
        title = one.variant_title or one.title
        own = "（本单位文字）" if one.own else ""
        box.addItem(f"{title}{own}{'' if one.in_force(day) else '（已失效）'}", one.variant)  # type: ignore[arg-type]
    box.setCurrentIndex(-1)
    box.blockSignals(False)


def show_variant(box: Choice, variant: str) -> None:
    """The style that was taken, without asking again."""
    box.blockSignals(True)
    box.setCurrentIndex(box.findData(variant))
    box.blockSignals(False)


def warnings(looked: Looked) -> list[tuple[str, str]]:
    """What stands in the way or must be known, with its tone."""
    found = []
    version, day = looked.draft.version, looked.wish.day
    if not version.in_force(day):
        ended = (
            f"到 {version.valid_to} 为止" if version.valid_to and day > version.valid_to else "还没有开始施行"
        )
        found.append((f"这个样式依据的规定有效期{ended}，{day} 不在有效期内，请核对依据。", "amber"))
    if looked.draft.held_back:
        found.append((looked.draft.held_back, "red"))
    if looked.unprintable:
        found.append((f"有打印不出来的字：{'、'.join(looked.unprintable)}。请改用其他写法。", "red"))
    return found


def lack_words(lack: Lack) -> str:
    """What is missing and where it is written."""
    where = {"ask": "在下面填写", "record": "去记录里填", "firm": "去企业档案填", "office": "去设置里填"}
    return f"{lack.name}（{where[lack.where]}）"


def mend(desk: Desk, feature: Feature, dialog: QDialog, record: int, lack: Lack) -> None:
    """Open the form or the settings where a missing value belongs."""
    from app.ledgers import browse
    from ui.pages.ledger_actions import change_record

    if lack.where == "office":
        dialog.reject()
        desk.go("settings", section="organ")
        return
    if lack.where == "firm":
        firm = (browse.record(desk.workspace.store, feature, record) or {}).get("enterprise_id")
        if isinstance(firm, int):
            change_record(desk, desk.feature("enterprises"), dialog, firm)
        return
    form = change_record(desk, feature, dialog, record)
    if form is not None and lack.field in form.form.boxes:
        form.form.boxes[lack.field].editor.setFocus()


def save_word(desk: Desk, parent: QWidget, looked: Looked) -> None:
    """The draft's document as .docx."""
    document = looked.draft.document

    def make() -> bytes:
        from app.papers.output import word_file

        return word_file(document)

    saving.save_made(desk, parent, f"{looked.wish.kind.title}（草稿）.docx", make)


def show_issued(desk: Desk, over: QWidget, result: making.Result) -> None:
    """What was issued, in the preview from where it is printed, and its number in a toast."""
    papers = result.papers
    if not papers:
        return
    numbers = [one.number for one in papers if one.number]
    if len(papers) == 1:
        said = f"已签发{papers[0].title}" + (f"：{numbers[0]}" if numbers else "")
    else:
        said = f"已签发 {len(papers)} 份{papers[0].title}"
        said += f"：{numbers[0]} 至 {numbers[-1]}" if numbers else ""
    title = making.called(papers)

    def show(pdf: bytes) -> None:
        toast(show_pdf(desk, over, title, pdf), said, seconds=10)

    desk.worker.run(over, making.content(desk, [one.id for one in papers]), show)
