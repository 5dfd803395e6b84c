"""黑名单案件: one case with its way, what waits, its evidence, records and papers; lies over the ledger."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QButtonGroup, QMenu, QScrollArea, QSizePolicy, QWidget

from app.features.blacklist import notes
from app.kernel.display import show
from app.ledgers import browse
from ui.cases import parts
from ui.cases.correct_dialog import CorrectDialog
from ui.cases.note_dialog import NoteDialog
from ui.cases.reading import CaseFile, read_case
from ui.cases.step_dialog import CaseStepDialog, take_step
from ui.cases.stepper import Stepper
from ui.cases.track import MAIN, way
from ui.dispatch import saving
from ui.forms.flow import FlowLayout
from ui.pages import ledger_actions as actions
from ui.pages.history_view import HistoryView
from ui.pages.record_read import RecordRead
from ui.papers import listed
from ui.papers.offer import fill_menu, open_paper
from ui.papers.record_tab import RecordPapers
from ui.photos.attachments import AttachmentsTab
from ui.shell.desk import Desk
from ui.shell.look import look
from ui.shell.notices import Banner
from ui.shell.press import ToolButton
from ui.shell.widgets import Card, button, clear, column, icon_button, menu_button, pill, row, words

if TYPE_CHECKING:
    from ui.pages.ledger_page import LedgerPage

WAY, BUTTONS = 320, 3
STARTS = {
    "submission": "decided_on",
    "publication": "submitted_on",
    "removal_application": "expires_on",
    "removal": "expires_on",
    "removal_publication": "removed_on",
}
"""From which fact of the case a period is counted."""


class CasePage(QWidget):
    """Lies over the list until 返回 or Esc."""

    def __init__(self, desk: Desk, page: LedgerPage, number: int) -> None:
        super().__init__(page)
        self._desk, self._page, self.number = desk, page, number
        self._feature = page.feature
        self.case: CaseFile | None = None
        self._tab = "要办的事"
        here = look()
        self.setProperty("role", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        back = icon_button("arrow-left", "返回黑名单台账（Esc）", self.close_case, size=18)
        self._title = words("", "title")
        self._title.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._pills = row(gap=here.px(6))
        self._acts = row(gap=here.px(8))
        top = row(back, self._title, self._acts, gap=here.px(10))
        top.setStretch(1, 1)
        self._under = row(self._pills, None)
        self._notice = column(gap=here.px(6))
        self.stepper = Stepper()
        self.stepper.paper_wanted.connect(self._open_issued)
        self.stepper.draw_wanted.connect(self._open_paper)
        left = Card("办理流程", gap=10)
        left.setFixedWidth(here.px(WAY))
        left.body.addWidget(self.stepper, 1)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        right = Card(gap=10)
        right.body.addWidget(self._tab_line())
        right.body.addWidget(self._scroll, 1)
        body = row(left, right, gap=here.px(12))
        body.setStretch(1, 1)
        outer = column(top, self._under, self._notice, body, gap=here.px(8))
        outer.setStretch(3, 1)
        outer.setContentsMargins(here.px(20), here.px(14), here.px(20), here.px(14))
        self.setLayout(outer)
        desk.changes.happened.connect(self.refresh)
        self.refresh()

    def refresh(self, _change: object = None) -> None:
        """Read the case again."""
        space, number = self._desk.workspace, self.number
        self._desk.worker.run(self, lambda _control: read_case(space, number), self._show, self._gone)

    def close_case(self) -> None:
        """Back to the list."""
        self._page.close_over(self)

    def take(self, name: str) -> CaseStepDialog | None:
        """The dialog of a step."""
        return take_step(self._desk, self._feature, self, [self.number], name)

    def note(self, kind: str) -> NoteDialog:
        """The dialog for a management record."""
        record = self.case.record if self.case is not None else {}
        called = f"{show(record.get('number'))}　{show(record.get('enterprise_name'))}"
        dialog = NoteDialog(self._desk, self, self.number, called, kind)
        dialog.open()
        return dialog

    def correct(self) -> CorrectDialog | None:
        """The dialog for a fact that is wrong or has changed."""
        if self.case is None:
            return None
        dialog = CorrectDialog(self._desk, self, self.case.record)
        dialog.open()
        return dialog

    def show_tab(self, title: str, _checked: bool = False) -> None:
        """One of the tabs."""
        self._tab = title
        for made in self._group.buttons():
            made.setChecked(made.text() == title)
        if self.case is None:
            return
        at = self._scroll.verticalScrollBar().value()
        content = self._tabs()[title](self.case)
        content.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        holder = QWidget()
        holder.setProperty("role", "sheet")
        inside = column(content)
        inside.setContentsMargins(0, look().px(4), look().px(8), look().px(4))
        holder.setLayout(inside)
        self._scroll.setWidget(holder)
        self._scroll.verticalScrollBar().setValue(at)

    def _gone(self, sentence: str) -> None:
        if sentence:
            self.close_case()

    def _tabs(self) -> dict[str, Callable[[CaseFile], QWidget]]:
        desk, feature = self._desk, self._feature
        today = desk.workspace.clock.today()
        return {
            "要办的事": lambda case: parts.waiting(
                case, today, self.take, self.note, self._count, self._enter_joint
            ),
            "案件信息": lambda case: RecordRead(feature, case.record, desk),
            "证据附件": lambda case: AttachmentsTab(desk, feature, case.record),
            "管理记录": lambda case: parts.managed(case, self.note, self._open_event),
            "文书": lambda case: RecordPapers(desk, feature, case.record),
            "记录历史": lambda case: HistoryView(desk, feature, case.record),
        }

    def _tab_line(self) -> QWidget:
        self._group = QButtonGroup(self)
        holder = QWidget()
        holder.setProperty("role", "sheet")
        flow = FlowLayout(holder, gap=0, fill_last=False)
        flow.setContentsMargins(0, 0, 0, 0)
        for title in self._tabs():
            made = ToolButton()
            made.setProperty("kind", "tab")
            made.setText(title)
            made.setAccessibleName(title)
            made.setCheckable(True)
            made.setChecked(title == self._tab)
            made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            made.clicked.connect(partial(self.show_tab, title))
            self._group.addButton(made)
            flow.addWidget(made)
        return holder

    def _show(self, case: CaseFile) -> None:
        self.case = case
        record, workflow = case.record, self._feature.workflow
        assert workflow is not None
        today = self._desk.workspace.clock.today()
        self._title.setText(show(record.get("enterprise_name")) or "（未填单位）")
        clear(self._pills)
        self._pills.addWidget(words(show(record.get("number")), "second"))
        state = self._feature.ledger["state"]
        self._pills.addWidget(pill(show(record.get("state")), state.tone(record.get("state")) or "neutral"))
        for ground in record.get("grounds") or ():
            self._pills.addWidget(pill(str(ground)))
        if record.get("rank"):
            self._pills.addWidget(pill(f"{record['rank']}级"))
        self._show_acts(case)
        self._show_notice(case)
        self.stepper.show_way(way(record, workflow, case.dues, today), case.papers, today)
        self.show_tab(self._tab)

    def _show_notice(self, case: CaseFile) -> None:
        clear(self._notice)
        if case.standing:
            after = button("看严重失信主体名单", "external-link", small=True)
            after.clicked.connect(lambda _checked=False: self._desk.go("dishonesty"))
            self._notice.addWidget(Banner(case.standing, "amber", after))
        note = show(case.record.get("incomplete_note"))
        if note:
            self._notice.addWidget(Banner(f"待完善：{note}", "amber"))
        if case.record.get("voided"):
            self._notice.addWidget(Banner(f"已作废：{show(case.record.get('void_reason'))}", "red"))

    def export_file(self, number: str) -> None:
        """The whole case as one file: its papers in order with a list of them, and the evidence."""
        from app.overview.casefile import write_casefile

        store = self._desk.workspace.store

        def make() -> bytes:
            with TemporaryDirectory() as room:
                made = Path(room) / "case.zip"
                write_casefile(store, number, made)
                return made.read_bytes()

        saving.save_made(self._desk, self, f"黑名单卷宗_{number}.zip", make)

    def _show_acts(self, case: CaseFile) -> None:
        had = self.window().focusWidget()
        held = had is not None and self._acts.indexOf(had) >= 0  # the pressed button goes, its place stays
        clear(self._acts)
        desk, feature, number, record = self._desk, self._feature, self.number, case.record
        assert feature.workflow is not None
        steps = feature.workflow.open_steps(record) if not record.get("voided") else ()
        main = [step for step in steps if step.name in MAIN]
        more = QMenu()
        for at, step in enumerate(main[:BUTTONS]):
            act = button(step.title, kind="primary" if at == 0 else "plain", tip=step.source)
            act.clicked.connect(lambda _checked=False, name=step.name: self.take(name))
            self._acts.addWidget(act)
        for step in (*main[BUTTONS:], *(step for step in steps if step.name not in MAIN)):
            more.addAction(f"{step.title}…", partial(self.take, step.name))
        more.addSeparator()
        more.addAction("更正…", self.correct)
        more.addAction("修改…", partial(actions.change_record, desk, feature, self, number))
        more.addAction("导出整案卷宗…", partial(self.export_file, str(record["number"])))
        more.addAction("打印卡片", partial(actions.print_cards, desk, feature, self, [number]))
        if record.get("voided"):
            more.addAction("撤销作废", partial(actions.unvoid, desk, feature, self, [number]))
        else:
            more.addAction("作废…", partial(actions.void, desk, feature, self, [number]))
        more.addAction("删除…", partial(actions.delete, desk, feature, self, [number]))
        papers = QMenu()
        fill_menu(papers, desk, feature, self, [number])
        self._acts.addWidget(menu_button("文书", "stamp", papers))
        self._acts.addWidget(menu_button("更多", "ellipsis", more))
        at_first = self._acts.itemAt(0)
        first = at_first.widget() if at_first is not None else None
        if held and first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _count(self, name: str) -> None:
        """To the calculator, with the rule and the day it is counted from."""
        start = self.case.record.get(STARTS.get(name, "published_on")) if self.case is not None else None
        self._desk.go("deadlines", rule=f"blacklist.{name}", start=start)

    def _enter_joint(self) -> None:
        store, number = self._desk.workspace.store, self.number
        self._desk.write(self, lambda _control: notes.enter_joint_measures(store, [number]))

    def _open_event(self, number: int) -> None:
        actions.change_record(self._desk, self._desk.feature("blacklist_events"), self, number)

    def _open_issued(self, paper: int) -> None:
        found = next((one for one in self.case.papers if one.id == paper), None) if self.case else None
        if found is not None:
            listed.open_issued(self._desk, self, found)

    def _open_paper(self, code: str) -> None:
        open_paper(self._desk, self._feature, self, [self.number], code)


def open_case(desk: Desk, page: LedgerPage, number: int) -> None:
    """What Enter on a case does."""
    if browse.record(desk.workspace.store, page.feature, number) is not None:
        page.open_over(CasePage(desk, page, number))
