"""A table as files: the sheet as PDF and workbook, the matrix of communities as workbook."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

from app.dispatch.figures import Figures
from app.dispatch.paper import draw_pdf, draw_xlsx
from app.files import whole_file
from app.kernel.errors import Refusal
from app.masterdata.settings import Office
from ui.printing.veiled import under_veil
from ui.shell.desk import Desk
from ui.shell.notices import toast
from ui.shell.worker import Control

KINDS = {
    "pdf": "PDF",
    "xlsx": "Excel 工作簿",
    "docx": "Word 文档",
    "txt": "文本",
    "ics": "日历文件",
    "zip": "压缩包",
}
_SIGNS = str.maketrans(dict.fromkeys('\\/:*?"<>|', "_"))


def file_name(figures: Figures, ending: str) -> str:
    """调度表_全街道_20230630.pdf."""
    scope = figures.scope.name or "全街道"
    return f"调度表_{scope}_{figures.day:%Y%m%d}.{ending}".translate(_SIGNS)


def sheet_bytes(figures: Figures, office: Office, ending: str) -> bytes:
    """The sheet as PDF or workbook."""
    out = BytesIO()
    (draw_xlsx if ending == "xlsx" else draw_pdf)(out, figures, office)
    return out.getvalue()


def ask_where(desk: Desk, parent: QWidget, name: str) -> Path | None:
    """The path chosen, its ending put right; None where the person thought better of it."""
    ending = name.rpartition(".")[2]
    folder = Path(desk.preferences.get("export.folder") or Path.home())
    chosen, _kind = QFileDialog.getSaveFileName(
        parent, "保存到", str(folder / name), f"{KINDS[ending]} (*.{ending})"
    )
    if not chosen:
        return None
    out = Path(chosen)
    if out.suffix.lower() != f".{ending}":
        out = out.with_name(f"{out.name}.{ending}")
    desk.preferences.put("export.folder", str(out.parent))
    return out


def save_made(desk: Desk, parent: QWidget, name: str, make: Callable[[], bytes]) -> None:
    """Ask where to, make the file off the screen's thread, offer to open it."""
    out = ask_where(desk, parent, name)
    if out is not None:
        write_made(desk, parent, out, make)


def write_made(desk: Desk, parent: QWidget, out: Path, make: Callable[[], bytes]) -> None:
    """The making and writing itself."""

    def job(_control: Control) -> None:
        content = make()
        try:
            with whole_file(out) as stream:
                stream.write(content)
        except OSError as fault:
            said = f"文件“{out.name}”没有写成：{fault.strerror or fault}。请检查它是否正被其他程序打开。"
            raise Refusal(said) from fault

    def done(_nothing: object) -> None:
        opened = QUrl.fromLocalFile(str(out))
        toast(parent, f"已保存：{out.name}", "打开", lambda: QDesktopServices.openUrl(opened), 12)

    under_veil(desk, parent, "正在保存…", "没有保存", job, done)
