"""Sending a finished PDF to a printer: each page as a picture at the printer's resolution, never scaled."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QMarginsF, QRectF, QSizeF
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter

from app.kernel.errors import Refusal
from app.printing.preview import page_picture, page_size
from ui.printing.pages import to_image

FINEST = 400
"""Dots per inch beyond which nobody sees a difference and memory does."""


def ready_printer(pdf: bytes, title: str) -> QPrinter:
    """A printer set to the paper of the document, without margins of its own."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(title)
    printer.setPageLayout(_layout(page_size(pdf, 0)))
    printer.setFullPage(True)
    return printer


def _layout(size: tuple[float, float]) -> QPageLayout:
    width, height = size
    landscape = width > height
    upright = QPageSize(
        QSizeF(min(size), max(size)), QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.FuzzyMatch
    )
    way = QPageLayout.Orientation.Landscape if landscape else QPageLayout.Orientation.Portrait
    return QPageLayout(upright, way, QMarginsF(0, 0, 0, 0))


def print_pages(
    printer: QPrinter, pdf: bytes, pages: range, told: Callable[[int, int], None] = lambda _at, _all: None
) -> None:
    """Draw the pages. Raises Refusal where the printer does not start."""
    painter = QPainter()
    if not painter.begin(printer):
        raise Refusal("打印机没有响应，请检查打印机是否开机、连接是否正常，再试一次。")
    dpi = min(printer.resolution(), FINEST)
    try:
        for at, page in enumerate(pages):
            if at:
                printer.newPage()
            image = to_image(page_picture(pdf, page, dpi))
            width, height = page_size(pdf, page)
            unit = printer.resolution() / 72
            painter.drawImage(QRectF(0, 0, width * unit, height * unit), image)
            told(at + 1, len(pages))
    finally:
        painter.end()
