"""Several papers as one document, in order."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

from app.printing.preview import PDFIUM


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
    return out.getvalue()


def page_count(paper: bytes) -> int:
    """How many pages a PDF has."""
    import pypdfium2

    with PDFIUM:
        whole = pypdfium2.PdfDocument(paper)
        try:
            return len(whole)
        finally:
            whole.close()
