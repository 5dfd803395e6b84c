"""Photos put in order by the mouse, and taken from a camera's card through the dialog: by real events."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex, QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QFileDialog, QTreeView, QWidget
from pytestqt.qtbot import QtBot

from tests.photos.snapping import photo
from tests.ui.conftest import desk, settle, visits  # noqa: F401
from ui.forms.photo_row import Strip
from ui.forms.photos import PhotosEditor
from ui.forms.record_dialog import RecordDialog
from ui.photos import taking
from ui.shell.desk import Desk

Settle = Callable[[Desk], None]


@pytest.fixture
def strip(qtbot: QtBot, desk: Desk, settle: Settle, tmp_path: Path) -> Strip:  # noqa: F811
    """Three photos in a form."""
    over = QWidget()
    over.resize(1000, 700)
    qtbot.addWidget(over)
    over.show()
    dialog = RecordDialog(desk, desk.feature("hazards"), over)
    dialog.form.unfold()
    dialog.open()
    editor = dialog.form.boxes["photos_before"].editor
    assert isinstance(editor, PhotosEditor)
    paths = [tmp_path / f"{seed}.jpg" for seed in (1, 2, 3)]
    for seed, path in enumerate(paths):
        path.write_bytes(photo(seed=seed))
    editor.take([taking.Source(path.name, path) for path in paths])
    settle(desk)
    assert editor.strip.count() == 3
    return editor.strip


def order(strip: Strip) -> tuple[str, ...]:
    editor = strip.parent()
    while not isinstance(editor, PhotosEditor):
        assert editor is not None
        editor = editor.parent()
    return editor.hashes


def dragged(strip: Strip, what: tuple[int, ...], to: QPoint) -> None:
    """These are taken by the mouse and let go elsewhere in the row."""
    strip.clearSelection()
    for row in what:
        strip.item(row).setSelected(True)
    mime = strip.mimeData(strip.selectedItems())
    move, none = Qt.DropAction.MoveAction, Qt.KeyboardModifier.NoModifier
    strip._put(QDropEvent(QPointF(to), move, mime, Qt.MouseButton.LeftButton, none))


def half(strip: Strip, row: int, side: int) -> QPoint:
    """A place in the left (-1) or right (1) half of a photo."""
    box = strip.visualItemRect(strip.item(row))
    return QPoint(box.center().x() + side * box.width() // 4, box.center().y())


@pytest.mark.parametrize(
    ("what", "row", "side", "wanted"),
    [
        ((0,), 1, 1, (1, 0, 2)),  # behind its right neighbour
        ((0,), 1, -1, (0, 1, 2)),  # before its right neighbour it stands already
        ((2,), 0, -1, (2, 0, 1)),
        ((0, 1), 2, 1, (2, 0, 1)),
        ((0, 2), 1, -1, (0, 2, 1)),
        ((1,), 1, 1, (0, 1, 2)),
    ],
)
def test_a_photo_goes_where_it_is_let_go(
    strip: Strip, what: tuple[int, ...], row: int, side: int, wanted: tuple[int, ...]
) -> None:
    before = order(strip)
    dragged(strip, what, half(strip, row, side))
    assert order(strip) == tuple(before[place] for place in wanted)
    assert len(strip.selectedItems()) == len(what), "still chosen"


def test_let_go_in_the_empty_room_it_goes_to_the_end(strip: Strip) -> None:
    before = order(strip)
    last = strip.visualItemRect(strip.item(2))
    dragged(strip, (0,), QPoint(last.right() + 30, last.center().y()))
    assert order(strip) == (before[1], before[2], before[0])


def test_alt_and_arrows_do_the_same_by_keys(strip: Strip) -> None:
    before = order(strip)
    strip.setFocus()
    QTest.keyClick(strip, Qt.Key.Key_Home)
    for key, wanted in (
        (Qt.Key.Key_Right, (1, 0, 2)),
        (Qt.Key.Key_Right, (1, 2, 0)),
        (Qt.Key.Key_Left, (1, 0, 2)),
    ):
        QTest.keyClick(strip, key, Qt.KeyboardModifier.AltModifier)
        assert order(strip) == tuple(before[place] for place in wanted)


def test_photos_of_a_card_are_chosen_newest_first(
    qtbot: QtBot,
    desk: Desk,  # noqa: F811
    tmp_path: Path,
) -> None:
    card = tmp_path / "DCIM" / "100CANON"
    card.mkdir(parents=True)
    for at, name in enumerate(("IMG_1.JPG", "IMG_2.JPG", "IMG_3.JPG")):
        (card / name).write_bytes(photo(seed=at))
        os.utime(card / name, (1_700_000_000 + at * 86_400,) * 2)
    (card / "notes.txt").write_text("x")
    seen: list[str] = []
    tries: list[list[str]] = []  # the disk is read behind the dialog
    wanted = ["IMG_3.JPG", "IMG_2.JPG", "IMG_1.JPG"]

    def choose() -> None:
        """The first two of the list, by keys; then 打开."""
        dialog = QApplication.activeModalWidget()
        tree = dialog.findChild(QTreeView, "treeView") if isinstance(dialog, QFileDialog) else None
        model = tree.model() if tree is not None else None
        root = tree.rootIndex() if tree is not None else QModelIndex()
        count = model.rowCount(root) if model is not None else 0
        names = [str(model.index(at, 0, root).data()) for at in range(count)] if model is not None else []
        tries.append(names)
        if tree is None or model is None or (names != wanted and len(tries) < 60):
            QTimer.singleShot(30, choose)
            return
        seen.extend(names)
        tree.setFocus()
        tree.setCurrentIndex(model.index(0, 0, root))
        QTest.keyClick(tree, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
        assert dialog is not None
        box = dialog.findChild(QDialogButtonBox)
        assert box is not None
        QTest.mouseClick(box.button(QDialogButtonBox.StandardButton.Open), Qt.MouseButton.LeftButton)

    over = QWidget()
    qtbot.addWidget(over)
    over.show()
    QTimer.singleShot(30, choose)
    found = taking.ask_camera(desk, over, taking.newest_dcim([tmp_path]))
    assert seen == wanted, "the newest first, photos only"
    assert [one.name for one in found] == ["IMG_3.JPG", "IMG_2.JPG"]
    assert desk.preferences.get(taking.CAMERA_FOLDER) == str(card)
