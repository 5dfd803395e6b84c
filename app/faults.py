"""An error nobody foresaw: written down with all that helps to mend it, never shown as a traceback."""

from __future__ import annotations

import platform
import sys
import tempfile
import traceback
from datetime import datetime
from pathlib import Path


def note_fault(error: BaseException, folder: Path | None = None, now: datetime | None = None) -> Path:
    """Append the error to the fault log of ``folder`` (else the system's temporary folder); returns the log."""
    log = (folder or Path(tempfile.gettempdir())) / "safety-ledger-faults.log"
    moment = now or datetime.now()
    told = "".join(traceback.format_exception(error))
    head = (
        f"{moment:%Y-%m-%d %H:%M:%S} {platform.platform()} Python {platform.python_version()} {sys.argv[1:]}"
    )
    with log.open("a", encoding="utf-8") as file:
        file.write(f"{head}\n{told}\n")
    return log
