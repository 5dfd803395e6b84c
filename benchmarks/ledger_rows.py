"""Rows of a hazard ledger of fourteen columns, the same for every run: what the paper and Excel are timed with."""

from __future__ import annotations

import random
from datetime import date, timedelta
from decimal import Decimal

HEADINGS = (
    "序号", "企业名称", "街道", "社区", "等级", "发现日期", "隐患描述",
    "来源", "责任人", "整改期限", "资金（万元）", "状态", "类型", "备注",
)  # fmt: skip
WEIGHTS = (0.6, 2, 1, 1.2, 0.7, 1.2, 4, 1, 1, 1.2, 0.9, 0.9, 0.8, 1.4)

_FAULTS = (
    "配电箱未上锁", "消防通道堆放杂物", "灭火器压力不足且已过检验有效期", "压力表未定期检定", "动火作业未办理审批手续",
    "特种作业人员未持证上岗", "有限空间未设置警示标志", "电气线路私拉乱接", "安全出口指示灯损坏", "应急预案未备案",
    "车间通风设施未运行", "危险化学品未分类存放", "可燃气体报警器未投入使用", "防护栏杆高度不足1.05米", "叉车无年检标识",
)  # fmt: skip
_NAMES = "鑫鸿泰德隆盛瑞祥恒源华诚信达宏图远大金桥东方新世纪齐鲁泉城历下天桥"
_FIRST = date(2023, 5, 31)


def values(rows: int) -> list[tuple[object, ...]]:
    """Rows as a ledger holds them: numbers, days and texts."""
    chance = random.Random(20230531)
    result: list[tuple[object, ...]] = []
    for number in range(1, rows + 1):
        name = "".join(chance.sample(_NAMES, chance.randint(2, 4)))
        found = _FIRST + timedelta(days=chance.randrange(200))
        faults = chance.sample(_FAULTS, chance.randint(1, 4))
        result.append((
            number, f"济南{name}{chance.choice(('机械', '化工', '物流', '餐饮'))}有限公司", "全福街道",
            f"{chance.choice(_NAMES)}园社区", chance.choice(("一般", "重大")), found,
            "、".join(faults) + f"（现场编号{number:05d}），责令限期整改。",
            chance.choice(("企业自查", "部门检查")), chance.choice("王李张刘陈") + "".join(chance.sample(_NAMES, 2)),
            found + timedelta(days=15), Decimal(chance.randrange(1, 900)) / 100,
            chance.choice(("待整改", "整改中", "已销号")), chance.choice(("火灾", "触电", "坍塌")),
            "" if chance.random() < 0.7 else "已现场复核，照片留存" + str(number),
        ))  # fmt: skip
    return result


def texts(rows: int) -> list[tuple[str, ...]]:
    """The same rows as words."""
    return [tuple(map(str, row)) for row in values(rows)]
