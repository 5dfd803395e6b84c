"""What the buttons of the progress table do."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QWidget

from app.dispatch import adjustments
from app.dispatch.archive import Submission, reprint
from app.dispatch.figures import Adjustment
from app.kernel.change import Change
from ui.dispatch import saving
from ui.dispatch.adjustment_dialog import AdjustmentDialog
from ui.dispatch.matrix import Matrix, matrix_bytes
from ui.dispatch.snapshot import Snapshot, Wish, scopes
from ui.dispatch.statement_dialog import StatementDialog, statement
from ui.dispatch.submit_dialog import SubmitDialog
from ui.pages.reason_dialog import ReasonDialog
from ui.printing.preview import preview_pdf, show_pdf
from ui.shell.desk import Desk
from ui.shell.notices import tell
from ui.shell.worker import Control


def preview(desk: Desk, page: QWidget, taken: Snapshot) -> None:
    """The sheet as it will be printed."""
    figures, office = taken.figures, taken.office

    def make(out: Path) -> None:
        out.write_bytes(saving.sheet_bytes(figures, office, "pdf"))

    preview_pdf(desk, page, saving.file_name(figures, "pdf").removesuffix(".pdf"), make)


def export(desk: Desk, page: QWidget, taken: Snapshot, ending: str, matrix: Matrix | None) -> None:
    """The sheet as a file; the matrix where it is in sight and a workbook is wanted."""
    name = saving.file_name(taken.figures, ending)
    if matrix is not None and ending == "xlsx":
        saving.save_made(desk, page, name.replace("调度表", "调度表分列", 1), lambda: matrix_bytes(matrix))
    else:
        saving.save_made(desk, page, name, lambda: saving.sheet_bytes(taken.figures, taken.office, ending))


def submit(desk: Desk, page: QWidget, taken: Snapshot) -> None:
    """Hand the table in, or correct it; the frozen paper is shown."""
    dialog = SubmitDialog(desk, taken, page)
    dialog.submitted.connect(lambda one: show_frozen(desk, page, one))
    dialog.open()


def adjust(desk: Desk, page: QWidget, taken: Snapshot, code: str, part: int) -> None:
    """The dialog for an entry by hand."""
    day = min(max(taken.figures.day, taken.table.first_day), taken.table.last_day)
    offered = scopes(desk.workspace, taken.table)
    AdjustmentDialog(desk, taken.table, offered, day, code, part, page).open()


def cancel(desk: Desk, page: QWidget, entry: Adjustment) -> None:
    """Take an entry back, with a reason."""
    text = f"撤销后，{entry.code} 的这笔调整不再计入；已经报送的各期不受影响。"
    dialog = ReasonDialog(page, "撤销调整", text, "撤销调整")
    if not dialog.exec():
        return
    store, reason = desk.workspace.store, dialog.reason

    def job(_control: Control) -> Change:
        adjustments.cancel(store, entry.id, reason)
        return Change(sentence="已撤销调整")

    desk.write(page, job)


def state_why(desk: Desk, page: QWidget, taken: Snapshot) -> None:
    """情况说明 for what fell."""
    workspace = desk.workspace
    name = saving.file_name(taken.figures, "txt").replace("调度表", "情况说明", 1)

    def show(text: str) -> None:
        if text:
            StatementDialog(desk, text, name, page).open()
        else:
            tell(page, "情况说明", "没有低于上次报送的累计数，不需要情况说明。")

    desk.worker.run(page, lambda _control: statement(workspace, taken), show)


def show_frozen(desk: Desk, page: QWidget, one: Submission) -> None:
    """The paper as it was handed in."""
    store = desk.workspace.store

    def job(_control: Control) -> bytes:
        with store.read() as connection:
            return reprint(connection, one.id)

    def failed(sentence: str) -> None:
        if sentence:
            tell(page, "打不开存档", sentence)

    desk.worker.run(page, job, lambda pdf: show_pdf(desk, page, f"调度表_{one.title}", pdf), failed)


def batch(desk: Desk, page: QWidget, wish: Wish, taken: Snapshot) -> None:
    """Many communities in one go."""
    from ui.printing.batch import BatchDialog

    BatchDialog(desk, wish, scopes(desk.workspace, taken.table), page).open()
