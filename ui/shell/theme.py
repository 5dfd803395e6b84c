"""Puts the look on the application: Fusion, palette, face and our own style sheet."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QDir, Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication

from ui.shell.fonts import screen_font
from ui.shell.look import Look, look
from ui.shell.preferences import Preferences
from ui.shell.tokens import LIGHT, THEMES, Tokens

THEME = Path(__file__).parents[2] / "resources" / "theme"
_ROLE = re.compile(r"\$([a-z_0-9]+)")
_SIZE = re.compile(r"(\d+)px")


def apply(app: QApplication, tokens: Tokens = LIGHT, scale: float = 1.0) -> None:
    """Dress the application. May be called again when the text size or the theme is changed."""
    here = Look(tokens, scale)
    app.setProperty("look", here)
    QDir.setSearchPaths("theme", [str(THEME)])
    if app.style() is None or app.style().objectName() != "fusion":
        app.setStyle("Fusion")
    app.setFont(screen_font(here.px(13)))
    app.setPalette(_palette(tokens))
    app.setStyleSheet(style_sheet(here))


def change(app: QApplication, tokens: Tokens) -> None:
    """Another theme at the same text size, at once. What is painted by hand asks for its colours anew."""
    with waiting():
        apply(app, tokens, look().scale)
        for widget in app.allWidgets():
            widget.update()


@contextmanager
def waiting() -> Iterator[None]:
    """The pointer says to wait while the screen's own thread is busy: every widget is dressed anew there."""
    QApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
    try:
        yield
    finally:
        QApplication.restoreOverrideCursor()


def chosen(preferences: Preferences) -> Tokens:
    """The theme that this desk likes."""
    return THEMES.get(str(preferences.get("theme", LIGHT.name)), LIGHT)


def style_sheet(here: Look) -> str:
    """The style sheet with the roles' colours put in and every measure at the chosen text size."""
    source = (THEME / "app.qss").read_text(encoding="utf-8")
    source += "".join(
        f'QLabel[tone="{name}"] {{ background: {ground}; color: {text};'
        f" border: 1px solid {text if here.tokens.pill_line else ground}; }}\n"
        f'QFrame[banner="{name}"] {{ background: {ground}; }} QFrame[banner="{name}"] QLabel {{ color: {text}; }}\n'
        for name, (ground, text) in here.tokens.tones.items()
    )
    coloured = _ROLE.sub(lambda found: str(getattr(here.tokens, found[1])), source)
    return _SIZE.sub(lambda found: f"{_scaled(int(found[1]), here.scale)}px", coloured)


def _scaled(size: int, scale: float) -> int:
    """Hairlines stay hairlines; everything else grows with the text."""
    return size if size <= 2 else round(size * scale)


def _palette(tokens: Tokens) -> QPalette:
    role, group = QPalette.ColorRole, QPalette.ColorGroup
    palette = QPalette()
    for which, colour in (
        (role.Window, tokens.bg),
        (role.Base, tokens.surface),
        (role.AlternateBase, tokens.header),
        (role.Button, tokens.surface),
        (role.WindowText, tokens.text),
        (role.Text, tokens.text),
        (role.ButtonText, tokens.text),
        (role.PlaceholderText, tokens.text_3),
        (role.ToolTipBase, tokens.text),
        (role.ToolTipText, tokens.surface),
        (role.Highlight, tokens.primary),
        (role.HighlightedText, tokens.on_primary),
        (role.Link, tokens.primary),
        (role.Mid, tokens.border),
        (role.Midlight, tokens.row_line),
        (role.Dark, tokens.input_border),
    ):
        palette.setColor(which, QColor(colour))
    for which in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(group.Disabled, which, QColor(tokens.text_off))
    return palette
