"""A file that is whole or not there."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def whole_file(out: Path | BinaryIO) -> Iterator[BinaryIO]:
    """A stream to write ``out`` through.

    A path gets its content only when the block ends well: it is written beside the target under a name
    ending in ``.part`` and then put in its place; after an error nothing of it remains and an older file of
    that name is untouched. A stream is handed through.
    """
    if not isinstance(out, Path):
        yield out
        return
    partial = out.with_name(out.name + ".part")
    try:
        with partial.open("w+b") as stream:
            yield stream
        partial.replace(out)
    except BaseException:
        partial.unlink(missing_ok=True)
        raise
