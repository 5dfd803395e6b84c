"""A district's store: a million hazards of 40,000 firms in 40 communities, made once and shared by what reads it."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path
from random import Random
from typing import Any

from sqlalchemy import Connection

from app.bootstrap import CATALOGUE, close_workspace, name_office, open_workspace
from app.ledgers.search_text import haystack
from app.masterdata.settings import Office
from app.store import pairs
from app.store.base import table_of

FIRMS = 40_000
COMMUNITIES = tuple(f"第{number}社区" for number in range(1, 41))
OWN = 50_000
_SOURCES = ("企业自查", "企业自查", "部门检查", "部门检查", "群众举报", "督查巡查")
_SIGNS = (
    "鑫鸿泰德隆盛瑞祥恒源华诚信达宏图远大金桥东方新世纪齐鲁泉城历下天桥康宁福顺永昌聚兴嘉和万利腾飞润泽博雅"
    "中正安邦国兴民生春晖秋实海纳百川山河星辰日月光明银座玉泉青松翠柏紫薇红枫白鹭黑虎龙洞凤凰麒麟朝阳晨曦"
)
_TRADES = (
    "机械制造",
    "化工",
    "物流",
    "餐饮管理",
    "木业",
    "五金加工",
    "印刷包装",
    "食品",
    "纺织",
    "仓储",
    "建材",
    "汽车维修",
)
_FAMILY = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕"
_GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰红建文辉力鹏飞斌宇浩凯健俊帆雪琳婷"
_PLACES = (
    "车间",
    "仓库",
    "配电室",
    "锅炉房",
    "厨房",
    "装卸区",
    "喷漆房",
    "宿舍",
    "地下室",
    "罐区",
    "楼道",
    "办公楼",
)
_THINGS = (
    "配电箱", "灭火器", "消防通道", "安全出口", "压力表", "叉车", "防护罩", "护栏", "气瓶", "电缆", "应急灯", "报警器",
    "脚手架", "行车吊钩", "除尘管道", "有限空间", "危化品柜", "疏散指示牌", "消火栓", "临时用电线路", "砂轮机", "冲压机", "烘箱", "反应釜",
)  # fmt: skip
_FAULTS = (
    "未接地", "压力不足", "堆放杂物", "被锁闭", "未定期检定", "无年检标识", "缺失", "高度不足", "未固定", "绝缘破损", "不亮",
    "未投入使用", "无验收牌", "防脱钩失效", "积尘未清理", "无警示标志", "混放", "被遮挡", "无水", "私拉乱接", "无托架", "光电保护失灵",
    "超温报警失效", "安全阀过期",
)  # fmt: skip
_MEASURES = (
    "立即停用并更换",
    "限期修复",
    "清理并保持畅通",
    "补办检验",
    "增设标志",
    "落实专人看护",
    "开展教育培训",
)


def firm_name(number: int) -> str:
    """The name of a firm, the same in every run."""
    chance = Random(number)
    return f"济南{''.join(chance.choices(_SIGNS, k=chance.randint(2, 4)))}{chance.choice(_TRADES)}有限公司"


def _person(chance: Random) -> str:
    return chance.choice(_FAMILY) + "".join(chance.choices(_GIVEN, k=chance.randint(1, 2)))


def _hazard(number: int, chance: Random, names: list[str]) -> dict[str, Any]:
    """One row as an office would have filled it in; one in ten is 重大."""
    firm = chance.randrange(1, FIRMS + 1)
    found = date(2023, 5, 31) + timedelta(days=chance.randrange(200))
    closed = chance.random() < 0.7
    place = f"{number % 31}号{chance.choice(_PLACES)}"
    faults = "，".join(chance.choice(_THINGS) + chance.choice(_FAULTS) for _ in range(chance.randint(1, 3)))
    return {
        "number": f"YH-2023-{number:07d}",
        "enterprise_name": names[firm],
        "enterprise_id": firm,
        "source": chance.choice(_SOURCES),
        "found_on": found.isoformat(),
        "description": f"{place}{faults}（编号{number % 9973}）",
        "level": "重大" if chance.random() < 0.1 else "一般",
        "inspectors": f"{_person(chance)}、{_person(chance)}",
        "place": place,
        "category": "触电、火灾",
        "criterion": "工贸企业重大事故隐患判定标准（2023）第三条",
        "treatment": "限期整改",
        "owner": _person(chance),
        "measures": f"{chance.choice(_MEASURES)}，{chance.choice(_MEASURES)}，整改期间停用该设备并设专人看护",
        "fund": chance.randrange(1, 500) * 10_000,
        "due_on": (found + timedelta(days=15)).isoformat(),
        "plan": "触电事故现场处置方案",
        "monitoring": "断电挂牌，专人看护",
        "rectified_on": (found + timedelta(days=9)).isoformat() if closed else None,
        "situation": "已整改" if closed else None,
        "rechecker": _person(chance) if closed else None,
        "recheck_on": (found + timedelta(days=10)).isoformat() if closed else None,
        "recheck_result": "合格" if closed else None,
        "principal_signature": "赵某" if closed else None,
        "director_signature": "钱某" if closed else None,
        "closed_on": (found + timedelta(days=11)).isoformat() if closed else None,
        "status": "已销号" if closed else "整改中",
        "started": 1,
        "created_at": "2023-06-01 08:30:00",
        "updated_at": "2023-06-01 08:30:00",
        "incomplete": int(chance.random() < 0.02),
        "voided": int(chance.random() < 0.005),
    }


def _firms(connection: Connection) -> None:
    feature = CATALOGUE["enterprises"]
    rows = [(firm, firm_name(firm), COMMUNITIES[firm % len(COMMUNITIES)]) for firm in range(1, FIRMS + 1)]
    texts = [haystack(feature, {"name": name, "community": community}) for _, name, community in rows]
    connection.exec_driver_sql(
        "INSERT INTO enterprises (id, name, community, created_at, updated_at, incomplete, voided, haystack) "
        "VALUES (?, ?, ?, '', '', 0, 0, ?)",
        [(*row, text) for row, text in zip(rows, texts, strict=True)],
    )
    pairs.add(connection, table_of(feature.model), range(1, FIRMS + 1), texts)


def _hazards(connection: Connection, count: int) -> None:
    """Rows of their own first; then SQLite itself makes the rest as copies under new numbers."""
    chance, feature = Random(2023), CATALOGUE["hazards"]
    table = table_of(feature.model)
    columns = [column.name for column in table.columns if column.name != "id"]
    names = [firm_name(number) for number in range(FIRMS + 1)]
    own = min(count, OWN)
    rows = [_hazard(number, chance, names) for number in range(1, own + 1)]
    texts = [haystack(feature, row) for row in rows]
    connection.exec_driver_sql("CREATE TEMP TABLE own (id INTEGER PRIMARY KEY, pairs TEXT)")
    connection.exec_driver_sql("INSERT INTO own VALUES (?, ?)", list(enumerate(map(pairs.tokens, texts), 1)))
    connection.exec_driver_sql(
        f"INSERT INTO hazards ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})",
        [
            tuple((row | {"haystack": text}).get(name) for name in columns)
            for row, text in zip(rows, texts, strict=True)
        ],
    )
    copied = ", ".join("printf('YH-2023-%07d', id + ?)" if name == "number" else name for name in columns)
    for start in range(own, count, own):
        connection.exec_driver_sql(
            f"INSERT INTO hazards (id, {', '.join(columns)}) "
            f"SELECT id + ?, {copied} FROM hazards WHERE id <= ? ORDER BY id",
            (start, start, min(own, count - start)),
        )
    index = pairs.index_of(table)
    for start in range(0, count, own):
        connection.exec_driver_sql(
            f"INSERT INTO {index} (rowid, pairs) SELECT id + ?, pairs FROM own WHERE id <= ?",
            (start, min(own, count - start)),
        )
    connection.exec_driver_sql("DROP TABLE own")


def _fill(folder: Path, count: int) -> None:
    workspace = open_workspace(folder)
    name_office(workspace, Office(name="清泉街道办事处"))
    with workspace.store.write() as connection:
        _firms(connection)
        _hazards(connection, count)
    with workspace.store.write() as connection:
        connection.exec_driver_sql("ANALYZE")
    close_workspace(workspace, with_backup=False)


@lru_cache(maxsize=2)
def folder_with(count: int) -> Path:
    """The folder of an office with so many hazards; it goes when the program ends."""
    folder = Path(tempfile.mkdtemp(prefix="district-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    _fill(folder / "office", count)
    return folder / "office"
