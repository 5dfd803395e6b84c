"""Conditions as chips: each says its sentence; Enter or a click changes it, Delete removes it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QWidget

from ui.forms.flow import FlowLayout
from ui.shell.icons import icon
from ui.shell.look import look
from ui.shell.widgets import Drawing, button, clear, icon_button, row, words

LONGEST = 40
_PRESS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
_REMOVE = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)


@dataclass(frozen=True)
class ChipSpec:
    """What a chip says and does. A proposed one has nothing to remove; ``key`` names the key that takes it."""

    text: str
    act: Callable[[], object]
    drop: Callable[[], object] | None = None
    key: str = ""


class Chip(QFrame):
    """One of them; ``walked`` with -1 or 1 on the arrow keys."""

    walked = Signal(object, int)

    def __init__(self, spec: ChipSpec) -> None:
        super().__init__()
        self.spec = spec
        proposed = spec.drop is None
        self.setProperty("role", "chip")
        self.setProperty("proposed", "true" if proposed else "false")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        shown = spec.text if len(spec.text) <= LONGEST else spec.text[: LONGEST - 1] + "…"
        if proposed:
            inside = row(Drawing("list-filter", "primary", 13), words(f"筛选：{shown}"), gap=4)
            if spec.key:
                inside.addWidget(words(spec.key, "hint"))
            self.setAccessibleName(f"按“{spec.text}”筛选")
            self.setToolTip(f"按“{spec.text}”筛选")
        else:
            close = icon_button("x", f"去掉条件：{spec.text}", self._drop, size=12)
            close.setIcon(icon("x", "primary"))
            close.setProperty("kind", "chip-close")
            close.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # Delete on the chip does the same
            inside = row(words(shown), close, gap=3)
            self.setAccessibleName(f"条件：{spec.text}")
            self.setAccessibleDescription("按回车修改，按 Delete 去掉")
            self.setToolTip(f"{spec.text}\n单击或回车修改，Delete 去掉")
        inside.setContentsMargins(10, 1, 8 if proposed else 6, 1)
        self.setLayout(inside)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter changes, Delete removes, arrows walk."""
        key = event.key()
        if key in _PRESS:
            self.spec.act()
        elif key in _REMOVE and self.spec.drop is not None:
            self.spec.drop()
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.walked.emit(self, 1 if key == Qt.Key.Key_Right else -1)
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click changes."""
        super().mouseReleaseEvent(event)
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.spec.act()

    def _drop(self) -> None:
        if self.spec.drop is not None:
            self.spec.drop()


class ChipLine(QWidget):
    """The chips side by side, breaking into lines; hidden where there is none."""

    def __init__(self, clear_all: Callable[[], object]) -> None:
        super().__init__()
        self._clear_all = clear_all
        self.chips: list[Chip] = []
        self._flow = FlowLayout(self, gap=look().px(6), fill_last=False)
        self._flow.setContentsMargins(0, 0, 0, 0)
        self.setAccessibleName("筛选条件")
        self.hide()

    def show_chips(self, specs: Sequence[ChipSpec]) -> None:
        """Put these in place of those before; the keyboard stays on the chip's place."""
        at = next((number for number, chip in enumerate(self.chips) if chip.hasFocus()), -1)
        clear(self._flow)
        self.chips = [Chip(spec) for spec in specs]
        for chip in self.chips:
            chip.walked.connect(self._walk)
            self._flow.addWidget(chip)
        if sum(spec.drop is not None for spec in specs) > 1:
            self._flow.addWidget(button("全部清除", kind="link", small=True, on_click=self._clear_all))
        self.setVisible(bool(self.chips))
        if at >= 0 and self.chips:
            self.chips[min(at, len(self.chips) - 1)].setFocus()

    def _walk(self, chip: Chip, by: int) -> None:
        at = self.chips.index(chip) + by
        if 0 <= at < len(self.chips):
            self.chips[at].setFocus(Qt.FocusReason.TabFocusReason)
