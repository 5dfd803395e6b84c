"""The manual's pictures, taken by the program of itself on the sample office, in the light and the dark theme."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QWidget

from ui.shell import theme
from ui.shell.look import look
from ui.shell.tokens import DARK, LIGHT

if TYPE_CHECKING:
    from ui.shell.window import MainWindow

SIZE = (1060, 660)
LARGEST = 60_000  # bytes a picture may have
COLOURS = (256, 128, 64, 32)

Settle = Callable[[], None]


def take_manual_pictures(out: Path) -> list[Path]:
    """Make the sample office in a temporary folder and picture it; the files are named after what they show."""
    from app.bootstrap import close_workspace, open_workspace
    from app.sample_office import fill
    from ui.commands import wait
    from ui.shell.start import make_application, open_window

    app = make_application()
    out.mkdir(parents=True, exist_ok=True)
    made: list[Path] = []
    with tempfile.TemporaryDirectory(prefix="safety-ledger-manual-") as place:
        workspace = open_workspace(Path(place))
        fill(workspace)
        close_workspace(workspace, with_backup=False)
        window = open_window(Path(place))

        def settle() -> None:
            wait(app.processEvents, window)

        settle()
        window.resize(*SIZE)
        try:
            for tokens, ending in ((LIGHT, ""), (DARK, "-dark")):
                theme.apply(app, tokens)
                for name, widget in _scenes(window, settle):
                    path = out / f"{name}{ending}.png"
                    save_small(widget.grab().toImage(), path)
                    made.append(path)
        finally:
            theme.apply(app)
            window.close()
            app.processEvents()
    return made


def _scenes(window: MainWindow, settle: Settle) -> Iterator[tuple[str, QWidget]]:
    """Name and widget of every picture; each scene is cleared away before the next."""
    from ui.shell.notices import Toast

    for name, page in (("home", "home"), ("ledger", "hazards"), ("dispatch", "dispatch")):
        window.show_page(page)
        settle()
        for note in window.findChildren(Toast):
            note.close()
        yield name, window
        if page == "hazards":
            yield from _of_hazards(window, settle)
        elif page == "dispatch":
            yield from _of_the_table(window, settle)
    yield from _of_other_tasks(window, settle)
    window.show_page("settings", {"section": "display"})
    settle()
    yield "settings", window


def _of_hazards(window: MainWindow, settle: Settle) -> Iterator[tuple[str, QWidget]]:
    from app.ledgers import browse
    from ui.pages import ledger_actions
    from ui.pages.ledger_page import LedgerPage

    page = window.frame.pages["hazards"]
    if not isinstance(page, LedgerPage) or window.desk is None:
        return
    page.open_record(browse.ids(window.desk.workspace.store, page.feature)[0])
    settle()
    yield "details", window
    dialog = ledger_actions.new_record(window.desk, page.feature, page)
    settle()
    yield "form", dialog
    dialog.deleteLater()
    page.panel.hide()
    settle()


def _of_other_tasks(window: MainWindow, settle: Settle) -> Iterator[tuple[str, QWidget]]:
    """Finding by filters and groups, the file of a firm, a case on its way, a period counted."""
    from app.kernel.filters import EVERYTHING, Condition, Op, all_of, equals
    from app.ledgers import browse
    from ui.pages import ledger_groups
    from ui.pages.ledger_page import LedgerPage

    page = window.frame.pages["hazards"]
    if not isinstance(page, LedgerPage) or window.desk is None:
        return
    store = window.desk.workspace.store
    rule = all_of(Condition("due_on", Op.WITHIN, ("$month", "$month_end")), equals("level", "一般"))
    window.show_page("hazards", {"rule": rule})
    ledger_groups.turn(page)
    settle()
    yield "find", window
    ledger_groups.turn(page)
    window.show_page("hazards", {"rule": EVERYTHING})
    settle()
    for name, ledger in (("firm", "enterprises"), ("case", "blacklist")):
        ids = browse.ids(store, window.desk.feature(ledger))
        window.show_page(ledger, {"record": ids[-1]})
        settle()
        yield name, window
    window.show_page("deadlines")
    settle()
    yield "deadlines", window


def _of_the_table(window: MainWindow, settle: Settle) -> Iterator[tuple[str, QWidget]]:
    from ui.pages.dispatch_page import DispatchPage
    from ui.printing.preview import PreviewWindow

    page = window.frame.pages["dispatch"]
    if not isinstance(page, DispatchPage):
        return
    page.sheet.cells["C3"].click()
    settle()
    yield "figure", window
    page.side.close_figure()
    page.preview()
    settle()
    for preview in page.findChildren(PreviewWindow):
        yield "preview", preview
        preview.deleteLater()
    settle()


def _of_the_theme() -> list[int]:
    """Words on their grounds with the shades between, so that a rare red word does not turn grey."""
    here = look().tokens
    pairs = [*here.tones.values(), *((mark, here.surface) for mark in here.marks.values())]
    pairs += [(getattr(here, role), here.surface) for role in ("text", "text_2", "primary", "danger")]
    return [
        _between(QColor(one), QColor(other), part) for one, other in pairs for part in (0.0, 0.35, 0.7, 1.0)
    ]


def _between(one: QColor, other: QColor, part: float) -> int:
    red, green, blue = (
        round(a + (b - a) * part)
        for a, b in (
            (one.red(), other.red()),
            (one.green(), other.green()),
            (one.blue(), other.blue()),
        )
    )
    return QColor(red, green, blue).rgb()


def save_small(picture: QImage, path: Path) -> None:
    """As a PNG of a palette: the theme's own colours and the most frequent, as many as the size allows."""
    plain = picture.convertToFormat(QImage.Format.Format_RGB32)
    counted = Counter(memoryview(plain.constBits()).cast("I").tolist())
    seen = [colour for colour, _times in counted.most_common(max(COLOURS))]
    frequent = list(dict.fromkeys([*seen[:12], *_of_the_theme(), *seen]))
    for colours in COLOURS:
        flat = plain.convertToFormat(QImage.Format.Format_Indexed8, frequent[:colours])
        if not flat.save(str(path), "PNG", 0):  # type: ignore[call-overload]
            raise OSError(0, "图片写不进去", str(path))
        if path.stat().st_size <= LARGEST:
            return
