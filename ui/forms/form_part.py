"""What a ledger may have of its own below the form for a new record."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.kernel.change import Change
from app.kernel.fields import Value


class FormPart(QWidget):
    """Something of one ledger's own below the form; it saves the record in its own way."""

    title = ""
    changed = Signal()

    def check(self) -> str:
        """What is wrong in it, empty where all is well."""
        return ""

    def touched(self) -> bool:
        """Was anything entered?"""
        return False

    def give(self) -> None:
        """Read the editors; called on the screen's thread just before :meth:`save`."""

    def save(self, values: Mapping[str, Value]) -> Change:
        """Write record and part together; called on a worker."""
        raise NotImplementedError

    def clear(self) -> None:
        """Begin anew."""

    def words(self) -> Any:
        """What stands in it as typed, as JSON can hold it, for a draft; None where nothing does."""
        return None

    def show_words(self, words: Any) -> None:
        """Put the words of a draft back."""
