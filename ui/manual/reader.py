"""A page of the manual as it is read: Markdown in our look, with the pictures of the theme in force."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, Qt, QUrl
from PySide6.QtGui import QImage, QPainter, QPen, QResizeEvent, QTextCursor
from PySide6.QtWidgets import QTextBrowser

from app.overview.manual import FOLDER, Article
from ui.manual.dress import dress
from ui.shell.look import look
from ui.shell.tokens import Tokens

PICTURES = FOLDER / "pictures"
WIDEST, TEXT = 800, 860  # of a picture, of the lines
_IMAGE = 2  # QTextDocument.ResourceType.ImageResource, as Qt hands it over


class Reader(QTextBrowser):
    """Shows one article; links are told, not followed. Dressed anew when the theme changes."""

    def __init__(self) -> None:
        super().__init__()
        self._article: Article | None = None
        self._tokens: Tokens | None = None
        self.setAccessibleName("手册正文")
        self.setOpenLinks(False)
        self.setProperty("bare", "true")

    def show_article(self, article: Article) -> None:
        """From its first line."""
        self._article = article
        self._draw()
        self.setTextCursor(QTextCursor(self.document()))  # the first showing would go to its end
        self.verticalScrollBar().setValue(0)

    def _draw(self) -> None:
        if self._article is not None:
            self._tokens = look().tokens
            self.document().setMarkdown(self._article.text)
            dress(self.document())

    def changeEvent(self, event: QEvent) -> None:
        """Called by Qt: another theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and self._tokens not in (None, look().tokens):
            at = self.verticalScrollBar().value()
            self._draw()
            self.verticalScrollBar().setValue(at)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Called by Qt: lines no longer than can be read, the scroll bar at the edge all the same."""
        self.setViewportMargins(0, 0, max(0, self.width() - look().px(TEXT)), 0)
        super().resizeEvent(event)

    def loadResource(self, kind: int, name: QUrl | str) -> Any:
        """Called by Qt: a picture in the theme's colours, smoothly brought to the page's width."""
        url = QUrl(name)
        if int(kind) != _IMAGE or not url.path().startswith("pictures/"):
            return super().loadResource(kind, url)
        picture = QImage(str(picture_file(url.path().removeprefix("pictures/"), look().tokens)))
        if picture.isNull():
            return picture
        density = self.devicePixelRatioF()
        wide = round(min(look().px(WIDEST), max(self.viewport().width() - look().px(24), 240)) * density)
        if picture.width() > wide:
            picture = picture.scaledToWidth(wide, Qt.TransformationMode.SmoothTransformation)
        picture = picture.convertToFormat(QImage.Format.Format_RGB32)
        painter = QPainter(picture)
        painter.setPen(QPen(look().colour("border"), 2 * density))  # else its edge is lost on the page
        painter.drawRect(picture.rect())
        painter.end()
        picture.setDevicePixelRatio(density)
        return picture


def picture_file(name: str, tokens: Tokens) -> Path:
    """The picture's file for a theme; the light one serves all but the dark."""
    stem = name.removesuffix(".png")
    return PICTURES / f"{stem}{'-dark' if tokens.name == 'dark' else ''}.png"
