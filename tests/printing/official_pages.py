"""Official texts of public record set as 公文, and what the tests measure on their pages (mm)."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path

from app.kernel.documents import Document, Family
from app.kernel.templates import fill, read_template
from app.printing import fonts
from app.printing.document_pdf import draw_document
from tests.printing.measured import Line, Measured, measure

TEXTS = Path(__file__).parent / "texts"


BOOK = fonts.book(bundled=True)


TOP, BOTTOM, LEFT, RIGHT = 37.0, 297 - 35.0, 28.0, 210 - 26.0


SIGN, ROW = 156 / 28, 225 / 22


OVER = 0.09
"""A sign of 16 pt stands a fifth of a point beyond its place of 15.79 pt."""


POINT = 25.4 / 72


ROLES: tuple[fonts.Role, ...] = ("fangsong", "hei", "kai", "title")


FANGSONG, HEI, KAI, TITLE = (BOOK.faces[role].font.name.decode() for role in ROLES)


def pages_of(text: str) -> list[Measured]:
    """A 公文 from a template's text, on paper."""
    template = read_template(text, Family.OFFICIAL, "公文", {})
    return pages_of_document(fill(template, {}))


def pages_of_document(document: Document) -> list[Measured]:
    out = BytesIO()
    draw_document(document, out, BOOK)
    return measure(out.getvalue())


def text_of(name: str) -> list[str]:
    return (TEXTS / f"{name}.txt").read_text(encoding="utf-8").splitlines()


def is_number(line: Line) -> bool:
    return re.fullmatch(r"— \d+ —", line.text) is not None


def row_of(line: Line) -> float:
    """In which row of the grid a line stands, from 0; the middle of the type stands in the middle of the row."""
    return (line.baseline - 0.37 * line.size * POINT - TOP) / ROW - 0.5


def body(pages: list[Measured]) -> list[Line]:
    return [line for page in pages for line in page.lines if not is_number(line)]


def dense(text: str) -> str:
    return re.sub(r"\s", "", text)


def is_wide(text: str) -> bool:
    return all(BOOK.widths["fangsong"][sign] == 1000 for sign in text)


ORGAN = "清泉街道办事处"


PLAN = text_of("campaign")[5:20]


def notice(*, head: str = "【编号】清办发〔2023〕17号", paragraphs: list[str] = PLAN) -> str:
    return "\n".join(
        (
            "【份号】000001",
            "【密级】秘密★1年",
            "【紧急程度】特急",
            f"【机关标志】{ORGAN}文件",
            head,
            f"【标题】{ORGAN}关于印发《重大事故隐患专项排查整治2023行动实施方案》的通知",
            "【主送】街道安委会各成员单位、各社区：",
            *paragraphs,
            "【附件说明】清泉街道重大事故隐患专项排查整治2023行动领导小组成员名单及其职责分工一览表",
            "【附件说明】调度表",
            f"【署名】{ORGAN}",
            "【成文日期】2023年6月30日",
            "【附注】（此件公开发布）",
            "【抄送】区安委会办公室，区应急管理局，区消防救援大队，各有关单位，以及其他需要知道这件事情的许多单位和部门。",
            f"【印发】{ORGAN}|2023年6月30日印发",
        )
    )


def em_top(line: Line) -> float:
    return line.baseline - 0.87 * line.size * POINT


def em_bottom(line: Line) -> float:
    return line.baseline + 0.13 * line.size * POINT


ACROSS = (
    """【横排】
【附件序号】附件1
【标题】重大事故隐患清单
【表】20 60 60 60 *1
| 序号 | 单位名称 | 隐患描述 | 整改期限 |
"""
    + "\n".join(
        f"| {number} | 济南甲某有限公司 | 第{number}处配电箱未上锁 | 七月 |" for number in range(1, 61)
    )
    + """
【表完】
【附件序号】附件2
【标题】领导小组成员名单
正文。"""
)
