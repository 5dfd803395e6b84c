"""What is typed over a cell is kept like a form's, as a draft of the record: the home page offers to go on with it."""

from __future__ import annotations

from typing import Any

from app.ledgers import drafts
from ui.forms.drafting import FIELDS, Drafting
from ui.shell.desk import Desk
from ui.tables.in_place import InPlace


class CellDraft(Drafting):
    """The draft of one open cell. A draft left over in the same record's form lies beneath it and comes back after."""

    def __init__(self, over: InPlace, desk: Desk, ledger: str, record: int, first: str) -> None:
        store = desk.workspace.store
        place = record if record > 0 else drafts.free_place(store, ledger)
        found = drafts.of_record(store, ledger, place) if record > 0 else None
        self._over, self._first, self._store = over, first, store
        self._beneath: dict[str, Any] = dict(found.words) if found is not None else {}
        super().__init__(over, desk, ledger, place, self._typed)
        over.editor.changed.connect(self.touch)
        if over.editor.words() != first:
            self.touch()

    def _typed(self) -> dict[str, Any] | None:
        said = self._over.editor.words()
        if said == self._first:
            return self._beneath or None
        fields = {**self._beneath.get(FIELDS, {}), self._over.field.name: said}
        return {**self._beneath, FIELDS: fields}

    def _moved(self, _old: object, _new: object) -> None:
        """A cell that is left has been written or given up: there is nothing to keep."""

    def end(self) -> None:
        """The cell was written or given up."""
        if self._given:
            self.give_up()
        else:
            self._closed = True

    def drop(self) -> None:
        """Called on a worker."""
        with self._lock:
            self._closed = True
            if self._beneath:
                drafts.keep(self._store, self._ledger, self._record, self._beneath)
            else:
                drafts.drop(self._store, self._ledger, self._record)
