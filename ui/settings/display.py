"""显示与经办人: theme, text size, and whose name goes into the journal."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QButtonGroup, QCheckBox, QRadioButton, QWidget

from ui.settings.parts import scrolled, section, text_line
from ui.shell import theme
from ui.shell.desk import Desk
from ui.shell.look import look
from ui.shell.notices import toast
from ui.shell.person import sign
from ui.shell.tips import OFF
from ui.shell.tokens import SCALES, THEMES
from ui.shell.widgets import button, column, row, words
from ui.shell.window import MainWindow

SIZES = {100: "标准", 115: "大", 130: "特大"}


class DisplaySection(QWidget):
    """Theme and text size change at once."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        here = look()
        colours = section("颜色", "选中后马上生效。打印和导出的纸面不受影响，始终是白底黑字。")
        self.themes = QButtonGroup(self)
        picks = row(gap=here.px(24))
        for place, (name, tokens) in enumerate(THEMES.items()):
            pick = QRadioButton(tokens.title)
            pick.setAccessibleName(f"颜色：{tokens.title}")
            pick.setChecked(name == here.tokens.name)
            self.themes.addButton(pick, place)
            picks.addWidget(pick)
        picks.addStretch(1)
        self.themes.idClicked.connect(self._dress)
        colours.body.addLayout(picks)
        size = section("文字大小", "选中后马上生效。高分屏的缩放由系统设置决定，这里再放大文字和控件。")
        self.group = QButtonGroup(self)
        now = desk.preferences.get("text_scale", 100)
        choices = row(gap=here.px(24))
        for scale in SCALES:
            made = QRadioButton(f"{SIZES.get(scale, '')} {scale}%")
            made.setAccessibleName(made.text())
            made.setFont(here.font(13 * scale / 100 / here.scale))
            made.setChecked(scale == now)
            self.group.addButton(made, scale)
            choices.addWidget(made)
        choices.addStretch(1)
        self.group.idClicked.connect(self._choose)
        size.body.addLayout(choices)
        hints = section("小提示", "工作台最下面每天一条，可以关掉。")
        self.hints = QCheckBox("显示每天的小提示")
        self.hints.setChecked(not desk.preferences.get(OFF))
        self.hints.toggled.connect(lambda on: desk.preferences.put(OFF, None if on else True))
        hints.body.addWidget(self.hints)
        who = section("经办人", "写进操作记录和导入记录，便于以后查是谁办的。")
        self.who = text_line("经办人姓名", "例如：李某", 260)
        self.who.setText(desk.workspace.store.who)
        self.who.returnPressed.connect(self._sign)
        desk.changes.signed.connect(self.who.setText)
        save = button("保存", on_click=self._sign)
        who.body.addLayout(row(self.who, save, None))
        who.body.addWidget(words("每台电脑各记各的；换人时点窗口右上角的姓名，或者在这里改。", "hint"))
        self.setLayout(column(scrolled(colours, size, hints, who)))

    def _dress(self, place: int) -> None:
        tokens = list(THEMES.values())[place]
        self.desk.preferences.put("theme", tokens.name)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            theme.change(app, tokens)

    def _choose(self, scale: int) -> None:
        self.desk.preferences.put("text_scale", scale)
        window = self.window()
        if isinstance(window, MainWindow):
            QTimer.singleShot(
                0, window, partial(_put_on, window)
            )  # this page goes: not from within its own click

    def unsaved(self) -> bool:
        """Was a name written that is not kept yet?"""
        return self.who.text().strip() != self.desk.workspace.store.who

    def _sign(self) -> None:
        sign(self.desk, self.who.text().strip(), self)


def _put_on(window: MainWindow) -> None:
    from ui.start.reopening import furnish_again

    with theme.waiting():
        unsaved = furnish_again(window)
    if unsaved:
        said = f"“{unsaved}”里有没保存的内容，保存后再选一次；不管它，下次打开程序时生效。"
        toast(window, said, seconds=15)
    elif (shown := window.frame.findChild(DisplaySection)) is not None:
        shown.group.button(shown.desk.preferences.get("text_scale", 100)).setFocus()
