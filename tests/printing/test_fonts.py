"""Every character finds a face that has it, or is named."""

from __future__ import annotations

import hashlib
import shutil
from typing import TYPE_CHECKING

import pytest

from app.printing import fonts
from tests.printing.sample_progress import SECTIONS

if TYPE_CHECKING:
    from pathlib import Path

BOOK = fonts.book(bundled=True)


def test_the_shipped_files_are_the_ones_listed() -> None:
    for line in (fonts.FOLDER / "SHA256SUMS").read_text("ascii").splitlines():
        expected, name = line.split()
        assert hashlib.sha256((fonts.FOLDER / name).read_bytes()).hexdigest() == expected
    assert {file for _, file in fonts.BUNDLED.values()} == {path.name for path in fonts.FOLDER.glob("*.ttf")}


def test_every_character_of_the_progress_table_has_a_glyph() -> None:
    labels = "".join(title + "".join(labels) for title, labels in SECTIONS)
    assert (
        BOOK.missing(labels + "历城区重大事故隐患专项排查整治行动进展情况调度表时间：年月日0123456789") == ()
    )
    for role in fonts.ROLES:
        assert all(one in face.characters for face, part in BOOK.runs(labels, role) for one in part)


def test_a_character_no_face_has_is_named_once() -> None:
    assert BOOK.missing("☐企业𠮷☑☐\n\u200b") == ("☐", "𠮷", "☑")


def test_digits_of_the_body_are_not_the_old_style_ones() -> None:
    runs = BOOK.runs("共2023年", "fangsong")
    assert [(face.path.name, part) for face, part in runs] == [
        ("LXGWZhuqueFangsong-Regular.ttf", "共"),
        ("NotoSerifSC-Regular.ttf", "2023"),
        ("LXGWZhuqueFangsong-Regular.ttf", "年"),
    ]


@pytest.mark.parametrize("role", fonts.ROLES)
def test_quotation_marks_dashes_and_dots_are_one_em(role: fonts.Role) -> None:
    assert BOOK.width("“”‘’——……·", role, 10) == pytest.approx(90)
    for face, part in BOOK.runs("“”‘’……·", role):
        assert {face.natural_width(one) for one in part} == {1000}


def test_width_is_the_sum_of_the_faces_widths() -> None:
    expected = 2 * 12 + 12 * sum(BOOK.faces["song"].natural_width(digit) for digit in "17") / 1000
    assert BOOK.width("共17家", "fangsong", 12) == pytest.approx(expected)
    assert BOOK.width("\u200b\n", "fangsong", 12) == 0


def test_symbols_come_from_the_next_face() -> None:
    assert "①" not in BOOK.faces["fangsong"].characters
    assert "①" in BOOK.face("①", "fangsong").characters


def test_the_offices_own_face_comes_first_and_is_recorded(tmp_path: Path) -> None:
    shutil.copy(fonts.FOLDER / "gkai00mp.ttf", tmp_path / "simkai.ttf")
    (tmp_path / "simhei.ttf").write_bytes(b"damaged")
    book = fonts.make_book((tmp_path,))
    assert book.faces["kai"].path == tmp_path / "simkai.ttf"
    assert book.faces["hei"].path.parent == fonts.FOLDER
    used = {one.role: (one.wanted, one.used) for one in book.substitutions()}
    assert used["kai"] == ("楷体_GB2312", "楷体")
    assert used["fangsong"] == ("仿宋_GB2312", "朱雀仿宋")


def test_the_environment_forces_the_shipped_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(fonts.SWITCH, "bundled")
    assert fonts.book() is BOOK
    assert fonts.missing_characters("企业☐") == ("☐",)
    assert fonts.runs("企业", "hei") == [(BOOK.faces["hei"], "企业")]
    assert fonts.width("企业", "hei", 9) == 18
