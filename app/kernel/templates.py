"""Templates: readable text with named values. Nothing in a template is ever run.

A line is a paragraph. A line that begins with a word in 【】 is another part (【标题】…, see :class:`Part`).
``{名称}`` is a value; ``{*名称}`` in 【逐条】 or a cell is a list, numbered. Lines between 【如有】名称 and 【完】 stand only
where that value is filled, between 【如无】名称 and 【完】 where it is not. Lines that begin with ``//`` are remarks.

A table begins with 【表】 and the widths of its columns in mm (and, after ``*``, how many rows are its heading), and ends
with 【表完】. A row is ``| 标签 | {值} |``, with its least height in mm before the first stroke where it wants one. In a
cell ``<2>`` at the end spans two columns, ``^`` alone joins the cell above, ``⏎`` breaks the line, a leading ``#`` sets
it in 黑体, a leading ``>``, ``<`` or ``<>`` at the right, at the left or in the middle of the cell. A row that begins with ``*名称 |`` comes once for each entry of that list; other lists named in it give
their entry of the same place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from app.kernel.documents import Block, Document, Family, FormTable, Part, Run, TableCell
from app.kernel.errors import Refusal

Filling = str | tuple[str, ...]

_NAME = re.compile(r"\{(\*?)([^{}*]+)\}")
_PART = re.compile(r"^【([^【】]+)】(.*)$")
_SPAN = re.compile(r"<(\d+)>$")
_ROW = re.compile(r"^(?:(\d+(?:\.\d+)?)|\*([^\s|]+))?\s*\|(.*)\|$")
_ALIGNS = {">": "right", "<": "left", "<>": "centre"}
_STRAY = re.compile(r"[{}]")
IF, UNLESS, END, TABLE_END = "如有", "如无", "完", "表完"
BLANK = 8
"""Room (in characters) of a value that is not filled in."""


@dataclass(frozen=True)
class Wanted:
    """What a template says of a value: ``needed`` keeps the paper back; ``blank`` is printed where it is empty."""

    name: str
    needed: bool = False
    blank: str = ""
    room: int = BLANK


@dataclass(frozen=True)
class Line:
    """A line of the template's text; ``number`` is where it stands, for sentences about it."""

    number: int
    part: Part
    text: str
    only_with: tuple[tuple[str, bool], ...] = ()
    rows: tuple[Row, ...] = ()


@dataclass(frozen=True)
class Row:
    """A row of a table: its least height in mm, the list it is repeated for, its cells."""

    height: float
    each: str
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Template:
    """A read template. ``wanted`` are the values it declares, by name."""

    family: Family
    title: str
    lines: tuple[Line, ...]
    wanted: Mapping[str, Wanted]
    landscape: bool = False

    def names(self) -> frozenset[str]:
        """Every value that the text names."""
        found: set[str] = set()
        for line in self.lines:
            found.update(name for name, _ in line.only_with)
            found.update(row.each for row in line.rows if row.each)
            found.update(_named_in(line))
        return frozenset(found)


def read_template(
    text: str, family: Family, title: str, wanted: Mapping[str, Wanted], *, landscape: bool = False
) -> Template:
    """Understand a template's text. Raises Refusal with the line's number where it is not well made."""
    lines = tuple(_lines(text))
    template = Template(family, title, lines, dict(wanted), landscape)
    strange = template.names() - set(wanted)
    if strange:
        raise Refusal(f"模板“{title}”里有没有声明的栏目：{'、'.join(sorted(strange))}。")
    return template


def _lines(text: str) -> Iterator[Line]:
    numbered = [(number, line.rstrip()) for number, line in enumerate(text.splitlines(), start=1)]
    conditions: list[tuple[str, bool]] = []
    open_table: tuple[int, str, list[Row]] | None = None
    for number, line in numbered:
        if not line.strip() or line.lstrip().startswith("//"):
            continue
        found = _PART.match(line)
        word, rest = (found[1], found[2]) if found else ("", line)
        if open_table is not None:
            if word == TABLE_END:
                yield Line(open_table[0], Part.TABLE, open_table[1], tuple(conditions), tuple(open_table[2]))
                open_table = None
            else:
                open_table[2].append(_row(number, line))
        elif word in (IF, UNLESS):
            conditions.append((rest.strip(), word == IF))
        elif word == END:
            if not conditions:
                raise Refusal(f"模板第 {number} 行：这里的【完】前面没有【如有】。")
            conditions.pop()
        elif word == Part.TABLE:
            open_table = number, rest.strip(), []
        else:
            part = _part(number, word)
            if part is Part.CHART and not _NAME.fullmatch(rest.strip()):
                raise Refusal(f"模板第 {number} 行：【图】后面只写一个栏目，如【图】{{图}}。")
            yield Line(number, part, _checked(number, rest), tuple(conditions))
    if conditions or open_table is not None:
        raise Refusal("模板最后缺少【完】。" if conditions else "模板最后缺少【表完】。")


def _part(number: int, word: str) -> Part:
    if not word:
        return Part.PARAGRAPH
    try:
        return Part(word)
    except ValueError:
        raise Refusal(f"模板第 {number} 行：不认识【{word}】。") from None


def _checked(number: int, text: str) -> str:
    if _STRAY.search(_NAME.sub("", text)):
        raise Refusal(f"模板第 {number} 行：花括号没有成对，或里面没有栏目名称。")
    return text


def _row(number: int, line: str) -> Row:
    found = _ROW.match(line.strip())
    if found is None:
        raise Refusal(f"模板第 {number} 行：表格里的一行要写成“| 标签 | {{值}} |”。")
    cells = tuple(_checked(number, cell.strip()) for cell in found[3].split("|"))
    return Row(float(found[1] or 0), found[2] or "", cells)


def missing(template: Template, values: Mapping[str, Filling]) -> tuple[str, ...]:
    """Needed values that are empty, in the order in which the text names them."""
    order = [name for line in template.lines for name in _named_in(line) if _stands(line, values)]
    return tuple(
        name for name in dict.fromkeys(order) if template.wanted[name].needed and not values.get(name)
    )


def unknown(template: Template, values: Mapping[str, Filling]) -> tuple[str, ...]:
    """Values the template names and nobody gave, not even as empty."""
    return tuple(sorted(template.names() - set(values)))


def _named_in(line: Line) -> list[str]:
    texts = (line.text, *(cell for row in line.rows for cell in row.cells))
    return [name for text in texts for _, name in _NAME.findall(text)]


def _stands(line: Line, values: Mapping[str, Filling]) -> bool:
    return all(bool(values.get(name)) == filled for name, filled in line.only_with)


def fill(template: Template, values: Mapping[str, Filling], *, draft: bool = False) -> Document:
    """The document with its values put in. Raises Refusal naming values that nobody gave."""
    strange = unknown(template, values)
    if strange:
        raise Refusal(f"模板“{template.title}”要用到的栏目没有数据：{'、'.join(strange)}。")
    blocks = [
        _table(template, line, values) if line.part is Part.TABLE else _block(template, line, values)
        for line in template.lines
        if _stands(line, values)
    ]
    return Document(template.family, template.title, tuple(blocks), template.landscape, draft)


def _block(template: Template, line: Line, values: Mapping[str, Filling]) -> Block:
    if line.part is Part.CHART:
        return Block(line.part, chart=str(values[_named_in(line)[0]]))
    lists = [name for star, name in _NAME.findall(line.text) if star]
    if not lists:
        return Block(line.part, (tuple(_runs(template, line.text, values)),))
    given = values[lists[0]]
    items = given if isinstance(given, tuple) else (given,) if given else ()
    before, _, after = line.text.partition(f"{{*{lists[0]}}}")
    return Block(
        line.part,
        tuple(
            (*_runs(template, before, values), Run(item, value=True), *_runs(template, after, values))
            for item in items
        ),
    )


def _runs(template: Template, text: str, values: Mapping[str, Filling]) -> Iterator[Run]:
    place = 0
    for found in _NAME.finditer(text):
        if found.start() > place:
            yield Run(text[place : found.start()])
        yield _value(template.wanted[found[2]], values[found[2]])
        place = found.end()
    if place < len(text):
        yield Run(text[place:])


def _value(wanted: Wanted, given: Filling) -> Run:
    text = "、".join(given) if isinstance(given, tuple) else given
    if text:
        return Run(text, value=True)
    return Run(wanted.blank, value=True) if wanted.blank else Run("", value=True, blank=wanted.room)


def _table(template: Template, line: Line, values: Mapping[str, Filling]) -> Block:
    sizes, _, heading = line.text.partition("*")
    widths = tuple(float(one) for one in sizes.split())
    cells: list[TableCell] = []
    heights: list[float] = []
    owner: dict[int, int] = {}
    for row in line.rows:
        times = len(_entries(values[row.each])) if row.each else 1
        for place in range(times):
            at = len(heights)
            column = 0
            for given in row.cells:
                text, span = _spanned(given)
                if text == "^" and column in owner:
                    above = cells[owner[column]]
                    cells[owner[column]] = replace(above, row_span=at - above.row + 1)
                    column += above.column_span
                    continue
                words = text.lstrip("#<>")
                marks = text[: len(text) - len(words)]
                shown = _cell_text(template, words, values, place if row.each else None)
                align = _ALIGNS.get(marks.replace("#", ""), "")
                cell = TableCell(shown, at, column, 1, span, "{" in text, "#" in marks, align)
                owner.update(dict.fromkeys(range(column, column + span), len(cells)))
                cells.append(cell)
                column += span
            if column != len(widths):
                raise Refusal(
                    f"模板第 {line.number} 行起的表格：第 {at + 1} 行占了 {column} 列，表格有 {len(widths)} 列。"
                )
            heights.append(row.height)
    return Block(Part.TABLE, table=FormTable(widths, tuple(heights), tuple(cells), int(heading or 0)))


def _entries(given: Filling) -> tuple[str, ...]:
    return given if isinstance(given, tuple) else (given,) if given else ()


def _spanned(text: str) -> tuple[str, int]:
    found = _SPAN.search(text)
    return (text[: found.start()].rstrip(), int(found[1])) if found else (text, 1)


def _cell_text(template: Template, text: str, values: Mapping[str, Filling], place: int | None) -> str:
    """The words of a cell; in a repeated row a list gives its entry of that place, elsewhere it is numbered or joined."""

    def put(found: re.Match[str]) -> str:
        given = values[found[2]]
        if place is not None and isinstance(given, tuple):
            given = given[place] if place < len(given) else ""
        elif found[1]:
            given = "\n".join(f"{number}. {entry}" for number, entry in enumerate(_entries(given), start=1))
        shown = "、".join(given) if isinstance(given, tuple) else given
        return shown or template.wanted[found[2]].blank

    return _NAME.sub(put, text.replace("⏎", "\n"))
