"""Several papers as one document, in order."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from io import BytesIO

from app.printing.preview import PDFIUM

_MOMENT = re.compile(rb"(/CreationDate\(D:)\d{14}([^)]*\)/Creator\(PDFium\))")
_MARK = re.compile(rb"/ID\[<[0-9A-F]{32}><[0-9A-F]{32}>\]")


def join(papers: Sequence[bytes]) -> bytes:
    """One PDF with the pages of all."""
    import pypdfium2

    with PDFIUM:
        whole = pypdfium2.PdfDocument.new()
        try:
            for paper in papers:
                part = pypdfium2.PdfDocument(paper)
                try:
                    whole.import_pages(part)
                finally:
                    part.close()
            out = BytesIO()
            whole.save(out)
        finally:
            whole.close()
    return _timeless(out.getvalue())


def _timeless(whole: bytes) -> bytes:
    """Without the moment of the joining and with a mark made from its content: the same papers give the same file."""
    still = _MOMENT.sub(lambda found: found[1] + b"20000101000000" + found[2], whole, count=1)
    at = still.rfind(b"trailer")
    head, tail = still[:at], still[at:]
    mark = hashlib.sha256(head).hexdigest()[:32].upper().encode()
    return head + _MARK.sub(b"/ID[<" + mark + b"><" + mark + b">]", tail)


def page_count(paper: bytes) -> int:
    """How many pages a PDF has."""
    import pypdfium2

    with PDFIUM:
        whole = pypdfium2.PdfDocument(paper)
        try:
            return len(whole)
        finally:
            whole.close()
