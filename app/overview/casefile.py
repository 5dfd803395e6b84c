"""案卷: everything of one case in one file – the list of contents, the papers as they went out, records, evidence."""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from app.features.blacklist import FEATURE as BLACKLIST
from app.features.blacklist.service import records_of
from app.features.blacklist_events import FEATURE as EVENTS
from app.files import whole_file
from app.kernel.documents import Block, Document, Family, FormTable, Part, Run, TableCell
from app.kernel.errors import Refusal
from app.kernel.feature import Record
from app.ledgers.cards import card_pdf, record_numbered
from app.masterdata import files
from app.masterdata.organ import read_organ
from app.papers import issued
from app.store import records
from app.store.session import Store

WIDTHS = (12.0, 40.0, 30.0, 46.0, 22.0, 12.0)
HEADINGS = ("序号", "文号", "责任者", "题名", "日期", "页号")
ROW = 9.0
STAMP = (2000, 1, 1, 0, 0, 0)
"""The time of every entry, so that the same case gives the same file."""
CONTENTS, LIST = "案卷.pdf", "校验清单.txt"
CARDS_AT_ONCE = 100


@dataclass(frozen=True)
class Item:
    """One piece of the file: how the list of contents names it, its pages."""

    number: str
    organ: str
    title: str
    day: str
    pdf: bytes


def write_casefile(store: Store, number: str, out: Path) -> int:
    """The file of a blacklist case; returns how many entries the zip has. Raises Refusal."""
    _, case = record_numbered(store, store.catalogue, number, BLACKLIST.name)
    with store.read() as connection:
        record = records.load(connection, BLACKLIST, [case])[case]
        noted = records_of(connection, number)
        organ = read_organ(connection).name
        papers = [one for one in issued.papers(connection, BLACKLIST.name, case) if not one.voided]
        kept = {one.hash: one for one in files.listed(store, connection, _evidence([record, *noted]))}
    items = [
        Item("", organ, "案件登记卡", str(record["collected_on"] or ""), card_pdf(store, BLACKLIST, [case]))
    ]
    for paper in papers:
        content = issued.content(store, paper.id)
        items.append(Item(paper.number or "", organ, paper.title, str(paper.issued_on), content))
    ids = [int(str(one["id"])) for one in noted]
    for start in range(0, len(ids), CARDS_AT_ONCE):
        part = ids[start : start + CARDS_AT_ONCE]
        days = str(noted[start]["day"] or "")
        items.append(Item("", organ, f"管理期记录 {len(part)} 条", days, card_pdf(store, EVENTS, part)))
    entries: dict[str, bytes] = {CONTENTS: _bound(record, items)}
    for place, item in enumerate(items, start=1):
        entries[f"{place:02d} {_entry_name(item)}.pdf"] = item.pdf
    for place, digest in enumerate(_evidence([record, *noted]), start=1):
        if digest not in kept:
            raise Refusal(f"{number}的附件少了一个文件，请先用 verify --repair 从备份取回，再导出案卷。")
        entries[f"附件/{place:02d} {files.plain_name(kept[digest].name)}"] = files.read(kept[digest])
    entries[LIST] = _sums(entries)
    with whole_file(out) as stream, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as bundle:
        for name, content in entries.items():
            info = zipfile.ZipInfo(name, STAMP)
            info.compress_type = zipfile.ZIP_DEFLATED
            bundle.writestr(info, content)
    return len(entries)


def _entry_name(item: Item) -> str:
    """A file name may not hold the slash of 移出/保留."""
    return files.plain_name(f"{item.title} {item.number}".strip().replace("/", "或"))


def _evidence(found: Iterable[Record]) -> list[str]:
    """Hashes of what is attached to the case and to its records, each once."""
    hashes: dict[str, None] = {}
    for one in found:
        attached = one.get("attachments") or ()
        assert isinstance(attached, tuple)
        hashes.update(dict.fromkeys(attached))
    return list(hashes)


def _sums(entries: dict[str, bytes]) -> bytes:
    lines = [f"{hashlib.sha256(content).hexdigest()}  {name}" for name, content in entries.items()]
    return ("\n".join(lines) + "\n").encode("utf-8")


def _bound(record: Record, items: list[Item]) -> bytes:
    """All papers behind their list of contents; its page numbers count from the first paper."""
    from app.printing.document_pdf import draw_document
    from app.printing.joining import join, page_count

    rows, page = [], 1
    for place, item in enumerate(items, start=1):
        rows.append((str(place), item.number, item.organ, item.title, item.day, str(page)))
        page += page_count(item.pdf)
    title = f"卷内目录（{record['number']}　{record['enterprise_name']}）"
    contents = BytesIO()
    draw_document(_contents(title, rows), contents)
    return join([contents.getvalue(), *(item.pdf for item in items)])


def _contents(title: str, rows: Sequence[tuple[str, ...]]) -> Document:
    cells = [TableCell(text, 0, column, bold=True) for column, text in enumerate(HEADINGS)]
    for place, row in enumerate(rows, start=1):
        cells += [
            TableCell(text, place, column, value=column in (1, 2, 3)) for column, text in enumerate(row)
        ]
    table = FormTable(WIDTHS, (ROW,) * (len(rows) + 1), tuple(cells), heading_rows=1)
    blocks = (
        Block(Part.TITLE, ((Run("卷内目录"),),)),
        Block(Part.CENTRED, ((Run(title.removeprefix("卷内目录").strip("（）")),),)),
        Block(Part.TABLE, table=table),
    )
    return Document(Family.FORM, title, blocks)
