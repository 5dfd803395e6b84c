"""A photo comes in: upright, small, silent about where it was taken; what cannot be kept is told by name."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from app.bootstrap import Workspace
from app.kernel.errors import Refusal
from app.masterdata import files, pictures
from tests.photos.snapping import TURNED, photo, screenshot

TWELVE = photo(4000, 3000, orientation=TURNED, moment="2023:06:10 14:02:33")


def _read(content: bytes) -> Image.Image:
    return Image.open(BytesIO(content))


def test_twelve_megapixels_become_half_a_megabyte_upright_and_silent(
    office: Workspace, tmp_path: Path
) -> None:
    path = tmp_path / "IMG_20230610.JPG"
    path.write_bytes(TWELVE)
    kept = files.take_in(office.store, path, photo=True)
    image = _read(files.read(kept))
    assert kept.size <= 500_000
    assert (kept.width, kept.height) == image.size == (1500, 2000)
    assert image.getpixel((40, 40))[0] > 200 > 100 > image.getpixel((40, 40))[1]  # type: ignore[index]
    assert not image.getexif()
    assert b"\xe6\x9f\x90\xe7\x89\x8c" not in files.read(kept)
    assert (kept.taken_at, kept.name, kept.who) == ("2023-06-10 14:02:33", "IMG_20230610.jpg", "张某")
    assert kept.path == office.folder / "files" / kept.hash[:2] / f"{kept.hash}.jpg"


def test_grain_that_nothing_compresses_is_still_small_enough() -> None:
    noise = Image.effect_noise((4000, 3000), 200).convert("RGB")
    out = BytesIO()
    noise.save(out, "JPEG", quality=90)
    assert len(pictures.press(out.getvalue(), "夜里.jpg").content) <= 500_000


def test_a_small_upright_photo_is_not_worn_by_coming_twice(office: Workspace) -> None:
    once = files.take_in(office.store, photo(), "a.jpg", photo=True)
    again = files.take_in(office.store, files.read(once), "b.jpg", photo=True)
    assert again.hash == once.hash
    assert _read(files.read(once)).tobytes() == _read(photo()).tobytes()
    assert not _read(files.read(once)).getexif()


def test_the_same_file_is_kept_once_under_its_first_name(office: Workspace) -> None:
    first = files.take_in(office.store, photo(), "甲.jpg", photo=True)
    second = files.take_in(office.store, photo(), "乙.jpg", photo=True)
    assert (second.hash, second.name) == (first.hash, "甲.jpg")
    assert len([one for one in (office.folder / "files").rglob("*") if one.is_file()]) == 1


def test_a_screenshot_stays_letter_for_letter(office: Workspace) -> None:
    kept = files.take_in(office.store, screenshot(), "截图.png", photo=True)
    assert kept.kind == "image/png"
    assert _read(files.read(kept)).tobytes() == _read(screenshot()).tobytes()


def test_the_original_is_kept_byte_for_byte(office: Workspace) -> None:
    kept = files.take_in(office.store, TWELVE, "原图.jpg", photo=True, original=True)
    assert files.read(kept) == TWELVE
    assert kept.original
    assert (kept.width, kept.height) == (3000, 4000)


def test_turned_a_quarter_the_corner_goes_right(office: Workspace) -> None:
    kept = files.take_in(office.store, photo(), "a.jpg", photo=True)
    made = files.turn(office.store, kept.hash, 1)
    assert (made.width, made.height) == (600, 800)
    assert _read(files.read(made)).getpixel((580, 20))[0] > 200  # type: ignore[index]
    assert files.read(kept)


def test_transparent_parts_become_white_paper() -> None:
    image = Image.new("RGBA", (900, 600), (0, 0, 0, 0))
    image.paste((0, 0, 120, 255), (450, 0, 900, 600))
    out = BytesIO()
    image.save(out, "WEBP", lossless=True)
    made = pictures.press(out.getvalue(), "标志.webp")
    assert made.kind == "image/jpeg"
    assert min(_read(made.content).getpixel((20, 20))) > 250  # type: ignore[arg-type]
    assert max(_read(made.content).getpixel((880, 20))) < 140  # type: ignore[arg-type]


def _bomb() -> bytes:
    """A PNG that says of itself to be 60000 pixels wide and high."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = struct.pack(">IIBBBBB", 60000, 60000, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(b"\0" * 1000))
        + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("IMG_1.HEIC", b"\0\0\0\x18ftypheic" + bytes(100), "兼容性最佳"),
        ("断了.jpg", TWELVE[:60_000], "“断了.jpg”已损坏"),
        ("不是.jpg", "只是文字".encode(), "“不是.jpg”不是照片"),
        ("炸弹.png", _bomb(), "像素太多"),
        ("好看.exe", b"MZ" + bytes(100), "不能添加"),
        ("照片.jpg", b"MZ" + bytes(100), "里是程序"),
        ("脚本.js", b"alert(1)", "可能执行命令"),
        ("空.jpg", b"", "空文件"),
        ("大.pdf", bytes(51 * 1024 * 1024), "超过 50 MB"),
    ],
)
def test_what_cannot_be_kept_is_told_by_name(office: Workspace, name: str, content: bytes, said: str) -> None:
    with pytest.raises(Refusal, match=said) as caught:
        files.take_in(office.store, content, name, photo=True)
    assert name in str(caught.value)
    with office.store.read() as connection:
        assert list(files.listed(office.store, connection)) == []
    assert not [one for one in (office.folder / "files").rglob("*") if one.is_file()]


def test_an_attachment_may_be_anything_harmless(office: Workspace) -> None:
    kept = files.take_in(office.store, b"%PDF-1.7 ...", "../../方案：一期?.pdf")
    assert (kept.name, kept.kind) == ("方案：一期_.pdf", "application/pdf")
    assert kept.path.parent.parent == office.folder / "files"


def test_missing_and_changed_files_are_told(office: Workspace) -> None:
    kept = files.take_in(office.store, photo(), "a.jpg", photo=True)
    kept.path.write_bytes(b"x" + files.read(kept)[1:])
    with pytest.raises(Refusal, match="已损坏"):
        files.read(kept)
    kept.path.unlink()
    with pytest.raises(Refusal, match="不在数据文件夹里"):
        files.read(kept)
    files.take_in(office.store, photo(), "a.jpg", photo=True)  # added once more, it is there again
    assert files.is_sound(kept)
