"""A paper's Word form, opened in an office program, has the pages and the lines of its PDF."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest

from app.papers import templates
from app.printing.document_docx import write_document
from app.printing.document_pdf import draw_document
from app.printing.fonts import FOLDER
from app.printing.preview import PDFIUM
from tests.printing.measured import measure
from tests.printing.official_pages import BOOK
from tests.printing.typical import paper

OFFICE = shutil.which("soffice")
CHART_WORDS = re.compile(r"[甲一]|\d+")
FACES = {
    "仿宋_GB2312": "Zhuque Fangsong (technical preview)",
    "方正小标宋简体": "Noto Serif CJK SC",
    "黑体": "Noto Sans CJK SC",
    "楷体_GB2312": "AR PL KaitiM GB",
    "宋体": "Noto Serif CJK SC",
}


def mapped_faces(folder: Path) -> Path:
    """A font configuration that knows the shipped faces alone, under the names the rules give them."""
    matches = "".join(
        f'<match target="pattern"><test name="family"><string>{name}</string></test>'
        f'<edit name="family" mode="assign" binding="same"><string>{face}</string></edit></match>'
        for name, face in FACES.items()
    )
    path = folder / "fonts.conf"
    path.write_text(
        f'<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig><dir>{FOLDER}</dir>'
        f"<cachedir>{folder / 'cache'}</cachedir>{matches}</fontconfig>",
        encoding="utf-8",
    )
    return path


def lines_of(pdf: bytes) -> list[list[str]]:
    """The lines of each page as they were written, cell by cell in tables; words of charts left out."""
    with PDFIUM, pypdfium2.PdfDocument(pdf) as document:
        texts = [document[at].get_textpage().get_text_range() for at in range(len(document))]
    pages = [[re.sub(r"\s|\ufffe", "", line) for line in text.split("\n")] for text in texts]
    return [[line for line in page if line and not CHART_WORDS.fullmatch(line)] for page in pages]


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[bytes, bytes]]:
    """One paper of each kind: its PDF, and what the office program makes of its Word form."""
    if OFFICE is None:
        pytest.skip("no office program here to open Word files with")
    folder = tmp_path_factory.mktemp("word")
    drawn: dict[str, bytes] = {}
    for kind in templates.kinds():
        out, document = BytesIO(), paper(templates.shipped(kind)[0])
        draw_document(document, out, BOOK)
        drawn[kind] = out.getvalue()
        write_document(document, folder / f"{kind}.docx", BOOK)
    environment = {**os.environ, "FONTCONFIG_FILE": str(mapped_faces(folder)), "HOME": str(folder)}
    command = [
        OFFICE,
        f"-env:UserInstallation={(folder / 'lo').as_uri()}",
        "--headless",
        "--convert-to",
        "pdf",
    ]
    files = [str(path) for path in sorted(folder.glob("*.docx"))]
    subprocess.run(
        [*command, "--outdir", str(folder), *files], env=environment, check=True, capture_output=True
    )
    return {name: (pdf, (folder / f"{name}.pdf").read_bytes()) for name, pdf in drawn.items()}


def test_every_page_has_the_lines_it_has_in_the_pdf(opened: dict[str, tuple[bytes, bytes]]) -> None:
    differ = {}
    for name, both in opened.items():
        ours, theirs = ([len(page) for page in lines_of(pdf)] for pdf in both)
        if len(ours) != len(theirs) or any(abs(a - b) > 1 for a, b in zip(ours, theirs, strict=True)):
            differ[name] = ours, theirs
    assert not differ


def test_the_imprint_stands_at_the_foot_of_the_last_page(opened: dict[str, tuple[bytes, bytes]]) -> None:
    printed = {name: both for name, both in opened.items() if "印发" in "".join(lines_of(both[0])[-1])}
    assert len(printed) >= 3
    for name, both in printed.items():
        ours, theirs = (
            next(line.baseline for line in measure(pdf)[-1].lines if line.text.strip().endswith("印发"))
            for pdf in both
        )
        assert abs(ours - theirs) < 3, (name, "mm")
