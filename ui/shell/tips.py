"""A tip a day, one line at the foot of the first page; it can be sent away for the day or for good."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date

from PySide6.QtWidgets import QSizePolicy, QWidget

from app.paths import RESOURCES
from ui.shell.desk import Desk
from ui.shell.look import look
from ui.shell.widgets import Drawing, button, icon_button, row, words

OFF, SEEN = "tips.off", "tips.closed"
FILE = RESOURCES / "tips.toml"


@dataclass(frozen=True)
class Tip:
    """``page`` is the manual's page that tells more."""

    text: str
    page: str


def tips() -> tuple[Tip, ...]:
    """All there are."""
    return tuple(Tip(one["text"], one["page"]) for one in tomllib.loads(FILE.read_text("utf-8"))["tip"])


def of_the_day(day: date) -> Tip:
    """They come in turn, another every day."""
    found = tips()
    return found[day.toordinal() % len(found)]


class TipLine(QWidget):
    """Hidden where tips are switched off, or this day's was closed."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._day = desk.workspace.clock.today()
        tip = of_the_day(self._day)
        self.text = words(f"小提示：{tip.text}", "hint")
        self.text.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.text.setToolTip(tip.text)
        more = button("详细", kind="link", small=True, on_click=lambda: desk.go("manual", article=tip.page))
        more.setAccessibleName(f"详细：{tip.text}")
        self.leave = icon_button("x", "今天不再显示（在设置里可以关掉全部提示）", self._close, size=14)
        inside = row(Drawing("info", "text_3", 14), self.text, more, self.leave, gap=look().px(8))
        inside.setStretch(1, 1)
        self.setLayout(inside)
        self.setVisible(self.wanted())

    def wanted(self) -> bool:
        """Is there one to be shown today?"""
        liked = self._desk.preferences
        return not liked.get(OFF) and liked.get(SEEN) != self._day.isoformat()

    def _close(self) -> None:
        self._desk.preferences.put(SEEN, self._day.isoformat())
        self.hide()
