"""Which rows are the headings, and which column holds which field."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from app.exchange.headings_layout import Column
from app.exchange.headings_match import SERIAL, Headings, Match, bare, unit_in
from app.exchange.headings_rows import is_line
from app.exchange.read import CellValue, Range, Sheet
from app.kernel.fields import Kind

_LOOK = 60  # rows among which the headings are looked for
_TALL = 4  # rows that headings may be merged over
_SPREADING = (Kind.TEXT, Kind.PARAGRAPH, Kind.ENTERPRISE, Kind.ENTERPRISES, Kind.ONE, Kind.SEVERAL, Kind.DAY)


def _known_in(row: Sequence[CellValue], words: Headings) -> set[str]:
    """The fields that the cells of a row name."""
    found = (words.known(cell) for cell in row if isinstance(cell, str) and len(cell) < 60)
    return {match.field for match in found if match and match.field}


def heading_block(sheet: Sheet, words: Headings) -> tuple[int, ...]:
    """The rows of the headings: the row that names most fields, and those joined to it by merged cells."""
    look = sheet.rows[:_LOOK]
    known = [set() if _figures(row) > 1 else _known_in(row, words) for row in look]
    base = max(range(len(look)), key=lambda row: (len(known[row]), -row))
    if len(known[base]) < 2:
        base = max(range(len(look)), key=lambda row: (len(known[row]) + _guesses(look[row], words), -row))
    first = last = base
    while first and last - first < _TALL and _joined(sheet, first - 1, known, base):
        first -= 1
    while last + 1 < len(look) and last - first < _TALL and _joined(sheet, last, known, base):
        last += 1
    return tuple(range(first, last + 1))


def _figures(row: Sequence[CellValue]) -> int:
    """Cells that are no words: a row with several is no heading."""
    return sum(1 for cell in row if cell is not None and not isinstance(cell, str))


def _guesses(row: Sequence[CellValue], words: Headings) -> int:
    texts = [cell for cell in row if isinstance(cell, str) and len(cell) < 40]
    if len(texts) < 2 or _figures(row) > 1:
        return 0
    return len({match.field for cell in texts for match in words.similar(cell)[:1]})


def _joined(sheet: Sheet, upper: int, known: Sequence[set[str]], base: int) -> bool:
    """Do a row and the next both belong to the headings?"""
    if upper + 1 >= len(known) or max(_figures(sheet.rows[upper]), _figures(sheet.rows[upper + 1])) > 1:
        return False
    if any(top <= upper < bottom for top, _, bottom, _ in sheet.merged):
        return True
    if sheet.merged:
        return False
    other = upper if upper + 1 == base else upper + 1
    mine, beside = sheet.rows[base], sheet.rows[other]
    gaps = sum(1 for own, its in zip(mine, beside, strict=True) if own is None and isinstance(its, str))
    overlap = sum(1 for own, its in zip(mine, beside, strict=True) if own is not None and its is not None)
    return gaps >= 2 and len(known[other] - known[base]) >= 2 and overlap <= 2


def columns_of(sheet: Sheet, block: tuple[int, ...], words: Headings) -> tuple[Column, ...]:
    """Every column with a heading, and what it means."""
    width = len(sheet.rows[0])
    parts = {index: _parts(sheet, block, index) for index in range(width)}
    parts = {index: texts for index, texts in parts.items() if texts}
    chosen = _assigned(parts, words)
    return tuple(_column(sheet, block, index, texts, chosen, words) for index, texts in parts.items())


def _parts(sheet: Sheet, block: tuple[int, ...], index: int) -> tuple[str, ...]:
    """The heading's words from above to below; none for the continuation of a merged cell."""
    low = block[-1]
    for _, left, _, right in _ranges_at(sheet.merged, low, index):
        if left < index <= right:
            return ()
    texts: list[str] = []
    for row in block:
        value = sheet.cell(row, index)
        for top, left, _, _ in _ranges_at(sheet.merged, row, index):
            value = sheet.cell(top, left)
        text = " ".join(str(value).split()) if value is not None else ""
        if text and not is_line(text) and text not in texts:
            texts.append(text)
    return tuple(texts)


def _ranges_at(merged: Iterable[Range], row: int, column: int) -> list[Range]:
    return [one for one in merged if one[0] <= row <= one[2] and one[1] <= column <= one[3]]


def _candidates(parts: tuple[str, ...], words: Headings) -> list[Match]:
    """What a heading may mean: upper and lower words together before the lower alone."""
    together = "".join(parts)
    tried = [together, parts[-1], *parts[-2::-1]]
    found = [Match(match.field, match.how, match.score - place) for place, text in enumerate(tried)
             if (match := words.known(text))]  # fmt: skip
    return found or [match for text in dict.fromkeys((parts[-1], together)) for match in words.similar(text)]


def _assigned(parts: Mapping[int, tuple[str, ...]], words: Headings) -> dict[int, Match]:
    """Each field to the column that fits best, each column to one field."""
    wishes = [(match, index) for index, texts in parts.items() for match in _candidates(texts, words)]
    wishes.sort(key=lambda wish: (-wish[0].score, wish[1]))
    chosen: dict[int, Match] = {}
    taken: set[str] = set()
    for match, index in wishes:
        if index in chosen and chosen[index].how != "taken":
            continue
        if not match.field:
            chosen[index] = Match("", match.how, match.score)
        elif match.field in taken:
            chosen.setdefault(index, Match("", "taken", 0))
        else:
            chosen[index] = match
            taken.add(match.field)
    return chosen


def _column(
    sheet: Sheet,
    block: tuple[int, ...],
    index: int,
    texts: tuple[str, ...],
    chosen: Mapping[int, Match],
    words: Headings,
) -> Column:
    heading = "/".join(texts)
    match = chosen.get(index, Match("", "", 0))
    known = words.fields.get(match.field)
    serial = bare(texts[-1]) in SERIAL and match.how not in ("given", "remembered")
    if known is not None and known.kind is Kind.MADE and match.how == "alias":
        serial = serial or _counts_up(sheet, block[-1] + 1, index)
    if known is None or serial:
        return Column(index, heading, None, unit_in(heading), "serial" if serial else match.how)
    return Column(index, heading, known.name, unit_in(heading), match.how, known.kind in _SPREADING)


def _counts_up(sheet: Sheet, first: int, index: int) -> bool:
    """1, 2, 3 … under 编号 is a row number, not a number given to the record."""
    values = [str(row[index]) for row in sheet.rows[first : first + 200] if row[index] is not None]
    figures = [int(value) for value in values if value.isascii() and value.isdigit()]
    return len(figures) >= len(values) * 0.8 > 0 and figures[0] in (0, 1) and figures == sorted(figures)
