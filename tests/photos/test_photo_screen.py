"""Photos by hand: pasted, dropped, put in order, turned, removed, looked at; every step by keys or real drops."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from app.kernel.feature import Record
from app.kernel.parsing import NotUnderstood
from app.ledgers import attaching, browse, edit
from app.masterdata import files
from tests.photos.snapping import photo
from tests.ui.conftest import desk, sample_desk, settle, visits  # noqa: F401
from ui.forms.photos import PhotosEditor
from ui.forms.record_dialog import RecordDialog
from ui.pages.ledger_page import LedgerPage
from ui.photos import taking
from ui.photos.album import of_record
from ui.photos.viewer import Viewer
from ui.shell.desk import Desk

Settle = Callable[[Desk], None]
Key = Qt.Key


@pytest.fixture
def hazard(desk: Desk) -> int:  # noqa: F811
    """A hazard without photos."""
    values: Record = {
        "enterprise_name": "济南甲某有限公司",
        "found_on": date(2023, 6, 20),
        "description": "疏散通道堵塞",
    }
    store, feature = desk.workspace.store, desk.feature("hazards")
    return edit.create(store, feature, values).created["hazards"][0]


def _record(desk: Desk, number: int) -> Record:  # noqa: F811
    found = browse.record(desk.workspace.store, desk.feature("hazards"), number)
    assert found is not None
    return found


def _form(qtbot: QtBot, desk: Desk, number: int) -> tuple[RecordDialog, PhotosEditor]:  # noqa: F811
    parent = QWidget()
    qtbot.addWidget(parent)
    dialog = RecordDialog(desk, desk.feature("hazards"), parent, record=_record(desk, number))
    dialog.open()
    editor = dialog.form.boxes["photos_before"].editor
    assert isinstance(editor, PhotosEditor)
    editor.strip.setFocus()
    return dialog, editor


def _saved(folder: Path, seed: int) -> Path:
    path = folder / f"IMG_{seed}.jpg"
    path.write_bytes(photo(seed=seed))
    return path


def _urls(*paths: Path) -> QMimeData:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return mime


def _drop(target: QWidget, mime: QMimeData, at: QPoint) -> None:
    copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QGuiApplication.sendEvent(target, QDragEnterEvent(at, copy, mime, left, none))
    QGuiApplication.sendEvent(target, QDropEvent(QPointF(at), copy, mime, left, none))


def test_pasted_ordered_turned_removed_and_saved_by_keys(
    qtbot: QtBot,
    desk: Desk,  # noqa: F811
    settle: Settle,  # noqa: F811
    hazard: int,
    tmp_path: Path,
) -> None:
    dialog, editor = _form(qtbot, desk, hazard)
    QGuiApplication.clipboard().setMimeData(_urls(*(_saved(tmp_path, seed) for seed in (1, 2, 3))))
    QTest.keyClick(editor.strip, Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    with pytest.raises(NotUnderstood, match="还在处理"):
        editor.value()
    settle(desk)
    one, two, three = editor.hashes
    assert editor.strip.currentRow() == 2
    QTest.keyClick(editor.strip, Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert editor.hashes == (one, three, two)
    QTest.keyClick(editor.strip, Key.Key_R, Qt.KeyboardModifier.ControlModifier)
    settle(desk)
    turned = editor.hashes[1]
    found = files.known(desk.workspace.store, [turned, three])
    assert (found[turned].width, found[turned].height) == (found[three].height, found[three].width)
    QTest.keyClick(editor.strip, Key.Key_Home)
    QTest.keyClick(editor.strip, Key.Key_Delete)
    assert list(editor.hashes) == [turned, two]
    QTest.keyClick(dialog, Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    settle(desk)
    assert _record(desk, hazard)["photos_before"] == (turned, two)
    assert not isValid(dialog), "closed, and nothing of it is left"


def test_a_picture_out_of_the_clipboard(
    qtbot: QtBot,
    desk: Desk,  # noqa: F811
    settle: Settle,  # noqa: F811
    hazard: int,
) -> None:
    _dialog, editor = _form(qtbot, desk, hazard)
    image = QImage(320, 200, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.darkGreen)
    QGuiApplication.clipboard().setImage(image)
    QTest.keyClick(editor.strip, Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    settle(desk)
    (kept,) = files.known(desk.workspace.store, editor.hashes).values()
    assert (kept.kind, kept.width, kept.height) == ("image/png", 320, 200)
    QGuiApplication.clipboard().setText("文字")
    QTest.keyClick(editor.strip, Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert "剪贴板里没有照片" in editor._wrong.text()


def test_dropped_files_come_in_and_bad_ones_are_named(
    qtbot: QtBot,
    desk: Desk,  # noqa: F811
    settle: Settle,  # noqa: F811
    hazard: int,
    tmp_path: Path,
) -> None:
    _dialog, editor = _form(qtbot, desk, hazard)
    bad = tmp_path / "IMG_9.HEIC"
    bad.write_bytes(b"\0\0\0\x18ftypheic" + bytes(64))
    _drop(editor.strip.viewport(), _urls(_saved(tmp_path, 1), bad, _saved(tmp_path, 2)), QPoint(20, 20))
    settle(desk)
    assert len(editor.hashes) == 2
    assert "IMG_9.HEIC" in editor._wrong.text()
    assert not editor._wrong.isHidden()
    _drop(editor.strip.viewport(), _urls(_saved(tmp_path, 1)), QPoint(20, 20))
    settle(desk)
    assert len(editor.hashes) == 2
    assert "没有重复添加" in editor._said.text()


def test_dropped_on_a_row_and_undone(
    qtbot: QtBot,
    desk: Desk,  # noqa: F811
    settle: Settle,  # noqa: F811
    hazard: int,
    tmp_path: Path,
) -> None:
    page = LedgerPage(desk, "hazards")
    qtbot.addWidget(page)
    page.resize(1100, 700)
    page.show()
    settle(desk)
    view = page.table.view
    place = view.visualRect(view.model().index(0, 0)).center()
    _drop(view.viewport(), _urls(_saved(tmp_path, 1)), place)
    menu = next(one for one in page.findChildren(QMenu) if one.accessibleName() == "放到哪里")
    titles = [action.text() for action in menu.actions() if action.text()]
    assert titles == ["添加为整改前照片", "添加为整改后照片", "添加为附件", "取消"]
    next(action for action in menu.actions() if action.text() == "添加为整改后照片").trigger()
    settle(desk)
    held = _record(desk, hazard)["photos_after"]
    assert isinstance(held, tuple)
    assert len(held) == 1
    undo = next(one for one in page.window().findChildren(QPushButton) if one.text() == "撤销")
    undo.click()
    settle(desk)
    assert _record(desk, hazard)["photos_after"] == ()
    assert files.is_sound(files.known(desk.workspace.store, held)[held[0]])


def test_the_tab_of_attachments_adds_and_removes(
    qtbot: QtBot,
    desk: Desk,  # noqa: F811
    settle: Settle,  # noqa: F811
    hazard: int,
    tmp_path: Path,
) -> None:
    from ui.photos.attachments import AttachmentsTab

    plan = tmp_path / "整改方案.pdf"
    plan.write_bytes(b"%PDF-1.7 plan")
    tab = AttachmentsTab(desk, desk.feature("hazards"), _record(desk, hazard))
    qtbot.addWidget(tab)
    tab.show()
    QGuiApplication.clipboard().setMimeData(_urls(plan))
    tab.paster.click()
    settle(desk)
    held = _record(desk, hazard)[attaching.ATTACHMENTS]
    assert isinstance(held, tuple)
    (kept,) = files.known(desk.workspace.store, held).values()
    assert (kept.name, files.read(kept)) == ("整改方案.pdf", b"%PDF-1.7 plan")
    tab.remove(kept.hash)
    settle(desk)
    assert _record(desk, hazard)[attaching.ATTACHMENTS] == ()


def test_the_viewer_turns_over_compares_and_keeps_a_copy(
    qtbot: QtBot,
    sample_desk: Desk,  # noqa: F811
    settle: Settle,  # noqa: F811
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    feature = sample_desk.feature("hazards")
    from app.cli import where

    number = browse.ids(sample_desk.workspace.store, feature, where(feature, ["整改后照片!="]))[0]
    record = browse.record(sample_desk.workspace.store, feature, number)
    assert record is not None
    parent = QWidget()
    qtbot.addWidget(parent)
    viewer = Viewer(sample_desk, of_record(feature.ledger, record), 0, parent)
    viewer.open()
    settle(sample_desk)
    assert viewer.panes[0].caption.text().startswith("整改前")
    QTest.keyClick(viewer, Key.Key_Right)
    settle(sample_desk)
    assert viewer.panes[0].caption.text().startswith("整改后")
    QTest.keyClick(viewer, Key.Key_B)
    settle(sample_desk)
    assert [pane.caption.text()[:3] for pane in viewer.panes] == ["整改前", "整改后"]
    assert viewer.panes[1].isVisible()
    whole = viewer.panes[0].paper.zoom
    QTest.keyClick(viewer, Key.Key_Plus)
    assert viewer.panes[0].paper.zoom > whole
    QTest.keyClick(viewer, Key.Key_0)
    assert viewer.panes[0].paper.zoom == whole
    out = tmp_path / "副本.jpg"
    monkeypatch.setattr("ui.photos.viewer.QFileDialog.getSaveFileName", lambda *_given: (str(out), ""))
    QTest.keyClick(viewer, Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    settle(sample_desk)
    after = record["photos_after"]
    assert isinstance(after, tuple)
    assert out.read_bytes() == files.read(files.known(sample_desk.workspace.store, after)[after[0]])


def test_the_newest_folder_of_the_camera_is_opened(tmp_path: Path) -> None:
    import os

    for at, name in enumerate(("100MEDIA", "101MEDIA", "099OLD")):
        folder = tmp_path / "card" / "DCIM" / name
        folder.mkdir(parents=True)
        os.utime(folder, (1000 + (at if name != "099OLD" else -5),) * 2)
    (tmp_path / "stick").mkdir()
    assert taking.newest_dcim([tmp_path / "stick", tmp_path / "card"]).endswith("101MEDIA")
    assert taking.newest_dcim([tmp_path / "stick", tmp_path / "none"]) == ""


def test_every_control_of_the_editor_has_a_name(
    qtbot: QtBot,
    desk: Desk,  # noqa: F811
    hazard: int,
) -> None:
    _dialog, editor = _form(qtbot, desk, hazard)
    controls = (editor.strip, editor.add, editor.camera, editor.paster, editor.original, *editor._acts)
    names = [one.accessibleName() for one in controls]
    assert all(name.startswith("整改前照片") for name in names)
    assert len(set(names)) == len(names)
