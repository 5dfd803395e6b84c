"""Records being written in stay where they are, though they may no longer fit the filter or the order."""

from __future__ import annotations

from array import array
from collections.abc import Set as AbstractSet

from app.bootstrap import Workspace
from app.kernel.feature import Feature
from app.ledgers import browse


def together(
    workspace: Workspace, feature: Feature, before: array[int], fresh: array[int], held: AbstractSet[int]
) -> tuple[array[int], frozenset[int]]:
    """The order to show: as it was, without what has gone, new records behind; and those that no longer fit.

    ``before`` is empty where nothing is held: then the fresh order counts.
    """
    if not before:
        return fresh, frozenset()
    # No set: one of a million ids is built in a single breath, in which the screen stands still.
    fitting = bytearray(1 + max(max(some) for some in (fresh, before, held) if some))
    for one in fresh:
        fitting[one] = 1
    doubtful = [one for one in held if one > 0 and not fitting[one]]
    found = browse.rows(workspace.store, feature, doubtful) if doubtful else {}
    strays = frozenset(one for one in doubtful if one in found and found[one]["deleted_at"] is None)
    stay = array("q", (one for one in before if one > 0 and (fitting[one] or one in strays)))
    shown = frozenset(one for one in stay if one in strays) if strays else strays
    for one in stay:
        fitting[one] = 0
    stay.extend(sorted(one for one in fresh if fitting[one]))  # as they were made
    return stay, shown
