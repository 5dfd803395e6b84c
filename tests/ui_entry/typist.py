"""Types into a new hazard without end, and says after each letter how many there are. To be killed."""

from __future__ import annotations

import os
import sys
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from app.bootstrap import open_workspace
from tests.ui.conftest import make_desk
from ui.forms.record_dialog import RecordDialog
from ui.shell.start import make_application

SIGNS = "abcdefghij "


def main(folder: Path) -> None:
    """Never returns."""
    app = make_application()
    desk = make_desk(open_workspace(folder, who="张某"), [])
    over = QWidget()
    over.show()
    dialog = RecordDialog(desk, desk.feature("hazards"), over)
    dialog.open()
    dialog.form.boxes["found_on"].editor.show_words("某天")
    box = dialog.form.boxes["description"].editor.box  # type: ignore[attr-defined]
    box.setFocus()
    typed = 0

    def press() -> None:
        nonlocal typed
        QTest.keyClicks(box, SIGNS[typed % len(SIGNS)])
        typed += 1
        sys.stdout.write(f"{typed}\n")
        sys.stdout.flush()

    timer = QTimer()
    timer.setInterval(50)
    timer.timeout.connect(press)
    timer.start()
    app.exec()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
