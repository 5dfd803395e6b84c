"""What lies around a monkey: files good and bad, and dialogs of the system that answer by themselves."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import openpyxl
from PIL import Image
from PySide6.QtGui import QDesktopServices
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtWidgets import QDialog, QFileDialog

HEADINGS = ("序号", "被检查单位", "检查时间", "查出的毛病", "隐患等级", "整改期限", "责任人")


def files_about(folder: Path) -> list[str]:
    """Workbooks of other offices, photos, and what is none of them."""
    folder.mkdir(exist_ok=True)
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(HEADINGS)
    for at in range(1, 41):
        level = "特别严重" if at % 9 == 0 else "一般"
        due = "立即" if at % 7 == 0 else f"2023年6月{at % 28 + 1}日"
        sheet.append(
            (at, f"某某商店{at % 5}", f"2023.6.{at % 28 + 1}", f"第{at}处灭火器过期", level, due, "张某")
        )
    book.save(folder / "隐患排查表.xlsx")
    (folder / "企业.csv").write_text("企业名称,行业,地址\n甲厂,机械,某路1号\n乙厂,,\n", encoding="gb18030")
    (folder / "坏的.xlsx").write_bytes(b"PK\x03\x04" + bytes(200))
    (folder / "空的.jpg").write_bytes(b"")
    (folder / "说明.txt").write_text("文字", encoding="utf-8")
    for at, size in enumerate(((640, 480), (300, 900))):
        Image.new("RGB", size, (90 * at, 60, 120)).save(folder / f"照片{at}.jpg")
    return sorted(str(one) for one in folder.iterdir())


def keep_in(folder: Path, chance: random.Random, files: list[str]) -> None:
    """Dialogs of the system answer by themselves; nothing is opened, printed or written elsewhere."""
    out = folder.parent / "out"
    out.mkdir(exist_ok=True)

    def open_one(*_given: Any) -> tuple[str, str]:
        return chance.choice(["", *files]), ""

    def open_some(*_given: Any) -> tuple[list[str], str]:
        return (chance.sample(files, chance.choice((1, 1, 2))) if chance.random() < 0.7 else []), ""

    def save_one(_over: Any, _title: str = "", wish: str = "", _kinds: str = "") -> tuple[str, str]:
        return (str(out / Path(wish).name) if wish and chance.random() < 0.5 else ""), ""

    def a_folder(*_given: Any) -> str:
        return chance.choice(("", str(out)))

    given: Any = QFileDialog
    given.getOpenFileName = staticmethod(open_one)
    given.getOpenFileNames = staticmethod(open_some)
    given.getSaveFileName = staticmethod(save_one)
    given.getExistingDirectory = staticmethod(a_folder)
    given.exec = lambda _dialog: int(QDialog.DialogCode.Rejected)
    printing: Any = QPrintDialog
    printing.exec = lambda _dialog: int(QDialog.DialogCode.Rejected)
    services: Any = QDesktopServices
    services.openUrl = staticmethod(lambda _url: True)
