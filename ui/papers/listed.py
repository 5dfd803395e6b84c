"""How an issued paper is told in lists: its state in a word, and what may be done with it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMenu, QWidget

from app.kernel.change import Change
from app.kernel.feature import Catalogue
from ui.dispatch import saving
from ui.pages.reason_dialog import ReasonDialog
from ui.papers import making
from ui.printing.preview import PreviewWindow, preview_job
from ui.shell.desk import Desk
from ui.shell.notices import tell, toast

if TYPE_CHECKING:
    from app.papers.issued import Issued

_SIGNS = str.maketrans('\\/:*?"<>|', "_" * 9)


def served_kinds(catalogue: Catalogue) -> frozenset[str]:
    """Kinds that are handed to a firm and whose receipt comes back."""
    return frozenset(kind.code for one in catalogue.values() for kind in one.papers if kind.served)


def state_of(paper: Issued, served: frozenset[str], today: date, late: int) -> tuple[str, str]:
    """(word, tone): 已作废, 已送达, 未送达 with its days from ``late`` on, 已签发."""
    if paper.voided:
        return "已作废", "neutral"
    if paper.served_on is not None:
        return "已送达", "green"
    if paper.kind not in served:
        return "已签发", "blue"
    days = (today - paper.issued_on).days
    return ("未送达", "amber") if days < late else (f"未送达 {days} 天", "red")


def open_issued(desk: Desk, owner: QWidget, paper: Issued) -> None:
    """The pages as they went out, in the preview: looked at, printed again, saved."""

    def opened(window: PreviewWindow) -> None:
        if paper.voided:
            toast(window, f"这份文书已作废：{paper.void_reason or ''}", seconds=10)

    preview_job(desk, owner, making.called([paper]), making.content(desk, [paper.id]), opened)


def save_issued(desk: Desk, owner: QWidget, paper: Issued) -> None:
    """The same pages as a file."""
    store = desk.workspace.store

    def make() -> bytes:
        from app.papers import issued

        return issued.content(store, paper.id)

    name = f"{making.called([paper])}.pdf".translate(_SIGNS)
    saving.save_made(desk, owner, name, make)


def ask_receipt(desk: Desk, owner: QWidget, paper: Issued) -> None:
    """送达回执."""
    from ui.papers import receipt_dialog

    receipt_dialog.ask_receipt(desk, paper, owner)


def void(desk: Desk, owner: QWidget, paper: Issued) -> None:
    """作废, with a reason."""
    from app.papers import voiding

    text = f"{paper.title}　{paper.number or ''}\n作废后原件仍可查看，文号保留在文号表里，不再使用。"
    if falling := voiding.falling(desk.workspace.store, paper):
        text += f"\n{paper.record_name}里依据它填写的{falling}会一并撤下，要重新签发、重新送达。"
    dialog = ReasonDialog(owner, "作废文书", text, "作废")
    if not dialog.exec():
        return
    store, reason = desk.workspace.store, dialog.reason

    def job(_control: object) -> Change:
        return voiding.void(store, paper.id, reason)

    def done(change: Change) -> None:
        desk.changes.happened.emit(replace(change, sentence=""))
        toast(owner, change.sentence, seconds=10)

    def refused(sentence: str) -> None:
        if sentence:
            tell(owner, "没有作废", sentence)

    desk.worker.run(desk.changes, job, done, refused, keep=True)


def menu_of(desk: Desk, owner: QWidget, paper: Issued, served: frozenset[str]) -> QMenu:
    """What may be done with an issued paper."""
    menu = QMenu(owner)
    menu.addAction("查看、重新打印", partial(open_issued, desk, owner, paper))
    menu.addAction("另存 PDF…", partial(save_issued, desk, owner, paper))
    if not paper.voided:
        if paper.kind in served:
            menu.addAction("登记送达…", partial(ask_receipt, desk, owner, paper))
        menu.addSeparator()
        menu.addAction("作废…", partial(void, desk, owner, paper))
    return menu
