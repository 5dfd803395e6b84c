"""A day of 60 entries, pastes, bulk changes, an import, steps back and a kill leaves exactly what was meant."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Collection
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
from sqlalchemy import select

from app.bootstrap import Workspace, close_workspace, open_workspace
from app.kernel.feature import Record
from app.ledgers import browse, drafts
from app.ledgers.edit import TYPED
from app.overview.verify import verify
from app.store.base import table_of
from tests.day.clerk import TYPING

QS, DL, HJ, TF = "清水机械有限公司", "东柳木业有限公司", "汇佳超市", "同福面馆"


def hazard(
    firm: str, day: date, level: str, said: str, due: date | None = None, owner: str | None = None
) -> Record:
    return {
        "enterprise_name": firm,
        "source": "部门检查",
        "found_on": day,
        "level": level,
        "description": said,
        "due_on": due,
        "owner": owner,
    }


def june(day: int) -> date:
    return date(2023, 6, day)


def july(day: int) -> date:
    return date(2023, 7, day)


# The three of 28 June stand on the screen with the last entered on top, so that is where the paste began.
HAZARDS: list[Record] = [
    hazard(QS, june(30), "重大", "配电箱门损坏"),
    hazard(QS, june(30), "重大", "灭火器压力不足", owner="李某"),
    hazard(QS, june(30), "重大", "安全出口堆放杂物"),
    hazard(DL, june(29), "一般", "粉尘未清扫，积尘较厚"),
    hazard(DL, june(29), "一般", "电线私拉乱接", july(3)),
    hazard(DL, june(29), "重大", "应急灯不亮"),
    hazard(QS, june(28), "重大", "起重机吊钩无防脱装置", july(12)),
    hazard(QS, june(28), "重大", "操作规程未上墙"),
    hazard(QS, june(28), "重大", "砂轮机缺护罩", july(10)),
    hazard(HJ, june(27), "一般", "疏散指示标志损坏"),
    hazard(HJ, june(27), "一般", "厨房未装燃气报警器"),
    hazard(HJ, june(27), "一般", "仓库与住宿合用"),
    hazard(DL, june(26), "重大", "木屑堆放过多"),
    hazard(DL, june(26), "重大", "除尘器未接地"),
    hazard(DL, june(26), "重大", "消防水带缺失"),
    hazard(HJ, june(25), "一般", "电缆沟无盖板"),
    hazard(HJ, june(25), "一般", "配电室堆放杂物"),
    hazard(HJ, june(25), "一般", "灭火器过期", owner="李某"),
    hazard(QS, june(24), "一般", "气瓶未固定"),
    hazard(QS, june(24), "一般", "氧气乙炔间距不足"),
    hazard(QS, june(24), "一般", "动火未审批"),
    hazard(HJ, june(23), "一般", "卷帘门无法打开"),
    hazard(HJ, june(23), "一般", "通道被占用"),
    hazard(HJ, june(23), "一般", "监控室无人值守"),
    hazard(HJ, june(30), "重大", "冷库无门锁逃生装置", july(15)),
    hazard(TF, june(10), "一般", "燃气软管过长", july(20)),
    hazard(TF, june(11), "一般", "未设灭火毯", july(20)),
    hazard(HJ, june(12), "一般", "冷柜线路老化", july(20)),
    hazard(QS, june(13), "一般", "行车限位失效", july(20)),
    hazard(DL, june(14), "一般", "未设火花探测", july(20)),
]


def reward(day: date, amount: int, naming: str, matter: str) -> Record:
    return {"day": day, "amount": Decimal(amount), "naming": naming, "matter": matter, "remark": None}


REWARDS: list[Record] = [
    reward(date(2023, 5, 31), 50, "实名", "占道经营"),
    *(
        reward(
            june(1 + at % 28), 2000 if at == 5 else 100 + at, "匿名" if at % 3 else "实名", f"查实第{at}件"
        )
        for at in range(30)
    ),
    reward(date(2023, 5, 1), 300, "实名", "甲厂"),
    reward(date(2023, 5, 2), 400, "匿名", "两行\n的字"),
    reward(date(2023, 5, 3), 500, "实名", "丙厂"),
    reward(date(2023, 5, 4), 600, "匿名", "丁厂"),
    reward(date(2023, 5, 5), 700, "实名", "戊厂"),
]


def to_import(path: Path) -> Path:
    """Another office's list of hazards."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["企业名称", "隐患描述", "隐患等级", "发现日期", "隐患来源", "整改期限"])
    for one in HAZARDS[-5:]:
        names = ("enterprise_name", "description", "level", "found_on", "source", "due_on")
        sheet.append([str(one[name]) for name in names])
    book.save(path)
    return path


def run(folder: Path, file: Path, part: str, **how: Any) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "tests.day.clerk", str(folder), str(file), part], text=True, **how
    )


def everything(office: Workspace, ledger: str, like: Record) -> list[Record]:
    """All that the ledger holds, in the order of entry, and no more of each than is expected to be known."""
    feature = office.feature(ledger)
    found = browse.rows(office.store, feature, browse.ids(office.store, feature))
    live = [found[one] for one in sorted(found) if found[one].get("deleted_at") is None]
    return [{name: row[name] for name in like} for row in live]


def besides(office: Workspace, ledger: str, like: Collection[str]) -> dict[str, set[str]]:
    """What stands in fields that nobody wrote in, by field; and the records in the bin."""
    feature = office.feature(ledger)
    with office.store.read() as connection:
        found = list(connection.execute(select(table_of(feature.model))).mappings())
    typed = [one.name for one in feature.ledger.fields if one.kind in TYPED and one.name not in like]
    more = {name: {str(row[name]) for row in found if row[name] not in (None, "", ())} for name in typed}
    more["deleted_at"] = {str(row["id"]) for row in found if row["deleted_at"] is not None}
    return {name: values for name, values in more.items() if values}


def test_a_day_by_keys_with_a_kill_in_it(office: Workspace, tmp_path: Path) -> None:
    close_workspace(office, with_backup=False)
    folder, file = tmp_path / "office", to_import(tmp_path / "名单.xlsx")
    killed = run(folder, file, "morning", stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert killed.stdout is not None
    assert killed.stderr is not None
    typed = 0
    for line in killed.stdout:
        typed += line.strip() == TYPING
        if typed == 10:
            break
    killed.send_signal(signal.SIGKILL)
    said = killed.stderr.read()
    killed.stdout.close()
    killed.stderr.close()
    assert killed.wait() == -signal.SIGKILL, said
    between = open_workspace(folder, who="张某")
    left = drafts.of_record(between.store, "hazards", 0)
    close_workspace(between, with_backup=False)
    assert left is not None, "what was typed before the kill is kept"
    assert left.words["fields"]["enterprise_name"].startswith(HJ)

    resumed = run(folder, file, "afternoon", stderr=subprocess.PIPE)
    _out, said = resumed.communicate(timeout=120)
    assert resumed.returncode == 0, said
    assert not list(folder.glob("logs/*faults*")), "nothing unforeseen happened"
    evening = open_workspace(folder, who="张某")
    try:
        assert [row["name"] for row in everything(evening, "enterprises", {"name": ""})] == [QS, DL, HJ, TF]
        assert everything(evening, "hazards", HAZARDS[0]) == HAZARDS
        assert everything(evening, "rewards", REWARDS[0]) == REWARDS
        for ledger, like in (("enterprises", ["name"]), ("hazards", HAZARDS[0]), ("rewards", REWARDS[0])):
            assert besides(evening, ledger, like) == {}
        assert drafts.kept(evening.store) == ()
        assert [one.sentence for one in verify(evening.store) if not one.good] == []
    finally:
        close_workspace(evening, with_backup=False)
