"""Official papers of the sample office: one of each kind, issued on the day on which it would have been; invented."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

from app.bootstrap import Workspace
from app.dispatch.archive import submissions
from app.dispatch.definition import read_table
from app.dispatch.scope import OFFICE, community
from app.dispatch.submission import submit
from app.kernel.feature import Record
from app.kernel.filters import all_of
from app.ledgers import browse
from app.masterdata import dictionaries
from app.masterdata.files import plain_name
from app.masterdata.organ import read_organ, write_organ
from app.papers import bulletin, issued, letters
from app.papers.issuing import issue

QUARTER_END, BULLETIN_DAY = date(2023, 6, 30), date(2023, 7, 6)
OFFICERS = (("王某", "SD370112001"), ("赵某某", "SD370112002"), ("钱某", "SD370112003"))
NOTICE = {
    "标题": "关于开展夏季消防安全检查的通知",
    "主送单位": "各社区、各有关单位",
    "正文": "为扎实做好夏季消防安全工作，现就有关事项通知如下。\n一、检查时间\n2023年7月10日至8月31日。\n"
    "二、检查内容\n（一）消防设施。灭火器材、应急照明和疏散指示标志是否完好有效。\n"
    "（二）安全出口。疏散通道、安全出口是否畅通。\n三、有关要求\n"
    "各社区要明确专人负责，检查情况于每月25日前报街道安委会办公室。",
    "附件": "夏季消防安全检查表\n夏季消防安全检查情况统计表",
    "附注": "（此件公开发布）",
    "抄送单位": "区安委会办公室，区应急管理局，区消防救援大队。",
}


def issue_samples(workspace: Workspace, out: Path) -> list[Path]:
    """Issue them, and write every issued paper into ``out``; returns the files."""
    _complete_organ(workspace)
    _of_inspections(workspace)
    _of_hazards(workspace)
    _of_the_office(workspace)
    return list(_written(workspace, out))


def _complete_organ(workspace: Workspace) -> None:
    with workspace.store.write() as connection:
        organ = read_organ(connection)
        write_organ(
            connection,
            replace(
                organ,
                officers=organ.officers or OFFICERS,
                superior=organ.superior or "历城区应急管理局",
                review=organ.review or "济南市历城区人民政府",
                court=organ.court or "济南市历城区人民法院",
            ),
        )


def _first(workspace: Workspace, ledger: str, fits: Callable[[Record], bool]) -> Record:
    feature = workspace.feature(ledger)
    ids = browse.ids(workspace.store, feature, all_of())
    found = browse.rows(workspace.store, feature, ids)
    return next(found[one] for one in ids if fits(found[one]))


def _issue(
    workspace: Workspace, ledger: str, code: str, record: Record, day: object, variant: str = ""
) -> None:
    feature = workspace.feature(ledger)
    kind = next(one for one in feature.papers if one.code == code)
    on = day if isinstance(day, date) else None
    issue(workspace.store, feature, kind, [int(str(record["id"]))], variant=variant, day=on)


def _of_inspections(workspace: Workspace) -> None:
    one = _first(workspace, "inspections", lambda row: row["not_led"] is True and bool(row["enterprise_id"]))
    for variant in ("township", "enforcement"):
        _issue(workspace, "inspections", "inspection_record", one, one["inspected_on"], variant)


def _of_hazards(workspace: Workspace) -> None:
    """From the order to the recheck for one hazard, the closure of another."""

    def rechecked(row: Record) -> bool:
        return bool(row["due_on"] and row["recheck_on"] and row["recheck_result"] and row["enterprise_id"])

    one = _first(workspace, "hazards", lambda row: rechecked(row) and row["closed_on"] is None)
    _issue(workspace, "hazards", "rectification_opinion", one, one["found_on"])
    _issue(workspace, "hazards", "recheck_opinion", one, one["recheck_on"], "township")
    _issue(workspace, "hazards", "service_receipt", one, one["recheck_on"], "township")
    other = _first(
        workspace, "hazards", lambda row: rechecked(row) and not row["closed_on"] and row["id"] != one["id"]
    )
    _issue(workspace, "hazards", "rectification_order", other, other["found_on"])
    _issue(workspace, "hazards", "recheck_opinion", other, other["recheck_on"], "enforcement")
    today = workspace.clock.today()
    late = _first(
        workspace,
        "hazards",
        lambda row: row["closed_on"] is None and isinstance(due := row["due_on"], date) and due < today,
    )
    _issue(workspace, "hazards", "reminder", late, today)
    closed = _first(
        workspace, "hazards", lambda row: rechecked(row) and bool(row["closed_on"]) and bool(row["owner"])
    )
    _issue(workspace, "hazards", "hazard_closure", closed, closed["closed_on"])


def _of_the_office(workspace: Workspace) -> None:
    """The table of the second quarter handed in for the office and its communities; its bulletin; a notice."""
    store, catalogue = workspace.store, workspace.catalogue
    with store.read() as connection:
        tables = [read_table(connection, catalogue, one) for one in workspace.tables]
        communities = dictionaries.words(connection, "社区")
    for table in tables[:1]:
        for scope in (*map(community, communities), OFFICE):
            with store.read() as connection:
                handed_in = any(one.day == QUARTER_END for one in submissions(connection, table.id, scope))
            if not handed_in:
                submit(store, catalogue, table, QUARTER_END, scope, "示例数据", force=True)
        with store.read() as connection:
            one = bulletin.find(connection, QUARTER_END.isoformat())
        bulletin.issue(store, one.id, day=BULLETIN_DAY)
    letters.issue(store, "notice", NOTICE, day=BULLETIN_DAY)


def _written(workspace: Workspace, out: Path) -> Iterator[Path]:
    with workspace.store.read() as connection:
        papers = issued.papers(connection)
    for one in papers:
        named = f"文书-{one.title} {one.number or one.record_name}.pdf"
        path = out / plain_name(named.replace("/", "、"))
        path.write_bytes(issued.content(workspace.store, one.id))
        yield path
