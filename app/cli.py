"""The commands that need no window: the same operations as the screen's."""

from __future__ import annotations

import errno
import json
import sys
from argparse import Namespace
from collections.abc import Callable
from datetime import date
from pathlib import Path

from app.bootstrap import Workspace, close_workspace, name_office, open_workspace
from app.faults import note_fault
from app.kernel.clock import Clock
from app.kernel.errors import Refusal
from app.kernel.feature import Feature, Record
from app.kernel.filters import Filter, all_of, parse_where
from app.kernel.parsing import NotUnderstood, read_text
from app.masterdata.settings import Office
from app.paths import DATABASE


def run(request: Namespace) -> int:
    """Do one command. 0 where something was done, 2 where it was refused with a sentence on stderr."""
    try:
        return _COMMANDS[request.command](request)
    except Refusal as refusal:
        print(refusal, file=sys.stderr)
        return 2
    except OSError as error:
        print(_file_fault(error), file=sys.stderr)
        return 2
    except Exception as error:  # noqa: BLE001  a command never ends in a traceback
        fault = note_fault(error)
        print(
            f"程序内部出错（编号 {fault.number}），数据没有写坏。"
            f"详情已记入 {fault.log}，请把这个文件发给技术支持。",
            file=sys.stderr,
        )
        return 2


_FAULTS = {
    errno.ENOENT: "文件夹不存在，请先建立或换一个位置",
    errno.ENOTDIR: "路径中有一段不是文件夹",
    errno.EISDIR: "这是一个文件夹，请写明文件名",
    errno.EEXIST: "同名的文件已经存在",
    errno.EACCES: "没有权限，或者文件正被其他程序打开",
    errno.EPERM: "没有权限，或者文件正被其他程序打开",
    errno.EROFS: "这个磁盘只能读，不能写",
    errno.ENOSPC: "磁盘已满",
    errno.ENAMETOOLONG: "文件名太长",
}


def _file_fault(error: OSError) -> str:
    """What the system refused, in a sentence."""
    name = str(error.filename or "").removesuffix(".part")
    reason = _FAULTS.get(error.errno or 0, f"系统报告“{error.strerror or error}”，请检查路径和权限")
    return f"文件{f'“{name}”' if name else ''}读写失败：{reason}。"


def opened(request: Namespace) -> Workspace:
    """The workspace of ``--data``; a new one is named after ``--office``."""
    workspace = open_workspace(request.data, Clock(), request.who)
    if workspace.new:
        name_office(workspace, Office(name=request.office) if request.office else Office())
    return workspace


def _with_workspace(act: Callable[[Workspace, Namespace], int]) -> Callable[[Namespace], int]:
    def command(request: Namespace) -> int:
        workspace = opened(request)
        try:
            return act(workspace, request)
        finally:
            close_workspace(workspace, with_backup=False)

    return command


def _field_named(feature: Feature, label: str) -> str:
    for field in feature.ledger.fields:
        if label in (field.label, field.name):
            return field.name
    labels = "、".join(field.label for field in feature.ledger.fields)
    raise Refusal(f"{feature.ledger.title}台账没有“{label}”这个栏目。可用的栏目：{labels}。")


def _pair(text: str) -> tuple[str, str]:
    left, sign, right = text.partition("=")
    if not sign or not left.strip():
        raise Refusal(f"“{text}”写得不对，应为“名称=值”。")
    return left.strip(), right.strip()


def _set_values(feature: Feature, given: list[str]) -> Record:
    values: Record = {}
    for text in given:
        label, word = _pair(text)
        field = feature.ledger[_field_named(feature, label)]
        try:
            values[field.name] = read_text(field, word)
        except NotUnderstood as error:
            raise Refusal(f"{field.label}：{error}") from error
    return values


def _template(workspace: Workspace, request: Namespace) -> int:
    from app.ledgers.exporting import template

    template(workspace.store, workspace.feature(request.ledger), request.out)
    print(f"模板已写到 {request.out}")
    return 0


def _import(workspace: Workspace, request: Namespace) -> int:
    from app.ledgers.import_plan import Request
    from app.ledgers.import_records import return_refused
    from app.ledgers.importing import apply_plan, plan_import
    from app.store.backup import backup

    feature = workspace.feature(request.ledger)
    mapping = {}
    for text in request.map:
        heading, label = _pair(text)
        mapping[heading] = _field_named(feature, label) if label else ""
    wanted = Request(
        request.file,
        request.sheet,
        _set_values(feature, request.set),
        mapping,
        request.year,
        request.accept_html,
    )
    plan = plan_import(workspace.store, feature, wanted)
    if not request.dry_run:
        backup(workspace.store, "import")
        apply_plan(workspace.store, plan)
    if request.returned and (plan.refused or plan.skipped):
        return_refused(plan, request.returned)
    report = plan.as_json()
    if request.json:
        print(json.dumps(report, ensure_ascii=False))
    else:
        print(
            f"{'（试读，未写入）' if request.dry_run else ''}读到 {report['read']} 行：新增 {report['new']}，"
            f"更新 {report['changed']}，未变 {report['same']}，待完善 {report['incomplete']}，"
            f"退回 {len(report['refused'])} 处，略过 {len(report['skipped'])} 行"
        )
        for one in plan.refused:
            print(f"  退回：{one.sheet} 第{one.row}行 {one.column} “{one.value}”：{one.reason}")
        for row in plan.skipped:
            print(f"  略过：{row.sheet} 第{row.row}行：{row.reason}")
        for note in plan.notes:
            print(f"  {note}")
        own = {field.label for field in feature.ledger.all_fields}
        for layout in plan.layouts:
            strange = [column.heading for column in layout.unmapped if column.heading not in own]
            if strange:
                print(
                    f"  {layout.sheet} 里没有对应栏目的表头：{'、'.join(strange)}。可用 --map 表头=栏目 指定。"
                )
    return 0


def where(feature: Feature, given: list[str]) -> Filter:
    """``--where`` conditions joined: all must hold."""
    fields = feature.ledger.all_fields
    try:
        return all_of(*(parse_where(text, fields, read_text) for text in given))
    except NotUnderstood as error:
        raise Refusal(str(error)) from error


def _export(workspace: Workspace, request: Namespace) -> int:
    from app.ledgers.exporting import export

    feature = workspace.feature(request.ledger)
    count = export(workspace.store, feature, request.out, where(feature, request.where))
    print(f"已导出 {count} {feature.ledger.counter}到 {request.out}")
    return 0


def _print(workspace: Workspace, request: Namespace) -> int:
    from app.papers import commands

    day = day_of(request.day) if request.day else None
    return commands.print_paper(workspace.store, workspace.catalogue, request, day)


def _papers(workspace: Workspace, request: Namespace) -> int:
    from app.papers import commands

    match request.act:
        case "void":
            return commands.void_paper(workspace.store, request)
        case "receipt":
            from app.overview.blacklist_notice import received

            return commands.note_receipt(workspace.store, request, day_of(request.served), received)
        case "reprint":
            return commands.reprint(workspace.store, request)
        case _:
            return commands.list_papers(workspace.store, request)


def _casefile(workspace: Workspace, request: Namespace) -> int:
    from app.overview.casefile import write_casefile

    count = write_casefile(workspace.store, request.number, request.out)
    print(f"案卷 {request.number} 已写到 {request.out}（{count} 个文件）")
    return 0


def _export_all(workspace: Workspace, request: Namespace) -> int:
    from app.overview.open_files import export_everything

    written = export_everything(workspace.store, workspace.catalogue, request.out)
    print(f"全部数据（{len(written)} 个文件）已导出到 {request.out}")
    return 0


def day_of(text: str) -> date:
    """A day written in any of the usual ways. Raises Refusal."""
    from app.kernel.fields import Field, Kind

    try:
        value = read_text(Field("day", "日期", Kind.DAY), text)
    except NotUnderstood as error:
        raise Refusal(str(error)) from error
    if not isinstance(value, date):
        raise Refusal("请写明日期，例如 2023-06-30。")
    return value


def _verify(workspace: Workspace, request: Namespace) -> int:
    from app.overview.attached import repair, require_repaired
    from app.overview.verify import verify

    if request.repair:
        taken, lost = repair(workspace.store)
        print(f"从备份取回 {len(taken)} 个文件。")
        require_repaired(lost)
    findings = verify(workspace.store)
    for finding in findings:
        print(finding.sentence)
    if any(not finding.good for finding in findings):
        if all(finding.good or finding.file for finding in findings):
            raise Refusal("有照片或附件不完好，见上。可用 verify --repair 从备份取回。")
        if all(finding.good or finding.rebuild for finding in findings):
            raise Refusal("搜索索引和记录对不上，见上。可用 reindex 重建。")
        raise Refusal("检查发现问题，见上。请从最近的完好备份恢复。")
    return 0


def _reindex(workspace: Workspace, _request: Namespace) -> int:
    from app.ledgers.search_text import rebuild

    print(f"已为 {rebuild(workspace.store)} 条记录重建搜索索引。")
    return 0


def _clean_files(workspace: Workspace, _request: Namespace) -> int:
    from app.overview.attached import sweep

    count, size = sweep(workspace.store)
    print(f"清理了 {count} 个不再使用的文件，腾出 {size / 1048576:.1f} MB。")
    return 0


def _backup(workspace: Workspace, request: Namespace) -> int:
    from app.store.backup import write_package

    write_package(workspace.store.path, request.out, workspace.clock.now(), "manual")
    print(f"备份已写到 {request.out}")
    return 0


def _restore(request: Namespace) -> int:
    from app.store.backup import restore
    from app.store.places import Lock

    if not request.file.exists():
        raise Refusal(f"没有找到备份文件“{request.file}”。")
    request.to.mkdir(parents=True, exist_ok=True)
    kept = (request.to / DATABASE).exists()
    lock = Lock(request.to)
    try:
        database = restore(request.file, request.to, Clock().now())
    finally:
        lock.release()
    print(f"已恢复到 {database}" + ("，原来的数据改名留在同一个文件夹里" if kept else ""))
    return 0


def _bench(request: Namespace) -> int:
    from benchmarks.suite import run_all

    return run_all(quick=request.quick, out=Path("docs/performance.md"))


def _dispatch(workspace: Workspace, request: Namespace) -> int:
    from app.dispatch import commands

    return commands.dispatch(workspace.store, workspace.catalogue, request, day_of(request.date))


def _adjust(workspace: Workspace, request: Namespace) -> int:
    from app.dispatch import commands

    return commands.adjust(workspace.store, workspace.catalogue, request, day_of(request.day))


def _submit(workspace: Workspace, request: Namespace) -> int:
    from app.dispatch import commands

    return commands.submit_table(workspace.store, workspace.catalogue, request, day_of(request.date))


def _deadline(request: Namespace) -> int:
    from app.overview import deadline_commands

    return deadline_commands.deadline(request, day_of(request.start) if request.start else None)


def _export_calendar(workspace: Workspace, request: Namespace) -> int:
    from app.overview import deadline_commands

    first = day_of(request.start) if request.start else None
    return deadline_commands.export_calendar(workspace.store, workspace.catalogue, request, first)


_COMMANDS: dict[str, Callable[[Namespace], int]] = {
    "template": _with_workspace(_template),
    "import": _with_workspace(_import),
    "export": _with_workspace(_export),
    "print": _with_workspace(_print),
    "papers": _with_workspace(_papers),
    "casefile": _with_workspace(_casefile),
    "export-all": _with_workspace(_export_all),
    "dispatch": _with_workspace(_dispatch),
    "adjust": _with_workspace(_adjust),
    "submit": _with_workspace(_submit),
    "deadline": _deadline,
    "export-calendar": _with_workspace(_export_calendar),
    "verify": _with_workspace(_verify),
    "clean-files": _with_workspace(_clean_files),
    "reindex": _with_workspace(_reindex),
    "backup": _with_workspace(_backup),
    "restore": _restore,
    "bench": _bench,
}
