"""关于: what this is, which version, and the works of others it stands on."""

from __future__ import annotations

import platform
import tomllib
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from PySide6.QtCore import QUrl, qVersion
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.faults import log_folder
from app.paths import RESOURCES, ROOT
from ui.settings.parts import scrolled, section
from ui.shell.desk import Desk
from ui.shell.widgets import button, column, row, words
from ui.tables.plain import PlainColumn, PlainTable

PARTS = (
    ("PySide6-Essentials", "界面", "LGPL-3.0"),
    ("SQLAlchemy", "数据存取", "MIT"),
    ("alembic", "数据升级", "MIT"),
    ("python-calamine", "读取表格", "MIT"),
    ("openpyxl", "写表格", "MIT"),
    ("XlsxWriter", "写表格", "BSD-2-Clause"),
    ("reportlab", "PDF", "BSD-3-Clause"),
    ("pypdfium2", "打印预览", "Apache-2.0 / BSD-3-Clause"),
    ("python-stdnum", "信用代码校验", "LGPL-2.1"),
    ("pypinyin", "拼音", "MIT"),
)
COLUMNS = (
    PlainColumn("部件", 180, 1),
    PlainColumn("用途", 140, 1),
    PlainColumn("版本", 100),
    PlainColumn("许可", 200, 1),
)


def own_version() -> str:
    """The program's version as its project file has it."""
    try:
        return str(tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"])
    except (OSError, KeyError, ValueError):
        return "未知"


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "—"


class AboutSection(QWidget):
    """Nothing here can be changed."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        what = section("安监台账")
        told = (
            f"版本 {own_version()}　Python {platform.python_version()}　Qt {qVersion()}",
            "街道（乡镇）安全生产监管台账。全部数据只在这台电脑上，不联网，不上传。",
            f"数据文件夹：{desk.workspace.folder}",
        )
        for text in told:
            said = words(text, "second", wrap=True)
            said.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
            what.body.addWidget(said)
        logs = log_folder(desk.workspace.folder)
        what.body.addLayout(row(button("打开日志文件夹", "folder-open", on_click=lambda: _show(logs)), None))
        others = section(
            "使用的开源部件",
            "字体：Noto Sans SC、Noto Serif SC、霞鹜朱雀仿宋、文鼎楷体；图标：Lucide（ISC）。",
        )
        table = PlainTable("开源部件")
        table.show_rows(COLUMNS, [(name, use, _version(name), licence) for name, use, licence in PARTS])
        table.setMinimumHeight(len(PARTS) * table.verticalHeader().defaultSectionSize() + 60)
        others.body.addWidget(table)
        others.body.addLayout(
            row(
                button("字体来源与许可", "file-text", on_click=lambda: _open("fonts")),
                button("图标许可", "file-text", on_click=lambda: _open("icons")),
                None,
            )
        )
        self.setLayout(column(scrolled(what, others)))


def _show(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))


def _open(folder: str) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(RESOURCES / folder)))
