"""核对: figures as cards, rows by kind, the headings, and what only the clerk can say."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QStackedWidget, QWidget

from app.kernel.ledger import View
from app.ledgers.import_plan import CHANGED, NEW, SAME
from ui.imports.mapping import MappingView
from ui.imports.preview import Preview, Sheet
from ui.imports.questions import QuestionsPanel
from ui.imports.session import ImportSession
from ui.shell.look import look
from ui.shell.notices import Banner
from ui.shell.widgets import Card, EmptyState, FigureCard, clear, column, row
from ui.tables.plain import PlainColumn, PlainTable
from ui.tables.view_tabs import ViewTabs

FIGURES = (
    ("read", "读到"),
    (NEW, "新增"),
    (CHANGED, "更新"),
    (SAME, "未变"),
    ("incomplete", "待完善"),
    ("refused", "退回"),
    ("skipped", "略过"),
)
NOTHING = {
    NEW: "没有新增的记录。",
    CHANGED: "没有要更新的记录。",
    SAME: "没有与台账完全相同的行。",
    "incomplete": "没有待完善的记录。",
    "refused": "没有退回的单元格，全部看懂了。",
    "skipped": "没有略过的行。",
    "firms": "不需要新建企业。",
}
MAPPING = "mapping"


class Review(QWidget):
    """Shows a preview and hands corrections to the session."""

    def __init__(self, session: ImportSession) -> None:
        super().__init__()
        self.session = session
        here = look()
        self.cards = {name: self._card(name, title) for name, title in FIGURES}
        self.notes = column(gap=here.px(8))
        self.tabs = ViewTabs()
        self.tabs.chosen.connect(self.open_tab)
        self.table = PlainTable("导入的行")
        self.mapping = MappingView()
        self.mapping.led.connect(session.lead)
        self.nothing = EmptyState("circle-check", "")
        self.stack = QStackedWidget()
        for part in (self.table, self.mapping, self.nothing):
            self.stack.addWidget(part)
        self.questions = QuestionsPanel(session.desk)
        self.questions.answered.connect(session.fill)
        self.questions.meant.connect(session.choose_firm)
        self.questions.year_said.connect(lambda year: session.choose_year(year or None))
        self.questions.hide()
        sheet = Card(margin=10, gap=6)
        sheet.body.addWidget(self.tabs)
        sheet.body.addWidget(self.stack, 1)
        body = row(sheet, self.questions, gap=here.px(12))
        body.setStretch(0, 1)
        outer = column(self.notes, row(*self.cards.values(), gap=here.px(8)), body, gap=here.px(10))
        outer.setStretch(2, 1)
        self.setLayout(outer)
        self._preview: Preview | None = None

    def show_preview(self, preview: Preview) -> None:
        """Show what the import would do."""
        first = self._preview is None or self._preview.plan.feature.name != preview.plan.feature.name
        self._preview = preview
        for name, card in self.cards.items():
            card.show_figure(f"{preview.figures[name]:,}")
        self._notes(preview)
        shown = self.tabs.current or self._telling(preview)
        self.tabs.show_views(self._views(preview), shown)
        self.questions.setVisible(self.questions.show_preview(preview, self.session.year))
        self.mapping.show_headings(preview.plan.feature, preview.headings)
        self.open_tab(self._telling(preview) if first else shown)

    def open_tab(self, name: str) -> None:
        """Show the rows of one kind, or the headings."""
        if self._preview is None:
            return
        self.tabs.mark(name)
        if name == MAPPING:
            self.stack.setCurrentWidget(self.mapping)
            return
        sheet = self._preview.tables.get(name) or Sheet((), [])
        if not sheet.lines:
            self.nothing.title.setText(NOTHING.get(name, "这里没有内容。"))
            self.stack.setCurrentWidget(self.nothing)
            return
        fields = sheet.fields or (None,) * len(sheet.columns)
        columns = [
            PlainColumn(*one, field.tone if field is not None and field.tones else None)
            for one, field in zip(sheet.columns, fields, strict=True)
        ]
        self.table.show_rows(columns, sheet.lines)
        self.table.setAccessibleName(dict(FIGURES).get(name, "新企业"))
        self.stack.setCurrentWidget(self.table)

    def _card(self, name: str, title: str) -> FigureCard:
        card = FigureCard(title, "—", "", None if name == "read" else partial(self.open_tab, name))
        card.note.hide()
        card.body.setSpacing(look().px(2))
        side, ends = look().px(14), look().px(10)
        card.body.setContentsMargins(side, ends, side, ends)
        return card

    def _views(self, preview: Preview) -> tuple[View, ...]:
        views = [View(name, title) for name, title in FIGURES if name != "read"]
        views.append(View(MAPPING, "栏目对应"))
        if preview.plan.new_firms:
            views.append(View("firms", f"新企业 {len(preview.plan.new_firms)}"))
        return tuple(views)

    def _telling(self, preview: Preview) -> str:
        """What to look at first: what would be written, else what would not."""
        return next((name for name, _ in FIGURES if name != "read" and preview.figures[name]), MAPPING)

    def _notes(self, preview: Preview) -> None:
        """What must be seen before writing."""
        clear(self.notes)
        session, plan = self.session, preview.plan
        if session.earlier:
            last = session.earlier[0]
            again = f"这个文件 {last.at[:16]} 已经导入过（{last.who or '未署名'}）。"
            if changed := preview.figures[CHANGED]:
                again += (
                    f"之后改过的 {changed} {plan.feature.ledger.counter}会变回文件里的旧内容，请先看“更新”。"
                )
            else:
                again += "再导入一次不会重复。"
            self.notes.addWidget(Banner(again, "amber"))
        if session.wished and session.ledger != session.wished and not session.mapping:
            wished = session.desk.feature(session.wished).ledger.title
            text = f"这份表的表头是“{plan.feature.ledger.title}”的，不是“{wished}”的，已按{plan.feature.ledger.title}台账读取。"
            self.notes.addWidget(Banner(text, "blue"))
        if plan.notes:
            self.notes.addWidget(Banner("".join(plan.notes), "blue"))
        unsure = [one.text for one in preview.headings if one.how == "similar"]
        if unsure:
            text = f"有 {len(unsure)} 个栏目只是相近，请在“栏目对应”里核对：{'、'.join(unsure[:4])}"
            self.notes.addWidget(Banner(text, "amber"))
