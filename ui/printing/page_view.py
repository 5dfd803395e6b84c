"""One page after another on a grey ground, at the zoom wanted, sharp on every screen."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QScrollArea, QWidget

from ui.printing.pages import Pages
from ui.shell.look import look

GAP, SHADOW = 16, 3
SCREEN_DPI = 96 / 72


class _Paper(QWidget):
    """The pages below one another; only those in sight are drawn."""

    def __init__(self) -> None:
        super().__init__()
        self.pages: Pages | None = None
        self.sizes: list[tuple[float, float]] = []
        self.zoom = 1.0

    def places(self) -> list[QRect]:
        """Where each page lies, in pixels of the layout."""
        gap, top, found = look().px(GAP), look().px(GAP), []
        for width, height in self.sizes:
            w, h = round(width * SCREEN_DPI * self.zoom), round(height * SCREEN_DPI * self.zoom)
            found.append(QRect(max(gap, (self.width() - w) // 2), top, w, h))
            top += h + gap
        return found

    def wanted(self) -> QSize:
        """Room for all pages."""
        gap = look().px(GAP)
        wide = max((round(w * SCREEN_DPI * self.zoom) for w, _ in self.sizes), default=0)
        high = sum(round(h * SCREEN_DPI * self.zoom) + gap for _, h in self.sizes)
        return QSize(wide + 2 * gap, high + gap)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Called by Qt."""
        here, painter = look(), QPainter(self)
        painter.fillRect(event.rect(), here.colour("border"))
        if self.pages is None:
            return
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        for number, place in enumerate(self.places()):
            if not place.adjusted(0, 0, 4, 4).intersects(event.rect()):
                continue
            painter.fillRect(place.translated(SHADOW, SHADOW), here.colour("input_border"))
            painter.fillRect(place, Qt.GlobalColor.white)
            image = self.pages.image(number, SCREEN_DPI * self.zoom * self.devicePixelRatioF())
            if image is not None:
                painter.drawImage(place, image)
            else:
                painter.setPen(here.colour("text_2"))
                painter.drawText(place, Qt.AlignmentFlag.AlignCenter, "正在显示…")
            painter.setPen(QPen(here.colour("input_border"), 1))
            painter.drawRect(place.adjusted(0, 0, -1, -1))


class PageView(QScrollArea):
    """``turned(page)`` when another page comes to the top; ``zoomed`` when the zoom changes."""

    turned = Signal(int)
    zoomed = Signal(float)

    def __init__(self) -> None:
        super().__init__()
        self._paper = _Paper()
        self._fit = "width"
        self._page = 0
        self.setWidget(self._paper)
        self.setWidgetResizable(False)
        # a bar that comes and goes would change the width that the page is fitted to, for ever
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setAccessibleName("页面预览")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.verticalScrollBar().valueChanged.connect(self._scrolled)

    @property
    def zoom(self) -> float:
        """1.0 is the paper's own size on a usual screen."""
        return self._paper.zoom

    def show_pages(self, pages: Pages, sizes: list[tuple[float, float]]) -> None:
        """Show a document; sizes are in pt."""
        self._paper.pages, self._paper.sizes = pages, sizes
        pages.arrived.connect(lambda _page: self._paper.update())
        self._arrange()

    def set_zoom(self, zoom: float) -> None:
        """A zoom of one's own."""
        self._fit = ""
        self._paper.zoom = min(4.0, max(0.2, zoom))
        self._arrange()

    def fit_width(self) -> None:
        """The page as wide as the window."""
        self._fit = "width"
        self._arrange()

    def fit_page(self) -> None:
        """The whole page in sight."""
        self._fit = "page"
        self._arrange()

    def go_to(self, page: int) -> None:
        """Bring a page to the top."""
        places = self._paper.places()
        if 0 <= page < len(places):
            self.verticalScrollBar().setValue(places[page].top() - look().px(GAP))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Called by Qt."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        paper, port = self._paper, self.viewport().size()
        if not paper.sizes:
            return
        gap = look().px(GAP)
        width = max(w for w, _ in paper.sizes) * SCREEN_DPI
        height = max(h for _, h in paper.sizes) * SCREEN_DPI
        if self._fit:
            paper.zoom = (port.width() - 2 * gap) / width
            if self._fit == "page":
                paper.zoom = min(paper.zoom, (port.height() - 2 * gap) / height)
            paper.zoom = min(4.0, max(0.2, paper.zoom))
        wanted = paper.wanted()
        paper.resize(max(wanted.width(), port.width()), max(wanted.height(), port.height()))
        paper.update()
        self.zoomed.emit(paper.zoom)

    def _scrolled(self, value: int) -> None:
        middle = value + self.viewport().height() // 3
        found = [number for number, place in enumerate(self._paper.places()) if place.top() <= middle]
        page = found[-1] if found else 0
        if page != self._page:
            self._page = page
            self.turned.emit(page)
