"""Without a display the first command walks the sample office through: papers, and a picture of every page."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from app.bootstrap import CATALOGUE
from app.printing.preview import page_count, page_text

ROOT = Path(__file__).parents[2]
NO_DISPLAY = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM", "QT_SCALE_FACTOR")


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """Where the headless walk left its papers, and what it said."""
    folder = tmp_path_factory.mktemp("walk")
    environment = {name: value for name, value in os.environ.items() if name not in NO_DISPLAY}
    done = subprocess.run(
        [sys.executable, str(ROOT / "main.py")],
        cwd=folder,
        env={**environment, "TMPDIR": str(folder), "XDG_DATA_HOME": str(folder / "home")},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert not (folder / "home").exists(), "the clerk's own data folder is left alone"
    (made,) = folder.glob("safety-ledger-*")
    return made, done.stdout


def test_it_says_where_the_papers_are(room: tuple[Path, str]) -> None:
    made, said = room
    assert "没有图形界面" in said
    assert str(made) in said


def test_the_table_on_paper_says_what_the_figures_say(room: tuple[Path, str]) -> None:
    made, _ = room
    pdf = made / "调度表-2023-08-31-全部.pdf"
    figures = json.loads(pdf.with_suffix(".json").read_text(encoding="utf-8"))
    assert page_count(pdf) == 1
    text = "".join(page_text(pdf, 0).split())
    assert "时间：2023年8月31日" in text
    assert f"企业自查发现的重大事故隐患（个）{figures['values']['A1']}2" in text
    assert figures["values"]["A1"] >= figures["values"]["A2"] > 0
    assert len(figures["values"]) == 34


def test_every_ledger_has_paper_workbook_and_template(room: tuple[Path, str]) -> None:
    made, _ = room
    for feature in CATALOGUE.values():
        assert page_count(made / f"台账-{feature.ledger.title}.pdf") >= 1
        for name in (f"台账-{feature.ledger.title}.xlsx", f"模板-{feature.ledger.title}.xlsx"):
            assert (made / name).read_bytes()[:2] == b"PK"


@pytest.mark.parametrize(("width", "height"), [(1366, 768), (1440, 900)])
def test_every_page_has_a_picture_at_both_sizes(room: tuple[Path, str], width: int, height: int) -> None:
    made, _ = room
    pictures = sorted(made.glob(f"页面*-{width}x{height}.png"))
    titles = {path.name.split("-")[1] for path in pictures}
    assert {feature.ledger.title for feature in CATALOGUE.values()} | {
        "工作台",
        "调度表",
        "手册",
        "设置",
    } <= titles
    for path in pictures:
        image = QImage(str(path))
        assert (image.width(), image.height()) == (width, height)
        colours = {image.pixel(x, y) for x in range(0, width, 7) for y in range(0, height, 11)}
        assert len(colours) > 12, f"{path.name} is all but empty"
