"""Everything the store holds as files that need no program of ours: workbooks, JSON, csv, the papers handed in."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import select

from app.dispatch.adjustments import ADJUSTMENTS
from app.dispatch.archive import SUBMISSIONS
from app.exchange.write import write_table_csv
from app.files import whole_file
from app.kernel.feature import Catalogue
from app.ledgers.exporting import export
from app.ledgers.history import told_line
from app.masterdata.dictionaries import ENTRIES
from app.masterdata.files import listed
from app.masterdata.settings import SETTINGS
from app.store import journal
from app.store.session import Store

JOURNAL_HEADINGS = ("时间", "经办人", "操作", "台账", "记录", "修改")


def export_everything(
    store: Store,
    catalogue: Catalogue,
    folder: Path,
    progress: Callable[[int, int, str], None] = lambda _done, _all, _text: None,
) -> list[Path]:
    """Ledgers as xlsx and JSON, the journal as csv, word lists, settings, adjustments, submissions, photos and attachments."""
    folder.mkdir(parents=True, exist_ok=True)
    written: list[Path] = []
    wanted = [(feature, ending) for feature in catalogue.values() for ending in (".xlsx", ".json")]
    for place, (feature, ending) in enumerate(wanted):
        progress(place, len(wanted) + 2, f"正在导出{feature.ledger.title}")
        out = folder / f"{feature.ledger.title}{ending}"
        export(store, feature, out)
        written.append(out)
    progress(len(wanted), len(wanted) + 2, "正在导出修改记录")
    written.append(_journal(store, catalogue, folder / "修改记录.csv"))
    progress(len(wanted) + 1, len(wanted) + 2, "正在导出调度表和设置")
    written.append(_plain(store, folder / "词表.json", ENTRIES))
    written.append(_plain(store, folder / "设置.json", SETTINGS))
    written.append(_plain(store, folder / "调度表调整.json", ADJUSTMENTS))
    written.extend(_submissions(store, folder / "调度表报送"))
    written.extend(_files(store, folder / "照片和附件"))
    return written


def _journal(store: Store, catalogue: Catalogue, out: Path) -> Path:
    def rows() -> Iterator[tuple[str, ...]]:
        query = (
            select(
                journal.JOURNAL, journal.OPERATIONS.c.at, journal.OPERATIONS.c.who, journal.OPERATIONS.c.title
            )
            .join(journal.OPERATIONS, journal.OPERATIONS.c.id == journal.JOURNAL.c.operation)
            .order_by(journal.JOURNAL.c.id)
        )
        with store.read() as connection:
            for row in connection.execution_options(yield_per=1000).execute(query):
                line, feature = journal.as_line(row), catalogue.get(row.ledger)
                told = told_line(feature, line) if feature is not None else ""
                if feature is not None and told:
                    ids = (
                        str(line.record_id)
                        if line.record_id == line.last_id
                        else f"{line.record_id}–{line.last_id}"
                    )
                    yield row.at, row.who, row.title, feature.ledger.title, ids, told

    write_table_csv(out, JOURNAL_HEADINGS, rows())
    return out


def _plain(store: Store, out: Path, table: Any) -> Path:
    with store.read() as connection, whole_file(out) as stream:
        found = [dict(row) for row in connection.execute(select(table)).mappings()]
        stream.write(json.dumps(found, ensure_ascii=False, indent=1, default=str).encode())
    return out


def _submissions(store: Store, folder: Path) -> list[Path]:
    """The frozen papers and figures, as they were handed in."""
    written: list[Path] = []
    with store.read() as connection:
        for row in connection.execute(select(SUBMISSIONS).order_by(SUBMISSIONS.c.id)):
            folder.mkdir(exist_ok=True)
            correction = f"-更正{row.number}" if row.number else ""
            stem = f"{row.table_id}-{row.day.isoformat()}-{row.scope_name or '全部'}{correction}"
            for ending, content in ((".pdf", row.pdf), (".xlsx", row.xlsx), (".json", row.payload.encode())):
                out = folder / f"{stem}{ending}"
                with whole_file(out) as stream:
                    stream.write(content)
                written.append(out)
    return written


def _files(store: Store, folder: Path) -> list[Path]:
    """Photos and attachments under their hashes, which the JSON of the ledgers names, and a list of their own names."""
    with store.read() as connection:
        found = list(listed(store, connection))
    if not found:
        return []
    folder.mkdir(exist_ok=True)
    written = [folder / "清单.csv"]
    lines = ([one.path.name, one.name, one.taken_at or "", one.added_at, one.who] for one in found)
    write_table_csv(written[0], ("文件", "原来的名称", "拍摄时间", "添加时间", "经办人"), lines)
    for one in found:
        if one.path.exists():
            shutil.copyfile(one.path, folder / one.path.name)
            written.append(folder / one.path.name)
    return written
