"""The process that opens strangers' workbooks: bytes on its standard input, lines of JSON on its output.

It is started by ``read``, may be killed at any moment, and caps itself. Each line it writes is one JSON value:
``["sheet", name, hidden, rows, merged]``, then ``["rows", count, columns]`` as often as needed, at last
``["end"]``; or ``["refused", reason, details]``. A column is ``0`` (all blank) or ``[values, places, days]``:
where ``places`` is not null, it has a sign for each row that says which of the distinct values stands there
(U+4E00 the first, and so on: a text travels faster than a list of numbers); ``days`` are the positions in
``values`` that are dates written in ISO style.
"""

from __future__ import annotations

import gc
import io
import json
import sys
import zipfile
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime, time, timedelta
from itertools import islice
from typing import Any

from app.exchange.reader_checks import (
    FIRST_SIGN,
    OLE,
    ZIP,
    Bad,
    Limits,
    check_ole,
    check_zip,
    is_html,
    other_kind,
)
from app.exchange.reader_errors import Errors, Places
from app.exchange.reader_text import Table, read_page, read_text

CHUNK_CELLS = 40_000
CHUNK_ROWS = 2_000
EXACT = 10**15  # whole floats up to here are integers a person typed

Row = list[Any]
Grid = tuple[str, bool, int, int, list[tuple[int, int, int, int]], Iterable[Row]]


def main(asked: str) -> None:
    """Read standard input, answer on standard output. ``asked`` is :class:`Limits` as JSON."""
    limits = Limits(**json.loads(asked))
    gc.disable()  # rows by the million, and nothing that refers to itself
    _cap(limits)
    out = sys.stdout.buffer

    def say(*parts: Any) -> None:
        out.write(json.dumps(parts, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace"))
        out.write(b"\n")
        out.flush()

    try:
        data = sys.stdin.buffer.read()
        for grid in _grids(data, limits):
            _send(grid, say)
        say("end")
    except Bad as bad:
        say("refused", *bad.args)
    except MemoryError:
        say("refused", "memory")
    except zipfile.BadZipFile:
        say("refused", "truncated")
    except (KeyboardInterrupt, BrokenPipeError):
        raise
    except BaseException as fault:  # noqa: BLE001  a panic in native code is not an Exception
        say("refused", "broken", type(fault).__name__)


def _cap(limits: Limits) -> None:
    """Memory, seconds and core dumps, where the system knows such limits."""
    try:
        import resource
    except ImportError:
        return
    wanted = (
        (resource.RLIMIT_AS, limits.memory),
        (resource.RLIMIT_CPU, int(limits.seconds) + 5),
        (resource.RLIMIT_CORE, 0),
    )
    for what, most in wanted:
        hard = resource.getrlimit(what)[1]
        cap = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(what, (cap, cap))


def _grids(data: bytes, limits: Limits) -> Iterator[Grid]:
    """The sheets of a file, by what is in it and not by its name."""
    start = data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if not data.strip(b"\0 \t\r\n\xef\xbb\xbf"):
        raise Bad("empty")
    if data.startswith(ZIP):
        check_zip(data, limits)
        yield from _workbook(data, limits)
    elif data.startswith(OLE):
        check_ole(data)
        yield from _workbook(data, limits)
    elif other := other_kind(data):
        raise Bad("other", other)
    elif b"urn:schemas-microsoft-com:office:spreadsheet" in data[:4096]:
        raise Bad("other", "Excel 2003 的 XML 表格")
    elif start.startswith(b"mime-version"):
        raise Bad("other", "单个文件网页（MHT）")
    elif is_html(start):
        if not limits.html:
            raise Bad("html")
        yield from _plain_grids(read_page(data, limits))
    else:
        yield from _plain_grids(read_text(data, limits))


def _plain_grids(tables: Iterable[Table]) -> Iterator[Grid]:
    for name, rows, merged in tables:
        yield name, False, len(rows), 0, merged, rows


def _workbook(data: bytes, limits: Limits) -> Iterator[Grid]:
    import python_calamine as calamine

    try:
        book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
    except calamine.PasswordError as fault:
        raise Bad("encrypted") from fault
    errors = Errors(data, limits.unpacked) if data.startswith(ZIP) else None
    left = limits.cells
    for entry in book.sheets_metadata:
        hidden = entry.visible != calamine.SheetVisibleEnum.Visible
        if entry.typ != calamine.SheetTypeEnum.WorkSheet or limits.sheet not in (None, entry.name):
            continue
        sheet = book.get_sheet_by_name(entry.name)
        if sheet.start is None or sheet.end is None:
            yield entry.name, hidden, 0, 0, [], ()
            continue
        rows, margin = sheet.end[0] + 1, sheet.start[1]
        width = sheet.end[1] + 1
        left -= (rows - sheet.start[0]) * width
        if left < 0 or rows > limits.rows or width > limits.columns:
            raise Bad("cells", entry.name)
        merged = [(*first, *last) for first, last in sheet.merged_cell_ranges or ()]
        failed = errors.of(entry.name) if errors else {}
        yield entry.name, hidden, rows, margin, merged, _with_errors(sheet.iter_rows(), failed, margin)


def _with_errors(rows: Iterable[Row], failed: Places, margin: int) -> Iterable[Row]:
    """The rows with #REF! and its like in their places."""
    if not failed:
        yield from rows
        return
    for number, row in enumerate(rows):
        for column, error in failed.get(number, {}).items():
            if 0 <= column - margin < len(row) and row[column - margin] == "":
                row[column - margin] = error
        yield row


def _send(grid: Grid, say: Callable[..., None]) -> None:
    name, hidden, count, margin, merged, rows = grid
    say("sheet", name, hidden, count, merged)
    source = iter(rows)
    first = next(source, None)
    if first is None:
        return
    step = max(1, min(CHUNK_ROWS, CHUNK_CELLS // max(1, len(first))))
    chunk = [first, *islice(source, step - 1)]
    while chunk:
        width = max(map(len, chunk))
        if any(len(row) != width for row in chunk):
            chunk = [[*row, *[""] * (width - len(row))] for row in chunk]
        say("rows", len(chunk), [0] * margin + [_packed(column) for column in zip(*chunk, strict=True)])
        chunk = list(islice(source, step))


def _packed(column: tuple[Any, ...]) -> Any:
    """Distinct values once, where that is shorter; see the top of the file."""
    distinct = dict.fromkeys(column)
    if len(distinct) == 1 and "" in distinct:
        return 0
    places = None
    values: Iterable[Any] = column
    mixed = (0 in distinct or 1 in distinct) and bool in set(map(type, column))  # True equals 1
    if len(distinct) * 2 < len(column) and not mixed:
        index = {value: chr(FIRST_SIGN + number) for number, value in enumerate(distinct)}
        places, values = "".join(map(index.__getitem__, column)), distinct
    days: list[int] = []
    return [[_plain(value, number, days) for number, value in enumerate(values)], places, days]


def _plain(value: Any, number: int, days: list[int]) -> Any:
    """A value as JSON knows it."""
    kind = type(value)
    if kind is str:
        return value or None
    if kind is float:
        return int(value) if value.is_integer() and -EXACT < value < EXACT else _finite(value)
    if kind in (bool, int, type(None)):
        return value
    if kind in (date, datetime):
        days.append(number)
        return value.isoformat()
    if kind is time:
        return value.isoformat("minutes")
    if kind is timedelta:
        minutes = int(value.total_seconds()) // 60
        return f"{minutes // 60}:{minutes % 60:02d}"
    return str(value)


def _finite(value: float) -> float | str:
    return value if value - value == 0 else str(value)
