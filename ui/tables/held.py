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
    fitting = set(fresh)
    doubtful = [one for one in held if one > 0 and one not in fitting]
    found = browse.rows(workspace.store, feature, doubtful) if doubtful else {}
    strays = frozenset(one for one in doubtful if one in found and found[one]["deleted_at"] is None)
    stay = [one for one in before if one in fitting or one in strays]
    shown = set(stay)
    stay += sorted(one for one in fresh if one not in shown)  # as they were made
    return array("q", stay), strays & shown
