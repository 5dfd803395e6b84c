"""From the start of Python to a painted window, against a bare PySide6 window."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.measure import Measure

ROOT = Path(__file__).parent.parent
_BARE = """
import os, sys
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget
class Centre(QWidget):
    def paintEvent(self, event):
        super().paintEvent(event)
        os.write(1, b"shown")
        os._exit(0)
app = QApplication(sys.argv[:1])
window = QMainWindow()
window.setCentralWidget(Centre())
window.resize(1440, 900)
window.show()
app.exec()
"""
_OURS = """
import os, sys
from pathlib import Path
from ui.shell.start import bare_application, open_window
def seen():
    os.write(1, b"shown")
    os._exit(0)
app = bare_application(sys.argv[:1])
window = open_window(Path(sys.argv[1]))
window.front.curtain.seen.disconnect()
window.front.curtain.seen.connect(seen)
app.exec()
"""


def _seconds(script: str, folder: str) -> float:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    start = time.perf_counter()
    told = subprocess.run(
        [sys.executable, "-c", script, folder], check=True, capture_output=True, cwd=ROOT, env=environment
    )
    taken = time.perf_counter() - start
    assert told.stdout == b"shown"
    return taken


def run(rows: int = 9) -> list[Measure]:
    """The least of several starts of each, taken in turn."""
    with tempfile.TemporaryDirectory() as folder:
        bare, ours = [], []
        for _ in range(rows):
            bare.append(_seconds(_BARE, folder))
            ours.append(_seconds(_OURS, folder))
    best, limit = min(ours), min(bare)
    return [
        Measure(
            "window visible", round(best * 1000), "ms", "a bare PySide6 window", round(best / limit, 2), 1.3
        )
    ]


if __name__ == "__main__":
    for measure in run():
        print(measure)
