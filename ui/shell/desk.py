"""What every page is handed: the open workspace, the workers, the news, and the way to other pages."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from app.kernel.change import Change
from app.kernel.errors import Refusal
from ui.shell.changes import Changes
from ui.shell.notices import tell, toast
from ui.shell.preferences import Preferences
from ui.shell.worker import Control, Worker

if TYPE_CHECKING:
    from app.bootstrap import Workspace
    from app.kernel.feature import Feature


@dataclass(frozen=True)
class Desk:
    """``go`` leads to another page: ``desk.go("hazards", record=5)`` or ``rule=…``, ``search=…``."""

    workspace: Workspace
    worker: Worker
    changes: Changes
    preferences: Preferences
    show_page: Callable[[str, Mapping[str, Any]], None]

    def go(self, page: str, **target: Any) -> None:
        """Lead to another page and tell it what to show."""
        self.show_page(page, target)

    def feature(self, name: str) -> Feature:
        """The feature behind a ledger's name."""
        return self.workspace.catalogue[name]

    def write(
        self,
        owner: QWidget,
        job: Callable[[Control], Change],
        done: Callable[[Change], object] | None = None,
        failed: Callable[[str], object] | None = None,
        *,
        undo: bool = True,
        progress: Callable[[int, int, str], object] | None = None,
        asker: QWidget | None = None,
    ) -> Control:
        """Write off the screen's thread, tell everybody, and offer 撤销 in a toast.

        Without ``failed`` a refusal is shown in a box over ``owner``. A change that was written is told to
        everybody even where ``owner`` has gone or the job was cancelled too late. ``asker`` is a dialog over
        ``owner`` that may be left while the job runs: then ``owner`` tells how it ended.
        """

        def written(change: Change) -> None:
            self.changes.happened.emit(change)
            if not isValid(owner):
                return
            if done is not None and isValid(asker or owner):
                done(change)
            if change.sentence:
                able = undo and bool(change.operation)
                window = owner.window()  # with another text size it stays, and the page goes
                toast(
                    window,
                    change.sentence,
                    "撤销" if able else "",
                    lambda: self.undo(window, change.operation),
                )

        def refused(sentence: str) -> None:
            if not isValid(owner):
                return
            if failed is not None and isValid(asker or owner):
                failed(sentence)
            elif sentence:
                tell(owner, "没有保存", sentence)

        return self.worker.run(self.changes, job, written, refused, progress, keep=True)

    def undo(self, owner: QWidget, operation: int) -> None:
        """Take an operation back."""
        from app.ledgers.undo import undo
        from ui.shell.long_work import write_long

        here = self.workspace
        write_long(
            self,
            owner.window(),
            "正在撤销…",
            lambda control: undo(here.store, here.catalogue, operation, control.report),
            undo=False,
        )


def attempt(parent: QWidget, title: str, act: Callable[[], object]) -> bool:
    """Do something small at once; a refusal is shown and answered with False."""
    try:
        act()
    except Refusal as refusal:
        tell(parent, title, str(refusal))
        return False
    return True
