"""Two wordings of a template side by side: what was added and what was left out, by sign, word and colour."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher

from PySide6.QtWidgets import QDialog, QWidget

from ui.manual.help_window import offer_help
from ui.shell.look import look
from ui.shell.widgets import button, column, row, words
from ui.tables.plain import Cell, PlainColumn, PlainTable, Tinted

COLUMNS = (PlainColumn("行", 56), PlainColumn("改动", 72), PlainColumn("文字", 200, 1))


@dataclass(frozen=True)
class Line:
    """A line of the comparison. ``what`` is 不变, 删去 or 增加; ``number`` where it stands in its own text."""

    number: int
    what: str
    text: str


def compared(before: str, after: str) -> list[Line]:
    """The lines of both in one reading."""
    old, new = before.splitlines(), after.splitlines()
    found: list[Line] = []
    for tag, start, end, first, last in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            found += [Line(at + 1, "不变", new[at]) for at in range(first, last)]
        else:
            found += [Line(at + 1, "删去", old[at]) for at in range(start, end)]
            found += [Line(at + 1, "增加", new[at]) for at in range(first, last)]
    return found


class CompareWordings(QDialog):
    """The shipped text against the office's own."""

    def __init__(self, parent: QWidget, title: str, before: str, after: str) -> None:
        super().__init__(parent)
        here = look()
        self.setWindowTitle("与自带文字比较")
        self.setModal(True)
        self.setProperty("ground", "surface")
        self.finished.connect(self.deleteLater)
        offer_help(self, None, "templates")
        self.lines = compared(before, after)
        changed = [one for one in self.lines if one.what != "不变"]
        added = sum(one.what == "增加" for one in changed)
        said = (
            f"比自带文字增加 {added} 行，删去 {len(changed) - added} 行。"
            if changed
            else "与自带文字完全一样。"
        )
        self.table = PlainTable("两种文字的差别")
        self.table.show_rows(COLUMNS, [_row(one) for one in self.lines])
        body = column(
            words(title, "section"),
            words(said, "second", wrap=True),
            self.table,
            row(None, button("关闭", on_click=self.accept)),
            gap=here.px(10),
        )
        body.setStretch(2, 1)
        body.setContentsMargins(here.px(22), here.px(18), here.px(22), here.px(14))
        self.setLayout(body)
        room = self.screen().availableGeometry()
        self.resize(min(here.px(820), room.width() - 40), min(here.px(560), room.height() - 60))


def _row(one: Line) -> list[Cell]:
    tones = {"增加": "green", "删去": "red"}
    mark: Cell = Tinted(one.what, tones[one.what]) if one.what in tones else ""
    return [str(one.number), mark, one.text]
