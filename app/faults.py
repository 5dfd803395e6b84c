"""An error nobody foresaw: written down under a number that can be told over the telephone.

Also whether the last session ended as it should: a note lies in the log folder while the program runs.
"""

from __future__ import annotations

import faulthandler
import hashlib
import json
import platform
import sys
import tempfile
import traceback
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TextIO

LOG = "safety-ledger-faults.log"
NOTE, NATIVE = "session.json", "crash-{}.txt"
LARGEST = 2_000_000  # bytes; then the log is set aside once and begun anew
_SIGNS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # none that is mistaken for another when it is read out


@dataclass(frozen=True)
class Fault:
    """``number`` is what the person quotes, ``summary`` one line, ``told`` all of it as it stands in ``log``."""

    number: str
    log: Path
    summary: str
    told: str

    @property
    def signs(self) -> str:
        """The part of the number that is the same whenever the same fault comes again."""
        return self.number.partition("-")[2]


def log_folder(data: Path) -> Path:
    """Where the logs of an office lie."""
    return data / "logs"


def number_of(error: BaseException, moment: datetime) -> str:
    """Month and day, and four signs made from the kind of the error and the places it came through."""
    frames = traceback.extract_tb(error.__traceback__)
    places = [f"{Path(one.filename).name}:{one.name}:{one.lineno}" for one in frames]
    return f"{moment:%m%d}-{_signs(type(error).__name__, *places)}"


def note_fault(
    error: BaseException, folder: Path | None = None, now: datetime | None = None, where: str = ""
) -> Fault:
    """Append the error to the fault log of ``folder`` (else the system's temporary folder)."""
    log = _log(folder)
    moment = now or datetime.now()
    number = number_of(error, moment)
    about = f"{platform.platform()} Python {platform.python_version()} {sys.argv[1:]}"
    head = f"编号 {number}　{moment:%Y-%m-%d %H:%M:%S}" + (f"　{where}" if where else "")
    told = f"{head}\n{about}\n{''.join(traceback.format_exception(error))}"
    try:
        with log.open("a", encoding="utf-8", errors="backslashreplace") as file:
            file.write(f"{told}\n")
    except OSError:
        pass  # a full disk is perhaps what went wrong; the number and the details can still be copied
    return Fault(number, log, f"{type(error).__name__}：{error}".strip(), told)


def _log(folder: Path | None) -> Path:
    place = folder or Path(tempfile.gettempdir())
    log = place / LOG
    try:
        place.mkdir(parents=True, exist_ok=True)
        if log.exists() and log.stat().st_size > LARGEST:
            log.replace(log.with_suffix(".old.log"))
    except OSError:
        return Path(tempfile.gettempdir()) / LOG
    return log


def _signs(*parts: str) -> str:
    told = int.from_bytes(hashlib.sha256("\n".join(parts).encode()).digest()[:8], "big")
    signs = ""
    for _ in range(4):
        told, at = divmod(told, len(_SIGNS))
        signs += _SIGNS[at]
    return signs


@dataclass(frozen=True)
class Ended:
    """A session that did not end by being closed. ``crashed`` where the program itself broke down."""

    number: str
    began: datetime
    crashed: bool
    log: Path

    @property
    def sentence(self) -> str:
        """For the person who starts the program again."""
        why = "程序意外退出" if self.crashed else "没有正常关闭（可能断电或被强行结束）"
        return f"上次{why}，已保存的资料都在。编号 {self.number}"


@dataclass(frozen=True)
class Session:
    """The note of a running session; ``before`` tells of the last one where that ended badly."""

    number: str
    note: Path
    native: Path
    file: TextIO | None
    before: Ended | None

    def end(self) -> None:
        """The program is closed as it should be: take the note away."""
        if self.file is not None:
            faulthandler.disable()
            self.file.close()
        if self.native.exists() and not self.native.stat().st_size:
            self.native.unlink()
        if _read(self.note).get("number") == self.number:  # another may have begun in the same folder since
            self.note.unlink(missing_ok=True)


def begin_session(folder: Path, now: datetime | None = None) -> Session:
    """Leave a note in ``folder`` while the program runs, and have a breakdown of the interpreter written there.

    To be called where the data's lock is held: then a note that lies there is one that was left behind.
    """
    folder.mkdir(parents=True, exist_ok=True)
    moment = now or datetime.now()
    note = folder / NOTE
    before = _left_behind(folder, _read(note))
    number = f"{moment:%m%d}-{_signs('session', moment.isoformat())}"
    note.write_text(json.dumps({"number": number, "began": moment.isoformat()}), encoding="utf-8")
    native = folder / NATIVE.format(number)
    file = None
    if not faulthandler.is_enabled():
        file = native.open("w", encoding="utf-8")
        faulthandler.enable(file)
    return Session(number, note, native, file, before)


def _left_behind(folder: Path, kept: dict[str, str]) -> Ended | None:
    number = kept.get("number", "")
    if not number:
        return None
    native = folder / NATIVE.format(number)
    crashed = native.exists() and native.stat().st_size > 0
    if native.exists() and not crashed:
        native.unlink()
    return Ended(number, datetime.fromisoformat(kept["began"]), crashed, native if crashed else folder / LOG)


def _read(note: Path) -> dict[str, str]:
    try:
        kept = json.loads(note.read_text(encoding="utf-8"))
        datetime.fromisoformat(kept["began"])
    except (OSError, ValueError, KeyError, TypeError):
        return {}
    return {"number": str(kept.get("number", "")), "began": str(kept["began"])}
