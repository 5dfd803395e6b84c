"""Harm done to files on purpose."""

from __future__ import annotations

import zipfile
from pathlib import Path


def flip_a_byte(package: Path) -> None:
    """In the store as it is packed: a byte of a file's time, say, does no harm and is not looked at."""
    with zipfile.ZipFile(package) as packed:
        store = max(packed.infolist(), key=lambda one: one.compress_size)
    raw = bytearray(package.read_bytes())
    raw[store.header_offset + store.compress_size // 2] ^= 0xFF
    package.write_bytes(bytes(raw))
