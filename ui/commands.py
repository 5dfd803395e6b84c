"""The commands that draw: the window, the sample office with its papers, a picture of every page."""

from __future__ import annotations

import os
import sys
import tempfile
from argparse import Namespace
from collections.abc import Callable
from pathlib import Path

from app.faults import note_fault
from app.kernel.errors import Refusal

SIZES = ((1440, 900), (1366, 768))
PATIENCE = 400  # rounds of 25 ms that a page may take to fill


def run(request: Namespace) -> int:
    """Do the command; without a display the window becomes a headless run on the sample office."""
    try:
        if request.command == "window":
            return _window(request)
        if request.command == "demo":
            return demo(request.data or request.out / "data", request.out)
        return _screenshots(request)
    except Refusal as refusal:
        print(refusal, file=sys.stderr)
        return 2
    except OSError as error:
        print(f"文件“{error.filename or ''}”读写失败：{error.strerror or error}。", file=sys.stderr)
        return 2
    except Exception as error:  # noqa: BLE001  a command never ends in a traceback
        fault = note_fault(error)
        print(
            f"程序内部出错（编号 {fault.number}），数据没有写坏。"
            f"详情已记入 {fault.log}，请把这个文件发给技术支持。",
            file=sys.stderr,
        )
        return 2


def _window(request: Namespace) -> int:
    if not _has_display():
        place = Path(tempfile.mkdtemp(prefix="safety-ledger-"))
        print("这台电脑没有图形界面，改为用示例街道完整走一遍：建台账、算调度表、印表格、给每个页面截图。")
        return demo(place / "data", place)
    _say_what_qt_lacks()
    from app.paths import data_folder
    from ui.shell.start import run_window

    folder = request.data or data_folder()
    folder.mkdir(parents=True, exist_ok=True)
    if request.office or request.who:
        _prepare(folder, request)
    return run_window(folder, sys.argv[:1])


def _prepare(folder: Path, request: Namespace) -> None:
    """A new store named on the command line asks nothing at the first start."""
    from app.bootstrap import close_workspace
    from app.cli import opened

    request.data = folder
    close_workspace(opened(request), with_backup=False)


def _has_display() -> bool:
    """Asked before Qt is loaded, which would abort. A platform that draws nowhere is no display."""
    platform = os.environ.get("QT_QPA_PLATFORM", "")
    if platform:
        return platform not in ("offscreen", "minimal")
    if not sys.platform.startswith("linux"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _say_what_qt_lacks() -> None:
    try:
        import PySide6.QtWidgets  # noqa: F401
    except ImportError as error:
        raise Refusal(f"图形界面的系统组件不全：{error}。请重新运行 python3 run.py，按提示安装。") from error


def demo(data: Path, out: Path) -> int:
    """Fill an empty store with the sample office; write its papers and a picture of every page into ``out``."""
    from app.bootstrap import close_workspace, open_workspace
    from app.sample_office import fill
    from app.sample_papers import write_papers

    out.mkdir(parents=True, exist_ok=True)
    workspace = open_workspace(data)
    try:
        fill(workspace)
        papers = write_papers(workspace, out)
    finally:
        close_workspace(workspace, with_backup=False)
    pictures = take_pictures(data, out)
    print(f"示例街道已建立：{data}")
    print(f"各种表 {len(papers)} 份，页面截图 {len(pictures)} 张，都在：{out}")
    return 0


def _screenshots(request: Namespace) -> int:
    from app.paths import data_folder

    if request.manual:
        return _manual_pictures(request.out)

    if request.out is None:
        raise Refusal("截图放在哪里？请加 --out 文件夹。")
    folder = request.data or data_folder()
    pictures = take_pictures(folder, request.out)
    print(f"页面截图 {len(pictures)} 张，在：{request.out}")
    return 0


def _manual_pictures(out: Path | None) -> int:
    """The pictures that the manual shows, made anew in their place unless another is named."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    _say_what_qt_lacks()
    from ui.manual.pictures import take_manual_pictures
    from ui.manual.reader import PICTURES

    place = out or PICTURES
    pictures = take_manual_pictures(place)
    print(f"手册插图 {len(pictures)} 张，在：{place}")
    return 0


def take_pictures(data: Path, out: Path) -> list[Path]:
    """Every page of the window at each size, drawn off the screen."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    _say_what_qt_lacks()
    from ui.pages.registry import entries
    from ui.shell.start import make_application, open_window
    from ui.shell.window import MainWindow

    out.mkdir(parents=True, exist_ok=True)
    application = make_application()
    window: MainWindow = open_window(data)
    made: list[Path] = []

    def settle() -> None:
        wait(application.processEvents, window)

    settle()
    try:
        desk = window.desk
        if desk is None:
            raise Refusal("数据没有打开，无法截图。")
        for width, height in SIZES:
            window.resize(width, height)
            for place, entry in enumerate(entries(desk.workspace.catalogue), start=1):
                window.show_page(entry.name)
                settle()
                path = out / f"页面{place:02d}-{entry.title}-{width}x{height}.png"
                window.grab().save(str(path))
                made.append(path)
    finally:
        window.close()
        application.processEvents()
    return made


def wait(process: Callable[[], None], window: object) -> None:
    """Let the window's workers finish and what they brought be painted."""
    from PySide6.QtTest import QTest

    quiet = 0
    for _ in range(PATIENCE):
        QTest.qWait(25)
        process()
        desk = getattr(window, "desk", None)
        busy = desk is None or desk.worker.busy()
        quiet = 0 if busy else quiet + 1
        if quiet > 6:
            return
