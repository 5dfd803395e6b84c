"""Papers as files: a draft or many in one PDF, what was issued as it went out, and Word for those who must edit."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from io import BytesIO

from sqlalchemy import Connection

from app.kernel.documents import Document
from app.kernel.errors import Refusal
from app.kernel.templates import fill
from app.papers import issued, templates
from app.printing.document_pdf import draw_documents
from app.printing.joining import join
from app.store.session import Store


def pages_of_all(documents: Iterable[Document]) -> bytes:
    """Documents one after another as one PDF, drawn in one go."""
    out = BytesIO()
    draw_documents(documents, out)
    return out.getvalue()


def word_file(document: Document) -> bytes:
    """The document as .docx, for those who must edit it; the PDF is what counts."""
    from app.printing.document_docx import write_document

    out = BytesIO()
    write_document(document, out)
    return out.getvalue()


def issued_pdf(store: Store, ids: Sequence[int]) -> bytes:
    """Papers that were issued, in this order, as one file; each page is what went out."""
    found = [issued.content(store, one) for one in ids]
    return found[0] if len(found) == 1 else join(found)


def issued_document(connection: Connection, paper: int) -> Document:
    """The document an issued paper was made from: its frozen wording with its frozen values."""
    one = next((each for each in issued.papers(connection) if each.id == paper), None)
    if one is None:
        raise Refusal("没有找到这份文书。")
    text, values = issued.wording(connection, paper)
    base = next((each for each in templates.shipped(one.kind) if each.variant == one.variant), None)
    if base is None:
        raise Refusal(f"程序里已经没有“{one.title}”的这种样式，不能再做成 Word，请用存档的 PDF。")
    fillings = {name: tuple(given) if isinstance(given, list) else given for name, given in values.items()}
    return fill(templates.reworded(base, text).template, fillings)
