"""Files that are broken, pretend, or attack: a sentence, promptly, and no process left behind."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from app.exchange import read
from app.exchange.read import read_workbook
from app.exchange.reader_checks import Limits
from app.kernel.errors import Refusal
from tests.exchange import making

CELL = '<c r="{0}" t="inlineStr"><is><t>x</t></is></c>'
SMALL = Limits(memory=700 * 2**20, seconds=20)


@pytest.fixture(autouse=True)
def no_child_is_left(monkeypatch: pytest.MonkeyPatch) -> Any:
    children: list[subprocess.Popen[bytes]] = []
    start = subprocess.Popen

    def started(*args: Any, **more: Any) -> subprocess.Popen[bytes]:
        children.append(start(*args, **more))
        return children[-1]

    monkeypatch.setattr(subprocess, "Popen", started)
    began = time.monotonic()
    yield
    assert all(child.returncode is not None for child in children)
    assert time.monotonic() - began < 15


def refused(path: Path, **more: Any) -> str:
    with pytest.raises(Refusal) as caught:
        read_workbook(path, limits=more.pop("limits", SMALL), **more)
    assert f"“{path.name}”" in str(caught.value)
    return str(caught.value)


def written(tmp_path: Path, name: str, content: bytes) -> Path:
    path = tmp_path / name
    path.write_bytes(content)
    return path


def test_a_truncated_workbook(tmp_path: Path) -> None:
    whole = making.xlsx(tmp_path / "a.xlsx", [["甲"] * 9] * 200).read_bytes()
    assert "不完整" in refused(written(tmp_path, "截断.xlsx", whole[: len(whole) // 2]))


def test_a_damaged_workbook(tmp_path: Path) -> None:
    assert "已损坏" in refused(making.raw_xlsx(tmp_path / "坏.xlsx", "<row><c></row"))


def test_a_zip_bomb_is_not_opened(tmp_path: Path) -> None:
    path = making.raw_xlsx(
        tmp_path / "弹.xlsx", CELL.format("A1"), more={"xl/media/x.bin": b"\0" * (80 * 2**20)}
    )
    assert "解压后大得不正常" in refused(path)


def test_too_many_parts(tmp_path: Path) -> None:
    path = making.raw_xlsx(tmp_path / "多.xlsx", "", more={f"xl/x{number}": b"" for number in range(600)})
    assert "解压后大得不正常" in refused(path, limits=Limits(entries=500))


def test_a_cell_at_the_far_corner(tmp_path: Path) -> None:
    rows = f'<row r="1">{CELL.format("A1")}</row><row r="1048576">{CELL.format("XFD1048576")}</row>'
    words = refused(making.raw_xlsx(tmp_path / "远.xlsx", rows))
    assert "范围太大" in words or "内存太大" in words or "内容异常" in words


def test_a_boast_about_the_dimension_harms_nobody(tmp_path: Path) -> None:
    path = making.raw_xlsx(
        tmp_path / "a.xlsx", f"<row>{CELL.format('A1')}</row>", dimension='<dimension ref="A1:XFD1048576"/>'
    )
    assert read_workbook(path, limits=SMALL).sheets[0].rows == [["x"]]


def test_more_cells_than_allowed(tmp_path: Path) -> None:
    path = making.xlsx(tmp_path / "大.xlsx", [["甲"] * 20] * 60)
    assert "工作表“表一”的范围太大" in refused(path, limits=Limits(cells=1000))


def test_entities_are_refused(tmp_path: Path) -> None:
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "lol"}">' for n in range(10))
    shared = f'<?xml version="1.0"?><!DOCTYPE sst [{laughs}]><sst><si><t>&l9;</t></si></sst>'.encode()
    path = making.raw_xlsx(tmp_path / "实体.xlsx", CELL.format("A1"), more={"xl/sharedStrings.xml": shared})
    assert "DTD" in refused(path)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (making.ole("Root Entry", "WordDocument"), "其实是 Word 文档"),
        (making.ole("Root Entry", "EncryptedPackage", "EncryptionInfo"), "有打开密码"),
        (making.ole("Root Entry", "Other"), "其他类型的 Office 文件"),
        (making.ole("Root Entry", "Workbook"), "已损坏"),
        (making.packed({"word/document.xml": b"<a/>"}), "其实是 Word 文档"),
        (making.packed({"照片.jpg": b"x"}), "其实是压缩包"),
        (b"%PDF-1.7\n" + b"x" * 600, "其实是 PDF 文档"),
        (b"\xff\xd8\xff\xe0" + b"x" * 600, "其实是 JPG 图片"),
        (b"\0" * 4000, "空文件"),
        (b"a,b\n1,\x00\x00\x00\x00\x00,2\n" * 40, "不是表格文件"),
        (bytes(range(256)) * 40, "不是表格文件|编码无法识别"),
        (b"\xff\xff,\x80\x80\n", "编码无法识别"),
        (b"<html><body><p>404 Not Found</p></body></html>", "其实是网页"),
    ],
)
def test_what_is_no_workbook(tmp_path: Path, content: bytes, words: str) -> None:
    said = refused(written(tmp_path, "台账.xls", content))
    assert any(word in said for word in words.split("|"))


def test_a_page_without_a_table(tmp_path: Path) -> None:
    assert "没有找到表格" in refused(written(tmp_path, "a.xls", b"<html><p>x</p></html>"), accept_html=True)


def test_a_page_with_vast_spans(tmp_path: Path) -> None:
    row = b"<tr>" + b"<td rowspan=1000 colspan=1000>x</td>" * 9 + b"</tr>"
    page = written(tmp_path, "a.xls", b"<html><table>" + row * 9 + b"</table></html>")
    assert "范围太大" in refused(page, accept_html=True, limits=Limits(cells=2_000_000))


def test_a_row_of_two_hundred_thousand_columns(tmp_path: Path) -> None:
    assert "范围太大" in refused(written(tmp_path, "宽.csv", b"x," * 200_000 + b"x\n"))


def test_an_open_quotation_that_swallows_the_file(tmp_path: Path) -> None:
    assert "引号" in refused(written(tmp_path, "a.csv", b'a,b\n1,"' + b"x" * 1_200_000))


def test_the_file_is_too_large(tmp_path: Path) -> None:
    path = written(tmp_path, "a.csv", b"x" * (2 * 2**20))
    assert "有 2 MB" in refused(path, limits=Limits(size=2**20))


def _instead(monkeypatch: pytest.MonkeyPatch, code: str) -> None:
    monkeypatch.setattr(read, "_command", lambda _limits: [sys.executable, "-c", code])


def test_a_child_that_hangs_is_killed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _instead(monkeypatch, "import time; time.sleep(60)")
    began = time.monotonic()
    assert "超过 0.5 秒" in refused(making.xlsx(tmp_path / "a.xlsx", [["甲"]]), limits=Limits(seconds=0.5))
    assert time.monotonic() - began < 5


@pytest.mark.parametrize(
    "code",
    [
        "import os; os.abort()",
        "print('[\"sheet\", 3]')",
        "print('nonsense')",
        'print(\'["sheet","a",false,1,[]]\'); print(\'["rows",2,[[[1],"\\u9999\\u9999",[]]]]\')',
        "print('[\"rows\",1,[0]]')",
        "pass",
    ],
)
def test_a_child_that_dies_or_lies(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: str) -> None:
    _instead(monkeypatch, code)
    assert "内容异常" in refused(making.xlsx(tmp_path / "a.xlsx", [["甲"]]))


def test_a_child_that_floods_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _instead(
        monkeypatch,
        'print(\'["sheet","a",false,1,[]]\')\nwhile True: print(\'["rows",2000,[0,0,0,0,0,0,0,0,0,0]]\')',
    )
    assert "范围太大" in refused(making.xlsx(tmp_path / "a.xlsx", [["甲"]]), limits=Limits(cells=100_000))


@pytest.mark.skipif(os.name == "nt", reason="limits of memory are POSIX")
def test_memory_is_capped(tmp_path: Path) -> None:
    path = making.raw_xlsx(
        tmp_path / "a.xlsx",
        f'<row r="9000">{CELL.format("XFD9000")}</row><row r="1">{CELL.format("A1")}</row>',
    )
    words = refused(path, limits=Limits(memory=400 * 2**20, cells=10**12))
    assert "内存太大" in words or "内容异常" in words
