"""Small dialogs keep drafts like the forms of records: what was typed and not saved last time is taken up again."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.ledgers.drafts import of_record
from ui.forms.drafting import Drafting
from ui.forms.field_grid import FieldGrid
from ui.shell.desk import Desk
from ui.shell.notices import ask
from ui.shell.widgets import button, row, words

FOR = "for"
Words = dict[str, Any]


def step_place(ledger: str, step: str) -> str:
    """Under which name a step's draft lies: beside the drafts of the ledger's records."""
    return f"{ledger}/{step}"


class TakenUp(Drafting):
    """The draft of a dialog about ``ids``: begun with what was left, dropped when the dialog is answered.

    ``said`` gives what is typed, ``show`` puts it back; a line in ``notice`` says that it was taken up.
    """

    def __init__(
        self,
        owner: QWidget,
        desk: Desk,
        place: str,
        ids: Sequence[int],
        said: Callable[[], Words],
        show: Callable[[Mapping[str, Any]], object],
        notice: QVBoxLayout,
    ) -> None:
        self._ids, self._said, self._show = list(ids), said, show
        self._first = said()
        self._owner, self._line = owner, QWidget()
        record = self._ids[0] if len(self._ids) == 1 else 0
        super().__init__(owner, desk, place, record, self._typed)
        found = of_record(desk.workspace.store, place, record)
        if found is not None and found.words.get(FOR) == self._ids:
            show(found.words)
            again = button("丢弃，重新填写", kind="link", small=True, on_click=self._throw_away)
            self._line.setLayout(row(words(f"已接着 {found.at[:16]} 没有保存的内容。", "hint"), again, None))
            notice.addWidget(self._line)
            self.touch()

    def may_leave(self) -> bool:
        """Asked before the dialog closes without saving; the draft goes with it."""
        if self._typed() is not None and not ask(
            self._owner, "放弃填写", "填写的内容还没有保存，要放弃吗？", "放弃", "继续填写", danger=True
        ):
            return False
        self.give_up()
        return True

    def _typed(self) -> Words | None:
        now = self._said()
        return {**now, FOR: self._ids} if now != self._first else None

    def _throw_away(self) -> None:
        """Back to how the dialog opens without a draft."""
        if ask(self._owner, "丢弃", "丢弃上次没有保存的内容，重新填写？", "丢弃", "保留", danger=True):
            self._show(self._first)
            self._line.hide()
            self.touch()
            self.keep()


def grid_words(grids: Sequence[FieldGrid]) -> Words:
    """What stands in the fields of a dialog, as typed."""
    return {"fields": {name: box.editor.words() for grid in grids for name, box in grid.boxes.items()}}


def show_grid_words(grids: Sequence[FieldGrid], given: Mapping[str, Any]) -> None:
    """Put them back."""
    said = given.get("fields", {})
    for grid in grids:
        for name, box in grid.boxes.items():
            if name in said:
                box.editor.show_words(said[name])
