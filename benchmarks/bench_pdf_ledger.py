"""A long ledger as PDF against ReportLab's canvas used as sparingly as it can be.

The peer draws the same lines of text at the same places and the same rules: it is handed the broken lines, so
that it pays neither for line breaking nor for laying out. Its encoded strings are cached per text.
"""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
import zlib
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.printing import fonts
from app.printing.longtable import LongTable, PaperColumn, draw_long_table
from benchmarks.ledger_rows import HEADINGS, WEIGHTS, texts
from benchmarks.measure import Measure, compared, side_by_side

if TYPE_CHECKING:
    from collections.abc import Sequence

COLUMNS = tuple(PaperColumn(heading, weight) for heading, weight in zip(HEADINGS, WEIGHTS, strict=True))
PAGE = (841.89, 595.28)

_MOVED = re.compile(r"1 0 0 1 (\S+) (\S+) Tm|(\S+) (\S+) Td|<([0-9a-f]+)> Tj")
_RULE = re.compile(r"(\S+) (\S+) m (\S+) (\S+) l")


def ours(rows: Sequence[Sequence[str]], out: io.BytesIO | Path) -> None:
    """The ledger as the program prints it."""
    draw_long_table(LongTable("隐患台账", "", COLUMNS), rows, out, book=fonts.book(bundled=True))


def what_was_drawn(pdf: bytes) -> list[tuple[list[tuple[float, float, str]], list[tuple[float, ...]]]]:
    """Texts with their places, and rules, of every page of our own file."""
    pages = []
    for match in re.finditer(rb"stream\r?\n(.*?)endstream", pdf, re.DOTALL):
        try:
            content = zlib.decompress(match.group(1))
        except zlib.error:
            continue
        if b" Tm <" not in content:
            continue
        code = content.decode("latin-1")
        drawn, x, y = [], 0.0, 0.0
        for left, height, right, down, text in _MOVED.findall(code):
            if left:
                x, y = float(left), float(height)
            elif right:
                x, y = x + float(right), y + float(down)
            else:
                drawn.append((x, y, bytes.fromhex(text).decode("utf-16-be")))
        rules = [tuple(map(float, rule)) for rule in _RULE.findall(code)]
        pages.append((drawn, rules))
    return pages


def peer(pages: list[tuple[list[tuple[float, float, str]], list[tuple[float, ...]]]]) -> bytes:
    """The same texts and rules through a bare canvas with cached encoded strings."""
    from reportlab import rl_config
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.pdfgen.canvas import Canvas

    rl_config.useA85 = 0
    if "bench" not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(TTFont("bench", str(fonts.FOLDER / "NotoSerifSC-Regular.ttf")))
    font: Any = pdfmetrics.getFont("bench")
    buffer = io.BytesIO()
    canvas: Any = Canvas(buffer, pagesize=PAGE, pageCompression=1, invariant=1)
    document, cache = canvas._doc, dict[str, str]()  # noqa: SLF001
    for drawn, rules in pages:
        canvas.setLineWidth(0.4)
        canvas.lines(rules)
        canvas.addLiteral("BT")
        for x, y, text in drawn:
            code = cache.get(text)
            if code is None:
                code = cache[text] = " ".join(
                    f"{font.getSubsetInternalName(subset, document)} 9 Tf ({canvas._escape(part)}) Tj"  # noqa: SLF001
                    for subset, part in font.splitString(text, document)
                )
            canvas.addLiteral(f"1 0 0 1 {x:.2f} {y:.2f} Tm {code}")
        canvas.addLiteral("ET")
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def _peak_memory(rows: int) -> float:
    """Peak memory in MB of a process of its own that prints so many rows."""
    script = (
        "import io,resource,sys; from benchmarks import bench_pdf_ledger as b\n"
        f"from benchmarks.ledger_rows import values\nrows=(tuple(map(str,r)) for r in values({rows}))\n"
        "b.ours(rows, io.BytesIO()); print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss/1024)"
    )
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parents[1])}
    done = subprocess.run(
        [sys.executable, "-c", script], env=environment, capture_output=True, text=True, check=True
    )
    return float(done.stdout)


def run(rows: int = 10_000) -> list[Measure]:
    """Time of a ledger of so many rows against the peer, and of five times as many against five ledgers."""
    ledger = texts(rows)
    buffer = io.BytesIO()
    ours(ledger, buffer)
    pages = what_was_drawn(buffer.getvalue())
    own, limit = side_by_side(lambda: ours(ledger, io.BytesIO()), lambda: peer(pages))
    size = len(peer(pages)) / 1e6
    more = texts(rows * 5)
    five, one = side_by_side(lambda: ours(more, io.BytesIO()), lambda: ours(ledger, io.BytesIO()), times=3)
    return [
        compared(f"PDF台账 {rows} 行", own, "ReportLab canvas，缓存编码，不断行", limit, 1.3),
        compared(f"PDF台账 {rows * 5} 行", five, f"5 × {rows} 行", 5 * one, 1.1),
        Measure(
            "PDF 大小",
            round(buffer.tell() / 1e6, 2),
            "MB",
            "同样内容的 canvas",
            round(buffer.tell() / 1e6 / size, 3),
        ),
        Measure(f"内存峰值 {rows * 5} 行", round(_peak_memory(rows * 5)), "MB"),
    ]


if __name__ == "__main__":
    for measure in run(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000):
        print(measure)
