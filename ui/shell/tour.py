"""The first round through the program: a spotlight over the real window, a few words, 上一步 and 下一步."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, QTimer
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QWidget

from ui.shell.look import look
from ui.shell.widgets import button, column, row, words
from ui.shell.window import MainWindow

DONE = "tour.done"
EDGE, GAP, WIDE = 6, 14, 380


@dataclass(frozen=True)
class Stop:
    """``part`` finds what is lit on the page in sight; None lights the whole page."""

    page: str
    title: str
    text: str
    part: Callable[[MainWindow], QWidget | None]


def _of(page: str, *names: str) -> Callable[[MainWindow], QWidget | None]:
    """The part of a page by the names of its attributes; the page itself where there is none such."""

    def find(window: MainWindow) -> QWidget | None:
        found: object = window.frame.pages.get(page)
        for name in names:
            found = getattr(found, name, None)
        return found if isinstance(found, QWidget) and found.isVisible() else window.frame.pages.get(page)

    return find


def _by_name(page: str, *said: str) -> Callable[[MainWindow], QWidget | None]:
    """A control of a page by what it is called."""

    def find(window: MainWindow) -> QWidget | None:
        whole = window.frame.pages.get(page)
        parts = whole.findChildren(QWidget) if whole is not None else []
        return next((one for one in parts if one.accessibleName() in said and one.isVisible()), whole)

    return find


def _navigation(window: MainWindow) -> QWidget | None:
    return window.frame.navigation


STOPS: tuple[Stop, ...] = (
    Stop(
        "home",
        "导航",
        "左边按“台账、报表、资料、系统”分组。窗口窄时只有图标，停一下会出名称。最上面的搜索框查全部台账（Ctrl+K）。",
        _navigation,
    ),
    Stop(
        "hazards",
        "台账表格",
        "点表头排序；双击一行看详情。常改的栏目可以直接在格子里改，改完随时能撤销。",
        _of("hazards", "table"),
    ),
    Stop(
        "hazards",
        "视图和筛选",
        "上面一排是现成的视图，数字是条数。下面可以搜索，也可以按任何栏目加条件，常用的条件能存成自己的视图。",
        _of("hazards", "bar"),
    ),
    Stop(
        "hazards",
        "导入 Excel",
        "把各社区报来的表直接拖进窗口，或点这里。表头不用改，先看结果再写入，写入后可以整次撤销。",
        _by_name("hazards", "导入 Excel"),
    ),
    Stop(
        "dispatch",
        "调度表",
        "数字全部由台账算出。点任何一个数，右边写明怎么算的、由哪些记录来的。",
        _of("dispatch", "sheet"),
    ),
    Stop(
        "dispatch",
        "打印",
        "预览、打印和保存的 PDF 是同一份，看到的就是纸上的样子（Ctrl+P）。",
        _by_name("dispatch", "打印预览"),
    ),
    Stop(
        "manual",
        "随时求助",
        "任何地方按 F1 打开当前页的说明，按 Ctrl+/ 看全部快捷键。这个引导可以在手册里再走一遍。",
        _of("manual"),
    ),
)


class Tour(QFrame):
    """Lies over the window's pages. Arrow keys and Enter go on, Esc ends it."""

    def __init__(self, window: MainWindow, stops: tuple[Stop, ...] = STOPS) -> None:
        super().__init__(window.frame)
        self._window, self._stops, self.at = window, stops, 0
        self._lit, self._drawn = QRect(), QRect()
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        here = look()
        self.title, self.text = words("", "section"), words("", wrap=True)
        self.count = words("", "hint")
        self.back = button("上一步", on_click=lambda: self.show_stop(self.at - 1))
        self.on = button("下一步", kind="primary", on_click=lambda: self.show_stop(self.at + 1))
        self.leave = button("结束", kind="quiet", on_click=self.close)
        self.card = QFrame(self)
        self.card.setProperty("role", "popup")
        inside = column(
            row(self.title, None, self.count),
            self.text,
            row(self.leave, None, self.back, self.on),
            gap=here.px(10),
        )
        inside.setContentsMargins(here.px(16), here.px(14), here.px(16), here.px(12))
        self.card.setLayout(inside)
        self._inside = inside
        self.card.setFixedWidth(here.px(WIDE))
        for one in (window.frame, self.leave, self.back, self.on):
            one.installEventFilter(self)
        follow = QTimer(self)  # a page fills and lays itself out while it is already shown
        follow.timeout.connect(self._place)
        follow.start(150)
        self.setGeometry(window.frame.rect())
        self.show()
        self.raise_()
        self.show_stop(0)

    def show_stop(self, at: int) -> None:
        """Go to a stop; past the last is the end."""
        if at >= len(self._stops):
            self.close()
            return
        self.at = max(0, at)
        stop = self._stops[self.at]
        if self._window.frame.in_sight() != stop.page:
            self._window.show_page(stop.page)
            self.raise_()
        self.title.setText(stop.title)
        self.text.setText(stop.text)
        self.count.setText(f"{self.at + 1} / {len(self._stops)}")
        self.back.setEnabled(self.at > 0)
        self.on.setText("完成" if self.at == len(self._stops) - 1 else "下一步")
        self.on.setAccessibleName(self.on.text())
        self.card.setAccessibleName(f"{stop.title}：{stop.text}")
        self.setAccessibleName(self.card.accessibleName())
        self.on.setFocus()
        self._place()

    def _place(self) -> None:
        """The light over its part, the card beside it where there is most room."""
        part = self._stops[self.at].part(self._window)
        here, frame = look(), self._window.frame
        edge, gap = here.px(EDGE), here.px(GAP)
        self._lit = QRect(frame.rect())
        if part is not None:
            corner = part.mapTo(frame, QPoint(0, 0))
            self._lit = (
                QRect(corner, part.size()).adjusted(-edge, -edge, edge, edge).intersected(frame.rect())
            )
        self.card.setFixedHeight(self._inside.totalHeightForWidth(self.card.width() - 4) + 4)
        size, room, lit = self.card.size(), self.rect(), self._lit
        if lit.right() + gap + size.width() < room.right():
            at = QPoint(lit.right() + gap, max(lit.top(), gap))
        elif lit.bottom() + gap + size.height() < room.bottom():
            at = QPoint(lit.left(), lit.bottom() + gap)
        else:
            at = QPoint(lit.right() - size.width() - gap, lit.bottom() - size.height() - gap)
        at.setX(min(max(at.x(), gap), room.width() - size.width() - gap))
        at.setY(min(max(at.y(), gap), room.height() - size.height() - gap))
        if self.card.pos() != at or lit != self._drawn:
            self._drawn = QRect(lit)
            self.card.move(at)
            self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Called by Qt: all is dimmed but the lit part."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        dim = QColor(look().colour("shadow"))
        dim.setAlpha(140)
        veil, light = QPainterPath(), QPainterPath()
        veil.addRect(self.rect())
        radius = look().px(8)
        light.addRoundedRect(self._lit, radius, radius)
        painter.fillPath(veil.subtracted(light), dim)
        painter.setPen(QPen(look().colour("primary"), 2))
        painter.drawPath(light)
        painter.end()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Called by Qt: the window has another size; or a button would keep an arrow key to itself."""
        if event.type() == QEvent.Type.Resize and watched is self._window.frame:
            self.setGeometry(self._window.frame.rect())
            self._place()
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            by = {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1}.get(Qt.Key(event.key()), 0)
            if by and watched is not self._window.frame:
                self.show_stop(self.at + by)
                return True
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Called by Qt; what the buttons do not take comes here."""
        match event.key():
            case Qt.Key.Key_Escape:
                self.close()
            case Qt.Key.Key_Right | Qt.Key.Key_Return | Qt.Key.Key_Enter | Qt.Key.Key_PageDown:
                self.show_stop(self.at + 1)
            case Qt.Key.Key_Left | Qt.Key.Key_PageUp:
                self.show_stop(self.at - 1)
            case _:
                super().keyPressEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab stays within the card."""
        order = [one for one in (self.leave, self.back, self.on) if one.isEnabled()]
        now = self.focusWidget()
        place = order.index(now) if now in order else -1
        order[(place + (1 if forward else -1)) % len(order)].setFocus()
        return True


def start_tour(window: MainWindow) -> Tour:
    """From the first stop; one at a time."""
    for earlier in window.findChildren(Tour):
        earlier.close()
    return Tour(window)


def offer_tour(window: MainWindow) -> Tour | None:
    """Once on the first opening of a sample office."""
    from app.masterdata.settings import read_setting

    desk = window.desk
    if desk is None or desk.preferences.get(DONE):
        return None
    with desk.workspace.store.read() as connection:
        if not read_setting(connection, "sample_day"):
            return None
    desk.preferences.put(DONE, True)
    return start_tour(window)
