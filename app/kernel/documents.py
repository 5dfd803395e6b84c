"""A filled document: the one description from which preview, PDF and Word are made.

It says what stands on the paper (a title, a paragraph, a row to sign in), never where; the family's style does that.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Family(StrEnum):
    """公文 follow GB/T 9704-2012, 文书 their own older custom, 表格 are bordered forms with little around them."""

    OFFICIAL = "公文"
    CASE = "文书"
    FORM = "表格"


class Part(StrEnum):
    """What a block is. The Chinese word is the one a template names it by."""

    HEADING_LINE = "页眉"  # 安全生产行政执法文书, over the thick rule
    MARK = "机关标志"  # 发文机关标志, red
    LETTER_MARK = "信函标志"  # 信函格式: the organ's name over the double rule
    MINUTES_MARK = "纪要标志"  # ×××纪要
    COPY_NUMBER = "份号"
    SECRECY = "密级"
    URGENCY = "紧急程度"
    NUMBER = "编号"  # 发文字号, or the number line of a 文书
    SIGNER = "签发人"  # upward documents: on the number's line
    ANNEX_MARK = "附件序号"  # 附件1, flush, 3号黑体, on a new page where something stands before it
    TITLE = "标题"
    SUBTITLE = "副题"
    ADDRESSEE = "主送"
    PARAGRAPH = "正文"
    LEVEL_1 = "一级标题"
    LEVEL_2 = "二级标题"
    ITEMS = "逐条"  # numbered 1. 2. 3.
    FIELD = "栏目"  # 被检查单位：______, a line of its own
    FLUSH = "顶格"
    CENTRED = "居中"
    ANNEXES = "附件说明"
    ATTENDANCE = "名单"  # minutes: 出席：…
    SIGNATURES = "签名"  # lines to be signed by hand, low on the page
    ORGAN = "署名"
    DATE = "成文日期"
    NOTE = "附注"
    COPIES = "抄送"
    PRINTED_BY = "印发"
    FOOT = "页脚"  # the foot note of a 文书, over a thin rule
    TEAR_LINE = "裁线"
    PAGE_BREAK = "另页"
    LANDSCAPE = "横排"  # 公文: what follows stands across the page, up to the next 另页 or 附件序号
    TABLE = "表"
    CHART = "图"


@dataclass(frozen=True)
class Run:
    """A piece of text. ``value`` marks what was filled in: 文书 underline it. ``blank`` is an empty value's room."""

    text: str
    value: bool = False
    blank: int = 0


@dataclass(frozen=True)
class TableCell:
    """A cell of a form; a value's cell is set from the left, a label's in the middle, unless ``align`` says otherwise."""

    text: str
    row: int
    column: int
    row_span: int = 1
    column_span: int = 1
    value: bool = False
    bold: bool = False
    align: str = ""

    @property
    def side(self) -> str:
        """left, right or centre."""
        return self.align or ("left" if self.value else "centre")


@dataclass(frozen=True)
class FormTable:
    """A bordered table: widths and least heights in mm; ``heading_rows`` come again on a further page."""

    widths: tuple[float, ...]
    heights: tuple[float, ...]
    cells: tuple[TableCell, ...]
    heading_rows: int = 0


@dataclass(frozen=True)
class Block:
    """One part of a document. ``lines`` has one entry but for parts that are lists by nature."""

    part: Part
    lines: tuple[tuple[Run, ...], ...] = ()
    table: FormTable | None = None
    chart: str = ""

    @property
    def text(self) -> str:
        """The words, line by line."""
        return "\n".join("".join(run.text for run in line) for line in self.lines)


@dataclass(frozen=True)
class Document:
    """A document ready to be set. ``draft`` prints the word 草稿 across every page."""

    family: Family
    title: str
    blocks: tuple[Block, ...]
    landscape: bool = False
    draft: bool = False

    def all_text(self) -> str:
        """Every character, to look for those that cannot be printed."""
        parts = [block.text for block in self.blocks]
        parts += [cell.text for block in self.blocks if block.table for cell in block.table.cells]
        return "".join(parts)
