"""Where somebody has been: pages with what they showed, to go back and forward through."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

LONGEST = 60
_ONCE = ("new", "given")  # what is done on arrival and must not be done again on the way back


@dataclass(frozen=True)
class Place:
    """A page by name, and what to hand to its ``arrive``."""

    page: str
    target: Mapping[str, Any] = field(default_factory=dict)


class Trail:
    """A list of places and where in it one stands."""

    def __init__(self) -> None:
        self._places: list[Place] = []
        self._at = -1

    @property
    def here(self) -> Place | None:
        """The place in sight."""
        return self._places[self._at] if self._at >= 0 else None

    def can_go(self, by: int) -> bool:
        """Is there anything before (-1) or after (1)?"""
        return 0 <= self._at + by < len(self._places)

    def visit(self, page: str, target: Mapping[str, Any] | None = None) -> None:
        """Another place; what lay ahead is forgotten. The same page with nothing new in mind is no step."""
        wish = {key: value for key, value in (target or {}).items() if key not in _ONCE}
        if self.here is not None and self.here.page == page and not wish:
            return
        self.step(page, wish)

    def step(self, page: str, target: Mapping[str, Any]) -> None:
        """Another place, also on the same page."""
        self._places = [*self._places[: self._at + 1], Place(page, dict(target))][-LONGEST:]
        self._at = len(self._places) - 1

    def remember(self, target: Mapping[str, Any]) -> None:
        """What the place in sight shows now."""
        if self.here is not None:
            self._places[self._at] = replace(self.here, target=dict(target))

    def go(self, by: int) -> Place | None:
        """One back (-1) or forward (1); None where there is nothing."""
        if not self.can_go(by):
            return None
        self._at += by
        return self.here
