"""The progress table over a million hazards, against reading the hazards once from end to end.

The limit is a full scan of the same table in the same run: one aggregate that must look at every row. One
hazard in ten is 重大 and every one was found within the campaign, so nothing is spared by its day.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

from app.bootstrap import CATALOGUE
from app.dispatch import compute, definition
from app.dispatch.reconcile import check
from app.dispatch.scope import Whose, community
from app.kernel.clock import Clock
from app.store.base import Base, table_of
from app.store.session import Store, connect
from benchmarks.measure import Measure, compared, processor_seconds

FIRMS = 40_000
COMMUNITIES = tuple(f"第{number}社区" for number in range(1, 41))
SOURCES = ("企业自查", "企业自查", "部门检查", "部门检查", "群众举报", "督查巡查")
DAY = date(2023, 12, 31)
TARGET = 0.6
FULL = 500_000
CHUNK = 20_000
SCAN = "SELECT count(*) FILTER (WHERE description = ? AND remark IS NULL) FROM hazards NOT INDEXED"


def _hazard(number: int, random: Random) -> dict[str, Any]:
    """One row as an office would have filled it in."""
    firm = random.randrange(1, FIRMS + 1)
    found = date(2023, 5, 31) + timedelta(days=random.randrange(200))
    closed = random.random() < 0.7
    return {
        "number": f"YH-2023-{number:07d}",
        "enterprise_name": f"济南市第{firm}机械制造有限责任公司",
        "enterprise_id": firm,
        "source": random.choice(SOURCES),
        "found_on": found.isoformat(),
        "description": f"{number % 97}号车间配电箱未接地，电缆穿墙处没有套管，临时用电线路未架空敷设",
        "level": "重大" if random.random() < 0.1 else "一般",
        "inspectors": "张三、李四",
        "place": f"{number % 31}号车间",
        "category": "触电、火灾",
        "criterion": "工贸企业重大事故隐患判定标准（2023）第三条",
        "treatment": "限期整改",
        "owner": "王五",
        "measures": "更换配电箱，重新敷设线路，加装漏电保护器，整改期间停用该回路并设专人看护",
        "fund": random.randrange(1, 500) * 10_000,
        "due_on": (found + timedelta(days=15)).isoformat(),
        "plan": "触电事故现场处置方案",
        "monitoring": "断电挂牌，专人看护",
        "rectified_on": (found + timedelta(days=9)).isoformat() if closed else None,
        "situation": "已整改" if closed else None,
        "rechecker": "张三" if closed else None,
        "recheck_on": (found + timedelta(days=10)).isoformat() if closed else None,
        "recheck_result": "合格" if closed else None,
        "principal_signature": "赵六" if closed else None,
        "director_signature": "钱七" if closed else None,
        "closed_on": (found + timedelta(days=11)).isoformat() if closed else None,
        "status": "已销号" if closed else "整改中",
        "started": 1,
        "created_at": "2023-06-01 08:30:00",
        "updated_at": "2023-06-01 08:30:00",
        "incomplete": int(random.random() < 0.02),
        "voided": int(random.random() < 0.005),
        "haystack": f"yh-2023-{number:07d}\n济南市第{firm}机械制造有限责任公司\n{number % 97}号车间配电箱未接地",
    }


def _chunks(count: int, random: Random, columns: tuple[str, ...]) -> Iterator[list[tuple[Any, ...]]]:
    for start in range(0, count, CHUNK):
        rows = (_hazard(number, random) for number in range(start, min(start + CHUNK, count)))
        yield [tuple(row.get(name) for name in columns) for row in rows]


def build(folder: Path, count: int) -> Store:
    """A store with ``count`` hazards of 40,000 firms in 40 communities, as raw inserts."""
    store = connect(folder / "district.db", Clock(), "bench", CATALOGUE)
    random = Random(2023)
    hazards = table_of(CATALOGUE["hazards"].model)
    columns = tuple(column.name for column in hazards.columns if column.name != "id")
    names, marks = ", ".join(columns), ", ".join("?" * len(columns))
    with store.write() as connection:
        Base.metadata.create_all(connection)
        connection.exec_driver_sql(
            "INSERT INTO enterprises (id, name, community, created_at, updated_at, incomplete, voided, haystack) "
            "VALUES (?, ?, ?, '', '', 0, 0, '')",
            [
                (firm, f"济南市第{firm}机械制造有限责任公司", COMMUNITIES[firm % len(COMMUNITIES)])
                for firm in range(1, FIRMS + 1)
            ],
        )
        for rows in _chunks(count, random, columns):
            connection.exec_driver_sql(f"INSERT INTO hazards ({names}) VALUES ({marks})", rows)
    with store.write() as connection:
        connection.exec_driver_sql("ANALYZE")
    return store


def run(rows: int = 1_000_000) -> list[Measure]:
    """The table of the office, and beside it one community, all communities, and the findings."""
    with tempfile.TemporaryDirectory() as folder:
        store = build(Path(folder), rows)
        table = definition.load(CATALOGUE)
        with store.read() as connection:
            scan = processor_seconds(lambda: connection.exec_driver_sql(SCAN, ("x",)).one(), 5)

            def against(name: str, work: Callable[[], object], target: float) -> Measure:
                seconds = processor_seconds(work, 5)
                return compared(f"{name}，{rows} hazards", seconds, "full scan of the hazards", scan, target)

            found = [
                against("progress table", lambda: compute.compute(connection, CATALOGUE, table, DAY), TARGET),
                against(
                    "progress table of one community",
                    lambda: compute.compute(connection, CATALOGUE, table, DAY, community(COMMUNITIES[3])),
                    1.0,
                ),
                against(
                    "progress tables of 40 communities",
                    lambda: compute.by_scope(connection, CATALOGUE, table, DAY, Whose.COMMUNITY),
                    2.0,
                ),
                against("findings on the table", lambda: check(connection, CATALOGUE, table, DAY), 4.0),
            ]
        store.close()
    if rows < FULL:  # so few that preparing the statements is what is measured
        return [replace(one, target=None) for one in found]
    return found


if __name__ == "__main__":
    for one in run():
        print(f"{one.name}: {one.value} {one.unit}, {one.ratio} of {one.limit_name} (at most {one.target})")
