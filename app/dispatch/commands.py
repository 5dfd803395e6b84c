"""The progress table on the command line: make it, adjust it, hand it in."""

from __future__ import annotations

import json
from argparse import Namespace
from datetime import date
from pathlib import Path

from sqlalchemy import Connection

from app.dispatch import adjustments, paper
from app.dispatch.compute import compute
from app.dispatch.definition import read_table
from app.dispatch.figures import to_json
from app.dispatch.reconcile import about_the_day
from app.dispatch.scope import NO_COMMUNITY, NO_DEPARTMENT, OFFICE, Scope, community, department
from app.dispatch.submission import reprint, submit
from app.files import whole_file
from app.kernel.errors import Refusal
from app.kernel.feature import Catalogue
from app.masterdata import dictionaries
from app.masterdata.settings import read_office
from app.store.session import Store

FORMATS = (".json", ".xlsx", ".pdf")


def _scope(connection: Connection, request: Namespace) -> Scope:
    """The scope asked for. Raises Refusal for a community or department nobody knows."""
    for name, dictionary, make, nobody in (
        (request.community, "社区", community, NO_COMMUNITY),
        (request.department, "部门", department, NO_DEPARTMENT),
    ):
        if name:
            known = dictionaries.words(connection, dictionary, retired=True)
            if name != nobody and name not in known:
                raise Refusal(f"没有名为“{name}”的{dictionary}。现有：{'、'.join(known) or '无'}。")
            return make(name)
    return OFFICE


def dispatch(store: Store, catalogue: Catalogue, request: Namespace, day: date) -> int:
    """Write the table as JSON, xlsx or PDF."""
    out: Path = request.out
    if out.suffix.lower() not in FORMATS:
        raise Refusal(f"不认识的文件类型“{out.suffix}”，调度表可以输出：{'、'.join(FORMATS)}。")
    with store.read() as connection:
        table = read_table(connection, catalogue, request.table)
        figures = compute(connection, catalogue, table, day, _scope(connection, request))
        office = read_office(connection)
    if out.suffix.lower() == ".json":
        with whole_file(out) as stream:
            stream.write(json.dumps(to_json(figures), ensure_ascii=False, indent=1).encode())
    elif out.suffix.lower() == ".xlsx":
        paper.draw_xlsx(out, figures, office)
    else:
        paper.draw_pdf(out, figures, office)
    print(f"{table.name}（{day.isoformat()}，{figures.scope.title}）已写到 {out}")
    return 0


def adjust(store: Store, catalogue: Catalogue, request: Namespace, day: date) -> int:
    """Enter an adjustment."""
    with store.read() as connection:
        table = read_table(connection, catalogue, request.table)
        scope = _scope(connection, request)
    entry = adjustments.add(
        store, table, request.value, request.amount, day, request.reason, part=request.part, scope=scope
    )
    print(f"已记入调整：{entry.code} 第{entry.part}个数 {request.amount}，自 {day.isoformat()} 起计入。")
    return 0


def submit_table(store: Store, catalogue: Catalogue, request: Namespace, day: date) -> int:
    """Hand the table in: its figures are fixed from then on."""
    with store.read() as connection:
        table = read_table(connection, catalogue, request.table)
        scope = _scope(connection, request)
    done = submit(
        store,
        catalogue,
        table,
        day,
        scope,
        request.correction or request.force,
        correction=bool(request.correction),
        force=bool(request.force),
    )
    for one in about_the_day(table, day, store.clock.today()):
        print(f"提示：{one.sentence}")
    if request.out:
        with store.read() as connection, whole_file(request.out) as stream:
            stream.write(reprint(connection, done.id, request.out.suffix.lower().lstrip(".") or "pdf"))
    print(
        f"已报送：{table.name}，{day.isoformat()}，{scope.title}{f'，更正第{done.number}次' if done.number else ''}。"
    )
    return 0
