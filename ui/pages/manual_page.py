"""手册: a list that can be searched left, the page right; all of it lies in the program."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt, QTimer, QUrl, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QTextEdit, QWidget

from app.overview.manual import helping, search
from ui.forms.line import Line
from ui.manual.contents import all_articles
from ui.manual.reader import Reader
from ui.shell.desk import Desk
from ui.shell.icons import icon
from ui.shell.look import look
from ui.shell.tour import start_tour
from ui.shell.widgets import Card, PageHeader, column, row, words
from ui.shell.window import MainWindow

LIST = 250
NAME = int(Qt.ItemDataRole.UserRole)


class ManualPage(QWidget):
    """``arrive`` takes ``article`` (its name), ``help_for`` (a screen's name) or ``search``.

    ``stepping`` before another article is shown: the window's way back leads to the one before.
    """

    stepping = Signal()

    def __init__(self, desk: Desk, _name: str) -> None:
        super().__init__()
        self.desk = desk
        self.found = all_articles(desk.workspace)
        self.shown = ""
        self.setProperty("role", "page")
        here = look()
        self.header = PageHeader("手册", "按 F1 可以从任何一页直接打开它的说明。")
        self.box = Line()
        self.box.setPlaceholderText("搜索手册")
        self.box.setAccessibleName("搜索手册")
        self.box.setClearButtonEnabled(True)
        self.box.addAction(icon("search"), QLineEdit.ActionPosition.LeadingPosition)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(150)
        self._timer.timeout.connect(self._list)
        self.box.textChanged.connect(lambda _text: self._timer.start())
        self.box.returnPressed.connect(self._first)
        self.list = QListWidget()
        self.list.setAccessibleName("手册目录")
        self.list.setProperty("role", "contents")
        self.list.currentItemChanged.connect(lambda now, _before: self._chosen(now))
        self.text = Reader()
        self.text.anchorClicked.connect(self._follow)
        self._group = words("", "hint")
        self._lay_out()
        self.keyboard = self.text  # PgDn reads on at once
        QShortcut(QKeySequence("Ctrl+F"), self).activated.connect(self.box.setFocus)
        self._list()
        self.show_article(self.found[0].name)
        self.setMinimumWidth(here.px(480))

    def arrive(self, target: Mapping[str, Any]) -> None:
        """Come here with a page, a screen or words in mind."""
        if target.get("search"):
            self.box.setText(str(target["search"]))
            self._list()
            self._first()
        elif target.get("help_for"):
            article = helping(self.found, str(target["help_for"]))
            if article is not None:
                self.show_article(article.name)
        elif target.get("article"):
            self.show_article(str(target["article"]))

    def whereabouts(self) -> dict[str, Any]:
        """What is shown now, as :meth:`arrive` takes it."""
        return {"article": self.shown}

    def show_article(self, name: str) -> None:
        """Bring up a page by its name."""
        article = next((one for one in self.found if one.name == name), None)
        if article is None or name == self.shown:
            return
        self.stepping.emit()
        self.shown = name
        self._group.setText(article.group)
        self.text.show_article(article)
        self._mark_words()
        self._mark_row()

    def _lay_out(self) -> None:
        here = look()
        left, right = Card(margin=12, gap=8), Card(margin=20, gap=6)
        left.setFixedWidth(here.px(LIST))
        left.body.addWidget(self.box)
        left.body.addWidget(self.list, 1)
        self._group.setContentsMargins(here.px(10), 0, 0, 0)  # in line with the text's own margin
        right.body.addWidget(self._group)
        right.body.addWidget(self.text, 1)
        body = row(left, right, gap=here.px(12))
        body.setStretch(1, 1)
        outer = column(self.header, body, gap=here.px(12))
        outer.setStretch(1, 1)
        outer.setContentsMargins(here.px(20), here.px(14), here.px(20), here.px(14))
        self.setLayout(outer)

    def _list(self) -> None:
        """The contents, or what the search leaves of them."""
        wanted = self.box.text()
        hits = search(self.found, wanted)
        self.list.blockSignals(True)
        self.list.clear()
        group = ""
        for one in hits:
            if not wanted and one.group != group:
                group = one.group
                heading = QListWidgetItem(group)
                heading.setFlags(Qt.ItemFlag.NoItemFlags)
                heading.setFont(look().font(12))
                heading.setForeground(look().colour("text_3"))
                self.list.addItem(heading)
            item = QListWidgetItem(one.title)
            item.setData(NAME, one.name)
            self.list.addItem(item)
        if not hits:
            nothing = QListWidgetItem("没有找到，换个词试试")
            nothing.setFlags(Qt.ItemFlag.NoItemFlags)
            self.list.addItem(nothing)
        self.list.blockSignals(False)
        self._mark_row()
        self._mark_words()

    def _mark_row(self) -> None:
        for at in range(self.list.count()):
            if self.list.item(at).data(NAME) == self.shown:
                self.list.blockSignals(True)
                self.list.setCurrentRow(at)
                self.list.blockSignals(False)

    def _mark_words(self) -> None:
        """What was searched for is tinted on the page."""
        marks = []
        for word in self.box.text().split():
            cursor = self.text.document().find(word)
            while not cursor.isNull():
                mark = QTextEdit.ExtraSelection()
                mark.cursor = cursor
                mark.format.setBackground(look().tone("amber")[0])
                marks.append(mark)
                cursor = self.text.document().find(word, cursor)
        self.text.setExtraSelections(marks)
        if marks:
            self.text.setTextCursor(marks[0].cursor)
            plain = self.text.textCursor()
            plain.clearSelection()
            self.text.setTextCursor(plain)

    def _first(self) -> None:
        for at in range(self.list.count()):
            if self.list.item(at).data(NAME):
                self.list.setCurrentRow(at)
                return

    def _chosen(self, item: QListWidgetItem | None) -> None:
        if item is not None and item.data(NAME):
            self.show_article(str(item.data(NAME)))

    def _follow(self, url: QUrl) -> None:
        """Links lead to other pages of the manual or to a screen."""
        if url.scheme() == "manual":
            self.show_article(url.path() or url.host())
        elif url.scheme() == "tour" and isinstance(window := self.window(), MainWindow):
            start_tour(window)
        elif url.scheme() == "page":
            self.desk.go(url.path() or url.host())
