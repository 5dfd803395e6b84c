"""Open a workbook somebody sent. The parsing happens in a child process that can be killed."""

from __future__ import annotations

import contextlib
import hashlib
import json
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field, replace
from datetime import date, datetime
from pathlib import Path
from typing import IO, Any, BinaryIO

from app.exchange.reader_checks import FIRST_SIGN, Limits
from app.exchange.reader_words import sentence
from app.kernel.collecting import no_collecting
from app.kernel.errors import Cancelled, Refusal

CellValue = None | str | int | float | bool | date | datetime
Progress = Callable[[int, int], None]
Range = tuple[int, int, int, int]  # first row, first column, last row, last column; counted from 0

LIMITS = Limits()
_ROOT = str(Path(__file__).resolve().parents[2])
_START = "import sys; sys.path.insert(0, sys.argv[1]); from app.exchange.reader_child import main; main(sys.argv[2])"
_NO_CONSOLE = 0x08000000 if sys.platform == "win32" else 0
_LONGEST_LINE = 64 * 2**20


class WebPage(Refusal):
    """The file is a web page under another name; its table may be read with ``accept_html``."""


@dataclass(frozen=True)
class Sheet:
    """A sheet as it stands: ``rows[0]`` is row 1 and ``rows[0][0]`` is A1; all rows are equally long.

    A blank cell is None. Of a merged range only the first cell has the value; see ``merged``.
    """

    name: str
    rows: list[list[CellValue]]
    merged: tuple[Range, ...] = ()
    hidden: bool = False

    def cell(self, row: int, column: int) -> CellValue:
        """The value at a place counted from 0; None outside."""
        if 0 <= row < len(self.rows) and 0 <= column < len(self.rows[row]):
            return self.rows[row][column]
        return None

    def filled(self, row: int, column: int) -> CellValue:
        """As :meth:`cell`, but every cell of a merged range has the range's value. For headings."""
        for top, left, bottom, right in self.merged:
            if top <= row <= bottom and left <= column <= right:
                return self.cell(top, left)
        return self.cell(row, column)


@dataclass(frozen=True)
class Workbook:
    """A file that was read, with the fingerprint of its bytes."""

    path: Path
    sha256: str
    size: int
    sheets: tuple[Sheet, ...]


@dataclass
class _Build:
    """A sheet while its rows arrive."""

    name: str
    hidden: bool
    expected: int
    merged: tuple[Range, ...]
    rows: list[list[CellValue]] = field(default_factory=list)

    def done(self) -> Sheet:
        while self.rows and all(value is None for value in self.rows[-1]):
            self.rows.pop()
        width = max(map(len, self.rows), default=0)
        for row in self.rows:
            if len(row) < width:
                row.extend([None] * (width - len(row)))
        return Sheet(self.name, self.rows, self.merged, self.hidden)


def read_workbook(
    path: Path,
    *,
    sheet: str | None = None,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
    accept_html: bool = False,
    limits: Limits = LIMITS,
) -> Workbook:
    """Read xlsx, xlsm, xlsb, xls, ods, csv or txt; what the file holds decides, not its name.

    ``sheet`` reads one sheet only. ``progress`` is told the rows read and expected of the present sheet.
    ``cancelled`` is asked from another thread, ten times a second. Raises Refusal, WebPage or Cancelled.
    """
    path = Path(path)
    with _opened(path) as file:
        size = path.stat().st_size
        if size > limits.size:
            raise Refusal(sentence("size", path.name, f"{size / 2**20:.0f} MB"))
        if size == 0:
            raise Refusal(sentence("empty", path.name))
        try:
            digest = _digest(file)
            file.seek(0)
        except OSError as fault:
            raise Refusal(sentence("unreadable", path.name, fault.strerror)) from fault
        asked = Limits(**{**asdict(limits), "sheet": sheet, "html": accept_html})
        sheets = _through_child(file, path, asked, progress, cancelled or (lambda: False))
    if sheet is not None and sheet not in {one.name or path.stem for one in sheets}:
        raise Refusal(sentence("sheet", path.name, sheet))
    return Workbook(path, digest, size, tuple(replace(one, name=one.name or path.stem) for one in sheets))


def _digest(file: BinaryIO) -> str:
    total = hashlib.sha256()
    while part := file.read(2**20):
        total.update(part)
    return total.hexdigest()


@contextlib.contextmanager
def _opened(path: Path) -> Iterator[BinaryIO]:
    if path.name.startswith("~$"):
        raise Refusal(sentence("owner", path.name))
    try:
        file = path.open("rb")
    except FileNotFoundError as fault:
        raise Refusal(sentence("missing", path.name)) from fault
    except PermissionError as fault:
        raise Refusal(sentence("folder" if path.is_dir() else "denied", path.name)) from fault
    except IsADirectoryError as fault:
        raise Refusal(sentence("folder", path.name)) from fault
    except (OSError, ValueError) as fault:
        raise Refusal(sentence("unreadable", path.name, getattr(fault, "strerror", None) or fault)) from fault
    with file:
        yield file


def _command(limits: Limits) -> list[str]:
    return [sys.executable, "-I", "-X", "utf8", "-c", _START, _ROOT, json.dumps(asdict(limits))]


def _through_child(
    file: BinaryIO, path: Path, limits: Limits, progress: Progress | None, cancelled: Callable[[], bool]
) -> list[Sheet]:
    """Let the child read; kill it when the time is up or the person cancels."""
    child = subprocess.Popen(  # noqa: S603  our own interpreter with our own module
        _command(limits),
        stdin=file,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        creationflags=_NO_CONSOLE,
    )
    assert child.stdout is not None
    over = threading.Event()
    verdict: list[str] = []

    def watch() -> None:
        deadline = time.monotonic() + limits.seconds
        while not over.wait(0.1):
            if cancelled():
                verdict.append("cancelled")
            elif time.monotonic() > deadline:
                verdict.append("time")
            else:
                continue
            child.kill()
            return

    watcher = threading.Thread(target=watch, name="reading", daemon=True)
    watcher.start()
    try:
        return _collected(child.stdout, limits, progress)
    except _Refused as refused:
        if "cancelled" in verdict:
            raise Cancelled from None
        if "time" in verdict:
            raise Refusal(sentence("time", path.name, f"{limits.seconds:g}")) from None
        kind = WebPage if refused.reason == "html" else Refusal
        raise kind(sentence(refused.reason, path.name, refused.detail)) from None
    finally:
        over.set()
        child.kill()
        child.stdout.close()
        child.wait()
        watcher.join()


class _Refused(Exception):  # noqa: N818
    """The child refused or died."""

    def __init__(self, reason: str, detail: object = "") -> None:
        super().__init__(reason)
        self.reason, self.detail = reason, detail


@no_collecting()
def _collected(lines: IO[bytes], limits: Limits, progress: Progress | None) -> list[Sheet]:
    """The sheets out of the child's lines. The child read hostile data: nothing it says is trusted."""
    built: list[_Build] = []
    left = limits.cells * 2
    try:
        while line := lines.readline(_LONGEST_LINE):
            match json.loads(line):
                case ["sheet", str(name), bool(hidden), int(expected), list(merged)]:
                    built.append(_Build(name, hidden, expected, tuple((a, b, c, d) for a, b, c, d in merged)))
                case ["rows", int(count), list(columns)]:
                    left -= count * len(columns)
                    if left < 0:
                        raise _Refused("cells")
                    built[-1].rows.extend(
                        map(list, zip(*(_column(count, one) for one in columns), strict=True))
                    )
                    if progress is not None:
                        progress(len(built[-1].rows), built[-1].expected)
                case ["refused", str(reason), *details]:
                    raise _Refused(reason, details[0] if details else "")
                case ["end"]:
                    return [one.done() for one in built]
                case _:
                    raise _Refused("crashed")
    except (ValueError, TypeError, IndexError, KeyError) as fault:
        raise _Refused("crashed") from fault
    raise _Refused("crashed")


def _column(count: int, packed: Any) -> list[CellValue]:
    """One column of a chunk; see the child for the form."""
    if packed == 0:
        return [None] * count
    values, places, days = packed
    for place in days:
        text = values[place]
        values[place] = date.fromisoformat(text) if len(text) == 10 else datetime.fromisoformat(text)
    if places is None:
        return list(values)
    signs = {chr(FIRST_SIGN + number): value for number, value in enumerate(values)}
    return list(map(signs.__getitem__, places))
