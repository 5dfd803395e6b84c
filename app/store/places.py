"""Where the store may lie, and that only one program works on it at a time."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path
from typing import IO

from app.kernel.errors import Refusal

SYNCED = (
    "onedrive",
    "dropbox",
    "nutstore",
    "坚果云",
    "wps云盘",
    "wpsdrive",
    "百度网盘",
    "baidunetdisk",
    "icloud",
)
REMOTE = frozenset(("nfs", "nfs4", "cifs", "smb3", "smbfs", "sshfs", "fuse.sshfs", "9p", "davfs", "ncpfs"))
SPARE = 50 * 1024 * 1024


def refuse_unsafe_place(folder: Path) -> None:
    """Raises Refusal for a network share or a folder that a sync program copies about."""
    text = str(folder.resolve()).lower()
    if any(f"{os.sep}{word}" in text for word in SYNCED):
        raise Refusal(
            f"数据文件夹“{folder}”在同步盘里，同步程序会弄坏正在使用的数据库。请改放到本机普通文件夹。"
        )
    if _is_remote(folder):
        raise Refusal(
            f"数据文件夹“{folder}”在网络共享上，断网或两台电脑同时使用会损坏数据。请改放到本机硬盘。"
        )


def _is_remote(folder: Path) -> bool:
    if str(folder).startswith("\\\\"):
        return True
    if sys.platform == "win32":
        import ctypes

        drive = os.path.splitdrive(str(folder.resolve()))[0] + "\\"
        return bool(ctypes.windll.kernel32.GetDriveTypeW(drive) == 4)
    mounts = Path("/proc/mounts")
    if not mounts.exists():
        return False
    place, kind = "", ""
    for line in mounts.read_text(encoding="utf-8", errors="replace").splitlines():
        parts = line.split()
        if len(parts) > 2 and str(folder.resolve()).startswith(parts[1]) and len(parts[1]) > len(place):
            place, kind = parts[1], parts[2]
    return kind in REMOTE


def refuse_full_disk(folder: Path, needed: int) -> None:
    """Raises Refusal where ``needed`` bytes and some air do not fit."""
    free = shutil.disk_usage(folder).free
    if free < needed + SPARE:
        raise Refusal(
            f"磁盘空间不足：需要约 {(needed + SPARE) // 1048576} MB，只剩 {free // 1048576} MB。请清理后再试。"
        )


class Lock:
    """Held while the store is open; the system lets go of it when the program ends, however it ends."""

    def __init__(self, folder: Path) -> None:
        self._file: IO[bytes] = (folder / "in-use.lock").open("a+b")
        try:
            _lock(self._file)
        except OSError:
            self._file.close()
            raise Refusal("安监台账已经在运行，请切换到已打开的窗口。同一份数据同时只能打开一次。") from None

    def release(self) -> None:
        """Let go."""
        self._file.close()


def _lock(file: IO[bytes]) -> None:
    if sys.platform == "win32":
        import msvcrt

        file.seek(0)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
