"""社区与词表: the office's own words. A word in use is retired or renamed, never deleted."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from app.ledgers import wording
from app.masterdata import dictionaries
from app.masterdata.dictionaries import Entry
from ui.forms.line import Sheet
from ui.settings.parts import flowing, keep, section
from ui.shell.asking import ask_line
from ui.shell.desk import Desk
from ui.shell.look import look
from ui.shell.notices import ask
from ui.shell.widgets import Card, button, row, words
from ui.shell.worker import Control
from ui.tables.plain import Cell, PlainColumn, PlainTable, Tinted

COLUMNS = (PlainColumn("名称", 150, 1), PlainColumn("使用", 110), PlainColumn("状态", 84))


class ListsSection(QWidget):
    """Lists on the left, the words of one in the middle, what can be done below."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        here = look()
        self.entries: tuple[Entry, ...] = ()
        self.lists = QListWidget()
        self.lists.setAccessibleName("词表")
        self.lists.setProperty("role", "contents")
        self.lists.setFixedWidth(here.px(160))
        for name in dictionaries.names(desk.workspace.catalogue):
            self.lists.addItem(QListWidgetItem(name))
        self.lists.currentTextChanged.connect(lambda _name: self.reload())
        self.table = PlainTable("词")
        self.table.picked.connect(lambda _row: self._able())
        self.table.opened.connect(lambda _row: self._rename())
        self.up = button("上移", "arrow-up", small=True, on_click=lambda: self._move(-1))
        self.down = button("下移", "arrow-down", small=True, on_click=lambda: self._move(1))
        self.name = button("改名…", "pencil", small=True, on_click=self._rename)
        self.retire = button("停用", "ban", small=True, on_click=self._retire)
        self.drop = button("删除", "trash-2", "danger", small=True, on_click=self._drop)
        self.note = words("", "hint")
        self.title = section("词表")
        self.title.body.addWidget(self.table, 1)
        self.title.tools.addWidget(self.note)
        self.title.body.addWidget(flowing(self.up, self.down, self.name, self.retire, self.drop))
        body = row(self._left(), self.title, self._right(), gap=here.px(12))
        body.setStretch(1, 1)
        self.setLayout(body)
        self.lists.setCurrentItem(self.lists.findItems("社区", Qt.MatchFlag.MatchExactly)[0])
        desk.changes.happened.connect(lambda _change: self.reload())

    @property
    def dictionary(self) -> str:
        """The list being looked at."""
        item = self.lists.currentItem()
        return item.text() if item is not None else ""

    def unsaved(self) -> bool:
        """Are there words written that were not added yet?"""
        return bool(self.wanted())

    def reload(self) -> None:
        """Read the words with their uses."""
        store, name = self.desk.workspace.store, self.dictionary

        def job(_control: Control) -> tuple[str, tuple[Entry, ...]]:
            return name, wording.entries_of(store, name)

        self.desk.worker.run(self, job, self._show)

    def _show(self, found: tuple[str, tuple[Entry, ...]]) -> None:
        name, entries = found
        if name != self.dictionary:
            return
        if name != self.title.heading.text():  # a place chosen in another list means nothing in this one
            self.table.clearSelection()
            self.table.setCurrentIndex(QModelIndex())
        chosen = self._word()
        self.entries = entries
        self.title.heading.setText(name)
        phrases = name.startswith(dictionaries.PHRASES)  # inserted into a text: nobody counts where
        lines: list[list[Cell]] = [
            [
                one.word,
                "—" if phrases else (f"{one.uses:,} 条记录" if one.uses else "未使用"),
                Tinted("已停用") if one.retired else Tinted("在用", "green"),
            ]
            for one in entries
        ]
        self.table.setAccessibleName(name)
        self.table.show_rows(COLUMNS, lines)
        place = next((at for at, one in enumerate(entries) if one.word == chosen), -1)
        if place >= 0:
            self.table.selectRow(place)
        self._able()

    def _left(self) -> Card:
        card = Card("词表")
        card.body.addWidget(self.lists)
        return card

    def _right(self) -> Card:
        here = look()
        card = section("添加", "一行一个，可以整列从 Excel 粘贴。")
        card.setFixedWidth(here.px(236))
        self.new = Sheet()
        self.new.setAccessibleName("要添加的词，一行一个")
        self.new.setPlaceholderText("例如：\n小辛社区\n洪家楼社区")
        self.new.setTabChangesFocus(True)
        self.add = button("添加", "plus", "primary", on_click=self._add)
        self.add.setEnabled(False)
        self.new.textChanged.connect(lambda: self.add.setEnabled(bool(self.wanted())))
        card.body.addWidget(self.new, 1)
        card.body.addWidget(self.add)
        return card

    def wanted(self) -> list[str]:
        """The words written to be added."""
        lines = (line.strip() for line in self.new.toPlainText().splitlines())
        return list(dict.fromkeys(line for line in lines if line))

    def _word(self) -> str:
        place = self.table.current_row()
        return self.entries[place].word if 0 <= place < len(self.entries) else ""

    def _chosen(self) -> Entry | None:
        return next((one for one in self.entries if one.word == self._word()), None)

    def _able(self) -> None:
        one = self._chosen()
        for act in (self.up, self.down, self.name, self.retire, self.drop):
            act.setEnabled(one is not None)
        self.note.setText("" if one is not None else f"共 {len(self.entries)} 个；选中一个再操作。")
        if one is not None:
            self.retire.setText("恢复" if one.retired else "停用")
            self.retire.setAccessibleName(self.retire.text())
            self.drop.setEnabled(not one.uses)
            self.drop.setToolTip(f"有 {one.uses} 条记录在用，只能停用" if one.uses else "")

    def _do(self, act: Callable[[], str]) -> None:
        """One write, then the list again."""
        keep(self.desk, self, lambda _control: act(), self.reload)

    def _add(self) -> None:
        store, name, wanted = self.desk.workspace.store, self.dictionary, self.wanted()

        def act() -> str:
            added = wording.add_words(store, name, wanted)
            return f"已添加 {len(added)} 个" if added else "这些词已经在表里了"

        self.new.clear()
        self._do(act)

    def _move(self, step: int) -> None:
        order = [one.word for one in self.entries]
        store, name, place = self.desk.workspace.store, self.dictionary, self.table.current_row()
        if not 0 <= place + step < len(order):
            return
        order.insert(place + step, order.pop(place))

        def act() -> str:
            wording.reorder_words(store, name, order)
            return ""

        self._do(act)

    def _retire(self) -> None:
        one, name, store = self._chosen(), self.dictionary, self.desk.workspace.store
        if one is None:
            return

        def act() -> str:
            wording.retire_word(store, name, one.word, retired=not one.retired)
            return f"“{one.word}”已{'恢复' if one.retired else '停用，选项里不再出现，已有记录不变'}"

        self._do(act)

    def _drop(self) -> None:
        one, name, store = self._chosen(), self.dictionary, self.desk.workspace.store
        if one is None or not ask(
            self, "删除", f"从“{name}”里删除“{one.word}”？没有记录在用。", "删除", danger=True
        ):
            return

        def act() -> str:
            wording.remove_word(store, name, one.word)
            return f"已删除“{one.word}”"

        self._do(act)

    def _rename(self) -> None:
        one, name, store = self._chosen(), self.dictionary, self.desk.workspace.store
        if one is None:
            return
        label = f"“{one.word}”改名为（{one.uses} 条记录随之更新）："
        new = ask_line(self, "改名", label, one.word)
        if not new or new == one.word:
            return
        known = any(new == other.word for other in self.entries)
        if known and not ask(self, "合并", f"“{new}”已在表里。把“{one.word}”的记录并到“{new}”？", "合并"):
            return
        self.desk.write(self, lambda _control: wording.rename_word(store, name, one.word, new))
