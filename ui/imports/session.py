"""One file on its way into a ledger: read, plan, correct, write, take back. Knows no widget."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from app.exchange.read import WebPage, Workbook, read_workbook
from app.kernel.change import Change
from app.kernel.errors import Cancelled
from app.kernel.feature import Feature
from app.kernel.fields import Value
from app.ledgers.guessing import Guess, guess_ledger
from app.ledgers.import_plan import Request
from app.ledgers.import_records import Imported, imports_of_file, return_refused
from app.ledgers.importing import apply_plan, plan_workbook, refuse_blank
from app.ledgers.undo import undo
from app.overview.keeping import make_backup
from ui.imports.preview import Preview, preview_of
from ui.shell.desk import Desk
from ui.shell.worker import Control

_UNKNOWN = "没有认出这份表是哪个台账的。"
_CHOOSE = "请在上方选择要导入到哪个台账。"
_FILLED_TABLE = "它像是填好的调度表：调度表由台账自动算出，不用导入；要导入的是企业、隐患、检查等台账。"
_CODE = re.compile(r"[A-D]\d{1,2}")
SETTLE = 350  # ms after the last correction before the plan is made again


@dataclass(frozen=True)
class _Read:
    """The workbook, or the sentence that it is a web page."""

    workbook: Workbook | None = None
    guesses: tuple[Guess, ...] = ()
    earlier: tuple[Imported, ...] = ()
    page: str = ""


class ImportSession(QObject):
    """Signals say what has come of each step; ``refused`` carries a sentence and whether 网页 may be read."""

    moved = Signal(int, int, str)
    refused = Signal(str, bool)
    no_plan = Signal(str)
    planning = Signal()
    planned = Signal(object)
    written = Signal(object)
    not_written = Signal(str)
    undone = Signal(object)
    not_undone = Signal(str)

    def __init__(self, desk: Desk, path: Path, ledger: str = "", parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.desk, self.path, self.ledger = desk, path, ledger
        self.wished = ledger
        self.workbook: Workbook | None = None
        self.guesses: tuple[Guess, ...] = ()
        self.earlier: tuple[Imported, ...] = ()
        self.preview: Preview | None = None
        self.change: Change | None = None
        self.mapping: dict[str, str] = {}
        self.values: dict[str, Value] = {}
        self.firms: dict[str, int | str] = {}
        self.year: int | None = None
        self.accept_html = False
        self._control: Control | None = None
        self._stop = threading.Event()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SETTLE)
        self._timer.timeout.connect(self.plan)

    @property
    def feature(self) -> Feature | None:
        """The ledger the file goes into, once that is known."""
        return self.desk.workspace.catalogue.get(self.ledger)

    def read(self, *, accept_html: bool = False) -> None:
        """Open the file in the background."""
        self.accept_html = accept_html
        store, catalogue, path = self.desk.workspace.store, self.desk.workspace.catalogue, self.path

        def job(control: Control) -> _Read:
            try:
                workbook = read_workbook(
                    path,
                    progress=lambda at, total: control.tell(at, total, f"正在读取 {at:,} 行"),
                    cancelled=lambda: control.cancelled,
                    accept_html=accept_html,
                )
            except WebPage as page:
                return _Read(page=str(page))
            refuse_blank(workbook, path.name)
            control.report(0, 0, "正在辨认表头")
            earlier = imports_of_file(store, workbook.sha256)
            return _Read(workbook, tuple(guess_ledger(workbook, catalogue)), tuple(earlier))

        self._run(job, self._opened, self._unread)

    def _unread(self, sentence: str) -> None:
        if sentence:
            self.refused.emit(sentence, False)

    def _opened(self, found: _Read) -> None:
        if found.workbook is None:
            self.refused.emit(found.page, True)
            return
        self.workbook, self.guesses, self.earlier = found.workbook, found.guesses, found.earlier
        fitting = [guess.ledger for guess in found.guesses]
        if fitting and self.ledger not in fitting:
            self.ledger = fitting[0]
        if self._is_filled_table() and (not fitting or self._holds_codes()):
            self.no_plan.emit(_UNKNOWN + _FILLED_TABLE)
        elif self.ledger:
            self.plan()
        else:
            self.no_plan.emit(_UNKNOWN + _CHOOSE)

    def _is_filled_table(self) -> bool:
        """A progress table somebody filled in is no ledger."""
        sheets = self.workbook.sheets if self.workbook is not None else ()
        tops = (cell for sheet in sheets for row in sheet.rows[:3] for cell in row if isinstance(cell, str))
        return "调度表" in self.path.name or any("调度表" in cell for cell in tops)

    def _holds_codes(self) -> bool:
        """Are there figures' codes (A1, B12) in it? A ledger has none, whatever its headings are."""
        sheets = self.workbook.sheets if self.workbook is not None else ()
        cells = (cell for sheet in sheets for row in sheet.rows for cell in row if isinstance(cell, str))
        return sum(bool(_CODE.fullmatch(cell.strip())) for cell in cells) > 1

    def choose_ledger(self, ledger: str) -> None:
        """Another ledger than guessed: what was corrected for the first does not hold for it."""
        if ledger == self.ledger:
            return
        self.ledger = ledger
        self.mapping, self.values, self.firms = {}, {}, {}
        self.plan()

    def lead(self, heading: str, field: str) -> None:
        """The clerk says what a heading means; empty: leave the column out."""
        self.mapping[heading] = field
        self._later()

    def fill(self, field: str, value: Value) -> None:
        """A value for every row that has none."""
        if value in (None, "", ()):
            self.values.pop(field, None)
        else:
            self.values[field] = value
        self._later()

    def choose_firm(self, name: str, firm: int | str | None) -> None:
        """Which firm a short name means; None leaves it open."""
        if firm is None:
            self.firms.pop(name, None)
        else:
            self.firms[name] = firm
        self._later()

    def choose_year(self, year: int | None) -> None:
        """The year of days written without one."""
        self.year = year
        self._later()

    def _later(self) -> None:
        """Plan again when the corrections pause."""
        self._timer.start()
        self.planning.emit()

    def plan(self) -> None:
        """Make the plan for what is known now; an earlier one still being made is dropped."""
        self._timer.stop()
        feature, workbook = self.feature, self.workbook
        if feature is None or workbook is None:
            return
        store = self.desk.workspace.store
        request = Request(
            self.path,
            values=dict(self.values),
            mapping=dict(self.mapping),
            year=self.year,
            accept_html=self.accept_html,
            firms=dict(self.firms),
        )

        def job(control: Control) -> Preview:
            plan = plan_workbook(
                store,
                feature,
                request,
                workbook,
                lambda text, done: control.tell(done, 0, f"{text}（{done:,} 行）" if done else text),
                lambda: control.cancelled,
            )
            control.check()
            return preview_of(plan, workbook)

        self.planning.emit()
        self._run(job, self._planned, self._unplanned)

    def _planned(self, preview: Preview) -> None:
        self.preview = preview
        self.planned.emit(preview)

    def _unplanned(self, sentence: str) -> None:
        if sentence:
            self.preview = None
            self.no_plan.emit(sentence)

    def write(self) -> None:
        """Back up, then write in one transaction. May be stopped until that is being ended."""
        if self.preview is None:
            return
        store, plan = self.desk.workspace.store, self.preview.plan
        stop = self._stop
        stop.clear()

        def job(control: Control) -> Change:
            def say(text: str, done: int = 0) -> None:
                if stop.is_set():
                    raise Cancelled
                control.tell(done, plan.read if done else 0, text)

            say("正在备份")
            make_backup(store, "import", say)
            say("正在写入")
            return apply_plan(store, plan, say)

        self._run(job, self._wrote, self.not_written.emit, keep=True)

    def _wrote(self, change: Change) -> None:
        self.change = change
        self.desk.changes.happened.emit(change)
        self.written.emit(change)

    def take_back(self) -> None:
        """Undo the whole import."""
        if self.change is None:
            return
        here, operation = self.desk.workspace, self.change.operation

        def done(change: Change) -> None:
            self.desk.changes.happened.emit(change)
            self.undone.emit(change)

        self._run(
            lambda _control: undo(here.store, here.catalogue, operation),
            done,
            self.not_undone.emit,
            keep=True,
        )

    def give_back(self, out: Path, done: Callable[[Path], object], failed: Callable[[str], object]) -> None:
        """Write the file again with what was refused marked in yellow."""
        if self.preview is None:
            return
        plan = self.preview.plan
        self.desk.worker.run(self, lambda _control: return_refused(plan, out), done, failed)

    def stop(self) -> None:
        """Stop what is going on; a transaction being ended is not cut."""
        self._timer.stop()
        self._stop.set()

    def abandon(self) -> None:
        """The clerk goes: reading and planning end, nothing is written."""
        self.stop()
        if self._control is not None:
            self._control.cancel()

    def _run(
        self,
        job: Callable[[Control], object],
        done: Callable[..., object],
        failed: Callable[[str], object],
        *,
        keep: bool = False,
    ) -> None:
        if self._control is not None:
            self._control.cancel()
        self._control = self.desk.worker.run(self, job, done, failed, self.moved.emit, keep=keep)
