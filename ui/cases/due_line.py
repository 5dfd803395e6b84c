"""到期 on the home page: how much is overdue, due today, in three and in seven days, over all ledgers."""

from __future__ import annotations

from functools import partial

from app.overview.due_list import DueLine, due_figures
from ui.shell.desk import Desk
from ui.shell.look import look
from ui.shell.widgets import Card, button, clear, row, words

VIEWS: tuple[tuple[str, str, int, int], ...] = (
    ("overdue", "已逾期", -100_000, -1),
    ("today", "今日", 0, 0),
    ("three", "三日内", 0, 3),
    ("seven", "七日内", 0, 7),
    ("month", "三十日内", 0, 30),
)
"""(name, title, first and last number of days left)."""


def within(lines: list[DueLine], view: str) -> list[DueLine]:
    """The lines of a view."""
    _name, _title, first, last = next(one for one in VIEWS if one[0] == view)
    return [one for one in lines if first <= one.left <= last]


class DueCard(Card):
    """Counts that lead to the list; only those of one person where a name is given."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(margin=10, gap=0)
        self._desk = desk
        self._who = ""
        self._line = row(gap=look().px(4))
        self.body.addLayout(self._line)
        self.hide()

    def reload(self, who: str = "") -> None:
        """Count anew."""
        self._who = who
        space = self._desk.workspace
        self._desk.worker.run(
            self, lambda _control: due_figures(space.store, space.catalogue, who), self._show
        )

    def _show(self, found: dict[str, int]) -> None:
        clear(self._line)
        self._line.addWidget(words("到期（隐患、督办、黑名单）", "key"))
        for name, title, _first, _last in VIEWS:
            if name not in found:
                continue
            count = found[name]
            kind = "danger" if name == "overdue" and count else "quiet"
            made = button(f"{title} {count:,}", kind=kind, small=True)  # type: ignore[arg-type]
            made.setAccessibleName(f"到期清单：{title} {count} 件")
            made.clicked.connect(partial(self._go, name))
            self._line.addWidget(made)
        self._line.addStretch(1)
        every = button("到期清单", "arrow-right", "link", small=True)
        every.clicked.connect(partial(self._go, "month"))
        self._line.addWidget(every)
        self.setVisible(any(found.values()))

    def _go(self, view: str, _checked: bool = False) -> None:
        self._desk.go("duelist", view=view, person=self._who)
