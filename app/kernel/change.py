"""What an operation did, so that every view can refresh just what is stale."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Change:
    """Ids by ledger name. ``operation`` is the number under which the whole can be undone (0: nothing done)."""

    operation: int = 0
    created: dict[str, tuple[int, ...]] = field(default_factory=dict)
    updated: dict[str, tuple[int, ...]] = field(default_factory=dict)
    removed: dict[str, tuple[int, ...]] = field(default_factory=dict)
    sentence: str = ""

    @property
    def ledgers(self) -> frozenset[str]:
        """The ledgers that anything happened to."""
        return frozenset((*self.created, *self.updated, *self.removed))

    def __bool__(self) -> bool:
        return bool(self.created or self.updated or self.removed)
