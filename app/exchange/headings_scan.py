"""One pass over the rows beneath the headings."""

from __future__ import annotations

from collections.abc import Sequence

from app.exchange import headings_rows as rows_of
from app.exchange.headings_layout import Column, Note
from app.exchange.read import CellValue, Sheet
from app.kernel.parsing_base import fold

AT_FOOT = "表尾的说明"


class Scan:
    """One pass over the rows beneath the headings: which are records, which are not."""

    def __init__(self, sheet: Sheet, block: tuple[int, ...], columns: Sequence[Column]) -> None:
        self.sheet = sheet
        self.first = block[-1] + 1
        self.columns = columns
        self.serials = {column.index for column in columns if column.how == "serial"}
        self.headings = {fold(part) for column in columns for part in column.heading.split("/")}
        self.wide = {top for top, left, _, right in sheet.merged if right - left + 1 > 0.7 * len(columns) > 2}
        self.last = block[-1]
        self.notes: list[Note] = []
        self.left_out: set[int] = set()

    def run(self) -> None:
        at_foot = False
        for number in range(self.first, len(self.sheet.rows)):
            row = self.sheet.rows[number]
            cells = [cell for cell in row if cell is not None]
            if not cells:
                continue
            why = self._why(number, row, cells)
            at_foot = (at_foot or why == AT_FOOT) and why != "重复的表头"
            if at_foot:
                why = AT_FOOT
            if why:
                self.left_out.add(number)
                self.notes.append(Note(number + 1, " ".join(str(cell) for cell in cells)[:200], why))
            else:
                self.last = number

    def _why(self, number: int, row: Sequence[CellValue], cells: Sequence[CellValue]) -> str:
        """Why a row is no record; empty for a record."""
        first = cells[0]
        if rows_of.foot(first):
            return AT_FOOT
        if rows_of.total(cells[:2]):
            return "合计行"
        if rows_of.example(first):
            return "填写示例"
        if len(cells) == 1 and number in self.wide:
            return "整行合并的文字"
        if len(cells) <= len(self.serials) and all(
            row[at] is None for at in range(len(row)) if at not in self.serials
        ):
            return "只有序号"
        if number <= self.first + 1 and rows_of.counting(list(cells)):
            return "栏号"
        if isinstance(cells[-1], str) and rows_of.folded(cells[-1]) in self.headings:
            texts = [fold(cell) for cell in cells if isinstance(cell, str)]
            if len(texts) > 1 and sum(text in self.headings for text in texts) > 0.6 * len(cells):
                return "重复的表头"
        return ""
