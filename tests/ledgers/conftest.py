"""An office with three firms, two of which one short name fits; and the workbook of a month."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from app.bootstrap import Workspace
from app.ledgers import edit
from tests.exchange.making import xlsx
from tests.ledgers.reading import FIRMS


@pytest.fixture
def three(office: Workspace) -> Workspace:
    for name in FIRMS:
        edit.create(office.store, office.feature("enterprises"), {"name": name, "community": "清泉社区"})
    return office


@pytest.fixture
def june(tmp_path: Path) -> Path:
    """Headings over two rows, four styles of day, a firm meant by a short name, blanks of every kind."""
    rows: list[list[object]] = [
        ["隐患排查治理统计表", *[None] * 13],
        ["填报单位：清泉街道 填报时间：2023年6月30日", *[None] * 13],
        ["序号", "基本情况", None, None, None, None, None, "整改情况", None, None, None, None, "复查", "备注"],
        [None, "企业名称", "检查时间", "来源", "存在问题", "隐患级别", "类别", "整改资金\n（万元）", "期限", "责任人", "整改情况", "完成时间", "复查日期", None],
        [1, "甲某机械", date(2023, 6, 1), "自查", "临时用电不规范", "一般", "火灾、爆炸", "1.2万", "立即整改", "李\n某", "已整改", "6月3日", "2023.6.5", "/"],
        [2, "永辉超市", "2023年6月2日", "督查", "通道堵塞", "重大", "/", 0.5, "2023-06-20", "无", "整改中", None, None, "—"],
        [3, "新来某商店", "6.3", "检查", "配电箱无门", "是", "触电", "5000元", "20230625", "王某", None, None, None, None],
        [4, *[None] * 13],
        ["合计", *[None] * 6, 2, *[None] * 6],
        ["说明：本表由社区填报。", *[None] * 13],
    ]  # fmt: skip
    merged = ["A1:N1", "A2:N2", "A3:A4", "B3:G3", "H3:L3", "N3:N4"]
    return xlsx(tmp_path / "隐患6月.xlsx", rows, merged=merged)
