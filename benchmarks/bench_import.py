"""Importing a large workbook, against parsing it with calamine and inserting bare rows with sqlite3."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

from app.exchange.write import WriteColumn, write_table_xlsx
from benchmarks.measure import Measure

HEADINGS = (
    "单位名称", "隐患来源", "发现日期", "隐患描述", "隐患等级", "检查人员", "隐患部位", "隐患类别", "整改责任人", "整改措施",
    "整改资金（万元）", "整改期限", "整改完成日期", "复查人", "复查日期", "复查结论",
)  # fmt: skip
FIRMS = 2000
_CHILD = """
import json, os, resource, sys
from pathlib import Path
from app.bootstrap import open_workspace
from app.ledgers.import_plan import Request
from app.ledgers.importing import apply_plan, plan_import
workspace = open_workspace(Path(sys.argv[1]))
feature = workspace.feature("hazards")
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
start = sum(os.times()[:4])
plan = plan_import(workspace.store, feature, Request(Path(sys.argv[2])))
apply_plan(workspace.store, plan)
taken = sum(os.times()[:4]) - start
used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(json.dumps([taken, len(plan.rows), (used - before) / 1024]))
"""


def _rows(count: int) -> list[list[object]]:
    first = date(2023, 1, 1)
    rows: list[list[object]] = []
    for place in range(count):
        found = first + timedelta(days=place % 300)
        done = found + timedelta(days=10) if place % 3 else None
        rows.append([
            f"济南第{place % FIRMS:04d}机械有限公司", "部门检查" if place % 2 else "企业自查", found,
            f"{place // FIRMS:03d}号设备防护罩缺失，急停按钮失灵", "重大" if place % 10 == 0 else "一般", "张某、李某某",
            "车间", "机械伤害", "王某", "加装防护罩，更换急停按钮", place % 40 / 10, found + timedelta(days=15), done,
            "赵某" if done else "", done, "合格" if done else "",
        ])  # fmt: skip
    return rows


def _peer(path: Path, folder: Path) -> float:
    """Seconds of calamine's parse and of inserting what it gives into a bare table."""
    from python_calamine import CalamineWorkbook

    start = time.process_time()
    rows = CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()
    with closing(sqlite3.connect(folder / "bare.db")) as database, database:
        database.execute("PRAGMA journal_mode=WAL")
        database.execute(
            f"CREATE TABLE bare (id INTEGER PRIMARY KEY, {', '.join(f'c{n}' for n in range(len(HEADINGS)))})"
        )
        marks = ", ".join("?" * len(HEADINGS))
        named = ", ".join(f"c{n}" for n in range(len(HEADINGS)))
        plain = ([str(cell) if isinstance(cell, date) else cell for cell in row] for row in rows[1:])
        database.executemany(f"INSERT INTO bare ({named}) VALUES ({marks})", plain)
    return time.process_time() - start


def run(rows: int = 100_000) -> list[Measure]:
    """Processor time, the reading child's included."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        path = folder / "large.xlsx"
        columns = [WriteColumn(one, "day" if "日期" in one or "期限" in one else "text") for one in HEADINGS]
        write_table_xlsx(path, "隐患", columns, _rows(rows))
        peers, ours = [], []
        memory = 0.0
        for round_ in range(2):
            place = folder / f"round{round_}"
            place.mkdir()
            peers.append(_peer(path, place))
            told = subprocess.run(
                [sys.executable, "-c", _CHILD, str(place / "office"), str(path)],
                check=True,
                capture_output=True,
                cwd=Path(__file__).parent.parent,
            )
            taken, taken_rows, used = json.loads(told.stdout)
            assert taken_rows == rows
            ours.append(taken)
            memory = used
    best, limit = min(ours), min(peers)
    return [
        Measure(
            f"import of {rows:,} rows",
            round(best, 2),
            "s CPU",
            "calamine parse + raw insert",
            round(best / limit, 2),
            2.5,
        ),
        Measure("memory of that import", round(memory), "MB"),
    ]


if __name__ == "__main__":
    for measure in run(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000):
        print(measure)
