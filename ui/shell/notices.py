"""Ways of saying something: a banner that stays, a toast that goes, a veil over work that takes time."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, QObject, QRect, QSize, Qt, QTimer
from PySide6.QtWidgets import QFrame, QMessageBox, QProgressBar, QPushButton, QWidget

from ui.shell.icons import icon
from ui.shell.look import look
from ui.shell.press import PushButton
from ui.shell.widgets import Card, Drawing, button, column, icon_button, redress, row, words

LONG = 12  # seconds; what stays longer can be put away
LOOK = 200  # ms; so often a toast looks whether a button has come beneath it, as with another page
_TONE_ICONS = {"red": "circle-alert", "amber": "triangle-alert", "green": "circle-check", "blue": "info"}


class Banner(QFrame):
    """A tinted strip with an icon and a sentence; stays until closed."""

    def __init__(self, text: str, tone: str = "blue", *actions: QWidget, closable: bool = False) -> None:
        super().__init__()
        self.setProperty("banner", tone)
        drawing = Drawing(_TONE_ICONS.get(tone, "info"), tone)
        self.text = words(text, wrap=True)
        inside = row(drawing, self.text, *actions)
        inside.setStretch(1, 1)
        inside.setContentsMargins(12, 8, 12, 8)
        inside.setAlignment(drawing, Qt.AlignmentFlag.AlignTop)
        if closable:
            inside.addWidget(icon_button("x", "关闭提示", self.hide, size=14))
        self.setLayout(inside)
        self.setAccessibleName(text)


class _Over(QObject):
    """Keeps a widget where it belongs over another when that is resized."""

    def __init__(self, child: QWidget, over: QWidget, place: Callable[[], None]) -> None:
        super().__init__(child)
        self._place = place
        over.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Called by Qt."""
        if event.type() == QEvent.Type.Resize:
            self._place()
        return False


class Toast(QFrame):
    """A dark note at the foot of ``over`` that leaves after some seconds; may offer acts, such as 撤销.

    Where buttons stand at the foot it keeps above them.
    """

    def __init__(
        self,
        over: QWidget,
        text: str,
        act: str = "",
        on_act: Callable[[], object] | None = None,
        seconds: int = 6,
        *more: tuple[str, Callable[[], object]],
    ) -> None:
        super().__init__(over)
        self._over = over
        self.setProperty("role", "toast")
        said, room = words(text), over.width() - look().px(240)
        if said.sizeHint().width() > room > 0:
            said.setWordWrap(True)
            said.setFixedWidth(room)
        inside = row(said, gap=look().px(12))
        inside.setContentsMargins(16, 8, 10, 8)
        acts = [(act, on_act)] if act and on_act is not None else []
        for name, do in (*acts, *more):
            inside.addWidget(self._press(name, partial(self._act, do)))
        if seconds > LONG:
            inside.addWidget(self._press("关闭", self.close))
        self.setLayout(inside)
        self.setAccessibleName(text)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        _Over(self, over, self._place)
        self._place()
        self.show()
        self.raise_()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.close)
        self._timer.start(seconds * 1000)
        looking = QTimer(self)
        looking.timeout.connect(self._give_way)
        looking.start(LOOK)

    def _act(self, do: Callable[[], object]) -> None:
        self.close()
        do()

    def _press(self, name: str, act: Callable[[], object]) -> PushButton:
        made = PushButton(name)
        made.setAccessibleName(name)
        made.clicked.connect(lambda _checked=False: act())
        return made

    def _place(self) -> None:
        self.adjustSize()
        over = self._over
        foot = QRect(self.rect())
        foot.moveTo((over.width() - self.width()) // 2, over.height() - self.height() - look().px(28))
        self.move(self._clear(foot).topLeft())

    def _give_way(self) -> None:
        """Not while the mouse is on it, somebody is about to press."""
        if not self.underMouse() and any(self.geometry().intersects(one) for one in self._buttons()):
            self._place()

    def _clear(self, foot: QRect) -> QRect:
        """As low as no button is covered; where they stand too high, no primary one at least."""
        for primary in (False, True):
            place, standing = QRect(foot), self._buttons(primary=primary)
            while hit := [one.top() for one in standing if place.intersects(one)]:
                place.moveBottom(min(hit) - look().px(8))
            if place.top() > self._over.height() // 2:
                return place
        return foot

    def _buttons(self, *, primary: bool = False) -> list[QRect]:
        """Where buttons of the window are seen."""
        every = (
            one
            for one in self._over.findChildren(QPushButton)
            if one.window() is self.window() and not self.isAncestorOf(one)
        )
        wanted = (
            one for one in every if one.isVisible() and (not primary or one.property("kind") == "primary")
        )
        return [seen for one in wanted if not (seen := _seen(one, self._over)).isEmpty()]


def _seen(widget: QWidget, over: QWidget) -> QRect:
    """Where in ``over`` a widget stands, without what the scroll areas around it cut off."""
    place, at = widget.rect(), widget
    while at is not over and (above := at.parentWidget()) is not None:
        place = place.translated(at.pos()).intersected(above.rect())
        at = above
    return place


def toast(
    near: QWidget,
    text: str,
    act: str = "",
    on_act: Callable[[], object] | None = None,
    seconds: int = 6,
    *more: tuple[str, Callable[[], object]],
) -> Toast:
    """A toast in the window ``near`` stands in; it takes the place of an earlier one. ``more`` are further acts.

    What it offers is done with ``near``: where that goes, it goes too.
    """
    window = near.window()
    for earlier in window.findChildren(Toast):
        earlier.close()
    made = Toast(window, text, act, on_act, seconds, *more)
    if (act or more) and near is not window:
        near.destroyed.connect(made.close)
    return made


class BusyOverlay(QFrame):
    """A veil over ``over`` while something long runs: what is being done, how far it is, and 取消."""

    def __init__(self, over: QWidget, title: str, on_cancel: Callable[[], object] | None = None) -> None:
        super().__init__(over)
        self._over = over
        self.setProperty("role", "scrim")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setRange(0, 0)
        self._bar.setAccessibleName(title)
        self._title, self._note = words(title, "section"), words("请稍候…", "hint")
        card = Card(margin=20)
        card.setMinimumWidth(look().px(320))
        for part in (self._title, self._bar, self._note):
            card.body.addWidget(part)
        if on_cancel is not None:
            self.cancel = button("取消", on_click=lambda: self._cancelled(on_cancel))
            card.body.addLayout(row(None, self.cancel))
        self.setLayout(column(None, row(None, card, None), None))
        _Over(self, over, self._place)
        self._place()
        self.show()
        self.raise_()

    def progress(self, done: int, total: int, text: str = "") -> None:
        """How far it is; a total of 0 means that nobody knows."""
        self._bar.setRange(0, max(total, 0))
        self._bar.setValue(done)
        self._note.setText(text or (f"{done:,} / {total:,}" if total else "请稍候…"))

    def finish(self) -> None:
        """Take the veil away."""
        self.hide()
        self.deleteLater()

    def _cancelled(self, on_cancel: Callable[[], object]) -> None:
        self.cancel.setEnabled(False)
        self._note.setText("正在停下…")
        on_cancel()

    def _place(self) -> None:
        self.setGeometry(self._over.rect())


def ask(parent: QWidget, title: str, text: str, yes: str, no: str = "取消", *, danger: bool = False) -> bool:
    """A question with two answers in words, never 是/否 alone."""
    box, accept = question(parent, title, text, yes, no, danger=danger)
    box.exec()
    return box.clickedButton() is accept


def question(
    parent: QWidget, title: str, text: str, yes: str, no: str = "取消", *, danger: bool = False
) -> tuple[QMessageBox, QPushButton]:
    """The box of :func:`ask`, not yet open, and its button that agrees."""
    box = QMessageBox(parent)
    mark_box(box, *(("triangle-alert", "red") if danger else ("info", "blue")))
    box.setWindowTitle(title)
    box.setText(text)
    accept = box.addButton(yes, QMessageBox.ButtonRole.AcceptRole)
    refuse = box.addButton(no, QMessageBox.ButtonRole.RejectRole)
    redress(accept, "kind", "danger" if danger else "primary")
    box.setDefaultButton(refuse if danger else accept)
    _helped(box)
    box.setEscapeButton(refuse)
    return box, accept


def tell(parent: QWidget, title: str, text: str, details: str = "") -> None:
    """Something the person must know before going on."""
    statement(parent, title, text, details).exec()


def statement(parent: QWidget, title: str, text: str, details: str = "") -> QMessageBox:
    """The box of :func:`tell`, not yet open."""
    box = QMessageBox(parent)
    mark_box(box, "circle-alert", "amber")
    box.setWindowTitle(title)
    box.setText(text)
    box.setInformativeText(details)
    box.addButton("知道了", QMessageBox.ButtonRole.AcceptRole)
    _helped(box)
    return box


def mark_box(box: QMessageBox, name: str, tone: str) -> None:
    """An icon of ours in the theme's colour; the style's own are drawn for a light ground."""
    side = look().px(28)
    box.setIconPixmap(icon(name, tone).pixmap(QSize(side, side), box.devicePixelRatioF()))


def _helped(box: QMessageBox) -> None:
    """F1 in a question too; answered, it is gone."""
    from ui.manual.help_window import offer_help

    box.finished.connect(box.deleteLater)
    offer_help(box, None)
    here, inside = look(), box.layout()
    if inside is not None:  # its own margins are narrower than those of every other dialog
        inside.setContentsMargins(here.px(22), here.px(18), here.px(22), here.px(14))
