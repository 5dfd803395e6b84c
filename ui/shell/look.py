"""The look in force: tokens and text size. It belongs to the application object, as its palette does."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QColor, QFont, QPen
from PySide6.QtWidgets import QApplication

from ui.shell.tokens import LIGHT, Tokens


@dataclass(frozen=True)
class Look:
    """Tokens and the scale of the text; what is painted by hand asks it for measures and colours."""

    tokens: Tokens = LIGHT
    scale: float = 1.0

    def px(self, size: float) -> int:
        """A measure of the design at the chosen text size."""
        return round(size * self.scale)

    def colour(self, role: str) -> QColor:
        """A colour by its role's name, the text of a tone by the tone's, else as written."""
        if role in self.tokens.tones:
            return QColor(self.tokens.tones[role][1])
        return QColor(getattr(self.tokens, role, role))

    def tone(self, name: str) -> tuple[QColor, QColor]:
        """Ground and text of a pill; an unknown tone is neutral."""
        tones = self.tokens.tones
        ground, text = tones.get(name, tones["neutral"])
        return QColor(ground), QColor(text)

    def pill_pen(self, name: str) -> QPen:
        """The line round a pill: in the high-contrast theme its text's colour, else none."""
        if not self.tokens.pill_line:
            return QPen(Qt.PenStyle.NoPen)
        return QPen(self.tone(name)[1], 1)

    def font(self, size: float = 13, *, bold: bool = False) -> QFont:
        """The screen's face in a design size."""
        font = QFont(QApplication.font())
        font.setPixelSize(self.px(size))
        if bold:
            font.setWeight(QFont.Weight.DemiBold)
        return font


def look() -> Look:
    """The look that :func:`ui.shell.theme.apply` has put on the running application."""
    app = QCoreApplication.instance()
    found = app.property("look") if app is not None else None
    return found if isinstance(found, Look) else Look()
