"""The window in which a paper is looked at before it is printed or saved."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QKeySequence, QShortcut
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from app.files import whole_file
from app.kernel.errors import Refusal
from app.printing.preview import page_count, page_size
from ui.forms.line import Line
from ui.manual.help_window import offer_help
from ui.printing.page_view import PageView
from ui.printing.pages import Pages
from ui.printing.printer import print_pages, ready_printer
from ui.printing.veiled import under_veil
from ui.shell.desk import Desk
from ui.shell.look import look
from ui.shell.notices import tell, toast
from ui.shell.widgets import button, column, icon_button, row, words
from ui.shell.worker import Control

STEP = 1.2


class PreviewWindow(QDialog):
    """Shows the very bytes it was given: what is seen, printed and saved is one document."""

    def __init__(self, desk: Desk, pdf: bytes, title: str, parent: QWidget) -> None:
        super().__init__(parent)
        offer_help(self, desk, "printing")
        self._desk, self.pdf, self._title = desk, pdf, title
        self.count = page_count(pdf)
        self._at = 0
        here = look()
        self.setWindowTitle(f"打印预览 - {title}")
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint)
        self.view = PageView()
        self.view.show_pages(Pages(desk.worker, pdf, self), [page_size(pdf, at) for at in range(self.count)])
        self.view.turned.connect(self._turned)
        self.page = Line("1")
        self.page.setAccessibleName("页码")
        self.page.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.page.setFixedWidth(here.px(56))
        self.page.editingFinished.connect(self._typed)
        self._zoom = words("100%", "second")
        self.view.zoomed.connect(lambda zoom: self._zoom.setText(f"{round(zoom * 100)}%"))
        outer = column(self._bar(), self.view, gap=0)
        outer.setStretch(1, 1)
        self.setLayout(outer)
        self._keys()
        self.view.setFocus()
        room = parent.window().size()
        self.resize(min(here.px(980), room.width() - 40), max(here.px(480), room.height() - 40))

    def save(self) -> None:
        """Keep the document as a PDF file."""
        folder = Path(self._desk.preferences.get("export.folder") or Path.home())
        name = str(folder / f"{self._title}.pdf")
        chosen, _kind = QFileDialog.getSaveFileName(self, "保存 PDF", name, "PDF (*.pdf)")
        if not chosen:
            return
        out = Path(chosen) if chosen.lower().endswith(".pdf") else Path(f"{chosen}.pdf")
        try:
            with whole_file(out) as stream:
                stream.write(self.pdf)
        except OSError as fault:
            tell(self, "没有保存", f"文件没有写成：{fault.strerror or fault}。请换一个位置再试。")
            return
        self._desk.preferences.put("export.folder", str(out.parent))
        opened = QUrl.fromLocalFile(str(out))
        toast(self, f"已保存：{out.name}", "打开", lambda: QDesktopServices.openUrl(opened))

    def print(self) -> None:
        """Choose a printer and print."""
        try:
            printer = ready_printer(self.pdf, self._title)
            dialog = QPrintDialog(printer, self)
            dialog.setWindowTitle("打印")
            dialog.setMinMax(1, self.count)
            if dialog.exec() != QDialog.DialogCode.Accepted:
                return
            first, last = printer.fromPage() or 1, printer.toPage() or self.count
            print_pages(printer, self.pdf, range(first - 1, min(last, self.count)))
        except Refusal as refusal:
            tell(self, "没有打印", str(refusal))
            return
        toast(self, "已送往打印机")

    def _bar(self) -> QWidget:
        here = look()
        holder = QWidget()
        holder.setProperty("role", "page")
        several = self.count > 1
        pager = (
            icon_button("chevron-left", "上一页", lambda: self._step(-1)),
            self.page,
            words(f"/ {self.count} 页", "second"),
            icon_button("chevron-right", "下一页", lambda: self._step(1)),
        )
        for part in (pager[0], pager[1], pager[3]):
            part.setEnabled(several)
        inside = row(
            *pager,
            None,
            icon_button("minus", "缩小（Ctrl+-）", lambda: self.view.set_zoom(self.view.zoom / STEP)),
            self._zoom,
            icon_button("plus", "放大（Ctrl++）", lambda: self.view.set_zoom(self.view.zoom * STEP)),
            button("适合宽度", kind="quiet", on_click=self.view.fit_width),
            button("整页", kind="quiet", on_click=self.view.fit_page),
            None,
            button("保存 PDF…", "file-down", on_click=self.save),
            button("打印…", "printer", "primary", on_click=self.print),
            gap=here.px(6),
        )
        inside.setContentsMargins(here.px(14), here.px(8), here.px(14), here.px(8))
        holder.setLayout(inside)
        return holder

    def _turned(self, page: int) -> None:
        self._at = page
        self.page.setText(str(page + 1))

    def _typed(self) -> None:
        """A page's number was written; what is none is put back."""
        text = self.page.text().strip()
        if text.isdecimal() and int(text) != self._at + 1:
            self._go(int(text) - 1)
        self.page.setText(str(self._at + 1))

    def _step(self, by: int) -> None:
        self._go(self._at + by)

    def _go(self, page: int) -> None:
        self._at = min(max(page, 0), self.count - 1)
        self.view.go_to(self._at)
        self.page.setText(str(self._at + 1))

    def _keys(self) -> None:
        for keys, act in (
            ("Ctrl++", lambda: self.view.set_zoom(self.view.zoom * STEP)),
            ("Ctrl+=", lambda: self.view.set_zoom(self.view.zoom * STEP)),
            ("Ctrl+-", lambda: self.view.set_zoom(self.view.zoom / STEP)),
            ("Ctrl+0", self.view.fit_width),
            ("Ctrl+P", self.print),
            ("Ctrl+S", self.save),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(act)


def show_pdf(desk: Desk, parent: QWidget, title: str, pdf: bytes) -> PreviewWindow:
    """Open the window over a document at hand."""
    window = PreviewWindow(desk, pdf, title, parent)
    window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    window.open()
    return window


def preview_pdf(
    desk: Desk,
    parent: QWidget,
    title: str,
    make: Callable[[Path], object],
    opened: Callable[[PreviewWindow], object] = lambda _window: None,
) -> Control:
    """Make a PDF off the screen's thread, under a veil that can be cancelled, and show it."""

    def job(control: Control) -> bytes:
        with TemporaryDirectory() as folder:
            out = Path(folder) / "paper.pdf"
            make(out)
            control.check()
            return out.read_bytes()

    return preview_job(desk, parent, title, job, opened)


def preview_job(
    desk: Desk,
    parent: QWidget,
    title: str,
    job: Callable[[Control], bytes],
    opened: Callable[[PreviewWindow], object] = lambda _window: None,
) -> Control:
    """The same for a job that tells how far it is and can be stopped in between."""

    def done(pdf: bytes) -> None:
        opened(show_pdf(desk, parent, title, pdf))

    return under_veil(desk, parent, "正在生成页面…", "没有生成", job, done)
