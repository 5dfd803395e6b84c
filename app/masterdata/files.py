"""Files that belong to records: kept once by what is in them, beside the database."""

from __future__ import annotations

from sqlalchemy import Boolean, Integer, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.store.base import Base, table_of


class StoredFile(Base):
    """A file under its SHA-256. ``kind`` is its media type; ``taken_at`` is when a photo was taken, where it says so;
    ``original`` tells that it was kept as it came, not compressed.
    """

    __tablename__ = "files"

    hash: Mapped[str] = mapped_column(Text, primary_key=True)
    name: Mapped[str] = mapped_column(Text)
    kind: Mapped[str] = mapped_column(Text)
    size: Mapped[int] = mapped_column(Integer)
    width: Mapped[int | None] = mapped_column(Integer)
    height: Mapped[int | None] = mapped_column(Integer)
    taken_at: Mapped[str | None] = mapped_column(Text)
    original: Mapped[bool] = mapped_column(Boolean, default=False)
    added_at: Mapped[str] = mapped_column(Text)
    who: Mapped[str] = mapped_column(Text)


FILES = table_of(StoredFile)
