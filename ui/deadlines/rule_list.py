"""The periods there are, instrument by instrument, with a search that takes initials."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem

from app.kernel.rules import Rule
from app.masterdata.rulebooks import books, rule_fits
from ui.forms.line import Line
from ui.shell.icons import icon
from ui.shell.look import look
from ui.shell.widgets import Card, words

RULE = Qt.ItemDataRole.UserRole


class RuleList(Card):
    """``chosen`` with a rule; ``done`` when Enter says that this is the one."""

    chosen = Signal(object)
    done = Signal()

    def __init__(self) -> None:
        super().__init__(margin=12, gap=8)
        self.search = Line()
        self.search.setPlaceholderText("名称、文件、首字母")
        self.search.setAccessibleName("找期限")
        self.search.setClearButtonEnabled(True)
        self.search.addAction(icon("search"), QLineEdit.ActionPosition.LeadingPosition)
        self.list = QListWidget()
        self.list.setAccessibleName("期限")
        self.list.setProperty("role", "contents")
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.nothing = words("没有这样的期限。换一个词，或清空搜索。", "second", wrap=True)
        self.nothing.hide()
        self.body.addWidget(self.search)
        self.body.addWidget(self.list, 1)
        self.body.addWidget(self.nothing)
        self.search.textChanged.connect(lambda _text: self._fill())
        self.search.returnPressed.connect(self.done)
        self.list.currentItemChanged.connect(self._changed)
        self.list.itemActivated.connect(lambda _item: self.done.emit())
        self._rule: Rule | None = None
        self._fill()

    @property
    def rule(self) -> Rule | None:
        """The chosen one."""
        return self._rule

    def choose(self, identifier: str) -> None:
        """Come to a rule, whatever was searched for."""
        self.search.clear()
        for place in range(self.list.count()):
            found = self.list.item(place).data(RULE)
            if found is not None and found.identifier == identifier:
                self.list.setCurrentRow(place)

    def _fill(self) -> None:
        """The rules that fit; the chosen one stays where it does, else the first is taken."""
        typed, before = self.search.text(), self._rule
        with QSignalBlocker(self.list):
            self.list.clear()
            for book in books():
                fitting = [rule for rule in book.rules if rule_fits(rule, typed)]
                if not fitting:
                    continue
                heading = QListWidgetItem(book.instrument.short)
                heading.setFlags(Qt.ItemFlag.NoItemFlags)
                heading.setFont(look().font(12, bold=True))
                heading.setToolTip(book.instrument.title)
                self.list.addItem(heading)
                for rule in fitting:
                    item = QListWidgetItem(f"  {rule.title}")
                    item.setData(RULE, rule)
                    item.setToolTip(f"{rule.title}：{rule.span.words}　{rule.identifier}")
                    item.setSizeHint(QSize(0, look().px(32)))
                    self.list.addItem(item)
        places = [place for place in range(self.list.count()) if self.list.item(place).data(RULE)]
        same = [place for place in places if self.list.item(place).data(RULE) == before]
        self.nothing.setVisible(not places)
        self.list.setVisible(bool(places))
        if places:
            self.list.setCurrentRow(same[0] if same else places[0])

    def _changed(self, item: QListWidgetItem | None) -> None:
        found = item.data(RULE) if item is not None else None
        if found is not None and found is not self._rule:
            self._rule = found
            self.chosen.emit(found)
