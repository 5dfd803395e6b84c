"""Official papers in batches against a bare ReportLab canvas that draws the same strings at the same places.

The peer is handed the broken lines, so that it pays neither for the template nor for setting; its faces are opened
beforehand, as ours are. One file for a whole batch is what is looked at and printed; a paper that is issued is a file
of its own with its own faces in it, kept under its hash, so the peer of that makes a file for each as well.
"""

from __future__ import annotations

import io
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

from app.bootstrap import close_workspace, name_office, open_workspace
from app.kernel.clock import stopped_clock
from app.kernel.documents import Document
from app.kernel.templates import Filling, fill
from app.ledgers import edit
from app.masterdata.organ import ENFORCEMENT, Organ, write_organ
from app.masterdata.settings import Office
from app.papers import issuing, templates
from app.printing import fonts
from app.printing.document_pdf import draw_documents, lay_document
from app.printing.pen import BASELINE, PAGES
from app.printing.typeset import Typesetter
from benchmarks.measure import Measure, compared, processor_seconds, side_by_side

KIND = "rectification_order"
MOMENT = datetime(2023, 6, 30, 9, 30)
Drawn = tuple[float, float, str, str, float, float]
"""Where a string begins (x, y), its words, its role, its size, what is added after each character; all in pt."""


def values(number: int) -> dict[str, Filling]:
    """What stands on the order of a number: another firm, other problems, each time."""
    version = templates.shipped(KIND)[0]
    given: dict[str, Filling] = dict.fromkeys(version.template.names(), "")
    places = ("一层车间", "二层库房", "配电室", "东侧通道", "屋顶平台", "食堂后厨", "喷漆房")
    given.update(
        文号=f"（历城全）安监责改〔2023〕{number}号",
        单位名称=f"济南第{number}号某精密机械制造有限公司",
        问题=(
            f"{places[number % 7]}配电箱未上锁，临时用电线路私拉乱接，未设置漏电保护器，共{number % 9 + 1}处",
            f"{places[number % 5]}安全出口堆放杂物堵塞疏散通道，应急照明灯损坏{number % 4 + 1}处",
            "未按规定对从业人员进行安全生产教育和培训，特种作业人员无证上岗",
        ),
        重大项次="2",
        限期项次="1、2、3",
        整改期限=f"2023年7月{number % 28 + 1}日",
        复议机关="济南市历城区人民政府",
        人民法院="济南市历城区人民法院",
        证号1=f"{number:07d}",
        证号2=f"{number + 1:07d}",
        机关名称="济南市历城区应急管理局",
        日期="2023年6月15日",
    )
    return given


def documents(count: int) -> Iterator[Document]:
    """So many orders, filled one after another from the one template."""
    template = templates.shipped(KIND)[0].template
    for number in range(1, count + 1):
        yield fill(template, values(number), draft=False)


def ours(count: int) -> bytes:
    """The batch as one file, from the values on."""
    out = io.BytesIO()
    draw_documents(documents(count), out, fonts.book(bundled=True))
    return out.getvalue()


def strings(count: int) -> list[list[list[Drawn]]]:
    """What is drawn: papers, their pages, their strings."""
    setter = Typesetter(fonts.book(bundled=True))
    height = PAGES["A4 portrait"][1]
    found = []
    for document in documents(count):
        laid = lay_document(document, setter)
        pages: list[list[Drawn]] = []
        for page in laid.pages:
            drawn: list[Drawn] = []
            for placed in page.placed:
                for piece in placed.strip.pieces if placed.strip else ():
                    kind = piece.kind
                    y = height - laid.top - placed.top - placed.strip.height / 2 - BASELINE * kind.size  # type: ignore[union-attr]
                    apart = kind.spacing + piece.spread
                    drawn.append((laid.left + piece.x, y, piece.text, kind.role, kind.size, apart))
            foot = height - laid.top - laid.room - 14 - BASELINE * 10.5
            drawn.extend(
                (laid.left + piece.x, foot - 16 * at, piece.text, piece.kind.role, piece.kind.size, 0.0)
                for at, piece in enumerate(laid.foot)
            )
            pages.append(drawn)
        found.append(pages)
    return found


def _register() -> None:
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    for role, face in fonts.book(bundled=True).faces.items():
        if role not in pdfmetrics.getRegisteredFontNames():
            pdfmetrics.registerFont(TTFont(role, str(face.path)))


def peer(papers: list[list[list[Drawn]]]) -> bytes:
    """The same strings through a bare canvas, into one file."""
    from reportlab.pdfgen.canvas import Canvas

    buffer = io.BytesIO()
    canvas: Any = Canvas(buffer, pagesize=PAGES["A4 portrait"], pageCompression=1, invariant=1)
    for paper in papers:
        for page in paper:
            for x, y, text, role, size, apart in page:
                canvas.setFont(role, size)
                canvas.drawString(x, y, text, charSpace=apart)
            canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def peer_each(papers: list[list[list[Drawn]]]) -> None:
    """A file for each."""
    for paper in papers:
        peer([paper])


def issued(count: int) -> float:
    """Processor seconds of issuing a batch: numbers, frozen values, a file of its own for each on the disk."""
    folder = Path(tempfile.mkdtemp(prefix="bench-papers-"))
    workspace = open_workspace(folder, stopped_clock(MOMENT), "张某")
    try:
        name_office(workspace, Office(name="某街道办事处", prefix="某街"))
        store, feature = workspace.store, workspace.feature("hazards")
        with store.write() as connection:
            write_organ(connection, Organ(family=ENFORCEMENT, review="某区人民政府", court="某区人民法院"))
        ids = [
            edit.create(
                store,
                feature,
                {
                    "enterprise_name": f"济南第{number}号某精密机械制造有限公司",
                    "source": "部门检查",
                    "found_on": date(2023, 6, 1),
                    "description": "；".join(values(number)["问题"]),
                    "level": "一般",
                    "due_on": date(2023, 7, number % 28 + 1),
                },
            ).created["hazards"][0]
            for number in range(1, count + 1)
        ]
        kind = next(one for one in feature.papers if one.code == KIND)
        issuing.issue(store, feature, kind, ids[:1])
        start = time.process_time()
        issuing.issue(store, feature, kind, ids[1:])
        return time.process_time() - start
    finally:
        close_workspace(workspace, with_backup=False)
        shutil.rmtree(folder)


def run(count: int = 1_000) -> list[Measure]:
    """One file for all, the same at twice the length, and each paper by itself."""
    _register()
    ours(3)
    all_of_them = strings(count)
    peer(all_of_them[:3])
    own, limit = side_by_side(lambda: ours(count), lambda: peer(all_of_them))
    twice, once = side_by_side(lambda: ours(2 * count), lambda: ours(count), times=2)
    some = max(20, count // 10)
    each_limit = processor_seconds(lambda: peer_each(all_of_them[:some]), 2)
    each = min(issued(some + 1) for _ in range(2))
    size = len(ours(count)) / 1e6
    return [
        compared(f"文书 {count} 份，一个文件", own, "ReportLab canvas，同样的字", limit, 2.5),
        compared(f"文书 {2 * count} 份", twice, f"2 × {count} 份", 2 * once, 1.15),
        compared(f"签发 {some} 份，各自存档", each, "ReportLab canvas，每份一个文件", each_limit, 2.5),
        Measure("文书 PDF 大小", round(size, 2), "MB"),
    ]


if __name__ == "__main__":
    for measure in run(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000):
        print(measure)
