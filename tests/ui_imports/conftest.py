"""A desk, and small workbooks of the kind that arrive."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.ledgers import edit
from tests.ui.conftest import desk, settle, visits
from ui.imports.wizard import ImportWizard
from ui.shell.desk import Desk

__all__ = ["desk", "settle", "visits"]

NORTH, SOUTH = "济南永辉超市有限公司北店", "济南永辉超市有限公司南店"
HEADINGS = ("序号", "被检查单位", "检查时间", "查出的毛病", "隐患等级", "整改期限", "责任人")
ROWS = (
    (1, "永辉超市", "2023.6.1", "疏散通道堵塞", "一般", "2023年6月15日", "张某"),
    (2, "永辉超市", "2023.6.1", "灭火器过期", "一般", "立即", "张某"),
    (3, NORTH, "2023.6.2", "配电箱无盖板", "特别严重", "2023-06-20", "李某"),
    (4, "济南新来的木业有限公司", "2023.6.3", "粉尘未清扫", "重大", "", "王某"),
)

Files = Callable[..., Path]
Start = Callable[..., ImportWizard]


@pytest.fixture
def make_file(tmp_path: Path) -> Files:
    """A workbook with a title, headings and rows."""

    def make(
        name: str = "隐患排查表.xlsx",
        rows: Sequence[Sequence[object]] = ROWS,
        headings: Sequence[str] = HEADINGS,
        title: str = "隐患排查情况（2023年6月）",
    ) -> Path:
        book = openpyxl.Workbook()
        sheet = book.active
        assert sheet is not None
        sheet.append([title])
        sheet.append(list(headings))
        for row in rows:
            sheet.append(list(row))
        book.save(tmp_path / name)
        return tmp_path / name

    return make


@pytest.fixture
def firms(desk: Desk) -> None:
    """Two branches that one short name fits."""
    for name in (NORTH, SOUTH):
        edit.create(
            desk.workspace.store, desk.feature("enterprises"), {"name": name, "community": "清泉社区"}
        )


@pytest.fixture
def start(qtbot: QtBot, desk: Desk, settle: Callable[[Desk], None]) -> Start:
    """Open the wizard with files and wait for the plan."""
    window = QWidget()
    window.resize(1200, 700)
    qtbot.addWidget(window)

    def open_with(*files: Path, ledger: str = "") -> ImportWizard:
        wizard = ImportWizard(desk, window, files, ledger)
        wizard.open()
        settle(desk)
        return wizard

    return open_with
